"""Phone numbers: which country's a number is, and whether it is as long as that country's numbers are.

Length and country code are asked for, not the number ranges of today: those change more often than a library does.
"""

import phonenumbers
from phonenumbers import NumberParseException, ValidationResult

MAINLAND = "CN"


def region_of(phone: str) -> str:
    """The main region of a number's country code (ISO 3166: CN, HK, US, ...), the mainland's where it has no `+`. Empty
    for what is no number of that country."""
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
