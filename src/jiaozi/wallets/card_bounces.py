"""A card that cannot be credited any more: what was returned to it comes back into the visitor's wallet.

It expired or was closed, and the acquirer gives the money back. The card is ended for that wallet: nothing goes to it
again. The holder spends the money, takes it as cash at a counter, or links a bank account.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletMoneyData
from jiaozi.kinds import CardLoadNo, Fen, JournalNo, WalletNo
from jiaozi.ledger.post import touch_legs
from jiaozi.money import amount_text, is_amount
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme.acts import move
from jiaozi.wallets.acts import in_freeze_refusal, wallet_of
from jiaozi.wallets.cards import card_legs
from jiaozi.wallets.exchange import illiquid
from jiaozi.wallets.model import CardBounce
from jiaozi.wallets.schema import ACQUIRERS, CARD_BOUNCES, CARD_LOADS, WALLETS


@dataclass(frozen=True, slots=True)
class BounceCardReturn:
    """Takes back into the wallet what an acquirer could not credit to a card. Nothing goes to that card again."""

    card_load: CardLoadNo
    amount_minor: Fen


class CardReturnBounced(NamedTuple):
    """What was returned to a card came back into the wallet."""

    card_load: CardLoadNo
    wallet: WalletNo
    journal: JournalNo


def _touch(tx: Tx, requests: Sequence[Request[BounceCardReturn]]) -> Iterator[None]:
    """A top-up's wallet and acquirer never change."""
    loads = CARD_LOADS.read(tx.connection, {request.command.card_load for request in requests})
    tx.want(CARD_LOADS, {row.id for row in loads})
    tx.want(CARD_BOUNCES, {row.id for row in loads})
    tx.want(ACQUIRERS, {row.acquirer for row in loads})
    tx.want(WALLETS, {row.wallet for row in loads})
    yield
    for row in loads:
        touch_legs(tx, card_legs(tx.rows(ACQUIRERS)[row.acquirer], tx.rows(WALLETS)[row.wallet], 1))


def _bounce(tx: Tx, request: Request[BounceCardReturn]) -> CardReturnBounced | Refusal:
    """Refuses: `amount_invalid`, `card_load_not_found`, `card_ended` (it has bounced before), `card_return_exceeded`,
    `wallet_closed`, `wallet_frozen`, `insufficient_funds` (the acquirer's), `operator_illiquid`. It passes the balance
    limit, as refunds do."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    row = tx.rows(CARD_LOADS).get(command.card_load)
    if row is None:
        return Refusal("card_load_not_found")
    if tx.rows(CARD_BOUNCES).get(row.id) is not None:
        return Refusal("card_ended")
    if command.amount_minor > row.returned_minor:
        return Refusal("card_return_exceeded", f"{amount_text(row.returned_minor)} returned")
    wallet = wallet_of(tx, row.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if refusal := in_freeze_refusal(wallet):
        return refusal
    legs = card_legs(tx.rows(ACQUIRERS)[row.acquirer], wallet, command.amount_minor)
    outcome = illiquid(move(tx, request, legs))
    if isinstance(outcome, Refusal):
        return outcome
    bounce = CardBounce(
        card_load=row.id,
        wallet=wallet.id,
        card_digest=row.card_digest,
        amount_minor=command.amount_minor,
        journal=outcome.journal,
        at=outcome.recorded_at,
    )
    tx.rows(CARD_BOUNCES).add(bounce)
    row.returned_minor -= command.amount_minor
    tx.rows(CARD_LOADS).changed(row)
    payload = WalletMoneyData(wallet=wallet.id, amount_minor=command.amount_minor, journal=outcome.journal)
    emit(tx, "wallet.card_return_bounced", request.at, wallet.operator, payload)
    return CardReturnBounced(card_load=row.id, wallet=wallet.id, journal=outcome.journal)


OPERATIONS: Final = (Operation("bounce_card_return", BounceCardReturn, CardReturnBounced, _touch, one_by_one(_bounce)),)
