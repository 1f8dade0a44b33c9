"""Answers: merchants and stores; payments, refunds and holds."""

from jiaozi.wire.base import Answer, Moment, Money


class Merchant(Answer):
    """A merchant. Its wallet is shown to those who may read it."""

    id: str
    operator: str
    wallet: str | None
    name_en: str
    name_zh: str
    category: str
    purpose: str
    scenario: str
    fee_ppm: int
    suspended: bool
    opened_at: Moment


class Store(Answer):
    """A store of a merchant."""

    id: str
    merchant: str
    name: str
    region: str
    opened_at: Moment


class MerchantOpened(Answer):
    """A merchant was registered."""

    merchant: str


class StoreOpened(Answer):
    """A store was registered."""

    store: str


class MerchantSet(Answer):
    """A merchant was suspended or allowed again."""

    merchant: str
    suspended: bool


class Paid(Answer):
    """A payment, final."""

    payment: str
    journal: str
    paid_at: Moment
    fee: Money


class Payment(Answer):
    """A payment as it stands."""

    id: str
    kind: str
    state: str
    payer: str
    payee: str
    store: str | None
    amount: Money
    captured: Money
    refunded: Money
    fee: Money
    journal: str
    at: Moment
    expires_at: Moment | None
    purpose: str
    reference: str | None


class RefundView(Answer):
    """A refund of a payment."""

    id: str
    payment: str
    amount: Money
    journal: str
    at: Moment


class Refunded(Answer):
    """A refund. `refunded` is the sum of the payment's refunds so far."""

    refund: str
    payment: str
    journal: str
    refunded: Money


class HoldPlaced(Answer):
    """An amount is reserved."""

    payment: str
    journal: str
    expires_at: Moment


class HoldCaptured(Answer):
    """Part of a hold was taken. `captured` is the sum so far."""

    payment: str
    journal: str
    captured: Money
    left: Money


class HoldEnded(Answer):
    """What was left of a hold was given back."""

    payment: str
    journal: str
    returned: Money
