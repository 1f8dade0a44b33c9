"""What rules are called in public, in English and Chinese: in refusals, to whoever is refused by one."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final, NamedTuple

from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule, RuleNotFoundError
from jiaozi.words import both


class PublicName(NamedTuple):
    """A rule's name as a customer may read it, in both languages."""

    en: str
    zh: str


_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "limits.scheme": (
        "{component} of class {wallet_class} {holder} wallets in the digital renminbi scheme",
        "数字人民币{wallet_class}{holder}钱包{component}",
    ),
    "limits.hong_kong": (
        "{component} of class {wallet_class} wallets under Hong Kong's rules",
        "香港地区数字人民币{wallet_class}钱包{component}",
    ),
    "limits": (
        "{component} of class {wallet_class} {holder} wallets at {operator}",
        "{operator}{wallet_class}{holder}钱包{component}",
    ),
    "opening.several_wallets": (
        "how many wallets of a verified identity one holder may have at an operator",
        "同一持有人在同一运营机构开立实名钱包的数量",
    ),
    "opening": (
        "what a class {wallet_class} {holder} wallet needs to be opened",
        "{wallet_class}{holder}钱包的开立要求",
    ),
    "hong_kong.access": (
        "who may open a wallet in Hong Kong, and what it may be used for",
        "香港地区数字人民币钱包的开立与使用范围",
    ),
    "hong_kong.top_up": ("top-up through Hong Kong's Faster Payment System", "香港地区通过“转数快”充值"),
    "visitors": ("top-up of visitors' wallets by a foreign card", "境外来华人士钱包的境外银行卡充值"),
    "regimes.reserve": (
        "the share of balances that a {reserve_for} keeps at the central bank",
        "{reserve_for}钱包余额缴存中央银行的比例",
    ),
    "regimes": ("whose liability a balance at a {kind} is", "{kind}钱包余额的负债性质"),
    "interest.day_count": ("how days of interest are counted", "计息天数规则"),
    "interest.settlement": ("the days on which interest is settled", "结息日"),
    "interest": ("interest on balances at a {rate_for}", "{rate_for}钱包余额利率"),
    "fees": ("the fee for: {act}", "{act}费用"),
    "aml.deadline": ("reporting deadline: {deadline}", "{deadline}报告时限"),
    "aml": ("reporting threshold: {report}", "{report}报告标准"),
    "insurance": ("deposit insurance of balances at a {kind}", "{kind}钱包余额的存款保险"),
    "banking.linking": (
        "links to bank accounts: codes and the first day's ceiling",
        "绑定银行账户的验证码与冷静期限额",
    ),
    "banking.cash": ("cash codes", "现金码规则"),
    "billing": ("how many requests to pay may be open, and for how long", "收款请求的数量与期限"),
    "codes.collect": ("how long a collect code is good", "收款码有效期"),
    "codes.payment": ("payment codes of a device", "设备付款码规则"),
    "devices.cooling_off": ("what a newly bound device may move", "新绑定设备的冷静期限额"),
    "devices.small_amount": ("small payments without a PIN", "小额免密支付限额"),
    "payments": ("how often a payee may refuse a payer", "收款人拒绝同一付款人的次数"),
    "programs": ("whether programs need an approved template", "活动是否须采用经批准的合约模板"),
    "people.lookups": ("how many people may be looked up in a day", "每日查询他人次数"),
    "people.returns": ("asking money back that was sent by mistake", "误转款项的退回申请"),
    "people.guardians": ("how long a guardian is appointed for", "监护关系的期限"),
    "webhooks": ("how long deliveries of events are kept", "事件投递记录的保存期限"),
    "clearing_codes": ("bank number of {operator}", "{operator}行号"),
    "operators.batch": ("the operators added in {batch}", "{batch} 年新增运营机构"),
    "operators": ("operator of the digital renminbi: {en}", "数字人民币运营机构：{zh}"),
    "partners": ("technology partner: {en}", "技术合作方：{zh}"),
    "regions.batch": ("pilot regions of batch {batch}", "第 {batch} 批试点地区"),
    "regions": ("pilot region: {en}", "试点地区：{zh}"),
    "events": ("{en}", "{zh}"),
}
"""By the front of a rule's id: the longest that fits. A word in braces is of the rule's key, else of its value."""


def public_name(rule: Rule) -> PublicName:
    """What a rule is called in public. Raises `KeyError` for a subject that has no name."""
    parts = rule.id.split(".")
    fronts = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    front = next((each for each in fronts if each in _NAMES), rule.subject)
    return PublicName(*(_filled(text, rule, place) for place, text in enumerate(_NAMES[front])))


def name_of_id(rule_id: str) -> PublicName | None:
    """What the shipped rule of an id is called in public; None for an id that no rule has."""
    try:
        return public_name(load().rule(rule_id))
    except RuleNotFoundError:
        return None


def _filled(text: str, rule: Rule, place: int) -> str:
    names = [name for _, name, _, _ in Formatter().parse(text) if name]
    return text.format(**{name: _word(rule, name, place) for name in names})


def _word(rule: Rule, name: str, place: int) -> str:
    word = rule.key.get(name) or rule.text(name)
    if name != "operator":
        return both(word, "rule")[place]
    known = next(each for each in load().rules if each.subject == "operators" and each.key.get("operator") == word)
    return known.text(("en", "zh")[place])
