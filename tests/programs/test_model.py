"""Random programs, claims, payments, refunds and ends come to what an independent reference works out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaozi.clock import HOUR_US
from jiaozi.payments.passing import PassClaim
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.acts import SetProgramState
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.programs.parts import MILLION, Passing, Rest, WhoPays, Withdrawal
from jiaozi.programs.terms import HowMuch, Terms, When
from jiaozi.programs.withdrawing import WithdrawClaim
from tests.conftest import NewDatabase
from tests.features.world import YUAN, World, audited
from tests.programs.city import City
from tests.programs.reference import Books, Scheme
from tests.programs.test_cofunding import agree

HOLDERS, PROGRAMS = 2, 3
amounts = st.integers(1, 400).map(lambda tens: tens * 10)


@st.composite
def schemes(draw: Any) -> tuple[bool, dict[str, Any], int, int]:
    """Whether vouchers, terms, days until the end, budget."""
    voucher = draw(st.booleans())
    percent = draw(st.sampled_from((0, 0, 100_000, 333_333))) if voucher else 0
    worth = draw(amounts)
    terms = {
        "face": 0 if percent else worth,
        "percent": percent,
        "cap": worth if percent else 0,
        "minimum": draw(st.sampled_from((0, 0, 0, 500))),
        "share": draw(st.sampled_from((MILLION, MILLION, 500_000, 333_333))),
        "per_order": draw(st.integers(0, 2)),
        "per_day": draw(st.integers(0, 2)),
        "per_wallet": draw(st.integers(0, 2)),
        "days": draw(st.sampled_from((0, 0, 0, 1, 2))),
        "stacks": draw(st.sampled_from((True, True, False))),
        "passes": 0 if voucher else draw(st.sampled_from((0, 0, 1, 2))),
        "withdraw": None if voucher else draw(st.sampled_from((None, (1, 0), (2, 0), (1, 500_000)))),
        "bears": draw(st.sampled_from((0, 0, 100_000, 333_333))),
        "rest": "reclaimed" if voucher else draw(st.sampled_from(("reclaimed", "holder"))),
    }
    return voucher, terms, draw(st.integers(0, 3)), draw(st.sampled_from((5_000, 40_000, 40_000)))


who, which = st.integers(0, HOLDERS - 1), st.integers(0, PROGRAMS - 1)
steps = st.one_of(
    *(st.tuples(st.just("claim"), which, who) for _ in range(2)),
    *(st.tuples(st.just("pay"), who, amounts) for _ in range(5)),
    *(st.tuples(st.just("withdraw"), st.integers(0, 9), st.just(0)) for _ in range(2)),
    *(st.tuples(st.just("give"), st.integers(0, 9), who) for _ in range(2)),
    *(st.tuples(st.just("refund"), st.integers(0, 9), st.integers(1, 1_000)) for _ in range(4)),
    st.tuples(st.just("wait"), st.integers(1, 30), st.just(0)),
    st.tuples(st.just("state"), which, st.sampled_from(("paused", "open", "open", "stopped"))),
    st.tuples(st.just("reclaim"), which, st.just(0)),
)


EXAMPLES = {"sqlite": 40, "oceanbase": 4}
"""A story is ten seconds on OceanBase."""


def test_programs_come_to_what_a_reference_works_out(engine: str, new_db_url: NewDatabase, tmp_path: Path) -> None:
    @given(
        made=st.lists(schemes(), min_size=PROGRAMS, max_size=PROGRAMS), story=st.lists(steps, min_size=15, max_size=40)
    )
    @settings(max_examples=EXAMPLES[engine], suppress_health_check=[HealthCheck.too_slow])
    def play(made: list[Any], story: list[tuple[str, Any, Any]]) -> None:
        url = new_db_url()
        keyring = tmp_path / f"{url.rpartition('/')[2]}.json"
        with audited(World(url, keyring, "2020-10-12T10:00:00+08:00")) as world:
            _Play(City(world), made).through(story)

    play()


class _Play:
    """The same story, told to the platform and to the reference."""

    def __init__(self, city: City, made: list[Any]) -> None:
        self.city, self.books = city, Books()
        self.people = [city.person(100 * YUAN) for _ in range(HOLDERS)]
        self.books.own = dict.fromkeys(range(HOLDERS), 100 * YUAN)
        self.programs = []
        for voucher, terms, days, budget in made:
            much = HowMuch(
                face_minor=terms["face"],
                percent_ppm=terms["percent"],
                cap_minor=terms["cap"],
                minimum_minor=terms["minimum"],
                share_ppm=terms["share"],
                per_order=terms["per_order"],
                per_day=terms["per_day"],
                per_wallet=terms["per_wallet"],
            )
            when, rest = When(valid_days=terms["days"]), Rest(terms["rest"])
            from_day, spent = terms["withdraw"] or (1, 0)
            own = Withdrawal(allowed=bool(terms["withdraw"]) and from_day <= min(days + 1, terms["days"] or 9))
            own = replace(own, from_day=from_day, spent_ppm=spent) if own.allowed else own
            terms["withdraw"] = own.allowed and (from_day, spent)
            words = Terms(much, when=when, stacks=terms["stacks"], rest=rest, withdrawable=own)
            words = replace(words, transferable=Passing(terms["passes"]), who_pays=WhoPays(terms["bears"]))
            self.programs.append(city.program(words, "voucher" if voucher else "envelope", budget=budget, days=days))
            if terms["bears"]:
                agree(city, self.programs[-1])
            self.books.schemes.append(Scheme(voucher, terms, city.midnight(days), budget))
        self.paid: list[int] = []
        self.claims: list[Any] = []

    def through(self, story: list[tuple[str, Any, Any]]) -> None:
        """Everybody claims of every program, then every step, and after each the same sums."""
        for which in range(PROGRAMS):
            for who in range(HOLDERS):
                self.claim(which, who)
        for name, one, other in story:
            getattr(self, name)(one, other)
            self._agree()

    def claim(self, which: int, who: int) -> None:
        """A holder claims."""
        outcome = self.city.world.outcome(ClaimProgram(self.programs[which], self.people[who]))
        had = self.books.claim(self.books.schemes[which], who, self.city.now)
        assert (type(outcome).__name__ == "ClaimMade") == had, outcome
        if had:
            self.claims.append(outcome.claim)

    def give(self, number: int, who: int) -> None:
        """A holder passes an envelope on."""
        if not self.claims:
            return
        number %= len(self.claims)
        wallet = self.people[self.books.shares[number].holder]
        outcome = self.city.world.outcome(PassClaim(wallet, self.claims[number], self.people[who]))
        done = self.books.give(number, who, self.city.now)
        assert (type(outcome).__name__ == "ClaimPassed") == done, outcome
        if done:
            sql = f"SELECT claim FROM claim_passes WHERE former = {self.claims[number]}"
            self.claims.append(self.city.world.query(sql)[-1][0])

    def withdraw(self, number: int, _: int) -> None:
        """A holder makes an envelope its own money."""
        if not self.claims:
            return
        number %= len(self.claims)
        wallet = self.people[self.books.shares[number].holder]
        outcome = self.city.world.outcome(WithdrawClaim(wallet, self.claims[number]))
        done = self.books.withdraw(number, self.city.now)
        assert (type(outcome).__name__ == "ClaimWithdrawn") == done, outcome

    def pay(self, who: int, amount: int) -> None:
        """A holder pays."""
        outcome = self.city.world.outcome(Pay(self.people[who], amount, store=self.city.shop))
        made = self.books.pay(who, amount, self.city.now)
        assert (type(outcome).__name__ == "Paid") == made, outcome
        if made:
            self.paid.append(outcome.payment)

    def refund(self, number: int, thousandths: int) -> None:
        """The payee gives back a part of what is left."""
        if not self.paid:
            return
        number %= len(self.paid)
        row = self.city.world.payment(self.paid[number])
        amount = -(-(row.captured_minor - row.refunded_minor) * thousandths // 1_000)
        if amount:
            self.city.world.do(RefundPayment(row.id, amount))
            self.books.refund(number, amount, self.city.now)

    def wait(self, hours: int, _: int) -> None:
        """Time passes."""
        self.city.world.wait(hours * HOUR_US)

    def state(self, which: int, state: Any) -> None:
        """A program is paused, opened or stopped."""
        outcome = self.city.world.outcome(SetProgramState(self.programs[which], state))
        if type(outcome).__name__ == "ProgramSet":
            scheme = self.books.schemes[which]
            scheme.halted = 0 if state == "open" else scheme.halted or self.city.now
            scheme.state = state

    def reclaim(self, which: int, _: int) -> None:
        """The worker comes by."""
        self.city.reclaim(self.programs[which])
        self.books.reclaim(self.books.schemes[which], self.city.now)

    def _agree(self) -> None:
        for who, wallet in enumerate(self.people):
            assert self.city.world.balance(wallet) == self.books.own[who]
        for number, scheme in zip(self.programs, self.books.schemes, strict=True):
            row = self.city.row(number)
            held = sum(share.left for share in self.books.shares if share.program is scheme)
            found = (row.free_minor, row.held_minor, row.borne_minor, row.reclaimed_minor, row.unbound_minor)
            assert found == (scheme.free, held, scheme.borne, scheme.back, scheme.own)
