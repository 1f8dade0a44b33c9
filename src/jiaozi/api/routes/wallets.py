"""Wallets with their limits and holders; loads and unloads."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from jiaozi.access import ownership
from jiaozi.access.model import SUBJECT_ROLES
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Owners, Placed, need, past
from jiaozi.api.problems import Refused, rule_words
from jiaozi.api.routes.accounts import BalanceAtView
from jiaozi.api.routing import Paging
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.kinds import (
    AccountNo,
    Count,
    Detail,
    FenOrZero,
    GivenAccount,
    GivenIdentity,
    GivenPhone,
    HolderNo,
    Instant,
    InstitutionNo,
    WalletNo,
)
from jiaozi.ledger.model import Account
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.ledger.store import posted_at
from jiaozi.money import ECNY, Money
from jiaozi.payments.store import refused_of_payee
from jiaozi.records import dataclass
from jiaozi.scheme.acts import Moved
from jiaozi.scheme.model import RegimeNumber
from jiaozi.scheme.store import bank_account
from jiaozi.wallets.changes import (
    ChangeClass,
    ClassChanged,
    CloseWallet,
    LimitsSet,
    ReadHolder,
    SetOwnLimits,
    WalletClosed,
)
from jiaozi.wallets.exchange import BankAccountLinked, LinkBankAccount, Load, Unload
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.limits import LimitTable
from jiaozi.wallets.model import HolderKindNumber, ScopeNumber, Wallet, WalletClassNumber
from jiaozi.wallets.opening import OpenWallet, WalletOpened
from jiaozi.wallets.schema import USAGES
from jiaozi.wallets.store import holder, operator_codes, wallets_page
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "wallets")


def _linked(desk: Desk, command: LinkBankAccount) -> Owners:
    """The wallet's owner; a bank account that is nobody's yet can only be bound by its own bank."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = whose.own_wallet(desk, connection, command.wallet, "link_bank_account")
        account = need(bank_account(connection, command.bank_account), "bank_account_not_found")
        if account.customer != row.holder:
            desk.check_own("link_bank_account", [Ownership(account.bank)], "bank_account_not_found")
        return [ownership.of_wallet(connection, row)]

    return find


OWN = owners.wallet()
LINKED = owners.Owner(_linked, "wallet_not_found")

router.act(SetOwnLimits, LimitsSet, "/wallets/{wallet}/limits", owner=OWN)
router.act(LinkBankAccount, BankAccountLinked, "/wallets/{wallet}/bank-accounts", owner=LINKED)
router.act(Load, Moved, "/wallets/{wallet}/loads", owner=OWN, status=201, dry_run=True)
router.act(Unload, Moved, "/wallets/{wallet}/unloads", owner=OWN, status=201, dry_run=True)


@dataclass(frozen=True, slots=True)
class LimitLineView:
    """A limit in force (null: none), and where it comes from."""

    limit_minor: FenOrZero | None
    used_minor: FenOrZero | None
    left_minor: FenOrZero | None
    own_minor: FenOrZero | None
    rule: str
    rule_zh: str
    citation: str


@dataclass(frozen=True, slots=True)
class WalletLimitsView:
    """What a wallet may hold, pay at once, in a day and in a year."""

    balance: LimitLineView
    single: LimitLineView
    daily: LimitLineView
    yearly: LimitLineView


@dataclass(frozen=True, slots=True)
class WalletView:
    """A wallet: what it holds, may hold and may pay. In a list it is without its money and its limits."""

    id: WalletNo
    operator: InstitutionNo
    holder: HolderNo
    kind: HolderKindNumber
    wallet_class: WalletClassNumber
    scope: ScopeNumber
    regime: RegimeNumber
    account: AccountNo
    state: Literal["open", "frozen", "closed"]
    freezes_all: Count
    freezes_out: Count
    frozen_minor: FenOrZero
    opened_at: Instant
    balance_minor: FenOrZero | None = None
    available_minor: FenOrZero | None = None
    pending_out_minor: FenOrZero | None = None
    limits: WalletLimitsView | None = None


@dataclass(frozen=True, slots=True)
class RefusedPaymentView:
    """Why a wallet could not be paid: the `reason` (an error code) that one payer met last, and how many `times` that
    day. Who it was and how much is not told."""

    wallet: WalletNo
    reason: str
    times: Count
    at: Instant


@dataclass(frozen=True, slots=True)
class HolderReadView:
    """Personal data, read by one who may; the reading is in the log of acts."""

    holder: HolderNo
    phone: GivenPhone
    name: Detail
    id_number: GivenIdentity
    bank_account: GivenAccount
    face_to_face: bool


async def _read(desk: Desk, result: Result) -> HolderReadView:
    found = await desk.house.readers.run(lambda connection: holder(connection, result.outcome.holder))
    details = reveal(desk.platform.keyring, need(found, "wallet_not_found"))
    return HolderReadView(result.outcome.holder, *details)


