"""What a device has to sign: every act of a person's or a company's is guarded, or exempt for a reason written here."""

from pathlib import Path

from jiaozi.access.instructions import GUARDED
from jiaozi.access.model import SUBJECT_ROLES, Role
from jiaozi.access.permissions import Grant, grant
from jiaozi.keyring import Keyring
from jiaozi.operations import all_operations

EXEMPT = {
    "money comes in, or goes back where it came from": {
        "load", "return_to_cards", "capture_hold", "capture_split", "release_hold", "claim_program", "claim_envelope",
        "claim_lock", "record_use", "take_back_prepaid", "claim_win",
    },
    "it takes from others what they allowed": {
        "charge_sub_wallet", "issue_sub_wallet_token", "charge_payment_code", "charge_tap", "collect_debit",
    },
    "money goes back to the parent, under the tighter hand": {"recall_from_sub", "pool_sub_wallets"},
    "a wallet of one's own that cannot pay: what goes into it is signed": {"open_sub_wallet"},
    "it moves nothing until a payer chooses it": {
        "propose_split_plan", "agree_split_plan", "end_split_plan",
    },
    "it gives what is in the pot already, which was signed when it was paid in": {
        "create_program", "draft_program", "grant_claims", "open_campaign", "reveal_seed", "open_grant_list",
        "add_grant_page", "submit_grant_list", "cancel_grant_list",
    },
    "it moves nothing: what is won is claimed into a wallet of the holder's": {"register_for_campaign"},
    "it is where money comes in": {"apply_merchant", "open_store", "open_terminal", "suspend_terminal"},
    "it is about news, not money": {
        "open_webhook", "change_webhook", "rotate_webhook_secret", "ping_webhook", "redeliver", "close_webhook",
    },
    "it ends or tightens something": {
        "end_agreement", "end_sweep", "end_waterfall", "cancel_cash_code", "revoke_device", "report_device_lost",
        "decline_request", "cancel_request", "pause_mandate", "end_mandate", "pause_standing", "end_standing",
        "end_balance_rule", "end_cofunding", "discard_program",
        "revoke_collect_code", "revoke_payer_token", "revoke_sub_wallet", "withdraw_alias",
        "withdraw_return", "revoke_api_key",
    },
    "it asks, or tells what the holder is asked for": {
        "offer_plan", "withdraw_plan", "object_use",
        "read_holder", "request_payment", "open_collect_code", "publish_alias", "resolve_alias", "confirm_payee",
        "ask_return", "place_order", "cancel_order", "upload_bills", "withdraw_bill",
    },
    "what it brings is signed by a device itself": {"release_milestone", "return_milestone"},
    "it exists in test mode alone": {"set_failure", "lift_failure", "advance_test_clock"},
    "the bank account must be the holder's own": {"link_bank_account"},
    "a key alone moves nothing of a holder with a device": {"issue_api_key", "rotate_api_key", "hand_out_test_keys"},
}  # fmt: skip


def test_every_act_of_people_and_companies_is_signed_or_exempt(tmp_path: Path) -> None:
    operations = all_operations(Keyring.create(tmp_path / "keyring.json")).by_name
    theirs = {name for name in operations if any(grant(role, name) is not Grant.NO for role in SUBJECT_ROLES)}
    exempt = set().union(*EXEMPT.values())
    assert theirs - GUARDED.keys() == exempt
    assert not exempt & GUARDED.keys()
    assert GUARDED.keys() <= operations.keys()


def test_what_a_customer_signs_no_clerk_does_for_her() -> None:
    """What moves a customer's money out, or binds it, is hers alone, or takes two people of her bank."""
    alone = {name for name in GUARDED if grant(Role.OPERATOR, name) in (Grant.OWN, Grant.ALL)}
    assert alone == {
        "propose_agreement",  # binds nothing before she signs it with the code that she was sent
        "close_wallet",  # an empty one
    }
