"""The tables of access. Secrets are in none of them: a key's row holds the hash of its secret."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Index

from jiaozi.access.model import NAME_MAX, REASON_MAX, ApiKeyRow, EnrolmentRow, PrincipalRow, ProposalRow
from jiaozi.db.schema import big, long_text, table, text
from jiaozi.db.tables import RowTable

principals: Final = table(
    "principals",
    big("id", key=True),
    text("role", 16),
    big("institution"),
    big("subject"),
    text("name", NAME_MAX),
    text("status", 16),
    big("created_at"),
    big("keys_issued"),
    big("generation", default=0),
    big("enrolment", default=0),
    big("rights_since", default=0),
    big("vouched", default=1),
    big("suspended_by", default=0),
    Index("principals_institution", "institution", "id"),
    Index("principals_role", "institution", "role"),
    Index("principals_subject", "subject", "institution"),
)

api_keys: Final = table(
    "api_keys",
    big("id", key=True),
    big("principal"),
    text("secret_hash", 64),
    big("created_at"),
    big("expires_at"),
    big("revoked_at"),
    big("last_used_day"),
    big("generation", default=0),
    Index("api_keys_principal", "principal", "id"),
)

enrolments: Final = table(
    "enrolments",
    big("id", key=True),
    big("principal"),
    big("created_at"),
    big("expires_at"),
    big("reader_1"),
    big("reader_2"),
    text("share_1", 64),
    text("share_2", 64),
    big("api_key"),
    Index("enrolments_principal", "principal", "id"),
)

proposals: Final = table(
    "proposals",
    big("id", key=True),
    text("operation", 40),
    long_text("command"),
    text("reason", REASON_MAX),
    big("proposer"),
    big("institution"),
    big("proposed_at"),
    big("expires_at"),
    text("state", 16),
    big("approvals_needed", default=1),
    big("approver", default=0),
    Index("proposals_institution", "institution", "id"),
)

decisions: Final = table(
    "decisions",
    big("proposal", key=True),
    big("approver"),
    big("decided_at"),
    text("state", 16),
    text("note", REASON_MAX),
    long_text("outcome"),
)
"""How a proposal ended; one row at most, never changed."""

PRINCIPALS: Final = RowTable(
    principals,
    PrincipalRow,
    ("status", "keys_issued", "generation", "enrolment", "rights_since", "vouched", "suspended_by"),
)


def _owners(keys: Sequence[ApiKeyRow]) -> Iterable[tuple[RowTable[PrincipalRow], Iterable[int]]]:
    return [(PRINCIPALS, {key.principal for key in keys})]


API_KEYS: Final = RowTable(api_keys, ApiKeyRow, ("expires_at", "revoked_at", "last_used_day"), _owners)


def _enrolled(rows: Sequence[EnrolmentRow]) -> Iterable[tuple[RowTable[PrincipalRow], Iterable[int]]]:
    return [(PRINCIPALS, {row.principal for row in rows})]


ENROLMENTS: Final = RowTable(enrolments, EnrolmentRow, ("share_1", "share_2", "api_key"), _enrolled)


def _people(rows: Sequence[ProposalRow]) -> Iterable[tuple[RowTable[PrincipalRow], Iterable[int]]]:
    return [(PRINCIPALS, {person for row in rows for person in (row.proposer, row.approver)} - {0})]


PROPOSALS: Final = RowTable(proposals, ProposalRow, ("state", "approver"), _people)
DECISION_COLUMNS: Final = tuple(column.name for column in decisions.columns)
