"""The ledger, the list of groups, events, the audit."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core
from jiaozi.wire import ledger as wire
from jiaozi.wire.world import Audit


class LedgerMethods(Core):
    """Methods of the ledger."""

    def account(self, account: str) -> wire.Account:
        """A ledger account."""
        return self._get(f"/v1/accounts/{account}", wire.Account)

    def account_balance(self, account: str, at: str | None = None) -> wire.BalanceAt:
        """An account's balance as recorded at an instant (ISO 8601), or now."""
        return self._get(f"/v1/accounts/{account}/balance", wire.BalanceAt, at=at)

    def account_statement(self, account: str) -> Iterator[wire.StatementLine]:
        """An account's history, oldest first."""
        return self._pages(f"/v1/accounts/{account}/statement", wire.StatementLine, limit=PAGE_LIMIT)

    def journal(self, journal: str) -> wire.Journal:
        """A journal."""
        return self._get(f"/v1/journals/{journal}", wire.Journal)

    def journals_by_reference(self, reference: str) -> Iterator[wire.Journal]:
        """The journals with a business reference."""
        return self._pages("/v1/journals", wire.Journal, reference=reference)

    def groups(self, cursor: str | None = None) -> Iterator[wire.Group]:
        """Committed groups by their number, with the hash chain."""
        return self._pages("/v1/groups", wire.Group, cursor=cursor)

    def events(self, cursor: str | None = None) -> Iterator[wire.Event]:
        """Events by their number, from a cursor on."""
        return self._pages("/v1/events", wire.Event, cursor=cursor, limit=PAGE_LIMIT)

    def audit(self) -> Audit:
        """Runs every invariant over one snapshot."""
        return self._get("/v1/audit", Audit)
