"""Every operation of the OpenAPI document, asked by every kind of caller for what is somebody else's and for what is
nobody's. Who may is not told here: it follows from the permission table and from whose the things are."""

from collections.abc import Iterator
from typing import Final

import pytest

from jiaozi.access.model import Role
from jiaozi.access.permissions import Grant, grant
from tests.attacks.conftest import Answer, Attack, audited
from tests.worlds.belongings import COMPANIES
from tests.worlds.shapes import Choose, Place, Shape, kinds, missing, shapes

pytestmark = pytest.mark.only_engine("sqlite")  # thousands of requests: minutes on the other engine, same rules
ROLES: Final = {
    "central": Role.CENTRAL_BANK,
    "auditor": Role.AUDITOR,
    "city": Role.GOVERNMENT,
    "boc": Role.OPERATOR,
    "teahouse": Role.MERCHANT,
    "inn": Role.EMPLOYER,
    "wang": Role.HOLDER,
    "stall": Role.MERCHANT,
    "office": Role.EMPLOYER,
    "zhao": Role.HOLDER,
}
"""Whoever is not of the victim's side: the tiers above it, another bank with its customers, others of the same bank."""
INSIDERS: Final = {
    "icbc": Role.OPERATOR,
    "mill": Role.MERCHANT,
    "works": Role.EMPLOYER,
    "li": Role.HOLDER,
}
REFUSED: Final = (401, 403, 404)
GUARDED_OTHERWISE: Final = {
    "GET /v1/me": "only oneself",
    "GET /v1/outcomes": "only one's own keys are looked up",
    "GET /v1/world": "the same for everybody",
    "GET /v1/statement-checks/{code}": "needs no key: the code is on the paper, and what it tells is, too",
    "POST /v1/enrolments": "needs no key: the shares are the secret",
}
"""Operations that do not ask the permission table, and what guards them."""
IN_TEST_MODE_ONLY: Final = "/v1/test/"
SHOP: Final = "stores, merchants and their plans are known to whoever pays"
SHOWN: Final = "whoever is to pay or to pay out is shown its id; without its secret or its terms it is worth nothing"
PARTIES: Final = {
    ("POST /v1/payments", "store"): SHOP,
    ("POST /v1/holds", "store"): SHOP,
    ("POST /v1/payments", "payee"): "whoever pays a person knows the wallet",
    ("POST /v1/prepaids", "prepaid_plan"): SHOP,
    ("POST /v1/mandates", "merchant"): SHOP,
    ("POST /v1/mandates/bills", "merchant"): SHOP,
    ("POST /v1/standing-payments", "store"): SHOP,
    ("POST /v1/standing-payments", "payee"): "whoever pays a person knows the wallet",
    ("POST /v1/holds", "payee"): "whoever pays a person knows the wallet",
    ("POST /v1/programs/{program}/grants", "lines.wallet"): "whoever gives a person money knows the wallet",
    ("POST /v1/grant-lists/{grant_list}/pages", "lines.wallet"): "whoever gives a person money knows the wallet",
    ("POST /v1/campaigns/{campaign}/registrations", "campaign"): "a campaign is everybody's to take part in",
    ("POST /v1/campaigns/{campaign}/claims", "campaign"): "a campaign is everybody's to take part in",
    ("POST /v1/programs/{program}/claims", "program"): "a program is known to whoever may have a claim of it",
    ("POST /v1/merchants/{merchant}/cofunding/{program}", "program"): "a program is known to whoever may be paid by it",
    ("POST /v1/wallets/{wallet}/envelopes", "recipient"): "whoever gives a person money knows the wallet",
    ("POST /v1/envelope-claims", "envelope_token"): "whoever has the token may claim",
    ("POST /v1/payee-confirmations", "payee"): "it is what the question is for; 50 questions a day",
    ("POST /v1/split-plans/{plan}/payments", "plan"): SHOP,
    ("POST /v1/wallets/{wallet}/pushed-sub-wallets", "merchant"): SHOP,
    ("POST /v1/remittances", "wallet"): "money may be sent to anybody's wallet",
    ("POST /v1/cash-codes/{cash_code}/redemption", "cash_code"): SHOWN,
    ("POST /v1/orders/{order}/payment", "order"): SHOWN,
    ("POST /v1/bank-accounts", "customer"): "a person may have an account at any bank, which knows its customer",
}
"""Places where others may be named, so that it shows whether there is such a one, and why."""
TOLD: Final = {
    "GET /v1/wallets": "one's own, of whichever operator is asked for: none of its others (tests/api/test_lists.py)",
    "GET /v1/orders/{order}": "an open order is for whoever is shown its id, as a payer must be",
}
"""What is told to whoever knows its id, and why."""


def usable(attack: Attack) -> list[Shape]:
    """Shapes that are well-formed: asking as the government shows it, who may do least. Fails when an operation or a
    place for an id is left without one."""
    found: list[Shape] = []
    left = {(shape.label, place) for shape in shapes() for place in [*shape.places(), None]}
    for shape in sorted(shapes(), key=lambda each: len(each.places())):
        new = {(shape.label, place) for place in [*shape.places(), None]} & left
        if new and attack.ask("city", shape.label, *shape.filled(theirs(attack.victim))).status != 422:
            found.append(shape)
            left -= new
    assert sorted(left, key=str) == []
    return found


