"""Programs: money bound to a purpose, its terms and figures; claims, and what each would pay."""

from collections.abc import Mapping
from typing import Annotated, Final

from jiaozi.access.model import Role
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Placed, Walked, need
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.grantlists.granting import ClaimsGranted, GrantClaims
from jiaozi.kinds import (
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    Instant,
    InstitutionNo,
    Name,
    OrNone,
    ProgramNo,
    Sha256,
    TemplateNo,
    Text,
    WalletNo,
)
from jiaozi.payments import store as payments
from jiaozi.programs import store as rows
from jiaozi.programs.acts import (
    CreateProgram,
    DiscardProgram,
    FundProgram,
    ProgramCreated,
    ProgramDiscarded,
    ProgramFunded,
    ProgramSet,
    SetProgramState,
)
from jiaozi.programs.claiming import ClaimMade, ClaimProgram
from jiaozi.programs.conditions import condition_error
from jiaozi.programs.model import (
    ClaimStateNumber,
    Program,
    ProgramKindNumber,
    ProgramState,
    ProgramStateNumber,
)
from jiaozi.programs.templates.model import Origin, ParameterValues, Version
from jiaozi.programs.templates.store import origins_of
from jiaozi.programs.terms import Terms, written
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

CANONICAL_MAX: Final = 10_000_000
"""Characters of such a text: more than all lists of terms and parameters can have."""
router = Acts("/v1", "programs")
router.act(SetProgramState, ProgramSet, "/programs/{program}/state", owner=owners.program(), proposed=True)
router.act(GrantClaims, ClaimsGranted, "/programs/{program}/grants", owner=owners.program(), status=201)
router.act(ClaimProgram, ClaimMade, "/programs/{program}/claims", owner=owners.wallet(), status=201)


@dataclass(frozen=True, slots=True)
class ProgramView:
    """A program and its terms, as everybody may read it once it is no draft. `template` and `version` are where the
    terms came from, with which `parameters`; null and none where they were written for it alone. Its `funder` is told
    to those who may read its figures."""

    id: ProgramNo
    operator: InstitutionNo
    funder: OrNone[WalletNo]
    kind: ProgramKindNumber
    state: ProgramStateNumber
    name_en: Name
    name_zh: Name
    terms: Terms
    terms_sha256: Sha256
    template: OrNone[TemplateNo]
    version: OrNone[Version]
    parameters: ParameterValues
    opens_at: Instant
    claims_until: Instant
    expires_at: Instant
    created_at: Instant


@dataclass(frozen=True, slots=True)
class CanonicalTextView:
    """A text as it is kept, of whose bytes in UTF-8 the SHA-256 is made: JSON without blanks, in which amounts are fen
    and ids are the numbers that they stand for."""

    text: Annotated[str, Text(CANONICAL_MAX)]
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class ProgramInListView:
    """A program in a list, which has no terms: they may be long. Whoever looks for a claim to take is told what one is
    worth (`face`), where that is no percentage."""

    id: ProgramNo
    operator: InstitutionNo
    kind: ProgramKindNumber
    state: ProgramStateNumber
    name_en: Name
    name_zh: Name
    terms_sha256: Sha256
    template: OrNone[TemplateNo]
    version: OrNone[Version]
    opens_at: Instant
    claims_until: Instant
    expires_at: Instant
    created_at: Instant
    face_minor: OrNone[Fen]


@dataclass(frozen=True, slots=True)
class ProgramFiguresView:
    """A program's money: `budget` is what was paid in, and is what is free, what is promised to those whom campaigns
    draw, what claims hold, what was spent, what became its holders' own, and what went back to the funder. `open` of
    its `claims` have something left; `unused` came back whole, which the `quota` does not count."""

    id: ProgramNo
    funder: WalletNo
    budget_minor: FenOrZero
    free_minor: FenOrZero
    promised_minor: FenOrZero
    held_minor: FenOrZero
    spent_minor: FenOrZero
    borne_minor: FenOrZero
    unbound_minor: FenOrZero
    reclaimed_minor: FenOrZero
    quota: Count
    claims: Count
    open: Count
    unused: Count


@dataclass(frozen=True, slots=True)
class ProgramClaimView:
    """A claim as its program's side sees it; whose it is, and what became of it, only the operator and auditors are
    told: who granted it knows whom it was given to, and could watch him spend."""

    id: ClaimNo
    number: Count
    wallet: OrNone[WalletNo]
    value_minor: Fen
    left_minor: FenOrZero | None
    state: ClaimStateNumber | None
    claimed_at: Instant
    expires_at: Instant


NOT_FOUND: Final = "program_not_found"
NO_TEMPLATE: Final = Origin(ProgramNo(0), TemplateNo(0), 0, ())


def _view(row: Program, terms: Terms, origin: Origin, *, named: bool) -> ProgramView:
    return view(
        ProgramView,
        row,
        funder=row.funder if named else WalletNo(0),
        terms=terms,
        terms_sha256=row.terms,
        template=origin.template,
        version=origin.version,
        parameters=origin.parameters,
    )


@router.get("/programs")
async def list_programs(desk: At, paging: Paging) -> Page[ProgramInListView]:
    """Programs, oldest first: those whose figures one may read (all, an operator's, or those that one's own wallets
    fund); for a holder those that are open, and that its wallets may take claims of by themselves."""
    looks = _to_take if desk.principal.role is Role.HOLDER else _of_figures

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> Walked[ProgramInListView]:
        return looks(desk, connection, after, limit)

    return await desk.walked("read_program_list", "programs", paging, job)


