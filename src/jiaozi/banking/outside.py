"""Banks outside the platform, and customers' accounts there. An operator opens both; an agreement links an account."""

import base64
from collections.abc import Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi import texts
from jiaozi.banking.external_model import BankCode, ExternalAccount, ExternalBank, MaskedNumber
from jiaozi.banking.schema import EXTERNAL_ACCOUNTS, EXTERNAL_BANKS
from jiaozi.banking.store import external_accounts_of, external_bank_by_code
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring
from jiaozi.kinds import ExternalAccountNo, ExternalBankNo, InstitutionNo, Name, Text, WalletNo
from jiaozi.ledger.model import Kind
from jiaozi.ledger.post import open_account
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import CNY, ECNY
from jiaozi.records import dataclass
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.banks import NUMBER_MAX, NUMBER_MIN, masked
from jiaozi.scheme.model import CENTRAL_BANK, CentralRole, InstitutionKind, central
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.schema import WALLETS

ACCOUNTS_MAX: Final = 20
"""Accounts outside that one wallet may have."""
AccountDigits = Annotated[
    str,
    Text(
        NUMBER_MAX,
        NUMBER_MIN,
        pattern=f"[0-9]{{{NUMBER_MIN},{NUMBER_MAX}}}",
        example="4367420000000001",
        fold=texts.identifier,
    ),
]
_OUTSIDE: Final = central(CentralRole.OUTSIDE)


@dataclass(frozen=True, slots=True)
class OpenExternalBank:
    """An operator begins to deal with a bank outside the platform; `code` names it in the server's settings."""

    operator: InstitutionNo
    code: BankCode
    name: Name


@dataclass(frozen=True, slots=True)
class OpenExternalAccount:
    """The wallet's operator adds the holder's account at a bank outside, checked by it; an agreement links it. Of its
    number only the last four digits can be read again."""

    wallet: WalletNo
    external_bank: ExternalBankNo
    number: AccountDigits


class ExternalBankOpened(NamedTuple):
    """A bank outside was added."""

    external_bank: ExternalBankNo


class ExternalAccountOpened(NamedTuple):
    """A customer's account at a bank outside was added."""

    external_account: ExternalAccountNo
    number_masked: MaskedNumber


def _touch_bank(tx: Tx, requests: Sequence[Request[OpenExternalBank]]) -> None:
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})
    tx.want(ACCOUNTS, [_OUTSIDE])


def _open_bank(tx: Tx, request: Request[OpenExternalBank]) -> ExternalBankOpened | Refusal:
    """Refuses: `request_malformed`, `institution_not_found`, `regime_forbids` (a non-bank), `external_bank_exists`."""
    command = request.command
    operator = operator_of(tx, command.operator)
    if isinstance(operator, Refusal):
        return operator
    if operator.kind != InstitutionKind.BANK:
        return Refusal("regime_forbids", "a non-bank's money is its margin at the central bank")
    fresh = {(row.operator, row.code) for row in tx.rows(EXTERNAL_BANKS).rows.values()}
    key = (operator.id, command.code)
    if key in fresh or external_bank_by_code(tx.connection, *key):
        return Refusal("external_bank_exists")
    number, ids = request.id, [tx.ids.take_account() for _ in range(3)]
    open_account(tx, number, operator.id, CNY.id, Kind.DUE_FROM, operator.id, None)
    open_account(tx, ids[0], operator.id, CNY.id, Kind.CLEARING, operator.id)
    open_account(tx, ids[1], CENTRAL_BANK, ECNY.id, Kind.CLEARING, operator.id)
    open_account(tx, ids[2], operator.id, ECNY.id, Kind.CLEARING, operator.id)
    if tx.rows(ACCOUNTS).get(_OUTSIDE) is None:
        open_account(tx, _OUTSIDE, CENTRAL_BANK, CNY.id, Kind.CLEARING, CENTRAL_BANK, None)
    bank = ExternalBank(
        id=number,
        operator=operator.id,
        code=command.code,
        name=command.name,
        suspense_cny=ids[0],
        suspense_m0=ids[1],
        suspense_own=ids[2],
        opened_at=request.at,
    )
    tx.rows(EXTERNAL_BANKS).add(bank)
    return ExternalBankOpened(number)


def _touch_account(tx: Tx, requests: Sequence[Request[OpenExternalAccount]]) -> None:
    tx.want(EXTERNAL_BANKS, {request.command.external_bank for request in requests})
    tx.want(WALLETS, {request.command.wallet for request in requests})


class _Numbers:
    """The handler that seals account numbers."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def open(self, tx: Tx, request: Request[OpenExternalAccount]) -> ExternalAccountOpened | Refusal:
        """Refuses: `holder_details_invalid`, `wallet_not_found`, `wallet_closed`, `external_bank_not_found`,
        `external_account_exists` (each would have an agreement and limits of its own), `external_accounts_exceeded`."""
        command = request.command
        number = texts.identifier(command.number)
        if not (number.isascii() and number.isdigit() and NUMBER_MIN <= len(number) <= NUMBER_MAX):
            return Refusal("holder_details_invalid", "number")
        wallet = wallet_of(tx, command.wallet)
        if isinstance(wallet, Refusal):
            return wallet
        bank = tx.rows(EXTERNAL_BANKS).get(command.external_bank)
        if bank is None or bank.operator != wallet.operator:
            return Refusal("external_bank_not_found")
        known = _accounts_of(tx, wallet.id)
        if any(row.external_bank == bank.id and number_of(self._keyring, row) == number for row in known):
            return Refusal("external_account_exists")
        if len(known) >= ACCOUNTS_MAX:
            return Refusal("external_accounts_exceeded", f"{ACCOUNTS_MAX} at most")
        sealed = base64.b64encode(self._keyring.seal(number.encode(), number_context(request.id))).decode()
        shown = masked(number)
        made = ExternalAccount(
            id=request.id,
            external_bank=bank.id,
            wallet=wallet.id,
            sealed=sealed,
            number_masked=shown,
            opened_at=request.at,
        )
        tx.rows(EXTERNAL_ACCOUNTS).add(made)
        return ExternalAccountOpened(request.id, shown)


def _accounts_of(tx: Tx, wallet: WalletNo) -> list[ExternalAccount]:
    """The accounts of a locked wallet, those of this group included."""
    held = tx.rows(EXTERNAL_ACCOUNTS).rows
    stored = [row for row in external_accounts_of(tx.connection, wallet) if row.id not in held]
    return stored + [row for row in held.values() if row.wallet == wallet]


def number_context(account: ExternalAccountNo) -> bytes:
    """What the number of an account outside is sealed for."""
    return b"external_accounts.sealed:%d" % account


def number_of(keyring: Keyring, account: ExternalAccount) -> str:
    """The number of an account outside, for the bank alone."""
    return keyring.open(base64.b64decode(account.sealed), number_context(account.id)).decode()


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of this file, with the keyring that seals account numbers."""
    opening = one_by_one(_Numbers(keyring).open)
    return (
        Operation(
            "open_external_bank", OpenExternalBank, ExternalBankOpened, _touch_bank, one_by_one(_open_bank), True
        ),
        Operation("open_external_account", OpenExternalAccount, ExternalAccountOpened, _touch_account, opening),
    )
