"""A small world on any day, that of the pilot areas or another: institutions, named merchants, companies and people,
and a key for each of them.

What the rules of the day do not admit is left out, and said. Every step has a key of its own, so a world that was
interrupted is completed by building it again.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

from jiaozi import rulebook
from jiaozi.access.bootstrap import Credential, found, hire, pair_of, staff
from jiaozi.access.model import PLATFORM, CreatePrincipal, Role, Subject
from jiaozi.db.commands import Result
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import BankAccountNo, HolderNo, InstitutionNo, MerchantNo, OrNone, PrincipalNo, StoreNo, WalletNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.pilot.identifiers import with_credit_check, with_luhn, with_organisation_check, with_resident_check
from jiaozi.platform import Platform
from jiaozi.records import dataclass
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.issuance import Issue, LendReserves
from jiaozi.scheme.model import CENTRAL_BANK
from jiaozi.wallets.exchange import Load
from jiaozi.wallets.opening import OpenWallet

RESERVES_MINOR: Final = 10**11
VAULT_MINOR: Final = 10**10
QUOTA_MINOR: Final = 10**12
CASH_MINOR: Final = 10**6
MERCHANTS_MAX: Final = 5_000
"""From here on companies are numbered that are no merchants."""
SECOND: Final = "-2"
"""What the name of an institution's second person ends with."""


