"""Terms, proved before a program is opened: a solver (z3) is asked for a case in which money could get stuck, pass the
budget or never be spent. Where it finds none there is none, for any amounts and any order of acts; where it finds one,
that is told.

What is proved is about the arithmetic of `flows.py`, by which the platform reckons, and the rules of the terms. A
condition in CEL is not the solver's: a purchase that meets it is looked for among those its own numbers and texts name.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import reduce
from importlib import import_module
from itertools import product
from typing import Any, Final, NamedTuple

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, SECOND_US
from jiaozi.money import AMOUNT_MAX
from jiaozi.programs import flows
from jiaozi.programs.flows import Money
from jiaozi.programs.terms import MILLION, HowMuch, Span, Terms, When, Who
from jiaozi.programs.witness import can_be_met
from jiaozi.rulebook import load
from jiaozi.rulebook.limit_rules import limits_table
from jiaozi.wallets.model import CLASSES, HOLDER_KINDS

PROPERTIES: Final = ("spendable", "every_claim", "all_of_it", "condition", "budget", "ends")
"""What is proved: some purchase is paid; every claim can be spent at some time; all of a claim can; the condition can
be met; whatever is done, no more than the budget goes out; when the program is over, all of it was spent or goes
back."""
_MINUTE_US: Final = 60 * SECOND_US
_WEEK_AND_ENDS: Final = 9
"""Days to look at: a longer time has a whole day of every weekday."""
_THURSDAY: Final = 3
"""Days from a Monday to the first of 1970."""
_SOLVER_MS: Final = 20_000
_WORKERS: Final = ("give back", "others give back", "reclaim")


class Proof(NamedTuple):
    """Whether a property `holds` (None: nobody can say), and if not, the case: the `rules` of the terms that forbid it
    together, or the act that breaks it; the instant `at` which a claim is made that `ends_at` another; the
    `amount_minor` that is left and cannot be spent."""

    property: str
    holds: bool | None
    rules: tuple[str, ...] = ()
    at: int | None = None
    ends_at: int | None = None
    amount_minor: int | None = None


def prove(
    terms: Terms, span: Span, *, voucher: bool, payment_max: int = AMOUNT_MAX, places: bool = True
) -> list[Proof]:
    """All properties of terms. `payment_max` is the most that one payment of a wallet that they name can be; `places`
    says whether there is a store that they allow. Raises `ImportError` without the solver (z3-solver)."""
    return [
        _spendable(terms, span, payment_max, places),
        _every_claim(terms.when, span),
        _all_of_it(terms.how_much, payment_max, voucher=voucher),
        Proof("condition", True if can_be_met(terms) else None),
        _budget(terms.how_much, voucher=voucher),
        _ends(terms.how_much),
    ]


def largest_payment(who: Who, day: date) -> int:
    """The most that one payment of a wallet which terms name can be on a day, in minor units, by the rule book."""
    table, scope = load().view(day, limits_table), "hong_kong" if who.hong_kong else "scheme"
    places = product([scope], who.classes or CLASSES, who.kinds or HOLDER_KINDS, [""])
    caps = [table[place].single_minor for place in places if place in table]
    return max((AMOUNT_MAX if cap is None else cap for cap in caps), default=AMOUNT_MAX)


def _z3() -> Any:
    return import_module("z3")


def _least(*values: Any) -> Any:
    z3 = _z3()
    return reduce(lambda one, other: z3.If(one <= other, one, other), values)


def _whole(amount: Any, by: int) -> Any:
    """How often a number goes into an amount: the solver's division of whole numbers."""
    return amount.__div__(by)


def _day_of(at: Any) -> Any:
    """China's day of an instant."""
    return _whole(at + CHINA_OFFSET_US, DAY_US)


def _greatest(*values: Any) -> Any:
    z3 = _z3()
    return reduce(lambda one, other: z3.If(one >= other, one, other), values)


