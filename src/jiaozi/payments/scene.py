"""Terms proved in the world as it is: by wallets that can be opened in it, stores that can be paid, its limits."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, china_date, china_day
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.payments.schema import MERCHANTS
from jiaozi.payments.store import store_places
from jiaozi.programs import store
from jiaozi.programs.faults import terms_refusal
from jiaozi.programs.model import Program, is_voucher
from jiaozi.programs.places.spots import versions_named
from jiaozi.programs.places.store import entries_of, lists, spots_of
from jiaozi.programs.proving import Proof, prove
from jiaozi.programs.templates.filling import Wrong, terms_with
from jiaozi.programs.templates.model import ParameterValue, TemplateContent
from jiaozi.programs.terms import Span, Terms, named_places
from jiaozi.programs.witness import Scene, Till, openable
from jiaozi.scheme.model import InstitutionKind
from jiaozi.scheme.store import institutions
from jiaozi.wallets.acts import in_freeze_refusal
from jiaozi.wallets.limits import LimitTable
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import operator_codes

_PAGE: Final = 1_000


def of_program(connection: Connection, row: Program, now: int) -> list[Proof]:
    """What is found of a program's terms. Raises `ImportError` without the solver."""
    span = Span(row.opens_at, row.claims_until, row.expires_at, row.quota)
    terms = store.terms_by(connection, row.terms)
    return prove(terms, span, scene_of(connection, terms, now), voucher=is_voucher(row))


def of_template(
    connection: Connection, content: TemplateContent, given: tuple[ParameterValue, ...], days: int, now: int
) -> list[Proof] | Refusal:
    """What is found of a template with parameters, of a program that would be open from now on for so many days.
    Refuses: `parameters_invalid`, `program_terms_invalid`. Raises `ImportError` without the solver."""
    terms = terms_with(content, given)
    if isinstance(terms, Wrong):
        return Refusal("parameters_invalid", f"{terms.place}: {terms.why}")
    end, voucher = (china_day(now) + days) * DAY_US - CHINA_OFFSET_US, content.kind == "voucher"
    span = Span(now, end, end)
    refusal = terms_refusal(terms, voucher=voucher, span=span, at=now)
    return refusal or prove(terms, span, scene_of(connection, terms, now), voucher=voucher)


def scene_of(connection: Connection, terms: Terms, now: int) -> Scene:
    """The world as it is at an instant of its clock, seen by terms."""
    operators = {each.id: each.code for each in institutions(connection) if each.kind != InstitutionKind.CENTRAL_BANK}
    limits = LimitTable(connection, operator_codes(connection))
    return Scene(now, openable(operators, china_date(now)), list(_tills(connection, terms, limits, now)), limits)


def _tills(connection: Connection, terms: Terms, limits: LimitTable, now: int) -> Iterator[Till]:
    """Every store that can be paid now: its merchant is not suspended, and the wallet behind it takes money."""
    asked = named_places(terms)
    known = lists(connection, versions_named(asked))
    places = store_places(connection)
    while page := list(islice(places, _PAGE)):
        merchants = {each.id: each for each in MERCHANTS.read(connection, {place.merchant for place in page})}
        wallets = {each.id: each for each in WALLETS.read(connection, {each.wallet for each in merchants.values()})}
        entries = entries_of(connection, {place.store for place in page}) if asked else {}
        for place in page:
            merchant = merchants[place.merchant]
            wallet = wallets[merchant.wallet]
            if not merchant.suspended and not wallet.closed and in_freeze_refusal(wallet) is None:
                spots = spots_of(entries.get(place.store, ()), known)
                yield Till(*place, limits.of(wallet, now).balance, spots)
