"""What acts of two people set anew: of two proposals that set the same thing, the second is outdated once the first is
done, and so is any once one person ended the thing. Whoever approves it read what was so before, and it may be so again
for a reason that the proposal does not know.
"""

from collections.abc import Callable
from typing import Any, Final

from jiaozi.db.tx import Tx
from jiaozi.people import guardians

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

ENDED: Final[dict[str, Callable[[Tx, Any, int], bool]]] = {
    "appoint_guardian": lambda tx, it, at: guardians.ended_since(tx, it.ward, it.guardian, at),
}
"""Whether one person alone ended what an act sets, after an instant."""


def what_is_set(operation: str, command: object) -> str:
    """The thing that an act sets anew, empty for none."""
    key = SETS.get(operation)
    return " ".join(map(str, key(command)))[:SETS_MAX] if key else ""
