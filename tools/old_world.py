"""Makes the world of a schema version that `tests/upgrade` upgrades: with the program of that version, once, to keep.

    git worktree add --detach /tmp/released COMMIT
    cd /tmp/released && PYTHONPATH=.:src PYTHON THIS_FILE FILE.zip

It uses the code and the test helpers of the current folder. A chapter that the program of then had not is left out; a
program that has more gets more chapters here. The zip has `backup.zip` (what that program backs up), `keyring.json` (of
this world alone), and `sqlite.sql` and `oceanbase.sql`, the statements that it makes its tables with.
"""

import inspect
import sys
import zipfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Final

MARKER: Final = "-- next statement\n"
PAPERS: Final = ("ab" * 32,)


class _Old:
    """Modules of the program of then, by their names below `jiaozi`; `ModuleNotFoundError` for what it had not."""

    def __getattr__(self, name: str) -> ModuleType:
        return import_module("jiaozi." + name.replace("__", "."))


old: Final = _Old()


class Town:
    """The world, and who lives in it."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.bank, self.other = world.bank(), world.bank("boc")
        self.payer, self.friend = world.rich(self.bank, "II", 900_000), world.rich(self.other, "III", 300_000)
        self.store = world.shop(self.bank)
        self.merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (self.store,))[0][0]
        self.mobile = world.person(self.bank)


def payments(town: Town) -> None:
    """Payments within and between operators, refunds, holds open and captured, freezes."""
    world, now = town.world, town.world.clock.now()
    holds, refund, freezing = old.payments__holds, old.payments__refund, old.wallets__freezing
    paid = [world.pay(town.payer, 1_000 + number, town.store) for number in range(3)]
    world.do(old.payments__pay.Pay(town.friend, 5_000, "person", payee=town.mobile))
    world.do(refund.RefundPayment(paid[0].payment, 400))
    _, held = [
        world.do(holds.PlaceHold(town.payer, amount, now + 30 * 86_400_000_000, store=town.store))
        for amount in (700, 800)
    ]
    world.do(holds.CaptureHold(held.payment, 500))
    world.do(freezing.FreezeWallet(town.friend, "amount", "court order", 10_000))


def banking(town: Town) -> None:
    """Bank accounts, an unload, cash over the counter."""
    world, banks = town.world, old.scheme__banks
    account = world.deposit(town.payer, 50_000)
    world.do(old.wallets__exchange.Unload(town.payer, account, 2_000))
    world.do(banks.WithdrawCash(account, 700))


def devices(town: Town) -> None:
    """A holder's device."""
    pocket = import_module("tests.devices.pocket").Pocket()
    holder = town.world.wallet(town.payer).holder
    town.world.do(old.devices__model.RegisterDevice(holder, pocket.algorithm, pocket.public, "phone"))


def requests(town: Town) -> None:
    """Requests to pay: open to all, open to one, paid."""
    world, billing = town.world, old.billing__requests
    until = world.clock.now() + 20 * 86_400_000_000
    *_, asked = [
        world.do(billing.RequestPayment(300, until, town.store, 0, payer)) for payer in (0, town.payer, town.payer)
    ]
    world.do(billing.AcceptRequest(asked.payment_request, town.payer))


def signed_requests(town: Town) -> None:
    """A request that a shop's device signed."""
    asker = import_module("tests.billing.test_signed").Asker
    mine = asker.__new__(asker)
    mine.world, mine.store, mine.payer = town.world, town.store, town.payer
    mine.pocket, mine.nonces = import_module("tests.devices.pocket").Pocket(), iter(range(100))
    mine.device = mine.register(town.world.shop_wallet(town.store), mine.pocket)
    town.world.do(mine.signed())


def sub_wallets(town: Town) -> None:
    """A sub-wallet, pushed to a merchant and charged."""
    model, tokens = old.subwallets__model, old.subwallets__tokens
    pushed = town.world.do(model.PushSubWallet(town.payer, town.merchant, "tea", 20_000, 50_000, customer="customer-7"))
    digest = tokens.hash_secret(tokens.new_secret())
    town.world.do(model.IssueSubWalletToken(pushed.sub_wallet, digest))
    town.world.do(model.ChargeSubWallet(pushed.sub_wallet, digest, town.store, 900))


def cash_codes(town: Town) -> None:
    """Cash by code, paid in."""
    helpers = import_module("tests.banking.test_cash")
    town.world.do(helpers.redemption(town.world, helpers.issue(town.world, town.payer, "in", 8_000), town.bank))


def orders(town: Town) -> None:
    """Orders, open and paid."""
    acceptance = old.acceptance__orders
    lines = (old.acceptance__model.Line("tea", 1, 100),)
    _, placed = [town.world.do(acceptance.PlaceOrder(town.store, number, lines)) for number in ("A-1", "A-2")]
    town.world.do(acceptance.PayOrder(placed.order, town.payer))


