"""docs/concepts/purpose-bound-money.md, row by row: each function, event and rule of ERC-7291 is done as it says."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from jiaozi.db.commands import Operation
from jiaozi.errors import Refusal
from jiaozi.events import KINDS
from jiaozi.kinds import ClaimNo, MerchantNo
from jiaozi.operations import all_operations
from jiaozi.payments.merchants import SuspendMerchant
from jiaozi.payments.passing import PassClaim
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.store import store
from jiaozi.programs.acts import FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimProgram, GiveBackClaim
from jiaozi.programs.model import ClaimState, ProgramState
from jiaozi.programs.parts import Passing
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.terms import GoodsNamed, Places, Terms, What, Where
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.world import YUAN
from tests.programs.city import City, red

PAGES = Path(__file__).parents[2] / "docs"
_ROW = re.compile(r"^\| ([a-z]+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS: dict[str, Callable[[City], None]] = {}


def _operations(city: City) -> list[Operation]:
    return list(all_operations(city.world.platform.keyring).by_name.values())


def rows_of(page: str) -> list[tuple[str, str, str, str]]:
    """The rows of a page's table, without its head."""
    found = _ROW.findall((PAGES / page).read_text(encoding="utf-8"))
    return [row for row in found if row[0] != "row"]


def row(does: Callable[[City], None]) -> Callable[[City], None]:
    """What does the row of its name."""
    ROWS[does.__name__.strip("_")] = does
    return does


def told(city: City) -> list[str]:
    """The kinds of events there were, in order."""
    return [each[0] for each in city.world.query("SELECT kind FROM events ORDER BY group_id, n")]


def merchant_of(city: City, number: int) -> MerchantNo:
    """Whose a store is."""
    with city.world.platform.snapshot() as connection:
        found = store(connection, number)
    assert found is not None
    return found.merchant


def named(city: City, wallet: int, claim: int, at: int) -> Refusal:
    """Why a claim that is named does not pay at a store."""
    return city.world.refusal(Pay(wallet, 100, store=at, claims=(ClaimNo(claim),)))  # type: ignore[arg-type]


@row
def initialise(city: City) -> None:
    number = city.draft()
    assert city.row(number).state == ProgramState.DRAFT
    assert city.world.refuse(ClaimProgram(number, city.person())) == "program_not_found"


@row
def type_(city: City) -> None:
    number = city.draft()
    assert "program.open" not in told(city)
    city.world.do(FundProgram(number, city.funder, 200 * YUAN))
    city.world.do(SetProgramState(number, "open"))
    assert told(city).count("program.open") == 1


@row
def details(city: City) -> None:
    found = city.row(city.program())
    assert (found.name_en, found.name_zh, found.expires_at) == ("Red envelopes", "红包", city.midnight(6))
    assert len(found.terms) == 64


@row
def immutable(city: City) -> None:
    fixed = {"terms", "name_en", "name_zh", "kind", "funder", "expires_at"}
    assert fixed <= {each.name for each in fields(city.row(city.program()))}
    assert not fixed & set(PROGRAMS.mutable)


@row
def uri(city: City) -> None:
    assert not {each.name for each in fields(city.row(city.program()))} & {"uri", "url", "picture", "link"}


@row
def wrap(city: City) -> None:
    before = city.world.balance(city.funder)
    number = city.program(budget=400 * YUAN)
    assert city.world.balance(city.funder) == before - 400 * YUAN
    city.claim(number, city.person())
    assert city.figures(number) == (400, 200, 200, 0, 0)
    kinds = told(city)
    assert kinds.index("program.funded") < kinds.index("claim.made")


@row
def batch(city: City) -> None:
    number = city.program(budget=400 * YUAN)
    people = [city.person() for _ in range(3)]
    codes = [line.refused for line in city.grant(number, *people).results]
    assert codes[:2] == ["", ""]
    assert codes[2] == "program_exhausted"


