"""The signed statement that releases a milestone: what exactly is signed.

The text is JSON in one form: keys sorted, no blanks, UTF-8. It names the lock, so it is good for no other one, and a
lock is released once: it needs no nonce. Who has the text, the signature and the public key can check it without asking
anybody.
"""

import json
from typing import Final

from jiaozi.devices.keys import from_text, verify
from jiaozi.ids import encode_id
from jiaozi.locks.model import Lock

KIND: Final = "jiaozi.milestone.v1"


def statement_text(lock: Lock, document: str) -> str:
    """The text that a device signs to release a milestone's lock on the proof of a document."""
    content = {
        "amount": {"asset": "E-CNY", "minor": lock.amount_minor},
        "document": document,
        "escrow": encode_id("lck", lock.escrow),
        "kind": KIND,
        "lock": encode_id("lck", lock.id),
        "milestone": lock.milestone,
        "payee": encode_id("wal", lock.payee),
        "payer": encode_id("wal", lock.payer),
        "title": lock.title,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def is_signed(lock: Lock, document: str, algorithm: str, public_key: str, signature: str) -> bool:
    """Whether a signature is that of a lock's statement, by the key."""
    try:
        made = from_text(signature)
    except ValueError:
        return False
    return verify(algorithm, public_key, made, statement_text(lock, document).encode())
