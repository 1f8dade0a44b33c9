"""Grant lists over HTTP and the command line: who may open, send, submit, cancel and read; a file is sent once, and
what became of each line is downloaded."""

import json
from pathlib import Path
from typing import Any

import pytest

from jiaozi.access.model import Role
from jiaozi.grantlists.lines import line_text, sha256_of
from jiaozi.payments.merchants import OpenMerchant
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.worker.grantlists import GrantLists
from jiaozi_sdk import ApiError
from jiaozi_sdk.models import GrantLine
from jiaozi_sdk.resources.grant_lists import GrantListsPages
from tests.api.conftest import Live, live, serve, town, yuan
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.programs.test_api import draft, of, steer
from tests.programs.test_lists import listed

__all__ = ["home", "live", "serve", "shell", "town"]
NOBODY = "wal_0A1B2C3D4E5F7"
KEY = ("--idempotency-key", "spring")


@pytest.fixture
def program(live: Live) -> str:
    """An open program of ten yuan, whose claims are worth three."""
    made = draft(live, face_minor=300)
    steer(live, made, "open")
    return made


def order(lines: list[GrantLine]) -> dict[str, Any]:
    """What opens a list."""
    return {
        "line_count": len(lines),
        "sum_minor": sum(each.value_minor or 300 for each in lines),
        "sha256": sha256_of(line_text(each.wallet, each.value_minor or 0) for each in lines),
    }


def lines_of(live: Live) -> list[GrantLine]:
    """Two people and somebody that there is not."""
    return [
        GrantLine(wallet=live.ids["li"]),
        GrantLine(wallet=NOBODY),
        GrantLine(wallet=live.ids["wang"], value_minor=250),
    ]


def sent(live: Live, program: str) -> str:
    """A list of the works', sent and not submitted."""
    lines = lines_of(live)
    with of(live, "works") as works:
        number = works.programs.grant_lists.create(program, **order(lines)).grant_list
        assert works.grant_lists.pages.create(number, page=1, lines=lines).received == 3
    return number


def granted(live: Live) -> None:
    """Lets the worker grant."""
    GrantLists(live.town.platform).turn()


def test_a_list_is_opened_sent_submitted_granted_and_read(live: Live, program: str) -> None:
    number = sent(live, program)
    with of(live, "works") as works:
        done = works.grant_lists.submit(number)
        assert (done.state, done.promised.minor) == ("granting", 850)
        assert [each.state for each in works.grant_lists.lines.list(number)] == ["waiting"] * 3
        granted(live)
        row = works.grant_lists.get(number)
        assert (row.state, row.granted_lines, row.granted_sum.minor) == ("done", 2, 550)
        assert (row.refused_lines, row.refused_sum.minor, row.cancelled_lines) == (1, 300, 0)
        told = [(each.number, each.state, each.refused) for each in works.grant_lists.lines.list(number, limit=2)]
        assert told == [(1, "granted", ""), (2, "refused", "payee_cannot_receive"), (3, "granted", "")]
        assert [each.id for each in works.programs.grant_lists.list(program)] == [number]
        assert works.programs.figures.get(program).free.minor == 450
    for who in ("icbc", "auditor"):
        assert live.get(who, f"/v1/grant-lists/{number}").json()["granted_lines"] == 2
        assert len(live.get(who, f"/v1/grant-lists/{number}/lines").json()["items"]) == 3
    with of(live, "li") as li:
        assert [each.value.minor for each in li.wallets.claims.list(live.ids["li"])] == [300]


@pytest.mark.parametrize("who", ["li", "icbc", "boc", "central", "auditor", "teahouse"])
def test_nobody_but_its_funder_sends_submits_or_cancels_a_list(live: Live, program: str, who: str) -> None:
    number = sent(live, program)
    body = {"page": 1, "lines": [{"wallet": live.ids["li"]}]}
    told = order([GrantLine(wallet=live.ids["li"])])
    opening = {"line_count": 1, "sum": yuan(300), "sha256": told["sha256"]}
    answers = [
        live.post(who, f"/v1/programs/{program}/grant-lists", opening),
        live.post(who, f"/v1/grant-lists/{number}/pages", body),
        live.post(who, f"/v1/grant-lists/{number}/submission"),
        live.post(who, f"/v1/grant-lists/{number}/cancellation"),
    ]
    codes = {each.json()["code"] for each in answers}
    assert codes == {"forbidden"}


