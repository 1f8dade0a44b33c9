"""What a wallet class needs to be opened, and how many wallets one person may have."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule, RuleNotFoundError

NEEDS = ("phone", "id_document", "bank_account", "face_to_face")


class OpeningRule(NamedTuple):
    """What must be shown to open a wallet of a class; `needs` has the same as names, in a fixed order."""

    phone: bool
    id_document: bool
    bank_account: bool
    face_to_face: bool
    needs: tuple[str, ...]
    settlement_accounts: int
    rule: Rule


class SeveralWallets(NamedTuple):
    """How many wallets of the verified classes one person may have at one operator; operators are not limited."""

    verified_per_operator: int
    verified_classes: frozenset[str]
    rule: Rule


def opening_requirements(
    day: date,
    wallet_class: str,
    holder_kind: str,
    *,
    book: RuleBook | None = None,
) -> OpeningRule:
    """What opening a class (I to IV) needs for a holder kind (personal, corporate).

    Raises RuleNotFoundError where the class does not exist for the holder.
    """
    found = (book or load()).view(day, _openings).get((wallet_class, holder_kind))
    if found is None:
        raise RuleNotFoundError(f"class {wallet_class} cannot be opened by a {holder_kind} holder on {day}")
    return found


def several_wallets(day: date, *, book: RuleBook | None = None) -> SeveralWallets:
    """How many wallets one person may have at one operator. Raises RuleNotFoundError."""
    return (book or load()).view(day, _several)


def _openings(day: DayRules) -> dict[tuple[str, str], OpeningRule]:
    return {
        (rule.key["wallet_class"], rule.key["holder"]): _opening(rule) for rule in day.keyed("opening", "wallet_class")
    }


def _opening(rule: Rule) -> OpeningRule:
    accounts = rule.whole("settlement_accounts") if "settlement_accounts" in rule.value else 0
    return OpeningRule(
        phone=rule.flag("phone"),
        id_document=rule.flag("id_document"),
        bank_account=rule.flag("bank_account"),
        face_to_face=rule.flag("face_to_face"),
        needs=tuple(need for need in NEEDS if rule.flag(need)),
        settlement_accounts=accounts,
        rule=rule,
    )


def _several(day: DayRules) -> SeveralWallets:
    rule = day.need("opening", aspect="several_wallets")
    return SeveralWallets(rule.whole("verified_per_operator"), frozenset(rule.texts("verified_classes")), rule)
