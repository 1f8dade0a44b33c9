"""Who is told of what: whoever may read it. Two operators, a merchant and a company on both sides, and a third bank."""

import ast
import re
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from jiaozi.acceptance.applications import ApplyMerchant, ReviewApplication
from jiaozi.acceptance.model import Document, OrderLine
from jiaozi.acceptance.orders import PayOrder, PlaceOrder
from jiaozi.access.model import PLATFORM, Role, SuspendPrincipal
from jiaozi.access.permissions import Grant, grant
from jiaozi.access.receivers import TOLD, Told, can_be_told, receivers, told_of
from jiaozi.banking.external_model import OrderState
from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.model import REQUEST_STATES
from jiaozi.billing.requests import DeclineRequest
from jiaozi.campaigns.model import CampaignState
from jiaozi.clock import DAY_US
from jiaozi.db import sequencer
from jiaozi.db.engine import Connection
from jiaozi.events import KINDS
from jiaozi.grantlists.model import GrantListState
from jiaozi.ids import encode_id
from jiaozi.kinds import EndpointNo, InstitutionNo, MerchantNo, StoreNo, WalletNo
from jiaozi.locks.model import OpenLock, ReleaseLock
from jiaozi.mandates.model import CollectDebit, EndMandate, GiveMandate
from jiaozi.mandates.standing_model import OrderStandingPayment, TendStanding
from jiaozi.payloads import assets_of
from jiaozi.payments.holds import PlaceHold, ReleaseHold
from jiaozi.payments.merchants import OpenStore
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.people.model import RETURN_STATES
from jiaozi.prepaid.model import BuyPrepaid, OfferPlan, TakeBackPrepaid
from jiaozi.programs.model import ProgramState
from jiaozi.subwallets.model import AllotToSub, OpenSubWallet
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.webhooks import store
from jiaozi.webhooks.endpoints import CloseWebhook, OpenWebhook
from jiaozi.webhooks.model import Endpoint, Scope
from jiaozi.webhooks.store import Event
from jiaozi.worker.webhooks import BATCH
from tests.access.people import resume
from tests.features.world import World
from tests.splits.market import Market
from tests.webhooks.desk import Desk
from tests.worlds.receiver import Message, Receiver

ROOT = Path(__file__).parents[2]
NOBODY = Told("", (), "")
KIND = re.compile(r"[a-z_]{1,20}\.[a-z_]{1,19}", re.ASCII)


