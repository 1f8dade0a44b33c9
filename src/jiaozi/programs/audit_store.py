"""SQL of the programs' audit. Every function gives what is wrong, as rows; a sound world gives none."""

from typing import Final

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, HOUR_US
from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code, Kind
from jiaozi.money import ECNY
from jiaozi.programs.model import ClaimState, ProgramKind, ProgramState
from jiaozi.programs.store import terms_of
from jiaozi.scheme.model import CENTRAL_BANK, Regime
from jiaozi.wallets.audit_store import newest_record
from jiaozi.wallets.model import ACCOUNT_KINDS

ROWS_MAX: Final = 100
_AT_ONCE: Final = 200
_OPEN: Final = int(ClaimState.OPEN)
_ENDED: Final = f"{ClaimState.GIVEN_BACK:d}, {ClaimState.EXPIRED:d}"
_LIVE: Final = f"{ProgramState.OPEN:d}, {ProgramState.PAUSED:d}"
_WALLETS: Final = ", ".join(str(int(kind)) for kind in ACCOUNT_KINDS.values())
"""Wallets' own accounts, those of before a change of regime, too: whose each is, its owner says."""
_OUT: Final = ", ".join(
    str(int(code))
    for code in (Code.CLAIM, Code.REDEEM, Code.RECLAIM, Code.UNBIND, Code.PASS, Code.COFUND, Code.REGIME_CHANGE)
)
_IN: Final = ", ".join(
    str(int(code))
    for code in (Code.BUDGET, Code.CLAIM, Code.RECLAIM, Code.REFUND, Code.PASS, Code.COFUND, Code.REGIME_CHANGE)
)

_COUNTS: Final = f"""
SELECT p.id, p.held_minor, COALESCE(c.held, 0), p.claims, COALESCE(c.claims, 0), p.open, COALESCE(c.open, 0)
FROM programs p LEFT JOIN (
  SELECT program, COUNT(*) AS claims, SUM(left_minor) AS held,
         SUM(CASE WHEN state = {_OPEN} THEN 1 ELSE 0 END) AS open,
         SUM(CASE WHEN state IN ({_ENDED}) THEN 1 ELSE 0 END + CASE WHEN passes > 0 THEN 1 ELSE 0 END) AS ended,
         SUM(CASE WHEN (state = {_OPEN}) <> (left_minor > 0) THEN 1 ELSE 0 END) AS bad
  FROM claims GROUP BY program
) c ON c.program = p.id
WHERE p.held_minor <> COALESCE(c.held, 0) OR p.claims <> COALESCE(c.claims, 0) OR p.open <> COALESCE(c.open, 0)
   OR c.bad > 0 OR p.unused > COALESCE(c.ended, 0) OR (p.quota > 0 AND p.claims - p.unused > p.quota)
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_POTS: Final = f"""
SELECT p.id, p.budget_minor, p.held_minor, p.spent_minor, p.reclaimed_minor, p.unbound_minor, a.posted
FROM programs p LEFT JOIN accounts a ON a.id = p.account
WHERE a.id IS NULL OR a.kind <> {Kind.PURPOSE:d} OR a.asset <> {ECNY.id} OR a.owner <> p.funder OR a.closed <> 0
   OR a.book <> CASE p.regime WHEN {Regime.M0_CASH:d} THEN {CENTRAL_BANK} ELSE p.operator END
   OR a.posted <> p.budget_minor - p.spent_minor - p.reclaimed_minor - p.unbound_minor
                  - CASE p.kind WHEN {ProgramKind.ENVELOPE:d} THEN p.held_minor ELSE 0 END
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_SPENT: Final = f"""
SELECT p.id, p.spent_minor, COALESCE(s.spent, 0) FROM programs p LEFT JOIN (
  SELECT program, SUM(amount_minor - returned_minor - borne_minor + borne_back_minor) AS spent FROM payment_sources
  WHERE claim <> 0 GROUP BY program
) s ON s.program = p.id
WHERE p.spent_minor <> COALESCE(s.spent, 0) ORDER BY p.id LIMIT {ROWS_MAX}
"""

