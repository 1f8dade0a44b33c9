"""The tables of envelopes."""

from typing import Final

from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index
from jiaozi.db.tables import RowTable
from jiaozi.envelopes.model import Envelope, EnvelopeClaim

ENVELOPES: Final = RowTable(
    "envelopes",
    Envelope,
    CheckConstraint("claimed_minor >= 0 AND claimed_minor <= amount_minor", name="envelopes_claimed"),
    CheckConstraint("taken >= 0 AND taken <= shares AND shares <= amount_minor", name="envelopes_shares"),
    Index("envelopes_wallet", "wallet", "id"),
    Index("envelopes_due", "state", "expires_at"),
    mutable=("claimed_minor", "taken", "state", "ended_at"),
)
ENVELOPE_LIST: Final = Listing(ENVELOPES, "sent_at", (Way("envelopes_wallet", ("wallet",)),))
ENVELOPE_CLAIMS: Final = RowTable(
    "envelope_claims",
    EnvelopeClaim,
    Index("envelope_claims_wallet", "wallet", "envelope"),
    Index("envelope_claims_payment", "payment"),
    key=("envelope", "holder"),
    rowid=False,
    mutable=(),
)
