"""The clock of the process that answers, and setting right what a wrong one recorded in the future."""

from jiaozi.api.acts import Acts
from jiaozi.api.desk import At
from jiaozi.db.engine import Connection
from jiaozi.kinds import Count
from jiaozi.records import dataclass
from jiaozi.timekeeping.setting import SetTimesRight, TimesSetRight

router = Acts("/v1", "world")
router.act(SetTimesRight, TimesSetRight, "/clock/corrections", proposed=True, name="propose_times_right")


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clock of the process that answers. Milliseconds ahead of the witness furthest behind, and behind the one that
    is furthest ahead; 0 when it is not."""

    trusted: bool
    ahead_ms: Count
    behind_ms: Count
    groups_ahead: Count
    alarm: str | None


@router.get("/clock")
async def get_clock(desk: At) -> ClockView:
    """Whether this process trusts its clock to write, and whether anything is recorded in the future."""

    def job(connection: Connection) -> ClockView:
        watch = desk.platform.watch
        watch.look(connection)
        ahead_ms, behind_ms = watch.ahead_us // 1000, watch.behind_us // 1000
        return ClockView(watch.trusted, ahead_ms, behind_ms, watch.records_ahead, watch.alarm or None)

    return await desk.read("read_audit", job)
