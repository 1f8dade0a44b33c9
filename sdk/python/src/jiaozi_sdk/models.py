# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""What the platform answers, and the parts of what it is sent.

A closed set is a `Literal`; a platform newer than this package may answer further words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jiaozi_sdk._model import Model, model


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: whole minor units (fen) of an asset, `E-CNY` or `CNY`."""

    minor: int
    asset: str


@model
class Account(Model):
    """A ledger account. `owner` is whose it is: a wallet, a bank account or an institution.

    - `id`: Its id
    - `book`: The institution in whose books it is
    - `kind`: Of which kind
    - `owner`: Whose account it is
    - `balance`: The money there
    - `available`: What can be spent: posted, less what is held
    - `pending_out`: What is held
    - `pending_in`: What is on its way in
    - `floor`: The lowest balance that the account may have
    - `closed`: Whether it is closed
    - `version`: How often it has changed
    - `changed_at`: When it last changed
    """

    id: str
    book: str
    kind: Literal[
        "wallet",
        "vault",
        "reserve",
        "margin",
        "backing",
        "deposit",
        "due_to",
        "position",
        "funding",
        "clearing",
        "plain",
        "wallet_deposit",
        "wallet_nonbank",
        "purpose",
        "issued",
        "reserve_claim",
        "margin_claim",
        "vault_claim",
        "due_from",
        "lending",
        "cash",
        "plain_debit",
        "expense",
    ]
    owner: str | None
    balance: Money
    available: Money
    pending_out: Money
    pending_in: Money
    floor: Money | None
    closed: bool
    version: int
    changed_at: str


@model
class AcquirerOpened(Model):
    """An acquirer was registered.

    - `acquirer`: Whoever clears card payments for an operator
    """

    acquirer: str


@model
class Act(Model):
    """An administrative act or a reading of personal data.

    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `at`: When it happened
    - `principal`: Whoever holds keys: a person or a system
    - `operation`: What was asked for, by its name
    - `command`: What was asked for, field by field
    - `outcome`: `done`, or the code of the refusal
    """

    sequence: int
    n: int
    at: str
    principal: str | None
    operation: str
    command: Mapping[str, Any]
    outcome: str


@model
class Agreement(Model):
    """An agreement: its terms, and what was used of them on the day and in the year of the last use. `settlement`:
    whether the account is a corporate wallet's settlement account.

    - `bank_account`: The account at a bank
    - `external_account`: An account at a bank outside the platform
    - `state`: What has become of it
    - `single`: At most so much at a time
    - `daily_count`: At most so many in a day
    - `daily`: At most so much in a day
    - `yearly_count`: At most so many in a year
    - `yearly`: At most so much in a year
    - `valid_from`: From when on it holds
    - `valid_until`: Until when it holds
    - `signed_at`: When it was signed; null before
    - `ended_at`: When it ended; null before
    - `cooling_until`: Until when little may move over it; null when it is not signed
    - `used_today_count`: How often it was used today
    - `used_today`: What was used today
    - `used_year_count`: How often it was used this year
    - `used_year`: What was used this year
    - `settlement`: Whether the account is a company's settlement account
    """

    bank_account: str | None
    external_account: str | None
    state: Literal["pending", "signed", "ended"]
    single: Money
    daily_count: int
    daily: Money
    yearly_count: int
    yearly: Money
    valid_from: str
    valid_until: str
    signed_at: str | None
    ended_at: str | None
    cooling_until: str | None
    used_today_count: int
    used_today: Money
    used_year_count: int
    used_year: Money
    settlement: bool


@model
class AgreementCodeRead(Model):
    """A one-time code, for the bank that sends it to the phone on its file; where the outcome is looked up later,
    without `code` and `number_masked`.

    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `external_account`: An account at a bank outside the platform
    - `code_number`: How many codes were sent, this one with them
    - `code_expires_at`: Until when the code holds
    - `code`: The one-time code
    - `number_masked`: The number with its last digits alone
    """

    wallet: str
    bank_account: str | None
    external_account: str | None
    code_number: int
    code_expires_at: str
    code: str
    number_masked: str


@model
class AgreementEnded(Model):
    """An agreement was ended; nothing moves over it any more.

    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `ended_at`: When it ended; null before
    - `external_account`: An account at a bank outside the platform
    """

    wallet: str
    bank_account: str | None
    ended_at: str
    external_account: str | None


@model
class AgreementProposed(Model):
    """An agreement was proposed; its code is on the way and works until `code_expires_at`.

    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `code_expires_at`: Until when the code holds
    - `external_account`: An account at a bank outside the platform
    """

    wallet: str
    bank_account: str | None
    code_expires_at: str
    external_account: str | None


@model
class AgreementSigned(Model):
    """An agreement was signed. Until `cooling_until` only little may move over it.

    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `signed_at`: When it was signed; null before
    - `cooling_until`: Until when little may move over it; null when it is not signed
    - `external_account`: An account at a bank outside the platform
    """

    wallet: str
    bank_account: str | None
    signed_at: str
    cooling_until: str
    external_account: str | None


@model
class AliasResolved(Model):
    """Whom a phone leads to; null when nobody wants to be found by it. `left` look-ups remain today. The name is
    masked, null when none is known, and not in a look-up of the outcome by its key.

    - `payee`: Whoever is paid
    - `left`: How many look-ups remain today
    - `name`: The holder's name, masked; null when none is known
    """

    payee: str | None
    left: int
    name: str | None


@model
class AliasSet(Model):
    """Whether a wallet is found by its holder's phone.

    - `wallet`: The wallet
    - `visible`: Whether the wallet is found by its holder's phone
    """

    wallet: str
    visible: bool


@model
class ApiKey(Model):
    """An API key without its secret.

    - `id`: Its id
    - `principal`: Whoever holds keys: a person or a system
    - `created_at`: When it was made
    - `expires_at`: Until when it holds
    - `revoked_at`: When it was revoked; null before
    - `last_used_on`: The last day that the key was used; null when never
    """

    id: str
    principal: str
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_on: str | None


@model
class ApiKeyIssued(Model):
    """A new key. `token` is shown this once; a repeated request has null.

    - `key`: An API key's id
    - `principal`: Whoever holds keys: a person or a system
    - `replaces`: What it replaces
    - `replaced_until`: Until when the old one still holds; null when it was not replaced
    - `token`: A secret that stands for its owner, shown this once
    """

    key: str
    principal: str
    replaces: str | None
    replaced_until: str | None
    token: str | None


@model
class ApiKeyRevoked(Model):
    """A key has ended: no process accepts it.

    - `key`: An API key's id
    - `revoked_at`: When it was revoked; null before
    """

    key: str
    revoked_at: str


@model
class ApplicationShown(Model):
    """An application.

    - `id`: Its id
    - `wallet`: The wallet
    - `operator`: The operating institution
    - `name_en`: The name in English
    - `name_zh`: The name in Chinese
    - `category`: The merchant's category, four digits (MCC)
    - `purpose`: What the money is for, a code of the scheme
    - `scenario`: The scene of the pilot that it belongs to
    - `documents`: The papers
    - `applicant`: Who applied
    - `applied_at`: When it was applied for
    - `state`: What has become of it
    - `reviewer`: Who reviewed it; null before
    - `decided_at`: When it was decided; null before
    - `note`: A note on the decision
    - `merchant`: The merchant
    """

    id: str
    wallet: str
    operator: str
    name_en: str
    name_zh: str
    category: str
    purpose: str
    scenario: str
    documents: tuple[DocumentShown, ...]
    applicant: str | None
    applied_at: str
    state: Literal["open", "approved", "rejected"]
    reviewer: str | None
    decided_at: str | None
    note: str
    merchant: str | None


@model
class ApplicationReviewed(ApplicationShown):
    """The application was decided; `merchant` is null when it was rejected.

    - `application`: The merchant's application
    """

    application: str


@model
class MerchantApplied(ApplicationShown):
    """The application waits for its review.

    - `application`: The merchant's application
    """

    application: str


@model
class ArbiterAccepted(Model):
    """From now on the arbiter decides.

    - `lock`: A lock: money promised under terms
    - `arbiter`: Who may decide between payer and payee; null where nobody does
    - `accepted_at`: When the payee accepted the arbiter, who decides nothing before
    """

    lock: str
    arbiter: str
    accepted_at: str


@model
class Attempt(Model):
    """One try: the HTTP status that came back, or null and why none did.

    - `n`: Its number in the list
    - `at`: When it happened
    - `status`: The HTTP status that came back; null when none did
    - `error`: The code of what went wrong; null when nothing did
    - `took_ms`: How many milliseconds it took; null when there was no answer
    """

    n: int
    at: str
    status: int | None
    error: str
    took_ms: int


@model
class Audit(Model):
    """An audit of one snapshot.

    - `ok`: Whether all is well
    - `findings`: What is wrong; empty when nothing is
    - `counts`: Of each kind, how many rows were checked
    - `invariants`: The names of what must hold, each of which was checked
    - `milliseconds`: How long it took
    """

    ok: bool
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    invariants: tuple[str, ...]
    milliseconds: int


@model
class BalanceAt(Model):
    """A balance as it had been recorded at an instant.

    - `account`: The ledger account
    - `at`: When it happened
    - `balance`: The money there
    """

    account: str
    at: str
    balance: Money


@model
class BalanceMove(Model):
    """What a rule moved for a day.

    - `day`: The day that it was due on
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    - `at`: When it happened
    """

    day: str
    amount: Money
    journal: str
    at: str


@model
class BalanceRule(Model):
    """A balance rule as it stands, for its wallet's owner. It is looked at next at `due_at`; `tries` were refused
    for that day so far, the last with `code`.

    - `id`: Its id
    - `wallet`: The wallet whose balance is kept
    - `kind`: Whether what is above goes out, or what is below comes in
    - `threshold`: The balance that is kept
    - `most`: The most that is moved at once
    - `other_wallet`: Its sub-wallet, or its parent; null for a bank account
    - `bank_account`: The account at a bank
    - `hour`: At what hour in China it is looked at, 0 to 23
    - `due_at`: When it is looked at next
    - `tries`: How often it was refused for this day so far
    - `code`: The last refusal's code, if any
    - `moves`: How often something was moved
    - `moved`: What was moved in all
    - `state`: What has become of it
    - `set_at`: When it was set
    - `ended_at`: When it ended; null before
    """

    id: str
    wallet: str
    kind: Literal["above", "below"]
    threshold: Money
    most: Money
    other_wallet: str | None
    bank_account: str | None
    hour: int
    due_at: str
    tries: int
    code: str
    moves: int
    moved: Money
    state: Literal["open", "ended"]
    set_at: str
    ended_at: str | None


@model
class BalanceRuleReading(Model):
    """A balance rule with its latest movements, newest first; earlier ones are in the wallet's statement.

    - `rule`: The rule as it stands
    - `latest`: The latest movements, newest first
    """

    rule: BalanceRule
    latest: tuple[BalanceMove, ...]


@model
class BalanceRuleEnded(BalanceRuleReading):
    """A balance rule is kept no more.

    - `balance_rule`: The balance rule
    """

    balance_rule: str


@model
class BalanceRuleSet(BalanceRuleReading):
    """A balance rule is kept; it is looked at first at `due_at`.

    - `balance_rule`: The balance rule
    - `due_at`: When it is looked at next
    """

    balance_rule: str
    due_at: str


@model
class BankAccount(Model):
    """A customer's bank account; of its number only the last four digits.

    - `id`: Its id
    - `bank`: The bank that keeps the account
    - `customer`: The holder whose account it is
    - `number_masked`: The number with its last digits alone
    - `balance`: The money there
    - `opened_at`: When it was opened
    """

    id: str
    bank: str
    customer: str | None
    number_masked: str
    balance: Money
    opened_at: str


@model
class BankAccountOpened(BankAccount):
    """A bank account was opened.

    - `bank_account`: The account at a bank
    """

    bank_account: str


@model
class BankAccountLinked(Model):
    """A bank account is bound to a wallet's holder.

    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    """

    wallet: str
    bank_account: str


@model
class Bankruptcy(Model):
    """That a merchant is bankrupt.

    - `merchant`: The merchant
    - `reason`: Why, in a few words
    - `document`: The number of the paper that says so
    - `marked_at`: When it was written down
    """

    merchant: str
    reason: str
    document: str
    marked_at: str


@model
class Bill(Model):
    """A bill as it stands. Who looks it up by its number learns no more than is needed to pay it: its payment is
    shown to its payer's side and its biller's.

    - `merchant`: The merchant
    - `biller_en`: The biller's name in English
    - `biller_zh`: The biller's name in Chinese
    - `purpose`: What kind of bill it is
    - `number`: The biller's number of the bill
    - `title`: What it is, in English
    - `amount`: How much, in minor units beside the asset
    - `due_on`: The last day to pay
    - `late`: Whether the last day to pay is over
    - `state`: What has become of it
    - `store`: The merchant's store
    - `payment`: The payment
    - `paid_at`: When it was paid; null before
    - `account`: The biller's number of whom it bills, such as a meter's
    """

    merchant: str
    biller_en: str
    biller_zh: str
    purpose: Literal["utility", "tuition", "government"]
    number: str
    title: str
    amount: Money
    due_on: str
    late: bool
    state: Literal["open", "paid", "withdrawn"]
    store: str
    payment: str | None
    paid_at: str | None
    account: str


@model
class BillLine(Model):
    """A bill of a batch, under the biller's own number: 4 to 32 letters, digits and dashes. `account` is the
    biller's number of whom it bills, for payers who let its bills be paid by themselves.

    - `number`: The biller's number of the bill
    - `title`: What it is, in English
    - `amount`: How much, in minor units beside the asset
    - `due_on`: The last day to pay
    - `account`: The biller's number of whom it bills, such as a meter's
    """

    number: str
    title: str
    amount_minor: int = field(metadata={"asset": "E-CNY"})
    due_on: str
    account: str | None = None


@model
class BillPaid(Model):
    """A bill was paid, finally.

    - `merchant`: The merchant
    - `number`: The biller's number of the bill
    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `paid_at`: When it was paid; null before
    - `amount`: How much, in minor units beside the asset
    """

    merchant: str
    number: str
    payment: str
    journal: str
    paid_at: str
    amount: Money


@model
class BillWithdrawn(Model):
    """A bill was withdrawn.

    - `merchant`: The merchant
    - `number`: The biller's number of the bill
    """

    merchant: str
    number: str


@model
class BillsUploaded(Model):
    """A batch was taken: how many bills are new, changed, and as they were.

    - `merchant`: The merchant
    - `added`: How many were new
    - `changed`: How many were changed
    - `unchanged`: How many were as they are
    """

    merchant: str
    added: int
    changed: int
    unchanged: int


@model
class Break(Model):
    """What is between the two sides of a day. Amounts are above zero when the account was credited; `platform` and
    `core` are null where that side has nothing on this day. `entry` numbers the core's entry in its statement.

    - `number`: Its number in the list of the day's breaks
    - `kind`: Of which kind
    - `state`: What has become of it
    - `platform`: What the ledger moved on this day, below zero when it debited; null when nothing
    - `core`: What the bank's core says of this day, below zero for a debit; null when nothing
    - `difference`: What the bank's core says less what the ledger moved
    - `transfer`: The transfer
    - `entry`: The core's entry, by its number in the statement; null when it has none
    - `other_day`: The day on which the other side has it; null when none is known
    - `reference`: End-to-end: a transfer, a journal, or the reference it was asked with
    - `core_reference`: The bank's own reference of the entry
    - `at`: When it happened
    - `reason`: Why, for the log of acts
    - `journal`: The transfers that were made together
    - `said_by`: Who explained it; null before
    - `said_at`: When it was explained; null before
    """

    number: int
    kind: Literal["missing_there", "missing_here", "amount_differs", "day_differs", "duplicate"]
    state: Literal["open", "explained", "corrected"]
    platform: Money | None
    core: Money | None
    difference: Money
    transfer: str | None
    entry: int | None
    other_day: str | None
    reference: str
    core_reference: str
    at: str | None
    reason: str
    journal: str | None
    said_by: str | None
    said_at: str | None


@model
class BreaksExplained(Model):
    """Breaks are explained, or corrected; so many of their day are still open.

    - `account`: The ledger account
    - `day`: The day in China
    - `state`: What has become of it
    - `open_breaks`: How many breaks nobody has explained
    """

    account: str
    day: str
    state: Literal["open", "explained", "corrected"]
    open_breaks: int


@model
class Campaign(Model):
    """A campaign, as everybody may read it: all that its draw follows from, and what winners are told. The draw's
    seed is the SHA-256 of `campaign:seed:witness_seed:list_sha256`; a number has won where the SHA-256 of
    `that:campaign:number` is not above the `cut`.

    - `id`: Its id
    - `program`: The program
    - `operator`: The operating institution
    - `state`: What has become of it
    - `paused`: Whether it is paused
    - `places`: How many win at most
    - `face`: What each winner's claim is worth
    - `opens_at`: From when on people register
    - `closes_at`: From when on nobody registers any more
    - `reveal_until`: Until when both seeds have to be known; else nobody wins, and nothing is promised any more
    - `claims_until`: Until when winners claim
    - `commitment`: SHA-256 of the funder's seed, published before anybody registers
    - `witness_commitment`: SHA-256 of the central bank's seed; null until it has committed to one
    - `seed`: The funder's seed; null until it is revealed
    - `witness_seed`: The central bank's seed; null until it is revealed
    - `list_sha256`: The chain over the registrations so far: SHA-256 of the link before and the mark
    - `registered`: How many are registered
    - `cut`: The rank of the last winner: who has no higher one has won; null before the draw
    - `announced_at`: When it was announced
    - `ended_at`: When it ended; null before
    - `notice_en`: What winners are told, in English, without any link
    - `notice_zh`: What winners are told, in Chinese, without any link
    """

    id: str
    program: str
    operator: str
    state: Literal["announced", "open", "drawing", "drawn", "stopped", "lapsed", "ended"]
    paused: bool
    places: int
    face: Money
    opens_at: str
    closes_at: str
    reveal_until: str
    claims_until: str
    commitment: str
    witness_commitment: str | None
    seed: str | None
    witness_seed: str | None
    list_sha256: str
    registered: int
    cut: str | None
    announced_at: str
    ended_at: str | None
    notice_en: str
    notice_zh: str


@model
class CampaignOpened(Campaign):
    """A campaign is announced; so much is set aside for it.

    - `campaign`: The campaign, which draws lots for claims of a program
    - `promised`: What is set aside for whom a draw finds
    """

    campaign: str
    promised: Money


@model
class CampaignWitnessed(Campaign):
    """A campaign has both commitments: it can be registered for.

    - `campaign`: The campaign, which draws lots for claims of a program
    """

    campaign: str


@model
class SeedRevealed(Campaign):
    """A seed is known. With `both` the draw begins.

    - `campaign`: The campaign, which draws lots for claims of a program
    - `both`: Whether both seeds are known, so that the draw begins
    """

    campaign: str
    both: bool


@model
class CampaignNumber(Model):
    """A registration in the public list: its number, and the mark that tells whoever has its salt whose it is. `won`
    is null until the draw is done; it stays, whatever becomes of the campaign.

    - `number`: Its number in the list
    - `mark`: What the public list has of the registration; with its salt it proves whose it is
    - `won`: Whether it has won; null until the draw is done
    """

    number: int
    mark: str
    won: bool | None


@model
class CampaignReport(Model):
    """What came of a campaign: `win_rate_bp` are winners of 10,000 registrations, rounded down. What the winners who
    `claimed` got was `worth` so much, of which so much is left, was spent, became their own, was passed on, or
    went back to the program. `promised` is set aside still.

    - `campaign`: The campaign, which draws lots for claims of a program
    - `state`: What has become of it
    - `places`: How many win at most
    - `registered`: How many are registered
    - `winners`: How many have won
    - `win_rate_bp`: Winners of 10,000 registrations, rounded down
    - `claimed`: How many winners have claimed
    - `unclaimed`: How many winners have not claimed
    - `promised`: What is set aside for whom a draw finds
    - `worth`: What those claims were worth
    - `left`: What those claims have left
    - `spent`: What of those claims was spent
    - `unbound`: What became holders' own money
    - `passed`: What was passed on to others
    - `reclaimed`: What of those claims went back to the program
    """

    campaign: str
    state: Literal["announced", "open", "drawing", "drawn", "stopped", "lapsed", "ended"]
    places: int
    registered: int
    winners: int
    win_rate_bp: int
    claimed: int
    unclaimed: int
    promised: Money
    worth: Money
    left: Money
    spent: Money
    unbound: Money
    passed: Money
    reclaimed: Money


@model
class CanonicalText(Model):
    """A text as it is kept, of whose bytes in UTF-8 the SHA-256 is made: JSON without blanks, in which amounts are
    fen and ids are the numbers that they stand for.

    - `text`: The text as it is kept
    - `sha256`: The SHA-256 of its bytes in UTF-8
    """

    text: str
    sha256: str


@model
class CardLoad(Model):
    """A top-up by card, and what of it went back.

    - `id`: Its id
    - `wallet`: The wallet
    - `acquirer`: Whoever clears card payments for an operator
    - `card_masked`: The card with its last four digits alone
    - `amount`: How much, in minor units beside the asset
    - `returned`: What has been given back
    - `at`: When it happened
    """

    id: str
    wallet: str
    acquirer: str
    card_masked: str
    amount: Money
    returned: Money
    at: str


@model
class CardLoaded(Model):
    """A wallet was topped up.

    - `card_load`: A load from a card
    - `journal`: The transfers that were made together
    - `recorded_at`: When it was written
    """

    card_load: str
    journal: str
    recorded_at: str


@model
class CardReturnBounced(Model):
    """What was returned to a card came back into the wallet.

    - `card_load`: A load from a card
    - `wallet`: The wallet
    - `journal`: The transfers that were made together
    """

    card_load: str
    wallet: str
    journal: str


@model
class CardsReturned(Model):
    """So much went back to the cards of so many top-ups; `journal` is null when there was nothing to return.

    - `wallet`: The wallet
    - `journal`: The transfers that were made together
    - `card_loads`: The loads that were given back
    - `amount`: How much, in minor units beside the asset
    """

    wallet: str
    journal: str | None
    card_loads: int
    amount: Money


@model
class CashCode(Model):
    """A cash code without its code. `operator` is the bank whose counter or machine used it.

    - `id`: Its id
    - `wallet`: The wallet
    - `direction`: Whether money goes in or out
    - `amount`: How much, in minor units beside the asset
    - `state`: What has become of it
    - `issued_at`: When it was given out
    - `expires_at`: Until when it holds
    - `attempts`: How often it was tried
    - `operator`: The operating institution
    - `journal`: The transfers that were made together
    """

    id: str
    wallet: str
    direction: Literal["in", "out"]
    amount: Money
    state: Literal["open", "used", "cancelled"]
    issued_at: str
    expires_at: str
    attempts: int
    operator: str | None
    journal: str | None


@model
class CashCodeCancelled(Model):
    """A cash code was made worthless.

    - `cash_code`: A code for cash at a counter
    """

    cash_code: str


@model
class CashCodeIssued(Model):
    """A cash code. `code` is for the holder alone; where the outcome is looked up later it is without.

    - `cash_code`: A code for cash at a counter
    - `expires_at`: Until when it holds
    - `code`: The one-time code
    """

    cash_code: str
    expires_at: str
    code: str


@model
class CashMoved(Model):
    """Cash and digital yuan have changed places; final.

    - `cash_code`: A code for cash at a counter
    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    - `recorded_at`: When it was written
    """

    cash_code: str
    wallet: str
    amount: Money
    journal: str
    recorded_at: str


@model
class Charged(Model):
    """A payment was made by what a device showed, finally. `user_verified` says that the device had its user's proof
    (a PIN).

    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `paid_at`: When it was paid; null before
    - `amount`: How much, in minor units beside the asset
    - `fee`: What it costs
    - `user_verified`: Whether the device knew its user
    """

    payment: str
    journal: str
    paid_at: str
    amount: Money
    fee: Money
    user_verified: bool


@model
class ClaimGivenBack(Model):
    """What was left of a claim is the program's again; `journal` is null where no money moved.

    - `claim`: The claim of a program
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    """

    claim: str
    amount: Money
    journal: str | None


@model
class ClaimMade(Model):
    """A wallet has a claim, the `number`th of its program.

    - `claim`: The claim of a program
    - `program`: The program
    - `number`: Its number in the statement
    - `value`: What the claim is worth
    - `expires_at`: Until when it holds
    """

    claim: str
    program: str
    number: int
    value: Money
    expires_at: str


@model
class ClaimPassed(Model):
    """What was left of a claim is the receiver's, as a claim of its own.

    - `claim`: The claim of a program
    - `receiver`: The wallet that has it from then on
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    """

    claim: str
    receiver: str
    amount: Money
    journal: str


@model
class ClaimWithdrawn(Model):
    """What was left of a claim is its holder's own money.

    - `claim`: The claim of a program
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    """

    claim: str
    amount: Money
    journal: str


@model
class ClaimsGranted(Model):
    """What became of the lines of a grant, in their order.

    - `program`: The program
    - `granted`: How many were given
    - `amount`: How much, in minor units beside the asset
    - `results`: What became of each line, in their order
    """

    program: str
    granted: int
    amount: Money
    results: tuple[GrantResult, ...]


@model
class Clock(Model):
    """The clock of the process that answers. Milliseconds ahead of the witness furthest behind, and behind the one
    that is furthest ahead; 0 when it is not.

    - `trusted`: Whether the clock may be trusted
    - `ahead_ms`: Milliseconds ahead of the witness furthest behind; 0 when it is not
    - `behind_ms`: Milliseconds behind the witness that is furthest ahead; 0 when it is not
    - `groups_ahead`: How many groups are recorded in the future
    - `alarm`: What is wrong with it; null when nothing is
    """

    trusted: bool
    ahead_ms: int
    behind_ms: int
    groups_ahead: int
    alarm: str | None


@model
class ClosedOut(Model):
    """A wallet was closed out: what went to the bank account, and how much of it was interest. `journal` is null
    when there was nothing.

    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    - `interest`: Interest
    - `journal`: The transfers that were made together
    """

    wallet: str
    amount: Money
    interest: Money
    journal: str | None


@model
class Cofunding(Model):
    """A merchant's agreement to bear its share of what a program's claims pay it, by terms of this SHA-256.

    - `program`: The program
    - `terms_sha256`: The SHA-256 of the terms in canonical JSON
    - `agreed_at`: When it was agreed to; null before
    - `ended_at`: When it ended; null before
    """

    program: str
    terms_sha256: str
    agreed_at: str
    ended_at: str | None


@model
class CofundingAgreed(Model):
    """A merchant bears its share.

    - `merchant`: The merchant
    - `program`: The program
    - `agreed_at`: When it was agreed to; null before
    """

    merchant: str
    program: str
    agreed_at: str


@model
class CofundingEnded(Model):
    """A merchant bears no share of what is paid from then on.

    - `merchant`: The merchant
    - `program`: The program
    - `ended_at`: When it ended; null before
    """

    merchant: str
    program: str
    ended_at: str


@model
class CollectCode(Model):
    """A code, to whom it pays. `amount` is null when the payer enters it.

    - `id`: Its id
    - `kind`: Of which kind
    - `state`: What has become of it
    - `store`: The merchant's store
    - `wallet`: The wallet
    - `amount`: How much, in minor units beside the asset
    - `reference`: The caller's own reference
    - `opened_at`: When it was opened
    - `expires_at`: Until when it holds
    - `payment`: The payment
    - `plan`: The plan by which the payment is split
    - `payload`: The text of the QR code
    """

    id: str
    kind: Literal["static", "dynamic"]
    state: Literal["open", "used", "revoked", "expired"]
    store: str | None
    wallet: str | None
    amount: Money | None
    reference: str | None
    opened_at: str
    expires_at: str | None
    payment: str | None
    plan: str | None
    payload: str


@model
class CollectCodeOpened(CollectCode):
    """A code was made. `payload` is the text of its QR symbol; `expires_at` is null for a static one.

    - `collect_code`: The code that payers scan
    """

    collect_code: str


@model
class CollectCodeRevoked(CollectCode):
    """A code was withdrawn.

    - `collect_code`: The code that payers scan
    """

    collect_code: str


@model
class CollectCodePaid(Model):
    """A code was paid, finally.

    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `paid_at`: When it was paid; null before
    - `amount`: How much, in minor units beside the asset
    - `fee`: What it costs
    - `collect_code`: The code that payers scan
    """

    payment: str
    journal: str
    paid_at: str
    amount: Money
    fee: Money
    collect_code: str


@model
class CoreLine(Model):
    """An entry of the core's statement. `reference` is the end-to-end identification: the platform's transfer or
    journal, or the reference it was asked with. `core_reference` is the bank's own.

    - `side`: Whether debit or credit
    - `minor`: Minor units: fen
    - `at`: When it happened
    - `reference`: End-to-end: a transfer, a journal, or the reference it was asked with
    - `core_reference`: The bank's own reference of the entry
    """

    side: Literal["debit", "credit"]
    minor: int
    at: str | None = None
    reference: str = ""
    core_reference: str = ""


@model
class CorrectionLine(Model):
    """So many `minor` units from the `debit` account to the `credit` account.

    - `debit`: The account that it goes out of
    - `credit`: The account that it goes into
    - `minor`: Minor units: fen
    """

    debit: str
    credit: str
    minor: int


@model
class Decided(Model):
    """How a proposal ended: `done` with the act's outcome, `refused` by the act's own rules, or `rejected`. It is
    still `open` when a third person has to agree.

    - `proposal`: What waits for a second person
    - `state`: What has become of it
    - `outcome`: What came of it; null before
    """

    proposal: str
    state: Literal["open", "expired", "done", "refused", "rejected"]
    outcome: Mapping[str, Any] | None


@model
class Delivery(Model):
    """One event for one endpoint. `event` is the `webhook-id` of every attempt.

    - `id`: Its id
    - `webhook`: The webhook
    - `event`: Something that happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `kind`: The kind of event
    - `state`: What has become of it
    - `attempts`: How often it was tried
    - `routed_at`: When it was handed to webhooks
    - `done_at`: When it was finished; null before
    - `next_attempt_at`: When it is tried next; null when never again
    - `last_status`: The HTTP status of the last attempt; null when there was none
    - `last_error`: Why the last attempt failed; null when none did
    """

    id: str
    webhook: str
    event: str
    sequence: int
    n: int
    kind: str
    state: Literal["waiting", "delivered", "dead", "again"]
    attempts: int
    routed_at: str
    done_at: str | None
    next_attempt_at: str | None
    last_status: int | None
    last_error: str


@model
class DeliveryWithAttempts(Model):
    """A delivery and every attempt at it.

    - `id`: Its id
    - `webhook`: The webhook
    - `event`: Something that happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `kind`: The kind of event
    - `state`: What has become of it
    - `attempts`: How often it was tried
    - `routed_at`: When it was handed to webhooks
    - `done_at`: When it was finished; null before
    - `next_attempt_at`: When it is tried next; null when never again
    - `last_status`: The HTTP status of the last attempt; null when there was none
    - `last_error`: Why the last attempt failed; null when none did
    - `tries`: Every attempt, with what came back
    """

    id: str
    webhook: str
    event: str
    sequence: int
    n: int
    kind: str
    state: Literal["waiting", "delivered", "dead", "again"]
    attempts: int
    routed_at: str
    done_at: str | None
    next_attempt_at: str | None
    last_status: int | None
    last_error: str
    tries: tuple[Attempt, ...]


@model
class Device(Model):
    """A device, `active` until it is `revoked`. Until `limited_until` what it may move is limited.

    - `id`: Its id
    - `holder`: Whoever a wallet belongs to
    - `algorithm`: The signature algorithm of the key
    - `public_key`: The public key in base64url
    - `label`: What its owner calls it
    - `state`: What has become of it
    - `added_at`: When it was added
    - `revoked_at`: When it was revoked; null before
    - `replaces`: What it replaces
    - `limited_until`: Until when the device may pay little; null when not
    """

    id: str
    holder: str
    algorithm: Literal["ed25519", "ecdsa-p256-sha256"]
    public_key: str
    label: str
    state: Literal["active", "revoked"]
    added_at: str
    revoked_at: str | None
    replaces: str | None
    limited_until: str | None


@model
class DeviceLost(Device):
    """A lost device was ended: how many wallets of its holder were frozen, and the freeze that two people lift.

    - `device`: A holder's device
    - `wallets_frozen`: How many wallets were frozen
    - `holder_freeze`: A freeze of all that a holder has
    """

    device: str
    wallets_frozen: int
    holder_freeze: str | None


@model
class DeviceRevoked(Device):
    """A device is no longer accepted.

    - `device`: A holder's device
    """

    device: str


@model
class DeviceRotated(Device):
    """A device was replaced: the new one, and the one that is no longer accepted.

    - `device`: A holder's device
    - `replaced`: What it replaced
    """

    device: str
    replaced: str


@model
class DeviceRegistered(Model):
    """A device was added; until `limited_until`, where there is one, what it may move is limited.

    - `device`: A holder's device
    - `holder`: Whoever a wallet belongs to
    - `limited_until`: Until when the device may pay little; null when not
    """

    device: str
    holder: str
    limited_until: str | None


@model
class Document(Model):
    """A paper that the operator has seen: its kind and the SHA-256 of its file, 64 hexadecimal digits. The file
    itself stays with the operator.

    - `kind`: Of which kind
    - `sha256`: SHA-256 of the file, 64 hexadecimal digits
    """

    kind: Literal["licence", "identity", "premises", "settlement", "permit", "other"]
    sha256: str


@model
class DocumentShown(Model):
    """A paper's kind and SHA-256.

    - `kind`: Of which kind
    - `sha256`: SHA-256 of the file, 64 hexadecimal digits
    """

    kind: Literal["licence", "identity", "premises", "settlement", "permit", "other"]
    sha256: str


@model
class Enrolled(Model):
    """One's first key: the token is `token_prefix` and then the secret that one made.

    - `key`: An API key's id
    - `principal`: Whoever holds keys: a person or a system
    - `token_prefix`: How the key begins
    """

    key: str
    principal: str
    token_prefix: str


@model
class Envelope(Model):
    """An envelope as its sender sees it.

    - `id`: Its id
    - `wallet`: The wallet
    - `division`: How the amount is divided
    - `recipient`: The one wallet that may claim it; null for whoever has the token
    - `state`: What has become of it
    - `amount`: How much, in minor units beside the asset
    - `shares`: How many shares there are
    - `claimed`: What was claimed of it
    - `taken`: How many shares were claimed
    - `sent_at`: When it was sent
    - `expires_at`: Until when it holds
    - `ended_at`: When it ended; null before
    """

    id: str
    wallet: str
    division: Literal["named", "equal", "lucky"]
    recipient: str | None
    state: Literal["open", "empty", "returned"]
    amount: Money
    shares: int
    claimed: Money
    taken: int
    sent_at: str
    expires_at: str
    ended_at: str | None


@model
class EnvelopeClaim(Model):
    """A share that was claimed; without a payment it is the sender's own.

    - `envelope`: The envelope
    - `wallet`: The wallet
    - `number`: Which share of the envelope it is
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    - `payment`: The payment
    - `at`: When it happened
    """

    envelope: str
    wallet: str
    number: int
    amount: Money
    journal: str
    payment: str | None
    at: str


@model
class EnvelopeClaimed(Model):
    """A share is in the wallet that claimed it.

    - `envelope`: The envelope
    - `number`: Which share of the envelope it is
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    - `payment`: The payment
    - `claimed_at`: When it was claimed
    """

    envelope: str
    number: int
    amount: Money
    journal: str
    payment: str | None
    claimed_at: str


@model
class EnvelopeSent(Model):
    """An envelope with its token, in this answer and nowhere else; null when the request repeats an earlier one. Who
    is given the token may claim.

    - `envelope`: The envelope
    - `wallet`: The wallet
    - `division`: How the amount is divided
    - `amount`: How much, in minor units beside the asset
    - `shares`: How many shares there are
    - `recipient`: The one wallet that may claim it; null for whoever has the token
    - `expires_at`: Until when it holds
    - `envelope_token`: The secret by which a share of the envelope is claimed
    """

    envelope: str
    wallet: str
    division: Literal["named", "equal", "lucky"]
    amount: Money
    shares: int
    recipient: str | None
    expires_at: str
    envelope_token: str | None


@model
class EscrowOpened(Model):
    """Every milestone is locked. The escrow has the number of the first one's lock.

    - `escrow`: The escrow that it is a milestone of: the number of the first one's lock
    - `locks`: The locks of the milestones, in their order
    - `ends_at`: When the last milestone is due
    """

    escrow: str
    locks: tuple[str, ...]
    ends_at: str


@model
class EscrowReading(Model):
    """An escrow with every milestone, in their order. `arbiter_name` is the arbiter's, masked, for the payee's side,
    which is to accept it.

    - `escrow`: The escrow that it is a milestone of: the number of the first one's lock
    - `arbiter_name`: The arbiter's masked name; null without one
    - `amount`: All that its milestones come to
    - `released`: What the payee has got of it
    - `open`: What may still be released of it
    - `in_order`: Whether a milestone is released only when none before it is open
    - `milestones`: The milestones, in their order
    """

    escrow: str
    arbiter_name: str | None
    amount: Money
    released: Money
    open: Money
    in_order: bool
    milestones: tuple[MilestoneReading, ...]


@model
class Estate(Model):
    """What a holder left who died. `amount` is what was in the wallets and what refunds had waited for the holder;
    it, `interest` and `journal` are null until the estate is settled.

    - `holder`: Whoever a wallet belongs to
    - `holder_freeze`: A freeze of all that a holder has
    - `papers`: SHA-256 of each paper, 64 hexadecimal digits
    - `opened_at`: When it was opened
    - `heirs`: Who inherits how much
    - `heir_papers`: SHA-256 of each paper that shows the heirs, 64 hexadecimal digits
    - `amount`: How much, in minor units beside the asset
    - `interest`: Interest
    - `journal`: The transfers that were made together
    - `settled_at`: When it was settled; null before
    """

    holder: str
    holder_freeze: str
    papers: tuple[str, ...]
    opened_at: str
    heirs: tuple[EstatePart, ...]
    heir_papers: tuple[str, ...]
    amount: Money | None
    interest: Money | None
    journal: str | None
    settled_at: str | None


@model
class EstatePart(Model):
    """What an heir was to get, a fixed amount and a share of the rest, and what it got.

    - `heir`: Who inherits
    - `fixed`: A fixed amount
    - `share_ppm`: The share in parts per million of what is left after fixed amounts
    - `amount`: How much, in minor units beside the asset
    """

    heir: str
    fixed: Money
    share_ppm: int
    amount: Money


@model
class Event(Model):
    """Something that happened, in the order of the sequencer: in the list and in what a webhook sends one and the
    same. What `data` holds follows from `type`, as the catalogue has it.

    - `id`: The event's id, the same in every attempt to send it
    - `type`: The kind of event
    - `timestamp`: When it happened
    - `sequence`: Its place in the order of all
    - `n`: Its number in the list
    - `institution`: The institution whose event it is; null when it is nobody's
    - `data`: What happened, without personal data
    """

    id: str
    type: str
    timestamp: str
    sequence: int
    n: int
    institution: str | None
    data: Mapping[str, Any]


@model
class ExchangeOrder(Model):
    """An exchange order: `completed`, `reversed` and `paid_out` are its ends.

    - `id`: Its id
    - `wallet`: The wallet
    - `external_account`: An account at a bank outside the platform
    - `kind`: Of which kind
    - `amount`: How much, in minor units beside the asset
    - `state`: What has become of it
    - `created_at`: When it was made
    - `ended_at`: When it ended; null before
    - `journal`: The transfers that were made together
    - `end_journal`: The journal that ended it
    - `bank_reference`: The outside bank's own reference
    - `reference`: The caller's own reference
    """

    id: str
    wallet: str
    external_account: str
    kind: Literal["load", "unload"]
    amount: Money
    state: Literal["pending", "sent", "unknown", "completed", "reversed", "returning", "stuck", "paid_out"]
    created_at: str
    ended_at: str | None
    journal: str | None
    end_journal: str | None
    bank_reference: str
    reference: str | None


@model
class ExchangeOrdered(Model):
    """An exchange order was taken; where it stands is read with it. A load has no journal yet.

    - `exchange_order`: An order to move money between a wallet and an account at another bank
    - `journal`: The transfers that were made together
    - `created_at`: When it was made
    """

    exchange_order: str
    journal: str | None
    created_at: str


@model
class ExternalAccount(Model):
    """A customer's account at a bank outside.

    - `id`: Its id
    - `external_bank`: A bank outside the platform
    - `number_masked`: The number with its last digits alone
    - `opened_at`: When it was opened
    """

    id: str
    external_bank: str
    number_masked: str
    opened_at: str


@model
class ExternalAccountOpened(Model):
    """A customer's account at a bank outside was added.

    - `external_account`: An account at a bank outside the platform
    - `number_masked`: The number with its last digits alone
    """

    external_account: str
    number_masked: str


@model
class ExternalBank(Model):
    """A bank outside. `balance` is what it owes the operator; below zero the operator owes it.

    - `id`: Its id
    - `operator`: The operating institution
    - `code`: Its code
    - `name`: What it is called
    - `balance`: The money there
    - `opened_at`: When it was opened
    """

    id: str
    operator: str
    code: str
    name: str
    balance: Money
    opened_at: str


@model
class ExternalBankOpened(Model):
    """A bank outside was added.

    - `external_bank`: A bank outside the platform
    """

    external_bank: str


@model
class FailureLifted(Model):
    """A rule has ended; it was `met` so often.

    - `failure_rule`: A failure on purpose, in test mode
    - `met`: How often it has happened
    """

    failure_rule: str
    met: int


@model
class FailureRule(Model):
    """A rule that makes an operation fail. `times` is null for until it is lifted; `met` counts who met it.

    - `id`: Its id
    - `operation`: What was asked for, by its name
    - `effect`: What is to go wrong
    - `code`: The error's code that it refuses with
    - `amount`: How much, in minor units beside the asset
    - `wallet`: The wallet
    - `times`: How often
    - `met`: How often it has happened
    - `in_force`: Whether it holds now
    - `set_at`: When it was set
    """

    id: str
    operation: str
    effect: Literal["refuse", "unavailable", "answer_lost", "delivery_twice", "delivery_delayed"]
    code: str
    amount: Money | None
    wallet: str | None
    times: int | None
    met: int
    in_force: bool
    set_at: str


@model
class FailureSet(Model):
    """A rule was set; it is met from now on.

    - `failure_rule`: A failure on purpose, in test mode
    """

    failure_rule: str


@model
class Finding(Model):
    """What contradicts an invariant: its name, what it is about (`account 4096`), and how.

    - `invariant`: The name of what must hold
    - `subject`: What contradicts it
    - `detail`: More about it, for whoever reads
    """

    invariant: str
    subject: str
    detail: str


@model
class Freeze(Model):
    """A freeze of a wallet; `lifted_at` is null while it is in force. `placed_by` is the side that lifts it, as the
    central bank may.

    - `id`: Its id
    - `wallet`: The wallet
    - `scope`: What is stopped: all, money going out, or an amount
    - `amount`: How much, in minor units beside the asset
    - `reason`: Why, for the log of acts
    - `placed_at`: When it was placed
    - `lifted_at`: When it was lifted; null before
    - `placed_by`: The side that placed it; it lifts it, or the central bank
    """

    id: str
    wallet: str
    scope: Literal["all", "out", "amount"]
    amount: Money | None
    reason: str
    placed_at: str
    lifted_at: str | None
    placed_by: Literal["operator", "central_bank"]


@model
class GoodsNamed(Model):
    """Goods by the merchant's own number or by a tag of the order's line.

    - `skus`: The merchant's own numbers of goods
    - `tags`: Tags of goods
    """

    skus: Sequence[str] | None = None
    tags: Sequence[str] | None = None


@model
class GoodsNamedShown(Model):
    """Goods by the merchant's own number or by a tag of the order's line.

    - `skus`: The merchant's own numbers of goods
    - `tags`: Tags of goods
    """

    skus: tuple[str, ...]
    tags: tuple[str, ...]


@model
class GoodsShown(Model):
    """A line of goods; `sku` and `tags` are empty where the merchant said none.

    - `name`: What is sold
    - `quantity`: How many
    - `unit`: The price of one
    - `sku`: The merchant's own number of the goods; empty for none
    - `tags`: Tags of goods
    """

    name: str
    quantity: int
    unit: Money
    sku: str
    tags: tuple[str, ...]


@model
class GrantLine(Model):
    """A wallet that is given a claim; of an envelope with an amount of its own, at most what the terms say.

    - `wallet`: The wallet
    - `value`: What the claim is worth
    """

    wallet: str
    value_minor: int | None = field(default=None, metadata={"asset": "E-CNY"})


@model
class GrantList(Model):
    """A grant list, and how far it is: of its lines so many were granted, refused, or cancelled with it, and what
    they were worth. Until it is submitted so many lines were `received`.

    - `id`: Its id
    - `program`: The program
    - `operator`: The operating institution
    - `state`: What has become of it
    - `line_count`: How many lines the list has
    - `sum`: What all lines come to
    - `sha256`: SHA-256 of the lines: wallet, comma, fen or nothing, line feed
    - `received`: How many lines have come
    - `received_sum`: What the lines come to that have come
    - `granted_lines`: How many lines were granted
    - `granted_sum`: What was granted
    - `refused_lines`: How many lines were refused
    - `refused_sum`: What was refused; it is free again
    - `cancelled_lines`: How many lines were not decided when the list was cancelled
    - `opened_at`: When it was opened
    - `submitted_at`: When it was submitted; null before
    - `ended_at`: When it ended; null before
    """

    id: str
    program: str
    operator: str
    state: Literal["open", "granting", "done", "cancelled"]
    line_count: int
    sum: Money
    sha256: str
    received: int
    received_sum: Money
    granted_lines: int
    granted_sum: Money
    refused_lines: int
    refused_sum: Money
    cancelled_lines: int
    opened_at: str
    submitted_at: str | None
    ended_at: str | None


@model
class GrantListCancelled(GrantList):
    """A list is cancelled; so many of its lines were not decided.

    - `grant_list`: The grant list
    """

    grant_list: str


@model
class GrantListOpened(GrantList):
    """A list takes its pages.

    - `grant_list`: The grant list
    """

    grant_list: str


@model
class GrantListSubmitted(GrantList):
    """A list is going to be granted; so much is set aside for it.

    - `grant_list`: The grant list
    - `promised`: What was set aside for the list
    """

    grant_list: str
    promised: Money


@model
class GrantPageAdded(GrantList):
    """A page of a list is there.

    - `grant_list`: The grant list
    - `page`: The number of the page, from 1
    """

    grant_list: str
    page: int


@model
class GrantListLine(Model):
    """A line of a grant list, and what became of it: the claim, or the code of the error that refused it.

    - `number`: Its number in the list, from 1
    - `wallet`: The wallet
    - `value`: What the claim is worth
    - `state`: What has become of it
    - `claim`: The claim of a program
    - `refused`: The code of the error that refused it; empty when it was not
    """

    number: int
    wallet: str
    value: Money
    state: Literal["waiting", "granted", "refused", "cancelled"]
    claim: str | None
    refused: str


@model
class GrantResult(Model):
    """What became of a line: the claim, or the code of the error that refused it.

    - `wallet`: The wallet
    - `claim`: The claim of a program
    - `refused`: The code of the error that refused it; empty when it was not
    """

    wallet: str
    claim: str | None
    refused: str


@model
class Group(Model):
    """A committed group by its number, with its link of the hash chain and the journals the caller may see.

    - `sequence`: Its place in the order of all
    - `group`: The group of commands that it was written with
    - `recorded_at`: When it was written
    - `digest`: SHA-256 of what the group wrote, 64 hexadecimal digits
    - `chain`: The hash over this group and the one before
    - `transfers`: How many transfers
    - `journals`: The journals that the caller may see
    """

    sequence: int
    group: str
    recorded_at: str
    digest: str
    chain: str
    transfers: int
    journals: tuple[Journal, ...]


@model
class Guardianship(Model):
    """Who acts for a holder, until when, and on which papers (their digests).

    - `id`: Its id
    - `ward`: Whom the guardian acts for
    - `guardian`: The guardian
    - `until_at`: Until when it holds
    - `papers`: SHA-256 of each paper, 64 hexadecimal digits
    - `appointed_at`: When the guardian was appointed
    - `ended_at`: When it ended; null before
    """

    id: str
    ward: str
    guardian: str
    until_at: str
    papers: tuple[str, ...]
    appointed_at: str
    ended_at: str | None


@model
class GuardianshipEnded(Model):
    """A guardianship was ended.

    - `guardianship`: A guardian's right to act for somebody
    - `ended_at`: When it ended; null before
    """

    guardianship: str
    ended_at: str


@model
class Health(Model):
    """Whether this process lives, or is ready to serve; and what is wrong all the same.

    - `state`: What has become of it
    - `alarm`: What is wrong with it; null when nothing is
    """

    state: Literal["alive", "ready"]
    alarm: str | None


@model
class Heir(Model):
    """What goes to an heir's wallet: a fixed amount, then a share in parts per million of what is left after all
    fixed amounts.

    - `wallet`: The wallet
    - `fixed`: A fixed amount
    - `share_ppm`: The share in parts per million of what is left after fixed amounts
    """

    wallet: str
    fixed_minor: int | None = field(default=None, metadata={"asset": "E-CNY"})
    share_ppm: int = 0


@model
class HoldCaptured(Model):
    """A part of a hold was taken. `captured` is the sum so far, `left` what is still held.

    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `captured`: What was taken of the hold
    - `left`: What is left
    """

    payment: str
    journal: str
    captured: Money
    left: Money


@model
class HoldEnded(Model):
    """What was left of a hold was given back.

    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `returned`: What has been given back
    """

    payment: str
    journal: str
    returned: Money


@model
class HoldPlaced(Model):
    """An amount is reserved.

    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `expires_at`: Until when it holds
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    payment: str
    journal: str
    expires_at: str
    metadata: Mapping[str, str] | None


