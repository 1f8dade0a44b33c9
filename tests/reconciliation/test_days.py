"""A bank's day over HTTP: imported whole, matched, explained, closed for good; each institution's own only."""

from collections.abc import Sequence
from typing import Any

import pytest

from jiaozi.db.engine import Connection, Row
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.reconciliation import store
from jiaozi.reconciliation.store import to_match
from jiaozi.worker import reconciliation as worker
from jiaozi.worker.orders import carry_out
from tests.api.conftest import Live
from tests.reconciliation.conftest import code
from tests.worlds.office import DAY, NEXT, Office, digest, line

OTHERS = ("boc", "teahouse", "works", "city", "li", "wang")


def test_a_core_that_says_the_same_leaves_nothing_to_explain_and_the_day_is_closed(office: Office) -> None:
    day = office.bring(office.says())
    assert (day["state"], day["matched"], day["breaks"], day["core_entries"]) == ("matched", 7, 0, 7)
    assert day["platform_credit"] == day["core_credit"] == {"minor": 201_900, "asset": "CNY"}
    assert (day["platform_debit"]["minor"], day["difference"]["minor"]) == (10**9 + 300, 0)
    closed = office.act("closure")
    assert closed.json() == {"account": office.account, "day": DAY, "breaks": 0, "open_breaks": 0}
    assert office.day()["closed_by"] == office.live.town.principals["icbc"]


def test_each_kind_of_break_is_named_and_together_they_are_the_difference(office: Office) -> None:
    said = office.says()
    lost = said.pop(3)
    said[3]["minor"] = 650
    said += [said[1], line(42, "unknown")]
    day = office.bring(said)
    found = office.breaks()
    kinds = {each["kind"]: each["difference"]["minor"] for each in found}
    assert kinds == {"missing_there": -500, "amount_differs": -50, "duplicate": 100_000, "missing_here": 42}
    assert {each["state"] for each in found} == {"open"}
    assert sum(kinds.values()) == day["difference"]["minor"]
    assert next(each for each in found if each["kind"] == "missing_there")["transfer"] == lost["reference"]


def test_an_entry_after_the_cut_off_differs_in_its_day_alone(office: Office) -> None:
    late = office.says()[-1]
    office.bring(office.says()[:-1])
    office.until("2026-01-01T09:00:00+08:00")
    office.bring([late], NEXT)
    (there,) = office.breaks()
    (here,) = office.breaks(NEXT)
    assert (there["kind"], there["difference"]["minor"]) == ("missing_there", 300)
    assert (here["kind"], here["other_day"], here["transfer"]) == ("day_differs", DAY, late["reference"])
    assert here["difference"]["minor"] == -300
    # imported again when the day after is known, it is known where it went
    assert office.bring([*office.says()[1:-1], office.says()[0]])["attempt"] == 2
    (there,) = office.breaks()
    assert (there["kind"], there["other_day"]) == ("day_differs", NEXT)


def test_without_references_amount_and_time_join(office: Office) -> None:
    said = [{**each, "reference": "", "core_reference": str(n)} for n, each in enumerate(office.says())]
    assert office.bring(said)["breaks"] == 0


def test_a_file_is_one_import_however_often_it_comes(office: Office) -> None:
    said = office.says()
    first = office.bring(said)
    again = office.begin(said)
    assert (again.status_code, again.json()["loaded_entries"], again.json()["attempt"]) == (201, 7, 1)
    assert office.day() == first
    office.act("closure")
    assert office.begin(said).json()["state"] == "closed"


def test_an_import_goes_on_where_it_stood_and_is_all_or_nothing(office: Office) -> None:
    said = office.says()[1:]
    file = digest(said)
    assert office.begin(said).json()["state"] == "loading"
    assert office.add(said[:4], file=file).json()["loaded_entries"] == 4
    assert code(office.add(said[:4], file=file)) == "core_statement_differs"
    assert code(office.add(said[5:], first=6, file=file)) == "core_statement_differs"
    assert code(office.add([*said[4:], line(1)], first=5, file=file)) == "core_statement_differs"
    wrong = [said[4], {**said[5], "minor": 299}]
    assert code(office.add(wrong, first=5, file=file)) == "core_statement_differs"
    assert code(office.act("closure")) == "reconciliation_not_matched"
    assert code(office.add(said[4:], first=5, file="0" * 64)) == "core_statement_differs"
    office.match()
    assert office.day()["state"] == "loading"
    assert office.begin(said).json()["loaded_entries"] == 4
    assert office.add(said[4:], first=5, file=file).json()["state"] == "loaded"


