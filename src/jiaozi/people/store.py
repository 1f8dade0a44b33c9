"""Reads of people's data. Plain SQL over a snapshot."""

from collections.abc import Iterable, Sequence
from typing import Final

from jiaozi.db.engine import Connection, Shape
from jiaozi.kinds import GuardianshipNo, HolderNo, PaymentNo, WalletNo
from jiaozi.people.model import Estate, EstatePart, Guardianship, ReturnRequest, ReturnState
from jiaozi.people.schema import ESTATES, GUARDIANSHIPS, RETURNS


def published_wallet(connection: Connection, wallet: WalletNo, digest: str) -> bool:
    """Whether a wallet can be found by a phone number, given as its digest."""
    found = connection.fetch("aliases", ("wallet",), ("digest",), [(digest,)])
    return bool(found) and found[0][0] == wallet


def aliases_of(connection: Connection, wallets: Sequence[WalletNo]) -> list[str]:
    """The digests of all numbers that lead to these wallets."""
    return [row[0] for row in connection.fetch("aliases", ("digest",), ("wallet",), [(each,) for each in wallets])]


def return_request(connection: Connection, payment: PaymentNo) -> ReturnRequest | None:
    """The request to return a payment's money, or None."""
    found = RETURNS.read(connection, [payment])
    return found[0] if found else None


def returns_of(connection: Connection, wallet: int, after: int, limit: int) -> list[ReturnRequest]:
    """Requests that a wallet made or was asked, for payments with ids above `after`, in their order."""
    columns = ", ".join(RETURNS.columns)
    sql = (
        f"SELECT {columns} FROM return_requests WHERE (payer = ? OR payee = ?) AND payment > ? ORDER BY payment LIMIT ?"
    )
    return [ReturnRequest(*row) for row in connection.query(sql, (wallet, wallet, after, limit))]


def due_returns(connection: Connection, at: int, limit: int) -> list[int]:
    """Payments whose request to return waits for an answer that cannot come any more, oldest first."""
    sql = "SELECT payment FROM return_requests WHERE state = ? AND expires_at <= ? ORDER BY expires_at, payment LIMIT ?"
    return [row[0] for row in connection.query(sql, (int(ReturnState.ASKED), at, limit))]


def guardianships_of(connection: Connection, ward: HolderNo) -> list[Guardianship]:
    """A holder's guardianships, ended ones too, oldest first."""
    sql = f"SELECT {', '.join(GUARDIANSHIPS.columns)} FROM guardianships WHERE ward = ? ORDER BY id"
    return [Guardianship(*row) for row in connection.query(sql, (ward,))]


def guardians_of(connection: Connection, wards: Iterable[int]) -> dict[int, tuple[tuple[HolderNo, int], ...]]:
    """Who acts for each of some holders, each until an instant; those who have been ended are not among them."""
    columns, keys = ("ward", "id", "guardian", "until_at", "ended_at"), [(ward,) for ward in sorted(wards)]
    found: dict[int, tuple[tuple[HolderNo, int], ...]] = {}
    for ward, _, guardian, until, ended in sorted(connection.fetch("guardianships", columns, ("ward",), keys)):
        found[ward] = (*found.get(ward, ()), *([] if ended else [(guardian, until)]))
    return found


def guardianships_between(connection: Connection, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The guardianships of these pairs of guardian and ward that have not been ended."""
    wanted = set(pairs)
    columns = ("id", "guardian", "ward", "ended_at")
    rows = connection.fetch(
        "guardianships", columns, ("ward",), [(ward,) for ward in sorted({ward for _, ward in wanted})]
    )
    return [row[0] for row in rows if (row[1], row[2]) in wanted and not row[3]]


def guardianship_ended_since(connection: Connection, ward: HolderNo, guardian: HolderNo, at: int) -> bool:
    """Whether a guardianship of these two was ended after an instant, once the ward is locked."""
    sql = "SELECT 1 FROM guardianships WHERE ward = ? AND guardian = ? AND ended_at > ? LIMIT 1"
    return bool(connection.query(sql, (ward, guardian, at)))


def guardianship(connection: Connection, number: GuardianshipNo) -> Guardianship | None:
    """The guardianship, or None."""
    found = GUARDIANSHIPS.read(connection, [number])
    return found[0] if found else None


def estate(connection: Connection, holder: HolderNo) -> Estate | None:
    """What a holder left, or None while it lives."""
    found = ESTATES.read(connection, [holder])
    return found[0] if found else None


def estate_parts(connection: Connection, holder: HolderNo) -> list[EstatePart]:
    """What each heir got of an estate, in the order in which they were named."""
    sql = f"SELECT {', '.join(EstatePart._fields)} FROM estate_parts WHERE holder = ? ORDER BY n"
    return [EstatePart(*row) for row in connection.query(sql, (holder,))]


_ESTATE: Final = ", ".join(ESTATES.columns)
_ESTATES_MOVED: Final = f"""
INSERT INTO holder_estates ({_ESTATE}) SELECT {_ESTATE} FROM estates o
WHERE NOT EXISTS (SELECT 1 FROM holder_estates n WHERE n.holder = o.holder)
"""


def estates_moved(there: Shape) -> tuple[str, ...]:
    """The statement that takes over the estates of the third schema, whose table was called otherwise."""
    return (_ESTATES_MOVED,) if "holder" in there.columns.get("estates", ()) else ()
