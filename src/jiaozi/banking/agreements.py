"""Link agreements: what may move between a wallet and a bank account, agreed by one-time code. `links` applies them.

Each names one account: a `bank_account` at a bank here, or an `external_account` at one outside; the other is 0.
"""

from collections.abc import Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi import rulebook
from jiaozi.banking.external_model import ExternalAccount
from jiaozi.banking.links import Link, bind, bound_elsewhere, cooling_until, standing_refusal, touch_links
from jiaozi.banking.model import COUNT_MAX, Agreement, AgreementState, LinkedAccountNo, Uses
from jiaozi.banking.schema import AGREEMENTS, EXTERNAL_ACCOUNTS, SETTLEMENT_ACCOUNTS, SWEEPS
from jiaozi.banking.secrets import Codes, OneTimeCode, codes_of, same
from jiaozi.clock import SECOND_US, china_date, china_day, next_day, resets_on
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import AgreementData
from jiaozi.keyring import Keyring
from jiaozi.kinds import BankAccountNo, Either, ExternalAccountNo, Fen, Instant, OrNone, Range, WalletNo
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.model import HOLDER_KINDS, Wallet
from jiaozi.wallets.schema import WALLETS, WATERFALLS

TIME_MAX_US: Final = 253_370_736_000 * SECOND_US
"""The end of the year 9998: the last instant that can be written."""
_NO_ACCOUNT: Final = BankAccountNo(0)


@dataclass(frozen=True, slots=True)
class ProposeAgreement:
    """Proposes what may move between a wallet and an account, at a bank here or at one outside: exactly one of the two.
    Its bank sends a one-time code to the phone on its file. Loads and unloads count alike. Without `valid_from` it is
    valid from now."""

    wallet: WalletNo
    bank_account: Either[BankAccountNo]
    single_minor: Fen
    daily_count: Uses
    daily_minor: Fen
    yearly_count: Uses
    yearly_minor: Fen
    valid_until: Instant
    valid_from: OrNone[Instant] = 0
    external_account: Either[ExternalAccountNo] = ExternalAccountNo(0)


@dataclass(frozen=True, slots=True)
class SignAgreement:
    """Signs a proposed agreement with its one-time code."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    code: OneTimeCode
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


@dataclass(frozen=True, slots=True)
class EndAgreement:
    """Ends an agreement: from this on nothing moves over it. A corporate wallet is free to be bound anew."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


@dataclass(frozen=True, slots=True)
class ReadAgreementCode:
    """The bank of the account takes the code of a proposed agreement, to send it to the phone on its file. Logged. For
    an account outside it is the wallet's operator, which deals with that bank."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


class AgreementProposed(NamedTuple):
    """An agreement was proposed; its code is on the way and works until `code_expires_at`."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    code_expires_at: Instant
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


class AgreementSigned(NamedTuple):
    """An agreement was signed. Until `cooling_until` only little may move over it."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    signed_at: Instant
    cooling_until: Instant
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


class AgreementEnded(NamedTuple):
    """An agreement was ended; nothing moves over it any more."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    ended_at: Instant
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


