"""Signed requests on the real API: made by hand after RFC 9421, and by the SDK."""

import hashlib
import json
from base64 import b64decode, b64encode
from copy import copy
from dataclasses import replace
from itertools import count
from typing import Any

import httpx
import pytest

from jiaozi.clock import SECOND_US, parse_time
from jiaozi.devices.keys import to_text
from jiaozi.devices.model import AlgorithmName
from jiaozi_sdk import ApiError, Client
from jiaozi_sdk.devices import DeviceKey, DeviceSigner
from tests.api.conftest import Live, yuan
from tests.devices.pocket import Pocket

COVERED = ("@method", "@path", "@query", "content-digest", "idempotency-key")


class Phone:
    """Li's phone: it writes every byte of its signatures itself."""

    def __init__(self, live: Live, who: str = "li", algorithm: AlgorithmName = "ecdsa-p256-sha256") -> None:
        self.live, self.who, self.pocket = live, who, Pocket(algorithm)
        body = {"algorithm": algorithm, "public_key": self.pocket.spki}
        made = live.post(who, f"/v1/holders/{live.ids[f'{who}.holder']}/devices", body)
        assert made.status_code == 201, made.text
        self.device = made.json()["device"]
        self._numbers = count(1)

    def headers(self, path: str, body: bytes, key: str, **given: Any) -> dict[str, str]:
        """The headers of a signed request; whatever is given replaces what is right."""
        now = self.live.town.clock.now() // SECOND_US
        query = given.get("query", "")
        digest = f"sha-256=:{b64encode(hashlib.sha256(given.get('signed_body', body)).digest()).decode()}:"
        values = {
            "@method": "POST",
            "@path": path,
            "@query": f"?{query}",
            "content-digest": digest,
            "idempotency-key": key,
            "x-long": "x" * 4_000,
        }
        covered = given.get("covered", COVERED)
        created = given.get("created", now)
        text = (
            f"({' '.join(json.dumps(name) for name in covered)})"
            f";created={created};expires={given.get('expires', created + 60)}"
            f';nonce="{given.get("nonce", f"li-nonce-{next(self._numbers):010d}")}"'
            f';alg="{given.get("alg", self.pocket.algorithm)}";keyid="{given.get("keyid", self.device)}"'
            f';tag="{given.get("tag", "jiaozi-user-verified")}"'
        )
        lines = [f'"{name}": {values[name]}' for name in covered]
        signature = self.pocket.sign("\n".join([*lines, f'"@signature-params": {text}']).encode())
        return {
            "Content-Digest": digest,
            "Idempotency-Key": key,
            "Signature-Input": f"sig1={text}",
            "Signature": f"sig1=:{b64encode(signature).decode()}:",
            "Content-Type": "application/json",
        }

    def post(self, path: str, body: Any, key: str = "", **given: Any) -> httpx.Response:
        """A signed POST; `sent_*` is what is sent instead of what was signed."""
        content = json.dumps(body).encode()
        key = key or f"phone-{next(self._numbers)}"
        headers = self.live.headers(given.get("caller", self.who)) | self.headers(path, content, key, **given)
        headers |= given.get("sent_headers", {})
        url = given.get("sent_path", path) + (f"?{given['sent_query']}" if "sent_query" in given else "")
        return self.live.http.post(url, content=given.get("sent_body", content), headers=headers)

    def pay(self, minor: int, key: str = "", **given: Any) -> httpx.Response:
        """A signed payment to the teahouse."""
        ids = self.live.ids
        body = {"payer": ids[self.who], "store": ids["counter"], "amount": yuan(minor)}
        return self.post("/v1/payments", body, key, **given)


def code(answer: httpx.Response) -> str:
    return str(answer.json().get("code", answer.status_code))


def paid(live: Live) -> int:
    with live.town.platform.snapshot() as connection:
        return int(connection.query("SELECT count(*) FROM payments")[0][0])


@pytest.fixture
def phone(live: Live) -> Phone:
    return Phone(live)