def theirs(have: dict[str, str], company: str = "") -> Choose:
    """Chooses what is one side's; for whoever stands for a company, the company's wallet."""
    return lambda place: company if place.kind == "wal" and company else have.get(place.kind) or missing(place)


def grants_of(attack: Attack, who: str, role: Role, label: str) -> set[Grant]:
    """What the table grants of all that an operation asked about."""
    return {grant(role, action) for action in attack.asked.get((who, label), ())}


def test_every_kind_of_id_has_an_example_that_is_the_victims(attack: Attack) -> None:
    assert kinds() - attack.victim.keys() == {"flr"}  # rules of failures are in the test world alone


def test_whoever_has_no_right_is_refused_is_told_nothing_and_leaves_nothing(attack: Attack) -> None:
    wrong: list[str] = []
    before = attack.state()
    for shape in usable(attack):
        for who, role in ROLES.items():
            told = [attack.ask(who, shape.label, *shape.filled(missing))]
            given = grants_of(attack, who, role, shape.label)
            if given & {Grant.ALL, Grant.TWO} or (given - {Grant.NO} and not shape.places()):
                before = attack.state()
                continue
            told.append(attack.ask(who, shape.label, *shape.filled(theirs(attack.victim))))
            given = grants_of(attack, who, role, shape.label)
            if not given & {Grant.ALL, Grant.TWO}:
                wrong += [f"{who}: {shape.label} {each}" for each in verdicts(shape, told, given)]
        after = attack.state()
        wrong += [f"{shape.label} wrote {name}" for name in before if before[name] != after[name]]
        before = after
    labels = {shape.label for shape in shapes() if not shape.path.startswith(IN_TEST_MODE_ONLY)}
    assert labels - {label for _, label in attack.asked} == GUARDED_OTHERWISE.keys()
    assert not wrong, "\n".join(wrong)


def verdicts(shape: Shape, told: list[Answer], given: set[Grant]) -> Iterator[str]:
    """What is wrong with the answers about nobody's things and about somebody else's, when one's own is granted."""
    nobodys, somebodys = told
    if max(nobodys.status, somebodys.status) >= 500:
        yield f"fails: {told}"
    if nobodys != somebodys and shape.label not in TOLD:
        yield f"tells: {nobodys} {somebodys}"
    named = any(place.where != "query" for place in shape.places())
    if somebodys.status not in REFUSED and (named or given == {Grant.NO}) and shape.label not in TOLD:
        yield f"allows: {somebodys}"


def test_a_right_to_ones_own_tells_nothing_of_anothers_beside_it(attack: Attack) -> None:
    """Everything is the caller's own but one id, which is somebody else's or nobody's."""
    wrong: list[str] = []
    several = [shape for shape in usable(attack) if len(shape.places()) > 1]
    for shape in several:
        for who, company in COMPANIES.items():
            attack.ask(who, shape.label, *shape.filled(missing))
            own = theirs(attack.other, company and attack.other["company"])
            given = grants_of(attack, who, ROLES[who], shape.label)
            for place in shape.places() if given & {Grant.OWN, Grant.TWO_OWN} else ():
                told = [
                    attack.ask(who, shape.label, *shape.filled(mixed(own, place, with_)))
                    for with_ in (missing, theirs(attack.victim))
                ]
                wrong += [f"{who}: {place.name} {each}" for each in told_apart(shape, place, told)]
    assert not wrong, "\n".join(wrong)


def mixed(own: Choose, foreign: Place, choose: Choose) -> Choose:
    """Chooses one's own but for one place."""
    return lambda place: choose(place) if place == foreign else own(place)


def told_apart(shape: Shape, place: Place, told: list[Answer]) -> Iterator[str]:
    """What is wrong with the answers when only this place names what is not one's own."""
    nobodys, somebodys = told
    if max(nobodys.status, somebodys.status) >= 500:
        yield f"{shape.label} fails: {told}"
    if nobodys != somebodys and (shape.label, place.name) not in PARTIES and shape.label not in TOLD:
        yield f"{shape.label} tells: {nobodys} {somebodys}"


def test_nobody_does_what_its_role_never_may_and_nothing_breaks_for_whoever_may(attack: Attack) -> None:
    """The victim's own side, and those who see all: what a role never may is refused for its own things too."""
    wrong: list[str] = []
    everybody = INSIDERS | {"central": Role.CENTRAL_BANK, "auditor": Role.AUDITOR}
    for shape in usable(attack):
        for who, role in everybody.items():
            told = [attack.ask(who, shape.label, *shape.filled(choose)) for choose in (missing, theirs(attack.victim))]
            given = grants_of(attack, who, role, shape.label)
            wrong += [f"{who}: {shape.label} fails: {each}" for each in told if each.status >= 500]
            if given == {Grant.NO}:
                wrong += [f"{who}: {shape.label} allows: {each}" for each in told if each.status not in REFUSED]
    assert not wrong, "\n".join(wrong)
    attack.live.sequence()
    assert audited(attack.live.town.platform) == ()
