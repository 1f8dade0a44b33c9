"""Who is whom: a phone leads nobody to another's wallets, and nothing known is replaced by one person."""

from dataclasses import replace
from typing import Any

import pytest

from jiaozi.errors import Refusal
from jiaozi.people.aliases import ConfirmPayee, ForgetDetail, Forgettable
from jiaozi.wallets.changes import ChangeClass, CloseWallet
from jiaozi.wallets.holder_freezes import FreezeHolder, UnfreezeHolder
from jiaozi.wallets.holders import Details, reveal
from jiaozi.wallets.model import HolderKind, WalletClass
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.store import holder as holder_row
from tests.features.conftest import OpenWorld
from tests.features.world import World
from tests.worlds.people import company_id, resident_id

PHONE, OTHER_PHONE, CARD, OTHER_CARD = "13800000001", "13900000009", "6222000012345678", "6222000012345679"
ZHAO, WANG = ("赵小明", resident_id(1)), ("王芳", resident_id(2))
PHONE_REFUSED = Refusal("holder_details_invalid", "phone")


def details_of(world: World, number: int) -> Details:
    with world.platform.snapshot() as connection:
        row = holder_row(connection, number)
    assert row is not None
    return reveal(world.platform.keyring, row)


def owners(world: World) -> dict[int, int]:
    """Whose each wallet is."""
    return dict(world.query("SELECT id, holder FROM wallets"))


# ------------------------------------------------------------------------------------------------------------ phones
def test_an_identity_is_never_joined_to_whoever_is_known_by_the_phone_alone(world: World) -> None:
    icbc = world.bank()
    li = world.do(OpenWallet(icbc, "personal", "IV", PHONE))
    shown: dict[WalletClass, tuple[Any, ...]]
    shown = {"III": ZHAO, "II": (*ZHAO, CARD), "I": (*ZHAO, CARD, True), "IV": ZHAO}
    for wallet_class, details in shown.items():
        assert world.refusal(OpenWallet(icbc, "personal", wallet_class, PHONE, *details)) == PHONE_REFUSED
    assert details_of(world, li.holder) == Details(PHONE)
    world.do(ForgetDetail(li.holder, "phone", "operator letter 12"))
    zhao = world.do(OpenWallet(icbc, "personal", "III", PHONE, *ZHAO))
    assert owners(world) == {li.wallet: li.holder, zhao.wallet: zhao.holder}
    assert zhao.holder != li.holder


def test_the_same_person_shows_who_she_is_by_raising_the_class_of_her_wallet(world: World) -> None:
    icbc = world.bank()
    li = world.do(OpenWallet(icbc, "personal", "IV", PHONE))
    world.do(ChangeClass(li.wallet, "III", *ZHAO))
    assert world.do(OpenWallet(icbc, "personal", "II", PHONE, *ZHAO, CARD)).holder == li.holder


def test_a_phone_alone_leads_to_nobody_who_has_shown_an_identity(world: World) -> None:
    icbc = world.bank()
    wang = world.do(OpenWallet(icbc, "personal", "III", PHONE, *WANG))
    assert world.refusal(OpenWallet(icbc, "personal", "IV", PHONE)) == PHONE_REFUSED
    assert world.refusal(OpenWallet(icbc, "personal", "IV", f"+86{PHONE}", "王芳")) == PHONE_REFUSED
    assert world.do(OpenWallet(icbc, "personal", "IV", PHONE, id_number=WANG[1])).holder == wang.holder
    world.do(ForgetDetail(wang.holder, "phone", "operator letter 12"))
    assert world.do(OpenWallet(icbc, "personal", "IV", PHONE)).holder != wang.holder


