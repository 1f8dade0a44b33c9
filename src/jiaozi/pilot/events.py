"""What happens in a pilot, in the order it happens: plain records that a runner turns into commands.

Every event has `seq`, its place in the whole stream from 0, and `at`, the instant in Unix microseconds; both rise
together (`at` may repeat). Parties are named by ordinal: persons, companies (corporate wallets) and merchants each
count from 0. Amounts are in fen. `ordinal` of payments and attempts counts each from 0.
"""

from typing import Final, NamedTuple

from jiaozi.pilot.population import Company, Merchant, Person

PERSON: Final = "person"
COMPANY: Final = "company"


class OpenCompany(NamedTuple):
    """A corporate wallet is opened."""

    seq: int
    at: int
    company: Company


class OpenMerchant(NamedTuple):
    """A merchant is registered with its stores; its owner's wallet is open already."""

    seq: int
    at: int
    merchant: Merchant


class OpenPerson(NamedTuple):
    """A personal wallet is opened."""

    seq: int
    at: int
    person: Person


class Issue(NamedTuple):
    """The central bank issues to an operator's vault at least what the operator's loads of this day need."""

    seq: int
    at: int
    operator_id: str
    amount_minor: int


class Deposit(NamedTuple):
    """Bank money arrives on the party's bank account at its operator, enough for all its loads: once for each party."""

    seq: int
    at: int
    party: str
    ordinal: int
    amount_minor: int


class Load(NamedTuple):
    """The party loads its wallet from its bank account at its operator."""

    seq: int
    at: int
    party: str
    ordinal: int
    amount_minor: int


class Pay(NamedTuple):
    """An accepted transaction.

    `pay_merchant`: person `payer` to store `store` of merchant `payee`; `salary`: company `payer` to person `payee`;
    `party_dues`: person `payer` to company `payee`.
    """

    seq: int
    at: int
    ordinal: int
    field: str
    kind: str
    payer: int
    payee: int
    store: int
    amount_minor: int


class Freeze(NamedTuple):
    """A personal wallet is frozen for good."""

    seq: int
    at: int
    person: int


class Attempt(NamedTuple):
    """A payment of person `payer` to a merchant that must be refused with the error code `refusal`.

    Neither store nor merchant exists when the refusal is `store_not_found`: `payee` is beyond the last merchant.
    """

    seq: int
    at: int
    ordinal: int
    field: str
    payer: int
    payee: int
    store: int
    amount_minor: int
    refusal: str


Event = OpenCompany | OpenMerchant | OpenPerson | Issue | Deposit | Load | Pay | Freeze | Attempt
