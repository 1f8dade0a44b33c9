# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.locks`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk._sync import Pages, Transport


class LocksProofs:
    """`Client.locks.proofs`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self, lock: str, *, party: str, document: str, device: str, signature: str, key: str = ""
    ) -> models.MilestoneReleased:
        """A party of an escrow brings the signed statement that releases a milestone's `lock`: a device of the
        payer's or of the arbiter's has signed that the document with this SHA-256 shows it done. The payee gets
        all of it.

        - `lock`: A lock: money promised under terms
        - `party`: The wallet of the side that brings it
        - `document`: SHA-256 of the document that the statement is signed by
        - `device`: The payer's or the arbiter's device that signed
        - `signature`: The signature in base64url
        """
        answer: models.MilestoneReleased = self._transport.send(
            Call(
                "POST",
                path("/v1/locks/{}/proofs", lock),
                {201: models.MilestoneReleased},
                body={"party": party, "document": document, "device": device, "signature": signature},
                key=key or new_key(),
            )
        )
        return answer


class LocksReleases:
    """`Client.locks.releases`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @signed
    def create(
        self, lock: str, *, party: str, amount_minor: int, statement: str = "", key: str = ""
    ) -> models.LockReleased:
        """The payer, or the arbiter, lets the payee have an amount of a lock; the rest stays locked. `statement`
        says on what proof.

        Signed by the holder's device, once it has had one.

        - `lock`: A lock: money promised under terms
        - `party`: The wallet of the side that does it
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `statement`: On what proof it was done
        """
        answer: models.LockReleased = self._transport.send(
            Call(
                "POST",
                path("/v1/locks/{}/releases", lock),
                {201: models.LockReleased},
                body={"party": party, "amount": money(amount_minor, "E-CNY"), "statement": statement},
                key=key or new_key(),
            )
        )
        return answer


class LocksReturnProofs:
    """`Client.locks.return_proofs`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self, lock: str, *, party: str, document: str, device: str, signature: str, key: str = ""
    ) -> models.LockReturned:
        """A party of an escrow brings the signed statement by which the arbiter gives a milestone's `lock` back to
        the payer: a device of the arbiter's has signed so, by the document with this SHA-256.

        - `lock`: A lock: money promised under terms
        - `party`: The wallet of the side that brings it
        - `document`: SHA-256 of the document that the statement is signed by
        - `device`: The payer's or the arbiter's device that signed
        - `signature`: The signature in base64url
        """
        answer: models.LockReturned = self._transport.send(
            Call(
                "POST",
                path("/v1/locks/{}/return-proofs", lock),
                {201: models.LockReturned},
                body={"party": party, "document": document, "device": device, "signature": signature},
                key=key or new_key(),
            )
        )
        return answer


class Locks:
    """`Client.locks`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.proofs = LocksProofs(transport)
        self.releases = LocksReleases(transport)
        self.return_proofs = LocksReturnProofs(transport)

    def list(
        self,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        payer: str | None = None,
        payee: str | None = None,
        arbiter: str | None = None,
        store: str | None = None,
        state: Literal["open", "released", "returned", "expired"] | None = None,
        amount_min: int | None = None,
        amount_max: int | None = None,
        reference: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Lock]:
        """Locks of a wallet of one's own, by `payer`, `payee` or `arbiter`, or of a `store`. A merchant, and whoever
        has just one wallet, may leave them out.

        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `payer`: Locked by this wallet
        - `payee`: Locked for this wallet
        - `arbiter`: Decided by this wallet
        - `store`: Locked for this store
        - `state`: Only those of this state
        - `amount_min`: At least so many fen
        - `amount_max`: At most so many fen
        - `reference`: With this reference
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                "/v1/locks",
                {200: Page[models.Lock]},
                query={
                    "from": from_,
                    "until": until,
                    "sort": sort,
                    "payer": payer,
                    "payee": payee,
                    "arbiter": arbiter,
                    "store": store,
                    "state": state,
                    "amount_min": amount_min,
                    "amount_max": amount_max,
                    "reference": reference,
                },
            ),
            limit=limit,
            cursor=cursor,
        )

    @signed
    def create(
        self,
        *,
        payer: str,
        amount_minor: int,
        ends_at: str,
        at_end: Literal["return", "pay"] = "return",
        store: str | None = None,
        payee: str | None = None,
        arbiter: str | None = None,
        digest: str | None = None,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.LockOpened:
        """Reserves an amount of the payer's for a store, or a payee's wallet, until `ends_at`, at most a year ahead;
        `at_end` says what becomes then of what is left. The payer releases it, the payee may give it back. An
        `arbiter`, who is neither side and has shown its identity, may decide between the two once the payee has
        accepted it; whoever shows the preimage of `digest` (SHA-256) before the end has all of it released.

        Signed by the holder's device, once it has had one.

        - `payer`: Whoever pays
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `ends_at`: When it ends
        - `at_end`: What becomes at the end of what is left: it goes back to the payer, or the payee has it
        - `store`: The merchant's store
        - `payee`: Whoever is paid
        - `arbiter`: Who may decide between payer and payee; null where nobody does
        - `digest`: SHA-256 of a preimage that releases it; null where none does
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        """
        answer: models.LockOpened = self._transport.send(
            Call(
                "POST",
                "/v1/locks",
                {201: models.LockOpened},
                body={
                    "payer": payer,
                    "amount": money(amount_minor, "E-CNY"),
                    "ends_at": ends_at,
                    "at_end": at_end,
                    "store": store,
                    "payee": payee,
                    "arbiter": arbiter,
                    "digest": digest,
                    "purpose": purpose,
                    "reference": reference,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    def get(self, lock: str) -> models.LockReading:
        """A lock and what was done with it, for its payer's, its payee's and its arbiter's side.

        - `lock`: A lock: money promised under terms
        """
        answer: models.LockReading = self._transport.send(
            Call("GET", path("/v1/locks/{}", lock), {200: models.LockReading})
        )
        return answer

    @signed
    def arbiter_acceptance(self, lock: str, *, party: str, key: str = "") -> models.ArbiterAccepted:
        """The payee agrees that a lock's arbiter decides; of a milestone, of all its escrow. Before, it decides
        nothing.

        Signed by the holder's device, once it has had one.

        - `lock`: A lock: money promised under terms
        - `party`: The wallet of the side that does it
        """
        answer: models.ArbiterAccepted = self._transport.send(
            Call(
                "POST",
                path("/v1/locks/{}/arbiter-acceptance", lock),
                {200: models.ArbiterAccepted},
                body={"party": party},
                key=key or new_key(),
            )
        )
        return answer

    def claim(self, lock: str, *, party: str, preimage: str, key: str = "") -> models.LockReleased:
        """Whoever shows the preimage of a lock's digest before its end lets the payee have all that is left of it.
        The preimage is kept, for the payer to read.

        - `lock`: A lock: money promised under terms
        - `party`: The wallet of the side that does it
        - `preimage`: 32 bytes whose SHA-256 is the digest, 64 hexadecimal digits
        """
        answer: models.LockReleased = self._transport.send(
            Call(
                "POST",
                path("/v1/locks/{}/claim", lock),
                {201: models.LockReleased},
                body={"party": party, "preimage": preimage},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    def give_back(self, lock: str, *, party: str, statement: str = "", key: str = "") -> models.LockReturned:
        """The payee, or the arbiter, gives all that is left of a lock back to the payer.

        Signed by the holder's device, once it has had one.

        - `lock`: A lock: money promised under terms
        - `party`: The wallet of the side that does it
        - `statement`: On what proof it was done
        """
        answer: models.LockReturned = self._transport.send(
            Call(
                "POST",
                path("/v1/locks/{}/give-back", lock),
                {200: models.LockReturned},
                body={"party": party, "statement": statement},
                key=key or new_key(),
            )
        )
        return answer
