// Written by `make sdk` from the OpenAPI document; edit the API instead.
/** What the platform is sent and answers, in JSON. A newer one may answer more words of a closed set. */

/** The payee agrees that a lock's arbiter decides; of a milestone, of all its escrow. Before, it decides nothing. */
export interface AcceptArbiter {
  /** The wallet of the side that does it */
  readonly party: string;
}

/** The payer accepts, and with that pays; final when it is answered. */
export interface AcceptRequest {
  /** Whoever pays */
  readonly payer: string;
  /** The claims to draw on, in this order; none for the payer's own money alone, null for those that apply */
  readonly claims?: readonly string[] | null | undefined;
}

/** A ledger account. `owner` is whose it is: a wallet, a bank account or an institution. */
export interface Account {
  /** Its id */
  readonly id: string;
  /** The institution in whose books it is */
  readonly book: string;
  /** Of which kind */
  readonly kind: "wallet" | "vault" | "reserve" | "margin" | "backing" | "deposit" | "due_to" | "position" | "funding" | "clearing" | "plain" | "wallet_deposit" | "wallet_nonbank" | "purpose" | "issued" | "reserve_claim" | "margin_claim" | "vault_claim" | "due_from" | "lending" | "cash" | "plain_debit" | "expense";
  /** Whose account it is */
  readonly owner: string | null;
  /** The money there */
  readonly balance: Money;
  /** What can be spent: posted, less what is held */
  readonly available: Money;
  /** What is held */
  readonly pending_out: Money;
  /** What is on its way in */
  readonly pending_in: Money;
  /** The lowest balance that the account may have */
  readonly floor: Money | null;
  /** Whether it is closed */
  readonly closed: boolean;
  /** How often it has changed */
  readonly version: number;
  /** When it last changed */
  readonly changed_at: string;
}

/** An acquirer was registered. */
export interface AcquirerOpened {
  /** Whoever clears card payments for an operator */
  readonly acquirer: string;
}

/** An administrative act or a reading of personal data. */
export interface Act {
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** When it happened */
  readonly at: string;
  /** Whoever holds keys: a person or a system */
  readonly principal: string | null;
  /** What was asked for, by its name */
  readonly operation: string;
  /** What was asked for, field by field */
  readonly command: Readonly<Record<string, unknown>>;
  /** `done`, or the code of the refusal */
  readonly outcome: string;
}

/**
 * Brings the next entries of an import, at most 500, from number `first` on. With the last of them the day waits to be
 * matched, which the worker does.
 */
export interface AddCoreEntries {
  /** The SHA-256 of the file that is imported */
  readonly file: string;
  /** The first one's number in the statement */
  readonly first: number;
  /** The entries */
  readonly entries: readonly CoreLine[];
}

/**
 * Adds a page of lines to a list that is open. Pages have 1,000 lines each, the last one the rest, and come in any
 * order; one that is there already is the same again, or refused.
 */
export interface AddGrantPage {
  /** The number of the page, from 1 */
  readonly page: number;
  /** The lines */
  readonly lines: readonly GrantLine[];
}

/**
 * Moves the test world's clock forward, for everybody in it and never back: by `forward_s` seconds, or to the instant
 * `until`; one of the two.
 */
export interface AdvanceTestClock {
  /** By how many seconds the clock goes on */
  readonly forward_s?: number | null | undefined;
  /** Until when */
  readonly until?: string | null | undefined;
}

/** A merchant agrees to bear its share of what claims of a program pay it, as its terms of this SHA-256 say. */
export interface AgreeCofunding {
  /** The SHA-256 of the terms in canonical JSON */
  readonly terms_sha256: string;
}

/** Two banks agree to settle net: each may owe the other at most the `cap`. Zero ends the agreement. */
export interface AgreeNetting {
  /** The other institution */
  readonly other: string;
  /** How much each may owe the other before they must settle */
  readonly cap: DigitalYuanCeiling;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** A seller agrees to a plan. When all have, it is active. */
export interface AgreeSplitPlan {
  /** The merchant that gets a share */
  readonly seller: string;
}

/**
 * An agreement: its terms, and what was used of them on the day and in the year of the last use. `settlement`: whether
 * the account is a corporate wallet's settlement account.
 */
export interface Agreement {
  /** The account at a bank */
  readonly bank_account: string | null;
  /** An account at a bank outside the platform */
  readonly external_account: string | null;
  /** What has become of it */
  readonly state: "pending" | "signed" | "ended";
  /** At most so much at a time */
  readonly single: Money;
  /** At most so many in a day */
  readonly daily_count: number;
  /** At most so much in a day */
  readonly daily: Money;
  /** At most so many in a year */
  readonly yearly_count: number;
  /** At most so much in a year */
  readonly yearly: Money;
  /** From when on it holds */
  readonly valid_from: string;
  /** Until when it holds */
  readonly valid_until: string;
  /** When it was signed; null before */
  readonly signed_at: string | null;
  /** When it ended; null before */
  readonly ended_at: string | null;
  /** Until when little may move over it; null when it is not signed */
  readonly cooling_until: string | null;
  /** How often it was used today */
  readonly used_today_count: number;
  /** What was used today */
  readonly used_today: Money;
  /** How often it was used this year */
  readonly used_year_count: number;
  /** What was used this year */
  readonly used_year: Money;
  /** Whether the account is a company's settlement account */
  readonly settlement: boolean;
}

/**
 * A one-time code, for the bank that sends it to the phone on its file; where the outcome is looked up later, without
 * `code` and `number_masked`.
 */
export interface AgreementCodeRead {
  /** The wallet */
  readonly wallet: string;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** An account at a bank outside the platform */
  readonly external_account: string | null;
  /** How many codes were sent, this one with them */
  readonly code_number: number;
  /** Until when the code holds */
  readonly code_expires_at: string;
  /** The one-time code */
  readonly code: string;
  /** The number with its last digits alone */
  readonly number_masked: string;
}

/** A wallet and the account that it is to be linked with: one here, or one at a bank outside. */
export interface AgreementData {
  /** The wallet */
  readonly wallet: string;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** An account at a bank outside the platform */
  readonly external_account: string | null;
}

/** An agreement was ended; nothing moves over it any more. */
export interface AgreementEnded {
  /** The wallet */
  readonly wallet: string;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** When it ended; null before */
  readonly ended_at: string;
  /** An account at a bank outside the platform */
  readonly external_account: string | null;
}

/** A wallet and an account are linked no more. */
export interface AgreementEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "agreement.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: AgreementData;
}

/** An agreement was proposed; its code is on the way and works until `code_expires_at`. */
export interface AgreementProposed {
  /** The wallet */
  readonly wallet: string;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** Until when the code holds */
  readonly code_expires_at: string;
  /** An account at a bank outside the platform */
  readonly external_account: string | null;
}

/** A link between a wallet and an account waits for its code. */
export interface AgreementProposedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "agreement.proposed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: AgreementData;
}

/** An agreement was signed. Until `cooling_until` only little may move over it. */
export interface AgreementSigned {
  /** The wallet */
  readonly wallet: string;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** When it was signed; null before */
  readonly signed_at: string;
  /** Until when little may move over it; null when it is not signed */
  readonly cooling_until: string;
  /** An account at a bank outside the platform */
  readonly external_account: string | null;
}

/** A wallet and an account are linked. */
export interface AgreementSignedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "agreement.signed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: AgreementData;
}

/** A wallet can be found by its holder's phone number. */
export interface AliasPublishedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "alias.published";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletData;
}

/**
 * Finds the wallet that a phone leads to, with a masked name, for a payment from one's own wallet. Every question
 * counts, found or not.
 */
export interface AliasQuestion {
  /** Whoever pays */
  readonly payer: string;
  /** The phone, with its country code unless it is one of the mainland */
  readonly phone: string;
}

/**
 * Whom a phone leads to; null when nobody wants to be found by it. `left` look-ups remain today. The name is masked,
 * null when none is known, and not in a look-up of the outcome by its key.
 */
export interface AliasResolved {
  /** Whoever is paid */
  readonly payee: string | null;
  /** How many look-ups remain today */
  readonly left: number;
  /** The holder's name, masked; null when none is known */
  readonly name: string | null;
}

/** Whether a wallet is found by its holder's phone. */
export interface AliasSet {
  /** The wallet */
  readonly wallet: string;
  /** Whether the wallet is found by its holder's phone */
  readonly visible: boolean;
}

/** A wallet can no longer be found by a phone number. */
export interface AliasWithdrawnEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "alias.withdrawn";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletData;
}

/** Moves money from a company's wallet to one of its sub-wallets. Final when it is answered. */
export interface AllotToSub {
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * Allows small payments without the PIN, up to a limit of one payment and of a day, twice zero for nothing. Signed by
 * a device.
 */
export interface AllowSmallAmounts {
  /** At most at once without the PIN */
  readonly payment: DigitalYuanCeiling;
  /** At most so much in a day without the PIN */
  readonly day: DigitalYuanCeiling;
}

/** The payee's side gives back what is left of the payment, as a refund, or declines. */
export interface AnswerReturn {
  /** Whether the money is given back */
  readonly agrees: boolean;
}

/** An API key without its secret. */
export interface ApiKey {
  /** Its id */
  readonly id: string;
  /** Whoever holds keys: a person or a system */
  readonly principal: string;
  /** When it was made */
  readonly created_at: string;
  /** Until when it holds */
  readonly expires_at: string | null;
  /** When it was revoked; null before */
  readonly revoked_at: string | null;
  /** The last day that the key was used; null when never */
  readonly last_used_on: string | null;
}

/** A new key. `token` is shown this once; a repeated request has null. */
export interface ApiKeyIssued {
  /** An API key's id */
  readonly key: string;
  /** Whoever holds keys: a person or a system */
  readonly principal: string;
  /** What it replaces */
  readonly replaces: string | null;
  /** Until when the old one still holds; null when it was not replaced */
  readonly replaced_until: string | null;
  /** A secret that stands for its owner, shown this once */
  readonly token: string | null;
}

/** A key has ended: no process accepts it. */
export interface ApiKeyRevoked {
  /** An API key's id */
  readonly key: string;
  /** When it was revoked; null before */
  readonly revoked_at: string;
}

/** A company's application to become a merchant; `merchant` once it is one. */
export interface ApplicationData {
  /** The merchant's application */
  readonly application: string;
  /** The wallet */
  readonly wallet: string;
  /** The merchant */
  readonly merchant: string | null;
}

/** The application was decided; `merchant` is null when it was rejected. */
export interface ApplicationReviewed extends ApplicationShown {
  /** The merchant's application */
  readonly application: string;
}

/** An application. */
export interface ApplicationShown {
  /** Its id */
  readonly id: string;
  /** The wallet */
  readonly wallet: string;
  /** The operating institution */
  readonly operator: string;
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** The merchant's category, four digits (MCC) */
  readonly category: string;
  /** What the money is for, a code of the scheme */
  readonly purpose: string;
  /** The scene of the pilot that it belongs to */
  readonly scenario: string;
  /** The papers */
  readonly documents: readonly DocumentShown[];
  /** Who applied */
  readonly applicant: string | null;
  /** When it was applied for */
  readonly applied_at: string;
  /** What has become of it */
  readonly state: "open" | "approved" | "rejected";
  /** Who reviewed it; null before */
  readonly reviewer: string | null;
  /** When it was decided; null before */
  readonly decided_at: string | null;
  /** A note on the decision */
  readonly note: string;
  /** The merchant */
  readonly merchant: string | null;
}

/**
 * A company, or its operator for it, asks to be a merchant that is paid into its wallet; somebody else of the operator
 * decides. `documents` has the licence at least.
 */
export interface ApplyMerchant {
  /** The wallet */
  readonly wallet: string;
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** The merchant's category, four digits (MCC) */
  readonly category: string;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The scene of the pilot that it belongs to */
  readonly scenario?: string | undefined;
  /** The papers */
  readonly documents: readonly Document[];
}

/** From now on the arbiter decides. */
export interface ArbiterAccepted {
  /** A lock: money promised under terms */
  readonly lock: string;
  /** Who may decide between payer and payee; null where nobody does */
  readonly arbiter: string;
  /** When the payee accepted the arbiter, who decides nothing before */
  readonly accepted_at: string;
}

/** The payer of a payment between wallets asks for its money: once for each payment. */
export interface AskReturn {
  /** Why the money is asked back */
  readonly reason: "wrong_payee" | "wrong_amount" | "paid_twice";
}

/** One try: the HTTP status that came back, or null and why none did. */
export interface Attempt {
  /** Its number in the list */
  readonly n: number;
  /** When it happened */
  readonly at: string;
  /** The HTTP status that came back; null when none did */
  readonly status: number | null;
  /** The code of what went wrong; null when nothing did */
  readonly error: string;
  /** How many milliseconds it took; null when there was no answer */
  readonly took_ms: number;
}

/** An audit of one snapshot. */
export interface Audit {
  /** Whether all is well */
  readonly ok: boolean;
  /** What is wrong; empty when nothing is */
  readonly findings: readonly Finding[];
  /** Of each kind, how many rows were checked */
  readonly counts: Readonly<Record<string, number>>;
  /** The names of what must hold, each of which was checked */
  readonly invariants: readonly string[];
  /** How long it took */
  readonly milliseconds: number;
}

/** A balance as it had been recorded at an instant. */
export interface BalanceAt {
  /** The ledger account */
  readonly account: string;
  /** When it happened */
  readonly at: string;
  /** The money there */
  readonly balance: Money;
}

/** What a rule moved for a day. */
export interface BalanceMove {
  /** The day that it was due on */
  readonly day: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it happened */
  readonly at: string;
}

/**
 * A balance rule as it stands, for its wallet's owner. It is looked at next at `due_at`; `tries` were refused for that
 * day so far, the last with `code`.
 */
export interface BalanceRule {
  /** Its id */
  readonly id: string;
  /** The wallet whose balance is kept */
  readonly wallet: string;
  /** Whether what is above goes out, or what is below comes in */
  readonly kind: "above" | "below";
  /** The balance that is kept */
  readonly threshold: Money;
  /** The most that is moved at once */
  readonly most: Money;
  /** Its sub-wallet, or its parent; null for a bank account */
  readonly other_wallet: string | null;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** At what hour in China it is looked at, 0 to 23 */
  readonly hour: number;
  /** When it is looked at next */
  readonly due_at: string;
  /** How often it was refused for this day so far */
  readonly tries: number;
  /** The last refusal's code, if any */
  readonly code: string;
  /** How often something was moved */
  readonly moves: number;
  /** What was moved in all */
  readonly moved: Money;
  /** What has become of it */
  readonly state: "open" | "ended";
  /** When it was set */
  readonly set_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
}

/** What a balance rule moved; `code` says why nothing was. */
export interface BalanceRuleData {
  /** The balance rule */
  readonly balance_rule: string;
  /** The wallet whose balance is kept */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** The last refusal's code, if any */
  readonly code: string | null;
}

/** A balance rule is kept no more. */
export interface BalanceRuleEnded extends BalanceRuleReading {
  /** The balance rule */
  readonly balance_rule: string;
}

/** A balance rule has ended, since one of its sides is gone. */
export interface BalanceRuleEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "balance_rule.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: BalanceRuleData;
}

/** What a balance rule was to move was refused at each try. */
export interface BalanceRuleFailedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "balance_rule.failed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: BalanceRuleData;
}

/** A balance rule moved what was above or below its threshold. */
export interface BalanceRuleMovedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "balance_rule.moved";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: BalanceRuleData;
}

/** A balance rule with its latest movements, newest first; earlier ones are in the wallet's statement. */
export interface BalanceRuleReading {
  /** The rule as it stands */
  readonly rule: BalanceRule;
  /** The latest movements, newest first */
  readonly latest: readonly BalanceMove[];
}

/** A balance rule is kept; it is looked at first at `due_at`. */
export interface BalanceRuleSet extends BalanceRuleReading {
  /** The balance rule */
  readonly balance_rule: string;
  /** When it is looked at next */
  readonly due_at: string;
}

/** A customer's bank account; of its number only the last four digits. */
export interface BankAccount {
  /** Its id */
  readonly id: string;
  /** The bank that keeps the account */
  readonly bank: string;
  /** The holder whose account it is */
  readonly customer: string | null;
  /** The number with its last digits alone */
  readonly number_masked: string;
  /** The money there */
  readonly balance: Money;
  /** When it was opened */
  readonly opened_at: string;
}

/** A bank account is bound to a wallet's holder. */
export interface BankAccountLinked {
  /** The wallet */
  readonly wallet: string;
  /** The account at a bank */
  readonly bank_account: string;
}

/** A bank account was opened. */
export interface BankAccountOpened extends BankAccount {
  /** The account at a bank */
  readonly bank_account: string;
}

/** That a merchant is bankrupt. */
export interface Bankruptcy {
  /** The merchant */
  readonly merchant: string;
  /** Why, in a few words */
  readonly reason: string;
  /** The number of the paper that says so */
  readonly document: string;
  /** When it was written down */
  readonly marked_at: string;
}

/** A merchant that is bankrupt. */
export interface BankruptcyData {
  /** The merchant */
  readonly merchant: string;
}

/**
 * A bill as it stands. Who looks it up by its number learns no more than is needed to pay it: its payment is shown to
 * its payer's side and its biller's.
 */
export interface Bill {
  /** The merchant */
  readonly merchant: string;
  /** The biller's name in English */
  readonly biller_en: string;
  /** The biller's name in Chinese */
  readonly biller_zh: string;
  /** What kind of bill it is */
  readonly purpose: "utility" | "tuition" | "government";
  /** The biller's number of the bill */
  readonly number: string;
  /** What it is, in English */
  readonly title: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The last day to pay */
  readonly due_on: string;
  /** Whether the last day to pay is over */
  readonly late: boolean;
  /** What has become of it */
  readonly state: "open" | "paid" | "withdrawn";
  /** The merchant's store */
  readonly store: string;
  /** The payment */
  readonly payment: string | null;
  /** When it was paid; null before */
  readonly paid_at: string | null;
  /** The biller's number of whom it bills, such as a meter's */
  readonly account: string;
}

/** A bill is above what its payer lets be paid by itself; it is hers. */
export interface BillConsentAboveEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "bill_consent.above";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: BillConsentData;
}

/**
 * A bill of the account that no consent paid: it is above this one's ceiling, or could not be paid; `code` says why.
 * Which bill it is the biller tells its customer.
 */
export interface BillConsentData {
  /** The mandate */
  readonly mandate: string;
  /** Whoever pays */
  readonly payer: string;
  /** The merchant */
  readonly merchant: string;
  /** Why it was not paid */
  readonly code: string;
}

/** A bill could not be paid by itself as often as it was tried. */
export interface BillConsentFailedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "bill_consent.failed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: BillConsentData;
}

/** A bill, by its biller and its number. */
export interface BillData {
  /** The merchant */
  readonly merchant: string;
  /** The biller's number of the bill */
  readonly bill: string;
}

/**
 * A bill of a batch, under the biller's own number: 4 to 32 letters, digits and dashes. `account` is the biller's
 * number of whom it bills, for payers who let its bills be paid by themselves.
 */
export interface BillLine {
  /** The biller's number of the bill */
  readonly number: string;
  /** What it is, in English */
  readonly title: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The last day to pay */
  readonly due_on: string;
  /** The biller's number of whom it bills, such as a meter's */
  readonly account?: string | null | undefined;
}

/** A bill was paid, finally. */
export interface BillPaid {
  /** The merchant */
  readonly merchant: string;
  /** The biller's number of the bill */
  readonly number: string;
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was paid; null before */
  readonly paid_at: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** A bill was paid. */
export interface BillPaidEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "bill.paid";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PaidBillData;
}

/** A bill was withdrawn. */
export interface BillWithdrawn {
  /** The merchant */
  readonly merchant: string;
  /** The biller's number of the bill */
  readonly number: string;
}

/** A biller withdrew a bill. */
export interface BillWithdrawnEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "bill.withdrawn";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: BillData;
}

/** Bills of an account are paid by themselves, by this mandate. */
export interface BillsConsented extends Mandate {
  /** The mandate */
  readonly mandate: string;
}

/** A biller's upload: how many of its bills are new. */
export interface BillsData {
  /** The merchant */
  readonly merchant: string;
  /** How many were new */
  readonly added: number;
}

/** A batch was taken: how many bills are new, changed, and as they were. */
export interface BillsUploaded {
  /** The merchant */
  readonly merchant: string;
  /** How many were new */
  readonly added: number;
  /** How many were changed */
  readonly changed: number;
  /** How many were as they are */
  readonly unchanged: number;
}

/** A biller uploaded bills of which some are new or changed. */
export interface BillsUploadedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "bills.uploaded";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: BillsData;
}

/** Takes back into the wallet what an acquirer could not credit to a card. Nothing goes to that card again. */
export interface BounceCardReturn {
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
}

/**
 * What is between the two sides of a day. Amounts are above zero when the account was credited; `platform` and `core`
 * are null where that side has nothing on this day. `entry` numbers the core's entry in its statement.
 */
export interface Break {
  /** Its number in the list of the day's breaks */
  readonly number: number;
  /** Of which kind */
  readonly kind: "missing_there" | "missing_here" | "amount_differs" | "day_differs" | "duplicate";
  /** What has become of it */
  readonly state: "open" | "explained" | "corrected";
  /** What the ledger moved on this day, below zero when it debited; null when nothing */
  readonly platform: Money | null;
  /** What the bank's core says of this day, below zero for a debit; null when nothing */
  readonly core: Money | null;
  /** What the bank's core says less what the ledger moved */
  readonly difference: Money;
  /** The transfer */
  readonly transfer: string | null;
  /** The core's entry, by its number in the statement; null when it has none */
  readonly entry: number | null;
  /** The day on which the other side has it; null when none is known */
  readonly other_day: string | null;
  /** End-to-end: a transfer, a journal, or the reference it was asked with */
  readonly reference: string;
  /** The bank's own reference of the entry */
  readonly core_reference: string;
  /** When it happened */
  readonly at: string | null;
  /** Why, for the log of acts */
  readonly reason: string;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** Who explained it; null before */
  readonly said_by: string | null;
  /** When it was explained; null before */
  readonly said_at: string | null;
}

/** Breaks are explained, or corrected; so many of their day are still open. */
export interface BreaksExplained {
  /** The ledger account */
  readonly account: string;
  /** The day in China */
  readonly day: string;
  /** What has become of it */
  readonly state: "open" | "explained" | "corrected";
  /** How many breaks nobody has explained */
  readonly open_breaks: number;
}

/** A consumer buys a plan: its whole price is reserved in her wallet, and stays hers until it is used. */
export interface BuyPrepaid {
  /** The plan: what a merchant sells ahead */
  readonly prepaid_plan: string;
  /** Whoever pays */
  readonly payer: string;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * A campaign, as everybody may read it: all that its draw follows from, and what winners are told. The draw's seed is
 * the SHA-256 of `campaign:seed:witness_seed:list_sha256`; a number has won where the SHA-256 of
 * `that:campaign:number` is not above the `cut`.
 */
export interface Campaign {
  /** Its id */
  readonly id: string;
  /** The program */
  readonly program: string;
  /** The operating institution */
  readonly operator: string;
  /** What has become of it */
  readonly state: "announced" | "open" | "drawing" | "drawn" | "stopped" | "lapsed" | "ended";
  /** Whether it is paused */
  readonly paused: boolean;
  /** How many win at most */
  readonly places: number;
  /** What each winner's claim is worth */
  readonly face: Money;
  /** From when on people register */
  readonly opens_at: string;
  /** From when on nobody registers any more */
  readonly closes_at: string;
  /** Until when both seeds have to be known; else nobody wins, and nothing is promised any more */
  readonly reveal_until: string;
  /** Until when winners claim */
  readonly claims_until: string;
  /** SHA-256 of the funder's seed, published before anybody registers */
  readonly commitment: string;
  /** SHA-256 of the central bank's seed; null until it has committed to one */
  readonly witness_commitment: string | null;
  /** The funder's seed; null until it is revealed */
  readonly seed: string | null;
  /** The central bank's seed; null until it is revealed */
  readonly witness_seed: string | null;
  /** The chain over the registrations so far: SHA-256 of the link before and the mark */
  readonly list_sha256: string;
  /** How many are registered */
  readonly registered: number;
  /** The rank of the last winner: who has no higher one has won; null before the draw */
  readonly cut: string | null;
  /** When it was announced */
  readonly announced_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
  /** What winners are told, in English, without any link */
  readonly notice_en: string;
  /** What winners are told, in Chinese, without any link */
  readonly notice_zh: string;
}

/** A draw was announced; its winners' money is set aside. */
export interface CampaignAnnouncedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.announced";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/** Registration is over, and the funder's seed is known. */
export interface CampaignClosedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.closed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/** A campaign of a program; `wallet` is its funder's. */
export interface CampaignData {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
  /** The program */
  readonly program: string;
  /** The wallet */
  readonly wallet: string;
}

/** Both seeds are known: the draw has begun. */
export interface CampaignDrawingEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.drawing";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/** The draw is done: everybody knows, and winners may claim. */
export interface CampaignDrawnEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.drawn";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/** Winners claim no more; what they did not claim is free. */
export interface CampaignEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/** A campaign was never drawn; what it had promised is free. */
export interface CampaignLapsedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.lapsed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/**
 * A registration in the public list: its number, and the mark that tells whoever has its salt whose it is. `won` is
 * null until the draw is done; it stays, whatever becomes of the campaign.
 */
export interface CampaignNumber {
  /** Its number in the list */
  readonly number: number;
  /** What the public list has of the registration; with its salt it proves whose it is */
  readonly mark: string;
  /** Whether it has won; null until the draw is done */
  readonly won: boolean | null;
}

/** The central bank has committed to its seed: people may register. */
export interface CampaignOpenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.open";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/** A campaign is announced; so much is set aside for it. */
export interface CampaignOpened extends Campaign {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
  /** What is set aside for whom a draw finds */
  readonly promised: Money;
}

/** A campaign was paused: nobody registers, reveals or claims. */
export interface CampaignPausedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.paused";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/**
 * What came of a campaign: `win_rate_bp` are winners of 10,000 registrations, rounded down. What the winners who
 * `claimed` got was `worth` so much, of which so much is left, was spent, became their own, was passed on, or went
 * back to the program. `promised` is set aside still.
 */
export interface CampaignReport {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
  /** What has become of it */
  readonly state: "announced" | "open" | "drawing" | "drawn" | "stopped" | "lapsed" | "ended";
  /** How many win at most */
  readonly places: number;
  /** How many are registered */
  readonly registered: number;
  /** How many have won */
  readonly winners: number;
  /** Winners of 10,000 registrations, rounded down */
  readonly win_rate_bp: number;
  /** How many winners have claimed */
  readonly claimed: number;
  /** How many winners have not claimed */
  readonly unclaimed: number;
  /** What is set aside for whom a draw finds */
  readonly promised: Money;
  /** What those claims were worth */
  readonly worth: Money;
  /** What those claims have left */
  readonly left: Money;
  /** What of those claims was spent */
  readonly spent: Money;
  /** What became holders' own money */
  readonly unbound: Money;
  /** What was passed on to others */
  readonly passed: Money;
  /** What of those claims went back to the program */
  readonly reclaimed: Money;
}

/** A campaign goes on. */
export interface CampaignResumedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.resumed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/** A campaign was stopped for good; what it had promised is free. */
export interface CampaignStoppedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.stopped";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignData;
}

/** A campaign has both commitments: it can be registered for. */
export interface CampaignWitnessed extends Campaign {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
}

/** A registration that was drawn: the wallet that may claim, its number in the list, and what the claim is worth. */
export interface CampaignWonData {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
  /** The program */
  readonly program: string;
  /** The wallet */
  readonly wallet: string;
  /** Its number in the list */
  readonly number: number;
  /** What the claim is worth */
  readonly amount: Money;
}

/** A registration was drawn: its wallet may claim. */
export interface CampaignWonEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "campaign.won";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CampaignWonData;
}

/**
 * A text as it is kept, of whose bytes in UTF-8 the SHA-256 is made: JSON without blanks, in which amounts are fen and
 * ids are the numbers that they stand for.
 */
export interface CanonicalText {
  /** The text as it is kept */
  readonly text: string;
  /** The SHA-256 of its bytes in UTF-8 */
  readonly sha256: string;
}

/**
 * The payee takes an amount of a hold, and the rest stays held. With a split `plan` of the store its parties get their
 * parts, once: the rest goes back to the payer.
 */
export interface CaptureOrder {
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The plan by which the payment is split */
  readonly plan?: string | null | undefined;
}

/** A top-up by card, and what of it went back. */
export interface CardLoad {
  /** Its id */
  readonly id: string;
  /** The wallet */
  readonly wallet: string;
  /** Whoever clears card payments for an operator */
  readonly acquirer: string;
  /** The card with its last four digits alone */
  readonly card_masked: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What has been given back */
  readonly returned: Money;
  /** When it happened */
  readonly at: string;
}

/** A wallet was topped up. */
export interface CardLoaded {
  /** A load from a card */
  readonly card_load: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was written */
  readonly recorded_at: string;
}

/** What was returned to a card came back into the wallet. */
export interface CardReturnBounced {
  /** A load from a card */
  readonly card_load: string;
  /** The wallet */
  readonly wallet: string;
  /** The transfers that were made together */
  readonly journal: string;
}

