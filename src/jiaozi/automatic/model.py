"""The data of bills that are paid by themselves: what is asked for and what it comes to."""

from typing import Final, NamedTuple

from jiaozi.billing.model import BillNumber, RefusalCode
from jiaozi.kinds import CustomerAccount, Day, Fen, MandateNo, MerchantNo, OrNone, PaymentNo, Reference, WalletNo
from jiaozi.mandates.model import PAYS, Pays
from jiaozi.records import dataclass

__all__ = ("PAYS", "BillTended", "BillsConsented", "ConsentToBills", "TendBill")
TRIES_MAX: Final = 5


@dataclass(frozen=True, slots=True)
class ConsentToBills:
    """A payer lets a biller's bills for one account there (a meter, a pupil, a phone) be paid by themselves: at most so
    much for each and in each month, from 08:00 of the day that a bill is `due`, or once it is `presented`. It is a
    mandate of these bills alone: changed, paused, resumed and ended as one. `bill` is the number of one that the
    account has had, which who is billed knows."""

    payer: WalletNo
    merchant: MerchantNo
    account: CustomerAccount
    bill: BillNumber
    per_bill_minor: Fen
    per_month_minor: Fen
    pays: Pays = "due"
    last_day: OrNone[Day] = 0
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class TendBill:
    """Pays a bill by the consent that there is for its account, if it is time; the worker's own act."""

    merchant: MerchantNo
    number: BillNumber


class BillsConsented(NamedTuple):
    """Bills of an account are paid by themselves, by this mandate."""

    mandate: MandateNo


class BillTended(NamedTuple):
    """A bill was paid, or not: `code` says why not; without one nobody has consented to it by now."""

    merchant: MerchantNo
    number: BillNumber
    payment: OrNone[PaymentNo]
    code: RefusalCode
