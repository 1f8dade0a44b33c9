"""Closing a wallet that may be owed interest: up to the day before it is closed, paid with what is left in it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from jiaozi.clock import china_day
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletClosedData
from jiaozi.interest import rates, store
from jiaozi.interest.model import Carried, Earner, Share
from jiaozi.interest.reckon import interest_with, share
from jiaozi.interest.runs import Mark, expense_account
from jiaozi.interest.schema import CARRIED_COLUMNS, ITEM_COLUMNS
from jiaozi.interest.waiting import earned, waiting_since, within
from jiaozi.kinds import BankAccountNo, FenOrZero, JournalNo, OrNone, WalletNo
from jiaozi.ledger.model import Account
from jiaozi.ledger.post import touch_legs
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import move
from jiaozi.scheme.model import BankAccount, Regime
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets import changes
from jiaozi.wallets.acts import account_of, shut, subs_of, touch_subs, wallet_of
from jiaozi.wallets.changes import CloseWallet, WalletClosed
from jiaozi.wallets.exchange import Guard, illiquid, unload_legs
from jiaozi.wallets.model import Wallet, place_of
from jiaozi.wallets.schema import SUB_WALLETS, WALLETS


@dataclass(frozen=True, slots=True)
class CloseOut:
    """Pays a wallet's interest up to yesterday, sends all it holds to a bank account of its holder, and closes it."""

    wallet: WalletNo
    bank_account: BankAccountNo


class ClosedOut(NamedTuple):
    """A wallet was closed out: what went to the bank account, and how much of it was interest. `journal` is null when
    there was nothing."""

    wallet: WalletNo
    amount_minor: FenOrZero
    interest_minor: FenOrZero
    journal: OrNone[JournalNo]


def accrued(
    connection: Connection,
    wallet: Wallet,
    today: int,
    mark: Mark | None = None,
    held: Account | None = None,
    brought: Sequence[Carried] = (),
) -> Share | None:
    """What a wallet has earned since it was settled last, up to yesterday; None where nothing can earn. `mark` is what
    a step of the same group has settled, `held` the account as the group has left it, which counted no day before
    today's otherwise than the database does, `brought` what the group carried into it."""
    first = rates.first_earning_day()
    found = store.earner(connection, wallet.id)
    if first is None or found is None:
        return None
    earner, settled = found
    if wallet.regime != Regime.DEPOSIT_MONEY:
        return _while_waiting(connection, wallet, earner, today)
    if earner.account != wallet.account:  # this group moved it to an account that has no day of its own behind it
        return _of_carried(earner, brought)
    if mark is not None:
        earner = earner._replace(settled_account=mark.account, settled_fen_days=mark.fen_days)
        settled = mark.until_day
    start = max(first, settled)
    if start >= today:
        return None
    spans = rates.spans(start, today)
    changes = store.class_changes(connection, wallet.id - 1, wallet.id, start).get(wallet.id, [])
    carried = within(store.carried(connection, wallet.id - 1, wallet.id).get(wallet.account, ()), start, today + 1)
    return share(earner, spans, changes, _counted(connection, wallet, spans, held), carried)


def _while_waiting(connection: Connection, wallet: Wallet, earner: Earner, today: int) -> Share | None:
    since = waiting_since(connection, wallet)
    if since is None:
        return None
    carried = earned(connection, wallet, wallet.account, since, today)
    return _of_carried(earner, carried)._replace(carried=tuple(carried))


def _of_carried(earner: Earner, carried: Sequence[Carried]) -> Share:
    return Share(earner, 0, sum(each.fen_days for each in carried), interest_with((), carried))


def _counted(connection: Connection, wallet: Wallet, spans: list[rates.Span], held: Account | None) -> dict[int, int]:
    """The fen-days before the end of each span, where they do not follow from the account's row."""
    today = spans[-1].end
    counted = {} if held is None else {today: held.fen_days_before(today)}
    for end in {span.end for span in spans} - counted.keys():
        before = store.counted_before(connection, wallet.operator, wallet.id - 1, wallet.id, end)
        if wallet.account in before:
            counted[end] = before[wallet.account]
    return counted


