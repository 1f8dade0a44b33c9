"""`jiaozi bank ...` with banks outside the platform: opening them, exchange orders, what is owed, and one to try."""

from typing import Annotated, Final

import typer

from jiaozi.cli.served import LOCAL, ApiKey, Key, Pin, Signer, SignerKey, Url, minor_of, served, show, word
from jiaozi.cli.session import Refused, Session, command

WalletArgument = Annotated[str, typer.Argument(metavar="WALLET", help="wal_...")]
BankArgument = Annotated[str, typer.Argument(metavar="BANK", help="The bank outside: xbk_...")]
OrderArgument = Annotated[str, typer.Argument(metavar="ORDER", help="xch_...")]
YuanArgument = Annotated[str, typer.Argument(metavar="YUAN", help="How much, such as 19.99.")]
Reason = Annotated[str, typer.Option("--reason", help="For the second person, who approves it.")]
PORT: Final = 8700


def add_to(bank: typer.Typer) -> None:
    """Adds these commands."""
    wallet, outside, order = "wal_0A1B2C3D4E5F6", "xbk_0A1B2C3D4E5FD", "xch_0A1B2C3D4E5FB"
    opened = 'jiaozi bank open-outside ins_0A1B2C3D4E5F9 ccb --name "A bank outside"'
    added = f"jiaozi bank add-account {wallet} {outside} 4367420000000001"
    exchanged = f"jiaozi bank exchange {wallet} xac_0A1B2C3D4E5FA unload 100"
    paid = f"jiaozi bank pay-outside {outside} 1000 --reason dues"
    taken = f"jiaozi bank take-from-outside {outside} 1000 --reason dues"
    out = f"jiaozi bank pay-out {order} --wallet {wallet} --reason closed"
    command(bank, "open-outside", example=opened)(open_outside)
    command(bank, "outside", example="jiaozi bank outside --json")(banks)
    command(bank, "add-account", example=added)(add_account)
    command(bank, "accounts-outside", example=f"jiaozi bank accounts-outside {wallet}")(accounts)
    command(bank, "exchange", example=exchanged)(exchange)
    command(bank, "order", example=f"jiaozi bank order {order} --json")(order_of)
    command(bank, "orders", example=f"jiaozi bank orders {wallet}")(orders)
    command(bank, "stuck", example=f"jiaozi bank stuck {outside}")(stuck)
    command(bank, "pay-out", example=out)(pay_out)
    command(bank, "pay-outside", example=paid)(pay_outside)
    command(bank, "take-from-outside", example=taken)(take_from_outside)
    command(bank, "settlements", example=f"jiaozi bank settlements {outside}")(settlements)
    command(bank, "simulate", example="jiaozi bank simulate ccb 4367420000000001=1000.00 --port 8700")(simulate)


