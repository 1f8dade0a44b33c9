"""Webhooks over HTTP: each scope its own, secrets shown once, nothing written for bad input; the SDK and the shell."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi.api.routes import events
from jiaozi.cli.printing import plain
from jiaozi.errors import ERRORS
from jiaozi.events import KINDS
from jiaozi.ids import encode_id
from jiaozi_sdk import ApiError, Client, SignatureInvalid, verify_webhook
from tests.api.conftest import Live
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.worlds.receiver import Receiver

__all__ = ["home", "shell"]
PUBLIC = {"url": "https://hooks.example.com/jiaozi"}
KEPT = ["payment.completed", "webhook.ping"]
NOBODY = encode_id("whk", 1)
ACTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("closure", {}), ("ping", {}), ("secret", {}), ("change", PUBLIC | {"kinds": [], "active": True}),
)  # fmt: skip


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of this test."""
    made = Receiver()
    yield made
    made.stop()


def run_webhooks(live: Live) -> None:
    """One round of the server's own worker."""
    live.sequence()
    live.app.worker.webhooks.turn()
    live.app.worker.webhooks.settle()


def test_a_merchant_is_sent_its_payments_and_sees_how_that_went(live: Live, receiver: Receiver) -> None:
    live.sequence()
    opened = live.post("teahouse", "/v1/webhooks", {"url": receiver.url, "kinds": ["payment.completed"]}, "open-1")
    assert opened.status_code == 201, opened.text
    webhook, secret = opened.json()["webhook"], opened.json()["secret"]
    again = live.post("teahouse", "/v1/webhooks", {"url": receiver.url, "kinds": ["payment.completed"]}, "open-1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == ({"webhook": webhook, "secret": None}, "true")
    paid = live.pay(700).json()["payment"]
    run_webhooks(live)
    (message,) = receiver.messages
    found = verify_webhook(secret, message.headers, message.body)
    events = live.get("boc", "/v1/events").json()["items"]
    listed = [event for event in events if event["data"].get("payment") == paid]
    assert [plain(found)] == [json.loads(message.body)] == listed
    with pytest.raises(SignatureInvalid):
        verify_webhook(secret, message.headers, message.body + b" ")
    (delivery,) = live.get("teahouse", f"/v1/webhooks/{webhook}/deliveries").json()["items"]
    assert (delivery["event"], delivery["state"], delivery["last_status"]) == (message.id, "delivered", 204)
    assert live.get("teahouse", f"/v1/webhooks/{webhook}/deliveries", params={"state": "dead"}).json()["items"] == []
    shown = live.get("teahouse", f"/v1/deliveries/{delivery['id']}").json()
    assert [each["status"] for each in shown["tries"]] == [204]
    assert live.post("teahouse", f"/v1/deliveries/{delivery['id']}/redelivery").json() == {"delivery": delivery["id"]}
    run_webhooks(live)
    assert len(receiver.messages) == 2
    everything = json.dumps([live.get("boc", "/v1/acts").text, live.get("auditor", "/v1/events").text])
    assert "whsec" not in everything
    with live.town.platform.snapshot() as connection:
        stored = connection.query("SELECT outcome FROM outcomes")
    assert secret.removeprefix("whsec_") not in str(stored)


def test_what_is_anothers_is_not_there(live: Live) -> None:
    opened = {who: live.post(who, "/v1/webhooks", PUBLIC).json()["webhook"] for who in ("teahouse", "boc", "works")}
    for owner, webhook in opened.items():
        for who in ("central", "icbc", "boc", "teahouse", "works"):
            expected = 200 if who == owner else 404
            assert live.get(who, f"/v1/webhooks/{webhook}").status_code == expected, (who, owner)
            assert live.get(who, f"/v1/webhooks/{webhook}/deliveries").status_code == expected
            if who != owner:
                for act, body in ACTS:
                    answer = live.post(who, f"/v1/webhooks/{webhook}/{act}", body)
                    assert (answer.status_code, answer.json()["code"]) == (404, "webhook_not_found"), (who, owner, act)
        listed = live.get(owner, "/v1/webhooks").json()["items"]
        assert [row["id"] for row in listed] == [webhook]
    for who in ("city", "auditor", "li"):
        assert live.post(who, "/v1/webhooks", PUBLIC).status_code == 403
        assert live.get(who, f"/v1/webhooks/{opened['boc']}").status_code == 403


BAD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"url": "https://10.0.0.1/"}, "webhook_url_invalid"),
    ({"url": "http://example.com/"}, "webhook_url_invalid"),
    ({"url": ""}, "request_malformed"),
    ({"url": PUBLIC["url"], "kinds": ["Payment"]}, "request_malformed"),
    ({"url": PUBLIC["url"], "kinds": "payment.completed"}, "request_malformed"),
    ({"url": PUBLIC["url"], "secret": "whsec_mine"}, "request_malformed"),
    ({}, "request_malformed"),
)


