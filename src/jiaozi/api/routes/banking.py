"""Agreements between wallets and bank accounts."""

from typing import Any

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, need, number, optional
from jiaozi.api.routes.common import bank_account_owner, wallet_owner
from jiaozi.api.routing import Json, Router
from jiaozi.api.views import money
from jiaozi.banking.agreements import (
    AgreementCodeRead,
    EndAgreement,
    ProposeAgreement,
    ReadAgreementCode,
    SignAgreement,
    agreement_code,
)
from jiaozi.banking.links import cooling_until
from jiaozi.banking.model import AGREEMENT_STATES, Agreement
from jiaozi.banking.secrets import codes_of
from jiaozi.banking.store import agreements_of, external_account, external_accounts_of, settlement_account
from jiaozi.clock import format_time, parse_time
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.kinds import BankAccountNo, ExternalAccountNo
from jiaozi.scheme.store import bank_account
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import banking as wire
from jiaozi.wire.base import LinkedAccountId, Nothing, Page, WalletId

router = Router("/v1", "banking")


async def _act(desk: Desk, command: Any, *, status: int = 200) -> Response:
    """An act on a wallet's link."""
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=status)


def own_wallet(desk: Desk, connection: Connection, wanted: str, action: str) -> Wallet:
    """A wallet that the caller may do something with. Raises `Refused`: `wallet_not_found`."""
    row = need(wallet_row(connection, number(wanted)), "wallet_not_found")
    desk.check_own(action, [ownership.of_wallet(connection, row)], "wallet_not_found")
    return row


@router.post("/wallets/{wallet}/agreements", status=201, answer=wire.AgreementProposed)
async def propose_agreement(desk: At, wallet: WalletId, body: wire.AgreementProposal) -> Response:
    """Proposes to link an account under limits; its bank sends a one-time code to the phone on its file."""
    command = ProposeAgreement(
        number(wallet),
        optional(body.bank_account),
        body.single.minor,
        body.daily_count,
        body.daily.minor,
        body.yearly_count,
        body.yearly.minor,
        parse_time(body.valid_until),
        parse_time(body.valid_from) if body.valid_from else 0,
        optional(body.external_account),
    )
    return await _act(desk, command, status=201)


@router.get("/wallets/{wallet}/agreements", answer=Page[wire.Agreement])
async def list_agreements(desk: At, wallet: WalletId) -> Page[wire.Agreement]:
    """A wallet's agreements, ended ones too."""

    def job(connection: Connection) -> Page[wire.Agreement]:
        row = own_wallet(desk, connection, wallet, "read_agreements")
        bound, now = settlement_account(connection, row.id), desk.platform.clock.now()
        outside = {each.id for each in external_accounts_of(connection, row.id)}
        found = [_agreement(each.at(now), bound, outside) for each in agreements_of(connection, row.id)]
        return Page[wire.Agreement](items=found)

    return await desk.read("read_agreements", job)


def _agreement(row: Agreement, bound: int, outside: set[ExternalAccountNo]) -> wire.Agreement:
    account = row.bank_account
    return wire.Agreement(
        bank_account=None if account in outside else encode_id("bac", account),
        external_account=encode_id("xac", account) if account in outside else None,
        state=AGREEMENT_STATES[row.state],
        single=money(row.single_minor),
        daily_count=row.daily_count,
        daily=money(row.daily_minor),
        yearly_count=row.yearly_count,
        yearly=money(row.yearly_minor),
        valid_from=format_time(row.valid_from),
        valid_until=format_time(row.valid_until),
        signed_at=render.moment(row.signed_at),
        ended_at=render.moment(row.ended_at),
        cooling_until=render.moment(cooling_until(row) if row.signed_at else 0),
        used_today_count=row.used_today_count,
        used_today=money(row.used_today_minor),
        used_year_count=row.used_year_count,
        used_year=money(row.used_year_minor),
        settlement=row.bank_account == bound,
    )


def _sides(account: str) -> tuple[BankAccountNo, ExternalAccountNo]:
    """The number of a linked account as one at a bank here and as one outside; one of them is 0."""
    outside = account.startswith("xac_")
    return BankAccountNo(0 if outside else number(account)), ExternalAccountNo(number(account) if outside else 0)


@router.post("/wallets/{wallet}/agreements/{account}/signature", answer=wire.AgreementSigned)
async def sign_agreement(desk: At, wallet: WalletId, account: LinkedAccountId, body: wire.Signature) -> Response:
    """Signs an agreement with the one-time code. A wrong try is counted; the next one takes a new key."""
    inside, outside = _sides(account)
    return await _act(desk, SignAgreement(number(wallet), inside, body.code, outside))


@router.post("/wallets/{wallet}/agreements/{account}/end", answer=wire.AgreementEnded)
async def end_agreement(desk: At, wallet: WalletId, account: LinkedAccountId, _: Nothing | None = None) -> Response:
    """Ends an agreement; from this answer on nothing moves over it."""
    return await _act(desk, EndAgreement(number(wallet), *_sides(account)))


@router.post("/wallets/{wallet}/agreements/{account}/code-readings", answer=wire.AgreementCodeRead)
async def read_agreement_code(
    desk: At, wallet: WalletId, account: LinkedAccountId, _: Nothing | None = None
) -> Response:
    """The account's bank takes the one-time code, to send it to the phone on its file; for an account outside the
    wallet's operator does. Every reading is logged."""
    command = ReadAgreementCode(number(wallet), *_sides(account))
    desk.check_role("read_agreement_code")
    owner = wallet_owner(command.wallet) if command.external_account else bank_account_owner(command.bank_account)
    missing = "wallet_not_found" if command.external_account else "bank_account_not_found"
    desk.check_own("read_agreement_code", await desk.house.readers.run(owner), missing)
    result = await desk.submit(command)
    outcome = result.outcome
    if not isinstance(outcome, AgreementCodeRead):
        return desk.answer(result)
    if result.replayed:  # the code is shown again, so that is a reading of its own
        again = await desk.submit(command, key=f"again:{desk.request.state.request_id}:{desk.platform.ids.take()}")
        if not isinstance(again.outcome, AgreementCodeRead):
            return desk.answer(again)
        outcome = again.outcome
    numbered = (command.wallet, command.bank_account or command.external_account, outcome.code_number)
    masked = await desk.house.readers.run(lambda connection: _masked(connection, command))
    shown = {"code": agreement_code(codes_of(desk.platform.keyring), *numbered), "number_masked": masked}
    answer = Json(render.outcome(outcome) | shown)
    desk.mark(answer, result)
    return answer


def _masked(connection: Connection, command: ReadAgreementCode) -> str:
    """The last digits of the account's number, so that whoever sends the code can say for which."""
    if command.external_account:
        return need(external_account(connection, command.external_account), "external_account_not_found").number_masked
    return need(bank_account(connection, command.bank_account), "bank_account_not_found").number_masked
