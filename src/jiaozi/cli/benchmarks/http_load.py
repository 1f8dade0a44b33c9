"""The load of `bench http`, in a process of its own: payments over connections that are kept, one at a time on each.

Called as `python -m jiaozi.cli.benchmarks.http_load FILE PORT CONNECTIONS WARM_UP_S SECONDS RUN`. It says `begun` and
`ended` as its measuring begins and ends, then what was answered, as JSON. Whoever is refused asks again at once, for
another payment: what is measured is the server, not its callers' patience.
"""

import asyncio
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple

from jiaozi import interchange
from jiaozi.cli.measure import latencies_ms
from jiaozi.clock import SECOND_US, Seconds, SystemClock
from jiaozi.devices import httpsig
from jiaozi.records import dataclass
from jiaozi_sdk.devices import DeviceKey

HOST: Final = "127.0.0.1"
PATH: Final = "/v1/payments"
AMOUNT_MAX_MINOR: Final = 50
AGAIN_S: Final[Seconds] = 0.05
LAST_S: Final[Seconds] = 30
"""So long the last answers may take after the end."""
SPARE: Final = 1.5
"""How many more requests are made ready than the warm-up lets expect."""
SIGNED_S: Final = 300
_SIGNED: Final = ("@method", "@path", "@query", "content-digest", "idempotency-key")


class Payer(NamedTuple):
    """Who pays, and with what: a key to the API, and a device that signs where one does."""

    wallet: str
    token: str
    device: str
    key: DeviceKey | None


