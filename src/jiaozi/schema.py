"""The whole schema: every feature's tables, and how databases of earlier versions are upgraded to it."""

from jiaozi import outbox
from jiaozi.acceptance import schema as acceptance
from jiaozi.access import schema as access
from jiaozi.access.store import NOT_STRAY, UNVOUCHED
from jiaozi.automatic import schema as automatic
from jiaozi.banking import schema as banking
from jiaozi.banking.store import COUNTED as BANKING_COUNTED
from jiaozi.billing import schema as billing
from jiaozi.billing.store import COUNTED as BILLING_COUNTED
from jiaozi.campaigns import schema as campaigns
from jiaozi.codes import schema as codes
from jiaozi.db import clock_watch, groups, sequencer, world
from jiaozi.db.engine import Engine, Shape
from jiaozi.db.migrate import Migration, migrate
from jiaozi.db.schema import metadata
from jiaozi.devices import schema as devices
from jiaozi.envelopes import schema as envelopes
from jiaozi.grantlists import schema as grantlists
from jiaozi.interest import schema as interest
from jiaozi.ledger import schema as ledger
from jiaozi.ledger.store import fen_days_filled
from jiaozi.locks import schema as locks
from jiaozi.mandates import schema as mandates
from jiaozi.payments import schema as payments
from jiaozi.payments.schema import REFUNDS_TOLD
from jiaozi.payments.splits import schema as splits
from jiaozi.people import schema as people
from jiaozi.people.store import estates_moved
from jiaozi.prepaid import schema as prepaid
from jiaozi.programs import schema as programs
from jiaozi.programs.places import schema as places
from jiaozi.programs.store import FUNDINGS_TOLD
from jiaozi.programs.templates import schema as templates
from jiaozi.reconciliation import schema as reconciliation
from jiaozi.scheme import schema as scheme
from jiaozi.scheme.store import REGIMES_FILLED
from jiaozi.testmode import schema as testmode
from jiaozi.wallets import schema as wallets
from jiaozi.webhooks import schema as webhooks

OWNERS = (
    groups,
    sequencer,
    world,
    clock_watch,
    outbox,
    ledger,
    scheme,
    wallets,
    programs,
    templates,
    places,
    campaigns,
    grantlists,
    payments,
    splits,
    envelopes,
    devices,
    billing,
    locks,
    prepaid,
    mandates,
    automatic,
    codes,
    interest,
    reconciliation,
    webhooks,
    acceptance,
    people,
    banking,
    access,
    testmode,
)
"""The modules that declare tables; importing them fills the metadata."""


def migrations(engine: Engine) -> tuple[Migration, ...]:
    """The versions of the schema in order, each with what rows of an earlier one lack; tables, columns and indexes are
    added by themselves. The third keeps fen-days, filled in from history; the fourth counts cash, uses of exchange
    orders, open requests and nonces. The sixth finds the estates that the third kept elsewhere, knows whom one person
    alone made, keyed or resumed (nobody vouched for them), suspends principals that stand for what is not their
    institution's, closes their webhooks, and notes when operators changed their regime; acts get the number of their
    group, refunds whose they are."""
    return (
        Migration(1),
        Migration(2),
        Migration(3, lambda _: fen_days_filled(engine.name)),
        Migration(4, lambda _: (*BANKING_COUNTED, *BILLING_COUNTED)),
        Migration(5),
        Migration(6, _sixth),
    )


def _sixth(there: Shape) -> tuple[str, ...]:
    access = (*UNVOUCHED, *NOT_STRAY)
    return (*estates_moved(there), *access, *REGIMES_FILLED, REFUNDS_TOLD, FUNDINGS_TOLD, sequencer.ACTS_NUMBERED)


def upgrade(engine: Engine, at: int) -> None:
    """Brings a database to the schema of this program. Raises what `migrate` does."""
    migrate(engine, metadata, migrations(engine), at)
