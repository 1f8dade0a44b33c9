"""The OpenAPI document, a page to try it on, and the documentation's site: all from the package.

Links are relative, here as on all pages: behind a proxy that takes a prefix of the path away they lead where they
should, and whoever asks the server itself finds the same.
"""

import asyncio
import zipfile
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from jiaozi.api.problems import Refused
from jiaozi.api.routing import Router
from jiaozi.api.static import Static
from jiaozi.errors import Refusal
from jiaozi.markup import template

SITE: Final = Path(__file__).with_name("site.zip")
"""What `make docs-site` builds; wheels have it, a checkout only once it was built."""
_ASSETS: Final = {
    "swagger-ui-bundle.js": ("swagger_bundle.js", "text/javascript; charset=utf-8"),
    "swagger-ui.css": ("swagger_style.css", "text/css; charset=utf-8"),
}
"""Files of Swagger UI: their names in the wheel `offapi`, and their kinds."""
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_SEARCH_STYLE: Final = "sha256-NwSx/R2V/U4jnW0Tq5pQ53Y/rzPVJ4dqE7D6UTA/J1k="
"""The one style that a script of the site adds, for its search; a browser names another when the generator changes."""
_SITE_POLICY: Final = (
    f"default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' '{_SEARCH_STYLE}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
_START: Final = Path(__file__).with_name("templates").joinpath("try.js")


def router(document: Callable[[], bytes]) -> Router:
    """`/openapi.json`, the page to try it on at `/docs/api`, and the site at `/docs` and `/docs/`.

    The document is asked for when the first reader comes.
    """
    found = Router()
    made: Static | None = None

    async def openapi(request: Request) -> Response:
        nonlocal made
        made = made or Static.of(await asyncio.to_thread(document))  # seconds of work that nobody else waits for
        return made.answer(request, "application/json", {"Cache-Control": "no-cache"})

    async def page() -> HTMLResponse:
        return HTMLResponse(template("api", "try.html.j2").render(), headers={"Content-Security-Policy": _POLICY})

    async def asset(request: Request, name: str) -> Response:
        document, media = await asyncio.to_thread(_asset, name)
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "public, max-age=3600"}
        return document.answer(request, media, headers)

    async def home() -> Response:
        return await asyncio.to_thread(_home, "docs/")

    async def home_of_folder() -> Response:
        return await asyncio.to_thread(_home, "")

    async def shown(request: Request, page: str) -> Response:
        return await asyncio.to_thread(_shown, request, page)

    for path, call in (
        ("/openapi.json", openapi),
        ("/docs", home),
        ("/docs/", home_of_folder),
        ("/docs/api", page),
        ("/docs/api/{name}", asset),
        ("/docs/{page...}", shown),
    ):
        found.add("GET", path, call, hidden=True)
    return found


def opened() -> zipfile.ZipFile | None:
    """The site as it was built last, which stays open; None where it was not built."""
    try:
        return _site(SITE, SITE.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=1)
def _site(place: Path, _: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(place)


@lru_cache(maxsize=1_000)
def _page(site: zipfile.ZipFile, name: str) -> Static:
    return Static.of(site.read(name))


def _home(up: str) -> Response:
    """Where the site begins, whose folder is reached by `up`; a page that says how to build it where it was not."""
    headers = {"Content-Security-Policy": _SITE_POLICY}
    if opened() is None:
        return HTMLResponse(template("api", "unbuilt.html.j2").render(up=up), headers=headers)
    return RedirectResponse(f"{up}index.html", headers=headers)


def _shown(request: Request, page: str) -> Response:
    """A file of the site; a folder's is its index."""
    site = opened()
    name = page if PurePosixPath(page).suffix else f"{page.rstrip('/')}/index.html".lstrip("/")
    if site is None:
        raise Refused(Refusal("not_found"))
    if name not in site.NameToInfo:
        return _missing(site, page.count("/"))
    media = guess_type(name)[0] or "application/octet-stream"
    text = media.startswith("text/") or media.endswith(("javascript", "json"))
    headers = {"Content-Security-Policy": _SITE_POLICY, "Cache-Control": "public, max-age=300"}
    return _page(site, name).answer(request, f"{media}; charset=utf-8" if text else media, headers)


def _missing(site: zipfile.ZipFile, depth: int) -> Response:
    """The site's page for what it has not, whose links begin at its root, so many folders above."""
    page = site.read("404.html").decode().replace('"/', f'"./{"../" * depth}')
    return HTMLResponse(page, 404, {"Content-Security-Policy": _SITE_POLICY})


@cache
def _asset(name: str) -> tuple[Static, str]:
    if name == "start.js":
        return Static.of(_START.read_bytes()), "text/javascript; charset=utf-8"
    if name not in _ASSETS:
        raise Refused(Refusal("not_found"))
    file, media = _ASSETS[name]
    return Static.of(_wheel().with_name(file).read_bytes()), media


def _wheel() -> Path:
    """What the files of Swagger UI lie beside: a package that is found and never imported, as it would read all it
    has."""
    found = find_spec("offapi")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("offapi is not installed")
    return Path(found.origin)
