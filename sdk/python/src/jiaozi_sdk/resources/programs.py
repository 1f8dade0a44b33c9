# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.programs`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk._sync import Pages, Transport


class ProgramsCampaigns:
    """`Client.programs.campaigns`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        program: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Campaign]:
        """The campaigns of a program; everybody may read them.

        - `program`: The program
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/programs/{}/campaigns", program),
                {200: Page[models.Campaign]},
                query={"from": from_, "until": until, "sort": sort},
            ),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self,
        program: str,
        *,
        places: int,
        opens_at: str,
        closes_at: str,
        reveal_until: str,
        claims_until: str,
        commitment: str,
        key: str = "",
    ) -> models.CampaignOpened:
        """The funder announces a draw of claims of its open program, and sets their money aside. `commitment` is the
        SHA-256 of its seed, as text of 64 digits; nobody registers before the central bank has committed to one,
        too.

        - `program`: The program
        - `places`: How many win at most
        - `opens_at`: From when on people register
        - `closes_at`: From when on nobody registers any more
        - `reveal_until`: Until when both seeds have to be known; else nobody wins, and nothing is promised any
          more
        - `claims_until`: Until when winners claim
        - `commitment`: SHA-256 of the funder's seed, published before anybody registers
        """
        answer: models.CampaignOpened = self._transport.send(
            Call(
                "POST",
                path("/v1/programs/{}/campaigns", program),
                {201: models.CampaignOpened},
                body={
                    "places": places,
                    "opens_at": opens_at,
                    "closes_at": closes_at,
                    "reveal_until": reveal_until,
                    "claims_until": claims_until,
                    "commitment": commitment,
                },
                key=key or new_key(),
            )
        )
        return answer


class ProgramsClaims:
    """`Client.programs.claims`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, program: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.ProgramClaim]:
        """A program's claims, oldest first.

        - `program`: The program
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/programs/{}/claims", program), {200: Page[models.ProgramClaim]}),
            limit=limit,
            cursor=cursor,
        )

    def create(self, program: str, *, wallet: str, key: str = "") -> models.ClaimMade:
        """A holder takes a claim of a program that is open to takers.

        - `program`: The program
        - `wallet`: The wallet
        """
        answer: models.ClaimMade = self._transport.send(
            Call(
                "POST",
                path("/v1/programs/{}/claims", program),
                {201: models.ClaimMade},
                body={"wallet": wallet},
                key=key or new_key(),
            )
        )
        return answer


class ProgramsFigures:
    """`Client.programs.figures`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, program: str) -> models.ProgramFigures:
        """A program's money, for its funder, its operator and those who supervise.

        - `program`: The program
        """
        answer: models.ProgramFigures = self._transport.send(
            Call("GET", path("/v1/programs/{}/figures", program), {200: models.ProgramFigures})
        )
        return answer


class ProgramsGrantLists:
    """`Client.programs.grant_lists`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        program: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.GrantList]:
        """The grant lists of a program, for its funder, its operator and auditors.

        - `program`: The program
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/programs/{}/grant-lists", program),
                {200: Page[models.GrantList]},
                query={"from": from_, "until": until, "sort": sort},
            ),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self, program: str, *, line_count: int, sum_minor: int, sha256: str, key: str = ""
    ) -> models.GrantListOpened:
        """The funder opens a list of wallets that are to have claims of its program: how many lines it has, what
        they come to, and the SHA-256 of them: for each line the wallet, a comma, the fen or nothing, and a line
        feed.

        - `program`: The program
        - `line_count`: How many lines the list has
        - `sum_minor`: What all lines come to fen of E-CNY
        - `sha256`: SHA-256 of the lines: wallet, comma, fen or nothing, line feed
        """
        answer: models.GrantListOpened = self._transport.send(
            Call(
                "POST",
                path("/v1/programs/{}/grant-lists", program),
                {201: models.GrantListOpened},
                body={"line_count": line_count, "sum": money(sum_minor, "E-CNY"), "sha256": sha256},
                key=key or new_key(),
            )
        )
        return answer


class ProgramsGrants:
    """`Client.programs.grants`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, program: str, *, lines: Sequence[models.GrantLine], key: str = "") -> models.ClaimsGranted:
        """The funder gives claims of its program to a list of wallets. Each line has its own outcome, and stands on
        its own.

        - `program`: The program
        - `lines`: The lines
        """
        answer: models.ClaimsGranted = self._transport.send(
            Call(
                "POST",
                path("/v1/programs/{}/grants", program),
                {201: models.ClaimsGranted},
                body={"lines": lines},
                key=key or new_key(),
            )
        )
        return answer


