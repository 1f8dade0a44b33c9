"""Several server processes behind one address: a supervisor that holds the socket and serves nothing itself.

The processes accept from the one socket, so a connection waits for whichever is free, and nobody's when one dies. They
end, each as one that serves alone does, when the supervisor is told to stop; and also when it is killed: they hear it
by the end of a pipe that only it can write to.
"""

import gc
import os
import selectors
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple, NoReturn

from jiaozi.api import logs
from jiaozi.api.accepting import Counts
from jiaozi.clock import Seconds, monotonic_s
from jiaozi.records import dataclass
from jiaozi.sharing import Share

AGAIN_S: Final[Seconds] = 0.1
AGAIN_MAX_S: Final[Seconds] = 30
"""A process that died is started again after the first, twice as late each time it dies again, at most the second."""
CALM_S: Final[Seconds] = 60
"""Whoever lived so long begins with the first again."""
DRAIN_S: Final[Seconds] = 0.5
"""So long a process that is to stop still accepts, for load balancers to notice that it is not ready."""
STOP_S: Final[Seconds] = 27
"""Processes that have not ended by then are killed: just before Kubernetes kills all."""
PROCESSES_MAX: Final = 64
_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
_FAILED: Final = 1


class Place(NamedTuple):
    """A process among those that serve one address: its number, what it settles with the others, the sockets, how many
    connections each has, a file that ends when it is to stop, and whom to tell that it answers."""

    number: int
    share: Share
    sockets: Sequence[socket.socket]
    counts: Counts
    stops: int
    ready: Callable[[], None]


