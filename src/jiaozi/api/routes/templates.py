"""Templates: terms with parameters. What was decided on is everybody's to read; a draft is its writer's, the central
bank's and the auditors'."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated

from jiaozi.access.model import Role
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Owners, Placed, need
from jiaozi.api.problems import Refused
from jiaozi.api.routes.programs import CanonicalTextView, get_program
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.kinds import Instant, InstitutionNo, Length, Name, OrNone, Sha256, TemplateNo
from jiaozi.programs.conditions import condition_error
from jiaozi.programs.model import ProgramKindName, ProgramKindNumber
from jiaozi.programs.templates import store as rows
from jiaozi.programs.templates.checking import content_refusal
from jiaozi.programs.templates.filling import Wrong, terms_with
from jiaozi.programs.templates.model import (
    PARAMETERS_MAX,
    UNDECIDED,
    DraftProgram,
    Explanation,
    ProgramDrafted,
    SetTemplateState,
    TemplateParameter,
    TemplateSet,
    TemplateState,
    TemplateStateNumber,
    TemplateVersion,
    TemplateWithdrawn,
    TemplateWritten,
    Version,
    WithdrawTemplate,
    WriteTemplate,
)
from jiaozi.programs.templates.writing import content_in
from jiaozi.programs.terms import Terms
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

NOT_FOUND = "template_not_found"
router = Acts("/v1", "templates")


def _read_before() -> owners.Owner:
    """A decision is proposed about what there is, as it was read. Refuses: `template_not_found`,
    `template_not_as_read`."""

    def owns(_: Desk, command: SetTemplateState) -> Owners:
        def find(connection: Connection) -> Sequence[Ownership]:
            row = need(rows.version(connection, command.template, command.version), NOT_FOUND)
            if row.sha256 != command.sha256:
                raise Refused(Refusal("template_not_as_read"))
            return ()

        return find

    return owners.Owner(owns, NOT_FOUND, always=True)


router.act(SetTemplateState, TemplateSet, "/templates/{template}/state", owner=_read_before(), proposed=True)


def _compiled(connection: Connection, command: DraftProgram) -> None:
    """Fills in the terms of a draft, and compiles their condition."""
    row = rows.version(connection, command.template, command.version)
    if row is None or row.state != TemplateState.APPROVED:
        return
    terms = terms_with(rows.content_of(connection, row.sha256), command.parameters)
    if not isinstance(terms, Wrong):
        condition_error(terms.condition)


router.act(
    DraftProgram,
    ProgramDrafted,
    "/templates/{template}/programs",
    owner=owners.wallet("funder"),
    status=201,
    ahead=_compiled,
    thing=read_by(get_program, "program"),
)


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A version of a template: terms, and the parameters that stand in them. `sha256` is of all that is approved of it:
    kind, title, explanation, parameters and terms. `newer` is the newest version that is approved, where it came after
    this one."""

    template: TemplateNo
    version: Version
    institution: InstitutionNo
    state: TemplateStateNumber
    kind: ProgramKindName
    title_en: Name
    title_zh: Name
    explanation_en: Explanation
    explanation_zh: Explanation
    parameters: Annotated[tuple[TemplateParameter, ...], Length(0, PARAMETERS_MAX)]
    terms: Terms
    newer: OrNone[Version]
    sha256: Sha256
    written_at: Instant
    decided_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class TemplateInListView:
    """A version of a template in a list, which has neither terms nor parameters: they may be long. `newer` is the
    newest version that is approved, where it came after this one."""

    template: TemplateNo
    version: Version
    institution: InstitutionNo
    state: TemplateStateNumber
    kind: ProgramKindNumber
    title_en: Name
    title_zh: Name
    newer: OrNone[Version]
    sha256: Sha256
    written_at: Instant
    decided_at: OrNone[Instant]


@router.get("/templates")
async def list_templates(desk: At, paging: Paging) -> Page[TemplateInListView]:
    """All versions of templates that were decided on, the oldest template first; drafts for their writer, the central
    bank and auditors."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[TemplateInListView]]:
        found = rows.versions_page(connection, _own(desk), after, limit)
        newest = rows.newest_of(connection, {each.template for each in found})
        return [
            ((each.template, each.version), view(TemplateInListView, each, newer=_newer(each, newest)))
            for each in found
        ]

    return await desk.listing("read_template", "templates", paging, job, (0, 0))


def _own(desk: Desk) -> InstitutionNo | None:
    """Whose drafts one reads: None for everybody's, 0 for nobody's."""
    if desk.sees_all("read_template_drafts"):
        return None
    return desk.principal.institution if desk.principal.role is Role.OPERATOR else InstitutionNo(0)


def _newer(row: TemplateVersion, newest: Mapping[TemplateNo, int]) -> int:
    """The newest approved version of a version's template, 0 where that is none that came after it."""
    found = newest.get(row.template, 0)
    return found if found > row.version else 0


@router.get("/templates/{template}")
async def get_newest_template(desk: At, template: TemplateNo) -> TemplateView:
    """The newest version of a template: of those that one may read."""

    def job(connection: Connection) -> TemplateView:
        found = rows.newest_version(connection, template, _own(desk))
        return _view(connection, need(found, NOT_FOUND))

    return await desk.read("read_template", job)


@router.get("/templates/{template}/versions/{version}")
async def get_template(desk: At, template: TemplateNo, version: Version) -> TemplateView:
    """A version of a template: its terms and parameters. A draft is there for its writer, the central bank and auditors
    alone."""
    return await desk.read(
        "read_template", lambda connection: _view(connection, _read(desk, connection, template, version))
    )


@router.get("/templates/{template}/versions/{version}/canonical")
async def get_template_canonical(desk: At, template: TemplateNo, version: Version) -> CanonicalTextView:
    """The text of a version of which its `sha256` is made, byte for byte: what two people decide on."""

    def job(connection: Connection) -> CanonicalTextView:
        row = _read(desk, connection, template, version)
        return CanonicalTextView(need(rows.content_text(connection, row.sha256), NOT_FOUND), row.sha256)

    return await desk.read("read_template", job)


def _read(desk: Desk, connection: Connection, template: TemplateNo, version: int) -> TemplateVersion:
    """A version that may be read. Raises `Refused`: `template_not_found`."""
    row = need(rows.version(connection, template, version), NOT_FOUND)
    if row.state in UNDECIDED and not desk.may("read_template_drafts", whose.institution(row.institution)(connection)):
        raise Refused(Refusal(NOT_FOUND))
    return row


def _view(connection: Connection, row: TemplateVersion) -> TemplateView:
    content = rows.content_of(connection, row.sha256)
    newer = _newer(row, rows.newest_of(connection, {row.template}))
    return view(TemplateView, row, newer=newer, **{each.name: getattr(content, each.name) for each in fields(content)})


_VERSION = read_by(get_template, "template", "version")
router.act(
    WriteTemplate,
    TemplateWritten,
    "/templates",
    owner=owners.template_writer(),
    status=201,
    fill=lambda desk: {"institution": desk.principal.institution},
    ahead=lambda _, command: content_refusal(content_in(command)),
    thing=_VERSION,
)
router.act(
    WithdrawTemplate,
    TemplateWithdrawn,
    "/templates/{template}/versions/{version}/withdrawal",
    owner=owners.template(),
    thing=_VERSION,
)
