"""The grant lists' invariants: the outcomes of lines add up, each claim is its line's, and what was granted is the list
that was submitted."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.grantlists import audit_store as store
from jiaozi.grantlists.granting import GrantLine
from jiaozi.grantlists.lines import sha256_of, text_of
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]


def _lines_add_up(connection: Connection) -> _Found:
    for number, *counts in store.wrong_counts(connection):
        received, granted, refused, *minor = (f"{a} of {b}" for a, b in zip(counts[::2], counts[1::2], strict=True))
        detail = f"lines {received}, granted {granted}, refused {refused}; fen: {', '.join(minor)}"
        yield f"grant list {number}", detail


def _claims_are_the_lines(connection: Connection) -> _Found:
    for number, n, code in store.wrong_codes(connection):
        yield f"grant list {number}", f"line {n} is refused with {code}, as none is"
    for number, n, claim, wallet, value in store.wrong_claims(connection):
        yield f"grant list {number}", f"line {n} has claim {claim} of wallet {wallet}, worth {value}"
    for claim, lines in store.shared_claims(connection):
        yield f"claim {claim}", f"{lines} lines have it"


def _lists_are_as_submitted(connection: Connection) -> _Found:
    for number, *who in store.wrong_owners(connection):
        yield f"grant list {number}", "it has the funder {} of {} and the operator {} of {}".format(*who)
    for row in store.submitted(connection):
        sent = sha256_of(store.pages_of(connection, row))
        if sent != row.sha256:
            yield f"grant list {row.id}", f"its pages have the SHA-256 {sent}"
        parts = store.lines_of(connection, row)
        found = sha256_of(text_of(GrantLine(each.wallet, each.value_minor) for each in part) for part in parts)
        if found != row.sha256:
            yield f"grant list {row.id}", f"its lines have the SHA-256 {found}"


GRANT_LIST_INVARIANTS: Final = (
    Invariant("grant_lines_add_up", "A list's counts and sums are those of its lines' outcomes.", _lines_add_up),
    Invariant(
        "grant_lines_claims", "A line that was granted has a claim of its own, worth as much.", _claims_are_the_lines
    ),
    Invariant("grant_lists_kept", "The lines of a list are those that were submitted.", _lists_are_as_submitted),
)
"""In the order in which they are checked."""
