"""`jiaozi people`: being found by phone, confirming a payee, asking money back, guardians and estates, by a server."""

import hashlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.served import LOCAL, ApiKey, Key, Signer, SignerKey, Url, served, show, word
from jiaozi.cli.session import Session, command

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import Heir

people = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Wallet = Annotated[str, typer.Argument(metavar="WALLET", help="wal_...")]
Holder = Annotated[str, typer.Argument(metavar="HOLDER", help="hld_...")]
Payment = Annotated[str, typer.Argument(metavar="PAYMENT", help="pay_...")]
Papers = Annotated[list[Path], typer.Option("--paper", help="A paper's file; only its SHA-256 is sent. Repeatable.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; the second person reads it.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(people, name="people", help="Find and confirm payees, ask money back, guardians, estates.")


def _ask(session: Session, url: str, api_key: str, act: "Callable[[Client], Any]", *signer: str) -> None:
    """Prints what a server answers, as data or as lines. Raises `Refused`."""
    with served(url, api_key, *signer) as client:
        found = act(client)
        show(session, list(found) if isinstance(found, Iterator) else found)


def _given(text: str) -> str:
    """A phone or a name; `-` reads it from standard input, so that it stays out of the shell's history."""
    return sys.stdin.readline().strip() if text == "-" else text


def _digests(papers: list[Path]) -> list[str]:
    return [hashlib.sha256(paper.read_bytes()).hexdigest() for paper in papers]


@command(people, "publish", example="jiaozi people publish wal_0A1B2C3D4E5F6")
def publish(session: Session, wallet: Wallet, url: Url = LOCAL, api_key: ApiKey = "", key: Key = "") -> None:
    """Let others find a wallet by its holder's phone. Nobody is found without this."""
    _ask(session, url, api_key, lambda client: client.wallets.alias.create(wallet, key=key))


@command(people, "withdraw", example="jiaozi people withdraw wal_0A1B2C3D4E5F6")
def withdraw(session: Session, wallet: Wallet, url: Url = LOCAL, api_key: ApiKey = "", key: Key = "") -> None:
    """Be found by phone no more."""
    _ask(session, url, api_key, lambda client: client.wallets.alias.withdraw(wallet, key=key))


@command(people, "find", example="jiaozi people find 13800000000 --payer wal_0A1B2C3D4E5F6")
def find(
    session: Session,
    phone: Annotated[str, typer.Argument(metavar="PHONE", help="A phone number; - reads it from standard input.")],
    payer: Annotated[str, typer.Option("--payer", help="The wallet you would pay from.")],
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Find the wallet that a phone leads to, with a masked name. Every question counts."""
    _ask(
        session, url, api_key, lambda client: client.alias_resolutions.create(payer=payer, phone=_given(phone), key=key)
    )


@command(people, "confirm", example="jiaozi people confirm wal_0A1B2C3D4E5F7 --name 张三 --payer wal_0A1B2C3D4E5F6")
def confirm(
    session: Session,
    payee: Annotated[str, typer.Argument(metavar="WALLET", help="The wallet you would pay.")],
    name: Annotated[str, typer.Option("--name", help="The name you expect; - reads it from standard input.")],
    payer: Annotated[str, typer.Option("--payer", help="The wallet you would pay from.")],
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Ask whether a wallet's holder has a name: match, close_match, no_match or unavailable."""
    _ask(
        session,
        url,
        api_key,
        lambda client: client.payee_confirmations.create(payer=payer, payee=payee, name=_given(name), key=key),
    )


@command(people, "ask-return", example="jiaozi people ask-return pay_0A1B2C3D4E5F6 --reason wrong_payee")
def ask_return(
    session: Session,
    payment: Payment,
    reason: Annotated[str, typer.Option("--reason", help="wrong_payee, wrong_amount or paid_twice.")],
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Ask a person you paid by mistake for the money. They have to agree."""
    _ask(
        session,
        url,
        api_key,
        lambda client: client.payments.return_request.create(payment, reason=word(reason), key=key),
    )


@command(people, "answer-return", example="jiaozi people answer-return pay_0A1B2C3D4E5F6 --agree")
def answer_return(
    session: Session,
    payment: Payment,
    agree: Annotated[bool, typer.Option("--agree/--decline", help="Give the money back, or do not.")],
    device: Signer = "",
    device_key: SignerKey = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Give back money that was sent by mistake, or decline."""
    give = lambda client: client.payments.return_request.answer(payment, agrees=agree, key=key)  # noqa: E731
    _ask(session, url, api_key, give, device, device_key)


@command(people, "returns", example="jiaozi people returns wal_0A1B2C3D4E5F6")
def returns(session: Session, wallet: Wallet, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List the requests to return money that a wallet made or was asked."""
    _ask(session, url, api_key, lambda client: client.wallets.return_requests.list(wallet))


@command(
    people,
    "guardian",
    example="jiaozi people guardian hld_0A1B2C3D4E5F6 hld_0A1B2C3D4E5F7 "
    "--until 2027-01-01T00:00:00+08:00 --paper order.pdf --reason court",
)
def guardian(
    session: Session,
    holder: Annotated[str, typer.Argument(metavar="WARD", help="Who is acted for: hld_...")],
    guardian: Annotated[str, typer.Argument(metavar="GUARDIAN", help="Who acts: hld_...")],
    until: Annotated[str, typer.Option("--until", metavar="INSTANT", help="Until when.")],
    paper: Papers,
    reason: Reason,
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Propose a guardian for a holder. A second person of the operator approves it."""
    papers = _digests(paper)
    _ask(
        session,
        url,
        api_key,
        lambda client: client.holders.guardians.create(
            holder, guardian=guardian, until=until, papers=papers, reason=reason, key=key
        ),
    )


@command(people, "freeze", example="jiaozi people freeze hld_0A1B2C3D4E5F6 --scope out --reason 'order 7'")
def freeze(
    session: Session,
    holder: Holder,
    reason: Reason,
    scope: Annotated[str, typer.Option("--scope", help="all, or out: money still comes in.")] = "all",
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Freeze all wallets of a holder, sub-wallets too. It opens none meanwhile."""
    _ask(
        session,
        url,
        api_key,
        lambda client: client.holders.freezes.create(holder, scope=word(scope), reason=reason, key=key),
    )


@command(people, "freezes", example="jiaozi people freezes hld_0A1B2C3D4E5F6")
def freezes(session: Session, holder: Holder, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """List the freezes of a holder."""
    _ask(session, url, api_key, lambda client: client.holders.freezes.list(holder))


@command(people, "unfreeze", example="jiaozi people unfreeze hld_0A1B2C3D4E5F6 hfz_0A1B2C3D4E5F7 --reason 'order 8'")
def unfreeze(
    session: Session,
    holder: Holder,
    freeze: Annotated[str, typer.Argument(metavar="FREEZE", help="hfz_...")],
    reason: Reason,
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Propose to lift a freeze of a holder. A second person of the side that placed it approves."""
    _ask(session, url, api_key, lambda client: client.holders.freezes.lift(holder, freeze, reason=reason, key=key))


@command(
    people,
    "forget",
    example="jiaozi people forget hld_0A1B2C3D4E5F6 phone --check 'operator letter 12' --reason recycled",
)
def forget(
    session: Session,
    holder: Holder,
    detail: Annotated[str, typer.Argument(metavar="DETAIL", help="phone, name or bank_account.")],
    check: Annotated[str, typer.Option("--check", help="What showed that it is wrong, or somebody else's now.")],
    reason: Reason,
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Propose to forget a detail of a holder, to be given anew. A second person approves it."""
    _ask(
        session,
        url,
        api_key,
        lambda client: client.holders.forgotten_details.create(
            holder, detail=word(detail), check=check, reason=reason, key=key
        ),
    )


@command(
    people,
    "estate",
    example="jiaozi people estate hld_0A1B2C3D4E5F6 --paper will.pdf --reason probate "
    "--heir wal_0A1B2C3D4E5F7=500000ppm --heir wal_0A1B2C3D4E5F8=500000ppm",
)
def estate(
    session: Session,
    holder: Holder,
    paper: Papers,
    reason: Reason,
    heir: Annotated[
        list[str] | None,
        typer.Option("--heir", help="Settle: WALLET=FEN or WALLET=SHAREppm of what is left. Repeatable."),
    ] = None,
    url: Url = LOCAL,
    api_key: ApiKey = "",
    key: Key = "",
) -> None:
    """Propose to freeze the wallets of a holder who died, or with --heir to settle. A second person approves it."""
    papers = _digests(paper)
    if heir:
        heirs = _heirs(heir)
        settle = lambda client: client.holders.estate.settle(holder, heirs=heirs, papers=papers, reason=reason, key=key)  # noqa: E731
        _ask(session, url, api_key, settle)
    else:
        _ask(
            session,
            url,
            api_key,
            lambda client: client.holders.estate.create(holder, papers=papers, reason=reason, key=key),
        )


def _heirs(texts: list[str]) -> "list[Heir]":
    """`WALLET=5000` is a fixed amount in fen, `WALLET=500000ppm` a share; both for one heir are joined by `+`."""
    from jiaozi_sdk.models import Heir

    heirs = []
    for text in texts:
        wallet, _, what = text.partition("=")
        numbers = {part.endswith("ppm"): part.removesuffix("ppm") for part in what.split("+")}
        if not all(number.isascii() and number.isdigit() for number in numbers.values()):
            raise typer.BadParameter("WALLET=FEN, WALLET=SHAREppm or WALLET=FEN+SHAREppm", param_hint="--heir")
        fixed, share = int(numbers.get(False, 0)), int(numbers.get(True, 0))
        heirs.append(Heir(wallet=wallet, fixed_minor=fixed or None, share_ppm=share))
    return heirs
