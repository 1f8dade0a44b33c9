"""Agreements over HTTP: by whom, replayed, and with nothing but the code's own way out."""

import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from jiaozi.banking.connector import HttpBank, key_of
from jiaozi.banking.simulator import BankServer, SimulatedBank
from jiaozi.cli.banking import COMMANDS
from jiaozi.worker.exchange import Exchanger
from jiaozi.worker.sweeps import Sweeper
from jiaozi_sdk import ApiError, Client
from tests.api.conftest import Live, live, serve, town, yuan
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell

__all__ = ["home", "live", "serve", "shell", "town"]
UNTIL = "2027-12-31T00:00:00+08:00"
TERMS = {
    "single": yuan(50_000), "daily_count": 3, "daily": yuan(100_000), "yearly_count": 9, "yearly": yuan(900_000),
    "valid_until": UNTIL,
}  # fmt: skip
BANKING_TABLES = ("agreements", "settlement_accounts", "sweeps", "remittances", "cash_codes", "cash_moves")


def state(live: Live) -> tuple[Any, ...]:
    """Transfers, balances and banking's own rows. Not the marks of keys' use, which are written when they can."""
    with live.town.platform.snapshot() as connection:
        rows = [connection.query(f"SELECT * FROM {table}") for table in BANKING_TABLES]
    digest = live.town.digest()
    return rows, digest[1], digest[-3:]


def links(live: Live) -> str:
    """The address of li's agreements."""
    return f"/v1/wallets/{live.ids['li']}/agreements"


def proposed(live: Live, who: str = "li", key: str = "", **terms: Any) -> Any:
    """The answer to proposing an agreement with li's own account."""
    return live.post(who, links(live), {"bank_account": live.ids["li.bank"], **TERMS, **terms}, key)


@pytest.fixture
def sdk(live: Live) -> Iterator[Callable[[str], Client]]:
    """The SDK as somebody."""
    made: list[Client] = []

    def client(who: str) -> Client:
        made.append(Client(live.url, live.town.tokens[who]))
        return made[-1]

    yield client
    for each in made:
        each.close()


@pytest.mark.parametrize("accounts", [{}, {"external_account": "xac_0C5S1ZZ4R0400"}, {"external_account": None}])
def test_exactly_one_account_is_named(live: Live, accounts: dict[str, str | None]) -> None:
    here = live.ids["li.bank"] if accounts.get("external_account") else None
    before = state(live)
    for path, terms in ((links(live), TERMS), (f"/v1/wallets/{live.ids['li']}/sweep", {"ceiling": yuan(1)})):
        answer = live.post("li", path, {"bank_account": here, **accounts, **terms})
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"] == [
            {
                "field": "body",
                "message": "exactly one of bank_account and external_account",
                "message_zh": "bank_account、external_account 须且仅须填写一项",
            }
        ]
    assert state(live) == before


def test_an_agreement_from_proposal_to_its_end(live: Live, sdk: Callable[[str], Client]) -> None:
    li, bank, wallet, account = sdk("li"), sdk("icbc"), live.ids["li"], live.ids["li.bank"]
    li.wallets.agreements.create(
        wallet, bank_account=account, valid_until=UNTIL,
        single_minor=500, daily_count=2, daily_minor=800, yearly_count=9, yearly_minor=900,
    )  # fmt: skip
    with pytest.raises(ApiError, match="agreement_not_signed"):
        li.wallets.loads.create(wallet, bank_account=account, amount_minor=100)
    taken = bank.wallets.agreements.code_readings.create(wallet, account)
    assert taken.code is not None
    assert taken.number_masked is not None
    assert taken.number_masked.startswith("**** ")
    signed = li.wallets.agreements.sign(wallet, account, code=taken.code)
    assert signed.cooling_until == "2025-12-31T10:00:00.000000+08:00"
    li.wallets.loads.create(wallet, bank_account=account, amount_minor=400)
    with pytest.raises(ApiError, match="agreement_limit_exceeded"):
        li.wallets.loads.create(wallet, bank_account=account, amount_minor=401)
    (shown,) = li.wallets.agreements.list(wallet)
    assert (shown.state, shown.used_today_count, shown.used_today.minor) == ("signed", 1, 400)
    assert (shown.cooling_until, shown.settlement) == (signed.cooling_until, False)
    li.wallets.agreements.end(wallet, account)
    assert [each.state for each in li.wallets.agreements.list(wallet)] == ["ended"]
    with pytest.raises(ApiError, match="agreement_not_signed"):
        li.wallets.loads.create(wallet, bank_account=account, amount_minor=1)


