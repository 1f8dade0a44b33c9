"""A bank's day that is over, and ways to bring what its core says of it."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from jiaozi.clock import parse_time
from jiaozi.ids import encode_id
from jiaozi.ledger.model import Transfer
from jiaozi.ledger.store import history
from jiaozi.scheme.model import Role, account
from jiaozi.wallets.exchange import Load, Unload
from jiaozi.worker.reconciliation import Reconciler
from tests.worlds.town import Live

DAY, NEXT = "2025-12-30", "2025-12-31"
Line = dict[str, Any]


class Office:
    """A bank's reconciliation over HTTP, as its clerks do it."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.number = account(live.town.number("icbc"), Role.POSITION_CNY)
        self.account = encode_id("acc", self.number)

    def move(self, *amounts: int) -> None:
        """Loads of li's, and below zero unloads."""
        town = self.live.town
        wallet, bank = town.number("li"), town.number("li.bank")
        for minor in amounts:
            town.do(Load(wallet, bank, minor) if minor > 0 else Unload(wallet, bank, -minor))

    def until(self, at: str) -> None:
        """Lets time pass."""
        self.live.town.clock.advance_to(parse_time(at))

    def moved(self) -> list[Transfer]:
        """What has moved the account."""
        with self.live.town.platform.snapshot() as connection:
            return history(connection, self.number, 1, 10_000)

    def says(self, moves: Sequence[Transfer] | None = None) -> list[Line]:
        """What a core that has all of it says."""
        return [
            line(row.amount if row.credit == self.number else -row.amount, encode_id("trf", row.id))
            for row in (self.moved() if moves is None else moves)
        ]

    def begin(self, lines: Sequence[Line], day: str = DAY, who: str = "icbc", file: str = "", **more: Any) -> Any:
        """Announces an import."""
        return self.live.post(who, "/v1/reconciliations", self.announcement(lines, day, file) | more)

    def announcement(self, lines: Sequence[Line], day: str = DAY, file: str = "") -> dict[str, Any]:
        """What an import is announced with."""
        return {
            "account": self.account,
            "day": day,
            "file": file or digest(lines),
            "entries": len(lines),
            "credit_minor": sum(each["minor"] for each in lines if each["side"] == "credit"),
            "debit_minor": sum(each["minor"] for each in lines if each["side"] == "debit"),
        }

    def add(self, lines: Sequence[Line], first: int = 1, day: str = DAY, who: str = "icbc", file: str = "") -> Any:
        """Brings entries of an import."""
        body = {"file": file or digest(lines), "first": first, "entries": list(lines)}
        return self.live.post(who, f"{self.path(day)}/entries", body)

    def bring(self, lines: Sequence[Line], day: str = DAY) -> Any:
        """A whole import, matched; the day as it stands then."""
        begun = self.begin(lines, day)
        assert begun.status_code == 201, begun.text
        if lines and begun.json()["loaded_entries"] < len(lines):
            added = self.add(lines, day=day)
            assert added.status_code == 200, added.text
        self.match()
        return self.day(day)

    def match(self) -> None:
        """What the worker does."""
        Reconciler(self.live.town.platform).turn()

    def path(self, day: str = DAY) -> str:
        """Where a day is."""
        return f"/v1/reconciliations/{self.account}/{day}"

    def day(self, day: str = DAY) -> Any:
        """A day as it stands."""
        return self.live.get("icbc", self.path(day)).json()

    def breaks(self, day: str = DAY, **query: str) -> list[Any]:
        """The breaks of a day."""
        found = self.live.get("icbc", f"{self.path(day)}/breaks", params=query).json()
        return list(found["items"])

    def act(self, name: str, body: Any = None, day: str = DAY, who: str = "icbc") -> Any:
        """An act about a day."""
        return self.live.post(who, f"{self.path(day)}/{name}", body)

    def propose_closing(self, reason: str, day: str = DAY, **more: Any) -> Any:
        """Asks for a second person to close a day as it stands."""
        found = self.day(day)
        body = {"reason": reason, "revision": found["revision"], "open_breaks": found["open_breaks"]}
        return self.act("closure-with-breaks", body | more, day)

    def approved(self, asked: Any, who: str = "icbc2") -> Any:
        """What a second person's yes to what was asked for comes to."""
        return self.live.post(who, f"/v1/proposals/{asked.json()['proposal']}/approve", {}).json()

    def explain(self, *numbers: int, day: str = DAY, **more: Any) -> Any:
        """Says why breaks are so."""
        return self.act("explanations", {"numbers": numbers, "reason": "seen"} | more, day)


def line(minor: int, reference: str = "", **more: Any) -> Line:
    """An entry of a core's statement; a debit below zero."""
    return {"side": "credit" if minor > 0 else "debit", "minor": abs(minor), "reference": reference} | more


def digest(lines: Sequence[Line]) -> str:
    """What stands for the digest of a file."""
    return sha256(repr(lines).encode()).hexdigest()