router.act(ReadHolder, HolderReadView, "/wallets/{wallet}/holder-readings", owner=OWN, shows=_read, anew=True)


@router.get("/wallets")
async def list_wallets(
    desk: At,
    paging: Paging,
    operator: Annotated[InstitutionNo | None, Field(description="Wallets of this operator")] = None,
) -> Page[WalletView]:
    """Wallets: of an operator, or of all for the central bank and auditors; holders get their own."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[WalletView]]:
        if desk.principal.role in SUBJECT_ROLES:
            own = (row for row in whose.subjects_wallets(desk, connection) if operator in (None, row.operator))
            rows = [row for row in own if row.id > after[0]][:limit]
        else:
            rows = wallets_page(connection, _operator(desk, operator), after[0], limit)
        return [((row.id,), _wallet(row)) for row in rows]

    return await desk.listing("read_wallet", f"wallets:{operator}", paging, job)


def _operator(desk: Desk, wanted: InstitutionNo | None) -> InstitutionNo:
    """Whose wallets are listed, 0 for all. Raises `Refused`: `institution_not_found` for no institution's number."""
    if wanted is None:
        wanted = InstitutionNo(0) if desk.sees_all("read_wallet") else desk.principal.institution
    elif not wanted:
        raise Refused(Refusal("institution_not_found"))
    desk.check_own("read_wallet", [Ownership(wanted)])
    return wanted


def _wallet(
    row: Wallet,
    balance: int | None = None,
    available: int | None = None,
    pending_out: int | None = None,
    limits: WalletLimitsView | None = None,
) -> WalletView:
    return view(
        WalletView,
        row,
        state="closed" if row.closed else "frozen" if row.freezes_all else "open",
        balance_minor=balance,
        available_minor=available,
        pending_out_minor=pending_out,
        limits=limits,
    )


@router.get("/wallets/{wallet}")
async def get_wallet(desk: At, wallet: WalletNo) -> WalletView:
    """A wallet with its balance, what is available, its limits and what is left of them."""

    def job(connection: Connection) -> WalletView:
        row = whose.own_wallet(desk, connection, wallet, "read_wallet")
        held = ACCOUNTS.read(connection, [row.account])[0]
        available = 0 if row.freezes_all or row.freezes_out else max(held.available - row.frozen_minor, 0)
        return _wallet(row, held.posted, available, held.pending_out, _limits(connection, desk, row, held))

    return await desk.read("read_wallet", job)


router.act(
    OpenWallet, WalletOpened, "/wallets", owner=owners.institution(), status=201, thing=read_by(get_wallet, "wallet")
)
router.act(ChangeClass, ClassChanged, "/wallets/{wallet}/class-changes", owner=OWN, thing=read_by(get_wallet, "wallet"))
router.act(CloseWallet, WalletClosed, "/wallets/{wallet}/closure", owner=OWN, thing=read_by(get_wallet, "wallet"))


def _limits(connection: Connection, desk: Desk, row: Wallet, held: Account) -> WalletLimitsView:
    """The citation of a rule is for staff alone."""
    now = desk.platform.clock.now()
    usage = USAGES.read(connection, [row.id])[0].at(now)
    found = LimitTable(connection, operator_codes(connection)).standings(row, held.posted, usage, now)
    lines: dict[str, LimitLineView] = {
        name: LimitLineView(
            limit_minor=each.limit_minor,
            used_minor=each.used_minor,
            left_minor=each.left_minor,
            own_minor=each.own_minor,
            **rule_words(each.source, desk.principal.role)._asdict(),
        )
        for name, each in found.items()
    }
    return WalletLimitsView(**lines)


@router.get("/wallets/{wallet}/balance")
async def get_wallet_balance(desk: At, wallet: WalletNo, at: Instant | None = None) -> BalanceAtView:
    """A wallet's balance as it had been recorded at an instant, in its present account; now when none is given."""
    instant = past(desk, at)

    def job(connection: Connection) -> BalanceAtView:
        row = whose.own_wallet(desk, connection, wallet, "read_statement")
        balance = posted_at(connection, row.account, instant)
        return BalanceAtView(account=row.account, at=instant, balance=Money(balance, ECNY.code))

    return await desk.read("read_statement", job)


@router.get("/wallets/{wallet}/refused-payments")
async def list_refused_payments(desk: At, wallet: WalletNo) -> Page[RefusedPaymentView]:
    """Why a wallet could not be paid, newest first, at most 200: the last reason of each payer, who is not told it."""

    def job(connection: Connection) -> Page[RefusedPaymentView]:
        row = whose.own_wallet(desk, connection, wallet, "read_wallet")
        rows = refused_of_payee(connection, row.id)
        return Page(tuple(view(RefusedPaymentView, each, wallet=each.payee, times=each.refusals) for each in rows))

    return await desk.read("read_wallet", job)
