"""The wallets' tables. Personal data stands in `holders` alone, encrypted; `holder_index` finds it by blind index."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from jiaozi.db.schema import CheckConstraint, Index, PrimaryKeyConstraint, big, long_text, names_of, table, text
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
    "waterfalls",
    Waterfall,
    key=("wallet",),
    rowid=False,
    mutable=("bank_account", "bank", "active", "set_at", "begins_at", "ends_at"),
)
SPILL_COLUMNS: Final = names_of(spills)


holder_index: Final = table(
    "holder_index",
    big("operator"),
    big("field"),
    text("digest", 32),
    big("holder"),
    PrimaryKeyConstraint("operator", "field", "digest"),
    Index("holder_index_holder", "holder", "field"),
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


wallets_left: Final = table("wallets_left", big("wallet", key=True))
"""Wallets that were closed with open claims of programs, which go back by themselves."""


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


def _with_bank_accounts(rows: Sequence[Acquirer]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((BANK_ACCOUNTS, [row.bank_account for row in rows]),)


def _with_both_wallets(rows: Sequence[SubWallet]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((WALLETS, [number for row in rows for number in (row.parent, row.id)]),)


def _with_usage(rows: Sequence[Wallet]) -> Iterable[tuple[RowTable[Any], Iterable[Key]]]:
    return ((USAGES, [row.id for row in rows]),)


USAGES: Final = RowTable(
    "usages",
    Usage,
    big("refusals_today", default=0),
    CheckConstraint("used_today_minor >= 0 AND used_year_minor >= 0", name="usages_sums"),
    mutable=("day", "used_today_minor", "year", "used_year_minor", "refusals_today"),
)
HOLDERS: Final = RowTable("holders", Holder, long_text("sealed"), mutable=("sealed",))
HOLDER_FREEZES: Final = RowTable(
    "holder_freezes",
    HolderFreeze,
    big("placed_by", default=0),
    Index("holder_freezes_holder", "holder"),
    mutable=("lifted_at",),
)
HOLDER_FREEZE_PART_COLUMNS: Final = names_of(holder_freeze_parts)
FREEZES: Final = RowTable(
    "freezes", Freeze, big("placed_by", default=0), Index("freezes_wallet", "wallet"), mutable=("lifted_at",)
)
WALLETS: Final = RowTable(
    "wallets",
    Wallet,
    big("bound", default=0),
    big("funds", default=0),
    CheckConstraint("freezes_all >= 0 AND freezes_out >= 0 AND frozen_minor >= 0", name="wallets_freezes"),
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
        "bound",
        "funds",
    ),
    follow=_with_usage,
)
SUB_WALLETS: Final = RowTable(
    "sub_wallets",
    SubWallet,
    text("label", 60),
    text("customer", 64),
    text("token_hash", 64),
    Index("sub_wallets_parent", "parent"),
    Index("sub_wallets_merchant", "merchant"),
    mutable=("token_hash", "revoked_at"),
    follow=_with_both_wallets,
)
ACQUIRERS: Final = RowTable("acquirers", Acquirer, mutable=("name",), follow=_with_bank_accounts)
CARD_BOUNCES: Final = RowTable(
    "card_bounces",
    CardBounce,
    text("card_digest", 32),
    Index("card_bounces_wallet", "wallet"),
    key=("card_load",),
    mutable=("at",),
)
CARD_LOADS: Final = RowTable(
    "card_loads",
    CardLoad,
    text("card_digest", 32),
    text("card_masked", 9),
    Index("card_loads_wallet", "wallet"),
    CheckConstraint("returned_minor >= 0 AND returned_minor <= amount_minor", name="card_loads_returned"),
    mutable=("returned_minor",),
)
WHITELIST_COLUMNS: Final = names_of(whitelist)
HOLDER_INDEX_COLUMNS: Final = names_of(holder_index)
CLASS_CHANGE_COLUMNS: Final = names_of(class_changes)
