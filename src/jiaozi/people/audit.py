"""Invariants of people: what is asked back, inherited or entrusted fits the wallets and payments it is about."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.people import audit_store as store

_Found = Iterator[tuple[str, str]]


def _aliases_lead_home(connection: Connection) -> _Found:
    for wallet, holder in store.stray_aliases(connection):
        yield f"wallet {wallet}", f"an alias of holder {holder} leads to it"


def _returns_are_refunds(connection: Connection) -> _Found:
    for payment, state, refund, returned in store.wrong_returns(connection):
        yield f"payment {payment}", f"its request to return is in state {state}, refund {refund}, returned {returned}"


def _guardians_are_people(connection: Connection) -> _Found:
    for number, ward, guardian in store.wrong_guardianships(connection):
        yield f"guardianship {number}", f"ward {ward}, guardian {guardian}"


def _signed_by_who_may(connection: Connection) -> _Found:
    for payment, device in store.unauthorised_signatures(connection):
        yield f"payment {payment}", f"device {device} is neither its payer's nor a guardian's"


def _estates_went_whole(connection: Connection) -> _Found:
    for holder, amount, given in store.wrong_estates(connection):
        yield f"holder {holder}", f"its estate was {amount}, its heirs were given {given}"


PEOPLE_INVARIANTS: Final = (
    Invariant("aliases_lead_home", "An alias leads to a wallet of the holder who set it.", _aliases_lead_home),
    Invariant("returns_are_refunds", "What was asked back came back as a refund of it.", _returns_are_refunds),
    Invariant("guardians_are_people", "A guardian and a ward are two people at one operator.", _guardians_are_people),
    Invariant("signed_by_who_may", "A payer's device signed, or its guardian's.", _signed_by_who_may),
    Invariant(
        "estates_whole", "A settled estate went whole to its heirs; its wallets are closed.", _estates_went_whole
    ),
)
"""What people add."""
