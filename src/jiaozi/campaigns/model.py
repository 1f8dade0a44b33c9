"""The data of campaigns: rows, what is asked for, and what it comes to. Amounts in fen, times in microseconds.

A campaign promises claims of one program to whom its draw will find among those who have registered. Two parties have
committed to a seed before anybody registers; the list of registrations is closed before either is revealed.
"""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple, get_args

from jiaozi.kinds import (
    CampaignNo,
    ClaimNo,
    Count,
    Fen,
    Flag,
    HolderNo,
    Instant,
    InstitutionNo,
    Names,
    OrNone,
    ProgramNo,
    Range,
    Secret,
    Sha256,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

PLACES_MAX: Final = 1_000_000
"""Winners of one campaign."""
REGISTERED_MAX: Final = 10_000_000
"""Registrations of one campaign."""
LIVE_MAX: Final = 20
"""Campaigns of one program that are not over."""
Seed = Annotated[str, Text(64, 64, pattern="[0-9a-f]{64}", example="5e" * 32)]
"""32 random bytes in small hexadecimal."""
Salt = Annotated[str, Text(32, 32, pattern="[0-9a-f]{32}", example="a1" * 16)]
Places = Annotated[int, Range(1, PLACES_MAX)]
CampaignStateName = Literal["announced", "open", "drawing", "drawn", "stopped", "lapsed", "ended"]
Steered = Literal["open", "paused", "stopped"]


class CampaignState(IntEnum):
    """Where a campaign stands. `ANNOUNCED` waits for the witness's commitment, an `OPEN` one is registered for and then
    waits for the seeds, a `DRAWN` one is claimed. What is `STOPPED`, has `LAPSED` (it was never drawn) or `ENDED`
    promises nothing any more."""

    ANNOUNCED = 0
    OPEN = 1
    DRAWING = 2
    DRAWN = 3
    STOPPED = 4
    LAPSED = 5
    ENDED = 6


class RegistrationState(IntEnum):
    """What became of a registration. In a campaign that is drawn, one that is still `REGISTERED` was not drawn."""

    REGISTERED = 0
    WON = 1
    CLAIMED = 2


CAMPAIGN_STATES: Final[dict[int, CampaignStateName]] = dict(enumerate(get_args(CampaignStateName)))
CampaignStateNumber = Annotated[int, Names(tuple(CAMPAIGN_STATES.items()))]
RegistrationStateNumber = Annotated[int, Names(tuple((int(each), each.name.lower()) for each in RegistrationState))]


@dataclass(slots=True)
class Campaign:
    """A row of `campaigns`: `places` claims of a program, each worth `face_minor`, for those whom the draw finds.

    Registration is from `opens_at` and before `closes_at`; a campaign whose seeds are not known at `reveal_until` has
    lapsed; winners claim before `claims_until`. `commitment` is the funder's, its `seed` is revealed first; then comes
    the witness's. `list_sha256` is the chain over the registrations so far, of which there are `registered`. `cut` is
    the rank of the last winner; up to `drawn_to` registrations know whether they have won, `won` of them did, and
    `claimed` of those have their claim. `promised` claims are set aside in the program. `due_at` is when the worker
    ends it.
    """

    id: CampaignNo
    program: ProgramNo
    funder: WalletNo
    operator: InstitutionNo
    places: Places
    face_minor: Fen
    opens_at: Instant
    closes_at: Instant
    reveal_until: Instant
    claims_until: Instant
    commitment: Sha256
    witness_commitment: Sha256 | None
    seed: Seed | None
    witness_seed: Seed | None
    list_sha256: Sha256
    registered: Count
    cut: Sha256 | None
    drawn_to: Count
    won: Count
    claimed: Count
    promised: Count
    state: CampaignStateNumber
    paused: Flag
    due_at: Instant
    announced_at: Instant
    ended_at: OrNone[Instant]

    @property
    def is_worked_out(self) -> bool:
        """Whether it is known who has won, whatever became of the campaign since. While it is being drawn nobody is
        told."""
        return self.cut is not None and self.state != CampaignState.DRAWING

    @property
    def is_over(self) -> bool:
        """Whether nothing will become of it any more."""
        return self.state >= CampaignState.STOPPED


@dataclass(slots=True)
class Registration:
    """A row of `campaign_registrations`: a holder in a campaign, with the wallet that takes what is won. `number`
    counts from 1. `mark` is what the public list has of it: with the `salt`, which is its holder's, it proves whose it
    is. `list_sha256` is the chain over the list up to it."""

    campaign: CampaignNo
    holder: HolderNo
    wallet: WalletNo
    number: Count
    salt: Salt
    mark: Sha256
    list_sha256: Sha256
    state: RegistrationStateNumber
    claim: OrNone[ClaimNo]
    registered_at: Instant


@dataclass(slots=True)
class Commitment:
    """A row of `campaign_commitments`: one that a campaign has had, by its first. Its seed may be public, so no other
    campaign has it."""

    commitment: Sha256
    campaign: CampaignNo


@dataclass(slots=True)
class CampaignPhone:
    """A row of `campaign_phones`: a phone, by its blind index, that a registered holder had. `identified`: the holder
    had shown an identity, which names a person; without one the phone does."""

    campaign: CampaignNo
    phone_digest: Secret[str]
    identified: Flag


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """The funder announces a draw of claims of its open program, and sets their money aside. `commitment` is the
    SHA-256 of its seed, as text of 64 digits; nobody registers before the central bank has committed to one, too."""

    program: ProgramNo
    places: Places
    opens_at: Instant
    closes_at: Instant
    reveal_until: Instant
    claims_until: Instant
    commitment: Sha256


@dataclass(frozen=True, slots=True)
class WitnessCampaign:
    """The central bank commits to its own seed, before anybody registers: it neither funds the campaign nor has a
    customer in it."""

    campaign: CampaignNo
    commitment: Sha256


@dataclass(frozen=True, slots=True)
class RegisterForCampaign:
    """A holder registers with a wallet, which takes what is won; once for each person, whatever wallets they have."""

    campaign: CampaignNo
    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class RevealSeed:
    """Reveals a seed that was committed to, once registration is over: the funder's first, then the central bank's.
    With both the draw begins."""

    campaign: CampaignNo
    seed: Seed


@dataclass(frozen=True, slots=True)
class ClaimWin:
    """A winner takes the claim that was drawn, into the wallet that is registered."""

    campaign: CampaignNo
    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class SetCampaignState:
    """Pauses a campaign, lets it go on (`open`), or stops it for good. Its deadlines do not wait for a pause."""

    campaign: CampaignNo
    state: Steered


@dataclass(frozen=True, slots=True)
class DrawCampaign:
    """Draws a campaign whose seeds are known, so many registrations at a time; the worker's own act."""

    campaign: CampaignNo
    limit: Count


@dataclass(frozen=True, slots=True)
class EndCampaign:
    """Ends a campaign whose time is over, and releases what it has promised; the worker's own act."""

    campaign: CampaignNo


class CampaignOpened(NamedTuple):
    """A campaign is announced; so much is set aside for it."""

    campaign: CampaignNo
    program: ProgramNo
    promised_minor: Fen


class CampaignWitnessed(NamedTuple):
    """A campaign has both commitments: it can be registered for."""

    campaign: CampaignNo


class Registered(NamedTuple):
    """A person is registered. `mark` stands under the number in the public list; `salt`, which is told to nobody else,
    proves that it is this wallet's: it is the SHA-256 of `campaign:number:wallet:salt`. `list_sha256` is the chain over
    the list up to here."""

    campaign: CampaignNo
    number: Count
    wallet: WalletNo
    mark: Sha256
    salt: Salt
    list_sha256: Sha256


class SeedRevealed(NamedTuple):
    """A seed is known. With `both` the draw begins."""

    campaign: CampaignNo
    both: bool


class WinClaimed(NamedTuple):
    """A winner has the claim."""

    campaign: CampaignNo
    program: ProgramNo
    claim: ClaimNo
    value_minor: Fen
    expires_at: Instant


class CampaignSet(NamedTuple):
    """A campaign goes on, is paused, or was stopped."""

    campaign: CampaignNo
    state: Steered


class CampaignDrawn(NamedTuple):
    """So many registrations know whether they have won. `more`: others do not."""

    campaign: CampaignNo
    drawn_to: Count
    won: Count
    more: bool


class CampaignEnded(NamedTuple):
    """A campaign promises nothing any more; so many claims were released."""

    campaign: CampaignNo
    state: CampaignStateName
    released: Count
