"""A template is proved with parameters before anybody approves it."""

import json
from dataclasses import replace
from pathlib import Path

from jiaozi.ids import encode_id
from jiaozi.programs.terms import When
from tests.cli.conftest import Jiaozi
from tests.templates.desk import SHOPS, TERMS, Bureau, content

VALUES = [
    {"name": "face", "amount_minor": 2_000},
    {"name": "shops", "texts": ["5411"]},
    {"name": "floor", "amount_minor": 1_500},
]


def values(folder: Path, *said: object) -> str:
    """A file of parameters."""
    path = folder / "values.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    return str(path)


def test_a_template_that_nobody_has_approved_is_proved_with_parameters(bureau: Bureau, tmp_path: Path) -> None:
    shell = Jiaozi(tmp_path, bureau.world.url)
    anywhere = replace(SHOPS, choices=(), most=3)
    good = encode_id(
        "tpl", bureau.write(content(parameters=(*content().parameters[:2], anywhere, content().parameters[3]))).template
    )
    category = bureau.world.query("SELECT category FROM merchants")[0][0]
    given = values(tmp_path, VALUES[0], {"name": "shops", "texts": [category]}, VALUES[2])
    said = shell.json("template", "prove", good, "1", "--parameters", given)
    assert (said["template"], said["version"], said["proved"]) == (good, 1, True)
    never = content(
        terms=replace(TERMS, when=When(valid_days=7, weekdays=(1,)), condition="amount >= floor && weekday == 2")
    )
    bad = encode_id("tpl", bureau.write(never).template)
    text = shell.run("template", "prove", bad, "1", "--parameters", values(tmp_path, *VALUES), code=1)
    assert "condition, when.weekdays" in text


def test_what_cannot_be_proved_is_refused_as_a_draft_would_be(bureau: Bureau, tmp_path: Path) -> None:
    shell = Jiaozi(tmp_path, bureau.world.url)
    template = encode_id("tpl", bureau.write().template)
    assert "face is missing" in shell.run("template", "prove", template, "1", code=1)
    assert "缺少 face" in shell.run("template", "prove", template, "1", "--lang", "zh", code=1)
    shell.run("template", "prove", template, "2", code=1)
    strange = values(tmp_path, {"name": "face", "amount_minor": "much"})
    assert "cannot be read" in shell.run("template", "prove", template, "1", "--parameters", strange, code=2)
