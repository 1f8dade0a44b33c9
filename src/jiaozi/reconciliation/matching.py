"""Matching: which entry of the core's statement tells of which movement of the ledger. Pure: the same sides have the
same breaks.

First by reference, the same amount before another one; then, for what no reference joins, by amount and time. A
movement is told of by at most one entry. What is left are the breaks, which add up to the difference of the two sides.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from jiaozi.clock import SECOND_US
from jiaozi.kinds import JournalNo, TransferNo
from jiaozi.reconciliation.model import BreakKind, CoreEntry, Found, PlatformEntry

APART_US: Final = 600 * SECOND_US
"""So far the times of a movement and of an entry may be apart that no reference joins."""
Pair = tuple[PlatformEntry, CoreEntry]


class Side(NamedTuple):
    """A neighbouring day: what the ledger moved, and what the core says where that was imported."""

    day: int
    platform: Sequence[PlatformEntry]
    core: Sequence[CoreEntry]


class Matched(NamedTuple):
    """How many movements the core tells of just as they were, and what is between the two sides."""

    matched: int
    breaks: tuple[Found, ...]


class _Moves:
    """Movements that are told of by nobody yet, by what the core may call them."""

    def __init__(self, moves: Sequence[PlatformEntry]) -> None:
        self._all = moves
        self._told: set[TransferNo] = set()
        self._same: dict[tuple[str, int], deque[PlatformEntry]] = {}
        for move in moves:
            for name in move.names:
                self._same.setdefault((name, move.minor), deque()).append(move)

    def take(self, name: str, minor: int) -> PlatformEntry | None:
        """The first movement of a name and an amount; nobody gets it again."""
        return self._first(self._same.get((name, minor)))

    def take_any(self, name: str) -> PlatformEntry | None:
        """The first movement of a name, whatever its amount; nobody gets it again."""
        return self._first(self._any.get(name))

    @cached_property
    def _any(self) -> dict[str, deque[PlatformEntry]]:
        found: dict[str, deque[PlatformEntry]] = {}
        for move in self.rest():
            for name in move.names:
                found.setdefault(name, deque()).append(move)
        return found

    def _first(self, waiting: deque[PlatformEntry] | None) -> PlatformEntry | None:
        while waiting:
            move = waiting.popleft()
            if move.transfer not in self._told:
                self._told.add(move.transfer)
                return move
        return None

    def rest(self) -> list[PlatformEntry]:
        """Those that nobody took."""
        return [move for move in self._all if move.transfer not in self._told]


class _Day:
    """A day of which references have joined what they can. `told` are the entries that were."""

    def __init__(self, platform: Sequence[PlatformEntry], core: Sequence[CoreEntry]) -> None:
        self.moves = _Moves(platform)
        self.same, rest = _joined(core, lambda entry: self.moves.take(entry.reference, entry.minor))
        self.differing, self.core = _joined(rest, lambda entry: self.moves.take_any(entry.reference))
        self.told = {(entry.reference, entry.minor) for _, entry in (*self.same, *self.differing)}
        self._lonely = {(entry.reference, entry.minor) for entry in self.core}

    def tells_alone(self, move: PlatformEntry) -> bool:
        """Whether the core has an entry on this day, joined with nothing of it, that names a movement of another."""
        return any((name, move.minor) in self._lonely for name in move.names)


def _joined(
    core: Iterable[CoreEntry], take: Callable[[CoreEntry], PlatformEntry | None]
) -> tuple[list[Pair], list[CoreEntry]]:
    """Entries with the movement that their reference takes, and those whose takes none."""
    pairs: list[Pair] = []
    rest = []
    for entry in core:
        move = take(entry) if entry.reference else None
        if move is None:
            rest.append(entry)
        else:
            pairs.append((move, entry))
    return pairs, rest


def match(
    platform: Sequence[PlatformEntry],
    core: Sequence[CoreEntry],
    neighbours: Sequence[Side] = (),
    corrections: Mapping[JournalNo, int] | None = None,
) -> Matched:
    """Matches a day. `neighbours` are the days around it; `corrections` are journals that made up for breaks, and of
    which day: what the core had there it tells of here no more, and an entry that does is told of alone."""
    made_up = corrections or {}
    day = _Day([move for move in platform if move.journal not in made_up], core)
    names = {entry.reference for entry in day.core} | {name for move in day.moves.rest() for name in move.names}
    around = [(side.day, _about(side, names)) for side in neighbours]
    found = [_here(BreakKind.DAY_DIFFERS, move, made_up[move.journal]) for move in platform if move.journal in made_up]
    found += [_amount_differs(move, entry) for move, entry in day.differing]
    core_rest = []
    for entry in day.core:
        told = _told_already(entry, day, around)
        if told is None:
            core_rest.append(entry)
        else:
            found.append(told)
    rest = []
    for move in day.moves.rest():
        other = next((number for number, each in around if each.tells_alone(move)), None)
        if other is None:
            rest.append(move)
        else:
            found.append(_here(BreakKind.DAY_DIFFERS, move, other))
    joined, moves, entries = _by_time(rest, core_rest)
    found += [_here(BreakKind.MISSING_THERE, move) for move in moves]
    found += [_there(BreakKind.MISSING_HERE, entry) for entry in entries]
    return Matched(len(day.same) + joined, tuple(sorted(found, key=lambda each: (each.transfer, each.entry))))


def _about(side: Side, names: set[str]) -> _Day:
    """What a neighbouring day has of some names: all that is asked of it."""
    moves = [move for move in side.platform if not names.isdisjoint(move.names)]
    known = names.union(*(move.names for move in moves))
    return _Day(moves, [entry for entry in side.core if entry.reference in known])


def _told_already(entry: CoreEntry, day: _Day, around: Sequence[tuple[int, _Day]]) -> Found | None:
    """The break that an entry is which its reference joins with nothing of its day: another one says the same, or it
    tells of a movement of another day. None when it is not known by its reference."""
    if not entry.reference:
        return None
    if (entry.reference, entry.minor) in day.told:
        return _there(BreakKind.DUPLICATE, entry)
    for number, other in around:
        move = other.moves.take(entry.reference, entry.minor)
        if move is not None:
            return _there(BreakKind.DAY_DIFFERS, entry)._replace(transfer=move.transfer, other_day=number)
    again = any((entry.reference, entry.minor) in other.told for _, other in around)
    return _there(BreakKind.DUPLICATE, entry) if again else None


def _by_time(
    moves: Sequence[PlatformEntry], entries: Sequence[CoreEntry]
) -> tuple[int, list[PlatformEntry], list[CoreEntry]]:
    """How many are joined by amount and time, and what is left; an entry without a time may be of any."""
    waiting: defaultdict[int, deque[PlatformEntry]] = defaultdict(deque)
    for move in sorted(moves, key=lambda each: (each.at, each.transfer)):
        waiting[move.minor].append(move)
    lonely: list[PlatformEntry] = []
    left: list[CoreEntry] = []
    joined = 0
    for entry in sorted(entries, key=lambda each: (each.at, each.number)):
        same = waiting[entry.minor]
        while entry.at and same and same[0].at < entry.at - APART_US:
            lonely.append(same.popleft())
        if entry.at and same and same[0].at <= entry.at + APART_US:
            same.popleft()
            joined += 1
        else:
            left.append(entry)
    lonely += [move for some in waiting.values() for move in some]
    return _timeless(joined, lonely, left)


def _timeless(
    joined: int, moves: Sequence[PlatformEntry], entries: Sequence[CoreEntry]
) -> tuple[int, list[PlatformEntry], list[CoreEntry]]:
    """Joins entries without a time with what is left of their amount."""
    waiting: defaultdict[int, deque[PlatformEntry]] = defaultdict(deque)
    for move in moves:
        waiting[move.minor].append(move)
    left = []
    for entry in entries:
        if not entry.at and waiting[entry.minor]:
            waiting[entry.minor].popleft()
            joined += 1
        else:
            left.append(entry)
    return joined, [move for some in waiting.values() for move in some], left


def _amount_differs(move: PlatformEntry, entry: CoreEntry) -> Found:
    return _here(BreakKind.AMOUNT_DIFFERS, move)._replace(
        core_minor=entry.minor,
        entry=entry.number,
        reference=entry.reference,
        core_reference=entry.core_reference,
    )


def _here(kind: BreakKind, move: PlatformEntry, other_day: int = 0) -> Found:
    return Found(
        kind=kind.value,
        platform_minor=move.minor,
        core_minor=0,
        transfer=move.transfer,
        other_day=other_day,
        reference=move.names[-1],
        at=move.at,
    )


def _there(kind: BreakKind, entry: CoreEntry) -> Found:
    return Found(
        kind=kind.value,
        platform_minor=0,
        core_minor=entry.minor,
        entry=entry.number,
        reference=entry.reference,
        core_reference=entry.core_reference,
        at=entry.at,
    )
