"""The house rules, as functions over a parsed file. Each returns one line for every violation it finds."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[2] / "src" / "jiaozi"
FILE_LINES_MAX: Final = 600
NO_MONEY: Final = (
    *("api/accepting.py", "api/edge.py", "api/metrics.py", "api/pages.py", "api/processes.py"),
    *("clock.py", "config.py", "interchange.py"),
    *(
        "statements/stamp.py",
        "cli/bench.py",
        "cli/benchmarks/",
        "cli/calling.py",
        "cli/demo_keys.py",
        "cli/forwarding.py",
        "cli/pilot.py",
        "cli/world.py",
    ),
    *("db/runner.py", "db/sqlite.py", "db/writer.py", "pilot/areas.py", "pilot/profile.py", "pilot/runner.py"),
    *("rulebook/loader.py", "statements/pdf.py", "webhooks/sender.py"),
    *("worker/exchange.py", "worker/loop.py", "worker/sweeps.py", "worker/webhooks.py"),
)
"""Where numbers with a point, and slashes, are seconds, lengths and paths. Everywhere else they could be money."""
SQL_FILES: Final = ("store.py", "audit_store.py", "schema.py", "outbox.py")
# In capitals or in small letters, so that the sentence "Select a wallet from the list" is no SQL.
_SQL: Final = (
    r"\s*\(?(SELECT\s.*\sFROM\s|SELECT\s+[\d?:%(]|INSERT\s+(IGNORE\s+|OR\s+\w+\s+)?INTO\s|UPDATE\s.*\sSET\s"
    r"|DELETE\s.*\bFROM\s|REPLACE\s+INTO\s|WITH\s.*\sAS\s*\()"
)
SQL_TEXT: Final = re.compile(f"{_SQL}|{re.sub(r'[A-Z]{2,}', lambda word: word[0].lower(), _SQL)}", re.DOTALL)
SQL_LIBRARIES: Final = {"sqlalchemy", "apsw", "pymysql", "sqlite3"}
CSV_WRITERS: Final = {"csv.writer", "csv.DictWriter"}
SIGNATURE_LIBRARIES: Final = ("cryptography.hazmat.primitives.asymmetric", "nacl")
CLOCK_READS: Final = {
    "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now", "datetime.datetime.utcnow",
    "datetime.datetime.today", "date.today", "datetime.date.today", "time.time", "time.time_ns",
}  # fmt: skip
NO_AMOUNTS: Final = frozenset({
    *("_allowed", "amount_text", "as_text", "china_date", "encode_id", "day_to_date"),
    *("format_time", "get", "isoformat", "join", "len", "lower"),
    *("__name__", "action", "ask_days", "broken", "code", "command", "component", "count", "days_max", "detail"),
    *("dynamic", "error", "fault", "group", "head", "id", "key", "kind", "known", "most", "name", "newest", "number"),
    *("outcome", "part", "path", "paths", "per_day", "place", "regime", "role", "said", "seq", "state", "table"),
    *("lifetime_max_s", "transfer_id", "type", "wallet_class", "why", "wrong", "bound", "code_attempts", "codes_open"),
    *("codes_per_day", "resets_on", "tokens_per_device", "uses_left", "steps", "latest", "debits"),
})  # fmt: skip
"""What the details of refusals name beside amounts: words, ids, days and counts."""
JSON_READERS: Final = {"json.loads", "json.load", "msgspec.json.decode", "msgspec.json.Decoder"}
OUR_OWN_JSON: Final = (
    *("api/cursors.py", "api/openapi.py", "api/render.py", "api/routes/", "wallets/holders.py", "db/commands.py"),
    *("outbox.py", "acceptance/orders.py", "programs/terms.py", "programs/templates/store.py"),
    *("webhooks/messages.py", "access/receivers.py", "cli/books.py", "cli/demo.py"),
)
"""Where JSON is read again that the platform wrote itself: columns of the database, answers, cursors."""
PARAMETERS: Final = {"Field"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the package: its path below src/jiaozi with forward slashes, its text, its tree and all nodes of that,
    which are asked for by each rule."""

    path: str
    text: str
    tree: ast.Module
    nodes: tuple[ast.AST, ...]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    def is_in(self, *places: str) -> bool:
        """Whether the file is one of these, or below one of these folders (which end in a slash)."""
        return any(self.path.startswith(place) if place.endswith("/") else self.path == place for place in places)


Rule = Callable[[SourceFile], list[str]]


