"""What is promised of a pot before anybody has a claim: to those whom a draw will find, or whom a list names. It is set
aside, so that no claim, grant or other promise takes it, until it is claimed or released."""

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.programs.claiming import room_refusal
from jiaozi.programs.model import Program
from jiaozi.programs.schema import PROGRAMS


def promise(tx: Tx, program: Program, claims: int, minor: int) -> Refusal | None:
    """Sets aside so many claims of a locked program, worth so much together. Refuses: `program_exhausted`."""
    refusal = room_refusal(program, minor, claims)
    if refusal is None:
        _change(tx, program, claims, minor)
    return refusal


def release(tx: Tx, program: Program, claims: int, minor: int) -> None:
    """So many promised claims are promised no more: what was set aside for them, so much together, is free."""
    _change(tx, program, -claims, -minor)


def restore(tx: Tx, program: Program, claims: int, minor: int) -> None:
    """Takes a release back that nothing followed."""
    _change(tx, program, claims, minor)


def _change(tx: Tx, program: Program, claims: int, minor: int) -> None:
    program.promised += claims
    program.promised_minor += minor
    tx.rows(PROGRAMS).changed(program)