_RECLAIMED: Final = f"""
SELECT p.id, p.reclaimed_minor, COALESCE(r.total, 0) FROM programs p LEFT JOIN (
  SELECT program, SUM(amount_minor) AS total FROM program_reclaims GROUP BY program
) r ON r.program = p.id
WHERE p.reclaimed_minor <> COALESCE(r.total, 0) ORDER BY p.id LIMIT {ROWS_MAX}
"""

_UNBOUND: Final = f"""
SELECT p.id, p.unbound_minor, COALESCE(u.total, 0) FROM programs p LEFT JOIN (
  SELECT program, SUM(amount_minor) AS total FROM program_unbound GROUP BY program
) u ON u.program = p.id
WHERE p.unbound_minor <> COALESCE(u.total, 0) ORDER BY p.id LIMIT {ROWS_MAX}
"""

_HOLDERS: Final = f"""
SELECT u.journal, u.claim, u.wallet, u.amount_minor, COALESCE(t.moved, 0)
FROM program_unbound u LEFT JOIN claims c ON c.id = u.claim LEFT JOIN (
  SELECT x.journal, a.owner AS wallet, SUM(x.amount) AS moved, MIN(x.recorded_at) AS at
  FROM transfers x JOIN accounts a ON a.id = x.credit
  WHERE x.code = {Code.UNBIND:d} AND a.kind IN ({_WALLETS}) GROUP BY x.journal, a.owner
) t ON t.journal = u.journal AND t.wallet = u.wallet
WHERE c.id IS NULL OR c.wallet <> u.wallet OR c.program <> u.program OR c.state <> {ClaimState.UNBOUND:d}
   OR u.amount_minor > c.value_minor OR COALESCE(t.moved, 0) <> u.amount_minor OR t.at <> u.at
UNION ALL
SELECT x.journal, 0, 0, 0, SUM(x.amount)
FROM transfers x LEFT JOIN program_unbound u ON u.journal = x.journal
WHERE x.code = {Code.UNBIND:d} AND u.journal IS NULL GROUP BY x.journal
ORDER BY 1 LIMIT {ROWS_MAX}
"""

_PASSES: Final = f"""
SELECT x.claim, x.former, x.amount_minor, COALESCE(t.moved, 0)
FROM claim_passes x LEFT JOIN claims c ON c.id = x.claim LEFT JOIN claims f ON f.id = x.former LEFT JOIN (
  SELECT m.journal, a.owner, SUM(m.amount) AS moved, MIN(m.recorded_at) AS at
  FROM transfers m JOIN accounts a ON a.id = m.credit
  WHERE m.code = {Code.PASS:d} AND a.kind = {Kind.PURPOSE:d} GROUP BY m.journal, a.owner
) t ON t.journal = x.journal AND t.owner = x.receiver
WHERE c.id IS NULL OR f.id IS NULL OR c.program <> x.program OR f.program <> x.program OR c.wallet <> x.receiver
   OR f.wallet <> x.sender OR c.passes <> f.passes + 1 OR c.value_minor <> f.value_minor
   OR c.claimed_at <> f.claimed_at OR c.expires_at <> f.expires_at OR f.state <> {ClaimState.PASSED:d}
   OR f.left_minor <> 0 OR x.amount_minor > f.value_minor OR COALESCE(t.moved, 0) <> x.amount_minor OR t.at <> x.at
UNION ALL
SELECT c.id, 0, 0, 0 FROM claims c LEFT JOIN claim_passes x ON x.claim = c.id WHERE c.passes > 0 AND x.claim IS NULL
UNION ALL
SELECT c.id, c.id, 0, 0 FROM claims c LEFT JOIN claim_passes x ON x.former = c.id
WHERE c.state = {ClaimState.PASSED:d} AND x.claim IS NULL
UNION ALL
SELECT 0, 0, 0, SUM(m.amount) FROM transfers m LEFT JOIN claim_passes x ON x.journal = m.journal
WHERE m.code = {Code.PASS:d} AND x.claim IS NULL GROUP BY m.journal
ORDER BY 1, 2 LIMIT {ROWS_MAX}
"""

