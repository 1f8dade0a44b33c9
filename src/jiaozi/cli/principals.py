"""`jiaozi principal` and `jiaozi enrol`: who may call, through a running server. Rights are made by two people."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.served import LOCAL, ApiKey, Key, Url, asking, plain, served, show, show_rows, word
from jiaozi.cli.session import Session, command

if TYPE_CHECKING:
    from rich.console import Console

principal = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Principal = Annotated[str, typer.Argument(metavar="PRINCIPAL", help="prn_...; see `jiaozi principal list`.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept beside the proposal.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(principal, name="principal", help="Who may call: made by two people, each with keys of its own.")
    command(app, "enrol", example="jiaozi enrol jze_0A1B2C3D4E5F6_...  jze_0A1B2C3D4E5F6_...")(enrol)


def enrol(
    session: Session,
    shares: Annotated[list[str], typer.Argument(metavar="SHARE...", help="The shares of your code, jze_...")],
    url: Url = LOCAL,
) -> None:
    """Get your first key, for the shares of your code that two people gave you. It is printed once and never again."""
    from jiaozi_sdk import enrol as enrolled

    with asking(url):
        given = enrolled(url, *shares)

    def render(out: "Console") -> None:
        out.print(f"{given.principal}. Keep the key; it is not shown again:", highlight=False)
        out.print(given.token, highlight=False, soft_wrap=True)

    session.show(given._asdict(), render)


@command(
    principal,
    "add",
    example="jiaozi principal add auditor --name 'Li Na' --reason 'the annual audit'",
)
def add(
    session: Session,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="central_bank, operator, merchant, holder, ...")],
    reason: Reason,
    institution: Annotated[str, typer.Option("--institution", help="Its institution, ins_...; your own without.")] = "",
    subject: Annotated[
        str,
        typer.Option("--subject", help="A merchant's mer_..., an employer's wal_..., a holder's hld_..."),
    ] = "",
    name: Annotated[str, typer.Option("--name", help="What it is called; never a holder's.")] = "",
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Propose a principal. A colleague approves (`jiaozi proposal approve`), then each draws a share of its code."""
    with served(url, api_key) as client:
        at = None if role in ("auditor", "government") else institution or client.me().institution
        proposed = client.principals.create(
            role=word(role), reason=reason, institution=at, subject=subject or None, name=name, key=key
        )
        show(session, proposed)


@command(principal, "list", example="jiaozi principal list")
def list_(
    session: Session,
    last: Annotated[int, typer.Option("--last", min=1, max=500, help="At most so many.")] = 200,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """List the principals that you may see."""
    with served(url, api_key) as client:
        rows = [plain(each) for each in islice(client.principals.list(), last)]
    show_rows(session, rows, "id", "role", "status", "institution", "subject", "name", "vouched")


@command(principal, "suspend", example="jiaozi principal suspend prn_0A1B2C3D4E5F6")
def suspend(session: Session, wanted: Principal, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Stop honouring a principal's keys, at once."""
    with served(url, api_key) as client:
        show(session, client.principals.suspend(wanted, key=key))


@command(principal, "resume", example="jiaozi principal resume prn_0A1B2C3D4E5F6 --reason 'the phone was found'")
def resume(
    session: Session, wanted: Principal, reason: Reason, key: Key = "", url: Url = LOCAL, api_key: ApiKey = ""
) -> None:
    """Propose to honour a suspended principal's keys again."""
    with served(url, api_key) as client:
        show(session, client.principals.resume(wanted, reason=reason, key=key))


@command(principal, "renew", example="jiaozi principal renew prn_0A1B2C3D4E5F6 --reason 'the key is lost'")
def renew(
    session: Session, wanted: Principal, reason: Reason, key: Key = "", url: Url = LOCAL, api_key: ApiKey = ""
) -> None:
    """Propose that a principal enrols again. Its earlier keys end when it does."""
    with served(url, api_key) as client:
        show(session, client.principals.enrolments.create(wanted, reason=reason, key=key))


@command(principal, "share", example="jiaozi principal share enr_0A1B2C3D4E5F6")
def share(
    session: Session,
    enrolment: Annotated[str, typer.Argument(metavar="ENROLMENT", help="enr_...; `jiaozi proposal show` has it.")],
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Draw your share of a code, to be given to whoever enrols. It is printed once; an earlier one is void."""
    with served(url, api_key) as client:
        show(session, client.enrolments.shares.create(enrolment, key=key))


@command(principal, "key", example="jiaozi principal key")
def new_key(session: Session, key: Key = "", url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Get a further key of your own. It is printed once and never again."""
    with served(url, api_key) as client:
        show(session, client.principals.keys.create(client.me().principal, key=key))


@command(principal, "rotate", example="jiaozi principal rotate --overlap 3600")
def rotate(
    session: Session,
    overlap_s: Annotated[int, typer.Option("--overlap", min=0, help="Seconds for which the old key still works.")] = 0,
    key: Key = "",
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """Replace the key that you call with by a new one. The new one is printed once and never again."""
    with served(url, api_key) as client:
        show(session, client.keys.rotate(client.me().key, overlap_s=overlap_s, key=key))
