"""Commands and outcomes of sub-wallets. A sub-wallet has its parent's holder, operator and class, and its own account.

A personal one is pushed to one merchant: it charges by a token, within limits that the holder set, without a PIN, and
sees no identity. A company opens others for its stores, which are paid into them.
"""

from typing import Annotated, Final, NamedTuple

from jiaozi.kinds import (
    Count,
    Fen,
    FenOrZero,
    Inside,
    Instant,
    JournalNo,
    Length,
    MerchantNo,
    OrNone,
    Reference,
    Secret,
    Sha256,
    StoreNo,
    Tag,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

SUBS_MAX: Final = 200
"""Open sub-wallets of one wallet."""
LABEL_MAX: Final = 60
CUSTOMER_MAX: Final = 64
Label = Annotated[str, Text(LABEL_MAX, 1)]
Customer = Annotated[str, Text(CUSTOMER_MAX)]


@dataclass(frozen=True, slots=True)
class PushSubWallet:
    """The holder pushes a sub-wallet to a merchant, which then charges it without a PIN within limits of one charge, a
    day and, when given, a year. `label` is the holder's own word for it, `customer` the merchant's for its customer, as
    its app gave it: no name and no number of a person."""

    wallet: WalletNo
    merchant: MerchantNo
    label: Label
    single_minor: Fen
    daily_minor: Fen
    yearly_minor: Fen | None = None
    customer: Customer = ""


@dataclass(frozen=True, slots=True)
class OpenSubWallet:
    """A company opens a sub-wallet for a store; a merchant can then be registered as paid into it."""

    wallet: WalletNo
    label: Label


@dataclass(frozen=True, slots=True)
class IssueSubWalletToken:
    """Gives the merchant the token of what was pushed to it; an earlier token ends. It is in this answer only."""

    sub_wallet: WalletNo
    token_hash: Inside[Secret[str]] = ""
    """Of its secret, which itself never comes here."""


@dataclass(frozen=True, slots=True)
class ChargeSubWallet:
    """The merchant takes `amount_minor` of a sub-wallet for a store of its own. `token_hash` is its token's."""

    sub_wallet: WalletNo
    token_hash: Secret[Sha256]
    store: StoreNo
    amount_minor: Fen
    purpose: Tag = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class RevokeSubWallet:
    """The holder, or its operator, takes a sub-wallet back; no charge is accepted once this is answered."""

    sub_wallet: WalletNo


@dataclass(frozen=True, slots=True)
class PoolSubWallets:
    """Moves into a wallet what its sub-wallets have above `keep` each: of the named ones, or of all when none is named.
    Final when it is answered."""

    wallet: WalletNo
    sub_wallets: Annotated[tuple[WalletNo, ...], Length(0, SUBS_MAX)] = ()
    keep_minor: OrNone[FenOrZero] = 0


@dataclass(frozen=True, slots=True)
class RecallFromSub:
    """Moves money from a sub-wallet to its parent. Final when it is answered."""

    sub_wallet: WalletNo
    amount_minor: Fen
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class AllotToSub:
    """Moves money from a company's wallet to one of its sub-wallets. Final when it is answered."""

    sub_wallet: WalletNo
    amount_minor: Fen
    reference: Reference | None = None


class SubWalletOpened(NamedTuple):
    """A sub-wallet was opened: a wallet with its own id, and its parent."""

    sub_wallet: WalletNo
    wallet: WalletNo


class SubWalletTokenIssued(NamedTuple):
    """A token was given out; the token itself is shown once, by whoever made it."""

    sub_wallet: WalletNo


class SubWalletRevoked(NamedTuple):
    """A sub-wallet was taken back; it is charged no more."""

    sub_wallet: WalletNo
    revoked_at: Instant


class Pooled(NamedTuple):
    """How many sub-wallets gave how much; without a `journal` there was nothing to move."""

    wallet: WalletNo
    journal: OrNone[JournalNo]
    sub_wallets: Count
    amount_minor: FenOrZero
