"""Being found by phone, being confirmed by name, and forgetting what is wrong or somebody else's now.

Nobody is found who has not asked for it, and only by the phone that the operator knows. A number comes into a command
as its blind index; what is stored of a look-up names a wallet, never a person.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple, get_args

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import DetailData, WalletData
from jiaozi.keyring import Keyring, normalised
from jiaozi.kinds import Count, HolderNo, Inside, Name, OrNone, Reason, WalletNo
from jiaozi.outbox import emit
from jiaozi.people.lookups import count_lookup
from jiaozi.people.model import Alias, Digest
from jiaozi.people.names import UNKNOWN, Likeness, compared
from jiaozi.people.schema import ALIASES, LOOKUPS
from jiaozi.people.store import aliases_of
from jiaozi.records import dataclass
from jiaozi.texts import is_plain
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.holders import NAME_MAX, phone_index, reveal, seal
from jiaozi.wallets.identity import unindex_holder
from jiaozi.wallets.model import HOLDER_KINDS, Holder, Wallet
from jiaozi.wallets.schema import HOLDERS, WALLETS

CHECK_MAX: Final = 200
Forgettable = Literal["phone", "name", "bank_account"]
FORGETTABLE: Final = get_args(Forgettable)
"""What may be given anew; an identity number is the holder's for good."""
_NOWHERE: Final = WalletNo(0)


@dataclass(frozen=True, slots=True)
class PublishAlias:
    """Lets others find the wallet by its holder's phone number. Nobody is found who has not asked for it."""

    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class WithdrawAlias:
    """Nobody finds the wallet by phone any more."""

    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class ForgetDetail:
    """Proposes to forget a holder's phone, name or bank account that is wrong, or somebody else's now, to be given
    anew; a second person approves it. `check` names what showed it. What is right instead is not said: proposals are
    kept in the clear. By a phone that is forgotten the holder is found no more, and its next owner may publish it."""

    holder: HolderNo
    detail: Forgettable
    check: Reason


@dataclass(frozen=True, slots=True)
class ResolveAlias:
    """Asks, for a payment from `payer`, which wallet a phone leads to; `digest` is `alias_digest` of the phone."""

    payer: WalletNo
    digest: Inside[Digest]


@dataclass(frozen=True, slots=True)
class ConfirmPayee:
    """Asks, before a payment from `payer`, whether the holder of the wallet `payee` has this name. It is never told."""

    payer: WalletNo
    payee: WalletNo
    name: Name


class AliasSet(NamedTuple):
    """Whether a wallet is found by its holder's phone."""

    wallet: WalletNo
    visible: bool


class DetailForgotten(NamedTuple):
    """A detail of a holder was forgotten; whether the holder was found by it."""

    holder: HolderNo
    detail: Forgettable
    was_visible: bool


class AliasResolved(NamedTuple):
    """Whom a phone leads to, none when it leads nowhere; `left` look-ups remain today."""

    payee: OrNone[WalletNo]
    left: Count


class PayeeConfirmed(NamedTuple):
    """How a name agrees with the holder's, `unavailable` when none is known; `left` look-ups remain today."""

    payee: WalletNo
    result: Likeness
    left: Count


def alias_digest(keyring: Keyring, phone: str) -> str:
    """What a phone number is stored as; not the same as where its holder is indexed, so the two cannot be joined."""
    return keyring.blind_index("alias", normalised("phone", phone))


