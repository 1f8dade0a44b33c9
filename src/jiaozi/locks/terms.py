"""The terms of a lock, and the one decision who may do what by them, and when.

Each side may always give in, whatever else the terms are: the payer may release to the payee, the payee may give back.
An arbiter may do either. A preimage releases. At the end none of these, but that a payee may still give back.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Final

from jiaozi.errors import Refusal
from jiaozi.kinds import Instant, OrNone, Sha256, WalletNo
from jiaozi.locks.model import Act, AtEndNumber, Lock

PREIMAGES_MAX: Final = 20
"""So many wrong preimages a lock hears from its payee; no more can be guessed of 32 bytes than of a key."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed when a lock was opened; it never changes."""

    payer: WalletNo
    payee: WalletNo
    arbiter: OrNone[WalletNo]
    digest: Sha256 | None
    ends_at: Instant
    at_end: AtEndNumber

    @property
    def parties(self) -> frozenset[WalletNo]:
        """Who sees the lock."""
        return frozenset({self.payer, self.payee, self.arbiter}) - {0}


def terms_of(lock: Lock) -> Terms:
    """The terms of a lock's row."""
    return Terms(
        payer=lock.payer,
        payee=lock.payee,
        arbiter=lock.arbiter,
        digest=lock.digest,
        ends_at=lock.ends_at,
        at_end=lock.at_end,
    )


def may(terms: Terms, party: OrNone[WalletNo], act: Act, at: Instant) -> Refusal | None:
    """What forbids a party an act of an open lock at an instant; the lock's own end is nobody's (0).

    Refuses: `lock_not_found` (to whoever is no party, but for a claim), `lock_not_allowed`, `lock_ended`,
    `lock_not_ended`.
    """
    if act is Act.END:
        return None if at >= terms.ends_at else Refusal("lock_not_ended")
    if party not in terms.parties and act is not Act.CLAIM:
        return Refusal("lock_not_found")
    if not _is_party_to(terms, party, act):
        return Refusal("lock_not_allowed")
    gives_in = act is Act.RETURN and party == terms.payee
    return Refusal("lock_ended") if at >= terms.ends_at and not gives_in else None


def _is_party_to(terms: Terms, party: OrNone[WalletNo], act: Act) -> bool:
    if act is Act.CLAIM:
        return terms.digest is not None
    return party in ((terms.payer if act is Act.RELEASE else terms.payee), terms.arbiter)


def is_digest(text: str) -> bool:
    """Whether a text is 32 bytes in small hexadecimal, as digests and preimages are."""
    return _DIGEST.fullmatch(text) is not None


def opens(terms: Terms, preimage: str) -> bool:
    """Whether a preimage is that of the terms' digest; how far it is from it takes no time that shows."""
    if not is_digest(preimage):
        return False
    return compare_digest(sha256(bytes.fromhex(preimage)).hexdigest(), terms.digest or "")
