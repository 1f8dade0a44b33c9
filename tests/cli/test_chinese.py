"""Where Chinese is asked for all that people read is Chinese: help, errors of usage, headings, states. Chinese texts
have full-width punctuation and the platform's own words."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from tools.glossary import not_said
from typer.main import get_command
from typer.testing import CliRunner

from jiaozi.access.model import Role
from jiaozi.access.permissions import ACTIONS, never, takes_two
from jiaozi.cli import chinese
from jiaozi.cli.app import THEMES, app
from jiaozi.cli.methods import parameters, sdk_methods, summary
from jiaozi.cli.printing import closed_sets, plain, show
from jiaozi.cli.session import Common, session_of
from jiaozi.cli.tables import grid
from jiaozi.details import _SENTENCES as DETAILS
from jiaozi.details import _WORDS as DETAIL_WORDS
from jiaozi.errors import ERRORS
from jiaozi.keyring import Keyring
from jiaozi.ledger.model import Code
from jiaozi.operations import all_operations
from jiaozi.rulebook import load
from jiaozi.rulebook.names import public_name
from jiaozi.statements.words import _WORDS as STATEMENT_WORDS
from jiaozi.words import table, things, zh_of
from jiaozi_sdk import models
from tests.cli.test_help import PATHS
from tests.house import rules

CHINESE = re.compile(r"[一-鿿]")
HALF_WIDTH = re.compile(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]")
TERMS = ("数字人民币", "运营机构", "钱包", "余额", "兑出", "兑回", "商户", "子钱包")
"""As the central bank writes them (white paper 中国数字人民币的研发进展, July 2021)."""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    chinese.choose("en")


def spoken(*arguments: str) -> str:
    return CliRunner().invoke(app, list(arguments), env={"LANG": "C.UTF-8", "LC_ALL": "", "COLUMNS": "100"}).output


def helps() -> Iterator[str]:
    """Every text of the command line's help."""

    def walk(command: object) -> Iterator[str]:
        for each in (command, *command.params):  # type: ignore[attr-defined]
            if getattr(each, "help", None):
                yield each.help
        for each in getattr(command, "commands", {}).values():
            yield from walk(each)

    yield from walk(get_command(app))
    yield from THEMES
    yield from map(summary, sdk_methods().values())


def chinese_texts() -> Iterator[str]:
    """Every Chinese text of the platform: of its tables, its data, and its source where most of a text is Chinese."""
    yield from (spec.zh for spec in ERRORS.values())
    yield from DETAILS.values()
    yield from DETAIL_WORDS.values()
    yield from chinese.texts().values()
    yield from (zh for _, zh in STATEMENT_WORDS.values())
    yield from (public_name(rule).zh for rule in load().rules)
    for source in rules.package_files():
        strings = (node.value for node in source.nodes if isinstance(node, ast.Constant))
        yield from (text for text in strings if isinstance(text, str) and 2 * len(CHINESE.findall(text)) > len(text))
    for path in rules.SOURCE.rglob("*.toml"):
        yield from (text for text in _strings(tomllib.loads(path.read_text("utf-8"))) if CHINESE.match(text))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


def test_every_text_of_the_help_has_its_chinese_and_no_other_has() -> None:
    texts, found = chinese.texts(), set(helps())
    assert sorted(found - texts.keys()) == []
    assert sorted(texts.keys() - found) == []
    plain = [zh for zh in texts.values() if not CHINESE.search(zh)]
    assert all(re.match(r"(irn|prn|ppl|enr)_\.\.\.；见|jnl_", zh) or CHINESE.search(zh) for zh in plain)


def test_chinese_has_full_width_punctuation() -> None:
    assert [text for text in chinese_texts() if HALF_WIDTH.search(text)] == []


def test_chinese_uses_the_platforms_words() -> None:
    texts, others = list(chinese_texts()), not_said()
    assert [text for text in texts if any(word in text for word in others)] == []
    together = "\n".join(texts)
    assert [term for term in TERMS if term not in together] == []


