# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient`, with an attribute for each resource."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call
from jiaozi_sdk.aio.resources.accounts import AsyncAccounts
from jiaozi_sdk.aio.resources.acquirers import AsyncAcquirers
from jiaozi_sdk.aio.resources.acts import AsyncActs
from jiaozi_sdk.aio.resources.alias_resolutions import AsyncAliasResolutions
from jiaozi_sdk.aio.resources.balance_rules import AsyncBalanceRules
from jiaozi_sdk.aio.resources.bank_accounts import AsyncBankAccounts
from jiaozi_sdk.aio.resources.campaigns import AsyncCampaigns
from jiaozi_sdk.aio.resources.card_loads import AsyncCardLoads
from jiaozi_sdk.aio.resources.cash_codes import AsyncCashCodes
from jiaozi_sdk.aio.resources.clock import AsyncClock
from jiaozi_sdk.aio.resources.collect_code_payments import AsyncCollectCodePayments
from jiaozi_sdk.aio.resources.collect_codes import AsyncCollectCodes
from jiaozi_sdk.aio.resources.corrections import AsyncCorrections
from jiaozi_sdk.aio.resources.deliveries import AsyncDeliveries
from jiaozi_sdk.aio.resources.devices import AsyncDevices
from jiaozi_sdk.aio.resources.enrolments import AsyncEnrolments
from jiaozi_sdk.aio.resources.envelope_claims import AsyncEnvelopeClaims
from jiaozi_sdk.aio.resources.envelopes import AsyncEnvelopes
from jiaozi_sdk.aio.resources.errors import AsyncErrors
from jiaozi_sdk.aio.resources.escrows import AsyncEscrows
from jiaozi_sdk.aio.resources.events import AsyncEvents
from jiaozi_sdk.aio.resources.exchange_orders import AsyncExchangeOrders
from jiaozi_sdk.aio.resources.external_banks import AsyncExternalBanks
from jiaozi_sdk.aio.resources.grant_lists import AsyncGrantLists
from jiaozi_sdk.aio.resources.groups import AsyncGroups
from jiaozi_sdk.aio.resources.guardianships import AsyncGuardianships
from jiaozi_sdk.aio.resources.holders import AsyncHolders
from jiaozi_sdk.aio.resources.holds import AsyncHolds
from jiaozi_sdk.aio.resources.institutions import AsyncInstitutions
from jiaozi_sdk.aio.resources.interest_runs import AsyncInterestRuns
from jiaozi_sdk.aio.resources.issues import AsyncIssues
from jiaozi_sdk.aio.resources.journals import AsyncJournals
from jiaozi_sdk.aio.resources.keys import AsyncKeys
from jiaozi_sdk.aio.resources.locks import AsyncLocks
from jiaozi_sdk.aio.resources.mandates import AsyncMandates
from jiaozi_sdk.aio.resources.margin_fundings import AsyncMarginFundings
from jiaozi_sdk.aio.resources.margin_releases import AsyncMarginReleases
from jiaozi_sdk.aio.resources.merchant_applications import AsyncMerchantApplications
from jiaozi_sdk.aio.resources.merchants import AsyncMerchants
from jiaozi_sdk.aio.resources.metrics import AsyncMetrics
from jiaozi_sdk.aio.resources.orders import AsyncOrders
from jiaozi_sdk.aio.resources.outcomes import AsyncOutcomes
from jiaozi_sdk.aio.resources.payee_confirmations import AsyncPayeeConfirmations
from jiaozi_sdk.aio.resources.payer_tokens import AsyncPayerTokens
from jiaozi_sdk.aio.resources.payment_code_lookups import AsyncPaymentCodeLookups
from jiaozi_sdk.aio.resources.payment_codes import AsyncPaymentCodes
from jiaozi_sdk.aio.resources.payment_requests import AsyncPaymentRequests
from jiaozi_sdk.aio.resources.payments import AsyncPayments
from jiaozi_sdk.aio.resources.place_entries import AsyncPlaceEntries
from jiaozi_sdk.aio.resources.place_lists import AsyncPlaceLists
from jiaozi_sdk.aio.resources.places import AsyncPlaces
from jiaozi_sdk.aio.resources.prepaid_plans import AsyncPrepaidPlans
from jiaozi_sdk.aio.resources.prepaids import AsyncPrepaids
from jiaozi_sdk.aio.resources.principals import AsyncPrincipals
from jiaozi_sdk.aio.resources.programs import AsyncPrograms
from jiaozi_sdk.aio.resources.proposals import AsyncProposals
from jiaozi_sdk.aio.resources.pushed_sub_wallets import AsyncPushedSubWallets
from jiaozi_sdk.aio.resources.reconciliations import AsyncReconciliations
from jiaozi_sdk.aio.resources.refunds import AsyncRefunds
from jiaozi_sdk.aio.resources.remittances import AsyncRemittances
from jiaozi_sdk.aio.resources.reserve_loans import AsyncReserveLoans
from jiaozi_sdk.aio.resources.reserve_repayments import AsyncReserveRepayments
from jiaozi_sdk.aio.resources.retirements import AsyncRetirements
from jiaozi_sdk.aio.resources.rules import AsyncRules
from jiaozi_sdk.aio.resources.scanned_codes import AsyncScannedCodes
from jiaozi_sdk.aio.resources.split_plans import AsyncSplitPlans
from jiaozi_sdk.aio.resources.standing_payments import AsyncStandingPayments
from jiaozi_sdk.aio.resources.statement_checks import AsyncStatementChecks
from jiaozi_sdk.aio.resources.stores import AsyncStores
from jiaozi_sdk.aio.resources.sub_wallet_charges import AsyncSubWalletCharges
from jiaozi_sdk.aio.resources.sub_wallets import AsyncSubWallets
from jiaozi_sdk.aio.resources.taps import AsyncTaps
from jiaozi_sdk.aio.resources.templates import AsyncTemplates
from jiaozi_sdk.aio.resources.terminals import AsyncTerminals
from jiaozi_sdk.aio.resources.test import AsyncTest
from jiaozi_sdk.aio.resources.test_keys import AsyncTestKeys
from jiaozi_sdk.aio.resources.wallets import AsyncWallets
from jiaozi_sdk.aio.resources.webhooks import AsyncWebhooks
from jiaozi_sdk.aio.resources.whitelists import AsyncWhitelists
from jiaozi_sdk.aio.transport import AsyncTransport, BaseAsyncClient


