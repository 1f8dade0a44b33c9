"""Opening wallets, the classes, holders found by blind index, changes of class, closing."""

import json
from typing import Any

import pytest

from jiaozi.errors import Refusal
from jiaozi.kinds import InstitutionNo, WalletNo
from jiaozi.payments.pay import Pay
from jiaozi.scheme.model import CENTRAL_BANK
from jiaozi.wallets.changes import ChangeClass, CloseWallet, ReadHolder
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.holders import Details, reveal
from jiaozi.wallets.model import Holder, HolderKind, WalletClass
from jiaozi.wallets.opening import OpenWallet, WalletOpened
from jiaozi.wallets.schema import HOLDERS
from tests.features.conftest import OpenWorld
from tests.features.world import YUAN, World
from tests.worlds.people import company_id, resident_id

PHONE, NAME, ID, CARD = "13800000001", "张三", resident_id(1), "6222000012345678"
FULL = {"phone": PHONE, "name": NAME, "id_number": ID, "bank_account": CARD, "face_to_face": True}
NEEDS: dict[tuple[HolderKind, WalletClass], list[str]] = {
    # what each class needs; each of it left out is refused, what is not listed is not asked for
    ("personal", "I"): ["phone", "name", "id_number", "bank_account", "face_to_face"],
    ("personal", "II"): ["phone", "name", "id_number", "bank_account"],
    ("personal", "III"): ["phone", "name", "id_number"],
    ("personal", "IV"): ["phone"],
    ("corporate", "I"): ["phone", "name", "id_number", "bank_account", "face_to_face"],
    ("corporate", "II"): ["phone", "name", "id_number", "bank_account"],
}


def holder_of(world: World, number: int) -> Holder:
    with world.platform.snapshot() as connection:
        return HOLDERS.read(connection, [number])[0]


def details_of(world: World, number: int) -> Details:
    return reveal(world.platform.keyring, holder_of(world, number))


def test_a_class_needs_its_details_and_no_more(world: World) -> None:
    for bank, ((kind, wallet_class), names) in zip(
        ("icbc", "abc", "boc", "ccb", "bocom", "psbc"), NEEDS.items(), strict=True
    ):
        operator = world.bank(bank)
        known: dict[str, Any] = FULL | ({"id_number": company_id(1)} if kind == "corporate" else {})
        needed = {name: known[name] for name in names}
        for name in names:
            given = {key: value for key, value in needed.items() if key != name}
            refusal = world.refusal(OpenWallet(operator, kind, wallet_class, **given))
            assert refusal.code == "holder_details_missing", name
            assert refusal.rule.startswith(f"opening.{kind}.{wallet_class}"), name
        opened = world.do(OpenWallet(operator, kind, wallet_class, **needed))
        wallet = world.wallet(opened.wallet)
        assert (wallet.id, wallet.account, wallet.closed) == (opened.wallet, opened.wallet, 0)


BAD_DETAILS = [
    ("phone", "1380000000"),
    ("phone", "138000000012"),
    ("phone", "+0123456"),
    ("phone", "' OR 1=1"),
    ("name", " 张三"),
    ("name", "x" * 101),
    ("id_number", ID[:-1] + "?"),
    ("id_number", ID[:-1] + ("1" if ID[-1] != "1" else "2")),
    ("id_number", "12"),
    ("id_number", company_id(1)),
    ("bank_account", "1234567"),
    ("bank_account", "6222 000"),
]


def test_a_bad_detail_is_named_and_never_repeated(world: World) -> None:
    icbc = world.bank()
    for changed, value in BAD_DETAILS:
        refusal = world.refusal(OpenWallet(icbc, "personal", "II", **(FULL | {changed: value})))  # type: ignore[arg-type]
        assert refusal == Refusal("holder_details_invalid", changed), value


