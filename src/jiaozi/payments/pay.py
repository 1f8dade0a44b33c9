"""Paying: wallet to wallet, or to a store. Settled in the moment it is answered; a refund is a new act."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from msgspec import UNSET

from jiaozi.db.commands import Operation, Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.events import PaymentData
from jiaozi.kinds import (
    Fen,
    FenOrZero,
    Instant,
    InstitutionNo,
    JournalNo,
    Metadata,
    OrNone,
    PaymentNo,
    Reference,
    StoreNo,
    Tag,
    TransferNo,
    WalletNo,
)
from jiaozi.ledger.model import Journal, Leg, Posted
from jiaozi.ledger.post import post, touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.outbox import emit
from jiaozi.payments.merchants import touch_payees
from jiaozi.payments.metadata import keep
from jiaozi.payments.model import CODES, KINDS, Merchant, Payment, PaymentKindName, PaymentState
from jiaozi.payments.refused import PAYER_CANNOT, heard
from jiaozi.payments.rules import Parties, parties, payee_side, payer_refusal, shape_refusal
from jiaozi.payments.schema import MERCHANTS, PAYMENTS, STORES
from jiaozi.scheme import entries
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import Regime, due_from, due_to, pair_id
from jiaozi.scheme.schema import PAIRS
from jiaozi.wallets.model import place_of
from jiaozi.wallets.schema import USAGES, WALLETS
from jiaozi.wallets.waterfall import Spill, note_spill

MILLION: Final = 1_000_000
_NO_HOLD: Final = TransferNo(0)


@dataclass(frozen=True, slots=True)
class Pay:
    """`payer` pays an amount of digital yuan to a `store`, or to a `payee`'s wallet. Final when it is decided.
    `purpose` and `reference` are the caller's own words."""

    payer: WalletNo
    amount_minor: Fen
    kind: PaymentKindName = "merchant"
    store: OrNone[StoreNo] = StoreNo(0)
    payee: OrNone[WalletNo] = WalletNo(0)
    purpose: Tag = ""
    reference: Reference | None = None
    metadata: Metadata = UNSET


class Paid(NamedTuple):
    """A payment was made, and is final. `fee` is what the payee pays its operator of it."""

    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant
    fee_minor: FenOrZero
    metadata: Metadata = UNSET


def touch_between(tx: Tx, pairs: Sequence[tuple[int, int]]) -> None:
    """Names the accounts and the netting pairs that payments between wallets need."""
    wallets = tx.rows(WALLETS)
    accounts: set[int] = set()
    for payer_id, payee_id in pairs:
        payer, payee = wallets.get(payer_id), wallets.get(payee_id)
        if payer is None or payee is None:
            accounts.update(wallet.account for wallet in (payer, payee) if wallet is not None)
        elif payer.regime == payee.regime == Regime.M0_CASH:
            accounts.update((payer.account, payee.account))
        else:
            touch_places(tx, place_of(payer), place_of(payee))
    tx.want(ACCOUNTS, accounts)


def touch_places(tx: Tx, payer: Place, payee: Place) -> None:
    """Names the accounts and the netting pair that money from one place to another needs."""
    touch_legs(tx, entries.pay(payer, payee, 1))
    a, b = payer.operator, payee.operator
    if a != b:
        tx.want(PAIRS, (pair_id(a, b), pair_id(b, a)))
        tx.want(ACCOUNTS, (due_to(a, b), due_from(a, b), due_to(b, a)))


