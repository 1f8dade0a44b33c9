"""The desk: where an authenticated caller's wishes become readings and commands.

For an act: the permission table and whose the thing is, then one command to the writer, then its outcome as an answer.
What a role may do only to its own looks, when it is another's, exactly as if it did not exist.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Final, Generic, NamedTuple, TypeVar

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response

from jiaozi.access.approvals import proposal_of
from jiaozi.access.authenticate import authenticate, token_in, use_of
from jiaozi.access.model import PLATFORM, Caller, Mode, Principal
from jiaozi.access.ownership import of_principal
from jiaozi.access.permissions import Grant, Ownership, Verdict, decide, grant, is_wards, never
from jiaozi.access.tokens import Token
from jiaozi.api import render, signing
from jiaozi.api.ahead import Named
from jiaozi.api.crossing import Crossing, Promise
from jiaozi.api.cursors import Cursors
from jiaozi.api.forcing import Forcing
from jiaozi.api.heads import heads_of
from jiaozi.api.metrics import Metrics
from jiaozi.api.modes import TestSide
from jiaozi.api.problems import Refused, response
from jiaozi.api.readers import Onward, Readers
from jiaozi.api.routing import Endpoint, Json, Made, PageQuery, query_of
from jiaozi.api.turns import Turns
from jiaozi.api.writes import Writes
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.db.lists import Found
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import decode_id, encode_id
from jiaozi.ledger.periods import instant_refusal
from jiaozi.platform import Platform
from jiaozi.wire.base import wrong
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import shown_with, written

T = TypeVar("T")
R = TypeVar("R")
KEY_MAX: Final = 255
_PARAMETER: Final = re.compile(r"[A-Za-z_]{1,40}", re.ASCII)
"""What is named again where it is no parameter; all else may be anything."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
Placed = tuple[tuple[int, ...], T]
"""An item of a list after its place in it."""
Listed = tuple[list[T], Found[R]]
"""What is shown of the rows that were found."""
Owners = Callable[[Connection], Sequence[Ownership]]


class Walked(NamedTuple, Generic[T]):
    """What is shown of a window of a list, the place to go on from, and whether there may be more."""

    items: Sequence[T]
    place: tuple[int, ...]
    more: bool


class House:
    """What all requests of an app share."""

    def __init__(self, platform: Platform, metrics: Metrics, side: TestSide | None = None) -> None:
        self.platform = platform
        self.metrics = metrics
        self.readers = Readers(platform.engine, platform.writer)
        self.writes = Writes(platform.prove_writes)
        self.cursors = Cursors(platform.keyring)
        self.draining = False
        self.auditing = asyncio.Lock()
        self.checking = asyncio.Lock()
        self.proving = asyncio.Lock()
        self.mode = platform.mode
        self.forcing = Forcing(platform, self.readers) if platform.mode is Mode.TEST else None
        self.checks = Turns(platform.settings.checks_per_address_max, platform.settings.checks_max)
        self.side = side
        """The test world beside a live one."""

    @property
    def crossing(self) -> Crossing:
        """The way from the threads of this world to the loop that serves it."""
        return self.readers.crossing


class Settled(NamedTuple):
    """What a caller may go on to do, and with which command."""

    verdict: Verdict
    command: Any


class Ready(NamedTuple):
    """What the writer is asked for: the act that was settled, or its proposal when it takes two."""

    command: Any
    dry_run: bool
    proposes: bool


