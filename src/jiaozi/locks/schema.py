"""The tables of locks."""

from typing import Final

from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index, big, text
from jiaozi.db.tables import RowTable
from jiaozi.locks.escrow_model import LockProof
from jiaozi.locks.model import TITLE_MAX, Lock, LockStep

LOCKS: Final = RowTable(
    "locks",
    Lock,
    big("escrow", default=0),
    big("milestone", default=0),
    text("title", TITLE_MAX, default=""),
    big("in_order", default=0),
    big("accepted_at", default=0),
    Index("locks_escrow", "escrow", "milestone"),
    Index("locks_payer", "payer", "id"),
    Index("locks_payee", "payee", "id"),
    Index("locks_arbiter", "arbiter", "id"),
    Index("locks_due", "state", "due_at"),
    CheckConstraint("released_minor >= 0 AND released_minor <= amount_minor", name="locks_released"),
    CheckConstraint("(state = 0) = (ended_at = 0)", name="locks_over"),
    mutable=("released_minor", "preimage", "wrong_preimages", "due_at", "state", "steps", "ended_at", "accepted_at"),
)
LOCK_STEPS: Final = RowTable("lock_steps", LockStep, key=("payment", "number"), rowid=False, mutable=())
LOCK_PROOFS: Final = RowTable(
    "lock_proofs", LockProof, text("algorithm", 20), key=("payment",), rowid=False, mutable=()
)
LOCK_LIST: Final = Listing(
    LOCKS,
    "opened_at",
    (
        Way("locks_arbiter", ("arbiter",)),
        Way("locks_payee", ("payee",)),
        Way("locks_payer", ("payer",)),
    ),
)
