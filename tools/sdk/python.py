"""The generated modules of the Python SDK: the models, and each resource once for `Client`, once for `AsyncClient`."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tools.sdk.document import Document, Operation
from tools.sdk.python_methods import ASYNC, SYNC, Style, methods, written
from tools.sdk.python_models import events, models
from tools.sdk.resources import Resources, below, class_name, resources_of, sorted_tops

NOTICE: Final = "# Written by `make sdk` from the OpenAPI document; edit the API instead.\n"
PACKAGE: Final = "python/src/jiaozi_sdk/"
_ABOUT: Final = '''    """A client of the platform: `{0.enter} {0.prefix}Client(url, api_key) as client`.

    `signer` signs every act (`jiaozi_sdk.devices.DeviceSigner`). `timeout_s` is for each attempt up to the end of its
    answer; `retry` says how often and for how long a call that was lost is made again, under the same idempotency key.
    `transport` and `sleep` can be replaced in tests. A server on this machine is never asked through a proxy.
    """

'''


def files(document: Document) -> dict[str, str]:
    """Every generated file by its place in the folder of the SDKs."""
    found = {"models.py": models(document), "events.py": events(document)}
    for style in (SYNC, ASYNC):
        found |= {f"{style.folder}{name}": text for name, text in _client_files(document, style).items()}
    return _formatted({f"{PACKAGE}{name}": NOTICE + text for name, text in found.items()})


def _client_files(document: Document, style: Style) -> dict[str, str]:
    resources = resources_of(document)
    tops = sorted_tops(resources)
    found = {"resources/__init__.py": f'"""The resources of `{style.prefix}Client`, a module each."""\n'}
    for top in tops:
        found[f"resources/{top}.py"] = _module({p: each for p, each in resources.items() if p[:1] == (top,)}, style)
    return found | {"client.py": _client(tops, resources[()], style)}


def _module(resources: Resources, style: Style) -> str:
    """A resource with all that is below it, the lowest first."""
    order = sorted(resources, key=lambda path: (-len(path), path))
    text = "\n\n".join(_class(path, resources, style) for path in order)
    return f'"""`{style.prefix}Client.{order[-1][0]}`."""\n\n{_imports(style)}\n\n{text}'


def _class(path: tuple[str, ...], resources: Resources, style: Style) -> str:
    nested = list(below(path, resources))
    makes = "".join(f"        self.{each[-1]} = {class_name(each, style.prefix)}(transport)\n" for each in nested)
    keeps = "        self._transport = transport\n" if resources[path] else ""
    return (
        f'class {class_name(path, style.prefix)}:\n    """`{style.prefix}Client.{".".join(path)}`."""\n\n'
        f"    def __init__(self, transport: {style.prefix}Transport) -> None:\n{keeps}{makes}\n"
        f"{_methods(resources[path], style)}"
    )


def _methods(operations: list[Operation], style: Style) -> str:
    return "\n".join(written(method, style) for operation in operations for method in methods(operation))


def _client(tops: list[str], operations: list[Operation], style: Style) -> str:
    classes = {top: class_name((top,), style.prefix) for top in tops}
    makes = "".join(f"        self.{top} = {name}(transport)\n" for top, name in classes.items())
    imports = "".join(f"from {style.package}.resources.{top} import {name}\n" for top, name in classes.items())
    return (
        f'"""`{style.prefix}Client`, with an attribute for each resource."""\n\n{imports}{_imports(style)}\n\n'
        f"class {style.prefix}Client(Base{style.prefix}Client):\n{_ABOUT.format(style)}"
        f"    def _make_resources(self, transport: {style.prefix}Transport) -> None:\n{makes}\n"
        f"{_methods(operations, style)}"
    )


def _imports(style: Style) -> str:
    """Whatever a module may need; ruff takes out what it does not."""
    prefix = style.prefix
    return (
        "from collections.abc import Mapping, Sequence\nfrom typing import Any, Literal, overload\n"
        "from jiaozi_sdk import models\nfrom jiaozi_sdk._core import BYTES, PAGE_LIMIT, Call, new_key, path, signed\n"
        "from jiaozi_sdk._json import Page, money\n"
        f"from {style.transport} import Base{prefix}Client, {prefix}Pages, {prefix}Transport\n"
    )


def _formatted(found: Mapping[str, str]) -> dict[str, str]:
    """The files as ruff lays them out."""
    chosen = ("line-length=120", "target-version='py311'")
    settings = ["--isolated", "--no-cache", "--quiet", *(word for each in chosen for word in ("--config", each))]
    sorting = ["--select", "F401,I", "--config", "lint.isort.known-first-party=['jiaozi_sdk']", "--fix"]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in found.items():
            place = Path(folder, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        for command in (["check", *sorting], ["format"]):
            whole = [sys.executable, "-m", "ruff", *command, *settings, folder]
            subprocess.run(whole, check=True)  # noqa: S603 - ruff, on our own text
        return {name: Path(folder, name).read_text(encoding="utf-8") for name in found}
