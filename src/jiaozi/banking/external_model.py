"""Data of banks outside the platform: their accounts here, customers' accounts there, and exchange orders."""

from enum import IntEnum
from typing import Annotated, Final, Literal

from jiaozi.kinds import (
    AccountNo,
    Count,
    ExchangeOrderNo,
    ExternalAccountNo,
    ExternalBankNo,
    Fen,
    Instant,
    InstitutionNo,
    JournalNo,
    Name,
    Names,
    OrNone,
    Reference,
    Secret,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.scheme.model import RegimeNumber


class OrderState(IntEnum):
    """Where an exchange order stands. COMPLETED, REVERSED and PAID_OUT are final.

    PENDING: not sent. SENT: sent, or about to be. UNKNOWN: no answer came, so the bank is asked. RETURNING: the bank
    has debited its customer for a load that the wallet cannot take, and is asked to give it back. STUCK: the bank has
    refused an unload and the wallet has been closed, or it cannot give a load back. PAID_OUT: a stuck order's money has
    gone to another wallet or account of the holder.
    """

    PENDING = 0
    SENT = 1
    UNKNOWN = 2
    COMPLETED = 3
    REVERSED = 4
    RETURNING = 5
    STUCK = 6
    PAID_OUT = 7


ORDER_STATES: Final = {int(state): state.name.lower() for state in OrderState}
OrderStateNumber = Annotated[int, Names(tuple(ORDER_STATES.items()))]
FINAL: Final = (OrderState.COMPLETED, OrderState.REVERSED, OrderState.PAID_OUT)
UNDER_WAY: Final = (OrderState.PENDING, OrderState.SENT, OrderState.UNKNOWN, OrderState.RETURNING)
"""States in which the bank is still to be spoken to."""
IN_SUSPENSE: Final = (OrderState.PENDING, OrderState.SENT, OrderState.UNKNOWN, OrderState.STUCK)
"""States in which the money of an unload stands in suspense."""


class OrderKind(IntEnum):
    """From the bank into a wallet, or back."""

    LOAD = 1
    UNLOAD = 2


ORDER_KINDS: Final = {"load": OrderKind.LOAD, "unload": OrderKind.UNLOAD}
ORDER_KIND_NAMES: Final = {int(kind): name for name, kind in ORDER_KINDS.items()}
OrderKindNumber = Annotated[int, Names(tuple(ORDER_KIND_NAMES.items()))]


OrderKindName = Literal["load", "unload"]
BankCode = Annotated[str, Text(40, 1, pattern="[a-z0-9_]{1,40}")]
MaskedNumber = Annotated[str, Text(40)]
BankReference = Annotated[str, Text(64)]
"""What a bank outside calls an order; empty before it has said."""


@dataclass(slots=True)
class ExternalBank:
    """A row of `external_banks`: a bank that keeps its accounts elsewhere, as one operator deals with it.

    `id` is also the operator's account at it (CNY, an asset; below zero the operator owes the bank). Money under way
    stands in suspense: `suspense_cny` in the operator's book, `suspense_m0` in the central bank's, `suspense_own` in
    the operator's, by the regime of the wallet it came from.
    """

    id: ExternalBankNo
    operator: InstitutionNo
    code: BankCode
    name: Name
    suspense_cny: AccountNo
    suspense_m0: AccountNo
    suspense_own: AccountNo
    opened_at: Instant

    @property
    def account(self) -> AccountNo:
        """The operator's account at it."""
        return AccountNo(self.id)


@dataclass(slots=True)
class ExternalAccount:
    """A row of `external_accounts`: a customer's account at a bank outside. `sealed` is its number, encrypted."""

    id: ExternalAccountNo
    external_bank: ExternalBankNo
    wallet: WalletNo
    sealed: Secret[str]
    number_masked: MaskedNumber
    opened_at: Instant


@dataclass(slots=True)
class ExchangeOrder:
    """A row of `exchange_orders`. `suspense` is the account and `regime` the regime of an unload's money under way;
    `tries` counts what was sent or asked, and nothing is done again before `next_at`."""

    id: ExchangeOrderNo
    external_bank: ExternalBankNo
    external_account: ExternalAccountNo
    wallet: WalletNo
    kind: OrderKindNumber
    amount_minor: Fen
    state: OrderStateNumber
    created_at: Instant
    ended_at: OrNone[Instant]
    tries: Count
    next_at: OrNone[Instant]
    suspense: OrNone[AccountNo]
    regime: RegimeNumber
    journal: OrNone[JournalNo]
    end_journal: OrNone[JournalNo]
    bank_reference: BankReference
    reference: Reference | None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing has moved over the link in the end."""
        unload_back = self.kind == OrderKind.UNLOAD and self.state in (OrderState.STUCK, OrderState.PAID_OUT)
        return unload_back or self.state == OrderState.REVERSED
