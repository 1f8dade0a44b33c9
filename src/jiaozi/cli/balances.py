"""`jiaozi balance-rule`: what a wallet holds above a threshold goes out by itself, or what it lacks comes in."""

from typing import Final

from jiaozi.cli.commands import group
from jiaozi.cli.derived import Served
from jiaozi.cli.values import yuan_of
from jiaozi.cli.words import LISTED, Word, Words

SET: Final[Words] = {
    "wallet": "The wallet whose balance is kept: wal_...",
    "kind": Word("Above: what is more goes out. Below: what is missing comes in.", "above", "KIND"),
    "threshold_minor": Word("The balance that is kept, such as 5000.", "5000", "THRESHOLD", reader=yuan_of),
    "most_minor": Word("The most that is moved in a day, such as 2000.", "2000", "MOST", reader=yuan_of),
    "other_wallet": Word("The wallet's own sub-wallet, or its parent: wal_...", "wal_0A1B2C3D4E5F7", "WALLET"),
    "bank_account": "Or a bank account of the holder's: bac_...",
    "hour": Word("At what hour in China it is looked at: 0 to 23.", "9", "HOUR", least=0),
}
RULE: Final[Words] = {"balance_rule": Word("The balance rule: brl_...", "brl_0A1B2C3D4E5F6")}
COMMANDS = (
    group(
        "balance-rule",
        "Balances kept by themselves, once a day.",
        Served("set", "wallets.balance_rules.create", "wallet kind threshold_minor most_minor", words=SET),
        Served("end", "balance_rules.end", "balance_rule wallet", words=RULE | SET, clerks=True),
        Served("show", "balance_rules.get", "balance_rule", words=RULE),
        Served(
            "list",
            "wallets.balance_rules.list",
            "wallet",
            words=LISTED | SET,
            prints="id state kind threshold most other_wallet bank_account due_at moves moved",
        ),
    ),
)
