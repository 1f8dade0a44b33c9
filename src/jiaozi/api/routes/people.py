"""People: aliases and confirmation of payees, requests to return money."""

from typing import Any

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, Owners, need, number
from jiaozi.api.routes.common import payee_owner, wallet_owner
from jiaozi.api.routing import Json, Paging, Router
from jiaozi.api.views import money
from jiaozi.clock import format_time
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.kinds import WalletNo
from jiaozi.payments.store import payment as payment_row
from jiaozi.people import store
from jiaozi.people.aliases import (
    AliasResolved,
    ConfirmPayee,
    PublishAlias,
    ResolveAlias,
    WithdrawAlias,
    alias_digest,
)
from jiaozi.people.model import REASON_NAMES, RETURN_STATES, ReturnRequest
from jiaozi.people.names import masked
from jiaozi.people.returns import AnswerReturn, AskReturn, WithdrawReturn
from jiaozi.wallets.holders import Details, reveal
from jiaozi.wallets.store import holder as holder_row
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import people as wire
from jiaozi.wire.base import Nothing, Page, PaymentId, WalletId

router = Router("/v1", "people")


@router.post("/wallets/{wallet}/alias", answer=wire.AliasSet)
async def publish_alias(desk: At, wallet: WalletId, _: Nothing | None = None) -> Response:
    """Lets others find the wallet by its holder's phone number. Nobody is found who has not asked for it."""
    command = PublishAlias(number(wallet))
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found")


@router.post("/wallets/{wallet}/alias/withdrawal", answer=wire.AliasSet)
async def withdraw_alias(desk: At, wallet: WalletId, _: Nothing | None = None) -> Response:
    """Nobody finds the wallet by phone any more."""
    command = WithdrawAlias(number(wallet))
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found")


@router.get("/wallets/{wallet}/alias", answer=wire.AliasSet)
async def get_alias(desk: At, wallet: WalletId) -> wire.AliasSet:
    """Whether the wallet is found by phone."""

    def job(connection: Connection) -> wire.AliasSet:
        row = need(wallet_row(connection, number(wallet)), "wallet_not_found")
        desk.check_own("read_wallet", [ownership.of_wallet(connection, row)], "wallet_not_found")
        details = _details(desk, connection, row.holder)
        return wire.AliasSet(wallet=wallet, visible=_is_found(desk, connection, row.id, details.phone))

    return await desk.read("read_wallet", job)


@router.post("/alias-resolutions", answer=wire.AliasResolved)
async def resolve_alias(desk: At, body: wire.AliasQuestion) -> Response:
    """Finds the wallet that a phone leads to, with a masked name. Every question counts, found or not."""
    command = ResolveAlias(number(body.payer), alias_digest(desk.platform.keyring, body.phone))
    desk.check_role("resolve_alias")
    owners = await desk.house.readers.run(wallet_owner(command.payer))
    desk.check_own("resolve_alias", owners, "wallet_not_found")
    result = await desk.submit(command)
    if not isinstance(result.outcome, AliasResolved):
        return desk.answer(result)
    shown = render.outcome(result.outcome)
    shown["name"] = await desk.house.readers.run(lambda at: _masked(desk, at, result.outcome.payee))
    answer = Json(shown)
    desk.mark(answer, result)
    return answer


def _details(desk: Desk, connection: Connection, holder: int) -> Details:
    return reveal(desk.platform.keyring, need(holder_row(connection, holder), "holder_not_found"))


def _is_found(desk: Desk, connection: Connection, wallet: WalletNo, phone: str) -> bool:
    return bool(phone) and store.published_wallet(connection, wallet, alias_digest(desk.platform.keyring, phone))


def _masked(desk: Desk, connection: Connection, payee: int) -> str | None:
    """The masked name of a wallet's holder, as long as the wallet may still be found."""
    row = wallet_row(connection, payee) if payee else None
    if row is None:
        return None
    details = _details(desk, connection, row.holder)
    return (masked(details.name) or None) if _is_found(desk, connection, row.id, details.phone) else None


