"""`jiaozi program prove`: what a solver finds of a program's terms before two people open it."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi.cli.chinese import sentence
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import instant, read_id, yuan
from jiaozi.cli.words import argument

if TYPE_CHECKING:
    from jiaozi.db.engine import Connection
    from jiaozi.programs.model import Program
    from jiaozi.programs.proving import Proof
    from jiaozi.programs.terms import Span

HOLDS: Final = {
    "spendable": "proved: a claim can pay a purchase",
    "every_claim": "proved: every claim can be spent at some time",
    "all_of_it": "proved: all of a claim can be spent",
    "condition": "shown: the condition can be met",
    "budget": "proved: no more than the budget goes out, whatever is claimed, paid, refunded and ended, in any order",
    "ends": "proved: when it is over, all of it was spent or is back with its funder",
}
_FAILS: Final = {
    "spendable": "No claim can pay anything: these rules together forbid it: {}",
    "every_claim": "A claim of {} ends at {}, and at no time between may it be spent.",
    "all_of_it": "Of {} yuan of a claim nothing can be spent: {}",
    "budget": "This act breaks the budget: {}",
    "ends": "This act leaves money where it is: {}",
}
_UNKNOWN: Final = {"condition": "not shown: no purchase was found that meets the condition"}
_NOT_SAID: Final = "not proved: the solver did not say in time: {}"


def prove(session: Session, program: Annotated[str, argument("program")]) -> None:
    """Prove a program's terms before it is opened, by solver.

    Whether a purchase can be paid, every claim be spent, and all of it; that the budget cannot be passed and that every
    fen is spent or goes back, for any amounts and any order of claims, payments, refunds and ends. Where that is not
    so, the case is told, and the exit code is 1. Wants z3-solver: pip install z3-solver.
    """
    if find_spec("z3") is None:
        raise Refused("not_found", "z3-solver is not installed: pip install z3-solver")
    with session.snapshot() as connection:
        found = _proofs(connection, read_id("prg", program, "PROGRAM"))
    good = all(each.holds for each in found)
    if session.as_json:
        session.show({"program": program, "proved": good, "properties": [each._asdict() for each in found]})
    for each in found:
        _say(session, each)
    if not good:
        raise typer.Exit(1)


def _proofs(connection: "Connection", number: int) -> "list[Proof]":
    """What is found of a program. Raises `Refused`: `program_not_found`."""
    from jiaozi.clock import china_date
    from jiaozi.programs import store
    from jiaozi.programs.model import is_voucher
    from jiaozi.programs.proving import largest_payment
    from jiaozi.programs.proving import prove as proved

    row = store.program(connection, number)
    if row is None:
        raise Refused("program_not_found")
    terms = store.terms_by(connection, row.terms)
    most = largest_payment(terms.who, china_date(row.opens_at))
    return proved(terms, _span(row), voucher=is_voucher(row), payment_max=most, places=_has_place(connection, row))


def _span(row: "Program") -> "Span":
    from jiaozi.programs.terms import Span

    return Span(row.opens_at, row.claims_until, row.expires_at, row.quota)


def _has_place(connection: "Connection", row: "Program") -> bool:
    """Whether there is a store at which terms let a claim be spent."""
    from jiaozi.payments.store import store_places
    from jiaozi.programs import store
    from jiaozi.programs.evaluate import place_rule

    where = store.terms_by(connection, row.terms).where
    return any(not place_rule(where, place) for place in store_places(connection))


def _say(session: Session, proof: "Proof") -> None:
    if proof.holds:
        session.say("{}", sentence(HOLDS[proof.property]))
    elif proof.holds is None:
        session.say("{}", sentence(_UNKNOWN.get(proof.property, _NOT_SAID), proof.property))
    elif proof.at is not None and proof.ends_at is not None:
        session.say("{}", sentence(_FAILS[proof.property], instant(proof.at), instant(proof.ends_at)))
    else:
        left = [] if proof.amount_minor is None else [yuan(proof.amount_minor)]
        session.say("{}", sentence(_FAILS[proof.property], *left, ", ".join(proof.rules)))
