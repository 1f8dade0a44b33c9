"""A pilot is data: the typed form of a profile file, and its figures at any scale.

Money is in fen, dates are China's calendar days, times of day are seconds after midnight in China.
"""

import tomllib
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Final

from jiaozi.pilot.counter import apportion, spread_table
from jiaozi.records import dataclass

NO_LIMIT: Final = 1 << 60
"""Stands for "no limit" in a class, so that comparisons need no special case."""

MIN_SCALE: Final = Fraction(1, 10_000)
MAX_SCALE: Final = Fraction(10)
PAY_MERCHANT: Final = "pay_merchant"
SALARY: Final = "salary"
PARTY_DUES: Final = "party_dues"


class ProfileError(ValueError):
    """A profile file that cannot be used, or a scale out of range."""


@dataclass(frozen=True, slots=True)
class WalletClass:
    """A wallet class with the limits the plan keeps within, in fen; `NO_LIMIT` where there is none."""

    id: str
    weight: int
    active_ppm: int
    balance_minor: int
    single_minor: int
    daily_minor: int
    yearly_minor: int


@dataclass(frozen=True, slots=True)
class Category:
    """A merchant category: ISO 18245 code, weight within its field, and the noun of the names."""

    mcc: str
    weight: int
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Field:
    """A live field: who pays whom, how much, when, and where its merchants belong."""

    id: str
    en: str
    zh: str
    kind: str
    scenario: str
    purpose: str
    weight: int
    merchant_weight: int
    local_ppm: int
    hours: str
    days: str
    amounts: tuple[tuple[int, int, int, int], ...]
    codes: tuple[Category, ...]

    @property
    def range_minor(self) -> tuple[int, int]:
        """Smallest and largest amount in fen."""
        return min(row[1] for row in self.amounts), max(row[2] for row in self.amounts)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One of the 10 general and 6 featured scenarios of S4."""

    id: str
    kind: str
    en: str
    zh: str
    live: bool


@dataclass(frozen=True, slots=True)
class District:
    """A district or county: GB/T 2260 code, names, inhabitants in thousands, and its column and row on the map of tiles
    (none where the profile has no map)."""

    code: str
    en: str
    zh: str
    population_thousand: int
    tile: tuple[int, ...] = ()

    @property
    def short_zh(self) -> str:
        """The name without its kind: 渝北区 is 渝北, 石柱土家族自治县 is 石柱; a name of two characters stays."""
        if self.zh.endswith("自治县"):
            return self.zh[:2]
        return self.zh[:-1] if len(self.zh) > 2 else self.zh

    @property
    def short_en(self) -> str:
        """The name without its kind: "Yubei District" is "Yubei"."""
        return self.en.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind of refused attempt; its id is the error code that must be given."""

    id: str
    weight: int
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What the source reports at scale 1. `document` is its id in the rule book's registry, `about_en` and `about_zh`
    tell a reader what it is; `ours` names the figures below that are not the source's but this project's, and `said`
    has the source's words where it gives no exact figure."""

    as_of: date
    source: str
    document: str
    about_en: str
    about_zh: str
    ours: tuple[str, ...]
    said: dict[str, str]
    personal_wallets: int
    corporate_wallets: int
    merchants: int
    transactions: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class DayPattern:
    """Weights of the days: by weekday from Monday; month days, where given, leave every other day at zero."""

    weekdays: tuple[int, ...]
    month_days: tuple[tuple[int, int], ...]

    def weight(self, day: date) -> int:
        """Weight of one day."""
        factor = dict(self.month_days).get(day.day, 0) if self.month_days else 1
        return self.weekdays[day.weekday()] * factor


@dataclass(frozen=True, slots=True)
class Phases:
    """Beginning of each phase of a day, in seconds after midnight in China."""

    companies_s: int
    merchants_s: int
    persons_s: int
    issue_s: int
    deposits_s: int
    loads_s: int
    payments_s: int


