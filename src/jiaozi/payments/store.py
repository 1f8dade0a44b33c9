"""Reads of payments, refunds, merchants and stores. Plain SQL."""

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from jiaozi.db.engine import Connection
from jiaozi.db.lists import Condition
from jiaozi.ids import LANES
from jiaozi.kinds import MerchantNo, RefundNo, StoreNo, WalletNo
from jiaozi.ledger.store import transfers
from jiaozi.payments.model import Merchant, OwedRefund, Payment, PaymentState, Refund, RefusedPayee, Store
from jiaozi.payments.schema import MERCHANTS, OWED_REFUNDS, PAYMENTS, REFUNDS, REFUSED_PAYEES, STORES
from jiaozi.wallets.model import SCOPES

HAVING: Final = "(SELECT /*+ NO_UNNEST */ m.value FROM metadata m WHERE m.thing = id AND m.name = ?) = ?"
"""That a thing of a list has a value under a key: read by the primary key, never the other way round."""
SOLD: Final = "(SELECT /*+ NO_UNNEST */ s.merchant FROM stores s WHERE s.id = store) = ?"
"""That a thing of a list is of a store of a merchant's."""
_PAGE: Final = 1_000


def payment(connection: Connection, payment_id: int) -> Payment | None:
    """The payment, or None."""
    found = PAYMENTS.read(connection, [payment_id])
    return found[0] if found else None


def refused_of_payee(connection: Connection, wallet: int) -> list[RefusedPayee]:
    """Why a wallet could not be paid: the last reason of each payer, newest first, at most 200."""
    sql = f"SELECT {', '.join(REFUSED_PAYEES.columns)} FROM refused_payees WHERE payee = ? ORDER BY at DESC LIMIT 200"
    return [RefusedPayee(*row) for row in connection.query(sql, (wallet,))]


def refund(connection: Connection, refund_id: int) -> Refund | None:
    """The refund, or None."""
    found = REFUNDS.read(connection, [refund_id])
    return found[0] if found else None


def having(pair: tuple[str, str]) -> Condition:
    """That a thing of a list has this key with this value in its metadata."""
    return Condition(HAVING, pair)


def sold_by(merchant: int) -> Condition:
    """That a thing of a list is of a store of a merchant's."""
    return Condition(SOLD, merchant)


def asked_of(merchant: int) -> Condition:
    """The same, or of no store: what is asked for a wallet is asked for each of its merchants."""
    return Condition(f"(store = 0 OR {SOLD})", merchant)


def payments_behind(connection: Connection, journals: Collection[int]) -> dict[int, Payment]:
    """The payment behind each journal that has one: which it made, captured, or gave money of back.

    A journal has an id of the request that made it, the first of which is the payment's; a refund has its journal's id;
    a capture's first transfer names the hold, whose id is the payment's.
    """
    keys = [(number,) for number in sorted(journals)]
    named: dict[int, int] = dict(connection.fetch("refunds", ("id", "payment"), ("id",), keys))
    named |= {row.id: row.hold for row in transfers(connection, sorted(journals)) if row.hold}
    firsts = {number: number - number % LANES for number in journals}
    found: dict[int, Payment] = {
        row.id: row for row in PAYMENTS.read(connection, {*journals, *named.values(), *firsts.values()})
    }
    behind = {number: found.get(named.get(number, number)) for number in journals}
    made = {number: found.get(first) for number, first in firsts.items() if behind[number] is None}
    behind |= {number: row for number, row in made.items() if row is not None and row.journal == number}
    return {number: row for number, row in behind.items() if row is not None}


def payable_refunds(connection: Connection, after: int, limit: int) -> list[RefundNo]:
    """Refunds that wait for holders who have a wallet now that may take them, ids above `after`, oldest first."""
    sql = (
        "SELECT DISTINCT o.id FROM owed_refunds o JOIN wallets c ON c.id = o.wallet "
        "JOIN holder_wallets h ON h.holder = o.holder JOIN wallets w ON w.id = h.wallet "
        "WHERE o.claimed_at = 0 AND o.id > ? AND w.closed = 0 AND w.freezes_all = 0 "
        f"AND w.scope = (c.scope & {SCOPES['hong_kong']}) ORDER BY o.id LIMIT ?"
    )
    return [row[0] for row in connection.query(sql, (after, limit))]


