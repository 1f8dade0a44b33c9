"""The same from the shell, against a running server."""

from pathlib import Path

import pytest

from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo
from jiaozi.scheme.banks import DepositCash, OpenBankAccount
from jiaozi.wallets.opening import OpenWallet
from tests.api.conftest import live, serve, town
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell

__all__ = ["home", "live", "serve", "shell", "town"]
pytestmark = pytest.mark.only_engine("sqlite")  # the shell only talks to the server


def test_a_sub_wallet_from_the_shell(shell: Shell) -> None:
    ids = shell.live.ids
    sub = ("sub-wallet",)
    limits = ("--single", "2", "--daily", "5", "--customer", "user-7", "--label", "tea")
    pushed = shell.run("li", *sub, "push", ids["li"], ids["teahouse"], *limits)["sub_wallet"]
    assert [row["id"] for row in shell.run("teahouse", *sub, "pushed", "--customer", "user-7")] == [pushed]
    token = shell.run("teahouse", *sub, "token", pushed)["token"]
    charge = (*sub, "charge", "1.50", ids["counter"], "--token", token, "--idempotency-key", "order-1")
    paid = shell.run("teahouse", *charge)
    assert shell.run("teahouse", *charge) == paid
    assert paid["payment"] in shell.text("teahouse", *charge)
    refused = shell.run("teahouse", *sub, "charge", "2.01", ids["counter"], "--token", token, code=1)
    assert refused["error"]["code"] == "payer_cannot_pay"
    assert "tea" in shell.text("li", *sub, "list", ids["li"])
    shell.text("li", *sub, "revoke", pushed)
    assert shell.run("li", *sub, "list", ids["li"])[0]["state"] == "revoked"
    shell.text("teahouse", *sub, "charge", "x", ids["counter"], "--token", token, code=2)


def test_a_company_s_sub_wallets_from_the_shell(shell: Shell) -> None:
    works = shell.live.ids["works"]
    branch = shell.run("works", "sub-wallet", "open", works, "Yuzhong branch")["sub_wallet"]
    shell.text("works", "sub-wallet", "allot", branch, "7")
    shell.text("works", "sub-wallet", "recall", branch, "1.50")
    pooled = shell.run("works", "sub-wallet", "pool", works, "--keep", "0.50", "--only", branch)
    assert pooled["amount"] == {"minor": 500, "asset": "E-CNY"}


def test_visitors_from_the_shell(shell: Shell, tmp_path: Path) -> None:
    live, town = shell.live, shell.live.town
    account = town.do(OpenBankAccount(InstitutionNo(town.number("boc")), "6222000099990000")).bank_account
    town.do(DepositCash(account, 10**6))
    opened = town.do(OpenWallet(InstitutionNo(town.number("boc")), "personal", "IV", "+447400123456"))
    wallet, operator = encode_id("wal", opened.wallet), live.ids["boc"]
    made = shell.run("boc", "visitor", "acquirer", operator, encode_id("bac", account), "Card acquirer")["acquirer"]
    card = ("--card", "tok_4f9a1c27", "--last-four", "1111", "--idempotency-key", "load-1")
    for _ in range(2):
        shell.text("boc", "visitor", "load", wallet, "3", made, *card)
    assert "3.00 0.00" in " ".join(shell.text("boc", "visitor", "loads", wallet).split())
    assert shell.run("boc", "visitor", "return", wallet)["amount"]["minor"] == 300
    (row,) = shell.run("boc", "visitor", "loads", wallet)
    assert shell.run("boc", "visitor", "bounce", row["id"], "3")["wallet"] == wallet
    phones = tmp_path / "phones.txt"
    phones.write_text("+85291234567\n\n+85297654321\n")
    refused = shell.run("boc", "visitor", "whitelist", operator, "jd-2023-03", str(phones), code=1)
    assert refused["error"]["code"] == "class_not_available"
