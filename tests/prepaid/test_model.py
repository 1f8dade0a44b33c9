"""Any acts in any order at any times: a contract is what a model of a few lines says it is."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaozi.clock import DAY_US, HOUR_US
from jiaozi.errors import Refusal
from jiaozi.prepaid.model import MarkBankrupt, ObjectUse, RecordUse, TakeBackPrepaid, TendPrepaid, UsePrepaid
from tests.features.world import World, audited
from tests.prepaid.gym import LESSON, Gym

USES, BONUS, DAYS = 4, 2, 3
ACTS = st.tuples(
    st.sampled_from(("use", "record", "record", "object", "take back", "take back", "tend", "fail")),
    st.integers(1, 4),
    st.sampled_from((0, HOUR_US, 12 * HOUR_US, DAY_US)),
)


@dataclass
class Reference:
    """What a contract of four lessons and two free ones, for three days, is to do. `waiting` are the uses that the gym
    recorded, by number: when, how many paid, how many free."""

    waiting: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    left: int = USES
    free: int = BONUS
    paid: int = 0
    age: int = 0
    steps: int = 0
    over: bool = False
    bankrupt: int | None = None
    """How old the contract was when the gym failed."""

    def act(self, what: str, count: int) -> bool:
        """Whether an act is to be done; does it."""
        if what == "fail":
            done = self.bankrupt is None
            self.bankrupt = self.age if done else self.bankrupt
            return done
        if self.over:
            return False
        if what in ("use", "record"):
            return self._draw(count, waits=what == "record")
        if what == "object":
            return self._object(count)
        return self._take_back(count) if what == "take back" else self._tend()

    def _draw(self, count: int, *, waits: bool) -> bool:
        if self.bankrupt is not None or self.age >= DAYS * DAY_US or count > self.left + self.free:
            return False
        cost = min(count, self.left)
        self.left, self.free, self.steps = self.left - cost, self.free - count + cost, self.steps + 1
        if waits:
            self.waiting[self.steps] = (self.age, cost, count - cost)
        else:
            self.paid += cost
        self._used_up()
        return True

    def _object(self, number: int) -> bool:
        at, cost, free = self.waiting.get(number, (-DAY_US, 0, 0))
        if self.age >= at + DAY_US:
            return False
        del self.waiting[number]
        self.left, self.free = self.left + cost, self.free + free
        return True

    def _take_back(self, read: int) -> bool:
        if self.bankrupt is not None:
            return self._fail(self.bankrupt)
        if any(number > read and self.age < at + DAY_US for number, (at, _, _) in self.waiting.items()):
            return False
        self.paid += sum(cost for _, cost, _ in self.waiting.values())
        self.over = True
        return True

    def _fail(self, age: int) -> bool:
        self.paid += sum(self.waiting[number][1] for number in self._ripe(age))
        self.over = True
        return True

    def _ripe(self, age: int) -> list[int]:
        return [number for number, (at, _, _) in self.waiting.items() if age >= at + DAY_US]

    def _tend(self) -> bool:
        if self.bankrupt is not None:
            return self._fail(self.bankrupt)
        ripe = self._ripe(self.age)
        if not ripe and (self.waiting or self.age < DAYS * DAY_US):
            return False
        self.paid += sum(self.waiting.pop(number)[1] for number in ripe)
        self.over = self.age >= DAYS * DAY_US and not self.waiting
        self._used_up()
        return True

    def _used_up(self) -> None:
        self.over = self.over or not (self.waiting or self.left or self.free)

    @property
    def held(self) -> int:
        """Lessons whose money is reserved."""
        return 0 if self.over else USES - self.paid


def _command(gym: Gym, what: str, number: Any, count: int) -> Any:
    return {
        "use": UsePrepaid(number, gym.li, count),
        "record": RecordUse(number, count),
        "object": ObjectUse(number, gym.li, count),
        "take back": TakeBackPrepaid(number, gym.li, count),
        "tend": TendPrepaid(number),
        "fail": MarkBankrupt(gym.merchant, "insolvent", "paper"),
    }[what]


@pytest.mark.only_engine("sqlite")  # a world for each example; the statements are those of the other tests
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=12))
def test_a_contract_does_what_its_model_does(tmp_path_factory: pytest.TempPathFactory, acts: list[Any]) -> None:
    folder: Path = tmp_path_factory.mktemp("prepaid")
    with audited(World(f"sqlite:///{folder / 'world.db'}", folder / "keyring.json")) as world:
        gym, model = Gym(world), Reference()
        number = gym.bought(USES, BONUS, "merchant", days=DAYS)
        for what, count, wait in acts:
            world.wait(wait)
            model.age += wait
            outcome = world.outcome(_command(gym, what, number, count))
            assert isinstance(outcome, Refusal) != model.act(what, count), (what, count, outcome)
            has = 5_000 - model.paid * LESSON
            assert gym.money() == (has, has - model.held * LESSON, model.paid * LESSON)
