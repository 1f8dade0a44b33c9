"""Secrets that an act hands out: made here, kept as a hash alone, and shown in the first answer only."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from starlette.responses import Response

from jiaozi.access import tokens
from jiaozi.api import store
from jiaozi.api.desk import Desk
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.records import dataclass

REUSED: Final = "idempotency_key_reused"


@dataclass(frozen=True, slots=True)
class Once:
    """How an act hands out a secret. Every request makes another one, so whether it repeats an earlier request is seen
    by what was decided under its key: `repeats` says whether that is an outcome of the same command. `hashed` is the
    command's field that takes the secret's hash, `shows` the view of an outcome with the secret, empty after the
    first answer."""

    hashed: str
    repeats: Callable[[Any, Any], bool]
    shows: Callable[[Desk, Any, str], Any]

    async def hand_out(self, desk: Desk, command: Any, status: int) -> Response:
        """Does the command with a fresh secret, unless something was decided under the request's key before."""
        secret = tokens.new_secret()
        result = await self._repeated(desk, command)
        if result is None:
            result = await desk.submit(replace(command, **{self.hashed: tokens.hash_secret(secret)}))
            if isinstance(result.outcome, Refusal) and result.outcome.code == REUSED:
                # by this very request, it may be: sent twice at once, it had another secret the other time
                result = await self._repeated(desk, command) or result
        refused = isinstance(result.outcome, Refusal | Failure)
        shown = None if refused else self.shows(desk, result.outcome, "" if result.replayed else secret)
        return desk.answer(result, status, shown=shown)

    async def _repeated(self, desk: Desk, command: Any) -> Result | None:
        """What was decided under the request's key, if it was this command; None when nothing was."""
        before = await desk.house.readers.run(lambda connection: _decided(desk, connection, command))
        if before is None:
            return None
        again = self.repeats(before, command)
        return Result(before if again else Refusal(REUSED), again)


def _decided(desk: Desk, connection: Connection, command: Any) -> Any:
    """What was decided under the request's key, None for nothing."""
    found = store.outcome(connection, desk.principal.id, desk.platform.operations.of(command).name, desk.key)
    return None if found is None else desk.platform.operations.decode_outcome(found[1])
