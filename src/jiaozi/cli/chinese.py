"""The command line in Chinese: its help, its errors of usage, the headings and states of its tables.

The language is known before anything is parsed: `--lang zh`, else that of the system's messages. What a library writes
in English is said again in Chinese when it is shown; its lines are broken by the width that characters take.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from unicodedata import east_asian_width

import typer
from typer._click.exceptions import UsageError
from typer._click.formatting import HelpFormatter

from jiaozi.details import Phrases

LANGUAGES: Final = ("en", "zh")
_HELP: Final = Path(__file__).with_name("help_zh.toml")
_PRINTED: Final = Path(__file__).with_name("words_zh.toml")
_OF_FEW: Final = frozenset(
    [
        "state",
        "status",
        "kind",
        "class",
        "wallet_class",
        "effect",
        "direction",
        "placed_by",
        "side",
        "phase",
        "role",
        "mode",
        "regime",
        "component",
        "limit",
        "holder",
        "confidence",
        "result",
        "means",
        "type",
        "scope",
        "operation",
    ]
)
"""Fields that have one of a few values, which are words of the platform and nobody's text."""
_BILINGUAL: Final = re.compile(r"[!-~]+(?: [!-~]+)* ([^ -~].*)")
_PIECE: Final = re.compile(r"[!-~]+| +|.")
_NEVER_FIRST: Final = frozenset("，。；：、！？）”》")
_spoken: list[str] = ["en"]

_FRAME: Final = (
    (re.compile(r"^Usage: ", re.MULTILINE), "用法："),
    (re.compile(r"^Options:$", re.MULTILINE), "选项："),
    (re.compile(r"^Arguments:$", re.MULTILINE), "参数："),
    (re.compile(r"^Commands:$", re.MULTILINE), "命令："),
    (re.compile(r"^(  Example: )", re.MULTILINE), "  示例："),
    (re.compile(r"Show this message and exit\."), "显示本帮助并退出。"),
    (re.compile(r"\[required\]"), "[必填]"),
    (re.compile(r"; required\]"), "；必填]"),
    (re.compile(r"\[env var: "), "[环境变量："),
    (re.compile(r"(\[|; ?)default: "), lambda found: f"{'；' if found[1][0] == ';' else '['}默认值："),
    (re.compile(r"\(where `jiaozi up` serves, else ([^)]*)\)"), r"（`jiaozi up` 的服务地址，否则为 \1）"),
)
"""What the libraries write around the texts."""

