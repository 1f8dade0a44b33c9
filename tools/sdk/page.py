"""The reference of the SDKs, written from what they are generated from."""

from collections.abc import Iterator

from jiaozi.api.app import document
from tools.sdk import naming
from tools.sdk.document import Operation, read
from tools.sdk.python_methods import Method, methods
from tools.sdk.resources import Resources, resources_of

_INTRODUCTION = """# SDKs

In Python (`sdk/python`): `from jiaozi_sdk import Client`, or `AsyncClient`, whose methods are awaited and whose lists
are for `async for`. In TypeScript (`sdk/typescript`): `import {{ Client }} from "jiaozi-sdk"`, with the same names in
camelCase. Both are written from the [OpenAPI document](openapi.json) by `make sdk`. How to use them is in
[use the SDKs](../recipes/use-the-sdks.md).

## How methods are called

{rule}

| noun of an act | verb |
|---|---|
{verbs}

| endpoint | method |
|---|---|
{exceptions}

## What methods take

Ids are positional, in the order of the path; everything else goes by its name. An amount of one asset is a number of
minor units: `amount` is `amount_minor`. `key` is the idempotency key, made when left out; `dry_run` decides as for
real, then takes everything back. A list is an iterator over all pages, fetched `limit` at a time from `cursor` on; when
it has ended, its own `cursor` says where it goes on later. What answers documents beside JSON has a second method,
`..._file`, for their bytes. Objects within bodies are the dataclasses of `jiaozi_sdk.models`, as answers are.

In TypeScript a body is one object as JSON has it, parameters of a query another, and `key`, `dryRun`, `limit`, `cursor`
and `signal` are options at the end:
`client.payments.refunds.create(id, {{ amount: {{ minor, asset }} }}, {{ key }})`.
"""


def page() -> str:
    """The whole page."""
    found = read(document())
    resources = resources_of(found)
    called = {(each.method, each.path): each.name for each in found.operations}
    exceptions = [
        f"| `{method} {path}` | `{'.'.join((*name.resource, name.method))}` |"
        for (method, path), name in called.items()
        if f"{method} {naming.bare(path)}" in naming.EXCEPTIONS
    ]
    verbs = [f"| `{noun.replace('_', '-')}` | `{verb}` |" for noun, verb in naming.VERBS.items()]
    rule = (naming.__doc__ or "").partition("\n\n")[2].strip()
    head = _INTRODUCTION.format(rule=rule, verbs="\n".join(verbs), exceptions="\n".join(exceptions))
    return head + "\n" + "\n".join(_sections(resources)) + "\n"


def _sections(resources: Resources) -> Iterator[str]:
    yield "## The client itself\n"
    yield from _lines(resources[()])
    for path in sorted(resources):
        if len(path) == 1:
            below = [operation for each in sorted(resources) if each[:1] == path for operation in resources[each]]
            yield f"\n## {path[0]}\n"
            yield from _lines(below)


def _lines(operations: list[Operation]) -> Iterator[str]:
    for operation in operations:
        for method in methods(operation):
            name = ".".join((*operation.name.resource, method.name))
            text = " ".join(operation.text.split())
            yield f"- `{name}({_takes(method)})` `{operation.method} {operation.path}`: {text}"


def _takes(method: Method) -> str:
    keywords = [
        each.name if each.default is None else f"{each.name}={_value(each.default)}" for each in method.keywords
    ]
    return ", ".join([*(each.name for each in method.ids), *(["*"] if keywords else []), *keywords])


def _value(default: str) -> str:
    return {"PAGE_LIMIT": "200", '""': "''"}.get(default, default)
