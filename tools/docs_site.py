"""Builds the documentation as a site: `build/site`, and `src/jiaozi/api/site.zip`, which a server shows at `/docs`.

What the generator reads is written to `build/site-source-en` and `-zh` first: the documents with the forms of an
example as tabs, and without links that lead out of them, as a reader of the site may have no copy of the repository.
What it makes is put in order last: no page has a script or a style in it, so that the policy of served pages needs no
exception.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from tools.chinese_lines import joined

ROOT: Final = Path(__file__).resolve().parent.parent
DOCS: Final = ROOT / "docs"
ZIP: Final = ROOT / "src" / "jiaozi" / "api" / "site.zip"
SETTINGS: Final = ROOT / "tools" / "docs_site.toml"
CHINESE: Final = "zh"
"""The folder of the documents in Chinese, and their language."""
SECTIONS: Final = {
    "en": {
        "Start": "start", "Recipes": "recipes", "Concepts": "concepts", "Reference": "reference",
        "Decisions": "decisions", "中文": CHINESE,
    },
    CHINESE: {
        "入门": CHINESE, "概念": "zh/concepts", "操作指南（英文）": "recipes", "参考（英文）": "reference",
        "设计决定（英文）": "decisions", "English": "start",
    },
}  # fmt: skip
"""What a reader of each language finds in the menu: titles, and the folders of their pages."""
PARTS: Final = {
    "en": {"reference": {"HTTP API": "api"}, CHINESE: {"快速上手": "start", "概念": "concepts"}},
    CHINESE: {"reference": {"HTTP 接口": "api"}, CHINESE: {"快速上手": "start"}},
}
"""What a section has below it, by the folder's name; a page beside it of the same name comes first in it."""
_NAMES: Final = {"sh": "curl", "python": "Python", "ts": "TypeScript"}
_FIRST: Final = ("index.md", "tutorial.md")
_TABS: Final = re.compile(
    r"^```sh\n(curl .*?)^```\n\n```python\n(.*?)^```\n\n```ts\n(.*?)^```\n", re.DOTALL | re.MULTILINE
)
_LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s#]+)(#[^)]*)?\)")
_SHIM: Final = "https://unpkg.com/iframe-worker/shim"
"""What pages that are opened from files search with; a copy of it is beside this file."""
_SEARCHED: Final = ('"lang":["en"]', '"lang":["en","zh"]')
"""In which languages words are told apart by the index, as it is made and as it should be: Chinese has no blanks, and
the browser knows its words."""
_WORKERS: Final = "assets/javascripts/workers"
_CUT: Final = "we({handler:Me,size:10})"
"""In the generator's script that searches: what cuts what was found into pages. Until there it is in order by how well
a page fits; a reader wants her language first, and why something was decided last."""
_RANKED: Final = """\
()=>({onTextResult(n){
let last=({id})=>{let p=t.data.items[id].location;return 2*(p.startsWith("zh/")!==OURS)+p.startsWith("decisions/")};
n.items.sort((a,b)=>last(a)-last(b))}}),"""
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def build(folder: Path) -> Path:
    """Builds the site in a folder, and gives its place. Raises `CalledProcessError`: the generator has found something
    wrong, such as a link that leads nowhere, and has said what.

    It has one language for all pages' menus, so it builds all once more for those in Chinese."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.move(_generated(folder / "site-source-en", "en"), site)
    if (DOCS / CHINESE).is_dir():
        shutil.rmtree(site / CHINESE)
        shutil.move(_generated(folder / "site-source-zh", CHINESE) / CHINESE, site)
    _finish(site)
    return site


def _generated(source: Path, language: str) -> Path:
    """The site as the generator makes it for readers of a language."""
    shutil.rmtree(source, ignore_errors=True)
    _prepare(source, language)
    generator = Path(sys.executable).with_name("zensical")
    subprocess.run([generator, "build", "--clean", "--strict"], cwd=source, check=True)  # noqa: S603
    return source / "site"


def _prepare(source: Path, language: str) -> None:
    """Writes what the generator reads."""
    for place in sorted(DOCS.rglob("*")):
        if place.suffix == ".md":
            made = source / "docs" / place.relative_to(DOCS)
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(_prepared(place), encoding="utf-8")
    for place in (DOCS / "reference").glob("*.*"):
        if place.suffix != ".md":
            shutil.copy(place, source / "docs" / "reference")
    settings = SETTINGS.read_text(encoding="utf-8").replace("nav = []", f"nav = [{', '.join(_nav(language))}]")
    settings = settings.replace('language = "en"', f'language = "{language}"')
    (source / "zensical.toml").write_text(settings, encoding="utf-8")


def _prepared(place: Path) -> str:
    """A document as the generator reads it."""
    inside = _LINK.sub(lambda found: _link(place, found), place.read_text(encoding="utf-8"))
    return joined(_TABS.sub(_tabs, inside))


def _link(place: Path, found: re.Match[str]) -> str:
    text, target, _ = found.groups()
    text = _marked(place, text, (place.parent / target).resolve())
    if "://" in target or ((place.parent / target).resolve().is_relative_to(DOCS) and not target.endswith("/")):
        return found[0].replace(found[1], text, 1)
    return text


def _marked(place: Path, text: str, target: Path) -> str:
    """What a link of a Chinese page says: of a page that is in English alone, that it is."""
    ours = DOCS / CHINESE
    in_english = target.is_relative_to(DOCS) and not target.is_relative_to(ours) and target.suffix == ".md"
    if place.is_relative_to(ours) and place != ours / "index.md" and in_english:
        return text if "英文" in text else f"{text}（英文）"
    return text


def _tabs(found: re.Match[str]) -> str:
    parts = []
    for (language, name), text in zip(_NAMES.items(), found.groups(), strict=True):
        block = f"```{language}\n{text}```".replace("\n", "\n    ")
        parts.append(f'=== "{name}"\n\n    {block}\n')
    return "\n".join(parts)


def _nav(language: str) -> Iterator[str]:
    """The documents in their order: a folder's index first, then its tutorial, its parts, and the others by name; those
    in Chinese as their index has them, by themes, since names are English and their order says nothing."""
    if language == "en":
        yield '"index.md"'
    for name, folder in SECTIONS[language].items():
        pages = _pages(folder)
        parts = []
        for part, below in PARTS[language].get(folder, {}).items():
            inner = [page for page in pages if page == f"{folder}/{below}.md"]
            pages = [page for page in pages if page not in inner]
            parts.append(_entry(part, [f'"{page}"' for page in (*inner, *_pages(f"{folder}/{below}"))]))
        first = sum(page.endswith(_FIRST) for page in pages)
        quoted = [f'"{page}"' for page in pages]
        yield _entry(name, [*quoted[:first], *parts, *quoted[first:]])


def _pages(folder: str) -> list[str]:
    pages = sorted(path.relative_to(DOCS).as_posix() for path in (DOCS / folder).glob("*.md"))
    if pages and folder.partition("/")[0] == CHINESE:
        themes = _themes()
        pages.sort(key=lambda page: themes.index(page) if page in themes else len(themes))
    pages.sort(key=lambda page: next((at for at, name in enumerate(_FIRST) if page.endswith(name)), len(_FIRST)))
    return [page for page in pages if not page.endswith("0000-template.md")]


def _themes() -> list[str]:
    """Where the Chinese index leads, in its order."""
    found = _LINK.finditer((DOCS / CHINESE / "index.md").read_text(encoding="utf-8"))
    return [f"{CHINESE}/{each[2]}" for each in found]


def _entry(name: str, inner: list[str]) -> str:
    return f'{{"{name}" = [{", ".join(inner)}]}}'


def _finish(site: Path) -> None:
    """Puts the site in order: what stands in pages goes into files of its own."""
    shim = _moved(site, (ROOT / "tools" / "iframe-worker.js").read_text(encoding="utf-8"), "js")
    for index in site.glob("search.js*"):  # of a page and of files
        index.write_text(index.read_text(encoding="utf-8").replace(*_SEARCHED, 1), encoding="utf-8")
    worker, own = _rank(site)
    for page in site.rglob("*.html"):
        place = page.relative_to(site)
        up = "/" if place.name == "404.html" else "../" * (len(place.parts) - 1)
        text = page.read_text(encoding="utf-8").replace(_SHIM, up + shim)
        text = text.replace(worker, own) if place.parts[0] == CHINESE else text
        text = _SCRIPT.sub(lambda found: f'<script src="{up}{_moved(site, found[1], "js")}"></script>', text)  # noqa: B023
        text = _STYLE.sub(lambda found: f'<link rel="stylesheet" href="{up}{_moved(site, found[1], "css")}">', text)  # noqa: B023
        text = text.replace('<html lang="zh"', '<html lang="zh-CN"', 1)
        page.write_text(text, encoding="utf-8")


def _rank(site: Path) -> tuple[str, str]:
    """Has the search show the reader's language first: the names of the script that does it for readers of English, and
    for those of Chinese. Raises `ValueError`: the generator's script is another than this knows."""
    (script,) = (site / _WORKERS).glob("search.*.js")
    text = script.read_text(encoding="utf-8")
    if text.count(_CUT) != 1:
        raise ValueError(f"{script.name} does not cut what it found as before: see _CUT")
    own = script.with_name(script.name.replace("search.", f"search.{CHINESE}.", 1))
    for place, ours in ((script, "false"), (own, "true")):
        place.write_text(text.replace(_CUT, _RANKED.replace("OURS", ours) + _CUT), encoding="utf-8")
    return script.name, own.name


def _moved(site: Path, text: str, kind: str) -> str:
    name = f"assets/inline/{sha256(text.encode()).hexdigest()[:16]}.{kind}"
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(text, encoding="utf-8")
    return name


def pack(site: Path, file: Path) -> None:
    """The site as one file, the same for the same site."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for place in sorted(site.rglob("*")):
            if place.is_file() and place.suffix not in (".map", ".gz"):
                said = zipfile.ZipInfo(place.relative_to(site).as_posix(), (2026, 1, 1, 0, 0, 0))
                said.compress_type = zipfile.ZIP_DEFLATED
                made.writestr(said, place.read_bytes())


def main() -> int:
    """Builds it, and packs it for servers."""
    try:
        pack(build(ROOT / "build"), ZIP)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
