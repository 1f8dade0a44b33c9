"""How many requests to pay are open: of a payee, to a payer, and between the two, so that nobody is flooded.

The counts stand in rows of their own, which are read under the locks of both wallets.
"""

from collections.abc import Iterator
from typing import Final

from jiaozi import rulebook
from jiaozi.billing.model import OpenRequests, PaymentRequest
from jiaozi.billing.schema import OPEN_REQUESTS
from jiaozi.clock import china_date
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import WalletNo

_ALL: Final = WalletNo(0)


def touch_open(tx: Tx, payee: WalletNo, payer: WalletNo) -> None:
    """Names the counts of a request from `payee` to `payer` (0: to whoever has it). Their wallets are named before."""
    tx.want(OPEN_REQUESTS, list(_keys(payee, payer)))


def open_refusal(tx: Tx, payee: WalletNo, payer: WalletNo, at: int, *, merchant: bool) -> Refusal | None:
    """What the payee asks already, of anybody and of this payer. Refuses: `payment_requests_exceeded`."""
    rules = rulebook.payment_requests(china_date(at))
    most = (
        ((payee, _ALL), rules.open_by_merchant if merchant else rules.open_by_person),
        ((payee, payer), rules.open_between),
    )
    for key, bound in most if payer else most[:1]:
        if (count := _open(tx, key)) >= bound:
            return Refusal("payment_requests_exceeded", f"{count} are open, {bound} at most", rules.rule.cite())
    return None


def flooded(tx: Tx, payer: WalletNo, at: int) -> bool:
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
            rows.add(OpenRequests(payee=payee, payer=payer, requests=by))
        else:
            row.requests += by
            rows.changed(row)


def _keys(payee: WalletNo, payer: WalletNo) -> Iterator[tuple[WalletNo, WalletNo]]:
    yield payee, _ALL
    if payer:
        yield _ALL, payer
        yield payee, payer
