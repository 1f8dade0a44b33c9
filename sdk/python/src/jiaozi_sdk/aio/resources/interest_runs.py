# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.interest_runs`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncInterestRunsSteps:
    """`AsyncClient.interest_runs.steps`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, run: str, *, key: str = "") -> models.InterestAdvanced:
        """Does the next batch of a run that is being prepared or paid, at most 4,000 wallets; the worker does the
        same by itself.

        - `run`: The interest run
        """
        answer: models.InterestAdvanced = await self._transport.send(
            Call("POST", path("/v1/interest-runs/{}/steps", run), {200: models.InterestAdvanced}, key=key or new_key())
        )
        return answer


class AsyncInterestRuns:
    """`AsyncClient.interest_runs`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.steps = AsyncInterestRunsSteps(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.InterestRun]:
        """Runs, oldest first; an operator sees its own."""
        return AsyncPages(
            self._transport,
            Call("GET", "/v1/interest-runs", {200: Page[models.InterestRun]}),
            limit=limit,
            cursor=cursor,
        )

    async def create(self, *, operator: str, key: str = "") -> models.InterestPrepared:
        """Begins the run of an operator's next quarter, once its day of crediting has come. Its steps, or the
        worker, then reckon what is due.

        - `operator`: The operating institution
        """
        answer: models.InterestPrepared = await self._transport.send(
            Call(
                "POST",
                "/v1/interest-runs",
                {201: models.InterestPrepared},
                body={"operator": operator},
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, run: str) -> models.InterestRun:
        """One run.

        - `run`: The interest run
        """
        answer: models.InterestRun = await self._transport.send(
            Call("GET", path("/v1/interest-runs/{}", run), {200: models.InterestRun})
        )
        return answer

    async def release(self, run: str, *, reason: str, key: str = "") -> models.Proposed:
        """Proposes to pay a prepared run; a second person of the operator approves it.

        It takes two: this proposes it, and it is done when a second person approves.

        - `run`: The interest run
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/interest-runs/{}/release", run),
                {202: models.Proposed},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer
