"""`jiaozi program rehearse`: from a file without a server, told in both languages, and without a trace in any database.
How it reads a draft by the API is tried by the recipe."""

import json
from pathlib import Path

import pytest

from jiaozi.cli import rehearsal_draft
from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import MerchantNo
from jiaozi.programs.terms import HowMuch, Places, Terms, Where, written
from jiaozi.rehearsal.draft import Draft
from jiaozi.rehearsal.habits import CityInvalid, read, shipped
from tests.cli.conftest import Jiaozi
from tests.rehearsal.cities import draft

pytestmark = pytest.mark.only_engine("sqlite")  # rehearsed on both engines in tests/rehearsal

TERMS = {"how_much": {"face": {"minor": 3_000, "asset": "E-CNY"}, "minimum": {"minor": 4_000, "asset": "E-CNY"}}}
SMALL = ("--kind", "voucher", "--from", "2022-06-01", "--days", "1", "--people", "15")


@pytest.fixture
def shell(tmp_path: Path) -> Jiaozi:
    """The command line in an empty folder, with a file of terms and the name of a database that is not there."""
    (tmp_path / "terms.json").write_text(json.dumps(TERMS), encoding="utf-8")
    return Jiaozi(tmp_path, f"sqlite:///{tmp_path}/real.db")


def terms(shell: Jiaozi) -> tuple[str, ...]:
    """The option that names the file."""
    return "--terms", str(shell.home / "terms.json")


def test_a_file_is_rehearsed_without_a_server_and_leaves_nothing_behind(shell: Jiaozi) -> None:
    found = shell.json("program", "rehearse", *terms(shell), *SMALL)
    assert (found["program"], found["kind"], found["seed"], found["city"]["people"]) == (None, "voucher", 1, 15)
    assert found["terms_sha256"] == written(Terms(HowMuch(face_minor=3_000, minimum_minor=4_000)))[1]
    assert found["audit"]["ok"]
    assert found["money"]["budget_minor"] == 15 * 3_000
    assert {each["scheme"] for each in found["farming"]} >= {"phones", "banks", "own_shop"}
    assert [each.name for each in shell.home.iterdir()] == ["terms.json"]


def test_it_is_told_in_both_languages(shell: Jiaozi) -> None:
    told = shell.run("program", "rehearse", *terms(shell), *SMALL, "--draw", "5", "--budget", "150")
    for words in (
        "A city of 15 people",
        "Assumed, not measured",
        "who.classes: 0.00",
        "invariants",
    ):
        assert words in told
    told = shell.run("--lang", "zh", "program", "rehearse", *terms(shell), *SMALL)
    for words in ("15 人", "并非实测", "反复领取", "项不变式"):
        assert words in told


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("a program, or --terms FILE", ()),
        ("is not an id such as", ("prg_1", "--api-key", "key")),
        ("credentials_missing", ("prg_0A1B2C3D4E5F6",)),
        ("is not one of", ("--terms", "terms.json", "--kind", "gift")),
        ("cannot be read", ("--terms", "nowhere.json")),
        ("city.profile", ("--terms", "terms.json", "--city", "city.toml")),
        ("terms.who.kinds[0]", ("--terms", "wrong.json")),
        ("program_terms_invalid", ("--terms", "never.json", "--people", "5")),
        ("how_much.share_ppm: nothing could be paid", ("--terms", "never.json", "--people", "5")),
    ],
)
def test_what_cannot_be_rehearsed_is_refused_with_the_place(
    shell: Jiaozi, monkeypatch: pytest.MonkeyPatch, said: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(shell.home)
    (shell.home / "city.toml").write_text("[city]\nprofile = 'atlantis'\n", encoding="utf-8")
    (shell.home / "wrong.json").write_text(json.dumps(TERMS | {"who": {"kinds": ["cat"]}}), encoding="utf-8")
    never = {"how_much": TERMS["how_much"] | {"share_ppm": 0}}
    (shell.home / "never.json").write_text(json.dumps(never), encoding="utf-8")
    code = 1 if said.startswith(("credentials", "program_terms", "how_much")) else 2
    told = shell.run("program", "rehearse", *arguments, code=code)
    assert said in told.replace("\n", "").replace("│", "")
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("takers_ppm = 1_000_001", "claims.takers_ppm: a whole number from 0 to 1000000"),
        ("takers_ppm = 0.5", "claims.takers_ppm"),
        ("phones = 0", "farming.phones: a whole number from 1 to 50"),
        ("purchases_milli = 90_000", "ages[0].purchases_milli"),
        ("merchants_least = true", "city.merchants_least"),
        ("whole_ppm", "Expected"),
    ],
)
def test_a_file_of_assumptions_is_refused_with_the_place(tmp_path: Path, line: str, place: str) -> None:
    name = line.partition(" ")[0]
    text = Path(rehearsal_draft.__file__).parents[1].joinpath("rehearsal/city.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    at = next(n for n, each in enumerate(lines) if each.startswith(name))
    lines[at] = line
    file = tmp_path / "city.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CityInvalid) as refused:
        read(file)
    assert place in str(refused.value)


def test_a_copy_of_the_file_is_what_is_shipped(tmp_path: Path) -> None:
    source = Path(rehearsal_draft.__file__).parents[1] / "rehearsal/city.toml"
    copy = tmp_path / "mine.toml"
    copy.write_bytes(source.read_bytes())
    assert read(copy) == shipped()


def test_shops_that_nobody_knows_are_like_those_that_are_known_or_as_the_terms_say() -> None:
    """Without a server nobody says what a merchant is: it stands in a category and district that the terms allow."""
    named, condition = MerchantNo(5 << 30), encode_id("sto", 6 << 30)
    what: Draft = draft(
        Terms(
            HowMuch(face_minor=100),
            where=Where(Places(merchants=(named,), categories=("5942",), regions=("4403",))),
            condition=f'store == "{condition}"',
        )
    )
    found = rehearsal_draft.with_others(None, what)
    assert found.unknown == len(found.shops) == 2
    assert [(each.merchant, each.category) for each in found.shops] == [(named, "5942"), (0, "5942")]
    assert [each.stores for each in found.shops] == [((0, "4403"),), ((decode_id("sto", condition), "4403"),)]