def waiting_refunds(connection: Connection, holders: Collection[int]) -> list[RefundNo]:
    """The refunds that wait for any of these holders."""
    key, keys = ("holder", "claimed_at"), [(number, 0) for number in sorted(holders)]
    return [row[0] for row in connection.fetch("owed_refunds", ("id", *key), key, keys)]


def owed_of(
    connection: Connection, holder: int, wallets: Collection[WalletNo], after: int, limit: int
) -> list[OwedRefund]:
    """What refunds owed a holder, claimed ones too, ids above `after`, oldest first; with `wallets` only those that
    were to go, or went, into one of them."""
    marks = ", ".join("?" * len(wallets))
    among = f"AND (wallet IN ({marks}) OR paid_into IN ({marks})) " if wallets else ""
    sql = f"SELECT {', '.join(OWED_REFUNDS.columns)} FROM owed_refunds WHERE holder = ? {among}AND id > ? "
    rows = connection.query(f"{sql}ORDER BY id LIMIT ?", (holder, *wallets, *wallets, after, limit))
    return [OwedRefund(*row) for row in rows]


def merchant(connection: Connection, merchant_id: int) -> Merchant | None:
    """The merchant, or None."""
    found = MERCHANTS.read(connection, [merchant_id])
    return found[0] if found else None


def store(connection: Connection, store_id: int) -> Store | None:
    """The store, or None."""
    found = STORES.read(connection, [store_id])
    return found[0] if found else None


def merchants_count(connection: Connection, wallet: int) -> int:
    """How many merchants are paid into a wallet."""
    return int(connection.query("SELECT COUNT(*) FROM merchants WHERE wallet = ?", (wallet,))[0][0])


def merchants_page(connection: Connection, after: int, limit: int) -> list[Merchant]:
    """Merchants with ids above `after`, in the order of ids."""
    sql = f"SELECT {', '.join(MERCHANTS.columns)} FROM merchants WHERE id > ? ORDER BY id LIMIT ?"
    return [Merchant(*row) for row in connection.query(sql, (after, limit))]


def stores_page(connection: Connection, merchant_id: int, after: int, limit: int) -> list[Store]:
    """A merchant's stores with ids above `after`, oldest first."""
    sql = f"SELECT {', '.join(STORES.columns)} FROM stores WHERE merchant = ? AND id > ? ORDER BY id LIMIT ?"
    return [Store(*row) for row in connection.query(sql, (merchant_id, after, limit))]


class StorePlace(NamedTuple):
    """Where a store is, and what its merchant sells."""

    store: StoreNo
    merchant: MerchantNo
    category: str
    region: str


def store_places(connection: Connection) -> Iterator[StorePlace]:
    """Every store, in pages."""
    sql = (
        "SELECT s.id, s.merchant, m.category, s.region FROM stores s JOIN merchants m ON m.id = s.merchant "
        "WHERE s.id > ? ORDER BY s.id LIMIT ?"
    )
    after = 0
    while rows := connection.query(sql, (after, _PAGE)):
        yield from (StorePlace(*row) for row in rows)
        after = rows[-1][0]


def stores_of(connection: Connection, merchant_id: int) -> list[Store]:
    """A merchant's stores, oldest first."""
    sql = f"SELECT {', '.join(STORES.columns)} FROM stores WHERE merchant = ? ORDER BY id"
    return [Store(*row) for row in connection.query(sql, (merchant_id,))]


def expired_holds(connection: Connection, at: int, limit: int) -> list[int]:
    """Payments whose hold has passed its expiry and still reserves money, by the ledger's own due holds; not those that
    a lock ends."""
    sql = (
        "SELECT p.id FROM holds h JOIN payments p ON p.id = h.id "
        "WHERE h.state = 0 AND h.expires_at <= ? AND p.state = ? AND p.locked = 0 ORDER BY h.expires_at, h.id LIMIT ?"
    )
    return [row[0] for row in connection.query(sql, (at, int(PaymentState.HELD), limit))]
