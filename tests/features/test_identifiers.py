"""A number that somebody else gave has one form: however it is written, it is one person's, company's or account's."""

import unicodedata
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from jiaozi import texts
from jiaozi.errors import Refusal
from jiaozi.kinds import HolderNo
from jiaozi.people.aliases import alias_digest
from jiaozi.people.names import compared
from jiaozi.pilot.identifiers import with_resident_check
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.wallets.changes import ChangeClass
from jiaozi.wallets.holders import Details, reveal, seal
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.schema import HOLDERS
from tests.cli.conftest import Jiaozi
from tests.features.conftest import OpenWorld
from tests.features.world import World
from tests.worlds.people import company_id, resident_id

PHONE, NAME, CARD = "13800000001", "张三", "6222000012345678"
ID = next(number for number in map(resident_id, range(1, 99)) if number.endswith("X"))
SCRIPTS = {"Arabic": 0x660, "Devanagari": 0x966, "Thai": 0xE50, "wide": 0xFF10, "mathematical": 0x1D7CE}
"""Where the digits of a script begin."""


def in_script(text: str, zero: int) -> str:
    """A text with its digits in another script."""
    return "".join(chr(zero + int(each)) if each.isdecimal() else each for each in text)


WRITTEN: list[Callable[[str], str]] = [
    *(lambda text, zero=zero: in_script(text, zero) for zero in SCRIPTS.values()),
    lambda text: text.replace("1", "\u0661", 1),
    lambda text: text.replace("1", "\u2460", 1),
    lambda text: text.replace("9", "\u2079", 1),
    str.lower,
    lambda text: f" {text[:6]} {text[6:14]}\u3000{text[14:]} ",
    lambda text: f"{text[:6]}-{text[6:]}\u200b",
]


def details_of(world: World, holder: HolderNo) -> Details:
    with world.platform.snapshot() as connection:
        return reveal(world.platform.keyring, HOLDERS.read(connection, [holder])[0])


def test_an_identity_number_in_any_script_is_one_person(world: World) -> None:
    bank = world.bank()
    first = world.do(OpenWallet(bank, "personal", "III", PHONE, NAME, in_script(ID, 0x966)))
    assert details_of(world, first.holder).id_number == ID
    for write in WRITTEN:
        again = OpenWallet(bank, "personal", "III", "13900000009", NAME, write(ID))
        assert world.refusal(again) == Refusal("holder_details_invalid", "phone")  # that holder has another
    assert world.do(OpenWallet(bank, "personal", "II", PHONE, NAME, ID.lower(), CARD)).holder == first.holder


SAME = ("买买提•艾力", "买买提・艾力", "买买提．艾力", "买买提‧艾力", "买买提･艾力", "买买提 艾力", "买买提艾力")


@pytest.mark.parametrize("name", SAME)
def test_a_name_is_one_whichever_dot_parts_it(world: World, name: str) -> None:
    """As the name of a payee is compared; a change of class goes by the same rule, and what is stored stays."""
    bank = world.bank()
    first = world.do(OpenWallet(bank, "personal", "III", PHONE, "买买提·艾力", ID))
    again = world.do(OpenWallet(bank, "personal", "II", PHONE, name, ID, CARD))
    assert again.holder == first.holder
    world.do(ChangeClass(again.wallet, "I", name, ID, CARD, True))
    assert details_of(world, first.holder).name == "买买提·艾力"
    assert compared(name, "买买提·艾力") == "match"


@pytest.mark.parametrize("name", ["买买提·艾利", "艾力·买买提", "买买提", "·"])
def test_another_name_is_another_person_s(world: World, name: str) -> None:
    bank = world.bank()
    world.do(OpenWallet(bank, "personal", "III", PHONE, "买买提·艾力", ID))
    again = OpenWallet(bank, "personal", "II", PHONE, name, ID, CARD)
    assert world.refusal(again) == Refusal("holder_details_invalid", "name")


def test_so_is_a_company_s_and_what_a_change_of_class_shows(world: World) -> None:
    bank, code = world.bank(), company_id(1)
    shop = OpenWallet(bank, "corporate", "I", PHONE, "商店", code.lower(), CARD, True)
    opened = world.do(shop)
    assert details_of(world, opened.holder).id_number == code
    assert world.refuse(replace(shop, id_number=in_script(code, 0x660))) == "wallet_exists"
    person = world.do(OpenWallet(bank, "personal", "IV", PHONE))
    world.do(ChangeClass(person.wallet, "III", NAME, in_script(ID, 0xE50)))
    assert details_of(world, person.holder).id_number == ID


