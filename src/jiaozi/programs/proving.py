"""Terms, proved before a program is opened.

That money can be spent is shown by a purchase, or a run of them, that the evaluator of payments pays (`witness.py`).
Where none is found, the rules that stand in the way together are named; whether none can be is known only of a search
that left nothing out. That no money gets stuck or passes the budget a solver (z3) shows, for any amounts and any order
of acts, of the arithmetic of `flows.py`, by which the platform reckons.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import reduce
from importlib import import_module
from itertools import islice, product
from typing import Any, Final, NamedTuple

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, china_day
from jiaozi.ids import encode_id
from jiaozi.money import AMOUNT_MAX
from jiaozi.programs import flows
from jiaozi.programs.flows import Money
from jiaozi.programs.parts import MILLION
from jiaozi.programs.terms import (
    ANYBODY,
    ANYTHING,
    ANYWHERE,
    HowMuch,
    Span,
    Terms,
    passing_of,
    rest_of,
    who_pays_of,
    withdrawal_of,
)
from jiaozi.programs.witness import Run, Scene, Search, Witness
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KIND_NAMES, Wallet

PROPERTIES: Final = ("spendable", "every_claim", "all_of_it", "condition", "budget", "ends")
"""What is proved: some purchase is paid; every claim can be spent at some time; all of a claim can; the condition can
be met; whatever is done, no more than the budget goes out; when the program is over, all of it was spent or goes
back."""
_AGAIN_MAX: Final = 4_000
"""Purchases that are tried to see whether terms without one of their rules could be spent."""
_CLAIMS_MAX: Final = 8
"""Claims of so many days are looked at for a run of purchases: each weekday has one."""
_SOLVER_MS: Final = 20_000
_WORKERS: Final = ("give back", "others give back", "unbind", "others unbind", "reclaim")


class Example(NamedTuple):
    """A claim of an instant pays so much of a purchase at another, with which kind of wallet and at which store; and
    how many purchases in all use it up, where that was asked."""

    claimed_at: int
    at: int
    payer: str
    store: str
    amount_minor: int
    drawn_minor: int
    payments: int = 1


class Proof(NamedTuple):
    """Whether a property `holds`, with an `example`; None: it is not shown, and nobody can say that it is not so. If
    not, the case: the `rules` of the terms that stand in the way together, or the act that breaks it; the instant `at`
    which a claim of a `payer` is made that `ends_at` another; the `amount_minor` that is left and cannot be spent."""

    property: str
    holds: bool | None
    rules: tuple[str, ...] = ()
    at: int | None = None
    ends_at: int | None = None
    amount_minor: int | None = None
    payer: str | None = None
    example: Example | None = None


def prove(terms: Terms, span: Span, scene: Scene, *, voucher: bool) -> list[Proof]:
    """All properties of terms. Raises `ImportError` without the solver (z3-solver)."""
    search = Search(terms, span, scene)
    found = search.of_any()
    spendable = (
        _not_spendable(search, span, scene) if found is None else Proof("spendable", True, example=_example(found))
    )
    return [
        spendable,
        _every_claim(search, span, scene, spendable, voucher=voucher),
        _all_of_it(search, span, scene, found, spendable, voucher=voucher),
        spendable._replace(property="condition", example=None),
        _budget(terms, voucher=voucher),
        _ends(terms),
    ]


def _example(found: Witness, payments: int = 1) -> Example:
    purchase = found.purchase
    return Example(
        claimed_at=found.claimed_at,
        at=purchase.at,
        payer=_payer(found.wallet),
        store=encode_id("sto", purchase.store),
        amount_minor=purchase.amount_minor,
        drawn_minor=found.drawn_minor,
        payments=payments,
    )


def _payer(wallet: Wallet) -> str:
    """What kind of wallet it is: `personal IV`."""
    return f"{HOLDER_KIND_NAMES[wallet.kind]} {CLASS_NAMES[wallet.wallet_class]}"


def _not_spendable(search: Search, span: Span, scene: Scene) -> Proof:
    """No purchase was found that a claim pays. None can be where the search left nothing out, be it without the
    condition."""
    lacking = [name for name, there in (("who", search.wallets), ("where.allow", search.tills)) if not there]
    if lacking:
        return Proof("spendable", False, tuple(lacking))
    terms, exact = search.terms, search.exact
    if not exact:
        plain = Search(replace(terms, condition=""), span, scene)
        if plain.of_any() is None and plain.exact:
            terms, exact = plain.terms, True

    def possible(looser: Terms) -> bool:
        return Search(looser, span, scene, _AGAIN_MAX).of_any() is not None

    return Proof("spendable", False if exact else None, _in_the_way(terms, possible))


def _without_shares(terms: Terms) -> Terms:
    """Terms that pay all of the goods."""
    much = terms.how_much
    return replace(
        terms, how_much=replace(much, face_minor=much.most_minor, percent_ppm=0, cap_minor=0, share_ppm=MILLION)
    )


_WITHOUT: Final[dict[str, Callable[[Terms], Terms]]] = {
    "who": lambda terms: replace(terms, who=ANYBODY),
    "where.deny": lambda terms: replace(terms, where=replace(terms.where, deny=ANYWHERE.deny)),
    "where.allow": lambda terms: replace(terms, where=replace(terms.where, allow=ANYWHERE.allow)),
    "what": lambda terms: replace(terms, what=ANYTHING),
    "when.valid_days": lambda terms: replace(terms, when=replace(terms.when, valid_days=0)),
    "when.window": lambda terms: replace(terms, when=replace(terms.when, begin=0, end=0)),
    "when.hours": lambda terms: replace(terms, when=replace(terms.when, hours=())),
    "when.weekdays": lambda terms: replace(terms, when=replace(terms.when, weekdays=())),
    "condition": lambda terms: replace(terms, condition=""),
    "how_much.minimum": lambda terms: replace(terms, how_much=replace(terms.how_much, minimum_minor=0)),
    "how_much.per_day": lambda terms: replace(terms, how_much=replace(terms.how_much, per_day=0)),
    "how_much.share": _without_shares,
}
"""Terms without one of their rules."""


def _in_the_way(terms: Terms, possible: Callable[[Terms], bool]) -> tuple[str, ...]:
    """Rules that together forbid what is not `possible`, and would not without any one of them."""
    found = []
    for name, without in _WITHOUT.items():
        looser = without(terms)
        if looser == terms:
            continue
        if possible(looser):
            found.append(name)
        else:
            terms = looser
    return tuple(sorted(found)) or ("condition" if terms.condition else "program",)


def _every_claim(search: Search, span: Span, scene: Scene, spendable: Proof, *, voucher: bool) -> Proof:
    """Every kind of wallet can spend a claim of any moment; the last of a day is the worst. An envelope may be granted
    with less than its face value, and not every amount is tried of what a condition asks to be left."""
    if not spendable.holds:
        at = search.claims()[0][0]
        return spendable._replace(property="every_claim", at=at, ends_at=search.end_of(at))
    for wallet in search.wallets:
        own = Search(search.terms, span, scene._replace(wallets=(wallet,), tills=search.tills))
        for _, at in reversed(own.claims()):
            if own.of_claim(at) is None:
                return _not_every_claim(own, span, scene._replace(wallets=(wallet,)), at)
    if not voucher and search.names("left"):
        return Proof("every_claim", None, ("condition",), amount_minor=search.terms.how_much.most_minor)
    return Proof("every_claim", True)


def _not_every_claim(own: Search, span: Span, scene: Scene, at: int) -> Proof:
    """The claim of an instant that nothing was found for."""

    def possible(looser: Terms) -> bool:
        return Search(looser, span, scene, _AGAIN_MAX).of_claim(at) is not None

    rules, (wallet,) = _in_the_way(own.terms, possible), scene.wallets
    holds, payer = False if own.exact else None, _payer(wallet)
    return Proof("every_claim", holds, rules, at=at, ends_at=own.end_of(at), payer=payer)


def _all_of_it(
    search: Search, span: Span, scene: Scene, found: Witness | None, spendable: Proof, *, voucher: bool
) -> Proof:
    """Some claim is used up by purchases that one wallet can pay while it lasts; a voucher by one alone."""
    most = search.terms.how_much.most_minor
    if found is None:
        return spendable._replace(property="all_of_it", amount_minor=most)
    bound = _at_most(search, span, scene, voucher=voucher)
    if bound < most:

        def possible(looser: Terms) -> bool:
            return _at_most(Search(looser, span, scene), span, scene, voucher=voucher) >= most

        return Proof("all_of_it", False, _in_the_way(search.terms, possible), amount_minor=most - bound)
    runs = Search(search.terms, span, scene._replace(tills=search.tills))
    claims = (at for at, _ in search.claims() if at >= found.claimed_at)
    best = Run((), most)
    for at, wallet in product(islice(claims, _CLAIMS_MAX), search.wallets):
        run = runs.run(at, wallet, once=voucher)
        if not run.left_minor:
            return Proof("all_of_it", True, example=_example(run.payments[0], len(run.payments)))
        best = min(best, run, key=lambda each: each.left_minor)
    return Proof("all_of_it", None, (best.rule,) if best.rule else (), amount_minor=best.left_minor)


def _at_most(search: Search, span: Span, scene: Scene, *, voucher: bool) -> int:
    """More than this no wallet can spend of a claim, in minor units: by the largest payment that a day allows and the
    sum of a day, on as many days as a claim has."""
    much, when = search.terms.how_much, search.terms.when
    begin = max(scene.now, span.opens_at, when.begin)
    days = range(china_day(begin), china_day(min(span.expires_at, when.end or span.expires_at) - 1) + 1)
    lasts = min(len(days), when.valid_days or len(days))
    found = 0
    for wallet in search.wallets:
        limits = [scene.limits.of(wallet, day * DAY_US - CHINA_OFFSET_US) for day in days]
        goods = min(AMOUNT_MAX, max(min(each.single, each.daily, each.yearly) for each in limits))
        once = flows.drawn(much, much.most_minor, goods, goods) if goods >= much.minimum_minor else 0
        daily = flows.part_of(max(each.daily for each in limits), much.share_ppm)
        found = max(found, once if voucher else lasts * min(daily, once * (much.per_day or daily)))
    return found


def _z3() -> Any:
    return import_module("z3")


def _least(*values: Any) -> Any:
    z3 = _z3()
    return reduce(lambda one, other: z3.If(one <= other, one, other), values)


def _drawn(much: HowMuch, left: Any, goods: Any) -> Any:
    """What a claim pays of goods that cost the minimum, in the solver's terms."""
    return flows.drawn(much, left, goods, goods, _least, lambda amount, ppm: (amount * ppm).__div__(MILLION))


