"""Whatever a refusal tells in English it tells in Chinese."""

import ast
import re
from collections.abc import Iterator

import pytest

from jiaozi.details import zh_of
from tests.house import rules

CHINESE = re.compile(r"[一-鿿]")
OURS = ("access/enrolment.py", "cli/", "backup/", "pilot/", "rulebook/")
"""Told at the machine itself, or to whoever writes a file for it."""
NAMES = {"code_hashes", "secret_hash", "secret_hashes", "token_hash", "lang"}
"""Fields of requests, which have one name."""
UNTRANSLATED = {"{}", "{}: {}", "{}: {} {}", "not_found", "method_not_allowed"}


def told() -> Iterator[tuple[str, str]]:
    """Every detail that the source writes out, with where; `{}` is what varies."""
    for source in rules.package_files():
        for node in source.nodes:
            for text in (text for detail in _details(node) for text in _texts(detail)):
                if text and not source.path.startswith(OURS) and text not in UNTRANSLATED:
                    yield f"{source.path}:{getattr(node, 'lineno', 0)}", text


def _details(node: ast.AST) -> list[ast.expr]:
    """What a refusal or failure is made with, or is kept as `said` for one."""
    made = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
    if isinstance(node, ast.Call) and made in ("Refusal", "Failure", "Stop"):
        return [*node.args[1:2], *(each.value for each in node.keywords if each.arg == "detail")]
    if isinstance(node, ast.Call) and made == "JsonRefused":  # told as what is wrong with a body
        return node.args
    kept = isinstance(node, ast.Assign) and [getattr(each, "id", "") for each in node.targets] == ["said"]
    return [node.value] if isinstance(node, ast.Assign) and kept else []


def _texts(detail: ast.AST) -> Iterator[str]:
    match detail:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else _varies(each) for each in parts)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)


def _varies(part: ast.expr) -> str:
    """What stands for a value: of the end of a count, the words that it is told in."""
    call = part.value if isinstance(part, ast.FormattedValue) else None
    resets = isinstance(call, ast.Call) and getattr(call.func, "id", "") == "resets_on"
    return "resets at 00:00 China time on {}" if resets else "{}"


def test_every_detail_that_is_written_out_has_its_chinese() -> None:
    found = list(told())
    missing = [(place, text) for place, text in found if not CHINESE.search(zh_of(text.replace("{}", "7")))]
    assert [each for each in missing if each[1] not in NAMES] == []
    assert len(found) > 150


CHECKS = tuple(f"programs/{each}" for each in ("terms.py", "faults.py", "parts.py", "conditions.py", "templates/"))
"""Where what is wrong, and where, is worked out: places and reasons, which details put together."""


def reasons() -> Iterator[tuple[str, str]]:
    """Every reason that the checks of terms, conditions, templates and parameters write out, with where."""
    for source in rules.package_files():
        for node in source.nodes if source.path.startswith(CHECKS) and "audit" not in source.path else ():
            kept = node.value if isinstance(node, ast.Yield | ast.Return) else None
            said = [kept.elts[1]] if isinstance(kept, ast.Tuple) and len(kept.elts) == 2 else []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Wrong":
                said = node.args[1:2]
            if isinstance(kept, ast.BinOp):
                said = [kept.right]
            for text in (text for each in said for text in _texts(each)):
                if " " in text or text.isalpha():
                    yield f"{source.path}:{getattr(node, 'lineno', 0)}", text


def test_a_place_and_what_is_wrong_there_are_told_in_chinese() -> None:
    found = list(reasons())
    missing = [each for each in found if not CHINESE.search(zh_of(f"where.allow[0]: {each[1].replace('{}', '7')}"))]
    assert missing == []
    assert len(found) > 45


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("where.allow.categories[2]: there is no such one", "where.allow.categories[2]：不存在"),
        ("parameters[0]: out of range", "parameters[0]：超出范围"),
        ("parameters[0].places[0]: of another kind: share", "parameters[0].places[0]：种类不符：share"),
        (
            "how_much.face with the least values: nothing would be given",
            "how_much.face（取最小值时）：金额为零",
        ),
        ("condition: 1:8: a macro inside a macro", "condition：1:8：遍历之内不得再遍历"),
        ("a system: its own message", "a system: its own message"),
        (
            (
                "30.00 yuan asked, 4,980.00 yuan of 5,000.00 yuan used today; "
                "today's limit resets at 00:00 China time on 2026-11-30"
            ),
            "申请金额 30.00 元，今日限额 5,000.00 元，已用 4,980.00 元；今日限额于北京时间 2026-11-30 00:00 重置",
        ),
        (
            (
                "1.00 yuan asked, 9.00 yuan of 9.50 yuan used this year; "
                "this year's limit resets at 00:00 China time on 2027-01-01"
            ),
            "申请金额 1.00 元，今年限额 9.50 元，已用 9.00 元；今年限额于北京时间 2027-01-01 00:00 重置",
        ),
        ("2,500.00 yuan asked, at most 2,000.00 yuan at once", "申请金额 2,500.00 元，单笔限额 2,000.00 元"),
        ("5.00 yuan asked, 1.00 yuan available", "申请金额 5.00 元，可用余额 1.00 元"),
        ("single: at most 2,000.00 yuan", "单笔：最高 2,000.00 元"),
        (
            "movements in a day: at most 3; this resets at 00:00 China time on 2026-11-30",
            "每日最多 3 笔，于北京时间 2026-11-30 00:00 重置",
        ),
        (
            "a year: at most 9.00 yuan; this resets at 00:00 China time on 2027-01-01",
            "每年最高 9.00 元，于北京时间 2027-01-01 00:00 重置",
        ),
        ("phone, name", "手机号、姓名或名称"),
        ("holder may not issue", "持有人不得办理“发行”（issue）"),
        ("a lower limit that the holder set", "持有人自行设定的较低限额"),
        ("journal 2, leg 3", "第 2 个凭证第 3 笔"),
        ("body: an object names a member twice: amount", "正文：对象中有重复的成员：amount"),
        ("body: no value of JSON: NaN", "正文：不是 JSON 的值：NaN"),
        ("C:/x.toml", "C:/x.toml"),
        ("", ""),
    ],
)
def test_a_detail_reads_in_chinese(en: str, zh: str) -> None:
    assert zh_of(en) == zh
