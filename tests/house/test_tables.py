"""A table's columns follow from its record's fields; what their kinds do not say is asked for, not guessed."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from jiaozi.db import ddl, schema
from jiaozi.db.schema import MetaData, Table
from jiaozi.kinds import Fen, HolderNo, MerchantNo, OrNone, Reference, Text, WalletNo


@dataclass(slots=True)
class Thing:
    """A row of no table of ours."""

    wallet: WalletNo
    whose: OrNone[MerchantNo | HolderNo]
    label: Annotated[str, Text(20, 1)]
    reference: Reference | None
    amount_minor: Fen
    since: int


@dataclass(slots=True)
class Unbounded:
    """A text of any length."""

    id: int
    text: str


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is declared here is no part of the schema."""
    monkeypatch.setattr(schema, "metadata", MetaData())


def _lines(made: Table) -> list[str]:
    return [line.strip().rstrip(",") for line in ddl.created(made, "oceanbase").splitlines() if line.startswith("\t")]


def test_a_column_is_what_its_fields_kind_says() -> None:
    assert _lines(schema.record_table("things", Thing, schema.big("since", default=1), key=("wallet",))) == [
        "wallet BIGINT NOT NULL",
        "whose BIGINT NOT NULL",
        "label VARCHAR(20) NOT NULL",
        "reference VARCHAR(64)",
        "amount_minor BIGINT NOT NULL",
        "since BIGINT NOT NULL DEFAULT 1",
        "PRIMARY KEY (wallet)",
    ]


def test_a_text_that_may_be_of_any_length_makes_no_column_by_itself() -> None:
    with pytest.raises(TypeError, match="text"):
        schema.record_table("unbounded", Unbounded)
    assert "text LONGTEXT NOT NULL" in _lines(schema.record_table("unbounded", Unbounded, schema.long_text("text")))


def test_a_column_that_the_record_does_not_have_is_none_of_its_table() -> None:
    with pytest.raises(TypeError, match="colour"):
        schema.record_table("unbounded", Unbounded, schema.long_text("text"), schema.big("colour"))
