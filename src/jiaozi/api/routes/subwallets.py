"""Sub-wallets: pushed to merchants and charged by them; a company's, pooled and allotted."""

from typing import Annotated, Any, Literal

from pydantic import Field

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, Thing
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.once import Once
from jiaozi.api.routes.payments import PaymentView, get_payment, made
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import Fen, FenOrZero, Instant, MerchantNo, OrNone, Reference, StoreNo, Tag, Text, WalletNo
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.payments.pay import Paid, Pay
from jiaozi.records import dataclass
from jiaozi.scheme.acts import Moved
from jiaozi.subwallets import store, tokens
from jiaozi.subwallets.model import (
    CUSTOMER_MAX,
    AllotToSub,
    ChargeSubWallet,
    Customer,
    IssueSubWalletToken,
    Label,
    OpenSubWallet,
    Pooled,
    PoolSubWallets,
    PushSubWallet,
    RecallFromSub,
    RevokeSubWallet,
    SubWalletOpened,
    SubWalletRevoked,
    SubWalletTokenIssued,
)
from jiaozi.wallets.model import SubWallet, Wallet
from jiaozi.wallets.schema import USAGES
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "sub-wallets")
State = Literal["open", "revoked", "closed"]

router.act(PushSubWallet, SubWalletOpened, "/wallets/{wallet}/pushed-sub-wallets", owner=owners.wallet(), status=201)
router.act(OpenSubWallet, SubWalletOpened, "/wallets/{wallet}/sub-wallets", owner=owners.wallet(), status=201)
router.act(RevokeSubWallet, SubWalletRevoked, "/sub-wallets/{sub_wallet}/revocation", owner=owners.parent())
router.act(PoolSubWallets, Pooled, "/wallets/{wallet}/pooling", owner=owners.wallet(), dry_run=True)
router.act(RecallFromSub, Moved, "/sub-wallets/{sub_wallet}/recalls", owner=owners.parent(), status=201, dry_run=True)
router.act(AllotToSub, Moved, "/sub-wallets/{sub_wallet}/allotments", owner=owners.parent(), status=201, dry_run=True)


_TOKEN_SAYS = ("the token of a sub-wallet as it was given, `sw_...`", "子钱包令牌原文，以 sw_ 开头")


@dataclass(frozen=True, slots=True)
class SubWalletCharge:
    """The merchant charges a sub-wallet by its token, for a store of its own. Final when it is answered, like any
    payment."""

    token: Annotated[str, Text(100, pattern="sw_[0-7][0-9A-HJKMNP-TV-Z]{12}_[A-Z2-7]{52}", says=_TOKEN_SAYS)]
    store: StoreNo
    amount_minor: Fen
    purpose: Tag = ""
    reference: Reference | None = None

    def command(self, _: Desk) -> ChargeSubWallet:
        """The command that it asks for. Raises `Refused`: `sub_wallet_token_invalid`."""
        given = need(tokens.parse_token(self.token), "sub_wallet_token_invalid")
        return ChargeSubWallet(*given, self.store, self.amount_minor, self.purpose, self.reference)


async def _made(desk: Desk, asked: ChargeSubWallet, done: Paid) -> PaymentView:
    pay = Pay(asked.sub_wallet, asked.amount_minor, "merchant", asked.store, done.payee, asked.purpose, asked.reference)
    return await made(desk, pay, done)