def test_another_file_begins_an_open_day_anew(office: Office) -> None:
    office.bring([])
    assert {each["kind"] for each in office.breaks()} == {"missing_there"}
    office.explain(1)
    day = office.bring(office.says())
    assert (day["attempt"], day["breaks"], day["open_breaks"]) == (2, 0, 0)


def test_statements_of_the_days_of_an_account_are_of_one_account_of_the_core(office: Office) -> None:
    days = ["2025-12-29", DAY, NEXT, "2026-01-01"]
    office.until("2026-01-02T09:00:00+08:00")
    assert office.begin([line(1)], days[1], core_account=" 6222-0001 ").status_code == 201
    assert office.day(days[1])["core_account"] == "62220001"
    for day in (days[0], days[2]):
        refused = office.begin([], day, core_account="SOMEBODY-ELSES")
        assert (refused.status_code, code(refused)) == (409, "core_account_differs")
        assert refused.json()["detail_zh"].endswith("2025-12-30 的账号为 62220001")
        assert code(office.live.get("icbc", office.path(day))) == "reconciliation_not_found"
    assert office.begin([], days[2]).status_code == 201, "a file may name none"
    assert code(office.begin([], days[3], core_account="6222 0002")) == "core_account_differs"
    changed = office.begin([], days[3], core_account="6222 0002", account_changed=True)
    assert changed.status_code == 201
    assert office.begin([line(2)], days[2], core_account="６２２２０００１").status_code == 201
    assert [office.day(day)["core_account"] for day in days[1:]] == ["62220001", "62220001", "62220002"]


def test_the_account_of_a_day_that_was_imported_wrongly_is_made_right_by_the_next_import(office: Office) -> None:
    office.begin([line(1)], core_account="ANOTHER")
    assert office.begin([line(2)], core_account="ANOTHER").json()["attempt"] == 2
    assert office.begin([line(2)], core_account="OURS").json()["attempt"] == 3
    assert office.begin([line(2)], core_account="OURS").json()["attempt"] == 3
    assert office.day()["core_account"] == "OURS"


def test_a_day_is_imported_when_it_is_over(office: Office) -> None:
    assert code(office.begin([], NEXT)) == "reconciliation_day_open"
    office.until("2026-01-01T00:00:59+08:00")
    assert code(office.begin([], NEXT)) == "reconciliation_day_open"
    office.until("2026-01-01T00:01:00+08:00")
    assert office.begin([], NEXT).status_code == 201


def test_a_break_keeps_who_explained_it_and_open_ones_keep_the_day_open(office: Office) -> None:
    office.bring(office.says()[2:])
    assert code(office.act("closure")) == "breaks_open"
    assert code(office.explain(3)) == "break_not_found"
    assert office.explain(1).json() == {"account": office.account, "day": DAY, "state": "explained", "open_breaks": 1}
    assert office.explain(1, reason="seen again").json()["open_breaks"] == 1
    told = office.breaks(state="explained")
    assert [(each["number"], each["reason"], each["said_by"]) for each in told] == [
        (1, "seen again", office.live.town.principals["icbc"])
    ]
    assert code(office.act("closure")) == "breaks_open"
    office.explain(2)
    assert code(office.act("closure")) == "breaks_open", "words move no money"
    assert office.approved(office.propose_closing("both are understood"))["state"] == "done"


def test_two_people_close_a_day_with_open_breaks_and_say_why(office: Office) -> None:
    office.bring(office.says()[1:])
    live = office.live
    asked = office.propose_closing("the core was down")
    assert asked.status_code == 202
    proposal = f"/v1/proposals/{asked.json()['proposal']}/approve"
    assert code(live.post("icbc", proposal)) == "approval_own_proposal"
    assert code(live.post("boc", proposal)) == "proposal_not_found"
    assert office.day()["state"] == "matched"
    assert live.post("icbc2", proposal).json()["outcome"]["open_breaks"] == 1
    day = office.day()
    assert (day["state"], day["open_breaks"], day["reason"]) == ("closed", 1, "the core was down")
    assert (day["closed_by"], day["seconded_by"]) == (live.town.principals["icbc"], live.town.principals["icbc2"])


