"""`jiaozi serve --processes 2`: one address, two processes, and what becomes of it when one or all of them end."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
import pytest

from jiaozi.api.accepting import Counts
from jiaozi.api.processes import DRAIN_S
from jiaozi.ids import NODE_BITS, SEQUENCE_BITS
from tests.api.conftest import Town, yuan
from tests.patience import PATIENCE_S, until
from tests.ports import free_port

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
STARTED = re.compile(r"Started server process \[(\d+)\]")


class Served:
    """`jiaozi serve` on a town's database, in two processes below one that supervises."""

    def __init__(self, town: Town, log: Path) -> None:
        self.town, self.log = town, log
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "PYTHONPATH": str(ROOT / "src"),
            "JIAOZI_DB": town.settings.db_url,
            "JIAOZI_KEYRING": str(town.settings.keyring),
            "JIAOZI_HOME": str(log.parent),
        }
        command = [sys.executable, "-m", "jiaozi", "serve", "--port", str(port), "--processes", "2"]
        with log.open("wb") as told:
            self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=told)
        self.wait(lambda: len(self.pids()) == 2 and self.seen() == {"1", "2"})

    def wait(self, done: Callable[[], bool]) -> None:
        """Waits until something is so, while the server runs."""

        def is_so() -> bool:
            assert self.process.poll() is None, self.log.read_text()
            return done()

        until(is_so)

    def pids(self) -> list[int]:
        """Every process that has served, in the order of their starts."""
        return [int(number) for number in STARTED.findall(self.log.read_text())]

    def events(self, name: str) -> list[dict[str, Any]]:
        """What was logged under a name."""
        lines = (json.loads(line) for line in self.log.read_text().splitlines())
        return [line for line in lines if line["event"] == name]

    def seen(self) -> set[str]:
        """Which processes answer one connection after another."""
        found: set[str] = set()
        for _ in range(4):
            try:
                found |= set(re.findall(r'jiaozi_writer_queue\{process="(\d)"}', httpx.get(f"{self.url}/metrics").text))
            except httpx.TransportError:
                return set()
        return found

    def pay(self, http: httpx.Client, minor: int, key: str) -> httpx.Response:
        """A payment of li's."""
        ids = self.town.ids
        body = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(minor)}
        headers = {"Authorization": f"Bearer {self.town.tokens['li']}", "Idempotency-Key": key}
        return http.post(f"{self.url}/v1/payments", json=body, headers=headers, timeout=PATIENCE_S)

    def pay_alone(self, minor: int, key: str) -> httpx.Response:
        """A payment over a connection of its own, which any of the processes may take."""
        with httpx.Client() as http:
            return self.pay(http, minor, key)

    def get(self, who: str, path: str) -> Any:
        """A GET of somebody's, as JSON."""
        return httpx.get(f"{self.url}{path}", headers={"Authorization": f"Bearer {self.town.tokens[who]}"}).json()

    def groups_are_numbered(self) -> bool:
        """Whether the scheduled work has caught up with all payments."""
        with self.town.platform.snapshot() as connection:
            sql = "SELECT count(*) FROM commit_groups WHERE seq IS NULL AND state = 1"
            return bool(connection.query(sql)[0][0] == 0)

    def end(self) -> int:
        """Asks it to stop; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE_S)


@pytest.fixture
def served(town: Town, tmp_path: Path) -> Iterator[Served]:
    """Two processes."""
    found = Served(town, tmp_path / "server.log")
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.process.wait()


def is_alive(process: int) -> bool:
    """Whether a process is there, and not merely unwaited for."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def stored(served: Served) -> dict[int, int]:
    """Amounts by payment."""
    with served.town.platform.snapshot() as connection:
        return dict(connection.query("SELECT id, amount_minor FROM payments"))


def test_a_retry_that_meets_another_process_is_answered_again_and_ids_never_collide(served: Served) -> None:
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda n: served.pay_alone(n % 50 + 1, f"k{n % 50}"), range(200)))
    assert {answer.status_code for answer in answers} == {201}
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 50
    assert len({answer.json()["payment"] for answer in answers}) == 50
    found = stored(served)
    assert sum(found.values()) == sum(range(1, 51))
    nodes = {number >> SEQUENCE_BITS & ((1 << NODE_BITS) - 1) for number in found}
    assert len(nodes) == 2, "each process has ids of its own"
    served.wait(served.groups_are_numbered)
    assert served.get("auditor", "/v1/audit")["findings"] == []
    assert served.end() == 0
    assert not any(is_alive(each) for each in served.pids())


def test_a_process_that_is_killed_under_load_loses_nothing_and_is_started_again(served: Served) -> None:
    """The first has the scheduled work, which another takes over."""
    paid: dict[str, str] = {}
    lost: list[str] = []
    over = threading.Event()

    def client(number: int) -> None:
        """Pays until it is over; what was not answered is asked for again under its key."""
        for turn in range(10_000):
            if over.is_set():
                return
            key = f"c{number}.{turn}"
            while key not in paid:
                try:
                    answer = served.pay(http, 1, key)
                except httpx.TransportError:
                    lost.append(key)
                    continue
                assert answer.status_code == 201, answer.text
                paid[key] = answer.json()["payment"]

    with httpx.Client(limits=httpx.Limits(max_connections=8)) as http, ThreadPoolExecutor(8) as threads:
        work = [threads.submit(client, number) for number in range(8)]
        served.wait(lambda: len(paid) > 40)
        os.kill(served.pids()[0], signal.SIGKILL)
        served.wait(lambda: len(served.pids()) == 3)
        before = len(paid)
        served.wait(lambda: len(paid) > before + 40)
        over.set()
        for job in work:
            job.result()
    assert lost, "somebody's connection was the killed one's"
    found = stored(served)
    assert len(found) == len(paid) == len(set(paid.values())), "every key was paid once"
    (died,) = served.events("process_died")
    assert (died["process"], died["exit_code"]) == (1, -signal.SIGKILL)
    served.wait(served.groups_are_numbered)
    served.wait(lambda: served.seen() == {"1", "2"})
    assert served.get("auditor", "/v1/audit")["findings"] == []
    assert served.end() == 0


