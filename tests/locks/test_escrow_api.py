"""Escrows over HTTP and by the SDK: opened, signed, brought, read by their parties and checked by anybody."""

from hashlib import sha256

import pytest

from jiaozi.devices.model import RegisterDevice
from jiaozi.ids import encode_id
from jiaozi.kinds import HolderNo
from jiaozi.wallets.store import wallet
from jiaozi_sdk import ApiError, Client
from jiaozi_sdk.devices import DeviceKey, milestone_statement, sign_milestone, signature_holds
from jiaozi_sdk.models import Milestone
from tests.api.conftest import Live, live, serve, town

__all__ = ["live", "serve", "town"]
UNTIL = ("2026-01-10T10:00:00+08:00", "2026-01-20T10:00:00+08:00")
REPORT = sha256(b"report 12").hexdigest()


def of(live: Live, who: str) -> Client:
    """Somebody's client."""
    return Client(live.url, live.town.tokens[who])


def opened(live: Live) -> tuple[str, ...]:
    """The locks of an escrow of li's for the teahouse's counter, whose milestones the works inspect: they accept."""
    with of(live, "li") as li:
        parts = [Milestone(title=f"part {n}", amount_minor=100 * n, due_at=at) for n, at in enumerate(UNTIL, 1)]
        made = li.escrows.create(
            payer=live.ids["li"], amount_minor=300, milestones=parts, store=live.ids["counter"],
            arbiter=live.ids["works"],
        )  # fmt: skip
    with of(live, "teahouse") as shop:
        shop.locks.arbiter_acceptance(made.escrow, party=shop.locks.get(made.escrow).lock.payee)
    return tuple(made.locks)


def holder_of(live: Live) -> HolderNo:
    """The holder of the works' wallet."""
    with live.town.platform.snapshot() as connection:
        row = wallet(connection, live.town.number("works"))
    assert row is not None
    return row.holder


@pytest.mark.parametrize("algorithm", ["ed25519", "ecdsa-p256-sha256"])
def test_an_inspector_signs_a_builder_brings_and_everybody_checks(live: Live, algorithm: str) -> None:
    first, second = opened(live)
    key = DeviceKey.generate(algorithm)
    device = encode_id("dev", live.town.do(RegisterDevice(holder_of(live), key.algorithm, key.public)).device)
    with of(live, "works") as works, of(live, "teahouse") as shop, of(live, "li") as li:
        row = works.locks.get(first).lock
        said = {"party": row.payee, "document": REPORT, "device": device}
        signature = sign_milestone(key.sign, row, REPORT)
        with pytest.raises(ApiError, match="statement_signature_invalid"):
            shop.locks.proofs.create(second, signature=signature, **said)
        done = shop.locks.proofs.create(first, signature=signature, **said)
        assert (done.escrow, done.milestone, done.released.minor) == (first, 1, 100)
        seen = li.escrows.get(first)
        proof = li.locks.get(first).proof
    assert (seen.amount.minor, seen.released.minor, seen.open.minor) == (300, 100, 200)
    assert [each.lock.state for each in seen.milestones] == ["released", "open"]
    assert proof == seen.milestones[0].proof
    assert proof is not None
    assert proof.text == milestone_statement(row, REPORT)
    assert signature_holds(proof.algorithm, proof.public_key, proof.signature, proof.text)
    wrong = ((proof.text.replace("part 1", "part 2"), proof.signature), (proof.text, "A" * 86), (proof.text, "?"))
    for text, other in wrong:
        assert not signature_holds(proof.algorithm, proof.public_key, other, text)
    assert not signature_holds("rsa", proof.public_key, proof.signature, proof.text)


def test_to_others_there_is_no_escrow(live: Live) -> None:
    first, second = opened(live)
    path = f"/v1/escrows/{first}"
    assert {who: live.get(who, path).status_code for who in ("li", "teahouse", "wang", "works", "city")} == {
        "li": 200, "teahouse": 200, "works": 200, "wang": 404, "city": 403,
    }  # fmt: skip
    assert live.get("li", f"/v1/escrows/{second}").json()["code"] == "lock_not_found"  # by its first milestone alone
    body = {"party": live.ids["wang"], "document": REPORT, "device": "dev_0000000000001", "signature": "A" * 86}
    assert live.post("wang", f"/v1/locks/{first}/proofs", body).json()["code"] == "lock_not_found"
    body |= {"party": live.ids["li"]}
    assert live.post("li", f"/v1/locks/{first}/proofs", body).json()["code"] == "device_not_found"
    assert live.post("wang", f"/v1/locks/{first}/proofs", body).json()["code"] == "lock_not_found"


def test_a_milestone_of_no_escrow_says_no_text(live: Live) -> None:
    with of(live, "li") as li:
        made = li.locks.create(payer=live.ids["li"], amount_minor=5, ends_at=UNTIL[0], payee=live.ids["wang"])
        with pytest.raises(ValueError, match="no milestone"):
            milestone_statement(li.locks.get(made.lock).lock, REPORT)
