# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.wallets`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import BYTES, PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page, money
from jiaozi_sdk._sync import Pages, Transport


class WalletsAgreementsCodeReadings:
    """`Client.wallets.agreements.code_readings`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, wallet: str, account: str, *, key: str = "") -> models.AgreementCodeRead:
        """The account's bank takes the one-time code, to send it to the phone on its file; for an account outside
        the wallet's operator does. Every reading is logged.

        - `wallet`: The wallet
        - `account`: The ledger account
        """
        answer: models.AgreementCodeRead = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/agreements/{}/code-readings", wallet, account),
                {200: models.AgreementCodeRead},
                key=key or new_key(),
            )
        )
        return answer


class WalletsAgreements:
    """`Client.wallets.agreements`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.code_readings = WalletsAgreementsCodeReadings(transport)

    def list(self, wallet: str) -> Pages[models.Agreement]:
        """A wallet's agreements, ended ones too.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport, Call("GET", path("/v1/wallets/{}/agreements", wallet), {200: Page[models.Agreement]})
        )

    @signed
    def create(
        self,
        wallet: str,
        *,
        single_minor: int,
        daily_count: int,
        daily_minor: int,
        yearly_count: int,
        yearly_minor: int,
        valid_until: str,
        bank_account: str | None = None,
        valid_from: str | None = None,
        external_account: str | None = None,
        key: str = "",
    ) -> models.AgreementProposed:
        """Proposes what may move between a wallet and an account, at a bank here or at one outside: exactly one of
        the two. Its bank sends a one-time code to the phone on its file. Loads and unloads count alike. Without
        `valid_from` it is valid from now.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `single_minor`: At most so much at a time fen of E-CNY
        - `daily_count`: At most so many in a day
        - `daily_minor`: At most so much in a day fen of E-CNY
        - `yearly_count`: At most so many in a year
        - `yearly_minor`: At most so much in a year fen of E-CNY
        - `valid_until`: Until when it holds
        - `bank_account`: The account at a bank
        - `valid_from`: From when on it holds
        - `external_account`: An account at a bank outside the platform
        """
        answer: models.AgreementProposed = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/agreements", wallet),
                {201: models.AgreementProposed},
                body={
                    "bank_account": bank_account,
                    "single": money(single_minor, "E-CNY"),
                    "daily_count": daily_count,
                    "daily": money(daily_minor, "E-CNY"),
                    "yearly_count": yearly_count,
                    "yearly": money(yearly_minor, "E-CNY"),
                    "valid_until": valid_until,
                    "valid_from": valid_from,
                    "external_account": external_account,
                },
                key=key or new_key(),
            )
        )
        return answer

    def end(self, wallet: str, account: str, *, key: str = "") -> models.AgreementEnded:
        """Ends an agreement; from this answer on nothing moves over it.

        - `wallet`: The wallet
        - `account`: The ledger account
        """
        answer: models.AgreementEnded = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/agreements/{}/ending", wallet, account),
                {200: models.AgreementEnded},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    def sign(self, wallet: str, account: str, *, code: str, key: str = "") -> models.AgreementSigned:
        """Signs an agreement with the one-time code. A wrong try is counted; the next one takes a new key.

        The one-time code that the bank sent.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `account`: The ledger account
        - `code`: The one-time code
        """
        answer: models.AgreementSigned = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/agreements/{}/signature", wallet, account),
                {200: models.AgreementSigned},
                body={"code": code},
                key=key or new_key(),
            )
        )
        return answer


class WalletsAlias:
    """`Client.wallets.alias`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, wallet: str) -> models.AliasSet:
        """Whether the wallet is found by phone.

        - `wallet`: The wallet
        """
        answer: models.AliasSet = self._transport.send(
            Call("GET", path("/v1/wallets/{}/alias", wallet), {200: models.AliasSet})
        )
        return answer

    def create(self, wallet: str, *, key: str = "") -> models.AliasSet:
        """Lets others find the wallet by its holder's phone number. Nobody is found who has not asked for it.

        - `wallet`: The wallet
        """
        answer: models.AliasSet = self._transport.send(
            Call("POST", path("/v1/wallets/{}/alias", wallet), {200: models.AliasSet}, key=key or new_key())
        )
        return answer

    def withdraw(self, wallet: str, *, key: str = "") -> models.AliasSet:
        """Nobody finds the wallet by phone any more.

        - `wallet`: The wallet
        """
        answer: models.AliasSet = self._transport.send(
            Call("POST", path("/v1/wallets/{}/alias/withdrawal", wallet), {200: models.AliasSet}, key=key or new_key())
        )
        return answer