def test_the_code_is_in_no_answer_but_the_banks_and_in_no_event(live: Live) -> None:
    told = [proposed(live, key="p").text, proposed(live, key="p").text]
    path = f"{links(live)}/{live.ids['li.bank']}"
    read = live.post("icbc", f"{path}/code-readings", key="r")
    again = live.post("icbc", f"{path}/code-readings", key="r")
    code = read.json()["code"]
    assert (again.json()["code"], again.headers["Idempotent-Replayed"]) == (code, "true")
    live.sequence()
    told += [live.get("icbc", "/v1/events").text, live.get("li", links(live)).text, live.get("icbc", "/v1/acts").text]
    told += [str(live.town.platform.engine.connect().query(f"SELECT * FROM {name}")) for name in _texts(live)]
    assert not [text for text in told if f'"{code}"' in text or f"'{code}'" in text]
    acts = live.get("icbc", "/v1/acts").json()["items"]
    assert [act["operation"] for act in acts].count("read_agreement_code") == 2


def test_a_sweep_through_the_sdk(live: Live, sdk: Callable[[str], Client]) -> None:
    li, wallet, account = sdk("li"), live.ids["li"], live.ids["li.bank"]
    with pytest.raises(ApiError, match="sweep_not_found"):
        li.wallets.sweep.get(wallet)
    assert li.wallets.sweep.create(wallet, bank_account=account, ceiling_minor=90_000).ceiling.minor == 90_000
    Sweeper(live.town.platform).turn()
    assert li.wallets.balance(wallet).balance.minor == 90_000
    shown = li.wallets.sweep.get(wallet)
    assert (shown.active, shown.bank_account, shown.retry_at) == (True, account, None)
    li.wallets.sweep.end(wallet)
    assert not li.wallets.sweep.get(wallet).active


def test_cash_and_remittances_through_the_sdk(live: Live, sdk: Callable[[str], Client]) -> None:
    li, wang, bank, ids = sdk("li"), sdk("wang"), sdk("boc"), live.ids
    given = li.wallets.cash_codes.create(ids["li"], direction="out", amount_minor=2_500, key="cash")
    again = live.post(
        "li", f"/v1/wallets/{ids['li']}/cash-codes", {"direction": "out", "amount": yuan(2_500)}, "cash"
    ).json()
    assert given.code is not None
    assert again["code"] == given.code
    wrong = f"{(int(given.code) + 1) % 10**6:06d}"
    with pytest.raises(ApiError, match="one_time_code_wrong"):
        bank.cash_codes.redeem(given.cash_code, operator=ids["boc"], code=wrong, amount_minor=2_500)
    moved = bank.cash_codes.redeem(given.cash_code, operator=ids["boc"], code=given.code, amount_minor=2_500)
    assert (moved.wallet, moved.amount.minor) == (ids["li"], 2_500)
    (shown,) = li.wallets.cash_codes.list(ids["li"])
    assert (shown.state, shown.attempts, shown.operator, shown.journal) == ("used", 1, ids["boc"], moved.journal)
    open_one = li.wallets.cash_codes.create(ids["li"], direction="in", amount_minor=100)
    li.cash_codes.cancel(open_one.cash_code)
    sent = bank.remittances.create(bank_account=ids["wang.bank"], wallet=ids["li"], amount_minor=300, reference="rent")
    bank.remittances.create(bank_account=ids["wang.bank"], wallet=ids["li"], amount_minor=300, dry_run=True)
    (got,) = li.wallets.remittances.list(ids["li"])
    assert (got.id, got.amount.minor, got.reference, got.bank) == (sent.remittance, 300, "rent", ids["boc"])
    assert got.number_masked.startswith("**** ")
    with pytest.raises(ApiError, match="remittance_to_self"):
        bank.remittances.create(bank_account=ids["wang.bank"], wallet=ids["wang"], amount_minor=1)
    with pytest.raises(ApiError, match="forbidden"):
        wang.remittances.create(bank_account=ids["wang.bank"], wallet=ids["li"], amount_minor=1)


