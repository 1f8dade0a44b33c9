"""Payments over HTTP: a server in a process of its own, loaded by another, on a world that it made itself.

Two programs are compared in one run: each makes its world, and they are started and measured in turns, so that whatever
else the machine does befalls both.
"""

import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any, Final

import jiaozi
from jiaozi import interchange
from jiaozi.cli.benchmarks.processes import cost
from jiaozi.cli.session import Refused
from jiaozi.clock import Seconds
from jiaozi.records import dataclass

ABOUT: Final = "payments over HTTP on connections that are kept, with start, idle cost and memory of the server"
HOST: Final = "127.0.0.1"
FROM, TO = 20_000, 30_000
"""Ports below those from which systems take a connection's own: nobody who tries a port whose server is not up yet is
connected to itself."""
START_S: Final[Seconds] = 120
STOP_S: Final[Seconds] = 60
POLL_S: Final[Seconds] = 0.005
SETTLE_S: Final[Seconds] = 2
SPARE_CONNECTIONS: Final = 64
HERE: Final = Path(__file__).parent
ASKED: Final = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class HttpPlan:
    """What is measured. Times in seconds; `connections` are numbers of them, one after the other."""

    connections: tuple[int, ...]
    seconds: Seconds
    warm_up: Seconds
    wallets: int
    payers: int
    signed: bool
    idle: Seconds
    rounds: int


@dataclass(frozen=True, slots=True)
class Program:
    """A program to measure: the folder of its package's source, its interpreter, its database, and in how many
    processes it serves."""

    name: str
    source: Path
    python: str
    db_url: str
    folder: Path
    processes: int = 1

    def environment(self, connections: int) -> dict[str, str]:
        """Its environment: this one's, but for what would lead it to another world or bound its callers."""
        bound = str(connections + SPARE_CONNECTIONS)
        own = {name: value for name, value in os.environ.items() if not name.startswith("JIAOZI_")}
        return own | {
            "PYTHONPATH": str(self.source),
            "JIAOZI_DB": self.db_url,
            "JIAOZI_KEYRING": str(self.folder / "keyring.json"),
            "JIAOZI_HOME": str(self.folder),
            "JIAOZI_CONNECTIONS": bound,
            "JIAOZI_CONNECTIONS_PER_ADDRESS": bound,
        }

    @property
    def more(self) -> tuple[str, ...]:
        """How it serves, where it is not by itself."""
        return () if self.processes == 1 else ("--processes", str(self.processes))

    @property
    def payers(self) -> Path:
        """Who pays in its world: keys of a world that lives no longer than this run."""
        return self.folder / "payers.json"


def here(db_url: str, folder: Path, processes: int) -> Program:
    """This program."""
    return Program("this", Path(jiaozi.__file__).parents[1], sys.executable, db_url, folder, processes)


def run(plan: HttpPlan, programs: Sequence[Program]) -> dict[str, Any]:
    """Makes the worlds, measures the programs in turns, audits what they left, and returns the figures as plain data.

    Raises `Refused`: `measurement_failed` with what a program printed when it cannot make its world, serve or audit it.
    """
    for program in programs:
        _make_world(plan, program)
    servers: dict[str, list[dict[str, Any]]] = {each.name: [] for each in programs}
    runs: dict[str, list[dict[str, Any]]] = {each.name: [] for each in programs}
    for number in range(plan.rounds):
        for program in programs:
            _round(plan, program, number, servers[program.name], runs[program.name])
    measured = [
        {
            "program": each.name,
            "processes": each.processes,
            "servers": servers[each.name],
            "runs": runs[each.name],
            **_proof(each, runs[each.name]),
        }
        for each in programs
    ]
    return {
        "benchmark": "http",
        "wallets": plan.wallets,
        "payers": plan.payers,
        "signed": plan.signed,
        "ok": all(each["conserved"] and each["audit_findings"] == 0 for each in measured),
        "programs": measured,
        "ratios": ratios(*(runs[each.name] for each in programs)) if len(programs) > 1 else [],
    }


def _make_world(plan: HttpPlan, program: Program) -> None:
    script = [str(HERE / "http_world.py"), str(program.payers), str(plan.wallets), str(plan.payers)]
    made = subprocess.run(  # noqa: S603 - our own script
        [program.python, "-P", *script, "signed" if plan.signed else "plain"],
        env=program.environment(0),
        stderr=None if sys.stderr.isatty() else subprocess.PIPE,
        check=False,
    )
    if made.returncode:
        raise Refused("measurement_failed", (made.stderr or b"").decode()[-2_000:])


def _round(
    plan: HttpPlan, program: Program, number: int, servers: list[dict[str, Any]], runs: list[dict[str, Any]]
) -> None:
    """One start of a server, idle and loaded."""
    with _served(plan, program) as (port, process, start_s):
        servers.append({"round": number, "start_s": start_s, **_idle(plan.idle, process)})
        runs.extend({"round": number, **_loaded(plan, program, process, port, each)} for each in plan.connections)


