"""`jiaozi prepaid`: sell lessons, meals or visits ahead, buy them, use them one by one, take the rest back."""

from typing import Final

from jiaozi.cli.commands import group
from jiaozi.cli.derived import Served
from jiaozi.cli.words import LISTED, Word, Words

OFFERED: Final[Words] = {
    "store": "The store that sells it: sto_...",
    "title_en": Word("What it is called, in English.", "Lessons", "TITLE"),
    "title_zh": Word("What it is called, in Chinese.", "十节课", "TITLE-ZH"),
    "uses": Word("How many uses are paid for.", "10", "USES", least=1),
    "price_minor": Word("What one use costs, such as 80.00.", "80.00", "YUAN"),
    "days": Word("How many days it is valid from when it is bought.", "365", "DAYS", least=1),
    "bonus_uses": Word("How many free uses come after the paid ones.", "2", "USES"),
    "recorded_by": Word("Who records uses: consumer or merchant.", "consumer"),
}
USED: Final[Words] = {
    "payer": "The wallet that bought it: wal_...",
    "uses": Word("How many uses.", "1", "USES", least=1),
    "number": Word("The use's number in its contract.", "3", "NUMBER", least=1),
    "statement": Word("Why, in a few words.", "I was not there"),
    "steps_read": Word("How many of the contract's steps you have read.", "3", "NUMBER", least=0),
}
SHOWN: Final[Words] = {
    "prepaid_plan": "Only of this plan: pln_...",
    "store": "The store that sold it: sto_...",
    "wallet": "The wallet that bought it: wal_...",
}
BANKRUPT: Final[Words] = {
    "reason": Word("Why, in a few words; the second person reads it.", "'order of the court'"),
    "document": Word("The number of the paper that says so.", "(2026)-17"),
}
COMMANDS = (
    group(
        "prepaid",
        "Lessons, meals or visits bought ahead.",
        Served("offer", "stores.prepaid_plans.create", "store", words=OFFERED),
        Served("withdraw", "prepaid_plans.withdraw", "prepaid_plan"),
        Served("plan", "prepaid_plans.get", "prepaid_plan"),
        Served(
            "plans",
            "stores.prepaid_plans.list",
            "store",
            words=LISTED | SHOWN,
            prints="id title_en title_zh uses bonus_uses price days withdrawn_at",
        ),
        Served("buy", "prepaids.create", "prepaid_plan payer"),
        Served("use", "prepaids.uses.create", "prepaid payer", words=USED),
        Served("record", "prepaids.records.create", "prepaid", words=USED),
        Served("object", "prepaids.records.objection", "prepaid number payer", words=USED),
        Served("take-back", "prepaids.take_back", "prepaid payer", words=USED),
        Served("bankrupt", "merchants.bankruptcy.create", "merchant", words=BANKRUPT),
        Served("bankruptcy", "merchants.bankruptcy.get", "merchant"),
        Served("show", "prepaids.get", "prepaid"),
        Served("status", "prepaids.status.get", "prepaid"),
        Served(
            "list",
            "wallets.prepaids.list",
            "wallet",
            words=LISTED | SHOWN,
            prints="id state store uses_left amount paid returned ends_at",
        ),
        Served(
            "sold",
            "stores.prepaids.list",
            "store",
            words=LISTED | SHOWN,
            prints="id state prepaid_plan used bonus_used uses_left ends_at",
        ),
    ),
)
