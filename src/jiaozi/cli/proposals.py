"""`jiaozi proposal`: acts of two people, seen and decided, through a running server."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.chinese import heading
from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import by_code, plain, print_record, show, show_rows, shown
from jiaozi.cli.session import Session
from jiaozi.cli.words import Key, argument, option

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi_sdk import Client
    from jiaozi_sdk.models import Proposal


def list_(
    session: Session,
    client: "Client",
    state: Annotated[str, typer.Option("--state", help="Only these, such as open.")] = "",
    most: Annotated[int | None, option("most")] = None,
) -> None:
    """List the acts of two people that you may see, oldest first."""
    found = list(islice((each for each in client.proposals.list() if state in ("", each.state)), most))
    rows = [plain(each) for each in found]
    if not session.as_json:
        rows = [row | {"proposer": _name(client, row["proposer"])} for row in rows]
    show_rows(session, rows, "id", "state", "operation", "reason", "proposer", "expires_at")


def show_proposal(session: Session, client: "Client", proposal: Annotated[str, argument("proposal")]) -> None:
    """An act of two people, in words: who asks for what and why, what it changes, before and after."""
    from jiaozi.cli.tables import grid

    found = client.proposals.get(proposal)

    def render(out: "Console") -> None:
        row = {name: value for name, value in plain(found).items() if name != "command"}
        people = {name: _name(client, row[name]) for name in ("proposer", "first_approver", "approver") if row[name]}
        rows = [(heading(name), before, after) for name, before, after in _changes(session, client, found)]
        print_record(out, by_code(session, row | people))
        out.print(grid("change 变更内容", "before 变更前", "after 变更后", rows=rows))

    session.show(plain(found), render)


def _name(client: "Client", principal: str) -> str:
    """A principal's name beside its id, where the caller may see it."""
    from jiaozi_sdk import ApiError

    try:
        name = client.principals.get(principal).name
    except ApiError:
        return principal
    return f"{name} ({principal})" if name else principal


def _changes(session: Session, client: "Client", found: "Proposal") -> list[tuple[str, str, str]]:
    """What a proposal says, field by field: what holds now where that is known, and what it asks for."""
    before = _before(client, found) if found.state == "open" else {}
    asked = by_code(session, {name: value for name, value in found.command.items() if value not in (None, "")})
    return [(name, shown(name, before.get(name)), shown(name, asked[name])) for name in asked]


def _before(client: "Client", found: "Proposal") -> dict[str, Any]:
    """What an open proposal would change, as it is now. Raises `ApiError`."""
    asked = found.command
    if found.operation == "set_quota":
        return {"quota": plain(client.institutions.reserves.get(asked["operator"]).quota)}
    if found.operation == "set_operator_limit":
        same = ("kind", "wallet_class", "component")
        limits = (plain(each) for each in client.institutions.limits.list(asked["operator"]))
        of_it = [each["limit"] for each in limits if all(each[name] == asked[name] for name in same)]
        return {"limit": of_it[0]} if of_it else {}
    return {}


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
        session.say("Two people draw a share each 两人各取一份: jiaozi principal share {}", enrolment)


COMMANDS = (
    group(
        "proposal",
        "Acts of two people: list, show, approve, reject.",
        Asking("list", list_, "jiaozi proposal list --state open"),
        Asking("show", show_proposal, "jiaozi proposal show ppl_0A1B2C3D4E5F6"),
        Asking("approve", approve, "jiaozi proposal approve ppl_0A1B2C3D4E5F6"),
        Served(
            "reject",
            "proposals.reject",
            "proposal",
            says="Rejects what another person of your institution proposed. Nothing is done.",
        ),
    ),
)
