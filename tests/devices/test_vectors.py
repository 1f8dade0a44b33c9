"""What others know about weak keys and false signatures, against our one place that decides about them."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jiaozi.devices.keys import canonical_key, from_text, to_text, verify
from jiaozi.devices.model import AlgorithmName
from tests.devices.pocket import Pocket

VECTORS: Final = Path(__file__).parent / "vectors"
ED25519: AlgorithmName = "ed25519"
P256: AlgorithmName = "ecdsa-p256-sha256"
P: Final = 2**255 - 19
"""The field of Ed25519."""
Y8: Final = int.from_bytes(
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), byteorder="little"
)
"""The y of two of the points of order 8; the other two have its negative."""
L: Final = 2**252 + 27742317777372353535851937790883648493
"""The order of Ed25519's group."""
N: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""The order of P-256's group."""


def encoded(y: int, sign: int) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


SMALL: Final = [encoded(y, sign) for y in (0, 1, P - 1, Y8, P - Y8, P, P + 1) for sign in (0, 1)]
"""Every encoding of the eight points of small order, also those that a lenient reader takes."""
NOT_CANONICAL: Final = [encoded(y, sign) for y in range(P, 2**255) for sign in (0, 1)]


def wycheproof(name: str) -> Iterator[tuple[Any, Any]]:
    """Groups and their tests of a file."""
    content = json.loads(gzip.decompress((VECTORS / f"wycheproof_{name}_test.json.gz").read_bytes()))
    yield from ((group, test) for group in content["testGroups"] for test in group["tests"])


