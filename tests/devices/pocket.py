"""A device in somebody's pocket: a real private key, as the phone or the browser holds it."""

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from jiaozi.devices.keys import to_text


class Pocket:
    """A key pair. `public` is the raw key, `spki` its SubjectPublicKeyInfo, both base64url."""

    def __init__(self, algorithm: str = "ed25519") -> None:
        self.algorithm = algorithm
        self._key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey
        self._key = Ed25519PrivateKey.generate() if algorithm == "ed25519" else ec.generate_private_key(ec.SECP256R1())
        known = self._key.public_key()
        self.spki = to_text(known.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
        if isinstance(known, ec.EllipticCurvePublicKey):
            self.public = to_text(known.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        else:
            self.public = to_text(known.public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """A signature as it stands on the wire."""
        if isinstance(self._key, Ed25519PrivateKey):
            return self._key.sign(message)
        r, s = utils.decode_dss_signature(self._key.sign(message, ec.ECDSA(SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)
