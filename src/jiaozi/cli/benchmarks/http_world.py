"""The world that `bench http` pays in, made by the program that will serve it: `python -P THIS_FILE FILE WALLETS PAYERS
SIGNED`, with the program's package on the path and the database in the environment.

It is read by programs of other commits, too, so it uses little of the package. FILE gets the stores and who pays.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jiaozi.access import bootstrap
from jiaozi.access.model import CreatePrincipal
from jiaozi.cli.benchmarks.pay import GROUP, PayPlan, World
from jiaozi.cli.progress import bar
from jiaozi.config import from_environment
from jiaozi.devices.model import RegisterDevice
from jiaozi.ids import encode_id
from jiaozi.platform import Platform
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.store import wallet
from jiaozi_sdk.devices import DeviceKey

if TYPE_CHECKING:  # earlier commits have no kinds
    from jiaozi.kinds import HolderNo, InstitutionNo, PrincipalNo

STORES: Final = 100
HIRED_AT_ONCE: Final = 250


def make(platform: Platform, wallets: int, payers: int, *, signed: bool) -> dict[str, Any]:
    """Wallets, and holders of some of them with a key, spread among all; with `signed` each has a device."""
    with bar("preparing") as progress:
        world = World(platform, PayPlan(wallets, 0, GROUP, STORES, "stores", 0), progress)
        world.build()
    paying = _read(platform, world.wallets[:: len(world.wallets) // payers][:payers])
    tokens = _tokens(platform, world.operators, paying)
    rows = [{"wallet": encode_id("wal", each.id), "token": tokens[each.holder]} for each in paying]
    if signed:
        keys = [DeviceKey.generate() for _ in paying]
        orders = [
            RegisterDevice(each.holder, key.algorithm, key.public) for each, key in zip(paying, keys, strict=True)
        ]
        for row, key, done in zip(rows, keys, world.do(orders), strict=True):
            row |= {"device": encode_id("dev", done.device), "key": key.to_pem().decode()}
    return {"stores": [encode_id("sto", each) for each in world.stores], "payers": rows}


def _read(platform: Platform, numbers: Sequence[int]) -> list[Wallet]:
    with platform.snapshot() as connection:
        found = [wallet(connection, number) for number in numbers]
    return [each for each in found if each is not None]


def _tokens(platform: Platform, operators: "Sequence[InstitutionNo]", paying: Sequence[Wallet]) -> dict[int, str]:
    """A key for each holder. Programs in which one person made principals have `demo_credentials` for it."""
    parties = {operator: [each.holder for each in paying if each.operator == operator] for operator in operators}
    if (alone := getattr(bootstrap, "demo_credentials", None)) is not None:
        orders = [CreatePrincipal("holder", bank, holder, "") for bank, own in parties.items() for holder in own]
        made: Iterable[Any] = alone(_execute(platform), orders)
        return dict(zip((order.subject for order in orders), (each.token for each in made), strict=True))
    central = bootstrap.pair_of(bootstrap.found(platform, "bench", ("First", "Second")))
    return {holder: token for bank, own in parties.items() for holder, token in _hired(platform, central, bank, own)}


def _execute(platform: Platform) -> Any:
    return lambda principal, key, command: platform.run([platform.request(principal, key, command)])[0]


def _hired(
    platform: Platform, central: "tuple[PrincipalNo, PrincipalNo]", bank: "InstitutionNo", holders: "Sequence[HolderNo]"
) -> Iterator[tuple[int, str]]:
    makers = bootstrap.pair_of(bootstrap.staff(platform, "bench", central, bank, ("First", "Second")))
    for start in range(0, len(holders), HIRED_AT_ONCE):
        some = holders[start : start + HIRED_AT_ONCE]
        parties = [CreatePrincipal("holder", bank, holder, "") for holder in some]
        for holder, made in zip(some, bootstrap.hire(platform, f"bench:{bank}:{start}", makers, parties), strict=True):
            if made.token is not None:
                yield holder, made.token


def main(arguments: Sequence[str]) -> None:
    """Makes the world and writes who pays in it."""
    file, wallets, payers, signed = arguments
    platform = Platform(from_environment(), name="bench")
    try:
        made = make(platform, int(wallets), int(payers), signed=signed == "signed")
    finally:
        platform.close()
    Path(file).write_text(json.dumps(made), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
