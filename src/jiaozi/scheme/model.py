"""The scheme's data: institutions, the accounts each one has, and liability regimes.

An institution's id is a multiple of 256 and is also the id of its book; its 16 standing accounts are found by role from
it, so nothing has to be looked up to know where its money stands.
"""

from enum import IntEnum
from typing import Annotated, Final, NamedTuple

from jiaozi.ids import LANES
from jiaozi.kinds import (
    INSTITUTION_STEP,
    INSTITUTIONS_END,
    AccountNo,
    AcquirerNo,
    BankAccountNo,
    FenOrZero,
    Flag,
    HolderNo,
    Instant,
    InstitutionNo,
    Name,
    Names,
    OrNone,
    Secret,
    Text,
)
from jiaozi.ledger.model import Kind
from jiaozi.money import CNY, ECNY
from jiaozi.records import dataclass

CENTRAL_BANK: Final = InstitutionNo(INSTITUTION_STEP)
"""The central bank is the first institution of every world."""

PAIR_BASE: Final = 1 << 32
PAIR_STEP: Final = 64


class InstitutionKind(IntEnum):
    """What an institution is."""

    CENTRAL_BANK = 1
    BANK = 2
    NONBANK = 3


InstitutionKindNumber = Annotated[int, Names(tuple((int(kind), kind.name.lower()) for kind in InstitutionKind))]
InstitutionCode = Annotated[str, Text(40, 1, pattern="[a-z0-9_]{1,40}", example="icbc")]


class Regime(IntEnum):
    """Whose liability a wallet is and how it must be backed (docs/decisions/0003-whose-money.md).

    `M0_CASH`: a claim on the central bank, in its book. `DEPOSIT_MONEY`: the bank's own debt, in its book.
    `NONBANK_FULL_RESERVE`: the non-bank's debt, with a margin at the central bank equal to it at any moment.
    """

    NONE = 0
    M0_CASH = 1
    DEPOSIT_MONEY = 2
    NONBANK_FULL_RESERVE = 3


REGIME_NAMES: Final = {
    "m0_cash": Regime.M0_CASH,
    "deposit_money": Regime.DEPOSIT_MONEY,
    "nonbank_full_reserve": Regime.NONBANK_FULL_RESERVE,
}


RegimeNumber = Annotated[int, Names(tuple((int(regime), regime.name.lower()) for regime in Regime))]


class Role(IntEnum):
    """The standing accounts of an operator; the number is the place among its 16."""

    RESERVE = 0
    VAULT = 1
    MARGIN = 2
    RESERVE_CLAIM = 3
    VAULT_CLAIM = 4
    MARGIN_CLAIM = 5
    POSITION_CNY = 6
    POSITION_ECNY = 7
    FUNDING = 8
    CASH = 9
    CLEARING = 10
    FEES = 11
    INTEREST = 12


RoleNumber = Annotated[int, Names(tuple((int(role), role.name.lower()) for role in Role))]


class CentralRole(IntEnum):
    """The standing accounts of the central bank."""

    LENDING = 0
    BACKING = 1
    ISSUED = 2
    OUTSIDE = 3
    """Reserves beyond the platform: what operators have paid to banks outside less what those paid. Opened with the
    first such bank; below zero when more has come in."""
    CLEARING = 10


class AccountPlan(NamedTuple):
    """How a standing account is opened: in the central bank's book or the institution's own, asset, kind, floor."""

    central: bool
    asset: int
    kind: Kind
    floor: int | None


OPERATOR_PLAN: Final = {
    Role.RESERVE: AccountPlan(True, CNY.id, Kind.RESERVE, 0),
    Role.VAULT: AccountPlan(True, ECNY.id, Kind.VAULT, 0),
    Role.MARGIN: AccountPlan(True, CNY.id, Kind.MARGIN, 0),
    Role.RESERVE_CLAIM: AccountPlan(False, CNY.id, Kind.RESERVE_CLAIM, 0),
    Role.VAULT_CLAIM: AccountPlan(False, ECNY.id, Kind.VAULT_CLAIM, 0),
    Role.MARGIN_CLAIM: AccountPlan(False, CNY.id, Kind.MARGIN_CLAIM, 0),
    Role.POSITION_CNY: AccountPlan(False, CNY.id, Kind.POSITION, None),
    Role.POSITION_ECNY: AccountPlan(False, ECNY.id, Kind.POSITION, None),
    Role.FUNDING: AccountPlan(False, CNY.id, Kind.FUNDING, 0),
    Role.CASH: AccountPlan(False, CNY.id, Kind.CASH, 0),
    Role.CLEARING: AccountPlan(False, ECNY.id, Kind.CLEARING, 0),
    Role.FEES: AccountPlan(False, ECNY.id, Kind.FUNDING, 0),
}

