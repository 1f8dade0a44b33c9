"""What nobody spends goes back: from claims that have ended to the pot, or where terms say so to their holders, and
from the pot of a program that is over to its funder, or to the program that its terms name. Only once each, whoever
runs it and however often it is cut off: the rows are locked, and say so.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ProgramMoneyData
from jiaozi.kinds import ClaimNo, Count, FenOrZero, JournalNo, OrNone, ProgramNo, Range, WalletNo
from jiaozi.ledger.model import Code, Journal, Posted
from jiaozi.ledger.post import post
from jiaozi.outbox import emit
from jiaozi.programs.acts import program_of, tell
from jiaozi.programs.claiming import take_back, touch_open
from jiaozi.programs.evaluate import RULES
from jiaozi.programs.model import Claim, ClaimState, Program, ProgramState
from jiaozi.programs.schema import CLAIMS, FUNDING_COLUMNS, PROGRAMS, RECLAIM_COLUMNS
from jiaozi.programs.spending import may_give
from jiaozi.programs.store import claims_by_id, due_claims, terms_by
from jiaozi.programs.store import program as program_row
from jiaozi.programs.terms import rest_of
from jiaozi.programs.unbinding import touch_own, unbind
from jiaozi.records import dataclass
from jiaozi.scheme.between import Move, legs_of, short_of, touch_places
from jiaozi.wallets.model import Wallet, is_sub, place_of
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import verified_wallets

BATCH_MAX: Final = 2_000
_IDS: Final = 16


@dataclass(frozen=True, slots=True)
class ReclaimProgram:
    """Ends some of a program's claims that are due, those behind a claim, as its terms say, and pays its funder, or the
    program that they name, what is free once it is over; the worker's own act."""

    program: ProgramNo
    limit: Annotated[int, Range(1, BATCH_MAX)] = BATCH_MAX
    behind: OrNone[ClaimNo] = ClaimNo(0)


class ProgramReclaimed(NamedTuple):
    """Claims were ended, which had `left` together; the funder, or the program that the terms name, was paid `amount`.
    `behind`: others have to end, too, behind this claim; null for none. What could not end keeps none of them
    waiting."""

    program: ProgramNo
    claims: Count
    left_minor: FenOrZero
    amount_minor: FenOrZero
    behind: OrNone[ClaimNo]


def _touch(tx: Tx, requests: Sequence[Request[ReclaimProgram]]) -> Iterator[None]:
    """What is due is read without a lock, and looked at again once it is locked."""
    due: dict[ProgramNo, list[ClaimNo]] = tx.memo.setdefault(ReclaimProgram, {})
    funders: dict[ProgramNo, list[WalletNo]] = tx.memo.setdefault(_takers, {})
    claims: list[Claim] = []
    for request in requests:
        number, limit = request.command.program, max(0, min(request.command.limit, BATCH_MAX))
        row = program_row(tx.connection, number)
        if row is None:
            continue
        due[number] = due_claims(tx.connection, number, tx.now, limit, request.command.behind)
        claims += claims_by_id(tx.connection, due[number]).values()
        funders[number] = _takers(tx, row)
        onward = rest_of(terms_by(tx.connection, row.terms)).program
        tx.want(PROGRAMS, {number, onward} - {0})
        tx.want(WALLETS, funders[number])
    yield from touch_open(tx, claims)
    touch_own(tx, claims)
    for number, wallets in funders.items():
        program = tx.rows(PROGRAMS).get(number)
        if program is None:
            continue
        for wallet in wallets:
            touch_places(tx, program.pot, place_of(tx.rows(WALLETS)[wallet]))
        onward = rest_of(terms_by(tx.connection, program.terms)).program
        if onward:
            touch_places(tx, program.pot, tx.rows(PROGRAMS)[onward].pot)


def _takers(tx: Tx, program: Program) -> list[WalletNo]:
    """The wallets that may take what a program gives back: the funder's, and where it was closed the holder's others
    there."""
    found = WALLETS.read(tx.connection, [program.funder])
    if not found or not found[0].closed:
        return [program.funder]
    owned = verified_wallets(tx.connection, [found[0].holder])[found[0].holder]
    return [program.funder, *(each.id for each in owned if not each.closed and not is_sub(each))]


def _reclaim(tx: Tx, request: Request[ReclaimProgram]) -> ProgramReclaimed | Refusal:
    """Refuses: `program_not_found`."""
    program = program_of(tx, request.command.program)
    if isinstance(program, Refusal):
        return program
    due = tx.memo[ReclaimProgram].get(program.id, [])
    taken = left = 0
    for number in due:
        claim = tx.rows(CLAIMS)[number]
        wallet = tx.rows(WALLETS)[claim.wallet]
        if not _is_due(claim, program, wallet, request.at):
            continue
        amount = claim.left_minor
        journal = _ended(tx, claim, wallet, program, request.at)
        if not isinstance(journal, Refusal):
            taken, left = taken + 1, left + amount
    paid, full = 0, len(due) >= max(1, min(request.command.limit, BATCH_MAX))
    if program.over(request.at) and not full:
        paid = _pay_out(tx, request, program)
        _end(tx, program, request.at)
    behind = due[-1] if full else ClaimNo(0)
    return ProgramReclaimed(program=program.id, claims=taken, left_minor=left, amount_minor=paid, behind=behind)


def _is_due(claim: Claim, program: Program, wallet: Wallet, at: int) -> bool:
    ended = at >= claim.expires_at or program.over(at) or bool(wallet.closed)
    return claim.state == ClaimState.OPEN and ended