_BORNE: Final = f"""
SELECT p.id, p.borne_minor, COALESCE(s.borne, 0) FROM programs p LEFT JOIN (
  SELECT program, SUM(borne_minor - borne_back_minor) AS borne FROM payment_sources WHERE claim <> 0 GROUP BY program
) s ON s.program = p.id
WHERE p.borne_minor <> COALESCE(s.borne, 0)
  AND (p.borne_minor <> 0 OR p.reclaimed_minor < COALESCE(s.borne, 0) OR p.state IN ({_LIVE}) AND p.expires_at > ?)
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_COFUNDED: Final = f"""
SELECT x.journal, x.borne, COALESCE(t.moved, 0) FROM (
  SELECT p.journal AS journal, SUM(s.borne_minor) AS borne FROM payment_sources s JOIN payments p ON p.id = s.payment
  WHERE s.borne_minor > 0 GROUP BY p.journal
  UNION ALL
  SELECT r.refund AS journal, SUM(r.borne_minor) AS borne FROM source_refunds r
  WHERE r.borne_minor > 0 GROUP BY r.refund
) x LEFT JOIN ({{moved}}) t ON t.journal = x.journal
WHERE COALESCE(t.moved, 0) <> x.borne
UNION ALL
SELECT t.journal, 0, t.moved FROM ({{moved}}) t
WHERE t.journal NOT IN (
  SELECT p.journal FROM payment_sources s JOIN payments p ON p.id = s.payment WHERE s.borne_minor > 0)
  AND t.journal NOT IN (SELECT refund FROM source_refunds WHERE borne_minor > 0)
UNION ALL
SELECT s.payment, s.borne_back_minor, COALESCE(r.back, 0) FROM payment_sources s LEFT JOIN (
  SELECT payment, claim, SUM(borne_minor) AS back FROM source_refunds GROUP BY payment, claim
) r ON r.payment = s.payment AND r.claim = s.claim
WHERE s.claim <> 0 AND s.borne_minor > 0 AND (s.borne_back_minor <> COALESCE(r.back, 0)
  OR s.borne_back_minor > s.borne_minor OR s.borne_minor > s.amount_minor
  OR (s.returned_minor = s.amount_minor AND s.borne_back_minor <> s.borne_minor))
ORDER BY 1 LIMIT {ROWS_MAX}
""".format(
    moved=f"""SELECT m.journal AS journal, SUM(m.amount) AS moved FROM transfers m JOIN accounts a ON a.id = m.debit
    JOIN accounts b ON b.id = m.credit WHERE m.code = {Code.COFUND:d}
    AND (a.kind = {Kind.PURPOSE:d} OR b.kind = {Kind.PURPOSE:d}) GROUP BY m.journal"""
)

_FUNDED: Final = f"""
SELECT p.id, p.budget_minor, COALESCE(f.total, 0) FROM programs p LEFT JOIN (
  SELECT x.program AS program, SUM(x.amount_minor) AS total FROM program_fundings x
  JOIN programs q ON q.id = x.program AND q.funder = x.wallet GROUP BY x.program
) f ON f.program = p.id
WHERE p.budget_minor <> COALESCE(f.total, 0) ORDER BY p.id LIMIT {ROWS_MAX}
"""

_POCKETS: Final = f"""
SELECT k.wallet, k.program, k.account, COALESCE(a.posted, 0), COALESCE(c.held, 0), k.claims, COALESCE(c.claims, 0),
  k.received, COALESCE(c.received, 0)
FROM pockets k JOIN programs p ON p.id = k.program LEFT JOIN accounts a ON a.id = k.account LEFT JOIN (
  SELECT wallet, program, COUNT(*) AS claims, SUM(left_minor) AS held,
         SUM(CASE WHEN passes > 0 THEN 1 ELSE 0 END) AS received FROM claims GROUP BY wallet, program
) c ON c.wallet = k.wallet AND c.program = k.program
WHERE k.claims <> COALESCE(c.claims, 0) OR k.received <> COALESCE(c.received, 0)
   OR (p.kind = {ProgramKind.VOUCHER:d} AND k.account <> 0)
   OR (p.kind = {ProgramKind.ENVELOPE:d} AND (
     a.id IS NULL OR a.kind <> {Kind.PURPOSE:d} OR a.asset <> {ECNY.id} OR a.owner <> k.wallet OR a.closed <> 0
     OR a.book <> CASE k.regime WHEN {Regime.M0_CASH:d} THEN {CENTRAL_BANK} ELSE k.operator END
     OR a.posted <> COALESCE(c.held, 0)))
