"""The templates' invariants: what was approved is what there is, and programs from templates have their terms."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.programs.model import PROGRAM_KINDS
from jiaozi.programs.templates import audit_store as store
from jiaozi.programs.templates.filling import Wrong, terms_with
from jiaozi.programs.templates.model import TEMPLATE_STATES, TemplateState
from jiaozi.programs.templates.store import content_text, decision_of, draft_of, origins_of, read_content
from jiaozi.programs.terms import written

_Found = Iterator[tuple[str, str]]


def _contents_are_as_written(connection: Connection) -> _Found:
    for row in store.versions(connection):
        text, whose = content_text(connection, row.sha256), f"template {row.template} version {row.version}"
        if text is None or sha256(text.encode()).hexdigest() != row.sha256:
            yield whose, f"its content is not that of {row.sha256}"
            continue
        content = read_content(text)
        if (PROGRAM_KINDS[content.kind], content.title_en, content.title_zh) != row[3:6]:
            yield whose, "lists show another kind or title than its content has"
        if row.institution != row.owner:
            yield whose, f"it is institution {row.institution}'s, its template {row.owner}'s"
    for template, versions, there, last in store.wrong_counts(connection):
        yield f"template {template}", f"{versions} versions, of which there are {there}, the last is {last}"


def _decisions_are_of_contents(connection: Connection) -> _Found:
    """Each decision names the content that was read, and the state is what all of them come to."""
    rows = {(template, version): (number, state) for template, version, number, state in store.decided(connection)}
    acts: dict[tuple[int, int], Counter[str]] = {key: Counter() for key in rows}
    for text in store.decisions(connection):
        act = decision_of(text)
        key = (act.template, act.version)
        if key not in rows or rows[key][0] != act.sha256:
            yield f"template {key[0]} version {key[1]}", f"{act.state} as {act.sha256}, which it is not"
        else:
            acts[key][act.state] += 1
    for (template, version), (_, state) in rows.items():
        if _state_of(acts[template, version]) != state:
            yield f"template {template} version {version}", f"it is {TEMPLATE_STATES[state]}, which nobody decided"


def _state_of(acts: Counter[str]) -> int:
    """The state that decisions come to, however the clocks of those that wrote them differ: approved and suspended take
    turns, and retired is the end."""
    if acts["retired"]:
        return TemplateState.RETIRED
    if acts["approved"] == acts["suspended"] + 1:
        return TemplateState.APPROVED
    return TemplateState.SUSPENDED if acts["approved"] == acts["suspended"] > 0 else TemplateState.DRAFT


def _programs_have_their_terms(connection: Connection) -> _Found:
    told = Counter[tuple[int, int]]((each.template, each.version) for each in map(draft_of, store.drafts(connection)))
    kept = store.drafts_kept(connection)
    for key in {*told, *kept}:
        if told[key] != kept.get(key, 0):
            whose = f"template {key[0]} version {key[1]}"
            yield whose, f"{told[key]} programs were drafted from it, {kept.get(key, 0)} say so"
    after = 0
    while page := store.drafted_page(connection, after):
        after = page[-1][0]
        origins = origins_of(connection, [row[0] for row in page])
        for program, kind, terms, number, state in page:
            origin, text = origins[program], content_text(connection, number) if number else None
            whose = f"program {program}"
            if text is None or state in (TemplateState.DRAFT, TemplateState.WITHDRAWN):
                yield whose, f"from version {origin.version} of template {origin.template}, which was never approved"
                continue
            content = read_content(text)
            made = terms_with(content, origin.parameters)
            if isinstance(made, Wrong) or written(made)[1] != terms or PROGRAM_KINDS[content.kind] != kind:
                yield whose, f"its terms are not those of version {origin.version} of template {origin.template}"


TEMPLATE_INVARIANTS: Final = (
    Invariant("templates_stand", "A version's content is what was written.", _contents_are_as_written),
    Invariant("templates_decided", "A version's state and content are those decided on.", _decisions_are_of_contents),
    Invariant("programs_from_templates", "A program from a template has its terms.", _programs_have_their_terms),
)
"""In the order in which they are checked."""
