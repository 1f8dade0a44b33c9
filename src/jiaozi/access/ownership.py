"""Whose a thing is: for readers of a snapshot, and for acts of two people on the rows the act has locked."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from jiaozi.access import store
from jiaozi.access.model import Principal
from jiaozi.access.permissions import Ownership
from jiaozi.access.schema import PRINCIPALS
from jiaozi.banking.schema import EXCHANGE_ORDERS, EXTERNAL_BANKS
from jiaozi.billing.model import PaymentRequest
from jiaozi.campaigns.schema import CAMPAIGNS
from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.interest.schema import RUNS
from jiaozi.kinds import InstitutionNo, MerchantNo
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.locks.model import Lock
from jiaozi.mandates.model import Mandate
from jiaozi.payments.model import Merchant, Payment, Refund
from jiaozi.payments.schema import MERCHANTS
from jiaozi.people.store import guardians_of
from jiaozi.prepaid.model import Prepaid
from jiaozi.programs.places.schema import PLACES
from jiaozi.programs.schema import PROGRAMS
from jiaozi.reconciliation.schema import RECONCILIATIONS
from jiaozi.wallets.model import HOLDER_KINDS, Freeze, Holder, HolderFreeze, Wallet
from jiaozi.wallets.schema import FREEZES, HOLDER_FREEZES, HOLDERS, WALLETS

NOBODYS: Final = Ownership(InstitutionNo(0))
"""Whose something is that is not there, beside what has to be one's own too."""
OwnersOf = Callable[[Tx, Any], list[Ownership]]


def of_wallets(connection: Connection, wallets: Collection[Wallet]) -> dict[int, Ownership]:
    """A wallet is its operator's, its holder's, its own; a company's that of the merchants paid into it, a person's
    that of the person's guardians. By wallet, with two queries for all of them."""
    people = {wallet.holder for wallet in wallets if wallet.kind == HOLDER_KINDS["personal"]}
    companies = {wallet.id for wallet in wallets if wallet.kind != HOLDER_KINDS["personal"]}
    guardians = guardians_of(connection, people)
    merchants = store.merchants_of_wallets(connection, companies)
    return {
        wallet.id: Ownership(
            wallet.operator,
            wallet.holder,
            wallet.id,
            merchants.get(wallet.id, ()),
            guardians=guardians.get(wallet.holder, ()),
        )
        for wallet in wallets
    }


def of_wallet(connection: Connection, wallet: Wallet) -> Ownership:
    """Whose one wallet is."""
    return of_wallets(connection, [wallet])[wallet.id]


def of_payer(connection: Connection, wallet: Wallet) -> Ownership:
    """Whose a wallet is as a payer's: a till of a merchant that is paid into it has nothing to do with what it pays."""
    return of_wallet(connection, wallet)._replace(merchants=())


def of_bearer(connection: Connection, merchant: Merchant, *, agrees: bool = False) -> Ownership:
    """Whose a merchant is as one that bears a share of what it is paid: its own, and that of whose wallet it is paid
    into, who alone `agrees` to that where they have a key."""
    own = of_payer(connection, WALLETS.read(connection, [merchant.wallet])[0])
    alone = agrees and store.speaks_for(connection, own.institution, own.wallet, own.holder)
    return own if alone else own._replace(merchants=(merchant.id,))


def of_freeze(freeze: Freeze | HolderFreeze, frozen: Wallet | Holder) -> Ownership:
    """A freeze is its placer's: only that institution's people lift it, and whoever may lift anybody's."""
    return Ownership(freeze.placed_by or frozen.operator)


def of_principal(principal: Principal) -> Ownership:
    """A principal and its keys are its institution's and its own."""
    return Ownership(principal.institution, principal=principal.id)


def of_merchant(merchant: Merchant) -> Ownership:
    """A merchant is its operator's and its own."""
    return Ownership(merchant.operator, wallet=merchant.wallet, merchants=(merchant.id,))


def of_merchants(connection: Connection, merchants: Collection[int]) -> dict[int, Ownership]:
    """Whose each of these merchants is; none for one that there is not."""
    return {row.id: of_merchant(row) for row in MERCHANTS.read(connection, merchants)}


