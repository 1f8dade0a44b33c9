"""`jiaozi program prove` and `jiaozi template prove`: what is found of terms before two people open or approve them."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi.cli.chinese import sentence
from jiaozi.cli.served import ApiKey, Url, served
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import read_id, yuan
from jiaozi.cli.words import argument
from jiaozi.clock import format_time, parse_time

if TYPE_CHECKING:
    from jiaozi.db.engine import Connection
    from jiaozi.programs.proving import Example, Proof
    from jiaozi_sdk.models import ProofExample, Proofs

HOLDS: Final = {
    "spendable": "proved: a claim can pay a purchase",
    "every_claim": "proved: every claim can be spent at some time",
    "all_of_it": "proved: all of a claim can be spent",
    "condition": "shown: the condition can be met",
    "budget": "proved: no more than the budget goes out, whatever is claimed, paid, refunded and ended, in any order",
    "ends": "proved: when it is over, it was all spent, is where the terms leave the rest, or is back with its funder",
}
_EXAMPLE: Final = "  for example: claimed at {}, it pays {} of {} yuan at {}; wallet: {}; {}; purchases in all: {}"
_OF_LESS: Final = "not shown: whether a claim that is granted with less than {} yuan can be spent: {}"
_FAILS: Final = {
    "spendable": "No claim can pay anything: these rules together forbid it: {}",
    "every_claim": "A claim of {} ends at {}, and at no time between may it be spent (wallet: {}): {}",
    "all_of_it": "Of a claim {} yuan can never be spent: {}",
    "condition": "No purchase meets the condition and all else: {}",
    "budget": "This act breaks the budget: {}",
    "ends": "This act leaves money where it is: {}",
}
_NOT_SHOWN: Final = {
    "spendable": "not shown: no purchase was found that a claim pays; together these rules stand in the way: {}",
    "every_claim": "not shown: no purchase was found that a claim of {} pays, which ends at {} (wallet: {}): {}",
    "all_of_it": "not shown: {} yuan of a claim are left by all purchases that were found: {}",
    "condition": "not shown: no purchase was found that meets the condition and all else: {}",
}
_WHY: Final = {
    ("who",): "No wallet that the terms name can be opened.",
    ("where.allow",): "No store that the terms allow can be paid now.",
}
_NOT_SAID: Final = "not proved: the solver did not say in time: {}"


def prove(
    session: Session,
    program: Annotated[str, argument("program")],
    *,
    url: Url,
    api_key: ApiKey = "",
) -> None:
    """Prove a program's terms before it is opened.

    Whether a purchase can be paid, every claim be spent, and all of it, is shown by purchases that payments' own rules
    pay; that the budget cannot be passed and that every fen is spent or goes back, for any amounts and any order of
    acts, by a solver. What is not so or not shown is told with the rules in its way, and the exit code is 1. With a key
    a server is asked, of what one may read; without one it is the platform's own database here. Wants z3-solver where
    it is proved: pip install z3-solver.
    """
    if api_key:
        with served(url, api_key) as client:
            found = told_by(client.programs.proof(program))
    else:
        from jiaozi.payments.scene import of_program
        from jiaozi.programs import store

        need_solver()
        with session.snapshot() as connection:
            row = store.program(connection, read_id("prg", program, "PROGRAM"))
            if row is None:
                raise Refused("program_not_found")
            found = of_program(connection, row, now_here(connection))
    tell(session, {"program": program}, found)


def now_here(connection: "Connection") -> int:
    """The time of the world. Raises `Refused`: `world_not_found`."""
    from jiaozi.db import world

    now = world.now(connection)
    if now is None:
        raise Refused("world_not_found")
    return now


def told_by(answer: "Proofs") -> "list[Proof]":
    """What a server has found."""
    from jiaozi.programs.proving import Example, Proof

    def example(each: "ProofExample | None") -> Example | None:
        if each is None:
            return None
        times = parse_time(each.claimed_at), parse_time(each.at)
        return Example(*times, each.payer, each.store, each.amount.minor, each.drawn.minor, each.payments)

    return [
        Proof(
            each.property,
            each.holds,
            tuple(each.rules),
            at=parse_time(each.at) if each.at else None,
            ends_at=parse_time(each.ends_at) if each.ends_at else None,
            amount_minor=None if each.amount is None else each.amount.minor,
            payer=each.payer,
            example=example(each.example),
        )
        for each in answer.properties
    ]


def need_solver() -> None:
    """Raises `Refused`: `not_found` where the solver is not installed."""
    if find_spec("z3") is None:
        raise Refused("not_found", "z3-solver is not installed: pip install z3-solver")


def tell(session: Session, of: "dict[str, object]", found: "list[Proof]") -> None:
    """Says what was found. Raises `typer.Exit` with 1 where not all of it holds."""
    good = all(each.holds for each in found)
    if session.as_json:
        session.show(of | {"proved": good, "properties": [_as_data(each) for each in found]})
    for each in found:
        _say(session, each)
    if not good:
        raise typer.Exit(1)


def _as_data(proof: "Proof") -> dict[str, object]:
    """A proof for machines."""
    return proof._asdict() | {"example": proof.example and proof.example._asdict()}


def _say(session: Session, proof: "Proof") -> None:
    """Says what was found of a property, and its case."""
    name, rules = proof.property, ", ".join(proof.rules)
    if proof.holds:
        session.say("{}", sentence(HOLDS[name]))
    elif proof.holds is None and name not in _NOT_SHOWN:
        session.say("{}", sentence(_NOT_SAID, name))
    else:
        of_less = name == "every_claim" and proof.at is None
        template = _OF_LESS if of_less else (_FAILS if proof.holds is False else _NOT_SHOWN)[name]
        session.say("{}", sentence(template, *_case(proof), rules))
    if not proof.holds and name == "spendable" and proof.rules in _WHY:
        session.say("{}", sentence(_WHY[proof.rules]))
    if proof.example is not None:
        session.say("{}", sentence(_EXAMPLE, *_told(proof.example)))


def _told(example: "Example") -> list[object]:
    """An example for people."""
    times = format_time(example.claimed_at), format_time(example.at)
    amounts = yuan(example.drawn_minor), yuan(example.amount_minor)
    return [times[0], *amounts, times[1], example.payer, example.store, example.payments]


def _case(proof: "Proof") -> list[str]:
    """What a sentence tells beside the rules: a claim's times and wallet, an amount in yuan."""
    if proof.at is not None and proof.ends_at is not None:
        return [format_time(proof.at), format_time(proof.ends_at), proof.payer or "-"]
    return [] if proof.amount_minor is None else [yuan(proof.amount_minor)]
