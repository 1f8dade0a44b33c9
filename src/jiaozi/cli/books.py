"""Commands that look into the books: wallets, journals, accounts, trial balances, stored outcomes."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.chinese import heading, state
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.limits import limits, print_limits
from jiaozi.cli.printing import Coded, print_record, show
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import instant, money, read_id, read_time, yuan
from jiaozi.cli.words import Word, Words, typed

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.db.engine import Connection
    from jiaozi.ledger.model import Account, Transfer
    from jiaozi.wallets.model import Wallet

AccountId = Annotated[
    str, typer.Argument(metavar="ACCOUNT", help="An account, acc_...; a wallet, wal_..., for its own.")
]
HISTORY_MAX: int = 10_000


def show_wallet(session: Session, number: Annotated[str, typer.Argument(metavar="WALLET", help="wal_...")]) -> None:
    """Show a wallet: its operator, class, state, balance, limits and their use. Personal data is not shown here.

    With a key alone a server tells it: `jiaozi call wallets.get`.
    """
    from jiaozi.ids import encode_id
    from jiaozi.ledger import store as ledger
    from jiaozi.scheme import store as scheme
    from jiaozi.wallets import store
    from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KIND_NAMES

    wallet_id = read_id("wal", number, "WALLET")
    with session.snapshot() as connection:
        found = store.wallet(connection, wallet_id)
        held = ledger.account(connection, found.account) if found else None
        if found is None or held is None:
            raise Refused("wallet_not_found", number)
        codes = {each.id: each for each in scheme.institutions(connection)}
        standings = _standings(connection, found, held)
    data = {
        "wallet": number,
        "operator": codes[found.operator].code,
        "operator_name": {"en": codes[found.operator].name_en, "zh": codes[found.operator].name_zh},
        "holder": encode_id("hld", found.holder),
        "kind": Coded(HOLDER_KIND_NAMES[found.kind]),
        "class": Coded(CLASS_NAMES[found.wallet_class]),
        "state": Coded(_wallet_state(found)),
        "frozen": money(found.frozen_minor, held.asset),
        "account": encode_id("acc", found.account),
        "posted": money(held.posted, held.asset),
        "pending_out": money(held.pending_out, held.asset),
        "available": money(held.available, held.asset),
        "opened_at": instant(found.opened_at),
    }

    def render(out: "Console") -> None:
        print_record(out, data)
        print_limits(out, standings)

    session.show(data | {"limits": standings}, render)


def _standings(connection: "Connection", wallet: "Wallet", held: "Account") -> dict[str, Any]:
    """A wallet's limits and what is used of them, as the API answers them to staff."""
    from jiaozi.db import world
    from jiaozi.details import zh_of
    from jiaozi.rulebook.names import name_of_id
    from jiaozi.wallets.limits import LimitTable
    from jiaozi.wallets.schema import USAGES
    from jiaozi.wallets.store import operator_codes

    now = world.now(connection)
    if now is None:
        raise Refused("world_not_found")
    usage = USAGES.read(connection, [wallet.id])[0].at(now)
    found = LimitTable(connection, operator_codes(connection)).standings(wallet, held.posted, usage, now)
    lines: dict[str, Any] = {}
    for component, (*amounts, source) in found.items():
        name = name_of_id(source.partition(" ")[0])
        rule, rule_zh, citation = (name.en, name.zh, source) if name else (source, zh_of(source), "")
        shown = [None if minor is None else money(minor, held.asset) for minor in amounts]
        names = ("limit", "used", "left", "own")
        lines[component] = dict(zip(names, shown, strict=True)) | {
            "rule": rule,
            "rule_zh": rule_zh,
            "citation": citation,
        }
    return lines


def _wallet_state(found: Any) -> str:
    if found.closed:
        return "closed"
    if found.freezes_all:
        return "frozen"
    return "frozen_out" if found.freezes_out else "open"


def show_journal(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="JOURNAL", help="jnl_..., or a reference with --reference.")],
    reference: Annotated[bool, typer.Option("--reference", help="Take JOURNAL as the caller's own reference.")] = False,
) -> None:
    """Show the transfers of a journal, or of every journal with a reference."""
    from jiaozi.ledger import store

    with session.snapshot() as connection:
        if reference:
            numbers = store.journals_by_reference(connection, number)
        else:
            numbers = [read_id("jnl", number, "JOURNAL")]
        rows = [transfer for each in numbers for transfer in store.journal(connection, each)]
        held = _accounts_of(connection, rows)
    if not rows:
        raise Refused("not_found", f"no journal {number}")
    data = [_transfer(row, held) for row in rows]
    session.show({"transfers": data}, lambda out: _transfers(out, number, data))


