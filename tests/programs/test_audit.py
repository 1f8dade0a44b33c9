"""Each invariant of programs notices what breaks it."""

from collections.abc import Iterator

import pytest

from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.audit import PROGRAM_INVARIANTS
from tests.features.world import YUAN, World
from tests.programs.city import City, red


class Broken:
    """A city with a payment, a refund and a reclaim, whose rows a test damages."""

    def __init__(self, world: World) -> None:
        self.city = city = City(world)
        self.spent, self.over = city.program(), city.program(days=0)
        self.li = city.person(500 * YUAN)
        self.claim = city.claim(self.spent, self.li)
        self.payment = city.pay(self.li, 300 * YUAN)
        world.do(RefundPayment(self.payment, 150 * YUAN))
        world.wait(city.row(self.over).expires_at - city.now)
        city.reclaim(self.over)
        assert world.audit().findings == ()

    def found(self) -> set[str]:
        """The invariants that find something."""
        return {finding.invariant for finding in self.city.world.audit().findings}


@pytest.fixture
def broken(unsound_world: World) -> Iterator[Broken]:
    """A city that is sound until the test damages it."""
    return Broken(unsound_world)  # type: ignore[return-value]


DAMAGE = [
    ("programs_add_up", "UPDATE programs SET budget_minor = budget_minor + 1 WHERE id = ?", "spent"),
    ("programs_add_up", "UPDATE payment_sources SET amount_minor = amount_minor - 1 WHERE payment = ?", "payment"),
    ("programs_add_up", "UPDATE program_reclaims SET amount_minor = amount_minor - 1 WHERE program = ?", "over"),
    ("claims_counted", "UPDATE claims SET left_minor = left_minor - 1 WHERE id = ?", "claim"),
    ("claims_counted", "UPDATE claims SET state = 1 WHERE id = ?", "claim"),
    ("claims_counted", "UPDATE programs SET quota = 1, claims = 2 WHERE id = ?", "spent"),
    ("claims_counted", "UPDATE wallets SET bound = 0 WHERE id = ?", "li"),
    ("claims_counted", "UPDATE wallets SET funds = funds + 1 WHERE id = ?", "li"),
    ("pockets_hold_claims", "UPDATE claims SET value_minor = 20001, left_minor = 20001 WHERE id = ?", "claim"),
    ("pockets_hold_claims", "UPDATE pockets SET claims = 2 WHERE wallet = ?", "li"),
    ("pockets_hold_claims", "UPDATE pockets SET account = 16 WHERE wallet = ?", "li"),
    ("purposes_kept", "UPDATE transfers SET code = 20 WHERE code = 26 AND ? > 0", "li"),
    ("purposes_kept", "UPDATE transfers SET code = 16 WHERE code = 27 AND ? > 0", "li"),
    ("purposes_kept", "UPDATE payment_sources SET claim = 0 WHERE payment = ?", "payment"),
    ("reclaims_to_funders", "UPDATE program_reclaims SET wallet = ?", "li"),
    ("reclaims_to_funders", "DELETE FROM program_reclaims WHERE program = ?", "over"),
    ("purposes_follow", "UPDATE institutions SET regime = 2, regime_since = 1 WHERE id <> ?", "li"),
    ("sources_pay", "UPDATE payments SET bound_minor = bound_minor - 1 WHERE id = ?", "payment"),
    ("sources_pay", "UPDATE source_refunds SET amount_minor = amount_minor + 1 WHERE payment = ?", "payment"),
    ("sources_pay", "UPDATE payment_sources SET returned_minor = 0 WHERE payment = ?", "payment"),
]


@pytest.mark.parametrize(("invariant", "sql", "what"), DAMAGE)
def test_damage_is_found(broken: Broken, invariant: str, sql: str, what: str) -> None:
    if invariant == "purposes_follow":
        broken.city.world.wait(3_700 * 1_000_000)
        broken.city.person()
    broken.city.world.tamper(sql, (getattr(broken, what),))
    assert invariant in broken.found()


def test_every_invariant_of_programs_is_damaged_here() -> None:
    assert {each.name for each in PROGRAM_INVARIANTS} <= {name for name, _, _ in DAMAGE}


def test_money_that_is_nobodys_purpose_is_found(broken: Broken) -> None:
    broken.city.claim(broken.city.program(red()), broken.li)
    broken.city.world.tamper("DELETE FROM pockets WHERE wallet = ?", (broken.li,))
    assert "pockets_hold_claims" in broken.found()
