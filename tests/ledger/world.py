"""A small ledger for tests: a platform over a test database, accounts by name, journals in one line."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from jiaozi.clock import Clock, SimulatedClock
from jiaozi.config import Settings
from jiaozi.db import sequencer
from jiaozi.db.commands import Result
from jiaozi.db.engine import Row
from jiaozi.db.tx import Tx
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import AccountNo, InstitutionNo, TransferNo
from jiaozi.ledger.audit import Report, audit
from jiaozi.ledger.commands import JournalOrder, JournalsPosted, PostJournals
from jiaozi.ledger.model import Account, Code, Kind, Leg, Phase, Posted
from jiaozi.ledger.post import open_account
from jiaozi.ledger.schema import ACCOUNTS, HOLDS
from jiaozi.money import ECNY
from jiaozi.platform import Platform

NOON = 1_652_587_200_000_000
"""2022-05-15T12:00:00+08:00 in microseconds."""

KEYRING = Path(mkdtemp(prefix="jiaozi-keyring-")) / "keyring.json"
"""One for this test process; the ledger seals nothing, but a platform has a keyring."""

FOREVER = 2**62
BOOK = InstitutionNo(1)


def pay(debit: AccountNo, credit: AccountNo, amount: int, code: int = Code.PAYMENT) -> Leg:
    """Money that moves at once."""
    return Leg(debit, credit, amount, code)


def reserve(debit: AccountNo, credit: AccountNo, amount: int, expires_at: int = FOREVER) -> Leg:
    """Money that is held."""
    return Leg(debit, credit, amount, Code.HOLD, Phase.PENDING, TransferNo(0), expires_at)


def capture(debit: AccountNo, credit: AccountNo, amount: int, hold: TransferNo) -> Leg:
    """Held money that moves."""
    return Leg(debit, credit, amount, Code.CAPTURE, Phase.CAPTURED, hold)


def void(debit: AccountNo, credit: AccountNo, hold: TransferNo) -> Leg:
    """Held money given back."""
    return Leg(debit, credit, 0, Code.RELEASE, Phase.VOIDED, hold)


def expire(debit: AccountNo, credit: AccountNo, hold: TransferNo) -> Leg:
    """Held money given back because its time is over."""
    return Leg(debit, credit, 0, Code.EXPIRE, Phase.EXPIRED, hold)


def order(*legs: Leg, reference: str | None = None) -> JournalOrder:
    """One journal."""
    return JournalOrder(legs, reference)


class LedgerWorld:
    """A platform and the shortest ways to use it. Every key is fresh unless one is given."""

    def __init__(self, url: str, clock: Clock | None = None, keyring: Path = KEYRING) -> None:
        self.clock = clock or SimulatedClock(NOON)
        self.platform = Platform(Settings(db_url=url, keyring=keyring), clock=self.clock)
        self._keys = count(1)

    def open(
        self,
        kind: int = Kind.WALLET,
        *,
        book: InstitutionNo = BOOK,
        asset: int = ECNY.id,
        floor: int | None = 0,
        closed: bool = False,
    ) -> AccountNo:
        """A new empty account."""
        return self.open_many(1, kind, book=book, asset=asset, floor=floor, closed=closed)[0]

    def open_many(
        self,
        number: int,
        kind: int = Kind.WALLET,
        *,
        book: InstitutionNo = BOOK,
        asset: int = ECNY.id,
        floor: int | None = 0,
        closed: bool = False,
    ) -> list[AccountNo]:
        """New empty accounts."""
        ids = [self.platform.ids.take_account() for _ in range(number)]
        connection = self.platform.engine.connect()
        try:
            connection.begin()
            tx = Tx(connection, self.platform.ids, self.clock.now(), self.platform.ids.take())
            for account_id in ids:
                open_account(tx, account_id, book, asset, kind, floor=floor).closed = int(closed)
            tx.flush()
            connection.commit()
        finally:
            connection.close()
        return ids

    def source(self, *, book: InstitutionNo = BOOK, asset: int = ECNY.id) -> AccountNo:
        """An account of what the book's owner has, without a floor: where a test's money comes from."""
        return self.open(Kind.ISSUED, book=book, asset=asset, floor=None)

    def submit(
        self,
        *orders: JournalOrder,
        mode: str = "each",
        key: str = "",
        principal: int = 1,
        dry_run: bool = False,
        at: int = 0,
    ) -> Result:
        """The result of one command."""
        request = self.platform.request(principal, key or f"key-{next(self._keys)}", PostJournals(orders, mode), at=at)
        return self.platform.run([request], dry_run=dry_run)[0]

    def post(self, *orders: JournalOrder, mode: str = "each", **options: Any) -> list[Posted | Refusal]:
        """One outcome for each journal of a command."""
        outcome = self.submit(*orders, mode=mode, **options).outcome
        assert isinstance(outcome, JournalsPosted), outcome
        return outcome.results

    def move(self, *legs: Leg, reference: str | None = None) -> TransferNo:
        """Posts one journal that must succeed; the id of its first transfer."""
        (result,) = self.post(order(*legs, reference=reference))
        assert isinstance(result, Posted), result
        return TransferNo(result.journal)

    def refuse(self, *legs: Leg) -> str:
        """The code with which one journal is refused; nothing else may change."""
        before = self.everything()
        (result,) = self.post(order(*legs))
        assert isinstance(result, Refusal), result
        assert self.everything() == before
        return result.code

    def account(self, account_id: int) -> Account:
        """The account's row."""
        with self.platform.snapshot() as connection:
            return ACCOUNTS.read(connection, [account_id])[0]

    def balances(self, account_ids: Sequence[AccountNo]) -> list[tuple[int, int, int]]:
        """Posted, pending out and pending in of accounts."""
        with self.platform.snapshot() as connection:
            found = {row.id: row for row in ACCOUNTS.read(connection, account_ids)}
        return [(found[key].posted, found[key].pending_out, found[key].pending_in) for key in account_ids]

    def everything(self) -> list[list[Row]]:
        """All accounts, holds, transfers and checkpoints, as they are stored."""
        tables = (*((table.name, ",".join(table.columns)) for table in (ACCOUNTS, HOLDS)), ("transfers", "*"))
        with self.platform.snapshot() as connection:
            return [connection.query(f"SELECT {columns} FROM {name} ORDER BY id") for name, columns in tables]

    def audit(self) -> Report:
        """Sequences what was committed and audits all of it."""
        sequencer.catch_up(self.platform.engine)
        with self.platform.snapshot() as connection:
            return audit(connection)

    def tamper(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Changes rows behind the ledger's back."""
        connection = self.platform.engine.connect()
        try:
            connection.begin()
            assert connection.execute(sql, parameters) > 0, sql
            connection.commit()
        finally:
            connection.close()

    def close(self) -> None:
        """Closes the platform."""
        self.platform.close()


@contextmanager
def ledger_world(url: str, clock: Clock | None = None) -> Iterator[LedgerWorld]:
    """A world that is audited when the test is done with it."""
    world = LedgerWorld(url, clock)
    try:
        yield world
        assert world.audit().findings == ()
    finally:
        world.close()


def codes(results: Sequence[Posted | Refusal | Failure]) -> list[str]:
    """`posted`, or the refusal's code, of each result."""
    return ["posted" if isinstance(result, Posted) else result.code for result in results]
