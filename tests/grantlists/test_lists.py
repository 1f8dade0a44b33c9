"""A list is granted as it was submitted: as a whole or not at all, then each line once, with its own outcome."""

from contextlib import closing
from hashlib import sha256
from typing import Any

import pytest

from jiaozi.clock import SECOND_US, SimulatedClock
from jiaozi.config import Settings
from jiaozi.errors import Refusal
from jiaozi.grantlists import model, sending
from jiaozi.grantlists.granting import GrantClaims, GrantLine
from jiaozi.grantlists.lines import sha256_of, text_of
from jiaozi.grantlists.model import (
    AddGrantPage,
    CancelGrantList,
    GrantListed,
    GrantListState,
    LinesGranted,
    SubmitGrantList,
)
from jiaozi.kinds import FreezeNo, GrantListNo, WalletNo
from jiaozi.money import AMOUNT_MAX
from jiaozi.platform import Platform
from jiaozi.programs.acts import FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimProgram, GiveBackClaim
from jiaozi.programs.terms import Who
from jiaozi.scheme.settlement import AgreeNetting
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.worker.grantlists import GrantLists
from jiaozi.worker.loop import Worker
from tests.features.world import YUAN
from tests.grantlists.bureau import FACE, Bureau, lines_for
from tests.programs.city import DAY, red

