"""The T-accounts of every act under every regime, written from `scheme/entries.py` into the decision that states them.

`python -m tests.features.t_accounts` writes them into docs/decisions/0003-whose-money.md; a test compares.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from jiaozi.kinds import AccountNo, BankAccountNo, InstitutionNo
from jiaozi.ledger.model import Code, Leg, Phase
from jiaozi.money import CNY, ECNY
from jiaozi.scheme import entries
from jiaozi.scheme.entries import Place, reversed_legs
from jiaozi.scheme.model import (
    CENTRAL_BANK,
    CENTRAL_PLAN,
    INTEREST_PLAN,
    OPERATOR_PLAN,
    CentralRole,
    Regime,
    Role,
    account,
    due_from,
    due_to,
)

ADR: Final = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "0003-whose-money.md"
BEGIN, END = "<!-- T-accounts: written by python -m tests.features.t_accounts -->\n", "<!-- end of T-accounts -->\n"

A, B = InstitutionNo(512), InstitutionNo(768)
ALICE, BOB, SHOP, OLD = AccountNo(1 << 40), AccountNo(2 << 40), AccountNo(3 << 40), AccountNo(4 << 40)
DEPOSIT_A, DEPOSIT_B, DUE_OUTSIDE = BankAccountNo(5 << 40), BankAccountNo(6 << 40), AccountNo(7 << 40)
M0, BANK, FULL = Regime.M0_CASH, Regime.DEPOSIT_MONEY, Regime.NONBANK_FULL_RESERVE
REGIME_TEXT: Final = {M0: "`m0_cash`", BANK: "`deposit_money`", FULL: "`nonbank_full_reserve`"}


class OrderLine(NamedTuple):
    """One leg: whose book, which asset, debit and credit by name."""

    book: str
    asset: str
    debit: str
    credit: str


class Act(NamedTuple):
    """An act under a regime, its legs, and the regime whose wallets they touch."""

    name: str
    regime: str
    legs: Sequence[Leg]


def place(number: AccountNo, operator: InstitutionNo, regime: Regime) -> Place:
    return Place(number, operator, regime)


def held(regime: Regime) -> list[Leg]:
    payer = place(ALICE, A, regime)
    return [Leg(ALICE, entries.clearing(payer).account, 1, Code.HOLD, Phase.PENDING)]


def captured(regime: Regime, payee: Place) -> list[Leg]:
    payer = place(ALICE, A, regime)
    clearing = entries.clearing(payer)
    return [Leg(ALICE, clearing.account, 1, Code.CAPTURE, Phase.CAPTURED), *entries.pay(clearing, payee, 1)]


def acts() -> Iterator[Act]:
    """Every act, in the order of the document."""
    any_regime = "any"
    yield Act("Reserves are lent to operator A", any_regime, entries.fund_reserve(A, 1))
    yield Act("Issue to A's vault", REGIME_TEXT[M0], entries.issue(A, 1))
    yield Act("Retire from A's vault", any_regime, reversed_legs(entries.issue(A, 1, Code.RETIRE)))
    yield Act("A's margin is funded (backwards: released)", REGIME_TEXT[FULL], entries.fund_margin(A, 1))
    yield Act(
        "Cash is paid into a bank account at A (backwards: drawn)", any_regime, entries.deposit_cash(A, DEPOSIT_A, 1)
    )
    for regime in (M0, BANK):
        yield Act(
            "Load, bank account and wallet at A (backwards: unload)",
            REGIME_TEXT[regime],
            entries.load(DEPOSIT_A, A, place(ALICE, A, regime), 1),
        )
    for regime in (M0, BANK, FULL):
        yield Act(
            "Load from a bank account at B into a wallet at A (backwards: unload)",
            REGIME_TEXT[regime],
            entries.load(DEPOSIT_B, B, place(ALICE, A, regime), 1),
        )
    for regime in (M0, BANK, FULL):
        yield Act(
            "Payment within A", REGIME_TEXT[regime], entries.pay(place(ALICE, A, regime), place(BOB, A, regime), 1)
        )
    yield Act("Payment from A to B", REGIME_TEXT[M0], entries.pay(place(ALICE, A, M0), place(BOB, B, M0), 1))
    yield Act(
        "Payment from A to B, settled gross",
        f"{REGIME_TEXT[BANK]} both",
        entries.pay(place(ALICE, A, BANK), place(BOB, B, BANK), 1),
    )
    yield Act(
        "Payment from A to B, kept as a due under a cap",
        f"{REGIME_TEXT[BANK]} both",
        entries.pay(place(ALICE, A, BANK), place(BOB, B, BANK), 1, net=True),
    )
    for payer, payee in ((FULL, BANK), (BANK, FULL), (M0, BANK), (BANK, M0), (M0, FULL), (FULL, M0)):
        legs = entries.pay(place(ALICE, A, payer), place(BOB, B, payee), 1)
        yield Act("Payment from A to B", f"{REGIME_TEXT[payer]} to {REGIME_TEXT[payee]}", legs)
    yield Act(
        "Payment within A while its wallets move",
        f"{REGIME_TEXT[M0]} to {REGIME_TEXT[BANK]}",
        entries.pay(place(OLD, A, M0), place(BOB, A, BANK), 1),
    )
    for regime in (M0, BANK):
        yield Act(
            "Refund of a payment from A to B: the payment's legs from payee to payer",
            REGIME_TEXT[regime],
            entries.pay(place(BOB, B, regime), place(ALICE, A, regime), 1, Code.REFUND),
        )
    for regime in (M0, BANK):
        yield Act("Hold: reserved, nothing moves", REGIME_TEXT[regime], held(regime))
    yield Act("Capture for a wallet at A", REGIME_TEXT[M0], captured(M0, place(BOB, A, M0)))
    yield Act("Capture for a wallet at B", REGIME_TEXT[BANK], captured(BANK, place(BOB, B, BANK)))
    for regime in (M0, BANK):
        yield Act(
            "Fee of A on a payment to its shop", REGIME_TEXT[regime], entries.collect_fee(place(SHOP, A, regime), 1)
        )
    yield Act("Interest of A", REGIME_TEXT[BANK], entries.pay_interest(place(ALICE, A, BANK), 1))
    roles = (Role.RESERVE, Role.RESERVE)
    yield Act(
        "A and B settle: what both owe, then the rest A owes", REGIME_TEXT[BANK], entries.settle_pair(A, B, 2, 1, roles)
    )
    yield Act("Deposit at A to a deposit at B", any_regime, entries.transfer_deposit(DEPOSIT_A, A, DEPOSIT_B, B, 1))
    yield Act(
        "A pays a bank outside, where DUE_OUTSIDE is its account (backwards: is paid)",
        any_regime,
        entries.settle_outside(A, DUE_OUTSIDE, 1),
    )
    for old, new in ((M0, BANK), (M0, FULL), (BANK, M0)):
        legs = entries.change_regime(place(OLD, A, old), place(ALICE, A, new), 1)
        yield Act("Change of regime of a wallet at A", f"{REGIME_TEXT[old]} to {REGIME_TEXT[new]}", legs)


def lines(act: Act) -> list[OrderLine]:
    """The legs of an act in words. Fails on a leg between two books or two assets."""
    found = []
    for leg in act.legs:
        debit, credit = _names(act)[leg.debit], _names(act)[leg.credit]
        assert debit[:2] == credit[:2], (act.name, leg)
        found.append(OrderLine(*debit[:2], debit[2], credit[2]))
    return found


def _names(act: Act) -> dict[AccountNo, tuple[str, str, str]]:
    """Book, asset and name of every account that an act may touch."""
    names = {}
    codes = {CNY.id: "CNY", ECNY.id: "E-CNY"}
    books = {A: "A", B: "B"}
    for operator, title in books.items():
        for role, plan in {**OPERATOR_PLAN, Role.INTEREST: INTEREST_PLAN}.items():
            book = "central bank" if plan.central else title
            names[account(operator, role)] = (
                book,
                codes[plan.asset],
                f"{role.name} {title}" if plan.central else role.name,
            )
    for central_role, plan in CENTRAL_PLAN.items():
        names[account(CENTRAL_BANK, central_role)] = ("central bank", codes[plan.asset], central_role.name)
    names[due_to(A, B)], names[due_from(A, B)] = ("A", "E-CNY", "DUE_TO B"), ("B", "E-CNY", "DUE_FROM A")
    names[due_to(B, A)], names[due_from(B, A)] = ("B", "E-CNY", "DUE_TO A"), ("A", "E-CNY", "DUE_FROM B")
    names[account(CENTRAL_BANK, CentralRole.OUTSIDE)] = ("central bank", "CNY", "OUTSIDE")
    names[DUE_OUTSIDE] = ("A", "CNY", "DUE_OUTSIDE")
    names[AccountNo(DEPOSIT_A)], names[AccountNo(DEPOSIT_B)] = ("A", "CNY", "deposit"), ("B", "CNY", "deposit")
    for number, title in (
        (ALICE, "wallet of Alice"),
        (BOB, "wallet of Bob"),
        (SHOP, "wallet of the shop"),
        (OLD, "old account"),
    ):
        names[number] = (_book_of(act, number), "E-CNY", title)
    return names


def _book_of(act: Act, number: int) -> str:
    """The book a wallet's account is in follows from what it is posted against."""
    for leg in act.legs:
        other = leg.credit if leg.debit == number else leg.debit if leg.credit == number else 0
        if not other:
            continue
        for operator, title in ((A, "A"), (B, "B")):
            for role, plan in {**OPERATOR_PLAN, Role.INTEREST: INTEREST_PLAN}.items():
                if account(operator, role) == other:
                    return "central bank" if plan.central else title
        if account(CENTRAL_BANK, 0) <= other < A:
            return "central bank"
        if other in (due_to(A, B), due_from(B, A)):
            return "A"
        if other in (due_from(A, B), due_to(B, A)):
            return "B"
    return "central bank" if act.regime == REGIME_TEXT[M0] else "A"


def render() -> str:
    """The tables of the document."""
    text = []
    for act in acts():
        text.append(f"**{act.name}** ({act.regime})\n\n| book | asset | debit | credit |\n|---|---|---|---|\n")
        text += [f"| {line.book} | {line.asset} | {line.debit} | {line.credit} |\n" for line in lines(act)]
        text.append("\n")
    return "".join(text)


def stored() -> str:
    """The tables as the document has them."""
    return ADR.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def main() -> None:
    """Writes the tables into the document."""
    text = ADR.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    ADR.write_text(head + BEGIN + render() + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