NO_NUMBERS = ("110105194912310\u0445", f"{ID[:-1]}\u0425", "\u2603" * 8, "½" * 9, "--", "\u200b")


@pytest.mark.parametrize("number", NO_NUMBERS)
@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_what_is_no_ascii_when_it_is_folded_is_no_identity(world: World, number: str) -> None:
    bank = world.bank()
    for kind, wallet_class in (("personal", "III"), ("corporate", "II")):
        command = OpenWallet(bank, kind, wallet_class, PHONE, NAME, number, CARD)  # type: ignore[arg-type]
        assert world.refusal(command) == Refusal("holder_details_invalid", "id_number")


def born(day: str) -> str:
    """The identity number of somebody who is said to be born on a day."""
    return with_resident_check(f"110101{day}007")


@pytest.mark.parametrize("day", ["20220516", "20300101", "19900230", "19000229", "19901301", "19900100", "00000101"])
@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_nobody_is_born_on_a_day_that_has_not_been(open_world: OpenWorld, day: str) -> None:
    world = open_world("2022-05-15T00:30:00+08:00")
    bank = world.bank()
    known = world.do(OpenWallet(bank, "personal", "IV", PHONE)).wallet
    opening = OpenWallet(bank, "personal", "III", "13800000002", NAME, born(day))
    for command in (opening, ChangeClass(known, "III", NAME, born(day))):
        assert world.refusal(command) == Refusal("holder_details_invalid", "id_number")


@pytest.mark.parametrize("day", ["20220515", "20000229", "18990101", "16000229"])
def test_whoever_was_born_on_a_day_that_has_been_opens_a_wallet(open_world: OpenWorld, day: str) -> None:
    """Also in China's today, which is not yet the day elsewhere, and long ago, as the pilots' people are."""
    world = open_world("2022-05-15T00:30:00+08:00")
    world.do(OpenWallet(world.bank(), "personal", "III", PHONE, NAME, born(day)))


DOCUMENTS = {
    "US": "340020013", "GB": "099265326", "FR": "12AB34567", "DE": "C01X00T47", "CN": "EA1234567", "JP": "TR1234567",
    "RU": "751234567", "CA": "AB123456", "IT": "YA1234567", "MO, an HKMAC permit": "H1234567800", "HK": "K123456(7)",
    "SG, with a blank": "E 1234567N", "PT, a card": "00123456 7ZZ4", "TW, a permit": "01234567", "PL": "ZS0000177",
}  # fmt: skip
"""Numbers of the forms that states give their passports and travel documents; none is anybody's."""
NO_DOCUMENTS = (ID[:-1], ID[1:], ID[:-3], "1234", "AB12", "A" * 19, company_id(1), "12AB/4567", "Ж1234567")


@pytest.mark.parametrize("number", DOCUMENTS.values(), ids=DOCUMENTS)
@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_a_foreigner_shows_the_passport_that_her_state_gave_her(world: World, number: str) -> None:
    bank = world.bank()
    opened = world.do(OpenWallet(bank, "personal", "III", "+442079460958", "Zoë Müller", number))
    assert details_of(world, opened.holder).id_number == texts.identifier(number)
    again = OpenWallet(bank, "personal", "III", "+442079460958", "Zoë Müller", number.lower())
    assert world.refuse(again) == "wallet_exists"


@pytest.mark.parametrize("number", NO_DOCUMENTS)
@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_what_is_no_passport_and_no_identity_number_is_refused(world: World, number: str) -> None:
    refusal = world.refusal(OpenWallet(world.bank(), "personal", "III", PHONE, NAME, number))
    assert refusal == Refusal("holder_details_invalid", "id_number")


PHONES = ("136 1111 0004", "8613611110004", "+86 136-1111-0004", "0086 13611110004", "(+86) 13611110004",
          in_script("13611110004", 0x966), "\u202a+8613611110004\u202c")  # fmt: skip


def test_a_phone_is_one_number_however_it_is_written(world: World) -> None:
    bank = world.bank()
    first = world.do(OpenWallet(bank, "personal", "IV", PHONES[0]))
    assert details_of(world, first.holder).phone == "13611110004"
    keyring = world.platform.keyring
    for phone in PHONES:
        assert world.refuse(OpenWallet(bank, "personal", "IV", phone)) == "wallet_exists"
        assert alias_digest(keyring, phone) == alias_digest(keyring, "13611110004")
    assert texts.phone("0044 20 7946 0958") == "+442079460958"


