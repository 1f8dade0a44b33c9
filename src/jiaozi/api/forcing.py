"""Where failures on purpose meet requests: between a desk of the test world and its writer, and nowhere else."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any, Final

from jiaozi.acceptance.store import order
from jiaozi.api import store as lists
from jiaozi.api.readers import Readers
from jiaozi.billing.store import payment_request
from jiaozi.codes.present import ChargePaymentCode, ChargeTap
from jiaozi.codes.schema import PAYER_TOKENS
from jiaozi.codes.store import numbered
from jiaozi.codes.token import read_code
from jiaozi.db.commands import Result, carried
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import WalletNo
from jiaozi.platform import Platform
from jiaozi.testmode import store
from jiaozi.testmode.effects import ANSWER_LOST, FAILED_WITH, REFUSE, UNAVAILABLE, magic
from jiaozi.testmode.failures import FailureTaken, ForceRefusal, TakeFailure, applies, can_fail

Submit = Callable[[Any, str], Awaitable[Result]]
"""Hands a command to the writer under a key."""
_WALLETS: Final = ("payer", "wallet", "payee", "sub_wallet")


class Forcing:
    """The failures of one test world."""

    def __init__(self, platform: Platform, readers: Readers) -> None:
        self._platform = platform
        self._readers = readers

    async def submit(self, principal: int, command: Any, key: str, submit: Submit) -> Result:
        """Submits a command unless it is to fail. Raises `Failure`."""
        taken, fresh = await self._taken(principal, command, key, submit)
        if isinstance(taken, Refusal | Failure):
            return Result(taken)
        if taken.effect == REFUSE:
            return await submit(ForceRefusal(carried(command), taken.code), key)
        if fresh and taken.effect == UNAVAILABLE:
            raise Failure(FAILED_WITH[UNAVAILABLE], "forced in test mode")
        result = await submit(command, key)
        if fresh and taken.effect == ANSWER_LOST and not isinstance(result.outcome, Failure):
            raise Failure(FAILED_WITH[ANSWER_LOST], "forced in test mode")
        return result

    async def _taken(self, principal: int, command: Any, key: str, submit: Submit) -> tuple[Any, bool]:
        """The failure a request has to meet, and whether it meets it for the first time."""
        name = self._platform.operations.name_of(command)
        own_key = sha256(f"{name}\0{key}".encode()).hexdigest()

        def job(connection: Connection) -> FailureTaken | TakeFailure:
            if not can_fail(name) or lists.outcome(connection, principal, name, key) is not None:
                return FailureTaken()
            before = lists.outcome(connection, principal, "take_failure", own_key)
            if before is not None:
                decided: FailureTaken = self._platform.operations.decode_outcome(before[1])
                return decided
            return self._wish(connection, principal, name, command)

        found = await self._readers.run(job)
        if isinstance(found, FailureTaken):
            return found, False
        result = await submit(found, own_key)
        return result.outcome, not result.replayed

    def _wish(self, connection: Connection, principal: int, name: str, command: Any) -> TakeFailure | FailureTaken:
        """What has to be asked of the writer; `FailureTaken` without effect when nothing applies."""
        inner = carried(command)
        wallets = tuple(map(WalletNo, sorted(wallets_of(connection, inner))))
        digest = self._platform.operations.fingerprint(command).hex()
        twin = store.twin_of(connection, principal)
        wish = TakeFailure(twin, name, amount_of(connection, name, inner), wallets, digest)
        rules = store.rules(connection, store.rules_in_force(connection, twin)) if twin else []
        wanted = any(applies(rule, wish) for rule in rules) or magic(name, wish.amount_minor) is not None
        return wish if wanted else FailureTaken()


def wallets_of(connection: Connection, command: Any) -> set[int]:
    """The wallets that a command names, also by the token of what a till was shown."""
    named = {number for field in _WALLETS if (number := getattr(command, field, 0))}
    shown = read_code(command.payment_code) if isinstance(command, ChargePaymentCode) else None
    number = command.number if isinstance(command, ChargeTap) else shown.number if shown else -1
    tokens = PAYER_TOKENS.read(connection, numbered(connection, [number]).values()) if number >= 0 else []
    return named | {row.wallet for row in tokens}


def amount_of(connection: Connection, operation: str, command: Any) -> int:
    """The amount a command is about, in minor units: its own, or that of the order or request it names; 0 for none."""
    if operation == "pay_order":
        named: Any = order(connection, command.order)
    elif operation == "accept_request":
        named = payment_request(connection, command.payment_request)
    else:
        named = command
    return int(getattr(named, "amount_minor", 0) or 0)
