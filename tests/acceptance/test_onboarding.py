"""Merchants are looked at by somebody else than whoever applied; terminals belong to one store."""

import pytest

from jiaozi.acceptance.applications import ApplyMerchant, ReviewApplication
from jiaozi.acceptance.model import Document, OrderLine
from jiaozi.acceptance.orders import PlaceOrder
from jiaozi.acceptance.terminals import OpenTerminal, SuspendTerminal
from jiaozi.kinds import ApplicationNo, StoreNo, TerminalNo, WalletNo
from tests.features.world import World

LICENCE = Document("licence", "a" * 64)
COMPANY, REVIEWER = 16, 32
BAD = (
    (Document("permit", "a" * 64),),
    (Document("licence", "A" * 64),),
    (LICENCE, Document("other", "a" * 64)),
    (Document("photo", "c" * 64), LICENCE),  # type: ignore[arg-type]
)


def application(wallet: WalletNo, *documents: Document, category: str = "5812") -> ApplyMerchant:
    return ApplyMerchant(wallet, "Teahouse", "茶馆", category, "catering", "street", documents=documents or (LICENCE,))


def test_an_approved_application_is_a_merchant(world: World) -> None:
    wallet = world.company(world.bank())
    asked = world.do(application(wallet, LICENCE, Document("identity", "b" * 64)), principal=COMPANY).application
    assert world.refuse(ReviewApplication(asked, True), principal=COMPANY) == "approval_own_proposal"
    done = world.do(ReviewApplication(asked, True), principal=REVIEWER)
    row = world.query(
        "SELECT wallet, name_en, name_zh, category, purpose FROM merchants WHERE id = ?", (done.merchant,)
    )
    assert row == [(wallet, "Teahouse", "茶馆", "5812", "catering")]
    assert world.refuse(ReviewApplication(asked, True), principal=REVIEWER) == "application_decided"
    assert world.query("SELECT operation FROM acts WHERE operation LIKE '%application%'")
    assert "merchant.approved" in {row[0] for row in world.query("SELECT kind FROM events")}


def test_a_rejected_application_says_why_and_makes_no_merchant(world: World) -> None:
    wallet = world.company(world.bank())
    asked = world.do(application(wallet), principal=COMPANY).application
    assert world.refuse(ReviewApplication(asked, False), principal=REVIEWER) == "request_malformed"
    done = world.do(ReviewApplication(asked, False, "licence expired"), principal=REVIEWER)
    assert done.merchant == 0
    assert world.query("SELECT count(*) FROM merchants") == [(0,)]
    assert world.query("SELECT note FROM merchant_applications") == [("licence expired",)]


def test_what_is_no_application_is_refused(world: World) -> None:
    icbc = world.bank()
    wallet, person = world.company(icbc), world.person(icbc)
    for documents in BAD:
        assert world.refuse(application(wallet, *documents)) == "documents_invalid"
    assert world.refuse(application(wallet, category="58")) == "category_unknown"
    assert world.refuse(application(person)) == "class_not_available"
    assert world.refuse(application(WalletNo(1))) == "wallet_not_found"
    assert world.refuse(ReviewApplication(ApplicationNo(1), True)) == "application_not_found"


def test_a_store_has_so_many_terminals_also_within_a_group(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaozi.acceptance.terminals.TERMINALS_MAX", 2)
    store, other = world.shop(bank := world.bank()), world.shop(bank)
    outcomes = world.group(*(OpenTerminal(each, "Till") for each in (store, store, other, store)))
    assert [getattr(each, "code", "") for each in outcomes] == ["", "", "", "terminals_exceeded"]
    assert world.refuse(OpenTerminal(store, "Till")) == "terminals_exceeded"
    assert world.do(OpenTerminal(other, "Till")).terminal


def test_terminals_belong_to_a_store_and_can_be_stopped(world: World) -> None:
    icbc = world.bank()
    store, other = world.shop(icbc), world.shop(icbc)
    terminal = world.do(OpenTerminal(store, "Till 1", "SN-1")).terminal
    tea = (OrderLine("tea", 1, 500),)
    assert world.do(PlaceOrder(store, "A-1", tea, terminal)).amount_minor == 500
    assert world.refuse(PlaceOrder(other, "A-1", tea, terminal)) == "terminal_not_found"
    world.do(SuspendTerminal(terminal, True))
    assert world.refuse(PlaceOrder(store, "A-2", tea, terminal)) == "terminal_suspended"
    world.do(SuspendTerminal(terminal, False))
    assert world.do(PlaceOrder(store, "A-2", tea, terminal)).order
    assert world.refuse(OpenTerminal(StoreNo(1), "Till")) == "store_not_found"
    assert world.refuse(OpenTerminal(store, " ")) == "request_malformed"
    assert world.refuse(SuspendTerminal(TerminalNo(1), True)) == "terminal_not_found"


@pytest.mark.parametrize(
    ("damage", "invariant"),
    [
        ("UPDATE merchant_applications SET reviewer = applicant", "merchants_reviewed"),
        ("UPDATE merchant_applications SET merchant = 1", "merchants_reviewed"),
    ],
)
def test_the_audit_notices_reviews_that_were_tampered_with(unsound_world: World, damage: str, invariant: str) -> None:
    world = unsound_world
    asked = world.do(application(world.company(world.bank())), principal=COMPANY).application
    world.do(ReviewApplication(asked, True), principal=REVIEWER)
    assert world.audit().ok
    world.tamper(damage)
    assert {finding.invariant for finding in world.audit().findings} == {invariant}
