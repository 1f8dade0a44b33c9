"""Changes of a wallet: its class (the id stays), limits set lower by the holder or the operator, closing."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date, china_day
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletClassData, WalletClosedData
from jiaozi.keyring import Keyring
from jiaozi.kinds import (
    Detail,
    FenOrZero,
    GivenAccount,
    GivenIdentity,
    GivenPhone,
    HolderNo,
    InstitutionNo,
    Reason,
    WalletNo,
)
from jiaozi.ledger.model import EARNING_KIND
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import AMOUNT_MAX, amount_text
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.rulebook import OpeningRule, RuleNotFoundError
from jiaozi.rulebook.shapes import Component
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.acts import account_of, limit_table, owned, shut, subs_of, too_many, touch_subs, wallet_of
from jiaozi.wallets.holders import Details, details_refusal, indexes, seal
from jiaozi.wallets.identity import Index, found_by, index_holder, known_holders, learned
from jiaozi.wallets.limits import COMPONENTS
from jiaozi.wallets.model import (
    CLASSES,
    HOLDER_KIND_NAMES,
    HOLDER_KINDS,
    Field,
    HolderKind,
    Wallet,
    WalletClass,
    in_hong_kong,
    is_pushed,
    is_sub,
)
from jiaozi.wallets.phones import is_hong_kong, is_served
from jiaozi.wallets.schema import CLASS_CHANGE_COLUMNS, HOLDERS, SUB_WALLETS, WALLETS
from jiaozi.wallets.store import holders_by_index, set_operator_limit, subs_at


@dataclass(frozen=True, slots=True)
class ChangeClass:
    """Moves a wallet to another class; its id stays. Details given add to those known, and may not differ from them; a
    lower class must fit the balance."""

    wallet: WalletNo
    wallet_class: WalletClass
    name: Detail = ""
    id_number: GivenIdentity = ""
    bank_account: GivenAccount = ""
    face_to_face: bool = False
    phone: GivenPhone = ""

    def details(self) -> Details:
        """What the holder shows, in its canonical form."""
        return Details(self.phone, self.name, self.id_number, self.bank_account, self.face_to_face).canonical()


@dataclass(frozen=True, slots=True)
class SetOwnLimits:
    """Sets the holder's own limits, all four at once, each at or below the class's. One that is absent or null is the
    class's."""

    wallet: WalletNo
    balance_minor: FenOrZero | None = None
    single_minor: FenOrZero | None = None
    daily_minor: FenOrZero | None = None
    yearly_minor: FenOrZero | None = None


@dataclass(frozen=True, slots=True)
class SetOperatorLimit:
    """Sets an operator's limit for all its wallets of a kind and class, at or below the scheme's."""

    operator: InstitutionNo
    kind: HolderKind
    wallet_class: WalletClass
    component: Component
    limit_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class CloseWallet:
    """Closes an empty wallet for good."""

    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class ReadHolder:
    """Reads the holder's personal data: for the wallet's operator and the holder alone. Who read it, when and why is in
    the log of acts."""

    wallet: WalletNo
    reason: Reason


class ClassChanged(NamedTuple):
    """A wallet has another class."""

    wallet: WalletNo
    wallet_class: WalletClass


class LimitsSet(NamedTuple):
    """Limits are in force: of a wallet, or of an operator's wallets."""

    subject: WalletNo | InstitutionNo


class WalletClosed(NamedTuple):
    """A wallet is closed for good."""

    wallet: WalletNo


class HolderRead(NamedTuple):
    """A reading of personal data is in the log of acts."""

    holder: HolderNo


def touch(tx: Tx, requests: Sequence[Request[ChangeClass]]) -> Iterator[None]:
    """Names the wallets of commands that have one with their sub-wallets, and then their accounts."""
    wanted = {request.command.wallet for request in requests}
    touch_subs(tx, wanted)
    tx.want(WALLETS, wanted)
    yield
    found = [tx.rows(WALLETS).get(request.command.wallet) for request in requests]
    tx.want(ACCOUNTS, {wallet.account for wallet in found if wallet is not None})


