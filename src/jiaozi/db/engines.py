"""The engines there are, by their URL."""

from jiaozi import urls
from jiaozi.db.engine import Engine
from jiaozi.db.sqlite import SqliteEngine


def open_engine(url: str) -> Engine:
    """The engine of a database URL: `sqlite:///file` or `oceanbase://user:password@host:port/database`.

    Raises `ValueError` for any other URL.
    """
    place = urls.read(url)
    if isinstance(place, str):
        return SqliteEngine(place)
    from jiaozi.db.oceanbase import OceanBaseEngine

    return OceanBaseEngine(place)
