"""What is told of an event: the same bytes in every attempt, shown as the API shows events."""

from typing import Any

import msgspec

from jiaozi import events, outbox
from jiaozi.clock import format_time
from jiaozi.db.commands import canonical
from jiaozi.ids import encode_id
from jiaozi.kinds import INSTITUTION_STEP, Count, Instant, InstitutionNo
from jiaozi.webhooks.model import event_id
from jiaozi.webhooks.store import Event


def body_of(event: Event) -> bytes:
    """The message about an event, in JSON: the same bytes in every attempt."""
    return msgspec.json.encode(told_of(event))


def told_of(event: Event) -> dict[str, Any]:
    """What the message about an event says."""
    return {
        "id": event_id(event.seq, event.n),
        "type": event.kind,
        "timestamp": format_time(event.at),
        "sequence": event.seq,
        "n": event.n,
        "institution": encode_id("ins", event.owner) if event.owner else None,
        "data": outbox.shown(event.kind, event.payload),
    }


def sample(kind: str, at: Instant, seq: Count) -> Event:
    """An event of a kind as there might be one, with all that its payload can hold."""
    payload = canonical(events.stored(kind, events.example(kind))).decode()
    return Event(seq=seq, n=0, kind=kind, at=at, owner=InstitutionNo(2 * INSTITUTION_STEP), payload=payload)
