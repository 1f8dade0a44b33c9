"""A program on a stage: written with the very terms, funded, opened; drawn where a draw finds who has a claim; taken
back day by day. By the ordinary acts, as its funder, its operator and the worker do them."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final, NamedTuple

from jiaozi.campaigns.drawing import commitment_of
from jiaozi.campaigns.model import (
    CampaignDrawn,
    ClaimWin,
    DrawCampaign,
    EndCampaign,
    OpenCampaign,
    RegisterForCampaign,
    RevealSeed,
    WitnessCampaign,
)
from jiaozi.campaigns.store import to_end
from jiaozi.campaigns.winning import BATCH_MAX as DRAWN_MAX
from jiaozi.clock import DAY_US, HOUR_US
from jiaozi.errors import Refusal
from jiaozi.grantlists.granting import GRANTS_MAX, GrantClaims, GrantLine
from jiaozi.kinds import CampaignNo, ClaimNo, Fen, ProgramNo, Sha256, WalletNo
from jiaozi.money import AMOUNT_MAX
from jiaozi.programs.acts import CreateProgram, FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.programs.cofunding import AgreeCofunding
from jiaozi.programs.parts import MILLION
from jiaozi.programs.reclaiming import ReclaimProgram
from jiaozi.programs.schema import CLAIMS
from jiaozi.programs.store import to_reclaim
from jiaozi.programs.terms import Terms, rest_of
from jiaozi.rehearsal.draft import Draft
from jiaozi.rehearsal.stage import Act, Opened, Place, Stage, Unfit

PLACES_LEAST: Final = 1
_REVEALED_WITHIN_US: Final = HOUR_US
PROGRAMS_AT_ONCE: Final = 100
ONWARD_AFTER_DAYS: Final = 30


class Claimed(NamedTuple):
    """What became of somebody who wanted a claim: the claim, what it is worth and until when it lasts; or who refused
    and by which rule."""

    claim: ClaimNo
    value_minor: int
    expires_at: int
    code: str = ""
    rule: str = ""


class Opening(NamedTuple):
    """A program that is open, with its campaign where there is a draw."""

    number: ProgramNo
    terms: Terms
    sha256: Sha256
    campaign: CampaignNo = CampaignNo(0)
    seeds: tuple[str, str] = ("", "")


def written(stage: Stage, draft: Draft, terms: Terms, funder: Opened, budget: int, at: int) -> Opening:
    """A program with these terms, funded and open. Raises `Unfit`."""
    span = draft.span
    times = {"opens_at": span.opens_at, "claims_until": span.claims_until, "expires_at": span.expires_at}
    command = CreateProgram(funder.wallet, draft.kind, "Rehearsal", "演练", terms, quota=span.quota, **times)
    made = stage.one(command, at)
    if isinstance(made, Refusal):
        raise Unfit(made)
    stage.do([stage.load(funder, budget)], at)
    stage.do([FundProgram(made.program, funder.wallet, Fen(budget))], at)
    stage.do([SetProgramState(made.program, "open")], at)
    return Opening(made.program, terms, made.terms_sha256)


def onward(stage: Stage, draft: Draft, funder: Opened, at: int) -> None:
    """The program that gets what is left, if terms name one: another of the funder's, which ends later."""
    number = rest_of(draft.terms).program
    if number:
        end = draft.span.expires_at + ONWARD_AFTER_DAYS * DAY_US
        terms = Terms(replace(draft.terms.how_much))
        command = CreateProgram(funder.wallet, draft.kind, "Next", "下一项目", terms, at, end, end)
        if isinstance(found := stage.one(command, at, number), Refusal):
            raise Unfit(found)


def agree(stage: Stage, opening: Opening, places: Sequence[Place], at: int) -> None:
    """Merchants agree to bear their share."""
    merchants = dict.fromkeys(place.merchant for place in places)
    stage.do([AgreeCofunding(merchant, opening.number, opening.sha256) for merchant in merchants], at)


def announce(stage: Stage, draft: Draft, opening: Opening, places: int, seed: str, at: int) -> Opening:
    """A draw of so many claims, which is witnessed: registration is until the program opens."""
    opens_at = draft.span.opens_at
    seeds = (_seed(seed, "funder"), _seed(seed, "witness"))
    times = (at, opens_at, opens_at + _REVEALED_WITHIN_US, draft.span.claims_until)
    command = OpenCampaign(opening.number, places, *times, commitment_of(seeds[0]))
    made = stage.one(command, at)
    if isinstance(made, Refusal):
        raise Unfit(made)
    stage.do([WitnessCampaign(made.campaign, commitment_of(seeds[1]))], at)
    return opening._replace(campaign=made.campaign, seeds=seeds)


