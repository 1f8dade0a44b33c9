"""Setting up a twin: the institutions it needs, what stands for the live principal, and customers to try things with.

Every step is an ordinary act of the platform under a key of its own, so whoever is killed in the middle goes on when it
is asked again, and of two that do it at once each step is done by one. Nothing but public facts comes from live mode.
"""

from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from stdnum.cn import ric, uscc

from jiaozi.access.keys import Execute
from jiaozi.access.model import PLATFORM, Principal, Role, Subject
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import BankAccountNo, InstitutionNo, MerchantNo, PrincipalNo, StoreNo, WalletNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.model import Merchant
from jiaozi.payments.store import merchant, stores_of
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.issuance import Issue, LendReserves
from jiaozi.scheme.model import CENTRAL_BANK
from jiaozi.scheme.store import institutions
from jiaozi.testmode.model import OWNER, STORES_MAX, Party
from jiaozi.testmode.twins import CompleteTwin, CreateTwinPrincipal, OpenTwin
from jiaozi.wallets.changes import SetOwnLimits
from jiaozi.wallets.exchange import Load
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.holders import NAME_MAX
from jiaozi.wallets.model import WalletClass
from jiaozi.wallets.opening import OpenWallet

QUOTA: Final = 10**15
RESERVES: Final = 10**14
ISSUED: Final = 10**13
"""What each operator of the test world has, in fen: enough for every twin there may be."""
CASH: Final = 10**11
BALANCE: Final = 5_000_000
SMALL_BALANCE: Final = 10_000
SMALL_LIMIT: Final = 100
"""What parties have in the bank and in their wallets, and the daily limit of the customer that is at its limit."""
_FIRST_BIRTHDAY: Final = date(1950, 1, 1)
_PLACES: Final = 10
"""How many parties of a twin are told apart by their numbers."""


class Original(NamedTuple):
    """What is public about a live principal: role, name, its institutions' codes, a merchant with its stores."""

    live: PrincipalNo
    role: Role
    name: str
    central_bank: tuple[str, str, str]
    operator: str
    merchant: Merchant | None
    stores: tuple[tuple[int, str, str], ...]


class _Company(NamedTuple):
    wallet: WalletNo
    bank_account: BankAccountNo


def original_of(connection: Connection, principal: Principal) -> Original:
    """What a twin copies of a live principal, from a snapshot of live mode."""
    listed = {each.id: each for each in institutions(connection)}
    central = listed[CENTRAL_BANK]
    operator = listed[principal.institution].code
    shop = merchant(connection, principal.subject) if principal.role == Role.MERCHANT else None
    stores = stores_of(connection, shop.id)[:STORES_MAX] if shop else []
    names = (central.code, central.name_en, central.name_zh)
    shown = tuple((store.id, store.name, store.region) for store in stores)
    return Original(principal.id, principal.role, principal.name, names, operator, shop, shown)


def set_up(execute: Execute, original: Original) -> None:
    """Makes the twin of a live principal complete. Raises the `Failure` that stopped it, a refused step's code too."""
    builder = _Builder(execute, original)
    builder.number = builder.do("twin", OpenTwin(original.live)).number
    operator = builder.operator()
    parties = [builder.owner(operator)]
    if original.role != Role.OPERATOR:
        parties += builder.customers(operator)
    builder.do("complete", CompleteTwin(original.live, tuple(parties)))


