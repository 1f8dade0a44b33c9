"""What acts of two people set anew: of two proposals that set the same thing, the second is outdated once the first is
done, and so is any once one person ended the thing. Whoever approves it read what was so before, and it may be so again
for a reason that the proposal does not know. What lifts something is about the state that it was proposed in:
`open` asked of a draft opens that, and no pause that came later, however the clocks of those that wrote both differ.
"""

from collections.abc import Callable
from typing import Any, Final

from jiaozi.campaigns.schema import CAMPAIGNS
from jiaozi.db.tables import RowTable
from jiaozi.db.tx import Tx
from jiaozi.people import guardians
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.templates.schema import TEMPLATE_VERSIONS

SETS_MAX: Final = 96
SETS: Final[dict[str, Callable[[Any], tuple[object, ...]]]] = {
    "set_quota": lambda it: (it.operator,),
    "agree_netting": lambda it: tuple(sorted((it.operator, it.other))),
    "set_operator_limit": lambda it: (it.operator, it.kind, it.wallet_class, it.component),
    "set_program_state": lambda it: (it.program,),
    "set_template_state": lambda it: (it.template, it.version),
    "set_campaign_state": lambda it: (it.campaign,),
    "rebind_device": lambda it: (it.holder,),
    "forget_detail": lambda it: (it.holder, it.detail),
    "appoint_guardian": lambda it: (it.ward, it.guardian),
    "set_times_right": lambda it: (it.today,),
}
"""Which thing it is, by the act's name. The other acts add something, end one row, or say which state they are about.
"""

LIFTS: Final[dict[str, Callable[[Any], tuple[RowTable[Any], object] | None]]] = {
    "set_program_state": lambda it: (PROGRAMS, it.program) if it.state == "open" else None,
    "set_template_state": lambda it: (TEMPLATE_VERSIONS, (it.template, it.version)) if it.state == "approved" else None,
    "set_campaign_state": lambda it: (CAMPAIGNS, it.campaign) if it.state == "open" else None,
}
"""The row whose state an act lifts, if it lifts any. What halts means the same in every state."""
ENDED: Final[dict[str, Callable[[Tx, Any, int], bool]]] = {
    "appoint_guardian": lambda tx, it, at: guardians.ended_since(tx, it.ward, it.guardian, at),
}
"""Whether one person alone ended what an act sets, after an instant."""


def lifted(tx: Tx, operation: str, command: object) -> str:
    """The state that an act lifts, as it is now; empty for none. Whoever decides has locked it."""
    found = LIFTS[operation](command) if operation in LIFTS else None
    if found is None:
        return ""
    table, key = found
    row = tx.rows(table).rows.get(key) or next(iter(table.read(tx.connection, [key])), None)
    return "" if row is None else str(int(row.state))


def what_is_set(operation: str, command: object) -> str:
    """The thing that an act sets anew, empty for none."""
    key = SETS.get(operation)
    return " ".join(map(str, key(command)))[:SETS_MAX] if key else ""
