"""The world, the rule book, the audit; health, readiness and metrics; pages about errors."""

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from jiaozi import rulebook
from jiaozi.addresses import is_loopback
from jiaozi.api import metrics
from jiaozi.api.desk import At, Day, desk_of, house_of, need, truth
from jiaozi.api.pages import error_page
from jiaozi.api.problems import Refused, response
from jiaozi.api.routing import Media, Router
from jiaozi.clock import china_date
from jiaozi.db.engine import Connection, DatabaseError
from jiaozi.errors import ERRORS, Failure, Refusal
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import Count, DayText, Instant
from jiaozi.ledger.audit import Finding, audit
from jiaozi.records import dataclass
from jiaozi.rulebook import RuleNotFoundError
from jiaozi.rulebook.model import Rule, plain
from jiaozi.rulebook.names import public_name
from jiaozi.wire.shapes import view

router = Router("/v1", "world")
open_router = Router(tag="running system")
RULE_MAX: Final = 100
_FORWARDING: Final = frozenset({"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"})


@dataclass(frozen=True, slots=True)
class WorldView:
    """The world a platform runs: its name, its time, and the regimes of this day by kind of operator."""

    name: str
    now: Instant
    china_date: DayText
    simulated: bool
    regimes: dict[str, str]


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a rule comes from."""

    title: str
    place: str
    publisher: str
    published: str
    url: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule with its dates, sources and confidence."""

    id: str
    name: str
    name_zh: str
    subject: str
    key: dict[str, str]
    from_: DayText
    until: DayText | None
    value: dict[str, Any]
    sources: tuple[SourceView, ...]
    confidence: Literal["sourced", "weak", "unverified", "ours"]
    in_force: bool
    conflicts_with: str | None
    note: str


@dataclass(frozen=True, slots=True)
class RulesView:
    """The rules of a day."""

    as_of: DayText
    items: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class RuleChangeView:
    """What differs between two days."""

    kind: Literal["added", "removed", "changed"]
    subject: str
    key: dict[str, str]
    before: RuleView | None
    after: RuleView | None


@dataclass(frozen=True, slots=True)
class RuleChangesView:
    """The changes from one day to another."""

    from_: DayText
    to: DayText
    items: tuple[RuleChangeView, ...]


@dataclass(frozen=True, slots=True)
class AuditView:
    """An audit of one snapshot."""

    ok: bool
    findings: tuple[Finding, ...]
    counts: dict[str, int]
    invariants: tuple[str, ...]
    milliseconds: Count


@dataclass(frozen=True, slots=True)
class HealthView:
    """Whether this process lives, or is ready to serve; and what is wrong all the same."""

    state: Literal["alive", "ready"]
    alarm: str | None = None


@router.get("/world")
async def get_world(desk: At) -> WorldView:
    """The world this platform runs: its name and time, and the liability regimes of the day."""
    now, world = desk.platform.clock.now(), desk.platform.world
    day = china_date(now)
    regimes = {kind: rulebook.regime(day, kind).regime for kind in ("bank", "nonbank")}
    return WorldView(world.name, now, day.isoformat(), world.simulated, regimes)


@router.get("/rules", tag="rule book")
async def list_rules(
    desk: At,
    as_of: Annotated[Day | None, Field(description="A day in China")] = None,
    subject: Annotated[str | None, Field(pattern="^[a-z_]{1,40}$")] = None,
    in_force: Annotated[
        bool, BeforeValidator(truth), Field(description="Leave out rules that lost a conflict")
    ] = False,
) -> RulesView:
    """The rules whose dates cover a day (today when none is given), with both sides of every conflict."""
    desk.check_role("read_rules")
    day = as_of or china_date(desk.platform.clock.now())
    rules = [row for row in rulebook.show(day, subject) if row.in_force or not in_force]
    return RulesView(day.isoformat(), tuple(map(_rule, rules)))


