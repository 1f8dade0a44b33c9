"""Random runs of wallets and payments against the independent model in `reference.py`, on both engines.

After every step: every balance, usage row, reserve, vault and due is the model's; a refused command has changed no row;
and the audit, which has the six invariants (conservation, nothing negative, balances proven, no overdraft with holds,
holds accounted for) and those of the features, finds nothing.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from jiaozi.clock import china_date, china_midnight
from jiaozi.db.commands import Request
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import AccountNo, BankAccountNo, FreezeNo, InstitutionNo, PaymentNo, WalletNo
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.payments.holds import CaptureHold, ExpireHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.scheme.model import Role, account, due_to
from jiaozi.scheme.settlement import AgreeNetting, SettlePair
from jiaozi.wallets.changes import ChangeClass, CloseWallet, SetOwnLimits
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.model import FreezeScopeName, WalletClass
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from jiaozi.wallets.schema import USAGES, WALLETS
from tests.conftest import NewDatabase
from tests.features.reference import Bank, Model, Person
from tests.features.reference import china_date as model_date
from tests.features.world import World

START = "2025-12-31T21:00:00+08:00"
LATER = "2026-03-01T21:00:00+08:00"
RESERVES, ISSUED = 900_000, 600_000
WHO = st.integers(0, 3)
DEALS = st.integers(0, 6)
AMOUNTS = st.one_of(st.integers(1, 3_000), st.sampled_from((-1, 0, 1, 200_000, 200_001, 450_000, 10**15 + 1)))
OWN = st.one_of(st.none(), st.none(), st.integers(1_000, 400_000))

Check = Callable[[int], str]
_CLASSES: tuple[WalletClass, ...] = ("II", "IV", "III", "I")


class WalletMachine(RuleBasedStateMachine):
    """The platform beside its model."""

    new_db_url: NewDatabase
    folder: Path

    @initialize(capped=st.booleans(), later=st.booleans())
    def start(self, capped: bool, later: bool) -> None:
        at, regime = (LATER, "bank") if later else (START, "m0")
        self.world = world = World(type(self).new_db_url(), self.folder / "keyring.json", at)
        self.banks = [world.bank(code, reserves=RESERVES + ISSUED, issue=ISSUED) for code in ("icbc", "boc")]
        reserve, vault = (RESERVES + ISSUED, 0) if later else (RESERVES, ISSUED)
        self.model = Model({number: Bank(reserve, vault, regime) for number in self.banks})
        self.people: list[WalletNo] = []
        self.sources: list[BankAccountNo] = []
        self.freezes: list[int] = []
        self.last: Request | None = None
        for place, name in enumerate(_CLASSES):
            bank = self.banks[place % 2]
            wallet = world.person(bank, name if name != "IV" else "II")
            self.people.append(wallet)
            self.sources.append(world.deposit(wallet, 700_000))
            opened_as = "II" if name == "IV" else name
            self.model.people[wallet] = Person(bank, opened_as, 700_000, model_date(self.now), regime)
            if name == "IV":
                self.change_class(place, "IV")
            self.load(place, 150_000)
        if capped:
            self.net(5_000)

    # ----------------------------------------------------------------------------------------------------- words
    @property
    def now(self) -> int:
        return self.world.clock.now()

    def run(self, command: Any, check: Check) -> int:
        """Runs a command; the model must decide alike."""
        return self.run_all([(command, check)])[0]

    def run_all(self, acts: list[tuple[Any, Check]]) -> list[int]:
        requests = [self.world.platform.request(1, f"{self.world.platform.ids.take()}", act[0]) for act in acts]
        expected = [check(request.id) for request, (_, check) in zip(requests, acts, strict=True)]
        before = self.world.everything() if all(expected) else None
        results = self.world.platform.run(requests)
        for request, result, code in zip(requests, results, expected, strict=True):
            assert not isinstance(result.outcome, Failure), (request.command, result.outcome)
            got = result.outcome.code if isinstance(result.outcome, Refusal) else ""
            assert got == code, (request.command, result.outcome)
        if before is not None:
            assert self.world.everything() == before
        self.last = requests[-1]
        return [request.id for request in requests]

    def deal(self, place: int) -> PaymentNo:
        """A payment: rather one that is still held, now and then one that does not exist."""
        known = [number for number, deal in self.model.deals.items() if deal.open or place % 3 == 0]
        return PaymentNo(known[place % len(known)]) if known else PaymentNo(16)

    def paying(self, payer: int, payee: int, amount: int) -> tuple[Any, Check]:
        one, other = self.people[payer], self.people[payee]
        now = self.now
        return Pay(one, amount, "person", payee=other), lambda number: self.model.pay(number, one, other, amount, now)

    def holding(self, payer: int, payee: int, amount: int, hours: int) -> tuple[Any, Check]:
        one, other, now = self.people[payer], self.people[payee], self.now
        until = now + hours * 3_600_000_000
        command = PlaceHold(one, amount, until, "person", payee=other)
        return command, lambda number: self.model.hold(number, one, other, amount, until, now)

    def refunding(self, place: int, amount: int) -> tuple[Any, Check]:
        deal = self.deal(place)
        return RefundPayment(deal, amount), lambda _: self.model.refund(deal, amount)

    def capturing(self, place: int, amount: int) -> tuple[Any, Check]:
        deal, now = self.deal(place), self.now
        return CaptureHold(deal, amount), lambda _: self.model.capture(deal, amount, now)

    # ----------------------------------------------------------------------------------------------------- rules
    @rule(payer=WHO, payee=WHO, amount=AMOUNTS)
    def pay(self, payer: int, payee: int, amount: int) -> None:
        self.run(*self.paying(payer, payee, amount))

    @rule(place=DEALS, amount=AMOUNTS)
    def refund(self, place: int, amount: int) -> None:
        self.run(*self.refunding(place, amount))

    @rule(place=DEALS)
    def refund_all_that_is_left(self, place: int) -> None:
        deal = self.model.deals.get(self.deal(place))
        if deal is not None:
            self.run(*self.refunding(place, deal.captured - deal.refunded))

    @rule(payer=WHO, payee=WHO, amount=AMOUNTS, hours=st.integers(1, 60))
    def hold(self, payer: int, payee: int, amount: int, hours: int) -> None:
        self.run(*self.holding(payer, payee, amount, hours))

    @rule(place=DEALS, amount=AMOUNTS)
    def capture(self, place: int, amount: int) -> None:
        self.run(*self.capturing(place, amount))

    @rule(who=WHO, amounts=st.tuples(st.integers(1, 900), st.integers(1, 900)), expire=st.booleans())
    def hold_over_midnight(self, who: int, amounts: tuple[int, int], expire: bool) -> None:
        """Held on one day, ended on the next, when the payer has already paid something else."""
        self.hold(who, (who + 1) % 4, amounts[0], 30)
        self.midnight_comes(False)
        self.pay(who, (who + 2) % 4, amounts[1])
        self.end(1, expire)

    @rule(amounts=st.lists(st.integers(500, 4_000), min_size=2, max_size=6))
    def to_and_fro(self, amounts: list[int]) -> None:
        """Between the two banks, so that what they owe each other comes and goes."""
        for number, amount in enumerate(amounts):
            self.pay(number % 2, 1 - number % 2, amount)

    @rule(place=DEALS, expire=st.booleans())
    def end(self, place: int, expire: bool) -> None:
        deal, now = self.deal(place), self.now
        command = ExpireHold(deal) if expire else ReleaseHold(deal)
        self.run(command, lambda _: self.model.end(deal, now, expire=expire))

    @rule(who=WHO, amount=AMOUNTS)
    def load(self, who: int, amount: int) -> None:
        self.run(Load(self.people[who], self.sources[who], amount), lambda _: self.model.load(self.people[who], amount))

    @rule(who=WHO, amount=AMOUNTS)
    def unload(self, who: int, amount: int) -> None:
        command = Unload(self.people[who], self.sources[who], amount)
        self.run(command, lambda _: self.model.unload(self.people[who], amount))

    @rule(who=WHO, scope=st.sampled_from(("all", "out", "amount", "amount")), amount=st.integers(1, 200_000))
    def freeze(self, who: int, scope: FreezeScopeName, amount: int) -> None:
        wallet, frozen = self.people[who], amount if scope == "amount" else 0
        command = FreezeWallet(wallet, scope, "order", frozen)
        self.freezes.append(self.run(command, lambda number: self.model.freeze(number, wallet, scope, frozen)))

    @rule(who=WHO)
    def thaw(self, who: int) -> None:
        """Lifts all freezes of a wallet, and once one that it does not have."""
        wallet = self.people[who]
        for freeze in [*self.model.people[wallet].freezes, 16]:
            self.run(UnfreezeWallet(wallet, FreezeNo(freeze)), partial(self.model.unfreeze, wallet, freeze))

    @rule(who=WHO, own=st.tuples(OWN, OWN, OWN, OWN))
    def own_limits(self, who: int, own: tuple[int | None, ...]) -> None:
        wallet = self.people[who]
        self.run(SetOwnLimits(wallet, *own), lambda _: self.model.own_limits(wallet, own))

    @rule(who=WHO, name=st.sampled_from(("I", "II", "III", "IV")))
    def change_class(self, who: int, name: WalletClass) -> None:
        wallet = self.people[who]
        self.run(ChangeClass(wallet, name), lambda _: self.model.change_class(wallet, name))

    @rule(who=WHO, empty_first=st.booleans())
    def close(self, who: int, empty_first: bool) -> None:
        wallet = self.people[who]
        if empty_first and who == 3:
            self.unload(who, self.model.people[wallet].balance)
        self.run(CloseWallet(wallet), lambda _: self.model.close(wallet))

    @rule(cap=st.sampled_from((0, 5_000, 300_000)))
    def net(self, cap: int) -> None:
        one, other = self.banks
        self.run(AgreeNetting(one, other, cap), lambda _: self.model.agree(one, other, cap))

    @rule()
    def settle(self) -> None:
        one, other = self.banks
        self.run(SettlePair(one, other), lambda _: self.model.settle(one, other))

    @rule(bank=st.integers(0, 1))
    def change_regime(self, bank: int) -> None:
        number, now = self.banks[bank], self.now
        self.run(ChangeRegime(number), lambda _: self.model.change_regime(number, now))

    @rule(bank=st.integers(0, 1), limit=st.integers(0, 2))
    def move_wallets(self, bank: int, limit: int) -> None:
        moved = self.model.move(self.banks[bank], limit)
        assert self.world.do(MoveWallets(self.banks[bank], limit)).wallets == moved

    @rule(acts=st.lists(st.tuples(st.sampled_from("prhc"), WHO, WHO, AMOUNTS), min_size=2, max_size=4))
    def a_group(self, acts: list[tuple[str, int, int, int]]) -> None:
        """Commands of several kinds in one database transaction, one after another."""
        makers: dict[str, Callable[[int, int, int], tuple[Any, Check]]] = {
            "p": self.paying,
            "r": lambda place, _, amount: self.refunding(place, amount),
            "h": lambda payer, payee, amount: self.holding(payer, payee, amount, 5),
            "c": lambda place, _, amount: self.capturing(place, amount),
        }
        self.run_all([makers[kind](one, other, amount) for kind, one, other, amount in acts])

    @rule()
    def retry(self) -> None:
        """The same key again: the stored outcome, and no effect."""
        if self.last is not None:
            before = self.world.everything()
            assert self.world.platform.run([self.last])[0].replayed
            assert self.world.everything() == before

    @rule(hours=st.integers(1, 20))
    def time_passes(self, hours: int) -> None:
        self.world.wait(hours * 3_600_000_000)

    @rule(before=st.booleans())
    def midnight_comes(self, before: bool) -> None:
        tomorrow = china_midnight(china_date(self.now)) + 86_400_000_000
        self.world.clock.advance_to(tomorrow - before)

    # ------------------------------------------------------------------------------------------------ invariants
    @invariant()
    def the_rows_are_the_models(self) -> None:
        with self.world.platform.snapshot() as connection:
            wallets = {row.id: row for row in WALLETS.read(connection, self.people)}
            usages = {row.id: row for row in USAGES.read(connection, self.people)}
            standing = [account(bank, role) for bank in self.banks for role in (Role.RESERVE, Role.VAULT)]
            dues = [due_to(*map(InstitutionNo, pair)) for pair in self.model.owed]
            wanted = [*(row.account for row in wallets.values()), *self.sources, *standing, *dues]
            accounts = {row.id: row for row in ACCOUNTS.read(connection, wanted)}
        for wallet, source in zip(self.people, self.sources, strict=True):
            person, row = self.model.people[wallet], accounts[wallets[wallet].account]
            assert (row.posted, row.pending_out) == (person.balance, person.held)
            assert 0 <= row.available == person.balance - person.held
            assert accounts[AccountNo(source)].posted == person.deposit
            assert wallets[wallet].regime == (1 if person.regime == "m0" else 2)
            usage = usages[wallet]
            assert (usage.used_today_minor, usage.used_year_minor) == (person.today, person.this_year)
        for number, bank in self.model.banks.items():
            assert accounts[account(InstitutionNo(number), Role.RESERVE)].posted == bank.reserve
            assert accounts[account(InstitutionNo(number), Role.VAULT)].posted == bank.vault
        for pair, owed in self.model.owed.items():
            assert accounts[due_to(*map(InstitutionNo, pair))].posted == owed

    @invariant()
    def the_audit_finds_nothing(self) -> None:
        """But for wallets that nobody has moved yet: here no worker does."""
        left = {f"wallet {number}" for number, person in self.model.people.items() if person.regime == "m0"}
        found = self.world.audit().findings
        assert [each for each in found if (each.invariant, each.subject in left) != ("wallets_follow", True)] == []

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.close()


BOUNDS = {"sqlite": (45, 35), "oceanbase": (3, 20)}
"""Runs and steps of each: what fits into less than 40 seconds."""


@pytest.mark.slow
def test_wallets_and_payments_agree_with_the_model(engine: str, new_db_url: NewDatabase, tmp_path: Path) -> None:
    WalletMachine.new_db_url, WalletMachine.folder = staticmethod(new_db_url), tmp_path
    examples, steps = BOUNDS[engine]
    run_state_machine_as_test(
        WalletMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink) if engine == "sqlite" else (Phase.generate,),
        ),
    )
