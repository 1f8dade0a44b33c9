"""Reads of wallets: holders by blind index, wallets of a holder, freezes, operators' limits. Plain SQL."""

from collections.abc import Sequence

from jiaozi.db.engine import Connection, Row
from jiaozi.kinds import WalletNo
from jiaozi.wallets.model import Acquirer, CardLoad, Field, Freeze, Holder, HolderFreeze, Wallet
from jiaozi.wallets.schema import ACQUIRERS, CARD_LOADS, FREEZES, HOLDER_FREEZES, HOLDERS, WALLETS

_WALLET = ", ".join(f"w.{name}" for name in WALLETS.columns)


def operator_limits(connection: Connection) -> dict[tuple[int, int, int, str], int]:
    """All limits that operators set below the scheme's, by operator, kind, class and component."""
    rows = connection.query("SELECT operator, kind, wallet_class, component, limit_minor FROM operator_limits")
    return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}


def set_operator_limit(connection: Connection, key: tuple[int, int, int, str], limit_minor: int) -> None:
    """Writes one limit of an operator."""
    columns = ("operator", "kind", "wallet_class", "component")
    if connection.fetch("operator_limits", ("limit_minor",), columns, [key], lock=True):
        connection.update("operator_limits", columns, ("limit_minor",), [(limit_minor, *key)])
    else:
        connection.insert("operator_limits", (*columns, "limit_minor"), [(*key, limit_minor)])


def operator_codes(connection: Connection) -> dict[int, str]:
    """The rule book's code of every institution."""
    return {row[0]: row[1] for row in connection.query("SELECT id, code FROM institutions")}


def holders_by_index(connection: Connection, keys: Sequence[Row]) -> dict[tuple[int, int, str], int]:
    """Holders by (operator, field, digest)."""
    columns = ("operator", "field", "digest")
    rows = connection.fetch("holder_index", (*columns, "holder"), columns, keys)
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def identified_holders(connection: Connection, holder_ids: Sequence[int]) -> set[int]:
    """Which of these holders have shown an identity, by which they are found when they come again."""
    keys = [(number, int(Field.ID_NUMBER)) for number in holder_ids]
    return {row[0] for row in connection.fetch("holder_index", ("holder", "field"), ("holder", "field"), keys)}


def is_same_person(connection: Connection, one: int, other: int) -> bool:
    """Whether two holders are one, or have shown the same identity number, also to different operators."""
    keys = [(number, int(Field.ID_NUMBER)) for number in (one, other)]
    found = connection.fetch("holder_index", ("holder", "digest"), ("holder", "field"), keys)
    shown: dict[int, str] = {row[0]: row[1] for row in found}
    return one == other or (len(shown) > 1 and shown[one] == shown[other])


def settled_holders(connection: Connection, holder_ids: Sequence[int]) -> set[int]:
    """Which of these holders have died and left what their heirs have been given."""
    keys = [(number,) for number in holder_ids]
    rows = connection.fetch("holder_estates", ("holder", "settled_at"), ("holder",), keys)
    return {holder for holder, settled_at in rows if settled_at}


def forget_index(connection: Connection, holder_id: int, key: tuple[int, int, str]) -> None:
    """Takes a holder's (operator, field, digest) out of the index."""
    sql = "DELETE FROM holder_index WHERE operator = ? AND field = ? AND digest = ? AND holder = ?"
    connection.execute(sql, (*key, holder_id))


def wallet(connection: Connection, wallet_id: int) -> Wallet | None:
    """The wallet, or None."""
    found = WALLETS.read(connection, [wallet_id])
    return found[0] if found else None


def holder(connection: Connection, holder_id: int) -> Holder | None:
    """The holder, or None."""
    found = HOLDERS.read(connection, [holder_id])
    return found[0] if found else None


def wallets_of_holder(connection: Connection, holder_id: int) -> list[Wallet]:
    """A holder's wallets, oldest first."""
    sql = f"SELECT {_WALLET} FROM holder_wallets h JOIN wallets w ON w.id = h.wallet WHERE h.holder = ? ORDER BY w.id"
    return [Wallet(*row) for row in connection.query(sql, (holder_id,))]


