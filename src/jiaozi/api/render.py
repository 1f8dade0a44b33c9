"""How stored commands and outcomes look outside: by the kinds of their fields, as bodies and answers do."""

from typing import Any

import msgspec

from jiaozi.access.model import SUBJECT_PREFIXES, Decided, Role
from jiaozi.api.problems import refusal_words
from jiaozi.db.commands import Operations
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.wire.shapes import shown, shown_fields


def subject(role: str, number: int) -> Any:
    """Whom a principal stands for: the role tells what its number is of."""
    prefix = SUBJECT_PREFIXES.get(Role(role))
    return encode_id(prefix, number) if prefix and number else None


def outcome(decided: Any, operations: Operations, role: str) -> dict[str, Any]:
    """An outcome as a role is answered it; of a decision with the act's own, of a refusal the words of its problem."""
    if isinstance(decided, Refusal):
        return {"refused": refusal_words(decided, role)}
    if not isinstance(decided, Decided):
        return shown(decided)
    acted = decided.outcome if decided.state != "rejected" else ""
    return shown(decided) | {"outcome": outcome(operations.decode_outcome(acted), operations, role) if acted else None}


def stored_command(operations: Operations, name: str, text: str) -> dict[str, Any]:
    """The command of an operation as it was stored, by what its class says today; one proposed inside it too."""
    values = msgspec.json.decode(text)
    if name == "propose":
        values["command"] = stored_command(operations, values["operation"], values["command"])
    elif "role" in values and "subject" in values:
        values["subject"] = subject(values["role"], values["subject"])
    return shown_fields(operations.by_name[name].command, values)
