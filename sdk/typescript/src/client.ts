// Written by `make sdk` from the OpenAPI document; edit the API instead.
import { Transport } from "./core.ts";
import type { ClientOptions, Options } from "./core.ts";
import type * as models from "./models.ts";
import * as resources from "./resources.ts";

/** A client of the platform, with an attribute for each resource. Every method throws `ApiError`. */
export class Client {
  readonly #transport: Transport;
  readonly accounts: resources.Accounts;
  readonly acquirers: resources.Acquirers;
  readonly acts: resources.Acts;
  readonly aliasResolutions: resources.AliasResolutions;
  readonly balanceRules: resources.BalanceRules;
  readonly bankAccounts: resources.BankAccounts;
  readonly campaigns: resources.Campaigns;
  readonly cardLoads: resources.CardLoads;
  readonly cashCodes: resources.CashCodes;
  readonly clock: resources.Clock;
  readonly collectCodePayments: resources.CollectCodePayments;
  readonly collectCodes: resources.CollectCodes;
  readonly corrections: resources.Corrections;
  readonly deliveries: resources.Deliveries;
  readonly devices: resources.Devices;
  readonly enrolments: resources.Enrolments;
  readonly envelopeClaims: resources.EnvelopeClaims;
  readonly envelopes: resources.Envelopes;
  readonly errors: resources.Errors;
  readonly escrows: resources.Escrows;
  readonly events: resources.Events;
  readonly exchangeOrders: resources.ExchangeOrders;
  readonly externalBanks: resources.ExternalBanks;
  readonly grantLists: resources.GrantLists;
  readonly groups: resources.Groups;
  readonly guardianships: resources.Guardianships;
  readonly holders: resources.Holders;
  readonly holds: resources.Holds;
  readonly institutions: resources.Institutions;
  readonly interestRuns: resources.InterestRuns;
  readonly issues: resources.Issues;
  readonly journals: resources.Journals;
  readonly keys: resources.Keys;
  readonly locks: resources.Locks;
  readonly mandates: resources.Mandates;
  readonly marginFundings: resources.MarginFundings;
  readonly marginReleases: resources.MarginReleases;
  readonly merchantApplications: resources.MerchantApplications;
  readonly merchants: resources.Merchants;
  readonly metrics: resources.Metrics;
  readonly orders: resources.Orders;
  readonly outcomes: resources.Outcomes;
  readonly payeeConfirmations: resources.PayeeConfirmations;
  readonly payerTokens: resources.PayerTokens;
  readonly paymentCodeLookups: resources.PaymentCodeLookups;
  readonly paymentCodes: resources.PaymentCodes;
  readonly paymentRequests: resources.PaymentRequests;
  readonly payments: resources.Payments;
  readonly placeEntries: resources.PlaceEntries;
  readonly placeLists: resources.PlaceLists;
  readonly places: resources.Places;
  readonly prepaidPlans: resources.PrepaidPlans;
  readonly prepaids: resources.Prepaids;
  readonly principals: resources.Principals;
  readonly programs: resources.Programs;
  readonly proposals: resources.Proposals;
  readonly pushedSubWallets: resources.PushedSubWallets;
  readonly reconciliations: resources.Reconciliations;
  readonly refunds: resources.Refunds;
  readonly remittances: resources.Remittances;
  readonly reserveLoans: resources.ReserveLoans;
  readonly reserveRepayments: resources.ReserveRepayments;
  readonly retirements: resources.Retirements;
  readonly rules: resources.Rules;
  readonly scannedCodes: resources.ScannedCodes;
  readonly splitPlans: resources.SplitPlans;
  readonly standingPayments: resources.StandingPayments;
  readonly statementChecks: resources.StatementChecks;
  readonly stores: resources.Stores;
  readonly subWalletCharges: resources.SubWalletCharges;
  readonly subWallets: resources.SubWallets;
  readonly taps: resources.Taps;
  readonly templates: resources.Templates;
  readonly terminals: resources.Terminals;
  readonly test: resources.Test;
  readonly testKeys: resources.TestKeys;
  readonly wallets: resources.Wallets;
  readonly webhooks: resources.Webhooks;
  readonly whitelists: resources.Whitelists;

