"""Who may do what: one table of role and action, and the function that decides by it.

An action is an operation's name, or a reading's. `ALL`: for anybody's. `OWN`: only for what is the principal's own.
`TWO` and `TWO_OWN`: the same, but a second person of the same institution has to approve. `NO`: never. The table is
docs/decisions/0007-access.md in short; personal data is read by the wallet's operator and its holder alone.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final, NamedTuple

from jiaozi.access.model import SUBJECT_ROLES, Principal, Role, Status
from jiaozi.errors import Refusal
from jiaozi.kinds import HolderNo, Instant, InstitutionNo, MerchantNo, OrNone, PrincipalNo, WalletNo


class Grant(Enum):
    """What the table says about a role and an action."""

    NO = "no"
    OWN = "own"
    ALL = "all"
    TWO_OWN = "two, own"
    TWO = "two"


class Verdict(Enum):
    """What a principal may go on to do: the act itself, or only propose it."""

    ALLOWED = "allowed"
    PROPOSAL_NEEDED = "proposal needed"


class Ownership(NamedTuple):
    """Whose something is: an institution's, and there a holder's, a wallet's, or a merchant's; 0 and () for nobody's.

    A holder's principal owns by `holder`, an employer's by `wallet`, a merchant's by `merchants`. Keys belong to a
    `principal` as well, whatever its role. `guardians` are holders who own what the holder owns, each until an instant.
    """

    institution: OrNone[InstitutionNo]
    holder: OrNone[HolderNo] = HolderNo(0)
    wallet: OrNone[WalletNo] = WalletNo(0)
    merchants: tuple[MerchantNo, ...] = ()
    principal: OrNone[PrincipalNo] = PrincipalNo(0)
    guardians: tuple[tuple[HolderNo, Instant], ...] = ()


NO, OWN, ALL, TWO_OWN, TWO = Grant.NO, Grant.OWN, Grant.ALL, Grant.TWO_OWN, Grant.TWO
ROLES: Final = tuple(Role)
"""The columns of the table, in its order."""

# fmt: off
_TABLE: Final[dict[str, tuple[Grant, Grant, Grant, Grant, Grant, Grant, Grant]]] = {
    #                        central  operator merchant employer govern-  auditor  holder
    #                        bank                                ment
    # The ledger
    "post_journals":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_ledger":          (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    "read_journals":        (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    "read_metrics":         (ALL,     NO,      NO,      NO,      NO,      ALL,     NO),
    "read_audit":           (ALL,     NO,      NO,      NO,      NO,      ALL,     NO),
    # Two tiers
    "open_central_bank":    (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "open_operator":        (TWO,     NO,      NO,      NO,      NO,      NO,      NO),
    "set_quota":            (TWO,     NO,      NO,      NO,      NO,      NO,      NO),
    "issue":                (TWO,     TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "retire":               (ALL,     OWN,     NO,      NO,      NO,      NO,      NO),
    "lend_reserves":        (TWO,     NO,      NO,      NO,      NO,      NO,      NO),
    "repay_reserves":       (ALL,     OWN,     NO,      NO,      NO,      NO,      NO),
    "fund_margin":          (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "release_margin":       (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "agree_netting":        (TWO,     NO,      NO,      NO,      NO,      NO,      NO),
    "settle_pair":          (ALL,     OWN,     NO,      NO,      NO,      NO,      NO),
    "change_regime":        (TWO,     NO,      NO,      NO,      NO,      NO,      NO),
    "move_wallets":         (ALL,     NO,      NO,      NO,      NO,      NO,      NO),
    "correct":              (TWO_OWN, TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "read_institutions":    (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    "read_reserves":        (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    # Bank accounts
    "open_bank_account":    (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "deposit_cash":         (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "withdraw_cash":        (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "read_bank_account":    (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    # Wallets
    "open_wallet":          (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "close_wallet":         (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "change_class":         (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "set_operator_limit":   (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "set_own_limits":       (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "freeze_wallet":        (ALL,     OWN,     NO,      NO,      NO,      NO,      NO),
    "unfreeze_wallet":      (TWO,     TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "freeze_holder":        (ALL,     OWN,     NO,      NO,      NO,      NO,      NO),
    "unfreeze_holder":      (TWO,     TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "read_wallet":          (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "read_statement":       (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "read_holder":          (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    "link_bank_account":    (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "load":                 (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "unload":               (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "close_out":            (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    # Interest
    "prepare_interest":     (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "release_interest":     (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "advance_interest":     (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "read_interest_runs":   (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    # Reconciliation with the bank's core
    "import_core_statement":(NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "add_core_entries":     (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "record_breaks":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "explain_breaks":       (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "close_reconciliation": (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "close_with_breaks":    (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "read_reconciliations": (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    # Agreements with banks
    "propose_agreement":    (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "sign_agreement":       (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "end_agreement":        (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "read_agreement_code":  (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "set_sweep":            (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "end_sweep":            (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "set_waterfall":        (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "end_waterfall":        (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "run_sweep":            (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "remit":                (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "issue_cash_code":      (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "cancel_cash_code":     (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "redeem_cash_code":     (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "open_external_bank":   (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "open_external_account":(NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "order_exchange":       (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "claim_order":          (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "settle_order":         (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "pay_out_order":        (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "pay_external_bank":    (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "take_from_external_bank": (TWO,  NO,      NO,      NO,      NO,      NO,      NO),
    "read_external_banks":  (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    "read_banking":         (NO,      OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "read_agreements":      (NO,      OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    # Merchants and payments
    "open_merchant":        (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "suspend_merchant":     (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "open_store":           (NO,      OWN,     OWN,     NO,      NO,      NO,      NO),
    "read_merchant":        (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    "pay":                  (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "pay_owed_refund":      (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_owed_refunds":    (NO,      OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "refund":               (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "place_hold":           (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "capture_hold":         (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "capture_split":        (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "release_hold":         (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "expire_hold":          (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_payment":         (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    # Programs. A till of a merchant has nothing to do with what the company that is paid gives or is given.
    "write_template":       (OWN,     OWN,     NO,      NO,      NO,      NO,      NO),
    "withdraw_template":    (OWN,     OWN,     NO,      NO,      NO,      NO,      NO),
    "set_template_state":   (TWO,     NO,      NO,      NO,      NO,      NO,      NO),
    "register_places":      (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "write_place_list":     (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "enter_stores":         (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "take_store_out":       (ALL,     OWN,     NO,      NO,      NO,      NO,      NO),
    "read_places":          (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    "read_template":        (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    "read_template_drafts": (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    "draft_program":        (NO,      OWN,     NO,      OWN,     NO,      NO,      NO),
    "create_program":       (NO,      OWN,     NO,      OWN,     NO,      NO,      NO),
    "fund_program":         (NO,      NO,      NO,      OWN,     NO,      NO,      NO),
    "set_program_state":    (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "discard_program":      (NO,      NO,      NO,      OWN,     NO,      NO,      NO),
    "grant_claims":         (NO,      NO,      NO,      OWN,     NO,      NO,      NO),
    "claim_program":        (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "give_back_claim":      (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "withdraw_claim":       (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "pass_claim":           (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "agree_cofunding":      (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "end_cofunding":        (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "read_cofunding":       (NO,      OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "reclaim_program":      (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "move_purposes":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_program":         (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    "read_program_list":    (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     ALL),
    "read_program_figures": (ALL,     OWN,     NO,      OWN,     NO,      ALL,     NO),
    "read_program_claims":  (NO,      OWN,     NO,      OWN,     NO,      ALL,     NO),
    "read_lineage":         (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    "read_program_spending": (ALL,    OWN,     NO,      OWN,     NO,      ALL,     NO),
    "read_claims":          (NO,      OWN,     NO,      OWN,     NO,      ALL,     OWN),
    # Campaigns
    "open_campaign":        (NO,      NO,      NO,      OWN,     NO,      NO,      NO),
    "witness_campaign":     (ALL,     NO,      NO,      NO,      NO,      NO,      NO),
    "set_campaign_state":   (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "register_for_campaign": (NO,     NO,      NO,      OWN,     NO,      NO,      OWN),
    "reveal_seed":          (ALL,     NO,      NO,      OWN,     NO,      NO,      NO),
    "draw_campaign":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "claim_win":            (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "end_campaign":         (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_campaign":        (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    "read_campaign_report": (ALL,     OWN,     NO,      OWN,     NO,      ALL,     NO),
    "read_registrations":   (NO,      OWN,     NO,      OWN,     NO,      ALL,     OWN),
    # Grant lists
    "open_grant_list":      (NO,      NO,      NO,      OWN,     NO,      NO,      NO),
    "add_grant_page":       (NO,      NO,      NO,      OWN,     NO,      NO,      NO),
    "submit_grant_list":    (NO,      NO,      NO,      OWN,     NO,      NO,      NO),
    "cancel_grant_list":    (NO,      NO,      NO,      OWN,     NO,      NO,      NO),
    "grant_listed":         (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_grant_lists":     (NO,      OWN,     NO,      OWN,     NO,      ALL,     NO),
    # Envelopes
    "send_envelope":        (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "claim_envelope":       (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "expire_envelope":      (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_envelopes":       (NO,      OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    # Devices
    "register_device":      (NO,      NO,      NO,      NO,      NO,      NO,      OWN),
    "rebind_device":        (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "rotate_device":        (NO,      NO,      NO,      NO,      NO,      NO,      OWN),
    "revoke_device":        (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    "report_device_lost":   (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    "allow_small_amounts":  (NO,      NO,      NO,      NO,      NO,      NO,      OWN),
    "instruct":             (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_devices":         (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    # Splits
    "propose_split_plan":   (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "agree_split_plan":     (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "end_split_plan":       (NO,      OWN,     OWN,     NO,      NO,      NO,      NO),
    "pay_split":            (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "read_split_plan":      (ALL,     OWN,     OWN,     NO,      NO,      ALL,     NO),
    "read_parts":           (ALL,     OWN,     OWN,     NO,      NO,      ALL,     NO),
    # Billing
    "request_payment":      (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "accept_request":       (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "decline_request":      (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "cancel_request":       (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "expire_request":       (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_request":         (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "upload_bills":         (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "withdraw_bill":        (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "pay_bill":             (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "read_bill":            (ALL,     ALL,     ALL,     ALL,     NO,      ALL,     ALL),
    "read_bills":           (ALL,     OWN,     OWN,     NO,      NO,      ALL,     NO),
    # Locks
    "open_lock":            (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "release_lock":         (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "claim_lock":           (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "return_lock":          (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "open_escrow":          (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "release_milestone":    (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "return_milestone":     (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "accept_arbiter":       (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "end_lock":             (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_lock":            (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    # Prepaid contracts
    "offer_plan":           (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "withdraw_plan":        (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "read_plan":            (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    "buy_prepaid":          (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "use_prepaid":          (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "record_use":           (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "object_use":           (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "take_back_prepaid":    (NO,      OWN,     NO,      OWN,     NO,      NO,      OWN),
    "tend_prepaid":         (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_prepaid":         (ALL,     OWN,     NO,      OWN,     NO,      ALL,     OWN),
    "read_prepaid_status":  (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "mark_bankrupt":        (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "read_bankruptcy":      (ALL,     OWN,     OWN,     NO,      NO,      ALL,     NO),
    # Mandates and standing payments
    "give_mandate":         (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "change_mandate":       (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "pause_mandate":        (NO,      OWN,     NO,      OWN,     NO,      NO,      OWN),
    "resume_mandate":       (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "end_mandate":          (NO,      OWN,     NO,      OWN,     NO,      NO,      OWN),
    "consent_to_bills":     (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "tend_bill":            (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "set_balance_rule":     (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "end_balance_rule":     (NO,      OWN,     NO,      OWN,     NO,      NO,      OWN),
    "tend_balance_rule":    (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_balance_rule":    (ALL,     OWN,     NO,      OWN,     NO,      ALL,     OWN),
    "expire_mandate":       (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "collect_debit":        (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "read_mandate":         (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "order_standing_payment": (NO,    NO,      NO,      OWN,     NO,      NO,      OWN),
    "pause_standing":       (NO,      OWN,     NO,      OWN,     NO,      NO,      OWN),
    "resume_standing":      (NO,      NO,      NO,      OWN,     NO,      NO,      OWN),
    "end_standing":         (NO,      OWN,     NO,      OWN,     NO,      NO,      OWN),
    "tend_standing":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_standing_payment": (ALL,    OWN,     NO,      OWN,     NO,      ALL,     OWN),
    # Codes
    "open_collect_code":    (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "revoke_collect_code":  (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "pay_collect_code":     (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "read_collect_code":    (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "enrol_payer_token":    (NO,      NO,      NO,      NO,      NO,      NO,      OWN),
    "revoke_payer_token":   (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    "read_payer_token":     (ALL,     OWN,     NO,      NO,      NO,      ALL,     OWN),
    "charge_payment_code":  (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "charge_tap":           (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "read_presented_code":  (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "read_scanned_code":    (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    # Hong Kong's whitelists, visitors' cards
    "register_whitelist":   (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "read_whitelists":      (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    "open_acquirer":        (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "load_by_card":         (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "return_to_cards":      (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    "bounce_card_return":   (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "read_card_loads":      (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    # Sub-wallets
    "push_sub_wallet":      (NO,      NO,      NO,      NO,      NO,      NO,      OWN),
    "open_sub_wallet":      (NO,      OWN,     OWN,     OWN,     NO,      NO,      NO),
    "issue_sub_wallet_token": (NO,    NO,      OWN,     NO,      NO,      NO,      NO),
    "charge_sub_wallet":    (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "revoke_sub_wallet":    (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    "pool_sub_wallets":     (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "recall_from_sub":      (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "allot_to_sub":         (NO,      NO,      OWN,     OWN,     NO,      NO,      NO),
    "read_sub_wallets":     (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "read_pushed_wallets":  (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    # Acceptance
    "apply_merchant":       (NO,      OWN,     NO,      OWN,     NO,      NO,      NO),
    "review_application":   (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "read_applications":    (NO,      OWN,     NO,      OWN,     NO,      NO,      NO),
    "open_terminal":        (NO,      OWN,     OWN,     NO,      NO,      NO,      NO),
    "suspend_terminal":     (NO,      OWN,     OWN,     NO,      NO,      NO,      NO),
    "read_terminals":       (NO,      OWN,     OWN,     NO,      NO,      NO,      NO),
    "place_order":          (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "cancel_order":         (NO,      NO,      OWN,     NO,      NO,      NO,      NO),
    "pay_order":            (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "read_order":           (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "read_takings":         (NO,      OWN,     OWN,     NO,      NO,      ALL,     NO),
    # Webhooks
    "open_webhook":         (OWN,     OWN,     OWN,     OWN,     NO,      NO,      NO),
    "change_webhook":       (OWN,     OWN,     OWN,     OWN,     NO,      NO,      NO),
    "close_webhook":        (OWN,     OWN,     OWN,     OWN,     NO,      NO,      NO),
    "rotate_webhook_secret":(OWN,     OWN,     OWN,     OWN,     NO,      NO,      NO),
    "ping_webhook":         (OWN,     OWN,     OWN,     OWN,     NO,      NO,      NO),
    "redeliver":            (OWN,     OWN,     OWN,     OWN,     NO,      NO,      NO),
    "read_webhooks":        (OWN,     OWN,     OWN,     OWN,     NO,      NO,      NO),
    "route_events":         (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "claim_webhook":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "record_attempts":      (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "prune_deliveries":     (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    # People
    "publish_alias":        (NO,      NO,      NO,      NO,      NO,      NO,      OWN),
    "withdraw_alias":       (NO,      OWN,     NO,      NO,      NO,      NO,      OWN),
    "forget_detail":        (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "resolve_alias":        (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "confirm_payee":        (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "ask_return":           (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "withdraw_return":      (NO,      OWN,     OWN,     OWN,     NO,      NO,      OWN),
    "answer_return":        (NO,      NO,      OWN,     OWN,     NO,      NO,      OWN),
    "expire_return":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_return":          (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     OWN),
    "appoint_guardian":     (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "end_guardianship":     (NO,      OWN,     NO,      NO,      NO,      NO,      NO),
    "read_guardianship":    (ALL,     OWN,     NO,      NO,      NO,      ALL,     OWN),
    "open_estate":          (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "settle_estate":        (NO,      TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "read_estate":          (ALL,     OWN,     NO,      NO,      NO,      ALL,     OWN),
    # Access
    "found_people":         (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "create_principal":     (TWO,     TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "renew_enrolment":      (TWO,     TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "suspend_principal":    (ALL,     OWN,     NO,      NO,      NO,      NO,      NO),
    "resume_principal":     (TWO,     TWO_OWN, NO,      NO,      NO,      NO,      NO),
    "draw_share":           (OWN,     OWN,     NO,      NO,      NO,      NO,      NO),
    "enrol":                (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "issue_api_key":        (OWN,     OWN,     OWN,     OWN,     OWN,     OWN,     OWN),
    "rotate_api_key":       (OWN,     OWN,     OWN,     OWN,     OWN,     OWN,     OWN),
    "revoke_api_key":       (ALL,     OWN,     OWN,     OWN,     OWN,     OWN,     OWN),
    "record_key_use":       (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_principals":      (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    "propose":              (ALL,     ALL,     NO,      NO,      NO,      NO,      NO),
    "decide":               (OWN,     OWN,     NO,      NO,      NO,      NO,      NO),
    "read_proposals":       (OWN,     OWN,     NO,      NO,      NO,      ALL,     NO),
    "read_acts":            (ALL,     OWN,     NO,      NO,      NO,      ALL,     NO),
    # Test mode
    "open_twin":            (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "create_twin_principal": (NO,     NO,      NO,      NO,      NO,      NO,      NO),
    "complete_twin":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "hand_out_test_keys":   (NO,      ALL,     ALL,     ALL,     NO,      NO,      NO),
    "advance_test_clock":   (NO,      ALL,     ALL,     ALL,     NO,      NO,      NO),
    "set_failure":          (NO,      ALL,     ALL,     ALL,     NO,      NO,      NO),
    "lift_failure":         (NO,      ALL,     ALL,     ALL,     NO,      NO,      NO),
    "take_failure":         (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "force_refusal":        (NO,      NO,      NO,      NO,      NO,      NO,      NO),
    "read_test_mode":       (NO,      ALL,     ALL,     ALL,     NO,      NO,      NO),
    # The running system
    "set_times_right":      (TWO,     NO,      NO,      NO,      NO,      NO,      NO),
    "read_rules":           (ALL,     ALL,     ALL,     ALL,     ALL,     ALL,     ALL),
    "read_events":          (ALL,     OWN,     OWN,     OWN,     NO,      ALL,     NO),
    "backup":               (NO,      NO,      NO,      NO,      NO,      NO,      NO),
}

_MANAGED: Final[dict[Role, frozenset[Role]]] = {
    Role.CENTRAL_BANK: frozenset({Role.CENTRAL_BANK, Role.OPERATOR, Role.GOVERNMENT, Role.AUDITOR}),
    Role.OPERATOR: frozenset({Role.OPERATOR, Role.MERCHANT, Role.EMPLOYER, Role.HOLDER}),
}
# fmt: on

_ONES_OWN: Final = {
    "unfreeze_wallet": "what its own side froze",
    "unfreeze_holder": "what its own side froze",
    "resume_principal": "whom its own side suspended",
}
"""What one's own is where it is not all that belongs to one's institution."""

ACTIONS: Final = tuple(_TABLE)
"""Every action of the table."""

OUTLIVING: Final = frozenset(
    {
        "give_mandate",
        "set_balance_rule",
        "consent_to_bills",
        "change_mandate",
        "resume_mandate",
        "order_standing_payment",
        "resume_standing",
        "open_lock",
        "open_escrow",
        "accept_arbiter",
        "push_sub_wallet",
        "enrol_payer_token",
        "register_device",
        "rotate_device",
        "allow_small_amounts",
    }
)
"""What no guardian does for its ward, signed or not: what it makes lets money go, or lets somebody in, when the
guardianship is over and nobody acts any more. What takes it back, such as a pause or an end, a guardian may do."""


def grant(role: Role, action: str) -> Grant:
    """What the table says; `NO` for an action it does not have."""
    row = _TABLE.get(action)
    return Grant.NO if row is None else row[ROLES.index(role)]


def takes_two(role: Role, action: str) -> bool:
    """Whether this role does this act only with a second person."""
    return grant(role, action) in (Grant.TWO, Grant.TWO_OWN)


def never(asker: Role, action: str) -> Refusal:
    """What is said to a role that may not do an action at all."""
    role, said = _in_words(asker, action)
    return Refusal("forbidden", f"{role} may not {said}")


def _in_words(role: Role, action: str) -> tuple[str, str]:
    """A role and an action in words; the action also by its name where that is another."""
    words = action.replace("_", " ")
    return role.replace("_", " "), words if words == action else f"{words} ({action})"


def decide(
    principal: Principal, action: str, owners: Iterable[Ownership] = (), *, either: bool = False, at: int = 0
) -> Verdict | Refusal:
    """Whether a principal may do an action to what `owners` have.

    For a grant of one's own, all of them must be the principal; with `either` one is enough (a payment is read by its
    payer's side and by its payee's). `at` is now, for what guardians may. Without owners nothing is one's own. Refuses
    with `forbidden`.
    """
    given = grant(principal.role, action)
    if given is Grant.NO or principal.status != Status.ACTIVE:
        return never(principal.role, action)
    if given in (Grant.OWN, Grant.TWO_OWN):
        asked = list(owners)
        if not _own(principal, asked, 0 if action in OUTLIVING else at, either=either):
            role, said = _in_words(principal.role, action)
            if is_wards(principal, action, asked, at):
                return Refusal("forbidden", f"a guardian may not {said}: it would outlive the guardianship")
            return Refusal("forbidden", f"{role} may {said} only for {_ONES_OWN.get(action, 'its own')}")
    return Verdict.PROPOSAL_NEEDED if given in (Grant.TWO, Grant.TWO_OWN) else Verdict.ALLOWED


def _own(principal: Principal, owners: Sequence[Ownership], at: int, *, either: bool) -> bool:
    own = [is_own(principal, owner, at) for owner in owners]
    return bool(own) and (any(own) if either else all(own))


def is_wards(principal: Principal, action: str, owners: Sequence[Ownership], at: int) -> bool:
    """Whether an act is one that a principal may not do since it is only the guardian of whom it is about, whose things
    it may read: so it is told why."""
    return action in OUTLIVING and _own(principal, owners, at, either=False)


def is_own(principal: Principal, owner: Ownership, at: int = 0) -> bool:
    """Whether something is a principal's own: its institution's, and for some roles also its subject's. `at` is now, in
    microseconds; without it no guardian owns anything."""
    if owner.principal != 0 and owner.principal == principal.id:
        return True
    if owner.institution == 0 or owner.institution != principal.institution:
        return False
    if principal.role not in SUBJECT_ROLES:
        return True
    subjects = {
        Role.HOLDER: (owner.holder, *(guardian for guardian, until in owner.guardians if 0 < at < until)),
        Role.EMPLOYER: (owner.wallet,),
        Role.MERCHANT: owner.merchants,
    }[principal.role]
    return principal.subject != 0 and principal.subject in subjects


def may_manage(actor: Role, actor_institution: int, role: str, institution: int) -> bool:
    """Whether a principal may make others and end their rights: the central bank those of its own side and the
    operators', an operator those of its own customers and staff."""
    if role not in _MANAGED.get(actor, frozenset()):
        return False
    return actor == Role.CENTRAL_BANK or actor_institution == institution
