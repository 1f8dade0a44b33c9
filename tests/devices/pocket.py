"""A device in somebody's pocket: a real private key, as the phone or the browser holds it."""

from base64 import b64encode
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from jiaozi.clock import SECOND_US
from jiaozi.devices.keys import to_text
from jiaozi.devices.model import AlgorithmName, SignedInstruction
from jiaozi.ids import encode_id
from jiaozi.kinds import DeviceNo


class Pocket:
    """A key pair. `public` is the raw key, `spki` its SubjectPublicKeyInfo, both base64url."""

    def __init__(self, algorithm: AlgorithmName = "ed25519") -> None:
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


class Bound:
    """A pocket whose device is registered: makes verified instructions as the API would, with true evidence."""

    def __init__(self, device: DeviceNo, pocket: Pocket) -> None:
        self.device, self.pocket = device, pocket
        self._nonces = count(1)

    def signed(
        self,
        command: Any,
        at: int,
        *,
        pin: bool = True,
        nonce: str = "",
        life_s: int = 60,
        device: DeviceNo = DeviceNo(0),
    ) -> SignedInstruction:
        """An instruction signed at an instant (microseconds)."""
        number = device or self.device
        nonce = nonce or f"nonce-{self.device}-{next(self._nonces):08d}"
        created = at // SECOND_US
        text = (
            f'("@method" "@path");created={created};expires={created + life_s};nonce="{nonce}";'
            f'alg="{self.pocket.algorithm}";keyid="{encode_id("dev", number)}";tag="x"'
        )
        base = f'"@method": POST\n"@path": /v1/payments\n"@signature-params": {text}'
        signature = f":{b64encode(self.pocket.sign(base.encode())).decode()}:"
        expires_at = (created + life_s) * SECOND_US
        return SignedInstruction(command, number, nonce, created * SECOND_US, expires_at, pin, base, signature)
