"""The TypeScript SDK's types: they hold, and they refuse what the API would refuse."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tools.sdk.typescript import camel

from tests.sdk import node
from tests.sdk.node import NODE, NPM, PACKAGE, PROGRAMS
from tests.sdk.test_document import OPERATIONS

WRONG = """
import { Client } from "./src/index.ts";
const client = new Client("http://platform", "");
await client.payments.create({ payer: "wal_1", amount: { minor: 1, asset: "CNY" }, store: "sto_1" });
await client.payments.create({ payer: "wal_1", amount: { minor: 1, asset: "E-CNY" }, kind: "gift" });
await client.payments.create({ payer: "wal_1", amount: { minor: 1, asset: "E-CNY" } }, { dryrun: true });
await client.payments.create({ payer: "wal_1" });
await client.payments.refunds.list("pay_1", { limit: "2" });
await client.wallets.close();
"""


@pytest.fixture(scope="session")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the TypeScript compiler of its lock file installed. The compiler comes from npm alone."""
    folder = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "package-lock.json", "tsconfig.json"):
        shutil.copy(PACKAGE / name, folder)
    shutil.copytree(PACKAGE / "src", folder / "src")
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=20000")
    install = [str(NODE), str(NPM), "ci", *options, "--cache", str(folder / "npm")]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode and "registry.npmjs.org" in done.stderr and "EINTEGRITY" not in done.stderr:
        pytest.skip("the TypeScript compiler comes from npm, which is not reached from here")
    assert done.returncode == 0, done.stderr
    return folder


def compiled(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    tsc = folder / "node_modules" / "typescript" / "bin" / "tsc"
    return subprocess.run([NODE, tsc, *options], cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def test_the_types_hold_and_what_is_built_runs(compiler: Path) -> None:
    done = compiled(compiler)
    assert (done.returncode, done.stdout) == (0, "")
    use = 'console.log(typeof new Client("http://platform", "").payments.create)'
    program = f'import {{ Client }} from "./dist/index.js"; {use}'
    (compiler / "try.mjs").write_text(program, encoding="utf-8")
    ran = subprocess.run([NODE, compiler / "try.mjs"], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout == "function\n"
    assert (compiler / "dist" / "index.d.ts").exists()


def test_wrong_calls_are_refused_by_the_compiler(compiler: Path) -> None:
    (compiler / "wrong.ts").write_text(WRONG, encoding="utf-8")
    settings = json.loads((compiler / "tsconfig.json").read_text(encoding="utf-8"))
    settings["compilerOptions"] |= {"rootDir": ".", "noEmit": True}
    (compiler / "wrong.json").write_text(json.dumps(settings | {"include": ["wrong.ts"]}), encoding="utf-8")
    done = compiled(compiler, "--project", "wrong.json")
    lines = {
        int(line.partition("(")[2].partition(",")[0]) for line in done.stdout.splitlines() if line.startswith("wrong")
    }
    assert lines == {4, 5, 6, 7, 8, 9}, done.stdout


def test_the_programs_of_these_tests_have_right_types(compiler: Path) -> None:
    for program in PROGRAMS.glob("*.ts"):
        text = program.read_text(encoding="utf-8").replace("../../../sdk/typescript/src/", "../src/")
        (compiler / "programs").mkdir(exist_ok=True)
        (compiler / "programs" / program.name).write_text(text, encoding="utf-8")
    (compiler / "programs" / "node.d.ts").write_text("declare const process: { argv: string[] };\n", encoding="utf-8")
    settings = json.loads((compiler / "tsconfig.json").read_text(encoding="utf-8"))
    settings["compilerOptions"] |= {"rootDir": ".", "noEmit": True}
    (compiler / "programs.json").write_text(json.dumps(settings | {"include": ["programs"]}), encoding="utf-8")
    done = compiled(compiler, "--project", "programs.json")
    assert (done.returncode, done.stdout) == (0, "")


def test_every_method_of_the_python_sdk_is_there_in_camel_case() -> None:
    names = [".".join(map(camel, (*each.name.resource, each.name.method))) for each in OPERATIONS]
    assert node.run("methods", names=names) == []
