"""Everything a bank and its customers can have, on two sides of a town: one of each kind, so that every id of the
OpenAPI document has an example that exists and is somebody's."""

from typing import Any, Final, NamedTuple, TypeVar

from jiaozi.acceptance.applications import ApplyMerchant
from jiaozi.acceptance.model import Document, OrderLine
from jiaozi.acceptance.orders import PlaceOrder
from jiaozi.acceptance.terminals import OpenTerminal
from jiaozi.access.model import Role
from jiaozi.api.desk import number
from jiaozi.automatic.rule_model import SetBalanceRule
from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.bills import BillLine, UploadBills
from jiaozi.campaigns.drawing import commitment_of
from jiaozi.campaigns.model import OpenCampaign, WitnessCampaign
from jiaozi.clock import DAY_US, china_day, china_midnight, day_to_date, parse_time
from jiaozi.codes.collect import OpenCollectCode
from jiaozi.codes.present import EnrolPayerToken
from jiaozi.devices.model import RegisterDevice
from jiaozi.grantlists.model import OpenGrantList
from jiaozi.ids import encode_id
from jiaozi.interest.runs import PrepareInterest
from jiaozi.locks.model import OpenLock
from jiaozi.mandates.model import CollectDebit, GiveMandate
from jiaozi.mandates.standing_model import OrderStandingPayment
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.plans import ProposeSplitPlan, SellerShare
from jiaozi.people.guardians import AppointGuardian
from jiaozi.prepaid.model import BuyPrepaid, OfferPlan, RecordUse
from jiaozi.programs.acts import CreateProgram, FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.programs.places.model import NewPlace, RegisterPlaces, WritePlaceList
from jiaozi.programs.terms import HowMuch, Places, Terms, Where
from jiaozi.scheme.banks import DepositCash, OpenBankAccount
from jiaozi.scheme.issuance import LendReserves
from jiaozi.subwallets.model import PushSubWallet
from jiaozi.wallets.cards import LoadByCard, OpenAcquirer
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.holder_freezes import FreezeHolder
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.devices.pocket import Pocket
from tests.worlds.people import company_id, resident_id
from tests.worlds.town import COMPANY, Live, yuan

SPRING: Final = ("2026-01-01T00:00:00+08:00", "2026-03-21T08:00:00+08:00")
PAPER: Final = "ab" * 32
LICENCE: Final = Document("licence", PAPER)
TERMS: Final = {
    "single": yuan(50_000), "daily_count": 3, "daily": yuan(100_000), "yearly_count": 9, "yearly": yuan(900_000),
    "valid_until": "2027-12-31T00:00:00+08:00",
}  # fmt: skip


class Side(NamedTuple):
    """Who is who on one side. The bank has two clerks, `bank` and `bank` + "2"."""

    bank: str
    holder: str
    merchant: str
    employer: str
    company: str

    def who(self) -> tuple[str, ...]:
        """Everybody on it that has a key."""
        return (self.bank, self.holder, self.merchant, self.employer)


N = TypeVar("N", bound=int)
ENVELOPE: Final = {"division": "lucky", "amount": {"minor": 200, "asset": "E-CNY"}, "shares": 2}
VICTIM: Final = Side("icbc", "li", "mill", "works", "works")
OTHER: Final = Side("boc", "wang", "teahouse", "inn", "shop")
COMPANIES: Final = {"boc": "", "wang": "", "teahouse": "shop", "inn": "shop"}
"""The callers of the other side, and for whoever stands for a company that company."""
NEIGHBOURS: Final = ("zhao", "stall", "office")
"""A holder, a merchant and an employer of the victim's own bank."""


