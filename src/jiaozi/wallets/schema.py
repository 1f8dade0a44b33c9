"""The wallets' tables. Personal data stands in `holders` alone, encrypted; `holder_index` finds it by blind index."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint

from jiaozi.db.schema import big, long_text, table, text
from jiaozi.db.tables import Key, RowTable
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.model import (
    Acquirer,
    CardBounce,
    CardLoad,
    Freeze,
    Holder,
    HolderFreeze,
    SubWallet,
    Usage,
    Wallet,
    Waterfall,
)

wallets: Final = table(
    "wallets",
    big("id", key=True),
    big("operator"),
    big("holder"),
    big("kind"),
    big("wallet_class"),
    big("scope"),
    big("regime"),
    big("account"),
    big("closed"),
    big("own_balance_minor", null=True),
    big("own_single_minor", null=True),
    big("own_daily_minor", null=True),
    big("own_yearly_minor", null=True),
    big("freezes_all"),
    big("freezes_out"),
    big("frozen_minor"),
    big("opened_at"),
    CheckConstraint("freezes_all >= 0 AND freezes_out >= 0 AND frozen_minor >= 0", name="wallets_freezes"),
)

usages: Final = table(
    "usages",
    big("id", key=True),
    big("day"),
    big("used_today_minor"),
    big("year"),
    big("used_year_minor"),
    big("refusals_today", default=0),
    CheckConstraint("used_today_minor >= 0 AND used_year_minor >= 0", name="usages_sums"),
)

waterfalls: Final = table(
    "waterfalls",
    big("wallet", key=True),
    big("bank_account"),
    big("bank"),
    big("active"),
    big("set_at"),
    big("begins_at"),
    big("ends_at"),
    rowid=False,
)

spills: Final = table(
    "spills",
    big("journal", key=True),
    big("wallet"),
    big("bank_account"),
    big("amount_minor"),
    big("at"),
    Index("spills_wallet", "wallet"),
)
"""What went on to a bank account in the journal of a payment, because the wallet was full."""

WATERFALLS: Final = RowTable(
    waterfalls, Waterfall, mutable=("bank_account", "bank", "active", "set_at", "begins_at", "ends_at")
)
SPILL_COLUMNS: Final = ("journal", "wallet", "bank_account", "amount_minor", "at")

holders: Final = table(
    "holders",
    big("id", key=True),
    big("operator"),
    big("kind"),
    long_text("sealed"),
    big("opened_at"),
)

holder_index: Final = table(
    "holder_index",
    big("operator"),
    big("field"),
    text("digest", 32),
    big("holder"),
    PrimaryKeyConstraint("operator", "field", "digest"),
    rowid=False,
)

holder_wallets: Final = table(
    "holder_wallets",
    big("holder"),
    big("wallet"),
    PrimaryKeyConstraint("holder", "wallet"),
    rowid=False,
)

wallet_accounts: Final = table(
    "wallet_accounts",
    big("wallet"),
    big("account"),
    PrimaryKeyConstraint("wallet", "account"),
    rowid=False,
)
"""The accounts that changes of regime led a wallet to, after the one it was opened with."""

freezes: Final = table(
    "freezes",
    big("id", key=True),
    big("wallet"),
    big("scope"),
    big("amount_minor"),
    text("reason", 200),
    big("placed_at"),
    big("lifted_at"),
    big("placed_by", default=0),
    Index("freezes_wallet", "wallet"),
)

holder_freezes: Final = table(
    "holder_freezes",
    big("id", key=True),
    big("holder"),
    big("scope"),
    text("reason", 200),
    big("placed_at"),
    big("lifted_at"),
    big("placed_by", default=0),
    Index("holder_freezes_holder", "holder"),
)

holder_freeze_parts: Final = table(
    "holder_freeze_parts",
    big("holder_freeze"),
    big("freeze"),
    big("wallet"),
    PrimaryKeyConstraint("holder_freeze", "freeze"),
    rowid=False,
)
"""The freezes of wallets that a freeze of their holder placed."""

class_changes: Final = table(
    "class_changes",
    big("wallet"),
    big("id"),
    big("day"),
    big("class_before"),
    big("class_after"),
    big("fen_days"),
    PrimaryKeyConstraint("wallet", "id"),
    rowid=False,
)
"""Every change of a wallet's class: on which day, and the fen-days of its account before that day."""

