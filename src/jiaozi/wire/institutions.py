"""Institutions and what they do with each other on the wire: bodies, then answers."""

from typing import Annotated, Literal

from pydantic import Field

from jiaozi.wire.base import (
    Answer,
    Body,
    DigitalYuan,
    DigitalYuanCeiling,
    HolderKind,
    InstitutionId,
    Moment,
    Money,
    Reason,
    Renminbi,
    WalletClass,
)

Code = Annotated[str, Field(pattern="^[a-z0-9_]{1,40}$", examples=["icbc"])]


class OperatorProposal(Body):
    """Proposes an operator that the rule book admits today, with its issue quota."""

    code: Code
    quota: DigitalYuanCeiling
    reason: Reason


class QuotaChange(Body):
    """Proposes an operator's issue quota."""

    quota: DigitalYuanCeiling
    reason: Reason


class ReservesAct(Body):
    """An operator and an amount of reserve money."""

    operator: InstitutionId
    amount: Renminbi


class ReserveLoanProposal(ReservesAct):
    """Proposes to lend an operator reserves."""

    reason: Reason


class IssueProposal(Body):
    """Proposes to issue digital yuan to an operator's vault."""

    operator: InstitutionId
    amount: DigitalYuan
    reason: Reason


class Retirement(Body):
    """An operator and the vault money it gives back."""

    operator: InstitutionId
    amount: DigitalYuan


class NettingProposal(Body):
    """Proposes that two banks settle net under a cap, each way; zero ends the agreement."""

    other: InstitutionId
    cap: DigitalYuanCeiling
    reason: Reason


class Settlement(Body):
    """Settles with another operator what the two owe each other."""

    other: InstitutionId


class RegimeProposal(Body):
    """Proposes to bring an operator under the regime that the rule book has in force."""

    reason: Reason


class WalletsMove(Body):
    """Moves some wallets of an operator to its regime."""

    limit: Annotated[int, Field(ge=1, le=500)] = 500


class OperatorLimitProposal(Body):
    """Proposes an operator's limit for its wallets of a kind and class."""

    kind: HolderKind
    wallet_class: WalletClass
    component: Literal["balance", "single", "daily", "yearly"]
    limit: DigitalYuanCeiling
    reason: Reason


class Institution(Answer):
    """The central bank or an operator."""

    id: str
    code: str
    kind: str
    name_en: str
    name_zh: str
    regime: str
    opened_at: Moment


class StandingAccount(Answer):
    """One of an institution's standing accounts. `balance` is null where it grows without meaning to others."""

    role: str
    account: str
    balance: Money


class Reserves(Answer):
    """How an operator stands: quota, what is out, and its accounts."""

    institution: str
    quota: Money
    issued: Money
    accounts: list[StandingAccount]


class NettingPair(Answer):
    """What one operator owes another, under which cap."""

    debtor: str
    creditor: str
    cap: Money
    owed: Money


class OperatorLimit(Answer):
    """A limit an operator sets below the scheme's."""

    kind: str
    wallet_class: str
    component: str
    limit: Money


class Moved(Answer):
    """Money moved: the journal, and when it was recorded."""

    journal: str
    recorded_at: Moment


class WalletsMoved(Answer):
    """A step of a change of regime. `interest` is the part of the amount that the wallets were owed. `more`: others can
    move at once. When none can, `waiting` wallets remain because they have open holds; they follow by themselves."""

    wallets: int
    amount: Money
    interest: Money
    journal: str | None
    more: bool = False
    waiting: int | None = None
