"""What events say: the record of each kind's payload.

What is stored is never changed: a record gets further fields only, of which older events have none, so these may be
absent.
"""

from typing import Annotated, Literal, NamedTuple

from jiaozi.kinds import (
    REFERENCE_MAX,
    AccountNo,
    ApplicationNo,
    BalanceRuleNo,
    BankAccountNo,
    BankFen,
    CampaignNo,
    ClaimNo,
    Count,
    DeviceNo,
    EndpointNo,
    EnvelopeNo,
    ExchangeOrderNo,
    ExternalAccountNo,
    ExternalBankNo,
    Fen,
    FenOrZero,
    FreezeNo,
    GrantListNo,
    GuardianshipNo,
    HolderFreezeNo,
    HolderNo,
    InterestRunNo,
    JournalNo,
    LockNo,
    MandateNo,
    MerchantNo,
    Metadata,
    OrderNo,
    OrNone,
    PaymentNo,
    PaymentRequestNo,
    PlaceListNo,
    PlaceNo,
    PrepaidNo,
    PrepaidPlanNo,
    ProgramNo,
    RefundNo,
    RemittanceNo,
    Sha256,
    SplitPlanNo,
    StandingPaymentNo,
    StoreNo,
    TemplateNo,
    Text,
    WalletNo,
)

_Reference = Annotated[str, Text(REFERENCE_MAX, example="2026-11-000123")]
_BillNumber = Annotated[str, Text(REFERENCE_MAX, example="W-2026-11")]
_Activity = Annotated[str, Text(40, example="jd-2023-03")]
_RuleName = Annotated[str, Text(120, example="reports.cash")]


class PaymentData(NamedTuple):
    """A payment: who paid whom, for which store, and the payer's reference and metadata."""

    payment: PaymentNo
    payee: WalletNo
    amount_minor: Fen
    payer: OrNone[WalletNo]
    store: OrNone[StoreNo]
    reference: _Reference | None
    metadata: Metadata


class HoldData(NamedTuple):
    """A payment that was held: what was asked, what was captured of it so far, and its metadata."""

    payment: PaymentNo
    amount_minor: Fen
    captured_minor: FenOrZero
    payee: OrNone[WalletNo]
    payer: OrNone[WalletNo]
    store: OrNone[StoreNo]
    reference: _Reference | None
    metadata: Metadata


class OwedRefundData(NamedTuple):
    """A refund whose payer's wallet is closed, as its holder sees it: `wallet` took it, or is the closed one."""

    payment: PaymentNo
    wallet: WalletNo
    amount_minor: Fen


class RefundData(NamedTuple):
    """A refund: its own id, amount, reference and metadata; of its payment the id, the reference that its maker gave it
    and the sum of all its refunds so far, `refunded`."""

    refund: RefundNo
    payment: PaymentNo
    amount_minor: Fen
    reference: _Reference | None
    refunded_minor: OrNone[Fen]
    payee: OrNone[WalletNo]
    payer: OrNone[WalletNo]
    store: OrNone[StoreNo]
    payment_reference: _Reference | None
    metadata: Metadata


class PartData(NamedTuple):
    """A merchant's part of a split payment."""

    payment: PaymentNo
    merchant: MerchantNo
    amount_minor: Fen
    split_plan: OrNone[SplitPlanNo]


class OrderData(NamedTuple):
    """An order by its id and the merchant's own number, and the payment that paid it; the metadata is the order's."""

    order: OrderNo
    number: _Reference
    store: StoreNo
    payment: PaymentNo
    amount_minor: Fen
    merchant: OrNone[MerchantNo]
    payer: OrNone[WalletNo]
    metadata: Metadata


class BillsData(NamedTuple):
    """A biller's upload: how many of its bills are new."""

    merchant: MerchantNo
    added: Count


class BillData(NamedTuple):
    """A bill, by its biller and its number."""

    merchant: MerchantNo
    bill: _BillNumber


class PaidBillData(NamedTuple):
    """A bill and the payment that paid it."""

    merchant: MerchantNo
    bill: _BillNumber
    payment: PaymentNo
    amount_minor: Fen
    payer: OrNone[WalletNo]


class PaymentRequestData(NamedTuple):
    """A request to pay: who asks whom for how much; `payment` once it is paid, `payer` once one is known."""

    payment_request: PaymentRequestNo
    payee: WalletNo
    amount_minor: Fen
    store: OrNone[StoreNo]
    payment: OrNone[PaymentNo]
    payer: OrNone[WalletNo]
    reference: _Reference | None


