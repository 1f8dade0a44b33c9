// Written by `make sdk` from the OpenAPI document; edit the API instead.
/** What the platform is sent and answers, in JSON. A newer one may answer more words of a closed set. */

/** The payer accepts, and with that pays; final when it is answered. */
export interface AcceptRequest {
  readonly payer: string;
}

/** A ledger account. `owner` is whose it is: a wallet, a bank account or an institution. */
export interface Account {
  readonly id: string;
  readonly book: string;
  readonly kind: "wallet" | "vault" | "reserve" | "margin" | "backing" | "deposit" | "due_to" | "position" | "funding" | "clearing" | "plain" | "wallet_deposit" | "wallet_nonbank" | "issued" | "reserve_claim" | "margin_claim" | "vault_claim" | "due_from" | "lending" | "cash" | "plain_debit" | "expense";
  readonly owner: string | null;
  readonly balance: Money;
  readonly available: Money;
  readonly pending_out: Money;
  readonly pending_in: Money;
  readonly floor: Money | null;
  readonly closed: boolean;
  readonly version: number;
  readonly changed_at: string;
}

/** An acquirer was registered. */
export interface AcquirerOpened {
  readonly acquirer: string;
}

/** An administrative act or a reading of personal data. */
export interface Act {
  readonly sequence: number;
  readonly n: number;
  readonly at: string;
  readonly principal: string | null;
  readonly operation: string;
  readonly command: Readonly<Record<string, unknown>>;
  readonly outcome: string;
}

/**
 * Brings the next entries of an import, at most 500, from number `first` on. With the last of them the day waits to be
 * matched, which the worker does.
 */
export interface AddCoreEntries {
  readonly file: string;
  readonly first: number;
  readonly entries: readonly CoreLine[];
}

/**
 * Moves the test world's clock forward, for everybody in it and never back: by `forward_s` seconds, or to the instant
 * `until`; one of the two.
 */
export interface AdvanceTestClock {
  readonly forward_s?: number | null | undefined;
  readonly until?: string | null | undefined;
}

/** Two banks agree to settle net: each may owe the other at most the `cap`. Zero ends the agreement. */
export interface AgreeNetting {
  readonly other: string;
  readonly cap: DigitalYuanCeiling;
  readonly reason: string;
}

/** A seller agrees to a plan. When all have, it is active. */
export interface AgreeSplitPlan {
  readonly seller: string;
}

/**
 * An agreement: its terms, and what was used of them on the day and in the year of the last use. `settlement`: whether
 * the account is a corporate wallet's settlement account.
 */
export interface Agreement {
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly state: "pending" | "signed" | "ended";
  readonly single: Money;
  readonly daily_count: number;
  readonly daily: Money;
  readonly yearly_count: number;
  readonly yearly: Money;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly signed_at: string | null;
  readonly ended_at: string | null;
  readonly cooling_until: string | null;
  readonly used_today_count: number;
  readonly used_today: Money;
  readonly used_year_count: number;
  readonly used_year: Money;
  readonly settlement: boolean;
}

/**
 * A one-time code, for the bank that sends it to the phone on its file; where the outcome is looked up later, without
 * `code` and `number_masked`.
 */
export interface AgreementCodeRead {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly code_number: number;
  readonly code_expires_at: string;
  readonly code: string;
  readonly number_masked: string;
}

/** A wallet and the account that it is to be linked with: one here, or one at a bank outside. */
export interface AgreementData {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly external_account: string | null;
}

/** An agreement was ended; nothing moves over it any more. */
export interface AgreementEnded {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly ended_at: string;
  readonly external_account: string | null;
}

/** A wallet and an account are linked no more. */
export interface AgreementEndedEvent {
  readonly id: string;
  readonly type: "agreement.ended";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: AgreementData;
}

/** An agreement was proposed; its code is on the way and works until `code_expires_at`. */
export interface AgreementProposed {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly code_expires_at: string;
  readonly external_account: string | null;
}

/** A link between a wallet and an account waits for its code. */
export interface AgreementProposedEvent {
  readonly id: string;
  readonly type: "agreement.proposed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: AgreementData;
}

/** An agreement was signed. Until `cooling_until` only little may move over it. */
export interface AgreementSigned {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly signed_at: string;
  readonly cooling_until: string;
  readonly external_account: string | null;
}

/** A wallet and an account are linked. */
export interface AgreementSignedEvent {
  readonly id: string;
  readonly type: "agreement.signed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: AgreementData;
}

/** A wallet can be found by its holder's phone number. */
export interface AliasPublishedEvent {
  readonly id: string;
  readonly type: "alias.published";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletData;
}

/**
 * Finds the wallet that a phone leads to, with a masked name, for a payment from one's own wallet. Every question
 * counts, found or not.
 */
export interface AliasQuestion {
  readonly payer: string;
  readonly phone: string;
}

/**
 * Whom a phone leads to; null when nobody wants to be found by it. `left` look-ups remain today. The name is masked,
 * null when none is known, and not in a look-up of the outcome by its key.
 */
export interface AliasResolved {
  readonly payee: string | null;
  readonly left: number;
  readonly name: string | null;
}

/** Whether a wallet is found by its holder's phone. */
export interface AliasSet {
  readonly wallet: string;
  readonly visible: boolean;
}

/** A wallet can no longer be found by a phone number. */
export interface AliasWithdrawnEvent {
  readonly id: string;
  readonly type: "alias.withdrawn";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletData;
}

