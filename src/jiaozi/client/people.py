"""People: aliases, confirmation of payees, requests to return money, guardians, estates."""

from collections.abc import Iterator, Sequence

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import people
from jiaozi.wire.answers import Proposed


class PeopleMethods(Core):
    """Methods of people. `papers` are SHA-256 digests in hexadecimal; the papers themselves are never sent."""

    def publish_alias(self, wallet: str, *, key: str = "") -> people.AliasSet:
        """Lets others find the wallet by its holder's phone."""
        return self._post(f"/v1/wallets/{wallet}/alias", people.AliasSet, key=key)

    def withdraw_alias(self, wallet: str, *, key: str = "") -> people.AliasSet:
        """Nobody finds the wallet by phone any more."""
        return self._post(f"/v1/wallets/{wallet}/alias/withdrawal", people.AliasSet, key=key)

    def alias(self, wallet: str) -> people.AliasSet:
        """Whether the wallet is found by phone."""
        return self._get(f"/v1/wallets/{wallet}/alias", people.AliasSet)

    def resolve_alias(self, payer: str, phone: str, *, key: str = "") -> people.AliasResolved:
        """The wallet that a phone leads to, with a masked name; counted."""
        return self._post("/v1/alias-resolutions", people.AliasResolved, {"payer": payer, "phone": phone}, key=key)

    def confirm_payee(self, payer: str, payee: str, name: str, *, key: str = "") -> people.PayeeConfirmed:
        """Whether the holder of `payee` has this name; counted."""
        body = {"payer": payer, "payee": payee, "name": name}
        return self._post("/v1/payee-confirmations", people.PayeeConfirmed, body, key=key)

    def ask_return(self, payment: str, reason: str, *, key: str = "") -> people.ReturnAsked:
        """Asks for the money of a payment: `wrong_payee`, `wrong_amount` or `paid_twice`."""
        path = f"/v1/payments/{payment}/return-request"
        return self._post(path, people.ReturnAsked, {"reason": reason}, key=key)

    def answer_return(self, payment: str, *, agrees: bool, key: str = "") -> people.ReturnEnded:
        """The payee's side gives the money back, or declines."""
        path = f"/v1/payments/{payment}/return-request/answer"
        return self._post(path, people.ReturnEnded, {"agrees": agrees}, key=key)

    def withdraw_return(self, payment: str, *, key: str = "") -> people.ReturnEnded:
        """The payer asks no more."""
        return self._post(f"/v1/payments/{payment}/return-request/withdrawal", people.ReturnEnded, key=key)

    def return_request(self, payment: str) -> people.ReturnRequest:
        """The request to return a payment's money."""
        return self._get(f"/v1/payments/{payment}/return-request", people.ReturnRequest)

    def return_requests(self, wallet: str) -> Iterator[people.ReturnRequest]:
        """Requests that a wallet made or was asked."""
        return self._pages(f"/v1/wallets/{wallet}/return-requests", people.ReturnRequest, limit=PAGE_LIMIT)

    def propose_guardian(
        self, holder: str, guardian: str, until: str, papers: Sequence[str], reason: str, *, key: str = ""
    ) -> Proposed:
        """Proposes that `guardian` acts for `holder` until an instant (ISO 8601)."""
        body = {"guardian": guardian, "until": until, "papers": list(papers), "reason": reason}
        return self._post(f"/v1/holders/{holder}/guardians", Proposed, body, key=key)

    def guardians(self, holder: str) -> Iterator[people.Guardianship]:
        """A holder's guardianships."""
        return self._pages(f"/v1/holders/{holder}/guardians", people.Guardianship)

    def end_guardianship(self, guardianship: str, *, key: str = "") -> people.GuardianshipEnded:
        """Ends a guardianship now."""
        return self._post(f"/v1/guardianships/{guardianship}/end", people.GuardianshipEnded, key=key)

    def freeze_holder(self, holder: str, scope: str, reason: str, *, key: str = "") -> people.HolderFrozen:
        """Freezes all wallets of a holder: `all`, or `out`."""
        body = {"scope": scope, "reason": reason}
        return self._post(f"/v1/holders/{holder}/freezes", people.HolderFrozen, body, key=key)

    def holder_freezes(self, holder: str) -> Iterator[people.HolderFreeze]:
        """A holder's freezes."""
        return self._pages(f"/v1/holders/{holder}/freezes", people.HolderFreeze)

    def propose_unfreeze_holder(self, holder: str, freeze: str, reason: str, *, key: str = "") -> Proposed:
        """Proposes to lift a freeze of a holder from all its wallets."""
        return self._post(f"/v1/holders/{holder}/freezes/{freeze}/lifting", Proposed, {"reason": reason}, key=key)

    def propose_phone_release(self, holder: str, check: str, reason: str, *, key: str = "") -> Proposed:
        """Proposes to forget a holder's phone number, which is somebody else's now."""
        body = {"check": check, "reason": reason}
        return self._post(f"/v1/holders/{holder}/phone-release", Proposed, body, key=key)

    def propose_estate(self, holder: str, papers: Sequence[str], reason: str, *, key: str = "") -> Proposed:
        """Proposes to freeze all wallets of a holder who died."""
        body = {"papers": list(papers), "reason": reason}
        return self._post(f"/v1/holders/{holder}/estate", Proposed, body, key=key)

    def propose_estate_settlement(
        self,
        holder: str,
        heirs: Sequence[tuple[str, int, int]],
        papers: Sequence[str],
        reason: str,
        *,
        key: str = "",
    ) -> Proposed:
        """Proposes to move what a holder left to its heirs: (wallet, fixed amount in fen, share of the rest in ppm)."""
        listed = [{"wallet": wallet, "fixed": money(fixed), "share_ppm": ppm} for wallet, fixed, ppm in heirs]
        body = {"heirs": listed, "papers": list(papers), "reason": reason}
        return self._post(f"/v1/holders/{holder}/estate/settlement", Proposed, body, key=key)

    def estate(self, holder: str) -> people.Estate:
        """What a holder left, and who got it."""
        return self._get(f"/v1/holders/{holder}/estate", people.Estate)
