"""A holder passes an envelope on: all that it has left is another holder's, for the same purpose and until the same
end.

The claim of before is closed, and the other wallet has one of its own, so that whose a claim is never changes. It goes
from person to person: the giver's payment limits count it, and what concerns the receiver is told in one word, as of
payments, and so often.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ClaimData
from jiaozi.kinds import ClaimNo, Fen, JournalNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.outbox import emit
from jiaozi.payments.refused import heard
from jiaozi.payments.rules import Parties
from jiaozi.payments.schema import REFUSED_PAYEES
from jiaozi.programs.claiming import (
    Filling,
    count_claim,
    fill_pocket,
    holder_refusal,
    limit_refusal,
    touch_open,
)
from jiaozi.programs.evaluate import LISTED, RULES
from jiaozi.programs.model import RECEIVED_MAX, RECEIVED_OF_ONE, Claim, ClaimState, Program, is_voucher
from jiaozi.programs.schema import CLAIMS, PASS_COLUMNS, POCKETS, PROGRAMS
from jiaozi.programs.spending import close_claim, touch_claims
from jiaozi.programs.store import claims_by_id, terms_by
from jiaozi.programs.terms import Terms, passing_of
from jiaozi.programs.withdrawing import live_rule
from jiaozi.records import dataclass
from jiaozi.scheme.between import touch_places
from jiaozi.wallets.acts import limit_table, person_to_person_refusal, wallet_of
from jiaozi.wallets.model import Wallet, nobody, place_of
from jiaozi.wallets.schema import USAGES, WALLETS


@dataclass(frozen=True, slots=True)
class PassClaim:
    """A holder gives all that an envelope has left to another wallet that the terms allow, for the same purpose and
    until the same end."""

    wallet: WalletNo
    claim: ClaimNo
    receiver: WalletNo


class ClaimPassed(NamedTuple):
    """What was left of a claim is the receiver's, as a claim of its own."""

    claim: ClaimNo
    receiver: WalletNo
    amount_minor: Fen
    journal: JournalNo


def _touch(tx: Tx, requests: Sequence[Request[PassClaim]]) -> Iterator[None]:
    """Whose a claim is never changes, so it is read without a lock."""
    found = claims_by_id(tx.connection, {request.command.claim for request in requests})
    pairs = [(claim, each.command.receiver) for each in requests if (claim := found.get(each.command.claim))]
    receivers = {request.command.receiver for request in requests}
    tx.want(WALLETS, receivers | {request.command.wallet for request in requests})
    tx.want(USAGES, {claim.wallet for claim, _ in pairs})
    tx.want(REFUSED_PAYEES, {(claim.wallet, receiver) for claim, receiver in pairs})
    tx.want(POCKETS, {(receiver, claim.program) for claim, receiver in pairs})
    yield from touch_open(tx, found.values())
    for claim, number in pairs:
        receiver, pocket = tx.rows(WALLETS).get(number), tx.rows(POCKETS).get((number, claim.program))
        if receiver is None or is_voucher(tx.rows(PROGRAMS)[claim.program]):
            continue
        tx.want(ACCOUNTS, (receiver.account,))
        to = place_of(receiver) if pocket is None else pocket.place
        touch_places(tx, tx.rows(POCKETS)[claim.wallet, claim.program].place, to)
    yield from touch_claims(tx, [(receiver, 0) for receiver in sorted(receivers)])


def passing_rule(terms: Terms, program: Program, claim: Claim, at: int) -> str:
    """Which rule forbids a holder to pass an open claim on; empty for none."""
    return live_rule(program, claim, at) or ("" if claim.passes < passing_of(terms).times else "transferable")


def _pass(tx: Tx, request: Request[PassClaim]) -> ClaimPassed | Refusal:
    """Refuses: `wallet_not_found`, `wallet_closed`, `claim_not_found` (also another's, or one that is not open),
    `accounts_same`, `wallet_frozen`, `claim_not_applicable` with the rule, `usage_not_allowed` (Hong Kong's rules),
    `limit_single_exceeded`, `limit_daily_exceeded`, `limit_yearly_exceeded`, `payee_cannot_receive` for whatever
    concerns the receiver, also that its operator and the giver's cannot settle, which tells at which it is."""
    command = request.command
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    claim = tx.rows(CLAIMS).get(command.claim)
    if claim is None or claim.wallet != wallet.id or claim.state != ClaimState.OPEN:
        return Refusal("claim_not_found")
    program = tx.rows(PROGRAMS)[claim.program]
    terms = terms_by(tx.connection, program.terms)
    refusal = _giver_refusal(tx, request, wallet, terms, program, claim)
    if refusal is not None:
        return refusal
    receiver = tx.rows(WALLETS).get(command.receiver) or nobody(command.receiver)
    found = Parties(wallet, receiver, None, tx.rows(USAGES)[wallet.id].at(request.at))
    return heard(tx, found, lambda: _received(tx, request, claim, found, terms, program), request.at)


