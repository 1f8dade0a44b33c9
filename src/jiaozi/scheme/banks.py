"""Customers' bank accounts at an operator, and cash over its counter: where money for wallets comes from."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi import texts
from jiaozi.db.commands import Operation, Outcome, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring
from jiaozi.kinds import BankAccountNo, BankFen, GivenAccount, HolderNo, InstitutionNo, JournalNo, OrNone
from jiaozi.ledger.model import Code, Kind
from jiaozi.ledger.post import open_account, touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import CNY, is_amount
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import Moved, move, operator_of
from jiaozi.scheme.model import BankAccount, InstitutionKind, Role, account
from jiaozi.scheme.schema import BANK_ACCOUNTS, INSTITUTIONS
from jiaozi.scheme.store import bank_accounts_by_number

NUMBER_MIN: Final = 8
NUMBER_MAX: Final = 32


@dataclass(frozen=True, slots=True)
class OpenBankAccount:
    """A bank opens a deposit account, for a holder or for nobody yet; `cash` is paid in at once. Of its `number`, 8 to
    32 digits, only the last four can be read again."""

    bank: InstitutionNo
    number: GivenAccount
    customer: OrNone[HolderNo] = HolderNo(0)
    cash_minor: OrNone[BankFen] = 0


@dataclass(frozen=True, slots=True)
class DepositCash:
    """Cash is paid into a bank account, over the counter."""

    bank_account: BankAccountNo
    amount_minor: BankFen


@dataclass(frozen=True, slots=True)
class WithdrawCash:
    """Cash is drawn from a bank account, over the counter."""

    bank_account: BankAccountNo
    amount_minor: BankFen


class BankAccountOpened(NamedTuple):
    """A bank account was opened."""

    bank_account: BankAccountNo


class CashMove(NamedTuple):
    """Cash that changed hands: in which journal, whose it is (a holder, or a bank account that is no holder's), at
    whose counter, whether it came in, fen of CNY, and when it was recorded."""

    journal: JournalNo
    owner: int
    operator: int
    inward: bool
    amount_minor: int
    at: int


CashCounter = Callable[[Tx, CashMove], int]
"""Whoever counts a movement of cash that has been posted, for the large-value report; the day it counts in."""


def masked(number: str) -> str:
    """A number of which only the last four digits are shown."""
    return f"**** {number[-4:]}"


class _Accounts:
    """Handlers that need the keyring for blind indexes, and count cash."""

    def __init__(self, keyring: Keyring, count: CashCounter) -> None:
        self._keyring = keyring
        self._count = count

    def digest(self, number: str) -> str:
        return self._keyring.blind_index("bank_account", number)

    def touch(self, tx: Tx, requests: Sequence[Request[OpenBankAccount]]) -> None:
        banks = {request.command.bank for request in requests}
        tx.want(INSTITUTIONS, banks)
        tx.want(ACCOUNTS, [account(bank, Role.CASH) for bank in banks])

    def run(self, tx: Tx, requests: Sequence[Request[OpenBankAccount]]) -> list[BankAccountOpened | Refusal]:
        """Refuses: `institution_not_found`, `regime_forbids` (a non-bank has no deposits),
        `holder_details_invalid`, `amount_invalid`, `bank_account_exists`."""
        digests = [self.digest(request.command.number) for request in requests]
        known = bank_accounts_by_number(tx.connection, digests)
        numbers = tx.appender("bank_account_numbers", ("number_digest", "bank_account"))
        taken = {row[0] for row in numbers} | known.keys()
        outcomes: list[Outcome] = []
        for request, digest in zip(requests, digests, strict=True):
            outcome = self._open(tx, request, digest, taken)
            outcomes.append(outcome)
            if isinstance(outcome, BankAccountOpened):
                taken.add(digest)
                numbers.append((digest, outcome.bank_account))
        return outcomes

    def _open(
        self, tx: Tx, request: Request[OpenBankAccount], digest: str, taken: set[str]
    ) -> BankAccountOpened | Refusal:
        command = request.command
        bank = operator_of(tx, command.bank)
        if isinstance(bank, Refusal):
            return bank
        if bank.kind != InstitutionKind.BANK:
            return Refusal("regime_forbids", "a non-bank takes no deposits")
        number = texts.identifier(command.number)
        if not (NUMBER_MIN <= len(number) <= NUMBER_MAX and number.isascii() and number.isdigit()):
            return Refusal("holder_details_invalid", "bank_account")
        if command.cash_minor != 0 and not is_amount(command.cash_minor):
            return Refusal("amount_invalid")
        if digest in taken:
            return Refusal("bank_account_exists")
        open_account(tx, request.id, bank.id, CNY.id, Kind.DEPOSIT, request.id)
        tx.rows(BANK_ACCOUNTS).add(
            BankAccount(
                id=request.id,
                bank=bank.id,
                customer=command.customer,
                number_digest=digest,
                number_masked=masked(number),
                opened_at=request.at,
            )
        )
        if command.cash_minor:
            self._cash_moved(tx, request, tx.rows(BANK_ACCOUNTS)[request.id], True, command.cash_minor)
        return BankAccountOpened(request.id)

    def touch_cash(self, tx: Tx, requests: Sequence[Request[DepositCash | WithdrawCash]]) -> Iterator[None]:
        tx.want(BANK_ACCOUNTS, [request.command.bank_account for request in requests])
        yield
        accounts = tx.rows(BANK_ACCOUNTS)
        found = [row for request in requests if (row := accounts.get(request.command.bank_account)) is not None]
        for row in found:
            touch_legs(tx, entries.deposit_cash(row.bank, row.id, 1))

    def cash(self, tx: Tx, request: Request[DepositCash | WithdrawCash]) -> Moved | Refusal:
        """Refuses: `bank_account_not_found`, `amount_invalid`, `insufficient_funds`."""
        found = tx.rows(BANK_ACCOUNTS).get(request.command.bank_account)
        if found is None:
            return Refusal("bank_account_not_found")
        inward = isinstance(request.command, DepositCash)
        return self._cash_moved(tx, request, found, inward, request.command.amount_minor)

    def _cash_moved(self, tx: Tx, request: Request, row: BankAccount, inward: bool, amount: int) -> Moved | Refusal:
        """Posts cash over the counter of an account's bank, and counts it."""
        legs = entries.deposit_cash(row.bank, row.id, amount, Code.DEPOSIT if inward else Code.WITHDRAWAL)
        moved = move(tx, request, legs if inward else entries.reversed_legs(legs))
        if isinstance(moved, Moved):
            owner = row.customer or row.id
            self._count(tx, CashMove(moved.journal, owner, row.bank, inward, amount, moved.recorded_at))
        return moved


def operations(keyring: Keyring, count: CashCounter) -> tuple[Operation, ...]:
    """The operations of bank accounts, with the keyring that indexes their numbers and whoever counts cash."""
    accounts = _Accounts(keyring, count)
    return (
        Operation("open_bank_account", OpenBankAccount, BankAccountOpened, accounts.touch, accounts.run),
        Operation("deposit_cash", DepositCash, Moved, accounts.touch_cash, one_by_one(accounts.cash), True),
        Operation("withdraw_cash", WithdrawCash, Moved, accounts.touch_cash, one_by_one(accounts.cash), True),
    )