class Desk:
    """One caller's request."""

    def __init__(self, house: House, caller: Caller, request: Request) -> None:
        self.house = house
        self.platform = house.platform
        self.caller = caller
        self.principal: Principal = caller.principal
        self.request = request
        self._key = ""

    @property
    def own(self) -> Ownership:
        """What is the caller's own and nobody else's."""
        return of_principal(self.principal)

    async def read(self, action: str, job: Callable[[Connection], T]) -> T:
        """What `job` makes of a snapshot, for a role that may do `action` at least to its own. Raises `Refused`."""
        self.check_role(action)
        return await self.house.readers.run(job)

    def check_role(self, action: str) -> None:
        """Raises `Refused` with `forbidden` when the role may never do this."""
        if grant(self.principal.role, action) is Grant.NO:
            raise Refused(never(self.principal.role, action))

    def check_own(
        self, action: str, owners: Sequence[Ownership], missing: str = "forbidden", *, either: bool = False
    ) -> Verdict:
        """Raises `Refused` when the caller may not do this to what `owners` have: `missing` when it is another's, and,
        whoever asks, when it is nobody's, which is not there. What is there for a guardian is forbidden to it."""
        self.check_role(action)
        if not owners and missing != "forbidden":
            raise Refused(Refusal(missing))
        now = self.platform.clock.now()
        verdict = decide(self.principal, action, owners, either=either, at=now)
        if isinstance(verdict, Refusal):
            told = missing == "forbidden" or is_wards(self.principal, action, owners, now)
            raise Refused(verdict if told else Refusal(missing))
        return verdict

    def may(self, action: str, owners: Sequence[Ownership]) -> bool:
        """Whether the caller may do this to what `owners` have."""
        return decide(self.principal, action, owners, at=self.platform.clock.now()) is Verdict.ALLOWED

    def sees_all(self, action: str) -> bool:
        """Whether the role may do this to anybody's."""
        return grant(self.principal.role, action) is Grant.ALL

    def settle(
        self, connection: Connection, command: Any, owners: Owners | None, missing: str, *, always: bool = False
    ) -> Settled:
        """Whether the caller may do an act, and the command as the caller's device signed it. `always`: `owners` are
        asked also where the role may do it to anybody's. Raises `Refused`."""
        action = self.platform.operations.of(command).name
        self.check_role(action)
        anybodys = owners is None or grant(self.principal.role, action) in (Grant.ALL, Grant.TWO)
        whose = () if owners is None or (anybodys and not always) else owners(connection)
        verdict = self.check_own(action, whose, "forbidden" if anybodys else missing)
        if anybodys:
            return Settled(verdict, command)
        instructed = self._instructed(connection, action, command)
        if isinstance(instructed, Refusal):
            raise Refused(instructed)
        return Settled(verdict, instructed)

    def _instructed(self, connection: Connection, action: str, command: Any) -> Any:
        """The command as it goes to the writer, or a `Refusal` that is not stored."""
        if not signing.is_signed(self.request):
            return signing.unsigned(connection, self.principal, action, command, self.key)
        return signing.signed(connection, self.request, self.principal, action, command, self.key)

    def ready(self, settled: "Settled", *, dry_run: bool, reason: str) -> Ready:
        """What does what was settled, or proposes it when it takes two."""
        proposes = settled.verdict is Verdict.PROPOSAL_NEEDED and not dry_run
        command = proposal_of(self.platform.operations, settled.command, reason) if proposes else settled.command
        return Ready(command, dry_run, proposes)

    def onward(self, ready: Ready) -> Onward | None:
        """The way from a reading to the writer; None where the command may have to fail first, see `submit`."""
        if self.house.forcing is not None and not ready.dry_run:
            return None
        return Onward(self.platform.request(self.principal.id, self.key, ready.command), ready.dry_run)

    async def done(
        self, ready: Ready, result: Result, *, status: int, shows: "Shows | None" = None, anew: bool = False
    ) -> Response:
        """The answer to what is done. `shows` makes the view that answers a result; with `anew` what a repeated request
        is shown again is done again, under a key of its own."""
        if anew and result.replayed and not isinstance(result.outcome, Refusal):
            key = f"again:{self.request.state.request_id}:{self.platform.ids.take()}"
            again = await self.submit(ready.command, key=key)
            result = again._replace(replayed=not isinstance(again.outcome, Refusal | Failure))
        viewed = shows is not None and not ready.proposes and not isinstance(result.outcome, Refusal | Failure)
        shown = await shows(self, result) if shows is not None and viewed else None
        good = 200 if ready.dry_run else 202 if ready.proposes else status
        return self.answer(result, good, dry_run=ready.dry_run, shown=shown)

    async def submit(self, command: Any, *, key: str = "", dry_run: bool = False) -> Result:
        """Hands a command to the writer and waits for its result. In the test world it may have to fail first.

        Raises `Failure`.
        """
        if self.house.forcing is None or dry_run:
            return await self._submit(command, key or self.key, dry_run=dry_run)
        return await self.house.forcing.submit(self.principal.id, command, key or self.key, self._submit)

    async def _submit(self, command: Any, key: str, *, dry_run: bool = False) -> Result:
        return await submit(self.house, self.principal.id, key, command, dry_run=dry_run)

    @property
    def key(self) -> str:
        """The request's idempotency key. Raises `Refused`."""
        if not self._key:
            self._key = self._given_key()
        return self._key

    def _given_key(self) -> str:
        given = heads_of(self.request.scope).all("idempotency-key")
        if not given:
            raise Refused(Refusal("idempotency_key_missing"))
        key = given[0]
        if (
            len(given) > 1
            or not 0 < len(key) <= KEY_MAX
            or not (key.isascii() and key.isprintable())
            or key != key.strip()
        ):
            raise Refused(Refusal("request_malformed", "Idempotency-Key: 1 to 255 printable ASCII characters"))
        return key

    def check_key(self) -> None:
        """Raises `Refused` where the request has no good idempotency key."""
        _ = self.key

    def answer(
        self, result: Result, status: int = 200, *, dry_run: bool = False, shown: Any = None, beside: Any = None
    ) -> Response:
        """The answer to an act: its outcome with the thing `beside` it, or the view `shown` of it, or the problem that
        it is."""
        outcome = result.outcome
        if isinstance(outcome, Failure):
            return response(self.request, outcome.code, outcome.detail)
        if isinstance(outcome, Refusal):
            found = response(self.request, *outcome)
        elif beside is not None:
            found = Json(shown_with(beside, outcome), status)
        else:
            found = Json(self.seen(outcome) if shown is None else written(shown), status)
        self.mark(found, result, dry_run=dry_run)
        return found

    def seen(self, outcome: Any) -> dict[str, Any]:
        """An outcome, or the stored text of one, as the caller is told it."""
        operations = self.platform.operations
        decided = operations.decode_outcome(outcome) if isinstance(outcome, str) else outcome
        return render.outcome(decided, operations, self.principal.role)

    def mark(self, found: Response, result: Result, *, dry_run: bool = False) -> None:
        """Says whether an answer repeats an earlier one, and whether nothing happened."""
        if result.replayed:
            self.request.state.replayed = True
            found.headers["Idempotent-Replayed"] = "true"
        if dry_run:
            found.headers["Dry-Run"] = "true"

    def own_list(self, listing: str) -> str:
        """The name of a list as whoever reads it has it: a cursor of one is no other's."""
        return f"{listing} of {self.principal.role}:{self.principal.institution}:{self.principal.subject}"

    async def listing(
        self,
        action: str,
        listing: str,
        paging: PageQuery,
        job: Callable[[Connection, tuple[int, ...], int], Sequence[Placed[T]]],
        start: tuple[int, ...] = (0,),
    ) -> Page[T]:
        """A page of a list that a role may read: `job` gives at most so many items after a place, each with its own.

        `listing` binds a cursor to this list. Raises `Refused`: `cursor_invalid`, `forbidden`, what the job does.
        """

        def walk(connection: Connection, after: tuple[int, ...], limit: int) -> Walked[T]:
            found = job(connection, after, limit + 1)
            rows = found[:limit]
            return Walked([item for _, item in rows], rows[-1][0] if rows else after, len(found) > limit)

        return await self.walked(action, listing, paging, walk, start)

    async def walked(
        self,
        action: str,
        listing: str,
        paging: PageQuery,
        job: Callable[[Connection, tuple[int, ...], int], Walked[T]],
        start: tuple[int, ...] = (0,),
    ) -> Page[T]:
        """The same where `job` looks at a window of a list, so that a page may have fewer items than there are: it says
        where to go on."""
        listing = self.own_list(listing)
        after = self.house.cursors.read(listing, paging.cursor, start)
        found = await self.read(action, lambda connection: job(connection, after, paging.limit))
        following = paging.cursor if found.place == after else self.house.cursors.make(listing, found.place)
        return Page(tuple(found.items), following, found.more)

    async def filtered(
        self,
        action: str,
        listing: str,
        paging: PageQuery,
        job: Callable[[Connection, int | None, int], Listed[T, R]],
    ) -> Page[T]:
        """A page of a filtered list that a role may read: `job` gives what is shown of the rows that it found after a
        place. `listing` and the rest are as in `listing`, but that the last page has no cursor: a row has its id before
        it is committed, so one may still appear before the last."""
        listing = self.own_list(listing)
        start = self.house.cursors.read(listing, paging.cursor, ())
        items, found = await self.read(action, lambda at: job(at, start[0] if start else None, paging.limit))
        following = self.house.cursors.make(listing, (found.place,)) if found.more and found.place is not None else None
        return Page(tuple(items), following, found.more)


