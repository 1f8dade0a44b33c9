"""A device's key in a program: it signs every act of a client (RFC 9421), requests to pay, and milestones.

Needs `pip install jiaozi-sdk[devices]`.
"""

import base64
import json
import secrets
import time
from collections.abc import Callable, Generator
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Final, Literal

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from jiaozi_sdk.client import Client
from jiaozi_sdk.errors import ApiError
from jiaozi_sdk.models import Lock, RequestSignature

Algorithm = Literal["ed25519", "ecdsa-p256-sha256"]
LIFE_S: Final = 60
_CHINA: Final = timezone(timedelta(hours=8))


class DeviceKey:
    """A private key of a device. Printing it shows nothing of it."""

    def __init__(self, private: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> None:
        self._private = private
        self.algorithm: Algorithm = "ed25519" if isinstance(private, Ed25519PrivateKey) else "ecdsa-p256-sha256"

    @classmethod
    def generate(cls, algorithm: str = "ed25519") -> "DeviceKey":
        """A new key; `algorithm` is ed25519 or ecdsa-p256-sha256. Raises `ValueError`."""
        if algorithm == "ed25519":
            return cls(Ed25519PrivateKey.generate())
        if algorithm == "ecdsa-p256-sha256":
            return cls(ec.generate_private_key(ec.SECP256R1()))
        raise ValueError(f"{algorithm!r} is neither ed25519 nor ecdsa-p256-sha256")

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
            return _base64url(known.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        return _base64url(known.public_bytes_raw())

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
        self, device: str, key: DeviceKey, *, user_verified: bool = False, now_s: Callable[[], float] = time.time
    ) -> None:
        self.device = device
        self.user_verified = user_verified
        self._key = key
        self._now_s = now_s

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Adds the signature to a POST; what only reads is not signed."""
        if request.method == "POST":
            self.sign(request)
        yield request

    def sign(self, request: httpx.Request) -> None:
        """Adds Content-Digest, Signature-Input and Signature to a request with its body and its Idempotency-Key."""
        digest = f"sha-256=:{base64.b64encode(sha256(request.content).digest()).decode()}:"
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        covered = {
            "@method": request.method,
            "@path": path or "/",
            "@query": f"?{query}",
            "content-digest": digest,
            "idempotency-key": request.headers["Idempotency-Key"].strip(" \t"),
        }
        created = int(self._now_s())
        tag = "jiaozi-user-verified" if self.user_verified else "jiaozi-device"
        names = " ".join(f'"{name}"' for name in covered)
        said = (
            f"({names});created={created};expires={created + LIFE_S}"
            f';nonce="{secrets.token_urlsafe(18)}";alg="{self._key.algorithm}";keyid="{self.device}";tag="{tag}"'
        )
        lines = [f'"{name}": {value}' for name, value in covered.items()]
        base = "\n".join([*lines, f'"@signature-params": {said}'])
        request.headers["Content-Digest"] = digest
        request.headers["Signature-Input"] = f"sig1={said}"
        request.headers["Signature"] = f"sig1=:{base64.b64encode(self._key.sign(base.encode())).decode()}:"


def clock_of(client: Client) -> Callable[[], float]:
    """The platform's time in seconds, asked for at each signature: the `now_s` of a signer where the world's clock is
    not this machine's. `client` is one that does not sign."""

    def now_s() -> float:
        now = client.world().now
        try:
            return datetime.fromisoformat(now).timestamp()
        except (ValueError, OverflowError) as error:
            raise ApiError("answer_unreadable", 200, "a time that is none") from error

    return now_s


def sign_payment_request(
    device: str,
    sign: Callable[[bytes], bytes],
    *,
    amount_minor: int,
    expires_at: str,
    store: str | None = None,
    payee: str | None = None,
    payer: str | None = None,
    purpose: str = "",
    reference: str | None = None,
    plan: str | None = None,
) -> RequestSignature:
    """What `payment_requests.create` takes as `signed`, given the same arguments besides: the request is signed by a
    device of the payee's holder, with its key's `sign`. Raises `ValueError`: no ISO 8601 with an offset."""
    instant = datetime.fromisoformat(expires_at)
    if instant.tzinfo is None:
        raise ValueError("a time without its offset")
    nonce = secrets.token_urlsafe(18)
    content = {
        "amount": {"asset": "E-CNY", "minor": amount_minor},
        "expires_at": instant.astimezone(_CHINA).isoformat(timespec="microseconds"),
        "kind": "jiaozi.payment-request.v1",
        "nonce": nonce,
        "payee": payee,
        "payer": payer,
        "plan": plan,
        "purpose": purpose,
        "reference": reference,
        "store": store,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return RequestSignature(device=device, nonce=nonce, signature=_base64url(sign(text.encode())))


def milestone_statement(lock: Lock, document: str, act: Literal["release", "return"] = "release") -> str:
    """The text that is signed to release a milestone's lock, as it was read, or by an arbiter to give it back, on the
    proof of the document with this SHA-256. Raises `ValueError`: a lock that is no milestone."""
    if lock.escrow is None:
        raise ValueError("no milestone of an escrow")
    content = {
        "act": act,
        "amount": {"asset": lock.amount.asset, "minor": lock.amount.minor},
        "document": document,
        "escrow": lock.escrow,
        "kind": "jiaozi.milestone.v1",
        "lock": lock.id,
        "milestone": lock.milestone,
        "payee": lock.payee,
        "payer": lock.payer,
        "title": lock.title,
        "world": lock.world,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sign_milestone(
    sign: Callable[[bytes], bytes], lock: Lock, document: str, act: Literal["release", "return"] = "release"
) -> str:
    """What `locks.proofs.create`, or `locks.return_proofs.create`, takes as `signature`, made with a key's `sign`.
    Raises as `milestone_statement`."""
    return _base64url(sign(milestone_statement(lock, document, act).encode()))


def signature_holds(algorithm: str, public_key: str, signature: str, text: str) -> bool:
    """Whether a signature, as it was read, is over a text by a public key: checked here, without asking anybody. Who
    has read no more than the text and the signature gets the key from whoever is said to have signed."""
    try:
        key, made = _from_base64url(public_key), _from_base64url(signature)
        if algorithm == "ed25519":
            Ed25519PublicKey.from_public_bytes(key).verify(made, text.encode())
        elif algorithm == "ecdsa-p256-sha256" and len(made) == 64:
            der = utils.encode_dss_signature(int.from_bytes(made[:32], "big"), int.from_bytes(made[32:], "big"))
            point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
            point.verify(der, text.encode(), ec.ECDSA(SHA256()))
        else:
            return False
    except (ValueError, InvalidSignature):
        return False
    return True


def _from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
