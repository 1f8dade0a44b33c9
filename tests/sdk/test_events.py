"""Every kind of event is a model of its own in the SDK, and one that is newer than the SDK still arrives."""

import json
import time

import pytest

from jiaozi import events, payloads
from jiaozi.cli.printing import plain
from jiaozi.db.commands import canonical
from jiaozi.webhooks import signing
from jiaozi.webhooks.messages import body_of, sample
from jiaozi_sdk import SignatureInvalid, verify_webhook
from jiaozi_sdk.events import EVENTS, PaymentRefundedEvent
from jiaozi_sdk.models import Event, Money
from jiaozi_sdk.webhooks import event_of
from tests.sdk import node

SECRET = signing.secret_of(b"k" * 32, 7, 1)


def verified(body: bytes) -> object:
    """What the SDK makes of a message that the platform has signed."""
    now_s = int(time.time())
    return verify_webhook(SECRET, signing.headers([SECRET], "evt_1-0", now_s, body), body)


@pytest.mark.parametrize("kind", events.KINDS)
def test_a_message_is_the_model_of_its_kind_and_says_all_that_was_sent(kind: str) -> None:
    body = body_of(sample(kind, 0, 120))
    found = verified(body)
    assert type(found) is EVENTS[kind]
    assert plain(found) == json.loads(body)


@pytest.mark.parametrize("kind", events.KINDS)
def test_an_event_of_the_list_is_what_a_webhook_has_of_it(kind: str) -> None:
    sent = json.loads(body_of(sample(kind, 0, 120)))
    listed = Event(**sent)
    assert event_of(listed) == event_of(sent)
    assert plain(listed) == sent


@pytest.mark.parametrize("kind", events.KINDS)
def test_an_event_of_a_time_when_a_field_was_not_known_has_null_there(kind: str) -> None:
    whole = json.loads(sample(kind, 0, 120).payload)
    spare = [each.name for each in payloads.fields_of(events.KINDS[kind].payload) if each.may_be_absent]
    old = {name: value for name, value in whole.items() if name not in spare}
    found = json.loads(body_of(sample(kind, 0, 120)._replace(payload=canonical(old).decode())))
    assert type(event_of(found)) is EVENTS[kind]
    assert {name for name, value in found["data"].items() if value is None} == {
        name.removesuffix("_minor") for name in spare
    }


def test_a_kind_that_the_sdk_does_not_know_is_a_message_with_its_data_as_it_came() -> None:
    body = json.dumps({**json.loads(body_of(sample("payment.held", 0, 1))), "type": "payment.teleported"}).encode()
    found = verified(body)
    assert type(found) is Event
    assert found.data["amount"] == {"minor": 1999, "asset": "E-CNY"}
    for wrong in (b'{"type": 5}', b'{"type": ["payment.held"]}', b'"payment.held"'):
        with pytest.raises(SignatureInvalid):
            verified(wrong)


def test_a_refund_says_which_of_which_payment_for_which_store_and_in_which_asset() -> None:
    match event_of(json.loads(body_of(sample("payment.refunded", 0, 1)))):
        case PaymentRefundedEvent(data=data):
            assert data.amount == Money(1999, "E-CNY")
            assert data.refund.startswith("rfd_")
            assert data.payment.startswith("pay_")
            assert data.store is not None
        case other:
            raise AssertionError(other)


def test_money_of_banks_is_renminbi_and_that_of_wallets_digital_yuan() -> None:
    assets = {kind: set(filter(None, payloads.assets_of(kind).values())) for kind in events.KINDS}
    assert {kind for kind, found in assets.items() if "CNY" in found} == {"external_bank.settled", "cash.reportable"}
    assert set().union(*assets.values()) == {"CNY", "E-CNY"}


def test_what_is_told_of_a_kind_is_its_own_record_or_nothing_is_written() -> None:
    with pytest.raises(TypeError, match="PaymentData, not WebhookData"):
        payloads.stored("payment.completed", payloads.example("webhook.ping"))
    with pytest.raises(KeyError):
        payloads.stored("payment.paid", payloads.example("payment.completed"))


def test_in_typescript_the_type_says_what_the_data_is() -> None:
    """The union is told apart by `type`, whose words are the kinds."""
    models = (node.PACKAGE / "src" / "models.ts").read_text(encoding="utf-8")
    union = models.partition("export type WebhookEvent =")[2]
    assert union.count("  | ") == len(events.KINDS)
    for kind, model in EVENTS.items():
        text = models.partition(f"export interface {model.__name__} {{")[2].partition("}")[0]
        assert f'readonly type: "{kind}";' in text
        assert f"  | {model.__name__}" in union
