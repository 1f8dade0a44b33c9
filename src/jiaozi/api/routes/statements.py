"""A wallet's statement of a period, as data or as a document."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.model import Mode
from jiaozi.api.desk import At, calendar_day, need, number
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Json, Media, Router
from jiaozi.api.views import money
from jiaozi.clock import format_time
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.statements.build import statement
from jiaozi.statements.camt import to_camt053
from jiaozi.statements.csv_file import to_csv
from jiaozi.statements.model import Line, Statement
from jiaozi.statements.pdf import to_pdf
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire.base import WalletId
from jiaozi.wire.statements import Language, RegimeChanged, StatementEntry, StatementFormat, WalletStatement

router = Router("/v1", "wallets")
Day = Annotated[date, BeforeValidator(calendar_day)]
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


@router.get("/wallets/{wallet}/statements", answer=WalletStatement, media=_DOCUMENTS)
async def get_statement_of_period(
    desk: At,
    wallet: WalletId,
    first: Annotated[Day, Field(alias="from", description="The first day, in China")],
    last: Annotated[Day, Field(alias="to", description="The last day; at most 366 days in all")],
    form: Annotated[StatementFormat, Field(alias="format", description="Which document")] = "json",
    lang: Annotated[Language, Field(description="The language of the PDF")] = "en",
) -> Response:
    """A wallet's statement: opening balance, every movement with the balance after it, closing balance."""

    def job(connection: Connection) -> Statement:
        row = need(wallet_row(connection, number(wallet)), "wallet_not_found")
        desk.check_own("read_statement", [ownership.of_wallet(connection, row)], "wallet_not_found")
        found = statement(connection, row, first, last, desk.platform.clock.now())
        if isinstance(found, Refusal):
            raise Refused(found)
        if form == "pdf" and len(found.lines) > PDF_LINES_MAX:
            raise Refused(Refusal("statement_too_long", f"{PDF_LINES_MAX} entries in a PDF; the others take more"))
        return found

    found = await desk.read("read_statement", job)
    marked = ""
    if desk.house.mode is Mode.TEST:
        marked = "test-"
        named = f"TEST MODE: {found.operator_en}", f"测试模式：{found.operator_zh}"
        found = found._replace(operator_en=named[0], operator_zh=named[1])
    if form == "json":
        return Json(shown(found))
    name = f"{marked}{wallet}-{first:%Y%m%d}-{last:%Y%m%d}.{SUFFIXES[form]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    made = await asyncio.get_running_loop().run_in_executor(_PRESS, document, found, form, lang)
    return Response(made, headers=headers, media_type=MEDIA[form])


def document(found: Statement, form: str, lang: str) -> bytes:
    """A statement as a document."""
    if form == "pdf":
        return to_pdf(found, lang)
    return to_csv(found) if form == "csv" else to_camt053(found)


def shown(found: Statement) -> WalletStatement:
    """A statement as data."""
    return WalletStatement(
        wallet=encode_id("wal", found.wallet),
        operator=found.operator,
        wallet_class=found.wallet_class,
        first=found.first.isoformat(),
        last=found.last.isoformat(),
        until=format_time(found.until),
        complete=found.complete,
        opening=money(found.opening_minor),
        closing=money(found.closing_minor),
        money_in=money(found.in_minor),
        money_out=money(found.out_minor),
        entries=[_entry(line) for line in found.lines],
        regime_changes=[RegimeChanged(at=format_time(row.at), regime=row.regime) for row in found.regime_changes],
    )


def _entry(line: Line) -> StatementEntry:
    return StatementEntry(
        number=line.number,
        recorded_at=format_time(line.recorded_at),
        effective_at=format_time(line.effective_at) if line.effective_at else None,
        code=line.code,
        amount=money(line.amount_minor),
        balance=money(line.balance_minor),
        counterparty=line.counterparty,
        counterparty_zh=line.counterparty_zh,
        purpose=line.purpose,
        reference=line.reference,
        transfer=encode_id("trf", line.transfer),
        journal=encode_id("jnl", line.journal),
    )
