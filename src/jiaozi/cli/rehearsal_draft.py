"""The draft that a rehearsal is of: read by the API with the caller's own key, or from a file of terms. Of merchants
that terms name, what they sell and where is all that is asked."""

import re
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import typer

from jiaozi.cli.calling import value_of
from jiaozi.cli.values import check_one_of, read_id

if TYPE_CHECKING:
    from jiaozi.programs.model import ProgramKindName
    from jiaozi.programs.terms import Span, Terms
    from jiaozi.rehearsal.draft import Draft, NamedShop
    from jiaozi_sdk import Client

NAMED_MAX: Final = 1_000
"""So many of the shops that terms name stand in the city; of more every so many."""
ASKED_MAX: Final = 200
"""Of so many of them the server is asked what they are; the others are taken to be like these."""
_IN_CONDITION: Final = re.compile(r"\b(?:mer|sto)_[0-9A-HJKMNP-TV-Z]{13}\b")
_USUAL: Final = "5411"
"""What a shop is of which nobody says what it is: a supermarket."""
_HIDDEN: Final = ("forbidden", "merchant_not_found", "store_not_found")


def of_file(client: "Client | None", path: Path, kind: str, span: "Span", budget: int, places: int) -> "Draft":
    """A draft with the terms of a file; without a client nothing is asked of anybody. Raises `typer.BadParameter` with
    the place."""
    from jiaozi.programs.model import PROGRAM_KINDS
    from jiaozi.rehearsal.draft import Draft
    from jiaozi_sdk import models
    from jiaozi_sdk._json import encode

    check_one_of(kind, PROGRAM_KINDS, "--kind")
    try:
        said = value_of(models.Terms, path.read_text(encoding="utf-8"), "terms")
    except (OSError, UnicodeError) as error:
        raise typer.BadParameter(f"{str(path)!r} cannot be read: {error}", param_hint="--terms") from error
    draft = Draft(cast("ProgramKindName", kind), _terms(encode(said)), span, budget, places)
    return with_others(client, draft)


def of_program(client: "Client", program: str, budget: int, places: int) -> "Draft":
    """A program's draft as the API has it. Its budget is what was paid in, where the caller may read that."""
    from jiaozi.cli.printing import plain
    from jiaozi.clock import parse_time
    from jiaozi.programs.terms import Span
    from jiaozi.rehearsal.draft import Draft
    from jiaozi_sdk import ApiError

    read_id("prg", program, "PROGRAM")
    row = client.programs.get(program)
    try:
        figures = client.programs.figures.get(program)
        budget, quota = budget or figures.budget.minor, figures.quota
    except ApiError as error:
        if error.code != "forbidden":
            raise
        quota = 0
    span = Span(parse_time(row.opens_at), parse_time(row.claims_until), parse_time(row.expires_at), quota)
    return with_others(client, Draft(row.kind, _terms(plain(row.terms)), span, budget, places))


def _terms(data: Any) -> "Terms":
    """Terms as the platform has them, of their JSON. Raises `typer.BadParameter` with the place."""
    from pydantic import TypeAdapter, ValidationError

    from jiaozi.programs.terms import Terms, in_order
    from jiaozi.wire.shapes import shape_of

    try:
        found: Terms = TypeAdapter[Any](shape_of(Terms).asked).validate_python(data)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, wrong["loc"]))
        raise typer.BadParameter(f"{place}: {wrong['msg']}", param_hint="--terms") from error
    return in_order(found)


def with_others(client: "Client | None", draft: "Draft") -> "Draft":
    """The draft with what is known of whom its terms name: shops' categories and districts, operators' codes."""
    from jiaozi.ids import decode_id

    known = {} if client is None else {each.id: each.code for each in client.institutions.list()}
    operators = {decode_id("ins", number): code for number, code in known.items()}
    shops, unknown = _shops(client, draft.terms)
    return replace(draft, operators=operators if draft.terms.who.operators else {}, shops=shops, unknown=unknown)


def _shops(client: "Client | None", terms: "Terms") -> "tuple[tuple[NamedShop, ...], int]":
    """The shops that terms or their condition name, and of how many nobody said what they are."""
    from jiaozi.ids import encode_id

    allow = terms.where.allow
    named = [*(encode_id("mer", each) for each in allow.merchants), *(encode_id("sto", each) for each in allow.stores)]
    named = list(dict.fromkeys([*named, *_IN_CONDITION.findall(terms.condition)]))
    named = named[:: max(1, -(-len(named) // NAMED_MAX))]
    found, like = [], list[tuple[str, str]]()
    unknown = 0
    for n, text in enumerate(named):
        shop = _asked(client, text) if client is not None and n < ASKED_MAX else None
        if shop is None:
            unknown += 1
            category, region = like[n % len(like)] if like else (_category(terms), "".join(allow.regions[:1]))
            shop = _stand_in(text, category, region)
        else:
            like.append((shop.category, shop.stores[0][1]))
        found.append(shop)
    return tuple(found), unknown


def _category(terms: "Terms") -> str:
    return (*terms.where.allow.categories, _USUAL)[0]


def _stand_in(text: str, category: str, region: str) -> "NamedShop":
    from jiaozi.ids import decode_id
    from jiaozi.kinds import MerchantNo, StoreNo
    from jiaozi.rehearsal.draft import NamedShop

    if text.startswith("mer_"):
        return NamedShop(decode_id("mer", text), category, ((StoreNo(0), region),))
    return NamedShop(MerchantNo(0), category, ((decode_id("sto", text), region),))


def _asked(client: "Client", text: str) -> "NamedShop | None":
    """What the server says of a shop; None where the caller may not read it."""
    from jiaozi_sdk import ApiError

    try:
        if text.startswith("sto_"):
            store = client.stores.get(text)
            return _stand_in(text, client.merchants.get(store.merchant).category, store.region)
        merchant = client.merchants.get(text)
        regions = [each.region for each in islice(client.merchants.stores.list(text), 1)]
        return _stand_in(text, merchant.category, "".join(regions))
    except ApiError as error:
        if error.code in _HIDDEN:
            return None
        raise