class _Classes:
    """Handlers that read and seal the holder's details."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def touch(self, tx: Tx, requests: Sequence[Request[ChangeClass]]) -> Iterator[None]:
        """Names the holders first: their locks serialise openings and changes of class for one person."""
        wanted = {request.command.wallet for request in requests}
        known = {wallet.id: wallet for wallet in WALLETS.read(tx.connection, wanted)}
        keys = [key for request in requests for key in self._index(known.get(request.command.wallet), request.command)]
        tx.want(HOLDERS, {wallet.holder for wallet in known.values()})
        tx.want(HOLDERS, holders_by_index(tx.connection, keys).values())
        touch_subs(tx, wanted)
        tx.want(WALLETS, wanted)
        yield
        subs = {row.id for row in tx.rows(SUB_WALLETS).rows.values() if row.parent in wanted}
        found = [wallet for number in wanted | subs if (wallet := tx.rows(WALLETS).get(number))]
        tx.want(ACCOUNTS, {wallet.account for wallet in found})

    def _index(self, wallet: Wallet | None, command: ChangeClass) -> list[Index]:
        """The blind indexes of what is shown now."""
        return indexes(self._keyring, wallet.operator, wallet.kind, command.details()) if wallet is not None else []

    def decide(self, tx: Tx, request: Request[ChangeClass]) -> ClassChanged | Refusal:
        """Refuses: `wallet_not_found`, `wallet_closed`, `class_not_available`, `class_same`,
        `holder_details_missing`, `holder_details_invalid` (also what is known to be another, or somebody else's),
        `wallet_exists`, `limit_balance_exceeded` (the balance does not fit), `sub_wallets_open` (a company's, under a
        class with a balance limit), `usage_not_allowed` (a sub-wallet, which follows its parent)."""
        command = request.command
        wallet = wallet_of(tx, command.wallet)
        if isinstance(wallet, Refusal):
            return wallet
        if is_sub(wallet):
            return Refusal("usage_not_allowed", "a sub-wallet has its parent's class")
        needs = _needs(wallet, command, request.at)
        if isinstance(needs, Refusal):
            return needs
        details = self._details(tx, wallet, command, needs, request.at)
        if isinstance(details, Refusal):
            return details
        others = [other for other in owned(tx, [wallet.holder])[wallet.holder] if other.id != wallet.id]
        if refusal := too_many(HOLDER_KIND_NAMES[wallet.kind], command.wallet_class, others, request.at):
            return refusal
        number = CLASSES[command.wallet_class]
        before, wallet.wallet_class = wallet.wallet_class, number
        if number > before and (
            refusal := limit_table(tx).in_refusal(wallet, account_of(tx, wallet).posted, 0, request.at)
        ):
            wallet.wallet_class = before
            return refusal
        subs = subs_of(tx, wallet.id)
        if wallet.kind == HOLDER_KINDS["corporate"] and subs and limit_table(tx).capped(wallet, request.at):
            wallet.wallet_class = before
            return Refusal("sub_wallets_open", "a class with a balance limit has none")
        holder = tx.rows(HOLDERS)[wallet.holder]
        holder.sealed = seal(self._keyring, holder.id, details)
        tx.rows(HOLDERS).changed(holder)
        index_holder(tx, self._keyring, holder.id, self._index(wallet, command))
        for each in (wallet, *subs):
            each.wallet_class = number
            tx.rows(WALLETS).changed(each)
            _note_change(tx, request, each, before)
        payload = WalletClassData(wallet=wallet.id, class_=command.wallet_class)
        emit(tx, "wallet.class_changed", request.at, wallet.operator, payload)
        return ClassChanged(wallet.id, command.wallet_class)

    def _details(self, tx: Tx, wallet: Wallet, command: ChangeClass, needs: OpeningRule, at: int) -> Details | Refusal:
        """What is known of the holder with what it shows now, when that is enough and is nobody else's."""
        shown = command.details()
        if shown.phone and (not is_served(shown.phone) or is_hong_kong(shown.phone) != in_hong_kong(wallet)):
            return Refusal("holder_details_invalid", "phone")  # a wallet stays on the side that its number put it on
        keys = self._index(wallet, command)
        known_holders(tx, keys)
        holder = tx.rows(HOLDERS)[wallet.holder]
        if (found_by(tx, Field.ID_NUMBER, keys) or holder) is not holder:
            return Refusal("holder_details_invalid", "id_number")
        details = learned(tx, self._keyring, holder, shown, keys)
        if isinstance(details, Refusal):
            return details
        return details_refusal(details, wallet.kind, needs, at) or details


def _note_change(tx: Tx, request: Request, wallet: Wallet, before: int) -> None:
    """Keeps what the class was until today, and the fen-days up to then: only some classes earn interest."""
    account = account_of(tx, wallet)
    day = max(china_day(request.at), account.counted_on)
    fen_days = account.fen_days_before(day) if account.kind == EARNING_KIND else 0
    rows = tx.appender("class_changes", CLASS_CHANGE_COLUMNS)
    rows.append((wallet.id, request.id, day, before, wallet.wallet_class, fen_days))


def _needs(wallet: Wallet, command: ChangeClass, at: int) -> OpeningRule | Refusal:
    """What the new class needs. Refuses: `class_not_available`, `class_same`."""
    try:
        needs = rulebook.opening_requirements(china_date(at), command.wallet_class, HOLDER_KIND_NAMES[wallet.kind])
    except RuleNotFoundError:
        return Refusal("class_not_available", command.wallet_class)
    if wallet.wallet_class == CLASSES[command.wallet_class]:
        return Refusal("class_same")
    return _hong_kong_refusal(wallet, command, at) or needs


def _hong_kong_refusal(wallet: Wallet, command: ChangeClass, at: int) -> Refusal | None:
    if not in_hong_kong(wallet):
        return None
    rules = rulebook.hong_kong(china_date(at))
    if command.wallet_class in rules.wallet_classes:
        return None
    return Refusal("class_not_available", "Hong Kong", rules.rule.cite())


def _set_own(tx: Tx, request: Request[SetOwnLimits]) -> LimitsSet | Refusal:
    """Refuses: `amount_invalid` (also none for one charge or a day of a pushed sub-wallet, which is charged without a
    PIN), `wallet_not_found`, `wallet_closed`, `limit_not_lower` with the rule above it."""
    command = request.command
    chosen = {name: getattr(command, f"{name}_minor") for name in COMPONENTS}
    if any(value is not None and not _is_limit(value) for value in chosen.values()):
        return Refusal("amount_invalid")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if is_pushed(wallet) and None in (command.single_minor, command.daily_minor):
        return Refusal("amount_invalid", "a pushed sub-wallet has limits for one charge and a day")
    table = limit_table(tx)
    above = table.of_class(wallet, request.at)
    for name, value in chosen.items():
        if value is not None and value > getattr(above, name):
            return table.not_lower(name, wallet, request.at)
    for name, value in chosen.items():
        setattr(wallet, f"own_{name}_minor", value)
    tx.rows(WALLETS).changed(wallet)
    return LimitsSet(wallet.id)


def _touch_operator(tx: Tx, requests: Sequence[Request[SetOperatorLimit]]) -> None:
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})


