"""`jiaozi proposal`: acts of two people, seen and decided, through a running server."""

from itertools import islice
from typing import Annotated

import typer

from jiaozi.cli.served import LOCAL, ApiKey, Key, Url, plain, served, show, show_rows
from jiaozi.cli.session import Session, command

proposal = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Proposal = Annotated[str, typer.Argument(metavar="PROPOSAL", help="ppl_...; see `jiaozi proposal list`.")]
Note = Annotated[str, typer.Option("--note", help="Kept beside the decision.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(proposal, name="proposal", help="Acts of two people: list, show, approve, reject.")


@command(proposal, "list", example="jiaozi proposal list --state open")
def list_(
    session: Session,
    state: Annotated[str, typer.Option("--state", help="Only these, such as open.")] = "",
    last: Annotated[int, typer.Option("--last", min=1, max=500, help="At most so many.")] = 50,
    url: Url = LOCAL,
    api_key: ApiKey = "",
) -> None:
    """List the acts of two people that you may see, oldest first."""
    with served(url, api_key) as client:
        found = (each for each in client.proposals.list() if state in ("", each.state))
        rows = [plain(each) for each in islice(found, last)]
    show_rows(session, rows, "id", "state", "operation", "reason", "proposer", "expires_at")


@command(proposal, "show", example="jiaozi proposal show ppl_0A1B2C3D4E5F6")
def show_proposal(session: Session, wanted: Proposal, url: Url = LOCAL, api_key: ApiKey = "") -> None:
    """Show what was proposed, why, by whom, and how it was decided."""
    with served(url, api_key) as client:
        show(session, client.proposals.get(wanted))


@command(proposal, "approve", example="jiaozi proposal approve ppl_0A1B2C3D4E5F6")
def approve(
    session: Session, wanted: Proposal, note: Note = "", key: Key = "", url: Url = LOCAL, api_key: ApiKey = ""
) -> None:
    """Approve what another person of your institution proposed. The act is done, or refused by its own rules."""
    with served(url, api_key) as client:
        done = client.proposals.approve(wanted, note=note, key=key)
    show(session, done)
    if enrolment := (done.outcome or {}).get("enrolment"):
        session.say(f"Two people draw a share each 两人各取一份: jiaozi principal share {enrolment}")


@command(proposal, "reject", example="jiaozi proposal reject ppl_0A1B2C3D4E5F6 --note 'the papers are missing'")
def reject(
    session: Session, wanted: Proposal, note: Note = "", key: Key = "", url: Url = LOCAL, api_key: ApiKey = ""
) -> None:
    """Reject what another person of your institution proposed. Nothing is done."""
    with served(url, api_key) as client:
        show(session, client.proposals.reject(wanted, note=note, key=key))
