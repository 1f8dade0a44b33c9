"""How commands, outcomes and events look on the wire, by the names of their fields.

One rule for all: ids get their prefix, times their ISO form, minor units stand beside their asset, and what is absent
is null. So an outcome looks the same as an answer, in a proposal, in a look-up by key and in the log of acts.
"""

from dataclasses import fields, is_dataclass
from typing import Any, Final

import msgspec

from jiaozi.access.model import SUBJECT_PREFIXES, ProposalState, Role
from jiaozi.clock import format_time
from jiaozi.db.commands import Operations
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.wire.shapes import shown

PREFIXES: Final = {
    "operator": "ins", "other": "ins", "institution": "ins", "bank": "ins", "wallet": "wal", "payer": "wal",
    "payee": "wal", "holder": "hld", "customer": "hld", "bank_account": "bac", "merchant": "mer", "store": "sto",
    "payment": "pay", "refund": "rfd", "freeze": "frz", "journal": "jnl", "principal": "prn", "key": "key",
    "replaces": "key", "proposal": "ppl", "run": "irn", "device": "dev", "replaced": "dev", "signer": "dev",
    "debit": "acc", "credit": "acc",
    "cash_code": "csh", "external_bank": "xbk",
    "external_account": "xac", "exchange_order": "xch", "remittance": "rmt",
    "collect_code": "cod", "payer_token": "ptk",
    "sub_wallet": "wal",
    "payment_request": "prq", "split_plan": "spl", "plan": "spl", "seller": "mer",
    "webhook": "whk", "endpoint": "whk", "delivery": "dlv",
    "ward": "hld", "guardian": "hld", "guardianship": "grd", "heir": "wal",
    "holder_freeze": "hfz", "acquirer": "acq", "card_load": "cld",
    "application": "map", "terminal": "trm", "order": "ord",
    "failure_rule": "flr", "enrolment": "enr", "placed_by": "ins",
}  # fmt: skip
_TIMES: Final = ("_at", "_until")
_SECRET: Final = frozenset({"secret_hash", "secret_hashes", "share_hashes", "code_hashes"})
_IN_RENMINBI: Final = frozenset(
    {
        "lend_reserves",
        "repay_reserves",
        "fund_margin",
        "release_margin",
        "open_bank_account",
        "deposit_cash",
        "withdraw_cash",
        "pay_external_bank",
        "take_from_external_bank",
    }
)


def money(minor: int, asset: str = "E-CNY") -> dict[str, Any]:
    """An amount on the wire."""
    return {"minor": minor, "asset": asset}


def identifier(prefix: str, number: int) -> str | None:
    """An id on the wire; null for 0, which stands for none."""
    return encode_id(prefix, number) if number else None


def moment(at_us: int) -> str | None:
    """A time on the wire; null for 0."""
    return format_time(at_us) if at_us else None


def subject(role: str, number: int) -> str | None:
    """Whom a principal stands for."""
    prefix = SUBJECT_PREFIXES.get(Role(role))
    return identifier(prefix, number) if prefix else None


def plain(values: dict[str, Any], asset: str = "E-CNY") -> dict[str, Any]:
    """Fields by the rule of this module."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in _SECRET:
            continue
        if name.endswith("_minor") or name == "minor":
            found[name.removesuffix("_minor")] = None if value is None else money(value, asset)
        else:
            found[name] = _field(name, value, asset)
    return found


def _field(name: str, value: Any, asset: str) -> Any:
    if isinstance(value, dict):
        return plain(value, asset)
    if isinstance(value, list | tuple):
        return [plain(item, asset) if isinstance(item, dict) else item for item in value]
    if type(value) is not int:
        return value
    if name in PREFIXES:
        return identifier(PREFIXES[name], value)
    if name.endswith(_TIMES):
        return moment(value)
    return value


def asset_of(operation: str) -> str:
    """The asset in which an operation's amounts are."""
    return "CNY" if operation in _IN_RENMINBI else "E-CNY"


def outcome(decided: Any, operations: Operations | None = None) -> dict[str, Any]:
    """An outcome on the wire."""
    if isinstance(decided, Refusal):
        return refusal(decided)
    name, values = type(decided).__name__, decided._asdict()
    if name == "Decided":
        return _decided(values, operations)
    return shown(decided)


def refusal(refused: Refusal) -> dict[str, Any]:
    """A refusal among outcomes."""
    return {"refused": {"code": refused.code, "detail": refused.detail, "rule": refused.rule}}


def _decided(values: dict[str, Any], operations: Operations | None) -> dict[str, Any]:
    found: dict[str, Any] = {"proposal": encode_id("ppl", values["proposal"]), "state": values["state"]}
    decided = values["outcome"] if values["state"] != ProposalState.REJECTED else ""
    found["outcome"] = stored_outcome(operations, decided) if operations and decided else None
    return found


def stored_outcome(operations: Operations, text: str) -> dict[str, Any]:
    """A stored outcome on the wire."""
    return outcome(operations.decode_outcome(text), operations)


def stored_command(operation: str, text: str) -> dict[str, Any]:
    """A stored command on the wire; one proposed inside it too."""
    return command(operation, msgspec.json.decode(text))


def command(operation: str, values: dict[str, Any]) -> dict[str, Any]:
    """A command's fields on the wire."""
    if operation == "propose":
        return values | {"command": stored_command(values["operation"], values["command"])}
    if operation in ("create_principal", "create_twin_principal"):
        values = values | {"subject": subject(values["role"], values["subject"])}
    return plain(values, asset_of(operation))


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by name."""
    if not is_dataclass(value):
        raise TypeError(type(value).__name__)
    return {field.name: getattr(value, field.name) for field in fields(value)}