def _of_figures(desk: Desk, connection: Connection, after: tuple[int, ...], limit: int) -> Walked[ProgramInListView]:
    operator = 0 if desk.sees_all("read_program_figures") else desk.principal.institution
    found = rows.programs_page(connection, operator, _funders(desk, connection), after[0], limit + 1)
    origins = origins_of(connection, [row.id for row in found])
    return _walked(found, after, limit, [_listed(row, origins) for row in found[:limit]])


def _to_take(desk: Desk, connection: Connection, after: tuple[int, ...], limit: int) -> Walked[ProgramInListView]:
    found = rows.giving_page(connection, desk.platform.clock.now(), after[0], limit + 1)
    terms = rows.terms_of(connection, {row.terms for row in found})
    mine = [row for row in found[:limit] if _takes(terms[row.terms], desk.principal.institution)]
    origins = origins_of(connection, [row.id for row in mine])
    shown = [_listed(row, origins, terms[row.terms].how_much.face_minor) for row in mine]
    return _walked(found, after, limit, shown)


def _takes(terms: Terms, operator: InstitutionNo) -> bool:
    """Whether a person with a wallet at an operator may take a claim: nobody takes one that is granted to a list. What
    else the terms ask, of a class or of Hong Kong, is asked of the wallet when it takes one."""
    who = terms.who
    there = not who.operators or operator in who.operators
    return not who.listed and there and (not who.kinds or "personal" in who.kinds)


def _walked(
    found: list[Program], after: tuple[int, ...], limit: int, shown: list[ProgramInListView]
) -> Walked[ProgramInListView]:
    """What is shown of a window of programs, and where it ends."""
    return Walked(shown, (found[:limit][-1].id,) if found else after, len(found) > limit)


def _listed(row: Program, origins: Mapping[ProgramNo, Origin], face_minor: int = 0) -> ProgramInListView:
    origin = origins.get(row.id, NO_TEMPLATE)
    return view(
        ProgramInListView,
        row,
        terms_sha256=row.terms,
        template=origin.template,
        version=origin.version,
        face_minor=face_minor,
    )


def _funders(desk: Desk, connection: Connection) -> list[int] | None:
    """The wallets of whoever asks for a customer; None where all of an institution's count."""
    subject = desk.principal.subject
    if desk.principal.role is Role.EMPLOYER:
        return [subject]
    if desk.principal.role is Role.MERCHANT:
        row = payments.merchant(connection, subject)
        return [] if row is None else [row.wallet]
    return None


def _readable(desk: Desk, connection: Connection, program: ProgramNo) -> tuple[Program, bool]:
    """A program that may be read, and whether its figures may be. Raises `Refused`: `program_not_found`."""
    row = need(rows.program(connection, program), NOT_FOUND)
    named = desk.may("read_program_figures", whose.wallet(row.funder)(connection))
    if row.state == ProgramState.DRAFT and not named:
        raise Refused(Refusal(NOT_FOUND))
    return row, named


@router.get("/programs/{program}")
async def get_program(desk: At, program: ProgramNo) -> ProgramView:
    """A program and its terms. A draft is there for its funder and its operator alone."""

    def job(connection: Connection) -> ProgramView:
        row, named = _readable(desk, connection, program)
        origin = origins_of(connection, [row.id]).get(row.id, NO_TEMPLATE)
        return _view(row, rows.terms_by(connection, row.terms), origin, named=named)

    return await desk.read("read_program", job)


@router.get("/programs/{program}/canonical")
async def get_program_canonical(desk: At, program: ProgramNo) -> CanonicalTextView:
    """The text of a program's terms of which `terms_sha256` is made, byte for byte. A draft's is there for its funder
    and its operator alone."""

    def job(connection: Connection) -> CanonicalTextView:
        row, _ = _readable(desk, connection, program)
        return CanonicalTextView(*written(rows.terms_by(connection, row.terms)))

    return await desk.read("read_program", job)


router.act(
    CreateProgram,
    ProgramCreated,
    "/programs",
    owner=owners.wallet("funder"),
    status=201,
    ahead=lambda _, command: condition_error(command.terms.condition),
    thing=read_by(get_program, "program"),
)


router.act(
    DiscardProgram,
    ProgramDiscarded,
    "/programs/{program}/discarding",
    owner=owners.program(),
    thing=read_by(get_program, "program"),
)


def _own(desk: Desk, connection: Connection, program: ProgramNo, action: str) -> Program:
    row = need(rows.program(connection, program), NOT_FOUND)
    desk.check_own(action, whose.wallet(row.funder)(connection), NOT_FOUND)
    return row


@router.get("/programs/{program}/figures")
async def get_program_figures(desk: At, program: ProgramNo) -> ProgramFiguresView:
    """A program's money, for its funder, its operator and those who supervise."""

    def job(connection: Connection) -> ProgramFiguresView:
        return view(ProgramFiguresView, _own(desk, connection, program, "read_program_figures"))

    return await desk.read("read_program_figures", job)


router.act(
    FundProgram,
    ProgramFunded,
    "/programs/{program}/funding",
    owner=owners.wallet(),
    status=201,
    thing=read_by(get_program_figures, "program"),
)


@router.get("/programs/{program}/claims")
async def list_program_claims(desk: At, program: ProgramNo, paging: Paging) -> Page[ProgramClaimView]:
    """A program's claims, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[ProgramClaimView]]:
        row = _own(desk, connection, program, "read_program_claims")
        named = desk.principal.role in (Role.OPERATOR, Role.AUDITOR)
        found = rows.claims_page(connection, row.id, after[0], limit)
        hidden = {} if named else {"wallet": WalletNo(0), "left_minor": None, "state": None}
        return [((each.id,), view(ProgramClaimView, each, **hidden)) for each in found]

    return await desk.listing("read_program_claims", f"program-claims:{program}", paging, job)
