"""Reads the TOML files into a rule book and refuses them, with every fault named, when they are not one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.checks import book_problems
from jiaozi.rulebook.model import Citation, Confidence, Rule, RuleBookError, Source, freeze_table

DATA = Path(__file__).parent / "data"
SOURCES_FILE = "sources.toml"

_ID = re.compile(r"[a-z_]+(\.[A-Za-z0-9_-]+)+")
_FIELDS = {
    "id": str,
    "from": date,
    "until": date,
    "key": dict,
    "value": dict,
    "source": list,
    "confidence": str,
    "in_force": bool,
    "conflicts_with": str,
    "note": str,
}
_NEEDED = ("id", "from", "key", "value", "source", "confidence")
_SOURCE_FIELDS = {"label", "title", "publisher", "published", "url"}


@cache
def load() -> RuleBook:
    """The rule book shipped with the package, read and checked once for the process. Raises RuleBookError."""
    return load_folder(DATA)


def load_folder(folder: Path) -> RuleBook:
    """Read every subject's TOML file in a folder, with its `sources.toml`. Raises RuleBookError."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    return load_texts(texts)


def load_texts(texts: Mapping[str, str]) -> RuleBook:
    """Make a rule book of file names and their TOML text. Raises RuleBookError with every problem found."""
    problems: list[str] = []
    tables = {name: _parse(name, text, problems) for name, text in texts.items()}
    sources = _sources(tables.pop(SOURCES_FILE, {}), problems)
    rules = [rule for name, table in tables.items() for rule in _rules(name, table, sources, problems)]
    if not rules:
        problems.append("there are no rules")
    if not problems:
        problems.extend(book_problems(rules))
    if problems:
        raise RuleBookError(tuple(problems))
    return RuleBook(rules, sources.values())


def _parse(name: str, text: str, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{name}: {error}")
        return {}


def _sources(table: Mapping[str, Any], problems: list[str]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for source_id, entry in table.items():
        if not isinstance(entry, dict) or not entry.keys() <= _SOURCE_FIELDS or not entry.get("title"):
            problems.append(f"{SOURCES_FILE}: {source_id} needs a title and may have {sorted(_SOURCE_FIELDS)}")
            continue
        text = {field: str(entry.get(field, "")) for field in _SOURCE_FIELDS}
        sources[source_id] = Source(id=source_id, **{**text, "label": text["label"] or source_id})
    return sources


def _rules(name: str, table: Mapping[str, Any], sources: Mapping[str, Source], problems: list[str]) -> Iterable[Rule]:
    subject = name.removesuffix(".toml")
    problems.extend(f"{name}: unknown entry {stray}" for stray in sorted(table.keys() - {"rule"}))
    entries = table.get("rule", [])
    if not isinstance(entries, list):
        problems.append(f"{name}: rules are written as [[rule]]")
        return
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            problems.append(f"{name}: rules are written as [[rule]]")
            continue
        faults = _entry_faults(subject, entry, sources)
        if faults:
            label = entry.get("id", f"rule {number}")
            problems.extend(f"{name}: {label}: {fault}" for fault in faults)
        else:
            yield _rule(subject, entry, sources)


def _entry_faults(subject: str, entry: Mapping[str, Any], sources: Mapping[str, Source]) -> list[str]:
    """What is wrong with one [[rule]] taken by itself, before its value is looked at."""
    faults = [f"lacks {field}" for field in _NEEDED if field not in entry]
    faults += [f"unknown field {field}" for field in entry.keys() - _FIELDS.keys()]
    faults += [
        f"{field} cannot be {entry[field]!r}"
        for field, kind in _FIELDS.items()
        if field in entry and type(entry[field]) is not kind
    ]
    return faults or [*_detail_faults(subject, entry), *_source_faults(entry["source"], sources)]


def _detail_faults(subject: str, entry: Mapping[str, Any]) -> Iterable[str]:
    if not _ID.fullmatch(entry["id"]) or entry["id"].split(".")[0] != subject:
        yield f"the id must be dotted words that start with {subject}"
    if "until" in entry and entry["until"] <= entry["from"]:
        yield f"ends on {entry['until']}, not after it starts on {entry['from']}"
    if entry["confidence"] not in set(Confidence):
        yield f"unknown confidence {entry['confidence']!r}"
    if not entry["key"] or not all(isinstance(part, str) and part for part in entry["key"].values()):
        yield "the key must be a table of words"
    if not entry["value"]:
        yield "the value is empty"
    try:
        freeze_table(entry["value"])
    except TypeError as error:
        yield str(error)


def _source_faults(cited: list[object], sources: Mapping[str, Source]) -> Iterable[str]:
    if not cited:
        yield "cites no source"
    for text in cited:
        if not isinstance(text, str) or text.partition(":")[0] not in sources:
            yield f"unknown source {text!r}"


def _rule(subject: str, entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Rule:
    cited = [text.partition(":") for text in entry["source"]]
    return Rule(
        id=entry["id"],
        subject=subject,
        key=MappingProxyType(dict(entry["key"])),
        since=entry["from"],
        until=entry.get("until"),
        value=freeze_table(entry["value"]),
        sources=tuple(Citation(sources[source_id], place.strip()) for source_id, _, place in cited),
        confidence=Confidence(entry["confidence"]),
        in_force=entry.get("in_force", True),
        conflicts_with=entry.get("conflicts_with"),
        note=entry.get("note", ""),
    )
