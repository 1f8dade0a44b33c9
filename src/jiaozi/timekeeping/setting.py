"""An act of two people: what a wrong clock recorded in the future counts as recorded now.

What was written stays as it was written, and the hash chain over it. Beside it stands when it counts as recorded, and
accounts, counters and waits come back to today, so that nobody is dragged along. When it really happened nobody knows;
the day of the act is the one on which everybody can see it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from jiaozi.access.model import PROPOSAL_US
from jiaozi.access.schema import API_KEYS, PRINCIPALS
from jiaozi.automatic.schema import BALANCE_RULES
from jiaozi.banking import audit_store as banking
from jiaozi.banking.schema import AGREEMENTS, EXCHANGE_ORDERS, SWEEPS
from jiaozi.clock import DAY_US, china_date, china_day, date_to_day
from jiaozi.db.clock_watch import ALL, groups_ahead, misdated_groups
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.engine import Connection, Contention, Row
from jiaozi.db.tables import RowTable
from jiaozi.db.tx import Tx
from jiaozi.devices.schema import DEVICE_HOLDERS
from jiaozi.errors import Refusal
from jiaozi.kinds import Count, DayText, Instant
from jiaozi.ledger.audit_store import wrong_fen_days
from jiaozi.ledger.model import Account
from jiaozi.ledger.schema import ACCOUNTS, misdated
from jiaozi.mandates.schema import STANDING_PAYMENTS
from jiaozi.mandates.standing import go_back
from jiaozi.mandates.store import standing_ahead
from jiaozi.payments.audit_store import wrong_usages
from jiaozi.people.schema import LOOKUPS
from jiaozi.records import dataclass
from jiaozi.timekeeping import store
from jiaozi.wallets.schema import USAGES
from jiaozi.webhooks.schema import DELIVERIES, ENDPOINTS

WAIT_MAX_US: Final = 2 * DAY_US
"""Longer than anything waits for its next try: who is to be tried later than this was told so by a wrong clock."""
PROPOSED_DAYS: Final = PROPOSAL_US // DAY_US + 1
"""So many midnights a proposal may live through, and one more for where somebody else's date is."""
_Columns = tuple[tuple[RowTable[Any], str], ...]
_Pulled = dict[str, set[Any]]
"""The keys of rows that were brought back, by table."""

_DAYS: Final[_Columns] = (
    (API_KEYS, "last_used_day"),
    (AGREEMENTS, "day"),
    (AGREEMENTS, "code_day"),
    (DEVICE_HOLDERS, "small_day"),
    (LOOKUPS, "day"),
    (USAGES, "day"),
)
"""Counters of a day that go on with the newest day they have seen."""

_WAITS: Final[_Columns] = (
    (PRINCIPALS, "rights_since"),
    (EXCHANGE_ORDERS, "next_at"),
    (SWEEPS, "retry_at"),
    (BALANCE_RULES, "look_at"),
    (DELIVERIES, "next_at"),
    (ENDPOINTS, "next_at"),
    (ENDPOINTS, "leased_until"),
)


@dataclass(frozen=True, slots=True)
class SetTimesRight:
    """Proposes that whatever is recorded in the future counts as recorded when a second person of the central bank has
    approved. `today` is the date in China, which two people know better than a clock: by one that is behind, all there
    is would be in the future."""

    today: DayText


class TimesSetRight(NamedTuple):
    """So many groups, transfers and accounts had been recorded in the future; they count as recorded at `set_at`."""

    groups: Count
    transfers: Count
    accounts: Count
    set_at: Instant


def _touch(tx: Tx, requests: Sequence[Request[SetTimesRight]]) -> None:
    """Names whatever lies in the future, for who says what day it is by this clock too: by one that is a year behind,
    the year would. No clock that is ahead may write, so nothing comes to it meanwhile."""
    if not any(_day_fits(request, request.at or tx.now) for request in requests):
        return
    tx.memo[SetTimesRight] = True
    bound, connection = tx.now + tx.apart_us, tx.connection
    tx.want(ACCOUNTS, store.keys_after(connection, ACCOUNTS, "changed_at", bound))
    for table, column in _DAYS:
        tx.want(table, store.keys_after(connection, table, column, china_day(bound)))
    for table, column in _WAITS:
        tx.want(table, store.keys_after(connection, table, column, bound + WAIT_MAX_US))
    tx.want(STANDING_PAYMENTS, standing_ahead(connection, bound))


