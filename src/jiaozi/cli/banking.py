"""`jiaozi bank`: accounts, agreements, sweeps, cash, loads and unloads, remittances, and banks outside the platform."""

from typing import Annotated, Final

import typer

from jiaozi.cli.chinese import sentence
from jiaozi.cli.commands import Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import yuan_of
from jiaozi.cli.words import Word, Words

PORT: Final = 8700


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
        balances[number] = yuan_of(yuan, "NUMBER=YUAN", zero=True)
    key = key_of(Keyring.load(session.settings.keyring), code)
    try:
        server = BankServer(SimulatedBank(balances), key, port)
    except OSError as error:
        raise Refused("port_in_use", str(port)) from error
    where = f"http://127.0.0.1:{server.server_port}"
    session.show({"url": where, "code": code}, lambda out: out.print(sentence("{} at {}", code, where)))
    with server:
        server.serve_forever()


ACCOUNT = {"account": {"bac": "bank_account", "xac": "external_account"}}
TERMS: Words = {
    "single_minor": Word("The most at once.", metavar="YUAN", default="5000"),
    "daily_minor": Word("The most in a day.", metavar="YUAN", default="10000"),
    "daily_count": Word("How often in a day.", default=10),
    "yearly_minor": Word("The most in a year.", metavar="YUAN", default="200000"),
    "yearly_count": Word("How often in a year.", default=1000),
    "valid_until": Word("The end of its validity, ISO 8601.", "2027-12-31T00:00:00+08:00", "INSTANT", "--until"),
    "valid_from": Word("Its begin; else now.", metavar="INSTANT", option="--from"),
}
PAID_OUT: Words = {
    "wallet": "Into this wallet of the holder's: wal_...",
    "bank_account": Word("Or into this bank account: bac_...", metavar="ACCOUNT", option="--account"),
}
SENT: Words = {"code": "The code that the bank sent."}
NUMBER: Words = {"number": "8 to 32 digits."}
OUTSIDE: Words = {
    "code": Word("The bank's code, as in JIAOZI_BANKS.", "ccb"),
    "name": Word("What it is called.", "'A bank outside'"),
}
COMMANDS = (
    group(
        "bank",
        "Link bank accounts, sweep, remit, move cash, and deal with banks outside, through a running server.",
        # agreements, and what moves by itself
        Served("propose", "wallets.agreements.create", "wallet account", words=TERMS, either=ACCOUNT, clerks=True),
        Served("code", "wallets.agreements.code_readings.create", "wallet account"),
        Served("sign", "wallets.agreements.sign", "wallet account code", words=SENT),
        Served("end", "wallets.agreements.end", "wallet account"),
        Served("agreements", "wallets.agreements.list", "wallet"),
        Served("sweep", "wallets.sweep.create", "wallet account ceiling_minor", either=ACCOUNT),
        Served("end-sweep", "wallets.sweep.end", "wallet"),
        Served("show-sweep", "wallets.sweep.get", "wallet"),
        Served("waterfall", "wallets.waterfall.create", "wallet bank_account"),
        Served("end-waterfall", "wallets.waterfall.end", "wallet"),
        Served("show-waterfall", "wallets.waterfall.get", "wallet"),
        Served("unload", "wallets.unloads.create", "wallet bank_account amount_minor"),
        # at the counter
        Served(
            "open-account",
            "bank_accounts.create",
            "bank number",
            words=NUMBER | {"customer": Word("Whose it is: hld_...", option="--holder")},
        ),
        Served("account", "bank_accounts.get", "bank_account"),
        Served("deposit", "bank_accounts.deposits.create", "bank_account amount_minor"),
        Served("withdraw", "bank_accounts.withdrawals.create", "bank_account amount_minor"),
        Served("link", "wallets.bank_accounts.create", "wallet bank_account"),
        Served("load", "wallets.loads.create", "wallet bank_account amount_minor"),
        Served("remit", "remittances.create", "bank_account wallet amount_minor"),
        Served("remittances", "wallets.remittances.list", "wallet"),
        Served("cash-code", "wallets.cash_codes.create", "wallet direction amount_minor"),
        Served("cash-codes", "wallets.cash_codes.list", "wallet"),
        Served("cancel-cash-code", "cash_codes.cancel", "cash_code"),
        Served(
            "redeem",
            "cash_codes.redeem",
            "cash_code operator code amount_minor",
            words={"operator": "Whose counter it is: ins_...", "code": "The holder's one-time code."},
        ),
        # banks outside the platform
        Served("open-outside", "external_banks.create", "operator code", words=OUTSIDE),
        Served(
            "outside",
            "external_banks.list",
            says="The banks outside, with what each owes the operator; below zero the operator owes it.",
        ),
        Served("add-account", "wallets.external_accounts.create", "wallet external_bank number", words=NUMBER),
        Served("accounts-outside", "wallets.external_accounts.list", "wallet"),
        Served(
            "exchange",
            "wallets.exchange_orders.create",
            "wallet external_account kind amount_minor",
            words={"kind": Word("From the bank, or to it.", "unload")},
        ),
        Served("order", "exchange_orders.get", "exchange_order"),
        Served("orders", "wallets.exchange_orders.list", "wallet"),
        Served("stuck", "external_banks.stuck_orders.list", "external_bank"),
        Served("pay-out", "exchange_orders.pay_outs.create", "exchange_order", words=PAID_OUT),
        Served("pay-outside", "external_banks.payments.create", "external_bank amount_minor"),
        Served("take-from-outside", "external_banks.receipts.create", "external_bank amount_minor"),
        Served("settlements", "external_banks.settlements.list", "external_bank"),
        Local("simulate", simulate, "jiaozi bank simulate ccb 4367420000000001=1000.00 --port 8700"),
    ),
)
