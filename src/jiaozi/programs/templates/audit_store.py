"""SQL of the templates' audit."""

from typing import Final

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


def versions(connection: Connection) -> list[Row]:
    """(template, version, the SHA-256 of its content)."""
    return connection.query("SELECT template, version, sha256 FROM template_versions ORDER BY template, version")


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
