"""The world, the rule book, health."""

from jiaozi.client.core import Core
from jiaozi.wire import world as wire
from jiaozi.wire.access import Proposed


class WorldMethods(Core):
    """Methods of the world and its rules. Days are ISO dates in China."""

    def world(self) -> wire.World:
        """The world's name and time, and the regimes of the day."""
        return self._get("/v1/world", wire.World)

    def rules(self, as_of: str | None = None, subject: str | None = None, *, in_force: bool = False) -> wire.Rules:
        """The rules of a day, today's when none is given."""
        return self._get("/v1/rules", wire.Rules, as_of=as_of, subject=subject, in_force=in_force)

    def rule(self, rule: str) -> wire.Rule:
        """A rule by its id."""
        return self._get(f"/v1/rules/{rule}", wire.Rule)

    def rules_diff(self, since: str, until: str) -> wire.RuleChanges:
        """What changes in force from one day to another."""
        return self._get("/v1/rules/diff", wire.RuleChanges, **{"from": since, "to": until})

    def clock(self) -> wire.Clock:
        """The clock of the process that answers, and what is recorded in the future."""
        return self._get("/v1/clock", wire.Clock)

    def propose_times_right(self, today: str, reason: str, *, key: str = "") -> Proposed:
        """Proposes that all recorded in the future counts as recorded when a second person approves."""
        return self._post("/v1/clock/corrections", Proposed, {"today": today, "reason": reason}, key=key)

    def health(self) -> wire.Health:
        """Whether the process lives."""
        return self._get("/healthz", wire.Health)

    def ready(self) -> wire.Health:
        """Whether the server is ready. Raises `ApiError` when it is not."""
        return self._get("/readyz", wire.Health)
