"""Rows as answers."""

from collections.abc import Iterable
from typing import Any

from jiaozi.access.model import ApiKeyRow, Role
from jiaozi.access.model import Principal as PrincipalRow
from jiaozi.api import render
from jiaozi.clock import china_date, day_to_date, format_time
from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo
from jiaozi.ledger.model import DEBIT_NORMAL, Code, Kind, Phase
from jiaozi.ledger.model import Account as AccountRow
from jiaozi.ledger.model import Transfer as TransferRow
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import ASSETS_BY_ID
from jiaozi.payments import model as payments
from jiaozi.platform import Platform
from jiaozi.rulebook import Rule as RuleOfBook
from jiaozi.scheme.model import CENTRAL_BANK, REGIME_NAMES
from jiaozi.wallets import model as wallets
from jiaozi.wallets.limits import COMPONENTS, NO_LIMIT, LimitTable
from jiaozi.wallets.schema import USAGES
from jiaozi.wallets.store import operator_codes
from jiaozi.wire.access import ApiKey, Principal
from jiaozi.wire.base import Money
from jiaozi.wire.ledger import Account, StatementLine, Transfer, TrialBalance, TrialLine
from jiaozi.wire.wallets import FreezeView, LimitLine, RefusedPaymentView, Wallet
from jiaozi.wire.world import Rule

_REGIMES = {int(regime): name for name, regime in REGIME_NAMES.items()} | {0: "none"}
_SCOPES = {int(scope): name for name, scope in wallets.FREEZE_SCOPES.items()}
_INSTITUTIONS_END = 1 << 32


def money(minor: int, asset: int = 2) -> Money:
    """An amount of an asset by its number."""
    return Money(minor=minor, asset=ASSETS_BY_ID[asset].code)


def yuan(minor: int | None) -> Money | None:
    """An amount of digital yuan, or null."""
    return None if minor is None else money(minor)


def wallet(row: wallets.Wallet) -> dict[str, Any]:
    """A wallet without its money."""
    return {
        "id": encode_id("wal", row.id),
        "operator": encode_id("ins", row.operator),
        "holder": encode_id("hld", row.holder),
        "kind": wallets.HOLDER_KIND_NAMES[row.kind],
        "wallet_class": wallets.CLASS_NAMES[row.wallet_class],
        "scope": wallets.SCOPE_NAMES[row.scope],
        "regime": _REGIMES[row.regime],
        "account": encode_id("acc", row.account),
        "status": "closed" if row.closed else "frozen" if row.freezes_all else "open",
        "freezes_all": row.freezes_all,
        "freezes_out": row.freezes_out,
        "frozen": money(row.frozen_minor),
        "opened_at": format_time(row.opened_at),
    }


def wallet_summary(row: wallets.Wallet) -> Wallet:
    """A wallet in a list."""
    return Wallet(**wallet(row))


def wallet_in_full(connection: Connection, platform: Platform, row: wallets.Wallet) -> Wallet:
    """A wallet with its balance, what is available, and its limits with what is left of them."""
    held = ACCOUNTS.read(connection, [row.account])[0]
    available = 0 if row.freezes_all or row.freezes_out else max(held.available - row.frozen_minor, 0)
    return Wallet(
        **wallet(row),
        balance=money(held.posted),
        available=money(available),
        pending_out=money(held.pending_out),
        limits=_limits(connection, platform, row, held),
    )


def _limits(connection: Connection, platform: Platform, row: wallets.Wallet, held: AccountRow) -> dict[str, LimitLine]:
    now = platform.clock.now()
    table = LimitTable(Tx(connection, platform.ids, now, 0), operator_codes(connection))
    usage = USAGES.read(connection, [row.id])[0].at(now)
    limits, rules = table.of(row, now), table.rules(row, china_date(now))
    used = {"balance": held.posted, "daily": usage.used_today_minor, "yearly": usage.used_year_minor}
    found = {}
    for name in COMPONENTS:
        limit: int = getattr(limits, name)
        by_rule = getattr(rules, f"{name}_minor") == limit or limit == NO_LIMIT
        spent = used.get(name)
        found[name] = LimitLine(
            limit=None if limit == NO_LIMIT else money(limit),
            used=yuan(spent),
            left=None if limit == NO_LIMIT or spent is None else money(max(limit - spent, 0)),
            own=yuan(getattr(row, f"own_{name}_minor")),
            rule=rules.rule(name).cite() if by_rule else "a lower limit set by the operator or the holder",
        )
    return found


def freeze(row: wallets.Freeze) -> FreezeView:
    """A freeze."""
    return FreezeView(
        id=encode_id("frz", row.id),
        wallet=encode_id("wal", row.wallet),
        scope=_SCOPES[row.scope],
        amount=money(row.amount_minor) if row.amount_minor else None,
        reason=row.reason,
        placed_at=format_time(row.placed_at),
        lifted_at=render.moment(row.lifted_at),
        placed_by=placed_by(row),
    )


def placed_by(row: wallets.Freeze | wallets.HolderFreeze) -> str:
    """Whose side placed a freeze, and lifts it: a role."""
    return (Role.CENTRAL_BANK if row.placed_by else Role.OPERATOR).value


def refused_payment(row: payments.RefusedPayee) -> RefusedPaymentView:
    """Why a wallet could not be paid, for its own side."""
    at = format_time(row.at)
    return RefusedPaymentView(wallet=encode_id("wal", row.payee), reason=row.reason, times=row.refusals, at=at)


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
