"""The world, the rule book, the audit and health on the wire."""

from typing import Any

from pydantic import Field

from jiaozi.wire.base import Answer, Body, Moment, Reason
from jiaozi.wire.base import Date as Day


class World(Answer):
    """The world a platform runs: its name, its time, and the regimes of this day by kind of operator."""

    name: str
    now: Moment
    china_date: str
    simulated: bool
    regimes: dict[str, str]


class Source(Answer):
    """Where a rule comes from."""

    title: str
    place: str


class Rule(Answer):
    """A rule with its dates, sources and confidence."""

    id: str
    subject: str
    key: dict[str, str]
    from_: str = Field(alias="from")
    until: str | None
    value: dict[str, Any]
    sources: list[Source]
    confidence: str
    in_force: bool
    conflicts_with: str | None
    note: str


class Rules(Answer):
    """The rules of a day."""

    as_of: str
    items: list[Rule]


class RuleChange(Answer):
    """What differs between two days."""

    kind: str
    subject: str
    key: dict[str, str]
    before: Rule | None
    after: Rule | None


class RuleChanges(Answer):
    """The changes from one day to another."""

    from_: str = Field(alias="from")
    to: str
    items: list[RuleChange]


class Finding(Answer):
    """What contradicts an invariant."""

    invariant: str
    subject: str
    detail: str


class Audit(Answer):
    """An audit of one snapshot."""

    ok: bool
    findings: list[Finding]
    counts: dict[str, int]
    invariants: list[str]
    milliseconds: int


class Health(Answer):
    """Whether this process lives, or is ready to serve; and what is wrong all the same."""

    status: str
    alarm: str | None = None


class Clock(Answer):
    """The clock of the process that answers. Milliseconds ahead of the witness furthest behind, and behind the one that
    is furthest ahead; 0 when it is not."""

    trusted: bool
    ahead_ms: int
    behind_ms: int
    groups_ahead: int
    alarm: str | None


class ClockCorrection(Body):
    """Proposes to set right what a wrong clock recorded in the future; `today` is the date in China."""

    today: Day
    reason: Reason
