"""The data of interest: runs, what each wallet was paid, and the days and rates it is reckoned with.

Days are China days (`clock.china_day`). A span of days includes its first day and not its end.
"""

from enum import IntEnum
from typing import Annotated, Final, NamedTuple

from jiaozi.kinds import (
    AccountNo,
    Count,
    Day,
    FenOrZero,
    Flag,
    Instant,
    InstitutionNo,
    InterestRunNo,
    Names,
    OrNone,
    Ppm,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.wallets.model import HolderKindNumber, WalletClassNumber


class RunState(IntEnum):
    """A run is prepared step by step, waits for its release, and is paid step by step."""

    PREPARING = 1
    PREPARED = 2
    RELEASED = 3
    DONE = 4


RUN_STATES: Final = {int(state): state.name.lower() for state in RunState}
RunStateNumber = Annotated[int, Names(tuple(RUN_STATES.items()))]


@dataclass(slots=True)
class Run:
    """A row of `interest_runs`: one quarter of one operator.

    `due_*` is what the preparation found; `paid_*` what was credited; `closed_*` the part of it that its wallets had
    taken with them when they were closed after the quarter's end. Done, due is paid and closed. `cursor_wallet` is the
    last wallet of the present pass; amounts are minor units.
    """

    id: InterestRunNo
    operator: InstitutionNo
    state: RunStateNumber
    start_day: Day
    end_day: Day
    cursor_wallet: OrNone[WalletNo]
    due_wallets: Count
    due_minor: FenOrZero
    paid_wallets: Count
    paid_minor: FenOrZero
    closed_wallets: Count
    closed_minor: FenOrZero
    prepared_at: OrNone[Instant]
    released_at: OrNone[Instant]
    done_at: OrNone[Instant]


class Earner(NamedTuple):
    """A wallet with what its interest follows from: its account, and up to which day it was settled last, if ever.

    `settled_account` tells a mark of an earlier account, which does not count for this one.
    """

    wallet: WalletNo
    kind: HolderKindNumber
    wallet_class: WalletClassNumber
    closed: Flag
    account: AccountNo
    posted: FenOrZero
    fen_days: Count
    counted_on: Day
    settled_account: AccountNo | None
    settled_fen_days: Count | None


class Carried(NamedTuple):
    """A row of `interest_carried`: what a wallet earned before it could follow its operator into deposit money.

    It is paid with the settlement of the days about `until_day`, the day it moved. A part of the quarter that went on
    then has its `fen_days` with rate and basis, to be rounded with the rest of it; of a quarter that had ended,
    `interest_minor` is what it came to.
    """

    wallet: WalletNo
    account: AccountNo
    until_day: Day
    part: Count
    fen_days: Count
    rate_ppm: Ppm
    basis_days: Count
    interest_minor: FenOrZero


class ClassChange(NamedTuple):
    """A row of `class_changes`: from `day` on the wallet's class was another; fen-days of all days before."""

    wallet: WalletNo
    day: Day
    class_before: WalletClassNumber
    class_after: WalletClassNumber
    fen_days: Count


class Share(NamedTuple):
    """What a wallet's span of days comes to: its fen-days up to the end of it, those that earned, the interest in minor
    units. `carried` is what of it is not written yet."""

    earner: Earner
    fen_days: Count
    earning_fen_days: Count
    interest_minor: FenOrZero
    carried: tuple[Carried, ...] = ()