/** So much went back to the cards of so many top-ups; `journal` is null when there was nothing to return. */
export interface CardsReturned {
  /** The wallet */
  readonly wallet: string;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** The loads that were given back */
  readonly card_loads: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** A cash code without its code. `operator` is the bank whose counter or machine used it. */
export interface CashCode {
  /** Its id */
  readonly id: string;
  /** The wallet */
  readonly wallet: string;
  /** Whether money goes in or out */
  readonly direction: "in" | "out";
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What has become of it */
  readonly state: "open" | "used" | "cancelled";
  /** When it was given out */
  readonly issued_at: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** How often it was tried */
  readonly attempts: number;
  /** The operating institution */
  readonly operator: string | null;
  /** The transfers that were made together */
  readonly journal: string | null;
}

/** A cash code was made worthless. */
export interface CashCodeCancelled {
  /** A code for cash at a counter */
  readonly cash_code: string;
}

/** A cash code. `code` is for the holder alone; where the outcome is looked up later it is without. */
export interface CashCodeIssued {
  /** A code for cash at a counter */
  readonly cash_code: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** The one-time code */
  readonly code: string;
}

/** Cash was drawn from a wallet by a code. */
export interface CashDrawnEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "cash.drawn";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/** Cash and digital yuan have changed places; final. */
export interface CashMoved {
  /** A code for cash at a counter */
  readonly cash_code: string;
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was written */
  readonly recorded_at: string;
}

/** Cash was paid into a wallet by a code. */
export interface CashPaidInEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "cash.paid_in";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/** Cash that passed the threshold of a report: the sum of the day, its direction, and the rule. */
export interface CashReportData {
  /** The transfers that were made together */
  readonly journal: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** Whether money goes in or out */
  readonly direction: "in" | "out";
  /** The rule's name */
  readonly rule: string;
}

/** Cash of a day passed the threshold of a report. */
export interface CashReportableEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "cash.reportable";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CashReportData;
}

/**
 * Moves a wallet to another class; its id stays. Details given add to those known, and may not differ from them; a
 * lower class must fit the balance.
 */
export interface ChangeClass {
  /** The wallet's class, I to IV */
  readonly wallet_class: "I" | "II" | "III" | "IV";
  /** The holder's name */
  readonly name?: string | undefined;
  /** Number of the identity paper, or a company's credit code */
  readonly id_number?: string | undefined;
  /** The number of the holder's account */
  readonly bank_account?: string | undefined;
  /** Whether the holder was seen in person */
  readonly face_to_face?: boolean | undefined;
  /** The phone, with its country code unless it is one of the mainland */
  readonly phone?: string | undefined;
}

/**
 * The payer says anew how much its merchant may collect, until when and how often. A last day or a number of debits
 * that is left out stays as it was; one named in `lifts` limits no longer. What was collected before counts.
 */
export interface ChangeMandate {
  /** Whoever pays */
  readonly payer: string;
  /** The most at once */
  readonly per_debit: DigitalYuan;
  /** The most in each period */
  readonly per_period: DigitalYuan;
  /** The last such day, until 2079; null for the one there is */
  readonly last_day?: string | null | undefined;
  /** How often at most something may be collected; null for what there is */
  readonly debits_max?: number | null | undefined;
  /** What limits no longer */
  readonly lifts?: readonly ("last_day" | "debits_max")[] | undefined;
}

/**
 * Brings an operator under the regime that the rule book has in force for it: new wallets at once, the others follow
 * by themselves.
 */
export interface ChangeRegime {
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * Gives an endpoint another URL and other kinds, and pauses it or lets it go on; all three as they shall be. While it
 * is paused its events are kept for it.
 */
export interface ChangeWebhook {
  /** The address that events are sent to */
  readonly url: string;
  /** The kinds of events; none: all */
  readonly kinds: readonly string[];
  /** Whether events are sent there */
  readonly active: boolean;
}

/** A till charges the payment code that it scanned, finally. A code is charged once, and lives for two steps at most. */
export interface ChargePaymentCode {
  /** The code that a payer shows, 25 digits */
  readonly payment_code: string;
  /** The merchant's store */
  readonly store: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * A till charges the device that was held to it, finally, by the number, counter and cryptogram that the device
 * answered. A tap is for this store, this amount, and once.
 */
export interface ChargeTap {
  /** The token's number */
  readonly number: string;
  /** A count that a device keeps of its taps */
  readonly counter: number;
  /** The device's proof of this tap, 16 hexadecimal digits */
  readonly cryptogram: string;
  /** The merchant's store */
  readonly store: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * A payment was made by what a device showed, finally. `user_verified` says that the device had its user's proof (a
 * PIN).
 */
export interface Charged {
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was paid; null before */
  readonly paid_at: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What it costs */
  readonly fee: Money;
  /** Whether the device knew its user */
  readonly user_verified: boolean;
}

/** A wallet's claim of a program: what it is worth, or what was left of it. */
export interface ClaimData {
  /** The claim of a program */
  readonly claim: string;
  /** The program */
  readonly program: string;
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** A claim has ended; what was left of it went back to its program. */
export interface ClaimExpiredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "claim.expired";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ClaimData;
}

/** What was left of a claim is the program's again; `journal` is null where no money moved. */
export interface ClaimGivenBack {
  /** The claim of a program */
  readonly claim: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string | null;
}

/** A holder gave back what was left of a claim. */
export interface ClaimGivenBackEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "claim.given_back";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ClaimData;
}

/**
 * Whoever shows the preimage of a lock's digest before its end lets the payee have all that is left of it. The
 * preimage is kept, for the payer to read.
 */
export interface ClaimLock {
  /** The wallet of the side that does it */
  readonly party: string;
  /** 32 bytes whose SHA-256 is the digest, 64 hexadecimal digits */
  readonly preimage: string;
}

/** A wallet has a claim, the `number`th of its program. */
export interface ClaimMade {
  /** The claim of a program */
  readonly claim: string;
  /** The program */
  readonly program: string;
  /** Its number in the statement */
  readonly number: number;
  /** What the claim is worth */
  readonly value: Money;
  /** Until when it holds */
  readonly expires_at: string;
}

/** A wallet has a claim of a program. */
export interface ClaimMadeEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "claim.made";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ClaimData;
}

/** What was left of a claim is the receiver's, as a claim of its own. */
export interface ClaimPassed {
  /** The claim of a program */
  readonly claim: string;
  /** The wallet that has it from then on */
  readonly receiver: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
}

/** A holder passed on what was left of a claim. */
export interface ClaimPassedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "claim.passed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ClaimData;
}

/** A holder takes a claim of a program that is open to takers. */
export interface ClaimProgram {
  /** The wallet */
  readonly wallet: string;
}

/** A wallet has a claim that another holder passed on. */
export interface ClaimReceivedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "claim.received";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ClaimData;
}

/** What was left of a claim is its holder's own money, for any purpose. */
export interface ClaimUnboundEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "claim.unbound";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ClaimData;
}

/** A winner takes the claim that was drawn, into the wallet that is registered. */
export interface ClaimWin {
  /** The wallet */
  readonly wallet: string;
}

/** What was left of a claim is its holder's own money. */
export interface ClaimWithdrawn {
  /** The claim of a program */
  readonly claim: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
}

/** What became of the lines of a grant, in their order. */
export interface ClaimsGranted {
  /** The program */
  readonly program: string;
  /** How many were given */
  readonly granted: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What became of each line, in their order */
  readonly results: readonly GrantResult[];
}

/** A wallet has another class. */
export interface ClassChanged extends Wallet {
  /** The wallet */
  readonly wallet: string;
}

/**
 * The clock of the process that answers. Milliseconds ahead of the witness furthest behind, and behind the one that is
 * furthest ahead; 0 when it is not.
 */
export interface Clock {
  /** Whether the clock may be trusted */
  readonly trusted: boolean;
  /** Milliseconds ahead of the witness furthest behind; 0 when it is not */
  readonly ahead_ms: number;
  /** Milliseconds behind the witness that is furthest ahead; 0 when it is not */
  readonly behind_ms: number;
  /** How many groups are recorded in the future */
  readonly groups_ahead: number;
  /** What is wrong with it; null when nothing is */
  readonly alarm: string | null;
}

/** By how many seconds the test world's clock went forward. */
export interface ClockData {
  /** By how many seconds the clock went on */
  readonly seconds: number;
}

/** Pays a wallet's interest up to yesterday, sends all it holds to a bank account of its holder, and closes it. */
export interface CloseOut {
  /** The account at a bank */
  readonly bank_account: string;
}

/**
 * Proposes to close a day whose breaks are not all corrected, and says why; a second person of the institution
 * approves it. `revision` and `open_breaks` are those of the day as it was read: once anything else is found or said
 * of it, this is refused.
 */
export interface CloseWithBreaks {
  /** Why, for the log of acts */
  readonly reason: string;
  /** Which revision of the day this is: it rises with whatever is found or said of it */
  readonly revision: number;
  /** How many breaks nobody has explained */
  readonly open_breaks: number;
}

/**
 * A wallet was closed out: what went to the bank account, and how much of it was interest. `journal` is null when
 * there was nothing.
 */
export interface ClosedOut {
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** Interest */
  readonly interest: Money;
  /** The transfers that were made together */
  readonly journal: string | null;
}

/** A merchant's agreement to bear its share of what a program's claims pay it, by terms of this SHA-256. */
export interface Cofunding {
  /** The program */
  readonly program: string;
  /** The SHA-256 of the terms in canonical JSON */
  readonly terms_sha256: string;
  /** When it was agreed to; null before */
  readonly agreed_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
}

/** A merchant bears its share. */
export interface CofundingAgreed {
  /** The merchant */
  readonly merchant: string;
  /** The program */
  readonly program: string;
  /** When it was agreed to; null before */
  readonly agreed_at: string;
}

/** A merchant bears its share of what a program's claims pay it. */
export interface CofundingAgreedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "cofunding.agreed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CofundingData;
}

/** A merchant's agreement to bear its share of what a program's claims pay it. */
export interface CofundingData {
  /** The program */
  readonly program: string;
  /** The merchant */
  readonly merchant: string;
}

/** A merchant bears no share of what is paid from then on. */
export interface CofundingEnded {
  /** The merchant */
  readonly merchant: string;
  /** The program */
  readonly program: string;
  /** When it ended; null before */
  readonly ended_at: string;
}

/** A merchant bears no share of what is paid from then on. */
export interface CofundingEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "cofunding.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: CofundingData;
}

/** A code, to whom it pays. `amount` is null when the payer enters it. */
export interface CollectCode {
  /** Its id */
  readonly id: string;
  /** Of which kind */
  readonly kind: "static" | "dynamic";
  /** What has become of it */
  readonly state: "open" | "used" | "revoked" | "expired";
  /** The merchant's store */
  readonly store: string | null;
  /** The wallet */
  readonly wallet: string | null;
  /** How much, in minor units beside the asset */
  readonly amount: Money | null;
  /** The caller's own reference */
  readonly reference: string | null;
  /** When it was opened */
  readonly opened_at: string;
  /** Until when it holds */
  readonly expires_at: string | null;
  /** The payment */
  readonly payment: string | null;
  /** The plan by which the payment is split */
  readonly plan: string | null;
  /** The text of the QR code */
  readonly payload: string;
}

/** A code was made. `payload` is the text of its QR symbol; `expires_at` is null for a static one. */
export interface CollectCodeOpened extends CollectCode {
  /** The code that payers scan */
  readonly collect_code: string;
}

/** A code was paid, finally. */
export interface CollectCodePaid {
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was paid; null before */
  readonly paid_at: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What it costs */
  readonly fee: Money;
  /** The code that payers scan */
  readonly collect_code: string;
}

/** A code was withdrawn. */
export interface CollectCodeRevoked extends CollectCode {
  /** The code that payers scan */
  readonly collect_code: string;
}

/**
 * A merchant collects an amount by a mandate, for one of its stores, under a `number` of its own: each is collected
 * once. It is a payment, final and with all rules of one; its reference is the number unless another is said.
 */
export interface CollectDebit {
  /** The merchant's own number */
  readonly number: string;
  /** The merchant's store */
  readonly store: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/** Asks, before a payment from `payer`, whether the holder of the wallet `payee` has this name. It is never told. */
export interface ConfirmPayee {
  /** Whoever pays */
  readonly payer: string;
  /** Whoever is paid */
  readonly payee: string;
  /** The name that the payer expects */
  readonly name: string;
}

/**
 * A payer lets a biller's bills for one account there (a meter, a pupil, a phone) be paid by themselves: at most so
 * much for each and in each month, from 08:00 of the day that a bill is `due`, or once it is `presented`. It is a
 * mandate of these bills alone: changed, paused, resumed and ended as one. `bill` is the number of one that the
 * account has had, which who is billed knows.
 */
export interface ConsentToBills {
  /** Whoever pays */
  readonly payer: string;
  /** The merchant */
  readonly merchant: string;
  /** The biller's number of whom it bills, such as a meter's */
  readonly account: string;
  /** The number of a bill of this account, paid or not */
  readonly bill: string;
  /** The most for one bill */
  readonly per_bill: DigitalYuan;
  /** The most in a month */
  readonly per_month: DigitalYuan;
  /** Whether a bill is paid on the day that it is due, or once it is presented */
  readonly pays?: "due" | "presented" | undefined;
  /** The last day of the period */
  readonly last_day?: string | null | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * An entry of the core's statement. `reference` is the end-to-end identification: the platform's transfer or journal,
 * or the reference it was asked with. `core_reference` is the bank's own.
 */
export interface CoreLine {
  /** Whether debit or credit */
  readonly side: "debit" | "credit";
  /** Minor units: fen */
  readonly minor: number;
  /** When it happened */
  readonly at?: string | null | undefined;
  /** End-to-end: a transfer, a journal, or the reference it was asked with */
  readonly reference?: string | undefined;
  /** The bank's own reference of the entry */
  readonly core_reference?: string | undefined;
}

/** Where the import of a day stands: how many of its entries have come. */
export interface CoreStatementImported extends Reconciliation {
}

/**
 * Books entries that take effect at `effective_at`, in a past day that is still open; history itself never changes.
 * Every account must be of the books of who asks.
 */
export interface Correct {
  /** The lines */
  readonly lines: readonly CorrectionLine[];
  /** When it takes effect in the books */
  readonly effective_at: string;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** So many `minor` units from the `debit` account to the `credit` account. */
export interface CorrectionLine {
  /** The account that it goes out of */
  readonly debit: string;
  /** The account that it goes into */
  readonly credit: string;
  /** Minor units: fen */
  readonly minor: number;
}

/**
 * Writes a program with its terms, which never change. It is a draft until two people open it; `funder` is the
 * company's wallet that pays for it and gets back what is not spent.
 */
export interface CreateProgram {
  /** The company's wallet that pays for it */
  readonly funder: string;
  /** Of which kind */
  readonly kind: "envelope" | "voucher";
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** What it may be used for */
  readonly terms: Terms;
  /** From when on it is claimed and spent */
  readonly opens_at: string;
  /** Until when claims are given */
  readonly claims_until: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** How many claims there may be; 0 for any number */
  readonly quota?: number | undefined;
}

/** An amount was collected; `left_minor` is what may still be in this period. */
export interface DebitCollected extends MandateDebit {
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was paid; null before */
  readonly paid_at: string;
  /** What it costs */
  readonly fee: Money;
  /** What may still be collected in this period */
  readonly left: Money;
}

/**
 * How a proposal ended: `done` with the act's outcome, `refused` by the act's own rules, or `rejected`. It is still
 * `open` when a third person has to agree.
 */
export interface Decided {
  /** What waits for a second person */
  readonly proposal: string;
  /** What has become of it */
  readonly state: "open" | "expired" | "done" | "refused" | "rejected";
  /** What came of it; null before */
  readonly outcome: Readonly<Record<string, unknown>> | null;
}

/** A second person's note. */
export interface Decision {
  /** A note on the decision */
  readonly note?: string | undefined;
}

/** The wallet that is asked says no. */
export interface DeclineRequest {
  /** Whoever pays */
  readonly payer: string;
}

/** One event for one endpoint. `event` is the `webhook-id` of every attempt. */
export interface Delivery {
  /** Its id */
  readonly id: string;
  /** The webhook */
  readonly webhook: string;
  /** Something that happened */
  readonly event: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The kind of event */
  readonly kind: string;
  /** What has become of it */
  readonly state: "waiting" | "delivered" | "dead" | "again";
  /** How often it was tried */
  readonly attempts: number;
  /** When it was handed to webhooks */
  readonly routed_at: string;
  /** When it was finished; null before */
  readonly done_at: string | null;
  /** When it is tried next; null when never again */
  readonly next_attempt_at: string | null;
  /** The HTTP status of the last attempt; null when there was none */
  readonly last_status: number | null;
  /** Why the last attempt failed; null when none did */
  readonly last_error: string;
}

/** A delivery and every attempt at it. */
export interface DeliveryWithAttempts {
  /** Its id */
  readonly id: string;
  /** The webhook */
  readonly webhook: string;
  /** Something that happened */
  readonly event: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The kind of event */
  readonly kind: string;
  /** What has become of it */
  readonly state: "waiting" | "delivered" | "dead" | "again";
  /** How often it was tried */
  readonly attempts: number;
  /** When it was handed to webhooks */
  readonly routed_at: string;
  /** When it was finished; null before */
  readonly done_at: string | null;
  /** When it is tried next; null when never again */
  readonly next_attempt_at: string | null;
  /** The HTTP status of the last attempt; null when there was none */
  readonly last_status: number | null;
  /** Why the last attempt failed; null when none did */
  readonly last_error: string;
  /** Every attempt, with what came back */
  readonly tries: readonly Attempt[];
}

/** Cash is paid into a bank account, over the counter. */
export interface DepositCash {
  /** How much, in minor units beside the asset */
  readonly amount: Renminbi;
}

/** A holder, and which detail was forgotten; never what it was. */
export interface DetailData {
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** Which of the holder's details it is: `phone`, `name` or `bank_account` */
  readonly detail: string;
}

/** A device, `active` until it is `revoked`. Until `limited_until` what it may move is limited. */
export interface Device {
  /** Its id */
  readonly id: string;
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** The signature algorithm of the key */
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  /** The public key in base64url */
  readonly public_key: string;
  /** What its owner calls it */
  readonly label: string;
  /** What has become of it */
  readonly state: "active" | "revoked";
  /** When it was added */
  readonly added_at: string;
  /** When it was revoked; null before */
  readonly revoked_at: string | null;
  /** What it replaces */
  readonly replaces: string | null;
  /** Until when the device may pay little; null when not */
  readonly limited_until: string | null;
}

/** A device and its holder. */
export interface DeviceData {
  /** A holder's device */
  readonly device: string;
  /** Whoever a wallet belongs to */
  readonly holder: string;
}

/** A lost device was ended: how many wallets of its holder were frozen, and the freeze that two people lift. */
export interface DeviceLost extends Device {
  /** A holder's device */
  readonly device: string;
  /** How many wallets were frozen */
  readonly wallets_frozen: number;
  /** A freeze of all that a holder has */
  readonly holder_freeze: string | null;
}

/** A device was added; until `limited_until`, where there is one, what it may move is limited. */
export interface DeviceRegistered {
  /** A holder's device */
  readonly device: string;
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** Until when the device may pay little; null when not */
  readonly limited_until: string | null;
}

/** A holder's device signs from now on. */
export interface DeviceRegisteredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "device.registered";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: DeviceData;
}

/** A device is no longer accepted. */
export interface DeviceRevoked extends Device {
  /** A holder's device */
  readonly device: string;
}

/** A holder's device signs no more. */
export interface DeviceRevokedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "device.revoked";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: DeviceData;
}

/** A device was replaced: the new one, and the one that is no longer accepted. */
export interface DeviceRotated extends Device {
  /** A holder's device */
  readonly device: string;
  /** What it replaced */
  readonly replaced: string;
}

/** An amount of digital yuan, in fen. */
export interface DigitalYuan {
  /** Minor units: fen */
  readonly minor: number;
  /** What the amount is of */
  readonly asset: "E-CNY";
}

/** A limit or quota in fen of digital yuan; zero allows nothing. */
export interface DigitalYuanCeiling {
  /** Minor units: fen */
  readonly minor: number;
  /** What the amount is of */
  readonly asset: "E-CNY";
}

/**
 * A paper that the operator has seen: its kind and the SHA-256 of its file, 64 hexadecimal digits. The file itself
 * stays with the operator.
 */
export interface Document {
  /** Of which kind */
  readonly kind: "licence" | "identity" | "premises" | "settlement" | "permit" | "other";
  /** SHA-256 of the file, 64 hexadecimal digits */
  readonly sha256: string;
}

/** A paper's kind and SHA-256. */
export interface DocumentShown {
  /** Of which kind */
  readonly kind: "licence" | "identity" | "premises" | "settlement" | "permit" | "other";
  /** SHA-256 of the file, 64 hexadecimal digits */
  readonly sha256: string;
}

/**
 * Writes a program whose terms are those of an approved template, with these parameters. It is a draft until two
 * people open it; `funder` is the company's wallet that pays for it and gets back what is not spent.
 */
export interface DraftProgram {
  /** How often it has changed */
  readonly version: number;
  /** What the parameters of the template are */
  readonly parameters: readonly ParameterValue[];
  /** The company's wallet that pays for it */
  readonly funder: string;
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** From when on it is claimed and spent */
  readonly opens_at: string;
  /** Until when claims are given */
  readonly claims_until: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** How many claims there may be; 0 for any number */
  readonly quota?: number | undefined;
}

/** A balance rule is kept no more. */
export interface EndBalanceRule {
  /** The wallet whose balance is kept */
  readonly wallet: string;
}

/** The payer ends a mandate, for good; nobody is asked. */
export interface EndMandate {
  /** Whoever pays */
  readonly payer: string;
}

/**
 * The platform or a seller (`merchant`) ends a plan: no payment is split by it any more. Refunds of earlier payments
 * go on as agreed.
 */
export interface EndSplitPlan {
  /** The merchant */
  readonly merchant: string;
}

/** The payer ends a standing payment, for good. */
export interface EndStanding {
  /** Whoever pays */
  readonly payer: string;
}

/** Gives the device that signed this a token to pay from a wallet with, at tills and also without a network. */
export interface EnrolPayerToken {
  /** The wallet */
  readonly wallet: string;
}

/** One's first key: the token is `token_prefix` and then the secret that one made. */
export interface Enrolled {
  /** An API key's id */
  readonly key: string;
  /** Whoever holds keys: a person or a system */
  readonly principal: string;
  /** How the key begins */
  readonly token_prefix: string;
}

/**
 * The shares of one's code, and the SHA-256 in hexadecimal of the secret that one's key is to have: 52 characters of
 * base 32 (RFC 4648, capitals, without padding), 32 random bytes.
 */
export interface Enrolment {
  /** The parts of the code */
  readonly shares: readonly string[];
  /** SHA-256 of the key's secret, 64 hexadecimal digits */
  readonly secret_hash: string;
}

/** The keeper of places enters stores into them: all of these, or none. */
export interface EnterStores {
  /** Which stores, and where they stand */
  readonly entries: readonly StoreInPlace[];
  /** Why, for the log of acts */
  readonly reason: string;
}

/** An envelope as its sender sees it. */
export interface Envelope {
  /** Its id */
  readonly id: string;
  /** The wallet */
  readonly wallet: string;
  /** How the amount is divided */
  readonly division: "named" | "equal" | "lucky";
  /** The one wallet that may claim it; null for whoever has the token */
  readonly recipient: string | null;
  /** What has become of it */
  readonly state: "open" | "empty" | "returned";
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** How many shares there are */
  readonly shares: number;
  /** What was claimed of it */
  readonly claimed: Money;
  /** How many shares were claimed */
  readonly taken: number;
  /** When it was sent */
  readonly sent_at: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
}

/** A share that was claimed; without a payment it is the sender's own. */
export interface EnvelopeClaim {
  /** The envelope */
  readonly envelope: string;
  /** The wallet */
  readonly wallet: string;
  /** Which share of the envelope it is */
  readonly number: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
  /** The payment */
  readonly payment: string | null;
  /** When it happened */
  readonly at: string;
}

/**
 * Takes a share of an envelope into a wallet, by its token; one for each holder. Final when it is answered, like any
 * payment.
 */
export interface EnvelopeClaimOrder {
  /** The secret by which a share of the envelope is claimed */
  readonly envelope_token: string;
  /** The wallet */
  readonly wallet: string;
}

/** A share is in the wallet that claimed it. */
export interface EnvelopeClaimed {
  /** The envelope */
  readonly envelope: string;
  /** Which share of the envelope it is */
  readonly number: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
  /** The payment */
  readonly payment: string | null;
  /** When it was claimed */
  readonly claimed_at: string;
}

/** A share of an envelope was claimed. */
export interface EnvelopeClaimedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "envelope.claimed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: EnvelopeData;
}

/** Money of an envelope; `wallet` is its sender's. */
export interface EnvelopeData {
  /** The envelope */
  readonly envelope: string;
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** What nobody claimed of an envelope is its sender's again. */
export interface EnvelopeReturnedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "envelope.returned";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: EnvelopeData;
}

/**
 * An envelope with its token, in this answer and nowhere else; null when the request repeats an earlier one. Who is
 * given the token may claim.
 */
export interface EnvelopeSent {
  /** The envelope */
  readonly envelope: string;
  /** The wallet */
  readonly wallet: string;
  /** How the amount is divided */
  readonly division: "named" | "equal" | "lucky";
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** How many shares there are */
  readonly shares: number;
  /** The one wallet that may claim it; null for whoever has the token */
  readonly recipient: string | null;
  /** Until when it holds */
  readonly expires_at: string;
  /** The secret by which a share of the envelope is claimed */
  readonly envelope_token: string | null;
}

/** An envelope was sent: its amount is put aside. */
export interface EnvelopeSentEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "envelope.sent";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: EnvelopeData;
}

/** Every milestone is locked. The escrow has the number of the first one's lock. */
export interface EscrowOpened {
  /** The escrow that it is a milestone of: the number of the first one's lock */
  readonly escrow: string;
  /** The locks of the milestones, in their order */
  readonly locks: readonly string[];
  /** When the last milestone is due */
  readonly ends_at: string;
}

/**
 * An escrow with every milestone, in their order. `arbiter_name` is the arbiter's, masked, for the payee's side, which
 * is to accept it.
 */
export interface EscrowReading {
  /** The escrow that it is a milestone of: the number of the first one's lock */
  readonly escrow: string;
  /** The arbiter's masked name; null without one */
  readonly arbiter_name: string | null;
  /** All that its milestones come to */
  readonly amount: Money;
  /** What the payee has got of it */
  readonly released: Money;
  /** What may still be released of it */
  readonly open: Money;
  /** Whether a milestone is released only when none before it is open */
  readonly in_order: boolean;
  /** The milestones, in their order */
  readonly milestones: readonly MilestoneReading[];
}

/**
 * What a holder left who died. `amount` is what was in the wallets and what refunds had waited for the holder; it,
 * `interest` and `journal` are null until the estate is settled.
 */
export interface Estate {
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** A freeze of all that a holder has */
  readonly holder_freeze: string;
  /** SHA-256 of each paper, 64 hexadecimal digits */
  readonly papers: readonly string[];
  /** When it was opened */
  readonly opened_at: string;
  /** Who inherits how much */
  readonly heirs: readonly EstatePart[];
  /** SHA-256 of each paper that shows the heirs, 64 hexadecimal digits */
  readonly heir_papers: readonly string[];
  /** How much, in minor units beside the asset */
  readonly amount: Money | null;
  /** Interest */
  readonly interest: Money | null;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** When it was settled; null before */
  readonly settled_at: string | null;
}

/** A holder who died; `amount` is what the heirs were given. */
export interface EstateData {
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money | null;
}

/** A holder has died; the wallets are frozen for the heirs. */
export interface EstateOpenedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "estate.opened";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: EstateData;
}

/** What an heir was to get, a fixed amount and a share of the rest, and what it got. */
export interface EstatePart {
  /** Who inherits */
  readonly heir: string;
  /** A fixed amount */
  readonly fixed: Money;
  /** The share in parts per million of what is left after fixed amounts */
  readonly share_ppm: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** The heirs have what a holder left. */
export interface EstateSettledEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "estate.settled";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: EstateData;
}

/**
 * Something that happened, in the order of the sequencer: in the list and in what a webhook sends one and the same.
 * What `data` holds follows from `type`, as the catalogue has it.
 */
export interface Event {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: string;
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The bank did what was ordered. */
export interface ExchangeCompletedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "exchange.completed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ExchangeOrderData;
}

/** An exchange order: `completed`, `reversed` and `paid_out` are its ends. */
export interface ExchangeOrder {
  /** Its id */
  readonly id: string;
  /** The wallet */
  readonly wallet: string;
  /** An account at a bank outside the platform */
  readonly external_account: string;
  /** Of which kind */
  readonly kind: "load" | "unload";
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What has become of it */
  readonly state: "pending" | "sent" | "unknown" | "completed" | "reversed" | "returning" | "stuck" | "paid_out";
  /** When it was made */
  readonly created_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** The journal that ended it */
  readonly end_journal: string | null;
  /** The outside bank's own reference */
  readonly bank_reference: string;
  /** The caller's own reference */
  readonly reference: string | null;
}

