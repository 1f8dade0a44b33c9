"""Paying by a split plan: one payment, one journal, a leg to each party. No party holds another's money meanwhile.

The payment is the platform's: it is to its store, and its fee, if any, is taken from the platform's part. The limits
and freezes of the payer bind the whole, those of each party what it gets.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, cast

from msgspec import UNSET

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import PartData
from jiaozi.kinds import ClaimsNamed, Fen, MerchantNo, Metadata, Reference, SplitPlanNo, Tag, TransferNo, WalletNo
from jiaozi.ledger.model import Code, Journal, Posted
from jiaozi.ledger.post import post, touch_legs
from jiaozi.money import amount_text
from jiaozi.outbox import emit
from jiaozi.payments.funding import bound_of, drawn_of, funding_of, note_funding, touch_stores
from jiaozi.payments.metadata import keep
from jiaozi.payments.model import Merchant, Payment, PaymentKind
from jiaozi.payments.pay import (
    Paid,
    Pay,
    count_usage,
    emit_payment,
    paid_of,
    pay_one,
    payment_row,
    touch_between,
)
from jiaozi.payments.pay import touch as touch_pay
from jiaozi.payments.refused import PAYEE_CANNOT, heard
from jiaozi.payments.rules import Funding, Parties, fee_of, parties, payee_refusal, payer_refusal, shape_refusal
from jiaozi.payments.schema import MERCHANTS, PAYMENTS, STORES
from jiaozi.payments.splits.model import PlanState, Remainder, SplitPart, SplitPlan
from jiaozi.payments.splits.plans import parts_of
from jiaozi.payments.splits.schema import SPLIT_PARTS, SPLIT_PLANS
from jiaozi.payments.splits.shares import divide
from jiaozi.programs.evaluate import GoodsLine
from jiaozi.programs.spending import touch_claims
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.between import Move, journal_id, legs_of, short_of
from jiaozi.wallets.model import Wallet, place_of
from jiaozi.wallets.schema import WALLETS


@dataclass(frozen=True, slots=True)
class PaySplit:
    """`payer` pays `amount_minor` at the store of a split plan; everybody in the plan gets a part at once."""

    payer: WalletNo
    plan: SplitPlanNo
    amount_minor: Fen
    purpose: Tag = ""
    reference: Reference | None = None
    metadata: Metadata = UNSET
    claims: ClaimsNamed = UNSET


_DONE: Final = object()


class Side(NamedTuple):
    """A party of a split: its number (0 for the platform), merchant, wallet, and what it gets."""

    n: int
    merchant: MerchantNo
    wallet: Wallet
    amount_minor: int


def touch(tx: Tx, requests: Sequence[Request[PaySplit]]) -> Iterator[None]:
    """Names the plans, their stores and merchants, all wallets, then accounts."""
    yield from touch_plans(tx, {request.command.plan for request in requests})
    yield from _touch_sides(tx, requests)


def touch_plans(tx: Tx, plans: Iterable[int]) -> Iterator[None]:
    """Names plans, and waits for those that are not locked yet."""
    missing = set(plans) - tx.rows(SPLIT_PLANS).asked - {0}
    if missing:
        tx.want(SPLIT_PLANS, missing)
        yield


def _touch_sides(tx: Tx, requests: Sequence[Request[PaySplit]]) -> Iterator[None]:
    """Names what payments by locked plans need, as many steps as `pay.touch` has."""
    plans = tx.rows(SPLIT_PLANS)
    found = [(plan, request) for request in requests if (plan := plans.get(request.command.plan)) is not None]
    tx.want(STORES, {plan.store for plan, _ in found})
    tx.want(MERCHANTS, {part.seller for plan, _ in found for part in parts_of(tx, plan)})
    yield
    pairs = [(request.command.payer, side.wallet) for plan, request in found for side in _merchants(tx, plan)]
    tx.want(WALLETS, {number for pair in pairs for number in pair})
    yield
    touch_between(tx, pairs)
    for plan, _ in found:
        _touch_fee(tx, plan)
    yield from touch_claims(tx, pairs)
    touch_stores(tx, ((request.command.payer, plan.store) for plan, request in found))


def _merchants(tx: Tx, plan: SplitPlan) -> list[Merchant]:
    """The platform and the sellers."""
    rows = tx.rows(MERCHANTS)
    return [rows[plan.merchant], *(rows[part.seller] for part in parts_of(tx, plan))]


def _touch_fee(tx: Tx, plan: SplitPlan) -> None:
    platform = tx.rows(MERCHANTS)[plan.merchant]
    wallet = tx.rows(WALLETS).get(platform.wallet)
    if platform.fee_ppm and wallet is not None:
        touch_legs(tx, entries.collect_fee(place_of(wallet), 1))


def _pay(tx: Tx, request: Request[PaySplit], lines: tuple[GoodsLine, ...] = ()) -> Paid | Refusal:
    """Refuses, in this order: the request's shape, `split_plan_not_found`, `split_plan_not_active`, the platform's
    `store_not_found` and `merchant_suspended`, the payer's as any payment does (`accounts_same` also for a party), one
    `payee_cannot_receive` for what concerns any party or the plan's fixed amounts, and what money refuses."""
    command = request.command
    refusal = shape_refusal("merchant", command.amount_minor, command.purpose, command.reference, command.metadata)
    if refusal is not None:
        return refusal
    plan = tx.rows(SPLIT_PLANS).get(command.plan)
    if plan is None:
        return Refusal("split_plan_not_found")
    if plan.state != PlanState.ACTIVE:
        return Refusal("split_plan_not_active")
    found = parties(tx, "merchant", command.payer, WalletNo(0), plan.store)
    if isinstance(found, Refusal):
        return found
    if found.payer.closed:
        return Refusal("wallet_closed")
    if found.payer.id in {merchant.wallet for merchant in _merchants(tx, plan)}:
        return Refusal("accounts_same")
    funding = funding_of(tx, found, plan.store, command.amount_minor, request.at, command.claims, lines, divided=True)
    refusal = payer_refusal(tx, found, "merchant", command.amount_minor, request.at, funding)
    if refusal is not None or isinstance(funding, Refusal):
        return refusal or cast(Refusal, funding)
    if tx.dry_run:
        fee = fee_of(found.merchant, command.amount_minor)
        return Paid(request.id, request.id, request.at, fee, found.payee.id, bound_of(funding), command.metadata)
    sides = heard(tx, found, lambda: _paid(tx, plan, found, request), request.at)
    if isinstance(sides, Refusal):
        return sides
    return _move(tx, request, plan, found, sides, funding)


