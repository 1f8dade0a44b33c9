# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.prepaid_plans`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._sync import Transport


class PrepaidPlans:
    """`Client.prepaid_plans`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, prepaid_plan: str) -> models.PrepaidPlan:
        """A plan; everybody may read it.

        - `prepaid_plan`: The plan: what a merchant sells ahead
        """
        answer: models.PrepaidPlan = self._transport.send(
            Call("GET", path("/v1/prepaid-plans/{}", prepaid_plan), {200: models.PrepaidPlan})
        )
        return answer

    def withdraw(self, prepaid_plan: str, *, key: str = "") -> models.PlanWithdrawn:
        """A plan is sold no more. What was sold goes on.

        - `prepaid_plan`: The plan: what a merchant sells ahead
        """
        answer: models.PlanWithdrawn = self._transport.send(
            Call(
                "POST",
                path("/v1/prepaid-plans/{}/withdrawal", prepaid_plan),
                {200: models.PlanWithdrawn},
                key=key or new_key(),
            )
        )
        return answer
