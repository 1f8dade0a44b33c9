"""The data of interest: runs, what each wallet was paid, and the days and rates it is reckoned with.

Days are China days (`clock.china_day`). A span of days includes its first day and not its end.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class RunState(IntEnum):
    """A run is prepared step by step, waits for its release, and is paid step by step."""

    PREPARING = 1
    PREPARED = 2
    RELEASED = 3
    DONE = 4


@dataclass(slots=True)
class Run:
    """A row of `interest_runs`: one quarter of one operator.

    `due_*` is what the preparation found; `paid_*` what was credited; `closed_*` the part of it that its wallets had
    taken with them when they were closed after the quarter's end. Done, due is paid and closed. `cursor_wallet` is the
    last wallet of the present pass; amounts are minor units.
    """

    id: int
    operator: int
    state: int
    start_day: int
    end_day: int
    cursor_wallet: int
    due_wallets: int
    due_minor: int
    paid_wallets: int
    paid_minor: int
    closed_wallets: int
    closed_minor: int
    prepared_at: int
    released_at: int
    done_at: int


class Earner(NamedTuple):
    """A wallet with what its interest follows from: its account, and up to which day it was settled last, if ever.

    `settled_account` tells a mark of an earlier account, which does not count for this one.
    """

    wallet: int
    kind: int
    wallet_class: int
    closed: int
    account: int
    posted: int
    fen_days: int
    counted_on: int
    settled_account: int | None
    settled_fen_days: int | None


class Carried(NamedTuple):
    """A row of `interest_carried`: what a wallet earned before it could follow its operator into deposit money.

    It is paid with the settlement of the days about `until_day`, the day it moved. A part of the quarter that went on
    then has its `fen_days` with rate and basis, to be rounded with the rest of it; of a quarter that had ended,
    `interest_minor` is what it came to.
    """

    wallet: int
    account: int
    until_day: int
    part: int
    fen_days: int
    rate_ppm: int
    basis_days: int
    interest_minor: int


class ClassChange(NamedTuple):
    """A row of `class_changes`: from `day` on the wallet's class was another; fen-days of all days before."""

    wallet: int
    day: int
    class_before: int
    class_after: int
    fen_days: int


class Share(NamedTuple):
    """What a wallet's span of days comes to: its fen-days up to the end of it, those that earned, the interest in minor
    units. `carried` is what of it is not written yet."""

    earner: Earner
    fen_days: int
    earning_fen_days: int
    interest_minor: int
    carried: tuple[Carried, ...] = ()