@row
def requirements(city: City) -> None:
    number, frozen = city.program(), city.person()
    city.world.do(FreezeWallet(frozen, "all", "order"))
    assert [line.refused for line in city.grant(number, frozen).results] == ["payee_cannot_receive"]
    city.world.do(SetProgramState(number, "paused"))
    assert city.world.refuse(ClaimProgram(number, city.person())) == "program_not_open"
    poor = city.program(budget=0)
    assert city.world.refuse(ClaimProgram(poor, city.person())) == "program_exhausted"


@row
def transfer(city: City) -> None:
    passing = {"wallet", "claim", "receiver"}
    commands = {each.name: {field.name for field in fields(each.command)} for each in _operations(city)}
    assert [name for name, named in commands.items() if passing <= named] == ["pass_claim"]
    li, wang, zhao = city.person(), city.person(), city.person()
    kept = city.claim(city.program(), li)
    assert city.world.refusal(PassClaim(li, kept, wang)).rule == "transferable"
    gift = city.claim(city.program(red(transferable=Passing(1))), zhao)
    assert city.world.do(PassClaim(zhao, gift, wang)).amount_minor == 200 * YUAN
    assert city.world.refuse(Pay(li, 100, kind="person", payee=wang)) == "insufficient_funds"


@row
def unwrap(city: City) -> None:
    li = city.person(100 * YUAN)
    city.claim(city.program(), li)
    paid = city.pay(li, 250 * YUAN)
    assert (city.world.payment(paid).bound_minor, city.world.balance(li)) == (200 * YUAN, 50 * YUAN)
    assert "payment.completed" in told(city)


@row
def free(city: City) -> None:
    li, seller = city.person(), city.world.shop_wallet(city.shop)
    city.claim(city.program(), li)
    city.pay(li, 200 * YUAN)
    city.pay(seller, 200 * YUAN, city.far)
    assert city.world.balance(seller) == 0


@row
def receiver(city: City) -> None:
    li = city.person()
    city.claim(city.program(), li)
    city.pay(li, 100)
    owner = city.world.query("SELECT owner FROM events WHERE kind = 'payment.completed'")
    assert owner == [(city.bank,)]  # its receivers are told of what is committed


@row
def whitelist(city: City) -> None:
    listed = red(where=Where(allow=Places(stores=(city.shop,))))
    li = city.person(100)
    claim = city.claim(city.program(listed), li)
    refusal = named(city, li, claim, city.far)
    assert (refusal.code, refusal.rule) == ("claim_not_applicable", "where.allow")
    paid = city.pay(li, 100, city.far)
    assert city.world.payment(paid).bound_minor == 0
    assert city.world.payment(city.pay(li, 100)).bound_minor == 100


@row
def blacklist(city: City) -> None:
    same = Where(allow=Places(stores=(city.far,)), deny=Places(stores=(city.far,)))
    with pytest.raises(AssertionError, match="allowed and denied"):
        city.program(red(where=same))
    li = city.person(100)
    claim = city.claim(city.program(red(where=Where(deny=Places(stores=(city.far,))))), li)
    assert named(city, li, claim, city.far).rule == "where.deny"
    city.world.do(SuspendMerchant(merchant_of(city, city.shop), suspended=True))
    assert city.refuse(li, 100)[0] == "merchant_suspended"


@row
def hooks(city: City) -> None:
    li = city.person(1_000 * YUAN)
    claims = {
        "condition": city.claim(city.program(red(condition="amount > 500")), li),
        "how_much.minimum": city.claim(city.program(red(minimum_minor=500)), li),
        "what": city.claim(city.program(red(what=What(allow=GoodsNamed(tags=("tea",))))), li),
    }
    assert {named(city, li, claim, city.shop).rule for claim in claims.values()} == set(claims)


@row
def burn(city: City) -> None:
    number, li = city.program(), city.person()
    claim = city.claim(number, li)
    assert city.world.refuse(GiveBackClaim(city.person(), claim)) == "claim_not_found"
    city.world.do(GiveBackClaim(li, claim))
    assert city.figures(number) == (1_000, 1_000, 0, 0, 0)
    assert "claim.given_back" in told(city)


