"""What the wallets' handlers share: finding a wallet or a holder's wallets, and whether freezes let money in or out."""

from collections.abc import Iterable

from jiaozi import rulebook
from jiaozi.clock import china_date, format_time
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import REFERENCE_MAX
from jiaozi.ledger.model import Account
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import amount_text
from jiaozi.texts import is_plain
from jiaozi.wallets.limits import LimitTable
from jiaozi.wallets.model import CLASSES, Wallet, in_hong_kong, is_sub
from jiaozi.wallets.schema import SUB_WALLETS, WALLETS
from jiaozi.wallets.store import open_subs, operator_codes, settled_holders, verified_wallets


def reference_good(reference: str | None) -> bool:
    """Whether a business reference is absent, or 1 to 64 printable characters without blanks at its ends."""
    return reference is None or is_plain(reference, REFERENCE_MAX)


def short_of(available: int, amount: int) -> Refusal:
    """The refusal of an amount above what is available, to whoever owns it."""
    return Refusal("insufficient_funds", f"{amount_text(amount)} asked, {amount_text(available)} available")


def expiry_refusal(expires_at: int, now: int, latest: int, rule: str = "") -> Refusal | None:
    """Refuses: `expiry_invalid` unless an instant is after now and not after the latest; says both."""
    if now < expires_at <= latest:
        return None
    return Refusal("expiry_invalid", f"now {format_time(now)}, latest {format_time(latest)}", rule)


def wallet_of(tx: Tx, wallet_id: int) -> Wallet | Refusal:
    """The locked wallet. Refuses: `wallet_not_found`, `wallet_closed`."""
    wallet = tx.rows(WALLETS).get(wallet_id)
    if wallet is None:
        return Refusal("wallet_not_found")
    return Refusal("wallet_closed") if wallet.closed else wallet


def account_of(tx: Tx, wallet: Wallet) -> Account:
    """The locked ledger account of a wallet."""
    return tx.rows(ACCOUNTS)[wallet.account]


def limit_table(tx: Tx) -> LimitTable:
    """The limits of this group."""
    table = tx.memo.get("limits")
    if table is None:
        table = tx.memo["limits"] = LimitTable(tx.connection, operator_codes(tx.connection))
    found: LimitTable = table
    return found


def owned(tx: Tx, holders: Iterable[int]) -> dict[int, list[Wallet]]:
    """The wallets of holders as this group has left them. The caller holds the holders' locks."""
    known: dict[int, list[Wallet]] = tx.memo.setdefault("owned", {})
    new = set(holders) - known.keys()
    if new:
        held, found = tx.rows(WALLETS).rows, verified_wallets(tx.connection, sorted(new))
        for number in sorted(new):
            known[number] = [held.get(wallet.id, wallet) for wallet in found.get(number, ())]
        stored = {wallet.id for number in new for wallet in known[number]}
        for wallet in held.values():  # this group has opened it
            if wallet.holder in new and wallet.id not in stored:
                known[wallet.holder].append(wallet)
    return known


def settled(tx: Tx, holders: Iterable[int]) -> set[int]:
    """Which of these holders' estates are settled, as this group has left it. While a holder, or one of its wallets, is
    locked, its estate is not settled."""
    here: set[int] = tx.memo.setdefault("settled", set())
    wanted = set(holders)
    return settled_holders(tx.connection, sorted(wanted)) | (here & wanted) if wanted else set()


def note_settled(tx: Tx, holder: int) -> None:
    """Keeps that this group has settled the estate of a holder."""
    tx.memo.setdefault("settled", set()).add(holder)


def touch_subs(tx: Tx, parents: Iterable[int]) -> None:
    """Names the open sub-wallets of wallets, with the wallets themselves."""
    tx.want(SUB_WALLETS, open_subs(tx.connection, sorted(parents)))


def subs_of(tx: Tx, parent: int) -> list[Wallet]:
    """The open sub-wallets of a locked wallet, those of this group included. Whoever opens one locks the parent."""
    rows = [row for row in tx.rows(SUB_WALLETS).rows.values() if row.parent == parent]
    missed = set(open_subs(tx.connection, [parent])) - {row.id for row in rows}
    wallets = [tx.rows(WALLETS)[number] for number in sorted(missed | {row.id for row in rows})]
    return [wallet for wallet in wallets if not wallet.closed]


def too_many(kind: str, wallet_class: str, others: Iterable[Wallet], at: int) -> Refusal | None:
    """What forbids a holder a wallet of a class beside those it has: one of each class at an operator, and so many of
    the verified classes for a person; sub-wallets are not counted. Refuses: `wallet_exists`, with the rule."""
    still = [wallet for wallet in others if not wallet.closed and not is_sub(wallet)]
    if any(wallet.wallet_class == CLASSES[wallet_class] for wallet in still):
        return Refusal("wallet_exists")
    several = rulebook.several_wallets(china_date(at)) if still else None
    if several is None or kind != "personal" or wallet_class not in several.verified_classes:
        return None
    verified = {CLASSES[name] for name in several.verified_classes}
    if sum(wallet.wallet_class in verified for wallet in still) >= several.verified_per_operator:
        return Refusal("wallet_exists", "verified classes", several.rule.cite())
    return None


def shut(tx: Tx, wallet: Wallet) -> None:
    """Closes an empty wallet with its account. What it has of programs goes back by itself."""
    account = account_of(tx, wallet)
    wallet.closed = account.closed = 1
    tx.rows(WALLETS).changed(wallet)
    tx.rows(ACCOUNTS).changed(account)
    if wallet.bound:
        tx.appender("wallets_left", ("wallet",)).append((wallet.id,))


def out_freeze_refusal(wallet: Wallet, account: Account, amount: int) -> Refusal | None:
    """What a freeze forbids of `amount` going out. Refuses: `wallet_frozen`, `wallet_frozen_amount`."""
    if wallet.freezes_all or wallet.freezes_out:
        return Refusal("wallet_frozen")
    if wallet.frozen_minor and account.available >= amount > account.available - wallet.frozen_minor:
        free = account.available - wallet.frozen_minor
        return Refusal("wallet_frozen_amount", f"{amount_text(amount)} asked, {amount_text(free)} available")
    return None


def in_freeze_refusal(wallet: Wallet) -> Refusal | None:
    """A wallet frozen in full takes nothing in. Refuses: `wallet_frozen`."""
    return Refusal("wallet_frozen") if wallet.freezes_all else None


def person_to_person_refusal(wallet: Wallet, at: int) -> Refusal | None:
    """What Hong Kong's rules forbid between wallets to one that is bound by them. Refuses: `usage_not_allowed`."""
    if not in_hong_kong(wallet):
        return None
    rules = rulebook.hong_kong(china_date(at))
    return None if rules.person_to_person else Refusal("usage_not_allowed", "person to person", rules.rule.cite())