# fmt: off
_USAGE: Final = Phrases({
    "Missing argument {}.": "缺少参数 {}。", "Missing option {}.": "缺少选项 {}。",
    "Missing parameter: {}": "缺少参数 {}。", "Missing command.": "缺少命令。",
    "Missing argument {}. Choose from:{}": "缺少参数 {}。可选：{}", "Missing option {}. Choose from:{}": "缺少选项 {}。可选：{}",
    "No such option: {}": "没有选项 {}。", "No such option: {} (Possible options: {})": "没有选项 {}。相近的选项：{}",
    "No such command {}.": "没有命令 {}。", "No such command {}. Did you mean {}?": "没有命令 {}。是否为 {}？",
    "Invalid value for {}: {}": "{} 的值无效：{}", "Invalid value: {}": "值无效：{}",
    "Got unexpected extra argument(s) ({})": "多余的参数：{}",
    "Option {} does not take a value.": "选项 {} 不带值。",
    "Option {} requires an argument.": "选项 {} 需要一个值。", "Option {} requires {} arguments.": "选项 {} 需要 {} 个值。",
    "{} is not a valid integer.": "{} 不是整数。", "{} is not a valid int.": "{} 不是整数。", "{} is not a valid float.": "{} 不是数字。",
    "Input should be a valid integer, {}": "须为整数", "Input should be a valid number, {}": "须为数字", "Input should be a valid integer": "须为整数",
    "Input should be greater than or equal to {}": "不得小于 {}", "Input should be greater than {}": "须大于 {}",
    "Input should be less than or equal to {}": "不得大于 {}", "Input should be {}": "须为 {}",
    "{} is not a valid boolean.": "{} 不是 true 或 false。",
    "{} is not in the range {}.": "{} 不在 {} 的范围内。", "{} is not one of {}.": "{} 须为以下之一：{}。", "{} is not one of: {}": "{} 须为以下之一：{}",
    "{} {} does not exist.": "{} {} 不存在。", "{} cannot be read: {}": "{} 无法读取：{}",
    "{} is not an id such as {}": "{} 不是标识，例如 {}", "{} is not an instant such as {}": "{} 不是时刻，例如 {}",
    "{} is not a date such as {}": "{} 不是日期，例如 {}", "{} is not an amount in yuan such as {}": "{} 不是以元为单位的金额，例如 {}",
    "{}: an amount has to be above zero": "{}：金额须大于零", "{}: an amount has to be at least zero": "{}：金额不得小于零",
    "{} is not NUMBER=YUAN": "{} 不是 NUMBER=YUAN 的形式", "{} is not NAME:QUANTITY:YUAN, such as tea:2:5.00": "{} 不是 NAME:QUANTITY:YUAN 的形式，例如 tea:2:5.00",
    "MERCHANT:YUAN:PPM, such as {}": "形式为 MERCHANT:YUAN:PPM，例如 {}", "WALLET=YUAN, WALLET=SHAREppm or WALLET=YUAN+SHAREppm": "形式为 WALLET=YUAN、WALLET=SHAREppm 或 WALLET=YUAN+SHAREppm",
    "1 to 64 printable characters, without blanks at the ends": "1 至 64 个可打印字符，首尾无空格", "from {} to {}": "须在 {} 至 {} 之间",
    "{} has no package jiaozi": "{} 中没有 jiaozi 程序包", "two programs have embedded databases of their own": "两个程序各用自己的嵌入式数据库",
    "numbers from 1 to {}, with commas": "1 至 {} 的数字，以逗号分隔", "{} is on tmpfs, which is never synced to a disk": "{} 位于 tmpfs，不会写入磁盘",
    "a PDF needs a file to go to": "PDF 须写入文件", "there is no share in it": "其中没有注册码分段",
    "needed with --idempotency-key": "使用 --idempotency-key 时必填", "the first line has to be {}": "首行须为 {}",
    "line {}: {} fields are needed": "第 {} 行：须有 {} 个字段", "this is a document: say where to": "这是文件：请填写写入位置",
    "--{} and --none {} contradict each other": "--{} 与 --none {} 不可同时填写",
    "{} is no method: {}": "{} 不是方法：{}", "{}: once each of {} as name=value": "{}：{} 各填一次，形式为 name=value",
    "{} needs {}": "{} 需要 {}", "--device and --device-key go together": "--device 与 --device-key 须同时填写",
    "an address such as {}, without user and password": "地址，例如 {}，不含用户名与密码", "say either --store or --payee": "--store 与 --payee 须填写其一",
    "a file that ends in .svg or .png": "文件名须以 .svg 或 .png 结尾", "the code says no amount: give one": "码中没有金额：请填写",
    "{}: a whole number from 1": "{}：不小于 1 的整数", "{}: an address such as {}": "{}：地址，例如 {}",
}, {"File": "文件", "Directory": "目录"})
_SENTENCES: Final = {
    "{}": "{}",
    "{} rules on {}   ● in force 生效   ○ another source, kept beside it 另一来源，并存": "{1} 共 {0} 条规则   ● 生效   ○ 另一来源，并存",
    "{} rules on {}   ● in force 生效": "{1} 共 {0} 条规则   ● 生效", "{} changes from {} to {}": "{1} 至 {2} 共 {0} 项变化",
    "    conflicts with 与之冲突: {}": "    与之冲突：{}", "    before {}": "    变更前 {}", "    after  {}": "    变更后 {}",
    "    ○ other source: {}": "    ○ 另一来源：{}", "head 链头 {}": "链头 {}", "has the head 含有链头 {}": "含有链头 {}",
    "NOT VERIFIED 未经验证: {}": "未经验证：{}", "Not in it, keep it separately 密钥须另行保管: {}": "密钥不在其中，须另行保管：{}",
    "{}: {} rows, {} bytes": "{}：{} 行，{} 字节", "audit: {} findings": "审计：发现 {} 项", "{}: schema {} → {}": "{}：数据结构 {} → {}",
    "{} is not this world's keyring; put the right one there.": "{} 不是本平台的密钥文件；请放入正确的密钥文件。",
    "{} seals with version {}": "{} 以版本 {} 加密", "Serving {}": "服务地址 {}", "Report 报告: {}": "报告：{}",
    "{}. Keep the key; it is not shown again:": "{}。请保存密钥，不再显示：", "{} revoked at {}": "{} 已于 {} 吊销",
    "{} ({}) enrols within seven days by `jiaozi enrol -` with:": "{}（{}）请在七天内以 `jiaozi enrol -` 注册，使用：",
    "Under the rules of {} to {}": "适用 {} 至 {} 的规则",
    "{} at {}": "{} 位于 {}", "digest {}": "摘要 {}", "{} invariants hold": "{} 项不变量成立", "failed: {}": "未通过：{}",
    "What held before is not known any more.": "变更前的内容已无记录。",
    "{}: signed with the secret that was given": "{}：使用所提供的密钥签名",
    "{}: signed with {}": "{}：签名密钥 {}",
    "{} · {}, scale {}, seed {}\nDatabase: {}\nPlanning ...": "{1}，比例 {2}，随机种子 {3}\n数据库：{4}\n正在编制计划……",
    "Two people draw a share each 两人各取一份: jiaozi principal share {}": "两人各取一份：jiaozi principal share {}",
}
# fmt: on


