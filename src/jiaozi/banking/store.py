"""Reads of banking. Plain SQL."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from jiaozi.banking.external_model import UNDER_WAY, ExchangeOrder, ExternalAccount, ExternalBank, OrderKind, OrderState
from jiaozi.banking.model import Agreement, CashCode, CashState, Direction, Sweep
from jiaozi.banking.schema import (
    AGREEMENTS,
    CASH_CODES,
    EXCHANGE_ORDERS,
    EXTERNAL_ACCOUNTS,
    EXTERNAL_BANKS,
    REMITTANCE_COLUMNS,
    SETTLEMENT_COLUMNS,
    SWEEPS,
)
from jiaozi.clock import CHINA_OFFSET_US, DAY_US
from jiaozi.db.engine import Connection, Row
from jiaozi.kinds import (
    CashCodeNo,
    ExchangeOrderNo,
    ExternalAccountNo,
    ExternalBankNo,
    Instant,
    InstitutionNo,
    OrNone,
    WalletNo,
)
from jiaozi.ledger.model import Code
from jiaozi.wallets.model import Waterfall
from jiaozi.wallets.schema import WATERFALLS


def agreements_of(connection: Connection, wallet: WalletNo) -> list[Agreement]:
    """A wallet's agreements, ended ones too, by bank account."""
    sql = f"SELECT {', '.join(AGREEMENTS.columns)} FROM agreements WHERE wallet = ? ORDER BY bank_account"
    return [Agreement(*row) for row in connection.query(sql, (wallet,))]


def settlement_account(connection: Connection, wallet: WalletNo) -> int:
    """The bank account that a corporate wallet is bound to; 0 for none."""
    rows = connection.query("SELECT bank_account FROM settlement_accounts WHERE wallet = ?", (wallet,))
    return int(rows[0][0]) if rows else 0


def sweep_of(connection: Connection, wallet: WalletNo) -> Sweep | None:
    """A wallet's sweep, a stopped one too, or None."""
    found = SWEEPS.read(connection, [wallet])
    return found[0] if found else None


def waterfall_of(connection: Connection, wallet: WalletNo) -> Waterfall | None:
    """A wallet's waterfall, a stopped one too, or None."""
    found = WATERFALLS.read(connection, [wallet])
    return found[0] if found else None


def sweeping(connection: Connection, after: int, limit: int) -> list[int]:
    """Wallets above one that have a sweep, a stopped one too."""
    sql = "SELECT wallet FROM sweeps WHERE wallet > ? ORDER BY wallet LIMIT ?"
    return [row[0] for row in connection.query(sql, (after, limit))]


def paid_sweeping(connection: Connection, transfers: Sequence[int]) -> list[int]:
    """Wallets with a sweep that transfers brought money into."""
    credited = connection.fetch("transfers", ("credit",), ("id",), [(number,) for number in transfers])
    owners = connection.fetch("accounts", ("owner",), ("id",), sorted(set(credited)))
    return [row[0] for row in connection.fetch("sweeps", ("wallet",), ("wallet",), sorted(set(owners)))]


class DueSweep(NamedTuple):
    """A wallet that holds more than its sweep's ceiling, and what its state is known by."""

    wallet: WalletNo
    outside: OrNone[ExternalAccountNo]
    set_at: Instant
    retry_at: OrNone[Instant]
    version: int


def due_sweeps(connection: Connection, at: int, wallets: Sequence[int]) -> list[DueSweep]:
    """Those of some wallets that hold more than their sweep's ceiling and may be swept."""
    sql = (
        "SELECT s.wallet, CASE WHEN s.bank = 0 THEN s.bank_account ELSE 0 END, s.set_at, s.retry_at, a.version "
        "FROM sweeps s JOIN wallets w ON w.id = s.wallet JOIN accounts a ON a.id = w.account "
        f"WHERE s.wallet IN ({', '.join('?' for _ in wallets)}) "
        "AND s.active = 1 AND s.retry_at <= ? AND w.closed = 0 AND w.freezes_all = 0 AND w.freezes_out = 0 "
        "AND a.posted > s.ceiling_minor AND a.posted - a.pending_out > w.frozen_minor ORDER BY s.wallet"
    )
    return [DueSweep(*row) for row in connection.query(sql, (*wallets, at))] if wallets else []


