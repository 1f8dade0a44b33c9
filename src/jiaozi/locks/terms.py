"""The terms of a lock, and the one decision who may do what by them, and when.

Each side may always give in, whatever else the terms are: the payer may release to the payee, the payee may give back.
An arbiter may do either, once the payee has accepted it. A preimage releases. At the end none of these, but that a
payee may still give back.
"""

import re
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from jiaozi.errors import Refusal
from jiaozi.kinds import Instant, OrNone, WalletNo
from jiaozi.locks.model import Act, Lock

PREIMAGES_MAX: Final = 20
"""So many wrong preimages a lock hears from its payee; no more can be guessed of 32 bytes than of a key."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def parties(lock: Lock) -> frozenset[WalletNo]:
    """Who sees a lock."""
    return frozenset({lock.payer, lock.payee, lock.arbiter}) - {0}


def may(lock: Lock, party: OrNone[WalletNo], act: Act, at: Instant) -> Refusal | None:
    """What forbids a party an act of an open lock at an instant; the lock's own end is nobody's (0).

    Refuses: `lock_not_found` (to whoever is no party, but for a claim), `lock_not_allowed`, `lock_ended`,
    `lock_not_ended`.
    """
    if act is Act.END:
        return None if at >= lock.ends_at else Refusal("lock_not_ended")
    if party not in parties(lock) and act is not Act.CLAIM:
        return Refusal("lock_not_found")
    if not _is_party_to(lock, party, act):
        return Refusal("lock_not_allowed")
    gives_in = act is Act.RETURN and party == lock.payee
    return Refusal("lock_ended") if at >= lock.ends_at and not gives_in else None


def _is_party_to(lock: Lock, party: OrNone[WalletNo], act: Act) -> bool:
    if act is Act.CLAIM:
        return lock.digest is not None
    return party != 0 and party in ((lock.payer if act is Act.RELEASE else lock.payee), lock.decider)


def is_digest(text: str) -> bool:
    """Whether a text is 32 bytes in small hexadecimal, as digests and preimages are."""
    return _DIGEST.fullmatch(text) is not None


def opens(lock: Lock, preimage: str) -> bool:
    """Whether a preimage is that of a lock's digest; how far it is from it takes no time that shows."""
    if not is_digest(preimage):
        return False
    return compare_digest(sha256(bytes.fromhex(preimage)).hexdigest(), lock.digest or "")
