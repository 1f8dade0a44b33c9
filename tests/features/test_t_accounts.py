"""The T-accounts of the decision are those of the code, and each act changes the books as they say."""

import pytest

from jiaozi.payments.holds import CaptureHold, PlaceHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.scheme.issuance import FundMargin, Issue, LendReserves, Retire
from jiaozi.scheme.settlement import AgreeNetting, SettlePair
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features import t_accounts
from tests.features.world import NEW_YEAR_2026, World

HOUR_US = 3_600_000_000


def test_the_decision_states_what_the_code_books() -> None:
    assert t_accounts.stored() == t_accounts.render(), "run python -m tests.features.t_accounts"


@pytest.mark.parametrize("act", list(t_accounts.acts()), ids=lambda act: f"{act.name} {act.regime}")
def test_every_act_balances_in_each_book(act: t_accounts.Act) -> None:
    """Lines join accounts of one book and one asset; so every journal balances by construction."""
    assert t_accounts.lines(act)


# What an accountant sees: the change of every account, per book. Amounts are what each act moves, in fen.
M0 = {
    "lend": """
        central bank  CNY    LENDING        +100
        central bank  CNY    RESERVE        +100
        icbc          CNY    RESERVE_CLAIM  +100
        icbc          CNY    FUNDING        +100""",
    "issue": """
        central bank  CNY    RESERVE        -100
        central bank  CNY    BACKING        +100
        central bank  E-CNY  ISSUED         +100
        central bank  E-CNY  VAULT          +100
        icbc          CNY    RESERVE_CLAIM  -100
        icbc          CNY    POSITION       -100
        icbc          E-CNY  VAULT_CLAIM    +100
        icbc          E-CNY  POSITION       +100""",
    "retire": """
        central bank  CNY    RESERVE        +100
        central bank  CNY    BACKING        -100
        central bank  E-CNY  ISSUED         -100
        central bank  E-CNY  VAULT          -100
        icbc          CNY    RESERVE_CLAIM  +100
        icbc          CNY    POSITION       +100
        icbc          E-CNY  VAULT_CLAIM    -100
        icbc          E-CNY  POSITION       -100""",
    "load": """
        central bank  E-CNY  VAULT          -100
        central bank  E-CNY  WALLET         +100
        icbc          CNY    DEPOSIT        -100
        icbc          CNY    POSITION       +100
        icbc          E-CNY  VAULT_CLAIM    -100
        icbc          E-CNY  POSITION       -100""",
    "load from another bank": """
        central bank  E-CNY  VAULT          -100
        central bank  E-CNY  WALLET         +100
        boc           CNY    DEPOSIT        -100
        boc           CNY    RESERVE_CLAIM  -100
        icbc          CNY    RESERVE_CLAIM  +100
        icbc          CNY    POSITION       +100
        icbc          E-CNY  VAULT_CLAIM    -100
        icbc          E-CNY  POSITION       -100""",
    "pay within": "",
    "pay across": "",
    "refund across": "",
    "capture across": "",
    "unload": """
        central bank  E-CNY  VAULT          +100
        central bank  E-CNY  WALLET         -100
        icbc          CNY    DEPOSIT        +100
        icbc          CNY    POSITION       -100
        icbc          E-CNY  VAULT_CLAIM    +100
        icbc          E-CNY  POSITION       +100""",
}
DEPOSIT_MONEY = {
    "load": """
        icbc          CNY    DEPOSIT        -100
        icbc          CNY    POSITION       +100
        icbc          E-CNY  POSITION       -100
        icbc          E-CNY  WALLET_DEPOSIT +100""",
    "load from another bank": """
        boc           CNY    DEPOSIT        -100
        boc           CNY    RESERVE_CLAIM  -100
        icbc          CNY    RESERVE_CLAIM  +100
        icbc          CNY    POSITION       +100
        icbc          E-CNY  POSITION       -100
        icbc          E-CNY  WALLET_DEPOSIT +100""",
    "pay within": "",
    "pay across": """
        icbc          CNY    RESERVE_CLAIM  -100
        icbc          CNY    POSITION       -100
        icbc          E-CNY  POSITION       +100
        icbc          E-CNY  WALLET_DEPOSIT -100
        boc           CNY    RESERVE_CLAIM  +100
        boc           CNY    POSITION       +100
        boc           E-CNY  POSITION       -100
        boc           E-CNY  WALLET_DEPOSIT +100""",
    "refund across": """
        icbc          CNY    RESERVE_CLAIM  +100
        icbc          CNY    POSITION       +100
        icbc          E-CNY  POSITION       -100
        icbc          E-CNY  WALLET_DEPOSIT +100
        boc           CNY    RESERVE_CLAIM  -100
        boc           CNY    POSITION       -100
        boc           E-CNY  POSITION       +100
        boc           E-CNY  WALLET_DEPOSIT -100""",
    "capture across": """
        icbc          CNY    RESERVE_CLAIM  -100
        icbc          CNY    POSITION       -100
        icbc          E-CNY  POSITION       +100
        icbc          E-CNY  WALLET_DEPOSIT -100
        boc           CNY    RESERVE_CLAIM  +100
        boc           CNY    POSITION       +100
        boc           E-CNY  POSITION       -100
        boc           E-CNY  WALLET_DEPOSIT +100""",
    "unload": """
        icbc          CNY    DEPOSIT        +100
        icbc          CNY    POSITION       -100
        icbc          E-CNY  POSITION       +100
        icbc          E-CNY  WALLET_DEPOSIT -100""",
}
Table = dict[tuple[str, str, str], int]


