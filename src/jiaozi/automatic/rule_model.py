"""The data of balance rules: what is kept in a wallet by itself, what was moved for it, what is asked for."""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple, get_args

from jiaozi.billing.model import RefusalCode
from jiaozi.kinds import (
    BalanceRuleNo,
    BankAccountNo,
    Count,
    Day,
    Either,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    Names,
    OrNone,
    Range,
    WalletNo,
)
from jiaozi.records import dataclass

RuleKind = Literal["above", "below"]
RULE_KINDS: Final[dict[RuleKind, int]] = {"above": 0, "below": 1}
RuleKindNumber = Annotated[int, Names(tuple((number, name) for name, number in RULE_KINDS.items()))]
Hour = Annotated[int, Range(0, 23)]


class RuleState(IntEnum):
    """Whether a rule is kept."""

    OPEN = 0
    ENDED = 1


RuleStateName = Literal["open", "ended"]
RULE_STATES: Final[dict[int, RuleStateName]] = dict(enumerate(get_args(RuleStateName)))
RuleStateNumber = Annotated[int, Names(tuple(RULE_STATES.items()))]


@dataclass(slots=True)
class BalanceRule:
    """A row of `balance_rules`: what a wallet holds above `threshold_minor` goes to another one or a bank account, or
    what it lacks of it comes from there, at most `most_minor` at once. It is looked at once a day, at `due_at`; where
    that was refused, `tries` times so far and the last with `code`, again at `look_at`."""

    id: BalanceRuleNo
    wallet: WalletNo
    kind: RuleKindNumber
    threshold_minor: FenOrZero
    most_minor: Fen
    other_wallet: OrNone[WalletNo]
    bank_account: OrNone[BankAccountNo]
    hour: Hour
    due_at: Instant
    look_at: Instant
    tries: Count
    code: RefusalCode
    moves: Count
    moved_minor: FenOrZero
    state: RuleStateNumber
    set_at: Instant
    ended_at: OrNone[Instant]


@dataclass(slots=True)
class BalanceMove:
    """A row of `balance_moves`, which never change: what a rule moved for the day that it was due on."""

    balance_rule: BalanceRuleNo
    day: Day
    number: Count
    amount_minor: Fen
    journal: JournalNo
    at: Instant


@dataclass(frozen=True, slots=True)
class SetBalanceRule:
    """From now on, once a day at an hour in China: what the wallet holds `above` the threshold goes to a sub-wallet of
    its own, its parent, or a bank account; or what it lacks `below` it comes from there. At most `most` at once."""

    wallet: WalletNo
    kind: RuleKind
    threshold_minor: FenOrZero
    most_minor: Fen
    other_wallet: Either[WalletNo] = WalletNo(0)
    bank_account: Either[BankAccountNo] = BankAccountNo(0)
    hour: Hour = 9


@dataclass(frozen=True, slots=True)
class EndBalanceRule:
    """A balance rule is kept no more."""

    balance_rule: BalanceRuleNo
    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class TendBalanceRule:
    """Moves what a balance rule says, if it is time; the worker's own act."""

    balance_rule: BalanceRuleNo


class BalanceRuleSet(NamedTuple):
    """A balance rule is kept; it is looked at first at `due_at`."""

    balance_rule: BalanceRuleNo
    due_at: Instant


class BalanceRuleEnded(NamedTuple):
    """A balance rule is kept no more."""

    balance_rule: BalanceRuleNo


class BalanceRuleTended(NamedTuple):
    """What was moved, by which journal; nothing where the balance was as it should be, or by `code` it could not be."""

    balance_rule: BalanceRuleNo
    amount_minor: FenOrZero
    journal: OrNone[JournalNo]
    code: RefusalCode
