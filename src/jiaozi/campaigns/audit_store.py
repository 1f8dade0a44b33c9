"""SQL of the campaigns' audit. Every function gives what is wrong, as rows; a sound world gives none."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from jiaozi import interchange
from jiaozi.campaigns.model import Campaign, CampaignState, Registration, RegistrationState
from jiaozi.campaigns.schema import CAMPAIGNS, REGISTRATIONS
from jiaozi.db.engine import Connection, Row
from jiaozi.kinds import CampaignNo, Instant, ProgramNo, Sha256

ROWS_MAX: Final = 100
PAGE: Final = 10_000
_WON: Final = int(RegistrationState.WON)
_CLAIMED: Final = int(RegistrationState.CLAIMED)
_DRAWN: Final = f"{CampaignState.DRAWN:d}, {CampaignState.ENDED:d}"
_OUTCOME: Final = f"c.state IN ({_DRAWN}) OR (c.state = {CampaignState.STOPPED:d} AND c.cut IS NOT NULL)"
_BEFORE: Final = f"{CampaignState.ANNOUNCED:d}, {CampaignState.OPEN:d}, {CampaignState.DRAWING:d}"

_PROMISED: Final = f"""
SELECT p.id, p.promised, COALESCE(c.promised, 0), p.promised_minor, COALESCE(c.minor, 0)
FROM programs p LEFT JOIN (
  SELECT x.program AS program, SUM(x.promised) AS promised, SUM(x.minor) AS minor FROM (
    SELECT program, promised, promised * face_minor AS minor FROM campaigns
    UNION ALL
    SELECT program, line_count - granted_lines - refused_lines, sum_minor - granted_sum_minor - refused_sum_minor
    FROM grant_lists WHERE state = 1
  ) x GROUP BY x.program
) c ON c.program = p.id
WHERE p.promised <> COALESCE(c.promised, 0) OR p.promised_minor <> COALESCE(c.minor, 0)
   OR p.budget_minor - p.held_minor - p.spent_minor - p.reclaimed_minor - p.unbound_minor - p.borne_minor
      - p.promised_minor < 0
   OR (p.quota > 0 AND p.claims - p.unused + p.promised > p.quota)
ORDER BY p.id LIMIT {ROWS_MAX}
"""
"""What is promised is promised to winners of campaigns, or to lines of grant lists that are being granted (state 1)."""

_COUNTS: Final = f"""
SELECT c.id, c.registered, COALESCE(r.count, 0), c.won, COALESCE(r.won, 0), c.claimed, COALESCE(r.claimed, 0),
       c.promised
FROM campaigns c LEFT JOIN (
  SELECT campaign, COUNT(*) AS count, MAX(number) AS last,
         SUM(CASE WHEN state IN ({_WON}, {_CLAIMED}) THEN 1 ELSE 0 END) AS won,
         SUM(CASE WHEN state = {_CLAIMED} THEN 1 ELSE 0 END) AS claimed
  FROM campaign_registrations GROUP BY campaign
) r ON r.campaign = c.id
WHERE c.registered <> COALESCE(r.count, 0) OR c.registered <> COALESCE(r.last, 0)
   OR c.won <> COALESCE(r.won, 0) OR c.claimed <> COALESCE(r.claimed, 0)
   OR c.promised <> CASE WHEN c.state IN ({_BEFORE}) THEN c.places
                         WHEN c.state = {CampaignState.DRAWN:d} THEN c.won - c.claimed ELSE 0 END
   OR (({_OUTCOME}) AND (c.drawn_to <> c.registered OR
       c.won <> CASE WHEN c.registered < c.places THEN c.registered ELSE c.places END))
   OR (c.state >= {CampaignState.STOPPED:d}) <> (c.ended_at <> 0)
ORDER BY c.id LIMIT {ROWS_MAX}
"""

_CLAIMS: Final = f"""
SELECT /*+ LEADING(r c m w) USE_HASH(c) USE_HASH(m) USE_HASH(w) */
       r.campaign, r.number, r.claim, COALESCE(m.wallet, 0), COALESCE(m.value_minor, 0)
FROM campaign_registrations r LEFT JOIN campaigns c ON c.id = r.campaign LEFT JOIN claims m ON m.id = r.claim
LEFT JOIN wallets w ON w.id = r.wallet
WHERE c.id IS NULL OR w.id IS NULL OR w.holder <> r.holder OR (r.state = {_CLAIMED}) <> (r.claim <> 0)
   OR (r.claim <> 0 AND (m.id IS NULL OR m.wallet <> r.wallet OR m.program <> c.program
                         OR m.value_minor <> c.face_minor))
ORDER BY r.campaign, r.number LIMIT {ROWS_MAX}
"""

_LIST: Final = (
    f"SELECT {', '.join(REGISTRATIONS.columns)} FROM campaign_registrations WHERE campaign = ? AND number > ? "
    "ORDER BY number LIMIT ?"
)

SAID: Final = ("places", "opens_at", "closes_at", "reveal_until", "claims_until", "commitment")
"""What a campaign has of the act that announced it."""
_ACTS: Final = "SELECT at, command FROM acts WHERE operation = ? AND outcome = 'done'"


class Acts(NamedTuple):
    """What the log has of the acts that made campaigns: what was announced of a program at an instant, and what the
    witness has committed to."""

    announced: dict[tuple[ProgramNo, Instant], list[dict[str, Any]]]
    witnessed: dict[CampaignNo, Sha256]


def acts(connection: Connection) -> Acts:
    """The acts of all campaigns that the log has."""
    found = Acts({}, {})
    for at, command in connection.query(_ACTS, ("open_campaign",)):
        said = interchange.read(command)
        found.announced.setdefault((said["program"], at), []).append(said)
    for _, command in connection.query(_ACTS, ("witness_campaign",)):
        said = interchange.read(command)
        found.witnessed[said["campaign"]] = said["commitment"]
    return found


def wrong_promises(connection: Connection) -> list[Row]:
    """(program, promised claims, those of its campaigns, promised money, that of its campaigns)."""
    return connection.query(_PROMISED)


def wrong_counts(connection: Connection) -> list[Row]:
    """(campaign, registered, its registrations, won, those that have, claimed, those that have, promised)."""
    return connection.query(_COUNTS)


def wrong_claims(connection: Connection) -> list[Row]:
    """(campaign, number, its claim, whose wallet that is, what it is worth)."""
    return connection.query(_CLAIMS)


def campaigns(connection: Connection) -> list[Campaign]:
    """Every campaign."""
    sql = f"SELECT {', '.join(CAMPAIGNS.columns)} FROM campaigns ORDER BY id"
    return [Campaign(*row) for row in connection.query(sql)]


def listed(connection: Connection, number: int) -> Iterator[Registration]:
    """A campaign's registrations in order, read page by page."""
    after = 0
    while found := [Registration(*row) for row in connection.query(_LIST, (number, after, PAGE))]:
        yield from found
        after = found[-1].number
