"""The generator notices files that are absent, were edited or are left over, and puts them right."""

from pathlib import Path

from tools.sdk import __main__ as sdk
from tools.sdk import naming, typescript
from tools.sdk.document import read

from jiaozi.api import openapi
from tests.sdk.samples import document


def test_stale_files_are_found_and_put_right(tmp_path: Path) -> None:
    """By the TypeScript files, which are quickly made; `make check` holds all of them against what is checked in."""
    files = typescript.files(read(document()))
    assert set(sdk.stale(tmp_path, files)) == set(files)
    sdk.write(tmp_path, files)
    assert sdk.stale(tmp_path, files) == []
    client, left = "typescript/src/client.ts", "python/src/jiaozi_sdk/resources/gone.py"
    (tmp_path / client).write_text("edited", encoding="utf-8")
    (tmp_path / left).parent.mkdir(parents=True)
    (tmp_path / left).touch()
    assert sdk.stale(tmp_path, files) == [client, left]
    sdk.write(tmp_path, files)
    assert sdk.stale(tmp_path, files) == []
    assert not (tmp_path / left).exists()


def test_every_word_of_the_rules_table_is_used() -> None:
    listed = [(method, path) for method, path, _ in openapi.operations(document())]
    lasts = {naming.words_of(path)[-1] for method, path in listed if method == "POST"}
    assert set(naming.VERBS) <= lasts
    bare = {f"{method} {naming.bare(path)}" for method, path in listed}
    assert set(naming.EXCEPTIONS) <= bare
