"""Sends webhooks: routes what was numbered, then works through the endpoints that have something due.

Endpoints are worked on side by side, each by one thread at a time, a batch a turn, and in a fair order: those of one
scope, slow or away as they may be, have a quarter of the threads at most and hold up nobody else.
"""

import logging
import secrets
import threading
from typing import TYPE_CHECKING, Any, Final

from jiaozi.access import store as access
from jiaozi.access.model import PLATFORM, Mode
from jiaozi.clock import SystemClock, monotonic_s
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure
from jiaozi.kinds import EndpointNo
from jiaozi.platform import Platform
from jiaozi.testmode import store as rules
from jiaozi.testmode.effects import DELIVER, DELIVERY_DELAYED, DELIVERY_TWICE
from jiaozi.testmode.failures import TakeFailure
from jiaozi.webhooks import signing, store
from jiaozi.webhooks.deliveries import AttemptsRecorded, ClaimWebhook, RecordAttempts, RouteEvents, WebhookClaimed
from jiaozi.webhooks.messages import body_of
from jiaozi.webhooks.model import ROUTE_MAX, Attempt, DeliveryState, Endpoint, event_id
from jiaozi.webhooks.pruning import PRUNE_MAX, PruneDeliveries, over_before
from jiaozi.worker.line import Line

if TYPE_CHECKING:
    from jiaozi.webhooks.sender import Sender

WEBHOOKS_EVERY_S: Final = 0.5
PRUNE_EVERY_S: Final = 600
PRUNES_MAX: Final = 100
"""Commands of one turn that remove old deliveries."""
ROUTES_MAX: Final = 20
"""Commands of one turn that route events."""
THREADS: Final = 16
SHARE: Final = THREADS // 4
"""Threads that the endpoints of one scope have at most."""
DUE_MAX: Final = 200
"""Endpoints that one turn adds to the line."""
BATCH: Final = 20
BATCH_S: Final = 2
"""After so long a batch is recorded, even if it is not full: what a killed process may send again is no more."""
SUBMIT_S: Final = 60
TEST_HEADER: Final = {"Jiaozi-Mode": Mode.TEST.value}
_log = logging.getLogger(__name__)


