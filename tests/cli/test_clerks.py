"""What a clerk does from the shell: wallets, institutions by their codes, keys, and proposals that can be read."""

import re
from collections.abc import Iterable, Iterator

import pytest
from tools.sdk.document import read

from jiaozi.access.model import Role
from jiaozi.access.permissions import Grant, grant
from jiaozi.api.app import document
from jiaozi.cli.app import _entries
from jiaozi.cli.commands import Entry, Group
from jiaozi.cli.derived import Served
from tests.api.conftest import Live, live, serve, town, yuan
from tests.cli.shell import Shell, shell

__all__ = ["live", "serve", "shell", "town"]
OWN = "a clerk's key does not do it."
pytestmark = pytest.mark.only_engine("sqlite")  # the handlers are tested on both engines; this is the way to them


def test_a_wallet_is_opened_upgraded_frozen_and_closed(live: Live, shell: Shell) -> None:
    opened = shell.run(
        "icbc", "wallet", "open", "icbc", "--kind", "personal", "--class", "IV", "--phone", "13900000077"
    )
    wallet = opened["wallet"]
    details = ("--name", "赵敏", "--id-number", "11010519491231002X")
    assert shell.run("icbc", "wallet", "upgrade", wallet, "III", *details)["wallet_class"] == "III"
    frozen = shell.run("icbc", "wallet", "freeze", wallet, "--scope", "out", "--reason", "order 7")["freeze"]
    assert shell.run("icbc", "wallet", "freezes", wallet)[0]["scope"] == "out"
    lifting = shell.run("icbc", "wallet", "unfreeze", wallet, frozen, "--reason", "order 8")["proposal"]
    assert shell.run("icbc2", "proposal", "approve", lifting)["state"] == "done"
    assert shell.run("icbc", "wallet", "close", wallet)["wallet"] == wallet
    shown = shell.text("icbc", "wallet", "list", "--operator", "icbc")
    assert re.search(rf"{wallet}\s+icbc\s+personal\s+III\s+closed", shown)
    assert "ins_" not in shown


def test_a_refusal_says_to_a_clerk_what_it_says_to_the_holder(live: Live, shell: Shell) -> None:
    refused = shell.run("li", "wallet", "limits", live.ids["li"], "--single", "60000", code=1)["error"]
    assert refused["code"] == "limit_not_lower"
    assert refused["detail"].startswith("single: at most ")
    chinese = shell.text("li", "wallet", "limits", live.ids["li"], "--single", "60000", "--lang", "zh", code=1)
    assert re.search(
        r"limit_not_lower: 限额只能低于上级限额。\n  单笔：最高 [\d,.]+ 元\n  数字人民币.类个人钱包单笔支付限额",
        chinese,
    )


def test_what_no_clerks_key_does_says_so_in_its_help_and_nothing_else_does(live: Live, shell: Shell) -> None:
    acts = {".".join((*each.name.resource, each.name.method)): each for each in read(document()).operations}
    told, denied = {}, {}
    for path, entry in commands(_entries()):
        if isinstance(entry, Served) and acts[entry.method].signed:
            told[path] = OWN in shell.home.run(*path.split(), "--help").replace("\n  ", " ")
            denied[path] = grant(Role.OPERATOR, acts[entry.method].id) is Grant.NO
    assert told == denied
    assert {path for path, no in denied.items() if not no} == {"bank propose", "wallet close"}
    assert denied["bank unload"]
    wallet, bank = live.ids["li"], live.ids["li.bank"]
    for command in (("bank", "unload", wallet, bank, "1"), ("wallet", "close-out", wallet, bank)):
        assert shell.run("icbc", *command, code=1)["error"]["code"] == "forbidden"
    assert shell.run("li", "bank", "unload", wallet, bank, "1")["journal"]


def commands(entries: Iterable[Entry], before: str = "") -> Iterator[tuple[str, Entry]]:
    """Every command by its path."""
    for each in entries:
        if isinstance(each, Group):
            yield from commands(each.commands, f"{before}{each.name} ")
        else:
            yield before + each.name, each


