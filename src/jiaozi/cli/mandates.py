"""`jiaozi mandate` and `jiaozi standing`: let a merchant collect, collect, and order what is paid by itself."""

from typing import Final

from jiaozi.cli.commands import group
from jiaozi.cli.derived import Served
from jiaozi.cli.values import yuan_of
from jiaozi.cli.words import LISTED, Word, Words

_TERMS: Final[Words] = {
    "payer": "The wallet that is collected from: wal_...",
    "per_debit_minor": Word("The most at once, such as 300.00.", "300.00", "PER_DEBIT", reader=yuan_of),
    "per_period_minor": Word("The most in a day, a week or a month.", "600.00", "PER_PERIOD", reader=yuan_of),
    "last_day": Word("The last day, in China, until 2079.", "2027-11-30", "DAY"),
    "debits_max": Word("The most debits in all.", "12", "COUNT", least=1),
}
GIVEN: Final[Words] = _TERMS | {
    "merchant": "The merchant that may collect: mer_...",
    "cadence": Word("What the second limit is of: day, week or month.", "month", "PERIOD"),
    "first_day": Word("The first day, in China; today unless said.", "2026-12-01", "DAY"),
}
BILLED: Final[Words] = {
    "payer": "The wallet that pays: wal_...",
    "merchant": "The biller: mer_...",
    "account": Word("The number there of whom it bills, such as a meter's.", "CQ-0077-1234", "ACCOUNT"),
    "bill": Word("The number of a bill of this account, paid or not.", "W-2026-11-000123", "BILL"),
    "per_bill_minor": Word("The most for one bill, such as 300.00.", "300.00", "PER_BILL", reader=yuan_of),
    "per_month_minor": Word("The most in a month, such as 600.00.", "600.00", "PER_MONTH", reader=yuan_of),
    "pays": Word("When: on the day that a bill is due, or once it is presented.", "due"),
    "last_day": _TERMS["last_day"],
}
CHANGED: Final[Words] = _TERMS | {
    "lifts": Word("What limits no longer: last_day or debits_max; may be repeated.", "last_day", "BOUND"),
}
COLLECTED: Final[Words] = {
    "number": Word("Your own number of what is collected: once for each.", "2026-12-0001", "NUMBER"),
    "store": "The store that is paid: sto_...",
}
ORDERED: Final[Words] = {
    "payer": "The wallet that pays: wal_...",
    "cadence": Word("How often: once, day, week or month.", "month", "CADENCE"),
    "starts_at": Word(
        "When it is due first, with an offset: still to come, within 366 days.", "2026-12-31T09:00:00+08:00", "TIME"
    ),
    "store": "The store that is paid: sto_...",
    "on_day": Word("The day of the month, where the first is the last of a shorter one.", "31", "DAY", least=1),
    "last_day": Word("The last day that something is due, in China, until 2079.", "2027-11-30", "DAY"),
}
SHOWN: Final[Words] = {
    "wallet": "The wallet that pays: wal_...",
    "merchant": "The merchant that collects: mer_...",
    "store": "Only what is for this store: sto_...",
    "payee": "Only what is for this wallet: wal_...",
}
COMMANDS = (
    group(
        "mandate",
        "What a merchant may collect from a payer's wallet.",
        Served("give", "mandates.create", "payer merchant per_debit_minor per_period_minor cadence", words=GIVEN),
        Served(
            "bills", "mandates.bills.create", "payer merchant account bill per_bill_minor per_month_minor", words=BILLED
        ),
        Served("change", "mandates.terms.create", "mandate payer per_debit_minor per_period_minor", words=CHANGED),
        Served(
            "terms",
            "mandates.terms.list",
            "mandate",
            words=LISTED,
            prints="version at per_debit per_period last_day debits_max",
        ),
        Served("pause", "mandates.pause", "mandate payer", words=_TERMS, clerks=True),
        Served("resume", "mandates.resume", "mandate payer", words=_TERMS),
        Served("end", "mandates.end", "mandate payer", words=_TERMS, clerks=True),
        Served("collect", "mandates.debits.create", "mandate number store amount_minor", words=COLLECTED),
        Served("show", "mandates.get", "mandate"),
        Served(
            "list",
            "wallets.mandates.list",
            "wallet",
            words=LISTED | SHOWN,
            prints="id state merchant per_debit per_period cadence collected last_day",
        ),
        Served(
            "of-merchant",
            "merchants.mandates.list",
            "merchant",
            words=LISTED | SHOWN,
            prints="id state payer per_debit per_period cadence period reference",
        ),
        Served("debit", "mandates.debits.get", "mandate number", words=COLLECTED),
        Served(
            "debits",
            "mandates.debits.list",
            "mandate",
            words=LISTED | SHOWN,
            prints="number at amount period payment store",
        ),
    ),
    group(
        "standing",
        "A fixed amount that is paid by itself: once, or every day, week or month.",
        Served("order", "standing_payments.create", "payer amount_minor cadence starts_at", words=ORDERED),
        Served("pause", "standing_payments.pause", "standing_payment payer", words=ORDERED, clerks=True),
        Served("resume", "standing_payments.resume", "standing_payment payer", words=ORDERED),
        Served("end", "standing_payments.end", "standing_payment payer", words=ORDERED, clerks=True),
        Served("show", "standing_payments.get", "standing_payment"),
        Served(
            "list",
            "wallets.standing_payments.list",
            "wallet",
            words=LISTED | SHOWN,
            prints="id state payee store amount cadence due_at times_paid code",
        ),
        Served(
            "dues",
            "standing_payments.dues.list",
            "standing_payment",
            words=LISTED,
            prints="number due_at state tries code payment",
        ),
    ),
)