def _paid(tx: Tx, plan: SplitPlan, found: Parties, request: Request[PaySplit]) -> list[Side] | Refusal:
    """Who gets what. Refuses what concerns the platform as it is, what concerns others as `payee_cannot_receive`."""
    sides = sides_of(tx, plan, found.payee, request.command.amount_minor)
    if isinstance(sides, Refusal) or any(refusal for _, refusal in sides_refusals(tx, sides, request.at)):
        return platform_refusal(tx, found.payee, sides, request.at) or PAYEE_CANNOT
    return sides


def sides_of(tx: Tx, plan: SplitPlan, platform: Wallet, amount: int) -> list[Side] | Refusal:
    """Who gets what; whoever gets nothing is left out. Refuses, for nobody but the parties: `split_exceeds_payment`, a
    seller's `merchant_suspended` or `wallet_closed`."""
    parts = parts_of(tx, plan)
    amounts = divide(
        amount,
        [part.fixed_minor for part in parts],
        [part.share_ppm for part in parts],
        remainder_to_platform=plan.remainder == Remainder.PLATFORM,
    )
    if amounts is None:
        return Refusal("split_exceeds_payment", f"{amount_text(sum(part.fixed_minor for part in parts))} is fixed")
    sides = [Side(0, plan.merchant, platform, amounts[0])]
    for part, minor in zip(parts, amounts[1:], strict=True):
        seller = tx.rows(MERCHANTS)[part.seller]
        if seller.suspended:
            return Refusal("merchant_suspended")
        sides.append(Side(part.n, seller.id, tx.rows(WALLETS)[seller.wallet], minor))
    if any(side.wallet.closed for side in sides):
        return Refusal("wallet_closed")
    return [side for side in sides if side.amount_minor]


def sides_refusals(tx: Tx, sides: Sequence[Side], at: int) -> Iterator[tuple[WalletNo, Refusal | None]]:
    """What forbids each wallet to be paid, for its own side alone; parties may share a wallet."""
    sums: dict[WalletNo, int] = {}
    for side in sides:
        sums[side.wallet.id] = sums.get(side.wallet.id, 0) + side.amount_minor
    for wallet, amount in sums.items():
        yield wallet, payee_refusal(tx, tx.rows(WALLETS)[wallet], PaymentKind.MERCHANT, amount, at)


