"""What several processes that serve one address settle among themselves: whose duty the scheduled work is, and whose
turn it is to write where one writes at a time.

Both are locks on a file that they have in common. The system takes a lock from a process that ends, however it does.
"""

import fcntl
import threading
from typing import BinaryIO, Final

from jiaozi.clock import Seconds

_DUTY, _TURN = 0, 1
"""The bytes of the file that stand for a world's duty and its turn; those of the test world come behind them."""
_WORLD: Final = 2


class Turn:
    """Whose turn it is to write: one thread's of one process. Whoever waits is woken, and does not look again and
    again, so that nobody is overtaken for long."""

    def __init__(self, file: BinaryIO | None = None, place: int = 0) -> None:
        self._thread = threading.Lock()
        self._file = file
        self._place = place

    def take(self, patience: Seconds) -> bool:
        """Waits until it is this thread's; False when another thread of this process has it for too long."""
        if not self._thread.acquire(timeout=patience):
            return False
        if self._file is not None:
            fcntl.lockf(self._file, fcntl.LOCK_EX, 1, self._place)
        return True

    def leave(self) -> None:
        """It is another's."""
        if self._file is not None:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, self._place)
        self._thread.release()


class Share:
    """One process's part in serving a world. `process` is its number among those that share `file`, from 1; 0 and no
    file for one that serves alone."""

    def __init__(self, process: int = 0, file: BinaryIO | None = None, world: int = 0) -> None:
        self.process = process
        self._file = file
        self._world = world * _WORLD
        self._on_duty = file is None
        self.turn = Turn(file, self._world + _TURN)

    def of_test_world(self) -> "Share":
        """The same process's part in serving the test world."""
        return Share(self.process, self._file, 1)

    def has_duty(self) -> bool:
        """Whether the scheduled work is this process's; from now on, if it was nobody's."""
        if not self._on_duty and self._file is not None:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, self._world + _DUTY)
            except OSError:
                return False
            self._on_duty = True
        return self._on_duty
