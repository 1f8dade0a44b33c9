"""Whose an identity number and a phone are, and what becomes of what a holder shows.

An identity number names its holder. A phone names nobody: carriers give a number to somebody else, and whoever had it
before still has her key and her device. So a phone leads no one to a holder's wallets, neither who shows an identity
with it (it would be stamped on whoever had the number) nor who shows nothing else (her money would be the other's to
spend). A person's further wallet, one of class IV too, is opened with her identity number. The phone of a holder that
has no open wallet, and no freeze in force, is free.

What is known is not overwritten by one person: another phone, name or bank account is refused until two people have
forgotten the one that is known (`people.aliases.ForgetDetail`).
"""

from collections.abc import Sequence

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring
from jiaozi.wallets.acts import owned
from jiaozi.wallets.holder_freezes import frozen_holders
from jiaozi.wallets.holders import Details, differing, merged, phone_index, reveal
from jiaozi.wallets.model import Field, Holder
from jiaozi.wallets.schema import HOLDER_INDEX_COLUMNS, HOLDERS
from jiaozi.wallets.store import forget_index, holders_by_index

Index = tuple[int, int, str]
"""Operator, field and digest: what a holder is found by."""


def known_holders(tx: Tx, keys: Sequence[Index]) -> dict[Index, int]:
    """Holders by blind index, those of this group included."""
    known: dict[Index, int] = tx.memo.setdefault("holder_index", {})
    for key, number in holders_by_index(tx.connection, keys).items():
        known.setdefault(key, number)
    return known


def found_by(tx: Tx, field: Field, keys: Sequence[Index]) -> Holder | None:
    """The holder that the one of these keys which is of a field leads to. The group knows the keys."""
    known: dict[Index, int] = tx.memo["holder_index"]
    numbers = [known[key] for key in keys if key[1] == field and key in known]
    return tx.rows(HOLDERS)[numbers[0]] if numbers else None


def learned(
    tx: Tx, keyring: Keyring, holder: Holder | None, shown: Details, keys: Sequence[Index]
) -> Details | Refusal:
    """What is known of a locked holder, None for a new one, with what it shows now. The group knows the keys.

    Refuses: `holder_details_invalid` with the names of details that are known to be others, or `phone` where it is
    somebody's who has shown no identity, or shown one when none is shown now; `wallet_frozen`, `wallet_exists` where
    neither has shown one.
    """
    known = reveal(keyring, holder) if holder is not None else Details()
    if wrong := differing(known, shown):
        return Refusal("holder_details_invalid", ", ".join(wrong))
    details = merged(known, shown)
    other = found_by(tx, Field.PHONE, keys) if not known.phone else None
    if other is None or not _keeps(tx, keyring, other, keys):
        return details
    one, another = bool(details.id_number), bool(reveal(keyring, other).id_number)
    if one and another:
        return details  # two people may share a phone
    if one or another:
        return Refusal("holder_details_invalid", "phone")
    return Refusal("wallet_frozen", "holder") if _frozen(tx, other.id) else Refusal("wallet_exists")


def _keeps(tx: Tx, keyring: Keyring, holder: Holder, keys: Sequence[Index]) -> bool:
    """Whether the phone among these keys is still a locked holder's: the one it has now, and it has an open wallet, or
    a freeze that keeps it from opening one. Worlds may hold keys from when another opening replaced a phone."""
    phone = reveal(keyring, holder).phone
    has = bool(phone) and phone_index(keyring, holder.operator, phone) in keys
    return has and (any(not each.closed for each in owned(tx, [holder.id])[holder.id]) or _frozen(tx, holder.id))


def _frozen(tx: Tx, holder: int) -> bool:
    return holder in frozen_holders(tx, [holder])


def index_holder(tx: Tx, keyring: Keyring, holder: int, keys: Sequence[Index]) -> None:
    """Adds what a locked holder can be found by; a phone that another one keeps stays that one's."""
    known: dict[Index, int] = tx.memo.setdefault("holder_index", {})
    rows = tx.appender("holder_index", HOLDER_INDEX_COLUMNS)
    other = found_by(tx, Field.PHONE, keys)
    if other is not None and other.id != holder and not _keeps(tx, keyring, other, keys):
        for key in [each for each in keys if known.get(each) == other.id]:
            unindex_holder(tx, other.id, key)
    for key in keys:
        if key not in known:
            known[key] = holder
            rows.append((*key, holder))


def unindex_holder(tx: Tx, holder: int, key: Index) -> None:
    """Forgets that a locked holder is found by something."""
    forget_index(tx.connection, holder, key)
    known: dict[Index, int] = tx.memo.setdefault("holder_index", {})
    if known.get(key) == holder:
        del known[key]
    rows = tx.appender("holder_index", HOLDER_INDEX_COLUMNS)
    if (*key, holder) in rows:
        rows.remove((*key, holder))