Shows = Callable[[Desk, Result], Awaitable[Any]]
"""From a result that is no refusal to the view of it, where more is answered than its outcome. Raises `Refused`."""


async def submit(house: House, principal: int, key: str, command: Any, *, dry_run: bool = False) -> Result:
    """Hands a principal's command to the writer, waits, and notes how it went; a caller who leaves does not stop it.

    Raises `Failure`.
    """
    request = house.platform.request(principal, key, command)
    promise: Promise[Result] = Promise(house.crossing)
    house.platform.writer.submit(request, dry_run=dry_run, answer=promise)
    result = await promise.future
    note(house, command, result, dry_run=dry_run)
    return result


def note(house: House, command: Any, result: Result, *, dry_run: bool) -> None:
    """Notes how a command went."""
    if not dry_run:
        house.writes.note(result)
    code = result.outcome.code if isinstance(result.outcome, Refusal | Failure) else "done"
    house.metrics.decided(house.platform.operations.name_of(command), code)


def number(text: str) -> Any:
    """The number of an id whose form has been checked, of whatever kind its prefix says."""
    return decode_id(text.partition("_")[0], text)


def past(desk: Desk, at: int | None) -> int:
    """An instant that can be asked of; now for None. Raises `Refused`."""
    now = desk.platform.clock.now()
    refusal = instant_refusal(now if at is None else at, now)
    if refusal is not None:
        raise Refused(refusal)
    return now if at is None else at