/** An order between a wallet and an account at a bank outside the platform. */
export interface ExchangeOrderData {
  /** The wallet */
  readonly wallet: string;
  /** An order to move money between a wallet and an account at another bank */
  readonly exchange_order: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** An exchange order was taken; where it stands is read with it. A load has no journal yet. */
export interface ExchangeOrdered {
  /** An order to move money between a wallet and an account at another bank */
  readonly exchange_order: string;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** When it was made */
  readonly created_at: string;
}

/** An order with a bank outside was placed. */
export interface ExchangeOrderedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "exchange.ordered";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ExchangeOrderData;
}

/** Money that was stuck was paid out. */
export interface ExchangePaidOutEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "exchange.paid_out";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ExchangeOrderData;
}

/** Money that cannot come into the wallet is on its way back. */
export interface ExchangeReturningEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "exchange.returning";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ExchangeOrderData;
}

/** The bank did nothing; the money is where it was. */
export interface ExchangeReversedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "exchange.reversed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ExchangeOrderData;
}

/** The money can go neither on nor back; people have to decide. */
export interface ExchangeStuckEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "exchange.stuck";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ExchangeOrderData;
}

/** Whether the bank did what was ordered is not known yet. */
export interface ExchangeUnknownEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "exchange.unknown";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ExchangeOrderData;
}

/**
 * Says why breaks of a day are so, at most 100 at once. With a `journal`, that it made up for them: it has to be
 * younger than the day, to change the account by just what they differ by, to have made up for no others, and not to
 * be told of by the core on its own day. What is said again counts, until the day is closed.
 */
export interface ExplainBreaks {
  /** The numbers of the breaks */
  readonly numbers: readonly number[];
  /** Why, for the log of acts */
  readonly reason: string;
  /** The transfers that were made together */
  readonly journal?: string | null | undefined;
}

/** A customer's account at a bank outside. */
export interface ExternalAccount {
  /** Its id */
  readonly id: string;
  /** A bank outside the platform */
  readonly external_bank: string;
  /** The number with its last digits alone */
  readonly number_masked: string;
  /** When it was opened */
  readonly opened_at: string;
}

/** A customer's account at a bank outside was added. */
export interface ExternalAccountOpened {
  /** An account at a bank outside the platform */
  readonly external_account: string;
  /** The number with its last digits alone */
  readonly number_masked: string;
}

/** A bank outside. `balance` is what it owes the operator; below zero the operator owes it. */
export interface ExternalBank {
  /** Its id */
  readonly id: string;
  /** The operating institution */
  readonly operator: string;
  /** Its code */
  readonly code: string;
  /** What it is called */
  readonly name: string;
  /** The money there */
  readonly balance: Money;
  /** When it was opened */
  readonly opened_at: string;
}

/** A bank outside was added. */
export interface ExternalBankOpened {
  /** A bank outside the platform */
  readonly external_bank: string;
}

/** An operator and a bank outside settled what one owed the other. */
export interface ExternalBankSettledEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "external_bank.settled";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: SettlementData;
}

/** A rule has ended; it was `met` so often. */
export interface FailureLifted {
  /** A failure on purpose, in test mode */
  readonly failure_rule: string;
  /** How often it has happened */
  readonly met: number;
}

/** A rule that makes an operation fail. `times` is null for until it is lifted; `met` counts who met it. */
export interface FailureRule {
  /** Its id */
  readonly id: string;
  /** What was asked for, by its name */
  readonly operation: string;
  /** What is to go wrong */
  readonly effect: "refuse" | "unavailable" | "answer_lost" | "delivery_twice" | "delivery_delayed";
  /** The error's code that it refuses with */
  readonly code: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money | null;
  /** The wallet */
  readonly wallet: string | null;
  /** How often */
  readonly times: number | null;
  /** How often it has happened */
  readonly met: number;
  /** Whether it holds now */
  readonly in_force: boolean;
  /** When it was set */
  readonly set_at: string;
}

/** A rule was set; it is met from now on. */
export interface FailureSet {
  /** A failure on purpose, in test mode */
  readonly failure_rule: string;
}

/** What contradicts an invariant: its name, what it is about (`account 4096`), and how. */
export interface Finding {
  /** The name of what must hold */
  readonly invariant: string;
  /** What contradicts it */
  readonly subject: string;
  /** More about it, for whoever reads */
  readonly detail: string;
}

/**
 * Proposes to forget a holder's phone, name or bank account that is wrong, or somebody else's now, to be given anew; a
 * second person approves it. `check` names what showed it. What is right instead is not said: proposals are kept in
 * the clear. By a phone that is forgotten the holder is found no more, and its next owner may publish it.
 */
export interface ForgetDetail {
  /** Which of the holder's details */
  readonly detail: "phone" | "name" | "bank_account";
  /** What showed that it is wrong, or somebody else's now */
  readonly check: string;
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * A freeze of a wallet; `lifted_at` is null while it is in force. `placed_by` is the side that lifts it, as the
 * central bank may.
 */
export interface Freeze {
  /** Its id */
  readonly id: string;
  /** The wallet */
  readonly wallet: string;
  /** What is stopped: all, money going out, or an amount */
  readonly scope: "all" | "out" | "amount";
  /** How much, in minor units beside the asset */
  readonly amount: Money | null;
  /** Why, for the log of acts */
  readonly reason: string;
  /** When it was placed */
  readonly placed_at: string;
  /** When it was lifted; null before */
  readonly lifted_at: string | null;
  /** The side that placed it; it lifts it, or the central bank */
  readonly placed_by: "operator" | "central_bank";
}

/**
 * Freezes all wallets of a holder, sub-wallets too: everything, or what goes out. It opens none while the freeze
 * lasts. `reason` names the order behind it.
 */
export interface FreezeHolder {
  /** What is stopped: all, money going out, or an amount */
  readonly scope: "all" | "out";
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * Freezes a wallet: everything, what goes out, or as much as `amount` says. `reason` names the order behind it. From
 * the answer on no payment that it forbids is accepted. Only the side that placed it, or the central bank, lifts it.
 */
export interface FreezeWallet {
  /** What is stopped: all, money going out, or an amount */
  readonly scope: "all" | "out" | "amount";
  /** Why, for the log of acts */
  readonly reason: string;
  /** How much, in minor units beside the asset */
  readonly amount?: DigitalYuan | null | undefined;
}

/** A non-bank moves reserves to its margin. */
export interface FundMargin {
  /** The operating institution */
  readonly operator: string;
  /** How much, in minor units beside the asset */
  readonly amount: Renminbi;
}

/** The funder pays money into the program's pot, from where it goes to holders, or back. */
export interface FundProgram {
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
}

/**
 * A payer lets a merchant collect from its wallet: at most so much at once and in each day, week (from Monday) or
 * month of China's calendar, from `first_day` (today unless said) to `last_day` or without end, and at most
 * `debits_max` times if that is said. The payer pauses or ends it at any time.
 */
export interface GiveMandate {
  /** Whoever pays */
  readonly payer: string;
  /** The merchant */
  readonly merchant: string;
  /** The most at once */
  readonly per_debit: DigitalYuan;
  /** The most in each period */
  readonly per_period: DigitalYuan;
  /** How often: each day, week or month, or once */
  readonly cadence: "day" | "week" | "month";
  /** The first day on which anything may be collected; null for today */
  readonly first_day?: string | null | undefined;
  /** The last such day, until 2079; null for no end */
  readonly last_day?: string | null | undefined;
  /** How often at most something may be collected; null for any number */
  readonly debits_max?: number | null | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/** Goods by the merchant's own number or by a tag of the order's line. */
export interface GoodsNamed {
  /** The merchant's own numbers of goods */
  readonly skus?: readonly string[] | undefined;
  /** Tags of goods */
  readonly tags?: readonly string[] | undefined;
}

/** Goods by the merchant's own number or by a tag of the order's line. */
export interface GoodsNamedShown {
  /** The merchant's own numbers of goods */
  readonly skus: readonly string[];
  /** Tags of goods */
  readonly tags: readonly string[];
}

/** A line of goods; `sku` and `tags` are empty where the merchant said none. */
export interface GoodsShown {
  /** What is sold */
  readonly name: string;
  /** How many */
  readonly quantity: number;
  /** The price of one */
  readonly unit: Money;
  /** The merchant's own number of the goods; empty for none */
  readonly sku: string;
  /** Tags of goods */
  readonly tags: readonly string[];
}

/** The funder gives claims of its program to a list of wallets. Each line has its own outcome, and stands on its own. */
export interface GrantClaims {
  /** The lines */
  readonly lines: readonly GrantLine[];
}

/** A wallet that is given a claim; of an envelope with an amount of its own, at most what the terms say. */
export interface GrantLine {
  /** The wallet */
  readonly wallet: string;
  /** What the claim is worth */
  readonly value?: DigitalYuan | null | undefined;
}

/**
 * A grant list, and how far it is: of its lines so many were granted, refused, or cancelled with it, and what they
 * were worth. Until it is submitted so many lines were `received`.
 */
export interface GrantList {
  /** Its id */
  readonly id: string;
  /** The program */
  readonly program: string;
  /** The operating institution */
  readonly operator: string;
  /** What has become of it */
  readonly state: "open" | "granting" | "done" | "cancelled";
  /** How many lines the list has */
  readonly line_count: number;
  /** What all lines come to */
  readonly sum: Money;
  /** SHA-256 of the lines: wallet, comma, fen or nothing, line feed */
  readonly sha256: string;
  /** How many lines have come */
  readonly received: number;
  /** What the lines come to that have come */
  readonly received_sum: Money;
  /** How many lines were granted */
  readonly granted_lines: number;
  /** What was granted */
  readonly granted_sum: Money;
  /** How many lines were refused */
  readonly refused_lines: number;
  /** What was refused; it is free again */
  readonly refused_sum: Money;
  /** How many lines were not decided when the list was cancelled */
  readonly cancelled_lines: number;
  /** When it was opened */
  readonly opened_at: string;
  /** When it was submitted; null before */
  readonly submitted_at: string | null;
  /** When it ended; null before */
  readonly ended_at: string | null;
}

/** A list is cancelled; so many of its lines were not decided. */
export interface GrantListCancelled extends GrantList {
  /** The grant list */
  readonly grant_list: string;
}

/** A grant list was cancelled; what was set aside for its lines is free. */
export interface GrantListCancelledEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "grant_list.cancelled";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: GrantListData;
}

/**
 * A grant list that has come to its end, and what became of its lines; `wallet` is the funder's. Lines that are
 * neither granted nor refused were cancelled.
 */
export interface GrantListData {
  /** The grant list */
  readonly grant_list: string;
  /** The program */
  readonly program: string;
  /** The wallet */
  readonly wallet: string;
  /** How many lines the list has */
  readonly line_count: number;
  /** How many lines were granted */
  readonly granted_lines: number;
  /** What was granted */
  readonly granted_sum: Money;
  /** How many lines were refused */
  readonly refused_lines: number;
  /** What was refused; it is free again */
  readonly refused_sum: Money;
}

/** Every line of a grant list is granted or refused. */
export interface GrantListDoneEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "grant_list.done";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: GrantListData;
}

/** A line of a grant list, and what became of it: the claim, or the code of the error that refused it. */
export interface GrantListLine {
  /** Its number in the list, from 1 */
  readonly number: number;
  /** The wallet */
  readonly wallet: string;
  /** What the claim is worth */
  readonly value: Money;
  /** What has become of it */
  readonly state: "waiting" | "granted" | "refused" | "cancelled";
  /** The claim of a program */
  readonly claim: string | null;
  /** The code of the error that refused it; empty when it was not */
  readonly refused: string;
}

/** A list takes its pages. */
export interface GrantListOpened extends GrantList {
  /** The grant list */
  readonly grant_list: string;
}

/** A list is going to be granted; so much is set aside for it. */
export interface GrantListSubmitted extends GrantList {
  /** The grant list */
  readonly grant_list: string;
  /** What was set aside for the list */
  readonly promised: Money;
}

/** A page of a list is there. */
export interface GrantPageAdded extends GrantList {
  /** The grant list */
  readonly grant_list: string;
  /** The number of the page, from 1 */
  readonly page: number;
}

/** What became of a line: the claim, or the code of the error that refused it. */
export interface GrantResult {
  /** The wallet */
  readonly wallet: string;
  /** The claim of a program */
  readonly claim: string | null;
  /** The code of the error that refused it; empty when it was not */
  readonly refused: string;
}

/** A committed group by its number, with its link of the hash chain and the journals the caller may see. */
export interface Group {
  /** Its place in the order of all */
  readonly sequence: number;
  /** The group of commands that it was written with */
  readonly group: string;
  /** When it was written */
  readonly recorded_at: string;
  /** SHA-256 of what the group wrote, 64 hexadecimal digits */
  readonly digest: string;
  /** The hash over this group and the one before */
  readonly chain: string;
  /** How many transfers */
  readonly transfers: number;
  /** The journals that the caller may see */
  readonly journals: readonly Journal[];
}

/** A holder has a guardian. */
export interface GuardianAppointedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "guardian.appointed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: GuardianshipData;
}

/** A guardianship ended. */
export interface GuardianEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "guardian.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: GuardianshipData;
}

/**
 * Proposes that another holder, a customer of the same operator, acts for this one until a day; a second person
 * approves it. `papers` are SHA-256 digests, in hexadecimal, of what shows it, such as a court's order.
 */
export interface GuardianProposal {
  /** The guardian */
  readonly guardian: string;
  /** Until when */
  readonly until: string;
  /** SHA-256 of each paper, 64 hexadecimal digits */
  readonly papers: readonly string[];
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Who acts for a holder, until when, and on which papers (their digests). */
export interface Guardianship {
  /** Its id */
  readonly id: string;
  /** Whom the guardian acts for */
  readonly ward: string;
  /** The guardian */
  readonly guardian: string;
  /** Until when it holds */
  readonly until_at: string;
  /** SHA-256 of each paper, 64 hexadecimal digits */
  readonly papers: readonly string[];
  /** When the guardian was appointed */
  readonly appointed_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
}

/** A guardianship and its ward. */
export interface GuardianshipData {
  /** A guardian's right to act for somebody */
  readonly guardianship: string;
  /** Whom the guardian acts for */
  readonly ward: string;
}

/** A guardianship was ended. */
export interface GuardianshipEnded {
  /** A guardian's right to act for somebody */
  readonly guardianship: string;
  /** When it ended; null before */
  readonly ended_at: string;
}

/** Whether this process lives, or is ready to serve; and what is wrong all the same. */
export interface Health {
  /** What has become of it */
  readonly state: "alive" | "ready";
  /** What is wrong with it; null when nothing is */
  readonly alarm: string | null;
}

/**
 * What goes to an heir's wallet: a fixed amount, then a share in parts per million of what is left after all fixed
 * amounts.
 */
export interface Heir {
  /** The wallet */
  readonly wallet: string;
  /** A fixed amount */
  readonly fixed?: DigitalYuanCeiling | null | undefined;
  /** The share in parts per million of what is left after fixed amounts */
  readonly share_ppm?: number | undefined;
}

/** A part of a hold was taken. `captured` is the sum so far, `left` what is still held. */
export interface HoldCaptured {
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** What was taken of the hold */
  readonly captured: Money;
  /** What is left */
  readonly left: Money;
}

/** A payment that was held: what was asked, what was captured of it so far, and its metadata. */
export interface HoldData {
  /** The payment */
  readonly payment: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What was taken of the hold */
  readonly captured: Money;
  /** Whoever is paid */
  readonly payee: string | null;
  /** Whoever pays */
  readonly payer: string | null;
  /** The merchant's store */
  readonly store: string | null;
  /** The caller's own reference */
  readonly reference: string | null;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** What was left of a hold was given back. */
export interface HoldEnded {
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** What has been given back */
  readonly returned: Money;
}

/**
 * Reserves an amount for a store or a payee's wallet until `expires_at`, at most 30 days ahead. A hold is a payment
 * that is not captured yet, and is to exactly one of the two as a payment is. It reserves the payer's own money alone.
 */
export interface HoldOrder {
  /** Whoever pays */
  readonly payer: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** Of which kind */
  readonly kind?: "person" | "merchant" | "salary" | "party_dues" | null | undefined;
  /** The merchant's store */
  readonly store?: string | null | undefined;
  /** Whoever is paid */
  readonly payee?: string | null | undefined;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
  /** Until when it holds */
  readonly expires_at: string;
}

/** An amount is reserved. */
export interface HoldPlaced {
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** A detail of a holder was forgotten. */
export interface HolderDetailForgottenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "holder.detail_forgotten";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: DetailData;
}

/**
 * A freeze of all wallets of a holder; `lifted_at` is null while it is in force. `placed_by` is the side that lifts
 * it, as the central bank may.
 */
export interface HolderFreeze {
  /** Its id */
  readonly id: string;
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** What is stopped: all, money going out, or an amount */
  readonly scope: "all" | "out" | "amount";
  /** Why, for the log of acts */
  readonly reason: string;
  /** When it was placed */
  readonly placed_at: string;
  /** When it was lifted; null before */
  readonly lifted_at: string | null;
  /** The side that placed it; it lifts it, or the central bank */
  readonly placed_by: "operator" | "central_bank";
}

/** A holder and a freeze of all its wallets. */
export interface HolderFreezeData {
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** A freeze of all that a holder has */
  readonly holder_freeze: string;
}

/** A holder is frozen from this answer on; how many wallets it froze. */
export interface HolderFrozen {
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** A freeze of all that a holder has */
  readonly holder_freeze: string;
  /** How many wallets were frozen */
  readonly wallets_frozen: number;
}

/** All wallets of a holder were frozen. */
export interface HolderFrozenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "holder.frozen";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: HolderFreezeData;
}

/** Personal data, read by one who may; the reading is in the log of acts. */
export interface HolderRead {
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** The phone, with its country code unless it is one of the mainland */
  readonly phone: string;
  /** The holder's name */
  readonly name: string;
  /** Number of the identity paper, or a company's credit code */
  readonly id_number: string;
  /** The number of the holder's account */
  readonly bank_account: string;
  /** Whether the holder was seen in person */
  readonly face_to_face: boolean;
}

/** A freeze of all wallets of a holder was lifted. */
export interface HolderUnfrozenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "holder.unfrozen";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: HolderFreezeData;
}

/** Times of a day in China, in minutes since midnight: from `begin` and before `end`. */
export interface Hours {
  /** Minutes since midnight from which on it may be spent */
  readonly begin: number;
  /** Minutes since midnight before which it may be spent */
  readonly end: number;
}

/** Times of a day in China, in minutes since midnight: from `begin` and before `end`. */
export interface HoursShown {
  /** Minutes since midnight from which on it may be spent */
  readonly begin: number;
  /** Minutes since midnight before which it may be spent */
  readonly end: number;
}

/**
 * `face_minor` is what a claim is worth; a voucher may be `percent_ppm` of the goods instead, at most `cap_minor`.
 * From `minimum_minor` of goods on, and at most `share_ppm` of them. So many claims `per_order`, uses `per_day` and
 * claims `per_wallet`; 0 for any number.
 */
export interface HowMuch {
  /** What a claim is worth */
  readonly face?: DigitalYuanCeiling | null | undefined;
  /** The part of the goods that a voucher pays, in parts per million; 0 for a face value */
  readonly percent_ppm?: number | undefined;
  /** The most that a voucher of a percentage comes to */
  readonly cap?: DigitalYuanCeiling | null | undefined;
  /** What the goods have to cost at least */
  readonly minimum?: DigitalYuanCeiling | null | undefined;
  /** The share in parts per million of what is left after fixed amounts */
  readonly share_ppm?: number | undefined;
  /** Claims of the program that one payment takes; 0 for any number */
  readonly per_order?: number | undefined;
  /** Uses of a wallet in a day; 0 for any number */
  readonly per_day?: number | undefined;
  /** Claims that one wallet may have; 0 for any number */
  readonly per_wallet?: number | undefined;
}

/**
 * `face_minor` is what a claim is worth; a voucher may be `percent_ppm` of the goods instead, at most `cap_minor`.
 * From `minimum_minor` of goods on, and at most `share_ppm` of them. So many claims `per_order`, uses `per_day` and
 * claims `per_wallet`; 0 for any number.
 */
export interface HowMuchShown {
  /** What a claim is worth */
  readonly face: Money;
  /** The part of the goods that a voucher pays, in parts per million; 0 for a face value */
  readonly percent_ppm: number;
  /** The most that a voucher of a percentage comes to */
  readonly cap: Money;
  /** What the goods have to cost at least */
  readonly minimum: Money;
  /** The share in parts per million of what is left after fixed amounts */
  readonly share_ppm: number;
  /** Claims of the program that one payment takes; 0 for any number */
  readonly per_order: number;
  /** Uses of a wallet in a day; 0 for any number */
  readonly per_day: number;
  /** Claims that one wallet may have; 0 for any number */
  readonly per_wallet: number;
}

/**
 * Begins to import what the bank's core says of an account in its own book on a day in China that is over: how many
 * entries `file` (the digest of it) has, and what its credits and debits add up to. The same file again is the same
 * import; another one begins the day anew, unless it is closed. The account that it names in the core is the one of
 * the days around it, unless `account_changed` says that it has another number from this day on.
 */
export interface ImportCoreStatement {
  /** The ledger account */
  readonly account: string;
  /** The day in China */
  readonly day: string;
  /** The SHA-256 of the file that is imported */
  readonly file: string;
  /** How many entries the statement has */
  readonly entries: number;
  /** What the statement's credits come to */
  readonly credit_minor: number;
  /** What the statement's debits come to */
  readonly debit_minor: number;
  /** The number of the account in the bank's core; empty where the statement names none */
  readonly core_account?: string | undefined;
  /** Whether the account in the core has another number from this day on */
  readonly account_changed?: boolean | undefined;
}

/** The central bank or an operator. */
export interface Institution {
  /** Its id */
  readonly id: string;
  /** Its code */
  readonly code: string;
  /** Of which kind */
  readonly kind: "central_bank" | "bank" | "nonbank";
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** The liability regime: what digital yuan is a claim on */
  readonly regime: "none" | "m0_cash" | "deposit_money" | "nonbank_full_reserve";
  /** When it was opened */
  readonly opened_at: string;
}

/** A signed instruction: the text that the device signed, byte by byte, and its signature. */
export interface Instruction {
  /** A holder's device */
  readonly device: string;
  /** What was asked for, by its name */
  readonly operation: string;
  /** Whether the device knew its user */
  readonly user_verified: boolean;
  /** When it was signed; null before */
  readonly signed_at: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** When it was decided; null before */
  readonly decided_at: string;
  /** A text used once */
  readonly nonce: string;
  /** The text that was signed */
  readonly base: string;
  /** The signature in base64url */
  readonly signature: string;
}

/** A step of a run was done: how many wallets it looked at, what it reckoned or paid, whether its pass has ended. */
export interface InterestAdvanced {
  /** The interest run */
  readonly run: string;
  /** How many wallets */
  readonly wallets: number;
  /** Interest */
  readonly interest: Money;
  /** Whether there is nothing left to do */
  readonly ended: boolean;
}

/** What a wallet was settled for up to, not including, a day. `run` is null when it was closed out. */
export interface InterestItem {
  /** Until which day it was reckoned */
  readonly until: string;
  /** The interest run */
  readonly run: string | null;
  /** The sum of each day's balance in fen */
  readonly fen_days: number;
  /** Interest */
  readonly interest: Money;
  /** The transfers that were made together */
  readonly journal: string | null;
}

/** All interest of a run is paid. */
export interface InterestPaidEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "interest.paid";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: InterestRunData;
}

/** A run was begun, with the first day and the last of what it settles. */
export interface InterestPrepared {
  /** The interest run */
  readonly run: string;
  /** The first day of the period */
  readonly first_day: string;
  /** The last day of the period */
  readonly last_day: string;
}

/** The figures of an interest run are complete. */
export interface InterestPreparedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "interest.prepared";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: InterestRunData;
}

/**
 * A quarter of an operator: what is due, what was paid, and what closed wallets took with them.
 *
 * `due` is complete once `state` is prepared.
 */
export interface InterestRun {
  /** Its id */
  readonly id: string;
  /** The operating institution */
  readonly operator: string;
  /** What has become of it */
  readonly state: "preparing" | "prepared" | "released" | "done";
  /** The first day of the period */
  readonly first_day: string;
  /** The last day of the period */
  readonly last_day: string;
  /** How many wallets are to be paid */
  readonly due_wallets: number;
  /** What is to be paid */
  readonly due: Money;
  /** How many wallets were paid */
  readonly paid_wallets: number;
  /** What was paid */
  readonly paid: Money;
  /** How many wallets closed meanwhile */
  readonly closed_wallets: number;
  /** What closed wallets took with them */
  readonly closed: Money;
  /** When it was reckoned to its end; null before */
  readonly prepared_at: string | null;
  /** When it was released; null before */
  readonly released_at: string | null;
  /** When it was finished; null before */
  readonly done_at: string | null;
}

