# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.prepaids`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path, signed
from jiaozi_sdk._sync import Transport


class PrepaidsRecords:
    """`Client.prepaids.records`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, prepaid: str, *, uses: int = 1, key: str = "") -> models.UseRecorded:
        """The merchant records so many uses where the plan lets it. It is paid after 24 hours, unless the consumer
        objects.

        - `prepaid`: The prepaid contract
        - `uses`: How many uses
        """
        answer: models.UseRecorded = self._transport.send(
            Call(
                "POST",
                path("/v1/prepaids/{}/records", prepaid),
                {201: models.UseRecorded},
                body={"uses": uses},
                key=key or new_key(),
            )
        )
        return answer

    def objection(
        self, prepaid: str, number: int, *, payer: str, statement: str = "", key: str = ""
    ) -> models.UseObjected:
        """The consumer objects to a use that the merchant recorded: it was none, and its money stays hers.

        - `prepaid`: The prepaid contract
        - `number`: The use's number in its contract
        - `payer`: Whoever pays
        - `statement`: Why the consumer objected
        """
        answer: models.UseObjected = self._transport.send(
            Call(
                "POST",
                path("/v1/prepaids/{}/records/{}/objection", prepaid, number),
                {200: models.UseObjected},
                body={"payer": payer, "statement": statement},
                key=key or new_key(),
            )
        )
        return answer


class PrepaidsStatus:
    """`Client.prepaids.status`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, prepaid: str) -> models.PrepaidStatusReading:
        """How a contract stands, with every use: for its merchant, and for its consumer.

        - `prepaid`: The prepaid contract
        """
        answer: models.PrepaidStatusReading = self._transport.send(
            Call("GET", path("/v1/prepaids/{}/status", prepaid), {200: models.PrepaidStatusReading})
        )
        return answer


class PrepaidsUses:
    """`Client.prepaids.uses`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @signed
    def create(self, prepaid: str, *, payer: str, uses: int = 1, key: str = "") -> models.PrepaidUsed:
        """The consumer confirms so many uses, whatever the plan says of who records them: the merchant is paid at
        once.

        Signed by the holder's device, once it has had one.

        - `prepaid`: The prepaid contract
        - `payer`: Whoever pays
        - `uses`: How many uses
        """
        answer: models.PrepaidUsed = self._transport.send(
            Call(
                "POST",
                path("/v1/prepaids/{}/uses", prepaid),
                {201: models.PrepaidUsed},
                body={"payer": payer, "uses": uses},
                key=key or new_key(),
            )
        )
        return answer


class Prepaids:
    """`Client.prepaids`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.records = PrepaidsRecords(transport)
        self.status = PrepaidsStatus(transport)
        self.uses = PrepaidsUses(transport)

    @signed
    def create(
        self, *, prepaid_plan: str, payer: str, reference: str | None = None, key: str = "", dry_run: bool = False
    ) -> models.PrepaidBought:
        """A consumer buys a plan: its whole price is reserved in her wallet, and stays hers until it is used.

        Signed by the holder's device, once it has had one.

        - `prepaid_plan`: The plan: what a merchant sells ahead
        - `payer`: Whoever pays
        - `reference`: The caller's own reference
        """
        answer: models.PrepaidBought = self._transport.send(
            Call(
                "POST",
                "/v1/prepaids",
                {201: models.PrepaidBought},
                body={"prepaid_plan": prepaid_plan, "payer": payer, "reference": reference},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    def get(self, prepaid: str) -> models.PrepaidReading:
        """A contract with every use, for its consumer.

        - `prepaid`: The prepaid contract
        """
        answer: models.PrepaidReading = self._transport.send(
            Call("GET", path("/v1/prepaids/{}", prepaid), {200: models.PrepaidReading})
        )
        return answer

    def take_back(self, prepaid: str, *, payer: str, steps_read: int = 0, key: str = "") -> models.PrepaidReturned:
        """The consumer ends a contract and has all of her money back that is not used; nobody is asked. Uses that
        wait for an objection are paid now; she says by `steps_read` how far she has read, since what she has not
        she cannot have accepted.

        - `prepaid`: The prepaid contract
        - `payer`: Whoever pays
        - `steps_read`: How many of the contract's steps the consumer has read; 0 for none
        """
        answer: models.PrepaidReturned = self._transport.send(
            Call(
                "POST",
                path("/v1/prepaids/{}/take-back", prepaid),
                {200: models.PrepaidReturned},
                body={"payer": payer, "steps_read": steps_read},
                key=key or new_key(),
            )
        )
        return answer