def test_a_till_of_a_company_neither_gives_its_budget_nor_reads_its_lists(live: Live, program: str) -> None:
    number = sent(live, program)
    opened = OpenMerchant(live.town.number("works"), "Works' canteen", "食堂", "5812", "catering", "street")
    live.town.hire("till", Role.MERCHANT, "icbc", live.town.do(opened).merchant)
    li, works = live.ids["li"], live.ids["works"]
    order_of_list = {"line_count": 1, "sum": yuan(300), "sha256": "0" * 64}
    acts = {
        f"programs/{program}/grant-lists": order_of_list,
        f"grant-lists/{number}/pages": {"page": 1, "lines": [{"wallet": li}]},
        f"grant-lists/{number}/submission": {},
        f"grant-lists/{number}/cancellation": {},
        f"programs/{program}/grants": {"lines": [{"wallet": li}]},
        f"programs/{program}/funding": {"wallet": works, "amount": yuan(100)},
        f"programs/{program}/claims": {"wallet": works},
    }
    for path, body in acts.items():
        assert (path, live.post("till", f"/v1/{path}", body).json()["code"]) == (path, "forbidden")
    lists = [f"grant-lists/{number}", f"grant-lists/{number}/lines", f"programs/{program}/grant-lists"]
    for path in (*lists, *(f"programs/{program}/{each}" for each in ("spending", "figures", "claims"))):
        assert (path, live.get("till", f"/v1/{path}").json()["code"]) == (path, "forbidden")
    assert live.get("till", f"/v1/wallets/{works}/claims").json()["code"] == "forbidden"


@pytest.mark.parametrize("who", ["li", "wang", "boc", "central", "teahouse"])
def test_nobody_else_reads_a_list(live: Live, program: str, who: str) -> None:
    number = sent(live, program)
    for path in (f"grant-lists/{number}", f"grant-lists/{number}/lines", f"programs/{program}/grant-lists"):
        answer = live.get(who, f"/v1/{path}")
        assert answer.json()["code"] in ("forbidden", "grant_list_not_found", "program_not_found")
        assert live.ids["li"] not in answer.text


def test_the_words_of_a_list_say_no_more_of_a_stranger_than_of_nobody(live: Live, program: str) -> None:
    freeze = {"scope": "all", "reason": "order of the court"}
    assert live.post("boc", f"/v1/wallets/{live.ids['wang']}/freezes", freeze).status_code == 201
    lines = [GrantLine(wallet=NOBODY), GrantLine(wallet=live.ids["wang"])]
    with of(live, "works") as works:
        number = works.programs.grant_lists.create(program, **order(lines)).grant_list
        works.grant_lists.pages.create(number, page=1, lines=lines)
        works.grant_lists.submit(number)
        granted(live)
        told = [(each.state, each.refused, each.claim) for each in works.grant_lists.lines.list(number)]
    assert told == [("refused", "payee_cannot_receive", None)] * 2


