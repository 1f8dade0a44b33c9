"""Each invariant of places notices what breaks it."""

from collections.abc import Iterator

import pytest

from jiaozi.clock import SECOND_US
from jiaozi.programs.places.audit import PLACE_INVARIANTS
from jiaozi.programs.places.spots import PlacesNamed
from tests.features.world import YUAN, World
from tests.places.country import Country, named, within


class Broken:
    """Villages where aid was spent, whose rows a test damages."""

    def __init__(self, world: World) -> None:
        self.country = country = Country(world)
        world.wait(600 * SECOND_US)
        li = country.person()
        denied = PlacesNamed(kinds=("hospital",))
        self.program = country.program(within(named(country.list), denied))
        country.claim(self.program, li)
        self.payment = country.pay(li, 10 * YUAN)
        self.place_list, self.village, self.shop = country.list.place_list, country.village, country.shop
        self.hospital, self.far, self.sha256 = country.hospital, country.far, country.list.sha256
        world.wait(600 * SECOND_US)
        country.take_out(country.village, country.shop)
        country.enter(country.village, country.shop)
        assert world.audit().findings == ()

    def found(self) -> set[str]:
        """The invariants that find something."""
        return {finding.invariant for finding in self.country.world.audit().findings}


@pytest.fixture
def broken(unsound_world: World) -> Iterator[Broken]:
    """Villages that are sound until the test damages them."""
    return Broken(unsound_world)  # type: ignore[return-value]


DAMAGE = [
    ("places_stand_once", "UPDATE place_entries SET operator = operator + 256 WHERE store = ?", "shop"),
    ("places_stand_once", "UPDATE place_entries SET kind = 3 WHERE store = ?", "shop"),
    ("places_stand_once", "UPDATE places SET region = '500101' WHERE id = ?", "village"),
    ("places_stand_once", "DELETE FROM places WHERE id = ?", "village"),
    ("places_stand_once", "UPDATE place_entries SET left_at = 0 WHERE store = ?", "shop"),
    ("place_lists_stand", "UPDATE place_lists SET versions = 2 WHERE id = ?", "place_list"),
    ("place_lists_stand", "UPDATE place_list_versions SET place_count = 3 WHERE place_list = ?", "place_list"),
    ("place_lists_stand", "UPDATE place_list_contents SET content = 'plc_0000000000001' WHERE id = ?", "sha256"),
    ("place_lists_stand", "DELETE FROM places WHERE id = ?", "village"),
    (
        "paid_in_places",
        "UPDATE place_entries SET entered_at = entered_at + 1200000000 WHERE left_at > 0 AND store = ?",
        "shop",
    ),
    ("paid_in_places", "UPDATE place_entries SET left_at = entered_at WHERE left_at > 0 AND store = ?", "shop"),
    ("paid_in_places", "UPDATE payments SET store = ? WHERE bound_minor > 0", "far"),
    ("paid_in_places", "UPDATE place_entries SET kind = 2 WHERE left_at > 0 AND store = ?", "shop"),
    ("paid_in_places", "DELETE FROM place_list_versions WHERE place_list = ?", "place_list"),
]


@pytest.mark.parametrize(("invariant", "sql", "what"), DAMAGE)
def test_damage_is_found(broken: Broken, invariant: str, sql: str, what: str) -> None:
    broken.country.world.tamper(sql, (getattr(broken, what),))
    assert invariant in broken.found()


def test_every_invariant_of_places_is_damaged_here() -> None:
    assert {each.name for each in PLACE_INVARIANTS} == {name for name, _, _ in DAMAGE}
