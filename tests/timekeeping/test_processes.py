"""Server processes of different clocks on one database, and the command line of whoever runs them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from jiaozi.clock import format_time
from jiaozi.db.commands import Result
from jiaozi.errors import Failure
from tests.api.conftest import yuan
from tests.cli.conftest import Jiaozi
from tests.patience import until
from tests.ports import free_port
from tests.timekeeping.conftest import RealTown

ROOT = Path(__file__).resolve().parents[2]
DAY_S = 86_400


class Server:
    """A server in a process of its own, with a clock of its own."""

    def __init__(self, town: RealTown, ahead_s: int) -> None:
        port = free_port()
        self.town = town
        arguments = [town.settings.db_url, str(town.settings.keyring), str(port), str(ahead_s)]
        command = [sys.executable, "-m", "tests.api.main", *arguments]
        environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        until(self.answers)

    def answers(self) -> bool:
        """Whether it listens."""
        assert self.process.poll() is None
        try:
            return self.http.get("/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def pay(self, key: str) -> httpx.Response:
        """A payment of li's to the teahouse."""
        ids = self.town.ids
        body = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(100)}
        headers = {"Authorization": f"Bearer {self.town.tokens['li']}", "Idempotency-Key": key}
        return self.http.post("/v1/payments", json=body, headers=headers)


@pytest.fixture
def servers(town: RealTown) -> Iterator[tuple[Server, Server]]:
    """One whose clock is right, one whose clock is a day ahead."""
    right = Server(town, 0)
    wrong = Server(town, DAY_S)
    yield right, wrong
    for each in (right, wrong):
        each.http.close()
        each.process.terminate()
        assert each.process.wait(60) == 0


@pytest.mark.slow
def test_a_server_that_joins_with_a_wrong_clock_takes_no_payment_and_the_retry_goes_to_another(
    servers: tuple[Server, Server], town: RealTown
) -> None:
    right, wrong = servers
    assert [each.http.get("/readyz").status_code for each in servers] == [200, 503]
    refused = wrong.pay("one")
    assert (refused.status_code, refused.json()["code"]) == (503, "clock_not_trusted")
    paid = right.pay("one")
    assert paid.status_code == 201
    assert "idempotent-replayed" not in paid.headers
    assert paid.json()["paid_at"] <= format_time(town.real.now() + 60_000_000)
    assert "jiaozi_clock_trusted 0.0" in wrong.http.get("/metrics").text


def is_refused(result: Result) -> bool:
    """Whether the clock was the reason."""
    return isinstance(result.outcome, Failure) and result.outcome.code == "clock_not_trusted"


@pytest.mark.only_engine("sqlite")  # OceanBase's server has a clock, which says what this machine's shows
def test_whoever_runs_the_platform_confirms_a_clock_that_was_moved_and_running_servers_notice(
    town: RealTown, home: Jiaozi
) -> None:
    shell = Jiaozi(home.home, town.settings.db_url)
    keyring = ("--keyring", str(town.settings.keyring))
    behind = town.open(-3_600)
    behind.watch.mark(behind.engine, confirmed=True)  # the clock was an hour behind, and somebody took it for right
    with town.platform.snapshot() as connection:
        town.platform.watch.look(connection)
    assert is_refused(town.pay(town.platform))
    assert shell.json("clock", *keyring, code=1)["error"]["code"] == "clock_not_trusted"
    assert shell.json("clock", "--confirm", *keyring)["trusted"] is True
    assert not is_refused(town.pay(town.platform))
    assert "trusted" in shell.run("clock", *keyring)
