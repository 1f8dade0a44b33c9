"""Interest on the wire: runs, what wallets have earned and were paid, closing out."""

from jiaozi.wire.base import Answer, BankAccountId, Body, InstitutionId, Moment, Money, Reason


class InterestPreparation(Body):
    """Begins the run of an operator's next quarter."""

    operator: InstitutionId


class InterestRelease(Body):
    """Proposes to pay a prepared run."""

    reason: Reason


class ClosingOut(Body):
    """Closes a wallet and sends what it holds, with its interest, to a bank account of the holder."""

    bank_account: BankAccountId


class InterestPrepared(Answer):
    """A run was begun, with the first day and the last of what it settles."""

    run: str
    first_day: str
    last_day: str


class InterestReleased(Answer):
    """A run was released: what it is going to pay."""

    run: str
    wallets: int
    interest: Money


class InterestAdvanced(Answer):
    """A step of a run: how many wallets it looked at, what it reckoned or paid, whether its pass has ended."""

    run: str
    wallets: int
    interest: Money
    ended: bool


class InterestRun(Answer):
    """A quarter of an operator: what is due, what was paid, and what closed wallets took with them.

    `state` is preparing, prepared, released or done; `due` is complete once it is prepared.
    """

    id: str
    operator: str
    state: str
    first_day: str
    last_day: str
    due_wallets: int
    due: Money
    paid_wallets: int
    paid: Money
    closed_wallets: int
    closed: Money
    prepared_at: Moment | None
    released_at: Moment | None
    done_at: Moment | None


class InterestItem(Answer):
    """What a wallet was settled for up to, not including, a day. `run` is null when it was closed out."""

    until: str
    run: str | None
    fen_days: int
    interest: Money
    journal: str | None


class WalletInterest(Answer):
    """What a wallet has earned since it was settled last, up to yesterday, and its settlements, newest first.

    `fen_days` are those that earn; `accrued` is what closing today would pay.
    """

    wallet: str
    since: str | None
    fen_days: int
    accrued: Money
    settlements: list[InterestItem]


class ClosedOut(Answer):
    """A wallet was closed out: what went to the bank account, and how much of it was interest."""

    wallet: str
    amount: Money
    interest: Money
    journal: str | None
