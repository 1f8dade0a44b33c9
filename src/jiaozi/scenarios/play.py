"""Plays a story: its parties get wallets and keys in a world of their own, and ask the API for each step as anybody
would, over the same app that a server runs. Time is simulated, so a story of a month takes a second."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple
from urllib.parse import quote

import httpx
import msgspec

from jiaozi.access.bootstrap import hire
from jiaozi.access.model import CreatePrincipal, Role
from jiaozi.api.app import App, create_app
from jiaozi.clock import SECOND_US, SimulatedClock, china_date, format_time, parse_time
from jiaozi.config import Settings
from jiaozi.db.world import NAME_MAX
from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import HolderNo, WalletNo
from jiaozi.money import CNY, ECNY, Asset, parse_yuan
from jiaozi.pilot.areas import SECOND, Builder, Party
from jiaozi.pilot.runner import audited_world
from jiaozi.platform import Platform
from jiaozi.scenarios.story import ACTS, Company, Person, Step, Story, Words
from jiaozi.wallets.store import balances_page

HERE: Final = "http://127.0.0.1"
OPENING: Final = "open_wallet"
STEP_US: Final = 60 * SECOND_US
"""From one step to the next."""
_NAMED: Final = re.compile(r"\{([^{}]+)\}")
_ASSETS: Final[Mapping[str, Asset]] = {"yuan": ECNY, "cny": CNY}


class StoryDiffers(Exception):
    """Something else happened than the story says. Says where, and what."""


class Told(NamedTuple):
    """A step that was played: when, what it says, who was refused and in which words, and whose balance (fen) went from
    what to what."""

    at: str
    says: Words
    refused: Words | None
    moved: Mapping[str, tuple[int, int]]


class Theatre:
    """A world of a story, on a platform of its own until `close`. `settings` say in which database. Raises `Failure`,
    and `StoryDiffers` when the day of the story does not admit its parties."""

    def __init__(self, story: Story, settings: Settings) -> None:
        self.story = story
        self._clock = SimulatedClock(parse_time(story.begins))
        now = self._clock.now()
        self.platform = Platform(settings, clock=self._clock, name=world_name(story), now_us=now)
        try:
            self.parties = _built(self.platform, story)
        except Exception:
            self.platform.close()
            raise
        self._known: dict[str, Any] = {each.id: _ids(each) for each in self.parties.values()}
        self._wallets = {each.wallet: each.id for each in self.parties.values() if each.wallet}
        self._app: App = create_app(self.platform, work=False)
        self._runner = asyncio.Runner()
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url=HERE, trust_env=False)
        self.balances = self._read_balances()

    def close(self) -> None:
        """Ends the world's processes; what is in its database stays."""
        self._runner.run(self._http.aclose())
        self._runner.close()
        self._app.stop()
        self.platform.close()

    def play(self) -> Iterator[Told]:
        """Each step when it has been played. Raises `StoryDiffers`."""
        for number, step in enumerate(self.story.steps, 1):
            self._clock.advance_to(parse_time(step.until) if step.until else self._clock.now() + STEP_US)
            if step.until:
                self._app.worker.turn()
            refused = self._act(step, number) if step.act else None
            before, self.balances = self.balances, self._read_balances()
            moved = {who: (before[who], now) for who, now in self.balances.items() if before[who] != now}
            yield Told(format_time(self._clock.now()), step.says, refused, moved)
        wrong = {
            who: (text, self.balances[who]) for who, text in self.story.ends.items() if _fen(text) != self.balances[who]
        }
        if wrong:
            raise StoryDiffers(
                f"ends: {', '.join(f'{who} has {now} fen, not {text}' for who, (text, now) in wrong.items())}"
            )

    def audit(self) -> dict[str, Any]:
        """Whether each invariant of the platform holds in this world, as plain data."""
        self._app.worker.turn()
        with self.platform.snapshot() as connection:
            return audited_world(connection)

    def _act(self, step: Step, number: int) -> Words | None:
        """Asks for a step; the words of its refusal, None when it was done. Raises `StoryDiffers`."""
        where = f"steps[{number}] {step.act}"
        answer = self._asked(step, number, where)
        told = _said(answer)
        if answer.is_error:
            if told.get("code") != step.refused:
                raise StoryDiffers(
                    f"{where}: {told.get('code')} {told.get('detail')} {told.get('errors') or ''}".rstrip()
                )
            return Words(en=_sentence(told, ""), zh=_sentence(told, "_zh"))
        if step.refused:
            raise StoryDiffers(f"{where}: was done, not refused with {step.refused}")
        for name, expected in step.tells.items():
            if _plain(told.get(name)) != _plain(self._filled(expected, where)):
                raise StoryDiffers(f"{where}: tells {name} {told.get(name)!r}, not {expected!r}")
        if step.keep:
            self._known[step.keep] = told
        joining = next((each for each in self.story.people if each.joins and each.id == step.keep), None)
        if joining is not None and step.act == OPENING:
            self._join(joining, told)
        return None

    def _join(self, person: Person, opened: Mapping[str, Any]) -> None:
        """Whoever's wallet was just opened gets a key, as the others had one from the beginning."""
        bank, second = (self.parties[name] for name in (person.operator, f"{person.operator}{SECOND}"))
        holder, wallet = (decode_id(prefix, opened[name]) for prefix, name in (("hld", "holder"), ("wal", "wallet")))
        order = CreatePrincipal(Role.HOLDER.value, bank.institution, HolderNo(holder), "")
        (made,) = hire(self.platform, f"joins:{person.id}", (bank.principal, second.principal), [order])
        party = Party(person.id, "holder", person.en, person.zh, person.area, bank.institution, WalletNo(wallet))
        self.parties[person.id] = replace(party, subject=HolderNo(holder), principal=made.principal, token=made.token)
        self._known[person.id] = {**opened, **_ids(self.parties[person.id])}
        self._wallets[WalletNo(wallet)] = person.id

    def _asked(self, step: Step, number: int, where: str) -> httpx.Response:
        act, given = ACTS[step.act], dict(self._filled(step.ask, where))
        path = _NAMED.sub(lambda found: quote(str(given.pop(found[1], "")), safe=""), act.path)
        party = self.parties.get(step.who)
        if party is None:
            raise StoryDiffers(f"{where}: {step.who} has not joined")
        headers = {"Authorization": f"Bearer {party.token}", "Idempotency-Key": f"step-{number}"}
        if act.method == "GET":
            return self._runner.run(self._http.get(path, params=given, headers=headers))
        return self._runner.run(self._http.post(path, json=given, headers=headers))

    def _filled(self, value: Any, where: str) -> Any:
        """A value of the story's file with names in place: `{li.wallet}`; amounts `{yuan = "1.50"}`; moments
        `{hours = 2}` from now."""
        match value:
            case {"yuan": str()} | {"cny": str()} if len(value) == 1:
                ((kind, text),) = value.items()
                return {"minor": _fen(text), "asset": _ASSETS[kind].code}
            case {"hours": int(hours)} if len(value) == 1:
                return format_time(self._clock.now() + hours * 3_600 * SECOND_US)
            case dict():
                return {name: self._filled(each, where) for name, each in value.items()}
            case list():
                return [self._filled(each, where) for each in value]
            case str():
                return _NAMED.sub(lambda found: str(self._named(found[1], where)), value)
        return value

    def _named(self, path: str, where: str) -> Any:
        found: Any = self._known
        for part in path.split("."):
            try:
                found = found[int(part)] if isinstance(found, list) else found[part]
            except (KeyError, IndexError, ValueError, TypeError) as error:
                raise StoryDiffers(f"{where}: nothing is called {{{path}}}") from error
        return found

    def _read_balances(self) -> dict[str, int]:
        with self.platform.snapshot() as connection:
            page = balances_page(connection, WalletNo(0), 10_000)
        found = {self._wallets[wallet]: minor for wallet, minor in page if wallet in self._wallets}
        return dict.fromkeys((each.id for each in self.story.parties), 0) | found


