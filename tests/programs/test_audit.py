"""Each invariant of programs notices what breaks it."""

from collections.abc import Iterator

import pytest

from jiaozi.clock import HOUR_US
from jiaozi.kinds import MerchantNo
from jiaozi.payments.passing import PassClaim
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.audit import PROGRAM_INVARIANTS
from jiaozi.programs.cofunding import AgreeCofunding, EndCofunding
from jiaozi.programs.parts import Passing, Rest, WhoPays
from jiaozi.programs.terms import When
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
        self.kept = city.program(red(rest=Rest("holder")), days=0)
        self.own = city.claim(self.kept, self.li)
        given = city.program(red(transferable=Passing(1), when=When(valid_days=3)))
        self.former = city.claim(given, self.li)
        world.do(PassClaim(self.li, self.former, city.person()))
        self.shared = city.program(red(who_pays=WhoPays(100_000)))
        merchant = MerchantNo(world.query(f"SELECT merchant FROM stores WHERE id = {city.shop}")[0][0])
        world.do(AgreeCofunding(merchant, self.shared, city.row(self.shared).terms))
        self.gone = city.program(red(who_pays=WhoPays(100_000)))
        world.do(AgreeCofunding(merchant, self.gone, city.row(self.gone).terms))
        world.do(EndCofunding(merchant, self.gone))
        shared = city.claim(self.shared, self.li)
        self.split = city.pay(self.li, 100 * YUAN, claims=(shared,))
        world.do(RefundPayment(self.split, 50 * YUAN))
        self.onward = city.program(red(rest=Rest("program", city.program(days=9))), days=0)
        world.wait(city.row(self.over).expires_at - city.now)
        for program in (self.over, self.kept, self.onward):
            city.reclaim(program)
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
    ("programs_add_up", "UPDATE programs SET unbound_minor = unbound_minor - 1 WHERE id = ?", "kept"),
    ("unbound_is_holders", "UPDATE program_unbound SET amount_minor = amount_minor - 1 WHERE program = ?", "kept"),
    ("unbound_is_holders", "UPDATE program_unbound SET claim = ?", "claim"),
    ("unbound_is_holders", "DELETE FROM program_unbound WHERE program = ?", "kept"),
    ("unbound_is_holders", "UPDATE claims SET state = 3 WHERE id = ?", "own"),
    ("purposes_kept", "UPDATE transfers SET code = 20 WHERE code = 29 AND ? > 0", "li"),
    ("reclaims_to_funders", "UPDATE program_reclaims SET onward = 0 WHERE program = ?", "onward"),
    ("reclaims_to_funders", "UPDATE program_reclaims SET onward = ? WHERE onward > 0", "over"),
    ("reclaims_to_funders", "UPDATE program_fundings SET amount_minor = 1 WHERE amount_minor = 100000 AND ? > 0", "li"),
    ("passes_are_whole", "UPDATE claim_passes SET amount_minor = amount_minor - 1 WHERE former = ?", "former"),
    ("passes_are_whole", "UPDATE claim_passes SET receiver = ?", "li"),
    ("passes_are_whole", "UPDATE claim_passes SET former = ?", "claim"),
    ("passes_are_whole", "DELETE FROM claim_passes WHERE former = ?", "former"),
    ("passes_are_whole", "UPDATE claims SET passes = 2 WHERE passes = 1 AND ? > 0", "li"),
    ("passes_are_whole", "UPDATE claims SET expires_at = expires_at + 1 WHERE passes = 1 AND ? > 0", "li"),
    ("passes_are_whole", "UPDATE claims SET state = 1 WHERE id = ?", "former"),
    ("usages_right", "UPDATE program_fundings SET counted = 0 WHERE program = ?", "kept"),
    ("usages_right", "UPDATE program_fundings SET counted = 1 WHERE program = ?", "spent"),
    ("usages_right", "UPDATE usages SET used_today_minor = used_today_minor - 20000 WHERE id = ?", "li"),
    ("purposes_kept", "UPDATE transfers SET code = 20 WHERE code = 30 AND ? > 0", "li"),
    ("shares_are_borne", "UPDATE programs SET borne_minor = borne_minor - 1 WHERE id = ?", "shared"),
    ("shares_are_borne", "UPDATE programs SET borne_minor = 0 WHERE id = ?", "shared"),
    ("shares_are_borne", "UPDATE payment_sources SET borne_minor = borne_minor + 1 WHERE payment = ?", "split"),
    ("shares_are_borne", "UPDATE payment_sources SET borne_minor = 0 WHERE payment = ?", "split"),
    ("shares_are_borne", "UPDATE payment_sources SET borne_back_minor = 0 WHERE payment = ?", "split"),
    ("shares_are_borne", "UPDATE source_refunds SET borne_minor = 0 WHERE payment = ?", "split"),
    ("shares_are_borne", "UPDATE transfers SET code = 27 WHERE code = 31 AND ? > 0", "li"),
    ("programs_add_up", "UPDATE payment_sources SET borne_minor = borne_minor - 1 WHERE payment = ?", "split"),
    ("agreements_kept", "DELETE FROM cofunders WHERE program = ?", "shared"),
    ("agreements_kept", "DELETE FROM cofunding_acts WHERE program = ?", "shared"),
    ("agreements_kept", "UPDATE cofunders SET ended_at = agreed_at + 1 WHERE program = ?", "shared"),
    ("agreements_kept", "UPDATE cofunders SET agreed_at = agreed_at - 1 WHERE program = ?", "shared"),
    ("agreements_kept", "UPDATE cofunders SET terms = 'x' WHERE program = ?", "shared"),
    ("agreements_kept", "UPDATE cofunders SET merchant = merchant + 1 WHERE program = ?", "shared"),
    ("agreements_kept", "UPDATE cofunders SET ended_at = 0 WHERE program = ?", "gone"),
    ("agreements_kept", "UPDATE cofunders SET agreed_at = agreed_at - 1 WHERE program = ?", "gone"),
    (
        "agreements_kept",
        "INSERT INTO cofunders (program, merchant, terms, agreed_at, ended_at, acts) VALUES (?, 1, 'x', 1, 0, 1)",
        "spent",
    ),
    ("claims_end", "UPDATE claims SET expires_at = expires_at + 1 WHERE id = ?", "claim"),
    ("claims_end", "UPDATE claims SET claimed_at = claimed_at - 86400000000 WHERE id = ?", "former"),
    ("claims_end", "UPDATE claims SET expires_at = expires_at + 86400000000 WHERE id = ?", "own"),
    ("unbound_is_holders", "UPDATE program_unbound SET at = at + 1 WHERE program = ?", "kept"),
    ("passes_are_whole", "UPDATE claim_passes SET at = at + 1 WHERE former = ?", "former"),
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


@pytest.mark.parametrize(("late", "sound"), [(0, True), (2 * HOUR_US, False)])
def test_a_share_after_its_agreement_had_ended_is_found(broken: Broken, late: int, sound: bool) -> None:
    """What ends beside a payment ends after it, whatever two clocks say; nothing is an hour beside it."""
    (merchant,) = broken.city.world.query(f"SELECT merchant FROM cofunders WHERE program = {broken.shared}")[0]
    at = broken.city.world.query(f"SELECT at FROM payments WHERE id = {broken.split}")[0][0]
    broken.city.world.do(EndCofunding(merchant, broken.shared))
    for table, column in (("cofunders", "ended_at"), ("cofunding_acts", "at")):
        ended = " AND ended = 1" if table == "cofunding_acts" else ""
        broken.city.world.tamper(
            f"UPDATE {table} SET {column} = ? WHERE program = ?{ended}", (at - late, broken.shared)
        )
    assert ("agreements_kept" not in broken.found()) is sound
