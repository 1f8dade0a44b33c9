"""Reads of applications, terminals, orders, and what a merchant's wallet took. Plain SQL."""

from collections.abc import Iterable

from jiaozi.acceptance.model import Application, Order, Terminal
from jiaozi.acceptance.schema import APPLICATION_LIST, APPLICATIONS, ORDERS, TERMINALS
from jiaozi.db.engine import Connection
from jiaozi.db.lists import Found, Walk, equals, page
from jiaozi.kinds import AccountNo, ApplicationNo, MerchantNo, OrderNo, PaymentNo, StoreNo, TerminalNo
from jiaozi.ledger.model import CHECKPOINT_EVERY
from jiaozi.ledger.store import history, side_of
from jiaozi.wallets.model import Wallet


def application(connection: Connection, number: ApplicationNo) -> Application | None:
    """The application, or None."""
    found = APPLICATIONS.read(connection, [number])
    return found[0] if found else None


def applications(
    connection: Connection, whose: tuple[int, int], after: int, limit: int, state: int | None
) -> Found[Application]:
    """Applications after an id: an operator's, or of one wallet there where it is not 0; of one state when given."""
    operator, wallet = whose
    asked = [equals("operator", operator)]
    asked += [equals("wallet", wallet)] if wallet else []
    asked += [equals("state", state)] if state is not None else []
    way = "wallet" if wallet else "operator"
    return page(connection, APPLICATION_LIST, Walk(tuple(asked), way), after, limit)


def terminal(connection: Connection, number: TerminalNo) -> Terminal | None:
    """The terminal, or None."""
    found = TERMINALS.read(connection, [number])
    return found[0] if found else None


def terminals_of(connection: Connection, store: StoreNo) -> list[Terminal]:
    """A store's terminals, oldest first."""
    sql = f"SELECT {', '.join(TERMINALS.columns)} FROM terminals WHERE store = ? ORDER BY id"
    return [Terminal(*row) for row in connection.query(sql, (store,))]


def terminals_count(connection: Connection, store: StoreNo) -> int:
    """How many terminals a store has."""
    return int(connection.query("SELECT COUNT(*) FROM terminals WHERE store = ?", (store,))[0][0])


def order(connection: Connection, number: OrderNo) -> Order | None:
    """The order, or None."""
    found = ORDERS.read(connection, [number])
    return found[0] if found else None


def order_by_number(connection: Connection, merchant: MerchantNo, number: str) -> Order | None:
    """A merchant's order by the merchant's own number, or None."""
    rows = connection.fetch("orders", ORDERS.columns, ("merchant", "number"), [(merchant, number)])
    return Order(*rows[0]) if rows else None


def orders_of_payments(
    connection: Connection, payments: Iterable[PaymentNo]
) -> dict[PaymentNo, tuple[TerminalNo, str]]:
    """Terminal and number of the orders that payments paid, by payment."""
    keys = [(number,) for number in sorted(payments)]
    rows = connection.fetch("orders", ("payment", "terminal", "number"), ("payment",), keys) if keys else []
    return {row[0]: (row[1], row[2]) for row in rows}


def accounts_of(connection: Connection, wallet: Wallet) -> list[int]:
    """The ledger accounts a wallet has had: its first, those of changes of regime, its present one."""
    rows = connection.query("SELECT account FROM wallet_accounts WHERE wallet = ? ORDER BY account", (wallet.id,))
    return list(dict.fromkeys((wallet.id, *(row[0] for row in rows), wallet.account)))


def version_before(connection: Connection, account: AccountNo, at: int) -> int:
    """The version that an account had before an instant."""
    sql = "SELECT max(version) FROM checkpoints WHERE account = ? AND recorded_at < ?"
    low = connection.query(sql, (account, at))[0][0] or 0
    version = 0
    for transfer in history(connection, account, low, low + CHECKPOINT_EVERY):
        if transfer.recorded_at >= at:
            break
        version = side_of(transfer, account)[0]
    return version
