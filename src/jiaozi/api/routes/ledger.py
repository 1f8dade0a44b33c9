"""The ledger as it may be seen: accounts, statements, journals, trial balances, the chained list of groups, events.

An operator sees its own institution's: of a journal that touches others, only the transfers that touch it, and no
balance of theirs.
"""

from typing import Annotated, Any

import msgspec
from pydantic import Field

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import render, store, views
from jiaozi.api.desk import At, Desk, need, number
from jiaozi.api.routing import PageQuery, Paging, Router
from jiaozi.clock import format_time, parse_time
from jiaozi.db.engine import Connection, Row
from jiaozi.db.groups import transfer_ids
from jiaozi.ids import encode_id
from jiaozi.kinds import AccountNo, InstitutionNo
from jiaozi.ledger import store as ledger
from jiaozi.ledger.model import Account, Kind, Transfer
from jiaozi.scheme.model import CENTRAL_BANK
from jiaozi.scheme.store import institutions
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import ledger as wire
from jiaozi.wire.base import AccountId, InstitutionId, JournalId, Page, Reference, Time, WalletId

router = Router("/v1", "ledger")
_LEGS_MAX = 2_000
"""Transfers of one page of groups."""


def _owners(connection: Connection, rows: list[Account]) -> dict[AccountNo, Ownership]:
    """Whose each account is: its book's institution; at the central bank, the operator's whose money it is."""
    wallets: dict[int, Wallet] = {
        row.id: row for row in WALLETS.read(connection, {row.owner for row in rows if row.kind == Kind.WALLET})
    }
    found = {}
    for row in rows:
        holder = wallets.get(row.owner) if row.kind == Kind.WALLET and row.book == CENTRAL_BANK else None
        number_of = views.institution_of_account(row) if holder is None else holder.operator
        found[row.id] = Ownership(number_of)
    return found


def _account(desk: Desk, connection: Connection, wanted: str) -> Account:
    row = need(ledger.account(connection, number(wanted)), "account_not_found")
    desk.check_own("read_ledger", [_owners(connection, [row])[row.id]], "account_not_found")
    return row


@router.get("/accounts/{account}", answer=wire.Account)
async def get_account(desk: At, account: AccountId) -> wire.Account:
    """A ledger account."""
    return await desk.read("read_ledger", lambda at: views.account(_account(desk, at, account)))


@router.get("/accounts/{account}/balance", answer=wire.BalanceAt)
async def get_balance(desk: At, account: AccountId, at: Time | None = None) -> wire.BalanceAt:
    """An account's balance as it had been recorded at an instant; now when none is given."""
    instant = parse_time(at) if at else desk.platform.clock.now()

    def job(connection: Connection) -> wire.BalanceAt:
        row = _account(desk, connection, account)
        balance = views.money(ledger.posted_at(connection, row.id, instant), row.asset)
        return wire.BalanceAt(account=account, at=format_time(instant), balance=balance)

    return await desk.read("read_ledger", job)


def _statement(desk: Desk, connection: Connection, row: Account, paging: PageQuery) -> dict[str, Any]:
    """A page of an account's chain by version: complete and in order while others write."""
    listing = f"statement:{row.id}"
    (after,) = desk.start(listing, paging.cursor, (0,))
    rows = ledger.history(connection, row.id, after + 1, after + paging.limit + 1)
    lines = [views.statement_line(found, row) for found in rows]
    return desk.page(listing, lines, [(line.version,) for line in lines], paging.limit, paging.cursor)


@router.get("/accounts/{account}/statement", answer=Page[wire.StatementLine])
async def get_statement(desk: At, account: AccountId, paging: Paging) -> dict[str, Any]:
    """An account's history, oldest first."""

    def job(connection: Connection) -> dict[str, Any]:
        return _statement(desk, connection, _account(desk, connection, account), paging)

    return await desk.read("read_ledger", job)


@router.get("/wallets/{wallet}/statement", answer=Page[wire.StatementLine], tag="wallets")
async def get_wallet_statement(desk: At, wallet: WalletId, paging: Paging) -> dict[str, Any]:
    """The history of a wallet's present account, oldest first."""

    def job(connection: Connection) -> dict[str, Any]:
        row = need(wallet_row(connection, number(wallet)), "wallet_not_found")
        desk.check_own("read_statement", [ownership.of_wallet(connection, row)], "wallet_not_found")
        held = need(ledger.account(connection, row.account), "account_not_found")
        return _statement(desk, connection, held, paging)

    return await desk.read("read_statement", job)


