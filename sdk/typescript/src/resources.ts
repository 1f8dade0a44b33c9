// Written by `make sdk` from the OpenAPI document; edit the API instead.
import { Pages, Transport, path } from "./core.ts";
import type { ActOptions, ListOptions, Options, TryOptions } from "./core.ts";
import type * as models from "./models.ts";

/** `client.merchants.bills.payments`. */
export class MerchantsBillsPayments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Pays a bill, finally. It is paid at most once, whoever pays it; the amount has to be the one that it asks.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(merchant: string, number: string, body: models.PayBill, options: TryOptions = {}): Promise<models.BillPaid> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchants/${merchant}/bills/${number}/payments`, body, options });
  }
}

/** `client.placeLists.versions.places`. */
export class PlaceListsVersionsPlaces {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The places of a version of a list, in the order of their ids. */
  list(placeList: string, version: number, options: ListOptions = {}): Pages<models.Place> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/place-lists/${placeList}/versions/${version}/places`, options }, options);
  }
}

/** `client.placeLists.versions.stores`. */
export class PlaceListsVersionsStores {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The stores that stand in the places of a version, and those that did, by place; or only what has changed since,
   * such as the day on which a program was approved. A page may have fewer than there are.
   *
   * `from`: Not before this day in China, or this instant
   */
  list(placeList: string, version: number, query: { readonly from?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.PlaceEntry> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/place-lists/${placeList}/versions/${version}/stores`, query, options }, options);
  }
}

/** `client.wallets.agreements.codeReadings`. */
export class WalletsAgreementsCodeReadings {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The account's bank takes the one-time code, to send it to the phone on its file; for an account outside the
   * wallet's operator does. Every reading is logged.
   */
  create(wallet: string, account: string, options: ActOptions = {}): Promise<models.AgreementCodeRead> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/agreements/${account}/code-readings`, options });
  }
}

/** `client.bankAccounts.deposits`. */
export class BankAccountsDeposits {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Cash is paid into a bank account, over the counter. */
  create(bankAccount: string, body: models.DepositCash, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: path`/v1/bank-accounts/${bankAccount}/deposits`, body, options });
  }
}

/** `client.bankAccounts.withdrawals`. */
export class BankAccountsWithdrawals {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Cash is drawn from a bank account, over the counter. */
  create(bankAccount: string, body: models.WithdrawCash, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: path`/v1/bank-accounts/${bankAccount}/withdrawals`, body, options });
  }
}

/** `client.campaigns.claims`. */
export class CampaignsClaims {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A winner takes the claim that was drawn, into the wallet that is registered. */
  create(campaign: string, body: models.ClaimWin, options: ActOptions = {}): Promise<models.WinClaimed> {
    return this.#transport.send({ method: "POST", path: path`/v1/campaigns/${campaign}/claims`, body, options });
  }
}

/** `client.campaigns.numbers`. */
export class CampaignsNumbers {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The public list of a campaign's registrations, in the order of their numbers; it names nobody. */
  list(campaign: string, options: ListOptions = {}): Pages<models.CampaignNumber> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/campaigns/${campaign}/numbers`, options }, options);
  }
}

/** `client.campaigns.registrations`. */
export class CampaignsRegistrations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A holder registers with a wallet, which takes what is won; once for each person, whatever wallets they have. */
  create(campaign: string, body: models.RegisterForCampaign, options: ActOptions = {}): Promise<models.Registered> {
    return this.#transport.send({ method: "POST", path: path`/v1/campaigns/${campaign}/registrations`, body, options });
  }
}

/** `client.campaigns.seeds`. */
export class CampaignsSeeds {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Reveals a seed that was committed to, once registration is over: the funder's first, then the central bank's. With
   * both the draw begins.
   */
  create(campaign: string, body: models.RevealSeed, options: ActOptions = {}): Promise<models.SeedRevealed> {
    return this.#transport.send({ method: "POST", path: path`/v1/campaigns/${campaign}/seeds`, body, options });
  }
}

/** `client.campaigns.witness`. */
export class CampaignsWitness {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The central bank commits to its own seed, before anybody registers: it neither funds the campaign nor has a
   * customer in it.
   */
  create(campaign: string, body: models.WitnessCampaign, options: ActOptions = {}): Promise<models.CampaignWitnessed> {
    return this.#transport.send({ method: "POST", path: path`/v1/campaigns/${campaign}/witness`, body, options });
  }
}

/** `client.clock.corrections`. */
export class ClockCorrections {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Proposes that whatever is recorded in the future counts as recorded when a second person of the central bank has
   * approved. `today` is the date in China, which two people know better than a clock: by one that is behind, all
   * there is would be in the future.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(body: models.SetTimesRight, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: "/v1/clock/corrections", body, options });
  }
}

/** `client.enrolments.shares`. */
export class EnrolmentsShares {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Gives one of two people her share of an enrolment's code, to be given to whoever enrols; it is in this answer and
   * nowhere else, and one that she drew before is void.
   */
  create(enrolment: string, options: ActOptions = {}): Promise<models.ShareDrawn> {
    return this.#transport.send({ method: "POST", path: path`/v1/enrolments/${enrolment}/shares`, options });
  }
}

/** `client.envelopes.claims`. */
export class EnvelopesClaims {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What was claimed of an envelope, first come first, for its sender's side. */
  list(envelope: string, options: ListOptions = {}): Pages<models.EnvelopeClaim> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/envelopes/${envelope}/claims`, options }, options);
  }
}

/** `client.exchangeOrders.payOuts`. */
export class ExchangeOrdersPayOuts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Proposes to pay a stuck order's money to another wallet or to a bank account of its holder: exactly one of the
   * two. A second person of the operator approves it.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(exchangeOrder: string, body: models.PayOutOrder, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/exchange-orders/${exchangeOrder}/pay-outs`, body, options });
  }
}

/** `client.externalBanks.payments`. */
export class ExternalBanksPayments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Proposes to pay a bank outside what the operator owes it, out of the operator's reserves; a second person of the
   * operator approves it.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(externalBank: string, body: models.PayExternalBank, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/external-banks/${externalBank}/payments`, body, options });
  }
}

/** `client.externalBanks.receipts`. */
export class ExternalBanksReceipts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Proposes to take into an operator's reserves what a bank outside has paid of what it owes; a second person of the
   * central bank approves it.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(externalBank: string, body: models.TakeFromExternalBank, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/external-banks/${externalBank}/receipts`, body, options });
  }
}

/** `client.externalBanks.settlements`. */
export class ExternalBanksSettlements {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What was settled with a bank outside, oldest first. */
  list(externalBank: string, options: ListOptions = {}): Pages<models.Settlement> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/external-banks/${externalBank}/settlements`, options }, options);
  }
}

/** `client.externalBanks.stuckOrders`. */
export class ExternalBanksStuckOrders {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The exchange orders with a bank outside whose money can go neither on nor back; see their pay-outs. */
  list(externalBank: string, options: ListOptions = {}): Pages<models.ExchangeOrder> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/external-banks/${externalBank}/stuck-orders`, options }, options);
  }
}

/** `client.grantLists.lines`. */
export class GrantListsLines {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The lines of a grant list that were received, in the order of their numbers, and what became of each. */
  list(grantList: string, options: ListOptions = {}): Pages<models.GrantListLine> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/grant-lists/${grantList}/lines`, options }, options);
  }
}

/** `client.grantLists.pages`. */
export class GrantListsPages {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Adds a page of lines to a list that is open. Pages have 1,000 lines each, the last one the rest, and come in any
   * order; one that is there already is the same again, or refused.
   */
  create(grantList: string, body: models.AddGrantPage, options: ActOptions = {}): Promise<models.GrantPageAdded> {
    return this.#transport.send({ method: "POST", path: path`/v1/grant-lists/${grantList}/pages`, body, options });
  }
}

/** `client.holders.devices`. */
export class HoldersDevices {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All devices a holder has had, oldest first. */
  list(holder: string, options: Options = {}): Pages<models.Device> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/holders/${holder}/devices`, options });
  }

  /**
   * Registers a device: the first one freely, every further one signed by a device of the same holder. `public_key` is
   * base64url of the raw key or its SubjectPublicKeyInfo. `label` helps the holder to know it again; it is no place
   * for personal data.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(holder: string, body: models.RegisterDevice, options: ActOptions = {}): Promise<models.DeviceRegistered> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/devices`, body, options });
  }

  /**
   * Proposes to bind a device after a check of who the holder is; `identity_check` names its papers, not the person. A
   * second person approves it. When the holder had one before, the new one is limited for the cooling-off time.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  rebind(holder: string, body: models.RebindDevice, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/devices/rebinding`, body, options });
  }
}

/** `client.holders.estate`. */
export class HoldersEstate {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What a holder left, and who got it. */
  get(holder: string, options: Options = {}): Promise<models.Estate> {
    return this.#transport.send({ method: "GET", path: path`/v1/holders/${holder}/estate`, options });
  }

  /**
   * Proposes to freeze all wallets of a holder who died; a second person approves it. `papers` are SHA-256 digests, in
   * hexadecimal, of what shows it.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(holder: string, body: models.OpenEstate, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/estate`, body, options });
  }

  /**
   * Proposes to move all that a holder left to the heirs and to close its wallets; a second person approves it.
   * `papers` show who inherits how much. All shares together are a million; without any, the fixed amounts are the
   * whole estate.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  settle(holder: string, body: models.SettleEstate, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/estate/settlement`, body, options });
  }
}

/** `client.holders.forgottenDetails`. */
export class HoldersForgottenDetails {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Proposes to forget a holder's phone, name or bank account that is wrong, or somebody else's now, to be given anew;
   * a second person approves it. `check` names what showed it. What is right instead is not said: proposals are kept
   * in the clear. By a phone that is forgotten the holder is found no more, and its next owner may publish it.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(holder: string, body: models.ForgetDetail, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/forgotten-details`, body, options });
  }
}

/** `client.holders.freezes`. */
export class HoldersFreezes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A holder's freezes, lifted ones too, oldest first. */
  list(holder: string, options: ListOptions = {}): Pages<models.HolderFreeze> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/holders/${holder}/freezes`, options }, options);
  }

  /**
   * Freezes all wallets of a holder, sub-wallets too: everything, or what goes out. It opens none while the freeze
   * lasts. `reason` names the order behind it.
   */
  create(holder: string, body: models.FreezeHolder, options: ActOptions = {}): Promise<models.HolderFrozen> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/freezes`, body, options });
  }

  /**
   * Proposes to lift a freeze of a holder from all its wallets where it is still in force; a second person approves
   * it. What the central bank placed only its people lift.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  lift(holder: string, holderFreeze: string, body: models.UnfreezeHolder, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/freezes/${holderFreeze}/lifting`, body, options });
  }
}

/** `client.holders.guardians`. */
export class HoldersGuardians {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A holder's guardianships, ended ones too, oldest first. */
  list(holder: string, options: Options = {}): Pages<models.Guardianship> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/holders/${holder}/guardians`, options });
  }

  /**
   * Proposes that another holder, a customer of the same operator, acts for this one until a day; a second person
   * approves it. `papers` are SHA-256 digests, in hexadecimal, of what shows it, such as a court's order.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(holder: string, body: models.GuardianProposal, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/guardians`, body, options });
  }
}

/** `client.holders.owedRefunds`. */
export class HoldersOwedRefunds {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Refunds that found the holder without a wallet, oldest first; companies and merchants read their own wallets'. */
  list(holder: string, options: ListOptions = {}): Pages<models.OwedRefund> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/holders/${holder}/owed-refunds`, options }, options);
  }
}

/** `client.holders.smallAmounts`. */
export class HoldersSmallAmounts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What the holder's devices may pay without the PIN, and what of it was used today. */
  get(holder: string, options: Options = {}): Promise<models.SmallAmounts> {
    return this.#transport.send({ method: "GET", path: path`/v1/holders/${holder}/small-amounts`, options });
  }

  /**
   * Allows small payments without the PIN, up to a limit of one payment and of a day, twice zero for nothing. Signed
   * by a device.
   *
   * Signed by the holder's device, once it has had one.
   */
  set(holder: string, body: models.AllowSmallAmounts, options: ActOptions = {}): Promise<models.SmallAmountsAllowed> {
    return this.#transport.send({ method: "POST", path: path`/v1/holders/${holder}/small-amounts`, body, options });
  }
}

/** `client.institutions.limits`. */
export class InstitutionsLimits {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The limits an operator sets below the scheme's. */
  list(operator: string, options: Options = {}): Pages<models.OperatorLimit> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/institutions/${operator}/limits`, options });
  }

  /**
   * Sets an operator's limit for all its wallets of a kind and class, at or below the scheme's.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(operator: string, body: models.SetOperatorLimit, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/institutions/${operator}/limits`, body, options });
  }
}

/** `client.institutions.netting`. */
export class InstitutionsNetting {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** With whom an operator settles net, and what is owed. */
  list(operator: string, options: Options = {}): Pages<models.NettingPair> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/institutions/${operator}/netting`, options });
  }

  /**
   * Two banks agree to settle net: each may owe the other at most the `cap`. Zero ends the agreement.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(operator: string, body: models.AgreeNetting, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/institutions/${operator}/netting`, body, options });
  }
}

/** `client.institutions.regimeChanges`. */
export class InstitutionsRegimeChanges {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Brings an operator under the regime that the rule book has in force for it: new wallets at once, the others follow
   * by themselves.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(operator: string, body: models.ChangeRegime, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/institutions/${operator}/regime-changes`, body, options });
  }
}

/** `client.institutions.reserves`. */
export class InstitutionsReserves {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** An operator's quota and standing accounts; the central bank sees all, an operator its own. */
  get(institution: string, options: Options = {}): Promise<models.Reserves> {
    return this.#transport.send({ method: "GET", path: path`/v1/institutions/${institution}/reserves`, options });
  }
}

/** `client.institutions.settlements`. */
export class InstitutionsSettlements {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Settles what two operators owe each other, over their reserves at the central bank. */
  create(operator: string, body: models.SettlePair, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: path`/v1/institutions/${operator}/settlements`, body, options });
  }
}

/** `client.institutions.walletMoves`. */
export class InstitutionsWalletMoves {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Moves some of an operator's wallets to its regime, in one journal. All follow by themselves; this is sooner. */
  create(operator: string, body: models.MoveWallets = {}, options: ActOptions = {}): Promise<models.WalletsMoved> {
    return this.#transport.send({ method: "POST", path: path`/v1/institutions/${operator}/wallet-moves`, body, options });
  }
}

/** `client.institutions.whitelists`. */
export class InstitutionsWhitelists {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The activities of an operator's whitelist; the numbers themselves are not kept. */
  list(institution: string, options: Options = {}): Pages<models.WhitelistActivity> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/institutions/${institution}/whitelists`, options });
  }
}

/** `client.interestRuns.steps`. */
export class InterestRunsSteps {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Does the next batch of a run that is being prepared or paid, at most 4,000 wallets; the worker does the same by
   * itself.
   */
  create(run: string, options: ActOptions = {}): Promise<models.InterestAdvanced> {
    return this.#transport.send({ method: "POST", path: path`/v1/interest-runs/${run}/steps`, options });
  }
}

/** `client.locks.proofs`. */
export class LocksProofs {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A party of an escrow brings the signed statement that releases a milestone's `lock`: a device of the payer's or of
   * the arbiter's has signed that the document with this SHA-256 shows it done. The payee gets all of it.
   */
  create(lock: string, body: models.ReleaseMilestone, options: ActOptions = {}): Promise<models.MilestoneReleased> {
    return this.#transport.send({ method: "POST", path: path`/v1/locks/${lock}/proofs`, body, options });
  }
}

/** `client.locks.releases`. */
export class LocksReleases {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The payer, or the arbiter, lets the payee have an amount of a lock; the rest stays locked. `statement` says on
   * what proof.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(lock: string, body: models.ReleaseLock, options: ActOptions = {}): Promise<models.LockReleased> {
    return this.#transport.send({ method: "POST", path: path`/v1/locks/${lock}/releases`, body, options });
  }
}

/** `client.locks.returnProofs`. */
export class LocksReturnProofs {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A party of an escrow brings the signed statement by which the arbiter gives a milestone's `lock` back to the
   * payer: a device of the arbiter's has signed so, by the document with this SHA-256.
   */
  create(lock: string, body: models.ReturnMilestone, options: ActOptions = {}): Promise<models.LockReturned> {
    return this.#transport.send({ method: "POST", path: path`/v1/locks/${lock}/return-proofs`, body, options });
  }
}

/** `client.mandates.bills`. */
export class MandatesBills {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A payer lets a biller's bills for one account there (a meter, a pupil, a phone) be paid by themselves: at most so
   * much for each and in each month, from 08:00 of the day that a bill is `due`, or once it is `presented`. It is a
   * mandate of these bills alone: changed, paused, resumed and ended as one. `bill` is the number of one that the
   * account has had, which who is billed knows.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.ConsentToBills, options: ActOptions = {}): Promise<models.BillsConsented> {
    return this.#transport.send({ method: "POST", path: "/v1/mandates/bills", body, options });
  }
}

