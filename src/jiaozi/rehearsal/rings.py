"""Farming: people who want more of a program than is meant for them, played with the very terms, and again with each
term that could stop them. Each ring has a program of its own, so that it takes nothing from the city."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from typing import Final, NamedTuple

from jiaozi.errors import Refusal
from jiaozi.kinds import Fen, MerchantNo, PaymentNo, StoreNo, WalletNo
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.evaluate import place_rule
from jiaozi.programs.parts import MILLION
from jiaozi.programs.sources import Candidate
from jiaozi.programs.terms import Places, Terms, Where
from jiaozi.records import dataclass
from jiaozi.rehearsal import program as acts
from jiaozi.rehearsal.amending import Known, amended
from jiaozi.rehearsal.city import City
from jiaozi.rehearsal.draft import Draft
from jiaozi.rehearsal.program import Claimed, Opening
from jiaozi.rehearsal.shopping import Buy, Holding, Lines, Shopping, held_by, pay
from jiaozi.rehearsal.stage import Act, Opened, Place, Stage
from jiaozi.wallets.changes import CloseWallet

PURSE_MINOR: Final = 100_000
"""What each wallet has of its own, and as much as its tries cost where that is more."""
FIRST_BANK: Final = 0
LOADS_MAX: Final = 10


class Scheme(NamedTuple):
    """A way to take more than is meant: which terms could stop it, whether what is bought is bought at a friend's shop,
    and what of it that shop gives back: nothing, the buyer's own part, or all."""

    stops: tuple[str, ...]
    at_friend: bool = False
    gives_back: str = ""
    reopens: bool = False


SCHEMES: Final[dict[str, Scheme]] = {
    "again": Scheme(("how_much.per_wallet",)),
    "phones": Scheme(("who.classes", "who.listed")),
    "banks": Scheme(("who.operators", "who.listed")),
    "classes": Scheme(("who.listed",)),
    "reopened": Scheme(("who.classes", "who.listed"), reopens=True),
    "friends_shop": Scheme(("where.allow.merchants",), at_friend=True),
    "own_shop": Scheme(("who.kinds", "where.allow.merchants"), at_friend=True),
    "refunded_own": Scheme(("where.allow.merchants",), at_friend=True, gives_back="own"),
    "refunded_all": Scheme((), at_friend=True, gives_back="all"),
}
"""again: one wallet, as often as it may. phones: one person with a phone for each wallet. banks: one identity, a wallet
at each bank. classes: one identity, a wallet of each class at one bank. reopened: one phone, a wallet that is closed
and opened anew. friends_shop: friends pay a shop for nothing. own_shop: a company pays its own shop. refunded_own: the
shop gives back what was the buyer's own. refunded_all: it gives back everything, again and again."""


@dataclass(slots=True)
class Ring:
    """Some who play a scheme under some terms: `term` is the one that was changed, empty for the draft's."""

    scheme: str
    term: str
    opening: Opening
    wallets: list[Opened]
    shop: Place | None
    shopping: Shopping
    persons: int
    count: int
    """Wallets that there were."""
    claims: int = 0
    claimed_minor: int = 0
    had: Counter[WalletNo] = field(default_factory=Counter)
    done: set[WalletNo] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    payments: set[PaymentNo] = field(default_factory=set)
    devices: Counter[str] = field(default_factory=Counter)
    """What became of one device that all of them registered as theirs; of those with several phones."""

    @property
    def way(self) -> Scheme:
        """What they do."""
        return SCHEMES[self.scheme]


