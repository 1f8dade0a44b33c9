"""Reconciliation: importing what a bank's core says, the breaks of a day, what is said of them, closing it."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.access.permissions import Ownership
from jiaozi.api import owners
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Placed, Walked, need
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import (
    AccountNo,
    Count,
    Day,
    Instant,
    InstitutionNo,
    JournalNo,
    OrNone,
    PrincipalNo,
    Sha256,
    TransferNo,
)
from jiaozi.ledger import store as ledger
from jiaozi.money import Money, money_of
from jiaozi.reconciliation import store
from jiaozi.reconciliation.closing import (
    BreaksExplained,
    CloseReconciliation,
    CloseWithBreaks,
    ExplainBreaks,
    ReconciliationClosed,
)
from jiaozi.reconciliation.importing import AddCoreEntries, CoreStatementImported, ImportCoreStatement
from jiaozi.reconciliation.model import (
    Break,
    BreakKindNumber,
    BreakState,
    BreakStateNumber,
    CoreAccount,
    DayStateNumber,
    EntryReference,
    Reconciliation,
)
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "reconciliation")
_OWN: Final = owners.ledger_account()
_DAY: Final = "/reconciliations/{account}/{day}"

router.act(ExplainBreaks, BreaksExplained, f"{_DAY}/explanations", owner=_OWN, status=201)
router.act(CloseReconciliation, ReconciliationClosed, f"{_DAY}/closure", owner=_OWN)
router.act(
    CloseWithBreaks,
    ReconciliationClosed,
    f"{_DAY}/closure-with-breaks",
    owner=_OWN,
    proposed=True,
    name="propose_closure_with_breaks",
)


@dataclass(frozen=True, slots=True)
class ReconciliationView:
    """An account's day: what its bank's core says beside what the platform does, and the breaks between them.

    `difference` is the core's net less the platform's; the breaks add up to it. The platform's sums are there once the
    day is matched.
    """

    account: AccountNo
    day: Day
    operator: InstitutionNo
    state: DayStateNumber
    attempt: Count
    file: Sha256
    core_account: CoreAccount
    core_entries: Count
    core_credit: Money
    core_debit: Money
    loaded_entries: Count
    platform_entries: Count
    platform_credit: Money
    platform_debit: Money
    difference: Money
    matched: Count
    breaks: Count
    open_breaks: Count
    imported_by: OrNone[PrincipalNo]
    loaded_at: OrNone[Instant]
    matched_at: OrNone[Instant]
    closed_by: OrNone[PrincipalNo]
    seconded_by: OrNone[PrincipalNo]
    closed_at: OrNone[Instant]
    reason: str
    revision: Count
    explained_breaks: Count


@dataclass(frozen=True, slots=True)
class BreakView:
    """What is between the two sides of a day. Amounts are above zero when the account was credited; `platform` and
    `core` are null where that side has nothing on this day. `entry` numbers the core's entry in its statement."""

    number: Count
    kind: BreakKindNumber
    state: BreakStateNumber
    platform: Money | None
    core: Money | None
    difference: Money
    transfer: OrNone[TransferNo]
    entry: OrNone[Count]
    other_day: OrNone[Day]
    reference: EntryReference
    core_reference: EntryReference
    at: OrNone[Instant]
    reason: str
    journal: OrNone[JournalNo]
    said_by: OrNone[PrincipalNo]
    said_at: OrNone[Instant]


@router.get("/reconciliations")
async def list_reconciliations(desk: At, paging: Paging) -> Page[ReconciliationView]:
    """Days of accounts, oldest first; an operator sees its own."""
    whose = 0 if desk.sees_all("read_reconciliations") else desk.principal.institution

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[ReconciliationView]]:
        rows = store.days_page(connection, whose, (after[0], after[1]), limit)
        assets = {
            number: row.asset for number, row in ledger.accounts(connection, [row.account for row in rows]).items()
        }
        return [((row.day, row.account), _day(row, assets[row.account])) for row in rows]

    return await desk.listing("read_reconciliations", "reconciliations", paging, job, (0, 0))


@router.get(_DAY)
async def get_reconciliation(desk: At, account: AccountNo, day: Day) -> ReconciliationView:
    """One day of an account."""
    return await desk.read("read_reconciliations", lambda at: _day(*_own(desk, at, account, day)))


router.act(
    ImportCoreStatement,
    CoreStatementImported,
    "/reconciliations",
    owner=_OWN,
    status=201,
    thing=read_by(get_reconciliation, "account", "day"),
)
router.act(
    AddCoreEntries,
    CoreStatementImported,
    f"{_DAY}/entries",
    owner=_OWN,
    thing=read_by(get_reconciliation, "account", "day"),
)


@router.get(f"{_DAY}/breaks")
async def list_breaks(
    desk: At,
    account: AccountNo,
    day: Day,
    paging: Paging,
    state: Annotated[BreakStateNumber | None, Field(description="Only those that stand like this")] = None,
) -> Page[BreakView]:
    """The breaks of a day, in the order of their numbers."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> Walked[BreakView]:
        row, asset = _own(desk, connection, account, day)
        found = store.breaks_page(connection, row, None if state is None else BreakState(state), after[0], limit)
        return Walked([_break(each, asset) for each in found.rows], (found.place or 0,), found.more)

    return await desk.walked("read_reconciliations", f"breaks:{account}:{day}:{state}", paging, job)


def _own(desk: Desk, connection: Connection, account: AccountNo, day: int) -> tuple[Reconciliation, int]:
    """A day that the caller may read, and the asset of its account. Another's account is as one that is not there."""
    held = need(ledger.account(connection, account), "account_not_found")
    desk.check_own("read_reconciliations", [Ownership(held.book)], "account_not_found")
    return need(store.reconciliation(connection, account, day), "reconciliation_not_found"), held.asset


def _day(row: Reconciliation, asset: int) -> ReconciliationView:
    return view(
        ReconciliationView,
        row,
        core_credit=money_of(row.core_credit_minor, asset),
        core_debit=money_of(row.core_debit_minor, asset),
        platform_credit=money_of(row.platform_credit_minor, asset),
        platform_debit=money_of(row.platform_debit_minor, asset),
        difference=money_of(row.difference_minor if row.matched_at else 0, asset),
    )


def _break(row: Break, asset: int) -> BreakView:
    return view(
        BreakView,
        row,
        platform=money_of(row.platform_minor, asset) if row.platform_minor else None,
        core=money_of(row.core_minor, asset) if row.core_minor else None,
        difference=money_of(row.difference_minor, asset),
    )