/** `client.mandates.debits`. */
export class MandatesDebits {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What was collected by a mandate.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `store`: Collected for this store
   *
   * `amount_min`: At least so many fen
   *
   * `amount_max`: At most so many fen
   */
  list(mandate: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly store?: string | null | undefined; readonly amount_min?: number | null | undefined; readonly amount_max?: number | null | undefined; } = {}, options: ListOptions = {}): Pages<models.MandateDebit> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/mandates/${mandate}/debits`, query, options }, options);
  }

  /**
   * A merchant collects an amount by a mandate, for one of its stores, under a `number` of its own: each is collected
   * once. It is a payment, final and with all rules of one; its reference is the number unless another is said.
   */
  create(mandate: string, body: models.CollectDebit, options: ActOptions = {}): Promise<models.DebitCollected> {
    return this.#transport.send({ method: "POST", path: path`/v1/mandates/${mandate}/debits`, body, options });
  }

  /** What was collected by a mandate under a number of its merchant's, for both sides. */
  get(mandate: string, number: string, options: Options = {}): Promise<models.MandateDebit> {
    return this.#transport.send({ method: "GET", path: path`/v1/mandates/${mandate}/debits/${number}`, options });
  }
}

/** `client.mandates.terms`. */
export class MandatesTerms {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A mandate's terms of now and of before, oldest first; each debit names the version by which it was collected. */
  list(mandate: string, options: ListOptions = {}): Pages<models.MandateTerms> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/mandates/${mandate}/terms`, options }, options);
  }

  /**
   * The payer says anew how much its merchant may collect, until when and how often. A last day or a number of debits
   * that is left out stays as it was; one named in `lifts` limits no longer. What was collected before counts.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(mandate: string, body: models.ChangeMandate, options: ActOptions = {}): Promise<models.MandateChanged> {
    return this.#transport.send({ method: "POST", path: path`/v1/mandates/${mandate}/terms`, body, options });
  }
}

/** `client.merchants.bankruptcy`. */
export class MerchantsBankruptcy {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** That a merchant is bankrupt, why, and by which paper; `not_found` where it is not. */
  get(merchant: string, options: Options = {}): Promise<models.Bankruptcy> {
    return this.#transport.send({ method: "GET", path: path`/v1/merchants/${merchant}/bankruptcy`, options });
  }

  /**
   * Says that a merchant is bankrupt, for good: nothing is sold or used of its plans from then on, and every consumer
   * gets back what she has not used.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(merchant: string, body: models.MarkBankrupt, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchants/${merchant}/bankruptcy`, body, options });
  }
}

/** `client.merchants.bills`. */
export class MerchantsBills {
  readonly #transport: Transport;
  readonly payments: MerchantsBillsPayments;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.payments = new MerchantsBillsPayments(transport);
  }

  /**
   * A biller's own bills, in the order in which they first came.
   *
   * `state`: Only those that stand like this
   */
  list(merchant: string, query: { readonly state?: "open" | "paid" | "withdrawn" | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Bill> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/merchants/${merchant}/bills`, query, options }, options);
  }

  /**
   * A biller uploads a batch of at most 500 bills, all or none, paid at the store. A number uploaded again replaces a
   * bill that is not paid.
   */
  create(merchant: string, body: models.UploadBills, options: TryOptions = {}): Promise<models.BillsUploaded> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchants/${merchant}/bills`, body, options });
  }

  /** A bill by its number, for whoever wants to pay it. */
  get(merchant: string, number: string, options: Options = {}): Promise<models.Bill> {
    return this.#transport.send({ method: "GET", path: path`/v1/merchants/${merchant}/bills/${number}`, options });
  }

  /** The receipt of a paid bill, for its payer's side and its biller's. */
  receipt(merchant: string, number: string, options: Options = {}): Promise<models.Receipt> {
    return this.#transport.send({ method: "GET", path: path`/v1/merchants/${merchant}/bills/${number}/receipt`, options });
  }

  /** The biller takes an unpaid bill back. */
  withdraw(merchant: string, number: string, options: ActOptions = {}): Promise<models.BillWithdrawn> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchants/${merchant}/bills/${number}/withdrawal`, options });
  }
}

/** `client.merchants.cofunding`. */
export class MerchantsCofunding {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The programs of which a merchant bears its share, or did, by their ids. */
  list(merchant: string, options: ListOptions = {}): Pages<models.Cofunding> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/merchants/${merchant}/cofunding`, options }, options);
  }

  /**
   * A merchant agrees to bear its share of what claims of a program pay it, as its terms of this SHA-256 say.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(merchant: string, program: string, body: models.AgreeCofunding, options: ActOptions = {}): Promise<models.CofundingAgreed> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchants/${merchant}/cofunding/${program}`, body, options });
  }

  /** A merchant bears nothing of payments that come from now on. What it bore before stays as it is. */
  end(merchant: string, program: string, options: ActOptions = {}): Promise<models.CofundingEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchants/${merchant}/cofunding/${program}/ending`, options });
  }
}

/** `client.merchants.mandates`. */
export class MerchantsMandates {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The mandates by which a merchant may collect, or might.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `state`: Only those of this state
   *
   * `reference`: With this reference
   */
  list(merchant: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly state?: "open" | "paused" | "ended" | null | undefined; readonly reference?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Mandate> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/merchants/${merchant}/mandates`, query, options }, options);
  }
}

/** `client.merchants.stores`. */
export class MerchantsStores {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A merchant's stores, oldest first. */
  list(merchant: string, options: ListOptions = {}): Pages<models.Store> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/merchants/${merchant}/stores`, options }, options);
  }

  /** Registers a store of a merchant. `region` is a district code (GB/T 2260). */
  create(merchant: string, body: models.OpenStore, options: ActOptions = {}): Promise<models.StoreOpened> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchants/${merchant}/stores`, body, options });
  }
}

/** `client.merchants.takings`. */
export class MerchantsTakings {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What a merchant took on a day, by store and terminal, read from the ledger.
   *
   * `day`: A day in China
   */
  get(merchant: string, query: { readonly day: string; }, options: Options = {}): Promise<models.Takings> {
    return this.#transport.send({ method: "GET", path: path`/v1/merchants/${merchant}/takings`, query, options });
  }
}

/** `client.payerTokens.presentations`. */
export class PayerTokensPresentations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What a token was charged, in the order of its counters; what is not among it was not charged.
   *
   * `means`: Payment codes, or taps
   *
   * `counter`: Only what was charged for this
   */
  list(payerToken: string, query: { readonly means?: "code" | "tap" | undefined; readonly counter?: number | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Presentation> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/payer-tokens/${payerToken}/presentations`, query, options }, options);
  }
}

/** `client.paymentCodes.charges`. */
export class PaymentCodesCharges {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A till charges the payment code that it scanned, finally. A code is charged once, and lives for two steps at most. */
  create(body: models.ChargePaymentCode, options: TryOptions = {}): Promise<models.Charged> {
    return this.#transport.send({ method: "POST", path: "/v1/payment-codes/charges", body, options });
  }
}

/** `client.payments.captures`. */
export class PaymentsCaptures {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The payee takes an amount of a hold, and the rest stays held. With a split `plan` of the store its parties get
   * their parts, once: the rest goes back to the payer.
   */
  create(payment: string, body: models.CaptureOrder, options: TryOptions = {}): Promise<models.HoldCaptured> {
    return this.#transport.send({ method: "POST", path: path`/v1/payments/${payment}/captures`, body, options });
  }
}

/** `client.payments.parts`. */
export class PaymentsParts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What each party of a split got of a payment, and gave back: all parts for the platform, its own for a seller. The
   * payer is not told how the others share.
   */
  list(payment: string, options: Options = {}): Pages<models.Part> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/payments/${payment}/parts`, options });
  }
}

/** `client.payments.refunds`. */
export class PaymentsRefunds {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A payment's refunds.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   */
  list(payment: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; } = {}, options: ListOptions = {}): Pages<models.Refund> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/payments/${payment}/refunds`, query, options }, options);
  }

  /**
   * The payee gives money of a payment back, in part or whole. Final when it is answered. A reference given twice
   * refunds twice: a request is told from another by its idempotency key alone. With `advance` the platform of a split
   * gives also what a seller cannot, which the seller then owes it.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(payment: string, body: models.RefundPayment, options: TryOptions = {}): Promise<models.Refunded> {
    return this.#transport.send({ method: "POST", path: path`/v1/payments/${payment}/refunds`, body, options });
  }
}

/** `client.payments.returnRequest`. */
export class PaymentsReturnRequest {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A request to return money, for both sides and their operators. */
  get(payment: string, options: Options = {}): Promise<models.ReturnRequest> {
    return this.#transport.send({ method: "GET", path: path`/v1/payments/${payment}/return-request`, options });
  }

  /** The payer of a payment between wallets asks for its money: once for each payment. */
  create(payment: string, body: models.AskReturn, options: ActOptions = {}): Promise<models.ReturnAsked> {
    return this.#transport.send({ method: "POST", path: path`/v1/payments/${payment}/return-request`, body, options });
  }

  /**
   * The payee's side gives back what is left of the payment, as a refund, or declines.
   *
   * Signed by the holder's device, once it has had one.
   */
  answer(payment: string, body: models.AnswerReturn, options: ActOptions = {}): Promise<models.ReturnEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/payments/${payment}/return-request/answer`, body, options });
  }

  /** The payer asks no more. */
  withdraw(payment: string, options: ActOptions = {}): Promise<models.ReturnEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/payments/${payment}/return-request/withdrawal`, options });
  }
}

/** `client.payments.sources`. */
export class PaymentsSources {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What claims of programs paid of a payment, in the order in which they were drawn on: for the payer's side. */
  list(payment: string, options: ListOptions = {}): Pages<models.PaymentSource> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/payments/${payment}/sources`, options }, options);
  }
}

/** `client.placeLists.versions`. */
export class PlaceListsVersions {
  readonly #transport: Transport;
  readonly places: PlaceListsVersionsPlaces;
  readonly stores: PlaceListsVersionsStores;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.places = new PlaceListsVersionsPlaces(transport);
    this.stores = new PlaceListsVersionsStores(transport);
  }

  /** A version of a list. */
  get(placeList: string, version: number, options: Options = {}): Promise<models.PlaceList> {
    return this.#transport.send({ method: "GET", path: path`/v1/place-lists/${placeList}/versions/${version}`, options });
  }
}

/** `client.places.stores`. */
export class PlacesStores {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The stores that stand in a place, and those that did, in the order in which they were entered. */
  list(place: string, options: ListOptions = {}): Pages<models.PlaceEntry> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/places/${place}/stores`, options }, options);
  }

  /** Takes a store out of a place: nothing is paid there any more by what is for the place alone. */
  remove(place: string, store: string, options: ActOptions = {}): Promise<models.StoreTakenOut> {
    return this.#transport.send({ method: "POST", path: path`/v1/places/${place}/stores/${store}/removal`, options });
  }
}

/** `client.prepaids.records`. */
export class PrepaidsRecords {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The merchant records so many uses where the plan lets it. It is paid after 24 hours, unless the consumer objects. */
  create(prepaid: string, body: models.RecordUse = {}, options: ActOptions = {}): Promise<models.UseRecorded> {
    return this.#transport.send({ method: "POST", path: path`/v1/prepaids/${prepaid}/records`, body, options });
  }

  /** The consumer objects to a use that the merchant recorded: it was none, and its money stays hers. */
  objection(prepaid: string, number: number, body: models.ObjectUse, options: ActOptions = {}): Promise<models.UseObjected> {
    return this.#transport.send({ method: "POST", path: path`/v1/prepaids/${prepaid}/records/${number}/objection`, body, options });
  }
}

/** `client.prepaids.status`. */
export class PrepaidsStatus {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** How a contract stands, with every use: for its merchant, and for its consumer. */
  get(prepaid: string, options: Options = {}): Promise<models.PrepaidStatusReading> {
    return this.#transport.send({ method: "GET", path: path`/v1/prepaids/${prepaid}/status`, options });
  }
}

/** `client.prepaids.uses`. */
export class PrepaidsUses {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The consumer confirms so many uses, whatever the plan says of who records them: the merchant is paid at once.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(prepaid: string, body: models.UsePrepaid, options: ActOptions = {}): Promise<models.PrepaidUsed> {
    return this.#transport.send({ method: "POST", path: path`/v1/prepaids/${prepaid}/uses`, body, options });
  }
}

/** `client.principals.enrolments`. */
export class PrincipalsEnrolments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Lets a principal enrol again, also a suspended one: its code has expired, its keys are lost or stolen. They end
   * when it does.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(principal: string, body: models.RenewEnrolment, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/principals/${principal}/enrolments`, body, options });
  }
}

/** `client.principals.keys`. */
export class PrincipalsKeys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All keys a principal has had, without their secrets: one's own, or those of a principal one may read. */
  list(principal: string, options: Options = {}): Pages<models.ApiKey> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/principals/${principal}/keys`, options });
  }

  /** Gives the caller a further key; its token is in this answer and nowhere else. Nobody has one made for another. */
  create(principal: string, options: ActOptions = {}): Promise<models.ApiKeyIssued> {
    return this.#transport.send({ method: "POST", path: path`/v1/principals/${principal}/keys`, options });
  }
}

/** `client.programs.campaigns`. */
export class ProgramsCampaigns {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The campaigns of a program; everybody may read them.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   */
  list(program: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; } = {}, options: ListOptions = {}): Pages<models.Campaign> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/programs/${program}/campaigns`, query, options }, options);
  }

  /**
   * The funder announces a draw of claims of its open program, and sets their money aside. `commitment` is the SHA-256
   * of its seed, as text of 64 digits; nobody registers before the central bank has committed to one, too.
   */
  create(program: string, body: models.OpenCampaign, options: ActOptions = {}): Promise<models.CampaignOpened> {
    return this.#transport.send({ method: "POST", path: path`/v1/programs/${program}/campaigns`, body, options });
  }
}

/** `client.programs.claims`. */
export class ProgramsClaims {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A program's claims, oldest first. */
  list(program: string, options: ListOptions = {}): Pages<models.ProgramClaim> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/programs/${program}/claims`, options }, options);
  }

  /** A holder takes a claim of a program that is open to takers. */
  create(program: string, body: models.ClaimProgram, options: ActOptions = {}): Promise<models.ClaimMade> {
    return this.#transport.send({ method: "POST", path: path`/v1/programs/${program}/claims`, body, options });
  }
}

/** `client.programs.figures`. */
export class ProgramsFigures {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A program's money, for its funder, its operator and those who supervise. */
  get(program: string, options: Options = {}): Promise<models.ProgramFigures> {
    return this.#transport.send({ method: "GET", path: path`/v1/programs/${program}/figures`, options });
  }
}

/** `client.programs.grantLists`. */
export class ProgramsGrantLists {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The grant lists of a program, for its funder, its operator and auditors.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   */
  list(program: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; } = {}, options: ListOptions = {}): Pages<models.GrantList> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/programs/${program}/grant-lists`, query, options }, options);
  }

  /**
   * The funder opens a list of wallets that are to have claims of its program: how many lines it has, what they come
   * to, and the SHA-256 of them: for each line the wallet, a comma, the fen or nothing, and a line feed.
   */
  create(program: string, body: models.OpenGrantList, options: ActOptions = {}): Promise<models.GrantListOpened> {
    return this.#transport.send({ method: "POST", path: path`/v1/programs/${program}/grant-lists`, body, options });
  }
}

/** `client.programs.grants`. */
export class ProgramsGrants {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The funder gives claims of its program to a list of wallets. Each line has its own outcome, and stands on its own. */
  create(program: string, body: models.GrantClaims, options: ActOptions = {}): Promise<models.ClaimsGranted> {
    return this.#transport.send({ method: "POST", path: path`/v1/programs/${program}/grants`, body, options });
  }
}

/** `client.reconciliations.breaks`. */
export class ReconciliationsBreaks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The breaks of a day, in the order of their numbers.
   *
   * `state`: Only those that stand like this
   */
  list(account: string, day: string, query: { readonly state?: "open" | "explained" | "corrected" | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Break> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/reconciliations/${account}/${day}/breaks`, query, options }, options);
  }
}

/** `client.reconciliations.closureWithBreaks`. */
export class ReconciliationsClosureWithBreaks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Proposes to close a day whose breaks are not all corrected, and says why; a second person of the institution
   * approves it. `revision` and `open_breaks` are those of the day as it was read: once anything else is found or said
   * of it, this is refused.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(account: string, day: string, body: models.CloseWithBreaks, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/reconciliations/${account}/${day}/closure-with-breaks`, body, options });
  }
}

/** `client.reconciliations.entries`. */
export class ReconciliationsEntries {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Brings the next entries of an import, at most 500, from number `first` on. With the last of them the day waits to
   * be matched, which the worker does.
   */
  create(account: string, day: string, body: models.AddCoreEntries, options: ActOptions = {}): Promise<models.CoreStatementImported> {
    return this.#transport.send({ method: "POST", path: path`/v1/reconciliations/${account}/${day}/entries`, body, options });
  }
}