/** Moves money from a company's wallet to one of its sub-wallets. Final when it is answered. */
export interface AllotToSub {
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/**
 * Allows small payments without the PIN, up to a limit of one payment and of a day, twice zero for nothing. Signed by
 * a device.
 */
export interface AllowSmallAmounts {
  readonly payment: DigitalYuanCeiling;
  readonly day: DigitalYuanCeiling;
}

/** The payee's side gives back what is left of the payment, as a refund, or declines. */
export interface AnswerReturn {
  readonly agrees: boolean;
}

/** An API key without its secret. */
export interface ApiKey {
  readonly id: string;
  readonly principal: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_on: string | null;
}

/** A new key. `token` is shown this once; a repeated request has null. */
export interface ApiKeyIssued {
  readonly key: string;
  readonly principal: string;
  readonly replaces: string | null;
  readonly replaced_until: string | null;
  readonly token: string | null;
}

/** A key has ended: no process accepts it. */
export interface ApiKeyRevoked {
  readonly key: string;
  readonly revoked_at: string;
}

/** A company's application to become a merchant; `merchant` once it is one. */
export interface ApplicationData {
  readonly application: string;
  readonly wallet: string;
  readonly merchant: string | null;
}

/** The application was decided; `merchant` is null when it was rejected. */
export interface ApplicationReviewed {
  readonly application: string;
  readonly merchant: string | null;
}

/** An application. */
export interface ApplicationShown {
  readonly id: string;
  readonly wallet: string;
  readonly operator: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly category: string;
  readonly purpose: string;
  readonly scenario: string;
  readonly documents: readonly DocumentShown[];
  readonly applicant: string | null;
  readonly applied_at: string;
  readonly state: "open" | "approved" | "rejected";
  readonly reviewer: string | null;
  readonly decided_at: string | null;
  readonly note: string;
  readonly merchant: string | null;
}

/**
 * A company, or its operator for it, asks to be a merchant that is paid into its wallet; somebody else of the operator
 * decides. `documents` has the licence at least.
 */
export interface ApplyMerchant {
  readonly wallet: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly category: string;
  readonly purpose?: string | undefined;
  readonly scenario?: string | undefined;
  readonly documents: readonly Document[];
}

/** The payer of a payment between wallets asks for its money: once for each payment. */
export interface AskReturn {
  readonly reason: "wrong_payee" | "wrong_amount" | "paid_twice";
}

/** One try: the HTTP status that came back, or null and why none did. */
export interface Attempt {
  readonly n: number;
  readonly at: string;
  readonly status: number | null;
  readonly error: string;
  readonly took_ms: number;
}

/** An audit of one snapshot. */
export interface Audit {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<string, number>>;
  readonly invariants: readonly string[];
  readonly milliseconds: number;
}

/** A balance as it had been recorded at an instant. */
export interface BalanceAt {
  readonly account: string;
  readonly at: string;
  readonly balance: Money;
}

/** A customer's bank account; of its number only the last four digits. */
export interface BankAccount {
  readonly id: string;
  readonly bank: string;
  readonly customer: string | null;
  readonly number_masked: string;
  readonly balance: Money;
  readonly opened_at: string;
}

/** A bank account is bound to a wallet's holder. */
export interface BankAccountLinked {
  readonly wallet: string;
  readonly bank_account: string;
}

/** A bank account was opened. */
export interface BankAccountOpened {
  readonly bank_account: string;
}

/**
 * A bill as it stands. Who looks it up by its number learns no more than is needed to pay it: its payment is shown to
 * its payer's side and its biller's.
 */
export interface Bill {
  readonly merchant: string;
  readonly biller_en: string;
  readonly biller_zh: string;
  readonly purpose: "utility" | "tuition" | "government";
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly due_on: string;
  readonly late: boolean;
  readonly state: "open" | "paid" | "withdrawn";
  readonly store: string;
  readonly payment: string | null;
  readonly paid_at: string | null;
}

/** A bill, by its biller and its number. */
export interface BillData {
  readonly merchant: string;
  readonly bill: string;
}

/** A bill of a batch, under the biller's own number: 4 to 32 letters, digits and dashes. */
export interface BillLine {
  readonly number: string;
  readonly title: string;
  readonly amount: DigitalYuan;
  readonly due_on: string;
}

/** A bill was paid, finally. */
export interface BillPaid {
  readonly merchant: string;
  readonly number: string;
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly amount: Money;
}

/** A bill was paid. */
export interface BillPaidEvent {
  readonly id: string;
  readonly type: "bill.paid";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PaidBillData;
}

/** A bill was withdrawn. */
export interface BillWithdrawn {
  readonly merchant: string;
  readonly number: string;
}

/** A biller withdrew a bill. */
export interface BillWithdrawnEvent {
  readonly id: string;
  readonly type: "bill.withdrawn";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: BillData;
}

/** A biller's upload: how many of its bills are new. */
export interface BillsData {
  readonly merchant: string;
  readonly added: number;
}

/** A batch was taken: how many bills are new, changed, and as they were. */
export interface BillsUploaded {
  readonly merchant: string;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** A biller uploaded bills of which some are new or changed. */
export interface BillsUploadedEvent {
  readonly id: string;
  readonly type: "bills.uploaded";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: BillsData;
}

/** Takes back into the wallet what an acquirer could not credit to a card. Nothing goes to that card again. */
export interface BounceCardReturn {
  readonly amount: DigitalYuan;
}

/**
 * What is between the two sides of a day. Amounts are above zero when the account was credited; `platform` and `core`
 * are null where that side has nothing on this day. `entry` numbers the core's entry in its statement.
 */
export interface Break {
  readonly number: number;
  readonly kind: "missing_there" | "missing_here" | "amount_differs" | "day_differs" | "duplicate";
  readonly state: "open" | "explained" | "corrected";
  readonly platform: Money | null;
  readonly core: Money | null;
  readonly difference: Money;
  readonly transfer: string | null;
  readonly entry: number | null;
  readonly other_day: string | null;
  readonly reference: string;
  readonly core_reference: string;
  readonly at: string | null;
  readonly reason: string;
  readonly journal: string | null;
  readonly said_by: string | null;
  readonly said_at: string | null;
}

/** Breaks are explained, or corrected; so many of their day are still open. */
export interface BreaksExplained {
  readonly account: string;
  readonly day: string;
  readonly state: "open" | "explained" | "corrected";
  readonly open_breaks: number;
}

/**
 * The payee takes an amount of a hold, and the rest stays held. With a split `plan` of the store its parties get their
 * parts, once: the rest goes back to the payer.
 */
export interface CaptureOrder {
  readonly amount: DigitalYuan;
  readonly plan?: string | null | undefined;
}

/** A top-up by card, and what of it went back. */
export interface CardLoad {
  readonly id: string;
  readonly wallet: string;
  readonly acquirer: string;
  readonly card_masked: string;
  readonly amount: Money;
  readonly returned: Money;
  readonly at: string;
}

/** A wallet was topped up. */
export interface CardLoaded {
  readonly card_load: string;
  readonly journal: string;
  readonly recorded_at: string;
}

/** What was returned to a card came back into the wallet. */
export interface CardReturnBounced {
  readonly card_load: string;
  readonly wallet: string;
  readonly journal: string;
}

/** So much went back to the cards of so many top-ups; `journal` is null when there was nothing to return. */
export interface CardsReturned {
  readonly wallet: string;
  readonly journal: string | null;
  readonly card_loads: number;
  readonly amount: Money;
}

/** A cash code without its code. `operator` is the bank whose counter or machine used it. */
export interface CashCode {
  readonly id: string;
  readonly wallet: string;
  readonly direction: "in" | "out";
  readonly amount: Money;
  readonly state: "open" | "used" | "cancelled";
  readonly issued_at: string;
  readonly expires_at: string;
  readonly attempts: number;
  readonly operator: string | null;
  readonly journal: string | null;
}

/** A cash code was made worthless. */
export interface CashCodeCancelled {
  readonly cash_code: string;
}

/** A cash code. `code` is for the holder alone; where the outcome is looked up later it is without. */
export interface CashCodeIssued {
  readonly cash_code: string;
  readonly expires_at: string;
  readonly code: string;
}

/** Cash was drawn from a wallet by a code. */
export interface CashDrawnEvent {
  readonly id: string;
  readonly type: "cash.drawn";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/** Cash and digital yuan have changed places; final. */
export interface CashMoved {
  readonly cash_code: string;
  readonly wallet: string;
  readonly amount: Money;
  readonly journal: string;
  readonly recorded_at: string;
}

/** Cash was paid into a wallet by a code. */
export interface CashPaidInEvent {
  readonly id: string;
  readonly type: "cash.paid_in";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/** Cash that passed the threshold of a report: the sum of the day, its direction, and the rule. */
export interface CashReportData {
  readonly journal: string;
  readonly amount: Money;
  readonly direction: "in" | "out";
  readonly rule: string;
}

/** Cash of a day passed the threshold of a report. */
export interface CashReportableEvent {
  readonly id: string;
  readonly type: "cash.reportable";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: CashReportData;
}

/**
 * Moves a wallet to another class; its id stays. Details given add to those known, and may not differ from them; a
 * lower class must fit the balance.
 */
export interface ChangeClass {
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly name?: string | undefined;
  readonly id_number?: string | undefined;
  readonly bank_account?: string | undefined;
  readonly face_to_face?: boolean | undefined;
  readonly phone?: string | undefined;
}

/**
 * Brings an operator under the regime that the rule book has in force for it: new wallets at once, the others follow
 * by themselves.
 */
export interface ChangeRegime {
  readonly reason: string;
}

/**
 * Gives an endpoint another URL and other kinds, and pauses it or lets it go on; all three as they shall be. While it
 * is paused its events are kept for it.
 */
export interface ChangeWebhook {
  readonly url: string;
  readonly kinds: readonly string[];
  readonly active: boolean;
}

/** A till charges the payment code that it scanned, finally. A code is charged once, and lives for two steps at most. */
export interface ChargePaymentCode {
  readonly payment_code: string;
  readonly store: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
}

/**
 * A till charges the device that was held to it, finally, by the number, counter and cryptogram that the device
 * answered. A tap is for this store, this amount, and once.
 */
export interface ChargeTap {
  readonly number: string;
  readonly counter: number;
  readonly cryptogram: string;
  readonly store: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
}

/**
 * A payment was made by what a device showed, finally. `user_verified` says that the device had its user's proof (a
 * PIN).
 */
export interface Charged {
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly user_verified: boolean;
}

/** A wallet has another class. */
export interface ClassChanged {
  readonly wallet: string;
  readonly wallet_class: "I" | "II" | "III" | "IV";
}

/**
 * The clock of the process that answers. Milliseconds ahead of the witness furthest behind, and behind the one that is
 * furthest ahead; 0 when it is not.
 */
export interface Clock {
  readonly trusted: boolean;
  readonly ahead_ms: number;
  readonly behind_ms: number;
  readonly groups_ahead: number;
  readonly alarm: string | null;
}

/** By how many seconds the test world's clock went forward. */
export interface ClockData {
  readonly seconds: number;
}

/** Pays a wallet's interest up to yesterday, sends all it holds to a bank account of its holder, and closes it. */
export interface CloseOut {
  readonly bank_account: string;
}

/**
 * Proposes to close a day whose breaks are not all explained, and says why; a second person of the institution
 * approves it.
 */
export interface CloseWithBreaks {
  readonly reason: string;
}

/**
 * A wallet was closed out: what went to the bank account, and how much of it was interest. `journal` is null when
 * there was nothing.
 */
export interface ClosedOut {
  readonly wallet: string;
  readonly amount: Money;
  readonly interest: Money;
  readonly journal: string | null;
}

/** A code, to whom it pays. `amount` is null when the payer enters it. */
export interface CollectCode {
  readonly id: string;
  readonly kind: "static" | "dynamic";
  readonly state: "open" | "used" | "revoked" | "expired";
  readonly store: string | null;
  readonly wallet: string | null;
  readonly amount: Money | null;
  readonly reference: string | null;
  readonly opened_at: string;
  readonly expires_at: string | null;
  readonly payment: string | null;
  readonly plan: string | null;
  readonly payload: string;
}

/** A code was made. `payload` is the text of its QR symbol; `expires_at` is null for a static one. */
export interface CollectCodeOpened {
  readonly collect_code: string;
  readonly payload: string;
  readonly expires_at: string | null;
}

/** A code was paid, finally. */
export interface CollectCodePaid {
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly collect_code: string;
}

/** A code was withdrawn. */
export interface CollectCodeRevoked {
  readonly collect_code: string;
}

/** Asks, before a payment from `payer`, whether the holder of the wallet `payee` has this name. It is never told. */
export interface ConfirmPayee {
  readonly payer: string;
  readonly payee: string;
  readonly name: string;
}

/**
 * An entry of the core's statement. `reference` is the end-to-end identification: the platform's transfer or journal,
 * or the reference it was asked with. `core_reference` is the bank's own.
 */
export interface CoreLine {
  readonly side: "debit" | "credit";
  readonly minor: number;
  readonly at?: string | null | undefined;
  readonly reference?: string | undefined;
  readonly core_reference?: string | undefined;
}

/** Where the import of a day stands: how many of its entries have come. */
export interface CoreStatementImported {
  readonly account: string;
  readonly day: string;
  readonly attempt: number;
  readonly state: "loading" | "loaded" | "matched" | "closed";
  readonly loaded_entries: number;
}

/**
 * Books entries that take effect at `effective_at`, in a past day that is still open; history itself never changes.
 * Every account must be of the books of who asks.
 */
export interface Correct {
  readonly lines: readonly CorrectionLine[];
  readonly effective_at: string;
  readonly reason: string;
}

/** So many `minor` units from the `debit` account to the `credit` account. */
export interface CorrectionLine {
  readonly debit: string;
  readonly credit: string;
  readonly minor: number;
}

/**
 * How a proposal ended: `done` with the act's outcome, `refused` by the act's own rules, or `rejected`. It is still
 * `open` when a third person has to agree.
 */
export interface Decided {
  readonly proposal: string;
  readonly state: "open" | "expired" | "done" | "refused" | "rejected";
  readonly outcome: Readonly<Record<string, unknown>> | null;
}

/** A second person's note. */
export interface Decision {
  readonly note?: string | undefined;
}

/** The wallet that is asked says no. */
export interface DeclineRequest {
  readonly payer: string;
}

/** One event for one endpoint. `event` is the `webhook-id` of every attempt. */
export interface Delivery {
  readonly id: string;
  readonly webhook: string;
  readonly event: string;
  readonly sequence: number;
  readonly n: number;
  readonly kind: string;
  readonly state: "waiting" | "delivered" | "dead" | "again";
  readonly attempts: number;
  readonly routed_at: string;
  readonly done_at: string | null;
  readonly next_attempt_at: string | null;
  readonly last_status: number | null;
  readonly last_error: string;
}

/** A delivery and every attempt at it. */
export interface DeliveryWithAttempts {
  readonly id: string;
  readonly webhook: string;
  readonly event: string;
  readonly sequence: number;
  readonly n: number;
  readonly kind: string;
  readonly state: "waiting" | "delivered" | "dead" | "again";
  readonly attempts: number;
  readonly routed_at: string;
  readonly done_at: string | null;
  readonly next_attempt_at: string | null;
  readonly last_status: number | null;
  readonly last_error: string;
  readonly tries: readonly Attempt[];
}

/** Cash is paid into a bank account, over the counter. */
export interface DepositCash {
  readonly amount: Renminbi;
}

/** A holder, and which detail was forgotten; never what it was. */
export interface DetailData {
  readonly holder: string;
  readonly detail: string;
}

/** A device, `active` until it is `revoked`. Until `limited_until` what it may move is limited. */
export interface Device {
  readonly id: string;
  readonly holder: string;
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  readonly public_key: string;
  readonly label: string;
  readonly status: "active" | "revoked";
  readonly added_at: string;
  readonly revoked_at: string | null;
  readonly replaces: string | null;
  readonly limited_until: string | null;
}

/** A device and its holder. */
export interface DeviceData {
  readonly device: string;
  readonly holder: string;
}

/** A lost device was ended: how many wallets of its holder were frozen, and the freeze that two people lift. */
export interface DeviceLost {
  readonly device: string;
  readonly revoked_at: string;
  readonly wallets_frozen: number;
  readonly holder_freeze: string | null;
}

/** A device was added; until `limited_until`, where there is one, what it may move is limited. */
export interface DeviceRegistered {
  readonly device: string;
  readonly holder: string;
  readonly limited_until: string | null;
}

/** A holder's device signs from now on. */
export interface DeviceRegisteredEvent {
  readonly id: string;
  readonly type: "device.registered";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: DeviceData;
}

/** A device is no longer accepted. */
export interface DeviceRevoked {
  readonly device: string;
  readonly revoked_at: string;
}

/** A holder's device signs no more. */
export interface DeviceRevokedEvent {
  readonly id: string;
  readonly type: "device.revoked";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: DeviceData;
}

/** A device was replaced: the new one, and the one that is no longer accepted. */
export interface DeviceRotated {
  readonly device: string;
  readonly replaced: string;
}

/** An amount of digital yuan, in fen. */
export interface DigitalYuan {
  readonly minor: number;
  readonly asset: "E-CNY";
}

/** A limit or quota in fen of digital yuan; zero allows nothing. */
export interface DigitalYuanCeiling {
  readonly minor: number;
  readonly asset: "E-CNY";
}

/**
 * A paper that the operator has seen: its kind and the SHA-256 of its file, 64 hexadecimal digits. The file itself
 * stays with the operator.
 */
export interface Document {
  readonly kind: "licence" | "identity" | "premises" | "settlement" | "permit" | "other";
  readonly sha256: string;
}

/** A paper's kind and SHA-256. */
export interface DocumentShown {
  readonly kind: "licence" | "identity" | "premises" | "settlement" | "permit" | "other";
  readonly sha256: string;
}

/**
 * The platform or a seller (`merchant`) ends a plan: no payment is split by it any more. Refunds of earlier payments
 * go on as agreed.
 */
export interface EndSplitPlan {
  readonly merchant: string;
}

/** Gives the device that signed this a token to pay from a wallet with, at tills and also without a network. */
export interface EnrolPayerToken {
  readonly wallet: string;
}

/** One's first key: the token is `token_prefix` and then the secret that one made. */
export interface Enrolled {
  readonly key: string;
  readonly principal: string;
  readonly token_prefix: string;
}

/**
 * The shares of one's code, and the SHA-256 in hexadecimal of the secret that one's key is to have: 52 characters of
 * base 32 (RFC 4648, capitals, without padding), 32 random bytes.
 */
export interface Enrolment {
  readonly shares: readonly string[];
  readonly secret_hash: string;
}

/**
 * What a holder left who died. `amount` is what was in the wallets and what refunds had waited for the holder; it,
 * `interest` and `journal` are null until the estate is settled.
 */
export interface Estate {
  readonly holder: string;
  readonly holder_freeze: string;
  readonly papers: readonly string[];
  readonly opened_at: string;
  readonly heirs: readonly EstatePart[];
  readonly heir_papers: readonly string[];
  readonly amount: Money | null;
  readonly interest: Money | null;
  readonly journal: string | null;
  readonly settled_at: string | null;
}

/** A holder who died; `amount` is what the heirs were given. */
export interface EstateData {
  readonly holder: string;
  readonly amount: Money | null;
}

/** A holder has died; the wallets are frozen for the heirs. */
export interface EstateOpenedEvent {
  readonly id: string;
  readonly type: "estate.opened";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: EstateData;
}

/** What an heir was to get, a fixed amount and a share of the rest, and what it got. */
export interface EstatePart {
  readonly heir: string;
  readonly fixed: Money;
  readonly share_ppm: number;
  readonly amount: Money;
}

/** The heirs have what a holder left. */
export interface EstateSettledEvent {
  readonly id: string;
  readonly type: "estate.settled";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: EstateData;
}

/** Something that happened, in the order of the sequencer. What `payload` holds follows from `kind`. */
export interface Event {
  readonly sequence: number;
  readonly n: number;
  readonly kind: string;
  readonly at: string;
  readonly institution: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The bank did what was ordered. */
export interface ExchangeCompletedEvent {
  readonly id: string;
  readonly type: "exchange.completed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ExchangeOrderData;
}

/** An exchange order: `completed`, `reversed` and `paid_out` are its ends. */
export interface ExchangeOrder {
  readonly id: string;
  readonly wallet: string;
  readonly external_account: string;
  readonly kind: "load" | "unload";
  readonly amount: Money;
  readonly state: "pending" | "sent" | "unknown" | "completed" | "reversed" | "returning" | "stuck" | "paid_out";
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly journal: string | null;
  readonly end_journal: string | null;
  readonly bank_reference: string;
  readonly reference: string | null;
}

/** An order between a wallet and an account at a bank outside the platform. */
export interface ExchangeOrderData {
  readonly wallet: string;
  readonly exchange_order: string;
  readonly amount: Money;
}

/** An exchange order was taken; where it stands is read with it. A load has no journal yet. */
export interface ExchangeOrdered {
  readonly exchange_order: string;
  readonly journal: string | null;
  readonly created_at: string;
}

/** An order with a bank outside was placed. */
export interface ExchangeOrderedEvent {
  readonly id: string;
  readonly type: "exchange.ordered";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ExchangeOrderData;
}

/** Money that was stuck was paid out. */
export interface ExchangePaidOutEvent {
  readonly id: string;
  readonly type: "exchange.paid_out";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ExchangeOrderData;
}

/** Money that cannot come into the wallet is on its way back. */
export interface ExchangeReturningEvent {
  readonly id: string;
  readonly type: "exchange.returning";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ExchangeOrderData;
}

/** The bank did nothing; the money is where it was. */
export interface ExchangeReversedEvent {
  readonly id: string;
  readonly type: "exchange.reversed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ExchangeOrderData;
}

/** The money can go neither on nor back; people have to decide. */
export interface ExchangeStuckEvent {
  readonly id: string;
  readonly type: "exchange.stuck";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ExchangeOrderData;
}

/** Whether the bank did what was ordered is not known yet. */
export interface ExchangeUnknownEvent {
  readonly id: string;
  readonly type: "exchange.unknown";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ExchangeOrderData;
}

/**
 * Says why breaks of a day are so, at most 100 at once. With a `journal`, that it made up for them: it has to be
 * younger than the day, to change the account by just what they differ by, and to have made up for no others. What is
 * said again counts, until the day is closed.
 */
export interface ExplainBreaks {
  readonly numbers: readonly number[];
  readonly reason: string;
  readonly journal?: string | null | undefined;
}

/** A customer's account at a bank outside. */
export interface ExternalAccount {
  readonly id: string;
  readonly external_bank: string;
  readonly number_masked: string;
  readonly opened_at: string;
}

/** A customer's account at a bank outside was added. */
export interface ExternalAccountOpened {
  readonly external_account: string;
  readonly number_masked: string;
}

/** A bank outside. `balance` is what it owes the operator; below zero the operator owes it. */
export interface ExternalBank {
  readonly id: string;
  readonly operator: string;
  readonly code: string;
  readonly name: string;
  readonly balance: Money;
  readonly opened_at: string;
}

/** A bank outside was added. */
export interface ExternalBankOpened {
  readonly external_bank: string;
}

/** An operator and a bank outside settled what one owed the other. */
export interface ExternalBankSettledEvent {
  readonly id: string;
  readonly type: "external_bank.settled";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: SettlementData;
}

/** A rule has ended; it was `met` so often. */
export interface FailureLifted {
  readonly failure_rule: string;
  readonly met: number;
}

/** A rule that makes an operation fail. `times` is null for until it is lifted; `met` counts who met it. */
export interface FailureRule {
  readonly id: string;
  readonly operation: string;
  readonly effect: "refuse" | "unavailable" | "answer_lost" | "delivery_twice" | "delivery_delayed";
  readonly code: string;
  readonly amount: Money | null;
  readonly wallet: string | null;
  readonly times: number | null;
  readonly met: number;
  readonly in_force: boolean;
  readonly set_at: string;
}

/** A rule was set; it is met from now on. */
export interface FailureSet {
  readonly failure_rule: string;
}

/** What contradicts an invariant: its name, what it is about (`account 4096`), and how. */
export interface Finding {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/**
 * Proposes to forget a holder's phone, name or bank account that is wrong, or somebody else's now, to be given anew; a
 * second person approves it. `check` names what showed it. What is right instead is not said: proposals are kept in
 * the clear. By a phone that is forgotten the holder is found no more, and its next owner may publish it.
 */
export interface ForgetDetail {
  readonly detail: "phone" | "name" | "bank_account";
  readonly check: string;
  readonly reason: string;
}

/** A freeze of a wallet; `lifted_at` is null while it is in force. `placed_by` is the side that lifts it. */
export interface Freeze {
  readonly id: string;
  readonly wallet: string;
  readonly scope: "all" | "out" | "amount";
  readonly amount: Money | null;
  readonly reason: string;
  readonly placed_at: string;
  readonly lifted_at: string | null;
  readonly placed_by: "operator" | "central_bank";
}

/**
 * Freezes all wallets of a holder, sub-wallets too: everything, or what goes out. It opens none while the freeze
 * lasts. `reason` names the order behind it.
 */
export interface FreezeHolder {
  readonly scope: "all" | "out";
  readonly reason: string;
}

/**
 * Freezes a wallet: everything, what goes out, or an `amount`. `reason` names the order behind it. From the answer on
 * no payment that it forbids is accepted. Only the side that placed it lifts it.
 */
export interface FreezeWallet {
  readonly scope: "all" | "out" | "amount";
  readonly reason: string;
  readonly amount?: DigitalYuan | null | undefined;
}

/** A non-bank moves reserves to its margin. */
export interface FundMargin {
  readonly operator: string;
  readonly amount: Renminbi;
}

/** A line of goods. */
export interface GoodsShown {
  readonly name: string;
  readonly quantity: number;
  readonly unit: Money;
}

/** A committed group by its number, with its link of the hash chain and the journals the caller may see. */
export interface Group {
  readonly sequence: number;
  readonly group: string;
  readonly recorded_at: string;
  readonly digest: string;
  readonly chain: string;
  readonly transfers: number;
  readonly journals: readonly Journal[];
}

/** A holder has a guardian. */
export interface GuardianAppointedEvent {
  readonly id: string;
  readonly type: "guardian.appointed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: GuardianshipData;
}

/** A guardianship ended. */
export interface GuardianEndedEvent {
  readonly id: string;
  readonly type: "guardian.ended";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: GuardianshipData;
}

/**
 * Proposes that another holder, a customer of the same operator, acts for this one until a day; a second person
 * approves it. `papers` are SHA-256 digests, in hexadecimal, of what shows it, such as a court's order.
 */
export interface GuardianProposal {
  readonly guardian: string;
  readonly until: string;
  readonly papers: readonly string[];
  readonly reason: string;
}

/** Who acts for a holder, until when, and on which papers (their digests). */
export interface Guardianship {
  readonly id: string;
  readonly ward: string;
  readonly guardian: string;
  readonly until_at: string;
  readonly papers: readonly string[];
  readonly appointed_at: string;
  readonly ended_at: string | null;
}

/** A guardianship and its ward. */
export interface GuardianshipData {
  readonly guardianship: string;
  readonly ward: string;
}

/** A guardianship was ended. */
export interface GuardianshipEnded {
  readonly guardianship: string;
  readonly ended_at: string;
}

/** Whether this process lives, or is ready to serve; and what is wrong all the same. */
export interface Health {
  readonly status: "alive" | "ready";
  readonly alarm: string | null;
}

/**
 * What goes to an heir's wallet: a fixed amount, then a share in parts per million of what is left after all fixed
 * amounts.
 */
export interface Heir {
  readonly wallet: string;
  readonly fixed?: DigitalYuanCeiling | null | undefined;
  readonly share_ppm?: number | undefined;
}

/** A part of a hold was taken. `captured` is the sum so far, `left` what is still held. */
export interface HoldCaptured {
  readonly payment: string;
  readonly journal: string;
  readonly captured: Money;
  readonly left: Money;
}

/** A payment that was held: what was asked, and what was captured of it so far. */
export interface HoldData {
  readonly payment: string;
  readonly amount: Money;
  readonly captured: Money;
  readonly payee: string | null;
  readonly payer: string | null;
  readonly store: string | null;
  readonly reference: string | null;
}

/** What was left of a hold was given back. */
export interface HoldEnded {
  readonly payment: string;
  readonly journal: string;
  readonly returned: Money;
}

/**
 * Reserves an amount for a store or a payee's wallet until `expires_at`, at most 30 days ahead. A hold is a payment
 * that is not captured yet, and is to exactly one of the two as a payment is.
 */
export interface HoldOrder {
  readonly payer: string;
  readonly amount: DigitalYuan;
  readonly kind?: "person" | "merchant" | "salary" | "party_dues" | null | undefined;
  readonly store?: string | null | undefined;
  readonly payee?: string | null | undefined;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
  readonly expires_at: string;
}

/** An amount is reserved. */
export interface HoldPlaced {
  readonly payment: string;
  readonly journal: string;
  readonly expires_at: string;
}

/** A detail of a holder was forgotten. */
export interface HolderDetailForgottenEvent {
  readonly id: string;
  readonly type: "holder.detail_forgotten";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: DetailData;
}

/**
 * A freeze of all wallets of a holder; `lifted_at` is null while it is in force. `placed_by` is the side that lifts
 * it.
 */
export interface HolderFreeze {
  readonly id: string;
  readonly holder: string;
  readonly scope: "all" | "out" | "amount";
  readonly reason: string;
  readonly placed_at: string;
  readonly lifted_at: string | null;
  readonly placed_by: "operator" | "central_bank";
}

/** A holder and a freeze of all its wallets. */
export interface HolderFreezeData {
  readonly holder: string;
  readonly holder_freeze: string;
}

/** A holder is frozen from this answer on; how many wallets it froze. */
export interface HolderFrozen {
  readonly holder: string;
  readonly holder_freeze: string;
  readonly wallets_frozen: number;
}

/** All wallets of a holder were frozen. */
export interface HolderFrozenEvent {
  readonly id: string;
  readonly type: "holder.frozen";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: HolderFreezeData;
}

/** Personal data, read by one who may; the reading is in the log of acts. */
export interface HolderRead {
  readonly holder: string;
  readonly phone: string;
  readonly name: string;
  readonly id_number: string;
  readonly bank_account: string;
  readonly face_to_face: boolean;
}

/** A freeze of all wallets of a holder was lifted. */
export interface HolderUnfrozenEvent {
  readonly id: string;
  readonly type: "holder.unfrozen";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: HolderFreezeData;
}

/**
 * Begins to import what the bank's core says of an account in its own book on a day in China that is over: how many
 * entries `file` (the digest of it) has, and what its credits and debits add up to. The same file again is the same
 * import; another one begins the day anew, unless it is closed.
 */
export interface ImportCoreStatement {
  readonly account: string;
  readonly day: string;
  readonly file: string;
  readonly entries: number;
  readonly credit_minor: number;
  readonly debit_minor: number;
}

/** The central bank or an operator. */
export interface Institution {
  readonly id: string;
  readonly code: string;
  readonly kind: "central_bank" | "bank" | "nonbank";
  readonly name_en: string;
  readonly name_zh: string;
  readonly regime: "none" | "m0_cash" | "deposit_money" | "nonbank_full_reserve";
  readonly opened_at: string;
}

/** A signed instruction: the text that the device signed, byte by byte, and its signature. */
export interface Instruction {
  readonly device: string;
  readonly operation: string;
  readonly user_verified: boolean;
  readonly signed_at: string;
  readonly expires_at: string;
  readonly decided_at: string;
  readonly nonce: string;
  readonly base: string;
  readonly signature: string;
}

/** A step of a run was done: how many wallets it looked at, what it reckoned or paid, whether its pass has ended. */
export interface InterestAdvanced {
  readonly run: string;
  readonly wallets: number;
  readonly interest: Money;
  readonly ended: boolean;
}

/** What a wallet was settled for up to, not including, a day. `run` is null when it was closed out. */
export interface InterestItem {
  readonly until: string;
  readonly run: string | null;
  readonly fen_days: number;
  readonly interest: Money;
  readonly journal: string | null;
}

/** All interest of a run is paid. */
export interface InterestPaidEvent {
  readonly id: string;
  readonly type: "interest.paid";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: InterestRunData;
}

/** A run was begun, with the first day and the last of what it settles. */
export interface InterestPrepared {
  readonly run: string;
  readonly first_day: string;
  readonly last_day: string;
}

/** The figures of an interest run are complete. */
export interface InterestPreparedEvent {
  readonly id: string;
  readonly type: "interest.prepared";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: InterestRunData;
}

/**
 * A quarter of an operator: what is due, what was paid, and what closed wallets took with them.
 *
 * `due` is complete once `state` is prepared.
 */
export interface InterestRun {
  readonly id: string;
  readonly operator: string;
  readonly state: "preparing" | "prepared" | "released" | "done";
  readonly first_day: string;
  readonly last_day: string;
  readonly due_wallets: number;
  readonly due: Money;
  readonly paid_wallets: number;
  readonly paid: Money;
  readonly closed_wallets: number;
  readonly closed: Money;
  readonly prepared_at: string | null;
  readonly released_at: string | null;
  readonly done_at: string | null;
}

/** A run of interest, and what it comes to. */
export interface InterestRunData {
  readonly run: string;
  readonly amount: Money;
}

/** The central bank issues digital yuan to an operator's vault against its reserves, under its quota. */
export interface Issue {
  readonly operator: string;
  readonly amount: DigitalYuan;
  readonly reason: string;
}

/** Gives the holder a one-time code to pay cash `in` or to draw it `out` at a bank's counter or machine. */
export interface IssueCashCode {
  readonly direction: "in" | "out";
  readonly amount: DigitalYuan;
}

/** Transfers that were committed together. */
export interface Journal {
  readonly id: string;
  readonly transfers: readonly Transfer[];
}

/** The central bank lends an operator reserves. */
export interface LendReserves {
  readonly operator: string;
  readonly amount: Renminbi;
  readonly reason: string;
}

/** A limit in force (null: none), and where it comes from. */
export interface LimitLine {
  readonly limit: Money | null;
  readonly used: Money | null;
  readonly left: Money | null;
  readonly own: Money | null;
  readonly rule: string;
  readonly rule_zh: string;
  readonly citation: string;
}

/** Limits are in force: of a wallet, or of an operator's wallets. */
export interface LimitsSet {
  readonly subject: string;
}

/**
 * Binds a bank account to the holder of a wallet, so that money may move between the two. One that is nobody's yet can
 * only be bound by its own bank.
 */
export interface LinkBankAccount {
  readonly bank_account: string;
}

/** Moves money from a bank account of the holder into the wallet (兑出). */
export interface Load {
  readonly bank_account: string;
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/**
 * Tops a visitor's wallet up with what the operator's acquirer took from a card. `card` is the acquirer's token for
 * it, never its number; `network` its brand.
 */
export interface LoadByCard {
  readonly acquirer: string;
  readonly network: string;
  readonly card: string;
  readonly last_four: string;
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** An amount that fails in these operations without any rule, every time. */
export interface MagicAmount {
  readonly amount: Money;
  readonly operations: readonly string[];
  readonly effect: "refuse" | "unavailable" | "answer_lost" | "delivery_twice" | "delivery_delayed";
  readonly code: string;
}

/** The amounts that fail. */
export interface MagicAmounts {
  readonly items: readonly MagicAmount[];
}

/** Who is calling, and what this role may do: `own`, `all`, `two` (a second person approves), `two, own`. */
export interface Me {
  readonly principal: string;
  readonly role: "central_bank" | "operator" | "merchant" | "employer" | "government" | "auditor" | "holder";
  readonly institution: string | null;
  readonly subject: string | null;
  readonly name: string;
  readonly mode: "live" | "test";
  readonly key: string;
  readonly grants: Readonly<Record<string, string>>;
}

/** A merchant. Its wallet is shown to those who may read it. */
export interface Merchant {
  readonly id: string;
  readonly operator: string;
  readonly wallet: string | null;
  readonly name_en: string;
  readonly name_zh: string;
  readonly category: string;
  readonly purpose: string;
  readonly scenario: string;
  readonly fee_ppm: number;
  readonly suspended: boolean;
  readonly opened_at: string;
}

/** The application waits for its review. */
export interface MerchantApplied {
  readonly application: string;
}

/** A company became a merchant. */
export interface MerchantApprovedEvent {
  readonly id: string;
  readonly type: "merchant.approved";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ApplicationData;
}

/** A merchant was registered. */
export interface MerchantOpened {
  readonly merchant: string;
}

/** A company's application was rejected. */
export interface MerchantRejectedEvent {
  readonly id: string;
  readonly type: "merchant.rejected";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ApplicationData;
}

/** Payments to a merchant are stopped, or allowed again. */
export interface MerchantSet {
  readonly merchant: string;
  readonly suspended: boolean;
}

/** An amount in an answer: whole minor units of an asset. */
export interface Money {
  readonly minor: number;
  readonly asset: string;
}

/** Moves some of an operator's wallets to its regime, in one journal. All follow by themselves; this is sooner. */
export interface MoveWallets {
  readonly limit?: number | undefined;
}

/** Money was moved, in one journal. */
export interface Moved {
  readonly journal: string;
  readonly recorded_at: string;
}

/** What one operator owes another, under which cap. */
export interface NettingPair {
  readonly debtor: string;
  readonly creditor: string;
  readonly cap: Money;
  readonly owed: Money;
}

/**
 * Registers an acquirer of foreign cards at an operator. Its money stands in `bank_account`, which is nobody's before
 * and its own from then on.
 */
export interface OpenAcquirer {
  readonly operator: string;
  readonly bank_account: string;
  readonly name: string;
}

/**
 * A bank opens a deposit account, for a holder or for nobody yet; `cash` is paid in at once. Of its `number`, 8 to 32
 * digits, only the last four can be read again.
 */
export interface OpenBankAccount {
  readonly bank: string;
  readonly number: string;
  readonly customer?: string | null | undefined;
  readonly cash?: Renminbi | null | undefined;
}

/**
 * Makes a code for a `store` or a `wallet`: exactly one of the two. With `lifetime_s` (rule `codes.collect`) it is
 * dynamic, for one payment of `amount`; without, static, for any number of payments until it is revoked, of `amount`
 * or of what payers enter. With a `plan` of the store its payments are split.
 */
export interface OpenCollectCode {
  readonly store?: string | null | undefined;
  readonly wallet?: string | null | undefined;
  readonly amount?: DigitalYuan | null | undefined;
  readonly reference?: string | null | undefined;
  readonly lifetime_s?: number | null | undefined;
  readonly plan?: string | null | undefined;
}

/**
 * Proposes to freeze all wallets of a holder who died; a second person approves it. `papers` are SHA-256 digests, in
 * hexadecimal, of what shows it.
 */
export interface OpenEstate {
  readonly papers: readonly string[];
  readonly reason: string;
}

/**
 * The wallet's operator adds the holder's account at a bank outside, checked by it; an agreement links it. Of its
 * number only the last four digits can be read again.
 */
export interface OpenExternalAccount {
  readonly external_bank: string;
  readonly number: string;
}

/** An operator begins to deal with a bank outside the platform; `code` names it in the server's settings. */
export interface OpenExternalBank {
  readonly operator: string;
  readonly code: string;
  readonly name: string;
}

/** An operator registers a merchant that is paid into one of its corporate wallets. `category` is a code of ISO 18245. */
export interface OpenMerchant {
  readonly wallet: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly category: string;
  readonly purpose?: string | undefined;
  readonly scenario?: string | undefined;
}

/** Opens an operator that the rule book admits on this day, with its standing accounts and its quota. */
export interface OpenOperator {
  readonly code: string;
  readonly quota: DigitalYuanCeiling;
  readonly reason: string;
}

/** Registers a store of a merchant. `region` is a district code (GB/T 2260). */
export interface OpenStore {
  readonly name: string;
  readonly region: string;
}

/** A company opens a sub-wallet for a store; a merchant can then be registered as paid into it. */
export interface OpenSubWallet {
  readonly label: string;
}

/** Registers a terminal of a store; `label` is what people call it, `serial` what its maker does. */
export interface OpenTerminal {
  readonly label: string;
  readonly serial?: string | undefined;
}

/**
 * Opens a wallet at an operator. Which details are needed follows from the class (rule book, `opening`). A holder
 * whose identity number the operator knows gets a further wallet: what it shows adds to what is known, and may not
 * differ from it. A company's bank account is its one settlement account.
 */
export interface OpenWallet {
  readonly operator: string;
  readonly kind: "personal" | "corporate";
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
  readonly id_number?: string | undefined;
  readonly bank_account?: string | undefined;
  readonly face_to_face?: boolean | undefined;
}

/**
 * Has the caller's events sent to a URL from now on: an institution's, or those that concern a merchant or a company
 * there. `kinds` are kinds of events such as `payment.completed`; without any, all are sent. The secret is in this
 * answer and nowhere else.
 */
export interface OpenWebhook {
  readonly url: string;
  readonly kinds?: readonly string[] | undefined;
}

/** A limit an operator sets below the scheme's. */
export interface OperatorLimit {
  readonly kind: "personal" | "corporate";
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly component: "balance" | "single" | "daily" | "yearly";
  readonly limit: Money;
}

/** The order was withdrawn. */
export interface OrderCancelled {
  readonly order: string;
}

/** An order by its id and the merchant's own number, and the payment that paid it. */
export interface OrderData {
  readonly order: string;
  readonly number: string;
  readonly store: string;
  readonly payment: string;
  readonly amount: Money;
  readonly merchant: string | null;
  readonly payer: string | null;
}

/** Orders a load from, or an unload to, an account at a bank outside. It ends in completion or reversal, never twice. */
export interface OrderExchange {
  readonly external_account: string;
  readonly kind: "load" | "unload";
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** A line of goods: what, how many, and the price of one. */
export interface OrderLine {
  readonly name: string;
  readonly quantity: number;
  readonly unit: DigitalYuan;
}

/** The order is paid: final. */
export interface OrderPaid {
  readonly order: string;
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly amount: Money;
  readonly fee: Money;
}

/** An order was paid. */
export interface OrderPaidEvent {
  readonly id: string;
  readonly type: "order.paid";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: OrderData;
}

/** An order can be paid until it expires. `digest` is the SHA-256 of its lines. */
export interface OrderPlaced {
  readonly order: string;
  readonly amount: Money;
  readonly digest: string;
  readonly expires_at: string;
}

/** An order as the merchant placed it. */
export interface OrderShown {
  readonly id: string;
  readonly merchant: string;
  readonly store: string;
  readonly terminal: string | null;
  readonly number: string;
  readonly amount: Money;
  readonly lines: readonly GoodsShown[];
  readonly digest: string;
  readonly placed_at: string;
  readonly expires_at: string;
  readonly state: "open" | "paid" | "cancelled" | "expired";
  readonly payment: string | null;
  readonly plan: string | null;
}

/** What was decided under an idempotency key: an answer, or a refusal. */
export interface Outcome {
  readonly operation: string;
  readonly key: string;
  readonly decided_at: string;
  readonly outcome: Readonly<Record<string, unknown>>;
}

/**
 * What a refund could not bring to a wallet that was closed: it waits for the holder, and is `paid_into` a wallet as
 * soon as the holder has one there, since when `claimed_at` is not null. When the heirs were given it, `paid_into`
 * stays null.
 */
export interface OwedRefund {
  readonly id: string;
  readonly payment: string;
  readonly wallet: string;
  readonly holder: string;
  readonly amount: Money;
  readonly at: string;
  readonly paid_into: string | null;
  readonly claimed_at: string | null;
}

/** A refund whose payer's wallet is closed, as its holder sees it: `wallet` took it, or is the closed one. */
export interface OwedRefundData {
  readonly payment: string;
  readonly wallet: string;
  readonly amount: Money;
}

/** A payment was made, and is final. `fee` is what the payee pays its operator of it. */
export interface Paid {
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly fee: Money;
}

/** A bill and the payment that paid it. */
export interface PaidBillData {
  readonly merchant: string;
  readonly bill: string;
  readonly payment: string;
  readonly amount: Money;
  readonly payer: string | null;
}

/** What a party got of a payment, and has given back since; of that `advanced` was given by the platform for it. */
export interface Part {
  readonly merchant: string;
  readonly plan: string;
  readonly amount: Money;
  readonly refunded: Money;
  readonly advanced: Money;
  readonly transfer: string;
}

/** A merchant's part of a split payment. */
export interface PartData {
  readonly payment: string;
  readonly merchant: string;
  readonly amount: Money;
  readonly split_plan: string | null;
}

/** Pays a bill, finally. It is paid at most once, whoever pays it; the amount has to be the one that it asks. */
export interface PayBill {
  readonly payer: string;
  readonly amount: DigitalYuan;
}

/**
 * Pays `amount` to the code whose scanned text is `payload`, finally. A dynamic code is paid once. The amount is said
 * also when the code has one, which it must be: so the payer's consent names what is paid.
 */
export interface PayCollectCode {
  readonly payer: string;
  readonly payload: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
}

/**
 * Proposes to pay a bank outside what the operator owes it, out of the operator's reserves; a second person of the
 * operator approves it.
 */
export interface PayExternalBank {
  readonly amount: Renminbi;
  readonly reason: string;
}

/** Pays an order as it stands; final when it is answered. Of two payers one pays. */
export interface PayOrder {
  readonly payer: string;
}

/**
 * Proposes to pay a stuck order's money to another wallet or to a bank account of its holder: exactly one of the two.
 * A second person of the operator approves it.
 */
export interface PayOutOrder {
  readonly wallet?: string | null | undefined;
  readonly bank_account?: string | null | undefined;
  readonly reason: string;
}

/** `payer` pays `amount_minor` at the store of a split plan; everybody in the plan gets a part at once. */
export interface PaySplit {
  readonly payer: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
}

/** How a name agrees with the holder's, `unavailable` when none is known; `left` look-ups remain today. */
export interface PayeeConfirmed {
  readonly payee: string;
  readonly result: "match" | "close_match" | "no_match" | "unavailable";
  readonly left: number;
}

/** A token, without its secret. */
export interface PayerToken {
  readonly id: string;
  readonly number: string;
  readonly wallet: string;
  readonly device: string;
  readonly enrolled_at: string;
  readonly revoked_at: string | null;
}

/**
 * A device has a token, whose payment codes change every `step_s` seconds.
 *
 * `secret` (64 hexadecimal digits) is given to the device that signed, and never stored; to others it is null.
 */
export interface PayerTokenEnrolled {
  readonly payer_token: string;
  readonly number: string;
  readonly wallet: string;
  readonly device: string;
  readonly step_s: number;
  readonly secret: string | null;
}

/** A token was ended. */
export interface PayerTokenRevoked {
  readonly payer_token: string;
  readonly revoked_at: string;
}

/** A payment as it stands. */
export interface Payment {
  readonly id: string;
  readonly kind: "person" | "merchant" | "salary" | "party_dues";
  readonly state: "completed" | "held" | "released" | "expired";
  readonly payer: string;
  readonly payee: string;
  readonly store: string | null;
  readonly amount: Money;
  readonly captured: Money;
  readonly refunded: Money;
  readonly fee: Money;
  readonly journal: string;
  readonly at: string;
  readonly expires_at: string | null;
  readonly purpose: string;
  readonly reference: string | null;
}

/** The payee took held money, all of it or a part. */
export interface PaymentCapturedEvent {
  readonly id: string;
  readonly type: "payment.captured";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: HoldData;
}

/** A payment code, and the store whose till was shown it. */
export interface PaymentCodeLookup {
  readonly payment_code: string;
  readonly store: string;
}

/** A payment was made at once: the payee has the money. */
export interface PaymentCompletedEvent {
  readonly id: string;
  readonly type: "payment.completed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PaymentData;
}

/** A payment: who paid whom, for which store, and the payer's reference. */
export interface PaymentData {
  readonly payment: string;
  readonly payee: string;
  readonly amount: Money;
  readonly payer: string | null;
  readonly store: string | null;
  readonly reference: string | null;
}

/** A hold ran out; what was left of it went back to the payer. */
export interface PaymentExpiredEvent {
  readonly id: string;
  readonly type: "payment.expired";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: HoldData;
}

/** The money of a payment is reserved; the payee has none of it yet. */
export interface PaymentHeldEvent {
  readonly id: string;
  readonly type: "payment.held";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PaymentData;
}

/**
 * Pays a store, or a payee's wallet: exactly one of the two. Without a `kind` it is `merchant` to a store and `person`
 * to a wallet. Final when it is answered; a refund is an act of its own.
 */
export interface PaymentOrder {
  readonly payer: string;
  readonly amount: DigitalYuan;
  readonly kind?: "person" | "merchant" | "salary" | "party_dues" | null | undefined;
  readonly store?: string | null | undefined;
  readonly payee?: string | null | undefined;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
}

/** A merchant has got its part of a split payment. */
export interface PaymentPartReceivedEvent {
  readonly id: string;
  readonly type: "payment.part_received";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PartData;
}

/** Money of a payment was given back, in part or whole. */
export interface PaymentRefundedEvent {
  readonly id: string;
  readonly type: "payment.refunded";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: RefundData;
}

/** What was left of a hold went back to the payer. */
export interface PaymentReleasedEvent {
  readonly id: string;
  readonly type: "payment.released";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: HoldData;
}

/** A request to pay as it stands. `signed` is null for a plain one. */
export interface PaymentRequest {
  readonly id: string;
  readonly state: "open" | "paid" | "declined" | "cancelled" | "expired";
  readonly payee: string;
  readonly store: string | null;
  readonly payer: string | null;
  readonly amount: Money;
  readonly purpose: string;
  readonly reference: string | null;
  readonly requested_at: string;
  readonly expires_at: string;
  readonly ended_at: string | null;
  readonly payment: string | null;
  readonly plan: string | null;
  readonly signed: Signed | null;
}

/** Who asked for money does so no more. */
export interface PaymentRequestCancelledEvent {
  readonly id: string;
  readonly type: "payment_request.cancelled";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PaymentRequestData;
}

/** Somebody asks for money. */
export interface PaymentRequestCreatedEvent {
  readonly id: string;
  readonly type: "payment_request.created";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PaymentRequestData;
}

/** A request to pay: who asks whom for how much; `payment` once it is paid, `payer` once one is known. */
export interface PaymentRequestData {
  readonly payment_request: string;
  readonly payee: string;
  readonly amount: Money;
  readonly store: string | null;
  readonly payment: string | null;
  readonly payer: string | null;
  readonly reference: string | null;
}

/** The payer declined a request to pay. */
export interface PaymentRequestDeclinedEvent {
  readonly id: string;
  readonly type: "payment_request.declined";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PaymentRequestData;
}

/** A request to pay ran out. */
export interface PaymentRequestExpiredEvent {
  readonly id: string;
  readonly type: "payment_request.expired";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PaymentRequestData;
}

/** A request to pay was accepted, and paid. */
export interface PaymentRequestPaidEvent {
  readonly id: string;
  readonly type: "payment_request.paid";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: PaymentRequestData;
}

/** A request to pay was made. */
export interface PaymentRequested {
  readonly payment_request: string;
  readonly expires_at: string;
}

/**
 * The merchant says with its own key what it sells, under its own `number`; the amount is the sum of the lines.
 * Whoever is shown the order's id can pay it, once, for `lifetime_s` seconds. With a `plan` of the store the payment
 * is split.
 */
export interface PlaceOrder {
  readonly store: string;
  readonly number: string;
  readonly lines: readonly OrderLine[];
  readonly terminal?: string | null | undefined;
  readonly lifetime_s?: number | undefined;
  readonly plan?: string | null | undefined;
}

/** A seller of a plan. */
export interface PlanPart {
  readonly seller: string;
  readonly fixed: Money;
  readonly share_ppm: number;
  readonly agreed_at: string | null;
}

/**
 * Moves into a wallet what its sub-wallets have above `keep` each: of the named ones, or of all when none is named.
 * Final when it is answered.
 */
export interface PoolSubWallets {
  readonly sub_wallets?: readonly string[] | undefined;
  readonly keep?: DigitalYuanCeiling | null | undefined;
}

/** How many sub-wallets gave how much; without a `journal` there was nothing to move. */
export interface Pooled {
  readonly wallet: string;
  readonly journal: string | null;
  readonly sub_wallets: number;
  readonly amount: Money;
}

/**
 * Begins the run of an operator's next quarter, once its day of crediting has come. Its steps, or the worker, then
 * reckon what is due.
 */
export interface PrepareInterest {
  readonly operator: string;
}

/** What a payer's token was charged for one counter of it. */
export interface Presentation {
  readonly means: "code" | "tap";
  readonly counter: number;
  readonly payment: string;
  readonly store: string;
  readonly amount: Money;
  readonly refunded: Money;
  readonly paid_at: string;
  readonly user_verified: boolean;
}

/**
 * What became of a payment code or tap that a till was shown.
 *
 * `state`: open (it can be charged), charged (at a store of this merchant: `payment` and the rest say by what), used
 * (elsewhere, or a later code was charged), expired, or revoked.
 */
export interface PresentedCode {
  readonly state: "open" | "charged" | "used" | "expired" | "revoked";
  readonly payment: string | null;
  readonly store: string | null;
  readonly amount: Money | null;
  readonly refunded: Money | null;
  readonly paid_at: string | null;
}

/**
 * Who may call. `vouched` is false when one person alone gave it rights, as could be before schema 6: it takes no part
 * in acts of two people until it has enrolled again.
 */
export interface Principal {
  readonly id: string;
  readonly role: "central_bank" | "operator" | "merchant" | "employer" | "government" | "auditor" | "holder";
  readonly institution: string | null;
  readonly subject: string | null;
  readonly name: string;
  readonly status: "active" | "suspended";
  readonly vouched: boolean;
}

/**
 * Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a holder. It
 * enrols with the shares of a code that two people draw.
 */
export interface PrincipalCreation {
  readonly role: "central_bank" | "operator" | "merchant" | "employer" | "government" | "auditor" | "holder";
  readonly institution?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly name?: string | undefined;
  readonly reason: string;
}

/** A principal was suspended or resumed. */
export interface PrincipalStatusSet {
  readonly principal: string;
  readonly status: "active" | "suspended";
}

/**
 * An act of two people: `open`, `expired`, `done`, `refused` or `rejected`. Where a third has to agree,
 * `approvals_needed` is 2 and `first_approver` who agreed already.
 */
export interface Proposal {
  readonly id: string;
  readonly operation: string;
  readonly command: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly proposer: string;
  readonly institution: string | null;
  readonly proposed_at: string;
  readonly expires_at: string;
  readonly state: "open" | "expired" | "done" | "refused" | "rejected";
  readonly approvals_needed: number;
  readonly first_approver: string | null;
  readonly approver: string | null;
  readonly decided_at: string | null;
  readonly note: string;
  readonly outcome: Readonly<Record<string, unknown>> | null;
}

/**
 * Proposes what may move between a wallet and an account, at a bank here or at one outside: exactly one of the two.
 * Its bank sends a one-time code to the phone on its file. Loads and unloads count alike. Without `valid_from` it is
 * valid from now.
 */
export interface ProposeAgreement {
  readonly bank_account?: string | null | undefined;
  readonly single: DigitalYuan;
  readonly daily_count: number;
  readonly daily: DigitalYuan;
  readonly yearly_count: number;
  readonly yearly: DigitalYuan;
  readonly valid_until: string;
  readonly valid_from?: string | null | undefined;
  readonly external_account?: string | null | undefined;
}

/**
 * A platform proposes how payments at one of its stores are split. What no seller gets is the platform's.
 *
 * `remainder`: `platform` (fractions of a fen are the platform's) or `largest_remainder`.
 */
export interface ProposeSplitPlan {
  readonly store: string;
  readonly name: string;
  readonly sellers: readonly SellerShare[];
  readonly remainder?: "platform" | "largest_remainder" | undefined;
}

/** A second person has to approve this before it expires. */
export interface Proposed {
  readonly proposal: string;
  readonly expires_at: string;
}

/**
 * The holder pushes a sub-wallet to a merchant, which then charges it without a PIN within limits of one charge, a day
 * and, when given, a year. `label` is the holder's own word for it, `customer` the merchant's for its customer, as its
 * app gave it: no name and no number of a person.
 */
export interface PushSubWallet {
  readonly merchant: string;
  readonly label: string;
  readonly single: DigitalYuan;
  readonly daily: DigitalYuan;
  readonly yearly?: DigitalYuan | null | undefined;
  readonly customer?: string | undefined;
}

/** A sub-wallet as the merchant it was pushed to sees it: no holder, no parent, no balance. */
export interface PushedWallet {
  readonly id: string;
  readonly merchant: string;
  readonly customer: string;
  readonly status: "open" | "revoked" | "closed";
  readonly has_token: boolean;
  readonly single: Money | null;
  readonly daily: Money | null;
  readonly opened_at: string;
  readonly revoked_at: string | null;
}

/**
 * Reads the holder's personal data: for the wallet's operator and the holder alone. Who read it, when and why is in
 * the log of acts.
 */
export interface ReadHolder {
  readonly reason: string;
}

/**
 * Proposes to bind a device after a check of who the holder is; `identity_check` names its papers, not the person. A
 * second person approves it. When the holder had one before, the new one is limited for the cooling-off time.
 */
export interface RebindDevice {
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  readonly public_key: string;
  readonly identity_check: string;
  readonly reason: string;
}

/** Moves money from a sub-wallet to its parent. Final when it is answered. */
export interface RecallFromSub {
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** What a payer keeps of a paid bill. `refunded` is what the biller has given back since. */
export interface Receipt {
  readonly merchant: string;
  readonly biller_en: string;
  readonly biller_zh: string;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly refunded: Money;
  readonly due_on: string;
  readonly payer: string;
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
}

/**
 * An account's day: what its bank's core says beside what the platform does, and the breaks between them.
 *
 * `difference` is the core's net less the platform's; the breaks add up to it. The platform's sums are there once the
 * day is matched.
 */
export interface Reconciliation {
  readonly account: string;
  readonly day: string;
  readonly operator: string;
  readonly state: "loading" | "loaded" | "matched" | "closed";
  readonly attempt: number;
  readonly file: string;
  readonly core_entries: number;
  readonly core_credit: Money;
  readonly core_debit: Money;
  readonly loaded_entries: number;
  readonly platform_entries: number;
  readonly platform_credit: Money;
  readonly platform_debit: Money;
  readonly difference: Money;
  readonly matched: number;
  readonly breaks: number;
  readonly open_breaks: number;
  readonly imported_by: string | null;
  readonly loaded_at: string | null;
  readonly matched_at: string | null;
  readonly closed_by: string | null;
  readonly seconded_by: string | null;
  readonly closed_at: string | null;
  readonly reason: string;
}

/** A day is closed, with so many breaks, of which so many are open for good. */
export interface ReconciliationClosed {
  readonly account: string;
  readonly day: string;
  readonly breaks: number;
  readonly open_breaks: number;
}

/** A day was closed; it never changes again. */
export interface ReconciliationClosedEvent {
  readonly id: string;
  readonly type: "reconciliation.closed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ReconciliationData;
}

/** An account's day beside its bank's core: how many breaks it has, and how many of them are not explained. */
export interface ReconciliationData {
  readonly account: string;
  readonly day: string;
  readonly breaks: number;
  readonly open_breaks: number;
}

/** A day is matched with what the bank's core says of it. */
export interface ReconciliationMatchedEvent {
  readonly id: string;
  readonly type: "reconciliation.matched";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ReconciliationData;
}

/**
 * A bank's counter or machine takes or gives the cash of a code; `amount` is what lies on the counter. A wrong try is
 * counted.
 */
export interface RedeemCashCode {
  readonly operator: string;
  readonly code: string;
  readonly amount: DigitalYuan;
}

/** The event will be sent again. */
export interface RedeliveryPlaced {
  readonly delivery: string;
}

/** A refund of a payment. */
export interface Refund {
  readonly id: string;
  readonly payment: string;
  readonly amount: Money;
  readonly journal: string;
  readonly at: string;
}

/** A refund that waited went into its holder's new wallet, or to the heirs. */
export interface RefundClaimedEvent {
  readonly id: string;
  readonly type: "refund.claimed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: OwedRefundData;
}

/** A refund: its own id, amount and reference, then the payment's; `refunded` is the sum of all refunds so far. */
export interface RefundData {
  readonly refund: string;
  readonly payment: string;
  readonly amount: Money;
  readonly refund_reference: string | null;
  readonly refunded: Money | null;
  readonly payee: string | null;
  readonly payer: string | null;
  readonly store: string | null;
  readonly reference: string | null;
}

/** A refund waits until its holder has a wallet there again. */
export interface RefundOwedEvent {
  readonly id: string;
  readonly type: "refund.owed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: OwedRefundData;
}

/**
 * The payee gives money of a payment back, in part or whole. Final when it is answered. With `advance` the platform of
 * a split gives also what a seller cannot, which the seller then owes it.
 */
export interface RefundPayment {
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
  readonly advance?: boolean | undefined;
}

/** A refund went into another wallet of its holder than was paid from. */
export interface RefundRedirectedEvent {
  readonly id: string;
  readonly type: "refund.redirected";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: OwedRefundData;
}

/** Money of a payment was given back. `refunded` is the sum of the payment's refunds so far. */
export interface Refunded {
  readonly refund: string;
  readonly payment: string;
  readonly journal: string;
  readonly refunded: Money;
}

/**
 * Why a wallet could not be paid: the `reason` (an error code) that one payer met last, and how many `times` that day.
 * Who it was and how much is not told.
 */
export interface RefusedPayment {
  readonly wallet: string;
  readonly reason: string;
  readonly times: number;
  readonly at: string;
}

/** From when on a wallet's money has been under which regime. */
export interface RegimeChange {
  readonly at: string;
  readonly regime: string;
}

/**
 * Registers a device: the first one freely, every further one signed by a device of the same holder. `public_key` is
 * base64url of the raw key or its SubjectPublicKeyInfo. `label` helps the holder to know it again; it is no place for
 * personal data.
 */
export interface RegisterDevice {
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  readonly public_key: string;
  readonly label?: string | undefined;
}

/**
 * Registers an operator's customers in Hong Kong for an activity such as `jd-2023-03`: phone numbers with a listed
 * prefix. Those registered before are passed over.
 */
export interface RegisterWhitelist {
  readonly operator: string;
  readonly activity: string;
  readonly phones: readonly string[];
}

/** Proposes to pay a prepared run; a second person of the operator approves it. */
export interface ReleaseInterest {
  readonly reason: string;
}

/** A non-bank takes out of its margin what it does not need to cover its wallets. */
export interface ReleaseMargin {
  readonly operator: string;
  readonly amount: Renminbi;
}

/** A bank sends money from its customer's account into somebody else's wallet (汇款兑出). Final when it is answered. */
export interface Remit {
  readonly bank_account: string;
  readonly wallet: string;
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** A remittance into a wallet. The sender's account is shown by its bank and last digits. */
export interface Remittance {
  readonly id: string;
  readonly bank: string;
  readonly number_masked: string;
  readonly amount: Money;
  readonly at: string;
  readonly reference: string | null;
}

/** Money that a bank brought into a wallet, with its sender's reference. */
export interface RemittanceData {
  readonly wallet: string;
  readonly remittance: string;
  readonly amount: Money;
  readonly reference: string | null;
}

/** A remittance was made; final. */
export interface Remitted {
  readonly remittance: string;
  readonly journal: string;
  readonly recorded_at: string;
}

/**
 * Lets a principal enrol again, also a suspended one: its code has expired, its keys are lost or stolen. They end when
 * it does.
 */
export interface RenewEnrolment {
  readonly reason: string;
}

/** An amount of bank or reserve money, in fen. */
export interface Renminbi {
  readonly minor: number;
  readonly asset: "CNY";
}

/** An operator pays lent reserves back. */
export interface RepayReserves {
  readonly operator: string;
  readonly amount: Renminbi;
}

/** Ends a lost device and freezes what may go out of all its holder's wallets, in one act. Needs no signature. */
export interface ReportDeviceLost {
  readonly reason: string;
}

/** A request was accepted and paid, finally. */
export interface RequestAccepted {
  readonly payment_request: string;
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly amount: Money;
  readonly fee: Money;
}

/** A request was declined or cancelled, or it expired. */
export interface RequestClosed {
  readonly payment_request: string;
  readonly state: "declined" | "cancelled" | "expired";
}

/**
 * Asks a payer for money for a store, or for a payee's wallet: exactly one of the two. Nothing moves until the payer
 * accepts. Without `payer` whoever is given the request may pay it; with `plan`, which is of the store, the payment is
 * split.
 */
export interface RequestOrder {
  readonly amount: DigitalYuan;
  readonly expires_at: string;
  readonly store?: string | null | undefined;
  readonly payee?: string | null | undefined;
  readonly payer?: string | null | undefined;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
  readonly plan?: string | null | undefined;
  readonly signed?: RequestSignature | null | undefined;
}

/**
 * A device of the payee's, and its signature (base64url) over the request's text, which the docs define.
 *
 * `nonce` is in the text, and good for one request of the device.
 */
export interface RequestSignature {
  readonly device: string;
  readonly nonce: string;
  readonly signature: string;
}

/** How an operator stands: quota, what is out, and its accounts. */
export interface Reserves {
  readonly institution: string;
  readonly quota: Money;
  readonly issued: Money;
  readonly accounts: readonly StandingAccount[];
}

/** Honours a suspended principal's keys again. For a stolen key it enrols again instead. */
export interface ResumePrincipal {
  readonly reason: string;
}

/** An operator gives money of its vault back: it is taken out of circulation, and reserves are returned. */
export interface Retire {
  readonly operator: string;
  readonly amount: DigitalYuan;
}

/** A payment's money was asked back; until `expires_at` it can be answered. */
export interface ReturnAsked {
  readonly payment: string;
  readonly expires_at: string;
}

/** A payer asks its payee for the money of a payment. */
export interface ReturnAskedEvent {
  readonly id: string;
  readonly type: "return.asked";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ReturnData;
}

/** A payment whose payer asked for the money; `amount` is what was given back, by `refund`. */
export interface ReturnData {
  readonly payment: string;
  readonly amount: Money;
  readonly refund: string | null;
}

/** The payee declined to give the money back. */
export interface ReturnDeclinedEvent {
  readonly id: string;
  readonly type: "return.declined";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ReturnData;
}

/** A request to return money was answered, withdrawn, or expired; with a `refund` money was given back. */
export interface ReturnEnded {
  readonly payment: string;
  readonly state: "returned" | "declined" | "withdrawn" | "expired";
  readonly refund: string | null;
  readonly returned: Money;
}

/** The payee did not answer in time. */
export interface ReturnExpiredEvent {
  readonly id: string;
  readonly type: "return.expired";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ReturnData;
}

/** A request to return the money of a payment. */
export interface ReturnRequest {
  readonly payment: string;
  readonly payer: string;
  readonly payee: string;
  readonly reason: "wrong_payee" | "wrong_amount" | "paid_twice";
  readonly state: "asked" | "returned" | "declined" | "withdrawn" | "expired";
  readonly asked_at: string;
  readonly expires_at: string;
  readonly answered_at: string | null;
  readonly refund: string | null;
  readonly returned: Money;
}

/** The payee gave the money back that it was asked for. */
export interface ReturnReturnedEvent {
  readonly id: string;
  readonly type: "return.returned";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ReturnData;
}

/** The payer asks for the money no more. */
export interface ReturnWithdrawnEvent {
  readonly id: string;
  readonly type: "return.withdrawn";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ReturnData;
}

/** Approves an application, which registers the merchant at once, or rejects it and says why. Never by whoever applied. */
export interface ReviewApplication {
  readonly approve: boolean;
  readonly note?: string | undefined;
}

/**
 * Replaces a key of one's own by a new one, whose token is in this answer and nowhere else; the old stays valid for
 * `overlap_s` seconds more (at most 30 days).
 */
export interface RotateApiKey {
  readonly overlap_s?: number | undefined;
}

/** Replaces a device by a new key, signed by the device itself, which is no longer accepted from then on. */
export interface RotateDevice {
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  readonly public_key: string;
}

/**
 * Makes a new secret, shown in this answer and nowhere else; for `overlap_s` seconds every message is signed with the
 * old one as well.
 */
export interface RotateWebhookSecret {
  readonly overlap_s?: number | undefined;
}

/** A rule with its dates, sources and confidence. */
export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly name_zh: string;
  readonly subject: string;
  readonly key: Readonly<Record<string, string>>;
  readonly from: string;
  readonly until: string | null;
  readonly value: Readonly<Record<string, unknown>>;
  readonly sources: readonly Source[];
  readonly confidence: "sourced" | "weak" | "unverified" | "ours";
  readonly in_force: boolean;
  readonly conflicts_with: string | null;
  readonly note: string;
}

/** What differs between two days. */
export interface RuleChange {
  readonly kind: "added" | "removed" | "changed";
  readonly subject: string;
  readonly key: Readonly<Record<string, string>>;
  readonly before: Rule | null;
  readonly after: Rule | null;
}

/** The changes from one day to another. */
export interface RuleChanges {
  readonly from: string;
  readonly to: string;
  readonly items: readonly RuleChange[];
}

/** The rules of a day. */
export interface Rules {
  readonly as_of: string;
  readonly items: readonly Rule[];
}

/** What a payer is shown before paying: who is paid, how much and for what; of a person nothing. */
export interface ScannedCode {
  readonly collect_code: string;
  readonly kind: "static" | "dynamic";
  readonly state: "open" | "used" | "revoked" | "expired";
  readonly merchant: string | null;
  readonly merchant_en: string;
  readonly merchant_zh: string;
  readonly store: string | null;
  readonly store_name: string;
  readonly amount: Money | null;
  readonly reference: string | null;
  readonly expires_at: string | null;
}

/**
 * What a seller (a merchant) gets of each payment: a fixed amount in minor units, then a share in parts per million of
 * what is left after all fixed amounts. At least one of the two is not zero.
 */
export interface SellerShare {
  readonly seller: string;
  readonly fixed?: DigitalYuanCeiling | null | undefined;
  readonly share_ppm?: number | undefined;
}

/**
 * Makes an operation of the caller's twin and its customers fail: only for an `amount` or a `wallet` where they are
 * given, so many `times`, or without them until the rule is lifted. `code` is what it is refused with: it goes with
 * the effect `refuse`.
 */
export interface SetFailure {
  readonly operation: string;
  readonly effect: "refuse" | "unavailable" | "answer_lost" | "delivery_twice" | "delivery_delayed";
  readonly code?: string | undefined;
  readonly amount?: DigitalYuan | null | undefined;
  readonly wallet?: string | null | undefined;
  readonly times?: number | null | undefined;
}

/** Sets an operator's limit for all its wallets of a kind and class, at or below the scheme's. */
export interface SetOperatorLimit {
  readonly kind: "personal" | "corporate";
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly component: "balance" | "single" | "daily" | "yearly";
  readonly limit: DigitalYuanCeiling;
  readonly reason: string;
}

/**
 * Sets the holder's own limits, all four at once, each at or below the class's. One that is absent or null is the
 * class's.
 */
export interface SetOwnLimits {
  readonly balance?: DigitalYuanCeiling | null | undefined;
  readonly single?: DigitalYuanCeiling | null | undefined;
  readonly daily?: DigitalYuanCeiling | null | undefined;
  readonly yearly?: DigitalYuanCeiling | null | undefined;
}

/** Sets how much digital yuan may be out that was issued to an operator. */
export interface SetQuota {
  readonly quota: DigitalYuanCeiling;
  readonly reason: string;
}

/**
 * From now on what the wallet holds above `ceiling` goes to an account, at a bank here or at one outside: exactly one
 * of the two. Replaces an earlier sweep. To an account outside, which needs an agreement, it goes by exchange orders.
 */
export interface SetSweep {
  readonly bank_account?: string | null | undefined;
  readonly ceiling: DigitalYuanCeiling;
  readonly external_account?: string | null | undefined;
}

/**
 * Proposes that whatever is recorded in the future counts as recorded when a second person of the central bank has
 * approved. `today` is the date in China, which two people know better than a clock: by one that is behind, all there
 * is would be in the future.
 */
export interface SetTimesRight {
  readonly today: string;
  readonly reason: string;
}

/**
 * From now on what a payment brings above the wallet's balance limit goes to the bank account. Replaces an earlier
 * waterfall.
 */
export interface SetWaterfall {
  readonly bank_account: string;
}

/**
 * Proposes to move all that a holder left to the heirs and to close its wallets; a second person approves it. `papers`
 * show who inherits how much. All shares together are a million; without any, the fixed amounts are the whole estate.
 */
export interface SettleEstate {
  readonly heirs: readonly Heir[];
  readonly papers: readonly string[];
  readonly reason: string;
}

/** Settles what two operators owe each other, over their reserves at the central bank. */
export interface SettlePair {
  readonly other: string;
}

/** What was settled with a bank outside over the operator's reserves. Above zero the operator paid. */
export interface Settlement {
  readonly journal: string;
  readonly amount: Money;
  readonly at: string;
}

/** What a bank outside was paid, below zero what it paid, in renminbi. */
export interface SettlementData {
  readonly external_bank: string;
  readonly journal: string;
  readonly amount: Money;
}

/** One's share of a code. `share` is shown this once; a repeated request has null: draw again, under a new key. */
export interface ShareDrawn {
  readonly enrolment: string;
  readonly principal: string;
  readonly expires_at: string;
  readonly share: string | null;
}

/** The one-time code that the bank sent. */
export interface Signature {
  readonly code: string;
}

/** Who signed a request: everybody can check `signature` over the UTF-8 bytes of `text` with `public_key`. */
export interface Signed {
  readonly device: string;
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  readonly public_key: string;
  readonly signature: string;
  readonly text: string;
}

/** What may be paid without the PIN, and what of it was used on the holder's newest day. */
export interface SmallAmounts {
  readonly holder: string;
  readonly payment: Money;
  readonly day: Money;
  readonly used: Money;
}

/** What may be paid without the PIN, in one payment and on a day. */
export interface SmallAmountsAllowed {
  readonly holder: string;
  readonly payment: Money;
  readonly day: Money;
}

/** Where a rule comes from. */
export interface Source {
  readonly title: string;
  readonly place: string;
  readonly publisher: string;
  readonly published: string;
  readonly url: string;
}

/** A split plan. `merchant` is the platform. */
export interface SplitPlan {
  readonly id: string;
  readonly merchant: string;
  readonly store: string;
  readonly name: string;
  readonly remainder: "platform" | "largest_remainder";
  readonly state: "proposed" | "active" | "ended";
  readonly sellers: readonly PlanPart[];
  readonly proposed_at: string;
  readonly ended_at: string | null;
}

/** All sellers agreed: payments are split by the plan. */
export interface SplitPlanActiveEvent {
  readonly id: string;
  readonly type: "split_plan.active";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: SplitPlanData;
}

/** A plan for splitting payments, and the merchant whose it is. */
export interface SplitPlanData {
  readonly split_plan: string;
  readonly merchant: string;
}

/** A plan was ended, by the merchant or a seller. */
export interface SplitPlanEndedEvent {
  readonly id: string;
  readonly type: "split_plan.ended";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: SplitPlanData;
}

/** Outcome of proposing. */
export interface SplitPlanProposed {
  readonly split_plan: string;
}

/** A merchant proposed a plan to its sellers. */
export interface SplitPlanProposedEvent {
  readonly id: string;
  readonly type: "split_plan.proposed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: SplitPlanData;
}

/** Outcome of agreeing or ending. */
export interface SplitPlanSet {
  readonly split_plan: string;
  readonly state: "proposed" | "active" | "ended";
}

/** One of an institution's standing accounts. */
export interface StandingAccount {
  readonly role: "reserve" | "vault" | "margin" | "reserve_claim" | "vault_claim" | "margin_claim" | "position_cny" | "position_ecny" | "funding" | "cash" | "clearing" | "fees" | "interest";
  readonly account: string;
  readonly balance: Money;
}

/**
 * A statement that was issued: its wallet, period and totals by the ledger, and the digest of what it told.
 * `unchanged` unless what was recorded for its period has become another since: an entry came late, or a wrong clock's
 * times were set right.
 */
export interface StatementCheck {
  readonly wallet: string;
  readonly operator_en: string;
  readonly operator_zh: string;
  readonly first: string;
  readonly last: string;
  readonly until: string;
  readonly complete: boolean;
  readonly opening: Money;
  readonly money_in: Money;
  readonly money_out: Money;
  readonly closing: Money;
  readonly entries_count: number;
  readonly sha256: string;
  readonly unchanged: boolean;
}

/** A movement of a wallet; the amount is below zero when money went out, the balance is the wallet's after it. */
export interface StatementEntry {
  readonly number: number;
  readonly recorded_at: string;
  readonly effective_at: string | null;
  readonly code: string;
  readonly amount: Money;
  readonly balance: Money;
  readonly counterparty: string;
  readonly counterparty_zh: string;
  readonly purpose: string;
  readonly reference: string;
  readonly transfer: string;
  readonly journal: string;
}

/** A row of an account's chain: what it did to the account, and the balance after it. */
export interface StatementLine {
  readonly transfer: string;
  readonly journal: string;
  readonly version: number;
  readonly direction: "in" | "out";
  readonly amount: Money;
  readonly balance: Money;
  readonly code: "issue" | "retire" | "load" | "unload" | "payment" | "refund" | "hold" | "capture" | "release" | "expire" | "settlement" | "regime_change" | "funding" | "deposit" | "withdrawal" | "correction" | "salary" | "party_dues" | "interest" | "transfer" | "fee" | "pool" | "inheritance";
  readonly phase: "posted" | "pending" | "captured" | "voided" | "expired";
  readonly reference: string | null;
  readonly recorded_at: string;
  readonly effective_at: string | null;
}

/** A store of a merchant. */
export interface Store {
  readonly id: string;
  readonly merchant: string;
  readonly name: string;
  readonly region: string;
  readonly opened_at: string;
}

/** A store was registered. */
export interface StoreOpened {
  readonly store: string;
}

/** A sub-wallet as its parent's side sees it. */
export interface SubWallet {
  readonly id: string;
  readonly wallet: string;
  readonly merchant: string | null;
  readonly label: string;
  readonly customer: string;
  readonly status: "open" | "revoked" | "closed";
  readonly balance: Money;
  readonly single: Money | null;
  readonly daily: Money | null;
  readonly yearly: Money | null;
  readonly used_today: Money;
  readonly opened_at: string;
  readonly revoked_at: string | null;
}

/** The merchant charges a sub-wallet by its token, for a store of its own. Final when it is answered, like any payment. */
export interface SubWalletCharge {
  readonly token: string;
  readonly store: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
}

/** A sub-wallet; `merchant` when it was pushed to one. */
export interface SubWalletData {
  readonly sub_wallet: string;
  readonly merchant: string | null;
}

/** Money moved between a wallet and its sub-wallets; `wallet` has got it. */
export interface SubWalletMovedEvent {
  readonly id: string;
  readonly type: "sub_wallet.moved";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/** A sub-wallet was opened: a wallet with its own id, and its parent. */
export interface SubWalletOpened {
  readonly sub_wallet: string;
  readonly wallet: string;
}

/** A company opened a sub-wallet. */
export interface SubWalletOpenedEvent {
  readonly id: string;
  readonly type: "sub_wallet.opened";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: SubWalletData;
}

/** A customer pushed a sub-wallet to a merchant. */
export interface SubWalletPushedEvent {
  readonly id: string;
  readonly type: "sub_wallet.pushed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: SubWalletData;
}

/** A sub-wallet was taken back; it is charged no more. */
export interface SubWalletRevoked {
  readonly sub_wallet: string;
  readonly revoked_at: string;
}

/** A customer took a pushed sub-wallet back. */
export interface SubWalletRevokedEvent {
  readonly id: string;
  readonly type: "sub_wallet.revoked";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: SubWalletData;
}

/** A token, in this answer and nowhere else; null when the request repeats an earlier one. */
export interface SubWalletTokenIssued {
  readonly sub_wallet: string;
  readonly token: string | null;
}

/** Stops payments to a merchant, or with `suspended` false allows them again. */
export interface SuspendMerchant {
  readonly suspended: boolean;
}

/** Stops a terminal, or (with `suspended` false) lets it work again. */
export interface SuspendTerminal {
  readonly suspended: boolean;
}

/** A wallet's sweep. Before `retry_at` it is not tried: the last one was refused, or its order is under way. */
export interface Sweep {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly ceiling: Money;
  readonly active: boolean;
  readonly set_at: string;
  readonly retry_at: string | null;
}

/** A sweep was stopped. */
export interface SweepEnded {
  readonly wallet: string;
}

/** A wallet is swept no more. */
export interface SweepEndedEvent {
  readonly id: string;
  readonly type: "sweep.ended";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletAmountData;
}

/** A wallet could not be swept; it is tried again. */
export interface SweepFailedEvent {
  readonly id: string;
  readonly type: "sweep.failed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletAmountData;
}

/** A sweep was set. */
export interface SweepSet {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly ceiling: Money;
  readonly external_account: string | null;
}

/** A wallet is swept above a ceiling, the amount. */
export interface SweepSetEvent {
  readonly id: string;
  readonly type: "sweep.set";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletAmountData;
}

/**
 * Proposes to take into an operator's reserves what a bank outside has paid of what it owes; a second person of the
 * central bank approves it.
 */
export interface TakeFromExternalBank {
  readonly amount: Renminbi;
  readonly reason: string;
}

/** A China day of a merchant, by store and terminal, and all together. `complete` once nothing can be added any more. */
export interface Takings {
  readonly merchant: string;
  readonly day: string;
  readonly complete: boolean;
  readonly lines: readonly TakingsLine[];
  readonly total: TakingsLine;
}

/**
 * What one store and terminal took: what came in, what was given back, what it was charged, what is left, which is
 * below zero where more was given back.
 */
export interface TakingsLine {
  readonly store: string | null;
  readonly terminal: string | null;
  readonly payments: number;
  readonly gross: Money;
  readonly refunds: number;
  readonly refunded: Money;
  readonly fee: Money;
  readonly net: Money;
}

/** A terminal was registered. */
export interface TerminalOpened {
  readonly terminal: string;
}

/** A terminal was stopped, or works again. */
export interface TerminalSet {
  readonly terminal: string;
  readonly suspended: boolean;
}

/** A terminal. */
export interface TerminalShown {
  readonly id: string;
  readonly store: string;
  readonly label: string;
  readonly serial: string;
  readonly suspended: boolean;
  readonly opened_at: string;
}

/** The time of the test world, and how far it was advanced in all. */
export interface TestClock {
  readonly now: string;
  readonly china_date: string;
  readonly advanced_s: number;
}

/** The clock was advanced: what the time of the test world was, and what it is. */
export interface TestClockAdvanced {
  readonly before_at: string;
  readonly now_at: string;
}

/** The clock of the test world went forward. */
export interface TestClockAdvancedEvent {
  readonly id: string;
  readonly type: "test_clock.advanced";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: ClockData;
}

/** A party with a fresh key. `token` is shown this once; a repeated request has null. */
export interface TestKey {
  readonly name: string;
  readonly principal: string;
  readonly wallet: string | null;
  readonly bank_account: string | null;
  readonly store: string | null;
  readonly key: string;
  readonly token: string | null;
}

/** Keys for the test world, and its time. */
export interface TestKeys {
  readonly now: string;
  readonly parties: readonly TestKey[];
}

/**
 * Somebody to act as in the test world. `name` is `you` for what stands for the caller itself, else the customer's:
 * `rich`, `empty`, `frozen`, `limited` (its daily limit is 1.00 yuan).
 */
export interface TestParty {
  readonly name: string;
  readonly principal: string;
  readonly wallet: string | null;
  readonly bank_account: string | null;
  readonly store: string | null;
}

/** A movement of a journal. A side's version and balance are null where they are not the caller's. */
export interface Transfer {
  readonly id: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: Money;
  readonly code: "issue" | "retire" | "load" | "unload" | "payment" | "refund" | "hold" | "capture" | "release" | "expire" | "settlement" | "regime_change" | "funding" | "deposit" | "withdrawal" | "correction" | "salary" | "party_dues" | "interest" | "transfer" | "fee" | "pool" | "inheritance";
  readonly phase: "posted" | "pending" | "captured" | "voided" | "expired";
  readonly reference: string | null;
  readonly recorded_at: string;
  readonly effective_at: string | null;
  readonly debit_version: number | null;
  readonly debit_balance: Money | null;
  readonly credit_version: number | null;
  readonly credit_balance: Money | null;
}

/** A book's trial balance; debits and credits of each asset are equal. */
export interface TrialBalance {
  readonly book: string;
  readonly lines: readonly TrialLine[];
  readonly balanced: boolean;
}

/** Sum of the accounts of one kind. */
export interface TrialLine {
  readonly kind: "wallet" | "vault" | "reserve" | "margin" | "backing" | "deposit" | "due_to" | "position" | "funding" | "clearing" | "plain" | "wallet_deposit" | "wallet_nonbank" | "issued" | "reserve_claim" | "margin_claim" | "vault_claim" | "due_from" | "lending" | "cash" | "plain_debit" | "expense";
  readonly side: "debit" | "credit";
  readonly accounts: number;
  readonly balance: Money;
}

/**
 * Proposes to lift a freeze of a holder from all its wallets where it is still in force; a second person approves it.
 * What the central bank placed only its people lift.
 */
export interface UnfreezeHolder {
  readonly reason: string;
}

/** Lifts one freeze of a wallet. What the central bank placed only its people lift. */
export interface UnfreezeWallet {
  readonly reason: string;
}

/** Moves money from the wallet back into a bank account of the holder (兑回). */
export interface Unload {
  readonly bank_account: string;
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/**
 * A biller uploads a batch of at most 500 bills, all or none, paid at the store. A number uploaded again replaces a
 * bill that is not paid.
 */
export interface UploadBills {
  readonly store: string;
  readonly bills: readonly BillLine[];
}

/** A wallet: what it holds, may hold and may pay. In a list it is without its money and its limits. */
export interface Wallet {
  readonly id: string;
  readonly operator: string;
  readonly holder: string;
  readonly kind: "personal" | "corporate";
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly scope: "scheme" | "hong_kong" | "sub_wallet" | "hong_kong_sub_wallet";
  readonly regime: "none" | "m0_cash" | "deposit_money" | "nonbank_full_reserve";
  readonly account: string;
  readonly status: "open" | "frozen" | "closed";
  readonly freezes_all: number;
  readonly freezes_out: number;
  readonly frozen: Money;
  readonly opened_at: string;
  readonly balance: Money | null;
  readonly available: Money | null;
  readonly pending_out: Money | null;
  readonly limits: WalletLimits | null;
}

/** A wallet and an amount. */
export interface WalletAmountData {
  readonly wallet: string;
  readonly amount: Money;
}

/** A visitor topped a wallet up by card. */
export interface WalletCardLoadedEvent {
  readonly id: string;
  readonly type: "wallet.card_loaded";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/** A card did not take its money: it is in the wallet again. */
export interface WalletCardReturnBouncedEvent {
  readonly id: string;
  readonly type: "wallet.card_return_bounced";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/** What is left of a visitor's money went back to its cards. */
export interface WalletCardReturnedEvent {
  readonly id: string;
  readonly type: "wallet.card_returned";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/** A wallet is of another class. */
export interface WalletClassChangedEvent {
  readonly id: string;
  readonly type: "wallet.class_changed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletClassData;
}

/** A wallet and its class. */
export interface WalletClassData {
  readonly wallet: string;
  readonly class: "I" | "II" | "III" | "IV";
}

/** A wallet is closed for good. */
export interface WalletClosed {
  readonly wallet: string;
}

/** A wallet; `interest` is what it was paid on closing out. */
export interface WalletClosedData {
  readonly wallet: string;
  readonly interest: Money | null;
}

/** A wallet was closed. */
export interface WalletClosedEvent {
  readonly id: string;
  readonly type: "wallet.closed";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletClosedData;
}

/** A wallet. */
export interface WalletData {
  readonly wallet: string;
}

/** A wallet and one of its freezes. */
export interface WalletFreezeData {
  readonly wallet: string;
  readonly freeze: string;
}

/** A freeze is in force. */
export interface WalletFrozen {
  readonly wallet: string;
  readonly freeze: string;
}

/** A freeze was placed on a wallet. */
export interface WalletFrozenEvent {
  readonly id: string;
  readonly type: "wallet.frozen";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletFreezeData;
}

/**
 * What a wallet has earned since it was settled last, up to yesterday, and its settlements, newest first.
 *
 * `fen_days` are those that earn; `accrued` is what closing today would pay.
 */
export interface WalletInterest {
  readonly wallet: string;
  readonly since: string | null;
  readonly fen_days: number;
  readonly accrued: Money;
  readonly settlements: readonly InterestItem[];
}

/** What a wallet may hold, pay at once, in a day and in a year. */
export interface WalletLimits {
  readonly balance: LimitLine;
  readonly single: LimitLine;
  readonly daily: LimitLine;
  readonly yearly: LimitLine;
}

/** Bank money was loaded into a wallet. */
export interface WalletLoadedEvent {
  readonly id: string;
  readonly type: "wallet.loaded";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/** Money that came into a wallet or went out of it. */
export interface WalletMoneyData {
  readonly wallet: string;
  readonly amount: Money;
  readonly journal: string | null;
}

/** A wallet was opened. The holder may be one that the operator knew. */
export interface WalletOpened {
  readonly wallet: string;
  readonly holder: string;
}

/** A wallet was opened. */
export interface WalletOpenedEvent {
  readonly id: string;
  readonly type: "wallet.opened";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletClassData;
}

/** Somebody sent money from a bank account into a wallet. */
export interface WalletRemittedEvent {
  readonly id: string;
  readonly type: "wallet.remitted";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: RemittanceData;
}

/** What a wallet may not hold went on to its bank account. */
export interface WalletSpilledEvent {
  readonly id: string;
  readonly type: "wallet.spilled";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/** A wallet's statement of days in China, both included. `complete` once nothing can be added any more. */
export interface WalletStatement {
  readonly wallet: string;
  readonly operator: string;
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly first: string;
  readonly last: string;
  readonly until: string;
  readonly complete: boolean;
  readonly opening: Money;
  readonly closing: Money;
  readonly money_in: Money;
  readonly money_out: Money;
  readonly entries: readonly StatementEntry[];
  readonly regime_changes: readonly RegimeChange[];
}

/** What was above a wallet's ceiling went to its bank account. */
export interface WalletSweptEvent {
  readonly id: string;
  readonly type: "wallet.swept";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletAmountData;
}

/** A freeze was lifted. */
export interface WalletUnfrozenEvent {
  readonly id: string;
  readonly type: "wallet.unfrozen";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletFreezeData;
}

/** Money of a wallet was unloaded into a bank account. */
export interface WalletUnloadedEvent {
  readonly id: string;
  readonly type: "wallet.unloaded";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletMoneyData;
}

/**
 * Wallets were moved. `interest` is the part of the amount that they were owed. `more`: others can move at once. When
 * none can, `waiting` wallets remain because they have open holds; they follow by themselves.
 */
export interface WalletsMoved {
  readonly wallets: number;
  readonly amount: Money;
  readonly interest: Money;
  readonly journal: string | null;
  readonly more: boolean;
  readonly waiting: number | null;
}

/** A wallet's waterfall. It works from `begins_at` until `ends_at`, while it is `active`. */
export interface Waterfall {
  readonly wallet: string;
  readonly bank_account: string;
  readonly active: boolean;
  readonly set_at: string;
  readonly begins_at: string;
  readonly ends_at: string;
}

/** A waterfall was stopped. */
export interface WaterfallEnded {
  readonly wallet: string;
}

/** What a wallet may not hold is refused again. */
export interface WaterfallEndedEvent {
  readonly id: string;
  readonly type: "waterfall.ended";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletData;
}

/** A waterfall was set. It works from `begins_at` on, after a new link's cooling-off. */
export interface WaterfallSet {
  readonly wallet: string;
  readonly bank_account: string;
  readonly begins_at: string;
}

/** What a wallet may not hold goes on to a bank account. */
export interface WaterfallSetEvent {
  readonly id: string;
  readonly type: "waterfall.set";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WalletData;
}

/**
 * An endpoint: `active`, `paused` by its owner, `disabled` after failures, or `closed`. Its oldest event is not tried
 * again before `next_attempt_at`.
 */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly status: "active" | "paused" | "disabled" | "closed";
  readonly created_at: string;
  readonly merchant: string | null;
  readonly wallet: string | null;
  readonly secret_version: number;
  readonly next_attempt_at: string | null;
}

/** Where the endpoint stands now. */
export interface WebhookChanged {
  readonly webhook: string;
  readonly status: "active" | "paused" | "disabled" | "closed";
}

/** An endpoint. */
export interface WebhookData {
  readonly webhook: string;
}

/** An endpoint took nothing, or wanted nothing more: nothing is sent to it. */
export interface WebhookDisabledEvent {
  readonly id: string;
  readonly type: "webhook.disabled";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WebhookData;
}

/** What a receiver is sent: an event, as the list of events has it. What `data` holds follows from `type`. */
export interface WebhookMessage {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A new endpoint. `secret` is shown this once; a repeated request has null. */
export interface WebhookOpened {
  readonly webhook: string;
  readonly secret: string | null;
}

/** Somebody asked to see whether an endpoint is reached; it alone is sent this. */
export interface WebhookPingEvent {
  readonly id: string;
  readonly type: "webhook.ping";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WebhookData;
}

/** A `webhook.ping` is on its way. */
export interface WebhookPinged {
  readonly webhook: string;
}

/** A new secret, shown this once; a repeated request has null. The old one signs too until `replaced_until`. */
export interface WebhookSecretRotated {
  readonly webhook: string;
  readonly version: number;
  readonly replaced_until: string | null;
  readonly secret: string | null;
}

/** An activity of an operator's whitelist, and how many numbers it brought. */
export interface WhitelistActivity {
  readonly activity: string;
  readonly numbers: number;
}

/** Numbers that were registered for an activity: how many are new. */
export interface WhitelistData {
  readonly activity: string;
  readonly added: number;
}

/** Numbers were registered; so many of them were new. */
export interface WhitelistRegistered {
  readonly operator: string;
  readonly activity: string;
  readonly added: number;
}

/** Phone numbers were registered for an activity. */
export interface WhitelistRegisteredEvent {
  readonly id: string;
  readonly type: "whitelist.registered";
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: WhitelistData;
}

/** Cash is drawn from a bank account, over the counter. */
export interface WithdrawCash {
  readonly amount: Renminbi;
}

/** The world a platform runs: its name, its time, and the regimes of this day by kind of operator. */
export interface World {
  readonly name: string;
  readonly now: string;
  readonly china_date: string;
  readonly simulated: boolean;
  readonly regimes: Readonly<Record<string, string>>;
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
  | TestClockAdvancedEvent
  | WebhookPingEvent
  | WebhookDisabledEvent;
