"""A small bank outside the platform, for demonstrations and tests: it keeps accounts, and it can fail on purpose.

It does every order once, answers a repetition with its first answer, and keeps to what it said. `faults` are taken one
for each request that changes something: `lose` does nothing and hangs up, `drop` does it and hangs up, `error` does
nothing and answers 500; anything else is no fault.
"""

import hmac
import json
import threading
from collections import deque
from dataclasses import field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from jiaozi import interchange
from jiaozi.banking.connector import SIGNATURE, signature
from jiaozi.records import dataclass

BODY_MAX: Final = 64 * 1024


@dataclass(slots=True)
class Entry:
    """An order as the bank has it."""

    state: str
    reference: str
    act: str = ""
    account: str = ""
    amount_minor: int = 0


@dataclass(slots=True)
class SimulatedBank:
    """The bank's books: balances in fen by account number, and orders by id."""

    balances: dict[str, int]
    orders: dict[str, Entry] = field(default_factory=dict)
    faults: deque[str] = field(default_factory=deque)
    moves: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def do(self, body: dict[str, Any]) -> Entry:
        """An order, once."""
        known = self.orders.get(body["order"])
        if known is not None:
            return known
        act, account, amount = body["act"], body["account"], body["amount_minor"]
        sign = -1 if act == "debit" else 1
        good = account in self.balances and self.balances[account] + sign * amount >= 0
        if good:
            self._move(account, sign * amount)
        entry = Entry("done" if good else "refused", f"B{len(self.orders) + 1:08d}", act, account, amount)
        self.orders[body["order"]] = entry
        return entry

    def cancel(self, order: str) -> Entry:
        """An order that is not decided yet is never done."""
        return self.orders.setdefault(order, Entry("cancelled", f"B{len(self.orders) + 1:08d}"))

    def reverse(self, order: str) -> Entry:
        """A done order is taken back, once; it is kept when the account is gone."""
        entry = self.cancel(order)
        if entry.state == "done" and entry.account not in self.balances:
            entry.state = "kept"
        elif entry.state == "done":
            self._move(entry.account, entry.amount_minor if entry.act == "debit" else -entry.amount_minor)
            entry.state = "reversed"
        return entry

    def _move(self, account: str, amount: int) -> None:
        self.balances[account] += amount
        self.moves += 1


class BankServer(ThreadingHTTPServer):
    """The bank behind HTTP on this machine; run it with `serve_forever`."""

    daemon_threads = True

    def __init__(self, bank: SimulatedBank, key: bytes, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.bank = bank
        self.key = key


class _Handler(BaseHTTPRequestHandler):
    """One request to the bank."""

    server: BankServer

    def do_GET(self) -> None:
        """The state of an order."""
        self._answer("GET")

    def do_POST(self) -> None:
        """An order, a cancellation, a reversal."""
        self._answer("POST")

    def _answer(self, method: str) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), BODY_MAX))
        given = self.headers.get(SIGNATURE, "")
        if not hmac.compare_digest(given, signature(self.server.key, method, self.path, body)):
            self._say(401, {})
            return
        bank = self.server.bank
        with bank.lock:
            fault = bank.faults.popleft() if method == "POST" and bank.faults else ""
            entry = None if fault in ("lose", "error") else self._decide(method, body)
        if fault in ("lose", "drop"):
            self.close_connection = True
        elif entry is None:
            self._say(500 if fault else 404, {})
        else:
            self._say(200, {"state": entry.state, "reference": entry.reference})

    def _decide(self, method: str, body: bytes) -> Entry | None:
        bank, parts = self.server.bank, self.path.strip("/").split("/")
        if method == "GET":
            return bank.orders.get(parts[1])
        if len(parts) == 1:
            return bank.do(interchange.read(body))
        return bank.cancel(parts[1]) if parts[2] == "cancellation" else bank.reverse(parts[1])

    def _say(self, status: int, value: dict[str, str]) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Says nothing: the caller's terminal is its own."""
