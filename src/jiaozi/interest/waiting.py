"""Wallets that follow their operator into deposit money later than it went: what they earn from its day on.

A wallet with open holds cannot move. Until it can, its balance at the end of each day earns as if it had moved on the
day of the change, worked out from its account's history. On moving this is carried into the new account, to be summed
and rounded with the quarter that goes on; what quarters came to that ended meanwhile is paid with it.
"""

from collections.abc import Callable, Sequence

from jiaozi.clock import china_day
from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.interest import rates, store
from jiaozi.interest.model import Carried, Earner
from jiaozi.interest.reckon import interest_of, parts_between
from jiaozi.interest.schema import CARRIED_COLUMNS
from jiaozi.kinds import AccountNo
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.scheme.model import Institution, Regime
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.model import Wallet


def waiting_since(connection: Connection, wallet: Wallet) -> int | None:
    """The day from which a wallet earns that has not followed its operator into deposit money; None for any other."""
    (operator,) = INSTITUTIONS.read(connection, [wallet.operator])
    if wallet.regime == Regime.DEPOSIT_MONEY or operator.regime != Regime.DEPOSIT_MONEY or not operator.regime_since:
        return None
    return china_day(operator.regime_since)


def within(carried: Sequence[Carried], start: int, end: int) -> list[Carried]:
    """What was carried that a settlement of the days from `start` up to, not including, `end` pays."""
    return [each for each in carried if start <= each.until_day < end]


def earned(connection: Connection, wallet: Wallet, account: AccountNo, since: int, today: int) -> list[Carried]:
    """What a wallet that waits earned from a day up to yesterday, to be carried into `account`. It is read as the
    database has it: what this group did is of today, which does not earn yet."""
    first, found = rates.first_earning_day(), store.earner(connection, wallet.id)
    if first is None or found is None or max(first, since) >= today:
        return []
    start, earner = max(first, since), found[0]
    fen_days = _fen_days(earner, store.moved_by_day(connection, earner.account, start))
    changes = store.class_changes(connection, wallet.id - 1, wallet.id, start).get(wallet.id, [])
    rows: list[tuple[int, int, int, int]] = []
    while start < today:
        quarter, _, _ = rates.next_settlement(start)
        parts = parts_between(earner, rates.spans(start, min(quarter, today)), changes, fen_days)
        if quarter <= today:
            rows.append((sum(part[0] for part in parts), 0, 0, interest_of(parts)))
        else:
            rows += [(*part, 0) for part in parts]
        start = quarter
    return [Carried(wallet.id, account, today, part, *row) for part, row in enumerate(rows) if row[0]]


def _fen_days(earner: Earner, moved: Sequence[tuple[int, int]]) -> Callable[[int, int], int]:
    """The sum of the balances at the end of the days from one up to another: today's, less what came after each."""

    def between(start: int, end: int) -> int:
        later = sum(minor * min(max(day - start, 0), end - start) for day, minor in moved)
        return earner.posted * (end - start) - later

    return between


def note_joining(tx: Tx, wallet: Wallet, account: AccountNo, operator: Institution, at: int) -> None:
    """Carries over what a wallet that moves into deposit money has earned since its operator did."""
    old, new = tx.rows(ACCOUNTS)[wallet.account], tx.rows(ACCOUNTS)[account]
    today = max(china_day(at), china_day(old.changed_at), new.counted_on)
    since = china_day(operator.regime_since) if operator.regime_since else today
    if since >= today:
        return
    rows = earned(tx.connection, wallet, account, since, today)
    tx.appender("interest_carried", CARRIED_COLUMNS).extend(rows)
    carried: dict[AccountNo, list[Carried]] = tx.memo.setdefault(Carried, {})
    carried[account] = rows
