"""Campaigns over HTTP and the command line: who may announce, witness, register, reveal, claim and read; nobody learns
of another's registration; a draw is downloaded and verified without the server."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from jiaozi.campaigns.drawing import commitment_of, mark_of
from jiaozi.cli.app import app
from jiaozi.clock import DAY_US, format_time, parse_time
from jiaozi.worker.campaigns import Campaigns
from jiaozi_sdk import ApiError
from tests.api.conftest import Live, live, serve, town
from tests.programs.test_api import draft, of, steer

__all__ = ["live", "serve", "town"]
SEED, WITNESS_SEED = "5e" * 32, "17" * 32
RUNNER = CliRunner()


def order(live: Live, **more: Any) -> dict[str, Any]:
    """What announces a campaign."""
    now = live.town.clock.now()
    names = ("opens_at", "closes_at", "reveal_until", "claims_until")
    times = {name: format_time(now + days * DAY_US) for days, name in enumerate(names)}
    return {"places": 2, "commitment": commitment_of(SEED), **times, **more}


def announced(live: Live, program: str, **more: Any) -> str:
    """A campaign of the works', as it is announced: two places of three yuan."""
    made = live.post("works", f"/v1/programs/{program}/campaigns", order(live, **more))
    assert made.status_code == 201, made.text
    return str(made.json()["campaign"])


def opened(live: Live, **more: Any) -> tuple[str, str]:
    """A program of ten yuan in claims of three, and a campaign of it that can be registered for."""
    program = draft(live, face_minor=300)
    steer(live, program, "open")
    campaign = announced(live, program, **more)
    body = {"commitment": commitment_of(WITNESS_SEED)}
    assert live.post("central", f"/v1/campaigns/{campaign}/witness", body).json()["state"] == "open"
    return program, campaign


def register(live: Live, campaign: str, who: str) -> dict[str, Any]:
    """Somebody's registration."""
    made = live.post(who, f"/v1/campaigns/{campaign}/registrations", {"wallet": live.ids[who]})
    assert made.status_code == 201, made.text
    return dict(made.json())


def drawn(live: Live, campaign: str) -> None:
    """Reveals both seeds when registration is over, and lets the worker draw."""
    closes = live.get("li", f"/v1/campaigns/{campaign}").json()["closes_at"]
    live.town.clock.advance_to(parse_time(closes))
    for who, seed in (("works", SEED), ("central", WITNESS_SEED)):
        assert live.post(who, f"/v1/campaigns/{campaign}/seeds", {"seed": seed}).status_code == 200
    Campaigns(live.town.platform).turn()


def test_a_campaign_is_announced_witnessed_registered_for_drawn_claimed_and_reported(live: Live) -> None:
    program, campaign = opened(live)
    with of(live, "works") as works:
        figures = works.programs.figures.get(program)
        assert (figures.free.minor, figures.promised.minor) == (400, 600)
        assert [each.id for each in works.programs.campaigns.list(program)] == [campaign]
    for who in ("li", "wang"):
        register(live, campaign, who)
    drawn(live, campaign)
    with of(live, "li") as li:
        told = next(iter(li.wallets.registrations.list(live.ids["li"])))
        assert (told.campaign, told.won, told.state) == (campaign, True, "won")
        claim = li.campaigns.claims.create(campaign, wallet=live.ids["li"])
        assert claim.value.minor == 300
        li.payments.create(payer=live.ids["li"], store=live.ids["counter"], amount_minor=200)
    with of(live, "works") as works:
        report = works.campaigns.report(campaign)
    assert (report.registered, report.winners, report.win_rate_bp) == (2, 2, 10_000)
    assert (report.claimed, report.unclaimed, report.promised.minor) == (1, 1, 300)
    sums = (report.worth.minor, report.left.minor, report.spent.minor, report.reclaimed.minor)
    assert sums == (300, 100, 200, 0)


