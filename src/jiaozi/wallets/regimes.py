"""The change of regime: an operator's wallets move from one liability regime to another, each batch one journal.

The act itself only switches what new wallets are opened under; `MoveWallets` then moves the old ones, some at a time,
so that it can be interrupted and gone on with; the worker does it by itself. Between two steps every yuan stands in
exactly one regime, backed as that regime demands, and wallets of both pay each other. A wallet with holds waits until
they are resolved, and loses nothing by it: it earns from the day its operator's regime began. A closed one stays what
it was. One that leaves deposit money takes the interest it is owed along.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import AccountNo, Count, FenOrZero, InstitutionNo, JournalNo, OrNone, Range
from jiaozi.ledger.model import Journal, Leg
from jiaozi.ledger.post import open_account, post, touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import ECNY
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.model import CENTRAL_BANK, REGIME_NAMES, Institution, InstitutionKind, Regime, RegimeNumber
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.model import ACCOUNT_KINDS, Wallet, place_of
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import wallets_left, wallets_to_move

BATCH_MAX: Final = 500
InterestOf = Callable[[Tx, Wallet, int], tuple[int, Callable[[int], None]]]
"""What a wallet is owed when it leaves its account at an instant, and what to call with the journal that paid it."""

JoinsOf = Callable[[Tx, Wallet, AccountNo, Institution, int], None]
"""Notes what a wallet, moving to an account at an instant, earned since its operator changed to deposit money."""


@dataclass(frozen=True, slots=True)
class ChangeRegime:
    """Brings an operator under the regime that the rule book has in force for it: new wallets at once, the others
    follow by themselves."""

    operator: InstitutionNo


@dataclass(frozen=True, slots=True)
class MoveWallets:
    """Moves some of an operator's wallets to its regime, in one journal. All follow by themselves; this is sooner."""

    operator: InstitutionNo
    limit: Annotated[int, Range(1, BATCH_MAX)] = BATCH_MAX


class RegimeChanged(NamedTuple):
    """An operator is under another regime."""

    operator: InstitutionNo
    regime: RegimeNumber


class WalletsMoved(NamedTuple):
    """Wallets were moved. `interest` is the part of the amount that they were owed. `more`: others can move at once.
    When none can, `waiting` wallets remain because they have open holds; they follow by themselves."""

    wallets: Count
    amount_minor: FenOrZero
    interest_minor: FenOrZero
    journal: OrNone[JournalNo]
    more: bool = False
    waiting: Count | None = None


def _touch(tx: Tx, requests: Sequence[Request[ChangeRegime | MoveWallets]]) -> None:
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})


def _change(tx: Tx, request: Request[ChangeRegime]) -> RegimeChanged | Refusal:
    """Refuses: `institution_not_found`, `wallets_moving` (some have not followed the change before this one),
    `regime_same` with the rule in force."""
    operator = operator_of(tx, request.command.operator)
    if isinstance(operator, Refusal):
        return operator
    kind = "nonbank" if operator.kind == InstitutionKind.NONBANK else "bank"
    rule = rulebook.regime(china_date(request.at), kind)
    regime = REGIME_NAMES[rule.regime]
    if operator.regime == regime:
        return Refusal("regime_same", rule.regime, rule.rule.cite())
    if operator.moving:
        return Refusal("wallets_moving")
    operator.regime, operator.regime_since, operator.moving = regime, request.at, 1
    tx.rows(INSTITUTIONS).changed(operator)
    return RegimeChanged(operator.id, regime)


def _touch_move(tx: Tx, requests: Sequence[Request[MoveWallets]]) -> Iterator[None]:
    _touch(tx, requests)
    yield
    found: dict[int, _Step] = tx.memo.setdefault("to_move", {})  # a group may have several runs of steps
    for request in requests:
        operator = tx.rows(INSTITUTIONS).get(request.command.operator)
        if operator is not None:
            limit = max(0, min(request.command.limit, BATCH_MAX))
            found_free = wallets_to_move(tx.connection, operator.id, operator.regime, limit + 1)
            free, more = found_free[:limit], len(found_free) > limit
            left = 0 if more else wallets_left(tx.connection, operator.id, operator.regime, free)
            found[request.id] = _Step(free, more, left)
            tx.want(WALLETS, free)
    yield
    for request in requests:
        for number in found[request.id].wallets if request.id in found else ():
            wallet = tx.rows(WALLETS)[number]
            operator = tx.rows(INSTITUTIONS)[request.command.operator]
            touch_legs(tx, _legs(wallet, wallet.account, operator.regime, 1))
            if wallet.regime == Regime.DEPOSIT_MONEY:
                touch_legs(tx, entries.pay_interest(place_of(wallet), 1))


def _legs(wallet: Wallet, account: AccountNo, regime: int, amount: int) -> list[Leg]:
    new = place_of(wallet)._replace(account=account, regime=regime)
    return entries.change_regime(place_of(wallet), new, amount)


class _Step(NamedTuple):
    """What a step is about, read before its wallets are locked: those free to move, whether there are more of them, and
    if not, how many others there are."""

    wallets: list[int]
    more: bool
    left: int


class _Moving(NamedTuple):
    """A wallet on its way: what is in it, what it is owed, and its new account."""

    wallet: Wallet
    amount: int
    interest: int
    paid: Callable[[int], None]
    account: AccountNo


