"""Claims: made, taken by a holder, given back. The program's locked row counts them, so that of two who want the last
one has it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.clock import format_time
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ClaimData
from jiaozi.kinds import (
    AccountNo,
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    OrNone,
    ProgramNo,
    WalletNo,
)
from jiaozi.ledger.model import Code, Journal, Kind, Posted
from jiaozi.ledger.post import open_account, post
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import ECNY, amount_text
from jiaozi.outbox import emit
from jiaozi.programs.acts import program_of
from jiaozi.programs.evaluate import LISTED, RULES, payer_of, who_allows
from jiaozi.programs.model import (
    OPEN_MAX,
    PROGRAM_STATES,
    Claim,
    ClaimState,
    Pocket,
    PotReturn,
    Program,
    ProgramState,
    is_voucher,
)
from jiaozi.programs.schema import CLAIMS, POCKETS, POT_RETURN_COLUMNS, PROGRAMS
from jiaozi.programs.spending import close_claim, held_by, hold, look_at_funders, stands_still, touch_claims
from jiaozi.programs.store import claims_by_id, terms_of
from jiaozi.programs.terms import Terms, claim_end
from jiaozi.records import dataclass
from jiaozi.scheme.between import Move, legs_of, short_of, touch_places
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import CENTRAL_BANK, Regime
from jiaozi.wallets.acts import account_of, in_freeze_refusal, limit_table, wallet_of
from jiaozi.wallets.model import Wallet, is_sub, place_of
from jiaozi.wallets.schema import WALLETS


@dataclass(frozen=True, slots=True)
class ClaimProgram:
    """A holder takes a claim of a program that is open to takers."""

    program: ProgramNo
    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class GiveBackClaim:
    """A holder gives back what is left of a claim; it is the program's again."""

    wallet: WalletNo
    claim: ClaimNo


class ClaimMade(NamedTuple):
    """A wallet has a claim, the `number`th of its program."""

    claim: ClaimNo
    program: ProgramNo
    number: Count
    value_minor: Fen
    expires_at: Instant


class ClaimGivenBack(NamedTuple):
    """What was left of a claim is the program's again; `journal` is null where no money moved."""

    claim: ClaimNo
    amount_minor: FenOrZero
    journal: OrNone[JournalNo]


def touch_giving(tx: Tx, pairs: Sequence[tuple[ProgramNo, WalletNo]]) -> Iterator[None]:
    """Names wallets, programs and pockets, then accounts."""
    tx.want(WALLETS, {wallet for _, wallet in pairs})
    tx.want(PROGRAMS, {program for program, _ in pairs})
    tx.want(POCKETS, {(wallet, program) for program, wallet in pairs})
    yield
    look_at_funders(tx, tx.rows(PROGRAMS).rows.values())
    for number, holder in pairs:
        program, wallet = tx.rows(PROGRAMS).get(number), tx.rows(WALLETS).get(holder)
        if program is None or wallet is None:
            continue
        tx.want(ACCOUNTS, (wallet.account, program.account))
        pocket = tx.rows(POCKETS).get((wallet.id, program.id))
        if not is_voucher(program):
            touch_places(tx, program.pot, place_of(wallet) if pocket is None else pocket.place)


def _touch_claim(tx: Tx, requests: Sequence[Request[ClaimProgram]]) -> Iterator[None]:
    yield from touch_taking(tx, [(request.command.program, request.command.wallet) for request in requests])


def touch_taking(tx: Tx, pairs: Sequence[tuple[ProgramNo, WalletNo]]) -> Iterator[None]:
    """Names what holders who take a claim need: also what the wallets have already, which counts against what they may
    hold."""
    yield from touch_giving(tx, pairs)
    yield from touch_claims(tx, [(wallet, 0) for _, wallet in pairs])


def giving(tx: Tx, number: ProgramNo, at: int) -> tuple[Program, Terms] | Refusal:
    """A program that gives claims. Refuses: `program_not_found` (a draft looks so too), `program_not_open`."""
    program = program_of(tx, number)
    if isinstance(program, Refusal) or program.state == ProgramState.DRAFT:
        return Refusal("program_not_found")
    if program.state != ProgramState.OPEN:
        return Refusal("program_not_open", f"it is {PROGRAM_STATES[program.state]}")
    if at >= program.claims_until:
        return Refusal("program_not_open", f"claims ended {format_time(program.claims_until)}")
    return program, terms_of(tx.connection, [program.terms])[program.terms]


