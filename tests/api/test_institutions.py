"""Institutions by ids that are nobody's: told apart from others' by nothing, and no error of ours."""

import pytest

from jiaozi.ids import encode_id
from jiaozi.kinds import INSTITUTION_STEP, INSTITUTIONS_END, InstitutionNo
from jiaozi.scheme.institutions import OpenOperator
from jiaozi.scheme.model import pair_id
from jiaozi.scheme.settlement import AgreeNetting
from tests.api.conftest import Live

HIGHEST = (1 << 63) - 1


@pytest.fixture
def agreed(live: Live) -> Live:
    """Two pairs with an agreement: icbc with boc, and boc with a third."""
    live.town.do(OpenOperator("abc", 10**11))
    icbc, boc = live.town.number("icbc"), live.town.number("boc")
    live.town.do(AgreeNetting(icbc, boc, 10**8))
    live.town.do(AgreeNetting(boc, boc + INSTITUTION_STEP, 10**8))
    return live


def test_settling_with_whom_there_is_no_agreement_tells_nothing_of_other_agreements(agreed: Live) -> None:
    icbc, boc = agreed.town.number("icbc"), agreed.town.number("boc")
    third = boc + INSTITUTION_STEP
    strangers = [third, boc + 1, boc + 255, icbc, 0, HIGHEST, INSTITUTIONS_END, INSTITUTIONS_END + third]
    strangers += [INSTITUTIONS_END + boc, (4_096 + boc // 256) * 256, 9 * INSTITUTION_STEP]
    path = f"/v1/institutions/{agreed.ids['icbc']}/settlements"
    for other in strangers:
        answer = agreed.post("icbc", path, {"other": encode_id("ins", other)})
        assert (answer.status_code, answer.json()["code"]) == (404, "institution_not_found"), (other, answer.text)


@pytest.mark.parametrize("act", ["reserve-repayments", "retirements", "issues", "reserve-loans"])
def test_an_id_that_no_institution_has_is_none_in_any_act(live: Live, act: str) -> None:
    asset = "E-CNY" if act in ("retirements", "issues") else "CNY"
    body = {"operator": encode_id("ins", HIGHEST), "amount": {"minor": 1, "asset": asset}, "reason": "a trial"}
    if act in ("reserve-repayments", "retirements"):
        del body["reason"]
    answer = live.post("central", f"/v1/{act}", body)
    assert (answer.status_code, answer.json()["code"]) == (404, "institution_not_found"), answer.text


def test_two_pairs_have_two_numbers() -> None:
    some = [InstitutionNo(INSTITUTION_STEP * n) for n in (1, 2, 3, 4_094, 4_095)]
    assert len({pair_id(one, other) for one in some for other in some}) == len(some) ** 2


@pytest.mark.parametrize(
    "path",
    [
        "/v1/institutions/{ins}/whitelists",
        "/v1/institutions/{ins}/reserves",
        "/v1/institutions/{ins}/netting",
        "/v1/institutions/{ins}/limits",
        "/v1/holders/{hld}/devices",
        "/v1/holders/{hld}/freezes",
        "/v1/holders/{hld}/guardians",
        "/v1/holders/{hld}/small-amounts",
        "/v1/stores/{sto}/terminals",
        "/v1/stores/{sto}/collect-codes",
        "/v1/wallets/{wal}/collect-codes",
        "/v1/wallets/{wal}/freezes",
        "/v1/wallets/{wal}/payer-tokens",
    ],
)
@pytest.mark.parametrize("number", [3_000 * INSTITUTION_STEP, HIGHEST])
def test_a_list_of_what_is_not_there_is_not_there_for_whoever_sees_all(live: Live, path: str, number: int) -> None:
    prefix = path.partition("{")[2][:3]
    answer = live.get("auditor", path.replace(f"{{{prefix}}}", encode_id(prefix, number)))
    assert answer.status_code in (403, 404), answer.text
    assert live.get("central", path.replace(f"{{{prefix}}}", encode_id(prefix, number))).status_code in (403, 404)
