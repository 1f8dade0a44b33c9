"""`jiaozi principal` and `jiaozi enrol`: who may call, through a running server. Rights are made by two people."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.chinese import sentence
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.served import Url, asking, institution_of
from jiaozi.cli.session import Session
from jiaozi.cli.words import Key, Reason, Word, option, secrets_of

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi_sdk import Client


def enrol(
    session: Session,
    shares: Annotated[
        list[str],
        typer.Argument(
            metavar="SHARE...", help="The shares of your code, jze_...; @FILE reads them, - from standard input."
        ),
    ],
    url: Url,
) -> None:
    """Get your first key, for the shares of your code that two people gave you. It is printed once and never again.

    Shares that are typed here stay in the shell's history, and whoever lists processes (`ps`) sees them: give `@FILE`,
    or `-` and then type or paste them, each in a line of its own, and end with Ctrl-D.
    """
    from jiaozi_sdk import enrol as enrolled

    read = [share for each in shares for share in secrets_of(each)]
    if not read:
        raise typer.BadParameter("there is no share in it", param_hint="SHARE...")
    with asking(url):
        given = enrolled(url, *read)

    def render(out: "Console") -> None:
        out.print(sentence("{}. Keep the key; it is not shown again:", given.principal))
        out.print(given.token, soft_wrap=True)

    session.show(given._asdict(), render)


def add(
    session: Session,
    client: "Client",
    role: Annotated[str, typer.Argument(metavar="ROLE", help="central_bank, operator, merchant, holder, ...")],
    reason: Reason,
    institution: Annotated[
        str, typer.Option("--institution", help="Its institution, such as icbc; your own without.")
    ] = "",
    subject: Annotated[
        str, typer.Option("--subject", help="A merchant's mer_..., an employer's wal_..., a holder's hld_...")
    ] = "",
    name: Annotated[str, option("name", "What it is called; never a holder's.")] = "",
    key: Key = "",
) -> None:
    """Propose a principal. A colleague approves (`jiaozi proposal approve`), then each draws a share of its code."""
    at = None if role in ("auditor", "government") else institution_of(client, institution) or client.me().institution
    said: Any = role  # the platform says when it has no such role
    proposed = client.principals.create(
        role=said, reason=reason, institution=at, subject=subject or None, name=name, key=key
    )
    show(session, proposed)


def new_key(session: Session, client: "Client", key: Key = "") -> None:
    """Get a further key of your own. It is printed once and never again."""
    show(session, client.principals.keys.create(client.me().principal, key=key))


def list_keys(
    session: Session,
    client: "Client",
    principal: Annotated[str, typer.Argument(metavar="[PRINCIPAL]", help="Whose: prn_...; your own without.")] = "",
) -> None:
    """List the keys of a principal, oldest first, without their secrets; revoked and expired ones too."""
    found = list(client.principals.keys.list(principal or client.me().principal))
    show(session, found, "id", "created_at", "expires_at", "revoked_at", "last_used_on")


def rotate(
    session: Session,
    client: "Client",
    overlap_s: Annotated[int, option("overlap_s", "Seconds for which the old key still works.")] = 0,
    key: Key = "",
) -> None:
    """Replace the key that you call with by a new one. The new one is printed once and never again."""
    show(session, client.keys.rotate(client.me().key, overlap_s=overlap_s, key=key))


COMMANDS = (
    group(
        "principal",
        "Who may call: made by two people, each with keys of its own.",
        Asking("add", add, "jiaozi principal add auditor --name 'Li Na' --reason 'the annual audit'"),
        Served("list", "principals.list", prints="id role state institution subject name vouched enrolment"),
        Served("suspend", "principals.suspend", "principal"),
        Served("resume", "principals.resume", "principal"),
        Served("renew", "principals.enrolments.create", "principal"),
        Served("share", "enrolments.shares.create", "enrolment"),
        group(
            "key",
            "A principal's keys: get another, list, replace, end.",
            Asking("new", new_key, "jiaozi principal key new"),
            Asking("list", list_keys, "jiaozi principal key list"),
            Asking("rotate", rotate, "jiaozi principal key rotate --overlap 3600"),
            Served("revoke", "keys.revoke", "key_id", words={"key_id": Word("key_...", "key_0A1B2C3D4E5F6")}),
        ),
    ),
    Local("enrol", enrol, "jiaozi enrol @share-of-li @share-of-wang"),
)
