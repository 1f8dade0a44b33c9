# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client`, with an attribute for each resource."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call
from jiaozi_sdk._sync import BaseClient, Transport
from jiaozi_sdk.resources.accounts import Accounts
from jiaozi_sdk.resources.acquirers import Acquirers
from jiaozi_sdk.resources.acts import Acts
from jiaozi_sdk.resources.alias_resolutions import AliasResolutions
from jiaozi_sdk.resources.balance_rules import BalanceRules
from jiaozi_sdk.resources.bank_accounts import BankAccounts
from jiaozi_sdk.resources.campaigns import Campaigns
from jiaozi_sdk.resources.card_loads import CardLoads
from jiaozi_sdk.resources.cash_codes import CashCodes
from jiaozi_sdk.resources.clock import Clock
from jiaozi_sdk.resources.collect_code_payments import CollectCodePayments
from jiaozi_sdk.resources.collect_codes import CollectCodes
from jiaozi_sdk.resources.corrections import Corrections
from jiaozi_sdk.resources.deliveries import Deliveries
from jiaozi_sdk.resources.devices import Devices
from jiaozi_sdk.resources.enrolments import Enrolments
from jiaozi_sdk.resources.envelope_claims import EnvelopeClaims
from jiaozi_sdk.resources.envelopes import Envelopes
from jiaozi_sdk.resources.errors import Errors
from jiaozi_sdk.resources.escrows import Escrows
from jiaozi_sdk.resources.events import Events
from jiaozi_sdk.resources.exchange_orders import ExchangeOrders
from jiaozi_sdk.resources.external_banks import ExternalBanks
from jiaozi_sdk.resources.grant_lists import GrantLists
from jiaozi_sdk.resources.groups import Groups
from jiaozi_sdk.resources.guardianships import Guardianships
from jiaozi_sdk.resources.holders import Holders
from jiaozi_sdk.resources.holds import Holds
from jiaozi_sdk.resources.institutions import Institutions
from jiaozi_sdk.resources.interest_runs import InterestRuns
from jiaozi_sdk.resources.issues import Issues
from jiaozi_sdk.resources.journals import Journals
from jiaozi_sdk.resources.keys import Keys
from jiaozi_sdk.resources.locks import Locks
from jiaozi_sdk.resources.mandates import Mandates
from jiaozi_sdk.resources.margin_fundings import MarginFundings
from jiaozi_sdk.resources.margin_releases import MarginReleases
from jiaozi_sdk.resources.merchant_applications import MerchantApplications
from jiaozi_sdk.resources.merchants import Merchants
from jiaozi_sdk.resources.metrics import Metrics
from jiaozi_sdk.resources.orders import Orders
from jiaozi_sdk.resources.outcomes import Outcomes
from jiaozi_sdk.resources.payee_confirmations import PayeeConfirmations
from jiaozi_sdk.resources.payer_tokens import PayerTokens
from jiaozi_sdk.resources.payment_code_lookups import PaymentCodeLookups
from jiaozi_sdk.resources.payment_codes import PaymentCodes
from jiaozi_sdk.resources.payment_requests import PaymentRequests
from jiaozi_sdk.resources.payments import Payments
from jiaozi_sdk.resources.place_entries import PlaceEntries
from jiaozi_sdk.resources.place_lists import PlaceLists
from jiaozi_sdk.resources.places import Places
from jiaozi_sdk.resources.prepaid_plans import PrepaidPlans
from jiaozi_sdk.resources.prepaids import Prepaids
from jiaozi_sdk.resources.principals import Principals
from jiaozi_sdk.resources.programs import Programs
from jiaozi_sdk.resources.proposals import Proposals
from jiaozi_sdk.resources.pushed_sub_wallets import PushedSubWallets
from jiaozi_sdk.resources.reconciliations import Reconciliations
from jiaozi_sdk.resources.refunds import Refunds
from jiaozi_sdk.resources.remittances import Remittances
from jiaozi_sdk.resources.reserve_loans import ReserveLoans
from jiaozi_sdk.resources.reserve_repayments import ReserveRepayments
from jiaozi_sdk.resources.retirements import Retirements
from jiaozi_sdk.resources.rules import Rules
from jiaozi_sdk.resources.scanned_codes import ScannedCodes
from jiaozi_sdk.resources.split_plans import SplitPlans
from jiaozi_sdk.resources.standing_payments import StandingPayments
from jiaozi_sdk.resources.statement_checks import StatementChecks
from jiaozi_sdk.resources.stores import Stores
from jiaozi_sdk.resources.sub_wallet_charges import SubWalletCharges
from jiaozi_sdk.resources.sub_wallets import SubWallets
from jiaozi_sdk.resources.taps import Taps
from jiaozi_sdk.resources.templates import Templates
from jiaozi_sdk.resources.terminals import Terminals
from jiaozi_sdk.resources.test import Test
from jiaozi_sdk.resources.test_keys import TestKeys
from jiaozi_sdk.resources.wallets import Wallets
from jiaozi_sdk.resources.webhooks import Webhooks
from jiaozi_sdk.resources.whitelists import Whitelists


