"""Bank accounts and cash; wallets with their limits, freezes and holders; loads and unloads."""

from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.model import SUBJECT_ROLES, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api import render, views
from jiaozi.api.desk import At, Desk, DryRun, Placed, need, number, optional
from jiaozi.api.problems import Refused
from jiaozi.api.routes.common import bank_account_owner, institution_owner, of_bank_account, placer, wallet_owner
from jiaozi.api.routing import Json, Paging, Router
from jiaozi.clock import format_time, parse_time
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.ledger.store import posted_at
from jiaozi.payments.store import merchant, refused_of_payee
from jiaozi.scheme.banks import DepositCash, OpenBankAccount, WithdrawCash
from jiaozi.scheme.store import bank_account
from jiaozi.wallets.changes import ChangeClass, CloseWallet, HolderRead, ReadHolder, SetOwnLimits
from jiaozi.wallets.exchange import LinkBankAccount, Load, Unload
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.store import freezes_of, freezes_page, holder, wallet, wallets_of_holder, wallets_page
from jiaozi.wire import wallets as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.base import BankAccountId, FreezeId, InstitutionId, Nothing, Page, Time, WalletId
from jiaozi.wire.institutions import Moved
from jiaozi.wire.ledger import BalanceAt

router = Router("/v1", "wallets")
banks = Router("/v1", "bank accounts")


@banks.post("/bank-accounts", status=201, answer=wire.BankAccountOpened)
async def open_bank_account(desk: At, body: wire.BankAccountOpening) -> Response:
    """A bank opens a deposit account, for a holder or for nobody yet."""
    command = OpenBankAccount(
        number(body.bank), body.number, optional(body.customer), body.cash.minor if body.cash else 0
    )

    own = [Ownership(command.bank)]

    def owners(connection: Connection) -> list[Ownership]:
        desk.check_own("open_bank_account", own)  # whoever may not is not told whether there is such a customer
        if body.customer and holder(connection, command.customer) is None:
            raise Refused(Refusal("not_found", "customer"))
        return own

    return await desk.act(command, owners, status=201)


@banks.get("/bank-accounts/{account}", answer=wire.BankAccount)
async def get_bank_account(desk: At, account: BankAccountId) -> wire.BankAccount:
    """A bank account, for its bank and its customer."""

    def job(connection: Connection) -> wire.BankAccount:
        row = need(bank_account(connection, number(account)), "bank_account_not_found")
        owners = of_bank_account(connection, row, desk.principal)
        desk.check_own("read_bank_account", owners, "bank_account_not_found", either=True)
        held = ACCOUNTS.read(connection, [row.id])[0]
        return wire.BankAccount(
            id=account,
            bank=encode_id("ins", row.bank),
            customer=render.identifier("hld", row.customer),
            number_masked=row.number_masked,
            balance=views.money(held.posted, held.asset),
            opened_at=format_time(row.opened_at),
        )

    return await desk.read("read_bank_account", job)


@banks.post("/bank-accounts/{account}/deposits", status=201, answer=Moved)
async def deposit_cash(desk: At, account: BankAccountId, body: wire.Cash, dry_run: DryRun = False) -> Response:
    """Cash is paid into a bank account."""
    command = DepositCash(number(account), body.amount.minor)
    owner = bank_account_owner(command.bank_account)
    return await desk.act(command, owner, missing="bank_account_not_found", status=201, dry_run=dry_run)


@banks.post("/bank-accounts/{account}/withdrawals", status=201, answer=Moved)
async def withdraw_cash(desk: At, account: BankAccountId, body: wire.Cash, dry_run: DryRun = False) -> Response:
    """Cash is drawn from a bank account."""
    command = WithdrawCash(number(account), body.amount.minor)
    owner = bank_account_owner(command.bank_account)
    return await desk.act(command, owner, missing="bank_account_not_found", status=201, dry_run=dry_run)


async def _act(desk: Desk, command: Any, *, status: int = 200, dry_run: bool = False, reason: str = "") -> Response:
    """An act on a wallet."""
    owner = wallet_owner(command.wallet)
    return await desk.act(command, owner, missing="wallet_not_found", status=status, dry_run=dry_run, reason=reason)


def _own_wallet(desk: Desk, connection: Connection, wanted: str, action: str) -> Wallet:
    row = need(wallet(connection, number(wanted)), "wallet_not_found")
    desk.check_own(action, [ownership.of_wallet(connection, row)], "wallet_not_found")
    return row


