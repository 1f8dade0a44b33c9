"""What a merchant took on a China day, read from the ledger itself: every line is a movement of its wallet's account.

Payments and captures come in, refunds and fees go out, each at the moment it was recorded. Several merchants may be
paid into one wallet: a line is its store's merchant's, and a part of a split payment its seller's, at no store of its.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, islice
from typing import Final, NamedTuple

from jiaozi.acceptance import store
from jiaozi.clock import DAY_US, china_midnight, format_time
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import (
    AccountNo,
    Count,
    FenOrZero,
    Instant,
    JournalNo,
    OrNone,
    PaymentNo,
    RefundNo,
    StoreNo,
    TerminalNo,
)
from jiaozi.ledger.model import Code, Phase, Transfer
from jiaozi.ledger.periods import period_refusal
from jiaozi.ledger.store import history
from jiaozi.payments.model import TAKEN_CODES, Merchant, Payment
from jiaozi.payments.splits.store import given_back, parts_of_payments
from jiaozi.payments.store import payments_behind, stores_of
from jiaozi.sheets import Cell, csv_bytes, yuan
from jiaozi.wallets.schema import WALLETS

PAGE: Final = 1_000
MOVEMENTS_MAX: Final = 200_000
"""How many movements of a day are shown: what a server can hold in memory beside its other work."""
_OURS: Final = frozenset((*TAKEN_CODES, int(Code.REFUND), int(Code.FEE)))
"""A capture's own transfer takes the money from the payer; what reaches the wallet has one of the payments' codes."""
_OF_PART: Final = {"payment": "part", "capture": "part", "refund": "part_refund"}
_NO_ORDER: Final = (TerminalNo(0), "")
_MOVED: Final = (int(Phase.POSTED), int(Phase.CAPTURED))
COLUMNS: Final = (
    *("time", "kind", "store", "terminal", "order", "payment", "journal"),
    *("gross_yuan", "refunded_yuan", "fee_yuan", "net_yuan", "refund", "reference"),
)


class Movement(NamedTuple):
    """A payment, capture or refund of a store; of a split payment a `part`, and a `part_refund`, without a store; a
    `fee` of a payment of which the merchant itself got nothing. Amounts in minor units: in, back, charged as fee. What
    went back has its `refund` and that one's own `reference`; what came in has its payment's."""

    at: Instant
    kind: str
    store: OrNone[StoreNo]
    terminal: OrNone[TerminalNo]
    number: str
    payment: PaymentNo
    journal: JournalNo
    gross_minor: FenOrZero
    refunded_minor: FenOrZero
    fee_minor: FenOrZero
    refund: OrNone[RefundNo]
    reference: str

    @property
    def net_minor(self) -> int:
        """What it changed in the wallet."""
        return self.gross_minor - self.refunded_minor - self.fee_minor


class Takings(NamedTuple):
    """Sums of movements of one store and terminal (0: none)."""

    store: OrNone[StoreNo]
    terminal: OrNone[TerminalNo]
    payments: Count
    gross_minor: FenOrZero
    refunds: Count
    refunded_minor: FenOrZero
    fee_minor: FenOrZero

    @property
    def net_minor(self) -> int:
        """What they changed in the wallet."""
        return self.gross_minor - self.refunded_minor - self.fee_minor


def movements(connection: Connection, merchant: Merchant, day: date, now: int) -> list[Movement] | Refusal:
    """A merchant's movements of a China day until `now`, in the order in which they were recorded.

    Refuses: `period_invalid` (the day has not begun), `statement_too_long` (more than `MOVEMENTS_MAX` transfers of its
    wallet).
    """
    refusal = period_refusal(day, day, now)
    if refusal is not None:
        return refusal
    wallet = WALLETS.read(connection, [merchant.wallet])[0]
    start = china_midnight(day)
    moved = (
        (account, transfer)
        for account in store.accounts_of(connection, wallet)
        for transfer in _of_day(connection, AccountNo(account), start, start + DAY_US)
    )
    found = list(islice(moved, MOVEMENTS_MAX + 1))
    if len(found) > MOVEMENTS_MAX:
        return Refusal("statement_too_long", f"more than {MOVEMENTS_MAX} movements")
    return _told(connection, merchant, found)


def _of_day(connection: Connection, account: AccountNo, start: int, end: int) -> Iterator[Transfer]:
    """Transfers of an account recorded from `start` until before `end` that moved money."""
    version = store.version_before(connection, account, start)
    while rows := history(connection, account, version + 1, version + PAGE):
        for transfer in rows:
            if transfer.recorded_at >= end:
                return
            if transfer.phase in _MOVED:
                yield transfer
        version += len(rows)


def _told(connection: Connection, merchant: Merchant, found: list[tuple[int, Transfer]]) -> list[Movement]:
    """Movements from the transfers of payments, captures and refunds, with the fees of the same journals. What several
    transfers of a journal bring or take of one part (claims of programs pay beside the payer) is one movement."""
    moved = [(account, row) for account, row in found if row.code in _OURS]
    payments = payments_behind(connection, {row.journal for _, row in moved})
    orders = store.orders_of_payments(connection, {row.id for row in payments.values()})
    whose, fees = _Owners(connection, merchant, moved, payments), _fees(moved)
    told: dict[tuple[JournalNo, str, int], Movement] = {}
    for account, row in moved:
        payment = payments.get(row.journal)
        kind = _kind(account, row, payment)
        part = whose.part(row, payment) if payment is not None and kind else None
        if payment is None or part is None:
            continue
        gross, back = (0, row.amount) if kind == "refund" else (row.amount, 0)
        before = told.get((row.journal, kind, part))
        if before is not None:
            gross, back = before.gross_minor + gross, before.refunded_minor + back
            told[row.journal, kind, part] = before._replace(gross_minor=gross, refunded_minor=back)
            continue
        own, terminal, name = part == 0, *(orders.get(payment.id, _NO_ORDER) if part == 0 else _NO_ORDER)
        told[row.journal, kind, part] = Movement(
            at=row.recorded_at,
            kind=kind if own else _OF_PART[kind],
            store=payment.store if own else StoreNo(0),
            terminal=terminal,
            number=name,
            payment=payment.id,
            journal=row.journal,
            gross_minor=gross,
            refunded_minor=back,
            fee_minor=fees.pop(row.journal, 0) if own and not back else 0,
            refund=RefundNo(row.journal if back else 0),
            reference=row.reference or "",
        )
    return sorted([*told.values(), *_fees_alone(moved, fees, payments, orders, whose)], key=lambda each: each.at)


def _fees(moved: list[tuple[int, Transfer]]) -> dict[JournalNo, int]:
    """What each journal took of the wallet as fees."""
    fees: dict[JournalNo, int] = {}
    for account, row in moved:
        if row.code == Code.FEE and row.debit == account:
            fees[row.journal] = fees.get(row.journal, 0) + row.amount
    return fees


def _fees_alone(
    moved: list[tuple[int, Transfer]],
    fees: dict[JournalNo, int],
    payments: Mapping[int, Payment],
    orders: Mapping[PaymentNo, tuple[TerminalNo, str]],
    whose: "_Owners",
) -> Iterator[Movement]:
    """What was charged for payments of which all went to the sellers."""
    at = {row.journal: row.recorded_at for _, row in moved}
    for journal, fee in fees.items():
        payment = payments.get(journal)
        if payment is not None and payment.store in whose.stores:
            terminal, name = orders.get(payment.id, _NO_ORDER)
            yield Movement(
                at=at[journal],
                kind="fee",
                store=payment.store,
                terminal=terminal,
                number=name,
                payment=payment.id,
                journal=journal,
                gross_minor=0,
                refunded_minor=0,
                fee_minor=fee,
                refund=RefundNo(0),
                reference=payment.reference or "",
            )


class _Owners:
    """Whose a transfer of a payment is: of several merchants of one wallet, and of the parties of a split."""

    def __init__(
        self,
        connection: Connection,
        merchant: Merchant,
        moved: list[tuple[int, Transfer]],
        payments: Mapping[int, Payment],
    ) -> None:
        self.stores = {each.id for each in stores_of(connection, merchant.id)}
        self._merchant = merchant.id
        self._parts = parts_of_payments(connection, {row.id for row in payments.values()})
        self._given = given_back(connection, self._parts) if any(row.code == Code.REFUND for _, row in moved) else {}

    def part(self, row: Transfer, payment: Payment) -> int | None:
        """The merchant's part of a payment that a transfer belongs to, 0 for the payment's own; None for another's."""
        parts = self._parts.get(payment.id)
        if parts is None:
            return 0 if payment.store in self.stores else None
        firsts = self._given[payment.id] if row.code == Code.REFUND else [(first, n) for first, n, _ in parts]
        place = [n for first, n in firsts if first <= row.id][-1]
        owner = next((merchant for _, n, merchant in parts if n == place), 0)
        return place if owner == self._merchant or (place == 0 and payment.store in self.stores) else None


