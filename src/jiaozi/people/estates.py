"""Estates: a holder has died. Two people of the operator freeze all its wallets there on papers, and later two people
move what is in them, the interest they are owed and the refunds that wait for the holder to the heirs' wallets and
close them, in one act. From then on nothing waits for the holder, who opens no wallet there.

Sub-wallets are recalled into their parents first. Each heir gets its fixed amount, then its share of what is left;
fractions of a fen go by largest remainder, on a tie to the heir named earlier. Inherited money passes balance limits.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import EstateData
from jiaozi.kinds import Count, FenOrZero, FreezeNo, HolderFreezeNo, HolderNo, JournalNo, Length, OrNone, Ppm, WalletNo
from jiaozi.ledger.model import Code, Journal, Leg
from jiaozi.ledger.post import post, touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import AMOUNT_MAX
from jiaozi.outbox import emit
from jiaozi.payments.model import OwedRefund
from jiaozi.payments.owed import end_waiting, waiting_for, waiting_place
from jiaozi.payments.pay import touch_between
from jiaozi.payments.refused import PAYEE_CANNOT
from jiaozi.payments.schema import OWED_REFUNDS
from jiaozi.payments.splits.shares import MILLION, largest_remainder
from jiaozi.payments.store import waiting_refunds
from jiaozi.people.model import HEIRS_MAX, Estate, Papers, papers_good
from jiaozi.people.schema import ESTATE_PART_COLUMNS, ESTATES
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.between import Move, journal_id, legs_of, short_of, touch_places
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import Role, account
from jiaozi.wallets import changes
from jiaozi.wallets.acts import account_of, note_settled, owned, touch_subs, wallet_of
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.holder_freezes import freeze_holder, lift_holder, touch_lifting, touch_wallets_of
from jiaozi.wallets.model import HOLDER_KINDS, Holder, HolderFreeze, Wallet, is_sub, place_of
from jiaozi.wallets.schema import FREEZES, HOLDER_FREEZES, HOLDERS, SUB_WALLETS, WALLETS
from jiaozi.wallets.store import holder_freeze_parts, verified_wallets

REASON: Final = "estate"
Owed = tuple[int, Callable[[int], None]]
InterestOf = Callable[[Tx, Wallet, int], Owed]
"""What a wallet is owed when it is closed at an instant, and what to call with the journal that paid it."""


@dataclass(frozen=True, slots=True)
class OpenEstate:
    """Proposes to freeze all wallets of a holder who died; a second person approves it. `papers` are SHA-256 digests,
    in hexadecimal, of what shows it."""

    holder: HolderNo
    papers: Papers


@dataclass(frozen=True, slots=True)
class Heir:
    """What goes to an heir's wallet: a fixed amount, then a share in parts per million of what is left after all fixed
    amounts."""

    wallet: WalletNo
    fixed_minor: OrNone[FenOrZero] = 0
    share_ppm: Ppm = 0


@dataclass(frozen=True, slots=True)
class SettleEstate:
    """Proposes to move all that a holder left to the heirs and to close its wallets; a second person approves it.
    `papers` show who inherits how much. All shares together are a million; without any, the fixed amounts are the whole
    estate."""

    holder: HolderNo
    heirs: Annotated[tuple[Heir, ...], Length(1, HEIRS_MAX)]
    papers: Papers


class EstateOpened(NamedTuple):
    """An estate was opened: the freeze that now holds the holder's wallets, and how many they are."""

    holder: HolderNo
    holder_freeze: HolderFreezeNo
    wallets_frozen: Count


class EstateSettled(NamedTuple):
    """An estate was settled: what was in the wallets and waited for the holder, the interest, and how many wallets were
    closed; without a `journal` there was nothing to move."""

    holder: HolderNo
    amount_minor: FenOrZero
    interest_minor: FenOrZero
    wallets_closed: Count
    journal: OrNone[JournalNo]


class WalletFrozen(NamedTuple):
    """Outcome of opening while an estate was one wallet (schema 3): the wallet and its freeze."""

    wallet: WalletNo
    freeze: FreezeNo


class WalletSettled(NamedTuple):
    """Outcome of settling while an estate was one wallet and had one heir (schema 3)."""

    wallet: WalletNo
    heir: WalletNo
    amount_minor: FenOrZero
    interest_minor: FenOrZero
    journal: OrNone[JournalNo]


class _Left(NamedTuple):
    """A wallet of the estate: what is in it, what it is owed."""

    wallet: Wallet
    amount: int
    interest: int
    paid: Callable[[int], None]


class _Case(NamedTuple):
    """Who left what: locked rows. `waiting` are refunds to wallets that were closed before."""

    holder: Holder
    row: Estate
    freeze: HolderFreeze
    wallets: list[Wallet]
    waiting: list[OwedRefund]