@router.post("/wallets", status=201, answer=wire.WalletOpened)
async def open_wallet(desk: At, body: wire.WalletOpening) -> Response:
    """An operator opens a wallet with what its class needs."""
    details = (body.phone, body.name, body.id_number, body.bank_account, body.face_to_face)
    command = OpenWallet(number(body.operator), body.kind, body.wallet_class, *details)
    return await desk.act(command, institution_owner(command.operator), status=201)


@router.get("/wallets", answer=Page[wire.Wallet])
async def list_wallets(
    desk: At,
    paging: Paging,
    operator: Annotated[InstitutionId | None, Field(description="Wallets of this operator")] = None,
) -> dict[str, Any]:
    """Wallets: of an operator, or of all for the central bank and auditors; holders get their own."""
    listing = f"wallets:{operator}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[Wallet]:
        if desk.principal.role in SUBJECT_ROLES:
            return [row for row in _subjects_wallets(desk, connection) if row.id > after][: paging.limit + 1]
        wanted = optional(operator) or (
            InstitutionNo(0) if desk.sees_all("read_wallet") else desk.principal.institution
        )
        desk.check_own("read_wallet", [Ownership(wanted)])
        return wallets_page(connection, wanted, after, paging.limit + 1)

    rows = await desk.read("read_wallet", job)
    places = [(row.id,) for row in rows]
    return desk.page(listing, [views.wallet_summary(row) for row in rows], places, paging.limit, paging.cursor)


def _subjects_wallets(desk: Desk, connection: Connection) -> list[Wallet]:
    subject = desk.principal.subject
    if desk.principal.role == Role.HOLDER:
        found: list[Wallet | None] = [*wallets_of_holder(connection, subject)]
    elif desk.principal.role == Role.MERCHANT:
        own = merchant(connection, subject)
        found = [None if own is None else wallet(connection, own.wallet)]
    else:
        found = [wallet(connection, subject)]
    rows = [row for row in found if row is not None]
    return [row for row in rows if desk.may("read_wallet", [ownership.of_wallet(connection, row)])]


@router.get("/wallets/{wallet}", answer=wire.Wallet)
async def get_wallet(desk: At, wallet: WalletId) -> wire.Wallet:
    """A wallet with its balance, what is available, its limits and what is left of them."""

    def job(connection: Connection) -> wire.Wallet:
        row = _own_wallet(desk, connection, wallet, "read_wallet")
        return views.wallet_in_full(connection, desk.platform, row)

    return await desk.read("read_wallet", job)


@router.get("/wallets/{wallet}/balance", answer=BalanceAt)
async def get_wallet_balance(desk: At, wallet: WalletId, at: Time | None = None) -> BalanceAt:
    """A wallet's balance as it had been recorded at an instant, in its present account; now when none is given."""
    instant = parse_time(at) if at else desk.platform.clock.now()

    def job(connection: Connection) -> BalanceAt:
        row = _own_wallet(desk, connection, wallet, "read_statement")
        balance = views.money(posted_at(connection, row.account, instant))
        return BalanceAt(account=encode_id("acc", row.account), at=format_time(instant), balance=balance)

    return await desk.read("read_statement", job)


@router.post("/wallets/{wallet}/class-changes", answer=wire.ClassChanged)
async def change_class(desk: At, wallet: WalletId, body: wire.ClassChange) -> Response:
    """Moves a wallet to another class; its id stays."""
    details = (body.name, body.id_number, body.bank_account, body.face_to_face, body.phone)
    return await _act(desk, ChangeClass(number(wallet), body.wallet_class, *details))


@router.post("/wallets/{wallet}/limits", answer=wire.LimitsSet)
async def set_own_limits(desk: At, wallet: WalletId, body: wire.OwnLimits) -> Response:
    """Sets the holder's own limits, all four at once."""
    chosen = [limit.minor if limit else None for limit in (body.balance, body.single, body.daily, body.yearly)]
    return await _act(desk, SetOwnLimits(number(wallet), *chosen))


@router.post("/wallets/{wallet}/closure", answer=wire.WalletClosed)
async def close_wallet(desk: At, wallet: WalletId, _: Nothing | None = None) -> Response:
    """Closes an empty wallet for good."""
    return await _act(desk, CloseWallet(number(wallet)))


