"""`jiaozi clock`: whether this machine's clock is trusted, and confirming it."""

from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.commands import Local
from jiaozi.cli.printing import show
from jiaozi.cli.session import Refused, Session

if TYPE_CHECKING:
    pass


def clock(
    session: Session,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="You have looked: the time is right. Kept until the machine restarts.")
    ] = False,
) -> None:
    """Show what this machine's clock is held against, and whether the platform writes by it.

    After a rest longer than JIAOZI_CLOCK_REST_S seconds (a week unless set), or when the clock was moved by hand,
    whoever runs the platform confirms the time; servers that are running notice. Exit code 1 when the clock is not
    trusted: also after confirming, while the clock of the database's server says otherwise.
    """
    from jiaozi.clock import boot_id, format_time

    if confirm and not boot_id():
        raise Refused(
            "clock_not_trusted",
            "this system does not tell its starts apart, so nothing is kept for one: "
            "JIAOZI_CLOCK_REST_S says for how long a world may rest",
        )
    with session.platform() as platform:
        watch = platform.watch
        if confirm:
            watch.mark(platform.engine, confirmed=True)
        data = {
            "now": format_time(platform.clock.now()),
            "trusted": watch.trusted,
            "witnesses": ", ".join(watch.witnesses),
            "allowed_ms": watch.apart_us // 1000,
            "ahead_ms": watch.ahead_us // 1000,
            "behind_ms": watch.behind_us // 1000,
            "groups_ahead": watch.records_ahead,
            "alarm": watch.alarm or None,
        }
    if not data["trusted"]:
        shown = f"{data['alarm']}; it shows {data['now']}"
        raise Refused("clock_not_trusted", f"{shown}: set it, or --confirm that it is right")

    show(session, data)


COMMANDS = (Local("clock", clock, "jiaozi clock --confirm"),)