def table(text: str) -> Table:
    """The lines of a table: book, asset, kind, change."""
    found = {}
    for line in text.strip().splitlines():
        *book, asset, kind, change = line.split()
        found[" ".join(book), asset, kind] = int(change)
    return found


def changes(before: Table, after: Table) -> Table:
    return {key: change for key in before | after if (change := after.get(key, 0) - before.get(key, 0))}


class Ledgers:
    """Two banks, two people and what an act changes in all books."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.icbc, self.boc = world.bank("icbc"), world.bank("boc")
        self.alice, self.ben = world.rich(self.icbc), world.person(self.icbc)
        self.shop = world.shop(self.boc)
        self.source, self.far = world.deposit(self.alice, 10**6), world.deposit(self.alice, 10**6, bank=self.boc)
        self.paid = world.pay(self.alice, 100, self.shop).payment
        self.hold = world.do(PlaceHold(self.alice, 100, world.clock.now() + HOUR_US, store=self.shop)).payment

    def act(self, command: object) -> Table:
        before = self.world.books()
        self.world.do(command)
        return changes(before, self.world.books())

    def command(self, act: str) -> object:
        return {
            "lend": LendReserves(self.icbc, 100),
            "issue": Issue(self.icbc, 100),
            "retire": Retire(self.icbc, 100),
            "load": Load(self.alice, self.source, 100),
            "load from another bank": Load(self.alice, self.far, 100),
            "pay within": Pay(self.alice, 100, "person", payee=self.ben),
            "pay across": Pay(self.alice, 100, store=self.shop),
            "refund across": RefundPayment(self.paid, 100),
            "capture across": CaptureHold(self.hold, 100),
            "unload": Unload(self.alice, self.source, 100),
        }[act]


def test_the_books_under_m0_cash(world: World) -> None:
    ledgers = Ledgers(world)
    for act, expected in M0.items():
        assert ledgers.act(ledgers.command(act)) == table(expected), act


def test_the_books_under_deposit_money(world_2026: World) -> None:
    """The reserves of two operators in the central bank's book cancel out in its sum; the claims show them."""
    ledgers = Ledgers(world_2026)
    for act, expected in DEPOSIT_MONEY.items():
        assert ledgers.act(ledgers.command(act)) == table(expected), act


