"""Bank accounts and wallets on the wire: bodies, then answers."""

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from jiaozi.wire.base import (
    Answer,
    BankAccountId,
    Body,
    Detail,
    DigitalYuan,
    DigitalYuanCeiling,
    HolderId,
    HolderKind,
    InstitutionId,
    Moment,
    Money,
    Reason,
    Reference,
    Renminbi,
    WalletClass,
)


class BankAccountOpening(Body):
    """Opens a deposit account, with its first cash; of its number only the last four digits can be read again."""

    bank: InstitutionId
    number: Detail = Field(examples=["6222021234567890"])
    customer: HolderId | None = None
    cash: Renminbi | None = None


class Cash(Body):
    """An amount of cash over the counter."""

    amount: Renminbi


class WalletOpening(Body):
    """Opens a wallet. Which details are needed follows from the class (rule book, `opening`)."""

    operator: InstitutionId
    kind: HolderKind
    wallet_class: WalletClass
    phone: Detail = ""
    name: Detail = ""
    id_number: Detail = ""
    bank_account: Detail = ""
    face_to_face: bool = False


class ClassChange(Body):
    """Moves a wallet to another class; details given add to those known and may not differ from them."""

    wallet_class: WalletClass
    name: Detail = ""
    id_number: Detail = ""
    bank_account: Detail = ""
    face_to_face: bool = False
    phone: Detail = ""


class OwnLimits(Body):
    """The holder's own limits; one that is absent or null is the class's."""

    balance: DigitalYuanCeiling | None = None
    single: DigitalYuanCeiling | None = None
    daily: DigitalYuanCeiling | None = None
    yearly: DigitalYuanCeiling | None = None


class Freeze(Body):
    """Freezes a wallet: everything, what goes out, or an amount. The reason names the order behind it."""

    scope: Literal["all", "out", "amount"]
    reason: Reason
    amount: DigitalYuan | None = None

    @model_validator(mode="after")
    def _amount_fits_scope(self) -> "Freeze":
        if (self.scope == "amount") != (self.amount is not None):
            raise PydanticCustomError("amount_invalid", "an amount belongs to the scope `amount`")
        return self


class Lifting(Body):
    """Proposes to lift a freeze."""

    reason: Reason


class HolderReading(Body):
    """Reads personal data; who read it, when and why is kept."""

    reason: Reason


class BankAccountLink(Body):
    """Binds a bank account to the holder of a wallet."""

    bank_account: BankAccountId


class Exchange(Body):
    """Money between a bank account and a wallet."""

    bank_account: BankAccountId
    amount: DigitalYuan
    reference: Reference | None = None


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


class RefusedPaymentView(Answer):
    """Why a wallet could not be paid: the `reason` (an error code) that one payer met last, and how many `times` that
    day. Who it was and how much is not told."""

    wallet: str
    reason: str
    times: int
    at: Moment


class FreezeView(Answer):
    """A freeze of a wallet; `lifted_at` is null while it is in force. `placed_by` is the side that lifts it: `operator`
    or `central_bank`."""

    id: str
    wallet: str
    scope: str
    amount: Money | None
    reason: str
    placed_at: Moment
    lifted_at: Moment | None
    placed_by: str