def operator_limit_refusal(tx: Tx, command: SetOperatorLimit, at: int) -> Refusal | None:
    """What forbids an operator's limit, asked when it is proposed and when it is set; the operator's row is locked.
    Refuses: `amount_invalid`, `request_malformed`, `institution_not_found`, `class_not_available`, `sub_wallets_open`
    (a balance limit of companies that have some), `limit_not_lower` with the scheme's rule."""
    if not _is_limit(command.limit_minor):
        return Refusal("amount_invalid")
    if command.component not in COMPONENTS:
        return Refusal("request_malformed", "component")
    operator = operator_of(tx, command.operator)
    if isinstance(operator, Refusal):
        return operator
    try:
        rules = rulebook.limits(china_date(at), command.wallet_class, command.kind, operator.code)
    except RuleNotFoundError:
        return Refusal("class_not_available", command.wallet_class)
    above = getattr(rules, f"{command.component}_minor")
    capped = command.component == "balance" and command.kind == "corporate"
    if capped and _has_stores(tx, operator.id, CLASSES[command.wallet_class]):
        return Refusal("sub_wallets_open", "a class with a balance limit has none")
    if above is not None and command.limit_minor > above:
        said = f"{command.component}: at most {amount_text(above)}"
        return Refusal("limit_not_lower", said, rules.rule(command.component).cite())
    return None


