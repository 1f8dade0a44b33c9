"""What stores took, by their merchants' takings and by the payments themselves: the same, however it was paid."""

from jiaozi.acceptance.takings import Movement, movements
from jiaozi.clock import china_date
from jiaozi.errors import Refusal
from jiaozi.payments.store import merchant as merchant_row
from tests.features.world import World

_PAID = """
SELECT COALESCE(s.merchant, t.merchant), p.id, COALESCE(s.amount_minor, p.captured_minor),
       COALESCE(s.refunded_minor, p.refunded_minor)
FROM payments p JOIN stores t ON t.id = p.store LEFT JOIN split_parts s ON s.payment = p.id
WHERE p.captured_minor > 0
"""
_REFUNDS = """
SELECT COALESCE(s.merchant, t.merchant), r.payment, r.id FROM refunds r JOIN stores t ON t.id = r.store
LEFT JOIN split_refunds g ON g.refund = r.id LEFT JOIN split_parts s ON s.payment = g.payment AND s.n = g.n
"""


def of_merchant(world: World, merchant: int) -> list[Movement]:
    """A merchant's movements of all days on which something was paid or given back."""
    moments = world.query("SELECT recorded_at FROM transfers")
    found: list[Movement] = []
    with world.platform.snapshot() as connection:
        row = merchant_row(connection, merchant)
        assert row is not None
        for day in sorted({china_date(at) for (at,) in moments}):
            of_day = movements(connection, row, day, max(world.clock.now(), *(at for (at,) in moments)))
            assert not isinstance(of_day, Refusal)
            found += of_day
    return found


def assert_takings_are_what_was_paid(world: World) -> None:
    """Of each merchant and payment: what was taken, and given back, each refund once."""
    if world.query("SELECT COUNT(*) FROM split_advances")[0][0]:
        return  # the platform gave in a seller's place: another test's
    sums: dict[tuple[int, int], tuple[int, int]] = {}
    for merchant, payment, paid, refunded in world.query(_PAID):
        before = sums.get((merchant, payment), (0, 0))
        sums[merchant, payment] = (before[0] + paid, before[1] + refunded)
    told: dict[tuple[int, int], tuple[int, int]] = {}
    refunds = []
    for (merchant,) in world.query("SELECT id FROM merchants"):
        for each in of_merchant(world, merchant):
            before = told.get((merchant, each.payment), (0, 0))
            told[merchant, each.payment] = (before[0] + each.gross_minor, before[1] + each.refunded_minor)
            refunds += [(merchant, each.payment, each.refund)] if each.refund else []
    assert told == sums
    assert sorted(refunds) == sorted(tuple(row) for row in world.query(_REFUNDS))
