"""Split plans, payments by them, and the parts of a payment."""

from collections.abc import Iterable, Iterator, Mapping

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import splits as wire
from jiaozi.wire.payments import Paid


class SplitMethods(Core):
    """Methods of splits."""

    def propose_split_plan(
        self,
        store: str,
        name: str,
        sellers: Iterable[Mapping[str, object]],
        *,
        remainder: str = "platform",
        key: str = "",
        dry_run: bool = False,
    ) -> wire.SplitPlanProposed:
        """Proposes how payments at a store are split. Each seller has `seller`, and `fixed_minor` or `share_ppm` or
        both; `remainder` is `platform` or `largest_remainder`."""
        lines = [
            {
                "seller": line["seller"],
                "fixed": {"minor": line.get("fixed_minor", 0), "asset": "E-CNY"},
                "share_ppm": line.get("share_ppm", 0),
            }
            for line in sellers
        ]
        body = {"store": store, "name": name, "sellers": lines, "remainder": remainder}
        return self._post("/v1/split-plans", wire.SplitPlanProposed, body, key=key, dry_run=dry_run)

    def agree_split_plan(self, plan: str, seller: str, *, key: str = "") -> wire.SplitPlanSet:
        """A seller agrees."""
        return self._post(f"/v1/split-plans/{plan}/agreements", wire.SplitPlanSet, {"seller": seller}, key=key)

    def end_split_plan(self, plan: str, merchant: str, *, key: str = "") -> wire.SplitPlanSet:
        """The platform or a seller ends a plan."""
        return self._post(f"/v1/split-plans/{plan}/ending", wire.SplitPlanSet, {"merchant": merchant}, key=key)

    def split_plan(self, plan: str) -> wire.SplitPlan:
        """A plan."""
        return self._get(f"/v1/split-plans/{plan}", wire.SplitPlan)

    def split_plans(self, merchant: str) -> Iterator[wire.SplitPlan]:
        """The plans in which a merchant is the platform or a seller."""
        return self._pages("/v1/split-plans", wire.SplitPlan, merchant=merchant, limit=PAGE_LIMIT)

    def pay_split(
        self,
        payer: str,
        plan: str,
        amount_minor: int,
        *,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> Paid:
        """Pays at the plan's store; everybody in the plan gets a part at once."""
        body = {"payer": payer, "amount": money(amount_minor), "purpose": purpose, "reference": reference}
        return self._post(f"/v1/split-plans/{plan}/payments", Paid, body, key=key, dry_run=dry_run)

    def parts(self, payment: str) -> Iterator[wire.Part]:
        """What each party got of a split payment, and gave back; for a seller its own part."""
        return self._pages(f"/v1/payments/{payment}/parts", wire.Part)