class LockData(NamedTuple):
    """Money promised to a payee under terms: what was locked, and what of it the payee has got so far."""

    lock: LockNo
    payee: WalletNo
    amount_minor: Fen
    released_minor: FenOrZero
    payer: OrNone[WalletNo]
    arbiter: OrNone[WalletNo]
    store: OrNone[StoreNo]
    reference: _Reference | None
    escrow: OrNone[LockNo] = LockNo(0)
    milestone: Count = 0


class PrepaidData(NamedTuple):
    """A prepaid contract: where it stands, the uses that are left, what the merchant has got and what went back."""

    prepaid: PrepaidNo
    prepaid_plan: PrepaidPlanNo
    store: StoreNo
    state: Literal["open", "used", "returned", "expired", "bankrupt"]
    uses_left: Count
    paid_minor: FenOrZero
    returned_minor: FenOrZero


class MandateData(NamedTuple):
    """What a payer lets a merchant collect, as it stands."""

    mandate: MandateNo
    merchant: MerchantNo
    payer: WalletNo
    state: Literal["open", "paused", "ended"]
    per_debit_minor: Fen
    per_period_minor: Fen
    reference: _Reference | None


class MandateDebitData(NamedTuple):
    """What a merchant collected by a mandate, under a number of its own."""

    mandate: MandateNo
    merchant: MerchantNo
    payer: WalletNo
    number: Annotated[str, Text(32)]
    amount_minor: Fen
    payment: PaymentNo


class BalanceRuleData(NamedTuple):
    """What a balance rule moved; `code` says why nothing was."""

    balance_rule: BalanceRuleNo
    wallet: WalletNo
    amount_minor: FenOrZero
    journal: OrNone[JournalNo]
    code: Annotated[str, Text(40)] | None


class BillConsentData(NamedTuple):
    """A bill of the account that no consent paid: it is above this one's ceiling, or could not be paid; `code` says
    why. Which bill it is the biller tells its customer."""

    mandate: MandateNo
    payer: WalletNo
    merchant: MerchantNo
    code: Annotated[str, Text(40)]


class StandingPaymentData(NamedTuple):
    """What became of the `number`th due of a standing payment; `code` says why it failed."""

    standing_payment: StandingPaymentNo
    payer: WalletNo
    number: Count
    amount_minor: Fen
    payment: OrNone[PaymentNo]
    code: Annotated[str, Text(40)] | None
    reference: _Reference | None


class BankruptcyData(NamedTuple):
    """A merchant that is bankrupt."""

    merchant: MerchantNo


class ReturnData(NamedTuple):
    """A payment whose payer asked for the money; `amount` is what was given back, by `refund`."""

    payment: PaymentNo
    amount_minor: FenOrZero
    refund: OrNone[RefundNo]


class SplitPlanData(NamedTuple):
    """A plan for splitting payments, and the merchant whose it is."""

    split_plan: SplitPlanNo
    merchant: MerchantNo


class ApplicationData(NamedTuple):
    """A company's application to become a merchant; `merchant` once it is one."""

    application: ApplicationNo
    wallet: WalletNo
    merchant: OrNone[MerchantNo]


class SubWalletData(NamedTuple):
    """A sub-wallet; `merchant` when it was pushed to one."""

    sub_wallet: WalletNo
    merchant: OrNone[MerchantNo]


class WalletData(NamedTuple):
    """A wallet."""

    wallet: WalletNo


class WalletClassData(NamedTuple):
    """A wallet and its class."""

    wallet: WalletNo
    class_: Literal["I", "II", "III", "IV"]


class WalletClosedData(NamedTuple):
    """A wallet; `interest` is what it was paid on closing out."""

    wallet: WalletNo
    interest_minor: FenOrZero | None


class WalletFreezeData(NamedTuple):
    """A wallet and one of its freezes."""

    wallet: WalletNo
    freeze: FreezeNo


class WalletMoneyData(NamedTuple):
    """Money that came into a wallet or went out of it."""

    wallet: WalletNo
    amount_minor: Fen
    journal: OrNone[JournalNo]


class WalletAmountData(NamedTuple):
    """A wallet and an amount."""

    wallet: WalletNo
    amount_minor: FenOrZero


class RemittanceData(NamedTuple):
    """Money that a bank brought into a wallet, with its sender's reference."""

    wallet: WalletNo
    remittance: RemittanceNo
    amount_minor: Fen
    reference: _Reference | None


