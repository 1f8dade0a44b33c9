"""What a merchant took on a China day, read from the ledger itself: every line is a movement of its wallet's account.

Payments and captures come in, refunds and fees go out, each at the moment it was recorded. Several merchants may be
paid into one wallet; a line is its store's merchant's.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from jiaozi.acceptance import store
from jiaozi.clock import DAY_US, china_midnight, format_time
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.ledger.model import Code, Phase, Transfer
from jiaozi.ledger.store import history
from jiaozi.ledger.store import transfers as ledger_transfers
from jiaozi.money import ECNY, format_minor
from jiaozi.payments.model import Merchant, Payment
from jiaozi.payments.store import stores_of
from jiaozi.wallets.schema import WALLETS

PAGE: Final = 1_000
_TAKEN: Final = (int(Code.PAYMENT), int(Code.CAPTURE))
_MOVED: Final = (int(Phase.POSTED), int(Phase.CAPTURED))
COLUMNS: Final = (
    *("time", "kind", "store", "terminal", "order", "payment", "journal"),
    *("gross_yuan", "refunded_yuan", "fee_yuan", "net_yuan"),
)


class Movement(NamedTuple):
    """A payment, capture or refund of a store. Amounts in minor units: in, back, and charged as fee."""

    at: int
    kind: str
    store: int
    terminal: int
    number: str
    payment: int
    journal: int
    gross_minor: int
    refunded_minor: int
    fee_minor: int

    @property
    def net_minor(self) -> int:
        """What it changed in the wallet."""
        return self.gross_minor - self.refunded_minor - self.fee_minor


class Takings(NamedTuple):
    """Sums of movements of one store and terminal (0: none)."""

    store: int
    terminal: int
    payments: int
    gross_minor: int
    refunds: int
    refunded_minor: int
    fee_minor: int

    @property
    def net_minor(self) -> int:
        """What they changed in the wallet."""
        return self.gross_minor - self.refunded_minor - self.fee_minor


def movements(connection: Connection, merchant: Merchant, day: date) -> list[Movement]:
    """A merchant's movements of a China day, in the order in which they were recorded."""
    wallet = WALLETS.read(connection, [merchant.wallet])[0]
    start = china_midnight(day)
    found = [
        (account, transfer)
        for account in store.accounts_of(connection, wallet)
        for transfer in _of_day(connection, account, start, start + DAY_US)
    ]
    shops = {each.id for each in stores_of(connection, merchant.id)}
    return [each for each in _told(connection, found) if each.store in shops]


def _of_day(connection: Connection, account: int, start: int, end: int) -> Iterator[Transfer]:
    """Transfers of an account recorded from `start` until before `end` that moved money."""
    version = store.version_before(connection, account, start)
    while rows := history(connection, account, version + 1, version + PAGE):
        for transfer in rows:
            if transfer.recorded_at >= end:
                return
            if transfer.phase in _MOVED:
                yield transfer
        version += len(rows)


def _told(connection: Connection, found: list[tuple[int, Transfer]]) -> list[Movement]:
    """Movements from the transfers of payments, captures and refunds, with the fees of the same journals."""
    fees: dict[int, int] = {}
    for account, transfer in found:
        if transfer.code == Code.FEE and transfer.debit == account:
            fees[transfer.journal] = fees.get(transfer.journal, 0) + transfer.amount
    numbers = _payments_of(connection, found)
    payments = store.payments(connection, set(numbers.values()))
    orders = store.orders_of_payments(connection, payments)
    told = []
    for account, transfer in found:
        payment = payments.get(numbers.get(transfer.journal, 0))
        kind = _kind(account, transfer, payment)
        if payment is None or not kind:
            continue
        terminal, name = orders.get(payment.id, (0, ""))
        gross, back = (0, transfer.amount) if kind == "refund" else (transfer.amount, 0)
        fee = fees.pop(transfer.journal, 0)
        place = (payment.store, terminal, name, payment.id, transfer.journal)
        told.append(Movement(transfer.recorded_at, kind, *place, gross, back, fee))
    return told


def _payments_of(connection: Connection, found: list[tuple[int, Transfer]]) -> dict[int, int]:
    """The payment that each journal belongs to: a payment's own has its id, a capture's first transfer names the hold,
    whose id is the payment's, and a refund's row names the payment."""
    journals = {transfer.journal for _, transfer in found if transfer.code in _TAKEN}
    holds = {each.id: each.hold for each in ledger_transfers(connection, sorted(journals)) if each.hold}
    back = {transfer.journal for _, transfer in found if transfer.code == Code.REFUND}
    return {number: number for number in journals} | holds | store.payments_of_refunds(connection, back)


def _kind(account: int, transfer: Transfer, payment: Payment | None) -> str:
    """What a transfer of a payment is to the wallet; empty for what is neither income nor given back."""
    if payment is None:
        return ""
    if transfer.code in _TAKEN and transfer.credit == account:
        return "payment" if transfer.journal == payment.id else "capture"
    return "refund" if transfer.code == Code.REFUND and transfer.debit == account else ""


def takings(found: Iterable[Movement]) -> list[Takings]:
    """Sums by store and terminal, in the order of their ids."""
    sums: dict[tuple[int, int], Takings] = {}
    for each in found:
        key = (each.store, each.terminal)
        so_far = sums.get(key, Takings(*key, 0, 0, 0, 0, 0))
        is_refund = each.kind == "refund"
        sums[key] = Takings(
            *key,
            so_far.payments + (not is_refund),
            so_far.gross_minor + each.gross_minor,
            so_far.refunds + is_refund,
            so_far.refunded_minor + each.refunded_minor,
            so_far.fee_minor + each.fee_minor,
        )
    return [sums[key] for key in sorted(sums)]


def settlement_file(found: Iterable[Movement]) -> str:
    """A settlement file: CSV with a header, a line for each movement, amounts in yuan with two digits."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(COLUMNS)
    for each in found:
        amounts = (each.gross_minor, each.refunded_minor, each.fee_minor, each.net_minor)
        out.writerow(
            (
                format_time(each.at),
                each.kind,
                encode_id("sto", each.store),
                encode_id("trm", each.terminal) if each.terminal else "",
                _harmless(each.number),
                encode_id("pay", each.payment),
                encode_id("jnl", each.journal),
                *(format_minor(amount, ECNY).replace(",", "") for amount in amounts),
            )
        )
    return text.getvalue()


def _harmless(text: str) -> str:
    """A merchant's own number, which a spreadsheet must not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