NOBODY = WalletNo(2**50)
"""A wallet that there is not."""


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of two lines."""
    monkeypatch.setattr("tests.grantlists.bureau.PAGE", 2)
    monkeypatch.setattr(sending, "PAGE", 2)


def told(bureau: Bureau, kind: str) -> list[Any]:
    """The events of a kind."""
    return bureau.world.query("SELECT payload FROM events WHERE kind = ?", (kind,))


def test_a_list_is_opened_sent_submitted_and_granted_line_by_line(bureau: Bureau) -> None:
    program, people = bureau.subsidy(), bureau.crowd(3)
    lines = [*lines_for(*people[:2]), GrantLine(people[2], 50 * YUAN), GrantLine(NOBODY)]
    number = bureau.sent(program, lines)
    assert bureau.promised(program) == (0, 0)
    assert bureau.world.do(SubmitGrantList(number)).promised_minor == 650 * YUAN
    assert bureau.promised(program) == (4, 650)
    assert bureau.states(number) == ["waiting"] * 4
    worker = bureau.work()
    assert (worker.granted, worker.refused) == (3, 1)
    assert bureau.states(number) == ["granted"] * 3 + ["payee_cannot_receive"]
    row = bureau.row_of(number)
    assert (row.state, row.granted_lines, row.granted_sum_minor) == (GrantListState.DONE, 3, 450 * YUAN)
    assert (row.refused_lines, row.refused_sum_minor) == (1, FACE)
    assert bureau.figures(program) == (1_000, 550, 450, 0, 0)  # what was refused is free
    assert bureau.promised(program) == (0, 0)
    assert len(told(bureau, "claim.made")) == 3
    ((payload,),) = told(bureau, "grant_list.done")
    assert '"granted_lines":3' in payload.replace(" ", "")
    bureau.pay(people[2], 50 * YUAN)


def test_the_hash_is_of_what_a_shell_can_write() -> None:
    text = text_of([GrantLine(WalletNo(42), 1_999), GrantLine(WalletNo(43))])
    assert text == "wal_000000000001A,1999\nwal_000000000001B,\n"
    assert sha256_of([text[:10], text[10:]]) == sha256(text.encode()).hexdigest()


def test_pages_come_in_any_order_and_twice_and_never_otherwise(bureau: Bureau) -> None:
    program, people = bureau.subsidy(), bureau.crowd(5)
    lines = lines_for(*people)
    number = bureau.opened(program, lines)
    pages = bureau.pages(number, lines)
    for page in (pages[2], pages[0], pages[2], pages[1], pages[0]):
        bureau.world.do(page)
    assert bureau.row_of(number).received == 5
    assert [each.wallet for each in bureau.lines_of(number)] == people
    other = AddGrantPage(number, 1, tuple(lines_for(people[1], people[0])))
    assert bureau.world.refuse(other) == "grant_list_page_exists"
    bureau.world.do(SubmitGrantList(number))
    bureau.world.do(pages[0])  # the same again is done already, whatever became of the list
    assert bureau.world.refusal(other) == Refusal("grant_list_state_invalid", "it is granting")
    bureau.work()
    assert bureau.states(number) == ["granted"] * 5


@pytest.mark.parametrize(
    ("page", "count", "said"),
    [(1, 1, "page 1 has 2 lines"), (2, 2, "page 2 has 1 lines"), (3, 1, "no such page"), (0, 2, "no such page")],
)
def test_a_page_has_the_lines_that_its_number_says(bureau: Bureau, page: int, count: int, said: str) -> None:
    people = bureau.crowd(3)
    number = bureau.opened(bureau.subsidy(), lines_for(*people))
    refusal = bureau.world.refusal(AddGrantPage(number, page, tuple(lines_for(*people[:count]))))
    assert refusal == Refusal("request_malformed", said)


@pytest.mark.parametrize(("first", "second"), [((0, 0), ()), ((0, 1), (2, 1))])
def test_nobody_is_in_a_list_twice(bureau: Bureau, first: tuple[int, ...], second: tuple[int, ...]) -> None:
    people = bureau.crowd(4)
    number = bureau.opened(bureau.subsidy(), lines_for(*people))
    pages = [AddGrantPage(number, n, tuple(lines_for(*(people[i] for i in of)))) for n, of in ((1, first), (2, second))]
    if second:
        bureau.world.do(pages[0])
    refusal = bureau.world.refusal(pages[1] if second else pages[0])
    assert refusal == Refusal("grant_list_wallet_twice", "lines 2 and 4" if second else "lines 1 and 2")


@pytest.mark.parametrize("kind", ["envelope", "voucher"])
def test_a_line_is_worth_no_more_than_the_terms_that_two_opened(bureau: Bureau, kind: str) -> None:
    program, li = bureau.program(red(face_minor=FACE), kind), bureau.person()
    number = bureau.opened(program, lines_for(li))
    above = AddGrantPage(number, 1, (GrantLine(li, FACE + 1 if kind == "envelope" else FACE),))
    assert bureau.world.refusal(above) == Refusal(
        "amount_invalid", f"line 1: the terms say {'at most ' if kind == 'envelope' else ''}200.00 yuan"
    )
    bureau.world.do(AddGrantPage(number, 1, (GrantLine(li),)))
    bureau.world.do(SubmitGrantList(number))
    bureau.work()
    assert bureau.states(number) == ["granted"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"line_count": 4}, "1 lines are missing"),
        ({"sum_minor": 601 * YUAN}, "the lines come to 600.00 yuan"),
        ({"sha256": "5e" * 32}, "their SHA-256 is another"),
    ],
)
def test_what_is_not_the_list_that_was_opened_is_not_submitted(bureau: Bureau, more: dict[str, Any], said: str) -> None:
    program, people = bureau.subsidy(), bureau.crowd(4)
    lines = lines_for(*people[: 2 if "line_count" in more else 3])
    number = bureau.sent(program, lines, **({"line_count": 3} if "line_count" in more else more))
    assert bureau.world.refusal(SubmitGrantList(number)) == Refusal("grant_list_differs", said)
    assert bureau.promised(program) == (0, 0)
    bureau.work()
    assert bureau.row_of(number).state == GrantListState.OPEN


def test_lines_in_another_order_are_another_list(bureau: Bureau) -> None:
    program, people = bureau.subsidy(), bureau.crowd(2)
    number = bureau.opened(program, lines_for(*people))
    bureau.world.do(AddGrantPage(number, 1, tuple(lines_for(*reversed(people)))))
    assert bureau.world.refusal(SubmitGrantList(number)).detail == "their SHA-256 is another"


@pytest.mark.parametrize("quota", [0, 2])
def test_the_money_is_there_for_all_or_nothing_is_done(bureau: Bureau, quota: int) -> None:
    program = bureau.subsidy(budget=3 * FACE if quota else 3 * FACE - 1, quota=quota)
    number = bureau.sent(program, lines_for(*bureau.crowd(3)))
    assert bureau.world.refuse(SubmitGrantList(number)) == "program_exhausted"
    if not quota:
        bureau.world.do(FundProgram(program, bureau.funder, 1))
        bureau.world.do(SubmitGrantList(number))
        bureau.work()
        assert bureau.states(number) == ["granted"] * 3


def test_what_a_list_was_promised_nobody_else_takes(bureau: Bureau) -> None:
    program, (li, wang, zhao) = bureau.subsidy(budget=2 * FACE), bureau.crowd(3)
    number = bureau.submitted(program, lines_for(li, wang))
    assert bureau.world.refuse(ClaimProgram(program, zhao)) == "program_exhausted"
    assert bureau.grant(program, zhao).results[0].refused == "program_exhausted"
    other = bureau.sent(program, lines_for(zhao))
    assert bureau.world.refuse(SubmitGrantList(other)) == "program_exhausted"
    bureau.work()
    assert bureau.states(number) == ["granted"] * 2


def test_a_list_is_submitted_once(bureau: Bureau) -> None:
    program = bureau.subsidy()
    number = bureau.sent(program, lines_for(*bureau.crowd(2)))
    both = bureau.world.group(SubmitGrantList(number), SubmitGrantList(number))
    assert both[1] == Refusal("grant_list_state_invalid", "it is granting")
    assert bureau.promised(program) == (2, 400)
    bureau.work()
    assert bureau.world.refusal(SubmitGrantList(number)) == Refusal("grant_list_state_invalid", "it is done")
    assert bureau.world.refusal(CancelGrantList(number)) == Refusal("grant_list_state_invalid", "it is done")
    assert bureau.row(program).claims == 2


def test_a_page_and_its_submission_in_one_group_are_done_in_their_order(bureau: Bureau) -> None:
    program, people = bureau.subsidy(), bureau.crowd(4)
    lines = lines_for(*people)
    number = bureau.opened(program, lines)
    done = bureau.world.group(*bureau.pages(number, lines), SubmitGrantList(number))
    assert not any(isinstance(each, Refusal) for each in done), done
    twice = bureau.opened(program, lines[:3])
    again = [AddGrantPage(twice, 1, tuple(lines[:2])), AddGrantPage(twice, 2, tuple(lines[:1]))]
    assert bureau.world.group(*again)[1] == Refusal("grant_list_wallet_twice", "lines 1 and 3")
    bureau.work()
    assert bureau.states(number) == ["granted"] * 4


def test_what_concerns_a_wallet_is_told_in_one_word(bureau: Bureau) -> None:
    program = bureau.subsidy(budget=6 * FACE, terms={"who": Who(kinds=("personal",), classes=("II",))})
    closed, frozen = bureau.crowd(2)
    bureau.world.do(CloseWallet(closed))
    bureau.world.do(FreezeWallet(frozen, "all", "order of the court"))
    company, small = bureau.world.company(bureau.bank), bureau.world.person(bureau.bank)
    number = bureau.submitted(program, lines_for(closed, frozen, company, small, NOBODY, bureau.funder))
    assert bureau.row(program).promised == 6
    bureau.work()
    assert bureau.states(number) == ["payee_cannot_receive"] * 6
    assert bureau.figures(program) == (1_200, 1_200, 0, 0, 0)


def test_who_took_a_claim_is_told_to_no_funder(bureau: Bureau) -> None:
    program, (li, wang) = bureau.subsidy(), bureau.crowd(2)
    bureau.claim(program, li)
    number = bureau.submitted(program, lines_for(li, wang))
    bureau.work()
    assert bureau.states(number) == ["payee_cannot_receive", "granted"]  # the terms say one for each wallet
    assert bureau.figures(program) == (1_000, 600, 400, 0, 0)
    assert bureau.grant(program, li).results[0].refused == "payee_cannot_receive"
    why = bureau.world.query("SELECT payer, reason, refusals FROM refused_payees WHERE payee = ?", (li,))
    assert why == [(bureau.funder, "claims_exceeded", 2)]  # the wallet's own side may read it


def test_whom_the_funder_alone_has_given_is_told_that_it_was_as_many(bureau: Bureau) -> None:
    program, (li,) = bureau.subsidy(terms={"who": Who(listed=True)}), bureau.crowd(1)
    said = [bureau.grant(program, li).results[0].refused for _ in range(2)]
    assert said == ["", "claims_exceeded"]


def test_a_funder_hears_of_one_wallet_five_times_a_day(bureau: Bureau) -> None:
    program, (li, wang) = bureau.subsidy(), bureau.crowd(2)
    freeze = bureau.world.do(FreezeWallet(li, "all", "order of the court")).freeze
    for _ in range(5):
        assert bureau.grant(program, li, value=1).results[0].refused == "payee_cannot_receive"
    bureau.world.do(UnfreezeWallet(li, freeze))
    number = bureau.submitted(program, lines_for(li, wang))
    bureau.work()
    assert bureau.states(number) == ["payee_cannot_receive", "granted"]  # nor does it hear that this changed
    bureau.world.clock.advance_to(bureau.midnight(1))
    assert bureau.grant(program, li, value=1).results[0].refused == ""


def test_a_list_waits_while_its_program_is_paused_and_goes_on(bureau: Bureau) -> None:
    program = bureau.subsidy()
    number = bureau.submitted(program, lines_for(*bureau.crowd(2)))
    bureau.world.do(SetProgramState(program, "paused"))
    assert not due(bureau)
    assert bureau.world.do(GrantListed(number, 1)) == LinesGranted(number, 0, 0, more=False)
    bureau.world.do(SetProgramState(program, "open"))
    assert due(bureau)
    bureau.work()
    assert bureau.states(number) == ["granted"] * 2


def test_a_list_waits_while_its_funder_is_frozen(bureau: Bureau) -> None:
    program = bureau.subsidy()
    number, late = (bureau.submitted(program, lines_for(*bureau.crowd(2))) for _ in range(2))
    sent = bureau.sent(program, lines_for(*bureau.crowd(1)))
    freeze = bureau.world.do(FreezeWallet(bureau.funder, "out", "order of the court")).freeze
    assert bureau.world.refuse(SubmitGrantList(sent)) == "wallet_frozen"
    assert not due(bureau)
    assert bureau.world.do(GrantListed(number, 1)) == LinesGranted(number, 0, 0, more=False)
    bureau.world.do(CancelGrantList(late))  # its money is free, and stays in the pot
    bureau.world.do(UnfreezeWallet(bureau.funder, freeze))
    bureau.work()
    assert (bureau.states(number), bureau.states(late)) == (["granted"] * 2, ["cancelled"] * 2)


def freeze(bureau: Bureau) -> FreezeNo:
    """A freeze of what goes out of the funder's wallet."""
    number: FreezeNo = bureau.world.do(FreezeWallet(bureau.funder, "out", "order of the court")).freeze
    return number


