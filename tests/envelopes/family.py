"""A sender, those to whom a token is given, and the shortest ways to send and to claim."""

from collections.abc import Callable
from typing import Any

from jiaozi.bearer import hash_secret
from jiaozi.envelopes.model import ClaimEnvelope, Division, Envelope, EnvelopeClaim, ExpireEnvelope, SendEnvelope
from jiaozi.envelopes.store import claims_of, envelope, expired_envelopes
from jiaozi.kinds import EnvelopeNo, WalletNo
from tests.features.world import YUAN, World

SECRET = "A" * 52
TOKEN = hash_secret(SECRET)


class Family:
    """Grandmother `sends`; the others have empty wallets at her bank and at another."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bank, self.other = world.bank(), world.bank("boc")
        self.sends = world.rich(self.bank)
        self.people = [world.person(bank, "III") for bank in (self.bank, self.other, self.bank, self.other)]

    def send(
        self,
        amount: int = 10 * YUAN,
        shares: int = 1,
        division: Division = "equal",
        to: WalletNo = WalletNo(0),
        sender: WalletNo = WalletNo(0),
    ) -> EnvelopeNo:
        """An envelope that was sent, with the token of these tests."""
        command = SendEnvelope(sender or self.sends, division, amount, shares, to, TOKEN)
        number: EnvelopeNo = self.world.do(command).envelope
        return number

    def claim(self, number: EnvelopeNo, wallet: WalletNo) -> ClaimEnvelope:
        """A claim with the token of these tests."""
        return ClaimEnvelope(number, TOKEN, wallet)

    def claimed(self, number: EnvelopeNo, wallet: WalletNo) -> int:
        """What a claim gives, in fen."""
        amount: int = self.world.do(self.claim(number, wallet)).amount_minor
        return amount

    def _read(self, what: Callable[[Any], Any]) -> Any:
        with self.world.platform.snapshot() as connection:
            return what(connection)

    def row(self, number: EnvelopeNo) -> Envelope:
        """The envelope as it stands."""
        found: Envelope = self._read(lambda connection: envelope(connection, number))
        return found

    def claims(self, number: EnvelopeNo) -> list[EnvelopeClaim]:
        """What was claimed of it."""
        found: list[EnvelopeClaim] = self._read(lambda connection: claims_of(connection, number, 0, 10_000))
        return found

    def expire(self) -> list[Any]:
        """What comes of all whose time is over, in one group."""
        due = self._read(lambda connection: expired_envelopes(connection, self.world.clock.now(), 1_000))
        return self.world.group(*[ExpireEnvelope(number) for number in due])
