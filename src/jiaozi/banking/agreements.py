"""Link agreements: what may move between a wallet and a bank account, agreed by one-time code, counted, cooling off.

An account without an agreement moves money as its bank linked it at the counter. Once there is an agreement it governs:
before it is signed, outside its validity and after its end nothing moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.banking.model import Agreement, AgreementState, SettlementAccount
from jiaozi.banking.schema import AGREEMENTS, SETTLEMENT_ACCOUNTS, SWEEPS, USE_COLUMNS
from jiaozi.banking.secrets import Codes, codes_of, same
from jiaozi.clock import SECOND_US, china_date, china_day
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.keyring import Keyring
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.model import HOLDER_KINDS, Wallet
from jiaozi.wallets.schema import WALLETS

COUNT_MAX: Final = 1_000_000
TIME_MAX_US: Final = 253_370_736_000 * SECOND_US
"""The end of the year 9998: the last instant that can be written."""


@dataclass(frozen=True, slots=True)
class ProposeAgreement:
    """Proposes an agreement and has a one-time code sent. Amounts in fen; instants in microseconds, `valid_from` 0
    for now. Loads and unloads count alike."""

    wallet: int
    bank_account: int
    single_minor: int
    daily_count: int
    daily_minor: int
    yearly_count: int
    yearly_minor: int
    valid_until: int
    valid_from: int = 0


@dataclass(frozen=True, slots=True)
class SignAgreement:
    """Signs a proposed agreement with its one-time code."""

    wallet: int
    bank_account: int
    code: str


@dataclass(frozen=True, slots=True)
class EndAgreement:
    """Ends an agreement: from this on nothing moves over it. A corporate wallet is free to be bound anew."""

    wallet: int
    bank_account: int


@dataclass(frozen=True, slots=True)
class ReadAgreementCode:
    """The bank of the account takes the code of a proposed agreement, to send it to the phone on its file. Logged."""

    wallet: int
    bank_account: int


class AgreementProposed(NamedTuple):
    """Outcome of proposing: until when the code works."""

    wallet: int
    bank_account: int
    code_expires_at: int


class AgreementSigned(NamedTuple):
    """Outcome of signing: from when on the agreement is no longer cooling off."""

    wallet: int
    bank_account: int
    signed_at: int
    cooling_until: int


class AgreementEnded(NamedTuple):
    """Outcome of ending."""

    wallet: int
    bank_account: int
    ended_at: int


class AgreementCodeRead(NamedTuple):
    """Outcome of taking a code: which one, and until when it works. The code itself is no part of what is stored."""

    wallet: int
    bank_account: int
    code_number: int
    code_expires_at: int


class AgreementGuard:
    """What agreements forbid to loads and unloads, and how they count them."""

    def touch(self, tx: Tx, links: Sequence[tuple[int, int]]) -> None:
        """Names the agreements of links and the settlement accounts of their wallets."""
        tx.want(SETTLEMENT_ACCOUNTS, {wallet for wallet, _ in links})
        tx.want(AGREEMENTS, set(links))

    def refusal(self, tx: Tx, wallet: Wallet, bank_account: int, amount: int, at: int) -> Refusal | None:
        """Refuses: `settlement_account_bound`, `agreement_not_signed`, `agreement_not_valid`, then
        `agreement_limit_exceeded` with the limit passed, `agreement_cooling_off` with the rule."""
        if bound_elsewhere(tx, wallet.id, bank_account):
            return Refusal("settlement_account_bound")
        agreement = tx.rows(AGREEMENTS).get((wallet.id, bank_account))
        if agreement is None:
            return None
        return standing_refusal(agreement, at) or _limit_refusal(agreement.at(at), amount, at)

    def count(self, tx: Tx, wallet: Wallet, bank_account: int, amount: int, at: int, journal: int) -> None:
        """Counts what has moved, if there is an agreement."""
        agreement = tx.rows(AGREEMENTS).get((wallet.id, bank_account))
        if agreement is not None:
            if at < cooling_until(agreement):
                agreement.cooling_minor += amount
            agreement.at(at).add(amount)
            tx.rows(AGREEMENTS).changed(agreement)
            uses = tx.appender("agreement_uses", USE_COLUMNS)
            uses.append((journal, wallet.id, bank_account, amount, agreement.day))


def standing_refusal(agreement: Agreement, at: int) -> Refusal | None:
    """What forbids to use an agreement at an instant. Refuses: `agreement_not_signed`, `agreement_not_valid`."""
    if agreement.state != AgreementState.SIGNED:
        return Refusal("agreement_not_signed")
    return None if agreement.valid_from <= at < agreement.valid_until else Refusal("agreement_not_valid")


def cooling_until(agreement: Agreement) -> int:
    """The end of an agreement's cooling-off, by the rule of the day it was signed on."""
    rule = rulebook.linking(china_date(agreement.signed_at))
    return agreement.signed_at + rule.cooling_off_s * SECOND_US


