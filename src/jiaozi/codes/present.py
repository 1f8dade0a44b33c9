"""Payment codes and taps: a till charges what a payer's device shows it.

A device gets a token for a wallet once, by a signed act. Afterwards it makes codes and taps by itself, also without a
network; the till sends them with its store and an amount. Presenting is the payer's consent, so the counter in it is
used up with the payment; the device, its holder's limits without a PIN and the wallet's are asked under their locks.
What they refuse a till is not told, and of a payment code not often: a till that may try amounts would learn a balance.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.codes import store, token
from jiaozi.codes.model import Means, PayerToken, TokenNumber
from jiaozi.codes.schema import NUMBER_COLUMNS, PAYER_TOKENS, PRESENTATION_COLUMNS
from jiaozi.codes.token import Presented
from jiaozi.db.commands import Operation, Outcome, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.devices.cooling import cooling_refusal, count_cooling
from jiaozi.devices.model import Device
from jiaozi.devices.registry import active_device, touch_devices
from jiaozi.devices.schema import DEVICES
from jiaozi.devices.small import count_small_amount, small_amount_refusal
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring
from jiaozi.kinds import (
    DeviceNo,
    Fen,
    FenOrZero,
    Inside,
    Instant,
    JournalNo,
    OrNone,
    PayerTokenNo,
    PaymentNo,
    Range,
    Reference,
    StoreNo,
    Tag,
    Text,
    WalletNo,
)
from jiaozi.money import is_amount
from jiaozi.payments import pay
from jiaozi.payments.pay import Pay
from jiaozi.records import dataclass
from jiaozi.texts import scanned
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.schema import WALLETS

NUMBER_TRIES: Final = 8
PaymentCode = Annotated[str, Text(25, 25, pattern="[0-9]{25}", example="8879978641467328906983670", fold=scanned)]
TokenDigits = Annotated[str, Text(10, 10, pattern="[0-9]{10}", example="7997864146")]
Counter = Annotated[int, Range(1, token.COUNTER_MAX)]
Cryptogram = Annotated[str, Text(16, 16, pattern="[0-9a-f]{16}", example="0123456789abcdef")]
_OF_PAYER: Final = frozenset({"payer_cannot_pay", "user_verification_required"})


@dataclass(frozen=True, slots=True)
class EnrolPayerToken:
    """Gives the device that signed this a token to pay from a wallet with, at tills and also without a network."""

    wallet: WalletNo
    signer: Inside[OrNone[DeviceNo]] = DeviceNo(0)


@dataclass(frozen=True, slots=True)
class RevokePayerToken:
    """Ends a token: nothing it shows is accepted from now on. Needs no signature."""

    payer_token: PayerTokenNo


@dataclass(frozen=True, slots=True)
class ChargePaymentCode:
    """A till charges the payment code that it scanned, finally. A code is charged once, and lives for two steps at
    most."""

    payment_code: PaymentCode
    store: StoreNo
    amount_minor: Fen
    purpose: Tag = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class ChargeTap:
    """A till charges the device that was held to it, finally, by the number, counter and cryptogram that the device
    answered. A tap is for this store, this amount, and once."""

    number: TokenNumber
    counter: Counter
    cryptogram: Cryptogram
    store: StoreNo
    amount_minor: Fen
    purpose: Tag = ""
    reference: Reference | None = None


class PayerTokenEnrolled(NamedTuple):
    """A device has a token. Its secret is not in this: it is handed to the device that signed, and never stored."""

    payer_token: PayerTokenNo
    number: TokenDigits
    wallet: WalletNo
    device: DeviceNo
    step_s: Annotated[int, Range(1)]


class PayerTokenRevoked(NamedTuple):
    """A token was ended."""

    payer_token: PayerTokenNo
    revoked_at: Instant


class Charged(NamedTuple):
    """A payment was made by what a device showed, finally. `user_verified` says that the device had its user's proof (a
    PIN)."""

    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant
    amount_minor: Fen
    fee_minor: FenOrZero
    user_verified: bool


def step_of(row: PayerToken) -> int:
    """The seconds of a step of a token's payment codes: those of the day it was enrolled, which its device knows."""
    return rulebook.payment_codes(china_date(row.enrolled_at)).step_s


