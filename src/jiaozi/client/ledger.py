"""The ledger, the list of groups, events, the audit."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core
from jiaozi.wire import answers


class LedgerMethods(Core):
    """Methods of the ledger."""

    def account(self, account: str) -> answers.Account:
        """A ledger account."""
        return self._get(f"/v1/accounts/{account}", answers.Account)

    def account_balance(self, account: str, at: str | None = None) -> answers.BalanceAt:
        """An account's balance as recorded at an instant (ISO 8601), or now."""
        return self._get(f"/v1/accounts/{account}/balance", answers.BalanceAt, at=at)

    def account_statement(self, account: str) -> Iterator[answers.StatementLine]:
        """An account's history, oldest first."""
        return self._pages(f"/v1/accounts/{account}/statement", answers.StatementLine, limit=PAGE_LIMIT)

    def journal(self, journal: str) -> answers.Journal:
        """A journal."""
        return self._get(f"/v1/journals/{journal}", answers.Journal)

    def journals_by_reference(self, reference: str) -> Iterator[answers.Journal]:
        """The journals with a business reference."""
        return self._pages("/v1/journals", answers.Journal, reference=reference)

    def groups(self, cursor: str | None = None) -> Iterator[answers.Group]:
        """Committed groups by their number, with the hash chain."""
        return self._pages("/v1/groups", answers.Group, cursor=cursor)

    def events(self, cursor: str | None = None) -> Iterator[answers.Event]:
        """Events by their number, from a cursor on."""
        return self._pages("/v1/events", answers.Event, cursor=cursor, limit=PAGE_LIMIT)

    def audit(self) -> answers.Audit:
        """Runs every invariant over one snapshot."""
        return self._get("/v1/audit", answers.Audit)
