"""Programs: whether purpose-bound money needs a template that the central bank has approved."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class ProgramTemplates(NamedTuple):
    """`needed`: programs are drafted and opened from approved templates alone."""

    needed: bool
    rule: Rule


def program_templates(day: date, *, book: RuleBook | None = None) -> ProgramTemplates:
    """Whether programs need a template on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("programs", aspect="templates")
    return ProgramTemplates(rule.flag("needed"), rule)
