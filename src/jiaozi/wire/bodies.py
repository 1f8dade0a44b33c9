"""The bodies of requests."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from jiaozi.wire.base import (
    AccountId,
    BankAccountId,
    Body,
    Detail,
    DigitalYuan,
    DigitalYuanCeiling,
    HolderId,
    InstitutionId,
    MerchantId,
    Minor,
    Name,
    Note,
    Reason,
    Reference,
    Renminbi,
    SplitPlanId,
    StoreId,
    Tag,
    Time,
    WalletId,
)

Digits4 = Annotated[str, Field(pattern="^[0-9]{4}$", examples=["5411"])]
Digits6 = Annotated[str, Field(pattern="^[0-9]{6}$", examples=["500103"])]
Code = Annotated[str, Field(pattern="^[a-z0-9_]{1,40}$", examples=["icbc"])]
WalletClass = Literal["I", "II", "III", "IV"]
HolderKind = Literal["personal", "corporate"]
PaymentKind = Literal["person", "merchant", "salary", "party_dues"]


class InstitutionOpening(Body):
    """Opens an operator that the rule book admits today, with its issue quota."""

    code: Code
    quota: DigitalYuanCeiling


class QuotaChange(Body):
    """Proposes an operator's issue quota."""

    quota: DigitalYuanCeiling
    reason: Reason


class ReservesAct(Body):
    """An operator and an amount of reserve money."""

    operator: InstitutionId
    amount: Renminbi


class IssueProposal(Body):
    """Proposes to issue digital yuan to an operator's vault."""

    operator: InstitutionId
    amount: DigitalYuan
    reason: Reason


class Retirement(Body):
    """An operator and the vault money it gives back."""

    operator: InstitutionId
    amount: DigitalYuan


class NettingProposal(Body):
    """Proposes that two banks settle net under a cap, each way; zero ends the agreement."""

    other: InstitutionId
    cap: DigitalYuanCeiling
    reason: Reason


class Settlement(Body):
    """Settles with another operator what the two owe each other."""

    other: InstitutionId


class RegimeProposal(Body):
    """Proposes to bring an operator under the regime that the rule book has in force."""

    reason: Reason


class WalletsMove(Body):
    """Moves some wallets of an operator to its regime."""

    limit: Annotated[int, Field(ge=1, le=500)] = 500


class OperatorLimitProposal(Body):
    """Proposes an operator's limit for its wallets of a kind and class."""

    kind: HolderKind
    wallet_class: WalletClass
    component: Literal["balance", "single", "daily", "yearly"]
    limit: DigitalYuanCeiling
    reason: Reason


class CorrectionEntry(Body):
    """`minor` units from the debit account to the credit account."""

    debit: AccountId
    credit: AccountId
    minor: Minor


class CorrectionProposal(Body):
    """Proposes entries that take effect in a past, still open day."""

    lines: Annotated[list[CorrectionEntry], Field(min_length=1, max_length=16)]
    effective_at: Time
    reason: Reason


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
    """Moves a wallet to another class; details given add to those known."""

    wallet_class: WalletClass
    name: Detail = ""
    id_number: Detail = ""
    bank_account: Detail = ""
    face_to_face: bool = False


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


class MerchantOpening(Body):
    """Registers a merchant that is paid into a corporate wallet. `category` is a code of ISO 18245."""

    wallet: WalletId
    name_en: Name
    name_zh: Name
    category: Digits4
    purpose: Tag = ""
    scenario: Tag = ""


class StoreOpening(Body):
    """Registers a store. `region` is a district code (GB/T 2260)."""

    name: Name
    region: Digits6


class MerchantSuspension(Body):
    """Stops payments to a merchant, or allows them again."""

    suspended: bool


class PaymentOrder(Body):
    """A payment to a store, or to a payee's wallet: exactly one of the two."""

    payer: WalletId
    amount: DigitalYuan
    kind: PaymentKind = "merchant"
    store: StoreId | None = None
    payee: WalletId | None = None
    purpose: Tag = ""
    reference: Reference | None = None

    @model_validator(mode="after")
    def _one_payee(self) -> "PaymentOrder":
        if (self.store is None) == (self.payee is None):
            raise PydanticCustomError("one_payee", "exactly one of store and payee")
        return self


class HoldOrder(PaymentOrder):
    """Reserves an amount for a payee until `expires_at`, at most 30 days ahead."""

    expires_at: Time


class Refund(Body):
    """Gives money of a payment back; of a split with `advance` also what a seller cannot give, which it then owes."""

    amount: DigitalYuan
    reference: Reference | None = None
    advance: bool = False


class Capture(Body):
    """Takes an amount of a hold for the payee; with a split `plan` of the store for its parties, once."""

    amount: DigitalYuan
    plan: SplitPlanId | None = None


class PrincipalCreation(Body):
    """Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a holder."""

    role: Literal["central_bank", "operator", "merchant", "employer", "government", "auditor", "holder"]
    institution: InstitutionId | None = None
    subject: MerchantId | WalletId | HolderId | None = None
    name: Annotated[str, Field(max_length=120)] = ""


class KeyRotation(Body):
    """Replaces a key; the old one stays valid for `overlap_s` seconds, at most 30 days."""

    overlap_s: Annotated[int, Field(ge=0, le=30 * 86_400)] = 0


class Decision(Body):
    """A second person's note."""

    note: Note = ""


class Nothing(Body):
    """An act that needs no more than its address: `{}`, or no body at all."""
