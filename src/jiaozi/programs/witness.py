"""A purchase that a claim pays, looked for until the evaluator of payments says that it does: a witness. So what is
found is a proof, of all rules together, and only where nothing is found does it matter which purchases were tried.

Tried are all kinds of wallets that can be opened, all places that can be paid, every day of a claim's life with every
moment at which one of its hours begins, and what might be bought (`baskets.py`). A search is bounded, and says whether
it was `exact`: then there is no other purchase either.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import CHINA_OFFSET_US, DAY_US, SECOND_US, china_day, day_to_date
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo, MerchantNo, StoreNo, WalletNo
from jiaozi.money import AMOUNT_MAX
from jiaozi.programs.baskets import Baskets, Words
from jiaozi.programs.evaluate import (
    Lines,
    NotSo,
    Purchase,
    Standing,
    evaluate,
    payer_of,
    place_rule,
    values_of,
    who_allows,
)
from jiaozi.programs.places.spots import Spot
from jiaozi.programs.terms import HowMuch, Span, Terms, claim_end
from jiaozi.rulebook import RuleNotFoundError
from jiaozi.wallets.limits import LimitTable
from jiaozi.wallets.model import CLASSES, HOLDER_KINDS, SCOPES, Usage, Wallet, nobody

TRIED_MAX: Final = 20_000
"""Purchases that a search asks the evaluator about, at 5 to 20 microseconds each; it looks at twice as many moments."""
PAYMENTS_MAX: Final = 2_000
"""Purchases of one run."""
LIMITS: Final = "limits"
"""What stands in the way where no rule of the terms does: how much a wallet may pay."""
_TILLS_MAX: Final = 100
"""Places that differ in what a condition names."""
_ENDLESS: Final = ("amount", "goods", "left", "skus", "tags")
"""Variables of which not every value can be tried."""
_OF_TIME: Final = ("held_days", "hour", "minute", "weekday", "day", "month")
_OF_PAYERS: Final = ("payer_class", "payer_kind", "hong_kong")
_OF_PLACES: Final = ("merchant", "store", "category", "region")
_OF_CLOCKS: Final = ("hour", "minute", "day", "month")
_EVERY: Final = range(60)
"""Whatever an hour, a minute, a day or a month may be."""
_MINUTE_US: Final = 60 * SECOND_US
_DAY_MINUTES: Final = 24 * 60


class Till(NamedTuple):
    """A place that can be paid now. `holds_minor` is the most that the wallet behind it may hold, in minor units;
    `spots` are the registered places where it stands or has stood, as the terms see them."""

    store: StoreNo
    merchant: MerchantNo
    category: str
    region: str
    holds_minor: int
    spots: tuple[Spot, ...] = ()


class Scene(NamedTuple):
    """What there is: the time, a wallet of every kind that can be opened, places that can be paid, wallets' limits."""

    now: int
    wallets: Sequence[Wallet]
    tills: Sequence[Till]
    limits: LimitTable


class Witness(NamedTuple):
    """A claim pays so much of a purchase of a wallet's, in minor units."""

    claimed_at: int
    wallet: Wallet
    purchase: Purchase
    drawn_minor: int


class Run(NamedTuple):
    """Purchases one after the other, what they leave of a claim in minor units, and which rule forbade another."""

    payments: tuple[Witness, ...]
    left_minor: int
    rule: str = ""


def openable(operators: Mapping[InstitutionNo, str], day: date) -> list[Wallet]:
    """A wallet of each kind that the rule book lets be opened on a day at operators, by their codes; Hong Kong's, too.
    They are nobody's."""
    found, kinds = [], product(operators.items(), HOLDER_KINDS.items(), CLASSES.items())
    for (operator, code), (kind, kind_number), (name, number) in kinds:
        try:
            rulebook.opening_requirements(day, name, kind)
            rulebook.limits(day, name, kind, code)
        except RuleNotFoundError:
            continue
        made = replace(nobody(WalletNo(0)), operator=operator, kind=kind_number, closed=0)
        found.append(replace(made, wallet_class=number))
        if kind == "personal" and rulebook.hong_kong(day).may_open(name, code, whitelisted=True):
            found.append(replace(made, wallet_class=number, scope=SCOPES["hong_kong"]))
    return found


