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

from jiaozi import details
from jiaozi.details import Phrases
from jiaozi.words import zh_of

LANGUAGES: Final = ("en", "zh")
_HELP: Final = Path(__file__).with_name("help_zh.toml")
_PRINTED: Final = Path(__file__).with_name("words_zh.toml")
_ENDS: Final = (
    ("_en", " in English"),
    ("_zh", " in Chinese"),
    ("_s", " in seconds"),
    ("_ms", " in milliseconds"),
    ("_ppm", " in millionths"),
    ("_minor", " in fen"),
)
"""What the ends of names say, in English."""
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
    """The name of a field, or a column's heading, in words of the language that is spoken."""
    if not is_spoken():
        return ", ".join(map(_english, name.split(".")))
    fields = _printed()["fields"]
    return fields.get(name) or "．".join(fields.get(each, each) for each in name.split("."))


def _english(name: str) -> str:
    """The name of a field as people say it: `operator_en` is the operator in English."""
    end, said = next((each for each in _ENDS if name.endswith(each[0])), ("", ""))
    return _printed()["english"].get(name) or name.removesuffix(end).replace("_", " ") + said


def state(value: str, of: str = "codes") -> str:
    """What a code of the platform's is called, in the language that is spoken; itself in English. `of` says of what it
    is, as `jiaozi.words` has it: an open order is another thing than an open wallet."""
    return zh_of(value, of) if is_spoken() else value


def sentence(template: str, *values: object) -> str:
    """A sentence that a command prints, in the language that is spoken: by its template, so that the values, which may
    be anybody's texts, stay as they are."""
    return (_printed()["sentences"][template] if is_spoken() else template).format(*values)


def either(en: str, zh: str) -> str:
    """Of what is called something in both languages, what it is called in the one that is spoken."""
    return zh if is_spoken() else en


def truth(value: bool) -> str:
    """A truth value in the language that is spoken."""
    return ("是" if value else "否") if is_spoken() else ("yes" if value else "no")


def usage_zh(message: str) -> str:
    """What is wrong with a call, in Chinese."""
    return _usage().zh_of(message)


def detail_zh(detail: str) -> str:
    """What a refusal is about, in Chinese: of the platform's own, or of what stopped a command."""
    found = usage_zh(detail)  # the narrower table first: what is a place and a reason to the other is a sentence here
    return details.zh_of(detail) if found == detail else found


@cache
def _usage() -> Phrases:
    return Phrases(_printed()["usage"], {"File": "文件", "Directory": "目录"})


_OF_READERS: Final = "Value error, "
"""What the library that reads parameters puts before what is wrong with one."""


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
    """Turns an error of usage into Chinese when that is spoken, and lets nothing of the readers' own show."""
    try:
        yield
    except UsageError as error:
        error.message = error.message.removeprefix(_OF_READERS)
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
