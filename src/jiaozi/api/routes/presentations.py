"""What became of what was shown to a till: the payer's own list, and the till's look-up of one code or tap."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from jiaozi.api import render
from jiaozi.api.desk import At, need, number
from jiaozi.api.routes.common import store_owner, wallet_owner
from jiaozi.api.routing import Paging, Router, digits
from jiaozi.api.views import money
from jiaozi.clock import format_time
from jiaozi.codes import presented, store
from jiaozi.codes.model import MEANS_NAMES, Means, Presentation
from jiaozi.codes.present import master_of
from jiaozi.codes.presented import Became
from jiaozi.codes.token import COUNTER_MAX
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.wire import codes as wire
from jiaozi.wire.base import Page, PayerTokenId, StoreId

router = Router("/v1", "codes")
_Store = Annotated[StoreId, Field(description="The store whose till was shown it")]
_Counter = Annotated[int, BeforeValidator(digits), Field(ge=1, le=COUNTER_MAX)]
_MEANS = {"code": Means.CODE, "tap": Means.TAP}


@router.get("/payer-tokens/{payer_token}/presentations", answer=Page[wire.Presentation])
async def list_presentations(
    desk: At,
    paging: Paging,
    payer_token: PayerTokenId,
    means: Annotated[Literal["code", "tap"], Field(description="Payment codes, or taps")] = "code",
    counter: Annotated[
        int | None, BeforeValidator(digits), Field(ge=1, le=COUNTER_MAX, description="Only what was charged for this")
    ] = None,
) -> dict[str, Any]:
    """What a token was charged, in the order of its counters; what is not among it was not charged."""
    token, by = number(payer_token), _MEANS[means]
    listing = f"presentations of {token} by {means}, {counter}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[Presentation]:
        row = need(store.payer_token(connection, token), "code_not_found")
        desk.check_own("read_payer_token", wallet_owner(row.wallet)(connection), "code_not_found")
        if counter is None:
            return store.presentations_page(connection, token, by, after, paging.limit + 1)
        found = store.presentation(connection, token, by, counter)
        return [found] if found is not None and counter > after else []

    found = await desk.read("read_payer_token", job)
    return desk.page(
        listing, [_view(row) for row in found], [(row.counter,) for row in found], paging.limit, paging.cursor
    )


@router.get("/payment-codes/{payment_code}", answer=wire.PresentedCode)
async def get_presented_code(
    desk: At,
    payment_code: Annotated[str, Field(pattern="^[0-9]{25}$")],
    store_id: Annotated[_Store, Field(alias="store")],
) -> wire.PresentedCode:
    """What became of a payment code that a till was shown. It is known for ten minutes."""
    shop, at, master = number(store_id), desk.platform.clock.now(), master_of(desk.platform.keyring)

    def job(connection: Connection) -> Became:
        desk.check_own("read_presented_code", store_owner(shop)(connection), "store_not_found")
        return need(presented.code_became(connection, master, payment_code, shop, at), "code_not_found")

    return _became(await desk.read("read_presented_code", job))


@router.get("/taps/{number}/{counter}", answer=wire.PresentedCode)
async def get_presented_tap(
    desk: At,
    token_number: Annotated[str, Field(alias="number", pattern="^[0-9]{10}$")],
    counter: _Counter,
    store_id: Annotated[_Store, Field(alias="store")],
) -> wire.PresentedCode:
    """What a tap paid at a till of this store; `code_not_found` when it paid nothing there."""
    shop = number(store_id)

    def job(connection: Connection) -> Became:
        desk.check_own("read_presented_code", store_owner(shop)(connection), "store_not_found")
        return need(presented.tap_became(connection, int(token_number), counter, shop), "code_not_found")

    return _became(await desk.read("read_presented_code", job))


def _view(row: Presentation) -> wire.Presentation:
    return wire.Presentation(
        means=MEANS_NAMES[row.means],
        counter=row.counter,
        payment=encode_id("pay", row.payment),
        store=encode_id("sto", row.store),
        amount=money(row.amount_minor),
        refunded=money(row.refunded_minor),
        paid_at=format_time(row.paid_at),
        user_verified=bool(row.user_verified),
    )


def _became(found: Became) -> wire.PresentedCode:
    paid = found.presentation
    if paid is None:
        return wire.PresentedCode(state=found.state)
    return wire.PresentedCode(
        state=found.state,
        payment=render.identifier("pay", paid.payment),
        store=render.identifier("sto", paid.store),
        amount=money(paid.amount_minor),
        refunded=money(paid.refunded_minor),
        paid_at=format_time(paid.paid_at),
    )
