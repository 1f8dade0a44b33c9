"""Link agreements: what is agreed is what may move, by whatever road."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.banking.agreements import EndAgreement, ProposeAgreement, ReadAgreementCode, SignAgreement, _terms_good
from jiaozi.banking.model import Agreement
from jiaozi.banking.secrets import codes_of
from jiaozi.clock import DAY_US, SECOND_US, china_date, china_day, china_midnight, format_time
from jiaozi.interest.closing import CloseOut
from jiaozi.keyring import Keyring
from jiaozi.kinds import BankAccountNo, WalletNo
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.wallets.exchange import LinkBankAccount, Load, Unload
from tests.banking.people import LIMITS, agree, agree_past_cooling, agreement_of, code, proposal
from tests.features.test_races import Race
from tests.features.world import World


@pytest.fixture
def linked(world: World) -> tuple[World, int, int]:
    """A wallet and the holder's bank account with 10,000 yuan."""
    wallet = world.person(world.bank(), "II")
    return world, wallet, world.deposit(wallet, 1_000_000)


def test_nothing_moves_until_the_code_is_given(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    world.do(Load(wallet, account, 100))
    world.do(proposal(world, wallet, account))
    assert world.refuse(Load(wallet, account, 100)) == "agreement_not_signed"
    assert world.refuse(Unload(wallet, account, 100)) == "agreement_not_signed"
    right = code(world, wallet, account)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    assert world.refuse(SignAgreement(wallet, account, wrong)) == "one_time_code_wrong"
    signed = world.do(SignAgreement(wallet, account, right))
    assert signed.cooling_until == signed.signed_at + DAY_US
    assert world.refuse(SignAgreement(wallet, account, right)) == "agreement_exists"
    assert world.refuse(proposal(world, wallet, account)) == "agreement_exists"
    world.do(Load(wallet, account, 100))
    assert world.balance(wallet) == 200


def test_wrong_tries_run_out_and_codes_run_out(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    for _ in range(5):
        world.do(proposal(world, wallet, account))
    right = code(world, wallet, account)
    for guess in range(5):
        assert world.refuse(SignAgreement(wallet, account, f"{(int(right) + 1 + guess) % 10**6:06d}"))
    assert world.refuse(SignAgreement(wallet, account, right)) == "one_time_code_spent"
    refused = world.refusal(proposal(world, wallet, account))
    assert refused.code == "one_time_code_spent"
    assert "banking.linking" in refused.rule
    world.wait(DAY_US)
    world.do(proposal(world, wallet, account))
    assert world.refuse(SignAgreement(wallet, account, right)) == "one_time_code_wrong"  # yesterday's
    world.do(SignAgreement(wallet, account, code(world, wallet, account)))


def test_a_code_expires(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    proposed = world.do(proposal(world, wallet, account))
    world.clock.advance_to(proposed.code_expires_at - 1)
    assert world.do(ReadAgreementCode(wallet, account)).code_expires_at == proposed.code_expires_at
    world.clock.advance_to(proposed.code_expires_at)
    assert world.refuse(SignAgreement(wallet, account, code(world, wallet, account))) == "one_time_code_expired"
    assert world.refuse(ReadAgreementCode(wallet, account)) == "one_time_code_expired"


def test_a_new_link_cools_off_in_both_directions(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    big: dict[str, Any] = {
        "single_minor": 500_000,
        "daily_minor": 500_000,
        "yearly_minor": 900_000,
        "daily_count": 9,
        "yearly_count": 9,
    }
    until = agree(world, wallet, account, **big).cooling_until
    world.do(Load(wallet, account, 90_000))
    world.do(Unload(wallet, account, 10_000))
    refused = world.refusal(Unload(wallet, account, 1))
    assert (refused.code, refused.detail) == (
        "agreement_cooling_off",
        f"at most 1,000.00 yuan until {format_time(until)}",
    )
    assert "banking.linking" in refused.rule
    world.clock.advance_to(until - 1)
    assert world.refuse(Load(wallet, account, 1)) == "agreement_cooling_off"
    world.clock.advance_to(until)
    world.do(Load(wallet, account, 300_000))


def test_every_limit_of_the_agreement_holds(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    agree_past_cooling(world, wallet, account)

    def passed(amount: int) -> str:
        refused = world.refusal(Load(wallet, account, amount))
        assert refused.code == "agreement_limit_exceeded"
        return refused.detail

    assert passed(50_001) == "one movement: at most 500.00 yuan"
    world.do(Load(wallet, account, 50_000))
    world.do(Unload(wallet, account, 49_999))
    assert passed(20_002) == "a day: at most 1,200.00 yuan; this resets at 00:00 China time on 2022-05-17"
    world.do(Load(wallet, account, 1))
    assert passed(1) == "movements in a day: at most 3; this resets at 00:00 China time on 2022-05-17"
    world.clock.advance_to(china_midnight(china_date(world.clock.now())) + DAY_US - 1)
    assert passed(1) == "movements in a day: at most 3; this resets at 00:00 China time on 2022-05-17"
    world.wait(1)
    world.do(Load(wallet, account, 50_000))
    assert passed(50_001) == "one movement: at most 500.00 yuan"
    world.do(Load(wallet, account, 50_000))
    assert passed(1) == "movements in a year: at most 5; this resets at 00:00 China time on 2023-01-01"
    world.clock.advance_to(china_midnight(date(2022, 12, 31)) + DAY_US - 1)
    assert passed(1) == "movements in a year: at most 5; this resets at 00:00 China time on 2023-01-01"
    world.wait(1)
    world.do(Load(wallet, account, 50_000))
    assert agreement_of(world, wallet, account).used_year_count == 1


def test_the_years_sum_holds(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    agree_past_cooling(world, wallet, account, yearly_minor=120_000, yearly_count=100)
    world.do(Load(wallet, account, 50_000))
    world.do(Load(wallet, account, 50_000))
    world.wait(DAY_US)
    refused = world.refusal(Load(wallet, account, 20_001))
    assert refused.detail == "a year: at most 1,200.00 yuan; this resets at 00:00 China time on 2023-01-01"
    world.do(Load(wallet, account, 20_000))


def test_validity_begins_and_ends(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    now = world.clock.now()
    agree(world, wallet, account, valid_from=now + DAY_US, valid_until=now + 2 * DAY_US)
    assert world.refuse(Load(wallet, account, 1)) == "agreement_not_valid"
    world.clock.advance_to(now + DAY_US)
    world.do(Load(wallet, account, 1))
    world.clock.advance_to(now + 2 * DAY_US)
    assert world.refuse(Unload(wallet, account, 1)) == "agreement_not_valid"
    agree(world, wallet, account)
    world.do(Unload(wallet, account, 1))


def test_an_ended_agreement_stops_everything_and_its_counts_come_back(
    linked: tuple[World, WalletNo, BankAccountNo],
) -> None:
    world, wallet, account = linked
    agree_past_cooling(world, wallet, account)
    world.do(Load(wallet, account, 50_000))
    world.do(EndAgreement(wallet, account))
    assert world.refuse(EndAgreement(wallet, account)) == "agreement_not_found"
    assert world.refuse(SignAgreement(wallet, account, "000000")) == "agreement_not_found"
    assert world.refuse(Unload(wallet, account, 1)) == "agreement_not_signed"
    world.do(LinkBankAccount(wallet, account))
    assert world.refuse(Unload(wallet, account, 1)) == "agreement_not_signed"
    agree(world, wallet, account)
    found = agreement_of(world, wallet, account)
    assert (found.used_today_minor, found.used_year_count) == (50_000, 1)


def test_nobody_links_anothers_account_and_signing_takes_a_free_one(world: World) -> None:
    icbc = world.bank()
    mine, other = world.person(icbc, "II"), world.person(icbc, "II")
    assert world.refuse(proposal(world, mine, world.deposit(other, 0))) == "bank_account_not_found"
    free = world.do(OpenBankAccount(icbc, "6222000000000001")).bank_account
    world.do(proposal(world, mine, free))
    assert world.refuse(Load(mine, free, 1)) == "bank_account_not_found"
    world.do(proposal(world, other, free))
    world.do(SignAgreement(mine, free, code(world, mine, free)))
    assert world.refuse(SignAgreement(other, free, code(world, other, free))) == "bank_account_not_found"
    assert world.refuse(proposal(world, mine, BankAccountNo(16))) == "bank_account_not_found"
    assert world.refuse(proposal(world, WalletNo(16), free)) == "wallet_not_found"
    assert world.refuse(EndAgreement(mine, BankAccountNo(16))) == "agreement_not_found"


def test_a_corporate_wallet_is_bound_to_one_settlement_account(world: World) -> None:
    icbc = world.bank()
    shop = world.company(icbc)
    first, second = world.deposit(shop, 100_000), world.deposit(shop, 100_000)
    agree(world, shop, first)
    assert world.refuse(proposal(world, shop, second)) == "settlement_account_bound"
    assert world.refuse(Load(shop, second, 1)) == "settlement_account_bound"
    assert world.refuse(Unload(shop, second, 1)) == "settlement_account_bound"
    world.do(Load(shop, first, 1_000))
    assert world.refuse(CloseOut(shop, second)) == "settlement_account_bound"
    world.do(EndAgreement(shop, first))
    assert world.refuse(CloseOut(shop, first)) == "agreement_not_signed"
    agree(world, shop, second)
    world.do(Unload(shop, second, 1_000))
    assert world.refuse(Load(shop, first, 1)) == "settlement_account_bound"


def test_two_settlement_accounts_signed_in_one_group_bind_one(world: World) -> None:
    shop = world.company(world.bank())
    first, second = world.deposit(shop, 0), world.deposit(shop, 0)
    for account in (first, second):
        world.do(proposal(world, shop, account))
    signing = [SignAgreement(shop, account, code(world, shop, account)) for account in (first, second)]
    outcomes = world.group(*signing)
    assert [getattr(outcome, "code", "signed") for outcome in outcomes] == ["signed", "settlement_account_bound"]


@pytest.mark.parametrize(
    "terms",
    [
        {"single_minor": 0}, {"single_minor": 120_001}, {"daily_minor": 200_001}, {"daily_count": 0},
        {"daily_count": 6}, {"yearly_count": 1_000_001}, {"valid_until": 1}, {"yearly_minor": 10**15 + 1},
        {"valid_from": 2**62},
    ],
)  # fmt: skip
def test_terms_must_fit_together(terms: dict[str, int]) -> None:
    good: dict[str, Any] = {"wallet": 16, "bank_account": 32, "valid_until": 10**9} | LIMITS
    assert _terms_good(ProposeAgreement(**good), 5, 5)
    command = ProposeAgreement(**(good | terms))
    assert not _terms_good(command, command.valid_from or 5, 5)


@given(parts=st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=3), number=st.integers(0, 999))
def test_codes_are_six_digits_and_differ_by_what_they_are_for(parts: list[int], number: int) -> None:
    made = [codes_of(_KEYRING)("agreement", *parts, number + step) for step in range(40)]
    assert all(len(each) == 6 and each.isdigit() for each in made)
    assert len(set(made)) > 30
    assert made == [codes_of(_KEYRING)("agreement", *parts, number + step) for step in range(40)]


_KEYRING = Keyring.__new__(Keyring)
_KEYRING._index_key = bytes(32)


def test_a_dry_run_agrees_with_the_real_path_and_counts_nothing(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    """blnk #349."""
    world, wallet, account = linked
    agree(world, wallet, account)
    request = world.platform.request(1, "dry", Load(wallet, account, 100))
    assert not hasattr(world.platform.run([request], dry_run=True)[0].outcome, "code")
    assert agreement_of(world, wallet, account).used_today_count == 0
    world.do(Load(wallet, account, 100))
    assert agreement_of(world, wallet, account).used_today_count == 1


def test_one_key_counts_once(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    agree(world, wallet, account)
    first, again = (world.result(Load(wallet, account, 100), key="same") for _ in range(2))
    assert (first.outcome, again.replayed) == (again.outcome, True)
    assert agreement_of(world, wallet, account).used_today_minor == 100


@pytest.mark.slow
def test_many_threads_never_pass_the_agreement(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    world.do(Load(wallet, account, 20_000))
    agree_past_cooling(world, wallet, account, daily_count=7, yearly_count=100)
    race = Race(world)
    try:
        commands = [Load(wallet, account, 1_000), Unload(wallet, account, 500)] * 10
        assert race.count(commands) == {"Moved": 7, "agreement_limit_exceeded": 13}
    finally:
        race.close()
    assert agreement_of(world, wallet, account).used_today_count == 7


@pytest.mark.slow
def test_a_code_guessed_by_many_threads_is_tried_five_times(linked: tuple[World, WalletNo, BankAccountNo]) -> None:
    world, wallet, account = linked
    world.do(proposal(world, wallet, account))
    right = int(code(world, wallet, account))
    race = Race(world)
    try:
        guesses = [SignAgreement(wallet, account, f"{(right + 1 + number) % 10**6:06d}") for number in range(24)]
        assert race.count(guesses) == {"one_time_code_wrong": 5, "one_time_code_spent": 19}
    finally:
        race.close()


@pytest.mark.parametrize(
    ("sql", "invariant"),
    [
        ("UPDATE agreements SET used_year_minor = used_year_minor + 1", "agreements_count"),
        ("UPDATE agreements SET used_today_count = 0", "agreements_count"),
        ("DELETE FROM agreement_uses", "agreements_count"),
        ("UPDATE agreement_uses SET journal = journal + 1", "uses_posted"),
        ("UPDATE bank_accounts SET customer = 0", "agreements_own"),
        ("UPDATE settlement_accounts SET bank_account = 16", "settlement_agreed"),
    ],
)
def test_the_audit_finds_what_was_tampered_with(world: World, sql: str, invariant: str) -> None:
    shop = world.company(world.bank())
    account = world.deposit(shop, 100_000)
    agree(world, shop, account)
    world.do(Load(shop, account, 1_000))
    with world.platform.snapshot() as connection:
        rows = {
            table: connection.query(f"SELECT * FROM {table}")
            for table in ("agreements", "agreement_uses", "bank_accounts", "settlement_accounts")
        }
    world.tamper(sql)
    assert invariant in {finding.invariant for finding in world.audit().findings}
    restore(world, rows)


def restore(world: World, rows: dict[str, list[Any]]) -> None:
    """Puts rows back as they were."""
    connection = world.platform.engine.connect()
    connection.begin()
    for table, kept in rows.items():
        names = _columns(table)
        connection.execute(f"DELETE FROM {table} WHERE 1 = 1")
        connection.insert(table, names, kept)
    connection.commit()
    connection.close()


def _columns(table: str) -> list[str]:
    from jiaozi.db.schema import metadata

    return [column.name for column in metadata.tables[table].columns]


def test_days_and_years_roll_over_and_never_back() -> None:
    now = china_midnight(date(2024, 2, 29))
    row = Agreement(*([0] * 19), china_day(now), 2, 200, 2024, 3, 300)  # type: ignore[arg-type, call-arg]
    assert row.at(now - SECOND_US).used_today_minor == 200
    assert row.at(now + DAY_US).used_today_count == 0
    assert row.used_year_minor == 300
    assert row.at(china_midnight(date(2025, 1, 1))).used_year_count == 0
    assert row.at(now).year == 2025
