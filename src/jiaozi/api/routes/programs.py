"""Programs: money bound to a purpose, its terms and figures; claims, and what each would pay."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from jiaozi.access.model import Role
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Placed, Walked, need
from jiaozi.api.filters import digits
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.details import zh_of
from jiaozi.errors import Refusal
from jiaozi.grantlists.granting import ClaimsGranted, GrantClaims
from jiaozi.kinds import (
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    Instant,
    InstitutionNo,
    MerchantNo,
    Name,
    OrNone,
    PaymentNo,
    ProgramNo,
    Sha256,
    StoreNo,
    TemplateNo,
    WalletNo,
)
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments import store as payments
from jiaozi.programs import store as rows
from jiaozi.programs.acts import (
    CreateProgram,
    FundProgram,
    ProgramCreated,
    ProgramFunded,
    ProgramSet,
    SetProgramState,
)
from jiaozi.programs.claiming import ClaimGivenBack, ClaimMade, ClaimProgram, GiveBackClaim
from jiaozi.programs.cofunding import AgreeCofunding, CofundingAgreed, CofundingEnded, EndCofunding
from jiaozi.programs.evaluate import RULES, NotSo, Purchase, payer_of
from jiaozi.programs.model import (
    Claim,
    ClaimState,
    ClaimStateNumber,
    Program,
    ProgramKindNumber,
    ProgramState,
    ProgramStateNumber,
)
from jiaozi.programs.passing import ClaimPassed, PassClaim, passing_rule
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.sources import Candidate, quote
from jiaozi.programs.spending import may_give
from jiaozi.programs.templates.model import Origin, ParameterValues, Version
from jiaozi.programs.templates.store import origins_of
from jiaozi.programs.terms import Terms
from jiaozi.programs.withdrawing import ClaimWithdrawn, WithdrawClaim, withdrawal_rule
from jiaozi.records import dataclass
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import WALLETS
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "programs")
router.act(SetProgramState, ProgramSet, "/programs/{program}/state", owner=owners.program(), proposed=True)
router.act(GrantClaims, ClaimsGranted, "/programs/{program}/grants", owner=owners.program(), status=201)
router.act(ClaimProgram, ClaimMade, "/programs/{program}/claims", owner=owners.wallet(), status=201)
router.act(GiveBackClaim, ClaimGivenBack, "/wallets/{wallet}/claims/{claim}/surrender", owner=owners.wallet())
router.act(WithdrawClaim, ClaimWithdrawn, "/wallets/{wallet}/claims/{claim}/withdrawal", owner=owners.wallet())
router.act(
    AgreeCofunding,
    CofundingAgreed,
    "/merchants/{merchant}/cofunding/{program}",
    owner=owners.merchant(),
    status=201,
)
router.act(EndCofunding, CofundingEnded, "/merchants/{merchant}/cofunding/{program}/ending", owner=owners.merchant())
router.act(PassClaim, ClaimPassed, "/wallets/{wallet}/claims/{claim}/transfer", owner=owners.wallet(), status=201)


@dataclass(frozen=True, slots=True)
class ProgramView:
    """A program and its terms, as everybody may read it once it is no draft. `template` and `version` are where the
    terms came from, with which `parameters`; null and none where they were written for it alone."""

    id: ProgramNo
    operator: InstitutionNo
    kind: ProgramKindNumber
    state: ProgramStateNumber
    name_en: Name
    name_zh: Name
    terms: Terms
    terms_sha256: Sha256
    template: OrNone[TemplateNo]
    version: OrNone[Version]
    parameters: ParameterValues
    opens_at: Instant
    claims_until: Instant
    expires_at: Instant
    created_at: Instant


@dataclass(frozen=True, slots=True)
class ProgramInListView:
    """A program in a list, which has no terms: they may be long. Whoever looks for a claim to take is told what one is
    worth (`face`), where that is no percentage."""

    id: ProgramNo
    operator: InstitutionNo
    kind: ProgramKindNumber
    state: ProgramStateNumber
    name_en: Name
    name_zh: Name
    terms_sha256: Sha256
    template: OrNone[TemplateNo]
    version: OrNone[Version]
    opens_at: Instant
    claims_until: Instant
    expires_at: Instant
    created_at: Instant
    face_minor: OrNone[Fen]


@dataclass(frozen=True, slots=True)
class ProgramFiguresView:
    """A program's money: `budget` is what was paid in, and is what is free, what is promised to those whom campaigns
    draw, what claims hold, what was spent, what became its holders' own, and what went back to the funder. `open` of
    its `claims` have something left; `unused` came back whole, which the `quota` does not count."""

    id: ProgramNo
    funder: WalletNo
    budget_minor: FenOrZero
    free_minor: FenOrZero
    promised_minor: FenOrZero
    held_minor: FenOrZero
    spent_minor: FenOrZero
    borne_minor: FenOrZero
    unbound_minor: FenOrZero
    reclaimed_minor: FenOrZero
    quota: Count
    claims: Count
    open: Count
    unused: Count


@dataclass(frozen=True, slots=True)
class ProgramClaimView:
    """A claim as its program's side sees it; whose it is, and what became of it, only the operator and auditors are
    told: who granted it knows whom it was given to, and could watch him spend."""

    id: ClaimNo
    number: Count
    wallet: OrNone[WalletNo]
    value_minor: Fen
    left_minor: FenOrZero | None
    state: ClaimStateNumber | None
    claimed_at: Instant
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class WalletClaimView:
    """A claim as its holder sees it, how often it was passed on before it had it, and whether it may make it its own
    money now or pass it on. Where a store and an amount were asked about: what it would `pay` of that alone, or null,
    and then the rule that forbids it, with why in both languages."""

    id: ClaimNo
    program: ProgramNo
    kind: ProgramKindNumber
    name_en: Name
    name_zh: Name
    value_minor: Fen
    left_minor: FenOrZero
    state: ClaimStateNumber
    claimed_at: Instant
    expires_at: Instant
    passes: Count
    withdrawable: bool
    transferable: bool
    pays_minor: OrNone[Fen]
    rule: str | None
    why_en: str | None
    why_zh: str | None


@dataclass(frozen=True, slots=True)
class CofundingView:
    """A merchant's agreement to bear its share of what a program's claims pay it, by terms of this SHA-256."""

    program: ProgramNo
    terms_sha256: Sha256
    agreed_at: Instant
    ended_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class PaymentSourceView:
    """What a claim paid of a payment, and what of that came back."""

    n: Count
    claim: ClaimNo
    program: ProgramNo
    amount_minor: Fen
    returned_minor: FenOrZero


NO_TEMPLATE: Final = Origin(ProgramNo(0), TemplateNo(0), 0, ())


def _view(row: Program, terms: Terms, origin: Origin) -> ProgramView:
    return view(
        ProgramView,
        row,
        terms=terms,
        terms_sha256=row.terms,
        template=origin.template,
        version=origin.version,
        parameters=origin.parameters,
    )


@router.get("/programs")
async def list_programs(desk: At, paging: Paging) -> Page[ProgramInListView]:
    """Programs, oldest first: those whose figures one may read (all, an operator's, or those that one's own wallets
    fund); for a holder those that are open, and that its wallets may take claims of by themselves."""
    looks = _to_take if desk.principal.role is Role.HOLDER else _of_figures

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> Walked[ProgramInListView]:
        return looks(desk, connection, after, limit)

    return await desk.walked("read_program_list", "programs", paging, job)


def _of_figures(desk: Desk, connection: Connection, after: tuple[int, ...], limit: int) -> Walked[ProgramInListView]:
    operator = 0 if desk.sees_all("read_program_figures") else desk.principal.institution
    found = rows.programs_page(connection, operator, _funders(desk, connection), after[0], limit + 1)
    origins = origins_of(connection, [row.id for row in found])
    return _walked(found, after, limit, [_listed(row, origins) for row in found[:limit]])


def _to_take(desk: Desk, connection: Connection, after: tuple[int, ...], limit: int) -> Walked[ProgramInListView]:
    found = rows.giving_page(connection, desk.platform.clock.now(), after[0], limit + 1)
    terms = rows.terms_of(connection, {row.terms for row in found})
    mine = [row for row in found[:limit] if _takes(terms[row.terms], desk.principal.institution)]
    origins = origins_of(connection, [row.id for row in mine])
    shown = [_listed(row, origins, terms[row.terms].how_much.face_minor) for row in mine]
    return _walked(found, after, limit, shown)


def _takes(terms: Terms, operator: InstitutionNo) -> bool:
    """Whether a person with a wallet at an operator may take a claim: nobody takes one that is granted to a list. What
    else the terms ask, of a class or of Hong Kong, is asked of the wallet when it takes one."""
    who = terms.who
    there = not who.operators or operator in who.operators
    return not who.listed and there and (not who.kinds or "personal" in who.kinds)


def _walked(
    found: list[Program], after: tuple[int, ...], limit: int, shown: list[ProgramInListView]
) -> Walked[ProgramInListView]:
    """What is shown of a window of programs, and where it ends."""
    return Walked(shown, (found[:limit][-1].id,) if found else after, len(found) > limit)


def _listed(row: Program, origins: Mapping[ProgramNo, Origin], face_minor: int = 0) -> ProgramInListView:
    origin = origins.get(row.id, NO_TEMPLATE)
    return view(
        ProgramInListView,
        row,
        terms_sha256=row.terms,
        template=origin.template,
        version=origin.version,
        face_minor=face_minor,
    )


def _funders(desk: Desk, connection: Connection) -> list[int] | None:
    """The wallets of whoever asks for a customer; None where all of an institution's count."""
    subject = desk.principal.subject
    if desk.principal.role is Role.EMPLOYER:
        return [subject]
    if desk.principal.role is Role.MERCHANT:
        row = payments.merchant(connection, subject)
        return [] if row is None else [row.wallet]
    return None


