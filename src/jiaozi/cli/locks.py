"""`jiaozi lock`: lock money for a payee under terms, release it, claim it, give it back, see what became of it."""

from jiaozi.cli.commands import group
from jiaozi.cli.derived import Served
from jiaozi.cli.words import LISTED, Word, Words

OPENED: Words = {
    "payer": "The wallet whose money it is: wal_...",
    "payee": Word("Who is to be paid: wal_...", "wal_0A1B2C3D4E5F7", "WALLET"),
    "ends_at": Word("When it ends, with an offset; at most a year ahead.", "2026-12-31T18:00:00+08:00", "TIME"),
    "at_end": Word("What becomes then of the rest: return or pay.", "return"),
    "arbiter": Word("A third wallet that may decide between the two: wal_...", "wal_0A1B2C3D4E5F8", "WALLET"),
    "digest": Word("SHA-256 of the 32 bytes that open it, in hexadecimal.", "9f" * 32, "HEX"),
}
ACTED: Words = {
    "party": Word("The wallet that acts: payer, payee or arbiter.", "wal_0A1B2C3D4E5F6", "WALLET"),
    "statement": Word("On what proof, in a few words.", "delivered, note 881"),
}
SIDES: Words = {
    "payer": "Locked by this wallet.",
    "payee": "Locked for this wallet.",
    "arbiter": Word("Decided by this wallet.", "wal_0A1B2C3D4E5F8", "WALLET"),
}
COMMANDS = (
    group(
        "lock",
        "Money locked for a payee under terms.",
        Served("open", "locks.create", "payer amount_minor ends_at", words=OPENED),
        Served("release", "locks.releases.create", "lock party amount_minor", words=ACTED),
        Served("claim", "locks.claim", "lock party preimage", words=ACTED),
        Served("give-back", "locks.give_back", "lock party", words=ACTED),
        Served("show", "locks.get", "lock"),
        Served("list", "locks.list", words=LISTED | SIDES, prints="id state payer payee amount released ends_at"),
    ),
)
