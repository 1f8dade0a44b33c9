"""Collect codes: what they say, that a code for one payment is paid once, and that nobody can make one up."""

import io
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from jiaozi.clock import parse_time
from jiaozi.codes import emvco
from jiaozi.codes.collect import AMOUNT_MAX, OpenCollectCode, PayCollectCode, RevokeCollectCode, secret_of
from jiaozi.codes.emvco import DataObject, Payload
from jiaozi.codes.sheet import IDENTIFIER, scan
from jiaozi.codes.store import collect_code, collect_codes_of_store, collect_codes_of_wallet
from jiaozi.codes.symbol import QUIET, SCALE, symbol
from jiaozi.errors import Refusal
from jiaozi.kinds import CollectCodeNo, StoreNo, WalletNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore, SuspendMerchant
from jiaozi.payments.refund import RefundPayment
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.world import YUAN, World

SECOND_US = 1_000_000
decided_in_memory = pytest.mark.only_engine("sqlite")
"""Decisions on locked rows: one code for both engines, so they run on the fast one."""


class Till:
    """A payer with 5,000 yuan and a store."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bank = world.bank()
        self.payer, self.store = world.rich(self.bank), world.shop(self.bank)

    def static(self, amount: int = 0) -> Any:
        return self.world.do(OpenCollectCode(store=self.store, amount_minor=amount))

    def dynamic(self, amount: int = 1_999, lifetime_s: int = 60, reference: str | None = "order-7") -> Any:
        return self.world.do(OpenCollectCode(self.store, WalletNo(0), amount, reference, lifetime_s))

    def takings(self) -> int:
        return self.world.balance(self.world.shop_wallet(self.store))


@pytest.fixture
def till(world: World) -> Till:
    return Till(world)


def changed(payload: str, object_id: str, value: str | None) -> str:
    """The payload with one object changed or left out, under a CRC of its own."""
    objects = [each for each in emvco.parse(payload).objects if each.id != object_id or value is not None]
    return emvco.emit(
        Payload(tuple(DataObject(each.id, value) if each.id == object_id and value else each for each in objects))
    )


def test_a_dynamic_code_says_who_is_paid_how_much_and_for_what(till: Till) -> None:
    opened = till.dynamic()
    assert opened.expires_at == till.world.clock.now() + 60 * SECOND_US
    found = emvco.parse(opened.payload)
    values = [found.value(each) for each in ("01", "52", "53", "54", "58", "59", "60")]
    assert values == ["12", "5411", "156", "19.99", "CN", "A shop", "Chongqing"]
    assert dict(found.template("64")) == {"00": "ZH", "01": "一家店", "02": "重庆"}
    assert dict(found.template("62"))["05"] == "order-7"
    assert len(opened.payload) < 300


def test_a_static_code_is_paid_again_and_again(till: Till) -> None:
    opened = till.static()
    found = emvco.parse(opened.payload)
    assert (opened.expires_at, found.value("01"), found.value("54")) == (0, "11", None)
    for amount in (100, 250):
        paid = till.world.do(PayCollectCode(till.payer, opened.payload, amount, "tea"))
        assert (paid.amount_minor, till.world.payment(paid.payment).store) == (amount, till.store)
        till.world.wait(400 * 86_400 * SECOND_US)
    assert till.takings() == 350
    assert till.world.refuse(PayCollectCode(till.payer, opened.payload, 0)) == "amount_invalid"


@decided_in_memory
def test_a_static_code_with_an_amount_takes_that_amount_alone(till: Till) -> None:
    payload = till.static(500).payload
    assert till.world.do(PayCollectCode(till.payer, payload, 500)).amount_minor == 500
    assert till.world.do(PayCollectCode(till.payer, payload, 500)).amount_minor == 500
    for amount in (499, 501, -500, True):
        assert till.world.refuse(PayCollectCode(till.payer, payload, amount)) == "code_amount_differs"


def test_a_dynamic_code_is_paid_once_and_the_payment_carries_its_order(till: Till) -> None:
    opened = till.dynamic()
    paid = till.world.do(PayCollectCode(till.payer, opened.payload, 1_999), key="once")
    payment = till.world.payment(paid.payment)
    assert (payment.amount_minor, payment.reference, payment.payer) == (1_999, "order-7", till.payer)
    assert till.world.result(PayCollectCode(till.payer, opened.payload, 1_999), key="once").outcome == paid
    assert till.world.refuse(PayCollectCode(till.payer, opened.payload, 1_999)) == "code_used"
    assert till.world.refuse(PayCollectCode(till.world.rich(till.bank), opened.payload, 1_999)) == "code_used"
    assert till.world.refuse(RevokeCollectCode(opened.collect_code)) == "code_used"
    till.world.do(RefundPayment(paid.payment, 1_999))
    assert till.world.refuse(PayCollectCode(till.payer, opened.payload, 1_999)) == "code_used"


def test_one_group_pays_a_code_once(till: Till) -> None:
    payload = till.dynamic().payload
    outcomes = till.world.group(*[PayCollectCode(till.payer, payload, 1_999)] * 3)
    assert [getattr(outcome, "code", "paid") for outcome in outcomes] == ["paid", "code_used", "code_used"]
    opened, paid = till.world.group(
        OpenCollectCode(till.store, WalletNo(0), 5, None, 60), PayCollectCode(till.payer, payload, 1_999)
    )
    assert (opened.expires_at > 0, paid.code) == (True, "code_used")


@decided_in_memory
def test_a_refused_payment_leaves_the_code_open(till: Till) -> None:
    payload = till.dynamic(2_001 * YUAN).payload
    assert till.world.refuse(PayCollectCode(till.payer, payload, 2_001 * YUAN)) == "limit_single_exceeded"
    poor, rich = till.world.person(till.bank), till.world.rich(till.bank, "II", 3_000 * YUAN)
    assert till.world.refuse(PayCollectCode(poor, payload, 2_001 * YUAN)) == "limit_single_exceeded"
    till.world.do(FreezeWallet(rich, "out", "order"))
    assert till.world.refuse(PayCollectCode(rich, payload, 2_001 * YUAN)) == "wallet_frozen"
    assert till.world.do(PayCollectCode(till.world.rich(till.bank, "II", 3_000 * YUAN), payload, 2_001 * YUAN)).payment


@decided_in_memory
@pytest.mark.parametrize("day", ["2023-12-31", "2024-02-28", "2022-05-31"])
def test_a_code_expires_at_its_instant_across_midnight(till: Till, day: str) -> None:
    """Midnight, the end of a month and of a year, and before a leap day."""
    world, moment = till.world, f"{day}T23:59:59+08:00"
    world.until(moment)
    first, second = till.dynamic(lifetime_s=1), till.dynamic(lifetime_s=1)
    assert first.expires_at == parse_time(moment) + SECOND_US
    world.clock.advance_to(first.expires_at - 1)
    world.do(PayCollectCode(till.payer, first.payload, 1_999))
    world.clock.advance_to(first.expires_at)
    assert world.refuse(PayCollectCode(till.payer, second.payload, 1_999)) == "code_expired"
    assert world.usage(till.payer).used_today_minor == 1_999


def test_a_revoked_code_is_paid_by_nobody(till: Till) -> None:
    opened = till.static()
    till.world.do(RevokeCollectCode(opened.collect_code))
    assert till.world.refuse(PayCollectCode(till.payer, opened.payload, 5)) == "code_revoked"
    assert till.world.refuse(RevokeCollectCode(opened.collect_code)) == "code_revoked"
    assert till.world.refuse(RevokeCollectCode(CollectCodeNo(1))) == "code_not_found"


def test_a_person_collects_without_being_named(till: Till) -> None:
    world = till.world
    payee = world.person(till.bank, "II")
    opened = world.do(OpenCollectCode(wallet=payee))
    assert "张三" not in opened.payload
    assert emvco.parse(opened.payload).value("52") == "0000"
    paid = world.do(PayCollectCode(till.payer, opened.payload, 70))
    assert (world.balance(payee), world.payment(paid.payment).store) == (70, 0)
    assert world.refuse(PayCollectCode(payee, opened.payload, 70)) == "accounts_same"
    with world.platform.snapshot() as connection:
        assert [row.id for row in collect_codes_of_wallet(connection, payee, 0, 5)] == [opened.collect_code]


@decided_in_memory
def test_a_code_cannot_be_made_up_or_changed(till: Till) -> None:
    world, opened = till.world, till.dynamic()
    other = till.static(5)
    account = dict(emvco.parse(opened.payload).account(IDENTIFIER))
    forged = emvco.join([DataObject("00", IDENTIFIER), DataObject("01", account["01"]), DataObject("02", "A" * 16)])
    swapped = emvco.join(
        [DataObject("00", IDENTIFIER), DataObject("01", "cod_0000000000001"), DataObject("02", account["02"])]
    )
    nothing = emvco.join([DataObject("00", IDENTIFIER), DataObject("05", "x")])
    elsewhere = emvco.join([DataObject("00", "cn.example"), DataObject("01", account["01"])])
    # fmt: off
    for payload, code in (
        (changed(opened.payload, "26", forged), "code_forged"),
        (changed(opened.payload, "26", swapped), "code_forged"),
        (changed(opened.payload, "26", nothing), "code_forged"),
        (changed(opened.payload, "26", elsewhere), "code_foreign"),
        (changed(opened.payload, "54", "0.01"), "code_amount_differs"),
        (changed(opened.payload, "54", "19.990"), "code_amount_differs"),
        (changed(opened.payload, "54", None), "code_amount_differs"),
        (changed(opened.payload, "53", "840"), "code_amount_differs"),
        (changed(other.payload, "54", "5.001"), "code_amount_differs"),
        (changed(till.static().payload, "53", "840"), "code_amount_differs"),
        (opened.payload[:-1], "code_malformed"),
        ("", "code_malformed"),
    ):
        assert world.refuse(PayCollectCode(till.payer, payload, 1_999)) == code
    # fmt: on
    assert world.do(PayCollectCode(till.payer, changed(opened.payload, "54", "19.99"), 1_999)).amount_minor == 1_999


@decided_in_memory
def test_codes_of_another_world_are_forged_here(till: Till, tmp_path: Any) -> None:
    from jiaozi.keyring import Keyring

    payload = till.static().payload
    assert isinstance(scan(payload, secret_of(Keyring.create(tmp_path / "other.json"))), Refusal)


@decided_in_memory
def test_keys_may_rotate_under_a_code_on_a_wall(till: Till) -> None:
    payload = till.static().payload
    till.world.platform.keyring.rotate()
    assert till.world.do(PayCollectCode(till.payer, payload, 5)).payment


@decided_in_memory
def test_what_is_no_code_is_refused(till: Till) -> None:
    store = till.store
    closed = till.world.person(till.bank)
    till.world.do(CloseWallet(closed))
    # fmt: off
    for command, code in (
        (OpenCollectCode(), "request_malformed"),
        (OpenCollectCode(store, till.payer), "request_malformed"),
        (OpenCollectCode(store, amount_minor=-1), "amount_invalid"),
        (OpenCollectCode(store, amount_minor=AMOUNT_MAX + 1), "amount_invalid"),
        (OpenCollectCode(store, lifetime_s=60), "amount_invalid"),
        (OpenCollectCode(store, WalletNo(0), 5, "order"), "reference_invalid"),
        (OpenCollectCode(store, WalletNo(0), 5, "", 60), "reference_invalid"),
        (OpenCollectCode(store, WalletNo(0), 5, None, -1), "expiry_invalid"),
        (OpenCollectCode(store, WalletNo(0), 5, None, 86_401), "expiry_invalid"),
        (OpenCollectCode(StoreNo(1)), "store_not_found"),
        (OpenCollectCode(wallet=WalletNo(1)), "wallet_not_found"),
        (OpenCollectCode(wallet=closed), "wallet_closed"),
    ):
        assert till.world.refuse(command) == code
    # fmt: on
    assert till.world.do(OpenCollectCode(store, WalletNo(0), AMOUNT_MAX, None, 86_400)).payload


@decided_in_memory
def test_a_suspended_merchant_and_a_closed_wallet_are_not_paid_by_code(till: Till) -> None:
    world, payload = till.world, till.static().payload
    (merchant,) = world.query("SELECT merchant FROM stores WHERE id = ?", (till.store,))[0]
    world.do(SuspendMerchant(merchant, True))
    assert world.refuse(PayCollectCode(till.payer, payload, 5)) == "merchant_suspended"
    assert world.refuse(OpenCollectCode(till.store)) == "merchant_suspended"
    payee = world.person(till.bank)
    own = world.do(OpenCollectCode(wallet=payee)).payload
    world.do(CloseWallet(payee))
    assert world.refuse(PayCollectCode(till.payer, own, 5)) == "payee_cannot_receive"


@pytest.mark.only_engine("sqlite")  # drawing and reading touch no database
@pytest.mark.parametrize("names", [("A shop", "一家店"), ("Café " + "x" * 100, "长" * 120), ("茶馆", "T")])
def test_symbols_are_read_by_a_scanner(till: Till, names: tuple[str, str]) -> None:
    world = till.world
    merchant = world.do(OpenMerchant(world.company(till.bank), *names, "5812")).merchant
    store = world.do(OpenStore(merchant, "总店", "110105")).store
    payload = world.do(OpenCollectCode(store, WalletNo(0), 1, "订单-1", 60)).payload
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(symbol(payload, "png"))).convert("L"))
    assert (read.text, read.format) == (payload, zxingcpp.BarcodeFormat.QRCode)
    assert world.do(PayCollectCode(till.payer, read.text, 1)).amount_minor == 1
    assert symbol(payload).startswith(b"<?xml")
    assert world.query("SELECT COUNT(*) FROM collect_codes WHERE store = ?", (store,)) == [(1,)]


@pytest.mark.only_engine("sqlite")  # drawing touches no database
def test_a_symbol_brings_its_own_light_and_quiet_zone(till: Till) -> None:
    """ISO/IEC 18004: four light modules all around; a page may be dark, and an SVG has no paper of its own."""
    payload = till.static().payload
    svg = ET.fromstring(symbol(payload))
    light, dark = svg.iter("{http://www.w3.org/2000/svg}path")
    modules = int(svg.attrib["width"]) // SCALE
    assert (light.attrib["fill"], light.attrib["d"]) == ("#fff", f"M0 0h{modules}v{modules}h-{modules}z")
    assert dark.attrib["stroke"] == "#000"
    assert dark.attrib["d"].startswith("M4 4.5h7")
    image = Image.open(io.BytesIO(symbol(payload, "png"))).convert("L")
    assert image.size == (modules * SCALE, modules * SCALE)
    inside = image.point(lambda shade: 255 - shade).getbbox()
    assert inside == (QUIET * SCALE, QUIET * SCALE, (modules - QUIET) * SCALE, (modules - QUIET) * SCALE)


NAMES = [
    ('Café "L’Étoile"', 'Cafe "L\'Etoile"'),
    ("Łódź – Straße", "Lodz - Strasse"),
    ("ＴＥＡ\u3000茶 ＨＯＵＳＥ", "TEA HOUSE"),
    ("Æbleskiver & Øl", "Aebleskiver & Ol"),
    ("茶馆", "SHOP"),
]


@pytest.mark.parametrize(("name", "written"), NAMES)
@pytest.mark.only_engine("sqlite")  # what is written touches no database
def test_a_name_is_folded_into_what_every_reader_shows(till: Till, name: str, written: str) -> None:
    merchant = till.world.do(OpenMerchant(till.world.company(till.bank), name, "一家店", "5812")).merchant
    store = till.world.do(OpenStore(merchant, "总店", "110105")).store
    opened = till.world.do(OpenCollectCode(store))
    assert emvco.parse(opened.payload).value("59") == written


def test_what_a_scanner_sends_is_paid(till: Till) -> None:
    payload = till.static().payload
    sent = payload[:-4] + payload[-4:].lower() + "\r\n"
    assert till.world.do(PayCollectCode(till.payer, sent, 5)).amount_minor == 5


def test_codes_are_listed_by_store(till: Till) -> None:
    opened = [till.static().collect_code for _ in range(3)]
    with till.world.platform.snapshot() as connection:
        assert [row.id for row in collect_codes_of_store(connection, till.store, opened[0], 1)] == [opened[1]]
        assert collect_code(connection, CollectCodeNo(1)) is None


PAID, SOMEBODYS = {"collect_codes_paid"}, {"collect_codes_somebodys"}
TAMPERING = [
    ("a used code names no payment", "UPDATE collect_codes SET payment = 5 WHERE id = {used}", PAID),
    ("it asked for another amount", "UPDATE collect_codes SET amount_minor = 5 WHERE id = {used}", PAID),
    ("it was for another order", "UPDATE collect_codes SET reference = 'x' WHERE id = {used}", PAID),
    ("it had expired", "UPDATE collect_codes SET expires_at = opened_at - 60000000 WHERE id = {used}", PAID),
    ("it was made later", "UPDATE collect_codes SET opened_at = expires_at + 60000000 WHERE id = {used}", PAID),
    ("two for one payment", "UPDATE collect_codes SET state = 1, payment = {payment} WHERE id = {open}", PAID),
    ("a code is for nobody", "UPDATE collect_codes SET store = 0 WHERE id = {open}", SOMEBODYS),
    ("its store is gone", "UPDATE collect_codes SET store = 7 WHERE id = {open}", SOMEBODYS),
]


@pytest.mark.parametrize(("what", "sql", "noticed"), TAMPERING, ids=[row[0] for row in TAMPERING])
@pytest.mark.only_engine("sqlite")  # the statements are the same on OceanBase, where the sound worlds above run them
def test_the_audit_notices(unsound_world: World, what: str, sql: str, noticed: set[str]) -> None:
    till = Till(unsound_world)
    used, other = till.dynamic(), till.dynamic()
    payment = till.world.do(PayCollectCode(till.payer, used.payload, 1_999)).payment
    assert till.world.audit().findings == ()
    till.world.tamper(sql.format(used=used.collect_code, open=other.collect_code, payment=payment))
    assert {finding.invariant for finding in till.world.audit().findings} == noticed