  constructor(baseUrl: string, apiKey: string, options: ClientOptions = {}) {
    const transport = new Transport(baseUrl, apiKey, options);
    this.#transport = transport;
    this.accounts = new resources.Accounts(transport);
    this.acquirers = new resources.Acquirers(transport);
    this.acts = new resources.Acts(transport);
    this.aliasResolutions = new resources.AliasResolutions(transport);
    this.balanceRules = new resources.BalanceRules(transport);
    this.bankAccounts = new resources.BankAccounts(transport);
    this.campaigns = new resources.Campaigns(transport);
    this.cardLoads = new resources.CardLoads(transport);
    this.cashCodes = new resources.CashCodes(transport);
    this.clock = new resources.Clock(transport);
    this.collectCodePayments = new resources.CollectCodePayments(transport);
    this.collectCodes = new resources.CollectCodes(transport);
    this.corrections = new resources.Corrections(transport);
    this.deliveries = new resources.Deliveries(transport);
    this.devices = new resources.Devices(transport);
    this.enrolments = new resources.Enrolments(transport);
    this.envelopeClaims = new resources.EnvelopeClaims(transport);
    this.envelopes = new resources.Envelopes(transport);
    this.errors = new resources.Errors(transport);
    this.escrows = new resources.Escrows(transport);
    this.events = new resources.Events(transport);
    this.exchangeOrders = new resources.ExchangeOrders(transport);
    this.externalBanks = new resources.ExternalBanks(transport);
    this.grantLists = new resources.GrantLists(transport);
    this.groups = new resources.Groups(transport);
    this.guardianships = new resources.Guardianships(transport);
    this.holders = new resources.Holders(transport);
    this.holds = new resources.Holds(transport);
    this.institutions = new resources.Institutions(transport);
    this.interestRuns = new resources.InterestRuns(transport);
    this.issues = new resources.Issues(transport);
    this.journals = new resources.Journals(transport);
    this.keys = new resources.Keys(transport);
    this.locks = new resources.Locks(transport);
    this.mandates = new resources.Mandates(transport);
    this.marginFundings = new resources.MarginFundings(transport);
    this.marginReleases = new resources.MarginReleases(transport);
    this.merchantApplications = new resources.MerchantApplications(transport);
    this.merchants = new resources.Merchants(transport);
    this.metrics = new resources.Metrics(transport);
    this.orders = new resources.Orders(transport);
    this.outcomes = new resources.Outcomes(transport);
    this.payeeConfirmations = new resources.PayeeConfirmations(transport);
    this.payerTokens = new resources.PayerTokens(transport);
    this.paymentCodeLookups = new resources.PaymentCodeLookups(transport);
    this.paymentCodes = new resources.PaymentCodes(transport);
    this.paymentRequests = new resources.PaymentRequests(transport);
    this.payments = new resources.Payments(transport);
    this.placeEntries = new resources.PlaceEntries(transport);
    this.placeLists = new resources.PlaceLists(transport);
    this.places = new resources.Places(transport);
    this.prepaidPlans = new resources.PrepaidPlans(transport);
    this.prepaids = new resources.Prepaids(transport);
    this.principals = new resources.Principals(transport);
    this.programs = new resources.Programs(transport);
    this.proposals = new resources.Proposals(transport);
    this.pushedSubWallets = new resources.PushedSubWallets(transport);
    this.reconciliations = new resources.Reconciliations(transport);
    this.refunds = new resources.Refunds(transport);
    this.remittances = new resources.Remittances(transport);
    this.reserveLoans = new resources.ReserveLoans(transport);
    this.reserveRepayments = new resources.ReserveRepayments(transport);
    this.retirements = new resources.Retirements(transport);
    this.rules = new resources.Rules(transport);
    this.scannedCodes = new resources.ScannedCodes(transport);
    this.splitPlans = new resources.SplitPlans(transport);
    this.standingPayments = new resources.StandingPayments(transport);
    this.statementChecks = new resources.StatementChecks(transport);
    this.stores = new resources.Stores(transport);
    this.subWalletCharges = new resources.SubWalletCharges(transport);
    this.subWallets = new resources.SubWallets(transport);
    this.taps = new resources.Taps(transport);
    this.templates = new resources.Templates(transport);
    this.terminals = new resources.Terminals(transport);
    this.test = new resources.Test(transport);
    this.testKeys = new resources.TestKeys(transport);
    this.wallets = new resources.Wallets(transport);
    this.webhooks = new resources.Webhooks(transport);
    this.whitelists = new resources.Whitelists(transport);
  }

  /** This process lives. */
  health(options: Options = {}): Promise<models.Health> {
    return this.#transport.send({ method: "GET", path: "/healthz", options });
  }

  /** The database answers and takes writes, the server is not stopping, and its clock may be trusted. */
  ready(options: Options = {}): Promise<models.Health> {
    return this.#transport.send({ method: "GET", path: "/readyz", options });
  }

  /** Checks every invariant over one snapshot; for the central bank and auditors. One at a time in each process. */
  audit(options: Options = {}): Promise<models.Audit> {
    return this.#transport.send({ method: "GET", path: "/v1/audit", options });
  }

  /** Who is calling, and what this role may do. */
  me(options: Options = {}): Promise<models.Me> {
    return this.#transport.send({ method: "GET", path: "/v1/me", options });
  }

  /** The world this platform runs: its name and time, and the liability regimes of the day. */
  world(options: Options = {}): Promise<models.World> {
    return this.#transport.send({ method: "GET", path: "/v1/world", options });
  }
}
