"""Invariants of codes: a code that was used names the one payment it was used for, and that is what the code says."""

from collections.abc import Iterator
from typing import Final

from jiaozi.codes import audit_store as store
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]


def _collect_codes_are_paid_once(connection: Connection) -> _Found:
    for code, payment, amount, paid, shop, payee, at in store.wrong_collect_codes(connection):
        yield f"collect code {code}", f"{amount}; its payment {payment}: {paid} to {payee} at store {shop}, at {at}"
    for payment, codes in store.shared_payments(connection):
        yield f"payment {payment}", f"{codes} collect codes were used for it"


def _collect_codes_are_somebodys(connection: Connection) -> _Found:
    for code, shop, wallet in store.unaddressed_collect_codes(connection):
        yield f"collect code {code}", f"it is for store {shop}, wallet {wallet}"
    for code, shop, plan, of in store.misplanned_collect_codes(connection):
        yield f"collect code {code}", f"it is for store {shop}, its plan {plan} for {of}"


def _presentations_are_the_tokens(connection: Connection) -> _Found:
    for payment, token, payer, wallet, shop, *times in store.wrong_presentations(connection):
        yield f"payment {payment}", f"token {token} of {wallet} for {payer} at store {shop}, times {times}"


def _counters_only_grow(connection: Connection) -> _Found:
    for token, codes, taps, used_codes, used_taps in store.wrong_counters(connection):
        yield f"payer token {token}", f"counters {codes}, {taps}; used {used_codes}, {used_taps}"


def _tokens_are_one_holders(connection: Connection) -> _Found:
    for token, wallet, device, owner in store.unbound_tokens(connection):
        yield f"payer token {token}", f"wallet {wallet}, device {device}, its number is that of {owner}"


CODE_INVARIANTS: Final = (
    Invariant(
        "collect_codes_paid",
        "A used collect code is one payment, and the one it asked for.",
        _collect_codes_are_paid_once,
    ),
    Invariant(
        "collect_codes_somebodys",
        "A collect code is for a store and its plan, or a wallet.",
        _collect_codes_are_somebodys,
    ),
    Invariant(
        "presentations_paid", "What a token was presented for was paid from its wallet.", _presentations_are_the_tokens
    ),
    Invariant("presentations_once", "A token's counters are the highest that were used.", _counters_only_grow),
    Invariant("payer_tokens_bound", "A token's wallet and device are one holder's.", _tokens_are_one_holders),
)
"""The invariants of codes, in the order in which they are checked."""