def test_a_bank_outside_through_the_sdk(live: Live, sdk: Callable[[str], Client]) -> None:
    li, icbc, ids, number = sdk("li"), sdk("icbc"), live.ids, "4367420000000001"
    outside = icbc.external_banks.create(operator=ids["icbc"], code="ccb", name="A bank outside").external_bank
    account = icbc.wallets.external_accounts.create(ids["li"], external_bank=outside, number=number)
    assert account.number_masked == "**** 0001"
    agreed_outside(li, icbc, ids["li"], account.external_account)
    (agreement,) = li.wallets.agreements.list(ids["li"])
    assert (agreement.bank_account, agreement.external_account) == (None, account.external_account)
    first = li.wallets.exchange_orders.create(
        ids["li"], external_account=account.external_account, kind="unload", amount_minor=10_000, key="x"
    )
    assert (
        li.wallets.exchange_orders.create(
            ids["li"], external_account=account.external_account, kind="unload", amount_minor=10_000, key="x"
        )
        == first
    )
    assert li.exchange_orders.get(first.exchange_order).state == "pending"
    assert li.wallets.balance(ids["li"]).balance.minor == 90_000
    bank = SimulatedBank({number: 0})
    with served_bank(live, bank) as connector:
        Exchanger(live.town.platform, {"ccb": connector}).turn()
    (shown,) = li.wallets.exchange_orders.list(ids["li"])
    assert (shown.state, shown.amount.minor, bank.balances[number]) == ("completed", 10_000, 10_000)
    assert (
        li.wallets.sweep.create(
            ids["li"], external_account=account.external_account, ceiling_minor=50_000
        ).external_account
        == account.external_account
    )
    sweep = li.wallets.sweep.get(ids["li"])
    assert (sweep.bank_account, sweep.external_account) == (None, account.external_account)
    assert [each.balance.minor for each in icbc.external_banks.list()] == [-10_000]
    sdk("icbc2").proposals.approve(
        icbc.external_banks.payments.create(outside, amount_minor=10_000, reason="settled at noon").proposal
    )
    assert [each.balance.minor for each in sdk("central").external_banks.list()] == [0]
    assert [each.amount.minor for each in icbc.external_banks.settlements.list(outside)] == [10_000]
    late = icbc.external_banks.payments.create(outside, amount_minor=1, reason="again")
    decided = sdk("icbc2").proposals.approve(late.proposal)
    assert (decided.state, "due_exceeded" in str(decided.outcome)) == ("refused", True)
    assert sdk("central").external_banks.receipts.create(outside, amount_minor=1, reason="nothing is owed").proposal
    assert list(icbc.external_banks.stuck_orders.list(outside)) == []
    assert [each.number_masked for each in li.wallets.external_accounts.list(ids["li"])] == ["**** 0001"]
    for who, call in (
        ("boc", lambda client: client.external_banks.create(operator=ids["icbc"], code="abc", name="x")),
        ("li", lambda client: client.wallets.external_accounts.create(ids["li"], external_bank=outside, number=number)),
        ("wang", lambda client: client.exchange_orders.get(first.exchange_order)),
        (
            "wang",
            lambda client: client.wallets.exchange_orders.create(
                ids["li"], external_account=account.external_account, kind="load", amount_minor=1
            ),
        ),
        ("city", lambda client: list(client.wallets.exchange_orders.list(ids["li"]))),
        ("li", lambda client: list(client.external_banks.list())),
        ("boc", lambda client: client.external_banks.payments.create(outside, amount_minor=1, reason="x")),
        ("icbc", lambda client: client.external_banks.receipts.create(outside, amount_minor=1, reason="x")),
        ("boc", lambda client: list(client.external_banks.settlements.list(outside))),
        ("boc", lambda client: list(client.external_banks.stuck_orders.list(outside))),
        (
            "boc",
            lambda client: client.exchange_orders.pay_outs.create(first.exchange_order, reason="x", wallet=ids["li"]),
        ),
        (
            "li",
            lambda client: client.exchange_orders.pay_outs.create(first.exchange_order, reason="x", wallet=ids["li"]),
        ),
        ("boc", lambda client: client.wallets.agreements.code_readings.create(ids["li"], account.external_account)),
        ("wang", lambda client: client.wallets.agreements.sign(ids["li"], account.external_account, code="123456")),
        (
            "wang",
            lambda client: client.wallets.sweep.create(
                ids["wang"], external_account=account.external_account, ceiling_minor=0
            ),
        ),
        (
            "boc",
            lambda client: client.wallets.sweep.create(
                ids["li"], external_account=account.external_account, ceiling_minor=0
            ),
        ),
    ):
        with pytest.raises(ApiError, match=r"forbidden|not_found"):
            call(sdk(who))
    assert list(sdk("boc").external_banks.list()) == []
    with pytest.raises(ApiError, match="request_malformed"):
        icbc.wallets.external_accounts.create(ids["li"], external_bank=outside, number="12x")
    for sides in ({}, {"bank_account": ids["li.bank"], "external_account": account.external_account}):
        assert live.post("li", links(live), {**TERMS, **sides}).status_code == 422
        sweeping = {"ceiling": yuan(0), **sides}
        assert live.post("li", f"/v1/wallets/{ids['li']}/sweep", sweeping).status_code == 422


