"""`jiaozi campaign`: claims by lot. Announce a draw, register, reveal seeds, claim; download a draw and verify it."""

from functools import reduce
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.words import LISTED, Word, Words, argument, typed

if TYPE_CHECKING:
    from jiaozi.campaigns.drawing import Entry, Published
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import Campaign

_SUM: Final = "8414cd6b08e92be7f34132d9f8fabaa0cf0f072bab807b434e7ff02efc918a1e"
OPENED: Final[Words] = {
    "places": Word("How many win at most.", "50000", "PLACES", least=1),
    "opens_at": Word("From when on people register, with an offset.", "2021-05-28T00:00:00+08:00", "INSTANT"),
    "closes_at": Word("From when on nobody registers any more.", "2021-05-30T00:00:00+08:00", "INSTANT"),
    "reveal_until": Word("Until when both seeds have to be known.", "2021-05-31T00:00:00+08:00", "INSTANT"),
    "claims_until": Word("Until when winners claim.", "2021-06-21T00:00:00+08:00", "INSTANT"),
    "commitment": Word("What `jiaozi campaign seed` printed beside the seed.", _SUM, "SHA256"),
}
REVEALED: Final[Words] = {
    "seed": Word(
        "The seed; - reads it from standard input.", "5e" * 32, "SEED", reader=typed, envvar="JIAOZI_CAMPAIGN_SEED"
    )
}


def seed(session: Session) -> None:
    """Make a seed of 32 random bytes, and the commitment that is published before anybody registers.

    Keep the seed to yourself until registration is over: who knows both seeds before knows who will win.
    """
    import secrets

    from jiaozi.campaigns.drawing import commitment_of

    made = secrets.token_hex(32)
    show(session, {"seed": made, "commitment": commitment_of(made)})


