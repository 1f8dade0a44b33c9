"""The command line: thin, with no rules of its own. Nothing heavy is imported before a command needs it."""

import gc
import sys


def main() -> None:
    """Entry point of the `jiaozi` command."""
    gc.disable()  # imports leave next to no cycles, and looking for them takes a sixth of a start; see `Platform`
    sys.modules["httpx._main"] = None  # type: ignore[assignment] # httpx's own command, of which it does without: 0.1 s
    from jiaozi.cli.environment import forget

    forget()
    from jiaozi.cli.app import app
    from jiaozi.cli.session import use_unicode

    use_unicode()
    app(prog_name="jiaozi")