/** A run of interest, and what it comes to. */
export interface InterestRunData {
  /** The interest run */
  readonly run: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** The central bank issues digital yuan to an operator's vault against its reserves, under its quota. */
export interface Issue {
  /** The operating institution */
  readonly operator: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Gives the holder a one-time code to pay cash `in` or to draw it `out` at a bank's counter or machine. */
export interface IssueCashCode {
  /** Whether money goes in or out */
  readonly direction: "in" | "out";
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
}

/** Transfers that were committed together. */
export interface Journal {
  /** Its id */
  readonly id: string;
  /** The transfers */
  readonly transfers: readonly Transfer[];
}

/** The central bank lends an operator reserves. */
export interface LendReserves {
  /** The operating institution */
  readonly operator: string;
  /** How much, in minor units beside the asset */
  readonly amount: Renminbi;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** A limit in force (null: none), and where it comes from. */
export interface LimitLine {
  /** At most so much */
  readonly limit: Money | null;
  /** What has been used */
  readonly used: Money | null;
  /** What is left */
  readonly left: Money | null;
  /** The holder's own limit; null when there is none */
  readonly own: Money | null;
  /** The rule's name */
  readonly rule: string;
  /** The rule's public name in Chinese */
  readonly rule_zh: string;
  /** The rule's id and its sources, told to operators */
  readonly citation: string;
}

/** Limits are in force: of a wallet, or of an operator's wallets. */
export interface LimitsSet {
  /** Whose limits they are */
  readonly subject: string;
}

/**
 * A step of a program's money: `funded` by the funder's wallet, `claimed` by a holder's, `paid` out of a claim to the
 * payee at a store; back in the pot, where others may claim it, as it was `given_back`, had `expired`, or was
 * `refunded` when its claim was over; `reclaimed` by the funder, for whom it may have gone `onward` to another
 * program, or `unbound`: the holder's own for any purpose; `passed` on, it is the wallet's that has it from then on.
 * `left` is said of claims, `returned` of payments: what refunds brought back, to the claim or the pot.
 */
export interface LineageEntry {
  /** What became of the money */
  readonly step: "funded" | "claimed" | "paid" | "given_back" | "expired" | "refunded" | "reclaimed" | "unbound" | "passed";
  /** When it happened */
  readonly at: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What the claim has left; null of another step */
  readonly left: Money | null;
  /** What refunds brought back of the payment; null of another step */
  readonly returned: Money | null;
  /** Who had it: the funder, the claim's holder, the payer, or who got it back */
  readonly wallet: string;
  /** The claim of a program */
  readonly claim: string | null;
  /** The payment */
  readonly payment: string | null;
  /** Whoever is paid */
  readonly payee: string | null;
  /** The merchant's store */
  readonly store: string | null;
  /** The merchant */
  readonly merchant: string | null;
  /** The merchant's category, four digits (MCC) */
  readonly category: string | null;
  /** The district, six digits (GB/T 2260) */
  readonly region: string | null;
  /** The program into whose pot it went for its funder; null where none */
  readonly onward: string | null;
  /** The claim that it was before it was passed on; null where none */
  readonly former: string | null;
  /** What merchants bore of it */
  readonly borne: Money | null;
}

/**
 * Binds a bank account to the holder of a wallet, so that money may move between the two. One that is nobody's yet can
 * only be bound by its own bank.
 */
export interface LinkBankAccount {
  /** The account at a bank */
  readonly bank_account: string;
}

/** Moves money from a bank account of the holder into the wallet (兑出). */
export interface Load {
  /** The account at a bank */
  readonly bank_account: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * Tops a visitor's wallet up with what the operator's acquirer took from a card. `card` is the acquirer's token for
 * it, never its number; `network` its brand.
 */
export interface LoadByCard {
  /** Whoever clears card payments for an operator */
  readonly acquirer: string;
  /** The card's network */
  readonly network: string;
  /** The acquirer's token for the card, never its number */
  readonly card: string;
  /** The card's last four digits */
  readonly last_four: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * A lock as it stands, for its parties. `preimage` is what it was claimed with; `world` names the world that it is of,
 * in what is signed about it.
 */
export interface Lock {
  /** Its id */
  readonly id: string;
  /** The payment */
  readonly payment: string;
  /** What has become of it */
  readonly state: "open" | "released" | "returned" | "expired";
  /** Whoever pays */
  readonly payer: string;
  /** Whoever is paid */
  readonly payee: string;
  /** Who may decide between payer and payee; null where nobody does */
  readonly arbiter: string | null;
  /** The merchant's store */
  readonly store: string | null;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What the payee has got of it */
  readonly released: Money;
  /** SHA-256 of a preimage that releases it; null where none does */
  readonly digest: string | null;
  /** 32 bytes whose SHA-256 is the digest, 64 hexadecimal digits */
  readonly preimage: string | null;
  /** What becomes at the end of what is left: it goes back to the payer, or the payee has it */
  readonly at_end: "return" | "pay";
  /** When it ends */
  readonly ends_at: string;
  /** When it was opened */
  readonly opened_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
  /** The caller's own reference */
  readonly reference: string | null;
  /** The escrow that it is a milestone of: the number of the first one's lock */
  readonly escrow: string | null;
  /** The milestone's place in its escrow, from 1 on */
  readonly milestone: number | null;
  /** What the milestone is; empty where the lock is none */
  readonly title: string;
  /** When the payee accepted the arbiter, who decides nothing before */
  readonly accepted_at: string | null;
  /** Names the world in signed statements: its mode, and what its keyring is known by */
  readonly world: string;
}

/** Money promised to a payee under terms: what was locked, and what of it the payee has got so far. */
export interface LockData {
  /** A lock: money promised under terms */
  readonly lock: string;
  /** Whoever is paid */
  readonly payee: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What the payee has got of it */
  readonly released: Money;
  /** Whoever pays */
  readonly payer: string | null;
  /** Who may decide between payer and payee; null where nobody does */
  readonly arbiter: string | null;
  /** The merchant's store */
  readonly store: string | null;
  /** The caller's own reference */
  readonly reference: string | null;
  /** The escrow that it is a milestone of: the number of the first one's lock */
  readonly escrow: string | null;
  /** The milestone's place in its escrow, from 1 on */
  readonly milestone: number;
}

/** A lock's end came, and its terms were carried out on the rest. */
export interface LockExpiredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "lock.expired";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: LockData;
}

/** An amount is locked, by a payment that is held. */
export interface LockOpened {
  /** A lock: money promised under terms */
  readonly lock: string;
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it ends */
  readonly ends_at: string;
}

/** Money is locked for a payee under written terms. */
export interface LockOpenedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "lock.opened";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: LockData;
}

/**
 * The signed statement that released a milestone or gave it back. With `text`, `public_key` and `signature` anybody
 * can check it: the text is signed as it is here, byte by byte.
 */
export interface LockProof {
  /** SHA-256 of the document that the statement is signed by */
  readonly document: string;
  /** The wallet whose holder's device signed */
  readonly signer: string;
  /** The wallet of the side that brings it */
  readonly party: string;
  /** The payer's or the arbiter's device that signed */
  readonly device: string;
  /** The signature algorithm of the key */
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  /** The public key in base64url */
  readonly public_key: string;
  /** The signature in base64url */
  readonly signature: string;
  /** What was signed, byte by byte */
  readonly text: string;
  /** When it was brought */
  readonly at: string;
}

/** A lock with every step. `arbiter_name` is the arbiter's, masked, for the payee's side, which is to accept it. */
export interface LockReading {
  /** The lock as it stands */
  readonly lock: Lock;
  /** The arbiter's masked name; null without one */
  readonly arbiter_name: string | null;
  /** What was done, in order */
  readonly steps: readonly LockStep[];
  /** The signed statement that released it; null where none did */
  readonly proof: LockProof | null;
}

/** The payee has got a part of a lock. `released` is the sum so far, `left` what is still locked. */
export interface LockReleased {
  /** A lock: money promised under terms */
  readonly lock: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** What the payee has got of it */
  readonly released: Money;
  /** What is left */
  readonly left: Money;
}

/** The payee has got locked money, all of it or a part. */
export interface LockReleasedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "lock.released";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: LockData;
}

/** What was left of a lock was given back. */
export interface LockReturned {
  /** A lock: money promised under terms */
  readonly lock: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** What has been given back */
  readonly returned: Money;
}

/** What was left of a lock was given back to the payer. */
export interface LockReturnedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "lock.returned";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: LockData;
}

/** What was done with a lock: by whom (null: by its end), what it moved, and on what proof. */
export interface LockStep {
  /** What was done */
  readonly act: "released" | "claimed" | "returned" | "ended";
  /** The wallet of the side that does it */
  readonly party: string | null;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it happened */
  readonly at: string;
  /** On what proof it was done */
  readonly statement: string;
}

/** An amount that fails in these operations without any rule, every time. */
export interface MagicAmount {
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The operations */
  readonly operations: readonly string[];
  /** What is to go wrong */
  readonly effect: "refuse" | "unavailable" | "answer_lost" | "delivery_twice" | "delivery_delayed";
  /** The error's code that it refuses with */
  readonly code: string;
}

/** The amounts that fail. */
export interface MagicAmounts {
  /** This page's items */
  readonly items: readonly MagicAmount[];
}

/**
 * A mandate as it stands, for its payer and its merchant. `period` was collected in the period that began on
 * `period_day`, the last in which anything was.
 */
export interface Mandate {
  /** Its id */
  readonly id: string;
  /** Whoever pays */
  readonly payer: string;
  /** The merchant */
  readonly merchant: string;
  /** What has become of it */
  readonly state: "open" | "paused" | "ended";
  /** The most at once */
  readonly per_debit: Money;
  /** The most in each period */
  readonly per_period: Money;
  /** How often: each day, week or month, or once */
  readonly cadence: "day" | "week" | "month";
  /** The first day on which anything may be collected; null for today */
  readonly first_day: string;
  /** The last such day, until 2079; null for no end */
  readonly last_day: string | null;
  /** How often at most something may be collected; null for any number */
  readonly debits_max: number | null;
  /** How often the payer has said the terms */
  readonly version: number;
  /** How often something was collected */
  readonly debits: number;
  /** What was collected in all */
  readonly collected: Money;
  /** The first day of the period */
  readonly period_day: string | null;
  /** What was collected in the period of `period_day`, the last in which anything was */
  readonly period: Money;
  /** When it was given */
  readonly given_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
  /** The caller's own reference */
  readonly reference: string | null;
  /** Whose bills alone are paid by it; empty where it is for no bills */
  readonly account: string;
  /** Whether bills of an account are paid by it, on the day that they are due or once presented */
  readonly pays_bills: "none" | "due" | "presented";
}

/** A mandate has other terms. */
export interface MandateChanged extends Mandate {
  /** The mandate */
  readonly mandate: string;
}

/** A payer said anew how much a merchant may collect. */
export interface MandateChangedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "mandate.changed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: MandateData;
}

/** A merchant collected an amount by a mandate. */
export interface MandateCollectedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "mandate.collected";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: MandateDebitData;
}

/** What a payer lets a merchant collect, as it stands. */
export interface MandateData {
  /** The mandate */
  readonly mandate: string;
  /** The merchant */
  readonly merchant: string;
  /** Whoever pays */
  readonly payer: string;
  /** What has become of it */
  readonly state: "open" | "paused" | "ended";
  /** The most at once */
  readonly per_debit: Money;
  /** The most in each period */
  readonly per_period: Money;
  /** The caller's own reference */
  readonly reference: string | null;
}

/** What was collected by a mandate under a number of its merchant's; `period` is what its period came to with it. */
export interface MandateDebit {
  /** The mandate */
  readonly mandate: string;
  /** The merchant's own number */
  readonly number: string;
  /** The payment */
  readonly payment: string;
  /** The merchant's store */
  readonly store: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The day on which it was collected */
  readonly day: string;
  /** The first day of the period */
  readonly period_day: string;
  /** What its period came to with it */
  readonly period: Money;
  /** How often the payer has said the terms */
  readonly version: number;
  /** When it happened */
  readonly at: string;
}

/** What a merchant collected by a mandate, under a number of its own. */
export interface MandateDebitData {
  /** The mandate */
  readonly mandate: string;
  /** The merchant */
  readonly merchant: string;
  /** Whoever pays */
  readonly payer: string;
  /** The merchant's own number */
  readonly number: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The payment */
  readonly payment: string;
}

/** A merchant may collect no more: by the payer's will, or by the mandate's end. */
export interface MandateEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "mandate.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: MandateData;
}

/** A merchant may collect. */
export interface MandateGiven extends Mandate {
  /** The mandate */
  readonly mandate: string;
}

/** A payer lets a merchant collect from its wallet. */
export interface MandateGivenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "mandate.given";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: MandateData;
}

/** A payer lets nothing be collected for now. */
export interface MandatePausedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "mandate.paused";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: MandateData;
}

/** A payer lets a merchant collect again. */
export interface MandateResumedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "mandate.resumed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: MandateData;
}

/** A mandate is paused, open again, or ended. */
export interface MandateSet extends Mandate {
  /** The mandate */
  readonly mandate: string;
}

/** What a payer allowed, the `version`th time it said so: in force from `at` until the next version, or now. */
export interface MandateTerms {
  /** The mandate */
  readonly mandate: string;
  /** How often the payer has said the terms */
  readonly version: number;
  /** The most at once */
  readonly per_debit: Money;
  /** The most in each period */
  readonly per_period: Money;
  /** The last such day, until 2079; null for no end */
  readonly last_day: string | null;
  /** How often at most something may be collected; null for any number */
  readonly debits_max: number | null;
  /** When it happened */
  readonly at: string;
}

/**
 * Says that a merchant is bankrupt, for good: nothing is sold or used of its plans from then on, and every consumer
 * gets back what she has not used.
 */
export interface MarkBankrupt {
  /** Why, in a few words */
  readonly reason: string;
  /** The number of the paper that says so */
  readonly document: string;
}

/** Who is calling, and what this role may do: `own`, `all`, `two` (a second person approves), `two, own`. */
export interface Me {
  /** Whoever holds keys: a person or a system */
  readonly principal: string;
  /** The principal's role */
  readonly role: "central_bank" | "operator" | "merchant" | "employer" | "government" | "auditor" | "holder";
  /** The central bank or an operator */
  readonly institution: string | null;
  /** Whom the principal acts for */
  readonly subject: string | null;
  /** What it is called */
  readonly name: string;
  /** `live` or `test` */
  readonly mode: "live" | "test";
  /** An API key's id */
  readonly key: string;
  /** What the role may do, and for whom */
  readonly grants: Readonly<Record<string, string>>;
}

/** A merchant. Its wallet is shown to those who may read it. */
export interface Merchant {
  /** Its id */
  readonly id: string;
  /** The operating institution */
  readonly operator: string;
  /** The wallet */
  readonly wallet: string | null;
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** The merchant's category, four digits (MCC) */
  readonly category: string;
  /** What the money is for, a code of the scheme */
  readonly purpose: string;
  /** The scene of the pilot that it belongs to */
  readonly scenario: string;
  /** The fee in parts per million */
  readonly fee_ppm: number;
  /** Whether it is suspended */
  readonly suspended: boolean;
  /** When it was opened */
  readonly opened_at: string;
}

/** The application waits for its review. */
export interface MerchantApplied extends ApplicationShown {
  /** The merchant's application */
  readonly application: string;
}

/** A company became a merchant. */
export interface MerchantApprovedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "merchant.approved";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ApplicationData;
}

/** A merchant is bankrupt; what was prepaid there goes back. */
export interface MerchantBankruptEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "merchant.bankrupt";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: BankruptcyData;
}

/** A merchant was registered. */
export interface MerchantOpened extends Merchant {
  /** The merchant */
  readonly merchant: string;
}

/** A company's application was rejected. */
export interface MerchantRejectedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "merchant.rejected";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ApplicationData;
}

/** Payments to a merchant are stopped, or allowed again. */
export interface MerchantSet extends Merchant {
  /** The merchant */
  readonly merchant: string;
}

/**
 * A part of a deal: what it is, what is paid for it, and until when. What is not released by then goes back to the
 * payer.
 */
export interface Milestone {
  /** What the milestone is; empty where the lock is none */
  readonly title: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** Until when it can be released; what is not goes back to the payer then */
  readonly due_at: string;
}

/** A milestone of an escrow: its lock as it stands, and the statement that released it or gave it back. */
export interface MilestoneReading {
  /** The lock as it stands */
  readonly lock: Lock;
  /** The signed statement that released it; null where none did */
  readonly proof: LockProof | null;
}

/** The payee has got a milestone. */
export interface MilestoneReleased {
  /** A lock: money promised under terms */
  readonly lock: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** The escrow that it is a milestone of: the number of the first one's lock */
  readonly escrow: string;
  /** The milestone's place in its escrow, from 1 on */
  readonly milestone: number;
  /** What the payee has got of it */
  readonly released: Money;
}

/** An amount in an answer: whole minor units of an asset. */
export interface Money {
  /** Minor units: fen */
  readonly minor: number;
  /** What the amount is of */
  readonly asset: string;
}

/** Moves some of an operator's wallets to its regime, in one journal. All follow by themselves; this is sooner. */
export interface MoveWallets {
  /** At most so many wallets */
  readonly limit?: number | undefined;
}

/** Money was moved, in one journal. */
export interface Moved {
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was written */
  readonly recorded_at: string;
}

/** What one operator owes another, under which cap. */
export interface NettingPair {
  /** Who owes */
  readonly debtor: string;
  /** Who is owed */
  readonly creditor: string;
  /** How much each may owe the other before they must settle */
  readonly cap: Money;
  /** How much is owed */
  readonly owed: Money;
}

/** A place as its keeper says it. */
export interface NewPlace {
  /** What it is */
  readonly kind: "village" | "town" | "hospital" | "campus";
  /** The keeper's own number of the place */
  readonly number: string;
  /** What its keeper calls it */
  readonly title: string;
  /** The district, six digits (GB/T 2260) */
  readonly region: string;
}

/** The consumer objects to a use that the merchant recorded: it was none, and its money stays hers. */
export interface ObjectUse {
  /** Whoever pays */
  readonly payer: string;
  /** Why the consumer objected */
  readonly statement?: string | undefined;
}

/**
 * A merchant offers so many uses at a price each, valid so many days from when they are bought; `bonus_uses` are free
 * and come last. Who records a use: the `consumer` confirms it, or the `merchant`, whom she may object to for a day. A
 * plan never changes; it can be withdrawn.
 */
export interface OfferPlan {
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** How many uses */
  readonly uses: number;
  /** What one use costs */
  readonly price: DigitalYuan;
  /** How many days it is valid from when it is bought */
  readonly days: number;
  /** How many uses are free; they come last */
  readonly bonus_uses?: number | undefined;
  /** Who records uses: the consumer confirms them, or the merchant */
  readonly recorded_by?: "consumer" | "merchant" | undefined;
}

/**
 * Registers an acquirer of foreign cards at an operator. Its money stands in `bank_account`, which is nobody's before
 * and its own from then on.
 */
export interface OpenAcquirer {
  /** The operating institution */
  readonly operator: string;
  /** The account at a bank */
  readonly bank_account: string;
  /** What it is called */
  readonly name: string;
}

/**
 * A bank opens a deposit account, for a holder or for nobody yet; `cash` is paid in at once. Of its `number`, 8 to 32
 * digits, only the last four can be read again.
 */
export interface OpenBankAccount {
  /** The bank that keeps the account */
  readonly bank: string;
  /** The account's number at the bank */
  readonly number: string;
  /** The holder whose account it is */
  readonly customer?: string | null | undefined;
  /** Cash paid in when the account is opened */
  readonly cash?: Renminbi | null | undefined;
}

/**
 * The funder announces a draw of claims of its open program, and sets their money aside. `commitment` is the SHA-256
 * of its seed, as text of 64 digits; nobody registers before the central bank has committed to one, too.
 */
export interface OpenCampaign {
  /** How many win at most */
  readonly places: number;
  /** From when on people register */
  readonly opens_at: string;
  /** From when on nobody registers any more */
  readonly closes_at: string;
  /** Until when both seeds have to be known; else nobody wins, and nothing is promised any more */
  readonly reveal_until: string;
  /** Until when winners claim */
  readonly claims_until: string;
  /** SHA-256 of the funder's seed, published before anybody registers */
  readonly commitment: string;
}

/**
 * Makes a code for a `store` or a `wallet`: exactly one of the two. With `lifetime_s` (rule `codes.collect`) it is
 * dynamic, for one payment of `amount`; without, static, for any number of payments until it is revoked, of `amount`
 * or of what payers enter. With a `plan` of the store its payments are split.
 */
export interface OpenCollectCode {
  /** The merchant's store */
  readonly store?: string | null | undefined;
  /** The wallet */
  readonly wallet?: string | null | undefined;
  /** How much, in minor units beside the asset */
  readonly amount?: DigitalYuan | null | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
  /** For how many seconds it holds */
  readonly lifetime_s?: number | null | undefined;
  /** The plan by which the payment is split */
  readonly plan?: string | null | undefined;
}

/**
 * Reserves an amount of the payer's for a store, or a payee's wallet, in 1 to 16 milestones that come to it; each is a
 * lock. It is released by a statement that a device of the payer's signed, or of the `arbiter`'s, who is neither side,
 * once the payee has accepted it; the payee may give it back. `in_order`: none is released while one before it is
 * open, and none is due before it.
 */
export interface OpenEscrow {
  /** Whoever pays */
  readonly payer: string;
  /** All that its milestones come to */
  readonly amount: DigitalYuan;
  /** The milestones, in their order */
  readonly milestones: readonly Milestone[];
  /** The merchant's store */
  readonly store?: string | null | undefined;
  /** Whoever is paid */
  readonly payee?: string | null | undefined;
  /** Who may decide between payer and payee; null where nobody does */
  readonly arbiter?: string | null | undefined;
  /** Whether a milestone is released only when none before it is open */
  readonly in_order?: boolean | null | undefined;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * Proposes to freeze all wallets of a holder who died; a second person approves it. `papers` are SHA-256 digests, in
 * hexadecimal, of what shows it.
 */
export interface OpenEstate {
  /** SHA-256 of each paper, 64 hexadecimal digits */
  readonly papers: readonly string[];
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * The wallet's operator adds the holder's account at a bank outside, checked by it; an agreement links it. Of its
 * number only the last four digits can be read again.
 */
export interface OpenExternalAccount {
  /** A bank outside the platform */
  readonly external_bank: string;
  /** The account's number at the bank */
  readonly number: string;
}

/** An operator begins to deal with a bank outside the platform; `code` names it in the server's settings. */
export interface OpenExternalBank {
  /** The operating institution */
  readonly operator: string;
  /** Its code */
  readonly code: string;
  /** What it is called */
  readonly name: string;
}

/**
 * The funder opens a list of wallets that are to have claims of its program: how many lines it has, what they come to,
 * and the SHA-256 of them: for each line the wallet, a comma, the fen or nothing, and a line feed.
 */
export interface OpenGrantList {
  /** How many lines the list has */
  readonly line_count: number;
  /** What all lines come to */
  readonly sum: DigitalYuan;
  /** SHA-256 of the lines: wallet, comma, fen or nothing, line feed */
  readonly sha256: string;
}

/**
 * Reserves an amount of the payer's for a store, or a payee's wallet, until `ends_at`, at most a year ahead; `at_end`
 * says what becomes then of what is left. The payer releases it, the payee may give it back. An `arbiter`, who is
 * neither side and has shown its identity, may decide between the two once the payee has accepted it; whoever shows
 * the preimage of `digest` (SHA-256) before the end has all of it released.
 */
export interface OpenLock {
  /** Whoever pays */
  readonly payer: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** When it ends */
  readonly ends_at: string;
  /** What becomes at the end of what is left: it goes back to the payer, or the payee has it */
  readonly at_end?: "return" | "pay" | undefined;
  /** The merchant's store */
  readonly store?: string | null | undefined;
  /** Whoever is paid */
  readonly payee?: string | null | undefined;
  /** Who may decide between payer and payee; null where nobody does */
  readonly arbiter?: string | null | undefined;
  /** SHA-256 of a preimage that releases it; null where none does */
  readonly digest?: string | null | undefined;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/** An operator registers a merchant that is paid into one of its corporate wallets. `category` is a code of ISO 18245. */
export interface OpenMerchant {
  /** The wallet */
  readonly wallet: string;
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** The merchant's category, four digits (MCC) */
  readonly category: string;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The scene of the pilot that it belongs to */
  readonly scenario?: string | undefined;
}

/** Opens an operator that the rule book admits on this day, with its standing accounts and its quota. */
export interface OpenOperator {
  /** Its code */
  readonly code: string;
  /** How much may be issued */
  readonly quota: DigitalYuanCeiling;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Registers a store of a merchant. `region` is a district code (GB/T 2260). */
export interface OpenStore {
  /** What it is called */
  readonly name: string;
  /** The district, six digits (GB/T 2260) */
  readonly region: string;
}

/** A company opens a sub-wallet for a store; a merchant can then be registered as paid into it. */
export interface OpenSubWallet {
  /** What its owner calls it */
  readonly label: string;
}

/** Registers a terminal of a store; `label` is what people call it, `serial` what its maker does. */
export interface OpenTerminal {
  /** What its owner calls it */
  readonly label: string;
  /** The device's serial number */
  readonly serial?: string | undefined;
}

/**
 * Opens a wallet at an operator. Which details are needed follows from the class (rule book, `opening`). A holder
 * whose identity number the operator knows gets a further wallet: what it shows adds to what is known, and may not
 * differ from it. A company's bank account is its one settlement account.
 */
export interface OpenWallet {
  /** The operating institution */
  readonly operator: string;
  /** Of which kind */
  readonly kind: "personal" | "corporate";
  /** The wallet's class, I to IV */
  readonly wallet_class: "I" | "II" | "III" | "IV";
  /** The phone, with its country code unless it is one of the mainland */
  readonly phone?: string | undefined;
  /** The holder's name */
  readonly name?: string | undefined;
  /** Number of the identity paper, or a company's credit code */
  readonly id_number?: string | undefined;
  /** The number of the holder's account */
  readonly bank_account?: string | undefined;
  /** Whether the holder was seen in person */
  readonly face_to_face?: boolean | undefined;
}

/**
 * Has the caller's events sent to a URL from now on: an institution's, or those that concern a merchant or a company
 * there. `kinds` are kinds of events such as `payment.completed`; without any, all are sent. The secret is in this
 * answer and nowhere else.
 */
export interface OpenWebhook {
  /** The address that events are sent to */
  readonly url: string;
  /** The kinds of events; none: all */
  readonly kinds?: readonly string[] | undefined;
}

/** A limit an operator sets below the scheme's. */
export interface OperatorLimit {
  /** Of which kind */
  readonly kind: "personal" | "corporate";
  /** The wallet's class, I to IV */
  readonly wallet_class: "I" | "II" | "III" | "IV";
  /** Which of the limits */
  readonly component: "balance" | "single" | "daily" | "yearly";
  /** At most so much */
  readonly limit: Money;
}

/** The order was withdrawn. */
export interface OrderCancelled extends OrderShown {
  /** The order */
  readonly order: string;
}

/** An order by its id and the merchant's own number, and the payment that paid it; the metadata is the order's. */
export interface OrderData {
  /** The order */
  readonly order: string;
  /** The merchant's own number of the order */
  readonly number: string;
  /** The merchant's store */
  readonly store: string;
  /** The payment */
  readonly payment: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The merchant */
  readonly merchant: string | null;
  /** Whoever pays */
  readonly payer: string | null;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** Orders a load from, or an unload to, an account at a bank outside. It ends in completion or reversal, never twice. */
export interface OrderExchange {
  /** An account at a bank outside the platform */
  readonly external_account: string;
  /** Of which kind */
  readonly kind: "load" | "unload";
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * A line of goods: what, how many, and the price of one; the merchant's own number of it and its tags, by which terms
 * of programs know it.
 */
export interface OrderLine {
  /** What is sold */
  readonly name: string;
  /** How many */
  readonly quantity: number;
  /** The price of one */
  readonly unit: DigitalYuan;
  /** The merchant's own number of the goods; empty for none */
  readonly sku?: string | undefined;
  /** Tags of goods */
  readonly tags?: readonly string[] | undefined;
}

/** The order is paid: final. */
export interface OrderPaid {
  /** The order */
  readonly order: string;
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was paid; null before */
  readonly paid_at: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What it costs */
  readonly fee: Money;
}

/** An order was paid. */
export interface OrderPaidEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "order.paid";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: OrderData;
}

/** An order can be paid until it expires. `digest` is the SHA-256 of its lines. */
export interface OrderPlaced extends OrderShown {
  /** The order */
  readonly order: string;
}

/** An order as the merchant placed it. */
export interface OrderShown {
  /** Its id */
  readonly id: string;
  /** The merchant */
  readonly merchant: string;
  /** The merchant's store */
  readonly store: string;
  /** The till */
  readonly terminal: string | null;
  /** The merchant's own number of the order */
  readonly number: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The lines */
  readonly lines: readonly GoodsShown[];
  /** SHA-256 of the lines' canonical JSON, 64 hexadecimal digits */
  readonly digest: string;
  /** When it was placed */
  readonly placed_at: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** What has become of it */
  readonly state: "open" | "paid" | "cancelled" | "expired";
  /** The payment */
  readonly payment: string | null;
  /** The plan by which the payment is split */
  readonly plan: string | null;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/**
 * A payer orders a fixed amount to be paid to a store, or to a payee's wallet: once at `starts_at`, or from then on
 * every day, week or month at that time of day, up to `last_day` if one is said. A month that has no such day pays on
 * its last; `on_day` says which day is meant where the start is on the last of a shorter month.
 */
export interface OrderStandingPayment {
  /** Whoever pays */
  readonly payer: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** How often: each day, week or month, or once */
  readonly cadence: "day" | "week" | "month" | "once";
  /** When it is due first */
  readonly starts_at: string;
  /** The merchant's store */
  readonly store?: string | null | undefined;
  /** Whoever is paid */
  readonly payee?: string | null | undefined;
  /** The day of the month; null for that of the start */
  readonly on_day?: number | null | undefined;
  /** The last day on which it is due, until 2079; null for no end */
  readonly last_day?: string | null | undefined;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/** What was decided under an idempotency key: an answer, or a refusal. */
export interface Outcome {
  /** What was asked for, by its name */
  readonly operation: string;
  /** The idempotency key */
  readonly key: string;
  /** When it was decided; null before */
  readonly decided_at: string;
  /** What came of it; null before */
  readonly outcome: Readonly<Record<string, unknown>>;
}

/**
 * What a refund could not bring to a wallet that was closed: it waits for the holder, and is `paid_into` a wallet as
 * soon as the holder has one there, since when `claimed_at` is not null. When the heirs were given it, `paid_into`
 * stays null.
 */
export interface OwedRefund {
  /** Its id */
  readonly id: string;
  /** The payment */
  readonly payment: string;
  /** The wallet */
  readonly wallet: string;
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** When it happened */
  readonly at: string;
  /** The wallet that it was paid into; null before */
  readonly paid_into: string | null;
  /** When it was paid out; null before */
  readonly claimed_at: string | null;
}

/** A refund whose payer's wallet is closed, as its holder sees it: `wallet` took it, or is the closed one. */
export interface OwedRefundData {
  /** The payment */
  readonly payment: string;
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** A payment was made, and is final. `fee` is what the payee pays its operator of it, `bound` what claims paid. */
export interface Paid extends Payment {
  /** The payment */
  readonly payment: string;
  /** When it was paid; null before */
  readonly paid_at: string;
}

/** A bill and the payment that paid it. */
export interface PaidBillData {
  /** The merchant */
  readonly merchant: string;
  /** The biller's number of the bill */
  readonly bill: string;
  /** The payment */
  readonly payment: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** Whoever pays */
  readonly payer: string | null;
}

/**
 * What a parameter is in one program, in the one field that its kind asks for: `amount`; `number` of a share or a
 * count; `flag`; `text`; `texts` of a list.
 */
export interface ParameterValue {
  /** The name of the parameter */
  readonly name: string;
  /** Of an amount: how much */
  readonly amount?: DigitalYuanCeiling | null | undefined;
  /** Of a share, parts per million; of a count, how many */
  readonly number?: number | null | undefined;
  /** Yes or no, of such a parameter */
  readonly flag?: boolean | null | undefined;
  /** Of a text: the text, without quotes */
  readonly text?: string | null | undefined;
  /** The items, of a list; ids as text */
  readonly texts?: readonly string[] | null | undefined;
}

/**
 * What a parameter is in one program, in the one field that its kind asks for: `amount`; `number` of a share or a
 * count; `flag`; `text`; `texts` of a list.
 */
export interface ParameterValueShown {
  /** The name of the parameter */
  readonly name: string;
  /** Of an amount: how much */
  readonly amount: Money | null;
  /** Of a share, parts per million; of a count, how many */
  readonly number: number | null;
  /** Yes or no, of such a parameter */
  readonly flag: boolean | null;
  /** Of a text: the text, without quotes */
  readonly text: string | null;
  /** The items, of a list; ids as text */
  readonly texts: readonly string[] | null;
}

/** What a party got of a payment, and has given back since; of that `advanced` was given by the platform for it. */
export interface Part {
  /** The merchant */
  readonly merchant: string;
  /** The plan by which the payment is split */
  readonly plan: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What has been given back so far */
  readonly refunded: Money;
  /** What the platform of the split gave for its sellers, who owe it */
  readonly advanced: Money;
  /** The transfer */
  readonly transfer: string;
}

/** A merchant's part of a split payment. */
export interface PartData {
  /** The payment */
  readonly payment: string;
  /** The merchant */
  readonly merchant: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The plan by which payments are split */
  readonly split_plan: string | null;
}

/**
 * A holder gives all that an envelope has left to another wallet that the terms allow, for the same purpose and until
 * the same end.
 */
export interface PassClaim {
  /** The wallet that has it from then on */
  readonly receiver: string;
}

/** How many `times` an envelope may be passed on from holder to holder, each time all that it has left. */
export interface Passing {
  /** How often */
  readonly times?: number | undefined;
}

/** How many `times` an envelope may be passed on from holder to holder, each time all that it has left. */
export interface PassingShown {
  /** How often */
  readonly times: number;
}

/** The payer lets nothing be collected until it resumes the mandate; nobody is asked. */
export interface PauseMandate {
  /** Whoever pays */
  readonly payer: string;
}

/** The payer lets nothing be paid until it resumes the standing payment; what falls due meanwhile is not paid later. */
export interface PauseStanding {
  /** Whoever pays */
  readonly payer: string;
}

/** Pays a bill, finally. It is paid at most once, whoever pays it; the amount has to be the one that it asks. */
export interface PayBill {
  /** Whoever pays */
  readonly payer: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The claims to draw on, in this order; none for the payer's own money alone, null for those that apply */
  readonly claims?: readonly string[] | null | undefined;
}

/**
 * Pays `amount` to the code whose scanned text is `payload`, finally. A dynamic code is paid once. The amount is said
 * also when the code has one, which it must be: so the payer's consent names what is paid.
 */
export interface PayCollectCode {
  /** Whoever pays */
  readonly payer: string;
  /** The text of the QR code */
  readonly payload: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The claims to draw on, in this order; none for the payer's own money alone, null for those that apply */
  readonly claims?: readonly string[] | null | undefined;
}

/**
 * Proposes to pay a bank outside what the operator owes it, out of the operator's reserves; a second person of the
 * operator approves it.
 */
export interface PayExternalBank {
  /** How much, in minor units beside the asset */
  readonly amount: Renminbi;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Pays an order as it stands; final when it is answered. Of two payers one pays. */
export interface PayOrder {
  /** Whoever pays */
  readonly payer: string;
  /** The claims to draw on, in this order; none for the payer's own money alone, null for those that apply */
  readonly claims?: readonly string[] | null | undefined;
}

/**
 * Proposes to pay a stuck order's money to another wallet or to a bank account of its holder: exactly one of the two.
 * A second person of the operator approves it.
 */
export interface PayOutOrder {
  /** The wallet */
  readonly wallet?: string | null | undefined;
  /** The account at a bank */
  readonly bank_account?: string | null | undefined;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** `payer` pays `amount_minor` at the store of a split plan; everybody in the plan gets a part at once. */
export interface PaySplit {
  /** Whoever pays */
  readonly payer: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
  /** The claims to draw on, in this order; none for the payer's own money alone, null for those that apply */
  readonly claims?: readonly string[] | null | undefined;
}

/** How a name agrees with the holder's, `unavailable` when none is known; `left` look-ups remain today. */
export interface PayeeConfirmed {
  /** Whoever is paid */
  readonly payee: string;
  /** How the name agrees with the holder's */
  readonly result: "match" | "close_match" | "no_match" | "unavailable";
  /** How many look-ups remain today */
  readonly left: number;
}

/** A token, without its secret. */
export interface PayerToken {
  /** Its id */
  readonly id: string;
  /** The token's number */
  readonly number: string;
  /** The wallet */
  readonly wallet: string;
  /** A holder's device */
  readonly device: string;
  /** When the key was first taken; null before */
  readonly enrolled_at: string;
  /** When it was revoked; null before */
  readonly revoked_at: string | null;
}

/**
 * A device has a token, whose payment codes change every `step_s` seconds.
 *
 * `secret` (64 hexadecimal digits) is given to the device that signed, and never stored; to others it is null.
 */
export interface PayerTokenEnrolled {
  /** What a device's payment codes are made with */
  readonly payer_token: string;
  /** The token's number */
  readonly number: string;
  /** The wallet */
  readonly wallet: string;
  /** A holder's device */
  readonly device: string;
  /** The seconds of a step: a payment code holds for the rest of its own and the next */
  readonly step_s: number;
  /** A secret, shown this once */
  readonly secret: string | null;
}

/** A token was ended. */
export interface PayerTokenRevoked extends PayerToken {
  /** What a device's payment codes are made with */
  readonly payer_token: string;
}

/** A payment as it stands. */
export interface Payment {
  /** Its id */
  readonly id: string;
  /** Of which kind */
  readonly kind: "person" | "merchant" | "salary" | "party_dues";
  /** What has become of it */
  readonly state: "completed" | "held" | "released" | "expired";
  /** Whoever pays */
  readonly payer: string;
  /** Whoever is paid */
  readonly payee: string;
  /** The merchant's store */
  readonly store: string | null;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What was taken of the hold */
  readonly captured: Money;
  /** What has been given back so far */
  readonly refunded: Money;
  /** What it costs */
  readonly fee: Money;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it happened */
  readonly at: string;
  /** Until when it holds */
  readonly expires_at: string | null;
  /** What the money is for, a code of the scheme */
  readonly purpose: string;
  /** The caller's own reference */
  readonly reference: string | null;
  /** What claims of programs paid of it */
  readonly bound: Money | null;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** The payee took held money, all of it or a part. */
export interface PaymentCapturedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment.captured";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: HoldData;
}

/** A payment code, and the store whose till was shown it. */
export interface PaymentCodeLookup {
  /** The code that a payer shows, 25 digits */
  readonly payment_code: string;
  /** The merchant's store */
  readonly store: string;
}

/** A payment was made at once: the payee has the money. */
export interface PaymentCompletedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment.completed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PaymentData;
}

/** A payment: who paid whom, for which store, and the payer's reference and metadata. */
export interface PaymentData {
  /** The payment */
  readonly payment: string;
  /** Whoever is paid */
  readonly payee: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** Whoever pays */
  readonly payer: string | null;
  /** The merchant's store */
  readonly store: string | null;
  /** The caller's own reference */
  readonly reference: string | null;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** A hold ran out; what was left of it went back to the payer. */
export interface PaymentExpiredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment.expired";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: HoldData;
}

/** The money of a payment is reserved; the payee has none of it yet. */
export interface PaymentHeldEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment.held";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PaymentData;
}

/**
 * Pays a store, or a payee's wallet: exactly one of the two. Without a `kind` it is `merchant` to a store and `person`
 * to a wallet. At a store the payer's claims of programs that apply pay first, or just the `claims` that are named;
 * with an empty list the payer's own money pays alone. Final when it is answered; a refund is an act of its own.
 */
export interface PaymentOrder {
  /** Whoever pays */
  readonly payer: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** Of which kind */
  readonly kind?: "person" | "merchant" | "salary" | "party_dues" | null | undefined;
  /** The merchant's store */
  readonly store?: string | null | undefined;
  /** Whoever is paid */
  readonly payee?: string | null | undefined;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
  /** The claims to draw on, in this order; none for the payer's own money alone, null for those that apply */
  readonly claims?: readonly string[] | null | undefined;
}

/** A merchant has got its part of a split payment. */
export interface PaymentPartReceivedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment.part_received";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PartData;
}

/** Money of a payment was given back, in part or whole. */
export interface PaymentRefundedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment.refunded";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: RefundData;
}

/** What was left of a hold went back to the payer. */
export interface PaymentReleasedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment.released";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: HoldData;
}

/** A request to pay as it stands. `signed` is null for a plain one. */
export interface PaymentRequest {
  /** Its id */
  readonly id: string;
  /** What has become of it */
  readonly state: "open" | "paid" | "declined" | "cancelled" | "expired";
  /** Whoever is paid */
  readonly payee: string;
  /** The merchant's store */
  readonly store: string | null;
  /** Whoever pays */
  readonly payer: string | null;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What the money is for, a code of the scheme */
  readonly purpose: string;
  /** The caller's own reference */
  readonly reference: string | null;
  /** When it was requested */
  readonly requested_at: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
  /** The payment */
  readonly payment: string | null;
  /** The plan by which the payment is split */
  readonly plan: string | null;
  /** What a device signed */
  readonly signed: Signed | null;
}

/** Who asked for money does so no more. */
export interface PaymentRequestCancelledEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment_request.cancelled";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PaymentRequestData;
}

/** Somebody asks for money. */
export interface PaymentRequestCreatedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment_request.created";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PaymentRequestData;
}

/** A request to pay: who asks whom for how much; `payment` once it is paid, `payer` once one is known. */
export interface PaymentRequestData {
  /** A request to pay */
  readonly payment_request: string;
  /** Whoever is paid */
  readonly payee: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The merchant's store */
  readonly store: string | null;
  /** The payment */
  readonly payment: string | null;
  /** Whoever pays */
  readonly payer: string | null;
  /** The caller's own reference */
  readonly reference: string | null;
}

/** The payer declined a request to pay. */
export interface PaymentRequestDeclinedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment_request.declined";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PaymentRequestData;
}

/** A request to pay ran out. */
export interface PaymentRequestExpiredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment_request.expired";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PaymentRequestData;
}

/** A request to pay was accepted, and paid. */
export interface PaymentRequestPaidEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "payment_request.paid";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PaymentRequestData;
}