def touch(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    """Names stores, merchants, wallets with usage rows, then accounts, for payments and holds."""
    commands: list[Pay] = [request.command for request in requests]
    stores = list({command.store for command in commands if command.store})
    wallets = [number for command in commands for number in (command.payer, command.payee) if number]
    yield from touch_payees(tx, stores, wallets)
    touch_between(tx, [(command.payer, payee_id(tx, command)) for command in commands])
    fees = {merchant.id for merchant in tx.rows(MERCHANTS).rows.values() if merchant.fee_ppm}
    if fees:
        _touch_fees(tx, commands)


def payee_id(tx: Tx, command: Pay) -> int:
    """The wallet that a payment goes to; 0 when the store is not known."""
    if not command.store:
        return command.payee
    store = tx.rows(STORES).get(command.store)
    return tx.rows(MERCHANTS)[store.merchant].wallet if store is not None else 0


def _touch_fees(tx: Tx, commands: Sequence[Pay]) -> None:
    for command in commands:
        payee = tx.rows(WALLETS).get(payee_id(tx, command))
        if payee is not None:
            touch_legs(tx, entries.collect_fee(place_of(payee), 1))


def fee_of(merchant: Merchant | None, amount: int) -> int:
    """The fee on an amount in minor units, rounded half up. Zero unless the merchant has one."""
    if merchant is None or not merchant.fee_ppm:
        return 0
    return (amount * merchant.fee_ppm * 2 + MILLION) // (2 * MILLION)


def legs_between(tx: Tx, payer: Place, payee: Place, amount: int, code: int) -> list[Leg] | Refusal:
    """The legs of money from one place to another. Refuses: `settlement_cap_exceeded` under a netting agreement."""
    net = False
    if payer.operator != payee.operator and Regime.M0_CASH not in (payer.regime, payee.regime):
        pair = tx.rows(PAIRS).get(pair_id(payer.operator, payee.operator))
        net = pair is not None and pair.cap_minor > 0
        if pair is not None and net and _net_owed(tx, payer.operator, payee.operator) + amount > pair.cap_minor:
            return Refusal("settlement_cap_exceeded")
    return entries.pay(payer, payee, amount, code, net=net)


def _net_owed(tx: Tx, debtor: InstitutionNo, creditor: InstitutionNo) -> int:
    accounts = tx.rows(ACCOUNTS)
    return accounts[due_to(debtor, creditor)].posted - accounts[due_to(creditor, debtor)].posted


def payer_short(outcome: Posted | Refusal) -> Posted | Refusal:
    """A lack in any leg but the payer's own is the operator's, and passes."""
    if isinstance(outcome, Refusal) and outcome.code == "insufficient_funds" and outcome.detail != "leg 1":
        return Refusal("operator_illiquid")
    return outcome._replace(detail="") if isinstance(outcome, Refusal) else outcome


def pay_many(tx: Tx, requests: Sequence[Request[Pay]]) -> list[Paid | Refusal]:
    """Pays each request in turn, asked by the payer. Refusals in the order of `payments.rules`."""
    return [_pay(tx, request) for request in requests]


def _pay(tx: Tx, request: Request[Pay]) -> Paid | Refusal:
    command = request.command
    found = _parties(tx, command)
    if isinstance(found, Refusal):
        return found
    amount, at = command.amount_minor, request.at
    refusal = payer_refusal(tx, found, command.kind, amount, at)
    if refusal is not None:
        return refusal
    fee = fee_of(found.merchant, amount)
    if tx.dry_run:
        return Paid(request.id, request.id, at, fee, command.metadata)
    spill = heard(tx, found, lambda: payee_side(tx, found.payee, KINDS[command.kind], amount, fee, at), at)
    if isinstance(spill, Refusal):
        return spill
    return _settle(tx, request, found, fee, spill)


def charge(tx: Tx, request: Request[Pay], payers: Refusal | None) -> Paid | Refusal:
    """Pays a request that its payee asks for, by what the payer has shown it. `payers` is what the payer's own device
    forbids. Refuses what concerns the payee as it is, then `payer_cannot_pay`, unless the payer can help it at once:
    `user_verification_required`."""
    command = request.command
    found = _parties(tx, command)
    if isinstance(found, Refusal):
        return found
    amount, at = command.amount_minor, request.at
    fee = fee_of(found.merchant, amount)
    spill = payee_side(tx, found.payee, KINDS[command.kind], amount, fee, at)
    if isinstance(spill, Refusal):
        return spill
    if tx.dry_run:
        return Paid(request.id, request.id, at, fee, command.metadata)
    payers = payers or payer_refusal(tx, found, command.kind, amount, at)
    if payers is not None:
        return Refusal(payers.code) if payers.code == "user_verification_required" else PAYER_CANNOT
    return _settle(tx, request, found, fee, spill)


def _parties(tx: Tx, command: Pay) -> Parties | Refusal:
    refusal = shape_refusal(command.kind, command.amount_minor, command.purpose, command.reference, command.metadata)
    return refusal or parties(tx, command.kind, command.payer, command.payee, command.store)


def _settle(tx: Tx, request: Request[Pay], found: Parties, fee: int, spill: Spill | None) -> Paid | Refusal:
    """Moves the money that both sides agree to. Refuses: `settlement_cap_exceeded`, `operator_illiquid`."""
    command = request.command
    code = CODES[KINDS[command.kind]]
    payee = place_of(found.payee)
    legs = legs_between(tx, place_of(found.payer), payee, command.amount_minor, code)
    if isinstance(legs, Refusal):
        return legs
    if fee:
        legs = legs + entries.collect_fee(payee, fee)
    if spill is not None:
        legs = legs + spill.legs
    outcome = payer_short(post(tx, (Journal(request.id, request.at, legs, command.reference),))[0])
    if isinstance(outcome, Refusal):
        return outcome
    count_usage(tx, found, command.amount_minor, outcome.recorded_at)
    if spill is not None:
        note_spill(tx, spill, outcome)
    payment = payment_row(request, found, fee, outcome)
    tx.rows(PAYMENTS).add(payment)
    keep(tx, payment.id, command.metadata)
    emit_payment(tx, "payment.completed", payment, found, request.at, command.metadata)
    return Paid(request.id, outcome.journal, outcome.recorded_at, fee, command.metadata)


def count_usage(tx: Tx, found: Parties, amount: int, at: int) -> None:
    """Counts an amount against the payer's day and year in which it was recorded."""
    found.usage.at(at).add(amount)
    tx.rows(USAGES).changed(found.usage)


def payment_row(request: Request, found: Parties, fee: int, outcome: Posted) -> Payment:
    """The row of a payment made at once, by `Pay` or by a command like it; one without a kind pays a merchant."""
    command = request.command
    amount = command.amount_minor
    return Payment(
        id=request.id,
        kind=KINDS[getattr(command, "kind", "merchant")],
        state=PaymentState.COMPLETED,
        payer=found.payer.id,
        payee=found.payee.id,
        store=command.store,
        amount_minor=amount,
        captured_minor=amount,
        refunded_minor=0,
        fee_minor=fee,
        hold=_NO_HOLD,
        expires_at=0,
        journal=outcome.journal,
        at=outcome.recorded_at,
        purpose=command.purpose,
        reference=command.reference,
    )


def emit_payment(tx: Tx, kind: str, payment: Payment, found: Parties, at: int, metadata: Metadata = UNSET) -> None:
    """Writes the event of a payment for the payee's operator."""
    payload = PaymentData(
        payment=payment.id,
        payee=payment.payee,
        amount_minor=payment.amount_minor,
        payer=payment.payer,
        store=payment.store,
        reference=payment.reference,
        metadata=metadata,
    )
    emit(tx, kind, at, found.payee.operator, payload)


OPERATIONS: Final = (Operation("pay", Pay, Paid, touch, pay_many),)
