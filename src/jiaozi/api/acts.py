"""Acts: how each is asked for, declared in one place; its body, its answer and the way to its command follow.

An act's command says by the kinds of its fields what a body has (`jiaozi.wire.shapes`): those named in the path come
from there, the platform's own (`Inside`) from nobody. Its outcome says what is answered.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache, partial
from inspect import cleandoc
from typing import Any, Final, get_type_hints

from pydantic_core import PydanticCustomError
from starlette.requests import Request
from starlette.responses import Response

from jiaozi.access.model import Proposed
from jiaozi.api.ahead import Named
from jiaozi.api.desk import Desk, DryRun, Ready, Shows, admit, check_query, house_of, note, note_use, token_of
from jiaozi.api.once import Once
from jiaozi.api.owners import Owner
from jiaozi.api.readers import Onward
from jiaozi.api.routing import Answers, Endpoint, Form, Malformed, Router, Wrong, names_in, parameters, query_of, taking
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import EITHER
from jiaozi.records import dataclass
from jiaozi.wire.base import Nothing, told, wrong
from jiaozi.wire.shapes import answer_of, body_of, built, fields_of

Fill = Callable[[Desk], Mapping[str, Any]]
TAKES_TWO: Final = "It takes two: this proposes it, and it is done when a second person approves."
Ahead = Callable[[Connection, Any], object]
"""Works something out of a command. What it comes to is kept where the writer looks for it."""
Make = Callable[[Any, Desk], Any]
"""From what was asked to its command. Raises `PydanticCustomError` where its fields do not fit together, and `Refused`.
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """What an act makes or changes, and the reading of it, whose record its answer has: `told` gives that record from
    the caller's desk, the command that was done and its outcome."""

    reading: Callable[..., Awaitable[Any]]
    told: Callable[[Desk, Any, Any], Awaitable[Any]]

    @property
    def record(self) -> type:
        """What the reading answers."""
        record: type = get_type_hints(self.reading)["return"]
        return record


def read_by(reading: Callable[..., Awaitable[Any]], *names: str) -> Thing:
    """A thing that is read once the act is done, found by these fields of the outcome: as it stands now, also for a
    repeated request. Not for acts that can be tried: what was not made cannot be read."""

    async def read(desk: Desk, _: Any, outcome: Any) -> Any:
        return await reading(desk, *(getattr(outcome, name) for name in names))

    return Thing(reading, read)


@dataclass(frozen=True, slots=True)
class Act:
    """How a command is asked for: as itself, or as a record that `make` makes into it. `proposed`: it always takes two,
    and its body gives a reason. `fill` gives the fields that the platform fills in by who asks; `shows` is how the
    result is answered, None for its outcome; with `anew` what it shows again is an act of its own. `once` hands out a
    secret. `thing` is answered beside the outcome. `ahead` works out what takes long, and is kept, before the writer is
    asked, for which others wait."""

    record: type
    owner: Owner | None
    missing: str | Callable[[Any], str]
    status: int
    proposed: bool
    fill: Fill | None
    make: Make | None
    shows: Shows | None
    anew: bool
    once: Once | None
    thing: Thing | None
    ahead: Ahead | None = None

    async def do(self, request: Request, endpoint: Endpoint, in_path: Mapping[str, str]) -> Response:
        """Authenticates, decides who may in the same snapshot, and carries the act out.

        A request is told that its credentials are wrong, then its key, before it is told that its form is.
        """
        house, token = house_of(request), token_of(request)
        asked = self._asked(request, endpoint, in_path)
        if self.ahead is not None and not isinstance(asked, Malformed):
            await house.readers.run(partial(self._work_ahead, request, asked))

        def job(connection: Connection) -> tuple[tuple[Desk, Ready, Any], Onward | None]:
            desk, now = admit(connection, request, house, token)
            check_query(request)
            desk.check_key()
            if isinstance(asked, Malformed):
                raise asked
            command = self._command(desk, asked)
            owners = None if self.owner is None else self.owner.find(desk, command)
            missing = self.missing if isinstance(self.missing, str) else self.missing(command)
            always = self.owner is not None and self.owner.always
            settled = desk.settle(connection, command, owners, missing, always=always)
            note_use(house, desk.caller, now)
            reason = getattr(asked["body"], "reason", "") if self.proposed else ""
            ready = desk.ready(settled, dry_run=asked.get("dry_run", False), reason=reason)
            return (desk, ready, command), None if self.once else desk.onward(ready)

        (desk, ready, command), result = await house.readers.run_onward(job, Named(token.key, self._wallet_in(asked)))
        if self.once:
            return await self.once.hand_out(desk, ready.command, self.status)
        if result is None:
            result = await desk.submit(ready.command, dry_run=ready.dry_run)
        else:
            note(house, ready.command, result, dry_run=ready.dry_run)
        if self.thing is not None and not ready.proposes and not isinstance(result.outcome, Refusal | Failure):
            thing = await self.thing.told(desk, command, result.outcome)
            return desk.answer(result, 200 if ready.dry_run else self.status, dry_run=ready.dry_run, beside=thing)
        return await desk.done(ready, result, status=self.status, shows=self.shows, anew=self.anew)

    def _work_ahead(self, request: Request, asked: Mapping[str, Any], connection: Connection) -> None:
        """Does what is done `ahead`, among long readings, for those whose role may do the act at all."""
        desk, _ = admit(connection, request, house_of(request), token_of(request))
        command = self._command(desk, asked)
        desk.check_role(desk.platform.operations.of(command).name)
        if self.ahead is not None:
            self.ahead(connection, command)

    def _asked(self, request: Request, endpoint: Endpoint, in_path: Mapping[str, str]) -> dict[str, Any] | Malformed:
        """What the request brings, or what is wrong with its form."""
        try:
            return endpoint.values(in_path, query_of(request), request.scope["json"])
        except Malformed as error:
            return error

    def _wallet_in(self, asked: dict[str, Any] | Malformed) -> int:
        """The wallet that the act is about, where a request names it, else 0."""
        if self.owner is None or not self.owner.wallet or isinstance(asked, Malformed):
            return 0
        return asked.get(self.owner.wallet) or getattr(asked["body"], self.owner.wallet, 0) or 0

    def _command(self, desk: Desk, asked: Mapping[str, Any]) -> Any:
        """The command that a request asks for. Raises `Malformed`."""
        body = asked["body"] or Nothing()
        more = {name: asked[name] for name in asked if name not in ("body", "dry_run")}
        if self.fill:
            more |= self.fill(desk)
        record = built(self.record, body, more)
        try:
            _check_either(record, _either(self.record))
            return self.make(record, desk) if self.make else record
        except PydanticCustomError as error:
            said = told(error.type, error.message(), error.context or {})
            raise Malformed([Wrong(("body",), error.type, *said)]) from error


