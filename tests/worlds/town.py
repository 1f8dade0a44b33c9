"""A small town behind a real server: two banks, people, a merchant, an employer, and a key for everybody."""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import uvicorn

from jiaozi.access.bootstrap import Credential, found, hire, pair_of, staff
from jiaozi.access.model import PLATFORM, CreatePrincipal, Role, Subject
from jiaozi.api.app import App, create_app
from jiaozi.api.server import configuration
from jiaozi.clock import SimulatedClock, parse_time
from jiaozi.config import Settings
from jiaozi.db.commands import Result
from jiaozi.db.sequencer import catch_up
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import InstitutionNo, MerchantNo, PrincipalNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.platform import Platform
from jiaozi.scheme.banks import DepositCash, OpenBankAccount
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.issuance import Issue, LendReserves
from jiaozi.wallets.exchange import Load
from jiaozi.wallets.opening import OpenWallet

START = parse_time("2025-12-30T10:00:00+08:00")
PHONES = {"li": "13800000001", "wang": "13800000002", "shop": "13800000003", "works": "13800000004"}
COMPANY = {"name": "交子茶馆", "bank_account": "6222000000000000", "face_to_face": True}
USCC = {"shop": "91110000600037341L", "works": "91110000600037341L"}
TABLES = (
    *("outcomes", "transfers", "acts", "events", "payments", "wallets", "holders", "freezes"),
    *("accounts", "bank_accounts", "merchants", "stores", "proposals", "principals", "api_keys"),
)


class Built(NamedTuple):
    """A town as it was when it had been built, for others to begin as."""

    put: Callable[[str], object]
    keyring: bytes
    ids: dict[str, str]
    tokens: dict[str, str]
    principals: dict[str, str]