def test_a_submission_is_repeated_under_its_key_and_refused_under_another(live: Live, program: str) -> None:
    number = sent(live, program)
    first, again = (live.post("works", f"/v1/grant-lists/{number}/submission", None, "same") for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = live.post("works", f"/v1/grant-lists/{number}/submission")
    assert (other.status_code, other.json()["code"]) == (409, "grant_list_state_invalid")


def test_a_list_is_cancelled_before_it_is_through(live: Live, program: str) -> None:
    number = sent(live, program)
    with of(live, "works") as works:
        works.grant_lists.submit(number)
        assert works.programs.figures.get(program).promised.minor == 850
        done = works.grant_lists.cancel(number)
        assert (done.state, done.cancelled_lines) == ("cancelled", 3)
        assert works.programs.figures.get(program).promised.minor == 0
        assert {each.state for each in works.grant_lists.lines.list(number)} == {"cancelled"}
        with pytest.raises(ApiError, match="grant_list_state_invalid"):
            works.grant_lists.submit(number)


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_a_file_is_sent_and_its_outcomes_are_downloaded(
    live: Live, shell: Shell, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jiaozi.grantlists.model.PAGE", 2)
    monkeypatch.setattr("jiaozi.grantlists.sending.PAGE", 2)
    path = listed(tmp_path, f"{live.ids['li']},", f"{NOBODY},", f"{live.ids['wang']},2.50")
    send, calls = GrantListsPages.create, list[int]()

    def cut_off(self: GrantListsPages, number: str, *, page: int, **more: Any) -> Any:
        if page == 2:
            raise KeyboardInterrupt
        calls.append(page)
        return send(self, number, page=page, **more)

    with monkeypatch.context() as interrupted:
        interrupted.setattr(GrantListsPages, "create", cut_off)
        shell.text("works", "grant-list", "send", program, path, *KEY, code=130)
    told = shell.run("works", "grant-list", "send", program, path, *KEY)
    assert (told["state"], told["sum"]["minor"], told["received"], calls) == ("granting", 850, 3, [1])
    assert shell.run("works", "grant-list", "send", program, path, *KEY)["id"] == told["id"]
    other = listed(tmp_path, f"{live.ids['wang']},1")
    refused = shell.run("works", "grant-list", "send", program, other, *KEY, code=1)
    assert refused["error"]["code"] == "idempotency_key_reused"
    granted(live)
    file = tmp_path / "outcomes.csv"
    assert shell.run("works", "grant-list", "download", told["id"], str(file))["granted_lines"] == 2
    rows = file.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "number,wallet,yuan,state,claim,refused,why"
    assert rows[2].startswith(f"2,{NOBODY},3.00,refused,,payee_cannot_receive,")
    assert rows[3].startswith(f"3,{live.ids['wang']},2.50,granted,clm_")
    shell.run("works", "grant-list", "download", told["id"], str(file), code=1)
    assert [each["state"] for each in shell.run("works", "grant-list", "lines", told["id"])] == [
        "granted", "refused", "granted",
    ]  # fmt: skip
    assert json.dumps(shell.run("works", "grant-list", "list", program)[0]["id"]) == json.dumps(told["id"])
    assert shell.run("works", "grant-list", "cancel", told["id"], code=1)["error"]["code"] == "grant_list_state_invalid"


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_what_a_list_was_refused_is_asked_anew_by_the_same_command(live: Live, shell: Shell, tmp_path: Path) -> None:
    program = draft(live, face_minor=600)
    path = listed(tmp_path, f"{live.ids['li']},", f"{live.ids['wang']},")
    send = ("works", "grant-list", "send", program, path, *KEY)
    refused = shell.run(*send, code=1)["error"]
    assert (refused["code"], shell.run("works", "grant-list", "list", program)) == ("program_state_invalid", [])
    steer(live, program, "open")
    refused = shell.run(*send, code=1)["error"]
    assert (refused["code"], refused["detail"]) == ("program_exhausted", "10.00 yuan is free")
    (waiting,) = shell.run("works", "grant-list", "list", program)
    assert (waiting["state"], waiting["received"]) == ("open", 0)  # told before anything was sent
    with of(live, "works") as works:
        works.programs.funding(program, wallet=live.ids["works"], amount_minor=1_000)
    funder = live.town.number("works")
    freeze = live.town.do(FreezeWallet(funder, "out", "order of the court")).freeze
    assert shell.run(*send, code=1)["error"]["code"] == "wallet_frozen"
    live.town.do(UnfreezeWallet(funder, freeze))
    told = shell.run(*send)
    assert (told["id"], told["state"]) == (waiting["id"], "granting")
    granted(live)
    assert shell.run(*send)["state"] == "done"
    other = shell.run("works", "grant-list", "send", program, path, "--idempotency-key", "other", code=1)["error"]
    assert other["code"] == "program_exhausted"


@pytest.mark.only_engine("sqlite")  # as above
def test_what_a_grant_was_refused_is_asked_anew_by_the_same_command(live: Live, shell: Shell, tmp_path: Path) -> None:
    program = draft(live, face_minor=300)
    grant = ("works", "program", "grant", program, listed(tmp_path, f"{live.ids['li']},"), *KEY)
    for _ in range(2):
        assert shell.run(*grant, code=1)["error"]["code"] == "program_state_invalid"
    steer(live, program, "open")
    told = [shell.run(*grant) for _ in range(2)]
    assert told[0]["granted"] == 1
    assert told[0] == told[1]  # once, whatever it was refused before


@pytest.mark.only_engine("sqlite")  # as above
def test_a_list_is_submitted_and_granted_again_by_commands(live: Live, shell: Shell, tmp_path: Path) -> None:
    program = draft(live, face_minor=300, per_wallet=0)
    steer(live, program, "open")
    path = listed(tmp_path, f"{live.ids['li']},")
    number = sent(live, program)
    with of(live, "works") as works:
        works.programs.funding(program, wallet=live.ids["works"], amount_minor=1_000)
    assert shell.run("works", "grant-list", "submit", number, "--idempotency-key", "s")["state"] == "granting"
    granted(live)
    for key in ("first", "second"):
        send = ("works", "grant-list", "send", program, path, "--idempotency-key", key)
        if key == "second":
            assert shell.run(*send, code=1)["error"]["code"] == "grant_list_repeated"
        more = ("--again",) if key == "second" else ()
        assert shell.run(*send, *more)["state"] == "granting"
        granted(live)
