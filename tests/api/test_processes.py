"""Real server processes on real sockets: two on one database, a graceful end under load, logs without personal data."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from jiaozi.api.processes import DRAIN_S
from jiaozi.api.server import STOP_S, ExposedError, check_address, is_loopback
from tests.api.conftest import Town, yuan
from tests.patience import until
from tests.ports import free_port

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


class Process:
    """A server in a process of its own."""

    def __init__(self, town: Town, log: Path) -> None:
        port = free_port()
        self.town = town
        self.log = log
        self.told = False
        self.url = f"http://127.0.0.1:{port}"
        arguments = [town.settings.db_url, str(town.settings.keyring), str(port)]
        environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        with log.open("wb") as stderr:
            command = [sys.executable, "-m", "tests.api.main", *arguments]
            self.process = subprocess.Popen(command, cwd=ROOT, stderr=stderr, env=environment)
        self.http = httpx.Client(base_url=self.url, timeout=60, limits=httpx.Limits(max_connections=64))
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text()
            try:
                if self.http.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the server did not become ready")

    def pay(self, minor: int, key: str) -> httpx.Response:
        """A payment of li's."""
        ids = self.town.ids
        body = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(minor)}
        return self.http.post("/v1/payments", json=body, headers=self.headers("li") | {"Idempotency-Key": key})

    def get(self, who: str, path: str) -> Any:
        """A GET of somebody's, as JSON."""
        return self.http.get(path, headers=self.headers(who)).json()

    def headers(self, who: str) -> dict[str, str]:
        """Somebody's credentials."""
        return {"Authorization": f"Bearer {self.town.tokens[who]}"}

    def lines(self) -> list[dict[str, Any]]:
        """What it logged."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def tell_to_stop(self) -> None:
        """The signal a supervisor sends."""
        self.told = True
        self.process.send_signal(signal.SIGTERM)

    def end(self) -> int:
        """Asks it to stop; its exit code."""
        if not self.told and self.process.poll() is None:
            self.tell_to_stop()
        code = self.process.wait(timeout=60)
        self.http.close()
        return code


@pytest.fixture
def start(town: Town, tmp_path: Path) -> Iterator[Callable[[], Process]]:
    """Starts servers on the town's database."""
    started: list[Process] = []

    def one() -> Process:
        started.append(Process(town, tmp_path / f"server{len(started)}.log"))
        return started[-1]

    yield one
    for process in started:
        if process.process.poll() is None:
            process.process.kill()
            process.process.wait()
        process.http.close()


def test_two_server_processes_on_one_database_lose_and_double_nothing(start: Callable[[], Process]) -> None:
    servers = [start(), start()]
    with ThreadPoolExecutor(16) as threads:
        once = list(threads.map(lambda n: servers[n % 2].pay(n % 50 + 1, f"k{n % 50}"), range(200)))
    assert {answer.status_code for answer in once} == {201}
    assert sum("idempotent-replayed" not in answer.headers for answer in once) == 50
    for server in servers:
        wallet = server.get("li", f"/v1/wallets/{server.town.ids['li']}")
        assert wallet["balance"]["minor"] == 100_000 - sum(range(1, 51))
    until(lambda: _numbered(servers[1]))
    assert servers[0].get("auditor", "/v1/audit")["findings"] == []
    assert [server.end() for server in servers] == [0, 0]


def _numbered(server: Process) -> bool:
    """Whether the workers have numbered every group, in their order."""
    groups = server.get("auditor", "/v1/groups?limit=200")["items"]
    return [group["sequence"] for group in groups] == list(range(1, len(groups) + 1))


def test_a_server_that_is_told_to_stop_finishes_what_it_took(start: Callable[[], Process]) -> None:
    server = start()
    paid: list[str] = []
    refused: list[str] = []

    def pay(n: int) -> None:
        try:
            answer = server.pay(1, f"drain{n}")
        except httpx.TransportError:
            refused.append("gone")
            return
        if answer.status_code == 201:
            paid.append(answer.json()["payment"])
        else:
            refused.append(answer.json()["code"])

    with ThreadPoolExecutor(8) as threads:
        work = [threads.submit(pay, n) for n in range(2_000)]
        until(lambda: len(paid) >= 20)
        server.tell_to_stop()
        ready = until(lambda: _not_ready(server))
        assert (ready.json()["code"], ready.headers["retry-after"]) == ("draining", "1")
        for job in work:
            job.result()
    assert server.end() == 0
    assert set(refused) <= {"gone", "draining"}
    with server.town.platform.snapshot() as connection:
        stored = connection.query("SELECT count(*) FROM payments")[0][0]
    assert len(set(paid)) == len(paid)
    assert stored >= len(paid)  # every acknowledged payment is there; at most those cut off are there beside them
    assert stored - len(paid) <= refused.count("gone")