/** `client.reconciliations.explanations`. */
export class ReconciliationsExplanations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Says why breaks of a day are so, at most 100 at once. With a `journal`, that it made up for them: it has to be
   * younger than the day, to change the account by just what they differ by, to have made up for no others, and not to
   * be told of by the core on its own day. What is said again counts, until the day is closed.
   */
  create(account: string, day: string, body: models.ExplainBreaks, options: ActOptions = {}): Promise<models.BreaksExplained> {
    return this.#transport.send({ method: "POST", path: path`/v1/reconciliations/${account}/${day}/explanations`, body, options });
  }
}

/** `client.splitPlans.agreements`. */
export class SplitPlansAgreements {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A seller agrees to a plan. When all have, it is active. */
  create(plan: string, body: models.AgreeSplitPlan, options: ActOptions = {}): Promise<models.SplitPlanSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/split-plans/${plan}/agreements`, body, options });
  }
}

/** `client.splitPlans.payments`. */
export class SplitPlansPayments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * `payer` pays `amount_minor` at the store of a split plan; everybody in the plan gets a part at once.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(plan: string, body: models.PaySplit, options: TryOptions = {}): Promise<models.Paid> {
    return this.#transport.send({ method: "POST", path: path`/v1/split-plans/${plan}/payments`, body, options });
  }
}

/** `client.standingPayments.dues`. */
export class StandingPaymentsDues {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What became of each due of a standing payment so far.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `state`: Only those of this state
   */
  list(standingPayment: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly state?: "paid" | "failed" | "missed" | null | undefined; } = {}, options: ListOptions = {}): Pages<models.StandingDue> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/standing-payments/${standingPayment}/dues`, query, options }, options);
  }
}

/** `client.stores.collectCodes`. */
export class StoresCollectCodes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A store's codes, oldest first. */
  list(store: string, options: ListOptions = {}): Pages<models.CollectCode> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/stores/${store}/collect-codes`, options }, options);
  }
}

/** `client.stores.prepaidPlans`. */
export class StoresPrepaidPlans {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The plans that a store has offered; those that are withdrawn are sold no more.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   */
  list(store: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; } = {}, options: ListOptions = {}): Pages<models.PrepaidPlan> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/stores/${store}/prepaid-plans`, query, options }, options);
  }

  /**
   * A merchant offers so many uses at a price each, valid so many days from when they are bought; `bonus_uses` are
   * free and come last. Who records a use: the `consumer` confirms it, or the `merchant`, whom she may object to for a
   * day. A plan never changes; it can be withdrawn.
   */
  create(store: string, body: models.OfferPlan, options: ActOptions = {}): Promise<models.PlanOffered> {
    return this.#transport.send({ method: "POST", path: path`/v1/stores/${store}/prepaid-plans`, body, options });
  }
}

/** `client.stores.prepaids`. */
export class StoresPrepaids {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * How the contracts stand that a store has sold, for its merchant.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `state`: Only those of this state
   *
   * `prepaid_plan`: Only of this plan
   */
  list(store: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly state?: "open" | "used" | "returned" | "expired" | "bankrupt" | null | undefined; readonly prepaid_plan?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.PrepaidStatus> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/stores/${store}/prepaids`, query, options }, options);
  }
}

/** `client.stores.terminals`. */
export class StoresTerminals {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A store's terminals, oldest first. */
  list(store: string, options: Options = {}): Pages<models.TerminalShown> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/stores/${store}/terminals`, options });
  }

  /** Registers a terminal of a store; `label` is what people call it, `serial` what its maker does. */
  create(store: string, body: models.OpenTerminal, options: ActOptions = {}): Promise<models.TerminalOpened> {
    return this.#transport.send({ method: "POST", path: path`/v1/stores/${store}/terminals`, body, options });
  }
}

/** `client.subWallets.allotments`. */
export class SubWalletsAllotments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Moves money from a company's wallet to one of its sub-wallets. Final when it is answered.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(subWallet: string, body: models.AllotToSub, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: path`/v1/sub-wallets/${subWallet}/allotments`, body, options });
  }
}

/** `client.subWallets.recalls`. */
export class SubWalletsRecalls {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Moves money from a sub-wallet to its parent. Final when it is answered. */
  create(subWallet: string, body: models.RecallFromSub, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: path`/v1/sub-wallets/${subWallet}/recalls`, body, options });
  }
}

/** `client.subWallets.tokens`. */
export class SubWalletsTokens {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Gives the merchant the token of what was pushed to it; an earlier token ends. It is in this answer only. */
  create(subWallet: string, options: ActOptions = {}): Promise<models.SubWalletTokenIssued> {
    return this.#transport.send({ method: "POST", path: path`/v1/sub-wallets/${subWallet}/tokens`, options });
  }
}

/** `client.taps.charges`. */
export class TapsCharges {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A till charges the device that was held to it, finally, by the number, counter and cryptogram that the device
   * answered. A tap is for this store, this amount, and once.
   */
  create(body: models.ChargeTap, options: TryOptions = {}): Promise<models.Charged> {
    return this.#transport.send({ method: "POST", path: "/v1/taps/charges", body, options });
  }
}

/** `client.templates.programs`. */
export class TemplatesPrograms {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Writes a program whose terms are those of an approved template, with these parameters. It is a draft until two
   * people open it; `funder` is the company's wallet that pays for it and gets back what is not spent.
   */
  create(template: string, body: models.DraftProgram, options: ActOptions = {}): Promise<models.ProgramDrafted> {
    return this.#transport.send({ method: "POST", path: path`/v1/templates/${template}/programs`, body, options });
  }
}

/** `client.templates.versions`. */
export class TemplatesVersions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A version of a template: its terms and parameters. A draft is there for its writer, the central bank and auditors
   * alone.
   */
  get(template: string, version: number, options: Options = {}): Promise<models.Template> {
    return this.#transport.send({ method: "GET", path: path`/v1/templates/${template}/versions/${version}`, options });
  }

  /** The text of a version of which its `sha256` is made, byte for byte: what two people decide on. */
  canonical(template: string, version: number, options: Options = {}): Promise<models.CanonicalText> {
    return this.#transport.send({ method: "GET", path: path`/v1/templates/${template}/versions/${version}/canonical`, options });
  }

  /**
   * Proves a version of a template with parameters, of a program that would be open from now on; also before it is
   * approved. For those who may read its draft. A reading: nothing is kept under its key, and repeated it tells how
   * things stand then.
   *
   * Parameters of a template, and for how many days from now a program with them would be open.
   */
  proof(template: string, version: number, body: models.Proving, options: ActOptions = {}): Promise<models.Proofs> {
    return this.#transport.send({ method: "POST", path: path`/v1/templates/${template}/versions/${version}/proof`, body, options });
  }

  /** Its writer withdraws a version that nobody has approved. */
  withdraw(template: string, version: number, options: ActOptions = {}): Promise<models.TemplateWithdrawn> {
    return this.#transport.send({ method: "POST", path: path`/v1/templates/${template}/versions/${version}/withdrawal`, options });
  }
}

/** `client.test.amounts`. */
export class TestAmounts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The amounts that fail without any rule being set. */
  list(options: Options = {}): Promise<models.MagicAmounts> {
    return this.#transport.send({ method: "GET", path: "/v1/test/amounts", options });
  }
}

/** `client.test.clock`. */
export class TestClock {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The time of the test world. */
  get(options: Options = {}): Promise<models.TestClock> {
    return this.#transport.send({ method: "GET", path: "/v1/test/clock", options });
  }

  /**
   * Moves the test world's clock forward, for everybody in it and never back: by `forward_s` seconds, or to the
   * instant `until`; one of the two.
   */
  advance(body: models.AdvanceTestClock = {}, options: ActOptions = {}): Promise<models.TestClockAdvanced> {
    return this.#transport.send({ method: "POST", path: "/v1/test/clock", body, options });
  }
}

/** `client.test.failures`. */
export class TestFailures {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The rules of the caller's twin, oldest first; those no longer in force, too. */
  list(options: ListOptions = {}): Pages<models.FailureRule> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/test/failures", options }, options);
  }

  /**
   * Makes an operation of the caller's twin and its customers fail: only for the `amount` or the `wallet` where they
   * are given, so many `times`, or without them until the rule is lifted. `code` is what it is refused with: it goes
   * with the effect `refuse`.
   */
  create(body: models.SetFailure, options: ActOptions = {}): Promise<models.FailureSet> {
    return this.#transport.send({ method: "POST", path: "/v1/test/failures", body, options });
  }

  /** Ends a rule: what it made fail goes through again. */
  lift(failureRule: string, options: ActOptions = {}): Promise<models.FailureLifted> {
    return this.#transport.send({ method: "POST", path: path`/v1/test/failures/${failureRule}/lifting`, options });
  }
}

/** `client.test.parties`. */
export class TestParties {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whom the caller may act as in the test world: its twin first, then its test customers. */
  list(options: Options = {}): Pages<models.TestParty> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/test/parties", options });
  }
}

/** `client.wallets.agreements`. */
export class WalletsAgreements {
  readonly #transport: Transport;
  readonly codeReadings: WalletsAgreementsCodeReadings;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.codeReadings = new WalletsAgreementsCodeReadings(transport);
  }

  /** A wallet's agreements, ended ones too. */
  list(wallet: string, options: Options = {}): Pages<models.Agreement> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/agreements`, options });
  }

  /**
   * Proposes what may move between a wallet and an account, at a bank here or at one outside: exactly one of the two.
   * Its bank sends a one-time code to the phone on its file. Loads and unloads count alike. Without `valid_from` it is
   * valid from now.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.ProposeAgreement, options: ActOptions = {}): Promise<models.AgreementProposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/agreements`, body, options });
  }

  /** Ends an agreement; from this answer on nothing moves over it. */
  end(wallet: string, account: string, options: ActOptions = {}): Promise<models.AgreementEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/agreements/${account}/ending`, options });
  }

  /**
   * Signs an agreement with the one-time code. A wrong try is counted; the next one takes a new key.
   *
   * The one-time code that the bank sent.
   *
   * Signed by the holder's device, once it has had one.
   */
  sign(wallet: string, account: string, body: models.Signature, options: ActOptions = {}): Promise<models.AgreementSigned> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/agreements/${account}/signature`, body, options });
  }
}

/** `client.wallets.alias`. */
export class WalletsAlias {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whether the wallet is found by phone. */
  get(wallet: string, options: Options = {}): Promise<models.AliasSet> {
    return this.#transport.send({ method: "GET", path: path`/v1/wallets/${wallet}/alias`, options });
  }

  /** Lets others find the wallet by its holder's phone number. Nobody is found who has not asked for it. */
  create(wallet: string, options: ActOptions = {}): Promise<models.AliasSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/alias`, options });
  }

  /** Nobody finds the wallet by phone any more. */
  withdraw(wallet: string, options: ActOptions = {}): Promise<models.AliasSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/alias/withdrawal`, options });
  }
}

/** `client.wallets.balanceRules`. */
export class WalletsBalanceRules {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The balance rules of a wallet.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `state`: Only those of this state
   */
  list(wallet: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly state?: "open" | "ended" | null | undefined; } = {}, options: ListOptions = {}): Pages<models.BalanceRule> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/balance-rules`, query, options }, options);
  }

  /**
   * From now on, once a day at an hour in China: what the wallet holds `above` the threshold goes to a sub-wallet of
   * its own, its parent, or a bank account; or what it lacks `below` it comes from there. At most `most` at once.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.SetBalanceRule, options: ActOptions = {}): Promise<models.BalanceRuleSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/balance-rules`, body, options });
  }
}

/** `client.wallets.bankAccounts`. */
export class WalletsBankAccounts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Binds a bank account to the holder of a wallet, so that money may move between the two. One that is nobody's yet
   * can only be bound by its own bank.
   */
  create(wallet: string, body: models.LinkBankAccount, options: ActOptions = {}): Promise<models.BankAccountLinked> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/bank-accounts`, body, options });
  }
}

/** `client.wallets.cardLoads`. */
export class WalletsCardLoads {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A wallet's top-ups by card, oldest first, and what of each went back. */
  list(wallet: string, options: ListOptions = {}): Pages<models.CardLoad> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/card-loads`, options }, options);
  }

  /**
   * Tops a visitor's wallet up with what the operator's acquirer took from a card. `card` is the acquirer's token for
   * it, never its number; `network` its brand.
   */
  create(wallet: string, body: models.LoadByCard, options: TryOptions = {}): Promise<models.CardLoaded> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/card-loads`, body, options });
  }
}

/** `client.wallets.cardReturns`. */
export class WalletsCardReturns {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Gives what a visitor has not spent back to the cards it came from, the latest top-up first; never more than came
   * from each.
   */
  create(wallet: string, options: TryOptions = {}): Promise<models.CardsReturned> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/card-returns`, options });
  }
}

/** `client.wallets.cashCodes`. */
export class WalletsCashCodes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A wallet's cash codes without their codes, oldest first. */
  list(wallet: string, options: ListOptions = {}): Pages<models.CashCode> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/cash-codes`, options }, options);
  }

  /**
   * Gives the holder a one-time code to pay cash `in` or to draw it `out` at a bank's counter or machine.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.IssueCashCode, options: ActOptions = {}): Promise<models.CashCodeIssued> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/cash-codes`, body, options });
  }
}

/** `client.wallets.claims`. */
export class WalletsClaims {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A wallet's claims, oldest first; with a store and an amount, what each would pay of that alone, or why not.
   *
   * `store`: What each claim would pay at this store
   *
   * `amount`: Fen: what each claim would pay of so much at the store
   */
  list(wallet: string, query: { readonly store?: string | null | undefined; readonly amount?: number | null | undefined; } = {}, options: ListOptions = {}): Pages<models.WalletClaim> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/claims`, query, options }, options);
  }

  /**
   * A holder gives back what is left of a claim; it is the program's again.
   *
   * Signed by the holder's device, once it has had one.
   */
  surrender(wallet: string, claim: string, options: ActOptions = {}): Promise<models.ClaimGivenBack> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/claims/${claim}/surrender`, options });
  }

  /**
   * A holder gives all that an envelope has left to another wallet that the terms allow, for the same purpose and
   * until the same end.
   *
   * Signed by the holder's device, once it has had one.
   */
  transfer(wallet: string, claim: string, body: models.PassClaim, options: ActOptions = {}): Promise<models.ClaimPassed> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/claims/${claim}/transfer`, body, options });
  }

  /**
   * A holder makes what an envelope has left its own money, for any purpose, where the terms let it.
   *
   * Signed by the holder's device, once it has had one.
   */
  withdraw(wallet: string, claim: string, options: ActOptions = {}): Promise<models.ClaimWithdrawn> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/claims/${claim}/withdrawal`, options });
  }
}

/** `client.wallets.classChanges`. */
export class WalletsClassChanges {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Moves a wallet to another class; its id stays. Details given add to those known, and may not differ from them; a
   * lower class must fit the balance.
   */
  create(wallet: string, body: models.ChangeClass, options: ActOptions = {}): Promise<models.ClassChanged> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/class-changes`, body, options });
  }
}

/** `client.wallets.collectCodes`. */
export class WalletsCollectCodes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A wallet's own codes, oldest first. */
  list(wallet: string, options: ListOptions = {}): Pages<models.CollectCode> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/collect-codes`, options }, options);
  }
}

/** `client.wallets.envelopeClaims`. */
export class WalletsEnvelopeClaims {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The shares of envelopes that a wallet has claimed, the oldest envelope first. */
  list(wallet: string, options: ListOptions = {}): Pages<models.EnvelopeClaim> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/envelope-claims`, options }, options);
  }
}

/** `client.wallets.envelopes`. */
export class WalletsEnvelopes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The envelopes that a wallet has sent.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `state`: Only those of this state
   *
   * `amount_min`: At least so many fen
   *
   * `amount_max`: At most so many fen
   */
  list(wallet: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly state?: "open" | "empty" | "returned" | null | undefined; readonly amount_min?: number | null | undefined; readonly amount_max?: number | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Envelope> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/envelopes`, query, options }, options);
  }

  /**
   * Puts an amount aside for a `recipient` (`named`), or for as many as there are `shares`: in equal parts, or by
   * lucky draw. Who is given the token may claim a share for 24 hours; the rest comes back. The token is in this
   * answer only.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.SendEnvelope, options: ActOptions = {}): Promise<models.EnvelopeSent> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/envelopes`, body, options });
  }
}

/** `client.wallets.exchangeOrders`. */
export class WalletsExchangeOrders {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A wallet's exchange orders, oldest first. */
  list(wallet: string, options: ListOptions = {}): Pages<models.ExchangeOrder> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/exchange-orders`, options }, options);
  }

  /**
   * Orders a load from, or an unload to, an account at a bank outside. It ends in completion or reversal, never twice.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.OrderExchange, options: ActOptions = {}): Promise<models.ExchangeOrdered> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/exchange-orders`, body, options });
  }
}

/** `client.wallets.externalAccounts`. */
export class WalletsExternalAccounts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A wallet's accounts at banks outside. */
  list(wallet: string, options: Options = {}): Pages<models.ExternalAccount> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/external-accounts`, options });
  }

  /**
   * The wallet's operator adds the holder's account at a bank outside, checked by it; an agreement links it. Of its
   * number only the last four digits can be read again.
   */
  create(wallet: string, body: models.OpenExternalAccount, options: ActOptions = {}): Promise<models.ExternalAccountOpened> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/external-accounts`, body, options });
  }
}