def history(
    session: Session,
    number: AccountId,
    last: Annotated[int, typer.Option("--last", min=1, max=HISTORY_MAX, help="How many rows, the newest.")] = 20,
) -> None:
    """Show the rows of an account's chain, oldest first, with the balance after each.

    With a key alone a server tells it: `jiaozi call accounts.statement`.
    """
    from jiaozi.ledger import store

    with session.snapshot() as connection:
        found = _account(connection, number)
        rows = store.history(connection, found.id, found.version - last + 1, found.version)
        held = _accounts_of(connection, rows)
    data = []
    for row in rows:
        version, posted = store.side_of(row, found.id)
        data.append({**_transfer(row, held), "version": version, "posted_after": money(posted, found.asset)})
    session.show({"account": number, "rows": data}, lambda out: _transfers(out, number, data))


def balance(
    session: Session,
    number: AccountId,
    at: Annotated[str, typer.Option("--at", metavar="INSTANT", help="As it had been recorded then; else now.")] = "",
) -> None:
    """Show what an account holds, now or at an instant of the past."""
    from jiaozi.db import world
    from jiaozi.ids import encode_id
    from jiaozi.ledger import store
    from jiaozi.ledger.periods import instant_refusal

    instant_us = read_time(at, "--at") if at else 0
    with session.snapshot() as connection:
        found = _account(connection, number)
        data: dict[str, Any] = {"of": number, "account": encode_id("acc", found.id)}
        data["posted"] = money(found.posted, found.asset)
        if at:
            refusal = instant_refusal(instant_us, world.now(connection) or 0)
            if refusal is not None:
                raise Refused(*refusal)
            posted = store.posted_at(connection, found.id, instant_us)
            data.update(at=instant(instant_us), posted=money(posted, found.asset))
        else:
            data["pending_out"] = money(found.pending_out, found.asset)
            data["pending_in"] = money(found.pending_in, found.asset)
            data["available"] = money(found.available, found.asset)
    show(session, data)


def trial_balance(
    session: Session,
    institution: Annotated[str, typer.Argument(metavar="CODE", help="An institution, such as icbc; else all.")] = "",
) -> None:
    """Show what each book holds by asset and kind of account. Debits and credits are equal in every book and asset."""
    from jiaozi.ledger import store
    from jiaozi.ledger.model import DEBIT_NORMAL, Kind
    from jiaozi.scheme import store as scheme

    data = []
    with session.snapshot() as connection:
        for each in scheme.institutions(connection):
            if institution in ("", each.code):
                for asset, kind, count, posted in store.trial_balance(connection, each.id):
                    side = "debit" if kind >= DEBIT_NORMAL else "credit"
                    row = {"book": each.code, "kind": Kind(kind).name.lower(), "side": side, "accounts": count}
                    data.append({**row, "posted": money(posted, asset)})
    if institution and not data:
        raise Refused("institution_not_found", institution)
    session.show({"rows": data}, lambda out: _trial_balance(out, data))


def _trial_balance(out: "Console", rows: list[dict[str, Any]]) -> None:
    from jiaozi.cli.tables import grid
    from jiaozi.money import ASSETS

    heads = ("book", "kind", "accounts", "asset", "debit", "credit")
    shown = grid(*heads, right=[2, 4, 5])
    sums: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        minor, asset = row["posted"]["minor"], row["posted"]["asset"]
        text = yuan(minor, ASSETS[asset].id)
        sides = (text, "") if row["side"] == "debit" else ("", text)
        shown.add_row(row["book"], state(row["kind"], "account"), f"{row['accounts']:,}", asset, *sides)
        sums.setdefault((row["book"], asset), [0, 0])[row["side"] == "credit"] += minor
    shown.add_section()
    for (book, asset), (debit, credit) in sums.items():
        shown.add_row(book, heading("total"), "", asset, yuan(debit), yuan(credit))
    out.print(shown)


def outcome(
    session: Session,
    operation: Annotated[str, typer.Argument(metavar="OPERATION", help="Its name, such as pay or open_wallet.")],
    key: Annotated[str, typer.Argument(metavar="KEY", help="The idempotency key of the request.")],
    principal: Annotated[
        str, typer.Option("--principal", help="Whose request: prn_...; 0 for the platform's own.")
    ] = "0",
) -> None:
    """Show how a request was decided, found by its operation and key: what a retry of it would be answered."""
    from jiaozi.db import groups

    number = int(principal) if principal.isdigit() else read_id("prn", principal, "--principal")
    with session.snapshot() as connection:
        found = groups.stored_outcomes(connection, [(number, operation, key)]).get((number, operation, key))
    if found is None:
        raise Refused("not_found", f"no outcome {operation} {key}")
    data = _outcome(found[1])
    show(session, data)


def _outcome(text: str) -> dict[str, Any]:
    import json

    kind, *values = json.loads(text)
    return {"outcome": kind, "values": values}


def _account(connection: "Connection", text: str) -> "Account":
    from jiaozi.ledger import store
    from jiaozi.wallets import store as wallets

    if text.startswith("wal_"):
        owner = wallets.wallet(connection, read_id("wal", text, "ACCOUNT"))
        number = owner.account if owner else 0
    else:
        number = read_id("acc", text, "ACCOUNT")
    found = store.account(connection, number) if number else None
    if found is None:
        raise Refused("account_not_found", text)
    return found


