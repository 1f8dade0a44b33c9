"""People over HTTP, in the SDK and on the command line: each role its own, and nothing personal stored."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jiaozi.access.model import Role
from jiaozi.clock import SECOND_US
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo
from jiaozi.wallets.opening import OpenWallet
from jiaozi_sdk import ApiError, Client
from jiaozi_sdk.devices import DeviceKey, DeviceSigner
from jiaozi_sdk.models import Heir
from tests.api.conftest import PHONES, Live, Town, live, serve, town, yuan
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.people.conftest import PAPER
from tests.worlds.people import resident_id

__all__ = ["Town", "home", "live", "serve", "shell", "town"]
pytestmark = pytest.mark.only_engine("sqlite")  # the handlers are tested on both engines; this is the way to them
REASON = {"papers": [PAPER], "reason": "papers seen"}


@pytest.fixture
def zhao(live: Live) -> Any:
    """A verified person at icbc, with a key: wallet, holder."""
    town = live.town
    icbc = InstitutionNo(town.number("icbc"))
    opened = town.do(OpenWallet(icbc, "personal", "III", "13800000009", "赵小明", resident_id(77)))
    town.hire("zhao", Role.HOLDER, "icbc", opened.holder)
    return _Zhao(encode_id("wal", opened.wallet), encode_id("hld", opened.holder))


class _Zhao(NamedTuple):
    wallet: str
    holder: str


def sdk(live: Live, who: str) -> Client:
    return Client(live.url, live.town.tokens[who])


def paid(live: Live, payee: str) -> str:
    """A payment of li's to a wallet."""
    body = {"payer": live.ids["li"], "payee": payee, "amount": yuan(100), "kind": "person"}
    return str(live.post("li", "/v1/payments", body).json()["payment"])


def approved(live: Live, who: str, proposal: str) -> Any:
    with sdk(live, who) as client:
        return client.proposals.approve(proposal)


def test_a_person_is_found_confirmed_and_asked_for_money_back(live: Live, zhao: Any) -> None:
    mine = live.ids["li"]
    with sdk(live, "li") as li, sdk(live, "zhao") as them:
        assert li.alias_resolutions.create(payer=mine, phone="13800000009").payee is None
        assert them.wallets.alias.create(zhao.wallet).visible
        assert them.wallets.alias.get(zhao.wallet).visible
        found = li.alias_resolutions.create(payer=mine, phone="+8613800000009", key="find")
        assert (found.payee, found.name, found.left) == (zhao.wallet, "赵**", 48)
        assert li.alias_resolutions.create(payer=mine, phone="+8613800000009", key="find") == found
        assert li.payee_confirmations.create(payer=mine, payee=zhao.wallet, name="赵晓明").result == "close_match"
        paid = li.payments.create(payer=mine, amount_minor=300, payee=found.payee)
        assert li.payments.return_request.create(paid.payment, reason="wrong_payee").payment == paid.payment
        assert [row.state for row in them.wallets.return_requests.list(zhao.wallet)] == ["asked"]
        assert them.payments.return_request.answer(paid.payment, agrees=True).returned.minor == 300
        asked = li.payments.return_request.get(paid.payment)
        assert (asked.state, asked.refund is not None) == ("returned", True)
        again = li.payments.create(payer=mine, amount_minor=100, payee=found.payee)
        li.payments.return_request.create(again.payment, reason="paid_twice")
        assert li.payments.return_request.withdraw(again.payment).state == "withdrawn"
        assert not them.wallets.alias.withdraw(zhao.wallet).visible
        assert li.alias_resolutions.create(payer=mine, phone="13800000009").name is None
        assert (
            li.alias_resolutions.create(payer=mine, phone="+8613800000009", key="find").name is None
        )  # no longer to be found


def test_the_stored_outcome_of_a_look_up_names_nobody(live: Live, zhao: Any) -> None:
    with sdk(live, "zhao") as them:
        them.wallets.alias.create(zhao.wallet)
    body = {"payer": live.ids["li"], "phone": "13800000009"}
    live.post("li", "/v1/alias-resolutions", body, "look")
    stored = live.get("li", "/v1/outcomes", params={"operation": "resolve_alias", "key": "look"}).json()
    assert stored["outcome"] == {"payee": zhao.wallet, "left": 49}


