"""What is told of an event: the same bytes in every attempt, shown as the API shows events."""

from typing import Any

import msgspec

from jiaozi import outbox
from jiaozi.clock import format_time
from jiaozi.ids import encode_id
from jiaozi.webhooks.model import BODY_MAX, event_id
from jiaozi.webhooks.store import Event


def body_of(event: Event) -> bytes:
    """The message about an event, in JSON: the same bytes in every attempt."""
    told: dict[str, Any] = {
        "id": event_id(event.seq, event.n),
        "type": event.kind,
        "timestamp": format_time(event.at),
        "sequence": event.seq,
        "n": event.n,
        "institution": encode_id("ins", event.owner) if event.owner else None,
        "data": outbox.shown(event.kind, event.payload),
    }
    body = msgspec.json.encode(told)
    return body if len(body) <= BODY_MAX else msgspec.json.encode(told | {"data": None})
