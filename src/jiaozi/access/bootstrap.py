"""The first principals of a new world, made by whoever holds the process, with keys that are shown once."""

from collections.abc import Sequence
from typing import NamedTuple

from jiaozi.access.keys import Execute, hand_out
from jiaozi.access.model import PLATFORM, CreatePrincipal, IssueApiKey, PrincipalCreated, Role
from jiaozi.errors import Failure


class Credential(NamedTuple):
    """A principal with its fresh token. Printing it does not show the token."""

    principal: int
    role: Role
    name: str
    token: str

    def __repr__(self) -> str:
        return f"Credential({self.principal}, {self.role.value})"


def demo_parties(
    central_bank: int, operator: int, *, merchant: int, employer: int, holder: int
) -> tuple[CreatePrincipal, ...]:
    """One principal for each role, and a second person at the central bank and at the operator to approve.

    The numbers are ids: of the two institutions, and of a merchant, a corporate wallet and a holder at the operator.
    """
    return (
        CreatePrincipal(Role.CENTRAL_BANK, central_bank, 0, "Issue desk"),
        CreatePrincipal(Role.CENTRAL_BANK, central_bank, 0, "Issue desk, second person"),
        CreatePrincipal(Role.OPERATOR, operator, 0, "Operations desk"),
        CreatePrincipal(Role.OPERATOR, operator, 0, "Operations desk, second person"),
        CreatePrincipal(Role.MERCHANT, operator, merchant, "Merchant"),
        CreatePrincipal(Role.EMPLOYER, operator, employer, "Employer"),
        CreatePrincipal(Role.GOVERNMENT, 0, 0, "City government"),
        CreatePrincipal(Role.AUDITOR, 0, 0, "Auditor"),
        CreatePrincipal(Role.HOLDER, operator, holder, ""),
    )


def demo_credentials(execute: Execute, parties: Sequence[CreatePrincipal]) -> list[Credential]:
    """Makes the parties' principals and hands out a key for each, in the order given.

    Safe to call again: whoever already has a key from an earlier call gets none, and is left out. `execute` submits a
    command for a principal under an idempotency key. Raises the `Failure` that stopped it, `internal_error` when a
    party was refused.
    """
    found = []
    for number, party in enumerate(parties):
        made = execute(PLATFORM, f"demo:{number}", party).outcome
        if not isinstance(made, PrincipalCreated):
            raise made if isinstance(made, Failure) else Failure("internal_error", f"{party.role}: {made}")
        given = hand_out(execute, PLATFORM, f"demo:{number}", IssueApiKey(made.principal))
        if isinstance(given.outcome, Failure):
            raise given.outcome
        if given.token is not None:
            found.append(Credential(made.principal, Role(party.role), party.name, given.token))
    return found