def _owed(tx: Tx, wallet: Wallet, today: int) -> Share | None:
    """As `accrued`, for a locked wallet; `today` is not before the day its account was counted on."""
    carried = tx.memo.get(Carried, {}).get(wallet.account, ())
    return accrued(tx.connection, wallet, today, tx.memo.get(Mark, {}).get(wallet.id), account_of(tx, wallet), carried)


def interest_on_leaving(tx: Tx, wallet: Wallet, at: int) -> tuple[int, Callable[[int], None]]:
    """Like `interest_at_closing`, for a wallet that leaves deposit money. The mark stays also where nothing is owed: it
    says up to which day the account that is left has been settled."""
    held = account_of(tx, wallet)
    today = max(china_day(at), held.counted_on)
    owed = _owed(tx, wallet, today)
    if owed is None:
        return 0, lambda _: None
    if owed.interest_minor:
        expense_account(tx, wallet.operator)
    return owed.interest_minor, lambda journal: _settled(tx, wallet, today, owed, journal if owed.interest_minor else 0)


def _settled(tx: Tx, wallet: Wallet, today: int, owed: Share, journal: int) -> None:
    """Marks up to where a wallet is settled, by its closing or on leaving deposit money."""
    tx.appender("interest_carried", CARRIED_COLUMNS).extend(owed.carried)
    mark = (owed.fen_days, owed.earning_fen_days, owed.interest_minor, journal)
    tx.appender("interest_items", ITEM_COLUMNS).append((wallet.id, today, 0, wallet.account, *mark))


def interest_at_closing(tx: Tx, wallet: Wallet, at: int) -> tuple[int, Callable[[int], None]]:
    """What a wallet that is about to be closed is owed, in minor units, and what its journal has to be told to when it
    is paid. The operator's expense account is there when something is owed."""
    held = account_of(tx, wallet)
    today = max(china_day(at), held.counted_on)
    owed = _owed(tx, wallet, today)
    if owed is None or not owed.interest_minor:
        return 0, lambda _: None
    expense_account(tx, wallet.operator)
    return owed.interest_minor, lambda journal: _settled(tx, wallet, today, owed, journal)


def _close(tx: Tx, request: Request[CloseWallet]) -> WalletClosed | Refusal:
    """Refuses as `wallets.changes.close`, and `interest_unpaid`: close it out to a bank account instead."""
    wallet = tx.rows(WALLETS).get(request.command.wallet)
    if wallet is not None and not wallet.closed and not account_of(tx, wallet).posted:
        owed = _owed(tx, wallet, max(china_day(request.at), account_of(tx, wallet).counted_on))
        if owed is not None and owed.interest_minor:
            return Refusal("interest_unpaid")
    return changes.close(tx, request)


