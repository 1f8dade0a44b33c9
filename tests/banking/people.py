"""Short ways to agreements in tests. Amounts are fen."""

from typing import Any

from jiaozi.banking.agreements import ProposeAgreement, SignAgreement, agreement_code
from jiaozi.banking.model import Agreement, LinkedAccountNo
from jiaozi.banking.schema import AGREEMENTS
from jiaozi.banking.secrets import codes_of
from jiaozi.clock import DAY_US
from jiaozi.kinds import BankAccountNo, ExternalAccountNo, WalletNo
from tests.features.world import World

LIMITS = {
    "single_minor": 50_000, "daily_count": 3, "daily_minor": 120_000, "yearly_count": 5, "yearly_minor": 200_000,
}  # fmt: skip


def proposal(
    world: World, wallet: WalletNo, account: LinkedAccountNo, *, outside: bool = False, **terms: Any
) -> ProposeAgreement:
    """An agreement for 1,000 days, with the limits above unless others are given."""
    limits: dict[str, Any] = {"valid_until": world.clock.now() + 1_000 * DAY_US} | LIMITS | terms
    return ProposeAgreement(
        wallet=wallet,
        bank_account=BankAccountNo(0 if outside else account),
        external_account=ExternalAccountNo(account if outside else 0),
        **limits,
    )


def agreement_of(world: World, wallet: WalletNo, account: LinkedAccountNo) -> Agreement:
    """The row of an agreement."""
    with world.platform.snapshot() as connection:
        return AGREEMENTS.read(connection, [(wallet, account)])[0]


def code(world: World, wallet: WalletNo, account: LinkedAccountNo) -> str:
    """The newest code of an agreement, as the bank's message would carry it."""
    with world.platform.snapshot() as connection:
        number = AGREEMENTS.read(connection, [(wallet, account)])[0].code_number
    return agreement_code(codes_of(world.platform.keyring), wallet, account, number)


def agree(world: World, wallet: WalletNo, account: LinkedAccountNo, *, outside: bool = False, **terms: Any) -> Any:
    """An agreement proposed and signed; with `outside` with an account at a bank outside."""
    world.do(proposal(world, wallet, account, outside=outside, **terms))
    digits = code(world, wallet, account)
    inside, elsewhere = BankAccountNo(0 if outside else account), ExternalAccountNo(account if outside else 0)
    return world.do(SignAgreement(wallet, inside, digits, elsewhere))


def agree_past_cooling(world: World, wallet: WalletNo, account: LinkedAccountNo, **terms: Any) -> None:
    """An agreement whose cooling-off is over."""
    world.clock.advance_to(agree(world, wallet, account, **terms).cooling_until)