def test_each_does_its_own_part_and_nobody_anothers(live: Live) -> None:
    program = draft(live, face_minor=300)
    steer(live, program, "open")
    campaign = announced(live, program)
    commitment = {"commitment": commitment_of(WITNESS_SEED)}
    for who in ("works", "icbc", "li", "teahouse"):
        assert live.post(who, f"/v1/campaigns/{campaign}/witness", commitment).json()["code"] == "forbidden"
    live.post("central", f"/v1/campaigns/{campaign}/witness", commitment)
    body = {"wallet": live.ids["li"]}
    for who in ("wang", "works"):
        answer = live.post(who, f"/v1/campaigns/{campaign}/registrations", body)
        assert answer.json()["code"] == "wallet_not_found"
    assert live.post("icbc", f"/v1/campaigns/{campaign}/registrations", body).json()["code"] == "forbidden"
    assert live.post("icbc", f"/v1/campaigns/{campaign}/seeds", {"seed": SEED}).json()["code"] == "forbidden"
    other = live.post("teahouse", f"/v1/campaigns/{campaign}/seeds", {"seed": SEED})
    assert other.json()["code"] == "forbidden"
    assert live.get("teahouse", f"/v1/campaigns/{campaign}/report").json()["code"] == "forbidden"
    assert live.get("li", f"/v1/campaigns/{campaign}/report").json()["code"] == "forbidden"
    assert live.get("auditor", f"/v1/campaigns/{campaign}/report").status_code == 200
    for who in ("icbc", "central"):
        asked = live.post(who, f"/v1/programs/{program}/campaigns", order(live, places=1))
        assert asked.json()["code"] == "forbidden"


def test_two_people_of_the_bank_pause_a_campaign_and_stop_it(live: Live) -> None:
    _, campaign = opened(live)
    for state in ("paused", "open", "stopped"):
        body = {"state": state, "reason": "as agreed"}
        proposal = live.post("icbc", f"/v1/campaigns/{campaign}/state", body).json()["proposal"]
        done = live.post("icbc2", f"/v1/proposals/{proposal}/approve").json()["outcome"]
        assert done["state"] == state
        assert live.get("li", f"/v1/campaigns/{campaign}").json()["paused"] is (state == "paused")
    assert live.get("li", f"/v1/campaigns/{campaign}").json()["state"] == "stopped"
    assert live.post("works", f"/v1/campaigns/{campaign}/state", {"state": "open", "reason": "x"}).json()["code"] == (
        "forbidden"
    )


def test_nobody_learns_of_anothers_registration(live: Live) -> None:
    _, campaign = opened(live)
    mine = register(live, campaign, "li")
    theirs = register(live, campaign, "wang")
    told = live.get("works", f"/v1/campaigns/{campaign}/numbers").json()["items"]
    assert told == [{"number": each["number"], "mark": each["mark"], "won": None} for each in (mine, theirs)]
    assert mine["mark"] == mark_of(campaign, 1, live.ids["li"], mine["salt"])
    for who in ("wang", "works", "teahouse"):
        answer = live.get(who, f"/v1/wallets/{live.ids['li']}/registrations")
        assert answer.json()["code"] in ("wallet_not_found", "forbidden")
    twice = live.post("li", f"/v1/campaigns/{campaign}/registrations", {"wallet": live.ids["li"]})
    assert twice.json()["code"] == "registration_exists"
    page = live.get("li", f"/v1/campaigns/{campaign}/numbers?limit=1").json()
    rest = live.get("li", f"/v1/campaigns/{campaign}/numbers?limit=1&cursor={page['next_cursor']}").json()
    assert [each["number"] for each in (*page["items"], *rest["items"])] == [1, 2]


def test_the_salt_is_told_to_the_holder_alone_and_the_receipt_can_be_read_again(live: Live) -> None:
    _, campaign = opened(live)
    made = register(live, campaign, "li")
    path = f"/v1/wallets/{live.ids['li']}/registrations"
    own, clerk, auditor = (live.get(who, path).json()["items"][0] for who in ("li", "icbc", "auditor"))
    receipt = ("campaign", "number", "wallet", "mark", "salt", "list_sha256")
    assert {name: own[name] for name in receipt} == {name: made[name] for name in receipt}
    assert clerk == auditor == own | {"salt": None}


