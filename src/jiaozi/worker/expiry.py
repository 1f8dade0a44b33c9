"""What ends by itself when its time has come: holds, locks, envelopes, requests to pay, requests to return money and
mandates."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from jiaozi.billing.requests import ExpireRequest
from jiaozi.billing.store import expired_requests
from jiaozi.clock import SECOND_US, Seconds
from jiaozi.db.engine import Connection
from jiaozi.envelopes.model import ExpireEnvelope
from jiaozi.envelopes.store import expired_envelopes
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import Fresh
from jiaozi.locks.model import EndLock
from jiaozi.locks.store import due_locks
from jiaozi.mandates.model import ExpireMandate
from jiaozi.mandates.store import ended_mandates
from jiaozi.payments.holds import ExpireHold
from jiaozi.payments.store import expired_holds
from jiaozi.people.returns import ExpireReturn
from jiaozi.people.store import due_returns
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done

BATCH: Final = 500
TRY_AGAIN_US: Final = 3_600 * SECOND_US
"""What could not be expired is tried under a new key after this long."""


class Kind(NamedTuple):
    """What expires: its name in keys, how often it is looked at, what is due at an instant, and the command."""

    name: str
    every_s: Seconds
    due: Callable[[Connection, int, int], list[Fresh]]
    order: Callable[[Fresh], Any]


HOLDS: Final = Kind("expire", 1, expired_holds, ExpireHold)
ENVELOPES: Final = Kind("expire-envelope", 10, expired_envelopes, ExpireEnvelope)
REQUESTS: Final = Kind("expire-request", 5, expired_requests, ExpireRequest)
LOCKS: Final = Kind("end-lock", 5, due_locks, EndLock)
MANDATES: Final = Kind("expire-mandate", 60, ended_mandates, ExpireMandate)
RETURNS: Final = Kind("expire-return", 10, due_returns, ExpireReturn)


class Expiry:
    """Expires what is due of one kind. Several may run at once: each thing decides once that it has expired. What is
    refused stays in front of all others, and is passed over until the round is over."""

    def __init__(self, platform: Platform, kind: Kind) -> None:
        self._platform = platform
        self._kind = kind
        self._refused = 0
        self.expired = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether something has expired."""
        return bool(self._kind.due(connection, self._platform.clock.now(), 1))

    def turn(self) -> None:
        """One bounded batch; the next turn goes on."""
        platform, kind, now = self._platform, self._kind, self._platform.clock.now()
        with platform.snapshot() as connection:
            due = kind.due(connection, now, self._refused + BATCH)[self._refused :]
        orders = [(f"{kind.name}:{number}:{now // TRY_AGAIN_US}", kind.order(number)) for number in due]
        results = carry_out(platform, orders)
        self.expired += newly_done(results)
        refused = sum(isinstance(each.outcome, Refusal | Failure) for each in results)
        self._refused = self._refused + refused if len(due) == BATCH else 0