@model
class HolderFreeze(Model):
    """A freeze of all wallets of a holder; `lifted_at` is null while it is in force. `placed_by` is the side that
    lifts it, as the central bank may.

    - `id`: Its id
    - `holder`: Whoever a wallet belongs to
    - `scope`: What is stopped: all, money going out, or an amount
    - `reason`: Why, for the log of acts
    - `placed_at`: When it was placed
    - `lifted_at`: When it was lifted; null before
    - `placed_by`: The side that placed it; it lifts it, or the central bank
    """

    id: str
    holder: str
    scope: Literal["all", "out", "amount"]
    reason: str
    placed_at: str
    lifted_at: str | None
    placed_by: Literal["operator", "central_bank"]


@model
class HolderFrozen(Model):
    """A holder is frozen from this answer on; how many wallets it froze.

    - `holder`: Whoever a wallet belongs to
    - `holder_freeze`: A freeze of all that a holder has
    - `wallets_frozen`: How many wallets were frozen
    """

    holder: str
    holder_freeze: str
    wallets_frozen: int


@model
class HolderRead(Model):
    """Personal data, read by one who may; the reading is in the log of acts.

    - `holder`: Whoever a wallet belongs to
    - `phone`: The phone, with its country code unless it is one of the mainland
    - `name`: The holder's name
    - `id_number`: Number of the identity paper, or a company's credit code
    - `bank_account`: The number of the holder's account
    - `face_to_face`: Whether the holder was seen in person
    """

    holder: str
    phone: str
    name: str
    id_number: str
    bank_account: str
    face_to_face: bool