def _touch_open(tx: Tx, requests: Sequence[Request[OpenEstate]]) -> Iterator[None]:
    holders = {request.command.holder for request in requests}
    tx.want(ESTATES, holders)
    yield from touch_wallets_of(tx, holders)
    tx.want(HOLDER_FREEZES, [row.holder_freeze for number in holders if (row := tx.rows(ESTATES).get(number))])


def _open(tx: Tx, request: Request[OpenEstate]) -> EstateOpened | Refusal:
    """Refuses: `papers_invalid`, `holder_not_found`, `usage_not_allowed` (a company), `estate_exists`. One that was
    given up, by lifting its freeze, can be opened again."""
    command = request.command
    if not papers_good(command.papers):
        return Refusal("papers_invalid")
    holder = tx.rows(HOLDERS).get(command.holder)
    if holder is None:
        return Refusal("holder_not_found")
    if holder.kind != HOLDER_KINDS["personal"]:
        return Refusal("usage_not_allowed", "people only")
    row = tx.rows(ESTATES).get(holder.id)
    if row is not None and (row.settled_at or not given_up(tx, row)):
        return Refusal("estate_exists")
    frozen = freeze_holder(tx, request, holder, "all", REASON)
    papers = ",".join(command.papers)
    if row is None:
        made = Estate(
            holder=holder.id,
            holder_freeze=frozen.holder_freeze,
            papers=papers,
            opened_at=request.at,
            heir_papers="",
            amount_minor=0,
            interest_minor=0,
            journal=JournalNo(0),
            settled_at=0,
        )
        tx.rows(ESTATES).add(made)
    else:
        row.holder_freeze, row.papers, row.opened_at = frozen.holder_freeze, papers, request.at
        tx.rows(ESTATES).changed(row)
    emit(tx, "estate.opened", request.at, holder.operator, EstateData(holder=holder.id, amount_minor=None))
    return EstateOpened(holder=frozen.holder, holder_freeze=frozen.holder_freeze, wallets_frozen=frozen.wallets_frozen)


def given_up(tx: Tx, row: Estate) -> bool:
    """Whether two people have lifted the freeze of an estate that is not settled: its holder lives."""
    return bool(tx.rows(HOLDER_FREEZES)[row.holder_freeze].lifted_at)


def _touch_settle(tx: Tx, requests: Sequence[Request[SettleEstate]]) -> Iterator[None]:
    """What an estate's freeze and wallets are does not change while its holder is locked, nor what waits for the holder
    while all its wallets are, closed ones too."""
    commands = [request.command for request in requests]
    holders = {command.holder for command in commands}
    tx.want(HOLDERS, holders)
    tx.want(ESTATES, holders)
    yield
    found = verified_wallets(tx.connection, sorted(holders))
    wallets = {holder: [row.id for row in rows if not row.closed] for holder, rows in found.items()}
    touch_lifting(tx, [row.holder_freeze for number in holders if (row := tx.rows(ESTATES).get(number))])
    touch_subs(tx, [number for rows in wallets.values() for number in rows])
    tx.want(WALLETS, [wallet.id for rows in found.values() for wallet in rows])
    tx.want(WALLETS, [heir.wallet for command in commands for heir in command.heirs])
    yield
    tx.want(OWED_REFUNDS, waiting_refunds(tx.connection, holders))
    yield
    for command in commands:
        heirs = [heir.wallet for heir in command.heirs]
        _touch_money(tx, wallets.get(command.holder, ()), heirs)
        _touch_waiting(tx, command.holder, [wallet.id for wallet in found.get(command.holder, ())], heirs)


def _touch_money(tx: Tx, wallets: Sequence[WalletNo], heirs: Sequence[WalletNo]) -> None:
    """The accounts between sub-wallets and parents, between wallets and heirs, and of the interest."""
    for number in wallets:
        wallet, sub = tx.rows(WALLETS)[number], tx.rows(SUB_WALLETS).get(number)
        touch_between(tx, [(number, sub.parent)] if sub is not None else [(number, heir) for heir in heirs])
        tx.want(ACCOUNTS, {wallet.account, account(wallet.operator, Role.INTEREST)})
        touch_legs(tx, entries.pay_interest(place_of(wallet), 1))


def _touch_waiting(tx: Tx, holder: HolderNo, wallets: Sequence[WalletNo], heirs: Sequence[WalletNo]) -> None:
    """The accounts between heirs and where refunds wait: those that do, and any to these wallets in this group."""
    rows = tx.rows(WALLETS)
    places = {entries.clearing(place_of(rows[number])) for number in wallets}
    for place in sorted(places | {waiting_place(row) for row in waiting_for(tx, holder)}):
        for heir in {number for number in heirs if number in rows.rows}:
            touch_places(tx, place, place_of(rows[heir]))


