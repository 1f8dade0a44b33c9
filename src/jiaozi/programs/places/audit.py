"""The places' invariants: a store stands in a place once, lists are as they were written, and what is for places
was paid in them."""

import hashlib
from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.kinds import PlaceNo
from jiaozi.ledger.audit import Invariant
from jiaozi.programs.places import audit_store as store
from jiaozi.programs.places.model import PlaceEntry
from jiaozi.programs.places.spots import VersionKey, is_allowed, is_denied, versions_named
from jiaozi.programs.places.store import (
    content_text,
    entries_of,
    lists,
    places_by_id,
    places_in,
    spots_of,
    written,
)
from jiaozi.programs.store import terms_of
from jiaozi.programs.terms import Terms, named_places

_Found = Iterator[tuple[str, str]]


def _entries_stand_once(connection: Connection) -> _Found:
    for entry, place, shop in store.wrong_entries(connection):
        yield f"entry {entry}", f"store {shop} in place {place}, which is not as it says"
    for entry, other in store.overlaps(connection):
        yield f"entry {other}", f"the store stands there already by entry {entry}"


def _lists_are_as_written(connection: Connection) -> _Found:
    for place_list, versions, there, last in store.wrong_counts(connection):
        yield f"place_list {place_list}", f"{versions} versions, of which there are {there}, the last is {last}"
    for place_list, number, count, sha256 in store.versions(connection):
        text = content_text(connection, sha256)
        places = places_in(text) if text and hashlib.sha256(text.encode()).hexdigest() == sha256 else []
        if len(set(places)) != count or written(places)[0] != text:
            yield f"place_list {place_list} version {number}", f"its list is not that of {sha256}"
        elif len(places_by_id(connection, places)) < count:
            yield f"place_list {place_list} version {number}", "it lists a place that is not there"


def _paid_in_places(connection: Connection) -> _Found:
    rows = store.programs(connection)
    terms = terms_of(connection, {sha256 for _, sha256 in rows})
    for program, sha256 in rows:
        if named_places(terms[sha256]):
            yield from _paid_elsewhere(connection, program, terms[sha256])


def _paid_elsewhere(connection: Connection, program: int, terms: Terms) -> _Found:
    """What was paid where the terms do not allow it: at that instant, as far as clocks agree."""
    named = versions_named(named_places(terms))
    known, after = lists(connection, named), (0, 0)
    for place_list, number in sorted(named - known.keys()):
        yield f"program {program}", f"its terms name version {number} of list {place_list}, which is not there"
    while page := store.paid_page(connection, program, after):
        after = page[-1][:2]
        entries = entries_of(connection, {shop for _, _, shop, _ in page})
        for payment, _, shop, at in page:
            if not _was_so(terms, entries[shop], known, at):
                yield f"payment {payment}", f"program {program} paid at store {shop}, which did not stand there"


def _was_so(terms: Terms, entries: list[PlaceEntry], known: dict[VersionKey, frozenset[PlaceNo]], at: int) -> bool:
    apart, where = store.APART_US, terms.where
    stood = [
        each for each in entries if each.entered_at - apart <= at and (not each.left_at or at < each.left_at + apart)
    ]
    allowed = [each._replace(stands=True) for each in spots_of(stood, known)]
    before = [each for each in entries if each.entered_at + apart < at]
    return is_allowed(where.allow.places, allowed) and not is_denied(where.deny.places, spots_of(before, known))


PLACE_INVARIANTS: Final = (
    Invariant("places_stand_once", "A store stands in a place by one entry at a time.", _entries_stand_once),
    Invariant("place_lists_stand", "A version of a list lists what was written.", _lists_are_as_written),
    Invariant("paid_in_places", "What terms bind to places was paid in them.", _paid_in_places),
)
"""In the order in which they are checked."""
