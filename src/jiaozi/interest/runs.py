"""Interest runs: a quarter of an operator is prepared step by step, released by a second person, paid step by step.

A step is a bounded batch in one transaction that moves the run's cursor on with its effect, so a run that was
interrupted goes on where it stood, and no wallet is paid twice. What a wallet earned does not depend on when it is
reckoned: what was released is what is paid, but for wallets that took their interest with them when they were closed.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.clock import china_day, day_to_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import InterestRunData
from jiaozi.ids import encode_id
from jiaozi.interest import rates, store
from jiaozi.interest.model import ClassChange, Earner, Run, RunState, Share
from jiaozi.interest.reckon import share
from jiaozi.interest.schema import ITEM_COLUMNS, RUNS
from jiaozi.interest.waiting import within
from jiaozi.kinds import AccountNo, Count, Day, DayText, FenOrZero, InstitutionNo, InterestRunNo, WalletNo
from jiaozi.ledger.model import Journal, Posted
from jiaozi.ledger.post import open_account, post
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import INTEREST_PLAN, Regime, Role, account
from jiaozi.scheme.schema import INSTITUTIONS

BATCH: Final = 4_000
"""Wallets of one step; at most 4,096, since their journals take consecutive ids."""
_FIRST: Final = WalletNo(0)
"""Before all wallets."""


@dataclass(frozen=True, slots=True)
class PrepareInterest:
    """Begins the run of an operator's next quarter, once its day of crediting has come. Its steps, or the worker, then
    reckon what is due."""

    operator: InstitutionNo


@dataclass(frozen=True, slots=True)
class ReleaseInterest:
    """Proposes to pay a prepared run; a second person of the operator approves it."""

    run: InterestRunNo


@dataclass(frozen=True, slots=True)
class AdvanceInterest:
    """Does the next batch of a run that is being prepared or paid, at most 4,000 wallets; the worker does the same by
    itself."""

    run: InterestRunNo


class InterestPrepared(NamedTuple):
    """A run was begun, with the first day and the last of what it settles."""

    run: InterestRunNo
    first_day: DayText
    last_day: DayText


class InterestReleased(NamedTuple):
    """A run was released: what it is going to pay."""

    run: InterestRunNo
    wallets: Count
    interest_minor: FenOrZero


class InterestAdvanced(NamedTuple):
    """A step of a run was done: how many wallets it looked at, what it reckoned or paid, whether its pass has ended."""

    run: InterestRunNo
    wallets: Count
    interest_minor: FenOrZero
    ended: bool


class Mark(NamedTuple):
    """Up to where a step of this group has settled a wallet; what is not written yet cannot be read."""

    account: AccountNo
    fen_days: Count
    until_day: Day


class _Batch(NamedTuple):
    """What a step is about, read before its accounts are locked."""

    cursor: WalletNo
    shares: list[Share]


def _touch_operator(tx: Tx, requests: Sequence[Request[PrepareInterest]]) -> None:
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})


def _prepare(tx: Tx, request: Request[PrepareInterest]) -> InterestPrepared | Refusal:
    """Refuses: `institution_not_found`, `regime_forbids` (no deposit money), `interest_run_open`, `interest_not_due`
    with the settlement's rule."""
    operator = operator_of(tx, request.command.operator)
    if isinstance(operator, Refusal):
        return operator
    first = rates.first_earning_day()
    if operator.regime != Regime.DEPOSIT_MONEY or first is None:
        return Refusal("regime_forbids", "only deposit money earns interest")
    last = store.last_run(tx.connection, operator.id)
    if last is not None and last.state != RunState.DONE:
        return Refusal("interest_run_open", encode_id("irn", last.id))
    start = max(first, china_day(operator.opened_at)) if last is None else last.end_day
    end, credit_day, rule = rates.next_settlement(start)
    if china_day(request.at) < credit_day:
        return Refusal("interest_not_due", str(day_to_date(credit_day)), rule.settlement_rule.cite())
    state = RunState.PREPARING.value
    run = Run(
        id=request.id,
        operator=operator.id,
        state=state,
        start_day=start,
        end_day=end,
        cursor_wallet=_FIRST,
        due_wallets=0,
        due_minor=0,
        paid_wallets=0,
        paid_minor=0,
        closed_wallets=0,
        closed_minor=0,
        prepared_at=0,
        released_at=0,
        done_at=0,
    )
    tx.rows(RUNS).add(run)
    return InterestPrepared(run=request.id, first_day=str(day_to_date(start)), last_day=str(day_to_date(end - 1)))


