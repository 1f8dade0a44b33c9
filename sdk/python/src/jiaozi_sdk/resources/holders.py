# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.holders`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk._sync import Pages, Transport


class HoldersDevices:
    """`Client.holders.devices`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, holder: str) -> Pages[models.Device]:
        """All devices a holder has had, oldest first.

        - `holder`: Whoever a wallet belongs to
        """
        return Pages(self._transport, Call("GET", path("/v1/holders/{}/devices", holder), {200: Page[models.Device]}))

    @signed
    def create(
        self,
        holder: str,
        *,
        algorithm: Literal["ed25519", "ecdsa-p256-sha256"],
        public_key: str,
        label: str = "",
        key: str = "",
    ) -> models.DeviceRegistered:
        """Registers a device: the first one freely, every further one signed by a device of the same holder.
        `public_key` is base64url of the raw key or its SubjectPublicKeyInfo. `label` helps the holder to know it
        again; it is no place for personal data.

        Signed by the holder's device, once it has had one.

        - `holder`: Whoever a wallet belongs to
        - `algorithm`: The signature algorithm of the key
        - `public_key`: The public key in base64url
        - `label`: What its owner calls it
        """
        answer: models.DeviceRegistered = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/devices", holder),
                {201: models.DeviceRegistered},
                body={"algorithm": algorithm, "public_key": public_key, "label": label},
                key=key or new_key(),
            )
        )
        return answer

    def rebind(
        self,
        holder: str,
        *,
        algorithm: Literal["ed25519", "ecdsa-p256-sha256"],
        public_key: str,
        identity_check: str,
        reason: str,
        key: str = "",
    ) -> models.Proposed:
        """Proposes to bind a device after a check of who the holder is; `identity_check` names its papers, not the
        person. A second person approves it. When the holder had one before, the new one is limited for the
        cooling-off time.

        It takes two: this proposes it, and it is done when a second person approves.

        - `holder`: Whoever a wallet belongs to
        - `algorithm`: The signature algorithm of the key
        - `public_key`: The public key in base64url
        - `identity_check`: How the identity was checked
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/devices/rebinding", holder),
                {202: models.Proposed},
                body={
                    "algorithm": algorithm,
                    "public_key": public_key,
                    "identity_check": identity_check,
                    "reason": reason,
                },
                key=key or new_key(),
            )
        )
        return answer


