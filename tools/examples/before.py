"""What has to have happened before an example, and what it asks then."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

import httpx
from tests.worlds.belongings import SEED, WITNESS_SEED
from tests.worlds.office import Office, digest, line
from tests.worlds.papers import code_on
from tests.worlds.town import yuan

from jiaozi.access.model import Role
from jiaozi.api.desk import number
from jiaozi.campaigns.model import DrawCampaign, RevealSeed
from jiaozi.clock import parse_time
from jiaozi.codes.present import EnrolPayerToken, master_of
from jiaozi.codes.token import secret_of
from jiaozi.db.world import named
from jiaozi.devices.keys import to_text
from jiaozi.devices.model import RegisterDevice
from jiaozi.grantlists.model import GrantListed
from jiaozi.ids import encode_id
from jiaozi.locks.schema import LOCKS
from jiaozi.locks.statement import StatementAct, statement_text
from jiaozi.prepaid.model import MarkBankrupt
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.schema import WALLETS
from jiaozi_sdk.devices import DeviceKey
from jiaozi_sdk.payer import PayerToken
from tools.examples.asks import BODIES, LATER, OVER, PAPER, Ask, seller
from tools.examples.stage import Scene
from tools.examples.ways import claimed, listed, shared

Before = Callable[[Scene], Ask]


def _spare(scene: Scene) -> tuple[str, str]:
    """A new person's wallet, without money, and its holder."""
    made = scene.do(OpenWallet(number(scene.things["ins"]), "personal", "IV", "13800002222"))
    return encode_id("wal", made.wallet), encode_id("hld", made.holder)


def _empty_wallet(scene: Scene) -> Ask:
    wallet, _ = _spare(scene)
    return Ask("icbc", given={"wallet": wallet})


def _signed_agreement(scene: Scene) -> Ask:
    wallet, account = scene.things["wal"], scene.things["bac"]
    code = scene.post("icbc", f"/v1/wallets/{wallet}/agreements/{account}/code-readings")["code"]
    scene.post("li", f"/v1/wallets/{wallet}/agreements/{account}/signature", {"code": code})
    return Ask("li")


def _code_of_agreement(scene: Scene) -> Ask:
    wallet, account = scene.things["wal"], scene.things["bac"]
    code = scene.post("icbc", f"/v1/wallets/{wallet}/agreements/{account}/code-readings")["code"]
    return Ask("li", {"code": code}, {"account": account})


def _sweep(scene: Scene) -> Ask:
    _signed_agreement(scene)
    scene.post("li", f"/v1/wallets/{scene.things['wal']}/sweep",
               {"ceiling": yuan(50_000), "bank_account": scene.things["bac"]})  # fmt: skip
    return Ask("li")


def _waterfall(scene: Scene) -> Ask:
    _signed_agreement(scene)
    scene.post("li", f"/v1/wallets/{scene.things['wal']}/waterfall", {"bank_account": scene.things["bac"]})
    return Ask("li")


def _hold(scene: Scene) -> Ask:
    body = {"payer": scene.things["wal"], "store": scene.things["sto"], "amount": yuan(3_000), "expires_at": LATER}
    return Ask("mill", given={"payment": scene.post("li", "/v1/holds", body)["payment"]})


def _claimed_share(scene: Scene) -> Ask:
    body = {"envelope_token": scene.things["envelope_token"], "wallet": scene.things["wal"]}
    scene.post("li", "/v1/envelope-claims", body)
    return Ask("li")


SECRET: Final = "5e" * 32
"""Whose SHA-256 is the digest of the locks of examples."""


def _locked(who: str, party: str, **body: Any) -> Before:
    """A lock of li's for wang, which the works may decide, and what `who` does with it for one of the three."""

    def before(scene: Scene) -> Ask:
        sides = {"payer": scene.things["wal"], "payee": scene.ids["wang"], "arbiter": scene.things["company"]}
        digest = sha256(bytes.fromhex(SECRET)).hexdigest()
        terms = {"amount": yuan(3_000), "ends_at": LATER, "digest": digest, "reference": "sofa-12"}
        made = scene.post("li", "/v1/locks", {**sides, **terms})
        asked = {**body, "party": sides[party]} if party else {}
        return Ask(who, asked, {"lock": made["lock"]})

    return before


