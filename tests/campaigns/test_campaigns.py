"""From a budget to claims by lot: what is promised is set aside, each person registers once, who has won claims once,
and whatever nobody claims is free again."""

from typing import Any

import pytest

from jiaozi.campaigns.drawing import commitment_of, digest, first_link, linked, mark_of
from jiaozi.campaigns.model import (
    CAMPAIGN_STATES,
    LIVE_MAX,
    PLACES_MAX,
    ClaimWin,
    DrawCampaign,
    EndCampaign,
    RegisterForCampaign,
    RevealSeed,
    SetCampaignState,
    Steered,
    WitnessCampaign,
)
from jiaozi.campaigns.opening import published, text_id
from jiaozi.campaigns.winning import draw_seed, has_won
from jiaozi.clock import DAY_US, parse_time
from jiaozi.errors import Refusal
from jiaozi.grantlists.granting import GrantClaims, GrantLine
from jiaozi.ids import encode_id
from jiaozi.kinds import CampaignNo, WalletNo
from jiaozi.programs.acts import FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.programs.terms import Who
from jiaozi.subwallets.model import OpenSubWallet
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.model import WalletClass
from jiaozi.wallets.opening import OpenWallet
from tests.campaigns.square import FACE, SEED, WITNESS_SEED, Square
from tests.features.world import YUAN
from tests.programs.city import red
from tests.worlds.people import resident_id


def state(square: Square, campaign: CampaignNo) -> str:
    """Where a campaign stands."""
    return CAMPAIGN_STATES[square.row_of(campaign).state]


# ------------------------------------------------------------------------------------------------------ the promise
def test_what_is_promised_is_no_grants_no_claims_and_no_other_campaigns(square: Square) -> None:
    program, li = square.listed(budget=4 * FACE), square.person()
    square.campaign(program, 3)
    assert square.promised(program) == (3, 165)
    assert square.world.refuse(square.order(program, 2)) == "program_exhausted"
    square.claim(program, li)
    assert square.world.refuse(ClaimProgram(program, square.person())) == "program_exhausted"
    assert square.grant(program, square.person()).results[0].refused == "program_exhausted"
    square.world.do(FundProgram(program, square.funder, FACE))
    square.claim(program, square.person())


def test_a_promise_counts_in_the_quota(square: Square) -> None:
    program = square.listed(quota=4)
    square.campaign(program, 3)
    assert square.world.refuse(square.order(program, 2)) == "program_exhausted"
    square.claim(program, square.person())
    assert square.world.refuse(ClaimProgram(program, square.person())) == "program_exhausted"


def test_a_winner_has_what_was_promised_though_all_else_is_gone(square: Square) -> None:
    program = square.listed(budget=2 * FACE, quota=2)
    campaign, li = square.campaign(program, 1), square.person(100 * YUAN)
    square.register(campaign, li)
    square.claim(program, square.person())
    assert square.draw(campaign) == [li]
    claim = square.win(campaign, li)
    assert square.claim_row(claim).value_minor == FACE
    square.pay(li, 60 * YUAN)
    assert square.figures(program) == (110, 0, 55, 55, 0)
    assert square.promised(program) == (0, 0)


def test_a_draft_a_paused_program_and_a_frozen_funder_promise_nothing(square: Square) -> None:
    draft, program = square.draft(), square.listed()
    assert square.world.refuse(square.order(draft)) == "program_not_found"
    square.world.do(SetProgramState(program, "paused"))
    assert square.world.refuse(square.order(program)) == "program_not_open"
    square.world.do(SetProgramState(program, "open"))
    square.world.do(FreezeWallet(square.funder, "out", "order of the court"))
    assert square.world.refuse(square.order(program)) == "wallet_frozen"