class WalletsBalanceRules:
    """`Client.wallets.balance_rules`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        wallet: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        state: Literal["open", "ended"] | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.BalanceRule]:
        """The balance rules of a wallet.

        - `wallet`: The wallet
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `state`: Only those of this state
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/wallets/{}/balance-rules", wallet),
                {200: Page[models.BalanceRule]},
                query={"from": from_, "until": until, "sort": sort, "state": state},
            ),
            limit=limit,
            cursor=cursor,
        )

    @signed
    def create(
        self,
        wallet: str,
        *,
        kind: Literal["above", "below"],
        threshold_minor: int,
        most_minor: int,
        other_wallet: str | None = None,
        bank_account: str | None = None,
        hour: int = 9,
        key: str = "",
    ) -> models.BalanceRuleSet:
        """From now on, once a day at an hour in China: what the wallet holds `above` the threshold goes to a
        sub-wallet of its own, its parent, or a bank account; or what it lacks `below` it comes from there. At
        most `most` at once.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `kind`: Whether what is above goes out, or what is below comes in
        - `threshold_minor`: The balance that is kept fen of E-CNY
        - `most_minor`: The most that is moved at once fen of E-CNY
        - `other_wallet`: Its sub-wallet, or its parent; null for a bank account
        - `bank_account`: The account at a bank
        - `hour`: At what hour in China it is looked at, 0 to 23
        """
        answer: models.BalanceRuleSet = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/balance-rules", wallet),
                {201: models.BalanceRuleSet},
                body={
                    "kind": kind,
                    "threshold": money(threshold_minor, "E-CNY"),
                    "most": money(most_minor, "E-CNY"),
                    "other_wallet": other_wallet,
                    "bank_account": bank_account,
                    "hour": hour,
                },
                key=key or new_key(),
            )
        )
        return answer