class Rings:
    """All rings of a rehearsal. `places` are where the city's shops are paid."""

    def __init__(self, stage: Stage, city: City, draft: Draft, places: Sequence[Place], funder: Opened) -> None:
        self._stage, self._city, self._draft, self._places, self._funder = stage, city, draft, places, funder
        self._farming = city.habits.farming
        self.rings: list[Ring] = []
        self._phones: dict[WalletNo, int] = {}
        self._spending = True
        """Whether any of them had a claim when it was last looked."""

    # ---------------------------------------------------------------------------------------------------- opening
    def open(self, at: int) -> None:
        """Opens the wallets and programs of all rings."""
        terms, drawn = self._draft.terms, bool(self._draft.places)
        known = Known(self._stage.banks[FIRST_BANK], self._places)
        for name, scheme in SCHEMES.items():
            if scheme.reopens and drawn:
                continue  # a phone registers once, whatever becomes of the wallet
            for term in ("", *scheme.stops):
                changed = amended(terms, term, known) if term else terms
                if changed is not None and not (drawn and term == "who.listed"):
                    self._open_ring(name, term, changed, at)

    def _friends_shop(self) -> tuple[Place, Opened]:
        """A shop of a kind and in a district that terms allow; nobody named it."""
        where = self._draft.terms.where
        kinds = Where(*(Places(categories=side.categories, regions=side.regions) for side in (where.allow, where.deny)))
        good = next((n for n, place in enumerate(self._places) if not place_rule(kinds, place)), 0)
        shop = self._city.shops[good]._replace(
            name_en="Friend", name_zh="熟人商店", merchant=MerchantNo(0), store=StoreNo(0)
        )
        return self._stage.open_owned_shop(self._city, shop, FIRST_BANK)

    def _open_ring(self, name: str, term: str, terms: Terms, at: int) -> None:
        shop, owner = self._friends_shop() if SCHEMES[name].at_friend else (self._honest(terms), None)
        wallets, persons = self._members(name, owner)
        self._fill(wallets, at)
        tries = self._farming.tries
        many = max(len(wallets), tries if SCHEMES[name].reopens else 1)
        claims = many * min(terms.how_much.per_wallet or tries, tries)
        draft = replace(self._draft, span=self._draft.span._replace(quota=0))
        budget = min(claims * terms.how_much.most_minor, AMOUNT_MAX)
        opening = acts.written(self._stage, draft, terms, self._funder, budget, at)
        bearing = {shop.merchant} if shop is not None and terms.who_pays else set[MerchantNo]()
        if bearing and shop is not None:
            acts.agree(self._stage, opening, [shop], at)
        shopping = Shopping(self._city, terms, [], bearing)
        ring = Ring(name, term, opening, wallets, shop, shopping, persons, len(wallets))
        if name == "phones" and not term:
            ring.devices = self._stage.device_of_all(wallets)
        self.rings.append(ring)

    def _fill(self, wallets: Sequence[Opened], at: int) -> None:
        """What they buy with beside their claims: as much as the tries of a wallet cost, if it may hold that."""
        need = max(PURSE_MINOR, self._draft.terms.how_much.minimum_minor * self._farming.tries)
        orders = []
        for wallet in wallets:
            ceiling = self._city.banks[wallet.bank].ceilings[wallet.wallet_class]
            left = min(need, ceiling.balance_minor // 2)
            for _ in range(LOADS_MAX):
                part = min(left, ceiling.single_minor)
                left -= part
                orders += [Act(self._stage.load(wallet, part), at)] if part else []
        self._stage.run(orders)

    def _honest(self, terms: Terms) -> Place | None:
        """The first of the city's shops that terms allow."""
        return next((place for place in self._places if not place_rule(terms.where, place)), None)

    def _members(self, name: str, owner: Opened | None) -> tuple[list[Opened], int]:
        """The wallets of those who play a scheme, and how many people they are."""
        stage, farming = self._stage, self._farming
        match name:
            case "phones":
                wanted = [(FIRST_BANK, "IV", stage.identity()) for _ in range(farming.phones)]
                return stage.open_wallets(wanted, self._city), 1
            case "reopened":
                who = stage.identity()
                (wallet,) = stage.open_wallets([(FIRST_BANK, "IV", who)], self._city)
                self._phones[wallet.wallet] = who
                return [wallet], 1
            case "banks":
                who, banks = stage.identity(), range(min(farming.banks, len(stage.banks)))
                return stage.open_wallets([(bank, "II", who) for bank in banks], self._city), 1
            case "classes":
                who = stage.identity()
                wanted = [(FIRST_BANK, each, who) for each in ("II", "III", "IV", "I")]
                return stage.open_those_allowed(wanted, self._city), 1
            case "friends_shop" | "refunded_own":
                wanted = [(FIRST_BANK, "II", stage.identity()) for _ in range(farming.friends)]
                return stage.open_wallets(wanted, self._city), farming.friends
            case "own_shop" if owner is not None:
                return [stage.second_wallet(owner)], 1
        return stage.open_wallets([(FIRST_BANK, "II", stage.identity())], self._city), 1

    # ----------------------------------------------------------------------------------------------------- acting
    def register(self, at: int) -> None:
        """All of them register for a draw of their own, in which everybody wins."""
        for number, ring in enumerate(self.rings):
            places = max(len(ring.wallets), 1)
            ring.opening = acts.announce(self._stage, self._draft, ring.opening, places, f"ring {number}", at)
            found = acts.register(self._stage, ring.opening, [each.wallet for each in ring.wallets], at)
            for wallet, refusal in zip(ring.wallets, found, strict=True):
                if refusal is not None:
                    ring.refused[refusal.rule or refusal.code] += 1
                    ring.done.add(wallet.wallet)

    def draw(self, at: int) -> None:
        """Draws for all of them."""
        drawn = [each.opening for each in self.rings if len(each.done) < len(each.wallets)]
        acts.draw(self._stage, drawn, at)

    def grant(self, at: int) -> None:
        """Where claims are granted to a list, each person is on it once."""
        for ring in self.rings:
            if ring.opening.terms.who.listed and not ring.opening.campaign:
                first = ring.wallets[: ring.persons]
                found = acts.grant(self._stage, ring.opening, [each.wallet for each in first], at)
                self._note(((ring, each.wallet) for each in first), found)

    def hour(self, at: int) -> None:
        """What all of them do in an hour: claim what they may, then spend what they have."""
        takers = [(ring, each.wallet) for ring in self.rings for each in ring.wallets if self._may_take(ring, each, at)]
        if not takers and not self._spending:
            return
        with self._stage.platform.snapshot() as connection:
            held = held_by(connection, {each.wallet for ring in self.rings for each in ring.wallets})
        wanted = [(ring, wallet) for ring, wallet in takers if wallet not in held]
        found = acts.take(self._stage, [(ring.opening, wallet) for ring, wallet in wanted], at)
        self._note(wanted, found)
        self._spend(at)

    def _may_take(self, ring: Ring, each: Opened, at: int) -> bool:
        had = ring.had[each.wallet]
        once = 1 if ring.opening.campaign else self._farming.tries
        return at < self._draft.span.claims_until and each.wallet not in ring.done and had < once

    def _note(self, whose: Iterable[tuple[Ring, WalletNo]], found: Sequence[Claimed]) -> None:
        for (ring, wallet), each in zip(whose, found, strict=True):
            if each.claim:
                ring.claims += 1
                ring.claimed_minor += each.value_minor
                ring.had[wallet] += 1
            else:
                ring.refused[each.rule or each.code] += 1
                ring.done.add(wallet)

    def _spend(self, at: int) -> None:
        with self._stage.platform.snapshot() as connection:
            held = held_by(connection, {each.wallet for ring in self.rings for each in ring.wallets})
        self._spending = bool(held)
        buys: list[tuple[Ring, WalletNo, Buy]] = []
        for ring in self.rings:
            for each in ring.wallets:
                holding = held.get(each.wallet)
                buy = None if holding is None else self._purchase(ring, each.wallet, holding, at)
                if buy is not None:
                    buys.append((ring, each.wallet, buy))
        paid = pay(self._stage, [buy for *_, buy in buys])
        back: list[tuple[Ring, Act]] = []
        for (ring, _, buy), done in zip(buys, paid, strict=True):
            if done.code:
                ring.refused[done.code] += 1
                continue
            ring.payments.add(done.payment)
            amount = {"own": buy.amount_minor - done.bound_minor, "all": buy.amount_minor}.get(ring.way.gives_back, 0)
            if amount:
                back.append((ring, Act(RefundPayment(done.payment, Fen(amount)), at)))
        for (ring, _), outcome in zip(back, self._stage.run([act for _, act in back]), strict=True):
            if isinstance(outcome, Refusal):
                ring.refused[outcome.code] += 1
        self._reopen(at)

    def _purchase(self, ring: Ring, wallet: WalletNo, holding: Holding, at: int) -> Buy | None:
        """What a claim pays most of, for as little money of one's own as may be."""
        if ring.shop is None or (ring.way.gives_back == "all" and len(ring.payments) >= self._farming.tries):
            return None
        claim = holding.claims[0]
        best: tuple[int, int, Lines] | None = None
        rule = ""
        for amount in _amounts(ring.opening.terms, claim):
            lines = ring.shopping.lines(amount, marked=ring.shopping.wanted)
            pays = ring.shopping.pays(ring.shopping.purchase(at, ring.shop, amount, holding.payer, lines), claim)
            if not isinstance(pays, int):
                rule = rule or pays.rule
            elif best is None or (pays, -amount) > best[:2]:
                best = (pays, -amount, lines)
        if best is None:
            ring.refused[rule] |= 1
            return None
        return Buy(at, wallet, ring.shop, -best[1], best[2])

    def _reopen(self, at: int) -> None:
        """Who has had what a wallet may have closes it, and opens another with the same phone."""
        for ring in self.rings:
            if not ring.way.reopens or ring.count >= self._farming.tries or at >= self._draft.span.claims_until:
                continue
            (wallet,) = ring.wallets
            refused = wallet.wallet in ring.done
            if not refused or not ring.had[wallet.wallet]:
                continue
            who = self._phones[wallet.wallet]
            self._stage.empty(wallet, at)
            if isinstance(self._stage.one(CloseWallet(wallet.wallet), at), Refusal):
                continue
            ring.wallets = self._stage.open_wallets([(FIRST_BANK, "IV", who)], self._city)
            self._phones[ring.wallets[0].wallet] = who
            ring.count += 1
            self._fill(ring.wallets, at)


def _amounts(terms: Terms, claim: Candidate) -> Iterator[int]:
    """What could be bought so that a claim pays all that it can."""
    much, left = terms.how_much, claim.claim.left_minor
    shares = [left, -(-left * MILLION // much.share_ppm)]
    if much.percent_ppm:
        shares.append(-(-left * MILLION // much.percent_ppm))
    wanted = dict.fromkeys(max(each, much.minimum_minor, 1) for each in (*shares, much.minimum_minor))
    yield from (each for each in wanted if each <= AMOUNT_MAX)
