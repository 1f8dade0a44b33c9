"""The client of Jiaozi, an open platform for running a digital currency.

    from jiaozi_sdk import Client

    with Client("http://127.0.0.1:8000", "jz_...") as client:
        paid = client.payments.create(payer="wal_...", amount_minor=1999, store="sto_...")
        print(client.payments.get(paid.payment).state)

Amounts are whole minor units (fen). Refusals and failures are raised as `ApiError`. `AsyncClient` has the same methods
to be awaited. `jiaozi_sdk.models` has what is answered, `jiaozi_sdk.devices` signs with a device's key.
"""

from typing import TYPE_CHECKING, Any

from jiaozi_sdk._core import RetryPolicy
from jiaozi_sdk._sync import Pages
from jiaozi_sdk.client import Client
from jiaozi_sdk.enrolment import FirstKey, enrol
from jiaozi_sdk.errors import ApiError, FieldError
from jiaozi_sdk.models import Money
from jiaozi_sdk.payer import PayerToken
from jiaozi_sdk.webhooks import SignatureInvalid, verify_webhook

if TYPE_CHECKING:
    from jiaozi_sdk.aio.client import AsyncClient
    from jiaozi_sdk.aio.transport import AsyncPages

__all__ = [
    "ApiError",
    "AsyncClient",
    "AsyncPages",
    "Client",
    "FieldError",
    "FirstKey",
    "Money",
    "Pages",
    "PayerToken",
    "RetryPolicy",
    "SignatureInvalid",
    "enrol",
    "verify_webhook",
]


def __getattr__(name: str) -> Any:
    """The asynchronous half is loaded by whoever asks for it: it takes as long as the other."""
    if name in ("AsyncClient", "AsyncPages"):
        from jiaozi_sdk.aio import client, transport

        return client.AsyncClient if name == "AsyncClient" else transport.AsyncPages
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
