"""A program's life: written with its terms, funded, opened, paused and stopped. Nothing is promised that is not
there."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, Protocol

from msgspec import UNSET

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ProgramData, ProgramMoneyData
from jiaozi.kinds import Count, Fen, FenOrZero, Instant, JournalNo, Name, ProgramNo, Sha256, WalletNo
from jiaozi.ledger.model import Code, Journal, Kind
from jiaozi.ledger.post import open_account, post
from jiaozi.money import ECNY, is_amount
from jiaozi.outbox import emit
from jiaozi.programs.faults import place_refusal, terms_refusal
from jiaozi.programs.model import PROGRAM_KINDS, PROGRAM_STATES, Program, ProgramKindName, ProgramState
from jiaozi.programs.parts import ONWARD
from jiaozi.programs.places.store import version
from jiaozi.programs.schema import FUNDING_COLUMNS, PROGRAMS, TERM_COLUMNS
from jiaozi.programs.store import drafts_of, has_terms, terms_by
from jiaozi.programs.store import program as program_row
from jiaozi.programs.templates.model import Origin
from jiaozi.programs.templates.schema import TEMPLATE_VERSIONS
from jiaozi.programs.templates.store import origins_of
from jiaozi.programs.templates.writing import usable
from jiaozi.programs.terms import Span, Terms, passing_of, rest_of, withdrawal_of, written
from jiaozi.records import dataclass
from jiaozi.scheme.between import Move, legs_of, short_of, touch_places
from jiaozi.scheme.model import CENTRAL_BANK, Regime
from jiaozi.texts import is_plain
from jiaozi.wallets.acts import account_of, limit_table, out_freeze_refusal, wallet_of
from jiaozi.wallets.acts import short_of as short_by
from jiaozi.wallets.model import HOLDER_KINDS, Wallet, is_sub, place_of
from jiaozi.wallets.schema import USAGES, WALLETS

NAME_MAX: Final = 120
DRAFTS_MAX: Final = 100
"""Drafts of one funder."""
Steered = Literal["open", "paused", "stopped"]
_STEPS: Final[dict[Steered, tuple[ProgramState, frozenset[int]]]] = {
    "open": (ProgramState.OPEN, frozenset({ProgramState.DRAFT, ProgramState.PAUSED})),
    "paused": (ProgramState.PAUSED, frozenset({ProgramState.OPEN})),
    "stopped": (ProgramState.STOPPED, frozenset({ProgramState.DRAFT, ProgramState.OPEN, ProgramState.PAUSED})),
}
"""What a program can be brought to, and from where."""


@dataclass(frozen=True, slots=True)
class CreateProgram:
    """Writes a program with its terms, which never change. It is a draft until two people open it; `funder` is the
    company's wallet that pays for it and gets back what is not spent."""

    funder: WalletNo
    kind: ProgramKindName
    name_en: Name
    name_zh: Name
    terms: Terms
    opens_at: Instant
    claims_until: Instant
    expires_at: Instant
    quota: Count = 0


@dataclass(frozen=True, slots=True)
class FundProgram:
    """The funder pays money into the program's pot, from where it goes to holders, or back."""

    program: ProgramNo
    wallet: WalletNo
    amount_minor: Fen


@dataclass(frozen=True, slots=True)
class DiscardProgram:
    """Its funder discards a draft, for good: it is stopped, and what was paid into it comes back."""

    program: ProgramNo


@dataclass(frozen=True, slots=True)
class SetProgramState:
    """Opens a draft or a paused program, pauses it, or stops it for good."""

    program: ProgramNo
    state: Steered


class ProgramCreated(NamedTuple):
    """A program is written, as a draft."""

    program: ProgramNo
    terms_sha256: Sha256


class ProgramFunded(NamedTuple):
    """Money is in a program's pot. `budget` is all that was paid in so far, `free` what nobody has claimed."""

    program: ProgramNo
    journal: JournalNo
    budget_minor: FenOrZero
    free_minor: FenOrZero


class ProgramDiscarded(NamedTuple):
    """A draft was discarded; what was paid into it comes back to its funder."""

    program: ProgramNo


class ProgramSet(NamedTuple):
    """A program is in another state."""

    program: ProgramNo
    state: Steered


def program_of(tx: Tx, number: ProgramNo) -> Program | Refusal:
    """The locked program. Refuses: `program_not_found`."""
    found = tx.rows(PROGRAMS).get(number)
    return Refusal("program_not_found") if found is None else found


