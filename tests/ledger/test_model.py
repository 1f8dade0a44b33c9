"""Random runs of the ledger against the independent model in `reference.py`, on both engines.

After every step: the six invariants (money is conserved; components are never negative; posted, pending and available
agree; no overdraft, holds included; holds are accounted for; a refused operation leaves every balance byte-identical),
and every balance is the model's.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jiaozi.clock import SECOND_US, SimulatedClock
from jiaozi.db.commands import Request, Result
from jiaozi.errors import Refusal
from jiaozi.kinds import AccountNo, InstitutionNo, TransferNo
from jiaozi.ledger.commands import JournalOrder, JournalsPosted, PostJournals
from jiaozi.ledger.model import Kind, Leg
from jiaozi.ledger.schema import ACCOUNTS, HOLDS
from jiaozi.money import ECNY, HKD
from tests.ledger.reference import Model, Nature
from tests.ledger.world import NOON, LedgerWorld, capture, expire, pay, reserve, void

AMOUNTS = st.one_of(st.integers(1, 120), st.sampled_from((-1, 0, 1, 100, 10**15, 10**15 + 1)))
PLACES = st.integers(0, 8)
KEYS = st.integers(0, 5)


class _Drawn:
    """A leg as Hypothesis draws it: places in the lists of accounts and holds instead of ids."""

    legs = st.tuples(
        st.sampled_from(("pay", "pay", "pay", "reserve", "reserve", "capture", "capture", "void", "expire")),
        PLACES,
        PLACES,
        AMOUNTS,
        st.integers(0, 60),
    )
    journals = st.lists(legs, min_size=1, max_size=3)
    batches = st.tuples(st.lists(journals, min_size=1, max_size=3), st.sampled_from(("each", "each", "all")))


class LedgerMachine(RuleBasedStateMachine):
    """The ledger beside its model."""

    world: LedgerWorld

    @initialize()
    def start(self) -> None:
        world = self.world
        self.model = Model()
        self.accounts = [
            world.source(),
            *world.open_many(3),
            world.open(floor=-30),
            world.open(Kind.PLAIN_DEBIT),
            world.open(closed=True),
            world.open(asset=HKD.id),
            world.open(book=InstitutionNo(2)),
        ]
        natures = [Nature(1, ECNY.id, False, 0, False)] * len(self.accounts)
        natures[0] = Nature(1, ECNY.id, True, None, False)
        natures[4] = Nature(1, ECNY.id, False, -30, False)
        natures[5] = Nature(1, ECNY.id, True, 0, False)
        natures[6] = Nature(1, ECNY.id, False, 0, True)
        natures[7] = Nature(1, HKD.id, False, 0, False)
        natures[8] = Nature(2, ECNY.id, False, 0, False)
        self.model.natures = dict(zip(self.accounts, natures, strict=True))
        self.stored: dict[str, tuple[PostJournals, Any]] = {}
        self.run_number = world.platform.ids.take()
        self.submit(f"{self.run_number}-start", [[pay(self.accounts[0], self.accounts[1], 200)]], "each")

    # ------------------------------------------------------------------------------------------------------ rules

    @rule(batch=_Drawn.batches)
    def post(self, batch: tuple[list[list[Any]], str]) -> None:
        self.submit(self.fresh_key(), self.journals(batch[0]), batch[1])

    @rule(batch=_Drawn.batches)
    def dry_run_agrees_with_the_real_path(self, batch: tuple[list[list[Any]], str]) -> None:
        command = self.command(self.journals(batch[0]), batch[1])
        before = self.rows()
        dry = self.world.platform.run([self.request(self.fresh_key(), command)], dry_run=True)[0]
        assert self.rows() == before
        real = self.submit(self.fresh_key(), self.journals(batch[0]), batch[1])
        assert _codes(dry.outcome) == _codes(real.outcome)

    @rule(number=KEYS)
    def a_retry_gets_the_stored_outcome(self, number: int) -> None:
        keys = list(self.stored)
        command, outcome = self.stored[keys[number % len(keys)]]
        before = self.rows()
        result = self.world.platform.run([self.request(keys[number % len(keys)], command)])[0]
        assert (result.outcome, result.replayed) == (outcome, True)
        assert self.rows() == before

    @rule(number=KEYS, batch=_Drawn.batches)
    def a_key_is_not_reused(self, number: int, batch: tuple[list[list[Any]], str]) -> None:
        keys = list(self.stored)
        key = keys[number % len(keys)]
        command = self.command(self.journals(batch[0]), batch[1])
        if command == self.stored[key][0]:
            return
        before = self.rows()
        result = self.world.platform.run([self.request(key, command)])[0]
        assert result == Result(Refusal("idempotency_key_reused"), False)
        assert self.rows() == before

    @rule(batches=st.lists(_Drawn.batches, min_size=2, max_size=4), repeat=st.booleans())
    def a_group_of_commands(self, batches: list[tuple[list[list[Any]], str]], repeat: bool) -> None:
        commands = [self.command(self.journals(journals), mode) for journals, mode in batches]
        requests = [self.request(self.fresh_key(), command) for command in commands]
        if repeat:
            requests.append(self.request(requests[0].key, commands[0]))
            requests.append(self.request(requests[0].key, PostJournals((), "each")))
        results = self.world.platform.run(requests)
        for request, result in zip(requests[: len(commands)], results, strict=False):
            self.check(request, result)
        if repeat:
            assert results[-2] == Result(results[0].outcome, True)
            assert results[-1] == Result(Refusal("idempotency_key_reused"), False)

    @rule(seconds=st.integers(1, 40))
    def time_passes(self, seconds: int) -> None:
        assert isinstance(self.world.clock, SimulatedClock)
        self.world.clock.advance_to(self.world.clock.now() + seconds * SECOND_US)

    @rule(number=KEYS)
    def time_reaches_an_expiry(self, number: int) -> None:
        """The instant at which a hold ends, or the last one before."""
        ends = [hold[3] for hold in self.model.holds.values()]
        if ends:
            assert isinstance(self.world.clock, SimulatedClock)
            self.world.clock.advance_to(ends[number % len(ends)] - number % 2)

    # ------------------------------------------------------------------------------------------------- invariants

    @invariant()
    def the_six_invariants(self) -> None:
        accounts, holds = self.rows()
        sums: dict[tuple[int, int], int] = {}
        for row in accounts:
            # Components are never negative; what is available is posted less what holds will take, not under the floor.
            assert row.pending_out >= 0
            assert row.pending_in >= 0
            assert row.available == row.posted - row.pending_out
            assert row.floor is None or row.available >= row.floor
            assert (row.posted, row.pending_out, row.pending_in) == self.model.row(row.id)
            # Money is conserved.
            signed = row.posted if row.kind >= 100 else -row.posted
            sums[row.book, row.asset] = sums.get((row.book, row.asset), 0) + signed
        assert set(sums.values()) == {0}
        # Holds are accounted for.
        assert {hold.id: (hold.debit, hold.credit, hold.amount, hold.expires_at) for hold in holds} == self.model.holds
        for hold in holds:
            assert hold.remaining == self.model.left(hold.id)
            assert (hold.state != 0) == (hold.id in self.model.ended)

    def teardown(self) -> None:
        assert self.world.audit().findings == ()

    # ------------------------------------------------------------------------------------------------------ words

    def fresh_key(self) -> str:
        return f"{self.run_number}-{self.world.platform.ids.take()}"

    def command(self, journals: Sequence[Sequence[Leg]], mode: str) -> PostJournals:
        return PostJournals(tuple(JournalOrder(tuple(legs)) for legs in journals), mode)

    def request(self, key: str, command: PostJournals) -> Request:
        return self.world.platform.request(1, key, command)

    def submit(self, key: str, journals: Sequence[Sequence[Leg]], mode: str) -> Result:
        request = self.request(key, self.command(journals, mode))
        before = self.rows()
        result = self.world.platform.run([request])[0]
        answers = self.check(request, result)
        if "posted" not in answers:
            assert self.rows() == before
        return result

    def check(self, request: Request, result: Result) -> list[str]:
        """The model must have decided as the ledger did."""
        command: PostJournals = request.command
        ids, number = [], request.id
        for made in command.journals:
            ids.append(number)
            number += len(made.legs)
        legs = [made.legs for made in command.journals]
        expected = self.model.batch(list(zip(ids, legs, strict=True)), command.mode, self.world.clock.now())
        assert _codes(result.outcome) == expected
        assert not result.replayed
        self.stored[request.key] = (command, result.outcome)
        return expected

    def journals(self, drawn: Sequence[Sequence[Any]]) -> list[list[Leg]]:
        return [[self.leg(*leg) for leg in journal] for journal in drawn]

    def leg(self, kind: str, first: int, second: int, amount: int, seconds: int) -> Leg:
        debit, credit = self.accounts[first], self.accounts[second]
        if kind == "pay":
            return pay(debit, credit, amount)
        if kind == "reserve":
            return reserve(debit, credit, amount, self.world.clock.now() + seconds * SECOND_US)
        holds = list(self.model.holds)
        hold = TransferNo(holds[-1 - seconds % min(len(holds), 3)]) if holds else TransferNo(12345)
        if holds and first != 0:
            debit, credit = map(AccountNo, self.model.holds[hold][:2])
        if kind == "capture":
            left = self.model.left(hold) if holds else 1
            return capture(debit, credit, (left, left + 1, (left + 1) // 2, amount)[amount % 4], hold)
        return void(debit, credit, hold) if kind == "void" else expire(debit, credit, hold)

    def rows(self) -> tuple[list[Any], list[Any]]:
        with self.world.platform.snapshot() as connection:
            holds = HOLDS.read(connection, list(self.model.holds))
            return sorted(ACCOUNTS.read(connection, self.accounts), key=lambda row: row.id), holds


def _codes(outcome: JournalsPosted) -> list[str]:
    assert isinstance(outcome, JournalsPosted), outcome
    return [result.code if isinstance(result, Refusal) else "posted" for result in outcome.results]


@pytest.mark.slow
def test_the_ledger_does_what_its_model_does(db_url: str, engine: str) -> None:
    world = LedgerWorld(db_url, SimulatedClock(NOON))

    class Machine(LedgerMachine):
        pass

    Machine.world = world
    examples, steps = (60, 30) if engine == "sqlite" else (12, 25)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],  # a failing run is short enough to be read as it is
            suppress_health_check=list(HealthCheck),
        ),
    )
    world.close()
