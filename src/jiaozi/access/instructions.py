"""Signed instructions: what a holder's device signed, verified, and done as the holder's act.

A holder who has had a device signs what moves money or loosens control (`GUARDED`). The signature is verified outside
the writer; inside it the stored outcome comes first, then the device's lock, and the nonce is used up with the effect.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from jiaozi.access.model import SUBJECT_ROLES, Principal, Role
from jiaozi.access.permissions import OUTLIVING
from jiaozi.clock import SECOND_US
from jiaozi.db import groups
from jiaozi.db.commands import Operation, Operations, Outcome, Request, canonical
from jiaozi.db.engine import Connection
from jiaozi.db.tables import RowTable
from jiaozi.db.tx import Tx
from jiaozi.devices import httpsig
from jiaozi.devices.cooling import cooling_refusal, count_cooling
from jiaozi.devices.keys import verify
from jiaozi.devices.model import BASE_MAX, NONCE_MAX, Device, SignedInstruction
from jiaozi.devices.registry import active_device, touch_devices
from jiaozi.devices.schema import DEVICES, INSTRUCTION_COLUMNS
from jiaozi.devices.small import count_small_amount, small_amount_refusal
from jiaozi.devices.store import device, device_holder, used_nonces
from jiaozi.errors import Refusal
from jiaozi.ids import decode_id
from jiaozi.kinds import HolderNo
from jiaozi.payments.schema import MERCHANTS, PAYMENTS
from jiaozi.people.guardians import acts_for, touch_guardianships
from jiaozi.wallets.schema import WALLETS

LIFE_MAX_S: Final = 300
"""How long a signature may hold, in seconds."""
SKEW_S: Final = 30
"""How far ahead of the platform's clock a device's may be."""
TAGS: Final = {"jiaozi-device": False, "jiaozi-user-verified": True}
"""The signature's tag: whether the user had proved to the device who it is, by PIN or otherwise."""
COMPONENTS: Final = ("@method", "@path", "@query", "content-digest", "idempotency-key")
"""What every instruction signs."""
_PARAMETERS: Final = ("created", "expires", "nonce", "alg", "keyid", "tag")
_NONCE: Final = re.compile(rf"[A-Za-z0-9._~+/=-]{{16,{NONCE_MAX}}}", re.ASCII)
_DONE: Final = object()


class Guarded(NamedTuple):
    """An operation that a holder's device signs. `names` is the command's field that leads to the holder: a wallet, a
    sub-wallet, a payment to one, a merchant paid into one, a device or the holder itself; `amount` its field of money
    that goes out, if any.

    `small`: allowed without the user's proof within small amounts. `settled`: not for a device in its cooling-off.
    `tills`: a merchant's till does it by its key alone with what was paid at a shop.
    """

    names: str
    amount: str = ""
    small: bool = False
    settled: bool = False
    tills: bool = False


GUARDED: Final[Mapping[str, Guarded]] = {
    "pay": Guarded("payer", "amount_minor", small=True),
    "place_hold": Guarded("payer", "amount_minor"),
    "open_lock": Guarded("payer", "amount_minor"),
    "open_escrow": Guarded("payer", "amount_minor"),
    "release_lock": Guarded("party", "amount_minor", settled=True),
    "return_lock": Guarded("party", settled=True),
    "accept_arbiter": Guarded("party", settled=True),
    "buy_prepaid": Guarded("payer", settled=True),
    "use_prepaid": Guarded("payer", settled=True),
    "give_mandate": Guarded("payer", settled=True),
    "consent_to_bills": Guarded("payer", settled=True),
    "change_mandate": Guarded("payer", settled=True),
    "resume_mandate": Guarded("payer", settled=True),
    "order_standing_payment": Guarded("payer", settled=True),
    "resume_standing": Guarded("payer", settled=True),
    "pay_split": Guarded("payer", "amount_minor", small=True),
    "pay_order": Guarded("payer", settled=True),
    "pay_bill": Guarded("payer", "amount_minor", small=True),
    "pay_collect_code": Guarded("payer", "amount_minor", small=True),
    "enrol_payer_token": Guarded("wallet"),
    "accept_request": Guarded("payer", settled=True),
    "push_sub_wallet": Guarded("wallet", settled=True),
    "allot_to_sub": Guarded("sub_wallet", "amount_minor"),
    "answer_return": Guarded("payment", settled=True),
    "refund": Guarded("payment", "amount_minor", tills=True),
    "close_out": Guarded("wallet", settled=True),
    "unload": Guarded("wallet", "amount_minor"),
    "propose_agreement": Guarded("wallet", settled=True),
    "sign_agreement": Guarded("wallet", settled=True),
    "set_sweep": Guarded("wallet", settled=True),
    "set_balance_rule": Guarded("wallet", settled=True),
    "set_waterfall": Guarded("wallet", settled=True),
    "issue_cash_code": Guarded("wallet", "amount_minor"),
    "order_exchange": Guarded("wallet", "amount_minor"),
    "give_back_claim": Guarded("wallet", settled=True),
    "withdraw_claim": Guarded("wallet", settled=True),
    "pass_claim": Guarded("wallet", settled=True),
    "agree_cofunding": Guarded("merchant", settled=True),
    "send_envelope": Guarded("wallet", "amount_minor"),
    "fund_program": Guarded("wallet", "amount_minor"),
    "close_wallet": Guarded("wallet"),
    "set_own_limits": Guarded("wallet", settled=True),
    "register_device": Guarded("holder", settled=True),
    "rotate_device": Guarded("device"),
    "allow_small_amounts": Guarded("holder", settled=True),
}
"""By the operation's name. Features that let a holder move money by acts of their own add a row; where the amount is
not in the command, it takes the user's proof and a device that has cooled off."""

