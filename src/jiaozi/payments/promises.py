"""What is held behind a promise, a lock or a prepaid contract: a part is paid, and it outlasts the promise's end."""

from typing import Final

from jiaozi.clock import DAY_US, HOUR_US
from jiaozi.db.commands import Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.payments.holds import HoldCaptured, asked_payee, take
from jiaozi.payments.model import Payment
from jiaozi.payments.refused import heard
from jiaozi.payments.rules import Parties
from jiaozi.wallets.schema import USAGES, WALLETS
from jiaozi.wallets.waterfall import Spill

GRACE_US: Final = 30 * DAY_US
"""How long after a promise's end its money is still held, so that what is due then can be paid after days down."""
TRY_AGAIN_US: Final = HOUR_US
"""What has become due and cannot be paid is looked at again after this long."""
STATEMENT_MAX: Final = 500
"""Characters of what somebody says of a step."""


def pay_part(tx: Tx, request: Request, payment: Payment, amount: int, *, by_payee: bool) -> HoldCaptured | Refusal:
    """Captures a part of the held payment behind a promise. Refuses: the payee's own refusals to the payee, and to
    others `payee_cannot_receive`, counted; and what `take` says."""

    def payees() -> Spill | Refusal | None:
        return asked_payee(tx, payment, amount, request.at)

    spill = payees() if by_payee else heard(tx, _parties(tx, payment, request.at), payees, request.at)
    return spill if isinstance(spill, Refusal) else take(tx, request, payment, amount, spill)


def _parties(tx: Tx, payment: Payment, at: int) -> Parties:
    """Both sides of a payment; the merchant does not matter to whoever counts."""
    wallets = tx.rows(WALLETS)
    return Parties(wallets[payment.payer], wallets[payment.payee], None, tx.rows(USAGES)[payment.payer].at(at))
