"""What one side of a payment is told of the other: that it cannot, never why.

An answer that depends on an amount is a ruler, so refusals are counted: after so many of one payee in a China day that
payee refuses this payer unheard, in the same words, until the day ends (rule `payments.refusals`). A payment that goes
through costs its amount and is not counted; nobody is kept from paying somebody else.

What is due of standing payments is counted apart, each due once: the worker's tries use up nothing that a person may
hear, and no person keeps a due from being tried. A payer who could order without end would measure by that, too.

A payer is a wallet; for money that a bank brings, the bank, since it opens as many accounts as it likes; for the parts
of a split that its platform captures, the platform's wallet.
"""

from collections.abc import Callable
from enum import Enum
from typing import Final, TypeVar

from jiaozi import rulebook
from jiaozi.clock import china_date, china_day
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import InstitutionNo, WalletNo
from jiaozi.payments.model import RefusedPayee
from jiaozi.payments.rules import Parties
from jiaozi.payments.schema import REFUSED_PAYEES
from jiaozi.wallets.schema import USAGES

T = TypeVar("T")
PAYEE_CANNOT: Final = Refusal("payee_cannot_receive")
PAYER_CANNOT: Final = Refusal("payer_cannot_pay")
UNHEARD: Final = Refusal("payee_cannot_receive", "unheard")
"""Of a due: the payee has refused as many others today, and is not asked."""


class Asked(Enum):
    """How a payer asks its payee: by a request, or by a due of a standing payment; by one that this payee has refused
    today it asks nothing new."""

    BY_HAND = 0
    BY_DUE = 1
    BY_DUE_AGAIN = 2


def heard(
    tx: Tx, found: Parties, payees: Callable[[], T | Refusal], at: int, asked: Asked = Asked.BY_HAND
) -> T | Refusal:
    """What `payees`, the payee's side, makes of a payment that is right for the payer; it is not asked for one whom it
    has refused too often today. What it refuses is counted, kept for the payee's side, and told without the reason.
    Refuses: `payee_cannot_receive`.

    The payer's usage is that of `at`; who was refused nothing today costs no look-up.
    """
    if found.usage.refusals_today and is_unheard(tx, found.payer.id, found.payee.id, at, asked):
        return PAYEE_CANNOT if asked is Asked.BY_HAND else UNHEARD
    made = payees()
    if not isinstance(made, Refusal):
        return made
    count(tx, found, at)
    return note(tx, found.payer.id, found.payee.id, made.code, at, asked)


def answer(
    tx: Tx, payer: WalletNo | InstitutionNo, payee: WalletNo, refusal: Refusal | None, at: int
) -> Refusal | None:
    """What is told of a payee's `refusal`, counted, where no payer's usage counts; None when the payee is heard and can
    be paid. The caller has named the row of `REFUSED_PAYEES`."""
    if is_unheard(tx, payer, payee, at):
        return PAYEE_CANNOT
    return None if refusal is None else note(tx, payer, payee, refusal.code, at)


def is_unheard(tx: Tx, payer: int, payee: int, at: int, asked: Asked = Asked.BY_HAND) -> bool:
    """Whether a payee, which has refused a payer too often today, is not asked."""
    row = tx.rows(REFUSED_PAYEES).get((payer, payee))
    if row is None or row.day != china_day(at) or asked is Asked.BY_DUE_AGAIN:
        return False
    return (row.refusals if asked is Asked.BY_HAND else row.dues) >= per_day(at)


def note(
    tx: Tx,
    payer: WalletNo | InstitutionNo,
    payee: WalletNo,
    reason: str,
    at: int,
    asked: Asked = Asked.BY_HAND,
) -> Refusal:
    """Counts a refusal of one payee by which a payer learns of it, and keeps the reason for the payee's side."""
    rows, day = tx.rows(REFUSED_PAYEES), china_day(at)
    row = rows.get((payer, payee))
    if row is None:
        row = rows.add(RefusedPayee(payer=payer, payee=payee, day=day, refusals=0, reason=reason, at=at))
    else:
        rows.changed(row)
    if row.day != day:
        row.refusals = row.dues = 0
    row.refusals += asked is Asked.BY_HAND
    row.dues += asked is Asked.BY_DUE
    row.day, row.reason, row.at = day, reason, at
    return PAYEE_CANNOT


def count(tx: Tx, found: Parties, at: int) -> None:
    """Counts a refusal that told somebody something, in the usage of the wallet that was to pay."""
    usage = found.usage.at(at)
    usage.refusals_today += 1
    tx.rows(USAGES).changed(usage)


def per_day(at: int) -> int:
    """How many refusals one side hears of the other in a China day."""
    return rulebook.payment_refusals(china_date(at)).per_day