def wallets_page(connection: Connection, operator: int, after: int, limit: int) -> list[Wallet]:
    """Wallets of an operator (0: of all) with ids above `after`, in the order of ids."""
    where, values = ("w.operator = ? AND ", (operator,)) if operator else ("", ())
    sql = f"SELECT {_WALLET} FROM wallets w WHERE {where}w.id > ? ORDER BY w.id LIMIT ?"
    return [Wallet(*row) for row in connection.query(sql, (*values, after, limit))]


def verified_wallets(connection: Connection, holder_ids: Sequence[int]) -> dict[int, list[Wallet]]:
    """The wallets of each of these holders."""
    links = connection.fetch("holder_wallets", ("holder", "wallet"), ("holder",), [(number,) for number in holder_ids])
    found = {row.id: row for row in WALLETS.read(connection, [link[1] for link in links])}
    owned: dict[int, list[Wallet]] = {}
    for holder_id, wallet_id in links:
        owned.setdefault(holder_id, []).append(found[wallet_id])
    return owned


def open_subs(connection: Connection, parents: Sequence[int]) -> list[int]:
    """The sub-wallets of wallets that are not closed, oldest first."""
    links = connection.fetch("sub_wallets", ("id",), ("parent",), [(number,) for number in parents])
    found = WALLETS.read(connection, [row[0] for row in links])
    return sorted(wallet.id for wallet in found if not wallet.closed)


def subs_at(connection: Connection, operator: int, wallet_class: int) -> bool:
    """Whether companies of a class have open sub-wallets at an operator."""
    sql = (
        "SELECT 1 FROM sub_wallets s JOIN wallets w ON w.id = s.id "
        "WHERE s.merchant = 0 AND w.operator = ? AND w.wallet_class = ? AND w.closed = 0 LIMIT 1"
    )
    return bool(connection.query(sql, (operator, wallet_class)))


def whitelisted(connection: Connection, operator: int, digests: Sequence[str]) -> set[str]:
    """Which of these phone numbers, by blind index, are on an operator's whitelist."""
    keys = [(operator, digest) for digest in digests]
    return {row[0] for row in connection.fetch("whitelist", ("digest",), ("operator", "digest"), keys)}


def whitelists_of(connection: Connection, operator: int) -> list[tuple[str, int]]:
    """The activities of an operator's whitelist, and how many numbers each brought."""
    sql = "SELECT activity, COUNT(*) FROM whitelist WHERE operator = ? GROUP BY activity ORDER BY activity"
    return [(row[0], row[1]) for row in connection.query(sql, (operator,))]


def acquirer(connection: Connection, acquirer_id: int) -> Acquirer | None:
    """The acquirer, or None."""
    found = ACQUIRERS.read(connection, [acquirer_id])
    return found[0] if found else None


def card_loads_of(connection: Connection, wallet_id: int, after: int, limit: int) -> list[CardLoad]:
    """A wallet's top-ups by card with ids above `after`, oldest first."""
    sql = f"SELECT {', '.join(CARD_LOADS.columns)} FROM card_loads WHERE wallet = ? AND id > ? ORDER BY id LIMIT ?"
    return [CardLoad(*row) for row in connection.query(sql, (wallet_id, after, limit))]


def card_load(connection: Connection, card_load_id: int) -> CardLoad | None:
    """The top-up by card, or None."""
    found = CARD_LOADS.read(connection, [card_load_id])
    return found[0] if found else None


def bounced_cards(connection: Connection, wallet_id: int) -> set[str]:
    """The digests of a wallet's cards that could not be credited."""
    return {row[0] for row in connection.fetch("card_bounces", ("card_digest",), ("wallet",), [(wallet_id,)])}


def card_loads_left(connection: Connection, wallet_id: int, limit: int) -> list[CardLoad]:
    """The latest top-ups by card of which something has not gone back and could."""
    sql = (
        f"SELECT {', '.join(CARD_LOADS.columns)} FROM card_loads "
        "WHERE wallet = ? AND returned_minor < amount_minor "
        "AND card_digest NOT IN (SELECT card_digest FROM card_bounces WHERE wallet = ?) ORDER BY id DESC LIMIT ?"
    )
    return [CardLoad(*row) for row in connection.query(sql, (wallet_id, wallet_id, limit))]