class _Builder:
    """Does the steps of one twin."""

    def __init__(self, execute: Execute, original: Original) -> None:
        self._execute = execute
        self._original = original
        self.number = 0

    def do(self, step: str, command: object) -> Any:
        """A step of this twin's."""
        return self._step(f"twin:{self._original.live}:{step}", command)

    def _step(self, key: str, command: object) -> Any:
        outcome = self._execute(PLATFORM, key, command).outcome
        if isinstance(outcome, Refusal):
            raise Failure(outcome.code, outcome.detail)
        if isinstance(outcome, Failure):
            raise outcome
        return outcome

    def operator(self) -> InstitutionNo:
        """The twin's operator, with reserves and digital yuan; shared by all twins, and made by the first of them."""
        code = self._original.operator
        self._step("test:central_bank", OpenCentralBank(*self._original.central_bank))
        operator: InstitutionNo = self._step(f"test:{code}", OpenOperator(code, QUOTA)).institution
        self._step(f"test:{code}:reserves", LendReserves(operator, RESERVES))
        # Refused where digital yuan is the operator's own debt, which needs no issue.
        self._execute(PLATFORM, f"test:{code}:issue", Issue(operator, ISSUED))
        return operator

    def owner(self, operator: InstitutionNo) -> Party:
        """What stands for the live principal itself."""
        role, name = self._original.role, self._original.name
        if role == Role.MERCHANT:
            subject, party = self._merchant(operator)
        elif role == Role.EMPLOYER:
            subject, party = self._employer(operator)
        else:
            subject, party = MerchantNo(0), Party(PrincipalNo(0), OWNER, WalletNo(0), BankAccountNo(0), StoreNo(0))
        principal: PrincipalNo = self.do(
            "principal", CreateTwinPrincipal(role=role.value, institution=operator, subject=subject, name=name)
        ).principal
        return party._replace(principal=principal)

    def _merchant(self, operator: InstitutionNo) -> tuple[Subject, Party]:
        shop = self._original.merchant
        if shop is None:
            raise Failure("merchant_not_found")
        company = self._company(operator, shop.name_zh)
        names = (shop.name_en, shop.name_zh, shop.category, shop.purpose, shop.scenario)
        opened = self.do("merchant", OpenMerchant(company.wallet, *names)).merchant
        listed = self._original.stores or ((0, "Test store", "110101"),)
        stores = [self.do(f"store:{live}", OpenStore(opened, *store)).store for live, *store in listed]
        return opened, Party(PrincipalNo(0), OWNER, company.wallet, company.bank_account, stores[0])

    def _employer(self, operator: InstitutionNo) -> tuple[Subject, Party]:
        company = self._company(operator, "测试公司")
        return company.wallet, Party(PrincipalNo(0), OWNER, company.wallet, company.bank_account, StoreNo(0))

    def _company(self, operator: InstitutionNo, name: str) -> _Company:
        body = f"9111000060{self._serial(0):07d}"
        proof = body + uscc.calc_check_digit(body)
        details = (self._phone(0), name[:NAME_MAX].strip(), proof, self._account(0), True)
        opened = self.do("company", OpenWallet(operator, "corporate", "I", *details))
        return _Company(opened.wallet, self._banked(operator, OWNER, opened, 0, BALANCE))

    def customers(self, operator: InstitutionNo) -> list[Party]:
        """Test customers of this twin alone: one with money, one without, one frozen, one at its limit."""
        rich = self._customer(operator, "rich", 1, "I", BALANCE)
        empty = self._customer(operator, "empty", 2, "IV", 0)
        frozen = self._customer(operator, "frozen", 3, "IV", SMALL_BALANCE)
        self.do("frozen:freeze", FreezeWallet(wallet=frozen.wallet, scope="all", reason="test mode"))
        limited = self._customer(operator, "limited", 4, "IV", SMALL_BALANCE)
        self.do("limited:limit", SetOwnLimits(limited.wallet, daily_minor=SMALL_LIMIT))
        return [rich, empty, frozen, limited]

    def _customer(
        self, operator: InstitutionNo, name: str, place: int, wallet_class: WalletClass, amount_minor: int
    ) -> Party:
        phone = self._phone(place)
        command = OpenWallet(operator=operator, kind="personal", wallet_class=wallet_class, phone=phone)
        if wallet_class != "IV":
            proof, account_number = self._resident(place), self._account(place)
            command = OpenWallet(
                operator=operator,
                kind="personal",
                wallet_class=wallet_class,
                phone=phone,
                name="张三",
                id_number=proof,
                bank_account=account_number,
                face_to_face=True,
            )
        opened = self.do(f"{name}:wallet", command)
        account = self._banked(operator, name, opened, place, amount_minor)
        made = self.do(
            f"{name}:principal",
            CreateTwinPrincipal(role=Role.HOLDER.value, institution=operator, subject=opened.holder, name=""),
        )
        return Party(made.principal, name, opened.wallet, account, StoreNo(0))

    def _banked(self, operator: InstitutionNo, name: str, opened: Any, place: int, amount_minor: int) -> BankAccountNo:
        """A bank account of a holder, and so much from it in the wallet."""
        command = OpenBankAccount(bank=operator, number=self._account(place), customer=opened.holder, cash_minor=CASH)
        account: BankAccountNo = self.do(f"{name}:account", command).bank_account
        if amount_minor:
            self.do(f"{name}:load", Load(wallet=opened.wallet, bank_account=account, amount_minor=amount_minor))
        return account

    def _serial(self, place: int) -> int:
        return self.number * _PLACES + place

    def _account(self, place: int) -> str:
        return f"6222{self._serial(place):012d}"

    def _phone(self, place: int) -> str:
        return f"199{self._serial(place):08d}"

    def _resident(self, place: int) -> str:
        """A well-formed identity number that nobody else in the test world has."""
        days, order = divmod(self._serial(place), 999)
        body = f"110105{_FIRST_BIRTHDAY + timedelta(days):%Y%m%d}{order + 1:03d}"
        return body + str(ric.calc_check_digit(f"{body}0"))  # it wants the place of the check digit filled
