"""The draw as arithmetic: so many win, who wins follows from what is published, each is as likely as another, and
whatever is changed of what is published is noticed."""

from collections import Counter
from dataclasses import fields, replace
from hashlib import sha256
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.campaigns import drawing
from jiaozi.campaigns.drawing import (
    EVERYBODY,
    Entry,
    Published,
    commitment_of,
    cut_of,
    faults,
    first_link,
    linked,
    mark_of,
    rank_of,
    seed_of,
    wins,
)
from jiaozi.campaigns.list_file import FileInvalid, head_of, lines_of, read

CAMPAIGN = "cmp_0A1B2C3D4E5F6"
SAID = Published(
    CAMPAIGN, "prg_0A1B2C3D4E5F6", 4, 5_500, "2021-05-28T00:00:00.000000+08:00", "2021-05-29T00:00:00.000000+08:00",
    "2021-05-30T00:00:00.000000+08:00", "2021-05-31T00:00:00.000000+08:00",
    commitment_of("5e" * 32), commitment_of("17" * 32), "5e" * 32, "17" * 32, "", 0, "",
)  # fmt: skip
SEEDS = st.binary(min_size=32, max_size=32).map(bytes.hex)


def winners(seed: str, registered: int, places: int, campaign: str = CAMPAIGN) -> list[int]:
    """Who wins."""
    cut = cut_of(seed, campaign, registered, places)
    return [number for number in range(1, registered + 1) if wins(seed, campaign, number, cut)]


@given(seed=SEEDS, registered=st.integers(0, 400), places=st.integers(1, 450))
def test_those_with_the_lowest_ranks_win_as_many_as_there_are_places(seed: str, registered: int, places: int) -> None:
    rank = {number: sha256(f"{seed}:{CAMPAIGN}:{number}".encode()).digest() for number in range(1, registered + 1)}
    assert winners(seed, registered, places) == sorted(sorted(rank, key=rank.__getitem__)[:places])


@given(seed=SEEDS, registered=st.integers(1, 200), places=st.integers(1, 200))
def test_one_who_registers_more_takes_a_place_or_changes_nothing(seed: str, registered: int, places: int) -> None:
    """Under one seed; in truth the list is part of it, and whoever comes last draws all lots anew."""
    before, after = (set(winners(seed, count, places)) for count in (registered, registered + 1))
    assert after - before <= {registered + 1}
    assert len(before - after) <= 1


DRAWS = 4_000
CHI_SQUARE_19 = 43.82
"""Of 19 degrees of freedom, once in a thousand by chance."""
CHI_SQUARE_9 = 27.88
"""Of 9 degrees of freedom, once in a thousand by chance."""


def seeds(count: int) -> list[str]:
    """Seeds of so many draws, the same each time: what holds of them holds for good."""
    return [seed_of(CAMPAIGN, f"{n:064x}", f"{n * n:064x}", f"{n}") for n in range(count)]


def test_each_number_is_as_likely_to_win_as_another() -> None:
    """Five of twenty win. Numbers of one draw exclude each other, so that the sum is of 19 degrees of freedom when it
    is divided by the chance to lose, 15/20, and multiplied by 19/20."""
    registered, places = 20, 5
    count = Counter(number for seed in seeds(DRAWS) for number in winners(seed, registered, places))
    expected = DRAWS * places / registered
    spread = sum((count[n] - expected) ** 2 for n in range(1, registered + 1)) / expected
    assert spread / (1 - places / registered) * (registered - 1) / registered < CHI_SQUARE_19


def test_each_pair_is_as_likely_as_another() -> None:
    """Two of five win: ten pairs, of which one comes of each draw, so that the plain sum is of 9 degrees of freedom."""
    pairs = Counter(tuple(winners(seed, 5, 2)) for seed in seeds(DRAWS))
    expected = DRAWS / 10
    assert set(pairs) == set(combinations(range(1, 6), 2))
    assert sum((each - expected) ** 2 for each in pairs.values()) / expected < CHI_SQUARE_9


