"""Invariants of the two tiers: claims and debts agree, and money is backed as its regime demands.

Not among them, since a later act may make them untrue without a fault: that what was issued is within the quota (a
quota may be lowered), and that what two operators owe each other is within their cap (a cap may be, too).
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.ledger.model import Account, Kind
from jiaozi.rulebook.model import Rule
from jiaozi.scheme import audit_store as store
from jiaozi.scheme.model import (
    CENTRAL_BANK,
    CENTRAL_PLAN,
    OPERATOR_PLAN,
    AccountPlan,
    CentralRole,
    InstitutionKind,
    Role,
    account,
    central,
)

_Found = Iterator[tuple[str, str]]
_MIRRORS: Final = (
    (Role.RESERVE, Role.RESERVE_CLAIM),
    (Role.VAULT, Role.VAULT_CLAIM),
    (Role.MARGIN, Role.MARGIN_CLAIM),
)
_CENTRAL_KINDS: Final = {Kind.WALLET, Kind.VAULT, Kind.CLEARING, Kind.PURPOSE, Kind.ISSUED}
_SHARED: Final = {Kind.VAULT_CLAIM, Kind.POSITION, Kind.CLEARING, Kind.PURPOSE, Kind.FUNDING}
_BOOK_KINDS: Final = {
    InstitutionKind.CENTRAL_BANK: _CENTRAL_KINDS,
    InstitutionKind.BANK: _SHARED | {Kind.WALLET_DEPOSIT, Kind.DUE_TO, Kind.DUE_FROM, Kind.EXPENSE},
    InstitutionKind.NONBANK: _SHARED | {Kind.WALLET_NONBANK},
}
"""The kinds of accounts in which a book may have E-CNY."""


class ReserveBase(NamedTuple):
    """What a bank owes in digital yuan, which counts as deposits, and what the rule asks to be held for it. Fen."""

    bank: int
    owed_minor: int
    required_minor: int
    held_minor: int
    rule: Rule


def reserve_base(connection: Connection, day: date) -> list[ReserveBase]:
    """Each bank's reserve base of digital yuan on a day. A report, not an invariant: the share is an average over days
    and over all deposits. Source: rules `regimes.reserve.bank.*`."""
    regime = rulebook.regime(day, "bank")
    if not regime.reserve_base:
        return []
    sums = store.ecny_by_kind(connection)
    return [
        ReserveBase(
            found.id, owed, owed * regime.reserve_ppm // 1_000_000, accounts[found.id].posted, regime.reserve_rule
        )
        for found, accounts in store.standing(connection)
        if found.kind == InstitutionKind.BANK
        for owes in (sums.get(found.id, {}),)
        for owed in (owes.get(Kind.WALLET_DEPOSIT, 0) + owes.get(Kind.PURPOSE, 0),)
    ]


def _accounts_are_planned(connection: Connection) -> _Found:
    for found, accounts in store.standing(connection):
        plan = CENTRAL_PLAN if found.kind == InstitutionKind.CENTRAL_BANK else OPERATOR_PLAN
        for role, entry in plan.items():
            held = accounts.get(account(found.id, role))
            if held is None or not _is_planned(held, found.id, entry):
                yield f"institution {found.id}", f"its account {role.name} is missing, closed or of another kind"


def _is_planned(held: Account, institution: int, entry: AccountPlan) -> bool:
    book = CENTRAL_BANK if entry.central else institution
    wanted = (book, entry.asset, entry.kind, institution, entry.floor, 0)
    return (held.book, held.asset, held.kind, held.owner, held.floor, held.closed) == wanted


def _claims_are_mirrored(connection: Connection) -> _Found:
    for found, accounts in store.standing(connection):
        for here, there in _MIRRORS:
            mine, theirs = (_posted(accounts, account(found.id, role)) for role in (here, there))
            if found.id != CENTRAL_BANK and mine != theirs:
                yield f"institution {found.id}", f"{here.name} is {mine}, but {there.name} says {theirs}"
    lent, funded = store.cny_of_kind(connection, Kind.LENDING), store.cny_of_kind(connection, Kind.FUNDING)
    if lent != funded:
        yield "central bank", f"{lent} is lent, but operators owe {funded}"


def _dues_are_mirrored(connection: Connection) -> _Found:
    for pair, debtor, creditor, owed, claimed in store.unmatched_dues(connection):
        yield f"pair {pair}", f"{debtor} says it owes {owed}, {creditor} that it is owed {claimed}"


def _positions_are_closed(connection: Connection) -> _Found:
    for found, accounts in store.standing(connection):
        cny, ecny = (_posted(accounts, account(found.id, role)) for role in (Role.POSITION_CNY, Role.POSITION_ECNY))
        if found.id != CENTRAL_BANK and cny + ecny:
            yield f"institution {found.id}", f"its positions are {cny} of CNY and {ecny} of E-CNY"


def _central_money_is_backed(connection: Connection) -> _Found:
    sums = store.ecny_by_kind(connection).get(CENTRAL_BANK, {})
    issued = sums.get(Kind.ISSUED, 0)
    held = sum(sums.get(kind, 0) for kind in (Kind.VAULT, Kind.WALLET, Kind.CLEARING, Kind.PURPOSE))
    backing = next(
        (_posted(accounts, central(CentralRole.BACKING)) for found, accounts in store.standing(connection)), 0
    )
    if not backing == issued == held:
        yield "central bank", f"{issued} is issued, {backing} backs it, {held} is in vaults, wallets and programs"


def _margins_cover(connection: Connection) -> _Found:
    sums = store.ecny_by_kind(connection)
    for found, accounts in store.standing(connection):
        waiting = _posted(accounts, account(found.id, Role.CLEARING))
        owes = sums.get(found.id, {})
        owed = owes.get(Kind.WALLET_NONBANK, 0) + owes.get(Kind.PURPOSE, 0) + waiting
        margin = _posted(accounts, account(found.id, Role.MARGIN))
        if found.kind == InstitutionKind.NONBANK and margin < owed:
            yield f"institution {found.id}", f"it owes wallets {owed} with a margin of {margin}"


def _books_hold_their_kinds(connection: Connection) -> _Found:
    kinds: dict[int, set[Kind]] = {
        found.id: _BOOK_KINDS[InstitutionKind(found.kind)] for found, _ in store.standing(connection)
    }
    for book, sums in store.ecny_by_kind(connection).items():
        for kind in sums.keys() - kinds.get(book, set()):
            yield f"book {book}", f"E-CNY in accounts of kind {Kind(kind).name}"


def _issue_is_counted(connection: Connection) -> _Found:
    moved = store.issued(connection)
    for found, _ in store.standing(connection):
        issued = moved.get(account(found.id, Role.VAULT), 0) if found.id != CENTRAL_BANK else 0
        if found.issued_minor != issued:
            yield f"institution {found.id}", f"{found.issued_minor} counts as issued, but {issued} was"


def _posted(accounts: dict[int, Account], number: int) -> int:
    held = accounts.get(number)
    return 0 if held is None else held.posted


SCHEME_INVARIANTS: Final = (
    Invariant("accounts_planned", "Every institution has its standing accounts.", _accounts_are_planned),
    Invariant(
        "claims_mirrored",
        "What an operator claims of the central bank, and owes it, is what the central bank's book says.",
        _claims_are_mirrored,
    ),
    Invariant("dues_mirrored", "What one operator owes another is what the other is owed.", _dues_are_mirrored),
    Invariant("positions_closed", "An operator's positions in CNY and E-CNY add up to zero.", _positions_are_closed),
    Invariant(
        "central_money_backed",
        "m0_cash: what is issued is backed in full, and is in vaults, wallets, programs and clearing.",
        _central_money_is_backed,
    ),
    Invariant(
        "margins_cover",
        "nonbank_full_reserve: the margin is at least what the operator owes wallets and their holders.",
        _margins_cover,
    ),
    Invariant("books_hold_their_kinds", "A book has E-CNY only in accounts of its regimes.", _books_hold_their_kinds),
    Invariant(
        "issue_counted",
        "What counts against an operator's quota is what it was issued less retired.",
        _issue_is_counted,
    ),
)
"""The invariants of the two tiers, in the order in which they are checked."""
