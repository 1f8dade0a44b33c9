"""For whom a principal may stand: its institution is there and of the role's kind, and the merchant, the company or the
holder is that institution's own. That never changes; besides, a company's wallet is open and a holder lives when it is
made or made again.

`store.STANDS` says what never changes in SQL, for whoever knocks, for the audit, and for what an earlier version let
in.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from jiaozi.access.model import CreatePrincipal, PrincipalRow, Role
from jiaozi.access.schema import PRINCIPALS
from jiaozi.db.commands import Request
from jiaozi.db.tables import RowTable
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.payments.schema import MERCHANTS
from jiaozi.people.estates import given_up
from jiaozi.people.schema import ESTATES
from jiaozi.scheme.model import InstitutionKind
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.model import HOLDER_KINDS
from jiaozi.wallets.schema import HOLDER_FREEZES, HOLDERS, WALLETS

_TABLES: Final[dict[Role, RowTable[Any]]] = {Role.MERCHANT: MERCHANTS, Role.EMPLOYER: WALLETS, Role.HOLDER: HOLDERS}
MISSING: Final = {
    Role.MERCHANT: "merchant_not_found",
    Role.EMPLOYER: "wallet_not_found",
    Role.HOLDER: "holder_not_found",
}
"""What a subject is that is not there, or another institution's."""


def touch_subjects(tx: Tx, wanted: Iterable[CreatePrincipal | PrincipalRow]) -> Iterator[None]:
    """Names the rows by which `subject_refusal` decides."""
    asked = list(wanted)
    tx.want(INSTITUTIONS, {each.institution for each in asked})
    for role, table in _TABLES.items():
        tx.want(table, {each.subject for each in asked if each.role == role})
    tx.want(ESTATES, {each.subject for each in asked if each.role == "holder"})
    yield
    tx.want(HOLDER_FREEZES, {row.holder_freeze for row in tx.rows(ESTATES).rows.values()})


def touch_remade(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    """Names the rows of requests that make a principal's rights again: who asks, whose they are, and the same. Whom one
    stands for never changes, so it is read without a lock."""
    owners = {request.command.principal for request in requests}
    tx.want(PRINCIPALS, owners | {request.principal for request in requests})
    yield from touch_subjects(tx, PRINCIPALS.read(tx.connection, owners))


def subject_refusal(tx: Tx, wanted: CreatePrincipal | PrincipalRow) -> Refusal | None:
    """Why a principal may not stand for its subject. Its shape has been checked and its rows are locked.

    Refuses: `institution_not_found` (also one of another kind than the role's); `merchant_not_found`,
    `wallet_not_found`, `holder_not_found` (also another institution's, which is told from none by nobody);
    `usage_not_allowed` (an employer's wallet is a company's), `wallet_closed`, `estate_exists` (the holder has died).
    """
    role = Role(wanted.role)
    if role in (Role.GOVERNMENT, Role.AUDITOR):
        return None
    institution = tx.rows(INSTITUTIONS).get(wanted.institution)
    central = role == Role.CENTRAL_BANK
    if institution is None or (institution.kind == InstitutionKind.CENTRAL_BANK) != central:
        return Refusal("institution_not_found")
    if role in _TABLES:
        found = tx.rows(_TABLES[role]).get(wanted.subject)
        if found is None or found.operator != institution.id:
            return Refusal(MISSING[role])
    if role == Role.EMPLOYER:
        return _company_refusal(tx, wanted.subject)
    return _heirs_refusal(tx, wanted.subject) if role == Role.HOLDER else None


def _company_refusal(tx: Tx, number: int) -> Refusal | None:
    """A company's sub-wallet is a subject as good as its main one: who runs a branch sees the branch."""
    wallet = tx.rows(WALLETS)[number]
    if wallet.kind != HOLDER_KINDS["corporate"]:
        return Refusal("usage_not_allowed", "companies only")
    return Refusal("wallet_closed") if wallet.closed else None


def _heirs_refusal(tx: Tx, number: int) -> Refusal | None:
    estate = tx.rows(ESTATES).get(number)
    gone = estate is not None and (estate.settled_at or not given_up(tx, estate))
    return Refusal("estate_exists") if gone else None
