"""`jiaozi up` and `jiaozi serve` as a newcomer meets them: an empty home, a port, a first payment, Ctrl-C."""

import json
import signal
import socket
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from jiaozi.api import docs
from jiaozi.cli.demo import ENDOWED_MINOR, Demo
from tests.cli.conftest import Jiaozi, kill_in_the_middle

SMALL = ("--scale", "0.001")
PATIENCE_S = 90


def _served(process: "subprocess.Popen[str]", base: str) -> None:
    """Waits until the server says that it is ready."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"it ended with {process.returncode}: {process.communicate()}")
        try:
            if httpx.get(f"{base}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("it did not become ready")


def _stop(process: "subprocess.Popen[str]", how: signal.Signals = signal.SIGTERM) -> tuple[str, str]:
    process.send_signal(how)
    printed = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, printed[1]
    return printed


def _up(jiaozi: Jiaozi, port: int, check: Callable[[str], None]) -> Any:
    """Runs `jiaozi up --json`, lets `check` look at it, stops it; what it had printed."""
    process = jiaozi.start(["up", "--json", "--port", str(port), *SMALL])
    try:
        _served(process, f"http://127.0.0.1:{port}")
        check(f"http://127.0.0.1:{port}")
    finally:
        printed, _ = _stop(process)
    return json.loads(printed)


def test_up_loads_serves_drains_and_comes_back(home: Jiaozi, free_port: int) -> None:
    def look(base: str) -> None:
        page = httpx.get(f"{base}/")
        assert page.status_code == 200
        assert "Jiaozi" in page.text
        assert "运营机构" in page.text
        assert "ICBC" in page.text or "Industrial and Commercial Bank" in page.text
        assert "试点" in httpx.get(f"{base}/report").text
        assert httpx.get(f"{base}/docs/api").status_code == 200
        assert httpx.get(f"{base}/openapi.json").json()["openapi"].startswith("3.")

    first = _up(home, free_port, look)
    assert len(first["keys"]) == 9
    assert (first["pages"]["documentation"] is None) == (docs.opened() is None)
    assert home.run("demo", "institution").strip() == first["institution"]
    assert (home.home / "var" / "demo-keys.json").stat().st_mode & 0o077 == 0
    assert home.run("demo", "url").strip() == f"http://127.0.0.1:{free_port}"

    def pay(base: str) -> None:
        body = {"payer": first["wallet"], "store": first["store"], "amount": {"minor": 100, "asset": "E-CNY"}}
        headers = {"Authorization": f"Bearer {first['keys']['holder']}", "Idempotency-Key": "first"}
        paid = httpx.post(f"{base}/v1/payments", json=body, headers=headers)
        assert paid.status_code == 201, paid.text
        again = httpx.post(f"{base}/v1/payments", json=body, headers=headers)
        assert again.json() == paid.json()
        as_employer = {"Authorization": f"Bearer {first['keys']['employer']}"}
        funds = httpx.get(f"{base}/v1/wallets/{first['employer_wallet']}", headers=as_employer).json()
        held = funds["available"]["minor"]  # with what its stores took
        assert ENDOWED_MINOR <= held < 2 * ENDOWED_MINOR, "once, however often it is started"
        as_operator = {"Authorization": f"Bearer {first['keys']['operator']}"}
        codes = {
            each["id"]: each["code"]
            for each in httpx.get(f"{base}/v1/institutions", headers=as_operator).json()["items"]
        }
        me = httpx.get(f"{base}/v1/me", headers=as_operator).json()
        assert codes[me["institution"]] == first["institution"]

    second = _up(home, free_port, pay)
    assert second == first, "the second start hands out no further keys"
    assert home.json("audit")["ok"]


@pytest.mark.parametrize("built", [True, False])
def test_up_says_where_the_documentation_is_or_how_it_comes_to_be(
    built: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "site.zip"
    if built:
        with zipfile.ZipFile(place, "w") as site:
            site.writestr("index.html", "")
    monkeypatch.setattr(docs, "SITE", place)
    platform: Any = SimpleNamespace(world=SimpleNamespace(name="a world"))
    demo = Demo(platform, {"holder": "jz_"}, wallet="wal_", store="sto_", institution="icbc", employer_wallet="wal_")
    (line,) = [line for line in demo.text("http://here").splitlines() if line.startswith("  Documentation ")]
    assert ("http://here/docs" in line, "make docs-site" in line) == (built, not built)
    assert demo.as_json("http://here")["pages"]["documentation"] == ("http://here/docs" if built else None)


def test_what_up_prints_is_a_payment_that_works(home: Jiaozi, free_port: int) -> None:
    process = home.start(["up", "--port", str(free_port), *SMALL])
    try:
        _served(process, f"http://127.0.0.1:{free_port}")
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
    start = printed.index("curl ")
    curl = printed[start : printed.index("}}'", start) + 3]
    assert "/v1/payments" in curl
    assert "Idempotency-Key" in curl
    assert process.returncode == 0


@pytest.mark.slow
def test_interrupted_while_loading_it_goes_on(home: Jiaozi, free_port: int) -> None:
    process = home.start(["up", "--port", str(free_port), "--scale", "0.005"])
    kill_in_the_middle(process)
    assert home.json("status")["counts"]["transfers"] > 0
    process = home.start(["up", "--json", "--port", str(free_port), "--scale", "0.005"])
    try:
        _served(process, f"http://127.0.0.1:{free_port}")
    finally:
        _stop(process)
    assert home.json("audit")["ok"]
    assert home.json("status")["counts"]["payments"] == 7_884


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.invalid", "::"])
def test_up_refuses_every_address_but_loopback(home: Jiaozi, host: str) -> None:
    assert home.json("up", "--host", host, code=1)["error"]["code"] == "address_not_local"
    assert not (home.home / "var" / "jiaozi.db").exists(), "nothing was loaded"


def test_serve_refuses_to_expose_a_simulated_world(home: Jiaozi, free_port: int) -> None:
    home.run("init", "--as-of", "2022-05-15")
    refused = home.start(["serve", "--host", "0.0.0.0", "--port", str(free_port)])
    _, told = refused.communicate(timeout=PATIENCE_S)
    assert refused.returncode == 1
    assert "address_not_local" in told
    assert "Traceback" not in told


def test_a_port_in_use_is_named_before_anything_is_loaded(home: Jiaozi) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = home.json("up", "--port", port, code=1)["error"]
    assert refused["code"] == "port_in_use"
    assert "--port" in refused["text"]
    assert port in refused["detail"]
    assert not (home.home / "var" / "jiaozi.db").exists()


@pytest.mark.skipif(not socket.has_ipv6, reason="without IPv6")
def test_an_ipv6_address_is_printed_so_that_it_can_be_asked(home: Jiaozi, free_port: int) -> None:
    """It stands in brackets, or its last group would be the port."""
    home.run("init", "--name", "sandbox")
    process = home.start(["serve", "--json", "--host", "::1", "--port", str(free_port)])
    try:
        _served(process, f"http://[::1]:{free_port}")
        taken = home.json("serve", "--host", "::1", "--port", str(free_port), code=1)["error"]
    finally:
        printed, _ = _stop(process)
    assert json.loads(printed) == {"url": f"http://[::1]:{free_port}"}
    assert (taken["code"], taken["detail"]) == ("port_in_use", f"[::1]:{free_port}")


def test_serve_serves_the_world_it_is_given(here: Jiaozi, free_port: int) -> None:
    here.run("init", "--name", "sandbox")
    at = ["--db", here.db] if here.db else []
    process = here.start(["serve", "--port", str(free_port), *at])
    base = f"http://127.0.0.1:{free_port}"
    try:
        _served(process, base)
        assert "sandbox" in httpx.get(f"{base}/").text
        assert httpx.get(f"{base}/report").status_code == 404
        assert httpx.get(f"{base}/v1/payments").status_code in (401, 405)
    finally:
        _stop(process)


def test_who_holds_the_machine_founds_suspends_and_revokes(home: Jiaozi) -> None:
    home.run("init")
    people = home.json("key", "found", "--name", "Li Na", "--name", "Wang Wei")["people"]
    assert [each["name"] for each in people] == ["Li Na", "Wang Wei"]
    assert all(each["code"].startswith("jze_") for each in people)
    assert home.run("key", "found", "--name", "Li Na").count("\njze_") == 1
    assert home.json("key", "found", "--name", " ", code=1)["error"]["code"] == "request_malformed"
    assert home.json("key", "suspend", people[0]["principal"], code=1)["error"]["code"] == "principal_suspended"
    anew = home.json("key", "found", "--name", "Li Na")["people"][0]["principal"]
    assert home.json("key", "suspend", anew)["state"] == "suspended"
    assert home.json("key", "revoke", "key_0000000000001", code=1)["error"]["code"] == "api_key_not_found"


def test_documents_that_are_named_exist(home: Jiaozi) -> None:
    root = Path(__file__).resolve().parents[2]
    for document in home.json("docs")["documents"]:
        assert (root / document["path"]).exists(), document["path"]
