"""What became of a payment code or a tap: read by the payer whose token showed it, and by the till it was shown to."""

from typing import Literal, NamedTuple

from jiaozi.codes import store, token
from jiaozi.codes.model import Means, PayerToken, Presentation
from jiaozi.codes.present import step_of
from jiaozi.db.engine import Connection
from jiaozi.kinds import StoreNo

BecameState = Literal["open", "charged", "used", "expired", "revoked"]


class Became(NamedTuple):
    """What became of it; `presentation` only of a charged one."""

    state: BecameState
    presentation: Presentation | None = None


def code_became(connection: Connection, master: bytes, payment_code: str, shop: StoreNo, at: int) -> Became | None:
    """What became of a payment code that a till of `shop` was shown; None when it never was one of this platform's.

    An old code is known for ten minutes; after that its payment is found by its reference or in the takings.
    """
    shown = token.read_code(payment_code)
    row = _numbered(connection, shown.number) if shown else None
    if shown is None or row is None:
        return None
    secret, every = token.secret_of(master, row.id), token.CODES_IN_STEP
    found = token.check_code(secret, shown.proof, at, step_of(row), late_shown=every)
    if found is None:
        return None
    paid = store.presentation(connection, row.id, Means.CODE, found.counter)
    if paid is not None:
        return Became("charged", paid) if paid.store == shop else Became("used")
    if row.revoked_at:
        return Became("revoked")
    if found.late:
        return Became("expired")
    return Became("open" if found.counter > row.last_code else "used")


def tap_became(connection: Connection, number: int, counter: int, shop: StoreNo) -> Became | None:
    """What a tap of a token paid at `shop`; None when it paid nothing there, so that nobody tries others' counters."""
    row = _numbered(connection, number)
    paid = None if row is None else store.presentation(connection, row.id, Means.TAP, counter)
    return Became("charged", paid) if paid is not None and paid.store == shop else None


def _numbered(connection: Connection, number: int) -> PayerToken | None:
    found = store.numbered(connection, (number,)).get(number)
    return None if found is None else store.payer_token(connection, found)
