"""Takings and settlement files are what the ledger moved: by day, by store and terminal, to the fen."""

import csv
import io
from datetime import date

import pytest

from jiaozi.acceptance.model import OrderLine
from jiaozi.acceptance.orders import PayOrder, PlaceOrder
from jiaozi.acceptance.takings import Movement, movements, settlement_file, takings
from jiaozi.acceptance.terminals import OpenTerminal
from jiaozi.clock import parse_time
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import MerchantNo, TerminalNo
from jiaozi.payments.holds import CaptureHold, PlaceHold
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.capture import CaptureSplit
from jiaozi.payments.splits.plans import SELLERS_MAX
from jiaozi.payments.store import merchant as merchant_row
from jiaozi.subwallets import tokens
from jiaozi.subwallets.model import ChargeSubWallet, IssueSubWalletToken, PushSubWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.conftest import OpenWorld
from tests.features.world import World
from tests.splits.market import Market


def asked(world: World, merchant: int, day: str) -> list[Movement] | Refusal:
    with world.platform.snapshot() as connection:
        row = merchant_row(connection, merchant)
        assert row is not None
        return movements(connection, row, date.fromisoformat(day), world.clock.now())


def of_day(world: World, merchant: int, day: str) -> list[Movement]:
    found = asked(world, merchant, day)
    assert not isinstance(found, Refusal)
    return found


def rows_of(found: list[Movement]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(settlement_file(found).decode("utf-8-sig"))))


@pytest.mark.parametrize(("day", "following"), [("2022-05-31", "2022-06-01"), ("2026-12-31", "2027-01-01")])
def test_every_movement_is_in_its_day_at_its_store_and_terminal(
    open_world: OpenWorld, day: str, following: str
) -> None:
    world = open_world(f"{day}T10:00:00+08:00")
    icbc, boc = world.bank(), world.bank("boc")
    payer, stranger = world.rich(icbc), world.rich(boc)
    shop = world.shop(icbc)
    wallet = world.shop_wallet(shop)
    merchant = MerchantNo(world.query("SELECT merchant FROM stores")[0][0])
    branch = world.do(OpenStore(merchant, "Branch", "500103")).store
    neighbour = world.do(OpenMerchant(wallet, "Neighbour", "邻居", "5411", "retail", "supermarkets")).merchant
    next_door = world.do(OpenStore(neighbour, "Next door", "500103")).store
    terminal = world.do(OpenTerminal(shop, "Till 1")).terminal

    paid = world.pay(payer, 1_000, shop)
    world.pay(stranger, 2_000, branch)
    world.pay(payer, 400, next_door)
    order = world.do(PlaceOrder(shop, "=1+1", (OrderLine("tea", 3, 100),), terminal)).order
    world.do(PayOrder(order, payer))
    until = parse_time(f"{following}T20:00:00+08:00")
    held = world.do(PlaceHold(payer, 900, until, "merchant", store=branch)).payment
    world.do(CaptureHold(held, 250))
    back = world.do(RefundPayment(paid.payment, 150, "back-1"))
    world.do(Pay(payer, 70, "party_dues", branch))
    in_wallet = world.balance(wallet)
    world.until(f"{following}T00:00:00+08:00")
    world.do(CaptureHold(held, 300))
    world.do(RefundPayment(paid.payment, 50))
    world.fund(wallet, 10_000)

    today = of_day(world, merchant, day)
    assert [(each.kind, each.store, each.terminal, each.net_minor) for each in today] == [
        ("payment", shop, 0, 1_000),
        ("payment", branch, 0, 2_000),
        ("payment", shop, terminal, 300),
        ("capture", branch, 0, 250),
        ("refund", shop, 0, -150),
        ("payment", branch, 0, 70),
    ]
    neighbours = of_day(world, neighbour, day)
    assert sum(each.net_minor for each in (*today, *neighbours)) == in_wallet
    tomorrow = of_day(world, merchant, following)
    assert [(each.kind, each.net_minor) for each in tomorrow] == [("capture", 300), ("refund", -50)]
    sums = {(each.store, each.terminal): each for each in takings(today)}
    assert (
        sums[shop, TerminalNo(0)].payments,
        sums[shop, TerminalNo(0)].gross_minor,
        sums[shop, TerminalNo(0)].refunded_minor,
    ) == (1, 1_000, 150)
    assert sums[shop, terminal].net_minor == 300
    assert sum(each.net_minor for each in sums.values()) == sum(each.net_minor for each in today)

    rows = rows_of(today)
    assert [row["net_yuan"] for row in rows] == ["10.00", "20.00", "3.00", "2.50", "-1.50", "0.70"]
    assert rows[2]["order"] == rows[2]["reference"] == "'=1+1"
    assert [row["refund"] for row in rows if row["kind"] == "refund"] == [encode_id("rfd", back.refund)]
    assert (rows[4]["reference"], rows[4]["payment"]) == ("back-1", encode_id("pay", paid.payment))
    assert {row["time"][:10] for row in rows} == {day}
    for sign in "=\uff1d+\uff0b\ufe62-\uff0d\u2212@\uff20":
        number = f"{sign}cmd|' /c calc'!A1"
        (row,) = rows_of([today[2]._replace(number=number)])
        assert (row["order"], row["net_yuan"]) == (f"'{number}", "3.00")


def test_a_fee_is_in_the_line_of_what_it_was_charged_for(world: World) -> None:
    icbc = world.bank()
    payer, shop = world.rich(icbc), world.shop(icbc)
    merchant = int(world.query("SELECT merchant FROM stores")[0][0])
    world.tamper("UPDATE merchants SET fee_ppm = 6000")
    world.pay(payer, 10_000, shop)
    (line,) = of_day(world, merchant, "2022-05-15")
    assert (line.gross_minor, line.fee_minor, line.net_minor) == (10_000, 60, 9_940)
    assert world.balance(world.shop_wallet(shop)) == 9_940


