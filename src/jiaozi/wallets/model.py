"""The wallets' data. A wallet has one ledger account; its class and its holder decide what it may do."""

from enum import IntEnum
from typing import Annotated, Final, Literal

from jiaozi.clock import china_date, china_day
from jiaozi.kinds import (
    AccountNo,
    AcquirerNo,
    BankAccountNo,
    CardLoadNo,
    Count,
    Day,
    Fen,
    FenOrZero,
    Flag,
    FreezeNo,
    HolderFreezeNo,
    HolderNo,
    Instant,
    InstitutionNo,
    JournalNo,
    MerchantNo,
    Name,
    Names,
    OrNone,
    Reason,
    Secret,
    WalletNo,
)
from jiaozi.ledger.model import Account, Kind
from jiaozi.records import dataclass
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import Regime, RegimeNumber

HolderKind = Literal["personal", "corporate"]
WalletClass = Literal["I", "II", "III", "IV"]
FreezeScopeName = Literal["all", "out", "amount"]
CLASSES: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
CLASS_NAMES: Final = {number: name for name, number in CLASSES.items()}
HOLDER_KINDS: Final = {"personal": 1, "corporate": 2}
HOLDER_KIND_NAMES: Final = {number: name for name, number in HOLDER_KINDS.items()}
SCOPES: Final = {"scheme": 0, "hong_kong": 1, "sub_wallet": 2, "hong_kong_sub_wallet": 3}
"""Under which rules a wallet is used: the first bit is Hong Kong's, the second a sub-wallet's."""
SCOPE_NAMES: Final = {number: name for name, number in SCOPES.items()}
HolderKindNumber = Annotated[int, Names(tuple(HOLDER_KIND_NAMES.items()))]
WalletClassNumber = Annotated[int, Names(tuple(CLASS_NAMES.items()))]
ScopeNumber = Annotated[int, Names(tuple(SCOPE_NAMES.items()))]

ACCOUNT_KINDS: Final = {
    Regime.M0_CASH: Kind.WALLET,
    Regime.DEPOSIT_MONEY: Kind.WALLET_DEPOSIT,
    Regime.NONBANK_FULL_RESERVE: Kind.WALLET_NONBANK,
}
REGIME_OF_KIND: Final[dict[int, int]] = {kind: regime for regime, kind in ACCOUNT_KINDS.items()}
PHONES_MAX: Final = 1_000
"""Numbers that are registered for an activity at once."""


class Field(IntEnum):
    """Fields of a holder that can be searched by blind index."""

    PHONE = 1
    ID_NUMBER = 2


class FreezeScope(IntEnum):
    """What a freeze stops: everything, money going out, or the use of an amount."""

    ALL = 1
    OUT = 2
    AMOUNT = 3


FREEZE_SCOPES: Final = {"all": FreezeScope.ALL, "out": FreezeScope.OUT, "amount": FreezeScope.AMOUNT}
FreezeScopeNumber = Annotated[int, Names(tuple((int(scope), name) for name, scope in FREEZE_SCOPES.items()))]


@dataclass(slots=True)
class Wallet:
    """A row of `wallets`. Own limits are minor units or None; the freeze columns sum up the open rows of `freezes`."""

    id: WalletNo
    operator: InstitutionNo
    holder: HolderNo
    kind: HolderKindNumber
    wallet_class: WalletClassNumber
    scope: ScopeNumber
    regime: RegimeNumber
    account: AccountNo
    closed: Flag
    own_balance_minor: FenOrZero | None
    own_single_minor: FenOrZero | None
    own_daily_minor: FenOrZero | None
    own_yearly_minor: FenOrZero | None
    freezes_all: Count
    freezes_out: Count
    frozen_minor: FenOrZero
    opened_at: Instant
    bound: Count = 0
    """How many open claims of programs it has; a payment of one without any does not look for them."""
    funds: Count = 0
    """How many programs it paid into that have not ended."""


@dataclass(slots=True)
class Waterfall:
    """A row of `waterfalls`: what a payment brings above the wallet's balance limit goes to `bank_account` at `bank`,
    from `begins_at` until `ends_at`."""

    wallet: WalletNo
    bank_account: BankAccountNo
    bank: InstitutionNo
    active: Flag
    set_at: Instant
    begins_at: Instant
    ends_at: Instant


