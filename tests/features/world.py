"""A small digital-yuan world for tests: banks, people, shops and the shortest ways to use them.

Amounts are fen. Every command has a fresh key unless one is given; `do` must succeed, `refuse` must not change a row.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from jiaozi import rulebook
from jiaozi.clock import SimulatedClock, china_date, parse_time
from jiaozi.config import Settings
from jiaozi.db import sequencer
from jiaozi.db.commands import Result
from jiaozi.db.engine import Row
from jiaozi.db.tx import Tx
from jiaozi.errors import ERRORS, Failure, Refusal
from jiaozi.invariants import FEATURE_INVARIANTS, holder_invariants
from jiaozi.kinds import BankAccountNo, InstitutionNo, StoreNo, WalletNo
from jiaozi.ledger.audit import Invariant, Report, audit
from jiaozi.ledger.model import Account, Kind
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import ASSETS_BY_ID
from jiaozi.outbox import shown
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.model import Payment
from jiaozi.payments.pay import Pay
from jiaozi.payments.schema import PAYMENTS
from jiaozi.platform import Platform
from jiaozi.scheme import institutions
from jiaozi.scheme.banks import DepositCash, OpenBankAccount
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.issuance import FundMargin, Issue, LendReserves
from jiaozi.scheme.model import CENTRAL_BANK, OPERATOR_PLAN, REGIME_NAMES, Institution, InstitutionKind
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.exchange import Load
from jiaozi.wallets.holders import reveal, seal
from jiaozi.wallets.model import Usage, Wallet, WalletClass
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.schema import HOLDERS, USAGES, WALLETS
from jiaozi.webhooks.messages import message
from jiaozi_sdk.events import EVENTS
from jiaozi_sdk.webhooks import event_of
from tests import refusals
from tests.worlds.people import company_id, resident_id

MAY_2022 = "2022-05-15T12:00:00+08:00"
NEW_YEAR_2026 = "2026-01-01T00:00:00+08:00"
USCC = "91110000600037341L"
YUAN = 100
TABLES = (
    "accounts", "bank_accounts", "bills", "freezes", "holder_index", "holder_wallets", "holders", "holds",
    "institutions", "journal_references", "merchants", "operator_limits", "pairs", "payment_requests", "payments",
    "refunds", "stores", "split_parts", "split_plan_parts", "split_plans", "split_refunds", "transfers",
    "usages", "wallets",
)  # fmt: skip
"""What a refused command leaves as it was: everything but the log of outcomes and acts, and counts of refusals."""
CORE = ("accounts", "holders", "holds", "institutions", "payments", "usages", "wallets")
"""The same for OceanBase, where each table takes milliseconds to read; the handlers are one code for both engines."""


class World:
    """One platform on a simulated clock."""

    def __init__(self, url: str, keyring: Path, at: str = MAY_2022) -> None:
        self.url, self.keyring = url, keyring
        self.clock = SimulatedClock(parse_time(at))
        self.platform = Platform(Settings(db_url=url, keyring=keyring), clock=self.clock, now_us=self.clock.now())
        self.invariants: Sequence[Invariant] = FEATURE_INVARIANTS
        self.names: dict[int, str] = {CENTRAL_BANK: "central bank"}
        self._keys = count(1)
        self._people = count(1)
        if not self.query("SELECT id FROM institutions"):
            self.do(OpenCentralBank("pbc", "The central bank", "中央银行"))

    # ------------------------------------------------------------------------------------------------- commands
    def result(self, command: Any, key: str = "", principal: int = 1, at: int = 0) -> Result:
        """The result of one command."""
        request = self.platform.request(principal, key or f"key-{next(self._keys)}", command, at=at)
        result = self.platform.run([request])[0]
        assert not isinstance(result.outcome, Failure), result.outcome
        return result

    def outcome(self, command: Any, **options: Any) -> Any:
        """The outcome of one command, a refusal too."""
        return self.result(command, **options).outcome

    def do(self, command: Any, **options: Any) -> Any:
        """The outcome of a command that must succeed."""
        outcome = self.outcome(command, **options)
        assert not isinstance(outcome, Refusal), (command, outcome)
        return outcome

    def refusal(self, command: Any, **options: Any) -> Refusal:
        """The refusal of a command, which may not change any row."""
        before = self.everything()
        outcome = self.outcome(command, **options)
        assert isinstance(outcome, Refusal), (command, outcome)
        assert outcome.code in ERRORS
        assert self.everything() == before
        return outcome

    def refuse(self, command: Any, **options: Any) -> str:
        """The code of `refusal`."""
        return self.refusal(command, **options).code

    def group(self, *commands: Any, at: int = 0) -> list[Any]:
        """The outcomes of commands that share one database transaction."""
        requests = [self.platform.request(1, f"key-{next(self._keys)}", command, at=at) for command in commands]
        return [result.outcome for result in self.platform.run(requests)]

    def until(self, moment: str) -> None:
        """Moves the clock to an ISO instant."""
        self.clock.advance_to(parse_time(moment))

    def wait(self, microseconds: int) -> None:
        """Lets time pass."""
        self.clock.advance_to(self.clock.now() + microseconds)

    # -------------------------------------------------------------------------------------------------- parties
    def bank(
        self, code: str = "icbc", *, issue: int = 10**10, reserves: int = 10**11, quota: int = 10**13
    ) -> InstitutionNo:
        """A bank operator with reserves and, while digital yuan is issued, a filled vault."""
        number: InstitutionNo = self.do(OpenOperator(code, quota)).institution
        self.names[number] = code
        self._fund(number, reserves, issue)
        return number

    def nonbank(self, *, issue: int = 10**9, reserves: int = 10**10, margin: int = 10**9) -> InstitutionNo:
        """A non-bank operator: none is in the shipped rule book, so it is put into the world as `OpenOperator` does."""
        connection = self.platform.engine.connect()
        connection.begin()
        tx = Tx(connection, self.platform.ids, self.clock.now(), self.platform.ids.take())
        number = InstitutionNo(
            max(int(row[0]) for row in connection.query("SELECT id FROM institutions")) + CENTRAL_BANK
        )
        regime = REGIME_NAMES[rulebook.regime(china_date(self.clock.now()), "nonbank").regime]
        names = ("A payment company", "支付机构")
        institutions._add(tx, number, "payco", InstitutionKind.NONBANK, names, regime, 10**13, self.clock.now())
        institutions._open_accounts(tx, number, OPERATOR_PLAN)
        tx.flush()
        connection.commit()
        connection.close()
        self.names[number] = "payco"
        self._fund(number, reserves, issue)
        if regime == REGIME_NAMES["nonbank_full_reserve"] and margin:
            self.do(FundMargin(number, margin))
        return number

    def _fund(self, number: InstitutionNo, reserves: int, issue: int) -> None:
        if reserves:
            self.do(LendReserves(number, reserves))
        if issue and self.institution(number).regime == REGIME_NAMES["m0_cash"]:
            self.do(Issue(number, issue))

    def person(self, operator: InstitutionNo, wallet_class: WalletClass = "IV", *, prefix: str = "1") -> WalletNo:
        """The wallet of a new person, opened with all that any class needs."""
        return WalletNo(self.opened(operator, wallet_class, prefix=prefix).wallet)

    def opened(self, operator: InstitutionNo, wallet_class: WalletClass = "IV", *, prefix: str = "1") -> Any:
        """The outcome of opening a wallet for a new person."""
        number = next(self._people)
        phone = f"150{number:08d}" if prefix == "1" else f"{prefix}{90000000 + number}"
        if wallet_class == "IV":
            return self.do(OpenWallet(operator, "personal", "IV", phone=phone))
        details = (phone, "张三", resident_id(number), "6222000012345678", True)
        return self.do(OpenWallet(operator, "personal", wallet_class, *details))

    def replace_phone(self, number: int, phone: str) -> None:
        """Puts another phone into a holder's details, and nowhere else, as openings once did."""
        connection = self.platform.engine.connect()
        connection.begin()
        (holder,) = HOLDERS.read(connection, [number])
        details = reveal(self.platform.keyring, holder)._replace(phone=phone)
        connection.update("holders", ("id",), ("sealed",), [(seal(self.platform.keyring, number, details), number)])
        connection.commit()
        connection.close()

    def company(self, operator: InstitutionNo, wallet_class: WalletClass = "I") -> WalletNo:
        """The wallet of a new company."""
        number = next(self._people)
        details = (f"139{number:08d}", "商店", company_id(number), "6222000087654321", True)
        return WalletNo(self.do(OpenWallet(operator, "corporate", wallet_class, *details)).wallet)

    def shop(self, operator: InstitutionNo, wallet: WalletNo = WalletNo(0)) -> StoreNo:
        """A store of a new merchant, paid into a company's wallet."""
        into = wallet or self.company(operator)
        merchant = self.do(OpenMerchant(into, "A shop", "一家店", "5411", "retail", "supermarkets")).merchant
        store: StoreNo = self.do(OpenStore(merchant, "Main street", "500103")).store
        return store

    def shop_wallet(self, store: int) -> WalletNo:
        """The wallet that a store is paid into."""
        sql = "SELECT m.wallet FROM stores s JOIN merchants m ON m.id = s.merchant WHERE s.id = ?"
        return WalletNo(self.query(sql, (store,))[0][0])

    def deposit(self, wallet: int, amount: int, bank: InstitutionNo = InstitutionNo(0)) -> BankAccountNo:
        """A bank account of a wallet's holder with `amount` in it, by default at the wallet's own operator."""
        owner = self.wallet(wallet)
        number = f"6222{next(self._people):012d}"
        account: BankAccountNo = self.do(OpenBankAccount(bank or owner.operator, number, owner.holder)).bank_account
        if amount:
            self.do(DepositCash(account, amount))
        return account

    def fund(self, wallet: WalletNo, amount: int, bank: InstitutionNo = InstitutionNo(0)) -> BankAccountNo:
        """Loads `amount` into a wallet; the bank account it came from."""
        account = self.deposit(wallet, amount, bank)
        self.do(Load(wallet, account, amount))
        return account

    def rich(self, operator: InstitutionNo, wallet_class: WalletClass = "IV", amount: int = 5_000 * YUAN) -> WalletNo:
        """A new person's wallet with money in it."""
        wallet = self.person(operator, wallet_class)
        self.fund(wallet, amount)
        return wallet

    def pay(self, payer: WalletNo, amount: int, store: StoreNo) -> Any:
        """A payment to a store that must succeed."""
        return self.do(Pay(payer, amount, store=store))

    # ---------------------------------------------------------------------------------------------------- reads
    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Rows of a snapshot."""
        with self.platform.snapshot() as connection:
            return connection.query(sql, parameters)

    def institution(self, number: int) -> Institution:
        """The row of an institution."""
        with self.platform.snapshot() as connection:
            return INSTITUTIONS.read(connection, [number])[0]

    def wallet(self, number: int) -> Wallet:
        """The row of a wallet."""
        with self.platform.snapshot() as connection:
            return WALLETS.read(connection, [number])[0]

    def usage(self, number: int) -> Usage:
        """The usage row of a wallet."""
        with self.platform.snapshot() as connection:
            return USAGES.read(connection, [number])[0]

    def payment(self, number: int) -> Payment:
        """The row of a payment."""
        with self.platform.snapshot() as connection:
            return PAYMENTS.read(connection, [number])[0]

    def account(self, number: int) -> Account:
        """The row of a ledger account."""
        with self.platform.snapshot() as connection:
            return ACCOUNTS.read(connection, [number])[0]

    def balance(self, wallet: int) -> int:
        """What a wallet holds."""
        return self.account(self.wallet(wallet).account).posted

    def available(self, wallet: int) -> int:
        """What a wallet may still pay."""
        return self.account(self.wallet(wallet).account).available

    def books(self) -> dict[tuple[str, str, str], int]:
        """The trial balance of every book: sums by book, asset and kind of account; only what is not zero."""
        sql = "SELECT book, asset, kind, SUM(posted) FROM accounts GROUP BY book, asset, kind"
        return {
            (self.names.get(book, str(book)), ASSETS_BY_ID[asset].code, Kind(kind).name): int(total)
            for book, asset, kind, total in self.query(sql)
            if total
        }

    def everything(self) -> dict[str, list[Row]]:
        """Every row that a refused command may not change."""
        tables = TABLES if self.url.startswith("sqlite") else CORE
        with self.platform.snapshot() as connection:
            rows = {table: sorted(connection.query(f"SELECT * FROM {table}"), key=repr) for table in tables}
        counted = (Usage(*row).at(self.clock.now()) for row in rows["usages"])
        return rows | {"usages": [(u.id, u.day, u.used_today_minor, u.year, u.used_year_minor) for u in counted]}

    def read_events(self) -> None:
        """Reads every event as the SDK does: as the model of its kind, field by field. Raises `Unreadable`."""
        for kind, payload in self.query("SELECT kind, payload FROM events"):
            found = event_of(message(kind, (0, 0), "", None, shown(kind, payload)))
            assert type(found) is EVENTS[kind]

    def audit(self) -> Report:
        """Audits the ledger and the features."""
        sequencer.catch_up(self.platform.engine)
        with self.platform.snapshot() as connection:
            return audit(connection, (*self.invariants, *holder_invariants(self.platform.keyring)))

    def tamper(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Changes rows behind the platform's back."""
        connection = self.platform.engine.connect()
        try:
            connection.begin()
            assert connection.execute(sql, parameters) > 0, sql
            connection.commit()
        finally:
            connection.close()

    def close(self) -> None:
        """Closes the platform."""
        self.platform.close()


@contextmanager
def audited(world: World) -> Iterator[World]:
    """A world that is audited when the test is done with it."""
    try:
        yield world
        assert world.audit().findings == ()
        with world.platform.snapshot() as connection:
            assert (unlisted := refusals.unlisted(connection)) == set(), unlisted
        world.read_events()
    finally:
        world.close()
