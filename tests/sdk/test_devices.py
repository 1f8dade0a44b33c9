"""What a device signs and shows is what the platform takes; what the platform signs for a webhook is verified."""

import base64
import json
import time

import httpx
import pytest

from jiaozi.billing.signing import Asked, signed_text
from jiaozi.clock import SECOND_US, parse_time
from jiaozi.codes import token
from jiaozi.devices import httpsig, keys
from jiaozi.ids import encode_id
from jiaozi.kinds import SplitPlanNo, WalletNo
from jiaozi.webhooks import signing
from jiaozi_sdk import Client, PayerToken, SignatureInvalid, verify_webhook
from jiaozi_sdk.devices import DeviceKey, DeviceSigner, clock_of, sign_payment_request
from tests.api.conftest import Live
from tests.sdk import samples

ALGORITHMS = ("ed25519", "ecdsa-p256-sha256")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_signer_signs_each_attempt_anew(algorithm: str) -> None:
    key, asked = DeviceKey.generate(algorithm), list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        paid = samples.sample(samples.answer_of("pay"), whole=True)
        return httpx.Response(503) if len(asked) == 1 else httpx.Response(201, json=paid)

    signer = DeviceSigner("dev_1", key, user_verified=True, now_s=lambda: 1_700_000_000.9)
    with Client("http://platform", "", signer=signer, transport=httpx.MockTransport(answer)) as client:
        client.payments.create(payer="wal_1", amount_minor=1, payee="wal_2", dry_run=True, key=" mine")
    nonces = set()
    for request in asked:
        parsed = httpsig.parse(request.headers["signature-input"], request.headers["signature"])
        assert parsed is not None
        path, _, query = request.url.raw_path.decode().partition("?")
        headers = [(name.lower(), value) for name, value in request.headers.multi_items()]
        message = httpsig.Message(request.method, "http", "platform", path, query, headers)
        base = httpsig.signature_base(message, parsed.components, parsed.text)
        assert base is not None
        assert parsed.components == ("@method", "@path", "@query", "content-digest", "idempotency-key")
        assert keys.verify(algorithm, key.public, parsed.signature, base.encode())
        assert httpsig.digest_holds(request.headers["content-digest"], request.content)
        wanted = {"created": 1_700_000_000, "expires": 1_700_000_060, "alg": algorithm, "keyid": "dev_1"}
        assert parsed.parameters.items() >= (wanted | {"tag": "jiaozi-user-verified"}).items()
        nonces.add(parsed.parameters["nonce"])
    assert len(nonces) == 2


def test_a_device_pays_at_a_running_server(live: Live) -> None:
    key = DeviceKey.generate()
    with Client(live.url, live.town.tokens["li"]) as plain:
        device = plain.holders.devices.create(
            live.ids["li.holder"], algorithm=key.algorithm, public_key=key.public, label="phone"
        )
        signer = DeviceSigner(device.device, key, user_verified=True, now_s=clock_of(plain))
        with Client(live.url, live.town.tokens["li"], signer=signer) as li:
            paid = li.payments.create(payer=live.ids["li"], amount_minor=100, store=live.ids["counter"])
            assert li.payments.instruction(paid.payment).device == device.device


def test_a_payers_token_shows_what_tills_charge() -> None:
    secret, number, now_s = bytes(range(32)), 123_456_789, 1_700_000_000.5
    shown = PayerToken(f"{number:010}", secret.hex(), 60, last_counter=4, now_s=lambda: now_s)
    codes = [shown.code(user_verified=turn % 2 == 0) for turn in range(10)]
    for turn, code in enumerate(codes):
        read = token.read_code(code)
        assert read is not None
        assert read.number == number
        found = token.check_code(secret, read.proof, int(now_s * SECOND_US), 60)
        assert found is not None
        assert (found.user_verified, found.late) == (turn % 2 == 0, False)
    with pytest.raises(ValueError, match="ten codes"):
        shown.code(user_verified=True)
    store = 42 << 22
    tap = shown.tap(encode_id("sto", store), 1999, user_verified=True)
    assert token.check_tap(secret, 5, store, 1999, str(tap["cryptogram"])) == token.Presented(5, True)
    assert (tap["number"], tap["counter"], shown.last_counter) == (f"{number:010}", 5, 5)
    with pytest.raises(ValueError, match="store"):
        shown.tap("wal_000000000001A", 1, user_verified=True)


def test_a_signed_request_to_pay_says_what_the_platform_reads() -> None:
    key, until = DeviceKey.generate(), "2026-01-01T00:00:00Z"
    payee, plan = 42 << 22, 43 << 22
    ids = {"payee": encode_id("wal", payee), "plan": encode_id("spl", plan)}
    signed = sign_payment_request(
        "dev_1", key.sign, amount_minor=1999, expires_at=until, purpose="茶", reference="t-1", **ids
    )
    asked = Asked(
        amount_minor=1999, expires_at=parse_time(until), payee=WalletNo(payee), plan=SplitPlanNo(plan),
        purpose="茶", reference="t-1", nonce=signed.nonce,
    )  # fmt: skip
    signature = base64.urlsafe_b64decode(signed.signature + "==")
    assert keys.verify("ed25519", key.public, signature, signed_text(asked).encode())
    with pytest.raises(ValueError, match="offset"):
        sign_payment_request("dev_1", key.sign, amount_minor=1, expires_at="2026-01-01T00:00:00")


def test_keys_go_to_pem_and_back_and_show_nothing() -> None:
    for algorithm in ALGORITHMS:
        key = DeviceKey.generate(algorithm)
        assert DeviceKey.from_pem(key.to_pem()).public == key.public
        assert keys.canonical_key(algorithm, key.public) == key.public
        assert repr(key) == f"DeviceKey({algorithm})"
    with pytest.raises(ValueError, match="neither"):
        DeviceKey.generate("rsa")


def test_a_webhooks_message_is_verified_as_the_platform_signs_it() -> None:
    message = samples.sample({"$ref": "#/components/schemas/Event"}, whole=True)
    body, secret, now_s = json.dumps(message).encode(), signing.secret_of(b"k" * 32, 7, 1), int(time.time())
    other = signing.secret_of(b"k" * 32, 7, 2)
    headers = signing.headers([other, secret], "evt_1", now_s, body)
    assert verify_webhook(secret, headers, body).id == message["id"]
    capitals = {name.title(): value for name, value in headers.items()}
    assert verify_webhook(secret, capitals, body).sequence == message["sequence"]
    twice = body[:-1] + b', "id": "evt_2"}'
    wrong: tuple[tuple[str, dict[str, str], bytes, int], ...] = (
        (secret, headers, body + b" ", now_s),
        (signing.secret_of(b"k" * 32, 8, 1), headers, body, now_s),
        (secret, headers, body, now_s + 301),
        (secret, headers, body, now_s - 301),
        (secret, {**headers, "webhook-timestamp": "soon"}, body, now_s),
        (secret, {}, body, now_s),
        (secret, signing.headers([secret], "evt_1", now_s, b"[]"), b"[]", now_s),
        (secret, signing.headers([secret], "evt_1", now_s, twice), twice, now_s),
    )
    for given in wrong:
        with pytest.raises(SignatureInvalid):
            verify_webhook(*given)