class Street:
    """A payer's company at one bank, a market there and its seller at another, and everybody's endpoints by name.

    A stranger is a third bank's endpoint for what is not that bank's: an earlier version let it be opened.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.here, self.there, self.third = (world.bank(code) for code in ("icbc", "boc", "abc"))
        self.market = Market(world, (self.here, self.there))
        self.payer = self.market.payer = world.company(self.here)
        world.fund(self.payer, 1_000_000)
        (self.seller,) = self.market.sellers
        self.store = StoreNo(int(world.do(OpenStore(self.seller, "Side street", "500103")).store))
        self.branch = WalletNo(world.do(OpenSubWallet(self.payer, "branch")).sub_wallet)
        of_platform, of_seller = self.market.wallets
        self.scopes = {
            "here": Scope(self.here),
            "there": Scope(self.there),
            "third": Scope(self.third),
            "payer": Scope(self.here, wallet=self.payer),
            "branch": Scope(self.here, wallet=self.branch),
            "platform": Scope(self.here, self.market.platform),
            "platform's company": Scope(self.here, wallet=of_platform),
            "seller": Scope(self.there, self.seller),
            "seller's company": Scope(self.there, wallet=of_seller),
        }
        for name, scope in list(self.scopes.items()):
            for elsewhere in {self.here, self.there, self.third} - {scope.institution}:
                if scope.merchant or scope.wallet:
                    self.scopes[f"stranger to {name} at {elsewhere}"] = scope._replace(institution=elsewhere)
        self.names = dict(enumerate(self.scopes, 1))

    def events(self) -> list[Event]:
        """All events there are."""
        sequencer.catch_up(self.world.platform.engine)
        with self.world.platform.snapshot() as connection:
            return store.events_after(connection, 0, -1, 10_000)

    def told(self, *events: Event) -> list[set[str]]:
        """The names of whom each event reaches."""
        endpoints = [endpoint_of(EndpointNo(number), self.scopes[name]) for number, name in self.names.items()]
        with self.world.platform.snapshot() as connection:
            found = receivers(connection, events, endpoints)
        return [{self.names[endpoint.id] for endpoint in each} for each in found]

    def of(self, *kinds: str) -> list[tuple[str, set[str]]]:
        """Of the events of these kinds, in order: the kind, and whom it reaches."""
        events = [event for event in self.events() if event.kind in kinds]
        return [(event.kind, names) for event, names in zip(events, self.told(*events), strict=True)]

    def event(self, kind: str, owner: InstitutionNo, **payload: Any) -> Event:
        """An event of this kind."""
        return Event(1, 0, kind, 0, owner, msgspec.json.encode(payload).decode())


def endpoint_of(number: EndpointNo, scope: Scope) -> Endpoint:
    """An endpoint that wants every kind."""
    return Endpoint(
        id=number,
        institution=scope.institution,
        merchant=scope.merchant,
        wallet=scope.wallet,
        url="",
        kinds="",
        status="active",
        created_at=0,
        after_seq=0,
        secret_version=1,
        overlap_until=0,
        lease=0,
        leased_until=0,
        next_at=0,
        dead_in_row=0,
    )


@pytest.fixture
def street(world: World) -> Street:
    """Two operators with customers on both sides of a payment, and a third."""
    return Street(world)


BOUGHT = {"there", "payer", "seller", "seller's company"}


def test_a_payment_between_two_operators_is_told_to_both_customers_and_to_the_payees_operator(street: Street) -> None:
    world = street.world
    paid = world.do(Pay(street.payer, 100, store=street.store)).payment
    world.do(RefundPayment(paid, 40))
    held = world.do(PlaceHold(street.payer, 100, world.clock.now() + DAY_US, store=street.store)).payment
    world.do(ReleaseHold(held))
    asked = RequestPayment(5, world.clock.now() + DAY_US, street.store, payer=street.payer)
    world.do(DeclineRequest(world.do(asked).payment_request, street.payer))
    order = world.do(PlaceOrder(street.store, "A-1", (OrderLine("tea", 1, 100),))).order
    world.do(PayOrder(order, street.payer))
    lock = world.do(OpenLock(street.payer, 100, world.clock.now() + DAY_US, store=street.store)).lock
    world.do(ReleaseLock(lock, street.payer, 100))
    payments = ("payment.completed", "payment.refunded", "payment.held", "payment.released")
    plan = world.do(OfferPlan(street.store, "Lessons", "课程", 2, 50, 30)).prepaid_plan
    prepaid = world.do(BuyPrepaid(plan, street.payer)).prepaid
    world.do(TakeBackPrepaid(prepaid, street.payer))
    guarded = street.of("prepaid.bought", "prepaid.ended")
    assert [names for _, names in guarded] == [BOUGHT - {"there"} | {"here"}] * 2
    kinds = (
        *payments,
        "lock.opened",
        "lock.released",
        "payment_request.created",
        "payment_request.declined",
        "order.paid",
    )
    assert {kind for kind, _ in street.of(*kinds)} == set(kinds)
    assert [names for _, names in street.of(*kinds)] == [BOUGHT] * (len(kinds) + 4)


def test_a_mandate_is_told_to_both_sides_and_a_standing_payment_to_its_payer_alone(street: Street) -> None:
    world, seller = street.world, street.seller
    mandate = world.do(GiveMandate(street.payer, seller, 50, 90, "month")).mandate
    world.do(CollectDebit(mandate, "A-1", street.store, 40))
    world.do(EndMandate(mandate, street.payer))
    told = street.of("mandate.given", "mandate.collected", "mandate.ended")
    assert [names for _, names in told] == [BOUGHT - {"there"} | {"here"}] * 3
    order = OrderStandingPayment(street.payer, 5, "once", world.clock.now() + 1, store=street.store)
    number = world.do(order).standing_payment
    world.wait(1)
    world.do(TendStanding(number, 1))
    assert street.of("standing_payment.paid") == [("standing_payment.paid", {"here", "payer"})]


def test_a_shared_payment_tells_each_seller_of_its_own_part_and_the_payer_of_none(street: Street) -> None:
    street.market.pay(street.market.plan((0, 300_000)), 1_000)
    assert street.of("payment.completed") == [
        ("payment.completed", {"here", "payer", "platform", "platform's company"})
    ]
    parts = street.of("payment.part_received")
    assert [names for _, names in parts] == [{"here", "platform"}, {"there", "platform", "seller"}]
    plans = street.of("split_plan.proposed", "split_plan.active")
    assert [names for _, names in plans] == [{"here", "platform", "seller"}] * 2


def test_what_happens_to_a_wallet_is_told_to_its_company_and_to_the_merchants_paid_into_it(street: Street) -> None:
    world = street.world
    for wallet in (street.payer, street.market.wallets[1]):
        world.do(FreezeWallet(wallet, "out", "an order"))
    assert [names for _, names in street.of("wallet.frozen")] == [
        {"here", "payer"},
        {"there", "seller", "seller's company"},
    ]


def test_a_branch_is_told_of_its_own_and_its_company_of_its_being_opened(street: Street) -> None:
    street.world.do(AllotToSub(street.branch, 50))
    assert street.of("sub_wallet.opened", "sub_wallet.moved") == [
        ("sub_wallet.opened", {"here", "payer"}),
        ("sub_wallet.moved", {"here", "branch"}),
    ]


def test_an_application_is_the_companys_that_made_it(street: Street) -> None:
    world = street.world
    papers = (Document("licence", "a" * 64),)
    applied = world.do(ApplyMerchant(street.payer, "A shop", "一家店", "5411", documents=papers), principal=1)
    world.do(ReviewApplication(applied.application, False, "no licence"), principal=2)
    assert street.of("merchant.rejected") == [("merchant.rejected", {"here", "payer"})]


def payload_of(street: Street, kind: str) -> dict[str, Any]:
    """What an event of this kind would name, were it the seller's business with the payer."""
    payment = street.world.do(Pay(street.payer, 100, store=street.store)).payment
    wanted = {
        "payment": encode_id("pay", payment),
        "wallet": encode_id("wal", street.market.wallets[1]),
        "merchant": encode_id("mer", street.seller),
        "sub_wallet": encode_id("wal", street.branch),
    }
    told = told_of(kind)
    return {thing.field: wanted[thing.field] for thing in told.things if thing.field in wanted} if told else wanted


