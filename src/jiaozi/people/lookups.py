"""Looking people up is counted: so many times a day for a principal, whether somebody is found or not."""

from jiaozi import rulebook
from jiaozi.clock import china_date, china_day, next_day, resets_on
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import PrincipalNo
from jiaozi.people.model import Lookup
from jiaozi.people.schema import LOOKUPS


def count_lookup(tx: Tx, principal: int, at: int) -> int | Refusal:
    """Counts one look-up of a principal; how many it has left today. Refuses: `lookups_exceeded`, with the rule."""
    day, rule = china_day(at), rulebook.lookups(china_date(at))
    row = tx.rows(LOOKUPS).get(principal)
    if row is None:
        row = tx.rows(LOOKUPS).add(Lookup(principal=PrincipalNo(principal), day=day, used=0))
    if day > row.day:
        row.day, row.used = day, 0
    if row.used >= rule.per_day:
        said = f"{rule.per_day} a day; the count {resets_on(next_day(row.day))}"
        return Refusal("lookups_exceeded", said, rule.rule.cite())
    row.used += 1
    tx.rows(LOOKUPS).changed(row)
    return rule.per_day - row.used