def _ended(tx: Tx, claim: Claim, wallet: Wallet, program: Program, at: int) -> JournalNo | Refusal:
    """Ends a due claim: what it has left is its program's again, or its holder's own where terms say so. That is so at
    a claim's own end only: not of a wallet that was closed, nor if its program was halted before, which waits while it
    is paused and is taken back once it is stopped. Refuses: `claim_not_applicable` (paused), what `take_back` and
    `unbind` do; then it waits."""
    number = tx.ids.take(_IDS)
    holders = rest_of(terms_by(tx.connection, program.terms)).to == "holder"
    if not holders or at < claim.expires_at or wallet.closed or not claim.left_minor:
        return take_back(tx, claim, wallet, ClaimState.EXPIRED, at, number)
    if not program.stood_still(claim.expires_at):
        return unbind(tx, claim, wallet, at, number)
    if program.state == ProgramState.PAUSED:
        return Refusal("claim_not_applicable", RULES["program"], "program")
    return take_back(tx, claim, wallet, ClaimState.EXPIRED, at, number)


def _due(program: Program) -> int:
    """What goes back of a program that is over: what is free, and what merchants have borne, which no claim can come
    to any more."""
    return program.free_minor + program.borne_minor


def _pay_onward(tx: Tx, request: Request, program: Program, other: Program) -> int:
    """Pays what is free into another program's pot, as if the funder had it back and paid it in; 0 where there is
    nothing, or the funder is frozen: it stays in the pot, and the worker comes again."""
    amount, funder = _due(program), tx.rows(WALLETS)[program.funder]
    if not amount or not may_give(funder):
        return 0
    outcome = _moved(tx, request, Move(program.pot, other.pot, amount))
    if isinstance(outcome, Refusal):
        return 0
    if not other.budget_minor:
        funder.funds += 1
        tx.rows(WALLETS).changed(funder)
    other.budget_minor += amount
    tx.rows(PROGRAMS).changed(other)
    row = (outcome.journal, other.id, funder.id, amount, outcome.recorded_at, 0)
    tx.appender("program_fundings", FUNDING_COLUMNS).append(row)
    told = ProgramMoneyData(program=other.id, wallet=funder.id, amount_minor=amount, journal=outcome.journal)
    emit(tx, "program.funded", request.at, other.operator, told)
    _note_reclaimed(tx, request, program, funder.id, amount, outcome, other.id)
    return amount


def _pay_out(tx: Tx, request: Request, program: Program) -> int:
    """Pays what is free of a program that is over, and says how much: to the program that its terms name while that is
    not over, else to the funder."""
    onward = rest_of(terms_by(tx.connection, program.terms)).program
    other = tx.rows(PROGRAMS)[onward] if onward else None
    if other is not None and not other.over(request.at) and not tx.rows(WALLETS)[program.funder].closed:
        return _pay_onward(tx, request, program, other)
    return _pay_funder(tx, request, program)


def _moved(tx: Tx, request: Request, move: Move) -> Posted | Refusal:
    """Money out of a pot. Refuses: `settlement_cap_exceeded`, `operator_illiquid`."""
    legs = legs_of(tx, [move], Code.RECLAIM)
    if isinstance(legs, Refusal):
        return legs
    journal = Journal(tx.ids.take(_IDS), request.at, legs.legs)
    return short_of(post(tx, (journal,))[0], legs.legs, ())


def _note_reclaimed(
    tx: Tx, request: Request, program: Program, wallet: WalletNo, amount: int, outcome: Posted, onward: int = 0
) -> None:
    program.reclaimed_minor += amount
    program.borne_minor = 0
    tx.rows(PROGRAMS).changed(program)
    row = (outcome.journal, program.id, wallet, amount, outcome.recorded_at, onward)
    tx.appender("program_reclaims", RECLAIM_COLUMNS).append(row)
    told = ProgramMoneyData(program=program.id, wallet=wallet, amount_minor=amount, journal=outcome.journal)
    emit(tx, "program.reclaimed", request.at, program.operator, told)


def _pay_funder(tx: Tx, request: Request, program: Program) -> int:
    """Pays what is free to the funder, or where its wallet was closed to the holder's other one; 0 where there is
    nothing, or nobody who can take it now: it stays in the pot, and the worker comes again."""
    amount, wallets = _due(program), tx.rows(WALLETS)
    able = [wallets[number] for number in tx.memo[_takers].get(program.id, [])]
    taker = next((each for each in able if not each.closed and not each.freezes_all), None)
    if not amount or taker is None:
        return 0
    outcome = _moved(tx, request, Move(program.pot, place_of(taker), amount))
    if isinstance(outcome, Refusal):
        return 0
    _note_reclaimed(tx, request, program, taker.id, amount, outcome)
    return amount


def _end(tx: Tx, program: Program, at: int) -> None:
    """A program that is over, with nothing left, has ended; its funder may close the wallet."""
    if program.open or _due(program) or program.promised or program.state == ProgramState.ENDED:
        return
    program.state = ProgramState.ENDED
    tx.rows(PROGRAMS).changed(program)
    if program.budget_minor:
        funder = tx.rows(WALLETS)[program.funder]
        funder.funds -= 1
        tx.rows(WALLETS).changed(funder)
    tell(tx, program, ProgramState.ENDED, at)


OPERATIONS: Final = (Operation("reclaim_program", ReclaimProgram, ProgramReclaimed, _touch, one_by_one(_reclaim)),)