def test_a_drafts_campaigns_are_there_for_whom_the_draft_is(live: Live) -> None:
    program = draft(live, face_minor=300)
    path = f"/v1/programs/{program}/campaigns"
    for who in ("works", "icbc"):
        assert live.get(who, path).json()["items"] == []
    for who in ("li", "teahouse"):
        strange = live.get(who, path).json()
        assert (strange["status"], strange["code"]) == (404, "program_not_found")
        assert live.get(who, f"/v1/programs/{program}").json()["code"] == "program_not_found"
    steer(live, program, "open")
    assert live.get("li", path).json()["items"] == []


def test_a_draw_that_is_stopped_once_it_is_known_stays_known(live: Live, tmp_path: Path) -> None:
    """Two people may stop what they did not like; everybody sees of what."""
    _, campaign = opened(live)
    register(live, campaign, "li")
    drawn(live, campaign)
    body = {"state": "stopped", "reason": "as agreed"}
    proposal = live.post("icbc", f"/v1/campaigns/{campaign}/state", body).json()["proposal"]
    assert live.post("icbc2", f"/v1/proposals/{proposal}/approve").json()["outcome"]["state"] == "stopped"
    assert [each["won"] for each in live.get("wang", f"/v1/campaigns/{campaign}/numbers").json()["items"]] == [True]
    told = live.get("li", f"/v1/wallets/{live.ids['li']}/registrations").json()["items"][0]
    assert (told["state"], told["won"], told["notice_en"]) == ("won", True, None)
    path = tmp_path / "draw.csv"
    download = ("campaign", "download", campaign, str(path), "--url", live.url, "--api-key", live.town.tokens["li"])
    assert run(*download).exit_code == 0
    assert json.loads(run("campaign", "verify", str(path), "--json").stdout)["winners"] == 1


def test_nobody_is_told_who_wins_before_the_draw_is_done(live: Live) -> None:
    _, campaign = opened(live)
    register(live, campaign, "li")
    shown = live.get("li", f"/v1/wallets/{live.ids['li']}/registrations").json()["items"][0]
    assert (shown["won"], shown["state"], shown["notice_en"], shown["notice_zh"]) == (None, "registered", None, None)
    early = live.get("li", f"/v1/campaigns/{campaign}/list-file")
    assert early.json()["code"] == "campaign_state_invalid"
    hidden = live.get("central", f"/v1/campaigns/{campaign}").json()
    assert (hidden["seed"], hidden["witness_seed"], hidden["cut"]) == (None, None, None)


def test_a_seed_that_came_too_early_stays_with_its_party(live: Live) -> None:
    _, campaign = opened(live)
    refused = live.post("works", f"/v1/campaigns/{campaign}/seeds", {"seed": SEED})
    assert refused.json()["code"] == "campaign_state_invalid"
    assert SEED not in refused.text
    for who in ("icbc", "auditor", "central"):
        assert SEED not in live.get(who, "/v1/acts").text


def test_what_winners_are_told_has_no_link_also_where_the_program_has_one(live: Live) -> None:
    _, campaign = opened(live)
    register(live, campaign, "li")
    drawn(live, campaign)
    told = live.get("li", f"/v1/wallets/{live.ids['li']}/registrations").json()["items"][0]
    assert told["notice_en"].startswith("You have won in the draw of Spring envelopes: 3.00 yuan. ")
    assert told["notice_zh"].startswith("您在“春节红包”抽签中已中签：3.00 元。")
    public = live.get("wang", f"/v1/campaigns/{campaign}").json()
    assert (public["notice_en"], public["notice_zh"]) == (told["notice_en"], told["notice_zh"])
    assert not re.search(r"[a-z]\.[a-z]|/|www|@", told["notice_en"] + told["notice_zh"], re.IGNORECASE)