class AgreementCodeRead(NamedTuple):
    """A one-time code was taken: which one, and until when it works. The code itself is no part of what is stored."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    code_number: Annotated[int, Range(1)]
    code_expires_at: Instant
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


_Command = ProposeAgreement | SignAgreement | EndAgreement | ReadAgreementCode


def _key(command: _Command) -> Link:
    """The key of the agreement that a command is about."""
    return command.wallet, command.bank_account or command.external_account


def _touch(
    tx: Tx, requests: Sequence[Request[ProposeAgreement | SignAgreement | EndAgreement | ReadAgreementCode | _Command]]
) -> None:
    commands = [request.command for request in requests]
    tx.want(EXTERNAL_ACCOUNTS, {command.external_account for command in commands} - {0})
    tx.want(BANK_ACCOUNTS, {command.bank_account for command in commands} - {0})
    tx.want(WALLETS, {command.wallet for command in commands})
    tx.want(SWEEPS, {command.wallet for command in commands})
    tx.want(WATERFALLS, {command.wallet for command in commands})
    touch_links(tx, [_key(command) for command in commands])


class _Agreements:
    """Handlers that need the keyring for codes."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes

    def propose(self, tx: Tx, request: Request[ProposeAgreement]) -> AgreementProposed | Refusal:
        """Refuses: `agreement_terms_invalid`, as `_link` does, `agreement_exists`, `one_time_code_spent` (too many sent
        today), with the rule."""
        command = request.command
        starts = command.valid_from or request.at
        if not _terms_good(command, starts, request.at):
            return Refusal("agreement_terms_invalid")
        found = _link(tx, command)
        if isinstance(found, Refusal):
            return found
        wallet, account = found
        old = tx.rows(AGREEMENTS).get((wallet.id, account.id))
        if old is not None and standing_refusal(old, request.at) is None:
            return Refusal("agreement_exists")
        rule = rulebook.linking(china_date(request.at))
        agreement = _proposed(old, command, starts, request.at, rule.code_s)
        if agreement.codes_today > rule.codes_per_day:
            said = f"{rule.codes_per_day} a day; the count {resets_on(next_day(china_day(request.at)))}"
            return Refusal("one_time_code_spent", said, rule.rule.cite())
        if old is None:
            tx.rows(AGREEMENTS).add(agreement)
        else:
            for name in AGREEMENTS.mutable:
                setattr(old, name, getattr(agreement, name))
            tx.rows(AGREEMENTS).changed(old)
        _stop_waterfall(tx, wallet.id, account.id)
        sender = account.bank if isinstance(account, BankAccount) else wallet.operator
        _told(tx, "agreement.proposed", request.at, command, sender)
        return AgreementProposed(
            wallet=wallet.id,
            bank_account=command.bank_account,
            code_expires_at=agreement.code_expires_at,
            external_account=command.external_account,
        )

    def sign(self, tx: Tx, request: Request[SignAgreement]) -> AgreementSigned | Refusal:
        """Refuses as `_link` does, `agreement_not_found`, `agreement_exists` (signed already), `one_time_code_spent`,
        `one_time_code_expired`, `one_time_code_wrong`. A wrong try is counted."""
        command = request.command
        found = _link(tx, command)
        if isinstance(found, Refusal):
            return found
        wallet, account = found
        agreement = tx.rows(AGREEMENTS).get((wallet.id, account.id))
        refusal = _pending_refusal(agreement, request.at)
        if refusal is not None or agreement is None:
            return refusal or Refusal("agreement_not_found")
        tx.rows(AGREEMENTS).changed(agreement)
        if not same(command.code, self.code(agreement)):
            agreement.attempts += 1
            return Refusal("one_time_code_wrong")
        agreement.state, agreement.signed_at, agreement.cooling_minor = AgreementState.SIGNED, request.at, 0
        if isinstance(account, BankAccount):
            account.customer = wallet.holder
            tx.rows(BANK_ACCOUNTS).changed(account)
        if wallet.kind == HOLDER_KINDS["corporate"]:
            bind(tx, wallet.id, account.id, request.at)
            _stop_waterfall(tx, wallet.id, _NO_ACCOUNT)
        _told(tx, "agreement.signed", request.at, command, wallet.operator)
        return AgreementSigned(
            wallet=wallet.id,
            bank_account=command.bank_account,
            signed_at=request.at,
            cooling_until=cooling_until(agreement),
            external_account=command.external_account,
        )

    def read_code(self, tx: Tx, request: Request[ReadAgreementCode]) -> AgreementCodeRead | Refusal:
        """Refuses: `agreement_not_found`, `agreement_exists`, `one_time_code_spent`, `one_time_code_expired`."""
        command = request.command
        agreement = tx.rows(AGREEMENTS).get(_key(command))
        refusal = _pending_refusal(agreement, request.at)
        if refusal is not None or agreement is None:
            return refusal or Refusal("agreement_not_found")
        return AgreementCodeRead(
            wallet=command.wallet,
            bank_account=command.bank_account,
            code_number=agreement.code_number,
            code_expires_at=agreement.code_expires_at,
            external_account=command.external_account,
        )

    def code(self, agreement: Agreement) -> str:
        """The newest code of an agreement."""
        return agreement_code(self._codes, agreement.wallet, agreement.bank_account, agreement.code_number)


def agreement_code(codes: Codes, wallet: WalletNo, account: LinkedAccountNo, number: int) -> str:
    """The `number`th code of an agreement."""
    return codes("agreement", wallet, account, number)


def _link(tx: Tx, command: ProposeAgreement | SignAgreement) -> tuple[Wallet, BankAccount | ExternalAccount] | Refusal:
    """The wallet and the account. Refuses: `request_malformed` (not exactly one account), `wallet_not_found`,
    `wallet_closed`, `bank_account_not_found` (another's looks so too), `external_account_not_found`,
    `settlement_account_bound`."""
    if bool(command.bank_account) == bool(command.external_account):
        return Refusal("request_malformed", "exactly one account")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    account = _outside(tx, wallet, command) if command.external_account else _inside(tx, wallet, command)
    if not isinstance(account, Refusal) and bound_elsewhere(tx, wallet.id, account.id):
        return Refusal("settlement_account_bound")
    return account if isinstance(account, Refusal) else (wallet, account)


