"""Which errors each operation and each endpoint can answer, found by following the code behind it.

From an operation's handlers, and from the function of a reading, every function that is named is followed, and every
method by its name; what is written there and is a code of the error table can be answered. No value is looked at, so
some of it never happens. The test suite holds every refusal it meets against this (`tests/refusals.py`), and writes
down what it met: `make test ARGS="--met FILE"`, then `python -m tools.refusals --unmet FILE` for the rest.
"""

import ast
import json
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FunctionType, MappingProxyType, MethodType, ModuleType
from typing import Any, Final, Protocol

from jiaozi.access.instructions import GUARDED
from jiaozi.api import openapi
from jiaozi.api.acts import Act
from jiaozi.api.app import ENDPOINTS
from jiaozi.api.desk import Desk, desk_of
from jiaozi.api.routing import Endpoint
from jiaozi.db.commands import Operations
from jiaozi.errors import ERRORS
from jiaozi.keyring import Keyring
from jiaozi.ledger.post import post
from jiaozi.operations import all_operations
from jiaozi.testmode.effects import REFUSALS, Magic
from jiaozi.wire.shapes import written

LISTED: Final = Path(openapi.__file__).with_name("refusals.json")
"""What the API's document says of it; served with it."""
ANY: Final = frozenset(
    {
        *("http_malformed", "host_not_allowed", "headers_too_large", "request_timeout", "body_too_large"),
        *("media_type_unsupported", "request_malformed", "credentials_missing", "credentials_invalid", "forbidden"),
        *("overloaded", "draining", "database_unavailable", "storage_full", "clock_not_trusted", "database_read_only"),
        *("outcome_unknown", "internal_error", "test_world_unavailable"),
    }
)
"""What any request may be answered, whatever it asks."""
ANY_ACT: Final = frozenset({"idempotency_key_missing", "idempotency_key_reused"})
OF_FORM: Final = frozenset({"amount_invalid", "reference_invalid", "asset_unknown", "accounts_differ_in_asset"})
"""What a body may be answered whose only fault it is, in place of `request_malformed`."""
OF_PLACE: Final = frozenset({"not_found", "method_not_allowed"})
"""What is answered where there is no endpoint."""
SIGNED: Final = frozenset(
    {"signature_required", "signature_invalid", "signature_expired", "nonce_used", "user_verification_required"}
    | {"device_not_found", "device_revoked", "device_cooling_off"}
)
"""What an act may be answered that a holder's device signs."""
_BELOW_AND_ABOVE: Final = tuple(
    f"jiaozi.{each}" for each in ("api", "backup", "cli", "client", "db", "pilot", "worker")
)
"""Where no method is looked for by its name."""

_POSTING: Final = ("jiaozi.ledger.post", "jiaozi.ledger.rules")
_OF_POSTING: Final = frozenset({"amount_invalid", "insufficient_funds"})
"""What the ledger may have to refuse of any journal. The rest of what it asks is asked before by whoever posts one, and
refused in the words of the act."""
_OF_JOURNALS: Final[Mapping[str, frozenset[str]]] = {
    "capture_hold": frozenset({"hold_exceeded", "hold_expired"}),
    "correct": frozenset({"journal_empty", "journal_too_long"}),
    "expire_hold": frozenset({"hold_not_expired"}),
    "release_hold": frozenset({"hold_expired"}),
}
"""Where an act leaves more of it to the ledger."""
_PAYERS_OWN: Final = frozenset(
    {"wallet_frozen_amount", "limit_single_exceeded", "limit_daily_exceeded", "limit_yearly_exceeded"}
)
UNSAID: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("accept_request", "pay", "pay_bill", "pay_collect_code", "pay_order", "pay_split"),
        frozenset({"limit_balance_exceeded"}),
    ),
    **dict.fromkeys(("charge_payment_code", "charge_tap"), _PAYERS_OWN | {"accounts_same", "insufficient_funds"}),
    "charge_sub_wallet": _PAYERS_OWN,
    **dict.fromkeys(("claim_envelope", "expire_envelope", "expire_hold", "release_hold"), _OF_POSTING),
    "withdraw_return": frozenset({"return_not_expired"}),
}
"""What is found and never said: of the other side of a payment nobody is told why it cannot, what ends a hold needs no
money, and what is not asked of whoever withdraws."""


@cache
def operations() -> Operations:
    """All operations."""
    with TemporaryDirectory() as folder:
        return all_operations(Keyring.create(Path(folder) / "keyring.json"))


def of_operation(name: str) -> frozenset[str]:
    """The codes that an operation can refuse with."""
    return found_in(name) - UNSAID.get(name, frozenset())


