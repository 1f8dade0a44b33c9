"""Payers' tokens, and what tills charge by them: payment codes and taps."""

import json
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, DryRun, Owners, need, number
from jiaozi.api.routes.common import store_owner, wallet_owner
from jiaozi.api.routing import Json, Paging, Router
from jiaozi.clock import format_time
from jiaozi.codes import store
from jiaozi.codes.model import PayerToken
from jiaozi.codes.present import ChargePaymentCode, ChargeTap, EnrolPayerToken, RevokePayerToken, master_of
from jiaozi.codes.token import NUMBER_DIGITS, secret_of
from jiaozi.db.engine import Connection
from jiaozi.devices import httpsig
from jiaozi.ids import encode_id
from jiaozi.kinds import PayerTokenNo
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import codes as wire
from jiaozi.wire.base import Page, PayerTokenId, WalletId

router = Router("/v1", "codes")


def _owner(token: PayerTokenNo) -> Owners:
    """A token is its wallet's."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = store.payer_token(connection, token)
        return [] if row is None else wallet_owner(row.wallet)(connection)

    return find


def _view(row: PayerToken) -> wire.PayerToken:
    return wire.PayerToken(
        id=encode_id("ptk", row.id),
        number=f"{row.number:0{NUMBER_DIGITS}}",
        wallet=encode_id("wal", row.wallet),
        device=encode_id("dev", row.device),
        enrolled_at=format_time(row.enrolled_at),
        revoked_at=render.moment(row.revoked_at),
    )


@router.post("/payer-tokens", status=201, answer=wire.PayerTokenEnrolled)
async def enrol_payer_token(desk: At, body: wire.PayerTokenEnrolment) -> Response:
    """Gives the device that signed this a token to pay from a wallet with, at tills and also without a network."""
    command = EnrolPayerToken(number(body.wallet))
    found = await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)
    return _with_secret(desk, found) if found.status_code == 201 else found


def _with_secret(desk: Desk, found: Response) -> Response:
    """The answer with the token's secret for the device that asked, and no other.

    The secret is made anew and never stored, also not among outcomes; a repeated request, which any device of anybody's
    could sign, gets it only when it was signed by the token's own device.
    """
    told: dict[str, Any] = json.loads(bytes(found.body))
    if _signer(desk) != told["device"]:
        return found
    secret = secret_of(master_of(desk.platform.keyring), number(told["payer_token"]))
    kept = {name: value for name, value in found.headers.items() if name.lower() == "idempotent-replayed"}
    return Json(told | {"secret": secret.hex()}, found.status_code, {**kept, "Cache-Control": "no-store"})


def _signer(desk: Desk) -> str:
    """The device that signed the request; a signature that does not hold was refused before anything was answered."""
    headers = desk.request.headers
    parsed = httpsig.parse(headers.get("signature-input", ""), headers.get("signature", ""))
    return "" if parsed is None else str(parsed.parameters.get("keyid", ""))


@router.get("/payer-tokens/{payer_token}", answer=wire.PayerToken)
async def get_payer_token(desk: At, payer_token: PayerTokenId) -> wire.PayerToken:
    """A token, without its secret."""

    def job(connection: Connection) -> wire.PayerToken:
        row = need(store.payer_token(connection, number(payer_token)), "code_not_found")
        desk.check_own("read_payer_token", wallet_owner(row.wallet)(connection), "code_not_found")
        return _view(row)

    return await desk.read("read_payer_token", job)


@router.get("/wallets/{wallet}/payer-tokens", answer=Page[wire.PayerToken])
async def list_payer_tokens(desk: At, paging: Paging, wallet: WalletId) -> dict[str, Any]:
    """A wallet's tokens, oldest first."""
    listing = f"payer tokens of {wallet}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.PayerToken]:
        row = need(wallet_row(connection, number(wallet)), "wallet_not_found")
        desk.check_own("read_payer_token", [ownership.of_wallet(connection, row)], "wallet_not_found")
        return [_view(each) for each in store.payer_tokens_of_wallet(connection, row.id, after, paging.limit + 1)]

    found = await desk.read("read_payer_token", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@router.post("/payer-tokens/{payer_token}/revocation", answer=wire.PayerTokenRevoked)
async def revoke_payer_token(desk: At, payer_token: PayerTokenId) -> Response:
    """Ends a token: nothing it shows is accepted from now on. Needs no signature."""
    command = RevokePayerToken(number(payer_token))
    return await desk.act(command, _owner(command.payer_token), missing="code_not_found")


@router.post("/payment-codes/charges", status=201, answer=wire.Charged)
async def charge_payment_code(desk: At, body: wire.PaymentCodeCharge, dry_run: DryRun = False) -> Response:
    """A till charges the payment code that it scanned. A code is charged once, and lives for two steps at most."""
    shop = number(body.store)
    command = ChargePaymentCode(body.payment_code, shop, body.amount.minor, body.purpose, body.reference)
    return await desk.act(command, store_owner(shop), missing="store_not_found", status=201, dry_run=dry_run)


@router.post("/taps/charges", status=201, answer=wire.Charged)
async def charge_tap(desk: At, body: wire.TapCharge, dry_run: DryRun = False) -> Response:
    """A till charges the device that was held to it. A tap is for this store, this amount, and once."""
    shop = number(body.store)
    shown = (int(body.number), body.counter, body.cryptogram)
    command = ChargeTap(*shown, shop, body.amount.minor, body.purpose, body.reference)
    return await desk.act(command, store_owner(shop), missing="store_not_found", status=201, dry_run=dry_run)
