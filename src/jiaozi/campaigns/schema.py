"""The tables of campaigns."""

from typing import Final

from jiaozi.campaigns.model import Campaign, CampaignPhone, Commitment, Registration
from jiaozi.db.lists import Listing, Way
from jiaozi.db.schema import CheckConstraint, Index, text
from jiaozi.db.tables import RowTable

CAMPAIGNS: Final = RowTable(
    "campaigns",
    Campaign,
    CheckConstraint("won >= 0 AND won <= drawn_to AND drawn_to <= registered", name="campaigns_drawn"),
    CheckConstraint("claimed >= 0 AND claimed <= won", name="campaigns_claimed"),
    CheckConstraint("promised >= 0 AND promised + claimed <= places", name="campaigns_promised"),
    Index("campaigns_program", "program", "id"),
    Index("campaigns_due", "state", "due_at"),
    mutable=(
        "witness_commitment", "seed", "witness_seed", "list_sha256", "registered", "cut", "drawn_to", "won", "claimed",
        "promised", "state", "paused", "due_at", "ended_at",
    ),
)  # fmt: skip
REGISTRATIONS: Final = RowTable(
    "campaign_registrations",
    Registration,
    Index("campaign_registrations_number", "campaign", "number", unique=True),
    Index("campaign_registrations_wallet", "wallet", "campaign"),
    key=("campaign", "holder"),
    rowid=False,
    mutable=("state", "claim"),
)
COMMITMENTS: Final = RowTable("campaign_commitments", Commitment, key=("commitment",), rowid=False, mutable=())
CAMPAIGN_PHONES: Final = RowTable(
    "campaign_phones",
    CampaignPhone,
    text("phone_digest", 32),
    key=("campaign", "phone_digest"),
    rowid=False,
    mutable=(),
)
CAMPAIGN_LIST: Final = Listing(CAMPAIGNS, "announced_at", (Way("campaigns_program", ("program",)),))
