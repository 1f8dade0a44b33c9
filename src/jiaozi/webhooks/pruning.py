"""Deliveries are not kept for ever: what was taken goes after a month, what was given up or never went out after three
(rule `webhooks.retention`), with its attempts. The event itself stays in the list of events."""

from collections.abc import Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import DAY_US, china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.kinds import Count, DeliveryNo, Length
from jiaozi.records import dataclass
from jiaozi.webhooks import store
from jiaozi.webhooks.model import Delivery, DeliveryState
from jiaozi.webhooks.schema import DELIVERIES

PRUNE_MAX: Final = 500
"""Deliveries that one command removes."""


@dataclass(frozen=True, slots=True)
class PruneDeliveries:
    """Removes the deliveries that `before` has named as over, at most `PRUNE_MAX`, as far as they still are."""

    deliveries: Annotated[tuple[DeliveryNo, ...], Length(0, PRUNE_MAX)]


class DeliveriesPruned(NamedTuple):
    """Outcome of removing: how many."""

    pruned: Count


def over_before(now: int) -> tuple[int, int]:
    """The instants before which a delivery was taken, or given up or never sent, long enough ago to go."""
    rule = rulebook.webhook_retention(china_date(now))
    return now - rule.taken_days * DAY_US, now - rule.given_up_days * DAY_US


def _touch(tx: Tx, requests: Sequence[Request[PruneDeliveries]]) -> None:
    tx.want(DELIVERIES, {number for request in requests for number in request.command.deliveries[:PRUNE_MAX]})


def _prune(tx: Tx, request: Request[PruneDeliveries]) -> DeliveriesPruned:
    """Decides on the locked rows: one that was asked for again meanwhile stays."""
    held, bounds = tx.rows(DELIVERIES), over_before(request.at)
    found = [held.get(number) for number in request.command.deliveries[:PRUNE_MAX]]
    over = [row.id for row in found if row is not None and _is_over(row, *bounds)]
    store.remove_deliveries(tx.connection, over)
    for number in over:
        del held.rows[number]
        held.dirty.pop(number, None)
    return DeliveriesPruned(len(over))


def _is_over(row: Delivery, taken: int, given_up: int) -> bool:
    if row.state == DeliveryState.DELIVERED:
        return row.done_at < taken
    return max(row.done_at, row.routed_at, row.next_at) < given_up


OPERATIONS: Final = (Operation("prune_deliveries", PruneDeliveries, DeliveriesPruned, _touch, one_by_one(_prune)),)
