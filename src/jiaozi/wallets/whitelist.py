"""The whitelist of an activity: who may open a wallet in Hong Kong before everybody may.

Only blind indexes of phone numbers are kept, each for the operator that registered it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi import rulebook, texts
from jiaozi.clock import china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WhitelistData
from jiaozi.keyring import Keyring
from jiaozi.kinds import Count, GivenPhone, InstitutionNo, Length, Text
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.rulebook import HongKong
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.model import PHONES_MAX
from jiaozi.wallets.phones import is_number
from jiaozi.wallets.schema import WHITELIST_COLUMNS
from jiaozi.wallets.store import whitelisted

_PATTERN: Final = "[a-z0-9][a-z0-9-]{0,39}"
_ACTIVITY: Final = re.compile(_PATTERN, re.ASCII)
Activity = Annotated[str, Text(40, 1, pattern=_PATTERN, example="jd-2023-03")]


@dataclass(frozen=True, slots=True)
class RegisterWhitelist:
    """Registers an operator's customers in Hong Kong for an activity such as `jd-2023-03`: phone numbers with a listed
    prefix. Those registered before are passed over."""

    operator: InstitutionNo
    activity: Activity
    phones: Annotated[tuple[GivenPhone, ...], Length(1, PHONES_MAX)]


class WhitelistRegistered(NamedTuple):
    """Numbers were registered; so many of them were new."""

    operator: InstitutionNo
    activity: Activity
    added: Count


class _Whitelists:
    """Handlers that index numbers."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def touch(self, tx: Tx, requests: Sequence[Request[RegisterWhitelist]]) -> None:
        """Names the operators: their locks keep openings and registrations apart."""
        tx.want(INSTITUTIONS, {request.command.operator for request in requests})

    def decide(self, tx: Tx, request: Request[RegisterWhitelist]) -> WhitelistRegistered | Refusal:
        """Refuses: `request_malformed` (activity, number of phones), `institution_not_found`, `class_not_available`
        (no whitelist decides there on this day), `holder_details_invalid` (a number, named by its place)."""
        command = request.command
        if not _ACTIVITY.fullmatch(command.activity) or not 0 < len(command.phones) <= PHONES_MAX:
            return Refusal("request_malformed", f"activity, or 1 to {PHONES_MAX} phones")
        operator = operator_of(tx, command.operator)
        if isinstance(operator, Refusal):
            return operator
        rules = rulebook.hong_kong(china_date(request.at))
        if rules.access != "whitelist" or operator.code not in rules.operators:
            return Refusal("class_not_available", "no whitelist", rules.rule.cite())
        phones = [texts.phone(phone) for phone in command.phones]
        wrong = [str(place) for place, phone in enumerate(phones, 1) if not _is_listed(phone, rules)]
        if wrong:
            return Refusal("holder_details_invalid", f"phones {', '.join(wrong[:20])}", rules.rule.cite())
        digests = dict.fromkeys(self._keyring.blind_index("phone", phone) for phone in phones)
        known = on_whitelist(tx, operator.id, digests)
        new = [digest for digest in digests if digest not in known]
        rows = tx.appender("whitelist", WHITELIST_COLUMNS)
        rows.extend((operator.id, digest, command.activity, request.at) for digest in new)
        known.update(new)
        told = WhitelistData(activity=command.activity, added=len(new))
        emit(tx, "whitelist.registered", request.at, operator.id, told)
        return WhitelistRegistered(operator=operator.id, activity=command.activity, added=len(new))


def _is_listed(phone: str, rules: HongKong) -> bool:
    return phone.startswith(rules.phone_prefixes) and is_number(phone)


def on_whitelist(tx: Tx, operator: int, digests: Iterable[str]) -> set[str]:
    """Which of these numbers an operator has registered, those of this group included. Its row is locked."""
    known: set[str] = tx.memo.setdefault(("whitelist", operator), set())
    known.update(whitelisted(tx.connection, operator, list(digests)))
    return known


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operation of whitelists, with the keyring that indexes numbers."""
    lists = _Whitelists(keyring)
    return (
        Operation("register_whitelist", RegisterWhitelist, WhitelistRegistered, lists.touch, one_by_one(lists.decide)),
    )
