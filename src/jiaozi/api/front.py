"""The front: from a request to its endpoint's answer, or to the problem that it is."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from jiaozi.api import problems
from jiaozi.api.desk import House
from jiaozi.api.routing import Routes


class Front:
    """ASGI: the endpoints of one world."""

    def __init__(self, routes: Routes, house: House) -> None:
        self._routes = routes
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        scope["house"] = self._house
        request = Request(scope, receive)
        try:
            response = await self._answer(request, scope)
        except problems.FORESEEN as error:
            response = problems.of(request, error)
        await response(scope, receive, send)

    async def _answer(self, request: Request, scope: Scope) -> Response:
        found = self._routes.at(scope["path"])
        if found is None:
            return problems.response(request, "not_found")
        end = found.ends.get(scope["method"])
        if end is None:
            scope["route"] = next(iter(found.ends.values()))[0]
            response = problems.response(request, "method_not_allowed")
            response.headers["Allow"] = ", ".join(sorted(found.ends))
            return response
        endpoint, names = end
        scope["route"] = endpoint
        return await endpoint.serve(request, endpoint, dict(zip(names, found.values, strict=True)))