@model
class Hours(Model):
    """Times of a day in China, in minutes since midnight: from `begin` and before `end`.

    - `begin`: Minutes since midnight from which on it may be spent
    - `end`: Minutes since midnight before which it may be spent
    """

    begin: int
    end: int


@model
class HoursShown(Model):
    """Times of a day in China, in minutes since midnight: from `begin` and before `end`.

    - `begin`: Minutes since midnight from which on it may be spent
    - `end`: Minutes since midnight before which it may be spent
    """

    begin: int
    end: int


@model
class HowMuch(Model):
    """`face_minor` is what a claim is worth; a voucher may be `percent_ppm` of the goods instead, at most
    `cap_minor`. From `minimum_minor` of goods on, and at most `share_ppm` of them. So many claims `per_order`,
    uses `per_day` and claims `per_wallet`; 0 for any number.

    - `face`: What a claim is worth
    - `percent_ppm`: The part of the goods that a voucher pays, in parts per million; 0 for a face value
    - `cap`: The most that a voucher of a percentage comes to
    - `minimum`: What the goods have to cost at least
    - `share_ppm`: The share in parts per million of what is left after fixed amounts
    - `per_order`: Claims of the program that one payment takes; 0 for any number
    - `per_day`: Uses of a wallet in a day; 0 for any number
    - `per_wallet`: Claims that one wallet may have; 0 for any number
    """

    face_minor: int | None = field(default=None, metadata={"asset": "E-CNY"})
    percent_ppm: int = 0
    cap_minor: int | None = field(default=None, metadata={"asset": "E-CNY"})
    minimum_minor: int | None = field(default=None, metadata={"asset": "E-CNY"})
    share_ppm: int = 1000000
    per_order: int = 1
    per_day: int = 0
    per_wallet: int = 1


@model
class HowMuchShown(Model):
    """`face_minor` is what a claim is worth; a voucher may be `percent_ppm` of the goods instead, at most
    `cap_minor`. From `minimum_minor` of goods on, and at most `share_ppm` of them. So many claims `per_order`,
    uses `per_day` and claims `per_wallet`; 0 for any number.

    - `face`: What a claim is worth
    - `percent_ppm`: The part of the goods that a voucher pays, in parts per million; 0 for a face value
    - `cap`: The most that a voucher of a percentage comes to
    - `minimum`: What the goods have to cost at least
    - `share_ppm`: The share in parts per million of what is left after fixed amounts
    - `per_order`: Claims of the program that one payment takes; 0 for any number
    - `per_day`: Uses of a wallet in a day; 0 for any number
    - `per_wallet`: Claims that one wallet may have; 0 for any number
    """

    face: Money
    percent_ppm: int
    cap: Money
    minimum: Money
    share_ppm: int
    per_order: int
    per_day: int
    per_wallet: int


@model
class Institution(Model):
    """The central bank or an operator.

    - `id`: Its id
    - `code`: Its code
    - `kind`: Of which kind
    - `name_en`: The name in English
    - `name_zh`: The name in Chinese
    - `regime`: The liability regime: what digital yuan is a claim on
    - `opened_at`: When it was opened
    """

    id: str
    code: str
    kind: Literal["central_bank", "bank", "nonbank"]
    name_en: str
    name_zh: str
    regime: Literal["none", "m0_cash", "deposit_money", "nonbank_full_reserve"]
    opened_at: str


@model
class Instruction(Model):
    """A signed instruction: the text that the device signed, byte by byte, and its signature.

    - `device`: A holder's device
    - `operation`: What was asked for, by its name
    - `user_verified`: Whether the device knew its user
    - `signed_at`: When it was signed; null before
    - `expires_at`: Until when it holds
    - `decided_at`: When it was decided; null before
    - `nonce`: A text used once
    - `base`: The text that was signed
    - `signature`: The signature in base64url
    """

    device: str
    operation: str
    user_verified: bool
    signed_at: str
    expires_at: str
    decided_at: str
    nonce: str
    base: str
    signature: str


@model
class InterestAdvanced(Model):
    """A step of a run was done: how many wallets it looked at, what it reckoned or paid, whether its pass has ended.

    - `run`: The interest run
    - `wallets`: How many wallets
    - `interest`: Interest
    - `ended`: Whether there is nothing left to do
    """

    run: str
    wallets: int
    interest: Money
    ended: bool


@model
class InterestItem(Model):
    """What a wallet was settled for up to, not including, a day. `run` is null when it was closed out.

    - `until`: Until which day it was reckoned
    - `run`: The interest run
    - `fen_days`: The sum of each day's balance in fen
    - `interest`: Interest
    - `journal`: The transfers that were made together
    """

    until: str
    run: str | None
    fen_days: int
    interest: Money
    journal: str | None


@model
class InterestPrepared(Model):
    """A run was begun, with the first day and the last of what it settles.

    - `run`: The interest run
    - `first_day`: The first day of the period
    - `last_day`: The last day of the period
    """

    run: str
    first_day: str
    last_day: str


@model
class InterestRun(Model):
    """A quarter of an operator: what is due, what was paid, and what closed wallets took with them.

    `due` is complete once `state` is prepared.

    - `id`: Its id
    - `operator`: The operating institution
    - `state`: What has become of it
    - `first_day`: The first day of the period
    - `last_day`: The last day of the period
    - `due_wallets`: How many wallets are to be paid
    - `due`: What is to be paid
    - `paid_wallets`: How many wallets were paid
    - `paid`: What was paid
    - `closed_wallets`: How many wallets closed meanwhile
    - `closed`: What closed wallets took with them
    - `prepared_at`: When it was reckoned to its end; null before
    - `released_at`: When it was released; null before
    - `done_at`: When it was finished; null before
    """

    id: str
    operator: str
    state: Literal["preparing", "prepared", "released", "done"]
    first_day: str
    last_day: str
    due_wallets: int
    due: Money
    paid_wallets: int
    paid: Money
    closed_wallets: int
    closed: Money
    prepared_at: str | None
    released_at: str | None
    done_at: str | None


@model
class Journal(Model):
    """Transfers that were committed together.

    - `id`: Its id
    - `transfers`: The transfers
    """

    id: str
    transfers: tuple[Transfer, ...]


@model
class LimitLine(Model):
    """A limit in force (null: none), and where it comes from.

    - `limit`: At most so much
    - `used`: What has been used
    - `left`: What is left
    - `own`: The holder's own limit; null when there is none
    - `rule`: The rule's name
    - `rule_zh`: The rule's public name in Chinese
    - `citation`: The rule's id and its sources, told to operators
    """

    limit: Money | None
    used: Money | None
    left: Money | None
    own: Money | None
    rule: str
    rule_zh: str
    citation: str


@model
class LimitsSet(Model):
    """Limits are in force: of a wallet, or of an operator's wallets.

    - `subject`: Whose limits they are
    """

    subject: str


@model
class LineageEntry(Model):
    """A step of a program's money: `funded` by the funder's wallet, `claimed` by a holder's, `paid` out of a claim
    to the payee at a store; back in the pot, where others may claim it, as it was `given_back`, had `expired`, or
    was `refunded` when its claim was over; `reclaimed` by the funder, for whom it may have gone `onward` to
    another program, or `unbound`: the holder's own for any purpose; `passed` on, it is the wallet's that has it
    from then on. `left` is said of claims, `returned` of payments: what refunds brought back, to the claim or the
    pot.

    - `step`: What became of the money
    - `at`: When it happened
    - `amount`: How much, in minor units beside the asset
    - `left`: What the claim has left; null of another step
    - `returned`: What refunds brought back of the payment; null of another step
    - `wallet`: Who had it: the funder, the claim's holder, the payer, or who got it back
    - `claim`: The claim of a program
    - `payment`: The payment
    - `payee`: Whoever is paid
    - `store`: The merchant's store
    - `merchant`: The merchant
    - `category`: The merchant's category, four digits (MCC)
    - `region`: The district, six digits (GB/T 2260)
    - `onward`: The program into whose pot it went for its funder; null where none
    - `former`: The claim that it was before it was passed on; null where none
    - `borne`: What merchants bore of it
    """

    step: Literal["funded", "claimed", "paid", "given_back", "expired", "refunded", "reclaimed", "unbound", "passed"]
    at: str
    amount: Money
    left: Money | None
    returned: Money | None
    wallet: str
    claim: str | None
    payment: str | None
    payee: str | None
    store: str | None
    merchant: str | None
    category: str | None
    region: str | None
    onward: str | None
    former: str | None
    borne: Money | None


