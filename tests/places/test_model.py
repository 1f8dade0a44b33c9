"""Random entries, ends, lists and payments come to what an independent reference works out."""

from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaozi.errors import Refusal
from jiaozi.payments.pay import Pay
from jiaozi.programs.places.model import EnterStores, StoreInPlace, TakeStoreOut
from jiaozi.programs.places.spots import PlacesNamed
from tests.conftest import NewDatabase
from tests.features.world import World, audited
from tests.places.country import Country, named, within

KINDS: Final = ("village", "village", "town", "campus")
"""Of the places, by their numbers."""
STORES, PLACES, PROGRAMS = 3, len(KINDS), 3
some_places = st.sets(st.integers(0, PLACES - 1), min_size=1)
some_kinds = st.sets(st.sampled_from(sorted(set(KINDS))))
terms = st.tuples(st.none() | some_places, some_kinds, st.none() | some_places, some_kinds)
"""Which places the lists have that are allowed and denied, and kinds of either."""
which, where, what = st.integers(0, STORES - 1), st.integers(0, PLACES - 1), st.integers(0, PROGRAMS - 1)
steps = st.one_of(
    *(st.tuples(st.just("enter"), which, where) for _ in range(3)),
    *(st.tuples(st.just("leave"), which, where) for _ in range(2)),
    *(st.tuples(st.just("pay"), which, what) for _ in range(4)),
)
EXAMPLES: Final = {"sqlite": 40, "oceanbase": 3}


def test_payments_in_places_come_to_what_a_reference_works_out(
    engine: str, new_db_url: NewDatabase, tmp_path: Path
) -> None:
    @given(made=st.lists(terms, min_size=PROGRAMS, max_size=PROGRAMS), story=st.lists(steps, min_size=10, max_size=40))
    @settings(max_examples=EXAMPLES[engine], suppress_health_check=[HealthCheck.too_slow], deadline=None)
    def play(made: list[Any], story: list[tuple[str, int, int]]) -> None:
        url = new_db_url()
        with audited(World(url, tmp_path / f"{url.rpartition('/')[2]}.json", "2020-10-12T10:00:00+08:00")) as world:
            _Play(Country(world), made).through(story)

    play()


class _Play:
    """The same story, told to the platform and to two sets: who stands where, and who ever did."""

    def __init__(self, country: Country, made: list[Any]) -> None:
        self.country, self.made = country, made
        self.places = country.places(*KINDS)
        self.stores = [country.world.shop(country.bank) for _ in range(STORES)]
        self.li = country.person()
        self.claims = [country.claim(self._program(*each), self.li) for each in made]
        self.stand: set[tuple[int, int]] = set()
        self.stood: set[tuple[int, int]] = set()

    def _program(self, allow: Any, allow_kinds: Any, deny: Any, deny_kinds: Any) -> Any:
        lists = [
            None if side is None else self.country.write(*(self.places[n] for n in side)) for side in (allow, deny)
        ]
        allowed = PlacesNamed() if lists[0] is None else named(lists[0], kinds=sorted(allow_kinds))
        denied = named(*filter(None, lists[1:]), kinds=sorted(deny_kinds))
        return self.country.program(within(allowed, denied))

    def through(self, story: list[tuple[str, int, int]]) -> None:
        """Every step, each a moment after the other."""
        for name, store, other in story:
            self.country.world.wait(1)
            getattr(self, name)(store, other)

    def enter(self, store: int, place: int) -> None:
        """Two people enter a store."""
        entries = (StoreInPlace(self.places[place], self.stores[store]),)
        entered = self.country.world.do(EnterStores(entries)).entered
        assert entered == ((store, place) not in self.stand)
        self.stand.add((store, place))
        self.stood.add((store, place))

    def leave(self, store: int, place: int) -> None:
        """One takes it out."""
        outcome = self.country.world.outcome(TakeStoreOut(self.places[place], self.stores[store]))
        assert isinstance(outcome, Refusal) == ((store, place) not in self.stand)
        self.stand.discard((store, place))

    def pay(self, store: int, program: int) -> None:
        """A fen with a claim."""
        command = Pay(self.li, 1, store=self.stores[store], claims=(self.claims[program],))
        outcome = self.country.world.outcome(command)
        told = getattr(outcome, "rule", "")
        assert told == self._forbids(store, *self.made[program])

    def _forbids(self, store: int, allow: Any, allow_kinds: Any, deny: Any, deny_kinds: Any) -> str:
        here = {place for shop, place in self.stand if shop == store}
        ever = {place for shop, place in self.stood if shop == store}
        if allow is not None:
            good = {place for place in here & allow if not allow_kinds or KINDS[place] in allow_kinds}
            if not good:
                return "where.allow"
        bad = {place for place in ever if place in (deny or ()) or KINDS[place] in deny_kinds}
        return "where.deny" if bad else ""
