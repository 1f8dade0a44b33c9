"""Whose a thing is, by its number: for the permission table. Nobody's when it is not there."""

from collections.abc import Sequence

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api.desk import Desk, Owners, need
from jiaozi.db.engine import Connection
from jiaozi.kinds import InstitutionNo, WalletNo
from jiaozi.payments import store as payments
from jiaozi.scheme import store as scheme
from jiaozi.wallets import store as wallets
from jiaozi.wallets.model import Wallet


def institution(number: InstitutionNo) -> Owners:
    """An institution is its own."""
    return lambda _: [Ownership(number)]


def wallet(number: int) -> Owners:
    """A wallet's owner; nobody when there is no such wallet."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = wallets.wallet(connection, number)
        return [] if row is None else [ownership.of_wallet(connection, row)]

    return find


def own_wallet(desk: Desk, connection: Connection, wanted: WalletNo, action: str) -> Wallet:
    """A wallet that the caller may do this to. Raises `Refused`: `wallet_not_found`."""
    row = need(wallets.wallet(connection, wanted), "wallet_not_found")
    desk.check_own(action, [ownership.of_wallet(connection, row)], "wallet_not_found")
    return row


def merchant(number: int) -> Owners:
    """A merchant's owner."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = payments.merchant(connection, number)
        return [] if row is None else [ownership.of_merchant(row)]

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
