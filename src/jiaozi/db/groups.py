"""Groups: the commands that share a database transaction, their marker row, stored outcomes and log of acts.

The marker answers the one question a lost COMMIT leaves: inserted again as aborted, a duplicate means it had committed.
"""

from array import array
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

from jiaozi.db import schema
from jiaozi.db.commands import Outcome, canonical
from jiaozi.db.engine import Connection, DuplicateKey, Row
from jiaozi.db.schema import Index, PrimaryKeyConstraint
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal

COMMITTED: Final = 1
ABORTED: Final = 2
PROOF_BYTES: Final = 64 * 1024

groups: Final = schema.table(
    "commit_groups",
    schema.big("id", key=True),
    schema.big("state"),
    schema.big("recorded_at"),
    schema.blob("transfers"),
    schema.blob("digest"),
    schema.big("seq", null=True),
    schema.blob("chain", null=True),
    Index("commit_groups_seq", "seq", unique=True),
)
"""`transfers` holds the ids of the group's transfers in order (64-bit little-endian), `digest` the SHA-256 of their
canonical JSON, `seq` and `chain` what the sequencer gave after the commit."""

outcomes: Final = schema.table(
    "outcomes",
    schema.big("principal"),
    schema.text("operation", 40),
    schema.text("idempotency_key", 255),
    schema.blob("fingerprint"),
    schema.big("effect_id"),
    schema.big("decided_at"),
    schema.long_text("outcome"),
    PrimaryKeyConstraint("principal", "operation", "idempotency_key"),
    rowid=False,
)

acts: Final = schema.table(
    "acts",
    schema.big("group_id"),
    schema.big("n"),
    schema.big("at"),
    schema.big("principal"),
    schema.text("operation", 40),
    schema.long_text("command"),
    schema.text("outcome", 60),
    schema.big("seq", default=0),
    PrimaryKeyConstraint("group_id", "n"),
    Index("acts_seq", "seq", "n"),
    rowid=False,
)
"""Every administrative act and every reading of personal data: who, when, what, and how it was decided. `seq` is its
group's, 0 until the sequencer has numbered that: few groups have acts, and their list goes by these alone."""

counters: Final = schema.table("counters", schema.text("name", 40, key=True), schema.big("value"), rowid=False)

OUTCOME_COLUMNS: Final = tuple(column.name for column in outcomes.columns)
BY_NUMBER: Final = "/*+ LEADING(g e) USE_NL(g e) INDEX(g commit_groups_seq) */"
"""Of groups `g` and their events `e`: group after group by number, so that nothing is sorted before a page ends."""
ACT_COLUMNS: Final = tuple(column.name for column in acts.columns if column.name != "seq")
_OUTCOME_KEY: Final = OUTCOME_COLUMNS[:3]
_GROUP_COLUMNS: Final = ("id", "state", "recorded_at", "transfers", "digest")


def seal(tx: Tx) -> None:
    """Writes the group's marker row with the ids and the digest of its transfers, before the commit."""
    ids = array("q", [row[0] for row in tx.chained]).tobytes()
    digest = sha256(canonical(tx.chained)).digest()
    tx.connection.insert("commit_groups", _GROUP_COLUMNS, [(tx.group_id, COMMITTED, tx.now, ids, digest)])


def transfer_ids(packed: bytes) -> list[int]:
    """The ids in a group's `transfers` column."""
    ids = array("q")
    ids.frombytes(packed)
    return list(ids)


def settle(connection: Connection, group_id: int, at: int) -> bool:
    """Whether a group whose COMMIT was not answered had committed; when not, it is fenced off for good."""
    connection.begin()
    try:
        connection.insert("commit_groups", _GROUP_COLUMNS, [(group_id, ABORTED, at, b"", b"")])
        connection.commit()
    except DuplicateKey:
        connection.rollback()
        state: int = connection.query("SELECT state FROM commit_groups WHERE id = ?", (group_id,))[0][0]
        return state == COMMITTED
    return False


def prove_writes(connection: Connection, group_id: int, at: int) -> None:
    """Writes about as much as a small group does, and leaves the marker of a group that never was. Raises
    `DatabaseError`."""
    connection.begin()
    connection.insert("commit_groups", _GROUP_COLUMNS, [(group_id, ABORTED, at, bytes(PROOF_BYTES), b"")])
    connection.execute("UPDATE commit_groups SET transfers = ? WHERE id = ?", (b"", group_id))
    connection.commit()


def stored_outcomes(connection: Connection, keys: Sequence[Row]) -> dict[Any, tuple[bytes, str]]:
    """Fingerprint and stored outcome of those (principal, operation, key) that were decided before."""
    columns = (*_OUTCOME_KEY, "fingerprint", "outcome")
    rows = connection.fetch("outcomes", columns, _OUTCOME_KEY, keys)
    return {(row[0], row[1], row[2]): (bytes(row[3]), row[4]) for row in rows}


def take_node(connection: Connection) -> int:
    """A node number for a new process: distinct among the last 1,024 that started."""
    connection.begin()
    connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'node'")
    node: int = connection.query("SELECT value FROM counters WHERE name = 'node'")[0][0]
    connection.commit()
    return node % 1024


def log_act(tx: Tx, at: int, principal: int, operation: str, command: str, outcome: Outcome) -> None:
    """Adds an administrative act to the log: whose it is, its command in stored form, and how it was decided."""
    acts = tx.appender("acts", ACT_COLUMNS)
    decided = outcome.code if isinstance(outcome, Refusal) else "done"
    acts.append((tx.group_id, len(acts), at, principal, operation, command, decided))
