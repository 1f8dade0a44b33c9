"""Write `src/jiaozi/api/examples.json`: an example of each operation, recorded by asking for it.

An example that has the form of the one that is there leaves it as it is; `--all` records every one anew.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from jiaozi.api import examples
from tools.examples import stage
from tools.examples.record import asked, form, operations


def main(arguments: list[str]) -> int:
    """Records what has changed. 1 when an operation has no example."""
    kept = examples.recorded()
    found, wrong = {}, []
    with TemporaryDirectory(prefix="jiaozi-examples-") as folder:
        world = stage.build(Path(folder))
        for operation in operations():
            before = kept.get(operation)
            try:
                now = asked(world, operation, before["who"] if before else "")
            except (ValueError, AssertionError, KeyError) as error:
                wrong.append(f"{operation} has no example: {error}\n")
                continue
            stays = before and before["who"] == now["who"] and form(before) == form(now) and "--all" not in arguments
            found[operation] = before if before and stays else now
    examples.PLACE.write_text(examples.text_of(found), encoding="utf-8")
    sys.stderr.writelines(wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
