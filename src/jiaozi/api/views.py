"""Rows as answers."""

from collections.abc import Iterable

from jiaozi.access.model import ApiKeyRow, Role
from jiaozi.access.model import Principal as PrincipalRow
from jiaozi.api import render
from jiaozi.clock import day_to_date, format_time
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo
from jiaozi.ledger.model import DEBIT_NORMAL, Code, Kind, Phase
from jiaozi.ledger.model import Account as AccountRow
from jiaozi.ledger.model import Transfer as TransferRow
from jiaozi.money import ASSETS_BY_ID
from jiaozi.rulebook import Rule as RuleOfBook
from jiaozi.scheme.model import CENTRAL_BANK
from jiaozi.wallets import model as wallets
from jiaozi.wire.access import ApiKey, Principal
from jiaozi.wire.base import Money
from jiaozi.wire.ledger import Account, StatementLine, Transfer, TrialBalance, TrialLine
from jiaozi.wire.world import Rule

_INSTITUTIONS_END = 1 << 32


def money(minor: int, asset: int = 2) -> Money:
    """An amount of an asset by its number."""
    return Money(minor=minor, asset=ASSETS_BY_ID[asset].code)


def yuan(minor: int | None) -> Money | None:
    """An amount of digital yuan, or null."""
    return None if minor is None else money(minor)


def placed_by(row: wallets.Freeze | wallets.HolderFreeze) -> str:
    """Whose side placed a freeze, and lifts it: a role."""
    return (Role.CENTRAL_BANK if row.placed_by else Role.OPERATOR).value


def account(row: AccountRow) -> Account:
    """A ledger account."""
    kind = Kind(row.kind)
    wallet_kinds = (Kind.WALLET, Kind.WALLET_DEPOSIT, Kind.WALLET_NONBANK)
    prefix = "wal" if kind in wallet_kinds else "bac" if kind == Kind.DEPOSIT else "ins"
    owner = row.owner if prefix != "ins" or row.owner < _INSTITUTIONS_END else 0
    return Account(
        id=encode_id("acc", row.id),
        book=encode_id("ins", row.book),
        kind=kind.name.lower(),
        owner=render.identifier(prefix, owner),
        balance=money(row.posted, row.asset),
        available=money(row.available, row.asset),
        pending_out=money(row.pending_out, row.asset),
        pending_in=money(row.pending_in, row.asset),
        floor=None if row.floor is None else money(row.floor, row.asset),
        closed=bool(row.closed),
        version=row.version,
        changed_at=format_time(row.changed_at),
    )


def statement_line(row: TransferRow, held: AccountRow) -> StatementLine:
    """A row of an account's chain, seen from the account."""
    debited = row.debit == held.id
    grows = (held.kind >= DEBIT_NORMAL) == debited
    version, balance = (row.debit_version, row.debit_posted) if debited else (row.credit_version, row.credit_posted)
    return StatementLine(
        transfer=encode_id("trf", row.id),
        journal=encode_id("jnl", row.journal),
        version=version,
        direction="in" if grows else "out",
        amount=money(row.amount, held.asset),
        balance=money(balance, held.asset),
        code=Code(row.code).name.lower(),
        phase=Phase(row.phase).name.lower(),
        reference=row.reference,
        recorded_at=format_time(row.recorded_at),
        effective_at=render.moment(row.effective_at or 0),
    )


def transfer(row: TransferRow, assets: dict[int, int], own: set[int] | None) -> Transfer:
    """A transfer. With `own`, only those accounts' versions and balances are shown."""
    asset = assets[row.debit]
    debit, credit = own is None or row.debit in own, own is None or row.credit in own
    return Transfer(
        id=encode_id("trf", row.id),
        debit=encode_id("acc", row.debit),
        credit=encode_id("acc", row.credit),
        amount=money(row.amount, asset),
        code=Code(row.code).name.lower(),
        phase=Phase(row.phase).name.lower(),
        reference=row.reference,
        recorded_at=format_time(row.recorded_at),
        effective_at=render.moment(row.effective_at or 0),
        debit_version=row.debit_version if debit else None,
        debit_balance=money(row.debit_posted, asset) if debit else None,
        credit_version=row.credit_version if credit else None,
        credit_balance=money(row.credit_posted, asset) if credit else None,
    )


def trial_balance(book: int, rows: Iterable[tuple[int, int, int, int]]) -> TrialBalance:
    """A book's sums by kind; the two sides of each asset must be equal."""
    lines: list[TrialLine] = []
    sums: dict[int, int] = {}
    for asset, kind, count, total in rows:
        debit = kind >= DEBIT_NORMAL
        sums[asset] = sums.get(asset, 0) + (total if debit else -total)
        lines.append(
            TrialLine(
                kind=Kind(kind).name.lower(),
                side="debit" if debit else "credit",
                accounts=count,
                balance=money(total, asset),
            )
        )
    return TrialBalance(book=encode_id("ins", book), lines=lines, balanced=not any(sums.values()))


def principal(row: PrincipalRow) -> Principal:
    """A principal."""
    return Principal(
        id=encode_id("prn", row.id),
        role=row.role.value,
        institution=render.identifier("ins", row.institution),
        subject=render.subject(row.role, row.subject),
        name=row.name,
        status=row.status.value,
        vouched=row.vouched,
    )


def api_key(row: ApiKeyRow) -> ApiKey:
    """A key without its secret."""
    return ApiKey(
        id=encode_id("key", row.id),
        principal=encode_id("prn", row.principal),
        created_at=format_time(row.created_at),
        expires_at=render.moment(row.expires_at),
        revoked_at=render.moment(row.revoked_at),
        last_used_on=day_to_date(row.last_used_day).isoformat() if row.last_used_day else None,
    )


def rule(row: RuleOfBook) -> Rule:
    """A rule of the book."""
    return Rule.model_validate(row.as_dict())


def institution_of_account(row: AccountRow) -> InstitutionNo:
    """The institution an account is kept for, when it is not a customer's: its book's, or at the central bank, whose
    it is."""
    if row.book != CENTRAL_BANK:
        return row.book
    return InstitutionNo(row.owner) if row.owner < _INSTITUTIONS_END else CENTRAL_BANK
