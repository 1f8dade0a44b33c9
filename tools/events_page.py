"""The reference of events, written from their catalogue, from who is told, and from the OpenAPI document."""

import json
from collections.abc import Iterator
from typing import Any, Final

from jiaozi.access.receivers import told_of
from jiaozi.api.app import document
from jiaozi.events import KINDS
from jiaozi.webhooks.model import PING
from tools.api_page import type_of

_INTRODUCTION: Final = """# Events

Every kind of event there is: what has happened, who is told besides the institution whose it is, and what `data`
holds. It is the same record in what a [webhook](../concepts/webhooks.md) sends and in the list of events. A field
that is null is absent, or the event is older than the field; further fields may come. The SDKs have a model of each
kind: `jiaozi_sdk.events`, in TypeScript `WebhookEvent`. A kind is tried out with `jiaozi webhook trigger`.

"""


def page() -> str:
    """The whole page."""
    found = document()
    subjects = dict.fromkeys(kind.partition(".")[0] for kind in KINDS)
    parts = [_INTRODUCTION, "| kind | what has happened |\n|---|---|\n"]
    parts += [f"| [`{kind}`](#{_anchor(kind)}) | {known.says} |\n" for kind, known in KINDS.items()]
    for subject in subjects:
        kinds = [kind for kind in KINDS if kind.partition(".")[0] == subject]
        parts += [f"\n## {subject.replace('_', ' ').capitalize()}\n"]
        parts += [each for kind in kinds for each in _kind(found, kind)]
    return "".join(parts)


def _anchor(kind: str) -> str:
    return kind.replace(".", "")


def _kind(found: dict[str, Any], kind: str) -> Iterator[str]:
    content = found["webhooks"][kind]["post"]["requestBody"]["content"]["application/json"]
    schemas = found["components"]["schemas"]
    message = schemas[content["schema"]["$ref"].rpartition("/")[2]]
    data = schemas[message["properties"]["data"]["$ref"].rpartition("/")[2]]
    yield f"\n### {kind}\n\n{KINDS[kind].says} {_told(kind)}\n\n| field | type | |\n|---|---|---|\n"
    rows = data["properties"].items()
    yield from (f"| `{name}` | {type_of(each)} | {each.get('description', '')} |\n" for name, each in rows)
    yield f"\n```json\n{json.dumps(content['example']['data'], ensure_ascii=False)}\n```\n"


def _told(kind: str) -> str:
    told = told_of(kind)
    if kind == PING:
        return "Told to the one endpoint it is for."
    return f"Told to {told.whom}, who may `{told.reading}`." if told else "Told to its institution alone."