def _touch_run(tx: Tx, requests: Sequence[Request[ReleaseInterest | AdvanceInterest]]) -> None:
    tx.want(RUNS, {request.command.run for request in requests})


def _release(tx: Tx, request: Request[ReleaseInterest]) -> InterestReleased | Refusal:
    """Refuses: `interest_run_not_found`, `interest_run_not_ready` (not prepared, or released already)."""
    run = tx.rows(RUNS).get(request.command.run)
    if run is None:
        return Refusal("interest_run_not_found")
    if run.state != RunState.PREPARED:
        return Refusal("interest_run_not_ready", RunState(run.state).name.lower())
    run.state, run.cursor_wallet, run.released_at = RunState.RELEASED.value, _FIRST, request.at
    tx.rows(RUNS).changed(run)
    return InterestReleased(run=run.id, wallets=run.due_wallets, interest_minor=run.due_minor)


def _touch_step(tx: Tx, requests: Sequence[Request[AdvanceInterest]]) -> Iterator[None]:
    _touch_run(tx, requests)
    yield
    for request in requests:
        run = tx.rows(RUNS).get(request.command.run)
        if run is None or run.state not in (RunState.PREPARING, RunState.RELEASED):
            continue
        batch = tx.memo[AdvanceInterest, request.id] = _batch(tx, run)
        if run.state == RunState.RELEASED:
            tx.want(ACCOUNTS, {account(run.operator, Role.INTEREST)})
            tx.want(ACCOUNTS, {found.earner.account for found in batch.shares if found.interest_minor})


def _batch(tx: Tx, run: Run) -> _Batch:
    """The next wallets of a run with what each of them earned."""
    found = store.earners(tx.connection, run, run.cursor_wallet, BATCH)
    if not found:
        return _Batch(run.cursor_wallet, [])
    low, high = run.cursor_wallet, found[-1].wallet
    spans = rates.spans(run.start_day, run.end_day)
    changes = _on_their_accounts(tx, found, store.class_changes(tx.connection, low, high, run.start_day))
    carried = store.carried(tx.connection, low, high)
    counted: dict[int, dict[int, int]] = {}
    for span in spans:
        for number, fen_days in store.counted_before(tx.connection, run.operator, low, high, span.end).items():
            counted.setdefault(number, {})[span.end] = fen_days
    return _Batch(
        run.cursor_wallet,
        [
            share(
                each,
                spans,
                changes.get(each.wallet, ()),
                counted.get(each.account),
                within(carried.get(each.account, ()), run.start_day, run.end_day),
            )
            for each in found
        ],
    )


def _on_their_accounts(
    tx: Tx, found: Sequence[Earner], changes: dict[int, list[ClassChange]]
) -> dict[int, list[ClassChange]]:
    """The changes of class while wallets had the account that is reckoned: those before were settled with another."""
    accounts = {each.wallet: each.account for each in found}
    left: dict[int, int] = {}
    for wallet, day, number in store.left_accounts(tx.connection, list(changes)):
        if accounts.get(wallet, number) > number:
            left[wallet] = max(day, left.get(wallet, 0))
    return {wallet: [change for change in some if change.day > left.get(wallet, 0)] for wallet, some in changes.items()}


def _advance(tx: Tx, request: Request[AdvanceInterest]) -> InterestAdvanced | Refusal:
    """Refuses: `interest_run_not_found`, `interest_run_not_ready` (it waits for its release, or has ended)."""
    run = tx.rows(RUNS).get(request.command.run)
    if run is None:
        return Refusal("interest_run_not_found")
    batch: _Batch | None = tx.memo.get((AdvanceInterest, request.id))
    if batch is None or run.state not in (RunState.PREPARING, RunState.RELEASED):
        return Refusal("interest_run_not_ready", RunState(run.state).name.lower())
    if batch.cursor != run.cursor_wallet:  # another step of this group has done it
        return InterestAdvanced(run=run.id, wallets=0, interest_minor=0, ended=False)
    tx.rows(RUNS).changed(run)
    minor = _find(run, batch) if run.state == RunState.PREPARING else _pay(tx, request, run, batch)
    ended = len(batch.shares) < BATCH
    if batch.shares:
        run.cursor_wallet = batch.shares[-1].earner.wallet
    if ended:
        _end(tx, request, run)
    return InterestAdvanced(run=run.id, wallets=len(batch.shares), interest_minor=minor, ended=ended)


