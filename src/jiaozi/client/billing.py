"""Requests to pay, and bills."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from secrets import token_urlsafe

from jiaozi.billing.signing import Asked, signed_text
from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.clock import parse_time
from jiaozi.ids import decode_id
from jiaozi.kinds import Fresh
from jiaozi.wire import billing as wire

Sign = Callable[[bytes], bytes]
"""A device's signature over bytes: 64 bytes, Ed25519's or P-256's r || s."""


class BillingMethods(Core):
    """Methods of requests to pay and of bills."""

    def request_payment(
        self,
        amount_minor: int,
        expires_at: str,
        *,
        store: str | None = None,
        payee: str | None = None,
        payer: str | None = None,
        purpose: str = "",
        reference: str | None = None,
        plan: str | None = None,
        device: str | None = None,
        sign: Sign | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.PaymentRequested:
        """Asks for money for a store, or for a payee's wallet, until an instant (ISO 8601), at most 90 days ahead.

        With `device` and `sign` the request is signed by that device of the payee's holder.
        """
        asked = Asked(
            amount_minor=amount_minor,
            expires_at=parse_time(expires_at),
            store=_number("sto", store),
            payee=_number("wal", payee),
            payer=_number("wal", payer),
            plan=_number("spl", plan),
            purpose=purpose,
            reference=reference,
            nonce=token_urlsafe(18) if device else "",
        )
        body = {
            "amount": money(amount_minor),
            "expires_at": expires_at,
            "store": store,
            "payee": payee,
            "payer": payer,
            "purpose": purpose,
            "reference": reference,
            "plan": plan,
            "signed": _signed(asked, device, sign) if device and sign else None,
        }
        return self._post("/v1/payment-requests", wire.PaymentRequested, body, key=key, dry_run=dry_run)

    def payment_request(self, request: str) -> wire.PaymentRequest:
        """A request to pay as it stands."""
        return self._get(f"/v1/payment-requests/{request}", wire.PaymentRequest)

    def payment_requests(
        self, *, payee: str | None = None, payer: str | None = None, state: str | None = None
    ) -> Iterator[wire.PaymentRequest]:
        """The requests of a payee's wallet, or those to a payer's."""
        query = {"payee": payee, "payer": payer, "state": state, "limit": PAGE_LIMIT}
        return self._pages("/v1/payment-requests", wire.PaymentRequest, **query)

    def accept_request(self, request: str, payer: str, *, key: str = "", dry_run: bool = False) -> wire.RequestAccepted:
        """Accepts a request, and with that pays it."""
        path, body = f"/v1/payment-requests/{request}/accept", {"payer": payer}
        return self._post(path, wire.RequestAccepted, body, key=key, dry_run=dry_run)

    def decline_request(self, request: str, payer: str, *, key: str = "") -> wire.RequestClosed:
        """Says no to a request."""
        path = f"/v1/payment-requests/{request}/decline"
        return self._post(path, wire.RequestClosed, {"payer": payer}, key=key)

    def cancel_request(self, request: str, *, key: str = "") -> wire.RequestClosed:
        """Takes a request back."""
        return self._post(f"/v1/payment-requests/{request}/cancel", wire.RequestClosed, key=key)

    def upload_bills(
        self,
        merchant: str,
        store: str,
        bills: Iterable[Mapping[str, object]],
        *,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.BillsUploaded:
        """A biller's batch of at most 500, all or none. Each bill has `number`, `title`, `amount_minor` and
        `due_on`."""
        lines = [
            {
                "number": bill["number"],
                "title": bill["title"],
                "amount": {"minor": bill["amount_minor"], "asset": "E-CNY"},
                "due_on": bill["due_on"],
            }
            for bill in bills
        ]
        body = {"store": store, "bills": lines}
        return self._post(f"/v1/merchants/{merchant}/bills", wire.BillsUploaded, body, key=key, dry_run=dry_run)

    def bills(self, merchant: str, *, state: str | None = None) -> Iterator[wire.Bill]:
        """A biller's own bills."""
        return self._pages(f"/v1/merchants/{merchant}/bills", wire.Bill, state=state, limit=PAGE_LIMIT)

    def bill(self, merchant: str, number: str) -> wire.Bill:
        """A bill by its number."""
        return self._get(f"/v1/merchants/{merchant}/bills/{number}", wire.Bill)

    def pay_bill(
        self, payer: str, merchant: str, number: str, amount_minor: int, *, key: str = "", dry_run: bool = False
    ) -> wire.BillPaid:
        """Pays a bill; the amount has to be the one that the bill asks."""
        path = f"/v1/merchants/{merchant}/bills/{number}/payments"
        body = {"payer": payer, "amount": money(amount_minor)}
        return self._post(path, wire.BillPaid, body, key=key, dry_run=dry_run)

    def receipt(self, merchant: str, number: str) -> wire.Receipt:
        """The receipt of a paid bill."""
        return self._get(f"/v1/merchants/{merchant}/bills/{number}/receipt", wire.Receipt)

    def withdraw_bill(self, merchant: str, number: str, *, key: str = "") -> wire.BillWithdrawn:
        """Takes an unpaid bill back."""
        return self._post(f"/v1/merchants/{merchant}/bills/{number}/withdrawal", wire.BillWithdrawn, key=key)


def _number(prefix: str, text: str | None) -> Fresh:
    return decode_id(prefix, text) if text else 0


def _signed(asked: Asked, device: str, sign: Sign) -> dict[str, str]:
    signature = sign(signed_text(asked).encode())
    return {
        "device": device,
        "nonce": asked.nonce,
        "signature": base64.urlsafe_b64encode(signature).rstrip(b"=").decode(),
    }
