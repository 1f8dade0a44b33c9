"""A campaign's life: announced by its funder, witnessed by the central bank, its seeds revealed, steered by two people.
Nothing is promised that is not in the pot, and what a campaign promised is free again whichever way it ends."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jiaozi.bearer import is_hash
from jiaozi.campaigns.drawing import Published, commitment_of, first_link
from jiaozi.campaigns.model import (
    CAMPAIGN_STATES,
    LIVE_MAX,
    PLACES_MAX,
    Campaign,
    CampaignOpened,
    CampaignSet,
    CampaignState,
    CampaignWitnessed,
    Commitment,
    OpenCampaign,
    RevealSeed,
    SeedRevealed,
    SetCampaignState,
    WitnessCampaign,
)
from jiaozi.campaigns.schema import CAMPAIGNS, COMMITMENTS
from jiaozi.campaigns.store import live_of
from jiaozi.clock import format_time
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import CampaignData
from jiaozi.ids import encode_id
from jiaozi.kinds import CampaignNo, ProgramNo, Sha256
from jiaozi.outbox import emit
from jiaozi.programs.claiming import giving
from jiaozi.programs.model import Program
from jiaozi.programs.promising import promise, release
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.spending import look_at_funders, stands_still

_IN_ORDER: Final = "opens_at, closes_at, reveal_until and claims_until come one after the other"
_STEERED: Final = frozenset({CampaignState.ANNOUNCED, CampaignState.OPEN, CampaignState.DRAWN})
"""States in which two people may pause a campaign or stop it: a draw is not held up between its batches."""


def text_id(number: CampaignNo) -> str:
    """A campaign's id as it is outside, of which the draw is made."""
    return encode_id("cmp", number)


def published(row: Campaign) -> Published:
    """What is published of a campaign, as it is outside."""
    return Published(
        campaign=text_id(row.id),
        program=encode_id("prg", row.program),
        places=row.places,
        face_minor=row.face_minor,
        opens_at=format_time(row.opens_at),
        closes_at=format_time(row.closes_at),
        reveal_until=format_time(row.reveal_until),
        claims_until=format_time(row.claims_until),
        commitment=row.commitment,
        witness_commitment=row.witness_commitment or "",
        seed=row.seed or "",
        witness_seed=row.witness_seed or "",
        list_sha256=row.list_sha256,
        registered=row.registered,
        cut=row.cut or "",
    )


def campaign_of(tx: Tx, number: CampaignNo) -> Campaign | Refusal:
    """The locked campaign. Refuses: `campaign_not_found`."""
    found = tx.rows(CAMPAIGNS).get(number)
    return Refusal("campaign_not_found") if found is None else found


def invalid(row: Campaign) -> Refusal:
    """That a campaign cannot come from where it stands to what is asked."""
    if row.paused:
        return Refusal("campaign_state_invalid", "it is paused")
    return Refusal("campaign_state_invalid", f"it is {CAMPAIGN_STATES[row.state]}")


def tell(tx: Tx, row: Campaign, said: str, at: int) -> None:
    """Writes the event of what became of a campaign."""
    emit(tx, f"campaign.{said}", at, row.operator, CampaignData(row.id, row.program, row.funder))


def end(tx: Tx, row: Campaign, state: CampaignState, at: int) -> int:
    """A campaign is over: what it has promised and nobody claimed is free. How many claims that were."""
    released = row.promised
    release(tx, tx.rows(PROGRAMS)[row.program], released, released * row.face_minor)
    row.promised, row.paused, row.state, row.ended_at = 0, 0, state, at
    tx.rows(CAMPAIGNS).changed(row)
    tell(tx, row, CAMPAIGN_STATES[state], at)
    return released


def touch_with_programs(tx: Tx, numbers: set[CampaignNo]) -> None:
    """Names campaigns with their programs, which never change."""
    tx.want(CAMPAIGNS, numbers)
    tx.want(PROGRAMS, {row.program for row in CAMPAIGNS.read(tx.connection, numbers)})


def _touch_open(tx: Tx, requests: Sequence[Request[OpenCampaign]]) -> Iterator[None]:
    tx.want(PROGRAMS, {request.command.program for request in requests})
    tx.want(COMMITMENTS, {request.command.commitment for request in requests})
    yield
    look_at_funders(tx, tx.rows(PROGRAMS).rows.values())


