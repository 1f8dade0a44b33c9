"""Every variable of the environment is supported and written down, or ignored."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jiaozi.cli.environment import IGNORED, IGNORED_PREFIXES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/environment.md").read_text(encoding="utf-8")
OURS = re.compile(r"\bJIAOZI_[A-Z_]*[A-Z]\b")
SHOWN = """
import os, sys
import pytest

from jiaozi.cli.environment import forget
forget()
from jiaozi.api import metrics
from prometheus_client import values
from reportlab import rl_config
print(values.ValueClass.__name__, rl_config.pageCompression, sorted(n for n in os.environ if n in sys.argv[1:]))
"""


def test_the_page_names_the_variables_that_are_read_and_no_other() -> None:
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "sdk/python/src").rglob("*.py")]
    read = {name for source in sources for name in OURS.findall(source.read_text(encoding="utf-8"))}
    assert set(OURS.findall(PAGE)) == read


def test_what_is_ignored_is_written_down() -> None:
    assert [name for name in (*IGNORED, *IGNORED_PREFIXES) if name.upper() not in PAGE] == []


def test_what_libraries_read_beyond_that_does_nothing(tmp_path: Path) -> None:
    hostile = dict.fromkeys(IGNORED, str(tmp_path / "nowhere" / "at-all")) | {"RL_pageCompression": "7"}
    said = [
        subprocess.run(
            [sys.executable, "-c", SHOWN, *hostile], env=os.environ | more, capture_output=True, text=True, check=True
        ).stdout
        for more in ({}, hostile)
    ]
    assert said[0] == said[1]
    assert said[0].endswith(" []\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("proxy", "why"),
    [("socks5://127.0.0.1:1", "httpx[socks]"), ("http://127.0.0.1:1", "refused"), ("ftp://127.0.0.1", "ftp")],
)
def test_a_proxy_that_cannot_be_used_is_one_sentence(proxy: str, why: str, tmp_path: Path) -> None:
    named = {"ALL_PROXY": proxy, "JIAOZI_URL": "http://platform.invalid", "JIAOZI_API_KEY": "jz_x"}
    done = subprocess.run(
        [sys.executable, "-m", "jiaozi", "call", "wallets.get", "wallet=wal_0000000000001"],
        env=os.environ | named | {"JIAOZI_HOME": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("server_unreachable: ")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 2
