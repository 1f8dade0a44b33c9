"""Agreements between wallets and bank accounts."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from jiaozi.access import ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, need, number
from jiaozi.api.routes.common import bank_account_owner, wallet_owner
from jiaozi.banking.agreements import (
    AgreementCodeRead,
    EndAgreement,
    ProposeAgreement,
    ReadAgreementCode,
    SignAgreement,
    agreement_code,
    cooling_until,
)
from jiaozi.banking.model import AGREEMENT_STATES, Agreement
from jiaozi.banking.secrets import codes_of
from jiaozi.banking.store import agreements_of, settlement_account
from jiaozi.clock import format_time, parse_time
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.scheme.store import bank_account
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import banking, bodies
from jiaozi.wire.base import BankAccountId, Money, Page, WalletId

router = APIRouter(prefix="/v1", tags=["banking"])


async def _act(desk: Desk, command: Any, *, status: int = 200) -> Response:
    """An act on a wallet's link."""
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=status)


def own_wallet(desk: Desk, connection: Connection, wanted: str, action: str) -> Wallet:
    """A wallet that the caller may do something with. Raises `Refused`: `wallet_not_found`."""
    row = need(wallet_row(connection, number(wanted)), "wallet_not_found")
    desk.check_own(action, [ownership.of_wallet(connection, row)], "wallet_not_found")
    return row


@router.post("/wallets/{wallet}/agreements", status_code=201, response_model=banking.AgreementProposed)
async def propose_agreement(desk: At, wallet: WalletId, body: banking.AgreementProposal) -> Response:
    """Proposes to link a bank account under limits; its bank sends a one-time code to the phone on its file."""
    command = ProposeAgreement(
        number(wallet),
        number(body.bank_account),
        body.single.minor,
        body.daily_count,
        body.daily.minor,
        body.yearly_count,
        body.yearly.minor,
        parse_time(body.valid_until),
        parse_time(body.valid_from) if body.valid_from else 0,
    )
    return await _act(desk, command, status=201)


@router.get("/wallets/{wallet}/agreements", response_model=Page[banking.Agreement])
async def list_agreements(desk: At, wallet: WalletId) -> Page[banking.Agreement]:
    """A wallet's agreements, ended ones too."""

    def job(connection: Connection) -> Page[banking.Agreement]:
        row = own_wallet(desk, connection, wallet, "read_agreements")
        bound, now = settlement_account(connection, row.id), desk.platform.clock.now()
        found = [_agreement(each.at(now), bound) for each in agreements_of(connection, row.id)]
        return Page[banking.Agreement](items=found)

    return await desk.read("read_agreements", job)


def _agreement(row: Agreement, bound: int) -> banking.Agreement:
    return banking.Agreement(
        bank_account=encode_id("bac", row.bank_account),
        state=AGREEMENT_STATES[row.state],
        single=_yuan(row.single_minor),
        daily_count=row.daily_count,
        daily=_yuan(row.daily_minor),
        yearly_count=row.yearly_count,
        yearly=_yuan(row.yearly_minor),
        valid_from=format_time(row.valid_from),
        valid_until=format_time(row.valid_until),
        signed_at=render.moment(row.signed_at),
        ended_at=render.moment(row.ended_at),
        cooling_until=render.moment(cooling_until(row) if row.signed_at else 0),
        used_today_count=row.used_today_count,
        used_today=_yuan(row.used_today_minor),
        used_year_count=row.used_year_count,
        used_year=_yuan(row.used_year_minor),
        settlement=row.bank_account == bound,
    )


def _yuan(minor: int) -> Money:
    return Money(minor=minor, asset="E-CNY")


@router.post("/wallets/{wallet}/agreements/{account}/signature", response_model=banking.AgreementSigned)
async def sign_agreement(desk: At, wallet: WalletId, account: BankAccountId, body: banking.Signature) -> Response:
    """Signs an agreement with the one-time code. A wrong try is counted; the next one takes a new key."""
    return await _act(desk, SignAgreement(number(wallet), number(account), body.code))


@router.post("/wallets/{wallet}/agreements/{account}/end", response_model=banking.AgreementEnded)
async def end_agreement(
    desk: At, wallet: WalletId, account: BankAccountId, _: bodies.Nothing | None = None
) -> Response:
    """Ends an agreement; from this answer on nothing moves over it."""
    return await _act(desk, EndAgreement(number(wallet), number(account)))


@router.post("/wallets/{wallet}/agreements/{account}/code-readings", response_model=banking.AgreementCodeRead)
async def read_agreement_code(
    desk: At, wallet: WalletId, account: BankAccountId, _: bodies.Nothing | None = None
) -> Response:
    """The account's bank takes the one-time code, to send it to the phone on its file. Every reading is logged."""
    command = ReadAgreementCode(number(wallet), number(account))
    desk.check_role("read_agreement_code")
    owners = await desk.house.readers.run(bank_account_owner(command.bank_account))
    desk.check_own("read_agreement_code", owners, "bank_account_not_found")
    result = await desk.submit(command)
    outcome = result.outcome
    if not isinstance(outcome, AgreementCodeRead):
        return desk.answer(result)
    if result.replayed:  # the code is shown again, so that is a reading of its own
        again = await desk.submit(command, key=f"again:{desk.request.state.request_id}:{desk.platform.ids.take()}")
        if not isinstance(again.outcome, AgreementCodeRead):
            return desk.answer(again)
        outcome = again.outcome
    found = await desk.house.readers.run(lambda connection: bank_account(connection, command.bank_account))
    code = agreement_code(codes_of(desk.platform.keyring), command.wallet, command.bank_account, outcome.code_number)
    shown = {"code": code, "number_masked": need(found, "bank_account_not_found").number_masked}
    answer = JSONResponse(render.outcome(outcome) | shown)
    desk.mark(answer, result)
    return answer
