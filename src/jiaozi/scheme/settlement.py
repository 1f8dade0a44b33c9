"""Settlement between operators: gross over the central bank at once, or net under a bilateral cap and settled later."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import FenOrZero, InstitutionNo
from jiaozi.ledger.model import Kind, Leg
from jiaozi.ledger.post import open_account, touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import AMOUNT_MAX, ECNY
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import Moved, move, operator_of
from jiaozi.scheme.model import InstitutionKind, Pair, Role, due_from, due_to, pair_id, settlement_role
from jiaozi.scheme.schema import INSTITUTIONS, PAIRS


@dataclass(frozen=True, slots=True)
class AgreeNetting:
    """Two banks agree to settle net: each may owe the other at most the `cap`. Zero ends the agreement."""

    operator: InstitutionNo
    other: InstitutionNo
    cap_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class SettlePair:
    """Settles what two operators owe each other, over their reserves at the central bank."""

    operator: InstitutionNo
    other: InstitutionNo


class NettingAgreed(NamedTuple):
    """An agreement to settle net is in force, or ended, with this cap both ways."""

    operator: InstitutionNo
    other: InstitutionNo
    cap_minor: FenOrZero


_Sides = tuple[InstitutionNo, InstitutionNo]


def _both(command: AgreeNetting | SettlePair) -> tuple[_Sides, _Sides]:
    return (command.operator, command.other), (command.other, command.operator)


def _touch(tx: Tx, requests: Sequence[Request[AgreeNetting | SettlePair]]) -> None:
    for request in requests:
        for debtor, creditor in _both(request.command):
            tx.want(INSTITUTIONS, (debtor,))
            tx.want(PAIRS, (pair_id(debtor, creditor),))
            tx.want(ACCOUNTS, (due_to(debtor, creditor), due_from(debtor, creditor)))
            roles = (Role.RESERVE, Role.RESERVE)
            touch_legs(tx, entries.settle_pair(debtor, creditor, 2, 1, roles))


def _agree(tx: Tx, request: Request[AgreeNetting]) -> NettingAgreed | Refusal:
    """Refuses: `amount_invalid`, `accounts_same`, `institution_not_found`, `regime_forbids` (a non-bank)."""
    command = request.command
    if type(command.cap_minor) is not int or not 0 <= command.cap_minor <= AMOUNT_MAX:
        return Refusal("amount_invalid")
    if command.operator == command.other:
        return Refusal("accounts_same")
    for number in (command.operator, command.other):
        found = operator_of(tx, number)
        if isinstance(found, Refusal):
            return found
        if found.kind != InstitutionKind.BANK:
            return Refusal("regime_forbids", "full reserve cannot be owed to")
    pairs = tx.rows(PAIRS)
    for debtor, creditor in _both(command):
        pair = pairs.get(pair_id(debtor, creditor))
        if pair is None:
            pairs.add(Pair(id=pair_id(debtor, creditor), debtor=debtor, creditor=creditor, cap_minor=command.cap_minor))
            open_account(tx, due_to(debtor, creditor), debtor, ECNY.id, Kind.DUE_TO, creditor)
            open_account(tx, due_from(debtor, creditor), creditor, ECNY.id, Kind.DUE_FROM, debtor)
        else:
            pair.cap_minor = command.cap_minor
            pairs.changed(pair)
    return NettingAgreed(*_both(command)[0], command.cap_minor)


def net_owed(tx: Tx, debtor: InstitutionNo, creditor: InstitutionNo) -> int:
    """What `debtor` owes `creditor` beyond what is owed back, in minor units; negative when it is owed."""
    accounts = tx.rows(ACCOUNTS)
    return accounts[due_to(debtor, creditor)].posted - accounts[due_to(creditor, debtor)].posted


def _settle(tx: Tx, request: Request[SettlePair]) -> Moved | Refusal:
    """Refuses: `institution_not_found` (no agreement), `amount_invalid` (nothing is owed), `operator_illiquid` (the
    debtor's reserves do not cover it)."""
    command = request.command
    if tx.rows(PAIRS).get(pair_id(command.operator, command.other)) is None:
        return Refusal("institution_not_found", "the two have no netting agreement")
    legs = _settlement_legs(tx, command)
    if not legs:
        return Refusal("amount_invalid", "nothing is owed")
    outcome = move(tx, request, legs)
    short = isinstance(outcome, Refusal) and outcome.code == "insufficient_funds"
    return Refusal("operator_illiquid") if short else outcome


def _settlement_legs(tx: Tx, command: SettlePair) -> list[Leg]:
    debtor, creditor = command.operator, command.other
    if net_owed(tx, debtor, creditor) < 0:
        debtor, creditor = creditor, debtor
    accounts, institutions = tx.rows(ACCOUNTS), tx.rows(INSTITUTIONS)
    owed, owed_back = accounts[due_to(debtor, creditor)].posted, accounts[due_to(creditor, debtor)].posted
    roles = (settlement_role(institutions[debtor].regime), settlement_role(institutions[creditor].regime))
    return entries.settle_pair(debtor, creditor, owed, owed_back, roles)


OPERATIONS: Final = (
    Operation("agree_netting", AgreeNetting, NettingAgreed, _touch, one_by_one(_agree), True),
    Operation("settle_pair", SettlePair, Moved, _touch, one_by_one(_settle), True),
)
