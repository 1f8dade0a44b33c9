"""`jiaozi bank ...`: agreements, sweeps, remittances and cash by code, through a running server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli.served import Url
from jiaozi.cli.session import Refused, Session, command

if TYPE_CHECKING:
    from pydantic import BaseModel

    from jiaozi.client import Client

ApiKey = Annotated[str, typer.Option("--api-key", envvar="JIAOZI_API_KEY", help="The caller's key; see `jiaozi demo`.")]
Key = Annotated[str, typer.Option("--idempotency-key", help="The same key never acts twice.")]
WalletArgument = Annotated[str, typer.Argument(metavar="WALLET", help="wal_...")]
AccountArgument = Annotated[str, typer.Argument(metavar="ACCOUNT", help="The bank account: bac_...")]
YuanArgument = Annotated[str, typer.Argument(metavar="YUAN", help="How much, such as 19.99.")]
URL: Final = "http://127.0.0.1:8000"


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    bank = typer.Typer(
        help="Link bank accounts, sweep, remit, and move cash by code, through a running server.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(bank, name="bank")
    pair = "wal_0A1B2C3D4E5F6 bac_0A1B2C3D4E5F7"
    command(bank, "propose", example=f"jiaozi bank propose {pair} --until 2027-12-31T00:00:00+08:00")(propose)
    command(bank, "code", example=f"jiaozi bank code {pair}")(code)
    command(bank, "sign", example=f"jiaozi bank sign {pair} 042117")(sign)
    command(bank, "end", example=f"jiaozi bank end {pair}")(end)
    command(bank, "agreements", example="jiaozi bank agreements wal_0A1B2C3D4E5F6 --json")(agreements)
    command(bank, "sweep", example=f"jiaozi bank sweep {pair} 1000")(sweep)
    command(bank, "end-sweep", example="jiaozi bank end-sweep wal_0A1B2C3D4E5F6")(end_sweep)
    command(bank, "remit", example="jiaozi bank remit bac_0A1B2C3D4E5F7 wal_0A1B2C3D4E5F6 250.00")(remit)
    command(bank, "cash-code", example="jiaozi bank cash-code wal_0A1B2C3D4E5F6 out 100")(cash_code)
    example = "jiaozi bank redeem csh_0A1B2C3D4E5F8 ins_0A1B2C3D4E5F9 042117 100"
    command(bank, "redeem", example=example)(redeem)
    pair = "wal_0A1B2C3D4E5F6 xac_0A1B2C3D4E5FA"
    command(bank, "exchange", example=f"jiaozi bank exchange {pair} unload 100")(exchange)
    command(bank, "order", example="jiaozi bank order xch_0A1B2C3D4E5FB --json")(order)
    command(bank, "simulate", example="jiaozi bank simulate ccb 4367420000000001=1000.00 --port 8700")(simulate)


@contextmanager
def _client(url: str, api_key: str) -> "Iterator[Client]":
    """A client whose refusals end the command."""
    from jiaozi.client import ApiError, Client
    from jiaozi.errors import ERRORS

    try:
        with Client(url, api_key) as client:
            yield client
    except ApiError as error:
        if error.code not in ERRORS:
            raise Refused("outcome_unknown", f"{url} does not answer; --idempotency-key {error.key}") from error
        raise Refused(error.code, error.detail, error.rule) from error


def _minor(yuan: str) -> int:
    from jiaozi.money import parse_yuan

    try:
        return parse_yuan(yuan)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="YUAN") from error


def _act(session: Session, url: str, api_key: str, ask: "Callable[[Client], BaseModel]") -> None:
    """Asks, and shows the answer."""
    with _client(url, api_key) as client:
        _show(session, ask(client).model_dump(mode="json"))


def _show(session: Session, data: dict[str, Any]) -> None:
    lines = [f"{name:<18} {_plain(value)}" for name, value in data.items()]
    session.show(data, lambda out: out.print("\n".join(lines), highlight=False))


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        from jiaozi.money import ASSETS, format_minor

        return format_minor(value["minor"], ASSETS[value["asset"]])
    return "" if value is None else str(value)


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
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """Propose to link a bank account to a wallet. Its bank then sends a one-time code."""
    _act(
        session,
        url,
        api_key,
        lambda client: client.propose_agreement(
            wallet,
            account,
            single_minor=_minor(single),
            daily_count=daily_count,
            daily_minor=_minor(daily),
            yearly_count=yearly_count,
            yearly_minor=_minor(yearly),
            valid_until=until,
            key=key,
        ),
    )


def code(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    key: Key = "",
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """For the account's bank: take the code of a proposed agreement, to send it to its customer. Logged."""
    _act(session, url, api_key, lambda client: client.read_agreement_code(wallet, account, key=key))


