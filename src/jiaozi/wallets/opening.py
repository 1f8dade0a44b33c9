"""Opening wallets: what the class needs, who the holder is, where the money will stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date, china_day
from jiaozi.db.commands import Operation, Outcome, Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.keyring import Keyring
from jiaozi.ledger.post import open_account
from jiaozi.money import ECNY
from jiaozi.outbox import emit
from jiaozi.rulebook import OpeningRule, RuleNotFoundError
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.model import CENTRAL_BANK, Institution, Regime
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.holders import Details, details_refusal, indexes, seal
from jiaozi.wallets.model import ACCOUNT_KINDS, CLASSES, HOLDER_KINDS, SCOPES, Holder, Usage, Wallet
from jiaozi.wallets.schema import HOLDER_INDEX_COLUMNS, HOLDERS, USAGES, WALLETS
from jiaozi.wallets.store import holders_by_index, verified_wallets

HONG_KONG_PREFIX: Final = "+852"


@dataclass(frozen=True, slots=True)
class OpenWallet:
    """Opens a wallet at an operator for a `personal` or `corporate` holder, class I to IV.

    The details are those of `Details`; what is needed follows from the class. A company's bank account is its one
    settlement account.
    """

    operator: int
    kind: str
    wallet_class: str
    phone: str = ""
    name: str = ""
    id_number: str = ""
    bank_account: str = ""
    face_to_face: bool = False

    def details(self) -> Details:
        """What the holder shows."""
        return Details(self.phone, self.name, self.id_number, self.bank_account, self.face_to_face)


class WalletOpened(NamedTuple):
    """Outcome of opening: the wallet and its holder."""

    wallet: int
    holder: int


class _Group(NamedTuple):
    """What a group of openings knows of holders: by blind index, and the verified wallets of each."""

    holders: dict[tuple[int, int, str], int]
    wallets: dict[int, list[Wallet]]
    needs: dict[tuple[int, str, str], OpeningRule | Refusal]


class Opening:
    """Handlers of opening; they seal details with the keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def touch(self, tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
        """Names the operators and the holders known already; the latter serialise openings for one person."""
        tx.want(INSTITUTIONS, {request.command.operator for request in requests})
        keys = [key for request in requests for key in self._indexes(request.command)]
        known = holders_by_index(tx.connection, keys)
        tx.want(HOLDERS, known.values())
        yield

    def run(self, tx: Tx, requests: Sequence[Request]) -> list[Outcome]:
        """Refuses: `institution_not_found`, `class_not_available`, `holder_details_missing`,
        `holder_details_invalid`, `wallet_exists`; rules are cited."""
        keys = [self._indexes(request.command) for request in requests]
        group = tx.memo.get("openings")
        if group is None:
            group = tx.memo["openings"] = _Group({}, {}, {})
        found = holders_by_index(tx.connection, [key for row in keys for key in row])
        for key, number in found.items():
            group.holders.setdefault(key, number)
        new = set(found.values()) - group.wallets.keys()
        for number, owned in verified_wallets(tx.connection, sorted(new)).items():
            group.wallets[number] = owned
        return [self._open(tx, request, row, group) for request, row in zip(requests, keys, strict=True)]

    def _indexes(self, command: OpenWallet) -> list[tuple[int, int, str]]:
        return indexes(self._keyring, command.operator, command.details())

    def _open(self, tx: Tx, request: Request, keys: list[tuple[int, int, str]], group: _Group) -> Outcome:
        command: OpenWallet = request.command
        operator = operator_of(tx, command.operator)
        if isinstance(operator, Refusal):
            return operator
        needs = _needs(command, request.at, group)
        if isinstance(needs, Refusal):
            return needs
        kind = HOLDER_KINDS[command.kind]
        details = command.details()
        scope = SCOPES["scheme"]
        refusal = details_refusal(details, kind, needs)
        if refusal is None and command.phone.startswith(HONG_KONG_PREFIX):
            scope = SCOPES["hong_kong"]
            refusal = _hong_kong_refusal(command, operator, request.at)
        if refusal is not None:
            return refusal
        holder_id = next((group.holders[key] for key in keys if key in group.holders), 0)
        owned = group.wallets.setdefault(holder_id, []) if holder_id else []
        if refusal := _too_many(command, owned, request.at):
            return refusal
        if not holder_id:
            holder_id = self._new_holder(tx, request, kind, details, keys, group)
            owned = group.wallets.setdefault(holder_id, [])
        wallet = _new_wallet(tx, request, operator, holder_id, scope)
        owned.append(wallet)
        return WalletOpened(wallet.id, holder_id)

    def _new_holder(
        self, tx: Tx, request: Request, kind: int, details: Details, keys: list[tuple[int, int, str]], group: _Group
    ) -> int:
        """A holder has the id of the request that first opened a wallet for it."""
        sealed = seal(self._keyring, request.id, details)
        tx.rows(HOLDERS).add(Holder(request.id, request.command.operator, kind, sealed, request.at))
        rows = tx.appender("holder_index", HOLDER_INDEX_COLUMNS)
        for key in keys:
            if key not in group.holders:
                group.holders[key] = request.id
                rows.append((*key, request.id))
        return request.id


def _needs(command: OpenWallet, at: int, group: _Group) -> OpeningRule | Refusal:
    key = (china_day(at), command.wallet_class, command.kind)
    found: Any = group.needs.get(key)
    if found is None:
        try:
            found = rulebook.opening_requirements(china_date(at), command.wallet_class, command.kind)
        except RuleNotFoundError:
            found = Refusal("class_not_available", f"{command.kind} {command.wallet_class}")
        group.needs[key] = found
    return found  # type: ignore[no-any-return]


def _hong_kong_refusal(command: OpenWallet, operator: Institution, at: int) -> Refusal | None:
    rules = rulebook.hong_kong(china_date(at))
    if rules.may_open(command.wallet_class, operator.code):
        return None
    return Refusal("class_not_available", "Hong Kong", rules.rule.cite())


def _too_many(command: OpenWallet, owned: list[Wallet], at: int) -> Refusal | None:
    """A person has so many wallets of the verified classes at one operator, and one of each class."""
    number = CLASSES[command.wallet_class]
    still = [wallet for wallet in owned if not wallet.closed]
    if any(wallet.wallet_class == number for wallet in still):
        return Refusal("wallet_exists")
    several = rulebook.several_wallets(china_date(at)) if still else None
    if several is None or command.kind != "personal" or command.wallet_class not in several.verified_classes:
        return None
    verified = {CLASSES[name] for name in several.verified_classes}
    if sum(wallet.wallet_class in verified for wallet in still) >= several.verified_per_operator:
        return Refusal("wallet_exists", "verified classes", several.rule.cite())
    return None


def _new_wallet(tx: Tx, request: Request, operator: Institution, holder: int, scope: int) -> Wallet:
    """The wallet, its account and its usage row. All three have the request's id."""
    command: OpenWallet = request.command
    regime = Regime(operator.regime)
    book = CENTRAL_BANK if regime == Regime.M0_CASH else operator.id
    number, at = request.id, request.at
    open_account(tx, number, book, ECNY.id, ACCOUNT_KINDS[regime], number)
    kind, wallet_class = HOLDER_KINDS[command.kind], CLASSES[command.wallet_class]
    wallet = tx.rows(WALLETS).add(
        Wallet(
            number,
            operator.id,
            holder,
            kind,
            wallet_class,
            scope,
            regime,
            number,
            0,
            None,
            None,
            None,
            None,
            0,
            0,
            0,
            at,
        )
    )
    tx.rows(USAGES).add(Usage(number, china_day(at), 0, china_date(at).year, 0))
    tx.appender("holder_wallets", ("holder", "wallet")).append((holder, number))
    emit(tx, "wallet.opened", at, operator.id, {"wallet": encode_id("wal", number), "class": command.wallet_class})
    return wallet


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operation of opening, with the keyring that seals details."""
    opening = Opening(keyring)
    return (Operation("open_wallet", OpenWallet, WalletOpened, opening.touch, opening.run),)
