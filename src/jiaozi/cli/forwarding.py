"""`jiaozi webhook listen` and `trigger`: events brought to a server that the platform cannot reach, such as one that is
being written; signed and posted as webhooks are."""

import time
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi import files, interchange
from jiaozi.cli.served import ApiKey, Url, check_address, served
from jiaozi.cli.session import REFUSED, Refused, Session
from jiaozi.cli.words import option
from jiaozi.config import data_folder
from jiaozi.records import dataclass
from jiaozi.webhooks.model import GONE, TRIES_MAX

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import Event

POLL_S: Final = 1
LONGEST_WAIT_S: Final = 30
SILENT_MAX: Final = 5
"""How often an event is posted with `--once` to where nothing answers: within 15 seconds."""
Secret = Annotated[
    str,
    typer.Option(
        "--secret",
        envvar="JIAOZI_WEBHOOK_SECRET",
        metavar="WHSEC",
        help="Sign with this, whsec_...; else with one that is made once and kept in the data folder.",
    ),
]


@dataclass(frozen=True, slots=True)
class Target:
    """Where messages are posted, and what signs them."""

    url: str
    secret: str
    more: dict[str, str]

    def post(self, name: str, body: bytes) -> tuple[int, str]:
        """One attempt: the HTTP status, or 0 and why there is none."""
        from jiaozi.clock import SystemClock
        from jiaozi.webhooks import signing
        from jiaozi.webhooks.sender import Sender

        headers = signing.headers([self.secret], name, SystemClock().now() // 1_000_000, body) | self.more
        sent = Sender(anywhere=True).send(self.url, headers, body)
        return sent.status, sent.error


@dataclass(slots=True)
class Place:
    """How far events were brought: the cursor of the list, and the last event behind it. Kept in a file."""

    file: Path
    cursor: str | None = None
    last: tuple[int, ...] = ()

    def keep(self) -> None:
        """Writes it down."""
        from jiaozi.db.commands import canonical

        self.file.parent.mkdir(parents=True, exist_ok=True)
        files.write(self.file, canonical({"cursor": self.cursor, "last": self.last}))


def listen(
    session: Session,
    *,
    forward_to: Annotated[str, typer.Option("--forward-to", metavar="ADDRESS", help="Where each event is posted.")],
    kinds: Annotated[list[str] | None, option("kinds")] = None,
    secret: Secret = "",
    cursor: Annotated[
        str, typer.Option("--cursor", metavar="FILE", help="Where is kept how far it came; else in the data folder.")
    ] = "",
    from_start: Annotated[bool, typer.Option("--from-start", help="Begin with the oldest event there is.")] = False,
    once: Annotated[bool, typer.Option("--once", help="End when there is no further event.")] = False,
    url: Url,
    api_key: ApiKey = "",
) -> None:
    """Post every event of yours to a server of your own, as a webhook would.

    Follows the list of events with your key, so your server needs no public address, and the platform may be anywhere.
    It begins with what happens from now on, and goes on where it ended, so that nothing is lost in between. Each event
    is signed, and tried again until it is taken, ten times if your server answers; 410 ends it. A server that does not
    answer is waited for; with --once, five times.
    """
    for kind in kinds or ():
        _check(kind)
    target = _target(forward_to, secret, test=api_key.startswith("jzt_"))
    place = _place(Path(cursor) if cursor else _own_file(url, api_key))
    with served(url, api_key) as client:
        _say_secret(session, forward_to, target, given=secret)
        for event in _events(client, place, from_start=from_start, once=once):
            if not kinds or event.type in kinds:
                _bring(session, target, event.id, event.type, _body(event), once=once)
            place.last = (event.sequence, event.n)
            place.keep()


def trigger(
    session: Session,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind of event, such as payment.completed.")],
    *,
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Where it is posted.")],
    secret: Secret = "",
) -> None:
    """Post an example of a kind of event to a server of your own, signed as a webhook is. Nothing happened.

    Its ids are nobody's; what every kind holds is in docs/reference/events.md.
    """
    from jiaozi.clock import SystemClock
    from jiaozi.webhooks.messages import body_of, sample
    from jiaozi.webhooks.model import event_id

    _check(kind)
    target, now = _target(to, secret), SystemClock().now()
    event = sample(kind, now, now)
    _say_secret(session, to, target, given=secret)
    status = _attempt(session, target, event_id(event.seq, event.n), kind, body_of(event))
    if not 200 <= status < 300:
        raise typer.Exit(REFUSED)


def _events(client: "Client", place: Place, *, from_start: bool, once: bool) -> "Iterator[Event]":
    """Events behind a place, in order; waits for more, and for the platform, unless `once`. The place
    follows."""
    from jiaozi_sdk import ApiError

    while True:
        pages = client.events.list(cursor=place.cursor, newest=place.cursor is None and not from_start)
        try:
            yield from (event for event in pages if (event.sequence, event.n) > place.last)
            if pages.cursor != place.cursor:
                place.cursor = pages.cursor
                place.keep()
        except ApiError as error:
            if once or (error.status and not error.retryable):
                raise
        if once:
            return
        time.sleep(POLL_S)


def _body(event: "Event") -> bytes:
    """The very message that a webhook would be."""
    from msgspec.json import encode

    return encode(event)


def _bring(session: Session, target: Target, name: str, kind: str, body: bytes, *, once: bool) -> None:
    """Posts a message until it is taken, or an answering server has refused it ten times. Raises `typer.Exit`: it wants
    nothing more; `Refused`: nothing answers, and with `once` that is not waited for."""
    answered = 0
    for tries in count():
        status = _attempt(session, target, name, kind, body)
        answered += status != 0
        if 200 <= status < 300 or answered >= TRIES_MAX:
            return
        if status == GONE:
            raise typer.Exit(REFUSED)
        if once and not answered and tries + 1 >= SILENT_MAX:
            raise Refused("server_unreachable", f"{target.url}: {SILENT_MAX} tries; the next run begins with {name}")
        time.sleep(min(1 << tries, LONGEST_WAIT_S))


def _attempt(session: Session, target: Target, name: str, kind: str, body: bytes) -> int:
    status, error = target.post(name, body)
    said = {"event": name, "kind": kind, "status": status or None, "error": error}
    session.show(said, lambda out: out.print(f"{name:<16} {kind:<28} {status or error}", soft_wrap=True))
    if error == "tls_failed":
        session.say("The certificate is not trusted here; SSL_CERT_FILE names a file of those that are.")
    return status


def _check(kind: str) -> None:
    """Raises `typer.BadParameter`."""
    from jiaozi.events import KINDS, nearest

    if kind not in KINDS:
        raise typer.BadParameter(
            f"{kind!r} is no kind of event: {', '.join(nearest(kind, list(KINDS)) or list(KINDS))}"
        )


def _target(url: str, secret: str, *, test: bool = False) -> Target:
    """Where to post. Raises `typer.BadParameter`, `Refused`."""
    from jiaozi.webhooks import signing

    check_address(url, "--forward-to, --to")
    secret = secret or _own_secret()
    if not signing.is_secret(secret):
        raise typer.BadParameter("whsec_ and base 64", param_hint="--secret")
    return Target(url, secret, {"jiaozi-mode": "test"} if test else {})


def _say_secret(session: Session, where: str, target: Target, *, given: str) -> None:
    """With which secret is signed: shown only where this command made it, for whoever gave one knows it."""
    if given:
        session.say("{}: signed with the secret that was given", where)
    else:
        session.say("{}: signed with {}", where, target.secret)


def _own_secret() -> str:
    """The secret of this data folder, made when it is first needed. Raises `OSError`."""
    from jiaozi.webhooks.signing import secret_of

    file = data_folder() / "webhook-secret"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        files.write(file, secret_of(token_bytes(32), 0, 1).encode())
    return file.read_text(encoding="utf-8").strip()


def _own_file(url: str, api_key: str) -> Path:
    """The place of a key at a server: another key has another list."""
    return data_folder() / f"webhook-place-{sha256(f'{url} {api_key}'.encode()).hexdigest()[:12]}.json"


def _place(file: Path) -> Place:
    """The place that a file has; the beginning when there is none. Raises `Refused`."""
    if not file.exists():
        return Place(file)
    try:
        found: Any = interchange.read(file.read_bytes())
        cursor, last = found["cursor"], tuple(map(int, found["last"]))
        if cursor is not None and not isinstance(cursor, str):
            raise TypeError(cursor)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused("file_unusable", str(file)) from error
    return Place(file, cursor, last)