@cache
def found_in(name: str) -> frozenset[str]:
    """The codes that are found in an operation's code."""
    operation = operations().by_name[name]
    walk = _Walk()
    found = walk.follow(operation.touch, operation.run)
    if walk.posts:
        found |= _OF_POSTING | _OF_JOURNALS.get(name, set())
    return frozenset(found | (SIGNED if name in GUARDED else set()))


def of_endpoint(endpoint: Endpoint) -> frozenset[str]:
    """The codes that an endpoint can answer beside `ANY` and `ANY_ACT`."""
    return _of_endpoint(endpoint.name)[0]


@cache
def _of_endpoint(name: str) -> tuple[frozenset[str], set[str]]:
    """The codes of an endpoint, and the operations that it asks for."""
    (endpoint,) = [each for each in ENDPOINTS if each.name == name]
    walk = _Walk(_every_desk())
    act = getattr(endpoint.serve, "__self__", None)
    found = walk.follow(*_parts(act)) if isinstance(act, Act) else walk.follow(endpoint.serve)
    asked = {act.record} & operations().by_command.keys() if isinstance(act, Act) else set()
    found |= {"cursor_invalid"} if any(source == "page" for _, source in endpoint.form.asks) else set()
    names = {operations().by_command[command].name for command in walk.commands | asked}
    return frozenset(found.union(*map(of_operation, names)) - ANY - ANY_ACT), names


def unmet(met: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    """The codes of each endpoint that are not among those `met`, by its name or by that of an operation it asks for:
    what the walk found and may never happen."""
    found = {}
    for endpoint in ENDPOINTS:
        codes, names = _of_endpoint(endpoint.name)
        found[endpoint.name] = sorted(codes - {code for name, code in met if name in names | {endpoint.name}})
    return {name: codes for name, codes in found.items() if codes}


@cache
def _every_desk() -> Mapping[int, Any]:
    """What every request goes through."""
    walk = _Walk()
    walk.follow(desk_of, Desk, written)
    return walk.seen


def _parts(act: Act) -> Iterator[Any]:
    """What is an act's own; the rest is every act's."""
    yield from (act.owner, act.missing, act.fill, act.make, act.shows, act.once)


class _Walk:
    """One walk through code. `commands` are those that functions of the API name: they ask for them."""

    def __init__(self, seen: Mapping[int, Any] = MappingProxyType({})) -> None:
        """`seen` is not followed."""
        self.codes: set[str] = set()
        self.commands: set[type] = set()
        self.posts = False
        """Whether money moves."""
        self.seen = dict(seen)
        self._steps: dict[str, None] = {}
        self._things: dict[type, None] = {}
        self._asked: set[tuple[type, str]] = set()

    def follow(self, *found: Any) -> set[str]:
        """The codes that are reached from these."""
        waiting = list(found)
        while waiting:
            while waiting:
                waiting += self._next(waiting.pop())
            waiting = list(self._of_things())
        return self.codes

    def _of_things(self) -> Iterator[Any]:
        """The methods of the objects that were met, by the names that were taken of something; each once."""
        for asked in product(self._things, self._steps):
            if asked not in self._asked:
                self._asked.add(asked)
                yield getattr(*asked, None)

    def _next(self, found: Any) -> Iterator[Any]:
        if isinstance(found, str):
            self.codes |= {found} & ERRORS.keys()
            return
        if id(found) in self.seen:
            return
        self.seen[id(found)] = found
        match found:
            case FunctionType() if found.__module__ in _POSTING:
                self.posts |= found is post
            case FunctionType() if found.__module__.startswith("jiaozi."):
                yield from self._code(found.__code__, found.__globals__, _class_of(found))
                yield from (cell.cell_contents for cell in found.__closure__ or () if _is_filled(cell))
                yield from found.__defaults__ or ()
            case MethodType():
                yield from (found.__func__, found.__self__)
            case partial():
                yield from (found.func, *found.args, *found.keywords.values())
            case Magic():
                return
            case dict() | MappingProxyType() if found is not ERRORS and found is not REFUSALS:
                yield from found.values()
            case tuple() | list() | set() | frozenset():
                yield from found
            case _ if hasattr(found, "__wrapped__"):
                yield found.__wrapped__
            case _ if type(found).__module__.startswith("jiaozi.") and not isinstance(found, Operations | ModuleType):
                self._things[type(found)] = None
                yield from (vars(found).values() if hasattr(found, "__dict__") else ())
                yield from (getattr(found, name, None) for name in getattr(type(found), "__slots__", ()))

    def _code(self, code: CodeType, known: Mapping[str, Any], own: Any) -> Iterator[Any]:
        """What a function names: texts, what is in its module, methods of its own class, and of another's where only
        one class has such a method."""
        texts, chains = _stands_in(code)
        yield from texts
        for name, *following in chains:
            found = known.get(name)
            while following and isinstance(found, ModuleType | type):
                found = getattr(found, following.pop(0).removesuffix(_CALLED), None)
            if isinstance(found, type) and known["__name__"].startswith("jiaozi.api.routes."):
                self.commands |= {found} & operations().by_command.keys()
            yield found
            for step in following:
                self._steps[step.removesuffix(_CALLED)] = None
                yield getattr(own, step.removesuffix(_CALLED), None) or _methods().get(step)


def _class_of(function: FunctionType) -> Any:
    """The class that a method is written in; None of any other function."""
    own: Any = sys.modules[function.__module__]
    for part in function.__qualname__.split(".")[:-1]:
        own = getattr(own, part, None)
    return own if isinstance(own, type) else None


_CALLED: Final = "()"


@cache
def _stands_in(code: CodeType) -> tuple[Sequence[object], Sequence[Sequence[str]]]:
    """What is written in a function but not compared with something, and the chains of names in it: what is named and
    what is taken of it, as `["store", "wallet", "close()"]`."""
    found = _functions(code.co_filename).get((code.co_name, code.co_firstlineno), ())
    nodes = [each for part in found for each in ast.walk(part)]
    compared = {id(each) for node in nodes if isinstance(node, ast.Compare) for each in ast.walk(node)}
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    said = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in compared]
    return said, [_chain(node, called) for node in nodes if isinstance(node, ast.Name | ast.Attribute)]