@router.get("/programs/{program}")
async def get_program(desk: At, program: ProgramNo) -> ProgramView:
    """A program and its terms. A draft is there for its funder and its operator alone."""

    def job(connection: Connection) -> ProgramView:
        row = need(rows.program(connection, program), "program_not_found")
        if row.state == ProgramState.DRAFT and not desk.may(
            "read_program_figures", whose.wallet(row.funder)(connection)
        ):
            raise Refused(Refusal("program_not_found"))
        origin = origins_of(connection, [row.id]).get(row.id, NO_TEMPLATE)
        return _view(row, rows.terms_by(connection, row.terms), origin)

    return await desk.read("read_program", job)


router.act(
    CreateProgram,
    ProgramCreated,
    "/programs",
    owner=owners.wallet("funder"),
    status=201,
    thing=read_by(get_program, "program"),
)


def _own(desk: Desk, connection: Connection, program: ProgramNo, action: str) -> Program:
    row = need(rows.program(connection, program), "program_not_found")
    desk.check_own(action, whose.wallet(row.funder)(connection), "program_not_found")
    return row


@router.get("/programs/{program}/figures")
async def get_program_figures(desk: At, program: ProgramNo) -> ProgramFiguresView:
    """A program's money, for its funder, its operator and those who supervise."""

    def job(connection: Connection) -> ProgramFiguresView:
        return view(ProgramFiguresView, _own(desk, connection, program, "read_program_figures"))

    return await desk.read("read_program_figures", job)


