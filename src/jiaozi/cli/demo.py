"""The demo world of `jiaozi up`: a small pilot, a key for each role, a company with money, and a first payment to try.

The keys are kept beside the database in a file of mode 0600, so that every start can print them again.
"""

import json
import secrets
import shutil
import sys
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from jiaozi.access.bootstrap import Credential, found, hire, pair_of, staff
from jiaozi.access.keys import hand_out
from jiaozi.access.model import DEMO, PLATFORM, CreatePrincipal, IssueApiKey
from jiaozi.api.docs import opened
from jiaozi.api.pages import has_demo_people, report_folder
from jiaozi.cli import demo_keys
from jiaozi.cli.chinese import cells, sentence
from jiaozi.cli.pilot import SEED, run_pilot, write_report
from jiaozi.cli.session import Refused, Session
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo, MerchantNo, StoreNo
from jiaozi.ledger import store as ledger
from jiaozi.payments.store import merchants_page, stores_of
from jiaozi.platform import Platform
from jiaozi.records import dataclass
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.scheme.issuance import Issue, LendReserves
from jiaozi.scheme.store import institutions
from jiaozi.wallets.exchange import Load
from jiaozi.wallets.model import HOLDER_KINDS, Wallet
from jiaozi.wallets.store import wallets_page

LOOKED_AT: Final = 500
"""Wallets and merchants among which the demo's parties are looked for."""
ENDOWED_MINOR: Final = 1_000_000
"""What the employer's wallet is given, in fen, so that it can fund programs and pay salaries."""
_BANK_ACCOUNT: Final = "889900000099990001"


@dataclass(frozen=True, slots=True)
class _Parties:
    """Who has a demo key: ids."""

    operator: InstitutionNo
    code: str
    merchant: MerchantNo
    store: StoreNo
    employer: Wallet
    holder: Wallet


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo world ready to be served, its keys by name, and what a first payment needs."""

    platform: Platform
    keys: dict[str, str] = field(repr=False)
    wallet: str
    store: str
    institution: str
    employer_wallet: str

    def as_json(self, base: str) -> dict[str, Any]:
        """For `--json`; `documentation` is null where its site was not built."""
        paths = {
            "overview": "/",
            "documentation": "/docs",
            "api": "/docs/api",
            "report": "/report",
            "health": "/healthz",
        }
        pages = {name: base + path if name != "documentation" or opened() else None for name, path in paths.items()}
        return {"pages": pages, **self.saved(), "url": base}

    def saved(self) -> dict[str, Any]:
        """What the keys' file holds, but for where it is served."""
        known = {name: getattr(self, name) for name in demo_keys.KNOWN}
        return {"world": self.platform.world.name, "keys": self.keys, **known}

    def text(self, base: str) -> str:
        """For people: where to go, a first payment, the keys."""
        pages = (
            (sentence("Overview"), f"{base}/"),
            (sentence("Documentation"), f"{base}/docs" if opened() else sentence("`make docs-site` builds it")),
            (sentence("API"), f"{base}/docs/api"),
            (sentence("Pilot report"), f"{base}/report"),
        )
        lines = [
            f"\nJiaozi · 交子   {self.platform.world.name}",
            *(f"  {page}{' ' * (15 - cells(page))} {place}" for page, place in pages),
            sentence("\nDemo keys, for this machine only"),
            *(f"  {name:<26} {key}" for name, key in self.keys.items()),
            sentence("\nA first payment"),
            f"  curl {base}/v1/payments \\",
            f"    -H 'Authorization: Bearer {self.keys['holder']}' \\",
            "    -H 'Idempotency-Key: first-payment' -H 'Content-Type: application/json' \\",
            f"    -d '{json.dumps(self.payment(), separators=(', ', ': '))}'",
            sentence("  or in the shell:"),
            f"  export JIAOZI_API_KEY=$({_program()} demo holder)",
            f"  {_program()} pay {self.wallet} 1.99 --store {self.store}",
            sentence("\nTest mode, without real money"),
            f"  {_program()} test-mode keys --api-key $({_program()} demo merchant)",
            sentence("\nCtrl-C stops it\n"),
        ]
        return "\n".join(lines)

    def payment(self) -> dict[str, Any]:
        """The body of a first payment."""
        return {"payer": self.wallet, "store": self.store, "amount": {"minor": 199, "asset": "E-CNY"}}


def _program() -> str:
    """How this program is called from here: by its name when it is on the path, else by where it is."""
    said = Path(sys.argv[0])
    if shutil.which("jiaozi") or said.name != "jiaozi":
        return "jiaozi"
    return str(said.relative_to(Path.cwd())) if said.is_relative_to(Path.cwd()) else str(said)


def prepare(session: Session, pilot: str, scale: str) -> Demo:
    """The demo world: loaded, or loaded further, or as it is; with its keys. The platform is the caller's to close."""
    if not session.settings.db_url:
        session = session.with_db(session.settings.database_url())
    if not _is_loaded(session):
        result = run_pilot(session, pilot, scale, SEED, 0)
        write_report(report_folder(), result)
    platform = Platform(session.settings)
    try:
        return _with_keys(platform)
    except BaseException:
        platform.close()
        raise


