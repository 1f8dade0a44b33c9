"""The programs' invariants: no fen is outside its purpose, and each is unclaimed, held, spent, its holder's own or back
with its funder."""

from collections.abc import Iterator
from typing import Final

from jiaozi.clock import HOUR_US
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.programs import audit_store as store
from jiaozi.wallets.audit_store import newest_record

_Found = Iterator[tuple[str, str]]


def _programs_add_up(connection: Connection) -> _Found:
    for program, budget, held, spent, reclaimed, unbound, pot in store.wrong_pots(connection):
        parts = f"held {held}, spent {spent}, reclaimed {reclaimed}, unbound {unbound}"
        detail = f"budget {budget}, {parts}; its pot has {pot}"
        yield f"program {program}", detail
    for program, spent, drawn in store.wrong_spent(connection):
        yield f"program {program}", f"spent {spent}, payments drew {drawn}"
    for program, budget, funded in store.wrong_funded(connection):
        yield f"program {program}", f"budget {budget}, its funder paid in {funded}"
    for program, reclaimed, paid in store.wrong_reclaimed(connection):
        yield f"program {program}", f"reclaimed {reclaimed}, its funder got {paid}"
    for program, unbound, released in store.wrong_unbound(connection):
        yield f"program {program}", f"unbound {unbound}, its holders got {released}"


def _claims_are_counted(connection: Connection) -> _Found:
    for program, held, left, claims, counted, opened, still in store.wrong_counts(connection):
        detail = f"held {held}, its claims have {left}; {claims} claims of {counted}, {opened} open of {still}"
        yield f"program {program}", detail
    for wallet, bound, still, funds, funded in store.wrong_bound(connection):
        yield f"wallet {wallet}", f"bound {bound}, {still} claims are open; funds {funds}, {funded} have not ended"


def _pockets_hold_claims(connection: Connection) -> _Found:
    for wallet, program, account, held, left, claims, counted, received, passed in store.wrong_pockets(connection):
        had = f"{claims} claims of {counted}, {received} received of {passed}"
        detail = f"account {account} has {held}, its claims {left}; {had}"
        yield f"pocket of {wallet} in {program}", detail
    for account, owner, posted in store.nobodys(connection):
        yield f"account {account}", f"it holds {posted} for a purpose of {owner}, and is no pot or pocket"


def _purposes_are_kept(connection: Connection) -> _Found:
    for transfer, debit, credit, amount, code in store.strays(connection):
        yield f"transfer {transfer}", f"{amount} from {debit} to {credit} as {code}"


def _reclaims_reach_funders(connection: Connection) -> _Found:
    for journal, program, wallet, amount, moved in store.wrong_reclaims(connection):
        yield f"journal {journal}", f"{amount} of program {program} to {wallet}, which got {moved}"
    for journal, wallet, amount in store.untold_reclaims(connection):
        yield f"journal {journal}", f"{amount} reclaimed to {wallet}, for no program"


def _unbound_is_holders(connection: Connection) -> _Found:
    for journal, claim, wallet, amount, moved in store.wrong_holders(connection):
        yield f"journal {journal}", f"{amount} of claim {claim} for wallet {wallet}, which got {moved}"


def _shares_are_borne(connection: Connection) -> _Found:
    for program, borne, kept in store.wrong_borne(connection):
        yield f"program {program}", f"borne {borne}, its merchants bore {kept}"
    for journal, borne, moved in store.wrong_cofunded(connection):
        yield f"journal {journal}", f"borne {borne}; {moved} moved"


def _agreements_are_kept(connection: Connection) -> _Found:
    for program, merchant, agreed, ended in store.wrong_agreements(connection):
        yield (
            f"program {program}",
            f"merchant {merchant} agreed at {agreed} and ended that at {ended}, which it did not",
        )
    for payment, program, merchant, borne in store.unagreed(connection):
        yield f"payment {payment}", f"merchant {merchant} bore {borne} of program {program}, having agreed to nothing"


def _claims_end_as_agreed(connection: Connection) -> _Found:
    for claim, ends in store.wrong_ends(connection):
        yield f"claim {claim}", f"it ends at {ends}, its terms say otherwise"


def _passes_are_whole(connection: Connection) -> _Found:
    for claim, former, amount, moved in store.wrong_passes(connection):
        yield f"claim {claim}", f"{amount} of claim {former} passed on; {moved} reached it"


def _purposes_follow(connection: Connection) -> _Found:
    for wallet, program, regime, followed in store.left_behind(connection, newest_record(connection) - HOUR_US):
        yield f"pocket of {wallet} in {program}", f"under regime {regime}; its operator is under {followed}"


PROGRAM_INVARIANTS: Final = (
    Invariant(
        "programs_add_up",
        "A program's budget is unclaimed, held, spent, its holders' own or back with its funder.",
        _programs_add_up,
    ),
    Invariant("claims_counted", "A program and a wallet count their claims as they are.", _claims_are_counted),
    Invariant("pockets_hold_claims", "What claims have left is what their pocket has.", _pockets_hold_claims),
    Invariant("purposes_kept", "Purpose-bound money moves only as its program moves it.", _purposes_are_kept),
    Invariant("reclaims_to_funders", "What is reclaimed reaches the program's funder.", _reclaims_reach_funders),
    Invariant("unbound_is_holders", "What is bound no more is the claim's holder's own.", _unbound_is_holders),
    Invariant("shares_are_borne", "What merchants bear is as much as moved, and kept for refunds.", _shares_are_borne),
    Invariant("agreements_kept", "Who bears a share has agreed to it, as it then did.", _agreements_are_kept),
    Invariant("claims_end", "A claim ends as its terms say of when it was had.", _claims_end_as_agreed),
    Invariant("passes_are_whole", "A claim that was passed on is all that the former one had.", _passes_are_whole),
    Invariant("purposes_follow", "Pots and pockets are under their operator's regime.", _purposes_follow),
)
"""In the order in which they are checked."""