def _claim(tx: Tx, request: Request[ClaimProgram]) -> ClaimMade | Refusal:
    """Refuses: `wallet_not_found`, `wallet_closed`, `program_not_found` (a draft looks so too), `program_not_open`,
    `claim_not_applicable` (granted to a list, or not for this wallet), `usage_not_allowed` (a sub-wallet),
    `wallet_frozen`, `limit_balance_exceeded`, `claims_exceeded`, `program_exhausted`, `settlement_cap_exceeded`,
    `operator_illiquid`."""
    command = request.command
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    found = taken_from(tx, command.program, request.at)
    if isinstance(found, Refusal):
        return found
    program, terms = found
    if terms.who.listed:
        return Refusal("claim_not_applicable", "claims are granted to a list", LISTED)
    made = take(tx, request, program, terms, wallet)
    if isinstance(made, Refusal):
        return made
    return ClaimMade(
        claim=made.id,
        program=made.program,
        number=made.number,
        value_minor=made.value_minor,
        expires_at=made.expires_at,
    )


def taken_from(tx: Tx, number: ProgramNo, at: int) -> tuple[Program, Terms] | Refusal:
    """A program of which holders take claims now. Refuses: `program_not_found` (a draft looks so too),
    `program_not_open`."""
    found = giving(tx, number, at)
    if isinstance(found, Refusal):
        return found
    program, _ = found
    if stands_still(tx, program):
        return Refusal("program_not_open")
    if at < program.opens_at:
        return Refusal("program_not_open", f"claims begin {format_time(program.opens_at)}")
    return found


def take(tx: Tx, request: Request, program: Program, terms: Terms, wallet: Wallet) -> Claim | Refusal:
    """A claim that its holder takes, under the request's id. Refuses: `claim_not_applicable` (not for this wallet),
    `usage_not_allowed` (a sub-wallet), `wallet_frozen`, `limit_balance_exceeded`, `claims_exceeded`,
    `program_exhausted`, `settlement_cap_exceeded`, `operator_illiquid`."""
    worth = terms.how_much.most_minor
    refusal = holder_refusal(terms, wallet) or limit_refusal(tx, program, wallet, worth, request.at)
    return refusal or make(tx, request, program, terms, wallet, worth, request.id)


def holder_refusal(terms: Terms, wallet: Wallet) -> Refusal | None:
    """What forbids a wallet a claim: its use, the terms, a freeze."""
    if is_sub(wallet):
        return Refusal("usage_not_allowed", "sub-wallet")
    if not who_allows(terms, payer_of(wallet)):
        return Refusal("claim_not_applicable", RULES["who"], "who")
    return in_freeze_refusal(wallet)


def limit_refusal(tx: Tx, program: Program, wallet: Wallet, worth: int, at: int) -> Refusal | None:
    """What forbids a wallet an envelope that its holder takes: the limit of what it may hold, envelopes included."""
    if is_voucher(program):
        return None
    return limit_table(tx).in_refusal(wallet, account_of(tx, wallet).posted + _in_pockets(tx, wallet), worth, at)


def room_refusal(program: Program, worth: int, claims: int = 1) -> Refusal | None:
    """What forbids a program further claims, worth so much together. Refuses: `program_exhausted`."""
    if program.quota and program.claims - program.unused + program.promised + claims > program.quota:
        return Refusal("program_exhausted", "all are given")
    free = program.free_minor
    return Refusal("program_exhausted", f"{amount_text(free)} is free") if free < worth else None


def _in_pockets(tx: Tx, wallet: Wallet) -> int:
    """What a wallet has of envelopes, in minor units."""
    held = held_by(tx).get(wallet.id, {}).values()
    return sum(each.claim.left_minor for each in held if not is_voucher(each.program))


IDS: Final = 16
"""So many ids a claim has: its journal's legs."""


