"""`jiaozi device` and `jiaozi pay --device` against a running server."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import Live, live, serve, town
from tests.cli.conftest import Jiaozi, home
from tests.cli.shell import Shell, shell

__all__ = ["home", "live", "serve", "shell", "town"]
pytestmark = pytest.mark.only_engine("sqlite")  # the shell goes through the API, whose tests run on both engines

Run = Callable[..., Any]


@pytest.fixture
def run(shell: Shell) -> Run:
    """Runs a command as somebody; its JSON."""

    def it(*arguments: str, who: str = "li", code: int = 0) -> Any:
        if arguments[1] == "new":
            return shell.home.json(*arguments, code=code)
        return shell.run(who, *arguments, code=code)

    return it


def test_a_device_from_the_shell_from_its_key_to_its_loss(live: Live, run: Run, tmp_path: Path) -> None:
    old, new = str(tmp_path / "phone.pem"), str(tmp_path / "next.pem")
    ids = live.ids
    made = run("device", "new", old, "--algorithm", "ecdsa-p256-sha256")
    assert stat.S_IMODE(Path(old).stat().st_mode) == 0o600
    assert run("device", "new", old, code=1)["error"]["code"] == "file_exists"
    run("device", "new", new)
    device = run("device", "register", ids["li.holder"], old, "--label", "phone")["device"]
    pay = ("pay", ids["li"], "1.00", "--store", ids["counter"])
    assert run(*pay, code=1)["error"]["code"] == "signature_required"
    with_device = (*pay, "--device", device, "--device-key", old)
    unproved = (*with_device, "--no-pin")
    assert run(*unproved, code=1)["error"]["code"] == "user_verification_required"
    paid = run(*with_device, "--idempotency-key", "order-1")
    assert run(*with_device, "--idempotency-key", "order-1") == paid
    run("device", "allow", ids["li.holder"], "1", "2", "--device", device, "--device-key", old)
    run(*unproved)
    rotated = run("device", "rotate", device, old, new)["device"]
    listed = run("device", "list", ids["li.holder"], who="icbc")
    assert [(row["id"], row["state"]) for row in listed] == [(device, "revoked"), (rotated, "active")]
    assert listed[0]["public_key"] == made["public_key"]
    assert run("device", "lost", rotated, "left in a taxi")["wallets_frozen"] == 1
    third = str(tmp_path / "third.pem")
    run("device", "new", third)
    asked = run("device", "rebind", ids["li.holder"], third, "ID seen", "--reason", "phone lost", who="icbc")
    bound = run("proposal", "approve", asked["proposal"], who="icbc2")["outcome"]
    assert bound["limited_until"]
    assert run("device", "revoke", bound["device"])["device"] == bound["device"]


def test_what_is_called_wrongly_or_unreadable_is_told(live: Live, home: Jiaozi, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pem"
    bad.write_text("nothing")
    holder, asked = live.ids["li.holder"], ("--url", live.url, "--api-key", "jz_x")
    for file, code in ((bad, "device_key_invalid"), (tmp_path / "absent.pem", "file_unusable")):
        assert home.json("device", "register", holder, str(file), *asked, code=1)["error"]["code"] == code
    home.run("device", "new", str(tmp_path / "x.pem"), "--algorithm", "rsa", code=2)
    alone = ["pay", live.ids["li"], "1", "--store", live.ids["counter"], "--device", "dev_0000000000001"]
    home.run(*alone, code=2)
