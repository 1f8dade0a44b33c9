"""Cash in and out of a wallet at a counter or a machine, by a one-time code that its holder has asked for.

The code is good for one amount and one direction, for a short time and few wrong tries. Nothing is reserved: whether
the money is there is decided when the cash is on the counter.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jiaozi import rulebook
from jiaozi.banking.cash_book import count_cash
from jiaozi.banking.model import DIRECTIONS, CashCode, CashState, Direction, DirectionName
from jiaozi.banking.schema import CASH_CODES
from jiaozi.banking.secrets import Codes, OneTimeCode, codes_of, same
from jiaozi.banking.store import open_cash_codes
from jiaozi.clock import SECOND_US, china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletMoneyData
from jiaozi.keyring import Keyring
from jiaozi.kinds import CashCodeNo, Fen, Instant, InstitutionNo, JournalNo, WalletNo
from jiaozi.ledger.model import Code, Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.payments.refused import PAYER_CANNOT, answer
from jiaozi.payments.schema import REFUSED_PAYEES
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import move, operator_of
from jiaozi.scheme.banks import CashMove
from jiaozi.scheme.model import InstitutionKind, Role, account
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.acts import account_of, in_freeze_refusal, limit_table, out_freeze_refusal, wallet_of
from jiaozi.wallets.exchange import illiquid, unload_legs
from jiaozi.wallets.model import Wallet, is_sub, place_of
from jiaozi.wallets.schema import WALLETS


@dataclass(frozen=True, slots=True)
class IssueCashCode:
    """Gives the holder a one-time code to pay cash `in` or to draw it `out` at a bank's counter or machine."""

    wallet: WalletNo
    direction: DirectionName
    amount_minor: Fen


@dataclass(frozen=True, slots=True)
class CancelCashCode:
    """Makes an open cash code worthless."""

    cash_code: CashCodeNo


@dataclass(frozen=True, slots=True)
class RedeemCashCode:
    """A bank's counter or machine takes or gives the cash of a code; `amount` is what lies on the counter. A wrong try
    is counted."""

    operator: InstitutionNo
    cash_code: CashCodeNo
    code: OneTimeCode
    amount_minor: Fen


class CashCodeIssued(NamedTuple):
    """A cash code was given out, and until when it works. The code itself is no part of what is stored."""

    cash_code: CashCodeNo
    expires_at: Instant


class CashCodeCancelled(NamedTuple):
    """A cash code was made worthless."""

    cash_code: CashCodeNo


class CashMoved(NamedTuple):
    """Cash and digital yuan have changed places; final."""

    cash_code: CashCodeNo
    wallet: WalletNo
    amount_minor: Fen
    journal: JournalNo
    recorded_at: Instant


def cash_code(codes: Codes, number: CashCodeNo) -> str:
    """The one-time code of a cash code's row."""
    return codes("cash", number)


def _touch_issue(tx: Tx, requests: Sequence[Request[IssueCashCode]]) -> None:
    tx.want(WALLETS, {request.command.wallet for request in requests})


def _issue(tx: Tx, request: Request[IssueCashCode]) -> CashCodeIssued | Refusal:
    """Refuses: `amount_invalid`, `request_malformed` (direction), `wallet_not_found`, `wallet_closed`,
    `usage_not_allowed` (a sub-wallet), `cash_codes_exceeded` with the rule."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if command.direction not in DIRECTIONS:
        return Refusal("request_malformed", "direction")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if is_sub(wallet):
        return Refusal("usage_not_allowed", "a sub-wallet's money goes back to its parent")
    rule = rulebook.cash_codes(china_date(request.at))
    if _count_open(tx, wallet.id, request.at) >= rule.codes_open:
        return Refusal("cash_codes_exceeded", f"{rule.codes_open} at most", rule.rule.cite())
    direction, expires_at = DIRECTIONS[command.direction], request.at + rule.code_s * SECOND_US
    row = CashCode(
        id=request.id,
        wallet=wallet.id,
        direction=direction,
        amount_minor=command.amount_minor,
        state=CashState.OPEN,
        issued_at=request.at,
        expires_at=expires_at,
        attempts=0,
        operator=InstitutionNo(0),
        journal=JournalNo(0),
        day=0,
    )
    tx.rows(CASH_CODES).add(row)
    return CashCodeIssued(request.id, expires_at)


def _count_open(tx: Tx, wallet: WalletNo, at: int) -> int:
    """The wallet's codes that still work. The caller holds the wallet's lock; this group's own rows count, too."""
    held = tx.rows(CASH_CODES).rows
    known = set(open_cash_codes(tx.connection, wallet, at)) - held.keys()
    mine = [
        row for row in held.values() if row.wallet == wallet and row.state == CashState.OPEN and at < row.expires_at
    ]
    return len(known) + len(mine)


def _touch_cancel(tx: Tx, requests: Sequence[Request[CancelCashCode]]) -> None:
    tx.want(CASH_CODES, {request.command.cash_code for request in requests})


def _cancel(tx: Tx, request: Request[CancelCashCode]) -> CashCodeCancelled | Refusal:
    """Refuses: `cash_code_not_found`, `cash_code_closed`."""
    row = tx.rows(CASH_CODES).get(request.command.cash_code)
    if row is None:
        return Refusal("cash_code_not_found")
    if row.state != CashState.OPEN:
        return Refusal("cash_code_closed")
    row.state = CashState.CANCELLED
    tx.rows(CASH_CODES).changed(row)
    return CashCodeCancelled(row.id)


