"""Hong Kong's whitelists and visitors' cards."""

from collections.abc import Iterator, Sequence

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import visitors as wire


class VisitorMethods(Core):
    """Methods of whitelists and cards."""

    def register_whitelist(
        self, operator: str, activity: str, phones: Sequence[str], *, key: str = ""
    ) -> wire.WhitelistRegistered:
        """Registers phone numbers of Hong Kong for an activity, while a whitelist decides who may open a wallet."""
        body = {"operator": operator, "activity": activity, "phones": list(phones)}
        return self._post("/v1/whitelists", wire.WhitelistRegistered, body, key=key)

    def whitelists(self, operator: str) -> Iterator[wire.WhitelistActivity]:
        """The activities of an operator's whitelist, and how many numbers each brought."""
        return self._pages(f"/v1/institutions/{operator}/whitelists", wire.WhitelistActivity)

    def open_acquirer(self, operator: str, bank_account: str, name: str, *, key: str = "") -> wire.AcquirerOpened:
        """Registers an acquirer of foreign cards with its bank account."""
        body = {"operator": operator, "bank_account": bank_account, "name": name}
        return self._post("/v1/acquirers", wire.AcquirerOpened, body, key=key)

    def load_by_card(
        self,
        wallet: str,
        acquirer: str,
        network: str,
        card: str,
        last_four: str,
        amount_minor: int,
        *,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.CardLoaded:
        """Tops a visitor's wallet up; `card` is the acquirer's token, never the card's number."""
        body = {
            "acquirer": acquirer,
            "network": network,
            "card": card,
            "last_four": last_four,
            "amount": money(amount_minor),
            "reference": reference,
        }
        return self._post(f"/v1/wallets/{wallet}/card-loads", wire.CardLoaded, body, key=key, dry_run=dry_run)

    def card_loads(self, wallet: str) -> Iterator[wire.CardLoad]:
        """A wallet's top-ups by card, oldest first."""
        return self._pages(f"/v1/wallets/{wallet}/card-loads", wire.CardLoad, limit=PAGE_LIMIT)

    def return_to_cards(self, wallet: str, *, key: str = "", dry_run: bool = False) -> wire.CardsReturned:
        """Gives what is unused back to the cards it came from."""
        return self._post(f"/v1/wallets/{wallet}/card-returns", wire.CardsReturned, key=key, dry_run=dry_run)

    def bounce_card_return(self, card_load: str, amount_minor: int, *, key: str = "") -> wire.CardReturnBounced:
        """Takes back what an acquirer could not credit to a card."""
        body = {"amount": money(amount_minor)}
        return self._post(f"/v1/card-loads/{card_load}/bounce", wire.CardReturnBounced, body, key=key)
