"""`jiaozi proposal`: acts of two people, seen and decided, through a running server."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.session import Session
from jiaozi.cli.words import Key, argument, option

if TYPE_CHECKING:
    from jiaozi_sdk import Client


def list_(
    session: Session,
    client: "Client",
    state: Annotated[str, typer.Option("--state", help="Only these, such as open.")] = "",
    most: Annotated[int | None, option("most")] = None,
) -> None:
    """List the acts of two people that you may see, oldest first."""
    found = (each for each in client.proposals.list() if state in ("", each.state))
    show(session, list(islice(found, most)), "id", "state", "operation", "reason", "proposer", "expires_at")


def approve(
    session: Session,
    client: "Client",
    proposal: Annotated[str, argument("proposal")],
    note: Annotated[str, option("note")] = "",
    key: Key = "",
) -> None:
    """Approve what another person of your institution proposed. The act is done, or refused by its own rules."""
    done = client.proposals.approve(proposal, note=note, key=key)
    show(session, done)
    if enrolment := (done.outcome or {}).get("enrolment"):
        session.say(f"Two people draw a share each 两人各取一份: jiaozi principal share {enrolment}")


COMMANDS = (
    group(
        "proposal",
        "Acts of two people: list, show, approve, reject.",
        Asking("list", list_, "jiaozi proposal list --state open"),
        Served("show", "proposals.get", "proposal"),
        Asking("approve", approve, "jiaozi proposal approve ppl_0A1B2C3D4E5F6"),
        Served(
            "reject",
            "proposals.reject",
            "proposal",
            says="Rejects what another person of your institution proposed. Nothing is done.",
        ),
    ),
)