def confirm(bureau: Bureau) -> None:
    """A turn that records what time it is, and a day in which nobody says that it is not."""
    assert due(bureau)
    bureau.work()
    assert not due(bureau)
    bureau.world.wait(DAY + SECOND_US)


@pytest.mark.parametrize("how", ["stopped", "expired", "paused", "frozen"])
def test_when_a_program_gives_no_claims_any_more_the_rest_is_refused_and_goes_back(bureau: Bureau, how: str) -> None:
    program, people = bureau.subsidy(), bureau.crowd(3)
    number = bureau.submitted(program, lines_for(*people))
    assert bureau.world.do(GrantListed(number, 1)) == LinesGranted(number, 1, 0, more=True)
    if how in ("stopped", "paused"):
        bureau.world.do(SetProgramState(program, "stopped" if how == "stopped" else "paused"))
    freezes = [freeze(bureau)] if how == "frozen" else []
    if how != "stopped":
        bureau.world.clock.advance_to(bureau.midnight(6))  # the worker was down for days
        confirm(bureau)
    assert due(bureau)
    bureau.work()
    assert bureau.states(number) == ["granted", "program_not_open", "program_not_open"]
    assert bureau.row_of(number).state == GrantListState.DONE
    for each in freezes:
        bureau.world.do(UnfreezeWallet(bureau.funder, each))
    before = bureau.world.balance(bureau.funder)
    assert bureau.reclaim(program) == (1, 1_000 * YUAN)
    assert bureau.world.balance(bureau.funder) == before + 1_000 * YUAN