router.act(
    FundProgram,
    ProgramFunded,
    "/programs/{program}/funding",
    owner=owners.wallet(),
    status=201,
    thing=read_by(get_program_figures, "program"),
)


@router.get("/programs/{program}/claims")
async def list_program_claims(desk: At, program: ProgramNo, paging: Paging) -> Page[ProgramClaimView]:
    """A program's claims, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[ProgramClaimView]]:
        row = _own(desk, connection, program, "read_program_claims")
        named = desk.principal.role in (Role.OPERATOR, Role.AUDITOR)
        found = rows.claims_page(connection, row.id, after[0], limit)
        hidden = {} if named else {"wallet": WalletNo(0), "left_minor": None, "state": None}
        return [((each.id,), view(ProgramClaimView, each, **hidden)) for each in found]

    return await desk.listing("read_program_claims", f"program-claims:{program}", paging, job)


_Amount = Annotated[
    int | None,
    Field(ge=1, le=AMOUNT_MAX, description="Fen: what each claim would pay of so much at the store"),
    BeforeValidator(digits),
]


_Store = Annotated[StoreNo | None, Field(description="What each claim would pay at this store")]


@router.get("/wallets/{wallet}/claims")
async def list_wallet_claims(
    desk: At,
    wallet: WalletNo,
    paging: Paging,
    store: _Store = None,
    amount: _Amount = None,
) -> Page[WalletClaimView]:
    """A wallet's claims, oldest first; with a store and an amount, what each would pay of that alone, or why not."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[WalletClaimView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_claims")
        asked = _purchase(desk, connection, row, store, amount) if store and amount else None
        found, now = rows.claims_of(connection, row.id, after[0], limit), desk.platform.clock.now()
        return _claims(connection, row, found, asked, now)

    return await desk.listing("read_claims", f"claims:{wallet}", paging, job)


