"""Campaigns: claims by lot. What a draw follows from is everybody's to read; a registration is its holder's."""

from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from starlette.responses import Response

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Listed, Placed, need
from jiaozi.api.filters import Filter, digits
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Media, Paging
from jiaozi.campaigns import store as rows
from jiaozi.campaigns.drawing import Entry
from jiaozi.campaigns.list_file import lines_of
from jiaozi.campaigns.model import (
    REGISTERED_MAX,
    Campaign,
    CampaignOpened,
    CampaignSet,
    CampaignState,
    CampaignStateNumber,
    CampaignWitnessed,
    ClaimWin,
    OpenCampaign,
    Places,
    Registered,
    RegisterForCampaign,
    Registration,
    RegistrationState,
    RegistrationStateNumber,
    RevealSeed,
    Salt,
    Seed,
    SeedRevealed,
    SetCampaignState,
    WinClaimed,
    WitnessCampaign,
)
from jiaozi.campaigns.notices import notice
from jiaozi.campaigns.schema import CAMPAIGN_LIST, CAMPAIGNS
from jiaozi.campaigns.winning import has_won
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page
from jiaozi.errors import Refusal
from jiaozi.kinds import (
    CampaignNo,
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    Flag,
    Instant,
    InstitutionNo,
    Note,
    OrNone,
    ProgramNo,
    Sha256,
    WalletNo,
)
from jiaozi.programs import store as programs
from jiaozi.programs.model import Program, ProgramState
from jiaozi.programs.schema import PROGRAMS
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "campaigns")
NOT_FOUND: Final = "campaign_not_found"
PART: Final = 50_000
"""Registrations in one part of the list as a file: 3.6 MB."""
_TOLD: Final = (CampaignState.DRAWN, CampaignState.ENDED)
"""Where winners are told that they have won something."""

router.act(RegisterForCampaign, Registered, "/campaigns/{campaign}/registrations", owner=owners.wallet(), status=201)
router.act(ClaimWin, WinClaimed, "/campaigns/{campaign}/claims", owner=owners.wallet(), status=201)
router.act(SetCampaignState, CampaignSet, "/campaigns/{campaign}/state", owner=owners.campaign(), proposed=True)


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign, as everybody may read it: all that its draw follows from, and what winners are told. The draw's seed
    is the SHA-256 of `campaign:seed:witness_seed:list_sha256`; a number has won where the SHA-256 of
    `that:campaign:number` is not above the `cut`."""

    id: CampaignNo
    program: ProgramNo
    operator: InstitutionNo
    state: CampaignStateNumber
    paused: Flag
    places: Places
    face_minor: Fen
    opens_at: Instant
    closes_at: Instant
    reveal_until: Instant
    claims_until: Instant
    commitment: Sha256
    witness_commitment: Sha256 | None
    seed: Seed | None
    witness_seed: Seed | None
    list_sha256: Sha256
    registered: Count
    cut: Sha256 | None
    announced_at: Instant
    ended_at: OrNone[Instant]
    notice_en: Note
    notice_zh: Note


@dataclass(frozen=True, slots=True)
class CampaignNumberView:
    """A registration in the public list: its number, and the mark that tells whoever has its salt whose it is. `won` is
    null until the draw is done; it stays, whatever becomes of the campaign."""

    number: Count
    mark: Sha256
    won: bool | None


@dataclass(frozen=True, slots=True)
class WalletRegistrationView:
    """A registration as its holder sees it. The mark is the SHA-256 of `campaign:number:wallet:salt`, `list_sha256` the
    chain over the list up to here; the salt is told to whoever could register with the wallet, and is null to clerks
    and auditors. `won` is null until the draw is done; a winner has the text that tells of it."""

    campaign: CampaignNo
    program: ProgramNo
    wallet: WalletNo
    number: Count
    mark: Sha256
    salt: Salt | None
    list_sha256: Sha256
    state: RegistrationStateNumber
    won: bool | None
    claim: OrNone[ClaimNo]
    registered_at: Instant
    claims_until: Instant
    notice_en: Note | None
    notice_zh: Note | None


@dataclass(frozen=True, slots=True)
class CampaignReportView:
    """What came of a campaign: `win_rate_bp` are winners of 10,000 registrations, rounded down. What the winners who
    `claimed` got was `worth` so much, of which so much is left, was spent, became their own, was passed on, or went
    back to the program. `promised` is set aside still."""

    campaign: CampaignNo
    state: CampaignStateNumber
    places: Places
    registered: Count
    winners: Count
    win_rate_bp: Count
    claimed: Count
    unclaimed: Count
    promised_minor: FenOrZero
    worth_minor: FenOrZero
    left_minor: FenOrZero
    spent_minor: FenOrZero
    unbound_minor: FenOrZero
    passed_minor: FenOrZero
    reclaimed_minor: FenOrZero


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFilter(Filter):
    """Which of a program's campaigns."""


def _view(row: Campaign, program: Program) -> CampaignView:
    en, zh = notice(program, row.face_minor, row.claims_until)
    return view(CampaignView, row, notice_en=en, notice_zh=zh)


