"""What people do who have a claim and are about to buy: whether it pays is asked of the very rules of payments, and
what they do then is assumed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from jiaozi.acceptance.model import OrderLine
from jiaozi.acceptance.orders import PayOrder, PlaceOrder
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.kinds import Fen, MerchantNo, OrderNo, PaymentNo, WalletNo
from jiaozi.payments.pay import Pay
from jiaozi.payments.schema import PAYMENTS
from jiaozi.pilot.counter import remix
from jiaozi.programs.baskets import Words
from jiaozi.programs.evaluate import GoodsLine, NotSo, Payer, Purchase, payer_of, place_rule
from jiaozi.programs.schema import POCKETS, PROGRAMS
from jiaozi.programs.sources import Candidate, quote
from jiaozi.programs.store import open_claims, terms_by
from jiaozi.programs.terms import ANYTHING, Terms
from jiaozi.rehearsal.city import City, Wish
from jiaozi.rehearsal.habits import MILLION
from jiaozi.rehearsal.stage import Act, Place, Stage
from jiaozi.wallets.schema import WALLETS

LIFETIME_S: Final = 3_600
_OF_PLACES: Final = ("where.allow", "where.deny", "who_pays")
"""Rules that another shop may be right for."""
Lines = tuple[GoodsLine, ...]


class Choice(NamedTuple):
    """What is bought in the end, and which rule stood in the way of the first thought; empty for none."""

    shop: int
    amount_minor: int
    lines: Lines
    rule: str = ""


class Buy(NamedTuple):
    """A purchase to be paid: by which wallet, where, for how much, with an order's lines where there are any."""

    at: int
    payer: WalletNo
    place: Place
    amount_minor: int
    lines: Lines = ()


class Bought(NamedTuple):
    """What became of it: the payment and what claims paid of it; or who refused."""

    payment: PaymentNo
    bound_minor: int = 0
    code: str = ""


class Holding(NamedTuple):
    """A wallet as terms see it, with its open claims, those first that end first."""

    payer: Payer
    claims: tuple[Candidate, ...]


def held_by(connection: Connection, wallets: Collection[WalletNo]) -> dict[WalletNo, Holding]:
    """The open claims of wallets that have any."""
    claims = open_claims(connection, wallets) if wallets else []
    programs = {row.id: row for row in PROGRAMS.read(connection, {each.program for each in claims})}
    keys = {(each.wallet, each.program) for each in claims}
    pockets = {(row.wallet, row.program): row for row in POCKETS.read(connection, keys)}
    found: defaultdict[WalletNo, list[Candidate]] = defaultdict(list)
    for each in sorted(claims, key=lambda claim: (claim.expires_at, claim.id)):
        program = programs[each.program]
        pocket = pockets[each.wallet, each.program]
        found[each.wallet].append(Candidate(each, program, pocket, terms_by(connection, program.terms)))
    rows = WALLETS.read(connection, found.keys())
    return {row.id: Holding(payer_of(row), tuple(found[row.id])) for row in rows}