class _Settling:
    """The handler that settles; `interest_of` tells what a wallet is owed when it is closed."""

    def __init__(self, interest_of: InterestOf) -> None:
        self._interest_of = interest_of

    def decide(self, tx: Tx, request: Request[SettleEstate]) -> EstateSettled | Refusal:
        """Refuses: `papers_invalid`, `estate_shares_invalid` (no heirs, too many, one twice, shares that are no whole),
        `holder_not_found`, `estate_not_found` (or given up), `estate_settled`, `heir_invalid` (of the same holder),
        `wallet_frozen` (by more than the estate's freeze), `wallet_not_empty` (something is held),
        `payee_cannot_receive` (an heir's wallet), `estate_shares_differ` (fixed amounts
        that are more than there is, or not all of it without shares), `settlement_cap_exceeded`,
        `operator_illiquid`."""
        command = request.command
        if not papers_good(command.papers):
            return Refusal("papers_invalid")
        if not _heirs_good(command.heirs):
            return Refusal("estate_shares_invalid")
        case = _case(tx, command.holder)
        if isinstance(case, Refusal):
            return case
        if refusal := _held_refusal(tx, case):
            return refusal
        heirs = _heirs(tx, command)
        if isinstance(heirs, Refusal):
            return heirs
        left = [
            _Left(wallet, account_of(tx, wallet).posted, *self._interest_of(tx, wallet, request.at))
            for wallet in case.wallets
        ]
        waiting = sum(row.amount_minor for row in case.waiting)
        parts = divided(waiting + sum(each.amount + each.interest for each in left), command.heirs)
        if parts is None:
            return Refusal("estate_shares_differ")
        journal = _move(tx, request, left, case.waiting, list(zip(heirs, parts, strict=True)))
        if isinstance(journal, Refusal):
            return journal

        # Nothing below can be refused: the money is gone, and the estate's freeze is the only one.
        for each in left:
            each.paid(journal)
        for row in case.waiting:
            end_waiting(tx, row, tx.rows(WALLETS)[row.wallet], journal, request.at)
        _close(tx, request, case)
        return _settle(tx, request, case, left, parts, journal)


def _heirs_good(heirs: Sequence[Heir]) -> bool:
    numbers = [(heir.fixed_minor, heir.share_ppm) for heir in heirs]
    return (
        0 < len(heirs) <= HEIRS_MAX
        and len({heir.wallet for heir in heirs}) == len(heirs)
        and all(0 <= fixed <= AMOUNT_MAX and 0 <= ppm <= MILLION and fixed + ppm > 0 for fixed, ppm in numbers)
        and sum(ppm for _, ppm in numbers) in (0, MILLION)
    )


def _case(tx: Tx, number: HolderNo) -> _Case | Refusal:
    holder, row = tx.rows(HOLDERS).get(number), tx.rows(ESTATES).get(number)
    if holder is None:
        return Refusal("holder_not_found")
    if row is None:
        return Refusal("estate_not_found")
    if row.settled_at:
        return Refusal("estate_settled")
    if given_up(tx, row):
        return Refusal("estate_not_found", "its freeze was lifted")
    wallets = [wallet for wallet in owned(tx, [number])[number] if not wallet.closed]
    return _Case(holder, row, tx.rows(HOLDER_FREEZES)[row.holder_freeze], wallets, waiting_for(tx, number))


def _heirs(tx: Tx, command: SettleEstate) -> list[Wallet] | Refusal:
    found: list[Wallet] = []
    for place, number in enumerate((heir.wallet for heir in command.heirs), 1):
        wallet = wallet_of(tx, number)
        if isinstance(wallet, Wallet) and wallet.holder == command.holder:
            return Refusal("heir_invalid")
        if isinstance(wallet, Refusal) or is_sub(wallet) or wallet.freezes_all:
            return PAYEE_CANNOT._replace(detail=f"heir {place}")
        found.append(wallet)
    return found


def _held_refusal(tx: Tx, case: _Case) -> Refusal | None:
    """What still holds a wallet of an estate: another freeze, or a hold. The estate's own may have been lifted from one
    wallet alone."""
    freezes = tx.rows(FREEZES)
    parts = {wallet for _, number, wallet in holder_freeze_parts(tx.connection, [case.freeze.id])
             if not freezes[number].lifted_at}  # fmt: skip
    for wallet in case.wallets:
        if (wallet.freezes_all, wallet.freezes_out, wallet.frozen_minor) != (int(wallet.id in parts), 0, 0):
            return Refusal("wallet_frozen", "otherwise than by the estate")
        if account_of(tx, wallet).pending_out or account_of(tx, wallet).pending_in:
            return Refusal("wallet_not_empty", "holds")
    return None


