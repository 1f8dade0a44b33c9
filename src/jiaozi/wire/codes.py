"""Collect codes on the wire."""

from typing import Annotated, Any, Final

from pydantic import Field, WithJsonSchema, WrapValidator, model_validator
from pydantic_core import PydanticCustomError

from jiaozi.wire.base import Answer, Body, DigitalYuan, Moment, Money, Reference, StoreId, Tag, WalletId

PAYLOAD_MAX: Final = 512


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

    With `lifetime_s` it is for one payment of `amount`; without, for any number of payments until it is revoked.
    """

    store: StoreId | None = None
    wallet: WalletId | None = None
    amount: DigitalYuan | None = None
    reference: Reference | None = None
    lifetime_s: Annotated[int, Field(ge=1, le=86_400)] | None = None

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
    """Pays the code whose scanned text is `payload`; `amount` is needed when the code has none."""

    payer: WalletId
    payload: Scan
    amount: DigitalYuan | None = None
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