/** A request to pay was made. */
export interface PaymentRequested {
  /** A request to pay */
  readonly payment_request: string;
  /** Until when it holds */
  readonly expires_at: string;
}

/** What a claim paid of a payment, and what of that came back. */
export interface PaymentSource {
  /** Its number in the list */
  readonly n: number;
  /** The claim of a program */
  readonly claim: string;
  /** The program */
  readonly program: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What of that came back */
  readonly returned: Money;
}

/** A place: what it is, in which district, and the institution that keeps it, by its own number. */
export interface Place {
  /** Its id */
  readonly id: string;
  /** The institution that keeps it */
  readonly operator: string;
  /** What it is */
  readonly kind: "village" | "town" | "hospital" | "campus";
  /** The keeper's own number of the place */
  readonly number: string;
  /** What its keeper calls it */
  readonly title: string;
  /** The district, six digits (GB/T 2260) */
  readonly region: string;
  /** When it was registered */
  readonly registered_at: string;
}

/** A store stands in a place since an instant, and until another if it was taken out. */
export interface PlaceEntry {
  /** The place */
  readonly place: string;
  /** The store that stands there */
  readonly store: string;
  /** Since when the store stands there */
  readonly entered_at: string;
  /** Since when it stands there no more; null while it does */
  readonly left_at: string | null;
}

/** A store, its merchant, and the place where it stands from now on, or no more. */
export interface PlaceEntryData {
  /** The place */
  readonly place: string;
  /** The store that stands there */
  readonly store: string;
  /** The merchant */
  readonly merchant: string;
}

/**
 * A version of a list of places, which programs name: how many it has, and the SHA-256 of them: each id and a line
 * feed, in the order of the ids.
 */
export interface PlaceList {
  /** The list of places */
  readonly place_list: string;
  /** Which version of the list it is */
  readonly version: number;
  /** The operating institution */
  readonly operator: string;
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** How many places it lists */
  readonly place_count: number;
  /** SHA-256 of its list: each place's id and a line feed, in the order of the ids */
  readonly sha256: string;
  /** When it was written */
  readonly written_at: string;
}

/** A version of a list of places, and the SHA-256 of its list. */
export interface PlaceListData {
  /** The list of places */
  readonly place_list: string;
  /** Which version of the list it is */
  readonly version: number;
  /** SHA-256 of its list: each place's id and a line feed, in the order of the ids */
  readonly sha256: string;
}

/** A list of places at a version: which places that lists never changes. */
export interface PlaceListNamed {
  /** The list of places */
  readonly place_list: string;
  /** Which version of the list it is */
  readonly version: number;
}

/** A list of places at a version: which places that lists never changes. */
export interface PlaceListNamedShown {
  /** The list of places */
  readonly place_list: string;
  /** Which version of the list it is */
  readonly version: number;
}

/** A version of a list is there: so many places, whose list has this SHA-256. */
export interface PlaceListWritten extends PlaceList {
}

/** A version of a list of places is there: programs may name it. */
export interface PlaceListWrittenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "place_list.written";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PlaceListData;
}

/**
 * The merchant says with its own key what it sells, under its own `number`; the amount is the sum of the lines.
 * Whoever is shown the order's id can pay it, once, for `lifetime_s` seconds. With a `plan` of the store the payment
 * is split.
 */
export interface PlaceOrder {
  /** The merchant's store */
  readonly store: string;
  /** The merchant's own number of the order */
  readonly number: string;
  /** The lines */
  readonly lines: readonly OrderLine[];
  /** The till */
  readonly terminal?: string | null | undefined;
  /** For how many seconds it holds */
  readonly lifetime_s?: number | undefined;
  /** The plan by which the payment is split */
  readonly plan?: string | null | undefined;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
}

/** What became of a place: its id, or the code of the error that refused it. */
export interface PlaceResult {
  /** The keeper's own number of the place */
  readonly number: string;
  /** The place */
  readonly place: string | null;
  /** The code of the error that refused it; empty when it was not */
  readonly refused: string;
}

/** A store stands in a place: what is for the place is paid there. */
export interface PlaceStoreEnteredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "place.store_entered";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PlaceEntryData;
}

/** A store was taken out of a place. */
export interface PlaceStoreLeftEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "place.store_left";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PlaceEntryData;
}

/**
 * Merchants and stores by number, categories (ISO 18245) and regions, and registered places; absent: wherever they
 * are.
 */
export interface Places {
  /** Merchants */
  readonly merchants?: readonly string[] | undefined;
  /** Stores */
  readonly stores?: readonly string[] | undefined;
  /** Categories of merchants (ISO 18245) */
  readonly categories?: readonly string[] | undefined;
  /** District codes (GB/T 2260), or how they begin */
  readonly regions?: readonly string[] | undefined;
  /** Registered places; null for wherever it is */
  readonly places?: PlacesNamed | null | undefined;
}

/**
 * Places by the lists that name them and by their kind. Allowed are stores in a place that one of the lists lists and
 * that is of one of the kinds; denied are those in a place of either.
 */
export interface PlacesNamed {
  /** Versions of lists of places; none: all that there are */
  readonly lists?: readonly PlaceListNamed[] | undefined;
  /** Kinds of places; none: all */
  readonly kinds?: readonly ("village" | "town" | "hospital" | "campus")[] | undefined;
}

/**
 * Places by the lists that name them and by their kind. Allowed are stores in a place that one of the lists lists and
 * that is of one of the kinds; denied are those in a place of either.
 */
export interface PlacesNamedShown {
  /** Versions of lists of places; none: all that there are */
  readonly lists: readonly PlaceListNamedShown[];
  /** Kinds of places; none: all */
  readonly kinds: readonly ("village" | "town" | "hospital" | "campus")[];
}

/** What became of the places, in their order; so many of them are new. */
export interface PlacesRegistered {
  /** How many of them are new */
  readonly registered: number;
  /** What became of each place, in their order */
  readonly results: readonly PlaceResult[];
}

/**
 * Merchants and stores by number, categories (ISO 18245) and regions, and registered places; absent: wherever they
 * are.
 */
export interface PlacesShown {
  /** Merchants */
  readonly merchants: readonly string[];
  /** Stores */
  readonly stores: readonly string[];
  /** Categories of merchants (ISO 18245) */
  readonly categories: readonly string[];
  /** District codes (GB/T 2260), or how they begin */
  readonly regions: readonly string[];
  /** Registered places; null for wherever it is */
  readonly places: PlacesNamedShown | null;
}

/** A plan can be bought. */
export interface PlanOffered extends PrepaidPlan {
  /** The plan: what a merchant sells ahead */
  readonly prepaid_plan: string;
}

/** A seller of a plan. */
export interface PlanPart {
  /** The merchant that gets a share */
  readonly seller: string;
  /** A fixed amount */
  readonly fixed: Money;
  /** The share in parts per million of what is left after fixed amounts */
  readonly share_ppm: number;
  /** When it was agreed to; null before */
  readonly agreed_at: string | null;
}

/** A plan is sold no more. */
export interface PlanWithdrawn extends PrepaidPlan {
  /** The plan: what a merchant sells ahead */
  readonly prepaid_plan: string;
}

/**
 * Moves into a wallet what its sub-wallets have above `keep` each: of the named ones, or of all when none is named.
 * Final when it is answered.
 */
export interface PoolSubWallets {
  /** The sub-wallets */
  readonly sub_wallets?: readonly string[] | undefined;
  /** How much stays in each */
  readonly keep?: DigitalYuanCeiling | null | undefined;
}

/** How many sub-wallets gave how much; without a `journal` there was nothing to move. */
export interface Pooled {
  /** The wallet */
  readonly wallet: string;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** How many sub-wallets */
  readonly sub_wallets: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** A contract as it stands, for its consumer. What is neither paid nor returned is held in her wallet. */
export interface Prepaid {
  /** Its id */
  readonly id: string;
  /** The payment */
  readonly payment: string;
  /** The plan: what a merchant sells ahead */
  readonly prepaid_plan: string;
  /** What has become of it */
  readonly state: "open" | "used" | "returned" | "expired" | "bankrupt";
  /** Whoever pays */
  readonly payer: string;
  /** The merchant's store */
  readonly store: string;
  /** The merchant */
  readonly merchant: string;
  /** How many uses */
  readonly uses: number;
  /** How many uses are free; they come last */
  readonly bonus_uses: number;
  /** What one use costs */
  readonly price: Money;
  /** Who records uses: the consumer confirms them, or the merchant */
  readonly recorded_by: "consumer" | "merchant";
  /** How many of the paid uses are drawn, those that wait too */
  readonly used: number;
  /** How many of the free uses are drawn */
  readonly bonus_used: number;
  /** How many uses are left */
  readonly uses_left: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What was paid */
  readonly paid: Money;
  /** What has been given back */
  readonly returned: Money;
  /** When it was bought */
  readonly bought_at: string;
  /** When it ends */
  readonly ends_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
  /** The caller's own reference */
  readonly reference: string | null;
}

/** A plan was bought, and its price is reserved. */
export interface PrepaidBought {
  /** The prepaid contract */
  readonly prepaid: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** When it ends */
  readonly ends_at: string;
}

/** A consumer bought a plan; its price is reserved in her wallet. */
export interface PrepaidBoughtEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "prepaid.bought";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PrepaidData;
}

/** A prepaid contract: where it stands, the uses that are left, what the merchant has got and what went back. */
export interface PrepaidData {
  /** The prepaid contract */
  readonly prepaid: string;
  /** The plan: what a merchant sells ahead */
  readonly prepaid_plan: string;
  /** The merchant's store */
  readonly store: string;
  /** What has become of it */
  readonly state: "open" | "used" | "returned" | "expired" | "bankrupt";
  /** How many uses are left */
  readonly uses_left: number;
  /** What was paid */
  readonly paid: Money;
  /** What has been given back */
  readonly returned: Money;
}

/** A contract is over: what was not used went back to the consumer. */
export interface PrepaidEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "prepaid.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PrepaidData;
}

/** A consumer objected to a use that was recorded. */
export interface PrepaidObjectedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "prepaid.objected";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PrepaidData;
}

/** A plan, as it was offered. */
export interface PrepaidPlan {
  /** Its id */
  readonly id: string;
  /** The merchant's store */
  readonly store: string;
  /** The merchant */
  readonly merchant: string;
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** How many uses */
  readonly uses: number;
  /** How many uses are free; they come last */
  readonly bonus_uses: number;
  /** What one use costs */
  readonly price: Money;
  /** How many days it is valid from when it is bought */
  readonly days: number;
  /** Who records uses: the consumer confirms them, or the merchant */
  readonly recorded_by: "consumer" | "merchant";
  /** When it was offered */
  readonly offered_at: string;
  /** When it was withdrawn; null before */
  readonly withdrawn_at: string | null;
}

/** A contract with every use. */
export interface PrepaidReading {
  /** The contract as it stands */
  readonly prepaid: Prepaid;
  /** What was done, in order */
  readonly steps: readonly PrepaidUse[];
}

/** A merchant recorded a use, which the consumer may object to. */
export interface PrepaidRecordedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "prepaid.recorded";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PrepaidData;
}

/** A contract is over, and the rest of its money is the consumer's to spend. */
export interface PrepaidReturned {
  /** The prepaid contract */
  readonly prepaid: string;
  /** What was paid */
  readonly paid: Money;
  /** What has been given back */
  readonly returned: Money;
}

/** What a merchant sees of a contract: how it stands, and neither whose it is nor what that wallet has. */
export interface PrepaidStatus {
  /** Its id */
  readonly id: string;
  /** The plan: what a merchant sells ahead */
  readonly prepaid_plan: string;
  /** What has become of it */
  readonly state: "open" | "used" | "returned" | "expired" | "bankrupt";
  /** The merchant's store */
  readonly store: string;
  /** How many uses */
  readonly uses: number;
  /** How many uses are free; they come last */
  readonly bonus_uses: number;
  /** How many of the paid uses are drawn, those that wait too */
  readonly used: number;
  /** How many of the free uses are drawn */
  readonly bonus_used: number;
  /** How many uses are left */
  readonly uses_left: number;
  /** Who records uses: the consumer confirms them, or the merchant */
  readonly recorded_by: "consumer" | "merchant";
  /** When it was bought */
  readonly bought_at: string;
  /** When it ends */
  readonly ends_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
}

/** How a contract stands, with every use, for its merchant. */
export interface PrepaidStatusReading {
  /** The contract as it stands */
  readonly prepaid: PrepaidStatus;
  /** What was done, in order */
  readonly steps: readonly PrepaidUse[];
}

/** A use of a contract. One that waits is paid at `settles_at`, unless the consumer objects. */
export interface PrepaidUse {
  /** The use's number in its contract */
  readonly number: number;
  /** Who records uses: the consumer confirms them, or the merchant */
  readonly recorded_by: "consumer" | "merchant";
  /** How many of the uses cost their price */
  readonly paid_uses: number;
  /** How many of the uses were free */
  readonly free_uses: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What has become of it */
  readonly state: "waiting" | "used" | "objected" | "returned";
  /** When it happened */
  readonly at: string;
  /** When it is paid unless the consumer objects; null where it was at once */
  readonly settles_at: string | null;
  /** When it was decided; null before */
  readonly decided_at: string | null;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** Why the consumer objected */
  readonly statement: string;
}

/** Uses are confirmed and paid; bonus uses cost nothing, and have no journal. */
export interface PrepaidUsed {
  /** The prepaid contract */
  readonly prepaid: string;
  /** The use's number in its contract */
  readonly number: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** How many uses are left */
  readonly uses_left: number;
  /** The transfers that were made together */
  readonly journal: string | null;
}

/** A use is final, and its merchant paid. */
export interface PrepaidUsedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "prepaid.used";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: PrepaidData;
}

/**
 * Begins the run of an operator's next quarter, once its day of crediting has come. Its steps, or the worker, then
 * reckon what is due.
 */
export interface PrepareInterest {
  /** The operating institution */
  readonly operator: string;
}

/** What a payer's token was charged for one counter of it. */
export interface Presentation {
  /** Whether by a code or by a tap */
  readonly means: "code" | "tap";
  /** A count that a device keeps of its taps */
  readonly counter: number;
  /** The payment */
  readonly payment: string;
  /** The merchant's store */
  readonly store: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What has been given back so far */
  readonly refunded: Money;
  /** When it was paid; null before */
  readonly paid_at: string;
  /** Whether the device knew its user */
  readonly user_verified: boolean;
}

/**
 * What became of a payment code or tap that a till was shown.
 *
 * `state`: open (it can be charged), charged (at a store of this merchant: `payment` and the rest say by what), used
 * (elsewhere, or a later code was charged), expired, or revoked.
 */
export interface PresentedCode {
  /** What has become of it */
  readonly state: "open" | "charged" | "used" | "expired" | "revoked";
  /** The payment */
  readonly payment: string | null;
  /** The merchant's store */
  readonly store: string | null;
  /** How much, in minor units beside the asset */
  readonly amount: Money | null;
  /** What has been given back so far */
  readonly refunded: Money | null;
  /** When it was paid; null before */
  readonly paid_at: string | null;
}

/**
 * Who may call. `vouched` is false when one person alone gave it rights, as could be before schema 6: it takes no part
 * in acts of two people until it has enrolled again. Whom another institution suspended only that one resumes.
 * `enrolment` is the one by which it can get a key now.
 */
export interface Principal {
  /** Its id */
  readonly id: string;
  /** The principal's role */
  readonly role: "central_bank" | "operator" | "merchant" | "employer" | "government" | "auditor" | "holder";
  /** The central bank or an operator */
  readonly institution: string | null;
  /** Whom the principal acts for */
  readonly subject: string | null;
  /** What it is called */
  readonly name: string;
  /** What has become of it */
  readonly state: "active" | "suspended";
  /** Whether no one person alone gave it its rights */
  readonly vouched: boolean;
  /** The other institution that suspended it; null when it is active, or its own side did */
  readonly suspended_by: string | null;
  /** The way for a new principal to its first key */
  readonly enrolment: string | null;
  /** When its enrolment ends; null when it has none */
  readonly enrolment_expires_at: string | null;
}

/**
 * Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a holder. It
 * enrols with the shares of a code that two people draw.
 */
export interface PrincipalCreation {
  /** The principal's role */
  readonly role: "central_bank" | "operator" | "merchant" | "employer" | "government" | "auditor" | "holder";
  /** The central bank or an operator */
  readonly institution?: string | null | undefined;
  /** Whom the principal acts for */
  readonly subject?: string | null | undefined;
  /** What it is called */
  readonly name?: string | undefined;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** A principal was suspended or resumed. */
export interface PrincipalStatusSet {
  /** Whoever holds keys: a person or a system */
  readonly principal: string;
  /** What has become of it */
  readonly state: "active" | "suspended";
}

/**
 * A program and its terms, as everybody may read it once it is no draft. `template` and `version` are where the terms
 * came from, with which `parameters`; null and none where they were written for it alone. Its `funder` is told to
 * those who may read its figures.
 */
export interface Program {
  /** Its id */
  readonly id: string;
  /** The operating institution */
  readonly operator: string;
  /** The company's wallet that pays for it */
  readonly funder: string | null;
  /** Of which kind */
  readonly kind: "envelope" | "voucher";
  /** What has become of it */
  readonly state: "draft" | "open" | "paused" | "stopped" | "ended";
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** What it may be used for */
  readonly terms: TermsShown;
  /** The SHA-256 of the terms in canonical JSON */
  readonly terms_sha256: string;
  /** The template that the terms come from */
  readonly template: string | null;
  /** How often it has changed */
  readonly version: number | null;
  /** What the parameters of the template are */
  readonly parameters: readonly ParameterValueShown[];
  /** From when on it is claimed and spent */
  readonly opens_at: string;
  /** Until when claims are given */
  readonly claims_until: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** When it was made */
  readonly created_at: string;
}

/**
 * A claim as its program's side sees it; whose it is, and what became of it, only the operator and auditors are told:
 * who granted it knows whom it was given to, and could watch him spend.
 */
export interface ProgramClaim {
  /** Its id */
  readonly id: string;
  /** Its number in the statement */
  readonly number: number;
  /** The wallet */
  readonly wallet: string | null;
  /** What the claim is worth */
  readonly value: Money;
  /** What is left */
  readonly left: Money | null;
  /** What has become of it */
  readonly state: "open" | "used" | "given_back" | "expired" | "unbound" | "passed" | null;
  /** When it was claimed */
  readonly claimed_at: string;
  /** Until when it holds */
  readonly expires_at: string;
}

/** A program is written, as a draft. */
export interface ProgramCreated extends Program {
  /** The program */
  readonly program: string;
}

/** A program; `wallet` is its funder's. */
export interface ProgramData {
  /** The program */
  readonly program: string;
  /** The wallet */
  readonly wallet: string;
}

/** A draft was discarded; what was paid into it comes back to its funder. */
export interface ProgramDiscarded extends Program {
  /** The program */
  readonly program: string;
}

/** A program is written from a template, as a draft. */
export interface ProgramDrafted extends Program {
  /** The program */
  readonly program: string;
}

/** Nothing of a program is left: it was spent, or went back to its funder. */
export interface ProgramEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "program.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ProgramData;
}

/**
 * A program's money: `budget` is what was paid in, and is what is free, what is promised to those whom campaigns draw,
 * what claims hold, what was spent, what became its holders' own, and what went back to the funder. `open` of its
 * `claims` have something left; `unused` came back whole, which the `quota` does not count.
 */
export interface ProgramFigures {
  /** Its id */
  readonly id: string;
  /** The company's wallet that pays for it */
  readonly funder: string;
  /** What the funder has paid in so far */
  readonly budget: Money;
  /** What nobody has claimed or was promised */
  readonly free: Money;
  /** What is set aside for whom a draw finds */
  readonly promised: Money;
  /** What claims hold of it */
  readonly held: Money;
  /** What was paid out of it */
  readonly spent: Money;
  /** What merchants bore of it */
  readonly borne: Money;
  /** What became holders' own money */
  readonly unbound: Money;
  /** What went back to the funder */
  readonly reclaimed: Money;
  /** How many claims there may be; 0 for any number */
  readonly quota: number;
  /** How many claims there were */
  readonly claims: number;
  /** How many claims have something left */
  readonly open: number;
  /** How many claims came back whole, which the quota does not count */
  readonly unused: number;
}

/** Money is in a program's pot. `budget` is all that was paid in so far, `free` what nobody has claimed. */
export interface ProgramFunded extends ProgramFigures {
  /** The program */
  readonly program: string;
  /** The transfers that were made together */
  readonly journal: string;
}