def _journals(desk: Desk, connection: Connection, transfers: list[Transfer]) -> list[wire.Journal]:
    """Journals of transfers, as far as the caller may see them."""
    held = ledger.accounts(connection, {side for row in transfers for side in (row.debit, row.credit)})
    assets = {number_of: row.asset for number_of, row in held.items()}
    own: set[int] | None = None
    if not desk.sees_all("read_journals"):
        owners = _owners(connection, list(held.values()))
        own = {number_of for number_of, owner in owners.items() if desk.may("read_journals", [owner])}
        transfers = [row for row in transfers if row.debit in own or row.credit in own]
    found: dict[int, list[wire.Transfer]] = {}
    for row in transfers:
        found.setdefault(row.journal, []).append(views.transfer(row, assets, own))
    return [wire.Journal(id=encode_id("jnl", key), transfers=rows) for key, rows in found.items()]


@router.get("/journals/{journal}", answer=wire.Journal)
async def get_journal(desk: At, journal: JournalId) -> wire.Journal:
    """A journal by its id."""

    def job(connection: Connection) -> wire.Journal:
        found = _journals(desk, connection, ledger.journal(connection, number(journal)))
        return need(found[0] if found else None, "not_found")

    return await desk.read("read_journals", job)


@router.get("/journals", answer=Page[wire.Journal])
async def list_journals_by_reference(desk: At, reference: Annotated[Reference, Field()]) -> Page[wire.Journal]:
    """The journals with a business reference, oldest first; at most 200."""

    def job(connection: Connection) -> Page[wire.Journal]:
        numbers = ledger.journals_by_reference(connection, reference)[:200]
        transfers = [row for number_of in numbers for row in ledger.journal(connection, number_of)]
        return Page[wire.Journal](items=_journals(desk, connection, transfers))

    return await desk.read("read_journals", job)


@router.get("/groups", answer=Page[wire.Group])
async def list_groups(desk: At, paging: Paging) -> dict[str, Any]:
    """Committed groups with their journals, by the sequencer's number, each with its link of the hash chain.

    A group is listed a moment after its commit. Go on from `next_cursor` to follow the ledger.
    """
    (after,) = desk.start("groups", paging.cursor, (0,))

    def job(connection: Connection) -> dict[str, Any]:
        rows = _bounded(store.groups(connection, after, paging.limit + 1))
        numbers = {row[0]: transfer_ids(bytes(row[5])) for row in rows}
        flat = [number_of for ids in numbers.values() for number_of in ids]
        transfers: dict[int, Transfer] = {row.id: row for row in ledger.transfers(connection, flat)}
        items = [_group(desk, connection, row, [transfers[key] for key in numbers[row[0]]]) for row in rows]
        return desk.page("groups", items, [(row[0],) for row in rows], paging.limit, paging.cursor)

    return await desk.read("read_journals", job)


def _bounded(rows: list[Row]) -> list[Row]:
    """So many groups that their transfers fit a page, but always one and a next."""
    total = 0
    for place, row in enumerate(rows):
        total += len(row[5]) // 8
        if total > _LEGS_MAX and place > 1:
            return rows[:place]
    return rows


def _group(desk: Desk, connection: Connection, row: Row, transfers: list[Transfer]) -> wire.Group:
    seq, group, recorded_at, digest, chain, packed = row
    return wire.Group(
        sequence=seq,
        group=encode_id("grp", group),
        recorded_at=format_time(recorded_at),
        digest=bytes(digest).hex(),
        chain=bytes(chain).hex(),
        transfers=len(packed) // 8,
        journals=_journals(desk, connection, transfers),
    )


@router.get("/institutions/{institution}/trial-balance", answer=wire.TrialBalance)
async def get_trial_balance(desk: At, institution: InstitutionId) -> wire.TrialBalance:
    """The sums of an institution's book by kind of account."""

    def job(connection: Connection) -> wire.TrialBalance:
        desk.check_own("read_ledger", [Ownership(number(institution))])
        known = {row.id for row in institutions(connection)}
        book = need(number(institution) if number(institution) in known else None, "institution_not_found")
        return views.trial_balance(book, ledger.trial_balance(connection, book))

    return await desk.read("read_ledger", job)


@router.get("/events", answer=Page[wire.Event], tag="events")
async def list_events(desk: At, paging: Paging) -> dict[str, Any]:
    """What happened, by the sequencer's number: an operator's own events, or all. Follow it with `next_cursor`."""
    own = InstitutionNo(0) if desk.sees_all("read_events") else desk.principal.institution
    listing = f"events:{own}"
    after = desk.start(listing, paging.cursor, (0, -1))

    def job(connection: Connection) -> list[Row]:
        desk.check_own("read_events", [Ownership(own)])
        return store.events(connection, own, after, paging.limit + 1)

    rows = await desk.read("read_events", job)
    return desk.page(
        listing, [_event(row) for row in rows], [(row[0], row[1]) for row in rows], paging.limit, paging.cursor
    )


def _event(row: Row) -> wire.Event:
    seq, n, kind, at, owner, payload = row
    return wire.Event(
        sequence=seq,
        n=n,
        kind=kind,
        at=format_time(at),
        institution=render.identifier("ins", owner),
        payload=render.plain(msgspec.json.decode(payload)),
    )
