"""Each invariant of reconciliation finds the data that breaks it."""

from jiaozi.reconciliation.audit import RECONCILIATION_INVARIANTS
from tests.worlds.office import Office

TAMPERING = [
    # what is done, the statement, the invariant that must notice
    ("an entry grows", "UPDATE core_entries SET minor = minor + 1 WHERE number = 2", "core_statements_whole"),
    ("an entry is lost", "DELETE FROM core_entries WHERE number = 2", "core_statements_whole"),
    (
        "a statement says more",
        "UPDATE reconciliations SET core_credit_minor = core_credit_minor + 1",
        "core_statements_whole",
    ),
    ("a statement had more", "UPDATE reconciliations SET core_entries = core_entries + 1", "core_statements_whole"),
    ("a break is lost", "DELETE FROM reconciliation_breaks WHERE number = 1", "breaks_explain"),
    (
        "a break grows",
        "UPDATE reconciliation_breaks SET core_minor = core_minor + 1 WHERE number = 1",
        "breaks_explain",
    ),
    ("the ledger is said to have moved less", "UPDATE reconciliations SET platform_debit_minor = 0", "breaks_explain"),
    ("an open break is not counted", "UPDATE reconciliations SET open_breaks = 0", "breaks_explain"),
    ("words count for nothing", "UPDATE reconciliations SET explained_breaks = 1", "breaks_explain"),
    ("a break is explained by nobody", "UPDATE reconciliation_breaks SET state = 2 WHERE number = 1", "breaks_explain"),
]


def test_each_invariant_notices_what_breaks_it(office: Office) -> None:
    """Each row is tampered with in a transaction that is given up."""
    office.bring(office.says()[1:])
    connection = office.live.town.platform.engine.connect()
    for what, sql, must_notice in TAMPERING:
        connection.begin()
        assert connection.execute(sql) > 0, what
        noticed = {each.name for each in RECONCILIATION_INVARIANTS if list(each.check(connection))}
        connection.rollback()
        assert must_notice in noticed, what
    connection.close()


def test_every_invariant_of_reconciliation_is_broken_by_some_row() -> None:
    assert {row[2] for row in TAMPERING} == {each.name for each in RECONCILIATION_INVARIANTS}
