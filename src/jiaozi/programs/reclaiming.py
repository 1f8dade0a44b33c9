"""What nobody spends goes back: from claims that have ended to the pot, and from the pot of a program that is over to
its funder. Only once each, whoever runs it and however often it is cut off: the rows are locked, and say so.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ProgramMoneyData
from jiaozi.kinds import ClaimNo, Count, FenOrZero, OrNone, ProgramNo, Range, WalletNo
from jiaozi.ledger.model import Code, Journal
from jiaozi.ledger.post import post
from jiaozi.outbox import emit
from jiaozi.programs.acts import program_of, tell
from jiaozi.programs.claiming import take_back, touch_open
from jiaozi.programs.model import Claim, ClaimState, Program, ProgramState
from jiaozi.programs.schema import CLAIMS, PROGRAMS, RECLAIM_COLUMNS
from jiaozi.programs.store import claims_by_id, due_claims
from jiaozi.programs.store import program as program_row
from jiaozi.records import dataclass
from jiaozi.scheme.between import Move, legs_of, short_of, touch_places
from jiaozi.wallets.model import Wallet, is_sub, place_of
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import verified_wallets

BATCH_MAX: Final = 2_000
_IDS: Final = 16


@dataclass(frozen=True, slots=True)
class ReclaimProgram:
    """Takes back some of a program's claims that have ended, those behind a claim, and pays its funder what is free
    once it is over; the worker's own act."""

    program: ProgramNo
    limit: Annotated[int, Range(1, BATCH_MAX)] = BATCH_MAX
    behind: OrNone[ClaimNo] = ClaimNo(0)


class ProgramReclaimed(NamedTuple):
    """Claims were taken back, which had `left` together; the funder was paid `amount`. `behind`: others have to go
    back, too, behind this claim; null for none. What could not come back keeps none of them waiting."""

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
        tx.want(PROGRAMS, (number,))
        tx.want(WALLETS, funders[number])
    yield from touch_open(tx, claims)
    for number, wallets in funders.items():
        program = tx.rows(PROGRAMS).get(number)
        for wallet in wallets if program is not None else ():
            touch_places(tx, tx.rows(PROGRAMS)[number].pot, place_of(tx.rows(WALLETS)[wallet]))


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
        journal = take_back(tx, claim, wallet, ClaimState.EXPIRED, request.at, tx.ids.take(_IDS))
        if not isinstance(journal, Refusal):
            taken, left = taken + 1, left + amount
    paid, full = 0, len(due) >= max(1, min(request.command.limit, BATCH_MAX))
    if program.over(request.at) and not full:
        paid = _pay_funder(tx, request, program)
        _end(tx, program, request.at)
    behind = due[-1] if full else ClaimNo(0)
    return ProgramReclaimed(program=program.id, claims=taken, left_minor=left, amount_minor=paid, behind=behind)


def _is_due(claim: Claim, program: Program, wallet: Wallet, at: int) -> bool:
    ended = at >= claim.expires_at or program.over(at) or bool(wallet.closed)
    return claim.state == ClaimState.OPEN and ended


def _pay_funder(tx: Tx, request: Request, program: Program) -> int:
    """Pays what is free to the funder, or where its wallet was closed to the holder's other one; 0 where there is
    nothing, or nobody who can take it now: it stays in the pot, and the worker comes again."""
    amount, wallets = program.free_minor, tx.rows(WALLETS)
    able = [wallets[number] for number in tx.memo[_takers].get(program.id, [])]
    taker = next((each for each in able if not each.closed and not each.freezes_all), None)
    if not amount or taker is None:
        return 0
    legs = legs_of(tx, [Move(program.pot, place_of(taker), amount)], Code.RECLAIM)
    if isinstance(legs, Refusal):
        return 0
    journal = Journal(tx.ids.take(_IDS), request.at, legs.legs)
    outcome = short_of(post(tx, (journal,))[0], legs.legs, ())
    if isinstance(outcome, Refusal):
        return 0
    program.reclaimed_minor += amount
    tx.rows(PROGRAMS).changed(program)
    row = (outcome.journal, program.id, taker.id, amount, outcome.recorded_at)
    tx.appender("program_reclaims", RECLAIM_COLUMNS).append(row)
    told = ProgramMoneyData(program=program.id, wallet=taker.id, amount_minor=amount, journal=outcome.journal)
    emit(tx, "program.reclaimed", request.at, program.operator, told)
    return amount


def _end(tx: Tx, program: Program, at: int) -> None:
    """A program that is over, with nothing left, has ended; its funder may close the wallet."""
    if program.open or program.free_minor or program.promised or program.state == ProgramState.ENDED:
        return
    program.state = ProgramState.ENDED
    tx.rows(PROGRAMS).changed(program)
    if program.budget_minor:
        funder = tx.rows(WALLETS)[program.funder]
        funder.funds -= 1
        tx.rows(WALLETS).changed(funder)
    tell(tx, program, ProgramState.ENDED, at)


OPERATIONS: Final = (Operation("reclaim_program", ReclaimProgram, ProgramReclaimed, _touch, one_by_one(_reclaim)),)
