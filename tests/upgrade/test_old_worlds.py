"""A world of every earlier version is upgraded, sound and usable, on both engines."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from jiaozi.backup import back_up, restore
from jiaozi.db import dump, migrate
from jiaozi.db.engine import MARKS_DDL, CheckFailed, Engine, Row
from jiaozi.db.engines import open_engine
from jiaozi.db.lists import Condition, Walk, page
from jiaozi.db.schema import RELEASED, VERSION, metadata
from jiaozi.events import KINDS
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.keyring import Keyring
from jiaozi.kinds import PaymentNo, StoreNo, WalletNo
from jiaozi.operations import all_operations
from jiaozi.outbox import EVENTS, shown
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.schema import PAYMENTS, REFUND_LIST
from jiaozi.people.estates import Heir, SettleEstate
from jiaozi.schema import migrations, upgrade
from jiaozi.webhooks.messages import message
from jiaozi_sdk.webhooks import event_of
from tests.conftest import NewDatabase
from tests.faults import load
from tests.faults.test_migrations import ENVIRONMENT, killed_after
from tests.features.world import World
from tests.upgrade.old import ENDS, NAMES, OldWorld

AFTERWARDS = "2026-02-03T12:00:00+08:00"
PAPERS = ("cd" * 32,)
every_world = pytest.mark.parametrize("name", NAMES)
_became: dict[tuple[str, str], dict[str, list[Row]]] = {}
"""What the worlds have become, by engine and name: to upgrade one takes 10 s of the processor on OceanBase."""


def test_every_released_version_has_a_world_here() -> None:
    """Make the missing one as `README.md` beside this says; then count the version as released in `db/schema.py`."""
    assert {OldWorld(name).version for name in NAMES} == set(range(1, RELEASED + 1))
    assert VERSION in (RELEASED, RELEASED + 1), "one version can be under way; the one before it was released first"
    assert [each.version for each in migrations(open_engine("sqlite:///x"))] == list(range(1, VERSION + 1))


@every_world
def test_columns_that_were_added_have_what_old_rows_need(name: str, tmp_path: Path) -> None:
    """A column that an old world has not says what its rows have there; in a row of any length that is nothing."""
    with closing(open_engine(f"sqlite:///{tmp_path / 'old.db'}").connect()) as connection:
        connection.script([MARKS_DDL, *OldWorld(name).statements("sqlite")])
        there = connection.shape().columns
    assert [
        f"{table}.{column.name}"
        for table in there.keys() & metadata.tables
        for column in metadata.tables[table].columns
        if column.name not in there[table] and column.default is None and not (column.null and column.is_long)
    ] == []


@every_world
def test_what_was_decided_then_is_still_read(name: str, tmp_path: Path) -> None:
    """Under its key a repeated request gets its first outcome, however old."""
    operations = all_operations(Keyring.load(OldWorld(name).keyring(tmp_path)))
    tables = dict(OldWorld(name).rows())
    stored = [value for row in tables["outcomes"] for value in row if str(value).startswith('["')]
    assert len(stored) == len(tables["outcomes"])
    for text in stored:
        operations.decode_outcome(str(text))


@every_world
def test_what_was_told_then_is_still_the_model_of_its_kind(name: str) -> None:
    """The SDK reads an event however old; what its kind says only since then is null."""
    names = [column.name for column in EVENTS.columns]
    told: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in dict(OldWorld(name).rows())["events"]]
    assert {each["kind"] for each in told} <= KINDS.keys()
    for each in told:
        event_of(message(each["kind"], (1, 0), "", None, shown(each["kind"], each["payload"])))


class Upgraded(World):
    """An old world opened by this program, a day after it was left."""

    def __init__(self, url: str, keyring: Path) -> None:
        super().__init__(url, keyring, AFTERWARDS)
        self._keys, self._people = count(1_000_000), count(5_000)
        self.invariants = FEATURE_INVARIANTS


def use(world: Upgraded) -> None:
    """Old parties and new ones load, pay and give back."""
    bank, store = world.query("SELECT MIN(id) FROM institutions WHERE code = 'icbc'")[0][0], first_store(world)
    newcomer = world.rich(bank)
    payer, old_payment = old_payment_of(world, store)
    world.fund(payer, 4_000)
    world.do(RefundPayment(old_payment, 100))
    for each in (newcomer, payer):
        paid = world.pay(each, 3_000, store)
        world.do(RefundPayment(paid.payment, 1_000))


def first_store(world: World) -> StoreNo:
    """The first store of the world."""
    return StoreNo(world.query("SELECT MIN(id) FROM stores")[0][0])


def old_payment_of(world: World, store: int) -> tuple[WalletNo, PaymentNo]:
    """Payer and id of the newest payment to a store."""
    sql = "SELECT payer, id FROM payments WHERE store = ? ORDER BY id DESC LIMIT 1"
    payer, payment = world.query(sql, (store,))[0]
    return WalletNo(payer), PaymentNo(payment)


def become(name: str, empty_db_url: str) -> dict[str, list[Row]]:
    """Every row of an old world that was upgraded, here in an empty database unless it was before."""
    engine = open_engine(empty_db_url)
    if (engine.name, name) not in _became:
        OldWorld(name).put(empty_db_url)
        upgrade(engine, 0)
        _became[engine.name, name] = contents(engine)
    return _became[engine.name, name]


@pytest.fixture
def upgraded(empty_db_url: str, new_db_url: NewDatabase) -> Callable[[str], str]:
    """A function that gives a database with the rows of an old world that was upgraded."""

    def put(name: str) -> str:
        url = new_db_url()
        with closing(open_engine(url).connect()) as connection:
            connection.begin()
            rows = become(name, empty_db_url)
            for table in dump.tables(metadata):
                connection.insert(table.name, dump.columns_of(table), rows[table.name])
            connection.commit()
        return url

    return put


@every_world
def test_an_old_world_is_upgraded_sound_and_usable(
    name: str, empty_db_url: str, new_db_url: NewDatabase, tmp_path: Path
) -> None:
    old = OldWorld(name)
    engine, keyring = old.put(empty_db_url), old.keyring(tmp_path)
    upgrade(engine, 0)
    _became[engine.name, name] = contents(engine)
    world = Upgraded(empty_db_url, keyring)
    try:
        assert world.audit().findings == ()
        assert whole(engine)
        numbered = "SELECT count(*) FROM acts a JOIN commit_groups g ON g.id = a.group_id AND g.seq = a.seq"
        assert world.query(numbered)[0][0] == len(dict(old.rows())["acts"])
        use(world)
        assert world.audit().findings == ()
        back_up(engine, tmp_path / "after.zip", Keyring.load(keyring))
        again = open_engine(new_db_url())
        restored = restore(again, tmp_path / "after.zip", Keyring.load(keyring))
        assert (restored.doubt, restored.report.findings) == ("", ())
        assert contents(again) == contents(engine)
    finally:
        world.close()


@pytest.mark.parametrize("name", ENDS)
def test_an_old_backup_is_upgraded_to_what_the_world_itself_becomes(
    name: str, empty_db_url: str, new_db_url: NewDatabase, tmp_path: Path
) -> None:
    old, other = OldWorld(name), open_engine(new_db_url())
    restored = restore(other, old.backup(tmp_path), Keyring.load(old.keyring(tmp_path)), unverified=True)
    assert restored.report.findings == ()
    assert restored.doubt == "it is not signed"
    assert contents(other) == become(name, empty_db_url)
    with closing(other.connect()) as connection:
        assert migrate.marks(connection) >= {*range(1, VERSION + 1), migrate.fingerprint(metadata)}


@pytest.mark.parametrize("name", ["schema-3", "schema-4"])
def test_an_estate_that_an_earlier_version_opened_is_settled(
    name: str, upgraded: Callable[[str], str], tmp_path: Path
) -> None:
    world = Upgraded(upgraded(name), OldWorld(name).keyring(tmp_path))
    try:
        ((holder,),) = world.query("SELECT holder FROM holder_estates")
        heir = world.person(world.query("SELECT MIN(id) FROM institutions WHERE code = 'icbc'")[0][0])
        settled = world.do(SettleEstate(holder, (Heir(heir, share_ppm=1_000_000),), PAPERS))
        assert settled.amount_minor == 70_000
        assert world.audit().findings == ()
    finally:
        world.close()


def test_what_a_request_of_the_second_version_asked_of_whom_is_known(upgraded: Callable[[str], str]) -> None:
    with open_engine(upgraded("schema-2")).snapshot() as connection:
        assert connection.query("SELECT COUNT(*) FROM payment_requests WHERE state = 0 AND asked <> payer") == [(0,)]
        assert connection.query("SELECT COUNT(*) FROM payment_requests WHERE asked <> 0") == [(1,)]
        assert connection.query("SELECT SUM(requests) FROM open_requests WHERE payer <> 0 AND payee <> 0") == [(1,)]


def test_refunds_of_earlier_versions_are_listed_by_whose_they_were(upgraded: Callable[[str], str]) -> None:
    with open_engine(upgraded("schema-5")).snapshot() as connection:
        rows = connection.query("SELECT id, payment, reference FROM refunds")
        assert rows
        payments = {row.id: row for row in PAYMENTS.read(connection, {row[1] for row in rows})}
        for number, payment, reference in rows:
            made = payments[payment]
            for side, wallet in (("payer", made.payer), ("payee", made.payee)):
                asked = Walk((Condition(f"{side} = ?", wallet, side), Condition("store = ?", made.store)), side)
                found = {row.id: row for row in page(connection, REFUND_LIST, asked, None, 50).rows}
                assert found[number].payment == payment
            moved = connection.query("SELECT reference FROM transfers WHERE id = ?", (number,))
            assert moved == [(reference,)]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kills"), [("schema-2", (0, 1, 4, 30, 20, 10)), ("schema-5", (0, 1, 2))])
def test_an_upgrade_is_killed_half_way(name: str, kills: tuple[int, ...], empty_db_url: str, tmp_path: Path) -> None:
    old = OldWorld(name)
    engine = old.put(empty_db_url)
    for writes in kills:
        killed_after(empty_db_url, writes)
        with engine.snapshot() as connection:
            assert migrate.fingerprint(metadata) not in migrate.marks(connection)
    world = Upgraded(empty_db_url, old.keyring(tmp_path))
    try:
        assert whole(engine)
        use(world)
        assert world.audit().findings == ()
    finally:
        world.close()


@pytest.mark.slow
def test_processes_open_an_old_world_together_and_pay_at_once(empty_db_url: str, tmp_path: Path) -> None:
    """Whoever is done pays, while others may still be looking: nothing is counted twice or lost."""
    old = OldWorld("schema-2")
    engine, keyring = old.put(empty_db_url), old.keyring(tmp_path)
    program = (
        "import sys; from pathlib import Path; from itertools import count;"
        "from tests.upgrade import test_old_worlds as t;"
        "w = t.Upgraded(sys.argv[1], Path(sys.argv[2])); w._keys = count(int(sys.argv[3]));"
        "s = t.first_store(w); p, _ = t.old_payment_of(w, s); [w.pay(p, 100, s) for _ in range(20)]; w.close()"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, empty_db_url, str(keyring), str(10**7 * number)],
            cwd=load.ROOT,
            env=ENVIRONMENT,
        )
        for number in range(1, 4)
    ]
    assert [process.wait(120) for process in processes] == [0, 0, 0]
    world = Upgraded(empty_db_url, keyring)
    try:
        assert whole(engine)
        assert world.audit().findings == ()
        assert world.query("SELECT COUNT(*) FROM payments WHERE amount_minor = 100") == [(60,)]
    finally:
        world.close()


def test_no_column_is_called_by_a_word_of_sql(db_url: str) -> None:
    """Every table is written and read by the bare names of its columns, as the platform does, on both engines."""
    with closing(open_engine(db_url).connect()) as connection:
        for table in dump.tables(metadata):
            row = tuple(_any(column.kind) for column in table.columns)
            connection.begin()
            with suppress(CheckFailed):
                connection.insert(table.name, dump.columns_of(table), [row])
                assert [list(page) for page in dump.pages(connection, table)] == [[row]], table.name
            connection.rollback()


def _any(kind: str) -> object:
    return {"bytes": b"1", "text": "1", "number": 1}[kind]


def whole(engine: Engine) -> bool:
    """Whether a database lacks nothing of the declared schema."""
    with closing(engine.connect()) as connection:
        return migrate.missing(engine, metadata, connection.shape()) == []


def contents(engine: Engine) -> dict[str, list[Row]]:
    """Every row of every table."""
    with engine.snapshot() as connection:
        return {
            table.name: [row for page in dump.pages(connection, table) for row in page]
            for table in dump.tables(metadata)
        }
