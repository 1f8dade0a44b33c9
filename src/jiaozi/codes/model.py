"""The codes' data."""

from enum import IntEnum
from typing import Annotated, Final

from jiaozi import texts
from jiaozi.codes.emvco import PAYLOAD_MAX
from jiaozi.kinds import (
    CollectCodeNo,
    Count,
    DeviceNo,
    Digits,
    Fen,
    FenOrZero,
    Flag,
    Instant,
    Names,
    OrNone,
    PayerTokenNo,
    PaymentNo,
    Range,
    Reference,
    StoreNo,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass


class CodeState(IntEnum):
    """Where a code stands. Whether its time has passed is for the clock to say."""

    OPEN = 0
    USED = 1
    REVOKED = 2


Payload = Annotated[
    str,
    Text(
        PAYLOAD_MAX,
        1,
        plain=False,
        pattern=r"[^\u0000-\u001f\u007f-\u00a0]+",
        code="code_malformed",
        fold=texts.scanned,
    ),
]
"""The text of a code's QR symbol."""
TokenNumber = Annotated[int, Digits(10, "7997864146")]
STATE_NAMES: Final = {int(state): state.name.lower() for state in CodeState}
CodeStateNumber = Annotated[int, Names(tuple(STATE_NAMES.items()))]


@dataclass(slots=True)
class CollectCode:
    """A row of `collect_codes`: where scanning it pays to, a `store` or else a `wallet`.

    A static code has `expires_at` 0 and is paid until it is revoked, an amount of `amount_minor` or, when that is 0,
    whatever the payer enters. A dynamic code is for one payment, which is then named in `payment`.
    """

    id: CollectCodeNo
    store: OrNone[StoreNo]
    wallet: OrNone[WalletNo]
    amount_minor: OrNone[Fen]
    reference: Reference | None
    opened_at: Instant
    expires_at: OrNone[Instant]
    state: CodeStateNumber
    payment: OrNone[PaymentNo]


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

    id: PayerTokenNo
    number: TokenNumber
    wallet: WalletNo
    device: DeviceNo
    enrolled_at: Instant
    revoked_at: OrNone[Instant]
    code_counter: Count
    tap_counter: Count
    refusals: Count = 0
    spent_counter: Count = 0

    @property
    def last_code(self) -> int:
        """The counter up to which payment codes are not taken any more."""
        return max(self.code_counter, self.spent_counter)


MEANS_NAMES: Final = {int(means): means.name.lower() for means in Means}
MeansNumber = Annotated[int, Names(tuple(MEANS_NAMES.items()))]


@dataclass(slots=True)
class Presentation:
    """A row of `presentations`, with its payment's store, amount in minor units, time and what of it was refunded."""

    payment: PaymentNo
    payer_token: PayerTokenNo
    means: MeansNumber
    counter: Annotated[int, Range(1)]
    user_verified: Flag
    store: StoreNo
    amount_minor: Fen
    paid_at: Instant
    refunded_minor: FenOrZero