@model
class Lock(Model):
    """A lock as it stands, for its parties. `preimage` is what it was claimed with; `world` names the world that it
    is of, in what is signed about it.

    - `id`: Its id
    - `payment`: The payment
    - `state`: What has become of it
    - `payer`: Whoever pays
    - `payee`: Whoever is paid
    - `arbiter`: Who may decide between payer and payee; null where nobody does
    - `store`: The merchant's store
    - `amount`: How much, in minor units beside the asset
    - `released`: What the payee has got of it
    - `digest`: SHA-256 of a preimage that releases it; null where none does
    - `preimage`: 32 bytes whose SHA-256 is the digest, 64 hexadecimal digits
    - `at_end`: What becomes at the end of what is left: it goes back to the payer, or the payee has it
    - `ends_at`: When it ends
    - `opened_at`: When it was opened
    - `ended_at`: When it ended; null before
    - `reference`: The caller's own reference
    - `escrow`: The escrow that it is a milestone of: the number of the first one's lock
    - `milestone`: The milestone's place in its escrow, from 1 on
    - `title`: What the milestone is; empty where the lock is none
    - `accepted_at`: When the payee accepted the arbiter, who decides nothing before
    - `world`: Names the world in signed statements: its mode, and what its keyring is known by
    """

    id: str
    payment: str
    state: Literal["open", "released", "returned", "expired"]
    payer: str
    payee: str
    arbiter: str | None
    store: str | None
    amount: Money
    released: Money
    digest: str | None
    preimage: str | None
    at_end: Literal["return", "pay"]
    ends_at: str
    opened_at: str
    ended_at: str | None
    reference: str | None
    escrow: str | None
    milestone: int | None
    title: str
    accepted_at: str | None
    world: str


@model
class LockOpened(Model):
    """An amount is locked, by a payment that is held.

    - `lock`: A lock: money promised under terms
    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `ends_at`: When it ends
    """

    lock: str
    payment: str
    journal: str
    ends_at: str


@model
class LockProof(Model):
    """The signed statement that released a milestone or gave it back. With `text`, `public_key` and `signature`
    anybody can check it: the text is signed as it is here, byte by byte.

    - `document`: SHA-256 of the document that the statement is signed by
    - `signer`: The wallet whose holder's device signed
    - `party`: The wallet of the side that brings it
    - `device`: The payer's or the arbiter's device that signed
    - `algorithm`: The signature algorithm of the key
    - `public_key`: The public key in base64url
    - `signature`: The signature in base64url
    - `text`: What was signed, byte by byte
    - `at`: When it was brought
    """

    document: str
    signer: str
    party: str
    device: str
    algorithm: Literal["ed25519", "ecdsa-p256-sha256"]
    public_key: str
    signature: str
    text: str
    at: str


@model
class LockReading(Model):
    """A lock with every step. `arbiter_name` is the arbiter's, masked, for the payee's side, which is to accept it.

    - `lock`: The lock as it stands
    - `arbiter_name`: The arbiter's masked name; null without one
    - `steps`: What was done, in order
    - `proof`: The signed statement that released it; null where none did
    """

    lock: Lock
    arbiter_name: str | None
    steps: tuple[LockStep, ...]
    proof: LockProof | None


@model
class LockReleased(Model):
    """The payee has got a part of a lock. `released` is the sum so far, `left` what is still locked.

    - `lock`: A lock: money promised under terms
    - `journal`: The transfers that were made together
    - `released`: What the payee has got of it
    - `left`: What is left
    """

    lock: str
    journal: str
    released: Money
    left: Money


@model
class LockReturned(Model):
    """What was left of a lock was given back.

    - `lock`: A lock: money promised under terms
    - `journal`: The transfers that were made together
    - `returned`: What has been given back
    """

    lock: str
    journal: str
    returned: Money


@model
class LockStep(Model):
    """What was done with a lock: by whom (null: by its end), what it moved, and on what proof.

    - `act`: What was done
    - `party`: The wallet of the side that does it
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    - `at`: When it happened
    - `statement`: On what proof it was done
    """

    act: Literal["released", "claimed", "returned", "ended"]
    party: str | None
    amount: Money
    journal: str
    at: str
    statement: str


@model
class MagicAmount(Model):
    """An amount that fails in these operations without any rule, every time.

    - `amount`: How much, in minor units beside the asset
    - `operations`: The operations
    - `effect`: What is to go wrong
    - `code`: The error's code that it refuses with
    """

    amount: Money
    operations: tuple[str, ...]
    effect: Literal["refuse", "unavailable", "answer_lost", "delivery_twice", "delivery_delayed"]
    code: str


@model
class MagicAmounts(Model):
    """The amounts that fail.

    - `items`: This page's items
    """

    items: tuple[MagicAmount, ...]


@model
class Mandate(Model):
    """A mandate as it stands, for its payer and its merchant. `period` was collected in the period that began on
    `period_day`, the last in which anything was.

    - `id`: Its id
    - `payer`: Whoever pays
    - `merchant`: The merchant
    - `state`: What has become of it
    - `per_debit`: The most at once
    - `per_period`: The most in each period
    - `cadence`: How often: each day, week or month, or once
    - `first_day`: The first day on which anything may be collected; null for today
    - `last_day`: The last such day, until 2079; null for no end
    - `debits_max`: How often at most something may be collected; null for any number
    - `version`: How often the payer has said the terms
    - `debits`: How often something was collected
    - `collected`: What was collected in all
    - `period_day`: The first day of the period
    - `period`: What was collected in the period of `period_day`, the last in which anything was
    - `given_at`: When it was given
    - `ended_at`: When it ended; null before
    - `reference`: The caller's own reference
    - `account`: Whose bills alone are paid by it; empty where it is for no bills
    - `pays_bills`: Whether bills of an account are paid by it, on the day that they are due or once presented
    """

    id: str
    payer: str
    merchant: str
    state: Literal["open", "paused", "ended"]
    per_debit: Money
    per_period: Money
    cadence: Literal["day", "week", "month"]
    first_day: str
    last_day: str | None
    debits_max: int | None
    version: int
    debits: int
    collected: Money
    period_day: str | None
    period: Money
    given_at: str
    ended_at: str | None
    reference: str | None
    account: str
    pays_bills: Literal["none", "due", "presented"]


@model
class BillsConsented(Mandate):
    """Bills of an account are paid by themselves, by this mandate.

    - `mandate`: The mandate
    """

    mandate: str


@model
class MandateChanged(Mandate):
    """A mandate has other terms.

    - `mandate`: The mandate
    """

    mandate: str


@model
class MandateGiven(Mandate):
    """A merchant may collect.

    - `mandate`: The mandate
    """

    mandate: str


@model
class MandateSet(Mandate):
    """A mandate is paused, open again, or ended.

    - `mandate`: The mandate
    """

    mandate: str


@model
class MandateDebit(Model):
    """What was collected by a mandate under a number of its merchant's; `period` is what its period came to with it.

    - `mandate`: The mandate
    - `number`: The merchant's own number
    - `payment`: The payment
    - `store`: The merchant's store
    - `amount`: How much, in minor units beside the asset
    - `day`: The day on which it was collected
    - `period_day`: The first day of the period
    - `period`: What its period came to with it
    - `version`: How often the payer has said the terms
    - `at`: When it happened
    """

    mandate: str
    number: str
    payment: str
    store: str
    amount: Money
    day: str
    period_day: str
    period: Money
    version: int
    at: str


@model
class DebitCollected(MandateDebit):
    """An amount was collected; `left_minor` is what may still be in this period.

    - `journal`: The transfers that were made together
    - `paid_at`: When it was paid; null before
    - `fee`: What it costs
    - `left`: What may still be collected in this period
    """

    journal: str
    paid_at: str
    fee: Money
    left: Money


@model
class MandateTerms(Model):
    """What a payer allowed, the `version`th time it said so: in force from `at` until the next version, or now.

    - `mandate`: The mandate
    - `version`: How often the payer has said the terms
    - `per_debit`: The most at once
    - `per_period`: The most in each period
    - `last_day`: The last such day, until 2079; null for no end
    - `debits_max`: How often at most something may be collected; null for any number
    - `at`: When it happened
    """

    mandate: str
    version: int
    per_debit: Money
    per_period: Money
    last_day: str | None
    debits_max: int | None
    at: str


@model
class Me(Model):
    """Who is calling, and what this role may do: `own`, `all`, `two` (a second person approves), `two, own`.

    - `principal`: Whoever holds keys: a person or a system
    - `role`: The principal's role
    - `institution`: The central bank or an operator
    - `subject`: Whom the principal acts for
    - `name`: What it is called
    - `mode`: `live` or `test`
    - `key`: An API key's id
    - `grants`: What the role may do, and for whom
    """

    principal: str
    role: Literal["central_bank", "operator", "merchant", "employer", "government", "auditor", "holder"]
    institution: str | None
    subject: str | None
    name: str
    mode: Literal["live", "test"]
    key: str
    grants: Mapping[str, str]


@model
class Merchant(Model):
    """A merchant. Its wallet is shown to those who may read it.

    - `id`: Its id
    - `operator`: The operating institution
    - `wallet`: The wallet
    - `name_en`: The name in English
    - `name_zh`: The name in Chinese
    - `category`: The merchant's category, four digits (MCC)
    - `purpose`: What the money is for, a code of the scheme
    - `scenario`: The scene of the pilot that it belongs to
    - `fee_ppm`: The fee in parts per million
    - `suspended`: Whether it is suspended
    - `opened_at`: When it was opened
    """

    id: str
    operator: str
    wallet: str | None
    name_en: str
    name_zh: str
    category: str
    purpose: str
    scenario: str
    fee_ppm: int
    suspended: bool
    opened_at: str


@model
class MerchantOpened(Merchant):
    """A merchant was registered.

    - `merchant`: The merchant
    """

    merchant: str


@model
class MerchantSet(Merchant):
    """Payments to a merchant are stopped, or allowed again.

    - `merchant`: The merchant
    """

    merchant: str


@model
class Milestone(Model):
    """A part of a deal: what it is, what is paid for it, and until when. What is not released by then goes back to
    the payer.

    - `title`: What the milestone is; empty where the lock is none
    - `amount`: How much, in minor units beside the asset
    - `due_at`: Until when it can be released; what is not goes back to the payer then
    """

    title: str
    amount_minor: int = field(metadata={"asset": "E-CNY"})
    due_at: str


@model
class MilestoneReading(Model):
    """A milestone of an escrow: its lock as it stands, and the statement that released it or gave it back.

    - `lock`: The lock as it stands
    - `proof`: The signed statement that released it; null where none did
    """

    lock: Lock
    proof: LockProof | None


@model
class MilestoneReleased(Model):
    """The payee has got a milestone.

    - `lock`: A lock: money promised under terms
    - `journal`: The transfers that were made together
    - `escrow`: The escrow that it is a milestone of: the number of the first one's lock
    - `milestone`: The milestone's place in its escrow, from 1 on
    - `released`: What the payee has got of it
    """

    lock: str
    journal: str
    escrow: str
    milestone: int
    released: Money


@model
class Moved(Model):
    """Money was moved, in one journal.

    - `journal`: The transfers that were made together
    - `recorded_at`: When it was written
    """

    journal: str
    recorded_at: str


@model
class NettingPair(Model):
    """What one operator owes another, under which cap.

    - `debtor`: Who owes
    - `creditor`: Who is owed
    - `cap`: How much each may owe the other before they must settle
    - `owed`: How much is owed
    """

    debtor: str
    creditor: str
    cap: Money
    owed: Money


@model
class NewPlace(Model):
    """A place as its keeper says it.

    - `kind`: What it is
    - `number`: The keeper's own number of the place
    - `title`: What its keeper calls it
    - `region`: The district, six digits (GB/T 2260)
    """

    kind: Literal["village", "town", "hospital", "campus"]
    number: str
    title: str
    region: str


@model
class OperatorLimit(Model):
    """A limit an operator sets below the scheme's.

    - `kind`: Of which kind
    - `wallet_class`: The wallet's class, I to IV
    - `component`: Which of the limits
    - `limit`: At most so much
    """

    kind: Literal["personal", "corporate"]
    wallet_class: Literal["I", "II", "III", "IV"]
    component: Literal["balance", "single", "daily", "yearly"]
    limit: Money


@model
class OrderLine(Model):
    """A line of goods: what, how many, and the price of one; the merchant's own number of it and its tags, by which
    terms of programs know it.

    - `name`: What is sold
    - `quantity`: How many
    - `unit`: The price of one
    - `sku`: The merchant's own number of the goods; empty for none
    - `tags`: Tags of goods
    """

    name: str
    quantity: int
    unit_minor: int = field(metadata={"asset": "E-CNY"})
    sku: str = ""
    tags: Sequence[str] | None = None


@model
class OrderPaid(Model):
    """The order is paid: final.

    - `order`: The order
    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `paid_at`: When it was paid; null before
    - `amount`: How much, in minor units beside the asset
    - `fee`: What it costs
    """

    order: str
    payment: str
    journal: str
    paid_at: str
    amount: Money
    fee: Money


@model
class OrderShown(Model):
    """An order as the merchant placed it.

    - `id`: Its id
    - `merchant`: The merchant
    - `store`: The merchant's store
    - `terminal`: The till
    - `number`: The merchant's own number of the order
    - `amount`: How much, in minor units beside the asset
    - `lines`: The lines
    - `digest`: SHA-256 of the lines' canonical JSON, 64 hexadecimal digits
    - `placed_at`: When it was placed
    - `expires_at`: Until when it holds
    - `state`: What has become of it
    - `payment`: The payment
    - `plan`: The plan by which the payment is split
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    id: str
    merchant: str
    store: str
    terminal: str | None
    number: str
    amount: Money
    lines: tuple[GoodsShown, ...]
    digest: str
    placed_at: str
    expires_at: str
    state: Literal["open", "paid", "cancelled", "expired"]
    payment: str | None
    plan: str | None
    metadata: Mapping[str, str] | None


@model
class OrderCancelled(OrderShown):
    """The order was withdrawn.

    - `order`: The order
    """

    order: str


@model
class OrderPlaced(OrderShown):
    """An order can be paid until it expires. `digest` is the SHA-256 of its lines.

    - `order`: The order
    """

    order: str


@model
class Outcome(Model):
    """What was decided under an idempotency key: an answer, or a refusal.

    - `operation`: What was asked for, by its name
    - `key`: The idempotency key
    - `decided_at`: When it was decided; null before
    - `outcome`: What came of it; null before
    """

    operation: str
    key: str
    decided_at: str
    outcome: Mapping[str, Any]


@model
class OwedRefund(Model):
    """What a refund could not bring to a wallet that was closed: it waits for the holder, and is `paid_into` a
    wallet as soon as the holder has one there, since when `claimed_at` is not null. When the heirs were given it,
    `paid_into` stays null.

    - `id`: Its id
    - `payment`: The payment
    - `wallet`: The wallet
    - `holder`: Whoever a wallet belongs to
    - `amount`: How much, in minor units beside the asset
    - `at`: When it happened
    - `paid_into`: The wallet that it was paid into; null before
    - `claimed_at`: When it was paid out; null before
    """

    id: str
    payment: str
    wallet: str
    holder: str
    amount: Money
    at: str
    paid_into: str | None
    claimed_at: str | None


@model
class ParameterValue(Model):
    """What a parameter is in one program, in the one field that its kind asks for: `amount`; `number` of a share or
    a count; `flag`; `text`; `texts` of a list.

    - `name`: The name of the parameter
    - `amount`: Of an amount: how much
    - `number`: Of a share, parts per million; of a count, how many
    - `flag`: Yes or no, of such a parameter
    - `text`: Of a text: the text, without quotes
    - `texts`: The items, of a list; ids as text
    """

    name: str
    amount_minor: int | None = field(default=None, metadata={"asset": "E-CNY"})
    number: int | None = None
    flag: bool | None = None
    text: str | None = None
    texts: Sequence[str] | None = None


@model
class ParameterValueShown(Model):
    """What a parameter is in one program, in the one field that its kind asks for: `amount`; `number` of a share or
    a count; `flag`; `text`; `texts` of a list.

    - `name`: The name of the parameter
    - `amount`: Of an amount: how much
    - `number`: Of a share, parts per million; of a count, how many
    - `flag`: Yes or no, of such a parameter
    - `text`: Of a text: the text, without quotes
    - `texts`: The items, of a list; ids as text
    """

    name: str
    amount: Money | None
    number: int | None
    flag: bool | None
    text: str | None
    texts: tuple[str, ...] | None


@model
class Part(Model):
    """What a party got of a payment, and has given back since; of that `advanced` was given by the platform for it.

    - `merchant`: The merchant
    - `plan`: The plan by which the payment is split
    - `amount`: How much, in minor units beside the asset
    - `refunded`: What has been given back so far
    - `advanced`: What the platform of the split gave for its sellers, who owe it
    - `transfer`: The transfer
    """

    merchant: str
    plan: str
    amount: Money
    refunded: Money
    advanced: Money
    transfer: str


@model
class Passing(Model):
    """How many `times` an envelope may be passed on from holder to holder, each time all that it has left.

    - `times`: How often
    """

    times: int = 0


@model
class PassingShown(Model):
    """How many `times` an envelope may be passed on from holder to holder, each time all that it has left.

    - `times`: How often
    """

    times: int


@model
class PayeeConfirmed(Model):
    """How a name agrees with the holder's, `unavailable` when none is known; `left` look-ups remain today.

    - `payee`: Whoever is paid
    - `result`: How the name agrees with the holder's
    - `left`: How many look-ups remain today
    """

    payee: str
    result: Literal["match", "close_match", "no_match", "unavailable"]
    left: int


@model
class PayerToken(Model):
    """A token, without its secret.

    - `id`: Its id
    - `number`: The token's number
    - `wallet`: The wallet
    - `device`: A holder's device
    - `enrolled_at`: When the key was first taken; null before
    - `revoked_at`: When it was revoked; null before
    """

    id: str
    number: str
    wallet: str
    device: str
    enrolled_at: str
    revoked_at: str | None


@model
class PayerTokenRevoked(PayerToken):
    """A token was ended.

    - `payer_token`: What a device's payment codes are made with
    """

    payer_token: str


@model
class PayerTokenEnrolled(Model):
    """A device has a token, whose payment codes change every `step_s` seconds.

    `secret` (64 hexadecimal digits) is given to the device that signed, and never stored; to others it is null.

    - `payer_token`: What a device's payment codes are made with
    - `number`: The token's number
    - `wallet`: The wallet
    - `device`: A holder's device
    - `step_s`: The seconds of a step: a payment code holds for the rest of its own and the next
    - `secret`: A secret, shown this once
    """

    payer_token: str
    number: str
    wallet: str
    device: str
    step_s: int
    secret: str | None


@model
class Payment(Model):
    """A payment as it stands.

    - `id`: Its id
    - `kind`: Of which kind
    - `state`: What has become of it
    - `payer`: Whoever pays
    - `payee`: Whoever is paid
    - `store`: The merchant's store
    - `amount`: How much, in minor units beside the asset
    - `captured`: What was taken of the hold
    - `refunded`: What has been given back so far
    - `fee`: What it costs
    - `journal`: The transfers that were made together
    - `at`: When it happened
    - `expires_at`: Until when it holds
    - `purpose`: What the money is for, a code of the scheme
    - `reference`: The caller's own reference
    - `bound`: What claims of programs paid of it
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    id: str
    kind: Literal["person", "merchant", "salary", "party_dues"]
    state: Literal["completed", "held", "released", "expired"]
    payer: str
    payee: str
    store: str | None
    amount: Money
    captured: Money
    refunded: Money
    fee: Money
    journal: str
    at: str
    expires_at: str | None
    purpose: str
    reference: str | None
    bound: Money | None
    metadata: Mapping[str, str] | None


