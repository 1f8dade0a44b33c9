"""An escrow's milestones go to the payee by signed statements, or back to the payer in their own time; each once."""

from dataclasses import replace

import pytest

from jiaozi.clock import DAY_US
from jiaozi.devices.keys import from_text, verify
from jiaozi.devices.model import AlgorithmName, RevokeDevice
from jiaozi.kinds import DeviceNo, LockNo, StoreNo, WalletNo
from jiaozi.locks.escrow_model import MILESTONES_MAX
from jiaozi.locks.model import ClaimLock, EndLock, ReleaseLock, ReturnLock
from jiaozi.locks.opening import LOCK_MAX_US
from jiaozi.locks.statement import statement_text
from jiaozi.locks.store import proofs_of
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.devices.pocket import Pocket
from tests.features.world import World
from tests.locks.deals import DOCUMENT, PLAN, Building

OPEN, RELEASED, RETURNED, EXPIRED = range(4)


@pytest.fixture
def building(world: World) -> Building:
    return Building(world)


@pytest.mark.parametrize("algorithm", ["ed25519", "ecdsa-p256-sha256"])
def test_milestones_are_released_by_the_payer_s_and_the_inspector_s_statements(
    world: World, algorithm: AlgorithmName
) -> None:
    building = Building(world, algorithm)
    first, second, third = building.escrow(arbiter=building.carrier)
    assert building.money() == (1_000, 400, 0)
    assert world.usage(building.buyer).used_today_minor == 600
    done = world.do(building.statement(second, building.carrier))
    assert (done.escrow, done.milestone, done.released_minor) == (first, 2, 300)
    world.do(building.statement(first, building.buyer))
    assert building.money() == (500, 400, 500)
    world.do(building.statement(third, building.buyer, party=building.seller))
    assert building.states(first) == [(RELEASED, 200, True), (RELEASED, 300, True), (RELEASED, 100, True)]
    assert building.money() == (400, 400, 600)


def test_a_statement_is_kept_and_checked_without_asking_anybody(building: Building) -> None:
    (number, *_) = building.escrow()
    building.world.do(building.statement(number, building.buyer, party=building.seller))
    with building.world.platform.snapshot() as connection:
        proof = proofs_of(connection, [number])[number]
    text = statement_text(building.row(number), proof.document)
    assert (proof.signer, proof.party, proof.document) == (building.buyer, building.seller, DOCUMENT)
    assert verify(proof.algorithm, proof.public_key, from_text(proof.signature), text.encode())
    assert not verify(
        proof.algorithm, proof.public_key, from_text(proof.signature), text.replace("200", "201").encode()
    )


def test_what_is_not_released_goes_back_at_its_own_time_once_also_after_days_down(building: Building) -> None:
    world, (first, second, third) = building.world, building.escrow()
    world.wait(10 * DAY_US)
    assert world.refuse(building.statement(first, building.buyer)) == "lock_ended"
    assert (building.sweep(), building.sweep()) == (1, 0)
    assert building.money() == (1_000, 600, 0)
    world.do(building.statement(second, building.buyer))
    world.wait(50 * DAY_US)
    assert world.refuse(building.statement(third, building.buyer)) == "lock_ended"
    assert (building.sweep(), building.sweep()) == (1, 0)
    assert building.states(first) == [(EXPIRED, 0, False), (RELEASED, 300, True), (EXPIRED, 0, False)]
    assert building.money() == (700, 700, 300)
    for number in (first, second, third):
        assert world.refuse(EndLock(number)) == "lock_closed"


def test_the_payee_gives_one_milestone_back_and_the_others_go_on(building: Building) -> None:
    world, (first, second, third) = building.world, building.escrow(arbiter=building.carrier)
    world.do(ReturnLock(second, building.seller, "the walls are somebody else's now"))
    assert world.refuse(building.statement(second, building.buyer)) == "lock_closed"
    assert world.refuse(ReturnLock(first, building.buyer)) == "lock_not_allowed"
    world.do(ReturnLock(third, building.carrier, "no roof without walls"))
    world.do(building.statement(first, building.carrier))
    assert building.states(first) == [(RELEASED, 200, True), (RETURNED, 0, False), (RETURNED, 0, False)]
    assert building.money() == (800, 800, 200)


def test_in_order_none_is_released_while_one_before_it_is_open(building: Building) -> None:
    world, (first, second, third) = building.world, building.escrow(in_order=1)
    assert world.refuse(building.statement(second, building.buyer)) == "milestone_not_next"
    assert world.refuse(building.statement(third, building.buyer)) == "milestone_not_next"
    world.do(building.statement(first, building.buyer))
    world.do(ReturnLock(second, building.seller))
    world.do(building.statement(third, building.buyer))
    assert building.money() == (700, 700, 300)


def test_a_statement_is_good_for_nothing_else(building: Building) -> None:
    world = building.world
    first, second, third = building.escrow((("a", 100, 9), ("a", 100, 9), ("a", 100, 9)))
    (other,) = building.escrow((("a", 100, 9),))
    said = building.statement(first, building.buyer)
    for number in (second, third, other):
        assert world.refuse(replace(said, lock=number)) == "statement_signature_invalid"
    assert world.refuse(replace(said, document="0" * 64)) == "statement_signature_invalid"
    assert world.refuse(replace(said, signature="A" * 86)) == "statement_signature_invalid"
    assert world.refuse(replace(said, document=DOCUMENT.upper())) == "request_malformed"
    world.do(said)
    assert world.refuse(said) == "lock_closed"
    assert world.refuse(replace(said, party=building.seller)) == "lock_closed"
    assert building.money() == (900, 600, 100)