class Programs:
    """`Client.programs`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.campaigns = ProgramsCampaigns(transport)
        self.claims = ProgramsClaims(transport)
        self.figures = ProgramsFigures(transport)
        self.grant_lists = ProgramsGrantLists(transport)
        self.grants = ProgramsGrants(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.ProgramInList]:
        """Programs, oldest first: those whose figures one may read (all, an operator's, or those that one's own
        wallets fund); for a holder those that are open, and that its wallets may take claims of by themselves.
        """
        return Pages(
            self._transport, Call("GET", "/v1/programs", {200: Page[models.ProgramInList]}), limit=limit, cursor=cursor
        )

    def create(
        self,
        *,
        funder: str,
        kind: Literal["envelope", "voucher"],
        name_en: str,
        name_zh: str,
        terms: models.Terms,
        opens_at: str,
        claims_until: str,
        expires_at: str,
        quota: int = 0,
        key: str = "",
    ) -> models.ProgramCreated:
        """Writes a program with its terms, which never change. It is a draft until two people open it; `funder` is
        the company's wallet that pays for it and gets back what is not spent.

        - `funder`: The company's wallet that pays for it
        - `kind`: Of which kind
        - `name_en`: The name in English
        - `name_zh`: The name in Chinese
        - `terms`: What it may be used for
        - `opens_at`: From when on it is claimed and spent
        - `claims_until`: Until when claims are given
        - `expires_at`: Until when it holds
        - `quota`: How many claims there may be; 0 for any number
        """
        answer: models.ProgramCreated = self._transport.send(
            Call(
                "POST",
                "/v1/programs",
                {201: models.ProgramCreated},
                body={
                    "funder": funder,
                    "kind": kind,
                    "name_en": name_en,
                    "name_zh": name_zh,
                    "terms": terms,
                    "opens_at": opens_at,
                    "claims_until": claims_until,
                    "expires_at": expires_at,
                    "quota": quota,
                },
                key=key or new_key(),
            )
        )
        return answer

    def get(self, program: str) -> models.Program:
        """A program and its terms. A draft is there for its funder and its operator alone.

        - `program`: The program
        """
        answer: models.Program = self._transport.send(
            Call("GET", path("/v1/programs/{}", program), {200: models.Program})
        )
        return answer

    def canonical(self, program: str) -> models.CanonicalText:
        """The text of a program's terms of which `terms_sha256` is made, byte for byte. A draft's is there for its
        funder and its operator alone.

        - `program`: The program
        """
        answer: models.CanonicalText = self._transport.send(
            Call("GET", path("/v1/programs/{}/canonical", program), {200: models.CanonicalText})
        )
        return answer

    def discarding(self, program: str, *, key: str = "") -> models.ProgramDiscarded:
        """Its funder discards a draft, for good: it is stopped, and what was paid into it comes back.

        - `program`: The program
        """
        answer: models.ProgramDiscarded = self._transport.send(
            Call(
                "POST",
                path("/v1/programs/{}/discarding", program),
                {200: models.ProgramDiscarded},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    def funding(self, program: str, *, wallet: str, amount_minor: int, key: str = "") -> models.ProgramFunded:
        """The funder pays money into the program's pot, from where it goes to holders, or back.

        Signed by the holder's device, once it has had one.

        - `program`: The program
        - `wallet`: The wallet
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        """
        answer: models.ProgramFunded = self._transport.send(
            Call(
                "POST",
                path("/v1/programs/{}/funding", program),
                {201: models.ProgramFunded},
                body={"wallet": wallet, "amount": money(amount_minor, "E-CNY")},
                key=key or new_key(),
            )
        )
        return answer

    def lineage(
        self, program: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> Pages[models.LineageEntry]:
        """Each fen of a program from its budget to the final payee: what was paid in, each claim, each payment that
        drew on one, what came back to the pot, what went back to the funder, what became its holders' own. For
        the central bank, the program's operator and auditors.

        - `program`: The program
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/programs/{}/lineage", program), {200: Page[models.LineageEntry]}),
            limit=limit,
            cursor=cursor,
        )

    def proof(self, program: str) -> models.Proofs:
        """Proves a program's terms: whether a purchase can be paid, every claim be spent and all of it, and that no
        more than the budget goes out. For those who may read its figures. It takes a second or two; one at a time
        in each process.

        - `program`: The program
        """
        answer: models.Proofs = self._transport.send(
            Call("GET", path("/v1/programs/{}/proof", program), {200: models.Proofs})
        )
        return answer

    def spending(self, program: str) -> models.ProgramSpending:
        """What a program's money was spent on, by merchant, category and region. Its funder is told sums of at least
        ten wallets alone, none of which paid more than half of it, in two digits, as they were when the day began
        in China.

        - `program`: The program
        """
        answer: models.ProgramSpending = self._transport.send(
            Call("GET", path("/v1/programs/{}/spending", program), {200: models.ProgramSpending})
        )
        return answer

    def state(
        self, program: str, *, state: Literal["open", "paused", "stopped"], reason: str, key: str = ""
    ) -> models.Proposed:
        """Opens a draft or a paused program, pauses it, or stops it for good.

        It takes two: this proposes it, and it is done when a second person approves.

        - `program`: The program
        - `state`: What has become of it
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/programs/{}/state", program),
                {202: models.Proposed},
                body={"state": state, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer
