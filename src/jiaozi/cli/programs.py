"""Programs on the command line: see them, fund them, claim. Terms and lists are JSON: `jiaozi call programs.create`."""

from typing import Final

from jiaozi.cli.commands import group
from jiaozi.cli.derived import Served
from jiaozi.cli.words import Word, Words

_AT: Final[Words] = {
    "store": "What each would pay at this store: sto_...",
    "amount": Word("And of so many fen.", "10000", "FEN", least=1),
}
COMMANDS = (
    group(
        "program",
        "Money bound to a purpose: programs and claims.",
        Served("list", "programs.list", prints="id kind state name_en name_zh expires_at"),
        Served("show", "programs.get", "program"),
        Served("figures", "programs.figures.get", "program"),
        Served("fund", "programs.funding", "program wallet amount_minor"),
        Served("claim", "programs.claims.create", "program wallet"),
        Served("claims", "wallets.claims.list", "wallet", prints="id program value left state expires_at", words=_AT),
        Served("surrender", "wallets.claims.surrender", "wallet claim"),
    ),
)