class Draft(Protocol):
    """What every command says that writes a program, whatever its terms come from."""

    @property
    def funder(self) -> WalletNo:
        """Whose wallet pays for it."""

    @property
    def name_en(self) -> Name:
        """What it is called in English."""

    @property
    def name_zh(self) -> Name:
        """What it is called in Chinese."""

    @property
    def opens_at(self) -> Instant:
        """From when on it is claimed and spent."""

    @property
    def claims_until(self) -> Instant:
        """Until when claims are given."""

    @property
    def expires_at(self) -> Instant:
        """Until when they are spent."""

    @property
    def quota(self) -> Count:
        """How many claims there may be, 0 for any number."""


def _touch_create(tx: Tx, requests: Sequence[Request[CreateProgram]]) -> None:
    tx.want(WALLETS, {request.command.funder for request in requests})


def _create(tx: Tx, request: Request[CreateProgram]) -> ProgramCreated | Refusal:
    """Refuses: `program_needs_template` by the rule book, what `written_draft` does."""
    refusal = template_rule_refusal(request.at)
    if refusal is not None:
        return refusal
    program = written_draft(tx, request, request.command.kind, request.command.terms)
    return program if isinstance(program, Refusal) else ProgramCreated(program.id, program.terms)


def template_rule_refusal(at: int) -> Refusal | None:
    """Why a program without a template is neither written nor opened at an instant. Refuses:
    `program_needs_template`."""
    found = rulebook.program_templates(china_date(at))
    return Refusal("program_needs_template", rule=found.rule.cite()) if found.needed else None


def written_draft(tx: Tx, request: Request[Draft], kind: ProgramKindName, terms: Terms) -> Program | Refusal:
    """A new program of a locked funder, as a draft. Refuses: `request_malformed` (names), `program_terms_invalid` with
    the place, `wallet_not_found`, `wallet_closed`, `usage_not_allowed` (a person's wallet, or a sub-wallet),
    `drafts_exceeded`."""
    command = request.command
    if not all(is_plain(name, NAME_MAX) for name in (command.name_en, command.name_zh)):
        return Refusal("request_malformed", "name in both languages")
    span = Span(command.opens_at, command.claims_until, command.expires_at, command.quota)
    refusal = terms_refusal(terms, voucher=kind == "voucher", span=span, at=request.at)
    if refusal is not None:
        return refusal
    funder = wallet_of(tx, command.funder)
    if isinstance(funder, Refusal):
        return funder
    if funder.kind != HOLDER_KINDS["corporate"] or is_sub(funder):
        return Refusal("usage_not_allowed", "a company's wallet funds a program")
    refusal = _onward_refusal(tx, terms, funder.id, command.expires_at) or _places_refusal(tx, terms)
    if refusal is not None:
        return refusal
    if _drafts(tx, funder.id) >= DRAFTS_MAX:
        return Refusal("drafts_exceeded")
    book = CENTRAL_BANK if funder.regime == Regime.M0_CASH else funder.operator
    open_account(tx, request.id, book, ECNY.id, Kind.PURPOSE, funder.id)
    program = Program(
        id=request.id,
        funder=funder.id,
        operator=funder.operator,
        regime=funder.regime,
        account=request.id,
        kind=PROGRAM_KINDS[kind],
        name_en=command.name_en,
        name_zh=command.name_zh,
        terms=_kept(tx, terms),
        state=ProgramState.DRAFT,
        opens_at=command.opens_at,
        claims_until=command.claims_until,
        expires_at=command.expires_at,
        quota=command.quota,
        budget_minor=0,
        held_minor=0,
        spent_minor=0,
        reclaimed_minor=0,
        claims=0,
        open=0,
        created_at=request.at,
    )
    return tx.rows(PROGRAMS).add(program)


def _onward_refusal(tx: Tx, terms: Terms, funder: WalletNo, expires_at: int) -> Refusal | None:
    """Whether what is left can go to the program that terms name: one of the same funder's that ends later."""
    number = rest_of(terms).program
    if not number:
        return None
    row = tx.rows(PROGRAMS).rows.get(number) or program_row(tx.connection, number)
    if row is not None and row.funder == funder and row.expires_at > expires_at and row.state <= ProgramState.PAUSED:
        return None
    return place_refusal(ONWARD, "the funder has no such one that ends later")


