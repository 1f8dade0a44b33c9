"""An independent model of wallets and payments: plain Python, its own arithmetic of limits, nothing of the platform.

Each act returns the code of its refusal, or an empty text after it has happened. Two banks, people with one wallet
each; wallets are `m0` (the central bank's debt) or `bank` (their bank's). Amounts are fen, times microseconds.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

CLASS_LIMITS: dict[str, tuple[int | None, int | None, int | None, int | None]] = {
    "I": (None, None, None, None),
    "II": (50_000_000, 5_000_000, 10_000_000, None),
    "III": (2_000_000, 500_000, 1_000_000, None),
    "IV": (1_000_000, 200_000, 500_000, 5_000_000),
}
ORDER = ("I", "II", "III", "IV")


def china_date(at: int) -> date:
    return (datetime(1970, 1, 1) + timedelta(microseconds=at, hours=8)).date()


@dataclass
class Bank:
    reserve: int
    vault: int
    regime: str = "m0"


@dataclass
class Person:
    bank: int
    wallet_class: str
    deposit: int
    day: date
    regime: str = "m0"
    balance: int = 0
    held: int = 0
    owed: int = 0
    today: int = 0
    this_year: int = 0
    closed: bool = False
    own: tuple[int | None, ...] = (None, None, None, None)
    freezes: dict[int, tuple[str, int]] = field(default_factory=dict)

    def limit(self, place: int) -> int | None:
        known = [bound for bound in (CLASS_LIMITS[self.wallet_class][place], self.own[place]) if bound is not None]
        return min(known) if known else None

    def has(self, *scopes: str) -> bool:
        return any(scope in scopes for scope, _ in self.freezes.values())

    def frozen(self) -> int:
        return sum(amount for scope, amount in self.freezes.values() if scope == "amount")

    def roll(self, at: int) -> None:
        now = china_date(at)
        if now > self.day:
            self.today = 0
            if now.year > self.day.year:
                self.this_year = 0
            self.day = now

    def out_frozen(self, amount: int) -> str:
        free = self.balance - self.held
        if self.has("all", "out"):
            return "wallet_frozen"
        return "wallet_frozen_amount" if self.frozen() and free - self.frozen() < amount <= free else ""


@dataclass
class Deal:
    """A payment, made at once or held."""

    payer: int
    payee: int
    amount: int
    captured: int
    refunded: int = 0
    left: int = 0
    expires_at: int = 0
    placed: date = date.min
    hold: bool = False
    open: bool = False


class Model:
    def __init__(self, banks: dict[int, Bank]) -> None:
        self.banks = banks
        self.people: dict[int, Person] = {}
        self.deals: dict[int, Deal] = {}
        self.owed: dict[tuple[int, int], int] = {}
        self.refusals: dict[tuple[int, int, date], int] = {}
        self.cap = 0

    # ---------------------------------------------------------------------------------------------- money on its way
    def _carry(self, payer: Person, payee: Person, amount: int, free: int) -> str:
        """Who has to have what for money to go from one to the other; then it goes, but for the two balances."""
        across = payer.bank != payee.bank
        if payer.regime == payee.regime == "bank" and across and self.cap:
            pair = (payer.bank, payee.bank)
            if self.owed.get(pair, 0) - self.owed.get(pair[::-1], 0) + amount > self.cap:
                return "settlement_cap_exceeded"
            if amount > free:
                return "insufficient_funds"
            self.owed[pair] = self.owed.get(pair, 0) + amount
            return ""
        if amount > free:
            return "insufficient_funds"
        if payer.regime == payee.regime and (payer.regime == "m0" or not across):
            return ""
        if payer.regime == "bank" and self.banks[payer.bank].reserve < amount:
            return "operator_illiquid"
        if payer.regime == "bank":
            self.banks[payer.bank].reserve -= amount
        if payee.regime == "bank":
            self.banks[payee.bank].reserve += amount
        return ""

    def _payee(self, payee: Person, amount: int) -> str:
        if payee.has("all"):
            return "wallet_frozen"
        ceiling = payee.limit(0)
        return "limit_balance_exceeded" if ceiling is not None and payee.balance + amount > ceiling else ""

    def _may_pay(self, payer: Person, payee: Person, amount: int, at: int) -> str:
        if not 1 <= amount <= 10**15:
            return "amount_invalid"
        if payer.closed:
            return "wallet_closed"
        if payer is payee:
            return "accounts_same"
        if payer.has("all", "out"):
            return "wallet_frozen"
        day, today, this_year = payer.day, payer.today, payer.this_year
        payer.roll(at)
        names = ("limit_single_exceeded", "limit_daily_exceeded", "limit_yearly_exceeded")
        used = (0, payer.today, payer.this_year)
        for place, (name, before) in enumerate(zip(names, used, strict=True), 1):
            ceiling = payer.limit(place)
            if ceiling is not None and before + amount > ceiling:
                payer.day, payer.today, payer.this_year = day, today, this_year
                return name
        payer.day, payer.today, payer.this_year = day, today, this_year
        return payer.out_frozen(amount) or ("insufficient_funds" if amount > payer.balance - payer.held else "")

    def _heard(self, payer_id: int, payee_id: int, cannot: bool, at: int) -> str:
        """What a payer hears of its payee: the same thing always, and after five times a day whatever it can."""
        place = (payer_id, payee_id, china_date(at))
        if self.refusals.get(place, 0) >= 5:
            return "payee_cannot_receive"
        if not cannot:
            return ""
        self.people[payer_id].roll(at)
        self.refusals[place] = self.refusals.get(place, 0) + 1
        return "payee_cannot_receive"

    def pay(self, number: int, payer_id: int, payee_id: int, amount: int, at: int) -> str:
        payer, payee = self.people[payer_id], self.people[payee_id]
        code = self._may_pay(payer, payee, amount, at)
        cannot = payee.closed or bool(self._payee(payee, amount))
        code = code or self._heard(payer_id, payee_id, cannot, at)
        code = code or self._carry(payer, payee, amount, payer.balance - payer.held)
        if not code:
            payer.balance -= amount
            payee.balance += amount
            self._count(payer, amount, at)
            self.deals[number] = Deal(payer_id, payee_id, amount, amount)
        return code

    def _count(self, payer: Person, amount: int, at: int) -> None:
        payer.roll(at)
        payer.today += amount
        payer.this_year += amount

    def refund(self, deal_id: int, amount: int) -> str:
        if not 1 <= amount <= 10**15:
            return "amount_invalid"
        deal = self.deals.get(deal_id)
        if deal is None:
            return "payment_not_found"
        if not deal.captured:
            return "payment_not_refundable"
        if deal.refunded + amount > deal.captured:
            return "refund_exceeds_payment"
        giver, taker = self.people[deal.payee], self.people[deal.payer]
        if giver.closed:
            return "wallet_closed"
        code = giver.out_frozen(amount) or ("insufficient_funds" if amount > giver.balance - giver.held else "")
        code = code or ("payee_cannot_receive" if taker.has("all") else "")
        code = code or self._carry(giver, taker, amount, giver.balance - giver.held)
        if not code:
            giver.balance -= amount
            if taker.closed:
                taker.owed += amount  # its holder has no other wallet
            else:
                taker.balance += amount
            deal.refunded += amount
        return code

    # --------------------------------------------------------------------------------------------------------- holds
    def hold(self, number: int, payer_id: int, payee_id: int, amount: int, expires_at: int, at: int) -> str:
        payer, payee = self.people[payer_id], self.people[payee_id]
        code = self._may_pay(payer, payee, amount, at) or (
            self._heard(payer_id, payee_id, True, at) if payee.closed else ""
        )
        if not code:
            payer.held += amount
            self._count(payer, amount, at)
            self.deals[number] = Deal(payer_id, payee_id, amount, 0, 0, amount, expires_at, china_date(at), True, True)
        return code

    def _held(self, deal_id: int) -> str:
        deal = self.deals.get(deal_id)
        if deal is None:
            return "payment_not_found"
        if not deal.hold:
            return "hold_not_found"
        return "" if deal.open else "hold_closed"

    def capture(self, deal_id: int, amount: int, at: int) -> str:
        if not 1 <= amount <= 10**15:
            return "amount_invalid"
        if code := self._held(deal_id):
            return code
        deal = self.deals[deal_id]
        payer, payee = self.people[deal.payer], self.people[deal.payee]
        if payee.closed:
            return "wallet_closed"
        if code := self._payee(payee, amount):
            return code
        if payer.has("all"):
            return "payer_cannot_pay"
        code = self._carry_capture(deal, payer, payee, amount, at)
        if not code:
            payer.balance -= amount
            payer.held -= amount
            payee.balance += amount
            deal.captured += amount
            deal.left -= amount
            deal.open = deal.left > 0
        return code

    def _carry_capture(self, deal: Deal, payer: Person, payee: Person, amount: int, at: int) -> str:
        """The cap is asked before the hold, the hold before reserves."""
        late = "hold_expired" if at >= deal.expires_at else "hold_exceeded" if amount > deal.left else ""
        pair = (payer.bank, payee.bank)
        if late and payer.regime == payee.regime == "bank" and payer.bank != payee.bank and self.cap:
            over = self.owed.get(pair, 0) - self.owed.get(pair[::-1], 0) + amount > self.cap
            return "settlement_cap_exceeded" if over else late
        return late or self._carry(payer, payee, amount, amount)

    def end(self, deal_id: int, at: int, *, expire: bool) -> str:
        if code := self._held(deal_id):
            return code
        deal = self.deals[deal_id]
        if expire and at < deal.expires_at:
            return "hold_not_expired"
        payer = self.people[deal.payer]
        payer.roll(at)
        payer.held -= deal.left
        payer.today -= deal.left if payer.day == deal.placed else 0
        payer.this_year -= deal.left if payer.day.year == deal.placed.year else 0
        deal.left, deal.open = 0, False
        return ""

    # --------------------------------------------------------------------------------------------------- the wallets
    def load(self, person_id: int, amount: int) -> str:
        person = self.people[person_id]
        if not 1 <= amount <= 10**15:
            return "amount_invalid"
        if person.closed:
            return "wallet_closed"
        if code := self._payee(person, amount):
            return code
        if amount > person.deposit:
            return "insufficient_funds"
        if person.regime == "m0":
            if amount > self.banks[person.bank].vault:
                return "operator_illiquid"
            self.banks[person.bank].vault -= amount
        person.deposit -= amount
        person.balance += amount
        return ""

    def unload(self, person_id: int, amount: int) -> str:
        person = self.people[person_id]
        if not 1 <= amount <= 10**15:
            return "amount_invalid"
        if person.closed:
            return "wallet_closed"
        if code := person.out_frozen(amount):
            return code
        if amount > person.balance - person.held:
            return "insufficient_funds"
        if person.regime == "m0":
            self.banks[person.bank].vault += amount
        person.deposit += amount
        person.balance -= amount
        return ""

    def freeze(self, number: int, person_id: int, scope: str, amount: int) -> str:
        person = self.people[person_id]
        if person.closed:
            return "wallet_closed"
        person.freezes[number] = (scope, amount)
        return ""

    def unfreeze(self, person_id: int, number: int, _: int = 0) -> str:
        person = self.people[person_id]
        if person.closed:
            return "wallet_closed"
        return "" if person.freezes.pop(number, None) else "wallet_not_frozen"

    def own_limits(self, person_id: int, own: tuple[int | None, ...]) -> str:
        person = self.people[person_id]
        if person.closed:
            return "wallet_closed"
        for mine, ceiling in zip(own, CLASS_LIMITS[person.wallet_class], strict=True):
            if mine is not None and ceiling is not None and mine > ceiling:
                return "limit_not_lower"
        person.own = own
        return ""

    def change_class(self, person_id: int, wallet_class: str) -> str:
        person = self.people[person_id]
        if person.closed:
            return "wallet_closed"
        if person.wallet_class == wallet_class:
            return "class_same"
        before, person.wallet_class = person.wallet_class, wallet_class
        ceiling = person.limit(0)
        if ORDER.index(wallet_class) > ORDER.index(before) and ceiling is not None and person.balance > ceiling:
            person.wallet_class = before
            return "limit_balance_exceeded"
        return ""

    def close(self, person_id: int) -> str:
        person = self.people[person_id]
        if person.closed:
            return "wallet_closed"
        if person.freezes:
            return "wallet_frozen"
        if person.balance or person.held:
            return "wallet_not_empty"
        person.closed = True
        return ""

    # ----------------------------------------------------------------------------------------------------- the banks
    def change_regime(self, bank: int, at: int) -> str:
        if self.banks[bank].regime == "bank" or china_date(at).year < 2026:
            return "regime_same"
        self.banks[bank].regime = "bank"
        return ""

    def move(self, bank: int, limit: int) -> int:
        moved = 0
        for _, person in sorted(self.people.items()):
            wanted = person.bank == bank and person.regime != self.banks[bank].regime
            if moved < limit and wanted and not person.held and not person.closed:
                person.regime = self.banks[bank].regime
                self.banks[bank].reserve += person.balance
                moved += 1
        return moved

    def settle(self, one: int, other: int) -> str:
        if (one, other) not in self.owed:
            return "institution_not_found"
        net = self.owed[one, other] - self.owed[other, one]
        if not self.owed[one, other] and not self.owed[other, one]:
            return "amount_invalid"
        debtor, creditor = (one, other) if net >= 0 else (other, one)
        if self.banks[debtor].reserve < abs(net):
            return "operator_illiquid"
        self.banks[debtor].reserve -= abs(net)
        self.banks[creditor].reserve += abs(net)
        self.owed[one, other] = self.owed[other, one] = 0
        return ""

    def agree(self, one: int, other: int, cap: int) -> str:
        self.cap = cap
        self.owed.setdefault((one, other), 0)
        self.owed.setdefault((other, one), 0)
        return ""
