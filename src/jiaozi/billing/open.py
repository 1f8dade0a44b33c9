"""How many requests to pay are open: of a payee, to a payer, and between the two, so that nobody is flooded.

The counts stand in rows of their own, which are read under the locks of both wallets.
"""

from collections.abc import Iterator

from jiaozi import rulebook
from jiaozi.billing.model import OpenRequests, PaymentRequest
from jiaozi.billing.schema import OPEN_REQUESTS
from jiaozi.clock import china_date
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal


def touch_open(tx: Tx, payee: int, payer: int) -> None:
    """Names the counts of a request from `payee` to `payer` (0: to whoever has it). Their wallets are named before."""
    tx.want(OPEN_REQUESTS, list(_keys(payee, payer)))


def open_refusal(tx: Tx, payee: int, payer: int, at: int, *, merchant: bool) -> Refusal | None:
    """What the payee asks already, of anybody and of this payer. Refuses: `payment_requests_exceeded`."""
    rules = rulebook.payment_requests(china_date(at))
    most = (
        ((payee, 0), rules.open_by_merchant if merchant else rules.open_by_person),
        ((payee, payer), rules.open_between),
    )
    for key, bound in most if payer else most[:1]:
        if (count := _open(tx, key)) >= bound:
            return Refusal("payment_requests_exceeded", f"{count} are open", rules.rule.cite())
    return None


def flooded(tx: Tx, payer: int, at: int) -> bool:
    """Whether a payer is asked for too much already, by whomever."""
    return _open(tx, (0, payer)) >= rulebook.payment_requests(china_date(at)).open_to_payer


def _open(tx: Tx, key: tuple[int, int]) -> int:
    row = tx.rows(OPEN_REQUESTS).get(key)
    return 0 if row is None else row.requests


def count_open(tx: Tx, request: PaymentRequest, by: int) -> None:
    """Counts a request that was made or has ended."""
    rows = tx.rows(OPEN_REQUESTS)
    for payee, payer in _keys(request.payee, request.asked):
        row = rows.get((payee, payer))
        if row is None:
            rows.add(OpenRequests(payee, payer, by))
        else:
            row.requests += by
            rows.changed(row)


def _keys(payee: int, payer: int) -> Iterator[tuple[int, int]]:
    yield payee, 0
    if payer:
        yield 0, payer
        yield payee, payer