class Town:
    """A world with people in it. `ids` are wire ids by name, `tokens` API keys by who. It begins `as_built` when its
    database has the rows already."""

    def __init__(
        self,
        db_url: str,
        folder: Path,
        test_db_url: str = "",
        settings: Settings | None = None,
        *,
        simulated: bool = True,
        as_built: Built | None = None,
    ) -> None:
        self.clock = SimulatedClock(START)
        keyring = folder / "keyring.json"
        if as_built is not None:
            keyring.touch(0o600)
            keyring.write_bytes(as_built.keyring)
        self.settings = replace(settings or Settings(), db_url=db_url, test_db_url=test_db_url, keyring=keyring)
        self.platform = Platform(self.settings, clock=self.clock, now_us=START if simulated else 0)
        self.ids: dict[str, str] = dict(as_built.ids) if as_built else {}
        self.tokens: dict[str, str] = dict(as_built.tokens) if as_built else {}
        self.principals: dict[str, str] = dict(as_built.principals) if as_built else {}
        self._keys = count(1_000 if as_built else 0)
        if as_built is None:
            self._build()

    def execute(self, principal: int, key: str, command: object) -> Result:
        """Runs a command below the API."""
        return self.platform.run([self.platform.request(principal, key, command)])[0]

    def do(self, command: object) -> Any:
        """The outcome of a command that must not be refused."""
        outcome = self.execute(PLATFORM, f"town{next(self._keys)}", command).outcome
        assert not isinstance(outcome, Refusal | Failure), (command, outcome)
        return outcome

    def _build(self) -> None:
        self.do(OpenCentralBank("pbc", "People's Bank of China", "中国人民银行"))
        banks = {code: self.do(OpenOperator(code, 10**11)).institution for code in ("icbc", "boc")}
        for bank in banks.values():
            self._fund(bank)
        self._name("pbc", "ins", 256)
        self._name("icbc", "ins", banks["icbc"])
        self._name("boc", "ins", banks["boc"])
        self._wallets(banks)
        merchant = self.do(OpenMerchant(self.number("shop"), "Teahouse", "茶馆", "5812", "catering", "street"))
        self._name("teahouse", "mer", merchant.merchant)
        self._name("counter", "sto", self.do(OpenStore(merchant.merchant, "Main", "500103")).store)
        self._people(banks)

    def _fund(self, bank: InstitutionNo) -> None:
        """What a bank needs to load wallets."""
        self.do(LendReserves(bank, 10**10))
        self.do(Issue(bank, 10**9))

    def _wallets(self, banks: dict[str, InstitutionNo]) -> None:
        for name, bank in (("li", "icbc"), ("wang", "boc"), ("shop", "boc"), ("works", "icbc")):
            if name in USCC:
                details = {**COMPANY, "id_number": USCC[name]}
                command = OpenWallet(banks[bank], "corporate", "I", PHONES[name], **details)  # type: ignore[arg-type]
            else:
                command = OpenWallet(banks[bank], "personal", "IV", PHONES[name])
            opened = self.do(command)
            self._name(name, "wal", opened.wallet)
            self._name(f"{name}.holder", "hld", opened.holder)
            number = f"62220212345678{len(self.ids):02d}"
            account = self.do(OpenBankAccount(banks[bank], number, opened.holder)).bank_account
            self._name(f"{name}.bank", "bac", account)
            self.do(DepositCash(account, 1_000_000))
            self.do(Load(opened.wallet, account, 100_000))

    def _people(self, banks: dict[str, InstitutionNo]) -> None:
        central = found(self.platform, "town", ("central", "central2"))
        made = {"central": central[0], "central2": central[1]}
        for bank, number in banks.items():
            made[bank], made[f"{bank}2"] = staff(self.platform, "town", pair_of(central), number, (bank, f"{bank}2"))
        nobody: tuple[InstitutionNo, Subject] = InstitutionNo(0), MerchantNo(0)
        overseers = {"city": (Role.GOVERNMENT, *nobody), "auditor": (Role.AUDITOR, *nobody)}
        customers = {
            "icbc": {
                "works": (Role.EMPLOYER, banks["icbc"], self.number("works")),
                "li": (Role.HOLDER, banks["icbc"], self.number("li.holder")),
            },
            "boc": {
                "teahouse": (Role.MERCHANT, banks["boc"], self.number("teahouse")),
                "wang": (Role.HOLDER, banks["boc"], self.number("wang.holder")),
            },
        }
        made |= self._hired(pair_of(central), overseers)
        for bank, people in customers.items():
            made |= self._hired(pair_of((made[bank], made[f"{bank}2"])), people)
        for who, person in made.items():
            self._know(who, person)

    def hire(self, who: str, role: Role, bank: str, subject: Subject) -> None:
        """A further customer's principal, made by the two people of a bank."""
        makers = decode_id("prn", self.principals[bank]), decode_id("prn", self.principals[f"{bank}2"])
        self._know(who, self._hired(makers, {who: (role, self.number(bank), subject)})[who])

    def _hired(
        self, makers: tuple[PrincipalNo, PrincipalNo], people: dict[str, tuple[Role, InstitutionNo, Subject]]
    ) -> dict[str, Credential]:
        named = {who: "" if details[0] == Role.HOLDER else who for who, details in people.items()}
        parties = [CreatePrincipal(role.value, at, whom, named[who]) for who, (role, at, whom) in people.items()]
        hired = hire(self.platform, f"town:{'+'.join(people)}", makers, parties)
        return dict(zip(people, hired, strict=True))

    def _know(self, who: str, person: Credential) -> None:
        assert person.token is not None
        self.tokens[who], self.principals[who] = person.token, encode_id("prn", person.principal)

    def _name(self, name: str, prefix: str, number: int) -> None:
        self.ids[name] = encode_id(prefix, number)

    def number(self, name: str) -> Any:
        """The number of a named thing."""
        from jiaozi.api.desk import number

        return number(self.ids[name])

    def digest(self) -> tuple[Any, ...]:
        """What is in the database, as numbers of rows and sums of balances: changed by whatever writes, but for the
        first use of a key on a day, which is marked beside the requests and at no certain moment."""
        with self.platform.snapshot() as connection:
            counts = [connection.query(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]
            counts[0] -= connection.query("SELECT count(*) FROM outcomes WHERE operation = 'record_key_use'")[0][0]
            sums = connection.query("SELECT sum(posted), sum(pending_out), sum(version) FROM accounts")[0]
            return (*counts, *(int(value) for value in sums))


class _Server(uvicorn.Server):
    """One that ends when it is told to: uvicorn's looks every tenth of a second whether it shall."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does it."""
        self._loop, self._told = asyncio.get_running_loop(), asyncio.Event()
        await super().startup(sockets)

    async def main_loop(self) -> None:
        """Waits until it is told to end, and for connections that are just being closed."""
        await self.on_tick(0)
        await self._told.wait()
        for _ in range(20):
            await asyncio.sleep(0.002 if self.server_state.connections else 0)

    def end(self) -> None:
        """Tells it so, from any thread."""
        self._loop.call_soon_threadsafe(self._told.set)


class Live:
    """A server on a real socket, and short ways to call it. Every answer is heard by each of `heard`."""

    def __init__(
        self, town: Town, *, work: bool = False, heard: Sequence[Callable[[httpx.Response], None]] = ()
    ) -> None:
        self.town = town
        self.ids = town.ids
        self.app = create_app(town.platform, work=work)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = _Server(configuration(self.app, town.settings))
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self._thread.start()
        self.http = httpx.Client(base_url=self.url, timeout=60, event_hooks={"response": list(heard)})
        self._keys = count()
        while not self._server.started:
            assert self._thread.is_alive()
            threading.Event().wait(0.01)

    @property
    def has_test_app(self) -> bool:
        """Whether the server has opened its test world."""
        side = self.app.house.side
        return side is not None and side.app is not None

    @property
    def test_app(self) -> App:
        """The app of the server's test world, which it has opened."""
        side = self.app.house.side
        assert side is not None
        assert isinstance(side.app, App)
        return side.app

    def get(self, who: str, path: str, **given: Any) -> httpx.Response:
        """A GET of somebody's."""
        return self.http.get(path, headers=self.headers(who), **given)

    def post(self, who: str, path: str, body: Any = None, key: str = "", **given: Any) -> httpx.Response:
        """A POST of somebody's, under a fresh key unless one is given."""
        headers = self.headers(who) | {"Idempotency-Key": key or f"k{next(self._keys)}"}
        return self.http.post(path, json={} if body is None else body, headers=headers, **given)

    def headers(self, who: str) -> dict[str, str]:
        """Somebody's credentials."""
        return {"Authorization": f"Bearer {self.town.tokens[who]}"} if who else {}

    def pay(self, minor: int = 100, who: str = "li", key: str = "", **more: Any) -> httpx.Response:
        """A payment to the teahouse."""
        body = {"payer": self.ids[who], "store": self.ids["counter"], "amount": yuan(minor)} | more
        return self.post(who, "/v1/payments", body, key)

    def sequence(self) -> None:
        """Numbers what was committed, as the worker would."""
        catch_up(self.town.platform.engine)

    def stop(self) -> None:
        """Ends the server."""
        self.http.close()
        self._server.end()
        self._thread.join()
        self._socket.close()


def yuan(minor: int) -> dict[str, Any]:
    """An amount of digital yuan."""
    return {"minor": minor, "asset": "E-CNY"}


def cny(minor: int) -> dict[str, Any]:
    """An amount of bank money."""
    return {"minor": minor, "asset": "CNY"}
