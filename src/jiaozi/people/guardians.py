"""Guardians: a holder's wallets in another's hands until a day, by two people of the operator, on papers.

A guardian acts with its own key and device and in its own name, and owns nothing of the ward's. It may do what the
ward may. Whoever lets it do so names the guardianships with `touch_guardianships` and asks `acts_for` after the lock.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import DAY_US, china_date, following
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.devices.store import devices_of, last_signed
from jiaozi.errors import Refusal
from jiaozi.event_data import GuardianshipData
from jiaozi.kinds import GuardianshipNo, HolderNo, Instant
from jiaozi.outbox import emit
from jiaozi.people.model import Guardianship, Papers, papers_good
from jiaozi.people.schema import GUARDIANSHIPS
from jiaozi.people.store import guardianship_ended_since, guardianships_between
from jiaozi.records import dataclass
from jiaozi.wallets.acts import expiry_refusal
from jiaozi.wallets.model import HOLDER_KINDS, Holder
from jiaozi.wallets.schema import HOLDERS


@dataclass(frozen=True, slots=True)
class AppointGuardian:
    """Lets the holder `guardian` act for the holder `ward` until `until_at`. `papers` are SHA-256 digests, in
    hexadecimal, of what shows it, such as a court's order."""

    ward: HolderNo
    guardian: HolderNo
    until_at: Instant
    papers: Papers


@dataclass(frozen=True, slots=True)
class EndGuardianship:
    """The operator ends a guardianship now."""

    guardianship: GuardianshipNo


class GuardianAppointed(NamedTuple):
    """A guardian was appointed."""

    guardianship: GuardianshipNo
    until_at: Instant


class GuardianshipEnded(NamedTuple):
    """A guardianship was ended."""

    guardianship: GuardianshipNo
    ended_at: Instant


def touch_guardianships(tx: Tx, pairs: Iterable[tuple[int, int]]) -> None:
    """Names the guardianships that have not been ended between holders: pairs of guardian and ward."""
    tx.want(GUARDIANSHIPS, guardianships_between(tx.connection, pairs))


def acts_for(tx: Tx, guardian: HolderNo, ward: HolderNo, at: int) -> bool:
    """Whether a holder acts for another now, by the locked guardianships and those of this group."""
    rows = tx.rows(GUARDIANSHIPS).rows.values()
    return any((row.guardian, row.ward) == (guardian, ward) and row.in_force(at) for row in rows)


def ended_since(tx: Tx, ward: HolderNo, guardian: HolderNo, at: int) -> bool:
    """Whether a guardianship of these two, who are locked, was ended after an instant."""
    here = (row for row in tx.rows(GUARDIANSHIPS).rows.values() if (row.ward, row.guardian) == (ward, guardian))
    return any(row.ended_at > at for row in here) or guardianship_ended_since(tx.connection, ward, guardian, at)


def _touch_appoint(tx: Tx, requests: Sequence[Request[AppointGuardian]]) -> None:
    tx.want(HOLDERS, {number for request in requests for number in (request.command.ward, request.command.guardian)})


def _appoint(tx: Tx, request: Request[AppointGuardian]) -> GuardianAppointed | Refusal:
    """Refuses: `papers_invalid`, `holder_not_found`, `guardian_invalid` (the ward itself, not a person, or another
    operator's), `expiry_invalid` with the rule."""
    command = request.command
    if not papers_good(command.papers):
        return Refusal("papers_invalid")
    ward, guardian = tx.rows(HOLDERS).get(command.ward), tx.rows(HOLDERS).get(command.guardian)
    if ward is None or guardian is None:
        return Refusal("holder_not_found")
    if ward.id == guardian.id or ward.operator != guardian.operator or not (_is_person(ward) and _is_person(guardian)):
        return Refusal("guardian_invalid")
    rule = rulebook.guardians(china_date(request.at))
    latest = request.at + rule.days_max * DAY_US
    if refusal := expiry_refusal(command.until_at, request.at, latest, rule.rule.cite()):
        return refusal
    made = Guardianship(
        id=request.id,
        ward=ward.id,
        guardian=guardian.id,
        until_at=command.until_at,
        papers=",".join(command.papers),
        appointed_at=request.at,
        ended_at=0,
    )
    tx.rows(GUARDIANSHIPS).add(made)
    _emit(tx, "guardian.appointed", made, request.at, ward.operator)
    return GuardianAppointed(made.id, made.until_at)


def _is_person(holder: Holder) -> bool:
    return holder.kind == HOLDER_KINDS["personal"]


def _touch_end(tx: Tx, requests: Sequence[Request[EndGuardianship]]) -> Iterator[None]:
    tx.want(GUARDIANSHIPS, {request.command.guardianship for request in requests})
    yield
    found = [row for request in requests if (row := tx.rows(GUARDIANSHIPS).get(request.command.guardianship))]
    tx.want(HOLDERS, {row.ward for row in found})


def _end(tx: Tx, request: Request[EndGuardianship]) -> GuardianshipEnded | Refusal:
    """Refuses: `guardianship_not_found`, `guardianship_ended`. Not before what the guardian signed last, which another
    process whose clock is ahead may have decided."""
    row = tx.rows(GUARDIANSHIPS).get(request.command.guardianship)
    if row is None:
        return Refusal("guardianship_not_found")
    if not row.in_force(request.at):
        return Refusal("guardianship_ended")
    devices = [device.id for device in devices_of(tx.connection, row.guardian)]
    row.ended_at = following(request.at, last_signed(tx.connection, devices), tx.apart_us)
    tx.rows(GUARDIANSHIPS).changed(row)
    _emit(tx, "guardian.ended", row, request.at, tx.rows(HOLDERS)[row.ward].operator)
    return GuardianshipEnded(row.id, row.ended_at)


def _emit(tx: Tx, kind: str, row: Guardianship, at: int, operator: int) -> None:
    emit(tx, kind, at, operator, GuardianshipData(guardianship=row.id, ward=row.ward))


OPERATIONS: Final = (
    Operation("appoint_guardian", AppointGuardian, GuardianAppointed, _touch_appoint, one_by_one(_appoint), True),
    Operation("end_guardianship", EndGuardianship, GuardianshipEnded, _touch_end, one_by_one(_end), True),
)
