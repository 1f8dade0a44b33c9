"""The signed statement that releases a milestone or gives it back: what exactly is signed.

The text is JSON in one form: keys sorted, no blanks, UTF-8. It names the act, the world and the lock, so it is good for
no other one, also not in a copy of the world that has the same numbers, and a lock is over once: it needs no nonce.
Who has the text, the signature and the public key can check it without asking anybody.
"""

import json
from typing import Final, Literal

from jiaozi.devices.keys import from_text, verify
from jiaozi.ids import encode_id
from jiaozi.locks.model import Lock, LockState

KIND: Final = "jiaozi.milestone.v1"
StatementAct = Literal["release", "return"]


def statement_text(lock: Lock, document: str, world: str, act: StatementAct = "release") -> str:
    """The text that a device signs to release a milestone's lock of a world, or to give it back, on the proof of a
    document."""
    content = {
        "act": act,
        "amount": {"asset": "E-CNY", "minor": lock.amount_minor},
        "document": document,
        "escrow": encode_id("lck", lock.escrow),
        "kind": KIND,
        "lock": encode_id("lck", lock.id),
        "milestone": lock.milestone,
        "payee": encode_id("wal", lock.payee),
        "payer": encode_id("wal", lock.payer),
        "title": lock.title,
        "world": world,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def act_of(lock: Lock) -> StatementAct:
    """What the statement by which a milestone is over says."""
    return "return" if lock.state == LockState.RETURNED else "release"


def is_signed(text: str, algorithm: str, public_key: str, signature: str) -> bool:
    """Whether a signature is that of a statement's text, by the key."""
    try:
        made = from_text(signature)
    except ValueError:
        return False
    return verify(algorithm, public_key, made, text.encode())