def _not_ready(server: Process) -> httpx.Response | None:
    """How the server says that it is not ready, when it does."""
    ready = server.http.get("/readyz")
    return ready if ready.status_code == 503 else None


def test_connections_without_a_request_hold_up_no_end(start: Callable[[], Process]) -> None:
    """A server that is told to stop does not wait for those who have nothing to be answered: what has not been read to
    its end has not begun. A supervisor that kills after half a minute (a Kubernetes pod's) need not."""
    assert DRAIN_S + STOP_S < 25
    server = start()
    address = (server.http.base_url.host, server.http.base_url.port)
    head = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n"
    used = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    body = b"POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    sent = {
        "idle": b"",
        "used": used,
        "half a head": head,
        "half a body": body + b"Content-Length: 100\r\n\r\n{",
        "half a chunk": body + b"Transfer-Encoding: chunked\r\n\r\n9\r\n{",
        "a body behind another": used + body + b"Content-Length: 100\r\n\r\n{",
    }
    connections = [socket.create_connection(address, timeout=10) for _ in range(10) for _ in sent]
    for connection, data in zip(connections, list(sent.values()) * 10, strict=True):
        connection.sendall(data)
    time.sleep(0.5)
    started = time.monotonic()
    assert server.end() == 0
    assert time.monotonic() - started < STOP_S, "which it would have waited"
    for connection, what in zip(connections, list(sent) * 10, strict=True):
        told = b""
        while came := connection.recv(65_536):
            told += came
        assert (b'"code": "draining"' in told) == (what in sent.keys() - {"idle", "used"}), (what, told)
        connection.close()


def test_logs_are_json_without_personal_data_keys_bodies_or_queries(start: Callable[[], Process]) -> None:
    server = start()
    secrets = [
        "13877778888",
        "11010519491231002X",
        "张三",
        "6222021234567890",
        server.town.tokens["icbc"],
        "complaint 77",
    ]
    headers = server.headers("icbc") | {"Idempotency-Key": "secret-key-1"}
    opening = {
        "operator": server.town.ids["icbc"],
        "kind": "personal",
        "wallet_class": "III",
        "phone": secrets[0],
        "name": secrets[2],
        "id_number": secrets[1],
    }
    opened = server.http.post("/v1/wallets", json=opening, headers=headers)
    assert opened.status_code == 201, opened.text
    server.http.post("/v1/wallets", json=opening | {"kind": secrets[1], secrets[0]: 1}, headers=headers)
    path = f"/v1/wallets/{opened.json()['wallet']}/holder-readings"
    read = server.http.post(path, json={"reason": secrets[5]}, headers=headers)
    assert read.json()["name"] == secrets[2]
    server.http.get("/v1/journals", params={"reference": secrets[3]}, headers=headers)
    server.http.get(f"/v1/{secrets[0]}", headers=headers | {"X-Request-Id": "mine-1"})
    assert server.end() == 0
    text = server.log.read_text()
    lines = server.lines()
    for secret in (*secrets, "secret-key-1", "reference="):
        assert secret not in text, secret
    requests = [line for line in lines if line["event"] == "request"]
    assert {"request_id", "method", "route", "status", "principal", "role", "milliseconds"} <= requests[-1].keys()
    assert any(line["request_id"] == "mine-1" for line in requests)


def test_the_worker_expires_holds_and_numbers_groups(start: Callable[[], Process]) -> None:
    server = start()
    now = server.get("li", "/v1/world")["now"]
    expires = f"{now[:17]}{int(now[17:19]):02d}{now[19:]}"
    ids = server.town.ids
    from jiaozi.clock import format_time, parse_time

    order = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(500)}
    order |= {"expires_at": format_time(parse_time(expires) + 1_500_000)}
    held = server.http.post("/v1/holds", json=order, headers=server.headers("li") | {"Idempotency-Key": "h"}).json()
    until(lambda: server.get("li", f"/v1/payments/{held['payment']}")["state"] != "held")
    wallet = server.get("li", f"/v1/wallets/{ids['li']}")
    assert wallet["available"] == wallet["balance"]
    until(lambda: server.get("boc", "/v1/events?limit=200")["items"][-1]["type"] == "payment.expired")
    metrics = server.http.get("/metrics").text
    for name in (
        "jiaozi_http_requests_total",
        "jiaozi_writer_queue",
        "jiaozi_group_commands_bucket",
        "jiaozi_outcomes_total",
    ):
        assert name in metrics
    assert "jiaozi_expired_holds 1.0" in metrics


@pytest.mark.only_engine("sqlite")
def test_a_demo_or_simulated_world_is_served_on_loopback_only(town: Town) -> None:
    for host in ("127.0.0.1", "localhost", "::1", "127.8.9.10"):
        check_address(town.platform, host)
    for host in ("0.0.0.0", "::", "192.0.2.1", "no.such.host.invalid", ""):
        with pytest.raises(ExposedError):
            check_address(town.platform, host)
    assert not is_loopback("0.0.0.0")
