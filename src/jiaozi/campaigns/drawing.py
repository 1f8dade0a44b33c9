"""The draw: who wins follows from what is published, and anybody can recompute it. Pure; texts in, texts out.

Everything is a SHA-256 in small hexadecimal of a text, so that a shell is enough: `printf %s TEXT | sha256sum`. Ids are
as they are outside (`cmp_...`).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

from jiaozi.records import dataclass

EVERYBODY: Final = "f" * 64
"""The cut of a draw in which nobody loses."""
_BUCKETS: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Published:
    """What is published of a campaign, from which its draw follows."""

    campaign: str
    program: str
    places: int
    face_minor: int
    opens_at: str
    closes_at: str
    reveal_until: str
    claims_until: str
    commitment: str
    witness_commitment: str
    seed: str
    witness_seed: str
    list_sha256: str
    registered: int
    cut: str


class Entry(NamedTuple):
    """A line of the public list."""

    number: int
    mark: str
    won: bool


def digest(text: str) -> str:
    """The SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


def commitment_of(seed: str) -> str:
    """What a party publishes of its seed before anybody registers."""
    return digest(seed)


def mark_of(campaign: str, number: int, wallet: str, salt: str) -> str:
    """What the public list says of a registration: whose it is, to whoever knows the salt."""
    return digest(f"{campaign}:{number}:{wallet}:{salt}")


def first_link(said: Published) -> str:
    """The chain over an empty list: over all that is said before anybody registers, so that each receipt holds it fast.
    Without the witness's commitment, that is empty."""
    terms = (said.campaign, said.program, said.places, said.face_minor)
    times = (said.opens_at, said.closes_at, said.reveal_until, said.claims_until)
    return digest(":".join(map(str, (*terms, *times, said.commitment, said.witness_commitment))))


def linked(before: str, mark: str) -> str:
    """The chain over a list with a further registration. None before it can be changed, added or left out."""
    return digest(f"{before}:{mark}")


def seed_of(campaign: str, seed: str, witness_seed: str, list_sha256: str) -> str:
    """The seed of the draw: of both parties' seeds and of the closed list."""
    return digest(f"{campaign}:{seed}:{witness_seed}:{list_sha256}")


def rank_of(drawn: str, campaign: str, number: int) -> str:
    """A registration's place in the draw with this seed: the lowest win."""
    return digest(f"{drawn}:{campaign}:{number}")


def _ranks(drawn: str, campaign: str, registered: int) -> Iterator[bytes]:
    begun = sha256(f"{drawn}:{campaign}:".encode())
    for number in range(1, registered + 1):
        each = begun.copy()
        each.update(b"%d" % number)
        yield each.digest()


@lru_cache(maxsize=4)
def cut_of(drawn: str, campaign: str, registered: int, places: int) -> str:
    """The rank of the last winner: who has no higher one has won. It is counted first how many ranks begin with which
    two bytes, and only those are sorted among which the last winner is: no list of all is kept. At 1 µs a registration.
    """
    if registered <= places:
        return EVERYBODY
    counts = [0] * _BUCKETS
    for rank in _ranks(drawn, campaign, registered):
        counts[rank[0] << 8 | rank[1]] += 1
    below = bucket = 0
    while below + counts[bucket] < places:
        below, bucket = below + counts[bucket], bucket + 1
    beginning = bucket.to_bytes(2, "big")
    inside = sorted(rank for rank in _ranks(drawn, campaign, registered) if rank.startswith(beginning))
    return inside[places - below - 1].hex()


def wins(drawn: str, campaign: str, number: int, cut: str) -> bool:
    """Whether a registration has won."""
    return rank_of(drawn, campaign, number) <= cut


def faults(said: Published, entries: Iterable[Entry]) -> Iterator[str]:
    """What of a draw is not as it follows from what is published; nothing of a good one. Works as long as so many as
    are said to be `registered` take."""
    if commitment_of(said.seed) != said.commitment:
        yield "the funder's seed is not the one committed to"
    if commitment_of(said.witness_seed) != said.witness_commitment:
        yield "the central bank's seed is not the one committed to"
    drawn = seed_of(said.campaign, said.seed, said.witness_seed, said.list_sha256)
    if cut_of(drawn, said.campaign, said.registered, said.places) != said.cut:
        yield "the cut is not the rank of the last winner"
    chain, count = first_link(said), 0
    for entry in entries:
        count += 1
        if entry.number != count:
            yield f"number {count} is missing"
            return
        chain = linked(chain, entry.mark)
        if entry.won != wins(drawn, said.campaign, entry.number, said.cut):
            yield f"number {entry.number} {'did not win' if entry.won else 'won'}"
    if count != said.registered:
        yield f"the list has {count} numbers, not {said.registered}"
    elif chain != said.list_sha256:
        yield "the list is not the one that was closed"