def _accounts_of(connection: "Connection", rows: "list[Transfer]") -> "dict[int, Account]":
    from jiaozi.ledger import store

    return store.accounts(connection, {side for row in rows for side in (row.debit, row.credit)})


def _transfer(row: "Transfer", held: "dict[int, Account]") -> dict[str, Any]:
    from jiaozi.ids import encode_id
    from jiaozi.ledger.model import Code, Phase

    return {
        "transfer": encode_id("trf", row.id),
        "journal": encode_id("jnl", row.journal),
        "debit": encode_id("acc", row.debit),
        "credit": encode_id("acc", row.credit),
        "amount": money(row.amount, held[row.debit].asset),
        "code": Code(row.code).name.lower(),
        "phase": Phase(row.phase).name.lower(),
        "reference": row.reference,
        "recorded_at": instant(row.recorded_at),
        "effective_at": instant(row.effective_at or 0),
    }


def _transfers(out: "Console", title: str, rows: list[dict[str, Any]]) -> None:
    from jiaozi.cli.tables import grid
    from jiaozi.money import ASSETS

    shown = grid("recorded", "code", "phase", "debit", "credit", "amount", "balance", right=[5, 6], title=title)
    for row in rows:
        asset = ASSETS[row["amount"]["asset"]].id
        after = yuan(row["posted_after"]["minor"], asset) if "posted_after" in row else ""
        amount, said = yuan(row["amount"]["minor"], asset), (state(row["code"]), state(row["phase"]))
        shown.add_row(row["recorded_at"], *said, row["debit"], row["credit"], amount, after)
    out.print(shown)


_DETAILS: Words = {
    "kind": Word("A person's wallet, or a company's.", "personal", "KIND"),
    "wallet_class": Word("I, II, III or IV.", "III", "CLASS", "--class"),
    "phone": Word("The holder's phone number; - reads it from standard input.", "13800000000", reader=typed),
    "name": Word("The holder's name, as on the document.", "'Zhang San'"),
    "id_number": Word(
        "Of the identity document, or the company's code; - reads it.", "11010519491231002X", reader=typed
    ),
    "bank_account": Word("The number of the holder's bank account; - reads it.", "6222000000000000", reader=typed),
    "face_to_face": Word("The holder stands at the counter."),
}
_OPENED: Words = {
    "operator": Word("The operator, by its code or as ins_...", "mybank", institution=True),
    "wallet_class": Word("I, II, III or IV.", "IV", "CLASS", "--class"),
}
"""What the demo's operator can do as the example has it: a wallet of class IV needs a phone number alone."""
_LIMITS: Words = {
    "component": Word("balance, single, daily or yearly.", "single", "LIMIT"),
    "limit_minor": Word("The most, at or below the scheme's.", "1000", "YUAN"),
}
_FREEZE: Words = {
    "scope": Word("Everything, what goes out, or an amount.", "out", "SCOPE"),
    "amount_minor": "How much is frozen, with --scope amount.",
    "freeze": Word("The freeze: frz_...", "frz_0A1B2C3D4E5F6"),
    "reason": "The order behind it.",
}
COMMANDS = (
    group(
        "wallet",
        "Wallets: look, open, upgrade, limit, freeze, close.",
        Local("show", show_wallet, "jiaozi wallet show wal_0A1B2C3D4E5F6"),
        Served("list", "wallets.list", prints="id operator kind wallet_class state opened_at"),
        Served("open", "wallets.create", "operator", shows="phone", words=_DETAILS | _OPENED),
        Served("upgrade", "wallets.class_changes.create", "wallet wallet_class", words=_DETAILS),
        Asking("limits", limits, "jiaozi wallet limits wal_0A1B2C3D4E5F6 --single 200", signed=True),
        Served("operator-limits", "institutions.limits.list", "operator"),
        Served(
            "limit-all",
            "institutions.limits.create",
            "operator kind wallet_class component limit_minor",
            words=_DETAILS | _LIMITS,
        ),
        Served("freeze", "wallets.freezes.create", "wallet", words=_FREEZE),
        Served("unfreeze", "wallets.freezes.lift", "wallet freeze", words=_FREEZE),
        Served("freezes", "wallets.freezes.list", "wallet"),
        Served("refused-payments", "wallets.refused_payments.list", "wallet", prints="at reason times"),
        Served("close", "wallets.close", "wallet", clerks=True),
        Served("close-out", "wallets.close_out", "wallet bank_account"),
    ),
    group("journal", "Look at journals.", Local("show", show_journal, "jiaozi journal show jnl_0A1B2C3D4E5F6")),
    group(
        "account",
        "Look at ledger accounts.",
        Local("history", history, "jiaozi account history wal_0A1B2C3D4E5F6 --last 20"),
        Local("balance", balance, "jiaozi account balance wal_0A1B2C3D4E5F6 --at 2022-05-15T12:00:00+08:00"),
    ),
    Local("trial-balance", trial_balance, "jiaozi trial-balance icbc"),
    Local("outcome", outcome, "jiaozi outcome pay order-1001 --principal prn_0000000000001"),
)
