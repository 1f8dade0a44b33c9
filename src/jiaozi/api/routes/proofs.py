"""What can be proved of terms before two people open or approve them, for whoever may read the draft."""

from collections.abc import Callable
from typing import Annotated, Final, Literal

from jiaozi.api import whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, need
from jiaozi.api.problems import Refused
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import decode_id
from jiaozi.kinds import Count, Fen, FenOrZero, Instant, Length, OrNone, ProgramNo, Range, StoreNo, TemplateNo, Text
from jiaozi.payments.scene import of_program, of_template
from jiaozi.programs import store as programs
from jiaozi.programs.proving import Example, Proof
from jiaozi.programs.templates import store as templates
from jiaozi.programs.templates.model import ParameterValues, Version
from jiaozi.records import dataclass
from jiaozi.wire.shapes import view

DAYS: Final = 30
Property = Literal["spendable", "every_claim", "all_of_it", "condition", "budget", "ends"]
Word = Annotated[str, Text(40)]
router = Acts("/v1", "programs")


@dataclass(frozen=True, slots=True)
class ProofExampleView:
    """A claim of an instant pays `drawn` of a purchase at another, by a wallet of this kind at a store; `payments` of
    them use it up, where that was asked."""

    claimed_at: Instant
    at: Instant
    payer: Word
    store: StoreNo
    amount_minor: Fen
    drawn_minor: Fen
    payments: Count


@dataclass(frozen=True, slots=True)
class ProofView:
    """Whether a property of terms `holds`; null where it was not shown, and nobody can say that it is not so. Then the
    `rules` of the terms that stand in the way together, or the act that breaks it; the claim of a `payer` made `at` an
    instant that `ends_at` another; the `amount` that is left and cannot be spent."""

    property: Property
    holds: bool | None
    rules: Annotated[tuple[Word, ...], Length(0, 100)]
    at: OrNone[Instant]
    ends_at: OrNone[Instant]
    amount_minor: FenOrZero | None
    payer: Word | None
    example: ProofExampleView | None


@dataclass(frozen=True, slots=True)
class ProofsView:
    """What was found of all properties of terms; `proved` where each of them holds."""

    proved: bool
    properties: Annotated[tuple[ProofView, ...], Length(1, 10)]


@dataclass(frozen=True, slots=True)
class Proving:
    """Parameters of a template, and for how many days from now a program with them would be open."""

    parameters: ParameterValues
    days: Annotated[int, Range(1, 366)] = DAYS


@router.get("/programs/{program}/proof")
async def prove_program(desk: At, program: ProgramNo) -> ProofsView:
    """Proves a program's terms: whether a purchase can be paid, every claim be spent and all of it, and that no more
    than the budget goes out. For those who may read its figures. It takes a second or two; one at a time in each
    process."""

    def job(connection: Connection) -> list[Proof]:
        row = need(programs.program(connection, program), "program_not_found")
        desk.check_own("read_program_figures", whose.wallet(row.funder)(connection), "program_not_found")
        return of_program(connection, row, desk.platform.clock.now())

    return await _proved(desk, "read_program_figures", job)


@router.post("/templates/{template}/versions/{version}/proof", tag="templates")
async def prove_template(desk: At, template: TemplateNo, version: Version, body: Proving) -> ProofsView:
    """Proves a version of a template with parameters, of a program that would be open from now on; also before it is
    approved. For those who may read its draft. A reading: nothing is kept under its key, and repeated it tells how
    things stand then."""

    def job(connection: Connection) -> list[Proof]:
        row = need(templates.version(connection, template, version), "template_not_found")
        desk.check_own("read_template_drafts", whose.institution(row.institution)(connection), "template_not_found")
        content = templates.content_of(connection, row.sha256)
        found = of_template(connection, content, body.parameters, body.days, desk.platform.clock.now())
        if isinstance(found, Refusal):
            raise Refused(found)
        return found

    return await _proved(desk, "read_template_drafts", job)


async def _proved(desk: Desk, action: str, job: Callable[[Connection], list[Proof]]) -> ProofsView:
    desk.check_role(action)
    if desk.house.proving.locked():
        raise Failure("overloaded", "a proof is under way")
    async with desk.house.proving:
        try:
            found = await desk.read(action, job)
        except ImportError:
            raise Refused(Refusal("not_found", "z3-solver is not installed: pip install z3-solver")) from None
    shown = tuple(
        view(ProofView, each, at=each.at or 0, ends_at=each.ends_at or 0, example=_example(each.example))
        for each in found
    )
    return ProofsView(all(each.holds for each in found), shown)


def _example(found: Example | None) -> ProofExampleView | None:
    return None if found is None else view(ProofExampleView, found, store=StoreNo(decode_id("sto", found.store)))
