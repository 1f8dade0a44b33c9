"""Wallets follow their operator's change of regime by themselves: at once, or when their holds have ended."""

from typing import Final

from jiaozi.clock import Seconds, monotonic_s
from jiaozi.kinds import InstitutionNo
from jiaozi.platform import Platform
from jiaozi.wallets.regimes import MoveWallets, WalletsMoved
from jiaozi.wallets.store import moving_operators, wallets_left, wallets_to_move
from jiaozi.worker.orders import carry_out

EVERY_S: Final = 60
TURN_S: Final[Seconds] = 20


class Moves:
    """Moves what can move. Steps of several processes at once, or after a kill, move each wallet once: the operator's
    row is locked."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.wallets = 0

    def turn(self) -> None:
        """Steps of each operator until nothing can move or the turn is over."""
        end = monotonic_s() + TURN_S
        with self._platform.snapshot() as connection:
            due = [
                operator
                for operator, regime in moving_operators(connection)
                if wallets_to_move(connection, operator, regime, 1) or not wallets_left(connection, operator, regime)
            ]
        for operator in due:
            while self._step(operator) and monotonic_s() < end:
                pass

    def _step(self, operator: InstitutionNo) -> bool:
        """One step under a key of its own; whether another one can follow."""
        key = f"move:{operator}:{self._platform.ids.take_account()}"
        outcomes = [result.outcome for result in carry_out(self._platform, [(key, MoveWallets(operator))])]
        moved = [outcome for outcome in outcomes if isinstance(outcome, WalletsMoved)]
        self.wallets += sum(outcome.wallets for outcome in moved)
        return any(outcome.more for outcome in moved)