@pytest.mark.parametrize("phone", ["+86 10 1234 5678", "+862312345678", "+86 (755) 8888-6666", "0086 431 123 4567"])
@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_a_company_may_have_a_fixed_line(world: World, phone: str) -> None:
    opened = world.do(OpenWallet(world.bank(), "corporate", "I", phone, "商店", company_id(1), CARD, True))
    assert details_of(world, opened.holder).phone == texts.phone(phone)


NO_PHONES = ("+8612345", "86123456", "+861361111000", "+86136111100044", "+86231234567", "+861112345678", "Ⅷ", "+", " ")


@pytest.mark.parametrize("phone", NO_PHONES)
@pytest.mark.only_engine("sqlite")  # decided before the database; the other engine adds nothing
def test_what_is_no_phone_of_the_mainland_is_none(world: World, phone: str) -> None:
    assert world.refusal(OpenWallet(world.bank(), "personal", "IV", phone)) == Refusal(
        "holder_details_invalid", "phone"
    )


def test_a_bank_account_is_one_however_its_digits_are_grouped(world: World) -> None:
    bank = world.bank()
    account = world.do(OpenBankAccount(bank, "6222 0000 1234 5678")).bank_account
    for number in (CARD, in_script(CARD, 0x660), "6222-0000-1234-5678"):
        assert world.refuse(OpenBankAccount(bank, number)) == "bank_account_exists"
    assert world.query("SELECT number_masked FROM bank_accounts WHERE id = ?", (account,)) == [("**** 5678",)]


@pytest.mark.only_engine("sqlite")  # no database at all
def test_what_is_canonical_stays_as_it_is() -> None:
    """Over all of Unicode: folding is an answer, never an error, and folding twice is folding once."""
    for code in range(0x110000):
        if unicodedata.category(chr(code)) not in ("Cs", "Co", "Cn"):
            for fold in (texts.identifier, texts.phone, texts.without_marks):
                once = fold(f"1{chr(code)}2")
                assert fold(once) == once, (hex(code), fold)


# -------------------------------------------------------------------------------------- holders from before
def write_as(world: World, holder: HolderNo, number: str, *, index: bool) -> None:
    """An identity number as a program of before stored it, with the index that it has now or another."""
    with closing(world.platform.engine.connect()) as connection:
        known = reveal(world.platform.keyring, HOLDERS.read(connection, [holder])[0])
    sealed = seal(world.platform.keyring, holder, known._replace(id_number=number))
    world.tamper("UPDATE holders SET sealed = ? WHERE id = ?", (sealed, holder))
    if not index:
        world.tamper("UPDATE holder_index SET digest = ? WHERE holder = ? AND field = 2", (f"before {holder}", holder))


def test_the_audit_and_an_upgrade_name_holders_that_are_one_person(unsound_world: World, tmp_path: Path) -> None:
    world = unsound_world
    bank = world.bank()
    first, second, third, fourth = (
        world.do(OpenWallet(bank, "personal", "III", f"1380000000{n}", NAME, resident_id(n))).holder
        for n in (1, 2, 3, 4)
    )
    assert world.audit().findings == ()
    write_as(world, second, in_script(resident_id(1), 0x966), index=False)
    write_as(world, third, in_script(resident_id(3), 0xFF10), index=True)  # found all the same
    same = (f"holder {second}", f"has the identity number of holder {first}")
    alone = (f"holder {fourth}", "is not found by its identity number in its canonical form")
    assert [each[1:] for each in world.audit().findings] == [same]
    write_as(world, fourth, in_script(resident_id(4), 0x660), index=False)
    assert [each[1:] for each in world.audit().findings] == [same, alone]
    jiaozi = Jiaozi(tmp_path, world.url)
    keyring = ("--keyring", str(world.keyring))
    assert jiaozi.json(*keyring, "upgrade")["holders"] == [list(same), list(alone)]
    said = jiaozi.json(*keyring, "audit", code=1)
    assert [each["invariant"] for each in said["findings"]] == ["holders_are_one"] * 2
    assert "holders_are_one" not in jiaozi.json("audit")["invariants"]  # the world's keyring is not here
