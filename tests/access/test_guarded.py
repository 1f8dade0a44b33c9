"""What a holder's device has to sign: every act of a holder's is either guarded or exempt for a reason written here."""

from pathlib import Path

from jiaozi.access.instructions import GUARDED
from jiaozi.access.model import Role
from jiaozi.access.permissions import Grant, grant
from jiaozi.keyring import Keyring
from jiaozi.operations import all_operations

EXEMPT = {
    "money comes in, or goes back where it came from": {
        "load", "return_to_cards", "refund", "capture_hold", "release_hold",
    },
    "money stays with its holder": {"recall_from_sub", "pool_sub_wallets"},
    "it ends or tightens something": {
        "end_agreement", "end_sweep", "cancel_cash_code", "revoke_device", "report_device_lost", "decline_request",
        "cancel_request", "revoke_collect_code", "revoke_payer_token", "revoke_sub_wallet", "withdraw_alias",
        "withdraw_return", "revoke_api_key",
    },
    "it asks, or tells what the holder is asked for": {
        "read_holder", "request_payment", "open_collect_code", "publish_alias", "resolve_alias", "confirm_payee",
        "ask_return",
    },
    "the bank account must be the holder's own": {"link_bank_account"},
    "a key alone moves nothing of a holder with a device": {"issue_api_key", "rotate_api_key"},
}  # fmt: skip


def test_every_act_of_a_holder_is_signed_or_exempt(tmp_path: Path) -> None:
    operations = all_operations(Keyring.create(tmp_path / "keyring.json")).by_name
    theirs = {name for name in operations if grant(Role.HOLDER, name) is not Grant.NO}
    exempt = set().union(*EXEMPT.values())
    assert theirs - GUARDED.keys() == exempt
    assert not exempt & GUARDED.keys()
    assert GUARDED.keys() <= operations.keys()
