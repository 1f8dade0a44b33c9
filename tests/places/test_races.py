"""A store is taken out while it is paid: each payment is before or after, and none after draws on what is for the
place."""

from itertools import pairwise

import pytest

from jiaozi.payments.pay import Pay
from jiaozi.programs.places.model import EnterStores, StoreInPlace, TakeStoreOut
from tests.features.test_races import Race
from tests.features.world import YUAN
from tests.places.country import Country, named, within
from tests.programs.city import red

pytestmark = pytest.mark.slow


def test_while_a_store_is_taken_out_each_payment_is_before_or_after(country: Country, race: Race) -> None:
    program = country.program(within(named(country.list)), budget=4_000 * YUAN)
    people = [country.person() for _ in range(16)]
    for wallet in people:
        country.claim(program, wallet)
    commands: list[object] = [Pay(wallet, 50 * YUAN, store=country.shop) for wallet in people]
    told = race.count([*commands[:8], TakeStoreOut(country.village, country.shop), *commands[8:]])
    assert told["Paid"] + told["insufficient_funds"] == len(people)
    assert country.row(program).spent_minor == told["Paid"] * 50 * YUAN
    (entry,) = country.entries(country.shop)
    assert entry.left_at
    assert {country.refuse(wallet, YUAN) for wallet in people} == {("insufficient_funds", "")}


def test_of_many_who_enter_and_take_out_a_store_it_stands_there_once_at_a_time(country: Country, race: Race) -> None:
    enter = EnterStores((StoreInPlace(country.village, country.far),))
    told = race.count([enter, TakeStoreOut(country.village, country.far)] * 24)
    assert told["StoresEntered"] == 24
    entries = country.entries(country.far)
    ended = [each for each in entries if each.left_at]
    assert told["StoreTakenOut"] == len(ended) >= len(entries) - 1
    assert all(one.left_at <= other.entered_at for one, other in pairwise(entries))


def test_who_pays_without_places_waits_for_nobody_that_enters(country: Country, race: Race) -> None:
    program, people = country.program(red(), budget=4_000 * YUAN), [country.person() for _ in range(16)]
    for wallet in people:
        country.claim(program, wallet)
    enter = EnterStores((StoreInPlace(country.village, country.far),))
    told = race.count([enter, *(Pay(wallet, 50 * YUAN, store=country.shop) for wallet in people)])
    assert told == {"StoresEntered": 1, "Paid": 16}
