"""Banking's tables. No code is stored: each is derived from the keyring and its row."""

from dataclasses import fields
from typing import Final

from jiaozi.banking.external_model import ExchangeOrder, ExternalAccount, ExternalBank
from jiaozi.banking.model import Agreement, CashCode, SettlementAccount, Sweep
from jiaozi.db.schema import CheckConstraint, Index, big, long_text, names_of, table, text
from jiaozi.db.tables import RowTable

agreement_uses: Final = table(
    "agreement_uses",
    big("journal", key=True),
    big("wallet"),
    big("bank_account"),
    big("amount_minor"),
    big("day"),
    Index("agreement_uses_wallet", "wallet"),
)
"""What moved under agreements, and the day of China it was counted in."""


swept: Final = table(
    "swept",
    big("journal", key=True),
    big("wallet"),
    big("bank_account"),
    big("amount_minor"),
    big("at"),
    Index("swept_wallet", "wallet"),
)

remittances: Final = table(
    "remittances",
    big("id", key=True),
    big("bank_account"),
    big("wallet"),
    big("amount_minor"),
    big("at"),
    text("reference", 64, null=True),
    Index("remittances_wallet", "wallet"),
)
"""A remittance's id is that of its journal."""


cash_days: Final = table(
    "cash_days",
    big("holder", key=True),
    big("day"),
    big("in_minor"),
    big("out_minor"),
    rowid=False,
)
"""What schemas 1 to 5 counted of a holder at all banks together. Nothing reads or writes it."""

cash_moves: Final = table(
    "cash_moves",
    big("journal", key=True),
    big("owner"),
    big("operator"),
    big("direction"),
    big("amount_minor"),
    big("day"),
    Index("cash_moves_owner", "owner", "day"),
)
"""All cash that changed hands: whose (a holder's, or a bank account's that is no holder's), at whose counter, and the
day of China it was counted in."""

AGREEMENTS: Final = RowTable(
    "agreements",
    Agreement,
    CheckConstraint("used_today_minor <= used_year_minor", name="agreements_sums"),
    key=("wallet", "bank_account"),
    rowid=False,
    mutable=tuple(each.name for each in fields(Agreement))[2:],
)
USE_COLUMNS: Final = names_of(agreement_uses)
SETTLEMENT_ACCOUNTS: Final = RowTable(
    "settlement_accounts", SettlementAccount, key=("wallet",), rowid=False, mutable=("bank_account", "bound_at")
)
SWEEPS: Final = RowTable(
    "sweeps",
    Sweep,
    key=("wallet",),
    rowid=False,
    mutable=("bank_account", "bank", "ceiling_minor", "active", "set_at", "retry_at"),
)
SWEPT_COLUMNS: Final = names_of(swept)
REMITTANCE_COLUMNS: Final = names_of(remittances)
CASH_CODES: Final = RowTable(
    "cash_codes",
    CashCode,
    Index("cash_codes_wallet", "wallet"),
    mutable=("state", "attempts", "operator", "journal", "day"),
)
CASH_MOVE_COLUMNS: Final = names_of(cash_moves)


order_uses: Final = table(
    "order_uses",
    big("exchange_order", key=True),
    big("wallet"),
    big("external_account"),
    big("amount_minor"),
    big("day"),
    Index("order_uses_wallet", "wallet"),
)
"""What exchange orders count under agreements, and the day of China it was counted in; nothing once they are undone."""

external_settlements: Final = table(
    "external_settlements",
    big("journal", key=True),
    big("external_bank"),
    big("amount_minor"),
    big("at"),
    Index("external_settlements_bank", "external_bank", "journal"),
)
"""What was settled with banks outside: above zero the operator paid, below zero it was paid. Fen of CNY."""

ORDER_USE_COLUMNS: Final = names_of(order_uses)
SETTLEMENT_COLUMNS: Final = names_of(external_settlements)
EXTERNAL_BANKS: Final = RowTable(
    "external_banks", ExternalBank, Index("external_banks_code", "operator", "code", unique=True), mutable=("name",)
)
EXTERNAL_ACCOUNTS: Final = RowTable(
    "external_accounts",
    ExternalAccount,
    long_text("sealed"),
    Index("external_accounts_wallet", "wallet"),
    mutable=("sealed",),
)
EXCHANGE_ORDERS: Final = RowTable(
    "exchange_orders",
    ExchangeOrder,
    Index("exchange_orders_wallet", "wallet"),
    Index("exchange_orders_due", "state", "next_at"),
    mutable=("state", "ended_at", "tries", "next_at", "end_journal", "bank_reference"),
)
