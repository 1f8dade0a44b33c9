"""The audit: a plain list of invariants over one snapshot, run by the tests, by `jiaozi audit` and by the worker.

An invariant is a sentence that is always true, and a function that yields what contradicts it. Packages above the
ledger add their own: `audit(connection, extra=...)`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from jiaozi.clock import Seconds, monotonic_s
from jiaozi.db.engine import Connection
from jiaozi.ledger import audit_store as store

FINDINGS_MAX: Final = 200
"""Findings that one invariant reports; a broken ledger does not fill the memory."""


class Finding(NamedTuple):
    """What contradicts an invariant: its name, what it is about (`account 4096`), and how."""

    invariant: str
    subject: str
    detail: str


class Invariant(NamedTuple):
    """A name, the sentence that is always true, and the function that yields (subject, detail) of what contradicts it.

    The function is given a connection inside one snapshot and may only read.
    """

    name: str
    says: str
    check: Callable[[Connection], Iterator[tuple[str, str]]]


class Report(NamedTuple):
    """What an audit found, how many rows of each table it covered, how long it took, and what it checked."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    seconds: Seconds
    invariants: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing contradicts any invariant."""
        return not self.findings


def audit(connection: Connection, extra: Sequence[Invariant] = ()) -> Report:
    """Checks every invariant of the ledger and `extra` on a snapshot `connection`; at most `FINDINGS_MAX` of each."""
    started = monotonic_s()
    listed = (*INVARIANTS, *extra)
    counts = store.counts(connection)
    findings = [
        Finding(invariant.name, subject, detail)
        for invariant in listed
        for subject, detail in islice(invariant.check(connection), FINDINGS_MAX)
    ]
    names = tuple(invariant.name for invariant in listed)
    return Report(tuple(findings), counts, round(monotonic_s() - started, 3), names)


def _books_balance(connection: Connection) -> Iterator[tuple[str, str]]:
    for book, asset, difference in store.unbalanced(connection):
        yield f"book {book}", f"asset {asset} is out of balance by {difference}"


def _balances_are_proven(connection: Connection) -> Iterator[tuple[str, str]]:
    for account, posted, version, transfer, _ in store.unproven_balances(connection):
        yield f"account {account}", f"posted {posted} at version {version} is not what transfer {transfer} states"


def _transfers_are_lawful(connection: Connection) -> Iterator[tuple[str, str]]:
    for transfer, *sides in store.misshapen_transfers(connection):
        yield f"transfer {transfer}", f"accounts, books and assets {sides}"


def _chains_are_unbroken(connection: Connection) -> Iterator[tuple[str, str]]:
    for side, row in store.broken_links(connection):
        transfer, account, version, before, posted, posted_before, moved, at, at_before = row
        detail = (
            f"{side} of account {account}: version {version} after {before}, balance {posted} after {posted_before} "
            f"and {moved:+}, recorded {at} after {at_before}"
        )
        yield f"transfer {transfer}", detail
    for account, version, rows in store.chain_lengths(connection):
        yield f"account {account}", f"version {version}, but {rows} rows"


def _pending_is_what_holds_reserve(connection: Connection) -> Iterator[tuple[str, str]]:
    for account, out, into, going, coming in store.pending_differences(connection):
        yield f"account {account}", f"pending out {out} and in {into}; open holds reserve {going} and {coming}"


def _holds_add_up(connection: Connection) -> Iterator[tuple[str, str]]:
    for hold, amount, remaining, state, captured, released in store.broken_holds(connection):
        detail = f"amount {amount}, captured {captured}, released {released}, remaining {remaining}, state {state}"
        yield f"hold {hold}", detail
    for transfer, hold, phase in store.stray_hold_legs(connection):
        yield f"transfer {transfer}", f"phase {phase} does not fit hold {hold or transfer}"


def _no_balance_under_its_floor(connection: Connection) -> Iterator[tuple[str, str]]:
    for account, posted, out, into, floor in store.under_floor(connection):
        yield f"account {account}", f"posted {posted}, pending out {out} and in {into}, floor {floor}"


def _fen_days_are_right(connection: Connection) -> Iterator[tuple[str, str]]:
    for account, counted, day, proven in store.wrong_fen_days(connection):
        yield f"account {account}", f"{counted} fen-days before day {day}; its history has {proven}"


def _checkpoints_are_right(connection: Connection) -> Iterator[tuple[str, str]]:
    for account, version, transfer in store.wrong_checkpoints(connection):
        yield f"account {account}", f"checkpoint of version {version} points at transfer {transfer}"
    for account, version, marks in store.missing_checkpoints(connection):
        yield f"account {account}", f"version {version}, but {marks} checkpoints"


def _references_are_listed(connection: Connection) -> Iterator[tuple[str, str]]:
    for reference, journal in store.wrong_references(connection):
        yield f"journal {journal}", f"reference {reference!r} and its entry differ"


def _groups_are_unaltered(connection: Connection) -> Iterator[tuple[str, str]]:
    coverage = store.Coverage()
    for group, missing in store.altered_groups(connection, coverage):
        yield f"group {group}", f"its transfers {missing} are missing" if missing else "its transfers were altered"
    if not coverage.is_complete(connection):
        for transfer in store.uncovered_transfers(connection):
            yield f"transfer {transfer}", "no group committed it"
        yield "transfers", f"{coverage.count} are claimed by groups, which are not those there are"
    for (group,) in store.stray_aborted_groups(connection):
        yield f"group {group}", "was fenced off as aborted, yet it has an effect"


def _hash_chain_holds(connection: Connection) -> Iterator[tuple[str, str]]:
    for broken in store.broken_hash_chain(connection):
        yield f"group {broken.group}", f"number {broken.seq}: {broken.why}"


def _one_outcome_per_key(connection: Connection) -> Iterator[tuple[str, str]]:
    for principal, operation, key, times in store.repeated_outcomes(connection):
        yield f"principal {principal}", f"{operation} with key {key!r} has {times} outcomes"


INVARIANTS: Final = (
    Invariant("books_balance", "Every book sums to zero in every asset.", _books_balance),
    Invariant("balances_proven", "Every balance is what the last row of its chain states.", _balances_are_proven),
    Invariant(
        "transfers_lawful",
        "Every transfer moves a positive amount of one asset between two accounts of one book.",
        _transfers_are_lawful,
    ),
    Invariant(
        "chains_unbroken",
        "An account's rows are numbered from 1 without a gap; each follows from the one before, never earlier in time.",
        _chains_are_unbroken,
    ),
    Invariant("pending_reserved", "Pending sums are what open holds reserve.", _pending_is_what_holds_reserve),
    Invariant(
        "holds_add_up", "A hold's amount is captured, released or remaining; never captured late.", _holds_add_up
    ),
    Invariant("floors_kept", "No balance, less what is pending out, is under its floor.", _no_balance_under_its_floor),
    Invariant("fen_days_right", "Fen-days are the balances at the end of each day, summed up.", _fen_days_are_right),
    Invariant("checkpoints_right", "Every 32nd row of a chain has its checkpoint.", _checkpoints_are_right),
    Invariant("references_listed", "Journals and their references agree.", _references_are_listed),
    Invariant(
        "groups_unaltered",
        "The transfers are those that the groups committed, each exactly as it was written.",
        _groups_are_unaltered,
    ),
    Invariant("hash_chain_holds", "Committed groups are numbered once and chained by hash.", _hash_chain_holds),
    Invariant("one_outcome_per_key", "A request's key has one outcome.", _one_outcome_per_key),
)
"""The invariants of the ledger, in the order in which they are checked."""