def _seed(seed: str, who: str) -> str:
    return sha256(f"{seed}:{who}".encode()).hexdigest()


def register(stage: Stage, opening: Opening, wallets: Sequence[WalletNo], at: int) -> list[Refusal | None]:
    """Registers wallets for the draw; what refused one."""
    outcomes = stage.run([Act(RegisterForCampaign(opening.campaign, each), at) for each in wallets])
    return [each if isinstance(each, Refusal) else None for each in outcomes]


def draw(stage: Stage, openings: Sequence[Opening], at: int) -> int:
    """Reveals the seeds and draws; how many won, in all of these."""
    won = 0
    for each in openings:
        stage.do([RevealSeed(each.campaign, seed) for seed in each.seeds], at)
        while True:
            (done,) = stage.do([DrawCampaign(each.campaign, DRAWN_MAX)], at)
            if not isinstance(done, CampaignDrawn) or not done.more:
                won += done.won
                break
    return won


def take(stage: Stage, pairs: Sequence[tuple[Opening, WalletNo]], at: int) -> list[Claimed]:
    """What becomes of wallets that take a claim each, of a program or of a draw that they have won."""
    acts = [
        Act(ClaimWin(each.campaign, wallet) if each.campaign else ClaimProgram(each.number, wallet), at)
        for each, wallet in pairs
    ]
    return [
        Claimed(ClaimNo(0), 0, 0, each.code, each.rule)
        if isinstance(each, Refusal)
        else Claimed(each.claim, each.value_minor, each.expires_at)
        for each in stage.run(acts)
    ]


def grant(stage: Stage, opening: Opening, wallets: Sequence[WalletNo], at: int) -> list[Claimed]:
    """What becomes of a list that the funder grants claims to, line by line."""
    found: list[Claimed] = []
    for start in range(0, len(wallets), GRANTS_MAX):
        lines = tuple(GrantLine(wallet) for wallet in wallets[start : start + GRANTS_MAX])
        done = stage.one(GrantClaims(opening.number, lines), at)
        if isinstance(done, Refusal):
            found += [Claimed(ClaimNo(0), 0, 0, done.code, done.rule)] * len(lines)
            continue
        with stage.platform.snapshot() as connection:
            rows = {row.id: row for row in CLAIMS.read(connection, [each.claim for each in done.results if each.claim])}
        for each in done.results:
            row = rows.get(each.claim)
            known = (0, 0, each.refused) if row is None else (row.value_minor, row.expires_at)
            found.append(Claimed(each.claim, *known))
    return found


def take_back(stage: Stage, at: int) -> None:
    """What the worker does with claims that have ended and programs that are over, until nothing is left to do."""
    stage.clock.advance_to(at)
    after = 0
    while True:
        with stage.platform.snapshot() as connection:
            due = to_reclaim(connection, after, at, PROGRAMS_AT_ONCE)
        for number in due:
            behind = ClaimNo(0)
            while True:
                (done,) = stage.do([ReclaimProgram(number, behind=behind)], at)
                behind = done.behind
                if not behind:
                    break
        if len(due) < PROGRAMS_AT_ONCE:
            return
        after = due[-1]


def end_draws(stage: Stage, at: int) -> None:
    """What the worker does with draws whose time is over: they promise nothing any more."""
    stage.clock.advance_to(at)
    with stage.platform.snapshot() as connection:
        due = [number for number, _ in to_end(connection, at, PROGRAMS_AT_ONCE)]
    stage.do([EndCampaign(number) for number in due], at)


def budget_of(draft: Draft, people: int) -> int:
    """What the funder pays in: as the draft has it, else as much as everybody of the city can claim."""
    much, span = draft.terms.how_much, draft.span
    days = max(1, -(-(span.claims_until - span.opens_at) // (DAY_US)))
    each = min(much.per_wallet or days, days)
    claims = min(span.quota or people * each, people * each)
    claims = draft.places or claims
    return draft.budget_minor or min(claims * much.most_minor, AMOUNT_MAX // MILLION * MILLION)
