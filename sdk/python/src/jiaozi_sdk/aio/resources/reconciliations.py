# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.reconciliations`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncReconciliationsBreaks:
    """`AsyncClient.reconciliations.breaks`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        account: str,
        day: str,
        *,
        state: Literal["open", "explained", "corrected"] | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.Break]:
        """The breaks of a day, in the order of their numbers.

        - `account`: The ledger account
        - `day`: The day in China
        - `state`: Only those that stand like this
        """
        return AsyncPages(
            self._transport,
            Call(
                "GET",
                path("/v1/reconciliations/{}/{}/breaks", account, day),
                {200: Page[models.Break]},
                query={"state": state},
            ),
            limit=limit,
            cursor=cursor,
        )


class AsyncReconciliationsClosureWithBreaks:
    """`AsyncClient.reconciliations.closure_with_breaks`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self, account: str, day: str, *, reason: str, revision: int, open_breaks: int, key: str = ""
    ) -> models.Proposed:
        """Proposes to close a day whose breaks are not all corrected, and says why; a second person of the
        institution approves it. `revision` and `open_breaks` are those of the day as it was read: once anything
        else is found or said of it, this is refused.

        It takes two: this proposes it, and it is done when a second person approves.

        - `account`: The ledger account
        - `day`: The day in China
        - `reason`: Why, for the log of acts
        - `revision`: Which revision of the day this is: it rises with whatever is found or said of it
        - `open_breaks`: How many breaks nobody has explained
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/reconciliations/{}/{}/closure-with-breaks", account, day),
                {202: models.Proposed},
                body={"reason": reason, "revision": revision, "open_breaks": open_breaks},
                key=key or new_key(),
            )
        )
        return answer


class AsyncReconciliationsEntries:
    """`AsyncClient.reconciliations.entries`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self, account: str, day: str, *, file: str, first: int, entries: Sequence[models.CoreLine], key: str = ""
    ) -> models.CoreStatementImported:
        """Brings the next entries of an import, at most 500, from number `first` on. With the last of them the day
        waits to be matched, which the worker does.

        - `account`: The ledger account
        - `day`: The day in China
        - `file`: The SHA-256 of the file that is imported
        - `first`: The first one's number in the statement
        - `entries`: The entries
        """
        answer: models.CoreStatementImported = await self._transport.send(
            Call(
                "POST",
                path("/v1/reconciliations/{}/{}/entries", account, day),
                {200: models.CoreStatementImported},
                body={"file": file, "first": first, "entries": entries},
                key=key or new_key(),
            )
        )
        return answer


class AsyncReconciliationsExplanations:
    """`AsyncClient.reconciliations.explanations`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self, account: str, day: str, *, numbers: Sequence[int], reason: str, journal: str | None = None, key: str = ""
    ) -> models.BreaksExplained:
        """Says why breaks of a day are so, at most 100 at once. With a `journal`, that it made up for them: it has
        to be younger than the day, to change the account by just what they differ by, to have made up for no
        others, and not to be told of by the core on its own day. What is said again counts, until the day is
        closed.

        - `account`: The ledger account
        - `day`: The day in China
        - `numbers`: The numbers of the breaks
        - `reason`: Why, for the log of acts
        - `journal`: The transfers that were made together
        """
        answer: models.BreaksExplained = await self._transport.send(
            Call(
                "POST",
                path("/v1/reconciliations/{}/{}/explanations", account, day),
                {201: models.BreaksExplained},
                body={"numbers": numbers, "reason": reason, "journal": journal},
                key=key or new_key(),
            )
        )
        return answer


class AsyncReconciliations:
    """`AsyncClient.reconciliations`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.breaks = AsyncReconciliationsBreaks(transport)
        self.closure_with_breaks = AsyncReconciliationsClosureWithBreaks(transport)
        self.entries = AsyncReconciliationsEntries(transport)
        self.explanations = AsyncReconciliationsExplanations(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.Reconciliation]:
        """Days of accounts, oldest first; an operator sees its own."""
        return AsyncPages(
            self._transport,
            Call("GET", "/v1/reconciliations", {200: Page[models.Reconciliation]}),
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self,
        *,
        account: str,
        day: str,
        file: str,
        entries: int,
        credit_minor: int,
        debit_minor: int,
        core_account: str = "",
        account_changed: bool = False,
        key: str = "",
    ) -> models.CoreStatementImported:
        """Begins to import what the bank's core says of an account in its own book on a day in China that is over:
        how many entries `file` (the digest of it) has, and what its credits and debits add up to. The same file
        again is the same import; another one begins the day anew, unless it is closed. The account that it names
        in the core is the one of the days around it, unless `account_changed` says that it has another number
        from this day on.

        - `account`: The ledger account
        - `day`: The day in China
        - `file`: The SHA-256 of the file that is imported
        - `entries`: How many entries the statement has
        - `credit_minor`: What the statement's credits come to
        - `debit_minor`: What the statement's debits come to
        - `core_account`: The number of the account in the bank's core; empty where the statement names none
        - `account_changed`: Whether the account in the core has another number from this day on
        """
        answer: models.CoreStatementImported = await self._transport.send(
            Call(
                "POST",
                "/v1/reconciliations",
                {201: models.CoreStatementImported},
                body={
                    "account": account,
                    "day": day,
                    "file": file,
                    "entries": entries,
                    "credit_minor": credit_minor,
                    "debit_minor": debit_minor,
                    "core_account": core_account,
                    "account_changed": account_changed,
                },
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, account: str, day: str) -> models.Reconciliation:
        """One day of an account.

        - `account`: The ledger account
        - `day`: The day in China
        """
        answer: models.Reconciliation = await self._transport.send(
            Call("GET", path("/v1/reconciliations/{}/{}", account, day), {200: models.Reconciliation})
        )
        return answer

    async def close(self, account: str, day: str, *, key: str = "") -> models.ReconciliationClosed:
        """Closes a day that is matched and of which a journal made up for every break. It never changes again.

        - `account`: The ledger account
        - `day`: The day in China
        """
        answer: models.ReconciliationClosed = await self._transport.send(
            Call(
                "POST",
                path("/v1/reconciliations/{}/{}/closure", account, day),
                {200: models.ReconciliationClosed},
                key=key or new_key(),
            )
        )
        return answer
