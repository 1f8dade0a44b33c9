"""`dataclass`, whose methods are compiled when one of them is first called.

The standard one compiles up to six functions for each class where it is declared, 1.5 ms: of the 1.2 s until the
platform was loaded it took half, and a process makes instances of few of the 570 classes. To type checkers and readers
it is the standard one; `field`, `fields`, `replace` and `asdict` are, too.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - said again for type checkers
else:

    def dataclass(*, frozen=False, slots=False, kw_only=False, eq=True):
        """As the standard one; without slots it is the standard one."""
        if not slots:
            return dataclasses.dataclass(frozen=frozen, kw_only=kw_only, eq=eq)
        return lambda kind: _declared(kind, frozen=frozen, kw_only=kw_only, eq=eq)


_COMPILED: Final = ("__init__", "__repr__", "__eq__", "__hash__")
_OF_FIELDS: Final = ("default", "default_factory", "init", "repr", "hash", "compare", "kw_only")


def _declared(kind: type, *, frozen: bool, kw_only: bool, eq: bool) -> type:
    late = [name for name in (_COMPILED if eq else _COMPILED[:2]) if name not in vars(kind)]
    whole: Any = None

    def first(name: str) -> Callable[..., Any]:
        def call(this: object, *args: Any, **given: Any) -> Any:
            standard = _standard(whole, frozen=frozen)
            for each in late:  # of several threads each sets the same
                setattr(whole, each, getattr(standard, each))
            return getattr(whole, name)(this, *args, **given)

        return call

    for name in late:
        setattr(kind, name, first(name))
    if eq and not frozen and "__hash__" in late:
        kind.__hash__ = None  # type: ignore[assignment] # what changes is no key
    for name, method in _FROZEN.items() if frozen else ():
        setattr(kind, name, method)
    whole = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(kind)
    return whole  # type: ignore[no-any-return]


def _standard(kind: type, *, frozen: bool) -> type:
    """A standard dataclass of the same fields, for its methods."""
    members = [
        (each.name, each.type, dataclasses.field(**{name: getattr(each, name) for name in _OF_FIELDS}))
        for each in dataclasses.fields(kind)
    ]
    after = {"__post_init__": kind.__post_init__} if hasattr(kind, "__post_init__") else {}
    return dataclasses.make_dataclass(kind.__name__, members, namespace=after, frozen=frozen)


def _set(_: object, name: str, value: object) -> NoReturn:  # noqa: ARG001 - as Python calls it
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(this: object, state: tuple[None, Mapping[str, Any]]) -> None:
    for name, value in state[1].items():
        object.__setattr__(this, name, value)


_FROZEN: Final = {"__setattr__": _set, "__delattr__": _delete, "__setstate__": _restore}