@dataclass(slots=True)
class Usage:
    """A row of `usages`: what a wallet has paid on its last day and in its last year, in minor units, and how many of
    that day's payments the other side refused. Days in China."""

    id: WalletNo
    day: Day
    used_today_minor: FenOrZero
    year: int
    used_year_minor: FenOrZero
    refusals_today: Count = 0

    def at(self, at_us: int) -> "Usage":
        """Itself, with the sums of past days and years gone. An instant of an earlier day counts in the newest day: a
        process whose clock is behind at midnight gives nobody a second day."""
        day = china_day(at_us)
        if day > self.day:
            self.day, self.used_today_minor, self.refusals_today = day, 0, 0
            year = china_date(at_us).year
            if year > self.year:
                self.year, self.used_year_minor = year, 0
        return self

    def add(self, amount_minor: int) -> None:
        """Counts a payment."""
        self.used_today_minor += amount_minor
        self.used_year_minor += amount_minor

    def give_back(self, amount_minor: int, placed_at: int) -> None:
        """Takes a released hold out of the day and the year it was placed in, if they are still the current ones."""
        if self.day == china_day(placed_at):
            self.used_today_minor -= amount_minor
        if self.year == china_date(placed_at).year:
            self.used_year_minor -= amount_minor


@dataclass(slots=True)
class Holder:
    """A row of `holders`: a person or company at one operator. `sealed` is the encrypted personal data."""

    id: HolderNo
    operator: InstitutionNo
    kind: HolderKindNumber
    sealed: Secret[str]
    opened_at: Instant


@dataclass(slots=True)
class Freeze:
    """A row of `freezes`. `amount_minor` belongs to the scope `AMOUNT`; `lifted_at` is 0 while it is in force.
    `placed_by` is the institution that placed it, 0 for the side of the wallet's operator."""

    id: FreezeNo
    wallet: WalletNo
    scope: FreezeScopeNumber
    amount_minor: OrNone[Fen]
    reason: Reason
    placed_at: Instant
    lifted_at: OrNone[Instant]
    placed_by: OrNone[InstitutionNo]


@dataclass(slots=True)
class HolderFreeze:
    """A row of `holder_freezes`: all wallets of a holder in one act. `lifted_at` is 0 while it is in force; `placed_by`
    as in `Freeze`."""

    id: HolderFreezeNo
    holder: HolderNo
    scope: FreezeScopeNumber
    reason: Reason
    placed_at: Instant
    lifted_at: OrNone[Instant]
    placed_by: OrNone[InstitutionNo]


@dataclass(slots=True)
class SubWallet:
    """A row of `sub_wallets`: what a wallet is to its parent. Its id is the wallet's own.

    A personal one is pushed to a `merchant`, which knows it by its own word `customer` and charges it by a token, of
    which only the hash is stored; a corporate one has neither. `revoked_at` is 0 while it may be charged.
    """

    id: WalletNo
    parent: WalletNo
    merchant: OrNone[MerchantNo]
    label: str
    customer: str
    token_hash: Secret[str]
    revoked_at: OrNone[Instant]
    opened_at: Instant


@dataclass(slots=True)
class Acquirer:
    """A row of `acquirers`: who takes foreign cards for an operator, out of a bank account there."""

    id: AcquirerNo
    operator: InstitutionNo
    bank_account: BankAccountNo
    name: Name
    opened_at: Instant


@dataclass(slots=True)
class CardLoad:
    """A row of `card_loads`: a top-up by card, and what of it went back. `card_digest` is the token's blind index."""

    id: CardLoadNo
    wallet: WalletNo
    acquirer: AcquirerNo
    card_digest: Secret[str]
    card_masked: str
    amount_minor: Fen
    returned_minor: FenOrZero
    at: Instant


@dataclass(slots=True)
class CardBounce:
    """A row of `card_bounces`: a card could not be credited what was returned of a top-up, and is ended."""

    card_load: CardLoadNo
    wallet: WalletNo
    card_digest: Secret[str]
    amount_minor: Fen
    journal: JournalNo
    at: Instant


def nobody(number: WalletNo) -> Wallet:
    """What stands for a wallet that does not exist: closed, nobody's, and never written."""
    return Wallet(
        id=number,
        operator=InstitutionNo(0),
        holder=HolderNo(0),
        kind=0,
        wallet_class=0,
        scope=0,
        regime=0,
        account=AccountNo(0),
        closed=1,
        own_balance_minor=None,
        own_single_minor=None,
        own_daily_minor=None,
        own_yearly_minor=None,
        freezes_all=0,
        freezes_out=0,
        frozen_minor=0,
        opened_at=0,
    )


def in_hong_kong(wallet: Wallet) -> bool:
    """Whether Hong Kong's rules bind a wallet."""
    return bool(wallet.scope & SCOPES["hong_kong"])


def is_sub(wallet: Wallet) -> bool:
    """Whether a wallet is another's sub-wallet."""
    return bool(wallet.scope & SCOPES["sub_wallet"])


def is_pushed(wallet: Wallet) -> bool:
    """Whether a wallet is a personal sub-wallet: pushed to a merchant, without money of its own but refunds."""
    return is_sub(wallet) and wallet.kind == HOLDER_KINDS["personal"]


def place_of(wallet: Wallet, account: Account | None = None) -> Place:
    """Where a wallet's money stands."""
    regime = wallet.regime if account is None else REGIME_OF_KIND[account.kind]
    return Place(wallet.account, wallet.operator, regime)