def parse(path: str, text: str) -> SourceFile:
    """A source file from its text."""
    tree = ast.parse(text)
    return SourceFile(path, text, tree, tuple(ast.walk(tree)))


@cache
def package_files() -> tuple[SourceFile, ...]:
    """Every Python file of the package."""
    files = sorted(SOURCE.rglob("*.py"))
    return tuple(parse(path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")) for path in files)


def no_float_near_money(source: SourceFile) -> list[str]:
    """Money is integers of minor units: no float literal, no float(), no true division where money could be."""
    if source.is_in(*NO_MONEY):
        return []
    return [_at(source, node, "float near money") for node in source.nodes if _makes_a_float(node)]


def has_floats(source: SourceFile) -> bool:
    """Whether a file has numbers with a point, or divides."""
    return any(_makes_a_float(node) for node in source.nodes)


def no_stray_commit(source: SourceFile) -> list[str]:
    """Only db/ ends a transaction: a handler that commits would acknowledge half a group."""
    if source.is_in("db/"):
        return []
    return [_at(source, node, "commit outside db/") for node in source.nodes if _commits(node)]


def sql_only_in_stores(source: SourceFile) -> list[str]:
    """SQL text and database libraries live in db/, store.py and schema files, so that a reader knows where to look."""
    if source.is_in("db/") or source.name in SQL_FILES:
        return []
    ignored = _not_text(source.nodes)
    found = [_at(source, node, "SQL outside a store") for node in source.nodes if _is_sql(node, ignored)]
    imports = [
        _at(source, node, f"imports {name} outside a store")
        for node in source.nodes
        for name in _imported(node)
        if name.partition(".")[0] in SQL_LIBRARIES
    ]
    return found + imports


def schema_statements_come_from_one_place(source: SourceFile) -> list[str]:
    """Only db/ddl.py loads SQLAlchemy, which takes a sixth of a start: tables are declared in words of db/schema.py."""
    if source.is_in("db/ddl.py"):
        return []
    return [
        _at(source, node, f"imports {name}: tables are declared with jiaozi.db.schema")
        for node in source.nodes
        for name in _imported(node)
        if name.partition(".")[0] == "sqlalchemy"
    ]


def no_print_outside_cli(source: SourceFile) -> list[str]:
    """Only the command line talks to a terminal; everything else logs."""
    if source.is_in("cli/", "cli.py"):
        return []
    return [_at(source, node, "print") for node in source.nodes if _calls(node) == "print"]


def time_comes_from_the_clock(source: SourceFile) -> list[str]:
    """Only clock.py reads the time of day: a world may run on a simulated clock. Measuring durations is free."""
    if source.is_in("clock.py", "bench/", "bench.py", "cli/bench.py"):
        return []
    aliased = [_at(source, node, "imports time()") for node in source.nodes if _imports_time(node)]
    return aliased + [
        _at(source, node, "reads the time of day") for node in source.nodes if _calls(node) in CLOCK_READS
    ]


def files_stay_short(source: SourceFile) -> list[str]:
    """No file of the package is longer than `FILE_LINES_MAX` lines."""
    lines = source.text.count("\n")
    return [f"{source.path}: {lines} lines"] if lines > FILE_LINES_MAX else []


def parameters_keep_their_form(source: SourceFile) -> list[str]:
    """No parameter of a route is declared `x: SomeId = Field(...)`: that loses the id's pattern. It is `Annotated`."""
    if not source.is_in("api/"):
        return []
    functions = [node for node in source.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    defaults = [node for each in functions for node in (*each.args.defaults, *each.args.kw_defaults) if node]
    return [_at(source, node, "a default that is no value") for node in defaults if _calls(node) in PARAMETERS]


def keys_are_judged_in_one_place(source: SourceFile) -> list[str]:
    """Only devices/keys.py reads public keys and verifies signatures."""
    if source.is_in("devices/keys.py"):
        return []
    return [
        _at(source, node, f"imports {name}")
        for node in source.nodes
        for name in _imported(node)
        if name.startswith(SIGNATURE_LIBRARIES)
    ]


def csv_is_written_in_one_place(source: SourceFile) -> list[str]:
    """Only sheets.py writes CSV: there no text becomes a formula."""
    if source.is_in("sheets.py"):
        return []
    return [_at(source, node, "writes CSV") for node in source.nodes if _calls(node) in CSV_WRITERS]


def json_from_outside_is_read_in_one_way(source: SourceFile) -> list[str]:
    """JSON from outside is read by `interchange.read`: where a member is named twice, readers find different things."""
    if source.is_in("interchange.py", *OUR_OWN_JSON):
        return []
    return [_at(source, node, "reads JSON") for node in source.nodes if _calls(node) in JSON_READERS]


def amounts_in_details_have_units(source: SourceFile) -> list[str]:
    """A refusal's detail holds texts, counts, and amounts as `money.amount_text` writes them: never bare fen."""
    found = []
    for node in source.nodes:
        if isinstance(node, ast.Call) and _leaf(node.func) in ("Refusal", "Failure", "_replace"):
            given = node.args[1:2] if _leaf(node.func) != "_replace" else []
            details = [*given, *(each.value for each in node.keywords if each.arg == "detail")]
            names = [name for detail in details for name in _shown_in(detail)]
            found += [_at(source, node, name) for name in names if name not in NO_AMOUNTS and not name.isupper()]
    return found


def _shown_in(detail: ast.AST) -> Iterator[str]:
    """The names whose values a detail shows: of a call, its own when it says what it makes, else its arguments'."""
    match detail:
        case ast.Name() | ast.Attribute():
            yield _leaf(detail)
        case ast.Call(func=func, args=args) if _leaf(func) in ("str", "max", "min", "sum", "abs"):
            for each in args:
                yield from _shown_in(each)
        case ast.Call(func=func):
            yield _leaf(func)
        case ast.Subscript(value=value):
            yield _leaf(value)
        case ast.Constant():
            pass
        case _:
            for part in ast.iter_child_nodes(detail):
                yield from _shown_in(part)


def choices_in_two_orders(sources: Iterable[SourceFile]) -> list[str]:
    """The same choices of two `Literal`s stand in one order."""
    found: dict[frozenset[str], dict[str, str]] = {}
    for source in sources:
        for node in source.nodes:
            if isinstance(node, ast.Subscript) and _leaf(node.value) == "Literal":
                texts = [each.value for each in ast.walk(node.slice) if isinstance(each, ast.Constant)]
                found.setdefault(frozenset(map(repr, texts)), {}).setdefault(str(texts), f"{source.path}:{node.lineno}")
    twice = [orders for orders in found.values() if len(orders) > 1]
    return [f"{' '.join(orders.values())}: {next(iter(orders))} in two orders" for orders in twice]


def _leaf(node: ast.AST) -> str:
    """`order.payer` as `payer`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


RULES: Final[tuple[Rule, ...]] = (
    amounts_in_details_have_units,
    no_float_near_money,
    no_stray_commit,
    sql_only_in_stores,
    schema_statements_come_from_one_place,
    no_print_outside_cli,
    time_comes_from_the_clock,
    files_stay_short,
    parameters_keep_their_form,
    keys_are_judged_in_one_place,
    csv_is_written_in_one_place,
    json_from_outside_is_read_in_one_way,
)


def _at(source: SourceFile, node: ast.AST, what: str) -> str:
    return f"{source.path}:{getattr(node, 'lineno', 0)}: {what}"


def _dotted(node: ast.AST) -> str:
    """`a.b.c` as text; empty when the expression is anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = _dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""


def _calls(node: ast.AST) -> str:
    return _dotted(node.func) if isinstance(node, ast.Call) else ""


def _makes_a_float(node: ast.AST) -> bool:
    literal = isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
    divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
    # Any mention of the name, so that an annotation or `map(float, ...)` counts as well.
    named = isinstance(node, ast.Name) and node.id == "float"
    operator = isinstance(node, ast.Attribute) and node.attr in {"truediv", "fsum"}
    return literal or divides or named or operator


def _commits(node: ast.AST) -> bool:
    calls = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    says = (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"\s*(COMMIT|END|END TRANSACTION)\s*;?\s*", node.value) is not None
    )
    return calls or says


def _is_sql(node: ast.AST, ignored: set[int]) -> bool:
    return id(node) not in ignored and SQL_TEXT.match(_literal(node)) is not None


def _literal(node: ast.AST) -> str:
    """The text of a string; of an f-string too, with `{}` for what is computed; empty for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) or "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _not_text(nodes: Iterable[ast.AST]) -> set[int]:
    """The nodes that are strings standing alone: docstrings of modules, classes, functions and attributes.

    The pieces of f-strings are among them, since the f-string itself is looked at.
    """
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    pieces = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    return alone | pieces


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def _imports_time(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == "time"
        and any(alias.name in {"time", "time_ns"} for alias in node.names)
    )
