"""The words of statements in English and Chinese, as holders read them; those of codes are the platform's."""

from typing import Final

from jiaozi.errors import Failure
from jiaozi.words import both

LANGUAGES: Final = ("en", "zh")
# fmt: off
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Wallet statement", "钱包对账单"),
    "interim_title": ("Wallet statement, interim", "钱包对账单（期间未结束）"),
    "wallet": ("Wallet", "钱包"),
    "class": ("Class", "类别"),
    "operator": ("Operator", "运营机构"),
    "period": ("Period", "期间"),
    "until": ("As recorded until", "截至"),
    "interim": (
        "The period until {last} is not over; later entries are missing.",
        "截至 {last} 的期间尚未结束，其后的记录未列入。",
    ),
    "opening": ("Opening balance", "期初余额"),
    "closing": ("Closing balance", "期末余额"),
    "so_far": ("Balance so far", "当前余额"),
    "in": ("Money in", "收入"),
    "out": ("Money out", "支出"),
    "entries": ("Entries", "笔数"),
    "number": ("No.", "序号"),
    "time": ("Recorded (China time)", "记账时间（北京时间）"),
    "kind": ("Kind", "类型"),
    "counterparty": ("Other side", "对方"),
    "note": ("Purpose, reference", "用途、参考号"),
    "amount": ("Amount, yuan", "金额（元）"),
    "balance": ("Balance, yuan", "余额（元）"),
    "none": ("No entries in this period.", "本期间无记录。"),
    "page": ("page {n} of {all}", "第 {n} 页，共 {all} 页"),
    "holder": ("Holder", "持有人"),
    "seal": ("STATEMENT", "电子对账单专用章"),
    "code": ("Verification code", "验证码"),
    "digest": ("SHA-256 of what it tells", "内容摘要（SHA-256）"),
    "verify": (
        "Whether this statement was issued, its period and totals: {where}, or `jiaozi statement verify`.",
        "可凭验证码查询本对账单是否由平台出具及其期间、金额：{where}，或使用 jiaozi statement verify。",
    ),
    "verify_page": ("the platform's page /verify", "平台的 /verify 页面"),
    "bank": ("Bank", "银行"),
    "regime": ("From {at} on, the money in this wallet is: {regime}.", "自 {at} 起，本钱包资金的性质为：{regime}。"),
    "nameless": (
        "This document does not name the holder to whoever asked for it: personal data stays sealed with the operator.",
        "本文件不向申请人载明持有人姓名：个人信息由运营机构加密保管。",
    ),
}
# fmt: on


def word(name: str, lang: str) -> str:
    """A word in a language; a code of the platform's that has none reads as it is. Raises `Failure` for another
    language."""
    if lang not in LANGUAGES:
        raise Failure("request_malformed", "lang")
    return (_WORDS.get(name) or both(name, "statement"))[LANGUAGES.index(lang)].replace("_", " ")


def why(code: str, lang: str) -> str:
    """Why money moved, at the beginning of a line. Raises `Failure` as `word`."""
    said = word(code, lang)
    return said[:1].upper() + said[1:]
