"""Terms with one more thing said, which could stop somebody who wants more than is meant for him."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, get_args

from jiaozi.kinds import InstitutionNo
from jiaozi.programs.evaluate import place_rule
from jiaozi.programs.terms import PLACES_MAX, Terms
from jiaozi.records import dataclass
from jiaozi.rehearsal.stage import Place
from jiaozi.wallets.model import WalletClass

CLASSES: Final[tuple[WalletClass, ...]] = get_args(WalletClass)


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to be named: one bank, and honest shops."""

    bank: InstitutionNo
    places: Sequence[Place]


def amended(terms: Terms, term: str, known: Known) -> Terms | None:
    """The terms with that one said; None where it is said already, or would leave nobody."""
    found = _AMENDED[term](terms, known)
    return None if found == terms else found


def _classes(terms: Terms, known: Known) -> Terms:
    del known
    kept = tuple(each for each in terms.who.classes or CLASSES if each != "IV")
    return replace(terms, who=replace(terms.who, classes=kept)) if kept else terms


def _operators(terms: Terms, known: Known) -> Terms:
    one = terms.who.operators[:1] or (known.bank,)
    return replace(terms, who=replace(terms.who, operators=one))


def _listed(terms: Terms, known: Known) -> Terms:
    del known
    return replace(terms, who=replace(terms.who, listed=True))


def _kinds(terms: Terms, known: Known) -> Terms:
    del known
    return terms if terms.who.kinds == ("corporate",) else replace(terms, who=replace(terms.who, kinds=("personal",)))


def _per_wallet(terms: Terms, known: Known) -> Terms:
    del known
    return replace(terms, how_much=replace(terms.how_much, per_wallet=1))


def _merchants(terms: Terms, known: Known) -> Terms:
    allow = terms.where.allow
    if allow.merchants or allow.stores:
        return terms
    named = sorted({place.merchant for place in known.places if not place_rule(terms.where, place)})[:PLACES_MAX]
    return replace(terms, where=replace(terms.where, allow=replace(allow, merchants=tuple(named)))) if named else terms


_AMENDED: Final[dict[str, Callable[[Terms, Known], Terms]]] = {
    "who.classes": _classes,
    "who.operators": _operators,
    "who.listed": _listed,
    "who.kinds": _kinds,
    "how_much.per_wallet": _per_wallet,
    "where.allow.merchants": _merchants,
}
"""What is said in terms by each term that could stop somebody."""
