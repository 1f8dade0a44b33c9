"""A day's reconciliation as one page for the office: self-contained, in English and Chinese, to be kept and printed."""

from collections.abc import Mapping, Sequence
from typing import Any

from jiaozi.markup import template
from jiaozi.money import format_minor
from jiaozi.words import both


def report(day: Mapping[str, Any], breaks: Sequence[Mapping[str, Any]]) -> str:
    """The page of a day and its breaks, both as the API shows them. Texts of others are shown as they are."""
    return template("reconciliation", "day.html.j2").render(
        day=day,
        breaks=breaks,
        total=sum(each["difference"]["minor"] for each in breaks),
        yuan=format_minor,
        word=lambda code, of="codes": " ".join(both(code, of)),
    )
