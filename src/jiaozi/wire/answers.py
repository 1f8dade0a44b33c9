"""The answers of the API. Those of acts are also how an outcome looks when it is looked up by its key."""

from typing import Any

from pydantic import Field

from jiaozi.wire.base import Answer, Moment, Money


class World(Answer):
    """The world a platform runs: its name, its time, and the regimes of this day by kind of operator."""

    name: str
    now: Moment
    china_date: str
    simulated: bool
    regimes: dict[str, str]


class Me(Answer):
    """Who is calling, and what this role may do: `own`, `all`, `two` (a second person approves), `two, own`."""

    principal: str
    role: str
    institution: str | None
    subject: str | None
    name: str
    key: str
    grants: dict[str, str]


class Institution(Answer):
    """The central bank or an operator."""

    id: str
    code: str
    kind: str
    name_en: str
    name_zh: str
    regime: str
    opened_at: Moment


class StandingAccount(Answer):
    """One of an institution's standing accounts. `balance` is null where it grows without meaning to others."""

    role: str
    account: str
    balance: Money


class Reserves(Answer):
    """How an operator stands: quota, what is out, and its accounts."""

    institution: str
    quota: Money
    issued: Money
    accounts: list[StandingAccount]


class NettingPair(Answer):
    """What one operator owes another, under which cap."""

    debtor: str
    creditor: str
    cap: Money
    owed: Money


class OperatorLimit(Answer):
    """A limit an operator sets below the scheme's."""

    kind: str
    wallet_class: str
    component: str
    limit: Money


class InstitutionOpened(Answer):
    """An institution was opened."""

    institution: str


class Moved(Answer):
    """Money moved: the journal, and when it was recorded."""

    journal: str
    recorded_at: Moment


class WalletsMoved(Answer):
    """A step of a change of regime."""

    wallets: int
    amount: Money
    journal: str | None


class Proposed(Answer):
    """A second person has to approve this before it expires."""

    proposal: str
    expires_at: Moment


class Decided(Answer):
    """How a proposal ended: `done` with the act's outcome, `refused` by the act's own rules, or `rejected`."""

    proposal: str
    state: str
    outcome: dict[str, Any] | None = None


class Proposal(Answer):
    """An act of two people."""

    id: str
    operation: str
    command: dict[str, Any]
    reason: str
    proposer: str
    institution: str | None
    proposed_at: Moment
    expires_at: Moment
    state: str
    approver: str | None = None
    decided_at: Moment | None = None
    note: str = ""
    outcome: dict[str, Any] | None = None


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


class Merchant(Answer):
    """A merchant. Its wallet is shown to those who may read it."""

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
    opened_at: Moment


class Store(Answer):
    """A store of a merchant."""

    id: str
    merchant: str
    name: str
    region: str
    opened_at: Moment


class MerchantOpened(Answer):
    """A merchant was registered."""

    merchant: str


class StoreOpened(Answer):
    """A store was registered."""

    store: str


class MerchantSet(Answer):
    """A merchant was suspended or allowed again."""

    merchant: str
    suspended: bool


class Paid(Answer):
    """A payment, final."""

    payment: str
    journal: str
    paid_at: Moment
    fee: Money


class Payment(Answer):
    """A payment as it stands."""

    id: str
    kind: str
    state: str
    payer: str
    payee: str
    store: str | None
    amount: Money
    captured: Money
    refunded: Money
    fee: Money
    journal: str
    at: Moment
    expires_at: Moment | None
    purpose: str
    reference: str | None


class RefundView(Answer):
    """A refund of a payment."""

    id: str
    payment: str
    amount: Money
    journal: str
    at: Moment


class Refunded(Answer):
    """A refund. `refunded` is the sum of the payment's refunds so far."""

    refund: str
    payment: str
    journal: str
    refunded: Money


class HoldPlaced(Answer):
    """An amount is reserved."""

    payment: str
    journal: str
    expires_at: Moment


class HoldCaptured(Answer):
    """Part of a hold was taken. `captured` is the sum so far."""

    payment: str
    journal: str
    captured: Money
    left: Money


class HoldEnded(Answer):
    """What was left of a hold was given back."""

    payment: str
    journal: str
    returned: Money


