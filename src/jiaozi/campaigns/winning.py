"""The draw in batches, the claims of those who have won, and the end. Only once each, whoever runs it and however often
it is cut off: the campaign's locked row says how far the draw is, a registration's that it was claimed."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.campaigns.drawing import cut_of, seed_of, wins
from jiaozi.campaigns.model import (
    CAMPAIGN_STATES,
    Campaign,
    CampaignDrawn,
    CampaignEnded,
    CampaignState,
    ClaimWin,
    DrawCampaign,
    EndCampaign,
    Registration,
    RegistrationState,
    WinClaimed,
)
from jiaozi.campaigns.opening import campaign_of, end, invalid, tell, text_id, touch_with_programs
from jiaozi.campaigns.schema import CAMPAIGNS, REGISTRATIONS
from jiaozi.campaigns.store import campaign as campaign_row
from jiaozi.campaigns.store import numbered
from jiaozi.clock import format_time
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import CampaignWonData
from jiaozi.kinds import CampaignNo, HolderNo, InstitutionNo, WalletNo
from jiaozi.outbox import emit
from jiaozi.programs.claiming import take, taken_from, touch_taking
from jiaozi.programs.model import Claim, ProgramState
from jiaozi.programs.promising import release, restore
from jiaozi.programs.schema import PROGRAMS
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import WALLETS

BATCH_MAX: Final = 5_000
_OPERATORS: Final = "operators of winners"


class _Part(NamedTuple):
    """The registrations with numbers above `after` and up to `until`, of which `winners` have won."""

    after: int
    until: int
    winners: tuple[HolderNo, ...]


def draw_seed(row: Campaign) -> str:
    """The seed of a campaign's draw, once both are revealed."""
    return seed_of(text_id(row.id), row.seed or "", row.witness_seed or "", row.list_sha256)


def cut_for(row: Campaign) -> str:
    """The rank of the last winner of a campaign whose seeds are revealed; kept, since working it out takes a while."""
    return cut_of(draw_seed(row), text_id(row.id), row.registered, row.places)


def has_won(row: Campaign, registration: Registration) -> bool:
    """Whether a registration has won in a campaign that has a cut: as the draw noted it, and where the campaign ended
    before the draw came so far, as it follows."""
    if registration.number <= row.drawn_to or row.cut is None:
        return registration.state != RegistrationState.REGISTERED
    return wins(draw_seed(row), text_id(row.id), registration.number, row.cut or "")


def _touch_draw(tx: Tx, requests: Sequence[Request[DrawCampaign]]) -> Iterator[None]:
    """What is to be drawn is read without a lock, and looked at again once it is locked."""
    parts: dict[CampaignNo, _Part] = tx.memo.setdefault(DrawCampaign, {})
    touch_with_programs(tx, {request.command.campaign for request in requests})
    for request in requests:
        row = campaign_row(tx.connection, request.command.campaign)
        if row is None or row.state != CampaignState.DRAWING or row.cut is None:
            continue
        parts[row.id] = _part(tx, row, max(1, min(request.command.limit, BATCH_MAX)))
        tx.want(REGISTRATIONS, [(row.id, holder) for holder in parts[row.id].winners])
    yield
    winners = {row.wallet for row in tx.rows(REGISTRATIONS).rows.values()}
    operators: dict[WalletNo, InstitutionNo] = tx.memo.setdefault(_OPERATORS, {})
    operators |= {row.id: row.operator for row in WALLETS.read(tx.connection, winners)}


def _part(tx: Tx, row: Campaign, limit: int) -> _Part:
    until = min(row.drawn_to + limit, row.registered)
    found = numbered(tx.connection, row.id, row.drawn_to, until)
    seed, campaign, cut = draw_seed(row), text_id(row.id), row.cut or ""
    winners = tuple(holder for holder, number in found if wins(seed, campaign, number, cut))
    return _Part(row.drawn_to, until, winners)


def _draw(tx: Tx, request: Request[DrawCampaign]) -> CampaignDrawn | Refusal:
    """The first step works out the cut, further ones tell winners. Refuses: `campaign_not_found`,
    `campaign_state_invalid`."""
    row = campaign_of(tx, request.command.campaign)
    if isinstance(row, Refusal):
        return row
    if row.state != CampaignState.DRAWING:
        return invalid(row)
    part = tx.memo[DrawCampaign].get(row.id)
    if row.cut is None:
        row.cut = cut_for(row)
    elif part is not None and part.after == row.drawn_to:
        for holder in part.winners:
            _won(tx, row, tx.rows(REGISTRATIONS)[row.id, holder], request.at)
        row.drawn_to, row.won = part.until, row.won + len(part.winners)
    if row.drawn_to == row.registered:
        _drawn(tx, row, request.at)
    tx.rows(CAMPAIGNS).changed(row)
    return CampaignDrawn(row.id, row.drawn_to, row.won, more=row.state == CampaignState.DRAWING)


def _won(tx: Tx, row: Campaign, registration: Registration, at: int) -> None:
    registration.state = RegistrationState.WON
    tx.rows(REGISTRATIONS).changed(registration)
    told = CampaignWonData(row.id, row.program, registration.wallet, registration.number, row.face_minor)
    emit(tx, "campaign.won", at, tx.memo[_OPERATORS][registration.wallet], told)