@model
class Paid(Payment):
    """A payment was made, and is final. `fee` is what the payee pays its operator of it, `bound` what claims paid.

    - `payment`: The payment
    - `paid_at`: When it was paid; null before
    """

    payment: str
    paid_at: str


@model
class PaymentRequest(Model):
    """A request to pay as it stands. `signed` is null for a plain one.

    - `id`: Its id
    - `state`: What has become of it
    - `payee`: Whoever is paid
    - `store`: The merchant's store
    - `payer`: Whoever pays
    - `amount`: How much, in minor units beside the asset
    - `purpose`: What the money is for, a code of the scheme
    - `reference`: The caller's own reference
    - `requested_at`: When it was requested
    - `expires_at`: Until when it holds
    - `ended_at`: When it ended; null before
    - `payment`: The payment
    - `plan`: The plan by which the payment is split
    - `signed`: What a device signed
    """

    id: str
    state: Literal["open", "paid", "declined", "cancelled", "expired"]
    payee: str
    store: str | None
    payer: str | None
    amount: Money
    purpose: str
    reference: str | None
    requested_at: str
    expires_at: str
    ended_at: str | None
    payment: str | None
    plan: str | None
    signed: Signed | None


@model
class RequestClosed(PaymentRequest):
    """A request was declined or cancelled, or it expired.

    - `payment_request`: A request to pay
    """

    payment_request: str


@model
class PaymentRequested(Model):
    """A request to pay was made.

    - `payment_request`: A request to pay
    - `expires_at`: Until when it holds
    """

    payment_request: str
    expires_at: str


@model
class PaymentSource(Model):
    """What a claim paid of a payment, and what of that came back.

    - `n`: Its number in the list
    - `claim`: The claim of a program
    - `program`: The program
    - `amount`: How much, in minor units beside the asset
    - `returned`: What of that came back
    """

    n: int
    claim: str
    program: str
    amount: Money
    returned: Money


@model
class Place(Model):
    """A place: what it is, in which district, and the institution that keeps it, by its own number.

    - `id`: Its id
    - `operator`: The institution that keeps it
    - `kind`: What it is
    - `number`: The keeper's own number of the place
    - `title`: What its keeper calls it
    - `region`: The district, six digits (GB/T 2260)
    - `registered_at`: When it was registered
    """

    id: str
    operator: str
    kind: Literal["village", "town", "hospital", "campus"]
    number: str
    title: str
    region: str
    registered_at: str


@model
class PlaceEntry(Model):
    """A store stands in a place since an instant, and until another if it was taken out.

    - `place`: The place
    - `store`: The store that stands there
    - `entered_at`: Since when the store stands there
    - `left_at`: Since when it stands there no more; null while it does
    """

    place: str
    store: str
    entered_at: str
    left_at: str | None


@model
class PlaceList(Model):
    """A version of a list of places, which programs name: how many it has, and the SHA-256 of them: each id and a
    line feed, in the order of the ids.

    - `place_list`: The list of places
    - `version`: Which version of the list it is
    - `operator`: The operating institution
    - `title_en`: What it is called, in English
    - `title_zh`: What it is called, in Chinese
    - `place_count`: How many places it lists
    - `sha256`: SHA-256 of its list: each place's id and a line feed, in the order of the ids
    - `written_at`: When it was written
    """

    place_list: str
    version: int
    operator: str
    title_en: str
    title_zh: str
    place_count: int
    sha256: str
    written_at: str


@model
class PlaceListWritten(PlaceList):
    """A version of a list is there: so many places, whose list has this SHA-256."""


@model
class PlaceListNamed(Model):
    """A list of places at a version: which places that lists never changes.

    - `place_list`: The list of places
    - `version`: Which version of the list it is
    """

    place_list: str
    version: int


@model
class PlaceListNamedShown(Model):
    """A list of places at a version: which places that lists never changes.

    - `place_list`: The list of places
    - `version`: Which version of the list it is
    """

    place_list: str
    version: int


@model
class PlaceResult(Model):
    """What became of a place: its id, or the code of the error that refused it.

    - `number`: The keeper's own number of the place
    - `place`: The place
    - `refused`: The code of the error that refused it; empty when it was not
    """

    number: str
    place: str | None
    refused: str


@model
class Places(Model):
    """Merchants and stores by number, categories (ISO 18245) and regions, and registered places; absent: wherever
    they are.

    - `merchants`: Merchants
    - `stores`: Stores
    - `categories`: Categories of merchants (ISO 18245)
    - `regions`: District codes (GB/T 2260), or how they begin
    - `places`: Registered places; null for wherever it is
    """

    merchants: Sequence[str] | None = None
    stores: Sequence[str] | None = None
    categories: Sequence[str] | None = None
    regions: Sequence[str] | None = None
    places: PlacesNamed | None = None


@model
class PlacesNamed(Model):
    """Places by the lists that name them and by their kind. Allowed are stores in a place that one of the lists
    lists and that is of one of the kinds; denied are those in a place of either.

    - `lists`: Versions of lists of places; none: all that there are
    - `kinds`: Kinds of places; none: all
    """

    lists: Sequence[PlaceListNamed] | None = None
    kinds: Sequence[Literal["village", "town", "hospital", "campus"]] | None = None


@model
class PlacesNamedShown(Model):
    """Places by the lists that name them and by their kind. Allowed are stores in a place that one of the lists
    lists and that is of one of the kinds; denied are those in a place of either.

    - `lists`: Versions of lists of places; none: all that there are
    - `kinds`: Kinds of places; none: all
    """

    lists: tuple[PlaceListNamedShown, ...]
    kinds: tuple[Literal["village", "town", "hospital", "campus"], ...]


@model
class PlacesRegistered(Model):
    """What became of the places, in their order; so many of them are new.

    - `registered`: How many of them are new
    - `results`: What became of each place, in their order
    """

    registered: int
    results: tuple[PlaceResult, ...]


@model
class PlacesShown(Model):
    """Merchants and stores by number, categories (ISO 18245) and regions, and registered places; absent: wherever
    they are.

    - `merchants`: Merchants
    - `stores`: Stores
    - `categories`: Categories of merchants (ISO 18245)
    - `regions`: District codes (GB/T 2260), or how they begin
    - `places`: Registered places; null for wherever it is
    """

    merchants: tuple[str, ...]
    stores: tuple[str, ...]
    categories: tuple[str, ...]
    regions: tuple[str, ...]
    places: PlacesNamedShown | None


@model
class PlanPart(Model):
    """A seller of a plan.

    - `seller`: The merchant that gets a share
    - `fixed`: A fixed amount
    - `share_ppm`: The share in parts per million of what is left after fixed amounts
    - `agreed_at`: When it was agreed to; null before
    """

    seller: str
    fixed: Money
    share_ppm: int
    agreed_at: str | None


@model
class Pooled(Model):
    """How many sub-wallets gave how much; without a `journal` there was nothing to move.

    - `wallet`: The wallet
    - `journal`: The transfers that were made together
    - `sub_wallets`: How many sub-wallets
    - `amount`: How much, in minor units beside the asset
    """

    wallet: str
    journal: str | None
    sub_wallets: int
    amount: Money


@model
class Prepaid(Model):
    """A contract as it stands, for its consumer. What is neither paid nor returned is held in her wallet.

    - `id`: Its id
    - `payment`: The payment
    - `prepaid_plan`: The plan: what a merchant sells ahead
    - `state`: What has become of it
    - `payer`: Whoever pays
    - `store`: The merchant's store
    - `merchant`: The merchant
    - `uses`: How many uses
    - `bonus_uses`: How many uses are free; they come last
    - `price`: What one use costs
    - `recorded_by`: Who records uses: the consumer confirms them, or the merchant
    - `used`: How many of the paid uses are drawn, those that wait too
    - `bonus_used`: How many of the free uses are drawn
    - `uses_left`: How many uses are left
    - `amount`: How much, in minor units beside the asset
    - `paid`: What was paid
    - `returned`: What has been given back
    - `bought_at`: When it was bought
    - `ends_at`: When it ends
    - `ended_at`: When it ended; null before
    - `reference`: The caller's own reference
    """

    id: str
    payment: str
    prepaid_plan: str
    state: Literal["open", "used", "returned", "expired", "bankrupt"]
    payer: str
    store: str
    merchant: str
    uses: int
    bonus_uses: int
    price: Money
    recorded_by: Literal["consumer", "merchant"]
    used: int
    bonus_used: int
    uses_left: int
    amount: Money
    paid: Money
    returned: Money
    bought_at: str
    ends_at: str
    ended_at: str | None
    reference: str | None


@model
class PrepaidBought(Model):
    """A plan was bought, and its price is reserved.

    - `prepaid`: The prepaid contract
    - `journal`: The transfers that were made together
    - `amount`: How much, in minor units beside the asset
    - `ends_at`: When it ends
    """

    prepaid: str
    journal: str
    amount: Money
    ends_at: str


@model
class PrepaidPlan(Model):
    """A plan, as it was offered.

    - `id`: Its id
    - `store`: The merchant's store
    - `merchant`: The merchant
    - `title_en`: What it is called, in English
    - `title_zh`: What it is called, in Chinese
    - `uses`: How many uses
    - `bonus_uses`: How many uses are free; they come last
    - `price`: What one use costs
    - `days`: How many days it is valid from when it is bought
    - `recorded_by`: Who records uses: the consumer confirms them, or the merchant
    - `offered_at`: When it was offered
    - `withdrawn_at`: When it was withdrawn; null before
    """

    id: str
    store: str
    merchant: str
    title_en: str
    title_zh: str
    uses: int
    bonus_uses: int
    price: Money
    days: int
    recorded_by: Literal["consumer", "merchant"]
    offered_at: str
    withdrawn_at: str | None


@model
class PlanOffered(PrepaidPlan):
    """A plan can be bought.

    - `prepaid_plan`: The plan: what a merchant sells ahead
    """

    prepaid_plan: str


@model
class PlanWithdrawn(PrepaidPlan):
    """A plan is sold no more.

    - `prepaid_plan`: The plan: what a merchant sells ahead
    """

    prepaid_plan: str


@model
class PrepaidReading(Model):
    """A contract with every use.

    - `prepaid`: The contract as it stands
    - `steps`: What was done, in order
    """

    prepaid: Prepaid
    steps: tuple[PrepaidUse, ...]


@model
class PrepaidReturned(Model):
    """A contract is over, and the rest of its money is the consumer's to spend.

    - `prepaid`: The prepaid contract
    - `paid`: What was paid
    - `returned`: What has been given back
    """

    prepaid: str
    paid: Money
    returned: Money


@model
class PrepaidStatus(Model):
    """What a merchant sees of a contract: how it stands, and neither whose it is nor what that wallet has.

    - `id`: Its id
    - `prepaid_plan`: The plan: what a merchant sells ahead
    - `state`: What has become of it
    - `store`: The merchant's store
    - `uses`: How many uses
    - `bonus_uses`: How many uses are free; they come last
    - `used`: How many of the paid uses are drawn, those that wait too
    - `bonus_used`: How many of the free uses are drawn
    - `uses_left`: How many uses are left
    - `recorded_by`: Who records uses: the consumer confirms them, or the merchant
    - `bought_at`: When it was bought
    - `ends_at`: When it ends
    - `ended_at`: When it ended; null before
    """

    id: str
    prepaid_plan: str
    state: Literal["open", "used", "returned", "expired", "bankrupt"]
    store: str
    uses: int
    bonus_uses: int
    used: int
    bonus_used: int
    uses_left: int
    recorded_by: Literal["consumer", "merchant"]
    bought_at: str
    ends_at: str
    ended_at: str | None


@model
class PrepaidStatusReading(Model):
    """How a contract stands, with every use, for its merchant.

    - `prepaid`: The contract as it stands
    - `steps`: What was done, in order
    """

    prepaid: PrepaidStatus
    steps: tuple[PrepaidUse, ...]


@model
class PrepaidUse(Model):
    """A use of a contract. One that waits is paid at `settles_at`, unless the consumer objects.

    - `number`: The use's number in its contract
    - `recorded_by`: Who records uses: the consumer confirms them, or the merchant
    - `paid_uses`: How many of the uses cost their price
    - `free_uses`: How many of the uses were free
    - `amount`: How much, in minor units beside the asset
    - `state`: What has become of it
    - `at`: When it happened
    - `settles_at`: When it is paid unless the consumer objects; null where it was at once
    - `decided_at`: When it was decided; null before
    - `journal`: The transfers that were made together
    - `statement`: Why the consumer objected
    """

    number: int
    recorded_by: Literal["consumer", "merchant"]
    paid_uses: int
    free_uses: int
    amount: Money
    state: Literal["waiting", "used", "objected", "returned"]
    at: str
    settles_at: str | None
    decided_at: str | None
    journal: str | None
    statement: str


@model
class PrepaidUsed(Model):
    """Uses are confirmed and paid; bonus uses cost nothing, and have no journal.

    - `prepaid`: The prepaid contract
    - `number`: The use's number in its contract
    - `amount`: How much, in minor units beside the asset
    - `uses_left`: How many uses are left
    - `journal`: The transfers that were made together
    """

    prepaid: str
    number: int
    amount: Money
    uses_left: int
    journal: str | None


@model
class Presentation(Model):
    """What a payer's token was charged for one counter of it.

    - `means`: Whether by a code or by a tap
    - `counter`: A count that a device keeps of its taps
    - `payment`: The payment
    - `store`: The merchant's store
    - `amount`: How much, in minor units beside the asset
    - `refunded`: What has been given back so far
    - `paid_at`: When it was paid; null before
    - `user_verified`: Whether the device knew its user
    """

    means: Literal["code", "tap"]
    counter: int
    payment: str
    store: str
    amount: Money
    refunded: Money
    paid_at: str
    user_verified: bool


@model
class PresentedCode(Model):
    """What became of a payment code or tap that a till was shown.

    `state`: open (it can be charged), charged (at a store of this merchant: `payment` and the rest say by what),
    used (elsewhere, or a later code was charged), expired, or revoked.

    - `state`: What has become of it
    - `payment`: The payment
    - `store`: The merchant's store
    - `amount`: How much, in minor units beside the asset
    - `refunded`: What has been given back so far
    - `paid_at`: When it was paid; null before
    """

    state: Literal["open", "charged", "used", "expired", "revoked"]
    payment: str | None
    store: str | None
    amount: Money | None
    refunded: Money | None
    paid_at: str | None


@model
class Principal(Model):
    """Who may call. `vouched` is false when one person alone gave it rights, as could be before schema 6: it takes
    no part in acts of two people until it has enrolled again. Whom another institution suspended only that one
    resumes. `enrolment` is the one by which it can get a key now.

    - `id`: Its id
    - `role`: The principal's role
    - `institution`: The central bank or an operator
    - `subject`: Whom the principal acts for
    - `name`: What it is called
    - `state`: What has become of it
    - `vouched`: Whether no one person alone gave it its rights
    - `suspended_by`: The other institution that suspended it; null when it is active, or its own side did
    - `enrolment`: The way for a new principal to its first key
    - `enrolment_expires_at`: When its enrolment ends; null when it has none
    """

    id: str
    role: Literal["central_bank", "operator", "merchant", "employer", "government", "auditor", "holder"]
    institution: str | None
    subject: str | None
    name: str
    state: Literal["active", "suspended"]
    vouched: bool
    suspended_by: str | None
    enrolment: str | None
    enrolment_expires_at: str | None


@model
class PrincipalStatusSet(Model):
    """A principal was suspended or resumed.

    - `principal`: Whoever holds keys: a person or a system
    - `state`: What has become of it
    """

    principal: str
    state: Literal["active", "suspended"]


@model
class Program(Model):
    """A program and its terms, as everybody may read it once it is no draft. `template` and `version` are where the
    terms came from, with which `parameters`; null and none where they were written for it alone. Its `funder` is
    told to those who may read its figures.

    - `id`: Its id
    - `operator`: The operating institution
    - `funder`: The company's wallet that pays for it
    - `kind`: Of which kind
    - `state`: What has become of it
    - `name_en`: The name in English
    - `name_zh`: The name in Chinese
    - `terms`: What it may be used for
    - `terms_sha256`: The SHA-256 of the terms in canonical JSON
    - `template`: The template that the terms come from
    - `version`: How often it has changed
    - `parameters`: What the parameters of the template are
    - `opens_at`: From when on it is claimed and spent
    - `claims_until`: Until when claims are given
    - `expires_at`: Until when it holds
    - `created_at`: When it was made
    """

    id: str
    operator: str
    funder: str | None
    kind: Literal["envelope", "voucher"]
    state: Literal["draft", "open", "paused", "stopped", "ended"]
    name_en: str
    name_zh: str
    terms: TermsShown
    terms_sha256: str
    template: str | None
    version: int | None
    parameters: tuple[ParameterValueShown, ...]
    opens_at: str
    claims_until: str
    expires_at: str
    created_at: str


@model
class ProgramCreated(Program):
    """A program is written, as a draft.

    - `program`: The program
    """

    program: str


@model
class ProgramDiscarded(Program):
    """A draft was discarded; what was paid into it comes back to its funder.

    - `program`: The program
    """

    program: str


@model
class ProgramDrafted(Program):
    """A program is written from a template, as a draft.

    - `program`: The program
    """

    program: str


@model
class ProgramClaim(Model):
    """A claim as its program's side sees it; whose it is, and what became of it, only the operator and auditors are
    told: who granted it knows whom it was given to, and could watch him spend.

    - `id`: Its id
    - `number`: Its number in the statement
    - `wallet`: The wallet
    - `value`: What the claim is worth
    - `left`: What is left
    - `state`: What has become of it
    - `claimed_at`: When it was claimed
    - `expires_at`: Until when it holds
    """

    id: str
    number: int
    wallet: str | None
    value: Money
    left: Money | None
    state: Literal["open", "used", "given_back", "expired", "unbound", "passed"] | None
    claimed_at: str
    expires_at: str


@model
class ProgramFigures(Model):
    """A program's money: `budget` is what was paid in, and is what is free, what is promised to those whom campaigns
    draw, what claims hold, what was spent, what became its holders' own, and what went back to the funder. `open`
    of its `claims` have something left; `unused` came back whole, which the `quota` does not count.

    - `id`: Its id
    - `funder`: The company's wallet that pays for it
    - `budget`: What the funder has paid in so far
    - `free`: What nobody has claimed or was promised
    - `promised`: What is set aside for whom a draw finds
    - `held`: What claims hold of it
    - `spent`: What was paid out of it
    - `borne`: What merchants bore of it
    - `unbound`: What became holders' own money
    - `reclaimed`: What went back to the funder
    - `quota`: How many claims there may be; 0 for any number
    - `claims`: How many claims there were
    - `open`: How many claims have something left
    - `unused`: How many claims came back whole, which the quota does not count
    """

    id: str
    funder: str
    budget: Money
    free: Money
    promised: Money
    held: Money
    spent: Money
    borne: Money
    unbound: Money
    reclaimed: Money
    quota: int
    claims: int
    open: int
    unused: int


@model
class ProgramFunded(ProgramFigures):
    """Money is in a program's pot. `budget` is all that was paid in so far, `free` what nobody has claimed.

    - `program`: The program
    - `journal`: The transfers that were made together
    """

    program: str
    journal: str


