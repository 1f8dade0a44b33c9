"""`jiaozi proposal`: acts of two people, seen and decided, through a running server."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli.chinese import heading, sentence
from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import Coded, by_code, closed_sets, plain, print_record, show, show_rows, shown
from jiaozi.cli.served import as_told
from jiaozi.cli.session import Session
from jiaozi.cli.values import check_one_of
from jiaozi.cli.words import Key, argument, option

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi_sdk import Client
    from jiaozi_sdk.models import Freeze, HolderFreeze, Proposal

STATES: Final = ("open", "expired", "done", "refused", "rejected")
_WORDS_OF_REFUSAL: Final = ("code", "detail", "rule", "detail_zh", "rule_zh", "citation")
_CHANGING: Final = ("set_quota", "set_operator_limit")
_LIFTING: Final = ("unfreeze_wallet", "unfreeze_holder")
_READ: Final = "What is decided on: {}"
_HASHED: Final = "The text that has the SHA-256: {}"
_PROVE: Final = "Whether money of it can be spent: {}"
_FREEZE: Final = ("scope", "amount", "reason", "placed_by", "placed_at")
"""What is told of a freeze that is lifted."""


def list_(
    session: Session,
    client: "Client",
    state: Annotated[str, typer.Option("--state", help="Only open, expired, done, refused or rejected.")] = "",
    most: Annotated[int | None, option("most")] = None,
) -> None:
    """List the acts of two people that you may see, oldest first."""
    if state:
        check_one_of(state, STATES, "--state")
    found = list(islice((each for each in client.proposals.list() if state in ("", each.state)), most))
    rows = [plain(each) for each in found]
    if not session.as_json:
        rows = [row | {"proposer": _name(client, row["proposer"])} for row in rows]
    show_rows(session, rows, "id", "state", "operation", "reason", "proposer", "expires_at")


def show_proposal(session: Session, client: "Client", proposal: Annotated[str, argument("proposal")]) -> None:
    """An act of two people, in words: who asks for what and why, what it changes or lifts, before and after.

    In JSON, `before` is what it changes or lifts; null where that is not known any more.
    """
    from jiaozi.cli.tables import grid

    found = client.proposals.get(proposal)
    before = _before(client, found)
    about, ways = _about(client, found)

    def render(out: "Console") -> None:
        row = {name: value for name, value in plain(found).items() if name != "command"}
        people = {name: _name(client, row[name]) for name in ("proposer", "first_approver", "approver") if row[name]}
        rows = [(heading(name), then, after) for name, then, after in _changes(session, found, before)]
        print_record(out, by_code(session, row | people | about))
        out.print(grid("change", "before", "after", rows=rows))
        for said, way in ways:
            out.print(sentence(said, way), soft_wrap=True)
        if before is None:
            out.print(sentence("What held before is not known any more."))

    session.show(plain(found) | {"before": before}, render)


def _about(client: "Client", found: "Proposal") -> tuple[dict[str, str], list[tuple[str, str]]]:
    """What the template or the program that a proposal decides on is called, and the commands by which it is read and
    proved; nothing of another proposal, and of what the caller does not see. Raises `ApiError`."""
    from jiaozi_sdk import ApiError

    asked, operation = found.command, found.operation
    try:
        if operation == "set_template_state":
            version = client.templates.versions.get(asked["template"], asked["version"])
            which = f"{version.template} {version.version}"
            ways = [(_READ, f"jiaozi template show {which}"), (_HASHED, f"jiaozi template show {which} --canonical")]
            ways += (
                [(_PROVE, f"jiaozi template prove {which} --parameters FILE")] if asked["state"] == "approved" else []
            )
            return {"title_en": version.title_en, "title_zh": version.title_zh}, ways
        if operation == "set_program_state":
            program = client.programs.get(asked["program"])
            ways = [(_READ, f"jiaozi program show {program.id}")]
            ways += [(_PROVE, f"jiaozi program prove {program.id}")] if program.state == "draft" else []
            return {"name_en": program.name_en, "name_zh": program.name_zh}, ways
    except ApiError as error:
        if error.status not in (403, 404):
            raise
    return {}, []


def _name(client: "Client", principal: str) -> str:
    """A principal's name beside its id, where the caller may see it."""
    from jiaozi_sdk import ApiError

    try:
        name = client.principals.get(principal).name
    except ApiError:
        return principal
    return f"{name} ({principal})" if name else principal


def _changes(session: Session, found: "Proposal", before: dict[str, Any] | None) -> list[tuple[str, str, str]]:
    """What a proposal says, field by field: what it changes or lifts where that is known, and what it asks for."""
    asked = by_code(session, {name: value for name, value in found.command.items() if value not in (None, "")})
    then = by_code(session, {name: value for name, value in (before or {}).items() if value not in (None, "")})
    lifted = heading("lifted") if found.operation in _LIFTING else ""
    return [
        (name, shown(then.get(name)), shown(_coded(name, asked[name])) if name in asked else lifted)
        for name in dict.fromkeys([*asked, *then])
    ]


def _coded(name: str, value: Any) -> Any:
    """What an act is asked for with: a code where answers have a closed set of that name and it is one of them."""
    return Coded(value) if isinstance(value, str) and value in closed_sets().get(name, ()) else value


def _before(client: "Client", found: "Proposal") -> dict[str, Any] | None:
    """What a proposal changes, as it is while it is open; what it lifts, always. None where that is not known any more,
    or not to the caller. Raises `ApiError`."""
    from jiaozi_sdk import ApiError

    try:
        if found.operation in _LIFTING:
            return _lifted(client, found)
        if found.operation in _CHANGING:
            return _held(client, found) if found.state == "open" else None
    except ApiError as error:
        if error.status not in (403, 404):
            raise
        return None
    return {}


def _held(client: "Client", found: "Proposal") -> dict[str, Any]:
    asked = found.command
    if found.operation == "set_quota":
        return {"quota": plain(client.institutions.reserves.get(asked["operator"]).quota)}
    same = ("kind", "wallet_class", "component")
    limits = (plain(each) for each in client.institutions.limits.list(asked["operator"]))
    of_it = [each["limit"] for each in limits if all(each[name] == asked[name] for name in same)]
    return {"limit": of_it[0]} if of_it else {}


def _lifted(client: "Client", found: "Proposal") -> dict[str, Any] | None:
    """The freeze that is lifted, of a wallet or of a holder."""
    asked = found.command
    freezes: Iterable[Freeze | HolderFreeze]
    if found.operation == "unfreeze_wallet":
        number, freezes = asked["freeze"], client.wallets.freezes.list(asked["wallet"])
    else:
        number, freezes = asked["holder_freeze"], client.holders.freezes.list(asked["holder"])
    rows = (plain(each) for each in freezes if each.id == number)
    return next(({name: row[name] for name in _FREEZE if name in row} for row in rows), None)


def approve(
    session: Session,
    client: "Client",
    proposal: Annotated[str, argument("proposal")],
    note: Annotated[str, option("note")] = "",
    key: Key = "",
) -> None:
    """Approve what another person of your institution proposed. The act is done, or refused by its own rules: then the
    refusal is shown, and the exit code is 1."""
    done = client.proposals.approve(proposal, note=note, key=key)
    if refused := (done.outcome or {}).get("refused"):
        if not session.as_json:
            show(session, replace(done, outcome=None))
        raise as_told(**{name: refused.get(name, "") for name in _WORDS_OF_REFUSAL})
    show(session, done)
    if enrolment := (done.outcome or {}).get("enrolment"):
        session.say("Two people draw a share each: jiaozi principal share {}", enrolment)


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
