"""What each example asks for.

The smallest request of an operation is made from the OpenAPI document, about things that exist. What is different is
said here: `TEXTS`, what people write in fields of a name; `BODIES`, members of a body. What must have happened, and is
asked then, is in `before.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.worlds.belongings import SEED, TEMPLATE, TERMS, WITNESS_SEED
from tests.worlds.people import resident_id
from tests.worlds.town import yuan

from jiaozi.campaigns.drawing import commitment_of
from jiaozi.grantlists.lines import line_text, sha256_of
from jiaozi_sdk.devices import DeviceKey
from tools.examples.stage import Scene


@dataclass(frozen=True)
class Ask:
    """Who asks, when it is not whoever may first; what is different in the body, and in the path and query."""

    who: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)


LATER: Final = "2026-04-10T00:00:00+08:00"
OVER: Final = "2026-03-22"
"""A day of the bank's that is reconciled."""
PAPER: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
TEXTS: Final[Mapping[str, Any]] = {
    "name_en": "Teahouse", "name_zh": "茶馆", "label": "Tea by the river", "name": "Main street", "number": "2026-0001",
    "reason": "as agreed in writing", "identity_check": "seen in person with her card", "title": "Water, March",
    "check": "signed form 17", "code": "ccb", "operation": "pay", "serial": "SN-0001", "quantity": 2, "documents": [
        {"kind": "licence", "sha256": PAPER}], "papers": [PAPER], "expires_at": LATER, "until": LATER,
}  # fmt: skip
"""By the name of a field, where the document has no example of its own."""


def grant_sum(scene: Scene) -> str:
    """The hash of a list of one line."""
    return sha256_of([line_text(scene.ids["wang"], 200)])


