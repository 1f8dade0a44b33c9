"""The world of a rehearsal: a platform of its own, on which everything is done by the ordinary acts, many at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import islice
from typing import Any, Final, NamedTuple, cast, get_args

from jiaozi import rulebook
from jiaozi.clock import SimulatedClock, china_date
from jiaozi.config import Settings
from jiaozi.db import sequencer
from jiaozi.devices.model import RegisterDevice
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import (
    BankAccountNo,
    BankFen,
    CampaignNo,
    Count,
    Fen,
    HolderNo,
    InstitutionNo,
    MerchantNo,
    StoreNo,
    WalletNo,
)
from jiaozi.money import AMOUNT_MAX
from jiaozi.operations import all_operations
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.pilot.identifiers import with_credit_check, with_luhn, with_organisation_check, with_resident_check
from jiaozi.pilot.runner import audited_world
from jiaozi.platform import Platform
from jiaozi.programs.places.spots import Spot
from jiaozi.rehearsal.city import Bank, Ceiling, City, Person, Shop
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.issuance import Issue, LendReserves
from jiaozi.scheme.model import Regime
from jiaozi.scheme.store import institutions
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.model import WalletClass
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.store import balances_page

GROUP: Final = 4_096
"""Commands of one transaction, on both engines."""
CASH_MINOR: Final = 10**10
"""What everybody has at a bank: 100 million yuan, so that nobody buys less for want of it."""
PRINCIPAL: Final = 1
_SALT_DIGITS: Final = 32
ONE_DEVICE: Final = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
"""The public key of a device: the first example of RFC 8032, section 7.1."""
_BIRTHS_A_DAY: Final = 999
_WITH_IDENTITY: Final = ("I", "II", "III")


class Unfit(Exception):
    """The platform refuses the draft, or what the city needs on its days. Says how."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.code} {refusal.detail}")
        self.refusal = refusal


class Act(NamedTuple):
    """A command, when it is asked for, and under which number; 0 for a new one."""

    command: Any
    at: int
    number: int = 0


class Place(NamedTuple):
    """Where a shop is paid: its numbers and what terms see of it, the wallet that is paid, and where it stands."""

    store: StoreNo
    merchant: MerchantNo
    category: str
    region: str
    wallet: WalletNo
    spots: tuple[Spot, ...] = ()


class Opened(NamedTuple):
    """A wallet with its holder and bank account, the operator's place and the class."""

    wallet: WalletNo
    holder: HolderNo
    account: BankAccountNo
    bank: int
    wallet_class: str