@model
class ProgramInList(Model):
    """A program in a list, which has no terms: they may be long. Whoever looks for a claim to take is told what one
    is worth (`face`), where that is no percentage.

    - `id`: Its id
    - `operator`: The operating institution
    - `kind`: Of which kind
    - `state`: What has become of it
    - `name_en`: The name in English
    - `name_zh`: The name in Chinese
    - `terms_sha256`: The SHA-256 of the terms in canonical JSON
    - `template`: The template that the terms come from
    - `version`: How often it has changed
    - `opens_at`: From when on it is claimed and spent
    - `claims_until`: Until when claims are given
    - `expires_at`: Until when it holds
    - `created_at`: When it was made
    - `face`: What a claim is worth
    """

    id: str
    operator: str
    kind: Literal["envelope", "voucher"]
    state: Literal["draft", "open", "paused", "stopped", "ended"]
    name_en: str
    name_zh: str
    terms_sha256: str
    template: str | None
    version: int | None
    opens_at: str
    claims_until: str
    expires_at: str
    created_at: str
    face: Money | None


@model
class ProgramPayee(Model):
    """What a merchant was paid in a region, less what came back. A funder is told no number of `payments`.

    - `merchant`: The merchant
    - `category`: The merchant's category, four digits (MCC)
    - `region`: The district, six digits (GB/T 2260)
    - `payments`: How many payments
    - `spent`: What was paid out of it
    """

    merchant: str
    category: str
    region: str
    payments: int | None
    spent: Money


@model
class ProgramSpending(Model):
    """What a program's money was spent on before an instant: merchants by region, who got most first, and all
    `others` together, null where these are too few to be told of. `spent` is the program's own figure, of now.

    - `program`: The program
    - `counted_before`: What was paid, and came back, before this instant is counted
    - `spent`: What was paid out of it
    - `payees`: Who was paid, who got most first
    - `others`: What all others come to
    """

    program: str
    counted_before: str
    spent: Money
    payees: tuple[ProgramPayee, ...]
    others: Money | None


@model
class Proof(Model):
    """Whether a property of terms `holds`; null where it was not shown, and nobody can say that it is not so. Then
    the `rules` of the terms that stand in the way together, or the act that breaks it; the claim of a `payer`
    made `at` an instant that `ends_at` another; the `amount` that is left and cannot be spent.

    - `property`: Which property of the terms
    - `holds`: Whether it holds; null where it was not shown
    - `rules`: The rules of the terms that stand in the way together, or the act that breaks it
    - `at`: When the claim is made that cannot be spent
    - `ends_at`: When that claim ends
    - `amount`: What is left of a claim and cannot be spent
    - `payer`: Whose claim it is, as a kind of wallet
    - `example`: A purchase that shows it
    """

    property: Literal["spendable", "every_claim", "all_of_it", "condition", "budget", "ends"]
    holds: bool | None
    rules: tuple[str, ...]
    at: str | None
    ends_at: str | None
    amount: Money | None
    payer: str | None
    example: ProofExample | None


@model
class ProofExample(Model):
    """A claim of an instant pays `drawn` of a purchase at another, by a wallet of this kind at a store; `payments`
    of them use it up, where that was asked.

    - `claimed_at`: When the claim is made
    - `at`: When the purchase is paid
    - `payer`: By which kind of wallet
    - `store`: At which store
    - `amount`: What the purchase costs
    - `drawn`: What the claim pays of it
    - `payments`: How many purchases use the claim up
    """

    claimed_at: str
    at: str
    payer: str
    store: str
    amount: Money
    drawn: Money
    payments: int


@model
class Proofs(Model):
    """What was found of all properties of terms; `proved` where each of them holds.

    - `proved`: Whether every property holds
    - `properties`: What was found, property by property
    """

    proved: bool
    properties: tuple[Proof, ...]


@model
class Proposal(Model):
    """An act of two people: `open`, `expired`, `done`, `refused` or `rejected`. Where a third has to agree,
    `approvals_needed` is 2 and `first_approver` who agreed already.

    - `id`: Its id
    - `operation`: What was asked for, by its name
    - `command`: What was asked for, field by field
    - `reason`: Why, for the log of acts
    - `proposer`: Who proposed it
    - `institution`: The central bank or an operator
    - `proposed_at`: When it was proposed
    - `expires_at`: Until when it holds
    - `state`: What has become of it
    - `approvals_needed`: How many people have to approve
    - `first_approver`: Who approved first; null before
    - `approver`: Who approved or rejected it; null before
    - `decided_at`: When it was decided; null before
    - `note`: A note on the decision
    - `outcome`: What came of it; null before
    """

    id: str
    operation: str
    command: Mapping[str, Any]
    reason: str
    proposer: str
    institution: str | None
    proposed_at: str
    expires_at: str
    state: Literal["open", "expired", "done", "refused", "rejected"]
    approvals_needed: int
    first_approver: str | None
    approver: str | None
    decided_at: str | None
    note: str
    outcome: Mapping[str, Any] | None


@model
class Proposed(Model):
    """A second person has to approve this before it expires.

    - `proposal`: What waits for a second person
    - `expires_at`: Until when it holds
    """

    proposal: str
    expires_at: str


@model
class PushedWallet(Model):
    """A sub-wallet as the merchant it was pushed to sees it: no holder, no parent, no balance.

    - `id`: Its id
    - `merchant`: The merchant
    - `customer`: The merchant's own name for its customer
    - `state`: What has become of it
    - `has_token`: Whether the merchant has taken a token
    - `single`: At most so much at a time
    - `daily`: At most so much in a day
    - `opened_at`: When it was opened
    - `revoked_at`: When it was revoked; null before
    """

    id: str
    merchant: str
    customer: str
    state: Literal["open", "revoked", "closed"]
    has_token: bool
    single: Money | None
    daily: Money | None
    opened_at: str
    revoked_at: str | None


@model
class Receipt(Model):
    """What a payer keeps of a paid bill. `refunded` is what the biller has given back since.

    - `merchant`: The merchant
    - `biller_en`: The biller's name in English
    - `biller_zh`: The biller's name in Chinese
    - `number`: The biller's number of the bill
    - `title`: What it is, in English
    - `amount`: How much, in minor units beside the asset
    - `refunded`: What has been given back so far
    - `due_on`: The last day to pay
    - `payer`: Whoever pays
    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `paid_at`: When it was paid; null before
    """

    merchant: str
    biller_en: str
    biller_zh: str
    number: str
    title: str
    amount: Money
    refunded: Money
    due_on: str
    payer: str
    payment: str
    journal: str
    paid_at: str


@model
class Reconciliation(Model):
    """An account's day: what its bank's core says beside what the platform does, and the breaks between them.

    `difference` is the core's net less the platform's; the breaks add up to it. The platform's sums are there
    once the day is matched.

    - `account`: The ledger account
    - `day`: The day in China
    - `operator`: The operating institution
    - `state`: What has become of it
    - `attempt`: Which import of the day this is, from 1
    - `file`: The SHA-256 of the file that is imported
    - `core_account`: The number of the account in the bank's core; empty where the statement names none
    - `core_entries`: How many entries the core's statement has
    - `core_credit`: What the core credited
    - `core_debit`: What the core debited
    - `loaded_entries`: How many of the statement's entries have come
    - `platform_entries`: How often the ledger moved the account
    - `platform_credit`: What the ledger credited
    - `platform_debit`: What the ledger debited
    - `difference`: What the bank's core says less what the ledger moved
    - `matched`: How many entries both sides have alike
    - `breaks`: How many entries have no counterpart that says the same
    - `open_breaks`: How many breaks nobody has explained
    - `imported_by`: Who imported it; null when nobody
    - `loaded_at`: When the last entry had come; null before
    - `matched_at`: When both sides were compared; null before
    - `closed_by`: Who closed it; null before
    - `seconded_by`: Who approved that it was closed with breaks that no journal corrected; null when nobody had
      to
    - `closed_at`: When it was closed; null before
    - `reason`: Why, for the log of acts
    - `revision`: Which revision of the day this is: it rises with whatever is found or said of it
    - `explained_breaks`: How many breaks are explained by words alone
    """

    account: str
    day: str
    operator: str
    state: Literal["loading", "loaded", "matched", "closed"]
    attempt: int
    file: str
    core_account: str
    core_entries: int
    core_credit: Money
    core_debit: Money
    loaded_entries: int
    platform_entries: int
    platform_credit: Money
    platform_debit: Money
    difference: Money
    matched: int
    breaks: int
    open_breaks: int
    imported_by: str | None
    loaded_at: str | None
    matched_at: str | None
    closed_by: str | None
    seconded_by: str | None
    closed_at: str | None
    reason: str
    revision: int
    explained_breaks: int


@model
class CoreStatementImported(Reconciliation):
    """Where the import of a day stands: how many of its entries have come."""


@model
class ReconciliationClosed(Model):
    """A day is closed, with so many breaks, of which so many are open for good.

    - `account`: The ledger account
    - `day`: The day in China
    - `breaks`: How many entries have no counterpart that says the same
    - `open_breaks`: How many breaks nobody has explained
    """

    account: str
    day: str
    breaks: int
    open_breaks: int


@model
class RedeliveryPlaced(Model):
    """The event will be sent again.

    - `delivery`: One event on its way to one webhook
    """

    delivery: str


@model
class Refund(Model):
    """A refund of a payment, with the reference that the payee gave it. Payer, payee and store are the payment's.

    - `id`: Its id
    - `payment`: The payment
    - `payer`: Whoever pays
    - `payee`: Whoever is paid
    - `store`: The merchant's store
    - `amount`: How much, in minor units beside the asset
    - `journal`: The transfers that were made together
    - `at`: When it happened
    - `reference`: The caller's own reference
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    id: str
    payment: str
    payer: str
    payee: str
    store: str | None
    amount: Money
    journal: str
    at: str
    reference: str | None
    metadata: Mapping[str, str] | None


@model
class Refunded(Model):
    """Money of a payment was given back: `amount` by this refund, null where an earlier version answered it;
    `refunded` is the sum of the payment's refunds so far.

    - `refund`: The refund's own id
    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `refunded`: What has been given back so far
    - `amount`: How much, in minor units beside the asset
    - `reference`: The caller's own reference
    - `metadata`: Keys and values of the maker's own; null when there are none
    """

    refund: str
    payment: str
    journal: str
    refunded: Money
    amount: Money | None
    reference: str | None
    metadata: Mapping[str, str] | None


@model
class RefusedPayment(Model):
    """Why a wallet could not be paid: the `reason` (an error code) that one payer met last, and how many `times`
    that day. Who it was and how much is not told.

    - `wallet`: The wallet
    - `reason`: Why, for the log of acts
    - `times`: How often
    - `at`: When it happened
    """

    wallet: str
    reason: str
    times: int
    at: str


@model
class RegimeChange(Model):
    """From when on a wallet's money has been under which regime.

    - `at`: When it happened
    - `regime`: The regime since then
    """

    at: str
    regime: str


@model
class Registered(Model):
    """A person is registered. `mark` stands under the number in the public list; `salt`, which is told to nobody
    else, proves that it is this wallet's: it is the SHA-256 of `campaign:number:wallet:salt`. `list_sha256` is
    the chain over the list up to here.

    - `campaign`: The campaign, which draws lots for claims of a program
    - `number`: Its number in the list
    - `wallet`: The wallet
    - `mark`: What the public list has of the registration; with its salt it proves whose it is
    - `salt`: Known to the holder alone: with it the mark proves whose the registration is
    - `list_sha256`: The chain over the registrations so far: SHA-256 of the link before and the mark
    """

    campaign: str
    number: int
    wallet: str
    mark: str
    salt: str
    list_sha256: str


@model
class Remittance(Model):
    """A remittance into a wallet. The sender's account is shown by its bank and last digits.

    - `id`: Its id
    - `bank`: The bank that keeps the account
    - `number_masked`: The number with its last digits alone
    - `amount`: How much, in minor units beside the asset
    - `at`: When it happened
    - `reference`: The caller's own reference
    """

    id: str
    bank: str
    number_masked: str
    amount: Money
    at: str
    reference: str | None


@model
class Remitted(Model):
    """A remittance was made; final.

    - `remittance`: Money sent from a bank account to a wallet
    - `journal`: The transfers that were made together
    - `recorded_at`: When it was written
    """

    remittance: str
    journal: str
    recorded_at: str


@model
class RequestAccepted(Model):
    """A request was accepted and paid, finally.

    - `payment_request`: A request to pay
    - `payment`: The payment
    - `journal`: The transfers that were made together
    - `paid_at`: When it was paid; null before
    - `amount`: How much, in minor units beside the asset
    - `fee`: What it costs
    """

    payment_request: str
    payment: str
    journal: str
    paid_at: str
    amount: Money
    fee: Money


@model
class RequestSignature(Model):
    """A device of the payee's, and its signature (base64url) over the request's text, which the docs define.

    `nonce` is in the text, and good for one request of the device.

    - `device`: A holder's device
    - `nonce`: A text used once
    - `signature`: The signature in base64url
    """

    device: str
    nonce: str
    signature: str


@model
class Reserves(Model):
    """How an operator stands: quota, what is out, and its accounts.

    - `institution`: The central bank or an operator
    - `quota`: How much may be issued
    - `issued`: Digital yuan issued and not retired
    - `accounts`: Its standing accounts
    """

    institution: str
    quota: Money
    issued: Money
    accounts: tuple[StandingAccount, ...]


@model
class Rest(Model):
    """What becomes of what is left: its funder has it back (`reclaimed`); what an envelope has left at its end is
    its `holder`'s own money; or what a program has left when it is over goes to another `program` of the same
    funder.

    - `to`: Who has it then: its funder, its holder, or another program
    - `program`: The program
    """

    to: Literal["reclaimed", "holder", "program"] = "reclaimed"
    program: str | None = None


@model
class RestShown(Model):
    """What becomes of what is left: its funder has it back (`reclaimed`); what an envelope has left at its end is
    its `holder`'s own money; or what a program has left when it is over goes to another `program` of the same
    funder.

    - `to`: Who has it then: its funder, its holder, or another program
    - `program`: The program
    """

    to: Literal["reclaimed", "holder", "program"]
    program: str | None


@model
class ReturnRequest(Model):
    """A request to return the money of a payment.

    - `payment`: The payment
    - `payer`: Whoever pays
    - `payee`: Whoever is paid
    - `reason`: Why the money is asked back
    - `state`: What has become of it
    - `asked_at`: When it was asked for
    - `expires_at`: Until when it holds
    - `answered_at`: When it was answered; null before
    - `refund`: The refund's own id
    - `returned`: What has been given back
    """

    payment: str
    payer: str
    payee: str
    reason: Literal["wrong_payee", "wrong_amount", "paid_twice"]
    state: Literal["asked", "returned", "declined", "withdrawn", "expired"]
    asked_at: str
    expires_at: str
    answered_at: str | None
    refund: str | None
    returned: Money


@model
class ReturnAsked(ReturnRequest):
    """A payment's money was asked back; until `expires_at` it can be answered."""


@model
class ReturnEnded(ReturnRequest):
    """A request to return money was answered, withdrawn, or expired; with a `refund` money was given back."""


@model
class Rule(Model):
    """A rule with its dates, sources and confidence.

    - `id`: Its id in the rule book
    - `name`: What it is called
    - `name_zh`: The name in Chinese
    - `subject`: What the rule is about
    - `key`: What it decides of its subject
    - `from_`: The first day it holds
    - `until`: The first day it holds no more; null when no end is known
    - `value`: The value
    - `sources`: Where the rule comes from
    - `confidence`: How sure the rule is
    - `in_force`: Whether it holds now
    - `conflicts_with`: The rule that it contradicts, which is followed; null where it contradicts none
    - `note`: A note on the decision
    """

    id: str
    name: str
    name_zh: str
    subject: str
    key: Mapping[str, str]
    from_: str
    until: str | None
    value: Mapping[str, Any]
    sources: tuple[Source, ...]
    confidence: Literal["sourced", "weak", "unverified", "ours"]
    in_force: bool
    conflicts_with: str | None
    note: str


@model
class RuleChange(Model):
    """What differs between two days.

    - `kind`: Of which kind
    - `subject`: What the rule is about
    - `key`: What it decides of its subject
    - `before`: The value before
    - `after`: The value afterwards
    """

    kind: Literal["added", "removed", "changed"]
    subject: str
    key: Mapping[str, str]
    before: Rule | None
    after: Rule | None


@model
class RuleChanges(Model):
    """The changes from one day to another.

    - `from_`: The earlier day
    - `to`: The later day
    - `items`: This page's items
    """

    from_: str
    to: str
    items: tuple[RuleChange, ...]


@model
class Rules(Model):
    """The rules of a day.

    - `as_of`: The instant that this was read at
    - `items`: This page's items
    """

    as_of: str
    items: tuple[Rule, ...]


@model
class ScannedCode(Model):
    """What a payer is shown before paying: who is paid, how much and for what; of a person nothing.

    - `collect_code`: The code that payers scan
    - `kind`: Of which kind
    - `state`: What has become of it
    - `merchant`: The merchant
    - `merchant_en`: The merchant's name in English
    - `merchant_zh`: The merchant's name in Chinese
    - `store`: The merchant's store
    - `store_name`: The store's name
    - `amount`: How much, in minor units beside the asset
    - `reference`: The caller's own reference
    - `expires_at`: Until when it holds
    """

    collect_code: str
    kind: Literal["static", "dynamic"]
    state: Literal["open", "used", "revoked", "expired"]
    merchant: str | None
    merchant_en: str
    merchant_zh: str
    store: str | None
    store_name: str
    amount: Money | None
    reference: str | None
    expires_at: str | None


@model
class SellerShare(Model):
    """What a seller (a merchant) gets of each payment: a fixed amount in minor units, then a share in parts per
    million of what is left after all fixed amounts. At least one of the two is not zero.

    - `seller`: The merchant that gets a share
    - `fixed`: A fixed amount
    - `share_ppm`: The share in parts per million of what is left after fixed amounts
    """

    seller: str
    fixed_minor: int | None = field(default=None, metadata={"asset": "E-CNY"})
    share_ppm: int = 0


@model
class Settlement(Model):
    """What was settled with a bank outside over the operator's reserves. Above zero the operator paid.

    - `journal`: The transfers that were made together
    - `amount`: How much, in minor units beside the asset
    - `at`: When it happened
    """

    journal: str
    amount: Money
    at: str


@model
class ShareDrawn(Model):
    """One's share of a code. `share` is shown this once; a repeated request has null: draw again, under a new key.

    - `enrolment`: The way for a new principal to its first key
    - `principal`: Whoever holds keys: a person or a system
    - `expires_at`: Until when it holds
    - `share`: A part of a code: one of two people's
    """

    enrolment: str
    principal: str
    expires_at: str
    share: str | None


@model
class Signed(Model):
    """Who signed a request: everybody can check `signature` over the UTF-8 bytes of `text` with `public_key`.

    - `device`: A holder's device
    - `algorithm`: The signature algorithm of the key
    - `public_key`: The public key in base64url
    - `signature`: The signature in base64url
    - `text`: The text that was signed
    """

    device: str
    algorithm: Literal["ed25519", "ecdsa-p256-sha256"]
    public_key: str
    signature: str
    text: str


@model
class SmallAmounts(Model):
    """What may be paid without the PIN, and what of it was used on the holder's newest day.

    - `holder`: Whoever a wallet belongs to
    - `payment`: At most at once without the PIN
    - `day`: At most so much in a day without the PIN
    - `used`: What has been used
    """

    holder: str
    payment: Money
    day: Money
    used: Money


@model
class SmallAmountsAllowed(SmallAmounts):
    """What may be paid without the PIN, in one payment and on a day."""


@model
class Source(Model):
    """Where a rule comes from.

    - `title`: What it is, in English
    - `place`: Where
    - `publisher`: Who published it
    - `published`: The day or month of its publication
    - `url`: Where it can be read
    """

    title: str
    place: str
    publisher: str
    published: str
    url: str


