"""Conditions: expressions in CEL (Common Expression Language) over a few documented variables.

They are compiled once, against the types of the variables, so that a wrong one is refused when it is written. What it
may say is a whitelist, in which nothing grows: numbers are reckoned with, texts and lists only looked at, and a macro
goes over the goods of one order without another inside. So the source bounds what it costs. Whatever goes wrong when
one is evaluated means that it does not hold.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

CONDITION_MAX: Final = 1_000
"""Characters of a condition."""
LISTS_MAX: Final = 4
"""How often a condition names a list of goods; each time may cost a look at every one of them."""
IN_MACRO_MAX: Final = 24
"""Words and signs inside all macros, which are evaluated for each of the goods."""
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
MACROS: Final = ("all", "exists")
FUNCTIONS: Final = (
    *("!_", "_&&_", "_||_", "_?_:_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"),
    *("-_", "_-_", "_*_", "_/_", "_%_", "@in", "size", "startsWith", "endsWith", "contains", "@not_strictly_false"),
)
"""What conditions may call, beside the addition of numbers."""
_TOKEN: Final = re.compile(
    r"""\s+|[A-Za-z_]\w*(?!["'\w])|\d+|&&|\|\||[-<>=!+*/%?:.,()\[\]]|"[^"\\\n]*"(?!["'])|'[^'\\\n]*'(?!["'])"""
)
_LISTS: Final = tuple(name for name, kind in VARIABLES.items() if kind == "list")
_TOUCHES: Final = re.compile(r"[\w.\"']")
_KEYWORDS: Final = frozenset(
    {
        *("in", "true", "false", "null", "as", "break", "const", "continue", "else", "for", "function", "if", "import"),
        *("let", "loop", "package", "namespace", "return", "var", "void", "while", "int", "uint", "double", "bool"),
        *("string", "bytes", "list", "map", "type", "dyn", "has", "filter", "exists_one"),
    }
)
"""What CEL keeps for itself, whether or not conditions know it."""
_WRONG_SIGN: Final = "not a word, number, text or sign that conditions know"


@cache
def _environment() -> Any:
    from cel_expr_python import cel

    called = "".join(f"    - name: '{name}'\n" for name in FUNCTIONS)
    config = cel.NewEnvConfigFromYaml(
        f"stdlib:\n  include_macros: [{', '.join(MACROS)}]\n  include_functions:\n{called}"
        "    - name: '_+_'\n      overloads:\n        - id: add_int64\n"
    )
    kinds = {"int": cel.Type.INT, "string": cel.Type.STRING, "bool": cel.Type.BOOL}
    kinds["list"] = cel.Type.List(cel.Type.STRING)
    return cel.NewEnv(config=config, variables={name: kinds[kind] for name, kind in VARIABLES.items()})


@lru_cache(maxsize=KNOWN_MAX)
def _compiled(source: str) -> Any:
    """The compiled condition, or the text of what is wrong with it."""
    from cel_expr_python import cel

    wrong = _costs(source)
    if wrong:
        return wrong
    try:
        expression = _environment().compile(source)
    except (RuntimeError, TypeError, MemoryError) as error:
        return _told(str(error))
    return expression if expression.return_type() == cel.Type.BOOL else "it is neither true nor false"


def _told(error: str) -> str:
    """The runtime's message without its names: `1:8: found no matching overload for ...`."""
    first = error.partition("\n")[0]
    return first.partition("<input>:")[2] or first.partition(": ")[2] or first


def _tokens(source: str) -> Iterator[tuple[int, str]]:
    """Words, numbers, texts and signs with their places; an empty one where something else stands."""
    at = 0
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None or source.startswith("//", at) or not (found[0].isprintable() or found[0].isspace()):
            yield at, ""
            return
        if not found[0].isspace():
            yield at, found[0]
        at = found.end()


def _costs(source: str) -> str:
    """Why a condition may cost too much, with line and column; empty when it does not."""
    before: list[str] = []
    named = depth = begun = inside = 0
    for at, word in _tokens(source):
        where = f"{source.count(chr(10), 0, at) + 1}:{at - source.rfind(chr(10), 0, at)}: "
        if not word:
            return where + _WRONG_SIGN
        opens = word == "(" and before[-2:-1] == ["."] and before[-1] in MACROS
        if begun and opens:
            return where + "a macro inside a macro"
        depth += (word == "(") - (word == ")")
        begun = depth if opens else begun if depth >= begun else 0
        inside += begun > 0
        named += word in _LISTS
        if begun and word in _LISTS:
            return where + "a list of goods inside a macro"
        if named > LISTS_MAX:
            return where + f"lists of goods are named at most {LISTS_MAX} times"
        if inside > IN_MACRO_MAX:
            return where + f"macros have at most {IN_MACRO_MAX} words and signs in all"
        before = [*before[-1:], word]
    return ""


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
    except (RuntimeError, TypeError, MemoryError):
        return False
    return said is True


def words_in(source: str) -> frozenset[str]:
    """The words, numbers, texts and signs of a condition."""
    return frozenset(word for _, word in _tokens(source))


def divides(source: str, name: str) -> bool:
    """Whether a word is what something is divided by, brackets around it or not."""
    words = [word for _, word in _tokens(source) if word != "("]
    return any(before in ("/", "%") and word == name for before, word in pairwise(words))


def is_word(name: str) -> bool:
    """Whether a word means something in every condition, so that it cannot be a parameter's name."""
    return name in VARIABLES or name in MACROS or name in FUNCTIONS or name in _KEYWORDS


def literal(value: object) -> str:
    """A whole number, a truth value, a text or a list of texts or numbers, as conditions write it. A text has neither
    quotes nor backslashes; raises `ValueError` for one that has."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        if not is_quotable(value):
            raise ValueError(f"{value!r} cannot be quoted")
        return f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    raise ValueError(f"{value!r} is nothing that conditions know")


def is_quotable(text: str) -> bool:
    """Whether a text is itself between quotes: no quote ends it, and nothing in it means something else."""
    return text.isprintable() and not set(text) & set("\"'\\")


def put_in(source: str, values: Mapping[str, object]) -> str:
    """A condition in which words are what they stand for, as literals: each in the place of one whole word, and of
    nothing inside a text. It ends where it is too long already. Raises `ValueError` for what has no literal."""
    said, made, end = {name: literal(value) for name, value in values.items() if name in words_in(source)}, "", 0
    for at, word in _tokens(source):
        if word in said and len(made) <= CONDITION_MAX:
            made += source[end:at] + said[word]
            end = at + len(word)
    return made + source[end:]


def is_apart(source: str, name: str) -> bool:
    """Whether a word stands apart wherever it is: beside no letter, digit, quote or dot, so that what is put in its
    place becomes no part of anything else."""
    padded = f" {source} "
    places = [at for at, word in _tokens(source) if word == name]
    return not any(_TOUCHES.match(padded[at]) or _TOUCHES.match(padded[at + len(name) + 1]) for at in places)