def _chain(node: ast.expr, called: Collection[int]) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [*_chain(node.value, called), node.attr + (_CALLED if id(node) in called else "")]
    return [node.id if isinstance(node, ast.Name) else ""]


@cache
def _functions(file: str) -> Mapping[tuple[str, int], list[ast.AST]]:
    """The functions of a file by name and first line, that of a decorator too; of lambdas a line may have several."""
    found: dict[tuple[str, int], list[ast.AST]] = {}
    for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))) if Path(file).exists() else ():
        if isinstance(node, ast.Lambda):
            found.setdefault(("<lambda>", node.lineno), []).append(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found[node.name, min(each.lineno for each in (node, *node.decorator_list))] = [*node.body]
    return found


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


@cache
def _methods() -> Mapping[str, Callable[..., Any]]:
    """The methods that only one class of the platform has, by name as it stands in code: `close()`, or a property's."""
    operations()
    found: dict[str, list[Callable[..., Any]]] = {}
    for module in [module for name, module in sys.modules.items() if name.startswith("jiaozi.")]:
        if module.__name__.startswith(_BELOW_AND_ABOVE):
            continue
        for made in list(vars(module).values()):
            if isinstance(made, type) and made.__module__ == module.__name__ and Protocol not in made.__bases__:
                for name, method in list(vars(made).items()):
                    inner = getattr(method, "fget", None) or getattr(method, "func", None)
                    name = name if inner else name + _CALLED
                    if isinstance(inner or method, FunctionType) and not name.startswith("__"):
                        found.setdefault(name, []).append(inner or method)
    return {name: methods[0] for name, methods in found.items() if len(methods) == 1 and not name.startswith("_")}


def text() -> str:
    """What the API's document says of it: the codes of each endpoint by its name, as JSON with a line for each."""
    lines = [f"  {json.dumps(endpoint.name)}: {json.dumps(sorted(of_endpoint(endpoint)))}" for endpoint in ENDPOINTS]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(arguments: list[str]) -> int:
    """Write the file; with `--check` write nothing and return 1 when it is out of date. With `--unmet FILE`, which
    `pytest --met FILE` wrote, print the codes that no test met."""
    if arguments[:1] == ["--unmet"]:
        lines = Path(arguments[1]).read_text(encoding="utf-8").splitlines()
        for name, codes in unmet({(at, code) for at, _, code in (line.partition(" ") for line in lines)}).items():
            sys.stdout.write(f"{name}: {', '.join(codes)}\n")
        return 0
    fresh = text()
    if arguments != ["--check"]:
        LISTED.write_text(fresh, encoding="utf-8")
        return 0
    stale = LISTED.read_text(encoding="utf-8") != fresh
    if stale:
        sys.stderr.write(f"{LISTED.name} is out of date: run `make docs`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