@pytest.mark.parametrize("before", [("", ""), WANG], ids=["known by phone alone", "who has shown an identity"])
@pytest.mark.parametrize("after", [("", ""), ZHAO], ids=["by phone alone", "with an identity"])
def test_the_number_of_a_closed_wallet_opens_another_holders(
    world: World, before: tuple[str, str], after: tuple[str, str]
) -> None:
    icbc = world.bank()
    first = world.do(OpenWallet(icbc, "personal", "IV", PHONE, *before))
    world.do(CloseWallet(first.wallet))
    second = world.do(OpenWallet(icbc, "personal", "IV", PHONE, *after))
    assert second.holder != first.holder
    assert world.refusal(OpenWallet(icbc, "personal", "IV", PHONE)).code in ("wallet_exists", "holder_details_invalid")
    world.do(ForgetDetail(first.holder, "phone", "letter"))  # takes nothing from whose the number is now
    assert world.refusal(OpenWallet(icbc, "personal", "IV", PHONE)).code in ("wallet_exists", "holder_details_invalid")


def test_a_frozen_holders_number_is_not_free(world: World) -> None:
    icbc = world.bank()
    first = world.do(OpenWallet(icbc, "personal", "IV", PHONE))
    world.do(CloseWallet(first.wallet))
    order = world.do(FreezeHolder(first.holder, "all", "order 7")).holder_freeze
    assert world.refuse(OpenWallet(icbc, "personal", "IV", PHONE)) == "wallet_frozen"
    assert world.refusal(OpenWallet(icbc, "personal", "III", PHONE, *ZHAO)) == PHONE_REFUSED
    world.do(UnfreezeHolder(first.holder, order))
    assert world.do(OpenWallet(icbc, "personal", "IV", PHONE)).holder != first.holder


def test_a_number_that_was_replaced_long_ago_is_nobodys(world: World) -> None:
    icbc = world.bank()
    wang = world.do(OpenWallet(icbc, "personal", "III", PHONE, *WANG))
    world.replace_phone(wang.holder, OTHER_PHONE)
    li = world.do(OpenWallet(icbc, "personal", "IV", PHONE))
    assert li.holder != wang.holder
    assert world.refuse(OpenWallet(icbc, "personal", "IV", PHONE)) == "wallet_exists"


def test_two_who_share_a_phone_stay_two_whatever_either_opens(world: World) -> None:
    icbc = world.bank()
    wang = world.do(OpenWallet(icbc, "personal", "III", PHONE, *WANG))
    zhao = world.do(OpenWallet(icbc, "personal", "III", PHONE, *ZHAO))
    world.do(ForgetDetail(wang.holder, "phone", "letter"))
    li = world.do(OpenWallet(icbc, "personal", "IV", PHONE))
    again = world.do(OpenWallet(icbc, "personal", "IV", PHONE, *ZHAO))
    assert world.refusal(OpenWallet(icbc, "personal", "IV", PHONE, *WANG)) == PHONE_REFUSED  # the number is li's now
    assert again.holder == zhao.holder
    assert len({wang.holder, zhao.holder, li.holder}) == 3
    assert world.refusal(ChangeClass(li.wallet, "III", *ZHAO)) == Refusal("holder_details_invalid", "id_number")


# ---------------------------------------------------------------------------------------------------- what is known
Given = dict[str, Any]
KNOWN: dict[str, Given] = {
    "personal": {"phone": PHONE, "name": "赵小明", "id_number": resident_id(1), "bank_account": CARD},
    "corporate": {"phone": PHONE, "name": "商店", "id_number": company_id(1), "bank_account": CARD},
}
OTHERS: list[tuple[Forgettable, str]] = [("phone", OTHER_PHONE), ("name", "钱多"), ("bank_account", OTHER_CARD)]


@pytest.mark.parametrize("kind", ["personal", "corporate"])
def test_what_is_known_is_replaced_neither_by_an_opening_nor_by_a_change_of_class(
    world: World, kind: HolderKind
) -> None:
    icbc, known = world.bank(), KNOWN[kind]
    opened = world.do(OpenWallet(icbc, kind, "II", **known))
    further = OpenWallet(icbc, kind, "III" if kind == "personal" else "I", **known, face_to_face=True)
    change = ChangeClass(opened.wallet, "I", face_to_face=True)
    for name, value in OTHERS:
        shown: Given = {name: value}
        assert world.refusal(replace(further, **shown)) == Refusal("holder_details_invalid", name)
        assert world.refusal(replace(change, **shown)) == Refusal("holder_details_invalid", name)
    assert world.refusal(replace(further, phone=OTHER_PHONE, name="钱多")).detail == "phone, name"
    world.do(replace(change, phone=f"+86{PHONE}", name=known["name"]))  # how it is written does not count
    assert details_of(world, opened.holder) == Details(**known, face_to_face=True)


