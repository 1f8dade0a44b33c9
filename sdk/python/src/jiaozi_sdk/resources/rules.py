# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.rules`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, path
from jiaozi_sdk._sync import Transport


class Rules:
    """`Client.rules`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, as_of: str | None = None, subject: str | None = None, in_force: bool = False) -> models.Rules:
        """The rules whose dates cover a day (today when none is given), with both sides of every conflict.

        - `as_of`: A day in China
        - `subject`: What the rule is about
        - `in_force`: Leave out rules that lost a conflict
        """
        answer: models.Rules = self._transport.send(
            Call(
                "GET",
                "/v1/rules",
                {200: models.Rules},
                query={"as_of": as_of, "subject": subject, "in_force": in_force},
            )
        )
        return answer

    def diff(self, *, from_: str, to: str) -> models.RuleChanges:
        """What changes in force from one day to another.

        - `from_`: The beginning
        - `to`: The end
        """
        answer: models.RuleChanges = self._transport.send(
            Call("GET", "/v1/rules/diff", {200: models.RuleChanges}, query={"from": from_, "to": to})
        )
        return answer

    def get(self, rule: str) -> models.Rule:
        """A rule by its id, whatever its dates.

        - `rule`: The rule's name
        """
        answer: models.Rule = self._transport.send(Call("GET", path("/v1/rules/{}", rule), {200: models.Rule}))
        return answer
