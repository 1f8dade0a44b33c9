"""Moves money: the only module that changes balances.

`post` takes journals and gives one outcome for each. The rows they touch are already locked by the unit of work; the
decision is in `rules`, the effect here, and everything is written when the unit of work is flushed. A journal that is
refused leaves every balance as it was.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from jiaozi.clock import china_day, not_before
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import LANES
from jiaozi.kinds import AccountNo, Fresh, InstitutionNo, TransferNo
from jiaozi.ledger import rules
from jiaozi.ledger.checks import check_group, check_leg
from jiaozi.ledger.model import (
    CHECKPOINT_EVERY,
    DEBIT_NORMAL,
    EARNING_KIND,
    JOURNAL_LEGS_MAX,
    MOVING,
    PENDING,
    POSTED,
    VOIDED,
    Account,
    Hold,
    HoldState,
    Journal,
    Leg,
    Phase,
    Posted,
)
from jiaozi.ledger.schema import ACCOUNTS, CHECKPOINT_COLUMNS, HOLDS, REFERENCE_COLUMNS, TRANSFER_COLUMNS

Mode = Literal["each", "all"]
_RESOLVED: dict[int, HoldState] = {Phase.VOIDED: HoldState.VOIDED, Phase.EXPIRED: HoldState.EXPIRED}


def touch(tx: Tx, legs: Sequence[Leg]) -> None:
    """Names the accounts and holds of legs."""
    if not legs:
        return
    debit, credit, _, _, _, hold, _ = zip(*legs, strict=True)
    tx.want(ACCOUNTS, {*debit, *credit})
    if any(hold):
        tx.want(HOLDS, {*hold} - {0})


def touch_legs(tx: Tx, legs: Iterable[Leg]) -> None:
    """Names the accounts of legs."""
    tx.want(ACCOUNTS, {account for leg in legs for account in (leg.debit, leg.credit)})


def open_account(
    tx: Tx,
    account_id: AccountNo,
    book: InstitutionNo,
    asset: int,
    kind: int,
    owner: int = 0,
    floor: int | None = 0,
) -> Account:
    """Adds an empty account, never changed yet. `account_id` is a multiple of 16; `floor` in minor units or None."""
    if account_id % LANES:
        raise ValueError("an account's id is a multiple of 16")
    return tx.rows(ACCOUNTS).add(
        Account(
            id=account_id,
            book=book,
            asset=asset,
            kind=kind,
            owner=owner,
            posted=0,
            pending_out=0,
            pending_in=0,
            floor=floor,
            closed=0,
            version=0,
            last_transfer=TransferNo(0),
            changed_at=0,
        )
    )


def post(tx: Tx, journals: Sequence[Journal], mode: Mode = "each") -> list[Posted | Refusal]:
    """Applies journals in order.

    Mode `each`: every journal stands on its own. Mode `all`: one refusal refuses all, the culprit with its own code,
    the others with `batch_refused`. Refusals, in order of precedence: `journal_empty`, `journal_too_long`, then
    those of `rules`, with the number of the leg as detail. Money is conserved per book and asset by construction:
    each leg moves one amount between two accounts of the same book and asset. Raises `Failure` `clock_not_trusted` when
    an account's last record is further ahead of a journal than clocks may be apart, and `LedgerBroken`.
    """
    poster = tx.memo.get(_Poster)
    if poster is None:
        poster = tx.memo[_Poster] = _Poster(tx)
    if mode == "each":
        return [poster.apply(journal) for journal in journals]
    poster.begin_all()
    outcomes: list[Posted | Refusal] = []
    for number, journal in enumerate(journals):
        outcome = poster.apply(journal)
        if isinstance(outcome, Refusal):
            poster.end_all(undo=True)
            return [outcome if at == number else Refusal("batch_refused") for at in range(len(journals))]
        outcomes.append(outcome)
    poster.end_all(undo=False)
    return outcomes


class _Before(NamedTuple):
    """What a leg changed, as it was, so that a refused journal can be taken back."""

    debit: Account
    debit_values: tuple[Any, ...]
    credit: Account
    credit_values: tuple[Any, ...]
    hold: Hold | None
    hold_values: tuple[int, int]
    lengths: tuple[int, int, int]


_values = attrgetter(
    "posted", "pending_out", "pending_in", "version", "last_transfer", "changed_at", "fen_days", "counted_on"
)


def _restore(account: Account, values: tuple[Any, ...]) -> None:
    (
        account.posted,
        account.pending_out,
        account.pending_in,
        account.version,
        account.last_transfer,
        account.changed_at,
        account.fen_days,
        account.counted_on,
    ) = values


class _Poster:
    """The effect of journals on the locked rows of one unit of work."""

    def __init__(self, tx: Tx) -> None:
        self._accounts = tx.rows(ACCOUNTS)
        self._holds = tx.rows(HOLDS)
        self._transfers = tx.chain_rows("transfers", TRANSFER_COLUMNS)
        self._checkpoints = tx.appender("checkpoints", CHECKPOINT_COLUMNS)
        self._references = tx.appender("journal_references", REFERENCE_COLUMNS)
        self._apart_us = tx.apart_us
        self._undoable = False
        self._before: list[_Before] = []
        tx.checks.append(self.check)

    def check(self) -> None:
        """Raises `LedgerBroken` where what was applied may not be written."""
        check_group(self._transfers, self._accounts.rows, self._holds.rows.values())

    def begin_all(self) -> None:
        """From here on everything applied can be undone."""
        self._undoable = True

    def end_all(self, *, undo: bool) -> None:
        """Keeps, or takes back, what was applied since `begin_all`."""
        if undo:
            self.undo()
        self._undoable = False
        self._before.clear()

    def apply(self, journal: Journal) -> Posted | Refusal:
        """All legs of a journal, or none."""
        legs = journal.legs
        if len(legs) == 1 and legs[0].phase == POSTED and not self._undoable:
            return self._move(journal, legs[0])
        misshapen = _shape_refusal(legs)
        if misshapen is not None:
            return misshapen
        sides, recorded_at = self._sides(journal)
        remember = self._undoable or len(legs) > 1
        transfer_id: Fresh = journal.id
        for leg, debit, credit in sides:
            hold = self._holds.get(leg.hold) if leg.phase > PENDING else None
            code = rules.refusal(leg, debit, credit, hold, recorded_at)
            if code is not None or debit is None or credit is None:
                self.undo(transfer_id - journal.id)
                return Refusal(code or "account_not_found", f"leg {transfer_id - journal.id + 1}")
            # Decided: from here on this leg is not refused.
            if remember:
                self._remember(debit, credit, hold)
            amount, debited_from, credited_from = leg.amount_minor, debit.posted, credit.posted
            if leg.phase == POSTED:
                _post(debit, credit, amount, recorded_at)
            elif hold is None:
                self._place(leg, transfer_id, debit, credit, remember)
            else:
                amount = self._resolve(leg, hold, debit, credit, recorded_at)
            check_leg(debit, credit, debited_from, credited_from, amount if leg.phase in MOVING else 0)
            self._write(journal, transfer_id, leg, amount, recorded_at, debit, credit)
            transfer_id += 1
        if journal.reference is not None:
            self._references.append((journal.reference, journal.id))
        if remember and not self._undoable:
            self._before.clear()
        return Posted(journal.id, recorded_at)

    def _move(self, journal: Journal, leg: Leg) -> Posted | Refusal:
        """What most journals are: one leg that moves money at once. Refused, it has touched nothing."""
        journal_id, recorded_at, _, reference, _ = journal
        rows, get = self._accounts.rows, self._accounts.get
        debit = rows.get(leg.debit) or get(leg.debit)
        credit = rows.get(leg.credit) or get(leg.credit)
        if debit is not None and debit.changed_at > recorded_at:
            recorded_at = not_before(journal.at, debit.changed_at, self._apart_us)
        if credit is not None and credit.changed_at > recorded_at:
            recorded_at = not_before(journal.at, credit.changed_at, self._apart_us)
        code = rules.shape_refusal(leg) or rules.refusal(leg, debit, credit, None, recorded_at)
        if code is not None or debit is None or credit is None:
            return Refusal(code or "account_not_found", "leg 1")
        amount, debited_from, credited_from = leg.amount_minor, debit.posted, credit.posted
        _post(debit, credit, amount, recorded_at)
        check_leg(debit, credit, debited_from, credited_from, amount)
        self._write(journal, journal_id, leg, amount, recorded_at, debit, credit)
        if reference is not None:
            self._references.append((reference, journal_id))
        return Posted(journal_id, recorded_at)

    def _sides(self, journal: Journal) -> tuple[list[tuple[Leg, Account | None, Account | None]], int]:
        """Each leg with its accounts, and the recorded time: the journal's, never before the last change of an account
        it touches, so that chains are ordered in time. Raises as `not_before`."""
        rows, get = self._accounts.rows, self._accounts.get
        recorded_at = journal.at
        sides = []
        for leg in journal.legs:
            debit = rows.get(leg.debit) or get(leg.debit)
            credit = rows.get(leg.credit) or get(leg.credit)
            if debit is not None and debit.changed_at > recorded_at:
                recorded_at = not_before(journal.at, debit.changed_at, self._apart_us)
            if credit is not None and credit.changed_at > recorded_at:
                recorded_at = not_before(journal.at, credit.changed_at, self._apart_us)
            sides.append((leg, debit, credit))
        return sides, recorded_at

    def undo(self, legs: int | None = None) -> None:
        """Takes back the last `legs` legs, or all that are remembered."""
        for _ in range(len(self._before) if legs is None else legs):
            before = self._before.pop()
            _restore(before.debit, before.debit_values)
            _restore(before.credit, before.credit_values)
            transfers, checkpoints, references = before.lengths
            if before.hold is not None and before.hold.id == self._transfers[transfers][0]:
                self._holds.drop(before.hold)
            elif before.hold is not None:
                before.hold.remaining, before.hold.state = before.hold_values
            del self._transfers[transfers:], self._checkpoints[checkpoints:], self._references[references:]

    def _remember(self, debit: Account, credit: Account, hold: Hold | None) -> None:
        lengths = (len(self._transfers), len(self._checkpoints), len(self._references))
        hold_values = (0, 0) if hold is None else (hold.remaining, hold.state)
        self._before.append(_Before(debit, _values(debit), credit, _values(credit), hold, hold_values, lengths))

    def _place(self, leg: Leg, transfer_id: TransferNo, debit: Account, credit: Account, remember: bool) -> None:
        """Reserves money."""
        _reserve(debit, credit, leg.amount_minor)
        amount = leg.amount_minor
        hold = Hold(
            id=transfer_id,
            debit=leg.debit,
            credit=leg.credit,
            amount=amount,
            remaining=amount,
            expires_at=leg.expires_at,
            state=HoldState.PENDING,
        )
        self._holds.add(hold)
        if remember:
            self._before[-1] = self._before[-1]._replace(hold=hold)

    def _resolve(self, leg: Leg, hold: Hold, debit: Account, credit: Account, recorded_at: int) -> int:
        """Uses up or gives back what a hold reserved: the leg's amount, or for a release all that is left."""
        amount = hold.remaining if leg.phase >= VOIDED else leg.amount_minor
        _reserve(debit, credit, -amount)
        if leg.phase == Phase.CAPTURED:
            _post(debit, credit, amount, recorded_at)
        hold.remaining -= amount
        if hold.remaining == 0:
            hold.state = _RESOLVED.get(leg.phase, HoldState.POSTED)
        self._holds.changed(hold)
        return amount

    def _write(
        self,
        journal: Journal,
        transfer_id: Fresh,
        leg: Leg,
        amount: int,
        recorded_at: int,
        debit: Account,
        credit: Account,
    ) -> None:
        """The transfer's row, the next link of both chains."""
        debit_id, credit_id, _, code, phase, hold, _ = leg
        debit.version = debit_version = debit.version + 1
        credit.version = credit_version = credit.version + 1
        self._transfers.append(
            (
                transfer_id,
                journal.id,
                debit_id,
                credit_id,
                amount,
                code,
                phase,
                hold,
                journal.reference,
                recorded_at,
                journal.effective_at,
                debit_version,
                debit.posted,
                debit.last_transfer,
                credit_version,
                credit.posted,
                credit.last_transfer,
            )
        )
        debit.last_transfer = credit.last_transfer = transfer_id
        debit.changed_at = credit.changed_at = recorded_at
        dirty = self._accounts.dirty
        dirty[debit_id], dirty[credit_id] = debit, credit
        if debit_version % CHECKPOINT_EVERY == 0:
            self._checkpoints.append((debit_id, debit_version, transfer_id, recorded_at))
        if credit_version % CHECKPOINT_EVERY == 0:
            self._checkpoints.append((credit_id, credit_version, transfer_id, recorded_at))


