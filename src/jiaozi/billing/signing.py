"""Signed requests to pay: what exactly is signed, and by whom.

The text is JSON in one form: keys sorted, no blanks, UTF-8, what is absent null. It ends with the request, so that a
signature cannot be used for another amount, payee, payer, plan, reference or time; its nonce is good for one request.
"""

import json
import re
from typing import Final, NamedTuple

from jiaozi.clock import format_time
from jiaozi.ids import encode_id

KIND: Final = "jiaozi.payment-request.v1"
NONCE: Final = re.compile(r"[A-Za-z0-9._~+/=-]{16,100}", re.ASCII)
"""The device's own, as in signed instructions."""
SIGNATURE_MAX: Final = 100
"""Characters: 64 bytes as base64url are 86."""


class Asked(NamedTuple):
    """What a request asks, as it is signed. Numbers are ids, 0 for none; `expires_at` is in microseconds."""

    amount_minor: int
    expires_at: int
    store: int = 0
    payee: int = 0
    payer: int = 0
    plan: int = 0
    purpose: str = ""
    reference: str | None = None
    nonce: str = ""


def signed_text(asked: Asked) -> str:
    """The text that a device signs."""

    def named(prefix: str, number: int) -> str | None:
        return encode_id(prefix, number) if number else None

    content = {
        "amount": {"asset": "E-CNY", "minor": asked.amount_minor},
        "expires_at": format_time(asked.expires_at),
        "kind": KIND,
        "nonce": asked.nonce,
        "payee": named("wal", asked.payee),
        "payer": named("wal", asked.payer),
        "plan": named("spl", asked.plan),
        "purpose": asked.purpose,
        "reference": asked.reference,
        "store": named("sto", asked.store),
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