@pytest.mark.parametrize("wrong", ["places", "many", "commitment", "reversed", "reveal", "claims", "beyond"], ids=str)
def test_what_cannot_be_is_refused_when_it_is_announced(square: Square, wrong: str) -> None:
    program, now = square.listed(), square.now
    more = {
        "reversed": {"opens_at": now + 2 * DAY_US},
        "reveal": {"reveal_until": now + 2 * DAY_US},
        "claims": {"claims_until": now + 3 * DAY_US},
        "beyond": {"claims_until": square.row(program).claims_until + 1},
    }.get(wrong, {})
    order = square.order(program, {"places": 0, "many": PLACES_MAX + 1}.get(wrong, 3), **more)
    if wrong == "commitment":
        order = type(order)(**{each: getattr(order, each) for each in order.__slots__} | {"commitment": "5E" * 32})
    assert square.world.refuse(order) == "request_malformed"


def test_times_that_are_past_are_told_with_what_now_is(square: Square) -> None:
    order = square.order(square.listed(), opens_at=square.now - 2, closes_at=square.now)
    told = "closes_at: it is past, now 2021-05-28T10:00:00.000000+08:00"
    assert square.world.refusal(order) == Refusal("request_malformed", told)


def test_a_program_that_opens_after_registration_is_over_has_no_campaign(square: Square) -> None:
    program = square.listed(opens_at=square.now + 3 * DAY_US)
    told = "closes_at: no claims before 2021-05-31T10:00:00.000000+08:00"
    assert square.world.refusal(square.order(program)) == Refusal("request_malformed", told)
    late = {"closes_at": square.now + 3 * DAY_US, "reveal_until": square.now + 4 * DAY_US}
    campaign, li = square.campaign(program, 1, **late), square.person()
    square.register(campaign, li)
    assert square.draw(campaign) == [li]
    square.win(campaign, li)


def test_a_program_has_so_many_campaigns_at_once(square: Square) -> None:
    program = square.listed(budget=100 * FACE)
    made = [square.announce(program, 1) for _ in range(LIVE_MAX)]
    assert square.world.refuse(square.order(program, 1)) == "campaigns_exceeded"
    square.world.do(SetCampaignState(made[0], "stopped"))
    square.announce(program, 1)


# -------------------------------------------------------------------------------------------------- the commitments
def test_nobody_registers_before_both_have_committed(square: Square) -> None:
    campaign, li = square.announce(square.listed()), square.person()
    refused = Refusal("campaign_not_open", "the central bank has not committed to a seed yet")
    assert square.world.refusal(RegisterForCampaign(campaign, li)) == refused
    assert square.world.refuse(WitnessCampaign(campaign, commitment_of(SEED))) == "seed_invalid"
    square.world.do(WitnessCampaign(campaign, commitment_of(WITNESS_SEED)))
    assert square.world.refuse(WitnessCampaign(campaign, commitment_of("9" * 64))) == "campaign_state_invalid"
    square.register(campaign, li)


@pytest.mark.parametrize("drawn", [False, True])
def test_a_commitment_that_any_campaign_has_had_is_none(square: Square, drawn: bool) -> None:
    """Its seed may be public: who registers last could choose by whether to register."""
    program = square.listed()
    first = square.campaign(program, 1)
    if drawn:
        square.draw(first)
    else:
        square.world.do(SetCampaignState(first, "stopped"))
    second = square.announce(program, 1)
    other = square.row_of(second).commitment
    for seed in (SEED, WITNESS_SEED):
        assert square.world.refuse(square.order(program, 1, commitment=commitment_of(seed))) == "seed_invalid"
        assert square.world.refuse(WitnessCampaign(second, commitment_of(seed))) == "seed_invalid"
    assert square.world.refuse(square.order(program, 1, commitment=other)) == "seed_invalid"
    third = square.announce(program, 1)
    assert square.world.refuse(WitnessCampaign(third, other)) == "seed_invalid"


def test_of_two_with_one_commitment_in_a_group_one_is_announced(square: Square) -> None:
    program = square.listed()
    order = square.order(program, 1)
    one, other = square.world.group(order, order)
    assert (square.row_of(one.campaign).commitment, other.code) == (order.commitment, "seed_invalid")
    assert square.promised(program) == (1, 55)