def _received(
    tx: Tx, request: Request[PassClaim], claim: Claim, found: Parties, terms: Terms, program: Program
) -> ClaimPassed | Refusal:
    """What the receiver's side makes of it. Refuses: what concerns the receiver, as its own side reads it."""
    receiver = wallet_of(tx, found.payee.id)
    if isinstance(receiver, Refusal):
        return receiver
    refusal = _receiver_refusal(tx, receiver, terms, program, claim.left_minor, request.at)
    return refusal or _move(tx, request, claim, found.payer, receiver, program)


def _giver_refusal(
    tx: Tx, request: Request[PassClaim], wallet: Wallet, terms: Terms, program: Program, claim: Claim
) -> Refusal | None:
    """What forbids a holder to pass its open claim on."""
    if wallet.id == request.command.receiver:
        return Refusal("accounts_same")
    if wallet.freezes_all or wallet.freezes_out:
        return Refusal("wallet_frozen")
    rule = passing_rule(terms, program, claim, request.at)
    if rule:
        return Refusal("claim_not_applicable", RULES[rule], rule)
    usage = tx.rows(USAGES)[wallet.id].at(request.at)
    limits = limit_table(tx)
    return person_to_person_refusal(wallet, request.at) or limits.out_refusal(
        wallet, usage, claim.left_minor, request.at
    )


def _receiver_refusal(tx: Tx, receiver: Wallet, terms: Terms, program: Program, amount: int, at: int) -> Refusal | None:
    """What forbids a wallet the claim: as one that is granted, and as money that comes in."""
    return (
        _enough_refusal(tx, receiver, terms, program)
        or holder_refusal(terms, receiver)
        or person_to_person_refusal(receiver, at)
        or limit_refusal(tx, program, receiver, amount, at)
    )


def _enough_refusal(tx: Tx, receiver: Wallet, terms: Terms, program: Program) -> Refusal | None:
    """Whether a wallet has received as much as it may: it is not asked, so what it receives has bounds of its own, and
    takes nothing of what it may take itself or be granted. Where claims are granted to a list alone, it is on it.
    Refuses: `claim_not_applicable`, `claims_exceeded`."""
    pocket = tx.rows(POCKETS).get((receiver.id, program.id))
    if terms.who.listed and (pocket is None or not pocket.had):
        return Refusal("claim_not_applicable", "claims are granted to a list", LISTED)
    received = 0 if pocket is None else pocket.received
    if receiver.bound >= RECEIVED_MAX or received >= (terms.how_much.per_wallet or RECEIVED_OF_ONE):
        return Refusal("claims_exceeded")
    return None


def _move(
    tx: Tx, request: Request[PassClaim], claim: Claim, wallet: Wallet, receiver: Wallet, program: Program
) -> ClaimPassed | Refusal:
    """Refuses: `settlement_cap_exceeded`, `operator_illiquid`."""
    amount, at = claim.left_minor, request.at
    filling = Filling(tx.rows(POCKETS)[wallet.id, program.id].place, amount, Code.PASS)
    outcome = fill_pocket(tx, program, receiver, filling, at, request.id)
    if isinstance(outcome, Refusal):
        return outcome

    # Decided: the money is there.
    usage = tx.rows(USAGES)[wallet.id]
    usage.at(outcome.recorded_at).add(amount)
    tx.rows(USAGES).changed(usage)
    new = Claim(
        id=request.id,
        program=program.id,
        wallet=receiver.id,
        number=program.claims + 1,
        value_minor=claim.value_minor,
        left_minor=amount,
        state=ClaimState.OPEN,
        claimed_at=claim.claimed_at,
        expires_at=claim.expires_at,
        passes=claim.passes + 1,
    )
    claim.left_minor = 0
    program.unused += 1
    close_claim(tx, claim, ClaimState.PASSED, wallet)
    count_claim(tx, program, receiver, new)
    row = (new.id, claim.id, program.id, wallet.id, receiver.id, amount, outcome.journal, outcome.recorded_at)
    tx.appender("claim_passes", PASS_COLUMNS).append(row)
    for kind, one, whose in (("claim.passed", claim, wallet), ("claim.received", new, receiver)):
        told = ClaimData(claim=one.id, program=program.id, wallet=whose.id, amount_minor=amount)
        emit(tx, kind, at, whose.operator, told)
    return ClaimPassed(claim=claim.id, receiver=receiver.id, amount_minor=amount, journal=outcome.journal)


OPERATIONS: Final = (Operation("pass_claim", PassClaim, ClaimPassed, _touch, one_by_one(_pass)),)
