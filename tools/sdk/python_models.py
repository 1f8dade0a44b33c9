"""Types in Python, and the module of the models."""

import keyword
import textwrap
from collections.abc import Iterable
from typing import Final

from tools.sdk.document import Document, Field, Many, Minor, OrNull, Plain, Ref, Schema, Table, Type, Words

WIDTH: Final = 114
_PLAIN: Final = {"string": "str", "integer": "int", "boolean": "bool", "any": "Any"}
_HEAD: Final = '''"""What the platform answers, and the parts of what it is sent.

A closed set is a `Literal`; a platform newer than this package may answer further words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jiaozi_sdk._model import Model, model


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: whole minor units (fen) of an asset, `E-CNY` or `CNY`."""

    minor: int
    asset: str


'''


_EVENTS: Final = '''"""What is sent to webhooks: a model of each kind of event.

What is null in an event's data is absent, or of an event older than the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from jiaozi_sdk._model import Model, model
from jiaozi_sdk.models import Event, Money


'''
_ANY_EVENT: Final = '"""An event of any kind; an `Event` when its kind is newer than this package."""\n'


def models(document: Document) -> str:
    """The module. Raises `ValueError`: a schema with amounts that is sent as well as answered."""
    sent, answered = _sent(document), _answered(document)
    for name in sent & answered:
        if any(flat_asset(field) for field in document.schemas[name].fields):
            raise ValueError(f"{name} is sent as well as answered")
    schemas = sorted((document.schemas[name] for name in sent | answered), key=_place)
    return _HEAD + "\n\n".join(_model(each, sent=each.name in sent) for each in schemas if not _is_amount(each))


def _sent(document: Document) -> set[str]:
    """The names of what is within bodies; a body itself is a method's keywords."""
    bodies = [operation.body for operation in document.operations if operation.body]
    return document.reached(field.type for body in bodies for field in body.fields)


def _answered(document: Document) -> set[str]:
    types = [each for operation in document.operations for each in operation.answers.values()]
    pages = [operation.page for operation in document.operations if operation.page]
    return document.reached([*types, *pages, Ref(document.message.name)])


def events(document: Document) -> str:
    """The module of what is sent to webhooks: a model of each kind of event, all of them as one type, and by kind."""
    known = _sent(document) | _answered(document)
    models = [each.name for each in document.messages.values()]
    schemas = [document.schemas[name] for name in sorted(document.reached(map(Ref, models)) - known)]
    table = "".join(f"    {kind!r}: {each.name},\n" for kind, each in document.messages.items())
    return (
        _EVENTS
        + "\n\n".join(_model(each, sent=False) for each in schemas)
        + f"\n\nWebhookEvent = {' | '.join([*models, document.message.name])}\n{_ANY_EVENT}"
        + f"\nEVENTS: Final[Mapping[str, type[WebhookEvent]]] = {{\n{table}}}\n"
    )


def annotation(kind: Type, *, sent: bool, scope: str = "models.") -> str:
    """A type as Python has it; `sent` in bodies and parameters, else in answers."""
    match kind:
        case Plain(name):
            return _PLAIN[name]
        case Words(values):
            return f"Literal[{', '.join(map(repr, values))}]"
        case Ref(name):
            return scope + name
        case Minor(_, asset):
            return "int" if sent and asset else f"{scope}Money"
        case Many(item):
            inner = annotation(item, sent=sent, scope=scope)
            return f"Sequence[{inner}]" if sent else f"tuple[{inner}, ...]"
        case Table(value):
            return f"Mapping[str, {annotation(value, sent=sent, scope=scope)}]"
        case OrNull(value):
            return f"{annotation(value, sent=sent, scope=scope)} | None"


def typed(field: Field, *, sent: bool, scope: str = "models.") -> tuple[str, str | None]:
    """The annotation of a member or a keyword, and its default when it may be left out."""
    kind = annotation(field.type, sent=sent, scope=scope)
    if field.required:
        return kind, None
    if field.default is None and kind != "Any" and not kind.endswith("| None"):
        kind += " | None"
    return kind, "()" if isinstance(field.default, list) else repr(field.default)


def flat_asset(field: Field) -> str:
    """The asset of an amount that is sent as a number of minor units; else empty."""
    inner = field.type.value if isinstance(field.type, OrNull) else field.type
    return inner.asset if isinstance(inner, Minor) else ""


def python_name(name: str) -> str:
    """A name that Python allows."""
    return f"{name}_" if keyword.iskeyword(name) else name


def docstring(paragraphs: Iterable[str], notes: Iterable[tuple[str, str]], indent: int) -> str:
    """A docstring: its paragraphs, then a list of names and what is said of them."""
    parts = [_wrapped(each, WIDTH - indent) for text in paragraphs for each in text.strip().split("\n\n") if each]
    said = [_wrapped(f"- `{name}`: {text}", WIDTH - indent, "  ") for name, text in notes if text]
    whole = "\n\n".join([*parts, *(["\n".join(said)] if said else [])])
    closing = "\n" if "\n" in whole else ""
    return textwrap.indent(f'{"r" if chr(92) in whole else ""}"""{whole}{closing}"""\n', " " * indent)


def _wrapped(text: str, width: int, further: str = "") -> str:
    if any(line.startswith(("* ", "  ")) for line in text.split("\n")):
        return text
    words = " ".join(text.split())
    return textwrap.fill(words, width, subsequent_indent=further, break_on_hyphens=False, break_long_words=False)


def _place(schema: Schema) -> tuple[str, bool, str]:
    """By name, and what extends another right behind it."""
    return schema.base or schema.name, schema.base is not None, schema.name


def _is_amount(schema: Schema) -> bool:
    return {each.name for each in schema.fields} == {"minor", "asset"}


def _model(schema: Schema, *, sent: bool) -> str:
    members = [_member(field, sent=sent) for field in schema.fields]
    notes = [(python_name(field.name), field.text) for field in schema.fields]
    words = docstring([schema.text or f"`{schema.name}` of the API."], notes, 4)
    head = f"@model\nclass {schema.name}({schema.base or 'Model'}):\n{words}\n"
    return head + "".join(members)


def _member(field: Field, *, sent: bool) -> str:
    kind, default = typed(field, sent=sent, scope="")
    asset = flat_asset(field) if sent else ""
    if asset:
        given = "" if default is None else f"default={default}, "
        return f'    {field.name}_minor: {kind} = field({given}metadata={{"asset": "{asset}"}})\n'
    return f"    {python_name(field.name)}: {kind}{'' if default is None else f' = {default}'}\n"
