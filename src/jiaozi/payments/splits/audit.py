"""The splits' invariants: parts are the whole, journals moved them, and nobody gave back more than it got."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.payments.splits import audit_store as store

_Found = Iterator[tuple[str, str]]


def _parts_are_the_whole(connection: Connection) -> _Found:
    for payment, captured, parts, refunded, given in store.wrong_sums(connection):
        yield f"payment {payment}", f"captured {captured}, its parts {parts}; refunded {refunded}, given back {given}"


def _parts_are_posted(connection: Connection) -> _Found:
    for payment, n, amount, moved, code in store.wrong_parts(connection):
        yield f"part {n} of payment {payment}", f"{amount}; its transfer moved {moved} as {code}"
    for refund, n, amount, moved, code in store.wrong_given(connection):
        yield f"part {n} of refund {refund}", f"{amount}; its transfer moved {moved} as {code}"
    for refund, n, giver, wallet, advanced in store.wrong_givers(connection):
        yield f"part {n} of refund {refund}", f"given by {giver}, had by {wallet}, advanced {advanced}"
    for transfer, times in store.shared_transfers(connection):
        yield f"transfer {transfer}", f"it stands for {times} parts"


def _refunds_are_unwound(connection: Connection) -> _Found:
    for refund, amount, given in store.wrong_refunds(connection):
        yield f"refund {refund}", f"{amount}, its parties gave {given}"
    for payment, n, refunded, given in store.wrong_by_part(connection):
        yield f"part {n} of payment {payment}", f"refunded {refunded}, that party gave {given}"


def _plans_are_agreed(connection: Connection) -> _Found:
    for plan, sellers, agreed, parts, really, share in store.wrong_plans(connection):
        yield f"plan {plan}", f"{sellers} sellers, {agreed} agreed; its parts {parts}, agreed {really}, shares {share}"


SPLIT_INVARIANTS: Final = (
    Invariant("splits_whole", "The parts of a payment, and of what it gave back, are the whole.", _parts_are_the_whole),
    Invariant("splits_posted", "What a party got or gave back is what its own transfer moved.", _parts_are_posted),
    Invariant("splits_unwound", "Every refund of a split is the sum of what its parties gave.", _refunds_are_unwound),
    Invariant(
        "plans_agreed",
        "A plan is active when all its sellers have agreed.",
        _plans_are_agreed,
    ),
)
"""The invariants of splits."""
