"""Events brought to a server that is being written: as a webhook would be, in order, and none lost between two runs."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from jiaozi.cli import forwarding
from jiaozi.cli.forwarding import Place, Target
from jiaozi.clock import SystemClock
from jiaozi.events import KINDS
from jiaozi.webhooks.signing import secret_of
from jiaozi_sdk import verify_webhook
from jiaozi_sdk.events import EVENTS
from tests import ports
from tests.api.conftest import Live, live, serve, town
from tests.api.test_webhooks import run_webhooks
from tests.cli.conftest import Jiaozi, home
from tests.cli.shell import Shell, shell
from tests.webhooks.test_sender import Authority
from tests.worlds.receiver import Message, Receiver

__all__ = ["home", "live", "serve", "shell", "town"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The server that is being written."""
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long the command slept, which it does in no time."""
    slept: list[int] = []
    monkeypatch.setattr("jiaozi.cli.forwarding.time.sleep", slept.append)
    return slept


def listen(shell: Shell, receiver: Receiver, *more: str, code: int = 0) -> list[list[str]]:
    """What the shop's listening prints of attempts, up to the last event there is."""
    shell.live.sequence()
    text = shell.text("teahouse", "webhook", "listen", "--forward-to", receiver.url, "--once", *more, code=code)
    return [line.split()[1:] for line in text.splitlines() if line.startswith("evt_")]


def amounts(receiver: Receiver) -> list[int]:
    """The amounts that came."""
    return [json.loads(message.body)["data"]["amount"]["minor"] for message in receiver.messages]


def test_an_event_is_the_very_message_that_a_webhook_would_be(live: Live, shell: Shell, receiver: Receiver) -> None:
    webhook = Receiver()
    live.sequence()
    live.post("teahouse", "/v1/webhooks", {"url": webhook.url})
    live.pay(700)
    run_webhooks(live)
    assert ["payment.completed", "204"] in listen(shell, receiver, "--from-start", "--kind", "payment.completed")
    webhook.stop()
    sent, brought = webhook.messages[-1], receiver.messages[-1]
    assert (brought.id, brought.body) == (sent.id, sent.body)
    secret = (shell.home.home / "var" / "webhook-secret").read_text(encoding="utf-8")
    assert verify_webhook(secret, brought.headers, brought.body).type == "payment.completed"
    assert brought.headers.keys() >= {name for name in sent.headers if name.startswith("webhook-")}


def test_it_begins_with_what_happens_from_now_on_and_goes_on_where_it_ended(
    live: Live, shell: Shell, receiver: Receiver
) -> None:
    live.pay(100)
    assert listen(shell, receiver) == []
    for amount in (200, 300):
        live.pay(amount)
    assert len(listen(shell, receiver)) == 2
    assert listen(shell, receiver) == []
    live.pay(400)
    listen(shell, receiver)
    assert amounts(receiver) == [200, 300, 400]


def test_what_is_not_taken_is_tried_again_and_what_follows_waits(
    live: Live, shell: Shell, receiver: Receiver, waits: list[int]
) -> None:
    listen(shell, receiver)
    for amount in (200, 300):
        live.pay(amount)
    statuses = iter([500, 503, 204, 204])
    receiver.answer = lambda _: next(statuses)
    kind = "payment.completed"
    assert listen(shell, receiver) == [[kind, "500"], [kind, "503"], [kind, "204"], [kind, "204"]]
    assert amounts(receiver) == [200, 200, 200, 300]
    assert waits == [1, 2]


def test_a_run_that_is_ended_in_the_middle_loses_nothing_and_repeats_nothing_that_was_taken(
    live: Live, shell: Shell, receiver: Receiver
) -> None:
    listen(shell, receiver)
    for amount in (200, 300, 400):
        live.pay(amount)

    def gone(message: Message) -> int:
        return 410 if json.loads(message.body)["data"]["amount"]["minor"] == 300 else 204

    receiver.answer = gone
    assert [status for _, status in listen(shell, receiver, code=1)] == ["204", "410"]
    receiver.answer = lambda _: 204
    receiver.messages.clear()
    listen(shell, receiver)
    assert amounts(receiver) == [300, 400]


def test_a_server_that_always_fails_is_given_an_event_ten_times(
    live: Live, shell: Shell, receiver: Receiver, waits: list[int]
) -> None:
    listen(shell, receiver)
    live.pay(200)
    receiver.answer = lambda _: 500
    assert len(listen(shell, receiver)) == 10
    assert max(waits) == forwarding.LONGEST_WAIT_S
    assert listen(shell, receiver) == []


def test_a_server_that_does_not_answer_is_waited_for(
    live: Live, shell: Shell, receiver: Receiver, waits: list[int]
) -> None:
    listen(shell, receiver)
    live.pay(200)
    live.pay(300)
    receiver.answer = lambda _: b"" if len(receiver.messages) <= 12 else 204 if len(receiver.messages) == 13 else 410
    live.sequence()
    waited = shell.text("teahouse", "webhook", "listen", "--forward-to", receiver.url, code=1)
    assert [line.split()[2] for line in waited.splitlines() if line.startswith("evt_")][-2:] == ["204", "410"]
    assert len(waits) == 12