def of_payments(
    connection: Connection, payments: Collection[Payment] | Collection[Refund]
) -> dict[int, tuple[Ownership, Ownership]]:
    """The payer's side of each payment, or of the one of each refund, and the payee's; of several merchants with one
    wallet it is the store's."""
    wallets, sold = _wallets_and_stores(connection, payments)
    return {
        row.id: (wallets[row.payer], wallets[row.payee]._replace(merchants=sold.get(row.store, ()))) for row in payments
    }


def of_payment(connection: Connection, payment: Payment) -> tuple[Ownership, Ownership]:
    """The two sides of one payment."""
    return of_payments(connection, [payment])[payment.id]


def of_requests(connection: Connection, requests: Collection[PaymentRequest]) -> dict[int, list[Ownership]]:
    """The payee's side of each request to pay, a store's that of its merchant; then the payer's, when one is named."""
    wallets, sold = _wallets_and_stores(connection, requests)
    found: dict[int, list[Ownership]] = {}
    for row in requests:
        payee = wallets[row.payee]
        payee = payee._replace(merchants=sold.get(row.store, ())) if row.store else payee
        found[row.id] = [payee, *([wallets[row.payer]] if row.payer else [])]
    return found


def of_locks(connection: Connection, locks: Collection[Lock]) -> dict[int, list[Ownership]]:
    """The payer's side of each lock, the payee's, a store's that of its merchant, then its arbiter's if it has one."""
    wallets, sold = _wallets_and_stores(connection, locks)
    deciding = of_wallets(connection, WALLETS.read(connection, {row.arbiter for row in locks} - {0}))
    found: dict[int, list[Ownership]] = {}
    for row in locks:
        payee = wallets[row.payee]
        payee = payee._replace(merchants=sold.get(row.store, ())) if row.store else payee
        found[row.id] = [wallets[row.payer], payee, *([deciding[row.arbiter]] if row.arbiter else [])]
    return found


def of_prepaids(connection: Connection, prepaids: Collection[Prepaid]) -> dict[int, list[Ownership]]:
    """The consumer's side of each prepaid contract, then its merchant's."""
    wallets = of_wallets(connection, WALLETS.read(connection, {row.payer for row in prepaids}))
    sellers = of_merchants(connection, {row.merchant for row in prepaids})
    return {row.id: [wallets[row.payer]._replace(merchants=()), sellers[row.merchant]] for row in prepaids}


def of_mandates(connection: Connection, mandates: Collection[Mandate]) -> dict[int, list[Ownership]]:
    """The payer's side of each mandate, then its merchant's."""
    wallets = of_wallets(connection, WALLETS.read(connection, {row.payer for row in mandates}))
    merchants = of_merchants(connection, {row.merchant for row in mandates})
    return {row.id: [wallets[row.payer]._replace(merchants=()), merchants[row.merchant]] for row in mandates}


def _wallets_and_stores(
    connection: Connection,
    rows: Collection[Payment] | Collection[Refund] | Collection[PaymentRequest] | Collection[Lock],
) -> tuple[dict[int, Ownership], dict[int, tuple[MerchantNo, ...]]]:
    """Whose the wallets of both sides are, and which merchant's the stores."""
    sides = {number for row in rows for number in (row.payer, row.payee)} - {0}
    sold = store.merchants_of_stores(connection, {row.store for row in rows} - {0})
    return of_wallets(connection, WALLETS.read(connection, sides)), {shop: (own,) for shop, own in sold.items()}


def _operator(_: Tx, command: Any) -> list[Ownership]:
    return [Ownership(command.operator)]


def _holder(tx: Tx, command: Any) -> list[Ownership]:
    holder = tx.rows(HOLDERS).get(command.holder)
    return [] if holder is None else [Ownership(holder.operator, holder.id)]


def _freeze(tx: Tx, command: Any) -> list[Ownership]:
    """Nobody's while it is not there: its number may yet become another side's."""
    row, wallet = tx.rows(FREEZES).get(command.freeze), tx.rows(WALLETS).get(command.wallet)
    if row is None or wallet is None or row.wallet != wallet.id:
        return []
    return [of_freeze(row, wallet)]


