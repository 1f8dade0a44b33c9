"""A template's life: written by an operator or the central bank, withdrawn by its writer, approved, suspended and
retired by two people of the central bank. What they decide on is a version with the content that they read."""

from collections.abc import Sequence
from dataclasses import fields, replace
from hashlib import sha256
from typing import Final

from jiaozi.db.commands import Operation, Request, canonical, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import TemplateData
from jiaozi.kinds import InstitutionNo, TemplateNo
from jiaozi.outbox import emit
from jiaozi.programs.model import PROGRAM_KINDS
from jiaozi.programs.templates.checking import content_refusal
from jiaozi.programs.templates.model import (
    TEMPLATE_STATES,
    VERSIONS_MAX,
    WRITTEN_MAX,
    Decision,
    SetTemplateState,
    Template,
    TemplateContent,
    TemplateSet,
    TemplateState,
    TemplateVersion,
    TemplateWithdrawn,
    TemplateWritten,
    WithdrawTemplate,
    WriteTemplate,
)
from jiaozi.programs.templates.schema import CONTENT_COLUMNS, TEMPLATE_VERSIONS, TEMPLATES
from jiaozi.programs.templates.store import content_text, undecided_of
from jiaozi.programs.terms import in_order
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.scheme.store import institutions

_STEPS: Final[dict[Decision, tuple[TemplateState, frozenset[int]]]] = {
    "approved": (TemplateState.APPROVED, frozenset({TemplateState.DRAFT, TemplateState.SUSPENDED})),
    "suspended": (TemplateState.SUSPENDED, frozenset({TemplateState.APPROVED})),
    "retired": (TemplateState.RETIRED, frozenset({TemplateState.APPROVED, TemplateState.SUSPENDED})),
}
"""What a version can be brought to, and from where. One that was never approved is withdrawn, so that nobody else gets
to read it."""


def content_in(command: WriteTemplate) -> TemplateContent:
    """What a command writes, as it is kept: with numbers of merchants and stores in order."""
    parts = {each.name: getattr(command, each.name) for each in fields(TemplateContent)}
    return replace(TemplateContent(**parts), terms=in_order(command.terms))


def written(content: TemplateContent) -> tuple[str, str]:
    """A content as canonical JSON, and the SHA-256 of that in hexadecimal, by which it is known."""
    text = canonical(content)
    return text.decode(), sha256(text).hexdigest()


def _touch_write(tx: Tx, requests: Sequence[Request[WriteTemplate]]) -> None:
    """The writer's row, too: it guards how many drafts it has."""
    tx.want(INSTITUTIONS, {request.command.institution for request in requests})
    tx.want(TEMPLATES, {request.command.template for request in requests if request.command.template})


def _write(tx: Tx, request: Request[WriteTemplate]) -> TemplateWritten | Refusal:
    """Refuses: `request_malformed` (titles, explanations), `template_invalid` with the place, `institution_not_found`,
    `template_not_found` (also another's), `templates_exceeded` (versions of a template, or of one institution that
    nobody has decided on)."""
    command = request.command
    content = content_in(command)
    refusal = content_refusal(content)
    if refusal is not None:
        return refusal
    if tx.rows(INSTITUTIONS).get(command.institution) is None:
        return Refusal("institution_not_found")
    template = _template(tx, request)
    if isinstance(template, Refusal):
        return template
    if template.versions >= VERSIONS_MAX or _undecided(tx, command.institution) >= WRITTEN_MAX:
        return Refusal("templates_exceeded")
    template.versions += 1
    if template.versions == 1:
        tx.rows(TEMPLATES).add(template)
    else:
        tx.rows(TEMPLATES).changed(template)
    version = TemplateVersion(
        template=template.id,
        version=template.versions,
        institution=template.institution,
        kind=PROGRAM_KINDS[content.kind],
        title_en=content.title_en,
        title_zh=content.title_zh,
        sha256=_kept(tx, content),
        state=TemplateState.DRAFT,
        written_at=request.at,
        decided_at=0,
    )
    tx.rows(TEMPLATE_VERSIONS).add(version)
    return TemplateWritten(template=version.template, version=version.version, sha256=version.sha256)


