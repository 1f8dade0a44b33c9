"""Opening sub-wallets, giving their tokens, taking them back."""

from collections.abc import Iterator, Sequence
from typing import Final

from jiaozi.clock import china_date, china_day, following
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import SubWalletData
from jiaozi.kinds import MerchantNo, WalletNo
from jiaozi.ledger.model import Account
from jiaozi.ledger.post import open_account
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import ECNY, is_amount
from jiaozi.outbox import emit
from jiaozi.payments.schema import MERCHANTS
from jiaozi.rulebook.shapes import Component
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.subwallets import tokens
from jiaozi.subwallets.model import (
    CUSTOMER_MAX,
    LABEL_MAX,
    SUBS_MAX,
    IssueSubWalletToken,
    OpenSubWallet,
    PushSubWallet,
    RevokeSubWallet,
    SubWalletOpened,
    SubWalletRevoked,
    SubWalletTokenIssued,
)
from jiaozi.texts import is_plain
from jiaozi.wallets.acts import account_of, limit_table, subs_of, touch_subs, wallet_of
from jiaozi.wallets.holder_freezes import frozen_holders
from jiaozi.wallets.model import HOLDER_KINDS, SCOPES, HolderKind, SubWallet, Usage, Wallet, is_sub
from jiaozi.wallets.schema import HOLDERS, SUB_WALLETS, USAGES, WALLETS


def _touch_parents(tx: Tx, requests: Sequence[Request[PushSubWallet | OpenSubWallet]]) -> Iterator[None]:
    """With the holders and operators, as for any wallet that is opened."""
    parents = {request.command.wallet for request in requests}
    known = WALLETS.read(tx.connection, parents)
    tx.want(INSTITUTIONS, {wallet.operator for wallet in known})
    tx.want(HOLDERS, {wallet.holder for wallet in known})
    touch_subs(tx, parents)
    tx.want(WALLETS, parents)
    tx.want(MERCHANTS, {request.command.merchant for request in requests if isinstance(request.command, PushSubWallet)})
    yield
    found = [tx.rows(WALLETS).get(number) for number in parents]
    tx.want(ACCOUNTS, {wallet.account for wallet in found if wallet is not None})


def _parent(tx: Tx, number: WalletNo, kind: HolderKind) -> Wallet | Refusal:
    """The wallet that gets a sub-wallet. Refuses: `wallet_not_found`, `wallet_closed`, `usage_not_allowed`,
    `wallet_frozen`, `sub_wallets_exceeded`."""
    wallet = wallet_of(tx, number)
    if isinstance(wallet, Refusal):
        return wallet
    if is_sub(wallet) or wallet.kind != HOLDER_KINDS[kind]:
        return Refusal("usage_not_allowed", f"a {kind} holder's own wallet")
    if wallet.freezes_all or wallet.freezes_out or frozen_holders(tx, [wallet.holder]):
        return Refusal("wallet_frozen")
    return wallet if len(subs_of(tx, number)) < SUBS_MAX else Refusal("sub_wallets_exceeded", f"{SUBS_MAX} at most")


def _push(tx: Tx, request: Request[PushSubWallet]) -> SubWalletOpened | Refusal:
    """Refuses: `request_malformed` (label, customer), `amount_invalid` (a limit), `merchant_not_found`,
    `merchant_suspended`, those of `_parent`, `limit_not_lower` with the rule, `sub_wallet_exists`."""
    command = request.command
    if not (is_plain(command.label, LABEL_MAX) and is_plain(command.customer, CUSTOMER_MAX, empty=True)):
        return Refusal("request_malformed", "label or customer")
    limits: dict[Component, int | None] = {
        "single": command.single_minor,
        "daily": command.daily_minor,
        "yearly": command.yearly_minor,
    }
    if not all(is_amount(limit) for name, limit in limits.items() if limit is not None or name != "yearly"):
        return Refusal("amount_invalid", "limits")
    merchant = tx.rows(MERCHANTS).get(command.merchant)
    if merchant is None or merchant.suspended:
        return Refusal("merchant_suspended" if merchant else "merchant_not_found")
    parent = _parent(tx, command.wallet, "personal")
    if isinstance(parent, Refusal):
        return parent
    if refusal := _too_high(tx, parent, limits, request.at):
        return refusal
    rows = [tx.rows(SUB_WALLETS)[sub.id] for sub in subs_of(tx, parent.id)]
    if any(row.merchant == merchant.id and not row.revoked_at for row in rows):
        return Refusal("sub_wallet_exists")
    wallet = _new_wallet(tx, request, parent)
    wallet.own_single_minor, wallet.own_daily_minor, wallet.own_yearly_minor = limits.values()
    row = SubWallet(
        id=wallet.id,
        parent=parent.id,
        merchant=merchant.id,
        label=command.label,
        customer=command.customer,
        token_hash="",
        revoked_at=0,
        opened_at=request.at,
    )
    tx.rows(SUB_WALLETS).add(row)
    _emit(tx, "sub_wallet.pushed", request.at, merchant.operator, row)
    return SubWalletOpened(wallet.id, parent.id)


def _too_high(tx: Tx, parent: Wallet, limits: dict[Component, int | None], at: int) -> Refusal | None:
    """A sub-wallet's limits stay at or below its parent's class's. Refuses: `limit_not_lower`."""
    table = limit_table(tx)
    above = table.of_class(parent, at)
    for name, limit in limits.items():
        if limit is not None and limit > getattr(above, name):
            return table.not_lower(name, parent, at)
    return None


