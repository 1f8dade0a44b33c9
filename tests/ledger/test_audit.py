"""Each invariant of the audit finds the data that breaks it, and a sound ledger has no findings."""

# ruff: noqa: E501 - a table: one row, one line

from collections.abc import Iterator
from pathlib import Path

import pytest

from jiaozi.db.engine import CheckFailed, Connection
from jiaozi.ledger.audit import INVARIANTS, Invariant, audit
from jiaozi.ledger.model import CHECKPOINT_EVERY, Kind
from tests.ledger.world import NOON, LedgerWorld, capture, expire, order, pay, reserve, void


class Story:
    """A ledger with some of everything: payments, holds in each state, refusals, a checkpoint, references."""

    def __init__(self, world: LedgerWorld) -> None:
        self.world = world
        self.source = world.source()
        self.alice, self.bob = world.open_many(2)
        self.funding = world.move(pay(self.source, self.alice, 100_000), reference="funding 1")
        self.open_hold = world.move(reserve(self.alice, self.bob, 500))
        self.part_used = world.move(reserve(self.alice, self.bob, 300))
        world.move(capture(self.alice, self.bob, 120, self.part_used))
        self.voided = world.move(reserve(self.alice, self.bob, 70))
        self.voiding = world.move(void(self.alice, self.bob, self.voided))
        self.expired = world.move(reserve(self.alice, self.bob, 80, NOON + 1))
        world.clock.advance_to(NOON + 10)  # type: ignore[attr-defined]
        self.expiring = world.move(expire(self.alice, self.bob, self.expired))
        world.post(*(order(pay(self.alice, self.bob, 10 + n)) for n in range(2 * CHECKPOINT_EVERY)))
        self.last = world.move(pay(self.alice, self.bob, 1), pay(self.bob, self.alice, 2), reference="pair")

    def found(self) -> set[str]:
        return {finding.invariant for finding in self.world.audit().findings}


@pytest.fixture
def story(unsound_world: LedgerWorld) -> Story:
    made = Story(unsound_world)
    assert made.found() == set()
    return made


def test_a_sound_ledger_has_no_findings_and_says_what_it_covered(world: LedgerWorld) -> None:
    Story(world)
    report = world.audit()
    assert report.ok
    assert report.invariants == tuple(invariant.name for invariant in INVARIANTS)
    assert report.counts["accounts"] == 3
    assert report.counts["transfers"] == 8 + 2 * CHECKPOINT_EVERY + 2
    assert report.counts["holds"] == 4
    assert report.seconds >= 0


def test_an_empty_ledger_is_sound(world: LedgerWorld) -> None:
    assert world.audit().ok