BODIES: Final[Mapping[str, Callable[[Scene], Mapping[str, Any]]]] = {
    "open_wallet": lambda _: {
        "wallet_class": "II", "phone": "13800000099", "name": "赵小明", "id_number": resident_id(77),
        "bank_account": "6222021234567890", "face_to_face": True,
    },
    "change_class": lambda _: {"wallet_class": "III", "name": "李梅", "id_number": resident_id(78)},
    "set_own_limits": lambda _: {"single": yuan(50_000), "daily": yuan(100_000)},
    "pay": lambda s: {"store": s.things["sto"], "reference": "order-2026-000123", "metadata": {"cart": "77"}},
    "refund": lambda _: {"amount": yuan(200), "reference": "return-17"},
    "send_envelope": lambda _: {"division": "lucky", "amount": yuan(200), "shares": 10},
    "claim_envelope": lambda s: {"envelope_token": s.things["envelope_token"]},
    "place_hold": lambda s: {"store": s.things["sto"], "reference": "deposit-8"},
    "open_lock": lambda s: {
        "payee": s.ids["wang"], "arbiter": s.things["company"], "ends_at": LATER, "digest": PAPER,
        "reference": "sofa-12",
    },
    "open_escrow": lambda s: {
        "payee": s.ids["wang"], "amount": yuan(2_000), "in_order": True, "reference": "house-4",
        "milestones": [{"title": "Foundation", "amount": yuan(2_000), "due_at": LATER}],
    },
    "offer_plan": lambda _: {
        "title_en": "Ten lessons", "title_zh": "十节课", "uses": 10, "bonus_uses": 2, "price": yuan(300), "days": 365,
    },
    "give_mandate": lambda s: {
        "payer": s.things["wal"], "merchant": s.things["mer"], "per_debit": yuan(300), "per_period": yuan(600),
        "cadence": "month", "reference": "flat-12",
    },
    "set_balance_rule": lambda s: {
        "kind": "above", "threshold": yuan(5_000), "most": yuan(2_000), "bank_account": s.things["bac"],
    },
    "consent_to_bills": lambda s: {
        "payer": s.things["wal"], "merchant": s.things["mer"], "account": "CQ-0077-1234",
        "per_bill": yuan(300), "per_month": yuan(600), "reference": "flat-12",
    },
    "order_standing_payment": lambda s: {
        "payer": s.things["wal"], "payee": s.ids["wang"], "amount": yuan(200), "cadence": "month", "starts_at": LATER,
        "reference": "rent",
    },
    "buy_prepaid": lambda s: {"payer": s.things["wal"], "reference": "lessons-4"},
    "propose_bankruptcy": lambda _: {"reason": "insolvent", "document": "(2026) Yu 05 Po 12"},
    "open_merchant": lambda s: {"wallet": s.things["company"], "purpose": "GDDS"},
    "propose_split_plan": lambda s: {"name": "Sellers' share", "sellers": [seller(s)]},
    "request_payment": lambda s: {"store": s.things["sto"], "reference": "order-2026-000124"},
    "upload_bills": lambda s: {
        "store": s.things["sto"],
        "bills": [{"number": "W-2026-03", "title": "Water, March", "amount": yuan(4_200), "due_on": "2026-04-15"}],
    },
    "pay_bill": lambda _: {"amount": yuan(100)},
    "open_collect_code": lambda s: {"store": s.things["sto"]},
    "pay_collect_code": lambda s: {"payload": s.things["payload"], "amount": yuan(900)},
    "push_sub_wallet": lambda s: {
        "merchant": s.ids["teahouse"], "label": "Tea", "single": yuan(5_000), "daily": yuan(10_000)},
    "charge_sub_wallet": lambda _: {"amount": yuan(50)},
    "propose_agreement": lambda s: {**TERMS, "bank_account": s.things["bac"]},
    "remit": lambda s: {"wallet": s.ids["wang"]},
    "propose_pay_out": lambda s: {"wallet": s.things["wal"]},
    "open_external_account": lambda _: {"number": "4367420000000027"},
    "open_external_bank": lambda _: {"code": "xbank", "name": "A bank outside"},
    "register_device": lambda _: {"algorithm": "ed25519", "public_key": DeviceKey.generate().public, "label": "phone"},
    "propose_device_rebinding": lambda _: {"algorithm": "ed25519", "public_key": DeviceKey.generate().public},
    "open_webhook": lambda _: {"url": "https://shop.example/hooks", "kinds": ["payment.completed"]},
    "change_webhook": lambda _: {"url": "https://shop.example/hooks", "kinds": ["payment.completed"]},
    "apply_merchant": lambda s: {"wallet": s.things["company"], "purpose": "GDDS"},
    "place_order": lambda _: {"lines": [{"name": "tea", "quantity": 2, "unit": yuan(600)}]},
    "open_bank_account": lambda _: {"number": "6222021234567899"},
    "propose_settlement": lambda s: {"heirs": [{"wallet": s.ids["wang"], "share_ppm": 1_000_000}]},
    "propose_operator": lambda _: {"code": "ccb", "reason": "licensed by the central bank"},
    "freeze_wallet": lambda _: {"reason": "order of the court"},
    "freeze_holder": lambda _: {"reason": "order of the court"},
    "propose_netting": lambda s: {"other": s.ids["boc"], "cap": yuan(10**8)},
    "propose_quota": lambda _: {"quota": yuan(10**11)},
    "propose_operator_limit": lambda _: {"wallet_class": "IV", "component": "single", "limit": yuan(50_000)},
    "propose_correction": lambda s: {
        "lines": [{"debit": s.things["acc"], "credit": _account(s, s.things["company"]), "minor": 1_999}],
        "effective_at": "2026-03-20T18:00:00+08:00", "reason": "booked to the wrong wallet"},
    "confirm_payee": lambda s: {"payee": s.ids["works"], "name": "交子茶馆"},
    "resolve_alias": lambda _: {"phone": "13800000002"},
    "propose_times_right": lambda _: {"today": "2026-03-21", "reason": "checked against the time service"},
    "open_terminal": lambda _: {"label": "Till 1"},
    "write_template": lambda _: TEMPLATE,
    "register_places": lambda _: {"places": [
        {"kind": "village", "number": "500103001202", "title": "石马村", "region": "500103"}]},
    "enter_stores": lambda s: {
        "entries": [{"place": s.things["plc"], "store": s.things["sto"]}], "reason": "contract 7 of 3 March"},
    "write_place_list": lambda s: {
        "title_en": "Credit villages", "title_zh": "信用村", "places": [s.things["plc"]]},
    "draft_program": lambda s: {
        "version": 1,
        "parameters": [{"name": "face", "amount": yuan(2_000)}, {"name": "floor", "amount": yuan(1_500)}],
        "funder": s.things["company"], "name_en": "Lunch", "name_zh": "午餐",
        "opens_at": "2026-04-01T18:00:00+08:00", "claims_until": LATER, "quota": 50_000},
    "prove_template": lambda _: {
        "parameters": [{"name": "face", "amount": yuan(2_000)}, {"name": "floor", "amount": yuan(1_500)}], "days": 30},
    "create_program": lambda s: {
        "funder": s.things["company"], "name_en": "Spring envelopes", "name_zh": "春节红包",
        "terms": {"how_much": {"face": yuan(20_000)}, "where": {"allow": {"regions": ["5001"]}}},
        "opens_at": "2026-04-01T18:00:00+08:00", "claims_until": LATER, "quota": 50_000},
    "fund_program": lambda s: {"wallet": s.things["company"], "amount": yuan(10_000)},
    "open_campaign": lambda _: {
        "places": 1, "opens_at": "2026-03-23T12:00:00+08:00", "closes_at": "2026-03-26T00:00:00+08:00",
        "reveal_until": "2026-03-27T00:00:00+08:00", "claims_until": "2026-04-01T00:00:00+08:00",
        "commitment": commitment_of(SEED[::-1]),
    },
    "witness_campaign": lambda _: {"commitment": commitment_of(WITNESS_SEED[::-1])},
    "register_for_campaign": lambda s: {"wallet": s.things["wal"]},
    "reveal_seed": lambda _: {"seed": SEED},
    "claim_win": lambda s: {"wallet": s.things["wal"]},
    "set_campaign_state": lambda _: {"state": "paused", "reason": "the list of shops is being corrected"},
    "set_program_state": lambda _: {"state": "paused", "reason": "a merchant on the list has closed"},
    "open_grant_list": lambda s: {"line_count": 1, "sum": yuan(200), "sha256": grant_sum(s)},
    "add_grant_page": lambda s: {"page": 1, "lines": [{"wallet": s.ids["wang"], "value": yuan(200)}]},
    "grant_claims": lambda s: {"lines": [{"wallet": s.ids["wang"], "value": yuan(200)}]},
}  # fmt: skip


def _account(scene: Scene, wallet: str) -> str:
    found: str = scene.live.get("central", f"/v1/wallets/{wallet}").json()["account"]
    return found


def seller(scene: Scene) -> dict[str, Any]:
    """The share of the one seller."""
    return {"seller": scene.ids["teahouse"], "share_ppm": 900_000}


REFUSED: Final = {"register_whitelist": "class_not_available", "release_margin": "regime_forbids"}
"""What the rules of the world's day refuse whoever asks: the example is the refusal."""
OPEN: Final[Mapping[str, Mapping[str, str]]] = {
    "get_health": {}, "get_readiness": {}, "get_metrics": {}, "get_error_page": {"code": "insufficient_funds"},
}  # fmt: skip
"""What needs no key, and is not below `/v1`."""
