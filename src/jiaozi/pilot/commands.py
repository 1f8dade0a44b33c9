"""Turns a pilot's events into the platform's own commands, with ids and keys that depend on seed and place alone.

An event becomes one or more commands. Entities are numbered by their ordinal, so that a payment names wallets without
looking them up; journals by the place of their event, so that they lie in the ledger in the order they happen.
"""

from typing import Any, Final, cast

from jiaozi.clock import DAY_US
from jiaozi.db.commands import Request
from jiaozi.ids import first_id_at
from jiaozi.kinds import Fresh, InstitutionNo
from jiaozi.payments import merchants as merchant_acts
from jiaozi.payments.model import PaymentKindName
from jiaozi.payments.pay import Pay as PayCommand
from jiaozi.pilot import events
from jiaozi.pilot.counter import draw
from jiaozi.pilot.population import Company, Person
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.scheme.issuance import Issue, LendReserves
from jiaozi.wallets.exchange import Load
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.model import WalletClass
from jiaozi.wallets.opening import OpenWallet

PRINCIPAL: Final = 1
"""Stands for the pilot itself in the keys of its requests; no principal of a world has this id."""

STREAM_BITS: Final = 32
STEP: Final = 16
STORES_MAX: Final = 256
"""Ids are given in steps of 16; a merchant has at most so many stores."""

KINDS: Final[dict[str, PaymentKindName]] = {"pay_merchant": "merchant", "salary": "salary", "party_dues": "party_dues"}


class Ids:
    """Where the ids of a run lie: in the day before it starts, moved by the seed, so that no live id can meet them."""

    def __init__(self, seed: int, start_us: int) -> None:
        moved_us = draw(seed, "ids", 0) % (DAY_US // 2)
        self._base = first_id_at(start_us - DAY_US + moved_us) & -(1 << STREAM_BITS)

    def of(self, stream: int, ordinal: int) -> Fresh:
        """The id of an entity or a command in one of 16 streams: of whatever kind the stream is."""
        return self._base + (stream << STREAM_BITS) + STEP * ordinal

    def person(self, ordinal: int) -> Fresh:
        """A personal wallet, which is also its holder's and its ledger account's id."""
        return self.of(1, ordinal)

    def company(self, ordinal: int) -> Fresh:
        """A corporate wallet."""
        return self.of(2, ordinal)

    def merchant(self, ordinal: int) -> Fresh:
        """A merchant."""
        return self.of(3, ordinal)

    def store(self, merchant: int, number: int) -> Fresh:
        """A merchant's store."""
        return self.of(4, merchant * STORES_MAX + number)

    def bank_account(self, party: str, ordinal: int) -> Fresh:
        """The bank account of a person or a company."""
        return self.of(5 if party == events.PERSON else 6, ordinal)

    def act(self, seq: int, number: int = 0) -> Fresh:
        """The journal, payment or freeze of an event; an event has at most two."""
        return self.of(7, 2 * seq + number)


class Translator:
    """Events to commands, for a world whose operators have these ids."""

    def __init__(self, ids: Ids, operators: dict[str, InstitutionNo], plan_population: Any) -> None:
        self._ids = ids
        self._operators = operators
        self._population = plan_population

    def steps(self, event: events.Event) -> list[Request]:
        """The commands of an event, in order."""
        match event:
            case events.Pay() | events.Attempt():
                return [self._step(event, self._pay(event))]
            case events.Load():
                return [self._step(event, self._load(event))]
            case events.OpenPerson():
                return [self._entity(event, self._ids.person(event.person.ordinal), self._person(event.person))]
            case events.OpenCompany():
                return [self._entity(event, self._ids.company(event.company.ordinal), self._company(event.company))]
            case events.OpenMerchant():
                return self._merchant(event)
            case events.Deposit():
                return self._deposit(event)
            case events.Issue():
                operator = self._operators[event.operator_id]
                return [
                    self._step(event, LendReserves(operator, event.amount_minor)),
                    self._step(event, Issue(operator, event.amount_minor), 1),
                ]
            case events.Freeze():
                return [self._step(event, FreezeWallet(self._ids.person(event.person), "out", "pilot: freeze order"))]

    def _step(self, event: events.Event, command: Any, number: int = 0) -> Request:
        return Request(PRINCIPAL, f"{event.seq}.{number}", command, self._ids.act(event.seq, number), event.at)

    def _entity(self, event: events.Event, number: int, command: Any, part: int = 0) -> Request:
        return Request(PRINCIPAL, f"{event.seq}.{part}", command, number, event.at)

    def _pay(self, event: events.Pay | events.Attempt) -> PayCommand:
        kind = "pay_merchant" if isinstance(event, events.Attempt) else event.kind
        ids = self._ids
        if kind == "pay_merchant":
            store = ids.store(event.payee, event.store)
            return PayCommand(ids.person(event.payer), event.amount_minor, KINDS[kind], store)
        if kind == "salary":
            payer, payee = ids.company(event.payer), ids.person(event.payee)
        else:
            payer, payee = ids.person(event.payer), ids.company(event.payee)
        return PayCommand(payer, event.amount_minor, KINDS[kind], payee=payee)

    def _wallet(self, party: str, ordinal: int) -> Fresh:
        return self._ids.person(ordinal) if party == events.PERSON else self._ids.company(ordinal)

    def _load(self, event: events.Load) -> Load:
        bank_account = self._ids.bank_account(event.party, event.ordinal)
        return Load(self._wallet(event.party, event.ordinal), bank_account, event.amount_minor)

    def _person(self, person: Person) -> OpenWallet:
        named = person.resident_id is not None
        return OpenWallet(
            self._operators[person.operator_id],
            "personal",
            cast("WalletClass", person.wallet_class),
            person.phone,
            person.name if named else "",
            person.resident_id or "",
            person.bank_card or "",
            person.wallet_class == "I",
        )

    def _company(self, company: Company) -> OpenWallet:
        return OpenWallet(
            self._operators[company.operator_id],
            "corporate",
            cast("WalletClass", company.wallet_class),
            company.phone,
            company.name,
            company.credit_code,
            company.settlement_account,
            company.wallet_class == "I",
        )

    def _merchant(self, event: events.OpenMerchant) -> list[Request]:
        merchant = event.merchant
        number = self._ids.merchant(merchant.ordinal)
        opened = merchant_acts.OpenMerchant(
            self._ids.company(merchant.owner),
            merchant.name_en,
            merchant.name,
            merchant.mcc,
            merchant.purpose,
            merchant.scenario,
        )
        stores = [
            self._entity(
                event,
                self._ids.store(merchant.ordinal, place),
                merchant_acts.OpenStore(number, f"{merchant.name} {place + 1}", merchant.district),
                place + 1,
            )
            for place in range(merchant.stores)
        ]
        return [self._entity(event, number, opened), *stores]

    def _deposit(self, event: events.Deposit) -> list[Request]:
        """The bank account is opened with its first money; the plan has one deposit for each party."""
        number = self._ids.bank_account(event.party, event.ordinal)
        if event.party == events.PERSON:
            person = self._population.person(event.ordinal)
            operator, digits = person.operator_id, person.bank_card or f"6299{event.ordinal:012d}"
        else:
            company = self._population.company(event.ordinal)
            operator, digits = company.operator_id, company.settlement_account
        wallet = self._wallet(event.party, event.ordinal)
        opened = OpenBankAccount(self._operators[operator], digits, wallet, event.amount_minor)
        return [self._entity(event, number, opened)]