class Client(BaseClient):
    """A client of the platform: `with Client(url, api_key) as client`.

    `signer` signs every act (`jiaozi_sdk.devices.DeviceSigner`). `timeout_s` is for each attempt up to the end of its
    answer; `retry` says how often and for how long a call that was lost is made again, under the same idempotency key.
    `transport` and `sleep` can be replaced in tests. A server on this machine is never asked through a proxy.
    """

    def _make_resources(self, transport: Transport) -> None:
        self.accounts = Accounts(transport)
        self.acquirers = Acquirers(transport)
        self.acts = Acts(transport)
        self.alias_resolutions = AliasResolutions(transport)
        self.balance_rules = BalanceRules(transport)
        self.bank_accounts = BankAccounts(transport)
        self.campaigns = Campaigns(transport)
        self.card_loads = CardLoads(transport)
        self.cash_codes = CashCodes(transport)
        self.clock = Clock(transport)
        self.collect_code_payments = CollectCodePayments(transport)
        self.collect_codes = CollectCodes(transport)
        self.corrections = Corrections(transport)
        self.deliveries = Deliveries(transport)
        self.devices = Devices(transport)
        self.enrolments = Enrolments(transport)
        self.envelope_claims = EnvelopeClaims(transport)
        self.envelopes = Envelopes(transport)
        self.errors = Errors(transport)
        self.escrows = Escrows(transport)
        self.events = Events(transport)
        self.exchange_orders = ExchangeOrders(transport)
        self.external_banks = ExternalBanks(transport)
        self.grant_lists = GrantLists(transport)
        self.groups = Groups(transport)
        self.guardianships = Guardianships(transport)
        self.holders = Holders(transport)
        self.holds = Holds(transport)
        self.institutions = Institutions(transport)
        self.interest_runs = InterestRuns(transport)
        self.issues = Issues(transport)
        self.journals = Journals(transport)
        self.keys = Keys(transport)
        self.locks = Locks(transport)
        self.mandates = Mandates(transport)
        self.margin_fundings = MarginFundings(transport)
        self.margin_releases = MarginReleases(transport)
        self.merchant_applications = MerchantApplications(transport)
        self.merchants = Merchants(transport)
        self.metrics = Metrics(transport)
        self.orders = Orders(transport)
        self.outcomes = Outcomes(transport)
        self.payee_confirmations = PayeeConfirmations(transport)
        self.payer_tokens = PayerTokens(transport)
        self.payment_code_lookups = PaymentCodeLookups(transport)
        self.payment_codes = PaymentCodes(transport)
        self.payment_requests = PaymentRequests(transport)
        self.payments = Payments(transport)
        self.place_entries = PlaceEntries(transport)
        self.place_lists = PlaceLists(transport)
        self.places = Places(transport)
        self.prepaid_plans = PrepaidPlans(transport)
        self.prepaids = Prepaids(transport)
        self.principals = Principals(transport)
        self.programs = Programs(transport)
        self.proposals = Proposals(transport)
        self.pushed_sub_wallets = PushedSubWallets(transport)
        self.reconciliations = Reconciliations(transport)
        self.refunds = Refunds(transport)
        self.remittances = Remittances(transport)
        self.reserve_loans = ReserveLoans(transport)
        self.reserve_repayments = ReserveRepayments(transport)
        self.retirements = Retirements(transport)
        self.rules = Rules(transport)
        self.scanned_codes = ScannedCodes(transport)
        self.split_plans = SplitPlans(transport)
        self.standing_payments = StandingPayments(transport)
        self.statement_checks = StatementChecks(transport)
        self.stores = Stores(transport)
        self.sub_wallet_charges = SubWalletCharges(transport)
        self.sub_wallets = SubWallets(transport)
        self.taps = Taps(transport)
        self.templates = Templates(transport)
        self.terminals = Terminals(transport)
        self.test = Test(transport)
        self.test_keys = TestKeys(transport)
        self.wallets = Wallets(transport)
        self.webhooks = Webhooks(transport)
        self.whitelists = Whitelists(transport)

    def health(self) -> models.Health:
        """This process lives."""
        answer: models.Health = self._transport.send(Call("GET", "/healthz", {200: models.Health}))
        return answer

    def ready(self) -> models.Health:
        """The database answers and takes writes, the server is not stopping, and its clock may be trusted."""
        answer: models.Health = self._transport.send(Call("GET", "/readyz", {200: models.Health}))
        return answer

    def audit(self) -> models.Audit:
        """Checks every invariant over one snapshot; for the central bank and auditors. One at a time in each
        process.
        """
        answer: models.Audit = self._transport.send(Call("GET", "/v1/audit", {200: models.Audit}))
        return answer

    def me(self) -> models.Me:
        """Who is calling, and what this role may do."""
        answer: models.Me = self._transport.send(Call("GET", "/v1/me", {200: models.Me}))
        return answer

    def world(self) -> models.World:
        """The world this platform runs: its name and time, and the liability regimes of the day."""
        answer: models.World = self._transport.send(Call("GET", "/v1/world", {200: models.World}))
        return answer
