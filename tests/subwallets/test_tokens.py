"""A token of any sub-wallet reads back; whatever is changed in it is another secret or no token."""

from hypothesis import given
from hypothesis import strategies as st

from jiaozi.kinds import WalletNo
from jiaozi.subwallets import tokens

IDS = st.integers(min_value=1, max_value=2**63 - 1)
SECRETS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=52, max_size=52)


@given(IDS, SECRETS)
def test_a_token_reads_back(number: WalletNo, secret: str) -> None:
    assert tokens.parse_token(tokens.format_token(number, secret)) == (number, tokens.hash_secret(secret))


@given(IDS, SECRETS, st.data())
def test_a_changed_character_is_another_token_or_none(number: WalletNo, secret: str, data: st.DataObject) -> None:
    text = tokens.format_token(number, secret)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[place]))
    read = tokens.parse_token(text[:place] + other + text[place + 1 :])
    assert read is None or read != tokens.parse_token(text)


@given(st.text())
def test_other_texts_are_no_tokens_and_match_nothing(text: str) -> None:
    assert tokens.parse_token(text) is None
    assert not tokens.matches(text, "")
    assert not tokens.is_hash(text) or len(text) == 64


def test_a_fresh_secret_is_a_token_s_and_never_the_same() -> None:
    secrets = {tokens.new_secret() for _ in range(50)}
    assert len(secrets) == 50
    for secret in secrets:
        digest = tokens.hash_secret(secret)
        assert tokens.is_hash(digest)
        assert tokens.matches(digest, digest)
