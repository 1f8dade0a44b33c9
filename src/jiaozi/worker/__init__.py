"""Scheduled work of a running server: numbering groups, expiring holds, auditing.

Every task may run in several processes at once: the sequencer locks its one row, an expiry is decided once by the hold
itself, an audit only reads.
"""

from jiaozi.worker.loop import Worker

__all__ = ["Worker"]