INTEREST_PLAN: Final = AccountPlan(False, ECNY.id, Kind.EXPENSE, 0)
"""How `Role.INTEREST` is opened: what an operator has spent on interest. Opened when it first pays any."""

CENTRAL_PLAN: Final = {
    CentralRole.LENDING: AccountPlan(True, CNY.id, Kind.LENDING, 0),
    CentralRole.BACKING: AccountPlan(True, CNY.id, Kind.BACKING, 0),
    CentralRole.ISSUED: AccountPlan(True, ECNY.id, Kind.ISSUED, 0),
    CentralRole.CLEARING: AccountPlan(True, ECNY.id, Kind.CLEARING, 0),
}


@dataclass(slots=True)
class Institution:
    """A row of `institutions`: the central bank or an operating institution.

    `issued_minor` is what was issued to it less what it retired, and may not pass `quota_minor`. It is negative for an
    operator that retired more than it was issued, because customers unloaded digital yuan that others had been issued.
    `regime_since` is when two people changed its regime last, 0 when they never did; `moving` is 1 from then until
    its last open wallet has followed.
    """

    id: InstitutionNo
    code: InstitutionCode
    kind: InstitutionKindNumber
    name_en: Name
    name_zh: Name
    regime: RegimeNumber
    quota_minor: FenOrZero
    issued_minor: FenOrZero
    opened_at: Instant
    regime_since: OrNone[Instant] = 0
    moving: Flag = 0


@dataclass(slots=True)
class Pair:
    """A row of `pairs`: how one operator settles what it owes another. Net only under a cap; else gross, at once."""

    id: int
    debtor: InstitutionNo
    creditor: InstitutionNo
    cap_minor: FenOrZero


@dataclass(slots=True)
class BankAccount:
    """A row of `bank_accounts`: a customer's deposit account at a bank. `id` is its ledger account in the bank's book.

    `customer` is the holder or acquirer it belongs to, 0 while it is nobody's. `number_digest` finds it by its number.
    """

    id: BankAccountNo
    bank: InstitutionNo
    customer: OrNone[HolderNo | AcquirerNo]
    number_digest: Secret[str]
    number_masked: str
    opened_at: Instant


def account(institution: InstitutionNo, role: int) -> AccountNo:
    """The id of a standing account of an institution."""
    return AccountNo(institution + LANES * role)


def institution_of(account_id: AccountNo) -> OrNone[InstitutionNo]:
    """The institution whose standing account this is; 0 for any other account."""
    institution = account_id - account_id % INSTITUTION_STEP
    return InstitutionNo(institution if 0 < institution < PAIR_BASE else 0)


def central(role: CentralRole) -> AccountNo:
    """The id of a standing account of the central bank."""
    return AccountNo(CENTRAL_BANK + LANES * role)


FREE_MARGIN: Final = {Role.MARGIN: 1, Role.POSITION_CNY: -1, Role.VAULT_CLAIM: -1}
"""What a non-bank's margin is above its debt in digital yuan, which is its renminbi position and what its vault still
has: it took renminbi for the former and gave wallets nothing for the latter. It may not fall below zero."""


def pair_id(debtor: InstitutionNo, creditor: InstitutionNo) -> int:
    """The id of the pair in which `debtor` owes `creditor`."""
    most = INSTITUTIONS_END // INSTITUTION_STEP
    return PAIR_BASE + (debtor // INSTITUTION_STEP * most + creditor // INSTITUTION_STEP) * PAIR_STEP


def due_to(debtor: InstitutionNo, creditor: InstitutionNo) -> AccountNo:
    """The account, in the debtor's book, of what it owes."""
    return AccountNo(pair_id(debtor, creditor))


def due_from(debtor: InstitutionNo, creditor: InstitutionNo) -> AccountNo:
    """The account, in the creditor's book, of what it is owed."""
    return AccountNo(pair_id(debtor, creditor) + LANES)


def settlement_role(regime: int) -> Role:
    """Which account at the central bank an operator settles over: its margin under full reserve, else its reserve."""
    return Role.MARGIN if regime == Regime.NONBANK_FULL_RESERVE else Role.RESERVE