def _drawn(tx: Tx, row: Campaign, at: int) -> None:
    """All of them know; what no winner was found for is free."""
    unfound = row.promised - row.won
    release(tx, tx.rows(PROGRAMS)[row.program], unfound, unfound * row.face_minor)
    row.promised, row.state = row.won, CampaignState.DRAWN
    tell(tx, row, CAMPAIGN_STATES[row.state], at)


def _touch_claim(tx: Tx, requests: Sequence[Request[ClaimWin]]) -> Iterator[None]:
    """Whose a wallet is and which program a campaign is of never change, so they are read without a lock."""
    commands = [request.command for request in requests]
    owners = {row.id: row.holder for row in WALLETS.read(tx.connection, {each.wallet for each in commands})}
    wanted = {each.campaign for each in commands}
    programs = {row.id: row.program for row in CAMPAIGNS.read(tx.connection, wanted)}
    tx.want(CAMPAIGNS, wanted)
    tx.want(REGISTRATIONS, {(each.campaign, owners[each.wallet]) for each in commands if each.wallet in owners})
    pairs = [(programs[each.campaign], each.wallet) for each in commands if each.campaign in programs]
    tx.want(WALLETS, {each.wallet for each in commands})
    yield from touch_taking(tx, pairs)


def _claim(tx: Tx, request: Request[ClaimWin]) -> WinClaimed | Refusal:
    """Refuses: `wallet_not_found`, `wallet_closed`, `campaign_not_found`, `registration_not_found` (or with another
    wallet), `campaign_not_open` (not drawn, paused, or over), `registration_not_drawn`, `registration_claimed`, then as
    a claim of the program does."""
    command = request.command
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    row = campaign_of(tx, command.campaign)
    if isinstance(row, Refusal):
        return row
    registration = tx.rows(REGISTRATIONS).get((row.id, wallet.holder))
    if registration is None or registration.wallet != wallet.id:
        return Refusal("registration_not_found")
    refusal = _not_had(row, registration, request.at)
    if refusal is not None:
        return refusal
    claim = _taken(tx, request, row, wallet)
    if isinstance(claim, Refusal):
        return claim
    row.promised, row.claimed = row.promised - 1, row.claimed + 1
    tx.rows(CAMPAIGNS).changed(row)
    registration.state, registration.claim = RegistrationState.CLAIMED, claim.id
    tx.rows(REGISTRATIONS).changed(registration)
    return WinClaimed(
        campaign=row.id,
        program=row.program,
        claim=claim.id,
        value_minor=claim.value_minor,
        expires_at=claim.expires_at,
    )


def _not_had(row: Campaign, registration: Registration, at: int) -> Refusal | None:
    """Why nothing is claimed with a registration. Refuses: `registration_claimed`, `campaign_not_open`,
    `registration_not_drawn`."""
    if registration.state == RegistrationState.CLAIMED:
        return Refusal("registration_claimed")
    if row.state != CampaignState.DRAWN or row.paused:
        return Refusal("campaign_not_open")
    if at >= row.claims_until:
        return Refusal("campaign_not_open", f"claims ended {format_time(row.claims_until)}")
    return None if registration.state == RegistrationState.WON else Refusal("registration_not_drawn")


def _taken(tx: Tx, request: Request[ClaimWin], row: Campaign, wallet: Wallet) -> Claim | Refusal:
    """The claim of a winner, out of what is promised. Refuses: as a claim of the program does."""
    found = taken_from(tx, row.program, request.at)
    if isinstance(found, Refusal):
        return found
    program, terms = found
    release(tx, program, 1, row.face_minor)
    claim = take(tx, request, program, terms, wallet)
    if isinstance(claim, Refusal):
        restore(tx, program, 1, row.face_minor)
    return claim


def _touch_end(tx: Tx, requests: Sequence[Request[EndCampaign]]) -> None:
    touch_with_programs(tx, {request.command.campaign for request in requests})


def _end(tx: Tx, request: Request[EndCampaign]) -> CampaignEnded | Refusal:
    """Refuses: `campaign_not_found`, `campaign_state_invalid` (over already, or not yet)."""
    row = campaign_of(tx, request.command.campaign)
    if isinstance(row, Refusal):
        return row
    if row.is_over:
        return invalid(row)
    if request.at < row.due_at and tx.rows(PROGRAMS)[row.program].state < ProgramState.STOPPED:
        return Refusal("campaign_state_invalid", "it is not over yet")
    state = CampaignState.ENDED if row.state == CampaignState.DRAWN else CampaignState.LAPSED
    released = end(tx, row, state, request.at)
    return CampaignEnded(campaign=row.id, state=CAMPAIGN_STATES[state], released=released)


OPERATIONS: Final = (
    Operation("draw_campaign", DrawCampaign, CampaignDrawn, _touch_draw, one_by_one(_draw)),
    Operation("claim_win", ClaimWin, WinClaimed, _touch_claim, one_by_one(_claim)),
    Operation("end_campaign", EndCampaign, CampaignEnded, _touch_end, one_by_one(_end)),
)
