"""Spending and bringing back: what payments and refunds ask of programs. The payer's locked wallet guards its
claims."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol, cast

from msgspec import UNSET

from jiaozi.clock import china_day
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import ClaimNo, JournalNo, MerchantNo, PaymentNo, ProgramNo, TransferNo, WalletNo
from jiaozi.programs.evaluate import Purchase
from jiaozi.programs.model import (
    LIVE,
    REOPENED_MAX,
    Claim,
    ClaimState,
    PaymentSource,
    Pocket,
    Program,
    is_voucher,
)
from jiaozi.programs.parts import borne_back
from jiaozi.programs.places.spots import PlacesNamed
from jiaozi.programs.schema import CLAIMS, COFUNDERS, PAYMENT_SOURCES, POCKETS, PROGRAMS, SOURCE_REFUND_COLUMNS
from jiaozi.programs.sources import Candidate, Draw, plan
from jiaozi.programs.store import agrees, claims_by_id, nothing_left, open_claims, sources_of, terms_by
from jiaozi.programs.terms import Terms, named_places
from jiaozi.scheme.between import touch_all, touch_places
from jiaozi.scheme.entries import Place
from jiaozi.wallets.model import Wallet, place_of
from jiaozi.wallets.schema import WALLETS

_CLAIMS_OF: Final = "claims of wallets"
_BEARS: Final = "merchants that bear their share"
_FROZEN: Final = "funders that are frozen"
_OPEN: Final = int(ClaimState.OPEN)


class Bound(Protocol):
    """A payment, of which claims paid so much."""

    id: PaymentNo
    bound_minor: int


class Way(NamedTuple):
    """A move of a payment or of its refund: which claim it is of (0 for the payer's own money), the other side, how
    much, and its first transfer; of a refund what the merchant has back of it, having borne that."""

    claim: ClaimNo
    wallet: WalletNo
    amount_minor: int
    transfer: int
    borne_minor: int = 0


class Return(NamedTuple):
    """What of a refund goes back to what a claim paid: to `place`, which is the claim's own or its program's pot."""

    source: PaymentSource
    place: Place
    amount_minor: int
    claim: Claim | None

    @property
    def borne_minor(self) -> int:
        """What the merchant has back of what it has borne, in minor units."""
        row = self.source
        total = borne_back(row.borne_minor, row.amount_minor, row.returned_minor + self.amount_minor)
        return total - row.borne_back_minor


def touch_claims(tx: Tx, pairs: Sequence[tuple[int, int]]) -> Iterator[None]:
    """Names what payments (payer, payee) may draw on; nothing, and in no step, where no payer has open claims. The
    wallets are locked, which guards their claims and pockets."""
    wallets = tx.rows(WALLETS).rows
    bound = {payer for payer, _ in pairs if (row := wallets.get(payer)) is not None and row.bound}
    if not bound:
        return
    found = open_claims(tx.connection, bound)
    claims = tx.rows(CLAIMS)
    claims.adopt(found)
    tx.want(PROGRAMS, {each.program for each in found})
    tx.rows(POCKETS).adopt(POCKETS.read(tx.connection, dict.fromkeys((each.wallet, each.program) for each in found)))
    yield
    look_at_funders(tx, (tx.rows(PROGRAMS)[each.program] for each in found))
    hold(tx, [claims[each.id] for each in found])
    by_wallet = held_by(tx)
    between: list[tuple[Place, Place]] = []
    for payer, payee in pairs:
        row = wallets.get(payee)
        if row is not None and payer in by_wallet:
            to = place_of(row)
            between += [(each.place, to) for each in by_wallet[payer].values()]
            between += [
                (to, each.program.pot) for each in by_wallet[payer].values() if each.terms.who_pays is not UNSET
            ]
    touch_all(tx, between)


def look_at_funders(tx: Tx, programs: Iterable[Program]) -> None:
    """Reads whether funders of programs are frozen, without a lock: what is done beside a freeze was done before it."""
    known: dict[WalletNo, bool] = tx.memo.setdefault(_FROZEN, {})
    missing = {program.funder for program in programs} - known.keys()
    known |= {wallet.id: not may_give(wallet) for wallet in WALLETS.read(tx.connection, missing)}


def stands_still(tx: Tx, program: Program) -> bool:
    """Whether a program's funder is frozen: what nobody has yet, and what vouchers would draw, stays in the pot."""
    funder = tx.rows(WALLETS).rows.get(program.funder)
    known: dict[WalletNo, bool] = tx.memo.setdefault(_FROZEN, {})
    return known.get(program.funder, False) if funder is None else not may_give(funder)


def may_give(funder: Wallet) -> bool:
    """Whether no freeze of a funder's wallet forbids it to pay out."""
    return not (funder.freezes_all or funder.freezes_out)


def held_by(tx: Tx) -> dict[int, dict[ClaimNo, Candidate]]:
    """The locked claims of wallets, those that this group made included, with what they belong to."""
    known: dict[int, dict[ClaimNo, Candidate]] = tx.memo.setdefault(_CLAIMS_OF, {})
    return known


def hold(tx: Tx, claims: Iterable[Claim]) -> None:
    """Keeps locked claims for what this group pays; their programs and pockets are locked, too."""
    programs, pockets, held = tx.rows(PROGRAMS), tx.rows(POCKETS), held_by(tx)
    for claim in claims:
        program = programs[claim.program]
        terms = terms_by(tx.connection, program.terms)
        candidate = Candidate(claim, program, pockets[claim.wallet, claim.program], terms)
        held.setdefault(claim.wallet, {})[claim.id] = candidate


def place_of_claim(tx: Tx, claim: Claim) -> Place:
    """Where the money of a claim stands: in its wallet's pocket, a voucher's in the pot."""
    program = tx.rows(PROGRAMS)[claim.program]
    return program.pot if is_voucher(program) else tx.rows(POCKETS)[claim.wallet, claim.program].place


def draws_of(
    tx: Tx, payer: Wallet, purchase: Purchase, named: Sequence[ClaimNo] | None, *, divided: bool = False
) -> list[Draw] | Refusal:
    """What a payment draws on: what applies of the payer's open claims, or those that are `named`. Nobody bears a share
    of what is `divided` among several. Refuses as `plan`."""
    if not payer.bound and not named:
        return []
    held = [each for each in held_by(tx).get(payer.id, {}).values() if each.claim.state == _OPEN]
    merchant = MerchantNo(0) if divided else purchase.merchant
    found = [
        each._replace(still=stands_still(tx, each.program), agreed=bears(tx, each.program, each.terms, merchant))
        for each in held
    ]
    return plan(purchase, found, named)


def asks_places(tx: Tx, payer: WalletNo) -> list[PlacesNamed]:
    """The places that terms of a payer's locked claims name."""
    return [part for each in held_by(tx).get(payer, {}).values() for part in named_places(each.terms)]


def bears(tx: Tx, program: Program, terms: Terms, merchant: MerchantNo) -> bool:
    """Whether a merchant bears what terms ask of it: read without a lock, as what ends beside a payment ends after
    it."""
    if terms.who_pays is UNSET:
        return True
    key = (program.id, merchant)
    known: dict[tuple[int, int], bool] = tx.memo.setdefault(_BEARS, {})
    if key not in known:
        row = tx.rows(COFUNDERS).rows.get(key) or next(iter(COFUNDERS.read(tx.connection, [key])), None)
        known[key] = agrees(row, program)
    return known[key]


def forget_bearer(tx: Tx, program: ProgramNo, merchant: MerchantNo) -> None:
    """What was read of a merchant's agreement is so no more: this group has changed it."""
    tx.memo.get(_BEARS, {}).pop((program, merchant), None)


def note_drawn(tx: Tx, payer: Wallet, payment: PaymentNo, draws: Sequence[Draw], ways: Iterable[Way], at: int) -> None:
    """Keeps what a payment has drawn: of each claim, its program, the wallet, and its pocket where the terms count the
    uses of a day; and which way it went."""
    claims, changed = tx.rows(CLAIMS).changed, tx.rows(PROGRAMS).changed
    programs: dict[int, ProgramNo] = {}
    counted: set[int] = set()
    borne = {draw.candidate.claim.id: draw.borne_minor for draw in draws}
    for (claim, program, pocket, terms, _, _), amount in draws:
        programs[claim.id] = program.id
        kept = claim.left_minor if is_voucher(program) else amount
        program.held_minor -= kept
        program.spent_minor += amount - borne[claim.id]
        program.borne_minor += borne[claim.id]
        claim.left_minor -= kept
        claims(claim)
        changed(program)
        if not claim.left_minor:
            close_claim(tx, claim, ClaimState.USED, payer)
        if terms.how_much.per_day and program.id not in counted:
            counted.add(program.id)
            _count_use(tx, pocket, china_day(at))

    rows = tx.rows(PAYMENT_SOURCES)
    for n, (number, wallet, amount, transfer, _) in enumerate(ways):
        source = PaymentSource(
            payment=payment,
            n=n,
            claim=number,
            program=programs.get(number, ProgramNo(0)),
            wallet=wallet,
            amount_minor=amount,
            returned_minor=0,
            transfer=TransferNo(transfer),
            borne_minor=borne.get(number, 0),
        )
        rows.add(source)


def _count_use(tx: Tx, pocket: Pocket, day: int) -> None:
    pocket.day, pocket.uses = day, pocket.uses + 1 if pocket.day == day else 1
    tx.rows(POCKETS).changed(pocket)


def close_claim(tx: Tx, claim: Claim, state: ClaimState, wallet: Wallet) -> None:
    """An open claim is open no more; what it had left is accounted for."""
    claim.state = state
    wallet.bound -= 1
    program = tx.rows(PROGRAMS)[claim.program]
    program.open -= 1
    tx.rows(CLAIMS).changed(claim)
    tx.rows(WALLETS).changed(wallet)
    tx.rows(PROGRAMS).changed(program)
    if wallet.closed and not wallet.bound:
        nothing_left(tx.connection, wallet.id)


def note_ways(tx: Tx, refund: int, payment: PaymentNo, ways: Iterable[Way]) -> None:
    """Keeps where the money of a refund went."""
    rows = tx.appender("source_refunds", SOURCE_REFUND_COLUMNS)
    rows.extend((refund, n, payment, *way) for n, way in enumerate(ways))


def touch_sources(tx: Tx, payments: Collection[Bound]) -> list[PaymentSource]:
    """Names what claims paid of locked payments, with the claims, pockets and programs, and gives it. The payers'
    wallets are named beside."""
    bound = {payment.id for payment in payments if payment.bound_minor}
    if not bound:
        return []
    rows = sources_of(tx.connection, bound)
    claims = claims_by_id(tx.connection, {row.claim for row in rows if row.claim})
    tx.want(PAYMENT_SOURCES, [(row.payment, row.n) for row in rows])
    tx.want(PROGRAMS, {row.program for row in rows if row.program})
    tx.want(CLAIMS, claims)
    tx.want(POCKETS, {(row.wallet, row.program) for row in claims.values()})
    return rows


def touch_return_places(tx: Tx, sources: Sequence[PaymentSource], pairs: Iterable[tuple[int, int]]) -> None:
    """Names the accounts between those who give back (giver, payer) and where it may go."""
    for source in (row for row in sources if row.claim):
        claim = tx.rows(CLAIMS)[source.claim]
        places = {place_of_claim(tx, claim), tx.rows(PROGRAMS)[source.program].pot}
        for giver, payer in pairs:
            row = tx.rows(WALLETS).get(giver) if payer == claim.wallet else None
            for place in places if row is not None else ():
                touch_places(tx, place_of(cast(Wallet, row)), place)
            if row is not None and source.borne_minor:
                touch_places(tx, tx.rows(PROGRAMS)[source.program].pot, place_of(row))


def returns_of(tx: Tx, payment: PaymentNo, payer: Wallet, amount: int, at: int) -> list[Return]:
    """Where an amount of a refund goes that is not the payer's own: what was drawn last comes back first. Of an
    envelope whose claim could still be spent it is the holder's again; all else goes to the pot."""
    rows = sorted(
        (row for row in tx.rows(PAYMENT_SOURCES).rows.values() if row.payment == payment and row.claim),
        key=lambda row: -row.n,
    )
    found: list[Return] = []
    for row in rows:
        part = min(amount, row.amount_minor - row.returned_minor)
        if part:
            claim, program = tx.rows(CLAIMS)[row.claim], tx.rows(PROGRAMS)[row.program]
            again = not is_voucher(program) and _lives(claim, payer, at) and program.state in LIVE
            place = place_of_claim(tx, claim) if again else program.pot
            found.append(Return(row, place, part, claim if again else None))
            amount -= part
    return found


def _lives(claim: Claim, payer: Wallet, at: int) -> bool:
    room = claim.state == ClaimState.OPEN or (claim.state == ClaimState.USED and payer.bound < REOPENED_MAX)
    return room and at < claim.expires_at and not payer.closed


def note_returned(tx: Tx, payer: Wallet, returns: Sequence[Return]) -> None:
    """Keeps what came back to claims and to pots."""
    for each in returns:
        source, amount, claim, borne = each.source, each.amount_minor, each.claim, each.borne_minor
        source.returned_minor += amount
        source.borne_back_minor += borne
        tx.rows(PAYMENT_SOURCES).changed(source)
        program = tx.rows(PROGRAMS)[source.program]
        program.spent_minor -= amount - borne
        program.borne_minor -= borne if program.borne_minor else 0  # none once the program was paid out
        tx.rows(PROGRAMS).changed(program)
        if claim is None:
            continue
        program.held_minor += amount
        claim.left_minor += amount
        if claim.state != ClaimState.OPEN:
            claim.state = ClaimState.OPEN
            payer.bound += 1
            program.open += 1
            tx.rows(WALLETS).changed(payer)
        hold(tx, [claim])
        tx.rows(CLAIMS).changed(claim)


def journal_ways(journal: JournalNo, ways: Sequence[tuple[ClaimNo, WalletNo, int]], starts: Sequence[int]) -> list[Way]:
    """Moves with their first transfers, of a journal whose legs start there."""
    return [Way(*way, journal + start) for way, start in zip(ways, starts, strict=True)]