def _template(tx: Tx, request: Request[WriteTemplate]) -> Template | Refusal:
    """The template that a version is written of: one's own, or a new one."""
    command = request.command
    if not command.template:
        return Template(id=request.id, institution=command.institution, versions=0, written_at=request.at)
    found = tx.rows(TEMPLATES).get(command.template)
    return Refusal("template_not_found") if found is None or found.institution != command.institution else found


def _undecided(tx: Tx, institution: InstitutionNo) -> int:
    """How many versions of a locked institution wait for a decision, those of this group included."""
    there = dict.fromkeys(undecided_of(tx.connection, institution), TemplateState.DRAFT)
    here = {key: row.state for key, row in tx.rows(TEMPLATE_VERSIONS).rows.items() if row.institution == institution}
    return sum(state == TemplateState.DRAFT for state in ({**there, **here}).values())


def _kept(tx: Tx, content: TemplateContent) -> str:
    """The SHA-256 of a content, which is written unless it is there already."""
    text, number = written(content)
    here: set[str] = tx.memo.setdefault(TemplateContent, set())
    if number not in here and content_text(tx.connection, number) is None:
        tx.appender("template_contents", CONTENT_COLUMNS).append((number, text))
    here.add(number)
    return number


def _touch_withdraw(tx: Tx, requests: Sequence[Request[WithdrawTemplate]]) -> None:
    tx.want(TEMPLATE_VERSIONS, {(request.command.template, request.command.version) for request in requests})


def _withdraw(tx: Tx, request: Request[WithdrawTemplate]) -> TemplateWithdrawn | Refusal:
    """Refuses: `template_not_found`, `template_state_invalid` with the state that it is in."""
    command = request.command
    version = tx.rows(TEMPLATE_VERSIONS).get((command.template, command.version))
    if version is None:
        return Refusal("template_not_found")
    if version.state != TemplateState.DRAFT:
        return Refusal("template_state_invalid", f"it is {TEMPLATE_STATES[version.state]}")
    _decided(tx, version, TemplateState.WITHDRAWN, request.at)
    return TemplateWithdrawn(command.template, command.version)


def _touch_state(tx: Tx, requests: Sequence[Request[SetTemplateState]]) -> None:
    tx.want(TEMPLATE_VERSIONS, {(request.command.template, request.command.version) for request in requests})


def _set_state(tx: Tx, request: Request[SetTemplateState]) -> TemplateSet | Refusal:
    """Refuses: `template_not_found`, `template_not_as_read` (the content has another SHA-256), `template_state_invalid`
    with the state that it is in."""
    command = request.command
    version = tx.rows(TEMPLATE_VERSIONS).get((command.template, command.version))
    if version is None:
        return Refusal("template_not_found")
    if version.sha256 != command.sha256:
        return Refusal("template_not_as_read")
    to, before = _STEPS[command.state]
    if version.state not in before:
        return Refusal("template_state_invalid", f"it is {TEMPLATE_STATES[version.state]}")
    _decided(tx, version, to, request.at)
    data = TemplateData(template=version.template, version=version.version, sha256=version.sha256)
    for institution in institutions(tx.connection):
        emit(tx, f"template.{command.state}", request.at, institution.id, data)
    return TemplateSet(version.template, version.version, version.sha256, command.state)


def _decided(tx: Tx, version: TemplateVersion, state: TemplateState, at: int) -> None:
    version.state, version.decided_at = state, at
    tx.rows(TEMPLATE_VERSIONS).changed(version)


def usable(tx: Tx, template: TemplateNo, version: int) -> TemplateVersion | Refusal:
    """The locked version that programs may be drafted and opened from. Refuses: `template_not_found` (also one that
    nobody has decided on, whosesoever it is), `template_not_approved` with the state that it is in."""
    found = tx.rows(TEMPLATE_VERSIONS).get((template, version))
    if found is None or found.state in (TemplateState.DRAFT, TemplateState.WITHDRAWN):
        return Refusal("template_not_found")
    if found.state != TemplateState.APPROVED:
        return Refusal("template_not_approved", f"it is {TEMPLATE_STATES[found.state]}")
    return found


OPERATIONS: Final = (
    Operation("write_template", WriteTemplate, TemplateWritten, _touch_write, one_by_one(_write), True),
    Operation("withdraw_template", WithdrawTemplate, TemplateWithdrawn, _touch_withdraw, one_by_one(_withdraw), True),
    Operation("set_template_state", SetTemplateState, TemplateSet, _touch_state, one_by_one(_set_state), True),
)