def test_every_error_has_both_languages() -> None:
    assert all(CHINESE.search(spec.zh) and not CHINESE.search(spec.en) for spec in ERRORS.values())
    assert all(spec.zh.endswith("。") for spec in ERRORS.values())


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_is_chinese_where_it_is_asked_for(path: tuple[str, ...]) -> None:
    text = spoken(*path, "--help", "--lang", "zh")
    assert f"示例：jiaozi {' '.join(path)}" in re.sub(r"\s+", " ", text)
    for english in ("Usage:", "Options:", "Arguments:", "Show this", "[required]", "[default", "[env var", "Example"):
        assert english not in text
    assert max(map(chinese.cells, text.splitlines())) <= 100


def test_help_follows_the_systems_language_and_the_last_word() -> None:
    environment = {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}
    assert "启动与服务：" in CliRunner().invoke(app, ["--help"], env=environment).output
    assert "Start and serve:" in CliRunner().invoke(app, ["--help", "--lang", "en"], env=environment).output
    assert "Start and serve:" in spoken("--help")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("pay", "错误：缺少参数 'PAYER'。"),
        ("pay --nope", "错误：没有选项 --nope。相近的选项：--no-pin, --payee, --store"),
        ("nope", "错误：没有命令 'nope'。"),
        ("pay wal_1 1,5", "错误：'YUAN' 的值无效：'1,5' 不是以元为单位的金额，例如 1,234.50"),
        ("pay wal_1 1 extra", "错误：多余的参数：extra"),
        ("pay wal_1 -1", "错误：'YUAN' 的值无效：'-1'：金额须大于零"),
        ("pay wal_1 1 --store", "错误：选项 '--store' 需要一个值。"),
        ("pay wal_1 1 --dry-run=1", "错误：选项 '--dry-run' 不带值。"),
        ("statement make wal_1 --from 2026-01-01", "错误：缺少选项 '--to'。"),
        ("serve --port x", "错误：'--port' 的值无效：'x' 不是整数。"),
        ("rule show --as-of yesterday", "错误：--as-of 的值无效：'yesterday' 不是日期，例如 2022-05-15"),
        ("wallet open icbc --class Z", "'Z' 须为以下之一：'I', 'II', 'III', 'IV'。"),
        ("rule show --subject x", "错误：--subject 的值无效：'x' 须为以下之一："),
        ("bill upload mer_1 sto_1 /no/such.csv", "无法读取"),
    ],
)
def test_an_error_of_usage_is_chinese(arguments: str, said: str) -> None:
    result = CliRunner().invoke(app, ["--lang=zh", *arguments.split()], env={"LANG": "C.UTF-8", "LC_ALL": ""})
    assert result.exit_code == 2
    assert said in result.output
    assert not re.search(r"Usage|Error|Try|Missing|Invalid|Value", result.output)


def test_an_error_of_usage_says_how_the_command_is_called() -> None:
    assert spoken("pay", "--lang", "zh").startswith(
        "用法：jiaozi pay [OPTIONS] {PAYER} {YUAN}\n运行 'jiaozi pay -h' 查看帮助。"
    )


def test_a_call_that_says_no_language_that_is_spoken_is_told_so() -> None:
    assert "'xx' is not one of: en, zh" in spoken("status", "--lang", "xx")


def test_headings_and_states_are_chinese_and_others_texts_stay() -> None:
    shown = spoken("rule", "limits", "--class", "IV", "--lang", "zh")
    assert re.search(r"类别\s+持有人\s+限额\s+元\s+规则", shown)
    assert re.search(r"四类\s+个人\s+单笔\s+2,000\.00", shown)
    chinese.choose("zh")
    assert (chinese.state("open"), chinese.state("open", "break")) == ("有效", "未说明")
    assert (chinese.heading("head"), chinese.heading("no_such_field")) == ("链头", "no_such_field")
    chinese.choose("en")
    assert (chinese.state("open"), chinese.heading("amount")) == ("open", "amount")


