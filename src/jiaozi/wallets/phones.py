"""Phone numbers: which country's a number is, and whether it is as long as that country's numbers are.

Length and country code are asked for, not the number ranges of today: those change more often than a library does.
Numbers come in their canonical form (`texts.phone`). Of the mainland's, mobile phones stand without `+86`, fixed lines,
which companies have, with it.
"""

import re
from typing import Final

MAINLAND: Final = "CN"
_MAINLAND_PREFIX: Final = "+86"
_FIXED: Final = re.compile(r"\+86(10[0-9]{8}|2[0-9]{9}|[3-9][0-9]{9,10})")
"""A fixed line of the mainland: an area's code of two or three digits, without its 0, and seven or eight digits."""
_HONG_KONG_PREFIX: Final = "+852"


def region_of(phone: str) -> str:
    """The main region of a number's country code (ISO 3166: CN, HK, US, ...), the mainland's where it has no `+`. Empty
    for what is no number of that country."""
    import phonenumbers
    from phonenumbers import NumberParseException, ValidationResult

    try:
        number = phonenumbers.parse(phone, MAINLAND)
    except NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.region_code_for_country_code(number.country_code or 0)


def is_number(phone: str) -> bool:
    """Whether a number is as long as its country's numbers are."""
    return region_of(phone) != ""


def is_served(phone: str) -> bool:
    """Whether a wallet may have a number of the right form: a foreign one has to be one of its country's, one with the
    mainland's code one of its fixed lines."""
    if phone.startswith(_MAINLAND_PREFIX):
        return _FIXED.fullmatch(phone) is not None
    return not phone.startswith("+") or is_number(phone)


def is_hong_kong(phone: str) -> bool:
    """Whether a number puts a wallet under Hong Kong's rules."""
    return phone.startswith(_HONG_KONG_PREFIX)
