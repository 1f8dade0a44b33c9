"""Requests to pay: asked by a payee, accepted, declined or left by a payer."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Listed, need
from jiaozi.api.filters import AtLeast, AtMost, Filter, Is
from jiaozi.api.routing import Paging
from jiaozi.billing import store as rows
from jiaozi.billing.asking import PaymentRequested, RequestPayment, as_asked
from jiaozi.billing.model import PaymentRequest, RequestStateNumber
from jiaozi.billing.requests import AcceptRequest, CancelRequest, DeclineRequest, RequestAccepted, RequestClosed
from jiaozi.billing.schema import REQUEST_LIST
from jiaozi.billing.signing import NONCE, SIGNATURE_MAX, signed_text
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page_of_any
from jiaozi.devices.model import AlgorithmName
from jiaozi.kinds import (
    DeviceNo,
    Either,
    Fen,
    Instant,
    OrNone,
    PaymentNo,
    PaymentRequestNo,
    Reference,
    SplitPlanNo,
    StoreNo,
    Tag,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "requests to pay")
NOT_FOUND: Final = "payment_request_not_found"
_PAYER = owners.wallet("payer")


@dataclass(frozen=True, slots=True)
class RequestSignature:
    """A device of the payee's, and its signature (base64url) over the request's text, which the docs define.

    `nonce` is in the text, and good for one request of the device."""

    device: DeviceNo
    nonce: Annotated[str, Text(100, 16, pattern=NONCE.pattern, example="k3Yb0Zp5Qw8Rt1Xe")]
    signature: Annotated[str, Text(SIGNATURE_MAX, 1, pattern="[A-Za-z0-9_-]+")]


@dataclass(frozen=True, slots=True)
class RequestOrder:
    """Asks a payer for money for a store, or for a payee's wallet: exactly one of the two. Nothing moves until the
    payer accepts. Without `payer` whoever is given the request may pay it; with `plan`, which is of the store, the
    payment is split."""

    amount_minor: Fen
    expires_at: Instant
    store: Either[StoreNo] = StoreNo(0)
    payee: Either[WalletNo] = WalletNo(0)
    payer: OrNone[WalletNo] = WalletNo(0)
    purpose: Tag = ""
    reference: Reference | None = None
    plan: OrNone[SplitPlanNo] = SplitPlanNo(0)
    signed: RequestSignature | None = None

    def command(self, _: Desk) -> RequestPayment:
        """The request that is asked for."""
        by = self.signed
        signature = (by.device, by.signature, by.nonce) if by else (DeviceNo(0), "", "")
        return view(RequestPayment, self, **dict(zip(("device", "signature", "nonce"), signature, strict=True)))


router.act(
    RequestOrder,
    PaymentRequested,
    "/payment-requests",
    owner=owners.payee_side("payee"),
    status=201,
    dry_run=True,
    make=RequestOrder.command,
    name="request_payment",
)
router.act(
    AcceptRequest,
    RequestAccepted,
    "/payment-requests/{payment_request}/accept",
    owner=_PAYER,
    status=201,
    dry_run=True,
)


@dataclass(frozen=True, slots=True)
class SignedView:
    """Who signed a request: everybody can check `signature` over the UTF-8 bytes of `text` with `public_key`."""

    device: DeviceNo
    algorithm: AlgorithmName
    public_key: str
    signature: str
    text: str


@dataclass(frozen=True, slots=True)
class PaymentRequestView:
    """A request to pay as it stands. `signed` is null for a plain one."""

    id: PaymentRequestNo
    state: RequestStateNumber
    payee: WalletNo
    store: OrNone[StoreNo]
    payer: OrNone[WalletNo]
    amount_minor: Fen
    purpose: Tag
    reference: Reference | None
    requested_at: Instant
    expires_at: Instant
    ended_at: OrNone[Instant]
    payment: OrNone[PaymentNo]
    plan: OrNone[SplitPlanNo]
    signed: SignedView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRequestFilter(Filter):
    """Which requests: of one's own wallet, as who asks or as who is asked."""

    payee: Annotated[WalletNo | None, Field(description="Requests of this wallet's"), Is("payee")] = None
    payer: Annotated[WalletNo | None, Field(description="Requests to this wallet"), Is("payer")] = None
    store: Annotated[StoreNo | None, Field(description="Requests of this store's"), Is("store")] = None
    state: Annotated[RequestStateNumber | None, Field(description="Only those of this state"), Is("state")] = None
    amount_min: AtLeast = None
    amount_max: AtMost = None
    reference: Annotated[Reference | None, Field(description="With this reference"), Is("reference")] = None


@router.get("/payment-requests")
async def list_payment_requests(desk: At, paging: Paging, wanted: PaymentRequestFilter) -> Page[PaymentRequestView]:
    """Requests to pay of a wallet of one's own: those of a `payee` or a `store`, or those to a `payer`; with both of
    two wallets those between them. A merchant, and whoever has just one wallet, may leave them out."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[PaymentRequestView, PaymentRequest]:
        own = whose.own_sides(desk, connection, "read_request", wanted)
        walks = [wanted.walk(side, equals(side, wallet), *whose.asked_for(desk, side)) for side, wallet in own]
        found = page_of_any(connection, REQUEST_LIST, walks, place, limit)
        return _views(connection, found.rows), found

    return await desk.filtered("read_request", wanted.name, paging, job)


@router.get("/payment-requests/{payment_request}")
async def get_payment_request(desk: At, payment_request: PaymentRequestNo) -> PaymentRequestView:
    """A request to pay, for its payee's side and its payer's; one that names no payer, for whoever has it."""

    def job(connection: Connection) -> PaymentRequestView:
        row = need(rows.payment_request(connection, payment_request), NOT_FOUND)
        if row.payer:
            sides = ownership.of_requests(connection, [row])[row.id]
            desk.check_own("read_request", sides, NOT_FOUND, either=True)
        return _views(connection, [row])[0]

    return await desk.read("read_request", job)


router.act(
    DeclineRequest,
    RequestClosed,
    "/payment-requests/{payment_request}/decline",
    owner=_PAYER,
    thing=read_by(get_payment_request, "payment_request"),
)
router.act(
    CancelRequest,
    RequestClosed,
    "/payment-requests/{payment_request}/cancellation",
    owner=owners.asker(),
    thing=read_by(get_payment_request, "payment_request"),
)


def _views(connection: Connection, found: list[PaymentRequest]) -> list[PaymentRequestView]:
    nonces = rows.nonces_of(connection, [row.id for row in found if row.device])
    return [view(PaymentRequestView, row, signed=_signed(row, nonces[row.id]) if row.device else None) for row in found]


def _signed(row: PaymentRequest, nonce: str) -> SignedView:
    return view(SignedView, row, text=signed_text(as_asked(row, nonce)))
