"""Payers' tokens, and what tills charge by them: payment codes and taps."""

from typing import Annotated

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.codes import store
from jiaozi.codes.model import TokenNumber
from jiaozi.codes.present import (
    Charged,
    ChargePaymentCode,
    ChargeTap,
    EnrolPayerToken,
    PayerTokenEnrolled,
    PayerTokenRevoked,
    RevokePayerToken,
    TokenDigits,
    master_of,
)
from jiaozi.codes.token import secret_of
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.devices import httpsig
from jiaozi.ids import encode_id
from jiaozi.kinds import DeviceNo, Instant, OrNone, PayerTokenNo, Range, Sha256, WalletNo
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "codes")

router.act(ChargePaymentCode, Charged, "/payment-codes/charges", owner=owners.store(), status=201, dry_run=True)
router.act(ChargeTap, Charged, "/taps/charges", owner=owners.store(), status=201, dry_run=True)


@dataclass(frozen=True, slots=True)
class PayerTokenView:
    """A token, without its secret."""

    id: PayerTokenNo
    number: TokenNumber
    wallet: WalletNo
    device: DeviceNo
    enrolled_at: Instant
    revoked_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class PayerTokenEnrolledView:
    """A device has a token, whose payment codes change every `step_s` seconds.

    `secret` (64 hexadecimal digits) is given to the device that signed, and never stored; to others it is null.
    """

    payer_token: PayerTokenNo
    number: TokenDigits
    wallet: WalletNo
    device: DeviceNo
    step_s: Annotated[int, Range(1)]
    secret: Sha256 | None


async def _enrolled(desk: Desk, result: Result) -> PayerTokenEnrolledView:
    """The token, with its secret for the device that asked and no other.

    The secret is made anew and never stored, also not among outcomes; a repeated request, which any device of anybody's
    could sign, gets it only when it was signed by the token's own device.
    """
    token: PayerTokenEnrolled = result.outcome
    is_its_own = _signer(desk) == encode_id("dev", token.device)
    secret = secret_of(master_of(desk.platform.keyring), token.payer_token).hex() if is_its_own else None
    return view(PayerTokenEnrolledView, token, secret=secret)


def _signer(desk: Desk) -> str:
    """The device that signed the request; a signature that does not hold was refused before anything was answered."""
    headers = desk.request.headers
    parsed = httpsig.parse(headers.get("signature-input", ""), headers.get("signature", ""))
    return "" if parsed is None else str(parsed.parameters.get("keyid", ""))


router.act(EnrolPayerToken, PayerTokenEnrolledView, "/payer-tokens", owner=owners.wallet(), status=201, shows=_enrolled)


@router.get("/payer-tokens/{payer_token}")
async def get_payer_token(desk: At, payer_token: PayerTokenNo) -> PayerTokenView:
    """A token, without its secret."""

    def job(connection: Connection) -> PayerTokenView:
        row = need(store.payer_token(connection, payer_token), "code_not_found")
        desk.check_own("read_payer_token", whose.wallet(row.wallet)(connection), "code_not_found")
        return view(PayerTokenView, row)

    return await desk.read("read_payer_token", job)


router.act(
    RevokePayerToken,
    PayerTokenRevoked,
    "/payer-tokens/{payer_token}/revocation",
    owner=owners.payer_token(),
    thing=read_by(get_payer_token, "payer_token"),
)


@router.get("/wallets/{wallet}/payer-tokens")
async def list_payer_tokens(desk: At, paging: Paging, wallet: WalletNo) -> Page[PayerTokenView]:
    """A wallet's tokens, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PayerTokenView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_payer_token")
        found = store.payer_tokens_of_wallet(connection, row.id, after[0], limit)
        return [((each.id,), view(PayerTokenView, each)) for each in found]

    return await desk.listing("read_payer_token", f"payer tokens of {wallet}", paging, job)
