"""Each invariant of interest, and the ledger's of fen-days, finds the data that breaks it."""

# ruff: noqa: E501 - a table: one row, one line

from jiaozi.interest.audit import INTEREST_INVARIANTS
from jiaozi.ledger.audit import INVARIANTS
from tests.features.world import YUAN, World
from tests.interest.bank import prepare, settle

CHECKED = (*INVARIANTS, *INTEREST_INVARIANTS)
TAMPERING = [
    # what is done, the statement, the invariants that must notice
    ("fen-days grow", "UPDATE accounts SET fen_days = fen_days + 1 WHERE id = {saver}", {"fen_days_right"}),
    ("a day is counted twice", "UPDATE accounts SET counted_on = counted_on - 1 WHERE id = {saver}", {"fen_days_right"}),
    ("days are counted before they are over", "UPDATE accounts SET fen_days = fen_days + posted, counted_on = counted_on + 1 WHERE id = {saver}", {"fen_days_right"}),
    ("a plain account has fen-days", "UPDATE accounts SET fen_days = 5 WHERE id = {bank_account}", {"fen_days_right"}),
    ("an item grows", "UPDATE interest_items SET interest_minor = interest_minor + 1 WHERE wallet = {saver} AND until_day = {march}", {"interest_paid", "interest_runs_add_up"}),
    ("an item is lost", "DELETE FROM interest_items WHERE wallet = {saver} AND until_day = {march}", {"interest_paid", "interest_runs_add_up"}),
    ("interest is credited twice", "INSERT INTO transfers SELECT 7, 7, debit, credit, amount, code, phase, hold, NULL, recorded_at, NULL, debit_version + 1, debit_posted + amount, id, credit_version + 1, credit_posted + amount, id FROM transfers WHERE code = 19 AND credit = {saver} AND recorded_at < {june_us}", {"interest_paid"}),
    ("a run says it paid more", "UPDATE interest_runs SET due_minor = due_minor + 9, paid_minor = paid_minor + 1 WHERE id = {run}", {"interest_runs_add_up"}),
    ("a finished run has something left", "UPDATE interest_runs SET due_minor = due_minor + 1 WHERE id = {run}", {"interest_runs_add_up"}),
    ("a run that waits has paid", "UPDATE interest_runs SET closed_wallets = 1 WHERE id = {waiting}", {"interest_runs_add_up"}),
    ("a day is left out", "UPDATE interest_runs SET start_day = start_day + 1 WHERE id = {waiting}", {"interest_runs_follow"}),
    ("a run overtakes another", "UPDATE interest_runs SET state = 3 WHERE id = {run}", {"interest_runs_follow"}),
    ("more days than the account had", "UPDATE interest_items SET fen_days = fen_days + 1000000000 WHERE wallet = {saver} AND until_day = {march}", {"interest_items_sound"}),
    ("more earned than there was", "UPDATE interest_items SET earning_fen_days = fen_days + 1 WHERE wallet = {saver} AND until_day = {march}", {"interest_items_sound"}),
]  # fmt: skip


def test_each_invariant_notices_what_breaks_it(world_2026: World) -> None:
    """Each row is tampered with in a transaction that is given up, so one world serves them all."""
    world = world_2026
    icbc = world.bank()
    saver = world.person(icbc, "III")
    bank_account = world.fund(saver, 10_000 * YUAN)
    world.until("2026-03-21T00:00:00+08:00")
    run = settle(world, icbc)
    world.until("2026-06-21T00:00:00+08:00")
    names = {
        "saver": saver, "bank_account": bank_account, "run": run.id, "march": run.end_day,
        "june_us": world.clock.now(), "waiting": prepare(world, icbc),
    }  # fmt: skip
    unnoticed = {}
    connection = world.platform.engine.connect()
    for what, sql, must_notice in TAMPERING:
        connection.begin()
        assert connection.execute(sql.format(**names)) > 0, what
        noticed = {invariant.name for invariant in CHECKED if list(invariant.check(connection))}
        connection.rollback()
        if not must_notice <= noticed:
            unnoticed[what] = must_notice - noticed
    connection.close()
    assert unnoticed == {}


def test_every_invariant_of_interest_is_broken_by_some_row() -> None:
    broken = {name for row in TAMPERING for name in row[2]}
    assert broken == {invariant.name for invariant in INTEREST_INVARIANTS} | {"fen_days_right"}
