"""What the scheme's handlers share: finding an institution, and posting the legs of one act."""

from collections.abc import Sequence
from typing import NamedTuple

from jiaozi.db.commands import Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import Instant, JournalNo
from jiaozi.ledger.model import Journal, Leg, Posted
from jiaozi.ledger.post import post
from jiaozi.scheme.model import Institution, InstitutionKind
from jiaozi.scheme.schema import INSTITUTIONS


class Moved(NamedTuple):
    """Money was moved, in one journal."""

    journal: JournalNo
    recorded_at: Instant


def operator_of(tx: Tx, institution_id: int) -> Institution | Refusal:
    """The locked row of an operator. Refuses: `institution_not_found` (the central bank is no operator)."""
    found = tx.rows(INSTITUTIONS).get(institution_id)
    if found is None or found.kind == InstitutionKind.CENTRAL_BANK:
        return Refusal("institution_not_found")
    return found


def move(
    tx: Tx, request: Request, legs: Sequence[Leg], reference: str | None = None, effective_at: int | None = None
) -> Moved | Refusal:
    """Posts an act's legs as the journal whose id is the request's. Refuses as `ledger.post` does."""
    outcome = post(tx, [Journal(request.id, request.at, legs, reference, effective_at)])[0]
    return Moved(*outcome) if isinstance(outcome, Posted) else outcome
