"""The codes' data."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class CodeState(IntEnum):
    """Where a code stands. Whether its time has passed is for the clock to say."""

    OPEN = 0
    USED = 1
    REVOKED = 2


STATE_NAMES: Final = {int(state): state.name.lower() for state in CodeState}


@dataclass(slots=True)
class CollectCode:
    """A row of `collect_codes`: where scanning it pays to, a `store` or else a `wallet`.

    A static code has `expires_at` 0 and is paid until it is revoked, an amount of `amount_minor` or, when that is 0,
    whatever the payer enters. A dynamic code is for one payment, which is then named in `payment`.
    """

    id: int
    store: int
    wallet: int
    amount_minor: int
    reference: str | None
    opened_at: int
    expires_at: int
    state: int
    payment: int


class Means(IntEnum):
    """How a payer's token was presented to a till."""

    CODE = 1
    TAP = 2


@dataclass(slots=True)
class PayerToken:
    """A row of `payer_tokens`: what a device shows a till to pay from one wallet. `number` has ten digits.

    A counter only grows: whatever was presented with it, or with a smaller one, is not taken again. `refusals` of
    the payer's side are those that tills met since a payment code was paid; `spent_counter` is of the last code that
    they used up.
    """

    id: int
    number: int
    wallet: int
    device: int
    enrolled_at: int
    revoked_at: int
    code_counter: int
    tap_counter: int
    refusals: int = 0
    spent_counter: int = 0


MEANS_NAMES: Final = {int(means): means.name.lower() for means in Means}


@dataclass(slots=True)
class Presentation:
    """A row of `presentations`, with its payment's store, amount in minor units, time and what of it was refunded."""

    payment: int
    payer_token: int
    means: int
    counter: int
    user_verified: int
    store: int
    amount_minor: int
    paid_at: int
    refunded_minor: int
