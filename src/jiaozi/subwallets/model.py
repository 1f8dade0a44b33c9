"""Commands and outcomes of sub-wallets. A sub-wallet has its parent's holder, operator and class, and its own account.

A personal one is pushed to one merchant: it charges by a token, within limits that the holder set, without a PIN, and
sees no identity. A company opens others for its stores, which are paid into them.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

SUBS_MAX: Final = 200
"""Open sub-wallets of one wallet."""
LABEL_MAX: Final = 60
CUSTOMER_MAX: Final = 64


@dataclass(frozen=True, slots=True)
class PushSubWallet:
    """Pushes a sub-wallet of a personal `wallet` to a merchant, with its own limits in minor units.

    `label` is the holder's own word for it. `customer` is the merchant's word for its customer, given by its app, so
    that it knows whose orders to charge; nothing else of the holder reaches the merchant.
    """

    wallet: int
    merchant: int
    label: str
    single_minor: int
    daily_minor: int
    yearly_minor: int | None = None
    customer: str = ""


@dataclass(frozen=True, slots=True)
class OpenSubWallet:
    """Opens a sub-wallet of a company's wallet, for a store or a branch."""

    wallet: int
    label: str


@dataclass(frozen=True, slots=True)
class IssueSubWalletToken:
    """Gives the merchant a sub-wallet's token; an earlier one ends. Only the hash of its secret is known here."""

    sub_wallet: int
    token_hash: str


@dataclass(frozen=True, slots=True)
class ChargeSubWallet:
    """The merchant takes `amount_minor` of a sub-wallet for a store of its own. `token_hash` is its token's."""

    sub_wallet: int
    token_hash: str
    store: int
    amount_minor: int
    purpose: str = ""
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class RevokeSubWallet:
    """Takes a pushed sub-wallet back: no charge is accepted from then on."""

    sub_wallet: int


@dataclass(frozen=True, slots=True)
class PoolSubWallets:
    """Moves into a wallet what its sub-wallets have above `keep_minor` each: of the named ones, or of all."""

    wallet: int
    sub_wallets: tuple[int, ...] = ()
    keep_minor: int = 0


@dataclass(frozen=True, slots=True)
class RecallFromSub:
    """Moves `amount_minor` from a sub-wallet to its parent."""

    sub_wallet: int
    amount_minor: int
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class AllotToSub:
    """Moves `amount_minor` from a company's wallet to one of its sub-wallets."""

    sub_wallet: int
    amount_minor: int
    reference: str | None = None


class SubWalletOpened(NamedTuple):
    """Outcome of opening or pushing: a wallet like others, with its own id."""

    sub_wallet: int
    wallet: int


class SubWalletTokenIssued(NamedTuple):
    """Outcome of giving a token; the token itself is shown once, by whoever made it."""

    sub_wallet: int


class SubWalletRevoked(NamedTuple):
    """Outcome of taking a sub-wallet back."""

    sub_wallet: int
    revoked_at: int


class Pooled(NamedTuple):
    """Outcome of pooling: how many sub-wallets gave how much. `journal` is 0 when there was nothing to move."""

    wallet: int
    journal: int
    sub_wallets: int
    amount_minor: int
