"""The ledger's own operation: journals posted as they are given, by those who know accounts (corrections, benchmarks,
tests). Features have commands of their own and hand their journals to `post` directly.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple, cast

from jiaozi.db.commands import Operation, Outcome, Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import LANES, SEQUENCE_BITS
from jiaozi.kinds import REFERENCE_MAX, Fresh, Instant, JournalNo, Length, Reference
from jiaozi.ledger.model import EXPIRED, JOURNAL_LEGS_MAX, PENDING, POSTED, Code, Journal, Leg, Posted
from jiaozi.ledger.post import Mode, post, touch
from jiaozi.records import dataclass
from jiaozi.texts import is_plain

JOURNALS_MAX: Final = 10_000
"""Journals of one command."""

_IDS_MAX: Final = 1 << SEQUENCE_BITS
_MODES: Final = ("each", "all")
_CODES: Final = frozenset(int(code) for code in Code)
_BIG: Final = 2**63


class JournalOrder(NamedTuple):
    """A journal to be posted: its legs in order and, when it has one, its reference (1 to 64 characters)."""

    legs: Sequence[Leg]
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class PostJournals:
    """Post journals in order. Mode `each`: every one stands on its own. Mode `all`: all or none.

    Refused as a whole: `request_malformed` (no or too many journals, a mode, phase, code or id that does not exist, a
    hold where none belongs), `reference_invalid`. Refused one by one: the codes of `ledger.post`.
    """

    journals: Annotated[Sequence[JournalOrder], Length(1, JOURNALS_MAX)]
    mode: str = "each"


class JournalsPosted(NamedTuple):
    """One result for each journal, in order, in columns: its id and recorded time (0 and 0 when refused).

    `refused` has (place, code, detail) of those that were refused. A hold has the id of its leg's transfer: the
    journal's id plus the number of legs before it.
    """

    journals: list[JournalNo]
    recorded_at: list[Instant]
    refused: list[list[int | str]]

    @property
    def results(self) -> list[Posted | Refusal]:
        """The results one by one."""
        found: list[Posted | Refusal] = [Posted(*pair) for pair in zip(self.journals, self.recorded_at, strict=True)]
        for place, code, detail in self.refused:
            found[cast(int, place)] = Refusal(str(code), str(detail))
        return found


def command_refusal(command: PostJournals) -> Refusal | None:
    """What is wrong with a command as a whole, before any account is looked at."""
    if command.mode not in _MODES:
        return Refusal("request_malformed", "mode")
    if not 0 < len(command.journals) <= JOURNALS_MAX:
        return Refusal("request_malformed", f"1 to {JOURNALS_MAX} journals")
    legs_good = _are_plain([leg for order in command.journals for leg in order.legs])
    for place, order in enumerate(command.journals):
        if order.reference is not None and not is_plain(order.reference, REFERENCE_MAX):
            return Refusal("reference_invalid", f"journal {place + 1}")
        for number, leg in enumerate(() if legs_good else order.legs):
            if not _is_leg(leg):
                return Refusal("request_malformed", f"journal {place + 1}, leg {number + 1}")
    return None


def _are_plain(legs: Sequence[Leg]) -> bool:
    """Whether all legs move money at once and are good, asked column by column: an eighth of the time of one by one."""
    if not legs:
        return True
    debit, credit, _, code, phase, hold, expires_at = zip(*legs, strict=True)
    accounts = {*debit, *credit}
    return (
        {*map(type, debit), *map(type, credit), *map(type, hold), *map(type, expires_at)} == {int}
        and _CODES.issuperset(code)
        and not (any(phase) or any(hold) or any(expires_at))
        and min(accounts) > 0
        and max(accounts) < _BIG
    )


def _is_leg(leg: Leg) -> bool:
    debit, credit, _, code, phase, hold, expires_at = leg
    if {type(debit), type(credit), type(hold), type(expires_at)} != {int} or code not in _CODES:
        return False
    if not (0 < debit < _BIG and 0 < credit < _BIG and 0 <= hold < _BIG and 0 <= expires_at < _BIG):
        return False
    return POSTED <= phase <= EXPIRED and (hold != 0) == (phase > PENDING) and (expires_at != 0) == (phase == PENDING)


def _touch(tx: Tx, requests: Sequence[Request[PostJournals]]) -> None:
    for request in requests:
        refusal = tx.memo[PostJournals, request.id] = command_refusal(request.command)
        if refusal is None:
            touch(tx, [leg for order in request.command.journals for leg in order.legs])


def _run(tx: Tx, requests: Sequence[Request[PostJournals]]) -> list[JournalsPosted | Refusal]:
    return [_post_one(tx, request) for request in requests]


def _post_one(tx: Tx, request: Request[PostJournals]) -> Outcome:
    command = request.command
    refusal: Refusal | None = tx.memo[PostJournals, request.id]
    if refusal is not None:
        return refusal
    ids = _journal_ids(tx, request, command.journals)
    journals = [
        Journal(number, request.at, order.legs, order.reference)
        for number, order in zip(ids, command.journals, strict=True)
    ]
    results = post(tx, journals, cast(Mode, command.mode))
    if {*map(type, results)} == {Posted}:
        posted_ids, recorded_at = zip(*results, strict=True)
        return JournalsPosted(journals=list(posted_ids), recorded_at=list(recorded_at), refused=[])
    refused: list[list[int | str]] = [
        [place, result.code, result.detail] for place, result in enumerate(results) if isinstance(result, Refusal)
    ]
    posted = [result if isinstance(result, Posted) else Posted(JournalNo(0), 0) for result in results]
    return JournalsPosted(
        journals=[found.journal for found in posted],
        recorded_at=[found.recorded_at for found in posted],
        refused=refused,
    )


def _journal_ids(tx: Tx, request: Request, orders: Sequence[JournalOrder]) -> Iterator[Fresh]:
    """An id for each journal, with one for each of its legs after it: the request's own, or runs of fresh ones."""
    sizes = [min(max(len(order.legs), 1), JOURNAL_LEGS_MAX) for order in orders]
    left = sum(sizes)
    if left == len(sizes) > LANES:
        for start in range(0, left, _IDS_MAX):
            count = min(left - start, _IDS_MAX)
            first = tx.ids.take(count)
            yield from range(first, first + count)
        return
    first, end = (request.id, request.id + LANES) if left <= LANES else (0, 0)
    for size in sizes:
        if first + size > end:
            count = max(min(left, _IDS_MAX), size)
            first = tx.ids.take(count)
            end = first + count
        yield first
        first += size
        left -= size


POST_JOURNALS: Final = Operation("post_journals", PostJournals, JournalsPosted, _touch, _run)
OPERATIONS: Final = (POST_JOURNALS,)
"""The operations of the ledger."""