def outside(town: Town) -> None:
    """A bank outside, an account there under an agreement, and an order that is under way."""
    banks, people = old.banking__outside, import_module("tests.banking.people")
    number = town.world.do(banks.OpenExternalBank(town.bank, "ccb", "A bank outside")).external_bank
    account = town.world.do(banks.OpenExternalAccount(town.payer, number, "4367420000000001")).external_account
    people.agree(town.world, town.payer, account, outside=True)
    town.world.do(old.banking__exchange_orders.OrderExchange(town.payer, account, "unload", 3_000))


def bills(town: Town) -> None:
    """A biller's bills, one of them paid."""
    billing, day = old.billing__bills, old.clock.china_day(town.world.clock.now()) + 10
    merchants, wallet = old.payments__merchants, town.world.company(town.bank)
    biller = town.world.do(merchants.OpenMerchant(wallet, "Water", "自来水公司", "4900", "UBIL", "utilities")).merchant
    store = town.world.do(merchants.OpenStore(biller, "Counter", "500103")).store
    lines = tuple(billing.BillLine(f"2022-{number:04}", "water", 4_500, day) for number in range(3))
    town.world.do(billing.UploadBills(biller, store, lines))
    town.world.do(billing.PayBill(town.payer, biller, "2022-0001", 4_500))


def collect_codes(town: Town) -> None:
    """A static collect code, paid once."""
    codes = old.codes__collect
    opened = town.world.do(codes.OpenCollectCode(town.store))
    town.world.do(codes.PayCollectCode(town.payer, opened.payload, 600))


def splits(town: Town) -> None:
    """A payment split between a platform and its sellers."""
    market = import_module("tests.splits.market").Market(town.world, (town.bank,) * 3)
    market.pay(market.plan((0, 600_000), (100, 200_000)), 9_999)


def estates(town: Town) -> None:
    """A holder has died; the estate is not settled."""
    left = town.world.rich(town.bank, "II", 70_000)
    town.world.do(old.people__estates.OpenEstate(town.world.wallet(left).holder, PAPERS))


def deposit_money(town: Town) -> None:
    """Wallets become deposit money, earn, and pay on; a month later they pay again."""
    world, regimes = town.world, old.wallets__regimes
    world.until("2026-01-01T12:00:00+08:00")
    for bank in (town.bank, town.other):
        world.do(regimes.ChangeRegime(bank))
        world.do(regimes.MoveWallets(bank))
    for day in ("2026-01-05", "2026-01-20", "2026-02-02"):
        world.until(f"{day}T12:00:00+08:00")
        world.pay(town.payer, 2_500, town.store)


CHAPTERS: Final[Sequence[Callable[[Town], None]]] = (
    *(payments, banking, devices, requests, signed_requests, bills, collect_codes, splits, sub_wallets),
    *(cash_codes, outside, orders, estates, deposit_money),
)


def main(file: Path) -> None:
    """Writes the zip."""
    with TemporaryDirectory() as folder:
        keyring, url = Path(folder) / "keyring.json", f"sqlite:///{folder}/world.db"
        world = import_module("tests.features.world").World(url, keyring)
        town = Town(world)
        for chapter in CHAPTERS:
            try:
                chapter(town)
            except ModuleNotFoundError as error:
                sys.stderr.write(f"without {chapter.__name__}: {error}\n")
        found = world.audit().findings
        if found:
            raise SystemExit(f"the audit finds {found}")
        world.close()
        backup = Path(folder) / "backup.zip"
        _back_up(url, backup, keyring)
        _write(file, backup, keyring)


def _back_up(url: str, file: Path, keyring: Path) -> None:
    given: list[Any] = [old.db__engines.open_engine(url), file]
    if "keyring" in inspect.signature(old.backup.back_up).parameters:
        given.append(old.keyring.Keyring.load(keyring))
    manifest = old.backup.back_up(*given)
    full = [name for name, table in manifest.tables.items() if table["rows"]]
    sys.stderr.write(
        f"schema {manifest.schema}: {manifest.rows} rows in {len(full)} of {len(manifest.tables)} tables\n"
    )


def _write(file: Path, backup: Path, keyring: Path) -> None:
    import_module("jiaozi.schema")  # fills the metadata
    engines = (old.db__sqlite.SqliteEngine("x"), old.db__oceanbase.OceanBaseEngine("oceanbase://root@127.0.0.1/x"))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(backup, "backup.zip")
        archive.write(keyring, "keyring.json")
        for engine in engines:
            archive.writestr(f"{engine.name}.sql", MARKER.join(engine.ddl(old.db__schema.metadata)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