def test_a_commitment_that_comes_after_registration_is_none(square: Square) -> None:
    program = square.listed()
    campaign = square.announce(program)
    square.world.wait(2 * DAY_US)
    assert square.world.refuse(WitnessCampaign(campaign, commitment_of(WITNESS_SEED))) == "campaign_state_invalid"
    square.work()
    assert (state(square, campaign), square.promised(program)) == ("lapsed", (0, 0))


def test_seeds_are_revealed_after_registration_the_funders_first_and_each_is_the_one_committed_to(
    square: Square,
) -> None:
    campaign = square.campaign(square.listed())
    early = square.world.refusal(RevealSeed(campaign, SEED))
    assert early == Refusal("campaign_state_invalid", "registration is not over")
    square.world.wait(2 * DAY_US)
    assert square.world.refuse(RevealSeed(campaign, "0" * 64)) == "seed_invalid"
    first = square.world.refusal(RevealSeed(campaign, WITNESS_SEED))
    assert first == Refusal("seed_invalid", "the funder's seed comes first")
    assert square.world.do(RevealSeed(campaign, SEED)).both is False
    assert square.world.refuse(RevealSeed(campaign, SEED)) == "seed_invalid"
    assert square.world.do(RevealSeed(campaign, WITNESS_SEED)).both is True
    assert square.world.refuse(RevealSeed(campaign, WITNESS_SEED)) == "campaign_state_invalid"


def test_the_first_seed_closes_the_list_whatever_another_clock_says(square: Square) -> None:
    campaign = square.campaign(square.listed())
    square.world.wait(2 * DAY_US)
    before = square.now - 1
    square.world.do(RevealSeed(campaign, SEED))
    late = RegisterForCampaign(campaign, square.person())
    assert square.world.refusal(late, at=before).code == "campaign_not_open"


@pytest.mark.parametrize("revealed", [0, 1])
def test_a_seed_that_is_withheld_harms_nobody(square: Square, revealed: int) -> None:
    program = square.listed()
    campaign, li = square.campaign(program), square.person()
    square.register(campaign, li)
    square.world.wait(2 * DAY_US)
    for seed in (SEED,)[:revealed]:
        square.world.do(RevealSeed(campaign, seed))
    square.world.wait(DAY_US)
    late = square.world.refusal(RevealSeed(campaign, (SEED, WITNESS_SEED)[revealed]))
    assert late == Refusal("campaign_state_invalid", "it is over already")
    square.work()
    assert (state(square, campaign), square.promised(program)) == ("lapsed", (0, 0))
    assert square.world.refuse(ClaimWin(campaign, li)) == "campaign_not_open"
    square.campaign(program, claims_until=square.now + 4 * DAY_US - 1, closes_at=square.now + DAY_US)


# ------------------------------------------------------------------------------------------------------ registering
def test_each_person_registers_once_whatever_wallets_they_have(square: Square) -> None:
    campaign = square.campaign(square.listed())
    details = ("15900000002", "李四", resident_id(902))
    first = square.world.do(OpenWallet(square.bank, "personal", "III", *details))
    second = square.world.do(OpenWallet(square.bank, "personal", "II", *details, "6222000012345678"))
    assert first.holder == second.holder
    other = second.wallet
    square.register(campaign, first.wallet)
    for wallet in (first.wallet, other):
        assert square.world.refuse(RegisterForCampaign(campaign, wallet)) == "registration_exists"
    assert square.world.refuse(ClaimWin(campaign, other)) == "registration_not_found"
    assert square.row_of(campaign).registered == 1


def reopened(square: Square, wallet: WalletNo, wallet_class: WalletClass, *details: Any) -> WalletNo:
    """The wallet of who closes hers and opens one anew."""
    square.world.do(CloseWallet(wallet))
    number: WalletNo = square.world.do(OpenWallet(square.bank, "personal", wallet_class, *details)).wallet
    return number


