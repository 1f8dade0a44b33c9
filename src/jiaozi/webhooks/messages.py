"""What is told of an event: the same bytes in every attempt, shown as the API shows events."""

from typing import Any

import msgspec

from jiaozi import outbox, payloads
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
    owner = encode_id("ins", event.owner) if event.owner else None
    data = outbox.shown(event.kind, event.payload)
    return message(event.kind, (event.seq, event.n), format_time(event.at), owner, data)


def message(kind: str, at: tuple[int, int], timestamp: str, institution: str | None, data: object) -> dict[str, Any]:
    """A message about an event `at` a place in the list, of parts as the list shows them."""
    sequence, n = at
    return {
        "id": event_id(sequence, n),
        "type": kind,
        "timestamp": timestamp,
        "sequence": sequence,
        "n": n,
        "institution": institution,
        "data": data,
    }


def sample(kind: str, at: Instant, seq: Count) -> Event:
    """An event of a kind as there might be one, with all that its payload can hold."""
    payload = canonical(payloads.stored(kind, payloads.example(kind))).decode()
    return Event(seq=seq, n=0, kind=kind, at=at, owner=InstitutionNo(2 * INSTITUTION_STEP), payload=payload)
