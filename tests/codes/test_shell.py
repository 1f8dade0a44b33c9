"""Codes, tokens and taps from the shell, against a real server."""

import stat
from pathlib import Path

import pytest

from jiaozi_sdk.devices import DeviceKey
from tests.api.conftest import live, serve, town
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell

__all__ = ["home", "live", "serve", "shell", "town"]
pytestmark = pytest.mark.only_engine("sqlite")  # thin layers over HTTP, whose answers are the same on both


def test_a_collect_code_from_the_shell(shell: Shell, tmp_path: Path) -> None:
    ids, drawn = shell.live.ids, tmp_path / "tea.svg"
    made = shell.run(
        "teahouse", "code", "open", ids["counter"], "--yuan", "19.99", "--seconds", "60", "--output", str(drawn)
    )
    assert drawn.read_bytes().startswith(b"<?xml")
    assert shell.run("li", "code", "read", made["payload"])["amount"]["minor"] == 1_999
    assert "19.99" in shell.text("li", "code", "read", made["payload"])
    assert shell.run("li", "code", "pay", ids["li"], made["payload"])["amount"]["minor"] == 1_999
    static = shell.run("teahouse", "code", "open", ids["counter"])
    shell.home.run("code", "pay", ids["li"], static["payload"], "--url", shell.live.url,
                   "--api-key", shell.live.town.tokens["li"], code=2)  # fmt: skip
    assert shell.run("teahouse", "code", "revoke", static["collect_code"])["collect_code"] == static["collect_code"]
    listed = shell.run("teahouse", "code", "list", ids["counter"])
    assert [row["state"] for row in listed] == ["used", "revoked"]
    assert "revoked" in shell.text("teahouse", "code", "list", ids["counter"])
    assert shell.run("li", "code", "list", ids["li"]) == []


def test_a_phone_and_a_till_from_the_shell(shell: Shell, tmp_path: Path) -> None:
    """Enrol, show and charge a code, answer and charge a tap, see what became of them, end the token."""
    ids, phone, file = shell.live.ids, tmp_path / "phone.pem", tmp_path / "token.json"
    key = DeviceKey.generate()
    phone.write_bytes(key.to_pem())
    device = shell.run("li", "device", "register", ids["li.holder"], str(phone))["device"]
    signed = ("--device", device, "--device-key", str(phone))
    enrolled = shell.run("li", "token", "enrol", ids["li"], str(file), *signed)
    assert "secret" not in enrolled
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert shell.run("li", "token", "enrol", ids["li"], str(file), *signed, code=1)["error"]["code"] == "file_exists"
    unproved = shell.run("li", "token", "code", str(file), "--no-pin")["payment_code"]
    refused = shell.run("teahouse", "code", "charge", ids["counter"], unproved, "--yuan", "3", code=1)
    assert refused["error"]["code"] == "user_verification_required"
    code = shell.run("li", "token", "code", str(file))["payment_code"]
    assert shell.run("teahouse", "code", "status", ids["counter"], code)["state"] == "open"
    paid = shell.run("teahouse", "code", "charge", ids["counter"], code, "--yuan", "3")
    again = shell.run("teahouse", "code", "charge", ids["counter"], code, "--yuan", "3", code=1)
    assert again["error"]["code"] == "code_used"
    assert shell.run("teahouse", "code", "status", ids["counter"], code)["payment"] == paid["payment"]
    tapped: dict[str, str] = {}
    for counter in (1, 2):
        answer = shell.home.json("token", "tap", str(file), ids["counter"], "4.50")
        assert (answer["counter"], stat.S_IMODE(file.stat().st_mode)) == (counter, 0o600)
        shown = [str(value) for value in answer.values()]
        tapped = shell.run("teahouse", "code", "tap", ids["counter"], *shown, "--yuan", "4.50")
    status = ("code", "status", ids["counter"], enrolled["number"], "--counter", "2")
    assert shell.run("teahouse", *status)["payment"] == tapped["payment"]
    assert [row["amount"]["minor"] for row in shell.run("li", "token", "charged", enrolled["payer_token"])] == [300]
    assert "4.50" in shell.text("li", "token", "charged", enrolled["payer_token"], "--means", "tap", "--counter", "2")
    assert shell.run("li", "token", "end", enrolled["payer_token"])["revoked_at"]
    (row,) = shell.run("li", "token", "list", ids["li"])
    assert row["revoked_at"] is not None
    late = shell.run("li", "token", "code", str(file))["payment_code"]
    ended = shell.run("teahouse", "code", "charge", ids["counter"], late, "--yuan", "3", code=1)
    assert ended["error"]["code"] == "code_revoked"
    file.write_text("{}")
    assert shell.home.json("token", "tap", str(file), ids["counter"], "1", code=1)["error"]["code"] == "file_unusable"
    static = shell.run("teahouse", "code", "open", ids["counter"])["payload"]
    refused = shell.run("li", "code", "pay", ids["li"], static, "--yuan", "1", code=1)
    assert refused["error"]["code"] == "signature_required"
    assert shell.run("li", "code", "pay", ids["li"], static, "--yuan", "1", *signed)["amount"]["minor"] == 100
