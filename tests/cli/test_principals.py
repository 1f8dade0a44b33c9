"""People made, enrolled and looked after from the shell."""

import re

import pytest

from jiaozi.db.sequencer import catch_up
from tests.api.conftest import Live, live, serve, town
from tests.cli.shell import Shell, shell

__all__ = ["live", "serve", "shell", "town"]
pytestmark = pytest.mark.only_engine("sqlite")  # the handlers are tested on both engines; this is the way to them


def test_a_colleague_joins_loses_her_key_and_leaves(live: Live, shell: Shell) -> None:
    new = ("--institution", live.ids["icbc"], "--name", "Zhang Min", "--reason", "night shift")
    asked = shell.run("icbc", "principal", "add", "operator", *new)
    made = shell.run("icbc2", "proposal", "approve", asked["proposal"])["outcome"]
    shares = [shell.run(who, "principal", "share", made["enrolment"])["share"] for who in ("icbc", "icbc2")]
    enrolled = shell.home.json("enrol", *shares, "--url", live.url)
    live.town.tokens["zhang"] = enrolled["token"]
    assert shell.home.json("enrol", *shares, "--url", live.url, code=1)["error"]["code"] == "enrolment_invalid"
    assert "Zhang Min" in shell.text("zhang", "principal", "list")
    live.town.tokens["further"] = shell.run("zhang", "principal", "key", "new")["token"]
    live.town.tokens["rotated"] = shell.run("further", "principal", "key", "rotate")["token"]
    assert shell.run("further", "principal", "list", code=1)["error"]["code"] == "credentials_invalid"
    renewal = shell.run("icbc", "principal", "renew", made["principal"], "--reason", "a lost laptop")
    again = shell.run("icbc2", "proposal", "approve", renewal["proposal"])["outcome"]
    shares = [shell.run(who, "principal", "share", again["enrolment"])["share"] for who in ("icbc", "icbc2")]
    shell.home.json("enrol", *shares, "--url", live.url)
    assert shell.run("rotated", "principal", "list", code=1)["error"]["code"] == "credentials_invalid"
    assert shell.run("icbc", "principal", "suspend", made["principal"])["state"] == "suspended"
    back = shell.run("icbc", "principal", "resume", made["principal"], "--reason", "she is back")
    assert shell.run("icbc2", "proposal", "approve", back["proposal"])["outcome"]["state"] == "active"
    catch_up(live.town.platform.engine)
    assert shell.home.run("enrol", "jze_x", "--url", live.url, code=1)


def test_whoever_approves_a_person_reads_what_comes_next(live: Live, shell: Shell) -> None:
    new = ("--institution", live.ids["icbc"], "--name", "Zhang Min", "--reason", "night shift")
    asked = shell.run("icbc", "principal", "add", "operator", *new)
    said = shell.text("icbc2", "proposal", "approve", asked["proposal"])
    enrolment = re.search(r"^outcome, enrolment +(enr_\w+)$", said, re.MULTILINE)
    assert enrolment
    assert f"jiaozi principal share {enrolment[1]}" in said
