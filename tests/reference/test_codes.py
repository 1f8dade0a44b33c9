"""Every code of the table of errors stands in the reference where it can be met."""

import pytest
from tools import api_page

from jiaozi.errors import ERRORS

pytestmark = pytest.mark.only_engine("sqlite")  # what is told of the API, which is the same on both
OF_THE_MACHINE = frozenset(
    {
        *("world_not_found", "world_exists", "world_outdated", "world_newer", "restore_unfinished", "people_founded"),
        *("database_foreign", "database_unusable", "keyring_unusable", "file_exists", "file_unusable"),
        *("backup_newer", "backup_unverified", "backup_behind", "backup_invalid", "core_file_invalid"),
        *(
            "measurement_failed",
            "pilot_failed",
            "scenario_not_found",
            "story_differs",
            "story_invalid",
            "address_not_local",
            "port_in_use",
            "refusal_unknown",
            "draw_unverified",
        ),
        *("server_unreachable",),
    }
)
"""What only commands say, to whoever sits at the machine."""
OF_THE_WORKER = frozenset(
    {
        *("hold_not_expired", "payment_request_not_expired", "sweep_not_due", "exchange_order_closed", "webhook_busy"),
        *("reconciliation_not_loaded", "return_not_expired", "prepaid_not_due"),
        *("mandate_not_expired", "standing_payment_not_due", "balance_rule_not_due", "bill_not_awaited"),
    }
)
"""What only scheduled work is refused."""
OF_JOURNALS = frozenset(
    {"accounts_differ_in_book", "account_closed", "hold_mismatch", "balance_overflow", "batch_refused"}
)
"""What the ledger refuses of journals that no act of the platform's makes."""


def test_a_code_is_named_by_the_reference_or_met_by_no_caller() -> None:
    told = "".join(text for name, text in api_page.pages().items() if name != "types.md")
    unnamed = {code for code in ERRORS if f"`{code}`" not in told}
    assert unnamed == OF_THE_MACHINE | OF_THE_WORKER | OF_JOURNALS
