"""The page generator notices pages that are absent or were edited, and writes them again."""

from pathlib import Path

import pytest
from tools import docs


def test_stale_pages_are_found_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By two pages that are quickly made; `make check` holds all of them against what is checked in."""
    monkeypatch.setattr(docs, "PAGES", {name: docs.PAGES[name] for name in ("errors.md", "permissions.md")})
    assert docs.stale_pages(tmp_path) == list(docs.PAGES)
    docs.write_pages(tmp_path)
    assert docs.stale_pages(tmp_path) == []
    (tmp_path / "errors.md").write_text("edited", encoding="utf-8")
    assert docs.stale_pages(tmp_path) == ["errors.md"]