def _is_loaded(session: Session) -> bool:
    """Whether demo principals were made, which happens once the pilot is complete."""
    try:
        with session.engine(upgrading=True) as engine, engine.snapshot() as connection:
            return has_demo_people(connection)
    except Refused:
        return False


def _with_keys(platform: Platform) -> Demo:
    with platform.snapshot() as connection:
        parties = _parties(connection)
    wallet, store = encode_id("wal", parties.holder.id), encode_id("sto", parties.store)
    keys = _read_keys(platform.world.name)
    employer_wallet = encode_id("wal", parties.employer.id)
    demo = Demo(platform, keys or _make_keys(platform, parties), wallet, store, parties.code, employer_wallet)
    if not keys:
        demo_keys.keep(demo.saved())
    return demo


def _make_keys(platform: Platform, parties: _Parties) -> dict[str, str]:
    """A key for each demo principal; a further one for those whose first was given out and lost."""
    _endow(platform, parties)
    central = found(platform, DEMO, ("Issue desk", "Issue desk, second person"))
    overseers = (
        CreatePrincipal("government", name="City government"),
        CreatePrincipal("auditor", name="Auditor"),
    )
    government, auditor = hire(platform, f"{DEMO}:overseers", pair_of(central), overseers)
    names = ("Operations desk", "Operations desk, second person")
    bank = staff(platform, DEMO, pair_of(central), parties.operator, names)
    customers = (
        CreatePrincipal("merchant", parties.operator, parties.merchant, "Merchant"),
        CreatePrincipal("employer", parties.operator, parties.employer.id, "Employer"),
        CreatePrincipal("holder", parties.operator, parties.holder.holder, ""),
    )
    merchant, employer, holder = hire(platform, f"{DEMO}:customers", pair_of(bank), customers)
    people = dict(zip(("central_bank", "central_bank_2"), central, strict=True))
    people |= dict(zip(("operator", "operator_2"), bank, strict=True))
    people |= {"merchant": merchant, "employer": employer, "government": government, "auditor": auditor}
    return {name: _token(platform, each) for name, each in (people | {"holder": holder}).items()}


def _endow(platform: Platform, parties: _Parties) -> None:
    """Gives the employer's wallet money, once: issued to its operator, paid in as cash, loaded. Raises `Failure`."""
    operator, employer = parties.operator, parties.employer

    def do(key: str, command: object) -> Any:
        outcome = _run(platform, PLATFORM, f"{DEMO}:endow:{key}", command).outcome
        if isinstance(outcome, Refusal | Failure):
            raise Failure("internal_error", f"{key}: {outcome}")
        return outcome

    do("reserves", LendReserves(operator, ENDOWED_MINOR))
    do("issue", Issue(operator, ENDOWED_MINOR))
    account = do("account", OpenBankAccount(operator, _BANK_ACCOUNT, employer.holder, ENDOWED_MINOR))
    do("load", Load(employer.id, account.bank_account, ENDOWED_MINOR))


def _run(platform: Platform, principal: int, key: str, command: object) -> Result:
    return platform.run([platform.request(principal, key, command)])[0]


def _token(platform: Platform, person: Credential) -> str:
    def execute(principal: int, key: str, command: object) -> Result:
        return _run(platform, principal, key, command)

    if person.token is not None:
        return person.token
    given = hand_out(execute, person.principal, f"{DEMO}:{secrets.token_hex(12)}", IssueApiKey(person.principal))
    if given.token is None:
        raise Failure("internal_error", str(given.outcome))
    return given.token


def _read_keys(world: str) -> dict[str, str]:
    try:
        found = demo_keys.read()
        return dict(found["keys"]) if found["world"] == world else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _parties(connection: Connection) -> _Parties:
    """The first merchant of the world with a store, and a corporate and a personal wallet at its operator.

    Raises `Refused`: `pilot_failed` when the world has none.
    """
    codes = {each.id: each.code for each in institutions(connection)}
    for merchant in merchants_page(connection, 0, LOOKED_AT):
        stores = stores_of(connection, merchant.id)
        if not stores or merchant.suspended:
            continue
        owned = wallets_page(connection, merchant.operator, 0, LOOKED_AT)
        employer = next((each for each in owned if each.kind == HOLDER_KINDS["corporate"]), None)
        holder = _richest(connection, [each for each in owned if each.kind == HOLDER_KINDS["personal"]])
        if employer is not None and holder is not None:
            code = codes[merchant.operator]
            return _Parties(merchant.operator, code, merchant.id, stores[0].id, employer, holder)
    names = ", ".join(codes.values())
    raise Refused("pilot_failed", f"no merchant with a store among {names or 'no institutions'}")


def _richest(connection: Connection, wallets: list[Wallet]) -> Wallet | None:
    """The wallet with the most money, none of whose money is frozen."""
    free = [each for each in wallets if not (each.closed or each.freezes_all or each.freezes_out or each.frozen_minor)]
    held = ledger.accounts(connection, [each.account for each in free])
    return max(free, key=lambda each: held[each.account].available, default=None)
