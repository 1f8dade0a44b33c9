"""Who is told of an event: an institution what the list of events has of its own, a merchant and a company what they
may read themselves, by the permission table and the same ownership.

Whoever stands for an endpoint is a principal of its scope. Whether such a one is active is asked when something is
sent; here it is decided whose the events are, so that nothing is lost by a principal that is suspended for an hour.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from jiaozi.access import ownership
from jiaozi.access.model import Principal, Role, Status, Subject
from jiaozi.access.permissions import Grant, Ownership, Verdict, decide, grant, is_own
from jiaozi.billing.schema import PAYMENT_REQUESTS
from jiaozi.db.engine import Connection
from jiaozi.ids import decode_id
from jiaozi.kinds import InstitutionNo, MerchantNo, PrincipalNo
from jiaozi.locks.schema import LOCKS
from jiaozi.mandates.schema import MANDATES, STANDING_PAYMENTS
from jiaozi.payments.schema import PAYMENTS
from jiaozi.payments.splits.schema import PLAN_PARTS, SPLIT_PLANS
from jiaozi.prepaid.schema import PREPAIDS
from jiaozi.wallets.schema import SUB_WALLETS, WALLETS
from jiaozi.webhooks.model import PING, Endpoint, Scope
from jiaozi.webhooks.store import Event

_Owners = dict[int, Sequence[Ownership]]


class Thing(NamedTuple):
    """What a payload names: the field, the kind of id there, and whose things of these numbers are."""

    field: str
    prefix: str
    owners: Callable[[Connection, Collection[int]], _Owners]


class Told(NamedTuple):
    """How customers come to be told of a kind of event: who may do this reading of one of the things it names; in
    words, `whom`."""

    reading: str
    things: tuple[Thing, ...]
    whom: str


def _payments(connection: Connection, numbers: Collection[int]) -> _Owners:
    return {**ownership.of_payments(connection, PAYMENTS.read(connection, numbers))}


def _payees(connection: Connection, numbers: Collection[int]) -> _Owners:
    return {number: sides[1:] for number, sides in _payments(connection, numbers).items()}


def _wallets(connection: Connection, numbers: Collection[int]) -> _Owners:
    owners = ownership.of_wallets(connection, WALLETS.read(connection, numbers))
    return {number: [owner] for number, owner in owners.items()}


def _merchants(connection: Connection, numbers: Collection[int]) -> _Owners:
    return {number: [owner] for number, owner in ownership.of_merchants(connection, numbers).items()}


def _requests(connection: Connection, numbers: Collection[int]) -> _Owners:
    return {**ownership.of_requests(connection, PAYMENT_REQUESTS.read(connection, numbers))}


def _locks(connection: Connection, numbers: Collection[int]) -> _Owners:
    return {**ownership.of_locks(connection, LOCKS.read(connection, numbers))}


def _prepaids(connection: Connection, numbers: Collection[int]) -> _Owners:
    return {**ownership.of_prepaids(connection, PREPAIDS.read(connection, numbers))}


def _mandates(connection: Connection, numbers: Collection[int]) -> _Owners:
    return {**ownership.of_mandates(connection, MANDATES.read(connection, numbers))}


def _consents(connection: Connection, numbers: Collection[int]) -> _Owners:
    """Of the payer alone: its biller is not told what is in its wallet."""
    rows = MANDATES.read(connection, numbers)
    payers = _wallets(connection, {row.payer for row in rows})
    return {row.id: payers[row.payer] for row in rows}


def _standing(connection: Connection, numbers: Collection[int]) -> _Owners:
    """Of the payer alone."""
    rows = STANDING_PAYMENTS.read(connection, numbers)
    payers = _wallets(connection, {row.payer for row in rows})
    return {row.id: payers[row.payer] for row in rows}


def _plans(connection: Connection, numbers: Collection[int]) -> _Owners:
    """Of the merchant whose plan it is and of its sellers."""
    plans = SPLIT_PLANS.read(connection, numbers)
    keys = [(plan.id, n) for plan in plans for n in range(1, plan.sellers + 1)]
    parties = [(plan.id, plan.merchant) for plan in plans]
    parties += [(part.plan, part.seller) for part in PLAN_PARTS.read(connection, keys)]
    owners = ownership.of_merchants(connection, {merchant for _, merchant in parties})
    return {plan.id: [owners[merchant] for number, merchant in parties if number == plan.id] for plan in plans}


def _sub_wallets(connection: Connection, numbers: Collection[int]) -> _Owners:
    """Of whose the parent is, and of the merchant it was pushed to."""
    rows = SUB_WALLETS.read(connection, numbers)
    parents = _wallets(connection, {row.parent for row in rows})
    merchants = _merchants(connection, {row.merchant for row in rows} - {0})
    return {row.id: [*parents[row.parent], *merchants.get(row.merchant, ())] for row in rows}


_PAYMENT: Final = Thing("payment", "pay", _payments)
_PAYEE: Final = Thing("payment", "pay", _payees)
_WALLET: Final = Thing("wallet", "wal", _wallets)
_MERCHANT: Final = Thing("merchant", "mer", _merchants)
_REQUEST: Final = Thing("payment_request", "prq", _requests)
_LOCK: Final = Thing("lock", "lck", _locks)
_PREPAID: Final = Thing("prepaid", "pre", _prepaids)
_MANDATE: Final = Thing("mandate", "mdt", _mandates)
_CONSENT: Final = Thing("mandate", "mdt", _consents)
_STANDING: Final = Thing("standing_payment", "stp", _standing)
_PLAN: Final = Thing("split_plan", "spl", _plans)
_SUB_WALLET: Final = Thing("sub_wallet", "wal", _sub_wallets)

_SIDES: Final = "payer and payee: the company and the store's merchant, and the merchants of a payer's company"
_OF_PART: Final = "the merchant whose part it is, and the one that sold"
_OF_SUB: Final = "the company it belongs to, and the merchant it was pushed to"
_OF_WALLET: Final = "the company whose wallet it is, and the merchants paid into it"

TOLD: Final[Mapping[str, Told]] = {
    "payment": Told("read_payment", (_PAYMENT,), _SIDES),
    "payment.part_received": Told("read_parts", (_MERCHANT, _PAYEE), _OF_PART),
    "order": Told("read_order", (_PAYMENT,), _SIDES),
    "bill": Told("read_bills", (_MERCHANT,), "the biller"),
    "bill.paid": Told("read_payment", (_PAYMENT,), _SIDES),
    "bills": Told("read_bills", (_MERCHANT,), "the biller"),
    "payment_request": Told("read_request", (_REQUEST,), "who asks, and the payer once one is named"),
    "lock": Told("read_lock", (_LOCK,), "payer, payee and arbiter"),
    "prepaid": Told("read_prepaid_status", (_PREPAID,), "the company that bought, and the merchant that sold"),
    "mandate": Told("read_mandate", (_MANDATE,), "the company that pays, and the merchant that collects"),
    "balance_rule": Told("read_balance_rule", (_WALLET,), _OF_WALLET),
    "bill_consent": Told("read_standing_payment", (_CONSENT,), "the company that pays"),
    "standing_payment": Told("read_standing_payment", (_STANDING,), "the company that pays"),
    "refund": Told("read_owed_refunds", (_WALLET,), _OF_WALLET),
    "return": Told("read_return", (_PAYMENT,), _SIDES),
    "split_plan": Told("read_split_plan", (_PLAN,), "the merchant whose plan it is, and its sellers"),
    "merchant.bankrupt": Told("read_bankruptcy", (_MERCHANT,), "the merchant"),
    "merchant": Told("read_applications", (_WALLET,), "the company that applied"),
    "sub_wallet": Told("read_sub_wallets", (_SUB_WALLET,), _OF_SUB),
    "sub_wallet.moved": Told("read_wallet", (_WALLET,), _OF_WALLET),
    "wallet": Told("read_wallet", (_WALLET,), _OF_WALLET),
    "program": Told("read_program_figures", (_WALLET,), _OF_WALLET),
    "campaign": Told("read_campaign_report", (_WALLET,), _OF_WALLET),
    "campaign.won": Told("read_registrations", (_WALLET,), _OF_WALLET),
    "grant_list": Told("read_grant_lists", (_WALLET,), _OF_WALLET),
    "envelope": Told("read_envelopes", (_WALLET,), _OF_WALLET),
    "claim": Told("read_claims", (_WALLET,), _OF_WALLET),
    "cash.paid_in": Told("read_banking", (_WALLET,), _OF_WALLET),
    "cash.drawn": Told("read_banking", (_WALLET,), _OF_WALLET),
    "exchange": Told("read_banking", (_WALLET,), _OF_WALLET),
    "sweep": Told("read_banking", (_WALLET,), _OF_WALLET),
    "waterfall": Told("read_banking", (_WALLET,), _OF_WALLET),
    "agreement": Told("read_agreements", (_WALLET,), _OF_WALLET),
    "alias": Told("read_wallet", (_WALLET,), _OF_WALLET),
}
"""How a kind of event, or what it begins with, concerns a merchant or a company. What is missing is its institution's
alone: what is said of holders, devices, estates, guardians, interest, institutions and endpoints."""


def receivers(connection: Connection, events: Sequence[Event], endpoints: Sequence[Endpoint]) -> list[list[Endpoint]]:
    """For each event the endpoints it is for; with a few queries for all events together, for each kind of thing that
    they name, and with none where only institutions listen."""
    listening: dict[Principal, list[Endpoint]] = {}
    for endpoint in endpoints:
        listening.setdefault(principal_of(endpoint), []).append(endpoint)
    customers = any(principal.subject for principal in listening)
    concerned = _owners(connection, events) if customers else [[]] * len(events)
    return [_told(event, owners, listening) for event, owners in zip(events, concerned, strict=True)]


def principal_of(endpoint: Endpoint) -> Principal:
    """Whoever stands for an endpoint, as the permission table knows it."""
    return _standing_for(endpoint.scope)


def _standing_for(scope: Scope) -> Principal:
    if scope.merchant:
        return _somebody(Role.MERCHANT, scope.institution, scope.merchant)
    return _somebody(Role.EMPLOYER if scope.wallet else Role.OPERATOR, scope.institution, scope.wallet)


def can_be_told(scope: Scope, kind: str) -> bool:
    """Whether an endpoint of this scope can be told of a kind of event: an institution of every one, a merchant and a
    company of those whose reading they may do for their own."""
    principal = _standing_for(scope)
    if principal.role is Role.OPERATOR or kind == PING:
        return True
    told = told_of(kind)
    return told is not None and grant(principal.role, told.reading) is not Grant.NO


def told_of(kind: str) -> Told | None:
    """How a kind of event concerns customers."""
    return TOLD.get(kind) or TOLD.get(kind.partition(".")[0])


def _somebody(role: Role, institution: InstitutionNo, subject: Subject = MerchantNo(0)) -> Principal:
    return Principal(PrincipalNo(0), role, institution, subject, "", Status.ACTIVE)


def _told(event: Event, owners: Sequence[Ownership], listening: Mapping[Principal, list[Endpoint]]) -> list[Endpoint]:
    """The endpoints of an event's institution, then those of customers who may do its reading."""
    if event.kind == PING:
        only = _number("whk", msgspec.json.decode(event.payload).get("webhook"))
        return [endpoint for each in listening.values() for endpoint in each if endpoint.id == only]
    institution, told = _somebody(Role.OPERATOR, event.owner), told_of(event.kind)
    found = [institution] if is_own(institution, Ownership(event.owner)) else []
    if told is not None:
        found += [each for each in _customers(owners) if each in listening and _may(each, told.reading, owners)]
    return [endpoint for each in found for endpoint in listening.get(each, ())]


