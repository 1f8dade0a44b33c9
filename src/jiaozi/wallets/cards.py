"""Visitors' wallets: topped up from a foreign card through an acquirer, what is unused goes back to the same card.

The acquirer has settled in renminbi at a bank before: a top-up is a load from its bank account. Of a card the platform
knows the acquirer's token, as a blind index, and its last four digits; never its number.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from stdnum import luhn

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletMoneyData
from jiaozi.keyring import Keyring
from jiaozi.kinds import (
    AcquirerNo,
    BankAccountNo,
    CardLoadNo,
    Count,
    Fen,
    FenOrZero,
    Instant,
    InstitutionNo,
    JournalNo,
    Name,
    OrNone,
    Reference,
    Text,
    WalletNo,
)
from jiaozi.ledger.model import Code, Journal, Leg
from jiaozi.ledger.post import post, touch_legs
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.rulebook import RuleNotFoundError
from jiaozi.scheme import entries
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.schema import BANK_ACCOUNTS, INSTITUTIONS
from jiaozi.texts import is_plain
from jiaozi.wallets.acts import (
    account_of,
    in_freeze_refusal,
    limit_table,
    out_freeze_refusal,
    reference_good,
    wallet_of,
)
from jiaozi.wallets.exchange import illiquid
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KINDS, Acquirer, CardLoad, Wallet, is_sub, place_of
from jiaozi.wallets.phones import MAINLAND, region_of
from jiaozi.wallets.schema import ACQUIRERS, CARD_BOUNCES, CARD_LOADS, HOLDERS, WALLETS
from jiaozi.wallets.store import bounced_cards, card_loads_left

NAME_MAX: Final = 120
LOADS_MAX: Final = 100
"""Top-ups that one return looks at."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
_LAST_FOUR: Final = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OpenAcquirer:
    """Registers an acquirer of foreign cards at an operator. Its money stands in `bank_account`, which is nobody's
    before and its own from then on."""

    operator: InstitutionNo
    bank_account: BankAccountNo
    name: Name


@dataclass(frozen=True, slots=True)
class LoadByCard:
    """Tops a visitor's wallet up with what the operator's acquirer took from a card. `card` is the acquirer's token for
    it, never its number; `network` its brand."""

    wallet: WalletNo
    acquirer: AcquirerNo
    network: Annotated[str, Text(20, 1, pattern="[a-z0-9_]{1,20}", example="visa")]
    card: Annotated[str, Text(64, 8, pattern="[A-Za-z0-9_-]{8,64}", example="tok_4f9a1c27")]
    last_four: Annotated[str, Text(4, 4, pattern="[0-9]{4}", example="1111")]
    amount_minor: Fen
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class ReturnToCards:
    """Gives what a visitor has not spent back to the cards it came from, the latest top-up first; never more than came
    from each."""

    wallet: WalletNo


class AcquirerOpened(NamedTuple):
    """An acquirer was registered."""

    acquirer: AcquirerNo


class CardLoaded(NamedTuple):
    """A wallet was topped up."""

    card_load: CardLoadNo
    journal: JournalNo
    recorded_at: Instant


class CardsReturned(NamedTuple):
    """So much went back to the cards of so many top-ups; `journal` is null when there was nothing to return."""

    wallet: WalletNo
    journal: OrNone[JournalNo]
    card_loads: Count
    amount_minor: FenOrZero


def _touch_open(tx: Tx, requests: Sequence[Request[OpenAcquirer]]) -> None:
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})
    tx.want(BANK_ACCOUNTS, {request.command.bank_account for request in requests})


def _open(tx: Tx, request: Request[OpenAcquirer]) -> AcquirerOpened | Refusal:
    """Refuses: `request_malformed` (name), `institution_not_found`, `bank_account_not_found` (also a
    customer's, or kept at another bank)."""
    command = request.command
    if not is_plain(command.name, NAME_MAX):
        return Refusal("request_malformed", "name")
    operator = operator_of(tx, command.operator)
    if isinstance(operator, Refusal):
        return operator
    account = tx.rows(BANK_ACCOUNTS).get(command.bank_account)
    if account is None or account.customer or account.bank != operator.id:
        return Refusal("bank_account_not_found")
    account.customer = request.id  # so that nobody else is bound to it
    tx.rows(BANK_ACCOUNTS).changed(account)
    tx.rows(ACQUIRERS).add(
        Acquirer(id=request.id, operator=operator.id, bank_account=account.id, name=command.name, opened_at=request.at)
    )
    return AcquirerOpened(request.id)


