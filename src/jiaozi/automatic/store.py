"""Reads of balance rules. Plain SQL."""

from typing import Final

from jiaozi.automatic.rule_model import BalanceMove, BalanceRule, RuleState
from jiaozi.automatic.schema import BALANCE_MOVES, BALANCE_RULES
from jiaozi.clock import DAY_US
from jiaozi.db.engine import Connection
from jiaozi.kinds import BalanceRuleNo, Count, Instant, WalletNo

_MOVES: Final = f"""
SELECT {", ".join(BALANCE_MOVES.columns)} FROM balance_moves WHERE balance_rule = ? ORDER BY day DESC LIMIT ?
"""


def balance_rule(connection: Connection, number: BalanceRuleNo) -> BalanceRule | None:
    """The rule, or None."""
    return next(iter(BALANCE_RULES.read(connection, [number])), None)


def latest_moves(connection: Connection, number: BalanceRuleNo, limit: int) -> list[BalanceMove]:
    """What a rule moved, the latest first."""
    return [BalanceMove(*row) for row in connection.query(_MOVES, (number, limit))]


def rules_kept(connection: Connection, wallet: WalletNo) -> Count:
    """How many rules of a wallet are kept."""
    sql = "SELECT COUNT(*) FROM balance_rules WHERE wallet = ? AND state = ?"
    return int(connection.query(sql, (wallet, int(RuleState.OPEN)))[0][0])


def due_rules(connection: Connection, at: Instant, limit: int) -> list[tuple[BalanceRuleNo, Count, Instant]]:
    """Rules that are to be looked at, the longest overdue first: (rule, tries, when). One that waits for more than a
    day was sent there by a wrong clock."""
    part = "SELECT id, tries, look_at FROM balance_rules WHERE state = ? AND look_at"
    sql = f"SELECT id, tries, look_at FROM ({part} <= ? UNION ALL {part} > ?) r ORDER BY look_at, id LIMIT ?"
    given = (int(RuleState.OPEN), at, int(RuleState.OPEN), at + DAY_US, limit)
    return [(row[0], row[1], row[2]) for row in connection.query(sql, given)]