def test_a_stuck_order_is_found_and_paid_out_by_two(live: Live, sdk: Callable[[str], Client]) -> None:
    li, icbc, ids, number = sdk("li"), sdk("icbc"), live.ids, "4367420000000001"
    outside = icbc.external_banks.create(operator=ids["icbc"], code="ccb", name="A bank outside").external_bank
    account = icbc.wallets.external_accounts.create(ids["li"], external_bank=outside, number=number).external_account
    agreed_outside(li, icbc, ids["li"], account)
    with served_bank(live, SimulatedBank({})) as connector:
        order = li.wallets.exchange_orders.create(
            ids["li"], external_account=account, kind="unload", amount_minor=100_000
        ).exchange_order
        li.wallets.close(ids["li"])
        Exchanger(live.town.platform, {"ccb": connector}).turn()
    assert [(each.id, each.state) for each in icbc.external_banks.stuck_orders.list(outside)] == [(order, "stuck")]
    assert live.post("icbc", f"/v1/exchange-orders/{order}/pay-outs", {"reason": "x"}).status_code == 422
    proposal = icbc.exchange_orders.pay_outs.create(
        order, reason="the wallet was closed", bank_account=ids["li.bank"]
    ).proposal
    assert icbc.exchange_orders.get(order).state == "stuck"
    assert sdk("icbc2").proposals.approve(proposal).state == "done"
    assert icbc.exchange_orders.get(order).state == "paid_out"
    assert icbc.bank_accounts.get(ids["li.bank"]).balance.minor == 1_000_000


def agreed_outside(holder: Client, operator: Client, wallet: str, account: str) -> None:
    """An agreement with an account at a bank outside, signed with the code that the operator passed on."""
    holder.wallets.agreements.create(
        wallet, external_account=account, single_minor=100_000, daily_count=9, daily_minor=100_000, yearly_count=9,
        yearly_minor=900_000, valid_until=UNTIL,
    )  # fmt: skip
    taken = operator.wallets.agreements.code_readings.create(wallet, account)
    assert taken.code is not None
    assert (taken.external_account, taken.number_masked) == (account, "**** 0001")
    holder.wallets.agreements.sign(wallet, account, code=taken.code)


@contextmanager
def served_bank(live: Live, bank: SimulatedBank) -> Iterator[HttpBank]:
    """A connection to a simulated bank that listens meanwhile."""
    key = key_of(live.town.platform.keyring, "ccb")
    server = BankServer(bank, key)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    connector = HttpBank(f"http://127.0.0.1:{server.server_port}", key)
    try:
        yield connector
    finally:
        connector.close()
        server.shutdown()
        server.server_close()
        thread.join()


Said = Callable[..., Any]


@pytest.fixture
def said(shell: Shell) -> Said:
    """`jiaozi bank ...` as somebody: its JSON."""

    def it(who: str, *words: str, code: int = 0) -> Any:
        return shell.run(who, "bank", *words, code=code)

    return it


