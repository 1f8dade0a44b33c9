"""Envelopes from person to person."""

from typing import Annotated, Any

from pydantic import Field

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Listed, Placed, need
from jiaozi.api.filters import AtLeast, AtMost, Filter, Is
from jiaozi.api.once import Once
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page
from jiaozi.envelopes import store as rows
from jiaozi.envelopes.model import (
    TOKENS,
    ClaimEnvelope,
    Division,
    DivisionNumber,
    Envelope,
    EnvelopeClaimed,
    EnvelopeSent,
    EnvelopeStateNumber,
    SendEnvelope,
)
from jiaozi.envelopes.schema import ENVELOPE_LIST
from jiaozi.kinds import (
    Count,
    EnvelopeNo,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    OrNone,
    PaymentNo,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "envelopes")

_TOKEN_SAYS = ("the token of an envelope as it was given, `hb_...`", "红包令牌原文，以 hb_ 开头")


@dataclass(frozen=True, slots=True)
class EnvelopeSentView:
    """An envelope with its token, in this answer and nowhere else; null when the request repeats an earlier one. Who is
    given the token may claim."""

    envelope: EnvelopeNo
    wallet: WalletNo
    division: Division
    amount_minor: Fen
    shares: Count
    recipient: OrNone[WalletNo]
    expires_at: Instant
    envelope_token: str | None


def _is_repeat(before: Any, command: SendEnvelope) -> bool:
    if not isinstance(before, EnvelopeSent):
        return True
    asked = (command.wallet, command.division, command.amount_minor, command.shares, command.recipient)
    return before[1:6] == asked


def _sent(_: Desk, outcome: EnvelopeSent, secret: str) -> EnvelopeSentView:
    token = TOKENS.written(outcome.envelope, secret) if secret else None
    return view(EnvelopeSentView, outcome, envelope_token=token)


router.act(
    SendEnvelope, EnvelopeSentView, "/wallets/{wallet}/envelopes", owner=owners.wallet(), status=201,
    once=Once("token_hash", _is_repeat, _sent),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EnvelopeClaimOrder:
    """Takes a share of an envelope into a wallet, by its token; one for each holder. Final when it is answered, like
    any payment."""

    envelope_token: Annotated[str, Text(100, pattern=TOKENS.pattern, says=_TOKEN_SAYS)]
    wallet: WalletNo

    def command(self, _: Desk) -> ClaimEnvelope:
        """The command that it asks for. Raises `Refused`: `envelope_not_found`."""
        return ClaimEnvelope(*need(TOKENS.parsed(self.envelope_token), "envelope_not_found"), self.wallet)


router.act(
    EnvelopeClaimOrder, EnvelopeClaimed, "/envelope-claims", owner=owners.wallet(), status=201,
    make=EnvelopeClaimOrder.command, name="claim_envelope",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EnvelopeView:
    """An envelope as its sender sees it."""

    id: EnvelopeNo
    wallet: WalletNo
    division: DivisionNumber
    recipient: OrNone[WalletNo]
    state: EnvelopeStateNumber
    amount_minor: Fen
    shares: Count
    claimed_minor: FenOrZero
    taken: Count
    sent_at: Instant
    expires_at: Instant
    ended_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class EnvelopeClaimView:
    """A share that was claimed; without a payment it is the sender's own."""

    envelope: EnvelopeNo
    wallet: WalletNo
    number: Count
    amount_minor: Fen
    journal: JournalNo
    payment: OrNone[PaymentNo]
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeFilter(Filter):
    """Which of a wallet's envelopes."""

    state: Annotated[EnvelopeStateNumber | None, Field(description="Only those of this state"), Is("state")] = None
    amount_min: AtLeast = None
    amount_max: AtMost = None


@router.get("/wallets/{wallet}/envelopes")
async def list_envelopes(desk: At, wallet: WalletNo, paging: Paging, wanted: EnvelopeFilter) -> Page[EnvelopeView]:
    """The envelopes that a wallet has sent."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[EnvelopeView, Envelope]:
        row = whose.own_wallet(desk, connection, wallet, "read_envelopes")
        found = page(connection, ENVELOPE_LIST, wanted.walk("wallet", equals("wallet", row.id)), place, limit)
        return [view(EnvelopeView, each) for each in found.rows], found

    return await desk.filtered("read_envelopes", f"{wallet}:{wanted.name}", paging, job)


@router.get("/wallets/{wallet}/envelope-claims")
async def list_wallet_envelope_claims(desk: At, wallet: WalletNo, paging: Paging) -> Page[EnvelopeClaimView]:
    """The shares of envelopes that a wallet has claimed, the oldest envelope first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[EnvelopeClaimView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_envelopes")
        found = rows.claimed_by(connection, row.id, EnvelopeNo(after[0]), limit)
        return [((each.envelope,), view(EnvelopeClaimView, each)) for each in found]

    return await desk.listing("read_envelopes", f"envelope-claims:{wallet}", paging, job)


def _own(desk: Desk, connection: Connection, envelope: EnvelopeNo) -> Envelope:
    """An envelope of a wallet of one's own. Raises `Refused`: `envelope_not_found`."""
    row = need(rows.envelope(connection, envelope), "envelope_not_found")
    desk.check_own("read_envelopes", whose.wallet(row.wallet)(connection), "envelope_not_found")
    return row


@router.get("/envelopes/{envelope}")
async def get_envelope(desk: At, envelope: EnvelopeNo) -> EnvelopeView:
    """An envelope, for its sender's side."""

    def job(connection: Connection) -> EnvelopeView:
        return view(EnvelopeView, _own(desk, connection, envelope))

    return await desk.read("read_envelopes", job)


@router.get("/envelopes/{envelope}/claims")
async def list_envelope_claims(desk: At, envelope: EnvelopeNo, paging: Paging) -> Page[EnvelopeClaimView]:
    """What was claimed of an envelope, first come first, for its sender's side."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[EnvelopeClaimView]]:
        row = _own(desk, connection, envelope)
        found = rows.claims_of(connection, row.id, after[0], limit)
        return [((each.number,), view(EnvelopeClaimView, each)) for each in found]

    return await desk.listing("read_envelopes", f"envelope:{envelope}", paging, job)
