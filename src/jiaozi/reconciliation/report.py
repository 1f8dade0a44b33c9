"""A day's reconciliation as one page for the office: self-contained, in English and Chinese, to be kept and printed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from jiaozi.money import format_minor

_STATES: Final = {
    "loading": "being imported 导入中",
    "loaded": "waits to be matched 待勾对",
    "matched": "matched 已勾对",
    "closed": "closed 已关账",
}
_KINDS: Final = {
    "missing_there": "missing there 核心无",
    "missing_here": "missing here 平台无",
    "amount_differs": "amount differs 金额不符",
    "day_differs": "day differs 日期不符",
    "duplicate": "duplicate 重复",
}
_WORDS: Final = {"open": "open 未说明", "explained": "explained 已说明", "corrected": "corrected 已更正"}


def report(day: Mapping[str, Any], breaks: Sequence[Mapping[str, Any]]) -> str:
    """The page of a day and its breaks, both as the API shows them. Texts of others are shown as they are."""
    loader = PackageLoader("jiaozi.reconciliation", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page: str = environment.get_template("day.html.j2").render(
        day=day,
        breaks=breaks,
        total=sum(each["difference"]["minor"] for each in breaks),
        yuan=format_minor,
        states=_STATES,
        kinds=_KINDS,
        words=_WORDS,
    )
    return page
