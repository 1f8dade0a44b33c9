"""The whole schema: every feature's tables, and the migrations that make them."""

from functools import cache

from jiaozi import outbox
from jiaozi.acceptance import schema as acceptance
from jiaozi.access import schema as access
from jiaozi.access.store import NOT_STRAY, UNVOUCHED
from jiaozi.banking import schema as banking
from jiaozi.banking.store import COUNTED as BANKING_COUNTED
from jiaozi.billing import schema as billing
from jiaozi.billing.store import COUNTED as BILLING_COUNTED
from jiaozi.codes import schema as codes
from jiaozi.db import groups, sequencer, world
from jiaozi.db.engine import Engine
from jiaozi.db.migrate import Migration
from jiaozi.db.schema import metadata
from jiaozi.devices import schema as devices
from jiaozi.interest import schema as interest
from jiaozi.ledger import schema as ledger
from jiaozi.ledger.store import fen_days_filled
from jiaozi.payments import schema as payments
from jiaozi.payments.splits import schema as splits
from jiaozi.people import schema as people
from jiaozi.scheme import schema as scheme
from jiaozi.scheme.store import REGIMES_FILLED
from jiaozi.testmode import schema as testmode
from jiaozi.wallets import schema as wallets
from jiaozi.webhooks import schema as webhooks

OWNERS = (
    groups,
    sequencer,
    world,
    outbox,
    ledger,
    scheme,
    wallets,
    payments,
    splits,
    devices,
    billing,
    codes,
    interest,
    webhooks,
    acceptance,
    people,
    banking,
    access,
    testmode,
)
"""The modules that declare tables; importing them fills the metadata."""


def migrations(engine: Engine) -> tuple[Migration, ...]:
    """The migrations in order, as the engine's own statements. The second adds the tables that the first version of the
    platform had not: making a table that is there already does nothing. The third adds fen-days to accounts, and fills
    them in from history. The fourth adds the tables that came after it, and fills in what they count. The fifth adds
    the split plans of orders, and an index that OceanBase, where a table is made with its indexes, lacked till then.
    The sixth suspends principals that stand for what is not their institution's, closes their webhooks, and adds what
    counts refusals of another side. A database that is up to date is opened without any of them being written out."""

    @cache
    def tables() -> list[str]:
        return engine.ddl(metadata)

    def fen_days() -> list[str]:
        added = engine.added_columns(ledger.accounts, ("fen_days", "counted_on"))
        return [*added, *fen_days_filled(engine.name)]

    def later() -> list[str]:
        index = engine.added_indexes(webhooks.webhook_deliveries, ("webhook_deliveries_done",))
        return [*index, *engine.added_columns(acceptance.orders, ("plan",))]

    def people() -> list[str]:
        """Columns of access; who was made, keyed or resumed by one other person alone, for whom nobody vouched; and who
        stands for what is not its institution's."""
        added = [
            *engine.added_columns(access.principals, ("generation", "enrolment", "rights_since", "vouched")),
            *engine.added_columns(access.api_keys, ("generation",)),
            *engine.added_columns(access.proposals, ("approvals_needed", "approver")),
            *engine.added_indexes(access.principals, ("principals_role", "principals_subject")),
        ]
        return [*added, *tables(), *UNVOUCHED, *NOT_STRAY]

    def regimes() -> list[str]:
        added = engine.added_columns(scheme.institutions, ("regime_since", "moving"))
        return [*tables(), *added, *REGIMES_FILLED]

    def told() -> list[str]:
        usages = engine.added_columns(wallets.usages, ("refusals_today",))
        return [*usages, *engine.added_columns(codes.payer_tokens, ("refusals", "spent_counter"))]

    return (
        Migration(1, tables),
        Migration(2, tables),
        Migration(3, fen_days),
        Migration(4, lambda: [*tables(), *BANKING_COUNTED, *BILLING_COUNTED]),
        Migration(5, later),
        Migration(6, lambda: [*people(), *regimes(), *told()]),
    )