@pytest.mark.parametrize("algorithm", ["ed25519", "ecdsa-p256-sha256"])
def test_who_has_a_device_signs_and_the_answer_repeats(live: Live, algorithm: AlgorithmName) -> None:
    assert live.pay(1, key="before").status_code == 201
    phone = Phone(live, algorithm=algorithm)
    assert code(live.pay(2)) == "signature_required"
    assert live.pay(1, key="before").headers["Idempotent-Replayed"] == "true"  # it was decided before
    done = phone.pay(200, "order-1")
    assert done.status_code == 201, done.text
    live.town.clock.advance_to(live.town.clock.now() + 3600 * SECOND_US)
    again = phone.pay(200, "order-1", created=1_700_000_000)  # expired, and the nonce is another one
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (done.json(), "true")
    assert live.pay(200, key="order-1").json() == done.json()
    assert code(phone.pay(201, "order-1")) == "idempotency_key_reused"
    assert paid(live) == 2
    shown = live.get("li", "/v1/outcomes", params={"operation": "pay", "key": "order-1"}).json()
    assert shown["outcome"].items() <= done.json().items()
    evidence = live.get("icbc", f"/v1/payments/{done.json()['payment']}/instruction").json()
    assert (evidence["device"], evidence["user_verified"]) == (phone.device, True)
    assert evidence["base"].startswith('"@method": POST\n"@path": /v1/payments\n"@query": ?\n')
    for who in ("boc", "teahouse", "wang", "central", "auditor"):
        assert live.get(who, f"/v1/payments/{done.json()['payment']}/instruction").status_code in (403, 404)


def test_what_is_signed_says_each_thing_once(live: Live, phone: Phone) -> None:
    """A device shows its user one of two amounts; whoever carries the request must not choose the other."""
    ids = live.ids
    body = json.dumps({"payer": ids["li"], "store": ids["counter"], "amount": yuan(1)})
    for name, said in (
        ("minor", body.replace('"minor": 1', '"minor": 1, "minor": 100')),
        ("payer", f'{body[:-1]}, "payer": "x"}}'),
    ):
        headers = live.headers("li") | phone.headers("/v1/payments", said.encode(), f"twice {name}")
        answer = live.http.post("/v1/payments", content=said, headers=headers)
        assert (answer.status_code, answer.json()["detail"]) == (422, f"body: an object names a member twice: {name}")
    assert paid(live) == 0
    assert phone.pay(100).status_code == 201


class Anybody(Pocket):
    """Somebody without a key, with the signature that fits every message under the public key of order one."""

    def __init__(self) -> None:
        super().__init__()
        self.public = to_text(b"\1" + bytes(31))

    def sign(self, message: bytes) -> bytes:
        """R is the public key and S is 0, whatever the message."""
        return b"\1" + bytes(63)


def test_under_a_weak_key_of_an_older_database_nobody_pays(live: Live) -> None:
    phone = Phone(live, algorithm="ed25519")
    assert phone.pay(100).status_code == 201
    phone.pocket = Anybody()
    connection = live.town.platform.engine.connect()
    connection.begin()
    connection.execute("UPDATE devices SET public_key = ?", (phone.pocket.public,))
    connection.commit()
    connection.close()
    assert code(phone.pay(100)) == "signature_invalid"
    assert paid(live) == 1


