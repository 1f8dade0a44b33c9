"""Interest: runs, what a wallet has earned, closing out."""

from collections.abc import Iterator

from jiaozi.client.core import Core
from jiaozi.wire import interest as wire
from jiaozi.wire.access import Proposed


class InterestMethods(Core):
    """Methods of interest. `propose_interest_release` needs a second person (see `approve`)."""

    def prepare_interest(self, operator: str, *, key: str = "") -> wire.InterestPrepared:
        """Begins the run of an operator's next quarter."""
        return self._post("/v1/interest-runs", wire.InterestPrepared, {"operator": operator}, key=key)

    def interest_runs(self) -> Iterator[wire.InterestRun]:
        """Runs, oldest first."""
        return self._pages("/v1/interest-runs", wire.InterestRun)

    def interest_run(self, run: str) -> wire.InterestRun:
        """One run."""
        return self._get(f"/v1/interest-runs/{run}", wire.InterestRun)

    def propose_interest_release(self, run: str, reason: str, *, key: str = "") -> Proposed:
        """Proposes to pay a prepared run."""
        return self._post(f"/v1/interest-runs/{run}/release", Proposed, {"reason": reason}, key=key)

    def advance_interest(self, run: str, *, key: str = "") -> wire.InterestAdvanced:
        """Does the next batch of a run that is being prepared or paid."""
        return self._post(f"/v1/interest-runs/{run}/steps", wire.InterestAdvanced, {}, key=key)

    def wallet_interest(self, wallet: str) -> wire.WalletInterest:
        """What a wallet has earned since it was settled last, and what it was paid."""
        return self._get(f"/v1/wallets/{wallet}/interest", wire.WalletInterest)

    def close_out(self, wallet: str, bank_account: str, *, key: str = "") -> wire.ClosedOut:
        """Closes a wallet and sends what it holds, with its interest, to a bank account of the holder."""
        body = {"bank_account": bank_account}
        return self._post(f"/v1/wallets/{wallet}/closing-out", wire.ClosedOut, body, key=key)
