"""Banks outside the platform: their accounts, and exchange orders."""

from typing import Final

from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.banking import store
from jiaozi.banking.dues import ExternalBankSettled, PayExternalBank, TakeFromExternalBank
from jiaozi.banking.exchange_orders import ExchangeOrdered, OrderExchange
from jiaozi.banking.external_model import (
    BankCode,
    BankReference,
    ExternalBank,
    MaskedNumber,
    OrderKindNumber,
    OrderStateNumber,
)
from jiaozi.banking.outside import ExternalAccountOpened, ExternalBankOpened, OpenExternalAccount, OpenExternalBank
from jiaozi.banking.stuck import OrderPaidOut, PayOutOrder
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.kinds import (
    BankFen,
    ExchangeOrderNo,
    ExternalAccountNo,
    ExternalBankNo,
    Fen,
    Instant,
    InstitutionNo,
    JournalNo,
    Name,
    OrNone,
    Reference,
    WalletNo,
)
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "banking")
BANK_NOT_FOUND: Final = "external_bank_not_found"
ORDER_NOT_FOUND: Final = "exchange_order_not_found"

router.act(OpenExternalBank, ExternalBankOpened, "/external-banks", owner=owners.institution(), status=201)
router.act(
    PayExternalBank, ExternalBankSettled, "/external-banks/{external_bank}/payments", owner=owners.external_bank(),
    proposed=True, name="propose_external_payment",
)  # fmt: skip
router.act(
    TakeFromExternalBank, ExternalBankSettled, "/external-banks/{external_bank}/receipts",
    proposed=True, name="propose_external_receipt",
)  # fmt: skip
router.act(
    PayOutOrder, OrderPaidOut, "/exchange-orders/{exchange_order}/pay-outs", owner=owners.exchange_order(),
    proposed=True, name="propose_pay_out",
)  # fmt: skip
router.act(
    OpenExternalAccount, ExternalAccountOpened, "/wallets/{wallet}/external-accounts", owner=owners.wallet(), status=201
)
router.act(OrderExchange, ExchangeOrdered, "/wallets/{wallet}/exchange-orders", owner=owners.wallet(), status=201)


@dataclass(frozen=True, slots=True)
class ExternalBankView:
    """A bank outside. `balance` is what it owes the operator; below zero the operator owes it."""

    id: ExternalBankNo
    operator: InstitutionNo
    code: BankCode
    name: Name
    balance_minor: BankFen
    opened_at: Instant


@dataclass(frozen=True, slots=True)
class SettlementView:
    """What was settled with a bank outside over the operator's reserves. Above zero the operator paid."""

    journal: JournalNo
    amount_minor: BankFen
    at: Instant


@dataclass(frozen=True, slots=True)
class ExternalAccountView:
    """A customer's account at a bank outside."""

    id: ExternalAccountNo
    external_bank: ExternalBankNo
    number_masked: MaskedNumber
    opened_at: Instant


@dataclass(frozen=True, slots=True)
class ExchangeOrderView:
    """An exchange order: `completed`, `reversed` and `paid_out` are its ends."""

    id: ExchangeOrderNo
    wallet: WalletNo
    external_account: ExternalAccountNo
    kind: OrderKindNumber
    amount_minor: Fen
    state: OrderStateNumber
    created_at: Instant
    ended_at: OrNone[Instant]
    journal: OrNone[JournalNo]
    end_journal: OrNone[JournalNo]
    bank_reference: BankReference
    reference: Reference | None


def _own_bank(desk: Desk, connection: Connection, wanted: ExternalBankNo) -> ExternalBank:
    """A bank outside whose matters the caller may read. Raises `Refused`: `external_bank_not_found`."""
    row = need(store.external_bank(connection, wanted), BANK_NOT_FOUND)
    desk.check_own("read_external_banks", [Ownership(row.operator)], BANK_NOT_FOUND)
    return row


@router.get("/external-banks")
async def list_external_banks(desk: At) -> Page[ExternalBankView]:
    """The banks outside that an operator deals with; all of them for auditors."""

    def job(connection: Connection) -> Page[ExternalBankView]:
        rows = store.external_banks(connection)
        if not desk.sees_all("read_external_banks"):
            rows = [row for row in rows if desk.may("read_external_banks", [Ownership(row.operator)])]
        held = {account.id: account.posted for account in ACCOUNTS.read(connection, {row.account for row in rows})}
        return Page(tuple(view(ExternalBankView, row, balance_minor=held[row.account]) for row in rows))

    return await desk.read("read_external_banks", job)


@router.get("/external-banks/{external_bank}/settlements")
async def list_external_settlements(desk: At, external_bank: ExternalBankNo, paging: Paging) -> Page[SettlementView]:
    """What was settled with a bank outside, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[SettlementView]]:
        row = _own_bank(desk, connection, external_bank)
        rows = store.settlements_page(connection, row.id, after[0], limit)
        return [((journal,), SettlementView(JournalNo(journal), amount, at)) for journal, _, amount, at in rows]

    return await desk.listing("read_external_banks", f"external-settlements:{external_bank}", paging, job)


@router.get("/external-banks/{external_bank}/stuck-orders")
async def list_stuck_orders(desk: At, external_bank: ExternalBankNo, paging: Paging) -> Page[ExchangeOrderView]:
    """The exchange orders with a bank outside whose money can go neither on nor back; see their pay-outs."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[ExchangeOrderView]]:
        row = _own_bank(desk, connection, external_bank)
        rows = store.stuck_orders(connection, row.id, after[0], limit)
        return [((each.id,), view(ExchangeOrderView, each)) for each in rows]

    return await desk.listing("read_external_banks", f"stuck-orders:{external_bank}", paging, job)


@router.get("/wallets/{wallet}/external-accounts")
async def list_external_accounts(desk: At, wallet: WalletNo) -> Page[ExternalAccountView]:
    """A wallet's accounts at banks outside."""

    def job(connection: Connection) -> Page[ExternalAccountView]:
        row = whose.own_wallet(desk, connection, wallet, "read_banking")
        return Page(tuple(view(ExternalAccountView, each) for each in store.external_accounts_of(connection, row.id)))

    return await desk.read("read_banking", job)


@router.get("/wallets/{wallet}/exchange-orders")
async def list_exchange_orders(desk: At, wallet: WalletNo, paging: Paging) -> Page[ExchangeOrderView]:
    """A wallet's exchange orders, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[ExchangeOrderView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_banking")
        rows = store.exchange_orders_page(connection, row.id, after[0], limit)
        return [((each.id,), view(ExchangeOrderView, each)) for each in rows]

    return await desk.listing("read_banking", f"exchange-orders:{encode_id('wal', wallet)}", paging, job)


@router.get("/exchange-orders/{exchange_order}")
async def get_exchange_order(desk: At, exchange_order: ExchangeOrderNo) -> ExchangeOrderView:
    """Where an exchange order stands."""

    def job(connection: Connection) -> ExchangeOrderView:
        row = need(store.exchange_order(connection, exchange_order), ORDER_NOT_FOUND)
        desk.check_own("read_banking", whose.wallet(row.wallet)(connection), ORDER_NOT_FOUND)
        return view(ExchangeOrderView, row)

    return await desk.read("read_banking", job)
