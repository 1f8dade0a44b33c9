"""What programs should come to, worked out otherwise than the platform does: balances as sums over a story, terms as a
list of plain questions. Shares no code with `jiaozi.programs`."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

CHINA = timedelta(hours=8)
MOST = 20
"""Claims that one payment draws on."""
GIFTS = 10
"""Claims that a holder receives of a program whose terms bound none."""


@dataclass
class Share:
    """A claim: whose, of which program, what is left of it."""

    program: "Scheme"
    holder: int
    left: int
    ends: int
    since: int
    state: str = "open"
    passes: int = 0


@dataclass
class Scheme:
    """A program."""

    voucher: bool
    terms: dict[str, Any]
    ends: int
    free: int
    state: str = "open"
    back: int = 0
    own: int = 0
    borne: int = 0
    halted: int = 0
    had: dict[int, int] = field(default_factory=dict)
    got: dict[int, int] = field(default_factory=dict)
    used: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def worth(self) -> int:
        """What a claim is worth."""
        return int(self.terms["cap"] if self.terms["percent"] else self.terms["face"])


@dataclass
class Spent:
    """A payment: the payer's own part, then what shares paid, what came back of each, what the payee bore of it and has
    back of that."""

    holder: int
    own: int
    drawn: list[list[Any]]
    own_back: int = 0


def day_of(at: int) -> int:
    """China's day of an instant."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at) + CHINA).toordinal()


class Books:
    """The story so far."""

    def __init__(self) -> None:
        self.schemes: list[Scheme] = []
        self.shares: list[Share] = []
        self.payments: list[Spent] = []
        self.own: dict[int, int] = {}

    def claim(self, scheme: Scheme, holder: int, at: int) -> bool:
        """Whether a holder has a further claim."""
        most = scheme.terms["per_wallet"]
        if scheme.state != "open" or at >= scheme.ends or (most and scheme.had.get(holder, 0) >= most):
            return False
        if scheme.free < scheme.worth:
            return False
        scheme.free -= scheme.worth
        scheme.had[holder] = scheme.had.get(holder, 0) + 1
        days = scheme.terms["days"]
        midnight = (day_of(at) + days - datetime(1970, 1, 1).toordinal()) * 86_400 * 10**6 - 8 * 3_600 * 10**6
        self.shares.append(Share(scheme, holder, scheme.worth, min(scheme.ends, midnight) if days else scheme.ends, at))
        return True

    def pay(self, holder: int, amount: int, at: int) -> bool:
        """Whether a payment can be made; it draws on what applies, soonest end first."""
        drawn: list[list[Any]] = []
        for share in sorted((each for each in self.shares if each.holder == holder), key=lambda each: each.ends):
            worth = self._applies(share, amount, at, drawn)
            if worth > 0 and len(drawn) < MOST:
                drawn.append([share, worth, 0, worth * share.program.terms["bears"] // 10**6, 0])
        own = amount - sum(each[1] for each in drawn)
        if own > self.own[holder]:
            return False
        self.own[holder] -= own
        for share, worth, _, borne, _ in drawn:
            scheme = share.program
            scheme.borne += borne
            if scheme.voucher:
                scheme.free += share.left - worth
                share.left = 0
            else:
                share.left -= worth
            share.state = "open" if share.left else "used"
        for scheme in {id(each[0].program): each[0].program for each in drawn}.values():
            key = (holder, day_of(at))
            scheme.used[key] = scheme.used.get(key, 0) + 1
        self.payments.append(Spent(holder, own, drawn))
        return True

    def _applies(self, share: Share, amount: int, at: int, drawn: list[list[Any]]) -> int:
        terms, scheme = share.program.terms, share.program
        mine = [each for each in drawn if each[0].program is scheme]
        others = [each for each in drawn if each[0].program is not scheme]
        questions = (
            share.state == "open",
            scheme.state == "open",
            at < share.ends,
            not others or (terms["stacks"] and all(each[0].program.terms["stacks"] for each in others)),
            not terms["per_order"] or len(mine) < terms["per_order"],
            not terms["per_day"] or mine or scheme.used.get((share.holder, day_of(at)), 0) < terms["per_day"],
            amount >= terms["minimum"],
        )
        if not all(questions):
            return 0
        worth = amount * terms["percent"] // 10**6 if terms["percent"] else share.left
        return int(min(worth, share.left, amount * terms["share"] // 10**6, amount - sum(each[1] for each in drawn)))

    def refund(self, number: int, amount: int, at: int) -> None:
        """Gives an amount back: own money first, then the shares from the last drawn on."""
        paid = self.payments[number]
        part = min(amount, paid.own - paid.own_back)
        paid.own_back += part
        self.own[paid.holder] += part
        amount -= part
        for each in reversed(paid.drawn):
            share, drawn, back, borne, borne_back = each
            part = min(amount, drawn - back)
            each[2] += part
            each[4] = borne * each[2] // drawn
            amount -= part
            scheme, alive = share.program, share.state in ("open", "used") and at < share.ends
            if not scheme.borne:
                scheme.free -= each[4] - borne_back
            else:
                scheme.borne -= each[4] - borne_back
            if part and not scheme.voucher and alive and scheme.state in ("open", "paused"):
                share.left += part
                share.state = "open"
            else:
                scheme.free += part

    def withdraw(self, number: int, at: int) -> bool:
        """Whether a holder can make a share its own money."""
        share = self.shares[number]
        scheme = share.program
        if share.state != "open" or scheme.state != "open" or at >= share.ends or not scheme.terms["withdraw"]:
            return False
        from_day, spent = scheme.terms["withdraw"]
        if day_of(at) - day_of(share.since) + 1 < from_day or scheme.worth - share.left < scheme.worth * spent / 10**6:
            return False
        self.own[share.holder] += share.left
        scheme.own += share.left
        share.left, share.state = 0, "own"
        return True

    def give(self, number: int, holder: int, at: int) -> bool:
        """Whether a share can be another holder's, as a further share."""
        share = self.shares[number]
        scheme, most = share.program, share.program.terms["per_wallet"]
        live = share.state == "open" and scheme.state == "open" and at < share.ends
        if not live or share.holder == holder or share.passes >= scheme.terms["passes"]:
            return False
        if scheme.got.get(holder, 0) >= (most or GIFTS):
            return False
        scheme.got[holder] = scheme.got.get(holder, 0) + 1
        self.shares.append(Share(scheme, holder, share.left, share.ends, share.since, passes=share.passes + 1))
        share.left, share.state = 0, "given"
        return True

    def reclaim(self, scheme: Scheme, at: int) -> None:
        """What has ended goes back."""
        over = scheme.state in ("stopped", "ended") or at >= scheme.ends
        for share in self.shares:
            if share.program is scheme and share.state == "open" and (over or at >= share.ends):
                holders = scheme.terms["rest"] == "holder" and share.ends <= at
                halted = bool(scheme.halted) and scheme.halted < share.ends
                if holders and halted and scheme.state == "paused":
                    continue
                if holders and not halted:
                    self.own[share.holder] += share.left
                    scheme.own += share.left
                else:
                    scheme.free += share.left
                share.left, share.state = 0, "expired"
        if over:
            scheme.back += scheme.free + scheme.borne
            scheme.free, scheme.borne = 0, 0
            if not any(share.program is scheme and share.state == "open" for share in self.shares):
                scheme.state = "ended"
