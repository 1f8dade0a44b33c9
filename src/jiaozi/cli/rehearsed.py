"""What came of a rehearsal, told to people: sentences and tables."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from jiaozi.cli.chinese import either, heading, is_spoken, sentence
from jiaozi.cli.tables import grid
from jiaozi.cli.values import yuan
from jiaozi.details import zh_of
from jiaozi.errors import ERRORS
from jiaozi.programs.evaluate import RULES

if TYPE_CHECKING:
    from rich.console import Console

SHOWN: Final = 8
"""So many rows of a table that may have many."""
SCHEMES: Final = {
    "again": "one wallet, as often as it may",
    "phones": "one person, a wallet for each of several phones",
    "banks": "one identity, a wallet at each bank",
    "classes": "one identity, a wallet of each class at one bank",
    "reopened": "one phone, a wallet closed and opened anew",
    "friends_shop": "friends pay a shop for nothing",
    "own_shop": "a company pays its own shop",
    "refunded_own": "friends pay, the shop gives back their own part",
    "refunded_all": "bought and given back, again and again",
}


def tell(out: "Console", found: Mapping[str, Any], seconds: int) -> None:
    """All of it, and how long it took."""
    city = found["city"]
    about = (city["people"], city["stores"], city["days"], found["opens_at"][:10], found["seed"])
    _say(out, "A city of {} people with {} shops, for {} days from {}; seed {}.", *about)
    if city["unknown"]:
        _say(out, "Of {} shops that the terms name nobody said what they are.", city["unknown"])
    _figures(out, found)
    _assumed(out, found)
    _groups(out, found)
    _rules(out, found)
    _merchants(out, found)
    _farming(out, found)
    audit = found["audit"]
    wrong = len(audit["wrong"])
    _say(out, "{} of {} invariants hold", audit["invariants"] - wrong, audit["invariants"])
    _say(out, "It took {} s.", seconds)


def _say(out: "Console", template: str, *values: object) -> None:
    out.print(sentence(template, *values), markup=False, soft_wrap=True)


def percent(ppm: int) -> str:
    """A share of parts per million, in percent with a digit behind the point, rounded down."""
    return f"{ppm // 10_000}.{ppm // 1_000 % 10} %"


def _each(ppm: int) -> str:
    """Parts per million of a yuan, as yuan of two digits, rounded down; below zero away from it."""
    whole, part = divmod(abs(ppm) // 10_000, 100)
    return f"{'-' if ppm < 0 else ''}{whole}.{part:02d}"


def _figures(out: "Console", found: Mapping[str, Any]) -> None:
    claims, money, cost = found["claims"], found["money"], found["cost"]
    rows: list[tuple[str, str]] = []
    if "registered" in claims:
        rows += [("registered", f"{claims['registered']}"), ("won", f"{claims['won']}")]
    rows += [
        ("claims made", f"{claims['made']}"),
        ("the pot", yuan(money["budget_minor"])),
        ("claimed", yuan(money["claimed_minor"])),
        ("spent of it", f"{yuan(money['spent_minor'])} ({percent(money['spent_ppm'])})"),
        ("own money beside it", yuan(money["own_minor"])),
        ("left over", yuan(money["left_minor"])),
        ("back with the funder", yuan(money["reclaimed_minor"])),
        ("pot for a yuan of these purchases", _each(cost["per_yuan_ppm"])),
        ("spent in the city", yuan(cost["city_minor"])),
        ("spent without the program", yuan(cost["without_program_minor"])),
        ("more for a yuan of the pot", _each(cost["additional_per_yuan_ppm"])),
    ]
    out.print(grid("", "", rows=[(heading(name), text) for name, text in rows], right=(1,)))


def _assumed(out: "Console", found: Mapping[str, Any]) -> None:
    shares, placed = found["assumed"], found["city"]["placed"]
    if placed:
        _say(
            out,
            "Assumed: {} of the stores stand in places that the terms name, in every district; where stores really "
            "stand the proof asks: jiaozi program prove.",
            placed,
        )
    names = ("takers_ppm", "steered_ppm", "stretched_ppm", "planned_ppm", "prompted_ppm", "refunded_ppm")
    _say(
        out,
        "Assumed, not measured: {} of people take a claim. Of its holders' purchases at a shop that is not allowed "
        "{} go to one that is, of those below the minimum {} grow; {} of claims are planned for, {} lead to a purchase "
        "that would not have been made; {} of purchases are given back. What is spent more follows from this alone.",
        *(percent(shares[name]) for name in names),
    )


def _groups(out: "Console", found: Mapping[str, Any]) -> None:
    days = [(row["day"], row["claims"], row["payments"], yuan(row["spent_minor"]), yuan(row["own_minor"]))
            for row in found["by_day"]]  # fmt: skip
    out.print(grid("day", "claims", "payments", "spent", "own money", rows=days, right=range(1, 5)))
    for name in ("category", "district", "class", "age"):
        rows = found[f"by_{name}"][:SHOWN]
        shown = [(row["key"], row["payments"], yuan(row["spent_minor"]), yuan(row["own_minor"])) for row in rows]
        if shown:
            out.print(grid(name, "payments", "spent", "own money", rows=shown, right=range(1, 4)))


def _rules(out: "Console", found: Mapping[str, Any]) -> None:
    rules = found["rules"]
    about = (rules["purchases"], rules["paid_at_once"], rules["changed"])
    _say(out, "{} purchases by holders of a claim: it would pay {} as they were meant; {} were made otherwise.", *about)
    rows = [(row["rule"], word_of(row["rule"]), row["purchases"], percent(row["share_ppm"]))
            for row in rules["in_the_way"]]  # fmt: skip
    if rows:
        out.print(grid("rule", "what it says", "purchases", "share", rows=rows, right=(2, 3)))
    refused = {**found["claims"]["refused"], **rules["failed"]}
    if refused:
        shown = [(name, word_of(name), count) for name, count in refused.items()]
        out.print(grid("refused", "what it says", "how often", rows=shown, right=(2,)))


def word_of(name: str) -> str:
    """What a rule of programs or a code says, in the language that is spoken; nothing of others."""
    if name in RULES:
        return zh_of(RULES[name]) if is_spoken() else RULES[name]
    spec = ERRORS.get(name)
    return "" if spec is None else either(spec.en, spec.zh)


def _merchants(out: "Console", found: Mapping[str, Any]) -> None:
    merchants = found["merchants"]
    if not merchants["paid"]:
        return
    _say(
        out,
        "{} shops were paid; ten of them had {} of what was spent.",
        merchants["paid"],
        percent(merchants["top_share_ppm"]),
    )
    rows = [(either(row["name_en"], row["name_zh"]), yuan(row["spent_minor"]), percent(row["share_ppm"]))
            for row in merchants["top"][:SHOWN]]  # fmt: skip
    out.print(grid("merchant", "spent", "share", rows=rows, right=(1, 2)))


def _farming(out: "Console", found: Mapping[str, Any]) -> None:
    """What each scheme got, and with which term it would have got how much."""
    rows = [
        (sentence(SCHEMES[each["scheme"]]), each["persons"], each["wallets"], each["claims"], yuan(each["got_minor"]),
         _stops(each["stopped_by"]))
        for each in found["farming"]
    ]  # fmt: skip
    _say(out, "Who wants more than is meant for one, what they got, and what they would get with one more term:")
    out.print(grid("way", "people", "wallets", "claims", "got", "with this term", rows=rows, right=range(1, 5)))
    devices = next((each["one_device"] for each in found["farming"] if "one_device" in each), None)
    if devices is not None:
        total, one = sum(devices.values()), devices.get("registered", 0)
        _say(out, "Of {} holders who share one phone {} could register it; claims do not ask for one.", total, one)


def _stops(rows: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{row['term']}: {yuan(row['got_minor'])}" for row in rows) or "-"