def remittances_page(connection: Connection, wallet: int, after: int, limit: int) -> list[Row]:
    """(id, bank account, wallet, amount, time, reference): a wallet's remittances above an id, oldest first."""
    sql = f"SELECT {', '.join(REMITTANCE_COLUMNS)} FROM remittances WHERE wallet = ? AND id > ? ORDER BY id LIMIT ?"
    return connection.query(sql, (wallet, after, limit))


def cash_code_row(connection: Connection, number: CashCodeNo) -> CashCode | None:
    """The cash code, or None."""
    found = CASH_CODES.read(connection, [number])
    return found[0] if found else None


def cash_codes_page(connection: Connection, wallet: int, after: int, limit: int) -> list[CashCode]:
    """A wallet's cash codes above an id, oldest first."""
    sql = f"SELECT {', '.join(CASH_CODES.columns)} FROM cash_codes WHERE wallet = ? AND id > ? ORDER BY id LIMIT ?"
    return [CashCode(*row) for row in connection.query(sql, (wallet, after, limit))]


def open_cash_codes(connection: Connection, wallet: WalletNo, at: int) -> list[int]:
    """A wallet's cash codes that are open and have not expired."""
    sql = "SELECT id FROM cash_codes WHERE wallet = ? AND state = ? AND expires_at > ? ORDER BY id"
    return [row[0] for row in connection.query(sql, (wallet, int(CashState.OPEN), at))]


def external_bank_by_code(connection: Connection, operator: InstitutionNo, code: str) -> int:
    """The bank outside that an operator knows by a code; 0 for none."""
    rows = connection.query("SELECT id FROM external_banks WHERE operator = ? AND code = ?", (operator, code))
    return int(rows[0][0]) if rows else 0


def external_bank(connection: Connection, number: ExternalBankNo) -> ExternalBank | None:
    """The bank outside, or None."""
    found = EXTERNAL_BANKS.read(connection, [number])
    return found[0] if found else None


def external_banks(connection: Connection) -> list[ExternalBank]:
    """All banks outside, in the order of their opening."""
    sql = f"SELECT {', '.join(EXTERNAL_BANKS.columns)} FROM external_banks ORDER BY id"
    return [ExternalBank(*row) for row in connection.query(sql)]


def external_account(connection: Connection, number: ExternalAccountNo) -> ExternalAccount | None:
    """The account at a bank outside, or None."""
    found = EXTERNAL_ACCOUNTS.read(connection, [number])
    return found[0] if found else None


def external_accounts_of(connection: Connection, wallet: WalletNo) -> list[ExternalAccount]:
    """A wallet's accounts at banks outside, oldest first."""
    sql = f"SELECT {', '.join(EXTERNAL_ACCOUNTS.columns)} FROM external_accounts WHERE wallet = ? ORDER BY id"
    return [ExternalAccount(*row) for row in connection.query(sql, (wallet,))]


def exchange_order(connection: Connection, number: ExchangeOrderNo) -> ExchangeOrder | None:
    """The exchange order, or None."""
    found = EXCHANGE_ORDERS.read(connection, [number])
    return found[0] if found else None


def bank_of_order(connection: Connection, number: ExchangeOrderNo) -> ExternalBank | None:
    """The bank outside of an exchange order, or None."""
    order = exchange_order(connection, number)
    return None if order is None else external_bank(connection, order.external_bank)


def exchange_orders_page(connection: Connection, wallet: int, after: int, limit: int) -> list[ExchangeOrder]:
    """A wallet's exchange orders above an id, oldest first."""
    sql = (
        f"SELECT {', '.join(EXCHANGE_ORDERS.columns)} FROM exchange_orders WHERE wallet = ? AND id > ? "
        "ORDER BY id LIMIT ?"
    )
    return [ExchangeOrder(*row) for row in connection.query(sql, (wallet, after, limit))]


def day_counted(connection: Connection, order: ExchangeOrderNo) -> int | None:
    """The day an exchange order was counted in; None for a sweep's, which is not."""
    rows = connection.query("SELECT day FROM order_uses WHERE exchange_order = ?", (order,))
    return int(rows[0][0]) if rows else None


def reversed_in_row(connection: Connection, order: ExchangeOrder) -> int:
    """How many unloads to the account of an order came to nothing in a row before it; no more than five are looked
    at."""
    sql = (
        "SELECT external_account, kind, state FROM exchange_orders WHERE wallet = ? AND id < ? ORDER BY id DESC LIMIT 5"
    )
    nothing = (order.external_account, int(OrderKind.UNLOAD), int(OrderState.REVERSED))
    return len(list(takewhile(lambda row: row == nothing, connection.query(sql, (order.wallet, order.id)))))


