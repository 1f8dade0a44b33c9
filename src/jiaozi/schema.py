"""The whole schema: every feature's tables, and the migrations that make them."""

from jiaozi import outbox, world
from jiaozi.db import groups, sequencer
from jiaozi.db.engine import Engine
from jiaozi.db.migrate import Migration
from jiaozi.db.schema import metadata
from jiaozi.ledger import schema as ledger

OWNERS = (groups, sequencer, world, outbox, ledger)
"""The modules that declare tables; importing them fills the metadata."""


def migrations(engine: Engine) -> tuple[Migration, ...]:
    """The migrations in order, as the engine's own statements."""
    return (Migration(1, engine.ddl(metadata)),)