OF_SELLER = {"seller", "seller's company"}
READERS = {
    "read_payment": {"payer", *OF_SELLER},
    "read_order": {"payer", *OF_SELLER},
    "read_return": {"payer", *OF_SELLER},
    "read_parts": {"seller"},
    "read_bankruptcy": {"seller"},
    "read_bills": {"seller"},
    "read_applications": {"seller's company"},
    "read_sub_wallets": {"payer"},
    "read_wallet": OF_SELLER,
    "read_balance_rule": {"seller's company"},
    "read_owed_refunds": OF_SELLER,
    "read_banking": OF_SELLER,
    "read_agreements": OF_SELLER,
    "read_program_figures": {"seller's company"},
    "read_claims": {"seller's company"},
    "read_envelopes": OF_SELLER,
    "read_campaign_report": {"seller's company"},
    "read_registrations": {"seller's company"},
    "read_grant_lists": {"seller's company"},
}


OF_THINGS = (
    *("read_lock", "read_mandate", "read_prepaid_status", "read_request", "read_split_plan", "read_standing_payment"),
)


def test_every_kind_reaches_who_may_do_its_reading_and_nobody_else(street: Street) -> None:
    for kind in sorted(kinds_in_code()):
        told = told_of(kind)
        if kind == "webhook.ping" or (told is not None and told.reading in OF_THINGS):
            continue  # its one endpoint's; the others are told of above, of what there really was
        event = street.event(kind, street.there, **payload_of(street, kind))
        assert all(can_be_told(street.scopes[name], kind) for name in street.told(event)[0]), kind
        assert street.told(event) == [{"there"} | (READERS[told.reading] if told else set())], kind
        stranger = street.event(kind, street.third, **payload_of(street, kind))
        assert street.told(stranger)[0] - {"third"} == (READERS[told.reading] if told else set()), kind


