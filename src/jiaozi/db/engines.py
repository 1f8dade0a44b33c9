"""The engines there are, by their URL."""

from jiaozi.db.engine import Engine
from jiaozi.db.oceanbase import OceanBaseEngine
from jiaozi.db.sqlite import SqliteEngine


def open_engine(url: str) -> Engine:
    """The engine of a database URL: `sqlite:///file` or `oceanbase://user:password@host:port/database`.

    Raises `ValueError` for any other URL.
    """
    if url.startswith("sqlite:///"):
        return SqliteEngine(url.removeprefix("sqlite:///"))
    if url.startswith("oceanbase://"):
        return OceanBaseEngine(url)
    raise ValueError("a database URL is sqlite:///FILE or oceanbase://USER:PASSWORD@HOST:PORT/DATABASE")
