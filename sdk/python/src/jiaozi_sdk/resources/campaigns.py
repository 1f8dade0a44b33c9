# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.campaigns`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import BYTES, PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class CampaignsClaims:
    """`Client.campaigns.claims`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, campaign: str, *, wallet: str, key: str = "") -> models.WinClaimed:
        """A winner takes the claim that was drawn, into the wallet that is registered.

        - `campaign`: The campaign, which draws lots for claims of a program
        - `wallet`: The wallet
        """
        answer: models.WinClaimed = self._transport.send(
            Call(
                "POST",
                path("/v1/campaigns/{}/claims", campaign),
                {201: models.WinClaimed},
                body={"wallet": wallet},
                key=key or new_key(),
            )
        )
        return answer


class CampaignsNumbers:
    """`Client.campaigns.numbers`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, campaign: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> Pages[models.CampaignNumber]:
        """The public list of a campaign's registrations, in the order of their numbers; it names nobody.

        - `campaign`: The campaign, which draws lots for claims of a program
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/campaigns/{}/numbers", campaign), {200: Page[models.CampaignNumber]}),
            limit=limit,
            cursor=cursor,
        )


class CampaignsRegistrations:
    """`Client.campaigns.registrations`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, campaign: str, *, wallet: str, key: str = "") -> models.Registered:
        """A holder registers with a wallet, which takes what is won; once for each person, whatever wallets they
        have.

        - `campaign`: The campaign, which draws lots for claims of a program
        - `wallet`: The wallet
        """
        answer: models.Registered = self._transport.send(
            Call(
                "POST",
                path("/v1/campaigns/{}/registrations", campaign),
                {201: models.Registered},
                body={"wallet": wallet},
                key=key or new_key(),
            )
        )
        return answer


class CampaignsSeeds:
    """`Client.campaigns.seeds`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, campaign: str, *, seed: str, key: str = "") -> models.SeedRevealed:
        """Reveals a seed that was committed to, once registration is over: the funder's first, then the central
        bank's. With both the draw begins.

        - `campaign`: The campaign, which draws lots for claims of a program
        - `seed`: A seed that was committed to
        """
        answer: models.SeedRevealed = self._transport.send(
            Call(
                "POST",
                path("/v1/campaigns/{}/seeds", campaign),
                {200: models.SeedRevealed},
                body={"seed": seed},
                key=key or new_key(),
            )
        )
        return answer


class CampaignsWitness:
    """`Client.campaigns.witness`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, campaign: str, *, commitment: str, key: str = "") -> models.CampaignWitnessed:
        """The central bank commits to its own seed, before anybody registers: it neither funds the campaign nor has
        a customer in it.

        - `campaign`: The campaign, which draws lots for claims of a program
        - `commitment`: SHA-256 of the central bank's seed
        """
        answer: models.CampaignWitnessed = self._transport.send(
            Call(
                "POST",
                path("/v1/campaigns/{}/witness", campaign),
                {200: models.CampaignWitnessed},
                body={"commitment": commitment},
                key=key or new_key(),
            )
        )
        return answer


class Campaigns:
    """`Client.campaigns`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.claims = CampaignsClaims(transport)
        self.numbers = CampaignsNumbers(transport)
        self.registrations = CampaignsRegistrations(transport)
        self.seeds = CampaignsSeeds(transport)
        self.witness = CampaignsWitness(transport)

    def get(self, campaign: str) -> models.Campaign:
        """A campaign; everybody may read it.

        - `campaign`: The campaign, which draws lots for claims of a program
        """
        answer: models.Campaign = self._transport.send(
            Call("GET", path("/v1/campaigns/{}", campaign), {200: models.Campaign})
        )
        return answer

    def list_file(self, campaign: str, *, after: int = 0) -> bytes:
        """A part of the public list of a campaign that is drawn, as CSV: `number,mark,won` for up to 50,000
        registrations behind a number; none when nothing is left. `jiaozi campaign download` joins all parts into
        one file, which `jiaozi campaign verify` verifies without a server.

        - `campaign`: The campaign, which draws lots for claims of a program
        - `after`: The part behind this number
        """
        answer: bytes = self._transport.send(
            Call("GET", path("/v1/campaigns/{}/list-file", campaign), {200: BYTES}, query={"after": after})
        )
        return answer

    def report(self, campaign: str) -> models.CampaignReport:
        """What came of a campaign, for its funder, its operator and those who supervise.

        - `campaign`: The campaign, which draws lots for claims of a program
        """
        answer: models.CampaignReport = self._transport.send(
            Call("GET", path("/v1/campaigns/{}/report", campaign), {200: models.CampaignReport})
        )
        return answer

    def state(
        self, campaign: str, *, state: Literal["open", "paused", "stopped"], reason: str, key: str = ""
    ) -> models.Proposed:
        """Pauses a campaign, lets it go on (`open`), or stops it for good. Its deadlines do not wait for a pause.

        It takes two: this proposes it, and it is done when a second person approves.

        - `campaign`: The campaign, which draws lots for claims of a program
        - `state`: What has become of it
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/campaigns/{}/state", campaign),
                {202: models.Proposed},
                body={"state": state, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer
