"""A device's key in a program: `DeviceKey` keeps it, `DeviceSigner` signs every act of a client with it (RFC 9421)."""

import secrets
from collections.abc import Callable, Generator
from typing import Final

import httpx
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from jiaozi.clock import SECOND_US, SystemClock
from jiaozi.devices import httpsig
from jiaozi.devices.keys import Algorithm, to_text

LIFE_S: Final = 60
_COMPONENTS: Final = ("@method", "@path", "@query", "content-digest", "idempotency-key")


class DeviceKey:
    """A private key of a device. Printing it shows nothing of it."""

    def __init__(self, private: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> None:
        self._private = private
        self.algorithm = Algorithm.ED25519 if isinstance(private, Ed25519PrivateKey) else Algorithm.P256

    @classmethod
    def generate(cls, algorithm: str = "ed25519") -> "DeviceKey":
        """A new key; `algorithm` is ed25519 or ecdsa-p256-sha256. Raises `ValueError`."""
        if Algorithm(algorithm) == Algorithm.ED25519:
            return cls(Ed25519PrivateKey.generate())
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_pem(cls, pem: bytes) -> "DeviceKey":
        """The key of `pem`. Raises `ValueError`."""
        key = load_pem_private_key(pem, None)
        if isinstance(key, Ed25519PrivateKey):
            return cls(key)
        if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
            return cls(key)
        raise ValueError("neither an Ed25519 nor a P-256 key")

    def to_pem(self) -> bytes:
        """The key as PKCS 8 in PEM, not encrypted: keep it where only its owner can read it."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public(self) -> str:
        """The public key as it is registered: base64url of its raw form."""
        known = self._private.public_key()
        if isinstance(known, ec.EllipticCurvePublicKey):
            return to_text(known.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        return to_text(known.public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """A signature in the form of RFC 9421: for P-256 the 64 bytes r || s."""
        if isinstance(self._private, Ed25519PrivateKey):
            return self._private.sign(message)
        r, s = utils.decode_dss_signature(self._private.sign(message, ec.ECDSA(SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def __repr__(self) -> str:
        return f"DeviceKey({self.algorithm})"


class DeviceSigner(httpx.Auth):
    """Signs every act of a client: `Client(url, api_key, signer=DeviceSigner(device, key))`.

    `user_verified` says that the user has proved to this device who it is (a PIN); set it only after you have asked.
    Every attempt has a fresh nonce and holds for `LIFE_S` seconds; the act's idempotency key stays the same. `now_s`
    gives the platform's time, for a world whose clock is not this machine's.
    """

    requires_request_body = True

    def __init__(
        self, device: str, key: DeviceKey, *, user_verified: bool = False, now_s: Callable[[], int] | None = None
    ) -> None:
        self.device = device
        self.user_verified = user_verified
        self._key = key
        self._now_s = now_s or (lambda: SystemClock().now() // SECOND_US)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Adds the signature to a POST; what only reads is not signed."""
        if request.method == "POST":
            self.sign(request)
        yield request

    def sign(self, request: httpx.Request) -> None:
        """Adds Content-Digest, Signature-Input and Signature to a request with its body and its Idempotency-Key."""
        request.headers["Content-Digest"] = httpsig.content_digest(request.content)
        created = self._now_s()
        text = httpsig.input_text(
            _COMPONENTS,
            {
                "created": created,
                "expires": created + LIFE_S,
                "nonce": secrets.token_urlsafe(18),
                "alg": self._key.algorithm.value,
                "keyid": self.device,
                "tag": "jiaozi-user-verified" if self.user_verified else "jiaozi-device",
            },
        )
        base = httpsig.signature_base(_message(request), _COMPONENTS, text)
        if base is None:
            raise ValueError("the request has no Idempotency-Key")
        request.headers["Signature-Input"] = f"sig1={text}"
        request.headers["Signature"] = f"sig1={httpsig.signature_text(self._key.sign(base.encode()))}"


def _message(request: httpx.Request) -> httpsig.Message:
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    authority = request.url.netloc.decode("ascii")
    headers = [(name.lower(), value) for name, value in request.headers.multi_items()]
    return httpsig.Message(request.method, request.url.scheme, authority, path, query, headers)
