"""What a payment draws on: purpose-bound money first, what ends soonest before the rest, then the payer's own. Pure."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET

from jiaozi.clock import china_day
from jiaozi.errors import Refusal
from jiaozi.kinds import DRAWS_MAX, ClaimNo
from jiaozi.programs.evaluate import RULES, Lines, NotSo, Purchase, Standing, evaluate
from jiaozi.programs.model import Claim, Pocket, Program, ProgramState, is_voucher
from jiaozi.programs.parts import borne_of
from jiaozi.programs.terms import Terms
from jiaozi.scheme.entries import Place

_OPEN: Final = int(ProgramState.OPEN)


class Candidate(NamedTuple):
    """A claim with what it belongs to. `still`: the program's funder is frozen, and with it the pot. `agreed`: the
    merchant bears what terms ask of it."""

    claim: Claim
    program: Program
    pocket: Pocket
    terms: Terms
    still: bool = False
    agreed: bool = True

    @property
    def place(self) -> Place:
        """Where its money stands: in the wallet's pocket, a voucher's in the pot."""
        return self.program.pot if is_voucher(self.program) else self.pocket.place


class Draw(NamedTuple):
    """What a claim pays of a payment, in minor units."""

    candidate: Candidate
    amount_minor: int

    @property
    def borne_minor(self) -> int:
        """What the merchant bears of it, in minor units."""
        terms = self.candidate.terms
        return 0 if terms.who_pays is UNSET else borne_of(terms.who_pays, self.amount_minor)


def plan(
    purchase: Purchase, candidates: Collection[Candidate], named: Sequence[ClaimNo] | None
) -> list[Draw] | Refusal:
    """The draws of a payment: those that apply by themselves, or exactly those that are named, in their order. What is
    left is the payer's own. Refuses: `claim_not_found`, `claim_not_applicable` with the rule, of those that are named.
    """
    unpaid = Lines(purchase)
    draws: list[Draw] = []
    if named is not None:
        known = {each.claim.id: each for each in candidates}
        for number in dict.fromkeys(named):
            if number not in known:
                return Refusal("claim_not_found")
            found = _next(purchase, known[number], draws, unpaid)
            if found is not None:
                return Refusal("claim_not_applicable", RULES[found.rule], found.rule)
        return draws
    for each in sorted(candidates, key=lambda one: (one.claim.expires_at, one.claim.id)):
        if len(draws) < DRAWS_MAX:
            _next(purchase, each, draws, unpaid)
    return draws


def _next(purchase: Purchase, each: Candidate, draws: list[Draw], unpaid: Lines) -> NotSo | None:
    """Draws on a further claim, if it applies; else why not."""
    found = evaluate(each.terms, purchase, standing_of(each, purchase.at, draws), unpaid)
    if isinstance(found, NotSo):
        return found
    draws.append(Draw(each, found))
    return None


def standing_of(each: Candidate, at: int, draws: Sequence[Draw] = ()) -> Standing:
    """What is known of a claim when a payment already has some draws."""
    claim, program, pocket, _, still, agreed = each
    standing = Standing(
        claim.left_minor,
        claim.claimed_at,
        min(claim.expires_at, program.expires_at),
        program.opens_at,
        program.state == _OPEN and not (still and is_voucher(program)),
        pocket.uses if pocket.uses and pocket.day == china_day(at) else 0,
        agreed=agreed,
    )
    if not draws:
        return standing
    others = [draw for draw in draws if draw.candidate.program.id != program.id]
    alone = any(not draw.candidate.terms.stacks for draw in others)
    return standing._replace(same=len(draws) - len(others), others=len(others), alone=alone)


def quote(purchase: Purchase, each: Candidate) -> int | NotSo:
    """What a claim would pay of a purchase if it paid alone, in minor units, or why not."""
    return evaluate(each.terms, purchase, standing_of(each, purchase.at), Lines(purchase))