class Account(Answer):
    """A ledger account."""

    id: str
    book: str
    kind: str
    owner: str | None
    balance: Money
    available: Money
    pending_out: Money
    pending_in: Money
    floor: Money | None
    closed: bool
    version: int
    changed_at: Moment


class StatementLine(Answer):
    """A row of an account's chain: what it did to the account, and the balance after it."""

    transfer: str
    journal: str
    version: int
    direction: str
    amount: Money
    balance: Money
    code: str
    phase: str
    reference: str | None
    recorded_at: Moment
    effective_at: Moment | None


class BalanceAt(Answer):
    """A balance as it had been recorded at an instant."""

    account: str
    at: Moment
    balance: Money


class Transfer(Answer):
    """A movement of a journal. A side's version and balance are null where they are not the caller's."""

    id: str
    debit: str
    credit: str
    amount: Money
    code: str
    phase: str
    reference: str | None
    recorded_at: Moment
    effective_at: Moment | None
    debit_version: int | None
    debit_balance: Money | None
    credit_version: int | None
    credit_balance: Money | None


class Journal(Answer):
    """Transfers that were committed together."""

    id: str
    transfers: list[Transfer]


class Group(Answer):
    """A committed group by its number, with its link of the hash chain and the journals the caller may see."""

    sequence: int
    group: str
    recorded_at: Moment
    digest: str
    chain: str
    transfers: int
    journals: list[Journal]


class TrialLine(Answer):
    """Sum of the accounts of one kind."""

    kind: str
    side: str
    accounts: int
    balance: Money


class TrialBalance(Answer):
    """A book's trial balance; debits and credits of each asset are equal."""

    book: str
    lines: list[TrialLine]
    balanced: bool


class Event(Answer):
    """Something that happened, in the order of the sequencer."""

    sequence: int
    n: int
    kind: str
    at: Moment
    institution: str | None
    payload: dict[str, Any]


class Outcome(Answer):
    """What was decided under an idempotency key: an answer, or a refusal."""

    operation: str
    key: str
    decided_at: Moment
    outcome: dict[str, Any]


class Source(Answer):
    """Where a rule comes from."""

    title: str
    place: str


class Rule(Answer):
    """A rule with its dates, sources and confidence."""

    id: str
    subject: str
    key: dict[str, str]
    from_: str = Field(alias="from")
    until: str | None
    value: dict[str, Any]
    sources: list[Source]
    confidence: str
    in_force: bool
    conflicts_with: str | None
    note: str


class Rules(Answer):
    """The rules of a day."""

    as_of: str
    items: list[Rule]


class RuleChange(Answer):
    """What differs between two days."""

    kind: str
    subject: str
    key: dict[str, str]
    before: Rule | None
    after: Rule | None


class RuleChanges(Answer):
    """The changes from one day to another."""

    from_: str = Field(alias="from")
    to: str
    items: list[RuleChange]


class Finding(Answer):
    """What contradicts an invariant."""

    invariant: str
    subject: str
    detail: str


class Audit(Answer):
    """An audit of one snapshot."""

    ok: bool
    findings: list[Finding]
    counts: dict[str, int]
    invariants: list[str]
    milliseconds: int


class Act(Answer):
    """An administrative act or a reading of personal data."""

    sequence: int
    n: int
    at: Moment
    principal: str | None
    operation: str
    command: dict[str, Any]
    outcome: str


class Principal(Answer):
    """Who may call."""

    id: str
    role: str
    institution: str | None
    subject: str | None
    name: str
    status: str


class PrincipalCreated(Answer):
    """A principal was made."""

    principal: str


class PrincipalStatusSet(Answer):
    """A principal was suspended or resumed."""

    principal: str
    status: str


class ApiKey(Answer):
    """An API key without its secret."""

    id: str
    principal: str
    created_at: Moment
    expires_at: Moment | None
    revoked_at: Moment | None
    last_used_on: str | None


class ApiKeyIssued(Answer):
    """A new key. `token` is shown this once; a repeated request has null."""

    key: str
    principal: str
    replaces: str | None
    replaced_until: Moment | None
    token: str | None


class ApiKeyRevoked(Answer):
    """A key has ended."""

    key: str
    revoked_at: Moment


class Health(Answer):
    """Whether this process lives, or is ready to serve."""

    status: str