def make(
    tx: Tx, request: Request, program: Program, terms: Terms, wallet: Wallet, worth: int, number: ClaimNo
) -> Claim | Refusal:
    """A claim, with its money where it is an envelope's. Refuses: `claims_exceeded`, `program_exhausted`,
    `settlement_cap_exceeded`, `operator_illiquid`."""
    refusal = count_refusal(tx, program, terms, wallet) or room_refusal(program, worth)
    if refusal is not None:
        return refusal
    if is_voucher(program):
        if tx.rows(POCKETS).get((wallet.id, program.id)) is None:
            _new_pocket(tx, program, wallet, place_of(wallet))
    else:
        outcome = fill_pocket(tx, program, wallet, Filling(program.pot, worth, Code.CLAIM), request.at, number)
        if isinstance(outcome, Refusal):
            return outcome

    # Decided: the money is there, or kept in the pot.
    program.held_minor += worth
    claim = Claim(
        id=number,
        program=program.id,
        wallet=wallet.id,
        number=program.claims + 1,
        value_minor=worth,
        left_minor=worth,
        state=ClaimState.OPEN,
        claimed_at=request.at,
        expires_at=claim_end(terms.when, program.expires_at, request.at),
    )
    count_claim(tx, program, wallet, claim)
    told = ClaimData(claim=claim.id, program=program.id, wallet=wallet.id, amount_minor=worth)
    emit(tx, "claim.made", request.at, wallet.operator, told)
    return claim


def count_refusal(tx: Tx, program: Program, terms: Terms, wallet: Wallet) -> Refusal | None:
    """What forbids a wallet to take, or to be granted, one claim more: that it has had as many as the terms say, or has
    too many open ones. What others passed on to it keeps nothing from it. Refuses: `claims_exceeded`."""
    pocket, most = tx.rows(POCKETS).get((wallet.id, program.id)), terms.how_much.per_wallet
    if most and pocket is not None and pocket.had >= most:
        return Refusal("claims_exceeded")
    return Refusal("claims_exceeded", f"{OPEN_MAX} at most") if wallet.bound >= OPEN_MAX else None


def count_claim(tx: Tx, program: Program, wallet: Wallet, claim: Claim) -> None:
    """A new claim is there, and counted by its pocket, program and wallet; its money is accounted for."""
    pocket = tx.rows(POCKETS)[wallet.id, program.id]
    pocket.claims += 1
    pocket.received += claim.passes > 0
    tx.rows(POCKETS).changed(pocket)
    program.claims, program.open = program.claims + 1, program.open + 1
    tx.rows(PROGRAMS).changed(program)
    wallet.bound += 1
    tx.rows(WALLETS).changed(wallet)
    tx.rows(CLAIMS).add(claim)
    hold(tx, [claim])


class Filling(NamedTuple):
    """Money that comes into a pocket: from where, how much, and why."""

    source: Place
    amount_minor: int
    code: Code


def fill_pocket(tx: Tx, program: Program, wallet: Wallet, filling: Filling, at: int, number: int) -> Posted | Refusal:
    """Money comes into a wallet's pocket of an envelope's program, which is made where there is none.
    Refuses: `settlement_cap_exceeded`, `operator_illiquid`."""
    pocket = tx.rows(POCKETS).get((wallet.id, program.id))
    new = pocket is None or not pocket.account
    place = _new_place(tx, wallet) if pocket is None or new else pocket.place
    legs = legs_of(tx, [Move(filling.source, place, filling.amount_minor)], filling.code)
    if isinstance(legs, Refusal):
        return legs
    book = CENTRAL_BANK if place.regime == Regime.M0_CASH else place.operator
    opened = open_account(tx, place.account, book, ECNY.id, Kind.PURPOSE, wallet.id) if new else None
    outcome = short_of(post(tx, (Journal(JournalNo(number), at, legs.legs),))[0], legs.legs, ())
    if isinstance(outcome, Refusal):
        if opened is not None:
            tx.rows(ACCOUNTS).drop(opened)
        return outcome
    if pocket is None:
        _new_pocket(tx, program, wallet, place)
    return outcome


def _new_pocket(tx: Tx, program: Program, wallet: Wallet, place: Place) -> Pocket:
    """What counts a wallet's claims of a program; the money of envelopes stands in its account."""
    pocket = Pocket(
        wallet=wallet.id,
        program=program.id,
        account=AccountNo(0) if is_voucher(program) else place.account,
        operator=wallet.operator,
        regime=wallet.regime,
        claims=0,
        day=0,
        uses=0,
    )
    tx.rows(POCKETS).add(pocket)
    return pocket