class Stage:
    """A world that begins at an instant, in an empty database. `close` it when done."""

    def __init__(self, settings: Settings, begins_at: int) -> None:
        self.clock = SimulatedClock(begins_at)
        self.platform = Platform(settings, clock=self.clock, name="rehearsal", now_us=begins_at)
        self.platform.operations = all_operations(self.platform.keyring, _salt)
        self._keys = 0
        self._people = 0
        self._companies = 0
        self._companies_by: dict[HolderNo, OpenWallet] = {}
        self._second: dict[HolderNo, Opened] = {}
        self.banks: list[InstitutionNo] = []
        self.codes: tuple[str, ...] = ()
        self.known: tuple[Bank, ...] = ()

    def close(self) -> None:
        """Ends the world's processes."""
        self.platform.close()

    # ------------------------------------------------------------------------------------------------- acting
    def run(self, acts: Sequence[Act]) -> list[Any]:
        """The outcome of each act, a refusal too. Times must not fall. Raises `Failure`."""
        outcomes: list[Any] = []
        rest = iter(acts)
        while some := list(islice(rest, GROUP)):
            self.clock.advance_to(some[-1].at)
            requests = []
            for command, at, number in some:
                self._keys += 1
                request = self.platform.request(PRINCIPAL, f"act-{self._keys}", command, at=at)
                requests.append(request._replace(id=number) if number else request)
            outcomes += [result.outcome for result in self.platform.run(requests)]
        failed = next((each for each in outcomes if isinstance(each, Failure)), None)
        if failed is not None:
            raise failed
        return outcomes

    def do(self, commands: Sequence[Any], at: int = 0) -> list[Any]:
        """The outcomes of commands that have to be accepted. Raises `Unfit`, `Failure`."""
        outcomes = self.run([Act(each, at or self.clock.now()) for each in commands])
        return _accepted(outcomes)

    def one(self, command: Any, at: int = 0, number: int = 0) -> Any:
        """The outcome of one command, a refusal too. Raises `Failure`."""
        return self.run([Act(command, at or self.clock.now(), number)])[0]

    def audit(self) -> dict[str, Any]:
        """Whether each invariant of the platform holds, as plain data without what was measured."""
        sequencer.catch_up(self.platform.engine)
        with self.platform.snapshot() as connection:
            found = audited_world(connection)
        return {"ok": found["ok"], "invariants": len(found["checks"]), "wrong": _wrong(found["checks"])}

    # ------------------------------------------------------------------------------------------------ opening
    def open_banks(self, codes: Sequence[str]) -> None:
        """The central bank, and the operators that the rule book admits on this day, with what money they need."""
        self.do([OpenCentralBank("pboc", "People's Bank of China", "中国人民银行")])
        day = china_date(self.clock.now())
        self.codes = tuple(code for code in codes if rulebook.operator(day, code) is not None)
        if not self.codes:
            raise Unfit(Refusal("operator_not_authorised"))
        opened = self.do([OpenOperator(code, AMOUNT_MAX) for code in self.codes])
        self.banks = [each.institution for each in opened]
        self.known = tuple(Bank(code, _ceilings(day, code)) for code in self.codes)
        self.do([LendReserves(bank, AMOUNT_MAX // 2) for bank in self.banks])
        with self.platform.snapshot() as connection:
            regimes = {each.id: each.regime for each in institutions(connection)}
        if regimes[self.banks[0]] == Regime.M0_CASH:
            self.do([Issue(bank, AMOUNT_MAX // 4) for bank in self.banks])

    def open_people(self, city: City, people: Sequence[Person]) -> list[Opened]:
        """A new wallet with a bank account for each, of the class and at the bank that the person has."""
        return self.open_wallets([(each.bank, each.wallet_class, self.identity()) for each in people], city)

    def order_number(self) -> str:
        """A merchant's number of an order, none twice."""
        self._keys += 1
        return f"order-{self._keys}"

    def identity(self) -> int:
        """The number of somebody who was not there before."""
        self._people += 1
        return self._people

    def open_wallets(self, wanted: Sequence[tuple[int, str, int]], city: City) -> list[Opened]:
        """Wallets (bank, class, who) with a bank account each. Raises `Unfit`."""
        opened = self.do([self.opening(city, *each) for each in wanted])
        made = self.do([self._account(bank, each) for (bank, *_), each in zip(wanted, opened, strict=True)])
        return [
            Opened(each.wallet, each.holder, account.bank_account, bank, wallet_class)
            for (bank, wallet_class, _), each, account in zip(wanted, opened, made, strict=True)
        ]

    def opening(self, city: City, bank: int, wallet_class: str, who: int, phone: int = 0) -> OpenWallet:
        """The command that opens a wallet for somebody; with another phone where one is named."""
        identities = city.habits.profile.identities
        number = f"{identities.mobile_prefix}{(phone or who) % 10**8:08d}"
        kind = cast(WalletClass, wallet_class)
        if wallet_class not in _WITH_IDENTITY:
            return OpenWallet(self.banks[bank], "personal", kind, number)
        known = (_resident(identities.born_from, who), with_luhn(f"{identities.card_prefix}{bank:02d}{who:010d}"))
        return OpenWallet(self.banks[bank], "personal", kind, number, f"市民{who}", *known, wallet_class == "I")

    def _account(self, bank: int, opened: Any, cash: int = CASH_MINOR) -> OpenBankAccount:
        self._keys += 1
        return OpenBankAccount(self.banks[bank], f"8899{self._keys:012d}", opened.holder, BankFen(cash))

    def open_those_allowed(self, wanted: Sequence[tuple[int, str, int]], city: City) -> list[Opened]:
        """The same of those that the platform does not refuse, one after the other."""
        found: list[Opened] = []
        for bank, wallet_class, who in wanted:
            opened = self.one(self.opening(city, bank, wallet_class, who))
            if not isinstance(opened, Refusal):
                (account,) = self.do([self._account(bank, opened)])
                found.append(Opened(opened.wallet, opened.holder, account.bank_account, bank, wallet_class))
        return found

    def open_funder(self) -> Opened:
        """A company that can pay for whatever programs there may be."""
        (funder,) = self.open_companies([0])
        (account,) = self.do([self._account(0, funder, AMOUNT_MAX // 8)])
        return funder._replace(account=account.bank_account)

    def second_wallet(self, owner: Opened) -> Opened:
        """Another wallet of a company's, of the class below, or the one that was opened so before."""
        if owner.holder not in self._second:
            command = replace(self._companies_by[owner.holder], wallet_class="II", face_to_face=False)
            (opened,) = self.do([command])
            self._second[owner.holder] = owner._replace(wallet=opened.wallet, wallet_class="II")
        return self._second[owner.holder]

    def device_of_all(self, wallets: Sequence[Opened]) -> Counter[str]:
        """What becomes of one device that the holders of all these wallets register as theirs, by the code."""
        acts = [RegisterDevice(each.holder, "ed25519", ONE_DEVICE) for each in wallets]
        found = self.run([Act(each, self.clock.now()) for each in acts])
        return Counter(each.code if isinstance(each, Refusal) else "registered" for each in found)

    def empty(self, wallet: Opened, at: int) -> None:
        """Moves what a wallet has of its own to its bank account."""
        with self.platform.snapshot() as connection:
            page = balances_page(connection, WalletNo(wallet.wallet - 1), 1)
        left = next((minor for number, minor in page if number == wallet.wallet), 0)
        if left:
            self.one(Unload(wallet.wallet, wallet.account, Fen(left)), at)

    def open_companies(self, banks: Sequence[int]) -> list[Opened]:
        """A new company with a wallet without limits, and a bank account, at each of these banks."""
        commands = []
        for bank in banks:
            self._companies += 1
            code = with_credit_check("91500000" + with_organisation_check(f"{self._companies:08d}"))
            details = (f"+862300{self._companies:06d}", f"公司{self._companies}", code, f"8890{self._companies:012d}")
            commands.append(OpenWallet(self.banks[bank], "corporate", "I", *details, face_to_face=True))
        opened = self.do(commands)
        self._companies_by |= {each.holder: command for each, command in zip(opened, commands, strict=True)}
        made = self.do([self._account(bank, each) for bank, each in zip(banks, opened, strict=True)])
        return [
            Opened(each.wallet, each.holder, account.bank_account, bank, "I")
            for bank, each, account in zip(banks, opened, made, strict=True)
        ]

    def open_shops(self, city: City, shops: Sequence[Shop]) -> list[Place]:
        """A company, merchant and store for each; with the numbers that terms name, so that the very terms hold."""
        now = self.clock.now()
        keys = [shop.merchant or -n for n, shop in enumerate(shops, 1)]
        first = dict(zip(reversed(keys), reversed(shops), strict=True))
        owners = self.open_companies([n % len(self.banks) for n in range(len(first))])
        orders = [
            Act(OpenMerchant(owner.wallet, shop.name_en, shop.name_zh, shop.category), now, shop.merchant)
            for shop, owner in zip(first.values(), owners, strict=True)
        ]
        opened = zip(first, owners, _accepted(self.run(orders)), strict=True)
        payees = {key: (done.merchant, owner.wallet) for key, owner, done in opened}
        stores = [
            Act(OpenStore(payees[key][0], shop.name_zh, city.districts[shop.district]), now, shop.store)
            for key, shop in zip(keys, shops, strict=True)
        ]
        return [
            Place(done.store, payees[key][0], shop.category, city.districts[shop.district], payees[key][1])
            for key, shop, done in zip(keys, shops, _accepted(self.run(stores)), strict=True)
        ]

    def open_owned_shop(self, city: City, shop: Shop, bank: int) -> tuple[Place, Opened]:
        """A shop whose owner somebody knows, with the owner's wallet, at a bank."""
        (owner,) = self.open_companies([bank])
        (made,) = self.do([OpenMerchant(owner.wallet, shop.name_en, shop.name_zh, shop.category)])
        region = city.districts[shop.district]
        (done,) = self.do([OpenStore(made.merchant, shop.name_zh, region)])
        return Place(done.store, made.merchant, shop.category, region, owner.wallet), owner

    def load(self, wallet: Opened, amount: int) -> Load:
        """The command that loads an amount from the wallet's bank account."""
        return Load(wallet.wallet, wallet.account, amount)


def _accepted(outcomes: list[Any]) -> list[Any]:
    refused = next((each for each in outcomes if isinstance(each, Refusal)), None)
    if refused is not None:
        raise Unfit(refused)
    return outcomes


def _salt(campaign: CampaignNo, number: Count) -> str:
    """What salts a registration, which decides a draw: in a rehearsal with the same seed it is the same."""
    return sha256(f"{campaign}:{number}".encode()).hexdigest()[:_SALT_DIGITS]


def _ceilings(day: date, code: str) -> dict[str, Ceiling]:
    """The ceilings of a bank's personal wallets by class, by the rule book."""
    found = {each: rulebook.limits(day, each, "personal", code) for each in get_args(WalletClass)}
    return {
        name: Ceiling(each.single_minor or AMOUNT_MAX, each.balance_minor or AMOUNT_MAX) for name, each in found.items()
    }


def _wrong(checks: Sequence[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in checks if not each["ok"]]


def _resident(born_from: date, who: int) -> str:
    """A resident number of somebody who was never born."""
    day, order = divmod(who, _BIRTHS_A_DAY)
    born = date.fromordinal(born_from.toordinal() + day % 18_000)
    return with_resident_check(f"500101{born:%Y%m%d}{order + 1:03d}")
