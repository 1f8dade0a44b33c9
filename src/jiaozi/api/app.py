"""The app: a platform behind HTTP."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI

from jiaozi import __version__
from jiaozi.api import docs, openapi, pages, problems
from jiaozi.api.desk import House
from jiaozi.api.gate import Gate
from jiaozi.api.metrics import Metrics
from jiaozi.api.routes import (
    acceptance,
    access,
    banking,
    billing,
    cash,
    codes,
    devices,
    external,
    institutions,
    interest,
    ledger,
    payments,
    people,
    splits,
    statements,
    subwallets,
    system,
    tokens,
    visitors,
    wallets,
    webhooks,
)
from jiaozi.platform import Platform
from jiaozi.worker import Worker

ROUTERS: Final = (
    wallets.router,
    payments.router,
    payments.merchants,
    splits.router,
    billing.router,
    billing.bills,
    codes.router,
    tokens.router,
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
    ledger.router,
    access.router,
    webhooks.router,
    acceptance.router,
    system.router,
    system.open_router,
)


def create_app(platform: Platform, *, work: bool = True) -> FastAPI:
    """The HTTP API over a platform, which stays the caller's to close. With `work`, the worker runs beside it."""
    worker = Worker(platform)
    metrics = Metrics(platform, worker)
    house = House(platform, metrics)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if work:
            worker.start()
        yield
        house.draining = True
        if work:
            worker.stop()
        house.readers.close()

    app = _bare(lifespan)
    app.state.house = house
    app.state.worker = worker
    problems.install(app)
    found = openapi.document(app)
    house.queries = openapi.query_names(found)
    docs.install(app, found)
    pages.mount(app, platform)
    app.add_middleware(Gate, metrics=metrics, body_max=platform.settings.body_bytes_max)
    return app


def document() -> dict[str, Any]:
    """The OpenAPI document, without a platform behind it."""
    return openapi.document(_bare(None))


def _bare(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None) -> FastAPI:
    """The endpoints alone."""
    app = FastAPI(
        title="Jiaozi",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    for router in ROUTERS:
        app.include_router(router)
    webhooks.describe(app)
    return app
