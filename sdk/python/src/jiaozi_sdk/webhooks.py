"""What a receiver of webhooks verifies: Standard Webhooks, scheme v1 (HMAC-SHA256)."""

import base64
import hmac
import time
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from jiaozi_sdk._json import decode, read
from jiaozi_sdk.models import Event

if TYPE_CHECKING:
    from jiaozi_sdk.events import WebhookEvent

TOLERANCE_S: Final = 300
_SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - no secret, the mark of one
_VERSION: Final = "v1,"


class SignatureInvalid(ValueError):
    """A message that does not come from the platform, or comes too late."""


def verify_webhook(secret: str, headers: Mapping[str, str], body: bytes, now_s: float | None = None) -> "WebhookEvent":
    """The event that a request to your endpoint carries, as the model of its kind (`jiaozi_sdk.events`); one of a kind
    that this package does not know as an `Event`. `body` are its bytes as they came, `now_s` the Unix time.

    Raises `SignatureInvalid`: it is not from the platform, or more than five minutes old. Keep the ids of events you
    have handled: a message may come more than once.
    """
    found = {name.lower(): value for name, value in headers.items()}
    message, stamp, signatures = (found.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    good = message and stamp.isascii() and stamp.isdigit() and len(stamp) < 16
    if not good or abs(int(stamp) - (time.time() if now_s is None else now_s)) > TOLERANCE_S:
        raise SignatureInvalid("no id, or a timestamp that is missing or too far away")
    expected = _signature(secret, message, stamp, body)
    shown = [each.removeprefix(_VERSION) for each in signatures.split() if each.startswith(_VERSION)]
    if not any(hmac.compare_digest(expected.encode(), each.encode()) for each in shown):
        raise SignatureInvalid("no signature fits")
    try:
        decoded = event_of(read(body))
    except ValueError as error:
        raise SignatureInvalid("signed, but no event") from error
    return decoded


def event_of(message: Any) -> "WebhookEvent":
    """A message, read from JSON, or an event of the list, as the model of its kind: what a webhook has of it. Raises
    `ValueError`."""
    from jiaozi_sdk.events import EVENTS  # whoever receives nothing does not wait for its many models

    if isinstance(message, Event):
        message = {each.name: getattr(message, each.name) for each in fields(message)}
    kind = message.get("type") if isinstance(message, dict) else None
    model = EVENTS.get(kind, Event) if isinstance(kind, str) else Event
    decoded: WebhookEvent = decode(model, message)
    return decoded


def _signature(secret: str, message: str, stamp: str, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_SECRET_PREFIX))
    signed = f"{message}.{stamp}.".encode() + body
    return base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