def _inside(tx: Tx, wallet: Wallet, command: ProposeAgreement | SignAgreement) -> BankAccount | Refusal:
    """Refuses: `bank_account_not_found` (another's looks so too)."""
    found = tx.rows(BANK_ACCOUNTS).get(command.bank_account)
    theirs = found is not None and found.customer in (0, wallet.holder)
    return found if found is not None and theirs else Refusal("bank_account_not_found")


def _outside(tx: Tx, wallet: Wallet, command: ProposeAgreement | SignAgreement) -> ExternalAccount | Refusal:
    """Refuses: `external_account_not_found`."""
    found = tx.rows(EXTERNAL_ACCOUNTS).get(command.external_account)
    return Refusal("external_account_not_found") if found is None or found.wallet != wallet.id else found


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
    wallet, account = _key(command)
    return Agreement(
        wallet=wallet,
        bank_account=account,
        state=AgreementState.PENDING,
        single_minor=command.single_minor,
        daily_count=command.daily_count,
        daily_minor=command.daily_minor,
        yearly_count=command.yearly_count,
        yearly_minor=command.yearly_minor,
        valid_from=starts,
        valid_until=command.valid_until,
        proposed_at=at,
        signed_at=0,
        ended_at=0,
        code_number=number + 1,
        code_day=max(day, code_day),
        codes_today=sent + 1 if code_day >= day else 1,
        code_expires_at=at + code_s * SECOND_US,
        attempts=0,
        cooling_minor=0,
        day=used.day if used else day,
        used_today_count=used.used_today_count if used else 0,
        used_today_minor=used.used_today_minor if used else 0,
        year=used.year if used else year,
        used_year_count=used.used_year_count if used else 0,
        used_year_minor=used.used_year_minor if used else 0,
    )


def _pending_refusal(agreement: Agreement | None, at: int) -> Refusal | None:
    if agreement is None or agreement.state == AgreementState.ENDED:
        return Refusal("agreement_not_found")
    if agreement.state == AgreementState.SIGNED:
        return Refusal("agreement_exists")
    rule = rulebook.linking(china_date(agreement.proposed_at))
    if agreement.attempts >= rule.code_attempts:
        return Refusal("one_time_code_spent", f"{rule.code_attempts} tries at most", rule.rule.cite())
    return Refusal("one_time_code_expired") if at >= agreement.code_expires_at else None


def _end(tx: Tx, request: Request[EndAgreement]) -> AgreementEnded | Refusal:
    """Refuses: `agreement_not_found`."""
    command = request.command
    agreement = tx.rows(AGREEMENTS).get(_key(command))
    wallet = tx.rows(WALLETS).get(command.wallet)
    if agreement is None or wallet is None or agreement.state == AgreementState.ENDED:
        return Refusal("agreement_not_found")
    agreement.state, agreement.ended_at = AgreementState.ENDED, request.at
    tx.rows(AGREEMENTS).changed(agreement)
    bound = tx.rows(SETTLEMENT_ACCOUNTS).get(wallet.id)
    if bound is not None and bound.bank_account == agreement.bank_account:
        bind(tx, wallet.id, _NO_ACCOUNT, request.at)
    sweep = tx.rows(SWEEPS).get(wallet.id)
    if sweep is not None and sweep.bank_account == agreement.bank_account:
        sweep.active = 0
        tx.rows(SWEEPS).changed(sweep)
    _stop_waterfall(tx, wallet.id, agreement.bank_account)
    _told(tx, "agreement.ended", request.at, command, wallet.operator)
    return AgreementEnded(
        wallet=wallet.id,
        bank_account=command.bank_account,
        ended_at=request.at,
        external_account=command.external_account,
    )


def _stop_waterfall(tx: Tx, wallet: WalletNo, account: OrNone[LinkedAccountNo]) -> None:
    """Stops a wallet's waterfall into an account, into any for 0: what it rests on has changed."""
    row = tx.rows(WATERFALLS).get(wallet)
    if row is not None and row.active and account in (0, row.bank_account):
        row.active = 0
        tx.rows(WATERFALLS).changed(row)


def _told(tx: Tx, kind: str, at: int, command: _Command, owner: int) -> None:
    payload = AgreementData(
        wallet=command.wallet, bank_account=command.bank_account, external_account=command.external_account
    )
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
