"""Who gives back a refund, and how much each: the payee, or every party of a split in proportion."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import WalletNo
from jiaozi.payments.model import Payment
from jiaozi.payments.splits.model import SplitPart
from jiaozi.payments.splits.plans import SELLERS_MAX
from jiaozi.payments.splits.schema import SPLIT_ADVANCE_COLUMNS, SPLIT_PARTS, SPLIT_REFUND_COLUMNS
from jiaozi.payments.splits.shares import unwind
from jiaozi.payments.splits.store import part_keys
from jiaozi.wallets.acts import account_of, out_freeze_refusal
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import WALLETS


class Giver(NamedTuple):
    """A wallet that gives back an amount; of a split, for the part it got, or (`advance`) in place of who got it."""

    wallet: Wallet
    amount_minor: int
    part: SplitPart | None
    advance: bool = False


def touch_givers(tx: Tx, payments: Iterable[Payment]) -> list[tuple[WalletNo, WalletNo]]:
    """Names the parts of split payments; (giver, payer) of every refund that may be. The payments are locked, and with
    them what their parts are, which never changes; a hold may still be captured, and so split, by this group."""
    found = {payment.id: payment for payment in payments}
    keys = part_keys(tx.connection, found) if found else []
    if keys:
        tx.want(SPLIT_PARTS, [(payment, n) for payment, n, _ in keys])
    pairs = [(wallet, found[payment].payer) for payment, _, wallet in keys]
    return pairs + [(payment.payee, payment.payer) for payment in found.values()]


def givers_of(tx: Tx, payment: Payment, amount: int, *, advance: bool) -> list[Giver]:
    """Who gives back `amount`. With `advance` the payee of a split gives for a seller that is closed, frozen or
    short."""
    held = tx.rows(SPLIT_PARTS).rows
    parts = [part for n in range(SELLERS_MAX + 1) if (part := held.get((payment.id, n))) is not None]
    if not parts:
        return [Giver(tx.rows(WALLETS)[payment.payee], amount, None)]
    amounts = unwind(amount, [part.amount_minor - part.refunded_minor for part in parts])
    givers = [_giver(tx, part, minor) for part, minor in zip(parts, amounts, strict=True) if minor]
    return [_or_platform(tx, payment, giver, givers) for giver in givers] if advance else givers


def _giver(tx: Tx, part: SplitPart, minor: int) -> Giver:
    return Giver(tx.rows(WALLETS)[part.wallet], minor, part)


def _or_platform(tx: Tx, payment: Payment, giver: Giver, givers: Sequence[Giver]) -> Giver:
    """The platform in place of a seller whose wallet cannot give all that is asked of it."""
    wallet = giver.wallet
    if giver.part is None or not giver.part.n or wallet.id == payment.payee:
        return giver
    asked = sum(each.amount_minor for each in givers if each.wallet.id == wallet.id)
    can = giver_refusal(tx, wallet, asked) is None
    return giver if can else Giver(tx.rows(WALLETS)[payment.payee], giver.amount_minor, giver.part, advance=True)


def asked_of(givers: Sequence[Giver]) -> dict[int, int]:
    """How much each wallet gives in all, in minor units."""
    sums: dict[int, int] = {}
    for giver in givers:
        sums[giver.wallet.id] = sums.get(giver.wallet.id, 0) + giver.amount_minor
    return sums


def giver_refusal(tx: Tx, wallet: Wallet, amount: int) -> Refusal | None:
    """What forbids a wallet to give, for its own side alone. Refuses: `wallet_closed`, `wallet_frozen`,
    `wallet_frozen_amount`, `insufficient_funds`."""
    if wallet.closed:
        return Refusal("wallet_closed")
    account = account_of(tx, wallet)
    short = Refusal("insufficient_funds") if account.available < amount else None
    return out_freeze_refusal(wallet, account, amount) or short


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
