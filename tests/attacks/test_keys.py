"""Keys that do not work any more, or never did: for every operation the same answer, and nothing written."""

from hashlib import sha256

import pytest

from jiaozi.access.tokens import format_token, new_secret, parse_token
from tests.attacks.conftest import Attack, state_of
from tests.attacks.test_matrix import theirs
from tests.testmode.conftest import Trial
from tests.worlds.shapes import NOBODY, missing, shapes

pytestmark = pytest.mark.only_engine("sqlite")  # thousands of requests: minutes on the other engine, same rules
VICTIMS = "works"
NEED_NO_KEY = ("POST /v1/enrolments", "GET /v1/statement-checks/{code}")


def dead_keys(attack: Attack) -> dict[str, str]:
    """A token for each way in which a key does not work."""
    live, tokens = attack.live, dict(attack.tokens)
    good = tokens[VICTIMS]
    parsed = parse_token(good)
    assert parsed is not None
    found = {
        "malformed": "jz_x",
        "in small letters": good.lower(),
        "cut short": good[:-1],
        "of no key": format_token(NOBODY, parsed.secret),
        "with another's secret": format_token(parsed.key, new_secret()),
        "of test mode, where there is none": good.replace("jz_", "jzt_"),
    }
    own = f"/v1/principals/{live.town.principals[VICTIMS]}/keys"
    further = live.post(VICTIMS, own).json()
    found["revoked"] = further["token"]
    assert live.post(VICTIMS, f"/v1/keys/{further['key']}/revocation").status_code == 200
    further = live.post(VICTIMS, own).json()
    found["replaced"] = further["token"]
    assert live.post(VICTIMS, f"/v1/keys/{further['key']}/rotation", {"overlap_s": 0}).status_code == 200
    found["of a suspended principal"] = tokens["office"]
    assert live.post("icbc", f"/v1/principals/{live.town.principals['office']}/suspension").status_code == 200
    found["of an earlier generation"] = tokens["zhao"]
    _enrol_again(attack, "zhao")
    return found


def _enrol_again(attack: Attack, who: str) -> None:
    """Two clerks renew, each draws a share, and the principal enrols with a secret of its own."""
    live = attack.live
    path = f"/v1/principals/{live.town.principals[who]}/enrolments"
    proposal = live.post("icbc", path, {"reason": "a stolen key"}).json()["proposal"]
    enrolment = live.post("icbc2", f"/v1/proposals/{proposal}/approve").json()["outcome"]["enrolment"]
    shares = [live.post(clerk, f"/v1/enrolments/{enrolment}/shares").json()["share"] for clerk in ("icbc", "icbc2")]
    body = {"shares": shares, "secret_hash": sha256(new_secret().encode()).hexdigest()}
    answer = live.post("", "/v1/enrolments", body)
    assert answer.status_code == 201, answer.text


def test_a_key_that_does_not_work_is_told_from_none_by_nothing_and_does_nothing(attack: Attack) -> None:
    keys = dead_keys(attack)
    attack.tokens.update(keys)
    before, wrong = attack.state(), []
    everything = [shape for shape in shapes() if shape.label not in NEED_NO_KEY]
    for shape in everything:
        told = {name: attack.ask(name, shape.label, *shape.filled(theirs(attack.victim))) for name in keys}
        first = next(iter(told.values()))
        if first.status != 401 or '"credentials_invalid"' not in first.body or len(set(told.values())) > 1:
            wrong.append(f"{shape.label}: {told}")
    attack.tokens["nobody"] = ""
    for shape in everything:
        answer = attack.ask("nobody", shape.label, *shape.filled(theirs(attack.victim)))
        if answer.status != 401 or '"credentials_missing"' not in answer.body:
            wrong.append(f"{shape.label}: {answer}")
    assert not wrong, "\n".join(wrong)
    assert attack.state() == before


def test_a_test_key_finds_nothing_of_the_live_world_and_changes_nothing_there(attack: Attack) -> None:
    """Live ids in the test world are ids of nothing; its own things are as safe there as live ones are here."""
    trial, another = Trial(attack.live, "teahouse"), Trial(attack.live, "works")
    attack.tokens["twin"] = next(iter(trial.keys.values()))
    rule = another.post(next(iter(another.keys)), "/v1/test/failures", {"operation": "pay", "effect": "unavailable"})
    assert rule.status_code == 201, rule.text
    foreign = attack.victim | {"flr": rule.json()["failure_rule"]}
    before, wrong = state_of(attack.live.town.platform), []
    for shape in shapes():
        told = [attack.ask("twin", shape.label, *shape.filled(choose)) for choose in (missing, theirs(foreign))]
        if max(each.status for each in told) >= 500:
            wrong.append(f"{shape.label} fails: {told}")
        named = any(place.where == "path" and place.kind != "ins" for place in shape.places())  # all know all banks
        if named and (told[0] != told[1] or told[1].status not in (401, 403, 404, 422)):
            wrong.append(f"{shape.label} tells: {told}")
    assert not wrong, "\n".join(wrong)
    assert state_of(attack.live.town.platform) == before
