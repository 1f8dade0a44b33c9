"""The data of webhooks: endpoints, deliveries, and how long and how often they are tried.

An endpoint belongs to a scope: an institution, or a merchant or a corporate wallet there. Times are microseconds.
"""

from enum import IntEnum
from hashlib import blake2b
from typing import Annotated, Final, Literal, NamedTuple

from jiaozi.clock import SECOND_US
from jiaozi.kinds import (
    Count,
    DeliveryNo,
    EndpointNo,
    Instant,
    InstitutionNo,
    MerchantNo,
    Names,
    OrNone,
    Range,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

ENDPOINTS_MAX: Final = 20
"""Endpoints of one scope that are not closed."""
KINDS_MAX: Final = 20
URL_MAX: Final = 500
OVERLAP_MAX_S: Final = 30 * 86_400
TRIES_MAX: Final = 10
"""Attempts of a delivery before it is dead: about half a day after the first."""
FIRST_WAIT_US: Final = 5 * SECOND_US
LONGEST_WAIT_US: Final = 4 * 3_600 * SECOND_US
DEAD_MAX: Final = 3
"""Dead deliveries in a row that disable an endpoint."""
LEASE_US: Final = 60 * SECOND_US
"""For so long an endpoint is one worker's; far longer than one attempt may take."""
TIMEOUT_S: Final = 10
"""One attempt, from the first look-up of the name to the last header of the answer."""
LATE_MS: Final = 2_000
"""An answer that takes longer is late: the endpoint rests for as long as it took, so it has a thread half of the time.
"""
ROUTE_MAX: Final = 500
"""Events that one command routes."""
GONE: Final = 410
"""What an endpoint answers that wants nothing more, ever."""
PING: Final = "webhook.ping"
DISABLED: Final = "webhook.disabled"


Url = Annotated[str, Text(URL_MAX, 1, plain=False)]
_KIND_SAYS: Final = ("a kind of event, two words with a point between", "事件类型，两个以点分隔的词")
EventKind = Annotated[
    str, Text(40, 3, pattern=r"[a-z_]{1,20}\.[a-z_]{1,19}", example="payment.completed", says=_KIND_SAYS)
]
Failing = Annotated[str, Text(40)]
"""Why an attempt got no answer; empty when it got one."""
EndpointStatus = Literal["active", "paused", "disabled", "closed"]
"""Paused by its owner, disabled by the platform (deliveries died, or it answered 410), closed for good."""


class DeliveryState(IntEnum):
    """WAITING deliveries go out in the order of events; AGAIN was asked for and holds up nobody."""

    WAITING = 0
    DELIVERED = 1
    DEAD = 2
    AGAIN = 3


STATE_NAMES: Final = {int(state): state.name.lower() for state in DeliveryState}
DeliveryStateNumber = Annotated[int, Names(tuple(STATE_NAMES.items()))]
DeliveryStateName = Literal["waiting", "delivered", "dead", "again"]


class Scope(NamedTuple):
    """Whose events: an institution's, or only those of a merchant or of a corporate wallet there; 0 for none."""

    institution: InstitutionNo
    merchant: OrNone[MerchantNo] = MerchantNo(0)
    wallet: OrNone[WalletNo] = WalletNo(0)


@dataclass(slots=True)
class Endpoint:
    """A row of `webhook_endpoints`. `kinds` are separated by blanks, empty for all. Events numbered after `after_seq`
    are its own. `lease` counts the workers that have had it; before `next_at` its oldest delivery is not tried again.
    """

    id: EndpointNo
    institution: InstitutionNo
    merchant: OrNone[MerchantNo]
    wallet: OrNone[WalletNo]
    url: Url
    kinds: str
    status: EndpointStatus
    created_at: Instant
    after_seq: Count
    secret_version: Annotated[int, Range(1)]
    overlap_until: OrNone[Instant]
    lease: Count
    leased_until: OrNone[Instant]
    next_at: OrNone[Instant]
    dead_in_row: Count

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(self.institution, self.merchant, self.wallet)

    def wants(self, kind: str) -> bool:
        """Whether it is sent events of this kind. A ping is for the endpoint that asked for it."""
        return not self.kinds or kind == PING or kind in self.kinds.split()


@dataclass(slots=True)
class Delivery:
    """A row of `webhook_deliveries`: one event for one endpoint. `tries_before` were made before it was asked for
    again. `last_status` is the HTTP status of the last answer, 0 for none; `last_error` says why there was none."""

    id: DeliveryNo
    endpoint: EndpointNo
    seq: Count
    n: Count
    kind: EventKind
    state: DeliveryStateNumber
    tries: Count
    tries_before: Count
    next_at: OrNone[Instant]
    routed_at: Instant
    done_at: OrNone[Instant]
    last_status: OrNone[Count]
    last_error: Failing


@dataclass(slots=True)
class Cursor:
    """The one row of `webhook_cursor`: the place in the list of events up to which all are routed."""

    id: int
    seq: Count
    n: Annotated[int, Range(-1)]


class Attempt(NamedTuple):
    """How one attempt went: HTTP status (0 for no answer) and why there was none, when, and how long it took."""

    delivery: DeliveryNo
    at: Instant
    status: OrNone[Count]
    error: Failing
    took_ms: Count

    @property
    def taken(self) -> bool:
        """Whether the receiver took the event: any 2xx."""
        return 200 <= self.status < 300

    @property
    def rest_us(self) -> int:
        """How long an endpoint that took the event is left alone; 0 when its answer was not late."""
        return self.took_ms * 1000 if self.took_ms > LATE_MS else 0


def event_id(seq: int, n: int) -> str:
    """The id of an event, the same in every attempt: its place in the list of events."""
    return f"evt_{seq}-{n}"


def wait_us(delivery: int, tries: int) -> int:
    """How long to wait after a round's `tries`th failure: 5 seconds, then four times as long each time, at most 4
    hours; of that a half to all, by the delivery, so that what failed together does not come back together."""
    longest: int = min(FIRST_WAIT_US * 4 ** min(tries - 1, 16), LONGEST_WAIT_US)
    seed = blake2b(f"{delivery}:{tries}".encode(), digest_size=4).digest()
    return longest // 2 + longest * int.from_bytes(seed, "big") // 2**33