class ExchangeOrderData(NamedTuple):
    """An order between a wallet and an account at a bank outside the platform."""

    wallet: WalletNo
    exchange_order: ExchangeOrderNo
    amount_minor: Fen


class AgreementData(NamedTuple):
    """A wallet and the account that it is to be linked with: one here, or one at a bank outside."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    external_account: OrNone[ExternalAccountNo]


class CashReportData(NamedTuple):
    """Cash that passed the threshold of a report: the sum of the day, its direction, and the rule."""

    journal: JournalNo
    amount_minor: BankFen
    direction: Literal["in", "out"]
    rule: _RuleName


class SettlementData(NamedTuple):
    """What a bank outside was paid, below zero what it paid, in renminbi."""

    external_bank: ExternalBankNo
    journal: JournalNo
    amount_minor: BankFen


class InterestRunData(NamedTuple):
    """A run of interest, and what it comes to."""

    run: InterestRunNo
    amount_minor: FenOrZero


class ReconciliationData(NamedTuple):
    """An account's day beside its bank's core: how many breaks it has, and how many of them are not explained."""

    account: AccountNo
    day: Annotated[str, Text(10, 10, example="2026-01-31")]
    breaks: Count
    open_breaks: Count


class WhitelistData(NamedTuple):
    """Numbers that were registered for an activity: how many are new."""

    activity: _Activity
    added: Count


class HolderFreezeData(NamedTuple):
    """A holder and a freeze of all its wallets."""

    holder: HolderNo
    holder_freeze: HolderFreezeNo


class DetailData(NamedTuple):
    """A holder, and which detail was forgotten; never what it was."""

    holder: HolderNo
    detail: Annotated[str, Text(40, example="phone")]


class DeviceData(NamedTuple):
    """A device and its holder."""

    device: DeviceNo
    holder: HolderNo


class GuardianshipData(NamedTuple):
    """A guardianship and its ward."""

    guardianship: GuardianshipNo
    ward: HolderNo


class EstateData(NamedTuple):
    """A holder who died; `amount` is what the heirs were given."""

    holder: HolderNo
    amount_minor: FenOrZero | None


class ProgramData(NamedTuple):
    """A program; `wallet` is its funder's."""

    program: ProgramNo
    wallet: WalletNo


class EnvelopeData(NamedTuple):
    """Money of an envelope; `wallet` is its sender's."""

    envelope: EnvelopeNo
    wallet: WalletNo
    amount_minor: Fen


class ProgramMoneyData(NamedTuple):
    """Money between a program and its funder's wallet."""

    program: ProgramNo
    wallet: WalletNo
    amount_minor: Fen
    journal: JournalNo


class ClaimData(NamedTuple):
    """A wallet's claim of a program: what it is worth, or what was left of it."""

    claim: ClaimNo
    program: ProgramNo
    wallet: WalletNo
    amount_minor: FenOrZero


class CofundingData(NamedTuple):
    """A merchant's agreement to bear its share of what a program's claims pay it."""

    program: ProgramNo
    merchant: MerchantNo


class TemplateData(NamedTuple):
    """A version of a template, and the SHA-256 of its content."""

    template: TemplateNo
    version: Count
    sha256: Sha256


class PlaceEntryData(NamedTuple):
    """A store, its merchant, and the place where it stands from now on, or no more."""

    place: PlaceNo
    store: StoreNo
    merchant: MerchantNo


class PlaceListData(NamedTuple):
    """A version of a list of places, and the SHA-256 of its list."""

    place_list: PlaceListNo
    version: Count
    sha256: Sha256


class CampaignData(NamedTuple):
    """A campaign of a program; `wallet` is its funder's."""

    campaign: CampaignNo
    program: ProgramNo
    wallet: WalletNo


class CampaignWonData(NamedTuple):
    """A registration that was drawn: the wallet that may claim, its number in the list, and what the claim is worth."""

    campaign: CampaignNo
    program: ProgramNo
    wallet: WalletNo
    number: Count
    amount_minor: Fen


class GrantListData(NamedTuple):
    """A grant list that has come to its end, and what became of its lines; `wallet` is the funder's. Lines that are
    neither granted nor refused were cancelled."""

    grant_list: GrantListNo
    program: ProgramNo
    wallet: WalletNo
    line_count: Count
    granted_lines: Count
    granted_sum_minor: FenOrZero
    refused_lines: Count
    refused_sum_minor: FenOrZero


class ClockData(NamedTuple):
    """By how many seconds the test world's clock went forward."""

    seconds: Count


class WebhookData(NamedTuple):
    """An endpoint."""

    webhook: EndpointNo