def _open(tx: Tx, request: Request[OpenCampaign]) -> CampaignOpened | Refusal:
    """Refuses: `request_malformed` (places, commitment, times), `program_not_found`, `program_not_open`,
    `wallet_frozen` (the funder's), `campaigns_exceeded`, `seed_invalid` (a commitment that a campaign has had),
    `program_exhausted`."""
    command = request.command
    found = giving(tx, command.program, request.at)
    refusal = _shape_refusal(command, request.at) or (found if isinstance(found, Refusal) else None)
    if refusal is not None or isinstance(found, Refusal):
        return refusal or Refusal("program_not_found")
    program, terms = found
    if command.claims_until > program.claims_until:
        return Refusal("request_malformed", "claims_until: the program gives no claims then")
    if command.closes_at < program.opens_at:
        return Refusal("request_malformed", f"closes_at: no claims before {format_time(program.opens_at)}")
    if stands_still(tx, program):
        return Refusal("wallet_frozen")
    if _live(tx, program.id) >= LIVE_MAX:
        return Refusal("campaigns_exceeded")
    worth = terms.how_much.most_minor
    refusal = _known(tx, command.commitment) or promise(tx, program, command.places, command.places * worth)
    if refusal is not None:
        return refusal
    row = tx.rows(CAMPAIGNS).add(_campaign(request, program, worth))
    tx.rows(COMMITMENTS).add(Commitment(row.commitment, row.id))
    tell(tx, row, "announced", request.at)
    return CampaignOpened(campaign=row.id, program=row.program, promised_minor=row.places * row.face_minor)


def _known(tx: Tx, commitment: Sha256) -> Refusal | None:
    """What forbids a commitment that any campaign has had: who knows its seed knows a draw before it is registered for.
    Refuses: `seed_invalid`."""
    if tx.rows(COMMITMENTS).get(commitment) is None:
        return None
    return Refusal("seed_invalid", "a campaign has had this commitment: make another seed")


def _shape_refusal(command: OpenCampaign, at: int) -> Refusal | None:
    if not 0 < command.places <= PLACES_MAX:
        return Refusal("request_malformed", f"places: 1 to {PLACES_MAX}")
    if not is_hash(command.commitment):
        return Refusal("request_malformed", "commitment")
    times = (command.opens_at, command.closes_at, command.reveal_until, command.claims_until)
    if any(later <= before for before, later in pairwise(times)):
        return Refusal("request_malformed", _IN_ORDER)
    if command.closes_at <= at:
        return Refusal("request_malformed", f"closes_at: it is past, now {format_time(at)}")
    return None


def _live(tx: Tx, program: ProgramNo) -> int:
    """How many campaigns of a locked program are not over, those of this group included."""
    here = tx.rows(CAMPAIGNS).rows.values()
    known = {row.id: row.is_over for row in here if row.program == program}
    return len([each for each in {*live_of(tx.connection, program), *known} if not known.get(each, False)])


def _campaign(request: Request[OpenCampaign], program: Program, worth: int) -> Campaign:
    command = request.command
    row = Campaign(
        id=CampaignNo(request.id),
        program=program.id,
        funder=program.funder,
        operator=program.operator,
        places=command.places,
        face_minor=worth,
        opens_at=command.opens_at,
        closes_at=command.closes_at,
        reveal_until=command.reveal_until,
        claims_until=command.claims_until,
        commitment=command.commitment,
        witness_commitment=None,
        seed=None,
        witness_seed=None,
        list_sha256="",
        registered=0,
        cut=None,
        drawn_to=0,
        won=0,
        claimed=0,
        promised=command.places,
        state=CampaignState.ANNOUNCED,
        paused=0,
        due_at=command.closes_at,
        announced_at=request.at,
        ended_at=0,
    )
    row.list_sha256 = first_link(published(row))
    return row


def _touch_witness(tx: Tx, requests: Sequence[Request[WitnessCampaign]]) -> None:
    tx.want(CAMPAIGNS, {request.command.campaign for request in requests})
    tx.want(COMMITMENTS, {request.command.commitment for request in requests})