def _drawn(much: HowMuch, left: Any, goods: Any) -> Any:
    """What a claim pays of goods that cost the minimum, in the solver's terms."""
    return flows.drawn(much, left, goods, goods, _least, lambda amount, ppm: _whole(amount * ppm, MILLION))


def _solver() -> Any:
    solver = _z3().Solver()
    solver.set("timeout", _SOLVER_MS)
    return solver


def _has_case(solver: Any) -> bool | None:
    """Whether there is a case in which all holds that a solver was told; None where it cannot say."""
    return {"sat": True, "unsat": False}.get(str(solver.check()))


def _spendable(terms: Terms, span: Span, payment_max: int, places: bool) -> Proof:
    """Some claim pays some purchase. The rules that forbid it together are the solver's smallest set."""
    z3 = _z3()
    claim, at, goods, left = z3.Ints("claim at goods left")
    much, solver = terms.how_much, _solver()
    rules = {
        "where.allow": z3.BoolVal(places),
        "how_much.minimum": goods >= much.minimum_minor,
        "how_much.share": _drawn(much, left, goods) > 0,
        **_times(terms.when, at),
    }
    solver.add(claim >= span.opens_at, claim < span.claims_until, at >= claim, at < _end_of(claim, terms.when, span))
    solver.add(goods > 0, goods <= payment_max, left > 0, left <= much.most_minor)
    for name, rule in rules.items():
        solver.assert_and_track(rule, name)
    found = _has_case(solver)
    core = map(str, solver.unsat_core()) if found is False else ()
    return Proof("spendable", found, rules=tuple(sorted(core)))


def _times(when: When, at: Any) -> dict[str, Any]:
    """The rules of time, of an instant."""
    z3 = _z3()
    day, minute = _day_of(at), _whole((at + CHINA_OFFSET_US) % DAY_US, _MINUTE_US)
    found = {"when.window": z3.And(at >= when.begin, at < when.end if when.end else z3.BoolVal(True))}
    if when.hours:
        found["when.hours"] = z3.Or([z3.And(minute >= each.begin, minute < each.end) for each in when.hours])
    if when.weekdays:
        found["when.weekdays"] = _is_of_week(day, when)
    return found


def _is_of_week(day: Any, when: When) -> Any:
    z3 = _z3()
    weekday = (day + _THURSDAY) % 7 + 1
    return z3.Or([weekday == each for each in when.weekdays or range(1, 8)])


def _end_of(claim: Any, when: When, span: Span) -> Any:
    """When a claim ends, as `claiming.py` says."""
    if not when.valid_days:
        return _z3().IntVal(span.expires_at)
    day = _day_of(claim)
    return _least(span.expires_at, (day + when.valid_days) * DAY_US - CHINA_OFFSET_US)


def _every_claim(when: When, span: Span) -> Proof:
    """No claim ends before any time at which it may be spent."""
    z3 = _z3()
    claim, solver = z3.Int("claim"), _solver()
    ends = _end_of(claim, when, span)
    first = _greatest(claim, when.begin, span.opens_at)
    last = _least(ends, when.end) if when.end else ends
    solver.add(claim >= span.opens_at, claim < span.claims_until, z3.Not(_has_time(when, first, last)))
    found = _has_case(solver)
    if not found:
        return Proof("every_claim", None if found is None else True)
    at, until = (solver.model().eval(each, model_completion=True).as_long() for each in (claim, ends))
    return Proof("every_claim", False, at=at, ends_at=until)


def _has_time(when: When, first: Any, last: Any) -> Any:
    """Whether an instant from `first` and before `last` is of an allowed hour of an allowed weekday."""
    z3 = _z3()
    today = _day_of(first)
    hours = [(each.begin, each.end) for each in when.hours] or [(0, 24 * 60)]
    times = []
    for n in range(_WEEK_AND_ENDS):
        midnight = (today + n) * DAY_US - CHINA_OFFSET_US
        for begin, end in hours:
            after, before = _greatest(first, midnight + begin * _MINUTE_US), _least(last, midnight + end * _MINUTE_US)
            times.append(z3.And(_is_of_week(today + n, when), after < before))
    return z3.Or(times)