def stuck_orders(connection: Connection, bank: int, after: int, limit: int) -> list[ExchangeOrder]:
    """The stuck orders with a bank outside above an id, oldest first."""
    sql = (
        f"SELECT {', '.join(EXCHANGE_ORDERS.columns)} FROM exchange_orders "
        "WHERE state = ? AND external_bank = ? AND id > ? ORDER BY id LIMIT ?"
    )
    rows = connection.query(sql, (int(OrderState.STUCK), bank, after, limit))
    return [ExchangeOrder(*row) for row in rows]


def settlements_page(connection: Connection, bank: int, after: int, limit: int) -> list[Row]:
    """(journal, external bank, amount, time): what was settled with a bank outside above a journal, oldest first."""
    sql = (
        f"SELECT {', '.join(SETTLEMENT_COLUMNS)} FROM external_settlements WHERE external_bank = ? AND journal > ? "
        "ORDER BY journal LIMIT ?"
    )
    return connection.query(sql, (bank, after, limit))


def due_orders(connection: Connection, at: int, codes: tuple[str, ...], limit: int) -> list[tuple[ExchangeOrder, str]]:
    """Orders under way whose time has come, with the code of their bank, at these banks."""
    columns = ", ".join(f"x.{name}" for name in EXCHANGE_ORDERS.columns)
    under_way, marks = ", ".join(str(int(state)) for state in UNDER_WAY), ", ".join("?" for _ in codes)
    sql = (
        f"SELECT {columns}, b.code FROM exchange_orders x JOIN external_banks b ON b.id = x.external_bank "
        f"WHERE x.state IN ({under_way}) AND x.next_at <= ? AND b.code IN ({marks}) ORDER BY x.next_at, x.id LIMIT ?"
    )
    return [(ExchangeOrder(*row[:-1]), row[-1]) for row in connection.query(sql, (at, *codes, limit))]


def cash_of_day(connection: Connection, owner: int, day: int, operator: int, direction: int) -> int:
    """The fen of cash that one direction of a day has come to at one bank; the owner as in `cash_moves`."""
    where = "owner = ? AND day = ? AND operator = ? AND direction = ?"
    sql = f"SELECT COALESCE(SUM(amount_minor), 0) FROM cash_moves WHERE {where}"
    return int(connection.query(sql, (owner, day, operator, direction))[0][0])


def _day(column: str) -> str:
    """China's day of an instant; the division leaves no rest, on either engine."""
    local = f"({column} + {CHINA_OFFSET_US})"
    return f"({local} - {local} % {DAY_US}) / {DAY_US}"


_OVER_THE_COUNTER: Final = f"""
REPLACE INTO cash_moves (journal, owner, operator, direction, amount_minor, day)
SELECT t.id, CASE WHEN b.customer = 0 THEN b.id ELSE b.customer END, b.bank,
       CASE t.code WHEN {Code.DEPOSIT:d} THEN {Direction.IN:d} ELSE {Direction.OUT:d} END, t.amount,
       {_day("t.recorded_at")}
FROM transfers t JOIN bank_accounts b ON b.id = CASE t.code WHEN {Code.DEPOSIT:d} THEN t.credit ELSE t.debit END
WHERE t.code IN ({Code.DEPOSIT:d}, {Code.WITHDRAWAL:d}) AND t.id = t.journal
"""

_BY_CODE: Final = f"""
REPLACE INTO cash_moves (journal, owner, operator, direction, amount_minor, day)
SELECT c.journal, w.holder, c.operator, c.direction, c.amount_minor, c.day
FROM cash_codes c JOIN wallets w ON w.id = c.wallet WHERE c.state = {CashState.USED:d}
"""

_ORDER_USES: Final = f"""
REPLACE INTO order_uses (exchange_order, wallet, external_account, amount_minor, day)
SELECT x.id, x.wallet, x.external_account, x.amount_minor, {_day("x.created_at")} FROM exchange_orders x
WHERE NOT EXISTS (SELECT 1 FROM swept s WHERE s.journal = x.journal)
"""

COUNTED: Final = (_OVER_THE_COUNTER, _BY_CODE, _ORDER_USES)
"""What an earlier schema did not count (cash, the uses of exchange orders), worked out from what it kept. Each may run
again: it writes what follows from the other tables."""