/** A funder paid into a program's pot. */
export interface ProgramFundedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "program.funded";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ProgramMoneyData;
}

/**
 * A program in a list, which has no terms: they may be long. Whoever looks for a claim to take is told what one is
 * worth (`face`), where that is no percentage.
 */
export interface ProgramInList {
  /** Its id */
  readonly id: string;
  /** The operating institution */
  readonly operator: string;
  /** Of which kind */
  readonly kind: "envelope" | "voucher";
  /** What has become of it */
  readonly state: "draft" | "open" | "paused" | "stopped" | "ended";
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** The SHA-256 of the terms in canonical JSON */
  readonly terms_sha256: string;
  /** The template that the terms come from */
  readonly template: string | null;
  /** How often it has changed */
  readonly version: number | null;
  /** From when on it is claimed and spent */
  readonly opens_at: string;
  /** Until when claims are given */
  readonly claims_until: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** When it was made */
  readonly created_at: string;
  /** What a claim is worth */
  readonly face: Money | null;
}

/** Money between a program and its funder's wallet. */
export interface ProgramMoneyData {
  /** The program */
  readonly program: string;
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
}

/** A program was opened. */
export interface ProgramOpenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "program.open";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ProgramData;
}

/** A program was paused: nothing is claimed or spent. */
export interface ProgramPausedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "program.paused";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ProgramData;
}

/** What a merchant was paid in a region, less what came back. A funder is told no number of `payments`. */
export interface ProgramPayee {
  /** The merchant */
  readonly merchant: string;
  /** The merchant's category, four digits (MCC) */
  readonly category: string;
  /** The district, six digits (GB/T 2260) */
  readonly region: string;
  /** How many payments */
  readonly payments: number | null;
  /** What was paid out of it */
  readonly spent: Money;
}

/** What nobody spent of a program went back to its funder. */
export interface ProgramReclaimedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "program.reclaimed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ProgramMoneyData;
}

/**
 * What a program's money was spent on before an instant: merchants by region, who got most first, and all `others`
 * together, null where these are too few to be told of. `spent` is the program's own figure, of now.
 */
export interface ProgramSpending {
  /** The program */
  readonly program: string;
  /** What was paid, and came back, before this instant is counted */
  readonly counted_before: string;
  /** What was paid out of it */
  readonly spent: Money;
  /** Who was paid, who got most first */
  readonly payees: readonly ProgramPayee[];
  /** What all others come to */
  readonly others: Money | null;
}

/** A program was stopped for good; what is not spent goes back. */
export interface ProgramStoppedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "program.stopped";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ProgramData;
}

/**
 * Whether a property of terms `holds`; null where it was not shown, and nobody can say that it is not so. Then the
 * `rules` of the terms that stand in the way together, or the act that breaks it; the claim of a `payer` made `at` an
 * instant that `ends_at` another; the `amount` that is left and cannot be spent.
 */
export interface Proof {
  /** Which property of the terms */
  readonly property: "spendable" | "every_claim" | "all_of_it" | "condition" | "budget" | "ends";
  /** Whether it holds; null where it was not shown */
  readonly holds: boolean | null;
  /** The rules of the terms that stand in the way together, or the act that breaks it */
  readonly rules: readonly string[];
  /** When the claim is made that cannot be spent */
  readonly at: string | null;
  /** When that claim ends */
  readonly ends_at: string | null;
  /** What is left of a claim and cannot be spent */
  readonly amount: Money | null;
  /** Whose claim it is, as a kind of wallet */
  readonly payer: string | null;
  /** A purchase that shows it */
  readonly example: ProofExample | null;
}

/**
 * A claim of an instant pays `drawn` of a purchase at another, by a wallet of this kind at a store; `payments` of them
 * use it up, where that was asked.
 */
export interface ProofExample {
  /** When the claim is made */
  readonly claimed_at: string;
  /** When the purchase is paid */
  readonly at: string;
  /** By which kind of wallet */
  readonly payer: string;
  /** At which store */
  readonly store: string;
  /** What the purchase costs */
  readonly amount: Money;
  /** What the claim pays of it */
  readonly drawn: Money;
  /** How many purchases use the claim up */
  readonly payments: number;
}

/** What was found of all properties of terms; `proved` where each of them holds. */
export interface Proofs {
  /** Whether every property holds */
  readonly proved: boolean;
  /** What was found, property by property */
  readonly properties: readonly Proof[];
}

/**
 * An act of two people: `open`, `expired`, `done`, `refused` or `rejected`. Where a third has to agree,
 * `approvals_needed` is 2 and `first_approver` who agreed already.
 */
export interface Proposal {
  /** Its id */
  readonly id: string;
  /** What was asked for, by its name */
  readonly operation: string;
  /** What was asked for, field by field */
  readonly command: Readonly<Record<string, unknown>>;
  /** Why, for the log of acts */
  readonly reason: string;
  /** Who proposed it */
  readonly proposer: string;
  /** The central bank or an operator */
  readonly institution: string | null;
  /** When it was proposed */
  readonly proposed_at: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** What has become of it */
  readonly state: "open" | "expired" | "done" | "refused" | "rejected";
  /** How many people have to approve */
  readonly approvals_needed: number;
  /** Who approved first; null before */
  readonly first_approver: string | null;
  /** Who approved or rejected it; null before */
  readonly approver: string | null;
  /** When it was decided; null before */
  readonly decided_at: string | null;
  /** A note on the decision */
  readonly note: string;
  /** What came of it; null before */
  readonly outcome: Readonly<Record<string, unknown>> | null;
}

/**
 * Proposes what may move between a wallet and an account, at a bank here or at one outside: exactly one of the two.
 * Its bank sends a one-time code to the phone on its file. Loads and unloads count alike. Without `valid_from` it is
 * valid from now.
 */
export interface ProposeAgreement {
  /** The account at a bank */
  readonly bank_account?: string | null | undefined;
  /** At most so much at a time */
  readonly single: DigitalYuan;
  /** At most so many in a day */
  readonly daily_count: number;
  /** At most so much in a day */
  readonly daily: DigitalYuan;
  /** At most so many in a year */
  readonly yearly_count: number;
  /** At most so much in a year */
  readonly yearly: DigitalYuan;
  /** Until when it holds */
  readonly valid_until: string;
  /** From when on it holds */
  readonly valid_from?: string | null | undefined;
  /** An account at a bank outside the platform */
  readonly external_account?: string | null | undefined;
}

/**
 * A platform proposes how payments at one of its stores are split. What no seller gets is the platform's.
 *
 * `remainder`: `platform` (fractions of a fen are the platform's) or `largest_remainder`.
 */
export interface ProposeSplitPlan {
  /** The merchant's store */
  readonly store: string;
  /** What it is called */
  readonly name: string;
  /** Who gets which share */
  readonly sellers: readonly SellerShare[];
  /** Who gets the fen that do not divide */
  readonly remainder?: "platform" | "largest_remainder" | undefined;
}

/** A second person has to approve this before it expires. */
export interface Proposed {
  /** What waits for a second person */
  readonly proposal: string;
  /** Until when it holds */
  readonly expires_at: string;
}

/** Parameters of a template, and for how many days from now a program with them would be open. */
export interface Proving {
  /** Its parameters */
  readonly parameters: readonly ParameterValue[];
  /** For how many days from now a program would be open */
  readonly days?: number | undefined;
}

/**
 * The holder pushes a sub-wallet to a merchant, which then charges it without a PIN within limits of one charge, a day
 * and, when given, a year. `label` is the holder's own word for it, `customer` the merchant's for its customer, as its
 * app gave it: no name and no number of a person.
 */
export interface PushSubWallet {
  /** The merchant */
  readonly merchant: string;
  /** What its owner calls it */
  readonly label: string;
  /** At most so much at a time */
  readonly single: DigitalYuan;
  /** At most so much in a day */
  readonly daily: DigitalYuan;
  /** At most so much in a year */
  readonly yearly?: DigitalYuan | null | undefined;
  /** The merchant's own name for its customer */
  readonly customer?: string | undefined;
}

/** A sub-wallet as the merchant it was pushed to sees it: no holder, no parent, no balance. */
export interface PushedWallet {
  /** Its id */
  readonly id: string;
  /** The merchant */
  readonly merchant: string;
  /** The merchant's own name for its customer */
  readonly customer: string;
  /** What has become of it */
  readonly state: "open" | "revoked" | "closed";
  /** Whether the merchant has taken a token */
  readonly has_token: boolean;
  /** At most so much at a time */
  readonly single: Money | null;
  /** At most so much in a day */
  readonly daily: Money | null;
  /** When it was opened */
  readonly opened_at: string;
  /** When it was revoked; null before */
  readonly revoked_at: string | null;
}

/**
 * Reads the holder's personal data: for the wallet's operator and the holder alone. Who read it, when and why is in
 * the log of acts.
 */
export interface ReadHolder {
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * Proposes to bind a device after a check of who the holder is; `identity_check` names its papers, not the person. A
 * second person approves it. When the holder had one before, the new one is limited for the cooling-off time.
 */
export interface RebindDevice {
  /** The signature algorithm of the key */
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  /** The public key in base64url */
  readonly public_key: string;
  /** How the identity was checked */
  readonly identity_check: string;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Moves money from a sub-wallet to its parent. Final when it is answered. */
export interface RecallFromSub {
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/** What a payer keeps of a paid bill. `refunded` is what the biller has given back since. */
export interface Receipt {
  /** The merchant */
  readonly merchant: string;
  /** The biller's name in English */
  readonly biller_en: string;
  /** The biller's name in Chinese */
  readonly biller_zh: string;
  /** The biller's number of the bill */
  readonly number: string;
  /** What it is, in English */
  readonly title: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What has been given back so far */
  readonly refunded: Money;
  /** The last day to pay */
  readonly due_on: string;
  /** Whoever pays */
  readonly payer: string;
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was paid; null before */
  readonly paid_at: string;
}

/**
 * An account's day: what its bank's core says beside what the platform does, and the breaks between them.
 *
 * `difference` is the core's net less the platform's; the breaks add up to it. The platform's sums are there once the
 * day is matched.
 */
export interface Reconciliation {
  /** The ledger account */
  readonly account: string;
  /** The day in China */
  readonly day: string;
  /** The operating institution */
  readonly operator: string;
  /** What has become of it */
  readonly state: "loading" | "loaded" | "matched" | "closed";
  /** Which import of the day this is, from 1 */
  readonly attempt: number;
  /** The SHA-256 of the file that is imported */
  readonly file: string;
  /** The number of the account in the bank's core; empty where the statement names none */
  readonly core_account: string;
  /** How many entries the core's statement has */
  readonly core_entries: number;
  /** What the core credited */
  readonly core_credit: Money;
  /** What the core debited */
  readonly core_debit: Money;
  /** How many of the statement's entries have come */
  readonly loaded_entries: number;
  /** How often the ledger moved the account */
  readonly platform_entries: number;
  /** What the ledger credited */
  readonly platform_credit: Money;
  /** What the ledger debited */
  readonly platform_debit: Money;
  /** What the bank's core says less what the ledger moved */
  readonly difference: Money;
  /** How many entries both sides have alike */
  readonly matched: number;
  /** How many entries have no counterpart that says the same */
  readonly breaks: number;
  /** How many breaks nobody has explained */
  readonly open_breaks: number;
  /** Who imported it; null when nobody */
  readonly imported_by: string | null;
  /** When the last entry had come; null before */
  readonly loaded_at: string | null;
  /** When both sides were compared; null before */
  readonly matched_at: string | null;
  /** Who closed it; null before */
  readonly closed_by: string | null;
  /** Who approved that it was closed with breaks that no journal corrected; null when nobody had to */
  readonly seconded_by: string | null;
  /** When it was closed; null before */
  readonly closed_at: string | null;
  /** Why, for the log of acts */
  readonly reason: string;
  /** Which revision of the day this is: it rises with whatever is found or said of it */
  readonly revision: number;
  /** How many breaks are explained by words alone */
  readonly explained_breaks: number;
}

/** A day is closed, with so many breaks, of which so many are open for good. */
export interface ReconciliationClosed {
  /** The ledger account */
  readonly account: string;
  /** The day in China */
  readonly day: string;
  /** How many entries have no counterpart that says the same */
  readonly breaks: number;
  /** How many breaks nobody has explained */
  readonly open_breaks: number;
}

/** A day was closed; it never changes again. */
export interface ReconciliationClosedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "reconciliation.closed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ReconciliationData;
}

/** An account's day beside its bank's core: how many breaks it has, and how many of them are not explained. */
export interface ReconciliationData {
  /** The ledger account */
  readonly account: string;
  /** A day in China, such as 2026-01-31 */
  readonly day: string;
  /** How many entries have no counterpart that says the same */
  readonly breaks: number;
  /** How many breaks nobody has explained */
  readonly open_breaks: number;
}

/** A day is matched with what the bank's core says of it. */
export interface ReconciliationMatchedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "reconciliation.matched";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ReconciliationData;
}

/** The merchant records so many uses where the plan lets it. It is paid after 24 hours, unless the consumer objects. */
export interface RecordUse {
  /** How many uses */
  readonly uses?: number | undefined;
}

/**
 * A bank's counter or machine takes or gives the cash of a code; `amount` is what lies on the counter. A wrong try is
 * counted.
 */
export interface RedeemCashCode {
  /** The operating institution */
  readonly operator: string;
  /** The one-time code */
  readonly code: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
}

/** The event will be sent again. */
export interface RedeliveryPlaced {
  /** One event on its way to one webhook */
  readonly delivery: string;
}

/** A refund of a payment, with the reference that the payee gave it. Payer, payee and store are the payment's. */
export interface Refund {
  /** Its id */
  readonly id: string;
  /** The payment */
  readonly payment: string;
  /** Whoever pays */
  readonly payer: string;
  /** Whoever is paid */
  readonly payee: string;
  /** The merchant's store */
  readonly store: string | null;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it happened */
  readonly at: string;
  /** The caller's own reference */
  readonly reference: string | null;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** A refund that waited went into its holder's new wallet, or to the heirs. */
export interface RefundClaimedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "refund.claimed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: OwedRefundData;
}

/**
 * A refund: its own id, amount, reference and metadata; of its payment the id, the reference that its maker gave it
 * and the sum of all its refunds so far, `refunded`.
 */
export interface RefundData {
  /** The refund's own id */
  readonly refund: string;
  /** The payment */
  readonly payment: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The caller's own reference */
  readonly reference: string | null;
  /** What has been given back so far */
  readonly refunded: Money | null;
  /** Whoever is paid */
  readonly payee: string | null;
  /** Whoever pays */
  readonly payer: string | null;
  /** The merchant's store */
  readonly store: string | null;
  /** The reference of the payment, which its maker gave it */
  readonly payment_reference: string | null;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** A refund waits until its holder has a wallet there again. */
export interface RefundOwedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "refund.owed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: OwedRefundData;
}

/**
 * The payee gives money of a payment back, in part or whole. Final when it is answered. A reference given twice
 * refunds twice: a request is told from another by its idempotency key alone. With `advance` the platform of a split
 * gives also what a seller cannot, which the seller then owes it.
 */
export interface RefundPayment {
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
  /** Whether the platform of a split gives what a seller cannot, which the seller owes it then */
  readonly advance?: boolean | undefined;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
}

/** A refund went into another wallet of its holder than was paid from. */
export interface RefundRedirectedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "refund.redirected";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: OwedRefundData;
}

/**
 * Money of a payment was given back: `amount` by this refund, null where an earlier version answered it; `refunded` is
 * the sum of the payment's refunds so far.
 */
export interface Refunded {
  /** The refund's own id */
  readonly refund: string;
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** What has been given back so far */
  readonly refunded: Money;
  /** How much, in minor units beside the asset */
  readonly amount: Money | null;
  /** The caller's own reference */
  readonly reference: string | null;
  /** Keys and values of the maker's own; null when there are none */
  readonly metadata: Readonly<Record<string, string>> | null;
}

/**
 * Why a wallet could not be paid: the `reason` (an error code) that one payer met last, and how many `times` that day.
 * Who it was and how much is not told.
 */
export interface RefusedPayment {
  /** The wallet */
  readonly wallet: string;
  /** Why, for the log of acts */
  readonly reason: string;
  /** How often */
  readonly times: number;
  /** When it happened */
  readonly at: string;
}

/** From when on a wallet's money has been under which regime. */
export interface RegimeChange {
  /** When it happened */
  readonly at: string;
  /** The regime since then */
  readonly regime: string;
}

/**
 * Registers a device: the first one freely, every further one signed by a device of the same holder. `public_key` is
 * base64url of the raw key or its SubjectPublicKeyInfo. `label` helps the holder to know it again; it is no place for
 * personal data.
 */
export interface RegisterDevice {
  /** The signature algorithm of the key */
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  /** The public key in base64url */
  readonly public_key: string;
  /** What its owner calls it */
  readonly label?: string | undefined;
}

/** A holder registers with a wallet, which takes what is won; once for each person, whatever wallets they have. */
export interface RegisterForCampaign {
  /** The wallet */
  readonly wallet: string;
}

/**
 * A keeper registers places. Each has its own outcome, and stands on its own; one that is there already, with the same
 * words, is the same.
 */
export interface RegisterPlaces {
  /** Which places */
  readonly places: readonly NewPlace[];
}

/**
 * Registers an operator's customers in Hong Kong for an activity such as `jd-2023-03`: phone numbers with a listed
 * prefix. Those registered before are passed over.
 */
export interface RegisterWhitelist {
  /** The operating institution */
  readonly operator: string;
  /** The activity that a whitelist is for */
  readonly activity: string;
  /** The phones */
  readonly phones: readonly string[];
}

/**
 * A person is registered. `mark` stands under the number in the public list; `salt`, which is told to nobody else,
 * proves that it is this wallet's: it is the SHA-256 of `campaign:number:wallet:salt`. `list_sha256` is the chain over
 * the list up to here.
 */
export interface Registered {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
  /** Its number in the list */
  readonly number: number;
  /** The wallet */
  readonly wallet: string;
  /** What the public list has of the registration; with its salt it proves whose it is */
  readonly mark: string;
  /** Known to the holder alone: with it the mark proves whose the registration is */
  readonly salt: string;
  /** The chain over the registrations so far: SHA-256 of the link before and the mark */
  readonly list_sha256: string;
}

/** Proposes to pay a prepared run; a second person of the operator approves it. */
export interface ReleaseInterest {
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * The payer, or the arbiter, lets the payee have an amount of a lock; the rest stays locked. `statement` says on what
 * proof.
 */
export interface ReleaseLock {
  /** The wallet of the side that does it */
  readonly party: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** On what proof it was done */
  readonly statement?: string | undefined;
}

/** A non-bank takes out of its margin what it does not need to cover its wallets. */
export interface ReleaseMargin {
  /** The operating institution */
  readonly operator: string;
  /** How much, in minor units beside the asset */
  readonly amount: Renminbi;
}

/**
 * A party of an escrow brings the signed statement that releases a milestone's `lock`: a device of the payer's or of
 * the arbiter's has signed that the document with this SHA-256 shows it done. The payee gets all of it.
 */
export interface ReleaseMilestone {
  /** The wallet of the side that brings it */
  readonly party: string;
  /** SHA-256 of the document that the statement is signed by */
  readonly document: string;
  /** The payer's or the arbiter's device that signed */
  readonly device: string;
  /** The signature in base64url */
  readonly signature: string;
}

/** A bank sends money from its customer's account into somebody else's wallet (汇款兑出). Final when it is answered. */
export interface Remit {
  /** The account at a bank */
  readonly bank_account: string;
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/** A remittance into a wallet. The sender's account is shown by its bank and last digits. */
export interface Remittance {
  /** Its id */
  readonly id: string;
  /** The bank that keeps the account */
  readonly bank: string;
  /** The number with its last digits alone */
  readonly number_masked: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** When it happened */
  readonly at: string;
  /** The caller's own reference */
  readonly reference: string | null;
}

/** Money that a bank brought into a wallet, with its sender's reference. */
export interface RemittanceData {
  /** The wallet */
  readonly wallet: string;
  /** Money sent from a bank account to a wallet */
  readonly remittance: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The caller's own reference */
  readonly reference: string | null;
}

/** A remittance was made; final. */
export interface Remitted {
  /** Money sent from a bank account to a wallet */
  readonly remittance: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was written */
  readonly recorded_at: string;
}

/**
 * Lets a principal enrol again, also a suspended one: its code has expired, its keys are lost or stolen. They end when
 * it does.
 */
export interface RenewEnrolment {
  /** Why, for the log of acts */
  readonly reason: string;
}

/** An amount of bank or reserve money, in fen. */
export interface Renminbi {
  /** Minor units: fen */
  readonly minor: number;
  /** What the amount is of */
  readonly asset: "CNY";
}

/** An operator pays lent reserves back. */
export interface RepayReserves {
  /** The operating institution */
  readonly operator: string;
  /** How much, in minor units beside the asset */
  readonly amount: Renminbi;
}

/** Ends a lost device and freezes what may go out of all its holder's wallets, in one act. Needs no signature. */
export interface ReportDeviceLost {
  /** Why, for the log of acts */
  readonly reason: string;
}

/** A request was accepted and paid, finally. */
export interface RequestAccepted {
  /** A request to pay */
  readonly payment_request: string;
  /** The payment */
  readonly payment: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** When it was paid; null before */
  readonly paid_at: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** What it costs */
  readonly fee: Money;
}

/** A request was declined or cancelled, or it expired. */
export interface RequestClosed extends PaymentRequest {
  /** A request to pay */
  readonly payment_request: string;
}

/**
 * Asks a payer for money for a store, or for a payee's wallet: exactly one of the two. Nothing moves until the payer
 * accepts. Without `payer` whoever is given the request may pay it; with `plan`, which is of the store, the payment is
 * split.
 */
export interface RequestOrder {
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** Until when it holds */
  readonly expires_at: string;
  /** The merchant's store */
  readonly store?: string | null | undefined;
  /** Whoever is paid */
  readonly payee?: string | null | undefined;
  /** Whoever pays */
  readonly payer?: string | null | undefined;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
  /** The plan by which the payment is split */
  readonly plan?: string | null | undefined;
  /** What a device signed */
  readonly signed?: RequestSignature | null | undefined;
}

/**
 * A device of the payee's, and its signature (base64url) over the request's text, which the docs define.
 *
 * `nonce` is in the text, and good for one request of the device.
 */
export interface RequestSignature {
  /** A holder's device */
  readonly device: string;
  /** A text used once */
  readonly nonce: string;
  /** The signature in base64url */
  readonly signature: string;
}

/** How an operator stands: quota, what is out, and its accounts. */
export interface Reserves {
  /** The central bank or an operator */
  readonly institution: string;
  /** How much may be issued */
  readonly quota: Money;
  /** Digital yuan issued and not retired */
  readonly issued: Money;
  /** Its standing accounts */
  readonly accounts: readonly StandingAccount[];
}

/**
 * What becomes of what is left: its funder has it back (`reclaimed`); what an envelope has left at its end is its
 * `holder`'s own money; or what a program has left when it is over goes to another `program` of the same funder.
 */
export interface Rest {
  /** Who has it then: its funder, its holder, or another program */
  readonly to?: "reclaimed" | "holder" | "program" | undefined;
  /** The program */
  readonly program?: string | null | undefined;
}

/**
 * What becomes of what is left: its funder has it back (`reclaimed`); what an envelope has left at its end is its
 * `holder`'s own money; or what a program has left when it is over goes to another `program` of the same funder.
 */
export interface RestShown {
  /** Who has it then: its funder, its holder, or another program */
  readonly to: "reclaimed" | "holder" | "program";
  /** The program */
  readonly program: string | null;
}

/** The payer lets a paused mandate be collected by again. */
export interface ResumeMandate {
  /** Whoever pays */
  readonly payer: string;
}

/**
 * Honours a suspended principal's keys again. For a stolen key it enrols again instead. Of an operator where one
 * person alone is left nobody could approve it: people of the central bank propose and approve it.
 */
export interface ResumePrincipal {
  /** Why, for the log of acts */
  readonly reason: string;
}

/** The payer lets a paused standing payment go on, with the next due that is still to come. */
export interface ResumeStanding {
  /** Whoever pays */
  readonly payer: string;
}

/** An operator gives money of its vault back: it is taken out of circulation, and reserves are returned. */
export interface Retire {
  /** The operating institution */
  readonly operator: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
}

/** A payment's money was asked back; until `expires_at` it can be answered. */
export interface ReturnAsked extends ReturnRequest {
}

/** A payer asks its payee for the money of a payment. */
export interface ReturnAskedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "return.asked";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ReturnData;
}

/** A payment whose payer asked for the money; `amount` is what was given back, by `refund`. */
export interface ReturnData {
  /** The payment */
  readonly payment: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The refund's own id */
  readonly refund: string | null;
}

/** The payee declined to give the money back. */
export interface ReturnDeclinedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "return.declined";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ReturnData;
}

/** A request to return money was answered, withdrawn, or expired; with a `refund` money was given back. */
export interface ReturnEnded extends ReturnRequest {
}

/** The payee did not answer in time. */
export interface ReturnExpiredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "return.expired";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ReturnData;
}

/** The payee, or the arbiter, gives all that is left of a lock back to the payer. */
export interface ReturnLock {
  /** The wallet of the side that does it */
  readonly party: string;
  /** On what proof it was done */
  readonly statement?: string | undefined;
}

/**
 * A party of an escrow brings the signed statement by which the arbiter gives a milestone's `lock` back to the payer:
 * a device of the arbiter's has signed so, by the document with this SHA-256.
 */
export interface ReturnMilestone {
  /** The wallet of the side that brings it */
  readonly party: string;
  /** SHA-256 of the document that the statement is signed by */
  readonly document: string;
  /** The payer's or the arbiter's device that signed */
  readonly device: string;
  /** The signature in base64url */
  readonly signature: string;
}

/** A request to return the money of a payment. */
export interface ReturnRequest {
  /** The payment */
  readonly payment: string;
  /** Whoever pays */
  readonly payer: string;
  /** Whoever is paid */
  readonly payee: string;
  /** Why the money is asked back */
  readonly reason: "wrong_payee" | "wrong_amount" | "paid_twice";
  /** What has become of it */
  readonly state: "asked" | "returned" | "declined" | "withdrawn" | "expired";
  /** When it was asked for */
  readonly asked_at: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** When it was answered; null before */
  readonly answered_at: string | null;
  /** The refund's own id */
  readonly refund: string | null;
  /** What has been given back */
  readonly returned: Money;
}

/** The payee gave the money back that it was asked for. */
export interface ReturnReturnedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "return.returned";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ReturnData;
}

/** The payer asks for the money no more. */
export interface ReturnWithdrawnEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "return.withdrawn";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ReturnData;
}

/**
 * Reveals a seed that was committed to, once registration is over: the funder's first, then the central bank's. With
 * both the draw begins.
 */
export interface RevealSeed {
  /** A seed that was committed to */
  readonly seed: string;
}

/** Approves an application, which registers the merchant at once, or rejects it and says why. Never by whoever applied. */
export interface ReviewApplication {
  /** Whether it is approved */
  readonly approve: boolean;
  /** A note on the decision */
  readonly note?: string | undefined;
}

/**
 * Replaces a key of one's own by a new one, whose token is in this answer and nowhere else; the old stays valid for
 * `overlap_s` seconds more (at most 30 days).
 */
export interface RotateApiKey {
  /** For how many seconds the old one still holds */
  readonly overlap_s?: number | undefined;
}

/** Replaces a device by a new key, signed by the device itself, which is no longer accepted from then on. */
export interface RotateDevice {
  /** The signature algorithm of the key */
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  /** The public key in base64url */
  readonly public_key: string;
}

/**
 * Makes a new secret, shown in this answer and nowhere else; for `overlap_s` seconds every message is signed with the
 * old one as well.
 */
export interface RotateWebhookSecret {
  /** For how many seconds the old one still holds */
  readonly overlap_s?: number | undefined;
}

/** A rule with its dates, sources and confidence. */
export interface Rule {
  /** Its id in the rule book */
  readonly id: string;
  /** What it is called */
  readonly name: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** What the rule is about */
  readonly subject: string;
  /** What it decides of its subject */
  readonly key: Readonly<Record<string, string>>;
  /** The first day it holds */
  readonly from: string;
  /** The first day it holds no more; null when no end is known */
  readonly until: string | null;
  /** The value */
  readonly value: Readonly<Record<string, unknown>>;
  /** Where the rule comes from */
  readonly sources: readonly Source[];
  /** How sure the rule is */
  readonly confidence: "sourced" | "weak" | "unverified" | "ours";
  /** Whether it holds now */
  readonly in_force: boolean;
  /** The rule that it contradicts, which is followed; null where it contradicts none */
  readonly conflicts_with: string | null;
  /** A note on the decision */
  readonly note: string;
}

/** What differs between two days. */
export interface RuleChange {
  /** Of which kind */
  readonly kind: "added" | "removed" | "changed";
  /** What the rule is about */
  readonly subject: string;
  /** What it decides of its subject */
  readonly key: Readonly<Record<string, string>>;
  /** The value before */
  readonly before: Rule | null;
  /** The value afterwards */
  readonly after: Rule | null;
}

