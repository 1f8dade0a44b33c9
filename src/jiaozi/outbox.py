"""Events, written in the same transaction as the effect they tell of; lists and webhooks read them by sequence."""

from typing import Final

from sqlalchemy import PrimaryKeyConstraint

from jiaozi.db import schema
from jiaozi.db.commands import canonical
from jiaozi.db.tx import Tx

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
    """Adds an event to the group. `payload` carries ids in their text form and amounts in minor units."""
    rows = tx.appender("events", _COLUMNS)
    rows.append((tx.group_id, len(rows), kind, at, owner, canonical(payload).decode()))
