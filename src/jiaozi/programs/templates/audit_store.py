"""SQL of the templates' audit."""

from typing import Final, NamedTuple

from jiaozi.db.engine import Connection, Row
from jiaozi.programs.templates.model import UNDECIDED

ROWS_MAX: Final = 100
PAGE: Final = 1_000
_WRONG_COUNTS: Final = f"""
SELECT t.id, t.versions, COALESCE(v.there, 0), COALESCE(v.last, 0) FROM templates t LEFT JOIN (
  SELECT template, COUNT(*) AS there, MAX(version) AS last FROM template_versions GROUP BY template
) v ON v.template = t.id
WHERE t.versions <> COALESCE(v.there, 0) OR t.versions <> COALESCE(v.last, 0) ORDER BY t.id LIMIT {ROWS_MAX}
"""
_DRAFTED: Final = """
SELECT o.program, COALESCE(p.kind, 0), COALESCE(p.terms, ''), COALESCE(v.sha256, ''), COALESCE(v.state, 0)
FROM program_origins o LEFT JOIN programs p ON p.id = o.program
LEFT JOIN template_versions v ON v.template = o.template AND v.version = o.version
WHERE o.program > ? ORDER BY o.program LIMIT ?
"""


class Listed(NamedTuple):
    """What lists show of a version, and whose its template is, 0 where there is none."""

    template: int
    version: int
    sha256: str
    kind: int
    title_en: str
    title_zh: str
    institution: int
    owner: int


def versions(connection: Connection) -> list[Listed]:
    """Every version."""
    sql = """SELECT v.template, v.version, v.sha256, v.kind, v.title_en, v.title_zh, v.institution,
    COALESCE(t.institution, 0) FROM template_versions v LEFT JOIN templates t ON t.id = v.template
    ORDER BY v.template, v.version"""
    return [Listed(*row) for row in connection.query(sql)]


def drafts(connection: Connection) -> list[str]:
    """The commands by which programs were drafted, in no order."""
    rows = connection.query("SELECT command FROM acts WHERE operation = ? AND outcome = ?", ("draft_program", "done"))
    return [row[0] for row in rows]


def drafts_kept(connection: Connection) -> dict[tuple[int, int], int]:
    """How many programs came from each version of a template."""
    sql = "SELECT template, version, COUNT(*) FROM program_origins GROUP BY template, version"
    return {(row[0], row[1]): row[2] for row in connection.query(sql)}


def wrong_counts(connection: Connection) -> list[Row]:
    """(template, versions that it counts, those that there are, the last)."""
    return connection.query(_WRONG_COUNTS)


def decided(connection: Connection) -> list[Row]:
    """(template, version, SHA-256, state) of versions that were decided on."""
    states = ", ".join(map(str, UNDECIDED))
    return connection.query(
        f"SELECT template, version, sha256, state FROM template_versions WHERE state NOT IN ({states})"
    )


def decisions(connection: Connection) -> list[str]:
    """The commands of the decisions that were done, in no order."""
    rows = connection.query(
        "SELECT command FROM acts WHERE operation = ? AND outcome = ?", ("set_template_state", "done")
    )
    return [row[0] for row in rows]


def drafted_page(connection: Connection, after: int) -> list[Row]:
    """(program, kind, terms, SHA-256 of its template's content, the version's state) of programs from templates."""
    return connection.query(_DRAFTED, (after, PAGE))
