"""What would break the ledger is stopped before anything is written, whoever else shares the transaction."""

from collections.abc import Callable
from typing import Any

import pytest

from jiaozi.db.tx import Tx
from jiaozi.errors import Failure
from jiaozi.kinds import AccountNo
from jiaozi.ledger import post, rules
from jiaozi.ledger.commands import PostJournals
from jiaozi.ledger.model import Account, Hold
from jiaozi.ledger.schema import ACCOUNTS, HOLDS
from tests.ledger.world import LedgerWorld, capture, order, pay, reserve

Tamper = Callable[[pytest.MonkeyPatch], None]


def _funded(world: LedgerWorld) -> tuple[AccountNo, AccountNo]:
    source, alice, bob = world.source(), *world.open_many(2)
    world.move(pay(source, alice, 1_000))
    return alice, bob


def _more_is_credited(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = post._post

    def tampered(debit: Account, credit: Account, amount: int, at: int) -> None:
        moves(debit, credit, amount, at)
        credit.posted += 1

    monkeypatch.setattr(post, "_post", tampered)


def _nothing_is_debited(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = post._post

    def tampered(debit: Account, credit: Account, amount: int, at: int) -> None:
        before = debit.posted
        moves(debit, credit, amount, at)
        debit.posted = before

    monkeypatch.setattr(post, "_post", tampered)


def _another_asset_is_credited(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = post._post

    def tampered(debit: Account, credit: Account, amount: int, at: int) -> None:
        moves(debit, credit, amount, at)
        credit.asset += 1

    monkeypatch.setattr(post, "_post", tampered)


def _no_floor_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_short", lambda *_: None)


def _at_the_end(change: Callable[[Tx], None]) -> Tamper:
    """Something else changes a row after the ledger has decided."""

    def tamper(monkeypatch: pytest.MonkeyPatch) -> None:
        flush = Tx.flush

        def tampered(tx: Tx) -> None:
            change(tx)
            flush(tx)

        monkeypatch.setattr(Tx, "flush", tampered)

    return tamper


def _accounts(tx: Tx) -> list[Account]:
    return list(tx.rows(ACCOUNTS).dirty.values())


def _set(name: str, by: int) -> Callable[[Tx], None]:
    def change(tx: Tx) -> None:
        for account in _accounts(tx):
            setattr(account, name, getattr(account, name) + by)

    return change


def _held(tx: Tx) -> list[Hold]:
    return list(tx.rows(HOLDS).rows.values())


def _more_is_held(tx: Tx) -> None:
    for hold in _held(tx):
        hold.remaining = hold.amount + 1


def _a_version_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    writes = post._Poster._write

    def tampered(self: Any, journal: Any, number: Any, leg: Any, *rest: Any) -> None:
        for account in rest[2:]:
            account.version = min(account.version, 1)
        writes(self, journal, number, leg, *rest)

    monkeypatch.setattr(post._Poster, "_write", tampered)


@pytest.mark.parametrize(
    ("tamper", "check"),
    [
        (_more_is_credited, "journal_unbalanced"),
        (_nothing_is_debited, "journal_unbalanced"),
        (_another_asset_is_credited, "journal_unbalanced"),
        (_no_floor_refuses, "floor_passed"),
        (_a_version_falls_back, "version_skipped"),
        (_at_the_end(_set("posted", 5)), "chain_differs"),
        (_at_the_end(_set("version", -1)), "chain_differs"),
        (_at_the_end(_set("last_transfer", 1)), "chain_differs"),
        (_at_the_end(_set("pending_in", -1)), "pending_negative"),
        (_at_the_end(_more_is_held), "hold_differs"),
    ],
)
def test_a_program_that_would_break_the_ledger_writes_nothing(
    world: LedgerWorld, monkeypatch: pytest.MonkeyPatch, tamper: Tamper, check: str
) -> None:
    alice, bob = _funded(world)
    hold = world.move(reserve(alice, bob, 100))
    before = world.everything()
    first = order(pay(alice, bob, 1), pay(alice, bob, 1))
    orders = (first, order(capture(alice, bob, 40, hold)), order(pay(alice, bob, 5_000)))
    requests = [world.platform.request(1, f"k{n}", PostJournals((each,))) for n, each in enumerate(orders)]
    with monkeypatch.context() as patched:
        tamper(patched)
        found = [result.outcome for result in world.platform.run(requests)]
    assert all(isinstance(each, Failure) for each in found), found
    assert {(each.code, each.detail) for each in found if isinstance(each, Failure)} == {
        ("internal_error", f"ledger: {check}")
    }
    assert world.everything() == before
    again = [result.outcome for result in world.platform.run(requests)]
    assert not any(isinstance(each, Failure) for each in again)
