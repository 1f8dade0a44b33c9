"""Bank accounts, and cash over the counter."""

from collections.abc import Sequence

from jiaozi.access import ownership
from jiaozi.access.model import Principal, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Owners, need
from jiaozi.api.problems import Refused
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.kinds import BankAccountNo, BankFen, HolderNo, Instant, InstitutionNo, OrNone
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.records import dataclass
from jiaozi.scheme.acts import Moved
from jiaozi.scheme.banks import BankAccountOpened, DepositCash, OpenBankAccount, WithdrawCash
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.store import bank_account as bank_account_row
from jiaozi.wallets.store import holder, wallets_of_holder
from jiaozi.wire.shapes import view

router = Acts("/v1", "bank accounts")


def _bank(desk: Desk, command: OpenBankAccount) -> Owners:
    """The bank that opens an account. Whoever may not is not told whether there is such a customer."""
    own = [Ownership(command.bank)]

    def find(connection: Connection) -> Sequence[Ownership]:
        desk.check_own("open_bank_account", own)
        if command.customer and holder(connection, command.customer) is None:
            raise Refused(Refusal("not_found", "customer"))
        return own

    return find


ACCOUNT = owners.bank_account()
router.act(DepositCash, Moved, "/bank-accounts/{bank_account}/deposits", owner=ACCOUNT, status=201, dry_run=True)
router.act(WithdrawCash, Moved, "/bank-accounts/{bank_account}/withdrawals", owner=ACCOUNT, status=201, dry_run=True)


@dataclass(frozen=True, slots=True)
class BankAccountView:
    """A customer's bank account; of its number only the last four digits."""

    id: BankAccountNo
    bank: InstitutionNo
    customer: OrNone[HolderNo]
    number_masked: str
    balance_minor: BankFen
    opened_at: Instant


def _owners_of(connection: Connection, row: BankAccount, principal: Principal) -> list[Ownership]:
    """To an operator an account is its bank's; to others it is the customer's, by any of the customer's wallets."""
    if principal.role == Role.OPERATOR:
        return [Ownership(row.bank)]
    if not row.customer:
        return []
    return [ownership.of_wallet(connection, owned) for owned in wallets_of_holder(connection, row.customer)]


@router.get("/bank-accounts/{bank_account}")
async def get_bank_account(desk: At, bank_account: BankAccountNo) -> BankAccountView:
    """A bank account, for its bank and its customer."""

    def job(connection: Connection) -> BankAccountView:
        row = need(bank_account_row(connection, bank_account), "bank_account_not_found")
        owned = _owners_of(connection, row, desk.principal)
        desk.check_own("read_bank_account", owned, "bank_account_not_found", either=True)
        return view(BankAccountView, row, balance_minor=ACCOUNTS.read(connection, [row.id])[0].posted)

    return await desk.read("read_bank_account", job)


router.act(
    OpenBankAccount,
    BankAccountOpened,
    "/bank-accounts",
    owner=owners.Owner(_bank, "forbidden"),
    status=201,
    thing=read_by(get_bank_account, "bank_account"),
)
