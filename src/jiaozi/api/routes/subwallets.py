"""Sub-wallets: pushed to merchants and charged by them; a company's, pooled and allotted."""

from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from jiaozi.access.permissions import Ownership
from jiaozi.api import render, views
from jiaozi.api import store as lists
from jiaozi.api.desk import At, Desk, DryRun, Owners, need, number
from jiaozi.api.problems import Refused
from jiaozi.api.routes.common import merchant_owner, wallet_owner
from jiaozi.api.routing import Json, Paging, Router
from jiaozi.clock import format_time
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import WalletNo
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.payments.store import store as store_of
from jiaozi.subwallets import store, tokens
from jiaozi.subwallets.model import (
    CUSTOMER_MAX,
    AllotToSub,
    ChargeSubWallet,
    IssueSubWalletToken,
    OpenSubWallet,
    PoolSubWallets,
    PushSubWallet,
    RecallFromSub,
    RevokeSubWallet,
    SubWalletTokenIssued,
)
from jiaozi.wallets.model import SubWallet, Wallet
from jiaozi.wallets.schema import USAGES
from jiaozi.wire import subwallets as wire
from jiaozi.wire.base import Nothing, Page, WalletId
from jiaozi.wire.institutions import Moved
from jiaozi.wire.payments import Paid

router = Router("/v1", "sub-wallets")


def _parent_owner(sub: WalletNo) -> Owners:
    """Whose the parent of a sub-wallet is."""

    def find(connection: Connection) -> list[Ownership]:
        row = store.sub_wallet(connection, sub)
        return [] if row is None else [*wallet_owner(row.parent)(connection)]

    return find


def _status(row: SubWallet, wallet: Wallet) -> str:
    return "closed" if wallet.closed else "revoked" if row.revoked_at else "open"


@router.post("/wallets/{wallet}/pushed-sub-wallets", status=201, answer=wire.SubWalletOpened)
async def push_sub_wallet(desk: At, wallet: WalletId, body: wire.SubWalletPush) -> Response:
    """The holder pushes a sub-wallet to a merchant, which then charges it without a PIN up to these limits."""
    yearly = body.yearly.minor if body.yearly else None
    limits = (body.single.minor, body.daily.minor, yearly)
    command = PushSubWallet(number(wallet), number(body.merchant), body.label, *limits, body.customer)
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)


@router.post("/wallets/{wallet}/sub-wallets", status=201, answer=wire.SubWalletOpened)
async def open_sub_wallet(desk: At, wallet: WalletId, body: wire.SubWalletOpening) -> Response:
    """A company opens a sub-wallet for a store; a merchant can then be registered as paid into it."""
    command = OpenSubWallet(number(wallet), body.label)
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)


