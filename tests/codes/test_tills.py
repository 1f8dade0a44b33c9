"""Payment codes and taps over HTTP: tokens are the payer's, charges the merchant's, and shapes are refused."""

from dataclasses import replace
from typing import Any

import pytest

from jiaozi.api.desk import number
from jiaozi.clock import SECOND_US
from jiaozi.codes.present import EnrolPayerToken, master_of
from jiaozi.codes.token import secret_of
from jiaozi.devices.model import RegisterDevice
from jiaozi.ids import encode_id
from jiaozi.kinds import HolderNo, MerchantNo, WalletNo
from jiaozi.payments.merchants import OpenStore
from jiaozi_sdk import ApiError, Client, PayerToken
from jiaozi_sdk.devices import DeviceKey, DeviceSigner
from tests.api.conftest import Live, live, serve, town, yuan
from tests.codes.test_api import ALL, who
from tests.devices.pocket import Pocket

__all__ = ["live", "serve", "town"]


def sdk(live: Live, who: str, **given: Any) -> Client:
    return Client(live.url, live.town.tokens[who], **given)


def became(live: Live, code: str, store: str, key: str = "") -> dict[str, Any]:
    """What a till reads of a code that it was shown."""
    answer = live.post("teahouse", "/v1/payment-code-lookups", {"payment_code": code, "store": store}, key=key)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def left(state: str) -> dict[str, Any]:
    """A code that paid nothing here."""
    return {"state": state} | dict.fromkeys(("payment", "store", "amount", "refunded", "paid_at"))


class Payer:
    """Li's phone with a token, enrolled below the API."""

    def __init__(self, live: Live) -> None:
        town, pocket = live.town, Pocket()
        holder, wallet = HolderNo(town.number("li.holder")), WalletNo(town.number("li"))
        device = town.do(RegisterDevice(holder, pocket.algorithm, pocket.public)).device
        enrolled = town.do(EnrolPayerToken(wallet, device))
        self.id = encode_id("ptk", enrolled.payer_token)
        self.number = enrolled.number
        secret = secret_of(master_of(town.platform.keyring), number(self.id)).hex()
        self.token = PayerToken(enrolled.number, secret, enrolled.step_s, now_s=lambda: town.clock.now() / SECOND_US)


@pytest.fixture
def payer(live: Live) -> Payer:
    return Payer(live)


def test_a_till_charges_a_code_and_a_tap(live: Live, payer: Payer) -> None:
    store, code = live.ids["counter"], payer.token.code(user_verified=True)
    with sdk(live, "teahouse") as till:
        assert (
            till.payment_codes.charges.create(
                payment_code=code, store=store, amount_minor=300, dry_run=True
            ).amount.minor
            == 300
        )
        charged = till.payment_codes.charges.create(
            payment_code=code, store=store, amount_minor=300, reference="bill-1", key="k"
        )
        assert (
            till.payment_codes.charges.create(
                payment_code=code, store=store, amount_minor=300, reference="bill-1", key="k"
            )
            == charged
        )
        assert (charged.user_verified, till.payments.get(charged.payment).reference) == (True, "bill-1")
        with pytest.raises(ApiError, match="code_used"):
            till.payment_codes.charges.create(payment_code=code, store=store, amount_minor=300)
        with pytest.raises(ApiError, match="user_verification_required"):
            till.payment_codes.charges.create(
                payment_code=payer.token.code(user_verified=False), store=store, amount_minor=300
            )
        tap = payer.token.tap(store, 450, user_verified=True)
        assert till.taps.charges.create(**tap, store=store, amount_minor=450).amount.minor == 450
        with pytest.raises(ApiError, match="tap_forged"):
            till.taps.charges.create(**tap, store=store, amount_minor=451)
        refund = till.payments.refunds.create(charged.payment, amount_minor=300)
        assert refund.refunded.minor == 300
    assert payer.token.last_counter == 1


def test_codes_of_a_device_differ_and_are_ten_in_a_step(live: Live, payer: Payer) -> None:
    codes = {payer.token.code(user_verified=True) for _ in range(10)}
    assert len(codes) == 10
    with pytest.raises(ValueError, match="ten codes"):
        payer.token.code(user_verified=True)
    live.town.clock.advance_to(live.town.clock.now() + 30_000_000)
    assert payer.token.code(user_verified=True) not in codes
    assert "secret" not in repr(payer.token)


