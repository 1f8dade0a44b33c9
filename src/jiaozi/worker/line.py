"""Whose turn it is where more wait than there are threads."""

from collections import Counter, deque
from threading import Condition

from jiaozi.kinds import EndpointNo
from jiaozi.webhooks.model import Scope


class Line:
    """Endpoints that wait for a thread. The scope that has the fewest threads is next, among equals the one that waited
    longest; none has more than `share`. Safe to use from several threads."""

    def __init__(self, share: int) -> None:
        self._share = share
        self._changed = Condition()
        self._scopes: dict[EndpointNo, Scope] = {}
        """Whose each endpoint is that waits or has its turn."""
        self._waiting: dict[Scope, deque[EndpointNo]] = {}
        self._turns: Counter[Scope] = Counter()
        self._open = True

    def __len__(self) -> int:
        """How many wait or have their turn."""
        return len(self._scopes)

    def join(self, endpoint: EndpointNo, scope: Scope) -> None:
        """Stands at the back of its scope's line, unless it waits or has its turn already."""
        with self._changed:
            if endpoint not in self._scopes:
                self._scopes[endpoint] = scope
                self._waiting.setdefault(scope, deque()).append(endpoint)
                self._changed.notify_all()

    def take(self) -> EndpointNo | None:
        """Waits for an endpoint whose turn it is; None when the line was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._next() is not None or not self._open)
            scope = self._next()
            if scope is None or not self._open:
                return None
            waiting = self._waiting.pop(scope)
            endpoint = waiting.popleft()
            if waiting:
                self._waiting[scope] = waiting  # behind the others
            self._turns[scope] += 1
            return endpoint

    def _next(self) -> Scope | None:
        scope = min(self._waiting, key=self._turns.__getitem__, default=None)
        return scope if scope is not None and self._turns[scope] < self._share else None

    def leave(self, endpoint: EndpointNo, *, again: bool) -> None:
        """Ends a turn; with `again` the endpoint stands at the back of the line."""
        with self._changed:
            scope = self._scopes.pop(endpoint)
            self._turns[scope] -= 1
            if again:
                self.join(endpoint, scope)
            self._turns += Counter()  # forgets who has none
            self._changed.notify_all()

    def settle(self) -> None:
        """Waits until nobody waits or has a turn."""
        with self._changed:
            self._changed.wait_for(lambda: not self._scopes or not self._open)

    def close(self) -> None:
        """Nobody's turn comes any more."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
