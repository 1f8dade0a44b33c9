"""Rows in memory: how a record class stands for a table, and the rows of it that a unit of work has locked."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from jiaozi.db.engine import Connection, Row
from jiaozi.db.schema import Item, names_of, record_table

R = TypeVar("R")

Key = Any
"""An int or a str for a table with one key column, else a tuple."""

LOCK_ORDER: Final = (
    "test_world",
    "test_twins",
    "failure_rules",
    "proposals",
    "enrolments",
    "api_keys",
    "principals",
    "webhook_cursor",
    "webhook_endpoints",
    "webhook_deliveries",
    "cash_codes",
    "exchange_orders",
    "external_accounts",
    "external_banks",
    "institutions",
    "interest_runs",
    "reconciliations",
    "reconciliation_breaks",
    "reconciliation_corrections",
    "lookups",
    "holders",
    "aliases",
    "guardianships",
    "holder_estates",
    "holder_freezes",
    "device_holders",
    "devices",
    "payment_requests",
    "bills",
    "envelopes",
    "envelope_claims",
    "campaigns",
    "campaign_commitments",
    "campaign_registrations",
    "grant_lists",
    "grant_list_pages",
    "grant_list_lines",
    "campaign_phones",
    "collect_codes",
    "orders",
    "split_plans",
    "split_plan_parts",
    "merchant_applications",
    "terminals",
    "payer_tokens",
    "locks",
    "lock_steps",
    "lock_proofs",
    "prepaid_plans",
    "prepaids",
    "prepaid_uses",
    "mandates",
    "mandate_terms",
    "mandate_debits",
    "standing_payments",
    "standing_dues",
    "balance_rules",
    "balance_moves",
    "payments",
    "payment_sources",
    "refunds",
    "split_parts",
    "return_requests",
    "places",
    "place_lists",
    "place_list_versions",
    "stores",
    "place_entries",
    "merchants",
    "card_loads",
    "card_bounces",
    "acquirers",
    "bank_accounts",
    "sub_wallets",
    "wallets",
    "owed_refunds",
    "templates",
    "template_versions",
    "programs",
    "claims",
    "pockets",
    "cofunders",
    "usages",
    "bankruptcies",
    "refused_payees",
    "open_requests",
    "sweeps",
    "waterfalls",
    "settlement_accounts",
    "agreements",
    "freezes",
    "pairs",
    "accounts",
    "holds",
)
"""Every transaction locks tables in this order and the rows of each by rising key, so no two wait for each other."""


class RowTable(Generic[R]):
    """A table whose rows change: its name, and the record class of a row (mutable, slotted), whose fields are columns.

    `items` are what a field's kind does not say: constraints, indices, and columns in place of those that follow from
    the fields (`db/schema.py`). `mutable` are the columns an update writes. `follow` names the further rows
    that locked rows lead to, for example from wallets to their accounts; it may only lead to tables later in
    `LOCK_ORDER`.
    """

    def __init__(
        self,
        name: str,
        record: type[R],
        *items: Item,
        mutable: Sequence[str],
        key: Sequence[str] = ("id",),
        rowid: bool = True,
        follow: Callable[[Sequence[R]], Iterable[tuple["RowTable[Any]", Iterable[Key]]]] | None = None,
    ) -> None:
        self.name = name
        self.record: Callable[..., R] = record
        self.columns = names_of(record_table(name, record, *items, key=key, rowid=rowid))
        self.key = tuple(key)
        self.mutable = tuple(mutable)
        self.follow = follow
        self.rank = LOCK_ORDER.index(name)
        self.key_of: Callable[[R], Key] = attrgetter(*self.key)
        self.values_of: Callable[[R], Row] = attrgetter(*self.columns)
        self.update_of: Callable[[R], Row] = attrgetter(*self.mutable, *self.key)

    def read(self, connection: Connection, keys: Iterable[Key], *, lock: bool = False) -> list[R]:
        """The records with these keys, in no order; a key without a row gives none."""
        wanted = [key if isinstance(key, tuple) else (key,) for key in keys]
        rows = connection.fetch(self.name, self.columns, self.key, wanted, lock=lock)
        record = self.record
        return [record(*row) for row in rows]


class RowSet(Generic[R]):
    """The rows of one table that a unit of work holds: read under lock, new, or changed."""

    def __init__(self, table: RowTable[R], connection: Connection) -> None:
        self.table = table
        self.rows: dict[Key, R] = {}
        self.asked: set[Key] = set()
        self.appeared = False
        """Whether a row was added that had been asked for and did not exist: what it leads to is not locked yet."""
        self._connection = connection
        self._fresh: list[R] = []
        self.dirty: dict[Key, R] = {}
        """Rows that `flush` will update, by key; see `changed`."""

    def load(self, keys: Sequence[Key]) -> list[R]:
        """Locks and reads rows not held yet."""
        records = self.table.read(self._connection, keys, lock=True)
        key_of = self.table.key_of
        self.asked.update(keys)
        for record in records:
            self.rows[key_of(record)] = record
        return records

    def adopt(self, records: Iterable[R]) -> None:
        """Holds rows that were read while the lock of another row guarded them: whoever changes them has that."""
        key_of = self.table.key_of
        for record in records:
            self.rows.setdefault(key_of(record), record)

    def get(self, key: Key) -> R | None:
        """The locked row, or None when there is no such row.

        A row that nobody named is locked here and now: late, and so out of the order that keeps transactions from
        waiting for each other; the database breaks such a tie, and the group runs again.
        """
        record = self.rows.get(key)
        if record is None and key not in self.asked:
            self.load([key])
            record = self.rows.get(key)
        return record

    def __getitem__(self, key: Key) -> R:
        record = self.get(key)
        if record is None:
            raise KeyError(f"{self.table.name} {key}")
        return record

    def add(self, record: R) -> R:
        """A new row, inserted when the unit of work is flushed."""
        key = self.table.key_of(record)
        self.appeared = self.appeared or key in self.asked
        self.rows[key] = record
        self._fresh.append(record)
        return record

    def drop(self, record: R) -> None:
        """Takes back a row added by this unit of work."""
        self._fresh.remove(record)
        del self.rows[self.table.key_of(record)]

    def changed(self, record: R) -> None:
        """Marks a held row as changed."""
        self.dirty[self.table.key_of(record)] = record

    @property
    def unwritten(self) -> bool:
        """Whether `flush` has something to write."""
        return bool(self._fresh or self.dirty)

    def flush(self, connection: Connection) -> None:
        """Writes new and changed rows."""
        table = self.table
        if self._fresh:
            connection.insert(table.name, table.columns, [table.values_of(record) for record in self._fresh])
            key_of = table.key_of
            for record in self._fresh:
                self.dirty.pop(key_of(record), None)
        if self.dirty:
            rows = [table.update_of(self.dirty[key]) for key in sorted(self.dirty)]
            connection.update(table.name, table.key, table.mutable, rows)
        self._fresh, self.dirty = [], {}