def _set(tx: Tx, request: Request[SetTimesRight]) -> TimesSetRight | Refusal:
    """Refuses: `clock_day_differs`, `clock_not_ahead`. Raises `Contention` after others of its group, whose effects
    the database does not show yet, and when the day came after its rows were named: it runs again, in the next."""
    if not _day_fits(request, request.at):
        return Refusal("clock_day_differs", f"it is {china_date(request.at)} by the clock")
    if tx.begun or SetTimesRight not in tx.memo:
        raise Contention("what lies in the future is counted from the database")
    at, bound = request.at, request.at + tx.apart_us
    accounts = [row for row in tx.rows(ACCOUNTS).rows.values() if row.changed_at > bound]
    groups = groups_ahead(tx.connection, bound)
    pulled = {**_pull(tx, _DAYS, china_day(bound), china_day(at)), **_pull(tx, _WAITS, bound + WAIT_MAX_US, at)}
    pulled[STANDING_PAYMENTS.name] = {
        row.id for row in list(tx.rows(STANDING_PAYMENTS).rows.values()) if go_back(tx, row, bound)
    }
    if not (accounts or groups or any(pulled.values())):
        return Refusal("clock_not_ahead")
    transfers = _misdate(tx, accounts, bound, at)
    store.tell(tx.connection, misdated_groups, groups, at, bound)
    for row in accounts:
        row.changed_at, row.counted_on = at, min(row.counted_on, china_day(at))
        tx.rows(ACCOUNTS).changed(row)
    pulled[ACCOUNTS.name] = {row.id for row in accounts}
    _count_again(tx, pulled, at)
    return TimesSetRight(groups=len(groups), transfers=transfers, accounts=len(accounts), set_at=at)


def _day_fits(request: Request, at: int) -> bool:
    """Whether who asks says the day of an instant, as it was when it was proposed."""
    return 0 <= china_day(at) - _day(request.command.today) <= PROPOSED_DAYS


def _day(text: str) -> int:
    """The number of a day; 0, long gone, for what is none."""
    try:
        return date_to_day(date.fromisoformat(text))
    except ValueError:
        return 0


def _pull(tx: Tx, columns: _Columns, bound: int, to: int) -> _Pulled:
    """Brings days or instants that are later than a bound back; the keys of the rows that had them."""
    pulled: _Pulled = {}
    for table, column in columns:
        late = {key: row for key, row in tx.rows(table).rows.items() if getattr(row, column) > bound}
        for row in late.values():
            setattr(row, column, to)
            tx.rows(table).changed(row)
        pulled.setdefault(table.name, set()).update(late)
    return pulled


def _misdate(tx: Tx, accounts: Sequence[Account], bound: int, at: int) -> int:
    """Writes down when the transfers of chains that run into the future count as recorded; how many they are."""
    found = [row for account in accounts for row in store.misdated(tx.connection, account, bound)]
    transfers = sorted({row.transfer for row in found})
    if transfers:
        store.tell(tx.connection, misdated, transfers, at, bound)
        marks = [(at, row.account, row.version) for row in found]
        tx.connection.update("checkpoints", ("account", "version"), ("recorded_at",), marks)
    return len(transfers)


def _count_again(tx: Tx, pulled: _Pulled, at: int) -> None:
    """Counts again what was brought back, as the audit counts it. Other counters keep what they have counted."""
    year = china_date(at).year
    store.pull_back(tx.connection, china_day(at))
    yearly: tuple[RowTable[Any], ...] = (USAGES, AGREEMENTS)
    for table in yearly:
        for key in pulled[table.name]:
            tx.rows(table)[key].year = min(tx.rows(table)[key].year, year)
    for table, _, _ in _PROVEN:
        tx.rows(table).flush(tx.connection)
    for table, wrong, proven in _PROVEN:
        for found in wrong(tx.connection, ALL):
            key = found[0] if len(table.key) == 1 else tuple(found[: len(table.key)])
            if key in pulled[table.name]:
                row = tx.rows(table)[key]
                for name, place in proven.items():
                    setattr(row, name, int(found[place]))
                tx.rows(table).changed(row)


_USED: Final = ("used_today_count", "used_today_minor", "used_year_count", "used_year_minor")
_PROVEN: Final[tuple[tuple[RowTable[Any], Callable[[Connection, int], Sequence[Row]], dict[str, int]], ...]] = (
    (ACCOUNTS, wrong_fen_days, {"fen_days": 3}),
    (USAGES, wrong_usages, {"used_today_minor": 3, "used_year_minor": 5}),
    (AGREEMENTS, banking.wrong_counts, {name: 6 + place for place, name in enumerate(_USED)}),
)
"""What the audit proves of a table's counters: its function, and where in its rows each column's value stands."""


OPERATIONS: Final = (Operation("set_times_right", SetTimesRight, TimesSetRight, _touch, one_by_one(_set), True),)
