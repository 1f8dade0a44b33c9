"""Every invariant that features add to the ledger's own, in one list, and those that need the world's keyring."""

from typing import Final

from jiaozi.acceptance.audit import ACCEPTANCE_INVARIANTS
from jiaozi.access.audit import ACCESS_INVARIANTS
from jiaozi.automatic.audit import AUTOMATIC_INVARIANTS
from jiaozi.banking.audit import BANKING_INVARIANTS
from jiaozi.billing.audit import BILLING_INVARIANTS
from jiaozi.campaigns.audit import CAMPAIGN_INVARIANTS
from jiaozi.codes.audit import CODE_INVARIANTS
from jiaozi.devices.audit import DEVICE_INVARIANTS
from jiaozi.envelopes.audit import ENVELOPE_INVARIANTS
from jiaozi.grantlists.audit import GRANT_LIST_INVARIANTS
from jiaozi.interest.audit import INTEREST_INVARIANTS
from jiaozi.locks.audit import LOCK_INVARIANTS
from jiaozi.mandates.audit import MANDATE_INVARIANTS
from jiaozi.payments import audit as payments
from jiaozi.payments.splits.audit import SPLIT_INVARIANTS
from jiaozi.people.audit import PEOPLE_INVARIANTS
from jiaozi.prepaid.audit import PREPAID_INVARIANTS
from jiaozi.programs.audit import PROGRAM_INVARIANTS
from jiaozi.programs.places.audit import PLACE_INVARIANTS
from jiaozi.programs.templates.audit import TEMPLATE_INVARIANTS
from jiaozi.reconciliation.audit import RECONCILIATION_INVARIANTS
from jiaozi.statements.audit import STATEMENT_INVARIANTS
from jiaozi.subwallets.audit import SUB_WALLET_INVARIANTS
from jiaozi.timekeeping.audit import TIME_INVARIANTS
from jiaozi.wallets.audit import CARD_INVARIANTS, REGIME_INVARIANTS, holder_invariants

__all__ = ("FEATURE_INVARIANTS", "holder_invariants")

FEATURE_INVARIANTS: Final = (
    *payments.FEATURE_INVARIANTS,
    *PROGRAM_INVARIANTS,
    *TEMPLATE_INVARIANTS,
    *PLACE_INVARIANTS,
    *CAMPAIGN_INVARIANTS,
    *GRANT_LIST_INVARIANTS,
    *SPLIT_INVARIANTS,
    *ENVELOPE_INVARIANTS,
    *DEVICE_INVARIANTS,
    *BILLING_INVARIANTS,
    *LOCK_INVARIANTS,
    *PREPAID_INVARIANTS,
    *MANDATE_INVARIANTS,
    *AUTOMATIC_INVARIANTS,
    *ACCEPTANCE_INVARIANTS,
    *CODE_INVARIANTS,
    *SUB_WALLET_INVARIANTS,
    *STATEMENT_INVARIANTS,
    *INTEREST_INVARIANTS,
    *RECONCILIATION_INVARIANTS,
    *PEOPLE_INVARIANTS,
    *CARD_INVARIANTS,
    *REGIME_INVARIANTS,
    *BANKING_INVARIANTS,
    *ACCESS_INVARIANTS,
    *TIME_INVARIANTS,
)
"""All that the features add: `audit(connection, FEATURE_INVARIANTS)`."""
