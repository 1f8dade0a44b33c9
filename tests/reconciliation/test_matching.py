"""However the core splits, repeats, changes, drops or mixes its entries: the breaks add up to the difference of the two
sides, and no movement is told of twice."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from jiaozi.kinds import JournalNo, TransferNo
from jiaozi.reconciliation.matching import APART_US, Side, match
from jiaozi.reconciliation.model import BreakKind, CoreEntry, Found, PlatformEntry

HOUR = 3_600_000_000


def move(number: int, minor: int, at: int = HOUR, reference: str = "") -> PlatformEntry:
    """A movement of the ledger."""
    names = (f"trf_{number}", f"jnl_{number}")
    return PlatformEntry(TransferNo(number), JournalNo(number), minor, at, (*names, reference) if reference else names)


def entry(number: int, minor: int, reference: str = "", at: int = 0) -> CoreEntry:
    """An entry of the core's statement."""
    return CoreEntry(number, minor, at, reference, "")


def kinds(breaks: Sequence[Found]) -> list[BreakKind]:
    """The kinds of breaks."""
    return [BreakKind(each.kind) for each in breaks]


_minor = st.integers(1, 5) | st.integers(-5, -1) | st.sampled_from([10**15, -(10**15)])
_reference = st.sampled_from(["", "a", "b", "trf_1", "jnl_2", "trf_3"])
_at = st.sampled_from([0, HOUR, HOUR + APART_US, HOUR + 3 * APART_US])
_moves = st.lists(st.tuples(_minor, _at.filter(bool), st.sampled_from(["", "a", "b"])), max_size=8).map(
    lambda rows: [move(number, *row) for number, row in enumerate(rows, 1)]
)
_entries = st.lists(st.tuples(_minor, _reference, _at), max_size=10).map(
    lambda rows: [entry(number, *row) for number, row in enumerate(rows, 1)]
)
_sides = st.lists(st.tuples(_moves, _entries), max_size=2).map(
    lambda days: [
        Side(day, [each._replace(transfer=TransferNo(each.transfer + 100 * day)) for each in moves], entries)
        for day, (moves, entries) in enumerate(days, 1)
    ]
)


def _difference(platform: Sequence[PlatformEntry], core: Sequence[CoreEntry]) -> int:
    return sum(each.minor for each in core) - sum(each.minor for each in platform)


def _explained(breaks: Sequence[Found]) -> int:
    return sum(each.core_minor - each.platform_minor for each in breaks)


@given(_moves, _entries, _sides, st.dictionaries(st.integers(1, 8).map(JournalNo), st.just(9)))
@example([move(1, 1), move(2, 1)], [entry(1, 1, "trf_1"), entry(2, 1, "trf_1")], [], {})
def test_breaks_add_up_to_the_difference_and_nothing_is_told_of_twice(
    platform: list[PlatformEntry], core: list[CoreEntry], around: list[Side], corrections: dict[JournalNo, int]
) -> None:
    found = match(platform, core, around, corrections)
    assert _explained(found.breaks) == _difference(platform, core)
    own = {each.transfer for each in platform}
    here = Counter(each.transfer for each in found.breaks if each.transfer in own)
    there = Counter(each.entry for each in found.breaks if each.entry)
    assert max([*here.values(), *there.values()], default=1) == 1
    assert found.matched + len(here) == len(platform)
    assert found.matched + len(there) == len(core)


@given(_moves, st.randoms())
def test_a_core_that_says_the_same_in_any_order_has_no_break(moves: list[PlatformEntry], random: "object") -> None:
    core = [entry(number, each.minor, each.names[0]) for number, each in enumerate(moves, 1)]
    random.shuffle(core)  # type: ignore[attr-defined]
    assert match(moves, core) == (len(moves), ())


@given(_moves.filter(bool), st.data())
def test_what_is_told_again_is_a_duplicate_and_no_other_break(moves: list[PlatformEntry], data: st.DataObject) -> None:
    core = [entry(number, each.minor, each.names[0]) for number, each in enumerate(moves, 1)]
    again = data.draw(st.lists(st.sampled_from(core), min_size=1, max_size=5))
    core += [each._replace(number=len(core) + number) for number, each in enumerate(again, 1)]
    found = match(moves, core)
    assert (found.matched, kinds(found.breaks)) == (len(moves), [BreakKind.DUPLICATE] * len(again))


@given(st.integers(2, 10**15), st.data())
def test_an_entry_that_was_split_is_explained_by_breaks_that_come_to_nothing(minor: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(1, minor - 1))
    found = match([move(1, minor, reference="a")], [entry(1, part, "a"), entry(2, minor - part, "a")])
    assert found.matched == 0
    assert _explained(found.breaks) == 0
    assert BreakKind.AMOUNT_DIFFERS in kinds(found.breaks)


def test_a_reference_joins_before_amount_and_time_do() -> None:
    found = match([move(1, 5), move(2, 5, reference="a")], [entry(1, 5), entry(2, 5, "a")])
    assert found == (2, ())
    late = match([move(1, 5, HOUR, "a")], [entry(1, 5, "a", HOUR + 9 * APART_US)])
    assert late == (1, ())


def test_what_a_reference_of_another_day_names_is_not_given_to_a_stranger_of_the_same_amount() -> None:
    yesterday = Side(1, [move(9, 5, reference="late")], [])
    found = match([move(1, 5)], [entry(1, 5, "late")], [yesterday])
    assert kinds(found.breaks) == [BreakKind.MISSING_THERE, BreakKind.DAY_DIFFERS]
    assert found.breaks[1].transfer == 9


def test_times_that_are_too_far_apart_join_nothing() -> None:
    near = match([move(1, 5, HOUR)], [entry(1, 5, "", HOUR + APART_US)])
    far = match([move(1, 5, HOUR)], [entry(1, 5, "", HOUR + APART_US + 1)])
    assert (near.matched, kinds(near.breaks)) == (1, [])
    assert (far.matched, sorted(kinds(far.breaks))) == (0, [BreakKind.MISSING_THERE, BreakKind.MISSING_HERE])


def test_a_movement_that_the_day_before_has_told_of_is_told_of_again() -> None:
    yesterday = Side(1, [move(9, 5, reference="a")], [entry(1, 5, "a")])
    found = match([], [entry(1, 5, "a")], [yesterday])
    assert kinds(found.breaks) == [BreakKind.DUPLICATE]


def test_a_reversal_is_no_duplicate() -> None:
    found = match([move(1, 5, reference="a")], [entry(1, 5, "a"), entry(2, -5, "a")])
    assert (found.matched, kinds(found.breaks)) == (1, [BreakKind.MISSING_HERE])


def test_a_busy_day_is_matched_in_one_pass() -> None:
    moves = [move(number, 1, HOUR, "salary") for number in range(1, 50_001)]
    core = [entry(number, 1, "salary") for number in range(1, 50_001)]
    assert match(moves, core[:-1]).matched == 49_999