WALLET_FIELDS: Final = ("payer", "wallet", "sub_wallet", "party")
_Row = Callable[[RowTable[Any], int], Any]


def _holder_of(row: _Row, guarded: Guarded, command: Any) -> int:
    """The holder who signs a command; 0 when what it names does not exist."""
    number = int(getattr(command, guarded.names))
    if guarded.names == "holder":
        return number
    if guarded.names == "payment":
        payment = row(PAYMENTS, number)
        number = 0 if payment is None else payment.payee
    if guarded.names == "merchant":
        merchant = row(MERCHANTS, number)
        number = 0 if merchant is None else merchant.wallet
    found = row(DEVICES if guarded.names == "device" else WALLETS, number)
    return 0 if found is None else int(found.holder)


def _reader(connection: Connection, named: Sequence[tuple[Guarded, Any]]) -> _Row:
    """Reads all the rows that lead commands to their holders, table by table."""
    payments = {command.payment for guarded, command in named if guarded.names == "payment"}
    found: dict[tuple[str, int], Any] = {("payments", row.id): row for row in PAYMENTS.read(connection, payments)}
    merchants = {command.merchant for guarded, command in named if guarded.names == "merchant"}
    found |= {("merchants", row.id): row for row in MERCHANTS.read(connection, merchants)}
    wallets = {row.payee if table == "payments" else row.wallet for (table, _), row in found.items()}
    wallets |= {getattr(command, guarded.names) for guarded, command in named if guarded.names in WALLET_FIELDS}
    found |= {("wallets", row.id): row for row in WALLETS.read(connection, wallets)}
    devices = {command.device for guarded, command in named if guarded.names == "device"}
    found |= {("devices", row.id): row for row in DEVICES.read(connection, devices)}
    return lambda table, number: found.get((table.name, number))


def must_sign(connection: Connection, principal: Principal, operation: str, command: Any) -> bool:
    """Whether a principal's command needs a signature: once its holder, or the person who acts, has had a device."""
    guarded = GUARDED.get(operation)
    if guarded is None or principal.role not in SUBJECT_ROLES:
        return False

    row = _reader(connection, [(guarded, command)])
    paid = row(PAYMENTS, command.payment) if guarded.tills and principal.role is Role.MERCHANT else None
    if paid is not None and paid.store:
        return False
    holders = {_holder_of(row, guarded, command), principal.subject if principal.role is Role.HOLDER else 0}
    return any(device_holder(connection, number) is not None for number in holders)


def verified(
    connection: Connection, messages: Sequence[httpsig.Message], body: bytes, command: Any
) -> SignedInstruction | Refusal:
    """The instruction that a request's signature makes of its command. Refuses: `signature_invalid`.

    The signature must hold for the request's method, path, query, body and idempotency key under a key of a device, in
    one of the forms that the request may have had, the first as it came. Whether the device may still sign, whose it
    is, the nonce and the expiry are decided in the writer.
    """
    message = messages[0]
    parsed = httpsig.parse(message.field("signature-input") or "", message.field("signature") or "")
    if parsed is None:
        return Refusal("signature_invalid", "one signature in canonical form is needed")
    wrong = _wrong(parsed, message, body)
    if wrong:
        return Refusal("signature_invalid", wrong)
    signer = _device(connection, str(parsed.parameters["keyid"]))
    base = None if signer is None else _base_that_holds(messages, parsed, signer)
    if signer is None or base is None:
        paths = " or ".join(f"{each.method} {each.path}" for each in messages)
        return Refusal("signature_invalid", f"no known device's signature of {paths} and of the other parts it covers")
    given = parsed.parameters
    created, expires = int(given["created"]) * SECOND_US, int(given["expires"]) * SECOND_US
    return SignedInstruction(
        command=command,
        device=signer.id,
        nonce=str(given["nonce"]),
        signed_at=created,
        expires_at=expires,
        user_verified=TAGS[str(given["tag"])],
        base=base,
        signature=httpsig.signature_text(parsed.signature),
    )


