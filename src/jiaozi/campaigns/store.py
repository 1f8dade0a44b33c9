"""Reads of campaigns and registrations. Plain SQL."""

from typing import Final, NamedTuple

from jiaozi.campaigns.model import Campaign, CampaignState, Registration
from jiaozi.campaigns.schema import CAMPAIGNS, REGISTRATIONS
from jiaozi.db.engine import Connection
from jiaozi.kinds import CampaignNo, Count, FenOrZero, HolderNo, Instant, ProgramNo, WalletNo
from jiaozi.programs.model import ProgramState

_REGISTRATION: Final = f"SELECT {', '.join(REGISTRATIONS.columns)} FROM campaign_registrations"
_LIVE: Final = ", ".join(str(int(state)) for state in CampaignState if state < CampaignState.STOPPED)
_DRAWING: Final = int(CampaignState.DRAWING)
_TO_END: Final = f"""
SELECT c.id, c.due_at FROM campaigns c WHERE c.state IN ({_LIVE}) AND c.due_at <= ?
UNION
SELECT c.id, c.due_at FROM campaigns c JOIN programs p ON p.id = c.program
WHERE c.state IN ({_LIVE}) AND p.state >= {ProgramState.STOPPED:d}
ORDER BY 1 LIMIT ?
"""
_TO_DRAW: Final = f"SELECT id FROM campaigns WHERE state = {_DRAWING} AND due_at > ? ORDER BY id LIMIT ?"
_HAS_WORK: Final = f"""
SELECT EXISTS (SELECT 1 FROM campaigns WHERE state IN ({_LIVE}) AND due_at <= ?)
    OR EXISTS (SELECT 1 FROM campaigns WHERE state = {_DRAWING})
    OR EXISTS (SELECT 1 FROM campaigns c JOIN programs p ON p.id = c.program
               WHERE c.state IN ({_LIVE}) AND p.state >= {ProgramState.STOPPED:d})
"""
_CLAIMS: Final = """
SELECT COUNT(*), COALESCE(SUM(c.value_minor), 0), COALESCE(SUM(c.left_minor), 0)
FROM campaign_registrations r JOIN claims c ON c.id = r.claim
WHERE r.campaign = ? AND r.claim <> 0
"""
_SPENT: Final = """
SELECT /*+ LEADING(r p s) USE_NL(p) USE_NL(s) */ COALESCE(SUM(s.amount_minor - s.returned_minor), 0)
FROM campaign_registrations r CROSS JOIN payments p ON p.payer = r.wallet AND p.at >= r.registered_at
CROSS JOIN payment_sources s ON s.payment = p.id AND s.claim = r.claim
WHERE r.campaign = ? AND r.claim <> 0
"""
"""From the winners to what they have paid since: payments are found by their payer, so it costs what they are."""


_UNBOUND: Final = """
SELECT COALESCE(SUM(u.amount_minor), 0) FROM campaign_registrations r JOIN program_unbound u ON u.claim = r.claim
WHERE r.campaign = ? AND r.claim <> 0
"""
_PASSED: Final = """
SELECT COALESCE(SUM(x.amount_minor), 0) FROM campaign_registrations r JOIN claim_passes x ON x.former = r.claim
WHERE r.campaign = ? AND r.claim <> 0
"""


class Money(NamedTuple):
    """What became of the claims of a campaign, in minor units: how many there are, what they were worth, what they have
    left, what was spent, what became the winners' own, what they passed on, and what went back to the pot."""

    claims: Count
    worth_minor: FenOrZero
    left_minor: FenOrZero
    spent_minor: FenOrZero
    unbound_minor: FenOrZero
    passed_minor: FenOrZero

    @property
    def back_minor(self) -> int:
        """What nobody spent and nobody can: it is the program's again."""
        gone = self.spent_minor + self.unbound_minor + self.passed_minor
        return self.worth_minor - self.left_minor - gone


def campaign(connection: Connection, number: CampaignNo) -> Campaign | None:
    """The campaign, or None."""
    return next(iter(CAMPAIGNS.read(connection, [number])), None)


def live_of(connection: Connection, program: ProgramNo) -> list[CampaignNo]:
    """A program's campaigns that are not over."""
    sql = f"SELECT id FROM campaigns WHERE program = ? AND state IN ({_LIVE})"
    return [row[0] for row in connection.query(sql, (program,))]


def has_work(connection: Connection, at: Instant) -> bool:
    """Whether a campaign is to be drawn or to be ended."""
    return bool(connection.query(_HAS_WORK, (at,))[0][0])


def to_draw(connection: Connection, at: Instant, limit: int) -> list[CampaignNo]:
    """Campaigns whose draw has begun."""
    return [row[0] for row in connection.query(_TO_DRAW, (at, limit))]


def to_end(connection: Connection, at: Instant, limit: int) -> list[tuple[CampaignNo, Instant]]:
    """Campaigns whose time is over, or that of their program, each with when its own was to be."""
    return [(row[0], row[1]) for row in connection.query(_TO_END, (at, limit))]


def numbered(connection: Connection, number: CampaignNo, after: int, until: int) -> list[tuple[HolderNo, Count]]:
    """(holder, number) of a campaign's registrations with numbers above `after` and up to `until`."""
    sql = "SELECT holder, number FROM campaign_registrations WHERE campaign = ? AND number > ? AND number <= ?"
    return [(row[0], row[1]) for row in connection.query(sql, (number, after, until))]


def list_page(connection: Connection, number: CampaignNo, after: int, limit: int) -> list[Registration]:
    """A campaign's registrations with numbers above `after`, in order."""
    sql = f"{_REGISTRATION} WHERE campaign = ? AND number > ? ORDER BY number LIMIT ?"
    return [Registration(*row) for row in connection.query(sql, (number, after, limit))]


def registrations_of(connection: Connection, wallet: WalletNo, after: CampaignNo, limit: int) -> list[Registration]:
    """What a wallet is registered for, of campaigns with ids above `after`, the oldest campaign first."""
    sql = f"{_REGISTRATION} WHERE wallet = ? AND campaign > ? ORDER BY campaign LIMIT ?"
    return [Registration(*row) for row in connection.query(sql, (wallet, after, limit))]


def money_of(connection: Connection, number: CampaignNo) -> Money:
    """What became of a campaign's claims."""
    ((claims, worth, left),) = connection.query(_CLAIMS, (number,))
    ((spent,),) = connection.query(_SPENT, (number,))
    ((unbound,),) = connection.query(_UNBOUND, (number,))
    ((passed,),) = connection.query(_PASSED, (number,))
    return Money(int(claims), int(worth), int(left), int(spent), int(unbound), int(passed))
