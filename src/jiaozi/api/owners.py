"""Whose a command is about: from its field to who owns that, for the permission table; and the code when it is not
there, or another's."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api.desk import Desk, Owners
from jiaozi.api.routes import common
from jiaozi.banking import store as banking
from jiaozi.db.engine import Connection
from jiaozi.devices import store as devices
from jiaozi.payments import store as payments
from jiaozi.people import store as people
from jiaozi.subwallets import store as subwallets


class Owner(NamedTuple):
    """From who asks and a command to who owns what it is about, and the code that says that it is not there."""

    find: Callable[[Desk, Any], Owners]
    missing: str


def by(field: str, owners: Callable[[Any], Owners], missing: str) -> Owner:
    """The owner of what a command's field names."""
    return Owner(lambda _, command: owners(getattr(command, field)), missing)


def behind(
    field: str,
    read: Callable[[Connection, Any], Any],
    of: Callable[[Connection, Any], Sequence[Ownership]],
    missing: str,
) -> Owner:
    """The owner of the row that a command's field names: `read` finds it, `of` says whose it is."""

    def owners(number: Any) -> Owners:
        def find(connection: Connection) -> Sequence[Ownership]:
            row = read(connection, number)
            return () if row is None else of(connection, row)

        return find

    return by(field, owners, missing)


def institution(field: str = "operator") -> Owner:
    """An institution is its own; another's may be named, and is forbidden."""
    return by(field, common.institution_owner, "forbidden")


def wallet(field: str = "wallet") -> Owner:
    """A wallet's owner."""
    return by(field, common.wallet_owner, "wallet_not_found")


def merchant(field: str = "merchant") -> Owner:
    """A merchant's owner."""
    return by(field, common.merchant_owner, "merchant_not_found")


def store(field: str = "store") -> Owner:
    """A store is its merchant's."""
    return by(field, common.store_owner, "store_not_found")


def payee(field: str = "payment") -> Owner:
    """The payee's side of a payment."""
    return by(field, common.payee_owner, "payment_not_found")


def bank_account(field: str = "bank_account") -> Owner:
    """The bank of an account."""
    return by(field, common.bank_account_owner, "bank_account_not_found")


def holder(field: str = "holder") -> Owner:
    """A holder is its operator's and its own."""
    return by(field, common.holder_owner, "holder_not_found")


def payer(field: str = "payment") -> Owner:
    """The payer's side of a payment."""
    return behind(field, payments.payment, lambda at, row: ownership.of_payment(at, row)[:1], "payment_not_found")


def device(field: str = "device") -> Owner:
    """A device is its holder's."""
    return behind(field, devices.device, lambda at, row: common.holder_owner(row.holder)(at), "device_not_found")


def guardianship(field: str = "guardianship") -> Owner:
    """A guardianship is its ward's operator's."""
    return behind(
        field, people.guardianship, lambda at, row: common.holder_owner(row.ward)(at), "guardianship_not_found"
    )


def parent(field: str = "sub_wallet") -> Owner:
    """A sub-wallet is its parent's."""
    return behind(
        field, subwallets.sub_wallet, lambda at, row: common.wallet_owner(row.parent)(at), "sub_wallet_not_found"
    )


def cash_code(field: str = "cash_code") -> Owner:
    """A cash code is its wallet's."""
    return behind(
        field, banking.cash_code_row, lambda at, row: common.wallet_owner(row.wallet)(at), "cash_code_not_found"
    )


def external_bank(field: str = "external_bank") -> Owner:
    """A bank outside is that of the operator that deals with it."""
    return behind(field, banking.external_bank, lambda _, row: [Ownership(row.operator)], "external_bank_not_found")


def exchange_order(field: str = "exchange_order") -> Owner:
    """An exchange order is that of the operator that deals with its bank."""
    return behind(field, banking.bank_of_order, lambda _, row: [Ownership(row.operator)], "exchange_order_not_found")