def _base_that_holds(messages: Sequence[httpsig.Message], parsed: httpsig.Parsed, signer: Device) -> str | None:
    """The text that the device signed, of the forms that the request may have had."""
    if signer.algorithm != parsed.parameters["alg"]:
        return None
    for message in messages:
        base = httpsig.signature_base(message, parsed.components, parsed.text)
        short = base is not None and len(base) <= BASE_MAX
        if base and short and verify(signer.algorithm, signer.public_key, parsed.signature, base.encode()):
            return base
    return None


def _wrong(parsed: httpsig.Parsed, message: httpsig.Message, body: bytes) -> str:
    """What is wrong with a signature before any key is looked up; empty when nothing is."""
    missing = [name for name in COMPONENTS if name not in parsed.components]
    if missing:
        return f"not covered: {', '.join(missing)}"
    given = parsed.parameters
    if set(given) != set(_PARAMETERS):
        return f"the parameters are {', '.join(_PARAMETERS)}"
    if not isinstance(given["created"], int) or not isinstance(given["expires"], int):
        return "created and expires are whole seconds"
    if not 0 < given["expires"] - given["created"] <= LIFE_MAX_S:
        return f"it may hold for 1 to {LIFE_MAX_S} seconds"
    if not isinstance(given["nonce"], str) or _NONCE.fullmatch(given["nonce"]) is None:
        return f"the nonce has 16 to {NONCE_MAX} letters, digits and -._~+/="
    if given["tag"] not in TAGS:
        return f"the tag is {' or '.join(TAGS)}"
    if not httpsig.digest_holds(message.field("content-digest") or "", body):
        return "Content-Digest is not the body's sha-256"
    return ""


def _device(connection: Connection, keyid: str) -> Device | None:
    try:
        return device(connection, decode_id("dev", keyid))
    except ValueError:
        return None


def time_refusal(signed: SignedInstruction, at: int) -> Refusal | None:
    """Whether an instant lies in a signature's time. Refuses: `signature_expired`."""
    if at >= signed.expires_at or at + SKEW_S * SECOND_US < signed.signed_at:
        return Refusal("signature_expired")
    return None


def instruction_operations(inner: Operations) -> list[Operation]:
    """The operation `instruct` over those of `inner`. Its outcomes are theirs."""
    instructions = _Instructions(inner)
    return [Operation("instruct", SignedInstruction, Refusal, instructions.touch, instructions.run)]


