"""The EMVCo merchant-presented QR format: what is written in a collect code, taken apart and put together.

A payload is a row of data objects: an id of two digits, a length of two digits, a value. Lengths count characters, so
that a Chinese name of four characters has length 04; the last object, id 63, is a CRC over the UTF-8 bytes of all
before its value (EMV QRCPS Merchant-Presented Mode 1.1, section 4; the length in characters is what its sample with a
Chinese language template has). Some ids are templates, whose value is again a row of data objects. Objects that a
reader does not know are kept, in their order.
"""

import re
from binascii import crc_hqx
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from jiaozi.interchange import first_repeated
from jiaozi.records import dataclass
from jiaozi.texts import scanned

PAYLOAD_MAX: Final = 512
"""Characters of a payload, by the specification."""
VALUE_MAX: Final = 99
FORMAT, INITIATION, CATEGORY, CURRENCY, AMOUNT, COUNTRY = "00", "01", "52", "53", "54", "58"
TIP, TIP_FIXED, TIP_PERCENTAGE = "55", "56", "57"
NAME, CITY, ADDITIONAL, CRC, LANGUAGE = "59", "60", "62", "63", "64"
STATIC, DYNAMIC = "11", "12"
ACCOUNTS: Final = range(26, 52)
"""Ids of templates in which anybody may describe the payee, by a globally unique identifier in object 00."""
TEMPLATES: Final = frozenset({*map(str, ACCOUNTS), ADDITIONAL, LANGUAGE, *map(str, range(80, 100))})
_CRC_HEAD: Final = "6304"
_NEEDED: Final = (CATEGORY, CURRENCY, COUNTRY, NAME, CITY)
_TIPS: Final = {None: None, "01": None, "02": TIP_FIXED, "03": TIP_PERCENTAGE}
"""Which object a tip or convenience indicator asks for: the payer enters a tip, or there is a fee, fixed or a share."""
_NOT_ZERO: Final = r"(?=[0.]*[1-9])"
_PATTERNS: Final = {
    FORMAT: "01",
    INITIATION: "11|12",
    CATEGORY: "[0-9]{4}",
    CURRENCY: "[0-9]{3}",
    AMOUNT: rf"{_NOT_ZERO}(?=.{{1,13}}\Z)[0-9]+(\.[0-9]*)?",
    TIP: "0[123]",
    TIP_FIXED: rf"{_NOT_ZERO}(?=.{{1,13}}\Z)[0-9]+(\.[0-9]*)?",
    TIP_PERCENTAGE: rf"{_NOT_ZERO}[0-9]{{1,2}}(\.[0-9]{{0,2}})?",
    COUNTRY: "[A-Z]{2}",
    NAME: r"(?s:.{1,25})",
    CITY: r"(?s:.{1,15})",
    "61": r"(?s:.{1,10})",
}


