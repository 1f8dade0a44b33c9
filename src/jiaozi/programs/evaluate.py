"""Whether a claim pays, and how much: one pure function over terms, a purchase and what the claim is.

The rules are asked in one order, and the first that forbids it is the answer. Each has a public name, the path of the
terms it is about.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from msgspec import UNSET

from jiaozi.clock import china_date, china_day, china_time
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo, MerchantNo, StoreNo
from jiaozi.programs.conditions import holds
from jiaozi.programs.flows import drawn
from jiaozi.programs.places.spots import Spot, is_allowed, is_denied
from jiaozi.programs.terms import (
    ANYBODY,
    ANYTHING,
    ANYTIME,
    ANYWHERE,
    GoodsNamed,
    Places,
    Terms,
    What,
    When,
    Where,
    has,
)
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KIND_NAMES, Wallet, in_hong_kong


class GoodsLine(NamedTuple):
    """A line of an order: the merchant's number of the goods, their tags, what the line comes to in minor units."""

    sku: str
    tags: tuple[str, ...]
    amount_minor: int


class Payer(NamedTuple):
    """Who pays, as terms see it."""

    kind: int
    wallet_class: int
    operator: InstitutionNo
    hong_kong: bool


def payer_of(wallet: Wallet) -> Payer:
    """A wallet as terms see it."""
    return Payer(wallet.kind, wallet.wallet_class, wallet.operator, in_hong_kong(wallet))


class Purchase(NamedTuple):
    """What is paid: at a store, at an instant. `lines` are those of the merchant's order, none without one; `spots` the
    places where the store stands or has stood, looked up where terms ask."""

    at: int
    amount_minor: int
    store: StoreNo
    merchant: MerchantNo
    category: str
    region: str
    payer: Payer
    lines: tuple[GoodsLine, ...] = ()
    spots: tuple[Spot, ...] = ()


class Standing(NamedTuple):
    """What is known of a claim: what it has left, when it was taken and ends, whether its program is open and when it
    opens, how many payments of the day drew on the program, and what this payment draws already: of the same program,
    of others, and whether one of these goes with no other; and whether the merchant has agreed to bear its share."""

    left_minor: int
    claimed_at: int
    expires_at: int
    opens_at: int
    open: bool
    uses_today: int = 0
    same: int = 0
    others: int = 0
    alone: bool = False
    agreed: bool = True


class NotSo(NamedTuple):
    """The claim does not pay: which rule forbids it."""

    rule: str


LISTED: Final = "who.listed"
"""The rule by which claims are granted to a list alone."""
RULES: Final[Mapping[str, str]] = {
    "store": "purpose-bound money pays at stores only",
    "program": "the program is not open now",
    "expiry": "the claim has expired",
    "who": "the wallet is not of those that the terms name",
    "where.allow": "the store is not one of those that the terms allow",
    "where.deny": "the terms exclude this store",
    "who_pays": "the merchant has not agreed to bear its share",
    "what": "none of the goods are those that the terms allow",
    "when.window": "the terms allow it at another time",
    "when.hours": "the terms allow it at other times of the day",
    "when.weekdays": "the terms allow it on other days of the week",
    "condition": "the condition of the terms is not met",
    "stacks": "it does not go together with another claim",
    "how_much.per_order": "one payment takes no more claims of this program",
    "how_much.per_day": "today's uses are used up",
    "how_much.minimum": "the goods cost less than the minimum",
    "how_much.share": "nothing is left for it to pay",
    "withdrawable": "the terms do not let it be withdrawn, or not yet",
    "transferable": "the terms do not let it be passed on, or not once more",
}
"""Every rule by its public name, as whoever asks is told it; in Chinese in `jiaozi.details`."""


class Lines:
    """What is not paid yet of a purchase, line by line."""

    def __init__(self, purchase: Purchase) -> None:
        self.lines = purchase.lines or (GoodsLine("", (), purchase.amount_minor),)
        self.left = [line.amount_minor for line in self.lines]

    def of(self, allowed: Sequence[int]) -> int:
        """What is not paid yet of some lines, in minor units."""
        return sum([self.left[n] for n in allowed])

    def draw(self, allowed: Sequence[int], amount: int) -> None:
        """Pays an amount of some lines, which are at least that."""
        for n in allowed:
            part = min(amount, self.left[n])
            self.left[n] -= part
            amount -= part


def qualifying(what: What, purchase: Purchase) -> list[int]:
    """The places of the lines that terms allow; of what is paid without an order all or nothing."""
    if what is ANYTHING:
        return list(range(len(purchase.lines) or 1))
    if not purchase.lines:
        return [] if _says(what.allow) or _says(what.deny) else [0]
    return [n for n, line in enumerate(purchase.lines) if _is_allowed(what, line)]


def _is_allowed(what: What, line: GoodsLine) -> bool:
    return (_is_of(what.allow, line) or not _says(what.allow)) and not _is_of(what.deny, line)


def _says(goods: GoodsNamed) -> bool:
    return bool(goods.skus or goods.tags)


def _is_of(goods: GoodsNamed, line: GoodsLine) -> bool:
    return line.sku in goods.skus or any(tag in goods.tags for tag in line.tags)


