"""Opening, changing and closing endpoints, and their secrets. Whose they are is decided by the permission table."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, NamedTuple

from jiaozi.clock import SECOND_US
from jiaozi.db import world
from jiaozi.db.commands import Operation, Outcome, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WebhookData
from jiaozi.events import KINDS, nearest
from jiaozi.kinds import EndpointNo, Inside, Instant, InstitutionNo, Length, MerchantNo, OrNone, Range, WalletNo
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.webhooks import store
from jiaozi.webhooks.addresses import url_fault
from jiaozi.webhooks.model import (
    ENDPOINTS_MAX,
    KINDS_MAX,
    OVERLAP_MAX_S,
    PING,
    Cursor,
    Endpoint,
    EndpointStatus,
    EventKind,
    Scope,
    Url,
)
from jiaozi.webhooks.schema import CURSOR, ENDPOINTS

Tells = Callable[[Scope, str], bool]
"""Decides whether a scope can ever be told of a kind of event. Access knows, as for who is told of an event."""


@dataclass(frozen=True, slots=True)
class OpenWebhook:
    """Has the caller's events sent to a URL from now on: an institution's, or those that concern a merchant or a
    company there. `kinds` are kinds of events such as `payment.completed`; without any, all are sent. The secret is in
    this answer and nowhere else."""

    institution: Inside[InstitutionNo]
    merchant: Inside[OrNone[MerchantNo]]
    wallet: Inside[OrNone[WalletNo]]
    url: Url
    kinds: Annotated[tuple[EventKind, ...], Length(0, KINDS_MAX)] = ()


@dataclass(frozen=True, slots=True)
class ChangeWebhook:
    """Gives an endpoint another URL and other kinds, and pauses it or lets it go on; all three as they shall be. While
    it is paused its events are kept for it."""

    endpoint: EndpointNo
    url: Url
    kinds: Annotated[tuple[EventKind, ...], Length(0, KINDS_MAX)]
    active: bool


@dataclass(frozen=True, slots=True)
class CloseWebhook:
    """Ends an endpoint for good; nothing is sent to it any more."""

    endpoint: EndpointNo


@dataclass(frozen=True, slots=True)
class RotateWebhookSecret:
    """Makes a new secret, shown in this answer and nowhere else; for `overlap_s` seconds every message is signed with
    the old one as well."""

    endpoint: EndpointNo
    overlap_s: Annotated[int, Range(0, OVERLAP_MAX_S)] = 86_400


@dataclass(frozen=True, slots=True)
class PingWebhook:
    """Sends the endpoint a `webhook.ping`, whatever kinds it wants, to see whether it arrives."""

    endpoint: EndpointNo


class WebhookOpened(NamedTuple):
    """An endpoint was opened. Its secret is derived by whoever answers."""

    webhook: EndpointNo


class WebhookChanged(NamedTuple):
    """Where the endpoint stands now."""

    webhook: EndpointNo
    state: EndpointStatus


class WebhookSecretRotated(NamedTuple):
    """A new secret counts from now on; the one before signs too until `replaced_until`."""

    webhook: EndpointNo
    version: Annotated[int, Range(1)]
    replaced_until: OrNone[Instant]


class WebhookPinged(NamedTuple):
    """A `webhook.ping` is on its way."""

    webhook: EndpointNo


def _simulated(tx: Tx) -> bool:
    """Whether this world runs on a clock of its own; only such a one sends to this machine, or without TLS."""
    if "simulated" not in tx.memo:
        found = world.read(tx.connection)
        tx.memo["simulated"] = found is not None and found.simulated
    return bool(tx.memo["simulated"])


def _fault(tx: Tx, url: str, kinds: Sequence[str], scope: Scope, tells: Tells) -> Refusal | None:
    fault = url_fault(url, simulated=_simulated(tx))
    if fault:
        return Refusal("webhook_url_invalid", fault)
    if len(kinds) > KINDS_MAX or len(set(kinds)) != len(kinds):
        return Refusal("request_malformed", f"kinds: at most {KINDS_MAX} different ones, such as payment.completed")
    told = [kind for kind in KINDS if tells(scope, kind)]
    for kind in kinds:
        if kind not in told:
            code = "event_kind_not_told" if kind in KINDS else "event_kind_unknown"
            known = nearest(kind, told)
            return Refusal(code, f"{kind}: {', '.join(known)}" if known else kind)
    return None


def _touch_open(tx: Tx, _: Sequence[Request[OpenWebhook]]) -> None:
    tx.want(CURSOR, [1])


def _open(tx: Tx, request: Request[OpenWebhook], tells: Tells) -> Outcome:
    """Refuses: `webhook_url_invalid`, `request_malformed` (kinds), `event_kind_unknown`, `event_kind_not_told`,
    `webhooks_exceeded`."""
    command = request.command
    scope = Scope(command.institution, command.merchant, command.wallet)
    fault = _fault(tx, command.url, command.kinds, scope, tells)
    if fault is not None:
        return fault
    fresh = tx.memo.setdefault(("webhooks", scope), [])
    if len(store.endpoints_of(tx.connection, scope)) + len(fresh) >= ENDPOINTS_MAX:
        return Refusal("webhooks_exceeded", f"{ENDPOINTS_MAX}")
    # The cursor's row is locked, so no event is routed until this endpoint is there for the router to see.
    if tx.rows(CURSOR).get(1) is None:
        tx.rows(CURSOR).add(Cursor(id=1, seq=0, n=-1))
    after = max(store.last_number(tx.connection), tx.rows(CURSOR)[1].seq)
    made = Endpoint(
        id=request.id,
        institution=scope.institution,
        merchant=scope.merchant,
        wallet=scope.wallet,
        url=command.url,
        kinds=" ".join(command.kinds),
        status="active",
        created_at=request.at,
        after_seq=after,
        secret_version=1,
        overlap_until=0,
        lease=0,
        leased_until=0,
        next_at=0,
        dead_in_row=0,
    )
    fresh.append(tx.rows(ENDPOINTS).add(made))
    return WebhookOpened(request.id)


def _touch(
    tx: Tx, requests: Sequence[Request[ChangeWebhook | CloseWebhook | PingWebhook | RotateWebhookSecret]]
) -> None:
    tx.want(ENDPOINTS, {request.command.endpoint for request in requests})


def _touch_change(tx: Tx, requests: Sequence[Request[ChangeWebhook]]) -> None:
    """The cursor, too: whether events are for an endpoint does not change while they are routed."""
    tx.want(CURSOR, [1])
    _touch(tx, requests)


def _of_open(decide: Callable[[Tx, Request, Endpoint], Outcome]) -> Callable[[Tx, Request], Outcome]:
    """Decides about an endpoint that is there. Refuses: `webhook_not_found`, `webhook_closed`."""

    def found(tx: Tx, request: Request) -> Outcome:
        endpoint = tx.rows(ENDPOINTS).get(request.command.endpoint)
        if endpoint is None:
            return Refusal("webhook_not_found")
        if endpoint.status == "closed":
            return Refusal("webhook_closed")
        tx.rows(ENDPOINTS).changed(endpoint)
        return decide(tx, request, endpoint)

    return found


def _change(tx: Tx, request: Request[ChangeWebhook], endpoint: Endpoint, tells: Tells) -> Outcome:
    """Refuses: `webhook_url_invalid`, `request_malformed` (kinds), `event_kind_unknown`, `event_kind_not_told`."""
    command = request.command
    fault = _fault(tx, command.url, command.kinds, endpoint.scope, tells)
    if fault is not None:
        return fault
    if endpoint.status == "disabled":  # what happened meanwhile was not kept for it
        endpoint.after_seq = store.last_number(tx.connection)
    endpoint.url, endpoint.kinds = command.url, " ".join(command.kinds)
    endpoint.status = "active" if command.active else "paused"
    endpoint.next_at, endpoint.dead_in_row = 0, 0
    return WebhookChanged(endpoint.id, endpoint.status)


def _close(_: Tx, __: Request, endpoint: Endpoint) -> Outcome:
    endpoint.status = "closed"
    return WebhookChanged(endpoint.id, endpoint.status)


def _rotate(_: Tx, request: Request[RotateWebhookSecret], endpoint: Endpoint) -> Outcome:
    """Refuses: `request_malformed` (overlap)."""
    command = request.command
    if not 0 <= command.overlap_s <= OVERLAP_MAX_S:
        return Refusal("request_malformed", f"overlap_s is 0 to {OVERLAP_MAX_S}")
    endpoint.secret_version += 1
    endpoint.overlap_until = request.at + command.overlap_s * SECOND_US
    return WebhookSecretRotated(
        webhook=endpoint.id, version=endpoint.secret_version, replaced_until=endpoint.overlap_until
    )


def _ping(tx: Tx, request: Request, endpoint: Endpoint) -> Outcome:
    emit(tx, PING, request.at, endpoint.institution, WebhookData(webhook=endpoint.id))
    return WebhookPinged(endpoint.id)


def operations(tells: Tells) -> tuple[Operation, ...]:
    """The operations of endpoints; `tells` decides which kinds an endpoint may name."""
    opening, changing = one_by_one(partial(_open, tells=tells)), one_by_one(_of_open(partial(_change, tells=tells)))
    rotation = one_by_one(_of_open(_rotate))
    return (
        Operation("open_webhook", OpenWebhook, WebhookOpened, _touch_open, opening, True),
        Operation("change_webhook", ChangeWebhook, WebhookChanged, _touch_change, changing, True),
        Operation("close_webhook", CloseWebhook, WebhookChanged, _touch, one_by_one(_of_open(_close)), True),
        Operation("rotate_webhook_secret", RotateWebhookSecret, WebhookSecretRotated, _touch, rotation, True),
        Operation("ping_webhook", PingWebhook, WebhookPinged, _touch, one_by_one(_of_open(_ping))),
    )
