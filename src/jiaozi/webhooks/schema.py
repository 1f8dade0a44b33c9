"""The tables of webhooks. Secrets are in none of them: they are derived from the keyring."""

from typing import Final

from sqlalchemy import Index, PrimaryKeyConstraint

from jiaozi.db.schema import big, table, text
from jiaozi.db.tables import RowTable
from jiaozi.webhooks.model import KINDS_MAX, URL_MAX, Cursor, Delivery, Endpoint

webhook_cursor: Final = table("webhook_cursor", big("id", key=True), big("seq"), big("n"))

webhook_endpoints: Final = table(
    "webhook_endpoints",
    big("id", key=True),
    big("institution"),
    big("merchant"),
    big("wallet"),
    text("url", URL_MAX),
    text("kinds", KINDS_MAX * 41),
    text("status", 16),
    big("created_at"),
    big("after_seq"),
    big("secret_version"),
    big("overlap_until"),
    big("lease"),
    big("leased_until"),
    big("next_at"),
    big("dead_in_row"),
    Index("webhook_endpoints_scope", "institution", "merchant", "wallet", "id"),
)

webhook_deliveries: Final = table(
    "webhook_deliveries",
    big("id", key=True),
    big("endpoint"),
    big("seq"),
    big("n"),
    text("kind", 40),
    big("state"),
    big("tries"),
    big("tries_before"),
    big("next_at"),
    big("routed_at"),
    big("done_at"),
    big("last_status"),
    text("last_error", 40),
    Index("webhook_deliveries_event", "endpoint", "seq", "n", unique=True),
    Index("webhook_deliveries_state", "endpoint", "state", "seq", "n"),
    Index("webhook_deliveries_done", "state", "done_at", "id"),
)

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

CURSOR: Final = RowTable(webhook_cursor, Cursor, ("seq", "n"))
ENDPOINTS: Final = RowTable(
    webhook_endpoints,
    Endpoint,
    (
        *("url", "kinds", "status", "after_seq", "secret_version", "overlap_until"),
        *("lease", "leased_until", "next_at", "dead_in_row"),
    ),
)
DELIVERIES: Final = RowTable(
    webhook_deliveries,
    Delivery,
    ("state", "tries", "tries_before", "next_at", "done_at", "last_status", "last_error"),
)
ATTEMPT_COLUMNS: Final = tuple(column.name for column in webhook_attempts.columns)
