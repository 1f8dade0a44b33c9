"""The package stands alone: httpx is enough, and nothing of this machine's settings breaks it."""

import ast
import os
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import httpx
import pytest

from jiaozi import __version__
from jiaozi_sdk import ApiError, AsyncClient, Client, _core
from tests.sdk.flaky import Answer, flaky

PACKAGE = Path(__file__).resolve().parents[2] / "sdk" / "python"
HEALTHY = Answer(200, {"state": "alive", "name": "town"})
BELOW_HTTPX = ("httpx", "httpcore", "anyio", "certifi", "h11", "idna", "sniffio", "typing_extensions.py")
PROXIES = ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "http_proxy", "https_proxy", "NO_PROXY", "no_proxy")


def test_it_imports_nothing_but_httpx_with_what_is_below_it_and_for_devices_cryptography() -> None:
    for file in (PACKAGE / "src").rglob("*.py"):
        allowed = {"httpcore", "httpx", "jiaozi_sdk"} | (
            {"cryptography"} if file.name == "devices.py" and file.parent.name == "jiaozi_sdk" else set()
        )
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found = {name.partition(".")[0] for name in names}
            assert found <= allowed | set(sys.stdlib_module_names), file


def test_the_wheel_works_with_httpx_alone(tmp_path: Path) -> None:
    """Built as it is published, imported by an interpreter that sees httpx, what that needs, and no more."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(PACKAGE)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("jiaozi_sdk-*.whl")
    packages, here = tmp_path / "packages", Path(httpx.__file__).parents[1]
    packages.mkdir()
    for name in BELOW_HTTPX:
        if (here / name).exists():
            (packages / name).symlink_to(here / name)
    with flaky(HEALTHY) as server:
        program = (
            f"import sys; sys.path += [{str(wheel)!r}, {str(packages)!r}]\n"
            f"from jiaozi_sdk import Client\nprint(Client({server.url!r}, '').health().state)\n"
            "from importlib.resources import files\nassert files('jiaozi_sdk').joinpath('py.typed').is_file()\n"
            "try:\n    import jiaozi_sdk.devices\nexcept ImportError as error:\n    print(error.name)\n"
        )
        done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["alive", "cryptography"], "")


def test_server_and_clients_have_one_version() -> None:
    assert distribution("jiaozi-sdk").version == __version__
    assert f"jiaozi-sdk[devices]=={__version__}" in (distribution("jiaozi").requires or ())
    assert f'"version": "{__version__}"' in (PACKAGE.parent / "typescript" / "package.json").read_text(encoding="utf-8")


def test_a_server_on_this_machine_is_never_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.setenv(name, "socks5://127.0.0.1:9" if "PROXY" in name.upper() and "NO" not in name.upper() else "")
    with flaky(HEALTHY) as server:
        assert Client(server.url, "").health().state == "alive"
        assert Client(server.url.replace("127.0.0.1", "localhost"), "").health().state == "alive"


def test_a_proxy_that_cannot_be_used_is_an_error_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    for proxy in ("socks5://127.0.0.1:9", "nonsense://127.0.0.1:9"):
        monkeypatch.setenv("ALL_PROXY", proxy)
        for kind in (Client, AsyncClient):
            with pytest.raises(ApiError, match="connection_failed: The proxy of this environment cannot be used"):
                kind("https://platform.example", "")


def test_elsewhere_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    with flaky(HEALTHY) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        assert Client("http://platform.example", "").health().state == "alive"
        assert proxy.asked[0].line == "GET http://platform.example/healthz HTTP/1.1"


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.0.1", True),
        ("http://[::1]:8000", True),
        ("http://localhost:8000", True),
        ("http://a.localhost", True),
        ("http://localhost.example", False),
        ("http://10.0.0.1", False),
        ("https://platform.example", False),
    ],
)
def test_what_is_on_this_machine(url: str, here: bool) -> None:
    assert _core.is_loopback(url) is here


def test_printing_a_client_does_not_show_its_key() -> None:
    for kind in (Client, AsyncClient):
        assert "jz_secret" not in repr(kind("http://platform", "jz_secret"))
        assert "http://platform" in repr(kind("http://platform", "jz_secret"))


def test_the_environment_of_tests_has_no_socks() -> None:
    """Else the tests of proxies above would try something else."""
    with pytest.raises(ImportError):
        __import__("socksio")
    assert os.environ.get("SSLKEYLOGFILE") is None
