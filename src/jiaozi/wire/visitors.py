"""Bodies and answers: Hong Kong's whitelists and visitors' cards."""

from typing import Annotated

from pydantic import Field

from jiaozi.wallets.model import PHONES_MAX
from jiaozi.wire.base import (
    AcquirerId,
    Answer,
    BankAccountId,
    Body,
    Detail,
    DigitalYuan,
    InstitutionId,
    Moment,
    Money,
    Name,
)
from jiaozi.wire.base import Reference as ReferenceText

CardLoadId = Annotated[str, Field(pattern="^cld_[0-7][0-9A-HJKMNP-TV-Z]{12}$", examples=["cld_0C5S1ZZ4R0400"])]


class WhitelistRegistration(Body):
    """Registers phone numbers with a listed prefix for an activity, such as `jd-2023-03`."""

    operator: InstitutionId
    activity: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9-]{0,39}$", examples=["jd-2023-03"])]
    phones: Annotated[list[Detail], Field(min_length=1, max_length=PHONES_MAX)]


class AcquirerOpening(Body):
    """Registers an acquirer of foreign cards. Its money stands in a bank account that is nobody's yet."""

    operator: InstitutionId
    bank_account: BankAccountId
    name: Name


class CardTopUp(Body):
    """A top-up by card. `card` is the acquirer's token for the card, never the card's number."""

    acquirer: AcquirerId
    network: Annotated[str, Field(pattern="^[a-z0-9_]{1,20}$", examples=["visa"])]
    card: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{8,64}$", examples=["tok_4f9a1c27"])]
    last_four: Annotated[str, Field(pattern="^[0-9]{4}$", examples=["1111"])]
    amount: DigitalYuan
    reference: ReferenceText | None = None


class CardBounce(Body):
    """What an acquirer could not credit to a card."""

    amount: DigitalYuan


class WhitelistRegistered(Answer):
    """How many of the numbers were new."""

    operator: str
    activity: str
    added: int


class WhitelistActivity(Answer):
    """An activity of an operator's whitelist, and how many numbers it brought."""

    activity: str
    numbers: int


class AcquirerOpened(Answer):
    """An acquirer was registered."""

    acquirer: str


class CardLoaded(Answer):
    """A wallet was topped up."""

    card_load: str
    journal: str
    recorded_at: Moment


class CardsReturned(Answer):
    """How much went back to how many top-ups' cards; `journal` is null when there was nothing to return."""

    wallet: str
    journal: str | None
    card_loads: int
    amount: Money


class CardLoad(Answer):
    """A top-up by card, and what of it went back."""

    id: str
    wallet: str
    acquirer: str
    card_masked: str
    amount: Money
    returned: Money
    at: Moment


class CardReturnBounced(Answer):
    """What was returned to a card came back into the wallet."""

    card_load: str
    wallet: str
    journal: str
