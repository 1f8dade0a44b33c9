"""Opening wallets: what the class needs, who the holder is, where the money will stand."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date, china_day
from jiaozi.db.commands import Operation, Outcome, Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletClassData
from jiaozi.keyring import Keyring
from jiaozi.kinds import Detail, GivenAccount, GivenIdentity, GivenPhone, HolderNo, InstitutionNo, WalletNo
from jiaozi.ledger.post import open_account
from jiaozi.money import ECNY
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.rulebook import OpeningRule, RuleNotFoundError
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.model import CENTRAL_BANK, Institution, Regime
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.acts import owned, settled, too_many
from jiaozi.wallets.holder_freezes import frozen_holders
from jiaozi.wallets.holders import Details, details_refusal, indexes, seal
from jiaozi.wallets.identity import Index, found_by, index_holder, known_holders, learned
from jiaozi.wallets.model import (
    ACCOUNT_KINDS,
    CLASSES,
    HOLDER_KINDS,
    SCOPES,
    Field,
    Holder,
    HolderKind,
    Usage,
    Wallet,
    WalletClass,
)
from jiaozi.wallets.phones import is_hong_kong
from jiaozi.wallets.schema import HOLDERS, USAGES, WALLETS
from jiaozi.wallets.store import holders_by_index
from jiaozi.wallets.whitelist import on_whitelist


@dataclass(frozen=True, slots=True)
class OpenWallet:
    """Opens a wallet at an operator. Which details are needed follows from the class (rule book, `opening`). A holder
    whose identity number the operator knows gets a further wallet: what it shows adds to what is known, and may not
    differ from it. A company's bank account is its one settlement account."""

    operator: InstitutionNo
    kind: HolderKind
    wallet_class: WalletClass
    phone: GivenPhone = ""
    name: Detail = ""
    id_number: GivenIdentity = ""
    bank_account: GivenAccount = ""
    face_to_face: bool = False

    def details(self) -> Details:
        """What the holder shows, in its canonical form."""
        return Details(self.phone, self.name, self.id_number, self.bank_account, self.face_to_face).canonical()


class WalletOpened(NamedTuple):
    """A wallet was opened. The holder may be one that the operator knew."""

    wallet: WalletNo
    holder: HolderNo


