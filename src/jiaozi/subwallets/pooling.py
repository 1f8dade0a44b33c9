"""Money between a wallet and its sub-wallets: pooled by the batch, recalled or allotted one by one.

It is the holder's own on both sides, so no payment limit counts it, and what comes back passes the parent's balance
limit as a refund does.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletMoneyData
from jiaozi.kinds import JournalNo
from jiaozi.ledger.model import Code, Journal, Leg
from jiaozi.ledger.post import post
from jiaozi.money import AMOUNT_MAX, is_amount
from jiaozi.outbox import emit
from jiaozi.payments.pay import touch_between
from jiaozi.scheme.acts import Moved
from jiaozi.scheme.between import legs_between
from jiaozi.subwallets.model import SUBS_MAX, AllotToSub, Pooled, PoolSubWallets, RecallFromSub
from jiaozi.wallets.acts import (
    account_of,
    in_freeze_refusal,
    out_freeze_refusal,
    reference_good,
    subs_of,
    touch_subs,
    wallet_of,
)
from jiaozi.wallets.exchange import illiquid
from jiaozi.wallets.model import Wallet, is_pushed, place_of
from jiaozi.wallets.schema import SUB_WALLETS, WALLETS


class _Pair(NamedTuple):
    parent: Wallet
    sub: Wallet


def _touch_pool(tx: Tx, requests: Sequence[Request[PoolSubWallets]]) -> Iterator[None]:
    parents = {request.command.wallet for request in requests}
    touch_subs(tx, parents)
    tx.want(WALLETS, parents)
    yield
    rows = [row for row in tx.rows(SUB_WALLETS).rows.values() if row.parent in parents]
    touch_between(tx, [(row.id, row.parent) for row in rows])


def _pool(tx: Tx, request: Request[PoolSubWallets]) -> Pooled | Refusal:
    """Refuses: `amount_invalid` (what is kept), `request_malformed` (too many), `wallet_not_found`, `wallet_closed`,
    `wallet_frozen`, `sub_wallet_not_found`, `operator_illiquid`. Frozen sub-wallets, frozen amounts and what is held
    stay where they are."""
    command = request.command
    if type(command.keep_minor) is not int or not 0 <= command.keep_minor <= AMOUNT_MAX:
        return Refusal("amount_invalid")
    if len(command.sub_wallets) > SUBS_MAX:
        return Refusal("request_malformed", f"{SUBS_MAX} at most")
    parent = wallet_of(tx, command.wallet)
    if isinstance(parent, Refusal):
        return parent
    if refusal := in_freeze_refusal(parent):
        return refusal
    subs = {sub.id: sub for sub in subs_of(tx, parent.id)}
    wanted = dict.fromkeys(command.sub_wallets or subs)
    if not wanted.keys() <= subs.keys():
        return Refusal("sub_wallet_not_found")
    amounts = {number: _free(tx, subs[number], command.keep_minor) for number in wanted}
    return _move_all(tx, request, parent, [(subs[number], amount) for number, amount in amounts.items() if amount])


def _free(tx: Tx, sub: Wallet, keep: int) -> int:
    """What may be taken from a sub-wallet."""
    if sub.freezes_all or sub.freezes_out:
        return 0
    return max(account_of(tx, sub).available - sub.frozen_minor - keep, 0)


def _move_all(tx: Tx, request: Request, parent: Wallet, given: Sequence[tuple[Wallet, int]]) -> Pooled | Refusal:
    legs: list[Leg] = []
    for sub, amount in given:
        some = legs_between(tx, place_of(sub), place_of(parent), amount, Code.POOL)
        if isinstance(some, Refusal):
            return some
        legs += some
    journal: JournalNo = tx.ids.take(len(legs)) if legs else JournalNo(0)
    if legs:
        outcome = post(tx, [Journal(journal, request.at, legs)])[0]
        if isinstance(outcome, Refusal):
            return Refusal("operator_illiquid", outcome.detail)
        _emit(tx, request, parent, journal, sum(amount for _, amount in given))
    return Pooled(
        wallet=parent.id,
        journal=journal,
        sub_wallets=len(given),
        amount_minor=sum(amount for _, amount in given),
    )


def _touch_one(tx: Tx, requests: Sequence[Request[RecallFromSub | AllotToSub]]) -> Iterator[None]:
    tx.want(SUB_WALLETS, {request.command.sub_wallet for request in requests})
    yield
    for request in requests:
        row = tx.rows(SUB_WALLETS).get(request.command.sub_wallet)
        if row is not None:
            touch_between(tx, [(row.id, row.parent), (row.parent, row.id)])


def _pair(tx: Tx, command: RecallFromSub | AllotToSub) -> _Pair | Refusal:
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    row = tx.rows(SUB_WALLETS).get(command.sub_wallet)
    if row is None:
        return Refusal("sub_wallet_not_found")
    sub = wallet_of(tx, row.id)
    return sub if isinstance(sub, Refusal) else _Pair(tx.rows(WALLETS)[row.parent], sub)


def _recall(tx: Tx, request: Request[RecallFromSub]) -> Moved | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `sub_wallet_not_found`, `wallet_closed`, `wallet_frozen`,
    `wallet_frozen_amount`, `insufficient_funds`, `operator_illiquid`."""
    pair = _pair(tx, request.command)
    return pair if isinstance(pair, Refusal) else _move(tx, request, pair.sub, pair.parent)


def _allot(tx: Tx, request: Request[AllotToSub]) -> Moved | Refusal:
    """Refuses as `_recall`, and `usage_not_allowed`: a pushed sub-wallet draws what it needs when it is charged."""
    pair = _pair(tx, request.command)
    if isinstance(pair, Refusal):
        return pair
    if is_pushed(pair.sub):
        return Refusal("usage_not_allowed", "it draws from its parent when it is charged")
    return _move(tx, request, pair.parent, pair.sub)


def _move(tx: Tx, request: Request[RecallFromSub | AllotToSub], giver: Wallet, taker: Wallet) -> Moved | Refusal:
    command = request.command
    amount = command.amount_minor
    if refusal := out_freeze_refusal(giver, account_of(tx, giver), amount) or in_freeze_refusal(taker):
        return refusal
    legs = legs_between(tx, place_of(giver), place_of(taker), amount, Code.POOL)
    if isinstance(legs, Refusal):
        return legs
    outcome = post(tx, [Journal(request.id, request.at, legs, command.reference)])[0]
    if isinstance(outcome, Refusal):
        return illiquid(outcome)
    _emit(tx, request, taker, outcome.journal, amount)
    return Moved(*outcome)


def _emit(tx: Tx, request: Request, taker: Wallet, journal: JournalNo, amount: int) -> None:
    payload = WalletMoneyData(wallet=taker.id, amount_minor=amount, journal=journal)
    emit(tx, "sub_wallet.moved", request.at, taker.operator, payload)


OPERATIONS: Final = (
    Operation("pool_sub_wallets", PoolSubWallets, Pooled, _touch_pool, one_by_one(_pool)),
    Operation("recall_from_sub", RecallFromSub, Moved, _touch_one, one_by_one(_recall)),
    Operation("allot_to_sub", AllotToSub, Moved, _touch_one, one_by_one(_allot)),
)