@dataclass(frozen=True, slots=True)
class Activity:
    """How wallets open and payments grow, and who does what."""

    opened_first_day_ppm: int
    openings_first: int
    openings_last: int
    payments_first: int
    payments_last: int
    employer_every: int
    party_every: int
    refused_ppm: int


@dataclass(frozen=True, slots=True)
class Identities:
    """Ranges that synthetic identities are made in."""

    mobile_prefix: str
    born_from: date
    born_until: date
    card_prefix: str
    account_prefix: str
    landline_prefix: str
    place_zh: str
    place_en: str
    company_prefix: str
    party_prefix: str


@dataclass(frozen=True, slots=True)
class Word:
    """A Chinese word with its English or Latin form, for names."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Names:
    """Words that synthetic names are made of."""

    surnames: str
    given: str
    brands: tuple[Word, ...]
    industries: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class FieldTarget:
    """Accepted transactions of a field and their exact sum in fen."""

    transactions: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Targets:
    """The profile's figures at one scale."""

    scale: Fraction
    personal: int
    corporate: int
    merchants: int
    transactions: int
    amount_minor: int
    refused: int
    fields: tuple[FieldTarget, ...]
    merchants_by_field: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A whole profile file. See `profiles/chongqing.toml` for what is sourced and what is ours."""

    id: str
    en: str
    zh: str
    figures: Figures
    first_day: date
    last_day: date
    phases: Phases
    activity: Activity
    identities: Identities
    operators: tuple[tuple[str, int], ...]
    personal_classes: tuple[WalletClass, ...]
    corporate_classes: tuple[WalletClass, ...]
    reasons: tuple[Reason, ...]
    hours: tuple[tuple[str, tuple[int, ...]], ...]
    days: tuple[tuple[str, DayPattern], ...]
    fields: tuple[Field, ...]
    scenarios: tuple[Scenario, ...]
    districts: tuple[District, ...]
    names: Names

    def scaled(self, scale: Fraction | str | int) -> Targets:
        """The figures at a scale such as `"0.01"`: every count and the amount rounded half up.

        Fields share the transactions by weight and the amount by expected value, both exactly (largest remainder);
        merchants number at least one for each field that has any. Raises `ProfileError` for a scale out of range or
        too small for this profile.
        """
        factor = parse_scale(scale)
        figures = self.figures
        if not half_up(figures.corporate_wallets * factor):
            raise ProfileError(f"{self.id} at {scale} has no company left: take a larger scale")
        counts = apportion(half_up(figures.transactions * factor), [field.weight for field in self.fields])
        values = [count * mean_weight(field) for count, field in zip(counts, self.fields, strict=True)]
        amount_minor = half_up(figures.amount_minor * factor)
        amounts = apportion(amount_minor, values)
        by_field = _merchants(half_up(figures.merchants * factor), self.fields)
        return Targets(
            scale=factor,
            personal=half_up(figures.personal_wallets * factor),
            corporate=half_up(figures.corporate_wallets * factor),
            merchants=sum(by_field),
            transactions=sum(counts),
            amount_minor=amount_minor,
            refused=half_up(Fraction(sum(counts) * self.activity.refused_ppm, 1_000_000)),
            fields=tuple(FieldTarget(*pair) for pair in zip(counts, amounts, strict=True)),
            merchants_by_field=by_field,
        )


def half_up(value: Fraction) -> int:
    """The nearest whole number; halves go up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def parse_scale(scale: Fraction | str | int) -> Fraction:
    """The exact scale of a text such as `"0.01"` or `"1/100"`.

    Raises `ProfileError` when it is no number or out of range.
    """
    try:
        factor = Fraction(scale)
    except (ValueError, ZeroDivisionError) as problem:
        raise ProfileError(f"not a scale: {scale!r}") from problem
    if not MIN_SCALE <= factor <= MAX_SCALE:
        raise ProfileError(f"the scale must be from {MIN_SCALE} to {MAX_SCALE}: {scale}")
    return factor


@cache
def amount_table(field: Field) -> tuple[int, ...]:
    """The 65,536 equally likely amounts of a field, in fen."""
    return tuple(spread_table(field.amounts))


