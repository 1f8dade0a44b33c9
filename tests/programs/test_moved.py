"""A change of regime moves wallets to other accounts: what had reached the old ones stays told, and what is untold is
found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jiaozi.programs.following import MovePurposes
from jiaozi.programs.parts import Rest, Withdrawal
from jiaozi.programs.withdrawing import WithdrawClaim
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.world import World
from tests.programs.city import City, red


@pytest.fixture
def moved(db_url: str, tmp_path: Path) -> Iterator[City]:
    """A city whose money became holders' own, and its funder's again, before the banks changed their regime."""
    city = City(World(db_url, tmp_path / "keyring.json", "2025-12-30T10:00:00+08:00"))
    own = city.program(red(withdrawable=Withdrawal(allowed=True)), days=0)
    kept = city.program(red(rest=Rest("holder")), days=0)
    for bank in (city.bank, city.other):
        wallet = city.person(bank=bank)
        city.world.do(WithdrawClaim(wallet, city.claim(own, wallet)))
        city.claim(kept, wallet)
    city.world.until("2025-12-31T00:00:00+08:00")
    for program in (own, kept):
        city.reclaim(program)
    city.world.until("2026-01-02T10:00:00+08:00")
    for bank in (city.bank, city.other):
        for command in (ChangeRegime, MoveWallets, MovePurposes):
            city.world.do(command(bank))
    yield city
    city.world.close()


def test_what_was_paid_before_a_change_of_regime_is_sound_after_it(moved: City) -> None:
    assert moved.world.audit().findings == ()


@pytest.mark.parametrize(
    ("table", "invariant"), [("program_unbound", "unbound_is_holders"), ("program_reclaims", "reclaims_to_funders")]
)
def test_what_is_untold_of_before_is_found_after_it(moved: City, table: str, invariant: str) -> None:
    moved.world.tamper(f"DELETE FROM {table}")
    assert invariant in {finding.invariant for finding in moved.world.audit().findings}
