"""Test mode on the wire."""

from typing import Annotated, Literal

from pydantic import Field

from jiaozi.wire.base import (
    Answer,
    BankAccountId,
    Body,
    DigitalYuan,
    KeyId,
    Moment,
    Money,
    PrincipalId,
    StoreId,
    Time,
    WalletId,
    _identifier,
)

FailureRuleId = Annotated[str, _identifier("flr")]
OperationName = Annotated[str, Field(pattern="^[a-z_]{1,40}$", examples=["pay"])]


class TestParty(Answer):
    """Somebody to act as in the test world. `name` is `you` for what stands for the caller itself, else the customer's:
    `rich`, `empty`, `frozen`, `limited` (its daily limit is 1.00 yuan)."""

    name: str
    principal: PrincipalId
    wallet: WalletId | None
    bank_account: BankAccountId | None
    store: StoreId | None


class TestKey(TestParty):
    """A party with a fresh key. `token` is shown this once; a repeated request has null."""

    key: KeyId
    token: str | None


class TestKeys(Answer):
    """Keys for the test world, and its time."""

    now: Moment
    parties: list[TestKey]


class TestClockAdvance(Body):
    """How the test world's clock is moved forward: by seconds, or to an instant; one of the two."""

    forward_s: Annotated[int | None, Field(ge=1, le=366 * 86_400, examples=[86_400])] = None
    until: Time | None = None


class TestClock(Answer):
    """The time of the test world, and how far it was advanced in all."""

    now: Moment
    china_date: str
    advanced_s: int


class TestClockAdvanced(Answer):
    """What the time of the test world was, and what it is."""

    before_at: Moment
    now_at: Moment


class FailureSetting(Body):
    """What is to fail, how and how often. `code` goes with `refuse`; without `times` the rule stands until lifted."""

    operation: OperationName
    effect: Literal["refuse", "unavailable", "answer_lost", "delivery_twice", "delivery_delayed"]
    code: Annotated[str, Field(pattern="^[a-z_]{0,40}$", examples=["insufficient_funds"])] = ""
    amount: DigitalYuan | None = None
    wallet: WalletId | None = None
    times: Annotated[int | None, Field(ge=1, le=1_000)] = None


class FailureSet(Answer):
    """A new rule."""

    failure_rule: FailureRuleId


class FailureLifted(Answer):
    """A rule that ended, and how often it was met."""

    failure_rule: FailureRuleId
    met: int


class FailureRule(Answer):
    """A rule that makes an operation fail. `times` is null for until it is lifted; `met` counts who met it."""

    id: FailureRuleId
    operation: str
    effect: str
    code: str
    amount: Money | None
    wallet: WalletId | None
    times: int | None
    met: int
    in_force: bool
    set_at: Moment


class MagicAmount(Answer):
    """An amount that fails in these operations without any rule, every time."""

    amount: Money
    operations: list[str]
    effect: str
    code: str


class MagicAmounts(Answer):
    """The amounts that fail."""

    items: list[MagicAmount]