def test_payer_and_till_see_what_became_of_what_was_shown(live: Live, payer: Payer) -> None:
    """Also after an answer that was lost: charged here, charged elsewhere, still open, passed over, too late, ended."""
    store, clock, shown = live.ids["counter"], live.town.clock, payer.token
    first, second = shown.code(user_verified=True), shown.code(user_verified=True)
    with sdk(live, "teahouse") as till, sdk(live, "li") as li:
        assert became(live, second, store) == left("open")
        charged = till.payment_codes.charges.create(payment_code=second, store=store, amount_minor=300)
        tapped = till.taps.charges.create(
            **shown.tap(store, 40, user_verified=True),
            store=store,
            amount_minor=40,
        )
        till.payments.refunds.create(charged.payment, amount_minor=100)
        assert became(live, second, store) == {
            "state": "charged",
            "payment": charged.payment,
            "store": store,
            "amount": yuan(300),
            "refunded": yuan(100),
            "paid_at": charged.paid_at,
        }
        assert became(live, first, store) == left("used")
        other = live.town.do(OpenStore(MerchantNo(live.town.number("teahouse")), "Second", "500103")).store
        assert became(live, second, encode_id("sto", other)) == left("used")
        assert till.taps.get(payer.number, 1, store=store).payment == tapped.payment
        for counter, at in ((2, store), (1, encode_id("sto", other))):
            with pytest.raises(ApiError, match="code_not_found"):
                till.taps.get(payer.number, counter, store=at)
        (row,) = li.payer_tokens.presentations.list(payer.id)
        assert (row.payment, row.means, row.store, row.refunded.minor) == (charged.payment, "code", store, 100)
        assert [each.payment for each in li.payer_tokens.presentations.list(payer.id, means="tap")] == [tapped.payment]
        assert list(li.payer_tokens.presentations.list(payer.id, counter=row.counter)) == [row]
        assert list(li.payer_tokens.presentations.list(payer.id, counter=row.counter + 1)) == []
        third = shown.code(user_verified=True)
        clock.advance_to(clock.now() + 60 * SECOND_US)
        assert became(live, third, store) == left("expired")
        assert became(live, second, store)["payment"] == charged.payment
        fresh = shown.code(user_verified=True)
        li.payer_tokens.revoke(payer.id)
        assert became(live, fresh, store) == left("revoked")
        assert became(live, second, store)["state"] == "charged"
        clock.advance_to(clock.now() + 600 * SECOND_US)
    late = live.post("teahouse", "/v1/payment-code-lookups", {"payment_code": second, "store": store})
    assert (late.status_code, late.json()["code"]) == (404, "code_not_found")


def test_a_till_looks_up_a_code_by_a_body_and_each_time_anew(live: Live, payer: Payer) -> None:
    """A code in an address would stand in every log on its way; a look-up is a reading, whose key keeps nothing."""
    store, code = live.ids["counter"], payer.token.code(user_verified=True)
    assert live.get("teahouse", f"/v1/payment-codes/{code}?store={store}").status_code == 404
    assert became(live, code, store, key="same") == left("open")
    paid = live.post("teahouse", "/v1/payment-codes/charges",
                     {"payment_code": f"{code}\r\n", "store": store, "amount": yuan(7)}, key="same")  # fmt: skip
    assert paid.status_code == 201, paid.text
    assert became(live, code, store, key="same")["payment"] == paid.json()["payment"]


def test_presentations_are_listed_by_pages(live: Live, payer: Payer) -> None:
    store = live.ids["counter"]
    with sdk(live, "teahouse") as till:
        paid = [
            till.payment_codes.charges.create(
                payment_code=payer.token.code(user_verified=True), store=store, amount_minor=n
            ).payment
            for n in (1, 2, 3)
        ]
    path, seen, cursor = f"/v1/payer-tokens/{payer.id}/presentations", [], None
    for more in (True, True, False):
        answer = live.get("li", path, params={"limit": 1} | ({"cursor": cursor} if cursor else {})).json()
        seen += [row["payment"] for row in answer["items"]]
        cursor = answer["next_cursor"]
        assert answer["has_more"] is more
    assert seen == paid


def test_a_holder_ends_a_token_without_a_signature(live: Live, payer: Payer) -> None:
    with sdk(live, "li") as li, sdk(live, "teahouse") as till:
        assert [row.id for row in li.wallets.payer_tokens.list(live.ids["li"])] == [payer.id]
        assert li.payer_tokens.get(payer.id).revoked_at is None
        revoked = li.payer_tokens.revoke(payer.id)
        assert li.payer_tokens.get(payer.id).revoked_at == revoked.revoked_at
        with pytest.raises(ApiError, match="code_revoked"):
            till.payment_codes.charges.create(
                payment_code=payer.token.code(user_verified=True), store=live.ids["counter"], amount_minor=5
            )


