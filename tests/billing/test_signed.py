"""A signed request: the device of the payee's holder signed exactly this, and everybody can check it."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from jiaozi.billing.asking import RequestPayment, as_asked, asked
from jiaozi.billing.requests import AcceptRequest, DeclineRequest
from jiaozi.billing.signing import signed_text
from jiaozi.billing.store import nonces_of, payment_request
from jiaozi.devices.keys import from_text, to_text, verify
from jiaozi.devices.model import AlgorithmName, RegisterDevice, RevokeDevice
from jiaozi.kinds import DeviceNo, SplitPlanNo, StoreNo, WalletNo
from tests.devices.pocket import Pocket
from tests.features.world import World


class Asker:
    """A shop whose company has a device, and somebody who is asked."""

    def __init__(self, world: World, algorithm: AlgorithmName = "ed25519") -> None:
        self.world, self.pocket, bank = world, Pocket(algorithm), world.bank()
        self.store, self.payer = world.shop(bank), world.rich(bank)
        self.nonces = count()
        self.device = self.register(world.shop_wallet(self.store), self.pocket)

    def register(self, wallet: int, pocket: Pocket) -> DeviceNo:
        """A first device of a wallet's holder."""
        command = RegisterDevice(self.world.wallet(wallet).holder, pocket.algorithm, pocket.public, "till")
        return DeviceNo(self.world.do(command).device)

    def signed(self, **more: Any) -> RequestPayment:
        """A signed request of the shop's."""
        until = self.world.clock.now() + 10**10
        nonce = f"{next(self.nonces):016}"
        command = RequestPayment(
            700, until, self.store, WalletNo(0), self.payer, "tea", "T-1", SplitPlanNo(0), self.device, "", nonce
        )
        command = replace(command, **more)
        return replace(command, signature=to_text(self.pocket.sign(signed_text(asked(command)).encode())))


@pytest.mark.parametrize("algorithm", ["ed25519", "ecdsa-p256-sha256"])
def test_a_signed_request_can_be_checked_by_everybody_also_when_it_is_paid(
    world: World, algorithm: AlgorithmName
) -> None:
    asker = Asker(world, algorithm)
    for payer in (asker.payer, 0):
        number = world.do(asker.signed(payer=payer)).payment_request
        world.do(AcceptRequest(number, asker.payer))
        with world.platform.snapshot() as connection:
            row = payment_request(connection, number)
            nonce = nonces_of(connection, [number])[number]
        assert row is not None
        assert (row.device, row.algorithm, row.public_key) == (asker.device, algorithm, asker.pocket.public)
        signature = from_text(row.signature)
        assert verify(row.algorithm, row.public_key, signature, signed_text(as_asked(row, nonce)).encode())


def test_whatever_is_changed_is_noticed(world: World) -> None:
    asker = Asker(world)
    good = asker.signed()
    other = world.shop(world.wallet(asker.payer).operator, world.shop_wallet(asker.store))
    changes: list[dict[str, Any]] = [
        {"amount_minor": 701}, {"expires_at": good.expires_at + 1}, {"store": other}, {"payer": 0}, {"purpose": "Tea"},
        {"reference": None}, {"signature": ""}, {"signature": "AAAA"}, {"signature": good.signature[:-2]},
        {"signature": "x" * 101}, {"nonce": "9" * 16}, {"nonce": ""}, {"nonce": good.nonce + " "},
        {"store": 0, "payee": world.shop_wallet(asker.store)},
    ]  # fmt: skip
    for change in changes:
        assert world.refuse(replace(good, **change)) == "request_signature_invalid", change
    assert world.do(good).payment_request


def test_a_signature_asks_once(world: World) -> None:
    """Replayed under a new key, in one group, or after its request has ended; a refused request uses no nonce up."""
    asker = Asker(world)
    good, late = asker.signed(), asker.signed(expires_at=1)
    assert world.refuse(late) == "expiry_invalid"
    first, second = world.group(good, good)
    assert (type(first).__name__, second.code) == ("PaymentRequested", "nonce_used")
    world.do(DeclineRequest(first.payment_request, asker.payer))
    assert world.refuse(good) == "nonce_used"
    assert world.refuse(asker.signed(amount_minor=701, nonce=good.nonce)) == "nonce_used"
    assert world.do(asker.signed(nonce=late.nonce)).payment_request


def test_only_an_active_device_of_the_payee_s_holder_signs(world: World) -> None:
    asker = Asker(world)
    stranger = asker.register(asker.payer, Pocket())
    assert world.refuse(asker.signed(device=stranger)) == "device_not_found"
    assert world.refuse(asker.signed(device=7)) == "device_not_found"
    assert world.refuse(replace(asker.signed(), device=DeviceNo(0))) == "device_not_found"
    command = asker.signed()
    earlier = world.do(command).payment_request
    world.do(RevokeDevice(asker.device))
    assert world.refuse(asker.signed(reference="T-2")) == "device_revoked"
    assert world.do(AcceptRequest(earlier, asker.payer)).payment


def test_the_text_is_one_form() -> None:
    command = RequestPayment(1_999, 1_793_330_000_000_000, StoreNo(42), WalletNo(0), WalletNo(0), "茶", None)
    assert signed_text(asked(command)) == (
        '{"amount":{"asset":"E-CNY","minor":1999},"expires_at":"2026-10-30T11:13:20.000000+08:00",'
        '"kind":"jiaozi.payment-request.v1","nonce":"","payee":null,"payer":null,"plan":null,"purpose":"茶","reference":null,'
        '"store":"sto_000000000001A"}'
    )