@model
class SplitPlan(Model):
    """A split plan. `merchant` is the platform.

    - `id`: Its id
    - `merchant`: The merchant
    - `store`: The merchant's store
    - `name`: What it is called
    - `remainder`: Who gets the fen that do not divide
    - `state`: What has become of it
    - `sellers`: Who gets which share
    - `proposed_at`: When it was proposed
    - `ended_at`: When it ended; null before
    """

    id: str
    merchant: str
    store: str
    name: str
    remainder: Literal["platform", "largest_remainder"]
    state: Literal["proposed", "active", "ended"]
    sellers: tuple[PlanPart, ...]
    proposed_at: str
    ended_at: str | None


@model
class SplitPlanSet(SplitPlan):
    """Outcome of agreeing or ending.

    - `split_plan`: The plan by which payments are split
    """

    split_plan: str


@model
class SplitPlanProposed(Model):
    """Outcome of proposing.

    - `split_plan`: The plan by which payments are split
    """

    split_plan: str


@model
class StandingAccount(Model):
    """One of an institution's standing accounts.

    - `role`: What the account is for
    - `account`: The ledger account
    - `balance`: The money there
    """

    role: Literal[
        "reserve",
        "vault",
        "margin",
        "reserve_claim",
        "vault_claim",
        "margin_claim",
        "position_cny",
        "position_ecny",
        "funding",
        "cash",
        "clearing",
        "fees",
        "interest",
    ]
    account: str
    balance: Money


@model
class StandingDue(Model):
    """What became of a due: paid, failed after so many tries with the last one's `code`, or missed.

    - `standing_payment`: The standing payment
    - `number`: Which due it is, from 1
    - `due_at`: When it is due
    - `state`: What has become of it
    - `tries`: How often it was tried and refused
    - `code`: The last refusal's code, if any
    - `payment`: The payment
    - `at`: When it happened
    """

    standing_payment: str
    number: int
    due_at: str
    state: Literal["paid", "failed", "missed"]
    tries: int
    code: str
    payment: str | None
    at: str


@model
class StandingPayment(Model):
    """A standing payment as it stands, for its payer. `number` is that of the next due, which is at `due_at` and was
    refused `tries` times so far, the last with `code`; once it is over, neither comes.

    - `id`: Its id
    - `payer`: Whoever pays
    - `store`: The merchant's store
    - `payee`: Whoever is paid
    - `state`: What has become of it
    - `amount`: How much, in minor units beside the asset
    - `cadence`: How often: each day, week or month, or once
    - `starts_at`: When it is due first
    - `on_day`: The day of the month; null for that of the start
    - `last_day`: The last day on which it is due, until 2079; null for no end
    - `number`: Which due it is, from 1
    - `due_at`: When it is due
    - `tries`: How often it was tried and refused
    - `code`: The last refusal's code, if any
    - `times_paid`: How often it was paid
    - `paid`: What was paid
    - `ordered_at`: When it was ordered
    - `ended_at`: When it ended; null before
    - `purpose`: What the money is for, a code of the scheme
    - `reference`: The caller's own reference
    """

    id: str
    payer: str
    store: str | None
    payee: str | None
    state: Literal["open", "paused", "ended", "done"]
    amount: Money
    cadence: Literal["day", "week", "month", "once"]
    starts_at: str
    on_day: int | None
    last_day: str | None
    number: int
    due_at: str
    tries: int
    code: str
    times_paid: int
    paid: Money
    ordered_at: str
    ended_at: str | None
    purpose: str
    reference: str | None


@model
class StandingOrdered(StandingPayment):
    """A standing payment was ordered; it is due first at `due_at`.

    - `standing_payment`: The standing payment
    """

    standing_payment: str


@model
class StandingSet(StandingPayment):
    """A standing payment is paused, goes on, or is over.

    - `standing_payment`: The standing payment
    """

    standing_payment: str


@model
class StatementCheck(Model):
    """A statement that was issued: its wallet, period and totals by the ledger, and the digest of what it told.
    `unchanged` unless what was recorded for its period has become another since: an entry came late, or a wrong
    clock's times were set right.

    - `wallet`: The wallet
    - `operator_en`: The operating institution's name in English
    - `operator_zh`: The operating institution's name in Chinese
    - `first`: The first day
    - `last`: The last day
    - `until`: Until when
    - `complete`: Whether the period has ended
    - `opening`: The balance at the beginning
    - `money_in`: What came in
    - `money_out`: What went out
    - `closing`: The balance at the end
    - `entries_count`: How many lines the statement has
    - `sha256`: SHA-256 of what the statement told, 64 hexadecimal digits
    - `unchanged`: Whether the ledger still says what the statement told
    """

    wallet: str
    operator_en: str
    operator_zh: str
    first: str
    last: str
    until: str
    complete: bool
    opening: Money
    money_in: Money
    money_out: Money
    closing: Money
    entries_count: int
    sha256: str
    unchanged: bool


@model
class StatementEntry(Model):
    """A movement of a wallet; the amount is below zero when money went out, the balance is the wallet's after it.

    - `number`: Its number in the statement
    - `recorded_at`: When it was written
    - `effective_at`: When it takes effect in the books
    - `code`: Why money moved
    - `amount`: How much, in minor units beside the asset
    - `balance`: The money there
    - `counterparty`: The other side, as this one may see it
    - `counterparty_zh`: The other side in Chinese
    - `purpose`: What the money is for, a code of the scheme
    - `reference`: The caller's own reference
    - `transfer`: The transfer
    - `journal`: The transfers that were made together
    - `payment`: The payment
    - `refund`: The refund's own id
    """

    number: int
    recorded_at: str
    effective_at: str | None
    code: str
    amount: Money
    balance: Money
    counterparty: str
    counterparty_zh: str
    purpose: str
    reference: str
    transfer: str
    journal: str
    payment: str | None
    refund: str | None


@model
class StatementLine(Model):
    """A row of an account's chain: what it did to the account, and the balance after it.

    - `transfer`: The transfer
    - `journal`: The transfers that were made together
    - `version`: How often it has changed
    - `direction`: Whether money goes in or out
    - `amount`: How much, in minor units beside the asset
    - `balance`: The money there
    - `code`: Why money moved
    - `phase`: What became of the money: posted, held, taken of a hold, given back
    - `reference`: The caller's own reference
    - `recorded_at`: When it was written
    - `effective_at`: When it takes effect in the books
    """

    transfer: str
    journal: str
    version: int
    direction: Literal["in", "out"]
    amount: Money
    balance: Money
    code: Literal[
        "issue",
        "retire",
        "load",
        "unload",
        "payment",
        "refund",
        "hold",
        "capture",
        "release",
        "expire",
        "settlement",
        "regime_change",
        "funding",
        "deposit",
        "withdrawal",
        "correction",
        "salary",
        "party_dues",
        "interest",
        "transfer",
        "fee",
        "pool",
        "budget",
        "claim",
        "redeem",
        "reclaim",
        "unbind",
        "pass",
        "cofund",
        "inheritance",
    ]
    phase: Literal["posted", "pending", "captured", "voided", "expired"]
    reference: str | None
    recorded_at: str
    effective_at: str | None


@model
class Store(Model):
    """A store of a merchant.

    - `id`: Its id
    - `merchant`: The merchant
    - `name`: What it is called
    - `region`: The district, six digits (GB/T 2260)
    - `opened_at`: When it was opened
    """

    id: str
    merchant: str
    name: str
    region: str
    opened_at: str


@model
class StoreOpened(Store):
    """A store was registered.

    - `store`: The merchant's store
    """

    store: str


@model
class StoreInPlace(Model):
    """A store, and the place where it is to stand.

    - `place`: The place
    - `store`: The store that stands there
    """

    place: str
    store: str


@model
class StoreTakenOut(Model):
    """A store stands in a place no more.

    - `place`: The place
    - `store`: The store that stands there
    - `left_at`: Since when it stands there no more; null while it does
    """

    place: str
    store: str
    left_at: str


@model
class SubWallet(Model):
    """A sub-wallet as its parent's side sees it.

    - `id`: Its id
    - `wallet`: The wallet
    - `merchant`: The merchant
    - `label`: What its owner calls it
    - `customer`: The merchant's own name for its customer
    - `state`: What has become of it
    - `balance`: The money there
    - `single`: At most so much at a time
    - `daily`: At most so much in a day
    - `yearly`: At most so much in a year
    - `used_today`: What was used today
    - `opened_at`: When it was opened
    - `revoked_at`: When it was revoked; null before
    """

    id: str
    wallet: str
    merchant: str | None
    label: str
    customer: str
    state: Literal["open", "revoked", "closed"]
    balance: Money
    single: Money | None
    daily: Money | None
    yearly: Money | None
    used_today: Money
    opened_at: str
    revoked_at: str | None


@model
class SubWalletOpened(Model):
    """A sub-wallet was opened: a wallet with its own id, and its parent.

    - `sub_wallet`: A sub-wallet
    - `wallet`: The wallet
    """

    sub_wallet: str
    wallet: str


@model
class SubWalletRevoked(Model):
    """A sub-wallet was taken back; it is charged no more.

    - `sub_wallet`: A sub-wallet
    - `revoked_at`: When it was revoked; null before
    """

    sub_wallet: str
    revoked_at: str


@model
class SubWalletTokenIssued(Model):
    """A token, in this answer and nowhere else; null when the request repeats an earlier one.

    - `sub_wallet`: A sub-wallet
    - `token`: A secret that stands for its owner, shown this once
    """

    sub_wallet: str
    token: str | None


@model
class Sweep(Model):
    """A wallet's sweep. Before `retry_at` it is not tried: the last one was refused, or its order is under way.

    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `external_account`: An account at a bank outside the platform
    - `ceiling`: What stays in the wallet; what is above goes to the bank account
    - `active`: Whether it works
    - `set_at`: When it was set
    - `retry_at`: When to try again
    """

    wallet: str
    bank_account: str | None
    external_account: str | None
    ceiling: Money
    active: bool
    set_at: str
    retry_at: str | None


@model
class SweepSet(Sweep):
    """A sweep was set."""


@model
class SweepEnded(Model):
    """A sweep was stopped.

    - `wallet`: The wallet
    """

    wallet: str


@model
class Takings(Model):
    """A China day of a merchant, by store and terminal, and all together. `complete` once nothing can be added any
    more.

    - `merchant`: The merchant
    - `day`: The day in China
    - `complete`: Whether the period has ended
    - `lines`: The lines
    - `total`: All together
    """

    merchant: str
    day: str
    complete: bool
    lines: tuple[TakingsLine, ...]
    total: TakingsLine


@model
class TakingsLine(Model):
    """What one store and terminal took: what came in, what was given back, what it was charged, what is left, which
    is below zero where more was given back.

    - `store`: The merchant's store
    - `terminal`: The till
    - `payments`: How many payments
    - `gross`: What was paid
    - `refunds`: How many refunds
    - `refunded`: What has been given back so far
    - `fee`: What it costs
    - `net`: What is left of it
    """

    store: str | None
    terminal: str | None
    payments: int
    gross: Money
    refunds: int
    refunded: Money
    fee: Money
    net: Money


@model
class Template(Model):
    """A version of a template: terms, and the parameters that stand in them. `sha256` is of all that is approved of
    it: kind, title, explanation, parameters and terms. `newer` is the newest version that is approved, where it
    came after this one.

    - `template`: The template that the terms come from
    - `version`: Which version of the template it is
    - `institution`: The central bank or an operator
    - `state`: What has become of it
    - `kind`: Of programs of which kind
    - `title_en`: What it is called, in English
    - `title_zh`: What it is called, in Chinese
    - `explanation_en`: What it is for, in English
    - `explanation_zh`: What it is for, in Chinese
    - `parameters`: Its parameters
    - `terms`: What it may be used for
    - `newer`: The newest approved version, where it came after this one
    - `sha256`: SHA-256 of the content, by which it is approved
    - `written_at`: When it was written
    - `decided_at`: When it was decided; null before
    """

    template: str
    version: int
    institution: str
    state: Literal["draft", "approved", "suspended", "retired", "withdrawn"]
    kind: Literal["envelope", "voucher"]
    title_en: str
    title_zh: str
    explanation_en: str
    explanation_zh: str
    parameters: tuple[TemplateParameterShown, ...]
    terms: TermsShown
    newer: int | None
    sha256: str
    written_at: str
    decided_at: str | None


@model
class TemplateWithdrawn(Template):
    """A version was withdrawn by its writer."""


@model
class TemplateWritten(Template):
    """A version of a template is written, as a draft."""


@model
class TemplateInList(Model):
    """A version of a template in a list, which has neither terms nor parameters: they may be long. `newer` is the
    newest version that is approved, where it came after this one.

    - `template`: The template that the terms come from
    - `version`: Which version of the template it is
    - `institution`: The central bank or an operator
    - `state`: What has become of it
    - `kind`: Of programs of which kind
    - `title_en`: What it is called, in English
    - `title_zh`: What it is called, in Chinese
    - `newer`: The newest approved version, where it came after this one
    - `sha256`: SHA-256 of the content, by which it is approved
    - `written_at`: When it was written
    - `decided_at`: When it was decided; null before
    """

    template: str
    version: int
    institution: str
    state: Literal["draft", "approved", "suspended", "retired", "withdrawn"]
    kind: Literal["envelope", "voucher"]
    title_en: str
    title_zh: str
    newer: int | None
    sha256: str
    written_at: str
    decided_at: str | None


@model
class TemplateParameter(Model):
    """A parameter: what stands in `places` of the terms, and what its name stands for in their condition.

    From `least` to `most`: of an amount in fen, of a share in parts per million; of a text how many characters,
    of a list how many items. Where 0, or a list of nothing, means any in terms, a parameter may be that with
    `may_be_any` alone. With `choices` one of these, or of a list some. An `optional` one that is not given is
    what stands in its places; of any other nothing stands there.

    - `name`: The word that stands for it in the condition
    - `kind`: Of which kind it is: it says in which field it is given
    - `title_en`: What it is called, in English
    - `title_zh`: What it is called, in Chinese
    - `least`: The least: of an amount in fen, of a share in parts per million, of a text characters, of a list
      items
    - `most`: The most, counted as the least is
    - `places`: Where it stands in the terms, such as `how_much.face`
    - `choices`: One of these; of a list, some of them; empty for anything in the range
    - `optional`: Whether what stands in its places holds where it is not given
    - `may_be_any`: Whether it may be 0, or a list of nothing, in a place of terms where that means any
    """

    name: str
    kind: Literal[
        "amount",
        "share",
        "count",
        "flag",
        "text",
        "merchants",
        "stores",
        "categories",
        "regions",
        "place_lists",
        "operators",
        "goods",
        "classes",
        "kinds",
        "weekdays",
    ]
    title_en: str
    title_zh: str
    least: int
    most: int = 1
    places: Sequence[str] | None = None
    choices: Sequence[str] | None = None
    optional: bool = False
    may_be_any: bool = False


@model
class TemplateParameterShown(Model):
    """A parameter: what stands in `places` of the terms, and what its name stands for in their condition.

    From `least` to `most`: of an amount in fen, of a share in parts per million; of a text how many characters,
    of a list how many items. Where 0, or a list of nothing, means any in terms, a parameter may be that with
    `may_be_any` alone. With `choices` one of these, or of a list some. An `optional` one that is not given is
    what stands in its places; of any other nothing stands there.

    - `name`: The word that stands for it in the condition
    - `kind`: Of which kind it is: it says in which field it is given
    - `title_en`: What it is called, in English
    - `title_zh`: What it is called, in Chinese
    - `least`: The least: of an amount in fen, of a share in parts per million, of a text characters, of a list
      items
    - `most`: The most, counted as the least is
    - `places`: Where it stands in the terms, such as `how_much.face`
    - `choices`: One of these; of a list, some of them; empty for anything in the range
    - `optional`: Whether what stands in its places holds where it is not given
    - `may_be_any`: Whether it may be 0, or a list of nothing, in a place of terms where that means any
    """

    name: str
    kind: Literal[
        "amount",
        "share",
        "count",
        "flag",
        "text",
        "merchants",
        "stores",
        "categories",
        "regions",
        "place_lists",
        "operators",
        "goods",
        "classes",
        "kinds",
        "weekdays",
    ]
    title_en: str
    title_zh: str
    least: int
    most: int
    places: tuple[str, ...]
    choices: tuple[str, ...]
    optional: bool
    may_be_any: bool


@model
class TerminalOpened(Model):
    """A terminal was registered.

    - `terminal`: The till
    """

    terminal: str


@model
class TerminalSet(Model):
    """A terminal was stopped, or works again.

    - `terminal`: The till
    - `suspended`: Whether it is suspended
    """

    terminal: str
    suspended: bool


@model
class TerminalShown(Model):
    """A terminal.

    - `id`: Its id
    - `store`: The merchant's store
    - `label`: What its owner calls it
    - `serial`: The device's serial number
    - `suspended`: Whether it is suspended
    - `opened_at`: When it was opened
    """

    id: str
    store: str
    label: str
    serial: str
    suspended: bool
    opened_at: str


@model
class Terms(Model):
    """All of it. `stacks`: together with claims of other programs. `condition` is an expression in CEL that must
    hold, too. `rest` is what becomes of what nobody spends; absent: its funder has it back. `withdrawable` is
    when a holder may make an envelope its own money; absent: never. `transferable` is how often an envelope is
    passed on; absent: never.

    - `how_much`: What a claim is worth, and its bounds
    - `who`: For whose wallets
    - `where`: At which places
    - `what`: For which goods
    - `when`: In which times
    - `stacks`: Whether together with claims of other programs
    - `condition`: An expression in CEL that has to be true, too; empty for none
    - `rest`: What becomes of what nobody spends; null: its funder has it back
    - `withdrawable`: That its holder may make an envelope its own money, and from when on; null: never
    - `transferable`: That its holder may pass an envelope on, and how often; null: never
    - `who_pays`: Who pays beside the funder; null: nobody
    """

    how_much: HowMuch
    who: Who | None = None
    where: Where | None = None
    what: What | None = None
    when: When | None = None
    stacks: bool = True
    condition: str = ""
    rest: Rest | None = None
    withdrawable: Withdrawal | None = None
    transferable: Passing | None = None
    who_pays: WhoPays | None = None


@model
class TermsShown(Model):
    """All of it. `stacks`: together with claims of other programs. `condition` is an expression in CEL that must
    hold, too. `rest` is what becomes of what nobody spends; absent: its funder has it back. `withdrawable` is
    when a holder may make an envelope its own money; absent: never. `transferable` is how often an envelope is
    passed on; absent: never.

    - `how_much`: What a claim is worth, and its bounds
    - `who`: For whose wallets
    - `where`: At which places
    - `what`: For which goods
    - `when`: In which times
    - `stacks`: Whether together with claims of other programs
    - `condition`: An expression in CEL that has to be true, too; empty for none
    - `rest`: What becomes of what nobody spends; null: its funder has it back
    - `withdrawable`: That its holder may make an envelope its own money, and from when on; null: never
    - `transferable`: That its holder may pass an envelope on, and how often; null: never
    - `who_pays`: Who pays beside the funder; null: nobody
    """

    how_much: HowMuchShown
    who: WhoShown
    where: WhereShown
    what: WhatShown
    when: WhenShown
    stacks: bool
    condition: str
    rest: RestShown | None
    withdrawable: WithdrawalShown | None
    transferable: PassingShown | None
    who_pays: WhoPaysShown | None


@model
class TestClock(Model):
    """The time of the test world, and how far it was advanced in all.

    - `now`: The world's time
    - `china_date`: The day in China
    - `advanced_s`: By how many seconds the clock went on
    """

    now: str
    china_date: str
    advanced_s: int


@model
class TestClockAdvanced(Model):
    """The clock was advanced: what the time of the test world was, and what it is.

    - `before_at`: The test world's time before
    - `now_at`: The test world's time afterwards
    """

    before_at: str
    now_at: str