/** `client.wallets.freezes`. */
export class WalletsFreezes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A wallet's freezes, lifted ones too, oldest first. */
  list(wallet: string, options: ListOptions = {}): Pages<models.Freeze> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/freezes`, options }, options);
  }

  /**
   * Freezes a wallet: everything, what goes out, or as much as `amount` says. `reason` names the order behind it. From
   * the answer on no payment that it forbids is accepted. Only the side that placed it, or the central bank, lifts it.
   */
  create(wallet: string, body: models.FreezeWallet, options: ActOptions = {}): Promise<models.WalletFrozen> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/freezes`, body, options });
  }

  /**
   * Lifts one freeze of a wallet. What the central bank placed only its people lift.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  lift(wallet: string, freeze: string, body: models.UnfreezeWallet, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/freezes/${freeze}/lifting`, body, options });
  }
}

/** `client.wallets.holderReadings`. */
export class WalletsHolderReadings {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Reads the holder's personal data: for the wallet's operator and the holder alone. Who read it, when and why is in
   * the log of acts.
   */
  create(wallet: string, body: models.ReadHolder, options: ActOptions = {}): Promise<models.HolderRead> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/holder-readings`, body, options });
  }
}

/** `client.wallets.limits`. */
export class WalletsLimits {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Sets the holder's own limits, all four at once, each at or below the class's. One that is absent or null is the
   * class's.
   *
   * Signed by the holder's device, once it has had one.
   */
  set(wallet: string, body: models.SetOwnLimits = {}, options: ActOptions = {}): Promise<models.LimitsSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/limits`, body, options });
  }
}

/** `client.wallets.loads`. */
export class WalletsLoads {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Moves money from a bank account of the holder into the wallet (兑出). */
  create(wallet: string, body: models.Load, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/loads`, body, options });
  }
}

/** `client.wallets.mandates`. */
export class WalletsMandates {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The mandates that a wallet has given.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `state`: Only those of this state
   *
   * `reference`: With this reference
   */
  list(wallet: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly state?: "open" | "paused" | "ended" | null | undefined; readonly reference?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Mandate> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/mandates`, query, options }, options);
  }
}

/** `client.wallets.payerTokens`. */
export class WalletsPayerTokens {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A wallet's tokens, oldest first. */
  list(wallet: string, options: ListOptions = {}): Pages<models.PayerToken> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/payer-tokens`, options }, options);
  }
}

/** `client.wallets.prepaids`. */
export class WalletsPrepaids {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The contracts that a wallet has bought.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `state`: Only those of this state
   *
   * `prepaid_plan`: Only of this plan
   */
  list(wallet: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly state?: "open" | "used" | "returned" | "expired" | "bankrupt" | null | undefined; readonly prepaid_plan?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Prepaid> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/prepaids`, query, options }, options);
  }
}

/** `client.wallets.pushedSubWallets`. */
export class WalletsPushedSubWallets {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The holder pushes a sub-wallet to a merchant, which then charges it without a PIN within limits of one charge, a
   * day and, when given, a year. `label` is the holder's own word for it, `customer` the merchant's for its customer,
   * as its app gave it: no name and no number of a person.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.PushSubWallet, options: ActOptions = {}): Promise<models.SubWalletOpened> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/pushed-sub-wallets`, body, options });
  }
}

/** `client.wallets.refusedPayments`. */
export class WalletsRefusedPayments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Why a wallet could not be paid, newest first, at most 200: the last reason of each payer, who is not told it. */
  list(wallet: string, options: Options = {}): Pages<models.RefusedPayment> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/refused-payments`, options });
  }
}

/** `client.wallets.registrations`. */
export class WalletsRegistrations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What a wallet is registered for, the oldest campaign first, and what came of it. */
  list(wallet: string, options: ListOptions = {}): Pages<models.WalletRegistration> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/registrations`, options }, options);
  }
}

/** `client.wallets.remittances`. */
export class WalletsRemittances {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What was remitted into a wallet, oldest first. */
  list(wallet: string, options: ListOptions = {}): Pages<models.Remittance> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/remittances`, options }, options);
  }
}

/** `client.wallets.returnRequests`. */
export class WalletsReturnRequests {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Requests that a wallet made or was asked, in the order of the payments. */
  list(wallet: string, options: ListOptions = {}): Pages<models.ReturnRequest> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/return-requests`, options }, options);
  }
}

/** `client.wallets.standingPayments`. */
export class WalletsStandingPayments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The standing payments that a wallet has ordered.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `state`: Only those of this state
   *
   * `store`: Paid to this store
   *
   * `payee`: Paid to this wallet
   *
   * `amount_min`: At least so many fen
   *
   * `amount_max`: At most so many fen
   *
   * `reference`: With this reference
   */
  list(wallet: string, query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly state?: "open" | "paused" | "ended" | "done" | null | undefined; readonly store?: string | null | undefined; readonly payee?: string | null | undefined; readonly amount_min?: number | null | undefined; readonly amount_max?: number | null | undefined; readonly reference?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.StandingPayment> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/standing-payments`, query, options }, options);
  }
}

/** `client.wallets.statements`. */
export class WalletsStatements {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A wallet's statement: opening balance, every movement with the balance after it, closing balance. `camt053` is a
   * camt.053 of a finished period, and a camt.052 of one that is not over.
   *
   * `from`: The first day, in China
   *
   * `to`: The last day; at most 366 days in all
   *
   * `format`: Which document
   *
   * `lang`: The language of the PDF
   *
   * `bom`: Of CSV: a byte order mark stands first, which Excel needs for Chinese; `true` or `false`
   */
  get(wallet: string, query: { readonly from: string; readonly to: string; readonly lang?: "en" | "zh" | undefined; readonly bom?: boolean | undefined; }, options: Options = {}): Promise<models.WalletStatement> {
    return this.#transport.send({ method: "GET", path: path`/v1/wallets/${wallet}/statements`, query, options });
  }

  /**
   * A wallet's statement: opening balance, every movement with the balance after it, closing balance. `camt053` is a
   * camt.053 of a finished period, and a camt.052 of one that is not over.
   *
   * `from`: The first day, in China
   *
   * `to`: The last day; at most 366 days in all
   *
   * `format`: Which document
   *
   * `lang`: The language of the PDF
   *
   * `bom`: Of CSV: a byte order mark stands first, which Excel needs for Chinese; `true` or `false`
   */
  getFile(wallet: string, query: { readonly from: string; readonly to: string; readonly format: "csv" | "pdf" | "camt053"; readonly lang?: "en" | "zh" | undefined; readonly bom?: boolean | undefined; }, options: Options = {}): Promise<Uint8Array> {
    return this.#transport.send({ method: "GET", path: path`/v1/wallets/${wallet}/statements`, query, options, file: true });
  }
}

/** `client.wallets.subWallets`. */
export class WalletsSubWallets {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A wallet's sub-wallets, oldest first, revoked and closed ones too. */
  list(wallet: string, options: ListOptions = {}): Pages<models.SubWallet> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/sub-wallets`, options }, options);
  }

  /** A company opens a sub-wallet for a store; a merchant can then be registered as paid into it. */
  create(wallet: string, body: models.OpenSubWallet, options: ActOptions = {}): Promise<models.SubWalletOpened> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/sub-wallets`, body, options });
  }
}

/** `client.wallets.sweep`. */
export class WalletsSweep {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The wallet's sweep, a stopped one too. */
  get(wallet: string, options: Options = {}): Promise<models.Sweep> {
    return this.#transport.send({ method: "GET", path: path`/v1/wallets/${wallet}/sweep`, options });
  }

  /**
   * From now on what the wallet holds above `ceiling` goes to an account, at a bank here or at one outside: exactly
   * one of the two. Replaces an earlier sweep. To an account outside, which needs an agreement, it goes by exchange
   * orders.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.SetSweep, options: ActOptions = {}): Promise<models.SweepSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/sweep`, body, options });
  }

  /** Stops the wallet's sweep. */
  end(wallet: string, options: ActOptions = {}): Promise<models.SweepEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/sweep/ending`, options });
  }
}

/** `client.wallets.unloads`. */
export class WalletsUnloads {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Moves money from the wallet back into a bank account of the holder (兑回).
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.Unload, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/unloads`, body, options });
  }
}

/** `client.wallets.waterfall`. */
export class WalletsWaterfall {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The wallet's waterfall, a stopped one too. */
  get(wallet: string, options: Options = {}): Promise<models.Waterfall> {
    return this.#transport.send({ method: "GET", path: path`/v1/wallets/${wallet}/waterfall`, options });
  }

  /**
   * From now on what a payment brings above the wallet's balance limit goes to the bank account. Replaces an earlier
   * waterfall.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(wallet: string, body: models.SetWaterfall, options: ActOptions = {}): Promise<models.WaterfallSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/waterfall`, body, options });
  }

  /** Stops the wallet's waterfall: a payment that is too much for the wallet is refused again. */
  end(wallet: string, options: ActOptions = {}): Promise<models.WaterfallEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/waterfall/ending`, options });
  }
}

/** `client.webhooks.deliveries`. */
export class WebhooksDeliveries {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What was sent to an endpoint or waits for it, in the order of events.
   *
   * `state`: Only those of this state
   */
  list(endpoint: string, query: { readonly state?: "waiting" | "delivered" | "dead" | "again" | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Delivery> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/webhooks/${endpoint}/deliveries`, query, options }, options);
  }
}

/** `client.accounts`. */
export class Accounts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A ledger account. */
  get(account: string, options: Options = {}): Promise<models.Account> {
    return this.#transport.send({ method: "GET", path: path`/v1/accounts/${account}`, options });
  }

  /**
   * An account's balance as it had been recorded at an instant; now when none is given.
   *
   * `at`: When it happened
   */
  balance(account: string, query: { readonly at?: string | null | undefined; } = {}, options: Options = {}): Promise<models.BalanceAt> {
    return this.#transport.send({ method: "GET", path: path`/v1/accounts/${account}/balance`, query, options });
  }

  /** An account's history, oldest first. */
  statement(account: string, options: ListOptions = {}): Pages<models.StatementLine> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/accounts/${account}/statement`, options }, options);
  }
}

/** `client.acquirers`. */
export class Acquirers {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Registers an acquirer of foreign cards at an operator. Its money stands in `bank_account`, which is nobody's
   * before and its own from then on.
   */
  create(body: models.OpenAcquirer, options: ActOptions = {}): Promise<models.AcquirerOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/acquirers", body, options });
  }
}

/** `client.acts`. */
export class Acts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The log of acts: every administrative act and every reading of personal data, in order.
   *
   * `principal`: Whoever holds keys: a person or a system
   *
   * `operation`: What was asked for, by its name
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   */
  list(query: { readonly principal?: string | null | undefined; readonly operation?: string | null | undefined; readonly from?: string | null | undefined; readonly until?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Act> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/acts", query, options }, options);
  }
}

/** `client.aliasResolutions`. */
export class AliasResolutions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Finds the wallet that a phone leads to, with a masked name, for a payment from one's own wallet. Every question
   * counts, found or not.
   */
  create(body: models.AliasQuestion, options: ActOptions = {}): Promise<models.AliasResolved> {
    return this.#transport.send({ method: "POST", path: "/v1/alias-resolutions", body, options });
  }
}

/** `client.balanceRules`. */
export class BalanceRules {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A balance rule and what it moved, for its wallet's owner. */
  get(balanceRule: string, options: Options = {}): Promise<models.BalanceRuleReading> {
    return this.#transport.send({ method: "GET", path: path`/v1/balance-rules/${balanceRule}`, options });
  }

  /** A balance rule is kept no more. */
  end(balanceRule: string, body: models.EndBalanceRule, options: ActOptions = {}): Promise<models.BalanceRuleEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/balance-rules/${balanceRule}/ending`, body, options });
  }
}

/** `client.bankAccounts`. */
export class BankAccounts {
  readonly #transport: Transport;
  readonly deposits: BankAccountsDeposits;
  readonly withdrawals: BankAccountsWithdrawals;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.deposits = new BankAccountsDeposits(transport);
    this.withdrawals = new BankAccountsWithdrawals(transport);
  }

  /**
   * A bank opens a deposit account, for a holder or for nobody yet; `cash` is paid in at once. Of its `number`, 8 to
   * 32 digits, only the last four can be read again.
   */
  create(body: models.OpenBankAccount, options: ActOptions = {}): Promise<models.BankAccountOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/bank-accounts", body, options });
  }

  /** A bank account, for its bank and its customer. */
  get(bankAccount: string, options: Options = {}): Promise<models.BankAccount> {
    return this.#transport.send({ method: "GET", path: path`/v1/bank-accounts/${bankAccount}`, options });
  }
}

/** `client.campaigns`. */
export class Campaigns {
  readonly #transport: Transport;
  readonly claims: CampaignsClaims;
  readonly numbers: CampaignsNumbers;
  readonly registrations: CampaignsRegistrations;
  readonly seeds: CampaignsSeeds;
  readonly witness: CampaignsWitness;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.claims = new CampaignsClaims(transport);
    this.numbers = new CampaignsNumbers(transport);
    this.registrations = new CampaignsRegistrations(transport);
    this.seeds = new CampaignsSeeds(transport);
    this.witness = new CampaignsWitness(transport);
  }

  /** A campaign; everybody may read it. */
  get(campaign: string, options: Options = {}): Promise<models.Campaign> {
    return this.#transport.send({ method: "GET", path: path`/v1/campaigns/${campaign}`, options });
  }

  /**
   * A part of the public list of a campaign that is drawn, as CSV: `number,mark,won` for up to 50,000 registrations
   * behind a number; none when nothing is left. `jiaozi campaign download` joins all parts into one file, which
   * `jiaozi campaign verify` verifies without a server.
   *
   * `after`: The part behind this number
   */
  listFile(campaign: string, query: { readonly after?: number | undefined; } = {}, options: Options = {}): Promise<Uint8Array> {
    return this.#transport.send({ method: "GET", path: path`/v1/campaigns/${campaign}/list-file`, query, options, file: true });
  }

  /** What came of a campaign, for its funder, its operator and those who supervise. */
  report(campaign: string, options: Options = {}): Promise<models.CampaignReport> {
    return this.#transport.send({ method: "GET", path: path`/v1/campaigns/${campaign}/report`, options });
  }

  /**
   * Pauses a campaign, lets it go on (`open`), or stops it for good. Its deadlines do not wait for a pause.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  state(campaign: string, body: models.SetCampaignState, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/campaigns/${campaign}/state`, body, options });
  }
}

/** `client.cardLoads`. */
export class CardLoads {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Takes back into the wallet what an acquirer could not credit to a card. Nothing goes to that card again. */
  bounce(cardLoad: string, body: models.BounceCardReturn, options: ActOptions = {}): Promise<models.CardReturnBounced> {
    return this.#transport.send({ method: "POST", path: path`/v1/card-loads/${cardLoad}/bounce`, body, options });
  }
}

/** `client.cashCodes`. */
export class CashCodes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Makes an open cash code worthless. */
  cancel(cashCode: string, options: ActOptions = {}): Promise<models.CashCodeCancelled> {
    return this.#transport.send({ method: "POST", path: path`/v1/cash-codes/${cashCode}/cancellation`, options });
  }

  /**
   * A bank's counter or machine takes or gives the cash of a code; `amount` is what lies on the counter. A wrong try
   * is counted.
   */
  redeem(cashCode: string, body: models.RedeemCashCode, options: ActOptions = {}): Promise<models.CashMoved> {
    return this.#transport.send({ method: "POST", path: path`/v1/cash-codes/${cashCode}/redemption`, body, options });
  }
}

/** `client.clock`. */
export class Clock {
  readonly #transport: Transport;
  readonly corrections: ClockCorrections;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.corrections = new ClockCorrections(transport);
  }

  /** Whether this process trusts its clock to write, and whether anything is recorded in the future. */
  get(options: Options = {}): Promise<models.Clock> {
    return this.#transport.send({ method: "GET", path: "/v1/clock", options });
  }
}

/** `client.collectCodePayments`. */
export class CollectCodePayments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Pays `amount` to the code whose scanned text is `payload`, finally. A dynamic code is paid once. The amount is
   * said also when the code has one, which it must be: so the payer's consent names what is paid.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.PayCollectCode, options: TryOptions = {}): Promise<models.CollectCodePaid> {
    return this.#transport.send({ method: "POST", path: "/v1/collect-code-payments", body, options });
  }
}

