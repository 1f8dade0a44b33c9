"""Commands and outcomes of sub-wallets. A sub-wallet has its parent's holder, operator and class, and its own account.

A personal one is pushed to one merchant: it charges by a token, within limits that the holder set, without a PIN, and
sees no identity. A company opens others for its stores, which are paid into them.
"""

from dataclasses import dataclass
from typing import Annotated, Final, NamedTuple

from jiaozi.kinds import (
    Count,
    Fen,
    FenOrZero,
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

SUBS_MAX: Final = 200
"""Open sub-wallets of one wallet."""
LABEL_MAX: Final = 60
CUSTOMER_MAX: Final = 64
Label = Annotated[str, Text(LABEL_MAX, 1)]
Customer = Annotated[str, Text(CUSTOMER_MAX)]


@dataclass(frozen=True, slots=True)
class PushSubWallet:
    """Pushes a sub-wallet of a personal `wallet` to a merchant, with its own limits in minor units.

    `label` is the holder's own word for it. `customer` is the merchant's word for its customer, given by its app, so
    that it knows whose orders to charge; nothing else of the holder reaches the merchant.
    """

    wallet: WalletNo
    merchant: MerchantNo
    label: Label
    single_minor: Fen
    daily_minor: Fen
    yearly_minor: Fen | None = None
    customer: Customer = ""


@dataclass(frozen=True, slots=True)
class OpenSubWallet:
    """Opens a sub-wallet of a company's wallet, for a store or a branch."""

    wallet: WalletNo
    label: Label


@dataclass(frozen=True, slots=True)
class IssueSubWalletToken:
    """Gives the merchant a sub-wallet's token; an earlier one ends. Only the hash of its secret is known here."""

    sub_wallet: WalletNo
    token_hash: Secret[Sha256]


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
    """Takes a pushed sub-wallet back: no charge is accepted from then on."""

    sub_wallet: WalletNo


@dataclass(frozen=True, slots=True)
class PoolSubWallets:
    """Moves into a wallet what its sub-wallets have above `keep_minor` each: of the named ones, or of all."""

    wallet: WalletNo
    sub_wallets: Annotated[tuple[WalletNo, ...], Length(0, SUBS_MAX)] = ()
    keep_minor: FenOrZero = 0


@dataclass(frozen=True, slots=True)
class RecallFromSub:
    """Moves `amount_minor` from a sub-wallet to its parent."""

    sub_wallet: WalletNo
    amount_minor: Fen
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class AllotToSub:
    """Moves `amount_minor` from a company's wallet to one of its sub-wallets."""

    sub_wallet: WalletNo
    amount_minor: Fen
    reference: Reference | None = None


class SubWalletOpened(NamedTuple):
    """Outcome of opening or pushing: a wallet like others, with its own id."""

    sub_wallet: WalletNo
    wallet: WalletNo


class SubWalletTokenIssued(NamedTuple):
    """Outcome of giving a token; the token itself is shown once, by whoever made it."""

    sub_wallet: WalletNo


class SubWalletRevoked(NamedTuple):
    """Outcome of taking a sub-wallet back."""

    sub_wallet: WalletNo
    revoked_at: Instant


class Pooled(NamedTuple):
    """Outcome of pooling: how many sub-wallets gave how much. `journal` is 0 when there was nothing to move."""

    wallet: WalletNo
    journal: OrNone[JournalNo]
    sub_wallets: Count
    amount_minor: FenOrZero
