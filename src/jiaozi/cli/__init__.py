"""The command line: thin, with no rules of its own. Nothing heavy is imported before a command needs it."""


def main() -> None:
    """Entry point of the `jiaozi` command."""
    from jiaozi.cli.app import app

    app(prog_name="jiaozi")
