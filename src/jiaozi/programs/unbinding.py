"""What an envelope has left becomes its holder's own money, for any purpose, where its terms say so. It leaves the
pocket for the wallet as money that comes in: the limit of what the wallet may hold and its freezes say whether.
"""

from collections.abc import Iterable

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ClaimData
from jiaozi.kinds import JournalNo
from jiaozi.ledger.model import Code, Journal
from jiaozi.ledger.post import post
from jiaozi.outbox import emit
from jiaozi.programs.model import Claim, ClaimState
from jiaozi.programs.schema import POCKETS, PROGRAMS, UNBOUND_COLUMNS
from jiaozi.programs.spending import close_claim
from jiaozi.programs.store import terms_by
from jiaozi.programs.terms import rest_of
from jiaozi.scheme.between import Move, legs_of, short_of, touch_places
from jiaozi.wallets.acts import account_of, in_freeze_refusal, limit_table
from jiaozi.wallets.model import Wallet, place_of
from jiaozi.wallets.schema import WALLETS


def touch_own(tx: Tx, claims: Iterable[Claim]) -> None:
    """Names the accounts between the pockets of locked claims and their wallets, where terms leave the rest to
    holders."""
    for claim in claims:
        terms = terms_by(tx.connection, tx.rows(PROGRAMS)[claim.program].terms)
        if rest_of(terms).to == "holder":
            touch_way(tx, claim)


def touch_way(tx: Tx, claim: Claim) -> None:
    """Names the accounts between the pocket of a locked claim and its wallet."""
    pocket, wallet = tx.rows(POCKETS)[claim.wallet, claim.program], tx.rows(WALLETS)[claim.wallet]
    touch_places(tx, pocket.place, place_of(wallet))


def unbind(tx: Tx, claim: Claim, wallet: Wallet, at: int, number: JournalNo) -> JournalNo | Refusal:
    """What an open envelope has left is its holder's own money; the journal. Refuses: `wallet_frozen`,
    `limit_balance_exceeded`, `settlement_cap_exceeded`, `operator_illiquid`."""
    program, amount = tx.rows(PROGRAMS)[claim.program], claim.left_minor
    refusal = in_freeze_refusal(wallet)
    refusal = refusal or limit_table(tx).in_refusal(wallet, account_of(tx, wallet).posted, amount, at)
    if refusal is not None:
        return refusal
    pocket = tx.rows(POCKETS)[claim.wallet, claim.program]
    legs = legs_of(tx, [Move(pocket.place, place_of(wallet), amount)], Code.UNBIND)
    if isinstance(legs, Refusal):
        return legs
    outcome = short_of(post(tx, (Journal(number, at, legs.legs),))[0], legs.legs, ())
    if isinstance(outcome, Refusal):
        return outcome

    # Decided: the money is there.
    claim.left_minor = 0
    program.held_minor -= amount
    program.unbound_minor += amount
    close_claim(tx, claim, ClaimState.UNBOUND, wallet)
    row = (outcome.journal, program.id, claim.id, wallet.id, amount, outcome.recorded_at)
    tx.appender("program_unbound", UNBOUND_COLUMNS).append(row)
    told = ClaimData(claim=claim.id, program=program.id, wallet=wallet.id, amount_minor=amount)
    emit(tx, "claim.unbound", at, wallet.operator, told)
    return outcome.journal
