"""Locks: money promised under written terms, opened, released, claimed, given back; read by their parties."""

from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import Field

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Listed, need
from jiaozi.api.filters import AtLeast, AtMost, Filter, Is
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Paging
from jiaozi.db import world
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page_of_any
from jiaozi.devices.model import AlgorithmName
from jiaozi.errors import Refusal
from jiaozi.kinds import (
    Count,
    DeviceNo,
    Fen,
    FenOrZero,
    Flag,
    Instant,
    JournalNo,
    LockNo,
    Note,
    OrNone,
    PaymentNo,
    Reference,
    Sha256,
    StoreNo,
    WalletNo,
)
from jiaozi.locks import store as rows
from jiaozi.locks.escrow_model import (
    EscrowOpened,
    MilestoneReleased,
    OpenEscrow,
    ReleaseMilestone,
    ReturnMilestone,
    StatementSignature,
)
from jiaozi.locks.model import (
    AcceptArbiter,
    ActNumber,
    ArbiterAccepted,
    AtEndNumber,
    ClaimLock,
    Lock,
    LockOpened,
    LockReleased,
    LockReturned,
    LockState,
    LockStateNumber,
    MilestoneTitle,
    OpenLock,
    Preimage,
    ReleaseLock,
    ReturnLock,
)
from jiaozi.locks.schema import LOCK_LIST
from jiaozi.locks.statement import act_of, statement_text
from jiaozi.people.names import masked
from jiaozi.records import dataclass
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.store import holder as holder_row
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "locks")
NOT_FOUND: Final = "lock_not_found"


PARTY: Final = owners.lock_party()
router.act(
    OpenLock,
    LockOpened,
    "/locks",
    owner=owners.wallet("payer"),
    status=201,
    dry_run=True,
)
router.act(
    OpenEscrow,
    EscrowOpened,
    "/escrows",
    owner=owners.wallet("payer"),
    status=201,
    dry_run=True,
)
router.act(ReleaseMilestone, MilestoneReleased, "/locks/{lock}/proofs", owner=PARTY, status=201)
router.act(ReleaseLock, LockReleased, "/locks/{lock}/releases", owner=PARTY, status=201)
router.act(ClaimLock, LockReleased, "/locks/{lock}/claim", owner=owners.wallet("party"), status=201)
router.act(ReturnLock, LockReturned, "/locks/{lock}/give-back", owner=PARTY)
router.act(ReturnMilestone, LockReturned, "/locks/{lock}/return-proofs", owner=PARTY, status=201)
router.act(AcceptArbiter, ArbiterAccepted, "/locks/{lock}/arbiter-acceptance", owner=PARTY)


@dataclass(frozen=True, slots=True)
class LockStepView:
    """What was done with a lock: by whom (null: by its end), what it moved, and on what proof."""

    act: ActNumber
    party: OrNone[WalletNo]
    amount_minor: FenOrZero
    journal: JournalNo
    at: Instant
    statement: Note


@dataclass(frozen=True, slots=True)
class LockView:
    """A lock as it stands, for its parties. `preimage` is what it was claimed with; `world` names the world that it is
    of, in what is signed about it."""

    id: LockNo
    payment: PaymentNo
    state: LockStateNumber
    payer: WalletNo
    payee: WalletNo
    arbiter: OrNone[WalletNo]
    store: OrNone[StoreNo]
    amount_minor: Fen
    released_minor: FenOrZero
    digest: Sha256 | None
    preimage: Preimage | None
    at_end: AtEndNumber
    ends_at: Instant
    opened_at: Instant
    ended_at: OrNone[Instant]
    reference: Reference | None
    escrow: OrNone[LockNo]
    milestone: OrNone[Count]
    title: MilestoneTitle
    accepted_at: OrNone[Instant]
    world: str


@dataclass(frozen=True, slots=True)
class LockProofView:
    """The signed statement that released a milestone or gave it back. With `text`, `public_key` and `signature`
    anybody can check it: the text is signed as it is here, byte by byte."""

    document: Sha256
    signer: WalletNo
    party: WalletNo
    device: DeviceNo
    algorithm: AlgorithmName
    public_key: str
    signature: StatementSignature
    text: str
    at: Instant


@dataclass(frozen=True, slots=True)
class MilestoneReading:
    """A milestone of an escrow: its lock as it stands, and the statement that released it or gave it back."""

    lock: LockView
    proof: LockProofView | None


@dataclass(frozen=True, slots=True)
class EscrowReading:
    """An escrow with every milestone, in their order. `arbiter_name` is the arbiter's, masked, for the payee's side,
    which is to accept it."""

    escrow: LockNo
    arbiter_name: str | None
    amount_minor: Fen
    released_minor: FenOrZero
    open_minor: FenOrZero
    in_order: Flag
    milestones: tuple[MilestoneReading, ...]