def sign(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    digits: Annotated[str, typer.Argument(metavar="CODE", help="The code that the bank sent.")],
    key: Key = "",
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """Sign an agreement with the bank's one-time code."""
    _act(session, url, api_key, lambda client: client.sign_agreement(wallet, account, digits, key=key))


def end(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    key: Key = "",
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """End an agreement: nothing moves over it any more."""
    _act(session, url, api_key, lambda client: client.end_agreement(wallet, account, key=key))


def agreements(session: Session, wallet: WalletArgument, url: Url = URL, api_key: ApiKey = "") -> None:
    """List a wallet's agreements with what was used of them."""
    with _client(url, api_key) as client:
        found = [each.model_dump(mode="json") for each in client.agreements(wallet)]
    lines = [
        f"{each['bank_account']}  {each['state']:<8} {_plain(each['used_today'])} of {_plain(each['daily'])} today, "
        f"{_plain(each['used_year'])} of {_plain(each['yearly'])} this year"
        for each in found
    ]
    session.show(found, lambda out: out.print("\n".join(lines), highlight=False))


def sweep(
    session: Session,
    wallet: WalletArgument,
    account: AccountArgument,
    ceiling: Annotated[str, typer.Argument(metavar="YUAN", help="What may stay in the wallet.")],
    key: Key = "",
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """Send what a wallet holds above a ceiling to a bank account, from now on."""
    minor = _minor(ceiling)
    _act(session, url, api_key, lambda client: client.set_sweep(wallet, account, minor, key=key))


def end_sweep(session: Session, wallet: WalletArgument, key: Key = "", url: Url = URL, api_key: ApiKey = "") -> None:
    """Stop a wallet's sweep."""
    _act(session, url, api_key, lambda client: client.end_sweep(wallet, key=key))


def remit(
    session: Session,
    account: AccountArgument,
    wallet: WalletArgument,
    amount: YuanArgument,
    reference: Annotated[str, typer.Option("--reference", help="Your own reference.")] = "",
    key: Key = "",
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """For a bank: send money from its customer's account into somebody else's wallet. Final once it is answered."""
    minor = _minor(amount)
    _act(
        session, url, api_key, lambda client: client.remit(account, wallet, minor, reference=reference or None, key=key)
    )


def cash_code(
    session: Session,
    wallet: WalletArgument,
    direction: Annotated[str, typer.Argument(metavar="in|out", help="Pay cash in, or draw it.")],
    amount: YuanArgument,
    key: Key = "",
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """For the holder: get a one-time code for cash at a counter or machine."""
    if direction not in ("in", "out"):
        raise typer.BadParameter(f"{direction!r} is not one of: in, out", param_hint="in|out")
    minor = _minor(amount)
    _act(session, url, api_key, lambda client: client.issue_cash_code(wallet, direction, minor, key=key))


def redeem(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="CASH_CODE", help="csh_...")],
    operator: Annotated[str, typer.Argument(metavar="OPERATOR", help="Whose counter it is: ins_...")],
    digits: Annotated[str, typer.Argument(metavar="CODE", help="The holder's one-time code.")],
    amount: YuanArgument,
    key: Key = "",
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """For a bank's counter: take or give the cash of a code."""
    minor = _minor(amount)
    _act(session, url, api_key, lambda client: client.redeem_cash_code(number, operator, digits, minor, key=key))


def exchange(
    session: Session,
    wallet: WalletArgument,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account at a bank outside: xac_...")],
    kind: Annotated[str, typer.Argument(metavar="load|unload", help="From the bank, or to it.")],
    amount: YuanArgument,
    key: Key = "",
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """Order a load or unload with a bank outside the platform. See where it stands with `jiaozi bank order`."""
    if kind not in ("load", "unload"):
        raise typer.BadParameter(f"{kind!r} is not one of: load, unload", param_hint="load|unload")
    minor = _minor(amount)
    _act(session, url, api_key, lambda client: client.order_exchange(wallet, account, kind, minor, key=key))


def order(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="ORDER", help="xch_...")],
    url: Url = URL,
    api_key: ApiKey = "",
) -> None:
    """Show where an exchange order stands."""
    _act(session, url, api_key, lambda client: client.exchange_order(number))


def simulate(
    session: Session,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The bank's code, as in JIAOZI_BANKS.")],
    accounts: Annotated[list[str], typer.Argument(metavar="NUMBER=YUAN...", help="Its accounts and their money.")],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where it listens on this machine.")] = 8700,
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
        balances[number] = _minor(yuan)
    key = key_of(Keyring.load(session.settings.keyring), code)
    try:
        server = BankServer(SimulatedBank(balances), key, port)
    except OSError as error:
        raise Refused("port_in_use", str(port)) from error
    where = f"http://127.0.0.1:{server.server_port}"
    session.show({"url": where, "code": code}, lambda out: out.print(f"{code} at {where}", highlight=False))
    with server:
        server.serve_forever()
