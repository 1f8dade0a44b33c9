// Written by `make sdk` from the OpenAPI document; edit the API instead.
/** What the platform is sent and answers, in JSON. A newer one may answer more words of a closed set. */

/** A ledger account. */
export interface Account {
  readonly id: string;
  readonly book: string;
  readonly kind: string;
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

/** Registers an acquirer of foreign cards. Its money stands in a bank account that is nobody's yet. */
export interface AcquirerOpening {
  readonly operator: string;
  readonly bank_account: string;
  readonly name: string;
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

/** A seller agrees to a plan. When all have, it is active. */
export interface AgreeSplitPlan {
  readonly seller: string;
}

/** An agreement: its terms, and what was used of them on the day and in the year of the last use. */
export interface Agreement {
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly state: string;
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
  /** Whether it is a corporate wallet's settlement account */
  readonly settlement: boolean;
}

/** A one-time code, for the bank that sends it. `code` is null where the outcome is looked up later. */
export interface AgreementCodeRead {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly code_number: number;
  readonly code_expires_at: string;
  readonly code?: string | null;
  readonly number_masked?: string | null;
}

/** An agreement was ended. */
export interface AgreementEnded {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly ended_at: string;
}

/**
 * What may move between a wallet and an account, at a bank here or at one outside: exactly one of the two. Loads and
 * unloads count alike. Valid from now, unless said.
 */
export interface AgreementProposal {
  readonly bank_account?: string | null | undefined;
  readonly external_account?: string | null | undefined;
  readonly single: DigitalYuan;
  readonly daily_count: number;
  readonly daily: DigitalYuan;
  readonly yearly_count: number;
  readonly yearly: DigitalYuan;
  readonly valid_until: string;
  readonly valid_from?: string | null | undefined;
}

/** An agreement was proposed and its code is on the way. */
export interface AgreementProposed {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly code_expires_at: string;
}

/** An agreement was signed. Until `cooling_until` only little may move over it. */
export interface AgreementSigned {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly signed_at: string;
  readonly cooling_until: string;
}

/** Whom a phone leads to, for a payment from one's own wallet. */
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
  readonly name?: string | null;
  readonly left: number;
}

/** Whether a wallet is found by its holder's phone. */
export interface AliasSet {
  readonly wallet: string;
  readonly visible: boolean;
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

/** A key has ended. */
export interface ApiKeyRevoked {
  readonly key: string;
  readonly revoked_at: string;
}

/** What somebody else than the applicant decided; a rejection says why. */
export interface ApplicationReview {
  readonly approve: boolean;
  readonly note?: string | undefined;
}

/** How the application ended; `merchant` when it was approved. */
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
  readonly state: string;
  readonly reviewer: string | null;
  readonly decided_at: string | null;
  readonly note: string;
  readonly merchant: string | null;
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

/** Binds a bank account to the holder of a wallet. */
export interface BankAccountLink {
  readonly bank_account: string;
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

/** Opens a deposit account, with its first cash; of its number only the last four digits can be read again. */
export interface BankAccountOpening {
  readonly bank: string;
  readonly number: string;
  readonly customer?: string | null | undefined;
  readonly cash?: Renminbi | null | undefined;
}

/** The one-time code that the bank sent. */
export interface BankingSignature {
  readonly code: string;
}

/**
 * A bill as it stands. Who looks it up by its number learns no more than is needed to pay it: its payment is shown to
 * its payer's side and its biller's.
 */
export interface Bill {
  readonly merchant: string;
  readonly biller_en: string;
  readonly biller_zh: string;
  readonly purpose: string;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly due_on: string;
  readonly late: boolean;
  readonly state: string;
  readonly store: string;
  readonly payment: string | null;
  readonly paid_at: string | null;
}

/** Bills, all or none; paid at the store. */
export interface BillBatch {
  readonly store: string;
  readonly bills: readonly BillLine[];
}

/** A bill of a batch, under the biller's own number. */
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

/** Pays a bill. The amount has to be the one that the bill asks. */
export interface BillPayment {
  readonly payer: string;
  readonly amount: DigitalYuan;
}

/** A bill was withdrawn. */
export interface BillWithdrawn {
  readonly merchant: string;
  readonly number: string;
}

/**
 * A device of the payee's, and its signature (base64url) over the request's text, which the docs define.
 *
 * `nonce` is in the text, and good for one request of the device.
 */
export interface BillingSignature {
  readonly device: string;
  readonly nonce: string;
  readonly signature: string;
}

/** A batch was taken: how many bills are new, changed, and as they were. */
export interface BillsUploaded {
  readonly merchant: string;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Takes an amount of a hold for the payee; with a split `plan` of the store for its parties, once. */
export interface Capture {
  readonly amount: DigitalYuan;
  readonly plan?: string | null | undefined;
}

/** What an acquirer could not credit to a card. */
export interface CardBounce {
  readonly amount: DigitalYuan;
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

/** A top-up by card. `card` is the acquirer's token for the card, never the card's number. */
export interface CardTopUp {
  readonly acquirer: string;
  readonly network: string;
  readonly card: string;
  readonly last_four: string;
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** How much went back to how many top-ups' cards; `journal` is null when there was nothing to return. */
export interface CardsReturned {
  readonly wallet: string;
  readonly journal: string | null;
  readonly card_loads: number;
  readonly amount: Money;
}

/** An amount of cash over the counter. */
export interface Cash {
  readonly amount: Renminbi;
}

/** A cash code without its code. */
export interface CashCode {
  readonly id: string;
  readonly wallet: string;
  readonly direction: string;
  readonly amount: Money;
  readonly state: string;
  readonly issued_at: string;
  readonly expires_at: string;
  readonly attempts: number;
  /** Whose counter used it */
  readonly operator: string | null;
  readonly journal: string | null;
}

/** A cash code was made worthless. */
export interface CashCodeCancelled {
  readonly cash_code: string;
}

/** A cash code. `code` is for the holder alone, and null where the outcome is looked up later. */
export interface CashCodeIssued {
  readonly cash_code: string;
  readonly expires_at: string;
  readonly code?: string | null;
}

/** Asks for a code to pay cash `in` or to draw it `out`. */
export interface CashCodeOrder {
  readonly direction: "in" | "out";
  readonly amount: DigitalYuan;
}

/** Cash and digital yuan have changed places. */
export interface CashMoved {
  readonly cash_code: string;
  readonly wallet: string;
  readonly amount: Money;
  readonly journal: string;
  readonly recorded_at: string;
}

/** A payment, final. `user_verified` says that the payer's device had its user's proof (a PIN). */
export interface Charged {
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly user_verified: boolean;
}

/** Moves a wallet to another class; details given add to those known and may not differ from them. */
export interface ClassChange {
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly name?: string | undefined;
  readonly id_number?: string | undefined;
  readonly bank_account?: string | undefined;
  readonly face_to_face?: boolean | undefined;
  readonly phone?: string | undefined;
}

/** A wallet has another class. */
export interface ClassChanged {
  readonly wallet: string;
  readonly wallet_class: string;
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

/** Proposes to set right what a wrong clock recorded in the future; `today` is the date in China. */
export interface ClockCorrection {
  readonly today: string;
  readonly reason: string;
}

/** A wallet was closed out: what went to the bank account, and how much of it was interest. */
export interface ClosedOut {
  readonly wallet: string;
  readonly amount: Money;
  readonly interest: Money;
  readonly journal: string | null;
}

/** Closes a wallet and sends what it holds, with its interest, to a bank account of the holder. */
export interface ClosingOut {
  readonly bank_account: string;
}

/** A code, to whom it pays. `state` is open, used, revoked or expired; `amount` is null when the payer enters it. */
export interface CollectCode {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
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

/** A code was made. `payload` is the text of its QR symbol. */
export interface CollectCodeOpened {
  readonly collect_code: string;
  readonly payload: string;
  readonly expires_at: string | null;
}

/**
 * Makes a code for a store or for a wallet: exactly one of the two.
 *
 * With `lifetime_s` it is for one payment of `amount`; without, for any number of payments until it is revoked. With
 * `plan`, which is of the store, its payments are split.
 */
export interface CollectCodeOpening {
  readonly store?: string | null | undefined;
  readonly wallet?: string | null | undefined;
  readonly amount?: DigitalYuan | null | undefined;
  readonly reference?: string | null | undefined;
  readonly lifetime_s?: number | null | undefined;
  readonly plan?: string | null | undefined;
}

/** A code was paid, final. */
export interface CollectCodePaid {
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly collect_code: string;
}

/** Pays `amount` to the code whose scanned text is `payload`; the code's own amount when it has one. */
export interface CollectCodePayment {
  readonly payer: string;
  readonly payload: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
}

/** A code was withdrawn. */
export interface CollectCodeRevoked {
  readonly collect_code: string;
}

/** `minor` units from the debit account to the credit account. */
export interface CorrectionEntry {
  readonly debit: string;
  readonly credit: string;
  readonly minor: number;
}

/** Proposes entries that take effect in a past, still open day. */
export interface CorrectionProposal {
  readonly lines: readonly CorrectionEntry[];
  readonly effective_at: string;
  readonly reason: string;
}

/**
 * How a proposal ended: `done` with the act's outcome, `refused` by the act's own rules, or `rejected`. It is still
 * `open` when a third person has to agree.
 */
export interface Decided {
  readonly proposal: string;
  readonly state: string;
  readonly outcome?: Readonly<Record<string, unknown>> | null;
}

/** A second person's note. */
export interface Decision {
  readonly note?: string | undefined;
}

/** One event for one endpoint. `event` is the `webhook-id` of every attempt. */
export interface Delivery {
  readonly id: string;
  readonly webhook: string;
  readonly event: string;
  readonly sequence: number;
  readonly n: number;
  readonly kind: string;
  readonly state: string;
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
  readonly state: string;
  readonly attempts: number;
  readonly routed_at: string;
  readonly done_at: string | null;
  readonly next_attempt_at: string | null;
  readonly last_status: number | null;
  readonly last_error: string;
  readonly tries: readonly Attempt[];
}

/** Proposes to forget a detail of a holder; `check` names what showed that it is wrong, or somebody else's now. */
export interface DetailForgetting {
  readonly detail: "phone" | "name" | "bank_account";
  readonly check: string;
  readonly reason: string;
}

/** A device. `status` is active or revoked. */
export interface Device {
  readonly id: string;
  readonly holder: string;
  readonly algorithm: string;
  readonly public_key: string;
  readonly label: string;
  readonly status: string;
  readonly added_at: string;
  readonly revoked_at?: string | null;
  readonly replaces?: string | null;
  readonly limited_until?: string | null;
}

/** A device's public key. */
export interface DeviceKey {
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  readonly public_key: string;
}

/** A lost device and why it is reported. */
export interface DeviceLoss {
  readonly reason: string;
}

/** A lost device, how many wallets of its holder were frozen, and the freeze that two people lift. */
export interface DeviceLost {
  readonly device: string;
  readonly revoked_at: string;
  readonly wallets_frozen: number;
  readonly holder_freeze: string;
}

/** Proposes to bind a device; `identity_check` names the papers of the check, not the person. */
export interface DeviceRebinding {
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  readonly public_key: string;
  readonly identity_check: string;
  readonly reason: string;
}

/** A new device; until `limited_until` what it may move is limited. */
export interface DeviceRegistered {
  readonly device: string;
  readonly holder: string;
  readonly limited_until?: string | null;
}

/** A holder's device. `label` helps the holder to know it again; it is no place for personal data. */
export interface DeviceRegistration {
  readonly algorithm: "ed25519" | "ecdsa-p256-sha256";
  readonly public_key: string;
  readonly label?: string | undefined;
}

/** A device that is no longer accepted. */
export interface DeviceRevoked {
  readonly device: string;
  readonly revoked_at: string;
}

/** The new device, and the one it replaced. */
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

/** A paper the operator has seen: its kind and the SHA-256 of its file. The file itself stays with the operator. */
export interface Document {
  readonly kind: "licence" | "identity" | "premises" | "settlement" | "permit" | "other";
  readonly sha256: string;
}

/** A paper's kind and SHA-256. */
export interface DocumentShown {
  readonly kind: string;
  readonly sha256: string;
}

/**
 * The platform or a seller (`merchant`) ends a plan: no payment is split by it any more. Refunds of earlier payments
 * go on as agreed.
 */
export interface EndSplitPlan {
  readonly merchant: string;
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

/** What a holder left who died. `amount`, `interest` and `journal` are null until it is settled. */
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

/** What an heir was to get, a fixed amount and a share of the rest, and what it got. */
export interface EstatePart {
  readonly heir: string;
  readonly fixed: Money;
  readonly share_ppm: number;
  readonly amount: Money;
}

/** Proposes to freeze all wallets of a holder who died. */
export interface EstateProposal {
  readonly papers: readonly string[];
  readonly reason: string;
}

/** Something that happened, in the order of the sequencer. */
export interface Event {
  readonly sequence: number;
  readonly n: number;
  readonly kind: string;
  readonly at: string;
  readonly institution: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Money between a bank account and a wallet. */
export interface Exchange {
  readonly bank_account: string;
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** An exchange order: `completed`, `reversed` and `paid_out` are its ends. */
export interface ExchangeOrder {
  readonly id: string;
  readonly wallet: string;
  readonly external_account: string;
  readonly kind: string;
  readonly amount: Money;
  readonly state: string;
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly journal: string | null;
  readonly end_journal: string | null;
  readonly bank_reference: string;
  readonly reference: string | null;
}

/** An exchange order was taken; where it stands is read with it. A load has no journal yet. */
export interface ExchangeOrdered {
  readonly exchange_order: string;
  readonly journal: string | null;
  readonly created_at: string;
}

/** Orders a load from, or an unload to, an account at a bank outside. */
export interface ExchangeOrdering {
  readonly external_account: string;
  readonly kind: "load" | "unload";
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** A customer's account at a bank outside. */
export interface ExternalAccount {
  readonly id: string;
  readonly external_bank: string;
  readonly number_masked: string;
  readonly opened_at: string;
}

/** A customer's account at a bank outside was linked. */
export interface ExternalAccountOpened {
  readonly external_account: string;
  readonly number_masked: string;
}

/** A customer's account at a bank outside; of its number only the last four digits can be read again. */
export interface ExternalAccountOpening {
  readonly external_bank: string;
  readonly number: string;
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

/** An operator begins to deal with a bank outside; `code` names it in the server's settings. */
export interface ExternalBankOpening {
  readonly operator: string;
  readonly code: string;
  readonly name: string;
}

/** Proposes to settle so much of what is owed between an operator and a bank outside. */
export interface ExternalSettlementProposal {
  readonly amount: Renminbi;
  readonly reason: string;
}

/** A rule that ended, and how often it was met. */
export interface FailureLifted {
  readonly failure_rule: string;
  readonly met: number;
}

/** A rule that makes an operation fail. `times` is null for until it is lifted; `met` counts who met it. */
export interface FailureRule {
  readonly id: string;
  readonly operation: string;
  readonly effect: string;
  readonly code: string;
  readonly amount: Money | null;
  readonly wallet: string | null;
  readonly times: number | null;
  readonly met: number;
  readonly in_force: boolean;
  readonly set_at: string;
}

/** A new rule. */
export interface FailureSet {
  readonly failure_rule: string;
}

/** What is to fail, how and how often. `code` goes with `refuse`; without `times` the rule stands until lifted. */
export interface FailureSetting {
  readonly operation: string;
  readonly effect: "refuse" | "unavailable" | "answer_lost" | "delivery_twice" | "delivery_delayed";
  readonly code?: string | undefined;
  readonly amount?: DigitalYuan | null | undefined;
  readonly wallet?: string | null | undefined;
  readonly times?: number | null | undefined;
}

/** What contradicts an invariant. */
export interface Finding {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/** Freezes a wallet: everything, what goes out, or an amount. The reason names the order behind it. */
export interface Freeze {
  readonly scope: "all" | "out" | "amount";
  readonly reason: string;
  readonly amount?: DigitalYuan | null | undefined;
}

/**
 * A freeze of a wallet; `lifted_at` is null while it is in force. `placed_by` is the side that lifts it: `operator` or
 * `central_bank`.
 */
export interface FreezeView {
  readonly id: string;
  readonly wallet: string;
  readonly scope: string;
  readonly amount: Money | null;
  readonly reason: string;
  readonly placed_at: string;
  readonly lifted_at: string | null;
  readonly placed_by: string;
}

/** A line of goods: what, how many, the price of one. */
export interface Goods {
  readonly name: string;
  readonly quantity: number;
  readonly unit: DigitalYuan;
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

/** Proposes a guardian for a holder, both customers of the operator. */
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

/** A guardianship was ended. */
export interface GuardianshipEnded {
  readonly guardianship: string;
  readonly ended_at: string;
}

/** Whether this process lives, or is ready to serve; and what is wrong all the same. */
export interface Health {
  readonly status: string;
  readonly alarm?: string | null;
}

/** What goes to an heir's wallet: a fixed amount, then a share of what is left after all fixed amounts. */
export interface HeirShare {
  readonly wallet: string;
  readonly fixed?: DigitalYuanCeiling | null | undefined;
  readonly share_ppm?: number | undefined;
}

/** Part of a hold was taken. `captured` is the sum so far. */
export interface HoldCaptured {
  readonly payment: string;
  readonly journal: string;
  readonly captured: Money;
  readonly left: Money;
}

/** What was left of a hold was given back. */
export interface HoldEnded {
  readonly payment: string;
  readonly journal: string;
  readonly returned: Money;
}

/** Reserves an amount for a payee until `expires_at`, at most 30 days ahead. */
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

/**
 * A freeze of all wallets of a holder; `lifted_at` is null while it is in force. `placed_by` is the side that lifts
 * it: `operator` or `central_bank`.
 */
export interface HolderFreeze {
  readonly id: string;
  readonly holder: string;
  readonly scope: string;
  readonly reason: string;
  readonly placed_at: string;
  readonly lifted_at: string | null;
  readonly placed_by: string;
}

/** Freezes all wallets of a holder: everything, or what goes out. The reason names the order behind it. */
export interface HolderFreezing {
  readonly scope: "all" | "out";
  readonly reason: string;
}

/** A holder is frozen from this answer on. */
export interface HolderFrozen {
  readonly holder: string;
  readonly holder_freeze: string;
  readonly wallets_frozen: number;
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

/** Reads personal data; who read it, when and why is kept. */
export interface HolderReading {
  readonly reason: string;
}

/** The central bank or an operator. */
export interface Institution {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly regime: string;
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

/** A step of a run: how many wallets it looked at, what it reckoned or paid, whether its pass has ended. */
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

/** Begins the run of an operator's next quarter. */
export interface InterestPreparation {
  readonly operator: string;
}

/** A run was begun, with the first day and the last of what it settles. */
export interface InterestPrepared {
  readonly run: string;
  readonly first_day: string;
  readonly last_day: string;
}

/** Proposes to pay a prepared run. */
export interface InterestRelease {
  readonly reason: string;
}

/**
 * A quarter of an operator: what is due, what was paid, and what closed wallets took with them.
 *
 * `state` is preparing, prepared, released or done; `due` is complete once it is prepared.
 */
export interface InterestRun {
  readonly id: string;
  readonly operator: string;
  readonly state: string;
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

/** Proposes to issue digital yuan to an operator's vault. */
export interface IssueProposal {
  readonly operator: string;
  readonly amount: DigitalYuan;
  readonly reason: string;
}

/** Transfers that were committed together. */
export interface Journal {
  readonly id: string;
  readonly transfers: readonly Transfer[];
}

/** Replaces a key; the old one stays valid for `overlap_s` seconds, at most 30 days. */
export interface KeyRotation {
  readonly overlap_s?: number | undefined;
}

/** Proposes to lift a freeze. */
export interface Lifting {
  readonly reason: string;
}

/** A limit in force (null: none), and where it comes from. */
export interface LimitLine {
  readonly limit: Money | null;
  readonly used?: Money | null;
  readonly left?: Money | null;
  readonly own?: Money | null;
  readonly rule: string;
}

/** Limits were set, of a wallet or an operator. */
export interface LimitsSet {
  readonly subject: string;
}

/** An amount that fails in these operations without any rule, every time. */
export interface MagicAmount {
  readonly amount: Money;
  readonly operations: readonly string[];
  readonly effect: string;
  readonly code: string;
}

/** The amounts that fail. */
export interface MagicAmounts {
  readonly items: readonly MagicAmount[];
}

/** Who is calling, and what this role may do: `own`, `all`, `two` (a second person approves), `two, own`. */
export interface Me {
  readonly principal: string;
  readonly role: string;
  readonly institution: string | null;
  readonly subject: string | null;
  readonly name: string;
  readonly mode: string;
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

/** Asks to be a merchant; the licence is among the documents. */
export interface MerchantApplication {
  readonly wallet: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly category: string;
  readonly purpose?: string | undefined;
  readonly scenario?: string | undefined;
  readonly documents: readonly Document[];
}

/** The application waits for its review. */
export interface MerchantApplied {
  readonly application: string;
}

/** A merchant was registered. */
export interface MerchantOpened {
  readonly merchant: string;
}

/** Registers a merchant that is paid into a corporate wallet. `category` is a code of ISO 18245. */
export interface MerchantOpening {
  readonly wallet: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly category: string;
  readonly purpose?: string | undefined;
  readonly scenario?: string | undefined;
}

/** A merchant was suspended or allowed again. */
export interface MerchantSet {
  readonly merchant: string;
  readonly suspended: boolean;
}

/** Stops payments to a merchant, or allows them again. */
export interface MerchantSuspension {
  readonly suspended: boolean;
}

/** An amount in an answer: whole minor units of an asset. */
export interface Money {
  readonly minor: number;
  readonly asset: string;
}

/** Money moved: the journal, and when it was recorded. */
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

/** Proposes that two banks settle net under a cap, each way; zero ends the agreement. */
export interface NettingProposal {
  readonly other: string;
  readonly cap: DigitalYuanCeiling;
  readonly reason: string;
}

/** A limit an operator sets below the scheme's. */
export interface OperatorLimit {
  readonly kind: string;
  readonly wallet_class: string;
  readonly component: string;
  readonly limit: Money;
}

/** Proposes an operator's limit for its wallets of a kind and class. */
export interface OperatorLimitProposal {
  readonly kind: "personal" | "corporate";
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly component: "balance" | "single" | "daily" | "yearly";
  readonly limit: DigitalYuanCeiling;
  readonly reason: string;
}

/** Proposes an operator that the rule book admits today, with its issue quota. */
export interface OperatorProposal {
  readonly code: string;
  readonly quota: DigitalYuanCeiling;
  readonly reason: string;
}

/** The order was withdrawn. */
export interface OrderCancelled {
  readonly order: string;
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

/** Who pays the order. */
export interface OrderPayment {
  readonly payer: string;
}

/** An order can be paid until it expires. `digest` is the SHA-256 of its lines. */
export interface OrderPlaced {
  readonly order: string;
  readonly amount: Money;
  readonly digest: string;
  readonly expires_at: string;
}

/**
 * An order under the merchant's own number; the amount is the sum of its lines. With `plan`, which is of the store,
 * its payment is split.
 */
export interface OrderPlacing {
  readonly store: string;
  readonly number: string;
  readonly lines: readonly Goods[];
  readonly terminal?: string | null | undefined;
  readonly lifetime_s?: number | undefined;
  readonly plan?: string | null | undefined;
}

/** An order as the merchant placed it: `open`, `paid`, `cancelled` or `expired`. */
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
  readonly state: string;
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

/** The holder's own limits; one that is absent or null is the class's. */
export interface OwnLimits {
  readonly balance?: DigitalYuanCeiling | null | undefined;
  readonly single?: DigitalYuanCeiling | null | undefined;
  readonly daily?: DigitalYuanCeiling | null | undefined;
  readonly yearly?: DigitalYuanCeiling | null | undefined;
}

/** A payment, final. */
export interface Paid {
  readonly payment: string;
  readonly journal: string;
  readonly paid_at: string;
  readonly fee: Money;
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

/** Proposes to pay a stuck order's money to a wallet or a bank account of its holder: exactly one of the two. */
export interface PayOutProposal {
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

/** How a name agrees with the holder's: match, close_match, no_match, or unavailable when none is known. */
export interface PayeeConfirmed {
  readonly payee: string;
  readonly result: string;
  readonly left: number;
}

/** Whether the holder of a wallet has this name, for a payment from one's own wallet. */
export interface PayeeQuestion {
  readonly payer: string;
  readonly payee: string;
  readonly name: string;
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
 * `secret` (64 hexadecimal digits) is given to the device that signed, and never stored.
 */
export interface PayerTokenEnrolled {
  readonly payer_token: string;
  readonly number: string;
  readonly wallet: string;
  readonly device: string;
  readonly step_s: number;
  readonly secret?: string | null;
}

/** A device asks for a token to pay from a wallet with; the request is signed by the device. */
export interface PayerTokenEnrolment {
  readonly wallet: string;
}

/** A token was ended. */
export interface PayerTokenRevoked {
  readonly payer_token: string;
  readonly revoked_at: string;
}

/** A payment as it stands. */
export interface Payment {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
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

/** A till charges the payment code that it scanned. */
export interface PaymentCodeCharge {
  readonly store: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
  readonly payment_code: string;
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

/** A request to pay as it stands. `signed` is null for a plain one. */
export interface PaymentRequest {
  readonly id: string;
  readonly state: string;
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

/** A request to pay was made. */
export interface PaymentRequested {
  readonly payment_request: string;
  readonly expires_at: string;
}

/**
 * Proposes to move what a holder left to its heirs. All shares together are a million; without any, the fixed amounts
 * are the whole estate.
 */
export interface PeopleSettlementProposal {
  readonly heirs: readonly HeirShare[];
  readonly papers: readonly string[];
  readonly reason: string;
}

/** A seller of a plan. */
export interface PlanPart {
  readonly seller: string;
  readonly fixed: Money;
  readonly share_ppm: number;
  readonly agreed_at: string | null;
}

/** How many sub-wallets gave how much; `journal` is null when there was nothing to move. */
export interface Pooled {
  readonly wallet: string;
  readonly journal: string | null;
  readonly sub_wallets: number;
  readonly amount: Money;
}

/** What a payer's token was charged for one counter of it: `means` is code or tap. */
export interface Presentation {
  readonly means: string;
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
  readonly state: string;
  readonly payment?: string | null;
  readonly store?: string | null;
  readonly amount?: Money | null;
  readonly refunded?: Money | null;
  readonly paid_at?: string | null;
}

/**
 * Who may call. `vouched` is false when one person alone gave it rights, as could be before schema 6: it takes no part
 * in acts of two people until it has enrolled again.
 */
export interface Principal {
  readonly id: string;
  readonly role: string;
  readonly institution: string | null;
  readonly subject: string | null;
  readonly name: string;
  readonly status: string;
  readonly vouched: boolean;
}

/** Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a holder. */
export interface PrincipalCreation {
  readonly role: "central_bank" | "operator" | "merchant" | "employer" | "government" | "auditor" | "holder";
  readonly institution?: string | null | undefined;
  readonly subject?: unknown | undefined;
  readonly name?: string | undefined;
  readonly reason: string;
}

/** A principal was suspended or resumed. */
export interface PrincipalStatusSet {
  readonly principal: string;
  readonly status: string;
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
  readonly state: string;
  readonly approvals_needed?: number;
  readonly first_approver?: string | null;
  readonly approver?: string | null;
  readonly decided_at?: string | null;
  readonly note?: string;
  readonly outcome?: Readonly<Record<string, unknown>> | null;
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

/** A sub-wallet as the merchant it was pushed to sees it: no holder, no parent, no balance. */
export interface PushedWallet {
  readonly id: string;
  readonly merchant: string;
  readonly customer: string;
  readonly status: string;
  readonly has_token: boolean;
  readonly single: Money | null;
  readonly daily: Money | null;
  readonly opened_at: string;
  readonly revoked_at: string | null;
}

/** Proposes an operator's issue quota. */
export interface QuotaChange {
  readonly quota: DigitalYuanCeiling;
  readonly reason: string;
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

/** The event will be sent again. */
export interface RedeliveryPlaced {
  readonly delivery: string;
}

/** A counter's or machine's act: whose it is, the code, and the cash on it. */
export interface Redemption {
  readonly operator: string;
  readonly code: string;
  readonly amount: DigitalYuan;
}

/** Gives money of a payment back; of a split with `advance` also what a seller cannot give, which it then owes. */
export interface Refund {
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
  readonly advance?: boolean | undefined;
}

/** A refund of a payment. */
export interface RefundView {
  readonly id: string;
  readonly payment: string;
  readonly amount: Money;
  readonly journal: string;
  readonly at: string;
}

/** A refund. `refunded` is the sum of the payment's refunds so far. */
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
export interface RefusedPaymentView {
  readonly wallet: string;
  readonly reason: string;
  readonly times: number;
  readonly at: string;
}

/** From when on a wallet's money has been under which regime. */
export interface RegimeChanged {
  readonly at: string;
  readonly regime: string;
}

/** Proposes to bring an operator under the regime that the rule book has in force. */
export interface RegimeProposal {
  readonly reason: string;
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

/** A bank sends money from its customer's account into somebody else's wallet. */
export interface RemittanceOrder {
  readonly bank_account: string;
  readonly wallet: string;
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** A remittance was made; final. */
export interface Remitted {
  readonly remittance: string;
  readonly journal: string;
  readonly recorded_at: string;
}

/** An amount of bank or reserve money, in fen. */
export interface Renminbi {
  readonly minor: number;
  readonly asset: "CNY";
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

/** The wallet that pays, or that declines. */
export interface RequestAnswer {
  readonly payer: string;
}

/** A request was declined or cancelled, or it expired. */
export interface RequestClosed {
  readonly payment_request: string;
  readonly state: string;
}

/**
 * Asks for money for a store, or for a payee's wallet: exactly one of the two. Without `payer` whoever is given the
 * request may pay it; with `plan`, which is of the store, the payment is split.
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
  readonly signed?: BillingSignature | null | undefined;
}

/** Proposes to lend an operator reserves. */
export interface ReserveLoanProposal {
  readonly operator: string;
  readonly amount: Renminbi;
  readonly reason: string;
}

/** How an operator stands: quota, what is out, and its accounts. */
export interface Reserves {
  readonly institution: string;
  readonly quota: Money;
  readonly issued: Money;
  readonly accounts: readonly StandingAccount[];
}

/** An operator and an amount of reserve money. */
export interface ReservesAct {
  readonly operator: string;
  readonly amount: Renminbi;
}

/** An operator and the vault money it gives back. */
export interface Retirement {
  readonly operator: string;
  readonly amount: DigitalYuan;
}

/** Whether the payee gives the money back. */
export interface ReturnAnswer {
  readonly agrees: boolean;
}

/** A payment's money was asked back. */
export interface ReturnAsked {
  readonly payment: string;
  readonly expires_at: string;
}

/** A request to return money was answered, withdrawn, or expired. */
export interface ReturnEnded {
  readonly payment: string;
  readonly state: string;
  readonly refund: string | null;
  readonly returned: Money;
}

/** Why a payment should come back. */
export interface ReturnQuestion {
  readonly reason: "wrong_payee" | "wrong_amount" | "paid_twice";
}

/** A request to return the money of a payment. */
export interface ReturnRequest {
  readonly payment: string;
  readonly payer: string;
  readonly payee: string;
  readonly reason: string;
  readonly state: string;
  readonly asked_at: string;
  readonly expires_at: string;
  readonly answered_at: string | null;
  readonly refund: string | null;
  readonly returned: Money;
}

/** Why somebody shall have rights again; kept beside the proposal. */
export interface RightsReason {
  readonly reason: string;
}

/** A rule with its dates, sources and confidence. */
export interface Rule {
  readonly id: string;
  readonly subject: string;
  readonly key: Readonly<Record<string, string>>;
  readonly from: string;
  readonly until: string | null;
  readonly value: Readonly<Record<string, unknown>>;
  readonly sources: readonly Source[];
  readonly confidence: string;
  readonly in_force: boolean;
  readonly conflicts_with: string | null;
  readonly note: string;
}

/** What differs between two days. */
export interface RuleChange {
  readonly kind: string;
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
  readonly kind: string;
  readonly state: string;
  readonly merchant: string | null;
  readonly merchant_en: string;
  readonly merchant_zh: string;
  readonly store: string | null;
  readonly store_name: string;
  readonly amount: Money | null;
  readonly reference: string | null;
  readonly expires_at: string | null;
}

/** For how many seconds messages are signed with the old secret as well. */
export interface SecretRotation {
  readonly overlap_s?: number | undefined;
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

/** What was settled with a bank outside over the operator's reserves. Above zero the operator paid. */
export interface Settlement {
  readonly journal: string;
  readonly amount: Money;
  readonly at: string;
}

/** Settles with another operator what the two owe each other. */
export interface SettlementInput {
  readonly other: string;
}

/** One's share of a code. `share` is shown this once; a repeated request has null: draw again, under a new key. */
export interface ShareDrawn {
  readonly enrolment: string;
  readonly principal: string;
  readonly expires_at: string;
  readonly share: string | null;
}

/** Who signed a request: everybody can check `signature` over the UTF-8 bytes of `text` with `public_key`. */
export interface Signed {
  readonly device: string;
  readonly algorithm: string;
  readonly public_key: string;
  readonly signature: string;
  readonly text: string;
}

/** What may be paid without the PIN: in one payment and on a day; twice zero for nothing. */
export interface SmallAmounts {
  readonly payment: DigitalYuanCeiling;
  readonly day: DigitalYuanCeiling;
}

/** What may be paid without the PIN. */
export interface SmallAmountsAllowed {
  readonly holder: string;
  readonly payment: Money;
  readonly day: Money;
}

/** What may be paid without the PIN, and what of it was used on the holder's newest day. */
export interface SmallAmountsView {
  readonly holder: string;
  readonly payment: Money;
  readonly day: Money;
  readonly used: Money;
}

/** Where a rule comes from. */
export interface Source {
  readonly title: string;
  readonly place: string;
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

/** Outcome of proposing. */
export interface SplitPlanProposed {
  readonly split_plan: string;
}

/** Outcome of agreeing or ending. */
export interface SplitPlanSet {
  readonly split_plan: string;
  readonly state: "proposed" | "active" | "ended";
}

/** One of an institution's standing accounts. `balance` is null where it grows without meaning to others. */
export interface StandingAccount {
  readonly role: string;
  readonly account: string;
  readonly balance: Money;
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
  readonly direction: string;
  readonly amount: Money;
  readonly balance: Money;
  readonly code: string;
  readonly phase: string;
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

/** Registers a store. `region` is a district code (GB/T 2260). */
export interface StoreOpening {
  readonly name: string;
  readonly region: string;
}

/** A sub-wallet as its parent's side sees it. `status` is open, revoked or closed. */
export interface SubWallet {
  readonly id: string;
  readonly wallet: string;
  readonly merchant: string | null;
  readonly label: string;
  readonly customer: string;
  readonly status: string;
  readonly balance: Money;
  readonly single: Money | null;
  readonly daily: Money | null;
  readonly yearly: Money | null;
  readonly used_today: Money;
  readonly opened_at: string;
  readonly revoked_at: string | null;
}

/** A merchant charges a sub-wallet for a store of its own. */
export interface SubWalletCharge {
  readonly token: string;
  readonly store: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
}

/** Money between a wallet and one of its sub-wallets. */
export interface SubWalletMove {
  readonly amount: DigitalYuan;
  readonly reference?: string | null | undefined;
}

/** A sub-wallet, a wallet with its own id, and its parent. */
export interface SubWalletOpened {
  readonly sub_wallet: string;
  readonly wallet: string;
}

/** Opens a sub-wallet of a company's wallet. */
export interface SubWalletOpening {
  readonly label: string;
}

/** Takes what sub-wallets have above `keep` each: of the named ones, or of all when none is named. */
export interface SubWalletPooling {
  readonly sub_wallets?: readonly string[] | undefined;
  readonly keep?: DigitalYuanCeiling | null | undefined;
}

/**
 * Pushes a sub-wallet to a merchant, within these limits of one charge, a day and, when given, a year.
 *
 * `customer` is the merchant's own word for its customer, as its app gave it; no name and no number of a person.
 */
export interface SubWalletPush {
  readonly merchant: string;
  readonly label: string;
  readonly single: DigitalYuan;
  readonly daily: DigitalYuan;
  readonly yearly?: DigitalYuan | null | undefined;
  readonly customer?: string | undefined;
}

/** A sub-wallet was taken back; it is charged no more. */
export interface SubWalletRevoked {
  readonly sub_wallet: string;
  readonly revoked_at: string;
}

/** A token, in this answer and nowhere else; null when the request repeats an earlier one. */
export interface SubWalletTokenIssued {
  readonly sub_wallet: string;
  readonly token?: string | null;
}

/** Whether it is stopped. */
export interface Suspension {
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

/**
 * What the wallet holds above the ceiling goes to an account, at a bank here or at one outside: exactly one of the
 * two.
 */
export interface SweepOrder {
  readonly bank_account?: string | null | undefined;
  readonly external_account?: string | null | undefined;
  readonly ceiling: DigitalYuanCeiling;
}

/** A sweep was set. */
export interface SweepSet {
  readonly wallet: string;
  readonly bank_account: string | null;
  readonly external_account: string | null;
  readonly ceiling: Money;
}

/** A China day of a merchant, by store and terminal, and all together. */
export interface Takings {
  readonly merchant: string;
  readonly day: string;
  readonly lines: readonly TakingsLine[];
  readonly total: TakingsLine;
}

/** What one store and terminal took: what came in, what was given back, what it was charged, what is left. */
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

/** A till charges the device that was held to it: the number, counter and cryptogram that the device answered. */
export interface TapCharge {
  readonly store: string;
  readonly amount: DigitalYuan;
  readonly purpose?: string | undefined;
  readonly reference?: string | null | undefined;
  readonly number: string;
  readonly counter: number;
  readonly cryptogram: string;
}

/** A terminal was registered. */
export interface TerminalOpened {
  readonly terminal: string;
}

/** A till or machine of a store. */
export interface TerminalOpening {
  readonly label: string;
  readonly serial?: string | undefined;
}

/** A terminal was stopped or works again. */
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

/** How the test world's clock is moved forward: by seconds, or to an instant; one of the two. */
export interface TestClockAdvance {
  readonly forward_s?: number | null | undefined;
  readonly until?: string | null | undefined;
}

/** What the time of the test world was, and what it is. */
export interface TestClockAdvanced {
  readonly before_at: string;
  readonly now_at: string;
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
  readonly code: string;
  readonly phase: string;
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
  readonly kind: string;
  readonly side: string;
  readonly accounts: number;
  readonly balance: Money;
}

/** A wallet: what it holds, may hold and may pay. */
export interface Wallet {
  readonly id: string;
  readonly operator: string;
  readonly holder: string;
  readonly kind: string;
  readonly wallet_class: string;
  readonly scope: string;
  readonly regime: string;
  readonly account: string;
  readonly status: string;
  readonly freezes_all: number;
  readonly freezes_out: number;
  readonly frozen: Money;
  readonly opened_at: string;
  readonly balance?: Money | null;
  readonly available?: Money | null;
  readonly pending_out?: Money | null;
  readonly limits?: Readonly<Record<string, LimitLine>> | null;
}

/** A wallet was closed. */
export interface WalletClosed {
  readonly wallet: string;
}

/** A freeze is in force from this answer on. */
export interface WalletFrozen {
  readonly wallet: string;
  readonly freeze: string;
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

/** A wallet was opened. */
export interface WalletOpened {
  readonly wallet: string;
  readonly holder: string;
}

/** Opens a wallet. Which details are needed follows from the class (rule book, `opening`). */
export interface WalletOpening {
  readonly operator: string;
  readonly kind: "personal" | "corporate";
  readonly wallet_class: "I" | "II" | "III" | "IV";
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
  readonly id_number?: string | undefined;
  readonly bank_account?: string | undefined;
  readonly face_to_face?: boolean | undefined;
}

/** A wallet's statement of days in China, both included. `complete` once nothing can be added any more. */
export interface WalletStatement {
  readonly wallet: string;
  readonly operator: string;
  readonly wallet_class: string;
  readonly first: string;
  readonly last: string;
  readonly until: string;
  readonly complete: boolean;
  readonly opening: Money;
  readonly closing: Money;
  readonly money_in: Money;
  readonly money_out: Money;
  readonly entries: readonly StatementEntry[];
  readonly regime_changes: readonly RegimeChanged[];
}

/** Moves some wallets of an operator to its regime. */
export interface WalletsMove {
  readonly limit?: number | undefined;
}

/**
 * A step of a change of regime. `interest` is the part of the amount that the wallets were owed. `more`: others can
 * move at once. When none can, `waiting` wallets remain because they have open holds; they follow by themselves.
 */
export interface WalletsMoved {
  readonly wallets: number;
  readonly amount: Money;
  readonly interest: Money;
  readonly journal: string | null;
  readonly more?: boolean;
  readonly waiting?: number | null;
}

/** A wallet's waterfall. */
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

/** What a payment brings above the wallet's balance limit goes to the bank account. */
export interface WaterfallOrder {
  readonly bank_account: string;
}

/** A waterfall was set. It works from `begins_at` on, after a new link's cooling-off. */
export interface WaterfallSet {
  readonly wallet: string;
  readonly bank_account: string;
  readonly begins_at: string;
}

/**
 * An endpoint: `active`, `paused` by its owner, `disabled` after failures, or `closed`. Its oldest event is not tried
 * again before `next_attempt_at`.
 */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly status: string;
  readonly created_at: string;
  readonly merchant: string | null;
  readonly wallet: string | null;
  readonly secret_version: number;
  readonly next_attempt_at: string | null;
}

/** What an endpoint shall be from now on: all three. */
export interface WebhookChange {
  readonly url: string;
  readonly kinds: readonly string[];
  readonly active: boolean;
}

/** Where the endpoint stands now. */
export interface WebhookChanged {
  readonly webhook: string;
  readonly status: string;
}

/** What a receiver is sent: an event, as the list of events has it. */
export interface WebhookMessage {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly sequence: number;
  readonly n: number;
  readonly institution: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** A new endpoint. `secret` is shown this once; a repeated request has null. */
export interface WebhookOpened {
  readonly webhook: string;
  readonly secret?: string | null;
}

/** Has the caller's events sent to a URL; without kinds, all of them. */
export interface WebhookOpening {
  readonly url: string;
  readonly kinds?: readonly string[] | undefined;
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
  readonly secret?: string | null;
}

/** An activity of an operator's whitelist, and how many numbers it brought. */
export interface WhitelistActivity {
  readonly activity: string;
  readonly numbers: number;
}

/** How many of the numbers were new. */
export interface WhitelistRegistered {
  readonly operator: string;
  readonly activity: string;
  readonly added: number;
}

/** Registers phone numbers with a listed prefix for an activity, such as `jd-2023-03`. */
export interface WhitelistRegistration {
  readonly operator: string;
  readonly activity: string;
  readonly phones: readonly string[];
}

/** The world a platform runs: its name, its time, and the regimes of this day by kind of operator. */
export interface World {
  readonly name: string;
  readonly now: string;
  readonly china_date: string;
  readonly simulated: boolean;
  readonly regimes: Readonly<Record<string, string>>;
}