Make = Callable[[Live, Any, str], tuple[str, dict[str, Any]]]
MAY: list[tuple[str, str, str, int, Make]] = [
    # what, who may, who may never (403), the others, path and body
    ("publish", "li", "icbc boc central auditor city teahouse works", 404,
     lambda live, zhao, payment: (f"/v1/wallets/{live.ids['li']}/alias", {})),
    ("withdraw", "li icbc", "central auditor city teahouse works", 404,
     lambda live, zhao, payment: (f"/v1/wallets/{live.ids['li']}/alias/withdrawal", {})),
    ("resolve", "li", "icbc boc central auditor city", 404,
     lambda live, zhao, payment: ("/v1/alias-resolutions", {"payer": live.ids["li"], "phone": PHONES["wang"]})),
    ("confirm", "li", "icbc boc central auditor city", 404,
     lambda live, zhao, payment: ("/v1/payee-confirmations",
                                  {"payer": live.ids["li"], "payee": live.ids["wang"], "name": "x"})),
    ("ask", "li icbc", "central auditor city", 404,
     lambda live, zhao, payment: (f"/v1/payments/{payment}/return-request", {"reason": "wrong_payee"})),
    ("answer", "wang", "icbc boc central auditor city", 404,
     lambda live, zhao, payment: (f"/v1/payments/{payment}/return-request/answer", {"agrees": False})),
    ("guardian", "icbc", "li wang teahouse works central auditor city", 404,
     lambda live, zhao, payment: (f"/v1/holders/{live.ids['li.holder']}/guardians",
                                  {"guardian": zhao.holder, "until": "2026-06-01T00:00:00+08:00", **REASON})),
    ("forget", "icbc", "li wang teahouse works central auditor city", 404,
     lambda live, zhao, payment: (f"/v1/holders/{live.ids['li.holder']}/forgotten-details",
                                  {"detail": "phone", "check": "letter", "reason": "recycled"})),
    ("estate", "icbc", "li wang teahouse works central auditor city", 404,
     lambda live, zhao, payment: (f"/v1/holders/{live.ids['li.holder']}/estate", REASON)),
    ("settlement", "icbc", "li wang teahouse works central auditor city", 404,
     lambda live, zhao, payment: (f"/v1/holders/{live.ids['li.holder']}/estate/settlement",
                                  {"heirs": [{"wallet": zhao.wallet, "share_ppm": 1_000_000}], **REASON})),
]  # fmt: skip


def test_each_role_does_only_its_own(live: Live, zhao: Any) -> None:
    payment = paid(live, live.ids["wang"])
    wrong = []
    for name, may, never, others, make in MAY:
        path, body = make(live, zhao, payment)
        everybody = ["central", "icbc", "boc", "teahouse", "works", "city", "auditor", "li", "wang"]
        for who in sorted(everybody, key=lambda each: each in may.split()):  # those who may come last
            status = live.post(who, path, body).status_code
            expected = 403 if who in never.split() else others
            if who in may.split():
                good = status in (200, 201, 202, 404 if name == "withdraw" else 409)  # the second finds it done
            else:
                good = status == expected
            if not good:
                wrong.append((name, who, status))
    assert wrong == []


def test_readings_by_role(live: Live, zhao: Any) -> None:
    payment = paid(live, live.ids["wang"])
    live.post("li", f"/v1/payments/{payment}/return-request", {"reason": "paid_twice"})
    li = live.ids["li"]
    see = {
        f"/v1/payments/{payment}/return-request": "central auditor icbc boc li wang",
        f"/v1/wallets/{li}/return-requests": "central auditor icbc li",
        f"/v1/wallets/{li}/alias": "central auditor icbc li",
        f"/v1/holders/{live.ids['li.holder']}/guardians": "central auditor icbc li",
    }
    for path, who in see.items():
        seen = {each for each in ("central", "auditor", "icbc", "boc", "li", "wang", "zhao", "city", "teahouse")
                if live.get(each, path).status_code == 200}  # fmt: skip
        assert seen == set(who.split()), path
    assert live.get("li", f"/v1/holders/{live.ids['li.holder']}/estate").json()["code"] == "estate_not_found"


