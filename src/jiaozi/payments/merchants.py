"""Merchants and their stores. A merchant is not a wallet: several merchants may be paid into one."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import MerchantNo, Name, StoreNo, Tag, WalletNo
from jiaozi.payments.model import MERCHANTS_MAX, DistrictCode, Merchant, MerchantCategory, Store
from jiaozi.payments.schema import MERCHANTS, STORES
from jiaozi.payments.store import merchants_count
from jiaozi.records import dataclass
from jiaozi.rulebook import RuleNotFoundError
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.model import HOLDER_KINDS
from jiaozi.wallets.schema import WALLETS

NAME_MAX: Final = 120
TAG_MAX: Final = 40


@dataclass(frozen=True, slots=True)
class OpenMerchant:
    """An operator registers a merchant that is paid into one of its corporate wallets. `category` is a code of
    ISO 18245."""

    wallet: WalletNo
    name_en: Name
    name_zh: Name
    category: MerchantCategory
    purpose: Tag = ""
    scenario: Tag = ""


@dataclass(frozen=True, slots=True)
class OpenStore:
    """Registers a store of a merchant. `region` is a district code (GB/T 2260)."""

    merchant: MerchantNo
    name: Name
    region: DistrictCode


@dataclass(frozen=True, slots=True)
class SuspendMerchant:
    """Stops payments to a merchant, or with `suspended` false allows them again."""

    merchant: MerchantNo
    suspended: bool


class MerchantOpened(NamedTuple):
    """A merchant was registered."""

    merchant: MerchantNo


class StoreOpened(NamedTuple):
    """A store was registered."""

    store: StoreNo


class MerchantSet(NamedTuple):
    """Payments to a merchant are stopped, or allowed again."""

    merchant: MerchantNo
    suspended: bool


def is_code(text: str, digits: int) -> bool:
    """Whether a text is a code of so many ASCII digits."""
    return len(text) == digits and text.isascii() and text.isdigit()


def _touch_open(tx: Tx, requests: Sequence[Request[OpenMerchant]]) -> None:
    tx.want(WALLETS, {request.command.wallet for request in requests})


def _open(tx: Tx, request: Request[OpenMerchant]) -> MerchantOpened | Refusal:
    """Refuses: `request_malformed` (names, tags), `category_unknown`, `wallet_not_found`, `wallet_closed`,
    `class_not_available` (a personal wallet), `merchants_exceeded`."""
    command = request.command
    names_good = all(0 < len(name) <= NAME_MAX and name.strip() for name in (command.name_en, command.name_zh))
    if not names_good or max(len(command.purpose), len(command.scenario)) > TAG_MAX:
        return Refusal("request_malformed", "name, purpose or scenario")
    if not is_code(command.category, 4):
        return Refusal("category_unknown")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if wallet.kind != HOLDER_KINDS["corporate"]:
        return Refusal("class_not_available", "a merchant is paid into a corporate wallet")
    # The wallet's row is locked, so its merchants are counted without a race; those of this group are remembered.
    known = tx.memo.setdefault((OpenMerchant, wallet.id), [merchants_count(tx.connection, wallet.id)])
    if known[0] >= MERCHANTS_MAX:
        return Refusal("merchants_exceeded", f"{MERCHANTS_MAX} at most")
    known[0] += 1
    tx.rows(MERCHANTS).add(
        Merchant(
            id=request.id,
            wallet=wallet.id,
            operator=wallet.operator,
            name_en=command.name_en,
            name_zh=command.name_zh,
            category=command.category,
            purpose=command.purpose,
            scenario=command.scenario,
            fee_ppm=_fee_ppm(request.at),
            suspended=0,
            opened_at=request.at,
        )
    )
    return MerchantOpened(request.id)


def _fee_ppm(at: int) -> int:
    """What accepting a payment costs by the rule book, in millionths of the amount; zero where it has no rule."""
    try:
        return rulebook.fee(china_date(at), "payment").fee_ppm
    except RuleNotFoundError:
        return 0


def _touch_store(tx: Tx, requests: Sequence[Request[OpenStore | SuspendMerchant]]) -> None:
    tx.want(MERCHANTS, {request.command.merchant for request in requests})


def _open_store(tx: Tx, request: Request[OpenStore]) -> StoreOpened | Refusal:
    """Refuses: `request_malformed` (name, region), `merchant_not_found`."""
    command = request.command
    if not (0 < len(command.name) <= NAME_MAX and command.name.strip()) or not is_code(command.region, 6):
        return Refusal("request_malformed", "name or region")
    if tx.rows(MERCHANTS).get(command.merchant) is None:
        return Refusal("merchant_not_found")
    tx.rows(STORES).add(
        Store(id=request.id, merchant=command.merchant, name=command.name, region=command.region, opened_at=request.at)
    )
    return StoreOpened(request.id)


def _suspend(tx: Tx, request: Request[SuspendMerchant]) -> MerchantSet | Refusal:
    """Refuses: `merchant_not_found`."""
    command = request.command
    merchant = tx.rows(MERCHANTS).get(command.merchant)
    if merchant is None:
        return Refusal("merchant_not_found")
    merchant.suspended = int(command.suspended)
    tx.rows(MERCHANTS).changed(merchant)
    return MerchantSet(merchant.id, command.suspended)


def payee_of(tx: Tx, store_id: int) -> tuple[Store, Merchant] | Refusal:
    """The locked store and merchant that a payment goes to. Refuses: `store_not_found`, `merchant_suspended`."""
    store = tx.rows(STORES).get(store_id)
    if store is None:
        return Refusal("store_not_found")
    merchant = tx.rows(MERCHANTS)[store.merchant]
    return Refusal("merchant_suspended") if merchant.suspended else (store, merchant)


def touch_payees(tx: Tx, stores: Sequence[int], wallets: Sequence[int]) -> Iterator[None]:
    """Names stores with their merchants, then, in a second step also when there are none, the wallets that are paid."""
    tx.want(STORES, stores)
    yield
    found = (tx.rows(STORES).get(number) for number in stores)
    merchants = tx.rows(MERCHANTS)
    tx.want(WALLETS, [*wallets, *(merchants[store.merchant].wallet for store in found if store is not None)])
    yield


OPERATIONS: Final = (
    Operation("open_merchant", OpenMerchant, MerchantOpened, _touch_open, one_by_one(_open)),
    Operation("open_store", OpenStore, StoreOpened, _touch_store, one_by_one(_open_store)),
    Operation("suspend_merchant", SuspendMerchant, MerchantSet, _touch_store, one_by_one(_suspend), True),
)