def _holder_freeze(tx: Tx, command: Any) -> list[Ownership]:
    """As of a wallet's."""
    row, holder = tx.rows(HOLDER_FREEZES).get(command.holder_freeze), tx.rows(HOLDERS).get(command.holder)
    if row is None or holder is None or row.holder != holder.id:
        return []
    return [of_freeze(row, holder)]


def _books(tx: Tx, command: Any) -> list[Ownership]:
    """The institutions whose books a correction touches: all of them have to be the proposer's."""
    sides = [tx.rows(ACCOUNTS).get(side) for line in command.lines for side in (line.debit, line.credit)]
    return [Ownership(account.book if account is not None else InstitutionNo(0)) for account in sides]


def _interest_run(tx: Tx, command: Any) -> list[Ownership]:
    run = tx.rows(RUNS).get(command.run)
    return [] if run is None else [Ownership(run.operator)]


def _reconciliation(tx: Tx, command: Any) -> list[Ownership]:
    row = tx.rows(RECONCILIATIONS).get((command.account, command.day))
    return [] if row is None else [Ownership(row.operator)]


def _external_bank(tx: Tx, command: Any) -> list[Ownership]:
    bank = tx.rows(EXTERNAL_BANKS).get(command.external_bank)
    return [] if bank is None else [Ownership(bank.operator)]


def _exchange_order(tx: Tx, command: Any) -> list[Ownership]:
    order = tx.rows(EXCHANGE_ORDERS).get(command.exchange_order)
    return [] if order is None else [Ownership(tx.rows(EXTERNAL_BANKS)[order.external_bank].operator)]


def _guardian(tx: Tx, command: Any) -> list[Ownership]:
    """Ward and guardian both have to be the operator's customers: one that is not there is nobody's."""
    holders = [tx.rows(HOLDERS).get(number) for number in (command.ward, command.guardian)]
    return [NOBODYS if holder is None else Ownership(holder.operator, holder.id) for holder in holders]


def _program(tx: Tx, command: Any) -> list[Ownership]:
    row = tx.rows(PROGRAMS).get(command.program)
    return [] if row is None else [Ownership(row.operator)]


def _campaign(tx: Tx, command: Any) -> list[Ownership]:
    row = tx.rows(CAMPAIGNS).get(command.campaign)
    return [] if row is None else [Ownership(row.operator)]


def _merchant(tx: Tx, command: Any) -> list[Ownership]:
    row = tx.rows(MERCHANTS).get(command.merchant)
    return [] if row is None else [of_merchant(row)]


def _places(tx: Tx, command: Any) -> list[Ownership]:
    """The keepers of the places: all of them have to be the proposer's."""
    rows = [tx.rows(PLACES).get(entry[0]) for entry in command.entries]
    return [NOBODYS if row is None else Ownership(row.operator) for row in rows]


def _institution(_: Tx, command: Any) -> list[Ownership]:
    return [Ownership(command.institution)]


def _principal(tx: Tx, command: Any) -> list[Ownership]:
    row = tx.rows(PRINCIPALS).get(command.principal)
    return [] if row is None else [Ownership(row.institution)]


def _suspended(tx: Tx, command: Any) -> list[Ownership]:
    row = tx.rows(PRINCIPALS).get(command.principal)
    return [] if row is None else [Ownership(row.suspended_by or row.institution)]


OWNERS: Final[Mapping[str, OwnersOf]] = {
    "issue": _operator,
    "set_operator_limit": _operator,
    "unfreeze_wallet": _freeze,
    "unfreeze_holder": _holder_freeze,
    "correct": _books,
    "release_interest": _interest_run,
    "close_with_breaks": _reconciliation,
    "appoint_guardian": _guardian,
    "pay_out_order": _exchange_order,
    "pay_external_bank": _external_bank,
    "forget_detail": _holder,
    "rebind_device": _holder,
    "set_program_state": _program,
    "set_campaign_state": _campaign,
    "mark_bankrupt": _merchant,
    "enter_stores": _places,
    "open_estate": _holder,
    "settle_estate": _holder,
    "create_principal": _institution,
    "renew_enrolment": _principal,
    "resume_principal": _suspended,
}
"""For every act that `permissions` grants for one's own with a second person; one that is missing is refused."""