def test_where_nothing_answers_one_run_ends_with_a_sentence_and_the_next_begins_with_the_same_event(
    live: Live, shell: Shell, receiver: Receiver, waits: list[int]
) -> None:
    listen(shell, receiver)
    live.pay(200)
    live.sequence()
    receiver.answer = lambda _: b""
    once = ("webhook", "listen", "--forward-to", receiver.url, "--once")
    told = shell.text("teahouse", *once, code=1)
    assert re.search(rf"server_unreachable: .+\n +{receiver.url}: 5 tries; the next run begins with evt_", told)
    assert "下次从 evt_" in shell.text("teahouse", *once, "--lang", "zh", code=1)
    assert waits == [1, 2, 4, 8] * 2
    receiver.answer = lambda _: 204
    receiver.messages.clear()
    listen(shell, receiver)
    assert amounts(receiver) == [200]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cursor": 5, "last": []}', '{"cursor": null, "last": ["x"]}', "{}"])
def test_a_place_that_is_none_is_refused(shell: Shell, receiver: Receiver, text: str) -> None:
    file = shell.home.home / "place.json"
    file.write_text(text, encoding="utf-8")
    command = ("webhook", "listen", "--forward-to", receiver.url, "--once", "--cursor", str(file))
    assert shell.run("teahouse", *command, code=1)["error"]["code"] == "file_unusable"
    Place(file, "nobody", ()).keep()
    assert shell.run("teahouse", *command, code=1)["error"]["code"] == "cursor_invalid"
    assert receiver.messages == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_of_every_kind_is_signed_and_is_the_model_of_its_kind(
    home: Jiaozi, receiver: Receiver, kind: str
) -> None:
    secret = secret_of(b"k", 1, 1)
    said: Any = home.json("webhook", "trigger", kind, "--to", receiver.url, "--secret", secret)
    assert (said["kind"], said["status"]) == (kind, 204)
    (message,) = receiver.messages
    assert message.verified(secret)["id"] == said["event"] == message.id
    assert type(verify_webhook(secret, message.headers, message.body, SystemClock().now() / 1_000_000)) is EVENTS[kind]


def test_a_secret_is_shown_only_where_the_command_made_it(home: Jiaozi, receiver: Receiver) -> None:
    secret = secret_of(b"k", 1, 1)
    trigger = ("webhook", "trigger", "payment.completed", "--to", receiver.url)
    given = home.run(*trigger, "--secret", secret)
    assert secret not in given
    assert f"{receiver.url}: signed with the secret that was given" in given
    own = home.run(*trigger)
    assert (home.home / "var" / "webhook-secret").read_text(encoding="utf-8").strip() in own


def test_an_example_that_is_not_taken_is_no_success(home: Jiaozi, receiver: Receiver) -> None:
    receiver.answer = lambda _: 500
    assert home.json("webhook", "trigger", "payment.held", "--to", receiver.url, code=1)["status"] == 500
    nobody = f"http://127.0.0.1:{ports.free_port()}/"
    assert home.json("webhook", "trigger", "payment.held", "--to", nobody, code=1)["error"] == "connection_failed"


def test_a_target_may_have_what_is_escaped_and_a_query(home: Jiaozi, receiver: Receiver) -> None:
    url = f"{receiver.url.rstrip('/')}/%E8%B7%AF?a=1&b=%20"
    assert home.json("webhook", "trigger", "payment.held", "--to", url)["status"] == 204


def test_whose_certificate_is_not_trusted_is_told_how_it_can_be(
    home: Jiaozi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path, "localhost")
    receiver = Receiver(authority.server)
    trigger = ("webhook", "trigger", "payment.held", "--to", f"https://localhost:{receiver.port}/")
    assert "SSL_CERT_FILE" in home.run(*trigger, code=1)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    assert "SSL_CERT_FILE" not in home.run(*trigger)
    receiver.stop()
    assert len(receiver.messages) == 1


def test_what_is_typed_wrongly_is_told_before_anything_is_sent(home: Jiaozi, receiver: Receiver) -> None:
    assert "payment.completed" in home.run("webhook", "trigger", "payment.paid", "--to", receiver.url, code=2)
    for wrong in (("--to", "ftp://x/"), ("--to", receiver.url, "--secret", "mine"), ("--to", "")):
        home.run("webhook", "trigger", "payment.held", *wrong, code=2)
    path = str(httpx.URL(receiver.url).copy_with(path="/"))
    for more in ("路径", "a b", "a\\b", "a\tb", "\u00a0", "#there", "x" * 3_000):
        assert "--to" in home.run("webhook", "trigger", "payment.held", "--to", path + more, code=2), more
    home.run("webhook", "trigger", "payment.held", "--to", "http://exämple.invalid/x", code=2)
    listening = ("webhook", "listen", "--forward-to", receiver.url, "--api-key", "jz_x")
    assert "payment.completed" in home.run(*listening, "--kind", "payment.paid", code=2)
    assert receiver.messages == []


def test_a_server_that_answers_without_end_is_heard_by_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever comes after it, a byte at a time or a thousand times as much when it is unpacked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
                done.wait(20)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        target = Target(f"http://127.0.0.1:{server.getsockname()[1]}", secret_of(b"k" * 32, 1, 1), {})
        assert target.post("evt_1-0", b"{}") == (200, "")
        assert not done.is_set()
        done.set()
        thread.join()