def _arbitrated(*, accepted: bool = True) -> Before:
    """Such a lock, whose arbiter wang accepts or has accepted."""

    def before(scene: Scene) -> Ask:
        given = _locked("wang", "payee")(scene)
        if accepted:
            scene.post("wang", f"/v1/locks/{given.given['lock']}/arbiter-acceptance", {"party": scene.ids["wang"]})
            said = {"amount": yuan(2_000), "statement": "delivered, waybill 77"}
            return Ask("works", {**said, "party": scene.things["company"]}, given.given)
        return given

    return before


def _escrow(*, signs: StatementAct | None = None) -> Before:
    """An escrow of li's for wang, which the works decide, and the statement of its first milestone that her device
    signs, or that of the works', and he brings."""

    def before(scene: Scene) -> Ask:
        part = {"title": "Foundation", "amount": yuan(2_000), "due_at": LATER}
        terms = {"amount": yuan(2_000), "milestones": [part], "reference": "house-3"}
        sides = {"payer": scene.things["wal"], "payee": scene.ids["wang"], "arbiter": scene.things["company"]}
        made = scene.post("li", "/v1/escrows", {**sides, **terms})
        if signs is None:
            return Ask("li", given={"escrow": made["escrow"]})
        scene.post("wang", f"/v1/locks/{made['escrow']}/arbiter-acceptance", {"party": scene.ids["wang"]})
        key, whose = DeviceKey.generate(), scene.things["wal" if signs == "release" else "company"]
        with scene.live.town.platform.snapshot() as connection:
            (signer,) = WALLETS.read(connection, [number(whose)])
        device = scene.do(RegisterDevice(signer.holder, "ed25519", key.public)).device
        with scene.live.town.platform.snapshot() as connection:
            (row,) = LOCKS.read(connection, [number(made["escrow"])])
            text = statement_text(row, PAPER, named(connection), signs)
        signature = to_text(key.sign(text.encode()))
        said = {"document": PAPER, "device": encode_id("dev", device), "signature": signature}
        return Ask("wang", {"party": scene.ids["wang"], **said}, {"lock": made["escrow"]})

    return before


def _prepaid(who: str, *, recorded: bool = False, **body: Any) -> Before:
    """Lessons of li's at the mill's shop, one of them recorded or confirmed, and what `who` asks of them."""

    def before(scene: Scene) -> Ask:
        terms = {"title_en": "Ten lessons", "title_zh": "十节课", "uses": 10, "bonus_uses": 2, "price": yuan(300)}
        terms |= {"days": 365, "recorded_by": "merchant"}
        plan = scene.post("mill", f"/v1/stores/{scene.things['sto']}/prepaid-plans", terms)["prepaid_plan"]
        payer = {"payer": scene.things["wal"]}
        made = scene.post("li", "/v1/prepaids", {**payer, "prepaid_plan": plan, "reference": "lessons-4"})["prepaid"]
        if recorded:
            scene.post("mill", f"/v1/prepaids/{made}/records", {"uses": 1})
        asked = {**body, **payer} if who == "li" and body else dict(body)
        return Ask(who, asked, {"prepaid": made, "prepaid_plan": plan, "number": "1"})

    return before


def _mandate(who: str, *acts: str, **body: Any) -> Before:
    """A mandate of li's to the mill, what happened to it, and what `who` asks of it."""

    def before(scene: Scene) -> Ask:
        payer = {"payer": scene.things["wal"]}
        terms = {"merchant": scene.things["mer"], "per_debit": yuan(300), "per_period": yuan(600), "cadence": "month"}
        reference = "flat-20" if "debits" in acts else "flat-12"
        made = scene.post("li", "/v1/mandates", {**payer, **terms, "reference": reference})["mandate"]
        bill = {"number": "W-2026-03", "store": scene.things["sto"], "amount": yuan(280)}
        for act in acts:
            by, asked = ("mill", bill) if act == "debits" else ("li", payer)
            scene.post(by, f"/v1/mandates/{made}/{act}", asked)
        asked = dict(body) if who == "mill" else {**body, **payer}
        return Ask(who, asked if body else {}, {"mandate": made, "number": "W-2026-03", "reference": reference})

    return before


def _registered(scene: Scene, *revealed: str) -> Ask:
    """Li is registered; so many seeds are known."""
    campaign = scene.things["cmp"]
    scene.post("li", f"/v1/campaigns/{campaign}/registrations", {"wallet": scene.things["wal"]})
    if revealed:
        closes = scene.live.get("li", f"/v1/campaigns/{campaign}").json()["closes_at"]
        scene.live.town.clock.advance_to(parse_time(closes))
    for seed in revealed:
        scene.do(RevealSeed(number(campaign), seed))
    return Ask("li")


def _drawn(scene: Scene) -> Ask:
    """Li was drawn."""
    ask = _registered(scene, SEED, WITNESS_SEED)
    while scene.do(DrawCampaign(number(scene.things["cmp"]), 100)).more:
        pass
    return ask


def _claimed(who: str) -> Before:
    """Li has claimed what she was drawn for, and what `who` asks then."""

    def before(scene: Scene) -> Ask:
        _drawn(scene)
        scene.post("li", f"/v1/campaigns/{scene.things['cmp']}/claims", {"wallet": scene.things["wal"]})
        return Ask(who)

    return before


def _standing(*acts: str, reads: bool = False) -> Before:
    """A standing payment of li's to wang, what happened to it, and what she asks of it."""

    def before(scene: Scene) -> Ask:
        payer = {"payer": scene.things["wal"]}
        order = {"payee": scene.ids["wang"], "amount": yuan(200), "cadence": "month", "starts_at": LATER}
        reference = "rent-2" if reads else "rent"
        made = scene.post("li", "/v1/standing-payments", {**payer, **order, "reference": reference})["standing_payment"]
        for act in acts:
            scene.post("li", f"/v1/standing-payments/{made}/{act}", payer)
        return Ask("li", {} if reads else payer, {"standing_payment": made, "reference": reference})

    return before


def _kept(scene: Scene) -> Ask:
    """A balance rule of li's wallet."""
    terms = {"kind": "above", "threshold": yuan(4_000), "most": yuan(900), "bank_account": scene.things["bac"]}
    made = scene.post("li", f"/v1/wallets/{scene.things['wal']}/balance-rules", terms)["balance_rule"]
    return Ask("li", given={"balance_rule": made})


def _kept_no_more(scene: Scene) -> Ask:
    """Such a rule that is to end."""
    return Ask("li", {"wallet": scene.things["wal"]}, _kept(scene).given)


def _billed(scene: Scene) -> Ask:
    """A bill of an account, by which li shows that it is hers."""
    line = {"number": "W-2026-02", "title": "Water, February", "amount": yuan(4_100), "due_on": "2026-03-15"}
    body = {"store": scene.things["sto"], "bills": [line | {"account": "CQ-0077-1234"}]}
    scene.post("mill", f"/v1/merchants/{scene.things['mer']}/bills", body)
    return Ask("li", {"bill": line["number"]})


def _template(who: str) -> Before:
    """A bank's template that nobody has decided on, and what `who` asks of it."""

    def before(scene: Scene) -> Ask:
        template = scene.things["tpl"]
        content = scene.live.get("icbc", f"/v1/templates/{template}/versions/1").json()
        decided = {"sha256": content["sha256"], "state": "approved", "reason": "read on 23 March"}
        return Ask(who, {"version": 1, **decided} if who == "central" else {}, {"template": template, "version": 1})

    return before


def _approved(who: str) -> Before:
    """A template that two people of the central bank have approved, and what `who` asks then."""

    def before(scene: Scene) -> Ask:
        ask = _template("central")(scene)
        scene.by_two("central", f"/v1/templates/{scene.things['tpl']}/state", ask.body)
        return Ask(who, given=ask.given)

    return before