@contextmanager
def _served(plan: HttpPlan, program: Program) -> Iterator[tuple[int, int, Seconds]]:
    """A server: its port, its process, and how long it took to its first answer. It has to end well, too."""
    port, log = _free_port(), program.folder / "server.log"
    begun = time.monotonic()
    with log.open("wb") as told:
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [program.python, "-m", "jiaozi", "serve", "--port", str(port), *program.more],
            env=program.environment(max(plan.connections)),
            stdout=told,
            stderr=told,
        )
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - begun > START_S:
                raise _broken(log)
            time.sleep(POLL_S)
        yield port, process.pid, round(time.monotonic() - begun, 3)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_S)
        process.kill()
        process.wait()
    if process.returncode:
        raise _broken(log)


def _broken(log: Path) -> Refused:
    return Refused("measurement_failed", log.read_text(errors="replace")[-2_000:])


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection((HOST, port), timeout=START_S) as connection:
        connection.sendall(ASKED)
        return connection.recv(12).startswith(b"HTTP/1.1 200")
    return False


def _free_port() -> int:
    for port in random.sample(range(FROM, TO), 1_000):
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port
    raise Refused("port_in_use", f"{HOST}:{FROM}-{TO}")


def _idle(seconds: Seconds, process: int) -> dict[str, Any]:
    """What a server costs that nobody asks anything."""
    time.sleep(SETTLE_S)
    before, begun = cost(process), time.monotonic()
    time.sleep(seconds)
    after, took = cost(process), time.monotonic() - begun
    spent = None if before.cpu_s is None or after.cpu_s is None else after.cpu_s - before.cpu_s
    return {
        "idle_cpu_percent": None if spent is None else round(100 * spent / took, 2),
        "idle_rss_bytes": after.rss_bytes,
    }


def _loaded(plan: HttpPlan, program: Program, process: int, port: int, connections: int) -> dict[str, Any]:
    """The load's own figures, and what the server spent on them."""
    numbers = (program.payers, port, connections, plan.warm_up, plan.seconds, secrets.token_hex(6))
    command = [sys.executable, "-m", "jiaozi.cli.benchmarks.http_load", *map(str, numbers)]
    environment = os.environ | {"PYTHONPATH": str(Path(jiaozi.__file__).parents[1])}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as load:  # noqa: S603 - ourselves
        assert load.stdout is not None  # noqa: S101 - it was asked for
        load.stdout.readline()
        before = cost(process)
        load.stdout.readline()
        after = cost(process)
        found = load.stdout.read()
    if load.returncode:
        raise Refused("measurement_failed", "the load failed")
    figures: dict[str, Any] = interchange.read(found)
    answers = sum(figures["statuses"].values())
    spent = None if before.cpu_s is None or after.cpu_s is None else after.cpu_s - before.cpu_s
    per_1000 = None if spent is None or not answers else round(1_000 * spent / answers, 3)
    return {
        "connections": connections,
        **figures,
        "server_cpu_s_per_1000": per_1000,
        "server_rss_bytes": after.rss_bytes,
    }


def _proof(program: Program, runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """That every payment that was acknowledged is there, none that nobody asked for, and that the books are right."""
    counts = _asked(program, "status")["counts"]
    report = _asked(program, "audit")
    acknowledged, unanswered = (sum(each[name] for each in runs) for name in ("acknowledged", "unanswered"))
    return {
        "payments_acknowledged": acknowledged,
        "payments_unanswered": unanswered,
        "payments_stored": counts["payments"],
        "conserved": acknowledged <= counts["payments"] <= acknowledged + unanswered,
        "audit_findings": len(report["findings"]),
        "audit_invariants": len(report["invariants"]),
    }


def _asked(program: Program, command: str) -> Any:
    """What a command of a program's own prints."""
    found = subprocess.run(  # noqa: S603 - ourselves
        [program.python, "-m", "jiaozi", command, "--json"],
        env=program.environment(0),
        stdout=subprocess.PIPE,
        check=False,
    )
    shown = interchange.read(found.stdout)
    if "error" in shown:
        raise Refused("measurement_failed", f"{command}: {shown['error']['code']}")
    return shown


def ratios(these: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Medians of these runs over medians of the others, by connections; above 1 is more."""
    return [
        {"connections": connections, **_ratio(_of(these, connections), _of(others, connections))}
        for connections in dict.fromkeys(each["connections"] for each in these)
    ]


def _of(runs: Sequence[Mapping[str, Any]], connections: int) -> list[dict[str, Any]]:
    flat = [{**each, **{f"{name}_ms": value for name, value in each["latency_ms"].items()}} for each in runs]
    return [each for each in flat if each["connections"] == connections]


def _ratio(these: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> dict[str, float | None]:
    names = ("payments_per_s", "p50_ms", "p99_ms", "server_cpu_s_per_1000", "server_rss_bytes")
    return {name: _over(these, others, name) for name in names}


def _over(these: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], name: str) -> float | None:
    one, other = ([each[name] for each in runs if each.get(name)] for runs in (these, others))
    return round(median(one) / median(other), 3) if one and other else None
