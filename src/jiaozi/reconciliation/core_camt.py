"""The core's statement as camt.053.001.02 or .08 of ISO 20022, as banks export them.

It is read as it comes, by a parser that takes no document type: so there are no entities, nothing grows, and nothing is
fetched.
Only booked entries count. An entry of several transactions that add up to it is taken as these.
"""

import codecs
import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final, NoReturn
from xml.parsers import expat

from jiaozi.clock import china_date
from jiaozi.kinds import EntrySide
from jiaozi.reconciliation.core_csv import instant_of
from jiaozi.reconciliation.model import REFERENCE_MAX, CoreLine, FileInvalid
from jiaozi.records import dataclass
from jiaozi.texts import identifier, is_plain

NAMESPACES: Final = tuple(f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}" for version in ("02", "08"))
CURRENCY: Final = "CNY"
_CHUNK: Final = 64 * 1024
_TOKEN_MAX: Final = 1024 * 1024
"""Bytes that may come before the parser has made something of them."""
_TEXT_MAX: Final = 4_096
_DEPTH_MAX: Final = 24
_PARTS_MAX: Final = 10_000
"""Transactions of one entry."""
_STATEMENTS_MAX: Final = 1_000
_PAGE: Final = re.compile(r"\d{1,5}", re.ASCII)
_CLOSING: Final = "CLBD"
_EDGES: Final = {"OPBD", "PRCD", _CLOSING}
"""The balances that the booked entries lie between; others may be in other currencies, and are not read."""
_SIDES: Final[dict[str, EntrySide]] = {"CRDT": "credit", "DBIT": "debit"}
_AMOUNT: Final = re.compile(r"([+-]?)(?=\.?\d)0*(\d{0,13})(?:\.(\d{0,2})0*)?", re.ASCII)
"""A decimal of XML Schema, whole in fen: `+1`, `01.50`, `.5` and `1.` are ones, too."""
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_CHINESE: Final = {"gb18030", "gbk", "gb2312"}
"""As Python calls them: `cp936` and `EUC-CN` are among them."""
_NO_REFERENCE: Final = {"NOTPROVIDED", "NOTAVAILABLE", "NONREF"}
_STATEMENT: Final = ("Document", "BkToCstmrStmt", "Stmt")
_HEADER: Final = (*_STATEMENT[:2], "GrpHdr")
_ENTRY: Final = (*_STATEMENT, "Ntry")
_PART: Final = (*_ENTRY, "NtryDtls", "TxDtls")
_BALANCE: Final = (*_STATEMENT, "Bal")
_FOREIGN: Final = "?"
"""Stands in a path for an element of another namespace, such as a bank's supplementary data; nothing in it is kept."""
_DATES: Final = ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
"""Both are optional; the first that is there says the day."""
_DATE: Final = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_BOOKED: Final = "BOOK"
_STATES: Final = {_BOOKED, "PDNG", "INFO", "FUTR"}
_STATE: Final = "Sts"
"""The text of an entry's state in .02; in .08 it has a code in it."""
_KNOWN: Final = frozenset({
    *_DATES,
    *("NtryRef", "Amt", "CdtDbtInd", "Sts", "Sts/Cd", "AcctSvcrRef"),
    *("Refs/EndToEndId", "Refs/AcctSvcrRef", "AmtDtls/TxAmt/Amt", "Tp/CdOrPrtry/Cd"),
    *(f"{pages}/{each}" for pages in ("MsgPgntn", "StmtPgntn") for each in ("PgNb", "LastPgInd")),
    *("Id", "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Ccy"),
})  # fmt: skip
"""What is kept, by its path in a statement, a balance, an entry or a part of one."""
Texts = dict[str, str]


@dataclass(slots=True)
class _Statement:
    """A statement, all its pages: the balances at its edges, and what is booked between them."""

    number: str = ""
    balances: dict[str, int] = field(default_factory=dict)
    booked: int = 0


@dataclass(slots=True)
class _State:
    """What has been read, of all files so far. `page` and `message_page` are those that have to come."""

    path: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int = 0
    fed: int = 0
    header: Texts = field(default_factory=dict)
    message_page: int = 1
    goes_on: bool = False
    statement: Texts = field(default_factory=dict)
    page: int = 1
    balance: Texts = field(default_factory=dict)
    balances: dict[str, int] = field(default_factory=dict)
    entry: Texts = field(default_factory=dict)
    entries: int = 0
    parts: list[Texts] = field(default_factory=list)
    booked: int = 0
    statements: list[_Statement] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)
    lines: list[CoreLine] = field(default_factory=list)


