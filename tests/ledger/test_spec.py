"""Runs `spec.md`: what the ledger does, in tables an accountant can read."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from jiaozi.clock import SECOND_US, SimulatedClock
from jiaozi.errors import Refusal
from jiaozi.kinds import AccountNo, InstitutionNo, TransferNo
from jiaozi.ledger.commands import JournalOrder
from jiaozi.ledger.model import Kind, Leg, Posted
from jiaozi.money import HKD, parse_yuan
from tests.ledger.world import FOREVER, NOON, LedgerWorld, capture, codes, expire, order, pay, reserve, void

NOBODY = AccountNo(16)
NOTHING = TransferNo(999)


class Section(NamedTuple):
    """A claim, its steps, and (account, before, posted, out, in) of each account that has a part in it."""

    claim: str
    steps: list[str]
    table: list[list[str]]


def _sections() -> list[Section]:
    text = (Path(__file__).parent / "spec.md").read_text(encoding="utf-8")
    found = []
    for part in text.split("\n## ")[1:]:
        claim, *lines = part.splitlines()
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
        found.append(Section(claim, [line[2:] for line in lines if line.startswith("- ")], rows[2:]))
    return found


SECTIONS = _sections()


def _minor(cell: str) -> int:
    """Fen of a cell; a cell may be below zero."""
    minor = parse_yuan(cell.removeprefix("-"), zero=True)
    return -minor if cell.startswith("-") else minor


class Stage:
    """The accounts of the specification, and the holds that its steps have named."""

    def __init__(self, world: LedgerWorld) -> None:
        self.world = world
        self.accounts = {
            "issuer": world.source(),
            "overdraft": world.open(floor=-5000),
            "claims": world.open(Kind.PLAIN_DEBIT),
            "closed": world.open(closed=True),
            "hongkong": world.open(asset=HKD.id),
            "elsewhere": world.open(book=InstitutionNo(2)),
        }
        self.accounts |= zip(("alice", "bob", "carol"), world.open_many(3), strict=True)
        self._funding = world.source()
        self._holds: dict[str, tuple[AccountNo, AccountNo, TransferNo]] = {}

    def fund(self, table: Sequence[Sequence[str]]) -> None:
        for name, before, *_ in table:
            if _minor(before):
                self.world.move(pay(self._funding, self.accounts[name], _minor(before)))

    def take(self, step: str) -> None:
        if step.startswith("at "):
            seconds = int(step.removeprefix("at "))
            cast(SimulatedClock, self.world.clock).advance_to(NOON + seconds * SECOND_US)
            return
        what, _, expected = step.rpartition(" : ")
        mode, batch, rest = what.partition(": ")
        orders = [self._order(text) for text in (rest if batch else what).split(" ; ")]
        before = self.world.everything()
        results = self.world.post(*orders, mode=mode if batch else "each")
        assert codes(results) == expected.split(", "), step
        if all(isinstance(result, Refusal) for result in results):
            assert self.world.everything() == before, step
        self._learn_holds(orders, results)

    def _order(self, text: str) -> JournalOrder:
        return order(*(self._leg(leg) for leg in text.split(" + ")))

    def _leg(self, text: str) -> Leg:
        words = text.split()
        if words[0] in {"capture", "void", "expire"}:
            return self._resolving(words)
        until = NOON + int(words.pop()) * SECOND_US if "until" in words else FOREVER
        name = words[1] if words[0] == "hold" else ""
        debit, _, credit, amount = words[2:6] if name else words[:4]
        one, other = self.accounts[debit], self.accounts.get(credit, NOBODY)
        if not name:
            return pay(one, other, _minor(amount))
        # A hold's id is known once it is posted: the number of its transfer.
        self._holds[name] = (one, other, NOTHING)
        return reserve(one, other, _minor(amount), until)

    def _resolving(self, words: list[str]) -> Leg:
        verb, name = words[:2]
        debit, credit, hold = self._holds.get(name, (AccountNo(0), AccountNo(0), NOTHING))
        if "from" in words:
            debit, credit = AccountNo(self.accounts[words[-3]]), AccountNo(self.accounts[words[-1]])
        if verb == "capture":
            return capture(debit, credit, _minor(words[2]), TransferNo(hold))
        return (void if verb == "void" else expire)(debit, credit, TransferNo(hold))

    def _learn_holds(self, orders: Sequence[JournalOrder], results: Sequence[Posted | Refusal]) -> None:
        for made, result in zip(orders, results, strict=True):
            for place, leg in enumerate(made.legs):
                for name, (debit, credit, hold) in self._holds.items():
                    mine = (leg.debit, leg.credit) == (debit, credit) and hold == NOTHING
                    if mine and leg.expires_at and isinstance(result, Posted):
                        self._holds[name] = (debit, credit, TransferNo(result.journal + place))


@pytest.mark.parametrize("section", SECTIONS, ids=[section.claim for section in SECTIONS])
def test_the_specification(world: LedgerWorld, section: Section) -> None:
    stage = Stage(world)
    stage.fund(section.table)
    for step in section.steps:
        stage.take(step)
    names = list(stage.accounts)
    ends = dict(zip(names, world.balances([stage.accounts[name] for name in names]), strict=True))
    expected = {row[0]: tuple(_minor(cell) for cell in row[2:]) for row in section.table}
    assert ends == {name: expected.get(name, (0, 0, 0)) for name in names}


def test_every_refusal_of_the_ledger_is_in_the_specification() -> None:
    said = set(re.findall(r"[a-z]+(?:_[a-z]+)+", " ".join(step for section in SECTIONS for step in section.steps)))
    source = (Path(__file__).parents[2] / "src/jiaozi/ledger/rules.py").read_text(encoding="utf-8")
    decided = set(re.findall(r'"([a-z]+_[a-z_]+)"', source)) - {"balance_overflow"}  # tested in test_ledger.py
    assert decided <= said
