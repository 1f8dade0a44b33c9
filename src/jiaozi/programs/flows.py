"""Where a program's money is, and how each act moves it: pure arithmetic, by which the platform reckons, and which a
solver is asked about (`proving.py`), so that what is proved is what is done.

Amounts are in minor units: numbers, or a solver's terms, for which `least` and `part` say what they are.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from jiaozi.programs.parts import MILLION
from jiaozi.programs.terms import HowMuch

A = TypeVar("A")
Amount = Any
"""An `int`, or a solver's."""


def part_of(amount: Any, ppm: int) -> Any:
    """So many millionths of an amount, rounded down."""
    return amount * ppm // MILLION


def drawn(
    much: HowMuch,
    left: A,
    goods: A,
    unpaid: A,
    least: Callable[..., A] = min,
    part: Callable[[A, int], A] = part_of,
) -> A:
    """What a claim with `left` pays of goods that cost at least the minimum, of which so much is `unpaid`."""
    worth = part(goods, much.percent_ppm) if much.percent_ppm else left
    return least(worth, left, part(goods, much.share_ppm), unpaid)


class Money(NamedTuple):
    """A program's money as one claim sees it: the budget, what the claim has `left`, what all `others` have, what was
    spent and reclaimed, how much of what was spent this claim `paid` that no refund brought back, what became holders'
    own; what merchants have `borne`, and what of that is `kept` for refunds to this claim."""

    budget: Amount
    left: Amount
    others: Amount
    spent: Amount
    reclaimed: Amount
    paid: Amount
    unbound: Amount
    borne: Amount
    kept: Amount

    @property
    def free(self) -> Amount:
        """What nobody has claimed."""
        return self.budget - self.left - self.others - self.spent - self.reclaimed - self.unbound - self.borne


NOTHING: Final = Money(0, 0, 0, 0, 0, 0, 0, 0, 0)


def funded(money: Money, amount: Amount) -> Money:
    """The funder pays in."""
    return money._replace(budget=money.budget + amount)


def claimed(money: Money, value: Amount) -> Money:
    """The claim is made, of what is free."""
    return money._replace(left=money.left + value)


def others_claim(money: Money, value: Amount) -> Money:
    """Somebody else claims."""
    return money._replace(others=money.others + value)


def spent(money: Money, amount: Amount, *, voucher: bool, borne: Amount = 0) -> Money:
    """The claim pays an amount, of which the merchant bears a part; of a voucher nothing is left then."""
    left, net = 0 if voucher else money.left - amount, amount - borne
    money = money._replace(borne=money.borne + borne, kept=money.kept + borne)
    return money._replace(left=left, spent=money.spent + net, paid=money.paid + net)


def others_spend(money: Money, kept: Amount, amount: Amount) -> Money:
    """Somebody else's claim pays an amount, and what it `kept` for that is kept no more."""
    return money._replace(others=money.others - kept, spent=money.spent + amount)


def refunded(money: Money, amount: Amount, *, alive: bool, borne: Amount = 0) -> Money:
    """A refund brings an amount back, of which the merchant had borne a part that it has back: to a claim that is
    `alive`, else to what is free."""
    back, net = amount if alive else 0, amount - borne
    money = money._replace(borne=money.borne - borne, kept=money.kept - borne)
    return money._replace(left=money.left + back, spent=money.spent - net, paid=money.paid - net)


def given_back(money: Money) -> Money:
    """The claim has ended, or its holder gives it back: what is left is free."""
    return money._replace(left=0)


def others_give_back(money: Money, amount: Amount) -> Money:
    """Somebody else's claim has ended."""
    return money._replace(others=money.others - amount)


def unbound(money: Money) -> Money:
    """What the claim has left is its holder's own."""
    return money._replace(left=0, unbound=money.unbound + money.left)


def others_unbind(money: Money, amount: Amount) -> Money:
    """What somebody else's claim has left is that one's own."""
    return money._replace(others=money.others - amount, unbound=money.unbound + amount)


def passed(money: Money) -> Money:
    """What the claim has left is somebody else's claim."""
    return money._replace(left=0, others=money.others + money.left)


def reclaimed(money: Money) -> Money:
    """The program is over: what is free, and what merchants have borne, goes to its funder."""
    return money._replace(reclaimed=money.reclaimed + money.free + money.borne, borne=0, kept=0)