class _Aliases:
    """Handlers that read holders' details."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def _digest(self, holder: Holder) -> str:
        """The alias of a holder's phone; empty when none is known."""
        phone = reveal(self._keyring, holder).phone
        return alias_digest(self._keyring, phone) if phone else ""

    def _touch(self, tx: Tx, holders: set[HolderNo]) -> Iterator[None]:
        """The holders, then the aliases of the numbers they have."""
        tx.want(HOLDERS, holders)
        yield
        found = [holder for number in holders if (holder := tx.rows(HOLDERS).get(number))]
        tx.want(ALIASES, {self._digest(holder) for holder in found} - {""})

    def touch_own(self, tx: Tx, requests: Sequence[Request[PublishAlias | WithdrawAlias]]) -> Iterator[None]:
        """The holders, their aliases and those of the wallets, then all wallets that these lead to."""
        wanted = {request.command.wallet for request in requests}
        yield from self._touch(tx, {wallet.holder for wallet in WALLETS.read(tx.connection, wanted)})
        tx.want(ALIASES, aliases_of(tx.connection, sorted(wanted)))
        yield
        tx.want(WALLETS, wanted | {row.wallet for row in tx.rows(ALIASES).rows.values() if row.wallet})

    def touch_forget(self, tx: Tx, requests: Sequence[Request[ForgetDetail]]) -> Iterator[None]:
        """The holders and their aliases."""
        yield from self._touch(tx, {request.command.holder for request in requests})

    def _leads_to(self, tx: Tx, row: Alias | None) -> WalletNo:
        """The wallet that a locked alias leads to; 0 when it does not, or its holder has another number since."""
        if row is None or not row.wallet:
            return _NOWHERE
        holder = tx.rows(HOLDERS).get(row.holder) or next(iter(HOLDERS.read(tx.connection, [row.holder])))
        wallet = tx.rows(WALLETS)[row.wallet]
        return _NOWHERE if wallet.closed or self._digest(holder) != row.digest else wallet.id

    def publish(self, tx: Tx, request: Request[PublishAlias]) -> AliasSet | Refusal:
        """Refuses: `wallet_not_found`, `wallet_closed`, `usage_not_allowed` (a company's), `holder_details_missing`
        (no phone), `alias_taken` (the number leads to somebody else's open wallet)."""
        wallet = wallet_of(tx, request.command.wallet)
        if isinstance(wallet, Refusal):
            return wallet
        if wallet.kind != HOLDER_KINDS["personal"]:
            return Refusal("usage_not_allowed", "people only")
        digest = self._digest(tx.rows(HOLDERS)[wallet.holder])
        if not digest:
            return Refusal("holder_details_missing", "phone")
        row = tx.rows(ALIASES).get(digest)
        if row is not None and row.holder != wallet.holder and self._leads_to(tx, row):
            return Refusal("alias_taken")
        _lead_to(tx, row, Alias(digest=digest, wallet=wallet.id, holder=wallet.holder, set_at=request.at))
        emit(tx, "alias.published", request.at, wallet.operator, WalletData(wallet=wallet.id))
        return AliasSet(wallet.id, True)

    def withdraw(self, tx: Tx, request: Request[WithdrawAlias]) -> AliasSet | Refusal:
        """Refuses: `wallet_not_found`, `alias_not_found`. A closed wallet's can be withdrawn, too, and one by a number
        that the holder has no more."""
        wallet: Wallet | None = tx.rows(WALLETS).get(request.command.wallet)
        if wallet is None:
            return Refusal("wallet_not_found")
        rows = [row for row in tx.rows(ALIASES).rows.values() if row.wallet == wallet.id]
        if not rows:
            return Refusal("alias_not_found")
        for row in rows:
            _lead_to(tx, row, Alias(digest=row.digest, wallet=_NOWHERE, holder=wallet.holder, set_at=request.at))
        emit(tx, "alias.withdrawn", request.at, wallet.operator, WalletData(wallet=wallet.id))
        return AliasSet(wallet.id, False)

    def forget(self, tx: Tx, request: Request[ForgetDetail]) -> DetailForgotten | Refusal:
        """Refuses: `request_malformed` (the detail), `reference_invalid` (no check is named), `holder_not_found`,
        `holder_details_missing` (nothing is known)."""
        command = request.command
        if command.detail not in FORGETTABLE:
            return Refusal("request_malformed", "detail")
        if not is_plain(command.check, CHECK_MAX):
            return Refusal("reference_invalid", "forgetting a detail needs a check")
        holder: Holder | None = tx.rows(HOLDERS).get(command.holder)
        if holder is None:
            return Refusal("holder_not_found")
        details = reveal(self._keyring, holder)
        if not getattr(details, command.detail):
            return Refusal("holder_details_missing", command.detail)
        visible = command.detail == "phone" and self._unfind(tx, holder, details.phone, request.at)
        forgotten: dict[str, Any] = {command.detail: ""}
        holder.sealed = seal(self._keyring, holder.id, details._replace(**forgotten))
        tx.rows(HOLDERS).changed(holder)
        told = DetailData(holder=holder.id, detail=command.detail)
        emit(tx, "holder.detail_forgotten", request.at, holder.operator, told)
        return DetailForgotten(holder=holder.id, detail=command.detail, was_visible=visible)

    def _unfind(self, tx: Tx, holder: Holder, phone: str, at: int) -> bool:
        """Lets a phone lead to a holder no more, neither its operator nor payers; whether payers found it."""
        unindex_holder(tx, holder.id, phone_index(self._keyring, holder.operator, phone))
        row = tx.rows(ALIASES).get(alias_digest(self._keyring, phone))
        if row is None or row.holder != holder.id or not row.wallet:
            return False
        _lead_to(tx, row, Alias(digest=row.digest, wallet=_NOWHERE, holder=holder.id, set_at=at))
        return True

    def touch_resolve(self, tx: Tx, requests: Sequence[Request[ResolveAlias]]) -> Iterator[None]:
        """The counters and the aliases, then the wallets."""
        tx.want(LOOKUPS, {request.principal for request in requests})
        tx.want(ALIASES, {request.command.digest for request in requests})
        yield
        found = [row for request in requests if (row := tx.rows(ALIASES).get(request.command.digest))]
        tx.want(WALLETS, {row.wallet for row in found if row.wallet} | {request.command.payer for request in requests})

    def resolve(self, tx: Tx, request: Request[ResolveAlias]) -> AliasResolved | Refusal:
        """Refuses: `wallet_not_found`, `wallet_closed` (the payer's), `lookups_exceeded`."""
        command = request.command
        payer = wallet_of(tx, command.payer)
        if isinstance(payer, Refusal):
            return payer
        left = count_lookup(tx, request.principal, request.at)
        if isinstance(left, Refusal):
            return left
        return AliasResolved(self._leads_to(tx, tx.rows(ALIASES).get(command.digest)), left)

    def touch_confirm(self, tx: Tx, requests: Sequence[Request[ConfirmPayee]]) -> None:
        """Holders come before wallets; whose a wallet is never changes."""
        payees = {request.command.payee for request in requests}
        tx.want(LOOKUPS, {request.principal for request in requests})
        tx.want(HOLDERS, {wallet.holder for wallet in WALLETS.read(tx.connection, payees)})
        tx.want(WALLETS, payees | {request.command.payer for request in requests})

    def confirm(self, tx: Tx, request: Request[ConfirmPayee]) -> PayeeConfirmed | Refusal:
        """Refuses: `request_malformed` (the name), the payer's `wallet_not_found` and `wallet_closed`,
        `lookups_exceeded`. A payee that is closed or does not exist is `unavailable`."""
        command = request.command
        if not 0 < len(command.name) <= NAME_MAX:
            return Refusal("request_malformed", "name")
        payer, payee = wallet_of(tx, command.payer), wallet_of(tx, command.payee)
        if isinstance(payer, Refusal):
            return payer
        left = count_lookup(tx, request.principal, request.at)
        if isinstance(left, Refusal):
            return left
        if isinstance(payee, Refusal):
            return PayeeConfirmed(payee=command.payee, result=UNKNOWN, left=left)
        known = reveal(self._keyring, tx.rows(HOLDERS)[payee.holder]).name
        return PayeeConfirmed(payee=payee.id, result=compared(command.name, known), left=left)


def _lead_to(tx: Tx, row: Alias | None, alias: Alias) -> None:
    if row is None:
        tx.rows(ALIASES).add(alias)
        return
    row.wallet, row.holder, row.set_at = alias.wallet, alias.holder, alias.set_at
    tx.rows(ALIASES).changed(row)


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of this file."""
    own = _Aliases(keyring)
    return (
        Operation("publish_alias", PublishAlias, AliasSet, own.touch_own, one_by_one(own.publish)),
        Operation("withdraw_alias", WithdrawAlias, AliasSet, own.touch_own, one_by_one(own.withdraw)),
        Operation("forget_detail", ForgetDetail, DetailForgotten, own.touch_forget, one_by_one(own.forget), True),
        Operation("resolve_alias", ResolveAlias, AliasResolved, own.touch_resolve, one_by_one(own.resolve)),
        Operation("confirm_payee", ConfirmPayee, PayeeConfirmed, own.touch_confirm, one_by_one(own.confirm)),
    )