def _entered(who: str, **given: Any) -> Before:
    """A store that two people of the keeper have entered, and what `who` asks then."""

    def before(scene: Scene) -> Ask:
        scene.by_two("icbc", "/v1/place-entries", BODIES["enter_stores"](scene))
        return Ask(who, given=given)

    return before


def _drafted(scene: Scene) -> Ask:
    """A program of the works' that nobody has opened."""
    body = BODIES["create_program"](scene)
    made = scene.post("works", "/v1/programs", {**body, "kind": "envelope", "expires_at": LATER})
    return Ask("works", given={"program": made["program"]})


def _unwitnessed(scene: Scene) -> Ask:
    """A campaign that waits for the central bank."""
    body = BODIES["open_campaign"](scene)
    made = scene.post("works", f"/v1/programs/{scene.things['prg']}/campaigns", body)
    return Ask("central", given={"campaign": made["campaign"]})


def _closed(scene: Scene) -> Ask:
    _registered(scene, SEED)
    return Ask("central", {"seed": WITNESS_SEED})


def _listed(who: str, *, submitted: bool = False, done: bool = False) -> Before:
    """A grant list of the works', sent, and what `who` asks then."""

    def before(scene: Scene) -> Ask:
        opening, page = (BODIES[name](scene) for name in ("open_grant_list", "add_grant_page"))
        made = scene.post("works", f"/v1/programs/{scene.things['prg']}/grant-lists", opening)["grant_list"]
        scene.post("works", f"/v1/grant-lists/{made}/pages", page)
        if submitted or done:
            scene.post("works", f"/v1/grant-lists/{made}/submission", {})
        if done:
            scene.do(GrantListed(number(made), 100))
        return Ask(who, given={"grant_list": made})

    return before


def _bankrupt(scene: Scene) -> Ask:
    scene.do(MarkBankrupt(number(scene.things["mer"]), "insolvent", "(2026) Yu 05 Po 12"))
    return Ask("mill")


def _proposed_plan(scene: Scene) -> Ask:
    body = {"store": scene.things["sto"], "name": "Sellers' share", "sellers": [seller(scene)]}
    plan = scene.post("mill", "/v1/split-plans", body)["split_plan"]
    return Ask("teahouse", {"seller": scene.ids["teahouse"]}, {"plan": plan})


def _active_plan(scene: Scene) -> Ask:
    plan = _proposed_plan(scene).given["plan"]
    scene.post("teahouse", f"/v1/split-plans/{plan}/agreements", {"seller": scene.ids["teahouse"]})
    return Ask("li", given={"plan": plan})


def _paid_bill(scene: Scene) -> Ask:
    path = f"/v1/merchants/{scene.things['mer']}/bills/{scene.things['bill']}/payments"
    scene.post("li", path, {"payer": scene.things["wal"], "amount": yuan(100)})
    return Ask("li")


def _token(scene: Scene) -> PayerToken:
    """What makes the codes of li's phone."""
    town = scene.live.town
    device = scene.do(RegisterDevice(number(scene.ids["li.holder"]), "ed25519", DeviceKey.generate().public)).device
    made = scene.do(EnrolPayerToken(number(scene.ids["li"]), device))
    secret = secret_of(master_of(town.platform.keyring), made.payer_token).hex()
    return PayerToken(made.number, secret, made.step_s, now_s=lambda: town.clock.now() / 1_000_000)


def _payment_code(scene: Scene) -> Ask:
    return Ask("mill", {"payment_code": _token(scene).code(user_verified=True), "amount": yuan(900)})


def _tap(scene: Scene) -> Ask:
    return Ask("mill", dict(_token(scene).tap(scene.things["sto"], 900, user_verified=True)) | {"amount": yuan(900)})


def _charged_tap(scene: Scene) -> Ask:
    body = {**_tap(scene).body, "store": scene.things["sto"]}
    scene.post("mill", "/v1/taps/charges", body)
    return Ask("mill", given={"number": body["number"], "counter": str(body["counter"])})