def bind(host: str, port: int) -> list[socket.socket]:
    """Sockets at every address of a host, not yet listening. Raises `OSError`."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in dict.fromkeys(found):
            sockets.append(socket.socket(family, kind, protocol))
            sockets[-1].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                sockets[-1].setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            sockets[-1].bind(address)
            sockets[-1].setblocking(False)
    except OSError:
        for each in sockets:
            each.close()
        raise
    return sockets


@dataclass(slots=True)
class _Child:
    number: int
    begun: Seconds


class Supervisor:
    """Keeps `count` processes serving until it is told to stop. `serve` is what each does; its result the exit code.

    Only for the main thread of a process without others, whose files and locks the processes inherit.
    """

    def __init__(self, count: int, sockets: Sequence[socket.socket], serve: Callable[[Place], int]) -> None:
        self._count = count
        self._sockets = sockets
        self._serve = serve
        self._counts = Counts(count)
        self._settling = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this process
        self._stops, self._holds = os.pipe()
        self._readies, self._tells_ready = os.pipe()
        os.set_blocking(self._readies, False)
        self._children: dict[int, _Child] = {}
        self._deaths: dict[int, int] = {}
        self._due: dict[int, Seconds] = {}
        """When a process is started again, by its number."""
        self._up: set[int] = set()
        """Those that have answered at some time."""
        self._others_begun = False
        self._code = 0
        self._stopping = False
        self._deaf_at = self._deadline = float("inf")

    def run(self) -> int:
        """Serves. The first process begins alone, so that what keeps all from starting is told once.

        Returns 0 when it was told to stop and all ended well; else the exit code of the one that did not.
        """
        gc.collect()
        gc.freeze()  # what is there already is shared by the processes as long as nobody writes to it
        with _woken() as (wakes, told), selectors.DefaultSelector() as selector:
            selector.register(wakes, selectors.EVENT_READ)
            selector.register(self._readies, selectors.EVENT_READ)
            self._due[1] = monotonic_s()
            while self._children or self._due:
                self._begin_due()
                selector.select(self._patience())
                self._take_signals(wakes, told)
                self._take_ready()
                self._reap()
                if monotonic_s() > self._deaf_at:
                    self._hear_no_more()
                if monotonic_s() > self._deadline:
                    self._kill()
        return self._code

    def _patience(self) -> Seconds | None:
        """How long there is nothing to do unless something happens."""
        next_at = min([*self._due.values(), self._deaf_at, self._deadline])
        return None if next_at == float("inf") else max(next_at - monotonic_s(), 0)

    def _begin_due(self) -> None:
        for number in [number for number, at in self._due.items() if at <= monotonic_s()]:
            del self._due[number]
            self._begin(number)

    def _begin(self, number: int) -> None:
        sys.stdout.flush()
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)  # none is lost between the fork and who is to have it
        try:
            process = os.fork()
            if not process:
                self._be(number)
            self._children[process] = _Child(number, monotonic_s())
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

    def _be(self, number: int) -> NoReturn:
        """What the new process does, to its end."""
        code = _FAILED
        try:
            os.setpgid(0, 0)  # Ctrl-C is the supervisor's alone
            signal.set_wakeup_fd(-1)
            for sign in _SIGNALS:
                signal.signal(sign, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            os.close(self._holds)
            code = self._serve(self._place(number))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else _FAILED
        except BaseException:  # noqa: BLE001 - it must not go on as the supervisor
            traceback.print_exc()
        finally:
            with suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    def _place(self, number: int) -> Place:
        def ready() -> None:
            with suppress(OSError):  # the supervisor is gone
                os.write(self._tells_ready, bytes([number]))

        return Place(number, Share(number, self._settling), self._sockets, self._counts, self._stops, ready)

    def _take_signals(self, wakes: socket.socket, told: list[int]) -> None:
        with suppress(BlockingIOError):
            while wakes.recv(4_096):
                pass
        while told:
            told.pop()
            if self._stopping:
                self._send(signal.SIGTERM)  # to one that is at its end already: at once
            else:
                self._stop()

    def _take_ready(self) -> None:
        with suppress(BlockingIOError):
            self._up |= set(os.read(self._readies, 4_096))
        if self._up and not self._others_begun and not self._stopping:
            self._others_begun = True
            self._due |= dict.fromkeys(range(2, self._count + 1), monotonic_s())

    def _stop(self) -> None:
        """Lets all end what they have begun."""
        self._stopping = True
        self._deaf_at = monotonic_s() + DRAIN_S
        self._deadline = monotonic_s() + STOP_S
        self._due.clear()
        os.close(self._holds)

    def _hear_no_more(self) -> None:
        """Nobody accepts any more: whoever comes is refused at once, not kept until the last process has ended. Also
        where a process's copy of a socket is still open."""
        self._deaf_at = float("inf")
        for each in self._sockets:
            with suppress(OSError):  # not every system lets go of one that listens
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _send(self, sign: signal.Signals) -> None:
        for process in self._children:
            with suppress(ProcessLookupError):
                os.kill(process, sign)

    def _kill(self) -> None:
        self._code = self._code or _FAILED
        self._deadline = float("inf")
        self._send(signal.SIGKILL)

    def _reap(self) -> None:
        for process in list(self._children):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                self._lost(process, self._children.pop(process), os.waitstatus_to_exitcode(status))

    def _lost(self, process: int, child: _Child, code: int) -> None:
        """A process has ended: as it was told, or before it ever answered, or it is started again."""
        self._counts.away(child.number)
        if self._stopping:
            self._code = self._code or (abs(code) and _FAILED)
        elif child.number not in self._up:
            self._code = code if code > 0 else _FAILED
            self._stop()
        else:
            self._again(process, child, code)

    def _again(self, process: int, child: _Child, code: int) -> None:
        now = monotonic_s()
        deaths = 0 if now - child.begun > CALM_S else self._deaths.get(child.number, 0)
        self._deaths[child.number] = deaths + 1
        again_s = min(AGAIN_S * 2**deaths, AGAIN_MAX_S)
        self._due[child.number] = now + again_s
        logs.logger().error("process_died", process=child.number, pid=process, exit_code=code, again_in_seconds=again_s)


@contextmanager
def _woken() -> Iterator[tuple[socket.socket, list[int]]]:
    """A socket that can be read once a signal came, and those that ask to stop."""
    told: list[int] = []
    wakes, wakener = socket.socketpair()
    for each in (wakes, wakener):
        each.setblocking(False)
    before_fd = signal.set_wakeup_fd(wakener.fileno(), warn_on_full_buffer=False)
    before = {sign: signal.signal(sign, lambda sign, _: told.append(sign)) for sign in (signal.SIGTERM, signal.SIGINT)}
    before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
    try:
        yield wakes, told
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)
        signal.set_wakeup_fd(before_fd)
        wakes.close()
        wakener.close()