@model
class TestKey(Model):
    """A party with a fresh key. `token` is shown this once; a repeated request has null.

    - `name`: What it is called
    - `principal`: Whoever holds keys: a person or a system
    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `store`: The merchant's store
    - `key`: An API key's id
    - `token`: A secret that stands for its owner, shown this once
    """

    name: str
    principal: str
    wallet: str | None
    bank_account: str | None
    store: str | None
    key: str
    token: str | None


@model
class TestKeys(Model):
    """Keys for the test world, and its time.

    - `now`: The world's time
    - `parties`: Who there is to try with
    """

    now: str
    parties: tuple[TestKey, ...]


@model
class TestParty(Model):
    """Somebody to act as in the test world. `name` is `you` for what stands for the caller itself, else the
    customer's: `rich`, `empty`, `frozen`, `limited` (its daily limit is 1.00 yuan).

    - `name`: What it is called
    - `principal`: Whoever holds keys: a person or a system
    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `store`: The merchant's store
    """

    name: str
    principal: str
    wallet: str | None
    bank_account: str | None
    store: str | None


@model
class Transfer(Model):
    """A movement of a journal. A side's version and balance are null where they are not the caller's.

    - `id`: Its id
    - `debit`: The account that it goes out of
    - `credit`: The account that it goes into
    - `amount`: How much, in minor units beside the asset
    - `code`: Why money moved
    - `phase`: What became of the money: posted, held, taken of a hold, given back
    - `reference`: The caller's own reference
    - `recorded_at`: When it was written
    - `effective_at`: When it takes effect in the books
    - `debit_version`: The debited account's version afterwards
    - `debit_balance`: The debited account's balance afterwards
    - `credit_version`: The credited account's version afterwards
    - `credit_balance`: The credited account's balance afterwards
    """

    id: str
    debit: str
    credit: str
    amount: Money
    code: Literal[
        "issue",
        "retire",
        "load",
        "unload",
        "payment",
        "refund",
        "hold",
        "capture",
        "release",
        "expire",
        "settlement",
        "regime_change",
        "funding",
        "deposit",
        "withdrawal",
        "correction",
        "salary",
        "party_dues",
        "interest",
        "transfer",
        "fee",
        "pool",
        "budget",
        "claim",
        "redeem",
        "reclaim",
        "unbind",
        "pass",
        "cofund",
        "inheritance",
    ]
    phase: Literal["posted", "pending", "captured", "voided", "expired"]
    reference: str | None
    recorded_at: str
    effective_at: str | None
    debit_version: int | None
    debit_balance: Money | None
    credit_version: int | None
    credit_balance: Money | None


@model
class TrialBalance(Model):
    """A book's trial balance; debits and credits of each asset are equal.

    - `book`: The institution in whose books it is
    - `lines`: The lines
    - `balanced`: Whether debits equal credits
    """

    book: str
    lines: tuple[TrialLine, ...]
    balanced: bool


@model
class TrialLine(Model):
    """Sum of the accounts of one kind.

    - `kind`: Of which kind
    - `side`: Whether debit or credit
    - `accounts`: How many accounts
    - `balance`: The money there
    """

    kind: Literal[
        "wallet",
        "vault",
        "reserve",
        "margin",
        "backing",
        "deposit",
        "due_to",
        "position",
        "funding",
        "clearing",
        "plain",
        "wallet_deposit",
        "wallet_nonbank",
        "purpose",
        "issued",
        "reserve_claim",
        "margin_claim",
        "vault_claim",
        "due_from",
        "lending",
        "cash",
        "plain_debit",
        "expense",
    ]
    side: Literal["debit", "credit"]
    accounts: int
    balance: Money


@model
class UseObjected(Model):
    """A recorded use was none.

    - `prepaid`: The prepaid contract
    - `number`: The use's number in its contract
    - `uses_left`: How many uses are left
    """

    prepaid: str
    number: int
    uses_left: int


@model
class UseRecorded(Model):
    """Uses are recorded; they are paid at `settles_at`, unless the consumer objects.

    - `prepaid`: The prepaid contract
    - `number`: The use's number in its contract
    - `uses_left`: How many uses are left
    - `settles_at`: When it is paid unless the consumer objects; null where it was at once
    """

    prepaid: str
    number: int
    uses_left: int
    settles_at: str


@model
class Wallet(Model):
    """A wallet: what it holds, may hold and may pay. In a list it is without its money and its limits.

    - `id`: Its id
    - `operator`: The operating institution
    - `holder`: Whoever a wallet belongs to
    - `kind`: Of which kind
    - `wallet_class`: The wallet's class, I to IV
    - `scope`: In which scheme it is, and whether it is a sub-wallet
    - `regime`: The liability regime: what digital yuan is a claim on
    - `account`: The ledger account
    - `state`: What has become of it
    - `freezes_all`: How many freezes stop money both ways
    - `freezes_out`: How many freezes stop money going out
    - `frozen`: How much of the balance is frozen
    - `opened_at`: When it was opened
    - `balance`: The money there
    - `available`: What can be spent: posted, less what is held
    - `pending_out`: What is held
    - `limits`: What may be kept and paid
    """

    id: str
    operator: str
    holder: str
    kind: Literal["personal", "corporate"]
    wallet_class: Literal["I", "II", "III", "IV"]
    scope: Literal["scheme", "hong_kong", "sub_wallet", "hong_kong_sub_wallet"]
    regime: Literal["none", "m0_cash", "deposit_money", "nonbank_full_reserve"]
    account: str
    state: Literal["open", "frozen", "closed"]
    freezes_all: int
    freezes_out: int
    frozen: Money
    opened_at: str
    balance: Money | None
    available: Money | None
    pending_out: Money | None
    limits: WalletLimits | None


@model
class ClassChanged(Wallet):
    """A wallet has another class.

    - `wallet`: The wallet
    """

    wallet: str


@model
class WalletClosed(Wallet):
    """A wallet is closed for good.

    - `wallet`: The wallet
    """

    wallet: str


@model
class WalletOpened(Wallet):
    """A wallet was opened. The holder may be one that the operator knew.

    - `wallet`: The wallet
    """

    wallet: str


@model
class WalletClaim(Model):
    """A claim as its holder sees it, how often it was passed on before it had it, and whether it may make it its own
    money now or pass it on. Where a store and an amount were asked about: what it would `pay` of that alone, or
    null, and then the rule that forbids it, with why in both languages.

    - `id`: Its id
    - `program`: The program
    - `kind`: Of which kind
    - `name_en`: The name in English
    - `name_zh`: The name in Chinese
    - `value`: What the claim is worth
    - `left`: What is left
    - `state`: What has become of it
    - `claimed_at`: When it was claimed
    - `expires_at`: Until when it holds
    - `passes`: How often it was passed on from holder to holder
    - `withdrawable`: Whether its holder may make it its own money now
    - `transferable`: Whether its holder may pass it on now
    - `pays`: What it would pay of the amount alone; null when it would not
    - `rule`: The rule's name
    - `why_en`: Why it would not pay, in English
    - `why_zh`: Why it would not pay, in Chinese
    """

    id: str
    program: str
    kind: Literal["envelope", "voucher"]
    name_en: str
    name_zh: str
    value: Money
    left: Money
    state: Literal["open", "used", "given_back", "expired", "unbound", "passed"]
    claimed_at: str
    expires_at: str
    passes: int
    withdrawable: bool
    transferable: bool
    pays: Money | None
    rule: str | None
    why_en: str | None
    why_zh: str | None


@model
class WalletFrozen(Model):
    """A freeze is in force.

    - `wallet`: The wallet
    - `freeze`: A freeze of a wallet
    """

    wallet: str
    freeze: str


@model
class WalletInterest(Model):
    """What a wallet has earned since it was settled last, up to yesterday, and its settlements, newest first.

    `fen_days` are those that earn; `accrued` is what closing today would pay.

    - `wallet`: The wallet
    - `since`: Since when
    - `fen_days`: The sum of each day's balance in fen
    - `accrued`: Interest earned and not paid yet
    - `settlements`: What was paid before, newest first
    """

    wallet: str
    since: str | None
    fen_days: int
    accrued: Money
    settlements: tuple[InterestItem, ...]


@model
class WalletLimits(Model):
    """What a wallet may hold, pay at once, in a day and in a year.

    - `balance`: The limit of what the wallet holds
    - `single`: The limit of one payment
    - `daily`: The limit of a day
    - `yearly`: The limit of a year
    """

    balance: LimitLine
    single: LimitLine
    daily: LimitLine
    yearly: LimitLine


@model
class WalletRegistration(Model):
    """A registration as its holder sees it. The mark is the SHA-256 of `campaign:number:wallet:salt`, `list_sha256`
    the chain over the list up to here; the salt is told to whoever could register with the wallet, and is null to
    clerks and auditors. `won` is null until the draw is done; a winner has the text that tells of it.

    - `campaign`: The campaign, which draws lots for claims of a program
    - `program`: The program
    - `wallet`: The wallet
    - `number`: Its number in the list
    - `mark`: What the public list has of the registration; with its salt it proves whose it is
    - `salt`: Known to the holder alone: with it the mark proves whose the registration is
    - `list_sha256`: The chain over the registrations so far: SHA-256 of the link before and the mark
    - `state`: Whether it was drawn, and claimed
    - `won`: Whether it has won; null until the draw is done
    - `claim`: The claim of a program
    - `registered_at`: When it was registered
    - `claims_until`: Until when winners claim
    - `notice_en`: What winners are told, in English, without any link
    - `notice_zh`: What winners are told, in Chinese, without any link
    """

    campaign: str
    program: str
    wallet: str
    number: int
    mark: str
    salt: str | None
    list_sha256: str
    state: Literal["registered", "won", "claimed"]
    won: bool | None
    claim: str | None
    registered_at: str
    claims_until: str
    notice_en: str | None
    notice_zh: str | None


@model
class WalletStatement(Model):
    """A wallet's statement of days in China, both included. `complete` once nothing can be added any more.

    - `wallet`: The wallet
    - `operator`: The operator's code
    - `wallet_class`: The wallet's class, I to IV
    - `first`: The first day
    - `last`: The last day
    - `until`: Until when
    - `complete`: Whether the period has ended
    - `opening`: The balance at the beginning
    - `closing`: The balance at the end
    - `money_in`: What came in
    - `money_out`: What went out
    - `entries`: The entries
    - `regime_changes`: The changes of the liability regime
    """

    wallet: str
    operator: str
    wallet_class: Literal["I", "II", "III", "IV"]
    first: str
    last: str
    until: str
    complete: bool
    opening: Money
    closing: Money
    money_in: Money
    money_out: Money
    entries: tuple[StatementEntry, ...]
    regime_changes: tuple[RegimeChange, ...]


@model
class WalletsMoved(Model):
    """Wallets were moved. `interest` is the part of the amount that they were owed. `more`: others can move at once.
    When none can, `waiting` wallets remain because they have open holds; they follow by themselves.

    - `wallets`: How many wallets
    - `amount`: How much, in minor units beside the asset
    - `interest`: Interest
    - `journal`: The transfers that were made together
    - `more`: Whether others can move at once
    - `waiting`: How many are waiting
    """

    wallets: int
    amount: Money
    interest: Money
    journal: str | None
    more: bool
    waiting: int | None


@model
class Waterfall(Model):
    """A wallet's waterfall. It works from `begins_at` until `ends_at`, while it is `active`.

    - `wallet`: The wallet
    - `bank_account`: The account at a bank
    - `active`: Whether it works
    - `set_at`: When it was set
    - `begins_at`: From when on it holds
    - `ends_at`: When it ends
    """

    wallet: str
    bank_account: str
    active: bool
    set_at: str
    begins_at: str
    ends_at: str


@model
class WaterfallSet(Waterfall):
    """A waterfall was set. It works from `begins_at` on, after a new link's cooling-off."""


@model
class WaterfallEnded(Model):
    """A waterfall was stopped.

    - `wallet`: The wallet
    """

    wallet: str


@model
class Webhook(Model):
    """An endpoint: `active`, `paused` by its owner, `disabled` after failures, or `closed`. Its oldest event is not
    tried again before `next_attempt_at`.

    - `id`: Its id
    - `url`: The address that events are sent to
    - `kinds`: The kinds of events; none: all
    - `state`: What has become of it
    - `created_at`: When it was made
    - `merchant`: The merchant
    - `wallet`: The wallet
    - `secret_version`: Which secret signs
    - `next_attempt_at`: When it is tried next; null when never again
    """

    id: str
    url: str
    kinds: tuple[str, ...]
    state: Literal["active", "paused", "disabled", "closed"]
    created_at: str
    merchant: str | None
    wallet: str | None
    secret_version: int
    next_attempt_at: str | None


@model
class WebhookChanged(Webhook):
    """Where the endpoint stands now.

    - `webhook`: The webhook
    """

    webhook: str


@model
class WebhookOpened(Model):
    """A new endpoint. `secret` is shown this once; a repeated request has null.

    - `webhook`: The webhook
    - `secret`: A secret, shown this once
    """

    webhook: str
    secret: str | None


@model
class WebhookPinged(Model):
    """A `webhook.ping` is on its way.

    - `webhook`: The webhook
    """

    webhook: str


@model
class WebhookSecretRotated(Model):
    """A new secret, shown this once; a repeated request has null. The old one signs too until `replaced_until`.

    - `webhook`: The webhook
    - `version`: The secret's number
    - `replaced_until`: Until when the old one still holds; null when it was not replaced
    - `secret`: A secret, shown this once
    """

    webhook: str
    version: int
    replaced_until: str | None
    secret: str | None


@model
class What(Model):
    """For which lines of the merchant's order: those with a number or a tag that is allowed and none that is denied.
    With any, what is paid without an order is not paid by it.

    - `allow`: What is allowed; nothing said allows everything
    - `deny`: What is excluded, also where it is allowed
    """

    allow: GoodsNamed | None = None
    deny: GoodsNamed | None = None


@model
class WhatShown(Model):
    """For which lines of the merchant's order: those with a number or a tag that is allowed and none that is denied.
    With any, what is paid without an order is not paid by it.

    - `allow`: What is allowed; nothing said allows everything
    - `deny`: What is excluded, also where it is allowed
    """

    allow: GoodsNamedShown
    deny: GoodsNamedShown


@model
class When(Model):
    """When it may be spent: between two instants, at times of a day, on weekdays (1 is Monday). A claim ends with
    the program, or before at 24:00 of the `valid_days`th day, the day of the claim being the first.

    - `begin`: From when on
    - `end`: Before when
    - `hours`: Times of the day in China; none for all of it
    - `weekdays`: 1 for Monday to 7 for Sunday; none for all
    - `valid_days`: Days until a claim ends at 24:00, its own the first; 0 for the program's end
    """

    begin: str | None = None
    end: str | None = None
    hours: Sequence[Hours] | None = None
    weekdays: Sequence[int] | None = None
    valid_days: int = 0


@model
class WhenShown(Model):
    """When it may be spent: between two instants, at times of a day, on weekdays (1 is Monday). A claim ends with
    the program, or before at 24:00 of the `valid_days`th day, the day of the claim being the first.

    - `begin`: From when on
    - `end`: Before when
    - `hours`: Times of the day in China; none for all of it
    - `weekdays`: 1 for Monday to 7 for Sunday; none for all
    - `valid_days`: Days until a claim ends at 24:00, its own the first; 0 for the program's end
    """

    begin: str | None
    end: str | None
    hours: tuple[HoursShown, ...]
    weekdays: tuple[int, ...]
    valid_days: int


@model
class Where(Model):
    """Where it may be spent: at one of the merchants or stores, in one of the categories, in one of the regions and
    in one of the places that are allowed, and at nothing that is denied.

    - `allow`: What is allowed; nothing said allows everything
    - `deny`: What is excluded, also where it is allowed
    """

    allow: Places | None = None
    deny: Places | None = None


@model
class WhereShown(Model):
    """Where it may be spent: at one of the merchants or stores, in one of the categories, in one of the regions and
    in one of the places that are allowed, and at nothing that is denied.

    - `allow`: What is allowed; nothing said allows everything
    - `deny`: What is excluded, also where it is allowed
    """

    allow: PlacesShown
    deny: PlacesShown


@model
class WhitelistActivity(Model):
    """An activity of an operator's whitelist, and how many numbers it brought.

    - `activity`: The activity that a whitelist is for
    - `numbers`: How many phones it brought
    """

    activity: str
    numbers: int


@model
class WhitelistRegistered(Model):
    """Numbers were registered; so many of them were new.

    - `operator`: The operating institution
    - `activity`: The activity that a whitelist is for
    - `added`: How many were new
    """

    operator: str
    activity: str
    added: int


@model
class Who(Model):
    """Whose wallet it may be. `listed`: claims are granted to a list, and nobody takes one.

    - `kinds`: The kinds of events; none: all
    - `classes`: Classes of wallets
    - `operators`: Operators of wallets
    - `hong_kong`: Whether under Hong Kong's rules; null for either
    - `listed`: Whether claims are granted to a list alone
    """

    kinds: Sequence[Literal["personal", "corporate"]] | None = None
    classes: Sequence[Literal["I", "II", "III", "IV"]] | None = None
    operators: Sequence[str] | None = None
    hong_kong: bool | None = None
    listed: bool = False


@model
class WhoPays(Model):
    """Who pays beside the funder: of each amount that a claim pays a merchant bears `merchant_ppm`, if it has
    agreed.

    - `merchant_ppm`: What the merchant bears of each amount that a claim pays, in millionths
    """

    merchant_ppm: int = 0


@model
class WhoPaysShown(Model):
    """Who pays beside the funder: of each amount that a claim pays a merchant bears `merchant_ppm`, if it has
    agreed.

    - `merchant_ppm`: What the merchant bears of each amount that a claim pays, in millionths
    """

    merchant_ppm: int


@model
class WhoShown(Model):
    """Whose wallet it may be. `listed`: claims are granted to a list, and nobody takes one.

    - `kinds`: The kinds of events; none: all
    - `classes`: Classes of wallets
    - `operators`: Operators of wallets
    - `hong_kong`: Whether under Hong Kong's rules; null for either
    - `listed`: Whether claims are granted to a list alone
    """

    kinds: tuple[Literal["personal", "corporate"], ...]
    classes: tuple[Literal["I", "II", "III", "IV"], ...]
    operators: tuple[str, ...]
    hong_kong: bool | None
    listed: bool


@model
class WinClaimed(Model):
    """A winner has the claim.

    - `campaign`: The campaign, which draws lots for claims of a program
    - `program`: The program
    - `claim`: The claim of a program
    - `value`: What the claim is worth
    - `expires_at`: Until when it holds
    """

    campaign: str
    program: str
    claim: str
    value: Money
    expires_at: str


@model
class Withdrawal(Model):
    """Whether a holder may make what an envelope has left its own money: from the `from_day`th day on, the day of
    the claim being the first, once `spent_ppm` of its value was spent.

    - `allowed`: Whether it is allowed
    - `from_day`: From which day of a claim on, its own the first
    - `spent_ppm`: The share of its value that has to be spent before, in millionths
    """

    allowed: bool = False
    from_day: int = 1
    spent_ppm: int = 0


@model
class WithdrawalShown(Model):
    """Whether a holder may make what an envelope has left its own money: from the `from_day`th day on, the day of
    the claim being the first, once `spent_ppm` of its value was spent.

    - `allowed`: Whether it is allowed
    - `from_day`: From which day of a claim on, its own the first
    - `spent_ppm`: The share of its value that has to be spent before, in millionths
    """

    allowed: bool
    from_day: int
    spent_ppm: int


@model
class World(Model):
    """The world a platform runs: its name, its time, and the regimes of this day by kind of operator.

    - `name`: What it is called
    - `now`: The world's time
    - `china_date`: The day in China
    - `simulated`: Whether the world's clock is not the real one
    - `regimes`: The liability regimes of the day
    """

    name: str
    now: str
    china_date: str
    simulated: bool
    regimes: Mapping[str, str]