def _purchase(desk: Desk, connection: Connection, payer: Wallet, shop: StoreNo, amount: int) -> Purchase:
    place = need(payments.store(connection, shop), "store_not_found")
    merchant = need(payments.merchant(connection, place.merchant), "store_not_found")
    return Purchase(
        at=desk.platform.clock.now(),
        amount_minor=amount,
        store=place.id,
        merchant=merchant.id,
        category=merchant.category,
        region=place.region,
        payer=payer_of(payer),
    )


def _claims(
    connection: Connection, wallet: Wallet, claims: list[Claim], asked: Purchase | None, now: int
) -> list[Placed[WalletClaimView]]:
    programs = {row.id: row for row in PROGRAMS.read(connection, {each.program for each in claims})}
    pockets = rows.pockets_of(connection, wallet.id, programs)
    terms = rows.terms_of(connection, {row.terms for row in programs.values()})
    funders = {row.id: row for row in WALLETS.read(connection, {row.funder for row in programs.values()})}
    shown: list[Placed[WalletClaimView]] = []
    for each in claims:
        program = programs[each.program]
        still = not may_give(funders[program.funder])
        merchant = MerchantNo(0) if asked is None else asked.merchant
        agreed = rows.bears(connection, program, terms[program.terms], merchant)
        candidate = Candidate(each, program, pockets[each.program], terms[program.terms], still, agreed)
        shown.append(((each.id,), _claim(candidate, asked, now)))
    return shown


def _claim(candidate: Candidate, asked: Purchase | None, now: int) -> WalletClaimView:
    claim, program, terms = candidate.claim, candidate.program, candidate.terms
    open_one = asked is not None and claim.state == ClaimState.OPEN
    found = quote(asked, candidate) if asked is not None and open_one else 0
    rule = found.rule if isinstance(found, NotSo) else None
    return view(
        WalletClaimView,
        claim,
        kind=program.kind,
        name_en=program.name_en,
        name_zh=program.name_zh,
        transferable=claim.state == ClaimState.OPEN and not passing_rule(terms, program, claim, now),
        withdrawable=claim.state == ClaimState.OPEN and not withdrawal_rule(terms, program, claim, now),
        pays_minor=0 if isinstance(found, NotSo) else found,
        rule=rule,
        why_en=None if rule is None else RULES[rule],
        why_zh=None if rule is None else zh_of(RULES[rule]),
    )


@router.get("/payments/{payment}/sources")
async def list_payment_sources(desk: At, payment: PaymentNo, paging: Paging) -> Page[PaymentSourceView]:
    """What claims of programs paid of a payment, in the order in which they were drawn on: for the payer's side."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PaymentSourceView]]:
        row = need(payments.payment(connection, payment), "payment_not_found")
        desk.check_own("read_claims", whose.wallet(row.payer)(connection), "payment_not_found")
        found = [each for each in rows.sources_page(connection, row.id) if each.claim and each.n >= after[0]]
        shown: list[Placed[PaymentSourceView]] = [((each.n + 1,), view(PaymentSourceView, each)) for each in found]
        return shown[:limit]

    return await desk.listing("read_claims", f"sources:{payment}", paging, job)


@router.get("/merchants/{merchant}/cofunding")
async def list_cofunding(desk: At, merchant: MerchantNo, paging: Paging) -> Page[CofundingView]:
    """The programs of which a merchant bears its share, or did, by their ids."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[CofundingView]]:
        desk.check_own("read_cofunding", whose.merchant(merchant)(connection), "merchant_not_found")
        found = rows.cofunders_of(connection, merchant, after[0], limit)
        return [((each.program,), view(CofundingView, each, terms_sha256=each.terms)) for each in found]

    return await desk.listing("read_cofunding", f"cofunding:{merchant}", paging, job)