def _limit_refusal(agreement: Agreement, amount: int, at: int) -> Refusal | None:
    passed = (
        ("single", agreement.single_minor, amount),
        ("daily_count", agreement.daily_count, agreement.used_today_count + 1),
        ("daily", agreement.daily_minor, agreement.used_today_minor + amount),
        ("yearly_count", agreement.yearly_count, agreement.used_year_count + 1),
        ("yearly", agreement.yearly_minor, agreement.used_year_minor + amount),
    )
    for name, limit, wanted in passed:
        if wanted > limit:
            return Refusal("agreement_limit_exceeded", f"{name} {limit}")
    rule = rulebook.linking(china_date(agreement.signed_at))
    if at < cooling_until(agreement) and agreement.cooling_minor + amount > rule.cooling_off_minor:
        return Refusal("agreement_cooling_off", f"limit {rule.cooling_off_minor}", rule.rule.cite())
    return None


def bound_elsewhere(tx: Tx, wallet: int, bank_account: int) -> bool:
    """Whether a corporate wallet is bound to another settlement account than this."""
    bound = tx.rows(SETTLEMENT_ACCOUNTS).get(wallet)
    return bound is not None and bound.bank_account not in (0, bank_account)


def _touch(tx: Tx, requests: Sequence[Request]) -> None:
    links = [(request.command.wallet, request.command.bank_account) for request in requests]
    tx.want(BANK_ACCOUNTS, {bank_account for _, bank_account in links})
    tx.want(WALLETS, {wallet for wallet, _ in links})
    tx.want(SWEEPS, {wallet for wallet, _ in links})
    AgreementGuard().touch(tx, links)


