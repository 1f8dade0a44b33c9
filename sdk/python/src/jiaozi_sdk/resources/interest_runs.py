# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.interest_runs`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class InterestRunsSteps:
    """`Client.interest_runs.steps`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, run: str, *, key: str = "") -> models.InterestAdvanced:
        """Does the next batch of a run that is being prepared or paid, at most 4,000 wallets; the worker does the
        same by itself.

        - `run`: The interest run
        """
        answer: models.InterestAdvanced = self._transport.send(
            Call("POST", path("/v1/interest-runs/{}/steps", run), {200: models.InterestAdvanced}, key=key or new_key())
        )
        return answer


class InterestRuns:
    """`Client.interest_runs`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.steps = InterestRunsSteps(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.InterestRun]:
        """Runs, oldest first; an operator sees its own."""
        return Pages(
            self._transport,
            Call("GET", "/v1/interest-runs", {200: Page[models.InterestRun]}),
            limit=limit,
            cursor=cursor,
        )

    def create(self, *, operator: str, key: str = "") -> models.InterestPrepared:
        """Begins the run of an operator's next quarter, once its day of crediting has come. Its steps, or the
        worker, then reckon what is due.

        - `operator`: The operating institution
        """
        answer: models.InterestPrepared = self._transport.send(
            Call(
                "POST",
                "/v1/interest-runs",
                {201: models.InterestPrepared},
                body={"operator": operator},
                key=key or new_key(),
            )
        )
        return answer

    def get(self, run: str) -> models.InterestRun:
        """One run.

        - `run`: The interest run
        """
        answer: models.InterestRun = self._transport.send(
            Call("GET", path("/v1/interest-runs/{}", run), {200: models.InterestRun})
        )
        return answer

    def release(self, run: str, *, reason: str, key: str = "") -> models.Proposed:
        """Proposes to pay a prepared run; a second person of the operator approves it.

        It takes two: this proposes it, and it is done when a second person approves.

        - `run`: The interest run
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/interest-runs/{}/release", run),
                {202: models.Proposed},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer
