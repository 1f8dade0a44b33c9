"""The cooling-off of a device that was bound anew: what it may move in all until it is over (rule
`devices.cooling_off`). The holder's row is locked; it counts over all its devices."""

from jiaozi import rulebook
from jiaozi.clock import china_date, format_time
from jiaozi.db.tx import Tx
from jiaozi.devices.model import Device
from jiaozi.devices.schema import DEVICE_HOLDERS
from jiaozi.errors import Refusal
from jiaozi.money import amount_text


def cooling_refusal(tx: Tx, device: Device, amount: int, at: int, *, settled: bool = False) -> Refusal | None:
    """Why a device may not move an amount yet, or not do what only a `settled` one does. Refuses: `device_cooling_off`
    with its rule."""
    if at >= device.limited_until:
        return None
    rules = rulebook.device_cooling_off(china_date(at))
    spent = tx.rows(DEVICE_HOLDERS)[device.holder].cooling_spent_minor
    beyond = settled or spent + amount > rules.amount_minor
    if not beyond:
        return None
    until = format_time(device.limited_until)
    said = f"this is not done before {until}" if settled else f"at most {amount_text(rules.amount_minor)} until {until}"
    return Refusal("device_cooling_off", said, rules.rule.cite())


def count_cooling(tx: Tx, device: Device, amount: int, at: int) -> None:
    """Counts what a device moved while it was cooling off."""
    if at < device.limited_until and amount:
        known = tx.rows(DEVICE_HOLDERS)[device.holder]
        known.cooling_spent_minor += amount
        tx.rows(DEVICE_HOLDERS).changed(known)
