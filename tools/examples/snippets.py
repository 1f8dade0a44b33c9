"""A recorded request as a reader writes it: for curl, with the Python SDK, with the TypeScript SDK."""

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlencode

from jiaozi.api.app import document
from tools.sdk.document import Document, Field, Many, Minor, Operation, OrNull, Plain, Ref, Type, read
from tools.sdk.python_methods import Method, methods
from tools.sdk.python_models import flat_asset, python_name
from tools.sdk.typescript import camel

BASE: Final = "http://127.0.0.1:8000"
_WIDTH: Final = 88
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
Example = Mapping[str, Any]


@cache
def _read() -> Document:
    return read(document())


@cache
def operations() -> Mapping[str, Operation]:
    """The operations by their ids."""
    return {each.id: each for each in _read().operations}


def target(path: str, example: Example) -> str:
    """A path with what an example puts into it, and its query; where nothing was recorded yet, the names stay."""
    for name, value in example.get("path", {}).items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    return path + (f"?{urlencode(example['query'])}" if example.get("query") else "")


def curl(operation: str, example: Example) -> str:
    """A command for a shell. Whoever needs a key has it in JIAOZI_API_KEY."""
    found = operations()[operation]
    address = shlex.quote(BASE + target(found.path, example))
    said = [f"curl -sS {'-X POST ' if found.method == 'POST' else ''}{address}"]
    if example["who"]:
        said.append('-H "Authorization: Bearer $JIAOZI_API_KEY"')
    if found.method == "POST":
        said.append('-H "Idempotency-Key: example-1"')
    if example.get("signed"):
        said += [f'-H "{name}: ..."' for name in ("Content-Digest", "Signature-Input", "Signature")]
    if "body" in example:
        said += [
            '-H "Content-Type: application/json"',
            f"-d {shlex.quote(json.dumps(example['body'], ensure_ascii=False))}",
        ]
    return " \\\n  ".join(said)


def python(operation: str, example: Example) -> str:
    """A statement with `client`, and the models that it needs."""
    found = operations()[operation]
    method = _method(found, example)
    body, query, path = (example.get(name) or {} for name in ("body", "query", "path"))
    words = [_python(field.type, path[field.name]) for field in found.ids]
    words += _python_members(found.body.fields if found.body else (), body)
    words += _python_members(found.queries, query)
    name = ".".join(("client", *found.name.resource, method.name))
    call = _call(name, words, "    ")
    models = sorted(set(re.findall(r"\b([A-Z]\w+)\(", call)))
    head = f"from jiaozi_sdk.models import {', '.join(models)}\n\n" if models else ""
    return f"{head}answer = list({call})" if found.page else f"{head}answer = {call}"


def typescript(operation: str, example: Example) -> str:
    """A statement with `client`."""
    found = operations()[operation]
    method = camel(_method(found, example).name)
    body, query, path = (example.get(name) or {} for name in ("body", "query", "path"))
    words = [_python(field.type, path[field.name]) for field in found.ids]
    if found.body is not None and (body or query):
        words.append(_typescript(body))
    if query:
        words.append(_typescript(query))
    call = _call(".".join(("client", *map(camel, found.name.resource), method)), words, "  ")
    return f"for await (const each of {call}) console.log(each);" if found.page else f"const answer = await {call};"


def _method(operation: Operation, example: Example) -> Method:
    """The one for JSON where the example answers that; else for the document that it answers."""
    listed = list(methods(operation))
    return listed[0] if "answer" in example else listed[-1]


def _call(name: str, words: list[str], indent: str) -> str:
    line = f"{name}({', '.join(words)})"
    if len(line) <= _WIDTH:
        return line
    inner = "".join(f"{indent}{each},\n" for each in words)
    return f"{name}(\n{inner})"


def _python_members(fields: Iterable[Field], members: Mapping[str, Any]) -> Iterator[str]:
    for field in fields:
        if field.name not in members:
            continue
        value = members[field.name]
        if flat_asset(field):
            yield f"{field.name}_minor={value['minor']}"
        else:
            yield f"{python_name(field.name)}={_python(field.type, value)}"


def _python(kind: Type, value: Any) -> str:
    match kind:
        case OrNull(inner):
            return "None" if value is None else _python(inner, value)
        case Many(item):
            return f"[{', '.join(_python(item, each) for each in value)}]"
        case Ref(name) | Minor(name, _):
            return f"{name}({', '.join(_python_members(_read().schemas[name].fields, value))})"
        case _ if isinstance(value, str):
            return value if kind == Plain("integer") else json.dumps(value, ensure_ascii=False)
        case _:
            return repr(value)


def _typescript(value: Any) -> str:
    if isinstance(value, Mapping):
        members = (
            f"{name if _NAME.fullmatch(name) else json.dumps(name)}: {_typescript(each)}"
            for name, each in value.items()
        )
        return f"{{ {', '.join(members)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_typescript, value))}]"
    return json.dumps(value, ensure_ascii=False)
