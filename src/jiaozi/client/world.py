"""The world, the rule book, health."""

from jiaozi.client.core import Core
from jiaozi.wire import answers


class WorldMethods(Core):
    """Methods of the world and its rules. Days are ISO dates in China."""

    def world(self) -> answers.World:
        """The world's name and time, and the regimes of the day."""
        return self._get("/v1/world", answers.World)

    def rules(self, as_of: str | None = None, subject: str | None = None, *, in_force: bool = False) -> answers.Rules:
        """The rules of a day, today's when none is given."""
        return self._get("/v1/rules", answers.Rules, as_of=as_of, subject=subject, in_force=in_force)

    def rule(self, rule: str) -> answers.Rule:
        """A rule by its id."""
        return self._get(f"/v1/rules/{rule}", answers.Rule)

    def rules_diff(self, since: str, until: str) -> answers.RuleChanges:
        """What changes in force from one day to another."""
        return self._get("/v1/rules/diff", answers.RuleChanges, **{"from": since, "to": until})

    def health(self) -> answers.Health:
        """Whether the process lives."""
        return self._get("/healthz", answers.Health)

    def ready(self) -> answers.Health:
        """Whether the server is ready. Raises `ApiError` when it is not."""
        return self._get("/readyz", answers.Health)
