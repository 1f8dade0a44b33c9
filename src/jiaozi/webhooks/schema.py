"""The tables of webhooks. Secrets are in none of them: they are derived from the keyring."""

from typing import Final

from jiaozi.db.schema import Index, PrimaryKeyConstraint, big, names_of, table, text
from jiaozi.db.tables import RowTable
from jiaozi.webhooks.model import KINDS_MAX, Cursor, Delivery, Endpoint

webhook_attempts: Final = table(
    "webhook_attempts",
    big("delivery"),
    big("n"),
    big("at"),
    big("status"),
    text("error", 40),
    big("took_ms"),
    PrimaryKeyConstraint("delivery", "n"),
    rowid=False,
)

CURSOR: Final = RowTable("webhook_cursor", Cursor, mutable=("seq", "n"))
ENDPOINTS: Final = RowTable(
    "webhook_endpoints",
    Endpoint,
    text("kinds", KINDS_MAX * 41),
    text("status", 16),
    Index("webhook_endpoints_scope", "institution", "merchant", "wallet", "id"),
    mutable=(
        *("url", "kinds", "status", "after_seq", "secret_version", "overlap_until"),
        *("lease", "leased_until", "next_at", "dead_in_row"),
    ),
)
DELIVERIES: Final = RowTable(
    "webhook_deliveries",
    Delivery,
    Index("webhook_deliveries_event", "endpoint", "seq", "n", unique=True),
    Index("webhook_deliveries_state", "endpoint", "state", "seq", "n"),
    Index("webhook_deliveries_done", "state", "done_at", "id"),
    mutable=("state", "tries", "tries_before", "next_at", "done_at", "last_status", "last_error"),
)
ATTEMPT_COLUMNS: Final = names_of(webhook_attempts)