TAMPERING = [
    # what is done, the statement, the invariants that must notice
    ("a balance is raised", "UPDATE accounts SET posted = posted + 1 WHERE id = {alice}", {"books_balance", "balances_proven"}),
    ("two balances are shifted", "UPDATE accounts SET posted = posted + CASE WHEN id = {alice} THEN 1 ELSE -1 END WHERE id IN ({alice}, {bob})", {"balances_proven"}),
    ("a chain forgets its last row", "UPDATE accounts SET last_transfer = {funding} WHERE id = {alice}", {"balances_proven"}),
    ("an account appears with money", "INSERT INTO accounts VALUES (16, 9, 2, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0)", {"books_balance", "balances_proven"}),
    ("an amount is changed", "UPDATE transfers SET amount = amount + 1 WHERE id = {funding}", {"chains_unbroken", "groups_unaltered"}),
    ("a code is changed", "UPDATE transfers SET code = 17 WHERE id = {funding}", {"groups_unaltered"}),
    ("a balance after is changed", "UPDATE transfers SET debit_posted = debit_posted + 1 WHERE id = {funding}", {"chains_unbroken", "groups_unaltered"}),
    ("a version is skipped", "UPDATE transfers SET credit_version = credit_version + 1 WHERE id = {funding}", {"chains_unbroken", "groups_unaltered"}),
    ("a pointer is bent", "UPDATE transfers SET debit_previous = {funding} WHERE id = {last}", {"chains_unbroken", "groups_unaltered"}),
    ("time runs backwards", "UPDATE transfers SET recorded_at = recorded_at + 1000 WHERE id = {open_hold}", {"chains_unbroken", "groups_unaltered"}),
    ("a row is deleted", "DELETE FROM transfers WHERE id = {voiding}", {"chains_unbroken", "groups_unaltered", "holds_add_up"}),
    ("the last row is deleted", "DELETE FROM transfers WHERE id = {last} + 1", {"balances_proven", "chains_unbroken", "groups_unaltered"}),
    ("a row is slipped in", "INSERT INTO transfers SELECT 7, 7, debit, credit, amount, code, phase, hold, NULL, recorded_at, NULL, debit_version, debit_posted, debit_previous, credit_version, credit_posted, credit_previous FROM transfers WHERE id = {funding}", {"chains_unbroken", "groups_unaltered"}),
    ("a row changes sides", "UPDATE transfers SET debit = {bob}, credit = {alice} WHERE id = {last}", {"chains_unbroken", "groups_unaltered"}),
    ("an account changes books", "UPDATE accounts SET book = 2 WHERE id = {bob}", {"books_balance", "transfers_lawful"}),
    ("an account changes assets", "UPDATE accounts SET asset = 3 WHERE id = {bob}", {"books_balance", "transfers_lawful"}),
    ("an account is deleted", "DELETE FROM accounts WHERE id = {bob}", {"books_balance", "transfers_lawful"}),
    ("pending out is lowered", "UPDATE accounts SET pending_out = pending_out - 1 WHERE id = {alice}", {"pending_reserved"}),
    ("pending in is raised", "UPDATE accounts SET pending_in = pending_in + 1 WHERE id = {bob}", {"pending_reserved"}),
    ("a hold reserves less", "UPDATE holds SET remaining = remaining - 1 WHERE id = {open_hold}", {"pending_reserved", "holds_add_up"}),
    ("a hold grows", "UPDATE holds SET amount = amount + 1 WHERE id = {open_hold}", {"holds_add_up"}),
    ("a voided hold is open again", "UPDATE holds SET state = 0, remaining = 70 WHERE id = {voided}", {"pending_reserved", "holds_add_up"}),
    ("a hold says captured, but was voided", "UPDATE holds SET state = 1 WHERE id = {voided}", {"holds_add_up"}),
    ("a hold appears from nothing", "INSERT INTO holds VALUES (5, {alice}, {bob}, 9, 0, 0, 1)", {"holds_add_up"}),
    ("a hold is deleted", "DELETE FROM holds WHERE id = {part_used}", {"pending_reserved", "holds_add_up"}),
    ("a capture comes late", "UPDATE holds SET expires_at = 5 WHERE id = {part_used}", {"holds_add_up"}),
    ("an expiry comes early", "UPDATE holds SET expires_at = expires_at + 1000000 WHERE id = {expired}", {"holds_add_up"}),
    ("fen-days appear", "UPDATE accounts SET fen_days = 7 WHERE id = {alice}", {"fen_days_right"}),
    ("a checkpoint is lost", "DELETE FROM checkpoints WHERE account = {alice} AND version = 32", {"checkpoints_right"}),
    ("a checkpoint points elsewhere", "UPDATE checkpoints SET transfer = {funding} WHERE account = {alice} AND version = 32", {"checkpoints_right"}),
    ("a checkpoint is at a wrong version", "INSERT INTO checkpoints VALUES ({alice}, 1, {funding}, 0)", {"checkpoints_right"}),
    ("a reference is lost", "DELETE FROM journal_references WHERE journal = {last}", {"references_listed"}),
    ("a reference appears", "INSERT INTO journal_references VALUES ('ghost', {last})", {"references_listed"}),
    ("a digest is replaced", "UPDATE commit_groups SET digest = X'00' WHERE seq = 3", {"groups_unaltered", "hash_chain_holds"}),
    ("a group's time is changed", "UPDATE commit_groups SET recorded_at = recorded_at - 1 WHERE seq = 3", {"hash_chain_holds"}),
    ("a group is deleted", "DELETE FROM commit_groups WHERE seq = 3", {"groups_unaltered", "hash_chain_holds"}),
    ("the newest group is deleted", "DELETE FROM commit_groups WHERE seq = (SELECT seq FROM chain_head)", {"groups_unaltered", "hash_chain_holds"}),
    ("a group loses its number", "UPDATE commit_groups SET seq = seq + 1000 WHERE seq = 3", {"hash_chain_holds"}),
    ("a link is replaced", "UPDATE commit_groups SET chain = X'00' WHERE seq = 3", {"hash_chain_holds"}),
    ("the head is set back", "UPDATE chain_head SET seq = seq - 1", {"hash_chain_holds"}),
    ("a numbered group says it was aborted", "UPDATE commit_groups SET state = 2 WHERE seq = 3", {"groups_unaltered", "hash_chain_holds"}),
]  # fmt: skip