class WalletsBankAccounts:
    """`Client.wallets.bank_accounts`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, wallet: str, *, bank_account: str, key: str = "") -> models.BankAccountLinked:
        """Binds a bank account to the holder of a wallet, so that money may move between the two. One that is
        nobody's yet can only be bound by its own bank.

        - `wallet`: The wallet
        - `bank_account`: The account at a bank
        """
        answer: models.BankAccountLinked = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/bank-accounts", wallet),
                {200: models.BankAccountLinked},
                body={"bank_account": bank_account},
                key=key or new_key(),
            )
        )
        return answer


class WalletsCardLoads:
    """`Client.wallets.card_loads`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.CardLoad]:
        """A wallet's top-ups by card, oldest first, and what of each went back.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/card-loads", wallet), {200: Page[models.CardLoad]}),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self,
        wallet: str,
        *,
        acquirer: str,
        network: str,
        card: str,
        last_four: str,
        amount_minor: int,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.CardLoaded:
        """Tops a visitor's wallet up with what the operator's acquirer took from a card. `card` is the acquirer's
        token for it, never its number; `network` its brand.

        - `wallet`: The wallet
        - `acquirer`: Whoever clears card payments for an operator
        - `network`: The card's network
        - `card`: The acquirer's token for the card, never its number
        - `last_four`: The card's last four digits
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.CardLoaded = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/card-loads", wallet),
                {201: models.CardLoaded},
                body={
                    "acquirer": acquirer,
                    "network": network,
                    "card": card,
                    "last_four": last_four,
                    "amount": money(amount_minor, "E-CNY"),
                    "reference": reference,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class WalletsCardReturns:
    """`Client.wallets.card_returns`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, wallet: str, *, key: str = "", dry_run: bool = False) -> models.CardsReturned:
        """Gives what a visitor has not spent back to the cards it came from, the latest top-up first; never more
        than came from each.

        - `wallet`: The wallet
        """
        answer: models.CardsReturned = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/card-returns", wallet),
                {200: models.CardsReturned},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class WalletsCashCodes:
    """`Client.wallets.cash_codes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.CashCode]:
        """A wallet's cash codes without their codes, oldest first.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/cash-codes", wallet), {200: Page[models.CashCode]}),
            limit=limit,
            cursor=cursor,
        )

    @signed
    def create(
        self, wallet: str, *, direction: Literal["in", "out"], amount_minor: int, key: str = ""
    ) -> models.CashCodeIssued:
        """Gives the holder a one-time code to pay cash `in` or to draw it `out` at a bank's counter or machine.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `direction`: Whether money goes in or out
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        """
        answer: models.CashCodeIssued = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/cash-codes", wallet),
                {201: models.CashCodeIssued},
                body={"direction": direction, "amount": money(amount_minor, "E-CNY")},
                key=key or new_key(),
            )
        )
        return answer


class WalletsClaims:
    """`Client.wallets.claims`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        wallet: str,
        *,
        store: str | None = None,
        amount: int | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.WalletClaim]:
        """A wallet's claims, oldest first; with a store and an amount, what each would pay of that alone, or why
        not.

        - `wallet`: The wallet
        - `store`: What each claim would pay at this store
        - `amount`: Fen: what each claim would pay of so much at the store
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/wallets/{}/claims", wallet),
                {200: Page[models.WalletClaim]},
                query={"store": store, "amount": amount},
            ),
            limit=limit,
            cursor=cursor,
        )

    @signed
    def surrender(self, wallet: str, claim: str, *, key: str = "") -> models.ClaimGivenBack:
        """A holder gives back what is left of a claim; it is the program's again.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `claim`: The claim of a program
        """
        answer: models.ClaimGivenBack = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/claims/{}/surrender", wallet, claim),
                {200: models.ClaimGivenBack},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    def transfer(self, wallet: str, claim: str, *, receiver: str, key: str = "") -> models.ClaimPassed:
        """A holder gives all that an envelope has left to another wallet that the terms allow, for the same purpose
        and until the same end.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `claim`: The claim of a program
        - `receiver`: The wallet that has it from then on
        """
        answer: models.ClaimPassed = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/claims/{}/transfer", wallet, claim),
                {201: models.ClaimPassed},
                body={"receiver": receiver},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    def withdraw(self, wallet: str, claim: str, *, key: str = "") -> models.ClaimWithdrawn:
        """A holder makes what an envelope has left its own money, for any purpose, where the terms let it.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `claim`: The claim of a program
        """
        answer: models.ClaimWithdrawn = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/claims/{}/withdrawal", wallet, claim),
                {200: models.ClaimWithdrawn},
                key=key or new_key(),
            )
        )
        return answer


class WalletsClassChanges:
    """`Client.wallets.class_changes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        wallet: str,
        *,
        wallet_class: Literal["I", "II", "III", "IV"],
        name: str = "",
        id_number: str = "",
        bank_account: str = "",
        face_to_face: bool = False,
        phone: str = "",
        key: str = "",
    ) -> models.ClassChanged:
        """Moves a wallet to another class; its id stays. Details given add to those known, and may not differ from
        them; a lower class must fit the balance.

        - `wallet`: The wallet
        - `wallet_class`: The wallet's class, I to IV
        - `name`: The holder's name
        - `id_number`: Number of the identity paper, or a company's credit code
        - `bank_account`: The number of the holder's account
        - `face_to_face`: Whether the holder was seen in person
        - `phone`: The phone, with its country code unless it is one of the mainland
        """
        answer: models.ClassChanged = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/class-changes", wallet),
                {200: models.ClassChanged},
                body={
                    "wallet_class": wallet_class,
                    "name": name,
                    "id_number": id_number,
                    "bank_account": bank_account,
                    "face_to_face": face_to_face,
                    "phone": phone,
                },
                key=key or new_key(),
            )
        )
        return answer


class WalletsCollectCodes:
    """`Client.wallets.collect_codes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.CollectCode]:
        """A wallet's own codes, oldest first.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/collect-codes", wallet), {200: Page[models.CollectCode]}),
            limit=limit,
            cursor=cursor,
        )


class WalletsEnvelopeClaims:
    """`Client.wallets.envelope_claims`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.EnvelopeClaim]:
        """The shares of envelopes that a wallet has claimed, the oldest envelope first.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/envelope-claims", wallet), {200: Page[models.EnvelopeClaim]}),
            limit=limit,
            cursor=cursor,
        )


class WalletsEnvelopes:
    """`Client.wallets.envelopes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        wallet: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        state: Literal["open", "empty", "returned"] | None = None,
        amount_min: int | None = None,
        amount_max: int | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Envelope]:
        """The envelopes that a wallet has sent.

        - `wallet`: The wallet
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `state`: Only those of this state
        - `amount_min`: At least so many fen
        - `amount_max`: At most so many fen
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/wallets/{}/envelopes", wallet),
                {200: Page[models.Envelope]},
                query={
                    "from": from_,
                    "until": until,
                    "sort": sort,
                    "state": state,
                    "amount_min": amount_min,
                    "amount_max": amount_max,
                },
            ),
            limit=limit,
            cursor=cursor,
        )

    @signed
    def create(
        self,
        wallet: str,
        *,
        division: Literal["named", "equal", "lucky"],
        amount_minor: int,
        shares: int = 1,
        recipient: str | None = None,
        key: str = "",
    ) -> models.EnvelopeSent:
        """Puts an amount aside for a `recipient` (`named`), or for as many as there are `shares`: in equal parts, or
        by lucky draw. Who is given the token may claim a share for 24 hours; the rest comes back. The token is in
        this answer only.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `division`: How the amount is divided
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `shares`: How many shares there are
        - `recipient`: The one wallet that may claim it; null for whoever has the token
        """
        answer: models.EnvelopeSent = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/envelopes", wallet),
                {201: models.EnvelopeSent},
                body={
                    "division": division,
                    "amount": money(amount_minor, "E-CNY"),
                    "shares": shares,
                    "recipient": recipient,
                },
                key=key or new_key(),
            )
        )
        return answer


