"""The words of statements in English and Chinese, as holders read them: a load puts money into the wallet, which the
central bank's term (兑出) says from the bank's side."""

from typing import Final

from jiaozi.errors import Failure

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
    "m0_cash": ("cash in circulation, a liability of the central bank", "流通中现金（中央银行负债）"),
    "deposit_money": ("deposit money, a liability of the operator", "存款货币（运营机构负债）"),
    "nonbank_full_reserve": ("fully reserved balance at a non-bank operator", "非银行机构全额准备余额"),
    # Why money moved: the ledger's codes
    "load": ("Put into the wallet", "充钱包（兑出）"),
    "unload": ("Taken out of the wallet", "转出钱包（兑回）"),
    "payment": ("Payment", "消费"),
    "refund": ("Refund", "退款"),
    "capture": ("Held payment", "预授权完成"),
    "correction": ("Correction", "更正"),
    "salary": ("Salary", "工资"),
    "party_dues": ("Party dues", "党费"),
    "interest": ("Interest", "利息"),
    "transfer": ("Transfer", "转账"),
    "fee": ("Fee", "手续费"),
    "pool": ("Sub-wallet", "子钱包划转"),
    "inheritance": ("Inheritance", "遗产转移"),
    "hold": ("Hold", "预授权"),
    "release": ("Release", "预授权撤销"),
    "expire": ("Expiry", "预授权到期"),
    "regime_change": ("Change of regime", "负债制度变更"),
    "issue": ("Issue", "发行"),
    "retire": ("Retirement", "回笼"),
    "settlement": ("Settlement", "清算"),
    "funding": ("Funding", "资金拨付"),
    "deposit": ("Cash in", "存入现金"),
    "withdrawal": ("Cash out", "支取现金"),
}
# fmt: on


def word(name: str, lang: str) -> str:
    """A word in a language; a ledger code that has none reads as it is. Raises `Failure` for another language."""
    if lang not in LANGUAGES:
        raise Failure("request_malformed", "lang")
    found = _WORDS.get(name)
    return found[LANGUAGES.index(lang)] if found else name.replace("_", " ")