def _places_refusal(tx: Tx, terms: Terms) -> Refusal | None:
    """Whether the versions of lists that terms name are there, which never change."""
    for side, places in (("allow", terms.where.allow.places), ("deny", terms.where.deny.places)):
        for n, each in enumerate(() if places is UNSET else places.lists):
            if version(tx.connection, each.place_list, each.version) is None:
                return place_refusal(f"where.{side}.places.lists[{n}]", "there is no such one")
    return None


def _drafts(tx: Tx, funder: WalletNo) -> int:
    """How many drafts a locked funder has, those of this group included."""
    here = [row for row in tx.rows(PROGRAMS).rows.values() if row.funder == funder and row.state == ProgramState.DRAFT]
    return len({row.id for row in here} | set(drafts_of(tx.connection, funder)))


def _kept(tx: Tx, terms: Terms) -> str:
    """The SHA-256 of terms, which are written unless they are there already."""
    text, number = written(terms)
    here: set[str] = tx.memo.setdefault(Terms, set())
    if number not in here and not has_terms(tx.connection, number):
        tx.appender("program_terms", TERM_COLUMNS).append((number, text))
    here.add(number)
    return number


def _touch_fund(tx: Tx, requests: Sequence[Request[FundProgram]]) -> Iterator[None]:
    tx.want(WALLETS, {request.command.wallet for request in requests})
    tx.want(USAGES, {request.command.wallet for request in requests})
    tx.want(PROGRAMS, {request.command.program for request in requests})
    yield
    for request in requests:
        wallet, program = tx.rows(WALLETS).get(request.command.wallet), tx.rows(PROGRAMS).get(request.command.program)
        if wallet is not None and program is not None:
            touch_places(tx, place_of(wallet), program.pot)