class WalletsExchangeOrders:
    """`Client.wallets.exchange_orders`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.ExchangeOrder]:
        """A wallet's exchange orders, oldest first.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/exchange-orders", wallet), {200: Page[models.ExchangeOrder]}),
            limit=limit,
            cursor=cursor,
        )

    @signed
    def create(
        self,
        wallet: str,
        *,
        external_account: str,
        kind: Literal["load", "unload"],
        amount_minor: int,
        reference: str | None = None,
        key: str = "",
    ) -> models.ExchangeOrdered:
        """Orders a load from, or an unload to, an account at a bank outside. It ends in completion or reversal,
        never twice.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `external_account`: An account at a bank outside the platform
        - `kind`: Of which kind
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.ExchangeOrdered = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/exchange-orders", wallet),
                {201: models.ExchangeOrdered},
                body={
                    "external_account": external_account,
                    "kind": kind,
                    "amount": money(amount_minor, "E-CNY"),
                    "reference": reference,
                },
                key=key or new_key(),
            )
        )
        return answer


class WalletsExternalAccounts:
    """`Client.wallets.external_accounts`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str) -> Pages[models.ExternalAccount]:
        """A wallet's accounts at banks outside.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/external-accounts", wallet), {200: Page[models.ExternalAccount]}),
        )

    def create(self, wallet: str, *, external_bank: str, number: str, key: str = "") -> models.ExternalAccountOpened:
        """The wallet's operator adds the holder's account at a bank outside, checked by it; an agreement links it.
        Of its number only the last four digits can be read again.

        - `wallet`: The wallet
        - `external_bank`: A bank outside the platform
        - `number`: The account's number at the bank
        """
        answer: models.ExternalAccountOpened = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/external-accounts", wallet),
                {201: models.ExternalAccountOpened},
                body={"external_bank": external_bank, "number": number},
                key=key or new_key(),
            )
        )
        return answer


class WalletsFreezes:
    """`Client.wallets.freezes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.Freeze]:
        """A wallet's freezes, lifted ones too, oldest first.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/freezes", wallet), {200: Page[models.Freeze]}),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self,
        wallet: str,
        *,
        scope: Literal["all", "out", "amount"],
        reason: str,
        amount_minor: int | None = None,
        key: str = "",
    ) -> models.WalletFrozen:
        """Freezes a wallet: everything, what goes out, or as much as `amount` says. `reason` names the order behind
        it. From the answer on no payment that it forbids is accepted. Only the side that placed it, or the
        central bank, lifts it.

        - `wallet`: The wallet
        - `scope`: What is stopped: all, money going out, or an amount
        - `reason`: Why, for the log of acts
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        """
        answer: models.WalletFrozen = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/freezes", wallet),
                {201: models.WalletFrozen},
                body={"scope": scope, "reason": reason, "amount": money(amount_minor, "E-CNY")},
                key=key or new_key(),
            )
        )
        return answer

    def lift(self, wallet: str, freeze: str, *, reason: str, key: str = "") -> models.Proposed:
        """Lifts one freeze of a wallet. What the central bank placed only its people lift.

        It takes two: this proposes it, and it is done when a second person approves.

        - `wallet`: The wallet
        - `freeze`: A freeze of a wallet
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/freezes/{}/lifting", wallet, freeze),
                {202: models.Proposed},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class WalletsHolderReadings:
    """`Client.wallets.holder_readings`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, wallet: str, *, reason: str, key: str = "") -> models.HolderRead:
        """Reads the holder's personal data: for the wallet's operator and the holder alone. Who read it, when and
        why is in the log of acts.

        - `wallet`: The wallet
        - `reason`: Why, for the log of acts
        """
        answer: models.HolderRead = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/holder-readings", wallet),
                {200: models.HolderRead},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class WalletsLimits:
    """`Client.wallets.limits`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @signed
    def set(
        self,
        wallet: str,
        *,
        balance_minor: int | None = None,
        single_minor: int | None = None,
        daily_minor: int | None = None,
        yearly_minor: int | None = None,
        key: str = "",
    ) -> models.LimitsSet:
        """Sets the holder's own limits, all four at once, each at or below the class's. One that is absent or null
        is the class's.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `balance_minor`: The money there fen of E-CNY
        - `single_minor`: At most so much at a time fen of E-CNY
        - `daily_minor`: At most so much in a day fen of E-CNY
        - `yearly_minor`: At most so much in a year fen of E-CNY
        """
        answer: models.LimitsSet = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/limits", wallet),
                {200: models.LimitsSet},
                body={
                    "balance": money(balance_minor, "E-CNY"),
                    "single": money(single_minor, "E-CNY"),
                    "daily": money(daily_minor, "E-CNY"),
                    "yearly": money(yearly_minor, "E-CNY"),
                },
                key=key or new_key(),
            )
        )
        return answer


class WalletsLoads:
    """`Client.wallets.loads`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        wallet: str,
        *,
        bank_account: str,
        amount_minor: int,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Moved:
        """Moves money from a bank account of the holder into the wallet (兑出).

        - `wallet`: The wallet
        - `bank_account`: The account at a bank
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.Moved = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/loads", wallet),
                {201: models.Moved},
                body={"bank_account": bank_account, "amount": money(amount_minor, "E-CNY"), "reference": reference},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class WalletsMandates:
    """`Client.wallets.mandates`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        wallet: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        state: Literal["open", "paused", "ended"] | None = None,
        reference: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Mandate]:
        """The mandates that a wallet has given.

        - `wallet`: The wallet
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `state`: Only those of this state
        - `reference`: With this reference
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/wallets/{}/mandates", wallet),
                {200: Page[models.Mandate]},
                query={"from": from_, "until": until, "sort": sort, "state": state, "reference": reference},
            ),
            limit=limit,
            cursor=cursor,
        )


class WalletsPayerTokens:
    """`Client.wallets.payer_tokens`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.PayerToken]:
        """A wallet's tokens, oldest first.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/payer-tokens", wallet), {200: Page[models.PayerToken]}),
            limit=limit,
            cursor=cursor,
        )


class WalletsPrepaids:
    """`Client.wallets.prepaids`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        wallet: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        state: Literal["open", "used", "returned", "expired", "bankrupt"] | None = None,
        prepaid_plan: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Prepaid]:
        """The contracts that a wallet has bought.

        - `wallet`: The wallet
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `state`: Only those of this state
        - `prepaid_plan`: Only of this plan
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/wallets/{}/prepaids", wallet),
                {200: Page[models.Prepaid]},
                query={"from": from_, "until": until, "sort": sort, "state": state, "prepaid_plan": prepaid_plan},
            ),
            limit=limit,
            cursor=cursor,
        )


class WalletsPushedSubWallets:
    """`Client.wallets.pushed_sub_wallets`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @signed
    def create(
        self,
        wallet: str,
        *,
        merchant: str,
        label: str,
        single_minor: int,
        daily_minor: int,
        yearly_minor: int | None = None,
        customer: str = "",
        key: str = "",
    ) -> models.SubWalletOpened:
        """The holder pushes a sub-wallet to a merchant, which then charges it without a PIN within limits of one
        charge, a day and, when given, a year. `label` is the holder's own word for it, `customer` the merchant's
        for its customer, as its app gave it: no name and no number of a person.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `merchant`: The merchant
        - `label`: What its owner calls it
        - `single_minor`: At most so much at a time fen of E-CNY
        - `daily_minor`: At most so much in a day fen of E-CNY
        - `yearly_minor`: At most so much in a year fen of E-CNY
        - `customer`: The merchant's own name for its customer
        """
        answer: models.SubWalletOpened = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/pushed-sub-wallets", wallet),
                {201: models.SubWalletOpened},
                body={
                    "merchant": merchant,
                    "label": label,
                    "single": money(single_minor, "E-CNY"),
                    "daily": money(daily_minor, "E-CNY"),
                    "yearly": money(yearly_minor, "E-CNY"),
                    "customer": customer,
                },
                key=key or new_key(),
            )
        )
        return answer


class WalletsRefusedPayments:
    """`Client.wallets.refused_payments`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str) -> Pages[models.RefusedPayment]:
        """Why a wallet could not be paid, newest first, at most 200: the last reason of each payer, who is not told
        it.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/refused-payments", wallet), {200: Page[models.RefusedPayment]}),
        )


class WalletsRegistrations:
    """`Client.wallets.registrations`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> Pages[models.WalletRegistration]:
        """What a wallet is registered for, the oldest campaign first, and what came of it.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/registrations", wallet), {200: Page[models.WalletRegistration]}),
            limit=limit,
            cursor=cursor,
        )


class WalletsRemittances:
    """`Client.wallets.remittances`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.Remittance]:
        """What was remitted into a wallet, oldest first.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/remittances", wallet), {200: Page[models.Remittance]}),
            limit=limit,
            cursor=cursor,
        )


class WalletsReturnRequests:
    """`Client.wallets.return_requests`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.ReturnRequest]:
        """Requests that a wallet made or was asked, in the order of the payments.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/return-requests", wallet), {200: Page[models.ReturnRequest]}),
            limit=limit,
            cursor=cursor,
        )


class WalletsStandingPayments:
    """`Client.wallets.standing_payments`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        wallet: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        state: Literal["open", "paused", "ended", "done"] | None = None,
        store: str | None = None,
        payee: str | None = None,
        amount_min: int | None = None,
        amount_max: int | None = None,
        reference: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.StandingPayment]:
        """The standing payments that a wallet has ordered.

        - `wallet`: The wallet
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `state`: Only those of this state
        - `store`: Paid to this store
        - `payee`: Paid to this wallet
        - `amount_min`: At least so many fen
        - `amount_max`: At most so many fen
        - `reference`: With this reference
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/wallets/{}/standing-payments", wallet),
                {200: Page[models.StandingPayment]},
                query={
                    "from": from_,
                    "until": until,
                    "sort": sort,
                    "state": state,
                    "store": store,
                    "payee": payee,
                    "amount_min": amount_min,
                    "amount_max": amount_max,
                    "reference": reference,
                },
            ),
            limit=limit,
            cursor=cursor,
        )


class WalletsStatements:
    """`Client.wallets.statements`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(
        self, wallet: str, *, from_: str, to: str, lang: Literal["en", "zh"] = "en", bom: bool = True
    ) -> models.WalletStatement:
        """A wallet's statement: opening balance, every movement with the balance after it, closing balance.
        `camt053` is a camt.053 of a finished period, and a camt.052 of one that is not over.

        - `wallet`: The wallet
        - `from_`: The first day, in China
        - `to`: The last day; at most 366 days in all
        - `lang`: The language of the PDF
        - `bom`: Of CSV: a byte order mark stands first, which Excel needs for Chinese; `true` or `false`
        """
        answer: models.WalletStatement = self._transport.send(
            Call(
                "GET",
                path("/v1/wallets/{}/statements", wallet),
                {200: models.WalletStatement},
                query={"from": from_, "to": to, "lang": lang, "bom": bom},
            )
        )
        return answer

    def get_file(
        self,
        wallet: str,
        *,
        from_: str,
        to: str,
        format: Literal["csv", "pdf", "camt053"],
        lang: Literal["en", "zh"] = "en",
        bom: bool = True,
    ) -> bytes:
        """A wallet's statement: opening balance, every movement with the balance after it, closing balance.
        `camt053` is a camt.053 of a finished period, and a camt.052 of one that is not over.

        - `wallet`: The wallet
        - `from_`: The first day, in China
        - `to`: The last day; at most 366 days in all
        - `format`: Which document
        - `lang`: The language of the PDF
        - `bom`: Of CSV: a byte order mark stands first, which Excel needs for Chinese; `true` or `false`
        """
        answer: bytes = self._transport.send(
            Call(
                "GET",
                path("/v1/wallets/{}/statements", wallet),
                {200: BYTES},
                query={"from": from_, "to": to, "format": format, "lang": lang, "bom": bom},
            )
        )
        return answer


class WalletsSubWallets:
    """`Client.wallets.sub_wallets`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.SubWallet]:
        """A wallet's sub-wallets, oldest first, revoked and closed ones too.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/sub-wallets", wallet), {200: Page[models.SubWallet]}),
            limit=limit,
            cursor=cursor,
        )

    def create(self, wallet: str, *, label: str, key: str = "") -> models.SubWalletOpened:
        """A company opens a sub-wallet for a store; a merchant can then be registered as paid into it.

        - `wallet`: The wallet
        - `label`: What its owner calls it
        """
        answer: models.SubWalletOpened = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/sub-wallets", wallet),
                {201: models.SubWalletOpened},
                body={"label": label},
                key=key or new_key(),
            )
        )
        return answer


class WalletsSweep:
    """`Client.wallets.sweep`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, wallet: str) -> models.Sweep:
        """The wallet's sweep, a stopped one too.

        - `wallet`: The wallet
        """
        answer: models.Sweep = self._transport.send(
            Call("GET", path("/v1/wallets/{}/sweep", wallet), {200: models.Sweep})
        )
        return answer

    @signed
    def create(
        self,
        wallet: str,
        *,
        ceiling_minor: int,
        bank_account: str | None = None,
        external_account: str | None = None,
        key: str = "",
    ) -> models.SweepSet:
        """From now on what the wallet holds above `ceiling` goes to an account, at a bank here or at one outside:
        exactly one of the two. Replaces an earlier sweep. To an account outside, which needs an agreement, it
        goes by exchange orders.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `ceiling_minor`: What stays in the wallet; what is above goes to the bank account fen of E-CNY
        - `bank_account`: The account at a bank
        - `external_account`: An account at a bank outside the platform
        """
        answer: models.SweepSet = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/sweep", wallet),
                {201: models.SweepSet},
                body={
                    "bank_account": bank_account,
                    "ceiling": money(ceiling_minor, "E-CNY"),
                    "external_account": external_account,
                },
                key=key or new_key(),
            )
        )
        return answer

    def end(self, wallet: str, *, key: str = "") -> models.SweepEnded:
        """Stops the wallet's sweep.

        - `wallet`: The wallet
        """
        answer: models.SweepEnded = self._transport.send(
            Call("POST", path("/v1/wallets/{}/sweep/ending", wallet), {200: models.SweepEnded}, key=key or new_key())
        )
        return answer


class WalletsUnloads:
    """`Client.wallets.unloads`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @signed
    def create(
        self,
        wallet: str,
        *,
        bank_account: str,
        amount_minor: int,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Moved:
        """Moves money from the wallet back into a bank account of the holder (兑回).

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `bank_account`: The account at a bank
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `reference`: The caller's own reference
        """
        answer: models.Moved = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/unloads", wallet),
                {201: models.Moved},
                body={"bank_account": bank_account, "amount": money(amount_minor, "E-CNY"), "reference": reference},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class WalletsWaterfall:
    """`Client.wallets.waterfall`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, wallet: str) -> models.Waterfall:
        """The wallet's waterfall, a stopped one too.

        - `wallet`: The wallet
        """
        answer: models.Waterfall = self._transport.send(
            Call("GET", path("/v1/wallets/{}/waterfall", wallet), {200: models.Waterfall})
        )
        return answer

    @signed
    def create(self, wallet: str, *, bank_account: str, key: str = "") -> models.WaterfallSet:
        """From now on what a payment brings above the wallet's balance limit goes to the bank account. Replaces an
        earlier waterfall.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `bank_account`: The account at a bank
        """
        answer: models.WaterfallSet = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/waterfall", wallet),
                {201: models.WaterfallSet},
                body={"bank_account": bank_account},
                key=key or new_key(),
            )
        )
        return answer

    def end(self, wallet: str, *, key: str = "") -> models.WaterfallEnded:
        """Stops the wallet's waterfall: a payment that is too much for the wallet is refused again.

        - `wallet`: The wallet
        """
        answer: models.WaterfallEnded = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/waterfall/ending", wallet),
                {200: models.WaterfallEnded},
                key=key or new_key(),
            )
        )
        return answer


class Wallets:
    """`Client.wallets`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.agreements = WalletsAgreements(transport)
        self.alias = WalletsAlias(transport)
        self.balance_rules = WalletsBalanceRules(transport)
        self.bank_accounts = WalletsBankAccounts(transport)
        self.card_loads = WalletsCardLoads(transport)
        self.card_returns = WalletsCardReturns(transport)
        self.cash_codes = WalletsCashCodes(transport)
        self.claims = WalletsClaims(transport)
        self.class_changes = WalletsClassChanges(transport)
        self.collect_codes = WalletsCollectCodes(transport)
        self.envelope_claims = WalletsEnvelopeClaims(transport)
        self.envelopes = WalletsEnvelopes(transport)
        self.exchange_orders = WalletsExchangeOrders(transport)
        self.external_accounts = WalletsExternalAccounts(transport)
        self.freezes = WalletsFreezes(transport)
        self.holder_readings = WalletsHolderReadings(transport)
        self.limits = WalletsLimits(transport)
        self.loads = WalletsLoads(transport)
        self.mandates = WalletsMandates(transport)
        self.payer_tokens = WalletsPayerTokens(transport)
        self.prepaids = WalletsPrepaids(transport)
        self.pushed_sub_wallets = WalletsPushedSubWallets(transport)
        self.refused_payments = WalletsRefusedPayments(transport)
        self.registrations = WalletsRegistrations(transport)
        self.remittances = WalletsRemittances(transport)
        self.return_requests = WalletsReturnRequests(transport)
        self.standing_payments = WalletsStandingPayments(transport)
        self.statements = WalletsStatements(transport)
        self.sub_wallets = WalletsSubWallets(transport)
        self.sweep = WalletsSweep(transport)
        self.unloads = WalletsUnloads(transport)
        self.waterfall = WalletsWaterfall(transport)

    def list(
        self, *, operator: str | None = None, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> Pages[models.Wallet]:
        """Wallets: of an operator, or of all for the central bank and auditors; holders get their own.

        - `operator`: Wallets of this operator
        """
        return Pages(
            self._transport,
            Call("GET", "/v1/wallets", {200: Page[models.Wallet]}, query={"operator": operator}),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self,
        *,
        operator: str,
        kind: Literal["personal", "corporate"],
        wallet_class: Literal["I", "II", "III", "IV"],
        phone: str = "",
        name: str = "",
        id_number: str = "",
        bank_account: str = "",
        face_to_face: bool = False,
        key: str = "",
    ) -> models.WalletOpened:
        """Opens a wallet at an operator. Which details are needed follows from the class (rule book, `opening`). A
        holder whose identity number the operator knows gets a further wallet: what it shows adds to what is
        known, and may not differ from it. A company's bank account is its one settlement account.

        - `operator`: The operating institution
        - `kind`: Of which kind
        - `wallet_class`: The wallet's class, I to IV
        - `phone`: The phone, with its country code unless it is one of the mainland
        - `name`: The holder's name
        - `id_number`: Number of the identity paper, or a company's credit code
        - `bank_account`: The number of the holder's account
        - `face_to_face`: Whether the holder was seen in person
        """
        answer: models.WalletOpened = self._transport.send(
            Call(
                "POST",
                "/v1/wallets",
                {201: models.WalletOpened},
                body={
                    "operator": operator,
                    "kind": kind,
                    "wallet_class": wallet_class,
                    "phone": phone,
                    "name": name,
                    "id_number": id_number,
                    "bank_account": bank_account,
                    "face_to_face": face_to_face,
                },
                key=key or new_key(),
            )
        )
        return answer

    def get(self, wallet: str) -> models.Wallet:
        """A wallet with its balance, what is available, its limits and what is left of them.

        - `wallet`: The wallet
        """
        answer: models.Wallet = self._transport.send(Call("GET", path("/v1/wallets/{}", wallet), {200: models.Wallet}))
        return answer

    def balance(self, wallet: str, *, at: str | None = None) -> models.BalanceAt:
        """A wallet's balance as it had been recorded at an instant, in its present account; now when none is given.

        - `wallet`: The wallet
        - `at`: When it happened
        """
        answer: models.BalanceAt = self._transport.send(
            Call("GET", path("/v1/wallets/{}/balance", wallet), {200: models.BalanceAt}, query={"at": at})
        )
        return answer

    @signed
    def close_out(self, wallet: str, *, bank_account: str, key: str = "") -> models.ClosedOut:
        """Pays a wallet's interest up to yesterday, sends all it holds to a bank account of its holder, and closes
        it.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        - `bank_account`: The account at a bank
        """
        answer: models.ClosedOut = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/closing-out", wallet),
                {200: models.ClosedOut},
                body={"bank_account": bank_account},
                key=key or new_key(),
            )
        )
        return answer

    @signed
    def close(self, wallet: str, *, key: str = "") -> models.WalletClosed:
        """Closes an empty wallet for good.

        Signed by the holder's device, once it has had one.

        - `wallet`: The wallet
        """
        answer: models.WalletClosed = self._transport.send(
            Call("POST", path("/v1/wallets/{}/closure", wallet), {200: models.WalletClosed}, key=key or new_key())
        )
        return answer

    def interest(self, wallet: str) -> models.WalletInterest:
        """What a wallet has earned since it was settled last, and what it was paid.

        - `wallet`: The wallet
        """
        answer: models.WalletInterest = self._transport.send(
            Call("GET", path("/v1/wallets/{}/interest", wallet), {200: models.WalletInterest})
        )
        return answer

    def pool(
        self,
        wallet: str,
        *,
        sub_wallets: Sequence[str] | None = None,
        keep_minor: int | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Pooled:
        """Moves into a wallet what its sub-wallets have above `keep` each: of the named ones, or of all when none is
        named. Final when it is answered.

        - `wallet`: The wallet
        - `sub_wallets`: The sub-wallets
        - `keep_minor`: How much stays in each fen of E-CNY
        """
        answer: models.Pooled = self._transport.send(
            Call(
                "POST",
                path("/v1/wallets/{}/pooling", wallet),
                {200: models.Pooled},
                body={"sub_wallets": sub_wallets, "keep": money(keep_minor, "E-CNY")},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer

    def statement(
        self, wallet: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> Pages[models.StatementLine]:
        """The history of a wallet's present account, oldest first.

        - `wallet`: The wallet
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/wallets/{}/statement", wallet), {200: Page[models.StatementLine]}),
            limit=limit,
            cursor=cursor,
        )