def test_an_endpoint_may_name_what_its_sort_can_read_and_no_other_kind() -> None:
    def never(scope: Scope) -> set[str]:
        return {kind for kind in KINDS if not can_be_told(scope, kind)}

    bank, nobodys = InstitutionNo(256), {kind for kind in KINDS if told_of(kind) is None} - {"webhook.ping"}
    assert never(Scope(bank)) == set()
    of_company = (
        "standing_payment.",
        "bill_consent.",
        "balance_rule.",
        "program.",
        "claim.",
        "campaign.",
        "grant_list.",
    )
    orders = {kind for kind in KINDS if kind.startswith(of_company)}
    assert never(Scope(bank, MerchantNo(1))) == nobodys | orders | {"merchant.approved", "merchant.rejected"}
    plans = {kind for kind in KINDS if kind.startswith(("split_plan.", "bills."))}
    assert never(Scope(bank, wallet=WalletNo(1))) == nobodys | plans | {
        "payment.part_received",
        "bill.withdrawn",
        "merchant.bankrupt",
    }
    assert "holder.frozen" in nobodys


@pytest.mark.parametrize("kind", [*TOLD, "holder.frozen", "nobody.knows"])
def test_what_names_nothing_or_nonsense_is_its_institutions_alone(street: Street, kind: str) -> None:
    fields = ("payment", "wallet", "merchant", "payment_request", "lock", "prepaid", "split_plan", "sub_wallet")
    nonsense: tuple[Any, ...] = ("", "x", 5, None, [], encode_id("wal", 1), encode_id("pay", 1), encode_id("mer", 1))
    events = [street.event(kind, street.here)]
    events += [
        street.event(kind, street.here, **dict.fromkeys((*fields, "mandate", "standing_payment"), each))
        for each in nonsense
    ]
    assert street.told(*events) == [{"here"}] * len(events)


def test_every_reading_by_which_customers_are_told_is_one_they_may_do_for_their_own() -> None:
    for told in TOLD.values():
        grants = {grant(role, told.reading) for role in (Role.MERCHANT, Role.EMPLOYER)}
        assert Grant.OWN in grants, told
        assert grants <= {Grant.OWN, Grant.NO}, told


def test_the_catalogue_has_the_kinds_that_the_code_can_write_and_no_others() -> None:
    assert kinds_in_code() == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_names_the_things_by_which_customers_are_told_of_it(kind: str) -> None:
    fields = assets_of(kind).keys()
    assert {thing.field for thing in (told_of(kind) or NOBODY).things} <= fields


