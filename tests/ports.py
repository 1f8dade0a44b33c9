"""Ports for servers that tests start."""

import random
import socket
from contextlib import suppress

FROM, TO = 20_000, 30_000
"""Below the range from which systems give ports to outgoing connections (32,768 on Linux, 49,152 elsewhere): no client
can be given one of these while its server is down, nor be connected to itself by trying it again and again."""


def free_port() -> int:
    """A TCP port that is free on loopback at this moment."""
    for port in random.sample(range(FROM, TO), 1_000):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError(f"no free port from {FROM} to {TO}")
