"""People: aliases, confirmation of payees, requests to return money, guardians, estates."""

from collections.abc import Iterator, Sequence

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import people as wire
from jiaozi.wire.access import Proposed


class PeopleMethods(Core):
    """Methods of people. `papers` are SHA-256 digests in hexadecimal; the papers themselves are never sent."""

    def publish_alias(self, wallet: str, *, key: str = "") -> wire.AliasSet:
        """Lets others find the wallet by its holder's phone."""
        return self._post(f"/v1/wallets/{wallet}/alias", wire.AliasSet, key=key)

    def withdraw_alias(self, wallet: str, *, key: str = "") -> wire.AliasSet:
        """Nobody finds the wallet by phone any more."""
        return self._post(f"/v1/wallets/{wallet}/alias/withdrawal", wire.AliasSet, key=key)

    def alias(self, wallet: str) -> wire.AliasSet:
        """Whether the wallet is found by phone."""
        return self._get(f"/v1/wallets/{wallet}/alias", wire.AliasSet)

    def resolve_alias(self, payer: str, phone: str, *, key: str = "") -> wire.AliasResolved:
        """The wallet that a phone leads to, with a masked name; counted."""
        return self._post("/v1/alias-resolutions", wire.AliasResolved, {"payer": payer, "phone": phone}, key=key)

    def confirm_payee(self, payer: str, payee: str, name: str, *, key: str = "") -> wire.PayeeConfirmed:
        """Whether the holder of `payee` has this name; counted."""
        body = {"payer": payer, "payee": payee, "name": name}
        return self._post("/v1/payee-confirmations", wire.PayeeConfirmed, body, key=key)

    def ask_return(self, payment: str, reason: str, *, key: str = "") -> wire.ReturnAsked:
        """Asks for the money of a payment: `wrong_payee`, `wrong_amount` or `paid_twice`."""
        path = f"/v1/payments/{payment}/return-request"
        return self._post(path, wire.ReturnAsked, {"reason": reason}, key=key)

    def answer_return(self, payment: str, *, agrees: bool, key: str = "") -> wire.ReturnEnded:
        """The payee's side gives the money back, or declines."""
        path = f"/v1/payments/{payment}/return-request/answer"
        return self._post(path, wire.ReturnEnded, {"agrees": agrees}, key=key)

    def withdraw_return(self, payment: str, *, key: str = "") -> wire.ReturnEnded:
        """The payer asks no more."""
        return self._post(f"/v1/payments/{payment}/return-request/withdrawal", wire.ReturnEnded, key=key)

    def return_request(self, payment: str) -> wire.ReturnRequest:
        """The request to return a payment's money."""
        return self._get(f"/v1/payments/{payment}/return-request", wire.ReturnRequest)

    def return_requests(self, wallet: str) -> Iterator[wire.ReturnRequest]:
        """Requests that a wallet made or was asked."""
        return self._pages(f"/v1/wallets/{wallet}/return-requests", wire.ReturnRequest, limit=PAGE_LIMIT)

    def propose_guardian(
        self, holder: str, guardian: str, until: str, papers: Sequence[str], reason: str, *, key: str = ""
    ) -> Proposed:
        """Proposes that `guardian` acts for `holder` until an instant (ISO 8601)."""
        body = {"guardian": guardian, "until": until, "papers": list(papers), "reason": reason}
        return self._post(f"/v1/holders/{holder}/guardians", Proposed, body, key=key)

    def guardians(self, holder: str) -> Iterator[wire.Guardianship]:
        """A holder's guardianships."""
        return self._pages(f"/v1/holders/{holder}/guardians", wire.Guardianship)

    def end_guardianship(self, guardianship: str, *, key: str = "") -> wire.GuardianshipEnded:
        """Ends a guardianship now."""
        return self._post(f"/v1/guardianships/{guardianship}/end", wire.GuardianshipEnded, key=key)

    def freeze_holder(self, holder: str, scope: str, reason: str, *, key: str = "") -> wire.HolderFrozen:
        """Freezes all wallets of a holder: `all`, or `out`."""
        body = {"scope": scope, "reason": reason}
        return self._post(f"/v1/holders/{holder}/freezes", wire.HolderFrozen, body, key=key)

    def holder_freezes(self, holder: str) -> Iterator[wire.HolderFreeze]:
        """A holder's freezes."""
        return self._pages(f"/v1/holders/{holder}/freezes", wire.HolderFreeze)

    def propose_unfreeze_holder(self, holder: str, freeze: str, reason: str, *, key: str = "") -> Proposed:
        """Proposes to lift a freeze of a holder from all its wallets, as `propose_unfreeze` does."""
        return self._post(f"/v1/holders/{holder}/freezes/{freeze}/lifting", Proposed, {"reason": reason}, key=key)

    def propose_forgetting(self, holder: str, detail: str, check: str, reason: str, *, key: str = "") -> Proposed:
        """Proposes to forget a holder's `phone`, `name` or `bank_account`, so that it can be given anew."""
        body = {"detail": detail, "check": check, "reason": reason}
        return self._post(f"/v1/holders/{holder}/forgotten-details", Proposed, body, key=key)

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

    def estate(self, holder: str) -> wire.Estate:
        """What a holder left, and who got it."""
        return self._get(f"/v1/holders/{holder}/estate", wire.Estate)
