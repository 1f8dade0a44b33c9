"""The command line: thin, with no rules of its own. Nothing heavy is imported before a command needs it."""

import gc


def main() -> None:
    """Entry point of the `jiaozi` command."""
    gc.disable()  # imports leave next to no cycles, and looking for them takes a sixth of a start; see `Platform`
    from jiaozi.cli.environment import forget

    forget()
    from jiaozi.cli.app import app
    from jiaozi.cli.session import use_unicode

    use_unicode()
    app(prog_name="jiaozi")
