"""What came of a rehearsal, as plain data: whole numbers, fen and parts per million."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from jiaozi.clock import china_date, format_time
from jiaozi.errors import Failure
from jiaozi.kinds import PaymentNo
from jiaozi.programs.model import Program
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.store import sources_of
from jiaozi.rehearsal.city import City
from jiaozi.rehearsal.draft import Draft
from jiaozi.rehearsal.habits import MILLION
from jiaozi.rehearsal.play import Bought, Played
from jiaozi.rehearsal.program import Opening
from jiaozi.rehearsal.rings import SCHEMES, Ring
from jiaozi.rehearsal.stage import Place, Stage

TOP: Final = 10
_CHUNK: Final = 2_000


class Scene(NamedTuple):
    """Where it was played."""

    stage: Stage
    city: City
    draft: Draft
    opening: Opening
    places: Sequence[Place]
    budget_minor: int
    days: range
    seed: int


class Net(NamedTuple):
    """What is left of a purchase after all that was given back: of the pot, without what its merchant bore; and of the
    buyer's own. `gross_minor` is what claims paid at first."""

    pot_minor: int
    own_minor: int
    gross_minor: int


def report(scene: Scene, played: Played, rings: Sequence[Ring]) -> dict[str, Any]:
    """All of it. Raises `Failure` where payments and the program's figures do not agree."""
    payments = [*played.bound, *(each for ring in rings for each in ring.payments)]
    pots = pots_of(scene.stage, payments)
    nets = {
        number: _net(bought, played.returned[number], pots.get(number, NOTHING))
        for number, bought in played.purchases.items()
    }
    with scene.stage.platform.snapshot() as connection:
        (row,) = PROGRAMS.read(connection, [scene.opening.number])
    spent = sum(net.pot_minor for net in nets.values())
    if spent != row.spent_minor or row.free_minor or row.held_minor:
        raise Failure("internal_error")
    return {
        **_about(scene),
        "claims": _claims(scene, played, row),
        "money": _money(played, row, nets),
        "cost": _cost(played, nets),
        "by_day": _by_day(played, nets),
        **_tables(scene, played, nets),
        "rules": _rules(played),
        "merchants": _merchants(scene, played, nets),
        "farming": [_farmed(name, rings, pots) for name in SCHEMES if any(ring.scheme == name for ring in rings)],
        "assumed": scene.city.habits.shown(),
        "audit": scene.stage.audit(),
    }


class Pot(NamedTuple):
    """What claims paid of a payment: the pot's at first and after all that was given back, without what its merchant
    bore; and all that claims paid then."""

    gross_minor: int = 0
    net_minor: int = 0
    bound_minor: int = 0


NOTHING: Final = Pot()


def pots_of(stage: Stage, payments: Iterable[PaymentNo]) -> dict[PaymentNo, Pot]:
    """What claims paid of payments."""
    found: defaultdict[PaymentNo, Pot] = defaultdict(Pot)
    ordered = sorted(payments)
    with stage.platform.snapshot() as connection:
        for start in range(0, len(ordered), _CHUNK):
            for row in sources_of(connection, ordered[start : start + _CHUNK]):
                if row.claim:
                    pot, kept = found[row.payment], row.amount_minor - row.returned_minor
                    found[row.payment] = Pot(
                        pot.gross_minor + row.amount_minor - row.borne_minor,
                        pot.net_minor + kept - row.borne_minor + row.borne_back_minor,
                        pot.bound_minor + kept,
                    )
    return dict(found)


def _net(bought: Bought, returned: int, pot: Pot) -> Net:
    return Net(pot.net_minor, bought.amount_minor - returned - pot.bound_minor, pot.gross_minor)


