"""The data of test mode. Times in microseconds, amounts in minor units."""

from typing import Annotated, Final, NamedTuple

from jiaozi.access.model import Subject
from jiaozi.kinds import (
    BankAccountNo,
    Count,
    FailureRuleNo,
    Fen,
    Flag,
    Instant,
    InstitutionNo,
    OperationName,
    OrNone,
    PrincipalNo,
    StoreNo,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.testmode.effects import Effect, ErrorCode

KEY_SETS_MAX: Final = 50
"""How often test keys are handed out to one live principal."""
STORES_MAX: Final = 20
"""How many of a merchant's stores its twin has."""
PartyName = Annotated[str, Text(40, 1)]
OWNER: Final = "you"
"""The name of the party that stands for the live principal itself."""


@dataclass(slots=True)
class TestWorld:
    """The one row of `test_world`, which a live world has not: how far its clock was advanced, which never shrinks, and
    how many twins it has."""

    id: int
    ahead_us: Count
    twins: Count


@dataclass(slots=True)
class Twin:
    """A row of `test_twins`, by the live principal's id. `number` tells it from the others; `key_sets` counts how often
    its keys were handed out. It is `ready` (1) once all its parties are there."""

    id: PrincipalNo
    number: Count
    key_sets: Count
    ready: Flag
    opened_at: Instant


class Party(NamedTuple):
    """Somebody a twin may act as in the test world: itself, or one of its test customers. Its wallet and bank account,
    0 for none; `store` is the first store of a merchant."""

    principal: PrincipalNo
    name: PartyName
    wallet: OrNone[WalletNo]
    bank_account: OrNone[BankAccountNo]
    store: OrNone[StoreNo]


@dataclass(slots=True)
class FailureRule:
    """A row of `failure_rules`, set by a party of a twin that stands for `subject` at `institution`. Met `times` times,
    or with 0 until it is lifted; `in_force` (1) until then."""

    id: FailureRuleNo
    twin: PrincipalNo
    institution: OrNone[InstitutionNo]
    subject: Subject
    operation: OperationName
    effect: Effect
    code: ErrorCode
    amount_minor: OrNone[Fen]
    wallet: OrNone[WalletNo]
    times: OrNone[Count]
    met: Count
    in_force: Flag
    set_at: Instant