def download(
    session: Session,
    client: "Client",
    campaign: Annotated[str, argument("campaign")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where it is written; it must not be there yet.")],
) -> None:
    """Download what the draw of a campaign follows from: what is published, and the list of all registrations."""
    from jiaozi.campaigns.list_file import head_of

    said, after = _published(client.campaigns.get(campaign)), 0
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(head_of(said))
            while part := client.campaigns.list_file(campaign, after=after).decode():
                file.write(part)
                after = int(part.rstrip("\n").rpartition("\n")[2].partition(",")[0])
    except FileExistsError as error:
        raise Refused("file_exists", str(path)) from error
    except OSError as error:
        raise Refused("file_unusable", f"{path}: {error.strerror}") from error
    show(session, {"campaign": campaign, "registered": said.registered, "file": str(path)})


def _published(row: "Campaign") -> "Published":
    """What is published of a campaign that is drawn. Raises `Refused`."""
    from jiaozi.campaigns.drawing import Published

    if row.witness_commitment is None or row.seed is None or row.witness_seed is None or row.cut is None:
        raise Refused("campaign_state_invalid", "not drawn yet")
    return Published(
        campaign=row.id,
        program=row.program,
        places=row.places,
        face_minor=row.face.minor,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        reveal_until=row.reveal_until,
        claims_until=row.claims_until,
        commitment=row.commitment,
        witness_commitment=row.witness_commitment,
        seed=row.seed,
        witness_seed=row.witness_seed,
        list_sha256=row.list_sha256,
        registered=row.registered,
        cut=row.cut,
    )


def verify(
    session: Session,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What `jiaozi campaign download` wrote.")],
    number: Annotated[int, typer.Option(metavar="NUMBER", min=0, help="Also your own registration: its number,")] = 0,
    wallet: Annotated[str, typer.Option(metavar="WALLET", help="its wallet: wal_...,")] = "",
    salt: Annotated[str, typer.Option(metavar="SALT", help="the salt that you alone were told,")] = "",
    chain: Annotated[str, typer.Option(metavar="SHA256", help="and the `list_sha256` that it came with.")] = "",
    commitment: Annotated[
        str, typer.Option(metavar="SHA256", help="The funder's commitment, as you noted it before the draw.")
    ] = "",
    witness_commitment: Annotated[
        str, typer.Option(metavar="SHA256", help="The central bank's, as you noted it.")
    ] = "",
) -> None:
    """Recompute a draw from its file, without any server: the commitments, the closed list, and who has won.

    Whoever keeps the platform's data writes the file as well: hold what you noted against it, your registration or both
    commitments. Where anything is not as it follows, it says what, and the exit code is 1.
    """
    from jiaozi.campaigns.drawing import faults

    if bool(wallet) != bool(salt) or bool(number) != (bool(salt) or bool(chain)):
        raise typer.BadParameter("--number goes with --wallet and --salt, with --chain, or with all of them")
    said, entries = _read(path)
    noted = ((commitment, said.commitment), (witness_commitment, said.witness_commitment))
    if any(told and told != held for told, held in noted):
        raise Refused("draw_unverified", "a commitment is not the one that you noted")
    if len(entries) != said.registered:
        raise Refused("draw_unverified", f"the list has {len(entries)} numbers, not {said.registered}")
    fault = next(faults(said, entries), "")
    if fault:
        raise Refused("draw_unverified", fault)
    told = {"campaign": said.campaign, "registered": said.registered, "winners": sum(each.won for each in entries)}
    if number:
        told |= {"number": number, "won": _own(said, entries, number, wallet, salt, chain)}
    show(session, told)


def _read(path: Path) -> "tuple[Published, list[Entry]]":
    """What the file of a draw says, and its list; no more of one that is too long. Raises `Refused`."""
    from jiaozi.campaigns.list_file import FileInvalid, read

    try:
        with path.open(encoding="utf-8") as file:
            said, listed = read(file)
            return said, list(islice(listed, said.registered + 1))
    except (FileInvalid, UnicodeError) as error:
        raise Refused("file_unusable", f"{path}: {error}") from error
    except OSError as error:
        raise Refused("file_unusable", f"{path}: {error.strerror}") from error


def _own(said: "Published", entries: "list[Entry]", number: int, wallet: str, salt: str, chain: str) -> bool:
    """Whether a registration has won, of which this is known. Raises `Refused`."""
    from jiaozi.campaigns.drawing import first_link, linked, mark_of

    if number > len(entries) or (salt and entries[number - 1].mark != mark_of(said.campaign, number, wallet, salt)):
        raise Refused("draw_unverified", "the registration is not this wallet's")
    if chain and reduce(linked, (each.mark for each in entries[:number]), first_link(said)) != chain:
        raise Refused("draw_unverified", "the list or what it is of was another when this was registered")
    return entries[number - 1].won


COMMANDS = (
    group(
        "campaign",
        "Claims by lot: registration, a draw that anybody can recompute, what winners claim.",
        Local("seed", seed, "jiaozi campaign seed"),
        Served("open", "programs.campaigns.create", "program", words=OPENED),
        Served("witness", "campaigns.witness.create", "campaign", words=OPENED),
        Served("register", "campaigns.registrations.create", "campaign wallet"),
        Served("reveal", "campaigns.seeds.create", "campaign", words=REVEALED),
        Served("claim", "campaigns.claims.create", "campaign wallet"),
        Served("show", "campaigns.get", "campaign"),
        Served(
            "list",
            "programs.campaigns.list",
            "program",
            words=LISTED,
            prints="id state places registered opens_at closes_at claims_until",
        ),
        Served(
            "registrations",
            "wallets.registrations.list",
            "wallet",
            prints="campaign number won state claim claims_until",
        ),
        Served("report", "campaigns.report", "campaign"),
        Asking("download", download, "jiaozi campaign download cmp_0A1B2C3D4E5F6 draw.csv"),
        Local("verify", verify, "jiaozi campaign verify draw.csv"),
    ),
)
