"""Whose a command is about: from its field to who owns that, for the permission table; and the code when it is not
there, or another's."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from jiaozi.acceptance import store as acceptance
from jiaozi.acceptance.model import Application
from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import whose
from jiaozi.api.desk import Desk, Owners
from jiaozi.banking import store as banking
from jiaozi.billing import store as billing
from jiaozi.billing.model import PaymentRequest
from jiaozi.campaigns import store as campaigns
from jiaozi.codes import store as codes
from jiaozi.db.engine import Connection
from jiaozi.devices import store as devices
from jiaozi.grantlists import store as grantlists
from jiaozi.interest import store as interest
from jiaozi.kinds import InstitutionNo
from jiaozi.ledger import store as ledger
from jiaozi.locks import store as locks
from jiaozi.mandates import store as mandates
from jiaozi.payments import store as payments
from jiaozi.payments.model import Payment
from jiaozi.people import store as people
from jiaozi.prepaid import store as prepaid
from jiaozi.programs import store as programs
from jiaozi.programs.places import store as places
from jiaozi.programs.places.model import EnterStores, StoreInPlace
from jiaozi.programs.templates import store as templates
from jiaozi.subwallets import store as subwallets

R = TypeVar("R")


class Owner(NamedTuple):
    """From who asks and a command to who owns what it is about, and the code that says that it is not there, which may
    hang on the command. `always`: who asks is refused by it also where the role may do the act to anybody's."""

    find: Callable[[Desk, Any], Owners]
    missing: str | Callable[[Any], str]
    always: bool = False
    wallet: str = ""
    """The field that names a wallet whose owner it is."""


def by(field: str, owners: Callable[[Any], Owners], missing: str) -> Owner:
    """The owner of what a command's field names."""
    return Owner(lambda _, command: owners(getattr(command, field)), missing)


def behind(field: str, read: Callable[[Connection, Any], R | None], of: Callable[[R], Owners], missing: str) -> Owner:
    """The owner of the row that a command's field names: `read` finds it, `of` says whose it is."""

    def owners(number: Any) -> Owners:
        def find(connection: Connection) -> Sequence[Ownership]:
            row = read(connection, number)
            return () if row is None else of(row)(connection)

        return find

    return by(field, owners, missing)


def caller() -> Owner:
    """Whoever asks: what a role may do at all is decided by the act itself."""
    return Owner(lambda desk, _: lambda _: [desk.own], "forbidden")


def institution(field: str = "operator") -> Owner:
    """An institution is its own; another's may be named, and is forbidden."""
    return by(field, whose.institution, "forbidden")


def wallet(field: str = "wallet") -> Owner:
    """A wallet's owner."""
    return by(field, whose.wallet, "wallet_not_found")._replace(wallet=field)


def wallet_or_parent(field: str = "wallet") -> Owner:
    """A wallet's owner; of a sub-wallet, whose its parent is."""
    return by(field, whose.wallet_or_parent, "wallet_not_found")


def merchant(field: str = "merchant") -> Owner:
    """A merchant's owner."""
    return by(field, whose.merchant, "merchant_not_found")


def bearer(*, agrees: bool = False) -> Owner:
    """Whose a merchant is as one that bears a share; who `agrees` to it."""
    return by("merchant", lambda number: whose.bearer(number, agrees=agrees), "merchant_not_found")


def store(field: str = "store") -> Owner:
    """A store is its merchant's."""
    return by(field, whose.store, "store_not_found")


def payee(field: str = "payment") -> Owner:
    """The payee's side of a payment."""
    return by(field, whose.payee, "payment_not_found")


def bank_account(field: str = "bank_account") -> Owner:
    """The bank of an account."""
    return by(field, whose.bank_account, "bank_account_not_found")


def holder(field: str = "holder") -> Owner:
    """A holder is its operator's and its own."""
    return by(field, whose.holder, "holder_not_found")


def payee_side(wallet: str) -> Owner:
    """Whom a command is paid for: the merchant of its `store`, or without one, whose the wallet is that a field
    names."""
    return Owner(
        lambda _, command: whose.payee_side(command.store, getattr(command, wallet)),
        lambda command: "store_not_found" if command.store else "wallet_not_found",
    )


def asker(field: str = "payment_request") -> Owner:
    """The payee's side of a request to pay."""
    return behind(field, billing.payment_request, _asker, "payment_request_not_found")


def _asker(row: PaymentRequest) -> Owners:
    return lambda connection: ownership.of_requests(connection, [row])[row.id][:1]


def lock_party() -> Owner:
    """The side of a lock that a command's `party` is: of a store's lock the payee's is its merchant's alone."""

    def owners(command: Any) -> Owners:
        def find(connection: Connection) -> Sequence[Ownership]:
            row = locks.lock(connection, command.lock)
            if row is None:
                return ()
            wallets, sides = (row.payer, row.payee, row.arbiter), ownership.of_locks(connection, [row])[row.id]
            return [side for number, side in zip(wallets, sides, strict=False) if number == command.party]

        return find

    return Owner(lambda _, command: owners(command), "lock_not_found")


def prepaid_plan(field: str = "prepaid_plan") -> Owner:
    """A plan is its merchant's."""
    return behind(field, prepaid.plan, lambda row: whose.merchant(row.merchant), "prepaid_plan_not_found")