def test_a_clerk_reads_why_a_wallet_could_not_be_paid(live: Live, shell: Shell) -> None:
    wallet = live.ids["wang"]
    shell.run("boc", "wallet", "freeze", wallet, "--reason", "order 3", "--scope", "all")
    assert live.post("li", "/v1/payments", {"payer": live.ids["li"], "payee": wallet, "amount": yuan(100)}).is_error
    assert re.search(r"wallet_frozen +1", shell.text("boc", "wallet", "refused-payments", wallet))


def test_limits_are_shown_kept_and_given_up_by_name(live: Live, shell: Shell) -> None:
    ask = ("wallet", "limits", live.ids["li"])
    before = shell.run("li", *ask)
    assert set(before) == {"balance", "single", "daily", "yearly"}
    set_once = shell.run("li", *ask, "--single", "100", "--daily", "0")
    assert [set_once[name]["own"] and set_once[name]["own"]["minor"] for name in set_once] == [None, 10_000, 0, None]
    assert shell.run("li", *ask, "--yearly", "3000")["single"]["limit"]["minor"] == 10_000
    assert shell.run("li", *ask)["daily"]["own"]["minor"] == 0
    shown = shell.text("li", *ask, "--none", "daily", "--none", "yearly", "--lang", "zh")
    assert re.search(r"单笔 +100\.00 +100\.00 +持有人自行设定的较低限额", shown)
    assert re.search(r"限额种类 +限额 +已用 +剩余 +自设 +规则", shown)
    assert shell.run("li", *ask, "--none", "single") == before
    assert "is not one of: balance, single" in shell.text("li", *ask, "--none", "all", code=2)
    assert "contradict" in shell.text("li", *ask, "--none", "single", "--single", "1", code=2)
    assert shell.run("li", *ask) == before


def test_an_institution_that_no_code_names_is_refused(shell: Shell) -> None:
    assert (
        shell.run("icbc", "wallet", "list", "--operator", "nobank", code=1)["error"]["code"] == "institution_not_found"
    )


def test_a_limit_above_the_schemes_is_refused_when_it_is_proposed(live: Live, shell: Shell) -> None:
    ask = ("wallet", "limit-all", "icbc", "personal", "IV", "single")
    refused = shell.run("icbc", *ask, "2000.01", "--reason", "too much", code=1)["error"]
    assert (refused["code"], refused["detail"]) == ("limit_not_lower", "single: at most 2,000.00 yuan")
    assert "limits.scheme.IV.single" in refused["rule"]
    assert "set_operator_limit" not in {each["operation"] for each in shell.run("icbc", "proposal", "list")}
    assert shell.run("icbc", *ask, "2000", "--reason", "as much as may be")["proposal"]


def test_a_proposal_is_read_with_names_and_values_before_and_after(live: Live, shell: Shell) -> None:
    ask = ("wallet", "limit-all", "icbc", "personal", "IV", "single")
    first = shell.run("icbc", *ask, "1500", "--reason", "a quiet start")["proposal"]
    shell.run("icbc2", "proposal", "approve", first)
    second = shell.run("icbc", *ask, "1000", "--reason", "quieter")["proposal"]
    shown = shell.text("icbc2", "proposal", "show", second)
    assert re.search(r"limit +1,500\.00 +1,000\.00", shown)
    assert re.search(r"operator +icbc", shown)
    assert not re.search(r"ins_\w", shown)
    name = shell.live.get("icbc", f"/v1/principals/{live.town.principals['icbc']}").json()["name"]
    assert f"{name} (prn_" in shown
    chinese = shell.text("icbc2", "proposal", "show", second, "--lang", "zh")
    assert re.search(r"限额 +1,500\.00 +1,000\.00", chinese)
    assert re.search(r"变更内容 +变更前 +变更后", chinese)
    assert name in shell.text("icbc2", "proposal", "list", "--state", "open")
    limits = shell.text("icbc", "wallet", "operator-limits", "icbc")
    assert re.search(r"personal +IV +single +1,500\.00", limits)