def test_told_to_stop_all_finish_what_they_took(served: Served) -> None:
    paid: list[str] = []
    refused: list[str] = []

    def pay(http: httpx.Client, n: int) -> None:
        try:
            answer = served.pay(http, 1, f"drain{n}")
        except httpx.TransportError:
            refused.append("gone")
            return
        if answer.status_code == 201:
            paid.append(answer.json()["payment"])
        else:
            refused.append(answer.json()["code"])

    with httpx.Client(limits=httpx.Limits(max_connections=8)) as http, ThreadPoolExecutor(8) as threads:
        work = [threads.submit(pay, http, n) for n in range(1_500)]
        served.wait(lambda: len(paid) > 20)
        code = served.end()
        for job in work:
            job.result()
    assert code == 0
    assert set(refused) <= {"gone", "draining"}
    found = stored(served)
    assert len(set(paid)) == len(paid) <= len(found) <= len(paid) + refused.count("gone")
    assert not any(is_alive(each) for each in served.pids())


@pytest.mark.only_engine("sqlite")  # how processes end, whatever they serve
def test_once_nobody_accepts_whoever_comes_is_refused_though_an_answer_is_not_taken(served: Served) -> None:
    """kubernetes #86280 and the like: a connection that hangs until the last process has ended fails over to nobody."""
    place = (httpx.URL(served.url).host, httpx.URL(served.url).port or 0)
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        slow.connect(place)
        slow.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
        served.wait(lambda: slow.recv(1, socket.MSG_PEEK) == b"H")
        served.process.terminate()
        time.sleep(DRAIN_S + 1)
        tried = Counter(connected(place) for _ in range(20))
        assert served.process.poll() is None
        assert tried == {"refused": 20}
    assert served.process.wait(PATIENCE_S) == 0


def connected(place: tuple[str, int]) -> str:
    try:
        socket.create_connection(place, timeout=2).close()
    except ConnectionRefusedError:
        return "refused"
    except OSError as error:
        return type(error).__name__
    return "accepted"


@pytest.mark.only_engine("sqlite")  # how processes end, whatever they serve
def test_processes_whose_supervisor_was_killed_end_by_themselves(served: Served) -> None:
    assert served.pay_alone(1, "before").status_code == 201
    served.process.kill()
    served.process.wait()
    until(lambda: not any(is_alive(each) for each in served.pids()))
    assert len(served.events("Application shutdown complete.")) == 2


@pytest.mark.only_engine("sqlite")  # how connections are shared, whatever is served
def test_connections_are_shared_though_they_come_one_by_one(served: Served) -> None:
    clients = [httpx.Client() for _ in range(20)]
    for each in clients:
        assert each.get(f"{served.url}/healthz").status_code == 200
    pattern = r'jiaozi_http_connections\{process="(\d)"} (\d+)'
    counts = dict(re.findall(pattern, "".join(each.get(f"{served.url}/metrics").text for each in clients)))
    assert sorted(map(int, counts.values())) == [10, 10]
    for each in clients:
        each.close()


def supervised(serve: str, tmp_path: Path) -> "subprocess.Popen[str]":
    """A supervisor of two processes that do `serve`, with a file `starts` that each can add a line to."""
    program = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from jiaozi.api import logs\n"
        "from jiaozi.api.processes import Supervisor\n"
        f"starts = os.open({str(tmp_path / 'starts')!r}, os.O_APPEND | os.O_CREAT | os.O_WRONLY)\n"
        f"def serve(place):\n    os.write(starts, b'%d\\n' % place.number)\n    {serve}\n"
        "logs.configure()\n"
        "sys.exit(Supervisor(2, [], serve).run())\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen([sys.executable, "-c", program], env=environment, stderr=subprocess.PIPE, text=True)


def test_a_process_that_cannot_start_ends_all_with_its_code(tmp_path: Path) -> None:
    process = supervised("return 3", tmp_path)
    process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, (tmp_path / "starts").read_text()) == (3, "1\n")


def test_one_that_raises_is_told_once(tmp_path: Path) -> None:
    process = supervised("raise OSError('no such thing')", tmp_path)
    _, told = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, told.count("no such thing")) == (1, 1)


def test_one_that_dies_again_and_again_is_started_less_and_less_often(tmp_path: Path) -> None:
    process = supervised("place.ready(); time.sleep(0.02); return 1 if place.number == 2 else time.sleep(60)", tmp_path)
    assert process.stderr is not None
    died = (json.loads(line) for line in process.stderr if "process_died" in line)
    assert next(died)["again_in_seconds"] == 0.1
    first = time.monotonic()
    assert [each["again_in_seconds"] for each in islice(died, 3)] == [0.2, 0.4, 0.8]
    assert time.monotonic() - first > 0.5, "it waited between them"

    def ended() -> bool:
        process.terminate()  # the second time: at once
        return process.poll() is not None

    until(ended)
    process.communicate()
    assert (tmp_path / "starts").read_text().count("1") == 1


def test_who_is_away_is_not_waited_for() -> None:
    counts = Counts(3)
    counts.put(1, 7)
    assert counts.least() == 7
    counts.put(2, 3)
    assert counts.least() == 3
    counts.away(2)
    assert counts.least() == 7
