# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.place_lists`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class PlaceListsVersionsPlaces:
    """`Client.place_lists.versions.places`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, place_list: str, version: int, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> Pages[models.Place]:
        """The places of a version of a list, in the order of their ids.

        - `place_list`: The list of places
        - `version`: Which version of the list it is
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/place-lists/{}/versions/{}/places", place_list, version), {200: Page[models.Place]}),
            limit=limit,
            cursor=cursor,
        )


class PlaceListsVersionsStores:
    """`Client.place_lists.versions.stores`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        place_list: str,
        version: int,
        *,
        from_: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.PlaceEntry]:
        """The stores that stand in the places of a version, and those that did, by place; or only what has changed
        since, such as the day on which a program was approved. A page may have fewer than there are.

        - `place_list`: The list of places
        - `version`: Which version of the list it is
        - `from_`: Not before this day in China, or this instant
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/place-lists/{}/versions/{}/stores", place_list, version),
                {200: Page[models.PlaceEntry]},
                query={"from": from_},
            ),
            limit=limit,
            cursor=cursor,
        )


class PlaceListsVersions:
    """`Client.place_lists.versions`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.places = PlaceListsVersionsPlaces(transport)
        self.stores = PlaceListsVersionsStores(transport)

    def get(self, place_list: str, version: int) -> models.PlaceList:
        """A version of a list.

        - `place_list`: The list of places
        - `version`: Which version of the list it is
        """
        answer: models.PlaceList = self._transport.send(
            Call("GET", path("/v1/place-lists/{}/versions/{}", place_list, version), {200: models.PlaceList})
        )
        return answer


class PlaceLists:
    """`Client.place_lists`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.versions = PlaceListsVersions(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.PlaceList]:
        """All versions of lists, the oldest list first."""
        return Pages(
            self._transport, Call("GET", "/v1/place-lists", {200: Page[models.PlaceList]}), limit=limit, cursor=cursor
        )

    def create(
        self, *, title_en: str, title_zh: str, places: Sequence[str], place_list: str | None = None, key: str = ""
    ) -> models.PlaceListWritten:
        """A keeper writes a list of its places, or another version of one. Programs name it at a version, which
        never changes.

        - `title_en`: What it is called, in English
        - `title_zh`: What it is called, in Chinese
        - `places`: Which places
        - `place_list`: Of which list it is another version; null for a new one
        """
        answer: models.PlaceListWritten = self._transport.send(
            Call(
                "POST",
                "/v1/place-lists",
                {201: models.PlaceListWritten},
                body={"title_en": title_en, "title_zh": title_zh, "places": places, "place_list": place_list},
                key=key or new_key(),
            )
        )
        return answer