def settle(live: Live) -> None:
    """Those whom the town does not have yet, and the spring of 2026, when interest is due."""
    town = live.town
    mill = town.do(OpenMerchant(town.number("works"), "Mill", "磨坊", "4900", "UBIL", "utilities")).merchant
    town.hire("mill", Role.MERCHANT, "icbc", mill)
    town.ids["mill"] = encode_id("mer", mill)
    town.hire("inn", Role.EMPLOYER, "boc", town.number("shop"))
    bank = town.number("icbc")
    zhao = town.do(OpenWallet(bank, "personal", "IV", "13800001001"))
    town.hire("zhao", Role.HOLDER, "icbc", zhao.holder)
    office = town.do(OpenWallet(bank, "corporate", "I", "13800001002", **COMPANY, id_number=company_id(2)))  # type: ignore[arg-type]
    town.hire("office", Role.EMPLOYER, "icbc", office.wallet)
    stall = town.do(OpenMerchant(office.wallet, "Stall", "摊", "5411", "GDDS", "online")).merchant
    town.hire("stall", Role.MERCHANT, "icbc", stall)
    town.clock.advance_to(parse_time(SPRING[0]))
    for code in ("icbc", "boc"):
        town.do(LendReserves(town.number(code), 10**6))
        town.do(ChangeRegime(town.number(code)))
        town.do(MoveWallets(town.number(code)))
    town.clock.advance_to(parse_time(SPRING[1]))


def belongings(live: Live, side: Side, receiver: str) -> dict[str, str]:
    """One thing of each kind, by the prefix of its id; what has no id by the name of its parameter. `receiver` is where
    its webhook's messages go."""
    town, ids = live.town, live.ids
    do, n = town.do, town.number
    bank, wallet, company = n(side.bank), n(side.holder), n(side.company)
    have = {"ins": ids[side.bank], "wal": ids[side.holder], "hld": ids[f"{side.holder}.holder"]}
    have |= {"mer": ids[side.merchant], "bac": ids[f"{side.holder}.bank"], "company": ids[side.company]}

    def put(prefix: str, made: N) -> N:
        have[prefix] = encode_id(prefix, made)
        return made

    merchant = number(have["mer"])
    store = put("sto", do(OpenStore(merchant, "First", "500103")).store)
    paid = do(Pay(wallet, 500, store=store, reference=f"ref-{side.bank}"))
    put("pay", paid.payment)
    put("jnl", paid.journal)
    put("rfd", do(RefundPayment(paid.payment, 100, f"back-{side.bank}")).refund)
    have["acc"] = live.get(side.holder, f"/v1/wallets/{have['wal']}").json()["account"]
    put("prq", do(RequestPayment(500, town.clock.now() + DAY_US, store, payer=wallet)).payment_request)
    seller = do(OpenMerchant(company, "Seller", "卖家", "5411", "GDDS", "online")).merchant
    put("spl", do(ProposeSplitPlan(store, "a plan", (SellerShare(seller, 50, 900_000),))).split_plan)
    put("cod", do(OpenCollectCode(store)).collect_code)
    put("trm", do(OpenTerminal(store, "till")).terminal)
    put("ord", do(PlaceOrder(store, f"A-{side.bank}", (OrderLine("tea", 1, 300),))).order)
    put("map", do(ApplyMerchant(company, "Works", "厂", "5411", documents=(LICENCE,))).application)
    due = china_day(town.clock.now()) + 9
    if side is VICTIM:
        do(UploadBills(merchant, store, (BillLine(f"W-{side.bank}", "water", 100, due),)))
    have["bill"] = f"W-{side.bank}"
    program = put("prg", do(_program(town.clock.now(), company)).program)
    do(FundProgram(program, company, 1_000))
    do(SetProgramState(program, "open"))
    put("clm", do(ClaimProgram(program, wallet)).claim)
    seed, witness_seed = (SEED, WITNESS_SEED) if side is VICTIM else (f"{side.bank}-1", f"{side.bank}-2")
    campaign = put("cmp", do(_campaign(town.clock.now(), program, seed)).campaign)
    do(WitnessCampaign(campaign, commitment_of(witness_seed)))
    put("gls", do(OpenGrantList(program, 1, 100, "5e" * 32)).grant_list)
    have["tpl"] = live.post(side.bank, "/v1/templates", TEMPLATE).json()["template"]
    pushed = do(PushSubWallet(wallet, merchant, "tea", 100, 100, customer=f"customer-{side.bank}"))
    have["sub_wallet"], have["customer"] = encode_id("wal", pushed.sub_wallet), f"customer-{side.bank}"
    token = live.post(side.merchant, f"/v1/sub-wallets/{have['sub_wallet']}/tokens").json()["token"]
    have["sub_token"] = token
    sent = live.post(side.holder, f"/v1/wallets/{have['wal']}/envelopes", ENVELOPE).json()
    have["env"], have["envelope_token"] = sent["envelope"], sent["envelope_token"]
    have["payload"] = live.get(side.merchant, f"/v1/collect-codes/{have['cod']}").json()["payload"]
    put("frz", do(FreezeWallet(wallet, "amount", "an order", 1)).freeze)
    _of_a_spare_person(live, side, have, put)
    _of_banking(live, side, have)
    _of_access(live, side, have, receiver)
    put("irn", do(PrepareInterest(bank)).run)
    plan = put("pln", do(OfferPlan(store, "Lessons", "课程", 9, 5, 90, recorded_by="merchant")).prepaid_plan)
    do(RecordUse(put("pre", do(BuyPrepaid(plan, wallet)).prepaid)))
    mandate = put("mdt", do(GiveMandate(wallet, merchant, 50, 90, "month")).mandate)
    do(CollectDebit(mandate, f"W-{side.bank}", store, 5))
    standing = OrderStandingPayment(wallet, 5, "month", town.clock.now() + DAY_US, payee=company)
    put("stp", do(standing).standing_payment)
    put("brl", do(SetBalanceRule(wallet, "above", 5, 5, bank_account=number(have["bac"]))).balance_rule)
    put("lck", do(OpenLock(company, 5, town.clock.now() + DAY_US, payee=wallet)).lock)
    village = NewPlace("village", "500103001201", "Stone Horse" if side is VICTIM else "Sand Flat", "500103")
    kept = put("plc", do(RegisterPlaces((village,), bank)).results[0].place)
    put("pls", do(WritePlaceList("Credit villages", "信用村", (kept,), operator=bank)).place_list)
    have |= {"reference": f"ref-{side.bank}", "order_number": f"A-{side.bank}"}
    return have


