"""Terminals: the tills and machines of a store. One that is suspended places and takes no orders."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from jiaozi.acceptance import store
from jiaozi.acceptance.model import LABEL_MAX, SERIAL_MAX, TERMINALS_MAX, Label, Terminal
from jiaozi.acceptance.schema import TERMINALS
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import StoreNo, Tag, TerminalNo
from jiaozi.payments.schema import STORES
from jiaozi.records import dataclass


@dataclass(frozen=True, slots=True)
class OpenTerminal:
    """Registers a terminal of a store; `label` is what people call it, `serial` what its maker does."""

    store: StoreNo
    label: Label
    serial: Tag = ""


@dataclass(frozen=True, slots=True)
class SuspendTerminal:
    """Stops a terminal, or (with `suspended` false) lets it work again."""

    terminal: TerminalNo
    suspended: bool


class TerminalOpened(NamedTuple):
    """A terminal was registered."""

    terminal: TerminalNo


class TerminalSet(NamedTuple):
    """A terminal was stopped, or works again."""

    terminal: TerminalNo
    suspended: bool


def _touch_open(tx: Tx, requests: Sequence[Request[OpenTerminal]]) -> None:
    tx.want(STORES, {request.command.store for request in requests})


def _open(tx: Tx, request: Request[OpenTerminal]) -> TerminalOpened | Refusal:
    """Refuses: `request_malformed` (label, serial), `store_not_found`, `terminals_exceeded`."""
    command = request.command
    if not 0 < len(command.label) <= LABEL_MAX or not command.label.strip() or len(command.serial) > SERIAL_MAX:
        return Refusal("request_malformed", "label or serial")
    if tx.rows(STORES).get(command.store) is None:
        return Refusal("store_not_found")
    # The store's row is locked, so its terminals are counted without a race; those of this group are remembered.
    known = tx.memo.setdefault(("terminals", command.store), [store.terminals_count(tx.connection, command.store)])
    if known[0] >= TERMINALS_MAX:
        return Refusal("terminals_exceeded", f"{TERMINALS_MAX} at most")
    known[0] += 1
    tx.rows(TERMINALS).add(
        Terminal(
            id=request.id,
            store=command.store,
            label=command.label,
            serial=command.serial,
            suspended=0,
            opened_at=request.at,
        )
    )
    return TerminalOpened(request.id)


def _touch_set(tx: Tx, requests: Sequence[Request[SuspendTerminal]]) -> None:
    tx.want(TERMINALS, {request.command.terminal for request in requests})


def _set(tx: Tx, request: Request[SuspendTerminal]) -> TerminalSet | Refusal:
    """Refuses: `terminal_not_found`."""
    command = request.command
    terminal = tx.rows(TERMINALS).get(command.terminal)
    if terminal is None:
        return Refusal("terminal_not_found")
    terminal.suspended = int(command.suspended)
    tx.rows(TERMINALS).changed(terminal)
    return TerminalSet(terminal.id, command.suspended)


def terminal_refusal(tx: Tx, terminal_id: TerminalNo, store_id: StoreNo) -> Refusal | None:
    """Whether a store's terminal (0: none) works; its row must be named. Refuses: `terminal_not_found` (also another
    store's), `terminal_suspended`."""
    if not terminal_id:
        return None
    terminal = tx.rows(TERMINALS).get(terminal_id)
    if terminal is None or terminal.store != store_id:
        return Refusal("terminal_not_found")
    return Refusal("terminal_suspended") if terminal.suspended else None


OPERATIONS: Final = (
    Operation("open_terminal", OpenTerminal, TerminalOpened, _touch_open, one_by_one(_open), True),
    Operation("suspend_terminal", SuspendTerminal, TerminalSet, _touch_set, one_by_one(_set), True),
)
