"""`jiaozi key`: what whoever holds the machine may do about people and their keys. `jiaozi docs`: where the documents
are."""

from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.chinese import sentence
from jiaozi.cli.commands import Local, group
from jiaozi.cli.session import Session, act
from jiaozi.cli.values import instant, read_id

if TYPE_CHECKING:
    from rich.console import Console


KeyId = Annotated[str, typer.Argument(metavar="KEY", help="key_...; it is also the middle part of the token.")]
_ENROLS = "{} ({}) enrols within seven days by `jiaozi enrol -` with:"
DOCS = (
    ("README", "README.md"),
    ("Start", "docs/start/tutorial.md"),
    ("Recipes", "docs/recipes"),
    ("Concepts", "docs/concepts"),
    ("Reference", "docs/reference"),
    ("Decisions", "docs/decisions"),
)


def found(
    session: Session, name: Annotated[list[str], typer.Option("--name", help="Who; once for each of the first two.")]
) -> None:
    """Found the central bank's first two people. Each gets a code, printed once, and enrols: `jiaozi enrol -`.

    This is for installing a world. It ends itself: once two have enrolled, people make people. Said again before, it
    makes the earlier codes void.
    """
    from jiaozi.access import tokens
    from jiaozi.access.model import FoundPeople
    from jiaozi.ids import encode_id

    codes = [tokens.new_secret() for _ in name]
    with session.platform() as platform:
        done = act(platform, FoundPeople(tuple(name), tuple(map(tokens.hash_secret, codes))))
    rows = zip(name, done.principals, done.enrolments, codes, strict=True)
    data = [
        {"name": who, "principal": encode_id("prn", principal), "code": tokens.format_share(enrolment, code)}
        for who, principal, enrolment, code in rows
    ]

    def render(out: "Console") -> None:
        for each in data:
            out.print(sentence(_ENROLS, each["name"], each["principal"]))
            out.print(each["code"], soft_wrap=True)

    session.show({"people": data}, render)


def suspend(session: Session, principal: Annotated[str, typer.Argument(metavar="PRINCIPAL")]) -> None:
    """Stop honouring all keys of a principal. Only two people can undo it."""
    from jiaozi.access.model import SuspendPrincipal

    with session.platform() as platform:
        done = act(platform, SuspendPrincipal(read_id("prn", principal, "PRINCIPAL")))
    session.show({"principal": principal, "state": done.state}, lambda out: out.print(f"{principal} {done.state}"))


def revoke(session: Session, key: KeyId) -> None:
    """End a key. Once this is answered no process accepts it."""
    from jiaozi.access.model import RevokeApiKey

    with session.platform() as platform:
        done = act(platform, RevokeApiKey(read_id("key", key, "KEY")))
    data = {"key": key, "revoked_at": instant(done.revoked_at)}
    session.show(data, lambda out: out.print(sentence("{} revoked at {}", key, data["revoked_at"])))


def docs(session: Session) -> None:
    """Show where the documents are."""
    data = {"documents": [{"name": name, "path": path} for name, path in DOCS], "api": "/docs/api on a running server"}

    def render(out: "Console") -> None:
        for name, path in DOCS:
            out.print(f"{name:<10} {path}")
        out.print(f"{'API':<10} {data['api']}")

    session.show(data, render)


COMMANDS = (
    group(
        "key",
        "By whoever holds the machine: found the first people, suspend, revoke.",
        Local("found", found, "jiaozi key found --name 'Li Na' --name 'Wang Wei'"),
        Local("suspend", suspend, "jiaozi key suspend prn_0A1B2C3D4E5F6"),
        Local("revoke", revoke, "jiaozi key revoke key_0A1B2C3D4E5F6"),
    ),
    Local("docs", docs, "jiaozi docs"),
)