@pytest.mark.parametrize("days", [3, 8])
def test_a_worker_whose_clock_is_days_ahead_refuses_nothing_for_good(bureau: Bureau, days: int) -> None:
    program = bureau.subsidy()
    number, half = (part(program, lines_for(*bureau.crowd(2))) for part in (bureau.submitted, bureau.sent))
    world = bureau.world
    clock = SimulatedClock(world.clock.now() + days * DAY)
    wrong = Platform(Settings(db_url=world.url, keyring=world.keyring), clock=clock)
    with closing(wrong):
        for _ in range(3):
            GrantLists(wrong).turn()
            clock.advance_to(clock.now() + DAY // 3)
    waits = days == 8
    assert bureau.states(number) == (["waiting"] if waits else ["granted"]) * 2
    assert bureau.row_of(half).state == GrantListState.OPEN
    if waits:
        bureau.work()
        assert bureau.states(number) == ["granted"] * 2
        world.do(SubmitGrantList(half))


@pytest.mark.parametrize("how", ["down", "paused", "frozen"])
def test_what_was_submitted_in_time_is_granted_until_its_program_is_over(bureau: Bureau, how: str) -> None:
    program = bureau.subsidy(claims_until=bureau.midnight(1))
    number = bureau.submitted(program, lines_for(*bureau.crowd(2)))
    if how == "paused":
        bureau.world.do(SetProgramState(program, "paused"))
    freezes = [freeze(bureau)] if how == "frozen" else []
    bureau.world.clock.advance_to(bureau.midnight(1))
    assert due(bureau) == (how == "down")
    if how == "paused":
        bureau.world.do(SetProgramState(program, "open"))
    for each in freezes:
        bureau.world.do(UnfreezeWallet(bureau.funder, each))
    bureau.work()
    assert bureau.states(number) == ["granted"] * 2


def test_a_list_goes_on_after_days_down(bureau: Bureau) -> None:
    program = bureau.subsidy()
    number = bureau.submitted(program, lines_for(*bureau.crowd(3)))
    bureau.world.do(GrantListed(number, 2))
    bureau.world.wait(3 * DAY)
    bureau.work()
    assert bureau.states(number) == ["granted"] * 3
    assert len(told(bureau, "claim.made")) == 3


def test_of_a_list_that_is_cancelled_what_was_granted_stands(bureau: Bureau) -> None:
    program, people = bureau.subsidy(), bureau.crowd(4)
    number = bureau.submitted(program, lines_for(*people))
    bureau.world.do(GrantListed(number, 1))
    assert bureau.world.do(CancelGrantList(number)).cancelled_lines == 3
    assert bureau.promised(program) == (0, 0)
    assert bureau.figures(program) == (1_000, 800, 200, 0, 0)
    assert bureau.states(number) == ["granted"] + ["cancelled"] * 3
    assert not due(bureau)
    assert bureau.world.refuse(GrantListed(number, 1)) == "grant_list_state_invalid"
    assert bureau.world.refuse(CancelGrantList(number)) == "grant_list_state_invalid"
    assert len(told(bureau, "grant_list.cancelled")) == 1
    assert bureau.pay(people[0], FACE)


def test_a_list_that_was_not_submitted_is_cancelled_too(bureau: Bureau) -> None:
    program, people = bureau.subsidy(), bureau.crowd(3)
    number = bureau.opened(program, lines_for(*people))
    bureau.world.do(bureau.pages(number, lines_for(*people))[0])
    bureau.world.do(CancelGrantList(number))
    assert bureau.states(number) == ["cancelled"] * 2
    assert bureau.world.refuse(bureau.pages(number, lines_for(*people))[1]) == "grant_list_state_invalid"
    assert bureau.world.refuse(SubmitGrantList(number)) == "grant_list_state_invalid"


def test_a_program_has_so_many_lists_that_are_not_finished(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "UNFINISHED_MAX", 2)
    program, li = bureau.subsidy(), bureau.person()
    both = bureau.world.group(*[bureau.order(program, lines_for(li)) for _ in range(3)])
    assert both[2] == Refusal("grant_lists_exceeded")
    assert bureau.world.refuse(bureau.order(program, lines_for(li))) == "grant_lists_exceeded"
    cancelled, again = bureau.world.group(CancelGrantList(both[0].grant_list), bureau.order(program, lines_for(li)))
    assert not isinstance(again, Refusal), cancelled
    bureau.opened(bureau.subsidy(), lines_for(li))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"line_count": 0}, "request_malformed"),
        ({"line_count": model.LINES_MAX + 1}, "request_malformed"),
        ({"sum_minor": 0}, "amount_invalid"),
        ({"sha256": "5E" * 32}, "request_malformed"),
        ({"program": 16}, "program_not_found"),
    ],
)
def test_a_list_is_opened_by_what_it_has(bureau: Bureau, more: dict[str, Any], code: str) -> None:
    lines = lines_for(bureau.person())
    told = {"program": bureau.subsidy(), **more}
    assert bureau.world.refuse(bureau.order(told.pop("program"), lines, **told)) == code


