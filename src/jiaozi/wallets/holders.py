"""Holders: who has a wallet. Their details are sealed for their operator alone and found by blind index."""

import base64
import re
from datetime import date
from typing import Final, NamedTuple

import msgspec
from stdnum.cn import ric, uscc

from jiaozi import texts
from jiaozi.clock import china_date
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring, normalised
from jiaozi.kinds import PHONE_PATTERN
from jiaozi.rulebook import OpeningRule
from jiaozi.wallets.model import HOLDER_KINDS, Field, Holder
from jiaozi.wallets.phones import is_served

NAME_MAX: Final = 100
_PHONE: Final = re.compile(PHONE_PATTERN)
_DOCUMENT: Final = re.compile(r"[A-Z0-9]{5,14}|[A-Z][A-Z0-9]{14,17}")
"""A passport's number has up to nine letters and digits, of each issuing state in an order of its own: nine digits in
the United States and the United Kingdom, `12AB34567` in France (ICAO Doc 9303, part 4, section 4.2.2: positions 1 to 9
of the lower line). The number of a card may be longer and goes on in the field for optional data (part 5, section
4.2.2). What is nearly as long as a resident identity number begins with a letter: else it is one that lacks digits."""
_RESIDENT: Final = re.compile(r"[0-9]{17}[0-9X]")
_ACCOUNT: Final = re.compile(r"[0-9]{8,32}")


class Details(NamedTuple):
    """What a holder shows. Empty text for what is not given. `id_number` is a resident identity number, the number of a
    passport or another travel document, or a company's unified social credit code."""

    phone: str = ""
    name: str = ""
    id_number: str = ""
    bank_account: str = ""
    face_to_face: bool = False

    def canonical(self) -> "Details":
        """The same with its numbers in their canonical form, in which alone they are checked, indexed and stored."""
        phone, number, account = texts.phone(self.phone), texts.identifier(self.id_number), self.bank_account
        return self._replace(phone=phone, id_number=number, bank_account=texts.identifier(account))


def details_refusal(details: Details, kind: int, needs: OpeningRule, at: int) -> Refusal | None:
    """What is missing or malformed for a class at an instant. Refuses: `holder_details_missing` with the rule, then
    `holder_details_invalid` with the name of the detail, never its content."""
    shown = {
        "phone": bool(details.phone),
        "id_document": bool(details.id_number and details.name),
        "bank_account": bool(details.bank_account),
        "face_to_face": details.face_to_face,
    }
    missing = [need for need in needs.needs if not shown[need]]
    if missing:
        return Refusal("holder_details_missing", ", ".join(missing), needs.rule.cite())
    wrong = [name for name, good in _checks(details, kind, china_date(at)) if not good]
    return Refusal("holder_details_invalid", ", ".join(wrong)) if wrong else None


def _checks(details: Details, kind: int, today: date) -> list[tuple[str, bool]]:
    checks = []
    if details.phone:
        checks.append(("phone", _PHONE.fullmatch(details.phone) is not None and is_served(details.phone)))
    if details.name:
        checks.append(("name", details.name.strip() == details.name and 0 < len(details.name) <= NAME_MAX))
    if details.id_number:
        checks.append(("id_number", _good_id(details.id_number, kind, today)))
    if details.bank_account:
        checks.append(("bank_account", _ACCOUNT.fullmatch(details.bank_account) is not None))
    return checks


def _good_id(number: str, kind: int, today: date) -> bool:
    if not number.isascii():
        return False
    if kind == HOLDER_KINDS["corporate"]:
        return bool(uscc.is_valid(number))
    if _RESIDENT.fullmatch(number):
        return bool(ric.calc_check_digit(number) == number[-1]) and _was_born(number, today)
    return _DOCUMENT.fullmatch(number) is not None


def _was_born(number: str, today: date) -> bool:
    """Whether the birthday in a resident identity number (GB 11643-1999, digits 7 to 14) is a day that has been, long
    ago or not: those of the pilots' people lie where nobody's do (ADR 0005)."""
    try:
        return date.fromisoformat(number[6:14]) <= today
    except ValueError:
        return False


def seal(keyring: Keyring, holder_id: int, details: Details) -> str:
    """The stored form of a holder's details: sealed for this one row."""
    plain = msgspec.json.encode(details._asdict())
    return base64.b64encode(keyring.seal(plain, _context(holder_id))).decode()


def reveal(keyring: Keyring, holder: Holder) -> Details:
    """A holder's details. The caller has logged the reading. Raises `SealBroken` when the row was tampered with."""
    return Details(**msgspec.json.decode(keyring.open(base64.b64decode(holder.sealed), _context(holder.id))))


def differing(known: Details, shown: Details) -> list[str]:
    """The names of details that are shown and known to be others. How they are written does not count."""
    names = ("phone", "name", "id_number", "bank_account")
    pairs = [(name, getattr(known, name), getattr(shown, name)) for name in names]
    return [name for name, old, new in pairs if old and new and normalised(name, old) != normalised(name, new)]


def merged(known: Details, shown: Details) -> Details:
    """What is known of a holder with what it shows now, which does not differ."""
    return Details(
        known.phone or shown.phone,
        known.name or shown.name,
        known.id_number or shown.id_number,
        known.bank_account or shown.bank_account,
        known.face_to_face or shown.face_to_face,
    )


def indexes(keyring: Keyring, operator: int, kind: int, details: Details) -> list[tuple[int, int, str]]:
    """The blind index rows of a holder: the identity number first, which names a person more surely than a phone.

    A company is found by its number alone, since its phone may be that of a person who has wallets, too.
    """
    rows = []
    if details.id_number:
        rows.append((operator, int(Field.ID_NUMBER), keyring.blind_index("id_number", details.id_number)))
    if details.phone and kind == HOLDER_KINDS["personal"]:
        rows.append(phone_index(keyring, operator, details.phone))
    return rows


def phone_index(keyring: Keyring, operator: int, phone: str) -> tuple[int, int, str]:
    """The blind index row of a phone number."""
    return operator, int(Field.PHONE), keyring.blind_index("phone", phone)


def _context(holder_id: int) -> bytes:
    return b"holders.sealed:%d" % holder_id
