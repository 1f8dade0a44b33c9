"""Charging a pushed sub-wallet: what it lacks is drawn from its parent in the same act.

It holds no money of its own but what refunds brought; that is used first. The charge counts against the limits of the
sub-wallet and of its parent, so that many sub-wallets never spend more together than one wallet may.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import LANES
from jiaozi.ledger.model import Code, Journal, Leg, Posted
from jiaozi.ledger.post import post, touch_legs
from jiaozi.payments.merchants import payee_of, touch_payees
from jiaozi.payments.model import Merchant, PaymentKind
from jiaozi.payments.pay import (
    Paid,
    count_usage,
    emit_payment,
    paid_of,
    payer_short,
    payment_row,
    touch_between,
)
from jiaozi.payments.refused import PAYER_CANNOT, count, per_day
from jiaozi.payments.rules import Parties, fee_of, payee_refusal, shape_refusal
from jiaozi.payments.schema import MERCHANTS, PAYMENTS, STORES
from jiaozi.scheme import entries
from jiaozi.scheme.between import legs_between
from jiaozi.subwallets import tokens
from jiaozi.subwallets.model import ChargeSubWallet
from jiaozi.wallets.acts import account_of, limit_table, out_freeze_refusal
from jiaozi.wallets.model import SubWallet, Wallet, place_of
from jiaozi.wallets.schema import SUB_WALLETS, USAGES, WALLETS

_PAYMENT_AT: Final = LANES // 2
"""The draw has the request's id, the payment that follows it the middle one of the request's ids."""


class _Sides(NamedTuple):
    """Who is charged: `own` the sub-wallet and the payee, `parent` the parent and the payee."""

    own: Parties
    parent: Parties


def _touch(tx: Tx, requests: Sequence[Request[ChargeSubWallet]]) -> Iterator[None]:
    commands = [request.command for request in requests]
    tx.want(SUB_WALLETS, {command.sub_wallet for command in commands})
    yield from touch_payees(tx, list({command.store for command in commands}), [])
    for command in commands:
        row, store = tx.rows(SUB_WALLETS).get(command.sub_wallet), tx.rows(STORES).get(command.store)
        if row is None or store is None:
            continue
        merchant = tx.rows(MERCHANTS)[store.merchant]
        touch_between(tx, [(row.parent, row.id), (row.id, merchant.wallet)])
        payee = tx.rows(WALLETS).get(merchant.wallet)
        if merchant.fee_ppm and payee is not None:
            touch_legs(tx, entries.collect_fee(place_of(payee), 1))


def _charge(tx: Tx, request: Request[ChargeSubWallet]) -> Paid | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `request_malformed`, `sub_wallet_token_invalid` (also another
    merchant's), `store_not_found`, `merchant_suspended`, `sub_wallet_revoked`, the payee's own as a payee, then one
    `payer_cannot_pay` for the sub-wallet and its parent: counted, and after so many in a day said unheard (rule
    `payments.refusals`), since a merchant can try whenever it likes; then what money refuses."""
    command = request.command
    refusal = shape_refusal("merchant", command.amount_minor, command.purpose, command.reference)
    if refusal is not None:
        return refusal
    sides = _sides(tx, command)
    if isinstance(sides, Refusal):
        return sides
    amount, at, own = command.amount_minor, request.at, sides.own
    refusal = payee_refusal(tx, own.payee, PaymentKind.MERCHANT, amount, at)
    if refusal is not None:
        return refusal
    if tx.dry_run:
        return Paid(request.id, request.id, at, fee_of(own.merchant, amount), payee=own.payee.id)
    if own.usage.at(at).refusals_today >= per_day(at):
        return PAYER_CANNOT
    if _payer_refusal(tx, sides, amount, at) is not None:
        count(tx, own, at)
        return PAYER_CANNOT
    fee = fee_of(sides.own.merchant, command.amount_minor)
    outcome = _post(tx, request, sides, fee)
    if isinstance(outcome, Refusal):
        return outcome
    for each in sides:
        count_usage(tx, each, command.amount_minor, outcome.recorded_at)
    payment = tx.rows(PAYMENTS).add(payment_row(request, sides.own, fee, outcome))
    emit_payment(tx, "payment.completed", payment, sides.own, request.at)
    return paid_of(payment)


