"""The same request again gets the same answer; the same key for another request is refused."""

from concurrent.futures import ThreadPoolExecutor

from tests.api.conftest import Live


def test_a_replay_has_the_same_status_and_body_and_says_so(live: Live) -> None:
    first, again = live.pay(500, key="order 5"), live.pay(500, key="order 5")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_key_used_for_another_request_is_refused(live: Live) -> None:
    live.pay(500, key="order 5")
    other = live.pay(501, key="order 5")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert "Idempotent-Replayed" not in other.headers
    assert live.pay(500, who="wang", key="order 5").status_code == 201


def test_a_malformed_request_does_not_use_its_key_up(live: Live) -> None:
    assert live.pay(-1, key="order 5").status_code == 422
    assert live.pay(500, key="order 5").status_code == 201


def test_the_same_request_many_times_at_once_is_done_once(live: Live) -> None:
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _: live.pay(500, key="storm"), range(48)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replayed" not in answer.headers for answer in answers) == 1
    assert live.get("li", f"/v1/wallets/{live.ids['li']}").json()["balance"]["minor"] == 99_500


def test_a_secret_that_is_asked_for_many_times_at_once_is_handed_out_once(live: Live) -> None:
    path = f"/v1/principals/{live.town.principals['li']}/keys"
    for number in range(3):
        with ThreadPoolExecutor(12) as threads:
            answers = list(threads.map(lambda _: live.post("li", path, {}, key=f"key{number}"), range(12)))  # noqa: B023
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["key"] for answer in answers}) == 1
        assert sum(bool(answer.json()["token"]) for answer in answers) == 1


def test_a_storm_of_payments_keeps_every_fen(live: Live) -> None:
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda n: live.pay(n + 1, key=f"n{n}"), range(100)))
    paid = sum(n + 1 for n, answer in enumerate(answers) if answer.status_code == 201)
    assert paid == 5050
    assert live.get("li", f"/v1/wallets/{live.ids['li']}").json()["balance"]["minor"] == 100_000 - paid
    live.sequence()
    assert live.get("auditor", "/v1/audit").json()["findings"] == []