class Presenting:
    """The handlers; `master` is the key that the secrets of tokens come from."""

    def __init__(self, master: bytes) -> None:
        self._master = master

    def touch_enrol(self, tx: Tx, requests: Sequence[Request[EnrolPayerToken]]) -> None:
        """Names the wallets and the devices."""
        touch_devices(tx, {request.command.signer for request in requests})
        tx.want(WALLETS, {request.command.wallet for request in requests})

    def enrol(self, tx: Tx, request: Request[EnrolPayerToken]) -> PayerTokenEnrolled | Refusal:
        """Refuses: `signature_required`, `wallet_not_found`, `wallet_closed`, `device_not_found`, `device_revoked`,
        `signature_invalid` (another holder's device), `payer_tokens_exceeded`."""
        command = request.command
        if not command.signer:
            return Refusal("signature_required", "the device that is to pay asks for its token")
        wallet = wallet_of(tx, command.wallet)
        if isinstance(wallet, Refusal):
            return wallet
        device = active_device(tx, command.signer)
        if isinstance(device, Refusal):
            return device
        if device.holder != wallet.holder:
            return Refusal("signature_invalid", "another holder's device")
        fresh: dict[int, int] = tx.memo.setdefault("payer_tokens of device", {})
        rules = rulebook.payment_codes(china_date(request.at))
        if store.active_tokens_of(tx.connection, device.id) + fresh.get(device.id, 0) >= rules.tokens_per_device:
            return Refusal("payer_tokens_exceeded", f"{rules.tokens_per_device} at most", rules.rule.cite())
        fresh[device.id] = fresh.get(device.id, 0) + 1
        number = self._number(tx, request.id)
        made = PayerToken(
            id=request.id,
            number=number,
            wallet=wallet.id,
            device=device.id,
            enrolled_at=request.at,
            revoked_at=0,
            code_counter=0,
            tap_counter=0,
        )
        row = tx.rows(PAYER_TOKENS).add(made)
        return PayerTokenEnrolled(
            payer_token=row.id,
            number=f"{number:0{token.NUMBER_DIGITS}}",
            wallet=wallet.id,
            device=device.id,
            step_s=rules.step_s,
        )

    def _number(self, tx: Tx, token_id: int) -> int:
        """A number that no token has. Of ten thousand million numbers, eight in a row are not taken."""
        taken: dict[int, int] = tx.memo.setdefault("payer token numbers", {})
        wanted = [token.number_of(self._master, token_id, attempt) for attempt in range(NUMBER_TRIES)]
        known = store.numbered(tx.connection, wanted)
        number = next(each for each in wanted if each not in known and each not in taken)
        taken[number] = token_id
        tx.appender("payer_token_numbers", NUMBER_COLUMNS).append((number, token_id))
        return number

    def touch_revoke(self, tx: Tx, requests: Sequence[Request[RevokePayerToken]]) -> None:
        """Names the tokens."""
        tx.want(PAYER_TOKENS, {request.command.payer_token for request in requests})

    def revoke(self, tx: Tx, request: Request[RevokePayerToken]) -> PayerTokenRevoked | Refusal:
        """Refuses: `code_not_found`, `code_revoked`."""
        row = tx.rows(PAYER_TOKENS).get(request.command.payer_token)
        if row is None:
            return Refusal("code_not_found")
        if row.revoked_at:
            return Refusal("code_revoked")
        row.revoked_at = request.at
        tx.rows(PAYER_TOKENS).changed(row)
        return PayerTokenRevoked(row.id, request.at)

    def touch_code(self, tx: Tx, requests: Sequence[Request[ChargePaymentCode]]) -> Iterator[None]:
        """Names what the charges of payment codes need."""
        shown = [(token.read_code(request.command.payment_code), request) for request in requests]
        return _touch(tx, [(found.number, request) for found, request in shown if found is not None])

    def touch_tap(self, tx: Tx, requests: Sequence[Request[ChargeTap]]) -> Iterator[None]:
        """Names what the charges of taps need."""
        return _touch(tx, [(request.command.number, request) for request in requests])

    def charge_code(self, tx: Tx, request: Request[ChargePaymentCode]) -> Outcome:
        """Refuses: `amount_invalid`, `code_not_found` (no code, a mistyped one, or nobody's), `code_revoked`,
        `code_expired`, `code_used`, then as `_charge`."""
        command = request.command
        if not is_amount(command.amount_minor):
            return Refusal("amount_invalid")
        shown = token.read_code(command.payment_code)
        row = _row(tx, shown.number) if shown else None
        if shown is None or row is None:
            return Refusal("code_not_found")
        if row.revoked_at:
            return Refusal("code_revoked")
        presented = token.check_code(token.secret_of(self._master, row.id), shown.proof, request.at, step_of(row))
        if presented is None:
            return Refusal("code_not_found")
        if presented.late:
            return Refusal("code_expired")
        if presented.counter <= row.last_code:
            return Refusal("code_used")
        return _charge(tx, request, row, presented, Means.CODE)

    def charge_tap(self, tx: Tx, request: Request[ChargeTap]) -> Outcome:
        """Refuses: `amount_invalid`, `request_malformed` (counter), `code_not_found`, `code_revoked`, `tap_forged`
        (also one for another store or amount), `code_used` (the counter is not above the last), then as `_charge`."""
        command = request.command
        if not is_amount(command.amount_minor):
            return Refusal("amount_invalid")
        if type(command.counter) is not int or not 0 < command.counter <= token.COUNTER_MAX:
            return Refusal("request_malformed", "counter")
        row = _row(tx, command.number)
        if row is None:
            return Refusal("code_not_found")
        if row.revoked_at:
            return Refusal("code_revoked")
        secret = token.secret_of(self._master, row.id)
        presented = token.check_tap(secret, command.counter, command.store, command.amount_minor, command.cryptogram)
        if presented is None:
            return Refusal("tap_forged")
        if command.counter <= row.tap_counter:
            return Refusal("code_used")
        return _charge(tx, request, row, presented, Means.TAP)


