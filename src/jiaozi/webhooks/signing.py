"""How messages are signed and verified: Standard Webhooks, scheme v1 (HMAC-SHA256).

The receiver verifies `webhook-signature` over `id.timestamp.body` with its secret, and refuses timestamps that are not
close to its own clock. The secret is derived from the keyring, so it is stored nowhere.
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from typing import Any, Final

from jiaozi import interchange
from jiaozi.webhooks.model import Endpoint

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - no secret, the mark of one
TOLERANCE_S: Final = 300
_VERSION: Final = "v1,"


class SignatureInvalid(ValueError):
    """A message that does not come from the platform, or comes too late."""


def secret_of(key: bytes, endpoint: int, version: int) -> str:
    """An endpoint's secret: `whsec_` and 32 bytes in base 64. `key` is the keyring's, derived for webhooks."""
    return SECRET_PREFIX + base64.b64encode(hmac.digest(key, f"{endpoint}:{version}".encode(), "sha256")).decode()


def is_secret(text: str) -> bool:
    """Whether a text has the form of a secret."""
    try:
        return text.startswith(SECRET_PREFIX) and len(base64.b64decode(text[len(SECRET_PREFIX) :], validate=True)) > 0
    except ValueError:
        return False


def secrets_of(key: bytes, endpoint: Endpoint, now: int) -> list[str]:
    """The secrets to sign with: the newest, and the one before while both are honoured."""
    versions = [endpoint.secret_version]
    if now < endpoint.overlap_until:
        versions.append(endpoint.secret_version - 1)
    return [secret_of(key, endpoint.id, version) for version in versions]


def headers(secrets: Sequence[str], message: str, timestamp_s: int, body: bytes) -> dict[str, str]:
    """The headers of one attempt, with a signature for each secret."""
    signatures = " ".join(_VERSION + _signature(secret, message, timestamp_s, body) for secret in secrets)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp_s),
        "webhook-signature": signatures,
        "content-type": "application/json",
        "user-agent": "Jiaozi-Webhooks/1",
    }


def verify(secret: str, given: Mapping[str, str], body: bytes, now_s: int) -> dict[str, Any]:
    """The event of a message, for a receiver: `given` are the request's headers, `now_s` the receiver's Unix seconds.

    Raises `SignatureInvalid`: headers missing, a timestamp more than five minutes away, or no signature that fits.
    """
    found = {name.lower(): value for name, value in given.items()}
    message, stamp, signatures = (found.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not (message and stamp.isascii() and stamp.isdigit()) or abs(int(stamp) - now_s) > TOLERANCE_S:
        raise SignatureInvalid("no id, or a timestamp that is missing or too far away")
    expected = _signature(secret, message, int(stamp), body)
    shown = [each.removeprefix(_VERSION) for each in signatures.split() if each.startswith(_VERSION)]
    if not any(hmac.compare_digest(expected.encode(), each.encode()) for each in shown):
        raise SignatureInvalid("no signature fits")
    decoded: dict[str, Any] = interchange.read(body)
    return decoded


def _signature(secret: str, message: str, timestamp_s: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = f"{message}.{timestamp_s}.".encode() + body
    return base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
