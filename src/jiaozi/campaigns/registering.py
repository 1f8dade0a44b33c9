"""Registering for a campaign: each person once. The campaign's locked row gives the number, and chains the list.

A person is a holder. One who has shown no identity is a phone and nothing more, and another holder as soon as all her
wallets are closed and one is opened anew: so the phone is counted as well, unless both who had it have shown who they
are, since two people may share one.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from jiaozi.campaigns.drawing import linked, mark_of
from jiaozi.campaigns.model import (
    REGISTERED_MAX,
    Campaign,
    CampaignPhone,
    CampaignState,
    Registered,
    RegisterForCampaign,
    Registration,
    RegistrationState,
)
from jiaozi.campaigns.opening import campaign_of, text_id
from jiaozi.campaigns.schema import CAMPAIGN_PHONES, CAMPAIGNS, REGISTRATIONS
from jiaozi.clock import format_time
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.keyring import Keyring
from jiaozi.kinds import CampaignNo, ClaimNo, Count, HolderNo, ProgramNo
from jiaozi.programs.claiming import holder_refusal
from jiaozi.programs.model import Program, ProgramState
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.store import terms_by
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.holders import phone_index, reveal
from jiaozi.wallets.model import HOLDER_KINDS, Holder
from jiaozi.wallets.schema import HOLDERS, WALLETS

_SALT_BYTES: Final = 16
Salting = Callable[[CampaignNo, Count], str]
"""Gives the salt of a campaign's registration with a number, in hexadecimal."""


def fresh_salt(campaign: CampaignNo, number: Count) -> str:  # noqa: ARG001 - nothing of it follows from anything
    """A salt that nobody can know."""
    return secrets.token_hex(_SALT_BYTES)


class _Person(NamedTuple):
    """What a holder is known by: the blind index of its phone, if it has one, and whether it has shown an identity."""

    phone: str
    identified: bool


def _touch(keyring: Keyring, tx: Tx, requests: Sequence[Request[RegisterForCampaign]]) -> Iterator[None]:
    """Whose a wallet is and which program a campaign is of never change, so they are read without a lock. So is the
    program: what is done beside its being paused was done before it, and its payments wait for no registration."""
    commands = [request.command for request in requests]
    wanted = {each.campaign for each in commands}
    programs = {row.program for row in CAMPAIGNS.read(tx.connection, wanted)}
    known: dict[ProgramNo, Program] = tx.memo.setdefault(RegisterForCampaign, {})
    known |= {row.id: row for row in PROGRAMS.read(tx.connection, programs - known.keys())}
    wallets = {each.wallet for each in commands}
    owners = {row.id: row.holder for row in WALLETS.read(tx.connection, wallets)}
    owners |= {row.id: row.holder for row in tx.rows(WALLETS).rows.values() if row.id in wallets}
    people: dict[HolderNo, _Person] = tx.memo.setdefault(_Person, {})
    people |= _people(keyring, tx, set(owners.values()) - people.keys())
    pairs = {(each.campaign, owners[each.wallet]) for each in commands if each.wallet in owners}
    tx.want(CAMPAIGNS, wanted)
    tx.want(REGISTRATIONS, pairs)
    phones = {(campaign, people[holder].phone) for campaign, holder in pairs if holder in people}
    tx.want(CAMPAIGN_PHONES, {key for key in phones if key[1]})
    tx.want(WALLETS, wallets)
    yield


def _people(keyring: Keyring, tx: Tx, holders: set[HolderNo]) -> dict[HolderNo, _Person]:
    here = tx.rows(HOLDERS).rows
    rows = [here[each] for each in holders if each in here]
    return {row.id: _person(keyring, row) for row in (*rows, *HOLDERS.read(tx.connection, holders - here.keys()))}


def _person(keyring: Keyring, row: Holder) -> _Person:
    """A company is known by its number alone: its phone may be that of a person who has wallets, too."""
    known = reveal(keyring, row)
    phoned = known.phone and row.kind == HOLDER_KINDS["personal"]
    digest = phone_index(keyring, row.operator, known.phone)[2] if phoned else ""
    return _Person(digest, bool(known.id_number))


def _register(salting: Salting, tx: Tx, request: Request[RegisterForCampaign]) -> Registered | Refusal:
    """Refuses: `wallet_not_found`, `wallet_closed`, `campaign_not_found`, `campaign_not_open`, `registration_exists`
    (with any wallet, or of a holder before with the same phone), then as the claim would: `usage_not_allowed` (a
    sub-wallet), `claim_not_applicable`, `wallet_frozen`."""
    command = request.command
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    row = campaign_of(tx, command.campaign)
    if isinstance(row, Refusal):
        return row
    program = tx.rows(PROGRAMS).rows.get(row.program) or tx.memo[RegisterForCampaign][row.program]
    refusal = _closed(row, program, request.at)
    if refusal is not None:
        return refusal
    person = tx.memo[_Person][wallet.holder]
    before = tx.rows(CAMPAIGN_PHONES).get((row.id, person.phone)) if person.phone else None
    again = before is not None and not (before.identified and person.identified)
    if again or tx.rows(REGISTRATIONS).get((row.id, wallet.holder)) is not None:
        return Refusal("registration_exists")
    refusal = holder_refusal(terms_by(tx.connection, program.terms), wallet)
    if refusal is not None:
        return refusal
    row.registered += 1
    salt = salting(row.id, row.registered)
    mark = mark_of(text_id(row.id), row.registered, encode_id("wal", wallet.id), salt)
    row.list_sha256 = linked(row.list_sha256, mark)
    tx.rows(CAMPAIGNS).changed(row)
    tx.rows(REGISTRATIONS).add(
        Registration(
            campaign=row.id,
            holder=wallet.holder,
            wallet=wallet.id,
            number=row.registered,
            salt=salt,
            mark=mark,
            list_sha256=row.list_sha256,
            state=RegistrationState.REGISTERED,
            claim=ClaimNo(0),
            registered_at=request.at,
        )
    )
    if person.phone and before is None:
        tx.rows(CAMPAIGN_PHONES).add(CampaignPhone(row.id, person.phone, int(person.identified)))
    return Registered(
        campaign=row.id,
        number=row.registered,
        wallet=wallet.id,
        mark=mark,
        salt=salt,
        list_sha256=row.list_sha256,
    )


def _closed(row: Campaign, program: Program, at: int) -> Refusal | None:
    """Why nobody registers now. The first seed closes the list whatever a clock says. Refuses: `campaign_not_open`."""
    if row.state == CampaignState.ANNOUNCED:
        return Refusal("campaign_not_open", "the central bank has not committed to a seed yet")
    if row.state != CampaignState.OPEN or row.paused or row.seed is not None or program.state != ProgramState.OPEN:
        return Refusal("campaign_not_open")
    if at < row.opens_at:
        return Refusal("campaign_not_open", f"registration begins {format_time(row.opens_at)}")
    if at >= row.closes_at:
        return Refusal("campaign_not_open", f"registration ended {format_time(row.closes_at)}")
    return Refusal("campaign_not_open", "it is full") if row.registered >= REGISTERED_MAX else None


def operations(keyring: Keyring, salting: Salting = fresh_salt) -> tuple[Operation, ...]:
    """The operation of registering, with the keyring that holders' details are sealed with."""
    touch, decide = partial(_touch, keyring), partial(_register, salting)
    return (Operation("register_for_campaign", RegisterForCampaign, Registered, touch, one_by_one(decide)),)