def _solver() -> Any:
    solver = _z3().Solver()
    solver.set("timeout", _SOLVER_MS)
    return solver


def _has_case(solver: Any) -> bool | None:
    """Whether there is a case in which all holds that a solver was told; None where it cannot say."""
    return {"sat": True, "unsat": False}.get(str(solver.check()))


def _sound(money: Money) -> Any:
    """What is always so: nothing is below zero, so that no more goes out than was paid in."""
    z3 = _z3()
    parts = (*money, money.free, money.spent - money.paid, money.borne - money.kept)
    return z3.And([part >= 0 for part in parts])


Move = tuple[str, Any, Money]
"""What is done, when it may be, and what it comes to."""


def _moves(terms: Terms, money: Money, *, voucher: bool) -> Iterator[Move]:
    """Every act on a program's money, of any amount."""
    z3, much = _z3(), terms.how_much
    value, goods, kept = z3.Ints("value goods kept")
    yield "fund", value > 0, flows.funded(money, value)
    fits = z3.And(value > 0, value <= money.free)
    yield "claim", z3.And(fits, money.left == 0, value <= AMOUNT_MAX), flows.claimed(money, value)
    yield "others claim", fits, flows.others_claim(money, value)
    drawn = _drawn(much, money.left, goods)
    pays = z3.And(money.left > 0, goods >= much.minimum_minor, goods <= AMOUNT_MAX, drawn > 0)
    share = who_pays_of(terms).merchant_ppm
    borne, kept_back = (drawn * share).__div__(MILLION) if share else 0, z3.Int("back") if share else 0
    yield "pay", pays, flows.spent(money, drawn, voucher=voucher, borne=borne)
    others = z3.And(value > 0, value <= kept, kept <= money.others)
    yield "others pay", others, flows.others_spend(money, kept, value)
    back = z3.And(
        value > 0, value - kept_back <= money.paid, kept_back <= value, kept_back >= 0, kept_back <= money.kept
    )
    for alive in (False, True) if not voucher else (False,):
        yield "refund", back, flows.refunded(money, value, alive=alive, borne=kept_back)
    yield "give back", money.left > 0, flows.given_back(money)
    yield "others give back", z3.And(value > 0, value <= money.others), flows.others_give_back(money, value)
    if rest_of(terms).to == "holder" or withdrawal_of(terms).allowed:
        yield "unbind", money.left > 0, flows.unbound(money)
        yield "others unbind", z3.And(value > 0, value <= money.others), flows.others_unbind(money, value)
    if passing_of(terms).times:
        yield "pass on", money.left > 0, flows.passed(money)
    yield "reclaim", money.free + money.borne > 0, flows.reclaimed(money)