@router.post("/payee-confirmations", answer=wire.PayeeConfirmed)
async def confirm_payee(desk: At, body: wire.PayeeQuestion) -> Response:
    """Says whether the holder of a wallet has the name that the payer expects. It never tells the name."""
    command = ConfirmPayee(number(body.payer), number(body.payee), body.name)
    return await desk.act(command, wallet_owner(command.payer), missing="wallet_not_found")


def _payer_owner(payment: int) -> Owners:
    def find(connection: Connection) -> list[Ownership]:
        row = payment_row(connection, payment)
        return [] if row is None else [ownership.of_payment(connection, row)[0]]

    return find


@router.post("/payments/{payment}/return-request", status=201, answer=wire.ReturnAsked)
async def ask_return(desk: At, payment: PaymentId, body: wire.ReturnQuestion) -> Response:
    """The payer of a payment between wallets asks for its money: once for each payment."""
    command = AskReturn(number(payment), body.reason)
    return await desk.act(command, _payer_owner(command.payment), missing="payment_not_found", status=201)


@router.post("/payments/{payment}/return-request/answer", answer=wire.ReturnEnded)
async def answer_return(desk: At, payment: PaymentId, body: wire.ReturnAnswer) -> Response:
    """The payee's side gives back what is left of the payment, as a refund, or declines."""
    command = AnswerReturn(number(payment), body.agrees)
    return await desk.act(command, payee_owner(command.payment), missing="payment_not_found")


@router.post("/payments/{payment}/return-request/withdrawal", answer=wire.ReturnEnded)
async def withdraw_return(desk: At, payment: PaymentId, _: Nothing | None = None) -> Response:
    """The payer asks no more."""
    command = WithdrawReturn(number(payment))
    return await desk.act(command, _payer_owner(command.payment), missing="payment_not_found")


@router.get("/payments/{payment}/return-request", answer=wire.ReturnRequest)
async def get_return(desk: At, payment: PaymentId) -> wire.ReturnRequest:
    """A request to return money, for both sides and their operators."""

    def job(connection: Connection) -> wire.ReturnRequest:
        row = need(payment_row(connection, number(payment)), "payment_not_found")
        owners = ownership.of_payment(connection, row)
        desk.check_own("read_return", owners, "payment_not_found", either=True)
        return _return(need(store.return_request(connection, row.id), "return_not_found"))

    return await desk.read("read_return", job)


@router.get("/wallets/{wallet}/return-requests", answer=Page[wire.ReturnRequest])
async def list_returns(desk: At, wallet: WalletId, paging: Paging) -> dict[str, Any]:
    """Requests that a wallet made or was asked, in the order of the payments."""
    listing = f"returns:{wallet}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[ReturnRequest]:
        row = need(wallet_row(connection, number(wallet)), "wallet_not_found")
        desk.check_own("read_return", [ownership.of_wallet(connection, row)], "wallet_not_found")
        return store.returns_of(connection, row.id, after, paging.limit + 1)

    rows = await desk.read("read_return", job)
    places = [(row.payment,) for row in rows]
    return desk.page(listing, [_return(row) for row in rows], places, paging.limit, paging.cursor)


def _return(row: ReturnRequest) -> wire.ReturnRequest:
    return wire.ReturnRequest(
        payment=encode_id("pay", row.payment),
        payer=encode_id("wal", row.payer),
        payee=encode_id("wal", row.payee),
        reason=REASON_NAMES[row.reason],
        state=RETURN_STATES[row.state],
        asked_at=format_time(row.asked_at),
        expires_at=format_time(row.expires_at),
        answered_at=render.moment(row.answered_at),
        refund=render.identifier("rfd", row.refund),
        returned=money(row.returned_minor),
    )