def test_the_books_under_full_reserve(world_2026: World) -> None:
    world = world_2026
    icbc, payco = world.bank(), world.nonbank(margin=0)
    wallet, friend, shop = world.person(payco), world.person(payco), world.shop(icbc)
    source = world.deposit(wallet, 10**6, bank=icbc)

    def act(command: object) -> Table:
        before = world.books()
        world.do(command)
        return changes(before, world.books())

    into = """
        central bank  CNY    RESERVE         -100
        central bank  CNY    MARGIN          +100
        icbc          CNY    DEPOSIT         -100
        icbc          CNY    RESERVE_CLAIM   -100
        payco         CNY    MARGIN_CLAIM    +100
        payco         CNY    POSITION        +100
        payco         E-CNY  POSITION        -100
        payco         E-CNY  WALLET_NONBANK  +100"""
    assert act(Load(wallet, source, 100)) == table(into)
    assert act(Pay(wallet, 100, "person", payee=friend)) == {}
    assert act(Pay(friend, 100, "person", payee=wallet)) == {}
    across = """
        central bank  CNY    MARGIN          -40
        central bank  CNY    RESERVE         +40
        payco         CNY    MARGIN_CLAIM    -40
        payco         CNY    POSITION        -40
        payco         E-CNY  POSITION        +40
        payco         E-CNY  WALLET_NONBANK  -40
        icbc          CNY    RESERVE_CLAIM   +40
        icbc          CNY    POSITION        +40
        icbc          E-CNY  POSITION        -40
        icbc          E-CNY  WALLET_DEPOSIT  +40"""
    assert act(Pay(wallet, 40, store=shop)) == table(across)
    assert act(Unload(wallet, source, 60)) == {key: -change * 60 // 100 for key, change in table(into).items()}
    funded = """
        central bank  CNY    RESERVE         -7
        central bank  CNY    MARGIN          +7
        payco         CNY    RESERVE_CLAIM   -7
        payco         CNY    MARGIN_CLAIM    +7"""
    assert act(FundMargin(payco, 7)) == table(funded)


def test_the_books_of_net_settlement(world_2026: World) -> None:
    ledgers = Ledgers(world_2026)
    world, far = world_2026, world_2026.rich(ledgers.boc)
    world.do(AgreeNetting(ledgers.icbc, ledgers.boc, 1_000))
    owed = """
        icbc  E-CNY  WALLET_DEPOSIT  -100
        icbc  E-CNY  DUE_TO          +100
        boc   E-CNY  DUE_FROM        +100
        boc   E-CNY  WALLET_DEPOSIT  +100"""
    assert ledgers.act(ledgers.command("pay across")) == table(owed)
    back = """
        boc   E-CNY  WALLET_DEPOSIT  -30
        boc   E-CNY  DUE_TO          +30
        icbc  E-CNY  DUE_FROM        +30
        icbc  E-CNY  WALLET_DEPOSIT  +30"""
    assert ledgers.act(Pay(far, 30, "person", payee=ledgers.ben)) == table(back)
    settled = """
        icbc  E-CNY  DUE_TO          -100
        icbc  E-CNY  DUE_FROM        -30
        icbc  E-CNY  POSITION        +70
        icbc  CNY    POSITION        -70
        icbc  CNY    RESERVE_CLAIM   -70
        boc   E-CNY  DUE_FROM        -100
        boc   E-CNY  DUE_TO          -30
        boc   E-CNY  POSITION        -70
        boc   CNY    POSITION        +70
        boc   CNY    RESERVE_CLAIM   +70"""
    assert ledgers.act(SettlePair(ledgers.icbc, ledgers.boc)) == table(settled)


def test_the_books_of_a_change_of_regime(world: World) -> None:
    ledgers = Ledgers(world)
    world.do(CaptureHold(ledgers.hold, 100))
    held = world.balance(ledgers.alice)
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(ledgers.icbc))
    moved = f"""
        central bank  CNY    BACKING         -{held}
        central bank  CNY    RESERVE         +{held}
        central bank  E-CNY  ISSUED          -{held}
        central bank  E-CNY  WALLET          -{held}
        icbc          CNY    RESERVE_CLAIM   +{held}
        icbc          CNY    POSITION        +{held}
        icbc          E-CNY  POSITION        -{held}
        icbc          E-CNY  WALLET_DEPOSIT  +{held}"""
    assert ledgers.act(MoveWallets(ledgers.icbc)) == table(moved)
    across = """
        central bank  CNY    BACKING         +100
        central bank  CNY    RESERVE         -100
        central bank  E-CNY  ISSUED          +100
        central bank  E-CNY  WALLET          +100
        icbc          CNY    RESERVE_CLAIM   -100
        icbc          CNY    POSITION        -100
        icbc          E-CNY  POSITION        +100
        icbc          E-CNY  WALLET_DEPOSIT  -100"""
    assert ledgers.act(ledgers.command("pay across")) == table(across)  # boc's shop is still under m0_cash
