"""What every model is: a frozen dataclass with keywords alone, whose methods are written once.

`dataclass` compiles methods for each class anew, 1.5 ms for what is frozen: 0.45 s for the models of the whole API,
which whoever imports the client would wait for.
"""

from collections.abc import Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, NoReturn, TypeVar, dataclass_transform

M = TypeVar("M", bound="Model")


class Model:
    """The methods of a frozen dataclass."""

    __slots__ = ()

    def __init__(self, **given: Any) -> None:
        known = fields(self)  # type: ignore[arg-type] # every model is one
        for each in known:
            if each.name in given:
                object.__setattr__(self, each.name, given.pop(each.name))
            elif each.default is not MISSING:
                object.__setattr__(self, each.name, each.default)
            else:
                raise TypeError(f"{type(self).__name__}() needs {each.name}")
        if given:
            raise TypeError(f"{type(self).__name__}() has no {', '.join(given)}")

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        said = (f"{name}={value!r}" for name, value in zip(self.__dataclass_fields__, self._values(), strict=True))  # type: ignore[attr-defined]
        return f"{type(self).__qualname__}({', '.join(said)})"

    def __eq__(self, other: object) -> bool:
        return (
            self._values() == other._values()
            if isinstance(other, Model) and type(self) is type(other)
            else NotImplemented
        )

    def __hash__(self) -> int:
        return hash(self._values())

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __setstate__(self, state: tuple[None, Mapping[str, Any]]) -> None:  # whoever copies or unpickles it
        for name, value in state[1].items():
            object.__setattr__(self, name, value)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def model(kind: type[M]) -> type[M]:
    """Makes a class of annotations a model."""
    return dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(kind)