def _shape_refusal(legs: Sequence[Leg]) -> Refusal | None:
    if not legs:
        return Refusal("journal_empty")
    if len(legs) > JOURNAL_LEGS_MAX:
        return Refusal("journal_too_long")
    for number, leg in enumerate(legs):
        if code := rules.shape_refusal(leg):
            return Refusal(code, f"leg {number + 1}")
    return None


def _post(debit: Account, credit: Account, amount: int, recorded_at: int) -> None:
    if debit.kind == EARNING_KIND:
        _count_days(debit, recorded_at)
    if credit.kind == EARNING_KIND:
        _count_days(credit, recorded_at)
    debit.posted += amount if debit.kind >= DEBIT_NORMAL else -amount
    credit.posted += amount if credit.kind < DEBIT_NORMAL else -amount


def _count_days(account: Account, at: int) -> None:
    """Adds the balance of the days that have ended since it was last counted, before it changes."""
    day = china_day(at)
    if day > account.counted_on:
        account.fen_days, account.counted_on = account.fen_days_before(day), day


def _reserve(debit: Account, credit: Account, amount: int) -> None:
    if debit.kind >= DEBIT_NORMAL:
        debit.pending_in += amount
    else:
        debit.pending_out += amount
    if credit.kind < DEBIT_NORMAL:
        credit.pending_in += amount
    else:
        credit.pending_out += amount