def _fund(tx: Tx, request: Request[FundProgram]) -> ProgramFunded | Refusal:
    """Refuses: `amount_invalid`, `wallet_not_found`, `wallet_closed`, `program_not_found` (also another's),
    `program_state_invalid` (it is over), `wallet_frozen`, `wallet_frozen_amount`, `insufficient_funds`,
    `settlement_cap_exceeded`, `operator_illiquid`; where the money may become others' own also
    `limit_single_exceeded`, `limit_daily_exceeded`, `limit_yearly_exceeded`."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    program = program_of(tx, command.program)
    if isinstance(program, Refusal) or program.funder != wallet.id:
        return Refusal("program_not_found")
    if program.over(request.at):
        return Refusal("program_state_invalid", "it is over already")
    counted = _may_be_free(tx, program)
    refusal = _funder_refusal(tx, wallet, command.amount_minor, request.at, counted=counted)
    if refusal is not None:
        return refusal
    legs = legs_of(tx, [Move(place_of(wallet), program.pot, command.amount_minor)], Code.BUDGET)
    if isinstance(legs, Refusal):
        return legs
    outcome = short_of(post(tx, (Journal(request.id, request.at, legs.legs),))[0], legs.legs, (wallet.account,))
    if isinstance(outcome, Refusal):
        return outcome
    if not program.budget_minor:
        wallet.funds += 1
        tx.rows(WALLETS).changed(wallet)
    program.budget_minor += command.amount_minor
    tx.rows(PROGRAMS).changed(program)
    if counted:
        usage = tx.rows(USAGES)[wallet.id]
        usage.at(outcome.recorded_at).add(command.amount_minor)
        tx.rows(USAGES).changed(usage)
    row = (outcome.journal, program.id, wallet.id, command.amount_minor, outcome.recorded_at, int(counted))
    tx.appender("program_fundings", FUNDING_COLUMNS).append(row)
    told = ProgramMoneyData(
        program=program.id, wallet=wallet.id, amount_minor=command.amount_minor, journal=outcome.journal
    )
    emit(tx, "program.funded", request.at, program.operator, told)
    return ProgramFunded(
        program=program.id,
        journal=outcome.journal,
        budget_minor=program.budget_minor,
        free_minor=program.free_minor,
    )


def _touch_discard(tx: Tx, requests: Sequence[Request[DiscardProgram]]) -> None:
    tx.want(PROGRAMS, {request.command.program for request in requests})


def _discard(tx: Tx, request: Request[DiscardProgram]) -> ProgramDiscarded | Refusal:
    """Refuses: `program_not_found`, `program_state_invalid` (two people have opened it, or it is over)."""
    program = program_of(tx, request.command.program)
    if isinstance(program, Refusal):
        return program
    if program.state != ProgramState.DRAFT:
        return Refusal("program_state_invalid", f"it is {PROGRAM_STATES[program.state]}")
    _bring(tx, program, ProgramState.STOPPED, request.at)
    return ProgramDiscarded(program.id)


def _bring(tx: Tx, program: Program, to: ProgramState, at: int) -> None:
    """Brings a locked program to a state."""
    program.state = to
    if to == ProgramState.STOPPED:
        program.stopped_at = at
    else:
        program.paused_at = at if to == ProgramState.PAUSED else 0
    tx.rows(PROGRAMS).changed(program)
    tell(tx, program, to, at)


def _funder_refusal(tx: Tx, wallet: Wallet, amount: int, at: int, *, counted: bool) -> Refusal | None:
    """What forbids a funder to pay in: freezes, its payment limits where they count it, and its money."""
    account = account_of(tx, wallet)
    refusal = out_freeze_refusal(wallet, account, amount)
    if refusal is None and counted:
        refusal = limit_table(tx).out_refusal(wallet, tx.rows(USAGES)[wallet.id].at(at), amount, at)
    if refusal is None and account.available < amount:
        return short_by(account.available, amount)
    return refusal


def _may_be_free(tx: Tx, program: Program) -> bool:
    """Whether money of a program may become others' own, or go from one to the next, without a purchase: by its terms,
    or those of the program that has what is left, which was written before it."""
    seen: Program | None = program
    while seen is not None:
        terms = terms_by(tx.connection, seen.terms)
        rest = rest_of(terms)
        if rest.to == "holder" or withdrawal_of(terms).allowed or passing_of(terms).times:
            return True
        seen = program_row(tx.connection, rest.program) if rest.program else None
    return False


def _touch_state(tx: Tx, requests: Sequence[Request[SetProgramState]]) -> None:
    """Of what is opened the template, too, so that nobody suspends it meanwhile. Where terms came from never changes,
    and is read without a lock."""
    programs = {request.command.program for request in requests}
    origins = origins_of(tx.connection, programs)
    tx.memo.setdefault(Origin, {}).update(origins)
    tx.want(TEMPLATE_VERSIONS, {(origin.template, origin.version) for origin in origins.values()})
    tx.want(PROGRAMS, programs)


def _set_state(tx: Tx, request: Request[SetProgramState]) -> ProgramSet | Refusal:
    """Refuses: `program_not_found`, `program_state_invalid` with the state that it is in, or because it is over; of a
    draft that is opened also `template_not_approved`, `program_needs_template` by the rule book."""
    command = request.command
    program = program_of(tx, command.program)
    if isinstance(program, Refusal):
        return program
    to, before = _STEPS[command.state]
    if program.state not in before:
        return Refusal("program_state_invalid", f"it is {PROGRAM_STATES[program.state]}")
    if to != ProgramState.STOPPED and request.at >= program.expires_at and not _waits(tx, program):
        return Refusal("program_state_invalid", "it is over already")
    if to == ProgramState.OPEN and program.state == ProgramState.DRAFT:
        refusal = _opening_refusal(tx, program, request.at)
        if refusal is not None:
            return refusal
    _bring(tx, program, to, request.at)
    return ProgramSet(program.id, command.state)


def _waits(tx: Tx, program: Program) -> bool:
    """Whether a paused program keeps claims that are their holders' own money once it is open again."""
    waiting = program.state == ProgramState.PAUSED and program.open
    return bool(waiting) and rest_of(terms_by(tx.connection, program.terms)).to == "holder"


def _opening_refusal(tx: Tx, program: Program, at: int) -> Refusal | None:
    """Why a draft is not opened because of where its terms came from."""
    origin: Origin | None = tx.memo.get(Origin, {}).get(program.id)
    if origin is None:
        return template_rule_refusal(at)
    found = usable(tx, origin.template, origin.version)
    return found if isinstance(found, Refusal) else None


def tell(tx: Tx, program: Program, state: ProgramState, at: int) -> None:
    """Writes the event of a program's new state."""
    told = ProgramData(program=program.id, wallet=program.funder)
    emit(tx, f"program.{PROGRAM_STATES[state]}", at, program.operator, told)


OPERATIONS: Final = (
    Operation("create_program", CreateProgram, ProgramCreated, _touch_create, one_by_one(_create), True),
    Operation("fund_program", FundProgram, ProgramFunded, _touch_fund, one_by_one(_fund), True),
    Operation("discard_program", DiscardProgram, ProgramDiscarded, _touch_discard, one_by_one(_discard), True),
    Operation("set_program_state", SetProgramState, ProgramSet, _touch_state, one_by_one(_set_state), True),
)