@router.get("/wallets/{wallet}/sub-wallets", answer=Page[wire.SubWallet])
async def list_sub_wallets(desk: At, wallet: WalletId, paging: Paging) -> dict[str, Any]:
    """A wallet's sub-wallets, oldest first, revoked and closed ones too."""
    listing = f"sub-wallets:{wallet}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.SubWallet]:
        owners = wallet_owner(number(wallet))(connection)
        if not owners:
            raise Refused(Refusal("wallet_not_found"))
        desk.check_own("read_sub_wallets", owners, "wallet_not_found")
        rows = store.subs_page(connection, number(wallet), after, paging.limit + 1)
        return _views(desk, connection, rows)

    found = await desk.read("read_sub_wallets", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


def _views(desk: Desk, connection: Connection, rows: list[SubWallet]) -> list[wire.SubWallet]:
    wallets = store.wallets_of(connection, rows)
    usages = {usage.id: usage for usage in USAGES.read(connection, wallets)}
    held = {each.id: each for each in ACCOUNTS.read(connection, [wallet.account for wallet in wallets.values()])}
    now, found = desk.platform.clock.now(), []
    for row in rows:
        wallet = wallets[row.id]
        found.append(
            wire.SubWallet(
                id=encode_id("wal", row.id),
                wallet=encode_id("wal", row.parent),
                merchant=render.identifier("mer", row.merchant),
                label=row.label,
                customer=row.customer,
                status=_status(row, wallet),
                balance=views.money(held[wallet.account].posted),
                single=views.yuan(wallet.own_single_minor),
                daily=views.yuan(wallet.own_daily_minor),
                yearly=views.yuan(wallet.own_yearly_minor),
                used_today=views.money(usages[row.id].at(now).used_today_minor),
                opened_at=format_time(row.opened_at),
                revoked_at=render.moment(row.revoked_at),
            )
        )
    return found


@router.get("/pushed-sub-wallets", answer=Page[wire.PushedWallet])
async def list_pushed_wallets(
    desk: At,
    paging: Paging,
    customer: Annotated[
        str, Field(max_length=CUSTOMER_MAX, description="Only what this customer of the merchant's pushed")
    ] = "",
) -> dict[str, Any]:
    """What was pushed to the merchant that asks, oldest first."""
    listing = f"pushed:{desk.principal.subject}:{customer}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.PushedWallet]:
        merchant = desk.principal.subject
        desk.check_own("read_pushed_wallets", merchant_owner(merchant)(connection))
        rows = store.pushed_page(connection, merchant, customer, after, paging.limit + 1)
        wallets = store.wallets_of(connection, rows)
        return [_pushed(row, wallets[row.id]) for row in rows]

    found = await desk.read("read_pushed_wallets", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


def _pushed(row: SubWallet, wallet: Wallet) -> wire.PushedWallet:
    return wire.PushedWallet(
        id=encode_id("wal", row.id),
        merchant=encode_id("mer", row.merchant),
        customer=row.customer,
        status=_status(row, wallet),
        has_token=bool(row.token_hash),
        single=views.yuan(wallet.own_single_minor),
        daily=views.yuan(wallet.own_daily_minor),
        opened_at=format_time(row.opened_at),
        revoked_at=render.moment(row.revoked_at),
    )


@router.post("/sub-wallets/{sub_wallet}/tokens", status=201, answer=wire.SubWalletTokenIssued)
async def issue_sub_wallet_token(desk: At, sub_wallet: WalletId, _: Nothing | None = None) -> Response:
    """The merchant takes the token of what was pushed to it; an earlier token ends. It is in this answer only."""
    wanted = number(sub_wallet)

    def owners(connection: Connection) -> list[Ownership]:
        row = need(store.sub_wallet(connection, wanted), "sub_wallet_not_found")
        return [*merchant_owner(row.merchant)(connection)]

    desk.check_role("issue_sub_wallet_token")
    desk.check_own("issue_sub_wallet_token", await desk.house.readers.run(owners), "sub_wallet_not_found")
    before = await desk.house.readers.run(lambda connection: _earlier(desk, connection))
    if before is not None:
        same = not isinstance(before, SubWalletTokenIssued) or before.sub_wallet == wanted
        return _token_answer(desk, Result(before if same else Refusal("idempotency_key_reused"), same), None)
    secret = tokens.new_secret()
    result = await desk.submit(IssueSubWalletToken(wanted, tokens.hash_secret(secret)))
    return _token_answer(desk, result, None if result.replayed else tokens.format_token(wanted, secret))


def _earlier(desk: Desk, connection: Connection) -> Any:
    """What was decided under this key; the secret differs each time, so the request cannot show that it is the same."""
    found = lists.outcome(connection, desk.principal.id, "issue_sub_wallet_token", desk.key)
    return None if found is None else desk.platform.operations.decode_outcome(found[1])


def _token_answer(desk: Desk, result: Result, token: str | None) -> Response:
    if not isinstance(result.outcome, SubWalletTokenIssued):
        return desk.answer(result, 201)
    answer = Json({**render.outcome(result.outcome), "token": token}, 201)
    desk.mark(answer, result)
    return answer


@router.post("/sub-wallet-charges", status=201, answer=Paid)
async def charge_sub_wallet(desk: At, body: wire.SubWalletCharge, dry_run: DryRun = False) -> Response:
    """The merchant charges a sub-wallet by its token. Final when it is answered, like any payment."""
    given = need(tokens.parse_token(body.token), "sub_wallet_token_invalid")
    shop = number(body.store)
    command = ChargeSubWallet(*given, shop, body.amount.minor, body.purpose, body.reference)

    def owners(connection: Connection) -> list[Ownership]:
        row = store_of(connection, shop)
        return [] if row is None else [*merchant_owner(row.merchant)(connection)]

    return await desk.act(command, owners, missing="store_not_found", status=201, dry_run=dry_run)


@router.post("/sub-wallets/{sub_wallet}/revocation", answer=wire.SubWalletRevoked)
async def revoke_sub_wallet(desk: At, sub_wallet: WalletId, _: Nothing | None = None) -> Response:
    """The holder, or its operator, takes a sub-wallet back; no charge is accepted once this is answered."""
    command = RevokeSubWallet(number(sub_wallet))
    return await desk.act(command, _parent_owner(command.sub_wallet), missing="sub_wallet_not_found")


@router.post("/wallets/{wallet}/pooling", answer=wire.Pooled)
async def pool_sub_wallets(
    desk: At, wallet: WalletId, body: wire.SubWalletPooling, dry_run: DryRun = False
) -> Response:
    """Moves into a wallet what its sub-wallets have above what each may keep."""
    wanted = tuple(number(each) for each in body.sub_wallets)
    command = PoolSubWallets(number(wallet), wanted, body.keep.minor if body.keep else 0)
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", dry_run=dry_run)


@router.post("/sub-wallets/{sub_wallet}/recalls", status=201, answer=Moved)
async def recall_from_sub(
    desk: At, sub_wallet: WalletId, body: wire.SubWalletMove, dry_run: DryRun = False
) -> Response:
    """Moves an amount from a sub-wallet to its parent."""
    command = RecallFromSub(number(sub_wallet), body.amount.minor, body.reference)
    owners = _parent_owner(command.sub_wallet)
    return await desk.act(command, owners, missing="sub_wallet_not_found", status=201, dry_run=dry_run)


@router.post("/sub-wallets/{sub_wallet}/allotments", status=201, answer=Moved)
async def allot_to_sub(desk: At, sub_wallet: WalletId, body: wire.SubWalletMove, dry_run: DryRun = False) -> Response:
    """Moves an amount from a company's wallet to one of its sub-wallets."""
    command = AllotToSub(number(sub_wallet), body.amount.minor, body.reference)
    owners = _parent_owner(command.sub_wallet)
    return await desk.act(command, owners, missing="sub_wallet_not_found", status=201, dry_run=dry_run)