def open_outside(
    session: Session,
    operator: Annotated[str, typer.Argument(metavar="OPERATOR", help="ins_...")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The bank's code, as in JIAOZI_BANKS.")],
    name: Annotated[str, typer.Option("--name", help="What it is called.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For an operator: begin to deal with a bank outside the platform."""
    with served(url, api_key) as client:
        show(session, client.external_banks.create(operator=operator, code=code, name=name, key=key))


def banks(session: Session, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List the banks outside with what each owes the operator; below zero the operator owes it."""
    with served(url, api_key) as client:
        show(session, list(client.external_banks.list()))


def add_account(
    session: Session,
    wallet: WalletArgument,
    bank: BankArgument,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="8 to 32 digits.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For an operator: add the holder's account at a bank outside. `jiaozi bank propose` links it."""
    with served(url, api_key) as client:
        show(session, client.wallets.external_accounts.create(wallet, external_bank=bank, number=number, key=key))


def accounts(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List a wallet's accounts at banks outside."""
    with served(url, api_key) as client:
        show(session, list(client.wallets.external_accounts.list(wallet)))


def exchange(
    session: Session,
    wallet: WalletArgument,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account at a bank outside: xac_...")],
    kind: Annotated[str, typer.Argument(metavar="load|unload", help="From the bank, or to it.")],
    amount: YuanArgument,
    key: Key = "",
    device: Signer = "",
    device_key: SignerKey = "",
    pin: Pin = True,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Order a load or unload with a bank outside the platform. See where it stands with `jiaozi bank order`."""
    if kind not in ("load", "unload"):
        raise typer.BadParameter(f"{kind!r} is not one of: load, unload", param_hint="load|unload")
    minor = minor_of(amount, "YUAN")
    with served(url, api_key, device, device_key, pin=pin) as client:
        show(
            session,
            client.wallets.exchange_orders.create(
                wallet, external_account=account, kind=word(kind), amount_minor=minor, key=key
            ),
        )


def order_of(session: Session, number: OrderArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show where an exchange order stands."""
    with served(url, api_key) as client:
        show(session, client.exchange_orders.get(number))


def orders(session: Session, wallet: WalletArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List a wallet's exchange orders, oldest first."""
    with served(url, api_key) as client:
        show(session, list(client.wallets.exchange_orders.list(wallet)))


def stuck(session: Session, bank: BankArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """For an operator: list the orders whose money can go neither on nor back."""
    with served(url, api_key) as client:
        show(session, list(client.external_banks.stuck_orders.list(bank)))


def pay_out(
    session: Session,
    number: OrderArgument,
    reason: Reason,
    wallet: Annotated[str, typer.Option("--wallet", help="Into this wallet of the holder's: wal_...")] = "",
    account: Annotated[str, typer.Option("--account", help="Or into this bank account: bac_...")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For an operator: propose to pay a stuck order to another wallet or account of its holder."""
    if bool(wallet) == bool(account):
        raise typer.BadParameter("exactly one of --wallet and --account", param_hint="--wallet")
    payee = {"wallet": wallet or None, "bank_account": account or None}
    with served(url, api_key) as client:
        show(session, client.exchange_orders.pay_outs.create(number, reason=reason, **payee, key=key))


def pay_outside(
    session: Session,
    bank: BankArgument,
    amount: YuanArgument,
    reason: Reason,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For an operator: propose to pay a bank outside what is owed to it, out of reserves."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        show(session, client.external_banks.payments.create(bank, amount_minor=minor, reason=reason, key=key))


def take_from_outside(
    session: Session,
    bank: BankArgument,
    amount: YuanArgument,
    reason: Reason,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """For the central bank: propose to take in what a bank outside has paid to an operator."""
    minor = minor_of(amount, "YUAN")
    with served(url, api_key) as client:
        show(session, client.external_banks.receipts.create(bank, amount_minor=minor, reason=reason, key=key))


def settlements(session: Session, bank: BankArgument, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List what was settled with a bank outside, oldest first."""
    with served(url, api_key) as client:
        show(session, list(client.external_banks.settlements.list(bank)))


def simulate(
    session: Session,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The bank's code, as in JIAOZI_BANKS.")],
    accounts: Annotated[list[str], typer.Argument(metavar="NUMBER=YUAN...", help="Its accounts and their money.")],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where it listens on this machine.")] = PORT,
) -> None:
    """Run a small bank outside the platform, on this machine, until it is stopped. For demonstrations only.

    It shares the key of this data folder's keyring, so start the platform there with JIAOZI_BANKS=CODE=http://127.0.0.1:8700.
    """
    from jiaozi.banking.connector import key_of
    from jiaozi.banking.simulator import BankServer, SimulatedBank
    from jiaozi.keyring import Keyring

    balances: dict[str, int] = {}
    for entry in accounts:
        number, separator, yuan = entry.partition("=")
        if not separator or not (number.isascii() and number.isdigit()):
            raise typer.BadParameter(f"{entry!r} is not NUMBER=YUAN", param_hint="NUMBER=YUAN")
        balances[number] = minor_of(yuan, "NUMBER=YUAN")
    key = key_of(Keyring.load(session.settings.keyring), code)
    try:
        server = BankServer(SimulatedBank(balances), key, port)
    except OSError as error:
        raise Refused("port_in_use", str(port)) from error
    where = f"http://127.0.0.1:{server.server_port}"
    session.show({"url": where, "code": code}, lambda out: out.print(f"{code} at {where}", highlight=False))
    with server:
        server.serve_forever()
