"""What became of what was shown to a till: the payer's own list, and the till's look-up of one code or tap."""

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from jiaozi.api import whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Placed, need
from jiaozi.api.filters import digits
from jiaozi.api.routing import Paging
from jiaozi.codes import presented
from jiaozi.codes import store as rows
from jiaozi.codes.model import Means, MeansNumber, TokenNumber
from jiaozi.codes.present import Counter, PaymentCode, master_of
from jiaozi.codes.presented import Became, BecameState
from jiaozi.db.engine import Connection
from jiaozi.kinds import Fen, FenOrZero, Flag, Instant, PayerTokenNo, PaymentNo, StoreNo
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "codes")
NOT_FOUND: Final = "code_not_found"
_MEANS: Final = {"code": Means.CODE, "tap": Means.TAP}


@dataclass(frozen=True, slots=True)
class PresentationView:
    """What a payer's token was charged for one counter of it."""

    means: MeansNumber
    counter: Counter
    payment: PaymentNo
    store: StoreNo
    amount_minor: Fen
    refunded_minor: FenOrZero
    paid_at: Instant
    user_verified: Flag


@dataclass(frozen=True, slots=True)
class PresentedCodeView:
    """What became of a payment code or tap that a till was shown.

    `state`: open (it can be charged), charged (at a store of this merchant: `payment` and the rest say by what), used
    (elsewhere, or a later code was charged), expired, or revoked.
    """

    state: BecameState
    payment: PaymentNo | None = None
    store: StoreNo | None = None
    amount_minor: Fen | None = None
    refunded_minor: FenOrZero | None = None
    paid_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class PaymentCodeLookup:
    """A payment code, and the store whose till was shown it."""

    payment_code: PaymentCode
    store: StoreNo


@router.get("/payer-tokens/{payer_token}/presentations")
async def list_presentations(
    desk: At,
    paging: Paging,
    payer_token: PayerTokenNo,
    means: Annotated[Literal["code", "tap"], Field(description="Payment codes, or taps")] = "code",
    counter: Annotated[
        Counter | None, BeforeValidator(digits), Field(description="Only what was charged for this")
    ] = None,
) -> Page[PresentationView]:
    """What a token was charged, in the order of its counters; what is not among it was not charged."""
    by = _MEANS[means]

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PresentationView]]:
        row = need(rows.payer_token(connection, payer_token), NOT_FOUND)
        desk.check_own("read_payer_token", whose.wallet(row.wallet)(connection), NOT_FOUND)
        if counter is None:
            found = rows.presentations_page(connection, payer_token, by, after[0], limit)
        else:
            one = rows.presentation(connection, payer_token, by, counter)
            found = [one] if one is not None and counter > after[0] else []
        return [((each.counter,), view(PresentationView, each)) for each in found]

    listing = f"presentations of {payer_token} by {means}, {counter}"
    return await desk.listing("read_payer_token", listing, paging, job)


@router.post("/payment-code-lookups")
async def look_up_payment_code(desk: At, body: PaymentCodeLookup) -> PresentedCodeView:
    """What became of a payment code that a till was shown. It is known for ten minutes. A reading, asked by POST so
    that no code stands in an address: nothing is kept under its key, and repeated it tells how things stand then."""
    at, master = desk.platform.clock.now(), master_of(desk.platform.keyring)

    def job(connection: Connection) -> PresentedCodeView:
        desk.check_own("read_presented_code", whose.store(body.store)(connection), "store_not_found")
        return _became(need(presented.code_became(connection, master, body.payment_code, body.store, at), NOT_FOUND))

    return await desk.read("read_presented_code", job)


@router.get("/taps/{number}/{counter}")
async def get_presented_tap(
    desk: At,
    number: TokenNumber,
    counter: Annotated[Counter, BeforeValidator(digits)],
    store: Annotated[StoreNo, Field(description="The store whose till was shown it")],
) -> PresentedCodeView:
    """What a tap paid at a till of this store; `code_not_found` when it paid nothing there."""

    def job(connection: Connection) -> PresentedCodeView:
        desk.check_own("read_presented_code", whose.store(store)(connection), "store_not_found")
        return _became(need(presented.tap_became(connection, number, counter, store), NOT_FOUND))

    return await desk.read("read_presented_code", job)


def _became(found: Became) -> PresentedCodeView:
    if found.presentation is None:
        return PresentedCodeView(found.state)
    return view(PresentedCodeView, found.presentation, state=found.state)
