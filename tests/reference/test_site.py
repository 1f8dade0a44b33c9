"""The site of the documentation: whole, searched in both languages, from a server under a strict policy and from files,
with nothing from elsewhere."""

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect
from tools import docs_site

from jiaozi.api import docs
from tests.api.conftest import Live, live, serve, town
from tests.browser.chromium import open_page
from tests.sdk.node import NODE

__all__ = ["live", "serve", "town"]
pytestmark = [pytest.mark.slow, pytest.mark.only_engine("sqlite")]  # pages, whatever is behind the server
WIDTHS = (1280, 390)
SHOWN = (
    "index",
    "start/python",
    "reference/api/payments",
    "reference/types",
    "reference/errors",
    "zh/tutorial",
    "zh/glossary",
)
ELSEWHERE = re.compile(r"""<(?:script|link|img|iframe)[^>]*\s(?:src|href)=["']?(?:https?:)?//[^>]*>""")
SEARCHED = {"refund exceeds": "exceeds", "冻结": "冻结", "复式记账": "复式", "数字货币": "货币", "运营机构": "运营"}
"""What is looked for, and a word of it that is marked in what is found; in Chinese from the middle of sentences."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return docs_site.build(tmp_path_factory.mktemp("site"))


@pytest.fixture
def served(built: Path, tmp_path: Path, live: Live, monkeypatch: pytest.MonkeyPatch) -> str:
    docs_site.pack(built, tmp_path / "site.zip")
    monkeypatch.setattr(docs, "SITE", tmp_path / "site.zip")
    return f"{live.url}/docs"


def test_no_page_loads_anything_from_elsewhere_or_has_a_script_in_it(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert ELSEWHERE.findall(text) == [], page
        assert re.findall(r"<script>|<style>|\son[a-z]+=[\"']", text) == [], page


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "docs"
    (folder / "reference").mkdir(parents=True)
    (folder / "index.md").write_text("# A page\n\n[A link](#nowhere)\n", encoding="utf-8")
    monkeypatch.setattr(docs_site, "DOCS", folder)
    with pytest.raises(subprocess.CalledProcessError):
        docs_site.build(tmp_path)


def test_a_page_says_in_which_language_it_is(built: Path) -> None:
    for page in built.rglob("*.html"):
        said = "zh-CN" if page.relative_to(built).parts[0] == "zh" else "en"
        assert f'<html lang="{said}"' in page.read_text(encoding="utf-8"), page


def test_a_chinese_page_has_its_menus_and_buttons_in_chinese(built: Path) -> None:
    for page in (built / "zh").rglob("*.html"):
        around = re.sub(r"<article.*?</article>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r"Search|Table of contents|Back to top|Footer|Concepts|Recipes", around) == [], page
        assert "概念" in around, page
    assert "Back to top" in (built / "concepts" / "payments.html").read_text(encoding="utf-8")


def test_a_heading_is_named_by_its_words_so_that_links_outlive_a_heading_before_it(built: Path) -> None:
    for page in built.rglob("*.html"):
        named = re.findall(r'<h[1-6][^>]* id="([^"]+)"', page.read_text(encoding="utf-8"))
        assert [each for each in named if re.fullmatch(r"[_\d]*", each)] == [], page
    assert 'id="退款"' in (built / "zh" / "tutorial.html").read_text(encoding="utf-8")


PROBE = """
import { readFileSync } from "node:fs";
const [worker, index, ...asked] = process.argv.slice(2);
let wake;
globalThis.self = { postMessage: (said) => wake(said) };
const say = (data) => new Promise((done) => { wake = done; self.onmessage({ data }); });
(0, eval)(readFileSync(worker, "utf8"));
const data = JSON.parse(readFileSync(index, "utf8"));
await say({ type: 0, data });
const found = {};
for (const input of asked) {
  const { items } = (await say({ type: 2, data: { input } })).data;
  found[input] = items.map(({ id }) => data.items[id].location);
}
console.log(JSON.stringify(found));
"""
"""Asks the script that searches as a page does, for its first ten answers."""


def searched(built: Path, page: str, *asked: str) -> dict[str, list[str]]:
    """What is found first from a page: by the script that it names, in the index of the site."""
    named = re.search(r'"search":"([^"]+)"', (built / page).read_text(encoding="utf-8"))
    assert named is not None
    probe = built.parent / "probe.mjs"
    probe.write_text(PROBE, encoding="utf-8")
    words: list[str | Path] = [NODE, probe, (built / page).parent / named[1], built / "search.json", *asked]
    found: dict[str, list[str]] = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return found


@pytest.mark.parametrize("page", ["zh/index.html", "zh/concepts/payments.html", "zh/start/python.html"])
def test_from_a_chinese_page_chinese_ones_are_found_first(built: Path, page: str) -> None:
    asked = ("webhook", "payment", "wallet")
    for word, found in searched(built, page, *asked).items():
        ours = [place.startswith("zh/") for place in found]
        assert ours[0], (word, found)
        assert ours == sorted(ours, reverse=True), (word, found)


@pytest.mark.parametrize("page", ["index.html", "concepts/payments.html"])
def test_from_an_english_page_why_something_was_decided_is_found_last(built: Path, page: str) -> None:
    asked = ("webhook", "payment", "voucher", "envelope", "lock", "prepaid", "program")
    for word, found in searched(built, page, *asked).items():
        last = [2 * place.startswith("zh/") + place.startswith("decisions/") for place in found]
        assert last == sorted(last), (word, found)
        assert last[0] == 0, (word, found)


def test_a_search_that_ranks_otherwise_than_is_known_is_not_built(tmp_path: Path) -> None:
    script = tmp_path / "assets/javascripts/workers/search.0.min.js"
    script.parent.mkdir(parents=True)
    script.write_text("another generator's", encoding="utf-8")
    with pytest.raises(ValueError, match="_CUT"):
        docs_site._rank(tmp_path)


def test_the_chinese_menu_stands_in_the_order_of_the_chinese_index(built: Path) -> None:
    index = (docs_site.DOCS / "zh/index.md").read_text(encoding="utf-8")
    themes = [f"{link}.html" for link in re.findall(r"\]\((concepts/[a-z-]+)\.md", index)]
    page = (built / "zh/index.html").read_text(encoding="utf-8")
    menu = re.findall(r'<a href="(?:\./)?(concepts/[a-z-]+\.html)" class="md-nav__link"', page)
    assert list(dict.fromkeys(menu)) == themes


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def search(page: Page, text: str, button: str = "Search") -> None:
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("combobox").first).to_be_focused()  # keys before that are lost
    page.keyboard.type(text)


def test_a_server_shows_it_on_a_desk_and_on_a_phone_without_a_complaint(served: str) -> None:
    with open_page() as (page, complaints):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for name in SHOWN:
                page.goto(f"{served}/{name}.html")
                expect(page.locator("h1").first).to_be_visible()
                assert fits(page), f"{name} at {width}"
        page.goto(f"{served}/reference/api/payments.html")
        page.get_by_text("TypeScript", exact=True).first.click()
        expect(page.get_by_text("await client.payments.create").first).to_be_visible()
        assert complaints == []


@pytest.mark.parametrize("place", ["server", "files"])
def test_it_is_searched_in_both_languages(served: str, built: Path, place: str) -> None:
    base = served if place == "server" else built.as_uri()
    with open_page() as (page, complaints):
        page.set_viewport_size({"width": 1280, "height": 900})
        for text, found in SEARCHED.items():
            page.goto(f"{base}/index.html")
            search(page, text)
            expect(page.locator("mark", has_text=found).first).to_be_visible()
        page.goto(f"{base}/zh/concepts/payments.html")
        search(page, "冻结", button="查找")
        expect(page.locator("mark", has_text="冻结").first).to_be_visible()
        assert complaints == []


def test_files_are_of_their_kinds_and_nothing_else_is_given(served: str, live: Live) -> None:
    kinds = {
        "index.html": "text/html",
        "search.json": "application/json",
        "reference/jiaozi.http": "application/octet-stream",
    }
    for name, kind in kinds.items():
        answer = live.http.get(f"{served}/{name}")
        assert answer.headers["content-type"].startswith(kind), name
        assert "unsafe" not in answer.headers["content-security-policy"]
    for home in (served, f"{served}/"):
        location = live.http.get(home).headers["location"]
        assert live.http.get(urljoin(home, location)).status_code == 200
    assert live.http.get(served).headers["location"] == "docs/index.html"  # behind a prefix, too
    for name in ("nothing.html", "../app.py", "%2e%2e/app.py", "reference//index.html", "assets", "a/" * 99):
        assert live.http.get(f"{served}/{name}").status_code == 404, name


@pytest.mark.parametrize("name", ["nothing.html", "start/nothing.html", "a/b/c"])
def test_what_there_is_not_is_told_on_a_page_whose_links_lead_on(served: str, live: Live, name: str) -> None:
    answer = live.http.get(f"{served}/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "unsafe" not in answer.headers["content-security-policy"]
    links = set(re.findall(r'(?:href|src|action|"base"|"search")[=:]"([^"#]+)', answer.text))
    assert len(links) > 100
    for link in links:
        found = live.http.get(urljoin(f"{served}/{name}", link), follow_redirects=True)
        assert found.status_code == 200, link


def test_a_site_that_is_built_while_the_server_runs_is_shown(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "site.zip"
    monkeypatch.setattr(docs, "SITE", place)
    assert live.http.get("/docs/index.html").status_code == 404
    for built in (1, 2):
        draft = tmp_path / "draft.zip"
        with zipfile.ZipFile(draft, "w") as file:
            file.writestr("index.html", f"built {built}")
        os.utime(draft, ns=(built, built))
        draft.replace(place)
        assert live.http.get("/docs").status_code == 307
        assert live.http.get("/docs/index.html").text == f"built {built}"


def test_where_it_was_not_built_a_page_says_how(live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "SITE", tmp_path / "absent.zip")
    for path in ("/docs", "/docs/"):
        answer = live.http.get(path)
        assert answer.status_code == 200
        assert "make docs-site" in answer.text
        (try_it,) = set(re.findall(r'href="([^"]+)"', answer.text))
        assert live.http.get(urljoin(f"{live.url}{path}", try_it)).status_code == 200
    assert live.http.get("/docs/index.html").status_code == 404


@pytest.mark.only_engine("sqlite")  # no database has to do with it
@pytest.mark.parametrize("path", ["/openapi.json", "/docs/api/swagger-ui-bundle.js", "/docs/search.json"])
def test_what_is_big_goes_out_compressed_and_once(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as file:
        file.writestr("search.json", '["钱包"]' * 50_000)
    monkeypatch.setattr(docs, "SITE", tmp_path / "site.zip")
    plain = live.http.get(path, headers={"Accept-Encoding": "identity"})
    packed = live.http.get(path, headers={"Accept-Encoding": "br;q=1.0, gzip;q=0.8"})
    assert plain.content == packed.content, "as the client unpacks it"
    assert "content-encoding" not in plain.headers
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert 3 * int(packed.headers["content-length"]) < len(plain.content)
    again = live.http.get(path, headers={"If-None-Match": packed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert live.http.get(path, headers={"If-None-Match": '"another"'}).status_code == 200
    for refused in ("gzip;q=0", "br", ""):
        assert "content-encoding" not in live.http.get(path, headers={"Accept-Encoding": refused}).headers