def _kind(account: int, transfer: Transfer, payment: Payment | None) -> str:
    """What a transfer of a payment is to the wallet; empty for what is neither income nor given back."""
    if payment is None:
        return ""
    if transfer.code in TAKEN_CODES and transfer.credit == account:
        return "payment" if transfer.journal == payment.journal else "capture"
    return "refund" if transfer.code == Code.REFUND and transfer.debit == account else ""


def takings(found: Iterable[Movement]) -> list[Takings]:
    """Sums by store and terminal, in the order of their ids."""
    sums: dict[tuple[StoreNo, TerminalNo], Takings] = {}
    for each in found:
        key = (each.store, each.terminal)
        so_far = sums.get(key, Takings(*key, 0, 0, 0, 0, 0))
        is_refund = each.kind in ("refund", "part_refund")
        sums[key] = Takings(
            *key,
            so_far.payments + (each.kind in ("payment", "capture", "part")),
            so_far.gross_minor + each.gross_minor,
            so_far.refunds + is_refund,
            so_far.refunded_minor + each.refunded_minor,
            so_far.fee_minor + each.fee_minor,
        )
    return [sums[key] for key in sorted(sums)]


def settlement_file(found: Iterable[Movement], *, bom: bool = True) -> bytes:
    """A settlement file: CSV with a header, a line for each movement, amounts in yuan with two digits; `bom` as in
    `csv_bytes`."""
    return csv_bytes(chain((COLUMNS,), map(_line, found)), bom=bom)


def _line(each: Movement) -> tuple[Cell, ...]:
    amounts = (each.gross_minor, each.refunded_minor, each.fee_minor, each.net_minor)
    return (
        format_time(each.at),
        each.kind,
        encode_id("sto", each.store) if each.store else "",
        encode_id("trm", each.terminal) if each.terminal else "",
        each.number,
        encode_id("pay", each.payment),
        encode_id("jnl", each.journal),
        *map(yuan, amounts),
        encode_id("rfd", each.refund) if each.refund else "",
        each.reference,
    )
