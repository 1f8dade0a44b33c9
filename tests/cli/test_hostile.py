"""What a server says is shown as it is: it moves nothing on the terminal, hides nothing, and is never a traceback."""

import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from jiaozi.cli.app import app
from jiaozi.cli.console import Terminal
from jiaozi.cli.terminal import as_json, line, lines
from tests.cli.conftest import Jiaozi, home
from tests.sdk.flaky import Answer, Flaky, flaky, problem

__all__ = ["home"]
pytestmark = pytest.mark.only_engine("sqlite")  # nothing is asked of a database

EVIL = "\x1b]0;owned\x07\x1b[31mred\x7f\x9b31m\u202eback\u200b\ufeff\ud800\U000e0041\ue000\r\nnext"
SHOW = ("proposal", "show", "ppl_0000000000001")
KEY = ("--api-key", "jz_x")


def proposal(**more: Any) -> Answer:
    """A proposal as a server may say it."""
    said = {
        "id": "ppl_1", "operation": "pay", "command": {"a": 1}, "reason": "why", "proposer": "prn_1",
        "institution": None, "proposed_at": "", "expires_at": "", "state": "open", "approvals_needed": 1,
        "first_approver": None, "approver": None, "decided_at": None, "note": "", "outcome": None,
    }  # fmt: skip
    return Answer(200, said | more)


def refused(code: str, status: int = 409) -> Answer:
    found = problem("wallet_frozen", status)
    return found._replace(body=found.body | {"code": code, "detail": EVIL, "rule": EVIL})


def shown(home: Jiaozi, answer: Answer, *words: str, code: int = 0) -> str:
    with flaky(answer) as server:
        return home.run(*(words or SHOW), "--url", server.url, *KEY, code=code)


def is_safe(text: str) -> bool:
    return all(each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn") for each in text)


def test_a_line_has_nothing_that_a_terminal_obeys() -> None:
    assert not is_safe(EVIL)
    assert line(EVIL).startswith(
        r"\x1b]0;owned\x07\x1b[31mred\x7f\x9b31m\u202eback\u200b\ufeff\ud800\U000e0041\ue000\r\n"
    )
    assert line("水 费\u3000é") == lines("水 费\u3000é") == "水 费\u3000é"
    for sign in map(chr, (*range(0x3100), *range(0xD800, 0x110000, 251))):
        if not is_safe(sign) or sign == "\n":
            assert line(sign).isascii()
            assert is_safe(line(sign))
    assert lines("a\n\x1b\nb") == "a\n\\x1b\nb"


def test_json_says_the_same_and_is_read_back() -> None:
    text = as_json({"a": [EVIL, "水"]})
    assert is_safe(text)
    assert r"\u009b" in text
    assert "水" in text
    assert json.loads(text) == {"a": [EVIL, "水"]}


def test_whatever_is_printed_goes_through_it(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    Terminal(file=out, force_terminal=False).print(EVIL + "[bold]x[/bold] :smile: [/nope]", soft_wrap=True)
    assert is_safe(out.getvalue())
    assert "[bold]x[/bold] :smile: [/nope]" in out.getvalue()


def test_what_a_server_says_is_shown_and_never_obeyed(home: Jiaozi) -> None:
    texts = (
        shown(home, proposal(reason=EVIL)),
        shown(home, proposal(reason=EVIL), *SHOW, "--json"),
        shown(home, proposal(command={EVIL: [{EVIL: EVIL}], "b": [EVIL]})),
        shown(home, Answer(200, {"items": [proposal(reason=EVIL).body]}), "proposal", "list"),
        shown(home, refused("wallet_frozen"), code=1),
        shown(home, refused("wallet_frozen"), *SHOW, "--json", code=1),
        shown(home, refused(EVIL), code=1),
        shown(home, refused(EVIL, 500), code=1),
    )
    for text in texts:
        assert is_safe(text), text
        assert "owned" in text
    assert r"\r\nnext" in texts[0].replace("\n", "")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ({"amount": {"minor": 1999, "asset": "E-CNY"}}, "19.99"),
        ({"amount": {"minor": 1, "asset": "XXX"}}, "XXX"),
        ({"amount": {"minor": 1}}, "amount {'minor': 1}"),
        ({"amount": {"minor": 1.5, "asset": "E-CNY"}}, "1.5"),
        ({"amount": {"minor": "abc", "asset": "E-CNY"}}, "abc"),
        ({"amount": {"minor": True, "asset": "E-CNY"}}, "True"),
        ({"amount": {"minor": 1, "asset": ["E-CNY"]}}, "E-CNY"),
        ({"amount": [{"minor": 1}, 3]}, "{'minor': 1} 3"),
        ({"amount": [3, {"minor": 1, "asset": "E-CNY"}]}, "3 0.01"),
        ({"amount": [[{"a": 1}], None]}, "{'a': 1}"),
        ({"amount": [{}]}, "amount {}"),
        ({"amount": [{"x": {"minor": 1, "asset": "XXX"}}]}, "XXX"),
        ({"[/nope]": [{"[bold]a[/bold]": "[link=http://evil]b"}]}, "[bold]a[/bold]"),
        ({"[/nope]": "[/nope]"}, "[/nope] [/nope]"),
    ],
)
def test_what_is_odd_is_printed_as_it_is(home: Jiaozi, command: dict[str, Any], told: str) -> None:
    assert told in " ".join(shown(home, proposal(command=command)).split())


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"id":' + b"9" * 6_000 + b"}", b'{"id": NaN}', b"\xff", b"", json.dumps([]).encode()]
)
def test_an_answer_that_cannot_be_read_is_a_refusal(home: Jiaozi, body: bytes) -> None:
    assert shown(home, Answer(200, body), code=1).startswith("server_unreachable: ")
    deep = proposal(command={"a": json.loads("[" * 400 + "]" * 400)})
    assert shown(home, deep, code=1).startswith("server_unreachable: ")


