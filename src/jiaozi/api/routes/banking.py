"""Agreements between wallets and bank accounts."""

from collections.abc import Collection
from typing import Annotated, Final

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, need
from jiaozi.api.owners import Owner
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
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.ids import decode_id
from jiaozi.kinds import BankAccountNo, Count, ExternalAccountNo, Fen, FenOrZero, IdOf, Instant, OrNone, WalletNo
from jiaozi.records import dataclass
from jiaozi.scheme.store import bank_account
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "banking")

router.act(ProposeAgreement, AgreementProposed, "/wallets/{wallet}/agreements", owner=owners.wallet(), status=201)


def _sides(account: str) -> tuple[BankAccountNo, ExternalAccountNo]:
    """The number of a linked account as one at a bank here and as one outside; one of them is 0."""
    if account.startswith("xac_"):
        return BankAccountNo(0), ExternalAccountNo(decode_id("xac", account))
    return BankAccountNo(decode_id("bac", account)), ExternalAccountNo(0)


@dataclass(frozen=True, slots=True)
class OfAgreement:
    """An agreement: a wallet's, over an account at a bank here, `bac_...`, or at one outside, `xac_...`."""

    wallet: WalletNo
    account: Annotated[str, IdOf((BankAccountNo, ExternalAccountNo))]


@dataclass(frozen=True, slots=True)
class Signature(OfAgreement):
    """The one-time code that the bank sent."""

    code: OneTimeCode


def _sign(asked: Signature, _: Desk) -> SignAgreement:
    inside, outside = _sides(asked.account)
    return SignAgreement(asked.wallet, inside, asked.code, outside)


def _end(asked: OfAgreement, _: Desk) -> EndAgreement:
    return EndAgreement(asked.wallet, *_sides(asked.account))


def _read_code(asked: OfAgreement, _: Desk) -> ReadAgreementCode:
    return ReadAgreementCode(asked.wallet, *_sides(asked.account))


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


@router.get("/wallets/{wallet}/agreements")
async def list_agreements(desk: At, wallet: WalletNo) -> Page[AgreementView]:
    """A wallet's agreements, ended ones too."""

    def job(connection: Connection) -> Page[AgreementView]:
        row = whose.own_wallet(desk, connection, wallet, "read_agreements")
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


def _masked(connection: Connection, read: AgreementCodeRead) -> str:
    """The last digits of the account's number, so that whoever sends the code can say for which."""
    if read.external_account:
        row = store.external_account(connection, read.external_account)
        return need(row, "external_account_not_found").number_masked
    return need(bank_account(connection, read.bank_account), "bank_account_not_found").number_masked


async def _code_read(desk: Desk, result: Result) -> AgreementCodeReadView:
    read: AgreementCodeRead = result.outcome
    numbered = (read.wallet, read.bank_account or read.external_account, read.code_number)
    code = agreement_code(codes_of(desk.platform.keyring), *numbered)
    masked = await desk.house.readers.run(lambda connection: _masked(connection, read))
    return view(AgreementCodeReadView, read, code=code, number_masked=masked)


AGREEMENT: Final = "/wallets/{wallet}/agreements/{account}"
SENDER: Final = Owner(
    lambda _, command: (
        whose.wallet(command.wallet) if command.external_account else whose.bank_account(command.bank_account)
    ),
    lambda command: "wallet_not_found" if command.external_account else "bank_account_not_found",
)
"""Who takes a one-time code: the bank of the account, for an account outside the wallet's operator."""
router.act(
    Signature, AgreementSigned, f"{AGREEMENT}/signature", owner=owners.wallet(), make=_sign, name="sign_agreement",
    says="Signs an agreement with the one-time code. A wrong try is counted; the next one takes a new key.",
)  # fmt: skip
router.act(
    OfAgreement, AgreementEnded, f"{AGREEMENT}/ending", owner=owners.wallet(), make=_end, name="end_agreement",
    says="Ends an agreement; from this answer on nothing moves over it.",
)  # fmt: skip
router.act(
    OfAgreement, AgreementCodeReadView, f"{AGREEMENT}/code-readings", owner=SENDER, make=_read_code, shows=_code_read,
    anew=True, name="read_agreement_code",
    says="The account's bank takes the one-time code, to send it to the phone on its file; for an account outside the "
    "wallet's operator does. Every reading is logged.",
)  # fmt: skip
