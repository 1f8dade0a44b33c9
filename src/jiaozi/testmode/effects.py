"""What can be made to fail, and how: data. The codes are those that the operations give by themselves, too."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, NamedTuple

from jiaozi.kinds import Text

Effect = Literal["refuse", "unavailable", "answer_lost", "delivery_twice", "delivery_delayed"]
ErrorCode = Annotated[str, Text(40, pattern="[a-z_]{0,40}")]

REFUSE: Final = "refuse"
UNAVAILABLE: Final = "unavailable"
ANSWER_LOST: Final = "answer_lost"
DELIVERY_TWICE: Final = "delivery_twice"
DELIVERY_DELAYED: Final = "delivery_delayed"
ON_ACTS: Final = (REFUSE, UNAVAILABLE, ANSWER_LOST)
ON_DELIVERIES: Final = (DELIVERY_TWICE, DELIVERY_DELAYED)
FAILED_WITH: Final = {UNAVAILABLE: "database_unavailable", ANSWER_LOST: "outcome_unknown"}
"""The retryable failures that callers are told of: before anything was done, and after it was."""
DELIVER: Final = "deliver_webhook"
"""What a rule about webhooks names as its operation."""

_PAYING: Final = (
    *("insufficient_funds", "wallet_frozen", "wallet_frozen_amount", "wallet_closed", "usage_not_allowed"),
    *("limit_single_exceeded", "limit_daily_exceeded", "limit_yearly_exceeded"),
    *("payee_cannot_receive", "merchant_suspended"),
)
"""Whoever pays is told of its own side, and that the payee cannot; whoever charges the other way round."""
_CHARGING: Final = (
    *("payer_cannot_pay", "wallet_frozen", "wallet_closed", "limit_balance_exceeded"),
    *("usage_not_allowed", "merchant_suspended"),
)
REFUSALS: Final[Mapping[str, tuple[str, ...]]] = {
    "pay": _PAYING,
    "pay_split": (*_PAYING, "split_plan_not_active"),
    "pay_order": (*_PAYING, "order_paid", "order_expired", "order_cancelled", "terminal_suspended"),
    "pay_bill": (*_PAYING, "bill_paid", "bill_withdrawn"),
    "pay_collect_code": (*_PAYING, "code_used", "code_expired", "code_revoked"),
    "accept_request": (*_PAYING, "payment_request_closed", "payment_request_expired"),
    "charge_payment_code": (*_CHARGING, "user_verification_required", "code_used", "code_expired"),
    "charge_tap": (*_CHARGING, "user_verification_required", "code_used", "tap_forged"),
    "charge_sub_wallet": (*_CHARGING, "sub_wallet_revoked", "sub_wallet_token_invalid"),
    "place_hold": (*_PAYING, "expiry_invalid"),
    "capture_hold": (
        *("hold_closed", "hold_expired", "hold_exceeded"),
        *("wallet_closed", "limit_balance_exceeded", "payer_cannot_pay"),
    ),
    "release_hold": ("hold_closed", "hold_expired"),
    "refund": (
        *("refund_exceeds_payment", "payment_not_refundable", "insufficient_funds"),
        *("wallet_closed", "payee_cannot_receive"),
    ),
    "place_order": ("merchant_suspended", "order_exists", "terminal_suspended"),
    "load": ("insufficient_funds", "wallet_frozen", "wallet_closed", "limit_balance_exceeded"),
    "unload": ("insufficient_funds", "wallet_frozen", "wallet_frozen_amount", "wallet_closed"),
}
"""The codes that each operation may be made to refuse with: a choice of those it gives, as a test makes sure."""


class Magic(NamedTuple):
    """An amount in fen that fails without any rule being set: every time, in these operations."""

    amount_minor: int
    operations: frozenset[str]
    effect: str
    code: str = ""


PAID: Final = frozenset(name for name, codes in REFUSALS.items() if {*_PAYING} <= {*codes})
CHARGED: Final = frozenset(name for name, codes in REFUSALS.items() if {*_CHARGING} <= {*codes})
PAYMENTS: Final = PAID | CHARGED
_REFUND: Final = frozenset({"refund"})
MAGIC: Final = (
    Magic(70_001, PAID, REFUSE, "insufficient_funds"),
    Magic(70_002, PAID, REFUSE, "wallet_frozen"),
    Magic(70_003, PAID, REFUSE, "wallet_closed"),
    Magic(70_004, PAID, REFUSE, "limit_single_exceeded"),
    Magic(70_005, PAID, REFUSE, "limit_daily_exceeded"),
    Magic(70_006, PAID, REFUSE, "limit_yearly_exceeded"),
    Magic(70_007, PAID, REFUSE, "payee_cannot_receive"),
    Magic(70_008, PAYMENTS, REFUSE, "merchant_suspended"),
    Magic(70_009, PAID, REFUSE, "usage_not_allowed"),
    Magic(70_011, CHARGED, REFUSE, "payer_cannot_pay"),
    Magic(70_021, _REFUND, REFUSE, "refund_exceeds_payment"),
    Magic(70_022, _REFUND, REFUSE, "payment_not_refundable"),
    Magic(70_023, _REFUND, REFUSE, "insufficient_funds"),
    Magic(70_051, PAYMENTS | _REFUND, UNAVAILABLE),
    Magic(70_052, PAYMENTS | _REFUND, ANSWER_LOST),
)


def magic(operation: str, amount_minor: int) -> Magic | None:
    """What an amount does in an operation of the test world, or None."""
    return next((each for each in MAGIC if each.amount_minor == amount_minor and operation in each.operations), None)