def test_who_closes_her_wallet_and_opens_one_anew_registers_no_second_time(square: Square) -> None:
    campaign, phone = square.campaign(square.listed()), "15900000007"
    wallet: WalletNo = square.world.do(OpenWallet(square.bank, "personal", "IV", phone)).wallet
    square.register(campaign, wallet)
    for _ in range(3):
        wallet = reopened(square, wallet, "IV", phone)
        assert square.world.refuse(RegisterForCampaign(campaign, wallet)) == "registration_exists"
    wallet = reopened(square, wallet, "III", phone, "李四", resident_id(907))
    assert square.world.refuse(RegisterForCampaign(campaign, wallet)) == "registration_exists"
    assert square.row_of(campaign).registered == 1
    other = square.campaign(square.listed())
    square.register(other, wallet)
    wallet = reopened(square, wallet, "IV", phone)
    assert square.world.refuse(RegisterForCampaign(other, wallet)) == "registration_exists"


def test_two_who_share_a_phone_and_have_shown_who_they_are_register_both(square: Square) -> None:
    campaign = square.campaign(square.listed())
    people = [("15900000008", name, resident_id(number)) for name, number in (("李四", 908), ("王五", 909))]
    wallets = [square.world.do(OpenWallet(square.bank, "personal", "III", *each)).wallet for each in people]
    one, other = square.world.group(*(RegisterForCampaign(campaign, each) for each in wallets))
    assert (one.number, other.number) == (1, 2)


def test_of_one_phone_in_a_group_one_registers(square: Square) -> None:
    """The older wallet is closed in the group; both registrations are asked for at once."""
    campaign, phone = square.campaign(square.listed()), "15900000009"
    wallet: WalletNo = square.world.do(OpenWallet(square.bank, "personal", "IV", phone)).wallet
    again = reopened(square, wallet, "IV", phone)
    closed, new, twice = square.world.group(*(RegisterForCampaign(campaign, each) for each in (wallet, again, again)))
    assert (closed.code, new.number, twice.code) == ("wallet_closed", 1, "registration_exists")


def test_who_could_not_claim_does_not_register(square: Square) -> None:
    terms = red(face_minor=FACE, who=Who(kinds=("personal",), classes=("II",), operators=(square.bank,)))
    campaign = square.campaign(square.program(terms))
    poor = square.world.person(square.bank, "IV")
    far = square.person(bank=square.other)
    for wallet in (poor, far, square.funder):
        assert square.world.refuse(RegisterForCampaign(campaign, wallet)) == "claim_not_applicable"
    frozen = square.person()
    square.world.do(FreezeWallet(frozen, "all", "order of the court"))
    assert square.world.refuse(RegisterForCampaign(campaign, frozen)) == "wallet_frozen"
    gone = square.person()
    square.world.do(CloseWallet(gone))
    assert square.world.refuse(RegisterForCampaign(campaign, gone)) == "wallet_closed"
    assert square.row_of(campaign).registered == 0


def test_a_sub_wallet_is_nobody(square: Square) -> None:
    campaign = square.campaign(square.listed())
    sub = square.world.do(OpenSubWallet(square.funder, "Branch")).sub_wallet
    assert square.world.refuse(RegisterForCampaign(campaign, sub)) == "usage_not_allowed"


def test_registration_is_from_its_beginning_and_before_its_end(square: Square) -> None:
    opens, closes = (parse_time(f"2021-05-{day}T00:00:00+08:00") for day in (29, 30))
    more = {"opens_at": opens, "closes_at": closes, "reveal_until": closes + 1, "claims_until": closes + 2}
    campaign = square.campaign(square.listed(), **more)
    li, wang = square.person(), square.person()
    square.world.clock.advance_to(opens - 1)
    early = square.world.refusal(RegisterForCampaign(campaign, li))
    assert early == Refusal("campaign_not_open", "registration begins 2021-05-29T00:00:00.000000+08:00")
    square.world.clock.advance_to(opens)
    square.register(campaign, li)
    square.world.clock.advance_to(closes - 1)
    square.register(campaign, wang)
    square.world.clock.advance_to(closes)
    late = square.world.refusal(RegisterForCampaign(campaign, square.person()))
    assert late == Refusal("campaign_not_open", "registration ended 2021-05-30T00:00:00.000000+08:00")


