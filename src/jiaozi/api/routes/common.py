"""What the endpoints share: whose a thing is, for the permission table; views that several answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jiaozi.access import ownership
from jiaozi.access.model import Principal, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api.desk import Desk, Owners, need
from jiaozi.db.engine import Connection
from jiaozi.kinds import AccountNo, Instant, InstitutionNo, WalletNo
from jiaozi.money import Money
from jiaozi.payments.store import merchant, payment, store
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.store import bank_account
from jiaozi.wallets.model import Freeze, HolderFreeze, Wallet
from jiaozi.wallets.store import holder as holder_row
from jiaozi.wallets.store import wallet, wallets_of_holder


@dataclass(frozen=True, slots=True)
class BalanceAtView:
    """A balance as it had been recorded at an instant."""

    account: AccountNo
    at: Instant
    balance: Money


def institution_owner(number: InstitutionNo) -> Owners:
    """An institution is its own."""
    return lambda _: [Ownership(number)]


def wallet_owner(number: int) -> Owners:
    """A wallet's owner; nobody when there is no such wallet."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = wallet(connection, number)
        return [] if row is None else [ownership.of_wallet(connection, row)]

    return find


def own_wallet(desk: Desk, connection: Connection, wanted: WalletNo, action: str) -> Wallet:
    """A wallet that the caller may do this to. Raises `Refused`: `wallet_not_found`."""
    row = need(wallet(connection, wanted), "wallet_not_found")
    desk.check_own(action, [ownership.of_wallet(connection, row)], "wallet_not_found")
    return row


def placer(principal: Principal) -> InstitutionNo:
    """Which institution places a freeze: the central bank, or 0 for the operator's side."""
    return principal.institution if principal.role == Role.CENTRAL_BANK else InstitutionNo(0)


PlacedBy = Literal["operator", "central_bank"]


def placed_by(row: Freeze | HolderFreeze) -> PlacedBy:
    """Whose side placed a freeze, and lifts it."""
    return "central_bank" if row.placed_by else "operator"


def merchant_owner(number: int) -> Owners:
    """A merchant's owner."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = merchant(connection, number)
        return [] if row is None else [ownership.of_merchant(row)]

    return find


def payee_owner(number: int) -> Owners:
    """The payee's side of a payment: it captures, releases and refunds."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = payment(connection, number)
        return [] if row is None else [ownership.of_payment(connection, row)[1]]

    return find


def bank_account_owner(number: int) -> Owners:
    """The bank of an account."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = bank_account(connection, number)
        return [] if row is None else [Ownership(row.bank)]

    return find


def of_bank_account(connection: Connection, row: BankAccount, principal: Principal) -> list[Ownership]:
    """To an operator an account is its bank's; to others it is the customer's, by any of the customer's wallets."""
    if principal.role == Role.OPERATOR:
        return [Ownership(row.bank)]
    if not row.customer:
        return []
    return [ownership.of_wallet(connection, owned) for owned in wallets_of_holder(connection, row.customer)]


def store_owner(number: int) -> Owners:
    """A store is its merchant's."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = store(connection, number)
        return [] if row is None else merchant_owner(row.merchant)(connection)

    return find


def payee_side(shop: int, paid: int) -> Owners:
    """Whom a store, or without one (0) a wallet, is paid for: the merchant, or whose the wallet is."""
    return store_owner(shop) if shop else wallet_owner(paid)


def holder_owner(holder: int) -> Owners:
    """A holder is its operator's and its own; nobody's when there is no such holder."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = holder_row(connection, holder)
        return [] if row is None else [Ownership(row.operator, row.id)]

    return find
