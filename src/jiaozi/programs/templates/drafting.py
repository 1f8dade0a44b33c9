"""Programs from templates: terms are the template's with parameters, and where they came from is kept."""

from collections.abc import Sequence
from typing import Final

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.programs.acts import written_draft
from jiaozi.programs.templates.filling import Wrong, terms_with
from jiaozi.programs.templates.model import DraftProgram, Origin, ProgramDrafted
from jiaozi.programs.templates.schema import ORIGIN_COLUMNS, TEMPLATE_VERSIONS
from jiaozi.programs.templates.store import content_of, newest_of, origin_row
from jiaozi.programs.templates.writing import usable
from jiaozi.wallets.schema import WALLETS


def _touch_draft(tx: Tx, requests: Sequence[Request[DraftProgram]]) -> None:
    tx.want(WALLETS, {request.command.funder for request in requests})
    tx.want(TEMPLATE_VERSIONS, {(request.command.template, request.command.version) for request in requests})


def _draft(tx: Tx, request: Request[DraftProgram]) -> ProgramDrafted | Refusal:
    """Refuses: `template_not_found`, `template_not_approved` (also where a newer version is: it may mend what was wrong
    with this), `parameters_invalid` with the place, what `written_draft` does."""
    command = request.command
    version = usable(tx, command.template, command.version)
    if isinstance(version, Refusal):
        return version
    newest = newest_of(tx.connection, {version.template}).get(version.template, 0)
    if newest > version.version:
        return Refusal("template_not_approved", f"version {newest} was approved after it")
    content = content_of(tx.connection, version.sha256)
    terms = terms_with(content, command.parameters)
    if isinstance(terms, Wrong):
        return Refusal("parameters_invalid", f"{terms.place}: {terms.why}")
    program = written_draft(tx, request, content.kind, terms)
    if isinstance(program, Refusal):
        return program
    origin = Origin(program.id, command.template, command.version, command.parameters)
    tx.appender("program_origins", ORIGIN_COLUMNS).append(origin_row(origin))
    return ProgramDrafted(program.id, program.terms)


OPERATIONS: Final = (Operation("draft_program", DraftProgram, ProgramDrafted, _touch_draft, one_by_one(_draft), True),)
