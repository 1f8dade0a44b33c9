"""`jiaozi sub-wallet`: push, charge, take back and pool sub-wallets through a running server."""

from jiaozi.cli.commands import group
from jiaozi.cli.derived import Served
from jiaozi.cli.words import Word, Words

PARENT: Words = {"wallet": "The parent: wal_..."}
PUSHED: Words = PARENT | {
    "merchant": "Who may charge it: mer_...",
    "label": Word("Your own word for it.", "teahouse", default="sub-wallet"),
    "customer": "The merchant's word for you.",
}
COMMANDS = (
    group(
        "sub-wallet",
        "Sub-wallets: pushed to merchants, or a company's for its stores.",
        Served("push", "wallets.pushed_sub_wallets.create", "wallet merchant", words=PUSHED),
        Served(
            "open",
            "wallets.sub_wallets.create",
            "wallet label",
            words=PARENT | {"label": Word("Which store or branch it is for.", "'Yuzhong branch'")},
        ),
        Served("list", "wallets.sub_wallets.list", "wallet", words=PARENT),
        Served("pushed", "pushed_sub_wallets.list", words={"customer": "Only what this customer pushed."}),
        Served("token", "sub_wallets.tokens.create", "sub_wallet"),
        Served("charge", "sub_wallet_charges.create", "amount_minor store"),
        Served("revoke", "sub_wallets.revoke", "sub_wallet"),
        Served(
            "pool",
            "wallets.pool",
            "wallet",
            words=PARENT | {"sub_wallets": Word("Only this one; repeatable.", metavar="SUB_WALLET", option="--only")},
        ),
        Served("recall", "sub_wallets.recalls.create", "sub_wallet amount_minor"),
        Served("allot", "sub_wallets.allotments.create", "sub_wallet amount_minor"),
    ),
)