def _sides(tx: Tx, command: ChargeSubWallet) -> _Sides | Refusal:
    row = tx.rows(SUB_WALLETS).get(command.sub_wallet)
    if row is None or not tokens.matches(command.token_hash, row.token_hash):
        return Refusal("sub_wallet_token_invalid")
    found = payee_of(tx, command.store)
    if isinstance(found, Refusal):
        return found
    merchant = found[1]
    if merchant.id != row.merchant:
        return Refusal("sub_wallet_token_invalid")
    return Refusal("sub_wallet_revoked") if row.revoked_at else _parties(tx, row, merchant)


def _parties(tx: Tx, row: SubWallet, merchant: Merchant) -> _Sides:
    sub, parent, payee = (tx.rows(WALLETS)[number] for number in (row.id, row.parent, merchant.wallet))
    usages = tx.rows(USAGES)
    return _Sides(Parties(sub, payee, merchant, usages[sub.id]), Parties(parent, payee, merchant, usages[parent.id]))


def _payer_refusal(tx: Tx, sides: _Sides, amount: int, at: int) -> Refusal | None:
    """What forbids a charge by its use, and by freezes, limits and money of both wallets. A freeze of the parent holds
    the parent's own money."""
    limits, (own, parent) = limit_table(tx), sides
    if own.payer.closed or parent.payer.closed:
        return Refusal("wallet_closed")
    draw = amount - _own_money(tx, own.payer, amount)
    givers = (own.payer, parent.payer) if draw else (own.payer,)
    frozen = any(wallet.freezes_all or wallet.freezes_out for wallet in givers)
    return (
        (Refusal("wallet_frozen") if frozen else None)
        or limits.out_refusal(parent.payer, parent.usage.at(at), amount, at)
        or limits.out_refusal(own.payer, own.usage.at(at), amount, at)
        or (out_freeze_refusal(parent.payer, account_of(tx, parent.payer), draw) if draw else None)
        or (Refusal("insufficient_funds") if account_of(tx, parent.payer).available < draw else None)
    )


def _own_money(tx: Tx, sub: Wallet, amount: int) -> int:
    """How much of an amount the sub-wallet has itself, from refunds."""
    return min(amount, max(account_of(tx, sub).available - sub.frozen_minor, 0))


def _post(tx: Tx, request: Request[ChargeSubWallet], sides: _Sides, fee: int) -> Posted | Refusal:
    """The draw and the payment: both or neither."""
    command = request.command
    sub, payee = place_of(sides.own.payer), place_of(sides.own.payee)
    journals: list[Journal] = []
    draw = command.amount_minor - _own_money(tx, sides.own.payer, command.amount_minor)
    if draw:
        drawn = legs_between(tx, place_of(sides.parent.payer), sub, draw, Code.POOL)
        if isinstance(drawn, Refusal):
            return drawn
        journals.append(Journal(request.id, request.at, drawn))
    legs: list[Leg] | Refusal = legs_between(tx, sub, payee, command.amount_minor, Code.PAYMENT)
    if isinstance(legs, Refusal):
        return legs
    if fee:
        legs = legs + entries.collect_fee(payee, fee)
    journals.append(Journal(request.id + _PAYMENT_AT, request.at, legs, command.reference))
    outcomes = post(tx, journals, "all")
    culprits = [each for each in outcomes if isinstance(each, Refusal) and each.code != "batch_refused"]
    return payer_short(culprits[0] if culprits else outcomes[-1])


OPERATIONS: Final = (Operation("charge_sub_wallet", ChargeSubWallet, Paid, _touch, one_by_one(_charge)),)
