"""A city that has programs: a funder, people, shops, and the shortest ways to use them. Amounts are fen."""

from dataclasses import replace
from typing import Any

from jiaozi.clock import DAY_US, china_day, china_midnight, day_to_date
from jiaozi.grantlists.granting import GrantClaims, GrantLine
from jiaozi.kinds import ClaimNo, InstitutionNo, ProgramNo, StoreNo, WalletNo
from jiaozi.payments.pay import Pay
from jiaozi.programs.acts import CreateProgram, FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.programs.model import Claim, PaymentSource, Pocket, Program
from jiaozi.programs.reclaiming import BATCH_MAX, ReclaimProgram
from jiaozi.programs.schema import CLAIMS, PAYMENT_SOURCES, POCKETS, PROGRAMS
from jiaozi.programs.terms import HowMuch, Terms
from tests.features.world import YUAN, World

RED = Terms(HowMuch(face_minor=200 * YUAN))
"""Luohu's: 200 yuan."""


class City:
    """A world with a bank, a funder with money, and shops."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bank = world.bank()
        self.other: InstitutionNo = world.bank("boc")
        self.funder = world.company(self.bank)
        world.fund(self.funder, 10_000_000 * YUAN)
        self.shop = world.shop(self.bank)
        self.far = world.shop(self.other)

    @property
    def now(self) -> int:
        """The world's time."""
        return self.world.clock.now()

    def midnight(self, days: int) -> int:
        """24:00 of the day that is so many days after today."""
        return china_midnight(day_to_date(china_day(self.now) + days + 1))

    def draft(self, terms: Terms = RED, kind: str = "envelope", *, days: int = 6, **more: Any) -> ProgramNo:
        """A program that nobody has opened, until 24:00 of the day so many days after today."""
        end = self.midnight(days)
        times = {"opens_at": self.now, "claims_until": end, "expires_at": end} | more
        command = CreateProgram(self.funder, kind, "Red envelopes", "红包", terms, **times)  # type: ignore[arg-type]
        number: ProgramNo = self.world.do(command).program
        return number

    def program(
        self, terms: Terms = RED, kind: str = "envelope", *, budget: int = 1_000 * YUAN, **more: Any
    ) -> ProgramNo:
        """A program that is funded and open."""
        number = self.draft(terms, kind, **more)
        if budget:
            self.world.do(FundProgram(number, self.funder, budget))
        self.world.do(SetProgramState(number, "open"))
        return number

    def claim(self, program: ProgramNo, wallet: WalletNo) -> Any:
        """A claim that must be had."""
        return self.world.do(ClaimProgram(program, wallet)).claim

    def grant(self, program: ProgramNo, *wallets: WalletNo, value: int = 0) -> Any:
        """What became of a grant."""
        return self.world.do(GrantClaims(program, tuple(GrantLine(wallet, value) for wallet in wallets)))

    def person(self, amount: int = 0, bank: InstitutionNo | None = None) -> WalletNo:
        """A new person with money of their own."""
        wallet = self.world.person(bank or self.bank, "II")
        if amount:
            self.world.fund(wallet, amount)
        return wallet

    def pay(self, payer: WalletNo, amount: int, store: StoreNo | None = None, **more: Any) -> Any:
        """A payment that must be made."""
        return self.world.do(Pay(payer, amount, store=store or self.shop, **more)).payment

    def refuse(self, payer: WalletNo, amount: int, store: StoreNo | None = None, **more: Any) -> tuple[str, str]:
        """The code and the rule by which a payment is refused."""
        refusal = self.world.refusal(Pay(payer, amount, store=store or self.shop, **more))
        return refusal.code, refusal.rule

    def reclaim(self, program: ProgramNo, limit: int = BATCH_MAX) -> tuple[int, int]:
        """Lets the worker's act run until nothing is left to do: claims taken back, what the funder got."""
        claims = paid = behind = 0
        while True:
            done = self.world.do(ReclaimProgram(program, limit, ClaimNo(behind)))
            claims, paid, behind = claims + done.claims, paid + done.amount_minor, done.behind
            if not behind:
                return claims, paid

    def row(self, program: ProgramNo) -> Program:
        """The row of a program."""
        with self.world.platform.snapshot() as connection:
            return PROGRAMS.read(connection, [program])[0]

    def figures(self, program: ProgramNo) -> tuple[int, int, int, int, int]:
        """Budget, free, held, spent and reclaimed, in yuan."""
        row = self.row(program)
        sums = (row.budget_minor, row.free_minor, row.held_minor, row.spent_minor, row.reclaimed_minor)
        assert not any(each % YUAN for each in sums), sums
        return tuple(each // YUAN for each in sums)  # type: ignore[return-value]

    def claim_row(self, claim: int) -> Claim:
        """The row of a claim."""
        with self.world.platform.snapshot() as connection:
            return CLAIMS.read(connection, [claim])[0]

    def pocket(self, wallet: WalletNo, program: ProgramNo) -> Pocket:
        """The row of a pocket."""
        with self.world.platform.snapshot() as connection:
            return POCKETS.read(connection, [(wallet, program)])[0]

    def sources(self, payment: int) -> list[PaymentSource]:
        """What claims paid of a payment."""
        with self.world.platform.snapshot() as connection:
            rows = PAYMENT_SOURCES.read(connection, [(payment, n) for n in range(40)])
        return sorted((row for row in rows if row.claim), key=lambda row: row.n)


def red(**more: Any) -> Terms:
    """Luohu's terms, otherwise: fields of `HowMuch` or of the terms."""
    amounts = {name: value for name, value in more.items() if name in HowMuch.__dataclass_fields__}
    rest = {name: value for name, value in more.items() if name not in amounts}
    return replace(RED, how_much=replace(RED.how_much, **amounts), **rest)


DAY = DAY_US