@router.get("/wallets/{wallet}/freezes", answer=Page[wire.FreezeView])
async def list_freezes(desk: At, paging: Paging, wallet: WalletId) -> Any:
    """A wallet's freezes, lifted ones too, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[wire.FreezeView]]:
        row = _own_wallet(desk, connection, wallet, "read_wallet")
        return [((each.id,), views.freeze(each)) for each in freezes_page(connection, row.id, after[0], limit)]

    return await desk.listing("read_wallet", f"freezes:{number(wallet)}", paging, job)


@router.get("/wallets/{wallet}/refused-payments", answer=Page[wire.RefusedPaymentView])
async def list_refused_payments(desk: At, wallet: WalletId) -> Page[wire.RefusedPaymentView]:
    """Why a wallet could not be paid, newest first, at most 200: the last reason of each payer, who is not told it."""

    def job(connection: Connection) -> Page[wire.RefusedPaymentView]:
        row = _own_wallet(desk, connection, wallet, "read_wallet")
        found = refused_of_payee(connection, row.id)
        return Page[wire.RefusedPaymentView](items=[views.refused_payment(each) for each in found])

    return await desk.read("read_wallet", job)


@router.post("/wallets/{wallet}/freezes", status=201, answer=wire.WalletFrozen)
async def freeze_wallet(desk: At, wallet: WalletId, body: wire.Freeze) -> Response:
    """Freezes a wallet; from this answer on no payment that the freeze forbids is accepted."""
    amount = body.amount.minor if body.amount else 0
    command = FreezeWallet(number(wallet), body.scope, body.reason, amount, placer(desk.principal))
    return await _act(desk, command, status=201)


@router.post("/wallets/{wallet}/freezes/{freeze}/lifting", status=202, answer=Proposed)
async def propose_unfreeze(desk: At, wallet: WalletId, freeze: FreezeId, body: wire.Lifting) -> Response:
    """Proposes to lift a freeze; a second person approves it. What the central bank placed only its people lift."""
    command = UnfreezeWallet(number(wallet), number(freeze))

    def owners(connection: Connection) -> list[Ownership]:
        row = _own_wallet(desk, connection, wallet, "unfreeze_wallet")
        found = next((each for each in freezes_of(connection, row.id) if each.id == command.freeze), None)
        return [ownership.of_freeze(need(found, "wallet_not_frozen"), row)]

    return await desk.act(command, owners, reason=body.reason)


@router.post("/wallets/{wallet}/holder-readings", answer=wire.HolderRead)
async def read_holder(desk: At, wallet: WalletId, body: wire.HolderReading) -> Response:
    """Reads the holder's personal data: for the wallet's operator and the holder alone, and always logged."""
    command = ReadHolder(number(wallet), body.reason)
    desk.check_role("read_holder")
    owners = await desk.house.readers.run(wallet_owner(command.wallet))
    desk.check_own("read_holder", owners, "wallet_not_found")
    result = await desk.submit(command)
    if not isinstance(result.outcome, HolderRead):
        return desk.answer(result)
    if result.replayed:  # the data is shown again, so that is a reading of its own
        again = await desk.submit(command, key=f"again:{desk.request.state.request_id}:{desk.platform.ids.take()}")
        if not isinstance(again.outcome, HolderRead):
            return desk.answer(again)
    found = await desk.house.readers.run(lambda connection: holder(connection, result.outcome.holder))
    details = reveal(desk.platform.keyring, need(found, "wallet_not_found"))
    answer = Json({"holder": encode_id("hld", result.outcome.holder), **details._asdict()})
    desk.mark(answer, result)
    return answer


@router.post("/wallets/{wallet}/bank-accounts", answer=wire.BankAccountLinked)
async def link_bank_account(desk: At, wallet: WalletId, body: wire.BankAccountLink) -> Response:
    """Binds a bank account to the wallet's holder. One that is nobody's yet can only be bound by its own bank."""
    command = LinkBankAccount(number(wallet), number(body.bank_account))

    def owners(connection: Connection) -> list[Ownership]:
        row = _own_wallet(desk, connection, wallet, "link_bank_account")
        account = need(bank_account(connection, command.bank_account), "bank_account_not_found")
        if account.customer != row.holder:
            desk.check_own("link_bank_account", [Ownership(account.bank)], "bank_account_not_found")
        return [ownership.of_wallet(connection, row)]

    return await desk.act(command, owners, missing="wallet_not_found")


@router.post("/wallets/{wallet}/loads", status=201, answer=Moved)
async def load(desk: At, wallet: WalletId, body: wire.Exchange, dry_run: DryRun = False) -> Response:
    """Moves money from the holder's bank account into the wallet (兑出)."""
    command = Load(number(wallet), number(body.bank_account), body.amount.minor, body.reference)
    return await _act(desk, command, status=201, dry_run=dry_run)


@router.post("/wallets/{wallet}/unloads", status=201, answer=Moved)
async def unload(desk: At, wallet: WalletId, body: wire.Exchange, dry_run: DryRun = False) -> Response:
    """Moves money from the wallet into the holder's bank account (兑回)."""
    command = Unload(number(wallet), number(body.bank_account), body.amount.minor, body.reference)
    return await _act(desk, command, status=201, dry_run=dry_run)
