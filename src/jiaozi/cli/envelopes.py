"""`jiaozi envelope`: send an envelope, claim a share, see what became of it."""

from jiaozi.cli.commands import group
from jiaozi.cli.derived import Served
from jiaozi.cli.words import LISTED, Word, Words

SENT: Words = {
    "wallet": "The sender: wal_...",
    "division": Word("named, equal or lucky.", "lucky"),
    "recipient": Word("Who alone may claim a named one: wal_...", "wal_0A1B2C3D4E5F6", "WALLET"),
    "shares": Word("How many shares there are.", "10", "N", least=1),
}
COMMANDS = (
    group(
        "envelope",
        "Envelopes from person to person.",
        Served("send", "wallets.envelopes.create", "wallet amount_minor division", words=SENT),
        Served("claim", "envelope_claims.create", "envelope_token wallet"),
        Served("show", "envelopes.get", "envelope"),
        Served("shares", "envelopes.claims.list", "envelope", prints="number wallet amount at"),
        Served("list", "wallets.envelopes.list", "wallet", words=LISTED, prints="id division state amount claimed"),
        Served("received", "wallets.envelope_claims.list", "wallet", prints="envelope number amount at"),
    ),
)