/** `client.collectCodes`. */
export class CollectCodes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Makes a code for a `store` or a `wallet`: exactly one of the two. With `lifetime_s` (rule `codes.collect`) it is
   * dynamic, for one payment of `amount`; without, static, for any number of payments until it is revoked, of `amount`
   * or of what payers enter. With a `plan` of the store its payments are split.
   */
  create(body: models.OpenCollectCode = {}, options: ActOptions = {}): Promise<models.CollectCodeOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/collect-codes", body, options });
  }

  /** A code, for whom it pays. */
  get(collectCode: string, options: Options = {}): Promise<models.CollectCode> {
    return this.#transport.send({ method: "GET", path: path`/v1/collect-codes/${collectCode}`, options });
  }

  /** Withdraws a code: nobody pays it from now on. */
  revoke(collectCode: string, options: ActOptions = {}): Promise<models.CollectCodeRevoked> {
    return this.#transport.send({ method: "POST", path: path`/v1/collect-codes/${collectCode}/revocation`, options });
  }

  /**
   * The QR symbol of a code.
   *
   * `format`: `svg` or `png`
   */
  symbol(collectCode: string, query: { readonly format?: "svg" | "png" | undefined; } = {}, options: Options = {}): Promise<Uint8Array> {
    return this.#transport.send({ method: "GET", path: path`/v1/collect-codes/${collectCode}/symbol`, query, options, file: true });
  }
}

/** `client.corrections`. */
export class Corrections {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Books entries that take effect at `effective_at`, in a past day that is still open; history itself never changes.
   * Every account must be of the books of who asks.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(body: models.Correct, options: TryOptions & { readonly dryRun: true }): Promise<models.Moved>;
  create(body: models.Correct, options?: TryOptions & { readonly dryRun?: false }): Promise<models.Proposed>;
  create(body: models.Correct, options?: TryOptions): Promise<models.Proposed | models.Moved>;
  create(body: models.Correct, options: TryOptions = {}): Promise<models.Proposed | models.Moved> {
    return this.#transport.send({ method: "POST", path: "/v1/corrections", body, options });
  }
}

/** `client.deliveries`. */
export class Deliveries {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A delivery with every attempt. */
  get(delivery: string, options: Options = {}): Promise<models.DeliveryWithAttempts> {
    return this.#transport.send({ method: "GET", path: path`/v1/deliveries/${delivery}`, options });
  }

  /** Sends an event again that was taken or given up; it holds up no other. */
  redeliver(delivery: string, options: ActOptions = {}): Promise<models.RedeliveryPlaced> {
    return this.#transport.send({ method: "POST", path: path`/v1/deliveries/${delivery}/redelivery`, options });
  }
}

/** `client.devices`. */
export class Devices {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A device. */
  get(device: string, options: Options = {}): Promise<models.Device> {
    return this.#transport.send({ method: "GET", path: path`/v1/devices/${device}`, options });
  }

  /** Ends a lost device and freezes what may go out of all its holder's wallets, in one act. Needs no signature. */
  reportLoss(device: string, body: models.ReportDeviceLost, options: ActOptions = {}): Promise<models.DeviceLost> {
    return this.#transport.send({ method: "POST", path: path`/v1/devices/${device}/loss`, body, options });
  }

  /** Ends a device: once this is answered, nothing it signed is accepted. Needs no signature. */
  revoke(device: string, options: ActOptions = {}): Promise<models.DeviceRevoked> {
    return this.#transport.send({ method: "POST", path: path`/v1/devices/${device}/revocation`, options });
  }

  /**
   * Replaces a device by a new key, signed by the device itself, which is no longer accepted from then on.
   *
   * Signed by the holder's device, once it has had one.
   */
  rotate(device: string, body: models.RotateDevice, options: ActOptions = {}): Promise<models.DeviceRotated> {
    return this.#transport.send({ method: "POST", path: path`/v1/devices/${device}/rotation`, body, options });
  }
}

/** `client.enrolments`. */
export class Enrolments {
  readonly #transport: Transport;
  readonly shares: EnrolmentsShares;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.shares = new EnrolmentsShares(transport);
  }

  /**
   * One's first key, for the shares of one's code; no key is needed to ask. The key's secret is made by whoever asks
   * and only its SHA-256 is sent, so that the same request can be made again when the answer was lost.
   *
   * The shares of one's code, and the SHA-256 in hexadecimal of the secret that one's key is to have: 52 characters of
   * base 32 (RFC 4648, capitals, without padding), 32 random bytes.
   */
  create(body: models.Enrolment, options: ActOptions = {}): Promise<models.Enrolled> {
    return this.#transport.send({ method: "POST", path: "/v1/enrolments", body, options });
  }
}

/** `client.envelopeClaims`. */
export class EnvelopeClaims {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Takes a share of an envelope into a wallet, by its token; one for each holder. Final when it is answered, like any
   * payment.
   */
  create(body: models.EnvelopeClaimOrder, options: ActOptions = {}): Promise<models.EnvelopeClaimed> {
    return this.#transport.send({ method: "POST", path: "/v1/envelope-claims", body, options });
  }
}

/** `client.envelopes`. */
export class Envelopes {
  readonly #transport: Transport;
  readonly claims: EnvelopesClaims;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.claims = new EnvelopesClaims(transport);
  }

  /** An envelope, for its sender's side. */
  get(envelope: string, options: Options = {}): Promise<models.Envelope> {
    return this.#transport.send({ method: "GET", path: path`/v1/envelopes/${envelope}`, options });
  }
}

/** `client.errors`. */
export class Errors {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What an error code means: the page a problem's `type` leads to. */
  get(code: string, options: Options = {}): Promise<Uint8Array> {
    return this.#transport.send({ method: "GET", path: path`/errors/${code}`, options, file: true });
  }
}

/** `client.escrows`. */
export class Escrows {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Reserves an amount of the payer's for a store, or a payee's wallet, in 1 to 16 milestones that come to it; each is
   * a lock. It is released by a statement that a device of the payer's signed, or of the `arbiter`'s, who is neither
   * side, once the payee has accepted it; the payee may give it back. `in_order`: none is released while one before it
   * is open, and none is due before it.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.OpenEscrow, options: TryOptions = {}): Promise<models.EscrowOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/escrows", body, options });
  }

  /**
   * An escrow with its milestones and the statements that released them, for its payer's, its payee's and its
   * arbiter's side.
   */
  get(escrow: string, options: Options = {}): Promise<models.EscrowReading> {
    return this.#transport.send({ method: "GET", path: path`/v1/escrows/${escrow}`, options });
  }
}

/** `client.events`. */
export class Events {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What happened, by the sequencer's number: an operator's own events, a merchant's or a company's that it would be
   * told of, or all. Follow it with `next_cursor`; a page may have fewer items than there are, or none.
   *
   * `newest`: Begin at the end: only what comes after
   */
  list(query: { readonly newest?: boolean | undefined; } = {}, options: ListOptions = {}): Pages<models.Event> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/events", query, options }, options);
  }
}

/** `client.exchangeOrders`. */
export class ExchangeOrders {
  readonly #transport: Transport;
  readonly payOuts: ExchangeOrdersPayOuts;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.payOuts = new ExchangeOrdersPayOuts(transport);
  }

  /** Where an exchange order stands. */
  get(exchangeOrder: string, options: Options = {}): Promise<models.ExchangeOrder> {
    return this.#transport.send({ method: "GET", path: path`/v1/exchange-orders/${exchangeOrder}`, options });
  }
}

/** `client.externalBanks`. */
export class ExternalBanks {
  readonly #transport: Transport;
  readonly payments: ExternalBanksPayments;
  readonly receipts: ExternalBanksReceipts;
  readonly settlements: ExternalBanksSettlements;
  readonly stuckOrders: ExternalBanksStuckOrders;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.payments = new ExternalBanksPayments(transport);
    this.receipts = new ExternalBanksReceipts(transport);
    this.settlements = new ExternalBanksSettlements(transport);
    this.stuckOrders = new ExternalBanksStuckOrders(transport);
  }

  /** The banks outside that an operator deals with; all of them for auditors. */
  list(options: Options = {}): Pages<models.ExternalBank> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/external-banks", options });
  }

  /** An operator begins to deal with a bank outside the platform; `code` names it in the server's settings. */
  create(body: models.OpenExternalBank, options: ActOptions = {}): Promise<models.ExternalBankOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/external-banks", body, options });
  }
}

/** `client.grantLists`. */
export class GrantLists {
  readonly #transport: Transport;
  readonly lines: GrantListsLines;
  readonly pages: GrantListsPages;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.lines = new GrantListsLines(transport);
    this.pages = new GrantListsPages(transport);
  }

  /** A grant list, and how far it is. */
  get(grantList: string, options: Options = {}): Promise<models.GrantList> {
    return this.#transport.send({ method: "GET", path: path`/v1/grant-lists/${grantList}`, options });
  }

  /**
   * The funder cancels a list: lines that are not decided yet get nothing, and what was set aside for them is free.
   * What was granted stands.
   */
  cancel(grantList: string, options: ActOptions = {}): Promise<models.GrantListCancelled> {
    return this.#transport.send({ method: "POST", path: path`/v1/grant-lists/${grantList}/cancellation`, options });
  }

  /**
   * The funder submits a list: all of it is there as it was opened, and so is its money, which is set aside; or
   * nothing is done. The worker grants it then, each line with its own outcome. A list of the very lines that this
   * program has granted before is refused, unless they are to be granted `again`.
   */
  submit(grantList: string, body: models.SubmitGrantList = {}, options: ActOptions = {}): Promise<models.GrantListSubmitted> {
    return this.#transport.send({ method: "POST", path: path`/v1/grant-lists/${grantList}/submission`, body, options });
  }
}

/** `client.groups`. */
export class Groups {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Committed groups with their journals, by the sequencer's number, each with its link of the hash chain.
   *
   * A group is listed a moment after its commit. Go on from `next_cursor` to follow the ledger.
   */
  list(options: ListOptions = {}): Pages<models.Group> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/groups", options }, options);
  }
}

/** `client.guardianships`. */
export class Guardianships {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The operator ends a guardianship now. */
  end(guardianship: string, options: ActOptions = {}): Promise<models.GuardianshipEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/guardianships/${guardianship}/ending`, options });
  }
}

/** `client.holders`. */
export class Holders {
  readonly devices: HoldersDevices;
  readonly estate: HoldersEstate;
  readonly forgottenDetails: HoldersForgottenDetails;
  readonly freezes: HoldersFreezes;
  readonly guardians: HoldersGuardians;
  readonly owedRefunds: HoldersOwedRefunds;
  readonly smallAmounts: HoldersSmallAmounts;

  constructor(transport: Transport) {
    this.devices = new HoldersDevices(transport);
    this.estate = new HoldersEstate(transport);
    this.forgottenDetails = new HoldersForgottenDetails(transport);
    this.freezes = new HoldersFreezes(transport);
    this.guardians = new HoldersGuardians(transport);
    this.owedRefunds = new HoldersOwedRefunds(transport);
    this.smallAmounts = new HoldersSmallAmounts(transport);
  }
}

/** `client.holds`. */
export class Holds {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Reserves an amount for a store or a payee's wallet until `expires_at`, at most 30 days ahead. A hold is a payment
   * that is not captured yet, and is to exactly one of the two as a payment is. It reserves the payer's own money
   * alone.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.HoldOrder, options: TryOptions = {}): Promise<models.HoldPlaced> {
    return this.#transport.send({ method: "POST", path: "/v1/holds", body, options });
  }
}

/** `client.institutions`. */
export class Institutions {
  readonly #transport: Transport;
  readonly reserves: InstitutionsReserves;
  readonly whitelists: InstitutionsWhitelists;
  readonly limits: InstitutionsLimits;
  readonly netting: InstitutionsNetting;
  readonly regimeChanges: InstitutionsRegimeChanges;
  readonly settlements: InstitutionsSettlements;
  readonly walletMoves: InstitutionsWalletMoves;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.reserves = new InstitutionsReserves(transport);
    this.whitelists = new InstitutionsWhitelists(transport);
    this.limits = new InstitutionsLimits(transport);
    this.netting = new InstitutionsNetting(transport);
    this.regimeChanges = new InstitutionsRegimeChanges(transport);
    this.settlements = new InstitutionsSettlements(transport);
    this.walletMoves = new InstitutionsWalletMoves(transport);
  }

  /** The central bank and the operators, in the order of their opening. */
  list(options: ListOptions = {}): Pages<models.Institution> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/institutions", options }, options);
  }

  /**
   * Opens an operator that the rule book admits on this day, with its standing accounts and its quota.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(body: models.OpenOperator, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: "/v1/institutions", body, options });
  }

  /** One institution. */
  get(institution: string, options: Options = {}): Promise<models.Institution> {
    return this.#transport.send({ method: "GET", path: path`/v1/institutions/${institution}`, options });
  }

  /** The sums of an institution's book by kind of account. */
  trialBalance(institution: string, options: Options = {}): Promise<models.TrialBalance> {
    return this.#transport.send({ method: "GET", path: path`/v1/institutions/${institution}/trial-balance`, options });
  }

  /**
   * Sets how much digital yuan may be out that was issued to an operator.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  setQuota(operator: string, body: models.SetQuota, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/institutions/${operator}/quota`, body, options });
  }
}

/** `client.interestRuns`. */
export class InterestRuns {
  readonly #transport: Transport;
  readonly steps: InterestRunsSteps;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.steps = new InterestRunsSteps(transport);
  }

  /** Runs, oldest first; an operator sees its own. */
  list(options: ListOptions = {}): Pages<models.InterestRun> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/interest-runs", options }, options);
  }

  /**
   * Begins the run of an operator's next quarter, once its day of crediting has come. Its steps, or the worker, then
   * reckon what is due.
   */
  create(body: models.PrepareInterest, options: ActOptions = {}): Promise<models.InterestPrepared> {
    return this.#transport.send({ method: "POST", path: "/v1/interest-runs", body, options });
  }

  /** One run. */
  get(run: string, options: Options = {}): Promise<models.InterestRun> {
    return this.#transport.send({ method: "GET", path: path`/v1/interest-runs/${run}`, options });
  }

  /**
   * Proposes to pay a prepared run; a second person of the operator approves it.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  release(run: string, body: models.ReleaseInterest, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/interest-runs/${run}/release`, body, options });
  }
}

/** `client.issues`. */
export class Issues {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The central bank issues digital yuan to an operator's vault against its reserves, under its quota.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(body: models.Issue, options: TryOptions & { readonly dryRun: true }): Promise<models.Moved>;
  create(body: models.Issue, options?: TryOptions & { readonly dryRun?: false }): Promise<models.Proposed>;
  create(body: models.Issue, options?: TryOptions): Promise<models.Proposed | models.Moved>;
  create(body: models.Issue, options: TryOptions = {}): Promise<models.Proposed | models.Moved> {
    return this.#transport.send({ method: "POST", path: "/v1/issues", body, options });
  }
}

/** `client.journals`. */
export class Journals {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The journals with a business reference, oldest first; at most 200.
   *
   * `reference`: The caller's own reference
   */
  list(query: { readonly reference: string; }, options: Options = {}): Pages<models.Journal> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/journals", query, options });
  }

  /** A journal by its id. */
  get(journal: string, options: Options = {}): Promise<models.Journal> {
    return this.#transport.send({ method: "GET", path: path`/v1/journals/${journal}`, options });
  }
}

/** `client.keys`. */
export class Keys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Ends a key: once this is answered, no process accepts it. */
  revoke(key: string, options: ActOptions = {}): Promise<models.ApiKeyRevoked> {
    return this.#transport.send({ method: "POST", path: path`/v1/keys/${key}/revocation`, options });
  }

  /**
   * Replaces a key of one's own by a new one, whose token is in this answer and nowhere else; the old stays valid for
   * `overlap_s` seconds more (at most 30 days).
   */
  rotate(key: string, body: models.RotateApiKey = {}, options: ActOptions = {}): Promise<models.ApiKeyIssued> {
    return this.#transport.send({ method: "POST", path: path`/v1/keys/${key}/rotation`, body, options });
  }
}

/** `client.locks`. */
export class Locks {
  readonly #transport: Transport;
  readonly proofs: LocksProofs;
  readonly releases: LocksReleases;
  readonly returnProofs: LocksReturnProofs;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.proofs = new LocksProofs(transport);
    this.releases = new LocksReleases(transport);
    this.returnProofs = new LocksReturnProofs(transport);
  }

  /**
   * Locks of a wallet of one's own, by `payer`, `payee` or `arbiter`, or of a `store`. A merchant, and whoever has
   * just one wallet, may leave them out.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `payer`: Locked by this wallet
   *
   * `payee`: Locked for this wallet
   *
   * `arbiter`: Decided by this wallet
   *
   * `store`: Locked for this store
   *
   * `state`: Only those of this state
   *
   * `amount_min`: At least so many fen
   *
   * `amount_max`: At most so many fen
   *
   * `reference`: With this reference
   */
  list(query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly payer?: string | null | undefined; readonly payee?: string | null | undefined; readonly arbiter?: string | null | undefined; readonly store?: string | null | undefined; readonly state?: "open" | "released" | "returned" | "expired" | null | undefined; readonly amount_min?: number | null | undefined; readonly amount_max?: number | null | undefined; readonly reference?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Lock> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/locks", query, options }, options);
  }

  /**
   * Reserves an amount of the payer's for a store, or a payee's wallet, until `ends_at`, at most a year ahead;
   * `at_end` says what becomes then of what is left. The payer releases it, the payee may give it back. An `arbiter`,
   * who is neither side and has shown its identity, may decide between the two once the payee has accepted it; whoever
   * shows the preimage of `digest` (SHA-256) before the end has all of it released.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.OpenLock, options: TryOptions = {}): Promise<models.LockOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/locks", body, options });
  }

  /** A lock and what was done with it, for its payer's, its payee's and its arbiter's side. */
  get(lock: string, options: Options = {}): Promise<models.LockReading> {
    return this.#transport.send({ method: "GET", path: path`/v1/locks/${lock}`, options });
  }

  /**
   * The payee agrees that a lock's arbiter decides; of a milestone, of all its escrow. Before, it decides nothing.
   *
   * Signed by the holder's device, once it has had one.
   */
  arbiterAcceptance(lock: string, body: models.AcceptArbiter, options: ActOptions = {}): Promise<models.ArbiterAccepted> {
    return this.#transport.send({ method: "POST", path: path`/v1/locks/${lock}/arbiter-acceptance`, body, options });
  }

  /**
   * Whoever shows the preimage of a lock's digest before its end lets the payee have all that is left of it. The
   * preimage is kept, for the payer to read.
   */
  claim(lock: string, body: models.ClaimLock, options: ActOptions = {}): Promise<models.LockReleased> {
    return this.#transport.send({ method: "POST", path: path`/v1/locks/${lock}/claim`, body, options });
  }

  /**
   * The payee, or the arbiter, gives all that is left of a lock back to the payer.
   *
   * Signed by the holder's device, once it has had one.
   */
  giveBack(lock: string, body: models.ReturnLock, options: ActOptions = {}): Promise<models.LockReturned> {
    return this.#transport.send({ method: "POST", path: path`/v1/locks/${lock}/give-back`, body, options });
  }
}