def test_parts_of_split_payments_are_their_sellers_and_sum_to_what_the_wallets_moved(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    market = Market(world, (icbc, boc, icbc), payer_at=icbc)
    shared = market.merchant(market.wallets[0])  # a seller paid into the platform's own wallet
    market.sellers.append(shared)
    world.tamper("UPDATE merchants SET fee_ppm = 10000 WHERE id = ?", (market.platform,))
    payment = market.pay(market.plan((100, 0), (0, 200_000), (0, 300_000)), 2_100)
    world.do(RefundPayment(payment, 210))
    market.pay(market.plan((0, 1_000_000)), 1_000)  # all to the seller, the fee to the platform
    merchants = (market.platform, *market.sellers)
    lines = {each: of_day(world, each, "2022-05-15") for each in merchants}
    assert [(each.kind, each.store, each.net_minor) for each in lines[shared]] == [
        ("part", 0, 600), ("part_refund", 0, -60),
    ]  # fmt: skip
    assert [(each.kind, each.store == market.store, each.net_minor) for each in lines[market.platform]] == [
        ("payment", True, 1_000 - 21), ("refund", True, -100), ("fee", True, -10),
    ]  # fmt: skip
    nets = [sum(each.net_minor for each in lines[merchant]) for merchant in merchants]
    assert [nets[0] + nets[3], *nets[1:3]] == market.balances()
    rows = rows_of(lines[shared])
    assert [(row["kind"], row["store"], row["net_yuan"]) for row in rows] == [
        ("part", "", "6.00"), ("part_refund", "", "-0.60"),
    ]  # fmt: skip


def test_a_captured_split_and_what_the_platform_gave_for_a_seller_are_whose_money_it_was(world: World) -> None:
    market = Market(world)
    plan = market.plan((0, 600_000), (0, 300_000))
    hold = PlaceHold(market.payer, 1_000, world.clock.now() + 10**9, store=market.store)
    payment = world.do(hold).payment
    world.do(CaptureSplit(payment, plan, 800))
    market.pay(plan, 1_000)
    world.do(FreezeWallet(market.wallets[1], "out", "order"))
    world.do(RefundPayment(payment, 100, advance=True))
    lines = {each: of_day(world, each, "2022-05-15") for each in market.merchants}
    assert [[(row.kind, row.net_minor) for row in lines[each]] for each in market.merchants] == [
        [("capture", 80), ("payment", 100), ("refund", -70)],
        [("part", 480), ("part", 600)],
        [("part", 240), ("part", 300), ("part_refund", -30)],
    ]
    assert [sum(row.net_minor for row in lines[each]) for each in market.merchants] == market.balances()


def test_a_split_among_many_is_still_the_payment_it_belongs_to(world: World) -> None:
    market = Market(world, (world.bank(),) * (SELLERS_MAX + 1))
    payment = market.pay(market.plan(*[(0, 1_000)] * SELLERS_MAX), 100_000)
    world.do(RefundPayment(payment, 1_000))
    nets = [sum(each.net_minor for each in of_day(world, merchant, "2022-05-15")) for merchant in market.merchants]
    assert nets == market.balances()
    assert int(world.payment(payment).journal) == payment


def test_what_sub_wallets_are_charged_is_taken_too(world: World) -> None:
    icbc = world.bank()
    payer, shop = world.rich(icbc, "II"), world.shop(icbc)
    merchant = MerchantNo(world.query("SELECT merchant FROM stores")[0][0])
    sub = world.do(PushSubWallet(payer, merchant, "tea", 5_000, 9_000)).sub_wallet
    digest = tokens.hash_secret(tokens.new_secret())
    world.do(IssueSubWalletToken(sub, digest))
    charged = world.do(ChargeSubWallet(sub, digest, shop, 700)).payment
    world.do(RefundPayment(charged, 200))
    lines = of_day(world, merchant, "2022-05-15")
    assert [(each.kind, each.store, each.payment, each.net_minor) for each in lines] == [
        ("payment", shop, charged, 700), ("refund", shop, charged, -200),
    ]  # fmt: skip


def test_a_day_that_is_too_long_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaozi.acceptance.takings.MOVEMENTS_MAX", 2)
    icbc = world.bank()
    payer, shop = world.rich(icbc), world.shop(icbc)
    merchant = int(world.query("SELECT merchant FROM stores")[0][0])
    for amount in (1, 2):
        world.pay(payer, amount, shop)
    assert len(of_day(world, merchant, "2022-05-15")) == 2
    world.pay(payer, 3, shop)
    assert asked(world, merchant, "2022-05-15") == Refusal("statement_too_long", "more than 2 movements")


def test_a_long_day_is_read_in_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaozi.acceptance.takings.PAGE", 7)
    icbc = world.bank()
    payer, shop = world.rich(icbc), world.shop(icbc)
    merchant = int(world.query("SELECT merchant FROM stores")[0][0])
    amounts = [10 + number for number in range(40)]
    for amount in amounts:
        world.pay(payer, amount, shop)
    assert [each.gross_minor for each in of_day(world, merchant, "2022-05-15")] == amounts
    assert of_day(world, merchant, "2022-05-14") == []


def test_a_day_that_has_not_begun_is_refused_and_not_called_empty(world: World) -> None:
    world.shop(world.bank())
    merchant = int(world.query("SELECT merchant FROM stores")[0][0])
    assert of_day(world, merchant, "2022-05-15") == []
    assert asked(world, merchant, "2022-05-16") == Refusal(
        "period_invalid", "2022-05-16 has not begun; today is 2022-05-15"
    )
