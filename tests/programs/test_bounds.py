"""Nothing here grows with what others do: open claims of a wallet, lines of a grant, what the worker looks at."""

from threading import Event
from time import sleep

import pytest

from jiaozi.db.commands import Request, Result
from jiaozi.db.writer import Writer
from jiaozi.grantlists.granting import GRANTS_MAX, GrantClaims, GrantLine
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs import claiming, spending, store
from jiaozi.programs.claiming import ClaimProgram, GiveBackClaim
from jiaozi.programs.model import GRANTED_MAX, OPEN_MAX, ClaimState
from jiaozi.wallets.changes import CloseWallet
from tests.features.world import YUAN
from tests.programs.city import City, red


def test_a_wallet_has_so_many_open_claims_and_room_of_its_own_beside_what_others_grant(city: City) -> None:
    program = city.program(red(face_minor=100, per_wallet=0))
    li = city.person()
    said = [each.refused for each in city.grant(program, *[li] * (GRANTED_MAX + 2)).results]
    assert said == [""] * GRANTED_MAX + ["payee_cannot_receive"] * 2
    own = [city.claim(program, li) for _ in range(OPEN_MAX - GRANTED_MAX)]
    refusal = city.world.refusal(ClaimProgram(program, li))
    assert (refusal.code, refusal.detail) == ("claims_exceeded", f"{OPEN_MAX} at most")
    city.pay(li, 100)
    assert city.world.do(ClaimProgram(program, li)).number == OPEN_MAX + 1
    city.world.do(GiveBackClaim(li, own[0]))
    assert city.grant(program, li).results[0].refused == "payee_cannot_receive"
    assert city.grant(program, city.person()).results[0].refused == ""


def test_a_refund_opens_no_claim_again_in_a_wallet_that_has_too_many(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spending, "REOPENED_MAX", 1)
    li, program = city.person(), city.program(red(face_minor=100 * YUAN, per_wallet=0))
    used, left = city.claim(program, li), city.claim(program, li)
    payment = city.pay(li, 100 * YUAN, claims=(used,))
    partly = city.pay(li, 30 * YUAN, claims=(left,))
    city.world.do(RefundPayment(payment, 60 * YUAN))
    city.world.do(RefundPayment(partly, 10 * YUAN))
    assert [(city.claim_row(each).state, city.claim_row(each).left_minor) for each in (used, left)] == [
        (ClaimState.USED, 0),
        (ClaimState.OPEN, 80 * YUAN),
    ]
    assert city.figures(program) == (1_000, 860, 80, 60, 0)


def test_a_grant_has_so_many_lines_and_reads_nothing_that_its_wallets_have(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, li = city.program(red(face_minor=100, per_wallet=0)), city.person()
    lines = tuple(GrantLine(li) for _ in range(GRANTS_MAX + 1))
    assert city.world.refuse(GrantClaims(program, lines)) == "request_malformed"
    city.claim(program, li)
    monkeypatch.setattr(claiming, "touch_claims", lambda *_: pytest.fail("claims were read"))
    assert city.grant(program, li).results[0].refused == ""


def test_of_grants_at_once_each_has_a_group_of_its_own_and_payments_wait_for_one_alone(city: City) -> None:
    """While the writer is busy four grants come, and then a payment: it is in the first grant's group."""
    program, li, shop = city.program(red(face_minor=100, per_wallet=0)), city.person(10 * YUAN), city.shop
    grants = [GrantClaims(program, (GrantLine(city.person()),)) for _ in range(4)]
    commands = [*grants, Pay(li, 100, store=shop), grants[0], Pay(li, 100, store=shop)]
    groups: list[list[object]] = []
    begin = Event()

    class Runner:
        """Keeps what it is given."""

        def run(self, requests: list[Request], *, dry_run: bool) -> list[Result]:
            begin.wait()
            groups.append([request.command for request in requests])
            return [Result(None)] * len(requests)

        def close(self) -> None:
            """Nothing."""

    writer = Writer(Runner)  # type: ignore[arg-type]
    asked = [writer.submit(Request(0, "busy", None, 0))]
    while writer.depth:
        sleep(0.001)
    asked += [writer.submit(Request(0, str(n), command, 0)) for n, command in enumerate(commands)]
    begin.set()
    for each in asked:
        each.result(timeout=10)
    writer.stop()
    assert groups == [[None], [grants[0], commands[4], commands[6]], *([each] for each in grants[1:]), [grants[0]]]


def test_claims_of_a_closed_wallet_go_back_and_nobody_looks_for_them_again(city: City) -> None:
    first, second = city.program(), city.program(days=10)
    li, wang = city.person(), city.person()
    for program in (first, second):
        city.claim(program, li)
    city.claim(first, wang)
    city.world.do(CloseWallet(li))
    with city.world.platform.snapshot() as connection:
        assert store.to_reclaim(connection, 0, city.now, 10) == [first, second]
        assert [city.claim_row(each).wallet for each in store.due_claims(connection, second, city.now, 10)] == [li]
    assert city.reclaim(first) == (1, 0)
    assert city.world.query("SELECT wallet FROM wallets_left") == [(li,)]
    assert city.reclaim(second) == (1, 0)
    assert city.world.query("SELECT wallet FROM wallets_left") == []
    with city.world.platform.snapshot() as connection:
        assert store.to_reclaim(connection, 0, city.now, 10) == []
        assert store.due_claims(connection, first, city.now, 10) == []
    assert city.figures(first) == (1_000, 800, 200, 0, 0)


@pytest.mark.parametrize("query", ["_TO_RECLAIM", "_DUE", "_LEFT"])
def test_the_worker_looks_at_no_claim_that_has_not_ended(city: City, engine: str, query: str) -> None:
    if engine != "sqlite":
        pytest.skip("another engine tells its plans otherwise")
    sql = getattr(store, query)
    plan = [row[3] for row in city.world.query(f"EXPLAIN QUERY PLAN {sql}", (0,) * sql.count("?"))]
    claims = [step for step in plan if step.split()[1:2] in (["c"], ["claims"])]
    assert claims
    ranges = ("program=? AND state=? AND expires_at<?", "program=? AND state=? AND expires_at>? AND expires_at<?")
    assert all(any(each in step for each in (*ranges, "wallet=? AND state=?")) for step in claims)
    assert not any(step.startswith(("SCAN c", "SCAN claims")) for step in plan)
