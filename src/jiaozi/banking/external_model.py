"""Data of banks outside the platform: their accounts here, customers' accounts there, and exchange orders."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


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


@dataclass(slots=True)
class ExternalBank:
    """A row of `external_banks`: a bank that keeps its accounts elsewhere, as one operator deals with it.

    `id` is also the operator's account at it (CNY, an asset; below zero the operator owes the bank). Money under way
    stands in suspense: `suspense_cny` in the operator's book, `suspense_m0` in the central bank's, `suspense_own` in
    the operator's, by the regime of the wallet it came from.
    """

    id: int
    operator: int
    code: str
    name: str
    suspense_cny: int
    suspense_m0: int
    suspense_own: int
    opened_at: int


@dataclass(slots=True)
class ExternalAccount:
    """A row of `external_accounts`: a customer's account at a bank outside. `sealed` is its number, encrypted."""

    id: int
    external_bank: int
    wallet: int
    sealed: str
    number_masked: str
    opened_at: int


@dataclass(slots=True)
class ExchangeOrder:
    """A row of `exchange_orders`. `suspense` is the account and `regime` the regime of an unload's money under way;
    `tries` counts what was sent or asked, and nothing is done again before `next_at`."""

    id: int
    external_bank: int
    external_account: int
    wallet: int
    kind: int
    amount_minor: int
    state: int
    created_at: int
    ended_at: int
    tries: int
    next_at: int
    suspense: int
    regime: int
    journal: int
    end_journal: int
    bank_reference: str
    reference: str | None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing has moved over the link in the end."""
        unload_back = self.kind == OrderKind.UNLOAD and self.state in (OrderState.STUCK, OrderState.PAID_OUT)
        return unload_back or self.state == OrderState.REVERSED
