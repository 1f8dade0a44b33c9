"""What a leg must satisfy, as pure decisions on locked rows, in the order in which refusals take precedence.

1. amount_invalid  2. accounts_same  3. account_not_found  4. accounts_differ_in_book  5. accounts_differ_in_asset
6. the hold's own: hold_not_found, hold_mismatch, hold_closed, hold_expired or hold_not_expired, hold_exceeded
7. account_closed  8. balance_overflow  9. insufficient_funds
"""

from jiaozi.ledger.model import DEBIT_NORMAL, PENDING, VOIDED, Account, Hold, HoldState, Leg, Phase
from jiaozi.money import AMOUNT_MAX, BALANCE_MAX


def shape_refusal(leg: Leg) -> str | None:
    """What is wrong with a leg before any account is looked at; asked of all legs of a journal first."""
    amount = leg.amount_minor
    if leg.phase < VOIDED and (type(amount) is not int or not 0 < amount <= AMOUNT_MAX):
        return "amount_invalid"
    return "accounts_same" if leg.debit == leg.credit else None


def refusal(leg: Leg, debit: Account | None, credit: Account | None, hold: Hold | None, at: int) -> str | None:
    """Why a well-shaped leg may not be posted at the instant `at`, or None. `hold` is the one it names, if any.

    Straight down the published order, in one place: this runs for every transfer there is.
    """
    if debit is None or credit is None:
        return "account_not_found"
    if debit.book != credit.book:
        return "accounts_differ_in_book"
    if debit.asset != credit.asset:
        return "accounts_differ_in_asset"
    if leg.phase > PENDING:
        return _hold_refusal(leg, hold, at)
    if debit.closed or credit.closed:
        return "account_closed"
    amount = leg.amount_minor
    debit_grows, credit_grows = debit.kind >= DEBIT_NORMAL, credit.kind < DEBIT_NORMAL
    if debit_grows and debit.posted + debit.pending_in + amount > BALANCE_MAX:
        return "balance_overflow"
    if credit_grows and credit.posted + credit.pending_in + amount > BALANCE_MAX:
        return "balance_overflow"
    if not debit_grows and (short := _short(debit, amount)):
        return short
    return None if credit_grows else _short(credit, amount)


def _hold_refusal(leg: Leg, hold: Hold | None, at: int) -> str | None:
    """What forbids a leg to resolve a hold. A hold ends at its expiry, worker or not."""
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


def _short(account: Account, amount: int) -> str | None:
    """What forbids `amount` to leave an account: its floor, or where it has none, what the ledger can count."""
    left = account.posted - account.pending_out - amount
    if account.floor is None:
        return "balance_overflow" if left < -BALANCE_MAX else None
    return "insufficient_funds" if left < account.floor else None