def openssl_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """RFC 8032's equation and nothing more."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize(("algorithm", "file"), [(ED25519, "ed25519"), (P256, "ecdsa_secp256r1_sha256_p1363")])
def test_wycheproofs_signatures_hold_or_do_not_as_they_should(algorithm: str, file: str) -> None:
    seen = set()
    for group, test in wycheproof(file):
        raw = canonical_key(algorithm, to_text(bytes.fromhex(group["publicKeyDer"])))
        assert raw is not None, group["publicKeyDer"]
        holds = verify(algorithm, raw, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
        assert holds == (test["result"] == "valid"), test
        seen.add(test["result"])
    assert seen == {"valid", "invalid"}


def test_wycheproofs_p_256_keys_are_taken_in_the_one_right_form_alone() -> None:
    """What it calls acceptable, compressed points and loose ASN.1, has another form and so is refused as well."""
    seen = set()
    for _, test in wycheproof("ecdh_secp256r1"):
        taken = canonical_key(P256, to_text(bytes.fromhex(test["public"]))) is not None
        assert taken == (test["result"] == "valid"), test
        seen.add(test["result"])
    assert seen == {"valid", "invalid", "acceptable"}


def test_none_of_the_cases_of_ed25519_speccheck_holds() -> None:
    """OpenSSL alone takes five of them: 0 to 3 and 11."""
    cases = json.loads((VECTORS / "ed25519_speccheck_cases.json").read_text())
    parts = [[bytes.fromhex(case[name]) for name in ("pub_key", "signature", "message")] for case in cases]
    assert [number for number, part in enumerate(parts) if openssl_holds(*part)] == [0, 1, 2, 3, 11]
    assert [verify(ED25519, to_text(public), *rest) for public, *rest in parts] == [False] * 12
    good = [number for number, part in enumerate(parts) if canonical_key(ED25519, to_text(part[0]))]
    assert good == [6, 7]  # their keys are sound; their S is not below the group's order


def test_no_ed25519_key_is_of_small_order_or_written_in_a_second_way() -> None:
    for raw in {*SMALL, *NOT_CANONICAL}:
        assert canonical_key(ED25519, to_text(raw)) is None, raw.hex()
        spki = bytes.fromhex("302a300506032b6570032100") + raw
        assert canonical_key(ED25519, to_text(spki)) is None, raw.hex()


def test_a_key_that_is_no_point_or_has_a_part_of_small_order_is_none() -> None:
    assert canonical_key(ED25519, to_text(encoded(2, 0))) is None  # no x belongs to y = 2
    mixed = "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"
    assert canonical_key(ED25519, to_text(bytes.fromhex(mixed))) is None


def test_a_signature_that_fits_every_message_holds_for_none_even_under_a_key_that_is_stored() -> None:
    """R is the key and S is 0: under a key of order one OpenSSL takes it for any message."""
    identity = encoded(1, 0)
    signature = identity + bytes(32)
    for message in (b"pay 1", b"pay 1000000"):
        assert openssl_holds(identity, signature, message)
        assert not verify(ED25519, to_text(identity), signature, message)


@pytest.mark.parametrize("stored", ["", "AAAA", "!", "A" * 43, "A" * 87])
@pytest.mark.parametrize("algorithm", [ED25519, P256])
def test_under_what_is_no_key_nothing_holds(algorithm: str, stored: str) -> None:
    assert not verify(algorithm, stored, bytes(64), b"")


def test_an_ed25519_signature_has_one_form() -> None:
    pocket = Pocket(ED25519)
    signature = pocket.sign(b"pay 5")
    for times in range(1, 16):
        again = int.from_bytes(signature[32:], "little") + times * L
        if again < 2**256:
            assert not verify(ED25519, pocket.public, signature[:32] + again.to_bytes(32, "little"), b"pay 5")
    for point in {*SMALL, *NOT_CANONICAL}:
        assert not verify(ED25519, pocket.public, point + signature[32:], b"pay 5")


def test_of_a_p_256_signature_both_halves_hold_and_nothing_at_the_edges() -> None:
    """A browser makes either, so both are taken; what may happen once hangs on the nonce."""
    pocket = Pocket(P256)
    signature = pocket.sign(b"pay 5")
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])

    def holds(r: int, s: int) -> bool:
        return verify(P256, pocket.public, r.to_bytes(32) + s.to_bytes(32), b"pay 5")

    assert holds(r, s)
    assert holds(r, N - s)
    edges = (0, 1, N - 1, N, N + 1, 2**256 - 1)
    assert not any(holds(*pair) for edge in edges for pair in ((edge, s), (r, edge), (edge, edge)))
    assert not any(holds(*pair) for pair in ((r + N, s), (r, s + N)) if max(pair) < 2**256)


def test_a_p_256_key_has_one_form() -> None:
    pocket = Pocket(P256)
    raw, head = from_text(pocket.public), from_text(pocket.spki)[:-65]
    half = raw[-1] & 1
    forms = {
        "compressed": bytes((2 + half,)) + raw[1:33],
        "hybrid": bytes((6 + half,)) + raw[1:],
        "infinity": b"\0",
        "off the curve": raw[:-1] + bytes((raw[-1] ^ 1,)),
        "zero": b"\4" + bytes(64),
        "not below the prime": b"\4" + b"\xff" * 64,
        "short": raw[:-1],
        "long": raw + b"\0",
    }
    for name, form in forms.items():
        long_head = bytes((head[0], head[1] - 65 + len(form))) + head[2:24] + bytes((head[24] - 65 + len(form),))
        for written in (form, long_head + head[25:] + form, head + form):
            assert canonical_key(P256, to_text(written)) is None, name
    assert canonical_key(P256, to_text(head + raw)) == pocket.public
    assert canonical_key(P256, to_text(head + raw + b"\0")) is None
    other = ec.generate_private_key(ec.SECP256K1()).public_key().public_numbers()
    assert canonical_key(P256, to_text(b"\4" + other.x.to_bytes(32) + other.y.to_bytes(32))) is None


@pytest.mark.parametrize("form", ["{}=", " {}", "{}\n", "!{}", "{}+", "{}é"])
def test_text_that_is_not_base64url_as_we_write_it_is_no_bytes(form: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        from_text(form.format(to_text(bytes(range(64)))))
    with pytest.raises(ValueError, match="left over"):
        from_text("AB")