def test_bad_input_writes_no_endpoint(live: Live) -> None:
    for body, code in BAD:
        answer = live.post("teahouse", "/v1/webhooks", body)
        assert (answer.status_code, answer.json()["code"]) == (422, code), body
    assert live.get("teahouse", "/v1/webhooks").json()["items"] == []
    rotation = live.post("teahouse", f"/v1/webhooks/{NOBODY}/secret", {"overlap_s": -1})
    assert (rotation.status_code, rotation.json()["code"]) == (422, "request_malformed")


def test_the_sdk_and_the_shell_do_all_of_it(live: Live, shell: Shell, receiver: Receiver) -> None:
    live.sequence()
    with Client(live.url, live.town.tokens["boc"]) as client:
        opened = client.webhooks.create(url=receiver.url, kinds=["payment.completed"])
        client.webhooks.change(opened.webhook, url=receiver.url, kinds=[], active=False)
        assert client.webhooks.get(opened.webhook).state == "paused"
        client.webhooks.change(opened.webhook, url=receiver.url, kinds=[], active=True)
        rotated = client.webhooks.rotate_secret(opened.webhook, overlap_s=60)
        client.webhooks.ping(opened.webhook)
        run_webhooks(live)
        (message,) = receiver.messages
        for secret in (opened.secret, rotated.secret):
            assert verify_webhook(str(secret), message.headers, message.body).type == "webhook.ping"
        (delivery,) = client.webhooks.deliveries.list(opened.webhook, state="delivered")
        assert client.deliveries.get(delivery.id).tries[0].status == 204
        client.deliveries.redeliver(delivery.id)
        with pytest.raises(ApiError, match="delivery_waiting"):
            client.deliveries.redeliver(delivery.id)

    def run(*arguments: str, code: int = 0) -> Any:
        return shell.run("boc", "webhook", *arguments, code=code)

    assert [row["id"] for row in run("list")] == [opened.webhook]
    made = run("open", receiver.url, "--kind", "payment.completed")
    assert made["secret"].startswith("whsec_")
    assert run("rotate", made["webhook"])["version"] == 2
    assert run("change", made["webhook"], receiver.url, "--pause")["state"] == "paused"
    assert run("ping", made["webhook"])["webhook"] == made["webhook"]
    assert [row["state"] for row in run("deliveries", opened.webhook)] == ["again"]
    assert run("redeliver", delivery.id, code=1)["error"]["code"] == "delivery_waiting"
    assert run("close", made["webhook"])["state"] == "closed"
    assert run("close", made["webhook"], code=1)["error"]["code"] == "webhook_closed"


