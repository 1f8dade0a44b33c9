"""Being found by phone: only who wants to be, so often a day, and never by name."""

from datetime import date
from typing import Any

import pytest

from jiaozi import rulebook
from jiaozi.errors import Refusal
from jiaozi.kinds import HolderNo, InstitutionNo, WalletNo
from jiaozi.people.aliases import (
    AliasResolved,
    ConfirmPayee,
    ForgetDetail,
    PublishAlias,
    ResolveAlias,
    WithdrawAlias,
    alias_digest,
)
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.opening import OpenWallet
from tests.features.world import World
from tests.worlds.people import resident_id

PER_DAY = rulebook.lookups(date(2022, 5, 15)).per_day
PHONE = "13900000001"


def person(world: World, bank: InstitutionNo, phone: str = PHONE, name: str = "张三", number: int = 901) -> WalletNo:
    return WalletNo(world.do(OpenWallet(bank, "personal", "III", phone, name, resident_id(number))).wallet)


def find(world: World, payer: WalletNo, phone: str = PHONE, **options: Any) -> Any:
    return world.outcome(ResolveAlias(payer, alias_digest(world.platform.keyring, phone)), **options)


def test_nobody_is_found_who_has_not_asked_for_it(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    payer, payee = world.person(icbc), person(world, boc)
    assert find(world, payer).payee == 0
    world.do(PublishAlias(payee))
    assert find(world, payer).payee == payee
    assert find(world, payer, "+86 139-0000-0001").payee == payee
    assert find(world, payer, "13900000002").payee == 0
    world.do(WithdrawAlias(payee))
    assert find(world, payer) == AliasResolved(WalletNo(0), PER_DAY - 5)
    assert world.refuse(WithdrawAlias(payee)) == "alias_not_found"
    world.do(PublishAlias(payee))
    world.do(CloseWallet(payee))
    assert find(world, payer).payee == 0
    world.do(WithdrawAlias(payee))


def test_a_number_leads_to_one_person_and_to_the_wallet_chosen_last(world: World) -> None:
    icbc = world.bank()
    first = person(world, icbc)
    second = WalletNo(
        world.do(OpenWallet(icbc, "personal", "II", PHONE, "张三", resident_id(901), "6222000012345678")).wallet
    )
    other = person(world, icbc, name="李四", number=902)
    payer = world.person(icbc)
    world.do(PublishAlias(first))
    world.do(PublishAlias(second))
    assert find(world, payer).payee == second
    assert world.refuse(PublishAlias(other)) == "alias_taken"
    assert world.refuse(WithdrawAlias(first)) == "alias_not_found"
    world.do(WithdrawAlias(second))
    world.do(PublishAlias(other))
    assert find(world, payer).payee == other


def test_a_recycled_number_is_released_by_two_people_and_leads_to_its_next_owner(world: World) -> None:
    """The first owner keeps its wallets and is found no more; whoever opens with the number later is somebody else."""
    icbc, boc = world.bank(), world.bank("boc")
    before, after = person(world, icbc), person(world, boc, name="李四", number=902)
    payer, holder = world.person(icbc), world.wallet(before).holder
    world.do(PublishAlias(before))
    assert world.refuse(PublishAlias(after)) == "alias_taken"
    assert world.refuse(ForgetDetail(holder, "phone", " ")) == "reference_invalid"
    assert world.refuse(ForgetDetail(HolderNo(16), "phone", "letter")) == "holder_not_found"
    assert world.do(ForgetDetail(holder, "phone", "letter 12")).was_visible
    assert find(world, payer).payee == 0
    assert world.refuse(ForgetDetail(holder, "phone", "letter 12")) == "holder_details_missing"
    assert world.refuse(PublishAlias(before)) == "holder_details_missing"
    assert world.refuse(WithdrawAlias(before)) == "alias_not_found"
    world.do(PublishAlias(after))
    assert find(world, payer).payee == after
    opened = world.do(OpenWallet(icbc, "personal", "IV", PHONE))
    assert opened.holder != holder
    again = world.do(OpenWallet(icbc, "personal", "II", "13900000003", "张三", resident_id(901), "6222000012345678"))
    assert again.holder == holder  # by its identity number; with the number it has now
    world.do(PublishAlias(again.wallet))
    assert find(world, payer, "13900000003").payee == again.wallet


def test_a_number_that_its_holder_has_no_more_leads_nowhere_and_can_be_withdrawn(world: World) -> None:
    """Worlds may hold such a number from when another opening replaced it."""
    icbc, boc = world.bank(), world.bank("boc")
    first, other = person(world, icbc), person(world, boc, name="李四", number=902)
    payer = world.person(icbc)
    world.do(PublishAlias(first))
    world.replace_phone(world.wallet(first).holder, "13900000003")
    assert find(world, payer).payee == 0  # the operator knows another number now
    world.do(WithdrawAlias(first))
    world.do(PublishAlias(first))
    assert find(world, payer, "13900000003").payee == first
    world.do(PublishAlias(other))
    assert find(world, payer).payee == other


def test_a_number_that_led_to_a_closed_wallet_is_free(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    before, after = person(world, icbc), person(world, boc, name="李四", number=902)
    world.do(PublishAlias(before))
    world.do(CloseWallet(before))
    world.do(PublishAlias(after))
    assert find(world, after).payee == after


@pytest.mark.only_engine("sqlite")
def test_opening_and_forgetting_in_one_group(world: World) -> None:
    icbc = world.bank()
    holder = world.wallet(person(world, icbc)).holder
    forget = ForgetDetail(holder, "phone", "letter")
    outcomes = world.group(forget, OpenWallet(icbc, "personal", "IV", PHONE), forget)
    assert outcomes[1].holder != holder
    assert outcomes[2].code == "holder_details_missing"


def test_companies_and_unknown_wallets_have_no_alias(world: World) -> None:
    assert world.refuse(PublishAlias(world.company(world.bank()))) == "usage_not_allowed"
    assert world.refuse(PublishAlias(WalletNo(16))) == "wallet_not_found"
    assert world.refuse(WithdrawAlias(WalletNo(16))) == "wallet_not_found"


def test_looking_up_is_counted_by_day_found_or_not_and_repetitions_are_free(world: World) -> None:
    icbc = world.bank()
    payer, payee = world.person(icbc), person(world, icbc)
    for number in range(PER_DAY):
        ask: Any = ConfirmPayee(payer, payee, "x") if number % 2 else ResolveAlias(payer, "0" * 32)
        assert world.do(ask, key=f"ask-{number}").left == PER_DAY - number - 1
    refused = find(world, payer)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.detail) == (
        "lookups_exceeded",
        f"{PER_DAY} a day; the count resets at 00:00 China time on 2022-05-16",
    )
    assert "people.lookups" in refused.rule
    assert world.outcome(ConfirmPayee(payer, payee, "张三")).code == "lookups_exceeded"
    assert world.result(ResolveAlias(payer, "0" * 32), key="ask-0").replayed
    assert find(world, payer, principal=2).left == PER_DAY - 1
    world.until("2022-05-15T23:59:59.999999+08:00")
    assert find(world, payer).code == "lookups_exceeded"
    world.until("2022-05-16T00:00:00+08:00")
    assert find(world, payer).left == PER_DAY - 1


def test_a_payee_is_confirmed_by_name(world: World) -> None:
    icbc = world.bank()
    payer, payee, nameless = world.person(icbc), person(world, icbc, name="王小明"), world.person(icbc)
    results = [world.do(ConfirmPayee(payer, payee, name)).result for name in ("王小明", "王晓明", "张三")]
    assert results == ["match", "close_match", "no_match"]
    assert world.do(ConfirmPayee(payer, nameless, "张三")).result == "unavailable"
    assert world.do(ConfirmPayee(payer, WalletNo(16), "张三")).result == "unavailable"
    assert world.refuse(ConfirmPayee(WalletNo(16), payee, "张三")) == "wallet_not_found"
    assert world.refuse(ConfirmPayee(payer, payee, "")) == "request_malformed"


def test_neither_phones_nor_names_are_stored_in_the_clear(world: World) -> None:
    icbc = world.bank()
    payer, payee = world.person(icbc), person(world, icbc, name="王小明")
    world.do(PublishAlias(payee))
    find(world, payer)
    world.do(ConfirmPayee(payer, payee, "王小明"))
    for table in ("aliases", "lookups", "events", "outcomes", "acts"):
        text = repr(world.query(f"SELECT * FROM {table}"))
        assert PHONE not in text
        assert "王" not in text


@pytest.mark.only_engine("sqlite")  # the same handlers; what differs by engine is in the tests above
def test_two_aliases_of_one_number_in_one_group(world: World) -> None:
    icbc = world.bank()
    one, other = person(world, icbc), person(world, icbc, name="李四", number=902)
    outcomes = world.group(PublishAlias(one), PublishAlias(other), PublishAlias(one))
    assert [getattr(outcome, "code", "set") for outcome in outcomes] == ["set", "alias_taken", "set"]
