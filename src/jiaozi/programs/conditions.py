"""Conditions: expressions in CEL (Common Expression Language) over a few documented variables.

They are compiled once, against the types of the variables, so that a wrong one is refused when it is written. Their
runtime bounds them: 10,000 steps of macros, 32 levels, regular expressions in linear time. Whatever goes wrong
when one is evaluated means that it does not hold.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final

CONDITION_MAX: Final = 1_000
"""Characters of a condition."""
KNOWN_MAX: Final = 1_000
"""Compiled conditions that a process keeps."""


VARIABLES: Final[Mapping[str, str]] = {
    "amount": "int",
    "goods": "int",
    "left": "int",
    "held_days": "int",
    "merchant": "string",
    "store": "string",
    "category": "string",
    "region": "string",
    "skus": "list",
    "tags": "list",
    "payer_class": "string",
    "payer_kind": "string",
    "hong_kong": "bool",
    "hour": "int",
    "minute": "int",
    "weekday": "int",
    "day": "int",
    "month": "int",
}
"""The types of the variables; what they are is told in `docs/concepts/programs.md`."""


@cache
def _environment() -> Any:
    from cel_expr_python import cel

    kinds = {"int": cel.Type.INT, "string": cel.Type.STRING, "bool": cel.Type.BOOL}
    kinds["list"] = cel.Type.List(cel.Type.STRING)
    return cel.NewEnv(variables={name: kinds[kind] for name, kind in VARIABLES.items()})


@lru_cache(maxsize=KNOWN_MAX)
def _compiled(source: str) -> Any:
    """The compiled condition, or the text of what is wrong with it."""
    from cel_expr_python import cel

    try:
        expression = _environment().compile(source)
    except RuntimeError as error:
        return _told(str(error))
    return expression if expression.return_type() == cel.Type.BOOL else "it is neither true nor false"


def _told(error: str) -> str:
    """The runtime's message without its names: `1:8: found no matching overload for ...`."""
    first = error.partition("\n")[0]
    return first.partition("<input>:")[2] or first.partition(": ")[2] or first


def condition_error(source: str) -> str:
    """What is wrong with a condition, with line and column; empty when it is good."""
    if len(source) > CONDITION_MAX:
        return "too long"
    found = _compiled(source)
    return found if isinstance(found, str) else ""


def holds(source: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition is true of these values of all variables. An error is a no."""
    found = _compiled(source)
    if isinstance(found, str):
        return False
    try:
        said = found.eval(data=values).value()
    except RuntimeError:
        return False
    return said is True
