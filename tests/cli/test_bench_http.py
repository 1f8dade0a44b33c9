"""`jiaozi bench http`: a real server, a real load, and figures that count what happened."""

import asyncio
import json
from pathlib import Path

import pytest

import jiaozi
from jiaozi.cli.benchmarks.http import ratios
from jiaozi.cli.benchmarks.http_load import Requests, run
from jiaozi.db.engines import open_engine
from tests.cli.conftest import Jiaozi

pytestmark = pytest.mark.slow
SMALL = ("--seconds", "0.5", "--warm-up", "0.5", "--wallets", "20", "--payers", "10", "--idle", "0.5")


def _rows(jiaozi: Jiaozi, table: str) -> int:
    with open_engine(jiaozi.db).snapshot() as connection:
        return int(connection.query(f"SELECT count(*) FROM {table}")[0][0])


def test_every_payment_that_was_acknowledged_is_there_and_the_books_are_right(here: Jiaozi, on_disk: Path) -> None:
    found = here.json("bench", "http", *SMALL, "--connections", "1,4", "--dir", str(on_disk))
    (program,) = found["programs"]
    assert [each["connections"] for each in program["runs"]] == [1, 4]
    for each in program["runs"]:
        assert each["statuses"].keys() == {"201"}
        assert each["errors"] == each["retry_after"] == {}
        assert 0 < each["latency_ms"]["p50"] <= each["latency_ms"]["p90"] <= each["latency_ms"]["max"]
        assert each["payments_per_s"] == pytest.approx(each["statuses"]["201"] / each["seconds"], abs=1)
        assert each["server_cpu_s_per_1000"] > 0
        assert each["server_rss_bytes"] > 10_000_000
    assert program["payments_stored"] == program["payments_acknowledged"] == _rows(here, "payments")
    assert (found["ok"], program["conserved"], program["audit_findings"]) == (True, True, 0)
    assert program["servers"][0]["start_s"] > 0
    assert program["servers"][0]["idle_cpu_percent"] < 100
    assert not list(on_disk.glob("jiaozi-bench-*")), "the temporary world is gone"
    assert here.json("bench", "http", *SMALL, code=1)["error"]["code"] == "world_exists"


def test_a_device_signs_every_payment(here: Jiaozi, on_disk: Path) -> None:
    found = here.json("bench", "http", *SMALL, "--connections", "2", "--signed", "--dir", str(on_disk))
    (program,) = found["programs"]
    assert program["runs"][0]["statuses"].keys() == {"201"}
    assert _rows(here, "instructions") == program["payments_stored"] > 0


def test_two_programs_are_measured_in_turns(home: Jiaozi, on_disk: Path) -> None:
    source = str(Path(jiaozi.__file__).parents[1])
    more = ("--connections", "2", "--rounds", "2", "--against", source, "--dir", str(on_disk))
    found = home.json("bench", "http", *SMALL, *more)
    assert [each["program"] for each in found["programs"]] == ["this", "against"]
    assert [len(each["servers"]) for each in found["programs"]] == [2, 2]
    assert found["ratios"][0]["connections"] == 2
    assert found["ratios"][0]["payments_per_s"] > 0


def test_a_program_that_cannot_be_measured_is_told(home: Jiaozi, tmp_path: Path, on_disk: Path) -> None:
    package = tmp_path / "other" / "jiaozi"
    package.mkdir(parents=True)
    (package / "__main__.py").touch()
    (package / "__init__.py").write_text("raise SystemExit(3)")
    told = home.json("bench", "http", *SMALL, "--against", str(package.parent), "--dir", str(on_disk), code=1)
    assert told["error"]["code"] == "measurement_failed"
    assert not list(on_disk.glob("jiaozi-bench-*"))


def test_refusals_and_lost_connections_are_counted(tmp_path: Path) -> None:
    """Of three requests one is paid, one refused, one loses its connection."""
    file = tmp_path / "payers.json"
    file.write_text(json.dumps({"stores": ["sto_1"], "payers": [{"wallet": "wal_1", "token": "t"}]}))
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.read(65_536):
            asked.append(head)
            if len(asked) % 3 == 0:
                break
            status = b"201 Created" if len(asked) % 3 == 1 else b"503 Busy\r\nRetry-After: 7"
            writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 2\r\n\r\n{}")
        writer.close()

    async def load() -> dict[str, object]:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            return await run(Requests(file, port, "run"), port, 2, 0.5, 1)

    found = asyncio.run(load())
    statuses, errors = found["statuses"], found["errors"]
    assert isinstance(statuses, dict)
    assert isinstance(errors, dict)
    assert statuses.keys() == {"201", "503"}
    assert found["retry_after"] == {"7": statuses["503"]}
    assert errors["closed"] > 0
    answered = sum(1 for number in range(1, len(asked) + 1) if number % 3 == 1)
    assert (found["acknowledged"], found["unanswered"]) == (answered, len(asked) // 3)
    keys = [request.partition(b"Idempotency-Key: ")[2].partition(b"\r\n")[0] for request in asked]
    assert len(set(keys)) == len(keys)


def test_ratios_are_of_medians() -> None:
    def runs(*rates: int) -> list[dict[str, object]]:
        return [{"connections": 64, "payments_per_s": rate, "latency_ms": {"p50": 10}} for rate in rates]

    (found,) = ratios(runs(900, 1_000, 5_000), runs(500, 400, 1))
    assert (found["payments_per_s"], found["p50_ms"], found["server_rss_bytes"]) == (2.5, 1.0, None)
