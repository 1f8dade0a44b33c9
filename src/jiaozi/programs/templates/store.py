"""Reads of templates. Plain SQL. Contents never change, so a process keeps those that it has read."""

from collections.abc import Collection
from functools import lru_cache
from typing import Final

import msgspec

from jiaozi.db.commands import canonical
from jiaozi.db.engine import Connection
from jiaozi.kinds import InstitutionNo, ProgramNo, TemplateNo
from jiaozi.programs.templates.model import (
    UNDECIDED,
    VERSIONS_MAX,
    DraftProgram,
    Origin,
    ParameterValue,
    SetTemplateState,
    Template,
    TemplateContent,
    TemplateState,
    TemplateVersion,
)
from jiaozi.programs.templates.schema import CONTENT_COLUMNS, ORIGIN_COLUMNS, TEMPLATE_VERSIONS, TEMPLATES

KNOWN_MAX: Final = 200
"""Contents that a process keeps."""
_COLUMNS: Final = ", ".join(TEMPLATE_VERSIONS.columns)


def template(connection: Connection, number: int) -> Template | None:
    """The template, or None."""
    found = TEMPLATES.read(connection, [number])
    return found[0] if found else None


def version(connection: Connection, number: int, of: int) -> TemplateVersion | None:
    """A version of a template, or None."""
    found = TEMPLATE_VERSIONS.read(connection, [(number, of)])
    return found[0] if found else None


@lru_cache(maxsize=KNOWN_MAX)
def read_content(text: str) -> TemplateContent:
    """The content of its canonical JSON."""
    return msgspec.json.decode(text, type=TemplateContent)


def content_text(connection: Connection, sha256: str) -> str | None:
    """The canonical JSON of a content, or None where there is none."""
    rows = connection.fetch("template_contents", CONTENT_COLUMNS, ("id",), [(sha256,)])
    return None if not rows else str(rows[0][1])


def content_of(connection: Connection, sha256: str) -> TemplateContent:
    """The content of this SHA-256, which there is."""
    text = content_text(connection, sha256)
    if text is None:
        raise LookupError(f"there is no content {sha256}")
    return read_content(text)


def undecided_of(connection: Connection, institution: InstitutionNo) -> list[tuple[int, int]]:
    """An institution's versions that nobody has decided on."""
    sql = "SELECT template, version FROM template_versions WHERE institution = ? AND state = ?"
    rows = connection.query(sql, (institution, int(TemplateState.DRAFT)))
    return [(number, of) for number, of in rows]


def versions_page(
    connection: Connection, own: InstitutionNo | None, after: tuple[int, ...], limit: int
) -> list[TemplateVersion]:
    """Versions behind (template, version), oldest template first: those that were decided on, and all of one's `own`
    (None: of everybody's)."""
    hidden = ", ".join(map(str, UNDECIDED))
    tests, values = ["(template > ? OR (template = ? AND version > ?))"], [after[0], after[0], after[1]]
    if own is not None:
        tests.append(f"(state NOT IN ({hidden}) OR institution = ?)")
        values.append(own)
    sql = f"SELECT {_COLUMNS} FROM template_versions WHERE {' AND '.join(tests)} ORDER BY template, version LIMIT ?"
    return [TemplateVersion(*row) for row in connection.query(sql, (*values, limit))]


def newest_of(connection: Connection, templates: Collection[TemplateNo]) -> dict[TemplateNo, int]:
    """The newest approved version of each of these templates that has one."""
    keys = [(number, int(TemplateState.APPROVED)) for number in sorted(templates)]
    rows = connection.fetch("template_versions", ("template", "version"), ("template", "state"), keys)
    found: dict[TemplateNo, int] = {}
    for number, of in rows:
        found[number] = max(of, found.get(number, 0))
    return found


def newest_version(connection: Connection, number: TemplateNo, own: InstitutionNo | None) -> TemplateVersion | None:
    """The newest version of a template: of those that were decided on, and of one's `own` (None: of everybody's)."""
    place = (number, 0)
    found = [each for each in versions_page(connection, own, place, VERSIONS_MAX) if each.template == number]
    return found[-1] if found else None


def origins_of(connection: Connection, programs: Collection[ProgramNo]) -> dict[ProgramNo, Origin]:
    """Where the terms of these programs came from; nothing of those without a template."""
    keys = [(number,) for number in sorted(programs)]
    rows = connection.fetch("program_origins", ORIGIN_COLUMNS, ("program",), keys)
    return {row[0]: Origin(row[0], row[1], row[2], values_of(row[3])) for row in rows}


def decision_of(text: str) -> SetTemplateState:
    """A decision of its stored command."""
    return msgspec.json.decode(text, type=SetTemplateState)


def draft_of(text: str) -> DraftProgram:
    """A draft of its stored command."""
    return msgspec.json.decode(text, type=DraftProgram)


def values_of(text: str) -> tuple[ParameterValue, ...]:
    """Parameters of their canonical JSON."""
    return msgspec.json.decode(text, type=tuple[ParameterValue, ...])


def origin_row(origin: Origin) -> tuple[object, ...]:
    """The row that an origin is kept as."""
    return (*origin[:3], canonical(origin.parameters).decode())
