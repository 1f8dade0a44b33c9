"""The app: a platform behind HTTP."""

import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from typing import Any, Final

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from jiaozi import __version__
from jiaozi.access.model import Mode
from jiaozi.api import docs, openapi, pages, problems
from jiaozi.api.desk import House
from jiaozi.api.gate import Gate, Stop
from jiaozi.api.hosts import Hosts
from jiaozi.api.metrics import Metrics
from jiaozi.api.modes import Dispatcher, TestSide
from jiaozi.api.routes import (
    acceptance,
    access,
    banking,
    billing,
    cash,
    clock,
    codes,
    devices,
    external,
    holders,
    institutions,
    interest,
    ledger,
    payments,
    people,
    presentations,
    splits,
    statements,
    subwallets,
    system,
    testmode,
    tokens,
    visitors,
    wallets,
    webhooks,
)
from jiaozi.platform import Platform
from jiaozi.worker import Worker

_MAKING: Final = threading.Lock()
"""FastAPI changes the whole process's filters of warnings while it works out endpoints: one app at a time."""
ROUTERS: Final = (
    wallets.router,
    payments.router,
    payments.merchants,
    splits.router,
    billing.router,
    billing.bills,
    codes.router,
    tokens.router,
    presentations.router,
    subwallets.router,
    visitors.router,
    banking.router,
    cash.router,
    external.router,
    wallets.banks,
    devices.router,
    institutions.router,
    statements.router,
    interest.router,
    people.router,
    holders.router,
    ledger.router,
    access.router,
    access.open_router,
    webhooks.router,
    acceptance.router,
    testmode.router,
    clock.router,
    system.router,
    system.open_router,
)


def create_app(platform: Platform, *, work: bool = True, hosts: Sequence[str] = ()) -> FastAPI:
    """The HTTP API over a platform, which stays the caller's to close; beside a live one, that of its test world, which
    is opened when first asked for and closed with the app. With `work`, the worker of each runs beside it. `hosts` are
    names it is served under beside those of its settings.
    """
    known = Hosts((*platform.settings.hosts, *hosts))
    if platform.mode is Mode.TEST:
        return _app(platform, known, work=work)
    side = TestSide(platform, lambda test: _app(test, known, work=work))
    app = _app(platform, known, work=work, side=side)
    app.add_middleware(Dispatcher, side=side, failing=lambda code: _failing(code, app, known))
    return app


def _failing(code: str, app: FastAPI, hosts: Hosts) -> ASGIApp:
    """Answers every request with one problem, at the gate of the live app."""
    house: House = app.state.house

    async def fail(_: Scope, __: Receive, ___: Send) -> None:
        raise Stop(code)

    return Gate(fail, house.metrics, house.platform.settings.body_bytes_max, hosts)


class _Running:
    """What runs beside the requests of an app."""

    def __init__(self, house: House, worker: Worker | None) -> None:
        self._house, self._worker = house, worker

    def start(self) -> None:
        if self._worker is not None:
            self._worker.start()
            if self._house.side is not None:
                self._house.side.wake()

    def stop(self) -> None:
        self._house.draining = True
        if self._house.side is not None:
            self._house.side.close()
        if self._worker is not None:
            self._worker.stop()
        self._house.readers.close()


def _app(platform: Platform, hosts: Hosts, *, work: bool, side: TestSide | None = None) -> FastAPI:
    """The app of one world."""
    with _MAKING:
        return _made(platform, hosts, work=work, side=side)


def _made(platform: Platform, hosts: Hosts, *, work: bool, side: TestSide | None) -> FastAPI:
    worker = Worker(platform)
    metrics = Metrics(platform, worker)
    house = House(platform, metrics, side)
    running = _Running(house, worker if work else None)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        running.start()
        yield
        running.stop()

    app = _bare(lifespan)
    app.state.house = house
    app.state.worker = worker
    app.state.running = running
    problems.install(app)
    house.queries = openapi.query_names(document())
    docs.install(app, document())
    pages.mount(app, platform)
    app.add_middleware(
        Gate, metrics=metrics, body_max=platform.settings.body_bytes_max, hosts=hosts, mode=platform.mode
    )
    return app


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, the same for every world, made once for a process (it takes longer than all else)."""
    return openapi.document(_bare(None))


def _bare(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None) -> FastAPI:
    """The endpoints alone, worked out once for a process: that takes longer than all else."""
    app = _without_endpoints(lifespan)
    app.router.routes.extend(_endpoints().routes)
    app.webhooks.routes.extend(_endpoints().webhooks.routes)
    return app


@cache
def _endpoints() -> FastAPI:
    app = _without_endpoints(None)
    for router in ROUTERS:
        app.include_router(router)
    webhooks.describe(app)
    for route in app.routes:  # FastAPI works out a router's endpoints when it is first asked: now, not at a request
        route.matches({"type": "http", "method": "GET", "path": "/", "root_path": "", "headers": []})
    return app


def _without_endpoints(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None) -> FastAPI:
    return FastAPI(
        title="Jiaozi",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
