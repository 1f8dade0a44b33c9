"""The scheme's tables."""

from typing import Final

from jiaozi.db.schema import Index, big, table, text
from jiaozi.db.tables import RowTable
from jiaozi.scheme.model import BankAccount, Institution, Pair

bank_account_numbers: Final = table(
    "bank_account_numbers",
    text("number_digest", 32, key=True),
    big("bank_account"),
    rowid=False,
)
"""One bank account for each number: the number's blind index."""

_CHANGING: Final = ("regime", "quota_minor", "issued_minor", "regime_since", "moving")
INSTITUTIONS: Final = RowTable(
    "institutions",
    Institution,
    big("regime_since", default=0),
    big("moving", default=0),
    Index("institutions_code", "code", unique=True),
    mutable=_CHANGING,
)
PAIRS: Final = RowTable("pairs", Pair, mutable=("cap_minor",))
BANK_ACCOUNTS: Final = RowTable(
    "bank_accounts", BankAccount, text("number_digest", 32), text("number_masked", 40), mutable=("customer",)
)