def _touch(tx: Tx, presented: Iterable[tuple[int, Request[ChargePaymentCode | ChargeTap]]]) -> Iterator[None]:
    """A token's wallet and device never change, so they are read without a lock."""
    asked = list(presented)
    known = store.numbered(tx.connection, {number for number, _ in asked})
    rows = {row.id: row for row in PAYER_TOKENS.read(tx.connection, set(known.values()))}
    touch_devices(tx, {row.device for row in rows.values()})
    tx.want(PAYER_TOKENS, rows)
    tx.memo.setdefault("payer token numbers", {}).update(known)
    yield
    orders = [_order(request, rows[known[number]]) for number, request in asked if number in known]
    yield from pay.touch(tx, orders)


def _row(tx: Tx, number: int) -> PayerToken | None:
    found: PayerTokenNo | None = tx.memo.get("payer token numbers", {}).get(number)
    return None if found is None else tx.rows(PAYER_TOKENS).get(found)


def _order(request: Request[ChargePaymentCode | ChargeTap], row: PayerToken) -> Request[Pay]:
    """The payment that presenting a token stands for."""
    command = request.command
    order = Pay(
        payer=row.wallet,
        amount_minor=command.amount_minor,
        store=command.store,
        purpose=command.purpose,
        reference=command.reference,
    )
    return request.about(order)


def _charge(
    tx: Tx, request: Request[ChargePaymentCode | ChargeTap], row: PayerToken, presented: Presented, means: Means
) -> Charged | Refusal:
    """Refuses as `pay.charge` does, `user_verification_required` above what the holder allows without a PIN. A refusal
    uses nothing up, but so many of the payer's side use up a payment code (rule `payments.refusals`)."""
    amount = request.command.amount_minor
    device = tx.rows(DEVICES)[row.device]
    paid = pay.charge(tx, _order(request, row), _device_refusal(tx, device, presented, amount, request.at))
    if isinstance(paid, Refusal):
        if means == Means.CODE and paid.code in _OF_PAYER:
            _count_refusal(tx, row, presented, request.at)
        return paid
    charged = Charged(
        payment=paid.payment,
        journal=paid.journal,
        paid_at=paid.paid_at,
        amount_minor=amount,
        fee_minor=paid.fee_minor,
        user_verified=presented.user_verified,
    )
    if tx.dry_run:
        return charged

    # Paid: what was presented is used up with it.
    if means == Means.CODE:
        row.code_counter, row.refusals = presented.counter, 0
    else:
        row.tap_counter = presented.counter
    tx.rows(PAYER_TOKENS).changed(row)
    _count(tx, device, presented, amount, request.at)
    used = (paid.payment, row.id, int(means), presented.counter, int(presented.user_verified))
    tx.appender("presentations", PRESENTATION_COLUMNS).append(used)
    return charged


def _device_refusal(tx: Tx, device: Device, presented: Presented, amount: int, at: int) -> Refusal | None:
    """What the payer's device may not, or not without the user's proof."""
    if device.revoked_at:
        return Refusal("device_revoked")
    refusal = cooling_refusal(tx, device, amount, at)
    if refusal is None and not presented.user_verified:
        refusal = small_amount_refusal(tx, device.holder, amount, at)
    return refusal


def _count_refusal(tx: Tx, row: PayerToken, presented: Presented, at: int) -> None:
    row.refusals += 1
    if row.refusals >= rulebook.payment_refusals(china_date(at)).per_code:
        row.spent_counter, row.refusals = presented.counter, 0
    tx.rows(PAYER_TOKENS).changed(row)


def _count(tx: Tx, device: Device, presented: Presented, amount: int, at: int) -> None:
    count_cooling(tx, device, amount, at)
    if not presented.user_verified:
        count_small_amount(tx, device.holder, amount, at)


def master_of(keyring: Keyring) -> bytes:
    """The key that the secrets of tokens come from; it survives rotation."""
    return keyring.derive("payer tokens")


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of tokens, payment codes and taps."""
    handlers = Presenting(master_of(keyring))
    charges: tuple[tuple[str, type, Callable[..., Iterator[None]], Callable[[Tx, Request], Outcome]], ...] = (
        ("charge_payment_code", ChargePaymentCode, handlers.touch_code, handlers.charge_code),
        ("charge_tap", ChargeTap, handlers.touch_tap, handlers.charge_tap),
    )
    return (
        Operation(
            "enrol_payer_token", EnrolPayerToken, PayerTokenEnrolled, handlers.touch_enrol, one_by_one(handlers.enrol)
        ),
        Operation(
            "revoke_payer_token",
            RevokePayerToken,
            PayerTokenRevoked,
            handlers.touch_revoke,
            one_by_one(handlers.revoke),
        ),
        *(Operation(name, command, Charged, touch, one_by_one(run)) for name, command, touch, run in charges),
    )