def _any_money() -> Money:
    return Money(*_z3().Ints(" ".join(Money._fields)))


def _budget(terms: Terms, *, voucher: bool) -> Proof:
    """From any sound state each act leads to a sound one, and the first is sound: so every one is that is ever come
    to, in any order of acts and with any number of claims."""
    money = _any_money()
    return _none_breaks("budget", _moves(terms, money, voucher=voucher), money, lambda _, after: _sound(after))


def _ends(terms: Terms) -> Proof:
    """Over, a program has money outside of what was spent, reclaimed and its holders' own only as long as an act of the
    worker's can be done, and each brings it nearer: claims end, then what is free goes back."""
    z3 = _z3()
    money = _any_money()
    solver = _solver()
    solver.add(_sound(money), money.left == 0, money.others == 0, money.free == 0, money.borne == 0)
    solver.add(money.spent + money.reclaimed + money.unbound != money.budget)
    found = _has_case(solver)
    if found is not False:
        return Proof("ends", None if found is None else False)
    steps = [move for move in _moves(terms, money, voucher=True) if move[0] in _WORKERS]

    def nearer(before: Money, after: Money) -> Any:
        fewer = after.left + after.others < before.left + before.others
        return z3.Or(
            fewer,
            z3.And(
                after.left + after.others == before.left + before.others,
                after.free + after.borne < before.free + before.borne,
            ),
        )

    return _none_breaks("ends", iter(steps), money, nearer)


def _none_breaks(name: str, moves: Iterable[Move], money: Money, good: Callable[[Money, Money], Any]) -> Proof:
    """That no act, done in a sound state, leads to what is not good. Names the act that does."""
    z3 = _z3()
    for act, when, after in moves:
        solver = _solver()
        solver.add(_sound(money), when, z3.Not(good(money, after)))
        found = _has_case(solver)
        if found is not False:
            return Proof(name, None if found is None else False, rules=(act,))
    return Proof(name, True)
