"""What must hold whatever is asked: checked on every group, before anything of it is written.

None of it can happen unless the program is wrong. Then nothing of the group is written, everybody in it is told
`internal_error` with the check's name, and the log has the rest. What does not show in one group is the audit's.
"""

from collections.abc import Iterable, Mapping, Sequence

from jiaozi.db.engine import Row
from jiaozi.errors import Stop
from jiaozi.ledger.model import DEBIT_NORMAL, Account, Hold, HoldState


class LedgerBroken(Stop):
    """The program would have written what no ledger may say. `check` names what: `journal_unbalanced`, `floor_passed`,
    `version_skipped`, `pending_negative`, `chain_differs`, `hold_differs`."""

    def __init__(self, check: str, about: int) -> None:
        super().__init__("internal_error", f"ledger: {check}")
        self.check = check
        self.about = about
        """The account or the hold."""


def check_leg(debit: Account, credit: Account, debited_from: int, credited_from: int, amount: int) -> None:
    """A leg debits one account with what it credits another of the same asset and book: each journal sums to zero.

    The balances were `debited_from` and `credited_from`; `amount` is 0 of a leg that only reserves."""
    debited = debit.posted - debited_from if debit.kind >= DEBIT_NORMAL else debited_from - debit.posted
    credited = credit.posted - credited_from if credit.kind < DEBIT_NORMAL else credited_from - credit.posted
    if not debited == credited == amount or debit.asset != credit.asset or debit.book != credit.book:
        raise LedgerBroken("journal_unbalanced", debit.id)


def check_group(transfers: Sequence[Row], accounts: Mapping[int, Account], holds: Iterable[Hold]) -> None:
    """The chains of a group's transfers go on without a gap and end in the accounts as they are, every account is
    within its bounds, and every hold has what it says."""
    ends: dict[int, Row] = {}
    end = ends.get
    for row in transfers:
        debit, credit = row[2], row[3]
        if (before := end(debit)) is not None and row[11] != _version(before, debit) + 1:
            raise LedgerBroken("version_skipped", debit)
        if (before := end(credit)) is not None and row[14] != _version(before, credit) + 1:
            raise LedgerBroken("version_skipped", credit)
        ends[debit] = ends[credit] = row
    for number, row in ends.items():
        account = accounts[number]
        posted, floor, out = account.posted, account.floor, account.pending_out
        if floor is not None and posted - out < floor:
            raise LedgerBroken("floor_passed", number)
        if out < 0 or account.pending_in < 0:
            raise LedgerBroken("pending_negative", number)
        version, balance = (row[11], row[12]) if row[2] == number else (row[14], row[15])
        if posted != balance or account.version != version or account.last_transfer != row[0]:
            raise LedgerBroken("chain_differs", number)
    for hold in holds:
        if not 0 <= hold.remaining <= hold.amount or (hold.remaining > 0) != (hold.state == HoldState.PENDING):
            raise LedgerBroken("hold_differs", hold.id)


def _version(row: Row, account: int) -> int:
    """The version that a transfer gave one of its two accounts."""
    version: int = row[11] if row[2] == account else row[14]
    return version