def test_early_and_late_numbers_win_alike_in_one_great_draw() -> None:
    """350,000 registrations, 35,000 places; each tenth of the numbers has about a tenth of the winners: ten classes,
    hypergeometric, so that the sum over the chance to lose is of 9 degrees of freedom."""
    registered, places = 350_000, 35_000
    found = winners("3c" * 32, registered, places)
    tenths = Counter((number - 1) * 10 // registered for number in found)
    assert len(found) == places
    spread = sum((tenths[n] - places / 10) ** 2 for n in range(10)) / (places / 10)
    assert spread / (1 - places / registered) < CHI_SQUARE_9


def test_a_shell_comes_to_the_same() -> None:
    """The sums are of `printf %s ... | sha256sum`: whoever recomputes a draw needs nothing of ours."""
    assert commitment_of("5e" * 32) == "8414cd6b08e92be7f34132d9f8fabaa0cf0f072bab807b434e7ff02efc918a1e"
    assert rank_of("a", "cmp_b", 7) == sha256(b"a:cmp_b:7").hexdigest()
    assert mark_of("cmp_b", 7, "wal_c", "d") == sha256(b"cmp_b:7:wal_c:d").hexdigest()
    assert seed_of("cmp_b", "1", "2", "3") == sha256(b"cmp_b:1:2:3").hexdigest()
    assert linked("a", "m") == sha256(b"a:m").hexdigest()
    text = (
        f"{CAMPAIGN}:prg_0A1B2C3D4E5F6:4:5500:2021-05-28T00:00:00.000000+08:00:2021-05-29T00:00:00.000000+08:00:"
        f"2021-05-30T00:00:00.000000+08:00:2021-05-31T00:00:00.000000+08:00:{SAID.commitment}:{SAID.witness_commitment}"
    )
    assert first_link(SAID) == sha256(text.encode()).hexdigest()


def drawn(registered: int = 12, places: int = 4) -> tuple[Published, list[Entry]]:
    """A draw, and the list of it."""
    said = replace(SAID, places=places)
    chain, marks = first_link(said), []
    for number in range(1, registered + 1):
        marks.append(mark_of(CAMPAIGN, number, f"wal_{number}", "salt"))
        chain = linked(chain, marks[-1])
    seed = seed_of(CAMPAIGN, "5e" * 32, "17" * 32, chain)
    cut = cut_of(seed, CAMPAIGN, registered, places)
    entries = [Entry(n, mark, wins(seed, CAMPAIGN, n, cut)) for n, mark in enumerate(marks, 1)]
    return replace(said, list_sha256=chain, registered=registered, cut=cut), entries


def test_a_good_draw_has_no_fault_and_its_file_is_read_as_it_was_written() -> None:
    said, entries = drawn()
    text = head_of(said) + lines_of(entries)
    again, listed = read(text.splitlines(keepends=True))
    assert (again, list(listed)) == (said, entries)
    assert list(faults(*read(text.splitlines()))) == []
    assert list(faults(*drawn(3, 5))) == []
    assert drawn(3, 5)[0].cut == EVERYBODY
    assert list(faults(*drawn(0, 5))) == []


@pytest.mark.parametrize("field", [each.name for each in fields(Published) if each.name != "campaign"])
def test_whatever_is_changed_of_what_is_published_is_noticed(field: str) -> None:
    said, entries = drawn()
    value = getattr(said, field)
    other: Any = value + 1 if isinstance(value, int) else "0" * 64
    changed = replace(said, **{field: other})
    assert list(faults(changed, entries))


@pytest.mark.parametrize("party", ["commitment", "witness_commitment"])
def test_commitments_exchanged_after_the_fact_change_every_receipt(party: str) -> None:
    """Whoever keeps the data may choose another seed, but then the list was another from its first link on."""
    said, entries = drawn()
    seed = "9e" * 32
    exchanged: Any = {party: commitment_of(seed), party.replace("commitment", "seed"): seed}
    other = replace(said, **exchanged)
    assert "the list is not the one that was closed" in list(faults(other, entries))
    assert first_link(other) != first_link(said)


def test_a_winner_put_in_anothers_place_is_noticed() -> None:
    said, entries = drawn()
    one = next(n for n, each in enumerate(entries) if each.won)
    other = next(n for n, each in enumerate(entries) if not each.won)
    swapped = list(entries)
    swapped[one] = entries[one]._replace(won=False)
    swapped[other] = entries[other]._replace(won=True)
    assert len(list(faults(said, swapped))) == 2
    moved = list(entries)
    moved[one] = entries[one]._replace(mark=entries[other].mark)
    assert list(faults(said, moved)) == ["the list is not the one that was closed"]


def test_a_list_that_is_cut_short_reordered_or_longer_is_noticed() -> None:
    said, entries = drawn()
    assert list(faults(said, entries[:-1])) == ["the list has 11 numbers, not 12"]
    assert "number 1 is missing" in list(faults(said, entries[1:]))
    assert "number 2 is missing" in list(faults(said, [entries[0], entries[2]]))
    assert list(faults(said, [*entries, Entry(13, "0" * 64, drawing.wins("", "", 0, "0"))]))


@pytest.mark.parametrize(
    "text",
    ["", "{}\n", "[]\nnumber,mark,won\n", "x", '{"campaign": "cmp_b"}\nnumber,mark,won\n'],
)
def test_a_file_that_is_none_is_told(text: str) -> None:
    with pytest.raises(FileInvalid):
        read(text.splitlines(keepends=True))


@pytest.mark.parametrize(
    "more", [{"places": 0}, {"places": -1}, {"places": 10**7}, {"registered": 10**12}, {"registered": -1}], ids=str
)
def test_bounds_that_no_draw_has_are_told_before_anything_is_worked_out(more: Any) -> None:
    said, _ = drawn()
    with pytest.raises(FileInvalid, match="line 1: places from 1"):
        read(head_of(replace(said, **more)).splitlines())


@pytest.mark.parametrize("line", ["1" * 5_000 + ",a,1", "1,a", "x,a,1", "1,a,2", "1,a,1,1", "", "\u0661,a,1"])
def test_a_line_that_is_none_is_told_with_its_place(line: str) -> None:
    said, _ = drawn()
    _, entries = read([*head_of(said).splitlines(), line])
    with pytest.raises(FileInvalid, match="line 3"):
        list(entries)