class _Moves:
    """The handler that moves; `interest_of` tells what a wallet is owed that leaves deposit money, `joins` notes what
    one has earned that enters it."""

    def __init__(self, interest_of: InterestOf, joins: JoinsOf) -> None:
        self._interest_of = interest_of
        self._joins = joins

    def decide(self, tx: Tx, request: Request[MoveWallets]) -> WalletsMoved | Refusal:
        """Where its operator's money does not suffice for all, those with the least move. Refuses:
        `institution_not_found`, `operator_illiquid` (not for one of them)."""
        operator = operator_of(tx, request.command.operator)
        if isinstance(operator, Refusal):
            return operator
        step: _Step = tx.memo["to_move"][request.id]
        wallets = [tx.rows(WALLETS)[number] for number in step.wallets]
        moving = [self._moving(tx, each, operator, request.at) for each in wallets if _is_to_move(tx, each, operator)]
        fits = _posted(tx, request, moving, operator)
        if isinstance(fits, Refusal):
            return fits
        journal, moving, more = fits.journal, fits.moving, step.more or len(fits.moving) < len(moving)
        for each in moving:
            each.paid(journal)
            if operator.regime == Regime.DEPOSIT_MONEY:
                self._joins(tx, each.wallet, each.account, operator, request.at)
            _rehouse(tx, each.wallet, each.account, operator)
        interest = sum(each.interest for each in moving)
        waiting = step.left + sum(_is_left(each, operator) for each in wallets)
        if operator.moving and not more and not waiting:
            operator.moving = 0
            tx.rows(INSTITUTIONS).changed(operator)
        amount = sum(each.amount for each in moving) + interest
        return WalletsMoved(
            wallets=len(moving),
            amount_minor=amount,
            interest_minor=interest,
            journal=journal,
            more=more,
            waiting=None if more else waiting,
        )

    def _moving(self, tx: Tx, wallet: Wallet, operator: Institution, at: int) -> _Moving:
        owed: tuple[int, Callable[[int], None]] = (0, lambda _: None)
        if wallet.regime == Regime.DEPOSIT_MONEY:
            owed = self._interest_of(tx, wallet, at)
        return _Moving(wallet, tx.rows(ACCOUNTS)[wallet.account].posted, *owed, _new_account(tx, wallet, operator))


class _Posted(NamedTuple):
    """The journal of those that move, 0 where no money does."""

    journal: JournalNo
    moving: list[_Moving]


def _posted(tx: Tx, request: Request, moving: list[_Moving], operator: Institution) -> _Posted | Refusal:
    """Moves the money of all, or while that cannot be of the half that has the least; whoever stays keeps its account.
    Refuses: `operator_illiquid`."""
    fits, refusal = moving, Refusal("operator_illiquid")
    while True:
        legs = [leg for each in fits for leg in _legs_of(each, operator)]
        if not legs:
            return _Posted(JournalNo(0), fits)
        number = JournalNo(tx.ids.take(len(legs)))
        outcome = post(tx, [Journal(number, request.at, legs)])[0]
        if not isinstance(outcome, Refusal):
            return _Posted(number, fits)
        refusal = Refusal("operator_illiquid", outcome.detail)
        fits, out = _halved(fits)
        for each in out:
            tx.rows(ACCOUNTS).drop(tx.rows(ACCOUNTS)[each.account])
        if not fits:
            return refusal


def _halved(moving: list[_Moving]) -> tuple[list[_Moving], list[_Moving]]:
    """The half that has the least, and the others."""
    by_amount = sorted(moving, key=lambda each: each.amount + each.interest)
    return by_amount[: len(moving) // 2], by_amount[len(moving) // 2 :]


def _legs_of(each: _Moving, operator: Institution) -> list[Leg]:
    amount, interest = each.amount + each.interest, each.interest
    legs = entries.pay_interest(place_of(each.wallet), interest) if interest else []
    return [*legs, *(_legs(each.wallet, each.account, operator.regime, amount) if amount else [])]


def _is_to_move(tx: Tx, wallet: Wallet, operator: Institution) -> bool:
    """What `wallets_to_move` found may have changed before it was locked."""
    return _is_left(wallet, operator) and not tx.rows(ACCOUNTS)[wallet.account].pending_out


def _is_left(wallet: Wallet, operator: Institution) -> bool:
    return wallet.regime != operator.regime and not wallet.closed


def _new_account(tx: Tx, wallet: Wallet, operator: Institution) -> AccountNo:
    regime = Regime(operator.regime)
    book = CENTRAL_BANK if regime == Regime.M0_CASH else operator.id
    number: AccountNo = tx.ids.take_account()
    open_account(tx, number, book, ECNY.id, ACCOUNT_KINDS[regime], wallet.id)
    return number


def _rehouse(tx: Tx, wallet: Wallet, account: AccountNo, operator: Institution) -> None:
    """The old account is closed with its history; the wallet keeps its id."""
    old = tx.rows(ACCOUNTS)[wallet.account]
    old.closed = 1
    tx.rows(ACCOUNTS).changed(old)
    wallet.account, wallet.regime = account, operator.regime
    tx.appender("wallet_accounts", ("wallet", "account")).append((wallet.id, account))
    tx.rows(WALLETS).changed(wallet)


def operations(interest_of: InterestOf, joins: JoinsOf) -> tuple[Operation, ...]:
    """The operations of this file."""
    moves = _Moves(interest_of, joins)
    return (
        Operation("change_regime", ChangeRegime, RegimeChanged, _touch, one_by_one(_change), True),
        Operation("move_wallets", MoveWallets, WalletsMoved, _touch_move, one_by_one(moves.decide), True),
    )
