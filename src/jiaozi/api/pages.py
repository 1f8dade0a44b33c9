"""The pages for people: an overview of the world at `/`, the report of the pilot it came from at `/report`, and at
`/verify` whether a statement was issued here.

Totals are shown of demo and simulated worlds alone, never personal data; nothing is fetched from anywhere else.
"""

import asyncio
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse

from jiaozi import __version__, interchange
from jiaozi.access.bootstrap import founding_key
from jiaozi.access.model import DEMO, PLATFORM
from jiaozi.api import store
from jiaozi.api.problems import Refused
from jiaozi.api.routes import statement_checks
from jiaozi.api.routing import Router
from jiaozi.clock import Seconds, format_time, monotonic_s
from jiaozi.config import data_folder
from jiaozi.db import dump
from jiaozi.db.engine import Connection
from jiaozi.errors import ERRORS, ErrorSpec, Failure
from jiaozi.markup import template
from jiaozi.money import format_minor
from jiaozi.platform import Platform
from jiaozi.scheme.model import CENTRAL_BANK, REGIME_NAMES
from jiaozi.scheme.store import institutions
from jiaozi.statements.proof import CODE_MAX
from jiaozi.words import both

FRESH_S: Final[Seconds] = 10
"""How long counts are shown before they are counted again."""

COUNTED: Final = (
    ("wallets", "wallets", "钱包"),
    ("merchants", "merchants", "商户"),
    ("stores", "stores", "门店"),
    ("payments", "payments", "支付"),
    ("transfers", "ledger transfers", "账本转账"),
)
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
}

_FORM_HEADERS: Final = {
    name: text.replace("form-action 'none'", "form-action 'self'") for name, text in _HEADERS.items()
}


def router(platform: Platform) -> Router:
    """`/`, `/report` and `/verify`."""
    found, overview = Router(), _Overview(platform)

    async def home() -> HTMLResponse:
        values = await asyncio.to_thread(overview.read)
        report = values["figures"] and report_of(platform.world.name) is not None
        now = format_time(platform.clock.now())[:16].replace("T", " ")
        page = template("api", "home.html.j2").render(**values, now=now, report=report)
        return HTMLResponse(page, headers=_HEADERS)

    async def report() -> HTMLResponse:
        page = report_of(platform.world.name)
        if page is None or not (await asyncio.to_thread(overview.read))["figures"]:
            raise Failure("not_found", "this world has no report")
        return HTMLResponse(await asyncio.to_thread(page.read_text, encoding="utf-8"), headers=_HEADERS)

    async def verify(request: Request, code: str = "") -> HTMLResponse:
        found, fault = None, ""
        try:
            found = await statement_checks.checked(request, code.strip()) if code.strip() else None
        except (Failure, Refused) as error:
            fault = error.code if isinstance(error, Failure) else error.refusal.code
        spec = ERRORS[fault] if fault else None
        action = "verify" if request.url.path.endswith("/verify") else "../verify"
        page = template("api", "verify.html.j2").render(
            code=code.strip(), told=found, spec=spec, longest=CODE_MAX, action=action
        )
        return HTMLResponse(page, spec.status if spec is not None else 200, _FORM_HEADERS)

    for path, call in (("/", home), ("/report", report), ("/verify", verify), ("/verify/{code}", verify)):
        found.add("GET", path, call, hidden=True)
    return found


def is_demo(platform: Platform) -> bool:
    """Whether a world is simulated or has handed out demo credentials."""
    if platform.world.simulated:
        return True
    with platform.snapshot() as connection:
        return has_demo_people(connection)


def has_demo_people(connection: Connection) -> bool:
    """Whether a world's first people were founded, or before schema 6 its first principal made, for the demo."""
    made = (("found_people", founding_key(DEMO)), ("create_principal", "demo:0"))
    return any(store.outcome(connection, PLATFORM, operation, key) is not None for operation, key in made)


def error_page(code: str, spec: ErrorSpec) -> HTMLResponse:
    """What an error code means, for people, in both languages."""
    return HTMLResponse(template("api", "error.html.j2").render(code=code, spec=spec), headers=_HEADERS)


def report_folder() -> Path:
    """Where `jiaozi up` leaves the report of its pilot."""
    return data_folder() / "report"


def report_of(world_name: str) -> Path | None:
    """The report in the data folder when it is of this world, else None."""
    page, result = report_folder() / "report.html", report_folder() / "result.json"
    if not page.exists() or not result.exists():
        return None
    said: dict[str, Any] = interchange.read(result.read_text(encoding="utf-8"))
    return page if said.get("world") == world_name else None


class _Overview:
    """What the overview page shows, counted again at most every `FRESH_S` seconds."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._read_at: Seconds = -FRESH_S
        self._found: dict[str, Any] = {}

    def read(self) -> dict[str, Any]:
        """The values of the template."""
        if monotonic_s() - self._read_at >= FRESH_S:
            self._found, self._read_at = self._count(), monotonic_s()
        return self._found

    def _count(self) -> dict[str, Any]:
        world = self._platform.world
        if not is_demo(self._platform):  # what is issued is told to those who may read it, not to whoever passes
            return {"world": world.name, "figures": False}
        with self._platform.snapshot() as connection:
            tiles = [(f"{dump.count(connection, name):,}", en, zh) for name, en, zh in COUNTED]
            listed = institutions(connection)
        regimes = {int(number): " · ".join(both(name)) for name, number in REGIME_NAMES.items()}
        operators = [
            (each.code, each.name_en, each.name_zh, regimes.get(each.regime, ""), format_minor(each.issued_minor))
            for each in listed
            if each.id != CENTRAL_BANK
        ]
        return {
            "world": world.name,
            "figures": True,
            "version": __version__,
            "engine": self._platform.engine.name,
            "simulated": world.simulated,
            "tiles": tiles,
            "issued": format_minor(sum(each.issued_minor for each in listed)),
            "operators": operators,
        }