/** The changes from one day to another. */
export interface RuleChanges {
  /** The earlier day */
  readonly from: string;
  /** The later day */
  readonly to: string;
  /** This page's items */
  readonly items: readonly RuleChange[];
}

/** The rules of a day. */
export interface Rules {
  /** The instant that this was read at */
  readonly as_of: string;
  /** This page's items */
  readonly items: readonly Rule[];
}

/** What a payer is shown before paying: who is paid, how much and for what; of a person nothing. */
export interface ScannedCode {
  /** The code that payers scan */
  readonly collect_code: string;
  /** Of which kind */
  readonly kind: "static" | "dynamic";
  /** What has become of it */
  readonly state: "open" | "used" | "revoked" | "expired";
  /** The merchant */
  readonly merchant: string | null;
  /** The merchant's name in English */
  readonly merchant_en: string;
  /** The merchant's name in Chinese */
  readonly merchant_zh: string;
  /** The merchant's store */
  readonly store: string | null;
  /** The store's name */
  readonly store_name: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money | null;
  /** The caller's own reference */
  readonly reference: string | null;
  /** Until when it holds */
  readonly expires_at: string | null;
}

/** A seed is known. With `both` the draw begins. */
export interface SeedRevealed extends Campaign {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
  /** Whether both seeds are known, so that the draw begins */
  readonly both: boolean;
}

/**
 * What a seller (a merchant) gets of each payment: a fixed amount in minor units, then a share in parts per million of
 * what is left after all fixed amounts. At least one of the two is not zero.
 */
export interface SellerShare {
  /** The merchant that gets a share */
  readonly seller: string;
  /** A fixed amount */
  readonly fixed?: DigitalYuanCeiling | null | undefined;
  /** The share in parts per million of what is left after fixed amounts */
  readonly share_ppm?: number | undefined;
}

/**
 * Puts an amount aside for a `recipient` (`named`), or for as many as there are `shares`: in equal parts, or by lucky
 * draw. Who is given the token may claim a share for 24 hours; the rest comes back. The token is in this answer only.
 */
export interface SendEnvelope {
  /** How the amount is divided */
  readonly division: "named" | "equal" | "lucky";
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** How many shares there are */
  readonly shares?: number | undefined;
  /** The one wallet that may claim it; null for whoever has the token */
  readonly recipient?: string | null | undefined;
}

/**
 * From now on, once a day at an hour in China: what the wallet holds `above` the threshold goes to a sub-wallet of its
 * own, its parent, or a bank account; or what it lacks `below` it comes from there. At most `most` at once.
 */
export interface SetBalanceRule {
  /** Whether what is above goes out, or what is below comes in */
  readonly kind: "above" | "below";
  /** The balance that is kept */
  readonly threshold: DigitalYuanCeiling;
  /** The most that is moved at once */
  readonly most: DigitalYuan;
  /** Its sub-wallet, or its parent; null for a bank account */
  readonly other_wallet?: string | null | undefined;
  /** The account at a bank */
  readonly bank_account?: string | null | undefined;
  /** At what hour in China it is looked at, 0 to 23 */
  readonly hour?: number | undefined;
}

/** Pauses a campaign, lets it go on (`open`), or stops it for good. Its deadlines do not wait for a pause. */
export interface SetCampaignState {
  /** What has become of it */
  readonly state: "open" | "paused" | "stopped";
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * Makes an operation of the caller's twin and its customers fail: only for the `amount` or the `wallet` where they are
 * given, so many `times`, or without them until the rule is lifted. `code` is what it is refused with: it goes with
 * the effect `refuse`.
 */
export interface SetFailure {
  /** What was asked for, by its name */
  readonly operation: string;
  /** What is to go wrong */
  readonly effect: "refuse" | "unavailable" | "answer_lost" | "delivery_twice" | "delivery_delayed";
  /** The error's code that it refuses with */
  readonly code?: string | undefined;
  /** How much, in minor units beside the asset */
  readonly amount?: DigitalYuan | null | undefined;
  /** The wallet */
  readonly wallet?: string | null | undefined;
  /** How often */
  readonly times?: number | null | undefined;
}

/** Sets an operator's limit for all its wallets of a kind and class, at or below the scheme's. */
export interface SetOperatorLimit {
  /** Of which kind */
  readonly kind: "personal" | "corporate";
  /** The wallet's class, I to IV */
  readonly wallet_class: "I" | "II" | "III" | "IV";
  /** Which of the limits */
  readonly component: "balance" | "single" | "daily" | "yearly";
  /** At most so much */
  readonly limit: DigitalYuanCeiling;
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * Sets the holder's own limits, all four at once, each at or below the class's. One that is absent or null is the
 * class's.
 */
export interface SetOwnLimits {
  /** The money there */
  readonly balance?: DigitalYuanCeiling | null | undefined;
  /** At most so much at a time */
  readonly single?: DigitalYuanCeiling | null | undefined;
  /** At most so much in a day */
  readonly daily?: DigitalYuanCeiling | null | undefined;
  /** At most so much in a year */
  readonly yearly?: DigitalYuanCeiling | null | undefined;
}

/** Opens a draft or a paused program, pauses it, or stops it for good. */
export interface SetProgramState {
  /** What has become of it */
  readonly state: "open" | "paused" | "stopped";
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Sets how much digital yuan may be out that was issued to an operator. */
export interface SetQuota {
  /** How much may be issued */
  readonly quota: DigitalYuanCeiling;
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * From now on what the wallet holds above `ceiling` goes to an account, at a bank here or at one outside: exactly one
 * of the two. Replaces an earlier sweep. To an account outside, which needs an agreement, it goes by exchange orders.
 */
export interface SetSweep {
  /** The account at a bank */
  readonly bank_account?: string | null | undefined;
  /** What stays in the wallet; what is above goes to the bank account */
  readonly ceiling: DigitalYuanCeiling;
  /** An account at a bank outside the platform */
  readonly external_account?: string | null | undefined;
}

/**
 * Approves a version, suspends it, or retires it for good. `sha256` is that of the content that was read: with any
 * other it is refused. No program is drafted or opened from what is suspended or retired; those that are open go on,
 * and their operators pause or stop them.
 */
export interface SetTemplateState {
  /** How often it has changed */
  readonly version: number;
  /** SHA-256 of the content, by which it is approved */
  readonly sha256: string;
  /** What has become of it */
  readonly state: "approved" | "suspended" | "retired";
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * Proposes that whatever is recorded in the future counts as recorded when a second person of the central bank has
 * approved. `today` is the date in China, which two people know better than a clock: by one that is behind, all there
 * is would be in the future.
 */
export interface SetTimesRight {
  /** The day in China */
  readonly today: string;
  /** Why, for the log of acts */
  readonly reason: string;
}

/**
 * From now on what a payment brings above the wallet's balance limit goes to the bank account. Replaces an earlier
 * waterfall.
 */
export interface SetWaterfall {
  /** The account at a bank */
  readonly bank_account: string;
}

/**
 * Proposes to move all that a holder left to the heirs and to close its wallets; a second person approves it. `papers`
 * show who inherits how much. All shares together are a million; without any, the fixed amounts are the whole estate.
 */
export interface SettleEstate {
  /** Who inherits how much */
  readonly heirs: readonly Heir[];
  /** SHA-256 of each paper, 64 hexadecimal digits */
  readonly papers: readonly string[];
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Settles what two operators owe each other, over their reserves at the central bank. */
export interface SettlePair {
  /** The other institution */
  readonly other: string;
}

/** What was settled with a bank outside over the operator's reserves. Above zero the operator paid. */
export interface Settlement {
  /** The transfers that were made together */
  readonly journal: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** When it happened */
  readonly at: string;
}

/** What a bank outside was paid, below zero what it paid, in renminbi. */
export interface SettlementData {
  /** A bank outside the platform */
  readonly external_bank: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** One's share of a code. `share` is shown this once; a repeated request has null: draw again, under a new key. */
export interface ShareDrawn {
  /** The way for a new principal to its first key */
  readonly enrolment: string;
  /** Whoever holds keys: a person or a system */
  readonly principal: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** A part of a code: one of two people's */
  readonly share: string | null;
}

/** The one-time code that the bank sent. */
export interface Signature {
  /** The one-time code */
  readonly code: string;
}

/** Who signed a request: everybody can check `signature` over the UTF-8 bytes of `text` with `public_key`. */
export interface Signed {
  /** A holder's device */
  readonly device: string;
  /** The signature algorithm of the key */
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  /** The public key in base64url */
  readonly public_key: string;
  /** The signature in base64url */
  readonly signature: string;
  /** The text that was signed */
  readonly text: string;
}

/** What may be paid without the PIN, and what of it was used on the holder's newest day. */
export interface SmallAmounts {
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** At most at once without the PIN */
  readonly payment: Money;
  /** At most so much in a day without the PIN */
  readonly day: Money;
  /** What has been used */
  readonly used: Money;
}

/** What may be paid without the PIN, in one payment and on a day. */
export interface SmallAmountsAllowed extends SmallAmounts {
}

/** Where a rule comes from. */
export interface Source {
  /** What it is, in English */
  readonly title: string;
  /** Where */
  readonly place: string;
  /** Who published it */
  readonly publisher: string;
  /** The day or month of its publication */
  readonly published: string;
  /** Where it can be read */
  readonly url: string;
}

/** A split plan. `merchant` is the platform. */
export interface SplitPlan {
  /** Its id */
  readonly id: string;
  /** The merchant */
  readonly merchant: string;
  /** The merchant's store */
  readonly store: string;
  /** What it is called */
  readonly name: string;
  /** Who gets the fen that do not divide */
  readonly remainder: "platform" | "largest_remainder";
  /** What has become of it */
  readonly state: "proposed" | "active" | "ended";
  /** Who gets which share */
  readonly sellers: readonly PlanPart[];
  /** When it was proposed */
  readonly proposed_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
}

/** All sellers agreed: payments are split by the plan. */
export interface SplitPlanActiveEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "split_plan.active";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: SplitPlanData;
}

/** A plan for splitting payments, and the merchant whose it is. */
export interface SplitPlanData {
  /** The plan by which payments are split */
  readonly split_plan: string;
  /** The merchant */
  readonly merchant: string;
}

/** A plan was ended, by the merchant or a seller. */
export interface SplitPlanEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "split_plan.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: SplitPlanData;
}

/** Outcome of proposing. */
export interface SplitPlanProposed {
  /** The plan by which payments are split */
  readonly split_plan: string;
}

/** A merchant proposed a plan to its sellers. */
export interface SplitPlanProposedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "split_plan.proposed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: SplitPlanData;
}

/** Outcome of agreeing or ending. */
export interface SplitPlanSet extends SplitPlan {
  /** The plan by which payments are split */
  readonly split_plan: string;
}

/** One of an institution's standing accounts. */
export interface StandingAccount {
  /** What the account is for */
  readonly role: "reserve" | "vault" | "margin" | "reserve_claim" | "vault_claim" | "margin_claim" | "position_cny" | "position_ecny" | "funding" | "cash" | "clearing" | "fees" | "interest";
  /** The ledger account */
  readonly account: string;
  /** The money there */
  readonly balance: Money;
}

/** What became of a due: paid, failed after so many tries with the last one's `code`, or missed. */
export interface StandingDue {
  /** The standing payment */
  readonly standing_payment: string;
  /** Which due it is, from 1 */
  readonly number: number;
  /** When it is due */
  readonly due_at: string;
  /** What has become of it */
  readonly state: "paid" | "failed" | "missed";
  /** How often it was tried and refused */
  readonly tries: number;
  /** The last refusal's code, if any */
  readonly code: string;
  /** The payment */
  readonly payment: string | null;
  /** When it happened */
  readonly at: string;
}

/** A standing payment was ordered; it is due first at `due_at`. */
export interface StandingOrdered extends StandingPayment {
  /** The standing payment */
  readonly standing_payment: string;
}

/**
 * A standing payment as it stands, for its payer. `number` is that of the next due, which is at `due_at` and was
 * refused `tries` times so far, the last with `code`; once it is over, neither comes.
 */
export interface StandingPayment {
  /** Its id */
  readonly id: string;
  /** Whoever pays */
  readonly payer: string;
  /** The merchant's store */
  readonly store: string | null;
  /** Whoever is paid */
  readonly payee: string | null;
  /** What has become of it */
  readonly state: "open" | "paused" | "ended" | "done";
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** How often: each day, week or month, or once */
  readonly cadence: "day" | "week" | "month" | "once";
  /** When it is due first */
  readonly starts_at: string;
  /** The day of the month; null for that of the start */
  readonly on_day: number | null;
  /** The last day on which it is due, until 2079; null for no end */
  readonly last_day: string | null;
  /** Which due it is, from 1 */
  readonly number: number;
  /** When it is due */
  readonly due_at: string;
  /** How often it was tried and refused */
  readonly tries: number;
  /** The last refusal's code, if any */
  readonly code: string;
  /** How often it was paid */
  readonly times_paid: number;
  /** What was paid */
  readonly paid: Money;
  /** When it was ordered */
  readonly ordered_at: string;
  /** When it ended; null before */
  readonly ended_at: string | null;
  /** What the money is for, a code of the scheme */
  readonly purpose: string;
  /** The caller's own reference */
  readonly reference: string | null;
}

/** What became of the `number`th due of a standing payment; `code` says why it failed. */
export interface StandingPaymentData {
  /** The standing payment */
  readonly standing_payment: string;
  /** Whoever pays */
  readonly payer: string;
  /** Which due it is, from 1 */
  readonly number: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The payment */
  readonly payment: string | null;
  /** The last refusal's code, if any */
  readonly code: string | null;
  /** The caller's own reference */
  readonly reference: string | null;
}

/** What was due was refused as often as it was tried. */
export interface StandingPaymentFailedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "standing_payment.failed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: StandingPaymentData;
}

/** Nobody looked at a due before a later one came. */
export interface StandingPaymentMissedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "standing_payment.missed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: StandingPaymentData;
}

/** What was due of a standing payment was paid. */
export interface StandingPaymentPaidEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "standing_payment.paid";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: StandingPaymentData;
}

/** A standing payment is paused, goes on, or is over. */
export interface StandingSet extends StandingPayment {
  /** The standing payment */
  readonly standing_payment: string;
}

/**
 * A statement that was issued: its wallet, period and totals by the ledger, and the digest of what it told.
 * `unchanged` unless what was recorded for its period has become another since: an entry came late, or a wrong clock's
 * times were set right.
 */
export interface StatementCheck {
  /** The wallet */
  readonly wallet: string;
  /** The operating institution's name in English */
  readonly operator_en: string;
  /** The operating institution's name in Chinese */
  readonly operator_zh: string;
  /** The first day */
  readonly first: string;
  /** The last day */
  readonly last: string;
  /** Until when */
  readonly until: string;
  /** Whether the period has ended */
  readonly complete: boolean;
  /** The balance at the beginning */
  readonly opening: Money;
  /** What came in */
  readonly money_in: Money;
  /** What went out */
  readonly money_out: Money;
  /** The balance at the end */
  readonly closing: Money;
  /** How many lines the statement has */
  readonly entries_count: number;
  /** SHA-256 of what the statement told, 64 hexadecimal digits */
  readonly sha256: string;
  /** Whether the ledger still says what the statement told */
  readonly unchanged: boolean;
}

/** A movement of a wallet; the amount is below zero when money went out, the balance is the wallet's after it. */
export interface StatementEntry {
  /** Its number in the statement */
  readonly number: number;
  /** When it was written */
  readonly recorded_at: string;
  /** When it takes effect in the books */
  readonly effective_at: string | null;
  /** Why money moved */
  readonly code: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The money there */
  readonly balance: Money;
  /** The other side, as this one may see it */
  readonly counterparty: string;
  /** The other side in Chinese */
  readonly counterparty_zh: string;
  /** What the money is for, a code of the scheme */
  readonly purpose: string;
  /** The caller's own reference */
  readonly reference: string;
  /** The transfer */
  readonly transfer: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** The payment */
  readonly payment: string | null;
  /** The refund's own id */
  readonly refund: string | null;
}

/** A row of an account's chain: what it did to the account, and the balance after it. */
export interface StatementLine {
  /** The transfer */
  readonly transfer: string;
  /** The transfers that were made together */
  readonly journal: string;
  /** How often it has changed */
  readonly version: number;
  /** Whether money goes in or out */
  readonly direction: "in" | "out";
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The money there */
  readonly balance: Money;
  /** Why money moved */
  readonly code: "issue" | "retire" | "load" | "unload" | "payment" | "refund" | "hold" | "capture" | "release" | "expire" | "settlement" | "regime_change" | "funding" | "deposit" | "withdrawal" | "correction" | "salary" | "party_dues" | "interest" | "transfer" | "fee" | "pool" | "budget" | "claim" | "redeem" | "reclaim" | "unbind" | "pass" | "cofund" | "inheritance";
  /** What became of the money: posted, held, taken of a hold, given back */
  readonly phase: "posted" | "pending" | "captured" | "voided" | "expired";
  /** The caller's own reference */
  readonly reference: string | null;
  /** When it was written */
  readonly recorded_at: string;
  /** When it takes effect in the books */
  readonly effective_at: string | null;
}

/** A store of a merchant. */
export interface Store {
  /** Its id */
  readonly id: string;
  /** The merchant */
  readonly merchant: string;
  /** What it is called */
  readonly name: string;
  /** The district, six digits (GB/T 2260) */
  readonly region: string;
  /** When it was opened */
  readonly opened_at: string;
}

/** A store, and the place where it is to stand. */
export interface StoreInPlace {
  /** The place */
  readonly place: string;
  /** The store that stands there */
  readonly store: string;
}

/** A store was registered. */
export interface StoreOpened extends Store {
  /** The merchant's store */
  readonly store: string;
}

/** A store stands in a place no more. */
export interface StoreTakenOut {
  /** The place */
  readonly place: string;
  /** The store that stands there */
  readonly store: string;
  /** Since when it stands there no more; null while it does */
  readonly left_at: string;
}

/** A sub-wallet as its parent's side sees it. */
export interface SubWallet {
  /** Its id */
  readonly id: string;
  /** The wallet */
  readonly wallet: string;
  /** The merchant */
  readonly merchant: string | null;
  /** What its owner calls it */
  readonly label: string;
  /** The merchant's own name for its customer */
  readonly customer: string;
  /** What has become of it */
  readonly state: "open" | "revoked" | "closed";
  /** The money there */
  readonly balance: Money;
  /** At most so much at a time */
  readonly single: Money | null;
  /** At most so much in a day */
  readonly daily: Money | null;
  /** At most so much in a year */
  readonly yearly: Money | null;
  /** What was used today */
  readonly used_today: Money;
  /** When it was opened */
  readonly opened_at: string;
  /** When it was revoked; null before */
  readonly revoked_at: string | null;
}

/** The merchant charges a sub-wallet by its token, for a store of its own. Final when it is answered, like any payment. */
export interface SubWalletCharge {
  /** A secret that stands for its owner, shown this once */
  readonly token: string;
  /** The merchant's store */
  readonly store: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** What the money is for, a code of the scheme */
  readonly purpose?: string | undefined;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/** A sub-wallet; `merchant` when it was pushed to one. */
export interface SubWalletData {
  /** A sub-wallet */
  readonly sub_wallet: string;
  /** The merchant */
  readonly merchant: string | null;
}

/** Money moved between a wallet and its sub-wallets; `wallet` has got it. */
export interface SubWalletMovedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "sub_wallet.moved";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/** A sub-wallet was opened: a wallet with its own id, and its parent. */
export interface SubWalletOpened {
  /** A sub-wallet */
  readonly sub_wallet: string;
  /** The wallet */
  readonly wallet: string;
}

/** A company opened a sub-wallet. */
export interface SubWalletOpenedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "sub_wallet.opened";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: SubWalletData;
}

/** A customer pushed a sub-wallet to a merchant. */
export interface SubWalletPushedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "sub_wallet.pushed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: SubWalletData;
}

/** A sub-wallet was taken back; it is charged no more. */
export interface SubWalletRevoked {
  /** A sub-wallet */
  readonly sub_wallet: string;
  /** When it was revoked; null before */
  readonly revoked_at: string;
}

/** A customer took a pushed sub-wallet back. */
export interface SubWalletRevokedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "sub_wallet.revoked";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: SubWalletData;
}

/** A token, in this answer and nowhere else; null when the request repeats an earlier one. */
export interface SubWalletTokenIssued {
  /** A sub-wallet */
  readonly sub_wallet: string;
  /** A secret that stands for its owner, shown this once */
  readonly token: string | null;
}

/**
 * The funder submits a list: all of it is there as it was opened, and so is its money, which is set aside; or nothing
 * is done. The worker grants it then, each line with its own outcome. A list of the very lines that this program has
 * granted before is refused, unless they are to be granted `again`.
 */
export interface SubmitGrantList {
  /** Whether the very lines that this program has granted before are granted once more */
  readonly again?: boolean | undefined;
}

/** Stops payments to a merchant, or with `suspended` false allows them again. */
export interface SuspendMerchant {
  /** Whether it is suspended */
  readonly suspended: boolean;
}

/** Stops a terminal, or (with `suspended` false) lets it work again. */
export interface SuspendTerminal {
  /** Whether it is suspended */
  readonly suspended: boolean;
}

/** A wallet's sweep. Before `retry_at` it is not tried: the last one was refused, or its order is under way. */
export interface Sweep {
  /** The wallet */
  readonly wallet: string;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** An account at a bank outside the platform */
  readonly external_account: string | null;
  /** What stays in the wallet; what is above goes to the bank account */
  readonly ceiling: Money;
  /** Whether it works */
  readonly active: boolean;
  /** When it was set */
  readonly set_at: string;
  /** When to try again */
  readonly retry_at: string | null;
}

/** A sweep was stopped. */
export interface SweepEnded {
  /** The wallet */
  readonly wallet: string;
}

/** A wallet is swept no more. */
export interface SweepEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "sweep.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletAmountData;
}

/** A wallet could not be swept; it is tried again. */
export interface SweepFailedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "sweep.failed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletAmountData;
}

/** A sweep was set. */
export interface SweepSet extends Sweep {
}

/** A wallet is swept above a ceiling, the amount. */
export interface SweepSetEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "sweep.set";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletAmountData;
}

/**
 * The consumer ends a contract and has all of her money back that is not used; nobody is asked. Uses that wait for an
 * objection are paid now; she says by `steps_read` how far she has read, since what she has not she cannot have
 * accepted.
 */
export interface TakeBackPrepaid {
  /** Whoever pays */
  readonly payer: string;
  /** How many of the contract's steps the consumer has read; 0 for none */
  readonly steps_read?: number | undefined;
}

/**
 * Proposes to take into an operator's reserves what a bank outside has paid of what it owes; a second person of the
 * central bank approves it.
 */
export interface TakeFromExternalBank {
  /** How much, in minor units beside the asset */
  readonly amount: Renminbi;
  /** Why, for the log of acts */
  readonly reason: string;
}

/** A China day of a merchant, by store and terminal, and all together. `complete` once nothing can be added any more. */
export interface Takings {
  /** The merchant */
  readonly merchant: string;
  /** The day in China */
  readonly day: string;
  /** Whether the period has ended */
  readonly complete: boolean;
  /** The lines */
  readonly lines: readonly TakingsLine[];
  /** All together */
  readonly total: TakingsLine;
}

/**
 * What one store and terminal took: what came in, what was given back, what it was charged, what is left, which is
 * below zero where more was given back.
 */
export interface TakingsLine {
  /** The merchant's store */
  readonly store: string | null;
  /** The till */
  readonly terminal: string | null;
  /** How many payments */
  readonly payments: number;
  /** What was paid */
  readonly gross: Money;
  /** How many refunds */
  readonly refunds: number;
  /** What has been given back so far */
  readonly refunded: Money;
  /** What it costs */
  readonly fee: Money;
  /** What is left of it */
  readonly net: Money;
}

/**
 * A version of a template: terms, and the parameters that stand in them. `sha256` is of all that is approved of it:
 * kind, title, explanation, parameters and terms. `newer` is the newest version that is approved, where it came after
 * this one.
 */
export interface Template {
  /** The template that the terms come from */
  readonly template: string;
  /** Which version of the template it is */
  readonly version: number;
  /** The central bank or an operator */
  readonly institution: string;
  /** What has become of it */
  readonly state: "draft" | "approved" | "suspended" | "retired" | "withdrawn";
  /** Of programs of which kind */
  readonly kind: "envelope" | "voucher";
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** What it is for, in English */
  readonly explanation_en: string;
  /** What it is for, in Chinese */
  readonly explanation_zh: string;
  /** Its parameters */
  readonly parameters: readonly TemplateParameterShown[];
  /** What it may be used for */
  readonly terms: TermsShown;
  /** The newest approved version, where it came after this one */
  readonly newer: number | null;
  /** SHA-256 of the content, by which it is approved */
  readonly sha256: string;
  /** When it was written */
  readonly written_at: string;
  /** When it was decided; null before */
  readonly decided_at: string | null;
}

/** A version of a template was approved: programs may be drafted from it. */
export interface TemplateApprovedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "template.approved";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: TemplateData;
}

/** A version of a template, and the SHA-256 of its content. */
export interface TemplateData {
  /** The template that the terms come from */
  readonly template: string;
  /** How often it has changed */
  readonly version: number;
  /** SHA-256 of the content, by which it is approved */
  readonly sha256: string;
}

/**
 * A version of a template in a list, which has neither terms nor parameters: they may be long. `newer` is the newest
 * version that is approved, where it came after this one.
 */
export interface TemplateInList {
  /** The template that the terms come from */
  readonly template: string;
  /** Which version of the template it is */
  readonly version: number;
  /** The central bank or an operator */
  readonly institution: string;
  /** What has become of it */
  readonly state: "draft" | "approved" | "suspended" | "retired" | "withdrawn";
  /** Of programs of which kind */
  readonly kind: "envelope" | "voucher";
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** The newest approved version, where it came after this one */
  readonly newer: number | null;
  /** SHA-256 of the content, by which it is approved */
  readonly sha256: string;
  /** When it was written */
  readonly written_at: string;
  /** When it was decided; null before */
  readonly decided_at: string | null;
}

/**
 * A parameter: what stands in `places` of the terms, and what its name stands for in their condition.
 *
 * From `least` to `most`: of an amount in fen, of a share in parts per million; of a text how many characters, of a
 * list how many items. Where 0, or a list of nothing, means any in terms, a parameter may be that with `may_be_any`
 * alone. With `choices` one of these, or of a list some. An `optional` one that is not given is what stands in its
 * places; of any other nothing stands there.
 */
export interface TemplateParameter {
  /** The word that stands for it in the condition */
  readonly name: string;
  /** Of which kind it is: it says in which field it is given */
  readonly kind: "amount" | "share" | "count" | "flag" | "text" | "merchants" | "stores" | "categories" | "regions" | "place_lists" | "operators" | "goods" | "classes" | "kinds" | "weekdays";
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** The least: of an amount in fen, of a share in parts per million, of a text characters, of a list items */
  readonly least: number;
  /** The most, counted as the least is */
  readonly most?: number | undefined;
  /** Where it stands in the terms, such as `how_much.face` */
  readonly places?: readonly string[] | undefined;
  /** One of these; of a list, some of them; empty for anything in the range */
  readonly choices?: readonly string[] | undefined;
  /** Whether what stands in its places holds where it is not given */
  readonly optional?: boolean | undefined;
  /** Whether it may be 0, or a list of nothing, in a place of terms where that means any */
  readonly may_be_any?: boolean | undefined;
}

/**
 * A parameter: what stands in `places` of the terms, and what its name stands for in their condition.
 *
 * From `least` to `most`: of an amount in fen, of a share in parts per million; of a text how many characters, of a
 * list how many items. Where 0, or a list of nothing, means any in terms, a parameter may be that with `may_be_any`
 * alone. With `choices` one of these, or of a list some. An `optional` one that is not given is what stands in its
 * places; of any other nothing stands there.
 */
export interface TemplateParameterShown {
  /** The word that stands for it in the condition */
  readonly name: string;
  /** Of which kind it is: it says in which field it is given */
  readonly kind: "amount" | "share" | "count" | "flag" | "text" | "merchants" | "stores" | "categories" | "regions" | "place_lists" | "operators" | "goods" | "classes" | "kinds" | "weekdays";
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** The least: of an amount in fen, of a share in parts per million, of a text characters, of a list items */
  readonly least: number;
  /** The most, counted as the least is */
  readonly most: number;
  /** Where it stands in the terms, such as `how_much.face` */
  readonly places: readonly string[];
  /** One of these; of a list, some of them; empty for anything in the range */
  readonly choices: readonly string[];
  /** Whether what stands in its places holds where it is not given */
  readonly optional: boolean;
  /** Whether it may be 0, or a list of nothing, in a place of terms where that means any */
  readonly may_be_any: boolean;
}

/** A version was retired for good; open programs from it go on. */
export interface TemplateRetiredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "template.retired";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: TemplateData;
}

/** A version was suspended: no program is drafted or opened from it. */
export interface TemplateSuspendedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "template.suspended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: TemplateData;
}

/** A version was withdrawn by its writer. */
export interface TemplateWithdrawn extends Template {
}

/** A version of a template is written, as a draft. */
export interface TemplateWritten extends Template {
}

/** A terminal was registered. */
export interface TerminalOpened {
  /** The till */
  readonly terminal: string;
}