def freezes_of(connection: Connection, wallet_id: int) -> list[Freeze]:
    """A wallet's freezes, lifted ones too, oldest first."""
    rows = connection.query(
        f"SELECT {', '.join(FREEZES.columns)} FROM freezes WHERE wallet = ? ORDER BY id", (wallet_id,)
    )
    return [Freeze(*row) for row in rows]


def freezes_page(connection: Connection, wallet_id: int, after: int, limit: int) -> list[Freeze]:
    """So many of a wallet's freezes after one, lifted ones too, oldest first."""
    columns = ", ".join(FREEZES.columns)
    sql = f"SELECT {columns} FROM freezes WHERE wallet = ? AND id > ? ORDER BY id LIMIT ?"
    return [Freeze(*row) for row in connection.query(sql, (wallet_id, after, limit))]


def holder_freezes_of(connection: Connection, holder_id: int) -> list[HolderFreeze]:
    """A holder's freezes, lifted ones too, oldest first."""
    columns = ", ".join(HOLDER_FREEZES.columns)
    sql = f"SELECT {columns} FROM holder_freezes WHERE holder = ? ORDER BY id"
    return [HolderFreeze(*row) for row in connection.query(sql, (holder_id,))]


def holder_freezes_page(connection: Connection, holder_id: int, after: int, limit: int) -> list[HolderFreeze]:
    """So many of a holder's freezes after one, lifted ones too, oldest first."""
    columns = ", ".join(HOLDER_FREEZES.columns)
    sql = f"SELECT {columns} FROM holder_freezes WHERE holder = ? AND id > ? ORDER BY id LIMIT ?"
    return [HolderFreeze(*row) for row in connection.query(sql, (holder_id, after, limit))]


def frozen_holders(connection: Connection, holder_ids: Sequence[int]) -> list[HolderFreeze]:
    """The freezes of these holders that are in force."""
    keys = [(number,) for number in holder_ids]
    rows = connection.fetch("holder_freezes", HOLDER_FREEZES.columns, ("holder",), keys)
    return [found for row in rows if not (found := HolderFreeze(*row)).lifted_at]


def holder_freeze_parts(connection: Connection, holder_freezes: Sequence[int]) -> list[Row]:
    """Rows (freeze of the holder, freeze, wallet) of what freezes of holders placed."""
    columns, keys = ("holder_freeze", "freeze", "wallet"), [(number,) for number in holder_freezes]
    return connection.fetch("holder_freeze_parts", columns, ("holder_freeze",), keys)


def wallets_to_move(connection: Connection, operator: int, regime: int, limit: int) -> list[int]:
    """Open wallets of an operator that are still under another regime and have nothing reserved, oldest first."""
    sql = (
        "SELECT w.id FROM wallets w JOIN accounts a ON a.id = w.account "
        "WHERE w.operator = ? AND w.regime <> ? AND w.closed = 0 AND a.pending_out = 0 ORDER BY w.id LIMIT ?"
    )
    return [row[0] for row in connection.query(sql, (operator, regime, limit))]


def wallets_left(connection: Connection, operator: int, regime: int, but: Sequence[int] = ()) -> int:
    """How many open wallets of an operator are still under another regime, without those of `but`."""
    apart = f"AND id NOT IN ({', '.join('?' * len(but))})" if but else ""
    sql = f"SELECT COUNT(*) FROM wallets WHERE operator = ? AND regime <> ? AND closed = 0 {apart}"
    return int(connection.query(sql, (operator, regime, *but))[0][0])


def moving_operators(connection: Connection) -> list[Row]:
    """Rows (operator, regime) of those whose wallets have not all followed them into their regime."""
    return connection.query("SELECT id, regime FROM institutions WHERE moving = 1 ORDER BY id")


def balances_page(connection: Connection, after: int, limit: int) -> list[tuple[WalletNo, int]]:
    """Wallets with ids above `after` and their posted balances in minor units, in the order of ids."""
    sql = (
        "SELECT w.id, a.posted FROM wallets w JOIN accounts a ON a.id = w.account WHERE w.id > ? ORDER BY w.id LIMIT ?"
    )
    return [(row[0], row[1]) for row in connection.query(sql, (after, limit))]
