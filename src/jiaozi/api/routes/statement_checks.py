"""Whether a statement that somebody shows was issued here: for whoever has its code, without a key.

It tells what the paper tells already, as the ledger has it: the wallet by its id, so that nobody can show another's
statement as his own, and not who holds it.
"""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request

from jiaozi.api.desk import check_query, house_of, need
from jiaozi.api.routing import Router
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure
from jiaozi.kinds import Count, DayText, FenOrZero, Instant, Sha256, WalletNo
from jiaozi.records import dataclass
from jiaozi.statements.build import rebuilt
from jiaozi.statements.model import joined
from jiaozi.statements.proof import CODE_MAX, Claim, claim_of, digest_of
from jiaozi.wire.shapes import view

open_router = Router("/v1", "wallets")
Code = Annotated[str, Field(min_length=1, max_length=CODE_MAX, description="The verification code on the statement")]


@dataclass(frozen=True, slots=True)
class StatementCheckView:
    """A statement that was issued: its wallet, period and totals by the ledger, and the digest of what it told.
    `unchanged` unless what was recorded for its period has become another since: an entry came late, or a wrong clock's
    times were set right."""

    wallet: WalletNo
    operator_en: str
    operator_zh: str
    first: DayText
    last: DayText
    until: Instant
    complete: bool
    opening_minor: FenOrZero
    money_in_minor: FenOrZero
    money_out_minor: FenOrZero
    closing_minor: FenOrZero
    entries_count: Count
    sha256: Sha256
    unchanged: bool


@open_router.get("/statement-checks/{code}")
async def check_statement(request: Request, code: Code) -> StatementCheckView:
    """Whether a statement with this code was issued, and what it told. Needs no key. The codes of 60 statements can be
    checked in a minute, or of as many as the server is set to."""
    check_query(request)
    return await checked(request, code)


async def checked(request: Request, code: str) -> StatementCheckView:
    """What a code's statement told. Raises `Failure`: `checks_exceeded`; `Refused`: `statement_not_found`."""
    house = house_of(request)
    claim = need(claim_of(house.platform.keyring, code), "statement_not_found")
    async with house.checking:  # one after another, so that long statements hold up only each other
        made = house.checks.made
        if claim not in made:
            if not house.checks.take(request.client.host if request.client else ""):
                raise Failure("checks_exceeded")
            made[claim] = await house.readers.run(lambda connection: told(connection, claim))
    found: StatementCheckView | None = made[claim]
    return need(found, "statement_not_found")


def told(connection: Connection, claim: Claim) -> StatementCheckView | None:
    """What a code's statement told by the ledger; None where there is none such."""
    found = rebuilt(connection, claim)
    if found is None:
        return None
    return view(
        StatementCheckView,
        found,
        first=found.first.isoformat(),
        last=found.through.isoformat(),
        money_in_minor=found.in_minor,
        money_out_minor=found.out_minor,
        entries_count=len(joined(found.lines)),
        sha256=digest_of(found).hex(),
        unchanged=claim.is_of(found),
    )