def camt_lines(paths: Sequence[Path], day: date) -> Generator[CoreLine, None, str]:
    """The booked entries of files, which are one statement's pages or statements that follow one another; at last the
    account that they are of. Raises `FileInvalid` with the entry where it is wrong."""
    state = _State()
    for path in paths:
        yield from _document(state, path, day)
    if state.page > 1 or state.message_page > 1:
        missing = max(state.page, state.message_page)
        raise FileInvalid(f"page {missing} is missing: name the files of all pages, in their order")
    if not state.statements:
        raise FileInvalid("no statement is in it")
    _add_up(state.statements)
    return next(iter(state.accounts))


def _document(state: _State, path: Path, day: date) -> Iterator[CoreLine]:
    state.path, state.fed, state.header = [], 0, {}
    with path.open("rb") as file:
        chinese = _is_chinese(file.read(200))
        file.seek(0)
        parser = _parser(state, day, "utf-8" if chinese else None)
        for data in _transcoded(file) if chinese else iter(lambda: file.read(_CHUNK), b""):
            _parse(parser, data, final=False)
            state.fed += len(data)
            if state.fed - parser.CurrentByteIndex > _TOKEN_MAX:
                raise FileInvalid("a text is too long")
            yield from state.lines
            state.lines.clear()
        _parse(parser, b"", final=True)
    yield from state.lines
    state.lines.clear()


def _is_chinese(head: bytes) -> bool:
    """Whether a file names an encoding of China's. Others that are not UTF are the parser's to know."""
    named = _ENCODING.search(head)
    try:
        return named is not None and codecs.lookup(named[1].decode()).name in _CHINESE
    except LookupError:
        return False


def _transcoded(file: BinaryIO) -> Iterator[bytes]:
    """The encodings of China, which the parser does not know, as UTF-8."""
    decoder = codecs.getincrementaldecoder("gb18030")()
    try:
        while chunk := file.read(_CHUNK):
            yield decoder.decode(chunk).encode()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise FileInvalid("not in the encoding that it names") from error


def _parse(parser: expat.XMLParserType, data: bytes, *, final: bool) -> None:
    try:
        parser.Parse(data, final)
    except FileInvalid:
        raise
    except expat.ExpatError as error:
        raise FileInvalid(f"no XML (line {error.lineno})") from error
    except (LookupError, ValueError) as error:
        raise FileInvalid("an encoding that is not known") from error


