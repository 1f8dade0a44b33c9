"""Looking something up by its secret takes the same way whether it is unknown, known with another secret, or right but
over: as many statements, and a comparison whose time does not tell how much of it is right."""

import ast
import inspect
from collections.abc import Callable
from textwrap import dedent
from typing import Any, Final

import pytest

from jiaozi.access import enrolment, tokens
from jiaozi.access.authenticate import authenticate as whose
from jiaozi.access.authenticate import token_in
from jiaozi.access.tokens import format_token, new_secret, parse_token
from jiaozi.banking import secrets as one_time
from jiaozi.codes import token as codes
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure
from jiaozi.ids import encode_id
from jiaozi.subwallets import tokens as subwallets
from tests.api.conftest import Live
from tests.attacks.conftest import Attack, live, serve, town
from tests.worlds.shapes import NOBODY

__all__ = ["live", "serve", "town"]
COMPARING: Final[tuple[Callable[..., Any], ...]] = (
    tokens.matches,
    enrolment.opens,
    subwallets.matches,
    one_time.same,
    codes.check_tap,
    codes.check_code,
)
"""Wherever a secret, or what is made of one, is compared."""


@pytest.mark.parametrize("compare", COMPARING, ids=lambda each: f"{each.__module__}.{each.__qualname__}")
def test_secrets_are_compared_in_constant_time(compare: Callable[..., Any]) -> None:
    tree = ast.parse(dedent(inspect.getsource(compare)))
    called = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert "hmac.compare_digest" in called


class Counting:
    """A connection that notes the statements run on it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.statements: list[str] = []

    def query(self, sql: str, parameters: Any = ()) -> Any:
        self.statements.append(sql)
        return self._connection.query(sql, parameters)

    def query_each(self, sql: str, keys: Any) -> Any:
        self.statements.append(sql)
        return self._connection.query_each(sql, keys)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def test_a_key_is_looked_up_the_same_way_whatever_is_wrong_with_it(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    good = parse_token(live.town.tokens["works"])
    assert good is not None
    path = f"/v1/principals/{live.town.principals['works']}/keys"
    further = live.post("works", path).json()
    live.post("works", f"/v1/keys/{further['key']}/revocation")
    wrong = (format_token(NOBODY, good.secret), format_token(good.key, new_secret()), further["token"])
    compared: list[bool] = []
    matches = tokens.matches

    def noted(secret: str, stored: str) -> bool:
        compared.append(True)
        return matches(secret, stored)

    monkeypatch.setattr(tokens, "matches", noted)
    ways = []
    with live.town.platform.snapshot() as connection:
        for token in wrong:
            counting = Counting(connection)
            compared.clear()
            with pytest.raises(Failure, match="credentials_invalid"):
                whose(counting, token_in(token), live.town.clock.now())  # type: ignore[arg-type]
            ways.append((counting.statements, list(compared)))
    assert ways[0] == ways[1] == ways[2]
    assert (len(ways[0][0]), ways[0][1]) == (1, [True])


def test_a_sub_wallets_token_is_told_from_no_token_by_nothing(attack: Attack) -> None:
    """Of nothing, of a sub-wallet with another secret, and one that was replaced: also for the merchant it is for."""
    live, victim = attack.live, attack.victim
    secret = "A" * 52
    replaced = victim["sub_token"]
    assert live.post("mill", f"/v1/sub-wallets/{victim['sub_wallet']}/tokens").status_code == 201
    number = replaced.split("_")[1]
    told = []
    for token in (f"{encode_id('sw', NOBODY)}_{secret}", f"sw_{number}_{secret}", replaced):
        body = {"token": token, "store": victim["sto"], "amount": {"minor": 1, "asset": "E-CNY"}}
        told += [attack.ask(who, "", "POST", "/v1/sub-wallet-charges", body) for who in ("mill", "teahouse")]
    assert set(told[0::2]) == {told[0]}
    assert set(told[1::2]) == {told[1]}
    assert {told[0].status, told[1].status} <= {403, 404, 422}


def test_a_share_that_is_wrong_used_or_of_nothing_is_one_answer(attack: Attack) -> None:
    live = attack.live
    path = f"/v1/principals/{live.town.principals['zhao']}/enrolments"
    proposal = live.post("icbc", path, {"reason": "a lost key"}).json()["proposal"]
    number = live.post("icbc2", f"/v1/proposals/{proposal}/approve").json()["outcome"]["enrolment"]
    shares = [live.post(clerk, f"/v1/enrolments/{number}/shares").json()["share"] for clerk in ("icbc", "icbc2")]
    attack.tokens["nobody"] = ""

    def told(*given: str, key: str = "ab") -> Any:
        body = {"shares": list(given), "secret_hash": key * 32}
        return attack.ask("nobody", "", "POST", "/v1/enrolments", body)

    of_nothing = [f"{encode_id('jze', NOBODY)}_{'A' * 52}"] * 2
    guessed = [attack.victim["share"]] * 2
    half = [shares[0], shares[0][:-52] + "A" * 52]
    first = told(*of_nothing)
    assert (first.status, "enrolment_invalid" in first.body) == (403, True)
    assert {first} == {told(*given) for given in (of_nothing, guessed, half, [shares[0]] * 2, [shares[0]])}
    assert told(*shares).status == 201
    assert told(*shares, key="cd") == first