operator_limits: Final = table(
    "operator_limits",
    big("operator"),
    big("kind"),
    big("wallet_class"),
    text("component", 10),
    big("limit_minor"),
    PrimaryKeyConstraint("operator", "kind", "wallet_class", "component"),
    rowid=False,
)
"""Limits that an operator sets below the scheme's."""


sub_wallets: Final = table(
    "sub_wallets",
    big("id", key=True),
    big("parent"),
    big("merchant"),
    text("label", 60),
    text("customer", 64),
    text("token_hash", 64),
    big("revoked_at"),
    big("opened_at"),
    Index("sub_wallets_parent", "parent"),
    Index("sub_wallets_merchant", "merchant"),
)


whitelist: Final = table(
    "whitelist",
    big("operator"),
    text("digest", 32),
    text("activity", 40),
    big("registered_at"),
    PrimaryKeyConstraint("operator", "digest"),
    rowid=False,
)
"""Phone numbers, by blind index, that may open a wallet in Hong Kong while a whitelist decides."""

acquirers: Final = table(
    "acquirers",
    big("id", key=True),
    big("operator"),
    big("bank_account"),
    text("name", 120),
    big("opened_at"),
)

card_loads: Final = table(
    "card_loads",
    big("id", key=True),
    big("wallet"),
    big("acquirer"),
    text("card_digest", 32),
    text("card_masked", 9),
    big("amount_minor"),
    big("returned_minor"),
    big("at"),
    Index("card_loads_wallet", "wallet"),
    CheckConstraint("returned_minor >= 0 AND returned_minor <= amount_minor", name="card_loads_returned"),
)


card_bounces: Final = table(
    "card_bounces",
    big("card_load", key=True),
    big("wallet"),
    text("card_digest", 32),
    big("amount_minor"),
    big("journal"),
    big("at"),
    Index("card_bounces_wallet", "wallet"),
)


def _with_bank_accounts(rows: Sequence[Acquirer]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((BANK_ACCOUNTS, [row.bank_account for row in rows]),)


def _with_both_wallets(rows: Sequence[SubWallet]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((WALLETS, [number for row in rows for number in (row.parent, row.id)]),)


def _with_usage(rows: Sequence[Wallet]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((USAGES, [row.id for row in rows]),)


USAGES: Final = RowTable(
    usages, Usage, mutable=("day", "used_today_minor", "year", "used_year_minor", "refusals_today")
)
HOLDERS: Final = RowTable(holders, Holder, mutable=("sealed",))
HOLDER_FREEZES: Final = RowTable(holder_freezes, HolderFreeze, mutable=("lifted_at",))
HOLDER_FREEZE_PART_COLUMNS: Final = ("holder_freeze", "freeze", "wallet")
FREEZES: Final = RowTable(freezes, Freeze, mutable=("lifted_at",))
WALLETS: Final = RowTable(
    wallets,
    Wallet,
    mutable=(
        "wallet_class",
        "regime",
        "account",
        "closed",
        "own_balance_minor",
        "own_single_minor",
        "own_daily_minor",
        "own_yearly_minor",
        "freezes_all",
        "freezes_out",
        "frozen_minor",
    ),
    follow=_with_usage,
)
SUB_WALLETS: Final = RowTable(sub_wallets, SubWallet, mutable=("token_hash", "revoked_at"), follow=_with_both_wallets)
ACQUIRERS: Final = RowTable(acquirers, Acquirer, mutable=("name",), follow=_with_bank_accounts)
CARD_BOUNCES: Final = RowTable(card_bounces, CardBounce, mutable=("at",))
CARD_LOADS: Final = RowTable(card_loads, CardLoad, mutable=("returned_minor",))
WHITELIST_COLUMNS: Final = ("operator", "digest", "activity", "registered_at")
HOLDER_INDEX_COLUMNS: Final = ("operator", "field", "digest", "holder")
CLASS_CHANGE_COLUMNS: Final = tuple(column.name for column in class_changes.columns)