ORDER BY k.wallet, k.program LIMIT {ROWS_MAX}
"""

_BOUND: Final = f"""
SELECT w.id, w.bound, COALESCE(c.open, 0), w.funds, COALESCE(p.funded, 0)
FROM wallets w LEFT JOIN (
  SELECT wallet, COUNT(*) AS open FROM claims WHERE state = {_OPEN} GROUP BY wallet
) c ON c.wallet = w.id LEFT JOIN (
  SELECT funder, COUNT(*) AS funded FROM programs
  WHERE state <> {ProgramState.ENDED:d} AND budget_minor > 0 GROUP BY funder
) p ON p.funder = w.id
WHERE w.bound <> COALESCE(c.open, 0) OR w.funds <> COALESCE(p.funded, 0)
ORDER BY w.id LIMIT {ROWS_MAX}
"""

_STRAYS: Final = f"""
SELECT t.id, t.debit, t.credit, t.amount, t.code FROM accounts a JOIN transfers t ON t.debit = a.id
WHERE a.kind = {Kind.PURPOSE:d} AND t.code NOT IN ({_OUT})
UNION ALL
SELECT t.id, t.debit, t.credit, t.amount, t.code FROM accounts a JOIN transfers t ON t.credit = a.id
WHERE a.kind = {Kind.PURPOSE:d} AND t.code NOT IN ({_IN})
UNION ALL
SELECT t.id, t.debit, t.credit, t.amount, t.code FROM accounts a JOIN transfers t ON t.debit = a.id
LEFT JOIN payment_sources m ON m.transfer = t.id AND m.claim <> 0 AND m.amount_minor = t.amount
WHERE a.kind = {Kind.PURPOSE:d} AND t.code = {Code.REDEEM:d} AND m.payment IS NULL
UNION ALL
SELECT t.id, t.debit, t.credit, t.amount, t.code FROM accounts a JOIN transfers t ON t.credit = a.id
LEFT JOIN source_refunds m ON m.refund = t.journal AND m.claim <> 0
WHERE a.kind = {Kind.PURPOSE:d} AND t.code = {Code.REFUND:d} AND m.refund IS NULL
ORDER BY 1 LIMIT {ROWS_MAX}
"""

_NOBODYS: Final = f"""
SELECT a.id, a.owner, a.posted FROM accounts a
LEFT JOIN programs p ON p.account = a.id LEFT JOIN pockets k ON k.wallet = a.owner AND k.account = a.id
WHERE a.kind = {Kind.PURPOSE:d} AND (a.closed = 0 OR a.posted <> 0) AND p.id IS NULL AND k.wallet IS NULL
ORDER BY a.id LIMIT {ROWS_MAX}
"""

_RECLAIMS: Final = f"""
SELECT r.journal, r.program, r.wallet, r.amount_minor, COALESCE(t.moved, 0)
FROM program_reclaims r LEFT JOIN programs p ON p.id = r.program LEFT JOIN wallets f ON f.id = p.funder
LEFT JOIN wallets w ON w.id = r.wallet LEFT JOIN (
  SELECT x.journal, a.owner, SUM(x.amount) AS moved FROM transfers x JOIN accounts a ON a.id = x.credit
  WHERE x.code = {Code.RECLAIM:d} AND a.kind <> {Kind.PURPOSE:d} GROUP BY x.journal, a.owner
) t ON t.journal = r.journal AND t.owner = r.wallet
WHERE r.onward = 0
  AND (p.id IS NULL OR w.id IS NULL OR w.holder <> f.holder OR COALESCE(t.moved, 0) <> r.amount_minor)
UNION ALL
SELECT r.journal, r.program, r.wallet, r.amount_minor, COALESCE(g.amount_minor, 0)
FROM program_reclaims r LEFT JOIN programs p ON p.id = r.program LEFT JOIN programs o ON o.id = r.onward
LEFT JOIN program_fundings g ON g.journal = r.journal AND g.program = r.onward
LEFT JOIN transfers x ON x.journal = r.journal AND x.debit = p.account AND x.credit = o.account
WHERE r.onward <> 0 AND (o.id IS NULL OR p.id IS NULL OR o.funder <> p.funder OR r.wallet <> p.funder
  OR g.amount_minor IS NULL OR g.amount_minor <> r.amount_minor OR x.amount IS NULL OR x.amount <> r.amount_minor)