class HoldersEstate:
    """`Client.holders.estate`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, holder: str) -> models.Estate:
        """What a holder left, and who got it.

        - `holder`: Whoever a wallet belongs to
        """
        answer: models.Estate = self._transport.send(
            Call("GET", path("/v1/holders/{}/estate", holder), {200: models.Estate})
        )
        return answer

    def create(self, holder: str, *, papers: Sequence[str], reason: str, key: str = "") -> models.Proposed:
        """Proposes to freeze all wallets of a holder who died; a second person approves it. `papers` are SHA-256
        digests, in hexadecimal, of what shows it.

        It takes two: this proposes it, and it is done when a second person approves.

        - `holder`: Whoever a wallet belongs to
        - `papers`: SHA-256 of each paper, 64 hexadecimal digits
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/estate", holder),
                {202: models.Proposed},
                body={"papers": papers, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer

    def settle(
        self, holder: str, *, heirs: Sequence[models.Heir], papers: Sequence[str], reason: str, key: str = ""
    ) -> models.Proposed:
        """Proposes to move all that a holder left to the heirs and to close its wallets; a second person approves
        it. `papers` show who inherits how much. All shares together are a million; without any, the fixed amounts
        are the whole estate.

        It takes two: this proposes it, and it is done when a second person approves.

        - `holder`: Whoever a wallet belongs to
        - `heirs`: Who inherits how much
        - `papers`: SHA-256 of each paper, 64 hexadecimal digits
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/estate/settlement", holder),
                {202: models.Proposed},
                body={"heirs": heirs, "papers": papers, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class HoldersForgottenDetails:
    """`Client.holders.forgotten_details`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self, holder: str, *, detail: Literal["phone", "name", "bank_account"], check: str, reason: str, key: str = ""
    ) -> models.Proposed:
        """Proposes to forget a holder's phone, name or bank account that is wrong, or somebody else's now, to be
        given anew; a second person approves it. `check` names what showed it. What is right instead is not said:
        proposals are kept in the clear. By a phone that is forgotten the holder is found no more, and its next
        owner may publish it.

        It takes two: this proposes it, and it is done when a second person approves.

        - `holder`: Whoever a wallet belongs to
        - `detail`: Which of the holder's details
        - `check`: What showed that it is wrong, or somebody else's now
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/forgotten-details", holder),
                {202: models.Proposed},
                body={"detail": detail, "check": check, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class HoldersFreezes:
    """`Client.holders.freezes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, holder: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.HolderFreeze]:
        """A holder's freezes, lifted ones too, oldest first.

        - `holder`: Whoever a wallet belongs to
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/holders/{}/freezes", holder), {200: Page[models.HolderFreeze]}),
            limit=limit,
            cursor=cursor,
        )

    def create(self, holder: str, *, scope: Literal["all", "out"], reason: str, key: str = "") -> models.HolderFrozen:
        """Freezes all wallets of a holder, sub-wallets too: everything, or what goes out. It opens none while the
        freeze lasts. `reason` names the order behind it.

        - `holder`: Whoever a wallet belongs to
        - `scope`: What is stopped: all, money going out, or an amount
        - `reason`: Why, for the log of acts
        """
        answer: models.HolderFrozen = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/freezes", holder),
                {201: models.HolderFrozen},
                body={"scope": scope, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer

    def lift(self, holder: str, holder_freeze: str, *, reason: str, key: str = "") -> models.Proposed:
        """Proposes to lift a freeze of a holder from all its wallets where it is still in force; a second person
        approves it. What the central bank placed only its people lift.

        It takes two: this proposes it, and it is done when a second person approves.

        - `holder`: Whoever a wallet belongs to
        - `holder_freeze`: A freeze of all that a holder has
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/freezes/{}/lifting", holder, holder_freeze),
                {202: models.Proposed},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class HoldersGuardians:
    """`Client.holders.guardians`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, holder: str) -> Pages[models.Guardianship]:
        """A holder's guardianships, ended ones too, oldest first.

        - `holder`: Whoever a wallet belongs to
        """
        return Pages(
            self._transport, Call("GET", path("/v1/holders/{}/guardians", holder), {200: Page[models.Guardianship]})
        )

    def create(
        self, holder: str, *, guardian: str, until: str, papers: Sequence[str], reason: str, key: str = ""
    ) -> models.Proposed:
        """Proposes that another holder, a customer of the same operator, acts for this one until a day; a second
        person approves it. `papers` are SHA-256 digests, in hexadecimal, of what shows it, such as a court's
        order.

        It takes two: this proposes it, and it is done when a second person approves.

        - `holder`: Whoever a wallet belongs to
        - `guardian`: The guardian
        - `until`: Until when
        - `papers`: SHA-256 of each paper, 64 hexadecimal digits
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/guardians", holder),
                {202: models.Proposed},
                body={"guardian": guardian, "until": until, "papers": papers, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class HoldersOwedRefunds:
    """`Client.holders.owed_refunds`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, holder: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.OwedRefund]:
        """Refunds that found the holder without a wallet, oldest first; companies and merchants read their own
        wallets'.

        - `holder`: Whoever a wallet belongs to
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/holders/{}/owed-refunds", holder), {200: Page[models.OwedRefund]}),
            limit=limit,
            cursor=cursor,
        )


class HoldersSmallAmounts:
    """`Client.holders.small_amounts`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, holder: str) -> models.SmallAmounts:
        """What the holder's devices may pay without the PIN, and what of it was used today.

        - `holder`: Whoever a wallet belongs to
        """
        answer: models.SmallAmounts = self._transport.send(
            Call("GET", path("/v1/holders/{}/small-amounts", holder), {200: models.SmallAmounts})
        )
        return answer

    @signed
    def set(self, holder: str, *, payment_minor: int, day_minor: int, key: str = "") -> models.SmallAmountsAllowed:
        """Allows small payments without the PIN, up to a limit of one payment and of a day, twice zero for nothing.
        Signed by a device.

        Signed by the holder's device, once it has had one.

        - `holder`: Whoever a wallet belongs to
        - `payment_minor`: At most at once without the PIN fen of E-CNY
        - `day_minor`: At most so much in a day without the PIN fen of E-CNY
        """
        answer: models.SmallAmountsAllowed = self._transport.send(
            Call(
                "POST",
                path("/v1/holders/{}/small-amounts", holder),
                {200: models.SmallAmountsAllowed},
                body={"payment": money(payment_minor, "E-CNY"), "day": money(day_minor, "E-CNY")},
                key=key or new_key(),
            )
        )
        return answer


class Holders:
    """`Client.holders`."""

    def __init__(self, transport: Transport) -> None:
        self.devices = HoldersDevices(transport)
        self.estate = HoldersEstate(transport)
        self.forgotten_details = HoldersForgottenDetails(transport)
        self.freezes = HoldersFreezes(transport)
        self.guardians = HoldersGuardians(transport)
        self.owed_refunds = HoldersOwedRefunds(transport)
        self.small_amounts = HoldersSmallAmounts(transport)
