"""An independent model of the ledger: a list of what happened, and balances as sums over it.

It shares no code with the ledger. Where the ledger keeps balances and undoes, this adds up everything anew and copies.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_AMOUNT = 1_000_000_000_000_000


class Nature(NamedTuple):
    """What never changes about an account."""

    book: int
    asset: int
    is_claim: bool
    floor: int | None
    closed: bool


class Event(NamedTuple):
    """What one leg did."""

    kind: str
    debit: int
    credit: int
    amount: int
    hold: int


@dataclass
class Model:
    """Accounts, what happened to them, and the holds by id."""

    natures: dict[int, Nature] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    holds: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)
    """(debit, credit, amount, expires at)."""
    ended: dict[int, str] = field(default_factory=dict)
    """How a hold ended that has nothing left."""

    def posted(self, account: int) -> int:
        total = 0
        for event in self.events:
            if event.kind in ("move", "capture"):
                total += event.amount if event.debit == account else 0
                total -= event.amount if event.credit == account else 0
        return total if self.natures[account].is_claim else -total

    def left(self, hold: int) -> int:
        used = sum(event.amount for event in self.events if event.hold == hold and event.kind != "hold")
        return self.holds[hold][2] - used

    def pending(self, account: int) -> tuple[int, int]:
        """What open holds will take out, and bring in."""
        out = into = 0
        for number, (debit, credit, _, _) in self.holds.items():
            if account in (debit, credit):
                grows = (account == debit) == self.natures[account].is_claim
                out, into = (out, into + self.left(number)) if grows else (out + self.left(number), into)
        return out, into

    def row(self, account: int) -> tuple[int, int, int]:
        return (self.posted(account), *self.pending(account))

    def batch(self, journals: Sequence[tuple[int, Sequence[Any]]], mode: str, now: int) -> list[str]:
        """`posted` or the refusal of each (journal id, legs)."""
        if mode == "each":
            return [self.journal(number, legs, now) for number, legs in journals]
        trial = self.copy()
        answers = []
        for place, (number, legs) in enumerate(journals):
            answers.append(trial.journal(number, legs, now))
            if answers[-1] != "posted":
                return ["batch_refused" if at != place else answers[-1] for at in range(len(journals))]
        self.take(trial)
        return answers

    def journal(self, number: int, legs: Sequence[Any], now: int) -> str:
        if not legs:
            return "journal_empty"
        for leg in legs:
            needs_amount = leg.phase in (0, 1, 2)
            if needs_amount and not 1 <= leg.amount_minor <= MAX_AMOUNT:
                return "amount_invalid"
            if leg.debit == leg.credit:
                return "accounts_same"
        trial = self.copy()
        for place, leg in enumerate(legs):
            answer = trial.leg(number + place, leg, now)
            if answer != "posted":
                return answer
        self.take(trial)
        return "posted"

    def leg(self, number: int, leg: Any, now: int) -> str:
        if leg.debit not in self.natures or leg.credit not in self.natures:
            return "account_not_found"
        debit, credit = self.natures[leg.debit], self.natures[leg.credit]
        if debit.book != credit.book:
            return "accounts_differ_in_book"
        if debit.asset != credit.asset:
            return "accounts_differ_in_asset"
        if leg.phase >= 2:
            return self.resolve(leg, now)
        if debit.closed or credit.closed:
            return "account_closed"
        for account, grows in ((leg.debit, debit.is_claim), (leg.credit, not credit.is_claim)):
            floor = self.natures[account].floor
            free = self.posted(account) - self.pending(account)[0]
            if not grows and floor is not None and free - leg.amount_minor < floor:
                return "insufficient_funds"
        if leg.phase == 1:
            self.holds[number] = (leg.debit, leg.credit, leg.amount_minor, leg.expires_at)
            self.events.append(Event("hold", leg.debit, leg.credit, leg.amount_minor, number))
        else:
            self.events.append(Event("move", leg.debit, leg.credit, leg.amount_minor, 0))
        return "posted"

    def resolve(self, leg: Any, now: int) -> str:
        if leg.hold not in self.holds:
            return "hold_not_found"
        debit, credit, _, expires_at = self.holds[leg.hold]
        if (debit, credit) != (leg.debit, leg.credit):
            return "hold_mismatch"
        if leg.hold in self.ended:
            return "hold_closed"
        left = self.left(leg.hold)
        if leg.phase == 2:
            if now >= expires_at:
                return "hold_expired"
            if leg.amount_minor > left:
                return "hold_exceeded"
            self.events.append(Event("capture", debit, credit, leg.amount_minor, leg.hold))
            if leg.amount_minor == left:
                self.ended[leg.hold] = "captured"
            return "posted"
        if leg.phase == 4 and now < expires_at:
            return "hold_not_expired"
        self.events.append(Event("release", debit, credit, left, leg.hold))
        self.ended[leg.hold] = "released"
        return "posted"

    def copy(self) -> "Model":
        return Model(self.natures, list(self.events), dict(self.holds), dict(self.ended))

    def take(self, trial: "Model") -> None:
        self.events, self.holds, self.ended = trial.events, trial.holds, trial.ended