class Opening:
    """Handlers of opening; they seal details with the keyring. A phone alone leads to no holder."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def touch(self, tx: Tx, requests: Sequence[Request[OpenWallet]]) -> Iterator[None]:
        """Names the operators and the holders known already; the latter serialise openings for one person."""
        tx.want(INSTITUTIONS, {request.command.operator for request in requests})
        keys = [key for request in requests for key in self._indexes(tx, request)]
        known = known_holders(tx, keys) if tx.connection.writes_alone else holders_by_index(tx.connection, keys)
        tx.want(HOLDERS, known.values())
        yield

    def run(self, tx: Tx, requests: Sequence[Request[OpenWallet]]) -> list[WalletOpened | Refusal]:
        """Refuses: `institution_not_found`, `class_not_available`, `holder_details_missing`,
        `holder_details_invalid`, `wallet_frozen` (the holder, who may have died), `estate_settled`, `wallet_exists`;
        rules are cited."""
        keys = [self._indexes(tx, request) for request in requests]
        every = [key for row in keys for key in row]
        known = tx.memo["holder_index"] if tx.connection.writes_alone else known_holders(tx, every)
        holders = {known[key] for key in every if key in known}
        owned(tx, holders)
        tx.memo["frozen_holders"] = frozen_holders(tx, holders) if holders else set()
        tx.memo["settled_holders"] = settled(tx, holders)
        return [self._open(tx, request, row) for request, row in zip(requests, keys, strict=True)]

    def _indexes(self, tx: Tx, request: Request[OpenWallet]) -> list[tuple[int, int, str]]:
        """The blind indexes of a request, worked out once for the group."""
        known = tx.memo.setdefault("holder_indexes", {})
        found: list[tuple[int, int, str]] | None = known.get(request.id)
        if found is None:
            command = request.command
            kind = HOLDER_KINDS.get(command.kind, 0)
            found = known[request.id] = indexes(self._keyring, command.operator, kind, command.details())
        return found

    def _open(self, tx: Tx, request: Request[OpenWallet], keys: Sequence[Index]) -> Outcome:
        command = request.command
        operator = operator_of(tx, command.operator)
        if isinstance(operator, Refusal):
            return operator
        needs = _needs(tx, command, request.at)
        if isinstance(needs, Refusal):
            return needs
        kind = HOLDER_KINDS[command.kind]
        details = command.details()
        scope = SCOPES["scheme"]
        refusal = details_refusal(details, kind, needs, request.at)
        if refusal is None and is_hong_kong(details.phone):
            scope = SCOPES["hong_kong"]
            refusal = _hong_kong_refusal(tx, command, operator, keys, request.at)
        if refusal is not None:
            return refusal
        holder = found_by(tx, Field.ID_NUMBER, keys)
        if holder is not None and holder.kind != kind:
            return Refusal("holder_details_invalid", "id_number")
        if holder is not None and holder.id in tx.memo["frozen_holders"]:
            return Refusal("wallet_frozen", "holder")
        if holder is not None and holder.id in tx.memo["settled_holders"]:
            return Refusal("estate_settled")
        known = learned(tx, self._keyring, holder, details, keys)
        if isinstance(known, Refusal):
            return known
        wallets = owned(tx, [holder.id])[holder.id] if holder is not None else []
        if refusal := too_many(command.kind, command.wallet_class, wallets, request.at):
            return refusal
        if holder is None:
            holder = tx.rows(HOLDERS).add(
                Holder(id=request.id, operator=operator.id, kind=kind, sealed="", opened_at=request.at)
            )
            wallets = tx.memo["owned"][holder.id] = []
        holder.sealed = seal(self._keyring, holder.id, known)
        tx.rows(HOLDERS).changed(holder)
        index_holder(tx, self._keyring, holder.id, keys)
        wallet = _new_wallet(tx, request, operator, holder.id, scope)
        wallets.append(wallet)
        return WalletOpened(wallet.id, holder.id)


def _needs(tx: Tx, command: OpenWallet, at: int) -> OpeningRule | Refusal:
    key = ("opening", china_day(at), command.wallet_class, command.kind)
    found: OpeningRule | Refusal | None = tx.memo.get(key)
    if found is None:
        try:
            found = rulebook.opening_requirements(china_date(at), command.wallet_class, command.kind)
        except RuleNotFoundError:
            found = Refusal("class_not_available", f"{command.kind}, class {command.wallet_class}")
        tx.memo[key] = found
    return found


def _hong_kong_refusal(
    tx: Tx, command: OpenWallet, operator: Institution, keys: Sequence[Index], at: int
) -> Refusal | None:
    """What forbids somebody in Hong Kong a wallet there on that day: closed, a whitelist, or the operator and class."""
    rules = rulebook.hong_kong(china_date(at))
    whitelisted = False
    if rules.access == "whitelist":
        digests = [digest for _, field, digest in keys if field == Field.PHONE]
        whitelisted = bool(on_whitelist(tx, operator.id, digests).intersection(digests))
    if rules.may_open(command.wallet_class, operator.code, whitelisted=whitelisted):
        return None
    return Refusal("class_not_available", "Hong Kong", rules.rule.cite())


def _new_wallet(tx: Tx, request: Request[OpenWallet], operator: Institution, holder: HolderNo, scope: int) -> Wallet:
    """The wallet, its account and its usage row. All three have the request's id."""
    command = request.command
    regime = Regime(operator.regime)
    book = CENTRAL_BANK if regime == Regime.M0_CASH else operator.id
    number, at = request.id, request.at
    open_account(tx, number, book, ECNY.id, ACCOUNT_KINDS[regime], number)
    kind, wallet_class = HOLDER_KINDS[command.kind], CLASSES[command.wallet_class]
    wallet = tx.rows(WALLETS).add(
        Wallet(
            id=number,
            operator=operator.id,
            holder=holder,
            kind=kind,
            wallet_class=wallet_class,
            scope=scope,
            regime=regime,
            account=number,
            closed=0,
            own_balance_minor=None,
            own_single_minor=None,
            own_daily_minor=None,
            own_yearly_minor=None,
            freezes_all=0,
            freezes_out=0,
            frozen_minor=0,
            opened_at=at,
        )
    )
    tx.rows(USAGES).add(
        Usage(id=number, day=china_day(at), used_today_minor=0, year=china_date(at).year, used_year_minor=0)
    )
    tx.appender("holder_wallets", ("holder", "wallet")).append((holder, number))
    emit(tx, "wallet.opened", at, operator.id, WalletClassData(wallet=number, class_=command.wallet_class))
    return wallet


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operation of opening, with the keyring that seals details."""
    opening = Opening(keyring)
    return (Operation("open_wallet", OpenWallet, WalletOpened, opening.touch, opening.run),)