def _signing(scene: Scene) -> str:
    """Li's phone, which signs what follows."""
    key = DeviceKey.generate()
    made = scene.do(RegisterDevice(number(scene.ids["li.holder"]), "ed25519", key.public))
    device = encode_id("dev", made.device)
    scene.signs(device, key)
    return device


def _signed(scene: Scene) -> Ask:
    return Ask("li", given={"device": _signing(scene)})


def _rotation(scene: Scene) -> Ask:
    device = _signing(scene)
    return Ask("li", {"algorithm": "ed25519", "public_key": DeviceKey.generate().public}, {"device": device})


def _small_amounts(scene: Scene) -> Ask:
    _signing(scene)
    return Ask("li", {"payment": yuan(5_000), "day": yuan(20_000)})


def _signed_payment(scene: Scene) -> Ask:
    _signing(scene)
    signer, scene.signer = scene.signer, None
    body = {"payer": scene.things["wal"], "store": scene.things["sto"], "amount": yuan(100)}
    headers = scene.live.headers("li") | {"Idempotency-Key": "signed"}
    paid = scene.live.http.post("/v1/payments", json=body, headers=headers, auth=signer or httpx.Auth())
    return Ask("li", given={"payment": paid.json()["payment"]})


def _company_sub_wallet(scene: Scene) -> Ask:
    path = f"/v1/wallets/{scene.things['company']}/sub-wallets"
    return Ask(
        "works", {"amount": yuan(500)}, {"sub_wallet": scene.post("works", path, {"label": "Travel"})["sub_wallet"]}
    )


def _filled_sub_wallet(scene: Scene) -> Ask:
    ask = _company_sub_wallet(scene)
    scene.post("works", f"/v1/sub-wallets/{ask.given['sub_wallet']}/allotments", {"amount": yuan(500)})
    return ask


def _whitelist(scene: Scene) -> Ask:
    return Ask("boc", {"operator": scene.ids["boc"], "activity": "jd-2026-03", "phones": ["+85291234567"]})


def _acquirer(scene: Scene) -> Ask:
    account = scene.do(OpenBankAccount(number(scene.things["ins"]), "6222000099990099")).bank_account
    return Ask("icbc", {"bank_account": encode_id("bac", account), "name": "Cards"})


def _visitor(scene: Scene) -> str:
    made = scene.do(OpenWallet(number(scene.things["ins"]), "personal", "IV", "+447400123499"))
    return encode_id("wal", made.wallet)


def _card_load(scene: Scene) -> Ask:
    return Ask("icbc", {"amount": yuan(3_000)}, {"wallet": _visitor(scene)})


def _returned_card(scene: Scene) -> Ask:
    wallet = _visitor(scene)
    body = {"acquirer": scene.things["acq"], "network": "visa", "card": "tok_4f9a1c27", "last_four": "1111"}
    load = scene.post("icbc", f"/v1/wallets/{wallet}/card-loads", body | {"amount": yuan(3_000)})["card_load"]
    scene.post("icbc", f"/v1/wallets/{wallet}/card-returns")
    return Ask("icbc", {"amount": yuan(3_000)}, {"card_load": load})


def _cash_code(scene: Scene) -> Ask:
    body = {"direction": "out", "amount": yuan(200)}
    made = scene.post("li", f"/v1/wallets/{scene.things['wal']}/cash-codes", body)
    return Ask("icbc", {"code": made["code"], "amount": yuan(200)}, {"cash_code": made["cash_code"]})


def _netting(scene: Scene) -> Ask:
    body = {"other": scene.ids["boc"], "cap": yuan(10**6), "reason": "agreed in March"}
    scene.by_two("central", f"/v1/institutions/{scene.things['ins']}/netting", body)
    scene.post("li", "/v1/payments", {"payer": scene.things["wal"], "store": scene.ids["counter"], "amount": yuan(700)})
    return Ask("icbc", {"other": scene.ids["boc"]})


def _next_quarter(scene: Scene) -> Ask:
    run = scene.things["irn"]
    while not scene.post("icbc", f"/v1/interest-runs/{run}/steps")["ended"]:
        pass
    scene.by_two("icbc", f"/v1/interest-runs/{run}/release", {"reason": "checked"})
    while not scene.post("icbc", f"/v1/interest-runs/{run}/steps")["ended"]:
        pass
    scene.live.town.clock.advance_to(parse_time("2026-06-21T08:00:00+08:00"))
    return Ask("icbc")


