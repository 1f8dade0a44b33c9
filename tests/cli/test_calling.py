"""`jiaozi call`: whatever the SDK can do, the shell can."""

import inspect
from contextlib import suppress
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import typer

from jiaozi.cli.calling import value_of
from jiaozi.cli.methods import sdk_methods
from tests.api.conftest import live, serve, town
from tests.cli.conftest import Jiaozi, home
from tests.cli.shell import Shell, shell

__all__ = ["home", "live", "serve", "shell", "town"]
UNTIL = "2026-01-05T10:00:00+08:00"


def test_every_method_can_be_called_from_the_shell() -> None:
    for name, method in sdk_methods().items():
        assert inspect.cleandoc(method.__doc__ or "").partition("\n\n")[0].endswith("."), name
        types = get_type_hints(method)
        for parameter in list(inspect.signature(method).parameters)[1:]:
            for text in ("[]", "{}", "7", "null", '"x"'):
                with suppress(typer.BadParameter):
                    value_of(types[parameter], text, parameter)


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_acts_of_all_kinds_from_the_shell(shell: Shell, tmp_path: Path) -> None:
    ids = shell.live.ids

    def called(who: str, *words: str, code: int = 0) -> Any:
        return shell.run(who, "call", *words, code=code)

    assert called("li", "me")["role"] == "holder"
    assert called("icbc", "wallets.list", "--most", "1")[0]["id"].startswith("wal_")
    hold = (f"payer={ids['li']}", "amount_minor=500", f"store={ids['counter']}", f"expires_at={UNTIL}", "key=h")
    held = called("li", "holds.create", *hold)
    assert called("li", "holds.create", *hold) == held
    assert called("teahouse", "payments.release", f"payment={held['payment']}")["payment"] == held["payment"]
    lines = '[{"name": "tea", "quantity": 2, "unit_minor": 300}]'
    order = called("teahouse", "orders.create", f"store={ids['counter']}", "number=A-1", f"lines={lines}")
    assert called("teahouse", "orders.get", f"order={order['order']}")["lines"][0]["quantity"] == 2
    reason = tmp_path / "reason.txt"
    reason.write_text("an order of the court\n", encoding="utf-8")
    frozen = called("icbc", "wallets.freezes.create", f"wallet={ids['li']}", "scope=out", f"reason=@{reason}")
    assert called("icbc", "wallets.freezes.list", f"wallet={ids['li']}")[0]["reason"] == "an order of the court"
    assert called("icbc", "wallets.freezes.lift", f"wallet={ids['li']}", f"freeze={frozen['freeze']}", "reason=lifted")
    paying = (f"payer={ids['li']}", "amount_minor=1", f"store={ids['counter']}")
    assert called("li", "payments.create", *paying, code=1)["error"]["code"]
    code = called("teahouse", "collect-codes.create", f"store={ids['counter']}", "amount_minor=100")["collect_code"]
    drawing = tmp_path / "code.svg"
    assert called("teahouse", "collect_codes.symbol", f"collect_code={code}", "--output", str(drawing))["bytes"] > 100
    assert drawing.stat().st_mode & 0o077 == 0
    assert drawing.read_text(encoding="utf-8").startswith("<?xml")
    picture, symbol = tmp_path / "code.png", ("collect_codes.symbol", f"collect_code={code}")
    called("teahouse", *symbol, "--output", str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")
    shell.text("teahouse", "call", *symbol, "format=svg", "--output", str(tmp_path / "x.png"), code=2)
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("wallets.creat",), "wallets.create"),
        (("payments.create", "payer"), "as name=value"),
        (("payments.create", "payer=wal_1", "payer=wal_2"), "once each"),
        (("payments.create", "colour=red"), "once each"),
        (("payments.create", "payer=wal_1"), "needs amount_minor"),
        (("payments.create", "payer=wal_1", "amount_minor=1.5"), "amount_minor"),
        (("orders.create", "store=sto_1", "number=1", 'lines=[{"name": 1}]'), "lines"),
        (("orders.create", "store=sto_1", "number=1", 'lines=[{"a": 1, "a": 2}]'), "twice"),
    ],
)
def test_what_is_called_wrongly_is_told_and_nothing_is_sent(home: Jiaozi, words: tuple[str, ...], told: str) -> None:
    assert told in home.run("call", *words, "--url", "http://127.0.0.1:9", code=2)


