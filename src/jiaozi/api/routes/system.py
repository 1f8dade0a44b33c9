"""The world, the rule book, the audit; health, readiness and metrics; pages about errors."""

from datetime import date
from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from jiaozi import rulebook
from jiaozi.addresses import is_loopback
from jiaozi.api import metrics, views
from jiaozi.api.desk import At, calendar_day, desk_of, house_of, need, truth
from jiaozi.api.pages import error_page
from jiaozi.api.problems import Refused, response
from jiaozi.api.routing import Media, Router
from jiaozi.clock import china_date, format_time
from jiaozi.db.engine import Connection, DatabaseError
from jiaozi.errors import ERRORS, Failure, Refusal
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import audit
from jiaozi.rulebook import RuleNotFoundError
from jiaozi.wire import world as wire

router = Router("/v1", "world")
open_router = Router(tag="running system")
Day = Annotated[date, BeforeValidator(calendar_day)]
RULE_MAX: Final = 100
_FORWARDING: Final = frozenset({"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"})


@router.get("/world", answer=wire.World)
async def get_world(desk: At) -> wire.World:
    """The world this platform runs: its name and time, and the liability regimes of the day."""
    now, world = desk.platform.clock.now(), desk.platform.world
    day = china_date(now)
    return wire.World(
        name=world.name,
        now=format_time(now),
        china_date=day.isoformat(),
        simulated=world.simulated,
        regimes={kind: rulebook.regime(day, kind).regime for kind in ("bank", "nonbank")},
    )


@router.get("/rules", answer=wire.Rules, tag="rule book")
async def list_rules(
    desk: At,
    as_of: Annotated[Day | None, Field(description="A day in China")] = None,
    subject: Annotated[str | None, Field(pattern="^[a-z_]{1,40}$")] = None,
    in_force: Annotated[
        bool, BeforeValidator(truth), Field(description="Leave out rules that lost a conflict")
    ] = False,
) -> wire.Rules:
    """The rules whose dates cover a day (today when none is given), with both sides of every conflict."""
    desk.check_role("read_rules")
    day = as_of or china_date(desk.platform.clock.now())
    rules = [row for row in rulebook.show(day, subject) if row.in_force or not in_force]
    return wire.Rules(as_of=day.isoformat(), items=[views.rule(row) for row in rules])


@router.get("/rules/diff", answer=wire.RuleChanges, tag="rule book")
async def diff_rules(
    desk: At, since: Annotated[Day, Field(alias="from")], until: Annotated[Day, Field(alias="to")]
) -> wire.RuleChanges:
    """What changes in force from one day to another."""
    desk.check_role("read_rules")
    items = [
        wire.RuleChange(
            kind=change.kind,
            subject=change.subject,
            key=dict(change.key),
            before=views.rule(change.before) if change.before else None,
            after=views.rule(change.after) if change.after else None,
        )
        for change in rulebook.diff(since, until)
    ]
    return wire.RuleChanges(from_=since.isoformat(), to=until.isoformat(), items=items)


@router.get("/rules/{rule}", answer=wire.Rule, tag="rule book")
async def get_rule(desk: At, rule: Annotated[str, Field(max_length=RULE_MAX)]) -> wire.Rule:
    """A rule by its id, whatever its dates."""
    desk.check_role("read_rules")
    try:
        return views.rule(rulebook.load().rule(rule))
    except RuleNotFoundError:
        raise Refused(Refusal("not_found", "rule")) from None


@router.get("/audit", answer=wire.Audit, tag="ledger")
async def run_audit(desk: At) -> wire.Audit:
    """Checks every invariant over one snapshot; for the central bank and auditors. One at a time in each process."""
    desk.check_role("read_audit")
    if desk.house.auditing.locked():
        raise Failure("overloaded", "an audit is running")
    async with desk.house.auditing:
        report = await desk.read("read_audit", lambda connection: audit(connection, FEATURE_INVARIANTS))
    return wire.Audit(
        ok=report.ok,
        findings=[wire.Finding(**finding._asdict()) for finding in report.findings],
        counts=dict(report.counts),
        invariants=list(report.invariants),
        milliseconds=round(report.seconds * 1000),
    )


def is_from_here(request: Request) -> bool:
    """Whether a request comes from this machine itself, as far as can be told: a proxy on it says that it is one."""
    forwarded = any(name in _FORWARDING or name.startswith("x-forwarded") for name in request.headers)
    return not forwarded and request.client is not None and is_loopback(request.client.host)


@open_router.get("/healthz", answer=wire.Health)
async def get_health() -> wire.Health:
    """This process lives."""
    return wire.Health(status="alive")


@open_router.get("/readyz", answer=wire.Health)
async def get_readiness(request: Request) -> Response | wire.Health:
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
    return wire.Health(status="ready", alarm=watch.alarm or None)


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
