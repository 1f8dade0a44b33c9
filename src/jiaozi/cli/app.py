"""All commands in one place, by what they are about. The modules named here import nothing heavy at their top."""

import sys
from itertools import chain
from typing import Annotated, Any, Final

import typer

from jiaozi.cli import (
    acceptance,
    balances,
    banking,
    bench,
    billing,
    books,
    calling,
    campaigns,
    clock,
    codes,
    devices,
    envelopes,
    grantlists,
    interest,
    keys,
    locks,
    mandates,
    paying,
    people,
    pilot,
    places,
    prepaid,
    principals,
    programs,
    proposals,
    reconciliation,
    rules,
    safekeeping,
    scenarios,
    serving,
    statements,
    subwallets,
    system,
    templates,
    testmode,
    tokens,
    visitors,
    webhooks,
    world,
)
from jiaozi.cli.chinese import choose_by, said, told
from jiaozi.cli.commands import Entry, Listed
from jiaozi.cli.session import Common, DbOption, KeyringOption, LangOption

MODULES: Final = (
    *(acceptance, banking, bench, billing, books, calling, clock, codes, devices, interest, keys, paying, people),
    *(
        pilot,
        places,
        principals,
        programs,
        templates,
        campaigns,
        grantlists,
        envelopes,
        locks,
        mandates,
        balances,
        prepaid,
        proposals,
        reconciliation,
        rules,
        safekeeping,
        scenarios,
        serving,
        statements,
        subwallets,
        system,
        testmode,
        tokens,
    ),
    *(visitors, webhooks, world),
)
THEMES: Final = {
    "Start and serve": "up serve init status upgrade backup restore clock",
    "Pay": (
        "pay refund payment code token request bill split order merchant sub-wallet program template place"
        " place-list campaign grant-list envelope lock escrow prepaid mandate standing balance-rule statement"
    ),
    "Banks and institutions": "bank interest reconciliation visitor",
    "People": "payee return holder device",
    "Keys and rights": "enrol principal proposal key keyring",
    "Look and check": "wallet account journal trial-balance outcome audit rule docs",
    "Programs": "call webhook",
    "Try and measure": "demo scenario test-mode pilot world bench",
}
"""Every command and group, in the order in which they are listed."""


def _entries() -> list[Entry]:
    known: dict[str, Entry] = {each.name: each for module in MODULES for each in module.COMMANDS}
    return [known[name] for name in chain.from_iterable(names.split() for names in THEMES.values())]


class Themed(Listed):
    """All commands, listed by what they are about."""

    def __init__(self, **more: Any) -> None:
        super().__init__(_entries(), "", **more)

    def main(self, *args: Any, **more: Any) -> Any:
        """Runs it, in the language that the arguments ask for."""
        given = args[0] if args else more.get("args")
        choose_by(sys.argv[1:] if given is None else given)
        return super().main(*args, **more)

    def make_context(self, *args: Any, **more: Any) -> Any:
        """As Click makes it; what is wrong with the call is told in the language that is spoken."""
        with told():
            return super().make_context(*args, **more)

    def invoke(self, ctx: Any) -> Any:
        """As Click does it; what is wrong with the call is told in the language that is spoken."""
        with told():
            return super().invoke(ctx)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as Click calls it
        """Writes each theme's commands."""
        widest = max(map(len, self.commands))
        room = formatter.width - 6 - widest
        for theme, names in THEMES.items():
            with formatter.section(said(theme)):
                rows = [(each.ljust(widest), self.commands[each].get_short_help_str(room)) for each in names.split()]
                formatter.write_dl(rows)


_ABOUT: Final = """Run a digital currency: issuer, operating institutions, wallets and payments on one ledger. 交子

A command with --url asks the server there with an API key, from any folder. Any other that needs a world works on its
database: --db (or JIAOZI_DB), else the embedded one of the data folder ($JIAOZI_HOME, else ./var).

Exit codes: 0 done, 1 refused or something found wrong, 2 called wrongly."""
app = typer.Typer(
    name="jiaozi",
    cls=Themed,
    help=_ABOUT,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from jiaozi import __version__

        typer.echo(f"jiaozi {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: jiaozi pilot run chongqing --scale 0.01 --json")
def start(
    ctx: typer.Context,
    db: DbOption = "",
    keyring: KeyringOption = "",
    lang: LangOption = "",
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it and exit.")] = False,
) -> None:
    """Keeps what is said before a command's name."""
    ctx.obj = Common(db, keyring, lang)
