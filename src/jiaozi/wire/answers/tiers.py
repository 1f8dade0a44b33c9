"""Answers: institutions and what they do with each other."""

from jiaozi.wire.base import Answer, Moment, Money


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


class InstitutionOpened(Answer):
    """An institution was opened."""

    institution: str


class Moved(Answer):
    """Money moved: the journal, and when it was recorded."""

    journal: str
    recorded_at: Moment


class WalletsMoved(Answer):
    """A step of a change of regime. `interest` is the part of the amount that the wallets were owed."""

    wallets: int
    amount: Money
    interest: Money
    journal: str | None
