"""Envelopes over HTTP and the SDK: the token is shown once, and who is not sender or claimant sees nothing."""

import pytest

from jiaozi_sdk import ApiError, Client
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
OTHERS = ["central", "boc", "teahouse", "works", "city", "wang"]


def of(live: Live, who: str) -> Client:
    """Somebody's client."""
    return Client(live.url, live.town.tokens[who])


def test_a_share_is_claimed_by_the_token_that_its_sender_was_given(live: Live) -> None:
    with of(live, "li") as li, of(live, "wang") as wang:
        sent = li.wallets.envelopes.create(live.ids["li"], division="lucky", amount_minor=100, shares=2)
        assert sent.envelope_token is not None
        claimed = wang.envelope_claims.create(envelope_token=sent.envelope_token, wallet=live.ids["wang"])
        assert 1 <= claimed.amount.minor <= 99
        (mine,) = wang.wallets.envelope_claims.list(live.ids["wang"])
        assert (mine.envelope, mine.payment) == (sent.envelope, claimed.payment)
        paid = wang.payments.get(str(claimed.payment))
        assert (paid.payer, paid.amount.minor) == (live.ids["li"], claimed.amount.minor)
        shown = li.envelopes.get(sent.envelope)
        assert (shown.state, shown.taken, shown.claimed.minor) == ("open", 1, claimed.amount.minor)
        assert [each.wallet for each in li.envelopes.claims.list(sent.envelope)] == [live.ids["wang"]]
        assert [each.id for each in li.wallets.envelopes.list(live.ids["li"], state="open")] == [sent.envelope]
        assert sent.envelope_token not in live.get("li", f"/v1/envelopes/{sent.envelope}").text


def test_the_token_is_in_the_first_answer_alone(live: Live) -> None:
    with of(live, "li") as li:
        first, again = (
            li.wallets.envelopes.create(live.ids["li"], division="equal", amount_minor=100, shares=2, key="one")
            for _ in range(2)
        )
        assert (first.envelope, again.envelope_token) == (again.envelope, None)
        with pytest.raises(ApiError, match="idempotency_key_reused"):
            li.wallets.envelopes.create(live.ids["li"], division="equal", amount_minor=101, shares=2, key="one")


@pytest.mark.parametrize("who", OTHERS)
def test_who_is_not_of_the_sender_s_side_sees_nothing_of_an_envelope(live: Live, who: str) -> None:
    sent = live.post("li", f"/v1/wallets/{live.ids['li']}/envelopes", {"division": "equal", "amount": yuan(100)}).json()
    for path in (
        f"/v1/envelopes/{sent['envelope']}",
        f"/v1/envelopes/{sent['envelope']}/claims",
        f"/v1/wallets/{live.ids['li']}/envelopes",
        f"/v1/wallets/{live.ids['li']}/envelope-claims",
    ):
        assert live.get(who, path).status_code in (403, 404), path


def test_nobody_sends_out_of_another_s_wallet_or_claims_into_it(live: Live) -> None:
    body = {"division": "equal", "amount": yuan(100)}
    sent = live.post("li", f"/v1/wallets/{live.ids['li']}/envelopes", body).json()
    for who in OTHERS:
        assert live.post(who, f"/v1/wallets/{live.ids['li']}/envelopes", body).status_code in (403, 404)
        claim = {"envelope_token": sent["envelope_token"], "wallet": live.ids["li"]}
        assert live.post(who, "/v1/envelope-claims", claim).status_code in (403, 404)


@pytest.mark.parametrize("end", ["A", "x", ""])
def test_a_token_that_is_none_is_refused(live: Live, end: str) -> None:
    sent = live.post("li", f"/v1/wallets/{live.ids['li']}/envelopes", {"division": "equal", "amount": yuan(100)}).json()
    token = sent["envelope_token"][:-1] + (end if sent["envelope_token"][-1] != end else "B")
    answer = live.post("wang", "/v1/envelope-claims", {"envelope_token": token, "wallet": live.ids["wang"]})
    assert answer.json()["code"] in ("envelope_not_found", "request_malformed")
    assert answer.status_code in (404, 422)
