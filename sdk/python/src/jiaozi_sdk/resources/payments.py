# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.payments`."""

from collections.abc import Mapping, Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk._sync import Pages, Transport


class PaymentsCaptures:
    """`Client.payments.captures`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self, payment: str, *, amount_minor: int, plan: str | None = None, key: str = "", dry_run: bool = False
    ) -> models.HoldCaptured:
        """The payee takes an amount of a hold, and the rest stays held. With a split `plan` of the store its parties
        get their parts, once: the rest goes back to the payer.

        - `payment`: The payment
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `plan`: The plan by which the payment is split
        """
        answer: models.HoldCaptured = self._transport.send(
            Call(
                "POST",
                path("/v1/payments/{}/captures", payment),
                {201: models.HoldCaptured},
                body={"amount": money(amount_minor, "E-CNY"), "plan": plan},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class PaymentsParts:
    """`Client.payments.parts`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, payment: str) -> Pages[models.Part]:
        """What each party of a split got of a payment, and gave back: all parts for the platform, its own for a
        seller. The payer is not told how the others share.

        - `payment`: The payment
        """
        return Pages(self._transport, Call("GET", path("/v1/payments/{}/parts", payment), {200: Page[models.Part]}))


class PaymentsRefunds:
    """`Client.payments.refunds`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        payment: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Refund]:
        """A payment's refunds.

        - `payment`: The payment
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/payments/{}/refunds", payment),
                {200: Page[models.Refund]},
                query={"from": from_, "until": until, "sort": sort},
            ),
            limit=limit,
            cursor=cursor,
        )

    @signed
    def create(
        self,
        payment: str,
        *,
        amount_minor: int,
        reference: str | None = None,
        advance: bool = False,
        metadata: Mapping[str, str] | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Refunded:
        """The payee gives money of a payment back, in part or whole. Final when it is answered. A reference given
        twice refunds twice: a request is told from another by its idempotency key alone. With `advance` the
        platform of a split gives also what a seller cannot, which the seller then owes it.

        Signed by the holder's device, once it has had one.

        - `payment`: The payment
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        - `advance`: Whether the platform of a split gives what a seller cannot, which the seller owes it then
        - `metadata`: Keys and values of the maker's own; null when there are none
        """
        answer: models.Refunded = self._transport.send(
            Call(
                "POST",
                path("/v1/payments/{}/refunds", payment),
                {201: models.Refunded},
                body={
                    "amount": money(amount_minor, "E-CNY"),
                    "reference": reference,
                    "advance": advance,
                    "metadata": metadata,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class PaymentsReturnRequest:
    """`Client.payments.return_request`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, payment: str) -> models.ReturnRequest:
        """A request to return money, for both sides and their operators.

        - `payment`: The payment
        """
        answer: models.ReturnRequest = self._transport.send(
            Call("GET", path("/v1/payments/{}/return-request", payment), {200: models.ReturnRequest})
        )
        return answer

    def create(
        self, payment: str, *, reason: Literal["wrong_payee", "wrong_amount", "paid_twice"], key: str = ""
    ) -> models.ReturnAsked:
        """The payer of a payment between wallets asks for its money: once for each payment.

        - `payment`: The payment
        - `reason`: Why the money is asked back
        """
        answer: models.ReturnAsked = self._transport.send(
            Call(
                "POST",
                path("/v1/payments/{}/return-request", payment),
                {201: models.ReturnAsked},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    def answer(self, payment: str, *, agrees: bool, key: str = "") -> models.ReturnEnded:
        """The payee's side gives back what is left of the payment, as a refund, or declines.

        Signed by the holder's device, once it has had one.

        - `payment`: The payment
        - `agrees`: Whether the money is given back
        """
        answer: models.ReturnEnded = self._transport.send(
            Call(
                "POST",
                path("/v1/payments/{}/return-request/answer", payment),
                {200: models.ReturnEnded},
                body={"agrees": agrees},
                key=key or new_key(),
            )
        )
        return answer

    def withdraw(self, payment: str, *, key: str = "") -> models.ReturnEnded:
        """The payer asks no more.

        - `payment`: The payment
        """
        answer: models.ReturnEnded = self._transport.send(
            Call(
                "POST",
                path("/v1/payments/{}/return-request/withdrawal", payment),
                {200: models.ReturnEnded},
                key=key or new_key(),
            )
        )
        return answer


class PaymentsSources:
    """`Client.payments.sources`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, payment: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.PaymentSource]:
        """What claims of programs paid of a payment, in the order in which they were drawn on: for the payer's side.

        - `payment`: The payment
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/payments/{}/sources", payment), {200: Page[models.PaymentSource]}),
            limit=limit,
            cursor=cursor,
        )


class Payments:
    """`Client.payments`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.captures = PaymentsCaptures(transport)
        self.parts = PaymentsParts(transport)
        self.refunds = PaymentsRefunds(transport)
        self.return_request = PaymentsReturnRequest(transport)
        self.sources = PaymentsSources(transport)

    def list(
        self,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        payer: str | None = None,
        payee: str | None = None,
        store: str | None = None,
        state: Literal["completed", "held", "released", "expired"] | None = None,
        kind: Literal["person", "merchant", "salary", "party_dues"] | None = None,
        amount_min: int | None = None,
        amount_max: int | None = None,
        reference: str | None = None,
        metadata: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Payment]:
        """Payments and holds of a wallet of one's own, by `payer` or `payee`, or of a `store`. With both of two
        wallets: those between them. Without them: what a merchant was paid; what the wallet of whoever has just
        one paid and was paid.

        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `payer`: Paid by this wallet
        - `payee`: Paid to this wallet
        - `store`: Paid at this store
        - `state`: Only those of this state
        - `kind`: Only those of this kind
        - `amount_min`: At least so many fen
        - `amount_max`: At most so many fen
        - `reference`: With this reference
        - `metadata`: With exactly this in its metadata: KEY:VALUE
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                "/v1/payments",
                {200: Page[models.Payment]},
                query={
                    "from": from_,
                    "until": until,
                    "sort": sort,
                    "payer": payer,
                    "payee": payee,
                    "store": store,
                    "state": state,
                    "kind": kind,
                    "amount_min": amount_min,
                    "amount_max": amount_max,
                    "reference": reference,
                    "metadata": metadata,
                },
            ),
            limit=limit,
            cursor=cursor,
        )

    @signed
    def create(
        self,
        *,
        payer: str,
        amount_minor: int,
        kind: Literal["person", "merchant", "salary", "party_dues"] | None = None,
        store: str | None = None,
        payee: str | None = None,
        purpose: str = "",
        reference: str | None = None,
        metadata: Mapping[str, str] | None = None,
        claims: Sequence[str] | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Paid:
        """Pays a store, or a payee's wallet: exactly one of the two. Without a `kind` it is `merchant` to a store
        and `person` to a wallet. At a store the payer's claims of programs that apply pay first, or just the
        `claims` that are named; with an empty list the payer's own money pays alone. Final when it is answered; a
        refund is an act of its own.

        Signed by the holder's device, once it has had one.

        - `payer`: Whoever pays
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `kind`: Of which kind
        - `store`: The merchant's store
        - `payee`: Whoever is paid
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        - `metadata`: Keys and values of the maker's own; null when there are none
        - `claims`: The claims to draw on, in this order; none for the payer's own money alone, null for those
          that apply
        """
        answer: models.Paid = self._transport.send(
            Call(
                "POST",
                "/v1/payments",
                {201: models.Paid},
                body={
                    "payer": payer,
                    "amount": money(amount_minor, "E-CNY"),
                    "kind": kind,
                    "store": store,
                    "payee": payee,
                    "purpose": purpose,
                    "reference": reference,
                    "metadata": metadata,
                    "claims": claims,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    def get(self, payment: str) -> models.Payment:
        """A payment, for its payer's side and its payee's.

        - `payment`: The payment
        """
        answer: models.Payment = self._transport.send(
            Call("GET", path("/v1/payments/{}", payment), {200: models.Payment})
        )
        return answer

    def instruction(self, payment: str) -> models.Instruction:
        """The signed instruction behind a payment or a hold, for its payer's side.

        - `payment`: The payment
        """
        answer: models.Instruction = self._transport.send(
            Call("GET", path("/v1/payments/{}/instruction", payment), {200: models.Instruction})
        )
        return answer

    def release(self, payment: str, *, key: str = "", dry_run: bool = False) -> models.HoldEnded:
        """The payee's side gives back what is left of a hold.

        - `payment`: The payment
        """
        answer: models.HoldEnded = self._transport.send(
            Call(
                "POST",
                path("/v1/payments/{}/release", payment),
                {200: models.HoldEnded},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
