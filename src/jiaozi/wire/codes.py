"""Collect codes, payment codes and taps on the wire."""

from typing import Annotated, Any, Final

from pydantic import Field, WithJsonSchema, WrapValidator, model_validator
from pydantic_core import PydanticCustomError

from jiaozi.wire.base import Answer, Body, DigitalYuan, Moment, Money, Reference, SplitPlanId, StoreId, Tag, WalletId

PAYLOAD_MAX: Final = 512
LIFETIME_MAX_S: Final = 31_622_400
"""A year: beyond it a lifetime is a mistake. How long a code may live is a rule (`codes.collect`)."""


def _payload(value: Any, _: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= PAYLOAD_MAX or not value.isprintable():
        raise PydanticCustomError("code_malformed", "1 to 512 printable characters: the text of a scanned code")
    return value


Scan = Annotated[
    str,
    WrapValidator(_payload),
    WithJsonSchema(
        {"type": "string", "minLength": 1, "maxLength": PAYLOAD_MAX, "pattern": r"^[^\u0000-\u001f\u007f-\u00a0]+$"}
    ),
]


class CollectCodeOpening(Body):
    """Makes a code for a store or for a wallet: exactly one of the two.

    With `lifetime_s` it is for one payment of `amount`; without, for any number of payments until it is revoked. With
    `plan`, which is of the store, its payments are split.
    """

    store: StoreId | None = None
    wallet: WalletId | None = None
    amount: DigitalYuan | None = None
    reference: Reference | None = None
    lifetime_s: Annotated[int, Field(ge=1, le=LIFETIME_MAX_S)] | None = None
    plan: SplitPlanId | None = None

    @model_validator(mode="after")
    def _one_payee(self) -> "CollectCodeOpening":
        if (self.store is None) == (self.wallet is None):
            raise PydanticCustomError("one_payee", "exactly one of store and wallet")
        if self.lifetime_s is not None and self.amount is None:
            raise PydanticCustomError("amount_invalid", "a code for one payment has an amount")
        if self.lifetime_s is None and self.reference is not None:
            raise PydanticCustomError("reference_invalid", "only a code for one payment has a reference")
        return self


class CollectCodePayment(Body):
    """Pays `amount` to the code whose scanned text is `payload`; the code's own amount when it has one."""

    payer: WalletId
    payload: Scan
    amount: DigitalYuan
    purpose: Tag = ""


class CollectCodeOpened(Answer):
    """A code was made. `payload` is the text of its QR symbol."""

    collect_code: str
    payload: str
    expires_at: Moment | None


class CollectCodeRevoked(Answer):
    """A code was withdrawn."""

    collect_code: str


class CollectCodePaid(Answer):
    """A code was paid, final."""

    payment: str
    journal: str
    paid_at: Moment
    amount: Money
    fee: Money
    collect_code: str


class CollectCode(Answer):
    """A code, to whom it pays. `state` is open, used, revoked or expired; `amount` is null when the payer enters it."""

    id: str
    kind: str
    state: str
    store: str | None
    wallet: str | None
    amount: Money | None
    reference: str | None
    opened_at: Moment
    expires_at: Moment | None
    payment: str | None
    plan: str | None
    payload: str


class ScannedCode(Answer):
    """What a payer is shown before paying: who is paid, how much and for what; of a person nothing."""

    collect_code: str
    kind: str
    state: str
    merchant: str | None
    merchant_en: str
    merchant_zh: str
    store: str | None
    store_name: str
    amount: Money | None
    reference: str | None
    expires_at: Moment | None


class PayerTokenEnrolment(Body):
    """A device asks for a token to pay from a wallet with; the request is signed by the device."""

    wallet: WalletId


class _Charge(Body):
    """What a till asks for."""

    store: StoreId
    amount: DigitalYuan
    purpose: Tag = ""
    reference: Reference | None = None


class PaymentCodeCharge(_Charge):
    """A till charges the payment code that it scanned."""

    payment_code: Annotated[str, Field(pattern="^[0-9]{25}$", examples=["8879978641467328906983670"])]


class TapCharge(_Charge):
    """A till charges the device that was held to it: the number, counter and cryptogram that the device answered."""

    number: Annotated[str, Field(pattern="^[0-9]{10}$", examples=["7997864146"])]
    counter: Annotated[int, Field(ge=1, le=2**53 - 1)]
    cryptogram: Annotated[str, Field(pattern="^[0-9a-f]{16}$", examples=["0123456789abcdef"])]


class PayerTokenEnrolled(Answer):
    """A device has a token, whose payment codes change every `step_s` seconds.

    `secret` (64 hexadecimal digits) is given to the device that signed, and never stored.
    """

    payer_token: str
    number: str
    wallet: str
    device: str
    step_s: int
    secret: str | None = None


class PayerTokenRevoked(Answer):
    """A token was ended."""

    payer_token: str
    revoked_at: Moment


class PayerToken(Answer):
    """A token, without its secret."""

    id: str
    number: str
    wallet: str
    device: str
    enrolled_at: Moment
    revoked_at: Moment | None


class Charged(Answer):
    """A payment, final. `user_verified` says that the payer's device had its user's proof (a PIN)."""

    payment: str
    journal: str
    paid_at: Moment
    amount: Money
    fee: Money
    user_verified: bool


class Presentation(Answer):
    """What a payer's token was charged for one counter of it: `means` is code or tap."""

    means: str
    counter: int
    payment: str
    store: str
    amount: Money
    refunded: Money
    paid_at: Moment
    user_verified: bool


class PresentedCode(Answer):
    """What became of a payment code or tap that a till was shown.

    `state`: open (it can be charged), charged (at a store of this merchant: `payment` and the rest say by what), used
    (elsewhere, or a later code was charged), expired, or revoked.
    """

    state: str
    payment: str | None = None
    store: str | None = None
    amount: Money | None = None
    refunded: Money | None = None
    paid_at: Moment | None = None