class _Closing:
    """The handlers of closing out, which what `guard` knows forbids as it forbids an unload: no more is agreed to go by
    this road than by that. Nothing is counted, since nothing follows."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def touch(self, tx: Tx, requests: Sequence[Request[CloseOut]]) -> Iterator[None]:
        """Names the links, sub-wallets, wallets and bank accounts, and then the accounts."""
        wanted = {request.command.wallet for request in requests}
        parents = {row.id: row.parent for row in SUB_WALLETS.read(tx.connection, wanted)}
        links = [(request.command.wallet, request.command.bank_account) for request in requests]
        self._guard.touch(tx, [(parents.get(wallet, wallet), account) for wallet, account in links])
        touch_subs(tx, wanted)
        tx.want(SUB_WALLETS, parents)
        tx.want(WALLETS, wanted)
        tx.want(BANK_ACCOUNTS, {account for _, account in links})
        yield
        for number, account_number in links:
            wallet, bank_account = tx.rows(WALLETS).get(number), tx.rows(BANK_ACCOUNTS).get(account_number)
            if wallet is not None:
                touch_legs(tx, entries.pay_interest(place_of(wallet), 1))
            if wallet is not None and bank_account is not None:
                touch_legs(tx, entries.load(bank_account.id, bank_account.bank, place_of(wallet), 1))

    def decide(self, tx: Tx, request: Request[CloseOut]) -> ClosedOut | Refusal:
        """Refuses: `wallet_not_found`, `wallet_closed`, `bank_account_not_found` (another's looks so too),
        `wallet_frozen`, `wallet_not_empty` (open holds), `sub_wallets_open`, `programs_funded`, the guard's refusals
        (of a sub-wallet its parent's), `operator_illiquid`."""
        command = request.command
        wallet = wallet_of(tx, command.wallet)
        if isinstance(wallet, Refusal):
            return wallet
        bank_account = tx.rows(BANK_ACCOUNTS).get(command.bank_account)
        if bank_account is None or bank_account.customer != wallet.holder:
            return Refusal("bank_account_not_found")
        if refusal := _held_refusal(tx, wallet):
            return refusal
        held = account_of(tx, wallet)
        today = max(china_day(request.at), held.counted_on)
        owed = _owed(tx, wallet, today)
        interest = owed.interest_minor if owed is not None else 0
        total = held.posted + interest
        if total and (refusal := self._link_refusal(tx, wallet, bank_account.id, total, request.at)):
            return refusal
        journal = _pay_out(tx, request, wallet, bank_account, interest)
        if isinstance(journal, Refusal):
            return journal

        # Decided: the wallet is empty, and closes.
        if owed is not None and interest:
            _settled(tx, wallet, today, owed, journal)
        shut(tx, wallet)
        payload = WalletClosedData(wallet=wallet.id, interest_minor=interest)
        emit(tx, "wallet.closed", request.at, wallet.operator, payload)
        return ClosedOut(wallet=wallet.id, amount_minor=total, interest_minor=interest, journal=journal)

    def _link_refusal(
        self, tx: Tx, wallet: Wallet, bank_account: BankAccountNo, amount: int, at: int
    ) -> Refusal | None:
        sub = tx.rows(SUB_WALLETS).get(wallet.id)
        owner = wallet if sub is None else tx.rows(WALLETS)[sub.parent]
        return self._guard.refusal(tx, owner, bank_account, amount, at)


def _held_refusal(tx: Tx, wallet: Wallet) -> Refusal | None:
    """What keeps a wallet open: freezes, holds, sub-wallets, programs that it funds."""
    held = account_of(tx, wallet)
    if wallet.freezes_all or wallet.freezes_out or wallet.frozen_minor:
        return Refusal("wallet_frozen")
    if held.pending_out or held.pending_in:
        return Refusal("wallet_not_empty")
    if subs_of(tx, wallet.id):
        return Refusal("sub_wallets_open")
    return Refusal("programs_funded") if wallet.funds else None


def _pay_out(tx: Tx, request: Request, wallet: Wallet, bank_account: BankAccount, interest: int) -> JournalNo | Refusal:
    """Interest comes in and everything goes out, in one journal; 0 when there is nothing."""
    place, total = place_of(wallet), account_of(tx, wallet).posted + interest
    if not total:
        return JournalNo(0)
    legs = unload_legs(place, bank_account.id, bank_account.bank, total)
    if interest:
        expense_account(tx, wallet.operator)
        legs = [*entries.pay_interest(place, interest), *legs]
    outcome = illiquid(move(tx, request, legs))
    return outcome if isinstance(outcome, Refusal) else outcome.journal


def operations(guard: Guard) -> tuple[Operation, ...]:
    """The operations of this file, with what guards the links to bank accounts."""
    closing = _Closing(guard)
    return (
        Operation("close_wallet", CloseWallet, WalletClosed, changes.touch, one_by_one(_close)),
        Operation("close_out", CloseOut, ClosedOut, closing.touch, one_by_one(closing.decide)),
    )