def test_a_p_256_signature_in_its_other_form_is_the_same_instruction_and_pays_nothing_more(live: Live) -> None:
    """With s comes n - s, which anybody can work out and which holds as well; the nonce is used all the same."""
    phone = Phone(live)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    body, path = {"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(5)}, "/v1/payments"
    content = json.dumps(body).encode()
    sent = live.headers("li") | phone.headers(path, content, "once")
    first = live.http.post(path, content=content, headers=sent)
    made = b64decode(sent["Signature"].removeprefix("sig1=:").removesuffix(":"))
    other = made[:32] + (order - int.from_bytes(made[32:])).to_bytes(32)
    again = live.http.post(path, content=content, headers=sent | {"Signature": f"sig1=:{b64encode(other).decode()}:"})
    assert (first.status_code, again.json(), again.headers["Idempotent-Replayed"]) == (201, first.json(), "true")
    assert paid(live) == 1


BROKEN: list[dict[str, Any]] = [
    {"sent_headers": {"Idempotency-Key": "another"}},
    {"sent_headers": {"Signature": "sig1=:AAAA:"}},
    {"sent_headers": {"Signature": ""}},
    {"sent_headers": {"Signature-Input": ""}},
    {"sent_headers": {"Content-Digest": "sha-256=:AAAA:"}},
    {"sent_headers": {"Content-Digest": ""}},
    {"signed_body": b"{}"},
    {"query": "dry_run=true"},
    {"sent_query": "dry_run=false"},
    {"covered": COVERED[1:]},
    {"covered": COVERED[:3]},
    {"covered": ("@method", "@path", "@query", "content-digest")},
    {"covered": ("@method", "@path", "@query", "idempotency-key")},
    {"nonce": "short"},
    {"nonce": "x" * 65},
    {"nonce": "x" * 20 + " "},
    {"covered": (*COVERED, "x-long"), "sent_headers": {"X-Long": "x" * 4_000}},
    {"tag": "somebody-else"},
    {"alg": "hmac-sha256"},
    {"alg": "ed25519"},
    {"keyid": "dev_0000000000001"},
    {"keyid": "not an id"},
    {"expires": 1},
    {"created": 1_767_060_000, "expires": 1_767_060_301},
]


def test_a_signature_that_does_not_hold_does_nothing_and_is_not_stored(phone: Phone) -> None:
    for number, given in enumerate(BROKEN):
        answer = phone.pay(1, f"key-{number}", **given)
        assert (answer.status_code, code(answer)) == (401, "signature_invalid"), (given, answer.text)
    assert paid(phone.live) == 0
    for number in range(len(BROKEN)):
        assert phone.pay(1, f"key-{number}").status_code == 201


def test_a_body_that_was_changed_on_the_way_is_found(phone: Phone) -> None:
    ids = phone.live.ids
    changed = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(9_999)}
    answer = phone.pay(1, sent_body=json.dumps(changed).encode())
    assert code(answer) == "signature_invalid"
    assert paid(phone.live) == 0


def test_a_signature_for_one_path_is_none_for_another(phone: Phone) -> None:
    ids = phone.live.ids
    body = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(1), "expires_at": "2025-12-31T10:00:00+08:00"}
    answer = phone.post("/v1/payments", body, sent_path="/v1/holds")
    assert code(answer) == "signature_invalid"


def test_behind_a_proxy_that_takes_a_prefix_away_the_address_that_was_signed_is_the_public_one(phone: Phone) -> None:
    platform, ids = phone.live.town.platform, phone.live.ids
    body = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(1)}
    refused = phone.post("/jz/v1/payments", body, sent_path="/v1/payments")
    assert code(refused) == "signature_invalid"
    assert "POST /v1/payments" in refused.json()["detail"]
    platform.settings = replace(platform.settings, public_url="https://pay.example.cn/jz")
    assert phone.post("/jz/v1/payments", body, sent_path="/v1/payments").status_code == 201
    assert phone.post("/v1/payments", body).status_code == 201
    other = phone.post("/other/v1/payments", body, sent_path="/v1/payments")
    assert code(other) == "signature_invalid"
    assert "POST /jz/v1/payments" in other.json()["detail"]
    assert paid(phone.live) == 2


def test_expired_signatures_are_not_stored_and_the_key_stays_good(phone: Phone) -> None:
    now = phone.live.town.clock.now() // SECOND_US
    for created in (now - 60, now + 31):
        assert code(phone.pay(1, "late", created=created)) == "signature_expired"
    assert phone.pay(1, "late", created=now - 59).status_code == 201


def test_a_nonce_is_good_once_and_a_dry_run_uses_none(phone: Phone) -> None:
    dry = phone.pay(1, nonce="n" * 16, query="dry_run=true", sent_query="dry_run=true")
    assert (dry.status_code, dry.headers["Dry-Run"]) == (200, "true")
    assert phone.pay(1, nonce="n" * 16).status_code == 201
    assert code(phone.pay(1, nonce="n" * 16)) == "nonce_used"
    assert paid(phone.live) == 1


def test_somebody_elses_device_and_a_revoked_one_sign_nothing(live: Live, phone: Phone) -> None:
    other = Phone(live, "wang")
    ids = live.ids
    body = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(1)}
    assert code(other.post("/v1/payments", body, caller="li")) == "signature_invalid"
    assert code(phone.post("/v1/payments", body, caller="wang")) == "wallet_not_found"
    live.post("icbc", f"/v1/devices/{phone.device}/revocation")
    assert code(phone.pay(1)) == "device_revoked"
    assert code(live.pay(1)) == "signature_required"  # no way round it
    assert code(live.pay(1, "wang")) == "signature_required"


