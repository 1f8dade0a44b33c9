"""What a leg must satisfy, as pure decisions on locked rows, in the order in which refusals take precedence.

1. amount_invalid  2. accounts_same  3. account_not_found  4. accounts_differ_in_book  5. accounts_differ_in_asset
6. the hold's own: hold_not_found, hold_mismatch, hold_closed, hold_expired or hold_not_expired, hold_exceeded
7. account_closed  8. balance_overflow  9. insufficient_funds
"""

from jiaozi.ledger.model import DEBIT_NORMAL, Account, Hold, HoldState, Leg, Phase
from jiaozi.money import AMOUNT_MAX, BALANCE_MAX


def shape_refusal(leg: Leg) -> str | None:
    """What is wrong with a leg before any account is looked at."""
    amount = leg.amount_minor
    if leg.phase < Phase.VOIDED and not (type(amount) is int and 0 < amount <= AMOUNT_MAX):
        return "amount_invalid"
    if leg.debit == leg.credit:
        return "accounts_same"
    return None


def accounts_refusal(debit: Account | None, credit: Account | None) -> str | None:
    """What forbids money to move between two accounts at all."""
    if debit is None or credit is None:
        return "account_not_found"
    if debit.book != credit.book:
        return "accounts_differ_in_book"
    if debit.asset != credit.asset:
        return "accounts_differ_in_asset"
    return None


def hold_refusal(leg: Leg, hold: Hold | None, at: int) -> str | None:
    """What forbids a leg to resolve a hold at the instant `at`. A hold ends at its expiry, worker or not."""
    if hold is None:
        return "hold_not_found"
    if hold.debit != leg.debit or hold.credit != leg.credit:
        return "hold_mismatch"
    if hold.state != HoldState.PENDING:
        return "hold_closed"
    if leg.phase == Phase.CAPTURED:
        if at >= hold.expires_at:
            return "hold_expired"
        if leg.amount_minor > hold.remaining:
            return "hold_exceeded"
    elif leg.phase == Phase.EXPIRED and at < hold.expires_at:
        return "hold_not_expired"
    return None


def balance_refusal(debit: Account, credit: Account, amount: int) -> str | None:
    """What forbids `amount` to leave one side and reach the other."""
    if debit.closed or credit.closed:
        return "account_closed"
    debit_grows = debit.kind >= DEBIT_NORMAL
    credit_grows = credit.kind < DEBIT_NORMAL
    grows_past = (debit_grows and debit.posted + debit.pending_in + amount > BALANCE_MAX) or (
        credit_grows and credit.posted + credit.pending_in + amount > BALANCE_MAX
    )
    if grows_past:
        return "balance_overflow"
    if not debit_grows and debit.posted - debit.pending_out - amount < lowest(debit):
        return "insufficient_funds" if debit.floor is not None else "balance_overflow"
    if not credit_grows and credit.posted - credit.pending_out - amount < lowest(credit):
        return "insufficient_funds" if credit.floor is not None else "balance_overflow"
    return None


def lowest(account: Account) -> int:
    """The least that posted minus pending out may be."""
    return -BALANCE_MAX if account.floor is None else account.floor