def test_the_command_line(live: Live, shell: Shell, said: Said) -> None:
    ids = live.ids
    pair, mine = (ids["li"], ids["li.bank"]), ids["li"]
    said("li", "propose", *pair, "--until", UNTIL, "--single", "2000")
    code = said("icbc", "code", *pair)["code"]
    assert said("li", "sign", *pair, code)["wallet"] == mine
    assert said("li", "agreements", mine)[0]["single"]["minor"] == 200_000
    assert said("li", "sweep", *pair, "800")["ceiling"]["minor"] == 80_000
    assert said("li", "show-sweep", mine)["active"] is True
    said("li", "end-sweep", mine)
    assert said("li", "waterfall", *pair)["bank_account"] == pair[1]
    assert said("li", "show-waterfall", mine)["active"] is True
    said("li", "end-waterfall", mine)
    said("li", "load", *pair, "3.00", "--reference", "mine")
    said("li", "unload", *pair, "1.00")
    said("li", "end", *pair)
    assert said("li", "end", *pair, code=1)["error"]["code"] == "agreement_not_found"
    cash = said("li", "cash-code", mine, "in", "12.50")
    assert said("icbc", "redeem", cash["cash_code"], ids["icbc"], cash["code"], "12.50")["amount"]["minor"] == 1_250
    said("li", "cancel-cash-code", said("li", "cash-code", mine, "out", "1")["cash_code"])
    assert [each["state"] for each in said("li", "cash-codes", mine)] == ["used", "cancelled"]
    assert said("boc", "remit", ids["wang.bank"], mine, "1.00")["remittance"].startswith("rmt_")
    assert [each["amount"]["minor"] for each in said("li", "remittances", mine)] == [100]
    opened = said("icbc", "open-account", ids["icbc"], "6222021234509999", "--cash", "10")["bank_account"]
    said("icbc", "deposit", opened, "5")
    said("icbc", "withdraw", opened, "2.50")
    assert said("icbc", "account", opened)["balance"]["minor"] == 1_250
    assert said("li", "link", mine, opened, code=1)["error"]["code"] == "bank_account_not_found"  # nobody's yet
    assert said("icbc", "link", mine, opened)["bank_account"] == opened
    assert "ended" in shell.text("li", "bank", "agreements", mine)


def test_the_command_line_with_a_bank_outside(
    live: Live, shell: Shell, said: Said, sdk: Callable[[str], Client]
) -> None:
    ids, number = live.ids, "4367420000000001"
    bank = said("icbc", "open-outside", ids["icbc"], "ccb", "--name", "A bank outside")["external_bank"]
    pair = (ids["li"], said("icbc", "add-account", ids["li"], bank, number)["external_account"])
    assert [each["id"] for each in said("li", "accounts-outside", ids["li"])] == [pair[1]]
    said("li", "propose", *pair, "--until", UNTIL)
    said("li", "sign", *pair, said("icbc", "code", *pair)["code"])
    assert said("li", "sweep", *pair, "800")["external_account"] == pair[1]
    order = said("li", "exchange", *pair, "unload", "30")["exchange_order"]
    late = said("li", "exchange", *pair, "unload", "970")["exchange_order"]
    with served_bank(live, SimulatedBank({number: 0})) as connector:
        exchanger = Exchanger(live.town.platform, {"ccb": connector})
        sdk("li").wallets.close(ids["li"])
        connector.cancel(late)
        exchanger.turn()
    assert said("li", "order", order)["state"] == "completed"
    assert [each["state"] for each in said("li", "orders", ids["li"])] == ["completed", "stuck"]
    assert [each["id"] for each in said("icbc", "stuck", bank)] == [late]
    proposals = [
        said("icbc", "pay-out", late, "--account", ids["li.bank"], "--reason", "closed")["proposal"],
        said("icbc", "pay-outside", bank, "30", "--reason", "dues")["proposal"],
    ]
    assert [sdk("icbc2").proposals.approve(proposal).state for proposal in proposals] == ["done", "done"]
    assert [each["balance"]["minor"] for each in said("icbc", "outside")] == [0]
    assert [each["amount"]["minor"] for each in said("icbc", "settlements", bank)] == [3_000]
    assert said("central", "take-from-outside", bank, "1", "--reason", "dues")["proposal"].startswith("ppl_")
    assert said("icbc", "pay-out", late, "--reason", "x", code=1)["error"]["code"] == "request_malformed"


def test_every_command_of_banking_is_tried() -> None:
    """By the two tests above; `simulate` by the recipe, which runs it."""
    tried = "".join(
        inspect.getsource(each) for each in (test_the_command_line, test_the_command_line_with_a_bank_outside)
    )
    missing = [each.name for each in COMMANDS[0].commands if f'"{each.name}"' not in tried]
    assert missing == ["simulate"]


def _texts(live: Live) -> list[str]:
    return ["outcomes", "events", "acts", "agreements"]


