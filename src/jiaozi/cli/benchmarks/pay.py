"""Payments through the handlers: a world with many wallets, and groups of payments between them.

Wallets, merchants and stores are opened by the platform's own commands. Their money comes a shorter way: the journals
that `Load` would write, posted in bulk from one bank account, so that preparing a million wallets takes minutes.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from random import Random
from typing import Any, Final

from jiaozi.cli.measure import latencies_ms
from jiaozi.cli.session import Refused
from jiaozi.clock import SimulatedClock, monotonic_s
from jiaozi.db.commands import Request
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import AccountNo, InstitutionNo, StoreNo, WalletNo
from jiaozi.ledger.commands import JournalOrder, PostJournals
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.pay import Paid, Pay
from jiaozi.platform import Platform
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.scheme.entries import Place
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.issuance import Issue, LendReserves
from jiaozi.scheme.model import Regime
from jiaozi.scheme.store import institutions
from jiaozi.wallets.opening import OpenWallet

ABOUT: Final = "payments through the handlers in groups, limits and usage included"
SHAPES: Final = ("stores", "people", "many-to-one", "one-to-many")
OPERATORS: Final = ("icbc", "boc", "ccb", "abc")
GROUP: Final = 4_096
FUNDS_AT_ONCE: Final = 2_000
WALLET_FUNDS_MINOR: Final = 900_000
AMOUNT_MAX_MINOR: Final = 2_000
RICH_MINOR: Final = 10**12
COMPANY: Final = "91110000600037341L"

Progress = Callable[[int, int], None]
Person = Callable[[InstitutionNo, int], OpenWallet]
"""Makes the wallet of a person from an operator and the person's number."""


@dataclass(frozen=True, slots=True)
class PayPlan:
    """What is to be paid, among how many."""

    wallets: int
    payments: int
    group: int
    stores: int
    shape: str
    seed: int