@dataclass(frozen=True, slots=True)
class LockReading:
    """A lock with every step. `arbiter_name` is the arbiter's, masked, for the payee's side, which is to accept it."""

    lock: LockView
    arbiter_name: str | None
    steps: tuple[LockStepView, ...]
    proof: LockProofView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFilter(Filter):
    """Which locks: of one's own wallet, as who pays, who is paid, or who decides."""

    payer: Annotated[WalletNo | None, Field(description="Locked by this wallet"), Is("payer")] = None
    payee: Annotated[WalletNo | None, Field(description="Locked for this wallet"), Is("payee")] = None
    arbiter: Annotated[WalletNo | None, Field(description="Decided by this wallet"), Is("arbiter")] = None
    store: Annotated[StoreNo | None, Field(description="Locked for this store"), Is("store")] = None
    state: Annotated[LockStateNumber | None, Field(description="Only those of this state"), Is("state")] = None
    amount_min: AtLeast = None
    amount_max: AtMost = None
    reference: Annotated[Reference | None, Field(description="With this reference"), Is("reference")] = None


@router.get("/locks")
async def list_locks(desk: At, paging: Paging, wanted: LockFilter) -> Page[LockView]:
    """Locks of a wallet of one's own, by `payer`, `payee` or `arbiter`, or of a `store`. A merchant, and whoever has
    just one wallet, may leave them out."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[LockView, Lock]:
        own = _sides(desk, connection, wanted)
        walks = [wanted.walk(side, equals(side, wallet), *whose.asked_for(desk, side)) for side, wallet in own]
        found = page_of_any(connection, LOCK_LIST, walks, place, limit)
        there = world.named(connection)
        return [view(LockView, row, world=there) for row in found.rows], found

    return await desk.filtered("read_lock", wanted.name, paging, job)


def _sides(desk: Desk, connection: Connection, wanted: LockFilter) -> list[tuple[str, WalletNo]]:
    """The sides of the caller's own that a list is walked by: an arbiter's where it is, all three where none is said.
    Raises `Refused` for another's: `wallet_not_found`, and as `whose.own_sides` does."""
    row = wallet_row(connection, wanted.arbiter) if wanted.arbiter else None
    if row is not None and desk.may("read_lock", [ownership.of_wallet(connection, row)]):
        return [("arbiter", row.id)]
    if wanted.arbiter and not (wanted.payer or wanted.payee or wanted.store):
        raise Refused(Refusal("wallet_not_found"))
    sides = whose.own_sides(desk, connection, "read_lock", wanted)
    return [*sides, ("arbiter", sides[0][1])] if len(sides) > 1 else sides


@router.get("/locks/{lock}")
async def get_lock(desk: At, lock: LockNo) -> LockReading:
    """A lock and what was done with it, for its payer's, its payee's and its arbiter's side."""

    def job(connection: Connection) -> LockReading:
        row = need(rows.lock(connection, lock), NOT_FOUND)
        desk.check_own("read_lock", ownership.of_locks(connection, [row])[row.id], NOT_FOUND, either=True)
        steps = rows.steps_of(connection, row.id)
        proof = _proofs(connection, [row]).get(row.id)
        shown = view(LockView, row, world=world.named(connection))
        name = _arbiter_name(desk, connection, row)
        return LockReading(shown, name, tuple(view(LockStepView, step) for step in steps), proof)

    return await desk.read("read_lock", job)


@router.get("/escrows/{escrow}")
async def get_escrow(desk: At, escrow: LockNo) -> EscrowReading:
    """An escrow with its milestones and the statements that released them, for its payer's, its payee's and its
    arbiter's side."""

    def job(connection: Connection) -> EscrowReading:
        found = rows.milestones_of(connection, escrow)
        first = need(found[0] if found else None, NOT_FOUND)
        desk.check_own("read_lock", ownership.of_locks(connection, [first])[first.id], NOT_FOUND, either=True)
        proofs, there = _proofs(connection, found), world.named(connection)
        return EscrowReading(
            escrow=first.escrow,
            arbiter_name=_arbiter_name(desk, connection, first),
            amount_minor=sum(row.amount_minor for row in found),
            released_minor=sum(row.released_minor for row in found),
            open_minor=sum(row.amount_minor for row in found if row.state == LockState.OPEN),
            in_order=first.in_order,
            milestones=tuple(MilestoneReading(view(LockView, row, world=there), proofs.get(row.id)) for row in found),
        )

    return await desk.read("read_lock", job)


def _proofs(connection: Connection, locks: Sequence[Lock]) -> dict[LockNo, LockProofView]:
    """The statements by which locks are over."""
    found, there = rows.proofs_of(connection, {row.payment for row in locks}), world.named(connection)
    proved = ((row, proof) for row in locks if (proof := found.get(row.payment)))
    return {
        row.id: view(LockProofView, proof, text=statement_text(row, proof.document, there, act_of(row)))
        for row, proof in proved
    }


def _arbiter_name(desk: Desk, connection: Connection, lock: Lock) -> str | None:
    """The masked name of an arbiter, for the payee's side: the payer knows whom it named, or is told nothing more."""
    payees = ownership.of_locks(connection, [lock])[lock.id][1]
    wallet = wallet_row(connection, lock.arbiter) if lock.arbiter and desk.may("read_lock", [payees]) else None
    holder = holder_row(connection, wallet.holder) if wallet is not None else None
    return None if holder is None else masked(reveal(desk.platform.keyring, holder).name) or None
