"""Whom an event concerns, from what its payload names: a merchant's events are its own, a wallet's likewise."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec

from jiaozi.db.engine import Connection
from jiaozi.ids import decode_id
from jiaozi.webhooks import store
from jiaozi.webhooks.model import DISABLED, PING, Endpoint
from jiaozi.webhooks.store import Event

_WALLETS: Final = ("wallet", "payer", "payee")
PART_RECEIVED: Final = "payment.part_received"


class Subjects(NamedTuple):
    """Whom an event concerns: an institution, and there merchants and wallets. `only` names the one endpoint that a
    ping is for, 0 for any; what is said of an endpoint is said to its institution alone."""

    institution: int
    merchants: frozenset[int]
    wallets: frozenset[int]
    only: int = 0

    def includes(self, endpoint: Endpoint) -> bool:
        """Whether the event is for this endpoint."""
        if self.only:
            return endpoint.id == self.only
        if endpoint.merchant:
            return endpoint.merchant in self.merchants
        if endpoint.wallet:
            return endpoint.wallet in self.wallets
        return endpoint.institution == self.institution


def subjects_of(connection: Connection, events: Sequence[Event]) -> list[Subjects]:
    """Whom each event concerns, with three queries for all of them together."""
    payloads: list[dict[str, Any]] = [msgspec.json.decode(event.payload) for event in events]
    numbers = {_number("pay", payload.get("payment")) for payload in payloads} - {0}
    parties = {row[0]: row[1:] for row in store.payment_parties(connection, sorted(numbers))}
    stores = {row[2] for row in parties.values()} | {_number("sto", each.get("store")) for each in payloads}
    merchants = store.merchants_of_stores(connection, stores - {0})
    into: dict[int, set[int]] = {}
    for wallet, merchant in store.merchants_of_wallets(
        connection, {_number("wal", each.get("wallet")) for each in payloads} - {0}
    ):
        into.setdefault(wallet, set()).add(merchant)
    return [_one(event, payload, parties, merchants, into) for event, payload in zip(events, payloads, strict=True)]


def _one(
    event: Event,
    payload: dict[str, Any],
    parties: dict[int, tuple[Any, ...]],
    merchants: dict[int, int],
    into: dict[int, set[int]],
) -> Subjects:
    if event.kind in (PING, DISABLED):
        only = _number("whk", payload.get("webhook")) if event.kind == PING else 0
        return Subjects(event.owner, frozenset(), frozenset(), only)
    wallets = {_number("wal", payload.get(name)) for name in _WALLETS}
    payer, payee, store_id = parties.get(_number("pay", payload.get("payment")), (0, 0, 0))
    payer = 0 if event.kind == PART_RECEIVED else payer  # who pays is not told how the others share
    shops = {merchants.get(store_id, 0), merchants.get(_number("sto", payload.get("store")), 0)}
    shops |= {_number("mer", payload.get("merchant"))} | into.get(_number("wal", payload.get("wallet")), set())
    return Subjects(event.owner, frozenset(shops - {0}), frozenset((wallets | {payer, payee}) - {0}))


def _number(prefix: str, text: Any) -> int:
    """The number of an id in a payload; 0 when there is none."""
    try:
        return decode_id(prefix, text)
    except (ValueError, AttributeError):
        return 0