def _closing(scene: Scene) -> Ask:
    wallet, holder = _spare(scene)
    opened = scene.do(OpenBankAccount(number(scene.things["ins"]), "6222000099990098", number(holder)))
    scene.live.town.hire("leaver", Role.HOLDER, "icbc", number(holder))
    return Ask("leaver", {"bank_account": encode_id("bac", opened.bank_account)}, {"wallet": wallet})


def _alias(scene: Scene) -> Ask:
    scene.post("li", f"/v1/wallets/{scene.things['wal']}/alias")
    return Ask("li")


def _paid_person(scene: Scene) -> Ask:
    body = {"payer": scene.things["wal"], "payee": scene.ids["wang"], "amount": yuan(1_000), "kind": "person"}
    return Ask("li", given={"payment": scene.post("li", "/v1/payments", body)["payment"]})


def _return(scene: Scene) -> Ask:
    ask = _paid_person(scene)
    scene.post("li", f"/v1/payments/{ask.given['payment']}/return-request", {"reason": "wrong_payee"})
    return ask


def _asked_back(scene: Scene) -> Ask:
    return Ask("wang", given=_return(scene).given)


def _estate(scene: Scene) -> Ask:
    body = {"papers": [PAPER], "reason": "certificate of death"}
    scene.by_two("icbc", f"/v1/holders/{scene.things['hld']}/estate", body)
    return Ask("icbc")


def _new_person(scene: Scene) -> Ask:
    _, holder = _spare(scene)
    body = {"role": "holder", "institution": scene.things["ins"], "subject": holder, "reason": "a new customer"}
    return Ask("icbc", body | {"name": ""})


def _enrolment(scene: Scene) -> Ask:
    ask = _new_person(scene)
    made = scene.by_two("icbc", "/v1/principals", {name: value for name, value in ask.body.items() if value})
    path = f"/v1/enrolments/{made['enrolment']}/shares"
    shares = [scene.post(who, path)["share"] for who in ("icbc", "icbc2")]
    return Ask("", {"shares": shares, "secret_hash": PAPER})


def _ghost(_: Scene) -> Ask:
    return Ask("ghost.icbc")


def _outcome(scene: Scene) -> Ask:
    body = {"payer": scene.things["wal"], "store": scene.things["sto"], "amount": yuan(100)}
    scene.post("li", "/v1/payments", body, "order-2026-000123")
    return Ask("li", given={"operation": "pay", "key": "order-2026-000123"})


def _in_test_mode(scene: Scene) -> Ask:
    parties = scene.post("mill", "/v1/test-keys")["parties"]
    scene.live.town.tokens["test"] = parties[0]["token"]
    return Ask("test", {"operation": "pay", "effect": "refuse", "code": "insufficient_funds"})


def _clock(scene: Scene) -> Ask:
    return Ask(_in_test_mode(scene).who, {"forward_s": 86_400})


def _failure(scene: Scene) -> Ask:
    ask = _in_test_mode(scene)
    rule = scene.post("test", "/v1/test/failures", ask.body)["failure_rule"]
    return Ask("test", given={"failure_rule": rule})


def _failing(scene: Scene) -> Ask:
    _failure(scene)
    return Ask("test")


def _statement_code(scene: Scene) -> Ask:
    path = f"/v1/wallets/{scene.things['wal']}/statements?from=2026-03-01&to=2026-03-20&format=pdf"
    return Ask(given={"code": code_on(scene.live.get("li", path).content)})


def _core_day(scene: Scene) -> tuple[Office, Ask]:
    """A bank's day that is over, and the batch of entries that its core says: a load, and a debit that nobody knows."""
    _signed_agreement(scene)
    office = Office(scene.live)
    office.until(f"{OVER}T10:00:00+08:00")
    office.move(700)
    entries = [*office.says(office.moved()[-1:]), line(-1_999, core_reference="S-0002")]
    office.until(LATER)
    body = {"file": digest(entries), "first": 1, "entries": entries}
    return office, Ask("icbc", body, {"account": office.account, "day": OVER})