class Requests:
    """Payments as they go out, each under an idempotency key of its own; those made ready come first."""

    def __init__(self, file: Path, port: int, run: str) -> None:
        made = interchange.read(file.read_bytes())
        self._payers = [_payer(row) for row in made["payers"]]
        self._stores: list[str] = made["stores"]
        self._port = port
        self._run = run
        self._numbers = count()
        self._ready: list[bytes] = []

    def make_ready(self, number: int) -> None:
        """Makes so many beforehand, so that making them is not in the figures."""
        self._ready = [self._make() for _ in range(number)]

    def take(self) -> bytes:
        """A payment that was not sent yet."""
        return self._ready.pop() if self._ready else self._make()

    def _make(self) -> bytes:
        number = next(self._numbers)
        payer = self._payers[number % len(self._payers)]
        key = f"{self._run}-{number}"
        amount = {"minor": 1 + number % AMOUNT_MAX_MINOR, "asset": "E-CNY"}
        store = self._stores[number // 7 % len(self._stores)]
        body = json.dumps({"payer": payer.wallet, "store": store, "amount": amount}).encode()
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: {HOST}:{self._port}\r\nAuthorization: Bearer {payer.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: {key}\r\n"
        )
        return (head + (_signature(payer.device, payer.key, key, body) if payer.key else "") + "\r\n").encode() + body


def _payer(row: dict[str, str]) -> Payer:
    pem = row.get("key", "")
    return Payer(row["wallet"], row["token"], row.get("device", ""), DeviceKey.from_pem(pem.encode()) if pem else None)


def _signature(device: str, key: DeviceKey, idempotency_key: str, body: bytes) -> str:
    """The header lines of a device's signature."""
    digest, created = httpsig.content_digest(body), SystemClock().now() // SECOND_US
    text = httpsig.input_text(
        _SIGNED,
        {
            "created": created,
            "expires": created + SIGNED_S,
            "nonce": f"nonce-{idempotency_key:>16}".replace(" ", "-"),
            "alg": key.algorithm,
            "keyid": device,
            "tag": "jiaozi-user-verified",
        },
    )
    headers = [("content-digest", digest), ("idempotency-key", idempotency_key)]
    base = httpsig.signature_base(httpsig.Message("POST", "http", HOST, PATH, "", headers), _SIGNED, text)
    signed = httpsig.signature_text(key.sign(str(base).encode()))
    return f"Content-Digest: {digest}\r\nSignature-Input: sig1={text}\r\nSignature: sig1={signed}\r\n"


@dataclass(slots=True)
class Tally:
    """What came back. Statuses, errors and durations are of the time measured, the others of all time."""

    measuring: bool = False
    asking: bool = True
    acknowledged: int = 0
    unanswered: int = 0
    answered: int = 0
    durations: list[Seconds] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    retry_after: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    def answer(self, head: bytes, took: Seconds) -> None:
        """Counts an answer by its head."""
        status = head[9:12].decode()
        self.answered += 1
        self.acknowledged += status == "201"
        if self.measuring:
            self.durations.append(took)
            self.statuses[status] += 1
            if status != "201" and (after := _header(head, b"\r\nretry-after:")):
                self.retry_after[after] += 1

    def fail(self, kind: str) -> None:
        """Counts what is no answer."""
        if self.measuring:
            self.errors[kind] += 1


def _header(head: bytes, name: bytes) -> str:
    _, found, rest = head.lower().partition(name)
    return rest.partition(b"\r\n")[0].strip().decode() if found else ""


class Caller(asyncio.Protocol):
    """One connection: asks, waits for the answer, asks again; made anew when it ends."""

    def __init__(self, requests: Requests, tally: Tally, port: int) -> None:
        self._requests, self._tally, self._port = requests, tally, port
        self._transport: asyncio.WriteTransport | None = None
        self._answer = b""
        self._sent_at: Seconds = 0
        self.rests = asyncio.Event()
        """Set while it waits for no answer."""
        self.rests.set()

    async def connect(self) -> None:
        """Connects, and again until it does or nobody asks any more."""
        while self._tally.asking:
            try:
                await asyncio.get_running_loop().create_connection(lambda: self, HOST, self._port)
            except OSError as error:
                self._tally.fail(f"connect: {type(error).__name__}")
                await asyncio.sleep(AGAIN_S)
            else:
                return

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for the first time."""
        assert isinstance(transport, asyncio.WriteTransport)  # noqa: S101 - what TCP gives
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        if self._transport is None or not self._tally.asking:
            return
        request = self._requests.take()
        self.rests.clear()
        self._answer, self._sent_at = b"", time.monotonic()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Counts an answer once it is whole, and asks again."""
        self._answer += data
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if not found or len(body) < int(_header(head, b"\r\ncontent-length:") or 0):
            return
        self.rests.set()
        self._tally.answer(head, time.monotonic() - self._sent_at)
        if _header(head, b"\r\nconnection:") != "close":
            self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        """Connects again. What was asked for and not answered may have happened."""
        self._transport = None
        if not self.rests.is_set():
            self.rests.set()
            self._tally.unanswered += 1
            self._tally.fail("closed" if exc is None else type(exc).__name__)
        if self._tally.asking:
            loop = asyncio.get_running_loop()
            loop.call_later(AGAIN_S, lambda: _keep(loop.create_task(self.connect())))

    def close(self) -> None:
        """Ends the connection."""
        if self._transport is not None:
            self._transport.close()


_tasks: set[asyncio.Task[None]] = set()


def _keep(task: asyncio.Task[None]) -> None:
    """A loop holds its tasks weakly."""
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def run(requests: Requests, port: int, connections: int, warm_up: Seconds, seconds: Seconds) -> dict[str, Any]:
    """The figures of one number of connections."""
    tally = Tally()
    callers = [Caller(requests, tally, port) for _ in range(connections)]
    await asyncio.gather(*(each.connect() for each in callers))
    await asyncio.sleep(warm_up)
    requests.make_ready(int(tally.answered * seconds / warm_up * SPARE) + connections)
    await asyncio.sleep(AGAIN_S)  # what waited while they were made is not in the figures
    begun, spent = time.monotonic(), time.process_time()
    tally.measuring = True
    _say("begun")
    await asyncio.sleep(seconds)
    tally.measuring = tally.asking = False
    took, spent = time.monotonic() - begun, time.process_time() - spent
    _say("ended")
    await _last_answers(callers)
    return {
        "seconds": round(took, 3),
        "payments_per_s": round(tally.statuses["201"] / took, 1),
        "requests_per_s": round(len(tally.durations) / took, 1),
        "latency_ms": latencies_ms(tally.durations),
        "statuses": dict(sorted(tally.statuses.items())),
        "errors": dict(sorted(tally.errors.items())),
        "retry_after": dict(sorted(tally.retry_after.items())),
        "acknowledged": tally.acknowledged,
        "unanswered": tally.unanswered,
        "load_cpu_percent": round(100 * spent / took, 1),
    }


async def _last_answers(callers: Sequence[Caller]) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*(each.rests.wait() for each in callers)), LAST_S)
    for each in callers:
        each.close()
    await asyncio.sleep(AGAIN_S)


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def _allow_files() -> None:
    """As many connections as the system lets this process have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main(arguments: Sequence[str]) -> None:
    """Loads a server, and prints the figures."""
    file, port, connections, warm_up, seconds, name = arguments
    _allow_files()
    requests = Requests(Path(file), int(port), name)
    loaded = partial(run, requests, int(port), int(connections), float(warm_up), float(seconds))
    _say(json.dumps(asyncio.run(loaded())))


if __name__ == "__main__":
    main(sys.argv[1:])