def need(found: T | None, code: str) -> T:
    """What was found. Raises `Refused` with `code` when nothing was."""
    if found is None:
        raise Refused(Refusal(code))
    return found


async def desk_of(request: Request) -> Desk:
    """Authenticates a request. Raises `Failure` and `Refused`."""
    house, token = house_of(request), token_of(request)
    desk, now = await house.readers.run_brief(
        lambda connection: admit(connection, request, house, token), Named(token.key)
    )
    check_query(request)
    note_use(house, desk.caller, now)
    if request.method == "POST":
        desk.check_key()
    return desk


def house_of(request: Request) -> House:
    """What the requests of an app share."""
    house: House = request.scope["house"]
    return house


def admit(connection: Connection, request: Request, house: House, token: Token) -> tuple[Desk, int]:
    """The desk of whoever sent `token`, and the time. Raises `Failure`."""
    house.platform.look(connection)
    now = house.platform.clock.now()
    caller = authenticate(connection, token, now)
    request.state.principal = encode_id("prn", caller.principal.id)
    request.state.role = caller.principal.role.value
    return Desk(house, caller, request), now


def token_of(request: Request) -> Token:
    """The token that a request brings. Raises `Failure`."""
    given = heads_of(request.scope).all("authorization")
    if len(given) != 1:
        raise Failure("credentials_invalid" if given else "credentials_missing")
    scheme, _, token = given[0].partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Failure("credentials_invalid")
    return token_in(token.strip(), house_of(request).mode)


def check_query(request: Request) -> None:
    """A mistyped `dry_run` must not move money: unknown and repeated parameters are refused."""
    endpoint: Endpoint = request.scope["route"]
    known = endpoint.form.queries
    given = [name for name, _ in query_of(request).multi_items()]
    if not known.issuperset(given) or len(set(given)) != len(given):
        said = f"query parameters here: {', '.join(sorted(known))}" if known else "no query parameters here"
        wrong_one = next(name for name in given if name not in known or given.count(name) > 1)
        if wrong_one in known:
            said = f"{wrong_one} is there more than once; {said}"
        elif _PARAMETER.fullmatch(wrong_one):
            said = f"no such parameter: {wrong_one}; {said}"
        raise Refused(Refusal("request_malformed", said))


def note_use(house: House, caller: Caller, now: int) -> None:
    """Marks the day a key was used on, without making anybody wait for it."""
    use = use_of(caller, now)
    if use is not None:
        principal, key, command = use
        with suppress(Failure):
            house.platform.writer.submit(house.platform.request(principal or PLATFORM, key, command))


def truth(value: object) -> object:
    """Only `true` and `false` are truth values of a query."""
    if isinstance(value, str) and value not in ("true", "false"):
        raise wrong("truth_invalid", "`true` or `false`", "须为 true 或 false")
    return value


def calendar_day(value: object) -> object:
    """Only `2026-01-31` is a day of a query: not a time, not a number."""
    if isinstance(value, str) and _DAY.fullmatch(value) is None:
        raise wrong("day_invalid", "a day such as 2026-01-31", "日期，例如 2026-01-31")
    return value


At = Annotated[Desk, Made(desk_of)]
Day = Annotated[date, BeforeValidator(calendar_day)]
Bom = Annotated[
    bool,
    BeforeValidator(truth),
    Field(description="Of CSV: a byte order mark stands first, which Excel needs for Chinese; `true` or `false`"),
]
DryRun = Annotated[
    bool,
    BeforeValidator(truth),
    Field(description="Decide one's own side as for real, then take everything back; `true` or `false`"),
]
