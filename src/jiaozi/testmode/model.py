"""The data of test mode. Times in microseconds, amounts in minor units."""

from dataclasses import dataclass
from typing import Final, NamedTuple

KEY_SETS_MAX: Final = 50
"""How often test keys are handed out to one live principal."""
STORES_MAX: Final = 20
"""How many of a merchant's stores its twin has."""
OWNER: Final = "you"
"""The name of the party that stands for the live principal itself."""


@dataclass(slots=True)
class TestWorld:
    """The one row of `test_world`: how far its clock was advanced, and how many twins it has."""

    id: int
    ahead_us: int
    twins: int


@dataclass(slots=True)
class Twin:
    """A row of `test_twins`, by the live principal's id. `number` tells it from the others; `key_sets` counts how often
    its keys were handed out. It is `ready` (1) once all its parties are there."""

    id: int
    number: int
    key_sets: int
    ready: int
    opened_at: int


class Party(NamedTuple):
    """Somebody a twin may act as in the test world: itself, or one of its test customers. Its wallet and bank account,
    0 for none; `store` is the first store of a merchant."""

    principal: int
    name: str
    wallet: int
    bank_account: int
    store: int


@dataclass(slots=True)
class FailureRule:
    """A row of `failure_rules`, set by a party of a twin that stands for `subject` at `institution`. Met `times` times,
    or with 0 until it is lifted; `in_force` (1) until then."""

    id: int
    twin: int
    institution: int
    subject: int
    operation: str
    effect: str
    code: str
    amount_minor: int
    wallet: int
    times: int
    met: int
    in_force: int
    set_at: int
