"""Public keys of devices and the signatures made with them: Ed25519, and ECDSA on P-256 as a browser's WebCrypto signs.

The one place that says what a good public key is and whether a signature holds; all who take keys or signatures ask it.

A key is stored in one form: base64url without padding of the raw key (32 bytes for Ed25519, the 65 bytes of the
uncompressed point for P-256). On the way in a key may also come as SubjectPublicKeyInfo, as `exportKey("spki")` gives
it. P-256 signatures are the 64 bytes r || s of IEEE P1363, which is what WebCrypto and RFC 9421 use.
"""

import base64
import re
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

KEY_TEXT_MAX: Final = 200
SIGNATURE_BYTES: Final = 64
_BASE64: Final = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


class Algorithm(StrEnum):
    """How a device signs; the names are RFC 9421's."""

    ED25519 = "ed25519"
    P256 = "ecdsa-p256-sha256"


_SIZES: Final = {Algorithm.ED25519: 32, Algorithm.P256: 65}
_SPKI: Final = {
    Algorithm.ED25519: bytes.fromhex("302a300506032b6570032100"),
    Algorithm.P256: bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200"),
}
"""What stands before the raw key in its SubjectPublicKeyInfo (RFC 8410, RFC 5480): constant, since DER has one form."""


def canonical_key(algorithm: str, text: str) -> str | None:
    """The stored form of a public key, or None when it is not a good key of this algorithm: a point that a private key
    leads to, written in the one way there is to write it.

    Ed25519: canonical, on the curve, in the prime-order group, so no point of small order, for which anybody can sign
    (Chalkias and others, Taming the many EdDSAs, 2020). P-256: on the curve, not at infinity, uncompressed.
    """
    if algorithm not in tuple(Algorithm) or len(text) > KEY_TEXT_MAX:
        return None
    known = Algorithm(algorithm)
    try:
        data = from_text(text.rstrip("="))
    except ValueError:
        return None
    raw = data[-_SIZES[known] :]
    if len(raw) != _SIZES[known] or data not in (raw, _SPKI[known] + raw):
        return None
    good = crypto_core_ed25519_is_valid_point(raw) if known == Algorithm.ED25519 else _point(raw) is not None
    return to_text(raw) if good else None


def is_good(algorithm: str, public_key: str) -> bool:
    """Whether a stored public key is one that would be taken now."""
    return canonical_key(algorithm, public_key) == public_key


def _point(raw: bytes) -> ec.EllipticCurvePublicKey | None:
    """A point of P-256 from its 65 bytes: of these only the uncompressed form is read."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return None


def to_text(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """The bytes of base64url without padding. Raises `ValueError`, also where the text is not what `to_text` writes."""
    if _BASE64.fullmatch(text) is None:
        raise ValueError("not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_text(data) != text:
        raise ValueError("bits are left over")
    return data


def verify(algorithm: str, public_key: str, signature: bytes, message: bytes) -> bool:
    """Whether a signature over `message` was made with the private half of a stored public key.

    Nothing holds under a key that is not good, whenever it was stored. An Ed25519 signature has one form: S below the
    group's order, R canonical and not of small order. Of ECDSA both r || s and r || n-s hold, since WebCrypto makes
    either: what must happen once hangs on a nonce, never on a signature's bytes.
    """
    if len(signature) != SIGNATURE_BYTES or not is_good(algorithm, public_key):
        return False
    raw = from_text(public_key)
    try:
        if algorithm == Algorithm.ED25519:
            VerifyKey(raw).verify(message, signature)
        else:
            der = utils.encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
            point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
            point.verify(der, message, ec.ECDSA(SHA256()))
    except (BadSignatureError, InvalidSignature):
        return False
    return True
