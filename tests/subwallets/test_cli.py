"""The same from the shell, against a running server."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from jiaozi.cli.app import app
from jiaozi.ids import encode_id
from jiaozi.scheme.banks import DepositCash, OpenBankAccount
from jiaozi.wallets.opening import OpenWallet
from tests.api.conftest import Live, live, serve, town

__all__ = ["live", "serve", "town"]
pytestmark = pytest.mark.only_engine("sqlite")  # the shell only talks to the server


class Shell:
    """The command line of somebody with a key."""

    def __init__(self, live: Live) -> None:
        self.live = live

    def run(self, who: str, *words: str, code: int = 0) -> str:
        environment = {"JIAOZI_URL": self.live.url, "JIAOZI_API_KEY": self.live.town.tokens[who], "LANG": "C.UTF-8"}
        result = CliRunner().invoke(app, list(words), env=environment)
        assert result.exit_code == code, f"{words}: {result.output}\n{result.exception!r}"
        # The server runs in this process and logs to the same standard output.
        return "".join(line for line in result.stdout.splitlines(keepends=True) if "request_id=" not in line)

    def json(self, who: str, *words: str, code: int = 0) -> Any:
        return json.loads(self.run(who, *words, "--json", code=code))


@pytest.fixture
def shell(live: Live) -> Shell:
    return Shell(live)


def test_a_sub_wallet_from_the_shell(shell: Shell) -> None:
    ids = shell.live.ids
    sub = ("sub-wallet",)
    limits = ("--single", "2", "--daily", "5", "--customer", "user-7", "--label", "tea")
    pushed = shell.json("li", *sub, "push", ids["li"], ids["teahouse"], *limits)["sub_wallet"]
    assert [row["id"] for row in shell.json("teahouse", *sub, "pushed", "--customer", "user-7")] == [pushed]
    token = shell.json("teahouse", *sub, "token", pushed)["token"]
    charge = (*sub, "charge", "1.50", ids["counter"], "--token", token, "--idempotency-key", "order-1")
    paid = shell.json("teahouse", *charge)
    assert shell.json("teahouse", *charge) == paid
    assert paid["payment"] in shell.run("teahouse", *charge)
    refused = shell.json("teahouse", *sub, "charge", "2.01", ids["counter"], "--token", token, code=1)
    assert refused["error"]["code"] == "limit_single_exceeded"
    assert "tea" in shell.run("li", *sub, "list", ids["li"])
    shell.run("li", *sub, "revoke", pushed)
    assert shell.json("li", *sub, "list", ids["li"])[0]["status"] == "revoked"
    shell.run("teahouse", *sub, "charge", "x", ids["counter"], "--token", token, code=2)


def test_a_company_s_sub_wallets_from_the_shell(shell: Shell) -> None:
    works = shell.live.ids["works"]
    branch = shell.json("works", "sub-wallet", "open", works, "Yuzhong branch")["sub_wallet"]
    shell.run("works", "sub-wallet", "allot", branch, "7")
    shell.run("works", "sub-wallet", "recall", branch, "1.50")
    pooled = shell.json("works", "sub-wallet", "pool", works, "--keep", "0.50", "--only", branch)
    assert pooled["amount"] == {"minor": 500, "asset": "E-CNY"}


def test_visitors_from_the_shell(shell: Shell, tmp_path: Path) -> None:
    live, town = shell.live, shell.live.town
    account = town.do(OpenBankAccount(town.number("boc"), "6222000099990000")).bank_account
    town.do(DepositCash(account, 10**6))
    opened = town.do(OpenWallet(town.number("boc"), "personal", "IV", "+447400123456"))
    wallet, operator = encode_id("wal", opened.wallet), live.ids["boc"]
    made = shell.json("boc", "visitor", "acquirer", operator, encode_id("bac", account), "Card acquirer")["acquirer"]
    card = ("--card", "tok_4f9a1c27", "--last-four", "1111", "--idempotency-key", "load-1")
    for _ in range(2):
        shell.run("boc", "visitor", "load", wallet, "3", made, *card)
    assert "3.00  0.00" in shell.run("boc", "visitor", "loads", wallet)
    assert shell.json("boc", "visitor", "return", wallet)["amount"]["minor"] == 300
    (row,) = shell.json("boc", "visitor", "loads", wallet)
    assert shell.json("boc", "visitor", "bounce", row["id"], "3")["wallet"] == wallet
    phones = tmp_path / "phones.txt"
    phones.write_text("+85291234567\n\n+85297654321\n")
    refused = shell.json("boc", "visitor", "whitelist", operator, "jd-2023-03", str(phones), code=1)
    assert refused["error"]["code"] == "class_not_available"