/** `client.mandates`. */
export class Mandates {
  readonly #transport: Transport;
  readonly bills: MandatesBills;
  readonly debits: MandatesDebits;
  readonly terms: MandatesTerms;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.bills = new MandatesBills(transport);
    this.debits = new MandatesDebits(transport);
    this.terms = new MandatesTerms(transport);
  }

  /**
   * A payer lets a merchant collect from its wallet: at most so much at once and in each day, week (from Monday) or
   * month of China's calendar, from `first_day` (today unless said) to `last_day` or without end, and at most
   * `debits_max` times if that is said. The payer pauses or ends it at any time.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.GiveMandate, options: ActOptions = {}): Promise<models.MandateGiven> {
    return this.#transport.send({ method: "POST", path: "/v1/mandates", body, options });
  }

  /** A mandate, for its payer and its merchant. */
  get(mandate: string, options: Options = {}): Promise<models.Mandate> {
    return this.#transport.send({ method: "GET", path: path`/v1/mandates/${mandate}`, options });
  }

  /** The payer ends a mandate, for good; nobody is asked. */
  end(mandate: string, body: models.EndMandate, options: ActOptions = {}): Promise<models.MandateSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/mandates/${mandate}/ending`, body, options });
  }

  /** The payer lets nothing be collected until it resumes the mandate; nobody is asked. */
  pause(mandate: string, body: models.PauseMandate, options: ActOptions = {}): Promise<models.MandateSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/mandates/${mandate}/pause`, body, options });
  }

  /**
   * The payer lets a paused mandate be collected by again.
   *
   * Signed by the holder's device, once it has had one.
   */
  resume(mandate: string, body: models.ResumeMandate, options: ActOptions = {}): Promise<models.MandateSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/mandates/${mandate}/resumption`, body, options });
  }
}

/** `client.marginFundings`. */
export class MarginFundings {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A non-bank moves reserves to its margin. */
  create(body: models.FundMargin, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: "/v1/margin-fundings", body, options });
  }
}

/** `client.marginReleases`. */
export class MarginReleases {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A non-bank takes out of its margin what it does not need to cover its wallets. */
  create(body: models.ReleaseMargin, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: "/v1/margin-releases", body, options });
  }
}

/** `client.merchantApplications`. */
export class MerchantApplications {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Applications: an operator's, or a company's own.
   *
   * `state`: Only those of this state
   */
  list(query: { readonly state?: "open" | "approved" | "rejected" | null | undefined; } = {}, options: ListOptions = {}): Pages<models.ApplicationShown> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/merchant-applications", query, options }, options);
  }

  /**
   * A company, or its operator for it, asks to be a merchant that is paid into its wallet; somebody else of the
   * operator decides. `documents` has the licence at least.
   */
  create(body: models.ApplyMerchant, options: ActOptions = {}): Promise<models.MerchantApplied> {
    return this.#transport.send({ method: "POST", path: "/v1/merchant-applications", body, options });
  }

  /** An application. */
  get(application: string, options: Options = {}): Promise<models.ApplicationShown> {
    return this.#transport.send({ method: "GET", path: path`/v1/merchant-applications/${application}`, options });
  }

  /**
   * Approves an application, which registers the merchant at once, or rejects it and says why. Never by whoever
   * applied.
   */
  review(application: string, body: models.ReviewApplication, options: ActOptions = {}): Promise<models.ApplicationReviewed> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchant-applications/${application}/review`, body, options });
  }
}

/** `client.merchants`. */
export class Merchants {
  readonly #transport: Transport;
  readonly bankruptcy: MerchantsBankruptcy;
  readonly bills: MerchantsBills;
  readonly cofunding: MerchantsCofunding;
  readonly mandates: MerchantsMandates;
  readonly stores: MerchantsStores;
  readonly takings: MerchantsTakings;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.bankruptcy = new MerchantsBankruptcy(transport);
    this.bills = new MerchantsBills(transport);
    this.cofunding = new MerchantsCofunding(transport);
    this.mandates = new MerchantsMandates(transport);
    this.stores = new MerchantsStores(transport);
    this.takings = new MerchantsTakings(transport);
  }

  /** All merchants, in the order of their registration. */
  list(options: ListOptions = {}): Pages<models.Merchant> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/merchants", options }, options);
  }

  /**
   * An operator registers a merchant that is paid into one of its corporate wallets. `category` is a code of ISO
   * 18245.
   */
  create(body: models.OpenMerchant, options: ActOptions = {}): Promise<models.MerchantOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/merchants", body, options });
  }

  /** A merchant. */
  get(merchant: string, options: Options = {}): Promise<models.Merchant> {
    return this.#transport.send({ method: "GET", path: path`/v1/merchants/${merchant}`, options });
  }

  /**
   * The day's settlement file: CSV, one line for each payment, capture and refund, amounts in yuan. While something
   * may still be added, its name says `interim`.
   *
   * `day`: A day in China
   *
   * `bom`: Of CSV: a byte order mark stands first, which Excel needs for Chinese; `true` or `false`
   */
  settlementFile(merchant: string, query: { readonly day: string; readonly bom?: boolean | undefined; }, options: Options = {}): Promise<Uint8Array> {
    return this.#transport.send({ method: "GET", path: path`/v1/merchants/${merchant}/settlement-file`, query, options, file: true });
  }

  /** Stops payments to a merchant, or with `suspended` false allows them again. */
  suspend(merchant: string, body: models.SuspendMerchant, options: ActOptions = {}): Promise<models.MerchantSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/merchants/${merchant}/suspension`, body, options });
  }
}

/** `client.metrics`. */
export class Metrics {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Figures for Prometheus: for whoever asks from the server's own machine and not through a proxy, else with a key of
   * the central bank or an auditor.
   */
  get(options: Options = {}): Promise<Uint8Array> {
    return this.#transport.send({ method: "GET", path: "/metrics", options, file: true });
  }
}

/** `client.orders`. */
export class Orders {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A merchant's orders, such as the one with its own `number`.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `merchant`: Whose; a merchant's own need not be said
   *
   * `number`: The merchant's own number
   *
   * `store`: Of this store
   *
   * `terminal`: Of this terminal
   *
   * `state`: Only those of this state
   *
   * `amount_min`: At least so many fen
   *
   * `amount_max`: At most so many fen
   *
   * `metadata`: With exactly this in its metadata: KEY:VALUE
   */
  list(query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly merchant?: string | null | undefined; readonly number?: string | null | undefined; readonly store?: string | null | undefined; readonly terminal?: string | null | undefined; readonly state?: "open" | "paid" | "cancelled" | "expired" | null | undefined; readonly amount_min?: number | null | undefined; readonly amount_max?: number | null | undefined; readonly metadata?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.OrderShown> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/orders", query, options }, options);
  }

  /**
   * The merchant says with its own key what it sells, under its own `number`; the amount is the sum of the lines.
   * Whoever is shown the order's id can pay it, once, for `lifetime_s` seconds. With a `plan` of the store the payment
   * is split.
   */
  create(body: models.PlaceOrder, options: ActOptions = {}): Promise<models.OrderPlaced> {
    return this.#transport.send({ method: "POST", path: "/v1/orders", body, options });
  }

  /** An order: while it is open, for whoever might pay it; afterwards for its two sides. */
  get(order: string, options: Options = {}): Promise<models.OrderShown> {
    return this.#transport.send({ method: "GET", path: path`/v1/orders/${order}`, options });
  }

  /** The merchant withdraws an order that is not paid. */
  cancel(order: string, options: ActOptions = {}): Promise<models.OrderCancelled> {
    return this.#transport.send({ method: "POST", path: path`/v1/orders/${order}/cancellation`, options });
  }

  /**
   * Pays an order as it stands; final when it is answered. Of two payers one pays.
   *
   * Signed by the holder's device, once it has had one.
   */
  pay(order: string, body: models.PayOrder, options: TryOptions = {}): Promise<models.OrderPaid> {
    return this.#transport.send({ method: "POST", path: path`/v1/orders/${order}/payment`, body, options });
  }
}

/** `client.outcomes`. */
export class Outcomes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What was decided under an idempotency key of the caller's own. An act of two people is operation `propose`.
   *
   * `operation`: What was asked for, by its name
   *
   * `key`: The idempotency key
   */
  get(query: { readonly operation: string; readonly key: string; }, options: Options = {}): Promise<models.Outcome> {
    return this.#transport.send({ method: "GET", path: "/v1/outcomes", query, options });
  }
}

/** `client.payeeConfirmations`. */
export class PayeeConfirmations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Asks, before a payment from `payer`, whether the holder of the wallet `payee` has this name. It is never told. */
  create(body: models.ConfirmPayee, options: ActOptions = {}): Promise<models.PayeeConfirmed> {
    return this.#transport.send({ method: "POST", path: "/v1/payee-confirmations", body, options });
  }
}

/** `client.payerTokens`. */
export class PayerTokens {
  readonly #transport: Transport;
  readonly presentations: PayerTokensPresentations;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.presentations = new PayerTokensPresentations(transport);
  }

  /**
   * Gives the device that signed this a token to pay from a wallet with, at tills and also without a network.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.EnrolPayerToken, options: ActOptions = {}): Promise<models.PayerTokenEnrolled> {
    return this.#transport.send({ method: "POST", path: "/v1/payer-tokens", body, options });
  }

  /** A token, without its secret. */
  get(payerToken: string, options: Options = {}): Promise<models.PayerToken> {
    return this.#transport.send({ method: "GET", path: path`/v1/payer-tokens/${payerToken}`, options });
  }

  /** Ends a token: nothing it shows is accepted from now on. Needs no signature. */
  revoke(payerToken: string, options: ActOptions = {}): Promise<models.PayerTokenRevoked> {
    return this.#transport.send({ method: "POST", path: path`/v1/payer-tokens/${payerToken}/revocation`, options });
  }
}

/** `client.paymentCodeLookups`. */
export class PaymentCodeLookups {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What became of a payment code that a till was shown. It is known for ten minutes. A reading, asked by POST so that
   * no code stands in an address: nothing is kept under its key, and repeated it tells how things stand then.
   *
   * A payment code, and the store whose till was shown it.
   */
  create(body: models.PaymentCodeLookup, options: ActOptions = {}): Promise<models.PresentedCode> {
    return this.#transport.send({ method: "POST", path: "/v1/payment-code-lookups", body, options });
  }
}

/** `client.paymentCodes`. */
export class PaymentCodes {
  readonly charges: PaymentCodesCharges;

  constructor(transport: Transport) {
    this.charges = new PaymentCodesCharges(transport);
  }
}

/** `client.paymentRequests`. */
export class PaymentRequests {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Requests to pay of a wallet of one's own: those of a `payee` or a `store`, or those to a `payer`; with both of two
   * wallets those between them. A merchant, and whoever has just one wallet, may leave them out.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `payee`: Requests of this wallet's
   *
   * `payer`: Requests to this wallet
   *
   * `store`: Requests of this store's
   *
   * `state`: Only those of this state
   *
   * `amount_min`: At least so many fen
   *
   * `amount_max`: At most so many fen
   *
   * `reference`: With this reference
   */
  list(query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly payee?: string | null | undefined; readonly payer?: string | null | undefined; readonly store?: string | null | undefined; readonly state?: "open" | "paid" | "declined" | "cancelled" | "expired" | null | undefined; readonly amount_min?: number | null | undefined; readonly amount_max?: number | null | undefined; readonly reference?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.PaymentRequest> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/payment-requests", query, options }, options);
  }

  /**
   * Asks a payer for money for a store, or for a payee's wallet: exactly one of the two. Nothing moves until the payer
   * accepts. Without `payer` whoever is given the request may pay it; with `plan`, which is of the store, the payment
   * is split.
   */
  create(body: models.RequestOrder, options: TryOptions = {}): Promise<models.PaymentRequested> {
    return this.#transport.send({ method: "POST", path: "/v1/payment-requests", body, options });
  }

  /** A request to pay, for its payee's side and its payer's; one that names no payer, for whoever has it. */
  get(paymentRequest: string, options: Options = {}): Promise<models.PaymentRequest> {
    return this.#transport.send({ method: "GET", path: path`/v1/payment-requests/${paymentRequest}`, options });
  }

  /**
   * The payer accepts, and with that pays; final when it is answered.
   *
   * Signed by the holder's device, once it has had one.
   */
  accept(paymentRequest: string, body: models.AcceptRequest, options: TryOptions = {}): Promise<models.RequestAccepted> {
    return this.#transport.send({ method: "POST", path: path`/v1/payment-requests/${paymentRequest}/accept`, body, options });
  }

  /** The payee's side takes a request back. */
  cancel(paymentRequest: string, options: ActOptions = {}): Promise<models.RequestClosed> {
    return this.#transport.send({ method: "POST", path: path`/v1/payment-requests/${paymentRequest}/cancellation`, options });
  }

  /** The wallet that is asked says no. */
  decline(paymentRequest: string, body: models.DeclineRequest, options: ActOptions = {}): Promise<models.RequestClosed> {
    return this.#transport.send({ method: "POST", path: path`/v1/payment-requests/${paymentRequest}/decline`, body, options });
  }
}

/** `client.payments`. */
export class Payments {
  readonly #transport: Transport;
  readonly captures: PaymentsCaptures;
  readonly parts: PaymentsParts;
  readonly refunds: PaymentsRefunds;
  readonly returnRequest: PaymentsReturnRequest;
  readonly sources: PaymentsSources;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.captures = new PaymentsCaptures(transport);
    this.parts = new PaymentsParts(transport);
    this.refunds = new PaymentsRefunds(transport);
    this.returnRequest = new PaymentsReturnRequest(transport);
    this.sources = new PaymentsSources(transport);
  }

  /**
   * Payments and holds of a wallet of one's own, by `payer` or `payee`, or of a `store`. With both of two wallets:
   * those between them. Without them: what a merchant was paid; what the wallet of whoever has just one paid and was
   * paid.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `payer`: Paid by this wallet
   *
   * `payee`: Paid to this wallet
   *
   * `store`: Paid at this store
   *
   * `state`: Only those of this state
   *
   * `kind`: Only those of this kind
   *
   * `amount_min`: At least so many fen
   *
   * `amount_max`: At most so many fen
   *
   * `reference`: With this reference
   *
   * `metadata`: With exactly this in its metadata: KEY:VALUE
   */
  list(query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly payer?: string | null | undefined; readonly payee?: string | null | undefined; readonly store?: string | null | undefined; readonly state?: "completed" | "held" | "released" | "expired" | null | undefined; readonly kind?: "person" | "merchant" | "salary" | "party_dues" | null | undefined; readonly amount_min?: number | null | undefined; readonly amount_max?: number | null | undefined; readonly reference?: string | null | undefined; readonly metadata?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Payment> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/payments", query, options }, options);
  }

  /**
   * Pays a store, or a payee's wallet: exactly one of the two. Without a `kind` it is `merchant` to a store and
   * `person` to a wallet. At a store the payer's claims of programs that apply pay first, or just the `claims` that
   * are named; with an empty list the payer's own money pays alone. Final when it is answered; a refund is an act of
   * its own.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.PaymentOrder, options: TryOptions = {}): Promise<models.Paid> {
    return this.#transport.send({ method: "POST", path: "/v1/payments", body, options });
  }

  /** A payment, for its payer's side and its payee's. */
  get(payment: string, options: Options = {}): Promise<models.Payment> {
    return this.#transport.send({ method: "GET", path: path`/v1/payments/${payment}`, options });
  }

  /** The signed instruction behind a payment or a hold, for its payer's side. */
  instruction(payment: string, options: Options = {}): Promise<models.Instruction> {
    return this.#transport.send({ method: "GET", path: path`/v1/payments/${payment}/instruction`, options });
  }

  /** The payee's side gives back what is left of a hold. */
  release(payment: string, options: TryOptions = {}): Promise<models.HoldEnded> {
    return this.#transport.send({ method: "POST", path: path`/v1/payments/${payment}/release`, options });
  }
}

/** `client.placeEntries`. */
export class PlaceEntries {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The keeper of places enters stores into them: all of these, or none.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(body: models.EnterStores, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: "/v1/place-entries", body, options });
  }
}

/** `client.placeLists`. */
export class PlaceLists {
  readonly #transport: Transport;
  readonly versions: PlaceListsVersions;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.versions = new PlaceListsVersions(transport);
  }

  /** All versions of lists, the oldest list first. */
  list(options: ListOptions = {}): Pages<models.PlaceList> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/place-lists", options }, options);
  }

  /**
   * A keeper writes a list of its places, or another version of one. Programs name it at a version, which never
   * changes.
   */
  create(body: models.WritePlaceList, options: ActOptions = {}): Promise<models.PlaceListWritten> {
    return this.#transport.send({ method: "POST", path: "/v1/place-lists", body, options });
  }
}

/** `client.places`. */
export class Places {
  readonly #transport: Transport;
  readonly stores: PlacesStores;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.stores = new PlacesStores(transport);
  }

  /**
   * Places, oldest first: all, those of a keeper, or those with a number.
   *
   * `operator`: Of this keeper alone
   *
   * `number`: The keeper's own number of it
   */
  list(query: { readonly operator?: string | null | undefined; readonly number?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Place> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/places", query, options }, options);
  }

  /**
   * A keeper registers places. Each has its own outcome, and stands on its own; one that is there already, with the
   * same words, is the same.
   */
  create(body: models.RegisterPlaces, options: ActOptions = {}): Promise<models.PlacesRegistered> {
    return this.#transport.send({ method: "POST", path: "/v1/places", body, options });
  }

  /** A place. */
  get(place: string, options: Options = {}): Promise<models.Place> {
    return this.#transport.send({ method: "GET", path: path`/v1/places/${place}`, options });
  }
}

/** `client.prepaidPlans`. */
export class PrepaidPlans {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A plan; everybody may read it. */
  get(prepaidPlan: string, options: Options = {}): Promise<models.PrepaidPlan> {
    return this.#transport.send({ method: "GET", path: path`/v1/prepaid-plans/${prepaidPlan}`, options });
  }

  /** A plan is sold no more. What was sold goes on. */
  withdraw(prepaidPlan: string, options: ActOptions = {}): Promise<models.PlanWithdrawn> {
    return this.#transport.send({ method: "POST", path: path`/v1/prepaid-plans/${prepaidPlan}/withdrawal`, options });
  }
}

/** `client.prepaids`. */
export class Prepaids {
  readonly #transport: Transport;
  readonly records: PrepaidsRecords;
  readonly status: PrepaidsStatus;
  readonly uses: PrepaidsUses;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.records = new PrepaidsRecords(transport);
    this.status = new PrepaidsStatus(transport);
    this.uses = new PrepaidsUses(transport);
  }

  /**
   * A consumer buys a plan: its whole price is reserved in her wallet, and stays hers until it is used.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.BuyPrepaid, options: TryOptions = {}): Promise<models.PrepaidBought> {
    return this.#transport.send({ method: "POST", path: "/v1/prepaids", body, options });
  }

  /** A contract with every use, for its consumer. */
  get(prepaid: string, options: Options = {}): Promise<models.PrepaidReading> {
    return this.#transport.send({ method: "GET", path: path`/v1/prepaids/${prepaid}`, options });
  }

  /**
   * The consumer ends a contract and has all of her money back that is not used; nobody is asked. Uses that wait for
   * an objection are paid now; she says by `steps_read` how far she has read, since what she has not she cannot have
   * accepted.
   */
  takeBack(prepaid: string, body: models.TakeBackPrepaid, options: ActOptions = {}): Promise<models.PrepaidReturned> {
    return this.#transport.send({ method: "POST", path: path`/v1/prepaids/${prepaid}/take-back`, body, options });
  }
}

/** `client.principals`. */
export class Principals {
  readonly #transport: Transport;
  readonly enrolments: PrincipalsEnrolments;
  readonly keys: PrincipalsKeys;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.enrolments = new PrincipalsEnrolments(transport);
    this.keys = new PrincipalsKeys(transport);
  }

  /** Principals: an operator's own, or all. */
  list(options: ListOptions = {}): Pages<models.Principal> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/principals", options }, options);
  }

  /**
   * Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a holder. It
   * enrols with the shares of a code that two people draw.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(body: models.PrincipalCreation, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: "/v1/principals", body, options });
  }

  /** A principal. */
  get(principal: string, options: Options = {}): Promise<models.Principal> {
    return this.#transport.send({ method: "GET", path: path`/v1/principals/${principal}`, options });
  }

  /**
   * Honours a suspended principal's keys again. For a stolen key it enrols again instead. Of an operator where one
   * person alone is left nobody could approve it: people of the central bank propose and approve it.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  resume(principal: string, body: models.ResumePrincipal, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/principals/${principal}/resumption`, body, options });
  }

  /** Stops honouring all keys of a principal, at once. */
  suspend(principal: string, options: ActOptions = {}): Promise<models.PrincipalStatusSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/principals/${principal}/suspension`, options });
  }
}

/** `client.programs`. */
export class Programs {
  readonly #transport: Transport;
  readonly campaigns: ProgramsCampaigns;
  readonly claims: ProgramsClaims;
  readonly figures: ProgramsFigures;
  readonly grantLists: ProgramsGrantLists;
  readonly grants: ProgramsGrants;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.campaigns = new ProgramsCampaigns(transport);
    this.claims = new ProgramsClaims(transport);
    this.figures = new ProgramsFigures(transport);
    this.grantLists = new ProgramsGrantLists(transport);
    this.grants = new ProgramsGrants(transport);
  }

  /**
   * Programs, oldest first: those whose figures one may read (all, an operator's, or those that one's own wallets
   * fund); for a holder those that are open, and that its wallets may take claims of by themselves.
   */
  list(options: ListOptions = {}): Pages<models.ProgramInList> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/programs", options }, options);
  }

  /**
   * Writes a program with its terms, which never change. It is a draft until two people open it; `funder` is the
   * company's wallet that pays for it and gets back what is not spent.
   */
  create(body: models.CreateProgram, options: ActOptions = {}): Promise<models.ProgramCreated> {
    return this.#transport.send({ method: "POST", path: "/v1/programs", body, options });
  }

  /** A program and its terms. A draft is there for its funder and its operator alone. */
  get(program: string, options: Options = {}): Promise<models.Program> {
    return this.#transport.send({ method: "GET", path: path`/v1/programs/${program}`, options });
  }

  /**
   * The text of a program's terms of which `terms_sha256` is made, byte for byte. A draft's is there for its funder
   * and its operator alone.
   */
  canonical(program: string, options: Options = {}): Promise<models.CanonicalText> {
    return this.#transport.send({ method: "GET", path: path`/v1/programs/${program}/canonical`, options });
  }

  /** Its funder discards a draft, for good: it is stopped, and what was paid into it comes back. */
  discarding(program: string, options: ActOptions = {}): Promise<models.ProgramDiscarded> {
    return this.#transport.send({ method: "POST", path: path`/v1/programs/${program}/discarding`, options });
  }

  /**
   * The funder pays money into the program's pot, from where it goes to holders, or back.
   *
   * Signed by the holder's device, once it has had one.
   */
  funding(program: string, body: models.FundProgram, options: ActOptions = {}): Promise<models.ProgramFunded> {
    return this.#transport.send({ method: "POST", path: path`/v1/programs/${program}/funding`, body, options });
  }

  /**
   * Each fen of a program from its budget to the final payee: what was paid in, each claim, each payment that drew on
   * one, what came back to the pot, what went back to the funder, what became its holders' own. For the central bank,
   * the program's operator and auditors.
   */
  lineage(program: string, options: ListOptions = {}): Pages<models.LineageEntry> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/programs/${program}/lineage`, options }, options);
  }

  /**
   * Proves a program's terms: whether a purchase can be paid, every claim be spent and all of it, and that no more
   * than the budget goes out. For those who may read its figures. It takes a second or two; one at a time in each
   * process.
   */
  proof(program: string, options: Options = {}): Promise<models.Proofs> {
    return this.#transport.send({ method: "GET", path: path`/v1/programs/${program}/proof`, options });
  }

  /**
   * What a program's money was spent on, by merchant, category and region. Its funder is told sums of at least ten
   * wallets alone, none of which paid more than half of it, in two digits, as they were when the day began in China.
   */
  spending(program: string, options: Options = {}): Promise<models.ProgramSpending> {
    return this.#transport.send({ method: "GET", path: path`/v1/programs/${program}/spending`, options });
  }

  /**
   * Opens a draft or a paused program, pauses it, or stops it for good.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  state(program: string, body: models.SetProgramState, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/programs/${program}/state`, body, options });
  }
}

/** `client.proposals`. */
export class Proposals {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Acts of two people: those of the caller's institution, or all. */
  list(options: ListOptions = {}): Pages<models.Proposal> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/proposals", options }, options);
  }

  /** An act of two people, and how it ended. */
  get(proposal: string, options: Options = {}): Promise<models.Proposal> {
    return this.#transport.send({ method: "GET", path: path`/v1/proposals/${proposal}`, options });
  }

  /**
   * The second person's yes: the act is done in the same moment, or refused by its own rules.
   *
   * A second person's note.
   */
  approve(proposal: string, body: models.Decision = {}, options: ActOptions = {}): Promise<models.Decided> {
    return this.#transport.send({ method: "POST", path: path`/v1/proposals/${proposal}/approve`, body, options });
  }

  /**
   * The second person's no.
   *
   * A second person's note.
   */
  reject(proposal: string, body: models.Decision = {}, options: ActOptions = {}): Promise<models.Decided> {
    return this.#transport.send({ method: "POST", path: path`/v1/proposals/${proposal}/reject`, body, options });
  }
}

