"""The catalogue of events: every kind there is, what it says, and the record of its payload.

Who is told of a kind is decided in `jiaozi.access.receivers`. What is stored is never changed: a record gets further
fields only, of which older events have none, so these may be absent.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, Final, Literal, NamedTuple

from jiaozi.kinds import (
    REFERENCE_MAX,
    AccountNo,
    ApplicationNo,
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
    PrepaidNo,
    PrepaidPlanNo,
    ProgramNo,
    RefundNo,
    RemittanceNo,
    SplitPlanNo,
    StandingPaymentNo,
    StoreNo,
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


class ClockData(NamedTuple):
    """By how many seconds the test world's clock went forward."""

    seconds: Count


class WebhookData(NamedTuple):
    """An endpoint."""

    webhook: EndpointNo


Payload = tuple[Any, ...]
"""One of the records above."""


class Kind(NamedTuple):
    """A kind of event: the record of its payload, and what has happened."""

    payload: type[Payload]
    says: str


KINDS: Final[Mapping[str, Kind]] = {
    "payment.completed": Kind(PaymentData, "A payment was made at once: the payee has the money."),
    "payment.held": Kind(PaymentData, "The money of a payment is reserved; the payee has none of it yet."),
    "payment.captured": Kind(HoldData, "The payee took held money, all of it or a part."),
    "payment.released": Kind(HoldData, "What was left of a hold went back to the payer."),
    "payment.expired": Kind(HoldData, "A hold ran out; what was left of it went back to the payer."),
    "payment.refunded": Kind(RefundData, "Money of a payment was given back, in part or whole."),
    "refund.redirected": Kind(OwedRefundData, "A refund went into another wallet of its holder than was paid from."),
    "refund.owed": Kind(OwedRefundData, "A refund waits until its holder has a wallet there again."),
    "refund.claimed": Kind(OwedRefundData, "A refund that waited went into its holder's new wallet, or to the heirs."),
    "payment.part_received": Kind(PartData, "A merchant has got its part of a split payment."),
    "order.paid": Kind(OrderData, "An order was paid."),
    "bills.uploaded": Kind(BillsData, "A biller uploaded bills of which some are new or changed."),
    "bill.withdrawn": Kind(BillData, "A biller withdrew a bill."),
    "bill.paid": Kind(PaidBillData, "A bill was paid."),
    "payment_request.created": Kind(PaymentRequestData, "Somebody asks for money."),
    "payment_request.paid": Kind(PaymentRequestData, "A request to pay was accepted, and paid."),
    "payment_request.declined": Kind(PaymentRequestData, "The payer declined a request to pay."),
    "payment_request.cancelled": Kind(PaymentRequestData, "Who asked for money does so no more."),
    "payment_request.expired": Kind(PaymentRequestData, "A request to pay ran out."),
    "lock.opened": Kind(LockData, "Money is locked for a payee under written terms."),
    "lock.released": Kind(LockData, "The payee has got locked money, all of it or a part."),
    "lock.returned": Kind(LockData, "What was left of a lock was given back to the payer."),
    "lock.expired": Kind(LockData, "A lock's end came, and its terms were carried out on the rest."),
    "prepaid.bought": Kind(PrepaidData, "A consumer bought a plan; its price is reserved in her wallet."),
    "prepaid.recorded": Kind(PrepaidData, "A merchant recorded a use, which the consumer may object to."),
    "prepaid.used": Kind(PrepaidData, "A use is final, and its merchant paid."),
    "prepaid.objected": Kind(PrepaidData, "A consumer objected to a use that was recorded."),
    "prepaid.ended": Kind(PrepaidData, "A contract is over: what was not used went back to the consumer."),
    "mandate.given": Kind(MandateData, "A payer lets a merchant collect from its wallet."),
    "mandate.changed": Kind(MandateData, "A payer said anew how much a merchant may collect."),
    "mandate.paused": Kind(MandateData, "A payer lets nothing be collected for now."),
    "mandate.resumed": Kind(MandateData, "A payer lets a merchant collect again."),
    "mandate.ended": Kind(MandateData, "A merchant may collect no more: by the payer's will, or by the mandate's end."),
    "mandate.collected": Kind(MandateDebitData, "A merchant collected an amount by a mandate."),
    "standing_payment.paid": Kind(StandingPaymentData, "What was due of a standing payment was paid."),
    "standing_payment.failed": Kind(StandingPaymentData, "What was due was refused as often as it was tried."),
    "standing_payment.missed": Kind(StandingPaymentData, "Nobody looked at a due before a later one came."),
    "return.asked": Kind(ReturnData, "A payer asks its payee for the money of a payment."),
    "return.returned": Kind(ReturnData, "The payee gave the money back that it was asked for."),
    "return.declined": Kind(ReturnData, "The payee declined to give the money back."),
    "return.withdrawn": Kind(ReturnData, "The payer asks for the money no more."),
    "return.expired": Kind(ReturnData, "The payee did not answer in time."),
    "split_plan.proposed": Kind(SplitPlanData, "A merchant proposed a plan to its sellers."),
    "split_plan.active": Kind(SplitPlanData, "All sellers agreed: payments are split by the plan."),
    "split_plan.ended": Kind(SplitPlanData, "A plan was ended, by the merchant or a seller."),
    "merchant.approved": Kind(ApplicationData, "A company became a merchant."),
    "merchant.rejected": Kind(ApplicationData, "A company's application was rejected."),
    "merchant.bankrupt": Kind(BankruptcyData, "A merchant is bankrupt; what was prepaid there goes back."),
    "sub_wallet.opened": Kind(SubWalletData, "A company opened a sub-wallet."),
    "sub_wallet.pushed": Kind(SubWalletData, "A customer pushed a sub-wallet to a merchant."),
    "sub_wallet.revoked": Kind(SubWalletData, "A customer took a pushed sub-wallet back."),
    "sub_wallet.moved": Kind(WalletMoneyData, "Money moved between a wallet and its sub-wallets; `wallet` has got it."),
    "wallet.opened": Kind(WalletClassData, "A wallet was opened."),
    "wallet.closed": Kind(WalletClosedData, "A wallet was closed."),
    "wallet.class_changed": Kind(WalletClassData, "A wallet is of another class."),
    "wallet.frozen": Kind(WalletFreezeData, "A freeze was placed on a wallet."),
    "wallet.unfrozen": Kind(WalletFreezeData, "A freeze was lifted."),
    "wallet.loaded": Kind(WalletMoneyData, "Bank money was loaded into a wallet."),
    "wallet.unloaded": Kind(WalletMoneyData, "Money of a wallet was unloaded into a bank account."),
    "wallet.card_loaded": Kind(WalletMoneyData, "A visitor topped a wallet up by card."),
    "wallet.card_returned": Kind(WalletMoneyData, "What is left of a visitor's money went back to its cards."),
    "wallet.card_return_bounced": Kind(WalletMoneyData, "A card did not take its money: it is in the wallet again."),
    "wallet.spilled": Kind(WalletMoneyData, "What a wallet may not hold went on to its bank account."),
    "wallet.swept": Kind(WalletAmountData, "What was above a wallet's ceiling went to its bank account."),
    "wallet.remitted": Kind(RemittanceData, "Somebody sent money from a bank account into a wallet."),
    "alias.published": Kind(WalletData, "A wallet can be found by its holder's phone number."),
    "alias.withdrawn": Kind(WalletData, "A wallet can no longer be found by a phone number."),
    "sweep.set": Kind(WalletAmountData, "A wallet is swept above a ceiling, the amount."),
    "sweep.ended": Kind(WalletAmountData, "A wallet is swept no more."),
    "sweep.failed": Kind(WalletAmountData, "A wallet could not be swept; it is tried again."),
    "waterfall.set": Kind(WalletData, "What a wallet may not hold goes on to a bank account."),
    "waterfall.ended": Kind(WalletData, "What a wallet may not hold is refused again."),
    "cash.paid_in": Kind(WalletMoneyData, "Cash was paid into a wallet by a code."),
    "cash.drawn": Kind(WalletMoneyData, "Cash was drawn from a wallet by a code."),
    "cash.reportable": Kind(CashReportData, "Cash of a day passed the threshold of a report."),
    "exchange.ordered": Kind(ExchangeOrderData, "An order with a bank outside was placed."),
    "exchange.unknown": Kind(ExchangeOrderData, "Whether the bank did what was ordered is not known yet."),
    "exchange.completed": Kind(ExchangeOrderData, "The bank did what was ordered."),
    "exchange.reversed": Kind(ExchangeOrderData, "The bank did nothing; the money is where it was."),
    "exchange.returning": Kind(ExchangeOrderData, "Money that cannot come into the wallet is on its way back."),
    "exchange.stuck": Kind(ExchangeOrderData, "The money can go neither on nor back; people have to decide."),
    "exchange.paid_out": Kind(ExchangeOrderData, "Money that was stuck was paid out."),
    "external_bank.settled": Kind(SettlementData, "An operator and a bank outside settled what one owed the other."),
    "agreement.proposed": Kind(AgreementData, "A link between a wallet and an account waits for its code."),
    "agreement.signed": Kind(AgreementData, "A wallet and an account are linked."),
    "agreement.ended": Kind(AgreementData, "A wallet and an account are linked no more."),
    "interest.prepared": Kind(InterestRunData, "The figures of an interest run are complete."),
    "interest.paid": Kind(InterestRunData, "All interest of a run is paid."),
    "reconciliation.matched": Kind(ReconciliationData, "A day is matched with what the bank's core says of it."),
    "reconciliation.closed": Kind(ReconciliationData, "A day was closed; it never changes again."),
    "whitelist.registered": Kind(WhitelistData, "Phone numbers were registered for an activity."),
    "holder.frozen": Kind(HolderFreezeData, "All wallets of a holder were frozen."),
    "holder.unfrozen": Kind(HolderFreezeData, "A freeze of all wallets of a holder was lifted."),
    "holder.detail_forgotten": Kind(DetailData, "A detail of a holder was forgotten."),
    "device.registered": Kind(DeviceData, "A holder's device signs from now on."),
    "device.revoked": Kind(DeviceData, "A holder's device signs no more."),
    "guardian.appointed": Kind(GuardianshipData, "A holder has a guardian."),
    "guardian.ended": Kind(GuardianshipData, "A guardianship ended."),
    "estate.opened": Kind(EstateData, "A holder has died; the wallets are frozen for the heirs."),
    "estate.settled": Kind(EstateData, "The heirs have what a holder left."),
    "program.open": Kind(ProgramData, "A program was opened."),
    "program.paused": Kind(ProgramData, "A program was paused: nothing is claimed or spent."),
    "program.stopped": Kind(ProgramData, "A program was stopped for good; what is not spent goes back."),
    "program.ended": Kind(ProgramData, "Nothing of a program is left: it was spent, or went back to its funder."),
    "program.funded": Kind(ProgramMoneyData, "A funder paid into a program's pot."),
    "program.reclaimed": Kind(ProgramMoneyData, "What nobody spent of a program went back to its funder."),
    "envelope.sent": Kind(EnvelopeData, "An envelope was sent: its amount is put aside."),
    "campaign.announced": Kind(CampaignData, "A draw was announced; its winners' money is set aside."),
    "campaign.open": Kind(CampaignData, "The central bank has committed to its seed: people may register."),
    "campaign.paused": Kind(CampaignData, "A campaign was paused: nobody registers, reveals or claims."),
    "campaign.resumed": Kind(CampaignData, "A campaign goes on."),
    "campaign.closed": Kind(CampaignData, "Registration is over, and the funder's seed is known."),
    "campaign.drawing": Kind(CampaignData, "Both seeds are known: the draw has begun."),
    "campaign.won": Kind(CampaignWonData, "A registration was drawn: its wallet may claim."),
    "campaign.drawn": Kind(CampaignData, "The draw is done: everybody knows, and winners may claim."),
    "campaign.stopped": Kind(CampaignData, "A campaign was stopped for good; what it had promised is free."),
    "campaign.lapsed": Kind(CampaignData, "A campaign was never drawn; what it had promised is free."),
    "campaign.ended": Kind(CampaignData, "Winners claim no more; what they did not claim is free."),
    "envelope.claimed": Kind(EnvelopeData, "A share of an envelope was claimed."),
    "envelope.returned": Kind(EnvelopeData, "What nobody claimed of an envelope is its sender's again."),
    "claim.made": Kind(ClaimData, "A wallet has a claim of a program."),
    "claim.given_back": Kind(ClaimData, "A holder gave back what was left of a claim."),
    "claim.expired": Kind(ClaimData, "A claim has ended; what was left of it went back to its program."),
    "test_clock.advanced": Kind(ClockData, "The clock of the test world went forward."),
    "webhook.ping": Kind(WebhookData, "Somebody asked to see whether an endpoint is reached; it alone is sent this."),
    "webhook.disabled": Kind(WebhookData, "An endpoint took nothing, or wanted nothing more: nothing is sent to it."),
}
"""Every kind of event, by its name."""


def nearest(name: str, among: Sequence[str]) -> list[str]:
    """The kinds that somebody may have meant by a name, the most alike first: those about the same thing, or up to
    three that are alike; none when there is nothing like it."""
    subject = name.partition(".")[0] + "."
    same = [each for each in among if each.startswith(subject)]
    return get_close_matches(name, same, len(same), 0) if same else get_close_matches(name, among)