@pytest.mark.parametrize("body", [{"seed": "5E" * 32}, {"seed": "5e"}, {"seed": None}, {}])
def test_what_is_no_seed_is_malformed(live: Live, body: dict[str, Any]) -> None:
    _, campaign = opened(live)
    answer = live.post("works", f"/v1/campaigns/{campaign}/seeds", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed")


def test_a_request_that_is_repeated_registers_once_and_tells_the_same(live: Live) -> None:
    _, campaign = opened(live)
    body = {"wallet": live.ids["li"]}
    first, again = (live.post("li", f"/v1/campaigns/{campaign}/registrations", body, "same") for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    with of(live, "li") as li, pytest.raises(ApiError, match="registration_exists"):
        li.campaigns.registrations.create(campaign, wallet=live.ids["li"])


def run(*words: str) -> Any:
    """What a command line says."""
    return RUNNER.invoke(app, list(words))


def test_a_draw_is_downloaded_and_verified_without_the_server(live: Live, tmp_path: Path) -> None:
    _, campaign = opened(live, places=1)
    receipts = {who: register(live, campaign, who) for who in ("li", "wang")}
    drawn(live, campaign)
    path = tmp_path / "draw.csv"
    asked = ("--url", live.url, "--api-key", live.town.tokens["li"], "--json")
    assert json.loads(run("campaign", "download", campaign, str(path), *asked).stdout)["registered"] == 2
    assert run("campaign", "download", campaign, str(path), *asked).exit_code == 1
    told = json.loads(run("campaign", "verify", str(path), "--json").stdout)
    assert told == {"campaign": campaign, "registered": 2, "winners": 1}
    own = receipts["li"]
    mine = ("--number", str(own["number"]), "--wallet", live.ids["li"], "--salt", own["salt"])
    won = json.loads(run("campaign", "verify", str(path), *mine, "--json").stdout)["won"]
    assert won == live.get("li", f"/v1/wallets/{live.ids['li']}/registrations").json()["items"][0]["won"]
    assert run("campaign", "verify", str(path), *mine[:-1], "0" * 32).exit_code == 1
    chain = ("--chain", own["list_sha256"])
    assert run("campaign", "verify", str(path), *mine, *chain).exit_code == 0
    assert run("campaign", "verify", str(path), *mine[:2], *chain).exit_code == 0
    assert run("campaign", "verify", str(path), *mine, "--chain", own["mark"]).exit_code == 1
    for some in (mine[2:], mine[:2], mine[:4], mine[2:4], chain, (*mine[2:], *chain), (*mine[:2], *mine[4:])):
        assert run("campaign", "verify", str(path), *some).exit_code == 2, "half a receipt proves nothing"
    noted = ("--commitment", commitment_of(SEED), "--witness-commitment", commitment_of(WITNESS_SEED))
    assert run("campaign", "verify", str(path), *noted).exit_code == 0
    for option, sum_ in (("--commitment", noted[3]), ("--witness-commitment", noted[1])):
        told = run("campaign", "verify", str(path), option, sum_)
        assert (told.exit_code, "a commitment is not the one that you noted" in told.output) == (1, True)

    lines = path.read_text(encoding="utf-8").splitlines()
    swapped = [line[:-1] + str(1 - int(line[-1])) for line in lines[2:]]
    path.write_text("\n".join([*lines[:2], *swapped]) + "\n", encoding="utf-8")
    wrong = run("campaign", "verify", str(path))
    assert (wrong.exit_code, "does not follow from what was published" in wrong.output) == (1, True)
    path.write_text("nothing", encoding="utf-8")
    assert run("campaign", "verify", str(path)).exit_code == 1
    said = json.loads(lines[0])
    for more in ({"places": 0}, {"places": -1}, {"registered": 10**12}, {"registered": 10**7}):
        path.write_text("\n".join([json.dumps(said | more), *lines[1:]]) + "\n", encoding="utf-8")
        assert run("campaign", "verify", str(path)).exit_code == 1, more
    path.write_text("\n".join([*lines[:2], "9" * 5_000 + lines[2][1:], *lines[3:]]) + "\n", encoding="utf-8")
    assert "file_unusable" in run("campaign", "verify", str(path), "--json").output


def test_a_client_is_not_needed_to_make_a_seed() -> None:
    made = json.loads(run("campaign", "seed", "--json").stdout)
    assert commitment_of(made["seed"]) == made["commitment"]
    assert made != json.loads(run("campaign", "seed", "--json").stdout)
