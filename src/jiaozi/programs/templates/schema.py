"""The tables of templates. Contents and origins are written once."""

from typing import Final

from jiaozi.db.schema import Index, PrimaryKeyConstraint, big, long_text, names_of, table, text
from jiaozi.db.tables import RowTable
from jiaozi.programs.templates.model import Template, TemplateVersion

template_contents: Final = table("template_contents", text("id", 64), long_text("content"), PrimaryKeyConstraint("id"))
"""By the SHA-256 of their text."""

program_origins: Final = table(
    "program_origins",
    big("program", key=True),
    big("template"),
    big("version"),
    long_text("parameters"),
    Index("program_origins_template", "template", "version"),
)
"""Of the programs that were drafted from a template."""

TEMPLATES: Final = RowTable("templates", Template, mutable=("versions",))
TEMPLATE_VERSIONS: Final = RowTable(
    "template_versions",
    TemplateVersion,
    Index("template_versions_written", "institution", "state"),
    key=("template", "version"),
    rowid=False,
    mutable=("state", "decided_at"),
)
CONTENT_COLUMNS: Final = names_of(template_contents)
ORIGIN_COLUMNS: Final = names_of(program_origins)
