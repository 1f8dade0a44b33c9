"""The client: one class, its methods in one file for each part of the API."""

from jiaozi.client.acceptance import AcceptanceMethods
from jiaozi.client.access import AccessMethods
from jiaozi.client.banking import BankingMethods
from jiaozi.client.billing import BillingMethods
from jiaozi.client.codes import CodeMethods
from jiaozi.client.devices import DeviceMethods
from jiaozi.client.external import ExternalMethods
from jiaozi.client.institutions import InstitutionMethods
from jiaozi.client.interest import InterestMethods
from jiaozi.client.ledger import LedgerMethods
from jiaozi.client.payments import PaymentMethods
from jiaozi.client.people import PeopleMethods
from jiaozi.client.splits import SplitMethods
from jiaozi.client.statements import StatementMethods
from jiaozi.client.subwallets import SubWalletMethods
from jiaozi.client.testmode import TestModeMethods
from jiaozi.client.visitors import VisitorMethods
from jiaozi.client.wallets import WalletMethods
from jiaozi.client.webhooks import WebhookMethods
from jiaozi.client.world import WorldMethods


class Client(
    WalletMethods,
    PaymentMethods,
    InstitutionMethods,
    LedgerMethods,
    AccessMethods,
    WorldMethods,
    WebhookMethods,
    AcceptanceMethods,
    CodeMethods,
    SubWalletMethods,
    StatementMethods,
    InterestMethods,
    PeopleMethods,
    VisitorMethods,
    DeviceMethods,
    BillingMethods,
    SplitMethods,
    BankingMethods,
    ExternalMethods,
    TestModeMethods,
):
    """A connection to a platform for one API key; safe to use from several threads. Close it, or use `with`.

    Every act takes `key`, its idempotency key: give your own (an order number) so that the same act is done once
    however often your program asks. Without one a fresh key is made, which the client keeps across its own retries.
    """
