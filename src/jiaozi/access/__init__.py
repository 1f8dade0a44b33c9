"""Who may do what: principals and their keys, permissions, acts of two people, and the log of acts."""

from typing import Final

from jiaozi.access import enrolment, keys, principals

OPERATIONS: Final = (*principals.OPERATIONS, *enrolment.OPERATIONS, *keys.OPERATIONS)
"""The operations of access; `approvals.approval_operations` adds those that need to know all others."""
