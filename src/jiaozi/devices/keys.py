"""Public keys of devices and the signatures made with them: Ed25519, and ECDSA on P-256 as a browser's WebCrypto signs.

A key is stored in one form: base64url without padding of the raw key (32 bytes for Ed25519, the 65 bytes of the
uncompressed point for P-256). On the way in a key may also come as SubjectPublicKeyInfo, as `exportKey("spki")` gives
it. P-256 signatures are the 64 bytes r || s of IEEE P1363, which is what WebCrypto and RFC 9421 use.
"""

import base64
import binascii
import re
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

KEY_TEXT_MAX: Final = 200
_BASE64: Final = re.compile(r"[A-Za-z0-9_-]+={0,2}", re.ASCII)
_PUBLIC = Ed25519PublicKey | ec.EllipticCurvePublicKey


class Algorithm(StrEnum):
    """How a device signs; the names are RFC 9421's."""

    ED25519 = "ed25519"
    P256 = "ecdsa-p256-sha256"


def canonical_key(algorithm: str, text: str) -> str | None:
    """The stored form of a public key, or None when it is not a key of this algorithm."""
    if algorithm not in tuple(Algorithm) or len(text) > KEY_TEXT_MAX or _BASE64.fullmatch(text) is None:
        return None
    try:
        key = _loaded(Algorithm(algorithm), from_text(text.rstrip("=")))
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return None
    return None if key is None else to_text(_raw(key))


def _loaded(algorithm: Algorithm, data: bytes) -> _PUBLIC | None:
    """A key of its raw bytes or its SubjectPublicKeyInfo. Raises `ValueError`."""
    if algorithm == Algorithm.ED25519:
        if len(data) == 32:
            return Ed25519PublicKey.from_public_bytes(data)
        key = load_der_public_key(data)
        return key if isinstance(key, Ed25519PublicKey) else None
    if data[:1] in (b"\2", b"\3", b"\4"):
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data)
    key = load_der_public_key(data)
    is_p256 = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    return key if is_p256 and isinstance(key, ec.EllipticCurvePublicKey) else None


def _raw(key: _PUBLIC) -> bytes:
    if isinstance(key, Ed25519PublicKey):
        return key.public_bytes_raw()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_text(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """The bytes of base64url without padding. Raises `ValueError`."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verify(algorithm: str, public_key: str, signature: bytes, message: bytes) -> bool:
    """Whether a signature over `message` was made with the private half of a stored public key."""
    key = _loaded(Algorithm(algorithm), from_text(public_key))
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, message)
        elif key is None or len(signature) != 64:
            return False
        else:
            r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
            key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True