def prepaid_seller(field: str = "prepaid") -> Owner:
    """The merchant of a prepaid contract."""
    return behind(field, prepaid.prepaid, lambda row: whose.merchant(row.merchant), "prepaid_not_found")


def collector(field: str = "mandate") -> Owner:
    """The merchant of a mandate, which collects by it."""
    return behind(field, mandates.mandate, lambda row: whose.merchant(row.merchant), "mandate_not_found")


def collect_code(field: str = "collect_code") -> Owner:
    """A code for a store is its merchant's, one for a wallet the wallet's."""
    return behind(field, codes.collect_code, lambda row: whose.payee_side(row.store, row.wallet), "code_not_found")


def payer_token(field: str = "payer_token") -> Owner:
    """A token is its wallet's."""
    return behind(field, codes.payer_token, lambda row: whose.wallet(row.wallet), "code_not_found")


def application(field: str = "application") -> Owner:
    """A merchant's application is its company's and its operator's."""
    return behind(field, acceptance.application, _applicant, "application_not_found")


def _applicant(row: Application) -> Owners:
    return lambda _: [Ownership(row.operator, wallet=row.wallet)]


def terminal(field: str = "terminal") -> Owner:
    """A terminal is its store's."""
    return behind(field, acceptance.terminal, lambda row: whose.store(row.store), "terminal_not_found")


def order(field: str = "order") -> Owner:
    """An order is its store's."""
    return behind(field, acceptance.order, lambda row: whose.store(row.store), "order_not_found")


def program(field: str = "program") -> Owner:
    """A program is its funder's and its operator's."""
    return behind(field, programs.program, lambda row: whose.wallet(row.funder), "program_not_found")


def template(field: str = "template") -> Owner:
    """A template is its writer's institution's."""
    return behind(field, templates.template, lambda row: whose.institution(row.institution), "template_not_found")


def template_writer() -> Owner:
    """Whoever writes a template, or another version of one of its own."""
    of = template()
    return Owner(lambda desk, command: of.find(desk, command) if command.template else lambda _: [desk.own], of.missing)


def place(field: str = "place") -> Owner:
    """A place is its keeper's."""
    return behind(field, places.place, lambda row: whose.institution(row.operator), "place_not_found")


def entered_places() -> Owner:
    """The keepers of the places into which stores are entered."""

    def owners(_: Desk, command: EnterStores) -> Owners:
        asked = [StoreInPlace(*each).place for each in command.entries]

        def find(connection: Connection) -> Sequence[Ownership]:
            found = places.places_by_id(connection, asked)
            return [Ownership(found[each].operator if each in found else InstitutionNo(0)) for each in asked]

        return find

    return Owner(owners, "place_not_found")


def campaign(field: str = "campaign") -> Owner:
    """A campaign is its funder's and its operator's."""
    return behind(field, campaigns.campaign, lambda row: whose.wallet(row.funder), "campaign_not_found")


def grant_list(field: str = "grant_list") -> Owner:
    """A grant list is its funder's and its operator's."""
    return behind(field, grantlists.grant_list, lambda row: whose.wallet(row.funder), "grant_list_not_found")


def interest_run(field: str = "run") -> Owner:
    """An interest run is its operator's."""
    return behind(field, interest.run, lambda row: whose.institution(row.operator), "interest_run_not_found")


def ledger_account(field: str = "account") -> Owner:
    """A ledger account is the institution's in whose book it is."""
    return behind(field, ledger.account, lambda row: whose.institution(row.book), "account_not_found")


def payer(field: str = "payment") -> Owner:
    """The payer's side of a payment."""
    return behind(field, payments.payment, _payer, "payment_not_found")


def _payer(row: Payment) -> Owners:
    return lambda connection: ownership.of_payment(connection, row)[:1]


def device(field: str = "device") -> Owner:
    """A device is its holder's."""
    return behind(field, devices.device, lambda row: whose.holder(row.holder), "device_not_found")


def guardianship(field: str = "guardianship") -> Owner:
    """A guardianship is its ward's operator's."""
    return behind(field, people.guardianship, lambda row: whose.holder(row.ward), "guardianship_not_found")


def parent(field: str = "sub_wallet") -> Owner:
    """A sub-wallet is its parent's."""
    return behind(field, subwallets.sub_wallet, lambda row: whose.wallet(row.parent), "sub_wallet_not_found")


def pushed_to(field: str = "sub_wallet") -> Owner:
    """A sub-wallet's merchant, which charges it."""
    return behind(field, subwallets.sub_wallet, lambda row: whose.merchant(row.merchant), "sub_wallet_not_found")


def cash_code(field: str = "cash_code") -> Owner:
    """A cash code is its wallet's."""
    return behind(field, banking.cash_code_row, lambda row: whose.wallet(row.wallet), "cash_code_not_found")


def external_bank(field: str = "external_bank") -> Owner:
    """A bank outside is that of the operator that deals with it."""
    return behind(field, banking.external_bank, lambda row: whose.institution(row.operator), "external_bank_not_found")


def exchange_order(field: str = "exchange_order") -> Owner:
    """An exchange order is that of the operator that deals with its bank."""
    return behind(field, banking.bank_of_order, lambda row: whose.institution(row.operator), "exchange_order_not_found")
