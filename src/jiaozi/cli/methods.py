"""The SDK's methods as they are declared: their parameters and their words."""

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jiaozi_sdk import Client


def sdk_methods() -> "dict[str, Callable[..., Any]]":
    """Every method of the SDK by its name, such as `payments.create`."""
    return dict(_methods(_client(), ""))


def sdk_method(name: str) -> "Callable[..., Any]":
    """A method of the SDK by its name."""
    found: Callable[..., Any] = attrgetter(name)(_client())
    return found


def parameters(method: "Callable[..., Any]") -> dict[str, inspect.Parameter]:
    """What can be given to a method."""
    return {name: each for name, each in inspect.signature(method).parameters.items() if name != "self"}


def needed(method: "Callable[..., Any]") -> list[str]:
    """What has to be given to a method."""
    return [name for name, each in parameters(method).items() if each.default is inspect.Parameter.empty]


def is_signed(method: "Callable[..., Any]") -> bool:
    """Whether a holder's device signs a method."""
    return getattr(method, "signed", False) is True


def summary(method: "Callable[..., Any]") -> str:
    """What a method does: the first paragraph of its docstring."""
    return " ".join(inspect.cleandoc(method.__doc__ or "").partition("\n\n")[0].split())


@cache
def _client() -> "Client":
    """A client that is looked at, and asks nobody."""
    import httpx

    from jiaozi_sdk import Client

    return Client("http://localhost", "", transport=httpx.BaseTransport())


def _methods(resource: Any, before: str) -> "Iterator[tuple[str, Callable[..., Any]]]":
    for name, method in vars(type(resource)).items():
        if inspect.isfunction(method) and not name.startswith("_"):
            yield before + name, method
    for name, below in sorted(vars(resource).items()):
        if not name.startswith("_"):
            yield from _methods(below, f"{before}{name}.")
