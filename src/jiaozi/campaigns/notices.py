"""What winners are told, in words that whoever sends messages can send. Without any link: a message that has one is not
ours, and whoever reads it can know that (the rule of Yuyao's red envelopes, 2021)."""

import re
from typing import Final

from jiaozi.clock import format_time
from jiaozi.money import format_minor
from jiaozi.programs.model import Program

_LINKED: Final = re.compile(r"[^\s.。．｡][.。．｡/\\@:：][^\s.。．｡]|www", re.IGNORECASE)
"""What a reader's telephone may make a link of."""


def notice(program: Program, face_minor: int, claims_until: int) -> tuple[str, str]:
    """What a winner is told, in English and Chinese. A program's name that looks like a link is left out."""
    until = format_time(claims_until)[:16].replace("T", " ")
    en, zh = ("" if _LINKED.search(name) else name for name in (program.name_en, program.name_zh))
    worth = format_minor(face_minor)
    said = (
        f"You have won in the draw{f' of {en}' if en else ''}: {worth} yuan.",
        f"Claim it in your wallet before {until} China time.",
        "This message has no link, and nobody asks you for a code.",
    )
    said_zh = (
        f"您在{f'“{zh}”' if zh else ''}抽签中已中签：{worth} 元。",
        f"请于北京时间 {until} 前在钱包内领取。",
        "本消息不含任何链接，也不会索要验证码。",
    )
    return " ".join(said), "".join(said_zh)