def _about(scene: Scene) -> dict[str, Any]:
    city, span = scene.city, scene.draft.span
    return {
        "seed": scene.seed,
        "kind": scene.draft.kind,
        "terms_sha256": scene.opening.sha256,
        "opens_at": format_time(span.opens_at),
        "claims_until": format_time(span.claims_until),
        "expires_at": format_time(span.expires_at),
        "city": {
            "people": len(city.people),
            "merchants": len({place.merchant for place in scene.places}),
            "stores": len(scene.places),
            "placed": sum(bool(place.spots) for place in scene.places),
            "banks": len(scene.stage.banks),
            "days": len(scene.days),
            "named": len(scene.draft.shops),
            "unknown": scene.draft.unknown,
        },
    }


def _claims(scene: Scene, played: Played, row: Program) -> dict[str, Any]:
    """Who wanted a claim and had one; of a draw, how many registered and won."""
    drawn = {"registered": played.registered, "places": scene.draft.places, "won": played.won}
    return {
        **(drawn | {"win_rate_ppm": _share(played.won, played.registered)} if scene.draft.places else {}),
        "asked": played.asked,
        "made": row.claims,
        "people": len({person for person, *_ in played.claims}),
        "refused": _counted(played.refused),
    }


def _money(played: Played, row: Program, nets: dict[PaymentNo, Net]) -> dict[str, Any]:
    """Where the budget went."""
    claimed = sum(worth for *_, worth in played.claims)
    used = [net for net in nets.values() if net.gross_minor]
    return {
        "budget_minor": row.budget_minor,
        "claimed_minor": claimed,
        "unclaimed_minor": max(row.budget_minor - claimed, 0),
        "spent_minor": row.spent_minor,
        "spent_ppm": _share(row.spent_minor, claimed),
        "payments": len(used),
        "own_minor": sum(net.own_minor for net in used),
        "left_minor": claimed - row.spent_minor - row.unbound_minor,
        "unbound_minor": row.unbound_minor,
        "reclaimed_minor": row.reclaimed_minor,
    }


def _cost(played: Played, nets: dict[PaymentNo, Net]) -> dict[str, Any]:
    """What a yuan of spending costs the pot: of the purchases that claims paid a part of, and of what the city spent
    more than its twin that had no program. The latter follows from what is assumed."""
    pot = sum(net.pot_minor for net in nets.values())
    with_claims = sum(net.pot_minor + net.own_minor for net in nets.values() if net.gross_minor)
    city = sum(bought.amount_minor - played.returned[number] for number, bought in played.purchases.items())
    twin = sum(amount - played.returned[number] for number, amount in played.twins.items())
    return {
        "pot_minor": pot,
        "with_claims_minor": with_claims,
        "per_yuan_ppm": _share(pot, with_claims),
        "city_minor": city,
        "without_program_minor": twin,
        "additional_minor": city - twin,
        "additional_per_yuan_ppm": _share(city - twin, pot),
    }


def _by_day(played: Played, nets: dict[PaymentNo, Net]) -> list[dict[str, Any]]:
    claims = Counter(china_date(at).isoformat() for _, at, _ in played.claims)
    paid: defaultdict[str, list[Net]] = defaultdict(list)
    for number, net in nets.items():
        if net.gross_minor:
            paid[china_date(played.purchases[number].at).isoformat()].append(net)
    return [{"day": day, "claims": claims[day], **_summed(paid[day])} for day in sorted({*claims, *paid})]


def _tables(scene: Scene, played: Played, nets: dict[PaymentNo, Net]) -> dict[str, Any]:
    """Money by where it was spent, and by whom, with what was claimed by whom."""
    city = scene.city
    ages = [each.id for each in city.habits.ages]
    people = {
        "by_class": [each.wallet_class for each in city.people],
        "by_age": [ages[each.age] for each in city.people],
    }
    shops = {
        "by_category": [each.category for each in city.shops],
        "by_district": [city.districts[each.district] for each in city.shops],
    }
    found: dict[str, Any] = {}
    for name, keys in shops.items():
        found[name] = _grouped(played, nets, lambda bought, keys=keys: keys[bought.shop])  # type: ignore[misc]
    for name, keys in people.items():
        rows = _grouped(played, nets, lambda bought, keys=keys: keys[bought.person])  # type: ignore[misc]
        claims = Counter(keys[person] for person, *_ in played.claims)
        known = {row["key"]: row for row in rows}
        none = _summed([])
        every = sorted({*known, *claims})
        found[name] = [{"key": key, "claims": claims[key], **none, **known.get(key, {})} for key in every]
    return found


