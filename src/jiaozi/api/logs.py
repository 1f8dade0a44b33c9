"""Structured logs: one JSON line for each event on stderr, without personal data, keys, bodies or query strings."""

import asyncio
import logging
import logging.config
import sys
from functools import cache
from typing import Any, Final

import msgspec
import structlog

LOGGER = "jiaozi.api"


def logger() -> Any:
    """The logger of the API. Where `configure` was not called it says what Python's logging says, never on stdout."""
    return structlog.wrap_logger(
        logging.getLogger(LOGGER),
        processors=[
            structlog.stdlib.filter_by_level,
            *_every_event(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )


class Requests:
    """The lines about requests: those that end together are written together, after their answers."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def note(self, **said: Any) -> None:
        """Adds a request's line. Only on an event loop."""
        if not _plain().isEnabledFor(logging.INFO):
            return
        line = {**said, "event": "request", "level": "info", "logger": LOGGER}
        self._lines.append(msgspec.json.encode(_stamped(None, "info", line)))
        if len(self._lines) == 1:
            asyncio.get_running_loop().call_soon(self._write)

    def _write(self) -> None:
        lines, self._lines = self._lines, []
        _plain().info(b"\n".join(lines).decode(), extra={"is_written": True})


_stamped: Final = structlog.processors.TimeStamper(fmt="iso", utc=True)
REQUESTS: Final = Requests()


@cache
def _plain() -> logging.Logger:
    return logging.getLogger(LOGGER)


class _Lines(structlog.stdlib.ProcessorFormatter):
    """What is written already stays as it is."""

    def format(self, record: logging.LogRecord) -> str:
        return str(record.msg) if getattr(record, "is_written", False) else super().format(record)


def configure(level: str = "INFO") -> None:
    """Sends all logs of the process, libraries' too, to stderr as JSON lines. Tracebacks come without values."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Lines(
            foreign_pre_chain=_every_event(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True


def _every_event() -> list[Any]:
    """What is done to every event, ours and a library's."""
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _stamped,
        _places_only,
    ]


def _places_only(_: Any, __: str, event: Any) -> Any:
    """An exception as its type and where it was raised: its message could hold what a caller sent."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = type(error).__name__
        event["at"] = _places(error)
    return event


def _places(error: BaseException) -> list[str]:
    found = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-12:]
