"""What a payment must satisfy, as decisions on locked rows, in the order in which refusals take precedence.

1. amount_invalid, reference_invalid, request_malformed, expiry_invalid  2. store_not_found, merchant_suspended
3. payer: wallet_not_found, wallet_closed  4. accounts_same  5. payer: usage_not_allowed
6. payer: wallet_frozen; limits single, daily, yearly; claim_not_found, claim_not_applicable; of its own part
   wallet_frozen_amount, insufficient_funds
7. payee: payee_cannot_receive  8. settlement_cap_exceeded  9. operator_illiquid

Who asks is told about its own side, and first; of the other side one thing, that it cannot. What is behind it (the
payee's wallet_not_found, wallet_closed, usage_not_allowed, wallet_frozen or limit_balance_exceeded) `payments.refused`
keeps for the payee's side. A payee that charges asks from its side: then 6 is one payer_cannot_pay, and comes after 7.
A dry run ends where the other side begins.
"""

from typing import Final, NamedTuple, cast

from msgspec import UNSET

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import Metadata, WalletNo
from jiaozi.money import is_amount
from jiaozi.payments.merchants import payee_of
from jiaozi.payments.metadata import metadata_refusal
from jiaozi.payments.model import KINDS, Merchant, PaymentKind
from jiaozi.programs.sources import Draw
from jiaozi.wallets.acts import (
    account_of,
    in_freeze_refusal,
    limit_table,
    out_freeze_refusal,
    person_to_person_refusal,
    reference_good,
    short_of,
)
from jiaozi.wallets.model import Usage, Wallet, is_sub, nobody
from jiaozi.wallets.schema import USAGES, WALLETS
from jiaozi.wallets.waterfall import Spill, spill_or_refusal

PURPOSE_MAX = 40
_MILLION: Final = 1_000_000


class Parties(NamedTuple):
    """Who pays whom: locked rows. `merchant` is None between wallets; a payee that does not exist is `nobody`."""

    payer: Wallet
    payee: Wallet
    merchant: Merchant | None
    usage: Usage


def shape_refusal(
    kind: str, amount: int, purpose: str, reference: str | None, metadata: Metadata = UNSET
) -> Refusal | None:
    """What is wrong with a payment before anything is looked up."""
    if not is_amount(amount):
        return Refusal("amount_invalid")
    if not reference_good(reference):
        return Refusal("reference_invalid")
    if kind not in KINDS or len(purpose) > PURPOSE_MAX:
        return Refusal("request_malformed", "kind or purpose")
    return metadata_refusal(metadata)


def parties(tx: Tx, kind: str, payer_id: int, payee_id: WalletNo, store_id: int) -> Parties | Refusal:
    """The locked parties of a payment, to a store or to a wallet. Whether they may is not asked here."""
    merchant = None
    if store_id:
        found = payee_of(tx, store_id)
        if isinstance(found, Refusal):
            return found
        merchant, payee_id = found[1], found[1].wallet
    elif kind == "merchant":
        return Refusal("store_not_found")
    wallets = tx.rows(WALLETS)
    payer = wallets.get(payer_id)
    if payer is None:
        return Refusal("wallet_not_found")
    return Parties(payer, wallets.get(payee_id) or nobody(payee_id), merchant, tx.rows(USAGES)[payer.id])


def fee_of(merchant: Merchant | None, amount: int) -> int:
    """The fee on an amount in minor units, rounded half up. Zero unless the merchant has one."""
    if merchant is None or not merchant.fee_ppm:
        return 0
    return (amount * merchant.fee_ppm * 2 + _MILLION) // (2 * _MILLION)


class Funding(NamedTuple):
    """What pays where claims do, too: so much of the payer's own money, in minor units, and what is drawn on claims."""

    own_minor: int
    draws: list[Draw]

    @property
    def bound_minor(self) -> int:
        """What the claims pay, in minor units."""
        return sum([draw.amount_minor for draw in self.draws])


def payer_refusal(
    tx: Tx, found: Parties, kind: str, amount: int, at: int, funding: Funding | Refusal | None = None
) -> Refusal | None:
    """What forbids a payment by the payer's own state, its use, freezes, limits and money: the limits are of all of it,
    its own money is its part of the `funding`. A sub-wallet pays only when its merchant charges it, a wallet under Hong
    Kong's rules merchants only."""
    payer, account = found.payer, account_of(tx, found.payer)
    if payer.closed:
        return Refusal("wallet_closed")
    if payer.id == found.payee.id:
        return Refusal("accounts_same")
    if is_sub(payer):
        return Refusal("usage_not_allowed", "sub-wallet")
    refusal = (
        hong_kong_refusal(payer, KINDS[kind], at)
        or (Refusal("wallet_frozen") if payer.freezes_all or payer.freezes_out else None)
        or limit_table(tx).out_refusal(payer, found.usage.at(at), amount, at)
    )
    if refusal is not None or isinstance(funding, Refusal):
        return refusal or cast(Refusal, funding)
    own = amount if funding is None else funding.own_minor
    return (out_freeze_refusal(payer, account, own) if own else None) or (
        short_of(account.available, own) if account.available < own else None
    )


def payee_refusal(tx: Tx, payee: Wallet, kind: int, amount: int, at: int) -> Refusal | None:
    """What forbids a wallet to be paid, for its own side alone. Refuses: `wallet_not_found`, `wallet_closed`,
    `usage_not_allowed` (Hong Kong's rules, or a pushed sub-wallet), `wallet_frozen`, `limit_balance_exceeded`."""
    if payee.closed:
        return Refusal(closed_code(payee))
    return (
        hong_kong_refusal(payee, kind, at)
        or in_freeze_refusal(payee)
        or limit_table(tx).in_refusal(payee, account_of(tx, payee).posted, amount, at)
    )


def closed_code(payee: Wallet) -> str:
    """What a closed wallet is to its own side: one that is not there is `nobody`'s."""
    return "wallet_closed" if payee.operator else "wallet_not_found"


def payee_side(tx: Tx, payee: Wallet, kind: int, amount: int, fee: int, at: int) -> Spill | Refusal | None:
    """What forbids a wallet to be paid, as `payee_refusal` says, or what goes on of what is too much for it."""
    return spill_or_refusal(tx, payee_refusal(tx, payee, kind, amount, at), payee, amount, fee, at)


def hong_kong_refusal(wallet: Wallet, kind: int, at: int) -> Refusal | None:
    """What Hong Kong's rules forbid to a wallet that is bound by them."""
    return None if kind == PaymentKind.MERCHANT else person_to_person_refusal(wallet, at)