class Webhooks:
    """The webhooks of one process. `turn` is one round; `settle` waits for what it began; `close` when done."""

    def __init__(self, platform: Platform, sender: "Sender | None" = None) -> None:
        self._platform = platform
        self._sender = sender
        self._machine = SystemClock()
        self._key = platform.keyring.derive("webhook secrets")
        self._line = Line(SHARE)
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()
        self.sent = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether anybody wants events."""
        return store.first_number(connection) is not None

    def turn(self) -> None:
        """Routes new events, and lets every endpoint that has something due stand in line."""
        with self._platform.snapshot() as connection:
            wanted = store.first_number(connection)
        if wanted is None:
            return
        for _ in range(ROUTES_MAX):
            if not self.route():
                break
        # Those that stand in line are due as well: they must not keep the others out of sight.
        most = DUE_MAX + len(self._line)
        with self._platform.snapshot() as connection:
            due = store.due_endpoints(connection, self._platform.clock.now(), most, access.LISTENS)
        for number, scope in due:
            self._line.join(number, scope)
        while due and len(self._threads) < THREADS:
            self._threads.append(threading.Thread(target=self._work, name="webhooks", daemon=True))
            self._threads[-1].start()

    def settle(self) -> None:
        """Waits until everything begun is done."""
        self._line.settle()

    def close(self) -> None:
        """Finishes the attempts under way and ends the threads."""
        self._stopping.set()
        self._line.close()
        for thread in self._threads:
            thread.join()

    def route(self) -> bool:
        """Routes one batch of events; whether there may be more."""
        with self._platform.snapshot() as connection:
            first, cursor = store.first_number(connection), store.cursor(connection)
            if first is None:
                return False
            after = max((cursor.seq, cursor.n), (first, 1 << 40))
            events = store.events_after(connection, *after, ROUTE_MAX)
        if not events:
            return False
        self._submit(RouteEvents(*after, events[-1].seq, events[-1].n))
        return len(events) == ROUTE_MAX

    def _work(self) -> None:
        """Sends to whichever endpoint is next. A failure is logged; the claim runs out by itself."""
        while (number := self._line.take()) is not None:
            more = False
            try:
                more = self._batch(number)
            except Exception as error:  # noqa: BLE001 - nobody else hears of it, and the next endpoint waits
                _log.warning("webhook %s: %s", number, type(error).__name__)
            finally:
                self._line.leave(number, again=more)

    def _batch(self, number: EndpointNo) -> bool:
        """Claims an endpoint, sends one batch and records it; whether more is due."""
        claimed = self._submit(ClaimWebhook(number, secrets.token_hex(8)))
        if not isinstance(claimed, WebhookClaimed):
            return False
        now = self._platform.clock.now()
        with self._platform.snapshot() as connection:
            endpoint = store.endpoint(connection, number) if access.listens(connection, number) else None
            due = [] if endpoint is None else store.due_deliveries(connection, endpoint, now, BATCH)
        attempts: list[Attempt] = []
        if endpoint is not None and endpoint.lease == claimed.lease:
            attempts = self._send_all(endpoint, due)
        recorded = self._submit(RecordAttempts(number, claimed.lease, tuple(attempts)))
        well = bool(attempts) and attempts[-1].taken and not attempts[-1].rest_us
        more = len(attempts) < len(due) or len(due) == BATCH
        return more and well and isinstance(recorded, AttemptsRecorded)

    def _send_all(self, endpoint: Endpoint, due: list[store.Due]) -> list[Attempt]:
        """The attempts made, up to one that failed and that the others have to wait for."""
        attempts: list[Attempt] = []
        end_s = monotonic_s() + BATCH_S
        for each in due:
            attempts.append(self._send(endpoint, each))
            failed = not attempts[-1].taken and each.delivery.state == DeliveryState.WAITING
            if failed or monotonic_s() > end_s or self._stopping.is_set():
                break
        return attempts

    def _send(self, endpoint: Endpoint, due: store.Due) -> Attempt:
        """One attempt. The signature carries the machine's time, which the receiver compares with its own."""
        if self._platform.mode is Mode.TEST:
            return self._send_in_test(endpoint, due, self._forced(endpoint, due))
        return self._send_now(endpoint, due, {})

    def _send_in_test(self, endpoint: Endpoint, due: store.Due, effect: str) -> Attempt:
        """One attempt of a test world's: said to be one, and delayed or made twice where a rule wants it."""
        if effect == DELIVERY_DELAYED:
            return Attempt(due.delivery.id, self._platform.clock.now(), 0, effect, 0)
        sent = self._send_now(endpoint, due, TEST_HEADER)
        return self._send_now(endpoint, due, TEST_HEADER) if effect == DELIVERY_TWICE else sent

    def _forced(self, endpoint: Endpoint, due: store.Due) -> str:
        """What a rule does to a delivery that was not tried before; once for each, however often it is asked."""
        if due.delivery.tries:
            return ""
        with self._platform.snapshot() as connection:
            subject = endpoint.merchant or endpoint.wallet
            twins = rules.twins_with_delivery_rules(connection, endpoint.institution, subject)
        if not twins:
            return ""
        key = f"force:{due.delivery.id}"
        return str(self._submit(TakeFailure(twins[0], DELIVER, 0, (), ""), key).effect)

    def _send_now(self, endpoint: Endpoint, due: store.Due, more: dict[str, str]) -> Attempt:
        now, body = self._platform.clock.now(), body_of(due.event)
        named = event_id(due.event.seq, due.event.n)
        keys = signing.secrets_of(self._key, endpoint, now)
        headers = signing.headers(keys, named, self._machine.now() // 1_000_000, body)
        sent = self._post().send(endpoint.url, headers | more, body)
        self.sent += 1
        return Attempt(due.delivery.id, now, *sent)

    def _post(self) -> "Sender":
        """The sender; made late, since reading the system's certificates takes a moment."""
        if self._sender is None:
            from jiaozi.webhooks.sender import Sender

            self._sender = Sender(loopback=self._platform.world.simulated)
        return self._sender

    def prune(self) -> None:
        """Removes deliveries that are over, batch after batch."""
        for _ in range(PRUNES_MAX):
            bounds = over_before(self._platform.clock.now())
            with self._platform.snapshot() as connection:
                over = store.over_deliveries(connection, *bounds, PRUNE_MAX)
            if not over or self._stopping.is_set():
                return
            self._submit(PruneDeliveries(tuple(over)))

    def _submit(self, command: Any, key: str = "") -> Any:
        """The outcome of a command of the worker's. Raises `Failure`."""
        request = self._platform.request(PLATFORM, key or f"webhooks:{secrets.token_hex(12)}", command)
        outcome = self._platform.writer.submit(request).result(timeout=SUBMIT_S).outcome
        if isinstance(outcome, Failure):
            raise outcome
        return outcome