def _parser(state: _State, day: date, encoding: str | None) -> expat.XMLParserType:
    parser = expat.ParserCreate(encoding, " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartElementHandler = lambda name, attributes: _start(state, name, attributes)
    parser.EndElementHandler = lambda _: _end(state, day)
    parser.CharacterDataHandler = lambda text: _text(state, text)
    return parser


def _no_document_type(*_: object) -> NoReturn:
    raise FileInvalid("a document type is not allowed")


def _start(state: _State, name: str, attributes: dict[str, str]) -> None:
    namespace, _, local = name.rpartition(" ")
    known = namespace in NAMESPACES
    if not state.path and (not known or local != "Document"):
        raise FileInvalid("neither camt.053.001.02 nor .08")
    if (within := _kept(state)) is not None and (within[1] != _STATE or "".join(state.text).strip()):
        raise FileInvalid(f"{_place(state)}: an element in {within[1]}")
    state.path.append(local if known else _FOREIGN)
    if len(state.path) > _DEPTH_MAX:
        raise FileInvalid("nested too deeply")
    at = tuple(state.path)
    if known and local in (_STATEMENT[-1], _ENTRY[-1]) and at not in (_STATEMENT, _ENTRY):
        raise FileInvalid(f"{_place(state)}: {local} where none can be")
    if at == _ENTRY:
        state.entry, state.parts = {}, []
        state.entries += 1
    elif at == _PART:
        state.parts.append({})
        if len(state.parts) > _PARTS_MAX:
            raise FileInvalid(f"entry {state.entries}: more than {_PARTS_MAX} transactions")
    elif at == _BALANCE:
        state.balance = {}
    elif at == _STATEMENT:
        state.statement, state.balances, state.booked = {}, {}, 0
    if local == "Amt" and (kept := _kept(state)) is not None:
        texts, where = kept
        texts[f"{where}/Ccy"] = attributes.get("Ccy", "")
    state.text, state.length = [], 0


def _kept(state: _State) -> tuple[Texts, str] | None:
    """Where the text of an element is kept, and under which name."""
    at = tuple(state.path)
    for place, texts in (
        (_PART, state.parts[-1] if state.parts else None),
        (_ENTRY, state.entry),
        (_BALANCE, state.balance),
        (_STATEMENT, state.statement),
        (_HEADER, state.header),
    ):
        if at[: len(place)] == place and texts is not None:
            name = "/".join(at[len(place) :])
            return (texts, name) if name in _KNOWN else None
    return None


def _text(state: _State, text: str) -> None:
    if _kept(state) is None:
        return
    state.length += len(text)
    if state.length > _TEXT_MAX:
        raise FileInvalid("a text is too long")
    state.text.append(text)


def _end(state: _State, day: date) -> None:
    at, kept = tuple(state.path), _kept(state)
    if kept is not None:
        texts, name = kept
        if name in texts:
            raise FileInvalid(f"{_place(state)}: {name} is there twice")
        texts[name] = "".join(state.text).strip()
    if at == _ENTRY:
        _book(state, day)
    elif at == _BALANCE:
        code = state.balance.get("Tp/CdOrPrtry/Cd", "")
        if code in _EDGES:
            minor = _signed(*_amount(state, state.balance))
            if state.balances.setdefault(code, minor) != minor:
                raise FileInvalid(f"statement {len(state.statements) + 1}: {code} is there twice")
    elif at == _HEADER:
        state.goes_on = state.message_page > 1
        state.message_page = _turned(state.message_page, state.header, "MsgPgntn")
    elif at == _STATEMENT:
        _finish(state)
    state.path.pop()
    state.text, state.length = [], 0


def _place(state: _State) -> str:
    return f"entry {state.entries}" if _ENTRY[-1] in state.path else f"statement {len(state.statements) + 1}"


def _finish(state: _State) -> None:
    """Takes a statement, or a page of one. Raises `FileInvalid`: of another account than the one before, the same one
    again, or not the page that has to come."""
    said = state.statement
    if said.get("Acct/Ccy", CURRENCY) != CURRENCY:
        raise FileInvalid(f"its account is not in {CURRENCY}")
    account = identifier(said.get("Acct/Id/IBAN") or said.get("Acct/Id/Othr/Id", ""))
    if not is_plain(account, REFERENCE_MAX, empty=True):
        raise FileInvalid(f"the number of its account has at most {REFERENCE_MAX} printable characters")
    state.accounts.add(account)
    if len(state.accounts) > 1:
        raise FileInvalid("statements of several accounts")
    number = said.get("Id", "")
    goes_on = state.page > 1 or (state.goes_on and bool(state.statements) and state.statements[-1].number == number)
    state.page, state.goes_on = _turned(state.page, said, "StmtPgntn"), False
    if not goes_on:
        if number in (each.number for each in state.statements):
            raise FileInvalid("one statement is in it twice")
        if len(state.statements) == _STATEMENTS_MAX:
            raise FileInvalid(f"more than {_STATEMENTS_MAX} statements")
        state.statements.append(_Statement(number))
    whole = state.statements[-1]
    whole.booked += state.booked
    for code, minor in state.balances.items():
        whole.balances[code] = minor if code == _CLOSING else whole.balances.get(code, minor)


def _turned(due: int, said: Texts, pages: str) -> int:
    """The page that has to come after this one, 1 after the last. Raises `FileInvalid` for another than is due."""
    found = _PAGE.fullmatch(said.get(f"{pages}/PgNb", "1"))
    if found is None or int(found[0]) != due:
        raise FileInvalid(f"page {due} has to come: name the files of all pages, in their order")
    return 1 if said.get(f"{pages}/LastPgInd", "true") in ("true", "1") else due + 1


def _add_up(statements: Sequence[_Statement]) -> None:
    """Raises `FileInvalid` where entries do not lead from one balance to the next."""
    openings, closings = Counter[int](), Counter[int]()
    for each in statements:
        opening = each.balances.get("OPBD", each.balances.get("PRCD"))
        closing = each.balances.get(_CLOSING)
        if opening is not None and closing is not None:
            if opening + each.booked != closing:
                raise FileInvalid("its entries do not lead from its opening balance to its closing one")
            openings[opening] += 1
            closings[closing] += 1
    if (openings - closings).total() > 1:
        raise FileInvalid("its statements do not follow one another: some of it is in it twice, or is missing")


def _book(state: _State, day: date) -> None:
    entry = state.entry
    named = {said for name in (_STATE, "Sts/Cd") if (said := entry.get(name))}
    if len(named) != 1 or not named <= _STATES:
        raise FileInvalid(f"entry {state.entries}: Sts is one of {', '.join(sorted(_STATES))}")
    if _BOOKED not in named:
        return
    side, minor = _amount(state, entry)
    if not minor:
        return
    state.booked += _signed(side, minor)
    if _booked_on(state, entry) != day:
        raise FileInvalid(f"entry {state.entries}: another day")
    moment = entry.get("BookgDt/DtTm") or entry.get("ValDt/DtTm", "")
    at = _instant(state, moment, day)
    own = entry.get("AcctSvcrRef") or entry.get("NtryRef", "")
    parts = [_part(state, part, side) for part in state.parts]
    if (
        len(parts) > 1
        and all(part and part[1] for part in parts)
        and sum(_signed(*each) for each in parts if each) == _signed(side, minor)
    ):
        for each, part in zip(parts, state.parts, strict=True):
            if each is not None:
                state.lines.append(_line(state, *each, at, part, own))
        return
    state.lines.append(_line(state, side, minor, at, state.parts[0] if len(parts) == 1 else {}, own))


def _line(state: _State, side: EntrySide, minor: int, at: int, part: Texts, own: str) -> CoreLine:
    named = part.get("Refs/EndToEndId", "")
    reference = "" if named.upper() in _NO_REFERENCE else named
    core_reference = part.get("Refs/AcctSvcrRef") or own
    if not all(is_plain(text, REFERENCE_MAX, empty=True) for text in (reference, core_reference)):
        raise FileInvalid(f"entry {state.entries}: a reference has at most {REFERENCE_MAX} printable characters")
    return CoreLine(side=side, minor=minor, at=at, reference=reference, core_reference=core_reference)


def _part(state: _State, part: Texts, side: EntrySide) -> tuple[EntrySide, int] | None:
    """The amount of a transaction of an entry, None where it has none: what the payment beneath was in another currency
    is not what moved the account."""
    name = next((each for each in ("Amt", "AmtDtls/TxAmt/Amt") if part.get(f"{each}/Ccy") == CURRENCY), None)
    if name is None:
        return None
    indicated = part.get("CdtDbtInd") or ("CRDT" if side == "credit" else "DBIT")
    return _amount(state, {"Amt": part[name], "Amt/Ccy": CURRENCY, "CdtDbtInd": indicated})


def _amount(state: _State, texts: Texts) -> tuple[EntrySide, int]:
    """Side and minor units, which may be nothing. Raises `FileInvalid`."""
    if texts.get("Amt/Ccy", CURRENCY) != CURRENCY:
        raise FileInvalid(f"entry {state.entries}: an amount that is not in {CURRENCY}")
    found = _AMOUNT.fullmatch(texts.get("Amt", ""))
    side = _SIDES.get(texts.get("CdtDbtInd", ""))
    minor = int(found[2] + (found[3] or "").ljust(2, "0")) if found else -1
    if side is None or minor < 0 or (found and found[1] == "-" and minor):
        raise FileInvalid(f"entry {state.entries}: an amount or its side")
    return side, minor


def _signed(side: EntrySide, minor: int) -> int:
    return minor if side == "credit" else -minor


def _booked_on(state: _State, entry: Texts) -> date:
    """The day on which an entry was booked, the one of its value where a bank gives no other. Raises `FileInvalid`."""
    said = [each for each in _DATES if entry.get(each)]
    if not said:
        raise FileInvalid(f"entry {state.entries}: neither BookgDt nor ValDt")
    if len({name.partition("/")[0] for name in said}) < len(said):
        raise FileInvalid(f"entry {state.entries}: a date has Dt or DtTm")
    name = said[0]
    try:
        if name.endswith("DtTm"):
            return china_date(instant_of(entry[name], date.min))
        found = _DATE.fullmatch(entry[name])
        return date.fromisoformat(found[1] if found else "")
    except (ValueError, OverflowError) as error:
        raise FileInvalid(f"entry {state.entries}: its date") from error


def _instant(state: _State, moment: str, day: date) -> int:
    try:
        return instant_of(moment, day)
    except (ValueError, OverflowError) as error:
        raise FileInvalid(f"entry {state.entries}: its time") from error
