"""What is rehearsed: a program's terms as they were written, its times, and what is known of whom they name."""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final, NamedTuple

from jiaozi.clock import china_day
from jiaozi.kinds import InstitutionNo, MerchantNo, StoreNo
from jiaozi.programs.model import ProgramKindName
from jiaozi.programs.terms import Span, Terms
from jiaozi.records import dataclass

PEOPLE_MAX: Final = 100_000
DAYS_PLAYED_MAX: Final = 62
"""So many days people live through; what comes later is the end alone."""
PERSON_DAYS: Final = 14_000
PEOPLE_MOST: Final = 2_000
PEOPLE_LEAST: Final = 200


class NamedShop(NamedTuple):
    """A merchant that terms name, or one of its stores: its numbers there, so that the very terms hold here; its
    category, and its stores with their districts. Nothing else of it is known here."""

    merchant: MerchantNo
    category: str
    stores: tuple[tuple[StoreNo, str], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a program. `budget_minor` is 0 for as much as the city may claim. With `places` a draw finds who has a
    claim: so many. `operators` are those that the world of the draft has, by its numbers there; `unknown` is of how
    many of the `shops` nobody said what they are."""

    kind: ProgramKindName
    terms: Terms
    span: Span
    budget_minor: int = 0
    places: int = 0
    shops: tuple[NamedShop, ...] = ()
    operators: Mapping[InstitutionNo, str] = field(default_factory=dict)
    unknown: int = 0

    @property
    def is_voucher(self) -> bool:
        """Whether its claims are rights on its pot."""
        return self.kind == "voucher"

    def with_terms(self, terms: Terms) -> "Draft":
        """The same with other terms."""
        return replace(self, terms=terms)


def people_for(days: int) -> int:
    """How many people a rehearsal of so many days has by itself: it takes less than a minute."""
    return max(PEOPLE_LEAST, min(PEOPLE_MOST, PERSON_DAYS // max(days, 1)))


def days_of(span: Span) -> int:
    """How many China days of a program people live through."""
    return min(china_day(span.expires_at - 1) - china_day(span.opens_at) + 1, DAYS_PLAYED_MAX)
