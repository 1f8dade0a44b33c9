"""Test mode on the wire."""

from jiaozi.wire.base import Answer, BankAccountId, KeyId, Moment, PrincipalId, StoreId, WalletId


class TestParty(Answer):
    """Somebody to act as in the test world. `name` is `you` for what stands for the caller itself, else the customer's:
    `rich`, `empty`, `frozen`, `limited` (its daily limit is 1.00 yuan)."""

    name: str
    principal: PrincipalId
    wallet: WalletId | None
    bank_account: BankAccountId | None
    store: StoreId | None


class TestKey(TestParty):
    """A party with a fresh key. `token` is shown this once; a repeated request has null."""

    key: KeyId
    token: str | None


class TestKeys(Answer):
    """Keys for the test world, and its time."""

    now: Moment
    parties: list[TestKey]
