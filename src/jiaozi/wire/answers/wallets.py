"""Answers: bank accounts and wallets."""

from pydantic import Field

from jiaozi.wire.base import Answer, Moment, Money


class BankAccountOpened(Answer):
    """A bank account was opened."""

    bank_account: str


class BankAccount(Answer):
    """A customer's bank account; of its number only the last four digits."""

    id: str
    bank: str
    customer: str | None
    number_masked: str
    balance: Money
    opened_at: Moment


class WalletOpened(Answer):
    """A wallet was opened."""

    wallet: str
    holder: str


class ClassChanged(Answer):
    """A wallet has another class."""

    wallet: str
    wallet_class: str


class LimitsSet(Answer):
    """Limits were set, of a wallet or an operator."""

    subject: str


class WalletClosed(Answer):
    """A wallet was closed."""

    wallet: str


class HolderRead(Answer):
    """Personal data, read by one who may; the reading is in the log of acts."""

    holder: str
    phone: str
    name: str
    id_number: str
    bank_account: str
    face_to_face: bool


class WalletFrozen(Answer):
    """A freeze is in force from this answer on."""

    wallet: str
    freeze: str


class BankAccountLinked(Answer):
    """A bank account is bound to a wallet's holder."""

    wallet: str
    bank_account: str


class LimitLine(Answer):
    """A limit in force (null: none), and where it comes from."""

    limit: Money | None
    used: Money | None = None
    left: Money | None = None
    own: Money | None = None
    rule: str


class Wallet(Answer):
    """A wallet: what it holds, may hold and may pay."""

    id: str
    operator: str
    holder: str
    kind: str
    wallet_class: str
    scope: str
    regime: str
    account: str
    status: str = Field(examples=["open"])
    freezes_all: int
    freezes_out: int
    frozen: Money
    opened_at: Moment
    balance: Money | None = None
    available: Money | None = None
    pending_out: Money | None = None
    limits: dict[str, LimitLine] | None = None


class FreezeView(Answer):
    """A freeze of a wallet; `lifted_at` is null while it is in force."""

    id: str
    wallet: str
    scope: str
    amount: Money | None
    reason: str
    placed_at: Moment
    lifted_at: Moment | None
