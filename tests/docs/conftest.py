"""The reader's server."""

from tests.docs.shell import shell

__all__ = ["shell"]