@pytest.mark.parametrize("meanwhile", ["another file", "the same file after another", "an explanation", "a word"])
def test_two_people_close_the_day_that_the_second_read_and_no_other(office: Office, meanwhile: str) -> None:
    said = office.says()[:-1]
    office.bring([*said, line(500, "invented"), line(40, "invented too")])
    office.explain(1)
    asked = office.propose_closing("the unload of 3 yuan is booked tomorrow")
    shown = office.live.get("icbc2", f"/v1/proposals/{asked.json()['proposal']}").json()["command"]
    assert (shown["revision"], shown["open_breaks"]) == (office.day()["revision"], 2)
    if "file" in meanwhile:
        office.bring([*said, line(900_000_000, "invented")])
    if "same" in meanwhile:
        office.bring([*said, line(500, "invented"), line(40, "invented too")])
    if meanwhile == "an explanation":
        office.explain(2)
    if meanwhile == "a word":
        office.explain(1, reason="not what you read")
    refused = office.approved(asked)
    assert (refused["state"], refused["outcome"]["refused"]["code"]) == ("refused", "proposal_outdated")
    assert office.day()["state"] == "matched"
    assert office.approved(office.propose_closing("as it stands"))["state"] == "done"


def test_breaks_of_a_state_are_looked_for_in_a_window(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WINDOW", 2)
    office.bring([])
    office.explain(1, 7)
    pages: list[list[int]] = []
    cursor: dict[str, str] = {}
    more = True
    while more:
        page = office.live.get("icbc", f"{office.path()}/breaks", params={"state": "explained", **cursor}).json()
        pages.append([each["number"] for each in page["items"]])
        cursor, more = {"cursor": page["next_cursor"]}, page["has_more"]
    assert pages == [[1], [], [], [7]]


def test_days_are_listed_along_an_index(office: Office) -> None:
    office.bring([])
    asked: dict[str, Any] = {}
    with office.live.town.platform.snapshot() as connection:
        listening: Any = Listening(connection, asked)
        listed = [store.days_page(listening, operator, (0, 0), 5) for operator in (0, office.live.town.number("icbc"))]
        assert [len(each) for each in listed] == [1, 1]
        assert store.days_page(listening, office.live.town.number("boc"), (0, 0), 5) == []
        for sql, parameters in asked.items():
            if office.live.town.platform.engine.name == "sqlite":
                (step,) = (str(row[-1]) for row in connection.query(f"EXPLAIN QUERY PLAN {sql}", parameters))
                assert step.startswith("SEARCH"), step
            else:
                plan = "\n".join(str(row[0]) for row in connection.query(f"EXPLAIN {sql}", parameters))
                assert "FULL SCAN" not in plan, plan
                assert "SORT" not in plan, plan


class Listening:
    """A connection that remembers what it was asked."""

    def __init__(self, connection: Connection, asked: dict[str, Any]) -> None:
        self._connection = connection
        self._asked = asked

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        self._asked[sql] = parameters
        return self._connection.query(sql, parameters)


def test_a_closed_day_never_changes(office: Office) -> None:
    said = office.says()
    office.bring(said)
    office.act("closure")
    before = office.day(), office.breaks()
    answers = [
        office.begin(said[1:]),
        office.add(said),
        office.explain(1),
        office.act("closure"),
        office.propose_closing("again"),
    ]
    *refused, proposed = answers
    assert [code(each) for each in refused] == ["reconciliation_closed"] * 4
    approved = office.live.post("icbc2", f"/v1/proposals/{proposed.json()['proposal']}/approve")
    assert approved.json()["state"] == "refused"
    office.match()
    assert (office.day(), office.breaks()) == before


def test_a_journal_corrects_just_what_it_makes_up_for_and_once(office: Office) -> None:
    office.bring([*office.says(), line(900, "lost"), line(50, "also lost")])
    office.move(900)
    made = encode_id("jnl", office.moved()[-1].journal)
    lost, also = (each["number"] for each in office.breaks())
    early = encode_id("jnl", office.moved()[0].journal)
    for journal in (early, "jnl_0000000000001", encode_id("jnl", 7)):
        assert code(office.explain(lost, journal=journal)) == "correction_differs"
    assert code(office.explain(lost, also, journal=made)) == "correction_differs"
    assert office.explain(lost, journal=made).json()["state"] == "corrected"
    assert code(office.explain(lost, journal=made)) == "correction_differs"
    # it is a movement of the day on which it was made, and known there for what it is
    office.until("2026-01-01T09:00:00+08:00")
    office.bring([], NEXT)
    (shown,) = office.breaks(NEXT)
    assert (shown["kind"], shown["other_day"], shown["platform"]["minor"]) == ("day_differs", DAY, 900)


def test_one_person_closes_a_day_of_which_a_journal_made_up_for_every_break(office: Office) -> None:
    office.bring([*office.says(), line(900, "lost"), line(50, "also lost")])
    office.move(900, 50)
    made = [encode_id("jnl", each.journal) for each in office.moved()[-2:]]
    first, second = (each["number"] for each in office.breaks())
    office.explain(first, journal=made[0])
    office.explain(second)
    assert (office.day()["open_breaks"], office.day()["explained_breaks"]) == (0, 1)
    assert code(office.act("closure")) == "breaks_open"
    office.explain(second, journal=made[1])
    assert office.day()["explained_breaks"] == 0
    assert office.act("closure").status_code == 200
    assert office.day()["seconded_by"] is None


def test_a_journal_that_the_core_tells_of_on_its_own_day_makes_up_for_nothing(office: Office) -> None:
    """A customer's load of the same amount is no correction: on the day after it shows what it was taken for."""
    office.bring([*office.says(), line(500, "invented")])
    office.move(500)
    made = office.moved()[-1]
    office.explain(1, journal=encode_id("jnl", made.journal))
    assert office.act("closure").status_code == 200, "nobody can know yet"
    office.until("2026-01-01T09:00:00+08:00")
    office.bring(office.says([made]), NEXT)
    told = [(each["kind"], each["difference"]["minor"], each["other_day"]) for each in office.breaks(NEXT)]
    assert sorted(told) == [("day_differs", -500, DAY), ("missing_here", 500, None)]
    assert code(office.act("closure", day=NEXT)) == "breaks_open"


def test_where_the_day_of_a_journal_is_matched_it_is_refused_that_it_made_up_for_another(office: Office) -> None:
    office.move(500)
    made = office.moved()[-1]
    office.move(40)
    untold = office.moved()[-1]
    office.until("2026-01-01T09:00:00+08:00")
    office.bring(office.says([made]), NEXT)
    day_before = [each for each in office.moved() if each.id < made.id]
    office.bring([*office.says(day_before), line(500, "invented"), line(40, "invented too")])
    number = {each["core"]["minor"]: each["number"] for each in office.breaks()}
    assert code(office.explain(number[500], journal=encode_id("jnl", made.journal))) == "correction_differs"
    assert office.explain(number[40], journal=encode_id("jnl", untold.journal)).status_code == 201


def test_a_matching_that_began_before_a_journal_was_named_is_begun_anew(office: Office) -> None:
    office.bring([*office.says(), line(500, "invented")])
    office.move(500)
    made = office.moved()[-1]
    office.until("2026-01-01T09:00:00+08:00")
    said = office.says([made])
    office.begin(said, NEXT)
    office.add(said, day=NEXT)
    platform = office.live.town.platform
    with platform.snapshot() as connection:
        (waiting,) = to_match(connection, 1)
    steps = worker.Reconciler(platform)._steps(waiting)
    office.explain(1, journal=encode_id("jnl", made.journal))
    (late,) = carry_out(platform, [("late", steps[0])])
    assert isinstance(late.outcome, Refusal)
    office.match()
    assert sorted(each["kind"] for each in office.breaks(NEXT)) == ["day_differs", "missing_here"]


@pytest.mark.parametrize("who", OTHERS)
def test_another_s_day_is_as_one_that_is_not_there(office: Office, who: str) -> None:
    said = office.says()
    office.bring(said)
    live, before = office.live, office.live.town.digest()
    nowhere = encode_id("acc", 16 * 99)
    bodies: dict[str, Any] = {
        "entries": {"file": digest(said), "first": 1, "entries": said},
        "explanations": {"numbers": [1], "reason": "mine"},
        "closure": None,
        "closure-with-breaks": {"reason": "mine", "revision": 2, "open_breaks": 1},
    }
    for name, body in bodies.items():
        there = office.act(name, body, who=who)
        gone = live.post(who, f"/v1/reconciliations/{nowhere}/{DAY}/{name}", body)
        assert (there.status_code, code(there)) == (gone.status_code, code(gone)), name
        assert code(there) == ("account_not_found" if who == "boc" else "forbidden")
    assert code(office.begin(said, who=who)) in ("account_not_found", "forbidden")
    for tail in ("", "/breaks"):
        assert live.get(who, f"{office.path()}{tail}").status_code == (404 if who == "boc" else 403)
    listed = live.get(who, "/v1/reconciliations")
    assert listed.status_code == 403 or listed.json()["items"] == []
    assert live.town.digest() == before
    assert office.day()["state"] == "matched"


def test_the_central_bank_and_the_auditor_read_and_do_nothing(office: Office) -> None:
    office.bring(office.says())
    for who in ("central", "auditor"):
        assert office.live.get(who, office.path()).json()["breaks"] == 0
        assert len(office.live.get(who, "/v1/reconciliations").json()["items"]) == 1
        assert code(office.act("closure", who=who)) == "forbidden"


BAD: list[tuple[str, Any]] = [
    ("entries", -1),
    ("entries", 200_001),
    ("file", "x"),
    ("day", "2025-13-01"),
    ("day", "1969-12-31"),
    ("credit_minor", 10**15 + 1),
    ("debit_minor", -1),
    ("account", "wal_0000000000001"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_what_is_announced_badly_is_refused_and_leaves_nothing(live: Live, name: str, value: Any) -> None:
    office = Office(live)
    office.until("2025-12-31T09:00:00+08:00")
    body = {"account": office.account, "day": DAY, "file": "0" * 64, "entries": 1, "credit_minor": 1, "debit_minor": 0}
    answer = live.post("icbc", "/v1/reconciliations", body | {name: value})
    assert (answer.status_code, code(answer)) == (422, "amount_invalid" if "_minor" in name else "request_malformed")
    assert live.get("icbc", office.path()).status_code == 404


@pytest.mark.parametrize(
    "entry",
    [
        line(1) | {"minor": 0},
        line(1) | {"minor": 10**15 + 1},
        line(1) | {"side": "both"},
        line(1, "a\n"),
        line(1, " a"),
        line(1, "x" * 65),
        line(1) | {"at": "yesterday"},
    ],
)
def test_an_entry_that_is_wrong_is_refused_and_leaves_nothing(live: Live, entry: Any) -> None:
    office = Office(live)
    office.until("2025-12-31T09:00:00+08:00")
    office.begin([line(1)], file="0" * 64)
    assert office.add([entry], file="0" * 64).status_code == 422
    assert office.day()["loaded_entries"] == 0


def test_a_matching_that_was_interrupted_is_begun_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "BATCH", 2)
    office.begin([])
    reconciler = worker.Reconciler(office.live.town.platform)
    with office.live.town.platform.snapshot() as connection:
        (row,) = to_match(connection, 4)
    steps = reconciler._steps(row)
    carry_out(office.live.town.platform, [("died", steps[0])])
    assert office.day()["state"] == "loaded"
    reconciler.turn()
    assert (office.day()["state"], office.day()["breaks"], len(office.breaks())) == ("matched", 7, 7)
    late = carry_out(office.live.town.platform, [("late", steps[1])])
    assert late[0].outcome.code == "reconciliation_not_loaded"


def test_a_day_that_is_matched_and_closed_is_told(office: Office) -> None:
    office.bring(office.says()[1:])
    office.explain(1)
    office.approved(office.propose_closing("the core was down"))
    office.live.sequence()
    events = office.live.get("icbc", "/v1/events", params={"limit": 200}).json()["items"]
    told = [(each["type"], each["data"]) for each in events if each["type"].startswith("reconciliation")]
    payload = {"account": office.account, "day": DAY, "breaks": 1}
    assert told == [
        ("reconciliation.matched", payload | {"open_breaks": 1}),
        ("reconciliation.closed", payload | {"open_breaks": 0}),
    ]
