"""`jiaozi bank ...`: agreements and sweeps; `counter` and `outside` add what happens there."""

from typing import Annotated

import typer

from jiaozi.cli import counter, outside
from jiaozi.cli.served import LOCAL, ApiKey, Key, Pin, Signer, SignerKey, Url, minor_of, served, show, side
from jiaozi.cli.session import Session, command

WalletArgument = Annotated[str, typer.Argument(metavar="WALLET", help="wal_...")]
AccountArgument = Annotated[str, typer.Argument(metavar="ACCOUNT", help="At a bank here, bac_..., or outside, xac_...")]
PAIR = "wal_0A1B2C3D4E5F6 bac_0A1B2C3D4E5F7"


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    bank = typer.Typer(
        help="Link bank accounts, sweep, remit, move cash, and deal with banks outside, through a running server.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(bank, name="bank")
    command(bank, "propose", example=f"jiaozi bank propose {PAIR} --until 2027-12-31T00:00:00+08:00")(propose)
    command(bank, "code", example=f"jiaozi bank code {PAIR}")(code)
    command(bank, "sign", example=f"jiaozi bank sign {PAIR} 042117")(sign)
    command(bank, "end", example=f"jiaozi bank end {PAIR}")(end)
    command(bank, "agreements", example="jiaozi bank agreements wal_0A1B2C3D4E5F6 --json")(agreements)
    command(bank, "sweep", example=f"jiaozi bank sweep {PAIR} 1000")(sweep)
    command(bank, "end-sweep", example="jiaozi bank end-sweep wal_0A1B2C3D4E5F6")(end_sweep)
    command(bank, "show-sweep", example="jiaozi bank show-sweep wal_0A1B2C3D4E5F6")(show_sweep)
    command(bank, "waterfall", example=f"jiaozi bank waterfall {PAIR}")(waterfall)
    command(bank, "end-waterfall", example="jiaozi bank end-waterfall wal_0A1B2C3D4E5F6")(end_waterfall)
    command(bank, "show-waterfall", example="jiaozi bank show-waterfall wal_0A1B2C3D4E5F6")(show_waterfall)
    counter.add_to(bank)
    outside.add_to(bank)


def propose(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    until: Annotated[str, typer.Option("--until", metavar="INSTANT", help="The end of its validity, ISO 8601.")],
    single: Annotated[str, typer.Option("--single", metavar="YUAN", help="The most at once.")] = "5000",
    daily: Annotated[str, typer.Option("--daily", metavar="YUAN", help="The most in a day.")] = "10000",
    daily_count: Annotated[int, typer.Option("--daily-count", help="How often in a day.")] = 10,
    yearly: Annotated[str, typer.Option("--yearly", metavar="YUAN", help="The most in a year.")] = "200000",
    yearly_count: Annotated[int, typer.Option("--yearly-count", help="How often in a year.")] = 1000,
    key: Key = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Propose to link an account to a wallet. Its bank then sends a one-time code."""
    minors = (minor_of(single, "--single"), minor_of(daily, "--daily"), minor_of(yearly, "--yearly"))
    with served(url, api_key, device, device_key, pin=pin) as client:
        proposed = client.wallets.agreements.create(
            wallet,
            **side(account),
            single_minor=minors[0],
            daily_count=daily_count,
            daily_minor=minors[1],
            yearly_count=yearly_count,
            yearly_minor=minors[2],
            valid_until=until,
            key=key,
        )
    show(session, proposed)


def code(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For the account's bank: take the code of a proposed agreement, to send it to its customer. Logged."""
    with served(url, api_key) as client:
        show(session, client.wallets.agreements.code_readings.create(wallet, account, key=key))


def sign(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    digits: Annotated[str, typer.Argument(metavar="CODE", help="The code that the bank sent.")],
    key: Key = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Sign an agreement with the bank's one-time code."""
    with served(url, api_key, device, device_key, pin=pin) as client:
        show(session, client.wallets.agreements.sign(wallet, account, code=digits, key=key))


def end(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """End an agreement: nothing moves over it any more."""
    with served(url, api_key) as client:
        show(session, client.wallets.agreements.end(wallet, account, key=key))


def agreements(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List a wallet's agreements: account, state, limits, and what was used of them today and this year."""
    with served(url, api_key) as client:
        show(session, list(client.wallets.agreements.list(wallet)))


def sweep(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    ceiling: Annotated[str, typer.Argument(metavar="YUAN", help="What may stay in the wallet.")],
    key: Key = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Send what a wallet holds above a ceiling to a bank account, here or outside, from now on."""
    minor = minor_of(ceiling, "YUAN")
    with served(url, api_key, device, device_key, pin=pin) as client:
        show(session, client.wallets.sweep.create(wallet, **side(account), ceiling_minor=minor, key=key))


def end_sweep(session: Session, wallet: WalletArgument, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Stop a wallet's sweep."""
    with served(url, api_key) as client:
        show(session, client.wallets.sweep.end(wallet, key=key))


def show_sweep(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show a wallet's sweep."""
    with served(url, api_key) as client:
        show(session, client.wallets.sweep.get(wallet))


def waterfall(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    key: Key = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Send what a payment brings above a wallet's balance limit to a bank account, instead of refusing it."""
    with served(url, api_key, device, device_key, pin=pin) as client:
        show(session, client.wallets.waterfall.create(wallet, bank_account=account, key=key))


def end_waterfall(
    session: Session, wallet: WalletArgument, key: Key = "", url: Url = LOCAL, api_key: ApiKey = ""
) -> None:
    """Stop a wallet's waterfall."""
    with served(url, api_key) as client:
        show(session, client.wallets.waterfall.end(wallet, key=key))


def show_waterfall(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show a wallet's waterfall."""
    with served(url, api_key) as client:
        show(session, client.wallets.waterfall.get(wallet))
