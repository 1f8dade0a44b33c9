"""Agreements between wallets and bank accounts."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.api import owners
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, need
from jiaozi.api.routes.common import bank_account_owner, wallet_owner
from jiaozi.banking import store
from jiaozi.banking.agreements import (
    AgreementCodeRead,
    AgreementEnded,
    AgreementProposed,
    AgreementSigned,
    EndAgreement,
    ProposeAgreement,
    ReadAgreementCode,
    SignAgreement,
    agreement_code,
)
from jiaozi.banking.external_model import MaskedNumber
from jiaozi.banking.links import cooling_until
from jiaozi.banking.model import Agreement, AgreementStateNumber, Uses
from jiaozi.banking.secrets import OneTimeCode, codes_of
from jiaozi.db.engine import Connection
from jiaozi.ids import decode_id
from jiaozi.kinds import BankAccountNo, Count, ExternalAccountNo, Fen, FenOrZero, Instant, OrNone, WalletNo
from jiaozi.scheme.store import bank_account
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire.base import Body, LinkedAccountId, Nothing
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import answer_of, view

router = Acts("/v1", "banking")

router.act(ProposeAgreement, AgreementProposed, "/wallets/{wallet}/agreements", owner=owners.wallet(), status=201)


class Signature(Body):
    """The one-time code that the bank sent."""

    code: Annotated[str, Field(pattern="^[0-9]{6}$", examples=["042117"])]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement: its terms, and what was used of them on the day and in the year of the last use. `settlement`:
    whether the account is a corporate wallet's settlement account."""

    bank_account: OrNone[BankAccountNo]
    external_account: OrNone[ExternalAccountNo]
    state: AgreementStateNumber
    single_minor: Fen
    daily_count: Uses
    daily_minor: Fen
    yearly_count: Uses
    yearly_minor: Fen
    valid_from: Instant
    valid_until: Instant
    signed_at: OrNone[Instant]
    ended_at: OrNone[Instant]
    cooling_until: OrNone[Instant]
    used_today_count: Count
    used_today_minor: FenOrZero
    used_year_count: Count
    used_year_minor: FenOrZero
    settlement: bool


@dataclass(frozen=True, slots=True)
class AgreementCodeReadView:
    """A one-time code, for the bank that sends it to the phone on its file; where the outcome is looked up later,
    without `code` and `number_masked`."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    external_account: OrNone[ExternalAccountNo]
    code_number: Count
    code_expires_at: Instant
    code: OneTimeCode
    number_masked: MaskedNumber


def own_wallet(desk: Desk, connection: Connection, wanted: WalletNo, action: str) -> Wallet:
    """A wallet that the caller may do something with. Raises `Refused`: `wallet_not_found`."""
    row = need(wallet_row(connection, wanted), "wallet_not_found")
    desk.check_own(action, [ownership.of_wallet(connection, row)], "wallet_not_found")
    return row


@router.get("/wallets/{wallet}/agreements")
async def list_agreements(desk: At, wallet: WalletNo) -> Page[AgreementView]:
    """A wallet's agreements, ended ones too."""

    def job(connection: Connection) -> Page[AgreementView]:
        row = own_wallet(desk, connection, wallet, "read_agreements")
        bound, now = store.settlement_account(connection, row.id), desk.platform.clock.now()
        outside = {each.id for each in store.external_accounts_of(connection, row.id)}
        return Page(tuple(_agreement(each.at(now), bound, outside) for each in store.agreements_of(connection, row.id)))

    return await desk.read("read_agreements", job)


def _agreement(row: Agreement, bound: int, outside: Collection[ExternalAccountNo]) -> AgreementView:
    account, is_outside = row.bank_account, row.bank_account in outside
    return view(
        AgreementView,
        row,
        bank_account=0 if is_outside else account,
        external_account=account if is_outside else 0,
        cooling_until=cooling_until(row) if row.signed_at else 0,
        settlement=account == bound,
    )


def _sides(account: str) -> tuple[BankAccountNo, ExternalAccountNo]:
    """The number of a linked account as one at a bank here and as one outside; one of them is 0."""
    if account.startswith("xac_"):
        return BankAccountNo(0), ExternalAccountNo(decode_id("xac", account))
    return BankAccountNo(decode_id("bac", account)), ExternalAccountNo(0)


@router.post("/wallets/{wallet}/agreements/{account}/signature", answer=answer_of(AgreementSigned))
async def sign_agreement(desk: At, wallet: WalletNo, account: LinkedAccountId, body: Signature) -> Response:
    """Signs an agreement with the one-time code. A wrong try is counted; the next one takes a new key."""
    inside, outside = _sides(account)
    command = SignAgreement(wallet, inside, body.code, outside)
    return await desk.act(command, wallet_owner(wallet), missing="wallet_not_found")


@router.post("/wallets/{wallet}/agreements/{account}/end", answer=answer_of(AgreementEnded))
async def end_agreement(desk: At, wallet: WalletNo, account: LinkedAccountId, _: Nothing | None = None) -> Response:
    """Ends an agreement; from this answer on nothing moves over it."""
    return await desk.act(EndAgreement(wallet, *_sides(account)), wallet_owner(wallet), missing="wallet_not_found")


@router.post("/wallets/{wallet}/agreements/{account}/code-readings", answer=answer_of(AgreementCodeReadView))
async def read_agreement_code(
    desk: At, wallet: WalletNo, account: LinkedAccountId, _: Nothing | None = None
) -> Response:
    """The account's bank takes the one-time code, to send it to the phone on its file; for an account outside the
    wallet's operator does. Every reading is logged."""
    command = ReadAgreementCode(wallet, *_sides(account))
    desk.check_role("read_agreement_code")
    owner = wallet_owner(wallet) if command.external_account else bank_account_owner(command.bank_account)
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
    numbered = (wallet, command.bank_account or command.external_account, outcome.code_number)
    code = agreement_code(codes_of(desk.platform.keyring), *numbered)
    masked = await desk.house.readers.run(lambda connection: _masked(connection, command))
    return desk.answer(result, shown=view(AgreementCodeReadView, outcome, code=code, number_masked=masked))


def _masked(connection: Connection, command: ReadAgreementCode) -> str:
    """The last digits of the account's number, so that whoever sends the code can say for which."""
    if command.external_account:
        row = store.external_account(connection, command.external_account)
        return need(row, "external_account_not_found").number_masked
    return need(bank_account(connection, command.bank_account), "bank_account_not_found").number_masked
