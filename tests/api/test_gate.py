"""What every answer carries, and what happens when the platform cannot take more."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jiaozi.api.logs import LOGGER
from jiaozi.errors import ERRORS
from tests.api import listed
from tests.api.conftest import Live, Town
from tests.conftest import NewDatabase


def test_request_ids_are_echoed_when_sane_and_made_otherwise(live: Live) -> None:
    assert live.http.get("/healthz", headers={"X-Request-Id": "abc-1"}).headers["x-request-id"] == "abc-1"
    for bad in ("a b", "x" * 65, "a;b", "<script>"):
        given = live.http.get("/v1/me", headers={"X-Request-Id": bad})
        assert re.fullmatch(r"[0-9a-f]{24}", given.headers["x-request-id"])
        assert given.json()["request_id"] == given.headers["x-request-id"]


def test_every_answer_has_the_security_headers(live: Live) -> None:
    for path in ("/healthz", "/v1/me", "/nothing", "/metrics", "/docs", "/errors/overloaded"):
        headers = live.http.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY", path
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "cache-control" in headers, path
        assert "access-control-allow-origin" not in headers, path


def test_a_writer_that_takes_no_more_is_a_retryable_problem(live: Live) -> None:
    live.town.platform.writer.stop()
    answer = live.pay(1)
    assert (answer.status_code, answer.json()["code"], answer.json()["retryable"]) == (503, "draining", True)
    assert answer.headers["retry-after"] == "1"
    assert live.get("li", "/v1/me").status_code == 200


def test_an_unforeseen_exception_is_a_problem_that_tells_nothing(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("13800000001")

    monkeypatch.setattr(live.app.house.readers, "snapshot", broken)
    answer = live.get("li", "/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "13800000001" not in answer.text
    assert LOGGER not in answer.text


def test_what_is_logged_stands_on_no_standard_output_and_names_nobody(
    live: Live, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where a server runs in a process that did not set up logs: its standard output is somebody else's."""
    caplog.set_level(logging.INFO, LOGGER)
    assert live.pay(1).status_code == 201
    live.http.get("/healthz")  # on the same connection: what the payment logs after its answer is logged by now
    assert capsys.readouterr().out == ""
    (line,) = [line for line in (str(each.msg) for each in caplog.records if each.name == LOGGER) if "/v1/pay" in line]
    assert all(private not in line for private in (live.ids["li"], live.town.tokens["li"], "13800000001"))


def test_every_error_code_has_a_page_in_both_languages(live: Live) -> None:
    for code, spec in ERRORS.items():
        page = live.http.get(f"/errors/{code}")
        assert page.status_code == 200
        assert spec.zh in page.text
    assert live.http.get("/errors/nothing").status_code == 404


def test_metrics_are_for_this_machine_and_for_whoever_has_a_key_that_may(live: Live) -> None:
    assert live.http.get("/metrics").status_code == 200
    for header in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Proto"):
        through = live.http.get("/metrics", headers={header: "for=127.0.0.1"})  # a proxy beside the server: anybody
        assert (through.status_code, through.json()["code"]) == (401, "credentials_missing"), header
    proxied = {"X-Forwarded-For": "203.0.113.9"}
    for who, status in (("central", 200), ("auditor", 200), ("icbc", 403), ("li", 403), ("teahouse", 403)):
        assert live.http.get("/metrics", headers=proxied | live.headers(who)).status_code == status, who


def test_metrics_can_ask_everybody_for_a_key(town: Town, serve: Callable[..., Live]) -> None:
    town.platform.settings = replace(town.platform.settings, metrics_local=False)
    live = serve()
    assert live.http.get("/metrics").json()["code"] == "credentials_missing"
    assert live.get("auditor", "/metrics").status_code == 200


def test_what_is_issued_is_told_to_nobody_who_passes(new_db_url: NewDatabase, tmp_path: Path) -> None:
    """A world is a demo when its clock is simulated, or when its keys were handed out on a screen."""
    town = Town(new_db_url(), tmp_path, simulated=False)
    live = Live(town, heard=[listed.check])
    page, report = live.http.get("/"), live.http.get("/report")
    live.stop()
    town.platform.close()
    assert page.status_code == 200
    assert "20,000,000.00" not in page.text
    assert all(word not in page.text for word in ("icbc", "ICBC", "issued", "sqlite", "oceanbase", "wallets"))
    assert report.status_code == 404


def test_a_demo_shows_its_figures(live: Live) -> None:
    assert "20,000,000.00" in live.http.get("/").text


def test_metrics_count_requests_and_outcomes(live: Live) -> None:
    live.pay(1), live.pay(10**14)
    text = live.http.get("/metrics").text
    assert 'jiaozi_outcomes_total{code="done",operation="pay"} 1.0' in text
    assert 'jiaozi_outcomes_total{code="limit_single_exceeded",operation="pay"} 1.0' in text
    assert 'jiaozi_http_requests_total{method="POST",route="/v1/payments",status="201"} 1.0' in text
    assert live.ids["li"] not in text


def test_while_the_server_drains_no_connection_is_kept(live: Live) -> None:
    assert "connection" not in live.get("li", "/v1/me").headers
    live.app.house.draining = True
    answers = [live.get("li", "/v1/me"), live.get("li", "/v1/wallets/none"), live.http.get("/healthz")]
    assert [answer.headers["connection"] for answer in answers] == ["close"] * 3
