"""Balance rules: what a wallet holds above a threshold goes out, or what it lacks comes in, once a day by itself.

What is moved is one of the acts that its holder could do (`subwallets.pooling`, `wallets.exchange`), decided in the
transaction that sets the rule's next day: so it is moved once, whatever was killed, and after days down not twice.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from jiaozi.automatic.rule_model import (
    RULE_KINDS,
    BalanceMove,
    BalanceRule,
    BalanceRuleEnded,
    BalanceRuleSet,
    BalanceRuleTended,
    EndBalanceRule,
    RuleState,
    SetBalanceRule,
    TendBalanceRule,
)
from jiaozi.automatic.schema import BALANCE_MOVES, BALANCE_RULES
from jiaozi.automatic.store import rules_kept
from jiaozi.banking.links import AgreementGuard, link_refusal
from jiaozi.clock import DAY_US, HOUR_US, china_date, china_day, china_midnight
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import BalanceRuleData
from jiaozi.kinds import FenOrZero, Instant, JournalNo, OrNone, WalletNo
from jiaozi.money import AMOUNT_MAX, is_amount
from jiaozi.outbox import emit
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.subwallets import pooling
from jiaozi.subwallets.model import AllotToSub, RecallFromSub
from jiaozi.wallets import exchange
from jiaozi.wallets.acts import account_of, limit_table, wallet_of
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.model import Wallet, is_pushed, is_sub
from jiaozi.wallets.schema import SUB_WALLETS, WALLETS

RULES_MAX: Final = 20
"""Rules of a wallet that are kept."""
TRIES_MAX: Final = 5
HOURS: Final = 24
TRY_AGAIN_US: Final = 3 * HOUR_US
"""What was refused is tried again after this long, on the same China day, so many times in all."""
_ABOVE: Final = RULE_KINDS["above"]
_GONE: Final = frozenset({"wallet_not_found", "wallet_closed", "sub_wallet_not_found", "bank_account_not_found"})
_ACTS: Final[tuple[Operation, ...]] = (*pooling.OPERATIONS, *exchange.operations(AgreementGuard()))
_MOVES: Final = {each.command: each for each in _ACTS if each.command in (RecallFromSub, AllotToSub, Load, Unload)}
_Move = RecallFromSub | AllotToSub | Load | Unload
_DONE: Final = object()


def _touch_set(tx: Tx, requests: Sequence[Request[SetBalanceRule]]) -> None:
    commands = [request.command for request in requests]
    tx.want(BANK_ACCOUNTS, {command.bank_account for command in commands} - {0})
    tx.want(
        SUB_WALLETS, {number for command in commands for number in (command.wallet, command.other_wallet) if number}
    )
    tx.want(WALLETS, {number for command in commands for number in (command.wallet, command.other_wallet) if number})


def _set(tx: Tx, request: Request[SetBalanceRule]) -> BalanceRuleSet | Refusal:
    """Refuses: `amount_invalid`, `request_malformed` (the kind, the hour, not exactly one other side),
    `wallet_not_found`, `wallet_closed`, `sub_wallet_not_found` (neither the wallet's sub-wallet nor its parent),
    `bank_account_not_found`, `usage_not_allowed` (a sub-wallet and a bank account, or a pushed one that is to be
    filled), `balance_rules_exceeded`."""
    command = request.command
    if type(command.threshold_minor) is not int or not 0 <= command.threshold_minor <= AMOUNT_MAX:
        return Refusal("amount_invalid")
    if not is_amount(command.most_minor):
        return Refusal("amount_invalid")
    if command.kind not in RULE_KINDS or not 0 <= command.hour < HOURS:
        return Refusal("request_malformed", "kind or hour")
    if bool(command.other_wallet) == bool(command.bank_account):
        return Refusal("request_malformed", "one of other_wallet and bank_account")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    refusal = _bank_refusal(tx, command, wallet) if command.bank_account else _pair_refusal(tx, command)
    if refusal is not None:
        return refusal
    known = tx.memo.setdefault((SetBalanceRule, wallet.id), [rules_kept(tx.connection, wallet.id)])
    if known[0] >= RULES_MAX:
        return Refusal("balance_rules_exceeded", f"{RULES_MAX} at most")
    known[0] += 1
    row = tx.rows(BALANCE_RULES).add(_row(request))
    return BalanceRuleSet(row.id, row.due_at)


def _bank_refusal(tx: Tx, command: SetBalanceRule, wallet: Wallet) -> Refusal | None:
    if is_sub(wallet):
        return Refusal("usage_not_allowed", "a sub-wallet's money comes from its parent and goes back there")
    account = tx.rows(BANK_ACCOUNTS).get(command.bank_account)
    return None if account is not None and account.customer == wallet.holder else Refusal("bank_account_not_found")


def _pair_refusal(tx: Tx, command: SetBalanceRule) -> Refusal | None:
    subs = tx.rows(SUB_WALLETS)
    pairs = ((command.wallet, command.other_wallet), (command.other_wallet, command.wallet))
    rows = ((subs.get(number), parent) for number, parent in pairs)
    sub = next((row for row, parent in rows if row is not None and row.parent == parent), None)
    if sub is None or tx.rows(WALLETS)[sub.id].closed:
        return Refusal("sub_wallet_not_found")
    fills = (sub.id == command.wallet) != (RULE_KINDS[command.kind] == _ABOVE)
    if fills and is_pushed(tx.rows(WALLETS)[sub.id]):
        return Refusal("usage_not_allowed", "it draws from its parent when it is charged")
    return None


def _row(request: Request[SetBalanceRule]) -> BalanceRule:
    command = request.command
    due_at = _next(command.hour, request.at)
    return BalanceRule(
        id=request.id,
        wallet=command.wallet,
        kind=RULE_KINDS[command.kind],
        threshold_minor=command.threshold_minor,
        most_minor=command.most_minor,
        other_wallet=command.other_wallet,
        bank_account=command.bank_account,
        hour=command.hour,
        due_at=due_at,
        look_at=due_at,
        tries=0,
        code="",
        moves=0,
        moved_minor=0,
        state=RuleState.OPEN,
        set_at=request.at,
        ended_at=0,
    )


def _next(hour: int, at: Instant) -> Instant:
    """The first instant after another at which it is this hour in China."""
    today = china_midnight(china_date(at)) + hour * HOUR_US
    return today if today > at else today + DAY_US


def _touch_end(tx: Tx, requests: Sequence[Request[EndBalanceRule]]) -> None:
    tx.want(BALANCE_RULES, {request.command.balance_rule for request in requests})


def _end(tx: Tx, request: Request[EndBalanceRule]) -> BalanceRuleEnded | Refusal:
    """Refuses: `balance_rule_not_found` (another wallet's too), `balance_rule_ended`."""
    row = tx.rows(BALANCE_RULES).get(request.command.balance_rule)
    if row is None or row.wallet != request.command.wallet:
        return Refusal("balance_rule_not_found")
    if row.state != RuleState.OPEN:
        return Refusal("balance_rule_ended")
    _over(tx, row, request.at)
    return BalanceRuleEnded(row.id)


def _over(tx: Tx, row: BalanceRule, at: Instant) -> None:
    row.state, row.ended_at = RuleState.ENDED, at
    tx.rows(BALANCE_RULES).changed(row)


def _touch_tend(tx: Tx, requests: Sequence[Request[TendBalanceRule]]) -> Iterator[None]:
    """Between whom a rule moves never changes, so it is read without a lock to name the rows."""
    by_id = {request.command.balance_rule: request for request in requests}
    found = [(row, by_id[row.id]) for row in BALANCE_RULES.read(tx.connection, set(by_id))]
    tx.want(BALANCE_RULES, by_id)
    tx.want(BALANCE_MOVES, {(row.id, china_day(row.due_at)) for row, _ in found})
    tx.want(WALLETS, {row.wallet for row, _ in found})
    asked: dict[type, list[Request[Any]]] = {}
    for row, request in found:
        is_in = row.other_wallet != 0 and _is_parent(tx, row.other_wallet, row.wallet)
        move = _move(row, 1, wallet_is_sub=is_in)
        asked.setdefault(type(move), []).append(request.about(move))
    yield from _together([_MOVES[command].touch(tx, some) for command, some in asked.items()])


def _is_parent(tx: Tx, parent: WalletNo, sub: WalletNo) -> bool:
    found = SUB_WALLETS.read(tx.connection, [sub])
    return bool(found) and found[0].parent == parent


def _together(touches: Iterable[Iterator[None] | None]) -> Iterator[None]:
    """Lets several name their rows step by step, so that tables are locked in their order."""
    waiting = [each for each in touches if each is not None]
    while waiting := [each for each in waiting if next(each, _DONE) is not _DONE]:
        yield


def _move(row: BalanceRule, amount: int, *, wallet_is_sub: bool) -> _Move:
    """The act that a rule's movement is."""
    out = row.kind == _ABOVE
    if row.bank_account:
        return Unload(row.wallet, row.bank_account, amount) if out else Load(row.wallet, row.bank_account, amount)
    sub = row.wallet if wallet_is_sub else row.other_wallet
    return RecallFromSub(sub, amount) if out == wallet_is_sub else AllotToSub(sub, amount)


def _tend(tx: Tx, request: Request[TendBalanceRule]) -> BalanceRuleTended | Refusal:
    """Refuses: `balance_rule_not_found`, `balance_rule_ended`, `balance_rule_not_due`. That a movement was refused is
    an outcome: it is tried again, given up until the next day, or the rule ends, where a side is gone."""
    row, at = tx.rows(BALANCE_RULES).get(request.command.balance_rule), request.at
    if row is None:
        return Refusal("balance_rule_not_found")
    if row.state != RuleState.OPEN:
        return Refusal("balance_rule_ended")
    if at < row.look_at <= at + DAY_US:
        return Refusal("balance_rule_not_due")
    tx.rows(BALANCE_RULES).changed(row)
    if at < row.look_at:  # a wrong clock was that far ahead: no rule waits for more than a day
        _await(row, at)
        return BalanceRuleTended(row.id, 0, JournalNo(0), "")
    wallet = wallet_of(tx, row.wallet)
    if isinstance(wallet, Refusal):
        return _refused(tx, row, wallet, at)
    done_before = tx.rows(BALANCE_MOVES).get((row.id, china_day(row.due_at)))  # by a wrong clock, which went on to it
    amount = 0 if done_before is not None else _amount(tx, row, wallet, at)
    if not amount:
        _await(row, at)
        return BalanceRuleTended(row.id, 0, JournalNo(0), "")
    sub = tx.rows(SUB_WALLETS).get(row.wallet)
    move = _move(row, amount, wallet_is_sub=sub is not None and sub.parent == row.other_wallet)
    done = _MOVES[type(move)].run(tx, [request.about(move)])[0]
    return _refused(tx, row, done, at) if isinstance(done, Refusal) else _moved(tx, row, amount, done.journal, at)


def _amount(tx: Tx, row: BalanceRule, wallet: Wallet, at: Instant) -> FenOrZero:
    """What a rule moves now: what is held or frozen is not there to move, and what is frozen is not missing."""
    there = account_of(tx, wallet).available
    free = there - wallet.frozen_minor
    beyond = free - row.threshold_minor if row.kind == _ABOVE else row.threshold_minor - max(there, 0)
    return _room(tx, row, wallet, min(max(beyond, 0), row.most_minor), at)


def _room(tx: Tx, row: BalanceRule, wallet: Wallet, amount: FenOrZero, at: Instant) -> FenOrZero:
    """As much of an amount as the wallet may hold and the agreement with the bank lets move; all of it where that is
    nothing, which is refused with the reason."""
    if not amount or not row.bank_account:
        return amount
    most = amount
    if row.kind != _ABOVE:
        most = min(most, limit_table(tx).of(wallet, at).balance - account_of(tx, wallet).posted)

    def may(part: int) -> bool:
        return link_refusal(tx, wallet.id, row.bank_account, part, at) is None

    if most > 0 and not may(most):
        most = bisect_left(range(1, most + 1), True, key=lambda part: not may(part))
    return most if most > 0 else amount


def _await(row: BalanceRule, at: Instant) -> None:
    """Waits for the next day that is to come: those that passed while nobody looked are not made up for."""
    row.due_at = row.look_at = _next(row.hour, at)
    row.tries, row.code = 0, ""


def _moved(tx: Tx, row: BalanceRule, amount: int, journal: JournalNo, at: Instant) -> BalanceRuleTended:
    row.moves += 1
    row.moved_minor += amount
    move = BalanceMove(row.id, china_day(row.due_at), row.moves, amount, journal, at)
    tx.rows(BALANCE_MOVES).add(move)
    _await(row, at)
    _emit(tx, "balance_rule.moved", row, amount, journal, "", at)
    return BalanceRuleTended(row.id, amount, journal, "")


def _refused(tx: Tx, row: BalanceRule, refusal: Refusal, at: Instant) -> BalanceRuleTended:
    """After a refusal: another try on this day, none until the next, or none at all."""
    later = at + TRY_AGAIN_US
    row.tries, row.code = row.tries + 1, refusal.code
    if refusal.code in _GONE:
        _over(tx, row, at)
        _emit(tx, "balance_rule.ended", row, 0, JournalNo(0), refusal.code, at)
    elif row.tries < TRIES_MAX and china_day(later) == china_day(at):
        row.look_at = later
    else:
        _emit(tx, "balance_rule.failed", row, 0, JournalNo(0), refusal.code, at)
        _await(row, at)
    return BalanceRuleTended(row.id, 0, JournalNo(0), refusal.code)


def _emit(
    tx: Tx, kind: str, row: BalanceRule, amount: FenOrZero, journal: OrNone[JournalNo], code: str, at: Instant
) -> None:
    payload = BalanceRuleData(
        balance_rule=row.id, wallet=row.wallet, amount_minor=amount, journal=journal, code=code or None
    )
    emit(tx, kind, at, tx.rows(WALLETS)[row.wallet].operator, payload)


OPERATIONS: Final = (
    Operation("set_balance_rule", SetBalanceRule, BalanceRuleSet, _touch_set, one_by_one(_set)),
    Operation("end_balance_rule", EndBalanceRule, BalanceRuleEnded, _touch_end, one_by_one(_end)),
    Operation("tend_balance_rule", TendBalanceRule, BalanceRuleTended, _touch_tend, one_by_one(_tend)),
)