def choose(language: str) -> None:
    """Speaks this language from now on: `en` or `zh`."""
    _spoken[0] = language


def choose_by(args: Iterable[str]) -> None:
    """Speaks the language that these arguments ask for, else that of the system's messages."""
    given = list(args)
    said = [after for each, after in pairwise([*given, ""]) if each == "--lang"]
    said += [each.removeprefix("--lang=") for each in given if each.startswith("--lang=")]
    choose(said[-1] if said and said[-1] in LANGUAGES else of_the_system())


def of_the_system() -> str:
    """Chinese where the system's messages are, else English."""
    chosen = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if chosen.lower().startswith("zh") else "en"


def is_spoken() -> bool:
    """Whether Chinese is spoken now."""
    return _spoken[0] == "zh"


@cache
def texts() -> dict[str, str]:
    """The Chinese of help texts, headings and states, by their English."""
    return tomllib.loads(_HELP.read_text(encoding="utf-8"))


def said(text: str) -> str:
    """A text of the command line in the language that is spoken; itself where it has no Chinese."""
    return texts().get(text, text) if is_spoken() else text


@cache
def _printed() -> dict[str, dict[str, str]]:
    return tomllib.loads(_PRINTED.read_text(encoding="utf-8"))


def heading(name: str) -> str:
    """The name of a field, or a column's heading, in the language that is spoken; of one in both, the Chinese."""
    if not is_spoken():
        return name
    both = _BILINGUAL.fullmatch(name)
    fields = _printed()["fields"]
    parts = [fields.get(each, each) for each in name.split(".")]
    return both[1] if both else fields.get(name) or "．".join(parts)


def state(field: str, value: str, of: str = "") -> str:
    """What a field is, in the language that is spoken; itself for a field whose value may be anybody's text. `of` is
    the prefix of what it belongs to, such as `ord`: an open order is another thing than an open wallet."""
    if not is_spoken() or field not in _OF_FEW:
        return value
    found = _printed()["states"]
    return found.get(f"{of}.{value}") or found.get(f"{field}.{value}") or found.get(value, value)


def sentence(template: str, *values: object) -> str:
    """A sentence that a command prints, in the language that is spoken: by its template, so that the values, which may
    be anybody's texts, stay as they are."""
    return (_SENTENCES[template] if is_spoken() else template).format(*values)


