"""Events, written in the same transaction as the effect they tell of; lists and webhooks read them by sequence."""

from typing import Any, Final

import msgspec
from sqlalchemy import PrimaryKeyConstraint

from jiaozi.db import schema
from jiaozi.db.commands import canonical
from jiaozi.db.tx import Tx
from jiaozi.money import ECNY

events: Final = schema.table(
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

_COLUMNS: Final = tuple(column.name for column in events.columns)


def emit(tx: Tx, kind: str, at: int, owner: int, payload: dict[str, object]) -> None:
    """Adds an event to the group. `payload` carries ids in their text form and, under names that end in `_minor`,
    amounts in minor units of digital yuan; everything else in it is told as it is."""
    rows = tx.appender("events", _COLUMNS)
    rows.append((tx.group_id, len(rows), kind, at, owner, canonical(payload).decode()))


def shown(payload: str) -> dict[str, Any]:
    """What an event's payload tells outside: amounts stand beside their asset, under the name without its ending."""
    return dict(_shown(name, value) for name, value in msgspec.json.decode(payload).items())


def _shown(name: str, value: Any) -> tuple[str, Any]:
    amount = name.removesuffix("_minor")
    return (name, value) if amount == name else (amount, {"minor": value, "asset": ECNY.code})
