"""Commands that go through a running server with an API key, as any other program would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jiaozi.cli.session import Refused
from jiaozi.errors import ERRORS

if TYPE_CHECKING:
    from jiaozi.client import Client


@contextmanager
def served(url: str, api_key: str) -> "Iterator[Client]":
    """A client of the server at `url`. Raises `Refused` with what the server said, or that it did not answer."""
    from jiaozi.client import ApiError, Client

    try:
        with Client(url, api_key) as client:
            yield client
    except ApiError as error:
        if error.code not in ERRORS:
            raise Refused("outcome_unknown", f"{url} does not answer") from error
        raise Refused(error.code, error.detail, error.rule) from error