def test_nobody_registers_for_a_paused_program_or_campaign(square: Square) -> None:
    program = square.listed()
    campaign, li = square.campaign(program), square.person()
    square.world.do(SetCampaignState(campaign, "paused"))
    assert square.world.refuse(RegisterForCampaign(campaign, li)) == "campaign_not_open"
    square.world.do(SetCampaignState(campaign, "open"))
    square.world.do(SetProgramState(program, "paused"))
    assert square.world.refuse(RegisterForCampaign(campaign, li)) == "campaign_not_open"
    square.world.do(SetProgramState(program, "open"))
    square.register(campaign, li)


def test_a_receipt_proves_the_list_and_whose_registration_it_is(square: Square) -> None:
    campaign = square.campaign(square.listed())
    made = square.register(campaign, *square.crowd(4))
    text, chain = text_id(campaign), first_link(published(square.row_of(campaign)))
    for number, each in enumerate(made, 1):
        assert (each.number, each.mark) == (number, mark_of(text, number, encode_id("wal", each.wallet), each.salt))
        chain = linked(chain, each.mark)
        assert each.list_sha256 == chain
        assert square.list_of(campaign)[number - 1].list_sha256 == chain, "it can be read again"
    assert square.row_of(campaign).list_sha256 == chain
    assert len({each.salt for each in made}) == 4


# --------------------------------------------------------------------------------------------------------- the draw
def test_so_many_win_as_there_are_places_and_each_can_recompute_it(square: Square) -> None:
    campaign = square.campaign(square.listed(), 3)
    people = square.crowd(10)
    square.register(campaign, *people)
    winners = square.draw(campaign)
    row = square.row_of(campaign)
    text, seed = text_id(campaign), draw_seed(row)
    assert seed == digest(f"{text}:{SEED}:{WITNESS_SEED}:{row.list_sha256}")
    ranked = sorted(range(1, 11), key=lambda number: digest(f"{seed}:{text}:{number}"))
    assert winners == [people[number - 1] for number in sorted(ranked[:3])]
    assert row.cut == digest(f"{seed}:{text}:{ranked[2]}")
    told = square.world.query("SELECT COUNT(*) FROM events WHERE kind = 'campaign.won'")
    assert (state(square, campaign), row.won, told) == ("drawn", 3, [(3,)])


def test_with_fewer_registrations_than_places_all_win_and_the_rest_is_free(square: Square) -> None:
    program = square.listed()
    campaign = square.campaign(program, 5)
    people = square.crowd(2)
    square.register(campaign, *people)
    assert square.draw(campaign) == people
    assert square.promised(program) == (2, 110)


def test_a_draw_without_registrations_is_drawn_too(square: Square) -> None:
    program = square.listed()
    campaign = square.campaign(program)
    assert square.draw(campaign) == []
    assert (state(square, campaign), square.promised(program)) == ("drawn", (0, 0))


def test_who_was_not_drawn_claims_nothing_and_who_was_claims_once(square: Square) -> None:
    program = square.listed()
    campaign, people = square.campaign(program, 2), square.crowd(5)
    square.register(campaign, *people)
    assert square.world.refuse(ClaimWin(campaign, people[0])) == "campaign_not_open"
    winners = square.draw(campaign)
    for wallet in people:
        if wallet in winners:
            square.win(campaign, wallet)
            assert square.world.refuse(ClaimWin(campaign, wallet)) == "registration_claimed"
        else:
            assert square.world.refuse(ClaimWin(campaign, wallet)) == "registration_not_drawn"
    assert square.world.refuse(ClaimWin(campaign, square.person())) == "registration_not_found"
    assert square.world.refuse(ClaimWin(CampaignNo(16), people[0])) == "campaign_not_found"
    assert square.figures(program) == (1_000, 890, 110, 0, 0)


