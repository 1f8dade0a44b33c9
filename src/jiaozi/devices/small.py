"""Small amounts: what a holder allows its devices to pay without its PIN, by payment and by day.

Opt-in, below the ceilings of the rule book, counted over all devices of the holder on one row. Who charges a wallet
without the holder's PIN by other ways (a code that a till scans) asks `small_amount_refusal` and then counts.
"""

from collections.abc import Sequence
from typing import Final

from jiaozi import rulebook
from jiaozi.clock import china_date, china_day
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.devices.model import AllowSmallAmounts, DeviceHolder, SmallAmountsAllowed
from jiaozi.devices.registry import active_device, touch_devices
from jiaozi.devices.schema import DEVICE_HOLDERS
from jiaozi.errors import Refusal
from jiaozi.money import AMOUNT_MAX, amount_text


def small_amount_refusal(tx: Tx, holder: int, amount: int, at: int) -> Refusal | None:
    """Why a holder may not pay an amount without its PIN; the holder's row is locked. A refund gives nothing back.

    Refuses: `user_verification_required`, with the rule when it is the rule book's ceiling.
    """
    known: DeviceHolder | None = tx.rows(DEVICE_HOLDERS).get(holder)
    if known is None or not known.small_payment_minor:
        return Refusal("user_verification_required")
    ceiling = rulebook.small_amount(china_date(at))
    used = _used(known, at)
    if amount > known.small_payment_minor:
        return Refusal("user_verification_required", "above the holder's limit of one payment")
    if used + amount > known.small_day_minor:
        return Refusal("user_verification_required", "above the holder's limit of a day")
    if amount > ceiling.payment_minor or used + amount > ceiling.day_minor:
        return Refusal("user_verification_required", "above the ceiling", ceiling.rule.cite())
    return None


def count_small_amount(tx: Tx, holder: int, amount: int, at: int) -> None:
    """Counts a payment without PIN on its day."""
    known = tx.rows(DEVICE_HOLDERS)[holder]
    known.small_used_minor = _used(known, at) + amount
    known.small_day = max(known.small_day, china_day(at))
    tx.rows(DEVICE_HOLDERS).changed(known)


def _allowed(ceiling: rulebook.SmallAmount) -> str:
    return f"one payment: at most {amount_text(ceiling.payment_minor)}; a day: at most {amount_text(ceiling.day_minor)}"


def _used(known: DeviceHolder, at: int) -> int:
    """What was paid on the newest day; an instant of an earlier day counts in it, so no clock gives a second day."""
    return 0 if china_day(at) > known.small_day else known.small_used_minor


def _touch(tx: Tx, requests: Sequence[Request[AllowSmallAmounts]]) -> None:
    tx.want(DEVICE_HOLDERS, {request.command.holder for request in requests})
    touch_devices(tx, {request.command.signer for request in requests})


def _allow(tx: Tx, request: Request[AllowSmallAmounts]) -> SmallAmountsAllowed | Refusal:
    """Refuses: `amount_invalid`, `limit_not_lower` (above the ceiling, with its rule; a payment above the day),
    `device_not_found` (the holder has had none), `signature_required`."""
    command = request.command
    payment, day = command.payment_minor, command.day_minor
    if not 0 <= payment <= AMOUNT_MAX or not 0 <= day <= AMOUNT_MAX or bool(payment) != bool(day):
        return Refusal("amount_invalid")
    ceiling = rulebook.small_amount(china_date(request.at))
    if payment > ceiling.payment_minor or day > ceiling.day_minor:
        return Refusal("limit_not_lower", _allowed(ceiling), ceiling.rule.cite())
    if payment > day:
        return Refusal("limit_not_lower", "one payment is above the day")
    known = tx.rows(DEVICE_HOLDERS).get(command.holder)
    if known is None:
        return Refusal("device_not_found")
    signer = active_device(tx, command.signer) if command.signer else None
    if signer is None or isinstance(signer, Refusal) or signer.holder != command.holder:
        return Refusal("signature_required")
    known.small_payment_minor, known.small_day_minor = payment, day
    tx.rows(DEVICE_HOLDERS).changed(known)
    return SmallAmountsAllowed(holder=command.holder, payment_minor=payment, day_minor=day)


OPERATIONS: Final = (
    Operation("allow_small_amounts", AllowSmallAmounts, SmallAmountsAllowed, _touch, one_by_one(_allow)),
)