class _Agreements:
    """Handlers that need the keyring for codes."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes

    def propose(self, tx: Tx, request: Request) -> AgreementProposed | Refusal:
        """Refuses: `agreement_terms_invalid`, `wallet_not_found`, `wallet_closed`, `bank_account_not_found`,
        `bank_account_foreign`, `settlement_account_bound`, `agreement_exists`, `one_time_code_spent` (too many sent
        today), with the rule."""
        command: ProposeAgreement = request.command
        starts = command.valid_from or request.at
        if not _terms_good(command, starts, request.at):
            return Refusal("agreement_terms_invalid")
        found = _link(tx, command.wallet, command.bank_account)
        if isinstance(found, Refusal):
            return found
        bank_account = found[1]
        old = tx.rows(AGREEMENTS).get((command.wallet, command.bank_account))
        if old is not None and standing_refusal(old, request.at) is None:
            return Refusal("agreement_exists")
        rule = rulebook.linking(china_date(request.at))
        agreement = _proposed(old, command, starts, request.at, rule.code_s)
        if agreement.codes_today > rule.codes_per_day:
            return Refusal("one_time_code_spent", "today", rule.rule.cite())
        if old is None:
            tx.rows(AGREEMENTS).add(agreement)
        else:
            for name in AGREEMENTS.mutable:
                setattr(old, name, getattr(agreement, name))
            tx.rows(AGREEMENTS).changed(old)
        _told(tx, "agreement.proposed", request.at, agreement, bank_account.bank)
        return AgreementProposed(command.wallet, command.bank_account, agreement.code_expires_at)

    def sign(self, tx: Tx, request: Request) -> AgreementSigned | Refusal:
        """Refuses: `wallet_not_found`, `wallet_closed`, `bank_account_not_found`, `bank_account_foreign`,
        `settlement_account_bound`, `agreement_not_found`, `agreement_exists` (signed already), `one_time_code_spent`,
        `one_time_code_expired`, `one_time_code_wrong`. A wrong try is counted."""
        command: SignAgreement = request.command
        found = _link(tx, command.wallet, command.bank_account)
        if isinstance(found, Refusal):
            return found
        wallet, bank_account = found
        agreement = tx.rows(AGREEMENTS).get((wallet.id, bank_account.id))
        refusal = _pending_refusal(agreement, request.at)
        if refusal is not None or agreement is None:
            return refusal or Refusal("agreement_not_found")
        tx.rows(AGREEMENTS).changed(agreement)
        if not same(command.code, self.code(agreement)):
            agreement.attempts += 1
            return Refusal("one_time_code_wrong")
        agreement.state, agreement.signed_at, agreement.cooling_minor = AgreementState.SIGNED, request.at, 0
        bank_account.customer = wallet.holder
        tx.rows(BANK_ACCOUNTS).changed(bank_account)
        if wallet.kind == HOLDER_KINDS["corporate"]:
            bind(tx, wallet.id, bank_account.id, request.at)
        _told(tx, "agreement.signed", request.at, agreement, wallet.operator)
        return AgreementSigned(wallet.id, bank_account.id, request.at, cooling_until(agreement))

    def read_code(self, tx: Tx, request: Request) -> AgreementCodeRead | Refusal:
        """Refuses: `agreement_not_found`, `agreement_exists`, `one_time_code_spent`, `one_time_code_expired`."""
        command: ReadAgreementCode = request.command
        agreement = tx.rows(AGREEMENTS).get((command.wallet, command.bank_account))
        refusal = _pending_refusal(agreement, request.at)
        if refusal is not None or agreement is None:
            return refusal or Refusal("agreement_not_found")
        expires = agreement.code_expires_at
        return AgreementCodeRead(command.wallet, command.bank_account, agreement.code_number, expires)

    def code(self, agreement: Agreement) -> str:
        """The newest code of an agreement."""
        return agreement_code(self._codes, agreement.wallet, agreement.bank_account, agreement.code_number)


def agreement_code(codes: Codes, wallet: int, bank_account: int, number: int) -> str:
    """The `number`th code of an agreement."""
    return codes("agreement", wallet, bank_account, number)


def bind(tx: Tx, wallet: int, bank_account: int, at: int) -> None:
    """Binds a corporate wallet to its settlement account; 0 sets it free."""
    bound = tx.rows(SETTLEMENT_ACCOUNTS).get(wallet)
    if bound is None:
        tx.rows(SETTLEMENT_ACCOUNTS).add(SettlementAccount(wallet, bank_account, at))
    else:
        bound.bank_account, bound.bound_at = bank_account, at
        tx.rows(SETTLEMENT_ACCOUNTS).changed(bound)


def _link(tx: Tx, wallet_id: int, account_id: int) -> tuple[Wallet, BankAccount] | Refusal:
    wallet = wallet_of(tx, wallet_id)
    if isinstance(wallet, Refusal):
        return wallet
    bank_account = tx.rows(BANK_ACCOUNTS).get(account_id)
    if bank_account is None:
        return Refusal("bank_account_not_found")
    if bank_account.customer not in (0, wallet.holder):
        return Refusal("bank_account_foreign")
    if bound_elsewhere(tx, wallet.id, bank_account.id):
        return Refusal("settlement_account_bound")
    return wallet, bank_account


def _terms_good(command: ProposeAgreement, starts: int, at: int) -> bool:
    amounts = (command.single_minor, command.daily_minor, command.yearly_minor)
    counts = (command.daily_count, command.yearly_count)
    return (
        all(is_amount(amount) for amount in amounts)
        and sorted(amounts) == list(amounts)
        and 0 < counts[0] <= counts[1] <= COUNT_MAX
        and max(starts, at) < command.valid_until <= TIME_MAX_US
    )


def _proposed(old: Agreement | None, command: ProposeAgreement, starts: int, at: int, code_s: int) -> Agreement:
    """The agreement as proposed now. What was used and how many codes were sent is carried over from the old one."""
    day, year = china_day(at), china_date(at).year
    number, code_day, sent = (old.code_number, old.code_day, old.codes_today) if old else (0, day, 0)
    used = old.at(at) if old else None
    return Agreement(
        command.wallet,
        command.bank_account,
        AgreementState.PENDING,
        command.single_minor,
        command.daily_count,
        command.daily_minor,
        command.yearly_count,
        command.yearly_minor,
        starts,
        command.valid_until,
        at,
        0,
        0,
        number + 1,
        max(day, code_day),
        sent + 1 if code_day >= day else 1,
        at + code_s * SECOND_US,
        0,
        0,
        used.day if used else day,
        used.used_today_count if used else 0,
        used.used_today_minor if used else 0,
        used.year if used else year,
        used.used_year_count if used else 0,
        used.used_year_minor if used else 0,
    )


def _pending_refusal(agreement: Agreement | None, at: int) -> Refusal | None:
    if agreement is None or agreement.state == AgreementState.ENDED:
        return Refusal("agreement_not_found")
    if agreement.state == AgreementState.SIGNED:
        return Refusal("agreement_exists")
    rule = rulebook.linking(china_date(agreement.proposed_at))
    if agreement.attempts >= rule.code_attempts:
        return Refusal("one_time_code_spent", "", rule.rule.cite())
    return Refusal("one_time_code_expired") if at >= agreement.code_expires_at else None


def _end(tx: Tx, request: Request) -> AgreementEnded | Refusal:
    """Refuses: `agreement_not_found`."""
    command: EndAgreement = request.command
    agreement = tx.rows(AGREEMENTS).get((command.wallet, command.bank_account))
    wallet = tx.rows(WALLETS).get(command.wallet)
    if agreement is None or wallet is None or agreement.state == AgreementState.ENDED:
        return Refusal("agreement_not_found")
    agreement.state, agreement.ended_at = AgreementState.ENDED, request.at
    tx.rows(AGREEMENTS).changed(agreement)
    bound = tx.rows(SETTLEMENT_ACCOUNTS).get(wallet.id)
    if bound is not None and bound.bank_account == agreement.bank_account:
        bind(tx, wallet.id, 0, request.at)
    sweep = tx.rows(SWEEPS).get(wallet.id)
    if sweep is not None and sweep.bank_account == agreement.bank_account:
        sweep.active = 0
        tx.rows(SWEEPS).changed(sweep)
    _told(tx, "agreement.ended", request.at, agreement, wallet.operator)
    return AgreementEnded(wallet.id, command.bank_account, request.at)


def _told(tx: Tx, kind: str, at: int, agreement: Agreement, owner: int) -> None:
    payload: dict[str, object] = {
        "wallet": encode_id("wal", agreement.wallet),
        "bank_account": encode_id("bac", agreement.bank_account),
    }
    emit(tx, kind, at, owner, payload)


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of agreements, with the keyring that codes come from."""
    found = _Agreements(codes_of(keyring))
    return (
        Operation("propose_agreement", ProposeAgreement, AgreementProposed, _touch, one_by_one(found.propose)),
        Operation("sign_agreement", SignAgreement, AgreementSigned, _touch, one_by_one(found.sign)),
        Operation("end_agreement", EndAgreement, AgreementEnded, _touch, one_by_one(_end)),
        Operation(
            "read_agreement_code",
            ReadAgreementCode,
            AgreementCodeRead,
            _touch,
            one_by_one(found.read_code),
            administrative=True,
        ),
    )