def _set_operator(tx: Tx, request: Request[SetOperatorLimit]) -> LimitsSet | Refusal:
    """Refuses as `operator_limit_refusal` says."""
    command = request.command
    if refusal := operator_limit_refusal(tx, command, request.at):
        return refusal
    key = (command.operator, HOLDER_KINDS[command.kind], CLASSES[command.wallet_class], command.component)
    set_operator_limit(tx.connection, key, command.limit_minor)
    tx.memo.pop("limits", None)
    return LimitsSet(command.operator)


def _has_stores(tx: Tx, operator: int, wallet_class: int) -> bool:
    """Whether companies of a class have open sub-wallets at a locked operator, those of this group included."""
    opened = [tx.rows(WALLETS)[row.id] for row in tx.rows(SUB_WALLETS).rows.values() if not row.merchant]
    here = any((each.operator, each.wallet_class, each.closed) == (operator, wallet_class, 0) for each in opened)
    return here or subs_at(tx.connection, operator, wallet_class)


def _is_limit(value: object) -> bool:
    return type(value) is int and 0 <= value <= AMOUNT_MAX


def close(tx: Tx, request: Request) -> WalletClosed | Refusal:
    """Closes an empty wallet; `interest.closing` asks first whether interest is owed to it.

    Refuses: `wallet_not_found`, `wallet_closed`, `wallet_frozen`, `wallet_not_empty`, `sub_wallets_open`,
    `programs_funded`.
    """
    wallet = wallet_of(tx, request.command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if wallet.freezes_all or wallet.freezes_out or wallet.frozen_minor:
        return Refusal("wallet_frozen")
    account = account_of(tx, wallet)
    if account.posted or account.pending_out or account.pending_in:
        return Refusal("wallet_not_empty")
    if subs_of(tx, wallet.id):
        return Refusal("sub_wallets_open")
    if wallet.funds:
        return Refusal("programs_funded")
    shut(tx, wallet)
    emit(tx, "wallet.closed", request.at, wallet.operator, WalletClosedData(wallet=wallet.id, interest_minor=None))
    return WalletClosed(wallet.id)


def _touch_wallet(tx: Tx, requests: Sequence[Request[ReadHolder | SetOwnLimits]]) -> None:
    tx.want(WALLETS, {request.command.wallet for request in requests})


def _read_holder(tx: Tx, request: Request[ReadHolder]) -> HolderRead | Refusal:
    """Refuses: `wallet_not_found`, `reference_invalid` (no reason). Closed wallets can be read, too."""
    wallet: Wallet | None = tx.rows(WALLETS).get(request.command.wallet)
    if wallet is None:
        return Refusal("wallet_not_found")
    if not request.command.reason.strip():
        return Refusal("reference_invalid", "reading personal data needs a reason")
    return HolderRead(wallet.holder)


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of this file."""
    classes = _Classes(keyring)
    return (
        Operation("change_class", ChangeClass, ClassChanged, classes.touch, one_by_one(classes.decide)),
        Operation("set_own_limits", SetOwnLimits, LimitsSet, _touch_wallet, one_by_one(_set_own)),
        Operation("set_operator_limit", SetOperatorLimit, LimitsSet, _touch_operator, one_by_one(_set_operator), True),
        Operation("read_holder", ReadHolder, HolderRead, _touch_wallet, one_by_one(_read_holder), True),
    )