def _witness(tx: Tx, request: Request[WitnessCampaign]) -> CampaignWitnessed | Refusal:
    """Refuses: `request_malformed` (no commitment), `campaign_not_found`, `campaign_state_invalid`, `seed_invalid` (the
    funder's commitment again: who copies it knows no seed; or one that another campaign has had)."""
    command = request.command
    if not is_hash(command.commitment):
        return Refusal("request_malformed", "commitment")
    row = campaign_of(tx, command.campaign)
    if isinstance(row, Refusal):
        return row
    if row.state != CampaignState.ANNOUNCED or row.paused:
        return invalid(row)
    if request.at >= row.closes_at:
        return Refusal("campaign_state_invalid", "registration is over")
    if command.commitment == row.commitment:
        return Refusal("seed_invalid", "it is the funder's own commitment")
    refusal = _known(tx, command.commitment)
    if refusal is not None:
        return refusal
    tx.rows(COMMITMENTS).add(Commitment(command.commitment, row.id))
    row.witness_commitment = command.commitment
    row.list_sha256 = first_link(published(row))
    row.state, row.due_at = CampaignState.OPEN, row.reveal_until
    tx.rows(CAMPAIGNS).changed(row)
    tell(tx, row, "open", request.at)
    return CampaignWitnessed(row.id)


def _touch_reveal(tx: Tx, requests: Sequence[Request[RevealSeed]]) -> None:
    tx.want(CAMPAIGNS, {request.command.campaign for request in requests})


def _reveal(tx: Tx, request: Request[RevealSeed]) -> SeedRevealed | Refusal:
    """Refuses: `campaign_not_found`, `campaign_state_invalid` (also before registration is over, or too late),
    `seed_invalid`. Whoever knows a seed is its party. The funder, who may want somebody to win, reveals its own before
    it can know who would; the witness wants nobody to."""
    row = campaign_of(tx, request.command.campaign)
    if isinstance(row, Refusal):
        return row
    if row.state != CampaignState.OPEN or row.paused:
        return invalid(row)
    if request.at < row.closes_at:
        return Refusal("campaign_state_invalid", "registration is not over")
    if request.at >= row.reveal_until:
        return Refusal("campaign_state_invalid", "it is over already")
    committed, seed = commitment_of(request.command.seed), request.command.seed
    if row.seed is None:
        if committed == row.witness_commitment:
            return Refusal("seed_invalid", "the funder's seed comes first")
        if committed != row.commitment:
            return Refusal("seed_invalid")
        row.seed = seed
    elif committed != row.witness_commitment:
        return Refusal("seed_invalid")
    else:
        row.witness_seed, row.state, row.due_at = seed, CampaignState.DRAWING, row.claims_until
    tx.rows(CAMPAIGNS).changed(row)
    both = row.witness_seed is not None
    tell(tx, row, "drawing" if both else "closed", request.at)
    return SeedRevealed(row.id, both=both)


def _touch_state(tx: Tx, requests: Sequence[Request[SetCampaignState]]) -> None:
    touch_with_programs(tx, {request.command.campaign for request in requests})


def _set_state(tx: Tx, request: Request[SetCampaignState]) -> CampaignSet | Refusal:
    """Refuses: `campaign_not_found`, `campaign_state_invalid` with the state that it is in."""
    command = request.command
    row = campaign_of(tx, command.campaign)
    if isinstance(row, Refusal):
        return row
    if row.state not in _STEERED or (command.state != "stopped" and bool(row.paused) == (command.state == "paused")):
        return invalid(row)
    if command.state == "stopped":
        end(tx, row, CampaignState.STOPPED, request.at)
    else:
        row.paused = int(command.state == "paused")
        tx.rows(CAMPAIGNS).changed(row)
        tell(tx, row, "paused" if row.paused else "resumed", request.at)
    return CampaignSet(row.id, command.state)


OPERATIONS: Final = (
    Operation("open_campaign", OpenCampaign, CampaignOpened, _touch_open, one_by_one(_open), True),
    Operation("witness_campaign", WitnessCampaign, CampaignWitnessed, _touch_witness, one_by_one(_witness), True),
    Operation("reveal_seed", RevealSeed, SeedRevealed, _touch_reveal, one_by_one(_reveal)),
    Operation("set_campaign_state", SetCampaignState, CampaignSet, _touch_state, one_by_one(_set_state), True),
)
"""Revealing is not in the log of acts: a seed that was refused because it came too early stays with its party."""