def _rule(row: Rule) -> RuleView:
    name = public_name(row)
    return view(
        RuleView,
        row,
        name=name.en,
        name_zh=name.zh,
        key=dict(row.key),
        from_=row.since.isoformat(),
        until=row.until.isoformat() if row.until else None,
        value=plain(row.value),
        sources=tuple(SourceView(**cited.as_dict()) for cited in row.sources),
        confidence=row.confidence.value,
    )


@router.get("/rules/diff", tag="rule book")
async def diff_rules(
    desk: At, since: Annotated[Day, Field(alias="from")], until: Annotated[Day, Field(alias="to")]
) -> RuleChangesView:
    """What changes in force from one day to another."""
    desk.check_role("read_rules")
    changes = []
    for each in rulebook.diff(since, until):
        before, after = each.before and _rule(each.before), each.after and _rule(each.after)
        changes.append(view(RuleChangeView, each, key=dict(each.key), before=before, after=after))
    return RuleChangesView(since.isoformat(), until.isoformat(), tuple(changes))


@router.get("/rules/{rule}", tag="rule book")
async def get_rule(desk: At, rule: Annotated[str, Field(max_length=RULE_MAX)]) -> RuleView:
    """A rule by its id, whatever its dates."""
    desk.check_role("read_rules")
    try:
        return _rule(rulebook.load().rule(rule))
    except RuleNotFoundError:
        raise Refused(Refusal("not_found", "rule")) from None


@router.get("/audit", tag="ledger")
async def run_audit(desk: At) -> AuditView:
    """Checks every invariant over one snapshot; for the central bank and auditors. One at a time in each process."""
    desk.check_role("read_audit")
    if desk.house.auditing.locked():
        raise Failure("overloaded", "an audit is running")
    async with desk.house.auditing:
        report = await desk.read("read_audit", lambda connection: audit(connection, FEATURE_INVARIANTS))
    return view(AuditView, report, counts=dict(report.counts), milliseconds=round(report.seconds * 1000))


def is_from_here(request: Request) -> bool:
    """Whether a request comes from this machine itself, as far as can be told: a proxy on it says that it is one."""
    forwarded = any(name in _FORWARDING or name.startswith("x-forwarded") for name in request.headers)
    return not forwarded and request.client is not None and is_loopback(request.client.host)


@open_router.get("/healthz")
async def get_health() -> HealthView:
    """This process lives."""
    return HealthView("alive")


@open_router.get("/readyz", answer=HealthView)
async def get_readiness(request: Request) -> Response | HealthView:
    """The database answers and takes writes, the server is not stopping, and its clock may be trusted."""
    house = house_of(request)
    if house.draining:
        return response(request, "draining")

    watch = house.platform.watch

    def job(connection: Connection) -> object:
        watch.look(connection)
        return need(connection, "database_unavailable")

    try:
        await house.readers.run(job)
    except DatabaseError:
        return response(request, "database_unavailable")
    if not watch.trusted:  # asked first: such a process writes nothing, so it cannot find out whether it could
        return response(request, "clock_not_trusted", watch.alarm)
    fault = await house.writes.fault()
    if fault:
        return response(request, fault)
    return HealthView("ready", watch.alarm or None)


@open_router.get("/metrics", media=(Media("text/plain"),))
async def get_metrics(request: Request) -> Response:
    """Figures for Prometheus: for whoever asks from the server's own machine and not through a proxy, else with a key
    of the central bank or an auditor."""
    house = house_of(request)
    if not (house.platform.settings.metrics_local and is_from_here(request)):
        desk = await desk_of(request)
        desk.check_role("read_metrics")
    return Response(house.metrics.page(), media_type=metrics.CONTENT_TYPE)


@open_router.get("/errors/{code}", media=(Media("text/html", {"type": "string"}),))
async def get_error_page(code: str) -> HTMLResponse:
    """What an error code means: the page a problem's `type` leads to."""
    spec = need(ERRORS.get(code), "not_found")
    return error_page(code, spec)