def _touch_redeem(tx: Tx, requests: Sequence[Request[RedeemCashCode]]) -> Iterator[None]:
    tx.want(CASH_CODES, {request.command.cash_code for request in requests})
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})
    yield
    rows, wallets = tx.rows(CASH_CODES), tx.rows(WALLETS)
    tx.want(WALLETS, {row.wallet for request in requests if (row := rows.get(request.command.cash_code))})
    yield
    for request in requests:
        row = rows.get(request.command.cash_code)
        if row is not None:
            wallet, operator = wallets[row.wallet], request.command.operator
            touch_legs(tx, _legs(wallet, operator, row.direction, 1))
            if operator != wallet.operator:
                tx.want(REFUSED_PAYEES, [(operator, wallet.id)])


def _legs(wallet: Wallet, operator: InstitutionNo, direction: int, amount: int) -> list[Leg]:
    cash = account(operator, Role.CASH)
    if direction == Direction.IN:
        return entries.load(cash, operator, place_of(wallet), amount, Code.LOAD)
    return unload_legs(place_of(wallet), cash, operator, amount, Code.UNLOAD)


class _Counter:
    """The handler that needs the keyring for codes."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes

    def redeem(self, tx: Tx, request: Request[RedeemCashCode]) -> CashMoved | Refusal:
        """Refuses: `institution_not_found`, `regime_forbids` (a non-bank handles no cash), `cash_code_not_found`,
        `cash_code_closed`, `one_time_code_spent`, `one_time_code_expired`, `one_time_code_wrong` (counted),
        `cash_amount_differs`, then `wallet_closed`, `wallet_frozen`, `wallet_frozen_amount`, `limit_balance_exceeded`,
        `insufficient_funds`, which another bank than the wallet's reads as one `payee_cannot_receive` or
        `payer_cannot_pay`, and `operator_illiquid`."""
        command = request.command
        operator = operator_of(tx, command.operator)
        if isinstance(operator, Refusal):
            return operator
        if operator.kind != InstitutionKind.BANK:
            return Refusal("regime_forbids", "a non-bank handles no cash")
        row = tx.rows(CASH_CODES).get(command.cash_code)
        if row is None:
            return Refusal("cash_code_not_found")
        refusal = self._code_refusal(tx, row, command, request.at)
        if refusal is not None:
            return refusal
        return self._hand_over(tx, request, row)

    def _code_refusal(self, tx: Tx, row: CashCode, command: RedeemCashCode, at: int) -> Refusal | None:
        if row.state != CashState.OPEN:
            return Refusal("cash_code_closed")
        rule = rulebook.cash_codes(china_date(row.issued_at))
        if row.attempts >= rule.code_attempts:
            return Refusal("one_time_code_spent", f"{rule.code_attempts} tries at most", rule.rule.cite())
        if at >= row.expires_at:
            return Refusal("one_time_code_expired")
        if not same(command.code, cash_code(self._codes, row.id)):
            row.attempts += 1
            tx.rows(CASH_CODES).changed(row)
            return Refusal("one_time_code_wrong")
        return None if command.amount_minor == row.amount_minor else Refusal("cash_amount_differs")

    def _hand_over(self, tx: Tx, request: Request[RedeemCashCode], row: CashCode) -> CashMoved | Refusal:
        wallet, operator = tx.rows(WALLETS)[row.wallet], request.command.operator
        refusal = _told(tx, wallet, row, operator, _wallet_refusal(tx, wallet, row, request.at), request.at)
        if refusal is not None:
            return refusal
        moved = illiquid(move(tx, request, _legs(wallet, operator, row.direction, row.amount_minor)))
        if isinstance(moved, Refusal):
            return moved
        inward = row.direction == Direction.IN
        cash = CashMove(
            journal=moved.journal,
            owner=wallet.holder,
            operator=operator,
            inward=inward,
            amount_minor=row.amount_minor,
            at=moved.recorded_at,
        )
        row.day = count_cash(tx, cash)
        row.state, row.journal, row.operator = CashState.USED, moved.journal, operator
        tx.rows(CASH_CODES).changed(row)
        payload = WalletMoneyData(wallet=wallet.id, amount_minor=row.amount_minor, journal=moved.journal)
        kind = "cash.paid_in" if inward else "cash.drawn"
        emit(tx, kind, request.at, wallet.operator, payload)
        return CashMoved(
            cash_code=row.id,
            wallet=wallet.id,
            amount_minor=row.amount_minor,
            journal=moved.journal,
            recorded_at=moved.recorded_at,
        )


def _wallet_refusal(tx: Tx, wallet: Wallet, row: CashCode, at: int) -> Refusal | None:
    if wallet.closed:
        return Refusal("wallet_closed")
    held = account_of(tx, wallet)
    if row.direction == Direction.OUT:
        short = Refusal("insufficient_funds") if held.available < row.amount_minor else None
        return out_freeze_refusal(wallet, held, row.amount_minor) or short
    return in_freeze_refusal(wallet) or limit_table(tx).in_refusal(wallet, held.posted, row.amount_minor, at)


def _told(
    tx: Tx, wallet: Wallet, row: CashCode, operator: InstitutionNo, refusal: Refusal | None, at: int
) -> Refusal | None:
    """What a counter is told of a wallet: what it is at the wallet's own operator, elsewhere that it cannot."""
    if operator == wallet.operator:
        return refusal
    if row.direction == Direction.IN:
        return answer(tx, operator, wallet.id, refusal, at)
    return None if refusal is None else PAYER_CANNOT


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of cash by code, with the keyring that codes come from."""
    counter = _Counter(codes_of(keyring))
    return (
        Operation("issue_cash_code", IssueCashCode, CashCodeIssued, _touch_issue, one_by_one(_issue)),
        Operation("cancel_cash_code", CancelCashCode, CashCodeCancelled, _touch_cancel, one_by_one(_cancel)),
        Operation("redeem_cash_code", RedeemCashCode, CashMoved, _touch_redeem, one_by_one(counter.redeem)),
    )