def test_the_command_line_is_written_in_english_and_put_into_chinese_by_its_tables() -> None:
    texts = [
        (source.path, node.value)
        for source in rules.package_files()
        if source.path.startswith("cli/") and source.path not in ("cli/chinese.py", *SETTING_UP)
        for node in source.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [each for each in texts if CHINESE.search(each[1].replace("交子", "")) and each[1] not in NAMES] == []


SETTING_UP = ("cli/system.py", *(f"cli/benchmarks/{name}.py" for name in ("pay", "interest", "claims")))
"""They give Chinese names to whom they open."""
NAMES = {"张三", "茶馆", "十节课"}
"""Examples of what may be typed."""


def printed_fields(folder: Path) -> Iterator[str]:
    """Every field that is printed under its name: of the answers of the SDK, of what two people decide, and of the
    records that commands make themselves."""
    for model in vars(models).values():
        if is_dataclass(model):
            yield from (each.name.rstrip("_") for each in fields(model))
    for operation in all_operations(Keyring.create(folder / "keyring.json")).by_name.values():
        if any(takes_two(role, operation.name) for role in Role):
            yield from (each.name.removesuffix("_minor") for each in fields(operation.command))
    for source in rules.package_files():
        calls = {getattr(each.func, "id", "") for each in source.nodes if isinstance(each, ast.Call)}
        if (
            source.path.startswith("cli/")
            and source.path != "cli/derived.py"
            and calls & {"show", "show_rows", "print_record", "print_rows"}
        ):
            yield from _keys(source.tree)


def _keys(tree: ast.AST) -> Iterator[str]:
    """What dicts are made of in a module."""
    functions = (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))
    for node in (each for function in functions for each in ast.walk(function)):
        made = node.keys if isinstance(node, ast.Dict) else [node.slice] if isinstance(node, ast.Subscript) else []
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
            yield from (each.arg for each in node.keywords if each.arg)
        for key in made:
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value.isidentifier():
                yield key.value


def test_every_printed_field_has_words_in_both_languages(tmp_path: Path) -> None:
    names = set(printed_fields(tmp_path))
    assert names >= {"operator_en", "first", "until", "witnesses", "entries_count", "en"}
    assert [name for name in sorted(names) if re.search(r"[_.]", chinese.heading(name))] == []
    chinese.choose("zh")
    assert [name for name in sorted(names) if not CHINESE.search(chinese.heading(name))] == []


@pytest.mark.parametrize(
    ("name", "en", "zh"),
    [
        ("operator_name.en", "operator name, English", "运营机构名称．英文"),
        ("operator_en", "operator in English", "运营机构（英文）"),
        ("first", "first day", "起始日期"),
        ("refunded", "refunded in all", "累计退款"),
        ("opened_at", "opened at", "开立时间"),
        ("none", "none", "无"),
    ],
)
def test_a_field_is_called_as_people_say_it(name: str, en: str, zh: str) -> None:
    assert chinese.heading(name) == en
    chinese.choose("zh")
    assert chinese.heading(name) == zh


OF_PEOPLE = ("limit changes from 500 to 5000", "x at y", "card revoked at noon", "none 无", "True", "digest of a case")


