"""Any acts by any parties at any times: a lock is what a model of a dozen lines says it is."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaozi.clock import HOUR_US
from jiaozi.errors import Refusal
from jiaozi.kinds import WalletNo
from jiaozi.locks.model import ClaimLock, EndLock, ReleaseLock, ReturnLock
from tests.features.world import World, audited
from tests.locks.test_locks import DIGEST, SECRET, Deal

LOCKED = 600
PARTIES = ("buyer", "seller", "carrier", "stranger")
ACTS = st.tuples(
    st.sampled_from(("release", "claim", "guess", "return", "end")),
    st.sampled_from(PARTIES),
    st.sampled_from((1, 200, 600)),
    st.sampled_from((0, HOUR_US, 13 * HOUR_US)),
)


@dataclass
class Reference:
    """What a lock of 24 hours is to do: money left, released and given back, and whether it is over."""

    arbiter: bool
    digest: bool
    pays: bool
    left: int = LOCKED
    paid: int = 0
    age: int = 0
    done: list[str] = field(default_factory=list)

    def act(self, what: str, who: str, amount: int) -> bool:
        """Whether an act is to be done; does it."""
        over, ended = self.left == 0, self.age >= 24 * HOUR_US
        deciding = who == "carrier" and self.arbiter
        if over or what == "guess":
            return False
        if what == "release" and not ended and (who == "buyer" or deciding) and amount <= self.left:
            return self._pay(amount)
        if what == "claim" and not ended and self.digest:
            return self._pay(self.left)
        if what == "return" and (who == "seller" or (deciding and not ended)):
            self.left = 0
            return True
        if what == "end" and ended:
            if self.pays:
                return self._pay(self.left)
            self.left = 0
            return True
        return False

    def _pay(self, amount: int) -> bool:
        self.left, self.paid = self.left - amount, self.paid + amount
        return True


def _command(what: str, lock: Any, party: WalletNo, amount: int) -> Any:
    return {
        "release": ReleaseLock(lock, party, amount),
        "claim": ClaimLock(lock, party, SECRET),
        "guess": ClaimLock(lock, party, "00" * 32),
        "return": ReturnLock(lock, party),
        "end": EndLock(lock),
    }[what]


@pytest.mark.only_engine("sqlite")  # a world for each example; the statements are those of the other tests
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arbiter=st.booleans(), digest=st.booleans(), pays=st.booleans(), acts=st.lists(ACTS, min_size=1, max_size=8))
def test_a_lock_does_what_its_model_does(
    tmp_path_factory: pytest.TempPathFactory, arbiter: bool, digest: bool, pays: bool, acts: list[Any]
) -> None:
    folder: Path = tmp_path_factory.mktemp("locks")
    with audited(World(f"sqlite:///{folder / 'world.db'}", folder / "keyring.json")) as world:
        deal = Deal(world)
        terms: dict[str, Any] = {"at_end": "pay" if pays else "return"}
        terms |= {"arbiter": deal.carrier} if arbiter else {}
        terms |= {"digest": DIGEST} if digest else {}
        number, model = deal.open(LOCKED, **terms), Reference(arbiter, digest, pays)
        for what, who, amount, wait in acts:
            world.wait(wait)
            model.age += wait
            outcome = world.outcome(_command(what, number, getattr(deal, who), amount))
            assert isinstance(outcome, Refusal) != model.act(what, who, amount), (what, who, amount, outcome)
            held = 1_000 - model.paid
            assert deal.money() == (held, held - model.left, model.paid)
