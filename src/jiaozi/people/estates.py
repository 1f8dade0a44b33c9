"""Estates: a holder has died. Two people of the operator freeze the wallet on papers, and later two people move what
is in it to an heir's wallet and close it. Inherited money passes the heir's balance limit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.ledger.model import Code, Journal, Leg
from jiaozi.ledger.post import post, touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.outbox import emit
from jiaozi.payments.pay import legs_between, payer_short, touch_between
from jiaozi.people.model import Estate, papers_good
from jiaozi.people.schema import ESTATES
from jiaozi.scheme import entries
from jiaozi.scheme.model import Role, account
from jiaozi.wallets import changes, freezing
from jiaozi.wallets.acts import account_of, in_freeze_refusal, subs_of, touch_subs, wallet_of
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.model import Wallet, place_of
from jiaozi.wallets.schema import FREEZES, WALLETS

REASON: Final = "estate"
InterestOf = Callable[[Tx, Wallet, int], tuple[int, Callable[[int], None]]]
"""What a wallet is owed when it is closed at an instant, and what to call with the journal that paid it."""
_FREEZE, _UNFREEZE = freezing.OPERATIONS


@dataclass(frozen=True, slots=True)
class OpenEstate:
    """Freezes the wallet of a holder who died. `papers` are SHA-256 digests, in hexadecimal, of what shows it."""

    wallet: int
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SettleEstate:
    """Moves all that is in the wallet, and the interest it is owed, to the wallet `heir`, and closes it. `papers` show
    that the heir inherits."""

    wallet: int
    heir: int
    papers: tuple[str, ...]


class EstateOpened(NamedTuple):
    """Outcome of opening: the wallet and the freeze that now holds it."""

    wallet: int
    freeze: int


class EstateSettled(NamedTuple):
    """Outcome of settling; `journal` is 0 when there was nothing to move."""

    wallet: int
    heir: int
    amount_minor: int
    interest_minor: int
    journal: int


def _touch_open(tx: Tx, requests: Sequence[Request]) -> None:
    tx.want(ESTATES, {request.command.wallet for request in requests})
    tx.want(WALLETS, {request.command.wallet for request in requests})


def _open(tx: Tx, request: Request) -> EstateOpened | Refusal:
    """Refuses: `papers_invalid`, `wallet_not_found`, `wallet_closed`, `estate_exists`."""
    command: OpenEstate = request.command
    if not papers_good(command.papers):
        return Refusal("papers_invalid")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if tx.rows(ESTATES).get(wallet.id) is not None:
        return Refusal("estate_exists")
    frozen = _FREEZE.run(tx, [request._replace(command=FreezeWallet(wallet.id, "all", REASON))])[0]
    if isinstance(frozen, Refusal):
        return frozen
    tx.rows(ESTATES).add(Estate(wallet.id, frozen.freeze, ",".join(command.papers), request.at, 0, "", 0, 0, 0, 0))
    emit(tx, "estate.opened", request.at, wallet.operator, {"wallet": encode_id("wal", wallet.id)})
    return EstateOpened(wallet.id, frozen.freeze)


def _touch_settle(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    pairs = [(request.command.wallet, request.command.heir) for request in requests]
    tx.want(ESTATES, {wallet for wallet, _ in pairs})
    touch_subs(tx, [wallet for wallet, _ in pairs])
    tx.want(WALLETS, {number for pair in pairs for number in pair})
    yield
    tx.want(FREEZES, {estate.freeze for wallet, _ in pairs if (estate := tx.rows(ESTATES).get(wallet))})
    touch_between(tx, pairs)
    for number, _ in pairs:
        wallet = tx.rows(WALLETS).get(number)
        if wallet is not None:
            tx.want(ACCOUNTS, {wallet.account, account(wallet.operator, Role.INTEREST)})
            touch_legs(tx, entries.pay_interest(place_of(wallet), 1))


class _Settling:
    """The handler that settles; `interest_of` tells what a wallet is owed when it is closed."""

    def __init__(self, interest_of: InterestOf) -> None:
        self._interest_of = interest_of

    def decide(self, tx: Tx, request: Request) -> EstateSettled | Refusal:
        """Refuses: `papers_invalid`, `wallet_not_found`, `wallet_closed`, `estate_not_found`, the heir's wallet the
        same, `heir_invalid` (of the same holder), `wallet_frozen` (by more than the estate's freeze, or the heir's),
        `sub_wallets_open` (they are estates of their own, and first), `wallet_not_empty` (something is held),
        `settlement_cap_exceeded`, `operator_illiquid`."""
        command: SettleEstate = request.command
        if not papers_good(command.papers):
            return Refusal("papers_invalid")
        found = _parties(tx, command)
        if isinstance(found, Refusal):
            return found
        wallet, heir, row = found
        held = account_of(tx, wallet)
        if held.pending_out or held.pending_in:
            return Refusal("wallet_not_empty", "holds")
        amount = held.posted
        interest, paid = self._interest_of(tx, wallet, request.at)
        journal = _move(tx, request, (wallet, heir), amount, interest) if amount or interest else 0
        if isinstance(journal, Refusal):
            return journal

        # Nothing below can be refused: the money is gone, and the estate's freeze is the only one.
        paid(journal)
        ended = _UNFREEZE.run(tx, [request._replace(command=UnfreezeWallet(wallet.id, row.freeze))])[0]
        closed = changes.close(tx, request._replace(command=CloseWallet(wallet.id)))
        if isinstance(ended, Refusal) or isinstance(closed, Refusal):
            raise AssertionError("an empty wallet without another freeze closes")
        row.heir, row.heir_papers, row.settled_at = heir.id, ",".join(command.papers), request.at
        row.amount_minor, row.interest_minor, row.journal = amount, interest, journal
        tx.rows(ESTATES).changed(row)
        told: dict[str, object] = {"wallet": encode_id("wal", wallet.id), "amount_minor": amount + interest}
        emit(tx, "estate.settled", request.at, wallet.operator, told)
        return EstateSettled(wallet.id, heir.id, amount, interest, journal)


def _parties(tx: Tx, command: SettleEstate) -> tuple[Wallet, Wallet, Estate] | Refusal:
    wallet, heir = wallet_of(tx, command.wallet), wallet_of(tx, command.heir)
    if isinstance(wallet, Refusal):
        return wallet
    row = tx.rows(ESTATES).get(wallet.id)
    if row is None:
        return Refusal("estate_not_found")
    if isinstance(heir, Refusal):
        return heir._replace(detail="heir")
    if heir.holder == wallet.holder:
        return Refusal("heir_invalid")
    if wallet.freezes_all != 1 or wallet.freezes_out or wallet.frozen_minor or tx.rows(FREEZES)[row.freeze].lifted_at:
        return Refusal("wallet_frozen", "otherwise than by the estate")
    if subs_of(tx, wallet.id):
        return Refusal("sub_wallets_open")
    if refusal := in_freeze_refusal(heir):
        return refusal._replace(detail="heir")
    return wallet, heir, row


def _move(tx: Tx, request: Request, sides: tuple[Wallet, Wallet], amount: int, interest: int) -> int | Refusal:
    """One journal: what is in the wallet goes to the heir, then interest comes in and goes the same way."""
    payer, payee = (place_of(wallet) for wallet in sides)
    legs: list[Leg] = []
    for part, before in ((amount, []), (interest, entries.pay_interest(payer, interest))):
        onward = legs_between(tx, payer, payee, part, Code.INHERITANCE) if part else []
        if isinstance(onward, Refusal):
            return onward
        legs += [*before, *onward] if part else []
    outcome = payer_short(post(tx, (Journal(request.id, request.at, legs),))[0])
    return outcome if isinstance(outcome, Refusal) else outcome.journal


def operations(interest_of: InterestOf) -> tuple[Operation, ...]:
    """The operations of this file."""
    settling = _Settling(interest_of)
    return (
        Operation("open_estate", OpenEstate, EstateOpened, _touch_open, one_by_one(_open), True),
        Operation("settle_estate", SettleEstate, EstateSettled, _touch_settle, one_by_one(settling.decide), True),
    )
