"""What stands in our collect codes: the payload that a row is written as, and the row that a scanned payload names.

Our template holds the code's id and a tag over it that only this platform's keyring makes. So a code cannot be made up,
nobody learns of a shop's orders by counting ids, and a changed amount is found by looking at the row.
"""

import hmac
from base64 import b32encode
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.codes import emvco
from jiaozi.codes.emvco import DataObject, EmvcoError, Payload
from jiaozi.codes.model import CollectCode
from jiaozi.errors import Refusal
from jiaozi.ids import decode_id, encode_id
from jiaozi.money import format_minor, parse_yuan
from jiaozi.payments.model import Merchant, Store
from jiaozi.records import dataclass
from jiaozi.texts import without_marks

IDENTIFIER: Final = "7B0E6C1FA2D24C64A1C7E54E3F1D9A20"
"""The globally unique identifier of our template: a random UUID, so that nobody's registered name is used."""
ACCOUNT: Final = "26"
PREFIX: Final = "cod"
_RENMINBI, _CHINA = "156", "CN"
_NOT_A_SHOP: Final = "0000"
_LABEL_MAX, _NAME_MAX, _CITY_MAX = 25, 25, 15


class Scanned(NamedTuple):
    """What a payload says: a code's number and the amount in it, 0 for none, -1 for one that is no amount of
    renminbi."""

    code: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Shop:
    """Whom a code is for, as far as everybody may know."""

    merchant: Merchant
    store: Store


def tag(secret: bytes, code: int) -> str:
    """What proves that this platform made a code: 80 bits of an HMAC over its number."""
    return b32encode(hmac.digest(secret, code.to_bytes(8, "big"), "sha256")[:10]).decode()


def payload_of(row: CollectCode, shop: Shop | None, secret: bytes) -> str:
    """The text of a code for its QR symbol. A person's code says nothing about the person."""
    account = [
        DataObject("00", IDENTIFIER),
        DataObject("01", encode_id(PREFIX, row.id)),
        DataObject("02", tag(secret, row.id)),
    ]
    name, city, name_zh, city_zh = _words(row, shop)
    objects = [
        DataObject(emvco.FORMAT, "01"),
        DataObject(emvco.INITIATION, emvco.DYNAMIC if row.expires_at else emvco.STATIC),
        DataObject(ACCOUNT, emvco.join(account)),
        DataObject(emvco.CATEGORY, shop.merchant.category if shop else _NOT_A_SHOP),
        DataObject(emvco.CURRENCY, _RENMINBI),
        *([DataObject(emvco.AMOUNT, format_minor(row.amount_minor).replace(",", ""))] if row.amount_minor else ()),
        DataObject(emvco.COUNTRY, _CHINA),
        DataObject(emvco.NAME, name),
        DataObject(emvco.CITY, city),
        *_additional(row),
        DataObject(
            emvco.LANGUAGE,
            emvco.join([DataObject("00", "ZH"), DataObject("01", name_zh), DataObject("02", city_zh)]),
        ),
    ]
    return emvco.emit(Payload(tuple(objects)))


def scan(text: str, secret: bytes) -> Scanned | Refusal:
    """What a scanned text names. Refuses: `code_malformed`, `code_foreign`, `code_forged`."""
    try:
        payload = emvco.parse(text)
        account = dict(payload.account(IDENTIFIER))
    except EmvcoError as error:
        return Refusal("code_malformed", str(error))
    if not account:
        return Refusal("code_foreign")
    try:
        number = decode_id(PREFIX, account.get("01", ""))
    except ValueError:
        return Refusal("code_forged")
    if not hmac.compare_digest(account.get("02", "").encode(), tag(secret, number).encode()):
        return Refusal("code_forged")
    return Scanned(number, _amount(payload))


def _amount(payload: Payload) -> int:
    if payload.value(emvco.CURRENCY) != _RENMINBI:
        return -1
    text = payload.value(emvco.AMOUNT)
    try:
        return parse_yuan(text, zero=True) if text is not None else 0
    except ValueError:
        return -1


def _words(row: CollectCode, shop: Shop | None) -> tuple[str, str, str, str]:
    """Names and cities in Latin letters and in Chinese, cut to what the format takes."""
    if shop is None:
        return "E-CNY WALLET", "CHINA", "数字人民币钱包", "中国"
    name = _latin(shop.merchant.name_en, _NAME_MAX) or "SHOP"
    region = rulebook.region_of(china_date(row.opened_at), shop.store.region)
    city, city_zh = (region.en, region.zh) if region else ("CHINA", "中国")
    return name, _latin(city, _CITY_MAX), _cut(shop.merchant.name_zh, _NAME_MAX), _cut(city_zh, _CITY_MAX)


def _additional(row: CollectCode) -> list[DataObject]:
    """The store and the order, as far as the format has room for them."""
    inside = [DataObject("03", encode_id("sto", row.store))] if row.store else []
    reference = row.reference or ""
    if reference.isascii() and 0 < len(reference) <= _LABEL_MAX:
        inside.append(DataObject("05", reference))
    return [DataObject(emvco.ADDITIONAL, emvco.join(inside))] if inside else []


def _latin(text: str, longest: int) -> str:
    """A text in printable ASCII, which every reader shows: `Café` as `Cafe`, other scripts left out."""
    plain = "".join(character for character in without_marks(text) if " " <= character <= "~")
    return " ".join(plain.split())[:longest].strip()


def _cut(text: str, longest: int) -> str:
    return text[:longest].strip()
