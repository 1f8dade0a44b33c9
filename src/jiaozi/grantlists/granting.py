"""Claims that a funder grants to a list of wallets: each line has its own outcome, and stands on its own."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.db.commands import BulkyCommand, Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import ClaimNo, Count, Fen, FenOrZero, Length, OrNone, ProgramNo, Text, WalletNo
from jiaozi.payments.refused import PAYEE_CANNOT, is_unheard, note
from jiaozi.payments.schema import REFUSED_PAYEES
from jiaozi.programs.claiming import IDS, giving, holder_refusal, make, room_refusal, touch_giving
from jiaozi.programs.model import GRANTED_MAX, Claim, Program, ProgramState, is_voucher
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.spending import stands_still
from jiaozi.programs.terms import Terms
from jiaozi.records import dataclass
from jiaozi.wallets.acts import wallet_of

GRANTS_MAX: Final = 1_000
"""Lines of one grant, at 0.1 ms each."""


class GrantLine(NamedTuple):
    """A wallet that is given a claim; of an envelope with an amount of its own, at most what the terms say."""

    wallet: WalletNo
    value_minor: OrNone[Fen] = 0


@dataclass(frozen=True, slots=True)
class GrantClaims(BulkyCommand):
    """The funder gives claims of its program to a list of wallets. Each line has its own outcome, and stands on its
    own."""

    program: ProgramNo
    lines: Annotated[tuple[GrantLine, ...], Length(1, GRANTS_MAX)]


class GrantResult(NamedTuple):
    """What became of a line: the claim, or the code of the error that refused it."""

    wallet: WalletNo
    claim: OrNone[ClaimNo]
    refused: Annotated[str, Text(40)]


class ClaimsGranted(NamedTuple):
    """What became of the lines of a grant, in their order."""

    program: ProgramNo
    granted: Count
    amount_minor: FenOrZero
    results: tuple[GrantResult, ...]


def _touch_grant(tx: Tx, requests: Sequence[Request[GrantClaims]]) -> Iterator[None]:
    yield from touch_grants(tx, [(each.command.program, line[0]) for each in requests for line in each.command.lines])


def touch_grants(tx: Tx, pairs: Sequence[tuple[ProgramNo, WalletNo]]) -> Iterator[None]:
    """Names what grants of programs to wallets need, and how often their funders were refused these today."""
    naming = touch_giving(tx, pairs)
    for _ in naming:
        yield
        programs = tx.rows(PROGRAMS)
        funded = [(programs.get(number), wallet) for number, wallet in pairs]
        tx.want(REFUSED_PAYEES, {(program.funder, wallet) for program, wallet in funded if program is not None})


def _grant(tx: Tx, request: Request[GrantClaims]) -> ClaimsGranted | Refusal:
    """Refuses as a whole: `request_malformed` (no or too many lines), `program_not_found`, `program_state_invalid`
    (a draft), `program_not_open`,
    `wallet_frozen` (the funder's). A line: `amount_invalid` (also what is above the terms), `program_exhausted`,
    `claims_exceeded` (of a program from which nobody takes), and `payee_cannot_receive` for whatever concerns the
    wallet."""
    command = request.command
    if not 0 < len(command.lines) <= GRANTS_MAX:
        return Refusal("request_malformed", f"1 to {GRANTS_MAX} lines")
    found = given_by_funder(tx, command.program, request.at)
    if isinstance(found, Refusal):
        return found
    if stands_still(tx, found[0]):
        return Refusal("wallet_frozen")
    results, total = [], 0
    for wallet, value in command.lines:
        made = grant_line(tx, request, *found, wallet, value)
        refused = made.code if isinstance(made, Refusal) else ""
        results.append(GrantResult(wallet, ClaimNo(0) if isinstance(made, Refusal) else made.id, refused))
        total += 0 if isinstance(made, Refusal) else made.value_minor
    granted = sum(not each.refused for each in results)
    return ClaimsGranted(program=command.program, granted=granted, amount_minor=total, results=tuple(results))


def given_by_funder(tx: Tx, number: ProgramNo, at: int) -> tuple[Program, Terms] | Refusal:
    """A program that gives claims, asked by its funder, who may know of its draft. Refuses: `program_not_found`,
    `program_state_invalid` (a draft), `program_not_open`."""
    program = tx.rows(PROGRAMS).get(number)
    if program is not None and program.state == ProgramState.DRAFT:
        return Refusal("program_state_invalid", "it is draft")
    return giving(tx, number, at)


def worth_of(program: Program, terms: Terms, value: int) -> int | Refusal:
    """What a line with a value of its own, or with 0 for what the terms say, is worth. Refuses: `amount_invalid`."""
    most = terms.how_much.most_minor
    worth = value or most
    return Refusal("amount_invalid") if not 0 < worth <= most or (value and is_voucher(program)) else worth


def grant_line(
    tx: Tx, request: Request, program: Program, terms: Terms, number: WalletNo, value: int
) -> Claim | Refusal:
    """A claim of one line, whose funder has named the wallet in `touch_grants`.

    What concerns the wallet is told in one word, and last: it may be somebody else's customer. So are that it has taken
    a claim itself, and that its operator or the funder's cannot settle, which tells at which it is. After so many
    refusals of one wallet in a China day it is not asked. Nor does a grant ask what the wallet may hold, since amounts
    would measure it."""
    worth = worth_of(program, terms, value)
    if isinstance(worth, Refusal):
        return worth
    refusal = room_refusal(program, worth)
    if refusal is not None:
        return refusal
    if is_unheard(tx, program.funder, number, request.at):
        return PAYEE_CANNOT
    made = _granted(tx, request, program, terms, number, worth)
    if not isinstance(made, Refusal) or (made.code == "claims_exceeded" and terms.who.listed):
        return made
    return note(tx, program.funder, number, made.code, request.at)


def _granted(tx: Tx, request: Request, program: Program, terms: Terms, number: WalletNo, worth: int) -> Claim | Refusal:
    wallet = wallet_of(tx, number)
    if isinstance(wallet, Refusal):
        return wallet
    if wallet.bound >= GRANTED_MAX:
        return Refusal("claims_exceeded", f"{GRANTED_MAX} at most")
    return holder_refusal(terms, wallet) or make(tx, request, program, terms, wallet, worth, tx.ids.take(IDS))


OPERATIONS: Final = (Operation("grant_claims", GrantClaims, ClaimsGranted, _touch_grant, one_by_one(_grant), True),)
