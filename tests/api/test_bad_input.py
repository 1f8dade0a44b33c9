"""Bad input of every kind: its own clear error, nothing written, never a 500."""

import json
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from jiaozi import interchange
from tests.api.conftest import Live, yuan

NOBODY = "wal_0000000000001"


class Case(NamedTuple):
    """A request that must be refused: what is wrong, where it is sent, what, and the answer's status and code."""

    wrong: str
    path: str
    body: Any
    status: int
    code: str
    who: str = "li"


def _payment(ids: dict[str, str], **changed: Any) -> dict[str, Any]:
    body = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(100)} | changed
    return {name: value for name, value in body.items() if value is not ...}


AMOUNTS: tuple[tuple[str, Any], ...] = (
    ("zero", 0), ("negative", -5), ("a float", 1.5), ("a whole float", 1.0), ("a bool", True), ("text", "100"),
    ("null", None), ("above the bound", 10**15 + 1), ("64 bits", 2**63), ("300 digits", 10**300), ("a list", [1]),
    ("minus nothing", -0.0), ("a large double", 1e300), ("exponent text", "1e3"), ("an object", {"minor": 1}),
)  # fmt: skip
TEXTS: tuple[tuple[str, Any], ...] = (
    ("a NUL byte", "a\0b"), ("a blank end", "a "), ("only blanks", "   "),
    ("a line break", "a\nb"), ("too long", "x" * 65), ("a number", 5), ("empty", ""), ("a control", "a\x1b[31m"),
    ("an override", "a\u202eb"),
)  # fmt: skip
IDS: tuple[tuple[str, Any], ...] = (
    ("another kind", "sto_0C5S1ZZ4R0400"), ("a number", 512), ("text", "abc"), ("SQL", "wal_' OR 1=1 --"),
    ("lower case", "wal_0c5s1zz4r0400"), ("too long", "wal_0C5S1ZZ4R04000"), ("overflow", "wal_ZZZZZZZZZZZZZ"),
    ("empty", ""), ("null", None), ("NUL", "wal_0C5S1ZZ4R04\0\0"),
)  # fmt: skip


def payments(ids: dict[str, str]) -> Iterator[Case]:
    """Payments that must be refused."""
    path = "/v1/payments"
    for name, minor in AMOUNTS:
        body = _payment(ids, amount={"minor": minor, "asset": "E-CNY"})
        yield Case(f"amount: {name}", path, body, 422, "amount_invalid")
    for name, text in TEXTS:
        yield Case(f"reference: {name}", path, _payment(ids, reference=text), 422, "reference_invalid")
    for name, text in IDS:
        yield Case(f"payer: {name}", path, _payment(ids, payer=text), 422, "request_malformed")
    malformed: tuple[tuple[str, Any], ...] = (
        ("no payer", _payment(ids, payer=...)), ("no amount", _payment(ids, amount=...)),
        ("an unknown field", _payment(ids, x=1)), ("text", "x"), ("a number", 5), ("null", None),
        ("both payees", _payment(ids, payee=ids["wang"])), ("no payee", _payment(ids, store=...)),
        ("a kind", _payment(ids, kind="gift")),
        ("a bare number as amount", _payment(ids, amount=100)), ("a list", []),
        ("a mistyped store", _payment(ids, store="counter")), ("a long purpose", _payment(ids, purpose="x" * 41)),
        ("a NUL in the purpose", _payment(ids, purpose="a\0")), ("a bool as kind", _payment(ids, kind=True)),
        ("an unknown field of an amount", _payment(ids, amount={**yuan(1), "scale": 2})),
    )  # fmt: skip
    for name, sent in malformed:
        yield Case(name, path, sent, 422, "request_malformed")
    yield Case("unknown asset", path, _payment(ids, amount={"minor": 1, "asset": "XYZ"}), 422, "asset_unknown")
    yield Case("SQL as asset", path, _payment(ids, amount={"minor": 1, "asset": "'; --"}), 422, "asset_unknown")
    yield Case("other asset", path, _payment(ids, amount={"minor": 1, "asset": "CNY"}), 422, "accounts_differ_in_asset")
    yield Case("an unknown payer", path, _payment(ids, payer=NOBODY), 404, "wallet_not_found")


def decided(ids: dict[str, str]) -> Iterator[Case]:
    """Well-formed requests that the platform decides against; only their decision is written."""
    pay = "/v1/payments"
    yield Case("an unknown store", pay, _payment(ids, store="sto_0000000000001"), 404, "store_not_found")
    person = _payment(ids, store=..., payee=NOBODY, kind="person")
    yield Case("an unknown payee", pay, person, 409, "payee_cannot_receive")
    yield Case("itself", pay, _payment(ids, store=..., payee=ids["li"], kind="person"), 422, "accounts_same")
    yield Case("more than it has", pay, _payment(ids, amount=yuan(150_000)), 402, "insufficient_funds")
    yield Case("above the single limit", pay, _payment(ids, amount=yuan(10**14)), 409, "limit_single_exceeded")
    hold = _payment(ids, expires_at="2025-12-30T09:59:59+08:00")
    yield Case("a past expiry", "/v1/holds", hold, 422, "expiry_invalid")
    far = _payment(ids, expires_at="9990-01-01T00:00:00+08:00")
    yield Case("a far expiry", "/v1/holds", far, 422, "expiry_invalid")