class Shopping:
    """Purchases in a city under terms. `bearing` are the merchants that bear a share."""

    def __init__(self, city: City, terms: Terms, places: Sequence[Place], bearing: Collection[MerchantNo]) -> None:
        self._city, self._terms, self._places, self._bearing = city, terms, places, frozenset(bearing)
        self.goods = _goods(terms)
        allow, deny = terms.what.allow, terms.what.deny
        self.wanted = not (deny.skus or deny.tags) or bool(allow.skus or allow.tags)
        """Whether goods that terms name are those that claims pay for."""
        asks = bool(terms.who_pays)
        self.allowed = [
            n
            for n, place in enumerate(places)
            if not place_rule(terms.where, place) and (not asks or place.merchant in self._bearing)
        ]
        self._by_trade: defaultdict[int, list[int]] = defaultdict(list)
        for n in self.allowed:
            self._by_trade[city.shops[n].field].append(n)

    def purchase(self, at: int, place: Place, amount: int, payer: Payer, lines: Lines) -> Purchase:
        """A purchase as terms see it."""
        seen = (place.store, place.merchant, place.category, place.region)
        return Purchase(at, amount, *seen, payer, lines, place.spots)

    def rule(self, purchase: Purchase, claims: Iterable[Candidate]) -> str:
        """The rule in the way of the first of these claims; empty where any pays."""
        rules = [self.pays(purchase, each) for each in claims]
        return "" if any(isinstance(each, int) for each in rules) else _name(rules)

    def pays(self, purchase: Purchase, claim: Candidate) -> int | NotSo:
        """What a claim would pay, by the evaluator that payments ask."""
        return quote(purchase, claim._replace(agreed=purchase.merchant in self._bearing))

    def lines(self, amount: int, *, marked: bool) -> Lines:
        """The lines of an order, of goods that terms name or of others; none where terms name no goods."""
        if self.goods is None:
            return ()
        sku, tags = self.goods if marked else ("", ())
        return (GoodsLine(sku, tags, amount),)

    def choose(self, wish: Wish, holding: Holding, most: int) -> Choice:
        """What somebody buys who has claims and may pay so much at once."""
        habits, much = self._city.habits, self._terms.how_much
        coins = [remix(wish.word + n) % MILLION for n in range(4)]
        shop, amount, marked = wish.shop, wish.amount_minor, coins[0] < habits.marked_ppm

        def rule() -> str:
            lines = self.lines(amount, marked=marked)
            asked = self.purchase(wish.at, self._places[shop], amount, holding.payer, lines)
            return self.rule(asked, holding.claims)

        first = found = rule()
        if found in _OF_PLACES and self.allowed and coins[1] < habits.steered_ppm:
            known = self._by_trade[self._city.shops[shop].field] or self.allowed
            shop = known[remix(wish.word + 5) % len(known)]
            found = rule()
        if found == "what" and coins[2] < habits.steered_ppm:
            marked = self.wanted
            found = rule()
        least = much.minimum_minor
        if found == "how_much.minimum" and amount * 2 >= least and least <= most and coins[3] < habits.stretched_ppm:
            amount = least
        return Choice(shop, amount, self.lines(amount, marked=marked), first)


def _name(rules: Sequence[int | NotSo]) -> str:
    return next((each.rule for each in rules if isinstance(each, NotSo)), "")


def _goods(terms: Terms) -> tuple[str, tuple[str, ...]] | None:
    """A number and tags of goods that terms name; None where they name no goods."""
    words = Words(terms.condition)
    allow, deny = terms.what.allow, terms.what.deny
    if terms.what == ANYTHING:
        if not words.name("skus", "tags"):
            return None
        return ("", words.texts[:1]) if words.name("tags") else ("".join(words.texts[:1]), ())
    if allow.skus or allow.tags:
        return "".join(allow.skus[:1]), allow.tags[:1]
    return "".join(deny.skus[:1]), deny.tags[:1]


def pay(stage: Stage, buys: Sequence[Buy]) -> list[Bought]:
    """What becomes of purchases, in the order of their times: orders are placed by their merchants before."""
    ordered = [each for each in buys if each.lines]
    placed = iter(_placed(stage, ordered))
    acts: list[Act] = []
    for each in buys:
        if each.lines:
            order = next(placed)
            acts.append(Act(PayOrder(order, each.payer), each.at))
        else:
            acts.append(Act(Pay(each.payer, Fen(each.amount_minor), store=each.place.store), each.at))
    outcomes = stage.run(acts)
    paid = [
        each.payment for each, buy in zip(outcomes, buys, strict=True) if buy.lines and not isinstance(each, Refusal)
    ]
    with stage.platform.snapshot() as connection:
        bound = {row.id: row.bound_minor for row in PAYMENTS.read(connection, paid)} if paid else {}
    return [
        Bought(PaymentNo(0), 0, each.code)
        if isinstance(each, Refusal)
        else Bought(each.payment, bound[each.payment] if buy.lines else each.bound_minor)
        for each, buy in zip(outcomes, buys, strict=True)
    ]


def _placed(stage: Stage, buys: Sequence[Buy]) -> list[OrderNo]:
    """Orders with these lines, placed when the first of them is wanted."""
    if not buys:
        return []
    at = max(stage.clock.now(), buys[0].at)
    orders = []
    for each in buys:
        lines = tuple(OrderLine("goods", 1, Fen(line.amount_minor), line.sku, line.tags) for line in each.lines)
        orders.append(PlaceOrder(each.place.store, stage.order_number(), lines, lifetime_s=LIFETIME_S))
    return [done.order for done in stage.do(orders, at)]
