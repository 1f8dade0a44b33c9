"""Statements of wallets."""

from jiaozi.client.core import Core
from jiaozi.wire.statements import WalletStatement


class StatementMethods(Core):
    """Methods of statements. Days are ISO dates in China, such as `2026-01-31`, both included."""

    def statement_of(self, wallet: str, first: str, last: str) -> WalletStatement:
        """A wallet's statement of a period."""
        return self._get(f"/v1/wallets/{wallet}/statements", WalletStatement, **_period(first, last))

    def statement_file(self, wallet: str, first: str, last: str, form: str = "pdf", *, lang: str = "en") -> bytes:
        """The same as a document: `pdf` in en or zh, `csv`, or `camt053` (ISO 20022)."""
        query = {**_period(first, last), "format": form, "lang": lang}
        found: bytes = self._send("GET", f"/v1/wallets/{wallet}/statements", query=query)
        return found


def _period(first: str, last: str) -> dict[str, str]:
    return {"from": first, "to": last}