/** `client.pushedSubWallets`. */
export class PushedSubWallets {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What was pushed to the merchant that asks, oldest first.
   *
   * `customer`: Only what this customer of the merchant's pushed
   */
  list(query: { readonly customer?: string | undefined; } = {}, options: ListOptions = {}): Pages<models.PushedWallet> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/pushed-sub-wallets", query, options }, options);
  }
}

/** `client.reconciliations`. */
export class Reconciliations {
  readonly #transport: Transport;
  readonly breaks: ReconciliationsBreaks;
  readonly closureWithBreaks: ReconciliationsClosureWithBreaks;
  readonly entries: ReconciliationsEntries;
  readonly explanations: ReconciliationsExplanations;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.breaks = new ReconciliationsBreaks(transport);
    this.closureWithBreaks = new ReconciliationsClosureWithBreaks(transport);
    this.entries = new ReconciliationsEntries(transport);
    this.explanations = new ReconciliationsExplanations(transport);
  }

  /** Days of accounts, oldest first; an operator sees its own. */
  list(options: ListOptions = {}): Pages<models.Reconciliation> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/reconciliations", options }, options);
  }

  /**
   * Begins to import what the bank's core says of an account in its own book on a day in China that is over: how many
   * entries `file` (the digest of it) has, and what its credits and debits add up to. The same file again is the same
   * import; another one begins the day anew, unless it is closed. The account that it names in the core is the one of
   * the days around it, unless `account_changed` says that it has another number from this day on.
   */
  create(body: models.ImportCoreStatement, options: ActOptions = {}): Promise<models.CoreStatementImported> {
    return this.#transport.send({ method: "POST", path: "/v1/reconciliations", body, options });
  }

  /** One day of an account. */
  get(account: string, day: string, options: Options = {}): Promise<models.Reconciliation> {
    return this.#transport.send({ method: "GET", path: path`/v1/reconciliations/${account}/${day}`, options });
  }

  /** Closes a day that is matched and of which a journal made up for every break. It never changes again. */
  close(account: string, day: string, options: ActOptions = {}): Promise<models.ReconciliationClosed> {
    return this.#transport.send({ method: "POST", path: path`/v1/reconciliations/${account}/${day}/closure`, options });
  }
}

/** `client.refunds`. */
export class Refunds {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Refunds of payments of a wallet of one's own, by `payer` or `payee`, or of a `store`. A merchant, and whoever has
   * just one wallet, may leave them out.
   *
   * `from`: Not before this day in China, or this instant
   *
   * `until`: Only before this day in China, or this instant
   *
   * `sort`: Which come first
   *
   * `payer`: Given back to this wallet
   *
   * `payee`: Given back by this wallet
   *
   * `store`: Of what was paid at this store
   *
   * `amount_min`: At least so many fen
   *
   * `amount_max`: At most so many fen
   *
   * `reference`: With this reference
   *
   * `metadata`: With exactly this in its metadata: KEY:VALUE
   */
  list(query: { readonly from?: string | null | undefined; readonly until?: string | null | undefined; readonly sort?: "oldest" | "newest" | undefined; readonly payer?: string | null | undefined; readonly payee?: string | null | undefined; readonly store?: string | null | undefined; readonly amount_min?: number | null | undefined; readonly amount_max?: number | null | undefined; readonly reference?: string | null | undefined; readonly metadata?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Refund> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/refunds", query, options }, options);
  }

  /** A refund, for its payment's payer's side and its payee's. */
  get(refund: string, options: Options = {}): Promise<models.Refund> {
    return this.#transport.send({ method: "GET", path: path`/v1/refunds/${refund}`, options });
  }
}

/** `client.remittances`. */
export class Remittances {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A bank sends money from its customer's account into somebody else's wallet (汇款兑出). Final when it is answered. */
  create(body: models.Remit, options: TryOptions = {}): Promise<models.Remitted> {
    return this.#transport.send({ method: "POST", path: "/v1/remittances", body, options });
  }
}

/** `client.reserveLoans`. */
export class ReserveLoans {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The central bank lends an operator reserves.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  create(body: models.LendReserves, options: TryOptions & { readonly dryRun: true }): Promise<models.Moved>;
  create(body: models.LendReserves, options?: TryOptions & { readonly dryRun?: false }): Promise<models.Proposed>;
  create(body: models.LendReserves, options?: TryOptions): Promise<models.Proposed | models.Moved>;
  create(body: models.LendReserves, options: TryOptions = {}): Promise<models.Proposed | models.Moved> {
    return this.#transport.send({ method: "POST", path: "/v1/reserve-loans", body, options });
  }
}

/** `client.reserveRepayments`. */
export class ReserveRepayments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** An operator pays lent reserves back. */
  create(body: models.RepayReserves, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: "/v1/reserve-repayments", body, options });
  }
}

/** `client.retirements`. */
export class Retirements {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** An operator gives money of its vault back: it is taken out of circulation, and reserves are returned. */
  create(body: models.Retire, options: TryOptions = {}): Promise<models.Moved> {
    return this.#transport.send({ method: "POST", path: "/v1/retirements", body, options });
  }
}

/** `client.rules`. */
export class Rules {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The rules whose dates cover a day (today when none is given), with both sides of every conflict.
   *
   * `as_of`: A day in China
   *
   * `subject`: What the rule is about
   *
   * `in_force`: Leave out rules that lost a conflict
   */
  list(query: { readonly as_of?: string | null | undefined; readonly subject?: string | null | undefined; readonly in_force?: boolean | undefined; } = {}, options: Options = {}): Promise<models.Rules> {
    return this.#transport.send({ method: "GET", path: "/v1/rules", query, options });
  }

  /**
   * What changes in force from one day to another.
   *
   * `from`: The beginning
   *
   * `to`: The end
   */
  diff(query: { readonly from: string; readonly to: string; }, options: Options = {}): Promise<models.RuleChanges> {
    return this.#transport.send({ method: "GET", path: "/v1/rules/diff", query, options });
  }

  /** A rule by its id, whatever its dates. */
  get(rule: string, options: Options = {}): Promise<models.Rule> {
    return this.#transport.send({ method: "GET", path: path`/v1/rules/${rule}`, options });
  }
}

/** `client.scannedCodes`. */
export class ScannedCodes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What a scanned code asks for, to be shown before it is paid.
   *
   * `payload`: The text of a scanned code
   */
  get(query: { readonly payload: string; }, options: Options = {}): Promise<models.ScannedCode> {
    return this.#transport.send({ method: "GET", path: "/v1/scanned-codes", query, options });
  }
}

