"""Sends webhooks: routes what was numbered, then works through the endpoints that have something due.

Endpoints are worked on side by side, each by one thread at a time, so one that is slow or away holds up nobody else.
"""

import logging
import secrets
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from jiaozi.access import store as access
from jiaozi.access.model import PLATFORM, Mode
from jiaozi.clock import SystemClock, monotonic_s
from jiaozi.errors import Failure
from jiaozi.platform import Platform
from jiaozi.testmode import store as rules
from jiaozi.testmode.effects import DELIVER, DELIVERY_DELAYED, DELIVERY_TWICE
from jiaozi.testmode.failures import TakeFailure
from jiaozi.webhooks import signing, store
from jiaozi.webhooks.deliveries import AttemptsRecorded, ClaimWebhook, RecordAttempts, RouteEvents, WebhookClaimed
from jiaozi.webhooks.messages import body_of
from jiaozi.webhooks.model import ROUTE_MAX, Attempt, DeliveryState, Endpoint, event_id
from jiaozi.webhooks.pruning import PRUNE_MAX, PruneDeliveries, over_before
from jiaozi.webhooks.sender import Sender

WEBHOOKS_EVERY_S: Final = 0.5
PRUNE_EVERY_S: Final = 600
PRUNES_MAX: Final = 100
"""Commands of one turn that remove old deliveries."""
ROUTES_MAX: Final = 20
"""Commands of one turn that route events."""
THREADS: Final = 16
DUE_MAX: Final = 200
BATCH: Final = 20
BATCH_S: Final = 2
"""After so long a batch is recorded, even if it is not full: what a killed process may send again is no more."""
SUBMIT_S: Final = 60
TEST_HEADER: Final = {"Jiaozi-Mode": Mode.TEST.value}
_log = logging.getLogger(__name__)


class Webhooks:
    """The webhooks of one process. `turn` is one round; `settle` waits for what it began; `close` when done."""

    def __init__(self, platform: Platform, sender: Sender | None = None) -> None:
        self._platform = platform
        self._sender = sender
        self._machine = SystemClock()
        self._key = platform.keyring.derive("webhook secrets")
        self._pool: ThreadPoolExecutor | None = None
        self._busy: dict[int, Future[None]] = {}
        self._stopping = threading.Event()
        self.sent = 0

    def turn(self) -> None:
        """Routes new events, and starts on every endpoint that has something due and is not being worked on."""
        with self._platform.snapshot() as connection:
            wanted = store.first_number(connection)
        if wanted is None:
            return
        for _ in range(ROUTES_MAX):
            if not self.route():
                break
        self._busy = {number: future for number, future in self._busy.items() if not future.done()}
        with self._platform.snapshot() as connection:
            due = store.due_endpoints(connection, self._platform.clock.now(), DUE_MAX, access.LISTENS)
        self._pool = self._pool or ThreadPoolExecutor(THREADS, thread_name_prefix="webhooks")
        for number in due:
            if number not in self._busy and not self._stopping.is_set():
                self._busy[number] = self._pool.submit(self._work, number)

    def settle(self) -> None:
        """Waits until everything begun is done."""
        for future in list(self._busy.values()):
            future.result()

    def close(self) -> None:
        """Finishes the attempts under way and ends the threads."""
        self._stopping.set()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

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

    def _work(self, number: int) -> None:
        """Sends what is due to one endpoint, batch after batch. A failure is logged; the claim runs out by itself."""
        try:
            claimed = self._submit(ClaimWebhook(number, secrets.token_hex(8)))
            if isinstance(claimed, WebhookClaimed):
                while self._batch(number, claimed.lease):
                    pass
        except Exception as error:  # noqa: BLE001 - nobody reads the future: what is not logged here is lost
            _log.warning("webhook %s: %s", number, type(error).__name__)

    def _batch(self, number: int, lease: int) -> bool:
        """Sends one batch and records it; whether to go on."""
        now = self._platform.clock.now()
        with self._platform.snapshot() as connection:
            endpoint = store.endpoint(connection, number) if access.listens(connection, number) else None
            due = [] if endpoint is None else store.due_deliveries(connection, endpoint, now, BATCH)
        attempts: list[Attempt] = []
        more = len(due) == BATCH and not self._stopping.is_set()
        if endpoint is not None and endpoint.lease == lease:
            attempts, held_up = self._send_all(endpoint, due)
            more = (more or len(attempts) < len(due)) and not held_up and not self._stopping.is_set()
        recorded = self._submit(RecordAttempts(number, lease, tuple(attempts), not more))
        return more and isinstance(recorded, AttemptsRecorded)

    def _send_all(self, endpoint: Endpoint, due: list[store.Due]) -> tuple[list[Attempt], bool]:
        """The attempts made, and whether one failed that the others have to wait for."""
        attempts: list[Attempt] = []
        end_s = monotonic_s() + BATCH_S
        for each in due:
            attempts.append(self._send(endpoint, each))
            if not attempts[-1].taken and each.delivery.state == DeliveryState.WAITING:
                return attempts, True
            if monotonic_s() > end_s or self._stopping.is_set():
                break
        return attempts, False

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

    def _post(self) -> Sender:
        """The sender; made late, since reading the system's certificates takes a moment."""
        if self._sender is None:
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
