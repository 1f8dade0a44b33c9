"""Ledger accounts as they may be seen: with balances, also of the past, and statements."""

from collections.abc import Mapping
from typing import Any, Literal

from jiaozi.access.permissions import Ownership
from jiaozi.api import whose
from jiaozi.api.desk import At, Desk, Placed, need, past
from jiaozi.api.routing import Paging, Router
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.kinds import (
    INSTITUTIONS_END,
    PREFIXES,
    AccountNo,
    BankAccountNo,
    Count,
    Instant,
    InstitutionNo,
    JournalNo,
    OrNone,
    Reference,
    TransferNo,
    WalletNo,
)
from jiaozi.ledger import store as ledger
from jiaozi.ledger.model import DEBIT_NORMAL, Account, CodeNumber, Kind, KindNumber, PhaseNumber, Transfer
from jiaozi.money import Money, money_of
from jiaozi.records import dataclass
from jiaozi.scheme.model import CENTRAL_BANK
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import WALLETS
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Router("/v1", "ledger")
_OWNER_KINDS: Mapping[Kind, Any] = {
    Kind.WALLET: WalletNo,
    Kind.WALLET_DEPOSIT: WalletNo,
    Kind.WALLET_NONBANK: WalletNo,
    Kind.PURPOSE: WalletNo,
    Kind.DEPOSIT: BankAccountNo,
}
"""Of what the number of an account's owner is; else of an institution."""


@dataclass(frozen=True, slots=True)
class BalanceAtView:
    """A balance as it had been recorded at an instant."""

    account: AccountNo
    at: Instant
    balance: Money


@dataclass(frozen=True, slots=True)
class AccountView:
    """A ledger account. `owner` is whose it is: a wallet, a bank account or an institution."""

    id: AccountNo
    book: InstitutionNo
    kind: KindNumber
    owner: OrNone[WalletNo | BankAccountNo | InstitutionNo]
    balance: Money
    available: Money
    pending_out: Money
    pending_in: Money
    floor: Money | None
    closed: bool
    version: Count
    changed_at: Instant


@dataclass(frozen=True, slots=True)
class StatementLineView:
    """A row of an account's chain: what it did to the account, and the balance after it."""

    transfer: TransferNo
    journal: JournalNo
    version: Count
    direction: Literal["in", "out"]
    amount: Money
    balance: Money
    code: CodeNumber
    phase: PhaseNumber
    reference: Reference | None
    recorded_at: Instant
    effective_at: Instant | None


_AT_CENTRAL_BANK = (Kind.WALLET, Kind.PURPOSE)
"""Kinds of customers' accounts in the central bank's book."""


def owners_of(connection: Connection, rows: list[Account]) -> dict[AccountNo, Ownership]:
    """Whose each account is: its book's institution; at the central bank, the operator's whose money it is."""
    wallets: dict[int, Wallet] = {
        row.id: row for row in WALLETS.read(connection, {row.owner for row in rows if row.kind in _AT_CENTRAL_BANK})
    }
    found = {}
    for row in rows:
        holder = wallets.get(row.owner) if row.kind in _AT_CENTRAL_BANK and row.book == CENTRAL_BANK else None
        found[row.id] = Ownership(_kept_for(row) if holder is None else holder.operator)
    return found


def _kept_for(row: Account) -> InstitutionNo:
    """The institution that an account which is not a customer's is kept for: its book's, or at the central bank, whose
    it is."""
    if row.book != CENTRAL_BANK:
        return row.book
    return InstitutionNo(row.owner) if row.owner < INSTITUTIONS_END else CENTRAL_BANK


def _own(desk: Desk, connection: Connection, wanted: AccountNo) -> Account:
    row = need(ledger.account(connection, wanted), "account_not_found")
    desk.check_own("read_ledger", [owners_of(connection, [row])[row.id]], "account_not_found")
    return row


@router.get("/accounts/{account}")
async def get_account(desk: At, account: AccountNo) -> AccountView:
    """A ledger account."""
    return await desk.read("read_ledger", lambda connection: _account(_own(desk, connection, account)))


def _account(row: Account) -> AccountView:
    amounts = {name: money_of(getattr(row, name), row.asset) for name in ("available", "pending_out", "pending_in")}
    floor = None if row.floor is None else money_of(row.floor, row.asset)
    balance = money_of(row.posted, row.asset)
    return view(AccountView, row, owner=_owner(row), balance=balance, floor=floor, closed=bool(row.closed), **amounts)


def _owner(row: Account) -> Any:
    """Whose an account is: its kind tells what the number is of."""
    kind = _OWNER_KINDS.get(Kind(row.kind), InstitutionNo)
    there = row.owner and (kind is not InstitutionNo or row.owner < INSTITUTIONS_END)
    return encode_id(PREFIXES[kind], row.owner) if there else 0


@router.get("/accounts/{account}/balance")
async def get_balance(desk: At, account: AccountNo, at: Instant | None = None) -> BalanceAtView:
    """An account's balance as it had been recorded at an instant; now when none is given."""
    instant = past(desk, at)

    def job(connection: Connection) -> BalanceAtView:
        row = _own(desk, connection, account)
        return BalanceAtView(row.id, instant, money_of(ledger.posted_at(connection, row.id, instant), row.asset))

    return await desk.read("read_ledger", job)


@router.get("/accounts/{account}/statement")
async def get_statement(desk: At, account: AccountNo, paging: Paging) -> Page[StatementLineView]:
    """An account's history, oldest first."""
    held = await desk.read("read_ledger", lambda connection: _own(desk, connection, account))
    return await _statement(desk, "read_ledger", held, paging)


@router.get("/wallets/{wallet}/statement", tag="wallets")
async def get_wallet_statement(desk: At, wallet: WalletNo, paging: Paging) -> Page[StatementLineView]:
    """The history of a wallet's present account, oldest first."""

    def job(connection: Connection) -> Account:
        row = whose.own_wallet(desk, connection, wallet, "read_statement")
        return need(ledger.account(connection, row.account), "account_not_found")

    return await _statement(desk, "read_statement", await desk.read("read_statement", job), paging)


async def _statement(desk: Desk, action: str, held: Account, paging: Paging) -> Page[StatementLineView]:
    """A page of an account's chain by version: complete and in order while others write."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[StatementLineView]]:
        rows = ledger.history(connection, held.id, after[0] + 1, after[0] + limit)
        return [((line.version,), line) for line in (_line(row, held) for row in rows)]

    return await desk.listing(action, f"statement:{held.id}", paging, job)


def _line(row: Transfer, held: Account) -> StatementLineView:
    """A row of an account's chain, seen from the account."""
    debited = row.debit == held.id
    version, balance = (row.debit_version, row.debit_posted) if debited else (row.credit_version, row.credit_posted)
    return view(
        StatementLineView,
        row,
        transfer=row.id,
        version=version,
        direction="in" if (held.kind >= DEBIT_NORMAL) == debited else "out",
        amount=money_of(row.amount, held.asset),
        balance=money_of(balance, held.asset),
    )
