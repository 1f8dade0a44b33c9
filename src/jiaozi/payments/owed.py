"""Where the money of a refund goes whose payer's wallet is closed: into another wallet of the same holder there, else
it waits for the holder as money owed, and goes into the next wallet that the holder has there, or to its heirs. It
waits for nobody who cannot come for it: who showed no identity, or has died and whose estate is settled.

Of several wallets the one of the highest class takes it, and of these the oldest: never a sub-wallet, one under other
rules (Hong Kong's) or one that is frozen in full. It passes the balance limit, as every refund does: the money was the
holder's. Who gives it back is told nothing of all this.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import OwedRefundData
from jiaozi.kinds import AccountNo, Fen, HolderNo, JournalNo, PaymentNo, RefundNo, WalletNo
from jiaozi.ledger.model import Code, Journal
from jiaozi.ledger.post import post
from jiaozi.outbox import emit_last
from jiaozi.payments.model import OwedRefund, Payment
from jiaozi.payments.refused import PAYEE_CANNOT
from jiaozi.payments.schema import OWED_REFUNDS
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.between import Move, journal_id, legs_of, short_of, touch_places
from jiaozi.scheme.entries import Place
from jiaozi.wallets.acts import settled
from jiaozi.wallets.model import Wallet, in_hong_kong, is_sub, place_of
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import identified_holders, verified_wallets


@dataclass(frozen=True, slots=True)
class PayOwedRefund:
    """Pays a refund that waits for its holder into a wallet that it has now; the worker's own act."""

    refund: RefundNo


class OwedRefundPaid(NamedTuple):
    """A refund that had waited was paid into a wallet of its holder."""

    refund: RefundNo
    wallet: WalletNo
    amount_minor: Fen
    journal: JournalNo


def touch_others(tx: Tx, payers: Collection[WalletNo]) -> dict[WalletNo, list[WalletNo]]:
    """Names the wallets that may take what is refunded to those of `payers` that are closed, which is for good, and
    gives their numbers by the closed ones."""
    closed = {wallet.id: wallet.holder for wallet in WALLETS.read(tx.connection, payers) if wallet.closed}
    if not closed:
        return {}
    owned = verified_wallets(tx.connection, sorted(set(closed.values())))
    others = {
        number: [wallet.id for wallet in owned.get(holder, ()) if not wallet.closed and not is_sub(wallet)]
        for number, holder in closed.items()
    }
    tx.want(WALLETS, {number for numbers in others.values() for number in numbers})
    tx.memo.setdefault(OwedRefund, {}).update(others)
    return others


def touch_waiting(tx: Tx, pairs: Iterable[tuple[int, int]], others: Collection[int]) -> None:
    """Names the accounts between givers and the clearing accounts in which refunds to closed payers wait."""
    wallets = tx.rows(WALLETS)
    for giver, payer in pairs:
        if payer in others and giver in wallets.rows:
            touch_places(tx, place_of(wallets[giver]), entries.clearing(place_of(wallets[payer])))


def taker_of(tx: Tx, payer: Wallet, givers: Collection[int]) -> Wallet | Refusal | None:
    """The wallet that takes what is refunded to `payer`; None for money that has to wait. Refuses:
    `payee_cannot_receive` (it is frozen; or was closed in this very moment, so that nothing is known of others; or who
    had it has no other one and will not have any by which to be known)."""
    if not payer.closed:
        return PAYEE_CANNOT if payer.freezes_all else payer
    others: dict[int, list[int]] = tx.memo.get(OwedRefund, {})
    if payer.id not in others:
        return PAYEE_CANNOT
    taker = _best(tx, payer, [number for number in others[payer.id] if number not in givers])
    return taker if taker is not None or _may_come(tx, payer.holder) else PAYEE_CANNOT


def _may_come(tx: Tx, holder: HolderNo) -> bool:
    """Whether money may wait for a holder, one of whose wallets is locked."""
    return bool(identified_holders(tx.connection, [holder])) and not settled(tx, [holder])


def _best(tx: Tx, closed: Wallet, numbers: Iterable[int]) -> Wallet | None:
    """Of a holder's locked wallets the one that takes what a closed one is owed: of the highest class, the oldest."""
    wallets = [tx.rows(WALLETS)[number] for number in numbers]
    able = [each for each in wallets if not each.closed and not each.freezes_all and not is_sub(each)]
    there = [each for each in able if in_hong_kong(each) == in_hong_kong(closed)]
    return min(there, key=lambda each: (each.wallet_class, each.id), default=None)


