"""A holder makes what an envelope has left its own money, where the terms let it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import ClaimNo, Fen, JournalNo, WalletNo
from jiaozi.programs.claiming import touch_open
from jiaozi.programs.evaluate import RULES
from jiaozi.programs.model import Claim, ClaimState, Program, ProgramState, is_voucher
from jiaozi.programs.parts import may_withdraw
from jiaozi.programs.schema import CLAIMS, PROGRAMS
from jiaozi.programs.store import claims_by_id, terms_by
from jiaozi.programs.terms import Terms, withdrawal_of
from jiaozi.programs.unbinding import touch_way, unbind
from jiaozi.records import dataclass
from jiaozi.wallets.acts import wallet_of


@dataclass(frozen=True, slots=True)
class WithdrawClaim:
    """A holder makes what an envelope has left its own money, for any purpose, where the terms let it."""

    wallet: WalletNo
    claim: ClaimNo


class ClaimWithdrawn(NamedTuple):
    """What was left of a claim is its holder's own money."""

    claim: ClaimNo
    amount_minor: Fen
    journal: JournalNo


def _touch(tx: Tx, requests: Sequence[Request[WithdrawClaim]]) -> Iterator[None]:
    """Whose a claim is never changes, so it is read without a lock."""
    found = claims_by_id(tx.connection, {request.command.claim for request in requests}).values()
    yield from touch_open(tx, found)
    for claim in found:
        if not is_voucher(tx.rows(PROGRAMS)[claim.program]):
            touch_way(tx, claim)


def live_rule(program: Program, claim: Claim, at: int) -> str:
    """Which rule forbids to do anything with a claim now; empty for none."""
    if program.state != ProgramState.OPEN:
        return "program"
    return "expiry" if at >= min(claim.expires_at, program.expires_at) else ""


def withdrawal_rule(terms: Terms, program: Program, claim: Claim, at: int) -> str:
    """Which rule forbids a holder to withdraw an open claim; empty for none."""
    good = may_withdraw(withdrawal_of(terms), claim.value_minor, claim.left_minor, claim.claimed_at, at)
    return live_rule(program, claim, at) or ("" if good else "withdrawable")


def _withdraw(tx: Tx, request: Request[WithdrawClaim]) -> ClaimWithdrawn | Refusal:
    """Refuses: `wallet_not_found`, `wallet_closed`, `claim_not_found` (also another's, or one that is not open),
    `wallet_frozen`, `claim_not_applicable` with the rule, `limit_balance_exceeded`, `settlement_cap_exceeded`,
    `operator_illiquid`."""
    wallet = wallet_of(tx, request.command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    claim = tx.rows(CLAIMS).get(request.command.claim)
    if claim is None or claim.wallet != wallet.id or claim.state != ClaimState.OPEN:
        return Refusal("claim_not_found")
    if wallet.freezes_all or wallet.freezes_out:
        return Refusal("wallet_frozen")
    program, amount = tx.rows(PROGRAMS)[claim.program], claim.left_minor
    rule = withdrawal_rule(terms_by(tx.connection, program.terms), program, claim, request.at)
    if rule:
        return Refusal("claim_not_applicable", RULES[rule], rule)
    journal = unbind(tx, claim, wallet, request.at, request.id)
    return journal if isinstance(journal, Refusal) else ClaimWithdrawn(claim.id, amount, journal)


OPERATIONS: Final = (Operation("withdraw_claim", WithdrawClaim, ClaimWithdrawn, _touch, one_by_one(_withdraw)),)
