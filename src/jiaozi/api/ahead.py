"""What requests that share a snapshot need of it, read for all of them together before each is looked at by itself.

It makes nothing true or allowed: whoever asks afterwards finds the same rows, only sooner.
"""

from collections.abc import Sequence
from typing import NamedTuple

from jiaozi.access.model import Role
from jiaozi.access.ownership import of_wallets
from jiaozi.access.store import keys_with_principals
from jiaozi.db.remembered import Remembered
from jiaozi.devices.schema import DEVICE_HOLDERS
from jiaozi.wallets.schema import WALLETS


class Named(NamedTuple):
    """What a request names: its key, and the wallet that its act is about, 0 for none."""

    key: int
    wallet: int = 0


def read_ahead(shared: Remembered, named: Sequence[Named]) -> None:
    """Reads the callers of some requests, the wallets they are about and whose those are, and who has a device."""
    callers = keys_with_principals(shared, {each.key for each in named})
    wallets = WALLETS.read(shared, {each.wallet for each in named if each.wallet})
    of_wallets(shared, wallets)
    holders = {each.principal.subject for each in callers.values() if each.principal.role is Role.HOLDER}
    DEVICE_HOLDERS.read(shared, holders | {wallet.holder for wallet in wallets})
