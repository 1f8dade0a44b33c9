"""A reader's folder, with the server of `jiaozi up` beside it."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.docs.blocks import ROOT
from tests.ports import free_port

DEFAULT, BANK_PORT = "http://127.0.0.1:8000", "8700"
PATIENCE_S = 120


class Shell:
    """A folder as a reader has it after `make up`: `jiaozi` on the path, `var/` with a pilot, a server running."""

    def __init__(self, folder: Path, base: str) -> None:
        self.folder = folder
        self.base = base
        self.bank_port = str(free_port())
        names = folder / "bin"
        names.mkdir()
        program = names / "jiaozi"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m jiaozi "$@"\n')
        program.chmod(0o755)
        source = os.pathsep.join((str(ROOT / "src"), str(ROOT / "sdk" / "python" / "src")))
        path = f"{names}{os.pathsep}{os.environ['PATH']}"
        kept = {"PATH": path, "PYTHONPATH": source, "HOME": str(folder), "LANG": "C.UTF-8", "JIAOZI_URL": base}
        trusted = {"SSL_CERT_FILE": os.environ["SSL_CERT_FILE"]}
        self.environment = kept | trusted | {"JIAOZI_BANKS": f"ccb=http://127.0.0.1:{self.bank_port}"}

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A process in the folder."""
        return subprocess.Popen(
            [sys.executable, "-m", "jiaozi", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, command: list[str], text: str) -> str:
        """Runs an example, which has to end with 0; what it printed."""
        text = text.replace(DEFAULT, self.base).replace(BANK_PORT, self.bank_port)
        done = subprocess.run(
            command,
            check=False,
            input=text,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
        assert '"type": "/errors' not in done.stdout, f"{text}\n{done.stdout}"
        return done.stdout


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A reader's folder, and the server of `jiaozi up` beside it."""
    port = free_port()
    found = Shell(tmp_path_factory.mktemp("reader"), f"http://127.0.0.1:{port}")
    server = found.start("up", "--port", str(port), "--scale", "0.001")
    try:
        _wait(server, found.base)
        yield found
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def _wait(server: "subprocess.Popen[bytes]", base: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended"
        try:
            if httpx.get(f"{base}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError("the server did not become ready")
