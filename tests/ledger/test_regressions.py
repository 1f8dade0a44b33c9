"""Bugs that users of other ledgers met, one test each, named after the report."""

import pytest

from jiaozi.clock import SECOND_US, SimulatedClock
from jiaozi.db.commands import Result
from jiaozi.errors import ERRORS, Failure, Refusal
from jiaozi.kinds import AccountNo, InstitutionNo, TransferNo
from jiaozi.ledger import store
from jiaozi.ledger.commands import JournalOrder, JournalsPosted, PostJournals
from jiaozi.ledger.model import Code, Leg, Phase, Posted
from tests.ledger.world import NOON, LedgerWorld, capture, codes, order, pay, reserve, void


def funded(world: LedgerWorld, amount: int = 10_000) -> tuple[AccountNo, AccountNo]:
    source, alice, bob = world.source(), *world.open_many(2)
    world.move(pay(source, alice, amount))
    return alice, bob


def test_blnk_181_holds_count_in_the_balance_check(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    world.move(reserve(alice, bob, 9_000))
    assert world.refuse(pay(alice, bob, 1_001)) == "insufficient_funds"
    assert world.refuse(reserve(alice, bob, 1_001)) == "insufficient_funds"


def test_blnk_182_a_rejected_hold_cannot_be_committed(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    request = world.platform.request(1, "k", PostJournals((order(reserve(alice, bob, 10_001)),)))
    result = world.platform.run([request])[0]
    assert codes(result.outcome.results) == ["insufficient_funds"]
    assert world.refuse(capture(alice, bob, 1, request.id)) == "hold_not_found"
    assert world.refuse(void(alice, bob, request.id)) == "hold_not_found"


def test_a_hold_credits_exactly_what_it_debits(world: LedgerWorld) -> None:
    """blnk, before it removed its exchange rate: hold and commit credited different amounts."""
    alice, bob = funded(world)
    hold = world.move(reserve(alice, bob, 333))
    for amount in (1, 2, 330):
        world.move(capture(alice, bob, amount, hold))
    assert world.balances([alice, bob]) == [(9_667, 0, 0), (333, 0, 0)]


@pytest.mark.parametrize("amount", [0, -1, -(10**15), 10**15 + 1, 2**62, 1.5, True, "5", None])
def test_blnk_360_amounts_are_positive_whole_numbers(world: LedgerWorld, amount: object) -> None:
    alice, bob = funded(world)
    leg = Leg(alice, bob, amount, Code.PAYMENT)  # type: ignore[arg-type]
    assert world.refuse(leg) == "amount_invalid"
    assert world.refuse(pay(alice, bob, 1), leg) == "amount_invalid"


def test_blnk_360_nobody_pays_themselves(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    assert world.refuse(pay(alice, alice, 1)) == "accounts_same"
    assert world.refuse(pay(alice, bob, 1), reserve(alice, alice, 1)) == "accounts_same"


def test_blnk_173_money_without_a_currency_does_not_exist(world: LedgerWorld) -> None:
    """An asset belongs to the account; a transfer cannot leave it blank or choose another."""
    assert "asset" not in Leg._fields
    alice, _ = funded(world)
    assert world.refuse(pay(alice, world.open(asset=1), 1)) == "accounts_differ_in_asset"


def test_blnk_349_a_dry_run_agrees_with_the_real_path_and_leaves_nothing(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    orders = (order(pay(alice, bob, 6_000)), order(pay(alice, bob, 6_000)), order(reserve(alice, bob, 4_000)))
    before = world.everything()
    dry = world.submit(*orders, key="same", dry_run=True)
    assert world.everything() == before
    real = world.submit(*orders, key="same")
    assert not real.replayed, "a dry run must not use its key up"
    assert codes(dry.outcome.results) == codes(real.outcome.results) == ["posted", "insufficient_funds", "posted"]
    assert dry.outcome.refused == real.outcome.refused


def test_formance_1601_reusing_a_key_is_an_error_of_its_own(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    assert not world.submit(order(pay(alice, bob, 1)), key="k").replayed
    reused = world.submit(order(pay(alice, bob, 2)), key="k")
    assert reused == Result(Refusal("idempotency_key_reused"), False)
    assert ERRORS["idempotency_key_reused"].status == 422
    assert world.balances([bob]) == [(1, 0, 0)]


def test_formance_1600_rafiki_698_business_refusals_are_never_server_errors(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    for leg in (
        pay(alice, bob, 10_001),
        pay(alice, AccountNo(16), 1),
        pay(alice, alice, 1),
        capture(alice, bob, 1, TransferNo(77)),
    ):
        (refusal,) = world.post(order(leg))
        assert isinstance(refusal, Refusal)
        assert ERRORS[refusal.code].status < 500


def test_midaz_1974_a_payroll_sent_again_pays_nobody_twice(world: LedgerWorld) -> None:
    alice, _ = funded(world)
    staff = world.open_many(50)
    orders = [order(pay(alice, person, 100, Code.SALARY), reference=f"2022-05/{person}") for person in staff]
    first = world.submit(*orders, mode="all", key="payroll 2022-05")
    again = world.submit(*orders, mode="all", key="payroll 2022-05")
    assert (again.outcome, first.replayed, again.replayed) == (first.outcome, False, True)
    assert world.balances(staff) == [(100, 0, 0)] * 50


def test_mojaloop_2796_every_duplicate_is_answered(world: LedgerWorld) -> None:
    """Also when original, duplicate and a different request under the same key come in one group."""
    alice, bob = funded(world)
    command, other = (PostJournals((order(pay(alice, bob, amount)),)) for amount in (5, 6))
    requests = [world.platform.request(1, "k", each) for each in (command, command, other, command)]
    results = world.platform.run(requests)
    assert [result.replayed for result in results] == [False, True, False, True]
    assert results[1].outcome == results[3].outcome == results[0].outcome
    assert results[2].outcome == Refusal("idempotency_key_reused")
    assert world.balances([bob]) == [(5, 0, 0)]


def test_a_stored_refusal_stays_a_refusal(world: LedgerWorld) -> None:
    """A new attempt is a new key: the same key gives what was decided, though there is money now."""
    source, alice, bob = world.source(), *world.open_many(2)
    first = world.submit(order(pay(alice, bob, 1)), key="k")
    world.move(pay(source, alice, 100))
    assert world.submit(order(pay(alice, bob, 1)), key="k") == Result(first.outcome, True)
    assert codes(world.post(order(pay(alice, bob, 1)), key="k2")) == ["posted"]


def test_keys_belong_to_their_principal(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    for principal in (1, 2):
        assert not world.submit(order(pay(alice, bob, 1)), key="k", principal=principal).replayed
    assert world.balances([bob]) == [(2, 0, 0)]


@pytest.mark.parametrize("key", ["k ", " k", "", "k" * 256, "k\n", "k\x00", "\ud800"])
def test_a_key_that_one_engine_would_take_for_another_is_refused_on_both(world: LedgerWorld, key: str) -> None:
    """OceanBase ignores spaces at the end when it compares text: `k` and `k ` would be one key there, two on SQLite."""
    alice, bob = funded(world)
    world.submit(order(pay(alice, bob, 1)), key="k")
    before = world.everything()
    request = world.platform.request(1, key, PostJournals((order(pay(alice, bob, 1)),)))
    assert world.platform.run([request])[0] == Result(Refusal("request_malformed", "idempotency key"), False)
    assert world.everything() == before


@pytest.mark.parametrize(
    "key", ["K", "κλειδί", "键", "k'; DROP TABLE transfers; --", "%s ? {0}", "\\", "k" * 255, "🔑"]
)
def test_formance_1349_any_printable_key_and_reference_is_only_text(world: LedgerWorld, key: str) -> None:
    alice, bob = funded(world)
    world.submit(order(pay(alice, bob, 1)), key="k")
    first = world.submit(order(pay(alice, bob, 2), reference=key[:64]), key=key)
    assert isinstance(first.outcome, JournalsPosted)
    assert world.submit(order(pay(alice, bob, 2), reference=key[:64]), key=key).replayed
    with world.platform.snapshot() as connection:
        assert store.journals_by_reference(connection, key[:64]) == first.outcome.journals


def test_tigerbeetle_jepsen_lists_are_complete(world: LedgerWorld) -> None:
    """Balances were right while a query lost rows: every row is found by id, journal, account, reference."""
    alice, bob = funded(world)
    posted = []
    for batch in range(4):
        orders = [order(pay(alice, bob, 1 + n), pay(bob, alice, 1), reference=f"b{batch}") for n in range(25)]
        posted += world.post(*orders)
    journals = [result.journal for result in posted if isinstance(result, Posted)]
    assert len(journals) == len(set(journals)) == 100
    with world.platform.snapshot() as connection:
        everything = [row[0] for row in connection.query("SELECT id FROM transfers ORDER BY id")]
        held = store.account(connection, bob)
        assert held is not None
        rows = store.history(connection, bob, 1, held.version)
        assert [store.side_of(row, bob)[0] for row in rows] == list(range(1, 201))
        assert {row.id for row in rows} == set(everything[1:])
        assert [row.id for row in store.transfers(connection, everything)] == everything
        assert [row.journal for journal in journals for row in store.journal(connection, journal)] == [
            journal for journal in journals for _ in range(2)
        ]
        found = [number for batch in range(4) for number in store.journals_by_reference(connection, f"b{batch}")]
        assert found == journals


def test_tigerbeetle_206_a_definite_failure_is_not_called_unknown(world: LedgerWorld) -> None:
    """A command nobody can run is answered with what is wrong with it, and the others of its group are done."""
    alice, bob = funded(world)
    good = PostJournals((order(pay(alice, bob, 1)),))
    bad = PostJournals((JournalOrder((Leg(alice, bob, object(), Code.PAYMENT),)),))  # type: ignore[arg-type]
    requests = [world.platform.request(1, f"k{n}", command) for n, command in enumerate((good, bad, good))]
    results = world.platform.run(requests)
    assert [isinstance(result.outcome, JournalsPosted) for result in results] == [True, False, True]
    assert isinstance(results[1].outcome, Failure)
    assert results[1].outcome.code != "outcome_unknown"
    assert world.balances([bob]) == [(2, 0, 0)]


def test_refusals_take_precedence_in_the_published_order(world: LedgerWorld) -> None:
    """Starting from a leg in which everything is wrong, one thing after the other is put right."""
    source, alice, bob, closed = world.source(), *world.open_many(2), world.open(closed=True)
    foreign, other_asset = world.open(book=InstitutionNo(2), asset=3), world.open(asset=3)
    rich = world.open()
    for _ in range(5):
        world.move(pay(source, rich, 10**15))
    steps = [
        (pay(AccountNo(16), AccountNo(16), 0), "amount_invalid"),
        (pay(AccountNo(16), AccountNo(16), 1), "accounts_same"),
        (pay(AccountNo(16), foreign, 1), "account_not_found"),
        (pay(alice, foreign, 1), "accounts_differ_in_book"),
        (pay(alice, other_asset, 1), "accounts_differ_in_asset"),
        (capture(closed, alice, 1, TransferNo(77)), "hold_not_found"),
        (pay(alice, closed, 1), "account_closed"),
        (pay(alice, bob, 1), "insufficient_funds"),
    ]
    assert [world.refuse(leg) for leg, _ in steps] == [code for _, code in steps]


def test_a_balance_never_passes_what_63_bits_hold(world: LedgerWorld) -> None:
    source, alice = world.source(), world.open()
    huge = 2**62 - 10**15
    connection = world.platform.engine.connect()
    connection.begin()
    sql = "UPDATE accounts SET posted = ?, floor = NULL WHERE id = ?"
    for account in (source, alice):
        connection.execute(sql, (huge, account))
    connection.commit()
    connection.close()
    assert world.refuse(pay(source, alice, 10**15), pay(source, alice, 1)) == "balance_overflow"
    connection = world.platform.engine.connect()
    connection.begin()
    for account in (source, alice):
        connection.execute(sql, (0, account))
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "command",
    [
        PostJournals(()),
        PostJournals((order(pay(AccountNo(16), AccountNo(32), 1)),), "some"),
        PostJournals((order(Leg(AccountNo(16), AccountNo(32), 1, 999)),)),
        PostJournals((order(Leg(AccountNo(16), AccountNo(32), 1, Code.PAYMENT, 9)),)),
        PostJournals((order(Leg(AccountNo(16), AccountNo(32), 1, Code.PAYMENT, -1)),)),
        PostJournals((order(Leg(AccountNo(16), AccountNo(32), 1, Code.PAYMENT, Phase.POSTED, TransferNo(5))),)),
        PostJournals((order(Leg(AccountNo(16), AccountNo(32), 1, Code.CAPTURE, Phase.CAPTURED)),)),
        PostJournals((order(Leg(AccountNo(16), AccountNo(32), 1, Code.HOLD, Phase.PENDING)),)),
        PostJournals((order(Leg(AccountNo(0), AccountNo(32), 1, Code.PAYMENT)),)),
        PostJournals((order(Leg(AccountNo(16), AccountNo(-32), 1, Code.PAYMENT)),)),
        PostJournals((order(Leg(AccountNo(16), AccountNo(2**63), 1, Code.PAYMENT)),)),
        PostJournals((order(Leg("16", 32, 1, Code.PAYMENT)),)),  # type: ignore[arg-type]
    ],
)
def test_malformed_commands_are_refused_as_a_whole(world: LedgerWorld, command: PostJournals) -> None:
    result = world.platform.run([world.platform.request(1, "k", command)])[0]
    assert result.outcome.code == "request_malformed"


@pytest.mark.parametrize("reference", ["", " ", "x" * 65, "a ", "line\nbreak", "nul\x00"])
def test_references_are_short_printable_text(world: LedgerWorld, reference: str) -> None:
    alice, bob = funded(world)
    result = world.submit(order(pay(alice, bob, 1), reference=reference))
    assert result.outcome.code == "reference_invalid"


def test_a_journal_has_legs_and_not_too_many(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    assert codes(world.post(order(), order(*[pay(alice, bob, 1)] * 4097))) == ["journal_empty", "journal_too_long"]
    assert codes(world.post(order(*[pay(alice, bob, 1)] * 4096))) == ["posted"]


def test_balance_as_of_a_past_moment_is_what_a_replay_gives(world: LedgerWorld) -> None:
    assert isinstance(world.clock, SimulatedClock)
    source, alice, bob = world.source(), *world.open_many(2)
    expected = {NOON - 1: 0}
    for n in range(1, 71):
        world.clock.advance_to(NOON + n * SECOND_US)
        world.post(order(pay(source, alice, n)), *([order(pay(alice, bob, 2))] if n % 3 == 0 else []))
        expected[NOON + n * SECOND_US] = world.balances([alice])[0][0]
    with world.platform.snapshot() as connection:
        found = {at: store.posted_at(connection, alice, at) for at in expected}
        between = {at + 1: store.posted_at(connection, alice, at + 1) for at in list(expected)[::9]}
        assert store.posted_at(connection, alice, 2**62) == expected[max(expected)]
    assert found == expected
    assert between == {at + 1: expected[at] for at in list(expected)[::9]}


def test_a_long_history_is_read_in_one_call(world: LedgerWorld) -> None:
    """OceanBase stops a recursive query after 1,000 steps; a page of any size must come back whole."""
    alice, bob = funded(world)
    world.post(*[order(pay(alice, bob, 1))] * 2_500)
    with world.platform.snapshot() as connection:
        rows = store.history(connection, bob, 1, 10**9)
        middle = store.history(connection, bob, 700, 2_300)
    assert [store.side_of(row, bob) for row in rows] == [(n, n) for n in range(1, 2_501)]
    assert middle == rows[699:2_300]


def test_a_hold_and_its_capture_in_one_journal_fall_together(world: LedgerWorld) -> None:
    alice, bob = funded(world)
    for key, last, expected in (("bad", 10_000, "insufficient_funds"), ("good", 1, "posted")):
        request = world.platform.request(1, key, None)
        legs = (reserve(alice, bob, 40), capture(alice, bob, 15, request.id), pay(alice, bob, last))
        request = request._replace(command=PostJournals((order(*legs),)))
        assert codes(world.platform.run([request])[0].outcome.results) == [expected]
    assert world.balances([alice, bob]) == [(9_984, 25, 0), (16, 0, 25)]


def test_thousands_of_journals_in_one_command(world: LedgerWorld) -> None:
    """8,189 transfers, several times in one group: the statements that store them stay within the server's packets."""
    source, alice = world.source(), world.open()
    command = PostJournals((order(pay(source, alice, 1)),) * 8_189)
    requests = [world.platform.request(1, f"k{n}", command) for n in range(3)]
    results = world.platform.run(requests)
    ids = {number for result in results for number in result.outcome.journals}
    assert len(ids) == 3 * 8_189
    assert world.balances([alice]) == [(3 * 8_189, 0, 0)]
    assert world.platform.run([world.platform.request(1, "k1", command)])[0] == Result(results[1].outcome, True)