def test_a_time_that_is_none_is_a_refusal(home: Jiaozi) -> None:
    for now in ("soon", "2026-01-01T00:00:00", "9999-12-31T23:59:59+00:00"):
        world: dict[str, Any] = {"name": "w", "now": now, "china_date": "", "simulated": True, "regimes": {}}
        said = shown(home, Answer(200, world), "request", "make", "sto_0000000000001", "1", code=1)
        assert said.startswith("server_unreachable: ")
        assert "is not a time" in said


def test_a_code_that_is_not_known_is_a_refusal_and_a_lost_act_has_its_key(home: Jiaozi) -> None:
    for code in ("moon_is_full", EVIL):
        assert shown(home, refused(code), code=1).startswith("refusal_unknown: ")
    act = ("proposal", "approve", "ppl_0000000000001", "--idempotency-key", "mine")
    for answer in (refused("moon_is_full", 500), Answer(200, b"[" * 100_000), Answer(400, b"<html>")):
        said = shown(home, answer, *act, code=1)
        assert said.startswith("outcome_unknown: ")
        assert "--idempotency-key mine" in said


@pytest.fixture
def desk() -> Iterator[Flaky]:
    """A server that enrols whoever comes."""
    with flaky(Answer(201, {"principal": "prn_1", "key": "key_1", "token_prefix": "jz_1_"})) as server:
        yield server


def enrolled(home: Jiaozi, desk: Flaky, *words: str, given: str = "", code: int = 0) -> list[str]:
    """The shares that are sent."""
    result = CliRunner().invoke(app, ["enrol", *words, "--url", desk.url], input=given)
    assert result.exit_code == code, result.output
    return json.loads(desk.asked[-1].body)["shares"] if code == 0 else []


def test_shares_come_from_files_or_from_standard_input(home: Jiaozi, desk: Flaky, tmp_path: Path) -> None:
    for n in ("1", "2"):
        (tmp_path / n).write_text(f"jze_{n}\n", encoding="utf-8")
    both = ["jze_1", "jze_2"]
    assert enrolled(home, desk, "-", given="jze_1\n  jze_2\n") == both
    assert enrolled(home, desk, f"@{tmp_path / '1'}", f"@{tmp_path / '2'}") == both
    assert enrolled(home, desk, f"@{tmp_path / '1'}", "-", given="jze_2") == both
    assert enrolled(home, desk, "jze_1", "jze_2") == both
    asked = len(desk.asked)
    enrolled(home, desk, "-", given="\n", code=2)
    enrolled(home, desk, f"@{tmp_path / 'none'}", code=2)
    (tmp_path / "odd").write_bytes(b"\xff")
    enrolled(home, desk, f"@{tmp_path / 'odd'}", code=2)
    assert len(desk.asked) == asked
    said = home.run("enrol", "--help")
    assert "history" in said
    assert "ps" in said


def test_the_shell_says_that_nothing_was_asked(home: Jiaozi, free_port: int) -> None:
    pay = ("pay", "wal_0000000000001", "1", "--store", "sto_0000000000001", "--url", f"http://127.0.0.1:{free_port}")
    assert home.json(*pay, "--api-key", "jz_x", code=1)["error"]["code"] == "server_unreachable"
    said = home.json(*pay, "--api-key", "jz_SECRET ", code=1)["error"]
    assert said["code"] == "credentials_invalid"
    assert "SECRET" not in str(said)
