"""The ledger as it may be seen: journals, trial balances, the chained list of groups.

An operator sees its own institution's: of a journal that touches others, only the transfers that touch it, and no
balance of theirs.
"""

from collections.abc import Collection, Iterable, Mapping

from jiaozi.access.permissions import Ownership
from jiaozi.api import store
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.routes.accounts import owners_of
from jiaozi.api.routing import Paging, Router
from jiaozi.db.engine import Connection, Row
from jiaozi.db.groups import transfer_ids
from jiaozi.kinds import (
    AccountNo,
    Count,
    EntrySide,
    GroupNo,
    Instant,
    InstitutionNo,
    JournalNo,
    Reference,
    TransferNo,
)
from jiaozi.ledger import store as ledger
from jiaozi.ledger.model import DEBIT_NORMAL, CodeNumber, KindNumber, PhaseNumber, Transfer
from jiaozi.money import Money, money_of
from jiaozi.records import dataclass
from jiaozi.scheme.store import institutions
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Router("/v1", "ledger")
_LEGS_MAX = 2_000
"""Transfers of one page of groups."""


@dataclass(frozen=True, slots=True)
class TransferView:
    """A movement of a journal. A side's version and balance are null where they are not the caller's."""

    id: TransferNo
    debit: AccountNo
    credit: AccountNo
    amount: Money
    code: CodeNumber
    phase: PhaseNumber
    reference: Reference | None
    recorded_at: Instant
    effective_at: Instant | None
    debit_version: Count | None
    debit_balance: Money | None
    credit_version: Count | None
    credit_balance: Money | None


@dataclass(frozen=True, slots=True)
class JournalView:
    """Transfers that were committed together."""

    id: JournalNo
    transfers: tuple[TransferView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A committed group by its number, with its link of the hash chain and the journals the caller may see."""

    sequence: Count
    group: GroupNo
    recorded_at: Instant
    digest: str
    chain: str
    transfers: Count
    journals: tuple[JournalView, ...]


@dataclass(frozen=True, slots=True)
class TrialLineView:
    """Sum of the accounts of one kind."""

    kind: KindNumber
    side: EntrySide
    accounts: Count
    balance: Money


@dataclass(frozen=True, slots=True)
class TrialBalanceView:
    """A book's trial balance; debits and credits of each asset are equal."""

    book: InstitutionNo
    lines: tuple[TrialLineView, ...]
    balanced: bool


def _journals(desk: Desk, connection: Connection, transfers: list[Transfer]) -> tuple[JournalView, ...]:
    """Journals of transfers, as far as the caller may see them."""
    held = ledger.accounts(connection, {side for row in transfers for side in (row.debit, row.credit)})
    assets, own = {number: row.asset for number, row in held.items()}, set(held)
    if not desk.sees_all("read_journals"):
        owners = owners_of(connection, list(held.values()))
        own = {number for number, owner in owners.items() if desk.may("read_journals", [owner])}
        transfers = [row for row in transfers if row.debit in own or row.credit in own]
    found: dict[JournalNo, list[TransferView]] = {}
    for row in transfers:
        found.setdefault(row.journal, []).append(_transfer(row, assets[row.debit], own))
    return tuple(JournalView(key, tuple(rows)) for key, rows in found.items())


def _transfer(row: Transfer, asset: int, own: Collection[int]) -> TransferView:
    """A transfer; only `own` accounts' versions and balances are shown."""
    debit, credit = row.debit in own, row.credit in own
    return view(
        TransferView,
        row,
        amount=money_of(row.amount, asset),
        debit_version=row.debit_version if debit else None,
        debit_balance=money_of(row.debit_posted, asset) if debit else None,
        credit_version=row.credit_version if credit else None,
        credit_balance=money_of(row.credit_posted, asset) if credit else None,
    )


@router.get("/journals/{journal}")
async def get_journal(desk: At, journal: JournalNo) -> JournalView:
    """A journal by its id."""

    def job(connection: Connection) -> JournalView:
        found = _journals(desk, connection, ledger.journal(connection, journal))
        return need(found[0] if found else None, "not_found")

    return await desk.read("read_journals", job)


@router.get("/journals")
async def list_journals_by_reference(desk: At, reference: Reference) -> Page[JournalView]:
    """The journals with a business reference, oldest first; at most 200."""

    def job(connection: Connection) -> Page[JournalView]:
        numbers = ledger.journals_by_reference(connection, reference)[:200]
        transfers = [row for number in numbers for row in ledger.journal(connection, number)]
        return Page(_journals(desk, connection, transfers))

    return await desk.read("read_journals", job)


@router.get("/groups")
async def list_groups(desk: At, paging: Paging) -> Page[GroupView]:
    """Committed groups with their journals, by the sequencer's number, each with its link of the hash chain.

    A group is listed a moment after its commit. Go on from `next_cursor` to follow the ledger.
    """

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[GroupView]]:
        rows = _bounded(store.groups(connection, after[0], limit))
        flat = [number for row in rows for number in transfer_ids(bytes(row[5]))]
        transfers: dict[int, Transfer] = {row.id: row for row in ledger.transfers(connection, flat)}
        return [((row[0],), _group(desk, connection, row, transfers)) for row in rows]

    return await desk.listing("read_journals", "groups", paging, job)


def _bounded(rows: list[Row]) -> list[Row]:
    """So many groups that their transfers fit a page, but always one and a next."""
    total = 0
    for place, row in enumerate(rows):
        total += len(row[5]) // 8
        if total > _LEGS_MAX and place > 1:
            return rows[:place]
    return rows


def _group(desk: Desk, connection: Connection, row: Row, transfers: Mapping[int, Transfer]) -> GroupView:
    seq, group, recorded_at, digest, chain, packed = row
    numbers = transfer_ids(bytes(packed))
    journals = _journals(desk, connection, [transfers[number] for number in numbers])
    return GroupView(seq, group, recorded_at, bytes(digest).hex(), bytes(chain).hex(), len(numbers), journals)


@router.get("/institutions/{institution}/trial-balance")
async def get_trial_balance(desk: At, institution: InstitutionNo) -> TrialBalanceView:
    """The sums of an institution's book by kind of account."""

    def job(connection: Connection) -> TrialBalanceView:
        desk.check_own("read_ledger", [Ownership(institution)])
        known = {row.id for row in institutions(connection)}
        book = need(institution if institution in known else None, "institution_not_found")
        return _trial_balance(book, ledger.trial_balance(connection, book))

    return await desk.read("read_ledger", job)


def _trial_balance(book: InstitutionNo, rows: Iterable[tuple[int, int, int, int]]) -> TrialBalanceView:
    """A book's sums by kind; the two sides of each asset must be equal."""
    lines: list[TrialLineView] = []
    sums: dict[int, int] = {}
    for asset, kind, count, total in rows:
        debit = kind >= DEBIT_NORMAL
        sums[asset] = sums.get(asset, 0) + (total if debit else -total)
        lines.append(TrialLineView(kind, "debit" if debit else "credit", count, money_of(total, asset)))
    return TrialBalanceView(book, tuple(lines), not any(sums.values()))