def others(ids: dict[str, str]) -> Iterator[Case]:
    """Other endpoints."""
    wallet = {"operator": ids["icbc"], "kind": "personal", "wallet_class": "IV", "phone": "13812345678"}
    for name, changed in (
        ("a class", {"wallet_class": "V"}),
        ("a kind", {"kind": "alien"}),
        ("text as bool", {"face_to_face": "yes"}),
        ("a number as phone", {"phone": 13812345678}),
        ("a long name", {"name": "x" * 201}),
    ):
        yield Case(name, "/v1/wallets", wallet | changed, 422, "request_malformed", "icbc")
    for name, changed in (("a NUL in a name", {"name": "a\0"}), ("a control in a phone", {"phone": "138\x07"})):
        yield Case(name, "/v1/wallets", wallet | changed, 422, "holder_details_invalid", "icbc")
    for name, time in (
        ("no offset", "2026-01-01T00:00:00"),
        ("a word", "tomorrow"),
        ("a number", 5),
        ("year 0", "0000-01-01T00:00:00+08:00"),
    ):
        yield Case(f"a time: {name}", "/v1/holds", _payment(ids, expires_at=time), 422, "request_malformed")
    freeze = f"/v1/wallets/{ids['li']}/freezes"
    yield Case("a freeze of no amount", freeze, {"scope": "amount", "reason": "x"}, 422, "amount_invalid", "icbc")
    whole = {"scope": "all", "reason": "x", "amount": yuan(1)}
    yield Case("a freeze of all with an amount", freeze, whole, 422, "amount_invalid", "icbc")
    yield Case("a freeze without reason", freeze, {"scope": "all", "reason": "  "}, 422, "reference_invalid", "icbc")
    yield Case("limits unsaid", f"/v1/wallets/{ids['li']}/limits", None, 422, "request_malformed", "li")
    merchant = {"wallet": ids["shop"], "name_en": "A", "name_zh": "B", "category": "58120"}
    yield Case("a category", "/v1/merchants", merchant, 422, "request_malformed", "boc")
    quota = {"quota": {"minor": -1, "asset": "E-CNY"}, "reason": "x"}
    yield Case("a quota", f"/v1/institutions/{ids['icbc']}/quota", quota, 422, "amount_invalid", "central")
    yield Case(
        "a subject",
        "/v1/principals",
        {"role": "merchant", "institution": ids["boc"], "subject": ids["shop"]},
        422,
        "request_malformed",
        "boc",
    )


@pytest.mark.parametrize("table", [payments, others], ids=["payments", "others"])
def test_what_is_malformed_has_its_own_error_and_writes_nothing(live: Live, table: Any) -> None:
    before, failures = live.town.digest(), []
    for case in table(live.ids):
        headers = live.headers(case.who) | {
            "Idempotency-Key": f"bad {case.wrong}"[:40],
            "Content-Type": "application/json",
        }
        answer = live.http.post(case.path, content=json.dumps(case.body).encode(), headers=headers)
        problem = answer.json()
        good = answer.headers["content-type"] == "application/problem+json" and problem["request_id"]
        if (answer.status_code, problem.get("code")) != (case.status, case.code) or not good:
            failures.append((case.wrong, answer.status_code, answer.text[:300]))
    assert failures == []
    assert live.town.digest() == before


def test_what_is_decided_against_moves_nothing_and_is_remembered(live: Live) -> None:
    for case in decided(live.ids):
        before = live.town.digest()
        first = live.post(case.who, case.path, case.body, key=case.wrong)
        assert (first.status_code, first.json()["code"]) == (case.status, case.code), case.wrong
        again = live.post(case.who, case.path, case.body, key=case.wrong)
        assert again.headers["Idempotent-Replayed"] == "true"
        assert again.json() | {"request_id": ""} == first.json() | {"request_id": ""}
        after = live.town.digest()
        assert after[1] == before[1], case.wrong
        assert after[-3:] == before[-3:]