def test_a_claim_by_lot_is_judged_as_others_and_a_refused_one_keeps_its_promise(square: Square) -> None:
    program = square.listed()
    campaign, li = square.campaign(program, 1), square.person()
    square.register(campaign, li)
    square.claim(program, li)
    square.draw(campaign)
    assert square.world.refuse(ClaimWin(campaign, li)) == "claims_exceeded"
    assert square.promised(program) == (1, 55)
    square.world.do(SetProgramState(program, "paused"))
    assert square.world.refuse(ClaimWin(campaign, li)) == "program_not_open"
    assert square.promised(program) == (1, 55)


def test_winners_of_a_listed_program_claim_without_a_list(square: Square) -> None:
    program = square.program(red(face_minor=FACE, who=Who(listed=True)))
    campaign, li = square.campaign(program, 1), square.person()
    square.register(campaign, li)
    assert square.world.refuse(ClaimProgram(program, li)) == "claim_not_applicable"
    square.draw(campaign)
    square.win(campaign, li)


def test_vouchers_are_drawn_as_envelopes_are(square: Square) -> None:
    program = square.program(red(face_minor=FACE), "voucher")
    campaign, li = square.campaign(program, 1), square.person(100 * YUAN)
    square.register(campaign, li)
    square.draw(campaign)
    square.win(campaign, li)
    square.pay(li, 60 * YUAN)
    assert square.figures(program) == (1_000, 945, 0, 55, 0)


def test_money_by_lot_crosses_operators_under_their_liability(square_2026: Square) -> None:
    square = square_2026
    program = square.listed()
    campaign, li = square.campaign(program, 1), square.person(100 * YUAN, square.other)
    square.register(campaign, li)
    square.draw(campaign)
    square.win(campaign, li)
    square.pay(li, 60 * YUAN)
    assert square.figures(program) == (1_000, 945, 0, 55, 0)


# ---------------------------------------------------------------------------------------------------------- the end
def test_what_winners_did_not_claim_in_time_is_free_at_2400(square: Square) -> None:
    program = square.listed()
    closes, midnight = square.now + DAY_US, parse_time("2021-06-01T00:00:00+08:00")
    campaign = square.campaign(program, 2, closes_at=closes, reveal_until=closes + DAY_US, claims_until=midnight)
    one, other = square.crowd(2)
    square.register(campaign, one, other)
    square.draw(campaign)
    square.world.clock.advance_to(midnight - 1)
    square.win(campaign, one)
    assert square.world.refuse(EndCampaign(campaign)) == "campaign_state_invalid"
    square.world.clock.advance_to(midnight)
    late = square.world.refusal(ClaimWin(campaign, other))
    assert late == Refusal("campaign_not_open", "claims ended 2021-06-01T00:00:00.000000+08:00")
    assert square.promised(program) == (1, 55)
    assert square.work().ended == 1
    assert (state(square, campaign), square.promised(program)) == ("ended", (0, 0))
    assert square.world.refuse(EndCampaign(campaign)) == "campaign_state_invalid"
    assert square.figures(program) == (1_000, 945, 55, 0, 0)


@pytest.mark.parametrize("when", ["announced", "open", "closed", "drawn"])
def test_two_people_stop_a_campaign_and_its_promises_are_free_at_once(square: Square, when: str) -> None:
    program = square.listed()
    campaign = square.announce(program) if when == "announced" else square.campaign(program)
    li = square.person()
    if when != "announced":
        square.register(campaign, li)
    if when == "closed":
        square.world.wait(2 * DAY_US)
        square.world.do(RevealSeed(campaign, SEED))
    if when == "drawn":
        square.draw(campaign)
    square.world.do(SetCampaignState(campaign, "stopped"))
    assert (state(square, campaign), square.promised(program)) == ("stopped", (0, 0))
    steps: tuple[Steered, ...] = ("open", "paused", "stopped")
    for steered in steps:
        assert square.world.refuse(SetCampaignState(campaign, steered)) == "campaign_state_invalid"
    if when == "drawn":
        assert square.world.refuse(ClaimWin(campaign, li)) == "campaign_not_open"


