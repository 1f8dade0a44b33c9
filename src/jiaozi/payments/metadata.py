"""Metadata: keys and values of the caller's own, of a payment, a refund or an order. They are given with it and never
change. They stand beside it, so that what has none costs nothing."""

from collections.abc import Collection

from msgspec import UNSET

from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import Metadata
from jiaozi.payments.schema import METADATA_COLUMNS
from jiaozi.texts import is_metadata


def metadata_refusal(given: Metadata) -> Refusal | None:
    """What is wrong with metadata."""
    return Refusal("request_malformed", "metadata") if given is not UNSET and not is_metadata(given) else None


def keep(tx: Tx, thing: int, given: Metadata) -> None:
    """Keeps the metadata of something new."""
    if given:
        tx.appender("metadata", METADATA_COLUMNS).extend((thing, *each) for each in given.items())


def touch_kept(tx: Tx, things: Collection[int]) -> None:
    """Reads the metadata of things from before this group, for `kept`: it never changes, so without a lock."""
    tx.memo.setdefault("metadata", {}).update(metadata_of(tx.connection, things) if things else {})


def kept(tx: Tx, thing: int) -> Metadata:
    """The metadata of something that was named."""
    found: dict[int, Metadata] = tx.memo["metadata"]
    return found.get(thing, UNSET)


def metadata_of(connection: Connection, things: Collection[int]) -> dict[int, Metadata]:
    """The metadata of those things that have some."""
    found: dict[int, dict[str, str]] = {}
    keys = [(number,) for number in sorted(things)]
    for thing, name, value in sorted(connection.fetch("metadata", METADATA_COLUMNS, ("thing",), keys)):
        found.setdefault(thing, {})[name] = value
    return dict(found)
