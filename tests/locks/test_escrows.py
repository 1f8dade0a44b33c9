"""An escrow's milestones go to the payee by signed statements, or back to the payer in their own time; each once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jiaozi.clock import DAY_US
from jiaozi.db.world import named
from jiaozi.devices.keys import from_text, verify
from jiaozi.devices.model import AlgorithmName, RevokeDevice
from jiaozi.kinds import DeviceNo, LockNo, StoreNo, WalletNo
from jiaozi.locks.escrow_model import MILESTONES_MAX, ReleaseMilestone, ReturnMilestone
from jiaozi.locks.model import AcceptArbiter, ClaimLock, EndLock, OpenLock, ReleaseLock, ReturnLock
from jiaozi.locks.opening import LOCK_MAX_US
from jiaozi.locks.statement import statement_text
from jiaozi.locks.store import proofs_of
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.opening import OpenWallet
from tests.devices.pocket import Pocket
from tests.features.world import World
from tests.locks.deals import DOCUMENT, PLAN, Building
from tests.worlds.people import resident_id

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
        proof, there = proofs_of(connection, [number])[number], named(connection)
    text = statement_text(building.row(number), proof.document, there)
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
    world.do(building.given_back(third, building.carrier))
    world.do(building.statement(first, building.carrier))
    assert building.states(first) == [(RELEASED, 200, True), (RETURNED, 0, False), (RETURNED, 0, True)]
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


def test_in_order_what_has_lapsed_stops_nobody_while_the_worker_is_down(building: Building) -> None:
    world = building.world
    first, second = building.escrow((("a", 200, 10), ("b", 300, 12)), in_order=1, arbiter=building.carrier)
    said = building.statement(second, building.carrier)
    assert world.refuse(said) == "milestone_not_next"
    world.wait(10 * DAY_US)  # the first is over to the microsecond; nobody has swept it
    world.do(said)
    world.do(EndLock(first))
    assert building.states(first) == [(EXPIRED, 0, False), (RELEASED, 300, True)]


def test_an_arbiter_decides_nothing_before_the_payee_has_accepted_it(building: Building) -> None:
    world = building.world
    first, second, third = building.escrow(arbiter=building.carrier, accepted=False)
    assert world.refuse(building.statement(first, building.carrier)) == "lock_not_allowed"
    assert world.refuse(building.statement(first, building.carrier, party=building.seller)) == "device_not_found"
    assert world.refuse(building.given_back(first, building.carrier)) == "lock_not_allowed"
    world.do(building.statement(first, building.buyer))  # the payer's own device signs
    for party in (building.buyer, building.carrier):
        assert world.refuse(AcceptArbiter(second, party)) == "lock_not_allowed"
    assert world.refuse(AcceptArbiter(second, building.stranger)) == "lock_not_found"
    assert world.refuse(AcceptArbiter(first, building.seller)) == "lock_closed"
    said = world.do(AcceptArbiter(second, building.seller))
    world.wait(1)
    assert world.do(AcceptArbiter(third, building.seller)).accepted_at == said.accepted_at  # it was of all of them
    world.do(building.statement(second, building.carrier))
    world.wait(31 * DAY_US)
    assert world.refuse(AcceptArbiter(third, building.seller)) == "lock_ended"


def test_no_arbiter_is_accepted_where_there_is_none(building: Building) -> None:
    (number, *_) = building.escrow()
    assert building.world.refuse(AcceptArbiter(number, building.seller)) == "lock_not_allowed"


def test_what_an_arbiter_gives_back_is_a_signed_statement_too(building: Building) -> None:
    world, (first, second, third) = building.world, building.escrow(arbiter=building.carrier)
    assert world.refuse(ReturnLock(first, building.carrier)) == "milestone_unsigned"
    assert world.refuse(building.given_back(first, building.buyer)) == "device_not_found"  # no payer takes back
    release = building.statement(first, building.carrier)
    swapped = ReturnMilestone(first, building.carrier, DOCUMENT, release.device, release.signature)
    assert world.refuse(swapped) == "statement_signature_invalid"
    back = building.given_back(second, building.carrier)
    taken = ReleaseMilestone(second, building.carrier, DOCUMENT, back.device, back.signature)
    assert world.refuse(taken) == "statement_signature_invalid"
    done = world.do(building.given_back(first, building.carrier, party=building.buyer))
    assert done.returned_minor == 200
    world.do(ReturnLock(third, building.seller))
    assert building.states(first) == [(RETURNED, 0, True), (OPEN, 0, False), (RETURNED, 0, False)]


def test_no_payer_is_the_arbiter_of_its_own_escrow_at_another_bank_either(world: World) -> None:
    building = Building(world)
    who = ("15055500001", "\u5f20\u4e09", resident_id(777), "6222000012345678", True)
    banks = (world.wallet(building.buyer).operator, world.bank("boc"))
    mine, other = (WalletNo(world.do(OpenWallet(b, "personal", "II", *who)).wallet) for b in banks)
    world.fund(mine, 1_000)
    terms = replace(building.terms(), payer=mine)
    for arbiter in (mine, other, building.stranger):  # the last has shown no identity: anybody's, under another phone
        assert world.refuse(replace(terms, arbiter=arbiter)) == "arbiter_cannot_decide"
        opening = OpenLock(mine, 5, world.clock.now() + DAY_US, payee=building.seller, arbiter=arbiter)
        assert world.refuse(opening) == "arbiter_cannot_decide"
    world.do(replace(terms, arbiter=building.carrier))


def test_a_statement_signed_for_a_copy_of_the_world_is_good_here_for_nothing(
    world: World, new_db_url: Callable[[], str], tmp_path: Path
) -> None:
    other = World(new_db_url(), tmp_path / "other.json")
    here, copy = Building(world), Building(other)
    first, same = here.escrow(arbiter=here.carrier)[0], copy.escrow(arbiter=copy.carrier)[0]
    assert (first, here.row(first)) == (same, copy.row(same))
    copy.pockets[copy.carrier] = here.pockets[here.carrier]  # the inspector's one phone
    assert world.refuse(copy.statement(same, copy.carrier)) == "statement_signature_invalid"
    world.do(here.statement(first, here.carrier))
    other.close()
