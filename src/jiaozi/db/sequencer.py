"""The sequencer: gives committed groups their number and chains them by hash, after the commit.

Ids can become visible out of order; this number cannot, so every list over many accounts pages by it. The one row of
`chain_head` is locked while a pass runs, so any process may run one at any time.
"""

from hashlib import sha256
from typing import Final, NamedTuple

from jiaozi.db import schema
from jiaozi.db.engine import Connection, Engine
from jiaozi.db.groups import COMMITTED
from jiaozi.db.schema import CheckConstraint

BATCH: Final = 1_000
ACTS_NUMBERED: Final = (
    "UPDATE acts SET seq = coalesce((SELECT g.seq FROM commit_groups g WHERE g.id = acts.group_id), 0) WHERE seq = 0"
)
"""Gives acts the number of their group, when it has one."""

chain_head: Final = schema.table(
    "chain_head",
    schema.big("id", key=True),
    schema.big("seq"),
    schema.blob("chain"),
    CheckConstraint("id = 1", name="chain_head_one_row"),
)


class Head(NamedTuple):
    """The newest link of the chain: how many groups it has, and its hash, which stands for all of them."""

    seq: int
    chain: bytes

    def __str__(self) -> str:
        return f"{self.seq}:{self.chain.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """The head of its text, such as `12:9f86...`. Raises `ValueError`."""
        seq, _, chain = text.partition(":")
        try:
            head = cls(int(seq), bytes.fromhex(chain))
        except ValueError:
            head = cls(-1, b"")
        if head.seq < 0 or len(head.chain) != (32 if head.seq else 0):
            raise ValueError("a head is a number, a colon and a hash of 64 hexadecimal digits")
        return head


def head(connection: Connection) -> Head:
    """The head of a world's chain, as far as it was numbered."""
    seq, chain = connection.fetch("chain_head", ("seq", "chain"), ("id",), [(1,)])[0]
    return Head(seq, bytes(chain))


def link(previous: bytes, group_id: int, recorded_at: int, digest: bytes) -> bytes:
    """The hash that follows `previous` in the chain: SHA-256 over it, the group's id and time, and its digest."""
    return sha256(previous + group_id.to_bytes(8, "big") + recorded_at.to_bytes(8, "big") + digest).digest()


def sequence(connection: Connection) -> int:
    """Numbers one batch of committed groups; how many they were."""
    connection.begin()
    try:
        seq, chain = connection.fetch("chain_head", ("seq", "chain"), ("id",), [(1,)], lock=True)[0]
        sql = "SELECT id, recorded_at, digest FROM commit_groups WHERE seq IS NULL AND state = ? ORDER BY id LIMIT ?"
        waiting = connection.query(sql, (COMMITTED, BATCH))
        chain = bytes(chain)
        for group_id, recorded_at, digest in waiting:
            seq, chain = seq + 1, link(chain, group_id, recorded_at, bytes(digest))
            connection.execute("UPDATE commit_groups SET seq = ?, chain = ? WHERE id = ?", (seq, chain, group_id))
        if waiting:
            connection.execute(ACTS_NUMBERED, ())
        connection.execute("UPDATE chain_head SET seq = ?, chain = ? WHERE id = 1", (seq, chain))
        connection.commit()
        return len(waiting)
    except Exception:
        connection.rollback()
        raise


def catch_up(engine: Engine) -> int:
    """Numbers every group committed so far; how many they were."""
    connection = engine.connect()
    try:
        total = 0
        while done := sequence(connection):
            total += done
        return total
    finally:
        connection.close()
