"""`jiaozi up` and `jiaozi serve`: the platform behind HTTP."""

import socket
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.chinese import sentence
from jiaozi.cli.commands import Local
from jiaozi.cli.session import Refused, Session, told

if TYPE_CHECKING:
    from jiaozi.api.processes import Place
    from jiaozi.platform import Platform

Host = Annotated[str, typer.Option("--host", help="The address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65_535, help="The port to listen on.")]
UP_PILOT = "chongqing"


def up(
    session: Session,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    scale: Annotated[str, typer.Option("--scale", metavar="N", help="Share of the real pilot to load.")] = "0.01",
) -> None:
    """Load a small Chongqing pilot the first time, hand out demo keys, and serve.

    Interrupted while loading, it goes on where it was when called again; once loaded, it just serves. Demo keys are
    printed, so it listens on this machine's loopback address only. With --json the addresses and keys are printed as
    JSON before it begins to serve.
    """
    from jiaozi.cli import demo_keys
    from jiaozi.cli.demo import prepare

    _check_settings(host, port, demo=True)
    demo = prepare(session, UP_PILOT, scale)
    base = _url(host, port)
    demo_keys.keep(demo.saved() | {"url": base})
    session.show(demo.as_json(base), lambda out: out.print(demo.text(base), soft_wrap=True))
    _serve(demo.platform, host, port)


def serve(
    session: Session,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that serve the address; one that dies is started again.")
    ] = 1,
) -> None:
    """Serve a world that exists, with its worker, until SIGTERM or SIGINT; what was taken is finished first.

    A world with a simulated clock or with demo keys is served on the loopback address only. One of an earlier version
    is upgraded first. Of several processes each has bounds and metrics of its own; one does the scheduled work.
    """
    from jiaozi.platform import Platform

    with session.engine(upgrading=True):
        pass
    _check_settings(host, port, demo=False)
    platform, url = Platform(session.settings), _url(host, port)
    session.show({"url": url}, lambda out: out.print(sentence("Serving {}", url)))
    if processes == 1:
        _serve(platform, host, port)
    else:
        _serve_many(session, platform, host, port, processes)


def _serve_many(session: Session, platform: "Platform", host: str, port: int, processes: int) -> None:
    """Checks what can be checked once, lets go of the database, which no process can inherit, and supervises."""
    from jiaozi.api import logs
    from jiaozi.api.processes import Place, Supervisor, bind
    from jiaozi.api.server import ExposedError, check_address
    from jiaozi.platform import Platform

    try:
        check_address(platform, host)
    except ExposedError as error:
        raise Refused("address_not_local", host) from error
    finally:
        platform.close()

    def one(place: Place) -> int:
        try:
            with told(session):
                _serve(Platform(session.settings, share=place.share), host, port, place)
        except typer.Exit as end:
            return end.exit_code
        return 0

    logs.configure()
    if code := Supervisor(processes, bind(host, port), one).run():
        raise typer.Exit(code)


def _url(host: str, port: int) -> str:
    return f"http://{_authority(host, port)}"


def _authority(host: str, port: int) -> str:
    """A host and a port as they are written together; an IPv6 address in brackets (RFC 3986, 3.2.2), since it has
    colons of its own."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _serve(platform: "Platform", host: str, port: int, place: "Place | None" = None) -> None:
    import sys

    from jiaozi.api.server import ExposedError
    from jiaozi.api.server import serve as run

    sys.stdout.flush()
    try:
        run(platform, host, port, place=place)
    except ExposedError as error:
        raise Refused("address_not_local", host) from error


def _check_settings(host: str, port: int, *, demo: bool) -> None:
    """Raises `Refused`: `address_not_local`, `port_in_use`; `typer.BadParameter`, also for `JIAOZI_BANKS`."""
    from jiaozi.api.server import is_loopback
    from jiaozi.worker.exchange import bank_addresses

    try:
        bank_addresses()
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="JIAOZI_BANKS") from None
    if demo and not is_loopback(host):
        raise Refused("address_not_local", host)
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise typer.BadParameter(f"{host}: {error}", param_hint="--host") from error
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Refused("port_in_use", _authority(host, port)) from error


COMMANDS = (
    Local("up", up, "jiaozi up --port 8080"),
    Local("serve", serve, "jiaozi serve --db sqlite:///world.db --host 0.0.0.0 --processes 2"),
)
