"""The scheme's tables."""

from typing import Final

from sqlalchemy import Index

from jiaozi.db.schema import big, table, text
from jiaozi.db.tables import RowTable
from jiaozi.scheme.model import BankAccount, Institution, Pair

institutions: Final = table(
    "institutions",
    big("id", key=True),
    text("code", 40),
    big("kind"),
    text("name_en", 120),
    text("name_zh", 120),
    big("regime"),
    big("quota_minor"),
    big("issued_minor"),
    big("opened_at"),
    big("regime_since", default=0),
    big("moving", default=0),
    Index("institutions_code", "code", unique=True),
)

pairs: Final = table(
    "pairs",
    big("id", key=True),
    big("debtor"),
    big("creditor"),
    big("cap_minor"),
)

bank_accounts: Final = table(
    "bank_accounts",
    big("id", key=True),
    big("bank"),
    big("customer"),
    text("number_digest", 32),
    text("number_masked", 40),
    big("opened_at"),
)

bank_account_numbers: Final = table(
    "bank_account_numbers",
    text("number_digest", 32, key=True),
    big("bank_account"),
    rowid=False,
)
"""One bank account for each number: the number's blind index."""

_CHANGING: Final = ("regime", "quota_minor", "issued_minor", "regime_since", "moving")
INSTITUTIONS: Final = RowTable(institutions, Institution, mutable=_CHANGING)
PAIRS: Final = RowTable(pairs, Pair, mutable=("cap_minor",))
BANK_ACCOUNTS: Final = RowTable(bank_accounts, BankAccount, mutable=("customer",))
