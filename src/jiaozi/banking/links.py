"""Links between wallets and bank accounts, at a bank here or at one outside: what their agreements let through.

An account here that has no agreement moves money as its bank linked it at the counter. Once there is an agreement it
governs: before it is signed, outside its validity and after its end nothing moves. An account outside always needs one.
"""

from collections.abc import Sequence

from jiaozi import rulebook
from jiaozi.banking.model import Agreement, AgreementState, LinkedAccountNo, SettlementAccount
from jiaozi.banking.schema import AGREEMENTS, SETTLEMENT_ACCOUNTS, USE_COLUMNS
from jiaozi.clock import SECOND_US, china_date, day_to_date, format_time, next_day, next_year, resets_on
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import BankAccountNo, JournalNo, OrNone, WalletNo
from jiaozi.money import amount_text
from jiaozi.wallets.model import Wallet

Link = tuple[WalletNo, LinkedAccountNo]
"""A wallet and an account."""


class AgreementGuard:
    """What agreements forbid to loads and unloads with accounts here, and how they count them."""

    def touch(self, tx: Tx, links: Sequence[Link]) -> None:
        """Names the agreements of links and the settlement accounts of their wallets."""
        touch_links(tx, links)

    def refusal(self, tx: Tx, wallet: Wallet, bank_account: BankAccountNo, amount: int, at: int) -> Refusal | None:
        """Refuses as `link_refusal`."""
        return link_refusal(tx, wallet.id, bank_account, amount, at)

    def count(
        self, tx: Tx, wallet: Wallet, bank_account: BankAccountNo, amount: int, at: int, journal: JournalNo
    ) -> None:
        """Counts what has moved, if there is an agreement."""
        day = count_use(tx, wallet.id, bank_account, amount, at)
        if day is not None:
            uses = tx.appender("agreement_uses", USE_COLUMNS)
            uses.append((journal, wallet.id, bank_account, amount, day))


def touch_links(tx: Tx, links: Sequence[Link]) -> None:
    """Names the agreements of links, pairs of wallet and account, and the settlement accounts of their wallets."""
    tx.want(SETTLEMENT_ACCOUNTS, {wallet for wallet, _ in links})
    tx.want(AGREEMENTS, set(links))


def link_refusal(
    tx: Tx, wallet: WalletNo, account: LinkedAccountNo, amount: int, at: int, *, needed: bool = False
) -> Refusal | None:
    """What forbids `amount` fen to move over a link; with `needed` also that there is no agreement at all.

    Refuses: `settlement_account_bound`, `agreement_not_signed`, `agreement_not_valid`, then `agreement_limit_exceeded`
    with the limit passed, `agreement_cooling_off` with the rule.
    """
    if bound_elsewhere(tx, wallet, account):
        return Refusal("settlement_account_bound")
    agreement = tx.rows(AGREEMENTS).get((wallet, account))
    if agreement is None:
        return Refusal("agreement_not_signed") if needed else None
    return standing_refusal(agreement, at) or _limit_refusal(agreement.at(at), amount, at)


def count_use(tx: Tx, wallet: WalletNo, account: LinkedAccountNo, amount: int, at: int) -> int | None:
    """Counts a movement of fen over a link; the day it counts in, None when there is no agreement."""
    agreement = tx.rows(AGREEMENTS).get((wallet, account))
    if agreement is None:
        return None
    if at < cooling_until(agreement):
        agreement.cooling_minor += amount
    agreement.at(at).add(amount)
    tx.rows(AGREEMENTS).changed(agreement)
    return agreement.day


def give_back_use(tx: Tx, link: Link, amount: int, counted: tuple[int, int]) -> None:
    """Takes a movement that came to nothing out of the day and year it was counted in. `counted` are the instant and
    the day of its counting; a link agreed on anew since then has no cooling-off to give it back to."""
    agreement = tx.rows(AGREEMENTS)[link]
    at, day = counted
    if agreement.state == AgreementState.SIGNED and agreement.signed_at <= at < cooling_until(agreement):
        agreement.cooling_minor -= amount
    if agreement.day == day:
        agreement.used_today_count -= 1
        agreement.used_today_minor -= amount
    if agreement.year == day_to_date(day).year:
        agreement.used_year_count -= 1
        agreement.used_year_minor -= amount
    tx.rows(AGREEMENTS).changed(agreement)


def standing_refusal(agreement: Agreement, at: int) -> Refusal | None:
    """What forbids to use an agreement at an instant. Refuses: `agreement_not_signed`, `agreement_not_valid`."""
    if agreement.state != AgreementState.SIGNED:
        return Refusal("agreement_not_signed")
    return None if agreement.valid_from <= at < agreement.valid_until else Refusal("agreement_not_valid")


def cooling_until(agreement: Agreement) -> int:
    """The end of an agreement's cooling-off, by the rule of the day it was signed on."""
    rule = rulebook.linking(china_date(agreement.signed_at))
    return agreement.signed_at + rule.cooling_off_s * SECOND_US


def _limit_refusal(agreement: Agreement, amount: int, at: int) -> Refusal | None:
    day, year = resets_on(next_day(agreement.day)), resets_on(next_year(agreement.year))
    count, total = agreement.used_today_count + 1, agreement.used_today_minor + amount
    year_count, year_total = agreement.used_year_count + 1, agreement.used_year_minor + amount
    passed = (
        (agreement.single_minor, amount, amount_text, "one movement: at most {}"),
        (agreement.daily_count, count, str, f"movements in a day: at most {{}}; this {day}"),
        (agreement.daily_minor, total, amount_text, f"a day: at most {{}}; this {day}"),
        (agreement.yearly_count, year_count, str, f"movements in a year: at most {{}}; this {year}"),
        (agreement.yearly_minor, year_total, amount_text, f"a year: at most {{}}; this {year}"),
    )
    for limit, wanted, as_text, said in passed:
        if wanted > limit:
            said = said.format(as_text(limit))
            return Refusal("agreement_limit_exceeded", said)
    rule = rulebook.linking(china_date(agreement.signed_at))
    until = cooling_until(agreement)
    if at < until and agreement.cooling_minor + amount > rule.cooling_off_minor:
        said = f"at most {amount_text(rule.cooling_off_minor)} until {format_time(until)}"
        return Refusal("agreement_cooling_off", said, rule.rule.cite())
    return None


def bound_elsewhere(tx: Tx, wallet: WalletNo, account: LinkedAccountNo) -> bool:
    """Whether a corporate wallet is bound to another settlement account than this."""
    bound = tx.rows(SETTLEMENT_ACCOUNTS).get(wallet)
    return bound is not None and bound.bank_account not in (0, account)


def bind(tx: Tx, wallet: WalletNo, account: OrNone[LinkedAccountNo], at: int) -> None:
    """Binds a corporate wallet to its settlement account; 0 sets it free."""
    bound = tx.rows(SETTLEMENT_ACCOUNTS).get(wallet)
    if bound is None:
        tx.rows(SETTLEMENT_ACCOUNTS).add(SettlementAccount(wallet=wallet, bank_account=account, bound_at=at))
    else:
        bound.bank_account, bound.bound_at = account, at
        tx.rows(SETTLEMENT_ACCOUNTS).changed(bound)
