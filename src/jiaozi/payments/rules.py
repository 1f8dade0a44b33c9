"""What a payment must satisfy, as decisions on locked rows, in the order in which refusals take precedence.

1. amount_invalid, reference_invalid, request_malformed, expiry_invalid  2. store_not_found, merchant_suspended
3. payer: wallet_not_found, wallet_closed  4. payee: the same  5. accounts_same  6. usage_not_allowed
7. payer: wallet_frozen; limits single, daily, yearly; wallet_frozen_amount
8. payee: wallet_frozen, limit_balance_exceeded  9. settlement_cap_exceeded
10. the ledger's: insufficient_funds; then operator_illiquid
"""

from typing import NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.money import is_amount
from jiaozi.payments.merchants import payee_of
from jiaozi.payments.model import KINDS, Merchant, PaymentKind
from jiaozi.wallets.acts import (
    account_of,
    in_freeze_refusal,
    limit_table,
    out_freeze_refusal,
    reference_good,
    wallet_of,
)
from jiaozi.wallets.model import Usage, Wallet, in_hong_kong, is_pushed, is_sub
from jiaozi.wallets.schema import USAGES

PURPOSE_MAX = 40


class Parties(NamedTuple):
    """Who pays whom: locked rows. `merchant` is None between wallets."""

    payer: Wallet
    payee: Wallet
    merchant: Merchant | None
    usage: Usage


def shape_refusal(kind: str, amount: int, purpose: str, reference: str | None) -> Refusal | None:
    """What is wrong with a payment before anything is looked up."""
    if not is_amount(amount):
        return Refusal("amount_invalid")
    if not reference_good(reference):
        return Refusal("reference_invalid")
    if kind not in KINDS or len(purpose) > PURPOSE_MAX:
        return Refusal("request_malformed", "kind or purpose")
    return None


def parties(tx: Tx, kind: str, payer_id: int, payee_id: int, store_id: int) -> Parties | Refusal:
    """The locked parties of a payment, to a store or to a wallet."""
    merchant = None
    if store_id:
        found = payee_of(tx, store_id)
        if isinstance(found, Refusal):
            return found
        merchant, payee_id = found[1], found[1].wallet
    elif kind == "merchant":
        return Refusal("store_not_found")
    payer = wallet_of(tx, payer_id)
    if isinstance(payer, Refusal):
        return payer
    payee = wallet_of(tx, payee_id)
    if isinstance(payee, Refusal):
        return payee._replace(detail="payee")
    if payer.id == payee.id:
        return Refusal("accounts_same")
    return Parties(payer, payee, merchant, tx.rows(USAGES)[payer.id])


def use_refusal(found: Parties, kind: str, at: int) -> Refusal | None:
    """A sub-wallet pays only when its merchant charges it, and one that is pushed is paid by nobody but in refunds. A
    wallet under Hong Kong's rules pays merchants only, and is paid by nobody but in refunds."""
    if is_sub(found.payer) or is_pushed(found.payee):
        return Refusal("usage_not_allowed", "sub-wallet")
    return hong_kong_refusal(found, kind, at)


def hong_kong_refusal(found: Parties, kind: str, at: int) -> Refusal | None:
    """What Hong Kong's rules forbid."""
    if not (in_hong_kong(found.payer) or in_hong_kong(found.payee)) or KINDS[kind] == PaymentKind.MERCHANT:
        return None
    rules = rulebook.hong_kong(china_date(at))
    return None if rules.person_to_person else Refusal("usage_not_allowed", "person to person", rules.rule.cite())


def payment_refusal(tx: Tx, found: Parties, kind: str, amount: int, at: int) -> Refusal | None:
    """What forbids a payment or a hold by its use, the payer's freezes and limits, and the payee's."""
    return payer_refusal(tx, found, kind, amount, at) or payee_refusal(tx, found.payee, amount, at)


def payer_refusal(tx: Tx, found: Parties, kind: str, amount: int, at: int) -> Refusal | None:
    """What forbids a payment by its use, and by the payer's freezes and limits."""
    payer, limits = found.payer, limit_table(tx)
    return (
        use_refusal(found, kind, at)
        or (Refusal("wallet_frozen") if payer.freezes_all or payer.freezes_out else None)
        or limits.out_refusal(payer, found.usage.at(at), amount, at)
        or out_freeze_refusal(payer, account_of(tx, payer), amount)
    )


def payee_refusal(tx: Tx, payee: Wallet, amount: int, at: int) -> Refusal | None:
    """What forbids a wallet to be paid."""
    refusal = in_freeze_refusal(payee)
    if refusal is None:
        refusal = limit_table(tx).in_refusal(payee, account_of(tx, payee).posted, amount, at)
    return refusal and refusal._replace(detail=f"payee {refusal.detail}".strip())
