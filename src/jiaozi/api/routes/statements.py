"""A wallet's statement of a period, as data or as a document."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.model import Mode
from jiaozi.api import whose
from jiaozi.api.desk import At, Bom, Day, Desk, need
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Json, Media, Router
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.keyring import Keyring
from jiaozi.kinds import (
    Count,
    DayText,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    OrNone,
    PaymentNo,
    RefundNo,
    TransferNo,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.statements.build import statement
from jiaozi.statements.csv_file import to_csv
from jiaozi.statements.model import Statement
from jiaozi.statements.proof import Issue, code_of, sealed
from jiaozi.wallets.changes import ReadHolder
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.model import Holder
from jiaozi.wallets.store import holder
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire.base import WalletClass
from jiaozi.wire.shapes import view, written

router = Router("/v1", "wallets")
StatementFormat = Literal["json", "csv", "pdf", "camt053"]
Language = Literal["en", "zh"]
MEDIA: Final = {"csv": "text/csv", "pdf": "application/pdf", "camt053": "application/xml"}
SUFFIXES: Final = {"csv": "csv", "pdf": "pdf", "camt053": "xml"}
PDF_LINES_MAX: Final = 2_000
"""Entries of a PDF that a server makes; more take it longer than a request may (four seconds for these)."""
_PRESS: Final = ThreadPoolExecutor(1, thread_name_prefix="statements")
"""Makes one document at a time, so that long ones hold up only each other."""
_DOCUMENTS: Final = (
    Media("text/csv", {"type": "string"}),
    Media("application/pdf", {"type": "string", "format": "binary"}),
    Media("application/xml", {"type": "string"}),
)


@dataclass(frozen=True, slots=True)
class StatementEntryView:
    """A movement of a wallet; the amount is below zero when money went out, the balance is the wallet's after it."""

    number: Count
    recorded_at: Instant
    effective_at: OrNone[Instant]
    code: str
    amount_minor: Fen
    balance_minor: FenOrZero
    counterparty: str
    counterparty_zh: str
    purpose: str
    reference: str
    transfer: TransferNo
    journal: JournalNo
    payment: OrNone[PaymentNo]
    refund: OrNone[RefundNo]


@dataclass(frozen=True, slots=True)
class RegimeChangeView:
    """From when on a wallet's money has been under which regime."""

    at: Instant
    regime: str


@dataclass(frozen=True, slots=True)
class WalletStatementView:
    """A wallet's statement of days in China, both included. `complete` once nothing can be added any more."""

    wallet: WalletNo
    operator: str
    wallet_class: WalletClass
    first: DayText
    last: DayText
    until: Instant
    complete: bool
    opening_minor: FenOrZero
    closing_minor: FenOrZero
    money_in_minor: FenOrZero
    money_out_minor: FenOrZero
    entries: tuple[StatementEntryView, ...]
    regime_changes: tuple[RegimeChangeView, ...]


@router.get("/wallets/{wallet}/statements", answer=WalletStatementView, media=_DOCUMENTS)
async def get_statement_of_period(
    desk: At,
    wallet: WalletNo,
    first: Annotated[Day, Field(alias="from", description="The first day, in China")],
    last: Annotated[Day, Field(alias="to", description="The last day; at most 366 days in all")],
    form: Annotated[StatementFormat, Field(alias="format", description="Which document")] = "json",
    lang: Annotated[Language, Field(description="The language of the PDF")] = "en",
    bom: Bom = True,
) -> Response:
    """A wallet's statement: opening balance, every movement with the balance after it, closing balance. `camt053` is a
    camt.053 of a finished period, and a camt.052 of one that is not over."""

    def job(connection: Connection) -> Statement:
        row = whose.own_wallet(desk, connection, wallet, "read_statement")
        found = statement(connection, row, first, last, desk.platform.clock.now())
        if isinstance(found, Refusal):
            raise Refused(found)
        if form == "pdf" and len(found.lines) > PDF_LINES_MAX:
            raise Refused(Refusal("statement_too_long", f"{PDF_LINES_MAX} entries in a PDF; the others take more"))
        return found

    found = await desk.read("read_statement", job)
    issue = Issue(lang)
    if form == "pdf":
        ring, where = desk.platform.keyring, desk.platform.settings.public_url
        issue = Issue(lang, code_of(ring, found), where, await _holders_name(desk, wallet))
    marked = ""
    if desk.house.mode is Mode.TEST:
        marked = "test-"
        named = f"TEST MODE: {found.operator_en}", f"测试模式：{found.operator_zh}"
        found = found._replace(operator_en=named[0], operator_zh=named[1])
    if form == "json":
        return Json(shown(found))
    interim = "" if found.complete else "-interim"
    name = f"{marked}{encode_id('wal', wallet)}-{first:%Y%m%d}-{found.through:%Y%m%d}{interim}.{SUFFIXES[form]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    pressed = partial(document, found, form, desk.platform.keyring, issue, bom=bom)
    made = await asyncio.get_running_loop().run_in_executor(_PRESS, pressed)
    return Response(made, headers=headers, media_type=MEDIA[form])


async def _holders_name(desk: Desk, wallet: WalletNo) -> str:
    """The holder's name for who may read it, which is then in the log of acts; empty for others, and where it cannot be
    written down that it was read."""

    def job(connection: Connection) -> tuple[bool, Holder | None]:
        row = need(wallet_row(connection, wallet), "wallet_not_found")
        return desk.may("read_holder", [ownership.of_wallet(connection, row)]), holder(connection, row.holder)

    may, row = await desk.house.readers.run(job)
    if not may or row is None:
        return ""
    read = await desk.submit(
        ReadHolder(wallet, "statement"), key=f"statement:{desk.request.state.request_id}:{desk.platform.ids.take()}"
    )
    return "" if isinstance(read.outcome, Refusal | Failure) else reveal(desk.platform.keyring, row).name


def document(found: Statement, form: str, keyring: Keyring, issue: Issue, *, bom: bool = True) -> bytes:
    """A statement as a document; `issue` and the seal are of the PDF, `bom` as in `csv_bytes`."""
    if form == "csv":
        return to_csv(found, bom=bom)
    if form == "camt053":
        from jiaozi.statements.camt import to_camt053

        return to_camt053(found)
    from jiaozi.statements.pdf import to_pdf  # the typesetting takes a while to load

    return sealed(keyring, to_pdf(found, issue), issue.code)


def shown(found: Statement) -> dict[str, Any]:
    """A statement as data."""
    entries = tuple(view(StatementEntryView, line) for line in found.lines)
    changes = tuple(view(RegimeChangeView, row) for row in found.regime_changes)
    first, last, into, out = found.first.isoformat(), found.last.isoformat(), found.in_minor, found.out_minor
    more = {"first": first, "last": last, "money_in_minor": into, "money_out_minor": out}
    told: dict[str, Any] = written(view(WalletStatementView, found, **more, entries=entries, regime_changes=changes))
    return told
