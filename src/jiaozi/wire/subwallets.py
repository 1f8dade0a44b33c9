"""Bodies and answers of sub-wallets."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.subwallets.model import CUSTOMER_MAX, LABEL_MAX, SUBS_MAX
from jiaozi.wire.base import (
    PLAIN,
    PLAIN_TEXT,
    Answer,
    Body,
    DigitalYuan,
    DigitalYuanCeiling,
    MerchantId,
    Moment,
    Money,
    Reference,
    StoreId,
    Tag,
    WalletId,
)

_FORM: Final = "^sw_[0-7][0-9A-HJKMNP-TV-Z]{12}_[A-Z2-7]{52}$"


Label = Annotated[str, Field(min_length=1, max_length=LABEL_MAX, pattern=PLAIN_TEXT), PLAIN]
Customer = Annotated[str, Field(max_length=CUSTOMER_MAX), PLAIN]


class SubWalletPush(Body):
    """Pushes a sub-wallet to a merchant, within these limits of one charge, a day and, when given, a year.

    `customer` is the merchant's own word for its customer, as its app gave it; no name and no number of a person.
    """

    merchant: MerchantId
    label: Label
    single: DigitalYuan
    daily: DigitalYuan
    yearly: DigitalYuan | None = None
    customer: Customer = ""


class SubWalletOpening(Body):
    """Opens a sub-wallet of a company's wallet."""

    label: Label


class SubWalletCharge(Body):
    """A merchant charges a sub-wallet for a store of its own."""

    token: Annotated[str, Field(pattern=_FORM)]
    store: StoreId
    amount: DigitalYuan
    purpose: Tag = ""
    reference: Reference | None = None


class SubWalletPooling(Body):
    """Takes what sub-wallets have above `keep` each: of the named ones, or of all when none is named."""

    sub_wallets: Annotated[list[WalletId], Field(max_length=SUBS_MAX, default_factory=list)]
    keep: DigitalYuanCeiling | None = None


class SubWalletMove(Body):
    """Money between a wallet and one of its sub-wallets."""

    amount: DigitalYuan
    reference: Reference | None = None


class SubWalletOpened(Answer):
    """A sub-wallet, a wallet with its own id, and its parent."""

    sub_wallet: str
    wallet: str


class SubWalletTokenIssued(Answer):
    """A token, in this answer and nowhere else; null when the request repeats an earlier one."""

    sub_wallet: str
    token: str | None = None


class SubWalletRevoked(Answer):
    """A sub-wallet was taken back; it is charged no more."""

    sub_wallet: str
    revoked_at: Moment


class Pooled(Answer):
    """How many sub-wallets gave how much; `journal` is null when there was nothing to move."""

    wallet: str
    journal: str | None
    sub_wallets: int
    amount: Money


class SubWallet(Answer):
    """A sub-wallet as its parent's side sees it. `status` is open, revoked or closed."""

    id: str
    wallet: str
    merchant: str | None
    label: str
    customer: str
    status: str = Field(examples=["open"])
    balance: Money
    single: Money | None
    daily: Money | None
    yearly: Money | None
    used_today: Money
    opened_at: Moment
    revoked_at: Moment | None


class PushedWallet(Answer):
    """A sub-wallet as the merchant it was pushed to sees it: no holder, no parent, no balance."""

    id: str
    merchant: str
    customer: str
    status: str = Field(examples=["open"])
    has_token: bool
    single: Money | None
    daily: Money | None
    opened_at: Moment
    revoked_at: Moment | None