def _find(run: Run, batch: _Batch) -> int:
    """Adds what a batch is due."""
    due = [found.interest_minor for found in batch.shares if found.interest_minor]
    run.due_wallets += len(due)
    run.due_minor += sum(due)
    return sum(due)


def _pay(tx: Tx, request: Request, run: Run, batch: _Batch) -> int:
    """Credits a batch, and marks where each wallet's next span begins."""
    accounts = tx.rows(ACCOUNTS)
    due = [found for found in batch.shares if found.interest_minor]
    gone = {found.earner.wallet for found in due if accounts[found.earner.account].closed}
    paid = [found for found in due if found.earner.wallet not in gone]
    journals = _credit(tx, request, run, paid)
    settled = [found for found in batch.shares if found.earner.wallet not in gone]
    tx.appender("interest_items", ITEM_COLUMNS).extend(
        _item(run, found, journals.get(found.earner.wallet, 0)) for found in settled
    )
    marks: dict[int, Mark] = tx.memo.setdefault(Mark, {})
    marks.update({found.earner.wallet: Mark(found.earner.account, found.fen_days, run.end_day) for found in settled})
    minor = sum(found.interest_minor for found in paid)
    run.paid_wallets += len(paid)
    run.paid_minor += minor
    run.closed_wallets += len(gone)
    run.closed_minor += sum(found.interest_minor for found in due) - minor
    return minor


def _credit(tx: Tx, request: Request, run: Run, paid: Sequence[Share]) -> dict[int, int]:
    """One journal for each wallet that is paid; their ids by wallet."""
    if not paid:
        return {}
    expense_account(tx, run.operator)
    first = tx.ids.take(len(paid))
    journals = [
        Journal(first + number, request.at, entries.pay_interest(place, found.interest_minor))
        for number, found in enumerate(paid)
        for place in (Place(found.earner.account, run.operator, Regime.DEPOSIT_MONEY),)
    ]
    for outcome in post(tx, journals):
        if not isinstance(outcome, Posted):
            raise RuntimeError(f"interest cannot be refused: {outcome}")
    return {found.earner.wallet: first + number for number, found in enumerate(paid)}


def _item(run: Run, found: Share, journal: int) -> tuple[int, ...]:
    earned = (found.fen_days, found.earning_fen_days, found.interest_minor, journal)
    return (found.earner.wallet, run.end_day, run.id, found.earner.account, *earned)


def _end(tx: Tx, request: Request, run: Run) -> None:
    """The pass is over: the figures are complete, or all of it is paid."""
    if run.state == RunState.PREPARING:
        run.state, run.prepared_at = RunState.PREPARED.value, request.at
        kind, minor = "interest.prepared", run.due_minor
    else:
        run.state, run.done_at = RunState.DONE.value, request.at
        kind, minor = "interest.paid", run.paid_minor
    emit(tx, kind, request.at, run.operator, InterestRunData(run=run.id, amount_minor=minor))


def expense_account(tx: Tx, operator: InstitutionNo) -> AccountNo:
    """Where an operator's interest is spent, opened when it first pays any. The caller has named it."""
    number = account(operator, Role.INTEREST)
    if tx.rows(ACCOUNTS).get(number) is None:
        plan = INTEREST_PLAN
        open_account(tx, number, operator, plan.asset, plan.kind, operator, plan.floor)
    return number


OPERATIONS: Final = (
    Operation("prepare_interest", PrepareInterest, InterestPrepared, _touch_operator, one_by_one(_prepare), True),
    Operation("release_interest", ReleaseInterest, InterestReleased, _touch_run, one_by_one(_release), True),
    Operation("advance_interest", AdvanceInterest, InterestAdvanced, _touch_step, one_by_one(_advance)),
)
