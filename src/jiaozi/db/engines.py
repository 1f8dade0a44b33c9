"""The engines there are, by their URL."""

from jiaozi import urls
from jiaozi.db.engine import Engine
from jiaozi.db.oceanbase import OceanBaseEngine
from jiaozi.db.sqlite import SqliteEngine


def open_engine(url: str) -> Engine:
    """The engine of a database URL: `sqlite:///file` or `oceanbase://user:password@host:port/database`.

    Raises `ValueError` for any other URL.
    """
    place = urls.read(url)
    return SqliteEngine(place) if isinstance(place, str) else OceanBaseEngine(place)