def truth(value: bool) -> str:
    """A truth value in the language that is spoken."""
    return ("是" if value else "否") if is_spoken() else str(value)


def usage_zh(message: str) -> str:
    """What is wrong with a call, in Chinese."""
    return _USAGE.zh_of(message)


class Told(UsageError):
    """A call that is wrong, told in Chinese."""

    def show(self, file: Any = None) -> None:
        """Prints how the command is called, and what is wrong."""
        if self.ctx is not None:
            asked = f"{self.ctx.command_path} {self.ctx.help_option_names[0]}"
            typer.echo(f"{self.ctx.get_usage()}\n运行 '{asked}' 查看帮助。\n", file=file, err=file is None)
        typer.echo(f"错误：{usage_zh(self.message)}", file=file, err=file is None)


@contextmanager
def told() -> Iterator[None]:
    """Turns an error of usage into Chinese when that is spoken."""
    try:
        yield
    except UsageError as error:
        if not is_spoken() or isinstance(error, Told) or type(error).__name__ == "NoArgsIsHelpError":
            raise
        raise Told(error.format_message(), error.ctx) from error


class Spoken:
    """A command or group whose help is in the language that is spoken."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        if not is_spoken():
            return super().get_help(ctx)  # type: ignore[misc,no-any-return]
        formatter = Wide(width=ctx.terminal_width, max_width=ctx.max_content_width)
        _speak(self)
        self.format_help(ctx, formatter)  # type: ignore[attr-defined]
        return framed(formatter.getvalue().rstrip("\n"))

    def get_usage(self, ctx: Any) -> str:
        """How it is called."""
        usage = super().get_usage(ctx)  # type: ignore[misc]
        return framed(usage) if is_spoken() else usage

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its first sentence, cut to so many columns."""
        if not is_spoken():
            return super().get_short_help_str(limit)  # type: ignore[misc,no-any-return]
        first = re.split(r"(?<=[。！？])|\n", said(_plain(self)))[0].removesuffix("。")
        lines = wrapped(first, limit - 2)
        return lines[0] + "…" * (len(lines) > 1)


def _speak(command: Any) -> None:
    """Puts a command's texts into the language that is spoken."""
    for each in (command, *command.params):
        if getattr(each, "help", None):
            each.help = said(each.help)


def _plain(command: Any) -> str:
    return command.help or ""


def framed(text: str) -> str:
    """What the libraries wrote around the texts, in Chinese."""
    for pattern, zh in _FRAME:
        text = pattern.sub(zh, text)
    return text


def cells(text: str) -> int:
    """How many columns a text takes."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of so many columns: broken between Chinese characters, never before a closing mark."""
    lines, line = list[str](), ""
    for piece in _PIECE.findall(text):
        if line and cells(line + piece) > width and piece not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    return [*lines, line.rstrip()]


class Wide(HelpFormatter):
    """Writes help by the columns that characters take."""

    def write_heading(self, heading: str) -> None:
        """Writes what a part is about."""
        self.write(f"{'':>{self.current_indent}}{framed(f'{heading}:').removesuffix(':').removesuffix('：')}：\n")

    def write_text(self, text: str) -> None:
        """Writes paragraphs."""
        before = " " * self.current_indent
        pages = [wrapped(" ".join(each.split("\n")), self.width - len(before)) for each in text.split("\n\n")]
        self.write("\n\n".join("\n".join(before + line for line in lines) for lines in pages) + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Writes names, and beside them what they are."""
        first = min(max((cells(name) for name, _ in rows), default=0), col_max) + col_spacing
        for name, text in rows:
            lines = wrapped(framed(text), max(self.width - first - self.current_indent - 2, 10))
            head = f"{'':>{self.current_indent}}{name}"
            fits = cells(name) <= first - col_spacing
            begin = head + " " * (first - cells(name)) if fits else f"{head}\n{'':>{first + self.current_indent}}"
            self.write(begin + f"\n{'':>{first + self.current_indent}}".join(lines) + "\n")