def test_the_pin_and_small_amounts(live: Live, phone: Phone) -> None:
    path = f"/v1/holders/{live.ids['li.holder']}/small-amounts"
    assert code(phone.pay(1, tag="jiaozi-device")) == "user_verification_required"
    body = {"payment": yuan(500), "day": yuan(700)}
    assert code(live.post("li", path, body)) == "signature_required"
    assert code(phone.post(path, body, tag="jiaozi-device")) == "user_verification_required"
    assert phone.post(path, body).json()["day"] == yuan(700)
    assert phone.pay(500, tag="jiaozi-device").status_code == 201
    assert code(phone.pay(201, tag="jiaozi-device")) == "user_verification_required"
    shown = live.get("icbc", path).json()
    assert (shown["payment"], shown["day"], shown["used"]) == (yuan(500), yuan(700), yuan(500))
    assert live.get("wang", path).status_code == 404


def test_what_tightens_needs_no_signature_and_what_loosens_does(live: Live, phone: Phone) -> None:
    li, holder = live.ids["li"], live.ids["li.holder"]
    unload = {"bank_account": live.ids["li.bank"], "amount": yuan(1)}
    hold = {"payer": li, "store": live.ids["counter"], "amount": yuan(1), "expires_at": "2025-12-31T10:00:00+08:00"}
    new = Pocket()
    key = {"algorithm": "ed25519", "public_key": new.public}
    for path, body in (
        ("/v1/holds", hold),
        (f"/v1/wallets/{li}/unloads", unload),
        (f"/v1/wallets/{li}/limits", {}),
        (f"/v1/wallets/{li}/closure", {}),
        (f"/v1/holders/{holder}/devices", key),
        (f"/v1/devices/{phone.device}/rotation", key),
    ):
        assert code(live.post("li", path, body)) == "signature_required", path
        answer = phone.post(path, body)
        assert answer.status_code in (200, 201) or code(answer) in ("wallet_not_empty", "device_key_used"), answer.text
    assert code(live.post("icbc", f"/v1/wallets/{li}/unloads", unload)) == "forbidden"
    assert live.post("li", f"/v1/wallets/{li}/loads", unload).status_code == 201
    assert live.post("li", f"/v1/devices/{phone.device}/revocation").status_code == 200