def test_only_whom_the_terms_name_signs_and_only_with_a_key_that_is_good_when_it_is_brought(building: Building) -> None:
    world, (number, *_) = building.world, building.escrow()
    building.bind(building.seller, Pocket())
    building.bind(building.stranger, Pocket())
    for who in (building.seller, building.carrier, building.stranger):
        assert world.refuse(building.statement(number, who, party=building.seller)) == "device_not_found"
    unknown = replace(building.statement(number, building.buyer), device=DeviceNo(77))
    assert world.refuse(unknown) == "device_not_found"
    signed = building.statement(number, building.buyer)
    assert world.refuse(replace(signed, party=building.stranger)) == "lock_not_found"
    assert world.refuse(replace(signed, party=building.carrier)) == "lock_not_found"
    world.do(RevokeDevice(building.pockets[building.buyer][0]))
    assert world.refuse(replace(signed, party=building.seller)) == "device_revoked"
    assert building.money() == (1_000, 400, 0)


def test_a_key_that_is_ended_later_leaves_what_it_released(building: Building) -> None:
    world, (first, second, _) = building.world, building.escrow()
    late = building.statement(second, building.buyer, party=building.seller)
    world.do(building.statement(first, building.buyer))
    world.wait(1)
    world.do(RevokeDevice(building.pockets[building.buyer][0]))
    assert world.refuse(late) == "device_revoked"
    assert building.states(first)[:2] == [(RELEASED, 200, True), (OPEN, 0, False)]
    assert world.audit().findings == ()


def test_a_milestone_is_released_by_no_word_alone(building: Building) -> None:
    world, (number, *_) = building.world, building.escrow(arbiter=building.carrier)
    for party in (building.buyer, building.carrier):
        assert world.refuse(ReleaseLock(number, party, 200, "done")) == "milestone_unsigned"
    assert world.refuse(ClaimLock(number, building.seller, "5e" * 32)) == "lock_not_allowed"
    plain = building.open(100)
    assert world.refuse(building.statement(plain, building.buyer)) == "lock_not_allowed"


def test_all_milestones_are_locked_or_none(building: Building) -> None:
    world = building.world
    month, year = 30, LOCK_MAX_US // DAY_US
    bad = {
        "milestones_differ": building.terms(amount=599),
        "insufficient_funds": building.terms((("a", 600, month), ("b", 401, month))),
        "expiry_invalid": building.terms((("a", 1, month), ("b", 1, year + 1))),
        "amount_invalid": building.terms((("a", 1, month), ("b", 0, month))),
        "arbiter_cannot_decide": building.terms(arbiter=building.seller),
        "store_not_found": building.terms(payee=WalletNo(0), store=StoreNo(5)),
        "accounts_same": building.terms(payee=building.buyer),
        "wallet_not_found": replace(building.terms(), payer=WalletNo(9)),
        "reference_invalid": building.terms(reference=""),
    }
    malformed = (
        building.terms(()),
        building.terms((("", 1, month),)),
        building.terms((("a", 1, month),) * (MILESTONES_MAX + 1)),
        building.terms((("a", 1, 20), ("b", 1, 10)), in_order=1),
    )
    for code, command in bad.items():
        assert world.refuse(command) == code, code
    for command in malformed:
        assert world.refuse(command) in ("request_malformed", "amount_invalid")
    world.do(CloseWallet(building.seller))
    assert world.refuse(building.terms()) == "payee_cannot_receive"
    assert building.money() == (1_000, 1_000, 0)
    assert world.query("SELECT COUNT(*) FROM locks") == [(0,)]


def test_the_limit_of_one_payment_is_of_the_whole_deal(world: World) -> None:
    building = Building(world)
    world.fund(building.buyer, 500_000)
    assert world.refuse(building.terms((("a", 150_000, 9), ("b", 150_000, 9)))) == "limit_single_exceeded"


def test_sixteen_milestones_are_a_deal(building: Building) -> None:
    locks = building.escrow(tuple((f"part {number}", 10, number) for number in range(1, MILESTONES_MAX + 1)))
    assert len(set(locks)) == MILESTONES_MAX
    building.world.wait(40 * DAY_US)
    assert building.sweep() == MILESTONES_MAX
    assert building.money() == (1_000, 1_000, 0)


def test_a_frozen_payer_pays_no_milestone_and_an_open_one_keeps_the_wallet(building: Building) -> None:
    world, (number, *_) = building.world, building.escrow()
    assert world.refuse(CloseWallet(building.buyer)) == "wallet_not_empty"
    world.do(FreezeWallet(building.buyer, "all", "court order 1"))
    assert world.refuse(building.statement(number, building.buyer)) == "payer_cannot_pay"
    assert building.states(number)[0] == (OPEN, 0, False)


def test_locks_of_a_deal_lead_to_it(building: Building) -> None:
    locks = building.escrow()
    rows = [building.row(number) for number in locks]
    assert [(row.escrow, row.milestone, row.title) for row in rows] == [
        (locks[0], number, title) for number, (title, _, _) in enumerate(PLAN, 1)
    ]
    assert building.row(building.open(10)).escrow == LockNo(0)