@row
def used(city: City) -> None:
    li = city.person()
    claim = city.claim(city.program(), li)
    paid = city.pay(li, 200 * YUAN)
    assert city.claim_row(claim).state == ClaimState.USED
    city.world.do(RefundPayment(paid, 200 * YUAN))
    assert city.claim_row(claim).state == ClaimState.OPEN


@row
def expiry(city: City) -> None:
    number, li = city.program(), city.person()
    city.claim(number, li)
    city.world.wait(city.row(number).expires_at - city.now)
    assert city.refuse(li, 100)[0] == "insufficient_funds"
    city.reclaim(number)
    assert "claim.expired" in told(city)


@row
def revoke(city: City) -> None:
    number, before = city.program(), city.world.balance(city.funder)
    city.claim(number, city.person())
    assert city.reclaim(number) == (0, 0)
    city.world.do(SetProgramState(number, "stopped"))
    city.reclaim(number)
    assert city.world.balance(city.funder) == before + 1_000 * YUAN
    assert "program.reclaimed" in told(city)


@row
def pause(city: City) -> None:
    number, li = city.program(), city.person()
    city.claim(number, li)
    paid = city.pay(li, 100)
    city.world.do(SetProgramState(number, "paused"))
    assert city.refuse(li, 100)[0] == "insufficient_funds"
    assert city.world.payment(paid).bound_minor == 100
    assert "program.paused" in told(city)


@row
def load(city: City) -> None:
    assert city.world.refuse(ClaimProgram(city.program(budget=100), city.person())) == "program_exhausted"


@row
def unload(city: City) -> None:
    number, before = city.program(), city.world.balance(city.funder)
    city.world.wait(city.row(number).expires_at - city.now)
    city.reclaim(number)
    assert city.world.balance(city.funder) == before + 1_000 * YUAN


@row
def balance(city: City) -> None:
    number, li = city.program(), city.person()
    claim = city.claim(number, li)
    city.pay(li, 50 * YUAN)
    assert city.claim_row(claim).left_minor == 150 * YUAN


@row
def double(city: City) -> None:
    number, li = city.program(), city.person()
    city.claim(number, li)
    city.pay(li, 200 * YUAN)
    assert city.refuse(li, 1)[0] == "insufficient_funds"
    assert city.world.audit().findings == ()


@row
def audit(city: City) -> None:
    number, li = city.program(), city.person()
    city.claim(number, li)
    city.pay(li, 50 * YUAN)
    budget, left, held, spent, reclaimed = city.figures(number)
    assert budget == left + held + spent + reclaimed


@pytest.mark.parametrize("name", [each[0] for each in rows_of("concepts/purpose-bound-money.md")])
def test_a_row_is_done_as_it_says(city: City, name: str) -> None:
    ROWS[name](city)


def test_every_row_is_done_and_both_languages_have_them_all() -> None:
    english, chinese = (rows_of(f"{part}concepts/purpose-bound-money.md") for part in ("", "zh/"))
    assert [each[0] for each in english] == list(ROWS)
    assert [each[0] for each in chinese] == list(ROWS)
    for one, other in zip(english, chinese, strict=True):
        codes = [set(re.findall(r"`([^`]+)`", " ".join(each[1:3]))) for each in (one, other)]
        assert codes[0] == codes[1], one[0]


def test_the_events_that_it_names_there_are() -> None:
    here = " ".join(each[2] for each in rows_of("concepts/purpose-bound-money.md"))
    said = set(re.findall(r"`([a-z]+\.[a-z_]+)`", here))
    assert said - {"where.allow", "where.deny"} <= set(KINDS)
    assert len(said) > 8


def test_the_terms_that_it_names_there_are() -> None:
    assert {"what", "when", "how_much", "condition", "where"} <= {each.name for each in fields(Terms)}