def test_a_kind_that_nobody_would_be_told_of_is_refused_with_the_nearest_that_there_is(live: Live) -> None:
    def refused(who: str, kind: str) -> tuple[str, str]:
        answer = live.post(who, "/v1/webhooks", PUBLIC | {"kinds": ["payment.held", kind]})
        assert answer.status_code == 422
        named, _, nearest = answer.json()["detail"].partition(": ")
        assert (named, answer.json()["title_zh"]) == (kind, ERRORS[answer.json()["code"]].zh)
        assert set(nearest.split(", ")) <= KINDS.keys()
        return answer.json()["code"], nearest

    code, nearest = refused("teahouse", "payment.paid")
    assert code == "event_kind_unknown"
    assert "payment.completed" in nearest.split(", ")
    assert refused("boc", "payments.completed")[1].startswith("payment.completed, ")
    for who, kind in (("teahouse", "merchant.approved"), ("teahouse", "holder.frozen"), ("works", "bill.withdrawn")):
        code, nearest = refused(who, kind)
        assert code == "event_kind_not_told"
        assert kind not in nearest
    assert live.get("teahouse", "/v1/webhooks").json()["items"] == []
    opened = live.post("teahouse", "/v1/webhooks", PUBLIC | {"kinds": KEPT}).json()
    change = {"url": PUBLIC["url"], "kinds": ["payment.complete"], "active": True}
    answer = live.post("teahouse", f"/v1/webhooks/{opened['webhook']}/change", change)
    assert (answer.status_code, answer.json()["code"]) == (422, "event_kind_unknown")
    assert live.get("teahouse", f"/v1/webhooks/{opened['webhook']}").json()["kinds"] == KEPT
    assert live.post("boc", "/v1/webhooks", PUBLIC | {"kinds": ["holder.frozen"]}).status_code == 201


def test_a_merchant_lists_the_events_that_its_webhook_is_sent(live: Live, receiver: Receiver) -> None:
    live.sequence()
    live.post("teahouse", "/v1/webhooks", {"url": receiver.url})
    live.pay(700)
    live.pay(300)
    live.post("icbc", f"/v1/wallets/{live.ids['li']}/freezes", {"scope": "out", "reason": "none of the shop's"})
    run_webhooks(live)
    with Client(live.url, live.town.tokens["teahouse"]) as client:
        listed = [event for event in client.events.list() if event.type.startswith("payment.")]
    sent = [json.loads(message.body) for message in receiver.messages]
    assert [plain(each) for each in listed] == sent
    assert [each.data["amount"]["minor"] for each in listed] == [700, 300]
    for who in ("li", "city"):
        assert live.get(who, "/v1/events").status_code == 403


def test_a_list_goes_on_over_what_is_others(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "ROUTE_MAX", 2)
    live.pay(700)
    live.post("icbc", f"/v1/wallets/{live.ids['li']}/freezes", {"scope": "in", "reason": "none of the shop's"})
    live.sequence()
    first = live.get("teahouse", "/v1/events").json()
    assert (first["items"], first["has_more"]) == ([], True)
    with Client(live.url, live.town.tokens["teahouse"]) as client:
        pages = client.events.list(limit=1)
        assert [event.data["amount"]["minor"] for event in pages if event.type == "payment.completed"] == [700]
        newest = client.events.list(newest=True)
        assert list(newest) == []
        live.pay(300)
        live.sequence()
        for cursor in (pages.cursor, newest.cursor):
            assert [each.data["amount"]["minor"] for each in client.events.list(cursor=cursor)] == [300]


def test_the_document_says_what_a_receiver_is_sent(live: Live) -> None:
    document = live.http.get("/openapi.json").json()
    assert document["webhooks"].keys() == KINDS.keys()
    operation = document["webhooks"]["payment.refunded"]["post"]
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = document["components"]["schemas"][reference.rpartition("/")[2]]
    assert {"id", "type", "timestamp", "sequence", "data"} <= schema["properties"].keys()
    assert schema["properties"]["type"]["const"] == "payment.refunded"
    data = document["components"]["schemas"][schema["properties"]["data"]["$ref"].rpartition("/")[2]]
    assert {"refund", "payment", "store", "amount", "reference", "payment_reference"} <= data["properties"].keys()
    example = operation["requestBody"]["content"]["application/json"]["example"]
    assert example["data"].keys() == data["properties"].keys()
    names = {each["name"] for each in operation["parameters"]}
    assert names == {"webhook-id", "webhook-timestamp", "webhook-signature"}
    assert operation["security"] == []
