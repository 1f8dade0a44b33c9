"""Secrets and personal data leave no trace in the clear: not in the database's bytes, not in logs, not in texts."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.access.conftest import Office
from tests.engines.seekdb import SeekdbServer

from jiaozi.access import tokens
from jiaozi.access.acts import Filter, acts
from jiaozi.access.bootstrap import Credential
from jiaozi.access.keys import HandedOut, hand_out
from jiaozi.access.model import ApiKeyIssued, CreatePrincipal, IssueApiKey, Role, RotateApiKey
from jiaozi.db.sequencer import catch_up
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import InstitutionNo, KeyNo, MerchantNo, PrincipalNo
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.wallets.changes import HolderRead, ReadHolder
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.opening import OpenWallet, WalletOpened
from jiaozi.wallets.schema import HOLDERS

PERSON = ("王小明", "13812345678", "11010519491231002X", "6222021234567890123")


def _file_bytes(url: str) -> Iterator[bytes]:
    """Every file of an SQLite database: itself, its WAL and its index."""
    path = Path(url.removeprefix("sqlite:///"))
    yield from (file.read_bytes() for file in path.parent.glob(path.name + "*"))


@pytest.fixture
def everything(engine: str, db_url: str, request: pytest.FixtureRequest) -> Callable[[], str]:
    """A function that gives all that is stored, as text: the file's bytes, or every row of every table."""
    if engine == "sqlite":
        return lambda: b"".join(_file_bytes(db_url)).decode("utf-8", "replace")
    server: SeekdbServer = request.getfixturevalue("seekdb")
    return lambda: "\n".join(_rows(server, db_url))


def _rows(server: SeekdbServer, url: str) -> Iterator[str]:
    from jiaozi.db.engines import open_engine

    assert url.startswith(server.url("").rstrip("/"))
    connection = open_engine(url).connect(reader=True)
    for (table,) in connection.query("SHOW TABLES"):
        for row in connection.query(f"SELECT * FROM {table}"):
            yield repr(
                [bytes(value).decode("utf-8", "replace") if isinstance(value, bytes) else value for value in row]
            )
    connection.close()


def test_no_secret_is_stored_or_logged(
    office: Office, everything: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = office.person(Role.OPERATOR, InstitutionNo(512), name="Night desk")
    given = hand_out(office.execute, person, "first", IssueApiKey(person))
    assert isinstance(given.outcome, ApiKeyIssued)
    turned = hand_out(office.execute, person, "turn", RotateApiKey(given.outcome.key, 60))
    stored = everything()
    assert "Night desk" in stored
    for handed in (given, turned):
        parsed = tokens.parse_token(handed.token or "")
        assert parsed is not None
        office.caller(handed.token or "")
        assert parsed.secret not in stored
        assert tokens.hash_secret(parsed.secret) in stored
        for shown in (
            caplog.text,
            repr(handed),
            str(handed),
            repr(parsed),
            f"{parsed}",
            repr(office.caller(handed.token or "")),
        ):
            assert parsed.secret not in shown


def test_a_failure_to_authenticate_repeats_nothing_of_the_token(office: Office) -> None:
    token = tokens.format_token(16, tokens.new_secret())
    with pytest.raises(Failure) as caught:
        office.caller(token)
    assert token[-52:] not in f"{caught.value!r}{caught.value}{caught.value.detail}"


def test_a_holders_principal_carries_no_name(office: Office) -> None:
    outcome = office.do(0, CreatePrincipal("holder", InstitutionNo(512), MerchantNo(16), PERSON[0]))
    assert outcome.code == "request_malformed"


def test_a_holders_details_are_nowhere_in_the_database(office: Office, everything: Callable[[], str]) -> None:
    office.do(0, OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
    bank = office.do(0, OpenOperator("icbc", 0)).institution
    clerk = office.person(Role.OPERATOR, bank, name="Counter clerk")
    name, phone, number, account = PERSON
    opened = office.do(clerk, OpenWallet(bank, "personal", "II", phone, name, number, account))
    assert isinstance(opened, WalletOpened), opened
    assert isinstance(office.do(clerk, OpenWallet(bank, "personal", "II", phone, name, "bad")), Refusal)
    assert office.do(clerk, ReadHolder(opened.wallet, "complaint 12")) == HolderRead(opened.holder)
    stored = everything()
    assert "Counter clerk" in stored
    assert not [part for part in PERSON if part in stored]
    with office.platform.snapshot() as connection:
        row = HOLDERS.read(connection, [opened.holder])[0]
    assert reveal(office.platform.keyring, row).name == name


def test_reading_personal_data_is_in_the_log_of_acts(office: Office) -> None:
    office.do(0, OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
    bank = office.do(0, OpenOperator("icbc", 0)).institution
    clerk = office.person(Role.OPERATOR, bank)
    opened = office.do(clerk, OpenWallet(bank, "personal", "IV", PERSON[1]))
    office.do(clerk, ReadHolder(opened.wallet, "complaint 12"))
    catch_up(office.platform.engine)
    with office.platform.snapshot() as connection:
        read = acts(connection, only=Filter(operation="read_holder")).found
    assert [(act.principal, act.at, act.outcome) for act in read] == [(clerk, office.clock.now(), "done")]
    assert str(opened.wallet) in read[0].command


def test_printing_what_was_handed_out_shows_no_token() -> None:
    for shown in (
        HandedOut(ApiKeyIssued(KeyNo(1), PrincipalNo(2)), "jz_secret"),
        Credential(PrincipalNo(1), "jz_secret"),
    ):
        assert "secret" not in f"{shown!r}{shown}"
