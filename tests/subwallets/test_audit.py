"""Each invariant of sub-wallets finds the data that breaks it."""

import pytest

from jiaozi.ledger.model import Code
from jiaozi.subwallets.audit import SUB_WALLET_INVARIANTS
from jiaozi.subwallets.model import PoolSubWallets, RevokeSubWallet
from tests.subwallets.conftest import Street

BREAKS = (
    ("sub_wallets_fit", "UPDATE sub_wallets SET parent = {other} WHERE id = {sub}"),
    ("sub_wallets_fit", "UPDATE wallets SET scope = 0 WHERE id = {sub}"),
    ("sub_wallets_fit", "UPDATE wallets SET scope = 3 WHERE id = {sub}"),
    ("sub_wallets_fit", "UPDATE wallets SET wallet_class = 2 WHERE id = {sub}"),
    ("sub_wallets_fit", "UPDATE wallets SET scope = 2 WHERE id = {other}"),
    ("sub_wallets_fit", "UPDATE sub_wallets SET merchant = 0 WHERE id = {sub}"),
    ("sub_wallets_fit", "DELETE FROM sub_wallets WHERE id = {sub}"),
    ("sub_wallets_fit", "INSERT INTO sub_wallets VALUES (7, {other}, 0, 'x', '', '', 0, 0)"),
    ("sub_wallets_charged", "UPDATE payments SET store = {foreign} WHERE payer = {sub}"),
    ("sub_wallets_charged", "UPDATE sub_wallets SET revoked_at = 1 WHERE id = {sub}"),
    ("sub_wallets_pooled", "UPDATE sub_wallets SET parent = {other} WHERE id = {branch}"),
    ("sub_wallets_pooled", "UPDATE transfers SET code = {pool} WHERE code = {refund}"),
    ("usages_right", "UPDATE usages SET used_today_minor = used_today_minor - 1 WHERE id = {person}"),
    ("usages_right", "UPDATE usages SET used_year_minor = used_year_minor - 1 WHERE id = {sub}"),
)


@pytest.mark.slow
def test_what_breaks_an_invariant_is_found(street: Street) -> None:
    world, sub = street.world, street.push()
    done = world.do(street.charge(sub, street.token(sub), 500))
    from jiaozi.payments.refund import RefundPayment

    world.do(RefundPayment(done.payment, 100))
    parent, (branch, _), (shop, _) = street.company()
    world.pay(street.person, 200, shop)
    world.do(PoolSubWallets(parent))
    world.do(RevokeSubWallet(sub))
    assert world.audit().findings == ()
    names = {
        "sub": sub,
        "person": street.person,
        "other": world.person(street.icbc),
        "foreign": street.other,
        "branch": branch,
        "pool": int(Code.POOL),
        "refund": int(Code.REFUND),
    }
    tables = ("sub_wallets", "wallets", "payments", "transfers", "usages")
    for invariant, sql in BREAKS:
        before = {table: world.query(f"SELECT * FROM {table}") for table in tables}
        world.tamper(sql.format(**names))
        found = {finding.invariant for finding in world.audit().findings}
        assert invariant in found, sql
        _put_back(street, before)
    assert {name for name, _ in BREAKS} >= {invariant.name for invariant in SUB_WALLET_INVARIANTS}


def _put_back(street: Street, before: dict[str, list[tuple[object, ...]]]) -> None:
    connection = street.world.platform.engine.connect()
    connection.begin()
    for table, rows in before.items():
        connection.execute(f"DELETE FROM {table}")
        marks = ", ".join("?" * len(rows[0]))
        for row in rows:
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    connection.commit()
    connection.close()