router.act(
    SubWalletCharge, Paid, "/sub-wallet-charges", owner=owners.store(), make=SubWalletCharge.command,
    status=201, dry_run=True, name="charge_sub_wallet", thing=Thing(get_payment, _made),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SubWalletTokenIssuedView:
    """A token, in this answer and nowhere else; null when the request repeats an earlier one."""

    sub_wallet: WalletNo
    token: str | None


def _is_repeat(before: Any, command: IssueSubWalletToken) -> bool:
    return not isinstance(before, SubWalletTokenIssued) or before.sub_wallet == command.sub_wallet


def _issued(_: Desk, outcome: SubWalletTokenIssued, secret: str) -> SubWalletTokenIssuedView:
    token = tokens.format_token(outcome.sub_wallet, secret) if secret else None
    return view(SubWalletTokenIssuedView, outcome, token=token)


router.act(
    IssueSubWalletToken, SubWalletTokenIssuedView, "/sub-wallets/{sub_wallet}/tokens", owner=owners.pushed_to(),
    status=201, once=Once("token_hash", _is_repeat, _issued),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SubWalletView:
    """A sub-wallet as its parent's side sees it."""

    id: WalletNo
    wallet: WalletNo
    merchant: OrNone[MerchantNo]
    label: Label
    customer: Customer
    state: State
    balance_minor: FenOrZero
    single_minor: Fen | None
    daily_minor: Fen | None
    yearly_minor: Fen | None
    used_today_minor: FenOrZero
    opened_at: Instant
    revoked_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class PushedWalletView:
    """A sub-wallet as the merchant it was pushed to sees it: no holder, no parent, no balance."""

    id: WalletNo
    merchant: MerchantNo
    customer: Customer
    state: State
    has_token: bool
    single_minor: Fen | None
    daily_minor: Fen | None
    opened_at: Instant
    revoked_at: OrNone[Instant]


def _state(row: SubWallet, wallet: Wallet) -> State:
    return "closed" if wallet.closed else "revoked" if row.revoked_at else "open"


@router.get("/wallets/{wallet}/sub-wallets")
async def list_sub_wallets(desk: At, wallet: WalletNo, paging: Paging) -> Page[SubWalletView]:
    """A wallet's sub-wallets, oldest first, revoked and closed ones too."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[SubWalletView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_sub_wallets")
        return _subs(desk, connection, store.subs_page(connection, row.id, after[0], limit))

    return await desk.listing("read_sub_wallets", f"sub-wallets:{wallet}", paging, job)


def _subs(desk: Desk, connection: Connection, rows: list[SubWallet]) -> list[Placed[SubWalletView]]:
    wallets = store.wallets_of(connection, rows)
    usages = {usage.id: usage for usage in USAGES.read(connection, wallets)}
    held = {each.id: each for each in ACCOUNTS.read(connection, [wallet.account for wallet in wallets.values()])}
    now = desk.platform.clock.now()

    def sub(row: SubWallet, wallet: Wallet) -> SubWalletView:
        return view(
            SubWalletView,
            row,
            wallet=row.parent,
            state=_state(row, wallet),
            balance_minor=held[wallet.account].posted,
            single_minor=wallet.own_single_minor,
            daily_minor=wallet.own_daily_minor,
            yearly_minor=wallet.own_yearly_minor,
            used_today_minor=usages[row.id].at(now).used_today_minor,
        )

    return [((row.id,), sub(row, wallets[row.id])) for row in rows]


@router.get("/pushed-sub-wallets")
async def list_pushed_wallets(
    desk: At,
    paging: Paging,
    customer: Annotated[
        str, Field(max_length=CUSTOMER_MAX, description="Only what this customer of the merchant's pushed")
    ] = "",
) -> Page[PushedWalletView]:
    """What was pushed to the merchant that asks, oldest first."""
    merchant = MerchantNo(desk.principal.subject)

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PushedWalletView]]:
        desk.check_own("read_pushed_wallets", whose.merchant(merchant)(connection))
        rows = store.pushed_page(connection, merchant, customer, after[0], limit)
        wallets = store.wallets_of(connection, rows)
        return [((row.id,), _pushed(row, wallets[row.id])) for row in rows]

    return await desk.listing("read_pushed_wallets", f"pushed:{merchant}:{customer}", paging, job)


def _pushed(row: SubWallet, wallet: Wallet) -> PushedWalletView:
    return view(
        PushedWalletView,
        row,
        state=_state(row, wallet),
        has_token=bool(row.token_hash),
        single_minor=wallet.own_single_minor,
        daily_minor=wallet.own_daily_minor,
    )
