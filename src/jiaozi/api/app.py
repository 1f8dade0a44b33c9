"""The app: a platform behind HTTP."""

import json
from collections.abc import Sequence
from functools import cache, partial
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from jiaozi.access.model import Mode
from jiaozi.api import docs, examples, openapi, pages
from jiaozi.api.desk import House
from jiaozi.api.front import Front
from jiaozi.api.gate import Gate, Stop
from jiaozi.api.hosts import Hosts
from jiaozi.api.metrics import Metrics
from jiaozi.api.modes import Dispatcher, TestSide
from jiaozi.api.routes import (
    acceptance,
    access,
    accounts,
    balance_rules,
    bank_accounts,
    banking,
    billing,
    bills,
    campaigns,
    cash,
    claims,
    clock,
    codes,
    cofunding,
    devices,
    envelopes,
    events,
    external,
    freezes,
    grantlists,
    holders,
    institutions,
    interest,
    keys,
    ledger,
    lineage,
    locks,
    mandates,
    merchants,
    payments,
    people,
    places,
    prepaid,
    presentations,
    programs,
    proofs,
    proposals,
    reconciliation,
    splits,
    standing,
    statement_checks,
    statements,
    subwallets,
    system,
    templates,
    testmode,
    tokens,
    visitors,
    wallets,
    webhooks,
)
from jiaozi.api.routing import Routes
from jiaozi.platform import Platform
from jiaozi.wire.shapes import answer_of
from jiaozi.worker import Worker

ROUTERS: Final = (
    wallets.router,
    freezes.router,
    payments.router,
    merchants.router,
    splits.router,
    billing.router,
    locks.router,
    prepaid.router,
    mandates.router,
    standing.router,
    balance_rules.router,
    bills.router,
    codes.router,
    tokens.router,
    presentations.router,
    programs.router,
    claims.router,
    cofunding.router,
    templates.router,
    places.router,
    proofs.router,
    campaigns.router,
    grantlists.router,
    lineage.router,
    envelopes.router,
    subwallets.router,
    visitors.router,
    banking.router,
    cash.router,
    external.router,
    bank_accounts.router,
    devices.router,
    events.router,
    institutions.router,
    statements.router,
    interest.router,
    people.router,
    holders.router,
    accounts.router,
    ledger.router,
    access.router,
    keys.router,
    proposals.router,
    reconciliation.router,
    keys.open_router,
    webhooks.router,
    acceptance.router,
    testmode.router,
    clock.router,
    system.router,
    system.open_router,
    statement_checks.open_router,
)
ENDPOINTS: Final = tuple(endpoint for router in ROUTERS for endpoint in router.endpoints)
"""The API, the same for every world."""


class App:
    """The API of one world as ASGI; beside it runs its worker, and the test world's app when it is a live one's."""

    def __init__(self, answer: ASGIApp, house: House, worker: Worker, *, work: bool) -> None:
        self.house = house
        self.worker = worker
        self._answer = answer
        self._work = work

    @property
    def platform(self) -> Platform:
        """The world's platform."""
        return self.house.platform

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or begins and ends what runs beside them."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "lifespan":
            await receive()
            self.start()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            self.stop()
            await send({"type": "lifespan.shutdown.complete"})

    def start(self) -> None:
        """Starts what runs beside the requests."""
        if self._work:
            self.worker.start()
            if self.house.side is not None:
                self.house.side.wake()

    def stop(self) -> None:
        """Ends it."""
        self.house.draining = True
        if self.house.side is not None:
            self.house.side.close()
        if self._work:
            self.worker.stop()
        self.house.readers.close()


def create_app(platform: Platform, *, work: bool = True, hosts: Sequence[str] = ()) -> App:
    """The HTTP API over a platform, which stays the caller's to close; beside a live one, that of its test world, which
    is opened when first asked for and closed with the app. With `work`, the worker of each runs beside it. `hosts` are
    names it is served under beside those of its settings.
    """
    public = urlsplit(platform.settings.public_url).hostname
    known = Hosts((*platform.settings.hosts, *hosts, *filter(None, [public])))
    if platform.mode is Mode.TEST:
        return _app(platform, known, work=work)
    return _app(platform, known, work=work, side=TestSide(platform, lambda test: _app(test, known, work=work)))


def _app(platform: Platform, hosts: Hosts, *, work: bool, side: TestSide | None = None) -> App:
    """The app of one world."""
    worker = Worker(platform)
    house = House(platform, Metrics(platform, worker), side)
    served = docs.router(partial(document_text, platform.settings.public_url))
    routes = Routes([*served.endpoints, *pages.router(platform).endpoints], _declared())
    gate = _gate(Front(routes, house), house, hosts)
    if side is None:
        return App(gate, house, worker, work=work)
    return App(Dispatcher(gate, side, lambda code: _failing(code, house, hosts)), house, worker, work=work)


@cache
def _declared() -> Routes:
    """Where the API's own endpoints are, the same for every world."""
    return Routes(ENDPOINTS)


def _gate(answer: ASGIApp, house: House, hosts: Hosts) -> Gate:
    settings, mode = house.platform.settings, house.platform.mode
    return Gate(answer, house.metrics, settings.body_bytes_max, hosts, mode, lambda: house.draining)


def _failing(code: str, house: House, hosts: Hosts) -> ASGIApp:
    """Answers every request with one problem, at the gate of the live app."""

    async def fail(_: Scope, __: Receive, ___: Send) -> None:
        raise Stop(code)

    return _gate(fail, house, hosts)


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, the same for every world, made once for a process."""
    return openapi.document(ENDPOINTS, answer_of(events.EventView))


@cache
def document_text(public_url: str = "") -> bytes:
    """The document with its examples, as it is served: with where callers find the platform, where that is known, and
    where this reader found it."""
    servers = [{"url": public_url}, {"url": ".", "description": "Where this document was read"}]
    shown = examples.shown_in(document()) | ({"servers": servers} if public_url else {})
    return json.dumps(shown, ensure_ascii=False).encode()