def _program(now: int, funder: Any) -> CreateProgram:
    """Envelopes that nobody here can spend: they are for Hong Kong."""
    end = china_midnight(day_to_date(china_day(now) + 20))
    terms = Terms(HowMuch(face_minor=300, per_wallet=0), where=Where(allow=Places(regions=("81",))))
    return CreateProgram(funder, "envelope", "Spring", "春节", terms, now, end, end)


TEMPLATE: dict[str, Any] = {
    "kind": "envelope",
    "title_en": "Meals",
    "title_zh": "助餐",
    "explanation_en": "So much for a meal, from some amount on.",
    "explanation_zh": "用于一餐的金额，满一定金额可用。",
    "parameters": [
        {
            "name": "face", "kind": "amount", "title_en": "Worth", "title_zh": "面额", "places": ["how_much.face"],
            "least": 100, "most": 10_000,
        },
        {"name": "floor", "kind": "amount", "title_en": "From", "title_zh": "起点", "least": 0, "most": 10_000},
    ],
    "terms": {"how_much": {}, "who": {"kinds": ["personal"]}, "condition": "amount >= floor"},
}  # fmt: skip
"""A template, as it is asked for."""
SEED, WITNESS_SEED = "5e" * 32, "17" * 32
"""Of the victim's campaign."""


def _campaign(now: int, program: Any, seed: str) -> OpenCampaign:
    """A draw of one claim, which can be registered for until tomorrow."""
    times = (now, now + DAY_US, now + 2 * DAY_US, now + 3 * DAY_US)
    return OpenCampaign(program, 1, *times, commitment_of(seed))


