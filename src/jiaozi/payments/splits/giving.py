"""Who gives back a refund, and how much each: the payee, or every party of a split in proportion."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.payments.model import Payment
from jiaozi.payments.splits.model import SplitPart
from jiaozi.payments.splits.schema import SPLIT_PARTS, SPLIT_REFUND_COLUMNS
from jiaozi.payments.splits.shares import unwind
from jiaozi.payments.splits.store import part_keys
from jiaozi.wallets.acts import account_of, out_freeze_refusal, wallet_of
from jiaozi.wallets.model import Wallet


class Giver(NamedTuple):
    """A wallet that gives back an amount; of a split, for the part it got."""

    wallet: Wallet
    amount_minor: int
    part: SplitPart | None


def touch_givers(tx: Tx, payments: Iterable[Payment]) -> list[tuple[int, int]]:
    """Names the parts of split payments; (giver, payer) of every refund that may be. The payments are locked, and with
    them what their parts are, which never changes."""
    found = {payment.id: payment for payment in payments}
    keys = part_keys(tx.connection, found) if found else []
    if keys:
        tx.want(SPLIT_PARTS, [(payment, n) for payment, n, _ in keys])
    known: dict[int, list[int]] = tx.memo.setdefault("split_parts", {})
    known.update({number: [] for number in found})
    for payment, n, _ in keys:
        known[payment].append(n)
    pairs = [(wallet, found[payment].payer) for payment, _, wallet in keys]
    return pairs + [(payment.payee, payment.payer) for payment in found.values()]


def givers_of(tx: Tx, payment: Payment, amount: int) -> list[Giver] | Refusal:
    """Who gives back `amount`. Refuses: `wallet_not_found`, `wallet_closed`."""
    numbers = sorted(tx.memo["split_parts"].get(payment.id, ()))
    if not numbers:
        wallet = wallet_of(tx, payment.payee)
        return wallet if isinstance(wallet, Refusal) else [Giver(wallet, amount, None)]
    parts = [tx.rows(SPLIT_PARTS)[payment.id, n] for n in numbers]
    amounts = unwind(amount, [part.amount_minor - part.refunded_minor for part in parts])
    givers = []
    for part, minor in zip(parts, amounts, strict=True):
        if minor:
            wallet = wallet_of(tx, part.wallet)
            if isinstance(wallet, Refusal):
                return wallet._replace(detail=_who(part))
            givers.append(Giver(wallet, minor, part))
    return givers


def givers_refusal(tx: Tx, givers: Sequence[Giver]) -> Refusal | None:
    """What forbids one of them to give. Refuses: `wallet_frozen`, `wallet_frozen_amount`."""
    sums: dict[int, int] = {}
    for giver in givers:
        sums[giver.wallet.id] = sums.get(giver.wallet.id, 0) + giver.amount_minor
    for giver in givers:
        refusal = out_freeze_refusal(giver.wallet, account_of(tx, giver.wallet), sums[giver.wallet.id])
        if refusal is not None:
            return refusal if giver.part is None else refusal._replace(detail=_who(giver.part))
    return None


def _who(part: SplitPart) -> str:
    return f"seller {part.n}" if part.n else "platform"


def count_given(tx: Tx, refund: int, givers: Sequence[Giver], transfers: Sequence[int]) -> None:
    """Counts what each party of a split gave back, with the first transfer of it."""
    rows = tx.appender("split_refunds", SPLIT_REFUND_COLUMNS)
    for giver, transfer in zip(givers, transfers, strict=True):
        if giver.part is not None:
            giver.part.refunded_minor += giver.amount_minor
            tx.rows(SPLIT_PARTS).changed(giver.part)
            rows.append((refund, giver.part.n, giver.part.payment, giver.amount_minor, transfer))