/** `client.splitPlans`. */
export class SplitPlans {
  readonly #transport: Transport;
  readonly agreements: SplitPlansAgreements;
  readonly payments: SplitPlansPayments;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.agreements = new SplitPlansAgreements(transport);
    this.payments = new SplitPlansPayments(transport);
  }

  /**
   * The plans in which a merchant is the platform or a seller, oldest first.
   *
   * `merchant`: The merchant
   */
  list(query: { readonly merchant: string; }, options: ListOptions = {}): Pages<models.SplitPlan> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/split-plans", query, options }, options);
  }

  /**
   * A platform proposes how payments at one of its stores are split. What no seller gets is the platform's.
   *
   * `remainder`: `platform` (fractions of a fen are the platform's) or `largest_remainder`.
   */
  create(body: models.ProposeSplitPlan, options: TryOptions = {}): Promise<models.SplitPlanProposed> {
    return this.#transport.send({ method: "POST", path: "/v1/split-plans", body, options });
  }

  /** A plan, for its platform and its sellers. */
  get(plan: string, options: Options = {}): Promise<models.SplitPlan> {
    return this.#transport.send({ method: "GET", path: path`/v1/split-plans/${plan}`, options });
  }

  /**
   * The platform or a seller (`merchant`) ends a plan: no payment is split by it any more. Refunds of earlier payments
   * go on as agreed.
   */
  end(plan: string, body: models.EndSplitPlan, options: ActOptions = {}): Promise<models.SplitPlanSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/split-plans/${plan}/ending`, body, options });
  }
}

/** `client.standingPayments`. */
export class StandingPayments {
  readonly #transport: Transport;
  readonly dues: StandingPaymentsDues;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.dues = new StandingPaymentsDues(transport);
  }

  /**
   * A payer orders a fixed amount to be paid to a store, or to a payee's wallet: once at `starts_at`, or from then on
   * every day, week or month at that time of day, up to `last_day` if one is said. A month that has no such day pays
   * on its last; `on_day` says which day is meant where the start is on the last of a shorter month.
   *
   * Signed by the holder's device, once it has had one.
   */
  create(body: models.OrderStandingPayment, options: ActOptions = {}): Promise<models.StandingOrdered> {
    return this.#transport.send({ method: "POST", path: "/v1/standing-payments", body, options });
  }

  /** A standing payment, for its payer. */
  get(standingPayment: string, options: Options = {}): Promise<models.StandingPayment> {
    return this.#transport.send({ method: "GET", path: path`/v1/standing-payments/${standingPayment}`, options });
  }

  /** The payer ends a standing payment, for good. */
  end(standingPayment: string, body: models.EndStanding, options: ActOptions = {}): Promise<models.StandingSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/standing-payments/${standingPayment}/ending`, body, options });
  }

  /** The payer lets nothing be paid until it resumes the standing payment; what falls due meanwhile is not paid later. */
  pause(standingPayment: string, body: models.PauseStanding, options: ActOptions = {}): Promise<models.StandingSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/standing-payments/${standingPayment}/pause`, body, options });
  }

  /**
   * The payer lets a paused standing payment go on, with the next due that is still to come.
   *
   * Signed by the holder's device, once it has had one.
   */
  resume(standingPayment: string, body: models.ResumeStanding, options: ActOptions = {}): Promise<models.StandingSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/standing-payments/${standingPayment}/resumption`, body, options });
  }
}

/** `client.statementChecks`. */
export class StatementChecks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Whether a statement with this code was issued, and what it told. Needs no key. The codes of 60 statements can be
   * checked in a minute, or of as many as the server is set to.
   */
  get(code: string, options: Options = {}): Promise<models.StatementCheck> {
    return this.#transport.send({ method: "GET", path: path`/v1/statement-checks/${code}`, options });
  }
}

/** `client.stores`. */
export class Stores {
  readonly #transport: Transport;
  readonly collectCodes: StoresCollectCodes;
  readonly prepaidPlans: StoresPrepaidPlans;
  readonly prepaids: StoresPrepaids;
  readonly terminals: StoresTerminals;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.collectCodes = new StoresCollectCodes(transport);
    this.prepaidPlans = new StoresPrepaidPlans(transport);
    this.prepaids = new StoresPrepaids(transport);
    this.terminals = new StoresTerminals(transport);
  }

  /** A store. */
  get(store: string, options: Options = {}): Promise<models.Store> {
    return this.#transport.send({ method: "GET", path: path`/v1/stores/${store}`, options });
  }
}

/** `client.subWalletCharges`. */
export class SubWalletCharges {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The merchant charges a sub-wallet by its token, for a store of its own. Final when it is answered, like any
   * payment.
   */
  create(body: models.SubWalletCharge, options: TryOptions = {}): Promise<models.Paid> {
    return this.#transport.send({ method: "POST", path: "/v1/sub-wallet-charges", body, options });
  }
}

/** `client.subWallets`. */
export class SubWallets {
  readonly #transport: Transport;
  readonly allotments: SubWalletsAllotments;
  readonly recalls: SubWalletsRecalls;
  readonly tokens: SubWalletsTokens;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.allotments = new SubWalletsAllotments(transport);
    this.recalls = new SubWalletsRecalls(transport);
    this.tokens = new SubWalletsTokens(transport);
  }

  /** The holder, or its operator, takes a sub-wallet back; no charge is accepted once this is answered. */
  revoke(subWallet: string, options: ActOptions = {}): Promise<models.SubWalletRevoked> {
    return this.#transport.send({ method: "POST", path: path`/v1/sub-wallets/${subWallet}/revocation`, options });
  }
}

/** `client.taps`. */
export class Taps {
  readonly #transport: Transport;
  readonly charges: TapsCharges;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.charges = new TapsCharges(transport);
  }

  /**
   * What a tap paid at a till of this store; `code_not_found` when it paid nothing there.
   *
   * `store`: The store whose till was shown it
   */
  get(number: string, counter: number, query: { readonly store: string; }, options: Options = {}): Promise<models.PresentedCode> {
    return this.#transport.send({ method: "GET", path: path`/v1/taps/${number}/${counter}`, query, options });
  }
}

/** `client.templates`. */
export class Templates {
  readonly #transport: Transport;
  readonly programs: TemplatesPrograms;
  readonly versions: TemplatesVersions;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.programs = new TemplatesPrograms(transport);
    this.versions = new TemplatesVersions(transport);
  }

  /**
   * All versions of templates that were decided on, the oldest template first; drafts for their writer, the central
   * bank and auditors.
   */
  list(options: ListOptions = {}): Pages<models.TemplateInList> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/templates", options }, options);
  }

  /**
   * Writes a template, or the next version of one's own `template`. It never changes from then on, and is a draft
   * until two people of the central bank approve it.
   */
  create(body: models.WriteTemplate, options: ActOptions = {}): Promise<models.TemplateWritten> {
    return this.#transport.send({ method: "POST", path: "/v1/templates", body, options });
  }

  /** The newest version of a template: of those that one may read. */
  get(template: string, options: Options = {}): Promise<models.Template> {
    return this.#transport.send({ method: "GET", path: path`/v1/templates/${template}`, options });
  }

  /**
   * Approves a version, suspends it, or retires it for good. `sha256` is that of the content that was read: with any
   * other it is refused. No program is drafted or opened from what is suspended or retired; those that are open go on,
   * and their operators pause or stop them.
   *
   * It takes two: this proposes it, and it is done when a second person approves.
   */
  state(template: string, body: models.SetTemplateState, options: ActOptions = {}): Promise<models.Proposed> {
    return this.#transport.send({ method: "POST", path: path`/v1/templates/${template}/state`, body, options });
  }
}

/** `client.terminals`. */
export class Terminals {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Stops a terminal, or (with `suspended` false) lets it work again. */
  suspend(terminal: string, body: models.SuspendTerminal, options: ActOptions = {}): Promise<models.TerminalSet> {
    return this.#transport.send({ method: "POST", path: path`/v1/terminals/${terminal}/suspension`, body, options });
  }
}

/** `client.test`. */
export class Test {
  readonly amounts: TestAmounts;
  readonly clock: TestClock;
  readonly failures: TestFailures;
  readonly parties: TestParties;

  constructor(transport: Transport) {
    this.amounts = new TestAmounts(transport);
    this.clock = new TestClock(transport);
    this.failures = new TestFailures(transport);
    this.parties = new TestParties(transport);
  }
}

/** `client.testKeys`. */
export class TestKeys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * With a live key: keys of the caller's twin in the test world and of its test customers.
   *
   * The first time, the twin is set up. The tokens are in this answer and nowhere else; under a new Idempotency-Key
   * each party gets a further key.
   */
  create(options: ActOptions = {}): Promise<models.TestKeys> {
    return this.#transport.send({ method: "POST", path: "/v1/test-keys", options });
  }
}

/** `client.wallets`. */
export class Wallets {
  readonly #transport: Transport;
  readonly agreements: WalletsAgreements;
  readonly alias: WalletsAlias;
  readonly balanceRules: WalletsBalanceRules;
  readonly bankAccounts: WalletsBankAccounts;
  readonly cardLoads: WalletsCardLoads;
  readonly cardReturns: WalletsCardReturns;
  readonly cashCodes: WalletsCashCodes;
  readonly claims: WalletsClaims;
  readonly classChanges: WalletsClassChanges;
  readonly collectCodes: WalletsCollectCodes;
  readonly envelopeClaims: WalletsEnvelopeClaims;
  readonly envelopes: WalletsEnvelopes;
  readonly exchangeOrders: WalletsExchangeOrders;
  readonly externalAccounts: WalletsExternalAccounts;
  readonly freezes: WalletsFreezes;
  readonly holderReadings: WalletsHolderReadings;
  readonly limits: WalletsLimits;
  readonly loads: WalletsLoads;
  readonly mandates: WalletsMandates;
  readonly payerTokens: WalletsPayerTokens;
  readonly prepaids: WalletsPrepaids;
  readonly pushedSubWallets: WalletsPushedSubWallets;
  readonly refusedPayments: WalletsRefusedPayments;
  readonly registrations: WalletsRegistrations;
  readonly remittances: WalletsRemittances;
  readonly returnRequests: WalletsReturnRequests;
  readonly standingPayments: WalletsStandingPayments;
  readonly statements: WalletsStatements;
  readonly subWallets: WalletsSubWallets;
  readonly sweep: WalletsSweep;
  readonly unloads: WalletsUnloads;
  readonly waterfall: WalletsWaterfall;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.agreements = new WalletsAgreements(transport);
    this.alias = new WalletsAlias(transport);
    this.balanceRules = new WalletsBalanceRules(transport);
    this.bankAccounts = new WalletsBankAccounts(transport);
    this.cardLoads = new WalletsCardLoads(transport);
    this.cardReturns = new WalletsCardReturns(transport);
    this.cashCodes = new WalletsCashCodes(transport);
    this.claims = new WalletsClaims(transport);
    this.classChanges = new WalletsClassChanges(transport);
    this.collectCodes = new WalletsCollectCodes(transport);
    this.envelopeClaims = new WalletsEnvelopeClaims(transport);
    this.envelopes = new WalletsEnvelopes(transport);
    this.exchangeOrders = new WalletsExchangeOrders(transport);
    this.externalAccounts = new WalletsExternalAccounts(transport);
    this.freezes = new WalletsFreezes(transport);
    this.holderReadings = new WalletsHolderReadings(transport);
    this.limits = new WalletsLimits(transport);
    this.loads = new WalletsLoads(transport);
    this.mandates = new WalletsMandates(transport);
    this.payerTokens = new WalletsPayerTokens(transport);
    this.prepaids = new WalletsPrepaids(transport);
    this.pushedSubWallets = new WalletsPushedSubWallets(transport);
    this.refusedPayments = new WalletsRefusedPayments(transport);
    this.registrations = new WalletsRegistrations(transport);
    this.remittances = new WalletsRemittances(transport);
    this.returnRequests = new WalletsReturnRequests(transport);
    this.standingPayments = new WalletsStandingPayments(transport);
    this.statements = new WalletsStatements(transport);
    this.subWallets = new WalletsSubWallets(transport);
    this.sweep = new WalletsSweep(transport);
    this.unloads = new WalletsUnloads(transport);
    this.waterfall = new WalletsWaterfall(transport);
  }

  /**
   * Wallets: of an operator, or of all for the central bank and auditors; holders get their own.
   *
   * `operator`: Wallets of this operator
   */
  list(query: { readonly operator?: string | null | undefined; } = {}, options: ListOptions = {}): Pages<models.Wallet> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/wallets", query, options }, options);
  }

  /**
   * Opens a wallet at an operator. Which details are needed follows from the class (rule book, `opening`). A holder
   * whose identity number the operator knows gets a further wallet: what it shows adds to what is known, and may not
   * differ from it. A company's bank account is its one settlement account.
   */
  create(body: models.OpenWallet, options: ActOptions = {}): Promise<models.WalletOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/wallets", body, options });
  }

  /** A wallet with its balance, what is available, its limits and what is left of them. */
  get(wallet: string, options: Options = {}): Promise<models.Wallet> {
    return this.#transport.send({ method: "GET", path: path`/v1/wallets/${wallet}`, options });
  }

  /**
   * A wallet's balance as it had been recorded at an instant, in its present account; now when none is given.
   *
   * `at`: When it happened
   */
  balance(wallet: string, query: { readonly at?: string | null | undefined; } = {}, options: Options = {}): Promise<models.BalanceAt> {
    return this.#transport.send({ method: "GET", path: path`/v1/wallets/${wallet}/balance`, query, options });
  }

  /**
   * Pays a wallet's interest up to yesterday, sends all it holds to a bank account of its holder, and closes it.
   *
   * Signed by the holder's device, once it has had one.
   */
  closeOut(wallet: string, body: models.CloseOut, options: ActOptions = {}): Promise<models.ClosedOut> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/closing-out`, body, options });
  }

  /**
   * Closes an empty wallet for good.
   *
   * Signed by the holder's device, once it has had one.
   */
  close(wallet: string, options: ActOptions = {}): Promise<models.WalletClosed> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/closure`, options });
  }

  /** What a wallet has earned since it was settled last, and what it was paid. */
  interest(wallet: string, options: Options = {}): Promise<models.WalletInterest> {
    return this.#transport.send({ method: "GET", path: path`/v1/wallets/${wallet}/interest`, options });
  }

  /**
   * Moves into a wallet what its sub-wallets have above `keep` each: of the named ones, or of all when none is named.
   * Final when it is answered.
   */
  pool(wallet: string, body: models.PoolSubWallets = {}, options: TryOptions = {}): Promise<models.Pooled> {
    return this.#transport.send({ method: "POST", path: path`/v1/wallets/${wallet}/pooling`, body, options });
  }

  /** The history of a wallet's present account, oldest first. */
  statement(wallet: string, options: ListOptions = {}): Pages<models.StatementLine> {
    return new Pages(this.#transport, { method: "GET", path: path`/v1/wallets/${wallet}/statement`, options }, options);
  }
}

/** `client.webhooks`. */
export class Webhooks {
  readonly #transport: Transport;
  readonly deliveries: WebhooksDeliveries;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.deliveries = new WebhooksDeliveries(transport);
  }

  /** The caller's endpoints that are not closed, oldest first. */
  list(options: Options = {}): Pages<models.Webhook> {
    return new Pages(this.#transport, { method: "GET", path: "/v1/webhooks", options });
  }

  /**
   * Has the caller's events sent to a URL from now on: an institution's, or those that concern a merchant or a company
   * there. `kinds` are kinds of events such as `payment.completed`; without any, all are sent. The secret is in this
   * answer and nowhere else.
   */
  create(body: models.OpenWebhook, options: ActOptions = {}): Promise<models.WebhookOpened> {
    return this.#transport.send({ method: "POST", path: "/v1/webhooks", body, options });
  }

  /** An endpoint. */
  get(endpoint: string, options: Options = {}): Promise<models.Webhook> {
    return this.#transport.send({ method: "GET", path: path`/v1/webhooks/${endpoint}`, options });
  }

  /**
   * Gives an endpoint another URL and other kinds, and pauses it or lets it go on; all three as they shall be. While
   * it is paused its events are kept for it.
   */
  change(endpoint: string, body: models.ChangeWebhook, options: ActOptions = {}): Promise<models.WebhookChanged> {
    return this.#transport.send({ method: "POST", path: path`/v1/webhooks/${endpoint}/change`, body, options });
  }

  /** Ends an endpoint for good; nothing is sent to it any more. */
  close(endpoint: string, options: ActOptions = {}): Promise<models.WebhookChanged> {
    return this.#transport.send({ method: "POST", path: path`/v1/webhooks/${endpoint}/closure`, options });
  }

  /** Sends the endpoint a `webhook.ping`, whatever kinds it wants, to see whether it arrives. */
  ping(endpoint: string, options: ActOptions = {}): Promise<models.WebhookPinged> {
    return this.#transport.send({ method: "POST", path: path`/v1/webhooks/${endpoint}/ping`, options });
  }

  /**
   * Makes a new secret, shown in this answer and nowhere else; for `overlap_s` seconds every message is signed with
   * the old one as well.
   */
  rotateSecret(endpoint: string, body: models.RotateWebhookSecret = {}, options: ActOptions = {}): Promise<models.WebhookSecretRotated> {
    return this.#transport.send({ method: "POST", path: path`/v1/webhooks/${endpoint}/secret`, body, options });
  }
}

/** `client.whitelists`. */
export class Whitelists {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Registers an operator's customers in Hong Kong for an activity such as `jd-2023-03`: phone numbers with a listed
   * prefix. Those registered before are passed over.
   */
  create(body: models.RegisterWhitelist, options: ActOptions = {}): Promise<models.WhitelistRegistered> {
    return this.#transport.send({ method: "POST", path: "/v1/whitelists", body, options });
  }
}
