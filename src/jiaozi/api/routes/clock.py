"""The clock of the process that answers, and setting right what a wrong one recorded in the future."""

from starlette.responses import Response

from jiaozi.api.desk import At
from jiaozi.api.routing import Router
from jiaozi.db.engine import Connection
from jiaozi.timekeeping.setting import SetTimesRight
from jiaozi.wire import world as wire
from jiaozi.wire.access import Proposed

router = Router("/v1", "world")


@router.get("/clock", answer=wire.Clock)
async def get_clock(desk: At) -> wire.Clock:
    """Whether this process trusts its clock to write, and whether anything is recorded in the future."""

    def job(connection: Connection) -> wire.Clock:
        watch = desk.platform.watch
        watch.look(connection)
        return wire.Clock(
            trusted=watch.trusted,
            ahead_ms=watch.ahead_us // 1000,
            behind_ms=watch.behind_us // 1000,
            groups_ahead=watch.records_ahead,
            alarm=watch.alarm or None,
        )

    return await desk.read("read_audit", job)


@router.post("/clock/corrections", status=202, answer=Proposed)
async def propose_times_right(desk: At, body: wire.ClockCorrection) -> Response:
    """Proposes that all recorded in the future counts as recorded now; a second person of the central bank approves."""
    return await desk.act(SetTimesRight(body.today), reason=body.reason)
