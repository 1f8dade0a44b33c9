"""No refusal is met that `tools/refusals.py` did not find in the code: its lists are what users read."""

from tools import refusals

from jiaozi.db.engine import Connection
from tests.met import MET

_REFUSED = """SELECT DISTINCT operation, SUBSTR(outcome, 1, 80) FROM outcomes WHERE outcome LIKE '["Refusal",%'"""


def unlisted(connection: Connection) -> set[tuple[str, str]]:
    """Operations with codes that they refused with in a world, and that nobody was told they have."""
    found = {(operation, text.split('"')[3]) for operation, text in connection.query(_REFUSED)}
    MET.update(found)
    return {(operation, code) for operation, code in found if code not in _known(operation)}


def _known(operation: str) -> frozenset[str]:
    return refusals.of_operation(operation) | refusals.ANY