@pytest.mark.parametrize("text", OF_PEOPLE)
def test_peoples_own_texts_stay_as_they_are(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    session = session_of(Common(), as_json=False)
    chinese.choose("zh")
    row = {"reason": text, "number": text, "label": text, "items": [{"title": text}], "goods": [text], "seen": True}
    show(session, row)
    show(session, [row], "reason", "number")
    session.out.print(grid("reason", rows=[[text]]))
    session.out.print(text)
    session.say("{} revoked at {}", text, text)
    shown = capsys.readouterr().out
    assert shown.count(text) == 11
    assert f"{text} 已于 {text} 吊销" in shown
    assert re.search(r"seen +是", shown)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_values_stand_in_one_column_whatever_their_names_are(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    chinese.choose(lang)
    show(session_of(Common(), as_json=False), {"outcome": {"open_breaks": 1, "day": 2}, "platform_credit": 3, "day": 4})
    lines = capsys.readouterr().out.splitlines()
    within, beside = ({chinese.cells(each.rstrip("1234")) for each in part} for part in (lines[:2], lines[2:]))
    assert (len(lines), len(within), len(beside)) == (4, 1, 1)


def test_what_a_rule_cites_stays_as_it_is() -> None:
    def cited(*language: str) -> list[str]:
        shown = spoken("rule", "show", "--as-of", "2022-05-15", *language).replace("conflicts with: ", "与之冲突：")
        lines = shown.splitlines()[:-1]
        return [line for before, line in pairwise(lines) if not before.startswith(("●", "○"))]

    assert cited("--lang", "zh") == cited()
    assert "数字人民币" in spoken("rule", "show", "--as-of", "2022-05-15", "--lang", "zh")
    assert not CHINESE.search(spoken("rule", "limits") + spoken("pilot", "list"))


def test_every_sentence_has_its_chinese_which_says_every_value() -> None:
    chinese.choose("zh")
    for template in sentences():
        values = [f"<{place}>" for place in range(template.count("{}"))]
        said = chinese.sentence(template, *values)
        assert all(each in said for each in values), template
    assert set(chinese._printed()["sentences"]) <= constants()


def sentences() -> Iterator[str]:
    """The sentences that commands say, as far as they stand where they are said."""
    for source in rules.package_files():
        for node in source.nodes:
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "say":
                    assert isinstance(node.args[0], ast.Constant | ast.Name), source.path
                    assert getattr(node.args[0], "id", "_A").isupper(), source.path
                if name in ("say", "sentence") and isinstance(node.args[0], ast.Constant):
                    yield str(node.args[0].value)


def constants() -> set[object]:
    """Every constant of the package's, but those of the table of sentences itself."""
    sources = (each for each in rules.package_files() if each.path != "cli/chinese.py")
    return {node.value for each in sources for node in each.nodes if isinstance(node, ast.Constant)}


STOPS = {"Refused": 1, "FileInvalid": 0, "SheetInvalid": 0, "PilotError": 0, "ProfileError": 0, "BadParameter": 0}
"""What stops a command, and which of its arguments says what about."""
OF_PROGRAMS = ("cli/bench.py", "cli/benchmarks/")
"""Told to who measures the program."""


def stops() -> Iterator[tuple[str, str]]:
    """What the source says when a command stops, with where; `{}` is what varies."""
    for source in rules.package_files():
        for node in source.nodes:
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in STOPS and not source.path.startswith(OF_PROGRAMS):
                for said in node.args[STOPS[name] : STOPS[name] + 1]:
                    for text in _said(said):
                        if re.search("[a-z]{3}", re.sub(r"--?[a-z-]+", "", text)):
                            yield f"{source.path}:{node.lineno}", text


def _said(said: ast.expr) -> Iterator[str]:
    if isinstance(said, ast.IfExp):
        yield from (*_said(said.body), *_said(said.orelse))
    elif isinstance(said, ast.Constant):
        yield str(said.value)
    elif isinstance(said, ast.JoinedStr):
        yield "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in said.values)


def test_whatever_stops_a_command_says_why_in_chinese() -> None:
    chinese.choose("zh")
    found = list(stops())
    assert {"not a scale: {}", "no file"} <= {text for _, text in found}
    assert [each for each in found if not CHINESE.search(chinese.detail_zh(each[1].replace("{}", "7")))] == []


def test_every_act_is_called_something_in_chinese_where_it_is_forbidden() -> None:
    assert [act for act in ACTIONS if not CHINESE.search(zh_of(act, "act"))] == []
    only_own = "operator may freeze wallet (freeze_wallet) only for its own"
    said = {
        "operator may not set own limits (set_own_limits)": "运营机构不得办理“设定本人限额”（set_own_limits）",
        only_own: "运营机构只能对自身所属办理“冻结钱包”（freeze_wallet）",
        "central bank may not pay": "中央银行不得办理“付款”（pay）",
        # as outcomes of before have it
        "operator may not set_own_limits": "运营机构不得办理“设定本人限额”（set_own_limits）",
    }
    assert {en: chinese.detail_zh(en) for en in said} == said


@pytest.mark.parametrize("role", list(Role))
def test_what_is_forbidden_is_said_in_words_in_both_languages(role: Role) -> None:
    for act in ACTIONS:
        said = never(role, act).detail
        assert "_" not in re.sub(r" \(\w+\)$", "", said)
        assert act in said.replace(" ", "_")
        assert CHINESE.search(chinese.detail_zh(said).partition("不得办理")[0])


def test_every_method_that_is_called_has_its_words_and_those_of_what_it_takes() -> None:
    shown = spoken("call", "payments.create", "--lang", "zh")
    assert "- amount_minor：金额" in shown
    assert CHINESE.match(shown)
    chinese.choose("zh")
    names = {
        each.removesuffix("_minor").rstrip("_") for method in sdk_methods().values() for each in parameters(method)
    }
    assert [name for name in sorted(names) if not CHINESE.search(chinese.heading(name))] == []


def test_every_act_of_two_people_has_its_chinese() -> None:
    chinese.choose("zh")
    acts = [act for act in ACTIONS if any(takes_two(role, act) for role in Role)]
    assert "unfreeze_wallet" in acts
    assert [act for act in acts if not CHINESE.search(chinese.state(act))] == []


@pytest.mark.parametrize(
    ("record", "field", "value", "said"),
    [
        (models.OrderShown, "state", "open", "待支付"),
        (models.Proposal, "state", "open", "待复核"),
        (models.Proposal, "state", "refused", "未执行"),
        (models.Decided, "state", "rejected", "已否决"),
        (models.Proposal, "operation", "set_quota", "设定额度"),
        (models.Freeze, "scope", "out", "只收不付"),
        (models.CashCode, "direction", "out", "支出"),
        (models.HolderFreeze, "scope", "amount", "一定金额"),
        (models.Break, "state", "open", "未说明"),
        (models.Reconciliation, "state", "closed", "已关账"),
        (models.Wallet, "state", "closed", "已注销"),
        (models.Account, "kind", "deposit", "存款"),
        (models.StatementLine, "code", "deposit", "存现"),
        (models.Bill, "purpose", "tuition", "学费"),
        (models.Payment, "purpose", "tuition", "tuition"),
    ],
)
def test_a_code_is_said_by_what_it_is_of(
    record: type[object], field: str, value: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = dict.fromkeys(getattr(record, "__dataclass_fields__", ()))
    answer = record(**fields | {field: value})
    chinese.choose("zh")
    show(session_of(Common(), as_json=False), answer)
    assert capsys.readouterr().out.split()[1:] == [said]
    chinese.choose("en")
    assert plain(answer)[field] == value


def test_every_code_that_an_answer_or_the_ledger_has_is_called_something_in_chinese() -> None:
    algorithms = closed_sets()["algorithm"]
    codes = frozenset[str]().union(*closed_sets().values()) - algorithms | {code.name.lower() for code in Code}
    assert len(codes) > 150
    places = ("codes", *table())
    assert sorted(code for code in codes if not any(CHINESE.search(zh_of(code, of)) for of in places)) == []
    assert [name for name in things() if not hasattr(models, name)] == []


def test_a_code_has_one_word_unless_it_means_another_thing_of_one_thing() -> None:
    codes = table()["codes"]
    assert set(table()) - {"act", "codes", "statement", "rule"} == set(things().values())
    own = [(of, code, said) for of, part in table().items() if of != "codes" for code, said in part.items()]
    assert [each for each in own if codes.get(each[1]) == each[2]] == []
    assert set(table()["statement"]) == {"load", "unload"}


def test_codes_are_put_into_chinese_by_the_one_table_alone() -> None:
    codes = {code for part in table().values() for code in part}
    found = {
        (source.path, key.value)
        for source in rules.package_files()
        for node in source.nodes
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value in codes and CHINESE.search(ast.unparse(value))
    }
    assert found == LABELS
    assert set(DETAIL_WORDS) & codes == set()


LABELS = {
    ("pilot/charts.py", "merchants"),
    *(("rulebook/names.py", each) for each in ("interest", "fees", "operators", "regions")),
} | {
    ("statements/words.py", name)
    for name in ("wallet", "operator", "in", "out", "amount", "balance", "none", "holder", "code", "bank")
}
"""Subjects of rules, headings of charts, and what stands beside a statement's figures: no code is shown by these."""


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("余额不足，请重试。", 10, ["余额不足，", "请重试。"]),
        ("余额不足，请重试", 8, ["余额不足，", "请重试"]),
        ("a long word", 6, ["a long", "word"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_by_columns_and_never_before_a_closing_mark(text: str, width: int, lines: list[str]) -> None:
    assert chinese.wrapped(text, width) == lines