class EmvcoError(ValueError):
    """A payload that is none. `reason` is a word for programs, `place` the path of the object, such as `64.01`."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(f"{reason} at {place}" if place else reason)
        self.reason = reason
        self.place = place


class DataObject(NamedTuple):
    """An id of two digits and its value."""

    id: str
    value: str


@dataclass(frozen=True, slots=True)
class Payload:
    """The data objects of a code in their order, without the CRC, which is made anew when the payload is written."""

    objects: tuple[DataObject, ...]

    def value(self, object_id: str) -> str | None:
        """The value of an object, or None."""
        return next((value for found, value in self.objects if found == object_id), None)

    def template(self, object_id: str) -> tuple[DataObject, ...]:
        """The objects inside a template; none when it is absent. Raises `EmvcoError`."""
        return _objects(self.value(object_id) or "", object_id)

    def account(self, identifier: str) -> tuple[DataObject, ...]:
        """What the template with this globally unique identifier holds after it; none when there is no such template.

        Raises `EmvcoError`.
        """
        for number in ACCOUNTS:
            found = self.template(str(number))
            if found and found[0] == ("00", identifier):
                return found[1:]
        return ()


def crc(text: str) -> str:
    """CRC-16 with polynomial 1021 and start FFFF over the UTF-8 bytes, as four hexadecimal digits in capitals."""
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def parse(text: str) -> Payload:
    """The payload of a code's text, as scanners give it: with a line's end after it, the CRC in small letters.

    Raises `EmvcoError`, with the first of: `too_long`, `not_text` (half a character), `not_emvco` (another kind of
    code), `crc_missing`, `crc_wrong`, `id_invalid`, `length_invalid`, `cut_short`, `repeated`, `order_wrong`,
    `missing`, `value_invalid`, `unexpected` (a fee that its indicator does not ask for).
    """
    text = scanned(text)
    if len(text) > PAYLOAD_MAX:
        raise EmvcoError("too_long")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise EmvcoError("not_text")
    if not text.startswith("000201"):
        raise EmvcoError("not_emvco")
    body, head, found = text[:-8], text[-8:-4], text[-4:]
    if head != _CRC_HEAD:
        raise EmvcoError("crc_missing")
    if crc(body + head) != found.upper():
        raise EmvcoError("crc_wrong")
    payload = Payload(_objects(body))
    _check(payload.objects)
    return payload


def emit(payload: Payload) -> str:
    """The text of a payload, with its CRC. Raises `EmvcoError` for what `parse` would not take."""
    _check(payload.objects)
    text = join(payload.objects) + _CRC_HEAD
    if len(text) + 4 > PAYLOAD_MAX:
        raise EmvcoError("too_long")
    return text + crc(text)


def join(objects: Iterable[DataObject]) -> str:
    """The text of data objects, also of those in a template. Raises `EmvcoError`."""
    return "".join(f"{found}{_length(found, value)}{value}" for found, value in objects)


def _length(object_id: str, value: str) -> str:
    if not _is_number(object_id):
        raise EmvcoError("id_invalid", object_id)
    if not 0 < len(value) <= VALUE_MAX:
        raise EmvcoError("length_invalid", object_id)
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise EmvcoError("not_text", object_id)
    return f"{len(value):02}"


def _objects(text: str, inside: str = "") -> tuple[DataObject, ...]:
    found: list[DataObject] = []
    seen: set[str] = set()
    place, before = 0, f"{inside}." if inside else ""
    while place < len(text):
        object_id, length = text[place : place + 2], text[place + 2 : place + 4]
        where = before + object_id
        if not _is_number(object_id):
            raise EmvcoError("id_invalid", where)
        if not _is_number(length) or length == "00":
            raise EmvcoError("length_invalid", where)
        value = text[place + 4 : place + 4 + int(length)]
        if len(value) < int(length):
            raise EmvcoError("cut_short", where)
        if object_id in seen:
            raise EmvcoError("repeated", where)
        seen.add(object_id)
        found.append(DataObject(object_id, value))
        place += 4 + int(length)
    return tuple(found)


def _is_number(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isdigit()


def _check(objects: Sequence[DataObject]) -> None:
    """What every code must have, and in which form."""
    ids = [found for found, _ in objects]
    if ids[:1] != [FORMAT] or CRC in ids:
        raise EmvcoError("order_wrong", FORMAT if CRC not in ids else CRC)
    twice = first_repeated(ids)
    if twice is not None:
        raise EmvcoError("repeated", twice)
    if not any("02" <= found <= "51" for found in ids):
        raise EmvcoError("missing", "02 to 51")
    for needed in _NEEDED:
        if needed not in ids:
            raise EmvcoError("missing", needed)
    for found, value in objects:
        if found in _PATTERNS and re.fullmatch(_PATTERNS[found], value, re.ASCII) is None:
            raise EmvcoError("value_invalid", found)
        if found in TEMPLATES:
            inside = _objects(value, found)
            if found not in (ADDITIONAL, LANGUAGE) and inside[0].id != "00":
                raise EmvcoError("order_wrong", f"{found}.00")
    _check_tip(dict(objects))
    _check_language(objects)


def _check_tip(objects: Mapping[str, str]) -> None:
    wanted = _TIPS[objects.get(TIP)]
    if wanted is not None and wanted not in objects:
        raise EmvcoError("missing", wanted)
    for found in (TIP_FIXED, TIP_PERCENTAGE):
        if found in objects and found != wanted:
            raise EmvcoError("unexpected", found)


def _check_language(objects: Sequence[DataObject]) -> None:
    inside = dict(next((_objects(value, LANGUAGE) for found, value in objects if found == LANGUAGE), ()))
    if not inside:
        return
    if re.fullmatch("[A-Za-z]{2}", inside.get("00", "")) is None:
        raise EmvcoError("value_invalid", "64.00")
    for found, longest in (("01", 25), ("02", 15)):
        if len(inside.get(found, "")) > longest:
            raise EmvcoError("value_invalid", f"64.{found}")
    if "01" not in inside:
        raise EmvcoError("missing", "64.01")
