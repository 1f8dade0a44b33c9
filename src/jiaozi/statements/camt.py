"""A statement as ISO 20022 has it: camt.053.001.08 of a finished period, camt.052.001.08 of one that is not over.

An importer books a camt.053 as the period's only one, so what may still grow is an account report (camt.052, the
message for the day as it stands), with the balance type `ITBD` and the time of its newest entry. `MsgId` and `Id`
follow from what the document tells: the same movements have the same id, others another. `ElctrncSeqNb` is the last day
and then the entries so far, 99999 when it is final: of periods of one length it grows from one document to the next.
`LglSeqNb` counts the days since the wallet was opened, in final statements of one day.

The day of booking is a day (`BookgDt/Dt`), which importers sort and book by; the moment stands in `RltdDts/TxDtTm`, and
in `ValDt/DtTm` unless a correction has one of its own. An entry has no `NtryRef`: some importers take the first one for
the account's number, and `AcctSvcrRef` names the entry.

Digital yuan is renminbi, so amounts are in CNY; that the account is a wallet stands in its type. A balance below zero
cannot be.
"""

import base64
import re
from itertools import chain
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from jiaozi.clock import china_date, china_midnight, format_time
from jiaozi.ids import encode_id
from jiaozi.sheets import yuan
from jiaozi.statements.model import Line, Statement
from jiaozi.statements.proof import digest_of

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
INTERIM_NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"
CURRENCY: Final = "CNY"
ISSUER: Final = "jiaozi"
_END_TO_END_MAX: Final = 35
_INFORMATION_MAX: Final = 500
_FINAL: Final = 99_999
"""The sequence number, within its last day, of what is final; above all numbers of entries."""
_ID_DIGEST: Final = 17
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may have."""


def to_camt053(found: Statement) -> bytes:
    """The statement's XML document: camt.053, or camt.052 while it is not complete."""
    final = found.complete
    root = Element("Document", xmlns=NAMESPACE if final else INTERIM_NAMESPACE)
    document = SubElement(root, "BkToCstmrStmt" if final else "BkToCstmrAcctRpt")
    number, until = statement_id(found), _told_until(found)
    header = SubElement(document, "GrpHdr")
    _text(header, "MsgId", number)
    _text(header, "CreDtTm", format_time(until))
    body = SubElement(document, "Stmt" if final else "Rpt")
    _text(body, "Id", number)
    changed = len(found.lines) + len(found.regime_changes)
    _text(body, "ElctrncSeqNb", f"{found.last:%Y%m%d}{_FINAL if final else changed:05}")
    if final and found.first == found.last >= found.opened:
        _text(body, "LglSeqNb", str((found.last - found.opened).days + 1))
    _text(body, "CreDtTm", format_time(until))
    period = SubElement(body, "FrToDt")
    _text(period, "FrDtTm", f"{found.first.isoformat()}T00:00:00+08:00")
    _text(period, "ToDtTm", format_time(until))
    _account(body, found)
    _balance(body, "OPBD", found.opening_minor, found.first.isoformat())
    edge = ("CLBD", found.last) if final else ("ITBD", china_date(until))
    _balance(body, edge[0], found.closing_minor, edge[1].isoformat())
    _summary(body, found)
    for line in found.lines:
        _entry(body, line)
    changes = [f"From {format_time(change.at)}: {change.regime}" for change in found.regime_changes]
    if changes:
        _text(body, "AddtlStmtInf" if final else "AddtlRptInf", "; ".join(changes)[:_INFORMATION_MAX])
    made: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return made


def statement_id(found: Statement) -> str:
    """What a statement is known by outside: its days, and the beginning of its digest."""
    digest = base64.b32encode(digest_of(found)).decode()[:_ID_DIGEST]
    return f"{found.first:%Y%m%d}-{found.last:%Y%m%d}-{digest}"


def _told_until(found: Statement) -> int:
    """The instant up to which a document tells: of an interim one that of the newest change, not that of asking."""
    if found.complete:
        return found.until
    changes = (line.recorded_at for line in found.lines), (change.at for change in found.regime_changes)
    return max(china_midnight(found.first), *chain.from_iterable(changes), 0)


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
    _amount(entry, line.amount_minor)
    _text(SubElement(entry, "Sts"), "Cd", "BOOK")
    _text(SubElement(entry, "BookgDt"), "Dt", china_date(line.recorded_at).isoformat())
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
    if line.payment:
        _text(references, "TxId", encode_id("rfd", line.refund) if line.refund else encode_id("pay", line.payment))
    if line.counterparty:
        party = "Cdtr" if line.amount_minor < 0 else "Dbtr"
        _text(_path(details, "RltdPties", party, "Pty"), "Nm", line.counterparty)
    if line.reference:
        _text(SubElement(details, "RmtInf"), "Ustrd", line.reference)
    _text(SubElement(details, "RltdDts"), "TxDtTm", format_time(line.recorded_at))
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
