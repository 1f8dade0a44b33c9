"""`jiaozi keys`: API keys, handed out by whoever holds the machine. `jiaozi docs`: where the documents are."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.session import Session, accepted, command
from jiaozi.cli.values import instant, read_id

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.platform import Platform

keys = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
KeyId = Annotated[str, typer.Argument(metavar="KEY", help="key_...; it is also the middle part of the token.")]
DOCS = (
    ("README", "README.md"),
    ("Start", "docs/start/tutorial.md"),
    ("Recipes", "docs/recipes"),
    ("Concepts", "docs/concepts"),
    ("Reference", "docs/reference"),
    ("Decisions", "docs/decisions"),
)


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(keys, name="keys", help="Issue, rotate and revoke API keys.")
    command(app, "docs", example="jiaozi docs")(docs)


@command(keys, "principal", example="jiaozi keys principal auditor --name 'Annual audit'")
def principal(
    session: Session,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="central_bank, operator, merchant, holder, ...")],
    institution: Annotated[str, typer.Option("--institution", help="Its institution: ins_... or a code.")] = "",
    subject: Annotated[str, typer.Option("--subject", help="Whom it stands for: mer_..., wal_... or hld_...")] = "",
    name: Annotated[str, typer.Option("--name", help="What it is called; never a holder's.")] = "",
) -> None:
    """Make a principal: somebody who may be given keys."""
    from jiaozi.access.model import SUBJECT_PREFIXES, CreatePrincipal, Role
    from jiaozi.ids import encode_id

    if role not in {each.value for each in Role}:
        raise typer.BadParameter(f"{role!r} is not one of: {', '.join(each.value for each in Role)}", param_hint="ROLE")
    prefix = SUBJECT_PREFIXES.get(Role(role))
    if subject and prefix is None:
        raise typer.BadParameter(f"{role} stands for nobody else", param_hint="--subject")
    number = read_id(prefix, subject, "--subject") if subject and prefix else 0
    with session.platform() as platform:
        owner = _institution(platform, institution)
        done = _run(platform, CreatePrincipal(role, owner, number, name))
    data = {"principal": encode_id("prn", done.principal), "role": role}
    session.show(data, lambda out: out.print(f"{data['principal']}   {role}", highlight=False))


@command(keys, "issue", example="jiaozi keys issue prn_0A1B2C3D4E5F6")
def issue(session: Session, owner: Annotated[str, typer.Argument(metavar="PRINCIPAL")]) -> None:
    """Give a principal a further key. It is printed once and never again."""
    from jiaozi.access.model import IssueApiKey

    _hand_out(session, IssueApiKey(read_id("prn", owner, "PRINCIPAL")))


@command(keys, "rotate", example="jiaozi keys rotate key_0A1B2C3D4E5F6 --overlap 3600")
def rotate(
    session: Session,
    key: KeyId,
    overlap_s: Annotated[int, typer.Option("--overlap", min=0, help="Seconds for which the old key still works.")] = 0,
) -> None:
    """Replace a key by a new one. The new one is printed once and never again."""
    from jiaozi.access.model import RotateApiKey

    _hand_out(session, RotateApiKey(read_id("key", key, "KEY"), overlap_s))


@command(keys, "revoke", example="jiaozi keys revoke key_0A1B2C3D4E5F6")
def revoke(session: Session, key: KeyId) -> None:
    """End a key. Once this is answered no process accepts it."""
    from jiaozi.access.model import RevokeApiKey

    with session.platform() as platform:
        done = _run(platform, RevokeApiKey(read_id("key", key, "KEY")))
    data = {"key": key, "revoked_at": instant(done.revoked_at)}
    session.show(data, lambda out: out.print(f"{key} revoked at {data['revoked_at']}", highlight=False))


def docs(session: Session) -> None:
    """Show where the documents are."""
    data = {"documents": [{"name": name, "path": path} for name, path in DOCS], "api": "/docs on a running server"}

    def render(out: "Console") -> None:
        for name, path in DOCS:
            out.print(f"{name:<10} {path}", highlight=False)
        out.print(f"{'API':<10} {data['api']}", highlight=False)

    session.show(data, render)


def _hand_out(session: Session, order: Any) -> None:
    from jiaozi.access.keys import hand_out
    from jiaozi.access.model import PLATFORM
    from jiaozi.db.commands import Result
    from jiaozi.ids import encode_id

    with session.platform() as platform:

        def execute(actor: int, key: str, asked: object) -> Result:
            return platform.run([platform.request(actor, key, asked)])[0]

        given = hand_out(execute, PLATFORM, _fresh_key(), order, mode=platform.mode)
    outcome = accepted(given.outcome)
    data = {
        "key": encode_id("key", outcome.key),
        "principal": encode_id("prn", outcome.principal),
        "token": given.token,
        "replaces": encode_id("key", outcome.replaces) if outcome.replaces else None,
        "replaced_until": instant(outcome.replaced_until),
    }

    def render(out: "Console") -> None:
        out.print(f"{data['key']} for {data['principal']}. Keep the token; it is not shown again:", highlight=False)
        out.print(str(given.token), highlight=False)

    session.show(data, render)


def _run(platform: "Platform", order: Any) -> Any:
    from jiaozi.access.model import PLATFORM

    return accepted(platform.run([platform.request(PLATFORM, _fresh_key(), order)])[0].outcome)


def _fresh_key() -> str:
    import secrets

    return f"cli:{secrets.token_hex(12)}"


def _institution(platform: "Platform", text: str) -> int:
    from jiaozi.scheme.store import institution_by_code

    if not text:
        return 0
    if text.startswith("ins_"):
        return read_id("ins", text, "--institution")
    with platform.snapshot() as connection:
        found = institution_by_code(connection, [text])
    if text not in found:
        raise typer.BadParameter(f"{text!r} is no institution", param_hint="--institution")
    return found[text]