def _open(tx: Tx, request: Request[OpenSubWallet]) -> SubWalletOpened | Refusal:
    """Refuses: `request_malformed` (label), those of `_parent`, `class_not_available` (a class whose balance has a
    limit: many sub-wallets would pass it together)."""
    command = request.command
    if not is_plain(command.label, LABEL_MAX):
        return Refusal("request_malformed", "label")
    parent = _parent(tx, command.wallet, "corporate")
    if isinstance(parent, Refusal):
        return parent
    if limit_table(tx).capped(parent, request.at):
        return Refusal("class_not_available", "sub-wallets need a class without a balance limit")
    wallet = _new_wallet(tx, request, parent)
    row = SubWallet(
        id=wallet.id,
        parent=parent.id,
        merchant=MerchantNo(0),
        label=command.label,
        customer="",
        token_hash="",
        revoked_at=0,
        opened_at=request.at,
    )
    tx.rows(SUB_WALLETS).add(row)
    _emit(tx, "sub_wallet.opened", request.at, parent.operator, row)
    return SubWalletOpened(wallet.id, parent.id)


def _new_wallet(tx: Tx, request: Request, parent: Wallet) -> Wallet:
    """A wallet beside its parent: same holder, operator, class and regime, in the same book; all with one id."""
    number, at = request.id, request.at
    beside: Account = account_of(tx, parent)
    open_account(tx, number, beside.book, ECNY.id, beside.kind, number)
    wallet = tx.rows(WALLETS).add(
        Wallet(
            id=number,
            operator=parent.operator,
            holder=parent.holder,
            kind=parent.kind,
            wallet_class=parent.wallet_class,
            scope=parent.scope | SCOPES["sub_wallet"],
            regime=parent.regime,
            account=number,
            closed=0,
            own_balance_minor=None,
            own_single_minor=None,
            own_daily_minor=None,
            own_yearly_minor=None,
            freezes_all=0,
            freezes_out=0,
            frozen_minor=0,
            opened_at=at,
        )
    )
    day, year = china_day(at), china_date(at).year
    tx.rows(USAGES).add(Usage(id=number, day=day, used_today_minor=0, year=year, used_year_minor=0))
    tx.appender("holder_wallets", ("holder", "wallet")).append((parent.holder, number))
    tx.memo.get("owned", {}).get(parent.holder, []).append(wallet)
    return wallet


def _touch_row(tx: Tx, requests: Sequence[Request[IssueSubWalletToken | RevokeSubWallet]]) -> Iterator[None]:
    wanted = {request.command.sub_wallet for request in requests}
    tx.want(SUB_WALLETS, wanted)
    yield
    found = [tx.rows(WALLETS).get(number) for number in wanted]
    tx.want(ACCOUNTS, {wallet.account for wallet in found if wallet is not None})


def _pushed(tx: Tx, number: WalletNo) -> SubWallet | Refusal:
    """The row of a pushed sub-wallet. Refuses: `sub_wallet_not_found`, `wallet_closed`, `sub_wallet_revoked`."""
    row = tx.rows(SUB_WALLETS).get(number)
    if row is None or not row.merchant:
        return Refusal("sub_wallet_not_found")
    wallet = wallet_of(tx, number)
    if isinstance(wallet, Refusal):
        return wallet
    return Refusal("sub_wallet_revoked") if row.revoked_at else row


def _issue_token(tx: Tx, request: Request[IssueSubWalletToken]) -> SubWalletTokenIssued | Refusal:
    """Refuses: `request_malformed` (no hash), those of `_pushed`."""
    command = request.command
    if not tokens.is_hash(command.token_hash):
        return Refusal("request_malformed", "token_hash")
    row = _pushed(tx, command.sub_wallet)
    if isinstance(row, Refusal):
        return row
    row.token_hash = command.token_hash
    tx.rows(SUB_WALLETS).changed(row)
    return SubWalletTokenIssued(row.id)


def _revoke(tx: Tx, request: Request[RevokeSubWallet]) -> SubWalletRevoked | Refusal:
    """Refuses as `_pushed`. The wallet stays open for refunds until it is closed. Not before its last charge, which
    another process whose clock is ahead may have recorded."""
    row = _pushed(tx, request.command.sub_wallet)
    if isinstance(row, Refusal):
        return row
    row.revoked_at = following(request.at, account_of(tx, tx.rows(WALLETS)[row.id]).changed_at, tx.apart_us)
    tx.rows(SUB_WALLETS).changed(row)
    _emit(tx, "sub_wallet.revoked", request.at, tx.rows(WALLETS)[row.id].operator, row)
    return SubWalletRevoked(row.id, row.revoked_at)


def _emit(tx: Tx, kind: str, at: int, owner: int, row: SubWallet) -> None:
    emit(tx, kind, at, owner, SubWalletData(sub_wallet=row.id, merchant=row.merchant))


OPERATIONS: Final = (
    Operation("push_sub_wallet", PushSubWallet, SubWalletOpened, _touch_parents, one_by_one(_push)),
    Operation("open_sub_wallet", OpenSubWallet, SubWalletOpened, _touch_parents, one_by_one(_open)),
    Operation(
        "issue_sub_wallet_token", IssueSubWalletToken, SubWalletTokenIssued, _touch_row, one_by_one(_issue_token)
    ),
    Operation("revoke_sub_wallet", RevokeSubWallet, SubWalletRevoked, _touch_row, one_by_one(_revoke)),
)
