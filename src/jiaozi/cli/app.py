"""All commands in one place. The modules named here import nothing heavy at their top."""

from typing import Annotated

import typer

from jiaozi.cli import (
    acceptance,
    banking,
    bench,
    billing,
    books,
    calling,
    clock,
    codes,
    devices,
    interest,
    keys,
    paying,
    people,
    pilot,
    principals,
    proposals,
    rules,
    safekeeping,
    serving,
    session,
    statements,
    subwallets,
    system,
    testmode,
    tokens,
    visitors,
    webhooks,
    world,
)
from jiaozi.cli.session import Common, DbOption, KeyringOption, LangOption

app = typer.Typer(
    name="jiaozi",
    help="Run a digital currency: issuer, operating institutions, wallets and payments on one ledger. 交子",
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
    """Run a digital currency: issuer, operating institutions, wallets and payments on one ledger. 交子

    Without --db (or JIAOZI_DB) a command works on the embedded database of the data folder ($JIAOZI_HOME, else ./var).
    Exit codes: 0 done, 1 refused or something found wrong, 2 called wrongly.
    """
    session.use_unicode()
    ctx.obj = Common(db, keyring, lang)


serving.add_to(app)
paying.add_to(app)
subwallets.add_to(app)
visitors.add_to(app)
codes.add_to(app)
tokens.add_to(app)
billing.add_to(app)
banking.add_to(app)
system.add_to(app)
clock.add_to(app)
books.add_to(app)
pilot.add_to(app)
world.add_to(app)
interest.add_to(app)
rules.add_to(app)
bench.add_to(app)
keys.add_to(app)
principals.add_to(app)
proposals.add_to(app)
devices.add_to(app)
safekeeping.add_to(app)
statements.add_to(app)
webhooks.add_to(app)
people.add_to(app)
acceptance.add_to(app)
calling.add_to(app)
testmode.add_to(app)
