"""Whose a thing is, by its number: for the permission table. Nobody's when it is not there."""

from collections.abc import Sequence
from typing import Final, Protocol

from jiaozi.access import ownership
from jiaozi.access.model import SUBJECT_ROLES, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api.desk import Desk, Owners, need
from jiaozi.api.problems import Refused
from jiaozi.db.engine import Connection
from jiaozi.db.lists import Condition
from jiaozi.errors import Refusal
from jiaozi.kinds import InstitutionNo, StoreNo, WalletNo
from jiaozi.payments import store as payments
from jiaozi.scheme import store as scheme
from jiaozi.wallets import store as wallets
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import SUB_WALLETS

_NO_SIDE: Final = "at least one of payer, payee and store; whoever has just one wallet may leave them out"


def institution(number: InstitutionNo) -> Owners:
    """An institution is its own."""
    return lambda _: [Ownership(number)]


def wallet(number: int) -> Owners:
    """A wallet's owner; nobody when there is no such wallet."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = wallets.wallet(connection, number)
        return [] if row is None else [ownership.of_wallet(connection, row)]

    return find


def wallet_or_parent(number: int) -> Owners:
    """A wallet's owner; of a sub-wallet, whose its parent is. Nobody when there is no such wallet."""

    def find(connection: Connection) -> Sequence[Ownership]:
        found = SUB_WALLETS.read(connection, [number])
        return wallet(found[0].parent if found else number)(connection)

    return find


def own_wallet(desk: Desk, connection: Connection, wanted: WalletNo, action: str) -> Wallet:
    """A wallet that the caller may do this to. Raises `Refused`: `wallet_not_found`."""
    row = need(wallets.wallet(connection, wanted), "wallet_not_found")
    desk.check_own(action, [ownership.of_wallet(connection, row)], "wallet_not_found")
    return row


class Sided(Protocol):
    """What is asked of a list of what two wallets have to do with each other."""

    @property
    def payer(self) -> WalletNo | None:
        """Who pays."""

    @property
    def payee(self) -> WalletNo | None:
        """Who is paid."""

    @property
    def store(self) -> StoreNo | None:
        """Where."""


def own_sides(desk: Desk, connection: Connection, action: str, wanted: Sided) -> list[tuple[str, WalletNo]]:
    """The sides of the caller's own that a list is asked for, `payee` or `payer`, each with its wallet: that of a
    store's merchant, and of a merchant's own, need not be said, nor the only wallet of a holder or an employer, both
    sides of which are meant. So a list is walked by nobody else's wallet.

    Raises `Refused`: `wallet_not_found`, `store_not_found` for another's; `request_malformed` where none is said."""
    said = (wanted.payee, wanted.payer, wanted.store) != (None, None, None)
    unsaid = _paid_wallet(desk, connection, wanted) if wanted.payee is None else None
    sides = (("payee", wanted.payee), ("payer", wanted.payer), ("payee", unsaid))
    for column, number in sides:
        row = wallets.wallet(connection, number) if number else None
        if row is not None and desk.may(action, [ownership.of_wallet(connection, row)]):
            return [(column, row.id)]
    if said:
        raise Refused(
            Refusal("store_not_found" if (wanted.payee, wanted.payer) == (None, None) else "wallet_not_found")
        )
    own = subjects_wallets(desk, connection) if desk.principal.role in SUBJECT_ROLES else []
    if len(own) != 1:
        raise Refused(Refusal("request_malformed", _NO_SIDE))
    return [("payer", own[0].id), ("payee", own[0].id)]


def subjects_wallets(desk: Desk, connection: Connection) -> list[Wallet]:
    """The wallets of a caller that stands for a holder, a merchant or an employer, as far as it may read them."""
    subject = desk.principal.subject
    if desk.principal.role == Role.HOLDER:
        found: list[Wallet | None] = [*wallets.wallets_of_holder(connection, subject)]
    elif desk.principal.role == Role.MERCHANT:
        own = payments.merchant(connection, subject)
        found = [None if own is None else wallets.wallet(connection, own.wallet)]
    else:
        found = [wallets.wallet(connection, subject)]
    rows = [row for row in found if row is not None]
    return [row for row in rows if desk.may("read_wallet", [ownership.of_wallet(connection, row)])]


def sold(desk: Desk, side: str) -> tuple[Condition, ...]:
    """What of a wallet's list its caller may see: of several merchants paid into one wallet, each what its own stores
    took. It is tested with all else, so that nothing of a page tells of what is not in it."""
    return (payments.sold_by(desk.principal.subject),) if _is_paid_beside_others(desk, side) else ()


def asked_for(desk: Desk, side: str) -> tuple[Condition, ...]:
    """The same of requests to pay: one of no store is of all merchants of the wallet."""
    return (payments.asked_of(desk.principal.subject),) if _is_paid_beside_others(desk, side) else ()


def _is_paid_beside_others(desk: Desk, side: str) -> bool:
    return desk.principal.role == Role.MERCHANT and side == "payee"


def _paid_wallet(desk: Desk, connection: Connection, wanted: Sided) -> WalletNo | None:
    """The wallet that a store's merchant is paid into, or the one that asks."""
    number = desk.principal.subject if desk.principal.role == Role.MERCHANT else 0
    if wanted.store is not None:
        shop = payments.store(connection, wanted.store)
        number = 0 if shop is None else shop.merchant
    row = payments.merchant(connection, number) if number else None
    return None if row is None else row.wallet


def merchant(number: int) -> Owners:
    """A merchant's owner."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = payments.merchant(connection, number)
        return [] if row is None else [ownership.of_merchant(row)]

    return find


def bearer(number: int, *, agrees: bool = False) -> Owners:
    """Whose a merchant is as one that bears a share; who `agrees` to it."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = payments.merchant(connection, number)
        return [] if row is None else [ownership.of_bearer(connection, row, agrees=agrees)]

    return find


def payee(number: int) -> Owners:
    """The payee's side of a payment: it captures, releases and refunds."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = payments.payment(connection, number)
        return [] if row is None else [ownership.of_payment(connection, row)[1]]

    return find


def bank_account(number: int) -> Owners:
    """The bank of an account."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = scheme.bank_account(connection, number)
        return [] if row is None else [Ownership(row.bank)]

    return find


def store(number: int) -> Owners:
    """A store is its merchant's."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = payments.store(connection, number)
        return [] if row is None else merchant(row.merchant)(connection)

    return find


def payee_side(shop: int, paid: int) -> Owners:
    """Whom a store, or without one (0) a wallet, is paid for: the merchant, or whose the wallet is."""
    return store(shop) if shop else wallet(paid)


def holder(number: int) -> Owners:
    """A holder is its operator's and its own; nobody's when there is no such holder."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = wallets.holder(connection, number)
        return [] if row is None else [Ownership(row.operator, row.id)]

    return find