def test_a_method_says_what_it_takes(home: Jiaozi) -> None:
    text = home.run("call", "wallets.create")
    assert "operator=..." in text
    assert "[phone=...]" in text
    listed = {each["method"] for each in home.json("call")}
    assert {"me", "wallets.create", "payments.create", "proposals.approve", "wallets.freezes.lift"} <= listed


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, as above
def test_acts_of_two_people_are_seen_and_decided_in_the_shell(shell: Shell) -> None:
    issue = ("call", "issues.create", f"operator={shell.live.ids['icbc']}", "amount_minor=100", "reason=festival")
    first, second = (shell.run("icbc", *issue)["proposal"] for _ in range(2))
    listed = shell.text("icbc2", "proposal", "list", "--state", "open")
    assert "operation" in listed.splitlines()[1], "columns have headers"
    assert all(each in listed for each in (first, second, "festival"))
    others = {each["reason"] for each in shell.run("boc", "proposal", "list")}
    assert others == {"set up"}, "another institution's are not seen"
    own = shell.run("icbc", "proposal", "approve", first, code=1)
    assert own["error"]["code"] == "approval_own_proposal"
    assert shell.run("icbc2", "proposal", "approve", first)["state"] == "done"
    assert "rejected" in shell.text("icbc2", "proposal", "reject", second, "--note", "too much")
    assert shell.run("icbc", "proposal", "show", second)["note"] == "too much"
    assert "none" in shell.text("boc", "proposal", "list", "--state", "rejected")


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, as above
def test_a_refund_from_the_shell_is_never_more_than_was_paid(shell: Shell) -> None:
    paid = shell.run("li", "pay", shell.live.ids["li"], "1.99", "--store", shell.live.ids["counter"])["payment"]
    back = ("refund", paid, "1.00", "--idempotency-key", "back-1")
    assert shell.run("teahouse", *back) == shell.run("teahouse", *back)
    assert shell.run("teahouse", "refund", paid, "1.00", code=1)["error"]["code"] == "refund_exceeds_payment"


@pytest.mark.only_engine("sqlite")  # nothing is asked of a server
def test_a_command_without_a_usable_api_key_says_so(home: Jiaozi) -> None:
    for given, code in (("", "credentials_missing"), (" ", "credentials_missing"), ("密钥", "credentials_invalid")):
        told = home.json("webhook", "list", "--url", "http://127.0.0.1:9", "--api-key", given, code=1)["error"]
        assert (told["code"], "JIAOZI_API_KEY" in told["detail"]) == (code, True)
    assert "--url" in home.run("webhook", "list", "--url", "nonsense", "--api-key", "jz_x", code=2)


TERMS = ("program", "draft", "wal_0A1B2C3D4E5F6", "--kind", "voucher", "--name-en", "Tea", "--name-zh", "茶")
UNTIL_THEN = ("--opens-at", UNTIL, "--claims-until", UNTIL, "--expires-at", UNTIL, "--api-key", "k")


@pytest.mark.only_engine("sqlite")  # nothing is asked of a server
@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ('{"how_much": {"face_minor": 550}, "wher": {}}', "terms.wher: there is no such field"),
        ('{"how_much": {"face_minor": 550}, "who": {"listd": true}}', "terms.who.listd: there is no such field"),
        (
            '{"how_much": {"face_minor": 550}, "where": {"allow": {"region": ["50"]}}}',
            "terms.where.allow.region: there is no such field",
        ),
        ('{"how_much": {"face_minor": 550}, "who": {"listed": 1}}', "terms.who.listed: `true` or `false`"),
        ('{"how_much": {"face": 5.5}}', 'terms.how_much.face: 5.50 yuan are {"minor": 550, "asset": "E-CNY"}'),
        ('{"how_much": {"face": {"minor": 550, "asset": "CNY"}}}', "terms.how_much.face: 5.50 yuan are"),
        ('{"how_much": {"face": {"minor": 1, "asset": "E-CNY"}, "face_minor": 2}}', "terms.how_much.face_minor: once"),
        ('{"how_much": {"face_minor": 1, "face_minor": 2}}', "an object names a member twice: face_minor"),
        ('{"how_much": {"\\u0007": 1}}', "terms.how_much.?: there is no such field"),
    ],
)
def test_terms_that_say_what_there_is_not_are_refused_with_the_place(
    home: Jiaozi, tmp_path: Path, terms: str, told: str
) -> None:
    file = tmp_path / "terms.json"
    file.write_text(terms, encoding="utf-8")
    said = home.run(*TERMS, "--terms", str(file), *UNTIL_THEN, code=2)
    assert told in " ".join(each.strip("│ ") for each in said.splitlines())


def test_members_of_a_list_are_named_with_their_place() -> None:
    kind = get_type_hints(sdk_methods()["orders.create"])["lines"]
    with pytest.raises(typer.BadParameter, match=r"lines\[1\]\.sort: there is no such field"):
        value_of(kind, '[{"name": "tea", "quantity": 1, "unit_minor": 3}, {"sort": 1}]', "lines")


def test_an_amount_is_read_as_the_api_has_it() -> None:
    kind = get_type_hints(sdk_methods()["programs.create"])["terms"]
    either = ('{"face": {"minor": 550, "asset": "E-CNY"}, "cap": null}', '{"face_minor": 550}')
    one, other = (value_of(kind, f'{{"how_much": {each}}}', "terms") for each in either)
    assert one == other
    assert one.how_much.face_minor == 550


def test_a_value_of_another_type_is_told_in_words(home: Jiaozi) -> None:
    ask = ("call", "wallets.limits.set", "wallet=wal_0A1B2C3D4E5F6", "single_minor=true", "--api-key", "k")
    assert "single_minor: a whole number" in home.run(*ask, code=2)
    assert "single_minor: 须为整数" in home.run(*ask, "--lang", "zh", code=2)