def platform_refusal(tx: Tx, platform: Wallet, sides: list[Side] | Refusal, at: int) -> Refusal | None:
    """What the platform is told of a split that was refused: what is its own, the plan or its wallet."""
    if isinstance(sides, Refusal) and sides.code == "split_exceeds_payment":
        return sides
    own = 0 if isinstance(sides, Refusal) else sum(side.amount_minor for side in sides if side.wallet is platform)
    return payee_refusal(tx, platform, PaymentKind.MERCHANT, own, at) if own or platform.closed else None


def _move(
    tx: Tx, request: Request[PaySplit], plan: SplitPlan, found: Parties, sides: Sequence[Side], funding: Funding | None
) -> Paid | Refusal:
    command = request.command
    payer = place_of(found.payer)
    taken = [(side.wallet, side.amount_minor) for side in sides]
    drawn = None if funding is None else drawn_of(tx, found.payer, funding, taken, Code.PAYMENT)
    if isinstance(drawn, Refusal):
        return drawn
    plain = [Move(payer, place_of(wallet), amount) for wallet, amount in taken] if drawn is None else []
    legs = legs_of(tx, plain, Code.PAYMENT)
    if isinstance(legs, Refusal):
        return legs
    starts = legs.starts if drawn is None else [drawn.starts[first] for first in drawn.firsts]
    fee = fee_of(found.merchant, command.amount_minor)
    charge = entries.collect_fee(place_of(found.payee), fee) if fee else []
    every = [*(legs.legs if drawn is None else drawn.legs), *charge]
    journal = Journal(journal_id(tx, request, every), request.at, every, command.reference)
    outcome = short_of(post(tx, (journal,))[0], every, {payer.account})
    if isinstance(outcome, Refusal):
        return outcome
    count_usage(tx, found, command.amount_minor, outcome.recorded_at)
    as_paid = Pay(
        payer=command.payer,
        amount_minor=command.amount_minor,
        kind="merchant",
        store=plan.store,
        payee=WalletNo(0),
        purpose=command.purpose,
        reference=command.reference,
    )
    made = request.about(as_paid)._replace(id=outcome.journal)
    payment = payment_row(made, found, fee, outcome, bound_of(funding))
    tx.rows(PAYMENTS).add(payment)
    if drawn is not None:
        note_funding(tx, found.payer, payment.id, drawn, outcome)
    keep(tx, payment.id, command.metadata)
    write_parts(tx, payment, plan, sides, starts, outcome)
    emit_payment(tx, "payment.completed", payment, found, request.at, command.metadata)
    return paid_of(payment, command.metadata)


def write_parts(
    tx: Tx, payment: Payment, plan: SplitPlan, sides: Sequence[Side], starts: Sequence[int], outcome: Posted
) -> None:
    """Writes who got what; `starts` are the places of each party's first leg in the journal."""
    for side, start in zip(sides, starts, strict=True):
        part = SplitPart(
            payment=payment.id,
            n=side.n,
            plan=plan.id,
            merchant=side.merchant,
            wallet=side.wallet.id,
            amount_minor=side.amount_minor,
            refunded_minor=0,
            transfer=TransferNo(outcome.journal + start),
        )
        tx.rows(SPLIT_PARTS).add(part)
        payload = PartData(
            payment=payment.id, merchant=side.merchant, amount_minor=side.amount_minor, split_plan=plan.id
        )
        emit(tx, "payment.part_received", outcome.recorded_at, side.wallet.operator, payload)


pay_split = one_by_one(_pay)
"""Pays each request in turn."""


def touch_either(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    """Names what payments need, by a plan (`PaySplit`) or without one (`Pay`)."""
    plain = [request for request in requests if isinstance(request.command, Pay)]
    split = [request for request in requests if isinstance(request.command, PaySplit)]
    yield from touch_plans(tx, {request.command.plan for request in split})
    going = [stages(tx, some) for stages, some in ((touch_pay, plain), (_touch_sides, split)) if some]
    while going := [stage for stage in going if next(stage, _DONE) is not _DONE]:
        yield


def pay_either(tx: Tx, request: Request, lines: tuple[GoodsLine, ...] = ()) -> Paid | Refusal:
    """Pays by a plan (`PaySplit`) or without one (`Pay`): for the goods of an order, if it is one."""
    return _pay(tx, request, lines) if isinstance(request.command, PaySplit) else pay_one(tx, request, lines)


OPERATIONS: Final = (Operation("pay_split", PaySplit, Paid, touch, pay_split),)
