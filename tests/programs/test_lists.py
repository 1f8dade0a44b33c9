"""A list of any length from the shell: each line has its own outcome, once, though it is interrupted."""

from pathlib import Path
from typing import Any

import pytest

from jiaozi.cli import programs
from jiaozi.errors import ERRORS
from jiaozi_sdk.resources.programs import ProgramsGrants
from tests.api.conftest import Live, live, serve, town
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.programs.test_api import draft, of, steer

__all__ = ["home", "live", "serve", "shell", "town"]
KEY = ("--idempotency-key", "spring")
pytestmark = pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both


@pytest.fixture
def program(live: Live) -> str:
    """An open program of ten yuan, whose claims are worth three."""
    made = draft(live, face_minor=300, per_wallet=0)
    steer(live, made, "open")
    return made


def listed(folder: Path, *lines: str) -> str:
    """A file with a list."""
    path = folder / "list.csv"
    path.write_text("\n".join(("wallet,yuan", *lines)) + "\n", encoding="utf-8")
    return str(path)


def held(live: Live, program: str) -> tuple[int, int]:
    """How many claims there are, and what they hold in fen."""
    with of(live, "works") as works:
        figures = works.programs.figures.get(program)
    return figures.claims, figures.held.minor


def test_each_line_has_its_own_outcome_over_several_requests(
    live: Live, shell: Shell, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "BATCH", 2)
    li, wang = live.ids["li"], live.ids["wang"]
    path = listed(tmp_path, f"{li},", "wal_0A1B2C3D4E5F7,", f"{wang},2.50", f"{li},¥1.00", f"{wang},8")
    told = shell.run("works", "program", "grant", program, path, *KEY, code=1)
    assert [each["refused"] for each in told["results"]] == [
        "",
        "payee_cannot_receive",
        "",
        "",
        "amount_invalid",
    ]
    assert (told["lines"], told["granted"], told["amount"]["minor"]) == (5, 3, 650)
    assert held(live, program) == (3, 650)
    shown = shell.text("works", "program", "grant", program, path, *KEY, code=1)
    assert "amount_invalid" in shown
    assert ERRORS["amount_invalid"].en in shown
    assert held(live, program) == (3, 650)


def test_a_list_that_was_interrupted_goes_on_where_it_was(
    live: Live, shell: Shell, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "BATCH", 1)
    path = listed(tmp_path, *(f"{live.ids['li']},0.{cent}" for cent in (10, 20, 30)))
    send, sent = ProgramsGrants.create, list[str]()

    def cut_off(self: ProgramsGrants, program: str, *, key: str = "", **more: Any) -> Any:
        if len(sent) == 2:
            raise KeyboardInterrupt
        sent.append(key)
        return send(self, program, key=key, **more)

    with monkeypatch.context() as interrupted:
        interrupted.setattr(ProgramsGrants, "create", cut_off)
        shell.text("works", "program", "grant", program, path, *KEY, code=130)
    assert held(live, program) == (2, 30)
    assert shell.run("works", "program", "grant", program, path, *KEY)["granted"] == 3
    assert held(live, program) == (3, 60)


def test_another_list_under_the_same_key_is_refused(live: Live, shell: Shell, program: str, tmp_path: Path) -> None:
    shell.run("works", "program", "grant", program, listed(tmp_path, f"{live.ids['li']},1"), *KEY)
    other = listed(tmp_path, f"{live.ids['wang']},1")
    refused = shell.run("works", "program", "grant", program, other, *KEY, code=1)
    assert refused["error"]["code"] == "idempotency_key_reused"
    assert held(live, program) == (1, 100)


@pytest.mark.parametrize(("line", "said"), [("wal_1,", "line 3"), ("{li},1.001", "line 3"), ("{li},-1", "line 3")])
def test_a_list_with_a_bad_line_is_not_begun(
    live: Live, shell: Shell, program: str, tmp_path: Path, line: str, said: str
) -> None:
    path = listed(tmp_path, f"{live.ids['li']},", line.format(li=live.ids["li"]))
    assert said in shell.text("works", "program", "grant", program, path, *KEY, code=2)
    assert held(live, program) == (0, 0)
