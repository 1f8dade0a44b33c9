"""A merchant agrees to bear its share of what a program's claims pay it, as the terms say, and ends that for the
future. It is asked of its own key: nobody else agrees for it, and to no other terms than these."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec import UNSET

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import CofundingData
from jiaozi.kinds import Instant, MerchantNo, ProgramNo, Sha256
from jiaozi.outbox import emit
from jiaozi.programs.acts import program_of
from jiaozi.programs.model import Cofunder, Program, ProgramState
from jiaozi.programs.schema import COFUNDERS, COFUNDING_ACT_COLUMNS, PROGRAMS
from jiaozi.programs.spending import forget_bearer
from jiaozi.programs.store import terms_by
from jiaozi.records import dataclass


@dataclass(frozen=True, slots=True)
class AgreeCofunding:
    """A merchant agrees to bear its share of what claims of a program pay it, as its terms of this SHA-256 say."""

    merchant: MerchantNo
    program: ProgramNo
    terms_sha256: Sha256


@dataclass(frozen=True, slots=True)
class EndCofunding:
    """A merchant bears nothing of payments that come from now on. What it bore before stays as it is."""

    merchant: MerchantNo
    program: ProgramNo


class CofundingAgreed(NamedTuple):
    """A merchant bears its share."""

    merchant: MerchantNo
    program: ProgramNo
    agreed_at: Instant


class CofundingEnded(NamedTuple):
    """A merchant bears no share of what is paid from then on."""

    merchant: MerchantNo
    program: ProgramNo
    ended_at: Instant


def _touch(tx: Tx, requests: Sequence[Request[AgreeCofunding | EndCofunding]]) -> None:
    tx.want(PROGRAMS, {request.command.program for request in requests})
    tx.want(COFUNDERS, {(request.command.program, request.command.merchant) for request in requests})


def _agree(tx: Tx, request: Request[AgreeCofunding]) -> CofundingAgreed | Refusal:
    """Agrees; who has agreed already has. Refuses: `program_not_found` (a draft looks so too), `program_state_invalid`
    (it is over, asks no merchant, or has other terms)."""
    command = request.command
    program = program_of(tx, command.program)
    if isinstance(program, Refusal) or program.state == ProgramState.DRAFT:
        return Refusal("program_not_found")
    if program.over(request.at):
        return Refusal("program_state_invalid", "it is over already")
    if terms_by(tx.connection, program.terms).who_pays is UNSET:
        return Refusal("program_state_invalid", "its terms ask no merchant to pay")
    if command.terms_sha256 != program.terms:
        return Refusal("program_state_invalid", "its terms are others")
    row = tx.rows(COFUNDERS).get((program.id, command.merchant))
    if row is None:
        row = Cofunder(program.id, command.merchant, program.terms, request.at, 0)
        tx.rows(COFUNDERS).add(row)
    elif not row.ended_at:
        return CofundingAgreed(command.merchant, program.id, row.agreed_at)
    else:
        row.agreed_at, row.ended_at = request.at, 0
    _tell(tx, "cofunding.agreed", program, row, request)
    return CofundingAgreed(command.merchant, program.id, request.at)


def _end(tx: Tx, request: Request[EndCofunding]) -> CofundingEnded | Refusal:
    """Ends it; what has ended has. Refuses: `program_not_found` (also where it never agreed)."""
    command = request.command
    program, row = program_of(tx, command.program), tx.rows(COFUNDERS).get((command.program, command.merchant))
    if isinstance(program, Refusal) or row is None:
        return Refusal("program_not_found")
    if not row.ended_at:
        row.ended_at = request.at
        _tell(tx, "cofunding.ended", program, row, request)
    return CofundingEnded(command.merchant, program.id, row.ended_at)


def _tell(tx: Tx, kind: str, program: Program, row: Cofunder, request: Request) -> None:
    """Keeps what a merchant has done, by which the audit knows what it agreed to and when."""
    forget_bearer(tx, program.id, row.merchant)
    row.acts += 1
    tx.rows(COFUNDERS).changed(row)
    act = (program.id, row.merchant, row.acts, request.id, row.terms, int(row.ended_at > 0), request.at)
    tx.appender("cofunding_acts", COFUNDING_ACT_COLUMNS).append(act)
    emit(tx, kind, request.at, program.operator, CofundingData(program=program.id, merchant=row.merchant))


OPERATIONS: Final = (
    Operation("agree_cofunding", AgreeCofunding, CofundingAgreed, _touch, one_by_one(_agree)),
    Operation("end_cofunding", EndCofunding, CofundingEnded, _touch, one_by_one(_end)),
)