class Search:
    """Looks for purchases that claims of a program pay."""

    def __init__(self, terms: Terms, span: Span, scene: Scene, tried_max: int = TRIED_MAX) -> None:
        self.terms, self._span, self._scene = terms, span, scene
        self._words = Words(terms.condition)
        self._baskets = Baskets(terms, self._words)
        self._ends = (scene.now, span.expires_at - 1)
        self.wallets = self._kinds()
        self._tried = self._payers()
        tills = self._tills_that_differ()
        self.tills = tills[:_TILLS_MAX]
        self.exact = not self._words.name(*_ENDLESS) and len(tills) <= _TILLS_MAX
        self._only_times = Terms(HowMuch(face_minor=1), when=terms.when)
        self._never: set[object] = set()
        self._last: Witness | None = None
        self._tries, self._looks = tried_max, 2 * tried_max

    def _kinds(self) -> list[Wallet]:
        """Wallets that the terms name, those first that may pay most at once, and one of those that are alike."""
        limits = self._scene.limits
        known = {
            (each.kind, each.wallet_class, each.scope, *(limits.of(each, at) for at in self._ends)): each
            for each in reversed(self._scene.wallets)
            if who_allows(self.terms, payer_of(each))
        }
        return sorted(known.values(), key=lambda each: (limits.of(each, self._scene.now)[1:], -each.kind), reverse=True)

    def _payers(self) -> list[Wallet]:
        """Wallets that purchases are tried with. Where the condition does not ask for their kind, none that may pay and
        hold no more than another."""
        if self._words.name(*_OF_PAYERS):
            return self.wallets
        found: list[Wallet] = []
        for wallet in self.wallets:
            if not any(self._is_within(wallet, other) for other in found):
                found.append(wallet)
        return found

    def _is_within(self, wallet: Wallet, other: Wallet) -> bool:
        limits = self._scene.limits
        pairs = (zip(limits.of(wallet, at), limits.of(other, at), strict=True) for at in self._ends)
        return all(one <= two for pair in pairs for one, two in pair)

    def _tills_that_differ(self) -> list[Till]:
        """Places that the terms allow, one of those that are alike to the condition; those first that it names."""
        named = [name for name in _OF_PLACES if self._words.name(name)]
        allowed = [till for till in self._scene.tills if not place_rule(self.terms.where, till)]
        known = {(till.holds_minor, *(getattr(till, name) for name in named)): till for till in reversed(allowed)}
        texts = tuple(text for text in self._words.texts if text) if named else ()

        def unnamed(till: Till) -> bool:
            values = (encode_id("sto", till.store), encode_id("mer", till.merchant), till.category, till.region)
            return not any(value.startswith(texts) for value in values)

        return sorted(known.values(), key=lambda till: (bool(texts) and unnamed(till), -till.holds_minor))

    def claims(self) -> list[tuple[int, int]]:
        """The first and the last instant of each day on which there may be claims: granted from now on, or taken."""
        end = self._span.claims_until
        begin = min(self._scene.now, end - 1)
        midnights = [day * DAY_US - CHINA_OFFSET_US for day in range(china_day(begin), china_day(end - 1) + 1)]
        return [(max(begin, midnight), min(end, midnight + DAY_US) - 1) for midnight in midnights]

    def names(self, variable: str) -> bool:
        """Whether the condition names a variable."""
        return self._words.name(variable)

    def end_of(self, claimed_at: int) -> int:
        """When a claim of an instant ends."""
        return claim_end(self.terms.when, self._span.expires_at, claimed_at)

    def of_any(self) -> Witness | None:
        """A purchase that some claim pays. What pays for a claim of a later moment of a day pays for one of its first.
        Days that an earlier claim had are not looked at again, unless it matters how long it was held."""
        since = 0
        for claimed_at, _ in self.claims():
            found = self.of_claim(claimed_at, since)
            if found is not None or self._over():
                return found
            if not self._words.name("held_days"):
                since = self.end_of(claimed_at)
        return None

    def of_claim(self, claimed_at: int, since: int = 0) -> Witness | None:
        """A purchase that a claim of an instant pays, not before `since`: the last one that was found, if it does."""
        if not self.wallets or not self.tills:
            return None
        ends_at, last = self.end_of(claimed_at), self._last
        if last is not None and max(claimed_at, since) <= last.purchase.at < ends_at:
            again = self._paid(self._standing(claimed_at), last.wallet, last.purchase, _nothing_used())
            if isinstance(again, Witness):
                return again
        near = (self._words.numbers, self._words.near()) if self._words.name(*_OF_CLOCKS) else ()
        for numbers in (*near, _EVERY):
            for at in self._moments(max(claimed_at, since), ends_at, numbers):
                found = self._at(claimed_at, at)
                if found is not None:
                    self._last = found
                if found is not None or self._over():
                    return found
        return None

    def run(self, claimed_at: int, wallet: Wallet, *, once: bool) -> Run:
        """Purchases that a wallet's claim pays one after the other, each as much as it can; `once`: as a voucher, which
        pays one alone."""
        claim, usage = self._standing(claimed_at), _nothing_used()
        payments: list[Witness] = []
        rule, today = "", 0
        numbers = self._words.near() if self._words.name("minute") else _EVERY
        for at in self._moments(claimed_at, claim.expires_at, numbers):
            if china_day(at) != today:
                today, claim = china_day(at), claim._replace(uses_today=0)
            while len(payments) < PAYMENTS_MAX and not self._over():
                best, rule = self._largest(claim, wallet, at, usage.at(at))
                if best is None or (once and best.drawn_minor < claim.left_minor):
                    break
                payments.append(best)
                usage.add(best.purchase.amount_minor)
                left = claim.left_minor - best.drawn_minor
                if not left:
                    return Run(tuple(payments), 0)
                claim = claim._replace(left_minor=left, uses_today=claim.uses_today + 1)
        return Run(tuple(payments), claim.left_minor, rule)

    def _over(self) -> bool:
        """Whether no more is tried; then a search that found nothing was not exact."""
        over = self._tries <= 0 or self._looks <= 0
        self.exact = self.exact and not over
        return over

    def _standing(self, claimed_at: int) -> Standing:
        most, ends_at = self.terms.how_much.most_minor, self.end_of(claimed_at)
        return Standing(most, claimed_at, ends_at, self._span.opens_at, open=True)

    def _moments(self, first: int, last: int, numbers: Container[int]) -> Iterator[int]:
        """Moments from `first` on and before `last`: of each day the first, and where an hour of the terms or whatever
        the condition knows of the time begins, as far as that is one of these numbers."""
        when, named = self.terms.when, self._words.name
        first = max(first, self._span.opens_at, self._scene.now, when.begin)
        last = min(last, when.end or last)
        cuts = self._cuts(numbers)
        for day in range(china_day(first), china_day(last - 1) + 1):
            midnight, on = day * DAY_US - CHINA_OFFSET_US, day_to_date(day)
            if (named("day") and on.day not in numbers) or (named("month") and on.month not in numbers):
                continue
            for begin, end in pairwise(cuts):
                at = max(first, midnight + begin * _MINUTE_US)
                if at < min(last, midnight + end * _MINUTE_US):
                    self._looks -= 1
                    yield at

    def _cuts(self, numbers: Container[int]) -> list[int]:
        """Minutes of a day between which nothing changes for the terms, as far as hours and minutes are of these."""
        cuts = {0, _DAY_MINUTES, *(cut for each in self.terms.when.hours for cut in (each.begin, each.end))}
        hours = [hour for hour in range(24) if hour in numbers or not self._words.name("hour")]
        minutes = [minute for minute in range(60) if minute in numbers] if self._words.name("minute") else []
        if self._words.name("hour", "minute"):
            cuts.update(60 * hour + minute for hour in hours for minute in (0, *minutes))
        return sorted(cuts)

    def _at(self, claimed_at: int, at: int) -> Witness | None:
        """A purchase that a claim pays at a moment. Moments that are alike to the condition and the limits are asked
        about once."""
        claim = self._standing(claimed_at)
        probe = Purchase(at, 1, StoreNo(1), MerchantNo(1), "", "", payer_of(self.wallets[0]))
        if isinstance(evaluate(self._only_times, probe, claim, Lines(probe)), NotSo):
            return None
        alike = (self._seen(claim, probe), tuple(self._scene.limits.of(each, at) for each in self._tried))
        if alike in self._never:
            return None
        for wallet, till in product(self._tried, self.tills):
            for found in self._purchases(claim, wallet, till, at, _nothing_used().at(at)):
                if isinstance(found, Witness):
                    return found
                if self._over():
                    return None
        self._never.add(alike)
        return None

    def _seen(self, claim: Standing, purchase: Purchase) -> tuple[int, ...]:
        """What the condition sees of a moment."""
        named = [name for name in _OF_TIME if self._words.name(name)]
        if not named:
            return ()
        values = values_of(purchase, claim, [0])
        return tuple(values[name] for name in named)

    def _largest(self, claim: Standing, wallet: Wallet, at: int, usage: Usage) -> tuple[Witness | None, str]:
        """The purchase of which a claim pays most at a moment, the cheapest of these; else a rule that forbids one."""
        best: Witness | None = None
        rule = LIMITS
        for till in self.tills:
            for found in self._purchases(claim, wallet, till, at, usage):
                if isinstance(found, NotSo):
                    rule = found.rule
                elif best is None or _worth(found) > _worth(best):
                    best = found
        return best, rule

    def _purchases(
        self, claim: Standing, wallet: Wallet, till: Till, at: int, usage: Usage
    ) -> Iterator[Witness | NotSo]:
        """What becomes of purchases that the wallet's limits leave room for. `usage` is the current one."""
        limits = self._scene.limits.of(wallet, at)
        room = (limits.daily - usage.used_today_minor, limits.yearly - usage.used_year_minor)
        most = min(AMOUNT_MAX, limits.single, *room, till.holds_minor)
        place = (till.store, till.merchant, till.category, till.region)
        for amount, lines in self._baskets.of(claim.left_minor, most):
            purchase = Purchase(at, amount, *place, payer_of(wallet), lines, till.spots)
            yield self._paid(claim, wallet, purchase, usage)

    def _paid(self, claim: Standing, wallet: Wallet, purchase: Purchase, usage: Usage) -> Witness | NotSo:
        """Asks as a payment does what a claim pays: the evaluator and the limits. What it does not pay is the payer's
        own, who has at most what the wallet may hold."""
        self._tries -= 1
        found = evaluate(self.terms, purchase, claim, Lines(purchase))
        if isinstance(found, NotSo):
            return found
        at, amount, limits = purchase.at, purchase.amount_minor, self._scene.limits
        refused = limits.out_refusal(wallet, usage.at(at), amount, at)
        if refused is not None or amount - found > limits.of(wallet, at).balance:
            return NotSo(LIMITS)
        return Witness(claim.claimed_at, wallet, purchase, found)


def _nothing_used() -> Usage:
    return Usage(id=WalletNo(0), day=0, used_today_minor=0, year=0, used_year_minor=0)


def _worth(found: Witness) -> tuple[int, int]:
    return found.drawn_minor, -found.purchase.amount_minor
