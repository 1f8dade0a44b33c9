"""Banking's tables. No code is stored: each is derived from the keyring and its row."""

from typing import Final

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from jiaozi.banking.external_model import ExchangeOrder, ExternalAccount, ExternalBank
from jiaozi.banking.model import Agreement, CashCode, SettlementAccount, Sweep
from jiaozi.db.schema import big, long_text, table, text
from jiaozi.db.tables import RowTable

agreements: Final = table(
    "agreements",
    big("wallet"),
    big("bank_account"),
    big("state"),
    big("single_minor"),
    big("daily_count"),
    big("daily_minor"),
    big("yearly_count"),
    big("yearly_minor"),
    big("valid_from"),
    big("valid_until"),
    big("proposed_at"),
    big("signed_at"),
    big("ended_at"),
    big("code_number"),
    big("code_day"),
    big("codes_today"),
    big("code_expires_at"),
    big("attempts"),
    big("cooling_minor"),
    big("day"),
    big("used_today_count"),
    big("used_today_minor"),
    big("year"),
    big("used_year_count"),
    big("used_year_minor"),
    PrimaryKeyConstraint("wallet", "bank_account"),
    CheckConstraint("used_today_minor <= used_year_minor", name="agreements_sums"),
    rowid=False,
)

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

settlement_accounts: Final = table(
    "settlement_accounts", big("wallet", key=True), big("bank_account"), big("bound_at"), rowid=False
)

sweeps: Final = table(
    "sweeps",
    big("wallet", key=True),
    big("bank_account"),
    big("bank"),
    big("ceiling_minor"),
    big("active"),
    big("set_at"),
    big("retry_at"),
    rowid=False,
)

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

cash_codes: Final = table(
    "cash_codes",
    big("id", key=True),
    big("wallet"),
    big("direction"),
    big("amount_minor"),
    big("state"),
    big("issued_at"),
    big("expires_at"),
    big("attempts"),
    big("operator"),
    big("journal"),
    big("day"),
    Index("cash_codes_wallet", "wallet"),
)

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

AGREEMENTS: Final = RowTable(agreements, Agreement, mutable=tuple(c.name for c in agreements.columns)[2:])
USE_COLUMNS: Final = ("journal", "wallet", "bank_account", "amount_minor", "day")
SETTLEMENT_ACCOUNTS: Final = RowTable(settlement_accounts, SettlementAccount, mutable=("bank_account", "bound_at"))
SWEEPS: Final = RowTable(
    sweeps, Sweep, mutable=("bank_account", "bank", "ceiling_minor", "active", "set_at", "retry_at")
)
SWEPT_COLUMNS: Final = ("journal", "wallet", "bank_account", "amount_minor", "at")
REMITTANCE_COLUMNS: Final = ("id", "bank_account", "wallet", "amount_minor", "at", "reference")
CASH_CODES: Final = RowTable(cash_codes, CashCode, mutable=("state", "attempts", "operator", "journal", "day"))
CASH_MOVE_COLUMNS: Final = ("journal", "owner", "operator", "direction", "amount_minor", "day")

external_banks: Final = table(
    "external_banks",
    big("id", key=True),
    big("operator"),
    text("code", 40),
    text("name", 120),
    big("suspense_cny"),
    big("suspense_m0"),
    big("suspense_own"),
    big("opened_at"),
    Index("external_banks_code", "operator", "code", unique=True),
)

external_accounts: Final = table(
    "external_accounts",
    big("id", key=True),
    big("external_bank"),
    big("wallet"),
    long_text("sealed"),
    text("number_masked", 40),
    big("opened_at"),
    Index("external_accounts_wallet", "wallet"),
)

exchange_orders: Final = table(
    "exchange_orders",
    big("id", key=True),
    big("external_bank"),
    big("external_account"),
    big("wallet"),
    big("kind"),
    big("amount_minor"),
    big("state"),
    big("created_at"),
    big("ended_at"),
    big("tries"),
    big("next_at"),
    big("suspense"),
    big("regime"),
    big("journal"),
    big("end_journal"),
    text("bank_reference", 64),
    text("reference", 64, null=True),
    Index("exchange_orders_wallet", "wallet"),
    Index("exchange_orders_due", "state", "next_at"),
)

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

ORDER_USE_COLUMNS: Final = ("exchange_order", "wallet", "external_account", "amount_minor", "day")
SETTLEMENT_COLUMNS: Final = ("journal", "external_bank", "amount_minor", "at")
EXTERNAL_BANKS: Final = RowTable(external_banks, ExternalBank, mutable=("name",))
EXTERNAL_ACCOUNTS: Final = RowTable(external_accounts, ExternalAccount, mutable=("sealed",))
EXCHANGE_ORDERS: Final = RowTable(
    exchange_orders,
    ExchangeOrder,
    mutable=("state", "ended_at", "tries", "next_at", "end_journal", "bank_reference"),
)