def place_for(payer: Wallet, taker: Wallet | None) -> Place:
    """Where a refund's money goes."""
    return entries.clearing(place_of(payer)) if taker is None else place_of(taker)


def note_taken(tx: Tx, refund: RefundNo, payment: Payment, amount: int, payer: Wallet, taker: Wallet | None) -> None:
    """Keeps what waits, and tells the payer's side of what did not go where it came from."""
    if taker is payer:
        return
    if taker is None:
        row = OwedRefund(
            id=refund,
            payment=payment.id,
            wallet=payer.id,
            holder=payer.holder,
            operator=payer.operator,
            regime=payer.regime,
            amount_minor=amount,
            at=tx.now,
            paid_into=WalletNo(0),
            journal=JournalNo(0),
            claimed_at=0,
        )
        tx.rows(OWED_REFUNDS).add(row)
    _tell(tx, "refund.owed" if taker is None else "refund.redirected", tx.now, taker or payer, amount, payment.id)


def _tell(tx: Tx, kind: str, at: int, wallet: Wallet, amount: int, payment: PaymentNo) -> None:
    emit_last(tx, kind, at, wallet.operator, OwedRefundData(payment, wallet.id, amount))


def waiting_for(tx: Tx, holder: HolderNo) -> list[OwedRefund]:
    """The locked refunds that wait for a holder, those of this group included."""
    return [row for row in tx.rows(OWED_REFUNDS).rows.values() if row.holder == holder and not row.claimed_at]


def waiting_place(row: OwedRefund) -> Place:
    """Where the money of a refund waits."""
    return entries.clearing(Place(AccountNo(0), row.operator, row.regime))


def end_waiting(tx: Tx, row: OwedRefund, wallet: Wallet, journal: JournalNo, at: int) -> None:
    """Keeps that a journal has paid what waited into a wallet of its holder, or, when that is closed, to the heirs."""
    row.paid_into = WalletNo(0) if wallet.closed else wallet.id
    row.journal, row.claimed_at = journal, at
    tx.rows(OWED_REFUNDS).changed(row)
    _tell(tx, "refund.claimed", at, wallet, row.amount_minor, row.payment)


def _touch(tx: Tx, requests: Sequence[Request[PayOwedRefund]]) -> Iterator[None]:
    """Whose a refund is never changes, so it is read without a lock: wallets are locked before what waits for them."""
    wanted = {request.command.refund for request in requests}
    tx.want(OWED_REFUNDS, wanted)
    rows = OWED_REFUNDS.read(tx.connection, wanted)
    owned = verified_wallets(tx.connection, sorted({row.holder for row in rows}))
    able = {holder: [each.id for each in wallets if not each.closed] for holder, wallets in owned.items()}
    tx.want(WALLETS, {row.wallet for row in rows} | {number for numbers in able.values() for number in numbers})
    yield
    tx.memo[PayOwedRefund] = able
    for row in rows:
        for number in able.get(row.holder, ()):
            touch_places(tx, waiting_place(row), place_of(tx.rows(WALLETS)[number]))


def _pay(tx: Tx, request: Request[PayOwedRefund]) -> OwedRefundPaid | Refusal:
    """Refuses: `payment_not_found` (no such refund waits), `payee_cannot_receive` (its holder has no wallet that may
    take it), `operator_illiquid`."""
    row = tx.rows(OWED_REFUNDS).get(request.command.refund)
    if row is None or row.claimed_at:
        return Refusal("payment_not_found")
    taker = _best(tx, tx.rows(WALLETS)[row.wallet], tx.memo[PayOwedRefund].get(row.holder, ()))
    if taker is None:
        return PAYEE_CANNOT
    legs = legs_of(tx, [Move(waiting_place(row), place_of(taker), row.amount_minor)], Code.REFUND)
    if isinstance(legs, Refusal):
        return legs
    journal = Journal(journal_id(tx, request, legs.legs), request.at, legs.legs)
    outcome = short_of(post(tx, (journal,))[0], legs.legs, ())
    if isinstance(outcome, Refusal):
        return outcome
    end_waiting(tx, row, taker, outcome.journal, request.at)
    return OwedRefundPaid(row.id, taker.id, row.amount_minor, outcome.journal)


OPERATIONS: Final = (Operation("pay_owed_refund", PayOwedRefund, OwedRefundPaid, _touch, one_by_one(_pay)),)
