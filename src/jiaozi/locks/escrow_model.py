"""The data of escrows: a deal whose milestones are locks, and the signed statements that release them."""

from dataclasses import replace
from typing import Annotated, Final, NamedTuple

from jiaozi.db.commands import SignedCommand
from jiaozi.devices.model import AlgorithmName
from jiaozi.kinds import (
    Count,
    DeviceNo,
    Either,
    Fen,
    Flag,
    Instant,
    JournalNo,
    Length,
    LockNo,
    OrNone,
    PaymentNo,
    Reference,
    Sha256,
    StoreNo,
    Tag,
    Text,
    WalletNo,
)
from jiaozi.locks.model import TITLE_MAX
from jiaozi.records import dataclass

MILESTONES_MAX: Final = 16
"""As many ids as a request has."""
Title = Annotated[str, Text(TITLE_MAX, 1)]
StatementSignature = Annotated[str, Text(86, 86, pattern="[A-Za-z0-9_-]{86}", example="A" * 86)]
"""64 bytes as base64url: of the statement's text, as devices sign (`devices.keys`)."""


@dataclass(slots=True)
class LockProof:
    """A row of `lock_proofs`, which never change: by which statement the lock of a payment is over. `signer` is
    the wallet whose holder's `device` signed, with the key that it had; `party` the one that brought it."""

    payment: PaymentNo
    document: Sha256
    signer: WalletNo
    party: WalletNo
    device: DeviceNo
    algorithm: AlgorithmName
    public_key: Annotated[str, Text(200)]
    signature: StatementSignature
    at: Instant


@dataclass(frozen=True, slots=True)
class Milestone:
    """A part of a deal: what it is, what is paid for it, and until when. What is not released by then goes back to the
    payer."""

    title: Title
    amount_minor: Fen
    due_at: Instant


@dataclass(frozen=True, slots=True)
class OpenEscrow:
    """Reserves an amount of the payer's for a store, or a payee's wallet, in 1 to 16 milestones that come to it; each
    is a lock. It is released by a statement that a device of the payer's signed, or of the `arbiter`'s, who is neither
    side, once the payee has accepted it; the payee may give it back. `in_order`: none is released while one before it
    is open, and none is due before it."""

    payer: WalletNo
    amount_minor: Fen
    milestones: Annotated[tuple[Milestone, ...], Length(1, MILESTONES_MAX)]
    store: Either[StoreNo] = StoreNo(0)
    payee: Either[WalletNo] = WalletNo(0)
    arbiter: OrNone[WalletNo] = WalletNo(0)
    in_order: Flag = 0
    purpose: Tag = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class ReleaseMilestone(SignedCommand):
    """A party of an escrow brings the signed statement that releases a milestone's `lock`: a device of the payer's or
    of the arbiter's has signed that the document with this SHA-256 shows it done. The payee gets all of it."""

    lock: LockNo
    party: WalletNo
    document: Sha256
    device: DeviceNo
    signature: StatementSignature

    def unsigned(self) -> "ReleaseMilestone":
        """The statement without its signature, which may differ whenever it is made anew."""
        return replace(self, signature="")


@dataclass(frozen=True, slots=True)
class ReturnMilestone(SignedCommand):
    """A party of an escrow brings the signed statement by which the arbiter gives a milestone's `lock` back to the
    payer: a device of the arbiter's has signed so, by the document with this SHA-256."""

    lock: LockNo
    party: WalletNo
    document: Sha256
    device: DeviceNo
    signature: StatementSignature

    def unsigned(self) -> "ReturnMilestone":
        """The statement without its signature, which may differ whenever it is made anew."""
        return replace(self, signature="")


class EscrowOpened(NamedTuple):
    """Every milestone is locked. The escrow has the number of the first one's lock."""

    escrow: LockNo
    locks: tuple[LockNo, ...]
    ends_at: Instant


class MilestoneReleased(NamedTuple):
    """The payee has got a milestone."""

    lock: LockNo
    journal: JournalNo
    escrow: LockNo
    milestone: Count
    released_minor: Fen