def test_a_list_can_wait_for_two_people_to_open_its_program(bureau: Bureau) -> None:
    program = bureau.draft(red(face_minor=FACE))
    bureau.world.do(FundProgram(program, bureau.funder, FACE))
    number = bureau.sent(program, lines_for(bureau.person()))
    assert bureau.world.refuse(SubmitGrantList(number)) == "program_state_invalid"
    bureau.world.do(SetProgramState(program, "open"))
    bureau.world.do(SubmitGrantList(number))
    bureau.world.clock.advance_to(bureau.midnight(6))
    over = bureau.order(program, lines_for(bureau.person()))
    assert bureau.world.refusal(over) == Refusal("program_state_invalid", "it is over already")
    bureau.work()


def test_a_list_that_there_is_not_is_not_found(bureau: Bureau) -> None:
    nowhere = GrantListNo(16)
    for command in (
        AddGrantPage(nowhere, 1, tuple(lines_for(bureau.person()))),
        SubmitGrantList(nowhere),
        CancelGrantList(nowhere),
        GrantListed(nowhere, 1),
    ):
        assert bureau.world.refuse(command) == "grant_list_not_found"


def test_what_the_banks_between_them_cannot_settle_is_refused_in_the_one_word(bureau_2026: Bureau) -> None:
    bureau, world = bureau_2026, bureau_2026.world
    world.do(AgreeNetting(bureau.bank, bureau.other, 250 * YUAN))
    program = bureau.subsidy()
    near, far, further = bureau.person(), bureau.person(0, bureau.other), bureau.person(0, bureau.other)
    number = bureau.submitted(program, lines_for(far, further, near))
    bureau.work()
    assert bureau.states(number) == ["granted", "payee_cannot_receive", "granted"]  # which told of its bank
    assert bureau.figures(program) == (1_000, 600, 400, 0, 0)


