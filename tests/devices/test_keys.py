"""Public keys come in in several forms and are stored in one; signatures hold for their own message and key alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozi.devices.keys import canonical_key, to_text, verify
from jiaozi.devices.model import AlgorithmName
from tests.devices.pocket import Pocket

ALGORITHMS: list[AlgorithmName] = ["ed25519", "ecdsa-p256-sha256"]
POCKETS = {name: Pocket(name) for name in ALGORITHMS}


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_raw_and_spki_are_one_key(algorithm: AlgorithmName) -> None:
    pocket = POCKETS[algorithm]
    assert canonical_key(algorithm, pocket.public) == canonical_key(algorithm, pocket.spki) == pocket.public
    assert canonical_key(algorithm, pocket.spki + "=" * (-len(pocket.spki) % 4)) == pocket.public


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_is_no_key_of_the_algorithm_is_none(algorithm: AlgorithmName) -> None:
    other = next(pocket for name, pocket in POCKETS.items() if name != algorithm)
    for text in ("", "x", "!!", "A" * 300, other.spki, to_text(bytes(65)), to_text(b"\4" + bytes(64)), "é" * 43):
        assert canonical_key(algorithm, text) is None
    assert canonical_key("rsa", POCKETS[algorithm].public) is None


@given(data=st.binary(max_size=130))
def test_any_bytes_are_a_key_or_none_and_a_key_is_stable(data: bytes) -> None:
    for algorithm in ALGORITHMS:
        found = canonical_key(algorithm, to_text(data))
        assert found is None or canonical_key(algorithm, found) == found


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@settings(max_examples=40)
@given(message=st.binary(max_size=200), place=st.integers(0, 511), other=st.binary(max_size=200))
def test_a_signature_holds_for_its_message_and_no_bit_of_it_may_change(
    algorithm: AlgorithmName, message: bytes, place: int, other: bytes
) -> None:
    pocket = POCKETS[algorithm]
    signature = pocket.sign(message)
    assert verify(algorithm, pocket.public, signature, message)
    assert verify(algorithm, pocket.public, signature, other) == (message == other)
    changed = bytearray(signature)
    changed[place // 8] ^= 1 << place % 8
    assert not verify(algorithm, pocket.public, bytes(changed), message)
    assert not verify(algorithm, pocket.public, signature[:-1], message)
    assert not verify(algorithm, Pocket(algorithm).public, signature, message)