def _of_a_spare_person(live: Live, side: Side, have: dict[str, str], put: Any) -> None:
    """What would change how its holder acts: a device, a freeze of a person, a guardian, a card."""
    do, bank = live.town.do, live.town.number(side.bank)
    place = 10 if side is VICTIM else 20
    people = [
        do(OpenWallet(bank, "personal", "III", f"1390000{place + each:04d}", "赵小明", resident_id(place + each)))
        for each in range(2)
    ]
    ward, guardian = people
    pocket = Pocket()
    device = put("dev", do(RegisterDevice(guardian.holder, pocket.algorithm, pocket.public)).device)
    token = do(EnrolPayerToken(guardian.wallet, device))
    put("ptk", token.payer_token)
    have["tap"] = token.number
    put("grd", do(AppointGuardian(ward.holder, guardian.holder, live.town.clock.now() + DAY_US, (PAPER,))).guardianship)
    put("hfz", do(FreezeHolder(guardian.holder, "all", "an order")).holder_freeze)
    account = do(OpenBankAccount(bank, f"62220000999900{place}")).bank_account
    do(DepositCash(account, 10**6))
    acquirer = put("acq", do(OpenAcquirer(bank, account, "Cards")).acquirer)
    visitor = do(OpenWallet(bank, "personal", "IV", f"+4474001234{place}"))
    card = LoadByCard(visitor.wallet, acquirer, "visa", f"tok_4f9a1c{place}", "1111", 300)
    put("cld", do(card).card_load)


def _of_banking(live: Live, side: Side, have: dict[str, str]) -> None:
    """A bank outside, an account there with an agreement, an order on it; a code for cash."""
    wallet, who, bank = have["wal"], side.holder, side.bank

    def post(by: str, path: str, body: dict[str, Any]) -> Any:
        answer = live.post(by, path, body)
        assert answer.status_code in (200, 201), (path, answer.text)
        return answer.json()

    outside = post(bank, "/v1/external-banks", {"operator": have["ins"], "code": f"x{bank}", "name": "Outside"})
    have["xbk"] = outside["external_bank"]
    opened = {"external_bank": have["xbk"], "number": "4367420000000001"}
    have["xac"] = post(bank, f"/v1/wallets/{wallet}/external-accounts", opened)["external_account"]
    agreements = f"/v1/wallets/{wallet}/agreements"
    for account in ({"external_account": have["xac"]}, {"bank_account": have["bac"]}):
        post(who, agreements, {**TERMS, **account})
    code = post(bank, f"{agreements}/{have['xac']}/code-readings", {})["code"]
    post(who, f"{agreements}/{have['xac']}/signature", {"code": code})
    order = {"external_account": have["xac"], "kind": "unload", "amount": yuan(100)}
    have["xch"] = post(who, f"/v1/wallets/{wallet}/exchange-orders", order)["exchange_order"]
    cash = post(who, f"/v1/wallets/{wallet}/cash-codes", {"direction": "out", "amount": yuan(100)})
    have["csh"] = cash["cash_code"]


def _of_access(live: Live, side: Side, have: dict[str, str], receiver: str) -> None:
    """A customer's principal that nobody attacks with, its key, an enrolment, a proposal; a webhook and a delivery."""
    town, bank, second = live.town, side.bank, f"{side.bank}2"
    holder = town.do(
        OpenWallet(town.number(bank), "personal", "IV", "13700000001" if side is VICTIM else "13700000002")
    )
    ghost = f"ghost.{bank}"
    town.hire(ghost, Role.HOLDER, bank, holder.holder)
    have["prn"], have["key"] = town.principals[ghost], live.get(ghost, "/v1/me").json()["key"]
    path = f"/v1/principals/{have['prn']}/enrolments"
    proposal = live.post(bank, path, {"reason": "a lost key"}).json()["proposal"]
    have["enr"] = live.post(second, f"/v1/proposals/{proposal}/approve").json()["outcome"]["enrolment"]
    have["share"] = f"{encode_id('jze', number(have['enr']))}_{'A' * 52}"
    issue = {"operator": have["ins"], "amount": yuan(1), "reason": "x"}
    have["ppl"] = live.post(bank, "/v1/issues", issue).json()["proposal"]
    have["whk"] = live.post(side.merchant, "/v1/webhooks", {"url": receiver}).json()["webhook"]
    live.sequence()
    live.app.worker.webhooks.turn()
    assert live.post(side.merchant, f"/v1/webhooks/{have['whk']}/ping").status_code == 200
    live.sequence()
    live.app.worker.webhooks.turn()
    live.app.worker.webhooks.settle()
    delivery = live.get(side.merchant, f"/v1/webhooks/{have['whk']}/deliveries").json()["items"][0]
    have["dlv"] = delivery["id"]