@cache
def mean_weight(field: Field) -> int:
    """A whole number proportional to the expected amount of a field."""
    return sum(amount_table(field))


def _merchants(total: int, fields: tuple[Field, ...]) -> tuple[int, ...]:
    counts = apportion(total, [field.merchant_weight for field in fields])
    for index, field in enumerate(fields):
        if field.merchant_weight and not counts[index]:
            counts[index] = 1
            largest = max(range(len(counts)), key=counts.__getitem__)
            counts[largest] -= 1 if counts[largest] > 1 else 0
    return tuple(counts)


def _limit(value: int) -> int:
    return value or NO_LIMIT


def _wallet_class(row: dict[str, Any]) -> WalletClass:
    limits = {name: _limit(value) for name, value in row.items() if name.endswith("_minor")}
    return WalletClass(id=row["id"], weight=row["weight"], active_ppm=row["active_ppm"], **limits)


def _field(row: dict[str, Any]) -> Field:
    rest = {name: value for name, value in row.items() if name not in ("basis", "amounts", "codes")}
    amounts = tuple((part[0], part[1], part[2], part[3]) for part in row["amounts"])
    return Field(amounts=amounts, codes=tuple(Category(**code) for code in row["codes"]), **rest)


def _district(row: dict[str, Any]) -> District:
    return District(**{**row, "tile": tuple(row.get("tile", ()))})


def _pattern(row: dict[str, Any]) -> DayPattern:
    month_days = row.get("month_days", {})
    return DayPattern(tuple(row["weekdays"]), tuple((int(day), weight) for day, weight in month_days.items()))


def _plain(table: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name not in ("basis", "note")}


def _names(table: dict[str, Any]) -> Names:
    words = {name: tuple(Word(**word) for word in table[name]) for name in ("brands", "industries")}
    return Names(surnames=table["surnames"], given=table["given"], **words)


def _read(name: str) -> dict[str, Any]:
    folder = resources.files("jiaozi.pilot") / "profiles"
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


def _build(data: dict[str, Any]) -> Profile:
    about, period = data["pilot"], data["period"]
    return Profile(
        id=about["id"],
        en=about["en"],
        zh=about["zh"],
        figures=Figures(**{"ours": (), "said": {}, **_plain(data["figures"])}),
        first_day=period["first_day"],
        last_day=period["last_day"],
        phases=Phases(**_plain(data["phases"])),
        activity=Activity(**_plain(data["activity"])),
        identities=Identities(**_plain(data["identities"])),
        operators=tuple(data["operators"]["weights"].items()),
        personal_classes=tuple(_wallet_class(row) for row in data["classes"]["personal"]),
        corporate_classes=tuple(_wallet_class(row) for row in data["classes"]["corporate"]),
        reasons=tuple(Reason(**row) for row in data["refusals"]["reasons"]),
        hours=tuple((name, tuple(row)) for name, row in _plain(data["hours"]).items()),
        days=tuple((name, _pattern(row)) for name, row in _plain(data["days"]).items()),
        fields=tuple(_field(row) for row in data["fields"]),
        scenarios=tuple(Scenario(**row) for row in data["scenarios"]),
        districts=tuple(
            District(**{**row, "tile": tuple(row.get("tile", ()))}) for row in _read(about["districts"])["districts"]
        ),
        names=_names(_read(about["names"])),
    )


def profile_names() -> list[str]:
    """Names of the profiles that are shipped."""
    folder = resources.files("jiaozi.pilot") / "profiles"
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return sorted(name.removesuffix(".toml") for name in names if "pilot" in _read(name))


@cache
def load_profile(name: str) -> Profile:
    """The profile of a name such as `"chongqing"`. Raises `ProfileError` when there is none or it is not complete."""
    if name not in profile_names():
        raise ProfileError(f"no such pilot: {name!r}; there are {', '.join(profile_names())}")
    try:
        return _build(_read(f"{name}.toml"))
    except (KeyError, TypeError) as problem:
        raise ProfileError(f"the profile {name!r} is not complete: {problem}") from problem