def test_classes_that_do_not_exist_are_refused(world: World) -> None:
    icbc = world.bank()
    for kind, wallet_class in (("corporate", "III"), ("corporate", "IV"), ("personal", "V"), ("alien", "I"), ("", "")):
        assert world.refuse(OpenWallet(icbc, kind, wallet_class, **FULL)) == "class_not_available"  # type: ignore[arg-type]
    assert world.refuse(OpenWallet(InstitutionNo(icbc + 256), "personal", "IV", phone=PHONE)) == "institution_not_found"
    assert world.refuse(OpenWallet(CENTRAL_BANK, "personal", "IV", phone=PHONE)) == "institution_not_found"


def test_a_holder_is_found_by_its_identity_number_however_it_is_written(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    first = world.do(OpenWallet(icbc, "personal", "III", PHONE, NAME, ID))
    second = world.do(OpenWallet(icbc, "personal", "II", f"+86{PHONE}", NAME, ID.lower(), CARD))
    fourth = world.do(OpenWallet(icbc, "personal", "IV", PHONE, id_number=ID))
    assert {second.holder, fourth.holder} == {first.holder}
    assert world.refuse(OpenWallet(icbc, "personal", "IV", PHONE, id_number=ID)) == "wallet_exists"
    elsewhere = world.do(OpenWallet(boc, "personal", "II", PHONE, NAME, ID, CARD))
    assert elsewhere.holder == elsewhere.wallet  # another operator knows nothing of them


def test_what_a_later_opening_shows_is_kept_and_counts(world: World) -> None:
    icbc = world.bank()
    first = world.do(OpenWallet(icbc, "personal", "III", PHONE, NAME, ID))
    assert world.do(OpenWallet(icbc, "personal", "II", PHONE, NAME, ID, CARD)).holder == first.holder
    assert details_of(world, first.holder) == Details(PHONE, NAME, ID, CARD, False)
    again = world.refusal(OpenWallet(icbc, "personal", "II", PHONE, NAME, ID, CARD))
    assert again.code == "wallet_exists"
    refusal = world.refusal(OpenWallet(icbc, "personal", "I", PHONE, NAME, ID, CARD, True))
    assert refusal.code == "wallet_exists"  # one wallet of the verified classes at an operator
    assert refusal.rule.startswith("opening.several_wallets")


def test_two_people_with_one_phone_are_two_holders(world: World) -> None:
    icbc = world.bank()
    first = world.do(OpenWallet(icbc, "personal", "III", PHONE, NAME, ID))
    other = world.do(OpenWallet(icbc, "personal", "III", PHONE, "李四", resident_id(2)))
    assert first.holder != other.holder
    assert details_of(world, first.holder).name == NAME
    assert details_of(world, other.holder).name == "李四"


def test_a_company_and_its_owner_may_share_a_phone(world: World) -> None:
    icbc = world.bank()
    person = world.do(OpenWallet(icbc, "personal", "IV", phone=PHONE))
    company = world.do(OpenWallet(icbc, "corporate", "I", PHONE, "商店", company_id(1), CARD, True))
    another = world.do(OpenWallet(icbc, "corporate", "I", PHONE, "商店二", company_id(2), CARD, True))
    assert len({person.holder, company.holder, another.holder}) == 3
    assert {holder_of(world, number).kind for number in (company.holder, another.holder)} == {2}


def test_one_group_opens_wallets_as_several_groups_would(world: World) -> None:
    icbc = world.bank()
    opened, again, stamped, fresh, other, alone = world.group(
        OpenWallet(icbc, "personal", "IV", phone=PHONE),
        OpenWallet(icbc, "personal", "IV", phone=PHONE),
        OpenWallet(icbc, "personal", "III", PHONE, NAME, ID),
        OpenWallet(icbc, "personal", "IV", "13900000009", NAME, ID),
        OpenWallet(icbc, "personal", "II", "13900000009", NAME, ID, CARD),
        OpenWallet(icbc, "personal", "IV", phone="13900000009"),
    )
    assert (again.code, stamped.code, alone.code) == ("wallet_exists", *["holder_details_invalid"] * 2)
    assert fresh.holder == other.holder != opened.holder
    closed, reopened, once = world.group(
        CloseWallet(opened.wallet),
        OpenWallet(icbc, "personal", "IV", phone=PHONE),
        OpenWallet(icbc, "personal", "IV", phone=PHONE),
    )
    assert isinstance(reopened, WalletOpened), (closed, reopened)
    assert (reopened.holder == opened.holder, once.code) == (False, "wallet_exists")


def test_personal_data_is_sealed_and_only_the_sealed_row_holds_it(world: World) -> None:
    icbc = world.bank()
    opened = world.do(OpenWallet(icbc, "personal", "II", PHONE, NAME, ID, CARD))
    text = json.dumps(world.everything(), default=str, ensure_ascii=False)
    acts = json.dumps(
        world.query("SELECT * FROM events") + world.query("SELECT command, outcome FROM acts"), default=str
    )
    for secret in (PHONE, NAME, ID, CARD):
        assert secret not in text
        assert secret not in acts
    before = holder_of(world, opened.holder).sealed
    world.do(ReadHolder(opened.wallet, "a court's order"))
    assert world.query("SELECT principal, operation, outcome FROM acts WHERE operation = 'read_holder'") == [
        (1, "read_holder", "done")
    ]
    assert holder_of(world, opened.holder).sealed == before
    assert world.refuse(ReadHolder(opened.wallet, " ")) == "reference_invalid"
    assert world.refuse(ReadHolder(opened.wallet + 16, "x")) == "wallet_not_found"


def test_a_change_of_class_keeps_the_id_and_the_money(world: World) -> None:
    icbc = world.bank()
    wallet = world.rich(icbc, "IV", 10_000 * YUAN)
    refusal = world.refusal(ChangeClass(wallet, "II"))
    assert (refusal.code, refusal.detail) == ("holder_details_missing", "id_document, bank_account")
    world.do(ChangeClass(wallet, "III", NAME, ID))
    world.do(ChangeClass(wallet, "II", bank_account=CARD))  # what was shown before is still known
    world.do(ChangeClass(wallet, "I", face_to_face=True))
    assert (world.wallet(wallet).wallet_class, world.balance(wallet)) == (1, 10_000 * YUAN)
    world.do(ChangeClass(wallet, "IV"))
    assert int(world.wallet(wallet).account) == wallet
    assert world.refuse(ChangeClass(wallet, "IV")) == "class_same"
    assert world.refuse(ChangeClass(wallet, "V")) == "class_not_available"  # type: ignore[arg-type]
    assert world.refuse(ChangeClass(world.company(icbc), "III")) == "class_not_available"
    assert world.refuse(ChangeClass(WalletNo(wallet + 16), "I")) == "wallet_not_found"


def test_a_lower_class_must_fit_the_balance(world: World) -> None:
    wallet = world.rich(world.bank(), "II", 10_000 * YUAN + 1)
    refusal = world.refusal(ChangeClass(wallet, "IV"))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_balance_exceeded", "limits.scheme.IV.balance")
    world.do(Unload(wallet, world.deposit(wallet, 0), 1))
    world.do(ChangeClass(wallet, "IV"))
    assert world.balance(wallet) == 10_000 * YUAN


def test_a_change_of_class_counts_among_a_persons_wallets(world: World) -> None:
    """It once let a person have two wallets of class II, and another person's number into a holder's details."""
    icbc = world.bank()
    second = world.do(OpenWallet(icbc, "personal", "II", PHONE, NAME, ID, CARD))
    fourth = world.do(OpenWallet(icbc, "personal", "IV", PHONE, id_number=ID))
    assert fourth.holder == second.holder
    assert world.refuse(ChangeClass(fourth.wallet, "II")) == "wallet_exists"
    assert world.refusal(ChangeClass(fourth.wallet, "I", face_to_face=True)).rule.startswith("opening.several_wallets")
    assert world.refusal(ChangeClass(fourth.wallet, "III", id_number=resident_id(2))).detail == "id_number"
    stranger = world.person(icbc)
    assert world.refusal(ChangeClass(stranger, "III", NAME, ID)) == Refusal("holder_details_invalid", "id_number")
    world.do(ChangeClass(stranger, "III", "李四", resident_id(3)))
    phone = details_of(world, world.wallet(stranger).holder).phone
    known = world.do(OpenWallet(icbc, "personal", "II", phone, "李四", resident_id(3), CARD))
    assert known.holder == world.wallet(stranger).holder


def test_a_wallet_closes_empty_and_for_good(world: World) -> None:
    icbc = world.bank()
    wallet = world.rich(icbc, amount=100)
    assert world.refuse(CloseWallet(wallet)) == "wallet_not_empty"
    bank_account = world.deposit(wallet, 0)
    world.do(Unload(wallet, bank_account, 100))
    freeze = world.do(FreezeWallet(wallet, "out", "order")).freeze
    assert world.refuse(CloseWallet(wallet)) == "wallet_frozen"
    world.do(UnfreezeWallet(wallet, freeze))
    world.do(CloseWallet(wallet))
    other = world.rich(icbc)
    assert world.refuse(CloseWallet(wallet)) == "wallet_closed"
    assert world.refuse(Load(wallet, bank_account, 1)) == "wallet_closed"
    assert world.refuse(ChangeClass(wallet, "I")) == "wallet_closed"
    assert world.refuse(FreezeWallet(wallet, "all", "order")) == "wallet_closed"
    assert world.refusal(Pay(other, 1, "person", payee=wallet)) == Refusal("payee_cannot_receive")
    assert world.refusal(Pay(wallet, 1, "person", payee=other)) == Refusal("wallet_closed")
    world.do(ReadHolder(wallet, "an old case"))


HONG_KONG = [
    # on this day, at this operator, of this class: what becomes of a Hong Kong number
    ("2020-11-30", "boc", "IV", "class_not_available", "hong_kong.access.closed"),
    ("2022-05-15", "boc", "IV", "class_not_available", "hong_kong.access.staff"),
    ("2024-05-16", "boc", "IV", "class_not_available", "hong_kong.access.whitelist"),
    ("2024-05-17", "boc", "IV", "", ""),
    ("2024-05-17", "bocom", "IV", "", ""),
    ("2024-05-17", "abc", "IV", "class_not_available", "hong_kong.access.open"),
    ("2024-05-17", "boc", "III", "class_not_available", "hong_kong.access.open"),
]


@pytest.mark.parametrize(("day", "operator", "wallet_class", "code", "rule"), HONG_KONG)
def test_hong_kong_numbers_by_date(
    open_world: OpenWorld, day: str, operator: str, wallet_class: WalletClass, code: str, rule: str
) -> None:
    world = open_world(f"{day}T09:00:00+08:00")
    number = world.bank(operator)
    command = OpenWallet(number, "personal", wallet_class, "+85291234567", NAME, "K1234567")
    if code:
        refusal = world.refusal(command)
        assert (refusal.code, refusal.rule.split(" ")[0]) == (code, rule)
    else:
        assert world.wallet(world.do(command).wallet).scope == 1


def test_a_hong_kong_wallet_pays_merchants_only_and_stays_in_its_class(open_world: OpenWorld) -> None:
    world = open_world("2024-06-01T09:00:00+08:00")
    boc = world.bank("boc")
    visitor, friend = world.person(boc, prefix="+852"), world.rich(boc)
    world.fund(visitor, 1_000 * YUAN)
    store = world.shop(boc)
    world.pay(visitor, 10, store)
    for kind in ("person", "salary"):
        assert world.refusal(Pay(friend, 10, kind, payee=visitor)) == Refusal("payee_cannot_receive")
    for command in (Pay(visitor, 10, "person", payee=friend), Pay(visitor, 10, "person", store=store)):
        refusal = world.refusal(command)
        assert (refusal.code, refusal.rule.split(" ")[0]) == ("usage_not_allowed", "hong_kong.access.open")
    refusal = world.refusal(ChangeClass(visitor, "II", NAME, "K1234567", CARD))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("class_not_available", "hong_kong.access.open")
    refusal = world.refusal(Pay(visitor, 2_000 * YUAN + 1, store=store))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("limit_single_exceeded", "limits.hong_kong.IV.single")
