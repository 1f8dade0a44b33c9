"""The generated modules of the TypeScript SDK: the types of bodies and answers, the resources, the client."""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from tools.sdk.document import Document, Field, Many, Minor, Operation, OrNull, Plain, Ref, Schema, Table, Type, Words
from tools.sdk.resources import Resources, below, class_name, resources_of, sorted_tops
from tools.sdk.shapes import file_queries, said_of

NOTICE: Final = "// Written by `make sdk` from the OpenAPI document; edit the API instead.\n"
FOLDER: Final = "typescript/src/"
_PLAIN: Final = {"string": "string", "integer": "number", "boolean": "boolean", "any": "unknown"}
_CORE: Final = 'import { Pages, Transport, path } from "./core.ts";\n'


def files(document: Document) -> dict[str, str]:
    """Every generated file by its place in the folder of the SDKs."""
    resources = resources_of(document)
    found = {"models.ts": _models(document), "resources.ts": _resources(resources), "client.ts": _client(resources)}
    return {f"{FOLDER}{name}": NOTICE + text for name, text in found.items()}


def camel(name: str) -> str:
    """A name in camelCase."""
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), name)


def ts_type(kind: Type, scope: str = "models.") -> str:
    """A type as TypeScript has it."""
    match kind:
        case Plain(name):
            return _PLAIN[name]
        case Words(values):
            return " | ".join(json.dumps(value) for value in values)
        case Ref(name) | Minor(name, _):
            return scope + name
        case Many(item):
            inner = ts_type(item, scope)
            return f"readonly ({inner})[]" if " " in inner else f"readonly {inner}[]"
        case Table(value):
            return f"Readonly<Record<string, {ts_type(value, scope)}>>"
        case OrNull(value):
            return f"{ts_type(value, scope)} | null"


def _models(document: Document) -> str:
    bodies = [Ref(operation.body.name) for operation in document.operations if operation.body]
    answers = [kind for operation in document.operations for kind in operation.answers.values()]
    pages = [operation.page for operation in document.operations if operation.page]
    sent = document.reached(bodies)
    events = [each.name for each in document.messages.values()]
    names = sent | document.reached([*answers, *pages, *map(Ref, events), Ref(document.message.name)])
    head = (
        "/** What the platform is sent and answers, in JSON. A newer one may answer more words of a closed set. */\n\n"
    )
    union = "/** What is sent to webhooks; `type` says what `data` is. */\nexport type WebhookEvent =\n  | "
    text = "\n".join(_model(document.schemas[name], sent=name in sent) for name in sorted(names))
    return head + text + "\n" + union + "\n  | ".join(events) + ";\n"


def _model(schema: Schema, *, sent: bool) -> str:
    members = "".join(_member(field, sent=sent, scope="") for field in schema.fields)
    kind = f" extends {schema.base}" if schema.base else ""
    return f"{_comment([schema.text])}export interface {schema.name}{kind} {{\n{members}}}\n"


def _member(field: Field, *, sent: bool, scope: str) -> str:
    kind = ts_type(field.type, scope) + (" | undefined" if sent and not field.required else "")
    note = _comment([field.text], indent=2)
    return f"{note}  readonly {field.name}{'' if field.required else '?'}: {kind};\n"


def _comment(paragraphs: Iterable[str], indent: int = 0) -> str:
    parts = [part for text in paragraphs for part in text.strip().split("\n\n") if part]
    if not parts:
        return ""
    width = 116 - indent
    whole = [textwrap.fill(" ".join(part.split()), width, break_on_hyphens=False) for part in parts]
    lines = "\n\n".join(whole).replace("*/", "* /").split("\n")
    if len(lines) == 1:
        text = f"/** {lines[0]} */\n"
    else:
        text = "/**\n" + "".join(f" * {line}".rstrip() + "\n" for line in lines) + " */\n"
    return textwrap.indent(text, " " * indent)


def _resources(resources: Resources) -> str:
    order = sorted((path for path in resources if path), key=lambda path: (-len(path), path))
    text = "\n".join(_class(path, resources) for path in order)
    used = [name for name in ("ActOptions", "ListOptions", "Options", "TryOptions") if re.search(rf"\b{name}\b", text)]
    types = f'import type {{ {", ".join(used)} }} from "./core.ts";\nimport type * as models from "./models.ts";\n\n'
    return _CORE + types + text


def _class(path: tuple[str, ...], resources: Resources) -> str:
    nested = list(below(path, resources))
    fields = "".join(f"  readonly {camel(each[-1])}: {class_name(each)};\n" for each in nested)
    makes = "".join(f"    this.{camel(each[-1])} = new {class_name(each)}(transport);\n" for each in nested)
    if resources[path]:
        fields, makes = f"  readonly #transport: Transport;\n{fields}", f"    this.#transport = transport;\n{makes}"
    return (
        f"/** `client.{'.'.join(map(camel, path))}`. */\nexport class {class_name(path)} {{\n{fields}\n"
        f"  constructor(transport: Transport) {{\n{makes}  }}\n{_methods(resources[path])}}}\n"
    )