def test_who_may(live: Live) -> None:
    path, body = f"{links(live)}/{live.ids['li.bank']}", {"bank_account": live.ids["li.bank"], **TERMS}
    never = dict.fromkeys(("central", "city", "auditor"), 403)
    mine = dict.fromkeys(("boc", "teahouse", "works", "wang"), 404)
    operators = dict.fromkeys(("icbc", "boc"), 403)  # it is the customer's alone
    table: list[tuple[str, Any, dict[str, int]]] = [
        (links(live), body, never | mine),
        (f"{path}/signature", {"code": "123456"}, never | mine | operators),
        (f"{path}/ending", {}, never | mine),
        (f"{path}/code-readings", {}, never | {"boc": 404} | dict.fromkeys(("teahouse", "works", "li", "wang"), 403)),
    ]
    cash = live.post("li", f"/v1/wallets/{live.ids['li']}/cash-codes", {"direction": "in", "amount": yuan(1)}).json()
    number, counter = cash["cash_code"], {"operator": live.ids["icbc"], "code": "123456", "amount": yuan(1)}
    sender = {"bank_account": live.ids["li.bank"], "wallet": live.ids["wang"], "amount": yuan(1)}
    root = f"/v1/wallets/{live.ids['li']}"
    subjects = dict.fromkeys(("teahouse", "works", "li", "wang"), 403)
    table += [
        (f"{root}/sweep", {"bank_account": live.ids["li.bank"], "ceiling": yuan(0)}, never | mine | operators),
        (f"{root}/sweep/ending", {}, never | mine),
        (f"{root}/waterfall", {"bank_account": live.ids["li.bank"]}, never | mine | operators),
        (f"{root}/waterfall/ending", {}, never | mine),
        (f"{root}/cash-codes", {"direction": "in", "amount": yuan(1)}, never | mine | operators),
        (f"/v1/cash-codes/{number}/cancellation", {}, never | mine),
        (f"/v1/cash-codes/{number}/redemption", counter, never | subjects | {"boc": 403}),
        ("/v1/remittances", sender, never | subjects | {"boc": 404}),
    ]
    before = state(live)
    wrong = [
        (address, who, answer.status_code)
        for address, given, expected in table
        for who, status in expected.items()
        if (answer := live.post(who, address, given)).status_code != status
    ]
    reading = {"central": 403, "city": 403, "boc": 404, "wang": 404, "auditor": 200, "icbc": 200, "li": 200}
    wrong += [
        (address, who, answer.status_code)
        for address in (links(live), f"{root}/remittances", f"{root}/cash-codes")
        for who, status in reading.items()
        if (answer := live.get(who, address)).status_code != status
    ]
    assert wrong == []
    assert state(live) == before
    assert live.get("li", "/v1/wallets/wal_0000000000001/agreements").status_code == 404


def test_bad_input_is_told_and_writes_nothing(live: Live) -> None:
    before = state(live)
    for terms in (
        {"single": yuan(0)}, {"single": {"minor": 1, "asset": "CNY"}}, {"daily_count": 0}, {"daily_count": True},
        {"valid_until": "2027-12-31"}, {"more": 1}, {"bank_account": "wal_0C5S1ZZ4R0400"}, {"yearly_count": 1.0},
    ):  # fmt: skip
        assert proposed(live, **terms).status_code == 422, terms
    path = f"{links(live)}/{live.ids['li.bank']}/signature"
    for code in ("12345", "1234567", "12345x", "１２３４５６", 123456, None):
        assert live.post("li", path, {"code": code}).status_code == 422, code
    assert state(live) == before
    assert proposed(live, single=yuan(100_001)).json()["code"] == "agreement_terms_invalid"
    assert proposed(live, bank_account=live.ids["wang.bank"]).json()["code"] == "bank_account_not_found"


def test_a_replay_sends_no_second_code(live: Live) -> None:
    first, again = proposed(live, key="same"), proposed(live, key="same")
    assert first.status_code == again.status_code == 201
    assert (again.headers["Idempotent-Replayed"], first.json()) == ("true", again.json())
    assert proposed(live, key="same", daily_count=2).json()["code"] == "idempotency_key_reused"
    path = f"{links(live)}/{live.ids['li.bank']}/code-readings"
    assert live.post("icbc", path).json()["code_number"] == 1
