"""The tables of access. Secrets are in none of them: a key's row holds the hash of its secret."""

from collections.abc import Iterable, Sequence
from typing import Final

from jiaozi.access.model import NAME_MAX, PROPOSAL_REASON_MAX, ApiKeyRow, EnrolmentRow, PrincipalRow, ProposalRow
from jiaozi.access.outdating import SETS_MAX
from jiaozi.db.schema import Index, big, long_text, names_of, table, text
from jiaozi.db.tables import RowTable

decisions: Final = table(
    "decisions",
    big("proposal", key=True),
    big("approver"),
    big("decided_at"),
    text("state", 16),
    text("note", PROPOSAL_REASON_MAX),
    long_text("outcome"),
)
"""How a proposal ended; one row at most, never changed."""

PRINCIPALS: Final = RowTable(
    "principals",
    PrincipalRow,
    text("role", 16),
    text("name", NAME_MAX),
    text("status", 16),
    big("generation", default=0),
    big("enrolment", default=0),
    big("rights_since", default=0),
    big("vouched", default=1),
    big("suspended_by", default=0),
    big("renewed_at", default=0),
    Index("principals_institution", "institution", "id"),
    Index("principals_role", "institution", "role"),
    Index("principals_subject", "subject", "institution"),
    mutable=(
        "status",
        "keys_issued",
        "generation",
        "enrolment",
        "rights_since",
        "vouched",
        "suspended_by",
        "renewed_at",
    ),
)


def _owners(keys: Sequence[ApiKeyRow]) -> Iterable[tuple[RowTable[PrincipalRow], Iterable[int]]]:
    return [(PRINCIPALS, {key.principal for key in keys})]


API_KEYS: Final = RowTable(
    "api_keys",
    ApiKeyRow,
    big("generation", default=0),
    Index("api_keys_principal", "principal", "id"),
    mutable=("expires_at", "revoked_at", "last_used_day"),
    follow=_owners,
)


def _enrolled(rows: Sequence[EnrolmentRow]) -> Iterable[tuple[RowTable[PrincipalRow], Iterable[int]]]:
    return [(PRINCIPALS, {row.principal for row in rows})]


ENROLMENTS: Final = RowTable(
    "enrolments",
    EnrolmentRow,
    text("share_1", 64),
    text("share_2", 64),
    Index("enrolments_principal", "principal", "id"),
    mutable=("share_1", "share_2", "api_key"),
    follow=_enrolled,
)


def _people(rows: Sequence[ProposalRow]) -> Iterable[tuple[RowTable[PrincipalRow], Iterable[int]]]:
    return [(PRINCIPALS, {person for row in rows for person in (row.proposer, row.approver)} - {0})]


PROPOSALS: Final = RowTable(
    "proposals",
    ProposalRow,
    long_text("command"),
    text("reason", PROPOSAL_REASON_MAX),
    text("state", 16),
    big("approvals_needed", default=1),
    big("approver", default=0),
    text("sets", SETS_MAX, default=""),
    text("lifts", 8, default=""),
    Index("proposals_sets", "operation", "sets"),
    Index("proposals_institution", "institution", "id"),
    mutable=("state", "approver"),
    follow=_people,
)
DECISION_COLUMNS: Final = names_of(decisions)
