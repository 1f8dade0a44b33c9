"""The worker's exchange orders: speaks to the banks outside, and brings their verdicts back through the writer.

An order is claimed, in writing, before the bank is spoken to. Whoever dies in between leaves an order whose bank is
asked what became of it; one that the bank has never heard of is cancelled there first, so that it cannot arrive later.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

from jiaozi.access.model import PLATFORM, Mode
from jiaozi.banking.connector import BankAnswer, BankConnector, BankOrder, BankUnreachable, HttpBank, addresses, key_of
from jiaozi.banking.external_model import FINAL, ExchangeOrder, OrderKind, OrderState
from jiaozi.banking.order_ends import ClaimOrder, OrderClaimed, OrderSettled, SettleOrder, Verdict
from jiaozi.banking.outside import number_of
from jiaozi.banking.schema import EXTERNAL_ACCOUNTS
from jiaozi.banking.store import due_orders
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure
from jiaozi.ids import encode_id
from jiaozi.platform import Platform

EVERY_S: Final = 0.5
BATCH: Final = 64
TALKS: Final = 8
"""Banks' answers that are waited for at once."""
TIMEOUT_S: Final = 60
_VERDICTS: Final[dict[str, Verdict]] = {"done": "done", "refused": "refused", "cancelled": "refused"}
_RETURNS: Final[dict[str, Verdict]] = {"reversed": "returned", "kept": "kept"}


class Exchanger:
    """Brings exchange orders to their end. `banks` are connectors by code; by default those of `JIAOZI_BANKS`."""

    def __init__(self, platform: Platform, banks: dict[str, BankConnector] | None = None) -> None:
        self._platform = platform
        self._banks = _configured(platform) if banks is None else banks
        self.ended = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether an order is due at a bank that this process can reach."""
        return bool(self._banks and due_orders(connection, self._platform.clock.now(), tuple(self._banks), 1))

    def turn(self) -> None:
        """One bounded batch of what is due at the banks this process can reach."""
        if not self._banks:
            return
        with self._platform.snapshot() as connection:
            now = self._platform.clock.now()
            due = due_orders(connection, now, tuple(self._banks), BATCH)
        with ThreadPoolExecutor(TALKS) as pool:
            self.ended += sum(pool.map(lambda found: self._bring(found[0], found[1], now), due))

    def _bring(self, order: ExchangeOrder, code: str, now: int) -> int:
        """Claims one order, speaks to its bank, and settles what it said; 1 when that ended it. The key has the turn's
        time in it, since a machine's clock may go back: a claim that came too early is not the last."""
        claimed = self._submit(f"claim:{order.id}:{order.tries}:{now}", ClaimOrder(order.id, order.tries))
        if claimed is None or claimed.replayed or not isinstance(claimed.outcome, OrderClaimed):
            return 0
        verdict: Verdict
        try:
            verdict, reference = self._talk(order, claimed.outcome.was, self._banks[code])
        except BankUnreachable:
            verdict, reference = "none", ""
        tries = order.tries + 1
        key = f"settle:{order.id}:{tries}:{verdict}"
        settled = self._submit(key, SettleOrder(order.id, tries, verdict, reference))
        if settled is None or settled.replayed or not isinstance(settled.outcome, OrderSettled):
            return 0
        return int(settled.outcome.state in FINAL)

    def _talk(self, order: ExchangeOrder, was: int, bank: BankConnector) -> tuple[Verdict, str]:
        """The verdict of the bank and its reference. Raises `BankUnreachable`."""
        name = encode_id("xch", order.id)
        if was == OrderState.RETURNING:
            answer = bank.reverse(name)
            return _RETURNS.get(answer.state, "none"), answer.reference
        if was == OrderState.PENDING:
            answer = bank.send(self._message(order, name))
        else:
            answer = bank.ask(name) or bank.cancel(name)
        return _VERDICTS.get(answer.state, "none"), answer.reference

    def _message(self, order: ExchangeOrder, name: str) -> BankOrder:
        with self._platform.snapshot() as connection:
            (account,) = EXTERNAL_ACCOUNTS.read(connection, [order.external_account])
        act = "debit" if order.kind == OrderKind.LOAD else "credit"
        return BankOrder(name, act, number_of(self._platform.keyring, account), order.amount_minor)

    def _submit(self, key: str, command: Any) -> Result | None:
        """The result of a command; None when the platform is too busy, and then another turn takes it up."""
        with suppress(Failure):
            result = self._platform.writer.submit(self._platform.request(PLATFORM, key, command)).result(TIMEOUT_S)
            return None if isinstance(result.outcome, Failure) else result
        return None


def bank_addresses() -> dict[str, str]:
    """Banks and where they are, as `JIAOZI_BANKS` says. Raises `ValueError`."""
    return addresses(os.environ.get("JIAOZI_BANKS", ""))


def _configured(platform: Platform) -> dict[str, BankConnector]:
    """The banks of the settings. None for a test world: what is tried out there moves no money at a bank."""
    if platform.mode is Mode.TEST:
        return {}
    return {code: HttpBank(url, key_of(platform.keyring, code)) for code, url in bank_addresses().items()}


__all__ = ["BankAnswer", "Exchanger"]
