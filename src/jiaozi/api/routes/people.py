"""People: aliases and confirmation of payees, requests to return money."""

from typing import Final

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.kinds import Count, FenOrZero, HolderNo, Instant, OrNone, PaymentNo, PhoneNumber, RefundNo, WalletNo
from jiaozi.payments.store import payment as payment_row
from jiaozi.people import store
from jiaozi.people.aliases import (
    AliasSet,
    ConfirmPayee,
    PayeeConfirmed,
    PublishAlias,
    ResolveAlias,
    WithdrawAlias,
    alias_digest,
)
from jiaozi.people.model import ReasonNumber, ReturnStateNumber
from jiaozi.people.names import masked
from jiaozi.people.returns import AnswerReturn, AskReturn, ReturnAsked, ReturnEnded, WithdrawReturn
from jiaozi.records import dataclass
from jiaozi.wallets.holders import Details, reveal
from jiaozi.wallets.store import holder as holder_row
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "people")
RETURN: Final = "/payments/{payment}/return-request"

router.act(PublishAlias, AliasSet, "/wallets/{wallet}/alias", owner=owners.wallet())
router.act(WithdrawAlias, AliasSet, "/wallets/{wallet}/alias/withdrawal", owner=owners.wallet())
router.act(ConfirmPayee, PayeeConfirmed, "/payee-confirmations", owner=owners.wallet("payer"))


@dataclass(frozen=True, slots=True)
class AliasQuestion:
    """Finds the wallet that a phone leads to, with a masked name, for a payment from one's own wallet. Every question
    counts, found or not."""

    payer: WalletNo
    phone: PhoneNumber

    def command(self, desk: Desk) -> ResolveAlias:
        """The question with what the phone is stored as."""
        return ResolveAlias(self.payer, alias_digest(desk.platform.keyring, self.phone))


@dataclass(frozen=True, slots=True)
class AliasResolvedView:
    """Whom a phone leads to; null when nobody wants to be found by it. `left` look-ups remain today. The name is
    masked, null when none is known, and not in a look-up of the outcome by its key."""

    payee: OrNone[WalletNo]
    left: Count
    name: str | None


@dataclass(frozen=True, slots=True)
class ReturnRequestView:
    """A request to return the money of a payment."""

    payment: PaymentNo
    payer: WalletNo
    payee: WalletNo
    reason: ReasonNumber
    state: ReturnStateNumber
    asked_at: Instant
    expires_at: Instant
    answered_at: OrNone[Instant]
    refund: OrNone[RefundNo]
    returned_minor: FenOrZero


@router.get("/wallets/{wallet}/alias")
async def get_alias(desk: At, wallet: WalletNo) -> AliasSet:
    """Whether the wallet is found by phone."""

    def job(connection: Connection) -> AliasSet:
        row = whose.own_wallet(desk, connection, wallet, "read_wallet")
        details = _details(desk, connection, row.holder)
        return AliasSet(wallet, _is_found(desk, connection, wallet, details.phone))

    return await desk.read("read_wallet", job)


async def _resolved(desk: Desk, result: Result) -> AliasResolvedView:
    name = await desk.house.readers.run(lambda connection: _masked(desk, connection, result.outcome.payee))
    return view(AliasResolvedView, result.outcome, name=name)


router.act(
    AliasQuestion, AliasResolvedView, "/alias-resolutions", owner=owners.wallet("payer"),
    make=AliasQuestion.command, shows=_resolved, name="resolve_alias",
)  # fmt: skip


def _details(desk: Desk, connection: Connection, holder: HolderNo) -> Details:
    return reveal(desk.platform.keyring, need(holder_row(connection, holder), "holder_not_found"))


def _is_found(desk: Desk, connection: Connection, wallet: WalletNo, phone: str) -> bool:
    return bool(phone) and store.published_wallet(connection, wallet, alias_digest(desk.platform.keyring, phone))


def _masked(desk: Desk, connection: Connection, payee: OrNone[WalletNo]) -> str | None:
    """The masked name of a wallet's holder, as long as the wallet may still be found."""
    row = wallet_row(connection, payee) if payee else None
    if row is None:
        return None
    details = _details(desk, connection, row.holder)
    return (masked(details.name) or None) if _is_found(desk, connection, row.id, details.phone) else None


@router.get(RETURN)
async def get_return(desk: At, payment: PaymentNo) -> ReturnRequestView:
    """A request to return money, for both sides and their operators."""

    def job(connection: Connection) -> ReturnRequestView:
        row = need(payment_row(connection, payment), "payment_not_found")
        desk.check_own("read_return", ownership.of_payment(connection, row), "payment_not_found", either=True)
        return view(ReturnRequestView, need(store.return_request(connection, row.id), "return_not_found"))

    return await desk.read("read_return", job)


router.act(AskReturn, ReturnAsked, RETURN, owner=owners.payer(), status=201, thing=read_by(get_return, "payment"))
router.act(
    WithdrawReturn, ReturnEnded, f"{RETURN}/withdrawal", owner=owners.payer(), thing=read_by(get_return, "payment")
)
router.act(AnswerReturn, ReturnEnded, f"{RETURN}/answer", owner=owners.payee(), thing=read_by(get_return, "payment"))


@router.get("/wallets/{wallet}/return-requests")
async def list_returns(desk: At, wallet: WalletNo, paging: Paging) -> Page[ReturnRequestView]:
    """Requests that a wallet made or was asked, in the order of the payments."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[ReturnRequestView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_return")
        rows = store.returns_of(connection, row.id, after[0], limit)
        return [((each.payment,), view(ReturnRequestView, each)) for each in rows]

    return await desk.listing("read_return", f"returns:{wallet}", paging, job)
