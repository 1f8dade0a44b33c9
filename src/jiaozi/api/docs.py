"""The OpenAPI document and its page, with assets from the package: nothing is fetched from anywhere else."""

import json
from importlib import resources
from typing import Any, Final

from starlette.responses import HTMLResponse, Response

from jiaozi.api.problems import Refused
from jiaozi.api.routing import Router
from jiaozi.errors import Refusal

_ASSETS: Final = {
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui.css": "text/css; charset=utf-8",
    "favicon.png": "image/png",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Jiaozi API</title>
<link rel="icon" href="/docs/favicon.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
"""
_START: Final = """window.onload = () => SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null, docExpansion: "none",
});
"""


def router(document: dict[str, Any]) -> Router:
    """`/openapi.json` and `/docs`."""
    found = Router()
    text = json.dumps(document, ensure_ascii=False).encode()

    async def openapi() -> Response:
        return Response(text, media_type="application/json")

    async def page() -> HTMLResponse:
        return HTMLResponse(_PAGE, headers={"Content-Security-Policy": _POLICY})

    async def asset(name: str) -> Response:
        return _asset(name)

    for path, call in (("/openapi.json", openapi), ("/docs", page), ("/docs/{name}", asset)):
        found.add("GET", path, call, hidden=True)
    return found


def _asset(name: str) -> Response:
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "public, max-age=3600"}
    if name == "start.js":
        return Response(_START, media_type="text/javascript; charset=utf-8", headers=headers)
    if name not in _ASSETS:
        raise Refused(Refusal("not_found"))
    content = resources.files("fastapi_offline").joinpath("static", name).read_bytes()
    return Response(content, media_type=_ASSETS[name], headers=headers)