def _announced(scene: Scene) -> Ask:
    office, batch = _core_day(scene)
    return Ask("icbc", office.announcement(batch.body["entries"], OVER))


def _begun(scene: Scene) -> Ask:
    office, batch = _core_day(scene)
    office.begin(batch.body["entries"], OVER)
    return batch


def _matched(scene: Scene) -> Ask:
    office, batch = _core_day(scene)
    office.bring(batch.body["entries"], OVER)
    return Ask("icbc", {"numbers": [1], "reason": "a fee of the core, booked tomorrow"}, batch.given)


def _agreeing(scene: Scene) -> Ask:
    office, batch = _core_day(scene)
    office.bring(batch.body["entries"][:1], OVER)
    return Ask("icbc", given=batch.given)


def _rule(scene: Scene) -> Ask:
    return Ask("li", given={"rule": scene.live.get("li", "/v1/rules").json()["items"][0]["id"]})


BEFORE: Final[Mapping[str, Before]] = {
    "close_wallet": _empty_wallet,
    "load": _signed_agreement,
    "unload": _signed_agreement,
    "sign_agreement": _code_of_agreement,
    "set_sweep": lambda s: Ask(_signed_agreement(s).who, {"bank_account": s.things["bac"], "ceiling": yuan(50_000)}),
    "get_sweep": _sweep,
    "end_sweep": _sweep,
    "set_waterfall": _signed_agreement,
    "get_waterfall": _waterfall,
    "end_waterfall": _waterfall,
    "list_envelope_claims": _claimed_share,
    "list_wallet_envelope_claims": _claimed_share,
    "get_bankruptcy": _bankrupt,
    "change_mandate": _mandate("li", per_debit=yuan(500), per_period=yuan(900)),
    "pause_mandate": _mandate("li", payer=""),
    "resume_mandate": _mandate("li", "pause", payer=""),
    "end_mandate": _mandate("li", payer=""),
    "collect_debit": _mandate("mill", number="W-2026-03", amount=yuan(280)),
    "get_mandate": _mandate("li", "debits"),
    "list_mandates": _mandate("li", "debits"),
    "list_merchant_mandates": _mandate("mill", "debits"),
    "get_debit": _mandate("mill", "debits"),
    "list_debits": _mandate("mill", "debits"),
    "pause_standing": _standing(),
    "resume_standing": _standing("pause"),
    "end_standing": _standing(),
    "get_standing_payment": _standing(reads=True),
    "list_standing_payments": _standing(reads=True),
    "list_dues": _standing(reads=True),
    "consent_to_bills": _billed,
    "get_balance_rule": _kept,
    "list_balance_rules": _kept,
    "end_balance_rule": _kept_no_more,
    "discard_program": _drafted,
    "set_template_state": _template("central"),
    "withdraw_template": _template("icbc"),
    "draft_program": _approved("works"),
    "get_template": _approved("li"),
    "list_templates": _approved("li"),
    "take_store_out": _entered("icbc"),
    "list_place_stores": _entered("li"),
    "list_listed_stores": _entered("works", version=1),
    "list_listed_places": lambda _: Ask("works", given={"version": 1}),
    "get_place_list": lambda _: Ask("works", given={"version": 1}),
    "witness_campaign": _unwitnessed,
    "reveal_seed": _closed,
    "claim_win": _drawn,
    "list_registrations": _drawn,
    "list_campaign_numbers": _drawn,
    "get_campaign_list": _drawn,
    "get_campaign": _drawn,
    "get_campaign_report": _claimed("works"),
    "withdraw_claim": claimed(lambda _: {}, withdrawable={"allowed": True}),
    "pass_claim": claimed(lambda s: {"receiver": s.ids["wang"]}, transferable={"times": 1}),
    "agree_cofunding": shared(agreed=False),
    "end_cofunding": shared(agreed=True),
    "add_grant_page": listed,
    "submit_grant_list": _listed("works"),
    "cancel_grant_list": _listed("works", submitted=True),
    "get_grant_list": _listed("works", done=True),
    "list_grant_lines": _listed("works", done=True),
    "list_grant_lists": _listed("works", done=True),
    "withdraw_plan": _prepaid("mill"),
    "buy_prepaid": _prepaid("li", reference="lessons-5"),
    "use_prepaid": _prepaid("li", uses=2),
    "record_use": _prepaid("mill", uses=1),
    "object_use": _prepaid("li", recorded=True, statement="I was not there"),
    "take_back_prepaid": _prepaid("li", recorded=True, payer="", steps_read=1),
    "get_prepaid": _prepaid("li", recorded=True),
    "get_prepaid_status": _prepaid("mill", recorded=True),
    "get_prepaid_plan": _prepaid("li"),
    "list_prepaids": _prepaid("li", recorded=True),
    "list_sold_prepaids": _prepaid("mill", recorded=True),
    "list_prepaid_plans": _prepaid("li"),
    "release_lock": _arbitrated(),
    "accept_arbiter": _arbitrated(accepted=False),
    "claim_lock": _locked("wang", "payee", preimage=SECRET),
    "return_lock": _locked("wang", "payee", statement="out of stock"),
    "get_lock": _locked("li", ""),
    "get_escrow": _escrow(),
    "release_milestone": _escrow(signs="release"),
    "return_milestone": _escrow(signs="return"),
    "list_locks": lambda s: Ask("li", given={"payer": s.things["wal"]}),
    "capture": _hold,
    "release": _hold,
    "list_payments": lambda s: Ask("li", given={"payer": s.things["wal"], "from": "2026-03-21"}),
    "list_refunds": lambda s: Ask("mill", given={"store": s.things["sto"]}),
    "agree_split_plan": _proposed_plan,
    "pay_split": _active_plan,
    "list_payment_requests": lambda s: Ask("li", given={"payer": s.things["wal"]}),
    "get_receipt": _paid_bill,
    "charge_payment_code": _payment_code,
    "look_up_payment_code": _payment_code,
    "charge_tap": _tap,
    "get_presented_tap": _charged_tap,
    "enrol_payer_token": _signed,
    "open_sub_wallet": lambda s: Ask("works", {"label": "Travel"}, {"wallet": s.things["company"]}),
    "allot_to_sub": _company_sub_wallet,
    "recall_from_sub": _filled_sub_wallet,
    "register_whitelist": _whitelist,
    "open_acquirer": _acquirer,
    "load_by_card": _card_load,
    "bounce_card_return": _returned_card,
    "redeem_cash_code": _cash_code,
    "rotate_device": _rotation,
    "allow_small_amounts": _small_amounts,
    "get_instruction": _signed_payment,
    "settle": _netting,
    "prepare_interest": _next_quarter,
    "close_out": _closing,
    "withdraw_alias": _alias,
    "get_alias": _alias,
    "ask_return": _paid_person,
    "get_return": _return,
    "withdraw_return": _return,
    "answer_return": _asked_back,
    "get_estate": _estate,
    "create_principal": _new_person,
    "enrol": _enrolment,
    "issue_key": _ghost,
    "rotate_key": _ghost,
    "approve": lambda _: Ask("icbc2"),
    "reject": lambda _: Ask("icbc2"),
    "get_outcome": _outcome,
    "advance_test_clock": _clock,
    "get_test_clock": _in_test_mode,
    "set_failure": _in_test_mode,
    "list_failures": _failing,
    "lift_failure": _failure,
    "list_test_parties": _in_test_mode,
    "list_magic_amounts": _in_test_mode,
    "get_rule": _rule,
    "check_statement": _statement_code,
    "import_core_statement": _announced,
    "add_core_entries": _begun,
    "explain_breaks": _matched,
    "close_reconciliation": _agreeing,
    "propose_closure_with_breaks": _matched,
    "get_reconciliation": _matched,
    "list_reconciliations": _matched,
    "list_breaks": _matched,
    "release_margin": lambda _: Ask("icbc"),
}