def _grouped(played: Played, nets: dict[PaymentNo, Net], key: Callable[[Bought], Hashable]) -> list[dict[str, Any]]:
    """What was spent out of the pot, by a key of the purchases, most first."""
    groups: defaultdict[Any, list[Net]] = defaultdict(list)
    for number, net in nets.items():
        if net.gross_minor:
            groups[key(played.purchases[number])].append(net)
    rows = [{"key": each, **_summed(group)} for each, group in groups.items()]
    return sorted(rows, key=lambda row: (-row["spent_minor"], row["key"]))


def _summed(nets: Sequence[Net]) -> dict[str, int]:
    spent, own = sum(net.pot_minor for net in nets), sum(net.own_minor for net in nets)
    return {"payments": len(nets), "spent_minor": spent, "own_minor": own}


def _rules(played: Played) -> dict[str, Any]:
    """Of purchases by somebody with a claim, how many it would have paid as they were first thought of, and which rule
    stood in the way of the others; how many were made otherwise then."""
    total = played.rules.total()
    rows = [
        {"rule": rule, "purchases": count, "share_ppm": _share(count, total)}
        for rule, count in sorted(played.rules.items(), key=lambda each: (-each[1], each[0]))
        if rule
    ]
    return {
        "purchases": total,
        "paid_at_once": played.rules[""],
        "changed": played.changed,
        "in_the_way": rows,
        "failed": _counted(played.failed),
    }


def _merchants(scene: Scene, played: Played, nets: dict[PaymentNo, Net]) -> dict[str, Any]:
    """The merchants that had most of the pot, and their share."""
    shops = scene.city.shops
    rows = _grouped(played, nets, lambda bought: bought.shop)
    spent = sum(row["spent_minor"] for row in rows)
    top = [
        {
            "name_en": shops[row["key"]].name_en,
            "name_zh": shops[row["key"]].name_zh,
            "category": shops[row["key"]].category,
            "spent_minor": row["spent_minor"],
            "share_ppm": _share(row["spent_minor"], spent),
        }
        for row in rows[:TOP]
    ]
    most = sum(row["spent_minor"] for row in rows[:TOP])
    return {"paid": len(rows), "top": top, "top_share_ppm": _share(most, spent)}


def _farmed(name: str, rings: Sequence[Ring], pots: dict[PaymentNo, Pot]) -> dict[str, Any]:
    """What a scheme gets out of the very terms, and out of those with one term more."""
    own = [ring for ring in rings if ring.scheme == name]
    drafts = next(ring for ring in own if not ring.term)
    return {
        "scheme": name,
        "persons": drafts.persons,
        **_got(drafts, pots),
        **({"one_device": _counted(drafts.devices)} if drafts.devices else {}),
        "stopped_by": [{"term": ring.term, **_got(ring, pots)} for ring in own if ring.term],
    }


def _got(ring: Ring, pots: dict[PaymentNo, Pot]) -> dict[str, Any]:
    paid = [pots.get(each, NOTHING) for each in ring.payments]
    return {
        "wallets": ring.count,
        "claims": ring.claims,
        "claimed_minor": ring.claimed_minor,
        "turned_over_minor": sum(pot.gross_minor for pot in paid),
        "got_minor": sum(pot.net_minor for pot in paid),
        "refused": _counted(ring.refused),
    }


def _counted(counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts) if counts[name]}


def _share(part: int, whole: int) -> int:
    """Parts per million, rounded down; 0 of nothing."""
    return part * MILLION // whole if whole > 0 else 0