class Acts(Router):
    """Endpoints of a feature, its acts declared by their commands."""

    def act(
        self,
        record: type,
        outcome: type,
        path: str,
        *,
        owner: Owner | None = None,
        missing: str = "",
        status: int = 200,
        dry_run: bool = False,
        proposed: bool = False,
        fill: Fill | None = None,
        make: Make | None = None,
        shows: Shows | None = None,
        anew: bool = False,
        once: Once | None = None,
        thing: Thing | None = None,
        ahead: Ahead | None = None,
        may_be_bare: bool = False,
        name: str = "",
        says: str = "",
    ) -> None:
        """Declares that POST to `path` asks for a command, and that done it answers `status` and the outcome; where
        `shows` makes a view of the result, or `once` one with a secret, `outcome` is that view. Where there is a
        `thing`, the answer has all that the thing's own reading answers, and what the outcome has besides.

        `record` is the command's class, or that of what `make` makes into it; a body that has fields is never left out,
        unless it `may_be_bare`. `owner` is None where the role alone decides. `missing` is the code for another's
        instead of the owner's own. `proposed`: it always takes two; the body has a `reason` and the answer is a
        proposal. `anew`: a repeated request that is shown something is an act of its own, for the log of acts. `ahead`
        is asked before the writer. `name`
        and `says` are the record's name and docstring unless given.
        """
        in_path = names_in(path)
        code = missing or (owner.missing if owner else "")
        act = Act(record, owner, code, status, proposed, fill, make, shows, anew, once, thing, ahead)
        words = cleandoc(says or record.__doc__ or "")
        self.endpoints.append(
            Endpoint(
                method="POST",
                path=self.prefix + path,
                name=name or snake(record.__name__),
                serve=act.do,
                says=f"{words}\n\n{TAKES_TWO}" if proposed else words,
                tag=self.tag,
                asked=partial(_form_of, record, in_path, dry_run=dry_run, proposed=proposed, may_be_bare=may_be_bare),
                answers=partial(_answers_of, outcome, thing, proposed=proposed),
                status=202 if proposed else status,
            )
        )


def _form_of(record: type, in_path: Sequence[str], *, dry_run: bool, proposed: bool, may_be_bare: bool) -> Form:
    """In what form an act is asked for."""
    asked = {each.name: each.shape.asked for each in fields_of(record)}
    body: Any = body_of(record, frozenset(in_path), with_reason=proposed)
    needed = body is not Nothing and not may_be_bare
    query = {"dry_run": (DryRun, False)} if dry_run else {}
    return Form(
        asks=(*((each, "path") for each in in_path), ("body", "body"), *((each, "query") for each in query)),
        **parameters({each: (asked[each], ...) for each in in_path}, query),
        **taking(body if needed else body | None, needed=needed),
    )


def _answers_of(outcome: type, thing: Thing | None, *, proposed: bool) -> Answers:
    """What an act answers: a proposal, or its outcome and the thing beside it."""
    if proposed:
        return Answers(Proposed, outcome)
    return Answers(outcome if thing is None else answer_of(outcome, thing.record))


@cache
def _either(record: type) -> tuple[str, ...]:
    """The fields of a record of which one is given."""
    return tuple(each.name for each in fields_of(record) if EITHER in each.marks)


def _check_either(record: object, names: Sequence[str]) -> None:
    """Raises `PydanticCustomError` unless exactly one of these fields of what was asked says something."""
    if names and sum(bool(getattr(record, name)) for name in names) != 1:
        raise wrong("one_of", f"exactly one of {' and '.join(names)}", f"{'、'.join(names)} 须且仅须填写一项")


def snake(name: str) -> str:
    """`PaySplit` as `pay_split`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("_")
