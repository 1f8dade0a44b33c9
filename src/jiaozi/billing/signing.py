"""Signed requests to pay: what exactly is signed, and by whom.

The text is JSON in one form: keys sorted, no blanks, UTF-8, what is absent null. It ends with the request, so that a
signature cannot be used for another amount, payee, payer, plan, reference or time; its nonce is good for one request.
"""

import json
import re
from typing import Annotated, Final, NamedTuple

from jiaozi.clock import format_time
from jiaozi.ids import encode_id
from jiaozi.kinds import Fen, Instant, OrNone, Reference, SplitPlanNo, StoreNo, Tag, Text, WalletNo

KIND: Final = "jiaozi.payment-request.v1"
NONCE: Final = re.compile(r"[A-Za-z0-9._~+/=-]{16,100}", re.ASCII)
"""The device's own, as in signed instructions."""
SIGNATURE_MAX: Final = 100
"""Characters: 64 bytes as base64url are 86."""
_NONCE_SAYS: Final = ("16 to 100 letters, digits and any of . _ ~ + / = -", "16 至 100 个字母、数字或 . _ ~ + / = -")
Nonce = Annotated[str, Text(100, pattern=f"({NONCE.pattern})?", says=_NONCE_SAYS)]
"""Empty where nothing is signed, as a `Signature` is."""
Signature = Annotated[str, Text(SIGNATURE_MAX, pattern="[A-Za-z0-9_-]*")]


class Asked(NamedTuple):
    """What a request asks, as it is signed. Numbers are ids, 0 for none; `expires_at` is in microseconds."""

    amount_minor: Fen
    expires_at: Instant
    store: OrNone[StoreNo] = StoreNo(0)
    payee: OrNone[WalletNo] = WalletNo(0)
    payer: OrNone[WalletNo] = WalletNo(0)
    plan: OrNone[SplitPlanNo] = SplitPlanNo(0)
    purpose: Tag = ""
    reference: Reference | None = None
    nonce: Nonce = ""


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
