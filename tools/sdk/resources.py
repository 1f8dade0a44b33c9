"""The tree of resources."""

from collections.abc import Iterator, Mapping

from tools.sdk.document import Document, Operation

Resources = Mapping[tuple[str, ...], list[Operation]]
"""The endpoints of each resource by its path; those of the client itself at `()`."""


def resources_of(document: Document) -> Resources:
    """Every resource, also those that have others below them and no endpoint of their own."""
    found: dict[tuple[str, ...], list[Operation]] = {(): []}
    for operation in document.operations:
        path = operation.name.resource
        for depth in range(len(path) + 1):
            found.setdefault(path[:depth], [])
        found[path].append(operation)
    return found


def sorted_tops(resources: Resources) -> list[str]:
    """The names of the client's attributes."""
    return sorted(path[0] for path in resources if len(path) == 1)


def below(path: tuple[str, ...], resources: Resources) -> Iterator[tuple[str, ...]]:
    """The resources that are attributes of one."""
    return (each for each in resources if each and each[:-1] == path)


def class_name(path: tuple[str, ...], prefix: str = "") -> str:
    """The class of a resource."""
    return prefix + "".join(word.capitalize() for part in path for word in part.split("_"))