class World:
    """The world the payments are made in, and the way to make it."""

    def __init__(
        self,
        platform: Platform,
        plan: PayPlan,
        progress: Progress,
        person: Callable[[InstitutionNo, int], OpenWallet] | None = None,
    ) -> None:
        self._platform = platform
        self._plan = plan
        self._progress = progress
        self._person = person or _anonymous
        self._keys = 0
        self.operators: list[InstitutionNo] = []
        self.wallets: list[WalletNo] = []
        self.stores: list[StoreNo] = []
        self.company = WalletNo(0)

    def build(self) -> None:
        """Institutions, wallets, money, merchants and stores."""
        self.do([OpenCentralBank("pboc", "People's Bank of China", "中国人民银行")])
        self.operators = [done.institution for done in self.do([OpenOperator(code, AMOUNT_MAX) for code in OPERATORS])]
        operators = self.operators
        with self._platform.snapshot() as connection:
            regimes = {each.id: each.regime for each in institutions(connection)}
        self.do([LendReserves(operator, AMOUNT_MAX // 2) for operator in operators])
        if regimes[operators[0]] == Regime.M0_CASH:
            self.do([Issue(operator, AMOUNT_MAX // 4) for operator in operators])
        self._open_wallets(operators)
        self._open_stores(operators[0])
        self._fund(operators, regimes)

    def do(self, commands: Sequence[Any]) -> list[Any]:
        """Runs commands as one group; every one has to be accepted."""
        requests = []
        for command in commands:
            self._keys += 1
            requests.append(self._platform.request(0, f"prepare.{self._keys}", command))
        outcomes = [result.outcome for result in self._platform.run(requests)]
        for command, outcome in zip(commands, outcomes, strict=True):
            if isinstance(outcome, Refusal | Failure):
                raise Refused(outcome.code, f"{type(command).__name__} {outcome.detail}")
        return outcomes

    def _open_wallets(self, operators: list[InstitutionNo]) -> None:
        total = self._plan.wallets
        for start in range(0, total, GROUP):
            numbers = range(start, min(start + GROUP, total))
            opened = self.do([self._person(operators[n % 4], n) for n in numbers])
            self.wallets += [each.wallet for each in opened]
            self._progress(len(self.wallets), total)

    def _open_stores(self, operator: InstitutionNo) -> None:
        details = {"name": "Bench", "id_number": COMPANY, "bank_account": "6222000000000000", "face_to_face": True}
        company = OpenWallet(operator, "corporate", "I", "13999999999", **details)  # type: ignore[arg-type]
        self.company = self.do([company])[0].wallet
        names = range(self._plan.stores)
        merchants = self.do([OpenMerchant(self.company, f"Shop {n}", f"商店{n}", "5411", "retail") for n in names])
        self.stores = [done.store for done in self.do([OpenStore(m.merchant, "Main", "500103") for m in merchants])]

    def _fund(self, operators: list[InstitutionNo], regimes: dict[InstitutionNo, int]) -> None:
        """The journals of `Load`, in bulk."""
        opened = self.do(
            [OpenBankAccount(bank, f"62220000{bank:010d}", cash_minor=AMOUNT_MAX // 4) for bank in operators]
        )
        deposits = dict(zip(operators, [done.bank_account for done in opened], strict=True))

        def load(wallet: WalletNo, operator: InstitutionNo, minor: int) -> JournalOrder:
            place = Place(AccountNo(wallet), operator, regimes[operator])
            return JournalOrder(entries.load(deposits[operator], operator, place, minor))

        orders = (load(wallet, operators[n % 4], WALLET_FUNDS_MINOR) for n, wallet in enumerate(self.wallets))
        self.do([PostJournals([load(self.company, operators[0], RICH_MINOR)])])
        while some := list(islice(orders, FUNDS_AT_ONCE)):
            if self.do([PostJournals(some)])[0].refused:
                raise RuntimeError("a wallet could not be funded")


def _anonymous(operator: InstitutionNo, number: int) -> OpenWallet:
    return OpenWallet(operator, "personal", "IV", f"1{3_000_000_000 + number}")


def run(platform: Platform, plan: PayPlan, progress: Progress) -> dict[str, Any]:
    """Makes the world, makes the payments, and returns the figures as plain data."""
    started = monotonic_s()
    world = World(platform, plan, progress)
    world.build()
    prepared = monotonic_s()
    durations, refused = [], 0
    for requests in groups(platform, plan, world):
        begun = monotonic_s()
        results = platform.run(requests)
        durations.append(monotonic_s() - begun)
        refused += sum(not isinstance(result.outcome, Paid) for result in results)
    seconds = sum(durations)
    return {
        "benchmark": "pay",
        "wallets": plan.wallets,
        "payments": plan.payments - refused,
        "refused": refused,
        "group": plan.group,
        "stores": plan.stores,
        "shape": plan.shape,
        "seed": plan.seed,
        "payments_per_s": round((plan.payments - refused) / seconds),
        "seconds": round(seconds, 3),
        "prepare_seconds": round(prepared - started, 3),
        "generation_seconds": round(monotonic_s() - prepared - seconds, 3),
        "group_ms": latencies_ms(durations),
    }


def groups(platform: Platform, plan: PayPlan, world: World) -> Iterator[list[Request]]:
    """The requests of each group; a simulated clock moves on by a second with each."""
    random = Random(plan.seed)
    for start in range(0, plan.payments, plan.group):
        if isinstance(platform.clock, SimulatedClock):
            platform.clock.advance_to(platform.clock.now() + 1_000_000)
        count = min(plan.group, plan.payments - start)
        yield [platform.request(0, f"pay.{start + n}", _payment(random, plan, world)) for n in range(count)]


def _payment(random: Random, plan: PayPlan, world: World) -> Pay:
    payer = world.wallets[int(random.random() * plan.wallets)]
    amount = 1 + int(random.random() * AMOUNT_MAX_MINOR)
    if plan.shape == "stores":
        return Pay(payer, amount, store=world.stores[int(random.random() * plan.stores)])
    if plan.shape == "many-to-one":
        return Pay(payer, amount, store=world.stores[0])
    if plan.shape == "one-to-many":
        return Pay(world.company, amount, kind="salary", payee=payer)
    other = world.wallets[int(random.random() * plan.wallets)]
    return Pay(payer, amount, kind="person", payee=other if other != payer else world.wallets[payer == other])