class LeftOut(NamedTuple):
    """Who is not in the world, and what forbade it: a code of the error table and the rule."""

    who: str
    code: str
    rule: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody to step into: `kind` is operator, merchant, employer or holder; ids are 0 where there is none.

    `subject` is the merchant, wallet or holder that the principal stands for; `token` is None when it was given out
    before.
    """

    id: str
    kind: str
    en: str
    zh: str
    area: str
    institution: InstitutionNo
    wallet: OrNone[WalletNo] = WalletNo(0)
    store: OrNone[StoreNo] = StoreNo(0)
    bank_account: OrNone[BankAccountNo] = BankAccountNo(0)
    subject: Subject = MerchantNo(0)
    principal: OrNone[PrincipalNo] = PrincipalNo(0)
    token: str | None = None


@cache
def world_data() -> dict[str, Any]:
    """The file that says who is in the world."""
    folder = resources.files("jiaozi.pilot") / "worlds"
    return tomllib.loads((folder / "areas.toml").read_text(encoding="utf-8"))


_Make = Callable[[InstitutionNo, dict[str, Any], int], Party | LeftOut]


class Builder:
    """Builds a world on a platform whose clock stands on its day. `data` says who is in it, as `world_data` does; there
    `companies` are merchants that are paid by nobody."""

    def __init__(self, platform: Platform, day: date, data: Mapping[str, Any] | None = None) -> None:
        self._platform = platform
        self._day = day
        self._data = world_data() if data is None else data
        self._institutions: dict[str, InstitutionNo | LeftOut] = {}
        self.left_out: list[LeftOut] = []

    def build(self) -> list[Party]:
        """Everybody that the day admits. Raises `Failure`."""
        self._must("central", OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
        data = self._data
        parties = [Party("pboc", "central_bank", "People's Bank of China", "中国人民银行", "", CENTRAL_BANK)]
        companies = data.get("companies", [])
        rows = (*data["merchants"], *companies, *data["people"])
        parties += self._operators({row["operator"] for row in rows})
        parties += self._admitted(data["merchants"], self._merchant)
        parties += self._admitted(companies, self._employer)
        parties += self._admitted(data["people"], self._person)
        return self._with_keys(parties)

    def _operators(self, codes: set[str]) -> Iterator[Party]:
        for code in sorted(codes):
            opened = self._do(f"operator:{code}", OpenOperator(code, QUOTA_MINOR))
            if isinstance(opened, Refusal):
                self._institutions[code] = LeftOut(code, opened.code, opened.rule)
                self.left_out.append(LeftOut(code, opened.code, opened.rule))
                continue
            number: InstitutionNo = opened.institution
            self._institutions[code] = number
            self._must(f"reserves:{code}", LendReserves(number, RESERVES_MINOR))
            self._do(f"issue:{code}", Issue(number, VAULT_MINOR))  # refused once wallets are deposit money
            known = rulebook.operator(self._day, code)
            en, zh = (known.en, known.zh) if known else (code, code)
            yield Party(code, "operator", en, zh, "", number)

    def _admitted(self, rows: list[dict[str, Any]], make: _Make) -> Iterator[Party]:
        for number, row in enumerate(rows, 1):
            operator = self._institutions[row["operator"]]
            since = row.get("since", date.min)
            if isinstance(operator, LeftOut):
                made: Party | LeftOut = LeftOut(row["id"], operator.code, operator.rule)
            elif since > self._day:
                made = LeftOut(row["id"], "not_found", f"from {since} ({row['source']})")
            else:
                made = make(operator, row, number)
            if isinstance(made, LeftOut):
                self.left_out.append(made)
            else:
                yield made

    def _merchant(self, operator: InstitutionNo, row: dict[str, Any], number: int) -> Party | LeftOut:
        company = self._company(operator, row, number)
        if isinstance(company, LeftOut):
            return company
        order = OpenMerchant(company.wallet, row["en"], row["zh"], row["category"], row.get("purpose", ""), "")
        merchant = self._must(f"merchant:{row['id']}", order)
        store = self._must(f"store:{row['id']}", OpenStore(merchant.merchant, row["en"], row["region"]))
        region = rulebook.region_of(self._day, row["region"])
        area = region.en if region else row["region"]
        return replace(company, kind="merchant", area=area, store=store.store, subject=merchant.merchant)

    def _employer(self, operator: InstitutionNo, row: dict[str, Any], number: int) -> Party | LeftOut:
        return self._company(operator, row, MERCHANTS_MAX + number)

    def _company(self, operator: InstitutionNo, row: dict[str, Any], number: int) -> Party | LeftOut:
        """A corporate wallet, its bank account and what it has to begin with."""
        code = with_credit_check("91310000" + with_organisation_check(f"99{number:06d}"))
        details = (f"+8615400{number:06d}", row["zh"], code, with_luhn(f"62990000{number:07d}"), True)
        opened = self._do(f"wallet:{row['id']}", OpenWallet(operator, "corporate", "I", *details))
        if isinstance(opened, Refusal):
            return LeftOut(row["id"], opened.code, opened.rule)
        amount = row.get("amount_minor", 0)
        account = self._account(operator, opened.holder, row["id"], 700 + number, amount)
        self._load(row["id"], opened.wallet, account, amount)
        things = (opened.wallet, StoreNo(0), account, opened.wallet)
        return Party(row["id"], "employer", row["en"], row["zh"], "", operator, *things)

    def _person(self, operator: InstitutionNo, row: dict[str, Any], number: int) -> Party | LeftOut:
        identity = with_resident_check(f"11010118990101{number:03d}")
        known = (row["zh"], identity, with_luhn(f"62990000{number:07d}"), True) if row["wallet_class"] != "IV" else ()
        order = OpenWallet(
            operator, "personal", row["wallet_class"], row.get("phone") or f"+8615401{number:06d}", *known
        )
        opened = self._do(f"wallet:{row['id']}", order)
        if isinstance(opened, Refusal):
            return LeftOut(row["id"], opened.code, opened.rule)
        account = self._account(operator, opened.holder, row["id"], number, row["amount_minor"])
        self._load(row["id"], opened.wallet, account, row["amount_minor"])
        things = (opened.wallet, StoreNo(0), account, opened.holder)
        return Party(row["id"], "holder", row["en"], row["zh"], row["area"], operator, *things)

    def _account(self, operator: InstitutionNo, holder: HolderNo, name: str, number: int, amount: int) -> BankAccountNo:
        """An account with cash enough to load an amount."""
        order = OpenBankAccount(operator, f"8899000000{number:06d}", holder, max(CASH_MINOR, amount))
        return BankAccountNo(self._must(f"account:{name}", order).bank_account)

    def _load(self, name: str, wallet: WalletNo, account: BankAccountNo, amount: int) -> None:
        if amount:
            self._must(f"load:{name}", Load(wallet, account, amount))

    def _with_keys(self, parties: list[Party]) -> list[Party]:
        """The parties with a principal each, two people for each institution, and a key for whoever never had one."""
        central, *others = parties
        people = found(self._platform, "world", _two_names(central))
        makers, listed = pair_of(people), _two(central, people)
        for bank in (party for party in others if party.kind == "operator"):
            hired = staff(self._platform, "world", makers, bank.institution, _two_names(bank))
            own = [party for party in others if party.institution == bank.institution and party.kind != "operator"]
            creations = [_principal_of(party) for party in own]
            made = hire(self._platform, f"world:customers:{bank.id}", pair_of(hired), creations)
            listed += _two(bank, hired)
            listed += [_with(party, each) for party, each in zip(own, made, strict=True)]
        order = {party.id: place for place, party in enumerate(parties)}
        return sorted(listed, key=lambda party: order[party.id.removesuffix(SECOND)])

    def _execute(self, principal: int, key: str, command: object) -> Result:
        return self._platform.run([self._platform.request(principal, key, command)])[0]

    def _do(self, key: str, command: Any) -> Any:
        outcome = self._execute(PLATFORM, f"world:{key}", command).outcome
        if isinstance(outcome, Failure):
            raise outcome
        return outcome

    def _must(self, key: str, command: Any) -> Any:
        outcome = self._do(key, command)
        if isinstance(outcome, Refusal):
            raise Failure("internal_error", f"{key}: {outcome.code} {outcome.detail}")
        return outcome


def _principal_of(party: Party) -> CreatePrincipal:
    name = "" if party.kind == "holder" else party.en
    return CreatePrincipal(Role(party.kind).value, party.institution, party.subject, name)


def _two_names(party: Party) -> tuple[str, str]:
    return party.en, f"{party.en}, second person"


def _two(party: Party, people: list[Credential]) -> list[Party]:
    return [_with(party, people[0]), _with(replace(party, id=f"{party.id}{SECOND}"), people[1])]


def _with(party: Party, person: Credential) -> Party:
    return replace(party, principal=person.principal, token=person.token)