def _all_of_it(much: HowMuch, payment_max: int, *, voucher: bool) -> Proof:
    """Whatever a claim has left, a payment can draw on it, so that all can be spent in time; of a voucher, which pays
    once, one payment can draw all that is kept for it."""
    z3 = _z3()
    left, solver = z3.Int("left"), _solver()
    drawn = _drawn(much, left, z3.IntVal(payment_max))
    solver.add(left > 0, left <= much.most_minor)
    solver.add(z3.And(left == much.most_minor, drawn < left) if voucher else drawn <= 0)
    if payment_max < much.minimum_minor:
        return Proof("all_of_it", False, rules=("how_much.minimum",), amount_minor=much.most_minor)
    found = _has_case(solver)
    if not found:
        return Proof("all_of_it", None if found is None else True)
    return Proof("all_of_it", False, rules=("how_much.share",), amount_minor=solver.model()[left].as_long())


def _sound(money: Money) -> Any:
    """What is always so: nothing is below zero, so that no more goes out than was paid in."""
    z3 = _z3()
    parts = (money.left, money.others, money.reclaimed, money.paid, money.free, money.spent - money.paid)
    return z3.And([part >= 0 for part in parts])


Move = tuple[str, Any, Money]
"""What is done, when it may be, and what it comes to."""


def _moves(much: HowMuch, money: Money, *, voucher: bool) -> Iterator[Move]:
    """Every act on a program's money, of any amount."""
    z3 = _z3()
    value, goods, kept = z3.Ints("value goods kept")
    yield "fund", value > 0, flows.funded(money, value)
    fits = z3.And(value > 0, value <= money.free)
    yield "claim", z3.And(fits, money.left == 0, value <= AMOUNT_MAX), flows.claimed(money, value)
    yield "others claim", fits, flows.others_claim(money, value)
    drawn = _drawn(much, money.left, goods)
    pays = z3.And(money.left > 0, goods >= much.minimum_minor, goods <= AMOUNT_MAX, drawn > 0)
    yield "pay", pays, flows.spent(money, drawn, voucher=voucher)
    others = z3.And(value > 0, value <= kept, kept <= money.others)
    yield "others pay", others, flows.others_spend(money, kept, value)
    back = z3.And(value > 0, value <= money.paid)
    for alive in (False, True) if not voucher else (False,):
        yield "refund", back, flows.refunded(money, value, alive=alive)
    yield "give back", money.left > 0, flows.given_back(money)
    yield "others give back", z3.And(value > 0, value <= money.others), flows.others_give_back(money, value)
    yield "reclaim", money.free > 0, flows.reclaimed(money)


def _any_money() -> Money:
    return Money(*_z3().Ints(" ".join(Money._fields)))


def _budget(much: HowMuch, *, voucher: bool) -> Proof:
    """From any sound state each act leads to a sound one, and the first is sound: so every one is that is ever come
    to, in any order of acts and with any number of claims."""
    money = _any_money()
    return _none_breaks("budget", _moves(much, money, voucher=voucher), money, lambda _, after: _sound(after))


def _ends(much: HowMuch) -> Proof:
    """Over, a program has money outside of what was spent and reclaimed only as long as an act of the worker's can be
    done, and each brings it nearer: claims end, then what is free goes back."""
    z3 = _z3()
    money = _any_money()
    solver = _solver()
    solver.add(_sound(money), money.left == 0, money.others == 0, money.free == 0)
    solver.add(money.spent + money.reclaimed != money.budget)
    found = _has_case(solver)
    if found is not False:
        return Proof("ends", None if found is None else False)
    steps = [move for move in _moves(much, money, voucher=True) if move[0] in _WORKERS]

    def nearer(before: Money, after: Money) -> Any:
        fewer = after.left + after.others < before.left + before.others
        return z3.Or(fewer, z3.And(after.left + after.others == before.left + before.others, after.free < before.free))

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