def _client(resources: Resources) -> str:
    tops = sorted_tops(resources)
    fields = "".join(f"  readonly {camel(top)}: resources.{class_name((top,))};\n" for top in tops)
    makes = "".join(f"    this.{camel(top)} = new resources.{class_name((top,))}(transport);\n" for top in tops)
    methods = _methods(resources[()])
    return (
        'import { Transport } from "./core.ts";\nimport type { ClientOptions, Options } from "./core.ts";\n'
        'import type * as models from "./models.ts";\nimport * as resources from "./resources.ts";\n\n'
        "/** A client of the platform, with an attribute for each resource. Every method throws `ApiError`. */\n"
        f"export class Client {{\n  readonly #transport: Transport;\n{fields}\n"
        "  constructor(baseUrl: string, apiKey: string, options: ClientOptions = {}) {\n"
        "    const transport = new Transport(baseUrl, apiKey, options);\n    this.#transport = transport;\n"
        f"{makes}  }}\n{methods}}}\n"
    )


def _methods(operations: Iterable[Operation]) -> str:
    return "".join(f"\n{text}" for operation in operations for text in _of(operation))


def _of(operation: Operation) -> Iterator[str]:
    name = camel(operation.name.method)
    if operation.page is not None:
        item = ts_type(operation.page)
        options = "ListOptions" if operation.paging else "Options"
        takes = _takes(operation, f"options: {options} = {{}}", file=False)
        paging = ", options" if operation.paging else ""
        made = f"new Pages(this.#transport, {_call(operation, file=False)}{paging})"
        yield f"{_words(operation)}  {name}({takes}): Pages<{item}> {{\n    return {made};\n  }}\n"
        return
    if operation.answers:
        yield _once(operation, name, {s: ts_type(kind) for s, kind in operation.answers.items()}, file=False)
    if operation.file:
        both = f"{name}File" if operation.answers else name
        yield _once(operation, both, {"200": "Uint8Array"}, file=True)


def _once(operation: Operation, name: str, answers: Mapping[str, str], *, file: bool) -> str:
    kinds = list(dict.fromkeys(answers.values()))
    answer = " | ".join(kinds)
    options = "TryOptions" if operation.dry_run else "ActOptions" if operation.keyed else "Options"
    overloads = ""
    if len(kinds) > 1:
        dry, real = answers["200"], " | ".join(kind for kind in kinds if kind != answers["200"])
        for given, kind in (
            (f"options: {options} & {{ readonly dryRun: true }}", dry),
            (f"options?: {options} & {{ readonly dryRun?: false }}", real),
            (f"options?: {options}", answer),
        ):
            overloads += f"  {name}({_takes(operation, given, file=file)}): Promise<{kind}>;\n"
    takes = _takes(operation, f"options: {options} = {{}}", file=file)
    call = f"this.#transport.send({_call(operation, file=file)})"
    return f"{_words(operation)}{overloads}  {name}({takes}): Promise<{answer}> {{\n    return {call};\n  }}\n"


def _takes(operation: Operation, options: str, *, file: bool) -> str:
    taken = [f"{_id(field)}: {ts_type(field.type)}" for field in operation.ids]
    if operation.body is not None:
        needed = any(field.required for field in operation.body.fields)
        taken.append(f"body: models.{operation.body.name}{'' if needed else ' = {}'}")
    queries = list(file_queries(operation, file=file))
    if queries:
        members = " ".join(_member(replace(field, text=""), sent=True, scope="models.").strip() for field in queries)
        needed = any(field.required for field in queries)
        taken.append(f"query: {{ {members} }}{'' if needed else ' = {}'}")
    return ", ".join([*taken, options])


def _id(field: Field) -> str:
    return camel(field.name.removesuffix("_id"))


def _call(operation: Operation, *, file: bool) -> str:
    ids = {field.name: _id(field) for field in operation.ids}
    place = re.sub(r"\{([^}]*)\}", lambda found: f"${{{ids[found[1]]}}}", operation.path)
    taken = [f'method: "{operation.method}"', f"path: path`{place}`" if ids else f'path: "{place}"']
    taken += ["query"] if any(file_queries(operation, file=file)) else []
    taken += ["body"] if operation.body is not None else []
    taken += ["options"]
    taken += ["file: true"] if file else []
    return f"{{ {', '.join(taken)} }}"


def _words(operation: Operation) -> str:
    notes = [f"`{field.name}`: {field.text}" for field in operation.queries if field.text]
    return _comment([*said_of(operation), *notes], indent=2)