def test_the_sdk_signs_pays_rotates_and_tries_again_with_a_fresh_signature(live: Live) -> None:
    holder, ids = live.ids["li.holder"], live.ids
    key = DeviceKey.from_pem(DeviceKey.generate("ecdsa-p256-sha256").to_pem())
    seen: list[httpx.Headers] = []

    class Flaky(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            answer = super().handle_request(request)
            if request.method == "POST":
                seen.append(request.headers)
                if len(seen) in (2, 4):
                    answer.close()
                    raise httpx.ReadError("the answer was lost")
            return answer

    def now_s() -> int:
        return live.town.clock.now() // SECOND_US

    token = live.town.tokens["li"]
    with Client(live.url, token) as plain:
        device = plain.holders.devices.create(
            holder, algorithm=key.algorithm, public_key=key.public, label="phone"
        ).device
        with pytest.raises(ApiError, match="signature_required"):
            plain.payments.create(payer=ids["li"], amount_minor=5, store=ids["counter"])
    signer = DeviceSigner(device, key, user_verified=True, now_s=now_s)
    with Client(live.url, token, signer=signer, transport=Flaky(), sleep=lambda _: None) as client:
        first = client.payments.create(payer=ids["li"], amount_minor=5, store=ids["counter"])
        second = client.payments.create(payer=ids["li"], amount_minor=6, store=ids["counter"])
        assert client.payments.instruction(first.payment).device == device
        assert client.payments.get(second.payment).amount.minor == 6
        assert len({each["signature-input"] for each in seen}) == len(seen) == 3
        assert seen[1]["idempotency-key"] == seen[2]["idempotency-key"]
        client.holders.small_amounts.set(holder, payment_minor=100, day_minor=200)
        signer.user_verified = False
        client.payments.create(payer=ids["li"], amount_minor=100, store=ids["counter"])
        with pytest.raises(ApiError, match="user_verification_required"):
            client.payments.create(payer=ids["li"], amount_minor=101, store=ids["counter"])
        assert client.holders.small_amounts.get(holder).used.minor == 100
        signer.user_verified = True
        new = DeviceKey.generate()
        done = client.devices.rotate(device, algorithm=new.algorithm, public_key=new.public)
        with pytest.raises(ApiError, match="device_revoked"):
            client.payments.create(payer=ids["li"], amount_minor=5, store=ids["counter"])
    with Client(live.url, token, signer=DeviceSigner(done.device, new, user_verified=True, now_s=now_s)) as client:
        client.payments.create(payer=ids["li"], amount_minor=5, store=ids["counter"])
        assert [each.state for each in client.holders.devices.list(holder)] == ["revoked", "active"]
        assert client.devices.get(done.device).replaces == device
    with Client(live.url, live.town.tokens["icbc"]) as clerk:
        lost = clerk.devices.report_loss(done.device, reason="called in")
        assert lost.wallets_frozen == 1
        key = DeviceKey.generate()
        asked = clerk.holders.devices.rebind(
            holder, algorithm=key.algorithm, public_key=key.public, identity_check="ID seen", reason="phone lost"
        )
        with Client(live.url, live.town.tokens["icbc2"]) as colleague:
            bound = colleague.proposals.approve(asked.proposal).outcome or {}
        assert clerk.devices.revoke(bound["device"]).device == bound["device"]


def test_a_lost_phone_from_the_call_to_the_end_of_the_cooling_off(live: Live, phone: Phone) -> None:
    """Frozen from another channel at once; bound anew after an identity check, unfrozen by two people, limited for a
    day, then as before."""
    holder, li, ids = live.ids["li.holder"], live.ids["li"], live.ids
    assert phone.pay(100).status_code == 201
    lost = live.post(
        "li", f"/v1/devices/{phone.device}/loss", {"reason": "left in a taxi"}
    ).json()  # without a signature
    assert code(phone.pay(100)) == "device_revoked"
    incoming = {"payer": ids["wang"], "payee": li, "amount": yuan(500), "kind": "person"}
    assert live.post("wang", "/v1/payments", incoming).status_code == 201
    thief = Pocket()
    mine = {"algorithm": "ed25519", "public_key": thief.public}
    assert code(live.post("li", f"/v1/holders/{holder}/devices", mine)) == "signature_required"
    new = copy(phone)
    new.pocket = Pocket()
    bound = {
        "algorithm": "ed25519",
        "public_key": new.pocket.public,
        "identity_check": "ID seen",
        "reason": "phone lost",
    }
    asked = live.post("icbc", f"/v1/holders/{holder}/devices/rebinding", bound).json()["proposal"]
    new.device = live.post("icbc2", f"/v1/proposals/{asked}/approve").json()["outcome"]["device"]
    assert code(new.pay(100)) == "wallet_frozen"
    lifting = f"/v1/holders/{holder}/freezes/{lost['holder_freeze']}/lifting"
    proposed = live.post("icbc", lifting, {"reason": "holder seen"}).json()["proposal"]
    assert code(new.pay(100)) == "wallet_frozen"
    assert live.post("icbc2", f"/v1/proposals/{proposed}/approve").status_code == 200
    assert new.pay(60_000).status_code == 201
    assert code(new.pay(40_001)) == "device_cooling_off"
    assert code(new.post(f"/v1/holders/{holder}/devices", mine)) == "device_cooling_off"
    (limit,) = [each["limited_until"] for each in live.get("li", f"/v1/holders/{holder}/devices").json()["items"][1:]]
    live.town.clock.advance_to(parse_time(limit) - 1)
    assert code(new.pay(40_001)) == "device_cooling_off"
    live.town.clock.advance_to(parse_time(limit))
    assert new.pay(40_001).status_code == 201
    assert new.post(f"/v1/holders/{holder}/devices", mine).status_code == 201


def test_a_printed_key_shows_nothing_and_other_keys_are_refused() -> None:
    key = DeviceKey.generate()
    assert repr(key) == "DeviceKey(ed25519)"
    for wrong in ("rsa", ""):
        with pytest.raises(ValueError, match="neither ed25519 nor"):
            DeviceKey.generate(wrong)
    with pytest.raises(ValueError, match=r".+"):
        DeviceKey.from_pem(b"nothing")
