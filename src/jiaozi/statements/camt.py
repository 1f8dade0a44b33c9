"""A statement as camt.053.001.08, the bank-to-customer statement of ISO 20022.

Digital yuan is renminbi, so amounts are in CNY; that the account is a wallet stands in its type. A balance below zero
cannot be. The document is the same, byte for byte, whenever a finished period is asked for.
"""

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from jiaozi.clock import format_time
from jiaozi.ids import encode_id
from jiaozi.sheets import yuan
from jiaozi.statements.model import Line, Statement

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
CURRENCY: Final = "CNY"
ISSUER: Final = "jiaozi"
_END_TO_END_MAX: Final = 35
_INFORMATION_MAX: Final = 500
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may have."""


def to_camt053(found: Statement) -> bytes:
    """The statement's XML document."""
    root = Element("Document", xmlns=NAMESPACE)
    document = SubElement(root, "BkToCstmrStmt")
    number = f"{encode_id('wal', found.wallet)}-{found.first:%Y%m%d}-{found.last:%Y%m%d}"
    header = SubElement(document, "GrpHdr")
    _text(header, "MsgId", number)
    _text(header, "CreDtTm", format_time(found.until))
    body = SubElement(document, "Stmt")
    _text(body, "Id", number)
    _text(body, "CreDtTm", format_time(found.until))
    period = SubElement(body, "FrToDt")
    _text(period, "FrDtTm", f"{found.first.isoformat()}T00:00:00+08:00")
    _text(period, "ToDtTm", format_time(found.until))
    _account(body, found)
    _balance(body, "OPBD", found.opening_minor, found.first.isoformat())
    _balance(body, "CLBD" if found.complete else "ITBD", found.closing_minor, found.last.isoformat())
    _summary(body, found)
    for line in found.lines:
        _entry(body, line)
    changes = [f"From {format_time(change.at)}: {change.regime}" for change in found.regime_changes]
    if changes:
        _text(body, "AddtlStmtInf", "; ".join(changes)[:_INFORMATION_MAX])
    made: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return made


def _account(body: Element, found: Statement) -> None:
    account = SubElement(body, "Acct")
    _text(_path(account, "Id", "Othr"), "Id", encode_id("wal", found.wallet))
    _text(SubElement(account, "Tp"), "Prtry", "E-CNY wallet")
    _text(account, "Ccy", CURRENCY)
    _text(_path(account, "Svcr", "FinInstnId"), "Nm", found.operator_en)


def _balance(body: Element, code: str, minor: int, day: str) -> None:
    balance = SubElement(body, "Bal")
    _text(_path(balance, "Tp", "CdOrPrtry"), "Cd", code)
    _amount(balance, minor)
    _text(SubElement(balance, "Dt"), "Dt", day)


def _summary(body: Element, found: Statement) -> None:
    incoming = [line for line in found.lines if line.amount_minor > 0]
    summary = SubElement(body, "TxsSummry")
    total = SubElement(summary, "TtlNtries")
    _text(total, "NbOfNtries", str(len(found.lines)))
    _text(total, "Sum", str(yuan(found.in_minor + found.out_minor)))
    net = SubElement(total, "TtlNetNtry")
    _text(net, "Amt", str(yuan(abs(found.in_minor - found.out_minor))))
    _text(net, "CdtDbtInd", _side(found.in_minor - found.out_minor))
    for tag, count, minor in (
        ("TtlCdtNtries", len(incoming), found.in_minor),
        ("TtlDbtNtries", len(found.lines) - len(incoming), found.out_minor),
    ):
        part = SubElement(summary, tag)
        _text(part, "NbOfNtries", str(count))
        _text(part, "Sum", str(yuan(minor)))


def _entry(body: Element, line: Line) -> None:
    entry = SubElement(body, "Ntry")
    _text(entry, "NtryRef", str(line.number))
    _amount(entry, line.amount_minor)
    _text(SubElement(entry, "Sts"), "Cd", "BOOK")
    _text(SubElement(entry, "BookgDt"), "DtTm", format_time(line.recorded_at))
    _text(SubElement(entry, "ValDt"), "DtTm", format_time(line.effective_at or line.recorded_at))
    _text(entry, "AcctSvcrRef", encode_id("trf", line.transfer))
    code = _path(entry, "BkTxCd", "Prtry")
    _text(code, "Cd", line.code)
    _text(code, "Issr", ISSUER)
    details = _path(entry, "NtryDtls", "TxDtls")
    references = SubElement(details, "Refs")
    _text(references, "AcctSvcrRef", encode_id("jnl", line.journal))
    if 0 < len(line.reference) <= _END_TO_END_MAX:
        _text(references, "EndToEndId", line.reference)
    if line.counterparty:
        party = "Cdtr" if line.amount_minor < 0 else "Dbtr"
        _text(_path(details, "RltdPties", party, "Pty"), "Nm", line.counterparty)
    if line.reference:
        _text(SubElement(details, "RmtInf"), "Ustrd", line.reference)
    if line.purpose:
        _text(details, "AddtlTxInf", line.purpose)


def _amount(parent: Element, minor: int) -> None:
    SubElement(parent, "Amt", Ccy=CURRENCY).text = str(yuan(abs(minor)))
    _text(parent, "CdtDbtInd", _side(minor))


def _side(minor: int) -> str:
    return "CRDT" if minor >= 0 else "DBIT"


def _path(parent: Element, *tags: str) -> Element:
    for tag in tags:
        parent = SubElement(parent, tag)
    return parent


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _NO_XML.sub("", text)
