"""Who gives back a refund, and how much each: the payee, or every party of a split in proportion."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.payments.model import Payment
from jiaozi.payments.splits.model import SplitPart
from jiaozi.payments.splits.plans import SELLERS_MAX
from jiaozi.payments.splits.schema import SPLIT_ADVANCE_COLUMNS, SPLIT_PARTS, SPLIT_REFUND_COLUMNS
from jiaozi.payments.splits.shares import unwind
from jiaozi.payments.splits.store import part_keys
from jiaozi.wallets.acts import account_of, out_freeze_refusal, wallet_of
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import WALLETS


class Giver(NamedTuple):
    """A wallet that gives back an amount; of a split, for the part it got, or (`advance`) in place of who got it."""

    wallet: Wallet
    amount_minor: int
    part: SplitPart | None
    advance: bool = False


def touch_givers(tx: Tx, payments: Iterable[Payment]) -> list[tuple[int, int]]:
    """Names the parts of split payments; (giver, payer) of every refund that may be. The payments are locked, and with
    them what their parts are, which never changes; a hold may still be captured, and so split, by this group."""
    found = {payment.id: payment for payment in payments}
    keys = part_keys(tx.connection, found) if found else []
    if keys:
        tx.want(SPLIT_PARTS, [(payment, n) for payment, n, _ in keys])
    pairs = [(wallet, found[payment].payer) for payment, _, wallet in keys]
    return pairs + [(payment.payee, payment.payer) for payment in found.values()]


def givers_of(tx: Tx, payment: Payment, amount: int, *, advance: bool) -> list[Giver] | Refusal:
    """Who gives back `amount`. With `advance` the payee of a split gives for a seller that is closed, frozen or short.
    Refuses: `wallet_not_found`, `wallet_closed`."""
    held = tx.rows(SPLIT_PARTS).rows
    parts = [part for n in range(SELLERS_MAX + 1) if (part := held.get((payment.id, n))) is not None]
    if not parts:
        wallet = wallet_of(tx, payment.payee)
        return wallet if isinstance(wallet, Refusal) else [Giver(wallet, amount, None)]
    amounts = unwind(amount, [part.amount_minor - part.refunded_minor for part in parts])
    givers = [_giver(tx, part, minor) for part, minor in zip(parts, amounts, strict=True) if minor]
    if advance:
        givers = [_or_platform(tx, payment, giver, givers) for giver in givers]
    found: list[Giver] = []
    for giver in givers:
        wallet = wallet_of(tx, giver.wallet.id)
        if isinstance(wallet, Refusal):
            return wallet._replace(detail=_who(giver))
        found.append(giver)
    return found


def _giver(tx: Tx, part: SplitPart, minor: int) -> Giver:
    return Giver(tx.rows(WALLETS)[part.wallet], minor, part)


def _or_platform(tx: Tx, payment: Payment, giver: Giver, givers: Sequence[Giver]) -> Giver:
    """The platform in place of a seller whose wallet cannot give all that is asked of it."""
    wallet = giver.wallet
    if giver.part is None or not giver.part.n or wallet.id == payment.payee:
        return giver
    asked = sum(each.amount_minor for each in givers if each.wallet.id == wallet.id)
    account = account_of(tx, wallet)
    can = not wallet.closed and account.available >= asked and out_freeze_refusal(wallet, account, asked) is None
    return giver if can else Giver(tx.rows(WALLETS)[payment.payee], giver.amount_minor, giver.part, advance=True)


def givers_refusal(tx: Tx, givers: Sequence[Giver]) -> Refusal | None:
    """What forbids one of them to give. Refuses: `wallet_frozen`, `wallet_frozen_amount`."""
    sums: dict[int, int] = {}
    for giver in givers:
        sums[giver.wallet.id] = sums.get(giver.wallet.id, 0) + giver.amount_minor
    for giver in givers:
        refusal = out_freeze_refusal(giver.wallet, account_of(tx, giver.wallet), sums[giver.wallet.id])
        if refusal is not None:
            return refusal if giver.part is None else refusal._replace(detail=_who(giver))
    return None


def _who(giver: Giver) -> str:
    return f"seller {giver.part.n}" if giver.part and giver.part.n and not giver.advance else "platform"


def count_given(tx: Tx, refund: int, givers: Sequence[Giver], transfers: Sequence[int]) -> None:
    """Counts what each party of a split gave back, with the first transfer of it, and what the platform gave for it."""
    rows = tx.appender("split_refunds", SPLIT_REFUND_COLUMNS)
    for giver, transfer in zip(givers, transfers, strict=True):
        if giver.part is not None:
            giver.part.refunded_minor += giver.amount_minor
            tx.rows(SPLIT_PARTS).changed(giver.part)
            rows.append((refund, giver.part.n, giver.part.payment, giver.amount_minor, transfer))
        if giver.part is not None and giver.advance:
            owed = (giver.part.payment, giver.part.merchant, giver.amount_minor)
            tx.appender("split_advances", SPLIT_ADVANCE_COLUMNS).append((refund, giver.part.n, *owed))