def _built(platform: Platform, story: Story) -> dict[str, Party]:
    """Whoever is in a story, with wallets and keys. Raises `Failure`, `StoryDiffers`."""
    builder = Builder(platform, china_date(parse_time(story.begins)), cast(story))
    parties = {party.id: party for party in builder.build()}
    if builder.left_out:
        missing = builder.left_out[0]
        raise StoryDiffers(f"{missing.who} is not there: {missing.code} {missing.rule}")
    return parties


def world_name(story: Story) -> str:
    """What the world of a story is called; of a long name its beginning."""
    return f"scenario {story.id}"[:NAME_MAX]


def cast(story: Story) -> dict[str, list[dict[str, Any]]]:
    """The parties of a story as the builder of worlds takes them."""
    companies = [_row(each) for each in story.companies]
    return {
        "merchants": [each for each in companies if each["category"]],
        "companies": [each for each in companies if not each["category"]],
        "people": [_row(each) for each in story.people if not each.joins],
    }


def _row(party: Person | Company) -> dict[str, Any]:
    return {**msgspec.to_builtins(party), "amount_minor": _fen(party.money)}


def _ids(party: Party) -> dict[str, str]:
    """What a story can name of a party."""
    found = {
        "institution": encode_id("ins", party.institution),
        "wallet": encode_id("wal", party.wallet) if party.wallet else "",
        "store": encode_id("sto", party.store) if party.store else "",
        "bank_account": encode_id("bac", party.bank_account) if party.bank_account else "",
    }
    if party.kind in ("holder", "merchant"):
        found[party.kind] = encode_id("hld" if party.kind == "holder" else "mer", party.subject)
    return {name: text for name, text in found.items() if text}


def _said(answer: httpx.Response) -> Mapping[str, Any]:
    """What an answer says; nothing where it is a file."""
    return dict(answer.json()) if "json" in answer.headers.get("content-type", "") else {}


def _sentence(told: Mapping[str, Any], language: str) -> str:
    parts: Sequence[str] = [told.get(name + language) or "" for name in ("title", "detail", "rule")]
    return " ".join(filter(None, parts))


def _plain(value: Any) -> Any:
    """A value without what an answer says beside it: an amount's minor units."""
    return value["minor"] if isinstance(value, dict) and "minor" in value else value


def _fen(text: str) -> int:
    return parse_yuan(text, zero=True)
