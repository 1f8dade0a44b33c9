"""The programs' invariants: no fen is outside its purpose, and each is unclaimed, held, spent or back with its
funder."""

from collections.abc import Iterator
from typing import Final

from jiaozi.clock import HOUR_US
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.programs import audit_store as store
from jiaozi.wallets.audit_store import newest_record

_Found = Iterator[tuple[str, str]]


def _programs_add_up(connection: Connection) -> _Found:
    for program, budget, held, spent, reclaimed, pot in store.wrong_pots(connection):
        detail = f"budget {budget}, held {held}, spent {spent}, reclaimed {reclaimed}; its pot has {pot}"
        yield f"program {program}", detail
    for program, spent, drawn in store.wrong_spent(connection):
        yield f"program {program}", f"spent {spent}, payments drew {drawn}"
    for program, budget, funded in store.wrong_funded(connection):
        yield f"program {program}", f"budget {budget}, its funder paid in {funded}"
    for program, reclaimed, paid in store.wrong_reclaimed(connection):
        yield f"program {program}", f"reclaimed {reclaimed}, its funder got {paid}"


def _claims_are_counted(connection: Connection) -> _Found:
    for program, held, left, claims, counted, opened, still in store.wrong_counts(connection):
        detail = f"held {held}, its claims have {left}; {claims} claims of {counted}, {opened} open of {still}"
        yield f"program {program}", detail
    for wallet, bound, still, funds, funded in store.wrong_bound(connection):
        yield f"wallet {wallet}", f"bound {bound}, {still} claims are open; funds {funds}, {funded} have not ended"


def _pockets_hold_claims(connection: Connection) -> _Found:
    for wallet, program, account, held, left, claims, counted in store.wrong_pockets(connection):
        detail = f"account {account} has {held}, its claims {left}; {claims} claims of {counted}"
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


def _purposes_follow(connection: Connection) -> _Found:
    for wallet, program, regime, followed in store.left_behind(connection, newest_record(connection) - HOUR_US):
        yield f"pocket of {wallet} in {program}", f"under regime {regime}; its operator is under {followed}"


PROGRAM_INVARIANTS: Final = (
    Invariant(
        "programs_add_up", "A program's budget is unclaimed, held, spent or back with its funder.", _programs_add_up
    ),
    Invariant("claims_counted", "A program and a wallet count their claims as they are.", _claims_are_counted),
    Invariant("pockets_hold_claims", "What claims have left is what their pocket has.", _pockets_hold_claims),
    Invariant("purposes_kept", "Purpose-bound money moves only as its program moves it.", _purposes_are_kept),
    Invariant("reclaims_to_funders", "What is reclaimed reaches the program's funder.", _reclaims_reach_funders),
    Invariant("purposes_follow", "Pots and pockets are under their operator's regime.", _purposes_follow),
)
"""In the order in which they are checked."""
