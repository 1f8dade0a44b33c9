"""What a server does before it answers: it loads no library that few requests need, and makes no model of a request."""

import os
import re
import socket
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import jiaozi
from jiaozi.config import Settings
from jiaozi.platform import Platform
from tests.patience import until
from tests.ports import free_port

LATER = (
    *("PIL", "httpcore", "httpx", "jinja2", "phonenumbers", "pymysql", "reportlab", "segno", "sqlalchemy"),
    "xml.etree",
)
"""Loaded by whoever draws a document or a page, speaks to a bank or a receiver of events, looks at a phone's country,
makes tables or opens the other engine."""
PROGRAM = """
from jiaozi.cli import main
try:
    main()
finally:
    import sys
    from jiaozi.api.app import ENDPOINTS
    made = [each.name for each in ENDPOINTS if {"form", "answer", "dry_answer"} & vars(each).keys()]
    print("made", *made)
    print("loaded", *sys.modules)
"""


def _is_up(port: int) -> bool:
    asked = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(asked)
        return connection.recv(12) == b"HTTP/1.1 200"
    return False


def test_a_server_has_answered_before_it_needs_what_few_requests_do(tmp_path: Path) -> None:
    keyring, url, port = tmp_path / "keyring.json", f"sqlite:///{tmp_path / 'world.db'}", free_port()
    Platform(Settings(db_url=url, keyring=keyring)).close()
    given = {"PYTHONPATH": str(Path(jiaozi.__file__).parents[1]), "JIAOZI_DB": url, "JIAOZI_KEYRING": str(keyring)}
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=os.environ | given | {"JIAOZI_HOME": str(tmp_path)}, stdout=subprocess.PIPE, text=True
    ) as server:
        until(lambda: server.poll() is not None or _is_up(port))
        server.terminate()
        told, _ = server.communicate()
    made = re.search(r"^made(.*)$", told, re.MULTILINE)
    loaded = re.search(r"^loaded(.*)$", told, re.MULTILINE)
    assert made is not None
    assert loaded is not None
    assert made[1].split() == ["get_health"]
    assert {"jiaozi.api.app", "uvicorn"} <= set(loaded[1].split())
    assert sorted(set(LATER) & set(loaded[1].split())) == []
    assert all(find_spec(name) for name in LATER)