@pytest.mark.parametrize("kind", ["personal", "corporate"])
def test_what_two_people_have_forgotten_is_given_anew(world: World, kind: HolderKind) -> None:
    icbc, known = world.bank(), KNOWN[kind]
    opened = world.do(OpenWallet(icbc, kind, "II", **known))
    anew = known | dict(OTHERS)
    for name, _ in OTHERS:
        assert not world.do(ForgetDetail(opened.holder, name, "certificate 3")).was_visible
        refusal = world.refusal(ForgetDetail(opened.holder, name, "certificate 3"))
        assert (refusal.code, refusal.detail) == ("holder_details_missing", name)
    needed = world.refusal(ChangeClass(opened.wallet, "I", face_to_face=True))
    assert (needed.code, needed.detail) == ("holder_details_missing", "phone, id_document, bank_account")
    world.do(ChangeClass(opened.wallet, "I", face_to_face=True, **dict(OTHERS)))
    assert details_of(world, opened.holder) == Details(**anew, face_to_face=True)
    assert world.refuse(ForgetDetail(opened.holder, "id_number", "certificate 3")) == "request_malformed"  # type: ignore[arg-type]


def test_a_name_that_is_forgotten_confirms_nobody_until_it_is_given_anew(world: World) -> None:
    icbc = world.bank()
    payer, payee = world.person(icbc), world.do(OpenWallet(icbc, "personal", "III", PHONE, *ZHAO))

    def confirmed(name: str) -> str:
        return str(world.do(ConfirmPayee(payer, payee.wallet, name)).result)

    world.do(ForgetDetail(payee.holder, "name", "marriage certificate 3"))
    assert confirmed("赵小明") == "unavailable"
    assert world.do(OpenWallet(icbc, "personal", "IV", PHONE, "钱小明", ZHAO[1])).holder == payee.holder
    assert (confirmed("赵小明"), confirmed("钱小明")) == ("close_match", "match")


def test_a_phone_given_anew_is_nobody_elses(world: World) -> None:
    icbc = world.bank()
    zhao = world.do(OpenWallet(icbc, "personal", "III", PHONE, *ZHAO))
    li = world.do(OpenWallet(icbc, "personal", "IV", OTHER_PHONE))
    world.do(ForgetDetail(zhao.holder, "phone", "letter"))
    change = ChangeClass(zhao.wallet, "II", bank_account=CARD)
    assert world.refusal(replace(change, phone=OTHER_PHONE)) == PHONE_REFUSED
    assert world.refusal(OpenWallet(icbc, "personal", "IV", OTHER_PHONE, *ZHAO)) == PHONE_REFUSED
    world.do(CloseWallet(li.wallet))
    world.do(replace(change, phone=OTHER_PHONE))
    assert world.refusal(OpenWallet(icbc, "personal", "IV", OTHER_PHONE)) == PHONE_REFUSED  # it is zhao's now
    assert world.do(OpenWallet(icbc, "personal", "IV", PHONE)).holder not in (li.holder, zhao.holder)


def test_a_phone_given_anew_leads_nobody_out_of_hong_kongs_rules_nor_into_them(open_world: OpenWorld) -> None:
    world = open_world("2024-06-01T09:00:00+08:00")
    boc = world.bank("boc")
    mainland, visitor = world.opened(boc, "III"), world.opened(boc, prefix="+852")
    for opened, phone in ((mainland, "+85291234567"), (mainland, "+852123")):
        world.do(ForgetDetail(opened.holder, "phone", "letter"), key=f"forget {opened.holder}")
        assert world.refusal(ChangeClass(opened.wallet, "IV", phone=phone)) == PHONE_REFUSED
    world.do(ForgetDetail(visitor.holder, "phone", "letter"))
    assert world.refuse(ChangeClass(visitor.wallet, "III", *ZHAO, phone=OTHER_PHONE)) == "class_not_available"
