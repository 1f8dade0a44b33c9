"""Reads of envelopes and of what was claimed of them. Plain SQL."""

from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.envelopes.model import Envelope, EnvelopeClaim, EnvelopeState
from jiaozi.envelopes.schema import ENVELOPE_CLAIMS, ENVELOPES
from jiaozi.kinds import EnvelopeNo, WalletNo

_CLAIM: Final = ", ".join(ENVELOPE_CLAIMS.columns)


def envelope(connection: Connection, number: EnvelopeNo) -> Envelope | None:
    """The envelope, or None."""
    return next(iter(ENVELOPES.read(connection, [number])), None)


def expired_envelopes(connection: Connection, at: int, limit: int) -> list[EnvelopeNo]:
    """Open envelopes whose time is over, the longest first."""
    sql = "SELECT id FROM envelopes WHERE state = ? AND expires_at <= ? ORDER BY expires_at, id LIMIT ?"
    return [row[0] for row in connection.query(sql, (int(EnvelopeState.OPEN), at, limit))]


def claims_of(connection: Connection, number: EnvelopeNo, after: int, limit: int) -> list[EnvelopeClaim]:
    """What was claimed of an envelope behind the `after`th claim, in the order of claims."""
    sql = f"SELECT {_CLAIM} FROM envelope_claims WHERE envelope = ? AND number > ? ORDER BY number LIMIT ?"
    return [EnvelopeClaim(*row) for row in connection.query(sql, (number, after, limit))]


def claimed_by(connection: Connection, wallet: WalletNo, after: EnvelopeNo, limit: int) -> list[EnvelopeClaim]:
    """What a wallet has claimed, of envelopes with ids above `after`, the oldest envelope first."""
    sql = f"SELECT {_CLAIM} FROM envelope_claims WHERE wallet = ? AND envelope > ? ORDER BY envelope LIMIT ?"
    return [EnvelopeClaim(*row) for row in connection.query(sql, (wallet, after, limit))]