class AsyncClient(BaseAsyncClient):
    """A client of the platform: `async with AsyncClient(url, api_key) as client`.

    `signer` signs every act (`jiaozi_sdk.devices.DeviceSigner`). `timeout_s` is for each attempt up to the end of its
    answer; `retry` says how often and for how long a call that was lost is made again, under the same idempotency key.
    `transport` and `sleep` can be replaced in tests. A server on this machine is never asked through a proxy.
    """

    def _make_resources(self, transport: AsyncTransport) -> None:
        self.accounts = AsyncAccounts(transport)
        self.acquirers = AsyncAcquirers(transport)
        self.acts = AsyncActs(transport)
        self.alias_resolutions = AsyncAliasResolutions(transport)
        self.balance_rules = AsyncBalanceRules(transport)
        self.bank_accounts = AsyncBankAccounts(transport)
        self.campaigns = AsyncCampaigns(transport)
        self.card_loads = AsyncCardLoads(transport)
        self.cash_codes = AsyncCashCodes(transport)
        self.clock = AsyncClock(transport)
        self.collect_code_payments = AsyncCollectCodePayments(transport)
        self.collect_codes = AsyncCollectCodes(transport)
        self.corrections = AsyncCorrections(transport)
        self.deliveries = AsyncDeliveries(transport)
        self.devices = AsyncDevices(transport)
        self.enrolments = AsyncEnrolments(transport)
        self.envelope_claims = AsyncEnvelopeClaims(transport)
        self.envelopes = AsyncEnvelopes(transport)
        self.errors = AsyncErrors(transport)
        self.escrows = AsyncEscrows(transport)
        self.events = AsyncEvents(transport)
        self.exchange_orders = AsyncExchangeOrders(transport)
        self.external_banks = AsyncExternalBanks(transport)
        self.grant_lists = AsyncGrantLists(transport)
        self.groups = AsyncGroups(transport)
        self.guardianships = AsyncGuardianships(transport)
        self.holders = AsyncHolders(transport)
        self.holds = AsyncHolds(transport)
        self.institutions = AsyncInstitutions(transport)
        self.interest_runs = AsyncInterestRuns(transport)
        self.issues = AsyncIssues(transport)
        self.journals = AsyncJournals(transport)
        self.keys = AsyncKeys(transport)
        self.locks = AsyncLocks(transport)
        self.mandates = AsyncMandates(transport)
        self.margin_fundings = AsyncMarginFundings(transport)
        self.margin_releases = AsyncMarginReleases(transport)
        self.merchant_applications = AsyncMerchantApplications(transport)
        self.merchants = AsyncMerchants(transport)
        self.metrics = AsyncMetrics(transport)
        self.orders = AsyncOrders(transport)
        self.outcomes = AsyncOutcomes(transport)
        self.payee_confirmations = AsyncPayeeConfirmations(transport)
        self.payer_tokens = AsyncPayerTokens(transport)
        self.payment_code_lookups = AsyncPaymentCodeLookups(transport)
        self.payment_codes = AsyncPaymentCodes(transport)
        self.payment_requests = AsyncPaymentRequests(transport)
        self.payments = AsyncPayments(transport)
        self.place_entries = AsyncPlaceEntries(transport)
        self.place_lists = AsyncPlaceLists(transport)
        self.places = AsyncPlaces(transport)
        self.prepaid_plans = AsyncPrepaidPlans(transport)
        self.prepaids = AsyncPrepaids(transport)
        self.principals = AsyncPrincipals(transport)
        self.programs = AsyncPrograms(transport)
        self.proposals = AsyncProposals(transport)
        self.pushed_sub_wallets = AsyncPushedSubWallets(transport)
        self.reconciliations = AsyncReconciliations(transport)
        self.refunds = AsyncRefunds(transport)
        self.remittances = AsyncRemittances(transport)
        self.reserve_loans = AsyncReserveLoans(transport)
        self.reserve_repayments = AsyncReserveRepayments(transport)
        self.retirements = AsyncRetirements(transport)
        self.rules = AsyncRules(transport)
        self.scanned_codes = AsyncScannedCodes(transport)
        self.split_plans = AsyncSplitPlans(transport)
        self.standing_payments = AsyncStandingPayments(transport)
        self.statement_checks = AsyncStatementChecks(transport)
        self.stores = AsyncStores(transport)
        self.sub_wallet_charges = AsyncSubWalletCharges(transport)
        self.sub_wallets = AsyncSubWallets(transport)
        self.taps = AsyncTaps(transport)
        self.templates = AsyncTemplates(transport)
        self.terminals = AsyncTerminals(transport)
        self.test = AsyncTest(transport)
        self.test_keys = AsyncTestKeys(transport)
        self.wallets = AsyncWallets(transport)
        self.webhooks = AsyncWebhooks(transport)
        self.whitelists = AsyncWhitelists(transport)

    async def health(self) -> models.Health:
        """This process lives."""
        answer: models.Health = await self._transport.send(Call("GET", "/healthz", {200: models.Health}))
        return answer

    async def ready(self) -> models.Health:
        """The database answers and takes writes, the server is not stopping, and its clock may be trusted."""
        answer: models.Health = await self._transport.send(Call("GET", "/readyz", {200: models.Health}))
        return answer

    async def audit(self) -> models.Audit:
        """Checks every invariant over one snapshot; for the central bank and auditors. One at a time in each
        process.
        """
        answer: models.Audit = await self._transport.send(Call("GET", "/v1/audit", {200: models.Audit}))
        return answer

    async def me(self) -> models.Me:
        """Who is calling, and what this role may do."""
        answer: models.Me = await self._transport.send(Call("GET", "/v1/me", {200: models.Me}))
        return answer

    async def world(self) -> models.World:
        """The world this platform runs: its name and time, and the liability regimes of the day."""
        answer: models.World = await self._transport.send(Call("GET", "/v1/world", {200: models.World}))
        return answer