ORDER BY 1 LIMIT {ROWS_MAX}
"""

_UNTOLD: Final = f"""
SELECT x.journal, x.owner, x.moved FROM (
  SELECT t.journal AS journal, a.owner AS owner, SUM(t.amount) AS moved
  FROM transfers t JOIN accounts a ON a.id = t.credit
  WHERE t.code = {Code.RECLAIM:d} AND a.kind IN ({_WALLETS}) GROUP BY t.journal, a.owner
) x LEFT JOIN program_reclaims r ON r.journal = x.journal WHERE r.journal IS NULL
ORDER BY x.journal LIMIT {ROWS_MAX}
"""

_AGREED: Final = f"""
SELECT c.program, c.merchant, c.agreed_at, c.ended_at
FROM cofunders c JOIN programs p ON p.id = c.program
LEFT JOIN cofunding_acts l ON l.program = c.program AND l.merchant = c.merchant AND l.n = c.acts
LEFT JOIN cofunding_acts b ON b.program = c.program AND b.merchant = c.merchant AND b.n = c.acts - 1
WHERE l.n IS NULL OR c.terms <> p.terms OR l.terms <> c.terms OR l.ended <> CASE c.ended_at WHEN 0 THEN 0 ELSE 1 END
   OR (l.ended = 0 AND l.at <> c.agreed_at)
   OR (l.ended = 1 AND (l.at <> c.ended_at OR b.n IS NULL OR b.ended <> 0 OR b.at <> c.agreed_at))
UNION ALL
SELECT a.program, a.merchant, 0, 0 FROM cofunding_acts a
LEFT JOIN cofunders c ON c.program = a.program AND c.merchant = a.merchant WHERE c.program IS NULL OR a.n > c.acts
ORDER BY 1, 2 LIMIT {ROWS_MAX}
"""
"""Agreements by what was done last of each."""

_BORNE_AT: Final = "COALESCE(m.at, p.at)"
_UNAGREED: Final = f"""
SELECT s.payment, s.program, w.merchant, s.borne_minor
FROM payment_sources s JOIN payments p ON p.id = s.payment JOIN stores w ON w.id = p.store
LEFT JOIN misdated m ON m.transfer = p.journal
WHERE s.borne_minor > 0 AND NOT EXISTS (
  SELECT 1 FROM cofunding_acts a WHERE a.program = s.program AND a.merchant = w.merchant AND a.ended = 0
  AND (a.at <= {_BORNE_AT} + {HOUR_US} OR a.id < p.id) AND NOT EXISTS (
    SELECT 1 FROM cofunding_acts e WHERE e.program = a.program AND e.merchant = a.merchant AND e.ended = 1
    AND e.n > a.n AND e.at < {_BORNE_AT} - {HOUR_US}))
ORDER BY s.payment LIMIT {ROWS_MAX}
"""
"""Shares without an agreement. What ended beside a payment ended after it, whatever the clocks of the two said, which
an hour allows for."""

_ENDS: Final = f"""
SELECT c.id, c.expires_at FROM claims c JOIN programs p ON p.id = c.program
WHERE c.program IN ({{programs}}) AND c.expires_at <> CASE
  WHEN ? > 0 AND c.claimed_at - (c.claimed_at + {CHINA_OFFSET_US}) % {DAY_US} + ? < p.expires_at
  THEN c.claimed_at - (c.claimed_at + {CHINA_OFFSET_US}) % {DAY_US} + ? ELSE p.expires_at END