def test_a_device_enrols_by_signature_and_pays_at_a_till(live: Live) -> None:
    """From the device's own key to the money in the till, over HTTP alone; small amounts without a PIN by opt-in."""
    wallet, store, holder, now = live.ids["li"], live.ids["counter"], live.ids["li.holder"], live.town.clock.now
    key = DeviceKey.generate("ecdsa-p256-sha256")
    with sdk(live, "li") as li:
        device = li.holders.devices.create(holder, algorithm=key.algorithm, public_key=key.public).device
        with pytest.raises(ApiError, match="signature_required"):
            li.payer_tokens.create(wallet=wallet)
    careless = DeviceSigner(device, key, now_s=lambda: now() // SECOND_US)
    with sdk(live, "li", signer=careless) as li, pytest.raises(ApiError, match="user_verification_required"):
        li.payer_tokens.create(wallet=wallet)
    signer = DeviceSigner(device, key, user_verified=True, now_s=lambda: now() // SECOND_US)
    with sdk(live, "li", signer=signer) as li, sdk(live, "teahouse") as till:
        enrolled = li.payer_tokens.create(wallet=wallet, key="once")
        assert (enrolled.device, li.payer_tokens.create(wallet=wallet, key="once")) == (device, enrolled)
        phone = PayerToken(enrolled.number, enrolled.secret or "", enrolled.step_s, now_s=lambda: now() / SECOND_US)
        assert (
            till.payment_codes.charges.create(
                payment_code=phone.code(user_verified=True), store=store, amount_minor=700
            ).amount.minor
            == 700
        )
        with pytest.raises(ApiError, match="user_verification_required"):
            till.payment_codes.charges.create(
                payment_code=phone.code(user_verified=False), store=store, amount_minor=100
            )
        li.holders.small_amounts.set(holder, payment_minor=100, day_minor=200)
        assert (
            till.payment_codes.charges.create(
                payment_code=phone.code(user_verified=False), store=store, amount_minor=100
            ).user_verified
            is False
        )
        assert live.get("li", f"/v1/holders/{holder}/small-amounts").json()["used"]["minor"] == 100
        li.devices.revoke(device)
        with pytest.raises(ApiError, match="payer_cannot_pay"):
            till.payment_codes.charges.create(payment_code=phone.code(user_verified=True), store=store, amount_minor=5)


def test_the_secret_is_for_the_device_that_asked_alone(live: Live) -> None:
    """A stored outcome answers whoever repeats the request with the caller's key; the secret is not part of it."""
    wallet, holder, now = live.ids["li"], live.ids["li.holder"], live.town.clock.now
    keys = [DeviceKey.generate(), DeviceKey.generate()]
    with sdk(live, "li") as li:
        first = li.holders.devices.create(holder, algorithm=keys[0].algorithm, public_key=keys[0].public).device
    with sdk(live, "wang") as wang:
        strange = wang.holders.devices.create(
            live.ids["wang.holder"], algorithm=keys[1].algorithm, public_key=keys[1].public
        ).device
    signers = [
        DeviceSigner(each, key, user_verified=True, now_s=lambda: now() // SECOND_US)
        for each, key in zip((first, strange), keys, strict=True)
    ]
    with sdk(live, "li", signer=signers[1]) as li, pytest.raises(ApiError, match="signature_invalid"):
        li.payer_tokens.create(wallet=wallet)
    with sdk(live, "li", signer=signers[0]) as li:
        enrolled = li.payer_tokens.create(wallet=wallet, key="once")
    assert len(enrolled.secret or "") == 64
    with sdk(live, "li", signer=signers[1]) as li:
        assert li.payer_tokens.create(wallet=wallet, key="once") == replace(enrolled, secret=None)
    with sdk(live, "li") as li:
        assert li.payer_tokens.create(wallet=wallet, key="once").secret is None
    stored = live.town.platform.engine.connect().query("SELECT * FROM outcomes")
    assert str(enrolled.secret) not in repr(stored)


def test_paying_a_collect_code_is_signed_and_counts_without_a_pin(live: Live) -> None:
    holder, now = live.ids["li.holder"], live.town.clock.now
    key = DeviceKey.generate()
    with sdk(live, "teahouse") as till:
        payload = till.collect_codes.create(store=live.ids["counter"], amount_minor=80).payload
    with sdk(live, "li") as li:
        device = li.holders.devices.create(holder, algorithm=key.algorithm, public_key=key.public).device
        with pytest.raises(ApiError, match="signature_required"):
            li.collect_code_payments.create(payer=live.ids["li"], payload=payload, amount_minor=80)
    with sdk(live, "li", signer=DeviceSigner(device, key, user_verified=True, now_s=lambda: now() // SECOND_US)) as li:
        li.holders.small_amounts.set(holder, payment_minor=100, day_minor=100)
    with sdk(live, "li", signer=DeviceSigner(device, key, now_s=lambda: now() // SECOND_US)) as li:
        assert (
            li.collect_code_payments.create(payer=live.ids["li"], payload=payload, amount_minor=80).amount.minor == 80
        )
        with pytest.raises(ApiError, match="user_verification_required"):
            li.collect_code_payments.create(payer=live.ids["li"], payload=payload, amount_minor=80)


@pytest.mark.only_engine("sqlite")  # who may what is decided above the database
def test_each_role_sees_and_does_its_own(live: Live, payer: Payer) -> None:
    li, store = live.ids["li"], live.ids["counter"]
    charge = {"store": store, "amount": yuan(1)}
    tap = payer.token.tap(store, 1, user_verified=True)
    own = who("central central2 auditor icbc li", 200)
    no = who("teahouse works city", 403)
    never = who("central central2 auditor icbc boc works city li wang", 403)
    rows: list[tuple[str, str, dict[str, int], int, Any]] = [
        ("GET", f"/v1/payer-tokens/{payer.id}", own | no, 404, None),
        ("GET", f"/v1/wallets/{li}/payer-tokens", own | no, 404, None),
        ("GET", f"/v1/payer-tokens/{payer.id}/presentations", own | no, 404, None),
        ("POST", "/v1/payment-code-lookups", {"teahouse": 200}, 403,
         {"payment_code": payer.token.code(user_verified=True), "store": store}),
        ("GET", f"/v1/taps/{payer.number}/1?store={store}", {"teahouse": 404}, 403, None),
        ("POST", "/v1/payer-tokens", who("li", 403) | {"wang": 404}, 403, {"wallet": li}),
        ("POST", "/v1/payment-codes/charges", never | {"teahouse": 201}, 403,
         charge | {"payment_code": payer.token.code(user_verified=True)}),
        ("POST", "/v1/taps/charges", never | {"teahouse": 201}, 403, charge | tap),
        ("POST", f"/v1/payer-tokens/{payer.id}/revocation",
         who("central central2 auditor teahouse works city", 403) | {"icbc": 200, "li": 409}, 404, {}),
    ]  # fmt: skip
    for method, path, may, others, body in rows:
        for person in ALL:
            answer = live.get(person, path) if method == "GET" else live.post(person, path, body)
            assert answer.status_code == may.get(person, others), (person, method, path, answer.text)


@pytest.mark.only_engine("sqlite")  # shapes are checked above the database
def test_malformed_bodies_get_their_own_error_and_write_nothing(live: Live, payer: Payer) -> None:
    store = live.ids["counter"]
    code = {"payment_code": payer.token.code(user_verified=True), "store": store, "amount": yuan(1)}
    tap = {**payer.token.tap(store, 1, user_verified=True), "store": store, "amount": yuan(1)}
    live.get("teahouse", "/v1/me")
    assert live.pay(1, who="wang", payer=live.ids["wang"]).status_code == 201
    before = live.town.digest()
    # fmt: off
    for path, body, expected in (
        ("/v1/payment-codes/charges", {}, "request_malformed"),
        ("/v1/payment-codes/charges", code | {"payment_code": "123"}, "request_malformed"),
        ("/v1/payment-codes/charges", code | {"payment_code": "٣" * 25}, "request_malformed"),
        ("/v1/payment-codes/charges", code | {"amount": yuan(0)}, "amount_invalid"),
        ("/v1/payment-codes/charges", code | {"store": "sto_x"}, "request_malformed"),
        ("/v1/payment-codes/charges", code | {"payer": live.ids["li"]}, "request_malformed"),
        ("/v1/payment-codes/charges", code | {"reference": ""}, "reference_invalid"),
        ("/v1/payment-code-lookups", {"store": store}, "request_malformed"),
        ("/v1/payment-code-lookups", {"store": store, "payment_code": "123"}, "request_malformed"),
        ("/v1/payment-code-lookups", {"store": "sto_x", "payment_code": code["payment_code"]}, "request_malformed"),
        ("/v1/taps/charges", tap | {"counter": 0}, "request_malformed"),
        ("/v1/taps/charges", tap | {"counter": 2**53}, "request_malformed"),
        ("/v1/taps/charges", tap | {"counter": "1"}, "request_malformed"),
        ("/v1/taps/charges", tap | {"cryptogram": "ABCDEF0123456789"}, "request_malformed"),
        ("/v1/taps/charges", tap | {"number": 5}, "request_malformed"),
    ):
        answer = live.post("teahouse", path, body)
        assert (answer.status_code, answer.json()["code"]) == (422, expected), (body, answer.text)
    # fmt: on
    assert live.town.digest() == before