def kinds_in_code() -> set[str]:
    """Every kind of event that the code can write."""
    found: set[str] = set()
    for path in (ROOT / "src" / "jiaozi").glob("*/**/*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name in ("store.py", "audit_store.py", "receivers.py") or path.parts[-2] in ("api", "client", "cli"):
            continue
        if not re.search(r"\b(_?emit\w*|note_spill)\(", text) and path.name != "model.py":
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KIND.fullmatch(node.value):
                found.add(node.value)
            if isinstance(node, ast.JoinedStr) and len(node.values) == 2 and isinstance(node.values[0], ast.Constant):
                found |= _made(str(node.values[0].value))
    return found


def _made(beginning: str) -> set[str]:
    """The kinds that are put together from a state's name."""
    states = {
        "payment_request.": set(REQUEST_STATES.values()) - {"open"},
        "return.": set(RETURN_STATES.values()),
        "program.": {state.name.lower() for state in ProgramState} - {"draft"},
        "template.": {"approved", "suspended", "retired"},
        "campaign.": {state.name.lower() for state in CampaignState} | {"closed", "paused", "resumed"},
        "grant_list.": {state.name.lower() for state in GrantListState} - {"open", "granting"},
        "exchange.": {state.name.lower() for state in OrderState} - {"pending", "sent"},
    }
    return {beginning + name for name in states.get(beginning, ())}


# ------------------------------------------------------------------------------------------------ when it is sent
def test_a_bank_that_listens_to_anothers_customers_hears_nothing(desk: Desk, receiver: Receiver) -> None:
    """The attack: an endpoint at one bank for another bank's merchant, and for another bank's company."""
    world, other = desk.world, desk.world.bank("boc")
    company = world.company(desk.bank)
    world.fund(company, 1_000)
    sequencer.catch_up(world.platform.engine)
    scopes = (Scope(other, desk.merchant), Scope(other, wallet=company))
    strays = [world.do(OpenWebhook(*scope, receiver.url)).webhook for scope in scopes]
    desk.open(receiver.url, merchant=desk.merchant)
    world.do(Pay(company, 100, store=desk.shop))
    desk.round()
    assert len(receiver.messages) == 1, "the merchant's own bank's endpoint alone"
    assert [each.subject for each in world.audit().findings] == [f"webhook {stray}" for stray in strays]
    for stray in strays:
        assert desk.deliveries(stray) == []
        world.do(CloseWebhook(stray))


def test_a_suspended_principals_endpoint_waits_for_it_and_loses_nothing(desk: Desk, receiver: Receiver) -> None:
    desk.open(receiver.url, merchant=desk.merchant)
    person = desk.people[desk.bank, desk.merchant, 0]
    desk.pay()
    desk.world.do(SuspendPrincipal(person), principal=PLATFORM)
    desk.pay(200)
    desk.round()
    assert receiver.messages == []
    resume(desk.world.platform, person)
    desk.round()
    assert len(receiver.messages) == 2


def test_a_suspension_amid_the_sending_stops_it_with_the_batch_under_way(desk: Desk, receiver: Receiver) -> None:
    desk.open(receiver.url, merchant=desk.merchant)
    person, platform = desk.people[desk.bank, desk.merchant, 0], desk.world.platform
    for number in range(BATCH + 5):
        desk.pay(100 + number)

    def suspend(_: Message) -> int:
        request = platform.request(PLATFORM, "amid the sending", SuspendPrincipal(person))
        assert platform.writer.submit(request).result(30).outcome.state == "suspended"
        return 200

    receiver.answer = suspend
    desk.round()
    assert len(receiver.messages) == BATCH
    desk.round()
    assert len(receiver.messages) == BATCH
    resume(desk.world.platform, person)
    desk.round()
    assert len(set(receiver.ids)) == len(receiver.messages) == BATCH + 5


def test_a_colleague_who_is_active_keeps_the_endpoint_open(desk: Desk, receiver: Receiver) -> None:
    desk.open(receiver.url, merchant=desk.merchant)
    desk.person(desk.bank, desk.merchant)
    desk.person(desk.bank)
    desk.world.do(SuspendPrincipal(desk.people[desk.bank, desk.merchant, 0]), principal=PLATFORM)
    desk.pay()
    desk.round()
    assert len(receiver.messages) == 1


def test_what_was_routed_before_a_right_went_is_not_sent(desk: Desk, receiver: Receiver) -> None:
    endpoint = desk.open(receiver.url, merchant=desk.merchant)
    desk.pay()
    sequencer.catch_up(desk.world.platform.engine)
    assert desk.webhooks.route() is False
    assert len(desk.deliveries(endpoint)) == 1
    other = desk.world.bank("boc")
    desk.world.tamper("UPDATE principals SET institution = ? WHERE subject = ?", (other, desk.merchant))
    desk.world.tamper("UPDATE webhook_endpoints SET institution = ? WHERE id = ?", (other, endpoint))
    desk.round()
    assert receiver.messages == []
    desk.world.do(CloseWebhook(endpoint))
    desk.world.tamper("UPDATE principals SET institution = ? WHERE subject = ?", (desk.bank, desk.merchant))


def test_a_page_of_events_is_routed_with_queries_for_all_of_them_together(street: Street) -> None:
    for amount in range(1, 6):
        street.world.do(Pay(street.payer, amount, store=street.store))
    street.market.pay(street.market.plan((0, 300_000)), 1_000)
    events = street.events()
    asked: list[str] = []
    with street.world.platform.snapshot() as connection:
        counting = cast("Connection", Counting(connection, asked))
        counts = []
        for page in (events, events * 40):
            asked.clear()
            receivers(counting, page, [endpoint_of(EndpointNo(1), street.scopes["seller"])])
            counts.append(len(asked))
        asked.clear()
        receivers(counting, events, [endpoint_of(EndpointNo(1), street.scopes["here"])])
    assert 0 < counts[0] == counts[1] <= 25
    assert asked == [], "where only institutions listen"


class Counting:
    """A connection that writes down what it is asked."""

    def __init__(self, connection: Connection, asked: list[str]) -> None:
        self._connection, self._asked = connection, asked

    def __getattr__(self, name: str) -> Any:
        self._asked.append(name)
        return getattr(self._connection, name)
