"""Corrections: journals by two people, effective in the past of a day that is still open."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Final

from jiaozi.clock import china_day
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import LANES
from jiaozi.kinds import AccountNo, Instant, InstitutionNo, Length, Minor, Reason
from jiaozi.ledger.model import DEBIT_NORMAL, Code, Kind, Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import CNY, ECNY, amount_text, is_amount
from jiaozi.records import dataclass
from jiaozi.scheme.acts import Moved, move
from jiaozi.scheme.model import FREE_MARGIN, InstitutionKind, Role, account, institution_of
from jiaozi.scheme.schema import INSTITUTIONS

OPEN_DAYS: Final = 5
"""A day can be corrected until this many days after it."""
LINES_MAX: Final = 16


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """So many `minor` units from the `debit` account to the `credit` account."""

    debit: AccountNo
    credit: AccountNo
    amount_minor: Minor


@dataclass(frozen=True, slots=True)
class Correct:
    """Books entries that take effect at `effective_at`, in a past day that is still open; history itself never changes.
    Every account must be of the books of who asks."""

    lines: Annotated[tuple[CorrectionLine, ...], Length(1, LINES_MAX)]
    effective_at: Instant
    reason: Reason


def _legs(command: Correct) -> list[Leg]:
    return [Leg(line.debit, line.credit, line.amount_minor, Code.CORRECTION) for line in command.lines]


_SIDES: Final = {
    Kind.RESERVE: ("reserve", 1),
    Kind.RESERVE_CLAIM: ("reserve", -1),
    Kind.VAULT: ("vault", 1),
    Kind.VAULT_CLAIM: ("vault", -1),
    Kind.MARGIN: ("margin", 1),
    Kind.MARGIN_CLAIM: ("margin", -1),
    Kind.DUE_TO: ("due", 1),
    Kind.DUE_FROM: ("due", -1),
    Kind.POSITION: ("position", 1),
    Kind.CLEARING: ("clearing", 1),
    Kind.BACKING: ("backing", 1),
    Kind.ISSUED: ("backing", -1),
    Kind.LENDING: ("lending", 1),
    Kind.FUNDING: ("lending", -1),
}
"""Kinds of accounts that change only together: what the two sides of each pair change by has to add up to zero."""
_WHOLE: Final = {"backing", "lending"}
"""Pairs that add up over all institutions; the others do so for each."""


def _is_one_sided(tx: Tx, legs: Sequence[Leg]) -> bool:
    """Whether legs would leave a claim in one book that differs from the debt in the other, or money unbacked."""
    sums: Counter[tuple[str, int]] = Counter()
    for leg in legs:
        for number, is_debit in ((leg.debit, True), (leg.credit, False)):
            found = tx.rows(ACCOUNTS).get(number)
            if found is None or found.kind not in _SIDES or not is_amount(leg.amount_minor):
                continue
            if (found.kind, found.asset) == (Kind.FUNDING, ECNY.id):  # an operator's fees, not what it was lent
                continue
            name, side = _SIDES[Kind(found.kind)]
            subject = 0 if name in _WHOLE else found.id - LANES * (side < 0) if name == "due" else found.owner
            grows = (found.kind >= DEBIT_NORMAL) == is_debit
            sums[name, subject] += side * (leg.amount_minor if grows else -leg.amount_minor)
    return any(sums.values())


def _is_bound(tx: Tx, legs: Sequence[Leg]) -> bool:
    """Whether legs touch purpose-bound money, which claims have to add up to."""
    found = (tx.rows(ACCOUNTS).get(number) for leg in legs for number in (leg.debit, leg.credit))
    return any(each is not None and each.kind == Kind.PURPOSE for each in found)


def _touch(tx: Tx, requests: Sequence[Request[Correct]]) -> None:
    for request in requests:
        legs = _legs(request.command)
        touch_legs(tx, legs)
        institutions = {found for leg in legs for found in map(institution_of, (leg.debit, leg.credit)) if found}
        tx.want(INSTITUTIONS, institutions)
        tx.want(ACCOUNTS, [account(number, role) for number in institutions for role in FREE_MARGIN])


def _margin_refusal(tx: Tx, legs: Sequence[Leg]) -> Refusal | None:
    """What forbids legs that leave a non-bank less margin than it owes. Refuses: `margin_needed`."""
    accounts = tx.rows(ACCOUNTS)
    changes: Counter[InstitutionNo] = Counter()
    for leg in legs:
        for number, is_debit in ((leg.debit, True), (leg.credit, False)):
            found, institution = accounts.get(number), institution_of(number)
            sign = FREE_MARGIN.get(Role((number - institution) // LANES), 0) if found and institution else 0
            if found and sign and is_amount(leg.amount_minor):
                grows = (found.kind >= DEBIT_NORMAL) == is_debit
                changes[institution] += sign * (leg.amount_minor if grows else -leg.amount_minor)
    for institution, change in changes.items():
        institution_row = tx.rows(INSTITUTIONS).get(institution)
        if change < 0 and institution_row is not None and institution_row.kind == InstitutionKind.NONBANK:
            free = sum(sign * accounts[account(institution, role)].posted for role, sign in FREE_MARGIN.items())
            if free + change < 0:
                return Refusal("margin_needed", f"{amount_text(max(free, 0), CNY)} free")
    return None


def _correct(tx: Tx, request: Request[Correct]) -> Moved | Refusal:
    """Refuses: `reference_invalid` (no reason), `journal_too_long`, `effective_time_invalid`, `regime_forbids` (it
    corrects a claim without its debt, digital yuan without its backing, or purpose-bound money), `margin_needed` (a
    non-bank would owe more than its margin), and as `ledger.post`."""
    command = request.command
    if not command.reason.strip():
        return Refusal("reference_invalid", "a correction needs its reason")
    if len(command.lines) > LINES_MAX:
        return Refusal("journal_too_long")
    age = china_day(request.at) - china_day(command.effective_at)
    if command.effective_at > request.at or age > OPEN_DAYS:
        return Refusal("effective_time_invalid")
    if _is_one_sided(tx, _legs(command)):
        return Refusal("regime_forbids", "both sides of a claim have to be corrected")
    if _is_bound(tx, _legs(command)):
        return Refusal("regime_forbids", "purpose-bound money moves by the acts of its program alone")
    if refusal := _margin_refusal(tx, _legs(command)):
        return refusal
    return move(tx, request, _legs(command), effective_at=command.effective_at)


OPERATIONS: Final = (Operation("correct", Correct, Moved, _touch, one_by_one(_correct), True),)
