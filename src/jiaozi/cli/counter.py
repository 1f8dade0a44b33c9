"""`jiaozi bank ...` at a bank: its accounts, cash, loads and unloads, remittances."""

from typing import Annotated

import typer

from jiaozi.cli.served import LOCAL, ApiKey, Key, Pin, Signer, SignerKey, Url, minor_of, served, show, word
from jiaozi.cli.session import Session, command

WalletArgument = Annotated[str, typer.Argument(metavar="WALLET", help="wal_...")]
AccountArgument = Annotated[str, typer.Argument(metavar="ACCOUNT", help="The bank account: bac_...")]
YuanArgument = Annotated[str, typer.Argument(metavar="YUAN", help="How much, such as 19.99.")]
CodeArgument = Annotated[str, typer.Argument(metavar="CASH_CODE", help="csh_...")]
Reference = Annotated[str, typer.Option("--reference", help="Your own reference.")]


def add_to(bank: typer.Typer) -> None:
    """Adds these commands."""
    wallet, account = "wal_0A1B2C3D4E5F6", "bac_0A1B2C3D4E5F7"
    opened = "jiaozi bank open-account ins_0A1B2C3D4E5F9 6222021234500001 --holder hld_0A1B2C3D4E5FC --cash 1000"
    redeemed = "jiaozi bank redeem csh_0A1B2C3D4E5F8 ins_0A1B2C3D4E5F9 042117 100"
    command(bank, "open-account", example=opened)(open_account)
    command(bank, "account", example=f"jiaozi bank account {account}")(account_of)
    command(bank, "deposit", example=f"jiaozi bank deposit {account} 100")(deposit)
    command(bank, "withdraw", example=f"jiaozi bank withdraw {account} 100")(withdraw)
    command(bank, "link", example=f"jiaozi bank link {wallet} {account}")(link)
    command(bank, "load", example=f"jiaozi bank load {wallet} {account} 100")(load)
    command(bank, "unload", example=f"jiaozi bank unload {wallet} {account} 100")(unload)
    command(bank, "remit", example=f"jiaozi bank remit {account} {wallet} 250.00")(remit)
    command(bank, "remittances", example=f"jiaozi bank remittances {wallet}")(remittances)
    command(bank, "cash-code", example=f"jiaozi bank cash-code {wallet} out 100")(cash_code)
    command(bank, "cash-codes", example=f"jiaozi bank cash-codes {wallet}")(cash_codes)
    command(bank, "cancel-cash-code", example="jiaozi bank cancel-cash-code csh_0A1B2C3D4E5F8")(cancel_cash_code)
    command(bank, "redeem", example=redeemed)(redeem)


def open_account(
    session: Session,
    bank: Annotated[str, typer.Argument(metavar="BANK", help="ins_...")],
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="8 to 32 digits.")],
    holder: Annotated[str, typer.Option("--holder", help="Whose it is: hld_...")] = "",
    cash: Annotated[str, typer.Option("--cash", metavar="YUAN", help="Paid in at once.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For a bank: open a deposit account."""
    minor = minor_of(cash, "--cash") if cash else None
    with served(url, api_key) as client:
        show(
            session,
            client.bank_accounts.create(bank=bank, number=number, customer=holder or None, cash_minor=minor, key=key),
        )


def account_of(session: Session, account: AccountArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show a bank account."""
    with served(url, api_key) as client:
        show(session, client.bank_accounts.get(account))


def deposit(
    session: Session,
    account: AccountArgument,
    amount: YuanArgument,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For a bank: take cash over the counter into an account. It is counted for the large-value report."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        show(session, client.bank_accounts.deposits.create(account, amount_minor=minor, key=key))


def withdraw(
    session: Session,
    account: AccountArgument,
    amount: YuanArgument,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For a bank: give cash over the counter out of an account. It is counted for the large-value report."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        show(session, client.bank_accounts.withdrawals.create(account, amount_minor=minor, key=key))


def link(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Bind a bank account to a wallet's holder, without an agreement. See `jiaozi bank propose` for one."""
    with served(url, api_key) as client:
        show(session, client.wallets.bank_accounts.create(wallet, bank_account=account, key=key))


def load(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    amount: YuanArgument,
    reference: Reference = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Move money from a bank account into a wallet. Final once it is answered."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        show(
            session,
            client.wallets.loads.create(
                wallet, bank_account=account, amount_minor=minor, reference=reference or None, key=key
            ),
        )


def unload(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    amount: YuanArgument,
    reference: Reference = "",
    key: Key = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Move money from a wallet into a bank account. Final once it is answered."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key, device, device_key, pin=pin) as client:
        show(
            session,
            client.wallets.unloads.create(
                wallet, bank_account=account, amount_minor=minor, reference=reference or None, key=key
            ),
        )


def remit(
    session: Session,
    account: AccountArgument,
    wallet: WalletArgument,
    amount: YuanArgument,
    reference: Reference = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For a bank: send money from its customer's account into somebody else's wallet. Final once it is answered."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        show(
            session,
            client.remittances.create(
                bank_account=account, wallet=wallet, amount_minor=minor, reference=reference or None, key=key
            ),
        )


def remittances(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List what was remitted into a wallet, oldest first."""
    with served(url, api_key) as client:
        show(session, list(client.wallets.remittances.list(wallet)))


def cash_code(
    session: Session,
    wallet: WalletArgument,
    direction: Annotated[str, typer.Argument(metavar="in|out", help="Pay cash in, or draw it.")],
    amount: YuanArgument,
    key: Key = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For the holder: get a one-time code for cash at a counter or machine."""
    if direction not in ("in", "out"):
        raise typer.BadParameter(f"{direction!r} is not one of: in, out", param_hint="in|out")
    minor = minor_of(amount, "YUAN")
    with served(url, api_key, device, device_key, pin=pin) as client:
        show(session, client.wallets.cash_codes.create(wallet, direction=word(direction), amount_minor=minor, key=key))


def cash_codes(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List a wallet's cash codes without their codes, oldest first."""
    with served(url, api_key) as client:
        show(session, list(client.wallets.cash_codes.list(wallet)))


def cancel_cash_code(
    session: Session, number: CodeArgument, key: Key = "", url: Url = LOCAL, api_key: ApiKey = ""
) -> None:
    """Make an open cash code worthless."""
    with served(url, api_key) as client:
        show(session, client.cash_codes.cancel(number, key=key))


def redeem(
    session: Session,
    number: CodeArgument,
    operator: Annotated[str, typer.Argument(metavar="OPERATOR", help="Whose counter it is: ins_...")],
    digits: Annotated[str, typer.Argument(metavar="CODE", help="The holder's one-time code.")],
    amount: YuanArgument,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For a bank's counter: take or give the cash of a code."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        show(session, client.cash_codes.redeem(number, operator=operator, code=digits, amount_minor=minor, key=key))