def _customers(owners: Sequence[Ownership]) -> list[Principal]:
    """The merchants and companies among owners, each once."""
    companies = [_somebody(Role.EMPLOYER, owner.institution, owner.wallet) for owner in owners]
    merchants = [
        _somebody(Role.MERCHANT, owner.institution, merchant) for owner in owners for merchant in owner.merchants
    ]
    return list(dict.fromkeys(companies + merchants))


def _may(principal: Principal, reading: str, owners: Sequence[Ownership]) -> bool:
    return decide(principal, reading, owners, either=True) is Verdict.ALLOWED


def _owners(connection: Connection, events: Sequence[Event]) -> list[list[Ownership]]:
    """Whose the things are that each event names."""
    named: list[list[tuple[Thing, int]]] = []
    for event in events:
        told = told_of(event.kind)
        payload: dict[str, Any] = msgspec.json.decode(event.payload) if told else {}
        things = told.things if told else ()
        named.append([(thing, _number(thing.prefix, payload.get(thing.field))) for thing in things])
    wanted: dict[Thing, set[int]] = {}
    for thing, number in (each for things in named for each in things):
        wanted.setdefault(thing, set()).add(number)
    found = {thing: thing.owners(connection, numbers - {0}) for thing, numbers in wanted.items()}
    return [[owner for thing, number in things for owner in found[thing].get(number, ())] for things in named]


def _number(prefix: str, text: Any) -> int:
    """The number of an id in a payload; 0 when there is none."""
    try:
        return int(decode_id(prefix, text))
    except (ValueError, AttributeError):
        return 0
