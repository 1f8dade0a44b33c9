"""Which refusals an operation can give: the codes that stand in the code which its handler can come to."""

from collections.abc import Iterator
from functools import partial
from inspect import isfunction, ismethod, ismodule
from types import CodeType
from typing import Any

from jiaozi.db.commands import Operation
from jiaozi.errors import ERRORS, Refusal

PACKAGE = "jiaozi"


def refusals_of(operation: Operation) -> set[str]:
    """The codes of the error table among the constants of the handler and of whatever it names, to any depth.

    Too many rather than too few: a name that is looked up on an object leads to that name in every class met.
    """
    codes: set[str] = set()
    seen: set[int] = set()
    waiting: list[Any] = [operation.run]
    while waiting:
        met = waiting.pop()
        if id(met) in seen:
            continue
        seen.add(id(met))
        if ismethod(met):
            waiting += [met.__func__, type(met.__self__)]
        elif isinstance(met, partial):
            waiting += [met.func, *met.args]
        elif isinstance(met, Refusal):
            codes.add(met.code)
        elif isinstance(met, type):
            waiting += [each for each in vars(met).values() if isfunction(each)]
        elif isinstance(met, Operation):
            waiting.append(met.run)
        elif isfunction(met):
            waiting += _led_to(met)
            for code in _codes(met.__code__):
                codes |= _named(set(_texts(code.co_consts)))
    return codes


def _led_to(function: Any) -> Iterator[Any]:
    """What a function names: globals and their attributes that are ours, and what it has closed over."""
    for cell in function.__closure__ or ():
        yield cell.cell_contents
    names = {name for code in _codes(function.__code__) for name in code.co_names}
    for found in (function.__globals__[name] for name in names if name in function.__globals__):
        yield from (vars(found)[name] for name in names if name in vars(found)) if ismodule(found) else [found]


def _named(texts: set[str]) -> set[str]:
    """The codes among texts, and those that two of them are the ends of: `limit_{component}_exceeded`."""
    heads = [text for text in texts if text.endswith("_")]
    tails = [text for text in texts if text.startswith("_")]
    made = {code for code in ERRORS for head in heads for tail in tails
            if code.startswith(head) and code.endswith(tail)}  # fmt: skip
    return made | texts & ERRORS.keys()


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _codes(each)


def _texts(values: tuple[Any, ...]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | frozenset):
            yield from _texts(tuple(value))