def test_a_campaign_that_ends_amid_its_draw_says_who_has_won_all_the_same(square: Square) -> None:
    program = square.listed()
    campaign = square.campaign(program, 3)
    square.register(campaign, *square.crowd(10))
    square.reveal(campaign)
    for _ in range(4):
        square.world.do(DrawCampaign(campaign, 1))
    square.world.do(SetProgramState(program, "stopped"))
    square.world.do(EndCampaign(campaign))
    row = square.row_of(campaign)
    assert (state(square, campaign), row.drawn_to, row.is_worked_out) == ("lapsed", 3, True)
    text, seed = text_id(campaign), draw_seed(row)
    ranked = sorted(range(1, 11), key=lambda number: digest(f"{seed}:{text}:{number}"))
    assert [each.number for each in square.list_of(campaign) if has_won(row, each)] == sorted(ranked[:3])


def test_a_draw_is_not_steered_while_it_is_drawn(square: Square) -> None:
    campaign = square.campaign(square.listed())
    square.register(campaign, square.person())
    square.reveal(campaign)
    steps: tuple[Steered, ...] = ("paused", "stopped")
    for steered in steps:
        assert square.world.refuse(SetCampaignState(campaign, steered)) == "campaign_state_invalid"
    square.work()


def test_a_paused_campaign_gives_no_claims_until_it_goes_on(square: Square) -> None:
    campaign, li = square.campaign(square.listed()), square.person()
    square.register(campaign, li)
    square.draw(campaign)
    square.world.do(SetCampaignState(campaign, "paused"))
    assert square.world.refuse(SetCampaignState(campaign, "paused")) == "campaign_state_invalid"
    assert square.world.refuse(ClaimWin(campaign, li)) == "campaign_not_open"
    square.world.do(SetCampaignState(campaign, "open"))
    square.win(campaign, li)


def test_the_campaigns_of_a_stopped_program_end_and_its_funder_gets_all_of_it(square: Square) -> None:
    program, before = square.listed(), square.world.balance(square.funder)
    open_one, drawn = square.campaign(program), square.campaign(program)
    square.register(drawn, square.person())
    square.draw(drawn)
    square.world.do(SetProgramState(program, "stopped"))
    assert square.reclaim(program)[1] == (1_000 - 3 * 55 - 55) * YUAN
    square.work()
    assert square.reclaim(program)[1] == (3 * 55 + 55) * YUAN
    assert (state(square, open_one), state(square, drawn)) == ("lapsed", "ended")
    assert square.figures(program) == (1_000, 0, 0, 0, 1_000)
    assert square.world.balance(square.funder) == before + 1_000 * YUAN


def test_a_process_that_was_down_for_days_ends_what_has_ended(square: Square) -> None:
    program = square.listed()
    never, drawn, revealed = (square.campaign(program) for _ in range(3))
    square.register(drawn, square.person())
    square.register(revealed, square.person())
    square.draw(drawn)
    square.reveal(revealed)
    square.world.wait(30 * DAY_US)
    square.work()
    assert [state(square, each) for each in (never, drawn, revealed)] == ["lapsed", "ended", "lapsed"]
    assert square.promised(program) == (0, 0)
    assert square.reclaim(program) == (0, 1_000 * YUAN)


def test_a_grant_and_a_draw_of_one_group_do_not_promise_the_same_money(square: Square) -> None:
    program = square.listed(budget=3 * FACE)
    grant = GrantClaims(program, (GrantLine(square.person()),))
    given, opened = square.world.group(grant, square.order(program, 3))
    assert (given.granted, opened.code) == (1, "program_exhausted")