def test_a_proposal_to_unfreeze_says_which_freeze_is_lifted(live: Live, shell: Shell) -> None:
    wallet = live.ids["li"]
    ask = ("--scope", "amount", "--yuan", "12.50", "--reason", "court order 9 at y")
    frozen = shell.run("icbc", "wallet", "freeze", wallet, *ask)["freeze"]
    asked = shell.run("icbc", "wallet", "unfreeze", wallet, frozen, "--reason", "order 10")["proposal"]
    before = shell.run("icbc2", "proposal", "show", asked)["before"]
    assert (before["scope"], before["amount"]["minor"]) == ("amount", 1_250)
    assert (before["reason"], before["placed_by"]) == ("court order 9 at y", "operator")
    chinese = shell.text("icbc2", "proposal", "show", asked, "--lang", "zh")
    assert re.search(r"原因 +court order 9 at y +解除", chinese)
    assert re.search(r"金额 +12\.50 +解除", chinese)
    shell.run("icbc2", "proposal", "approve", asked)
    assert shell.run("icbc2", "proposal", "show", asked)["before"] == before


def test_a_proposal_that_the_rules_refuse_on_approval_says_so(live: Live, shell: Shell) -> None:
    wallet = live.ids["li"]
    frozen = shell.run("icbc", "wallet", "freeze", wallet, "--scope", "out", "--reason", "order 11")["freeze"]
    ask = ("wallet", "unfreeze", wallet, frozen, "--reason", "order 12")
    first, second, third = (shell.run("icbc", *ask)["proposal"] for _ in range(3))
    shell.run("icbc2", "proposal", "approve", first)
    assert shell.run("icbc2", "proposal", "approve", second, code=1)["error"]["code"] == "wallet_not_frozen"
    assert shell.run("icbc2", "proposal", "show", second)["state"] == "refused"
    shown = shell.text("icbc2", "proposal", "approve", third, "--lang", "zh", code=1)
    assert re.search(r"状态 +未执行", shown)
    assert "wallet_not_frozen: " in shown


@pytest.mark.parametrize(
    ("arguments", "choices"),
    [
        ("proposal list --state opened", "open, expired, done, refused, rejected"),
        ("rule limits --class V", "I, II, III, IV"),
        ("rule limits --holder person", "personal, corporate"),
        ("rule limits --operator nobank", "icbc, abc, boc"),
        ("rule show --subject limit", "aml, banking"),
    ],
)
def test_what_is_none_of_the_choices_is_refused_with_them(shell: Shell, arguments: str, choices: str) -> None:
    run = shell.text if arguments.startswith("proposal") else lambda _, *said, code: shell.home.run(*said, code=code)
    assert choices in run("icbc", *arguments.split(), code=2)
    assert "须为以下之一：" in run("icbc", *arguments.split(), "--lang", "zh", code=2)


def test_what_held_before_a_decided_change_is_said_to_be_unknown(live: Live, shell: Shell) -> None:
    ask = ("wallet", "limit-all", "icbc", "personal", "III", "single")
    first = shell.run("icbc", *ask, "1500", "--reason", "a quiet start")["proposal"]
    assert shell.run("icbc2", "proposal", "show", first)["before"] == {}
    shell.run("icbc2", "proposal", "approve", first)
    assert shell.run("icbc2", "proposal", "show", first)["before"] is None
    assert "变更前的内容已无记录。" in shell.text("icbc2", "proposal", "show", first, "--lang", "zh")


def test_keys_of_ones_own_are_made_listed_replaced_and_ended(live: Live, shell: Shell) -> None:
    made = shell.run("icbc", "principal", "key", "new")
    live.town.tokens["further"] = made["token"]
    listed = shell.run("icbc", "principal", "key", "list")
    assert made["key"] in {each["id"] for each in listed}
    assert made["token"] not in str(listed)
    shell.run("icbc", "principal", "key", "revoke", made["key"])
    assert shell.run("further", "principal", "key", "list", code=1)["error"]["code"] == "credentials_invalid"


def test_a_quota_is_proposed_beside_the_one_that_holds(live: Live, shell: Shell) -> None:
    more = (f"operator={live.ids['icbc']}", "quota_minor=123456700", "reason=growth")
    asked = shell.run("central", "call", "institutions.set_quota", *more)["proposal"]
    now = shell.run("central", "call", "institutions.reserves.get", f"institution={live.ids['icbc']}")["quota"]["minor"]
    assert re.search(rf"quota +{now / 100:,.2f} +1,234,567\.00", shell.text("central", "proposal", "show", asked))
