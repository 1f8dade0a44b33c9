"""The campaigns' invariants: what is promised is set aside, and who has won follows from what is published."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from jiaozi.campaigns import audit_store as store
from jiaozi.campaigns.drawing import Entry, faults, first_link, linked, mark_of
from jiaozi.campaigns.model import Campaign, CampaignState
from jiaozi.campaigns.opening import published, text_id
from jiaozi.campaigns.winning import has_won
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]
_FAULTS_MAX: Final = 10
"""Told of one campaign."""


def _promises_are_set_aside(connection: Connection) -> _Found:
    for program, promised, counted, money, theirs in store.wrong_promises(connection):
        yield f"program {program}", f"promised {promised} of {counted}; set aside {money} of {theirs}"
    for campaign, registered, count, won, winners, claimed, claims, promised in store.wrong_counts(connection):
        detail = f"registered {registered} of {count}, won {won} of {winners}, claimed {claimed} of {claims}"
        yield f"campaign {campaign}", f"{detail}, promised {promised}"
    for campaign, number, claim, wallet, value in store.wrong_claims(connection):
        yield f"campaign {campaign}", f"number {number} has claim {claim} of wallet {wallet}, worth {value}"


def _draws_recompute(connection: Connection) -> _Found:
    acts = store.acts(connection)
    for row in store.campaigns(connection):
        yield from ((f"campaign {row.id}", fault) for fault in _changed(row, acts))
        strange: list[int] = []
        entries = _entries(connection, row, strange)
        drawn = row.cut is not None or row.drawn_to or row.state in (CampaignState.DRAWN, CampaignState.ENDED)
        found = list(islice(faults(published(row), entries) if drawn else _broken(row, entries), _FAULTS_MAX))
        for fault in found:
            yield f"campaign {row.id}", fault
        for number in strange[:_FAULTS_MAX]:
            yield f"campaign {row.id}", f"the mark of number {number} is of another wallet"


def _changed(row: Campaign, acts: store.Acts) -> Iterator[str]:
    """What of a campaign is not as the acts said that made it; nothing where the log has none of them."""
    said = acts.announced.get((row.program, row.announced_at), [])
    if said and not any(all(each[name] == getattr(row, name) for name in store.SAID) for each in said):
        yield "it is not as its funder announced it"
    if acts.witnessed.get(row.id, row.witness_commitment) != row.witness_commitment:
        yield "the central bank's commitment is not the one that it made"


def _entries(connection: Connection, row: Campaign, strange: list[int]) -> Iterator[Entry]:
    """The list of a campaign, read once. Numbers whose mark is not that of their wallet are added to `strange`."""
    campaign = text_id(row.id)
    for each in store.listed(connection, row.id):
        if mark_of(campaign, each.number, encode_id("wal", each.wallet), each.salt) != each.mark:
            strange.append(each.number)
        yield Entry(each.number, each.mark, has_won(row, each))


def _broken(row: Campaign, entries: Iterator[Entry]) -> Iterator[str]:
    """Whether the list of a campaign that is not drawn is the one that its chain is over."""
    chain = first_link(published(row))
    for each in entries:
        chain = linked(chain, each.mark)
    if chain != row.list_sha256:
        yield "the list is not the one that its chain is over"


CAMPAIGN_INVARIANTS: Final = (
    Invariant(
        "promises_set_aside",
        "What programs have promised is what winners and lists have not got yet, and stays in the pot.",
        _promises_are_set_aside,
    ),
    Invariant("draws_recompute", "Who has won follows from what is published of the draw.", _draws_recompute),
)
"""In the order in which they are checked."""
