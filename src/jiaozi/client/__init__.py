"""The Python SDK: `Client(base_url, api_key)` with a typed method for every endpoint.

    from jiaozi.client import Client

    with Client("http://127.0.0.1:8000", "jz_...") as client:
        paid = client.pay("wal_...", 1999, store="sto_...")
        print(client.payment(paid.payment).state)

Amounts are whole minor units (fen). Refusals and failures are raised as `ApiError`.
"""

from jiaozi.client.access import FirstKey, enrol
from jiaozi.client.client import Client
from jiaozi.client.core import ApiError, RetryPolicy
from jiaozi.client.payer import PayerToken
from jiaozi.client.signing import DeviceKey, DeviceSigner
from jiaozi.client.webhooks import SignatureInvalid, verify_webhook

__all__ = [
    "ApiError",
    "Client",
    "DeviceKey",
    "DeviceSigner",
    "FirstKey",
    "PayerToken",
    "RetryPolicy",
    "SignatureInvalid",
    "enrol",
    "verify_webhook",
]
