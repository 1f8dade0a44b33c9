"""The words of people on the wire: bodies and answers."""

from typing import Annotated, Literal

from pydantic import Field

from jiaozi.wire.base import Answer, Body, DigitalYuanCeiling, HolderId, Moment, Money, Name, Reason, Time, WalletId

GuardianshipId = Annotated[str, Field(pattern="^grd_[0-7][0-9A-HJKMNP-TV-Z]{12}$", examples=["grd_0C5S1ZZ4R0400"])]
HolderFreezeId = Annotated[str, Field(pattern="^hfz_[0-7][0-9A-HJKMNP-TV-Z]{12}$", examples=["hfz_0C5S1ZZ4R0400"])]
Phone = Annotated[str, Field(pattern=r"^(1[0-9]{10}|\+[1-9][0-9]{5,14})$", examples=["13800000000"])]
Paper = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of a paper, in hexadecimal")]
Papers = Annotated[list[Paper], Field(min_length=1, max_length=10, json_schema_extra={"uniqueItems": True})]
ReturnReason = Literal["wrong_payee", "wrong_amount", "paid_twice"]


class AliasQuestion(Body):
    """Whom a phone leads to, for a payment from one's own wallet."""

    payer: WalletId
    phone: Phone


class PayeeQuestion(Body):
    """Whether the holder of a wallet has this name, for a payment from one's own wallet."""

    payer: WalletId
    payee: WalletId
    name: Name


class ReturnQuestion(Body):
    """Why a payment should come back."""

    reason: ReturnReason


class ReturnAnswer(Body):
    """Whether the payee gives the money back."""

    agrees: bool


class GuardianProposal(Body):
    """Proposes a guardian for a holder, both customers of the operator."""

    guardian: HolderId
    until: Time
    papers: Papers
    reason: Reason


class HolderFreezing(Body):
    """Freezes all wallets of a holder: everything, or what goes out. The reason names the order behind it."""

    scope: Literal["all", "out"]
    reason: Reason


class DetailForgetting(Body):
    """Proposes to forget a detail of a holder; `check` names what showed that it is wrong, or somebody else's now."""

    detail: Literal["phone", "name", "bank_account"]
    check: Reason
    reason: Reason


class EstateProposal(Body):
    """Proposes to freeze all wallets of a holder who died."""

    papers: Papers
    reason: Reason


class HeirShare(Body):
    """What goes to an heir's wallet: a fixed amount, then a share of what is left after all fixed amounts."""

    wallet: WalletId
    fixed: DigitalYuanCeiling | None = None
    share_ppm: Annotated[int, Field(ge=0, le=1_000_000, examples=[500_000])] = 0


class SettlementProposal(Body):
    """Proposes to move what a holder left to its heirs. All shares together are a million; without any, the fixed
    amounts are the whole estate."""

    heirs: Annotated[list[HeirShare], Field(min_length=1, max_length=20)]
    papers: Papers
    reason: Reason


class AliasSet(Answer):
    """Whether a wallet is found by its holder's phone."""

    wallet: str
    visible: bool


class AliasResolved(Answer):
    """Whom a phone leads to; null when nobody wants to be found by it. `left` look-ups remain today. The name is
    masked, null when none is known, and not in a look-up of the outcome by its key."""

    payee: str | None
    name: str | None = None
    left: int


class PayeeConfirmed(Answer):
    """How a name agrees with the holder's: match, close_match, no_match, or unavailable when none is known."""

    payee: str
    result: str
    left: int


class ReturnAsked(Answer):
    """A payment's money was asked back."""

    payment: str
    expires_at: Moment


class ReturnEnded(Answer):
    """A request to return money was answered, withdrawn, or expired."""

    payment: str
    state: str
    refund: str | None
    returned: Money


class ReturnRequest(Answer):
    """A request to return the money of a payment."""

    payment: str
    payer: str
    payee: str
    reason: str
    state: str
    asked_at: Moment
    expires_at: Moment
    answered_at: Moment | None
    refund: str | None
    returned: Money


class GuardianAppointed(Answer):
    """A guardian was appointed."""

    guardianship: str
    until_at: Moment


class GuardianshipEnded(Answer):
    """A guardianship was ended."""

    guardianship: str
    ended_at: Moment


class Guardianship(Answer):
    """Who acts for a holder, until when, and on which papers (their digests)."""

    id: str
    ward: str
    guardian: str
    until_at: Moment
    papers: list[str]
    appointed_at: Moment
    ended_at: Moment | None


class HolderFreeze(Answer):
    """A freeze of all wallets of a holder; `lifted_at` is null while it is in force. `placed_by` is the side that lifts
    it: `operator` or `central_bank`."""

    id: str
    holder: str
    scope: str
    reason: str
    placed_at: Moment
    lifted_at: Moment | None
    placed_by: str


class HolderFrozen(Answer):
    """A holder is frozen from this answer on."""

    holder: str
    holder_freeze: str
    wallets_frozen: int


class EstatePart(Answer):
    """What an heir was to get, a fixed amount and a share of the rest, and what it got."""

    heir: str
    fixed: Money
    share_ppm: int
    amount: Money


class Estate(Answer):
    """What a holder left who died. `amount`, `interest` and `journal` are null until it is settled."""

    holder: str
    holder_freeze: str
    papers: list[str]
    opened_at: Moment
    heirs: list[EstatePart]
    heir_papers: list[str]
    amount: Money | None
    interest: Money | None
    journal: str | None
    settled_at: Moment | None
