"""`jiaozi visitor`: whitelists of Hong Kong, top-ups by card and their return, through a running server."""

from pathlib import Path

from jiaozi.cli.commands import group
from jiaozi.cli.derived import Served
from jiaozi.cli.words import Word, Words, of_file


def _phones(file: Path) -> list[str]:
    """The lines of a file that have something in them."""
    return [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


VISITOR: Words = {"wallet": "The visitor's wallet: wal_..."}
PHONES = Word("Phone numbers, one in a line; at most 1,000.", "phones.txt", "FILE", reader=of_file(_phones), whole=True)
CARD: Words = {"network": Word("visa or mastercard.", default="visa"), "reference": "The acquirer's approval."}
COMMANDS = (
    group(
        "visitor",
        "Hong Kong's whitelists and visitors' cards.",
        Served("whitelist", "whitelists.create", "operator activity phones", words={"phones": PHONES}),
        Served(
            "acquirer",
            "acquirers.create",
            "operator bank_account name",
            words={"bank_account": "Where its money stands: bac_...", "name": "Who it is."},
        ),
        Served("load", "wallets.card_loads.create", "wallet amount_minor acquirer", words=VISITOR | CARD),
        Served("loads", "wallets.card_loads.list", "wallet", words=VISITOR),
        Served("return", "wallets.card_returns.create", "wallet", words=VISITOR),
        Served(
            "bounce",
            "card_loads.bounce",
            "card_load amount_minor",
            words={"amount_minor": "What the card could not be credited."},
        ),
    ),
)