RAW: tuple[tuple[str, bytes, dict[str, str], int, str], ...] = (
    ("broken JSON", b'{"a":', {}, 422, "request_malformed"),
    ("not UTF-8", b'{"payer": "\xff\xfe"}', {}, 422, "request_malformed"),
    ("deep nesting", b"[" * 100_000, {}, 422, "request_malformed"),
    ("deep objects", b'{"a":' * 20_000 + b"1" + b"}" * 20_000, {}, 422, "request_malformed"),
    ("a number of 5000 digits", b'{"amount": {"minor": ' + b"9" * 5000 + b"}}", {}, 422, "request_malformed"),
    ("an escaped surrogate", b'{"payer": "\\ud800"}', {}, 422, "request_malformed"),
    ("a half of a character", b'{"reference": "\\uDC00"}', {}, 422, "request_malformed"),
    ("a number too large for a double", b'{"amount": {"minor": 1e400}}', {}, 422, "request_malformed"),
    ("not a number", b'{"amount": {"minor": NaN}}', {}, 422, "request_malformed"),
    ("infinity", b'{"amount": {"minor": -Infinity}}', {}, 422, "request_malformed"),
    ("65 levels", b"[" * 65 + b"]" * 65, {}, 422, "request_malformed"),
    ("a byte order mark", b"\xef\xbb\xbf{}", {}, 422, "request_malformed"),
    ("UTF-16", '{"a": 1}'.encode("utf-16"), {}, 422, "request_malformed"),
    ("UTF-32", '{"a": 1}'.encode("utf-32-be"), {}, 422, "request_malformed"),
    ("a huge body", b" " * (256 * 1024 + 1), {}, 413, "body_too_large"),
    ("a form", b"a=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "media_type_unsupported"),
    ("no media type", b"{}", {"Content-Type": ""}, 415, "media_type_unsupported"),
    ("text", b"{}", {"Content-Type": "text/plain"}, 415, "media_type_unsupported"),
    ("compressed", b"{}", {"Content-Encoding": "gzip"}, 415, "media_type_unsupported"),
    ("another charset", b"{}", {"Content-Type": "application/json; charset=utf-16"}, 415, "media_type_unsupported"),
    ("an empty body", b"", {}, 422, "request_malformed"),
)  # fmt: skip


def test_raw_bodies_that_are_no_requests(live: Live) -> None:
    live.get("li", "/v1/me")
    assert live.pay(1).status_code == 201
    before = live.town.digest()
    for name, content, headers, status, code in RAW:
        sent = live.headers("li") | {"Idempotency-Key": "raw", "Content-Type": "application/json"} | headers
        answer = live.http.post("/v1/payments", content=content, headers=sent)
        assert (answer.status_code, answer.json()["code"]) == (status, code), (name, answer.text)
    assert live.town.digest() == before


def test_a_member_named_twice_is_refused_at_every_depth(live: Live) -> None:
    """Whoever looks at a request on its way, or signs it, must see the value that counts."""
    before = live.town.digest()
    good = json.dumps(_payment(live.ids))
    twice = {
        "minor": good.replace('"minor": 100', '"minor": 1, "minor": 100'),
        "payer": good.replace('"payer"', '"payer": "wal_0000000000001", "\\u0070ayer"'),
        "amount": good[:-1] + ', "amount": {"minor": 1, "asset": "E-CNY"}}',
        "?": good[:-1] + ', "138 0000 0001": 1, "138 0000 0001": 2}',
    }
    for name, text in twice.items():
        sent = live.headers("li") | {"Idempotency-Key": "twice", "Content-Type": "application/json"}
        answer = live.http.post("/v1/payments", content=text.encode(), headers=sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed"), name
        assert answer.json()["detail"] == f"body: an object names a member twice: {name}"
        assert answer.json()["detail_zh"] == f"正文：对象中有重复的成员：{name}"
    assert live.town.digest() == before


class _Name(str):
    """A name that counts how often it is compared."""

    __slots__ = ()

    compared = 0

    def __eq__(self, other: object) -> bool:
        _Name.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_a_name_is_found_twice_by_looking_at_each_name_once(live: Live) -> None:
    """Nobody needs a key to send a body: what it costs grows with its length, not with the square of it."""
    names = [_Name(number) for number in range(2_000)]
    assert interchange.first_repeated(names) is None
    assert interchange.first_repeated([*names, _Name(1_999)]) == "1999"
    assert _Name.compared < len(names)
    members = [f'"{number:x}":0' for number in range(29_000)]
    largest = f"{{{','.join([*members, members[-1]])}}}"
    assert 250_000 < len(largest) <= live.town.settings.body_bytes_max
    answer = live.http.post("/v1/payments", content=largest, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["detail"]) == (422, "body: an object names a member twice: ?")


@pytest.mark.only_engine("sqlite")
def test_a_number_above_a_double_is_none_however_it_is_written() -> None:
    largest = int(sys.float_info.max)
    above = largest + 2**970  # as far from the largest as from what would be the next
    for number in (largest, -largest, above - 1):
        assert interchange.read(str(number)) == number
    assert interchange.read("1.7976931348623157e308") == largest
    for text in ("1e400", "-1e400", "1" + "0" * 400, "-1" + "0" * 400, str(above), str(-above), "9" * 5_000):
        with pytest.raises(interchange.JsonRefused, match="a number is too large"):
            interchange.read(f'{{"a": [{text}]}}')


def test_a_chunked_body_is_bounded_too(live: Live) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 8192

    sent = live.headers("li") | {"Idempotency-Key": "raw", "Content-Type": "application/json"}
    answer = live.http.post("/v1/payments", content=chunks(), headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("key", ["", "x" * 256, "ключ", "a\tb"])
def test_idempotency_keys_are_1_to_255_printable_ascii_characters(live: Live, key: str) -> None:
    sent = [(b"Authorization", live.headers("li")["Authorization"].encode()), (b"Idempotency-Key", key.encode())]
    answer = live.http.post("/v1/payments", json=_payment(live.ids), headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed")
    missing = live.http.post("/v1/payments", json=_payment(live.ids), headers=live.headers("li"))
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency_key_missing")


def test_paths_methods_and_parameters_that_do_not_exist(live: Live) -> None:
    cases = (
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/v1/wallets/", 404, "not_found"),
        ("DELETE", f"/v1/wallets/{live.ids['li']}", 405, "method_not_allowed"),
        ("PUT", "/v1/payments", 405, "method_not_allowed"),
        ("OPTIONS", "/v1/payments", 405, "method_not_allowed"),
        ("GET", "/v1/wallets/wal_%00%00", 422, "request_malformed"),
        ("GET", "/v1/wallets/wal_'%20OR%201=1", 422, "request_malformed"),
        ("GET", "/v1/wallets?limit=0", 422, "request_malformed"),
        ("GET", "/v1/wallets?limit=201", 422, "request_malformed"),
        ("GET", "/v1/wallets?limit=1.0", 422, "request_malformed"),
        ("GET", "/v1/wallets?limit=%201", 422, "request_malformed"),
        ("GET", "/v1/rules?as_of=1640995200", 422, "request_malformed"),
        ("GET", "/v1/rules?as_of=2022-05-15T00:00:00", 422, "request_malformed"),
        ("GET", "/v1/rules?in_force=1", 422, "request_malformed"),
        ("GET", "/v1/wallets?limit=ten", 422, "request_malformed"),
        ("GET", "/v1/wallets?limit=1&limit=2", 422, "request_malformed"),
        ("GET", "/v1/wallets?cursor=abc", 422, "cursor_invalid"),
        ("GET", "/v1/wallets?cursor=%00", 422, "request_malformed"),
        ("GET", "/v1/wallets?offset=5", 422, "request_malformed"),
        ("GET", "/v1/rules?as_of=2022-02-30", 422, "request_malformed"),
        ("GET", f"/v1/wallets/{live.ids['li']}/balance?at=yesterday", 422, "request_malformed"),
        ("GET", "/v1/rules/no.such.rule", 404, "not_found"),
    )
    for method, path, status, code in cases:
        answer = live.http.request(method, path, headers=live.headers("li"))
        assert (answer.status_code, answer.json()["code"]) == (status, code), (method, path, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_cursor_is_good_for_its_own_list_alone(live: Live) -> None:
    cursor = live.get("central", "/v1/institutions", params={"limit": 1}).json()["next_cursor"]
    assert live.get("central", "/v1/wallets", params={"cursor": cursor}).json()["code"] == "cursor_invalid"
    flipped = ("A" if cursor[-1] != "A" else "B").join((cursor[:-1], ""))
    assert live.get("central", "/v1/institutions", params={"cursor": flipped}).json()["code"] == "cursor_invalid"


def test_errors_never_repeat_what_was_sent(live: Live) -> None:
    secret = "11010519491231002X"
    body = {"operator": "ins", "kind": secret, "wallet_class": "IV", "phone": 13800000000, "name": [secret], secret: 1}
    answer = live.post("icbc", "/v1/wallets", body)
    assert answer.status_code == 422
    assert secret not in answer.text
    assert "13800000000" not in answer.text
    assert {"body.kind", "body.phone"} <= {error["field"] for error in answer.json()["errors"]}


def test_a_mistyped_dry_run_is_refused_and_a_right_one_writes_nothing(live: Live) -> None:
    assert live.pay(1).status_code == 201
    before = live.town.digest()
    assert live.post("li", "/v1/payments", _payment(live.ids), params={"dryrun": "1"}).status_code == 422
    dry = live.post("li", "/v1/payments", _payment(live.ids), key="later", params={"dry_run": "true"})
    assert (dry.status_code, dry.headers["Dry-Run"]) == (200, "true")
    assert live.town.digest() == before
    real = live.post("li", "/v1/payments", _payment(live.ids), key="later")
    assert (real.status_code, "Idempotent-Replayed" in real.headers) == (201, False)