def _new_place(tx: Tx, wallet: Wallet) -> Place:
    return Place(tx.ids.take_account(), wallet.operator, wallet.regime)


def _touch_back(tx: Tx, requests: Sequence[Request[GiveBackClaim]]) -> Iterator[None]:
    """Whose a claim is never changes, so it is read without a lock."""
    found = claims_by_id(tx.connection, {request.command.claim for request in requests})
    yield from touch_open(tx, found.values())


def touch_open(tx: Tx, claims: Iterable[Claim]) -> Iterator[None]:
    """Names claims with their wallets, programs and pockets, then the accounts between pockets and pots."""
    known = list(claims)
    tx.want(WALLETS, {claim.wallet for claim in known})
    tx.want(PROGRAMS, {claim.program for claim in known})
    tx.want(CLAIMS, {claim.id for claim in known})
    tx.want(POCKETS, {(claim.wallet, claim.program) for claim in known})
    yield
    for claim in known:
        program, pocket = tx.rows(PROGRAMS)[claim.program], tx.rows(POCKETS)[claim.wallet, claim.program]
        if pocket.account:
            touch_places(tx, pocket.place, program.pot)


def _give_back(tx: Tx, request: Request[GiveBackClaim]) -> ClaimGivenBack | Refusal:
    """Refuses: `claim_not_found` (also another's, or one that is not open), `wallet_frozen`, `settlement_cap_exceeded`,
    `operator_illiquid`."""
    claim = tx.rows(CLAIMS).get(request.command.claim)
    if claim is None or claim.wallet != request.command.wallet or claim.state != ClaimState.OPEN:
        return Refusal("claim_not_found")
    wallet = tx.rows(WALLETS)[claim.wallet]
    if wallet.freezes_all or wallet.freezes_out:
        return Refusal("wallet_frozen")
    amount = claim.left_minor
    journal = take_back(tx, claim, wallet, ClaimState.GIVEN_BACK, request.at, request.id)
    if isinstance(journal, Refusal):
        return journal
    return ClaimGivenBack(claim=claim.id, amount_minor=amount, journal=journal)


def take_back(
    tx: Tx, claim: Claim, wallet: Wallet, state: ClaimState, at: int, number: JournalNo
) -> JournalNo | Refusal:
    """What an open claim has left is its program's again; the journal, 0 where no money moved. Refuses:
    `settlement_cap_exceeded`, `operator_illiquid`."""
    program, pocket = tx.rows(PROGRAMS)[claim.program], tx.rows(POCKETS)[claim.wallet, claim.program]
    amount, journal = claim.left_minor, JournalNo(0)
    if pocket.account and amount:
        legs = legs_of(tx, [Move(pocket.place, program.pot, amount)], Code.RECLAIM)
        if isinstance(legs, Refusal):
            return legs
        outcome = short_of(post(tx, (Journal(number, at, legs.legs),))[0], legs.legs, ())
        if isinstance(outcome, Refusal):
            return outcome
        journal = outcome.journal
    if amount:
        step = PotReturn.GIVEN_BACK if state == ClaimState.GIVEN_BACK else PotReturn.EXPIRED
        row = (number, program.id, int(step), claim.id, wallet.id, amount, at)
        tx.appender("pot_returns", POT_RETURN_COLUMNS).append(row)
    program.unused += amount == claim.value_minor
    claim.left_minor = 0
    program.held_minor -= amount
    close_claim(tx, claim, state, wallet)
    told = ClaimData(claim=claim.id, program=program.id, wallet=wallet.id, amount_minor=amount)
    emit(tx, "claim.given_back" if state == ClaimState.GIVEN_BACK else "claim.expired", at, wallet.operator, told)
    return journal


OPERATIONS: Final = (
    Operation("claim_program", ClaimProgram, ClaimMade, _touch_claim, one_by_one(_claim)),
    Operation("give_back_claim", GiveBackClaim, ClaimGivenBack, _touch_back, one_by_one(_give_back)),
)
