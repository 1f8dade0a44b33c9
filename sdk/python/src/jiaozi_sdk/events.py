# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""What is sent to webhooks: a model of each kind of event.

What is null in an event's data is absent, or of an event older than the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from jiaozi_sdk._model import Model, model
from jiaozi_sdk.models import Event, Money


@model
class AgreementData(Model):
    """A wallet and the account that it is to be linked with: one here, or one at a bank outside.

    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `external_account`: An account at a bank outside the platform
    """

    wallet: str
    bank_account: str | None
    external_account: str | None


@model
class AgreementEndedEvent(Model):
    """A wallet and an account are linked no more.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["agreement.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: AgreementData


@model
class AgreementProposedEvent(Model):
    """A link between a wallet and an account waits for its code.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["agreement.proposed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: AgreementData


@model
class AgreementSignedEvent(Model):
    """A wallet and an account are linked.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["agreement.signed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: AgreementData


@model
class AliasPublishedEvent(Model):
    """A wallet can be found by its holder's phone number.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["alias.published"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletData


@model
class AliasWithdrawnEvent(Model):
    """A wallet can no longer be found by a phone number.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["alias.withdrawn"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletData


@model
class ApplicationData(Model):
    """A company's application to become a merchant; `merchant` once it is one.

    - `application`: The merchant's application
    - `wallet`: The wallet
    - `merchant`: The merchant
    """

    application: str
    wallet: str
    merchant: str | None


@model
class BalanceRuleData(Model):
    """What a balance rule moved; `code` says why nothing was.

    - `balance_rule`: The balance rule
    - `wallet`: The wallet whose balance is kept
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    - `code`: The last refusal's code, if any
    """

    balance_rule: str
    wallet: str
    amount: Money
    journal: str | None
    code: str | None


@model
class BalanceRuleEndedEvent(Model):
    """A balance rule has ended, since one of its sides is gone.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["balance_rule.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: BalanceRuleData


@model
class BalanceRuleFailedEvent(Model):
    """What a balance rule was to move was refused at each try.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["balance_rule.failed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: BalanceRuleData


@model
class BalanceRuleMovedEvent(Model):
    """A balance rule moved what was above or below its threshold.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["balance_rule.moved"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: BalanceRuleData


@model
class BankruptcyData(Model):
    """A merchant that is bankrupt.

    - `merchant`: The merchant
    """

    merchant: str


@model
class BillConsentAboveEvent(Model):
    """A bill is above what its payer lets be paid by itself; it is hers.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["bill_consent.above"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: BillConsentData


@model
class BillConsentData(Model):
    """A bill of the account that no consent paid: it is above this one's ceiling, or could not be paid; `code` says
    why. Which bill it is the biller tells its customer.

    - `mandate`: The mandate
    - `payer`: Whoever pays
    - `merchant`: The merchant
    - `code`: Why it was not paid
    """

    mandate: str
    payer: str
    merchant: str
    code: str


@model
class BillConsentFailedEvent(Model):
    """A bill could not be paid by itself as often as it was tried.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["bill_consent.failed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: BillConsentData


@model
class BillData(Model):
    """A bill, by its biller and its number.

    - `merchant`: The merchant
    - `bill`: The biller's number of the bill
    """

    merchant: str
    bill: str


@model
class BillPaidEvent(Model):
    """A bill was paid.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["bill.paid"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PaidBillData


@model
class BillWithdrawnEvent(Model):
    """A biller withdrew a bill.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["bill.withdrawn"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: BillData


@model
class BillsData(Model):
    """A biller's upload: how many of its bills are new.

    - `merchant`: The merchant
    - `added`: How many were new
    """

    merchant: str
    added: int


@model
class BillsUploadedEvent(Model):
    """A biller uploaded bills of which some are new or changed.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["bills.uploaded"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: BillsData


@model
class CampaignAnnouncedEvent(Model):
    """A draw was announced; its winners' money is set aside.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.announced"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignClosedEvent(Model):
    """Registration is over, and the funder's seed is known.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.closed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignData(Model):
    """A campaign of a program; `wallet` is its funder's.

    - `campaign`: The campaign, which draws lots for claims of a program
    - `program`: The program
    - `wallet`: The wallet
    """

    campaign: str
    program: str
    wallet: str


@model
class CampaignDrawingEvent(Model):
    """Both seeds are known: the draw has begun.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.drawing"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignDrawnEvent(Model):
    """The draw is done: everybody knows, and winners may claim.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.drawn"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignEndedEvent(Model):
    """Winners claim no more; what they did not claim is free.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignLapsedEvent(Model):
    """A campaign was never drawn; what it had promised is free.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.lapsed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignOpenEvent(Model):
    """The central bank has committed to its seed: people may register.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.open"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignPausedEvent(Model):
    """A campaign was paused: nobody registers, reveals or claims.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.paused"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignResumedEvent(Model):
    """A campaign goes on.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.resumed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignStoppedEvent(Model):
    """A campaign was stopped for good; what it had promised is free.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.stopped"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignData


@model
class CampaignWonData(Model):
    """A registration that was drawn: the wallet that may claim, its number in the list, and what the claim is worth.

    - `campaign`: The campaign, which draws lots for claims of a program
    - `program`: The program
    - `wallet`: The wallet
    - `number`: Its number in the list
    - `amount`: What the claim is worth
    """

    campaign: str
    program: str
    wallet: str
    number: int
    amount: Money


@model
class CampaignWonEvent(Model):
    """A registration was drawn: its wallet may claim.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["campaign.won"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CampaignWonData


@model
class CashDrawnEvent(Model):
    """Cash was drawn from a wallet by a code.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["cash.drawn"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class CashPaidInEvent(Model):
    """Cash was paid into a wallet by a code.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["cash.paid_in"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class CashReportData(Model):
    """Cash that passed the threshold of a report: the sum of the day, its direction, and the rule.

    - `journal`: The transfers that were made together
    - `amount`: How much, in minor units beside the asset
    - `direction`: Whether money goes in or out
    - `rule`: The rule's name
    """

    journal: str
    amount: Money
    direction: Literal["in", "out"]
    rule: str


@model
class CashReportableEvent(Model):
    """Cash of a day passed the threshold of a report.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["cash.reportable"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CashReportData


@model
class ClaimData(Model):
    """A wallet's claim of a program: what it is worth, or what was left of it.

    - `claim`: The claim of a program
    - `program`: The program
    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    """

    claim: str
    program: str
    wallet: str
    amount: Money


@model
class ClaimExpiredEvent(Model):
    """A claim has ended; what was left of it went back to its program.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["claim.expired"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ClaimData


@model
class ClaimGivenBackEvent(Model):
    """A holder gave back what was left of a claim.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["claim.given_back"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ClaimData


@model
class ClaimMadeEvent(Model):
    """A wallet has a claim of a program.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["claim.made"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ClaimData


@model
class ClaimPassedEvent(Model):
    """A holder passed on what was left of a claim.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["claim.passed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ClaimData


@model
class ClaimReceivedEvent(Model):
    """A wallet has a claim that another holder passed on.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["claim.received"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ClaimData


@model
class ClaimUnboundEvent(Model):
    """What was left of a claim is its holder's own money, for any purpose.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["claim.unbound"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ClaimData


@model
class ClockData(Model):
    """By how many seconds the test world's clock went forward.

    - `seconds`: By how many seconds the clock went on
    """

    seconds: int


@model
class CofundingAgreedEvent(Model):
    """A merchant bears its share of what a program's claims pay it.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["cofunding.agreed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CofundingData


@model
class CofundingData(Model):
    """A merchant's agreement to bear its share of what a program's claims pay it.

    - `program`: The program
    - `merchant`: The merchant
    """

    program: str
    merchant: str


@model
class CofundingEndedEvent(Model):
    """A merchant bears no share of what is paid from then on.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["cofunding.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: CofundingData


@model
class DetailData(Model):
    """A holder, and which detail was forgotten; never what it was.

    - `holder`: Whoever a wallet belongs to
    - `detail`: Which of the holder's details it is: `phone`, `name` or `bank_account`
    """

    holder: str
    detail: str


@model
class DeviceData(Model):
    """A device and its holder.

    - `device`: A holder's device
    - `holder`: Whoever a wallet belongs to
    """

    device: str
    holder: str


@model
class DeviceRegisteredEvent(Model):
    """A holder's device signs from now on.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["device.registered"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: DeviceData


@model
class DeviceRevokedEvent(Model):
    """A holder's device signs no more.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["device.revoked"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: DeviceData


@model
class EnvelopeClaimedEvent(Model):
    """A share of an envelope was claimed.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["envelope.claimed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: EnvelopeData


@model
class EnvelopeData(Model):
    """Money of an envelope; `wallet` is its sender's.

    - `envelope`: The envelope
    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    """

    envelope: str
    wallet: str
    amount: Money


@model
class EnvelopeReturnedEvent(Model):
    """What nobody claimed of an envelope is its sender's again.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["envelope.returned"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: EnvelopeData


@model
class EnvelopeSentEvent(Model):
    """An envelope was sent: its amount is put aside.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["envelope.sent"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: EnvelopeData


@model
class EstateData(Model):
    """A holder who died; `amount` is what the heirs were given.

    - `holder`: Whoever a wallet belongs to
    - `amount`: How much, in minor units beside the asset
    """

    holder: str
    amount: Money | None


@model
class EstateOpenedEvent(Model):
    """A holder has died; the wallets are frozen for the heirs.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["estate.opened"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: EstateData


@model
class EstateSettledEvent(Model):
    """The heirs have what a holder left.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["estate.settled"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: EstateData


@model
class ExchangeCompletedEvent(Model):
    """The bank did what was ordered.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["exchange.completed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ExchangeOrderData


@model
class ExchangeOrderData(Model):
    """An order between a wallet and an account at a bank outside the platform.

    - `wallet`: The wallet
    - `exchange_order`: An order to move money between a wallet and an account at another bank
    - `amount`: How much, in minor units beside the asset
    """

    wallet: str
    exchange_order: str
    amount: Money


@model
class ExchangeOrderedEvent(Model):
    """An order with a bank outside was placed.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["exchange.ordered"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ExchangeOrderData


@model
class ExchangePaidOutEvent(Model):
    """Money that was stuck was paid out.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["exchange.paid_out"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ExchangeOrderData


@model
class ExchangeReturningEvent(Model):
    """Money that cannot come into the wallet is on its way back.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["exchange.returning"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ExchangeOrderData


@model
class ExchangeReversedEvent(Model):
    """The bank did nothing; the money is where it was.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["exchange.reversed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ExchangeOrderData


@model
class ExchangeStuckEvent(Model):
    """The money can go neither on nor back; people have to decide.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["exchange.stuck"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ExchangeOrderData


@model
class ExchangeUnknownEvent(Model):
    """Whether the bank did what was ordered is not known yet.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["exchange.unknown"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ExchangeOrderData


@model
class ExternalBankSettledEvent(Model):
    """An operator and a bank outside settled what one owed the other.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["external_bank.settled"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: SettlementData


@model
class GrantListCancelledEvent(Model):
    """A grant list was cancelled; what was set aside for its lines is free.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["grant_list.cancelled"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: GrantListData


@model
class GrantListData(Model):
    """A grant list that has come to its end, and what became of its lines; `wallet` is the funder's. Lines that are
    neither granted nor refused were cancelled.

    - `grant_list`: The grant list
    - `program`: The program
    - `wallet`: The wallet
    - `line_count`: How many lines the list has
    - `granted_lines`: How many lines were granted
    - `granted_sum`: What was granted
    - `refused_lines`: How many lines were refused
    - `refused_sum`: What was refused; it is free again
    """

    grant_list: str
    program: str
    wallet: str
    line_count: int
    granted_lines: int
    granted_sum: Money
    refused_lines: int
    refused_sum: Money


@model
class GrantListDoneEvent(Model):
    """Every line of a grant list is granted or refused.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["grant_list.done"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: GrantListData


@model
class GuardianAppointedEvent(Model):
    """A holder has a guardian.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["guardian.appointed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: GuardianshipData


@model
class GuardianEndedEvent(Model):
    """A guardianship ended.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["guardian.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: GuardianshipData


@model
class GuardianshipData(Model):
    """A guardianship and its ward.

    - `guardianship`: A guardian's right to act for somebody
    - `ward`: Whom the guardian acts for
    """

    guardianship: str
    ward: str


@model
class HoldData(Model):
    """A payment that was held: what was asked, what was captured of it so far, and its metadata.

    - `payment`: The payment
    - `amount`: How much, in minor units beside the asset
    - `captured`: What was taken of the hold
    - `payee`: Whoever is paid
    - `payer`: Whoever pays
    - `store`: The merchant's store
    - `reference`: The caller's own reference
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    payment: str
    amount: Money
    captured: Money
    payee: str | None
    payer: str | None
    store: str | None
    reference: str | None
    metadata: Mapping[str, str] | None


@model
class HolderDetailForgottenEvent(Model):
    """A detail of a holder was forgotten.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["holder.detail_forgotten"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: DetailData


@model
class HolderFreezeData(Model):
    """A holder and a freeze of all its wallets.

    - `holder`: Whoever a wallet belongs to
    - `holder_freeze`: A freeze of all that a holder has
    """

    holder: str
    holder_freeze: str


@model
class HolderFrozenEvent(Model):
    """All wallets of a holder were frozen.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["holder.frozen"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: HolderFreezeData


@model
class HolderUnfrozenEvent(Model):
    """A freeze of all wallets of a holder was lifted.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["holder.unfrozen"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: HolderFreezeData


@model
class InterestPaidEvent(Model):
    """All interest of a run is paid.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["interest.paid"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: InterestRunData


@model
class InterestPreparedEvent(Model):
    """The figures of an interest run are complete.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["interest.prepared"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: InterestRunData


@model
class InterestRunData(Model):
    """A run of interest, and what it comes to.

    - `run`: The interest run
    - `amount`: How much, in minor units beside the asset
    """

    run: str
    amount: Money


@model
class LockData(Model):
    """Money promised to a payee under terms: what was locked, and what of it the payee has got so far.

    - `lock`: A lock: money promised under terms
    - `payee`: Whoever is paid
    - `amount`: How much, in minor units beside the asset
    - `released`: What the payee has got of it
    - `payer`: Whoever pays
    - `arbiter`: Who may decide between payer and payee; null where nobody does
    - `store`: The merchant's store
    - `reference`: The caller's own reference
    - `escrow`: The escrow that it is a milestone of: the number of the first one's lock
    - `milestone`: The milestone's place in its escrow, from 1 on
    """

    lock: str
    payee: str
    amount: Money
    released: Money
    payer: str | None
    arbiter: str | None
    store: str | None
    reference: str | None
    escrow: str | None
    milestone: int


@model
class LockExpiredEvent(Model):
    """A lock's end came, and its terms were carried out on the rest.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["lock.expired"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: LockData


@model
class LockOpenedEvent(Model):
    """Money is locked for a payee under written terms.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["lock.opened"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: LockData


@model
class LockReleasedEvent(Model):
    """The payee has got locked money, all of it or a part.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["lock.released"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: LockData


@model
class LockReturnedEvent(Model):
    """What was left of a lock was given back to the payer.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["lock.returned"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: LockData


@model
class MandateChangedEvent(Model):
    """A payer said anew how much a merchant may collect.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["mandate.changed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: MandateData


@model
class MandateCollectedEvent(Model):
    """A merchant collected an amount by a mandate.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["mandate.collected"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: MandateDebitData


@model
class MandateData(Model):
    """What a payer lets a merchant collect, as it stands.

    - `mandate`: The mandate
    - `merchant`: The merchant
    - `payer`: Whoever pays
    - `state`: What has become of it
    - `per_debit`: The most at once
    - `per_period`: The most in each period
    - `reference`: The caller's own reference
    """

    mandate: str
    merchant: str
    payer: str
    state: Literal["open", "paused", "ended"]
    per_debit: Money
    per_period: Money
    reference: str | None


@model
class MandateDebitData(Model):
    """What a merchant collected by a mandate, under a number of its own.

    - `mandate`: The mandate
    - `merchant`: The merchant
    - `payer`: Whoever pays
    - `number`: The merchant's own number
    - `amount`: How much, in minor units beside the asset
    - `payment`: The payment
    """

    mandate: str
    merchant: str
    payer: str
    number: str
    amount: Money
    payment: str


@model
class MandateEndedEvent(Model):
    """A merchant may collect no more: by the payer's will, or by the mandate's end.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["mandate.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: MandateData


@model
class MandateGivenEvent(Model):
    """A payer lets a merchant collect from its wallet.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["mandate.given"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: MandateData


@model
class MandatePausedEvent(Model):
    """A payer lets nothing be collected for now.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["mandate.paused"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: MandateData


@model
class MandateResumedEvent(Model):
    """A payer lets a merchant collect again.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["mandate.resumed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: MandateData


@model
class MerchantApprovedEvent(Model):
    """A company became a merchant.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["merchant.approved"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ApplicationData


@model
class MerchantBankruptEvent(Model):
    """A merchant is bankrupt; what was prepaid there goes back.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["merchant.bankrupt"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: BankruptcyData


@model
class MerchantRejectedEvent(Model):
    """A company's application was rejected.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["merchant.rejected"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ApplicationData


@model
class OrderData(Model):
    """An order by its id and the merchant's own number, and the payment that paid it; the metadata is the order's.

    - `order`: The order
    - `number`: The merchant's own number of the order
    - `store`: The merchant's store
    - `payment`: The payment
    - `amount`: How much, in minor units beside the asset
    - `merchant`: The merchant
    - `payer`: Whoever pays
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    order: str
    number: str
    store: str
    payment: str
    amount: Money
    merchant: str | None
    payer: str | None
    metadata: Mapping[str, str] | None


@model
class OrderPaidEvent(Model):
    """An order was paid.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["order.paid"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: OrderData


@model
class OwedRefundData(Model):
    """A refund whose payer's wallet is closed, as its holder sees it: `wallet` took it, or is the closed one.

    - `payment`: The payment
    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    """

    payment: str
    wallet: str
    amount: Money


@model
class PaidBillData(Model):
    """A bill and the payment that paid it.

    - `merchant`: The merchant
    - `bill`: The biller's number of the bill
    - `payment`: The payment
    - `amount`: How much, in minor units beside the asset
    - `payer`: Whoever pays
    """

    merchant: str
    bill: str
    payment: str
    amount: Money
    payer: str | None


@model
class PartData(Model):
    """A merchant's part of a split payment.

    - `payment`: The payment
    - `merchant`: The merchant
    - `amount`: How much, in minor units beside the asset
    - `split_plan`: The plan by which payments are split
    """

    payment: str
    merchant: str
    amount: Money
    split_plan: str | None


@model
class PaymentCapturedEvent(Model):
    """The payee took held money, all of it or a part.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment.captured"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: HoldData


@model
class PaymentCompletedEvent(Model):
    """A payment was made at once: the payee has the money.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment.completed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PaymentData


@model
class PaymentData(Model):
    """A payment: who paid whom, for which store, and the payer's reference and metadata.

    - `payment`: The payment
    - `payee`: Whoever is paid
    - `amount`: How much, in minor units beside the asset
    - `payer`: Whoever pays
    - `store`: The merchant's store
    - `reference`: The caller's own reference
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    payment: str
    payee: str
    amount: Money
    payer: str | None
    store: str | None
    reference: str | None
    metadata: Mapping[str, str] | None


@model
class PaymentExpiredEvent(Model):
    """A hold ran out; what was left of it went back to the payer.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment.expired"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: HoldData


@model
class PaymentHeldEvent(Model):
    """The money of a payment is reserved; the payee has none of it yet.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment.held"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PaymentData


@model
class PaymentPartReceivedEvent(Model):
    """A merchant has got its part of a split payment.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment.part_received"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PartData


@model
class PaymentRefundedEvent(Model):
    """Money of a payment was given back, in part or whole.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment.refunded"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: RefundData


@model
class PaymentReleasedEvent(Model):
    """What was left of a hold went back to the payer.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment.released"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: HoldData


@model
class PaymentRequestCancelledEvent(Model):
    """Who asked for money does so no more.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment_request.cancelled"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PaymentRequestData


@model
class PaymentRequestCreatedEvent(Model):
    """Somebody asks for money.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment_request.created"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PaymentRequestData


@model
class PaymentRequestData(Model):
    """A request to pay: who asks whom for how much; `payment` once it is paid, `payer` once one is known.

    - `payment_request`: A request to pay
    - `payee`: Whoever is paid
    - `amount`: How much, in minor units beside the asset
    - `store`: The merchant's store
    - `payment`: The payment
    - `payer`: Whoever pays
    - `reference`: The caller's own reference
    """

    payment_request: str
    payee: str
    amount: Money
    store: str | None
    payment: str | None
    payer: str | None
    reference: str | None


@model
class PaymentRequestDeclinedEvent(Model):
    """The payer declined a request to pay.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment_request.declined"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PaymentRequestData


@model
class PaymentRequestExpiredEvent(Model):
    """A request to pay ran out.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment_request.expired"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PaymentRequestData


@model
class PaymentRequestPaidEvent(Model):
    """A request to pay was accepted, and paid.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["payment_request.paid"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PaymentRequestData


@model
class PlaceEntryData(Model):
    """A store, its merchant, and the place where it stands from now on, or no more.

    - `place`: The place
    - `store`: The store that stands there
    - `merchant`: The merchant
    """

    place: str
    store: str
    merchant: str


@model
class PlaceListData(Model):
    """A version of a list of places, and the SHA-256 of its list.

    - `place_list`: The list of places
    - `version`: Which version of the list it is
    - `sha256`: SHA-256 of its list: each place's id and a line feed, in the order of the ids
    """

    place_list: str
    version: int
    sha256: str


@model
class PlaceListWrittenEvent(Model):
    """A version of a list of places is there: programs may name it.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["place_list.written"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PlaceListData


@model
class PlaceStoreEnteredEvent(Model):
    """A store stands in a place: what is for the place is paid there.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["place.store_entered"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PlaceEntryData


@model
class PlaceStoreLeftEvent(Model):
    """A store was taken out of a place.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["place.store_left"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PlaceEntryData


@model
class PrepaidBoughtEvent(Model):
    """A consumer bought a plan; its price is reserved in her wallet.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["prepaid.bought"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PrepaidData


@model
class PrepaidData(Model):
    """A prepaid contract: where it stands, the uses that are left, what the merchant has got and what went back.

    - `prepaid`: The prepaid contract
    - `prepaid_plan`: The plan: what a merchant sells ahead
    - `store`: The merchant's store
    - `state`: What has become of it
    - `uses_left`: How many uses are left
    - `paid`: What was paid
    - `returned`: What has been given back
    """

    prepaid: str
    prepaid_plan: str
    store: str
    state: Literal["open", "used", "returned", "expired", "bankrupt"]
    uses_left: int
    paid: Money
    returned: Money


@model
class PrepaidEndedEvent(Model):
    """A contract is over: what was not used went back to the consumer.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["prepaid.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PrepaidData


@model
class PrepaidObjectedEvent(Model):
    """A consumer objected to a use that was recorded.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["prepaid.objected"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PrepaidData


@model
class PrepaidRecordedEvent(Model):
    """A merchant recorded a use, which the consumer may object to.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["prepaid.recorded"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PrepaidData


@model
class PrepaidUsedEvent(Model):
    """A use is final, and its merchant paid.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["prepaid.used"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: PrepaidData


@model
class ProgramData(Model):
    """A program; `wallet` is its funder's.

    - `program`: The program
    - `wallet`: The wallet
    """

    program: str
    wallet: str


@model
class ProgramEndedEvent(Model):
    """Nothing of a program is left: it was spent, or went back to its funder.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["program.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ProgramData


@model
class ProgramFundedEvent(Model):
    """A funder paid into a program's pot.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["program.funded"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ProgramMoneyData


@model
class ProgramMoneyData(Model):
    """Money between a program and its funder's wallet.

    - `program`: The program
    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    """

    program: str
    wallet: str
    amount: Money
    journal: str


@model
class ProgramOpenEvent(Model):
    """A program was opened.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["program.open"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ProgramData


@model
class ProgramPausedEvent(Model):
    """A program was paused: nothing is claimed or spent.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["program.paused"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ProgramData


@model
class ProgramReclaimedEvent(Model):
    """What nobody spent of a program went back to its funder.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["program.reclaimed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ProgramMoneyData


@model
class ProgramStoppedEvent(Model):
    """A program was stopped for good; what is not spent goes back.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["program.stopped"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ProgramData


@model
class ReconciliationClosedEvent(Model):
    """A day was closed; it never changes again.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["reconciliation.closed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ReconciliationData


@model
class ReconciliationData(Model):
    """An account's day beside its bank's core: how many breaks it has, and how many of them are not explained.

    - `account`: The ledger account
    - `day`: A day in China, such as 2026-01-31
    - `breaks`: How many entries have no counterpart that says the same
    - `open_breaks`: How many breaks nobody has explained
    """

    account: str
    day: str
    breaks: int
    open_breaks: int


@model
class ReconciliationMatchedEvent(Model):
    """A day is matched with what the bank's core says of it.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["reconciliation.matched"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ReconciliationData


@model
class RefundClaimedEvent(Model):
    """A refund that waited went into its holder's new wallet, or to the heirs.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["refund.claimed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: OwedRefundData


@model
class RefundData(Model):
    """A refund: its own id, amount, reference and metadata; of its payment the id, the reference that its maker gave
    it and the sum of all its refunds so far, `refunded`.

    - `refund`: The refund's own id
    - `payment`: The payment
    - `amount`: How much, in minor units beside the asset
    - `reference`: The caller's own reference
    - `refunded`: What has been given back so far
    - `payee`: Whoever is paid
    - `payer`: Whoever pays
    - `store`: The merchant's store
    - `payment_reference`: The reference of the payment, which its maker gave it
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    refund: str
    payment: str
    amount: Money
    reference: str | None
    refunded: Money | None
    payee: str | None
    payer: str | None
    store: str | None
    payment_reference: str | None
    metadata: Mapping[str, str] | None


@model
class RefundOwedEvent(Model):
    """A refund waits until its holder has a wallet there again.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["refund.owed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: OwedRefundData


@model
class RefundRedirectedEvent(Model):
    """A refund went into another wallet of its holder than was paid from.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["refund.redirected"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: OwedRefundData


@model
class RemittanceData(Model):
    """Money that a bank brought into a wallet, with its sender's reference.

    - `wallet`: The wallet
    - `remittance`: Money sent from a bank account to a wallet
    - `amount`: How much, in minor units beside the asset
    - `reference`: The caller's own reference
    """

    wallet: str
    remittance: str
    amount: Money
    reference: str | None


@model
class ReturnAskedEvent(Model):
    """A payer asks its payee for the money of a payment.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["return.asked"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ReturnData


@model
class ReturnData(Model):
    """A payment whose payer asked for the money; `amount` is what was given back, by `refund`.

    - `payment`: The payment
    - `amount`: How much, in minor units beside the asset
    - `refund`: The refund's own id
    """

    payment: str
    amount: Money
    refund: str | None


@model
class ReturnDeclinedEvent(Model):
    """The payee declined to give the money back.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["return.declined"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ReturnData


@model
class ReturnExpiredEvent(Model):
    """The payee did not answer in time.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["return.expired"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ReturnData


@model
class ReturnReturnedEvent(Model):
    """The payee gave the money back that it was asked for.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["return.returned"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ReturnData


@model
class ReturnWithdrawnEvent(Model):
    """The payer asks for the money no more.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["return.withdrawn"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ReturnData


@model
class SettlementData(Model):
    """What a bank outside was paid, below zero what it paid, in renminbi.

    - `external_bank`: A bank outside the platform
    - `journal`: The transfers that were made together
    - `amount`: How much, in minor units beside the asset
    """

    external_bank: str
    journal: str
    amount: Money


@model
class SplitPlanActiveEvent(Model):
    """All sellers agreed: payments are split by the plan.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["split_plan.active"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: SplitPlanData


@model
class SplitPlanData(Model):
    """A plan for splitting payments, and the merchant whose it is.

    - `split_plan`: The plan by which payments are split
    - `merchant`: The merchant
    """

    split_plan: str
    merchant: str


@model
class SplitPlanEndedEvent(Model):
    """A plan was ended, by the merchant or a seller.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["split_plan.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: SplitPlanData


@model
class SplitPlanProposedEvent(Model):
    """A merchant proposed a plan to its sellers.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["split_plan.proposed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: SplitPlanData


@model
class StandingPaymentData(Model):
    """What became of the `number`th due of a standing payment; `code` says why it failed.

    - `standing_payment`: The standing payment
    - `payer`: Whoever pays
    - `number`: Which due it is, from 1
    - `amount`: How much, in minor units beside the asset
    - `payment`: The payment
    - `code`: The last refusal's code, if any
    - `reference`: The caller's own reference
    """

    standing_payment: str
    payer: str
    number: int
    amount: Money
    payment: str | None
    code: str | None
    reference: str | None


@model
class StandingPaymentFailedEvent(Model):
    """What was due was refused as often as it was tried.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["standing_payment.failed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: StandingPaymentData


@model
class StandingPaymentMissedEvent(Model):
    """Nobody looked at a due before a later one came.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["standing_payment.missed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: StandingPaymentData


@model
class StandingPaymentPaidEvent(Model):
    """What was due of a standing payment was paid.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["standing_payment.paid"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: StandingPaymentData


@model
class SubWalletData(Model):
    """A sub-wallet; `merchant` when it was pushed to one.

    - `sub_wallet`: A sub-wallet
    - `merchant`: The merchant
    """

    sub_wallet: str
    merchant: str | None


@model
class SubWalletMovedEvent(Model):
    """Money moved between a wallet and its sub-wallets; `wallet` has got it.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["sub_wallet.moved"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class SubWalletOpenedEvent(Model):
    """A company opened a sub-wallet.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["sub_wallet.opened"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: SubWalletData


@model
class SubWalletPushedEvent(Model):
    """A customer pushed a sub-wallet to a merchant.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["sub_wallet.pushed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: SubWalletData


@model
class SubWalletRevokedEvent(Model):
    """A customer took a pushed sub-wallet back.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["sub_wallet.revoked"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: SubWalletData


@model
class SweepEndedEvent(Model):
    """A wallet is swept no more.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["sweep.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletAmountData


@model
class SweepFailedEvent(Model):
    """A wallet could not be swept; it is tried again.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["sweep.failed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletAmountData


@model
class SweepSetEvent(Model):
    """A wallet is swept above a ceiling, the amount.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["sweep.set"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletAmountData


@model
class TemplateApprovedEvent(Model):
    """A version of a template was approved: programs may be drafted from it.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["template.approved"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: TemplateData


@model
class TemplateData(Model):
    """A version of a template, and the SHA-256 of its content.

    - `template`: The template that the terms come from
    - `version`: How often it has changed
    - `sha256`: SHA-256 of the content, by which it is approved
    """

    template: str
    version: int
    sha256: str


@model
class TemplateRetiredEvent(Model):
    """A version was retired for good; open programs from it go on.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["template.retired"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: TemplateData


@model
class TemplateSuspendedEvent(Model):
    """A version was suspended: no program is drafted or opened from it.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["template.suspended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: TemplateData


@model
class TestClockAdvancedEvent(Model):
    """The clock of the test world went forward.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["test_clock.advanced"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: ClockData


@model
class WalletAmountData(Model):
    """A wallet and an amount.

    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    """

    wallet: str
    amount: Money


@model
class WalletCardLoadedEvent(Model):
    """A visitor topped a wallet up by card.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.card_loaded"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class WalletCardReturnBouncedEvent(Model):
    """A card did not take its money: it is in the wallet again.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.card_return_bounced"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class WalletCardReturnedEvent(Model):
    """What is left of a visitor's money went back to its cards.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.card_returned"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class WalletClassChangedEvent(Model):
    """A wallet is of another class.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.class_changed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletClassData


@model
class WalletClassData(Model):
    """A wallet and its class.

    - `wallet`: The wallet
    - `class_`: The wallet's class, I to IV
    """

    wallet: str
    class_: Literal["I", "II", "III", "IV"]


@model
class WalletClosedData(Model):
    """A wallet; `interest` is what it was paid on closing out.

    - `wallet`: The wallet
    - `interest`: Interest
    """

    wallet: str
    interest: Money | None


@model
class WalletClosedEvent(Model):
    """A wallet was closed.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.closed"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletClosedData


@model
class WalletData(Model):
    """A wallet.

    - `wallet`: The wallet
    """

    wallet: str


@model
class WalletFreezeData(Model):
    """A wallet and one of its freezes.

    - `wallet`: The wallet
    - `freeze`: A freeze of a wallet
    """

    wallet: str
    freeze: str


@model
class WalletFrozenEvent(Model):
    """A freeze was placed on a wallet.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.frozen"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletFreezeData


@model
class WalletLoadedEvent(Model):
    """Bank money was loaded into a wallet.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.loaded"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class WalletMoneyData(Model):
    """Money that came into a wallet or went out of it.

    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    """

    wallet: str
    amount: Money
    journal: str | None


@model
class WalletOpenedEvent(Model):
    """A wallet was opened.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.opened"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletClassData


@model
class WalletRemittedEvent(Model):
    """Somebody sent money from a bank account into a wallet.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.remitted"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: RemittanceData


@model
class WalletSpilledEvent(Model):
    """What a wallet may not hold went on to its bank account.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.spilled"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class WalletSweptEvent(Model):
    """What was above a wallet's ceiling went to its bank account.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.swept"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletAmountData


@model
class WalletUnfrozenEvent(Model):
    """A freeze was lifted.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.unfrozen"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletFreezeData


@model
class WalletUnloadedEvent(Model):
    """Money of a wallet was unloaded into a bank account.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["wallet.unloaded"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletMoneyData


@model
class WaterfallEndedEvent(Model):
    """What a wallet may not hold is refused again.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["waterfall.ended"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletData


@model
class WaterfallSetEvent(Model):
    """What a wallet may not hold goes on to a bank account.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["waterfall.set"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WalletData


@model
class WebhookData(Model):
    """An endpoint.

    - `webhook`: The webhook
    """

    webhook: str


@model
class WebhookDisabledEvent(Model):
    """An endpoint took nothing, or wanted nothing more: nothing is sent to it.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["webhook.disabled"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WebhookData


@model
class WebhookPingEvent(Model):
    """Somebody asked to see whether an endpoint is reached; it alone is sent this.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["webhook.ping"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WebhookData


@model
class WhitelistData(Model):
    """Numbers that were registered for an activity: how many are new.

    - `activity`: The activity that a whitelist is for
    - `added`: How many were new
    """

    activity: str
    added: int


@model
class WhitelistRegisteredEvent(Model):
    """Phone numbers were registered for an activity.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: Literal["whitelist.registered"]
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: WhitelistData


WebhookEvent = (
    PaymentCompletedEvent
    | PaymentHeldEvent
    | PaymentCapturedEvent
    | PaymentReleasedEvent
    | PaymentExpiredEvent
    | PaymentRefundedEvent
    | RefundRedirectedEvent
    | RefundOwedEvent
    | RefundClaimedEvent
    | PaymentPartReceivedEvent
    | OrderPaidEvent
    | BillsUploadedEvent
    | BillWithdrawnEvent
    | BillPaidEvent
    | PaymentRequestCreatedEvent
    | PaymentRequestPaidEvent
    | PaymentRequestDeclinedEvent
    | PaymentRequestCancelledEvent
    | PaymentRequestExpiredEvent
    | LockOpenedEvent
    | LockReleasedEvent
    | LockReturnedEvent
    | LockExpiredEvent
    | PrepaidBoughtEvent
    | PrepaidRecordedEvent
    | PrepaidUsedEvent
    | PrepaidObjectedEvent
    | PrepaidEndedEvent
    | MandateGivenEvent
    | MandateChangedEvent
    | MandatePausedEvent
    | MandateResumedEvent
    | MandateEndedEvent
    | MandateCollectedEvent
    | BalanceRuleMovedEvent
    | BalanceRuleFailedEvent
    | BalanceRuleEndedEvent
    | BillConsentAboveEvent
    | BillConsentFailedEvent
    | StandingPaymentPaidEvent
    | StandingPaymentFailedEvent
    | StandingPaymentMissedEvent
    | ReturnAskedEvent
    | ReturnReturnedEvent
    | ReturnDeclinedEvent
    | ReturnWithdrawnEvent
    | ReturnExpiredEvent
    | SplitPlanProposedEvent
    | SplitPlanActiveEvent
    | SplitPlanEndedEvent
    | MerchantApprovedEvent
    | MerchantRejectedEvent
    | MerchantBankruptEvent
    | SubWalletOpenedEvent
    | SubWalletPushedEvent
    | SubWalletRevokedEvent
    | SubWalletMovedEvent
    | WalletOpenedEvent
    | WalletClosedEvent
    | WalletClassChangedEvent
    | WalletFrozenEvent
    | WalletUnfrozenEvent
    | WalletLoadedEvent
    | WalletUnloadedEvent
    | WalletCardLoadedEvent
    | WalletCardReturnedEvent
    | WalletCardReturnBouncedEvent
    | WalletSpilledEvent
    | WalletSweptEvent
    | WalletRemittedEvent
    | AliasPublishedEvent
    | AliasWithdrawnEvent
    | SweepSetEvent
    | SweepEndedEvent
    | SweepFailedEvent
    | WaterfallSetEvent
    | WaterfallEndedEvent
    | CashPaidInEvent
    | CashDrawnEvent
    | CashReportableEvent
    | ExchangeOrderedEvent
    | ExchangeUnknownEvent
    | ExchangeCompletedEvent
    | ExchangeReversedEvent
    | ExchangeReturningEvent
    | ExchangeStuckEvent
    | ExchangePaidOutEvent
    | ExternalBankSettledEvent
    | AgreementProposedEvent
    | AgreementSignedEvent
    | AgreementEndedEvent
    | InterestPreparedEvent
    | InterestPaidEvent
    | ReconciliationMatchedEvent
    | ReconciliationClosedEvent
    | WhitelistRegisteredEvent
    | HolderFrozenEvent
    | HolderUnfrozenEvent
    | HolderDetailForgottenEvent
    | DeviceRegisteredEvent
    | DeviceRevokedEvent
    | GuardianAppointedEvent
    | GuardianEndedEvent
    | EstateOpenedEvent
    | EstateSettledEvent
    | ProgramOpenEvent
    | ProgramPausedEvent
    | ProgramStoppedEvent
    | ProgramEndedEvent
    | ProgramFundedEvent
    | ProgramReclaimedEvent
    | EnvelopeSentEvent
    | TemplateApprovedEvent
    | TemplateSuspendedEvent
    | TemplateRetiredEvent
    | PlaceStoreEnteredEvent
    | PlaceStoreLeftEvent
    | PlaceListWrittenEvent
    | CampaignAnnouncedEvent
    | CampaignOpenEvent
    | CampaignPausedEvent
    | CampaignResumedEvent
    | CampaignClosedEvent
    | CampaignDrawingEvent
    | CampaignWonEvent
    | CampaignDrawnEvent
    | CampaignStoppedEvent
    | CampaignLapsedEvent
    | CampaignEndedEvent
    | GrantListDoneEvent
    | GrantListCancelledEvent
    | EnvelopeClaimedEvent
    | EnvelopeReturnedEvent
    | ClaimMadeEvent
    | ClaimGivenBackEvent
    | ClaimUnboundEvent
    | ClaimPassedEvent
    | ClaimReceivedEvent
    | CofundingAgreedEvent
    | CofundingEndedEvent
    | ClaimExpiredEvent
    | TestClockAdvancedEvent
    | WebhookPingEvent
    | WebhookDisabledEvent
    | Event
)
"""An event of any kind; an `Event` when its kind is newer than this package."""

EVENTS: Final[Mapping[str, type[WebhookEvent]]] = {
    "payment.completed": PaymentCompletedEvent,
    "payment.held": PaymentHeldEvent,
    "payment.captured": PaymentCapturedEvent,
    "payment.released": PaymentReleasedEvent,
    "payment.expired": PaymentExpiredEvent,
    "payment.refunded": PaymentRefundedEvent,
    "refund.redirected": RefundRedirectedEvent,
    "refund.owed": RefundOwedEvent,
    "refund.claimed": RefundClaimedEvent,
    "payment.part_received": PaymentPartReceivedEvent,
    "order.paid": OrderPaidEvent,
    "bills.uploaded": BillsUploadedEvent,
    "bill.withdrawn": BillWithdrawnEvent,
    "bill.paid": BillPaidEvent,
    "payment_request.created": PaymentRequestCreatedEvent,
    "payment_request.paid": PaymentRequestPaidEvent,
    "payment_request.declined": PaymentRequestDeclinedEvent,
    "payment_request.cancelled": PaymentRequestCancelledEvent,
    "payment_request.expired": PaymentRequestExpiredEvent,
    "lock.opened": LockOpenedEvent,
    "lock.released": LockReleasedEvent,
    "lock.returned": LockReturnedEvent,
    "lock.expired": LockExpiredEvent,
    "prepaid.bought": PrepaidBoughtEvent,
    "prepaid.recorded": PrepaidRecordedEvent,
    "prepaid.used": PrepaidUsedEvent,
    "prepaid.objected": PrepaidObjectedEvent,
    "prepaid.ended": PrepaidEndedEvent,
    "mandate.given": MandateGivenEvent,
    "mandate.changed": MandateChangedEvent,
    "mandate.paused": MandatePausedEvent,
    "mandate.resumed": MandateResumedEvent,
    "mandate.ended": MandateEndedEvent,
    "mandate.collected": MandateCollectedEvent,
    "balance_rule.moved": BalanceRuleMovedEvent,
    "balance_rule.failed": BalanceRuleFailedEvent,
    "balance_rule.ended": BalanceRuleEndedEvent,
    "bill_consent.above": BillConsentAboveEvent,
    "bill_consent.failed": BillConsentFailedEvent,
    "standing_payment.paid": StandingPaymentPaidEvent,
    "standing_payment.failed": StandingPaymentFailedEvent,
    "standing_payment.missed": StandingPaymentMissedEvent,
    "return.asked": ReturnAskedEvent,
    "return.returned": ReturnReturnedEvent,
    "return.declined": ReturnDeclinedEvent,
    "return.withdrawn": ReturnWithdrawnEvent,
    "return.expired": ReturnExpiredEvent,
    "split_plan.proposed": SplitPlanProposedEvent,
    "split_plan.active": SplitPlanActiveEvent,
    "split_plan.ended": SplitPlanEndedEvent,
    "merchant.approved": MerchantApprovedEvent,
    "merchant.rejected": MerchantRejectedEvent,
    "merchant.bankrupt": MerchantBankruptEvent,
    "sub_wallet.opened": SubWalletOpenedEvent,
    "sub_wallet.pushed": SubWalletPushedEvent,
    "sub_wallet.revoked": SubWalletRevokedEvent,
    "sub_wallet.moved": SubWalletMovedEvent,
    "wallet.opened": WalletOpenedEvent,
    "wallet.closed": WalletClosedEvent,
    "wallet.class_changed": WalletClassChangedEvent,
    "wallet.frozen": WalletFrozenEvent,
    "wallet.unfrozen": WalletUnfrozenEvent,
    "wallet.loaded": WalletLoadedEvent,
    "wallet.unloaded": WalletUnloadedEvent,
    "wallet.card_loaded": WalletCardLoadedEvent,
    "wallet.card_returned": WalletCardReturnedEvent,
    "wallet.card_return_bounced": WalletCardReturnBouncedEvent,
    "wallet.spilled": WalletSpilledEvent,
    "wallet.swept": WalletSweptEvent,
    "wallet.remitted": WalletRemittedEvent,
    "alias.published": AliasPublishedEvent,
    "alias.withdrawn": AliasWithdrawnEvent,
    "sweep.set": SweepSetEvent,
    "sweep.ended": SweepEndedEvent,
    "sweep.failed": SweepFailedEvent,
    "waterfall.set": WaterfallSetEvent,
    "waterfall.ended": WaterfallEndedEvent,
    "cash.paid_in": CashPaidInEvent,
    "cash.drawn": CashDrawnEvent,
    "cash.reportable": CashReportableEvent,
    "exchange.ordered": ExchangeOrderedEvent,
    "exchange.unknown": ExchangeUnknownEvent,
    "exchange.completed": ExchangeCompletedEvent,
    "exchange.reversed": ExchangeReversedEvent,
    "exchange.returning": ExchangeReturningEvent,
    "exchange.stuck": ExchangeStuckEvent,
    "exchange.paid_out": ExchangePaidOutEvent,
    "external_bank.settled": ExternalBankSettledEvent,
    "agreement.proposed": AgreementProposedEvent,
    "agreement.signed": AgreementSignedEvent,
    "agreement.ended": AgreementEndedEvent,
    "interest.prepared": InterestPreparedEvent,
    "interest.paid": InterestPaidEvent,
    "reconciliation.matched": ReconciliationMatchedEvent,
    "reconciliation.closed": ReconciliationClosedEvent,
    "whitelist.registered": WhitelistRegisteredEvent,
    "holder.frozen": HolderFrozenEvent,
    "holder.unfrozen": HolderUnfrozenEvent,
    "holder.detail_forgotten": HolderDetailForgottenEvent,
    "device.registered": DeviceRegisteredEvent,
    "device.revoked": DeviceRevokedEvent,
    "guardian.appointed": GuardianAppointedEvent,
    "guardian.ended": GuardianEndedEvent,
    "estate.opened": EstateOpenedEvent,
    "estate.settled": EstateSettledEvent,
    "program.open": ProgramOpenEvent,
    "program.paused": ProgramPausedEvent,
    "program.stopped": ProgramStoppedEvent,
    "program.ended": ProgramEndedEvent,
    "program.funded": ProgramFundedEvent,
    "program.reclaimed": ProgramReclaimedEvent,
    "envelope.sent": EnvelopeSentEvent,
    "template.approved": TemplateApprovedEvent,
    "template.suspended": TemplateSuspendedEvent,
    "template.retired": TemplateRetiredEvent,
    "place.store_entered": PlaceStoreEnteredEvent,
    "place.store_left": PlaceStoreLeftEvent,
    "place_list.written": PlaceListWrittenEvent,
    "campaign.announced": CampaignAnnouncedEvent,
    "campaign.open": CampaignOpenEvent,
    "campaign.paused": CampaignPausedEvent,
    "campaign.resumed": CampaignResumedEvent,
    "campaign.closed": CampaignClosedEvent,
    "campaign.drawing": CampaignDrawingEvent,
    "campaign.won": CampaignWonEvent,
    "campaign.drawn": CampaignDrawnEvent,
    "campaign.stopped": CampaignStoppedEvent,
    "campaign.lapsed": CampaignLapsedEvent,
    "campaign.ended": CampaignEndedEvent,
    "grant_list.done": GrantListDoneEvent,
    "grant_list.cancelled": GrantListCancelledEvent,
    "envelope.claimed": EnvelopeClaimedEvent,
    "envelope.returned": EnvelopeReturnedEvent,
    "claim.made": ClaimMadeEvent,
    "claim.given_back": ClaimGivenBackEvent,
    "claim.unbound": ClaimUnboundEvent,
    "claim.passed": ClaimPassedEvent,
    "claim.received": ClaimReceivedEvent,
    "cofunding.agreed": CofundingAgreedEvent,
    "cofunding.ended": CofundingEndedEvent,
    "claim.expired": ClaimExpiredEvent,
    "test_clock.advanced": TestClockAdvancedEvent,
    "webhook.ping": WebhookPingEvent,
    "webhook.disabled": WebhookDisabledEvent,
}
