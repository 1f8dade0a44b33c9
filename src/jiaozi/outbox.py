"""Events, written in the same transaction as the effect they tell of; lists and webhooks read them by sequence."""

from typing import Any, Final

import msgspec

from jiaozi import events, payloads
from jiaozi.db import schema
from jiaozi.db.commands import canonical
from jiaozi.db.schema import PrimaryKeyConstraint
from jiaozi.db.tx import Tx
from jiaozi.money import ECNY

EVENTS: Final = schema.table(
    "events",
    schema.big("group_id"),
    schema.big("n"),
    schema.text("kind", 40),
    schema.big("at"),
    schema.big("owner"),
    schema.long_text("payload"),
    PrimaryKeyConstraint("group_id", "n"),
    rowid=False,
)
"""`owner` is the institution whose event it is; `payload` is a JSON object without personal data."""

_COLUMNS: Final = tuple(column.name for column in EVENTS.columns)


def emit(tx: Tx, kind: str, at: int, owner: int, payload: events.Payload) -> None:
    """Adds an event to the group: of one of the kinds of `jiaozi.events`, told by that kind's record."""
    rows = tx.appender("events", _COLUMNS)
    rows.append((tx.group_id, len(rows), kind, at, owner, canonical(payloads.stored(kind, payload)).decode()))


def emit_last(tx: Tx, kind: str, at: int, owner: int, payload: events.Payload) -> None:
    """As `emit`, behind all others of the group: for what one side of an act is told and the other must not learn, not
    by a number that is left out between two of its own events either."""
    tx.last.append(lambda: emit(tx, kind, at, owner, payload))


def shown(kind: str, payload: str) -> dict[str, Any]:
    """What an event's payload tells outside: every field of its kind, null where it has none; amounts stand beside
    their asset, under the name without its ending. Of a kind that is no more, what was stored."""
    assets = payloads.assets_of(kind)
    told = dict.fromkeys(assets) | msgspec.json.decode(payload)
    return dict(_shown(name, value, assets.get(name) or ECNY.code) for name, value in told.items())


def _shown(name: str, value: Any, asset: str) -> tuple[str, Any]:
    amount = name.removesuffix("_minor")
    return (amount, value if amount == name or value is None else {"minor": value, "asset": asset})
