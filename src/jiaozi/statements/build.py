"""Building a statement: the one source of every document. It reads history, which never changes, so the statement of a
period that is over is the same whenever it is asked for."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from jiaozi.clock import DAY_US, china_date, china_midnight
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import PaymentNo, RefundNo
from jiaozi.ledger.model import Code, Transfer
from jiaozi.ledger.periods import SETTLED_US, is_complete, period_refusal
from jiaozi.ledger.store import accounts, history, place_before, side_of
from jiaozi.payments.model import Payment
from jiaozi.payments.store import payments_behind
from jiaozi.scheme.model import REGIME_NAMES
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.statements import store
from jiaozi.statements.model import LINES_MAX, Line, RegimeChange, Statement
from jiaozi.statements.proof import Claim
from jiaozi.wallets.model import CLASS_NAMES, REGIME_OF_KIND, Wallet
from jiaozi.wallets.store import wallet as wallet_row

_REGIMES: Final = {int(regime): name for name, regime in REGIME_NAMES.items()}


class _Move(NamedTuple):
    """A transfer as one of the wallet's accounts saw it."""

    transfer: Transfer
    account: int
    amount: int


def statement(connection: Connection, wallet: Wallet, first: date, last: date, now: int) -> Statement | Refusal:
    """The statement of a wallet for the days `first` to `last`, both included, as recorded until `now`.

    Refuses: `period_invalid` (backwards, longer than a year, or not begun yet), `statement_too_long`.
    """
    refusal = period_refusal(first, last, now)
    if refusal is not None:
        return refusal
    begin, end = china_midnight(first), china_midnight(last) + DAY_US
    until = min(end, now + 1)
    numbers = store.accounts_of(connection, wallet)
    spans = [_span(connection, number, begin, until) for number in numbers]
    if sum(newest - before for before, newest, _ in spans) > LINES_MAX:
        return Refusal("statement_too_long", f"{LINES_MAX} rows")
    moves = [
        move
        for number, (before, newest, balance) in zip(numbers, spans, strict=True)
        for move in _moves(connection, number, before, newest, balance)
    ]
    moves.sort(key=lambda move: move.transfer.recorded_at)  # stable: each chain keeps its order
    opening = sum(balance for _, _, balance in spans)
    lines = tuple(_lines(connection, moves, wallet.id, opening))
    operator = INSTITUTIONS.read(connection, [wallet.operator])[0]
    return Statement(
        wallet.id,
        operator.code,
        operator.name_en,
        operator.name_zh,
        CLASS_NAMES[wallet.wallet_class],
        china_date(wallet.opened_at),
        first,
        last,
        min(end, now),
        is_complete(last, now),
        opening,
        lines[-1].balance_minor if lines else opening,
        lines,
        tuple(_regime_changes(connection, moves)),
    )


def rebuilt(connection: Connection, claim: Claim) -> Statement | None:
    """The statement that a code was written on, as the ledger has it now; None where it has none."""
    row = wallet_row(connection, claim.wallet)
    if row is None:
        return None
    over = china_midnight(claim.last) + DAY_US + SETTLED_US
    found = statement(connection, row, claim.first, claim.last, over if claim.until is None else claim.until)
    return None if isinstance(found, Refusal) else found


def _span(connection: Connection, account: int, begin: int, until: int) -> tuple[int, int, int]:
    """The last version before a period, the last one in it, and the balance before it."""
    before, balance = place_before(connection, account, begin)
    newest, _ = place_before(connection, account, until)
    return before, newest, balance


def _moves(connection: Connection, account: int, before: int, newest: int, balance: int) -> Iterator[_Move]:
    """What changed the account's balance; reservations do not."""
    for transfer in history(connection, account, before + 1, newest):
        _, after = side_of(transfer, account)
        if after != balance:
            yield _Move(transfer, account, after - balance)
        balance = after


def _lines(connection: Connection, moves: Sequence[_Move], wallet: int, balance: int) -> Iterator[Line]:
    """The movements numbered, with the wallet's balance after each; changes of regime cancel out and are left out."""
    shown = [move for move in moves if move.transfer.code != Code.REGIME_CHANGE]
    payments = _payments(connection, [move.transfer for move in shown])
    names = store.shops(connection, {row.store for row in payments.values() if row.store})
    for number, move in enumerate(shown, 1):
        transfer = move.transfer
        balance += move.amount
        payment = payments.get(transfer.id)
        en, zh = _counterparty(payment, move, wallet, names) if payment else ("", "")
        yield Line(
            number,
            transfer.id,
            transfer.journal,
            transfer.recorded_at,
            transfer.effective_at or 0,
            Code(transfer.code).name.lower(),
            move.amount,
            balance,
            en,
            zh,
            payment.purpose if payment else "",
            transfer.reference or "",
            payment.id if payment else PaymentNo(0),
            RefundNo(transfer.journal if payment and transfer.code == Code.REFUND else 0),
        )


def _payments(connection: Connection, rows: Sequence[Transfer]) -> dict[int, Payment]:
    """The payment behind each transfer that has one: its own journal, its refund's, or its capture's."""
    behind = payments_behind(connection, {row.journal for row in rows})
    return {row.id: behind[row.journal] for row in rows if row.journal in behind}


def _counterparty(payment: Payment, move: _Move, wallet: int, names: dict[int, tuple[str, str]]) -> tuple[str, str]:
    """Who is on the other side, in English and Chinese: a shop for its customer, else a wallet's id."""
    back = move.transfer.code == Code.REFUND and move.amount > 0
    payer = payment.payer == wallet or back  # a refund may reach another wallet of the holder than paid
    if move.transfer.code in (Code.FEE, Code.UNLOAD) or (payer and move.transfer.code == Code.POOL):
        return "", ""  # the operator; the holder's own bank account; the wallet that a sub-wallet belongs to
    if payer and payment.store:
        return names[payment.store]
    other = encode_id("wal", payment.payee if payer else payment.payer)
    return other, other


def _regime_changes(connection: Connection, moves: Sequence[_Move]) -> Iterator[RegimeChange]:
    arrivals = [move for move in moves if move.transfer.code == Code.REGIME_CHANGE and move.amount > 0]
    kinds = {number: held.kind for number, held in accounts(connection, {move.account for move in arrivals}).items()}
    for move in arrivals:
        yield RegimeChange(move.transfer.recorded_at, _REGIMES[REGIME_OF_KIND[kinds[move.account]]])
