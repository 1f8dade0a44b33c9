"""Cofunding: a merchant agrees to bear its share of what a program's claims pay it."""

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Placed
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import Instant, MerchantNo, OrNone, ProgramNo, Sha256
from jiaozi.programs import store as rows
from jiaozi.programs.cofunding import AgreeCofunding, CofundingAgreed, CofundingEnded, EndCofunding
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "programs")
router.act(
    AgreeCofunding,
    CofundingAgreed,
    "/merchants/{merchant}/cofunding/{program}",
    owner=owners.bearer(agrees=True),
    status=201,
)
router.act(EndCofunding, CofundingEnded, "/merchants/{merchant}/cofunding/{program}/ending", owner=owners.bearer())


@dataclass(frozen=True, slots=True)
class CofundingView:
    """A merchant's agreement to bear its share of what a program's claims pay it, by terms of this SHA-256."""

    program: ProgramNo
    terms_sha256: Sha256
    agreed_at: Instant
    ended_at: OrNone[Instant]


@router.get("/merchants/{merchant}/cofunding")
async def list_cofunding(desk: At, merchant: MerchantNo, paging: Paging) -> Page[CofundingView]:
    """The programs of which a merchant bears its share, or did, by their ids."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[CofundingView]]:
        desk.check_own("read_cofunding", whose.bearer(merchant)(connection), "merchant_not_found")
        found = rows.cofunders_of(connection, merchant, after[0], limit)
        return [((each.program,), view(CofundingView, each, terms_sha256=each.terms)) for each in found]

    return await desk.listing("read_cofunding", f"cofunding:{merchant}", paging, job)