ORDER BY c.id LIMIT {ROWS_MAX}
"""

_LEFT_BEHIND: Final = f"""
SELECT k.wallet, k.program, k.regime, i.regime
FROM pockets k JOIN institutions i ON i.id = k.operator JOIN accounts a ON a.id = k.account
WHERE k.regime <> i.regime AND i.regime_since < ? AND a.changed_at < ?
UNION ALL
SELECT 0, p.id, p.regime, i.regime FROM programs p JOIN institutions i ON i.id = p.operator
WHERE p.regime <> i.regime AND i.regime_since < ? AND p.created_at < ?
ORDER BY 1, 2 LIMIT {ROWS_MAX}
"""


def wrong_counts(connection: Connection) -> list[Row]:
    """(program, held, what its claims have left, claims, its claims, open, those open)."""
    return connection.query(_COUNTS)


def wrong_pots(connection: Connection) -> list[Row]:
    """(program, budget, held, spent, reclaimed, unbound, what its pot has): programs that do not add up."""
    return connection.query(_POTS)


def wrong_spent(connection: Connection) -> list[Row]:
    """(program, spent, what payments drew and did not bring back)."""
    return connection.query(_SPENT)


def wrong_funded(connection: Connection) -> list[Row]:
    """(program, budget, what its funder paid in)."""
    return connection.query(_FUNDED)


def wrong_reclaimed(connection: Connection) -> list[Row]:
    """(program, reclaimed, what went back to its funder)."""
    return connection.query(_RECLAIMED)


def wrong_unbound(connection: Connection) -> list[Row]:
    """(program, unbound, what became its holders' own)."""
    return connection.query(_UNBOUND)


def wrong_holders(connection: Connection) -> list[Row]:
    """(journal, claim, wallet, amount, what reached that wallet): not to the claim's holder, or not that much; without
    a claim, of no claim at all."""
    return connection.query(_HOLDERS)


def wrong_borne(connection: Connection) -> list[Row]:
    """(program, borne, what its merchants bore and have not back), of those that are not paid out."""
    return connection.query(_BORNE, (newest_record(connection) + 1,))


def wrong_cofunded(connection: Connection) -> list[Row]:
    """(journal or payment, what its merchant bore or has back, what moved or was told): shares that do not agree."""
    return connection.query(_COFUNDED)


def wrong_passes(connection: Connection) -> list[Row]:
    """(claim, the former one, amount, what reached the receiver's pocket): claims that are not what was passed on."""
    return connection.query(_PASSES)


def wrong_pockets(connection: Connection) -> list[Row]:
    """(wallet, program, account, what it has, what the claims have left, claims, its claims, received, those that were
    passed on to it)."""
    return connection.query(_POCKETS)


def wrong_bound(connection: Connection) -> list[Row]:
    """(wallet, bound, its open claims, funds, programs that it paid into and that have not ended)."""
    return connection.query(_BOUND)


def strays(connection: Connection) -> list[Row]:
    """(transfer, debit, credit, amount, code): purpose-bound money that moved otherwise than programs move it."""
    return connection.query(_STRAYS)


def nobodys(connection: Connection) -> list[Row]:
    """(account, owner, posted): purpose-bound accounts of no pot and no pocket, open or with money."""
    return connection.query(_NOBODYS)


def wrong_reclaims(connection: Connection) -> list[Row]:
    """(journal, program, wallet, amount, what reached that wallet): not to the funder, or not that much."""
    return connection.query(_RECLAIMS)


def untold_reclaims(connection: Connection) -> list[Row]:
    """(journal, wallet, amount): reclaimed money that reached a wallet without being a funder's."""
    return connection.query(_UNTOLD)


def wrong_agreements(connection: Connection) -> list[Row]:
    """(program, merchant, agreed, ended): agreements that are not what the merchant did."""
    return connection.query(_AGREED)


def unagreed(connection: Connection) -> list[Row]:
    """(payment, program, merchant, what it bore): shares that it had not agreed to."""
    return connection.query(_UNAGREED)


def wrong_ends(connection: Connection) -> list[Row]:
    """(claim, its end): claims that do not end as their terms say of the moment at which they were had."""
    by_days: dict[int, list[int]] = {}
    programs = connection.query("SELECT id, terms FROM programs WHERE claims > 0 ORDER BY id")
    known = terms_of(connection, {terms for _, terms in programs})
    for program, terms in programs:
        if terms in known:
            by_days.setdefault(known[terms].when.valid_days, []).append(program)
    found: list[Row] = []
    for days, numbers in sorted(by_days.items()):
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            sql = _ENDS.format(programs=", ".join("?" * len(some)))
            found += connection.query(sql, (*some, days, days * DAY_US, days * DAY_US))
    return found[:ROWS_MAX]


def left_behind(connection: Connection, before: int) -> list[Row]:
    """(wallet or 0 for the pot, program, its regime, the operator's), of operators that changed before an instant."""
    return connection.query(_LEFT_BEHIND, (before,) * 4)