def test_a_short_list_does_not_wait_for_a_long_one(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaozi.worker.grantlists.BATCH_MAX", 1)
    program = bureau.subsidy()
    long, short = (bureau.submitted(program, lines_for(*bureau.crowd(count))) for count in (4, 1))
    bureau.work()
    ended = [bureau.row_of(each).ended_at for each in (short, long)]
    assert all(ended)
    (first, _) = bureau.world.query("SELECT payload FROM events WHERE kind = 'grant_list.done'")
    assert '"line_count":1' in first[0].replace(" ", "")


def test_the_worker_of_a_world_grants(bureau: Bureau) -> None:
    program = bureau.subsidy()
    number = bureau.submitted(program, lines_for(*bureau.crowd(2)))
    Worker(bureau.world.platform).turn()
    assert bureau.states(number) == ["granted"] * 2


def test_what_came_back_whole_leaves_room_in_the_quota(bureau: Bureau) -> None:
    program = bureau.program(red(face_minor=FACE, per_wallet=0), quota=2)
    li, wang = bureau.crowd(2)
    bureau.world.do(GiveBackClaim(li, bureau.claim(program, li)))
    number = bureau.submitted(program, lines_for(li, wang))
    assert bureau.world.refuse(ClaimProgram(program, bureau.person())) == "program_exhausted"
    bureau.work()
    assert bureau.states(number) == ["granted"] * 2


def test_a_small_grant_beside_a_list_takes_what_is_free_alone(bureau: Bureau) -> None:
    program, people = bureau.subsidy(budget=3 * FACE), bureau.crowd(4)
    number = bureau.submitted(program, lines_for(*people[:2]))
    done = bureau.world.group(GrantListed(number, 2), GrantClaims(program, tuple(lines_for(*people[2:]))))
    assert done[0] == LinesGranted(number, 2, 0, more=False)
    assert [each.refused for each in done[1].results] == ["", "program_exhausted"]


def due(bureau: Bureau) -> bool:
    """Whether the worker finds something to grant."""
    worker = bureau.work_of()
    with bureau.world.platform.snapshot() as connection:
        return worker.is_due(connection)


def test_the_same_list_is_not_granted_twice_unasked(bureau: Bureau) -> None:
    program = bureau.subsidy(terms={"per_wallet": 0})
    lines = lines_for(*bureau.crowd(2))
    first, again, other = (bureau.sent(program, each) for each in (lines, lines, lines[:1]))
    bureau.world.do(SubmitGrantList(first))
    for _ in range(2):  # while it is granted, and when it is done
        assert bureau.world.refuse(SubmitGrantList(again)) == "grant_list_repeated"
        bureau.work()
    bureau.world.do(SubmitGrantList(other))
    bureau.world.do(SubmitGrantList(again, again=True))
    bureau.work()
    assert bureau.figures(program) == (1_000, 0, 1_000, 0, 0)


def test_of_two_equal_lists_in_one_group_one_is_granted(bureau: Bureau) -> None:
    program = bureau.subsidy(terms={"per_wallet": 0})
    lines = lines_for(*bureau.crowd(2))
    numbers = [bureau.sent(program, lines) for _ in range(2)]
    told = bureau.world.group(*map(SubmitGrantList, numbers))
    assert [getattr(each, "code", "") for each in told] == ["", "grant_list_repeated"]


def test_a_list_of_which_nothing_was_granted_may_be_sent_anew(bureau: Bureau) -> None:
    program, lines = bureau.subsidy(), lines_for(*bureau.crowd(2))
    bureau.world.do(CancelGrantList(bureau.submitted(program, lines)))
    bureau.submitted(program, lines)
    bureau.work()
    assert bureau.promised(program) == (0, 0)


def test_a_page_that_passes_the_sum_of_its_list_is_refused(bureau: Bureau) -> None:
    program = bureau.draft(red(face_minor=AMOUNT_MAX))
    lines = lines_for(*(WalletNo(2**40 + n) for n in range(3)))
    number = bureau.opened(program, lines, sum_minor=AMOUNT_MAX)
    first, second = bureau.pages(number, lines)
    refusal = bureau.world.refusal(first)
    assert (refusal.code, refusal.detail) == ("grant_list_differs", "the lines come to 20,000,000,000,000.00 yuan")
    bureau.world.do(second)
    assert bureau.row_of(number).received_sum_minor == AMOUNT_MAX


@pytest.mark.parametrize("how", ["stopped", "late"])
def test_a_list_that_was_not_submitted_ends_with_its_program(bureau: Bureau, how: str) -> None:
    program = bureau.subsidy(budget=FACE, days=2)
    lines = lines_for(*bureau.crowd(3))
    whole, half = bureau.sent(program, lines[:1]), bureau.opened(program, lines)
    assert not due(bureau)
    assert bureau.world.refuse(GrantListed(whole, 1)) == "grant_list_state_invalid"
    if how == "stopped":
        bureau.world.do(SetProgramState(program, "stopped"))
    else:
        bureau.world.clock.advance_to(bureau.midnight(2))
        confirm(bureau)
    assert due(bureau)
    bureau.work()
    assert [bureau.row_of(each).state for each in (whole, half)] == [GrantListState.CANCELLED] * 2
    assert not due(bureau)
    assert len(told(bureau, "grant_list.cancelled")) == 2
    assert bureau.promised(program) == (0, 0)


def test_a_funder_is_told_that_its_program_is_a_draft(bureau: Bureau) -> None:
    program, lines = bureau.draft(red(face_minor=FACE)), lines_for(*bureau.crowd(1))
    number = bureau.sent(program, lines)
    for command in (SubmitGrantList(number), GrantClaims(program, tuple(lines))):
        refusal = bureau.world.refusal(command)
        assert (refusal.code, refusal.detail) == ("program_state_invalid", "it is draft")
    assert bureau.world.refuse(ClaimProgram(program, lines[0].wallet)) == "program_not_found"