class _Cards:
    """Handlers that index card tokens and look at the holder's phone."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def touch(self, tx: Tx, requests: Sequence[Request[LoadByCard]]) -> Iterator[None]:
        """Names the holders, the acquirers with their bank accounts, the wallets, and the accounts of the loads."""
        wanted = {request.command.wallet for request in requests}
        known = WALLETS.read(tx.connection, wanted)
        tx.want(HOLDERS, {wallet.holder for wallet in known})
        tx.want(ACQUIRERS, {request.command.acquirer for request in requests})
        tx.want(WALLETS, wanted)
        yield
        for request in requests:
            wallet = tx.rows(WALLETS).get(request.command.wallet)
            acquirer = tx.rows(ACQUIRERS).get(request.command.acquirer)
            if wallet is not None and acquirer is not None:
                touch_legs(tx, card_legs(acquirer, wallet, 1))

    def load(self, tx: Tx, request: Request[LoadByCard]) -> CardLoaded | Refusal:
        """Refuses: `amount_invalid`, `reference_invalid`, `request_malformed` (card, last four digits; a card number is
        no token), `wallet_not_found`, `wallet_closed`, `acquirer_not_found`, `usage_not_allowed` (not a visitor's
        wallet, network or day, with the rule), `wallet_frozen`, `limit_balance_exceeded`, `insufficient_funds` (the
        acquirer's), `operator_illiquid`."""
        command = request.command
        if refusal := _shape_refusal(command):
            return refusal
        wallet = wallet_of(tx, command.wallet)
        if isinstance(wallet, Refusal):
            return wallet
        acquirer = tx.rows(ACQUIRERS).get(command.acquirer)
        if acquirer is None or acquirer.operator != wallet.operator:
            return Refusal("acquirer_not_found")
        refusal = (
            self._visitor_refusal(tx, wallet, command.network, request.at)
            or in_freeze_refusal(wallet)
            or limit_table(tx).in_refusal(wallet, account_of(tx, wallet).posted, command.amount_minor, request.at)
        )
        if refusal is not None:
            return refusal
        legs = card_legs(acquirer, wallet, command.amount_minor)
        outcome = post(tx, [Journal(request.id, request.at, legs, command.reference)])[0]
        if isinstance(outcome, Refusal):
            return illiquid(outcome)
        digest = self._keyring.blind_index("card", command.card)
        amount, at = command.amount_minor, outcome.recorded_at
        row = CardLoad(
            id=request.id,
            wallet=wallet.id,
            acquirer=acquirer.id,
            card_digest=digest,
            card_masked=f"**** {command.last_four}",
            amount_minor=amount,
            returned_minor=0,
            at=at,
        )
        tx.rows(CARD_LOADS).add(row)
        _emit(tx, "wallet.card_loaded", request, wallet, amount, outcome.journal)
        return CardLoaded(card_load=row.id, journal=outcome.journal, recorded_at=at)

    def _visitor_refusal(self, tx: Tx, wallet: Wallet, network: str, at: int) -> Refusal | None:
        """Whether the wallet is a visitor's: of a class that needs no account, and with a foreign phone."""
        day = china_date(at)
        try:
            rules = rulebook.visitors(day)
        except RuleNotFoundError:
            return Refusal("usage_not_allowed", "no card top-up on this day")
        region = region_of(reveal(self._keyring, tx.rows(HOLDERS)[wallet.holder]).phone)
        good = (
            wallet.kind == HOLDER_KINDS["personal"]
            and not is_sub(wallet)
            and CLASS_NAMES[wallet.wallet_class] in rules.wallet_classes
            and region not in ("", MAINLAND, *rules.regions_excluded)
        )
        if not good:
            return Refusal("usage_not_allowed", "not a visitor's wallet", rules.rule.cite())
        return None if network in rules.networks else Refusal("usage_not_allowed", "card network", rules.rule.cite())


def _shape_refusal(command: LoadByCard) -> Refusal | None:
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    looks_like_a_number = command.card.isdigit() and 12 <= len(command.card) <= 19 and luhn.is_valid(command.card)
    if _TOKEN.fullmatch(command.card) is None or looks_like_a_number:
        return Refusal("request_malformed", "card: the acquirer's token, never the card's number")
    return None if _LAST_FOUR.fullmatch(command.last_four) else Refusal("request_malformed", "last_four")


def card_legs(acquirer: Acquirer, wallet: Wallet, amount: int) -> list[Leg]:
    """From the acquirer's bank account into the wallet. The acquirer's bank is its operator."""
    return entries.load(acquirer.bank_account, acquirer.operator, place_of(wallet), amount, Code.LOAD)


def _touch_return(tx: Tx, requests: Sequence[Request[ReturnToCards]]) -> Iterator[None]:
    wanted = {request.command.wallet for request in requests}
    loads = {wallet: card_loads_left(tx.connection, wallet, LOADS_MAX) for wallet in sorted(wanted)}
    tx.want(CARD_LOADS, [row.id for rows in loads.values() for row in rows])
    tx.want(ACQUIRERS, {row.acquirer for rows in loads.values() for row in rows})
    tx.want(WALLETS, wanted)
    yield
    for number, rows in loads.items():
        wallet = tx.rows(WALLETS).get(number)
        if wallet is None:
            continue
        for acquirer in {row.acquirer for row in rows}:
            touch_legs(tx, card_legs(tx.rows(ACQUIRERS)[acquirer], wallet, 1))


def _return(tx: Tx, request: Request[ReturnToCards]) -> CardsReturned | Refusal:
    """Refuses: `wallet_not_found`, `wallet_closed`, `wallet_frozen`, `wallet_frozen_amount`, `operator_illiquid`.

    No more goes back to a card than came from it; what others paid into the wallet stays there.
    """
    wallet = wallet_of(tx, request.command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    account = account_of(tx, wallet)
    parts = _parts(tx, wallet, account.available)
    amount = sum(part for _, part in parts)
    if refusal := out_freeze_refusal(wallet, account, amount):
        return refusal
    if not parts:
        return CardsReturned(wallet=wallet.id, journal=JournalNo(0), card_loads=0, amount_minor=0)
    legs = [leg for row, part in parts for leg in _legs_back(tx, row, wallet, part)]
    journal = tx.ids.take(len(legs))
    outcome = post(tx, [Journal(journal, request.at, legs)])[0]
    if isinstance(outcome, Refusal):
        return Refusal("operator_illiquid", outcome.detail)
    for row, part in parts:
        row.returned_minor += part
        tx.rows(CARD_LOADS).changed(row)
    _emit(tx, "wallet.card_returned", request, wallet, amount, journal)
    return CardsReturned(wallet=wallet.id, journal=journal, card_loads=len(parts), amount_minor=amount)


def _parts(tx: Tx, wallet: Wallet, available: int) -> list[tuple[CardLoad, int]]:
    """What goes back to which top-up's card, the latest first; nothing to a card that bounced."""
    known = {row.id for row in card_loads_left(tx.connection, wallet.id, LOADS_MAX)}
    known |= {row.id for row in tx.rows(CARD_LOADS).rows.values() if row.wallet == wallet.id}
    ended = bounced_cards(tx.connection, wallet.id)
    ended |= {row.card_digest for row in tx.rows(CARD_BOUNCES).rows.values() if row.wallet == wallet.id}
    parts: list[tuple[CardLoad, int]] = []
    for number in sorted(known, reverse=True)[:LOADS_MAX]:
        row = tx.rows(CARD_LOADS)[number]
        part = min(available, row.amount_minor - row.returned_minor)
        if part > 0 and row.card_digest not in ended:
            parts.append((row, part))
            available -= part
    return parts


def _legs_back(tx: Tx, row: CardLoad, wallet: Wallet, amount: int) -> list[Leg]:
    legs = entries.load(
        tx.rows(ACQUIRERS)[row.acquirer].bank_account, wallet.operator, place_of(wallet), amount, Code.UNLOAD
    )
    return entries.reversed_legs(legs)[::-1]


def _emit(tx: Tx, kind: str, request: Request, wallet: Wallet, amount: int, journal: JournalNo) -> None:
    payload = WalletMoneyData(wallet=wallet.id, amount_minor=amount, journal=journal)
    emit(tx, kind, request.at, wallet.operator, payload)


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of visitors' cards, with the keyring that indexes tokens and opens holders' details."""
    cards = _Cards(keyring)
    return (
        Operation("open_acquirer", OpenAcquirer, AcquirerOpened, _touch_open, one_by_one(_open), True),
        Operation("load_by_card", LoadByCard, CardLoaded, cards.touch, one_by_one(cards.load)),
        Operation("return_to_cards", ReturnToCards, CardsReturned, _touch_return, one_by_one(_return)),
    )