def evaluate(terms: Terms, purchase: Purchase, claim: Standing, unpaid: Lines) -> int | NotSo:
    """What a claim pays of a purchase, which is then no more `unpaid`, in minor units, always above zero; or why it
    does not."""
    allowed = qualifying(terms.what, purchase)
    rule = _standing_rule(terms, purchase, claim) or _terms_rule(terms, purchase, claim, allowed)
    if rule:
        return NotSo(rule)
    much, lines = terms.how_much, unpaid.lines
    goods = sum([lines[n].amount_minor for n in allowed])
    if goods < much.minimum_minor:
        return NotSo("how_much.minimum")
    most = drawn(much, claim.left_minor, goods, unpaid.of(allowed))
    if most <= 0:
        return NotSo("how_much.share")
    unpaid.draw(allowed, most)
    return most


def _standing_rule(terms: Terms, purchase: Purchase, claim: Standing) -> str:
    """The rules of the claim itself and of what the payment draws already."""
    if not purchase.store:
        return "store"
    if not claim.open or purchase.at < claim.opens_at:
        return "program"
    if purchase.at >= claim.expires_at:
        return "expiry"
    if claim.alone or (not terms.stacks and claim.others):
        return "stacks"
    if terms.how_much.per_order and claim.same >= terms.how_much.per_order:
        return "how_much.per_order"
    if terms.how_much.per_day and not claim.same and claim.uses_today >= terms.how_much.per_day:
        return "how_much.per_day"
    return ""


def _terms_rule(terms: Terms, purchase: Purchase, claim: Standing, allowed: Sequence[int]) -> str:
    """The first rule of the terms that forbids a purchase, whatever it costs; empty for none."""
    where, when = terms.where, terms.when
    if terms.who is not ANYBODY and not who_allows(terms, purchase.payer):
        return "who"
    if where is not ANYWHERE and (rule := place_rule(where, purchase)):
        return rule
    if not claim.agreed and terms.who_pays is not UNSET:
        return "who_pays"
    if not allowed:
        return "what"
    if when is not ANYTIME and (rule := _when_rule(when, purchase.at)):
        return rule
    if terms.condition and not holds(terms.condition, values_of(purchase, claim, allowed)):
        return "condition"
    return ""


def who_allows(terms: Terms, payer: Payer) -> bool:
    """Whether a wallet is one of those that terms name."""
    who = terms.who
    return (
        (not who.kinds or HOLDER_KIND_NAMES[payer.kind] in who.kinds)
        and (not who.classes or CLASS_NAMES[payer.wallet_class] in who.classes)
        and (not who.operators or payer.operator in who.operators)
        and who.hong_kong in (None, payer.hong_kong)
    )


class Place(Protocol):
    """Where something is paid: a store, its merchant, that one's category, the store's district and places."""

    @property
    def store(self) -> StoreNo:
        """The store."""

    @property
    def merchant(self) -> MerchantNo:
        """Its merchant."""

    @property
    def category(self) -> str:
        """The merchant's category code."""

    @property
    def region(self) -> str:
        """The store's district code."""

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The places where the store stands or has stood."""


def place_rule(where: Where, place: Place) -> str:
    """Which rule forbids a place; empty for none."""
    if not _is_among(where.allow, place):
        return "where.allow"
    return "where.deny" if _is_denied(where.deny, place) else ""


def _is_among(allow: Places, place: Place) -> bool:
    anywhere = not (allow.merchants or allow.stores)
    return (
        (anywhere or has(allow.merchants, place.merchant) or has(allow.stores, place.store))
        and (not allow.categories or place.category in allow.categories)
        and (not allow.regions or place.region.startswith(allow.regions))
        and is_allowed(allow.places, place.spots)
    )


def _is_denied(deny: Places, place: Place) -> bool:
    return (
        place.category in deny.categories
        or place.region.startswith(deny.regions)
        or has(deny.merchants, place.merchant)
        or has(deny.stores, place.store)
        or is_denied(deny.places, place.spots)
    )


def _when_rule(when: When, at: int) -> str:
    if at < when.begin or (when.end and at >= when.end):
        return "when.window"
    if when.hours:
        hour, minute = china_time(at)
        if not any(each.begin <= hour * 60 + minute < each.end for each in when.hours):
            return "when.hours"
    if when.weekdays and china_date(at).isoweekday() not in when.weekdays:
        return "when.weekdays"
    return ""


def values_of(purchase: Purchase, claim: Standing, allowed: Sequence[int]) -> dict[str, Any]:
    """What a condition's variables are."""
    day, (hour, minute) = china_date(purchase.at), china_time(purchase.at)
    lines = purchase.lines
    return {
        "amount": purchase.amount_minor,
        "goods": sum(lines[n].amount_minor for n in allowed) if lines else purchase.amount_minor,
        "left": claim.left_minor,
        "held_days": china_day(purchase.at) - china_day(claim.claimed_at),
        "merchant": encode_id("mer", purchase.merchant),
        "store": encode_id("sto", purchase.store),
        "category": purchase.category,
        "region": purchase.region,
        "skus": sorted({line.sku for line in lines if line.sku}),
        "tags": sorted({tag for line in lines for tag in line.tags}),
        "payer_class": CLASS_NAMES[purchase.payer.wallet_class],
        "payer_kind": HOLDER_KIND_NAMES[purchase.payer.kind],
        "hong_kong": purchase.payer.hong_kong,
        "hour": hour,
        "minute": minute,
        "weekday": day.isoweekday(),
        "day": day.day,
        "month": day.month,
    }