/** A terminal was stopped, or works again. */
export interface TerminalSet {
  /** The till */
  readonly terminal: string;
  /** Whether it is suspended */
  readonly suspended: boolean;
}

/** A terminal. */
export interface TerminalShown {
  /** Its id */
  readonly id: string;
  /** The merchant's store */
  readonly store: string;
  /** What its owner calls it */
  readonly label: string;
  /** The device's serial number */
  readonly serial: string;
  /** Whether it is suspended */
  readonly suspended: boolean;
  /** When it was opened */
  readonly opened_at: string;
}

/**
 * All of it. `stacks`: together with claims of other programs. `condition` is an expression in CEL that must hold,
 * too. `rest` is what becomes of what nobody spends; absent: its funder has it back. `withdrawable` is when a holder
 * may make an envelope its own money; absent: never. `transferable` is how often an envelope is passed on; absent:
 * never.
 */
export interface Terms {
  /** What a claim is worth, and its bounds */
  readonly how_much: HowMuch;
  /** For whose wallets */
  readonly who?: Who | null | undefined;
  /** At which places */
  readonly where?: Where | null | undefined;
  /** For which goods */
  readonly what?: What | null | undefined;
  /** In which times */
  readonly when?: When | null | undefined;
  /** Whether together with claims of other programs */
  readonly stacks?: boolean | undefined;
  /** An expression in CEL that has to be true, too; empty for none */
  readonly condition?: string | undefined;
  /** What becomes of what nobody spends; null: its funder has it back */
  readonly rest?: Rest | null | undefined;
  /** That its holder may make an envelope its own money, and from when on; null: never */
  readonly withdrawable?: Withdrawal | null | undefined;
  /** That its holder may pass an envelope on, and how often; null: never */
  readonly transferable?: Passing | null | undefined;
  /** Who pays beside the funder; null: nobody */
  readonly who_pays?: WhoPays | null | undefined;
}

/**
 * All of it. `stacks`: together with claims of other programs. `condition` is an expression in CEL that must hold,
 * too. `rest` is what becomes of what nobody spends; absent: its funder has it back. `withdrawable` is when a holder
 * may make an envelope its own money; absent: never. `transferable` is how often an envelope is passed on; absent:
 * never.
 */
export interface TermsShown {
  /** What a claim is worth, and its bounds */
  readonly how_much: HowMuchShown;
  /** For whose wallets */
  readonly who: WhoShown;
  /** At which places */
  readonly where: WhereShown;
  /** For which goods */
  readonly what: WhatShown;
  /** In which times */
  readonly when: WhenShown;
  /** Whether together with claims of other programs */
  readonly stacks: boolean;
  /** An expression in CEL that has to be true, too; empty for none */
  readonly condition: string;
  /** What becomes of what nobody spends; null: its funder has it back */
  readonly rest: RestShown | null;
  /** That its holder may make an envelope its own money, and from when on; null: never */
  readonly withdrawable: WithdrawalShown | null;
  /** That its holder may pass an envelope on, and how often; null: never */
  readonly transferable: PassingShown | null;
  /** Who pays beside the funder; null: nobody */
  readonly who_pays: WhoPaysShown | null;
}

/** The time of the test world, and how far it was advanced in all. */
export interface TestClock {
  /** The world's time */
  readonly now: string;
  /** The day in China */
  readonly china_date: string;
  /** By how many seconds the clock went on */
  readonly advanced_s: number;
}

/** The clock was advanced: what the time of the test world was, and what it is. */
export interface TestClockAdvanced {
  /** The test world's time before */
  readonly before_at: string;
  /** The test world's time afterwards */
  readonly now_at: string;
}

/** The clock of the test world went forward. */
export interface TestClockAdvancedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "test_clock.advanced";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: ClockData;
}

/** A party with a fresh key. `token` is shown this once; a repeated request has null. */
export interface TestKey {
  /** What it is called */
  readonly name: string;
  /** Whoever holds keys: a person or a system */
  readonly principal: string;
  /** The wallet */
  readonly wallet: string | null;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** The merchant's store */
  readonly store: string | null;
  /** An API key's id */
  readonly key: string;
  /** A secret that stands for its owner, shown this once */
  readonly token: string | null;
}

/** Keys for the test world, and its time. */
export interface TestKeys {
  /** The world's time */
  readonly now: string;
  /** Who there is to try with */
  readonly parties: readonly TestKey[];
}

/**
 * Somebody to act as in the test world. `name` is `you` for what stands for the caller itself, else the customer's:
 * `rich`, `empty`, `frozen`, `limited` (its daily limit is 1.00 yuan).
 */
export interface TestParty {
  /** What it is called */
  readonly name: string;
  /** Whoever holds keys: a person or a system */
  readonly principal: string;
  /** The wallet */
  readonly wallet: string | null;
  /** The account at a bank */
  readonly bank_account: string | null;
  /** The merchant's store */
  readonly store: string | null;
}

/** A movement of a journal. A side's version and balance are null where they are not the caller's. */
export interface Transfer {
  /** Its id */
  readonly id: string;
  /** The account that it goes out of */
  readonly debit: string;
  /** The account that it goes into */
  readonly credit: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** Why money moved */
  readonly code: "issue" | "retire" | "load" | "unload" | "payment" | "refund" | "hold" | "capture" | "release" | "expire" | "settlement" | "regime_change" | "funding" | "deposit" | "withdrawal" | "correction" | "salary" | "party_dues" | "interest" | "transfer" | "fee" | "pool" | "budget" | "claim" | "redeem" | "reclaim" | "unbind" | "pass" | "cofund" | "inheritance";
  /** What became of the money: posted, held, taken of a hold, given back */
  readonly phase: "posted" | "pending" | "captured" | "voided" | "expired";
  /** The caller's own reference */
  readonly reference: string | null;
  /** When it was written */
  readonly recorded_at: string;
  /** When it takes effect in the books */
  readonly effective_at: string | null;
  /** The debited account's version afterwards */
  readonly debit_version: number | null;
  /** The debited account's balance afterwards */
  readonly debit_balance: Money | null;
  /** The credited account's version afterwards */
  readonly credit_version: number | null;
  /** The credited account's balance afterwards */
  readonly credit_balance: Money | null;
}

/** A book's trial balance; debits and credits of each asset are equal. */
export interface TrialBalance {
  /** The institution in whose books it is */
  readonly book: string;
  /** The lines */
  readonly lines: readonly TrialLine[];
  /** Whether debits equal credits */
  readonly balanced: boolean;
}

/** Sum of the accounts of one kind. */
export interface TrialLine {
  /** Of which kind */
  readonly kind: "wallet" | "vault" | "reserve" | "margin" | "backing" | "deposit" | "due_to" | "position" | "funding" | "clearing" | "plain" | "wallet_deposit" | "wallet_nonbank" | "purpose" | "issued" | "reserve_claim" | "margin_claim" | "vault_claim" | "due_from" | "lending" | "cash" | "plain_debit" | "expense";
  /** Whether debit or credit */
  readonly side: "debit" | "credit";
  /** How many accounts */
  readonly accounts: number;
  /** The money there */
  readonly balance: Money;
}

/**
 * Proposes to lift a freeze of a holder from all its wallets where it is still in force; a second person approves it.
 * What the central bank placed only its people lift.
 */
export interface UnfreezeHolder {
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Lifts one freeze of a wallet. What the central bank placed only its people lift. */
export interface UnfreezeWallet {
  /** Why, for the log of acts */
  readonly reason: string;
}

/** Moves money from the wallet back into a bank account of the holder (兑回). */
export interface Unload {
  /** The account at a bank */
  readonly bank_account: string;
  /** How much, in minor units beside the asset */
  readonly amount: DigitalYuan;
  /** The caller's own reference */
  readonly reference?: string | null | undefined;
}

/**
 * A biller uploads a batch of at most 500 bills, all or none, paid at the store. A number uploaded again replaces a
 * bill that is not paid.
 */
export interface UploadBills {
  /** The merchant's store */
  readonly store: string;
  /** The bills */
  readonly bills: readonly BillLine[];
}

/** A recorded use was none. */
export interface UseObjected {
  /** The prepaid contract */
  readonly prepaid: string;
  /** The use's number in its contract */
  readonly number: number;
  /** How many uses are left */
  readonly uses_left: number;
}

/** The consumer confirms so many uses, whatever the plan says of who records them: the merchant is paid at once. */
export interface UsePrepaid {
  /** Whoever pays */
  readonly payer: string;
  /** How many uses */
  readonly uses?: number | undefined;
}

/** Uses are recorded; they are paid at `settles_at`, unless the consumer objects. */
export interface UseRecorded {
  /** The prepaid contract */
  readonly prepaid: string;
  /** The use's number in its contract */
  readonly number: number;
  /** How many uses are left */
  readonly uses_left: number;
  /** When it is paid unless the consumer objects; null where it was at once */
  readonly settles_at: string;
}

/** A wallet: what it holds, may hold and may pay. In a list it is without its money and its limits. */
export interface Wallet {
  /** Its id */
  readonly id: string;
  /** The operating institution */
  readonly operator: string;
  /** Whoever a wallet belongs to */
  readonly holder: string;
  /** Of which kind */
  readonly kind: "personal" | "corporate";
  /** The wallet's class, I to IV */
  readonly wallet_class: "I" | "II" | "III" | "IV";
  /** In which scheme it is, and whether it is a sub-wallet */
  readonly scope: "scheme" | "hong_kong" | "sub_wallet" | "hong_kong_sub_wallet";
  /** The liability regime: what digital yuan is a claim on */
  readonly regime: "none" | "m0_cash" | "deposit_money" | "nonbank_full_reserve";
  /** The ledger account */
  readonly account: string;
  /** What has become of it */
  readonly state: "open" | "frozen" | "closed";
  /** How many freezes stop money both ways */
  readonly freezes_all: number;
  /** How many freezes stop money going out */
  readonly freezes_out: number;
  /** How much of the balance is frozen */
  readonly frozen: Money;
  /** When it was opened */
  readonly opened_at: string;
  /** The money there */
  readonly balance: Money | null;
  /** What can be spent: posted, less what is held */
  readonly available: Money | null;
  /** What is held */
  readonly pending_out: Money | null;
  /** What may be kept and paid */
  readonly limits: WalletLimits | null;
}

/** A wallet and an amount. */
export interface WalletAmountData {
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
}

/** A visitor topped a wallet up by card. */
export interface WalletCardLoadedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.card_loaded";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/** A card did not take its money: it is in the wallet again. */
export interface WalletCardReturnBouncedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.card_return_bounced";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/** What is left of a visitor's money went back to its cards. */
export interface WalletCardReturnedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.card_returned";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/**
 * A claim as its holder sees it, how often it was passed on before it had it, and whether it may make it its own money
 * now or pass it on. Where a store and an amount were asked about: what it would `pay` of that alone, or null, and
 * then the rule that forbids it, with why in both languages.
 */
export interface WalletClaim {
  /** Its id */
  readonly id: string;
  /** The program */
  readonly program: string;
  /** Of which kind */
  readonly kind: "envelope" | "voucher";
  /** The name in English */
  readonly name_en: string;
  /** The name in Chinese */
  readonly name_zh: string;
  /** What the claim is worth */
  readonly value: Money;
  /** What is left */
  readonly left: Money;
  /** What has become of it */
  readonly state: "open" | "used" | "given_back" | "expired" | "unbound" | "passed";
  /** When it was claimed */
  readonly claimed_at: string;
  /** Until when it holds */
  readonly expires_at: string;
  /** How often it was passed on from holder to holder */
  readonly passes: number;
  /** Whether its holder may make it its own money now */
  readonly withdrawable: boolean;
  /** Whether its holder may pass it on now */
  readonly transferable: boolean;
  /** What it would pay of the amount alone; null when it would not */
  readonly pays: Money | null;
  /** The rule's name */
  readonly rule: string | null;
  /** Why it would not pay, in English */
  readonly why_en: string | null;
  /** Why it would not pay, in Chinese */
  readonly why_zh: string | null;
}

/** A wallet is of another class. */
export interface WalletClassChangedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.class_changed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletClassData;
}

/** A wallet and its class. */
export interface WalletClassData {
  /** The wallet */
  readonly wallet: string;
  /** The wallet's class, I to IV */
  readonly class: "I" | "II" | "III" | "IV";
}

/** A wallet is closed for good. */
export interface WalletClosed extends Wallet {
  /** The wallet */
  readonly wallet: string;
}

/** A wallet; `interest` is what it was paid on closing out. */
export interface WalletClosedData {
  /** The wallet */
  readonly wallet: string;
  /** Interest */
  readonly interest: Money | null;
}

/** A wallet was closed. */
export interface WalletClosedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.closed";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletClosedData;
}

/** A wallet. */
export interface WalletData {
  /** The wallet */
  readonly wallet: string;
}

/** A wallet and one of its freezes. */
export interface WalletFreezeData {
  /** The wallet */
  readonly wallet: string;
  /** A freeze of a wallet */
  readonly freeze: string;
}

/** A freeze is in force. */
export interface WalletFrozen {
  /** The wallet */
  readonly wallet: string;
  /** A freeze of a wallet */
  readonly freeze: string;
}

/** A freeze was placed on a wallet. */
export interface WalletFrozenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.frozen";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletFreezeData;
}

/**
 * What a wallet has earned since it was settled last, up to yesterday, and its settlements, newest first.
 *
 * `fen_days` are those that earn; `accrued` is what closing today would pay.
 */
export interface WalletInterest {
  /** The wallet */
  readonly wallet: string;
  /** Since when */
  readonly since: string | null;
  /** The sum of each day's balance in fen */
  readonly fen_days: number;
  /** Interest earned and not paid yet */
  readonly accrued: Money;
  /** What was paid before, newest first */
  readonly settlements: readonly InterestItem[];
}

/** What a wallet may hold, pay at once, in a day and in a year. */
export interface WalletLimits {
  /** The limit of what the wallet holds */
  readonly balance: LimitLine;
  /** The limit of one payment */
  readonly single: LimitLine;
  /** The limit of a day */
  readonly daily: LimitLine;
  /** The limit of a year */
  readonly yearly: LimitLine;
}

/** Bank money was loaded into a wallet. */
export interface WalletLoadedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.loaded";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/** Money that came into a wallet or went out of it. */
export interface WalletMoneyData {
  /** The wallet */
  readonly wallet: string;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** The transfers that were made together */
  readonly journal: string | null;
}

/** A wallet was opened. The holder may be one that the operator knew. */
export interface WalletOpened extends Wallet {
  /** The wallet */
  readonly wallet: string;
}

/** A wallet was opened. */
export interface WalletOpenedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.opened";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletClassData;
}

/**
 * A registration as its holder sees it. The mark is the SHA-256 of `campaign:number:wallet:salt`, `list_sha256` the
 * chain over the list up to here; the salt is told to whoever could register with the wallet, and is null to clerks
 * and auditors. `won` is null until the draw is done; a winner has the text that tells of it.
 */
export interface WalletRegistration {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
  /** The program */
  readonly program: string;
  /** The wallet */
  readonly wallet: string;
  /** Its number in the list */
  readonly number: number;
  /** What the public list has of the registration; with its salt it proves whose it is */
  readonly mark: string;
  /** Known to the holder alone: with it the mark proves whose the registration is */
  readonly salt: string | null;
  /** The chain over the registrations so far: SHA-256 of the link before and the mark */
  readonly list_sha256: string;
  /** Whether it was drawn, and claimed */
  readonly state: "registered" | "won" | "claimed";
  /** Whether it has won; null until the draw is done */
  readonly won: boolean | null;
  /** The claim of a program */
  readonly claim: string | null;
  /** When it was registered */
  readonly registered_at: string;
  /** Until when winners claim */
  readonly claims_until: string;
  /** What winners are told, in English, without any link */
  readonly notice_en: string | null;
  /** What winners are told, in Chinese, without any link */
  readonly notice_zh: string | null;
}

/** Somebody sent money from a bank account into a wallet. */
export interface WalletRemittedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.remitted";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: RemittanceData;
}

/** What a wallet may not hold went on to its bank account. */
export interface WalletSpilledEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.spilled";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/** A wallet's statement of days in China, both included. `complete` once nothing can be added any more. */
export interface WalletStatement {
  /** The wallet */
  readonly wallet: string;
  /** The operator's code */
  readonly operator: string;
  /** The wallet's class, I to IV */
  readonly wallet_class: "I" | "II" | "III" | "IV";
  /** The first day */
  readonly first: string;
  /** The last day */
  readonly last: string;
  /** Until when */
  readonly until: string;
  /** Whether the period has ended */
  readonly complete: boolean;
  /** The balance at the beginning */
  readonly opening: Money;
  /** The balance at the end */
  readonly closing: Money;
  /** What came in */
  readonly money_in: Money;
  /** What went out */
  readonly money_out: Money;
  /** The entries */
  readonly entries: readonly StatementEntry[];
  /** The changes of the liability regime */
  readonly regime_changes: readonly RegimeChange[];
}

/** What was above a wallet's ceiling went to its bank account. */
export interface WalletSweptEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.swept";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletAmountData;
}

/** A freeze was lifted. */
export interface WalletUnfrozenEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.unfrozen";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletFreezeData;
}

/** Money of a wallet was unloaded into a bank account. */
export interface WalletUnloadedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "wallet.unloaded";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletMoneyData;
}

/**
 * Wallets were moved. `interest` is the part of the amount that they were owed. `more`: others can move at once. When
 * none can, `waiting` wallets remain because they have open holds; they follow by themselves.
 */
export interface WalletsMoved {
  /** How many wallets */
  readonly wallets: number;
  /** How much, in minor units beside the asset */
  readonly amount: Money;
  /** Interest */
  readonly interest: Money;
  /** The transfers that were made together */
  readonly journal: string | null;
  /** Whether others can move at once */
  readonly more: boolean;
  /** How many are waiting */
  readonly waiting: number | null;
}

/** A wallet's waterfall. It works from `begins_at` until `ends_at`, while it is `active`. */
export interface Waterfall {
  /** The wallet */
  readonly wallet: string;
  /** The account at a bank */
  readonly bank_account: string;
  /** Whether it works */
  readonly active: boolean;
  /** When it was set */
  readonly set_at: string;
  /** From when on it holds */
  readonly begins_at: string;
  /** When it ends */
  readonly ends_at: string;
}

/** A waterfall was stopped. */
export interface WaterfallEnded {
  /** The wallet */
  readonly wallet: string;
}

/** What a wallet may not hold is refused again. */
export interface WaterfallEndedEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "waterfall.ended";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletData;
}

/** A waterfall was set. It works from `begins_at` on, after a new link's cooling-off. */
export interface WaterfallSet extends Waterfall {
}

/** What a wallet may not hold goes on to a bank account. */
export interface WaterfallSetEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "waterfall.set";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WalletData;
}

/**
 * An endpoint: `active`, `paused` by its owner, `disabled` after failures, or `closed`. Its oldest event is not tried
 * again before `next_attempt_at`.
 */
export interface Webhook {
  /** Its id */
  readonly id: string;
  /** The address that events are sent to */
  readonly url: string;
  /** The kinds of events; none: all */
  readonly kinds: readonly string[];
  /** What has become of it */
  readonly state: "active" | "paused" | "disabled" | "closed";
  /** When it was made */
  readonly created_at: string;
  /** The merchant */
  readonly merchant: string | null;
  /** The wallet */
  readonly wallet: string | null;
  /** Which secret signs */
  readonly secret_version: number;
  /** When it is tried next; null when never again */
  readonly next_attempt_at: string | null;
}

/** Where the endpoint stands now. */
export interface WebhookChanged extends Webhook {
  /** The webhook */
  readonly webhook: string;
}

/** An endpoint. */
export interface WebhookData {
  /** The webhook */
  readonly webhook: string;
}

/** An endpoint took nothing, or wanted nothing more: nothing is sent to it. */
export interface WebhookDisabledEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "webhook.disabled";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WebhookData;
}

/** A new endpoint. `secret` is shown this once; a repeated request has null. */
export interface WebhookOpened {
  /** The webhook */
  readonly webhook: string;
  /** A secret, shown this once */
  readonly secret: string | null;
}

/** Somebody asked to see whether an endpoint is reached; it alone is sent this. */
export interface WebhookPingEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "webhook.ping";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WebhookData;
}

/** A `webhook.ping` is on its way. */
export interface WebhookPinged {
  /** The webhook */
  readonly webhook: string;
}

/** A new secret, shown this once; a repeated request has null. The old one signs too until `replaced_until`. */
export interface WebhookSecretRotated {
  /** The webhook */
  readonly webhook: string;
  /** The secret's number */
  readonly version: number;
  /** Until when the old one still holds; null when it was not replaced */
  readonly replaced_until: string | null;
  /** A secret, shown this once */
  readonly secret: string | null;
}

/**
 * For which lines of the merchant's order: those with a number or a tag that is allowed and none that is denied. With
 * any, what is paid without an order is not paid by it.
 */
export interface What {
  /** What is allowed; nothing said allows everything */
  readonly allow?: GoodsNamed | null | undefined;
  /** What is excluded, also where it is allowed */
  readonly deny?: GoodsNamed | null | undefined;
}

/**
 * For which lines of the merchant's order: those with a number or a tag that is allowed and none that is denied. With
 * any, what is paid without an order is not paid by it.
 */
export interface WhatShown {
  /** What is allowed; nothing said allows everything */
  readonly allow: GoodsNamedShown;
  /** What is excluded, also where it is allowed */
  readonly deny: GoodsNamedShown;
}

/**
 * When it may be spent: between two instants, at times of a day, on weekdays (1 is Monday). A claim ends with the
 * program, or before at 24:00 of the `valid_days`th day, the day of the claim being the first.
 */
export interface When {
  /** From when on */
  readonly begin?: string | null | undefined;
  /** Before when */
  readonly end?: string | null | undefined;
  /** Times of the day in China; none for all of it */
  readonly hours?: readonly Hours[] | undefined;
  /** 1 for Monday to 7 for Sunday; none for all */
  readonly weekdays?: readonly number[] | undefined;
  /** Days until a claim ends at 24:00, its own the first; 0 for the program's end */
  readonly valid_days?: number | undefined;
}

/**
 * When it may be spent: between two instants, at times of a day, on weekdays (1 is Monday). A claim ends with the
 * program, or before at 24:00 of the `valid_days`th day, the day of the claim being the first.
 */
export interface WhenShown {
  /** From when on */
  readonly begin: string | null;
  /** Before when */
  readonly end: string | null;
  /** Times of the day in China; none for all of it */
  readonly hours: readonly HoursShown[];
  /** 1 for Monday to 7 for Sunday; none for all */
  readonly weekdays: readonly number[];
  /** Days until a claim ends at 24:00, its own the first; 0 for the program's end */
  readonly valid_days: number;
}

/**
 * Where it may be spent: at one of the merchants or stores, in one of the categories, in one of the regions and in one
 * of the places that are allowed, and at nothing that is denied.
 */
export interface Where {
  /** What is allowed; nothing said allows everything */
  readonly allow?: Places | null | undefined;
  /** What is excluded, also where it is allowed */
  readonly deny?: Places | null | undefined;
}

/**
 * Where it may be spent: at one of the merchants or stores, in one of the categories, in one of the regions and in one
 * of the places that are allowed, and at nothing that is denied.
 */
export interface WhereShown {
  /** What is allowed; nothing said allows everything */
  readonly allow: PlacesShown;
  /** What is excluded, also where it is allowed */
  readonly deny: PlacesShown;
}

/** An activity of an operator's whitelist, and how many numbers it brought. */
export interface WhitelistActivity {
  /** The activity that a whitelist is for */
  readonly activity: string;
  /** How many phones it brought */
  readonly numbers: number;
}

/** Numbers that were registered for an activity: how many are new. */
export interface WhitelistData {
  /** The activity that a whitelist is for */
  readonly activity: string;
  /** How many were new */
  readonly added: number;
}

/** Numbers were registered; so many of them were new. */
export interface WhitelistRegistered {
  /** The operating institution */
  readonly operator: string;
  /** The activity that a whitelist is for */
  readonly activity: string;
  /** How many were new */
  readonly added: number;
}

/** Phone numbers were registered for an activity. */
export interface WhitelistRegisteredEvent {
  /** The event's id, the same in every attempt to send it */
  readonly id: string;
  /** The kind of event */
  readonly type: "whitelist.registered";
  /** When it happened */
  readonly timestamp: string;
  /** Its place in the order of all */
  readonly sequence: number;
  /** Its number in the list */
  readonly n: number;
  /** The institution whose event it is; null when it is nobody's */
  readonly institution: string | null;
  /** What happened, without personal data */
  readonly data: WhitelistData;
}

/** Whose wallet it may be. `listed`: claims are granted to a list, and nobody takes one. */
export interface Who {
  /** The kinds of events; none: all */
  readonly kinds?: readonly ("personal" | "corporate")[] | undefined;
  /** Classes of wallets */
  readonly classes?: readonly ("I" | "II" | "III" | "IV")[] | undefined;
  /** Operators of wallets */
  readonly operators?: readonly string[] | undefined;
  /** Whether under Hong Kong's rules; null for either */
  readonly hong_kong?: boolean | null | undefined;
  /** Whether claims are granted to a list alone */
  readonly listed?: boolean | undefined;
}

/** Who pays beside the funder: of each amount that a claim pays a merchant bears `merchant_ppm`, if it has agreed. */
export interface WhoPays {
  /** What the merchant bears of each amount that a claim pays, in millionths */
  readonly merchant_ppm?: number | undefined;
}

/** Who pays beside the funder: of each amount that a claim pays a merchant bears `merchant_ppm`, if it has agreed. */
export interface WhoPaysShown {
  /** What the merchant bears of each amount that a claim pays, in millionths */
  readonly merchant_ppm: number;
}

/** Whose wallet it may be. `listed`: claims are granted to a list, and nobody takes one. */
export interface WhoShown {
  /** The kinds of events; none: all */
  readonly kinds: readonly ("personal" | "corporate")[];
  /** Classes of wallets */
  readonly classes: readonly ("I" | "II" | "III" | "IV")[];
  /** Operators of wallets */
  readonly operators: readonly string[];
  /** Whether under Hong Kong's rules; null for either */
  readonly hong_kong: boolean | null;
  /** Whether claims are granted to a list alone */
  readonly listed: boolean;
}

/** A winner has the claim. */
export interface WinClaimed {
  /** The campaign, which draws lots for claims of a program */
  readonly campaign: string;
  /** The program */
  readonly program: string;
  /** The claim of a program */
  readonly claim: string;
  /** What the claim is worth */
  readonly value: Money;
  /** Until when it holds */
  readonly expires_at: string;
}

/** Cash is drawn from a bank account, over the counter. */
export interface WithdrawCash {
  /** How much, in minor units beside the asset */
  readonly amount: Renminbi;
}

/**
 * Whether a holder may make what an envelope has left its own money: from the `from_day`th day on, the day of the
 * claim being the first, once `spent_ppm` of its value was spent.
 */
export interface Withdrawal {
  /** Whether it is allowed */
  readonly allowed?: boolean | undefined;
  /** From which day of a claim on, its own the first */
  readonly from_day?: number | undefined;
  /** The share of its value that has to be spent before, in millionths */
  readonly spent_ppm?: number | undefined;
}

/**
 * Whether a holder may make what an envelope has left its own money: from the `from_day`th day on, the day of the
 * claim being the first, once `spent_ppm` of its value was spent.
 */
export interface WithdrawalShown {
  /** Whether it is allowed */
  readonly allowed: boolean;
  /** From which day of a claim on, its own the first */
  readonly from_day: number;
  /** The share of its value that has to be spent before, in millionths */
  readonly spent_ppm: number;
}

/**
 * The central bank commits to its own seed, before anybody registers: it neither funds the campaign nor has a customer
 * in it.
 */
export interface WitnessCampaign {
  /** SHA-256 of the central bank's seed */
  readonly commitment: string;
}

/** The world a platform runs: its name, its time, and the regimes of this day by kind of operator. */
export interface World {
  /** What it is called */
  readonly name: string;
  /** The world's time */
  readonly now: string;
  /** The day in China */
  readonly china_date: string;
  /** Whether the world's clock is not the real one */
  readonly simulated: boolean;
  /** The liability regimes of the day */
  readonly regimes: Readonly<Record<string, string>>;
}

/** A keeper writes a list of its places, or another version of one. Programs name it at a version, which never changes. */
export interface WritePlaceList {
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** Which places */
  readonly places: readonly string[];
  /** Of which list it is another version; null for a new one */
  readonly place_list?: string | null | undefined;
}

/**
 * Writes a template, or the next version of one's own `template`. It never changes from then on, and is a draft until
 * two people of the central bank approve it.
 */
export interface WriteTemplate {
  /** Of programs of which kind */
  readonly kind: "envelope" | "voucher";
  /** What it is called, in English */
  readonly title_en: string;
  /** What it is called, in Chinese */
  readonly title_zh: string;
  /** What it is for, in English */
  readonly explanation_en: string;
  /** What it is for, in Chinese */
  readonly explanation_zh: string;
  /** Its parameters */
  readonly parameters: readonly TemplateParameter[];
  /** What it may be used for */
  readonly terms: Terms;
  /** Of which template it is another version; null for a new one */
  readonly template?: string | null | undefined;
}

/** What is sent to webhooks; `type` says what `data` is. */
export type WebhookEvent =
  | PaymentCompletedEvent
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
  | WebhookDisabledEvent;
