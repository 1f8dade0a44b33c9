"""Commands and their outcomes: how a request is named, how its outcome is stored and found again.

A command is a frozen dataclass; an outcome is a `Refusal` or a NamedTuple of its operation. Both have one canonical
JSON form, from which the fingerprint of a request is taken.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final, Generic, NamedTuple, cast

import msgspec
from msgspec import UNSET
from typing_extensions import TypeVar

from jiaozi.db.tx import Tx
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import Fresh
from jiaozi.records import dataclass

C = TypeVar("C", default=Any)
C_co = TypeVar("C_co", covariant=True, default=Any)
D = TypeVar("D")
R = TypeVar("R", default=Any)
Outcome = Any
"""A `Refusal` or the operation's own NamedTuple."""
Former = Callable[..., Outcome | None]


class Request(NamedTuple, Generic[C_co]):
    """A command on its way to its handler.

    `principal` and `key` with the operation's name are the identity of the request. `id` is the first of 16
    consecutive ids that the effect may use. `at` is the time of the decision in microseconds; 0 lets the group set it.
    `approvers` are the others who agreed to an act of two people; only approving one fills it.
    """

    principal: int
    key: str
    command: C_co
    id: Fresh
    at: int = 0
    approvers: tuple[int, ...] = ()

    def about(self, command: D) -> "Request[D]":
        """The same request for another command, which stands behind its own."""
        return cast("Request[D]", self._replace(command=cast(Any, command)))


class Result(NamedTuple):
    """What a caller gets: the outcome, or the `Failure` that stopped it, and whether an earlier request stored it."""

    outcome: Outcome
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Carrier:
    """A command that brings another with it, and what proves who asks. For idempotency it is the command it carries:
    the same request with a proof, without one or with a fresh one is one request, and its outcome that command's."""

    command: Any


@dataclass(frozen=True, slots=True)
class Operation(Generic[C, R]):
    """What the platform can do: a name, the command it takes, the outcome it gives, and its handler.

    `touch(tx, requests)` names the rows the requests need; as a generator it yields whenever what it has named must be
    locked before it can name more. `run(tx, requests)` returns one outcome for each, in order.
    `administrative` operations are written to the log of acts.
    """

    name: str
    command: type[C]
    outcome: type[R]
    touch: Callable[[Tx, Sequence[Request[C]]], Iterator[None] | None]
    run: Callable[[Tx, Sequence[Request[C]]], Sequence[R | Refusal]]
    administrative: bool = False


def one_by_one(decide: Callable[[Tx, Request[C]], R]) -> Callable[[Tx, Sequence[Request[C]]], list[R]]:
    """A `run` that decides each request in turn; the rows are in memory, so this costs no statement."""
    return lambda tx, requests: [decide(tx, request) for request in requests]


class SignedCommand:
    """A command that carries a signature, which differs whenever it is made anew."""

    __slots__ = ()

    def unsigned(self) -> object:
        """The same command without its signature and nonce."""
        raise NotImplementedError


class BulkyCommand:
    """A command of many lines: a group has one of them at most, so that what comes beside waits for one alone."""

    __slots__ = ()


class GrownCommand:
    """A command that may say more than when it was first stored."""

    __slots__ = ()

    def as_before(self) -> object:
        """The same command without what it does not say, as it was then."""
        raise NotImplementedError


class Operations:
    """The operations of a platform, found by command type and by name. `secret` keys the fingerprints of requests.
    `former` reads outcomes that earlier versions stored in another form, by name; None for those that have today's."""

    def __init__(
        self, operations: Iterable[Operation], secret: bytes = b"", former: Mapping[str, Former] | None = None
    ) -> None:
        listed = list(operations)
        self._secret = secret
        self.by_command: Mapping[type, Operation] = {operation.command: operation for operation in listed}
        self.by_name: Mapping[str, Operation] = {operation.name: operation for operation in listed}
        if len(self.by_command) != len(listed) or len(self.by_name) != len(listed):
            twice = [
                each
                for each in listed
                if self.by_name[each.name] is not each or self.by_command[each.command] is not each
            ]
            raise ValueError(f"two operations share a name or a command: {', '.join(each.name for each in twice)}")
        given: list[type] = [Refusal, *(operation.outcome for operation in listed)]
        self._outcomes: Mapping[str, Callable[..., Outcome]] = {outcome.__name__: outcome for outcome in given}
        self._former = former or {}

    def fingerprint(self, command: object) -> bytes:
        """16 bytes that two requests share only when their commands are equal; keyed, since commands name people.

        Raises `Failure` `request_malformed` for text that is no Unicode.
        """
        try:
            return blake2b(_encode(unsigned(carried(command))), digest_size=16, key=self._secret).digest()
        except UnicodeEncodeError as error:
            raise Failure("request_malformed", "text that is not Unicode") from error

    def of(self, command: object) -> Operation:
        """The operation that takes a command."""
        return self.by_command[type(command)]

    def name_of(self, command: object) -> str:
        """The operation's name under which a command's outcome is stored: of a carrier, the carried command's."""
        return self.by_command[type(carried(command))].name

    def encode_outcome(self, outcome: Outcome) -> str:
        """The stored form: a JSON array of the outcome's name and fields; what is unset at its end is not there."""
        said = outcome[:-1] if outcome[-1:] == (UNSET,) else outcome
        return _encode((type(outcome).__name__, *said)).decode()

    def decode_outcome(self, text: str) -> Outcome:
        """The outcome of its stored form."""
        name, *values = msgspec.json.decode(text)
        found = self._former[name](*values) if name in self._former else None
        return self._outcomes[name](*values) if found is None else found


def carried(command: object) -> object:
    """The command itself, or the one that it carries."""
    return command.command if isinstance(command, Carrier) else command


def unsigned(command: object) -> object:
    """What a request's fingerprint is of: the command, or of one that is signed what it says without its signature; of
    one that has grown what it would have been."""
    if isinstance(command, GrownCommand):
        return command.as_before()
    return command.unsigned() if isinstance(command, SignedCommand) else command


_encode: Final = msgspec.json.Encoder(order="deterministic").encode


def canonical(value: object) -> bytes:
    """The canonical JSON bytes of plain data, dataclasses and tuples."""
    return _encode(value)


def failure_of(error: Exception) -> Failure:
    """The failure itself, or `internal_error` for an exception nobody foresaw."""
    return error if isinstance(error, Failure) else Failure("internal_error", type(error).__name__)