def divided(total: int, heirs: Sequence[Heir]) -> list[int] | None:
    """What each heir gets of `total`; the parts add up to it. None when the fixed amounts do not fit: they are more
    than there is, or less and nobody has a share."""
    rest = total - sum(heir.fixed_minor for heir in heirs)
    weights = [heir.share_ppm for heir in heirs]
    if rest < 0 or (rest and not any(weights)):
        return None
    shared = largest_remainder(rest, weights) if rest else [0] * len(heirs)
    return [heir.fixed_minor + more for heir, more in zip(heirs, shared, strict=True)]


def _move(
    tx: Tx,
    request: Request,
    left: Sequence[_Left],
    waiting: Sequence[OwedRefund],
    heirs: Sequence[tuple[Wallet, int]],
) -> JournalNo | Refusal:
    """One journal: interest comes in, sub-wallets are recalled, then everything goes to the heirs."""
    legs: list[Leg] = []
    sums: dict[WalletNo, int] = {}
    recalled: list[Move] = []
    wallets = {each.wallet.id: each.wallet for each in left}
    for wallet, amount, interest, _ in left:
        legs += entries.pay_interest(place_of(wallet), interest) if interest else []
        number, sub = wallet.id, tx.rows(SUB_WALLETS).get(wallet.id)
        if sub is not None and amount + interest:
            number = sub.parent
            recalled.append(Move(place_of(wallet), place_of(wallets[number]), amount + interest))
        sums[number] = sums.get(number, 0) + amount + interest
    given = [(place_of(wallets[number]), total) for number, total in sums.items()]
    onward = _to_heirs(given + [(waiting_place(row), row.amount_minor) for row in waiting], heirs)
    for moves, code in ((recalled, Code.POOL), (onward, Code.INHERITANCE)):
        found = legs_of(tx, moves, code)
        if isinstance(found, Refusal):
            return found
        legs += found.legs
    if not legs:
        return JournalNo(0)
    outcome = short_of(post(tx, (Journal(journal_id(tx, request, legs), request.at, legs),))[0], legs, ())
    return outcome if isinstance(outcome, Refusal) else outcome.journal


def _to_heirs(given: Sequence[tuple[Place, int]], heirs: Sequence[tuple[Wallet, int]]) -> list[Move]:
    """Place after place to heir after heir; both sides have the same sum."""
    moves: list[Move] = []
    rest = [(place, amount) for place, amount in given if amount]
    for heir, part in heirs:
        missing = part
        while missing:
            place, there = rest.pop(0)
            moved = min(missing, there)
            moves.append(Move(place, place_of(heir), moved))
            missing -= moved
            if there > moved:
                rest.insert(0, (place, there - moved))
    return moves


def _close(tx: Tx, request: Request, case: _Case) -> None:
    """Sub-wallets first: a wallet closes after them."""
    lift_holder(tx, request, case.holder, case.freeze)
    for wallet in sorted(case.wallets, key=is_sub, reverse=True):
        closed = changes.close(tx, request.about(CloseWallet(wallet.id)))
        if isinstance(closed, Refusal):
            raise AssertionError(f"an empty wallet without another freeze closes: {closed}")


def _settle(
    tx: Tx, request: Request[SettleEstate], case: _Case, left: Sequence[_Left], parts: Sequence[int], journal: JournalNo
) -> EstateSettled:
    command = request.command
    row, holder = case.row, case.holder
    row.heir_papers, row.settled_at, row.journal = ",".join(command.papers), request.at, journal
    row.amount_minor = sum(each.amount for each in left) + sum(each.amount_minor for each in case.waiting)
    row.interest_minor = sum(each.interest for each in left)
    tx.rows(ESTATES).changed(row)
    note_settled(tx, holder.id)
    tx.appender("estate_parts", ESTATE_PART_COLUMNS).extend(
        (holder.id, n, heir.wallet, heir.fixed_minor, heir.share_ppm, part)
        for n, (heir, part) in enumerate(zip(command.heirs, parts, strict=True))
    )
    told = EstateData(holder=holder.id, amount_minor=sum(parts))
    emit(tx, "estate.settled", request.at, holder.operator, told)
    return EstateSettled(
        holder=holder.id,
        amount_minor=row.amount_minor,
        interest_minor=row.interest_minor,
        wallets_closed=len(case.wallets),
        journal=journal,
    )


def operations(interest_of: InterestOf) -> tuple[Operation, ...]:
    """The operations of this file."""
    settling = _Settling(interest_of)
    return (
        Operation("open_estate", OpenEstate, EstateOpened, _touch_open, one_by_one(_open), True),
        Operation("settle_estate", SettleEstate, EstateSettled, _touch_settle, one_by_one(settling.decide), True),
    )
