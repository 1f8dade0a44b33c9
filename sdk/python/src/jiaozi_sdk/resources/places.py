# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.places`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class PlacesStores:
    """`Client.places.stores`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, place: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.PlaceEntry]:
        """The stores that stand in a place, and those that did, in the order in which they were entered.

        - `place`: The place
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/places/{}/stores", place), {200: Page[models.PlaceEntry]}),
            limit=limit,
            cursor=cursor,
        )

    def remove(self, place: str, store: str, *, key: str = "") -> models.StoreTakenOut:
        """Takes a store out of a place: nothing is paid there any more by what is for the place alone.

        - `place`: The place
        - `store`: The store that stands there
        """
        answer: models.StoreTakenOut = self._transport.send(
            Call(
                "POST",
                path("/v1/places/{}/stores/{}/removal", place, store),
                {200: models.StoreTakenOut},
                key=key or new_key(),
            )
        )
        return answer


class Places:
    """`Client.places`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.stores = PlacesStores(transport)

    def list(
        self,
        *,
        operator: str | None = None,
        number: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Place]:
        """Places, oldest first: all, those of a keeper, or those with a number.

        - `operator`: Of this keeper alone
        - `number`: The keeper's own number of it
        """
        return Pages(
            self._transport,
            Call("GET", "/v1/places", {200: Page[models.Place]}, query={"operator": operator, "number": number}),
            limit=limit,
            cursor=cursor,
        )

    def create(self, *, places: Sequence[models.NewPlace], key: str = "") -> models.PlacesRegistered:
        """A keeper registers places. Each has its own outcome, and stands on its own; one that is there already,
        with the same words, is the same.

        - `places`: Which places
        """
        answer: models.PlacesRegistered = self._transport.send(
            Call("POST", "/v1/places", {201: models.PlacesRegistered}, body={"places": places}, key=key or new_key())
        )
        return answer

    def get(self, place: str) -> models.Place:
        """A place.

        - `place`: The place
        """
        answer: models.Place = self._transport.send(Call("GET", path("/v1/places/{}", place), {200: models.Place}))
        return answer