def test_tampering_is_found(story: Story) -> None:
    names = {name: value for name, value in vars(story).items() if isinstance(value, int)}
    unnoticed = {}
    connection = story.world.platform.engine.connect()
    for what, statement, must_notice in TAMPERING:
        connection.begin()
        assert connection.execute(statement.format(**names)) > 0, what
        noticed = {finding.invariant for finding in audit(connection).findings}
        connection.rollback()
        if not must_notice <= noticed:
            unnoticed[what] = must_notice - noticed
    connection.close()
    assert unnoticed == {}
    assert story.found() == set()


def test_every_invariant_is_broken_by_some_test() -> None:
    broken = {name for row in TAMPERING for name in row[2]} | {"floors_kept", "one_outcome_per_key"}
    assert broken == {invariant.name for invariant in INVARIANTS}


@pytest.mark.only_engine("sqlite")  # OceanBase cannot be told to ignore its CHECK constraints
def test_a_balance_under_its_floor_is_found(story: Story) -> None:
    connection = story.world.platform.engine.connect()
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE accounts SET floor = posted + 1 WHERE id = ?", (story.alice,))
    connection.close()
    assert "floors_kept" in story.found()


@pytest.mark.parametrize(
    "change", ["posted = pending_out - 1", "pending_out = -1", "pending_in = -1", "floor = posted"]
)
def test_the_database_itself_refuses_a_balance_under_its_floor(story: Story, change: str) -> None:
    with pytest.raises(CheckFailed):
        story.world.tamper(f"UPDATE accounts SET {change} WHERE id = {story.alice}")


def test_a_second_outcome_of_a_key_is_found(empty_db_url: str) -> None:
    world = LedgerWorld(empty_db_url)
    Story(world)
    connection = world.platform.engine.connect()
    columns = "principal BIGINT, operation VARCHAR(40), idempotency_key VARCHAR(255), outcome TEXT"
    connection.script(["DROP TABLE outcomes", f"CREATE TABLE outcomes ({columns})"])
    connection.close()
    for outcome in ("first", "second"):
        world.tamper("INSERT INTO outcomes VALUES (1, 'post_journals', 'k', ?)", (outcome,))
    assert {finding.invariant for finding in world.audit().findings} == {"one_outcome_per_key"}
    world.close()


@pytest.mark.only_engine("sqlite")  # the unique index is part of the table there too; dropping it once is enough
def test_a_group_sequenced_twice_is_found(story: Story) -> None:
    connection = story.world.platform.engine.connect()
    connection.script(["DROP INDEX commit_groups_seq", "UPDATE commit_groups SET seq = 3 WHERE seq = 4"])
    connection.close()
    assert "hash_chain_holds" in story.found()


def test_other_packages_add_their_invariants(world: LedgerWorld) -> None:
    def no_wallets(connection: Connection) -> Iterator[tuple[str, str]]:
        for (number,) in connection.query("SELECT id FROM accounts WHERE kind = ?", (int(Kind.WALLET),)):
            yield f"account {number}", "is a wallet"

    wallet = world.open()
    with world.platform.snapshot() as connection:
        report = audit(connection, [Invariant("no_wallets", "There are no wallets.", no_wallets)])
    assert not report.ok
    assert [tuple(finding) for finding in report.findings] == [("no_wallets", f"account {wallet}", "is a wallet")]
    assert report.invariants[-1] == "no_wallets"


def test_the_handbook_lists_the_invariants_as_they_are() -> None:
    page = (Path(__file__).parents[2] / "docs/concepts/ledger.md").read_text(encoding="utf-8")
    listed = [line for line in page.splitlines() if line.startswith("| `")]
    assert listed == [f"| `{invariant.name}` | {invariant.says} |" for invariant in INVARIANTS]