def test_a_guardian_pays_for_the_ward_until_it_is_ended(live: Live, zhao: Any) -> None:
    ward = live.ids["li"]
    with sdk(live, "icbc") as bank, sdk(live, "zhao") as guardian:
        with pytest.raises(ApiError) as caught:
            guardian.payments.create(payer=ward, amount_minor=100, store=live.ids["counter"])
        assert caught.value.code == "wallet_not_found"
        until = "2026-06-01T00:00:00+08:00"
        proposed = bank.holders.guardians.create(
            live.ids["li.holder"], guardian=zhao.holder, until=until, papers=[PAPER], reason="court order"
        )
        done = approved(live, "icbc2", proposed.proposal)
        assert done.state == "done"
        (made,) = bank.holders.guardians.list(live.ids["li.holder"])
        assert (made.guardian, made.papers, made.ended_at) == (zhao.holder, (PAPER,), None)
        guardian.payments.create(payer=ward, amount_minor=100, store=live.ids["counter"])
        assert guardian.wallets.statements.get(ward, from_="2025-12-30", to="2025-12-30").money_out.minor == 100
        key, of_ward = DeviceKey.generate(), DeviceKey.generate()
        guardian.holders.devices.create(zhao.holder, algorithm=key.algorithm, public_key=key.public)
        with pytest.raises(ApiError) as caught:  # who has a device signs, for the ward too, who has none
            guardian.payments.create(payer=ward, amount_minor=100, store=live.ids["counter"])
        assert caught.value.code == "signature_required"
        with pytest.raises(ApiError) as caught:
            guardian.holders.devices.create(
                live.ids["li.holder"], algorithm=of_ward.algorithm, public_key=of_ward.public
            )
        assert caught.value.code == "holder_not_found"
        (device,) = [each.id for each in guardian.holders.devices.list(zhao.holder)]
        signer = DeviceSigner(device, key, user_verified=True, now_s=lambda: live.town.clock.now() // SECOND_US)
        signing = Client(live.url, live.town.tokens["zhao"], signer=signer)
        signing.payments.create(payer=ward, amount_minor=100, store=live.ids["counter"])
        with sdk(live, "li") as li:
            li.holders.devices.create(live.ids["li.holder"], algorithm=of_ward.algorithm, public_key=of_ward.public)
        signing.payments.create(payer=ward, amount_minor=100, store=live.ids["counter"])
        bank.guardianships.end(made.id)
        with pytest.raises(ApiError) as caught:
            signing.payments.create(payer=ward, amount_minor=100, store=live.ids["counter"])
        assert caught.value.code == "wallet_not_found"
        signing.close()
        with pytest.raises(ApiError) as caught:
            guardian.payments.create(payer=ward, amount_minor=100, store=live.ids["counter"])
        assert caught.value.code == "wallet_not_found"


def test_an_estate_goes_to_the_heirs_by_two_people(live: Live, zhao: Any) -> None:
    wallet, holder, wang = live.ids["li"], live.ids["li.holder"], live.ids["wang"]
    with sdk(live, "icbc") as bank:
        proposed = bank.holders.estate.create(holder, papers=[PAPER], reason="death certificate")
        assert live.post("icbc", f"/v1/proposals/{proposed.proposal}/approve").json()["code"] == "approval_own_proposal"
        assert approved(live, "icbc2", proposed.proposal).state == "done"
        assert live.pay().json()["code"] == "wallet_frozen"
        heirs = [
            Heir(wallet=zhao.wallet, fixed_minor=40_000, share_ppm=500_000),
            Heir(wallet=wang, share_ppm=500_000),
        ]
        proposed = bank.holders.estate.settle(holder, heirs=heirs, papers=[PAPER], reason="certificate of inheritance")
        assert approved(live, "icbc2", proposed.proposal).state == "done"
        found = bank.holders.estate.get(holder)
        assert [(each.heir, each.amount.minor) for each in found.heirs] == [(zhao.wallet, 70_000), (wang, 30_000)]
        assert found.amount is not None
        assert found.amount.minor == 100_000
        assert bank.wallets.get(wallet).state == "closed"
    with sdk(live, "zhao") as heir:
        assert heir.wallets.balance(zhao.wallet).balance.minor == 70_000


def test_a_holder_is_frozen_as_a_whole_and_unfrozen_by_two_people(live: Live, zhao: Any) -> None:
    holder = live.ids["li.holder"]
    with sdk(live, "icbc") as bank:
        frozen = bank.holders.freezes.create(holder, scope="out", reason="order 7")
        assert frozen.wallets_frozen == 1
        assert live.pay().json()["code"] == "wallet_frozen"
        (listed,) = bank.holders.freezes.list(holder)
        assert (listed.id, listed.scope, listed.lifted_at) == (frozen.holder_freeze, "out", None)
        proposed = bank.holders.freezes.lift(holder, frozen.holder_freeze, reason="order 8")
        assert approved(live, "icbc2", proposed.proposal).state == "done"
        assert live.pay().status_code == 201
        again = live.post("icbc", f"/v1/holders/{holder}/freezes", {"scope": "amount", "reason": "x"})
        assert again.status_code == 422
    for who, status in (("boc", 404), ("li", 403), ("auditor", 403), ("teahouse", 403)):
        answer = live.post(who, f"/v1/holders/{holder}/freezes", {"scope": "all", "reason": "x"})
        assert answer.status_code == status, who


BAD: list[tuple[str, dict[str, Any]]] = [
    ("/v1/alias-resolutions", {"payer": "{li}", "phone": "hello"}),
    ("/v1/alias-resolutions", {"payer": "{li}"}),
    ("/v1/payee-confirmations", {"payer": "{li}", "payee": "{wang}", "name": ""}),
    ("/v1/payee-confirmations", {"payer": "{li}", "payee": "{wang}", "name": "x" * 121}),
    ("/v1/payments/pay_0000000000001/return-request", {"reason": "why not"}),
    ("/v1/payments/pay_0000000000001/return-request/answer", {"agrees": "yes"}),
    ("/v1/holders/hld_0000000000001/estate", {"papers": [], "reason": "x"}),
    ("/v1/holders/hld_0000000000001/estate", {"papers": ["AB" * 32], "reason": "x"}),
]


def test_bad_input_is_told_without_repeating_it_and_writes_nothing(live: Live) -> None:
    live.pay(1)
    before = live.town.digest()
    for path, body in BAD:
        sent = {name: text.format(**live.ids) if isinstance(text, str) else text for name, text in body.items()}
        answer = live.post("li", path.format(**live.ids), sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed"), path
        assert "hello" not in answer.text
    assert live.town.digest() == before


def test_the_commands_reach_the_server(live: Live, shell: Shell, zhao: Any, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("a paper")

    def run(who: str, *arguments: str, code: int = 0) -> Any:
        return shell.run(who, *arguments, code=code)

    li = live.ids["li"]
    assert run("zhao", "payee", "publish", zhao.wallet)["visible"]
    assert run("li", "payee", "find", "13800000009", "--payer", li)["name"] == "赵**"
    assert run("li", "payee", "confirm", zhao.wallet, "--name", "赵小明", "--payer", li)["result"] == "match"
    payment = paid(live, zhao.wallet)
    run("li", "return", "ask", payment, "--reason", "wrong_payee")
    assert run("zhao", "return", "list", zhao.wallet)[0]["state"] == "asked"
    assert run("zhao", "return", "answer", payment, "--agree")["state"] == "returned"
    assert not run("zhao", "payee", "withdraw", zhao.wallet)["visible"]
    papers = ("--paper", str(paper), "--reason", "seen")
    until = ("--until", "2026-06-01T00:00:00+08:00")
    assert run("icbc", "holder", "guardian", live.ids["li.holder"], zhao.holder, *until, *papers)[
        "proposal"
    ].startswith("ppl_")
    holder = live.ids["li.holder"]
    frozen = run("icbc", "holder", "freeze", holder, "--scope", "out", "--reason", "order 7")
    assert run("icbc", "holder", "freezes", holder)[0]["id"] == frozen["holder_freeze"]
    lifting = run("icbc", "holder", "unfreeze", holder, frozen["holder_freeze"], "--reason", "order 8")
    assert lifting["proposal"].startswith("ppl_")
    release = ("--check", "letter 12", "--reason", "recycled")
    assert run("icbc", "holder", "forget", holder, "phone", *release)["proposal"].startswith("ppl_")
    assert run("icbc", "holder", "estate", holder, *papers)["proposal"].startswith("ppl_")
    heirs = ("--heir", f"{zhao.wallet}=5.00+500000ppm", "--heir", f"{live.ids['wang']}=500000ppm")
    assert run("icbc", "holder", "estate", holder, *heirs, *papers)["proposal"].startswith("ppl_")
    assert run("zhao", "payee", "withdraw", zhao.wallet, code=1)["error"]["code"] == "alias_not_found"


def test_the_shell_says_what_is_wrong_in_its_user_s_language(shell: Shell) -> None:
    ids = shell.live.ids
    told = {"zh": "body.phone：11 位大陆手机号", "en": "body.phone: 11 digits of a mainland mobile phone"}
    for language, said in told.items():
        found = shell.text("li", "payee", "find", "12", "--payer", ids["li"], "--lang", language, code=1)
        assert said in found
