"""Paying: wallet to wallet, or to a store. Settled in the moment it is answered; a refund is a new act."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, cast

from msgspec import UNSET

from jiaozi.db.commands import Operation, Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import PaymentData
from jiaozi.kinds import (
    ClaimsNamed,
    Fen,
    FenOrZero,
    Instant,
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
from jiaozi.ledger.model import Journal, Posted
from jiaozi.ledger.post import post, touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.outbox import emit
from jiaozi.payments.funding import borne_legs, borne_of, bound_of, drawn_of, funding_of, note_funding, touch_stores
from jiaozi.payments.merchants import touch_payees
from jiaozi.payments.metadata import keep
from jiaozi.payments.model import CODES, KINDS, Payment, PaymentKindName, PaymentState
from jiaozi.payments.refused import PAYER_CANNOT, Asked, heard
from jiaozi.payments.rules import Funding, Parties, fee_of, parties, payee_side, payer_refusal, shape_refusal
from jiaozi.payments.schema import MERCHANTS, PAYMENTS, STORES
from jiaozi.programs.evaluate import GoodsLine
from jiaozi.programs.spending import touch_claims
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.between import journal_id, legs_between, short_of, touch_places
from jiaozi.scheme.model import Regime
from jiaozi.wallets.model import place_of
from jiaozi.wallets.schema import USAGES, WALLETS
from jiaozi.wallets.waterfall import Spill, note_spill

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
    claims: ClaimsNamed = UNSET


class Paid(NamedTuple):
    """A payment was made, and is final. `fee` is what the payee pays its operator of it, `bound` what claims paid."""

    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant
    fee_minor: FenOrZero
    payee: OrNone[WalletNo] = WalletNo(0)  # none in what an earlier version has stored
    bound_minor: OrNone[Fen] = 0
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


def touch(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    """Names stores, merchants, wallets with usage rows, then accounts, for payments and holds."""
    commands: list[Pay] = [request.command for request in requests]
    stores = list({command.store for command in commands if command.store})
    wallets = [number for command in commands for number in (command.payer, command.payee) if number]
    yield from touch_payees(tx, stores, wallets)
    pairs = [(command.payer, payee_id(tx, command)) for command in commands]
    touch_between(tx, pairs)
    yield from touch_claims(tx, pairs)
    touch_stores(tx, ((command.payer, command.store) for command in commands))
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


def payer_short(outcome: Posted | Refusal) -> Posted | Refusal:
    """A lack in any leg but the payer's own is the operator's, and passes."""
    if isinstance(outcome, Refusal) and outcome.code == "insufficient_funds" and outcome.detail != "leg 1":
        return Refusal("operator_illiquid")
    return outcome._replace(detail="") if isinstance(outcome, Refusal) else outcome


def pay_many(tx: Tx, requests: Sequence[Request[Pay]]) -> list[Paid | Refusal]:
    """Pays each request in turn, asked by the payer. Refusals in the order of `payments.rules`."""
    return [pay_one(tx, request) for request in requests]


def pay_one(
    tx: Tx, request: Request[Pay], lines: tuple[GoodsLine, ...] = (), asked: Asked = Asked.BY_HAND
) -> Paid | Refusal:
    """Pays a request, asked by the payer: for the goods of an order, if it is one. `asked` says how its payee hears of
    it."""
    command = request.command
    found = _parties(tx, command)
    if isinstance(found, Refusal):
        return found
    amount, at = command.amount_minor, request.at
    claims, funding = command.claims, None
    if found.payer.bound or claims is not UNSET:
        funding = funding_of(tx, found, command.store, amount, at, claims, lines)
    refusal = payer_refusal(tx, found, command.kind, amount, at, funding)
    if refusal is not None or isinstance(funding, Refusal):
        return refusal or cast(Refusal, funding)
    fee = fee_of(found.merchant, amount)
    if tx.dry_run:
        return Paid(request.id, request.id, at, fee, found.payee.id, bound_of(funding), command.metadata)
    less = fee + borne_of(funding)
    spill = heard(tx, found, lambda: payee_side(tx, found.payee, KINDS[command.kind], amount, less, at), at, asked)
    if isinstance(spill, Refusal):
        return spill
    return _settle(tx, request, found, fee, spill, funding)


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
        return Paid(request.id, request.id, at, fee, found.payee.id, metadata=command.metadata)
    funding = funding_of(tx, found, command.store, amount, at)
    payers = payers or payer_refusal(tx, found, command.kind, amount, at, funding)
    if payers is not None and payers.code == "user_verification_required":
        return Refusal(payers.code)
    if payers is not None or isinstance(funding, Refusal):
        return PAYER_CANNOT
    if borne := borne_of(funding):
        spill = payee_side(tx, found.payee, KINDS[command.kind], amount, fee + borne, at)
        if isinstance(spill, Refusal):
            return spill
    return _settle(tx, request, found, fee, spill, funding)


def _parties(tx: Tx, command: Pay) -> Parties | Refusal:
    refusal = shape_refusal(command.kind, command.amount_minor, command.purpose, command.reference, command.metadata)
    return refusal or parties(tx, command.kind, command.payer, command.payee, command.store)


def _settle(
    tx: Tx, request: Request[Pay], found: Parties, fee: int, spill: Spill | None, funding: Funding | None
) -> Paid | Refusal:
    """Moves the money that both sides agree to. Refuses: `settlement_cap_exceeded`, `operator_illiquid`."""
    command, code = request.command, CODES[KINDS[request.command.kind]]
    payee, amount = place_of(found.payee), command.amount_minor
    drawn = None if funding is None else drawn_of(tx, found.payer, funding, [(found.payee, amount)], code)
    if isinstance(drawn, Refusal):
        return drawn
    legs = legs_between(tx, place_of(found.payer), payee, amount, code) if drawn is None else drawn.legs
    if isinstance(legs, Refusal):
        return legs
    borne = borne_legs(tx, found.payee, funding)
    if isinstance(borne, Refusal):
        return borne
    if borne:
        legs = legs + borne
    if fee:
        legs = legs + entries.collect_fee(payee, fee)
    if spill is not None:
        legs = legs + spill.legs
    number = request.id if drawn is None else journal_id(tx, request, legs)
    journal = Journal(number, request.at, legs, command.reference)
    outcome = short_of(post(tx, (journal,))[0], legs, (found.payer.account,))
    if isinstance(outcome, Refusal):
        return outcome
    count_usage(tx, found, amount, outcome.recorded_at)
    if spill is not None:
        note_spill(tx, spill, outcome)
    made = request if outcome.journal == request.id else request._replace(id=outcome.journal)
    payment = payment_row(made, found, fee, outcome, bound_of(funding))
    tx.rows(PAYMENTS).add(payment)
    if drawn is not None:
        note_funding(tx, found.payer, payment.id, drawn, outcome)
    keep(tx, payment.id, command.metadata)
    emit_payment(tx, "payment.completed", payment, found, request.at, command.metadata)
    return paid_of(payment, command.metadata)


def paid_of(payment: Payment, metadata: Metadata = UNSET) -> Paid:
    """The outcome of what made a payment."""
    journal, at, fee, bound = payment.journal, payment.at, payment.fee_minor, payment.bound_minor
    return Paid(payment.id, journal, at, fee, payment.payee, bound, metadata)


def count_usage(tx: Tx, found: Parties, amount: int, at: int) -> None:
    """Counts an amount against the payer's day and year in which it was recorded."""
    found.usage.at(at).add(amount)
    tx.rows(USAGES).changed(found.usage)


def payment_row(request: Request, found: Parties, fee: int, outcome: Posted, bound_minor: int = 0) -> Payment:
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
        bound_minor=bound_minor,
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
