"""Balance rules: set and ended by a wallet's owner, who reads what they moved."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Listed, need
from jiaozi.api.filters import Filter, Is
from jiaozi.api.routing import Paging
from jiaozi.automatic import store as rows
from jiaozi.automatic.rule_model import (
    BalanceRule,
    BalanceRuleEnded,
    BalanceRuleSet,
    EndBalanceRule,
    Hour,
    RuleKindNumber,
    RuleStateNumber,
    SetBalanceRule,
)
from jiaozi.automatic.schema import RULE_LIST
from jiaozi.billing.model import RefusalCode
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page
from jiaozi.kinds import (
    BalanceRuleNo,
    BankAccountNo,
    Count,
    Day,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    OrNone,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "balance rules")
NOT_FOUND: Final = "balance_rule_not_found"
READ: Final = "read_balance_rule"
MOVES_SHOWN: Final = 31


@dataclass(frozen=True, slots=True)
class BalanceRuleView:
    """A balance rule as it stands, for its wallet's owner. It is looked at next at `due_at`; `tries` were refused for
    that day so far, the last with `code`."""

    id: BalanceRuleNo
    wallet: WalletNo
    kind: RuleKindNumber
    threshold_minor: FenOrZero
    most_minor: Fen
    other_wallet: OrNone[WalletNo]
    bank_account: OrNone[BankAccountNo]
    hour: Hour
    due_at: Instant
    tries: Count
    code: RefusalCode
    moves: Count
    moved_minor: FenOrZero
    state: RuleStateNumber
    set_at: Instant
    ended_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class BalanceMoveView:
    """What a rule moved for a day."""

    day: Day
    amount_minor: Fen
    journal: JournalNo
    at: Instant


@dataclass(frozen=True, slots=True)
class BalanceRuleReading:
    """A balance rule with its latest movements, newest first; earlier ones are in the wallet's statement."""

    rule: BalanceRuleView
    latest: tuple[BalanceMoveView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRuleFilter(Filter):
    """Which rules of a wallet's."""

    state: Annotated[RuleStateNumber | None, Field(description="Only those of this state"), Is("state")] = None


@router.get("/wallets/{wallet}/balance-rules")
async def list_balance_rules(
    desk: At, wallet: WalletNo, paging: Paging, wanted: BalanceRuleFilter
) -> Page[BalanceRuleView]:
    """The balance rules of a wallet."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[BalanceRuleView, BalanceRule]:
        desk.check_own(READ, whose.wallet_or_parent(wallet)(connection), "wallet_not_found")
        found = page(connection, RULE_LIST, wanted.walk("wallet", equals("wallet", wallet)), place, limit)
        return [view(BalanceRuleView, each) for each in found.rows], found

    return await desk.filtered(READ, f"{wallet}:{wanted.name}", paging, job)


@router.get("/balance-rules/{balance_rule}")
async def get_balance_rule(desk: At, balance_rule: BalanceRuleNo) -> BalanceRuleReading:
    """A balance rule and what it moved, for its wallet's owner."""

    def job(connection: Connection) -> BalanceRuleReading:
        row = need(rows.balance_rule(connection, balance_rule), NOT_FOUND)
        desk.check_own("read_balance_rule", whose.wallet_or_parent(row.wallet)(connection), NOT_FOUND)
        moves = rows.latest_moves(connection, row.id, MOVES_SHOWN)
        return BalanceRuleReading(view(BalanceRuleView, row), tuple(view(BalanceMoveView, each) for each in moves))

    return await desk.read("read_balance_rule", job)


_OWNER: Final = owners.wallet_or_parent()
_RULE: Final = read_by(get_balance_rule, "balance_rule")
router.act(
    SetBalanceRule,
    BalanceRuleSet,
    "/wallets/{wallet}/balance-rules",
    owner=_OWNER,
    status=201,
    thing=_RULE,
)
router.act(
    EndBalanceRule,
    BalanceRuleEnded,
    "/balance-rules/{balance_rule}/ending",
    owner=_OWNER,
    thing=_RULE,
)
