"""Pages are made in one way: one maker of templates, one place of shared style, one form of a time for people."""

import ast
import re

from tests.house import rules

TEMPLATES = sorted(path for path in rules.SOURCE.rglob("templates/*") if path.is_file())
SHARED = rules.SOURCE / "templates"
INCLUDED = re.compile(r'{% (?:include|from) "([^"]+)"')
HTML = re.compile(r"<!doctype html|</(html|body|p|div|table)>", re.IGNORECASE)


def test_one_module_makes_templates() -> None:
    users = {
        source.path
        for source in rules.package_files()
        for node in source.nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("Environment", "PackageLoader")
    }
    assert users == {"markup.py"}


def test_html_stands_in_templates() -> None:
    texts = [
        (source.path, node.value)
        for source in rules.package_files()
        for node in source.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [
        path for path, text in texts if re.search(r"<!doctype html|</(html|body|p|div|table)>", text, re.IGNORECASE)
    ] == []


def test_colours_and_letters_are_said_once() -> None:
    for place in TEMPLATES:
        text = place.read_text(encoding="utf-8")
        if place.parent != SHARED:
            assert not re.search(
                r"--(ink|soft|line|ground|paper|bad|good|red): |^\s*body \{|font: 1[56]px", text, re.MULTILINE
            ), place
        elif place.suffix == ".css":
            users = [each for each in TEMPLATES if f'"{place.name}"' in each.read_text(encoding="utf-8")]
            assert len(users) > 1, place
    assert len([each for each in TEMPLATES if each.parent == SHARED]) == 2


def test_every_colour_that_a_page_has_is_said_in_it_or_in_what_it_shares() -> None:
    for place in TEMPLATES:
        text = place.read_text(encoding="utf-8")
        included = (each for name in INCLUDED.findall(text) for each in (place.parent / name, SHARED / name))
        whole = text + "".join(each.read_text(encoding="utf-8") for each in included if each.exists())
        said = set(re.findall(r"(--[a-z0-9-]+):", whole))
        if place.suffix == ".j2":
            assert set(re.findall(r"var\((--[a-z0-9-]+)", whole)) - said == set(), place


def test_a_time_is_cut_to_the_second_in_one_place() -> None:
    cuts = {
        source.path
        for source in rules.package_files()
        for node in source.nodes
        if isinstance(node, ast.Slice) and isinstance(node.upper, ast.Constant) and node.upper.value == 19
    }
    assert cuts == {"clock.py"}
    assert [place for place in TEMPLATES if "[:19]" in place.read_text(encoding="utf-8")] == []