@router.get("/programs/{program}/campaigns")
async def list_campaigns(desk: At, program: ProgramNo, paging: Paging, wanted: CampaignFilter) -> Page[CampaignView]:
    """The campaigns of a program; everybody may read them."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[CampaignView, Campaign]:
        row = need(programs.program(connection, program), "program_not_found")
        if row.state == ProgramState.DRAFT and not desk.may(
            "read_program_figures", whose.wallet(row.funder)(connection)
        ):
            raise Refused(Refusal("program_not_found"))
        found = page(connection, CAMPAIGN_LIST, wanted.walk("program", equals("program", row.id)), place, limit)
        return [_view(each, row) for each in found.rows], found

    return await desk.filtered("read_campaign", f"{program}:{wanted.name}", paging, job)


@router.get("/campaigns/{campaign}")
async def get_campaign(desk: At, campaign: CampaignNo) -> CampaignView:
    """A campaign; everybody may read it."""

    def job(connection: Connection) -> CampaignView:
        row = need(rows.campaign(connection, campaign), NOT_FOUND)
        return _view(row, need(programs.program(connection, row.program), NOT_FOUND))

    return await desk.read("read_campaign", job)


_CAMPAIGN: Final = read_by(get_campaign, "campaign")
router.act(
    OpenCampaign,
    CampaignOpened,
    "/programs/{program}/campaigns",
    owner=owners.program(),
    status=201,
    thing=_CAMPAIGN,
)
router.act(WitnessCampaign, CampaignWitnessed, "/campaigns/{campaign}/witness", missing=NOT_FOUND, thing=_CAMPAIGN)
router.act(RevealSeed, SeedRevealed, "/campaigns/{campaign}/seeds", owner=owners.campaign(), thing=_CAMPAIGN)


def _won(row: Campaign, registration: Registration) -> bool | None:
    return has_won(row, registration) if row.is_worked_out else None


@router.get("/campaigns/{campaign}/numbers")
async def list_campaign_numbers(desk: At, campaign: CampaignNo, paging: Paging) -> Page[CampaignNumberView]:
    """The public list of a campaign's registrations, in the order of their numbers; it names nobody."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[CampaignNumberView]]:
        row = need(rows.campaign(connection, campaign), NOT_FOUND)
        found = rows.list_page(connection, row.id, after[0], limit)
        return [((each.number,), view(CampaignNumberView, each, won=_won(row, each))) for each in found]

    return await desk.listing("read_campaign", f"numbers:{campaign}", paging, job)


_After = Annotated[
    int,
    Field(ge=0, le=REGISTERED_MAX, description="The part behind this number"),
    BeforeValidator(digits),
]


@router.get("/campaigns/{campaign}/list-file", media=(Media("text/csv", {"type": "string"}),))
async def get_campaign_list(desk: At, campaign: CampaignNo, after: _After = 0) -> Response:
    """A part of the public list of a campaign that is drawn, as CSV: `number,mark,won` for up to 50,000 registrations
    behind a number; none when nothing is left. `jiaozi campaign download` joins all parts into one file, which `jiaozi
    campaign verify` verifies without a server."""

    def job(connection: Connection) -> str:
        row = need(rows.campaign(connection, campaign), NOT_FOUND)
        if not row.is_worked_out:
            raise Refused(Refusal("campaign_state_invalid", "not drawn yet"))
        found = rows.list_page(connection, row.id, after, PART)
        return lines_of(Entry(each.number, each.mark, bool(_won(row, each))) for each in found)

    return Response(await desk.read("read_campaign", job), media_type="text/csv")


@router.get("/wallets/{wallet}/registrations")
async def list_registrations(desk: At, wallet: WalletNo, paging: Paging) -> Page[WalletRegistrationView]:
    """What a wallet is registered for, the oldest campaign first, and what came of it."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[WalletRegistrationView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_registrations")
        found = rows.registrations_of(connection, row.id, CampaignNo(after[0]), limit)
        known = {each.id: each for each in CAMPAIGNS.read(connection, {each.campaign for each in found})}
        named = {each.id: each for each in PROGRAMS.read(connection, {each.program for each in known.values()})}
        own = desk.may("register_for_campaign", whose.wallet(row.id)(connection))
        return [((each.campaign,), _registration(each, known[each.campaign], named, own=own)) for each in found]

    return await desk.listing("read_registrations", f"registrations:{wallet}", paging, job)


def _registration(
    each: Registration, row: Campaign, named: dict[ProgramNo, Program], *, own: bool
) -> WalletRegistrationView:
    won = _won(row, each)
    told = won and row.state in _TOLD
    en, zh = notice(named[row.program], row.face_minor, row.claims_until) if told else (None, None)
    state = max(each.state, RegistrationState.WON) if won else RegistrationState.REGISTERED
    return view(
        WalletRegistrationView,
        each,
        program=row.program,
        salt=each.salt if own else None,
        state=state,
        won=won,
        claims_until=row.claims_until,
        notice_en=en,
        notice_zh=zh,
    )


@router.get("/campaigns/{campaign}/report")
async def get_campaign_report(desk: At, campaign: CampaignNo) -> CampaignReportView:
    """What came of a campaign, for its funder, its operator and those who supervise."""

    def job(connection: Connection) -> CampaignReportView:
        row = need(rows.campaign(connection, campaign), NOT_FOUND)
        desk.check_own("read_campaign_report", whose.wallet(row.funder)(connection), NOT_FOUND)
        money = rows.money_of(connection, row.id)
        return CampaignReportView(
            campaign=row.id,
            state=row.state,
            places=row.places,
            registered=row.registered,
            winners=row.won,
            win_rate_bp=row.won * 10_000 // row.registered if row.registered else 0,
            claimed=row.claimed,
            unclaimed=row.won - row.claimed,
            promised_minor=row.promised * row.face_minor,
            worth_minor=money.worth_minor,
            left_minor=money.left_minor,
            spent_minor=money.spent_minor,
            unbound_minor=money.unbound_minor,
            passed_minor=money.passed_minor,
            reclaimed_minor=money.back_minor,
        )

    return await desk.read("read_campaign_report", job)