class _Instructions:
    """The handler; it holds nothing but the operations it may run."""

    def __init__(self, inner: Operations) -> None:
        self._inner = inner

    def touch(self, tx: Tx, requests: Sequence[Request[SignedInstruction]]) -> Iterator[None]:
        """The devices with their holders, the guardianships, and stage by stage what the commands name."""
        touch_devices(tx, {request.command.device for request in requests})
        touch_guardianships(tx, self._wards(tx.connection, [request.command for request in requests]))
        commands = [request.command.command for request in requests]
        paid = {each.merchant for each in commands if GUARDED[self._inner.of(each).name].names == "merchant"}
        tx.want(MERCHANTS, paid)
        tx.want(WALLETS, {row.wallet for row in MERCHANTS.read(tx.connection, paid)})  # it never changes
        by_name: dict[str, list[Request]] = {}
        for request in requests:
            by_name.setdefault(self._inner.of(request.command.command).name, []).append(_carried(request))
        stages = [self._inner.by_name[name].touch(tx, some) for name, some in by_name.items()]
        going = [stage for stage in stages if stage is not None]
        while going := [stage for stage in going if next(stage, _DONE) is not _DONE]:
            yield

    def _wards(self, connection: Connection, given: Sequence[SignedInstruction]) -> set[tuple[int, int]]:
        """Who signs for whom: holders of devices and those they instruct for, where they differ. Neither changes."""
        named = [(GUARDED[self._inner.of(signed.command).name], signed.command) for signed in given]
        row = _reader(connection, named)
        signers = {each.id: each.holder for each in DEVICES.read(connection, {signed.device for signed in given})}
        pairs = {
            (signers.get(signed.device, 0), _holder_of(row, *each)) for signed, each in zip(given, named, strict=True)
        }
        return {(signer, holder) for signer, holder in pairs if signer and holder and signer != holder}

    def run(self, tx: Tx, requests: Sequence[Request[SignedInstruction]]) -> list[Refusal]:
        """One outcome for each."""
        used: set[tuple[int, str]] = tx.memo.setdefault("nonces", set())
        used |= used_nonces(tx.connection, [(each.command.device, each.command.nonce) for each in requests])
        return [self._decide(tx, request, used) for request in requests]

    def _decide(self, tx: Tx, request: Request[SignedInstruction], used: set[tuple[int, str]]) -> Outcome:
        """Refuses: `device_revoked`, `signature_expired`, `nonce_used`, then what `_refusal` does, then what the
        command's own rules do. Nothing is used up by a refusal."""
        signed = request.command
        operation = self._inner.of(signed.command)
        signer = active_device(tx, signed.device)
        if isinstance(signer, Refusal):
            return signer
        nonce = (signed.device, signed.nonce)
        refusal = time_refusal(signed, request.at) or (Refusal("nonce_used") if nonce in used else None)
        guarded = GUARDED[operation.name]
        refusal = refusal or _refusal(tx, signer, operation.name, signed, request.at)
        if refusal is not None:
            return refusal
        outcome = operation.run(tx, [_carried(request)])[0]
        if not isinstance(outcome, Refusal):
            used.add(nonce)
            _count(tx, signer, guarded, signed, request.at)
            _keep(tx, operation.name, request)
        if operation.administrative:
            # an administrative act stays one when a device signs it
            command = canonical(_carried(request).command).decode()
            groups.log_act(tx, request.at, request.principal, operation.name, command, outcome)
        return outcome


def _carried(request: Request[SignedInstruction]) -> Request:
    """The request of the command alone, which learns which device signed it if it asks."""
    signed = request.command
    command = signed.command
    return request._replace(command=replace(command, signer=signed.device) if hasattr(command, "signer") else command)


def _refusal(tx: Tx, signer: Device, operation: str, signed: SignedInstruction, at: int) -> Refusal | None:
    """What forbids a device to instruct this. Refuses: `signature_invalid` (another holder's device),
    `device_cooling_off` with its rule, `user_verification_required`. What does not exist the command's rules refuse."""
    guarded = GUARDED[operation]
    holder = _holder_of(lambda table, number: tx.rows(table).get(number), guarded, signed.command)
    if not may_sign(tx, signer, holder, operation, at):
        return Refusal("signature_invalid", "another holder's device")
    amount = _amount(guarded, signed.command)
    if refusal := cooling_refusal(tx, signer, amount, at, settled=guarded.settled):
        return refusal
    if signed.user_verified:
        return None
    if not guarded.small or holder != signer.holder:  # a guardian's small amounts are its own
        return Refusal("user_verification_required")
    return small_amount_refusal(tx, signer.holder, amount, at)


def may_sign(tx: Tx, signer: Device, holder: int, operation: str, at: int) -> bool:
    """Whose device signs for whose wallet: a holder's own; and of its guardian while the guardianship is in force,
    unless what is done would outlive it."""
    if holder in (0, signer.holder):
        return True
    return operation not in OUTLIVING and acts_for(tx, signer.holder, HolderNo(holder), at)


def _amount(guarded: Guarded, command: Any) -> int:
    return int(getattr(command, guarded.amount)) if guarded.amount else 0


def _count(tx: Tx, signer: Device, guarded: Guarded, signed: SignedInstruction, at: int) -> None:
    """Counts what a device in its cooling-off moved, and what was paid without the user's proof."""
    amount = _amount(guarded, signed.command)
    count_cooling(tx, signer, amount, at)
    if not signed.user_verified:
        count_small_amount(tx, signer.holder, amount, at)


def _keep(tx: Tx, operation: str, request: Request[SignedInstruction]) -> None:
    """Writes the evidence, whose key makes the nonce good for this one effect."""
    signed = request.command
    when = (signed.signed_at, signed.expires_at, request.at)
    row = (signed.device, signed.nonce, request.id, operation, int(signed.user_verified), *when)
    tx.appender("instructions", INSTRUCTION_COLUMNS).append((*row, signed.base, signed.signature))
